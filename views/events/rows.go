package events

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"openday/app"
	"openday/app/figures"
	"openday/app/words"
	"openday/views/ui"
	"openday/views/widgets"
)

// rows is a small table to fill in, a row of inputs for each line. Rows can be
// put in, taken out and moved, by buttons and by the keys of all rows
// ([widgets.RowKeys]); cells that were copied in Excel fill it.
type rows struct {
	widget.BaseWidget
	heads   []string
	layout  columns
	newRow  func() []widgets.Input
	lines   [][]widgets.Input
	notes   []*widget.Label // beside the rows: what is known of them, not filled in
	box     *fyne.Container
	told    []func()
	tools   []fyne.CanvasObject // beside the button that puts a row in
	problem func(row []widgets.Input) string
	readied func(row []widgets.Input) // once the keys of a new row are known
	headed  func(cells [][]string)    // brings cells below headings into the form of the rows
}

func (r *rows) start(self fyne.Widget, heads []string, shares columns, newRow func() []widgets.Input) {
	r.heads, r.layout, r.newRow = heads, shares, newRow
	r.box = container.NewVBox()
	r.ExtendBaseWidget(self)
	r.begin()
}

// CreateRenderer shows the rows below each other.
func (r *rows) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(r.box) }

// Children implements widgets.Composite.
func (r *rows) Children() []fyne.CanvasObject { return []fyne.CanvasObject{r.box} }

// Listen has f called after every change.
func (r *rows) Listen(f func()) { r.told = append(r.told, f) }

func (r *rows) changed() {
	for _, f := range r.told {
		f()
	}
}

// Snapshot returns all that is filled in.
func (r *rows) Snapshot() string {
	var b strings.Builder
	for _, row := range r.lines {
		for _, cell := range row {
			b.WriteString(cell.Snapshot())
			b.WriteByte(1)
		}
		b.WriteByte(2)
	}
	return b.String()
}

// Restore puts back the rows that a snapshot was taken of.
func (r *rows) Restore(snapshot string) {
	r.clear()
	for line := range strings.SplitSeq(strings.TrimSuffix(snapshot, "\x02"), "\x02") {
		if line == "" {
			continue
		}
		row := r.put()
		for i, cell := range strings.Split(strings.TrimSuffix(line, "\x01"), "\x01") {
			if i < len(row) {
				row[i].Restore(cell)
			}
		}
	}
	r.draw()
	r.changed()
}

// Problem says in which rows something cannot be read.
func (r *rows) Problem() string {
	var wrong []string
	for i, row := range r.lines {
		for _, cell := range row {
			if p := cell.Problem(); p != "" {
				wrong = append(wrong, ui.InRow(i, p))
			}
		}
		if r.problem != nil {
			if p := r.problem(row); p != "" {
				wrong = append(wrong, ui.InRow(i, p))
			}
		}
	}
	return strings.Join(wrong, "\n")
}

// FocusTarget is the first field with a problem, else the first of all, else
// the button that puts a row in.
func (r *rows) FocusTarget() fyne.Focusable {
	for _, row := range r.lines {
		for _, cell := range row {
			if cell.Problem() != "" {
				return cell.FocusTarget()
			}
		}
	}
	if len(r.lines) > 0 {
		return r.lines[0][0].FocusTarget()
	}
	return r.box.Objects[len(r.box.Objects)-1].(*fyne.Container).Objects[0].(*widgets.Button)
}

// put adds a row of inputs at the end.
func (r *rows) put() []widgets.Input {
	row := r.newRow()
	for i, cell := range row {
		cell.Listen(r.changed)
		if in, ok := cell.(cellInput); ok {
			in.SetRow(&widgets.RowKeys{
				Next:   func() { r.next(row, i) },
				Shift:  func(by int) { r.move(row, i, by) },
				Remove: func() { r.remove(row, i) },
				Paste:  func(cells [][]string) { r.paste(row, i, cells) },
			})
		}
	}
	if r.readied != nil {
		r.readied(row)
	}
	r.lines = append(r.lines, row)
	r.notes = append(r.notes, widget.NewLabel(""))
	return row
}

// offer suggests texts for a column.
func (r *rows) offer(column int, options []string) {
	for _, row := range r.lines {
		row[column].(*widgets.ComboEntry).SetOptions(options)
	}
}

func (r *rows) clear() { r.lines, r.notes = nil, nil }

// dropBlank takes out the rows that no text was typed into, so that the rest
// have the numbers that problems name.
func (r *rows) dropBlank() {
	var lines [][]widgets.Input
	var notes []*widget.Label
	for i, row := range r.lines {
		if typed(row) || len(lines) == 0 && i == len(r.lines)-1 { // one stays, for what comes
			lines, notes = append(lines, row), append(notes, r.notes[i])
		}
	}
	if len(lines) != len(r.lines) {
		r.lines, r.notes = lines, notes
		r.draw()
		r.changed()
	}
}

// typed reports whether any text stands in a row.
func typed(row []widgets.Input) bool {
	return slices.ContainsFunc(row, func(cell widgets.Input) bool {
		switch cell.(type) {
		case *widgets.TextEntry, *widgets.ComboEntry, *widgets.NumberEntry:
			return cell.Snapshot() != ""
		}
		return false
	})
}

// filled returns the rows in which any text stands.
func (r *rows) filled() [][]widgets.Input {
	return slices.DeleteFunc(slices.Clone(r.lines), func(row []widgets.Input) bool { return !typed(row) })
}

// begin puts an empty row in where there is none, for what is typed or pasted first.
func (r *rows) begin() {
	if len(r.lines) == 0 {
		r.put()
	}
	r.draw()
	r.changed()
}

// draw places the rows anew.
func (r *rows) draw() {
	r.box.Objects = nil
	if len(r.lines) > 0 {
		heads := make([]fyne.CanvasObject, len(r.heads))
		for i, h := range r.heads {
			head := widget.NewLabel(h)
			head.Importance = widget.LowImportance
			head.Truncation = fyne.TextTruncateEllipsis
			heads[i] = head
		}
		r.box.Add(container.New(r.layout, heads...))
	}
	for i, row := range r.lines {
		cells := make([]fyne.CanvasObject, 0, len(row)+2)
		for _, cell := range row {
			cells = append(cells, cell)
		}
		if len(r.layout) == len(row)+2 {
			cells = append(cells, r.notes[i])
		}
		up := widgets.NewIconButton(theme.IconNameMoveUp, func() { r.move(row, 0, -1) })
		if i == 0 {
			up.Disable()
		}
		cells = append(cells, container.NewHBox(up, widgets.NewIconButton(theme.IconNameDelete, func() { r.remove(row, 0) })))
		r.box.Add(container.New(r.layout, cells...))
	}
	r.box.Add(container.NewHBox(append([]fyne.CanvasObject{widgets.NewButtonWithIcon(words.T("Put in a row"), theme.ContentAddIcon(), r.New)}, r.tools...)...))
	r.Refresh()
}

// New puts the keyboard into an empty row at the end, and makes it where the last
// one is filled.
func (r *rows) New() {
	if n := len(r.lines); n > 0 && !typed(r.lines[n-1]) {
		r.focus(r.lines[n-1], 0)
		return
	}
	row := r.put()
	r.draw()
	r.changed()
	r.focus(row, 0)
}

// cellInput is an input that can stand in a row.
type cellInput interface {
	SetRow(*widgets.RowKeys)
	Type(text string)
}

// focus puts the keyboard into a cell.
func (r *rows) focus(row []widgets.Input, cell int) {
	if c := fyne.CurrentApp().Driver().CanvasForObject(r.box); c != nil {
		c.Focus(row[cell].FocusTarget())
	}
}

// at is the place of a row.
func (r *rows) at(row []widgets.Input) int {
	return slices.IndexFunc(r.lines, func(l []widgets.Input) bool { return l[0] == row[0] })
}

// next goes to the same cell of the row below, and to a new row after the last.
func (r *rows) next(row []widgets.Input, cell int) {
	if at := r.at(row); at < len(r.lines)-1 {
		r.focus(r.lines[at+1], cell)
		return
	}
	r.New()
}

// move moves a row up or down; the keyboard stays in its cell.
func (r *rows) move(row []widgets.Input, cell, by int) {
	at := r.at(row)
	if to := at + by; to >= 0 && to < len(r.lines) {
		r.lines[at], r.lines[to] = r.lines[to], r.lines[at]
		r.notes[at], r.notes[to] = r.notes[to], r.notes[at]
		r.draw()
		r.changed()
		r.focus(row, cell)
	}
}

// remove takes a row out; the keyboard goes to the one that takes its place.
func (r *rows) remove(row []widgets.Input, cell int) {
	at := r.at(row)
	r.lines = slices.Delete(slices.Clone(r.lines), at, at+1)
	r.notes = slices.Delete(slices.Clone(r.notes), at, at+1)
	r.draw()
	r.changed()
	if len(r.lines) > 0 {
		r.focus(r.lines[min(at, len(r.lines)-1)], cell)
	} else if c := fyne.CurrentApp().Driver().CanvasForObject(r.box); c != nil {
		c.Focus(r.FocusTarget())
	}
}

// paste fills cells in from a cell on, and makes the rows that are missing. A first
// row that repeats the headings is left out.
func (r *rows) paste(row []widgets.Input, from int, cells [][]string) {
	if len(cells) > 1 && len(cells[0]) > 1 && slices.Contains(r.heads, strings.TrimSpace(cells[0][0])) {
		if r.headed != nil {
			r.headed(cells)
		}
		cells = cells[1:]
	}
	at := r.at(row)
	for i, texts := range cells {
		if at+i == len(r.lines) {
			r.put()
		}
		for j, text := range texts {
			if from+j < len(r.lines[at+i]) {
				if in, ok := r.lines[at+i][from+j].(cellInput); ok {
					in.Type(text)
				}
			}
		}
	}
	r.draw()
	r.changed()
	r.focus(r.lines[at+len(cells)-1], from)
}

// columns lays a row out: a positive width is fixed, a negative one a share of
// what is left.
type columns []float32

const columnGap float32 = 4

func (l columns) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	left, shares := size.Width-columnGap*float32(len(l)-1), float32(0)
	for _, w := range l {
		if w > 0 {
			left -= w
		} else {
			shares -= w
		}
	}
	var x float32
	for i, w := range l {
		if w < 0 {
			w = max(40, left*-w/shares)
		}
		if i < len(objects) {
			height := objects[i].MinSize().Height
			objects[i].Move(fyne.NewPos(x, (size.Height-height)/2))
			objects[i].Resize(fyne.NewSize(w, height))
		}
		x += w + columnGap
	}
}

func (l columns) MinSize(objects []fyne.CanvasObject) fyne.Size {
	width, height := columnGap*float32(len(l)-1), float32(0)
	for _, w := range l {
		width += max(w, 50)
	}
	for _, o := range objects {
		height = max(height, o.MinSize().Height)
	}
	return fyne.NewSize(width, height)
}

// quotaRows are the quotas of an event, each with how many of it are approved
// and came.
type quotaRows struct {
	rows
	categories []string // suggested
}

// suggest offers categories.
func (r *quotaRows) suggest(categories []string) {
	r.categories = categories
	r.offer(0, categories)
}

func newQuotaRows() *quotaRows {
	r := &quotaRows{}
	r.problem = func(row []widgets.Input) string {
		if _, err := app.ParseShare(row[2].(*widgets.TextEntry).Value()); err != nil {
			return err.Error()
		}
		return ""
	}
	r.headed = func(cells [][]string) {
		for j, head := range cells[0] {
			if strings.TrimSpace(head) != app.QuotaFields.Named("Outside").Chinese {
				continue
			}
			// The workbook says who takes a place, the form who takes none.
			for _, row := range cells[1:] {
				if j < len(row) {
					row[j] = map[bool]string{true: "是", false: ""}[strings.TrimSpace(row[j]) == "否"]
				}
			}
		}
	}
	r.start(r, append(ui.LabelsOf(app.QuotaFields, "Category", "Number", "MinShare"), "", words.T("Approved / came")),
		columns{-1, 60, ui.Wide(84, 104), ui.Wide(104, 112), 96, 72}, func() []widgets.Input {
			return []widgets.Input{widgets.NewComboEntry(r.categories), widgets.NewNumberEntry(0, app.QuotaFields.Named("Number").Max), widgets.NewTextEntry(), widgets.NewCheckInput(words.T(app.QuotaFields.Named("Outside").Label))}
		})
	return r
}

func (r *quotaRows) set(quotas []app.Quota) {
	r.clear()
	for _, q := range quotas {
		row := r.put()
		row[0].(*widgets.ComboEntry).SetText(q.Category)
		if q.Number != app.NoNumber {
			row[1].(*widgets.NumberEntry).Set(&q.Number)
		}
		row[2].(*widgets.TextEntry).SetText(q.MinShare.String())
		row[3].(*widgets.CheckInput).SetChecked(q.Outside)
	}
	r.begin()
}

func (r *quotaRows) values() []app.Quota {
	var all []app.Quota
	for _, row := range r.filled() {
		q := app.Quota{Category: row[0].(*widgets.ComboEntry).Value(), Number: app.NoNumber, Outside: row[3].(*widgets.CheckInput).Checked}
		if n, empty, err := row[1].(*widgets.NumberEntry).Value(); err == nil && !empty {
			q.Number = n
		}
		q.MinShare, _ = app.ParseShare(row[2].(*widgets.TextEntry).Value()) // Problem has said what is wrong
		all = append(all, q)
	}
	return all
}

// figures shows how many of each category are approved and came.
func (r *quotaRows) figures(f figures.Figures) {
	for i, row := range r.lines {
		text := ""
		for _, q := range f.Quotas {
			if q.Category == row[0].(*widgets.ComboEntry).Value() {
				text = words.T("%d / %d|approved and came", q.Approved, q.Came)
			}
		}
		r.notes[i].SetText(text)
	}
}

// leaderRows are the lines of the leading group.
type leaderRows struct {
	rows
	positions []string // suggested
}

// suggest offers units and posts.
func (r *leaderRows) suggest(positions []string) {
	r.positions = positions
	r.offer(2, positions)
}

func newLeaderRows() *leaderRows {
	r := &leaderRows{}
	r.start(r, ui.LabelsOf(app.LeaderFields, "Role", "Name", "Position", "Duty"),
		columns{124, -2, -3, -3, 72}, func() []widgets.Input {
			role := widgets.NewChoice(ui.VocabularyOptions(app.LeaderRoles, "")...)
			if n := len(r.lines) - 1; n >= 0 {
				role.Set(r.lines[n][0].(*widgets.Choice[app.LeaderRole]).Value().Next())
			}
			return []widgets.Input{role, widgets.NewTextEntry(), widgets.NewComboEntry(r.positions), widgets.NewTextEntry()}
		})
	return r
}

func (r *leaderRows) set(leaders []app.Leader) {
	r.clear()
	for _, l := range leaders {
		row := r.put()
		row[0].(*widgets.Choice[app.LeaderRole]).Set(l.Role)
		row[1].(*widgets.TextEntry).SetText(l.Name)
		row[2].(*widgets.ComboEntry).SetText(l.Position)
		row[3].(*widgets.TextEntry).SetText(l.Duty)
	}
	r.begin()
}

func (r *leaderRows) values() []app.Leader {
	var all []app.Leader
	for _, row := range r.filled() {
		all = append(all, app.Leader{
			Role: row[0].(*widgets.Choice[app.LeaderRole]).Value(), Name: row[1].(*widgets.TextEntry).Value(),
			Position: row[2].(*widgets.ComboEntry).Value(), Duty: row[3].(*widgets.TextEntry).Value(),
		})
	}
	return all
}
