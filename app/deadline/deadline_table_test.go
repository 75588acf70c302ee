package deadline

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"openday/app"
	"openday/app/words"
	"openday/app/workday"
)

func TestTheRulesThatHoldUntilAnOfficeSetsItsOwn(t *testing.T) {
	var got []string
	for _, r := range DefaultRules() {
		if wrong := r.Validate(); len(wrong) > 0 || r.None {
			t.Errorf("%+v: %v", r, wrong)
		}
		got = append(got, string(r.Kind)+" "+r.Words())
	}
	want := []string{"team 活动前 5 个工作日", "filing 活动前 5 个工作日", "notice 活动前 7 个工作日", "replies 报名截止后 2 个工作日", "publish 活动后 5 天", "results 活动后 10 天", "retention 活动后 12 个月"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestAnOfficesOwnRules(t *testing.T) {
	own := []Rule{
		{Kind: app.DeadlineFiling, Days: 10, Unit: WorkingDays, Anchor: AnchorEvent, Before: true},
		{Kind: app.DeadlineTeam, Days: 5, Unit: WorkingDays, Anchor: AnchorEvent, Before: true, None: true},
		{Kind: app.DeadlinePublish, Days: 3, Unit: WorkingDays, Anchor: AnchorEvent},
		{Kind: app.DeadlineRetention, Days: 0, Unit: Days, Anchor: AnchorSignUp},
	}
	want := DefaultRules()
	want[1], want[0], want[4], want[6] = own[0], own[1], own[2], own[3]
	text, err := json.Marshal(own)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, ParseRules(string(text))); diff != "" {
		t.Error(diff)
	}
	e := app.Event{Start: app.Date(2026, 10, 9), SignUpUntil: app.Date(2026, 9, 30)}
	var days []string
	for _, d := range (Timetable{Rules: want, Calendar: workday.Official()}).Deadlines(e) {
		days = append(days, fmt.Sprintf("%s %s %v", d.Kind, app.ISODate(d.At), d.Own))
	}
	if diff := cmp.Diff([]string{"filing 2026-09-18 false", "notice 2026-09-22 false", "sign_up 2026-09-30 false", "retention 2026-09-30 false",
		"replies 2026-10-09 false", "event 2026-10-09 false", "publish 2026-10-13 false", "results 2026-10-19 false"}, days); diff != "" {
		t.Error(diff)
	}
	// What cannot be used falls back to the usual rule, one by one.
	unsound := own[0]
	unsound.Days = 366
	strange := own[2]
	strange.Kind = "moon"
	text, _ = json.Marshal([]Rule{unsound, strange, own[3]})
	want = DefaultRules()
	want[6] = own[3]
	if diff := cmp.Diff(want, ParseRules(string(text))); diff != "" {
		t.Error(diff)
	}
	for _, text := range []string{"", "[]", "null", "{", `{"Kind":"filing"}`} {
		if diff := cmp.Diff(DefaultRules(), ParseRules(text)); diff != "" {
			t.Errorf("%q: %s", text, diff)
		}
	}
}

func TestARuleIsWithinItsLimits(t *testing.T) {
	for days, want := range map[int]string{-1: "Days", 0: "", 1: "", 365: "", 366: "Days"} {
		r := DefaultRules()[0]
		r.Days = days
		if got := wrongFields(r.Validate()); got != want {
			t.Errorf("%d days: problems with %q", days, got)
		}
	}
	for _, kind := range []app.DeadlineKind{app.DeadlineSignUp, app.DeadlineEvent, ""} {
		r := DefaultRules()[0]
		r.Kind = kind
		if got := wrongFields(r.Validate()); got != "Kind" {
			t.Errorf("a rule for %q: problems with %q", kind, got)
		}
	}
}

func TestReckoningByEachUnit(t *testing.T) {
	for _, c := range []struct {
		from    time.Time
		rule    Rule
		want    string
		missing []int
	}{
		{app.Date(2026, 3, 31), Rule{Days: 1, Unit: Months}, "2026-04-30", nil},
		{app.Date(2026, 3, 31), Rule{Days: 1, Unit: Months, Before: true}, "2026-02-28", nil},
		{app.Date(2028, 3, 30), Rule{Days: 1, Unit: Months, Before: true}, "2028-02-29", nil},
		{app.Date(2026, 1, 15), Rule{Days: 1, Unit: Months, Before: true}, "2025-12-15", nil},
		{app.Date(2026, 1, 1), Rule{Days: 12, Unit: Months}, "2027-01-01", nil},
		{app.Date(2026, 12, 31), Rule{Days: 2, Unit: Months}, "2027-02-28", nil},
		{app.Date(2026, 10, 9), Rule{Days: 0, Unit: Months}, "2026-10-09", nil},
		{app.Date(2026, 9, 24), Rule{Days: 10, Unit: Days}, "2026-10-04", nil},
		{app.Date(2026, 9, 24), Rule{Days: 10, Unit: Days, Before: true}, "2026-09-14", nil},
		{app.Date(2026, 9, 24), Rule{Days: 5, Unit: WorkingDays}, "2026-10-09", nil},
		{app.Date(2026, 10, 9), Rule{Days: 5, Unit: WorkingDays, Before: true}, "2026-09-24", nil},
		{app.Date(2026, 12, 31), Rule{Days: 1, Unit: WorkingDays}, "2027-01-04", []int{2027}},
	} {
		at, missing := c.rule.reckon(c.from, workday.Official())
		if app.ISODate(at) != c.want || !cmp.Equal(missing, c.missing) || !at.Equal(app.DayOf(at)) {
			t.Errorf("%+v from %s: %s %v, want %s %v", c.rule, app.ISODate(c.from), at, missing, c.want, c.missing)
		}
	}
}

func TestTheEventsOwnRule(t *testing.T) {
	filing := Rule{Kind: app.DeadlineFiling, Days: 5, Unit: WorkingDays, Anchor: AnchorEvent, Before: true}
	team := Rule{Kind: app.DeadlineTeam, Days: 5, Unit: WorkingDays, Anchor: AnchorEvent, Before: true}
	with := func(r Rule, change func(*Rule)) Rule { change(&r); return r }
	days := func(n int) func(*Rule) { return func(r *Rule) { r.Days = n } }
	none := func(r *Rule) { r.None = true }
	offset := func(k app.DeadlineKind, n int, none bool) []app.DeadlineOffset {
		return []app.DeadlineOffset{{Kind: k, Days: n, None: none}}
	}
	for name, c := range map[string]struct {
		e    app.Event
		rule Rule
		want Rule
		own  bool
	}{
		"none of its own":            {app.Event{}, filing, filing, false},
		"days of its own":            {app.Event{FilingDays: 3}, filing, with(filing, days(3)), true},
		"days as the rule has them":  {app.Event{FilingDays: 5}, filing, filing, false},
		"one day, and an offset":     {app.Event{FilingDays: 1, Offsets: offset(app.DeadlineFiling, 9, false)}, filing, with(filing, days(1)), true},
		"one day":                    {app.Event{FilingDays: 1}, filing, with(filing, days(1)), true},
		"days less than none":        {app.Event{FilingDays: -1}, filing, filing, false},
		"days where there is none":   {app.Event{FilingDays: 5}, with(filing, none), filing, true},
		"days in place of months":    {app.Event{FilingDays: 5}, with(filing, func(r *Rule) { r.Unit = Months }), filing, true},
		"days of the replies":        {app.Event{VettingDays: 3}, filing, filing, false},
		"offset":                     {app.Event{Offsets: offset(app.DeadlineTeam, 9, false)}, team, with(team, days(9)), true},
		"offset as the rule has it":  {app.Event{Offsets: offset(app.DeadlineTeam, 5, false)}, team, team, false},
		"offset where there is none": {app.Event{Offsets: offset(app.DeadlineTeam, 9, false)}, with(team, none), with(team, days(9)), true},
		"no such deadline":           {app.Event{Offsets: offset(app.DeadlineTeam, 0, true)}, team, with(team, none), true},
		"offset of another":          {app.Event{Offsets: offset(app.DeadlineNotice, 9, false)}, team, team, false},
		"offset of filing":           {app.Event{Offsets: offset(app.DeadlineFiling, 9, false)}, filing, with(filing, days(9)), true},
		"days go before an offset":   {app.Event{FilingDays: 3, Offsets: offset(app.DeadlineFiling, 9, false)}, filing, with(filing, days(3)), true},
		"days go before none":        {app.Event{FilingDays: 3, Offsets: offset(app.DeadlineFiling, 0, true)}, filing, with(filing, days(3)), true},
	} {
		rule, own := ruleOf(c.e, c.rule)
		if diff := cmp.Diff(c.want, rule); diff != "" || own != c.own {
			t.Errorf("%s: its own %v, %s", name, own, diff)
		}
	}
}

func TestAnOffsetAndBackToTheRule(t *testing.T) {
	kept := []app.DeadlineOffset{{Kind: app.DeadlineNotice, Days: 1}}
	e := app.Event{FilingDays: 3, VettingDays: 4, Offsets: []app.DeadlineOffset{kept[0], {Kind: app.DeadlineTeam, Days: 2}, {Kind: app.DeadlineFiling, None: true}}}
	was := app.Event{FilingDays: 3, VettingDays: 4, Offsets: append([]app.DeadlineOffset(nil), e.Offsets...)}
	for name, c := range map[string]struct {
		kind app.DeadlineKind
		to   *app.DeadlineOffset
		want app.Event
	}{
		"team otherwise":        {app.DeadlineTeam, &app.DeadlineOffset{Kind: "ignored", Days: 9}, app.Event{FilingDays: 3, VettingDays: 4, Offsets: []app.DeadlineOffset{kept[0], {Kind: app.DeadlineFiling, None: true}, {Kind: app.DeadlineTeam, Days: 9}}}},
		"team on the day":       {app.DeadlineTeam, &app.DeadlineOffset{}, app.Event{FilingDays: 3, VettingDays: 4, Offsets: []app.DeadlineOffset{kept[0], {Kind: app.DeadlineFiling, None: true}, {Kind: app.DeadlineTeam}}}},
		"no team":               {app.DeadlineTeam, &app.DeadlineOffset{None: true}, app.Event{FilingDays: 3, VettingDays: 4, Offsets: []app.DeadlineOffset{kept[0], {Kind: app.DeadlineFiling, None: true}, {Kind: app.DeadlineTeam, None: true}}}},
		"team by the rule":      {app.DeadlineTeam, nil, app.Event{FilingDays: 3, VettingDays: 4, Offsets: []app.DeadlineOffset{kept[0], {Kind: app.DeadlineFiling, None: true}}}},
		"filing otherwise":      {app.DeadlineFiling, &app.DeadlineOffset{Days: 8}, app.Event{FilingDays: 8, VettingDays: 4, Offsets: []app.DeadlineOffset{kept[0], {Kind: app.DeadlineTeam, Days: 2}}}},
		"filing a day before":   {app.DeadlineFiling, &app.DeadlineOffset{Days: 1}, app.Event{FilingDays: 1, VettingDays: 4, Offsets: []app.DeadlineOffset{kept[0], {Kind: app.DeadlineTeam, Days: 2}}}},
		"filing on the day":     {app.DeadlineFiling, &app.DeadlineOffset{}, app.Event{VettingDays: 4, Offsets: []app.DeadlineOffset{kept[0], {Kind: app.DeadlineTeam, Days: 2}, {Kind: app.DeadlineFiling}}}},
		"no filing":             {app.DeadlineFiling, &app.DeadlineOffset{Days: 8, None: true}, app.Event{VettingDays: 4, Offsets: []app.DeadlineOffset{kept[0], {Kind: app.DeadlineTeam, Days: 2}, {Kind: app.DeadlineFiling, Days: 8, None: true}}}},
		"filing by the rule":    {app.DeadlineFiling, nil, app.Event{VettingDays: 4, Offsets: []app.DeadlineOffset{kept[0], {Kind: app.DeadlineTeam, Days: 2}}}},
		"replies otherwise":     {app.DeadlineReplies, &app.DeadlineOffset{Days: 7}, app.Event{FilingDays: 3, VettingDays: 7, Offsets: was.Offsets}},
		"replies by the rule":   {app.DeadlineReplies, nil, app.Event{FilingDays: 3, Offsets: was.Offsets}},
		"publishing, by the by": {app.DeadlinePublish, nil, was},
	} {
		got := WithOffset(e, c.kind, c.to)
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
		if diff := cmp.Diff(was, e); diff != "" {
			t.Errorf("%s changes the event that it was asked of: %s", name, diff)
		}
	}
	if got := WithOffset(app.Event{Offsets: []app.DeadlineOffset{{Kind: app.DeadlineTeam, Days: 2}}}, app.DeadlineTeam, nil); got.Offsets != nil {
		t.Errorf("the last one gone leaves %#v", got.Offsets)
	}
}

func TestDeadlinesInFull(t *testing.T) {
	rules := DefaultRules()
	e := app.Event{Start: time.Date(2026, 10, 9, 9, 0, 0, 0, app.Zone), End: time.Date(2026, 10, 11, 12, 0, 0, 0, app.Zone), SignUpUntil: time.Date(2026, 9, 30, 17, 0, 0, 0, app.Zone),
		RetainUntil: time.Date(2026, 12, 31, 8, 0, 0, 0, app.Zone), FilingDays: 3, Offsets: []app.DeadlineOffset{{Kind: app.DeadlineNotice, None: true}}}
	filing := rules[1]
	filing.Days = 3
	want := []Deadline{
		{Kind: app.DeadlineTeam, At: app.Date(2026, 9, 24), Rule: rules[0]},
		{Kind: app.DeadlineFiling, At: app.Date(2026, 9, 29), Rule: filing, Own: true},
		{Kind: app.DeadlineSignUp, At: e.SignUpUntil},
		{Kind: app.DeadlineReplies, At: app.Date(2026, 10, 9), Rule: rules[3]},
		{Kind: app.DeadlineEvent, At: e.Start},
		{Kind: app.DeadlinePublish, At: app.Date(2026, 10, 16), Rule: rules[4]}, // from the end of the event
		{Kind: app.DeadlineResults, At: app.Date(2026, 10, 21), Rule: rules[5]},
		{Kind: app.DeadlineRetention, At: app.Date(2026, 12, 31), Own: true},
	}
	if diff := cmp.Diff(want, (Timetable{Rules: rules, Calendar: workday.Official()}).Deadlines(e)); diff != "" {
		t.Error(diff)
	}
	if got := (Timetable{Rules: rules, Calendar: workday.Official()}).Deadlines(app.Event{}); got != nil {
		t.Errorf("without any date: %+v", got)
	}
	retained := (Timetable{Rules: rules, Calendar: workday.Official()}).Deadlines(app.Event{RetainUntil: e.RetainUntil})
	if diff := cmp.Diff(want[7:], retained); diff != "" {
		t.Errorf("without a day of the event: %s", diff)
	}
	// On one day they stand in the course of an event, the hours left aside.
	same := app.Event{Start: time.Date(2026, 9, 24, 9, 0, 0, 0, app.Zone), SignUpUntil: time.Date(2026, 9, 24, 17, 0, 0, 0, app.Zone), Offsets: []app.DeadlineOffset{{Kind: app.DeadlineTeam}, {Kind: app.DeadlineResults}}}
	var order []string
	for _, d := range (Timetable{Rules: rules, Calendar: workday.Official()}).Deadlines(same) {
		if app.DayOf(d.At).Equal(app.Date(2026, 9, 24)) {
			order = append(order, string(d.Kind))
		}
	}
	if got := strings.Join(order, " "); got != "team sign_up event results" {
		t.Errorf("on one day: %s", got)
	}
}

// standing is a status of a deadline for its words.
func standing(kind app.DeadlineKind, state State, days, working int, inexact bool) Status {
	return Status{Deadline: Deadline{Kind: kind}, State: state, Days: days, WorkingDays: working, inexact: inexact}
}

func TestWordsOfEveryStanding(t *testing.T) {
	done := standing(app.DeadlineFiling, Met, 0, 0, false)
	done.DoneOn = app.Date(2026, 9, 21)
	for _, c := range []struct {
		s    Status
		want string
	}{
		{standing(app.DeadlineFiling, Met, -3, -1, false), "已完成"},
		{done, "2026-09-21 完成"},
		{standing(app.DeadlineSignUp, Passed, -3, -1, false), "已截止"},
		{standing(app.DeadlineEvent, Passed, -3, -1, false), "已结束"},
		{standing(app.DeadlineFiling, Today, 0, 0, false), "今天到期"},
		{standing(app.DeadlineFiling, Overdue, -3, 0, false), "逾期 3 天（均为非工作日）"},
		{standing(app.DeadlineFiling, Overdue, -3, -1, false), "逾期 1 个工作日"},
		{standing(app.DeadlineFiling, Overdue, -3, -2, false), "逾期 2 个工作日"},
		{standing(app.DeadlineFiling, Overdue, -3, -2, true), "逾期 3 天"},
		{standing(app.DeadlineFiling, Ahead, 3, 0, false), "还有 3 天（均为非工作日）"},
		{standing(app.DeadlineFiling, Ahead, 3, 1, false), "还有 1 个工作日"},
		{standing(app.DeadlineFiling, Ahead, 3, 2, false), "还有 2 个工作日"},
		{standing(app.DeadlineFiling, Ahead, 3, 1, true), "还有 3 天"},
	} {
		if got := c.s.Words(); got != c.want {
			t.Errorf("%+v: %q, want %q", c.s, got, c.want)
		}
	}
	words.Use(words.English)
	defer words.Use(words.Chinese)
	for _, c := range []struct {
		s    Status
		want string
	}{
		{standing(app.DeadlineFiling, Overdue, -3, -1, false), "one working day late"},
		{standing(app.DeadlineFiling, Overdue, -3, -2, false), "2 working days late"},
		{standing(app.DeadlineFiling, Ahead, 3, 1, false), "in one working day"},
	} {
		if got := c.s.Words(); got != c.want {
			t.Errorf("%+v: %q, want %q", c.s, got, c.want)
		}
	}
	words.Use(words.Chinese)
	if got, want := (Deadline{Missing: []int{2034, 2035}}).Doubt(), "待国务院办公厅公布 2034、2035 年放假安排"; !strings.Contains(got, want) {
		t.Errorf("%q, want %q in it", got, want)
	}
	if got := (Deadline{}).Doubt(); got != "" {
		t.Errorf("a sure date is doubted: %q", got)
	}
}

func TestWhatPresses(t *testing.T) {
	for _, c := range []struct {
		s           Status
		owed, press bool
	}{
		{standing(app.DeadlineFiling, Ahead, 9, 4, false), true, false},
		{standing(app.DeadlineFiling, Ahead, 9, 3, false), true, true},
		{standing(app.DeadlineFiling, Today, 0, 0, false), true, true},
		{standing(app.DeadlineFiling, Overdue, -1, -1, false), true, true},
		{standing(app.DeadlineFiling, Overdue, -45, -30, false), true, true},
		{Status{Deadline: Deadline{Kind: app.DeadlineFiling}, State: Overdue, Old: true}, true, false},
		{standing(app.DeadlineFiling, Met, 0, 0, false), false, false},
		{standing(app.DeadlineEvent, Passed, -1, -1, false), false, false},
	} {
		if owed, press := c.s.Owed(), c.s.Presses(); owed != c.owed || press != c.press {
			t.Errorf("%+v: owed %v, presses %v", c.s, owed, press)
		}
	}
}

func TestStatusesInFull(t *testing.T) {
	e := app.Event{State: app.StateDraft, Start: time.Date(2026, 10, 9, 9, 0, 0, 0, app.Zone), SignUpUntil: time.Date(2026, 9, 30, 17, 0, 0, 0, app.Zone), PurgedAt: time.Date(2026, 10, 30, 9, 0, 0, 0, app.Zone)}
	table := Timetable{Rules: DefaultRules(), Calendar: workday.Official()}
	spell := func(now time.Time, e app.Event) string {
		var all []string
		for _, s := range table.Statuses(e, now) {
			all = append(all, strings.TrimSpace(fmt.Sprintf("%s %s %d %d %v %s", s.Kind, s.State, s.Days, s.WorkingDays, s.inexact, app.ISODate(s.DoneOn))))
		}
		return strings.Join(all, "\n")
	}
	// A Sunday on which people work, before Mid-Autumn.
	want := `notice ahead 2 2 false
team ahead 4 4 false
filing ahead 4 4 false
sign_up ahead 10 7 false
replies ahead 19 9 false
event ahead 19 9 false
publish ahead 24 13 false
results ahead 29 16 false
retention done 384 273 true 2026-10-30`
	if got := spell(time.Date(2026, 9, 20, 23, 59, 0, 0, app.Zone), e); got != want {
		t.Errorf("on 20 September:\n%s\nwant\n%s", got, want)
	}
	e.PurgedAt = time.Time{}
	e.Done = []app.DeadlineDone{{Kind: app.DeadlineTeam, On: app.Date(2026, 9, 22)}, {Kind: app.DeadlineFiling}}
	want = `notice overdue -9 -5 false
team done -7 -3 false 2026-09-22
filing done -7 -3 false
sign_up passed -1 0 false
replies ahead 8 2 false
event ahead 8 2 false
publish ahead 13 6 false
results ahead 18 9 false`
	if got := spell(time.Date(2026, 10, 1, 8, 0, 0, 0, app.Zone), e); !strings.HasPrefix(got, want) {
		t.Errorf("on 1 October:\n%s\nwant\n%s", got, want)
	}
	for state, want := range map[app.State]string{
		app.StateDraft: "", app.StateFiled: "filing", app.StateSignUpOpen: "notice filing", app.StateSettled: "notice team filing replies",
		app.StateHeld: "notice team filing replies", app.StateSummarised: "notice team filing replies", app.StateArchived: "notice team filing replies publish results",
	} {
		e := app.Event{State: state, Start: e.Start, SignUpUntil: e.SignUpUntil}
		var met []string
		for _, s := range table.Statuses(e, time.Date(2026, 11, 9, 8, 0, 0, 0, app.Zone)) {
			if s.State == Met {
				met = append(met, string(s.Kind))
			}
		}
		if got := strings.Join(met, " "); got != want {
			t.Errorf("%s: met are %s, want %s", state, got, want)
		}
	}
	// The hour counts for sign-up alone.
	for hour, want := range map[int]string{16: "sign_up today", 17: "sign_up today", 18: "sign_up passed"} {
		got := spell(time.Date(2026, 9, 30, hour, 0, 0, 0, app.Zone), app.Event{State: app.StateDraft, SignUpUntil: e.SignUpUntil})
		if !strings.HasPrefix(got, want) {
			t.Errorf("at %d o'clock: %s", hour, got)
		}
	}
	for hour, want := range map[int]string{8: "event today", 23: "event today"} {
		got := spell(time.Date(2026, 10, 9, hour, 0, 0, 0, app.Zone), app.Event{State: app.StateDraft, Start: e.Start})
		if !strings.Contains(got, want) {
			t.Errorf("at %d o'clock: %s", hour, got)
		}
	}
}

func TestWhatComesNextAndHowMuchIsLate(t *testing.T) {
	is := func(states ...State) []Status {
		var all []Status
		for i, s := range states {
			all = append(all, standing(app.DeadlineKinds[i].Code, s, 0, 0, false))
		}
		return all
	}
	aged := func(all []Status) []Status {
		for i := range all {
			all[i].Old = true
		}
		return all
	}
	for _, c := range []struct {
		all       []Status
		next      string
		late, old int
	}{
		{nil, "", 0, 0},
		{is(Met, Passed), "", 0, 0},
		{is(Overdue, Met, Overdue), "team", 2, 0},
		{is(Overdue, Today, Ahead), "filing", 1, 0},
		{is(Overdue, Met, Ahead, Today), "notice", 1, 0},
		{aged(is(Overdue, Overdue)), "", 0, 2},
		{append(aged(is(Overdue)), is(Met, Overdue)...), "filing", 1, 1},
	} {
		next, ok := Next(c.all)
		late, old := CountOverdue(c.all)
		if string(next.Kind) != c.next || ok != (c.next != "") || late != c.late || old != c.old {
			t.Errorf("%+v: next %s, %d late, %d old", c.all, next.Kind, late, old)
		}
	}
}

func TestAnOffsetWithoutMeasureIsReckoned(t *testing.T) {
	for _, unit := range []Unit{Days, WorkingDays, Months} {
		rule := Rule{Kind: app.DeadlineFiling, Days: 1 << 40, Unit: unit, Anchor: AnchorEvent, Before: true}
		if at, _ := rule.reckon(app.Date(2026, 5, 6), workday.Official()); at.IsZero() {
			t.Errorf("%s: no date", unit)
		}
	}
}

// wrongFields returns the fields in which something is wrong, in order.
func wrongFields(all []app.FieldProblem) string {
	var names []string
	for _, p := range all {
		names = append(names, p.Field)
	}
	return strings.Join(names, " ")
}

// What is late in an event that is over, or for more than thirty days, presses nobody;
// personal data that is to be deleted does.
func TestWhatIsLateGrowsOld(t *testing.T) {
	table := Timetable{Rules: DefaultRules(), Calendar: workday.Official()}
	for _, c := range []struct {
		name  string
		state app.State
		days  int // since the event
		kind  app.DeadlineKind
		old   bool
	}{
		{"five days late", app.StateHeld, 10, app.DeadlinePublish, false},
		{"thirty days late", app.StateHeld, 35, app.DeadlinePublish, false},
		{"thirty-one days late", app.StateHeld, 36, app.DeadlinePublish, true},
		{"of years ago, never moved on", app.StateDraft, 1400, app.DeadlineFiling, true},
		{"in a summarised event", app.StateSummarised, 10, app.DeadlinePublish, true},
		{"personal data", app.StateArchived, 1400, app.DeadlineRetention, false},
	} {
		start := time.Date(2022, 11, 22, 9, 0, 0, 0, app.Zone)
		for _, s := range table.Statuses(app.Event{State: c.state, Start: start}, start.AddDate(0, 0, c.days)) {
			if s.Kind != c.kind {
				continue
			}
			if s.State != Overdue || s.Old != c.old || (s.Words() == "待补录") != c.old {
				t.Errorf("%s: %s, old %v, %s", c.name, s.State, s.Old, s.Words())
			}
		}
	}
}
