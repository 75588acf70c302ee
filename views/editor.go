package views

import (
	"context"
	"errors"
	"slices"
	"strings"

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

// wide is a width that suits the words of the window's language.
func wide(chinese, english float32) float32 {
	if words.Current() == words.English {
		return english
	}
	return chinese
}

// editorWidth is the width of the form beside a list.
func editorWidth() float32 { return wide(434, 468) }

// entity is what the form beside a list is about.
type entity interface{ Validate() []app.FieldProblem }

// editor is the form at the right of a list: it adds entries, one after the
// other, or changes one. It is out of sight until it is opened.
type editor[T entity] struct {
	*desk
	owner  tab
	form   *widgets.Form
	bound  []binding[T]
	first  string                                     // the key of the field that the keyboard begins in
	id     func(T) string                             // empty for a new entry
	title  func(v T) string                           // the heading
	blank  func(last *T) (T, error)                   // a new entry, after another one or nil; an error says why there can be none
	store  func(v T) func(context.Context) (T, error) // gives the work that saves it
	stored func(v T, added bool)                      // shows that it is saved
	typed  func(v T)                                  // told what the fields hold after each change; nil for nobody
	closed func()                                     // puts the keyboard back where it came from
	beside fyne.CanvasObject                          // out of sight while the form is in its place; nil for nothing

	base    T
	shown   bool
	filling bool
	saving  bool
	keys    bool // Enter and Esc come here
	head    *widget.Label
	only    *widget.Button // saves and closes
	next    *widget.Button // saves and begins the next
	content *fyne.Container
}

// binding joins an input to a field of the entry.
type binding[T any] struct {
	*widgets.Field
	fill func(T)
	read func(*T) // called only where the input's problem is ""
}

// newEditor gives a form without fields, out of sight.
func newEditor[T entity](d *desk, owner tab) *editor[T] {
	e := &editor[T]{desk: d, owner: owner, form: widgets.NewForm(wide(84, 112))}
	e.form.OnChanged = e.changed
	e.head = widget.NewLabelWithStyle("", fyne.TextAlignLeading, fyne.TextStyle{Bold: true})
	e.head.Truncation = fyne.TextTruncateEllipsis
	shut := widget.NewButtonWithIcon("", theme.CancelIcon(), e.Close)
	shut.Importance = widget.LowImportance
	e.only = widget.NewButton(words.T("Save"), func() { e.Save(func(bool) {}) })
	e.next = widget.NewButton(words.T("Save and next"), e.SaveAndNext)
	e.next.Importance = widget.HighImportance
	cancel := widget.NewButton(words.T("Cancel"), e.Close)
	line := canvas.NewRectangle(theme.Color(theme.ColorNameSeparator))
	line.SetMinSize(fyne.NewSize(1, 1))
	e.content = container.New(widthLayout{editorWidth()}, container.NewBorder(
		container.NewVBox(container.NewBorder(nil, nil, nil, shut, e.head), widget.NewSeparator()),
		container.NewVBox(widget.NewSeparator(), container.NewPadded(container.NewHBox(cancel, layout.NewSpacer(), e.only, e.next))),
		line, nil, e.form))
	e.content.Hide()
	d.window.Canvas().AddShortcut(&desktop.CustomShortcut{KeyName: fyne.KeyReturn, Modifier: ctrl}, func(fyne.Shortcut) { d.proceed() })
	return e
}

// bind puts an input into the form and says how it is filled and read.
func (e *editor[T]) bind(key, label string, input widgets.Input, fill func(T), read func(*T)) *widgets.Field {
	field := e.form.Add(key, label, input)
	e.bound = append(e.bound, binding[T]{field, fill, read})
	return field
}

// text is a field for a text of one or several lines.
func (e *editor[T]) text(key, label string, lines int, of func(*T) *string) *widgets.Field {
	input := widgets.NewLinesEntry(lines)
	return e.bind(key, label, input,
		func(v T) { input.SetText(*of(&v)) },
		func(v *T) { *of(v) = input.Value() })
}

// combo is a field for a text with suggestions.
func (e *editor[T]) combo(key, label string, of func(*T) *string) *widgets.ComboEntry {
	input := widgets.NewComboEntry(nil)
	e.bind(key, label, input,
		func(v T) { input.SetText(*of(&v)) },
		func(v *T) { *of(v) = input.Value() })
	return input
}

// choiceField is a field for a word of a closed list; none is what stands for
// no word, "" where there must be one.
func choiceField[T entity, V ~string](e *editor[T], key, label, none string, list app.Vocabulary[V], of func(*T) *V) *widgets.Field {
	input := widgets.NewChoice(vocabularyOptions(list, none)...)
	return e.bind(key, label, input,
		func(v T) { input.Set(*of(&v)) },
		func(v *T) { *of(v) = input.Value() })
}

// vocabularyOptions gives the words of a list to choose from, with none before
// them unless it is "".
func vocabularyOptions[V ~string](list app.Vocabulary[V], none string) []widgets.Option[V] {
	var options []widgets.Option[V]
	if none != "" {
		options = append(options, widgets.Option[V]{Label: none})
	}
	for _, w := range list {
		options = append(options, widgets.Option[V]{Value: w.Code, Label: w.Label()})
	}
	return options
}

// New begins a new entry, after asking what becomes of one that is not saved.
func (e *editor[T]) New() { e.Guard(func() { e.begin(nil) }) }

func (e *editor[T]) begin(last *T) {
	v, err := e.blank(last)
	if err != nil {
		e.Toast(sentenceOf(err))
		return
	}
	e.open(v)
}

// Open shows an entry to change it, after asking what becomes of another one
// that is not saved.
func (e *editor[T]) Open(v T) { e.Guard(func() { e.open(v) }) }

func (e *editor[T]) open(v T) {
	e.takeKeys()
	e.fill(v)
	e.shown = true
	if e.isNew() { // what Enter does is drawn in blue
		e.only.Importance = widget.MediumImportance
		e.next.Show()
	} else {
		e.only.Importance = widget.HighImportance
		e.next.Hide()
	}
	if e.beside != nil {
		e.beside.Hide()
	}
	e.content.Show()
	e.owner.Content().Refresh()
	e.form.ShowSection(0)
	// Not through the form: what was never in sight does not know its window yet.
	e.window.Canvas().Focus(e.form.Field(e.first).Input.FocusTarget())
}

func (e *editor[T]) isNew() bool { return e.id(e.base) == "" }

// fill shows an entry as it is stored.
func (e *editor[T]) fill(v T) {
	e.base = v
	e.filling = true
	for _, b := range e.bound {
		b.fill(v)
	}
	e.form.Loaded()
	e.filling = false
	e.changed()
}

// takeKeys has Enter save and Esc close the form while it is in sight and what
// has the keyboard leaves them to the window.
func (e *editor[T]) takeKeys() {
	if e.keys {
		return
	}
	e.keys = true
	c := e.window.Canvas()
	before := c.OnTypedKey()
	c.SetOnTypedKey(func(k *fyne.KeyEvent) {
		switch {
		case !e.shown || e.tabs[e.current] != e.owner || c.Overlays().Top() != nil:
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
func (e *editor[T]) changed() {
	if e.filling {
		return
	}
	head := e.title(e.base)
	if e.form.Changed() {
		head = "● " + words.T("%s (not saved)", head)
	}
	if e.head.Text != head {
		e.head.SetText(head)
	}
	if e.typed != nil {
		e.typed(e.value(map[string]string{}))
	}
}

// value gives the entry as it is filled in and gathers what cannot be read.
func (e *editor[T]) value(problems map[string]string) T {
	v := e.base
	for _, b := range e.bound {
		if p := b.Input.Problem(); p != "" {
			problems[b.Key] = p
			continue
		}
		b.read(&v)
	}
	return v
}

// snapshot tells one state of what is typed from another.
func (e *editor[T]) snapshot() string {
	var b strings.Builder
	for _, f := range e.bound {
		b.WriteString(f.Input.Snapshot())
		b.WriteByte(0)
	}
	return b.String()
}

// Concerned reports whether the entry that is open is one of some records.
func (e *editor[T]) Concerned(records []app.RecordKey) bool {
	return e.shown && slices.ContainsFunc(records, func(r app.RecordKey) bool { return r.ID != "" && r.ID == e.id(e.base) })
}

// Unsaved tells whether something is typed that is not saved.
func (e *editor[T]) Unsaved() bool { return e.shown && e.form.Changed() }

// Save saves what is typed and closes the form.
func (e *editor[T]) Save(then func(saved bool)) { e.save(false, then) }

// SaveAndNext saves what is typed; after a new entry it begins another one.
func (e *editor[T]) SaveAndNext() { e.save(e.isNew(), func(bool) {}) }

func (e *editor[T]) save(again bool, then func(saved bool)) {
	switch {
	case !e.shown, !e.isNew() && !e.form.Changed():
		e.Toast(words.T("There is nothing to save."))
		if e.shown {
			e.shut()
		}
		then(true)
		return
	case e.saving:
		then(false)
		return
	}
	problems := map[string]string{}
	v := e.value(problems)
	for key, p := range byField(v.Validate()) {
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
	save(e.desk, e.base, v, func(ctx context.Context, v T) (T, error) { return e.store(v)(ctx) }, func(v T, err error) {
		e.saving = false
		var wrong *app.Error
		switch {
		case errors.As(err, &wrong) && len(wrong.Fields) > 0:
			e.showProblems(byField(wrong.Fields))
		case err != nil:
			e.Fail(err)
		case e.snapshot() != written: // typed on meanwhile: that is still to be saved
			e.base = v
			e.stored(v, added)
			e.changed()
		case again:
			e.stored(v, added)
			e.begin(&v)
		default:
			e.shut()
			e.stored(v, added)
		}
		then(err == nil)
	})
}

// showProblems shows what is wrong beside the fields, and the rest aloud.
func (e *editor[T]) showProblems(problems map[string]string) {
	if homeless := e.form.ShowProblems(problems); len(homeless) > 0 {
		slices.Sort(homeless)
		e.Fail(&app.Error{Code: app.CodeInvalid, Message: strings.Join(homeless, "\n")})
		return
	}
	e.Toast(words.T("Not saved: please mend what is marked in red."))
}

// proceeder is a tab that has a next thing to do, such as the next entry.
type proceeder interface{ Proceed() }

// proceed does the next thing of the tab in sight (Ctrl+Enter).
func (d *desk) proceed() {
	if t, ok := d.tabs[d.current].(proceeder); ok && d.window.Canvas().Overlays().Top() == nil {
		t.Proceed()
	}
}

// Close closes the form, after asking what becomes of what is not saved.
func (e *editor[T]) Close() { e.Guard(e.shut) }

// shut closes the form and forgets what is typed.
func (e *editor[T]) shut() {
	if !e.shown {
		return
	}
	e.shown = false
	e.content.Hide()
	if e.beside != nil {
		e.beside.Show()
	}
	e.owner.Content().Refresh()
	e.closed()
}

// follow has the form show the entry as it is stored now; what is typed stays.
// An entry that is gone takes the form with it.
func (e *editor[T]) follow(all []T) {
	if !e.shown || e.isNew() {
		return
	}
	i := slices.IndexFunc(all, func(v T) bool { return e.id(v) == e.id(e.base) })
	switch {
	case i >= 0 && !e.form.Changed():
		e.fill(all[i])
	case i >= 0: // what is typed is brought onto it when it is saved
	case !e.form.Changed():
		e.shut()
	}
}

// shortcut has do called for a key with a modifier while a tab is in sight and
// no dialog is open.
func (d *desk) shortcut(owner tab, key fyne.KeyName, mod fyne.KeyModifier, do func()) {
	c := d.window.Canvas()
	c.AddShortcut(&desktop.CustomShortcut{KeyName: key, Modifier: mod}, func(fyne.Shortcut) {
		if d.current < len(d.tabs) && d.tabs[d.current] == owner && c.Overlays().Top() == nil {
			do()
		}
	})
}

// menuButton gives a button that opens a menu below itself.
func (d *desk) menuButton(label string, items func() []*fyne.MenuItem) *widget.Button {
	b := widget.NewButtonWithIcon(label, theme.MenuDropDownIcon(), nil)
	b.IconPlacement = widget.ButtonIconTrailingText
	b.OnTapped = func() {
		c := d.window.Canvas()
		menu := widget.NewPopUpMenu(fyne.NewMenu("", items()...), c)
		at := fyne.CurrentApp().Driver().AbsolutePositionForObject(b)
		x := min(at.X, max(0, c.Size().Width-menu.MinSize().Width))
		menu.ShowAtPosition(fyne.NewPos(x, at.Y+b.Size().Height))
	}
	return b
}

// toolbar is a row of buttons and filters, which scrolls sideways where a form
// beside it leaves too little room.
func toolbar(left, right fyne.CanvasObject, middle ...fyne.CanvasObject) fyne.CanvasObject {
	below := theme.Current().Size(theme.SizeNameScrollBarSmall) // else the bar lies on the buttons
	return container.NewHScroll(widgets.NewMargin(0, below, 0, 0, container.NewBorder(nil, nil, left, right, middle...)))
}

// keyed is a menu entry with the key that does the same.
func keyed(label string, key fyne.KeyName, mod fyne.KeyModifier, do func()) *fyne.MenuItem {
	item := fyne.NewMenuItem(label, do)
	item.Shortcut = &desktop.CustomShortcut{KeyName: key, Modifier: mod}
	return item
}

// filter is a choice of a filter; its zero value lets all through, and on with
// an empty value those that have none.
type filter struct {
	on    bool
	value string
}

func (f filter) lets(value string) bool { return !f.on || f.value == value }

// vocabularyFilters gives all, the words of a list, and for those without any
// word none, unless it is "".
func vocabularyFilters[V ~string](all string, list app.Vocabulary[V], none string) []widgets.Option[filter] {
	options := []widgets.Option[filter]{{Label: all}}
	for _, w := range list {
		options = append(options, widgets.Option[filter]{Value: filter{true, string(w.Code)}, Label: w.Label()})
	}
	if none != "" {
		options = append(options, widgets.Option[filter]{Value: filter{on: true}, Label: none})
	}
	return options
}

// valueFilters gives all, the values that there are, and for those without any
// value none.
func valueFilters(all string, values []string, none string) []widgets.Option[filter] {
	options := []widgets.Option[filter]{{Label: all}}
	for _, v := range values {
		if v != "" {
			options = append(options, widgets.Option[filter]{Value: filter{true, v}, Label: v})
		}
	}
	if slices.Contains(values, "") {
		options = append(options, widgets.Option[filter]{Value: filter{on: true}, Label: none})
	}
	return options
}

// distinct gives each value once, in the order in which they first come.
func distinct(lists ...[]string) []string {
	seen := map[string]bool{}
	var all []string
	for _, list := range lists {
		for _, v := range list {
			if !seen[v] {
				seen[v] = true
				all = append(all, v)
			}
		}
	}
	return all
}

// mostSuggestions is how many suggestions fit below an entry.
const mostSuggestions = 12

// suggestions gives the first values that are not empty, each once.
func suggestions(lists ...[]string) []string {
	all := slices.DeleteFunc(distinct(lists...), func(v string) bool { return v == "" })
	return all[:min(len(all), mostSuggestions)]
}

// gather gives one text of every entry.
func gather[T any](all []T, of func(T) string) []string {
	texts := make([]string, len(all))
	for i, v := range all {
		texts[i] = of(v)
	}
	return texts
}

// noEvent stands in a tab while there is no current event.
func (d *desk) noEvent() fyne.CanvasObject {
	return container.NewCenter(widgets.NewEmptyState(words.T("No event is chosen"),
		words.T("Choose an event, or begin a new one, under “%s”.", words.T("Events")),
		words.T("Go to the events"), func() { d.ShowTab(0, nil) }))
}

// chooseOrWait chooses the line with an id. It gives the id back where there is
// no such line yet, to be chosen when the lines have come.
func chooseOrWait[T any](table *widgets.Table[T], id string) (wanted string) {
	table.Choose(id)
	if len(table.Chosen()) > 0 {
		return ""
	}
	return id
}

// setShown brings something into sight, or takes it out.
func setShown(o fyne.CanvasObject, shown bool) {
	if shown {
		o.Show()
	} else {
		o.Hide()
	}
}
