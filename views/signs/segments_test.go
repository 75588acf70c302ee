package signs

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"

	"openday/views/widgets"
	"openday/views/widgets/widgettest"
)

func TestSegmentsPickOne(t *testing.T) {
	widgettest.Themed(t, widgets.NewTheme())
	s := NewSegments(widgets.Option[string]{Value: "", Label: "全部"}, widgets.Option[string]{Value: "open", Label: "待审"}, widgets.Option[string]{Value: "late", Label: "逾期"})
	var picked []string
	s.OnPicked = func(v string) { picked = append(picked, v) }
	w := widgettest.Show(t, container.NewVBox(s))
	s.SetCounts(map[string]int{"": 12, "open": 3})
	if got := s.row.Objects[1].(*segment).text.Text; got != "待审 3" {
		t.Errorf("the second shows %q", got)
	}
	if got := s.row.Objects[2].(*segment).text.Text; got != "逾期" {
		t.Errorf("the third shows %q", got)
	}
	test.Tap(s.row.Objects[1].(*segment))
	test.Tap(s.row.Objects[1].(*segment))
	w.Canvas().Focus(s)
	widgettest.Key(t, w, fyne.KeyRight, fyne.KeyRight, fyne.KeyLeft)
	s.Pick("")
	s.Set("late")
	if s.Value() != "late" || !slices.Equal(picked, []string{"open", "late", "open", ""}) {
		t.Errorf("on is %q, picked %q", s.Value(), picked)
	}
}
