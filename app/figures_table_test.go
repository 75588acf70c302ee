package app

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestProblemsOfTheBoardInFull(t *testing.T) {
	quota := func(q Quota, target, invited, approved, withdrawn int) QuotaFigures {
		return QuotaFigures{Quota: q, Target: target, Invited: invited, Approved: approved, Withdrawn: withdrawn}
	}
	third := Share{1, 3}
	a, share := Quota{Category: "甲", Number: 3}, Quota{Category: "甲", Number: NoNumber, MinShare: third}
	for name, c := range map[string]struct {
		e    Event
		f    Figures
		want string
	}{
		"as many as are invited":                      {Event{Capacity: 3}, Figures{Counted: 3}, ""},
		"one more":                                    {Event{Capacity: 3}, Figures{Counted: 4}, "已通过 4 人（不含不占名额者），比邀请人数 3 人多 1 人。"},
		"one, where one is invited":                   {Event{Capacity: 1}, Figures{Counted: 2}, "已通过 2 人（不含不占名额者），比邀请人数 1 人多 1 人。"},
		"one in place of who withdrew from the event": {Event{Capacity: 3, Quotas: []Quota{share}}, Figures{Counted: 4, Quotas: []QuotaFigures{quota(share, 2, 4, 4, 1)}}, ""},
		"more than in place of who withdrew":          {Event{Capacity: 3, Quotas: []Quota{share}}, Figures{Counted: 5, Quotas: []QuotaFigures{quota(share, 2, 5, 5, 1)}}, "已通过 4 人（不含不占名额者），比邀请人数 3 人多 1 人。"},
		"who withdrew from outside the count":         {Event{Capacity: 3, Quotas: []Quota{share, {Category: "乙", Number: NoNumber, Outside: true}}}, Figures{Counted: 4, Quotas: []QuotaFigures{quota(share, 2, 4, 4, 0), quota(Quota{Category: "乙", Number: NoNumber, Outside: true}, NoNumber, 1, 1, 1)}}, "已通过 4 人（不含不占名额者），比邀请人数 3 人多 1 人。"},
		"no number of people":                         {Event{}, Figures{Counted: 4}, ""},
		"enough":                                      {Event{Quotas: []Quota{a}}, Figures{Quotas: []QuotaFigures{quota(a, 3, 5, 3, 0)}}, ""},
		"too few":                                     {Event{Quotas: []Quota{a}}, Figures{Quotas: []QuotaFigures{quota(a, 3, 5, 1, 0)}}, "“甲”还差 2 人：已通过 1 人，名额 3 人。"},
		"enough but for who withdrew":                 {Event{Quotas: []Quota{a}}, Figures{Quotas: []QuotaFigures{quota(a, 3, 5, 3, 1)}}, "“甲”缺 1 人：应 3 人，已通过 3 人，其中 1 人不能参加。"},
		"one in place of who withdrew":                {Event{Quotas: []Quota{a}}, Figures{Quotas: []QuotaFigures{quota(a, 3, 5, 4, 1)}}, ""},
		"too many":                                    {Event{Quotas: []Quota{a}}, Figures{Quotas: []QuotaFigures{quota(a, 3, 5, 5, 0)}}, "“甲”超出 2 人：名额为 3 人。"},
		"a share not reached":                         {Event{Quotas: []Quota{share}}, Figures{Counted: 10, Quotas: []QuotaFigures{quota(share, 3, 9, 3, 0)}}, "“甲”未达到最低占比 1/3：已通过 3 人（共 10 人），应不少于 4 人。"},
		"a share just reached":                        {Event{Quotas: []Quota{share}}, Figures{Counted: 9, Quotas: []QuotaFigures{quota(share, 3, 9, 3, 0)}}, ""},
		"more than the share":                         {Event{Quotas: []Quota{share}}, Figures{Counted: 9, Quotas: []QuotaFigures{quota(share, 3, 9, 9, 0)}}, ""},
		"a share outside the count":                   {Event{Quotas: []Quota{share}}, Figures{Counted: 10, Quotas: []QuotaFigures{quota(Quota{Category: "甲", Number: NoNumber, MinShare: third, Outside: true}, 3, 9, 3, 0)}}, ""},
		"number and share, more":                      {Event{Quotas: []Quota{a}}, Figures{Counted: 3, Quotas: []QuotaFigures{quota(Quota{Category: "甲", Number: 1, MinShare: third}, 1, 5, 3, 0)}}, ""},
		"a category without a quota":                  {Event{Quotas: []Quota{a}}, Figures{Quotas: []QuotaFigures{quota(a, 3, 3, 3, 0), quota(Quota{Category: "乙", Number: NoNumber}, NoNumber, 2, 0, 0)}}, "“乙”没有名额，名单中有 2 人。"},
		"no category":                                 {Event{Quotas: []Quota{a}}, Figures{Quotas: []QuotaFigures{quota(a, 3, 3, 3, 0), quota(Quota{Number: NoNumber}, NoNumber, 1, 0, 0)}}, "“未分类”没有名额，名单中有 1 人。"},
		"nobody in it":                                {Event{Quotas: []Quota{a}}, Figures{Quotas: []QuotaFigures{quota(a, 3, 3, 3, 0), quota(Quota{Category: "乙", Number: NoNumber}, NoNumber, 0, 0, 0)}}, ""},
		"no quotas at all":                            {Event{}, Figures{Quotas: []QuotaFigures{quota(Quota{Category: "乙", Number: NoNumber}, NoNumber, 2, 2, 0)}}, ""},
		"a quota without a number":                    {Event{Quotas: []Quota{{Category: "乙", Number: NoNumber}}}, Figures{Quotas: []QuotaFigures{quota(Quota{Category: "乙", Number: NoNumber}, NoNumber, 2, 2, 0)}}, ""},
		"and all of them withdrew":                    {Event{Quotas: []Quota{{Category: "乙", Number: NoNumber}}}, Figures{Quotas: []QuotaFigures{quota(Quota{Category: "乙", Number: NoNumber}, NoNumber, 2, 2, 2)}}, ""},
		"a quota of nobody":                           {Event{Quotas: []Quota{{Category: "乙", Number: 0}}}, Figures{Quotas: []QuotaFigures{quota(Quota{Category: "乙", Number: 0}, 0, 2, 0, 0)}}, ""},
	} {
		if got := strings.Join(c.f.Problems(c.e), "\n"); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
	for approved, want := range map[int]int{2: 1, 3: 0, 4: 0} {
		if got := quota(a, 3, 0, approved, 0).Missing(); got != want {
			t.Errorf("%d of 3 are approved, %d missing", approved, got)
		}
	}
	if got := quota(Quota{Number: NoNumber}, NoNumber, 0, 0, 0).Missing(); got != 0 {
		t.Errorf("without a target %d are missing", got)
	}
}

func TestCountInFull(t *testing.T) {
	today := Date(2026, 9, 30)
	e := Event{ID: "e"}
	e.Quotas = []Quota{{Category: "群众", Number: NoNumber, MinShare: Share{1, 3}}, {Category: "党员", Number: 2}, {Category: "记者", Number: 1, Outside: true}}
	d := Dossier{Event: e}
	add := func(category string, v Vetting, c Confirmation, a Attendance, walkIn bool) {
		d.Invitees = append(d.Invitees, Invitee{ID: fmt.Sprint(len(d.Invitees)), Category: category, Vetting: v, Confirmation: c, Attendance: a, WalkIn: walkIn})
	}
	add("群众", VettingApproved, Confirmed, AttendanceCame, false)
	add("群众", VettingApproved, Withdrew, AttendanceExcused, false)
	add("党员", VettingApproved, Confirmed, AttendanceSubstitute, false)
	add("党员", VettingApproved, "", AttendanceAbsent, false)
	add("党员", VettingApproved, "", "", false)
	add("记者", VettingApproved, Confirmed, "", false)
	add("记者", VettingWaiting, "", "", false)
	add("学生", VettingApproved, "", AttendanceCame, false)
	add("学生", VettingPending, "", "", false)
	add("", VettingPending, "", AttendanceCame, true)
	add("", VettingDeclined, Withdrew, AttendanceAbsent, false)
	opinion := func(category, department string, s FeedbackState, due int, f Feedback) {
		f.Category, f.Department, f.State = category, department, s
		if due > 0 {
			f.DueDate = Date(2026, 9, due)
		}
		d.Feedback = append(d.Feedback, f)
	}
	opinion("养老", "乙科", FeedbackInProgress, 29, Feedback{})
	opinion("养老", "甲科", FeedbackAssigned, 30, Feedback{})
	opinion("殡葬", "甲科", FeedbackDone, 1, Feedback{})
	opinion("", "", FeedbackRecorded, 0, Feedback{})
	opinion("路灯", "", FeedbackReplied, 1, Feedback{RepliedOn: today, Adoption: NotAdopted})
	opinion("", "丙科", FeedbackFollowedUp, 1, Feedback{RepliedOn: today, Satisfaction: Satisfied, Adoption: Adopted})
	opinion("", "丙科", FeedbackFollowedUp, 1, Feedback{RepliedOn: today, Satisfaction: BasicallySat, Adoption: Adopted})
	opinion("", "丙科", FeedbackFollowedUp, 1, Feedback{RepliedOn: today, Satisfaction: BasicallySat, Adoption: PartlyAdopted})
	opinion("", "丙科", FeedbackInProgress, 1, Feedback{Satisfaction: NotSatisfied})
	opinion("养老", "甲科", FeedbackInProgress, 1, Feedback{MergedInto: "x", Satisfaction: NotSatisfied, Adoption: Adopted})
	want := Figures{
		Approved: 7, Came: 4, Excused: 1, Absent: 2, Unknown: 2, Pending: 1, Waiting: 1, Counted: 6, Confirmed: 3, Withdrawn: 1, WalkIns: 1,
		Quotas: []QuotaFigures{
			{Quota: e.Quotas[0], Target: 2, Invited: 2, Approved: 2, Confirmed: 1, Withdrawn: 1, Came: 1, Excused: 1},
			{Quota: e.Quotas[1], Target: 2, Invited: 3, Approved: 3, Confirmed: 1, Came: 1, Absent: 1, Unknown: 1},
			{Quota: e.Quotas[2], Target: 1, Invited: 2, Approved: 1, Confirmed: 1, Unknown: 1},
			{Quota: Quota{Category: "学生", Number: NoNumber}, Target: NoNumber, Invited: 2, Approved: 1, Came: 1},
			{Quota: Quota{Number: NoNumber}, Target: NoNumber, Invited: 2, Came: 1, Absent: 1},
		},
		Opinions: 9, Merged: 1, Open: 4, Overdue: 2, Unanswered: 5,
		ByState:      []Tally{{Name: "登记", Count: 1, Open: 1}, {Name: "交办", Count: 1, Open: 1}, {Name: "办理中", Count: 2, Open: 2, Late: 2}, {Name: "已办结", Count: 1}, {Name: "已答复", Count: 1}, {Name: "已回访", Count: 3}},
		ByCategory:   []Tally{{Name: "养老", Count: 2, Open: 2, Late: 1}, {Name: "殡葬", Count: 1}, {Name: "路灯", Count: 1}, {Name: "", Count: 5, Open: 2, Late: 1}},
		ByDepartment: []Tally{{Name: "丙科", Count: 4, Open: 1, Late: 1}, {Name: "甲科", Count: 2, Open: 1}, {Name: "乙科", Count: 1, Open: 1, Late: 1}, {Name: "", Count: 2, Open: 1}},
		BySatisfied:  []Tally{{Name: "满意", Count: 1}, {Name: "基本满意", Count: 2}, {Name: "不满意", Count: 1}},
		ByAdoption:   []Tally{{Name: "采纳", Count: 2}, {Name: "部分采纳", Count: 1}, {Name: "不采纳", Count: 1}},
		FollowedUp:   4, SatisfiedRate: Share{3, 4},
	}
	if diff := cmp.Diff(want, CountDossier(d, today)); diff != "" {
		t.Error(diff)
	}
	// The share is one of those invited, where their number is given.
	d.Event.Capacity = 1
	if got := CountDossier(d, today).Quotas[0].Target; got != 1 {
		t.Errorf("a third of one is %d", got)
	}
	d.Event.Capacity = 10
	if got := CountDossier(d, today).Quotas[0].Target; got != 4 {
		t.Errorf("a third of ten is %d", got)
	}
	if got := CountDossier(Dossier{Event: Event{ID: "e"}}, today); !cmp.Equal(got, Figures{}) {
		t.Errorf("of nothing: %+v", got)
	}
}
