// Package rows has small tables to fill in, a row of inputs for each line, and the
// sections of papers among them.
package rows

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"openday/app/words"
	"openday/views/ui"
	"openday/views/widgets"
)

// ButtonsWidth is that of the buttons at the end of a row.
const ButtonsWidth float32 = 84

// Rows is a small table to fill in, a row of inputs for each line. Rows can be
// put in, taken out and moved, by buttons and by the keys of all rows
// ([widgets.RowKeys]); cells that were copied in Excel fill it.
type Rows struct {
	widget.BaseWidget
	Lines   [][]widgets.Input
	Tools   []fyne.CanvasObject                         // beside the button that puts a row in
	Wrong   func(row []widgets.Input) string            // what is wrong with a row as a whole; nil for nothing
	Readied func(row []widgets.Input)                   // told of a new row once its keys are known; nil for nobody
	Headed  func(cells [][]string)                      // brings cells below headings into the form of the rows; nil leaves them
	Beside  func(row []widgets.Input) fyne.CanvasObject // stands before the buttons of a row; nil for nothing

	heads  []string
	layout fyne.Layout
	noted  bool // a note stands behind the inputs of each row
	newRow func() []widgets.Input
	notes  []*widget.Label // beside the rows: what is known of them, not filled in
	box    *fyne.Container
	told   []func()
}

// Start makes r, as part of self, an empty table below headings, each row of inputs
// that newRow makes laid out by shares, with a note behind them where one more heading
// and the buttons at the end.
func (r *Rows) Start(self fyne.Widget, heads []string, shares fyne.Layout, newRow func() []widgets.Input) {
	r.heads, r.layout, r.newRow = heads, shares, newRow
	r.noted = len(heads) > len(newRow())
	r.box = container.NewVBox()
	r.ExtendBaseWidget(self)
	r.Begin()
}

// CreateRenderer shows the rows below each other.
func (r *Rows) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(r.box) }

// Children implements widgets.Composite.
func (r *Rows) Children() []fyne.CanvasObject { return []fyne.CanvasObject{r.box} }

// Listen has f called after every change.
func (r *Rows) Listen(f func()) { r.told = append(r.told, f) }

// Changed tells those who listen.
func (r *Rows) Changed() {
	for _, f := range r.told {
		f()
	}
}

// Snapshot returns all that is filled in.
func (r *Rows) Snapshot() string {
	return r.Shot(func(row []widgets.Input, i int) string { return row[i].Snapshot() })
}

// Shot returns a snapshot of what each cell holds, such as Restore takes.
func (r *Rows) Shot(of func(row []widgets.Input, cell int) string) string {
	var b strings.Builder
	for _, row := range r.Lines {
		for i := range row {
			b.WriteString(of(row, i))
			b.WriteByte(1)
		}
		b.WriteByte(2)
	}
	return b.String()
}

// Restore puts back the rows that a snapshot was taken of.
func (r *Rows) Restore(snapshot string) {
	r.Clear()
	for line := range strings.SplitSeq(strings.TrimSuffix(snapshot, "\x02"), "\x02") {
		if line == "" {
			continue
		}
		row := r.Put()
		for i, cell := range strings.Split(strings.TrimSuffix(line, "\x01"), "\x01") {
			if i < len(row) {
				row[i].Restore(cell)
			}
		}
	}
	r.Draw()
	r.Changed()
}

// Problem says in which rows something cannot be read.
func (r *Rows) Problem() string {
	var wrong []string
	for i, row := range r.Lines {
		for _, cell := range row {
			if p := cell.Problem(); p != "" {
				wrong = append(wrong, ui.InRow(i, p))
			}
		}
		if r.Wrong != nil {
			if p := r.Wrong(row); p != "" {
				wrong = append(wrong, ui.InRow(i, p))
			}
		}
	}
	return strings.Join(wrong, "\n")
}

// FocusTarget is the first field with a problem, else the first of all, else
// the button that puts a row in.
func (r *Rows) FocusTarget() fyne.Focusable {
	for _, row := range r.Lines {
		for _, cell := range row {
			if cell.Problem() != "" {
				return cell.FocusTarget()
			}
		}
	}
	if len(r.Lines) > 0 {
		return r.Lines[0][0].FocusTarget()
	}
	return r.box.Objects[len(r.box.Objects)-1].(*fyne.Container).Objects[0].(*widgets.Button)
}

// Put adds a row of inputs at the end.
func (r *Rows) Put() []widgets.Input {
	row := r.newRow()
	for i, cell := range row {
		cell.Listen(r.Changed)
		if in, ok := cell.(cellInput); ok {
			in.SetRow(&widgets.RowKeys{
				Next:   func() { r.next(row, i) },
				Shift:  func(by int) { r.MoveRow(row, i, by) },
				Remove: func() { r.RemoveRow(row, i) },
				Paste:  func(cells [][]string) { r.paste(row, i, cells) },
			})
		}
	}
	if r.Readied != nil {
		r.Readied(row)
	}
	r.Lines = append(r.Lines, row)
	r.notes = append(r.notes, widget.NewLabel(""))
	return row
}

// Offer suggests texts for a column.
func (r *Rows) Offer(column int, options []string) {
	for _, row := range r.Lines {
		row[column].(*widgets.ComboEntry).SetOptions(options)
	}
}

// Clear takes all rows out.
func (r *Rows) Clear() { r.Lines, r.notes = nil, nil }

// DropBlank takes out the rows that no text was typed into, so that the rest
// have the numbers that problems name.
func (r *Rows) DropBlank() {
	var lines [][]widgets.Input
	var notes []*widget.Label
	for i, row := range r.Lines {
		if Typed(row) || len(lines) == 0 && i == len(r.Lines)-1 { // one stays, for what comes
			lines, notes = append(lines, row), append(notes, r.notes[i])
		}
	}
	if len(lines) != len(r.Lines) {
		r.Lines, r.notes = lines, notes
		r.Draw()
		r.Changed()
	}
}

// Typed reports whether any text stands in a row.
func Typed(row []widgets.Input) bool {
	return slices.ContainsFunc(row, func(cell widgets.Input) bool {
		switch cell.(type) {
		case *widgets.TextEntry, *widgets.ComboEntry, *widgets.NumberEntry:
			return cell.Snapshot() != ""
		}
		return false
	})
}

// Filled returns the rows in which any text stands.
func (r *Rows) Filled() [][]widgets.Input {
	return slices.DeleteFunc(slices.Clone(r.Lines), func(row []widgets.Input) bool { return !Typed(row) })
}

// Begin puts an empty row in where there is none, for what is typed or pasted first.
func (r *Rows) Begin() {
	if len(r.Lines) == 0 {
		r.Put()
	}
	r.Draw()
	r.Changed()
}

// Draw places the rows anew.
func (r *Rows) Draw() {
	r.box.Objects = nil
	if len(r.Lines) > 0 && len(r.heads) > 0 {
		heads := make([]fyne.CanvasObject, len(r.heads))
		for i, h := range r.heads {
			head := widget.NewLabel(h)
			head.Importance = widget.LowImportance
			head.Truncation = fyne.TextTruncateEllipsis
			heads[i] = head
		}
		r.box.Add(container.New(r.layout, heads...))
	}
	for i, row := range r.Lines {
		cells := make([]fyne.CanvasObject, 0, len(row)+2)
		for _, cell := range row {
			cells = append(cells, cell)
		}
		if r.noted {
			cells = append(cells, r.notes[i])
		}
		if r.Beside != nil {
			cells = append(cells, r.Beside(row))
		}
		up := widgets.NewIconButton(theme.IconNameMoveUp, func() { r.MoveRow(row, 0, -1) })
		down := widgets.NewIconButton(theme.IconNameMoveDown, func() { r.MoveRow(row, 0, 1) })
		if i == 0 {
			up.Disable()
		}
		if i == len(r.Lines)-1 {
			down.Disable()
		}
		cells = append(cells, widgets.NewRow(0, up, down, widgets.NewIconButton(theme.IconNameDelete, func() { r.RemoveRow(row, 0) })))
		r.box.Add(container.New(r.layout, cells...))
	}
	r.box.Add(container.NewHBox(append([]fyne.CanvasObject{widgets.NewButtonWithIcon(words.T("Put in a row"), theme.ContentAddIcon(), r.New)}, r.Tools...)...))
	r.Refresh()
}

// New puts the keyboard into an empty row at the end, and makes it where the last
// one is filled.
func (r *Rows) New() {
	if n := len(r.Lines); n > 0 && !Typed(r.Lines[n-1]) {
		r.FocusCell(r.Lines[n-1], 0)
		return
	}
	row := r.Put()
	r.Draw()
	r.Changed()
	r.FocusCell(row, 0)
}

// cellInput is an input that can stand in a row.
type cellInput interface {
	SetRow(*widgets.RowKeys)
	Type(text string)
}

// FocusCell puts the keyboard into a cell.
func (r *Rows) FocusCell(row []widgets.Input, cell int) {
	if c := fyne.CurrentApp().Driver().CanvasForObject(r.box); c != nil {
		c.Focus(row[cell].FocusTarget())
	}
}

// At is the place of a row.
func (r *Rows) At(row []widgets.Input) int {
	return slices.IndexFunc(r.Lines, func(l []widgets.Input) bool { return l[0] == row[0] })
}

// next goes to the same cell of the row below, and to a new row after the last.
func (r *Rows) next(row []widgets.Input, cell int) {
	if at := r.At(row); at < len(r.Lines)-1 {
		r.FocusCell(r.Lines[at+1], cell)
		return
	}
	r.New()
}

// MoveRow moves a row up or down; the keyboard stays in its cell.
func (r *Rows) MoveRow(row []widgets.Input, cell, by int) {
	at := r.At(row)
	if to := at + by; to >= 0 && to < len(r.Lines) {
		r.Lines[at], r.Lines[to] = r.Lines[to], r.Lines[at]
		r.notes[at], r.notes[to] = r.notes[to], r.notes[at]
		r.Draw()
		r.Changed()
		r.FocusCell(row, cell)
	}
}

// RemoveRow takes a row out; the keyboard goes to the one that takes its place.
func (r *Rows) RemoveRow(row []widgets.Input, cell int) {
	at := r.At(row)
	r.Lines = slices.Delete(slices.Clone(r.Lines), at, at+1)
	r.notes = slices.Delete(slices.Clone(r.notes), at, at+1)
	r.Draw()
	r.Changed()
	if len(r.Lines) > 0 {
		r.FocusCell(r.Lines[min(at, len(r.Lines)-1)], cell)
	} else if c := fyne.CurrentApp().Driver().CanvasForObject(r.box); c != nil {
		c.Focus(r.FocusTarget())
	}
}

// paste fills cells in from a cell on, and makes the rows that are missing. A first
// row that repeats the headings is left out.
func (r *Rows) paste(row []widgets.Input, from int, cells [][]string) {
	if len(cells) > 1 && len(cells[0]) > 1 && slices.Contains(r.heads, strings.TrimSpace(cells[0][0])) {
		if r.Headed != nil {
			r.Headed(cells)
		}
		cells = cells[1:]
	}
	at := r.At(row)
	for i, texts := range cells {
		if at+i == len(r.Lines) {
			r.Put()
		}
		for j, text := range texts {
			if from+j < len(r.Lines[at+i]) {
				if in, ok := r.Lines[at+i][from+j].(cellInput); ok {
					in.Type(text)
				}
			}
		}
	}
	r.Draw()
	r.Changed()
	r.FocusCell(r.Lines[at+len(cells)-1], from)
}

// Note shows what is known of a row beside it.
func (r *Rows) Note(i int, text string) { r.notes[i].SetText(text) }
