package onday

import (
	"fmt"
	"testing"

	"openday/app"
	"openday/app/paper"
	"openday/app/paper/papertest"
)

// However many are on a sheet, its end never stands on a page of its own: where it
// would spill over, the rows are pressed onto the page before, yet high enough to
// write in.
func TestTheEndOfASheetNeverStandsAlone(t *testing.T) {
	pressed := 0
	for n := range 10 {
		var people []app.Invitee
		for i := range n + 17 {
			people = append(people, papertest.Person(fmt.Sprintf("某%c%c", '一'+rune(i), '丁'+rune(i)), "某单位", ""))
		}
		o := DefaultSignInOptions()
		o.BlankRows, o.Group = 0, paper.GroupNone
		m := signIn(t, papertest.Gathering(people...), o)
		rows := m.Lines(t, 1, false, 30, 120) // the level ones
		least := 100.0
		for i := range rows[1:] {
			least = min(least, rows[i+1]-rows[i])
		}
		if least < leastSignInRow-0.3 {
			t.Errorf("%d people: a row of %.1f mm: %.1f", len(people), least, rows)
		}
		if least < paper.SheetRow-0.2 {
			pressed++
		}
		last := m.Lines(t, m.Report.Pages, false, 30, 120)
		if m.Report.Pages > 1 && len(last) < 3 {
			t.Errorf("%d people: on the last page is no row but the end", len(people))
		}
	}
	if pressed == 0 {
		t.Error("no sheet was pressed: the test does not see it")
	}
}
