package app

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// sheet makes a sign-in sheet of names, numbered from 1; a blank name is a blank line.
func sheet(names ...string) []SheetLine {
	var lines []SheetLine
	for i, name := range names {
		l := SheetLine{Number: i + 1}
		if name != "" {
			l.Invitee = Invitee{ID: fmt.Sprint(i), Person: Person{Name: name}}
		}
		lines = append(lines, l)
	}
	return lines
}

func TestFindOnSheet(t *testing.T) {
	lines := sheet("王玉梅", "", "王伟", "A1", "李芳", "", "", "", "陈二", "9号", "赵六", "孙七")
	lines = append(lines, SheetLine{Invitee: Invitee{ID: "late", Person: Person{Name: "王后来"}}})
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
		if got := FindOnSheet(lines, c.typed, c.from); got != c.want {
			t.Errorf("%q from %d finds line %d, want %d", c.typed, c.from, got, c.want)
		}
	}
	if got := FindOnSheet(nil, "王", 0); got != -1 {
		t.Errorf("on an empty sheet: %d", got)
	}
}

func TestASheetHoldsEverybodyOnce(t *testing.T) {
	v := func(id string, change func(*Invitee)) Invitee {
		one := Invitee{ID: id, Vetting: VettingApproved}
		if change != nil {
			change(&one)
		}
		return one
	}
	walkIn := func(i *Invitee) { i.Vetting, i.WalkIn = VettingPending, true }
	list := []Invitee{
		v("late", nil), v("walk1", walkIn), v("on2", nil), v("declined", func(i *Invitee) { i.Vetting = VettingDeclined }),
		v("walk2", walkIn), v("came all the same", func(i *Invitee) { i.Vetting, i.Attendance = VettingDeclined, AttendanceCame }), v("walk3", walkIn),
		v("on1", func(i *Invitee) { i.WalkIn = true }), v("pending", func(i *Invitee) { i.Vetting = VettingPending }),
	}
	printed := []PrintLine{{Number: 1, ID: "on1", Group: "甲"}, {Number: 2, ID: "gone", Group: "甲"}, {Number: 3, ID: "on2", Group: "乙"}, {Number: 4, Group: "增补"}, {Number: 5, Group: "增补"}}
	var got []string
	for _, l := range AttendanceSheet(list, printed) {
		got = append(got, fmt.Sprintf("%d %s %s", l.Number, l.Group, l.Invitee.ID))
	}
	if diff := cmp.Diff([]string{"1 甲 on1", "3 乙 on2", "4 增补 walk1", "5 增补 walk2", "0 未列入已打印签到表 late", "0 未列入已打印签到表 came all the same", "0 未列入已打印签到表 walk3"}, got); diff != "" {
		t.Error(diff)
	}
	if got := AttendanceSheet(list[3:4], nil); got != nil {
		t.Errorf("only somebody declined: %+v", got)
	}
	few := AttendanceSheet(list[1:2], printed[3:])
	if len(few) != 2 || few[0].Invitee.ID != "walk1" || !few[1].Blank() || few[0].Blank() {
		t.Errorf("one walk-in for two blank lines: %+v", few)
	}
}

func TestCountSheet(t *testing.T) {
	var lines []SheetLine
	add := func(v Vetting, a Attendance, walkIn bool) {
		lines = append(lines, SheetLine{Invitee: Invitee{ID: fmt.Sprint(len(lines)), Vetting: v, Attendance: a, WalkIn: walkIn}})
	}
	if got := CountSheet(append(lines, SheetLine{Number: 1, Invitee: Invitee{Vetting: VettingApproved, WalkIn: true}})); got != (AttendanceCount{}) {
		t.Errorf("a blank line counts: %+v", got)
	}
	add(VettingApproved, AttendanceCame, false)
	add(VettingApproved, AttendanceSubstitute, false)
	add(VettingApproved, AttendanceExcused, false)
	add(VettingApproved, AttendanceAbsent, false)
	add(VettingApproved, AttendanceAbsent, false)
	add(VettingApproved, "", false)
	add(VettingPending, AttendanceCame, true)
	add(VettingPending, "", true)
	add(VettingDeclined, AttendanceExcused, false)
	if got, want := CountSheet(lines), (AttendanceCount{Expected: 6, Came: 3, Excused: 2, Absent: 2, Open: 1, WalkIns: 2}); got != want {
		t.Errorf("%+v, want %+v", got, want)
	}
}

func TestWhatAnAttendanceChanges(t *testing.T) {
	for a, want := range map[Attendance]Invitee{
		AttendanceCame:       {Attendance: AttendanceCame, SignedInAt: now, Note: "备注"},
		AttendanceSubstitute: {Attendance: AttendanceSubstitute, Substitute: "李芳", SignedInAt: now, Note: "备注"},
		AttendanceExcused:    {Attendance: AttendanceExcused, Note: "备注"},
		AttendanceAbsent:     {Attendance: AttendanceAbsent, Note: "备注"},
		"":                   {Note: "备注"},
	} {
		v := Invitee{Attendance: AttendanceSubstitute, Substitute: "张三", SignedInAt: now, Note: "备注"}
		v.Attend(a, " 李　芳 ")
		if diff := cmp.Diff(want, v); diff != "" {
			t.Errorf("%q: %s", a, diff)
		}
	}
}
