package widgets

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"openday/app/hanzi"
)

// ComboEntry is a line of text with suggestions to pick from, such as the units
// that were typed before. Typing shows those that the text may mean, by their
// characters, their pinyin or its initials; Down and F4 show all. Down and Up go
// through them, Enter picks, Esc takes them away; the keyboard stays in the text,
// which may be any other.
type ComboEntry struct {
	textEntry
	listeners
	options []string
	keys    []string // what the options are found by
	offers  *offers  // nil while none are shown
	still   bool     // the text is set and not typed
	pressed bool     // the mouse is on a suggestion

	// OnPicked, if set, is told of a suggestion that was picked.
	OnPicked func(text string)
}

// mostOffers is how many suggestions are shown at a time.
const mostOffers = 8

// NewComboEntry returns an empty entry with suggestions; SetOptions changes them.
func NewComboEntry(options []string) *ComboEntry {
	e := &ComboEntry{}
	e.begin(e)
	e.ActionItem = NewIconButton(theme.IconNameArrowDropDown, func() {
		e.takeKeyboard()
		if e.offers != nil {
			e.CloseList()
			return
		}
		e.OpenList()
	})
	e.SetOptions(options)
	return e
}

// begin makes e, as part of self, an entry with suggestions.
func (e *ComboEntry) begin(self fyne.Widget) {
	e.start(self, 1)
	e.OnChanged = func(string) {
		e.changed()
		if !e.still && e.hasKeyboard() {
			e.offer(e.meant())
		}
	}
	e.OnKey = e.key
	e.OnLeft = func() {
		if !e.pressed {
			e.CloseList()
		}
	}
}

// takeKeyboard puts the keyboard into the entry.
func (e *ComboEntry) takeKeyboard() {
	if c := fyne.CurrentApp().Driver().CanvasForObject(e.self); c != nil {
		c.Focus(e.self.(fyne.Focusable))
	}
}

// SetOptions replaces the suggestions.
func (e *ComboEntry) SetOptions(options []string) {
	if slices.Equal(e.options, options) {
		return
	}
	e.options, e.keys = options, make([]string, len(options))
	for i, o := range options {
		e.keys[i] = hanzi.SearchKey(o)
	}
}

// Options returns the suggestions.
func (e *ComboEntry) Options() []string { return e.options }

// SetText fills in a text and shows no suggestions for it.
func (e *ComboEntry) SetText(text string) {
	was := e.still
	e.still = true
	e.textEntry.SetText(text)
	e.still = was
}

func (e *ComboEntry) hasKeyboard() bool {
	c := fyne.CurrentApp().Driver().CanvasForObject(e.self)
	return c != nil && c.Focused() == e.self.(fyne.Focusable)
}

// meant returns the suggestions that the text may mean, those that begin with it
// first; none where it is one of them.
func (e *ComboEntry) meant() []string {
	term := hanzi.SearchTerm(e.Value())
	if term == "" || slices.Contains(e.options, e.Value()) {
		return nil
	}
	var first, others []string
	for i, o := range e.options {
		switch {
		case strings.HasPrefix(e.keys[i], term) || strings.Contains(e.keys[i], " "+term):
			first = append(first, o)
		case strings.Contains(e.keys[i], term):
			others = append(others, o)
		}
	}
	return append(first, others...)
}

// OpenList shows all suggestions, with the present text lit where it is one.
func (e *ComboEntry) OpenList() {
	if e.Disabled() {
		return
	}
	all := e.options
	if len(all) > mostOffers {
		if meant := e.meant(); len(meant) > 0 {
			all = meant
		}
	}
	e.offer(all)
	if e.offers != nil {
		e.offers.light(slices.Index(e.offers.texts, e.Value()))
	}
}

// CloseList takes the suggestions away.
func (e *ComboEntry) CloseList() {
	if e.offers != nil {
		e.offers.hide()
		e.offers = nil
	}
}

// Offered returns the suggestions that are shown.
func (e *ComboEntry) Offered() []string {
	if e.offers == nil {
		return nil
	}
	return e.offers.texts
}

// offer shows suggestions below the entry.
func (e *ComboEntry) offer(texts []string) {
	e.CloseList()
	if len(texts) == 0 {
		return
	}
	e.offers = newOffers(e, texts[:min(len(texts), mostOffers)])
	e.offers.show()
}

// pick fills in a suggestion; the keyboard stays.
func (e *ComboEntry) pick(text string) {
	e.CloseList()
	e.SetText(text)
	e.CursorColumn = len([]rune(e.Text))
	e.Refresh()
	e.takeKeyboard()
	if e.OnPicked != nil {
		e.OnPicked(text)
	}
}

func (e *ComboEntry) key(k fyne.KeyName) bool {
	if e.offers == nil {
		if k == fyne.KeyDown || k == fyne.KeyF4 {
			e.OpenList()
			return true
		}
		return false
	}
	switch k {
	case fyne.KeyDown:
		e.offers.light(min(e.offers.lit+1, len(e.offers.texts)-1))
	case fyne.KeyUp:
		e.offers.light(max(e.offers.lit-1, -1))
	case fyne.KeyEscape, fyne.KeyF4:
		e.CloseList()
	case fyne.KeyReturn, fyne.KeyEnter:
		if e.offers.lit < 0 {
			e.CloseList()
			return false
		}
		e.pick(e.offers.texts[e.offers.lit])
	default:
		return false
	}
	return true
}

// TypedShortcut opens the list by Alt+Down, unless that moves the row that the entry
// is in; all else goes on without the list.
func (e *ComboEntry) TypedShortcut(s fyne.Shortcut) {
	if e.row == nil && KeyOpenList.Is(s) {
		e.OpenList()
		return
	}
	if _, ok := s.(*desktop.CustomShortcut); ok {
		e.CloseList()
	}
	e.textEntry.TypedShortcut(s)
}

// Enable lets the entry be changed.
func (e *ComboEntry) Enable() {
	if b, ok := e.ActionItem.(*IconButton); ok {
		b.Enable()
	}
	e.textEntry.Enable()
}

// Disable keeps the entry from being changed.
func (e *ComboEntry) Disable() {
	if b, ok := e.ActionItem.(*IconButton); ok {
		b.Disable()
	}
	e.textEntry.Disable()
}

// Value returns the text without space at its ends.
func (e *ComboEntry) Value() string { return strings.TrimSpace(e.Text) }

// Snapshot returns the text without space at its ends.
func (e *ComboEntry) Snapshot() string { return e.Value() }

// Problem is always "": any text will do here.
func (e *ComboEntry) Problem() string { return "" }

// FocusTarget is the entry itself.
func (e *ComboEntry) FocusTarget() fyne.Focusable { return e.self.(fyne.Focusable) }

// offers are the suggestions that are shown below an entry. They lie above all
// else in the window or the dialog and are no overlay, since that would take the
// keyboard away.
type offers struct {
	entry  *ComboEntry
	texts  []string
	rows   []*offerRow
	lit    int // -1 for none
	root   *fyne.Container
	layer  *fyne.Container
	ground *canvas.Rectangle
}

const offerHeight float32 = 28

func newOffers(e *ComboEntry, texts []string) *offers {
	o := &offers{entry: e, texts: texts, lit: -1, ground: canvas.NewRectangle(Colour(theme.ColorNameOverlayBackground))}
	o.ground.StrokeColor, o.ground.StrokeWidth = Colour(theme.ColorNameInputBorder), 1
	o.ground.CornerRadius = theme.Current().Size(theme.SizeNameInputRadius)
	o.layer = &fyne.Container{Layout: floatLayout{}, Objects: []fyne.CanvasObject{o.ground}}
	for i, text := range texts {
		row := &offerRow{offers: o, place: i, ground: canvas.NewRectangle(nil), text: canvas.NewText(text, Colour(theme.ColorNameForeground))}
		row.text.TextSize = theme.Current().Size(theme.SizeNameText)
		row.ExtendBaseWidget(row)
		o.rows = append(o.rows, row)
		o.layer.Objects = append(o.layer.Objects, row)
	}
	return o
}

// floatLayout leaves its objects where they are and asks for no room.
type floatLayout struct{}

func (floatLayout) Layout([]fyne.CanvasObject, fyne.Size) {}
func (floatLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.Size{} }

// show places the suggestions below the entry, or above it where there is more
// room.
func (o *offers) show() {
	driver := fyne.CurrentApp().Driver()
	c := driver.CanvasForObject(o.entry.self)
	if c == nil {
		return
	}
	root, ok := rootOf(c).(*fyne.Container)
	if !ok || root.Layout != layout.NewStackLayout() {
		return // nothing that could hold what lies above it
	}
	at := driver.AbsolutePositionForObject(o.entry.self)
	size := fyne.NewSize(max(o.entry.self.Size().Width, 120), float32(len(o.rows))*offerHeight+2)
	y := at.Y + o.entry.self.Size().Height + 1
	if y+size.Height > c.Size().Height && at.Y-1-size.Height >= 0 {
		y = at.Y - 1 - size.Height
	}
	from := fyne.NewPos(at.X, y).Subtract(driver.AbsolutePositionForObject(root))
	Place(o.ground, from.X, from.Y, size.Width, size.Height)
	ruler := NewRuler(theme.Current().Size(theme.SizeNameText), fyne.TextStyle{})
	for i, row := range o.rows {
		row.text.Text, _ = ruler.Fit(o.texts[i], size.Width-16)
		Place(row, from.X+1, from.Y+1+float32(i)*offerHeight, size.Width-2, offerHeight)
	}
	o.root = root
	root.Add(o.layer)
}

func (o *offers) hide() {
	if o.root != nil {
		o.root.Remove(o.layer)
	}
}

// light marks the suggestion that Enter picks.
func (o *offers) light(i int) {
	o.lit = i
	for n, row := range o.rows {
		row.ground.FillColor = nil
		if n == i {
			row.ground.FillColor = Colour(ColorNameAccentSoft)
		}
		row.ground.Refresh()
	}
}

// offerRow is one suggestion.
type offerRow struct {
	widget.BaseWidget
	offers *offers
	place  int
	ground *canvas.Rectangle
	text   *canvas.Text
}

// CreateRenderer draws the text on its ground.
func (r *offerRow) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(&fyne.Container{Layout: layout.NewStackLayout(), Objects: []fyne.CanvasObject{r.ground,
		&fyne.Container{Layout: &marginLayout{4, 4, 7, 7}, Objects: []fyne.CanvasObject{r.text}}}})
}

// Tapped picks the suggestion.
func (r *offerRow) Tapped(*fyne.PointEvent) {
	r.offers.entry.pressed = false
	r.offers.entry.pick(r.offers.texts[r.place])
}

// MouseDown keeps the suggestions in sight while the keyboard leaves the entry.
func (r *offerRow) MouseDown(*desktop.MouseEvent) { r.offers.entry.pressed = true }

// MouseUp is followed by the tap.
func (r *offerRow) MouseUp(*desktop.MouseEvent) { r.offers.entry.pressed = false }

// MouseIn marks the suggestion.
func (r *offerRow) MouseIn(*desktop.MouseEvent) { r.offers.light(r.place) }

// MouseMoved does nothing.
func (r *offerRow) MouseMoved(*desktop.MouseEvent) {}

// MouseOut does nothing.
func (r *offerRow) MouseOut() {}

// Type fills in a text as if it were typed.
func (e *ComboEntry) Type(text string) { e.SetText(text) }
