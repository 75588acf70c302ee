package workbook

import (
	"os"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"openday/app"
)

// A workbook that version 1 wrote is read as that version read it.
func TestAWorkbookOfVersion1IsRead(t *testing.T) {
	data, err := os.ReadFile("testdata/v1/event.xlsx")
	if err != nil {
		t.Fatal(err)
	}
	d, warnings := must(t, data)
	if len(warnings) != 1 || warnings[0] != "邀请对象!C11: 身份证号校验码不对" {
		t.Errorf("warnings: %q", warnings)
	}
	e := d.Event
	if e.Title != "经开区2021年政府开放日" || e.Theme != "公开透明 甲" || e.Form != "both" || e.StreamURL != "https://example.org/live" || len(e.Leaders) != 4 {
		t.Errorf("%+v", e)
	}
	if diff := cmp.Diff([]app.Quota{{Category: "媒体记者", Number: app.NoNumber, Outside: true}, {Category: "群众代表", Number: 4, MinShare: app.Share{Num: 1, Den: 3}}}, e.Quotas); diff != "" {
		t.Error(diff)
	}
	if len(d.Invitees) != 13 || len(d.Agenda) != 4 || len(d.Feedback) != 8 {
		t.Fatalf("%d invitees, %d stops, %d opinions", len(d.Invitees), len(d.Agenda), len(d.Feedback))
	}
	want := map[string]app.Invitee{
		"尉迟明": {Person: app.Person{Name: "尉迟明", Gender: "female", Phone: "13812340002"}, Unit: "河东社区", Category: "群众代表",
			Vetting: app.VettingApproved, Attendance: app.AttendanceSubstitute, Note: "轮椅由我方准备"},
		"张𬭎": {Person: app.Person{Name: "张𬭎", Gender: "male", IDNumber: "110105194912310010", Phone: "13700002222"},
			Unit: "河西社区", Category: "群众代表", Vetting: app.VettingDeclined, Reason: "不在邀请范围"},
	}
	for _, v := range d.Invitees {
		w, asked := want[v.Person.Name]
		if !asked {
			continue
		}
		if diff := cmp.Diff(w, v, cmpopts.IgnoreFields(app.Invitee{}, "ID", "Person.ID", "Position")); diff != "" {
			t.Error(diff)
		}
		delete(want, v.Person.Name)
	}
	if len(want) > 0 {
		t.Errorf("missing: %v", want)
	}
	if f := d.Feedback[2]; f.Content != "河东社区门口路灯不亮" || f.Department != "城管办" || f.State != app.FeedbackInProgress || !f.DueDate.Equal(app.Date(2026, time.November, 3)) {
		t.Errorf("%+v", f)
	}
	if again, _ := must(t, written(t, d)); cmp.Diff(d, again) != "" {
		t.Error(cmp.Diff(d, again))
	}
}
