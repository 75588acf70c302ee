package menus

import (
	"image/color"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"

	"openday/views/widgets"
	"openday/views/widgets/widgettest"
)

// menuWindow is a window with a menu bar above a field that has the keyboard, and
// what its entries did.
func menuWindow(t *testing.T) (fyne.Window, *MenuBar, *widgets.TextEntry, *[]string) {
	t.Helper()
	widgettest.Themed(t, widgets.NewTheme())
	w := widgettest.Show(t, container.NewStack())
	done := &[]string{}
	item := func(label string, key fyne.KeyName) *fyne.MenuItem {
		i := fyne.NewMenuItem(label, func() { *done = append(*done, label) })
		i.Shortcut = &desktop.CustomShortcut{KeyName: key, Modifier: fyne.KeyModifierControl}
		return i
	}
	off := item("重做", fyne.KeyY)
	off.Disabled = true
	states := fyne.NewMenuItem("状态", nil)
	states.ChildMenu = fyne.NewMenu("", item("草稿", ""), item("筹备中", ""))
	bar := NewMenuBar(w,
		Heading{fyne.NewMenu("文件", item("新建", fyne.KeyN), fyne.NewMenuItemSeparator(), item("退出", fyne.KeyQ)), 'F'},
		Heading{fyne.NewMenu("编辑", off, item("查找", fyne.KeyF), states), 'E'})
	field := widgets.NewTextEntry()
	w.Canvas().SetOnTypedKey(func(k *fyne.KeyEvent) {
		if k.Name == widgets.KeyMenu.Key {
			bar.Start()
		}
	})
	w.SetContent(container.NewStack(container.NewBorder(bar, nil, nil, nil, container.NewVBox(field))))
	w.Resize(fyne.NewSize(800, 600))
	w.Canvas().Focus(field)
	return w, bar, field, done
}

func altWith(w fyne.Window, key fyne.KeyName) {
	w.Canvas().Focused().(fyne.Shortcutable).TypedShortcut(&desktop.CustomShortcut{KeyName: key, Modifier: fyne.KeyModifierAlt})
}

func TestMenusAreWalkedByTheKeyboard(t *testing.T) {
	for name, c := range map[string]struct {
		open  func(fyne.Window)
		keys  []fyne.KeyName
		lit   string // "" where the menu is closed
		doing []string
	}{
		"F10 lights the first entry":            {keys: nil, lit: "新建"},
		"a line is passed over":                 {keys: []fyne.KeyName{fyne.KeyDown}, lit: "退出"},
		"the end leads to the beginning":        {keys: []fyne.KeyName{fyne.KeyDown, fyne.KeyDown}, lit: "新建"},
		"the beginning leads to the end":        {keys: []fyne.KeyName{fyne.KeyUp}, lit: "退出"},
		"Enter does the entry":                  {keys: []fyne.KeyName{fyne.KeyDown, fyne.KeyReturn}, doing: []string{"退出"}},
		"Esc closes":                            {keys: []fyne.KeyName{fyne.KeyEscape}},
		"F10 closes":                            {keys: []fyne.KeyName{fyne.KeyF10}},
		"right leads past what is off":          {keys: []fyne.KeyName{fyne.KeyRight}, lit: "查找"},
		"left leads round":                      {keys: []fyne.KeyName{fyne.KeyLeft}, lit: "查找"},
		"End lights the last":                   {keys: []fyne.KeyName{fyne.KeyRight, fyne.KeyEnd}, lit: "状态"},
		"right opens a submenu":                 {keys: []fyne.KeyName{fyne.KeyRight, fyne.KeyEnd, fyne.KeyRight}, lit: "草稿"},
		"left goes back from a submenu":         {keys: []fyne.KeyName{fyne.KeyRight, fyne.KeyEnd, fyne.KeyRight, fyne.KeyLeft}, lit: "状态"},
		"Esc goes back from a submenu":          {keys: []fyne.KeyName{fyne.KeyRight, fyne.KeyEnd, fyne.KeyReturn, fyne.KeyEscape}, lit: "状态"},
		"Enter does the entry of a submenu":     {keys: []fyne.KeyName{fyne.KeyRight, fyne.KeyEnd, fyne.KeyRight, fyne.KeyDown, fyne.KeyReturn}, doing: []string{"筹备中"}},
		"Alt and a letter open a menu":          {open: func(w fyne.Window) { altWith(w, fyne.KeyE) }, keys: []fyne.KeyName{fyne.KeyDown}, lit: "查找"},
		"Alt and its letter close a menu again": {open: func(w fyne.Window) { altWith(w, fyne.KeyE); menuBars[w.Canvas()].Open(1) }},
	} {
		t.Run(name, func(t *testing.T) {
			w, _, field, done := menuWindow(t)
			if c.open == nil {
				widgettest.Key(t, w, fyne.KeyF10)
			} else {
				c.open(w)
			}
			widgettest.Key(t, w, c.keys...)
			m := OpenMenu(w.Canvas())
			switch {
			case c.lit == "" && m != nil:
				t.Error("the menu is still open")
			case c.lit == "" && w.Canvas().Focused() != fyne.Focusable(field):
				t.Error("the keyboard is not back in the field")
			case c.lit != "" && m == nil:
				t.Error("no menu is open")
			case c.lit != "" && m.Lit() != c.lit:
				t.Errorf("%q is lit, want %q", m.Lit(), c.lit)
			}
			if !slices.Equal(*done, c.doing) {
				t.Errorf("%q was done, want %q", *done, c.doing)
			}
		})
	}
}

func TestWhatIsOffInAMenuIsNotDoneByTheMouse(t *testing.T) {
	w, bar, _, done := menuWindow(t)
	test.Tap(bar.headings[1])
	test.Tap(OpenMenu(w.Canvas()).panel().rows[0])
	if OpenMenu(w.Canvas()) == nil || len(*done) > 0 {
		t.Errorf("a press on what is off did %q", *done)
	}
	test.Tap(OpenMenu(w.Canvas()).panel().rows[1])
	if OpenMenu(w.Canvas()) != nil || !slices.Equal(*done, []string{"查找"}) {
		t.Errorf("a press did %q", *done)
	}
}

func TestTheMouseGoesFromMenuToMenu(t *testing.T) {
	w, bar, _, _ := menuWindow(t)
	test.Tap(bar.headings[0])
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(bar.headings[1]).AddXY(5, 5)
	OpenMenu(w.Canvas()).MouseMoved(&desktop.MouseEvent{PointEvent: fyne.PointEvent{AbsolutePosition: at}})
	if bar.shown != 1 || OpenMenu(w.Canvas()) != bar.open {
		t.Error("the mouse on another heading does not open its menu")
	}
	OpenMenu(w.Canvas()).Tapped(&fyne.PointEvent{AbsolutePosition: fyne.NewPos(700, 500)})
	if OpenMenu(w.Canvas()) != nil {
		t.Error("a press beside the menu leaves it open")
	}
}

// TestTheTextsOfAMenuCanBeRead computes their contrast, on the ground of a row that
// is lit as well.
func TestTheTextsOfAMenuCanBeRead(t *testing.T) {
	w, bar, _, _ := menuWindow(t)
	bar.Start()
	for _, ground := range []color.Color{widgets.Colour(theme.ColorNameOverlayBackground), widgets.Colour(widgets.ColorNameAccentSoft)} {
		for _, o := range test.LaidOutObjects(OpenMenu(w.Canvas())) {
			if text, ok := o.(*canvas.Text); ok && text.Text != "" {
				if got := widgettest.ContrastOf(text.Color, ground); got < 4.5 {
					t.Errorf("%q has a contrast of %.1f", text.Text, got)
				}
			}
		}
	}
}

func TestAHeadingShowsItsLetter(t *testing.T) {
	for _, c := range []struct {
		label  string
		letter rune
		want   string
		at     int
	}{{"文件", 'F', "文件(F)", -1}, {"Plan", 'L', "Plan", 1}, {"Feedback", 'B', "Feedback", 4}, {"帮助", 0, "帮助", -1}} {
		h := Heading{fyne.NewMenu(c.label), c.letter}
		if got := h.text(); got != c.want || c.letter != 0 && h.letterAt() != c.at {
			t.Errorf("%s: %q with the letter at %d, want %q at %d", c.label, got, h.letterAt(), c.want, c.at)
		}
	}
}

func TestALongMenuStaysInTheWindowAndScrolls(t *testing.T) {
	w := widgettest.Show(t, container.NewStack())
	w.Resize(fyne.NewSize(400, 300))
	var items []*fyne.MenuItem
	for i := range 40 {
		items = append(items, fyne.NewMenuItem(strings.Repeat("一", i%5+1), func() {}))
	}
	m := ShowMenu(fyne.NewMenu("", items...), w.Canvas(), fyne.NewPos(390, 290))
	box := m.panel().box
	if box.Position().X < 0 || box.Position().Y < 0 || box.Position().X+box.Size().Width > 400 || box.Position().Y+box.Size().Height > 300 {
		t.Errorf("the menu stands at %v with %v", box.Position(), box.Size())
	}
	widgettest.Key(t, w, fyne.KeyEnd)
	row := m.panel().rows[39]
	if y := fyne.CurrentApp().Driver().AbsolutePositionForObject(row).Y; y < 0 || y+row.Size().Height > 300 {
		t.Errorf("the last entry is lit out of sight, at %v", y)
	}
}

func TestCtrlWCloses(t *testing.T) {
	w, bar, field, _ := menuWindow(t)
	closed := 0
	widgets.OnClose(w, func() { closed++ })
	closing := func() { widgets.PassShortcut(field, widgets.KeyClose.Shortcut()) }
	bar.Start()
	closing()
	if OpenMenu(w.Canvas()) != nil || closed > 0 {
		t.Error("the menu is not closed alone")
	}
	d := widgets.ShowInfo(w, "标题", "说明")
	closing()
	if !d.Closed() || closed > 0 {
		t.Error("the dialog is not closed alone")
	}
	w.Canvas().Focus(field)
	field.TypedShortcut(widgets.KeyClose.Shortcut())
	if closed != 1 {
		t.Errorf("the window was closed %d times", closed)
	}
}

func TestCtrlShiftZRedoesTyping(t *testing.T) {
	_, _, field, _ := menuWindow(t)
	field.TypedRune('x')
	field.TypedShortcut(&fyne.ShortcutUndo{})
	field.TypedShortcut(widgets.KeyRedo.Shortcut())
	if field.Text != "x" {
		t.Errorf("the text is %q", field.Text)
	}
}
