package app

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"openday/app/words"
	"openday/app/workday"
)

func TestTheRulesThatHoldUntilAnOfficeSetsItsOwn(t *testing.T) {
	var got []string
	for _, r := range DefaultDeadlineRules() {
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
	own := []DeadlineRule{
		{Kind: DeadlineFiling, Days: 10, Unit: UnitWorkingDays, Anchor: AnchorEvent, Before: true},
		{Kind: DeadlineTeam, Days: 5, Unit: UnitWorkingDays, Anchor: AnchorEvent, Before: true, None: true},
		{Kind: DeadlinePublish, Days: 3, Unit: UnitWorkingDays, Anchor: AnchorEvent},
		{Kind: DeadlineRetention, Days: 0, Unit: UnitDays, Anchor: AnchorSignUp},
	}
	want := DefaultDeadlineRules()
	want[1], want[0], want[4], want[6] = own[0], own[1], own[2], own[3]
	text, err := json.Marshal(own)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, ParseDeadlineRules(string(text))); diff != "" {
		t.Error(diff)
	}
	e := Event{Start: Date(2026, 10, 9), SignUpUntil: Date(2026, 9, 30)}
	var days []string
	for _, d := range (Timetable{Rules: want, Calendar: workday.Official()}).Deadlines(e) {
		days = append(days, fmt.Sprintf("%s %s %v", d.Kind, ISODate(d.At), d.Own))
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
	text, _ = json.Marshal([]DeadlineRule{unsound, strange, own[3]})
	want = DefaultDeadlineRules()
	want[6] = own[3]
	if diff := cmp.Diff(want, ParseDeadlineRules(string(text))); diff != "" {
		t.Error(diff)
	}
	for _, text := range []string{"", "[]", "null", "{", `{"Kind":"filing"}`} {
		if diff := cmp.Diff(DefaultDeadlineRules(), ParseDeadlineRules(text)); diff != "" {
			t.Errorf("%q: %s", text, diff)
		}
	}
}

func TestARuleIsWithinItsLimits(t *testing.T) {
	for days, want := range map[int]string{-1: "Days", 0: "", 1: "", 365: "", 366: "Days"} {
		r := DefaultDeadlineRules()[0]
		r.Days = days
		if got := wrongFields(r.Validate()); got != want {
			t.Errorf("%d days: problems with %q", days, got)
		}
	}
	for _, kind := range []DeadlineKind{DeadlineSignUp, DeadlineEvent, ""} {
		r := DefaultDeadlineRules()[0]
		r.Kind = kind
		if got := wrongFields(r.Validate()); got != "Kind" {
			t.Errorf("a rule for %q: problems with %q", kind, got)
		}
	}
}

func TestReckoningByEachUnit(t *testing.T) {
	for _, c := range []struct {
		from    time.Time
		rule    DeadlineRule
		want    string
		missing []int
	}{
		{Date(2026, 3, 31), DeadlineRule{Days: 1, Unit: UnitMonths}, "2026-04-30", nil},
		{Date(2026, 3, 31), DeadlineRule{Days: 1, Unit: UnitMonths, Before: true}, "2026-02-28", nil},
		{Date(2028, 3, 30), DeadlineRule{Days: 1, Unit: UnitMonths, Before: true}, "2028-02-29", nil},
		{Date(2026, 1, 15), DeadlineRule{Days: 1, Unit: UnitMonths, Before: true}, "2025-12-15", nil},
		{Date(2026, 1, 1), DeadlineRule{Days: 12, Unit: UnitMonths}, "2027-01-01", nil},
		{Date(2026, 12, 31), DeadlineRule{Days: 2, Unit: UnitMonths}, "2027-02-28", nil},
		{Date(2026, 10, 9), DeadlineRule{Days: 0, Unit: UnitMonths}, "2026-10-09", nil},
		{Date(2026, 9, 24), DeadlineRule{Days: 10, Unit: UnitDays}, "2026-10-04", nil},
		{Date(2026, 9, 24), DeadlineRule{Days: 10, Unit: UnitDays, Before: true}, "2026-09-14", nil},
		{Date(2026, 9, 24), DeadlineRule{Days: 5, Unit: UnitWorkingDays}, "2026-10-09", nil},
		{Date(2026, 10, 9), DeadlineRule{Days: 5, Unit: UnitWorkingDays, Before: true}, "2026-09-24", nil},
		{Date(2026, 12, 31), DeadlineRule{Days: 1, Unit: UnitWorkingDays}, "2027-01-04", []int{2027}},
	} {
		at, missing := c.rule.reckon(c.from, workday.Official())
		if ISODate(at) != c.want || !cmp.Equal(missing, c.missing) || !at.Equal(DayOf(at)) {
			t.Errorf("%+v from %s: %s %v, want %s %v", c.rule, ISODate(c.from), at, missing, c.want, c.missing)
		}
	}
}

func TestTheEventsOwnRule(t *testing.T) {
	filing := DeadlineRule{Kind: DeadlineFiling, Days: 5, Unit: UnitWorkingDays, Anchor: AnchorEvent, Before: true}
	team := DeadlineRule{Kind: DeadlineTeam, Days: 5, Unit: UnitWorkingDays, Anchor: AnchorEvent, Before: true}
	with := func(r DeadlineRule, change func(*DeadlineRule)) DeadlineRule { change(&r); return r }
	days := func(n int) func(*DeadlineRule) { return func(r *DeadlineRule) { r.Days = n } }
	none := func(r *DeadlineRule) { r.None = true }
	offset := func(k DeadlineKind, n int, none bool) []DeadlineOffset {
		return []DeadlineOffset{{Kind: k, Days: n, None: none}}
	}
	for name, c := range map[string]struct {
		e    Event
		rule DeadlineRule
		want DeadlineRule
		own  bool
	}{
		"none of its own":            {Event{}, filing, filing, false},
		"days of its own":            {Event{FilingDays: 3}, filing, with(filing, days(3)), true},
		"days as the rule has them":  {Event{FilingDays: 5}, filing, filing, false},
		"one day, and an offset":     {Event{FilingDays: 1, Offsets: offset(DeadlineFiling, 9, false)}, filing, with(filing, days(1)), true},
		"one day":                    {Event{FilingDays: 1}, filing, with(filing, days(1)), true},
		"days less than none":        {Event{FilingDays: -1}, filing, filing, false},
		"days where there is none":   {Event{FilingDays: 5}, with(filing, none), filing, true},
		"days in place of months":    {Event{FilingDays: 5}, with(filing, func(r *DeadlineRule) { r.Unit = UnitMonths }), filing, true},
		"days of the replies":        {Event{VettingDays: 3}, filing, filing, false},
		"offset":                     {Event{Offsets: offset(DeadlineTeam, 9, false)}, team, with(team, days(9)), true},
		"offset as the rule has it":  {Event{Offsets: offset(DeadlineTeam, 5, false)}, team, team, false},
		"offset where there is none": {Event{Offsets: offset(DeadlineTeam, 9, false)}, with(team, none), with(team, days(9)), true},
		"no such deadline":           {Event{Offsets: offset(DeadlineTeam, 0, true)}, team, with(team, none), true},
		"offset of another":          {Event{Offsets: offset(DeadlineNotice, 9, false)}, team, team, false},
		"offset of filing":           {Event{Offsets: offset(DeadlineFiling, 9, false)}, filing, with(filing, days(9)), true},
		"days go before an offset":   {Event{FilingDays: 3, Offsets: offset(DeadlineFiling, 9, false)}, filing, with(filing, days(3)), true},
		"days go before none":        {Event{FilingDays: 3, Offsets: offset(DeadlineFiling, 0, true)}, filing, with(filing, days(3)), true},
	} {
		rule, own := ruleOf(c.e, c.rule)
		if diff := cmp.Diff(c.want, rule); diff != "" || own != c.own {
			t.Errorf("%s: its own %v, %s", name, own, diff)
		}
	}
}

func TestAnOffsetAndBackToTheRule(t *testing.T) {
	kept := []DeadlineOffset{{Kind: DeadlineNotice, Days: 1}}
	e := Event{FilingDays: 3, VettingDays: 4, Offsets: []DeadlineOffset{kept[0], {Kind: DeadlineTeam, Days: 2}, {Kind: DeadlineFiling, None: true}}}
	was := Event{FilingDays: 3, VettingDays: 4, Offsets: append([]DeadlineOffset(nil), e.Offsets...)}
	for name, c := range map[string]struct {
		kind DeadlineKind
		to   *DeadlineOffset
		want Event
	}{
		"team otherwise":        {DeadlineTeam, &DeadlineOffset{Kind: "ignored", Days: 9}, Event{FilingDays: 3, VettingDays: 4, Offsets: []DeadlineOffset{kept[0], {Kind: DeadlineFiling, None: true}, {Kind: DeadlineTeam, Days: 9}}}},
		"team on the day":       {DeadlineTeam, &DeadlineOffset{}, Event{FilingDays: 3, VettingDays: 4, Offsets: []DeadlineOffset{kept[0], {Kind: DeadlineFiling, None: true}, {Kind: DeadlineTeam}}}},
		"no team":               {DeadlineTeam, &DeadlineOffset{None: true}, Event{FilingDays: 3, VettingDays: 4, Offsets: []DeadlineOffset{kept[0], {Kind: DeadlineFiling, None: true}, {Kind: DeadlineTeam, None: true}}}},
		"team by the rule":      {DeadlineTeam, nil, Event{FilingDays: 3, VettingDays: 4, Offsets: []DeadlineOffset{kept[0], {Kind: DeadlineFiling, None: true}}}},
		"filing otherwise":      {DeadlineFiling, &DeadlineOffset{Days: 8}, Event{FilingDays: 8, VettingDays: 4, Offsets: []DeadlineOffset{kept[0], {Kind: DeadlineTeam, Days: 2}}}},
		"filing a day before":   {DeadlineFiling, &DeadlineOffset{Days: 1}, Event{FilingDays: 1, VettingDays: 4, Offsets: []DeadlineOffset{kept[0], {Kind: DeadlineTeam, Days: 2}}}},
		"filing on the day":     {DeadlineFiling, &DeadlineOffset{}, Event{VettingDays: 4, Offsets: []DeadlineOffset{kept[0], {Kind: DeadlineTeam, Days: 2}, {Kind: DeadlineFiling}}}},
		"no filing":             {DeadlineFiling, &DeadlineOffset{Days: 8, None: true}, Event{VettingDays: 4, Offsets: []DeadlineOffset{kept[0], {Kind: DeadlineTeam, Days: 2}, {Kind: DeadlineFiling, Days: 8, None: true}}}},
		"filing by the rule":    {DeadlineFiling, nil, Event{VettingDays: 4, Offsets: []DeadlineOffset{kept[0], {Kind: DeadlineTeam, Days: 2}}}},
		"replies otherwise":     {DeadlineReplies, &DeadlineOffset{Days: 7}, Event{FilingDays: 3, VettingDays: 7, Offsets: was.Offsets}},
		"replies by the rule":   {DeadlineReplies, nil, Event{FilingDays: 3, Offsets: was.Offsets}},
		"publishing, by the by": {DeadlinePublish, nil, was},
	} {
		got := WithOffset(e, c.kind, c.to)
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
		if diff := cmp.Diff(was, e); diff != "" {
			t.Errorf("%s changes the event that it was asked of: %s", name, diff)
		}
	}
	if got := WithOffset(Event{Offsets: []DeadlineOffset{{Kind: DeadlineTeam, Days: 2}}}, DeadlineTeam, nil); got.Offsets != nil {
		t.Errorf("the last one gone leaves %#v", got.Offsets)
	}
}

func TestDeadlinesInFull(t *testing.T) {
	rules := DefaultDeadlineRules()
	e := Event{Start: time.Date(2026, 10, 9, 9, 0, 0, 0, Zone), End: time.Date(2026, 10, 11, 12, 0, 0, 0, Zone), SignUpUntil: time.Date(2026, 9, 30, 17, 0, 0, 0, Zone),
		RetainUntil: time.Date(2026, 12, 31, 8, 0, 0, 0, Zone), FilingDays: 3, Offsets: []DeadlineOffset{{Kind: DeadlineNotice, None: true}}}
	filing := rules[1]
	filing.Days = 3
	want := []Deadline{
		{Kind: DeadlineTeam, At: Date(2026, 9, 24), Rule: rules[0]},
		{Kind: DeadlineFiling, At: Date(2026, 9, 29), Rule: filing, Own: true},
		{Kind: DeadlineSignUp, At: e.SignUpUntil},
		{Kind: DeadlineReplies, At: Date(2026, 10, 9), Rule: rules[3]},
		{Kind: DeadlineEvent, At: e.Start},
		{Kind: DeadlinePublish, At: Date(2026, 10, 16), Rule: rules[4]}, // from the end of the event
		{Kind: DeadlineResults, At: Date(2026, 10, 21), Rule: rules[5]},
		{Kind: DeadlineRetention, At: Date(2026, 12, 31), Own: true},
	}
	if diff := cmp.Diff(want, (Timetable{Rules: rules, Calendar: workday.Official()}).Deadlines(e)); diff != "" {
		t.Error(diff)
	}
	if got := (Timetable{Rules: rules, Calendar: workday.Official()}).Deadlines(Event{}); got != nil {
		t.Errorf("without any date: %+v", got)
	}
	retained := (Timetable{Rules: rules, Calendar: workday.Official()}).Deadlines(Event{RetainUntil: e.RetainUntil})
	if diff := cmp.Diff(want[7:], retained); diff != "" {
		t.Errorf("without a day of the event: %s", diff)
	}
	// On one day they stand in the course of an event, the hours left aside.
	same := Event{Start: time.Date(2026, 9, 24, 9, 0, 0, 0, Zone), SignUpUntil: time.Date(2026, 9, 24, 17, 0, 0, 0, Zone), Offsets: []DeadlineOffset{{Kind: DeadlineTeam}, {Kind: DeadlineResults}}}
	var order []string
	for _, d := range (Timetable{Rules: rules, Calendar: workday.Official()}).Deadlines(same) {
		if DayOf(d.At).Equal(Date(2026, 9, 24)) {
			order = append(order, string(d.Kind))
		}
	}
	if got := strings.Join(order, " "); got != "team sign_up event results" {
		t.Errorf("on one day: %s", got)
	}
}

// standing is a status of a deadline for its words.
func standing(kind DeadlineKind, state DeadlineState, days, working int, inexact bool) DeadlineStatus {
	return DeadlineStatus{Deadline: Deadline{Kind: kind}, State: state, Days: days, WorkingDays: working, inexact: inexact}
}

func TestWordsOfEveryStanding(t *testing.T) {
	done := standing(DeadlineFiling, DeadlineMet, 0, 0, false)
	done.DoneOn = Date(2026, 9, 21)
	for _, c := range []struct {
		s    DeadlineStatus
		want string
	}{
		{standing(DeadlineFiling, DeadlineMet, -3, -1, false), "已完成"},
		{done, "2026-09-21 完成"},
		{standing(DeadlineSignUp, DeadlinePassed, -3, -1, false), "已截止"},
		{standing(DeadlineEvent, DeadlinePassed, -3, -1, false), "已结束"},
		{standing(DeadlineFiling, DeadlineToday, 0, 0, false), "今天到期"},
		{standing(DeadlineFiling, DeadlineOverdue, -3, 0, false), "逾期 3 天（均为非工作日）"},
		{standing(DeadlineFiling, DeadlineOverdue, -3, -1, false), "逾期 1 个工作日"},
		{standing(DeadlineFiling, DeadlineOverdue, -3, -2, false), "逾期 2 个工作日"},
		{standing(DeadlineFiling, DeadlineOverdue, -3, -2, true), "逾期 3 天"},
		{standing(DeadlineFiling, DeadlineAhead, 3, 0, false), "还有 3 天（均为非工作日）"},
		{standing(DeadlineFiling, DeadlineAhead, 3, 1, false), "还有 1 个工作日"},
		{standing(DeadlineFiling, DeadlineAhead, 3, 2, false), "还有 2 个工作日"},
		{standing(DeadlineFiling, DeadlineAhead, 3, 1, true), "还有 3 天"},
	} {
		if got := c.s.Words(); got != c.want {
			t.Errorf("%+v: %q, want %q", c.s, got, c.want)
		}
	}
	words.Use(words.English)
	defer words.Use(words.Chinese)
	for _, c := range []struct {
		s    DeadlineStatus
		want string
	}{
		{standing(DeadlineFiling, DeadlineOverdue, -3, -1, false), "one working day late"},
		{standing(DeadlineFiling, DeadlineOverdue, -3, -2, false), "2 working days late"},
		{standing(DeadlineFiling, DeadlineAhead, 3, 1, false), "in one working day"},
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
		s           DeadlineStatus
		owed, press bool
	}{
		{standing(DeadlineFiling, DeadlineAhead, 9, 4, false), true, false},
		{standing(DeadlineFiling, DeadlineAhead, 9, 3, false), true, true},
		{standing(DeadlineFiling, DeadlineToday, 0, 0, false), true, true},
		{standing(DeadlineFiling, DeadlineOverdue, -1, -1, false), true, true},
		{standing(DeadlineFiling, DeadlineOverdue, -45, -30, false), true, true},
		{standing(DeadlineFiling, DeadlineOverdue, -46, -31, false), true, false},
		{standing(DeadlineFiling, DeadlineMet, 0, 0, false), false, false},
		{standing(DeadlineEvent, DeadlinePassed, -1, -1, false), false, false},
	} {
		if owed, press := c.s.Owed(), c.s.Presses(); owed != c.owed || press != c.press {
			t.Errorf("%+v: owed %v, presses %v", c.s, owed, press)
		}
	}
}

func TestStatusesInFull(t *testing.T) {
	e := Event{State: StateDraft, Start: time.Date(2026, 10, 9, 9, 0, 0, 0, Zone), SignUpUntil: time.Date(2026, 9, 30, 17, 0, 0, 0, Zone), PurgedAt: time.Date(2026, 10, 30, 9, 0, 0, 0, Zone)}
	table := Timetable{Rules: DefaultDeadlineRules(), Calendar: workday.Official()}
	spell := func(now time.Time, e Event) string {
		var all []string
		for _, s := range table.Statuses(e, now) {
			all = append(all, strings.TrimSpace(fmt.Sprintf("%s %s %d %d %v %s", s.Kind, s.State, s.Days, s.WorkingDays, s.inexact, ISODate(s.DoneOn))))
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
	if got := spell(time.Date(2026, 9, 20, 23, 59, 0, 0, Zone), e); got != want {
		t.Errorf("on 20 September:\n%s\nwant\n%s", got, want)
	}
	e.PurgedAt = time.Time{}
	e.Done = []DeadlineDone{{Kind: DeadlineTeam, On: Date(2026, 9, 22)}, {Kind: DeadlineFiling}}
	want = `notice overdue -9 -5 false
team done -7 -3 false 2026-09-22
filing done -7 -3 false
sign_up passed -1 0 false
replies ahead 8 2 false
event ahead 8 2 false
publish ahead 13 6 false
results ahead 18 9 false`
	if got := spell(time.Date(2026, 10, 1, 8, 0, 0, 0, Zone), e); !strings.HasPrefix(got, want) {
		t.Errorf("on 1 October:\n%s\nwant\n%s", got, want)
	}
	for state, want := range map[State]string{
		StateDraft: "", StateFiled: "filing", StateSignUpOpen: "notice filing", StateSettled: "notice team filing replies",
		StateHeld: "notice team filing replies", StateSummarised: "notice team filing replies", StateArchived: "notice team filing replies publish results",
	} {
		e := Event{State: state, Start: e.Start, SignUpUntil: e.SignUpUntil}
		var met []string
		for _, s := range table.Statuses(e, time.Date(2026, 11, 9, 8, 0, 0, 0, Zone)) {
			if s.State == DeadlineMet {
				met = append(met, string(s.Kind))
			}
		}
		if got := strings.Join(met, " "); got != want {
			t.Errorf("%s: met are %s, want %s", state, got, want)
		}
	}
	// The hour counts for sign-up alone.
	for hour, want := range map[int]string{16: "sign_up today", 17: "sign_up today", 18: "sign_up passed"} {
		got := spell(time.Date(2026, 9, 30, hour, 0, 0, 0, Zone), Event{State: StateDraft, SignUpUntil: e.SignUpUntil})
		if !strings.HasPrefix(got, want) {
			t.Errorf("at %d o'clock: %s", hour, got)
		}
	}
	for hour, want := range map[int]string{8: "event today", 23: "event today"} {
		got := spell(time.Date(2026, 10, 9, hour, 0, 0, 0, Zone), Event{State: StateDraft, Start: e.Start})
		if !strings.Contains(got, want) {
			t.Errorf("at %d o'clock: %s", hour, got)
		}
	}
}

func TestWhatComesNextAndHowMuchIsLate(t *testing.T) {
	is := func(states ...DeadlineState) []DeadlineStatus {
		var all []DeadlineStatus
		for i, s := range states {
			all = append(all, standing(DeadlineKinds[i].Code, s, 0, 0, false))
		}
		return all
	}
	for _, c := range []struct {
		all  []DeadlineStatus
		next string
		late int
	}{
		{nil, "", 0},
		{is(DeadlineMet, DeadlinePassed), "", 0},
		{is(DeadlineOverdue, DeadlineMet, DeadlineOverdue), "team", 2},
		{is(DeadlineOverdue, DeadlineToday, DeadlineAhead), "filing", 1},
		{is(DeadlineOverdue, DeadlineMet, DeadlineAhead, DeadlineToday), "notice", 1},
	} {
		next, ok := NextDeadline(c.all)
		if string(next.Kind) != c.next || ok != (c.next != "") || CountOverdue(c.all) != c.late {
			t.Errorf("%+v: next %s, %d late", c.all, next.Kind, CountOverdue(c.all))
		}
	}
}

func TestAnOffsetWithoutMeasureIsReckoned(t *testing.T) {
	for _, unit := range []DeadlineUnit{UnitDays, UnitWorkingDays, UnitMonths} {
		rule := DeadlineRule{Kind: DeadlineFiling, Days: 1 << 40, Unit: unit, Anchor: AnchorEvent, Before: true}
		if at, _ := rule.reckon(Date(2026, 5, 6), workday.Official()); at.IsZero() {
			t.Errorf("%s: no date", unit)
		}
	}
}

// wrongFields returns the fields in which something is wrong, in order.
func wrongFields(all []FieldProblem) string {
	var names []string
	for _, p := range all {
		names = append(names, p.Field)
	}
	return strings.Join(names, " ")
}
