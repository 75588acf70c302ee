package app_test

import (
	"slices"
	"testing"
	"time"

	"openday/app"
)

var today = time.Date(2022, 11, 23, 9, 0, 0, 0, app.Zone)

func TestFeedbackApply(t *testing.T) {
	due := app.Date(2022, 12, 6)
	assigned := app.Feedback{State: app.FeedbackAssigned, Department: "养老服务科", DueDate: due}
	cases := map[string]struct {
		before app.Feedback
		step   app.Step
		after  app.FeedbackState // "" = refused
		fields []string
	}{
		"assign":                    {app.Feedback{State: app.FeedbackRecorded}, app.Step{Kind: app.TransitionAssign, Department: "养老服务科", DueDate: due}, app.FeedbackAssigned, nil},
		"assign to nobody":          {app.Feedback{State: app.FeedbackRecorded}, app.Step{Kind: app.TransitionAssign}, "", []string{"Department", "DueDate"}},
		"assign to be done before":  {app.Feedback{State: app.FeedbackRecorded}, app.Step{Kind: app.TransitionAssign, Department: "科", DueDate: app.Date(2022, 11, 22)}, "", []string{"DueDate"}},
		"answer on the spot":        {app.Feedback{State: app.FeedbackRecorded}, app.Step{Kind: app.TransitionAnswer, Note: "已说明"}, app.FeedbackAnswered, nil},
		"answer nothing":            {app.Feedback{State: app.FeedbackRecorded}, app.Step{Kind: app.TransitionAnswer, Note: " "}, "", []string{"Note"}},
		"finish what is recorded":   {app.Feedback{State: app.FeedbackRecorded}, app.Step{Kind: app.TransitionFinish, Result: "好", Grade: "A"}, "", []string{"Kind"}},
		"return without reason":     {assigned, app.Step{Kind: app.TransitionReturn}, "", []string{"Note"}},
		"return":                    {assigned, app.Step{Kind: app.TransitionReturn, Note: "不属本科职责"}, app.FeedbackRecorded, nil},
		"extend to the same day":    {assigned, app.Step{Kind: app.TransitionExtend, Note: "待批", DueDate: due}, "", []string{"DueDate"}},
		"extend":                    {assigned, app.Step{Kind: app.TransitionExtend, Note: "待批", DueDate: due.AddDate(0, 0, 7)}, app.FeedbackAssigned, nil},
		"urge":                      {assigned, app.Step{Kind: app.TransitionUrge}, app.FeedbackAssigned, nil},
		"finish":                    {assigned, app.Step{Kind: app.TransitionFinish, Result: "新增床位20张", Grade: "A"}, app.FeedbackDone, nil},
		"finish without a grade":    {assigned, app.Step{Kind: app.TransitionFinish, Result: "新增"}, "", []string{"Grade"}},
		"reply":                     {app.Feedback{State: app.FeedbackDone}, app.Step{Kind: app.TransitionReply, RepliedOn: today, Adoption: app.Adopted}, app.FeedbackReplied, nil},
		"reply tomorrow":            {app.Feedback{State: app.FeedbackDone}, app.Step{Kind: app.TransitionReply, RepliedOn: due, Adoption: app.Adopted}, "", []string{"RepliedOn"}},
		"not adopted, no reason":    {app.Feedback{State: app.FeedbackDone}, app.Step{Kind: app.TransitionReply, RepliedOn: today, Adoption: app.NotAdopted}, "", []string{"AdoptionReason"}},
		"satisfied":                 {app.Feedback{State: app.FeedbackReplied, Department: "科"}, app.Step{Kind: app.TransitionFollowUp, Satisfaction: app.Satisfied}, app.FeedbackFollowedUp, nil},
		"not satisfied":             {app.Feedback{State: app.FeedbackReplied, Department: "科"}, app.Step{Kind: app.TransitionFollowUp, Satisfaction: app.NotSatisfied}, app.FeedbackInProgress, nil},
		"not satisfied on the spot": {app.Feedback{State: app.FeedbackAnswered}, app.Step{Kind: app.TransitionFollowUp, Satisfaction: app.NotSatisfied}, app.FeedbackRecorded, nil},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			after, wrong := c.before.Apply(c.step, app.DefaultFeedbackRules(), "m1", "甲", today)
			if got := fields(wrong); !slices.Equal(got, c.fields) {
				t.Fatalf("problems with %v, want %v", got, c.fields)
			}
			if c.after == "" {
				if after.State != c.before.State || len(after.History) != 0 {
					t.Errorf("a refused step changed the opinion: %+v", after)
				}
				return
			}
			if after.State != c.after || len(after.History) != 1 || after.History[0].To != c.after || after.History[0].By != "甲" {
				t.Errorf("after it: %+v, want %s", after, c.after)
			}
		})
	}
}

func TestOverdue(t *testing.T) {
	due := app.Date(2022, 11, 23)
	cases := []struct {
		state app.FeedbackState
		now   time.Time
		want  bool
	}{
		{app.FeedbackInProgress, today, false},
		{app.FeedbackInProgress, due.Add(23*time.Hour + 59*time.Minute), false},
		{app.FeedbackInProgress, due.AddDate(0, 0, 1), true},
		{app.FeedbackDone, due.AddDate(0, 0, 1), false},
		{app.FeedbackAssigned, due.AddDate(0, 1, 0), true},
	}
	for _, c := range cases {
		if got := (app.Feedback{State: c.state, DueDate: due}).Overdue(c.now); got != c.want {
			t.Errorf("%s on %s: %v", c.state, c.now, got)
		}
	}
}
