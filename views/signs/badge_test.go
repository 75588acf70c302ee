package signs

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"openday/views/widgets"
	"openday/views/widgets/widgettest"
)

func TestBadgeTakesItsTone(t *testing.T) {
	widgettest.Themed(t, widgets.NewTheme())
	b := NewBadge("筹备", widgets.Plain)
	widgettest.Show(t, container.NewVBox(b))
	b.Set("逾期 2 天", widgets.Bad)
	if b.Text() != "逾期 2 天" || b.Tone() != widgets.Bad || b.text.Color != widgets.Colour(theme.ColorNameError) {
		t.Errorf("the badge shows %q in %v", b.Text(), b.text.Color)
	}
	if b.MinSize().Width < fyne.MeasureText("逾期 2 天", 14, fyne.TextStyle{}).Width {
		t.Error("the word does not fit")
	}
}
