package invitees

import (
	"testing"

	"fyne.io/fyne/v2"

	"openday/app"
	"openday/views/ui"
	"openday/views/ui/uitest"
)

// besideFixture is the tab in a window with work beside it.
type besideFixture struct {
	*fixture
	loop *uitest.Loop
}

// newBesideFixture opens the tab over a data file with one event. Work runs in goroutines
// of its own.
func newBesideFixture(t *testing.T) *besideFixture {
	t.Helper()
	r := eventFixture(t, nil)
	_, loop := uitest.Beside(t, fyne.CurrentApp())
	r.Run = loop.Work
	t.Cleanup(loop.Settle) // before the data file is closed
	return &besideFixture{r, loop}
}

// While attendance is entered and taken back the sheet follows, whatever is
// fetched meanwhile.
func TestBesideTheSheetEntriesAreSaved(t *testing.T) {
	b := newBesideFixture(t)
	b.party(30)
	b.Press(fyne.KeyT, ui.Ctrl)
	b.loop.Settle()
	s := b.tab().sheet
	for i := range 30 {
		b.Types([]string{"1", "2", "3"}[i%3])
		if i%5 == 0 {
			b.tab().Refresh()
		}
		if i%7 == 0 {
			b.loop.Next(false)
		}
	}
	b.loop.Settle()
	for i, row := range s.rows[:30] {
		want := []app.Attendance{app.AttendanceCame, app.AttendanceExcused, app.AttendanceAbsent}[i%3]
		if row.Invitee.Attendance != want || row.saving {
			t.Errorf("line %d is %q, saving: %v", i, row.Invitee.Attendance, row.saving)
		}
	}
	for range 30 {
		b.Key(fyne.KeyBackspace)
		b.loop.Settle()
	}
	for i, v := range b.Invitees() {
		if v.Attendance != "" {
			t.Errorf("%d is %q after all is taken back", i, v.Attendance)
		}
	}
	if got := len(s.entries); got != 30 {
		t.Errorf("%d entries are known", got)
	}
}
