package app

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"openday/app/workday"
)

// usualRules are the usual rules on the official calendar.
func usualRules() FeedbackRules { return DefaultFeedbackRules() }

func TestTheUsualTimeLimits(t *testing.T) {
	r := usualRules()
	if r.DueDays != 10 || r.ReturnDays != 7 || r.SoonDays != 3 || r.Calendar != workday.Official() {
		t.Errorf("%+v", r)
	}
	for days, wrong := range map[int]bool{-1: true, 0: false, 365: false, 366: true} {
		for field, set := range map[string]func(*FeedbackRules){
			"DueDays":    func(r *FeedbackRules) { r.DueDays = days },
			"ReturnDays": func(r *FeedbackRules) { r.ReturnDays = days },
			"SoonDays":   func(r *FeedbackRules) { r.SoonDays = days },
		} {
			r := usualRules()
			set(&r)
			want := ""
			if wrong {
				want = field
			}
			if got := problemFields(r.Validate()); got != want {
				t.Errorf("%s of %d: problems with %q", field, days, got)
			}
		}
	}
}

func TestDaysLeftAndDueSoon(t *testing.T) {
	// 25 to 27 September and 1 to 7 October 2026 are off, 20 September and 10 October are worked.
	due := Date(2026, 9, 30)
	for _, c := range []struct {
		today time.Time
		left  int
		soon  bool
	}{
		{Date(2026, 9, 23), 4, false},
		{Date(2026, 9, 24).Add(23 * time.Hour), 3, true},
		{Date(2026, 9, 26), 3, true},
		{Date(2026, 9, 29), 1, true},
		{Date(2026, 9, 30).Add(23 * time.Hour), 0, true},
		{Date(2026, 10, 1), -1, false}, // late, though nobody works
		{Date(2026, 10, 7), -1, false},
		{Date(2026, 10, 8), -1, false},
		{Date(2026, 10, 9), -2, false},
	} {
		r := usualRules()
		if got := r.DaysLeft(due.Add(17*time.Hour), c.today); got != c.left {
			t.Errorf("on %s %d days are left, want %d", c.today, got, c.left)
		}
		for _, f := range []struct {
			Feedback
			open bool
		}{
			{Feedback{State: FeedbackAssigned, DueDate: due}, true},
			{Feedback{State: FeedbackRecorded, DueDate: due}, true},
			{Feedback{State: FeedbackDone, DueDate: due}, false},
			{Feedback{State: FeedbackAssigned, DueDate: due, MergedInto: "main"}, false},
			{Feedback{State: FeedbackAssigned}, false},
		} {
			if got := r.DueSoon(f.Feedback, c.today); got != (c.soon && f.open) {
				t.Errorf("on %s %+v is due soon: %v", c.today, f.Feedback, got)
			}
		}
	}
	if got := usualRules().Due(Date(2026, 9, 24).Add(23 * time.Hour)); !got.Equal(Date(2026, 10, 15)) {
		t.Errorf("assigned on 24 September, due on %s", got)
	}
}

func TestWhatIsTooLate(t *testing.T) {
	r := usualRules()
	f := Feedback{State: FeedbackAssigned, AssignedOn: Date(2026, 9, 24).Add(10 * time.Hour), DueDate: Date(2026, 10, 9).Add(17 * time.Hour)}
	last := Date(2026, 10, 12) // seven working days
	asked := f
	asked.History = movesOf(MoveAssign, MoveAsk)
	for _, c := range []struct {
		f    Feedback
		kind MoveKind
		at   time.Time
		want bool
	}{
		{f, MoveReturn, last.Add(23 * time.Hour), false},
		{f, MoveReturn, last.AddDate(0, 0, 1), true},
		{Feedback{}, MoveReturn, last.AddDate(1, 0, 0), false},
		{f, MoveExtend, Date(2026, 10, 9).Add(23 * time.Hour), false},
		{f, MoveExtend, Date(2026, 10, 10), true},
		{asked, MoveExtend, Date(2026, 10, 10), false},
		{Feedback{}, MoveExtend, Date(2026, 10, 10), false},
		{f, MoveAsk, Date(2027, 10, 10), false},
		{f, MoveFinish, Date(2027, 10, 10), false},
	} {
		if got := r.Overrules(c.f, c.kind, c.at); got != c.want {
			t.Errorf("%s at %s wants a word: %v", c.kind, c.at, got)
		}
	}
	if got := r.ReturnUntil(f); !got.Equal(last) {
		t.Errorf("to be returned until %s", got)
	}
	if got := r.ReturnUntil(Feedback{}); !got.IsZero() {
		t.Errorf("assigned nobody knows when, to be returned until %s", got)
	}
	for at, want := range map[time.Time]bool{Date(2026, 10, 9).Add(23 * time.Hour): false, Date(2026, 10, 10): true} {
		_, got := TransitionOf(MoveAsk).late(f, r, at)
		if _, never := TransitionOf(MoveAsk).late(Feedback{}, r, at); got != want || never {
			t.Errorf("too late to ask at %s: %v", at, got)
		}
	}
}

func TestHowLongADepartmentTook(t *testing.T) {
	history := func(moves ...Move) []Move { return moves }
	on := func(kind MoveKind, day int, hour time.Duration) Move {
		return Move{Kind: kind, At: Date(2026, 9, day).Add(hour * time.Hour)}
	}
	for name, c := range map[string]struct {
		f    Feedback
		days int
		ok   bool
	}{
		"over Mid-Autumn":        {Feedback{State: FeedbackDone, History: history(on(MoveAssign, 22, 17), on(MoveFinish, 28, 8))}, 3, true},
		"on one day":             {Feedback{State: FeedbackReplied, History: history(on(MoveAssign, 22, 8), on(MoveFinish, 22, 17))}, 0, true},
		"assigned once more":     {Feedback{State: FeedbackDone, History: history(on(MoveAssign, 1, 8), on(MoveReturn, 2, 8), on(MoveAssign, 22, 8), on(MoveFinish, 23, 8))}, 1, true},
		"finished twice":         {Feedback{State: FeedbackFollowedUp, History: history(on(MoveAssign, 22, 8), on(MoveFinish, 23, 8), on(MoveReopen, 23, 9), on(MoveFinish, 24, 8))}, 2, true},
		"assigned after it":      {Feedback{State: FeedbackDone, History: history(on(MoveAssign, 1, 8), on(MoveFinish, 2, 8), on(MoveAssign, 3, 8))}, 0, false},
		"answered on the spot":   {Feedback{State: FeedbackAnswered, History: history(on(MoveRecord, 1, 8), on(MoveAnswer, 1, 9))}, 0, false},
		"not done":               {Feedback{State: FeedbackInProgress, History: history(on(MoveAssign, 1, 8), on(MoveFinish, 2, 8), on(MoveReopen, 3, 8))}, 0, false},
		"finished, not assigned": {Feedback{State: FeedbackDone, History: history(on(MoveFinish, 2, 8))}, 0, false},
		"no history":             {Feedback{State: FeedbackDone}, 0, false},
	} {
		if days, ok := usualRules().HandlingDays(c.f); days != c.days || ok != c.ok {
			t.Errorf("%s: %d %v", name, days, ok)
		}
	}
}

func TestFeedbackFiguresInFull(t *testing.T) {
	today := Date(2026, 9, 30)
	finished := func(days int) []Move {
		return []Move{{Kind: MoveAssign, At: Date(2026, 9, 21)}, {Kind: MoveUrge}, {Kind: MoveFinish, At: workday.Official().Add(Date(2026, 9, 21), days).Date}}
	}
	all := []Feedback{
		{EventID: "a", Department: "乙科", Category: "市政", State: FeedbackFollowedUp, Satisfaction: Satisfied, RepliedOn: today, History: finished(4)},
		{EventID: "a", Department: "乙科", Category: "市政", State: FeedbackFollowedUp, Satisfaction: BasicallySat, RepliedOn: today, History: finished(1)},
		{EventID: "a", Department: "甲科", Category: "市政", State: FeedbackInProgress, Satisfaction: NotSatisfied, DueDate: Date(2026, 9, 29), History: finished(2)},
		{EventID: "b", Department: "甲科", Category: "养老", State: FeedbackAssigned, DueDate: Date(2026, 9, 30), History: []Move{{Kind: MoveUrge}, {Kind: MoveUrge}}},
		{EventID: "b", Department: "丙科", State: FeedbackAssigned, DueDate: Date(2026, 10, 20)},
		{EventID: "b", State: FeedbackAnswered, Result: "已说明", RepliedOn: today},
		{EventID: "b", State: FeedbackRecorded},
		{EventID: "b", Department: "丙科", State: FeedbackDone, History: finished(3)},
		{EventID: "b", Department: "丁科", Category: "路灯", State: FeedbackAssigned, DueDate: Date(2026, 9, 1), MergedInto: "x", History: []Move{{Kind: MoveUrge}}},
		{EventID: "gone", Department: "甲科", State: FeedbackReplied, RepliedOn: today, History: finished(4)},
	}
	events := []EventSummary{{Event: Event{ID: "b", Title: "乙活动"}}, {Event: Event{ID: "empty", Title: "空"}}, {Event: Event{ID: "a", Title: "甲活动"}}}
	got := CountFeedback(events, all, usualRules(), today)
	want := FeedbackFigures{
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
	if got.Total.ReplyRate() != (Share{4, 9}) || got.Total.HandledRate() != (Share{5, 9}) || got.Total.SatisfiedRate() != (Share{2, 3}) {
		t.Errorf("rates: %v %v %v", got.Total.ReplyRate(), got.Total.HandledRate(), got.Total.SatisfiedRate())
	}
	var none FeedbackCount
	if none.ReplyRate() != (Share{}) || none.HandledRate() != (Share{}) || none.SatisfiedRate() != (Share{}) {
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

func TestLatenessIsRememberedByTheDueDate(t *testing.T) {
	l := NewLateness(nil, Date(2026, 9, 30).Add(9*time.Hour))
	var got []int
	for _, due := range []time.Time{Date(2026, 9, 29).Add(17 * time.Hour), Date(2026, 9, 29), Date(2026, 9, 24), Date(2026, 9, 30), Date(2026, 10, 1), {}} {
		got = append(got, l.Days(Feedback{State: FeedbackAssigned, DueDate: due}))
	}
	if want := []int{1, 1, 3, 0, 0, 0}; !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
	if got := l.Words(Feedback{State: FeedbackAssigned, DueDate: Date(2026, 9, 24)}); got != "已逾期3个工作日" {
		t.Errorf("%q", got)
	}
	if len(l.days) != 2 {
		t.Errorf("counted %d due dates", len(l.days))
	}
}

func TestTimeLimitsAsASettingKeepsThem(t *testing.T) {
	own := usualRules()
	own.DueDays, own.ReturnDays, own.SoonDays = 15, 5, 0
	due := usualRules()
	due.DueDays = 20
	for text, want := range map[string]FeedbackRules{
		"":                                usualRules(),
		"{":                               usualRules(),
		"[1]":                             usualRules(),
		"{}":                              usualRules(),
		`{"due":15,"return":5,"soon":0}`:  own,
		`{"due":20}`:                      due,
		`{"due":20,"return":-1}`:          usualRules(),
		`{"due":366,"return":5,"soon":0}`: usualRules(),
		`{"due":20,"soon":"three"}`:       usualRules(),
	} {
		got := ParseFeedbackRules(text)
		if got != want {
			t.Errorf("%q: %+v, want %+v", text, got, want)
		}
	}
}
