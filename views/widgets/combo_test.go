package widgets

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"openday/views/widgets/widgettest"
)

// typed types a text where the keyboard is.
func typed(w fyne.Window, text string) {
	for _, r := range text {
		w.Canvas().Focused().TypedRune(r)
	}
}

func TestTypingFindsSuggestions(t *testing.T) {
	people := []string{"王胡", "胡伟（民政局 科长）", "民政局", "水务局"}
	for text, want := range map[string][]string{
		"hw": {"胡伟（民政局 科长）"}, "huwei": {"胡伟（民政局 科长）"}, "胡": {"胡伟（民政局 科长）", "王胡"}, "民政": {"民政局", "胡伟（民政局 科长）"},
		"水务局": nil, "街道": nil, "": nil, "SW": {"水务局"},
	} {
		t.Run(text, func(t *testing.T) {
			widgettest.Themed(t, NewTheme())
			e := NewComboEntry(people)
			w := widgettest.Show(t, container.NewStack(column(e)))
			w.Canvas().Focus(e)
			typed(w, text)
			if got := e.Offered(); !slices.Equal(got, want) {
				t.Errorf("offered are %q, not %q", got, want)
			}
			if w.Canvas().Focused() != fyne.Focusable(e) || e.Value() != text {
				t.Errorf("the text is %q, the keyboard at %T", e.Value(), w.Canvas().Focused())
			}
		})
	}
}

func TestSuggestionsArePickedByTheKeyboard(t *testing.T) {
	widgettest.Themed(t, NewTheme())
	e, next := NewComboEntry([]string{"民政局", "水务局", "民政所"}), NewTextEntry()
	w := widgettest.Show(t, container.NewStack(column(e, next)))
	heard, outside := 0, 0
	e.Listen(func() { heard++ })
	w.Canvas().SetOnTypedKey(func(*fyne.KeyEvent) { outside++ })
	w.Canvas().Focus(e)
	for name, open := range map[string]func(){
		"down": func() { widgettest.Key(t, w, fyne.KeyDown) }, "F4": func() { widgettest.Key(t, w, fyne.KeyF4) },
		"alt down": func() { e.TypedShortcut(&desktop.CustomShortcut{KeyName: fyne.KeyDown, Modifier: fyne.KeyModifierAlt}) },
		"arrow":    func() { test.Tap(e.ActionItem.(*IconButton)) },
	} {
		if open(); len(e.Offered()) != 3 {
			t.Errorf("%s: offered are %q", name, e.Offered())
		}
		if widgettest.Key(t, w, fyne.KeyEscape); e.Offered() != nil || outside > 0 {
			t.Errorf("%s: Esc does not take the list away, or more than that", name)
		}
	}
	typed(w, "mz")
	widgettest.Key(t, w, fyne.KeyDown, fyne.KeyDown, fyne.KeyDown, fyne.KeyUp, fyne.KeyReturn)
	if e.Value() != "民政局" || e.Offered() != nil || outside != 0 || heard != 3 {
		t.Errorf("picked %q, %d keys went on, %d changes", e.Value(), outside, heard)
	}
	if w.Canvas().Focused() != fyne.Focusable(e) || e.CursorColumn != 3 {
		t.Errorf("after picking the keyboard is at %T, column %d", w.Canvas().Focused(), e.CursorColumn)
	}
	e.SetText("")
	typed(w, "m")
	if widgettest.Key(t, w, fyne.KeyReturn); e.Value() != "m" || outside != 1 {
		t.Errorf("Enter on a text of one's own gives %q, and %d keys went on", e.Value(), outside)
	}
	typed(w, "z")
	w.Canvas().FocusNext()
	if e.Offered() != nil || w.Canvas().Focused() != fyne.Focusable(next) {
		t.Error("Tab does not lead on to the next field")
	}
}

func TestSuggestionsArePickedByTheMouse(t *testing.T) {
	for name, around := range map[string]func(testing.TB, fyne.CanvasObject) fyne.Window{
		"window": func(t testing.TB, o fyne.CanvasObject) fyne.Window { return widgettest.Show(t, container.NewStack(o)) },
		"dialog": func(t testing.TB, o fyne.CanvasObject) fyne.Window {
			w := widgettest.Show(t, NewTextEntry())
			ShowDialog(w, "交办", o, Action{Label: "取消", Kind: Cancel})
			return w
		},
	} {
		t.Run(name, func(t *testing.T) {
			widgettest.Themed(t, NewTheme())
			e := NewComboEntry([]string{"民政局", "水务局"})
			w := around(t, column(e))
			w.Canvas().Focus(e)
			widgettest.Key(t, w, fyne.KeyDown)
			if !strings.Contains(test.RenderToMarkup(w.Canvas()), "水务局") {
				t.Fatal("the suggestions are not drawn")
			}
			row := e.offers.rows[1]
			row.MouseDown(nil)
			w.Canvas().Unfocus() // as a click elsewhere does
			row.MouseUp(nil)
			test.Tap(row)
			if e.Value() != "水务局" || w.Canvas().Focused() != fyne.Focusable(e) || e.Offered() != nil {
				t.Errorf("picked %q, the keyboard is at %T", e.Value(), w.Canvas().Focused())
			}
			widgettest.Key(t, w, fyne.KeyDown)
			w.Canvas().Unfocus()
			if e.Offered() != nil {
				t.Error("the list stays when the keyboard leaves")
			}
		})
	}
}

func TestALineOfAListHasSuggestions(t *testing.T) {
	widgettest.Themed(t, NewTheme())
	l := NewListEntry("")
	l.SetOptions([]string{"教育局", "水务局"})
	w := widgettest.Show(t, container.NewStack(column(l)))
	w.Canvas().Focus(l.FocusTarget())
	typed(w, "sw")
	if got := l.lines[0].Offered(); !slices.Equal(got, []string{"水务局"}) {
		t.Fatalf("offered are %q", got)
	}
	widgettest.Key(t, w, fyne.KeyDown, fyne.KeyReturn, fyne.KeyReturn)
	typed(w, "jy")
	widgettest.Key(t, w, fyne.KeyDown, fyne.KeyReturn, fyne.KeyUp)
	if got := l.Values(); !slices.Equal(got, []string{"水务局", "教育局"}) || w.Canvas().Focused() != l.FocusTarget() {
		t.Errorf("the lines are %q, the keyboard at %T", got, w.Canvas().Focused())
	}
	widgettest.Key(t, w, fyne.KeyF4)
	if got := l.lines[0].Offered(); len(got) != 2 {
		t.Errorf("F4 offers %q", got)
	}
}

func TestAltDownMovesARowWithSuggestions(t *testing.T) {
	widgettest.Themed(t, NewTheme())
	e := NewComboEntry([]string{"水务局"})
	moved := 0
	e.SetRow(&RowKeys{Shift: func(by int) { moved += by }})
	w := widgettest.Show(t, container.NewStack(column(e)))
	w.Canvas().Focus(e)
	e.TypedShortcut(KeyRowDown.Shortcut())
	if moved != 1 || e.Offered() != nil {
		t.Errorf("moved by %d, offered are %q", moved, e.Offered())
	}
}
