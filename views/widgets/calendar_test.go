package widgets

import (
	"testing"
	"time"

	"fyne.io/fyne/v2/container"

	"openday/views/widgets/widgettest"
)

func TestTheDaysShowThatTheyHaveTheKeyboard(t *testing.T) {
	widgettest.Themed(t, NewTheme())
	day := time.Date(2026, 11, 3, 0, 0, 0, 0, time.UTC)
	c := NewCalendar(day, day, func(time.Time) {})
	w := widgettest.Show(t, container.NewStack(c))
	w.Canvas().Focus(c.FocusTarget())
	if !c.days.ring.edge.Visible() {
		t.Error("nothing shows that the days have the keyboard")
	}
	w.Canvas().Unfocus()
	if c.days.ring.edge.Visible() {
		t.Error("the ring stays")
	}
}
