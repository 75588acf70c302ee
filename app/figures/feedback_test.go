package figures

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"openday/app"
	"openday/app/workday"
)

func TestFeedbackFiguresInFull(t *testing.T) {
	today := app.Date(2026, 9, 30)
	finished := func(days int) []app.Transition {
		return []app.Transition{{Kind: app.TransitionAssign, At: app.Date(2026, 9, 21)}, {Kind: app.TransitionUrge}, {Kind: app.TransitionFinish, At: workday.Official().Add(app.Date(2026, 9, 21), days).Date}}
	}
	all := []app.Feedback{
		{EventID: "a", Department: "乙科", Category: "市政", State: app.FeedbackFollowedUp, Satisfaction: app.Satisfied, RepliedOn: today, History: finished(4)},
		{EventID: "a", Department: "乙科", Category: "市政", State: app.FeedbackFollowedUp, Satisfaction: app.BasicallySat, RepliedOn: today, History: finished(1)},
		{EventID: "a", Department: "甲科", Category: "市政", State: app.FeedbackInProgress, Satisfaction: app.NotSatisfied, DueDate: app.Date(2026, 9, 29), History: finished(2)},
		{EventID: "b", Department: "甲科", Category: "养老", State: app.FeedbackAssigned, DueDate: app.Date(2026, 9, 30), History: []app.Transition{{Kind: app.TransitionUrge}, {Kind: app.TransitionUrge}}},
		{EventID: "b", Department: "丙科", State: app.FeedbackAssigned, DueDate: app.Date(2026, 10, 20)},
		{EventID: "b", State: app.FeedbackAnswered, Result: "已说明", RepliedOn: today},
		{EventID: "b", State: app.FeedbackRecorded},
		{EventID: "b", Department: "丙科", State: app.FeedbackDone, History: finished(3)},
		{EventID: "b", Department: "丁科", Category: "路灯", State: app.FeedbackAssigned, DueDate: app.Date(2026, 9, 1), MergedInto: "x", History: []app.Transition{{Kind: app.TransitionUrge}}},
		{EventID: "gone", Department: "甲科", State: app.FeedbackReplied, RepliedOn: today, History: finished(4)},
	}
	events := []app.EventSummary{{Event: app.Event{ID: "b", Title: "乙活动"}}, {Event: app.Event{ID: "empty", Title: "空"}}, {Event: app.Event{ID: "a", Title: "甲活动"}}}
	got := OfFeedback(events, all, app.DefaultFeedbackRules(), today)
	want := Feedback{
		Total: FeedbackCount{Opened: 9, Merged: 1, OnSpot: 1, Handled: 5, Open: 4, Overdue: 1, Soon: 1, Urged: 7, Replied: 4, FollowedUp: 3, Satisfied: 2, Days: []int{1, 3, 4, 4}},
		ByEvent: []FeedbackCount{
			{Key: "b", Name: "乙活动", Opened: 5, Merged: 1, OnSpot: 1, Handled: 2, Open: 3, Soon: 1, Urged: 3, Replied: 1, Days: []int{3}},
			{Key: "a", Name: "甲活动", Opened: 3, Handled: 2, Open: 1, Overdue: 1, Urged: 3, Replied: 2, FollowedUp: 3, Satisfied: 2, Days: []int{1, 4}},
		},
		ByDepartment: []FeedbackCount{
			{Key: "甲科", Name: "甲科", Opened: 3, Handled: 1, Open: 2, Overdue: 1, Soon: 1, Urged: 4, Replied: 1, FollowedUp: 1, Days: []int{4}},
			{Key: "丙科", Name: "丙科", Opened: 2, Handled: 1, Open: 1, Urged: 1, Days: []int{3}},
			{Key: "乙科", Name: "乙科", Opened: 2, Handled: 2, Urged: 2, Replied: 2, FollowedUp: 2, Satisfied: 2, Days: []int{1, 4}},
			{Opened: 2, OnSpot: 1, Handled: 1, Open: 1, Replied: 1},
		},
		ByCategory: []FeedbackCount{
			{Key: "市政", Name: "市政", Opened: 3, Handled: 2, Open: 1, Overdue: 1, Urged: 3, Replied: 2, FollowedUp: 3, Satisfied: 2, Days: []int{1, 4}},
			{Key: "养老", Name: "养老", Opened: 1, Open: 1, Soon: 1, Urged: 2},
			{Opened: 5, OnSpot: 1, Handled: 3, Open: 2, Urged: 2, Replied: 2, Days: []int{3, 4}},
		},
		ByState: []FeedbackCount{
			{Key: "recorded", Name: "登记", Opened: 1, Open: 1},
			{Key: "answered", Name: "即时解答", Opened: 1, OnSpot: 1, Handled: 1, Replied: 1},
			{Key: "assigned", Name: "交办", Opened: 2, Merged: 1, Open: 2, Soon: 1, Urged: 2},
			{Key: "in_progress", Name: "办理中", Opened: 1, Open: 1, Overdue: 1, Urged: 1, FollowedUp: 1},
			{Key: "done", Name: "已办结", Opened: 1, Handled: 1, Urged: 1, Days: []int{3}},
			{Key: "replied", Name: "已答复", Opened: 1, Handled: 1, Urged: 1, Replied: 1, Days: []int{4}},
			{Key: "followed_up", Name: "已回访", Opened: 2, Handled: 2, Urged: 2, Replied: 2, FollowedUp: 2, Satisfied: 2, Days: []int{1, 4}},
		},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if got.Total.ReplyRate() != (app.Share{Num: 4, Den: 9}) || got.Total.HandledRate() != (app.Share{Num: 5, Den: 9}) || got.Total.SatisfiedRate() != (app.Share{Num: 2, Den: 3}) {
		t.Errorf("rates: %v %v %v", got.Total.ReplyRate(), got.Total.HandledRate(), got.Total.SatisfiedRate())
	}
	var none FeedbackCount
	if none.ReplyRate() != (app.Share{}) || none.HandledRate() != (app.Share{}) || none.SatisfiedRate() != (app.Share{}) {
		t.Errorf("rates of nothing: %v %v %v", none.ReplyRate(), none.HandledRate(), none.SatisfiedRate())
	}
}

func TestMedianDays(t *testing.T) {
	for _, c := range []struct {
		days   []int
		median float64
	}{{[]int{5}, 5}, {[]int{1, 4}, 2.5}, {[]int{1, 4, 9}, 4}, {[]int{1, 2, 5, 9}, 3.5}} {
		if got, ok := (FeedbackCount{Days: c.days}).MedianDays(); got != c.median || !ok {
			t.Errorf("%v: %v %v", c.days, got, ok)
		}
	}
	if got, ok := (FeedbackCount{}).MedianDays(); got != 0 || ok {
		t.Errorf("of nothing: %v %v", got, ok)
	}
}
