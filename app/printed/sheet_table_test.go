package printed

import (
	"fmt"
	"openday/app"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// sheet makes a sign-in sheet of names, numbered from 1; a blank name is a blank line.
func sheet(names ...string) []Line {
	var lines []Line
	for i, name := range names {
		l := Line{Number: i + 1}
		if name != "" {
			l.Invitee = app.Invitee{ID: fmt.Sprint(i), Person: app.Person{Name: name}}
		}
		lines = append(lines, l)
	}
	return lines
}

func TestFindOnSheet(t *testing.T) {
	lines := sheet("王玉梅", "", "王伟", "A1", "李芳", "", "", "", "陈二", "9号", "赵六", "孙七")
	lines = append(lines, Line{Invitee: app.Invitee{ID: "late", Person: app.Person{Name: "王后来"}}})
	for _, c := range []struct {
		typed string
		from  int
		want  int
	}{
		{"王", 0, 0}, {"王", 1, 2}, {"王", 2, 2}, {"王", 3, 12}, {"wang", 12, 12}, {" w w ", 0, 2}, {"ＷＷ", 0, 2},
		{"1", 0, 0}, {"9", 0, 8}, {"12", 0, 11}, {"012", 5, 11}, {"１２", 0, 11}, {" 12 ", 0, 11}, {"2", 0, 1}, {"1", 5, 0}, {"9", 9, 8},
		{"0", 0, -1}, {"00", 0, -1}, {"13", 0, -1}, {"21", 0, -1}, {"", 3, -1}, {" 　", 3, -1},
		{"a1", 0, 3}, {"1a", 0, -1}, {"12号", 0, -1}, {"9号", 0, 9}, {"/", 0, -1}, {":", 0, -1},
		{"陈", 11, 8}, {"二", 0, -1}, {"chen er", 0, 8}, {"ce", 0, 8}, {"hen", 0, -1},
	} {
		if got := Find(lines, c.typed, c.from); got != c.want {
			t.Errorf("%q from %d finds line %d, want %d", c.typed, c.from, got, c.want)
		}
	}
	if got := Find(nil, "王", 0); got != -1 {
		t.Errorf("on an empty sheet: %d", got)
	}
}

func TestASheetHoldsEverybodyOnce(t *testing.T) {
	v := func(id string, change func(*app.Invitee)) app.Invitee {
		one := app.Invitee{ID: id, Vetting: app.VettingApproved}
		if change != nil {
			change(&one)
		}
		return one
	}
	walkIn := func(i *app.Invitee) { i.Vetting, i.WalkIn = app.VettingPending, true }
	list := []app.Invitee{
		v("late", nil), v("walk1", walkIn), v("on2", nil), v("declined", func(i *app.Invitee) { i.Vetting = app.VettingDeclined }),
		v("walk2", walkIn), v("came all the same", func(i *app.Invitee) { i.Vetting, i.Attendance = app.VettingDeclined, app.AttendanceCame }), v("walk3", walkIn),
		v("on1", func(i *app.Invitee) { i.WalkIn = true }), v("pending", func(i *app.Invitee) { i.Vetting = app.VettingPending }),
	}
	printed := []app.PrintLine{{Number: 1, ID: "on1", Group: "甲"}, {Number: 2, ID: "gone", Group: "甲"}, {Number: 3, ID: "on2", Group: "乙"}, {Number: 4, Group: "增补"}, {Number: 5, Group: "增补"}}
	var got []string
	for _, l := range Sheet(list, printed) {
		got = append(got, fmt.Sprintf("%d %s %s", l.Number, l.Group, l.Invitee.ID))
	}
	if diff := cmp.Diff([]string{"1 甲 on1", "3 乙 on2", "4 增补 walk1", "5 增补 walk2", "0 未列入已打印签到表 late", "0 未列入已打印签到表 came all the same", "0 未列入已打印签到表 walk3"}, got); diff != "" {
		t.Error(diff)
	}
	if got := Sheet(list[3:4], nil); got != nil {
		t.Errorf("only somebody declined: %+v", got)
	}
	few := Sheet(list[1:2], printed[3:])
	if len(few) != 2 || few[0].Invitee.ID != "walk1" || !few[1].Blank() || few[0].Blank() {
		t.Errorf("one walk-in for two blank lines: %+v", few)
	}
}

func TestCountSheet(t *testing.T) {
	var lines []Line
	add := func(v app.Vetting, a app.Attendance, walkIn bool) {
		lines = append(lines, Line{Invitee: app.Invitee{ID: fmt.Sprint(len(lines)), Vetting: v, Attendance: a, WalkIn: walkIn}})
	}
	if got := Count(append(lines, Line{Number: 1, Invitee: app.Invitee{Vetting: app.VettingApproved, WalkIn: true}})); got != (SheetCount{}) {
		t.Errorf("a blank line counts: %+v", got)
	}
	add(app.VettingApproved, app.AttendanceCame, false)
	add(app.VettingApproved, app.AttendanceSubstitute, false)
	add(app.VettingApproved, app.AttendanceExcused, false)
	add(app.VettingApproved, app.AttendanceAbsent, false)
	add(app.VettingApproved, app.AttendanceAbsent, false)
	add(app.VettingApproved, "", false)
	add(app.VettingPending, app.AttendanceCame, true)
	add(app.VettingPending, "", true)
	add(app.VettingDeclined, app.AttendanceExcused, false)
	if got, want := Count(lines), (SheetCount{Expected: 6, Came: 2, Excused: 1, Absent: 2, Open: 1, WalkIns: 1}); got != want {
		t.Errorf("%+v, want %+v", got, want)
	}
}
