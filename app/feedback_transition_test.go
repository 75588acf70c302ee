package app_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"openday/app"
	"openday/app/figures"
	"openday/app/service"
	"openday/app/workday"
)

// shelf is a store of events, opinions, departments and settings in memory. It
// neither looks at revisions nor takes anything back.
type shelf struct {
	app.Tx      // what is not used here panics
	events      []app.EventSummary
	feedback    []app.Feedback
	departments []app.Department
	settings    map[string]string
	changes     []app.RecordChange
}

func (s *shelf) View(_ context.Context, work func(app.Tx) error) error { return work(s) }

func (s *shelf) Update(_ context.Context, _ app.Unit, work func(app.Tx) error) error {
	s.changes = nil
	return work(s)
}

func (s *shelf) Close() error { return nil }

func (s *shelf) SetLabel(string) {}

func (s *shelf) Changes() []app.RecordChange { return s.changes }

func (s *shelf) AddAudit(app.AuditEntry) error { return nil }

func (s *shelf) Events(app.EventFilter) ([]app.EventSummary, error) { return s.events, nil }

func (s *shelf) Event(id string) (app.Event, error) {
	for _, e := range s.events {
		if e.ID == id {
			return e.Event, nil
		}
	}
	return app.Event{}, &app.Error{Code: app.CodeNotFound}
}

func (s *shelf) SaveEvents(list []app.Event) error {
	for _, e := range list {
		for i := range s.events {
			if s.events[i].ID == e.ID {
				s.events[i].Event = e
			}
		}
	}
	return nil
}

func (s *shelf) LastPosition(_ app.RecordKind, eventID string) (int, error) {
	last := 0
	for _, f := range s.feedback {
		if f.EventID == eventID {
			last = max(last, f.Position)
		}
	}
	return last, nil
}

func (s *shelf) Count(_ app.RecordKind, eventID string) (int, error) {
	of, err := s.Feedback(app.FeedbackFilter{EventID: eventID})
	return len(of), err
}

func (s *shelf) Feedback(filter app.FeedbackFilter) ([]app.Feedback, error) {
	var all []app.Feedback
	for _, f := range s.feedback {
		if filter.EventID != "" && f.EventID != filter.EventID ||
			filter.IDs != nil && !slices.Contains(filter.IDs, f.ID) ||
			filter.MergedInto != nil && !slices.Contains(filter.MergedInto, f.MergedInto) {
			continue
		}
		f.History = slices.Clone(f.History)
		all = append(all, f)
	}
	return all, nil
}

func (s *shelf) SaveFeedback(list []app.Feedback) error {
	for _, f := range list {
		s.changes = append(s.changes, app.RecordChange{RecordKey: app.RecordKey{Kind: app.RecordFeedback, ID: f.ID}, EventID: f.EventID, After: f})
		if i := slices.IndexFunc(s.feedback, func(o app.Feedback) bool { return o.ID == f.ID }); i >= 0 {
			s.feedback[i] = f
		} else {
			s.feedback = append(s.feedback, f)
		}
	}
	return nil
}

func (s *shelf) Delete(kind app.RecordKind, ids []string) error {
	switch kind {
	case app.RecordFeedback:
		s.feedback = slices.DeleteFunc(s.feedback, func(f app.Feedback) bool { return slices.Contains(ids, f.ID) })
	case app.RecordDepartment:
		s.departments = slices.DeleteFunc(s.departments, func(d app.Department) bool { return slices.Contains(ids, d.ID) })
	default:
		panic(kind)
	}
	return nil
}

func (s *shelf) Departments() ([]app.Department, error) { return slices.Clone(s.departments), nil }

func (s *shelf) SaveDepartments(list []app.Department) error {
	for _, d := range list {
		s.departments = append(slices.DeleteFunc(s.departments, func(o app.Department) bool { return o.ID == d.ID }), d)
	}
	return nil
}

func (s *shelf) Setting(key string) (string, error) { return s.settings[key], nil }

func (s *shelf) SetSetting(key, value string) error {
	s.settings[key] = value
	return nil
}

// desk is a service over a shelf whose clock can be set.
type desk struct {
	*service.Service
	shelf *shelf
	now   time.Time
}

func newDesk() *desk {
	d := &desk{shelf: &shelf{settings: map[string]string{}}, now: today}
	for _, title := range []string{"甲街道开放日", "乙街道开放日"} {
		d.shelf.events = append(d.shelf.events, app.EventSummary{Event: app.Event{ID: title, Title: title, Start: today, State: app.StateHeld}})
	}
	n := 0
	d.Service = service.New(d.shelf, func() time.Time { return d.now }, func() string { n++; return fmt.Sprint("id", n) }, "甲")
	return d
}

// allowed says once more, apart from the program, which steps a state allows and
// where each leads; "" is where the state stays as it is.
var allowed = map[app.FeedbackState]map[app.TransitionKind]app.FeedbackState{
	"recorded":    {"assign": "assigned", "answer": "answered"},
	"answered":    {"follow_up": "followed_up", "reopen": "recorded"},
	"assigned":    {"start": "in_progress", "finish": "done", "urge": "", "ask": "", "extend": "", "refuse": "", "return": "recorded"},
	"in_progress": {"finish": "done", "urge": "", "ask": "", "extend": "", "refuse": "", "return": "recorded"},
	"done":        {"reply": "replied", "reopen": "in_progress"},
	"replied":     {"follow_up": "followed_up", "reopen": "in_progress"},
	"followed_up": {"reopen": "in_progress"},
}

// isWorkday is the calendar's word on a day; the counting below is its own.
func addWorkdays(c *workday.Calendar, day time.Time, n int) time.Time {
	for n > 0 {
		day = day.AddDate(0, 0, 1)
		if c.IsWorkday(day) {
			n--
		}
	}
	return day
}

// TestRandomHandling drives random sequences of recording, steps, corrections,
// merging and splitting over two events. After each one history and state agree,
// nothing forbidden passes, working days are right, and the figures are those of
// a recount from the histories alone.
func TestRandomHandling(t *testing.T) {
	ctx := context.Background()
	rapid.Check(t, func(t *rapid.T) {
		d := newDesk()
		rules, err := d.FeedbackRules(ctx)
		if err != nil {
			t.Fatal(err)
		}
		before := map[string][]app.Transition{} // histories are only ever added to
		for range rapid.IntRange(1, 40).Draw(t, "actions") {
			d.now = d.now.Add(time.Duration(rapid.IntRange(0, 90).Draw(t, "hours")) * time.Hour)
			act(t, d, rules)
			for _, f := range d.shelf.feedback {
				checkHistory(t, f, before[f.ID])
				before[f.ID] = f.History
			}
			checkFigures(t, d, rules)
			checkReport(t, d, rules)
		}
	})
}

// act does one thing at random.
func act(t *rapid.T, d *desk, rules app.FeedbackRules) {
	ctx := context.Background()
	all := d.shelf.feedback
	what := rapid.SampledFrom([]string{"record", "step", "step", "step", "step", "step", "correct", "merge", "split"}).Draw(t, "what")
	if len(all) == 0 {
		what = "record"
	}
	pick := func() app.Feedback {
		return d.shelf.feedback[rapid.IntRange(0, len(d.shelf.feedback)-1).Draw(t, "opinion")]
	}
	switch what {
	case "record":
		if _, err := d.SaveFeedback(ctx, app.Feedback{EventID: d.shelf.events[rapid.IntRange(0, 1).Draw(t, "event")].ID, Content: "路灯不亮", Category: rapid.SampledFrom([]string{"", "市政", "养老"}).Draw(t, "category")}); err != nil {
			t.Fatal(err)
		}
	case "step":
		f := pick()
		step := app.Step{
			Kind: rapid.SampledFrom(app.TransitionKinds).Draw(t, "kind").Code, Note: "说明", Department: rapid.SampledFrom([]string{"甲科", "乙科"}).Draw(t, "department"), Joint: []string{"丙科、甲科"},
			InCharge: "王", Telephone: "123", Result: "结果", Grade: "B", RepliedOn: d.now, ReplyChannel: "电话", Adoption: app.Adopted, Satisfaction: rapid.SampledFrom(app.Satisfactions).Draw(t, "answer").Code,
		}
		if rapid.Bool().Draw(t, "overrule") {
			step.Overrule = "领导同意"
		}
		n := rapid.IntRange(0, 12).Draw(t, "days")
		switch step.Kind {
		case app.TransitionAssign:
			step.DueDate = addWorkdays(rules.Calendar, app.DayOf(d.now), n)
		case app.TransitionAsk, app.TransitionExtend:
			step.DueDate = addWorkdays(rules.Calendar, app.DayOf(f.DueDate), n)
		}
		stepAndCheck(t, d, rules, f, step)
	case "correct":
		f := pick()
		wrote := len(f.History)
		was := f
		if rapid.Bool().Draw(t, "what was said") {
			f.Content += "。"
		} else {
			f.InCharge += "李"
		}
		got, err := d.SaveFeedback(ctx, f)
		if err != nil {
			t.Fatal(err)
		}
		silent := was.State == app.FeedbackRecorded && wrote == 1 && got.InCharge == was.InCharge
		if added := len(got.History) - wrote; silent != (added == 0) || added > 1 || added == 1 && got.History[wrote].Kind != app.TransitionCorrect {
			t.Fatalf("a correction of %+v wrote %d moves: %+v", was, added, got.History)
		}
	case "merge":
		a, b := pick(), pick()
		_, err := d.MergeFeedback(ctx, a.EventID, a.ID, []string{b.ID})
		if ok := a.ID != b.ID && a.EventID == b.EventID && a.MergedInto == ""; ok != (err == nil) {
			t.Fatalf("merging %s into %s: %v", b.ID, a.ID, err)
		}
	case "split":
		f := pick()
		parts, err := d.SplitFeedback(ctx, f.EventID, f.ID, []string{"路灯不亮", "路面不平"})
		if ok := f.MergedInto == ""; ok != (err == nil) {
			t.Fatalf("splitting %+v: %v", f, err)
		}
		if err == nil && (len(parts) != 2 || parts[0].ID != f.ID || parts[1].State != f.State || parts[1].DueDate != f.DueDate || len(parts[1].History) != len(f.History)+1) {
			t.Fatalf("split into %+v", parts)
		}
	}
}

// stepAndCheck takes a step and holds it to the rules.
func stepAndCheck(t *rapid.T, d *desk, rules app.FeedbackRules, f app.Feedback, step app.Step) {
	got, err := d.StepFeedback(context.Background(), f.EventID, f.ID, step)
	to, ok := allowed[f.State][step.Kind]
	if to == "" {
		to = f.State
	}
	if f.MergedInto != "" {
		to, ok = f.State, step.Kind == app.TransitionUnmerge
	}
	today, due := app.DayOf(d.now), f.DueDate
	late := !due.IsZero() && today.After(due)
	asked := !f.AskedUntil().IsZero()
	switch step.Kind {
	case app.TransitionReturn:
		if today.After(addWorkdays(rules.Calendar, f.AssignedOn, rules.ReturnDays)) {
			ok = ok && step.Overrule != ""
		}
	case app.TransitionAsk:
		ok = ok && !asked && !late && step.DueDate.After(due)
	case app.TransitionExtend:
		ok = ok && step.DueDate.After(due) && !step.DueDate.Before(today) && (!late || asked || step.Overrule != "")
	case app.TransitionRefuse:
		ok = ok && asked
	case app.TransitionFollowUp:
		if step.Satisfaction == app.NotSatisfied {
			to = app.FeedbackInProgress
		}
	case app.TransitionReopen: // whoever has it, also where it was answered together with another one
		to = app.FeedbackInProgress
	}
	if (step.Kind == app.TransitionFollowUp || step.Kind == app.TransitionReopen) && to == app.FeedbackInProgress && f.Department == "" {
		to = app.FeedbackRecorded
	}
	if ok != (err == nil) {
		t.Fatalf("%s on %+v at %s: allowed %v, error %v", step.Kind, f, d.now, ok, err)
	}
	if err != nil {
		if app.CodeOf(err) != app.CodeInvalid || !cmp.Equal(got, f) {
			t.Fatalf("a refused step changed the opinion (%v): %s", err, cmp.Diff(f, got))
		}
		return
	}
	if got.State != to || len(got.History) != len(f.History)+1 || got.History[len(f.History)].Kind != step.Kind || !got.History[len(f.History)].At.Equal(d.now) || got.History[len(f.History)].By != "甲" {
		t.Fatalf("%s on %+v gives %+v", step.Kind, f, got)
	}
	switch {
	case step.Kind == app.TransitionAssign:
		if !got.DueDate.Equal(step.DueDate) || !got.AssignedOn.Equal(today) {
			t.Fatalf("assigned: %+v", got)
		}
		known := d.shelf.departments
		for _, name := range append([]string{got.Department}, got.Joint...) {
			if n := len(slices.DeleteFunc(slices.Clone(known), func(k app.Department) bool { return k.Name != name })); n != 1 {
				t.Fatalf("%s stands %d times on the list %v", name, n, known)
			}
		}
	case to == app.FeedbackInProgress && (step.Kind == app.TransitionFollowUp || step.Kind == app.TransitionReopen):
		want := due
		if due.Before(today) {
			want = addWorkdays(rules.Calendar, today, rules.DueDays)
		}
		if !got.DueDate.Equal(want) {
			t.Fatalf("handled again on %s, due %s, want %s", today, got.DueDate, want)
		}
	case step.Kind == app.TransitionReply, step.Kind == app.TransitionAnswer:
		for _, other := range d.shelf.feedback {
			if other.MergedInto == f.ID && (other.State != got.State || !other.RepliedOn.Equal(got.RepliedOn) || other.Result != got.Result) {
				t.Fatalf("who said the same was not told: %+v", other)
			}
		}
	}
}

// checkHistory holds an opinion to its history.
func checkHistory(t *rapid.T, f app.Feedback, before []app.Transition) {
	if len(f.History) < len(before) || len(before) > 0 && !cmp.Equal(f.History[:len(before)], before) {
		t.Fatalf("the history was changed: %s", cmp.Diff(before, f.History))
	}
	if f.History[0].Kind != app.TransitionRecord || f.History[0].From != app.FeedbackRecorded {
		t.Fatalf("the history begins with %+v", f.History[0])
	}
	for i, m := range f.History[1:] {
		if m.From != f.History[i].To || m.At.Before(f.History[i].At) {
			t.Fatalf("move %d does not follow on the one before: %+v", i+1, f.History)
		}
	}
	if f.State != f.History[len(f.History)-1].To {
		t.Fatalf("the state is %s, the history ends with %s", f.State, f.History[len(f.History)-1].To)
	}
	told := app.Replay(f.History)
	told.ID, told.EventID, told.Position, told.Content, told.Category, told.CreatedAt, told.UpdatedAt, told.History = f.ID, f.EventID, f.Position, f.Content, f.Category, f.CreatedAt, f.UpdatedAt, f.History
	if diff := cmp.Diff(told, f); diff != "" {
		t.Fatalf("the history tells of another opinion: %s", diff)
	}
}

// recount counts one group of opinions from their histories alone.
func recount(all []app.Feedback, rules app.FeedbackRules, now time.Time) figures.FeedbackCount {
	var c figures.FeedbackCount
	day := app.DayOf(now)
	for _, kept := range all {
		f := app.Replay(kept.History)
		if f.MergedInto != "" {
			c.Merged++
			continue
		}
		c.Opened++
		var assigned, finished time.Time
		for _, m := range kept.History {
			if m.Kind == app.TransitionUrge {
				c.Urged++
			}
			if m.Kind == app.TransitionAssign {
				assigned, finished = m.At, time.Time{}
			}
			if m.Kind == app.TransitionFinish {
				finished = m.At
			}
		}
		open := slices.Contains([]app.FeedbackState{"recorded", "assigned", "in_progress"}, f.State)
		if open {
			c.Open++
			if !f.DueDate.IsZero() {
				switch {
				case f.DueDate.Before(day):
					c.Overdue++
				case !addWorkdays(rules.Calendar, day, rules.SoonDays).Before(f.DueDate):
					c.Soon++
				}
			}
		} else {
			c.Handled++
			if f.State == "answered" {
				c.OnSpot++
			}
			if !assigned.IsZero() && !finished.IsZero() {
				n := 0
				for at := app.DayOf(assigned); at.Before(app.DayOf(finished)); {
					if at = at.AddDate(0, 0, 1); rules.Calendar.IsWorkday(at) {
						n++
					}
				}
				c.Days = append(c.Days, n)
			}
		}
		if !open && f.State != "done" || !f.RepliedOn.IsZero() {
			c.Replied++
		}
		if f.Satisfaction != "" {
			c.FollowedUp++
			if f.Satisfaction != "not" {
				c.Satisfied++
			}
		}
	}
	slices.Sort(c.Days)
	return c
}

// checkFigures holds the figures to a recount of each group.
func checkFigures(t *rapid.T, d *desk, rules app.FeedbackRules) {
	counted, err := d.FeedbackFigures(context.Background(), "")
	if err != nil {
		t.Fatal(err)
	}
	all := d.shelf.feedback
	check := func(name string, got []figures.FeedbackCount, of func(app.Feedback) string) {
		left := map[string]bool{}
		for _, f := range all {
			if f.MergedInto == "" || name == "event" || name == "state" {
				left[of(f)] = true
			}
		}
		for _, c := range got {
			delete(left, c.Key)
			want := recount(slices.DeleteFunc(slices.Clone(all), func(f app.Feedback) bool { return of(f) != c.Key }), rules, d.now)
			want.Key, want.Name = c.Key, c.Name
			if diff := cmp.Diff(want, c); diff != "" {
				t.Fatalf("figures by %s of %q: %s", name, c.Key, diff)
			}
			if median, ok := c.MedianDays(); ok != (len(want.Days) > 0) || ok && !isMedian(median, want.Days) {
				t.Fatalf("the median of %v is %v", want.Days, median)
			}
			if got := [3]app.Share{c.HandledRate(), c.ReplyRate(), c.SatisfiedRate()}; c.Opened > 0 && c.FollowedUp > 0 &&
				got != [3]app.Share{{Num: want.Handled, Den: want.Opened}, {Num: want.Replied, Den: want.Opened}, {Num: want.Satisfied, Den: want.FollowedUp}} {
				t.Fatalf("the rates of %+v are %v", c, got)
			}
		}
		if len(left) > 0 {
			t.Fatalf("figures by %s leave out %v", name, left)
		}
	}
	check("all", []figures.FeedbackCount{counted.Total}, func(app.Feedback) string { return "" })
	check("event", counted.ByEvent, func(f app.Feedback) string { return f.EventID })
	check("department", counted.ByDepartment, func(f app.Feedback) string { return f.Department })
	check("category", counted.ByCategory, func(f app.Feedback) string { return f.Category })
	check("state", counted.ByState, func(f app.Feedback) string { return string(f.State) })

	chase, err := d.Chase(context.Background(), d.now)
	if err != nil {
		t.Fatal(err)
	}
	overdue, chased := 0, 0
	for _, g := range chase {
		overdue += g.Overdue()
		chased += len(g.Items)
	}
	if overdue != counted.Total.Overdue || chased != counted.Total.Overdue+counted.Total.Soon {
		t.Fatalf("%d chased, %d of them overdue; the figures say %+v", chased, overdue, counted.Total)
	}
}

// isMedian reports whether as many values lie above as below.
func isMedian(m float64, values []int) bool {
	below, above := 0, 0
	for _, v := range values {
		if float64(v) < m {
			below++
		}
		if float64(v) > m {
			above++
		}
	}
	return 2*below <= len(values) && 2*above <= len(values)
}

// checkReport holds what the papers count and say of each event to a recount
// from the histories, and the steps that the window offers to those allowed.
func checkReport(t *rapid.T, d *desk, rules app.FeedbackRules) {
	today := app.DayOf(d.now)
	if got, want := rules.Due(d.now), addWorkdays(rules.Calendar, today, rules.DueDays); !got.Equal(want) {
		t.Fatalf("assigned on %s, due %s, want %s", today, got, want)
	}
	late := app.NewLateness(rules.Calendar, d.now)
	for _, e := range d.shelf.events {
		all := slices.DeleteFunc(slices.Clone(d.shelf.feedback), func(f app.Feedback) bool { return f.EventID != e.ID })
		counted := figures.Of(app.Dossier{Event: e.Event, Feedback: all}, d.now)
		want := recount(all, rules, d.now)
		unanswered := 0
		for _, f := range all {
			told := app.Replay(f.History)
			if told.MergedInto == "" && told.RepliedOn.IsZero() && slices.Contains([]app.FeedbackState{"recorded", "assigned", "in_progress", "done"}, told.State) {
				unanswered++
			}
		}
		if counted.Opinions != want.Opened || counted.Merged != want.Merged || counted.Open() != want.Open || counted.Overdue() != want.Overdue || counted.Handled != want.Handled || counted.OnSpot != want.OnSpot ||
			counted.Unanswered != unanswered || counted.FollowedUp != want.FollowedUp || want.FollowedUp > 0 && counted.SatisfiedRate() != want.SatisfiedRate() {
			t.Fatalf("the report counts %+v, the histories %+v", counted, want)
		}
		for name, tallies := range map[string][]figures.Tally{"category": counted.ByCategory, "department": counted.ByDepartment} {
			opened, open, late := 0, 0, 0
			for _, c := range tallies {
				opened, open, late = opened+c.Opinions, open+c.Open(), late+c.Overdue()
			}
			if sum := [3]int{opened, open, late}; sum != [3]int{want.Opened, want.Open, want.Overdue} {
				t.Fatalf("by %s the report counts %+v in all, the histories %+v", name, sum, want)
			}
		}
		for _, f := range all {
			days := 0
			if f.MergedInto == "" && slices.Contains([]app.FeedbackState{"recorded", "assigned", "in_progress"}, f.State) && !f.DueDate.IsZero() && f.DueDate.Before(today) {
				for at := f.DueDate; at.Before(today); {
					if at = at.AddDate(0, 0, 1); rules.Calendar.IsWorkday(at) {
						days++
					}
				}
				days = max(1, days)
			}
			if got := late.Days(f); got != days {
				t.Fatalf("%+v is %d working days late on %s, want %d", f, got, today, days)
			}
			var offered, steps []app.TransitionKind
			offered = append(offered, f.NextTransitions()...)
			for kind := range allowed[f.State] {
				asked := !f.AskedUntil().IsZero()
				if kind == app.TransitionAsk && asked || kind == app.TransitionRefuse && !asked {
					continue
				}
				steps = append(steps, kind)
			}
			if f.MergedInto != "" {
				steps = []app.TransitionKind{app.TransitionUnmerge}
			}
			slices.Sort(offered)
			slices.Sort(steps)
			if !slices.Equal(offered, steps) {
				t.Fatalf("offered in %s are %v, allowed %v", f.State, offered, steps)
			}
		}
	}
}

func TestTimeLimitsInWorkingDays(t *testing.T) {
	r := app.DefaultFeedbackRules()
	// Before the National Day of 2026 and its make-up days.
	f := app.Feedback{State: app.FeedbackAssigned, Department: "城管办", AssignedOn: app.Date(2026, 9, 24), DueDate: r.Calendar.Add(app.Date(2026, 9, 24), 5).Date}
	if got := f.DueDate.Format(time.DateOnly); got != "2026-10-09" {
		t.Fatalf("five working days after 2026-09-24 are %s", got)
	}
	last := r.ReturnUntil(f)
	if want := addWorkdays(r.Calendar, f.AssignedOn, 7); !last.Equal(want) {
		t.Errorf("to be returned until %s, want %s", last, want)
	}
	try := func(kind app.TransitionKind, at time.Time, overrule string, due time.Time) []string {
		_, wrong := f.Apply(app.Step{Kind: kind, Note: "说明", Overrule: overrule, DueDate: due}, r, "m", "甲", at)
		return fields(wrong)
	}
	later := f.DueDate.AddDate(0, 0, 14)
	for name, c := range map[string]struct{ got, want []string }{
		"return on the last day":    {try(app.TransitionReturn, last.Add(17*time.Hour), "", time.Time{}), nil},
		"return a day later":        {try(app.TransitionReturn, last.AddDate(0, 0, 1), "", time.Time{}), []string{"Overrule"}},
		"return overruled":          {try(app.TransitionReturn, last.AddDate(0, 0, 1), "职责已调整", time.Time{}), nil},
		"ask on the due date":       {try(app.TransitionAsk, f.DueDate.Add(23*time.Hour), "", later), nil},
		"ask after the due date":    {try(app.TransitionAsk, f.DueDate.AddDate(0, 0, 1), "领导同意", later), []string{"DueDate"}},
		"extend after the due date": {try(app.TransitionExtend, f.DueDate.AddDate(0, 0, 1), "", later), []string{"Overrule"}},
		"extend overruled":          {try(app.TransitionExtend, f.DueDate.AddDate(0, 0, 1), "领导同意", later), nil},
		"extend to a day gone by":   {try(app.TransitionExtend, f.DueDate.AddDate(0, 0, 9), "领导同意", f.DueDate.AddDate(0, 0, 3)), []string{"DueDate"}},
		"refuse what is not asked":  {try(app.TransitionRefuse, f.DueDate, "", time.Time{}), []string{"Kind"}},
	} {
		if !slices.Equal(c.got, c.want) {
			t.Errorf("%s: problems with %v, want %v", name, c.got, c.want)
		}
	}
	asked, wrong := f.Apply(app.Step{Kind: app.TransitionAsk, Note: "材料未齐", DueDate: later}, r, "m", "甲", f.DueDate)
	if len(wrong) > 0 || !asked.AskedUntil().Equal(later) || !asked.DueDate.Equal(f.DueDate) {
		t.Fatalf("asked: %+v %v", asked, wrong)
	}
	granted, wrong := asked.Apply(app.Step{Kind: app.TransitionExtend, Note: "同意", DueDate: asked.AskedUntil()}, r, "m", "甲", f.DueDate.AddDate(0, 0, 2))
	if len(wrong) > 0 || !granted.DueDate.Equal(later) || !granted.AskedUntil().IsZero() {
		t.Errorf("asked in time and granted: %+v %v", granted, wrong)
	}
}

func TestCorrectionsSayWhatWasBefore(t *testing.T) {
	d := newDesk()
	ctx := context.Background()
	f, err := d.SaveFeedback(ctx, app.Feedback{EventID: "甲街道开放日", Content: "路灯不亮"})
	if err != nil {
		t.Fatal(err)
	}
	step := func(s app.Step) {
		t.Helper()
		if f, err = d.StepFeedback(ctx, f.EventID, f.ID, s); err != nil {
			t.Fatal(err)
		}
	}
	step(app.Step{Kind: app.TransitionAssign, Department: "城管办", DueDate: today.AddDate(0, 0, 10)})
	step(app.Step{Kind: app.TransitionFinish, Result: "已修", Grade: "A"})
	f.Grade, f.Result = "B", "已列入计划"
	f.State, f.History, f.MergedInto = app.FeedbackRecorded, nil, "nobody" // a form has no say in these
	f, err = d.SaveFeedback(ctx, f)
	if err != nil {
		t.Fatal(err)
	}
	last := f.History[len(f.History)-1]
	var said []string
	for _, c := range last.Changes {
		said = append(said, c.Words())
	}
	if got := strings.Join(said, " | "); last.Kind != app.TransitionCorrect || f.State != app.FeedbackDone || f.MergedInto != "" ||
		got != "办理结果：已修 → 已列入计划 | 结果类别：A 已解决 → B 正在解决" {
		t.Errorf("the correction says %q: %+v", got, f)
	}
}

func TestMergedOpinionsAreNeitherLostNorForgotten(t *testing.T) {
	d := newDesk()
	ctx := context.Background()
	const event = "甲街道开放日"
	list, err := d.AddFeedback(ctx, []app.Feedback{{EventID: event, Content: "路灯不亮", Speaker: "王"}, {Content: "北门路灯不亮", Speaker: "李"}, {Content: "灯不亮", Speaker: "张"}})
	if err != nil || list[2].Position != 3 || list[2].EventID != event {
		t.Fatalf("recorded: %+v %v", list, err)
	}
	a, b, c := list[0].ID, list[1].ID, list[2].ID
	if _, err := d.MergeFeedback(ctx, event, b, []string{c}); err != nil {
		t.Fatal(err)
	}
	if _, err := d.MergeFeedback(ctx, event, a, []string{b}); err != nil { // c goes with b
		t.Fatal(err)
	}
	if err := d.DeleteFeedback(ctx, event, []string{a}); app.CodeOf(err) != app.CodeInvalid {
		t.Errorf("what others are merged into can be deleted: %v", err)
	}
	if _, err := d.StepFeedback(ctx, event, a, app.Step{Kind: app.TransitionAnswer, Note: "今晚修好"}); err != nil {
		t.Fatal(err)
	}
	all, _ := d.Feedback(ctx, app.FeedbackFilter{EventID: event})
	for _, f := range all[1:] {
		if f.MergedInto != a || f.Result != "今晚修好" || f.OwesReply() || f.IsOpen() {
			t.Errorf("%s is not told with the main one: %+v", f.Speaker, f)
		}
	}
	if n := len(all[0].History); n != 4 { // recorded, merged twice, answered
		t.Errorf("the main one's history: %+v", all[0].History)
	}
	if _, err := d.StepFeedback(ctx, event, b, app.Step{Kind: app.TransitionUnmerge}); err != nil {
		t.Fatal(err)
	}
	if err := d.DeleteFeedback(ctx, event, []string{a, c}); err != nil {
		t.Errorf("deleted together: %v", err)
	}
}

func TestDepartmentsAreLearnt(t *testing.T) {
	d := newDesk()
	ctx := context.Background()
	const event = "甲街道开放日"
	assign := func(s app.Step) {
		t.Helper()
		f, err := d.SaveFeedback(ctx, app.Feedback{EventID: event, Content: "路灯不亮"})
		if err != nil {
			t.Fatal(err)
		}
		s.Kind, s.DueDate = app.TransitionAssign, today
		if _, err := d.StepFeedback(ctx, event, f.ID, s); err != nil {
			t.Fatal(err)
		}
	}
	assign(app.Step{Department: " 城管办 ", Joint: []string{"建设办，城管办", "供电所"}})
	assign(app.Step{Department: "城管办", InCharge: "王", Telephone: "0951-1"})
	assign(app.Step{Department: "城管办", InCharge: "李", Telephone: "0951-2"}) // somebody else for once
	all, _ := d.Departments(ctx)
	var got []string
	for _, k := range all {
		got = append(got, strings.Join([]string{k.Name, k.InCharge, k.Telephone}, "/"))
	}
	if want := []string{"城管办/王/0951-1", "供电所//", "建设办//"}; !slices.Equal(got, want) {
		t.Errorf("learnt %v, want %v", got, want)
	}
	if _, err := d.SaveDepartment(ctx, app.Department{Name: "城管办 "}); app.CodeOf(err) != app.CodeInvalid {
		t.Errorf("a name stands on the list twice: %v", err)
	}
	if err := d.DeleteDepartments(ctx, []string{all[0].ID}); err != nil || len(d.shelf.departments) != 2 {
		t.Errorf("deleted: %v %v", err, d.shelf.departments)
	}
}

func TestTheChaseListIsByDepartment(t *testing.T) {
	d := newDesk()
	ctx := context.Background()
	d.now = app.Date(2026, 9, 24).Add(9 * time.Hour)
	due := func(event, department string, day time.Time) {
		t.Helper()
		f, err := d.SaveFeedback(ctx, app.Feedback{EventID: event, Content: "意见" + day.Format("0102")})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := d.StepFeedback(ctx, event, f.ID, app.Step{Kind: app.TransitionAssign, Department: department, InCharge: "王", DueDate: day}); err != nil {
			t.Fatal(err)
		}
	}
	due("甲街道开放日", "城管办", app.Date(2026, 9, 24))
	due("乙街道开放日", "交通办", app.Date(2026, 9, 24))
	due("乙街道开放日", "交通办", app.Date(2026, 9, 28))
	due("乙街道开放日", "教育办", app.Date(2026, 10, 15))     // far off
	d.now = app.Date(2026, 9, 28).Add(9 * time.Hour) // 25–27 September are the holiday of Mid-Autumn
	groups, err := d.Chase(ctx, d.now)
	if err != nil || len(groups) != 2 || groups[0].Department.Name != "城管办" && groups[0].Department.Name != "交通办" {
		t.Fatalf("%+v %v", groups, err)
	}
	if groups[0].Department.Name != "交通办" || len(groups[0].Items) != 2 || groups[0].Items[0].Left != -1 || groups[0].Items[1].Left != 0 {
		t.Errorf("the first to be urged: %+v", groups[0])
	}
	want := "交通办（王）：以下2条意见建议请抓紧办理，其中逾期1条。\n1. 意见0924（乙街道开放日，办理时限2026年9月24日，已逾期1个工作日）\n2. 意见0928（乙街道开放日，办理时限2026年9月28日，今日到期）\n"
	if diff := cmp.Diff(want, groups[0].Text()); diff != "" {
		t.Error(diff)
	}
	var ids []string
	for _, g := range groups {
		for _, item := range g.Items {
			ids = append(ids, item.ID)
		}
	}
	heard := map[string]int{}
	cancel := d.Subscribe(func(c app.Change) {
		if c.Topic == app.TopicFeedback {
			heard[c.EventID]++
		}
	})
	defer cancel()
	if n, err := d.UrgeFeedback(ctx, append(ids, "gone"), "请于本周办结"); n != 3 || err != nil || len(heard) != 2 {
		t.Fatalf("urged %d, %v; told of %v", n, err, heard)
	}
	groups, _ = d.Chase(ctx, d.now)
	if item := groups[0].Items[0]; item.Urged != 1 || !item.LastUrged.Equal(d.now) || item.History[len(item.History)-1].Note != "请于本周办结" {
		t.Errorf("urged: %+v", item)
	}
}

func TestTheQuestionnaireIsKeptWithTheEvent(t *testing.T) {
	d := newDesk()
	ctx := context.Background()
	const event = "甲街道开放日"
	questions := append(app.UsualQuestions()[:1], app.Question{}, app.Question{Text: " 总体 ", Satisfied: 7, Basically: 2, Not: 1})
	if err := d.SaveQuestions(ctx, event, questions); err != nil {
		t.Fatal(err)
	}
	e, _ := d.Event(ctx, event)
	if len(e.Questions) != 2 || e.Questions[1].Text != "总体" || e.Questions[1].SatisfiedRate() != (app.Share{Num: 9, Den: 10}) || !e.Questions[0].SatisfiedRate().IsZero() {
		t.Errorf("kept: %+v", e.Questions)
	}
	err := d.SaveQuestions(ctx, event, []app.Question{{Satisfied: 3}, {Text: "总体", Not: -1}})
	if app.CodeOf(err) != app.CodeInvalid || !strings.Contains(err.Error(), "\n") {
		t.Errorf("a tally without a question and one below zero: %v", err)
	}
}
