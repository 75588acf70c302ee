package deadline_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"openday/app"
	"openday/app/deadline"
	"openday/app/words"
	"openday/app/workday"
)

// usual is what deadlines are reckoned with where an office set nothing.
func usual() deadline.Timetable {
	return deadline.Timetable{Rules: deadline.DefaultRules(), Calendar: workday.Official()}
}

// autumn is an event just after the National Day holidays of 2026.
func autumn() app.Event {
	return app.Event{
		ID: "0190", Title: "政务开放日", State: app.StateDraft,
		Start:       time.Date(2026, 10, 9, 9, 0, 0, 0, app.Zone),
		End:         time.Date(2026, 10, 9, 12, 0, 0, 0, app.Zone),
		SignUpUntil: time.Date(2026, 9, 30, 17, 0, 0, 0, app.Zone),
	}
}

// dated returns the days of deadlines by their kind.
func dated(all []deadline.Deadline) map[app.DeadlineKind]string {
	days := map[app.DeadlineKind]string{}
	for _, d := range all {
		days[d.Kind] = app.DayOf(d.At).Format(time.DateOnly)
	}
	return days
}

func TestDeadlinesOfTheUsualRules(t *testing.T) {
	all := usual().Deadlines(autumn())
	want := map[app.DeadlineKind]string{
		app.DeadlineTeam:      "2026-09-24",
		app.DeadlineFiling:    "2026-09-24", // over mid-autumn, a make-up Sunday and the National Day
		app.DeadlineNotice:    "2026-09-22",
		app.DeadlineSignUp:    "2026-09-30",
		app.DeadlineReplies:   "2026-10-09",
		app.DeadlineEvent:     "2026-10-09",
		app.DeadlinePublish:   "2026-10-14",
		app.DeadlineResults:   "2026-10-19",
		app.DeadlineRetention: "2027-10-09",
	}
	if diff := cmp.Diff(want, dated(all)); diff != "" {
		t.Error(diff)
	}
	if !slices.IsSortedFunc(all, func(a, b deadline.Deadline) int { return app.DayOf(a.At).Compare(app.DayOf(b.At)) }) {
		t.Error("not in order of time")
	}
}

func TestAnEventHasDeadlinesOfItsOwn(t *testing.T) {
	retained := func(e *app.Event) { e.RetainUntil = app.Date(2026, 12, 31) }
	offset := func(k app.DeadlineKind, days int, none bool) func(*app.Event) {
		return func(e *app.Event) { *e = deadline.WithOffset(*e, k, &app.DeadlineOffset{Days: days, None: none}) }
	}
	for name, c := range map[string]struct {
		change func(*app.Event)
		kind   app.DeadlineKind
		want   string // "" = no such deadline
	}{
		"filing days":      {func(e *app.Event) { e.FilingDays = 3 }, app.DeadlineFiling, "2026-09-29"},
		"vetting days":     {func(e *app.Event) { e.VettingDays = 1 }, app.DeadlineReplies, "2026-10-08"},
		"filing offset":    {offset(app.DeadlineFiling, 10, false), app.DeadlineFiling, "2026-09-18"},
		"no filing":        {offset(app.DeadlineFiling, 0, true), app.DeadlineFiling, ""},
		"results later":    {offset(app.DeadlineResults, 30, false), app.DeadlineResults, "2026-11-08"},
		"team on the day":  {offset(app.DeadlineTeam, 0, false), app.DeadlineTeam, "2026-10-09"},
		"no team":          {offset(app.DeadlineTeam, 0, true), app.DeadlineTeam, ""},
		"retention":        {retained, app.DeadlineRetention, "2026-12-31"},
		"no sign-up":       {func(e *app.Event) { e.SignUpUntil = time.Time{} }, app.DeadlineReplies, ""},
		"counted from end": {func(e *app.Event) { e.End = e.End.AddDate(0, 0, 2) }, app.DeadlinePublish, "2026-10-16"},
		"back to the rule": {func(e *app.Event) {
			offset(app.DeadlineTeam, 9, false)(e)
			*e = deadline.WithOffset(*e, app.DeadlineTeam, nil)
		}, app.DeadlineTeam, "2026-09-24"},
		"days beat none": {func(e *app.Event) { offset(app.DeadlineFiling, 0, true)(e); e.FilingDays = 3 }, app.DeadlineFiling, "2026-09-29"},
	} {
		t.Run(name, func(t *testing.T) {
			e := autumn()
			c.change(&e)
			if got := dated(usual().Deadlines(e))[c.kind]; got != c.want {
				t.Errorf("%s on %q, want %q", c.kind, got, c.want)
			}
		})
	}
}

func TestDeadlinesFollowWhatBecameOfTheEvent(t *testing.T) {
	d := app.Dossier{Event: autumn()}
	planned := dated(usual().Deadlines(d.Event))
	for _, c := range []app.EventChange{app.Cancelled, app.Postponed} {
		got := dated(usual().Deadlines(d.Changed(app.EventChanging{Change: c}).Event))
		if want := map[app.DeadlineKind]string{app.DeadlineRetention: planned[app.DeadlineRetention]}; !maps.Equal(got, want) {
			t.Errorf("%s: %v", c, got)
		}
	}
	got := dated(usual().Deadlines(d.Changed(app.EventChanging{Change: app.Postponed, To: app.Date(2026, 11, 20)}).Event))
	for kind, want := range map[app.DeadlineKind]string{
		app.DeadlineEvent: "2026-11-20", app.DeadlineFiling: "2026-11-13", app.DeadlinePublish: "2026-11-25",
		app.DeadlineSignUp: planned[app.DeadlineSignUp], app.DeadlineReplies: planned[app.DeadlineReplies],
	} {
		if got[kind] != want {
			t.Errorf("%s of the postponed event: %s, not %s", kind, got[kind], want)
		}
	}
}

func TestMonthsEndWithTheMonth(t *testing.T) {
	table := deadline.Timetable{Rules: []deadline.Rule{{Kind: app.DeadlineRetention, Days: 1, Unit: deadline.Months, Anchor: deadline.AnchorEvent}}, Calendar: workday.Official()}
	for start, want := range map[time.Time]string{
		app.Date(2026, 1, 31):  "2026-02-28",
		app.Date(2028, 1, 31):  "2028-02-29",
		app.Date(2026, 12, 15): "2027-01-15",
	} {
		if got := dated(table.Deadlines(app.Event{Start: start}))[app.DeadlineRetention]; got != want {
			t.Errorf("a month after %s is %s, want %s", start.Format(time.DateOnly), got, want)
		}
	}
}

func TestADateThatMayMoveSaysWhichYearIsMissing(t *testing.T) {
	e := app.Event{Start: app.Date(2035, 1, 4), SignUpUntil: app.Date(2034, 12, 20)}
	marked := map[app.DeadlineKind]bool{}
	for _, d := range usual().Statuses(e, app.Date(2034, 12, 1)) {
		marked[d.Kind] = d.Doubtful()
		if d.Doubtful() && !strings.Contains(d.Doubt(), "2034") {
			t.Errorf("%s: %s", d.Kind, d.Doubt())
		}
	}
	want := map[app.DeadlineKind]bool{
		app.DeadlineTeam: true, app.DeadlineFiling: true, app.DeadlineNotice: true, app.DeadlineReplies: true,
		app.DeadlineSignUp: false, app.DeadlineEvent: false, app.DeadlinePublish: false, app.DeadlineResults: false, app.DeadlineRetention: false,
	}
	if diff := cmp.Diff(want, marked); diff != "" {
		t.Error(diff)
	}
	for _, d := range usual().Deadlines(autumn()) {
		if d.Doubtful() {
			t.Errorf("%s is doubtful in a year that is known", d.Kind)
		}
	}
}

func TestHowThingsStandWithADeadline(t *testing.T) {
	at := func(month time.Month, day, hour int) time.Time {
		return time.Date(2026, month, day, hour, 0, 0, 0, app.Zone)
	}
	marked := func(e *app.Event) { e.Done = []app.DeadlineDone{{Kind: app.DeadlineFiling, On: app.Date(2026, 9, 21)}} }
	for name, c := range map[string]struct {
		change func(*app.Event)
		now    time.Time
		kind   app.DeadlineKind
		state  deadline.State
		words  string
	}{
		"ahead":              {nil, at(9, 17, 10), app.DeadlineFiling, deadline.Ahead, "还有 6 个工作日"}, // with the Sunday that is worked
		"today":              {nil, at(9, 24, 23), app.DeadlineFiling, deadline.Today, "今天到期"},
		"overdue":            {nil, at(9, 29, 0), app.DeadlineFiling, deadline.Overdue, "逾期 2 个工作日"},
		"overdue since off":  {nil, at(9, 27, 8), app.DeadlineFiling, deadline.Overdue, "逾期 3 天（均为非工作日）"},
		"marked":             {marked, at(10, 20, 8), app.DeadlineFiling, deadline.Met, "2026-09-21 完成"},
		"filed by state":     {func(e *app.Event) { e.State = app.StateFiled }, at(10, 20, 8), app.DeadlineFiling, deadline.Met, "已完成"},
		"settled by state":   {func(e *app.Event) { e.State = app.StateSettled }, at(10, 20, 8), app.DeadlineReplies, deadline.Met, "已完成"},
		"held is not public": {func(e *app.Event) { e.State = app.StateHeld }, at(10, 20, 8), app.DeadlineResults, deadline.Overdue, "逾期 1 个工作日"},
		"sign-up open today": {nil, at(9, 30, 16), app.DeadlineSignUp, deadline.Today, "今天到期"},
		"sign-up closed":     {nil, at(9, 30, 18), app.DeadlineSignUp, deadline.Passed, "已截止"},
		"event over":         {nil, at(10, 10, 0), app.DeadlineEvent, deadline.Passed, "已结束"},
		"event after days":   {nil, at(10, 6, 9), app.DeadlineEvent, deadline.Ahead, "还有 2 个工作日"},
		"into 2027":          {nil, at(10, 20, 0), app.DeadlineRetention, deadline.Ahead, "还有 354 天"},
		"purged":             {func(e *app.Event) { e.PurgedAt = at(10, 30, 9) }, at(12, 1, 0), app.DeadlineRetention, deadline.Met, "2026-10-30 完成"},
	} {
		t.Run(name, func(t *testing.T) {
			e := autumn()
			if c.change != nil {
				c.change(&e)
			}
			all := usual().Statuses(e, c.now)
			i := slices.IndexFunc(all, func(s deadline.Status) bool { return s.Kind == c.kind })
			if all[i].State != c.state || all[i].Words() != c.words {
				t.Errorf("%s: %s, want %s: %s", all[i].State, all[i].Words(), c.state, c.words)
			}
		})
	}
}

func TestNextDeadline(t *testing.T) {
	e := autumn()
	next := func(now time.Time) app.DeadlineKind {
		s, ok := deadline.Next(usual().Statuses(e, now))
		if !ok {
			return ""
		}
		return s.Kind
	}
	if k := next(app.Date(2026, 9, 24)); k != app.DeadlineTeam {
		t.Errorf("on the day itself: %s", k)
	}
	if k := next(app.Date(2026, 9, 25)); k != app.DeadlineSignUp {
		t.Errorf("the day after: %s", k)
	}
	if k := next(app.Date(2030, 1, 1)); k != app.DeadlineRetention {
		t.Errorf("where all else is history: %s", k)
	}
	e.State, e.PurgedAt = app.StateArchived, app.Date(2027, 1, 1)
	if k := next(app.Date(2030, 1, 1)); k != "" {
		t.Errorf("where all is done: %s", k)
	}
}

// TestDeadlinesAndCalendarAgree holds what is said of random events to the calendar.
func TestDeadlinesAndCalendarAgree(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		e := autumn()
		e.Start = app.Date(2020, 3, 1).AddDate(0, 0, rapid.IntRange(0, 2400).Draw(t, "day"))
		e.End = e.Start.Add(3 * time.Hour)
		e.SignUpUntil = e.Start.AddDate(0, 0, -rapid.IntRange(0, 30).Draw(t, "sign-up"))
		e.FilingDays = rapid.IntRange(0, 20).Draw(t, "filing")
		now := e.Start.AddDate(0, 0, rapid.IntRange(-60, 60).Draw(t, "now"))
		for _, s := range usual().Statuses(e, now) {
			late := app.DayOf(now).After(app.DayOf(s.At))
			if late != (s.State == deadline.Overdue || s.State == deadline.Passed) && s.Kind != app.DeadlineSignUp {
				t.Fatalf("%s at %s is %s on %s", s.Kind, s.At, s.State, now)
			}
			if s.Rule.Unit == deadline.WorkingDays {
				from, to := s.At, app.DayOf(e.Start)
				if !s.Rule.Before {
					from, to = app.DayOf(e.SignUpUntil), s.At
				}
				n := workday.Official().Between(to, from).Days
				if s.Rule.Before && -n != s.Rule.Days && workday.Official().IsWorkday(to) {
					t.Fatalf("%s: %d working days from %s to %s, want %d", s.Kind, -n, from, to, s.Rule.Days)
				}
				if !workday.Official().IsWorkday(s.At) {
					t.Fatalf("%s falls on %s, which is off", s.Kind, s.At)
				}
			}
		}
	})
}

func TestRuleWords(t *testing.T) {
	for _, c := range []struct {
		language words.Language
		rule     deadline.Rule
		want     string
	}{
		{words.Chinese, deadline.DefaultRules()[1], "活动前 5 个工作日"},
		{words.Chinese, deadline.DefaultRules()[3], "报名截止后 2 个工作日"},
		{words.English, deadline.DefaultRules()[6], "12 months after the event"},
		{words.English, deadline.Rule{Days: 1, Unit: deadline.Months, Anchor: deadline.AnchorEvent}, "1 month after the event"},
		{words.English, deadline.Rule{Days: 1, Unit: deadline.WorkingDays, Before: true, Anchor: deadline.AnchorEvent}, "1 working day before the event"},
		{words.English, deadline.Rule{Days: 1, Unit: deadline.Days, Before: true, Anchor: deadline.AnchorSignUp}, "1 day before sign-up closes"},
		{words.Chinese, deadline.Rule{None: true}, "不设"},
	} {
		words.Use(c.language)
		if got := c.rule.Words(); got != c.want {
			t.Errorf("%q, want %q", got, c.want)
		}
	}
	words.Use(words.Chinese)
	wrong := deadline.Rule{Kind: app.DeadlineSignUp, Days: 366, Unit: "weeks", Anchor: "moon"}
	if got := fmt.Sprint(wrongIn(wrong.Validate())); got != "[Kind Days Unit Anchor]" {
		t.Errorf("problems with %s", got)
	}
}

// wrongIn returns the fields in which something is wrong.
func wrongIn(found []app.FieldProblem) []string {
	var names []string
	for _, p := range found {
		names = append(names, p.Field)
	}
	return names
}
