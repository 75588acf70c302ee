package lists

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"

	"openday/views/widgets"
	"openday/views/widgets/widgettest"
)

// said is an opinion with who spoke and how it stands.
type said struct{ id, text, who, state, note string }

func newSaid(t testing.TB) *Table[said] {
	t.Helper()
	widgettest.Themed(t, widgets.NewTheme())
	table := NewTable(func(s said) string { return s.id },
		Column[said]{ID: "id", Label: "序号", Width: 52, Align: fyne.TextAlignTrailing, Text: func(s said) string { return s.id }},
		Column[said]{ID: "text", Label: "内容", Width: 200, Stretch: true, Text: func(s said) string { return s.text }, Second: func(s said) string { return s.who }},
		Column[said]{ID: "note", Label: "备注", Width: 100, Yields: 1, Text: func(s said) string { return s.note }},
		Column[said]{ID: "state", Label: "状态", Width: 88, Yields: 2, Pill: true, Text: func(s said) string { return s.state }, Tone: func(s said) widgets.Tone {
			return map[string]widgets.Tone{"待交办": widgets.Warning, "办理中": widgets.Accent, "已答复": widgets.Good, "待审核": widgets.Accent}[s.state]
		}, Mark: func(s said) Mark {
			return map[string]Mark{"待交办": Pill, "办理中": Dot, "已答复": Dot, "待审核": Pill}[s.state]
		}})
	table.Checks = true
	return table
}

// columnsThere returns the ids of the columns that the table shows.
func columnsThere[T any](t *Table[T]) string {
	var ids []string
	for i, c := range t.columns {
		if t.there(i) {
			ids = append(ids, c.ID)
		}
	}
	return strings.Join(ids, " ")
}

func TestColumnsWithoutTextGiveTheirRoomAway(t *testing.T) {
	table := newSaid(t)
	rows := []said{{"1", "路灯不亮", "王伟", "待交办", ""}, {"2", "公交太少", "", "", ""}}
	table.SetRows(rows)
	widgettest.Show(t, table)
	if got := columnsThere(table); got != "id text state" {
		t.Errorf("there are %q", got)
	}
	wide := table.placed[2] - table.placed[1]
	table.SetRows(append(slices.Clone(rows), said{"3", "x", "", "", "来信"}))
	if got := columnsThere(table); got != "id text note state" || table.placed[2]-table.placed[1] >= wide {
		t.Errorf("with a note there are %q", got)
	}
	table.ColumnsOf(rows)
	table.SetRows(rows[1:])
	if got := columnsThere(table); got != "id text state" {
		t.Errorf("a filter took a column away: %q", got)
	}
	table.columns[2].Stays = true
	table.ColumnsOf(rows)
	if got := columnsThere(table); got != "id text note state" {
		t.Errorf("with a column that stays there are %q", got)
	}
}

func TestColumnsYieldWhereThereIsLittleRoom(t *testing.T) {
	table := newSaid(t)
	table.SetRows([]said{{"1", "路灯不亮", "王伟", "待交办", "来信"}})
	w := widgettest.Show(t, table)
	for width, want := range map[float32]string{800: "id text note state", 480: "id text note", 380: "id text"} {
		w.Resize(fyne.NewSize(width, 400))
		table.Resize(fyne.NewSize(width, 400))
		if got := columnsThere(table); got != want {
			t.Errorf("in %v there are %q, want %q", width, got, want)
		}
		if least := table.body.MinSize().Width; least > width {
			t.Errorf("in %v the table is scrolled sideways over %v", width, least)
		}
	}
}

func TestTwoLinesStandInARow(t *testing.T) {
	table := newSaid(t)
	table.SetRows([]said{{"1", "路灯不亮", "王伟", "办理中", ""}, {"2", "公交太少", "", "待交办", ""}})
	widgettest.Show(t, table)
	first, second := table.pool[0], table.pool[1]
	if table.high != TwoLineHeight || first.seconds[1].Text != "王伟" || !first.seconds[1].Visible() || second.seconds[1].Visible() {
		t.Fatalf("the second lines are %q and %q", first.seconds[1].Text, second.seconds[1].Text)
	}
	if above, below := first.texts[1].Position().Y, first.seconds[1].Position().Y; below-above != lineHeight {
		t.Errorf("the lines stand at %v and %v", above, below)
	}
	if y := second.texts[1].Position().Y - TwoLineHeight; y <= first.texts[1].Position().Y {
		t.Errorf("a single line stands at %v, above the middle", y)
	}
	table.Choose("1")
	if got := table.Text(); got != "1\t路灯不亮\t王伟\t\t办理中\n" {
		t.Errorf("copied %q", got)
	}
}

func TestStatesStandOutWhereSomethingIsToBeDone(t *testing.T) {
	table := newSaid(t)
	table.SetRows([]said{{"1", "a", "", "待交办", ""}, {"2", "b", "", "办理中", ""}, {"3", "c", "", "留作参考", ""}, {"4", "d", "", "待审核", ""}})
	widgettest.Show(t, table)
	table.Choose("4")
	for row, want := range []struct {
		shown  bool
		height float32
		ground fyne.ThemeColorName
		ink    fyne.ThemeColorName
	}{
		{true, widgets.PillHeight, widgets.ColorNameWarningSoft, theme.ColorNameWarning},
		{true, stateDot, theme.ColorNamePrimary, theme.ColorNameForeground},
		{false, 0, "", theme.ColorNameForeground},
		{true, widgets.PillHeight, theme.ColorNameBackground, theme.ColorNamePrimary}, // on the ground of a chosen row
	} {
		slot := table.pool[row]
		mark, text := slot.marks[3], slot.texts[3]
		if mark.Visible() != want.shown || text.Color != widgets.Colour(want.ink) {
			t.Errorf("row %d: a mark %v, ink %v", row, mark.Visible(), text.Color)
		}
		if want.shown && (mark.Size().Height != want.height || mark.FillColor != widgets.Colour(want.ground)) {
			t.Errorf("row %d: the mark is %v high in %v", row, mark.Size().Height, mark.FillColor)
		}
	}
	if !table.pool[3].bar.Visible() || table.pool[0].bar.Visible() {
		t.Error("the bar stands at other rows than the chosen one")
	}
}

func TestBoxesChooseRows(t *testing.T) {
	table := newSaid(t)
	table.SetRows([]said{{id: "1", text: "a"}, {id: "2", text: "b"}, {id: "3", text: "c"}})
	widgettest.Show(t, table)
	press := func(x, y float32) {
		e := &desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(x, y)}, Button: desktop.MouseButtonPrimary}
		table.MouseDown(e)
		table.MouseUp(e)
		table.Tapped(&e.PointEvent)
	}
	row := func(i float32) float32 { return HeadHeight + 1 + (i+0.5)*TwoLineHeight }
	chosen := func() string {
		var all []string
		for _, s := range table.Chosen() {
			all = append(all, s.id)
		}
		return strings.Join(all, " ")
	}
	press(10, row(0))
	press(10, row(2))
	if chosen() != "1 3" || table.headCheck.state != checkSome {
		t.Errorf("the boxes chose %q", chosen())
	}
	press(10, row(0))
	if chosen() != "3" {
		t.Errorf("a second press left %q", chosen())
	}
	press(10, HeadHeight/2)
	if chosen() != "1 2 3" || table.headCheck.state != checkAll || table.pool[1].check.state != checkAll {
		t.Errorf("the box of the header chose %q", chosen())
	}
	press(10, HeadHeight/2)
	if chosen() != "" || table.headCheck.state != checkNone {
		t.Errorf("the box of the header left %q", chosen())
	}
	press(200, row(1))
	if chosen() != "2" {
		t.Errorf("a press beside the boxes chose %q", chosen())
	}
}

func TestACellIsChangedInItsPlace(t *testing.T) {
	widgettest.Themed(t, widgets.NewTheme())
	rows := []*said{{id: "1", text: "a", who: "甲"}, {id: "2", text: "b", who: "乙"}, {id: "3", text: "c", who: "丙"}}
	var table *Table[*said]
	edit := func(of func(*said) *string) func(*said) CellEdit {
		return func(s *said) CellEdit {
			return CellEdit{Text: *of(s), Save: func(text string) string {
				if text == "" {
					return "不能为空。"
				}
				*of(s) = text
				table.SetRows(rows) // as after saving
				return ""
			}}
		}
	}
	table = NewTable(func(s *said) string { return s.id },
		Column[*said]{ID: "id", Width: 60, Text: func(s *said) string { return s.id }},
		Column[*said]{ID: "text", Width: 100, Text: func(s *said) string { return s.text }, Edit: edit(func(s *said) *string { return &s.text })},
		Column[*said]{ID: "who", Width: 100, Text: func(s *said) string { return s.who }, Edit: edit(func(s *said) *string { return &s.who })})
	table.SetRows(rows)
	w := widgettest.Show(t, table)
	w.Canvas().Focus(table)
	table.Choose("1")
	typed := func(text string, key fyne.KeyName) {
		t.Helper()
		e := table.EditTarget()
		if e == nil {
			t.Fatal("no cell is being changed")
		}
		e.SetText(text)
		w.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: key})
	}
	widgettest.Key(t, w, fyne.KeyF2)
	if e := table.EditTarget(); e == nil || e.Text != "a" || e.SelectedText() != "a" {
		t.Fatalf("F2 begins with %+v", e)
	}
	typed("甲一", fyne.KeyReturn) // on to the next row
	typed("甲二", fyne.KeyTab)    // on to the next column
	typed("人二", fyne.KeyDown)
	typed("", fyne.KeyReturn)
	if e := table.EditTarget(); e == nil || table.edit.wrong.Text != "▲ 不能为空。" {
		t.Error("what cannot be kept ended the change")
	}
	typed("人三", fyne.KeyReturn) // the last row
	if rows[0].text != "甲一" || rows[1].text != "甲二" || rows[1].who != "人二" || rows[2].who != "人三" || rows[2].text != "c" {
		t.Errorf("typed into the rows is %+v %+v %+v", rows[0], rows[1], rows[2])
	}
	if table.EditTarget() != nil || w.Canvas().Focused() != fyne.Focusable(table) {
		t.Error("after the last row the keyboard is not in the table")
	}
	widgettest.Key(t, w, fyne.KeyF2)
	typed("nothing", fyne.KeyEscape)
	if rows[2].who != "丙" && rows[2].who != "人三" || table.EditTarget() != nil {
		t.Errorf("Esc kept %q", rows[2].who)
	}
	widgettest.Key(t, w, fyne.KeyF2)
	table.EditTarget().SetText("别处")
	w.Canvas().Focus(nil)
	if rows[2].who != "别处" {
		t.Errorf("leaving the cell kept %q", rows[2].who)
	}
	w.Canvas().Focus(table)
	widgettest.Key(t, w, fyne.KeyF2)
	table.SetRows(rows[:1])
	if table.EditTarget() != nil {
		t.Error("the entry stayed after its row had gone")
	}
}
