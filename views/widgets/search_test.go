package widgets

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"

	"openday/views/widgets/widgettest"
)

func TestSearchEntryWaitsForTheLastKey(t *testing.T) {
	widgettest.Themed(t, NewTheme())
	c := &widgettest.Clock{}
	var searched []string
	e := NewSearchEntry("查找", c.Later, func(s string) { searched = append(searched, s) })
	left := 0
	e.OnLeave = func() { left++ }
	w := widgettest.Show(t, column(e))
	passed := 0
	w.Canvas().SetOnTypedKey(func(*fyne.KeyEvent) { passed++ })
	w.Canvas().Focus(e)
	test.Type(e, "张三")
	if searched != nil {
		t.Errorf("searched %q while typing", searched)
	}
	c.Fire()
	if !slices.Equal(searched, []string{"张三"}) {
		t.Errorf("searched %q", searched)
	}
	test.Type(e, " ")
	c.Fire()
	if len(searched) != 1 {
		t.Errorf("searched anew for the same: %q", searched)
	}
	test.Type(e, "丰")
	widgettest.Key(t, w, fyne.KeyReturn)
	if len(searched) != 2 || searched[1] != "张三 丰" || left != 1 {
		t.Errorf("Enter searched %q", searched)
	}
	widgettest.Key(t, w, fyne.KeyEscape)
	if e.Text != "" || len(searched) != 3 || searched[2] != "" || passed != 0 {
		t.Errorf("Esc left %q, searched %q", e.Text, searched)
	}
	widgettest.Key(t, w, fyne.KeyEscape)
	if passed != 1 {
		t.Error("Esc in an empty search does not reach the window")
	}
	c.Fire()
	if len(searched) != 3 {
		t.Errorf("a search that was overtaken came: %q", searched)
	}
}

func TestSearchEntryCutsItsPlaceholder(t *testing.T) {
	widgettest.Themed(t, NewTheme())
	e := NewSearchEntry("按姓名、拼音、电话、单位查找", AtOnce, func(string) {})
	widgettest.Show(t, container.NewWithoutLayout(e))
	e.Resize(fyne.NewSize(200, 36))
	if !strings.HasSuffix(e.PlaceHolder, "…") {
		t.Errorf("the placeholder is %q", e.PlaceHolder)
	}
	e.Resize(fyne.NewSize(500, 36))
	if e.PlaceHolder != "按姓名、拼音、电话、单位查找" {
		t.Errorf("the placeholder is %q", e.PlaceHolder)
	}
}

// The cross stands beside a text alone: in an empty entry the placeholder has its room.
func TestSearchEntryOffersToClearWhatIsThere(t *testing.T) {
	widgettest.Themed(t, NewTheme())
	e := NewSearchEntry("姓名、拼音、电话、单位", AtOnce, func(string) {})
	widgettest.Show(t, container.NewWithoutLayout(e))
	room := func() float32 { return e.inner.Size().Width }
	e.Resize(fyne.NewSize(240, 32))
	empty := room()
	if e.clear.Visible() || e.PlaceHolder != "姓名、拼音、电话、单位" {
		t.Errorf("in an empty entry the cross is there: %v, beside %q", e.clear.Visible(), e.PlaceHolder)
	}
	e.SetText("周")
	if !e.clear.Visible() || room() != empty-e.clear.MinSize().Width {
		t.Errorf("beside a text the cross is there: %v, and the text has %v of %v", e.clear.Visible(), room(), empty)
	}
	test.Tap(e.clear)
	if e.Text != "" || e.clear.Visible() || room() != empty {
		t.Errorf("cleared: %q, the cross is there: %v, and the text has %v of %v", e.Text, e.clear.Visible(), room(), empty)
	}
}
