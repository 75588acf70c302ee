package views

import (
	"context"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"openday/app"
	"openday/app/hanzi"
	"openday/app/idcard"
	"openday/app/words"
	"openday/views/widgets"
)

// newInviteeEditor gives the form of an invitee.
func newInviteeEditor(t *inviteesTab) *editor[app.Invitee] {
	e := newEditor[app.Invitee](t.desk, t)
	e.first = "Name"
	e.form.Section(words.T("Person"))
	e.text("Name", words.T("Name"), 1, func(v *app.Invitee) *string { return &v.Person.Name }).Required()
	choiceField(e, "Gender", words.T("Gender"), words.T("Not given"), app.Genders, func(v *app.Invitee) *app.Gender { return &v.Person.Gender })
	secret := func(key, label string, mask func(string) string, of func(*app.Invitee) *string) {
		input := newNumberInput(mask)
		input.asked = func() { t.revealed(1) }
		e.bind(key, label, input, func(v app.Invitee) { input.Set(*of(&v)) }, func(v *app.Invitee) { *of(v) = input.Value() })
	}
	secret("Phone", words.T("Telephone"), hanzi.MaskPhone, func(v *app.Invitee) *string { return &v.Person.Phone })
	secret("IDNumber", words.T("ID number"), idcard.Mask, func(v *app.Invitee) *string { return &v.Person.IDNumber })
	e.form.Section(words.T("Invitation"))
	t.units = e.combo("Unit", words.T("Unit"), func(v *app.Invitee) *string { return &v.Unit })
	t.posts = e.combo("Post", words.T("Post|at work"), func(v *app.Invitee) *string { return &v.Post })
	t.categories = e.combo("Category", words.T("Category"), func(v *app.Invitee) *string { return &v.Category })
	t.channels = e.combo("Channel", words.T("Signed up by"), func(v *app.Invitee) *string { return &v.Channel })
	choiceField(e, "Vetting", words.T("Vetting"), "", app.Vettings, func(v *app.Invitee) *app.Vetting { return &v.Vetting })
	e.text("Reason", words.T("Reason"), 2, func(v *app.Invitee) *string { return &v.Reason }).Hint(words.T("Why declined"))
	e.text("Overruled", words.T("Approved although"), 2, func(v *app.Invitee) *string { return &v.Overruled }).Hint(words.T("Why approved although something speaks against it"))
	choiceField(e, "Confirmation", words.T("Confirmation"), words.T("Not heard of"), app.Confirmations, func(v *app.Invitee) *app.Confirmation { return &v.Confirmation })
	e.text("Note", words.T("Note"), 2, func(v *app.Invitee) *string { return &v.Note })
	e.form.Section(words.T("On the day"))
	choiceField(e, "Attendance", words.T("Attendance"), words.T("Not entered"), app.Attendances, func(v *app.Invitee) *app.Attendance { return &v.Attendance })
	e.text("Substitute", words.T("Substitute"), 1, func(v *app.Invitee) *string { return &v.Substitute })
	signedIn := widgets.NewDateTimeEntry(app.Zone, t.service.Now)
	e.bind("SignedInAt", words.T("Signed in at"), signedIn,
		func(v app.Invitee) { signedIn.Set(v.SignedInAt) },
		func(v *app.Invitee) {
			// The entry knows minutes: a time that was not touched keeps its seconds.
			if at, _, _ := signedIn.Value(); !at.Equal(v.SignedInAt.Truncate(time.Minute)) || at.IsZero() {
				v.SignedInAt = at
			}
		})
	e.form.Loaded()

	e.id = func(v app.Invitee) string { return v.ID }
	e.title = func(v app.Invitee) string {
		if v.ID == "" {
			return words.T("New invitee")
		}
		return v.Person.Name
	}
	e.blank = func(last *app.Invitee) (app.Invitee, error) {
		v := app.Invitee{EventID: t.Event().ID, Vetting: app.VettingPending}
		if v.EventID == "" {
			return v, app.Errorf(app.CodeInvalid, nil, "Choose an event first.")
		}
		if last != nil { // lists come by unit and by category
			v.Category, v.Channel, v.Vetting = last.Category, last.Channel, last.Vetting
		}
		return v, nil
	}
	e.store = func(v app.Invitee) func(context.Context) (app.Invitee, error) {
		return func(ctx context.Context) (app.Invitee, error) { return t.service.SaveInvitee(ctx, v) }
	}
	e.stored = func(v app.Invitee, added bool) {
		t.choose(v.ID)
		if added {
			t.Undoable(words.T("%s is on the list.", v.Person.Name))
		} else {
			t.Undoable(words.T("“%s” is saved.", v.Person.Name))
		}
	}
	e.typed = func(v app.Invitee) { warn(e.form, v.Doubts(t.Event())) }
	e.closed = func() { t.window.Canvas().Focus(t.table) }
	return e
}

// warn shows doubts beside their fields and takes away those that no longer are.
func warn(form *widgets.Form, doubts []app.FieldProblem) {
	of := byField(doubts)
	for _, key := range []string{"Gender", "IDNumber", "Category"} {
		form.Field(key).Warn(of[key])
	}
}

// numberInput is an entry for a number that is masked until it is asked for.
type numberInput struct {
	widget.BaseWidget
	entry   *widgets.TextEntry
	reveal  *widget.Button
	content *fyne.Container
	mask    func(string) string
	number  string
	hidden  bool
	heard   []func()
	asked   func() // told when the number is shown in full
}

func newNumberInput(mask func(string) string) *numberInput {
	n := &numberInput{entry: widgets.NewTextEntry(), mask: mask}
	n.reveal = widget.NewButtonWithIcon(words.T("Show"), theme.VisibilityIcon(), n.Reveal)
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

// Value gives the number, whether it is shown or not.
func (n *numberInput) Value() string { return strings.TrimSpace(n.number) }

// Snapshot gives the number.
func (n *numberInput) Snapshot() string { return n.Value() }

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
