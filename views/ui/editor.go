package ui

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"openday/app"
	"openday/app/words"
	"openday/views/widgets"
)

// Editor is the form at the right of a list: it adds entries, one after the
// other, or changes one. It is out of sight until it is opened.
type Editor[T app.Changeable[T]] struct {
	*Context
	fields app.Fields[T]
	owner  Tab
	Form   *widgets.Form
	Bound  []binding[T]
	First  string                                     // the key of the field that the keyboard begins in
	ID     func(T) string                             // empty for a new entry
	Title  func(v T) string                           // the heading
	Blank  func(last *T) (T, error)                   // a new entry, after another one or nil; an error says why there can be none
	Store  func(v T) func(context.Context) (T, error) // gives the work that saves it
	Stored func(v T, added bool)                      // shows that it is saved
	Typed  func(v T)                                  // told what the fields hold after each change; nil for nobody
	Closed func()                                     // puts the keyboard back where it came from
	Draft  app.DraftForm                              // the form as drafts know it; empty where none is kept
	Beside fyne.CanvasObject                          // out of sight while the form is in its place; nil for nothing

	Base    T
	Shown   bool
	filling bool
	saving  bool
	keys    bool // Enter and Esc come here
	drafts  *Drafting
	head    *widget.Label
	only    *widgets.Button // saves and closes
	next    *widgets.Button // saves and begins the next
	Content *fyne.Container
}

// binding joins an input to a field of the entry.
type binding[T any] struct {
	*widgets.Field
	fill func(T)
	read func(*T) // called only where the input's problem is ""
}

// NewEditor returns a form without fields, out of sight; fields are those that it
// may get.
func NewEditor[T app.Changeable[T]](d *Context, owner Tab, fields app.Fields[T]) *Editor[T] {
	e := &Editor[T]{Context: d, fields: fields, owner: owner, Form: widgets.NewForm(Wide(84, 112))}
	e.Form.OnChanged = e.changed
	e.drafts = d.NewDrafting(e.draft)
	e.head = widget.NewLabelWithStyle("", fyne.TextAlignLeading, fyne.TextStyle{Bold: true})
	e.head.Truncation = fyne.TextTruncateEllipsis
	shut := widgets.NewIconButton(theme.IconNameCancel, e.Close)
	e.only = widgets.NewButton(words.T("Save"), func() { e.Save(func(bool) {}) })
	e.next = widgets.NewButton(words.T("Save and next"), e.SaveAndNext)
	e.next.Kind = widgets.Primary
	cancel := widgets.NewButton(words.T("Cancel"), e.Close)
	line := canvas.NewRectangle(theme.Color(theme.ColorNameSeparator))
	line.SetMinSize(fyne.NewSize(1, 1))
	e.Content = container.New(WidthLayout{EditorWidth()}, container.NewBorder(
		container.NewVBox(container.NewBorder(nil, nil, nil, shut, e.head), widget.NewSeparator()),
		container.NewVBox(widget.NewSeparator(), container.NewPadded(container.New(footLayout{}, e.next, e.only, cancel))),
		line, nil, e.Form))
	e.Content.Hide()
	widgets.OnSubmit(d.Window, d.proceed)
	return e
}

// footLayout places the buttons below a form, which come in the order of Tab: what
// Enter does at the right edge, the next ones to its left, the last at the left edge.
type footLayout struct{}

// Layout implements fyne.Layout.
func (footLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	x := size.Width
	for i, o := range objects {
		if !o.Visible() {
			continue
		}
		width := o.MinSize().Width
		x -= width
		if i == len(objects)-1 {
			x = 0
		}
		o.Move(fyne.NewPos(x, 0))
		o.Resize(fyne.NewSize(width, size.Height))
		x -= widgets.Gap
	}
}

// MinSize implements fyne.Layout.
func (footLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return layout.NewHBoxLayout().MinSize(objects)
}

// Bind puts an input into the form and says how it is filled and read.
func (e *Editor[T]) Bind(key, label string, input widgets.Input, fill func(T), read func(*T)) *widgets.Field {
	field := e.Form.Add(key, label, input)
	e.Bound = append(e.Bound, binding[T]{field, fill, read})
	return field
}

// Join is bind for a field of the entity: key, label and whether it must be
// filled in are those of its descriptor.
func (e *Editor[T]) Join(name string, input widgets.Input, fill func(T), read func(*T)) *widgets.Field {
	f := e.fields.Named(name)
	return Described(f.FieldInfo, e.Bind(f.Go, words.T(f.Label), input, fill, read))
}

// Text is a field for a text of one or several lines.
func (e *Editor[T]) Text(name string, lines int) *widgets.Field {
	input, of := widgets.NewLinesEntry(lines), PlaceOf[string](e.fields, name)
	return e.Join(name, input,
		func(v T) { input.SetText(*of(&v)) },
		func(v *T) { *of(v) = input.Value() })
}

// Combo is a field for a text with suggestions.
func (e *Editor[T]) Combo(name string) *widgets.ComboEntry {
	input, of := widgets.NewComboEntry(nil), PlaceOf[string](e.fields, name)
	e.Join(name, input,
		func(v T) { input.SetText(*of(&v)) },
		func(v *T) { *of(v) = input.Value() })
	return input
}

// Day is a field for a date.
func (e *Editor[T]) Day(name string) *widgets.Field {
	input, of := widgets.NewDateEntry(app.Zone, e.Service.Now), PlaceOf[time.Time](e.fields, name)
	return e.Join(name, input,
		func(v T) { input.Set(*of(&v)) },
		func(v *T) { *of(v), _, _ = input.Value() })
}

// ChoiceField is a field for a word of a closed list; none is what stands for
// no word, "" where there must be one.
func ChoiceField[T app.Changeable[T], V ~string](e *Editor[T], name, none string, list app.Vocabulary[V]) *widgets.Field {
	input, of := widgets.NewChoice(VocabularyOptions(list, none)...), PlaceOf[V](e.fields, name)
	return e.Join(name, input,
		func(v T) { input.Set(*of(&v)) },
		func(v *T) { *of(v) = input.Value() })
}

// New begins a new entry, after asking what becomes of one that is not saved.
func (e *Editor[T]) New() { e.Guard(func() { e.begin(nil) }) }

func (e *Editor[T]) begin(last *T) {
	v, err := e.Blank(last)
	if err != nil {
		e.Toast(SentenceOf(err))
		return
	}
	e.open(v)
}

// Open shows an entry to change it, after asking what becomes of another one
// that is not saved.
func (e *Editor[T]) Open(v T) { e.Guard(func() { e.open(v) }) }

func (e *Editor[T]) open(v T) {
	e.takeKeys()
	e.fill(v)
	e.Shown = true
	if e.isNew() { // what Enter does is drawn in blue
		e.only.Kind = widgets.Secondary
		e.next.Show()
	} else {
		e.only.Kind = widgets.Primary
		e.next.Hide()
	}
	if e.Beside != nil {
		e.Beside.Hide()
	}
	e.Content.Show()
	e.owner.Content().Refresh()
	e.Form.ShowSection(0)
	// Not through the form: what was never in sight does not know its window yet.
	e.Window.Canvas().Focus(e.Form.Field(e.First).Input.FocusTarget())
}

func (e *Editor[T]) isNew() bool { return e.ID(e.Base) == "" }

// fill shows an entry as it is stored.
func (e *Editor[T]) fill(v T) {
	e.Base = v
	e.filling = true
	for _, b := range e.Bound {
		b.fill(v)
	}
	e.Form.Loaded()
	e.filling = false
	e.changed()
}

// takeKeys has Enter save and Esc close the form while it is in sight and what
// has the keyboard leaves them to the window.
func (e *Editor[T]) takeKeys() {
	if e.keys {
		return
	}
	e.keys = true
	c := e.Window.Canvas()
	before := c.OnTypedKey()
	c.SetOnTypedKey(func(k *fyne.KeyEvent) {
		switch {
		case !e.Shown || !e.Ready(e.owner):
		case k.Name == fyne.KeyEscape:
			e.Close()
			return
		case k.Name == fyne.KeyReturn || k.Name == fyne.KeyEnter:
			e.SaveAndNext()
			return
		}
		if before != nil {
			before(k)
		}
	})
}

// changed follows the fields.
func (e *Editor[T]) changed() {
	if e.filling {
		return
	}
	head := e.Title(e.Base)
	if e.Form.Changed() {
		head = "● " + words.T("%s (not saved)", head)
	}
	if e.head.Text != head {
		e.head.SetText(head)
	}
	if e.Typed != nil {
		e.Typed(e.value(map[string]string{}))
	}
	if e.Draft != "" {
		e.drafts.Touch()
	}
}

// draft is what is typed into the form, and whether any of it is not saved.
func (e *Editor[T]) draft() (app.Draft, bool) {
	return DraftOf(e.Form, app.Draft{Form: e.Draft, EventID: e.Event().ID, RecordID: e.ID(e.Base), Title: e.Title(e.Base)}), e.Unsaved()
}

// Resume opens the form with what a draft has typed into it; fetch returns the
// entries of the event.
func (e *Editor[T]) Resume(d app.Draft, fetch func(context.Context) ([]T, error)) {
	e.Guard(func() {
		if d.RecordID == "" {
			if e.begin(nil); e.Shown {
				e.drafts.Resume(d, e.Form)
			}
			return
		}
		Load(e.Context, nil, fetch, func(all []T) {
			i := slices.IndexFunc(all, func(v T) bool { return e.ID(v) == d.RecordID })
			if i < 0 {
				e.Gone(d)
				return
			}
			e.open(all[i])
			e.drafts.Resume(d, e.Form)
		})
	})
}

// value returns the entry as it is filled in and gathers what cannot be read.
func (e *Editor[T]) value(problems map[string]string) T {
	v := e.Base
	for _, b := range e.Bound {
		if p := b.Input.Problem(); p != "" {
			problems[b.Key] = p
			continue
		}
		b.read(&v)
	}
	return v
}

// snapshot tells one state of what is typed from another.
func (e *Editor[T]) snapshot() string {
	var b strings.Builder
	for _, f := range e.Bound {
		b.WriteString(f.Input.Snapshot())
		b.WriteByte(0)
	}
	return b.String()
}

// Concerned reports whether the entry that is open is one of some records.
func (e *Editor[T]) Concerned(records []app.RecordKey) bool {
	return e.Shown && slices.ContainsFunc(records, func(r app.RecordKey) bool { return r.ID != "" && r.ID == e.ID(e.Base) })
}

// Unsaved reports whether something is typed that is not saved.
func (e *Editor[T]) Unsaved() bool { return e.Shown && e.Form.Changed() }

// Save saves what is typed and closes the form.
func (e *Editor[T]) Save(then func(saved bool)) { e.save(false, then) }

// SaveAndNext saves what is typed; after a new entry it begins another one.
func (e *Editor[T]) SaveAndNext() { e.save(e.isNew(), func(bool) {}) }

func (e *Editor[T]) save(again bool, then func(saved bool)) {
	switch {
	case !e.Shown, !e.isNew() && !e.Form.Changed():
		e.Toast(words.T("There is nothing to save."))
		if e.Shown {
			e.Shut()
		}
		then(true)
		return
	case e.saving:
		then(false)
		return
	}
	problems := map[string]string{}
	v := e.value(problems)
	wrong := v.Validate()
	if !e.isNew() {
		wrong = v.ValidateChange(e.Base)
	}
	for key, p := range ByField(wrong) {
		if problems[key] == "" {
			problems[key] = p
		}
	}
	if len(problems) > 0 {
		e.showProblems(problems)
		then(false)
		return
	}
	written, added := e.snapshot(), e.isNew()
	e.saving = true
	ctx, ended := e.drafts.Saving()
	Save(e.Context, e.Base, v, func(_ context.Context, v T) (T, error) { return e.Store(v)(ctx) }, func(v T, err error) {
		e.saving = false
		ended(err == nil)
		var refused *app.Error
		switch {
		case errors.As(err, &refused) && len(refused.Fields) > 0:
			e.showProblems(ByField(refused.Fields))
		case err != nil:
			e.Fail(err)
		case e.snapshot() != written: // typed on meanwhile: that is still to be saved
			e.Base = v
			e.Stored(v, added)
			e.changed()
		case again:
			e.drafts.Forget()
			e.Stored(v, added)
			e.begin(&v)
		default:
			e.Shut()
			e.Stored(v, added)
		}
		then(err == nil)
	})
}

// showProblems shows what is wrong beside the fields, and the rest aloud.
func (e *Editor[T]) showProblems(problems map[string]string) {
	if homeless := e.Form.ShowProblems(problems); len(homeless) > 0 {
		slices.Sort(homeless)
		e.Fail(&app.Error{Code: app.CodeInvalid, Message: strings.Join(homeless, "\n")})
		return
	}
	e.Toast(words.T("Not saved: please mend what is marked in red."))
}

// proceeder is a tab that has a next thing to do, such as the next entry.
type proceeder interface{ Proceed() }

// proceed does the next thing of the tab in sight (Ctrl+Enter).
func (d *Context) proceed() {
	if t, ok := d.InSight().(proceeder); ok && d.Ready(d.InSight()) {
		t.Proceed()
	}
}

// Close closes the form, after asking what becomes of what is not saved.
func (e *Editor[T]) Close() { e.Guard(e.Shut) }

// Shut closes the form and forgets what is typed.
func (e *Editor[T]) Shut() {
	if !e.Shown {
		return
	}
	e.Shown = false
	e.drafts.Forget()
	e.Content.Hide()
	if e.Beside != nil {
		e.Beside.Show()
	}
	e.owner.Content().Refresh()
	e.Closed()
}

// Follow has the form show the entry as it is stored now; what is typed stays.
// An entry that is gone takes the form with it.
func (e *Editor[T]) Follow(all []T) {
	if !e.Shown || e.isNew() {
		return
	}
	i := slices.IndexFunc(all, func(v T) bool { return e.ID(v) == e.ID(e.Base) })
	switch {
	case i >= 0 && !e.Form.Changed():
		e.fill(all[i])
	case i >= 0: // what is typed is brought onto it when it is saved
	case !e.Form.Changed():
		e.Shut()
	}
}

// Shortcut has do called for a key with a modifier while a tab is in sight and
// no dialog is open.
func (d *Context) Shortcut(owner Tab, key fyne.KeyName, mod fyne.KeyModifier, do func()) {
	d.Window.Canvas().AddShortcut(&desktop.CustomShortcut{KeyName: key, Modifier: mod}, func(fyne.Shortcut) {
		if d.Ready(owner) {
			do()
		}
	})
}
