package app

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

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
