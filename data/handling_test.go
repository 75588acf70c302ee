package data

import (
	"context"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"openday/app"
	"openday/app/deadline"
)

// Every step of handling is in the file as it was taken: what the step gives
// back is what is read afterwards, and what another one reads.
func TestEveryStepOfHandlingIsStored(t *testing.T) {
	ctx := context.Background()
	_, service := office(t)
	d := addEvent(t, service, app.Event{})
	event := d.Event.ID
	today := app.DayOf(present)
	f := must(service.SaveFeedback(ctx, app.Feedback{EventID: event, Content: "路灯不亮", Speaker: "王伟"}))(t)
	for _, step := range []app.Step{
		{Kind: app.TransitionAssign, Department: "城管办", Joint: []string{"供电所"}, InCharge: "李", Telephone: "0951-1", DueDate: today.AddDate(0, 0, 7)},
		{Kind: app.TransitionReturn, Note: "不属本办职责"},
		{Kind: app.TransitionAssign, Department: "建设办", InCharge: "赵", DueDate: today.AddDate(0, 0, 8)},
		{Kind: app.TransitionStart},
		{Kind: app.TransitionUrge, Note: "请抓紧"},
		{Kind: app.TransitionAsk, Note: "材料未齐", DueDate: today.AddDate(0, 0, 14)},
		{Kind: app.TransitionRefuse, Note: "时间足够"},
		{Kind: app.TransitionExtend, Note: "同意", DueDate: today.AddDate(0, 0, 15)},
		{Kind: app.TransitionFinish, Result: "已修好", Grade: "A"},
		{Kind: app.TransitionReply, RepliedOn: today, ReplyChannel: "电话", Adoption: app.PartlyAdopted, AdoptionReason: "另行规划"},
		{Kind: app.TransitionFollowUp, Satisfaction: app.NotSatisfied, Note: "仍不亮"},
		{Kind: app.TransitionFinish, Result: "已换灯", Grade: "B"},
		{Kind: app.TransitionReply, RepliedOn: today, ReplyChannel: "当面", Adoption: app.Adopted},
		{Kind: app.TransitionFollowUp, Satisfaction: app.BasicallySat},
		{Kind: app.TransitionReopen, Note: "再次反映"},
	} {
		before := len(f.History)
		got := must(service.StepFeedback(ctx, event, f.ID, step))(t)
		if n := len(got.History); n != before+1 || got.History[n-1].Kind != step.Kind {
			t.Fatalf("%s: history %+v", step.Kind, got.History)
		}
		list := must(service.Feedback(ctx, app.FeedbackFilter{EventID: event}))(t)
		if diff := cmp.Diff([]app.Feedback{got}, list, cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("%s: %s", step.Kind, diff)
		}
		f = got
	}
	if f.State != app.FeedbackInProgress || f.Department != "建设办" || f.Result != "已换灯" || f.Satisfaction != "" || f.Grade != "" || !f.RepliedOn.IsZero() {
		t.Errorf("in the end: %+v", f)
	}
}

// Who is invited from the library once more stays on the list once.
func TestAPersonOfTheLibraryIsInvitedOnce(t *testing.T) {
	ctx := context.Background()
	_, service := office(t)
	first := addEvent(t, service, app.Event{Title: "第一次"}, guest("王伟", "", nil), guest("李芳", "", nil))
	second := addEvent(t, service, app.Event{Title: "第二次"})
	ids := []string{first.Invitees[0].Person.ID, first.Invitees[1].Person.ID}
	for _, asked := range [][]string{ids[:1], ids, {ids[1], ids[1]}} {
		if _, err := service.InvitePeople(ctx, second.Event.ID, asked); err != nil && app.CodeOf(err) != app.CodeInvalid {
			t.Fatal(err)
		}
	}
	var got []string
	for _, v := range must(service.Invitees(ctx, app.InviteeFilter{EventID: second.Event.ID}))(t) {
		got = append(got, v.Person.ID)
	}
	slices.Sort(got)
	slices.Sort(ids)
	if !slices.Equal(got, ids) {
		t.Errorf("on the list are %v, want %v once each", got, ids)
	}
}

// Who was invited to an earlier event is told, also where they did not come.
func TestAnInvitationIsRememberedOfWhoDidNotCome(t *testing.T) {
	ctx := context.Background()
	_, service := office(t)
	start := present.AddDate(0, -3, 0)
	absent := guest("王伟", "", func(v *app.Invitee) { v.Vetting, v.Attendance = app.VettingApproved, app.AttendanceAbsent })
	excused := guest("李芳", "", func(v *app.Invitee) { v.Vetting, v.Attendance = app.VettingApproved, app.AttendanceExcused })
	declined := guest("赵六", "", func(v *app.Invitee) { v.Vetting, v.Reason = app.VettingDeclined, "名额已满" })
	addEvent(t, service, app.Event{Title: "七月的活动", Start: start}, absent, excused, declined)
	now := addEvent(t, service, app.Event{Title: "十月的活动"}, guest("王伟", "", nil), guest("李芳", "", nil), guest("赵六", "", nil))
	for months, want := range map[int][]string{12: {"王伟", "李芳"}, 2: nil, 0: nil} {
		try(t, service.SetRecentMonths(ctx, months))
		var told []string
		for _, w := range must(service.CheckEligibility(ctx, now.Event.ID))(t) {
			if slices.ContainsFunc(w.Objections, func(o app.Objection) bool { return o.Kind == app.ObjectionRecent }) {
				told = append(told, w.Person.Name)
			}
		}
		if !slices.Equal(told, want) {
			t.Errorf("within %d months %v were invited, want %v", months, told, want)
		}
	}
}

// The office's own rules and what an event has otherwise come back from the file,
// and so does the way back to the rule.
func TestTheOfficesOwnDeadlines(t *testing.T) {
	ctx := context.Background()
	_, service := office(t)
	d := addEvent(t, service, app.Event{Start: time.Date(2026, 10, 30, 9, 0, 0, 0, app.Zone)})
	on := func(kind app.DeadlineKind) string {
		table := must(service.Timetable(ctx))(t)
		for _, line := range table.Deadlines(must(service.Event(ctx, d.Event.ID))(t)) {
			if line.Kind == kind {
				return line.At.Format(time.DateOnly)
			}
		}
		return ""
	}
	if got := on(app.DeadlineTeam); got != "2026-10-23" {
		t.Errorf("by the usual rule: %s", got)
	}
	rules := deadline.DefaultRules()
	rules[0].Days = 10
	try(t, service.SetDeadlineRules(ctx, rules))
	if got := on(app.DeadlineTeam); got != "2026-10-16" {
		t.Errorf("by the office's own: %s", got)
	}
	rules[1].Days = 366
	if err := service.SetDeadlineRules(ctx, rules); app.CodeOf(err) != app.CodeInvalid || on(app.DeadlineTeam) != "2026-10-16" {
		t.Errorf("a rule of 366 days: %v", err)
	}
	save := func(e app.Event) {
		t.Helper()
		if _, err := service.SaveEvent(ctx, e); err != nil {
			t.Fatal(err)
		}
	}
	save(deadline.WithOffset(must(service.Event(ctx, d.Event.ID))(t), app.DeadlineTeam, &app.DeadlineOffset{Days: 1}))
	if got := on(app.DeadlineTeam); got != "2026-10-29" {
		t.Errorf("by the event's own: %s", got)
	}
	save(deadline.WithOffset(must(service.Event(ctx, d.Event.ID))(t), app.DeadlineTeam, &app.DeadlineOffset{None: true}))
	if got := on(app.DeadlineTeam); got != "" {
		t.Errorf("the event has none: %s", got)
	}
	save(deadline.WithOffset(must(service.Event(ctx, d.Event.ID))(t), app.DeadlineTeam, nil))
	if got := on(app.DeadlineTeam); got != "2026-10-16" {
		t.Errorf("back to the rule: %s", got)
	}
}
