package today_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"openday/app"
	"openday/app/deadline"
	"openday/app/today"
	"openday/app/workday"
)

// now is a Friday.
var now = time.Date(2026, time.November, 27, 9, 0, 0, 0, app.Zone)

// one reckons a single event that has one rule of deadlines at most.
func one(e app.Event, tally app.EventTally, rules []deadline.Rule, opinions ...app.DueOpinion) today.Board {
	e.ID, e.Title, tally.EventID = "e", "开放日", "e"
	for i := range opinions {
		opinions[i].EventID = "e"
	}
	return today.Find(today.Given{
		Events: []app.EventSummary{{Event: e}}, Tallies: []app.EventTally{tally}, Opinions: opinions,
		Timetable: deadline.Timetable{Rules: rules, Calendar: workday.Official()}, Rules: app.DefaultFeedbackRules(),
	}, now)
}

func lines(items []today.Item) []string {
	var all []string
	for _, i := range items {
		what := string(i.Kind)
		if i.Kind == today.Deadline {
			what = string(i.Deadline.Kind)
		}
		line := fmt.Sprintf("%s %s", what, i.Step)
		if i.Count > 0 {
			line += fmt.Sprintf(" %d", i.Count)
		}
		if i.Late {
			line += " late"
		}
		if i.Quiet {
			line += " quiet"
		}
		all = append(all, line)
	}
	return all
}

func TestWhatIsDueAndItsNextStep(t *testing.T) {
	day := func(n int) time.Time { return app.DayOf(now).AddDate(0, 0, n) }
	filing := []deadline.Rule{{Kind: app.DeadlineFiling, Anchor: deadline.AnchorEvent, Unit: deadline.Days, Days: 10, Before: true}}
	publish := []deadline.Rule{{Kind: app.DeadlinePublish, Anchor: deadline.AnchorEvent, Unit: deadline.Days, Days: 5}}
	retention := []deadline.Rule{{Kind: app.DeadlineRetention, Anchor: deadline.AnchorEvent, Unit: deadline.Days, Days: 5}}
	opinion := func(days int, s app.FeedbackState) app.DueOpinion {
		return app.DueOpinion{DueDate: day(days), State: s}
	}
	for _, c := range []struct {
		name           string
		event          app.Event
		tally          app.EventTally
		rules          []deadline.Rule
		opinions       []app.DueOpinion
		now, soon, old []string
	}{
		{name: "nothing", event: app.Event{Start: day(60)}},
		{name: "due today", event: app.Event{Start: day(10)}, rules: filing, now: []string{"filing mark"}},
		{name: "late", event: app.Event{Start: day(9)}, rules: filing, now: []string{"filing mark late"}},
		{name: "soon", event: app.Event{Start: day(13)}, rules: filing, soon: []string{"filing mark"}},
		{name: "not yet", event: app.Event{Start: day(30)}, rules: filing},
		{name: "late in a summarised event", event: app.Event{Start: day(-10), State: app.StateSummarised}, rules: publish, old: []string{"publish mark late quiet"}},
		{name: "thirty days late", event: app.Event{Start: day(-35), State: app.StateHeld}, rules: publish, now: []string{"publish mark late"}},
		{name: "more than thirty days late", event: app.Event{Start: day(-36), State: app.StateHeld}, rules: publish, old: []string{"publish mark late"}},
		{name: "personal data stays owed", event: app.Event{Start: day(-400), State: app.StateArchived}, rules: retention, now: []string{"retention purge late quiet"}},
		{name: "the day itself", event: app.Event{Start: day(0).Add(14 * time.Hour)}, now: []string{"event sheet"}},
		{name: "sign-up closes today with people to vet", event: app.Event{Start: day(30), SignUpUntil: day(0).Add(17 * time.Hour)}, tally: app.EventTally{Pending: 3}, now: []string{"sign_up vet"}},
		{name: "sign-up closes today", event: app.Event{Start: day(30), SignUpUntil: day(0).Add(17 * time.Hour)}, now: []string{"sign_up event"}},
		{name: "sign-up is closed and people wait", event: app.Event{Start: day(30), SignUpUntil: day(-2)}, tally: app.EventTally{Pending: 3}, now: []string{"vetting vet 3"}},
		{name: "sign-up is open and people wait", event: app.Event{Start: day(30), SignUpUntil: day(20)}, tally: app.EventTally{Pending: 3}},
		{name: "attendance", event: app.Event{Start: day(-2), State: app.StateHeld}, tally: app.EventTally{Approved: 12, Unentered: 12}, now: []string{"attendance attendance 12"}},
		{name: "attendance before the event", event: app.Event{Start: day(20)}, tally: app.EventTally{Unentered: 12}},
		{name: "attendance of a summarised event", event: app.Event{Start: day(-2), State: app.StateSummarised}, tally: app.EventTally{Unentered: 12}},
		{name: "attendance of long ago", event: app.Event{Start: day(-90), State: app.StateHeld}, tally: app.EventTally{Unentered: 12}},
		{name: "opinions to assign and to reply to", event: app.Event{Start: day(-2), State: app.StateHeld}, tally: app.EventTally{Recorded: 2, Done: 4}, now: []string{"unassigned assign 2", "replies reply 4"}},
		{name: "opinions of an archived event", event: app.Event{Start: day(-2), State: app.StateArchived}, tally: app.EventTally{Recorded: 2, Done: 4}, opinions: []app.DueOpinion{opinion(-2, app.FeedbackInProgress)}},
		{name: "an overdue opinion before one due today", event: app.Event{Start: day(-20), State: app.StateHeld}, opinions: []app.DueOpinion{opinion(0, app.FeedbackInProgress), opinion(-2, app.FeedbackInProgress)},
			now: []string{"opinion urge 1 late", "opinion finish 1"}},
		{name: "an overdue opinion that nobody has", event: app.Event{Start: day(-20), State: app.StateHeld}, opinions: []app.DueOpinion{opinion(-2, app.FeedbackRecorded)}, now: []string{"opinion assign 1 late"}},
		{name: "an overdue opinion of a summarised event", event: app.Event{Start: day(-20), State: app.StateSummarised}, opinions: []app.DueOpinion{opinion(-2, app.FeedbackAssigned)}, now: []string{"opinion urge 1 late quiet"}},
		{name: "an opinion due soon", event: app.Event{Start: day(-20), State: app.StateHeld}, opinions: []app.DueOpinion{opinion(3, app.FeedbackAssigned), opinion(20, app.FeedbackAssigned)}, soon: []string{"opinion finish 1"}},
		{name: "cancelled", event: app.Event{Start: day(9), SignUpUntil: day(-1), Change: app.Cancelled}, tally: app.EventTally{Pending: 3}, rules: filing},
		{name: "postponed without a date", event: app.Event{Start: day(9), Change: app.Postponed}, rules: filing, now: []string{"undated date"}},
		{name: "postponed to a day", event: app.Event{Start: day(9), Change: app.Postponed, PostponedFrom: day(-3)}, rules: filing, now: []string{"filing mark late"}},
		{name: "cancelled on a day that is over", event: app.Event{Start: day(-2), Change: app.Cancelled}, tally: app.EventTally{Approved: 12, Unentered: 12}},
		{name: "opinions of a cancelled event", event: app.Event{Start: day(-20), Change: app.Cancelled}, tally: app.EventTally{Recorded: 2}, opinions: []app.DueOpinion{opinion(-2, app.FeedbackInProgress)}, now: []string{"opinion urge 1 late", "unassigned assign 2"}},
		{name: "personal data of a cancelled event", event: app.Event{Start: day(-20), Change: app.Cancelled}, rules: retention, now: []string{"retention purge late"}},
		{name: "many overdue opinions are one line", event: app.Event{Start: day(-20), State: app.StateHeld}, opinions: slices.Repeat([]app.DueOpinion{opinion(-2, app.FeedbackAssigned)}, 4), now: []string{"opinions urge 4 late"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if c.event.State == "" {
				c.event.State = app.StateDraft
			}
			b := one(c.event, c.tally, c.rules, c.opinions...)
			for what, pair := range map[string][2][]string{"now": {c.now, lines(b.Now)}, "soon": {c.soon, lines(b.Soon)}, "old": {c.old, lines(b.Old)}} {
				if diff := cmp.Diff(pair[0], pair[1]); diff != "" {
					t.Errorf("%s (-want +got):\n%s", what, diff)
				}
			}
		})
	}
}

func TestCountsLeaveOutWhatIsQuiet(t *testing.T) {
	b := today.Board{Now: []today.Item{
		{At: now, Late: true}, {At: now}, {At: now, Late: true, Quiet: true}, {Kind: today.Replies},
	}}
	if b.Due() != 2 || b.Late() != 1 {
		t.Errorf("%d are due, %d late", b.Due(), b.Late())
	}
}

func TestManyOldDeadlinesOfAKindAreOneLine(t *testing.T) {
	for n, want := range map[int][]string{2: {"0 0", "1 0"}, 3: {"0 3"}, 45: {"0 45"}} {
		var g today.Given
		g.Timetable.Calendar, g.Timetable.Rules, g.Rules = workday.Official(), []deadline.Rule{{Kind: app.DeadlineRetention, Anchor: deadline.AnchorEvent, Unit: deadline.Days, Days: 5}}, app.DefaultFeedbackRules()
		for i := range n {
			g.Events = append(g.Events, app.EventSummary{Event: app.Event{ID: fmt.Sprint(i), Start: now.AddDate(-3, 0, i), State: app.StateArchived}})
		}
		var got []string
		for _, i := range today.Find(g, now).Now {
			got = append(got, fmt.Sprint(i.EventID, " ", i.Count))
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%d (-want +got):\n%s", n, diff)
		}
	}
}

func TestOnlyTheNextEventsAreComing(t *testing.T) {
	var g today.Given
	g.Timetable.Calendar, g.Rules = workday.Official(), app.DefaultFeedbackRules()
	for i, days := range []int{40, 7, -3, 21, 60} {
		g.Events = append(g.Events, app.EventSummary{Event: app.Event{ID: fmt.Sprint(i), Start: now.AddDate(0, 0, days), State: app.StateDraft}})
	}
	b := today.Find(g, now)
	var got []string
	for _, e := range b.Coming {
		got = append(got, e.ID)
	}
	if diff := cmp.Diff([]string{"1", "3", "0"}, got); diff != "" {
		t.Errorf("coming (-want +got):\n%s", diff)
	}
	if b.Year.Held != 1 {
		t.Errorf("%d were held this year", b.Year.Held)
	}
}
