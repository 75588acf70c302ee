package figures_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"openday/app"
	"openday/app/figures"
)

func TestCount(t *testing.T) {
	today := time.Date(2022, 11, 23, 9, 0, 0, 0, app.Zone)
	d := app.Dossier{Event: app.Event{Title: "区政府开放日", State: app.StateDraft, Start: time.Date(2022, 11, 22, 8, 30, 0, 0, app.Zone)}}
	d.Event.Capacity = 10
	third := app.Share{Num: 1, Den: 3}
	d.Event.Quotas = []app.Quota{
		{Category: "群众代表", Number: app.NoNumber, MinShare: third},
		{Category: "记者", Number: 2, Outside: true},
	}
	add := func(category string, vetting app.Vetting, attendance app.Attendance) {
		d.Invitees = append(d.Invitees, app.Invitee{Category: category, Vetting: vetting, Attendance: attendance})
	}
	add("群众代表", app.VettingApproved, app.AttendanceCame)
	add("群众代表", app.VettingApproved, app.AttendanceExcused)
	add("群众代表", app.VettingApproved, "")
	add("群众代表", app.VettingDeclined, "")
	add("记者", app.VettingApproved, app.AttendanceSubstitute)
	add("", app.VettingPending, app.AttendanceCame)
	add("记者", app.VettingWaiting, app.AttendanceAbsent)
	opinion := func(f app.Feedback) { d.Feedback = append(d.Feedback, f) }
	opinion(app.Feedback{State: app.FeedbackInProgress, Category: "养老", Department: "甲科", DueDate: app.Date(2022, 11, 22)})
	opinion(app.Feedback{State: app.FeedbackInProgress, Category: "养老", Department: "乙科", DueDate: app.Date(2022, 11, 23)})
	opinion(app.Feedback{State: app.FeedbackDone, Category: "殡葬", Department: "乙科"})
	opinion(app.Feedback{State: app.FeedbackFollowedUp, Satisfaction: app.Satisfied, Adoption: app.Adopted, RepliedOn: today})

	want := figures.Figures{
		Approved: 4, Came: 2, Substituted: 1, Excused: 1, Unknown: 1, Pending: 1, Waiting: 1, Counted: 3, WalkIns: 1,
		Quotas: []figures.Quota{
			{Quota: d.Event.Quotas[0], Target: 4, Invited: 4, Approved: 3, Came: 1, Excused: 1, Unknown: 1},
			{Quota: d.Event.Quotas[1], Target: 2, Invited: 2, Approved: 1, Came: 1},
			{Quota: app.Quota{Number: app.NoNumber}, Target: app.NoNumber, Invited: 1, WalkIns: 1},
		},
		Handling:     figures.Handling{Opinions: 4, Handled: 2, Replied: 1, InProgress: 2, InProgressLate: 1, Dated: 1, FollowedUp: 1, Satisfied: 1},
		Unanswered:   3,
		ByCategory:   []figures.Tally{{Name: "养老", Handling: figures.Handling{Opinions: 2, InProgress: 2, InProgressLate: 1, Dated: 1}}, {Name: "殡葬", Handling: figures.Handling{Opinions: 1, Handled: 1}}, {Name: "", Handling: figures.Handling{Opinions: 1, Handled: 1, Replied: 1, FollowedUp: 1, Satisfied: 1}}},
		ByDepartment: []figures.Tally{{Name: "乙科", Handling: figures.Handling{Opinions: 2, Handled: 1, InProgress: 1}}, {Name: "甲科", Handling: figures.Handling{Opinions: 1, InProgress: 1, InProgressLate: 1, Dated: 1}}, {Name: "", Handling: figures.Handling{Opinions: 1, Handled: 1, Replied: 1, FollowedUp: 1, Satisfied: 1}}},
		BySatisfied:  []figures.Tally{{Name: "满意", Handling: figures.Handling{Opinions: 1}}},
		ByAdoption:   []figures.Tally{{Name: "采纳", Handling: figures.Handling{Opinions: 1}}},
	}
	if diff := cmp.Diff(want, figures.Of(d, today)); diff != "" {
		t.Error(diff)
	}
	if n := figures.Of(d, today).Quotas[0].Missing(); n != 1 {
		t.Errorf("missing %d, want 1", n)
	}
}
