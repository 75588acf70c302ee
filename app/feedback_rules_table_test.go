package app

import (
	"slices"
	"testing"
	"time"

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
	asked.History = movesOf(TransitionAssign, TransitionAsk)
	for _, c := range []struct {
		f    Feedback
		kind TransitionKind
		at   time.Time
		want bool
	}{
		{f, TransitionReturn, last.Add(23 * time.Hour), false},
		{f, TransitionReturn, last.AddDate(0, 0, 1), true},
		{Feedback{}, TransitionReturn, last.AddDate(1, 0, 0), false},
		{f, TransitionExtend, Date(2026, 10, 9).Add(23 * time.Hour), false},
		{f, TransitionExtend, Date(2026, 10, 10), true},
		{asked, TransitionExtend, Date(2026, 10, 10), false},
		{Feedback{}, TransitionExtend, Date(2026, 10, 10), false},
		{f, TransitionAsk, Date(2027, 10, 10), false},
		{f, TransitionFinish, Date(2027, 10, 10), false},
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
		_, got := TransitionRuleOf(TransitionAsk).late(f, r, at)
		if _, never := TransitionRuleOf(TransitionAsk).late(Feedback{}, r, at); got != want || never {
			t.Errorf("too late to ask at %s: %v", at, got)
		}
	}
}

func TestHowLongADepartmentTook(t *testing.T) {
	history := func(moves ...Transition) []Transition { return moves }
	on := func(kind TransitionKind, day int, hour time.Duration) Transition {
		return Transition{Kind: kind, At: Date(2026, 9, day).Add(hour * time.Hour)}
	}
	for name, c := range map[string]struct {
		f    Feedback
		days int
		ok   bool
	}{
		"over Mid-Autumn":        {Feedback{State: FeedbackDone, History: history(on(TransitionAssign, 22, 17), on(TransitionFinish, 28, 8))}, 3, true},
		"on one day":             {Feedback{State: FeedbackReplied, History: history(on(TransitionAssign, 22, 8), on(TransitionFinish, 22, 17))}, 0, true},
		"assigned once more":     {Feedback{State: FeedbackDone, History: history(on(TransitionAssign, 1, 8), on(TransitionReturn, 2, 8), on(TransitionAssign, 22, 8), on(TransitionFinish, 23, 8))}, 1, true},
		"finished twice":         {Feedback{State: FeedbackFollowedUp, History: history(on(TransitionAssign, 22, 8), on(TransitionFinish, 23, 8), on(TransitionReopen, 23, 9), on(TransitionFinish, 24, 8))}, 2, true},
		"assigned after it":      {Feedback{State: FeedbackDone, History: history(on(TransitionAssign, 1, 8), on(TransitionFinish, 2, 8), on(TransitionAssign, 3, 8))}, 0, false},
		"answered on the spot":   {Feedback{State: FeedbackAnswered, History: history(on(TransitionRecord, 1, 8), on(TransitionAnswer, 1, 9))}, 0, false},
		"not done":               {Feedback{State: FeedbackInProgress, History: history(on(TransitionAssign, 1, 8), on(TransitionFinish, 2, 8), on(TransitionReopen, 3, 8))}, 0, false},
		"finished, not assigned": {Feedback{State: FeedbackDone, History: history(on(TransitionFinish, 2, 8))}, 0, false},
		"no history":             {Feedback{State: FeedbackDone}, 0, false},
	} {
		if days, ok := usualRules().HandlingDays(c.f); days != c.days || ok != c.ok {
			t.Errorf("%s: %d %v", name, days, ok)
		}
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
