package printed_test

import (
	"fmt"
	"slices"
	"testing"

	"openday/app"
	"openday/app/printed"
)

func TestAttendanceSheetKeepsThePrintedOrder(t *testing.T) {
	lineup := []app.PrintLine{{Number: 1, ID: "b", Group: "一车"}, {Number: 2, ID: "gone", Group: "一车"}, {Number: 3, ID: "a", Group: "二车"}, {Number: 4}, {Number: 5}}
	list := []app.Invitee{
		{ID: "a", Person: app.Person{Name: "单雄信"}, Vetting: app.VettingApproved, Attendance: app.AttendanceExcused},
		{ID: "b", Person: app.Person{Name: "欧阳修"}, Vetting: app.VettingApproved, Attendance: app.AttendanceCame},
		{ID: "late", Person: app.Person{Name: "王玉梅"}, Vetting: app.VettingApproved},
		{ID: "declined", Person: app.Person{Name: "李芳"}, Vetting: app.VettingDeclined},
		{ID: "walk", Person: app.Person{Name: "张三"}, Vetting: app.VettingPending, WalkIn: true, Attendance: app.AttendanceCame},
	}
	lines := printed.Sheet(list, lineup)
	var got []string
	for _, l := range lines {
		got = append(got, fmt.Sprintf("%d%s", l.Number, l.Invitee.ID))
	}
	if want := []string{"1b", "3a", "4walk", "5", "0late"}; !slices.Equal(got, want) {
		t.Fatalf("%v, want %v", got, want)
	}
	if c := printed.Count(lines); c != (printed.SheetCount{Expected: 3, Came: 1, Excused: 1, Open: 1, WalkIns: 1}) {
		t.Errorf("%+v", c)
	}
	for typed, want := range map[string]int{"3": 1, "04": 2, "9": -1, "oyx": 0, "sxx": 1, "shanx": 1, "王": 4, "wangyu": 4, "": -1, "dxx": 1, "zz": -1} {
		if at := printed.Find(lines, typed, 0); at != want {
			t.Errorf("%q finds line %d, want %d", typed, at, want)
		}
	}
}
