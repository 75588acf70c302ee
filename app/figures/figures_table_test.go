package figures

import (
	"fmt"
	"openday/app"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestProblemsOfTheBoardInFull(t *testing.T) {
	quota := func(q app.Quota, target, invited, approved, withdrawn int) Quota {
		return Quota{Quota: q, Target: target, Invited: invited, Approved: approved, Withdrawn: withdrawn}
	}
	third := app.Share{Num: 1, Den: 3}
	a, share := app.Quota{Category: "甲", Number: 3}, app.Quota{Category: "甲", Number: app.NoNumber, MinShare: third}
	for name, c := range map[string]struct {
		e    app.Event
		f    Figures
		want string
	}{
		"as many as are invited":                      {app.Event{Capacity: 3}, Figures{Counted: 3}, ""},
		"one more":                                    {app.Event{Capacity: 3}, Figures{Counted: 4}, "已通过 4 人（不含不占名额者），比邀请人数 3 人多 1 人。"},
		"one, where one is invited":                   {app.Event{Capacity: 1}, Figures{Counted: 2}, "已通过 2 人（不含不占名额者），比邀请人数 1 人多 1 人。"},
		"one in place of who withdrew from the event": {app.Event{Capacity: 3, Quotas: []app.Quota{share}}, Figures{Counted: 4, Quotas: []Quota{quota(share, 2, 4, 4, 1)}}, ""},
		"more than in place of who withdrew":          {app.Event{Capacity: 3, Quotas: []app.Quota{share}}, Figures{Counted: 5, Quotas: []Quota{quota(share, 2, 5, 5, 1)}}, "已通过 4 人（不含不占名额者），比邀请人数 3 人多 1 人。"},
		"who withdrew from outside the count":         {app.Event{Capacity: 3, Quotas: []app.Quota{share, {Category: "乙", Number: app.NoNumber, Outside: true}}}, Figures{Counted: 4, Quotas: []Quota{quota(share, 2, 4, 4, 0), quota(app.Quota{Category: "乙", Number: app.NoNumber, Outside: true}, app.NoNumber, 1, 1, 1)}}, "已通过 4 人（不含不占名额者），比邀请人数 3 人多 1 人。"},
		"no number of people":                         {app.Event{}, Figures{Counted: 4}, ""},
		"enough":                                      {app.Event{Quotas: []app.Quota{a}}, Figures{Quotas: []Quota{quota(a, 3, 5, 3, 0)}}, ""},
		"too few":                                     {app.Event{Quotas: []app.Quota{a}}, Figures{Quotas: []Quota{quota(a, 3, 5, 1, 0)}}, "“甲”还差 2 人：已通过 1 人，名额 3 人。"},
		"enough but for who withdrew":                 {app.Event{Quotas: []app.Quota{a}}, Figures{Quotas: []Quota{quota(a, 3, 5, 3, 1)}}, "“甲”缺 1 人：应 3 人，已通过 3 人，其中 1 人不能参加。"},
		"one in place of who withdrew":                {app.Event{Quotas: []app.Quota{a}}, Figures{Quotas: []Quota{quota(a, 3, 5, 4, 1)}}, ""},
		"too many":                                    {app.Event{Quotas: []app.Quota{a}}, Figures{Quotas: []Quota{quota(a, 3, 5, 5, 0)}}, "“甲”超出 2 人：名额为 3 人。"},
		"a share not reached":                         {app.Event{Quotas: []app.Quota{share}}, Figures{Counted: 10, Quotas: []Quota{quota(share, 3, 9, 3, 0)}}, "“甲”未达到最低占比 1/3：已通过 3 人（共 10 人），应不少于 4 人。"},
		"a share just reached":                        {app.Event{Quotas: []app.Quota{share}}, Figures{Counted: 9, Quotas: []Quota{quota(share, 3, 9, 3, 0)}}, ""},
		"more than the share":                         {app.Event{Quotas: []app.Quota{share}}, Figures{Counted: 9, Quotas: []Quota{quota(share, 3, 9, 9, 0)}}, ""},
		"a share outside the count":                   {app.Event{Quotas: []app.Quota{share}}, Figures{Counted: 10, Quotas: []Quota{quota(app.Quota{Category: "甲", Number: app.NoNumber, MinShare: third, Outside: true}, 3, 9, 3, 0)}}, ""},
		"number and share, more":                      {app.Event{Quotas: []app.Quota{a}}, Figures{Counted: 3, Quotas: []Quota{quota(app.Quota{Category: "甲", Number: 1, MinShare: third}, 1, 5, 3, 0)}}, ""},
		"a category without a quota":                  {app.Event{Quotas: []app.Quota{a}}, Figures{Quotas: []Quota{quota(a, 3, 3, 3, 0), quota(app.Quota{Category: "乙", Number: app.NoNumber}, app.NoNumber, 2, 0, 0)}}, "“乙”没有名额，名单中有 2 人。"},
		"no category":                                 {app.Event{Quotas: []app.Quota{a}}, Figures{Quotas: []Quota{quota(a, 3, 3, 3, 0), quota(app.Quota{Number: app.NoNumber}, app.NoNumber, 1, 0, 0)}}, "“未分类”没有名额，名单中有 1 人。"},
		"nobody in it":                                {app.Event{Quotas: []app.Quota{a}}, Figures{Quotas: []Quota{quota(a, 3, 3, 3, 0), quota(app.Quota{Category: "乙", Number: app.NoNumber}, app.NoNumber, 0, 0, 0)}}, ""},
		"no quotas at all":                            {app.Event{}, Figures{Quotas: []Quota{quota(app.Quota{Category: "乙", Number: app.NoNumber}, app.NoNumber, 2, 2, 0)}}, ""},
		"a quota without a number":                    {app.Event{Quotas: []app.Quota{{Category: "乙", Number: app.NoNumber}}}, Figures{Quotas: []Quota{quota(app.Quota{Category: "乙", Number: app.NoNumber}, app.NoNumber, 2, 2, 0)}}, ""},
		"and all of them withdrew":                    {app.Event{Quotas: []app.Quota{{Category: "乙", Number: app.NoNumber}}}, Figures{Quotas: []Quota{quota(app.Quota{Category: "乙", Number: app.NoNumber}, app.NoNumber, 2, 2, 2)}}, ""},
		"a quota of nobody":                           {app.Event{Quotas: []app.Quota{{Category: "乙", Number: 0}}}, Figures{Quotas: []Quota{quota(app.Quota{Category: "乙", Number: 0}, 0, 2, 0, 0)}}, ""},
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
	if got := quota(app.Quota{Number: app.NoNumber}, app.NoNumber, 0, 0, 0).Missing(); got != 0 {
		t.Errorf("without a target %d are missing", got)
	}
}

func TestCountInFull(t *testing.T) {
	today := app.Date(2026, 9, 30)
	e := app.Event{ID: "e"}
	e.Quotas = []app.Quota{{Category: "群众", Number: app.NoNumber, MinShare: app.Share{Num: 1, Den: 3}}, {Category: "党员", Number: 2}, {Category: "记者", Number: 1, Outside: true}}
	d := app.Dossier{Event: e}
	add := func(category string, v app.Vetting, c app.Confirmation, a app.Attendance, walkIn bool) {
		d.Invitees = append(d.Invitees, app.Invitee{ID: fmt.Sprint(len(d.Invitees)), Category: category, Vetting: v, Confirmation: c, Attendance: a, WalkIn: walkIn})
	}
	add("群众", app.VettingApproved, app.Confirmed, app.AttendanceCame, false)
	add("群众", app.VettingApproved, app.Withdrew, app.AttendanceExcused, false)
	add("党员", app.VettingApproved, app.Confirmed, app.AttendanceSubstitute, false)
	add("党员", app.VettingApproved, "", app.AttendanceAbsent, false)
	add("党员", app.VettingApproved, "", "", false)
	add("记者", app.VettingApproved, app.Confirmed, "", false)
	add("记者", app.VettingWaiting, "", "", false)
	add("学生", app.VettingApproved, "", app.AttendanceCame, false)
	add("学生", app.VettingPending, "", "", false)
	add("", app.VettingPending, "", app.AttendanceCame, true)
	add("", app.VettingDeclined, app.Withdrew, app.AttendanceAbsent, false)
	opinion := func(category, department string, s app.FeedbackState, due int, f app.Feedback) {
		f.Category, f.Department, f.State = category, department, s
		if due > 0 {
			f.DueDate = app.Date(2026, 9, due)
		}
		d.Feedback = append(d.Feedback, f)
	}
	opinion("养老", "乙科", app.FeedbackInProgress, 29, app.Feedback{})
	opinion("养老", "甲科", app.FeedbackAssigned, 30, app.Feedback{})
	opinion("殡葬", "甲科", app.FeedbackDone, 1, app.Feedback{})
	opinion("", "", app.FeedbackRecorded, 0, app.Feedback{})
	opinion("路灯", "", app.FeedbackReplied, 1, app.Feedback{RepliedOn: today, Adoption: app.NotAdopted})
	opinion("", "丙科", app.FeedbackFollowedUp, 1, app.Feedback{RepliedOn: today, Satisfaction: app.Satisfied, Adoption: app.Adopted, History: []app.Transition{{Kind: app.TransitionFinish, At: app.Date(2026, 9, 1)}, {Kind: app.TransitionReply, At: today}}})
	opinion("", "丙科", app.FeedbackFollowedUp, 1, app.Feedback{RepliedOn: today, Satisfaction: app.BasicallySat, Adoption: app.Adopted})
	opinion("", "丙科", app.FeedbackFollowedUp, 1, app.Feedback{RepliedOn: today, Satisfaction: app.BasicallySat, Adoption: app.PartlyAdopted})
	opinion("", "丙科", app.FeedbackInProgress, 1, app.Feedback{Satisfaction: app.NotSatisfied})
	opinion("养老", "甲科", app.FeedbackInProgress, 1, app.Feedback{MergedInto: "x", Satisfaction: app.NotSatisfied, Adoption: app.Adopted})
	want := Figures{
		Approved: 7, Came: 3, Substituted: 1, Excused: 1, Absent: 1, Unknown: 2, Pending: 1, Waiting: 1, Counted: 6, Confirmed: 3, Withdrawn: 1, WalkIns: 1,
		Quotas: []Quota{
			{Quota: e.Quotas[0], Target: 2, Invited: 2, Approved: 2, Confirmed: 1, Withdrawn: 1, Came: 1, Excused: 1},
			{Quota: e.Quotas[1], Target: 2, Invited: 3, Approved: 3, Confirmed: 1, Came: 1, Absent: 1, Unknown: 1},
			{Quota: e.Quotas[2], Target: 1, Invited: 2, Approved: 1, Confirmed: 1, Unknown: 1},
			{Quota: app.Quota{Category: "学生", Number: app.NoNumber}, Target: app.NoNumber, Invited: 2, Approved: 1, Came: 1},
			{Quota: app.Quota{Number: app.NoNumber}, Target: app.NoNumber, Invited: 2, WalkIns: 1},
		},
		Handling:     Handling{Opinions: 9, Handled: 5, Replied: 4, InProgress: 3, InProgressLate: 2, Unassigned: 1, Dated: 7, OnTime: 1, Undated: 1, FollowedUp: 4, Satisfied: 3},
		Merged:       1,
		Unanswered:   5,
		ByCategory:   []Tally{{"养老", Handling{Opinions: 2, InProgress: 2, InProgressLate: 1, Dated: 1}}, {"殡葬", Handling{Opinions: 1, Handled: 1, Dated: 1, Undated: 1}}, {"路灯", Handling{Opinions: 1, Handled: 1, Replied: 1, Dated: 1}}, {"", Handling{Opinions: 5, Handled: 3, Replied: 3, InProgress: 1, InProgressLate: 1, Unassigned: 1, Dated: 4, OnTime: 1, FollowedUp: 4, Satisfied: 3}}},
		ByDepartment: []Tally{{"丙科", Handling{Opinions: 4, Handled: 3, Replied: 3, InProgress: 1, InProgressLate: 1, Dated: 4, OnTime: 1, FollowedUp: 4, Satisfied: 3}}, {"甲科", Handling{Opinions: 2, Handled: 1, InProgress: 1, Dated: 1, Undated: 1}}, {"乙科", Handling{Opinions: 1, InProgress: 1, InProgressLate: 1, Dated: 1}}, {"", Handling{Opinions: 2, Handled: 1, Replied: 1, Unassigned: 1, Dated: 1}}},
		BySatisfied:  []Tally{{"满意", Handling{Opinions: 1}}, {"基本满意", Handling{Opinions: 2}}, {"不满意", Handling{Opinions: 1}}},
		ByAdoption:   []Tally{{"采纳", Handling{Opinions: 2}}, {"部分采纳", Handling{Opinions: 1}}, {"不采纳", Handling{Opinions: 1}}},
	}
	if diff := cmp.Diff(want, Of(d, today)); diff != "" {
		t.Error(diff)
	}
	// The share is one of those invited, where their number is given.
	d.Event.Capacity = 1
	if got := Of(d, today).Quotas[0].Target; got != 1 {
		t.Errorf("a third of one is %d", got)
	}
	d.Event.Capacity = 10
	if got := Of(d, today).Quotas[0].Target; got != 4 {
		t.Errorf("a third of ten is %d", got)
	}
	if got := Of(app.Dossier{Event: app.Event{ID: "e"}}, today); !cmp.Equal(got, Figures{}) {
		t.Errorf("of nothing: %+v", got)
	}
}

// A least share is a floor: of 邀请人数 for the board, of those approved for the
// check once people are vetted, each rounded up.
func TestAQuotaIsReached(t *testing.T) {
	third := app.Share{Num: 1, Den: 3}
	for name, c := range map[string]struct {
		capacity, counted, approved, withdrawn int
		quota                                  app.Quota
		target, least                          int
		reached                                bool
	}{
		"a third of ten, three":                {10, 9, 3, 0, app.Quota{Number: app.NoNumber, MinShare: third}, 4, 3, false},
		"a third of ten, four":                 {10, 10, 4, 0, app.Quota{Number: app.NoNumber, MinShare: third}, 4, 4, true},
		"more approved than are invited":       {10, 13, 4, 0, app.Quota{Number: app.NoNumber, MinShare: third}, 4, 5, false},
		"and the share of them":                {10, 13, 5, 0, app.Quota{Number: app.NoNumber, MinShare: third}, 4, 5, true},
		"one of them withdrew":                 {10, 10, 4, 1, app.Quota{Number: app.NoNumber, MinShare: third}, 4, 4, false},
		"more than the share":                  {10, 10, 9, 0, app.Quota{Number: app.NoNumber, MinShare: third}, 4, 4, true},
		"a number":                             {10, 10, 3, 0, app.Quota{Number: 3}, 3, 0, true},
		"a number not reached":                 {10, 10, 2, 0, app.Quota{Number: 3}, 3, 0, false},
		"neither":                              {10, 10, 2, 0, app.Quota{Number: app.NoNumber}, app.NoNumber, 0, false},
		"a share outside the count is no more": {10, 13, 4, 0, app.Quota{Number: app.NoNumber, MinShare: third, Outside: true}, 4, 0, true},
	} {
		f := Figures{Counted: c.counted}
		q := Quota{Quota: c.quota, Target: c.quota.Target(c.capacity), Approved: c.approved, Withdrawn: c.withdrawn}
		if q.Target != c.target || f.Least(q) != c.least || f.Reached(q) != c.reached {
			t.Errorf("%s: target %d, least %d, reached %v", name, q.Target, f.Least(q), f.Reached(q))
		}
	}
}
