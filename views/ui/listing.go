package ui

import (
	"context"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"openday/app/words"
	"openday/views/lists"
	"openday/views/signs"
	"openday/views/widgets"
)

// chooser is what shows the rows of a list: a [lists.Table] or a [lists.List].
type chooser[R any] interface {
	fyne.CanvasObject
	fyne.Focusable
	SetRows([]R)
	SetEmpty(fyne.CanvasObject)
	Rows() []R
	Chosen() []R
	Choose(ids ...string)
}

// Listing is the list of a tab: all rows of the event, of which a search and
// filters show some, and what is done once one of them is chosen.
//
// The exported fields are set before rows are.
type Listing[R any] struct {
	d *Context
	// View returns what the search and the filters ask for now: which of all rows
	// are shown, in which order. It may be called away from the user interface.
	View func() func(all []R) []R
	// Reset puts the search and all filters back.
	Reset func()
	// Marked brings counts, tools and what stands beside the list up to date with
	// what is shown and chosen.
	Marked func()
	// Nothing stands in place of the rows where there are none at all, NotFound
	// where the filters find none.
	Nothing, NotFound fyne.CanvasObject

	table   chooser[R]
	all     []R
	wanted  string // the id of a row to choose once it is there
	filling bool   // the filters change by code
	cut     Latest
}

// NewListing returns the listing of what shows the rows.
func NewListing[R any](d *Context, table chooser[R]) *Listing[R] {
	return &Listing[R]{d: d, table: table, Reset: func() {}, Marked: func() {}, View: func() func([]R) []R { return func(all []R) []R { return all } }}
}

// NotFound is what stands in a list where its filters find nothing: a sentence,
// and the button that takes them away.
func NotFound(title, hint string, clear func()) fyne.CanvasObject {
	return signs.NewEmptyState(title, hint, words.T("Clear the filters"), clear)
}

// All returns all rows, whatever is shown.
func (l *Listing[R]) All() []R { return l.all }

// Set shows other rows.
func (l *Listing[R]) Set(all []R) {
	l.all = all
	if t, ok := l.table.(*lists.Table[R]); ok {
		t.ColumnsOf(all)
	}
	l.Arrange()
}

// Arrange shows the rows that search and filters choose.
func (l *Listing[R]) Arrange() {
	if l.filling {
		return
	}
	view, all := l.View(), l.all
	Load(l.d, &l.cut, func(context.Context) ([]R, error) { return view(all), nil }, func(shown []R) {
		if len(all) == 0 {
			l.table.SetEmpty(l.Nothing)
		} else {
			l.table.SetEmpty(l.NotFound)
		}
		l.table.SetRows(shown)
		if l.wanted != "" {
			l.Choose(l.wanted)
		}
		l.Marked()
	})
}

// Quietly has filters be changed by code without the list following each.
func (l *Listing[R]) Quietly(change func()) {
	l.filling = true
	change()
	l.filling = false
}

// ShowAll takes the search and all filters away.
func (l *Listing[R]) ShowAll() {
	l.Quietly(l.Reset)
	l.Arrange()
	l.Marked()
}

// Choose chooses the row of an id, as soon as it is there.
func (l *Listing[R]) Choose(id string) {
	l.table.Choose(id)
	l.wanted = ""
	if len(l.table.Chosen()) == 0 {
		l.wanted = id
	}
}

// Chosen is told by the table that other rows are chosen: none is waited for any
// more.
func (l *Listing[R]) Chosen([]R) {
	l.wanted = ""
	l.Marked()
}

// Tools are the buttons above a list. At the left stands what can be done at any
// time, and in its place, while rows are chosen, how many are and what can be
// done with them; at the right stand the search and the filters, which fold into
// one button where there is little room. Nothing moves when rows are chosen.
type Tools struct {
	Content fyne.CanvasObject

	rest, chosen *fyne.Container
	none         *widgets.Button
	fold         *widgets.Button // nil where nothing folds
}

// NewTools returns the tools of a list. clear chooses no row.
func NewTools(d *Context, rest, chosen []fyne.CanvasObject, search fyne.CanvasObject, filters []fyne.CanvasObject, clear func()) *Tools {
	t := newTools(rest, chosen, clear)
	for i, o := range filters { // Fyne measures what stands there while nothing is chosen
		filters[i] = container.New(widgets.LeastWidth(Wide(0, 150)), o)
	}
	f := &foldedFilters{Context: d, search: search, filters: container.New(toolRow{}, filters...)}
	f.fold = widgets.NewMenuButton(words.T("Filter|button"), nil, f.open)
	t.fold = f.fold
	t.Content = container.New(f, container.NewStack(t.rest, t.chosen), search, f.filters, f.fold)
	return t
}

// NewPlainTools returns the tools of a list that is neither searched nor filtered.
// beside stands at the right.
func NewPlainTools(rest, chosen []fyne.CanvasObject, beside fyne.CanvasObject, clear func()) *Tools {
	t := newTools(rest, chosen, clear)
	t.Content = container.New(besideTools{}, container.NewStack(t.rest, t.chosen), beside)
	return t
}

func newTools(rest, chosen []fyne.CanvasObject, clear func()) *Tools {
	t := &Tools{none: widgets.NewButtonWithIcon("", theme.CancelIcon(), clear)}
	t.none.Kind, t.none.Tone = widgets.Chosen, widgets.Accent
	t.rest = container.New(toolRow{}, rest...)
	t.chosen = container.New(toolRow{}, append([]fyne.CanvasObject{t.none}, chosen...)...)
	t.chosen.Hide()
	return t
}

// besideTools gives what stands beside tools the room that they leave.
type besideTools struct{}

func (besideTools) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	left := min(objects[0].MinSize().Width, size.Width)
	widgets.Place(objects[0], 0, 0, left, size.Height)
	height := objects[1].MinSize().Height
	widgets.Place(objects[1], left+widgets.Gap, (size.Height-height)/2, max(0, size.Width-left-widgets.Gap), height)
}

func (besideTools) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(leastSearch, widgets.ControlHeight) // what has no room lies below the form
}

// Chosen shows the tools for so many chosen rows; said names how many they are.
func (t *Tools) Chosen(n int, said string) {
	t.none.SetText(said)
	widgets.ShowIf(t.rest, n == 0)
	widgets.ShowIf(t.chosen, n > 0)
}

// Filtered says on the button that the filters fold into how many are on.
func (t *Tools) Filtered(n int) {
	text := words.T("Filter|button")
	if n > 0 {
		text += " " + strconv.Itoa(n)
	}
	t.fold.SetText(text)
}

// toolRow puts tools in a row, each of its own width.
type toolRow struct{}

func (toolRow) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	var x float32
	for _, o := range objects {
		if !o.Visible() {
			continue
		}
		least := o.MinSize()
		o.Move(fyne.NewPos(x, (size.Height-widgets.ControlHeight)/2))
		o.Resize(fyne.NewSize(least.Width, widgets.ControlHeight))
		x += least.Width + widgets.Gap
	}
}

func (toolRow) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var width float32
	for _, o := range objects {
		if o.Visible() {
			if width > 0 {
				width += widgets.Gap
			}
			width += o.MinSize().Width
		}
	}
	return fyne.NewSize(width, widgets.ControlHeight)
}

// foldedFilters lays out tools, search and filters in a row: the filters side by
// side where they have room beside all the tools, else behind a button. Where not
// even that and the search have room, as beside a form in a narrow window, the tools
// are left out: the menus have them.
type foldedFilters struct {
	*Context
	search  fyne.CanvasObject
	filters *fyne.Container
	fold    *widgets.Button
}

const (
	leastSearch float32 = 140
	mostSearch  float32 = 280
)

// Layout implements fyne.Layout. objects are the tools, the search, the filters
// and the button that they fold into.
func (f *foldedFilters) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	left := float32(0)
	for _, o := range objects[0].(*fyne.Container).Objects { // the wider of both, so that nothing moves
		left = max(left, o.MinSize().Width)
	}
	crowded := objects[0].MinSize().Width+leastSearch+f.fold.MinSize().Width+3*widgets.Gap > size.Width
	widgets.ShowIf(objects[0], !crowded)
	if crowded {
		left = 0
	}
	folded := left+leastSearch+f.filters.MinSize().Width+3*widgets.Gap > size.Width
	widgets.ShowIf(f.filters, !folded)
	widgets.ShowIf(f.fold, folded)
	right := fyne.CanvasObject(f.filters)
	if folded {
		right = f.fold
	} else { // they may have stood below the button
		toolRow{}.Layout(f.filters.Objects, fyne.NewSize(f.filters.MinSize().Width, size.Height))
	}
	width := right.MinSize().Width
	search := max(leastSearch, min(mostSearch, size.Width-left-width-3*widgets.Gap))
	x := size.Width - width
	right.Move(fyne.NewPos(x, 0))
	right.Resize(fyne.NewSize(width, size.Height))
	x -= search + widgets.Gap
	f.search.Move(fyne.NewPos(x, 0))
	f.search.Resize(fyne.NewSize(search, size.Height))
	objects[0].Move(fyne.NewPos(0, 0))
	objects[0].Resize(fyne.NewSize(max(0, x-widgets.Gap), size.Height))
}

// MinSize implements fyne.Layout.
func (f *foldedFilters) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(leastSearch+f.fold.MinSize().Width+widgets.Gap, widgets.ControlHeight)
}

// open shows the filters below the button.
func (f *foldedFilters) open() {
	width := float32(0)
	for _, o := range f.filters.Objects {
		width = max(width, o.MinSize().Width)
	}
	c := f.Window.Canvas()
	all := widgets.NewColumn(widgets.Gap, f.filters.Objects...)
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(f.fold)
	popUp := widget.NewPopUp(widgets.NewMargin(4, 4, 4, 4, container.New(WidthLayout{width}, all)), c)
	x := max(0, min(at.X, c.Size().Width-popUp.MinSize().Width))
	popUp.ShowAtPosition(fyne.NewPos(x, at.Y+f.fold.Size().Height+4))
}
