package lists

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"openday/views/signs"
	"openday/views/widgets"
	"openday/views/widgets/widgettest"
)

type person struct{ id, name, unit string }

func people(n int) []person {
	all := make([]person, n)
	for i := range all {
		all[i] = person{fmt.Sprintf("p%05d", i), fmt.Sprintf("姓名%05d", n-i), "某某街道办事处党政综合办公室"}
	}
	return all
}

func newPeople(t testing.TB) *Table[person] {
	t.Helper()
	widgettest.Themed(t, widgets.NewTheme())
	return NewTable(func(p person) string { return p.id },
		Column[person]{ID: "id", Label: "编号", Width: 100, Text: func(p person) string { return p.id }, Sort: func(a, b person) int { return cmp.Compare(a.id, b.id) }},
		Column[person]{ID: "name", Label: "姓名", Width: 120, Text: func(p person) string { return p.name }, Sort: func(a, b person) int { return cmp.Compare(a.name, b.name) }},
		Column[person]{ID: "unit", Label: "单位", Width: 120, Text: func(p person) string { return p.unit }, Pill: true, Tone: func(person) widgets.Tone { return widgets.Accent }},
	)
}

func ids(rows []person) string {
	var b []string
	for _, r := range rows {
		b = append(b, strings.TrimPrefix(r.id, "p0"))
	}
	return strings.Join(b, " ")
}

// click presses the mouse in the table as the driver does.
func click(t *Table[person], x, y float32, button desktop.MouseButton, modifier fyne.KeyModifier) {
	e := &desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(x, y)}, Button: button, Modifier: modifier}
	t.MouseDown(e)
	t.MouseUp(e)
	if button == desktop.MouseButtonSecondary {
		t.TappedSecondary(&e.PointEvent)
	} else {
		t.Tapped(&e.PointEvent)
	}
}

func rowY(row int) float32 { return HeadHeight + 1 + (float32(row)+0.5)*RowHeight }

// drawn returns the texts in sight, row by row.
func drawn(t *Table[person]) map[int]string {
	got := map[int]string{}
	for _, r := range t.pool {
		if r.row >= 0 {
			var cells []string
			for _, text := range r.texts {
				cells = append(cells, text.Text)
			}
			got[r.row] = strings.Join(cells, "|")
		}
	}
	return got
}

func TestTableChoosesWithTheMouse(t *testing.T) {
	table := newPeople(t)
	var told [][]person
	table.OnChosen = func(rows []person) { told = append(told, rows) }
	table.SetRows(people(50))
	w := widgettest.Show(t, table)

	click(table, 20, rowY(3), desktop.MouseButtonPrimary, 0)
	if ids(table.Chosen()) != "0003" || w.Canvas().Focused() != fyne.Focusable(table) {
		t.Errorf("a click chose %q", ids(table.Chosen()))
	}
	click(table, 20, rowY(6), desktop.MouseButtonPrimary, fyne.KeyModifierShift)
	if ids(table.Chosen()) != "0003 0004 0005 0006" {
		t.Errorf("Shift chose %q", ids(table.Chosen()))
	}
	click(table, 20, rowY(4), desktop.MouseButtonPrimary, fyne.KeyModifierControl)
	click(table, 20, rowY(9), desktop.MouseButtonPrimary, fyne.KeyModifierControl)
	if ids(table.Chosen()) != "0003 0005 0006 0009" {
		t.Errorf("Ctrl chose %q", ids(table.Chosen()))
	}
	if len(told) != 4 || ids(told[3]) != "0003 0005 0006 0009" {
		t.Errorf("OnChosen was told %d times", len(told))
	}
	click(table, 20, rowY(9), desktop.MouseButtonPrimary, 0)
	click(table, 20, rowY(9), desktop.MouseButtonPrimary, 0)
	if len(told) != 5 {
		t.Error("OnChosen was told of what had not changed")
	}

	var opened string
	table.OnOpen = func(p person) { opened = p.id }
	table.DoubleTapped(&fyne.PointEvent{Position: fyne.NewPos(20, rowY(2))})
	if opened != "p00002" {
		t.Errorf("a double click opened %q", opened)
	}
	opened = ""
	table.DoubleTapped(&fyne.PointEvent{Position: fyne.NewPos(20, 5)})
	if opened != "" {
		t.Errorf("a double click on the header opened %q", opened)
	}
}

func TestTableChoosesWithTheKeyboard(t *testing.T) {
	table := newPeople(t)
	table.SetRows(people(200))
	w := widgettest.Show(t, table)
	w.Canvas().Focus(table)
	shift := func(down bool) {
		if e := (&fyne.KeyEvent{Name: desktop.KeyShiftLeft}); down {
			table.KeyDown(e)
		} else {
			table.KeyUp(e)
		}
	}
	steps := []struct {
		key  fyne.KeyName
		want string
	}{{fyne.KeyDown, "0000"}, {fyne.KeyDown, "0001"}, {fyne.KeyUp, "0000"}, {fyne.KeyUp, "0000"}, {fyne.KeyEnd, "0199"}, {fyne.KeyDown, "0199"}, {fyne.KeyHome, "0000"}, {fyne.KeyPageDown, "0014"}, {fyne.KeyPageUp, "0000"}}
	for _, s := range steps {
		widgettest.Key(t, w, s.key)
		if got := ids(table.Chosen()); got != s.want {
			t.Errorf("after %s %q is chosen, want %q", s.key, got, s.want)
		}
		if _, seen := drawn(table)[table.cursor]; !seen {
			t.Errorf("after %s the row is out of sight", s.key)
		}
	}
	shift(true)
	widgettest.Key(t, w, fyne.KeyDown, fyne.KeyDown)
	shift(false)
	if got := ids(table.Chosen()); got != "0000 0001 0002" {
		t.Errorf("Shift chose %q", got)
	}
	table.TypedShortcut(&fyne.ShortcutCopy{})
	text := fyne.CurrentApp().Clipboard().Content()
	if text != "p00000\t姓名00200\t某某街道办事处党政综合办公室\np00001\t姓名00199\t某某街道办事处党政综合办公室\np00002\t姓名00198\t某某街道办事处党政综合办公室\n" {
		t.Errorf("copied %q", text)
	}
	var opened, typed string
	var deleted []person
	table.OnOpen = func(p person) { opened = p.id }
	table.OnDelete = func(rows []person) { deleted = rows }
	table.OnRune = func(r rune) { typed += string(r) }
	widgettest.Key(t, w, fyne.KeyReturn, fyne.KeyDelete)
	test.Type(table, " 1")
	if opened != "p00002" || ids(deleted) != "0000 0001 0002" || typed != " 1" {
		t.Errorf("opened %q, deleted %q, typed %q", opened, ids(deleted), typed)
	}
	table.TypedShortcut(&fyne.ShortcutSelectAll{})
	if len(table.Chosen()) != 200 {
		t.Errorf("Ctrl+A chose %d", len(table.Chosen()))
	}
}

func TestTableKeepsFormulasText(t *testing.T) {
	table := newPeople(t)
	table.SetRows([]person{{"1", "=HYPERLINK(1)", "两行\n文字\t列"}, {"2", "+86 138", "-"}})
	table.Choose("1", "2")
	if got := table.Text(); got != "1\t'=HYPERLINK(1)\t两行 文字 列\n2\t+86 138\t-\n" {
		t.Errorf("copied %q", got)
	}
}

func TestTableSortsByItsHeader(t *testing.T) {
	table := newPeople(t)
	table.SetRows(people(100))
	widgettest.Show(t, table)
	table.Choose("p00042")
	click(table, 150, RowHeight/2, desktop.MouseButtonPrimary, 0)
	if column, down := table.Sorted(); column != "name" || down || table.Rows()[0].id != "p00099" {
		t.Errorf("sorted by %q %v, first is %v", column, down, table.Rows()[0])
	}
	if got := drawn(table)[57]; !strings.HasPrefix(got, "p00042|姓名00058|") {
		t.Errorf("the chosen row shows %q", got)
	}
	click(table, 150, RowHeight/2, desktop.MouseButtonPrimary, 0)
	if _, down := table.Sorted(); !down || table.Rows()[0].id != "p00000" {
		t.Error("a second click did not turn the order round")
	}
	click(table, 250, RowHeight/2, desktop.MouseButtonPrimary, 0)
	if column, _ := table.Sorted(); column != "name" {
		t.Errorf("sorted by %q, which has no order", column)
	}
	if ids(table.Chosen()) != "0042" || table.rows[table.cursor].id != "p00042" {
		t.Error("sorting lost what was chosen")
	}
	header := test.RenderObjectToMarkup(table.header)
	if !strings.Contains(header, "▼") {
		t.Errorf("the header shows no arrow: %s", header)
	}
}

func TestTableKeepsChosenRowsWhenDataChanges(t *testing.T) {
	table := newPeople(t)
	table.SetRows(people(50))
	widgettest.Show(t, table)
	table.Choose("p00003", "p00005")
	told := 0
	table.OnChosen = func([]person) { told++ }
	rows := people(50)
	slices.Reverse(rows)
	table.SetRows(rows)
	if ids(table.Chosen()) != "0005 0003" || told != 0 {
		t.Errorf("%q is chosen, told %d times", ids(table.Chosen()), told)
	}
	table.SetRows(slices.DeleteFunc(rows, func(p person) bool { return p.id == "p00003" }))
	if ids(table.Chosen()) != "0005" || told != 1 {
		t.Errorf("%q is chosen, told %d times", ids(table.Chosen()), told)
	}
	table.SetRows(nil)
	if len(table.Chosen()) != 0 || told != 2 || table.cursor != -1 {
		t.Errorf("%q is chosen of nothing", ids(table.Chosen()))
	}
	for _, k := range []fyne.KeyName{fyne.KeyDown, fyne.KeyEnd, fyne.KeyReturn, fyne.KeyDelete, fyne.KeyPageUp} {
		table.TypedKey(&fyne.KeyEvent{Name: k}) // an empty table takes every key
	}
}

func TestTableShrinksWhileScrolledDown(t *testing.T) {
	table := newPeople(t)
	table.SetRows(people(1000))
	widgettest.Show(t, table)
	table.Choose("p00999")
	if !strings.HasPrefix(drawn(table)[999], "p00999|") {
		t.Error("the last row is not in sight")
	}
	table.SetRows(people(1000)[:5])
	got := drawn(table)
	if len(got) != 5 || !strings.HasPrefix(got[0], "p00000|") {
		t.Errorf("drawn is %v", got)
	}
}

func TestTableScrollsThroughEveryRow(t *testing.T) {
	table := newPeople(t)
	rows := people(300)
	table.SetRows(rows)
	w := widgettest.Show(t, table)
	seen := map[int]bool{}
	for range 400 {
		for row, text := range drawn(table) {
			if !strings.HasPrefix(text, rows[row].id+"|"+rows[row].name+"|") {
				t.Fatalf("row %d shows %q", row, text)
			}
			seen[row] = true
		}
		test.Scroll(w.Canvas(), fyne.NewPos(100, 200), 0, -31)
	}
	if len(seen) != len(rows) {
		t.Errorf("%d of %d rows came into sight", len(seen), len(rows))
	}
}

type fakeMemory map[string]string

func (m fakeMemory) Remembered(key string) (string, bool) { v, ok := m[key]; return v, ok }
func (m fakeMemory) Remember(key, value string)           { m[key] = value }

func TestTableRemembersWidthsAndOrder(t *testing.T) {
	memory := fakeMemory{}
	table := newPeople(t)
	table.Memory = memory
	table.SetRows(people(10))
	widgettest.Show(t, table)
	drag := func(from, to float32) {
		at := func(x float32) *desktop.MouseEvent {
			return &desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(x, 10)}, Button: desktop.MouseButtonPrimary}
		}
		table.MouseMoved(at(from))
		if table.Cursor() != desktop.HResizeCursor {
			t.Error("the mouse does not show that the edge can be dragged")
		}
		table.MouseDown(at(from))
		table.Dragged(&fyne.DragEvent{PointEvent: at(to).PointEvent})
		table.MouseUp(at(to))
	}
	drag(100, 180)
	if table.placed[1] != 180 || table.placed[2] != 300 {
		t.Errorf("the edges are at %v", table.placed)
	}
	drag(180, 5)
	if table.placed[1] != minColumnWidth {
		t.Errorf("the column is %v wide", table.placed[1])
	}
	if column, _ := table.Sorted(); column != "" {
		t.Errorf("dragging sorted by %q", column)
	}
	drag(minColumnWidth, 150)
	table.SortBy("name", true)

	again := newPeople(t)
	again.Memory = memory
	again.SetRows(people(10))
	widgettest.Show(t, again)
	if column, down := again.Sorted(); again.placed[1] != 150 || column != "name" || !down || again.Rows()[0].id != "p00000" {
		t.Errorf("remembered %v: edges %v, order %q %v", memory, again.placed, column, down)
	}
}

func TestTableShowsItsMenu(t *testing.T) {
	table := newPeople(t)
	table.SetRows(people(10))
	var asked []person
	table.Menu = func(rows []person) *fyne.Menu {
		asked = rows
		return fyne.NewMenu("", fyne.NewMenuItem("删除", func() {}))
	}
	w := widgettest.Show(t, table)
	table.Choose("p00001", "p00002")
	click(table, 20, rowY(2), desktop.MouseButtonSecondary, 0)
	if ids(asked) != "0001 0002" {
		t.Errorf("the menu is for %q", ids(asked))
	}
	if _, ok := w.Canvas().Overlays().Top().(*widget.PopUpMenu); !ok && w.Canvas().Overlays().Top() == nil {
		t.Error("no menu is shown")
	}
	w.Canvas().Overlays().Remove(w.Canvas().Overlays().Top())
	click(table, 20, rowY(5), desktop.MouseButtonSecondary, 0)
	if ids(asked) != "0005" || ids(table.Chosen()) != "0005" {
		t.Errorf("the menu is for %q", ids(asked))
	}
	w.Canvas().Overlays().Remove(w.Canvas().Overlays().Top())
	asked = nil
	table.TypedKey(&fyne.KeyEvent{Name: desktop.KeyMenu})
	if ids(asked) != "0005" {
		t.Error("the menu key shows no menu")
	}
}

func TestTableShowsTheFullTextOfACutCell(t *testing.T) {
	table := newPeople(t)
	c := &widgettest.Clock{}
	table.Later = c.Later
	table.SetRows(people(10))
	w := widgettest.Show(t, table)
	if cut := table.pool[0].texts[2].Text; !strings.HasSuffix(cut, "…") {
		t.Fatalf("the cell shows %q", cut)
	}
	test.MoveMouse(w.Canvas(), fyne.NewPos(280, rowY(1)))
	c.Fire()
	if !table.tip.box.Visible() || table.tip.text.Text != "某某街道办事处党政综合办公室" {
		t.Errorf("the tip is %v with %q", table.tip.box.Visible(), table.tip.text.Text)
	}
	if p := table.tip.box.Position(); p.Y < rowY(1) || p.X < 0 || p.X+table.tip.box.Size().Width > table.Size().Width {
		t.Errorf("the tip is at %v", p)
	}
	test.MoveMouse(w.Canvas(), fyne.NewPos(20, rowY(1)))
	c.Fire()
	if table.tip.box.Visible() {
		t.Error("the tip stays over a cell that is not cut")
	}
}

func TestTableSaysWhatToDoFirst(t *testing.T) {
	table := newPeople(t)
	done := false
	table.SetEmpty(signs.NewEmptyState("还没有邀请对象", "先添加一位，或从名单导入。", "添加邀请对象", func() { done = true }))
	w := widgettest.Show(t, table)
	var button *widgets.Button
	for _, o := range test.LaidOutObjects(table) {
		if b, ok := o.(*widgets.Button); ok {
			button = b
		}
	}
	if button == nil || !table.empty.Visible() {
		t.Fatal("an empty table does not say what to do first")
	}
	test.TapCanvas(w.Canvas(), fyne.CurrentApp().Driver().AbsolutePositionForObject(button).Add(fyne.NewPos(5, 5)))
	if !done {
		t.Error("the button does nothing")
	}
	table.SetRows(people(1))
	if table.empty.Visible() {
		t.Error("the placeholder stays above the rows")
	}
}

func BenchmarkTable50000(b *testing.B) {
	rows := people(50_000)
	b.Run("scroll a page", func(b *testing.B) {
		table := newPeople(b)
		table.SetRows(rows)
		widgettest.Show(b, table)
		page := len(table.pool)
		for i := 0; b.Loop(); i++ {
			table.reveal(i % 2000 * page)
		}
	})
	b.Run("scroll and paint a page", func(b *testing.B) {
		table := newPeople(b)
		table.SetRows(rows)
		w := widgettest.Show(b, table)
		page := len(table.pool)
		for i := 0; b.Loop(); i++ {
			table.reveal(i % 2000 * page)
			w.Canvas().Capture()
		}
	})
	b.Run("sort", func(b *testing.B) {
		table := newPeople(b)
		table.SetRows(rows)
		widgettest.Show(b, table)
		for i := 0; b.Loop(); i++ {
			table.SortBy("name", i%2 == 0)
		}
	})
	b.Run("replace", func(b *testing.B) {
		table := newPeople(b)
		table.SetRows(rows)
		widgettest.Show(b, table)
		table.Choose("p00042", "p49999")
		for b.Loop() {
			table.SetRows(rows)
		}
	})
	b.Run("choose all", func(b *testing.B) {
		table := newPeople(b)
		table.SetRows(rows)
		widgettest.Show(b, table)
		for b.Loop() {
			table.TypedShortcut(&fyne.ShortcutSelectAll{})
			table.Choose()
		}
	})
}
