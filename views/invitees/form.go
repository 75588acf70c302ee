package invitees

import (
	"context"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"openday/app"
	"openday/app/idcard"
	"openday/app/phone"
	"openday/app/words"
	"openday/views/ui"
	"openday/views/widgets"
)

// newInviteeEditor returns the form of an invitee.
func newInviteeEditor(t *Tab) *ui.Editor[app.Invitee] {
	e := ui.NewEditor(t.Context, t, app.GuestFields)
	e.First, e.Draft = "Name", app.DraftInvitee
	e.Form.Section(words.T("Person"))
	e.Text("Name", 1)
	ui.ChoiceField(e, "Gender", words.T("Not given"), app.Genders)
	secret := func(name string, mask func(string) string) *numberInput {
		input, of := newNumberInput(mask), ui.PlaceOf[string](app.GuestFields, name)
		input.asked = func() { t.revealed(1) }
		e.Join(name, input, func(v app.Invitee) { input.Set(*of(&v)) }, func(v *app.Invitee) { *of(v) = input.Value() })
		return input
	}
	secret("Phone", phone.Mask)
	number := secret("IDNumber", idcard.Mask)
	e.Day("BornOn").Hint(words.T("Where no ID number tells it"))
	e.Text("Reading", 1).Hint(words.T("Only where it is read otherwise: shan xiong"))
	completing(e.Form, number)
	e.Form.Section(words.T("Invitation"))
	t.units = e.Combo("Unit")
	t.posts = e.Combo("Post")
	t.categories = e.Combo("Category")
	t.channels = e.Combo("Channel")
	ui.ChoiceField(e, "Vetting", "", app.Vettings)
	e.Text("Reason", 2).Hint(words.T("Why declined"))
	e.Text("Overruled", 2).Hint(words.T("Why approved although something speaks against it"))
	ui.ChoiceField(e, "Confirmation", words.T("Not heard of"), app.Confirmations)
	e.Text("Note", 2)
	e.Form.Section(words.T("On the day"))
	ui.ChoiceField(e, "Attendance", words.T("Not entered"), app.Attendances)
	e.Text("Substitute", 1)
	signedIn := widgets.NewDateTimeEntry(app.Zone, t.Service.Now)
	signedIn.DayOf = func() time.Time { return t.Event().Start }
	e.Join("SignedInAt", signedIn,
		func(v app.Invitee) { signedIn.Set(v.SignedInAt) },
		func(v *app.Invitee) {
			// The entry knows minutes: a time that was not touched keeps its seconds.
			if at, _, _ := signedIn.Value(); !at.Equal(v.SignedInAt.Truncate(time.Minute)) || at.IsZero() {
				v.SignedInAt = at
			}
		})
	e.Form.Loaded()

	e.ID = func(v app.Invitee) string { return v.ID }
	e.Title = func(v app.Invitee) string {
		if v.ID == "" {
			return words.T("New invitee")
		}
		return v.Person.Name
	}
	e.Blank = func(last *app.Invitee) (app.Invitee, error) {
		v := app.Invitee{EventID: t.Event().ID, Vetting: app.VettingPending}
		if v.EventID == "" {
			return v, app.Errorf(app.CodeInvalid, nil, "Choose an event first.")
		}
		if last != nil { // lists come by unit and by category
			v.Category, v.Channel, v.Vetting = last.Category, last.Channel, last.Vetting
		}
		return v, nil
	}
	e.Store = func(v app.Invitee) func(context.Context) (app.Invitee, error) {
		service := t.Service
		return func(ctx context.Context) (app.Invitee, error) { return service.SaveInvitee(ctx, v) }
	}
	e.Stored = func(v app.Invitee, added bool) {
		t.Choose(v.ID)
		if added {
			t.Undoable(words.T("%s is on the list.", v.Person.Name))
		} else {
			t.Undoable(words.T("“%s” is saved.", v.Person.Name))
		}
	}
	e.Typed = func(v app.Invitee) {
		warn(e.Form, v.Doubts(t.Event()))
		if t.stale {
			t.learn()
		}
	}
	e.Closed = func() { t.Window.Canvas().Focus(t.table) }
	return e
}

// completing fills in gender and date of birth from an ID number while it is typed,
// where they are empty or were filled in so before: what somebody entered stays, and
// is doubted where it differs.
func completing(form *widgets.Form, number *numberInput) {
	var before struct{ gender, born string }
	number.loaded = func() { before.gender, before.born = "", "" }
	fill := func(key, told string, filled *string) {
		input := form.Field(key).Input
		if is := input.Snapshot(); told == is || is != "" && is != *filled && is != words.T("Not given") {
			return
		}
		input.Restore(told)
		*filled = told
	}
	number.Listen(func() {
		gender, born := app.Person{IDNumber: number.Value()}.ToldByID()
		if born.IsZero() {
			return
		}
		fill("Gender", app.Genders.Label(gender), &before.gender)
		fill("BornOn", app.ISODate(born), &before.born)
	})
}

// warn shows doubts beside their fields and takes away those that no longer are.
func warn(form *widgets.Form, doubts []app.FieldProblem) {
	of := ui.ByField(doubts)
	for _, key := range []string{"Gender", "IDNumber", "BornOn", "Reading", "Category"} {
		form.Field(key).Warn(of[key])
	}
}

// numberInput is an entry for a number that is masked until it is asked for.
type numberInput struct {
	widget.BaseWidget
	entry   *widgets.TextEntry
	reveal  *widgets.Button
	content *fyne.Container
	mask    func(string) string
	number  string
	hidden  bool
	heard   []func()
	asked   func() // told when the number is shown in full
	loaded  func() // told when another number is put in, not typed; may be nil
}

func newNumberInput(mask func(string) string) *numberInput {
	n := &numberInput{entry: widgets.NewTextEntry(), mask: mask}
	n.reveal = widgets.NewButtonWithIcon(words.T("Show"), theme.VisibilityIcon(), n.Reveal)
	n.content = container.NewBorder(nil, nil, nil, n.reveal, n.entry)
	n.entry.Listen(func() {
		if !n.hidden {
			n.number = n.entry.Value()
			for _, f := range n.heard {
				f()
			}
		}
	})
	n.ExtendBaseWidget(n)
	n.Set("")
	return n
}

// CreateRenderer shows the entry, and the button beside it while it is masked.
func (n *numberInput) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(n.content)
}

// Set fills in a number, masked.
func (n *numberInput) Set(number string) {
	n.number, n.hidden = number, true
	if n.loaded != nil {
		n.loaded()
	}
	masked := n.mask(number)
	n.entry.SetText(masked)
	n.hidden = masked != number
	if n.hidden {
		n.entry.Disable()
		n.reveal.Show()
	} else {
		n.entry.Enable()
		n.reveal.Hide()
	}
	n.Refresh()
}

// Reveal shows the number in full, to be changed.
func (n *numberInput) Reveal() {
	if !n.hidden {
		return
	}
	n.asked()
	n.entry.SetText(n.number)
	n.hidden = false
	n.entry.Enable()
	n.reveal.Hide()
	n.Refresh()
	if c := fyne.CurrentApp().Driver().CanvasForObject(n); c != nil {
		c.Focus(n.entry)
	}
}

// Value returns the number, whether it is shown or not.
func (n *numberInput) Value() string { return strings.TrimSpace(n.number) }

// Snapshot returns the number.
func (n *numberInput) Snapshot() string { return n.Value() }

// Masked returns a number as it is shown until it is asked for.
func (n *numberInput) Masked(number string) string { return n.mask(number) }

// Restore puts back the number that a snapshot was taken of, masked as what is
// stored.
func (n *numberInput) Restore(snapshot string) {
	n.Set(snapshot)
	for _, f := range n.heard {
		f()
	}
}

// Listen has f called after every change by hand.
func (n *numberInput) Listen(f func()) { n.heard = append(n.heard, f) }

// Problem is always "": any number may be saved.
func (n *numberInput) Problem() string { return "" }

// FocusTarget is the button while the number is masked, else the entry.
func (n *numberInput) FocusTarget() fyne.Focusable {
	if n.hidden {
		return n.reveal
	}
	return n.entry
}
