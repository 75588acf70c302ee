package widgets

import (
	"image/color"
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
	"golang.org/x/text/width"

	"openday/app/hanzi"
	"openday/app/words"
)

// Input is something to fill in that a [Form] can watch.
type Input interface {
	fyne.CanvasObject
	// Snapshot returns the present content as text; equal snapshots mean that
	// nothing has changed.
	Snapshot() string
	// Restore puts back what a snapshot was taken of, as if it were typed.
	Restore(snapshot string)
	// Listen has f called after every change, by hand or by code.
	Listen(f func())
	// Problem says in a sentence why the content cannot be used, "" if it can.
	Problem() string
	// FocusTarget is the part that takes the keyboard.
	FocusTarget() fyne.Focusable
}

// listeners tells those who listen of a change.
type listeners struct{ all []func() }

// Listen has f called after every change.
func (l *listeners) Listen(f func()) { l.all = append(l.all, f) }

func (l *listeners) changed() {
	for _, f := range l.all {
		f()
	}
}

// textEntry is Fyne's entry that hands shortcuts which it does not know to the
// window, and can tell of keys and of a lost focus.
type textEntry struct {
	widget.Entry
	typing
	row    *RowKeys // nil where it is in no row
	ring   Ring
	self   fyne.Widget // of which this is a part: Fyne knows the window of whole widgets alone
	OnKey  func(fyne.KeyName) (taken bool)
	OnLeft func()
	inner  *container.Scroll // what scrolls the text, once it is drawn
	drawn  fyne.WidgetRenderer
}

// CreateRenderer draws the entry and finds what scrolls its text.
func (e *textEntry) CreateRenderer() fyne.WidgetRenderer {
	r := e.Entry.CreateRenderer()
	for _, o := range r.Objects() {
		if s, ok := o.(*container.Scroll); ok {
			e.inner = s
		}
	}
	e.drawn = r
	return e.ring.Around(r)
}

// typing is what was typed in an entry since the keyboard came to it. Undoing
// goes on in the window from there, and redoing comes back the same way.
type typing struct {
	beyond int // how many undone things that are redone come before what is typed
}

// typingNow is that of the entry that the keyboard came to last. It is still in
// there when the window comes back to the front.
var typingNow *typing

// enter has the undoing of typing end at the present text.
func (t *typing) enter(e *widget.Entry) {
	if typingNow == t {
		return
	}
	typingNow, t.beyond = t, 0
	e.SetText(e.Text) // forgets what was typed before
}

// takes undoes and redoes what is typed in an entry, and what was done in the
// window beyond that; other shortcuts it does not take.
func (t *typing) takes(e *widget.Entry, s fyne.Shortcut, window func()) bool {
	before := e.Text
	if KeyRedo.Is(s) {
		s = &fyne.ShortcutRedo{}
	}
	switch s.(type) {
	case *fyne.ShortcutUndo:
		if e.Undo(); e.Text != before {
			t.beyond = 0
			return true
		}
		t.beyond++
	case *fyne.ShortcutRedo:
		if t.beyond > 0 {
			t.beyond--
			break
		}
		if e.Redo(); e.Text != before {
			return true
		}
	default:
		return false
	}
	window()
	return true
}

// overflowing returns what scrolls the text where a place of the window lies on
// an entry of several lines that shows not all of its text; else nil.
func (e *textEntry) overflowing(at fyne.Position) fyne.Scrollable {
	if !e.MultiLine || e.inner == nil || e.inner.Content == nil || e.inner.Content.MinSize().Height <= e.inner.Size().Height {
		return nil
	}
	from, size := fyne.CurrentApp().Driver().AbsolutePositionForObject(e.self), e.self.Size()
	if at.X < from.X || at.Y < from.Y || at.X > from.X+size.Width || at.Y > from.Y+size.Height {
		return nil
	}
	return e.inner
}

// barless is a direction in which Fyne draws no scroll bars: a line of text still
// moves with its caret, but a bar would lie over the text.
const barless fyne.ScrollDirection = -1

// start makes e, as part of self, an entry that shows a number of lines.
func (e *textEntry) start(self fyne.Widget, lines int) {
	e.self = self
	e.OnCursorChanged = e.caretMoved
	e.Wrapping, e.Scroll = fyne.TextWrapOff, barless
	if lines > 1 {
		e.MultiLine, e.Wrapping, e.Scroll = true, fyne.TextWrapBreak, fyne.ScrollVerticalOnly
	}
	e.ExtendBaseWidget(self)
	if lines > 1 {
		e.SetMinRowsVisible(lines)
	}
}

// TypedShortcut does what the entry knows and hands all else to the window.
func (e *textEntry) TypedShortcut(s fyne.Shortcut) {
	if e.row.takes(s) || e.takes(&e.Entry, s, func() { PassShortcut(e.self, s) }) {
		return
	}
	if paste, ok := s.(*fyne.ShortcutPaste); ok {
		s = &fyne.ShortcutPaste{Clipboard: printable{paste.Clipboard}, Secondary: paste.Secondary}
	}
	e.Entry.TypedShortcut(s)
	if _, custom := s.(*desktop.CustomShortcut); custom {
		PassShortcut(e.self, s)
	}
}

// printable is a clipboard whose text is cleaned as that of an imported file is.
type printable struct{ fyne.Clipboard }

// Content returns the text without control characters, its lines ended by \n.
func (p printable) Content() string { return hanzi.Printable(p.Clipboard.Content()) }

// PassShortcut hands a shortcut to the window that o is in.
func PassShortcut(o fyne.CanvasObject, s fyne.Shortcut) {
	c := canvasOf(o)
	switch first := hearsFirst[c]; {
	case c == nil:
	case isSubmit(s):
		Submit(c)
	case KeyClose.Is(s):
		closeTop(c)
	case first != nil && first(s):
	default:
		if c, ok := c.(fyne.Shortcutable); ok {
			c.TypedShortcut(s)
		}
	}
}

// TypedKey lets OnKey have the key first. Esc and F1, and Enter where it has no
// meaning for the entry, go on to the window or the dialog.
func (e *textEntry) TypedKey(k *fyne.KeyEvent) {
	if e.OnKey != nil && e.OnKey(k.Name) || !e.MultiLine && e.row.takesKey(k) {
		return
	}
	if IsEnter(k) && !e.MultiLine && e.OnSubmitted == nil || ForWindow(k) {
		PassKey(e.self, k)
		return
	}
	e.Entry.TypedKey(k)
}

// IsEnter reports whether a key is one of the two Enter keys.
func IsEnter(k *fyne.KeyEvent) bool { return k.Name == fyne.KeyReturn || k.Name == fyne.KeyEnter }

// ForWindow reports whether a key has its meaning in the window or the dialog
// wherever the keyboard is: Esc goes back, F1 helps, F10 opens the menu.
func ForWindow(k *fyne.KeyEvent) bool {
	return k.Name == fyne.KeyEscape || k.Name == fyne.KeyF1 || k.Name == KeyMenu.Key
}

// PassKey hands a key to the window or the dialog that o is in: a widget that has
// the keyboard keeps every key else.
func PassKey(o fyne.CanvasObject, k *fyne.KeyEvent) {
	if c := canvasOf(o); c != nil && c.OnTypedKey() != nil {
		c.OnTypedKey()(k)
	}
}

// AcceptsTab is false: Tab leads to the next field from a long text, too.
func (e *textEntry) AcceptsTab() bool { return false }

// FocusGained tells where the caret is.
func (e *textEntry) FocusGained() {
	e.enter(&e.Entry)
	e.Entry.FocusGained()
	e.ring.Gained(e.self)
	e.caretMoved()
}

func (e *textEntry) caretMoved() {
	if o, ok := e.self.(fyne.Focusable); ok {
		tellCaret(o, &e.Entry, e.inner)
	}
}

// FocusLost tells OnLeft.
func (e *textEntry) FocusLost() {
	e.Entry.FocusLost()
	e.ring.Lost()
	if e.OnLeft != nil {
		e.OnLeft()
	}
	tellLeft(e.self)
}

// Extend makes e, as part of self, an entry of one line.
func (e *textEntry) Extend(self fyne.Widget) { e.start(self, 1) }

// TextEntry is a line, or several lines, of text.
type TextEntry struct {
	textEntry
	listeners
}

// NewTextEntry returns an empty entry of one line.
func NewTextEntry() *TextEntry { return NewLinesEntry(1) }

// NewLinesEntry returns an empty entry for a longer text that shows a number of
// lines and wraps.
func NewLinesEntry(lines int) *TextEntry {
	e := &TextEntry{}
	e.start(e, lines)
	e.OnChanged = func(string) { e.changed() }
	return e
}

// Value returns the text without space at its ends.
func (e *TextEntry) Value() string { return strings.TrimSpace(e.Text) }

// Snapshot returns the text without space at its ends.
func (e *TextEntry) Snapshot() string { return e.Value() }

// Problem is always "": any text will do here.
func (e *TextEntry) Problem() string { return "" }

// FocusTarget is the entry itself.
func (e *TextEntry) FocusTarget() fyne.Focusable { return e }

// NumberEntry is a whole number from a range, or nothing.
type NumberEntry struct {
	textEntry
	listeners
	least, most int
}

// SetMost sets the greatest number that is taken.
func (e *NumberEntry) SetMost(most int) { e.most = most }

// NewNumberEntry returns an empty entry for a number from least to most.
func NewNumberEntry(least, most int) *NumberEntry {
	e := &NumberEntry{least: least, most: most}
	e.start(e, 1)
	e.OnChanged = func(string) { e.changed() }
	return e
}

// Value returns the number; empty says that nothing is filled in. An error is a
// sentence for the person at the desk. Full-width digits count as digits.
func (e *NumberEntry) Value() (n int, empty bool, err error) {
	text := strings.TrimSpace(width.Fold.String(e.Text))
	if text == "" {
		return 0, true, nil
	}
	n, err = strconv.Atoi(text)
	if err != nil {
		return 0, false, problemf("“%s” is not a whole number", text)
	}
	if n < e.least || n > e.most {
		return 0, false, problemf("The number must be from %d to %d", e.least, e.most)
	}
	return n, false, nil
}

// Set fills in a number; nil empties the entry.
func (e *NumberEntry) Set(n *int) {
	if n == nil {
		e.SetText("")
		return
	}
	e.SetText(strconv.Itoa(*n))
}

// Snapshot returns the number, or what is typed where it is none.
func (e *NumberEntry) Snapshot() string {
	if n, empty, err := e.Value(); err == nil && !empty {
		return strconv.Itoa(n)
	}
	return strings.TrimSpace(e.Text)
}

// Problem says why what is typed is not a number of the range.
func (e *NumberEntry) Problem() string {
	if _, _, err := e.Value(); err != nil {
		return err.Error()
	}
	return ""
}

// FocusTarget is the entry itself.
func (e *NumberEntry) FocusTarget() fyne.Focusable { return e }

// problem is an error whose text is a finished sentence in the window's language.
type problem string

func (p problem) Error() string { return string(p) }

func problemf(key string, args ...any) error { return problem(words.T(key, args...)) }

// Option is one value to pick in a [Choice], with the words for it.
type Option[V comparable] struct {
	Value V
	Label string
}

// Choice picks one of a few values.
type Choice[V comparable] struct {
	widget.Select
	listeners
	ring    Ring
	row     *RowKeys
	options []Option[V]
}

// NewChoice returns a choice with the first option picked.
func NewChoice[V comparable](options ...Option[V]) *Choice[V] {
	c := &Choice[V]{}
	c.ExtendBaseWidget(c)
	c.OnChanged = func(string) { c.changed() }
	c.SetChoices(options...)
	return c
}

// CreateRenderer draws a border as the entries have; Fyne tells a choice from
// its surroundings by a grey ground alone.
func (c *Choice[V]) CreateRenderer() fyne.WidgetRenderer {
	border := canvas.NewRectangle(color.Transparent)
	border.StrokeWidth = theme.Current().Size(theme.SizeNameInputBorder)
	border.StrokeColor = Colour(theme.ColorNameInputBorder)
	border.CornerRadius = theme.Current().Size(theme.SizeNameInputRadius)
	return c.ring.Around(&borderedRenderer{c.Select.CreateRenderer(), border})
}

// FocusGained shows that the choice has the keyboard.
func (c *Choice[V]) FocusGained() { c.Select.FocusGained(); c.ring.Gained(c) }

// FocusLost takes that back.
func (c *Choice[V]) FocusLost() { c.Select.FocusLost(); c.ring.Lost() }

// borderedRenderer draws a border above another renderer's objects.
type borderedRenderer struct {
	fyne.WidgetRenderer
	border *canvas.Rectangle
}

func (r *borderedRenderer) Layout(size fyne.Size) {
	r.WidgetRenderer.Layout(size)
	r.border.Resize(size)
}

func (r *borderedRenderer) Objects() []fyne.CanvasObject {
	return append(slices.Clone(r.WidgetRenderer.Objects()), r.border)
}

// SetChoices replaces the options. What is picked stays picked if it is still
// there, else the first option is picked.
func (c *Choice[V]) SetChoices(options ...Option[V]) {
	picked := c.Value()
	had := len(c.options) > 0
	c.options = options
	labels := make([]string, len(options))
	for i, o := range options {
		labels[i] = o.Label
	}
	c.Options = labels
	at := slices.IndexFunc(options, func(o Option[V]) bool { return had && o.Value == picked })
	if at < 0 && len(options) > 0 {
		at = 0
	}
	if at >= 0 {
		c.SetSelectedIndex(at)
	} else {
		c.ClearSelected()
	}
	c.Refresh()
}

// Value returns the picked value, the zero value where there is no option.
func (c *Choice[V]) Value() V {
	if i := c.SelectedIndex(); i >= 0 && i < len(c.options) {
		return c.options[i].Value
	}
	var none V
	return none
}

// Set picks a value; one that is not among the options is ignored.
func (c *Choice[V]) Set(v V) {
	if i := slices.IndexFunc(c.options, func(o Option[V]) bool { return o.Value == v }); i >= 0 {
		c.SetSelectedIndex(i)
	}
}

// TypedKey hands Enter and Esc to the window or the dialog.
func (c *Choice[V]) TypedKey(k *fyne.KeyEvent) {
	if c.row.takesKey(k) {
		return
	}
	if IsEnter(k) || ForWindow(k) {
		PassKey(c, k)
		return
	}
	c.Select.TypedKey(k)
}

// Choices returns what can be picked.
func (c *Choice[V]) Choices() []Option[V] { return c.options }

// TypedShortcut does what the row does, and hands all else to the window.
func (c *Choice[V]) TypedShortcut(s fyne.Shortcut) {
	if !c.row.takes(s) {
		PassShortcut(c, s)
	}
}

// Snapshot returns the words of the picked value.
func (c *Choice[V]) Snapshot() string { return c.Selected }

// Problem is always "".
func (c *Choice[V]) Problem() string { return "" }

// FocusTarget is the choice itself.
func (c *Choice[V]) FocusTarget() fyne.Focusable { return c }

// CheckInput is a box to tick.
type CheckInput struct {
	widget.Check
	listeners
	ring Ring
	row  *RowKeys
}

// NewCheckInput returns an empty box with words beside it.
func NewCheckInput(label string) *CheckInput {
	c := &CheckInput{}
	c.Text = label
	c.ExtendBaseWidget(c)
	c.OnChanged = func(bool) { c.changed() }
	return c
}

// CreateRenderer draws the ring around the box and its words.
func (c *CheckInput) CreateRenderer() fyne.WidgetRenderer {
	return c.ring.Around(c.Check.CreateRenderer())
}

// FocusGained shows that the box has the keyboard.
func (c *CheckInput) FocusGained() { c.Check.FocusGained(); c.ring.Gained(c) }

// FocusLost takes that back.
func (c *CheckInput) FocusLost() { c.Check.FocusLost(); c.ring.Lost() }

// TypedKey hands Enter and Esc to the window or the dialog.
func (c *CheckInput) TypedKey(k *fyne.KeyEvent) {
	if c.row.takesKey(k) {
		return
	}
	if IsEnter(k) || ForWindow(k) {
		PassKey(c, k)
		return
	}
	c.Check.TypedKey(k)
}

// TypedShortcut does what the row does, and hands all else to the window.
func (c *CheckInput) TypedShortcut(s fyne.Shortcut) {
	if !c.row.takes(s) {
		PassShortcut(c, s)
	}
}

// Snapshot reports whether the box is ticked.
func (c *CheckInput) Snapshot() string { return strconv.FormatBool(c.Checked) }

// Problem is always "".
func (c *CheckInput) Problem() string { return "" }

// FocusTarget is the box itself.
func (c *CheckInput) FocusTarget() fyne.Focusable { return c }

// ListEntry is a list of short texts, one a line of its own: sites, notices,
// telephone numbers. Enter adds a line below, Backspace in an empty line
// removes it, Up and Down go from line to line, and the other keys are those of
// all rows ([RowKeys]); small buttons do the same by mouse. A line may have
// suggestions, as a [ComboEntry] has them.
type ListEntry struct {
	widget.BaseWidget
	listeners
	placeholder string
	options     []string
	lines       []*listLine
	box         *fyne.Container
	disabled    bool
}

// listLine is one line of a ListEntry with its buttons.
type listLine struct {
	ComboEntry
	list *ListEntry
	bar  *fyne.Container // the line and its buttons
}

// NewListEntry returns a list with one empty line that shows placeholder.
func NewListEntry(placeholder string) *ListEntry {
	l := &ListEntry{placeholder: placeholder, box: container.NewVBox()}
	l.ExtendBaseWidget(l)
	l.SetValues(nil)
	return l
}

// CreateRenderer shows the lines below each other.
func (l *ListEntry) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(l.box) }

// Children implements [Composite].
func (l *ListEntry) Children() []fyne.CanvasObject { return []fyne.CanvasObject{l.box} }

// SetOptions replaces the suggestions for each line.
func (l *ListEntry) SetOptions(options []string) {
	l.options = options
	for _, line := range l.lines {
		line.SetOptions(options)
	}
}

// Values returns the texts without space at their ends; empty lines are left out.
func (l *ListEntry) Values() []string {
	var values []string
	for _, line := range l.lines {
		if v := strings.TrimSpace(line.Text); v != "" {
			values = append(values, v)
		}
	}
	return values
}

// SetValues replaces the lines.
func (l *ListEntry) SetValues(values []string) {
	l.lines = nil
	for _, v := range values {
		l.lines = append(l.lines, l.newLine(v))
	}
	if len(l.lines) == 0 {
		l.lines = append(l.lines, l.newLine(""))
	}
	l.show(-1)
	l.changed()
}

// Snapshot returns the texts, one a line.
func (l *ListEntry) Snapshot() string { return strings.Join(l.Values(), "\n") }

// Problem is always "".
func (l *ListEntry) Problem() string { return "" }

// FocusTarget is the first line.
func (l *ListEntry) FocusTarget() fyne.Focusable { return l.lines[0] }

// Enable lets the list be changed.
func (l *ListEntry) Enable() { l.disabled = false; l.show(-1) }

// Disable keeps the list from being changed.
func (l *ListEntry) Disable() { l.disabled = true; l.show(-1) }

// Disabled reports whether the list is kept from being changed.
func (l *ListEntry) Disabled() bool { return l.disabled }

func (l *ListEntry) newLine(text string) *listLine {
	line := &listLine{list: l}
	line.begin(line)
	line.SetOptions(l.options)
	line.Text = text
	line.SetPlaceHolder(l.placeholder)
	line.Listen(l.changed)
	pick := line.OnKey
	line.OnKey = func(k fyne.KeyName) bool {
		if line.offers != nil || k == fyne.KeyF4 {
			return pick(k) || l.key(line, k)
		}
		return l.key(line, k)
	}
	line.row = &RowKeys{
		Next: func() { l.addAfter(line) }, Shift: func(by int) { l.move(line, by) }, Remove: func() { l.remove(line) },
		Paste: func(cells [][]string) { l.paste(line, cells) },
	}
	line.bar = container.NewBorder(nil, nil, nil, NewRow(0,
		NewIconButton(theme.IconNameMoveUp, func() { l.move(line, -1) }),
		NewIconButton(theme.IconNameMoveDown, func() { l.move(line, 1) }),
		NewIconButton(theme.IconNameContentAdd, func() { l.addAfter(line) }),
		NewIconButton(theme.IconNameDelete, func() { l.remove(line) }),
	), line)
	return line
}

// paste puts pasted lines in after a line, the first in its place where it is empty.
func (l *ListEntry) paste(line *listLine, cells [][]string) {
	at := slices.Index(l.lines, line) + 1
	for i, row := range cells {
		text := strings.Join(row, " ")
		if i == 0 && strings.TrimSpace(line.Text) == "" {
			line.Entry.SetText(text)
			continue
		}
		l.lines = slices.Insert(l.lines, at, l.newLine(text))
		at++
	}
	l.show(at - 1)
	l.changed()
}

// show puts the lines in their places and the keyboard into line focus, if any.
func (l *ListEntry) show(focus int) {
	rows := make([]fyne.CanvasObject, len(l.lines))
	for i, line := range l.lines {
		rows[i] = line.bar
		buttons := line.bar.Objects[1].(*fyne.Container).Objects
		for j, b := range buttons {
			off := l.disabled || j == 0 && i == 0 || j == 1 && i == len(l.lines)-1
			if off {
				b.(*IconButton).Disable()
			} else {
				b.(*IconButton).Enable()
			}
		}
		if l.disabled {
			line.Disable()
		} else {
			line.Enable()
		}
	}
	l.box.Objects = rows
	l.box.Refresh()
	l.Refresh()
	if focus >= 0 && focus < len(l.lines) {
		if c := fyne.CurrentApp().Driver().CanvasForObject(l); c != nil {
			c.Focus(l.lines[focus])
		}
	}
}

func (l *ListEntry) key(line *listLine, k fyne.KeyName) bool {
	at := slices.Index(l.lines, line)
	switch k {
	case fyne.KeyReturn, fyne.KeyEnter:
		l.addAfter(line)
	case fyne.KeyBackspace:
		if line.Text != "" || len(l.lines) == 1 {
			return false
		}
		l.remove(line)
	case fyne.KeyUp:
		l.show(max(0, at-1))
	case fyne.KeyDown:
		l.show(min(len(l.lines)-1, at+1))
	default:
		return false
	}
	return true
}

func (l *ListEntry) addAfter(line *listLine) {
	at := slices.Index(l.lines, line) + 1
	l.lines = slices.Insert(l.lines, at, l.newLine(""))
	l.show(at)
	l.changed()
}

func (l *ListEntry) remove(line *listLine) {
	at := slices.Index(l.lines, line)
	l.lines = slices.Delete(l.lines, at, at+1)
	if len(l.lines) == 0 {
		l.lines = append(l.lines, l.newLine(""))
	}
	l.show(max(0, at-1))
	l.changed()
}

func (l *ListEntry) move(line *listLine, by int) {
	at := slices.Index(l.lines, line)
	if to := at + by; to >= 0 && to < len(l.lines) {
		l.lines[at], l.lines[to] = l.lines[to], l.lines[at]
		l.show(to)
		l.changed()
	}
}
