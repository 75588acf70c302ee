package app_test

import (
	"fmt"
	"maps"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"openday/app"
	"openday/app/figures"
	"openday/app/workday"
)

// modelled is an opinion as these tests keep it, apart from the program: fields
// by their names, days written 2026-09-24, and what the figures are counted from.
type modelled struct {
	fields             map[string]string
	state              app.FeedbackState
	urged              int
	assigned, finished time.Time
	askedFor           string
}

// modelStart is when the first step may be taken.
var modelStart = time.Date(2022, 11, 23, 9, 0, 0, 0, app.Zone)

// modelStates says where each step leads, apart from the program; "" is where
// the state stays.
var modelStates = map[app.FeedbackState]map[app.TransitionKind]app.FeedbackState{
	"recorded":    {"assign": "assigned", "answer": "answered"},
	"answered":    {"follow_up": "followed_up", "reopen": "recorded"},
	"assigned":    {"start": "in_progress", "finish": "done", "urge": "", "ask": "", "extend": "", "refuse": "", "return": "recorded"},
	"in_progress": {"finish": "done", "urge": "", "ask": "", "extend": "", "refuse": "", "return": "recorded"},
	"done":        {"reply": "replied", "reopen": "in_progress"},
	"replied":     {"follow_up": "followed_up", "reopen": "in_progress"},
	"followed_up": {"reopen": "in_progress"},
}

// dayIn reads a day as a field of the model has it, zero where it is empty.
func dayIn(text string) time.Time {
	day, err := time.ParseInLocation(time.DateOnly, text, app.Zone)
	if err != nil {
		return time.Time{}
	}
	return day
}

// workdaysAfter is so many working days after a day, counted one by one.
func workdaysAfter(day time.Time, n int) time.Time {
	for n > 0 {
		if day = day.AddDate(0, 0, 1); workday.Official().IsWorkday(day) {
			n--
		}
	}
	return day
}

// workdaysUntil is how many working days lie after a day, up to another one.
func workdaysUntil(day, last time.Time) (n int) {
	for day.Before(last) {
		if day = day.AddDate(0, 0, 1); workday.Official().IsWorkday(day) {
			n++
		}
	}
	return n
}

// take takes a step in the model; false where it is refused. Every step comes
// with all its fields but for a word on why it is taken late.
func (m *modelled) take(s app.Step, at time.Time) bool {
	to, allowed := modelStates[m.state][s.Kind]
	if to == "" {
		to = m.state
	}
	today := app.ISODate(at)
	due, late := m.fields["DueDate"], false
	if due != "" {
		late = today > due
	}
	set := func(pairs ...string) {
		for i := 0; i < len(pairs); i += 2 {
			m.fields[pairs[i]] = pairs[i+1]
		}
	}
	again := func() {
		set("Grade", "", "RepliedOn", "", "ReplyChannel", "")
		if m.fields["Department"] == "" {
			to = "recorded"
			return
		}
		to = "in_progress"
		if due < today {
			set("DueDate", app.ISODate(workdaysAfter(app.DayOf(at), 10)))
		}
	}
	wanted := app.ISODate(s.DueDate)
	switch s.Kind {
	case app.TransitionAssign:
		allowed = allowed && wanted >= today
	case app.TransitionAsk:
		allowed = allowed && m.askedFor == "" && !late && wanted > due && wanted >= today
	case app.TransitionExtend:
		allowed = allowed && wanted > due && wanted >= today && (!late || m.askedFor != "" || s.Overrule != "")
	case app.TransitionRefuse:
		allowed = allowed && m.askedFor != ""
	case app.TransitionReturn:
		if m.fields["AssignedOn"] != "" {
			allowed = allowed && (today <= app.ISODate(workdaysAfter(dayIn(m.fields["AssignedOn"]), 7)) || s.Overrule != "")
		}
	}
	if !allowed {
		return false
	}
	switch s.Kind {
	case app.TransitionAnswer:
		set("Result", s.Note, "RepliedOn", today)
	case app.TransitionAssign:
		set("Department", s.Department, "Joint", s.Joint[0], "InCharge", s.InCharge, "Telephone", s.Telephone, "DueDate", wanted, "AssignedOn", today)
		m.assigned, m.finished, m.askedFor = at, time.Time{}, ""
	case app.TransitionUrge:
		m.urged++
	case app.TransitionAsk:
		m.askedFor = wanted
	case app.TransitionExtend:
		set("DueDate", wanted)
		m.askedFor = ""
	case app.TransitionRefuse:
		m.askedFor = ""
	case app.TransitionReturn:
		set("Department", "", "Joint", "", "InCharge", "", "Telephone", "", "DueDate", "", "AssignedOn", "", "Grade", "", "RepliedOn", "", "ReplyChannel", "")
		m.askedFor = ""
	case app.TransitionFinish:
		set("Result", s.Result, "Grade", string(s.Grade))
		m.finished, m.askedFor = at, ""
	case app.TransitionReply:
		set("RepliedOn", app.ISODate(s.RepliedOn), "ReplyChannel", s.ReplyChannel, "Adoption", string(s.Adoption), "AdoptionReason", s.AdoptionReason)
	case app.TransitionFollowUp:
		set("Satisfaction", string(s.Satisfaction))
		if s.Satisfaction == "not" {
			again()
		}
	case app.TransitionReopen:
		set("Satisfaction", "")
		again()
		m.askedFor = ""
	}
	m.state = to
	return true
}

// countModelled counts opinions of the model as they stand on a day.
func countModelled(all []modelled, today time.Time) figures.FeedbackCount {
	var c figures.FeedbackCount
	for _, m := range all {
		c.Opened++
		c.Urged += m.urged
		due := m.fields["DueDate"]
		switch {
		case m.state == "recorded" || m.state == "assigned" || m.state == "in_progress":
			c.Open++
			if due != "" && due < app.ISODate(today) {
				c.Overdue++
			} else if due != "" && workdaysUntil(app.DayOf(today), dayIn(due)) <= 3 {
				c.Soon++
			}
			if m.fields["RepliedOn"] != "" {
				c.Replied++
			}
		default:
			c.Handled++
			if m.state == "answered" {
				c.OnSpot++
			}
			if m.state != "done" || m.fields["RepliedOn"] != "" {
				c.Replied++
			}
			if !m.assigned.IsZero() && !m.finished.IsZero() {
				c.Days = append(c.Days, workdaysUntil(app.DayOf(m.assigned), app.DayOf(m.finished)))
			}
		}
		if said := m.fields["Satisfaction"]; said != "" {
			c.FollowedUp++
			if said != "not" {
				c.Satisfied++
			}
		}
	}
	slices.Sort(c.Days)
	return c
}

// handling is a random course of steps with a few opinions.
type handling struct {
	opinions int
	steps    []app.Step
	on       []int           // which opinion each step is about
	after    []time.Duration // how long after the one before
}

// likely are the kinds of steps, those oftener that are seldom allowed.
var likely = []app.TransitionKind{app.TransitionAnswer, app.TransitionAssign, app.TransitionAssign, app.TransitionAssign, app.TransitionStart, app.TransitionReturn, app.TransitionAsk, app.TransitionAsk, app.TransitionAsk, app.TransitionExtend, app.TransitionRefuse, app.TransitionRefuse, app.TransitionRefuse,
	app.TransitionUrge, app.TransitionFinish, app.TransitionFinish, app.TransitionReply, app.TransitionReply, app.TransitionFollowUp, app.TransitionFollowUp, app.TransitionReopen}

var handlings = rapid.Custom(func(t *rapid.T) handling {
	h := handling{opinions: rapid.IntRange(1, 3).Draw(t, "opinions")}
	at := modelStart
	for range rapid.IntRange(1, 40).Draw(t, "steps") {
		wait := time.Duration(rapid.IntRange(0, 120).Draw(t, "hours")) * time.Hour
		at = at.Add(wait)
		s := app.Step{
			Kind: rapid.SampledFrom(likely).Draw(t, "kind"), Note: fmt.Sprint("说明", len(h.steps)), Department: rapid.SampledFrom([]string{"甲科", "乙科"}).Draw(t, "department"),
			Joint: []string{"丙科"}, InCharge: fmt.Sprint("王", len(h.steps)), Telephone: fmt.Sprint(len(h.steps)), Result: fmt.Sprint("结果", len(h.steps)), Grade: rapid.SampledFrom(app.Grades).Draw(t, "grade").Code,
			RepliedOn: app.DayOf(at), ReplyChannel: "电话", Adoption: app.NotAdopted, AdoptionReason: "理由", Satisfaction: rapid.SampledFrom(app.Satisfactions).Draw(t, "answer").Code,
		}
		if rapid.Bool().Draw(t, "overrule") {
			s.Overrule = "领导同意"
		}
		switch s.Kind {
		case app.TransitionAssign, app.TransitionAsk, app.TransitionExtend:
			s.DueDate = app.DayOf(at).AddDate(0, 0, rapid.IntRange(-2, 40).Draw(t, "days"))
		}
		h.steps, h.on, h.after = append(h.steps, s), append(h.on, rapid.IntRange(0, h.opinions-1).Draw(t, "opinion")), append(h.after, wait)
	}
	return h
})

// holdToModel takes the steps in the program and in the model. It notes the
// steps that passed.
func holdToModel(t rapid.TB, h handling, passed map[app.TransitionKind]int) {
	opinions, models := make([]app.Feedback, h.opinions), make([]modelled, h.opinions)
	for i := range opinions {
		opinions[i] = app.Feedback{ID: fmt.Sprint(i), State: app.FeedbackRecorded}
		models[i] = modelled{fields: map[string]string{}, state: "recorded"}
	}
	at := modelStart
	for n, s := range h.steps {
		at = at.Add(h.after[n])
		i := h.on[n]
		was := maps.Clone(models[i].fields)
		got, wrong := opinions[i].Apply(s, app.DefaultFeedbackRules(), fmt.Sprint(n), "甲", at)
		taken := models[i].take(s, at)
		if taken != (len(wrong) == 0) {
			t.Fatalf("step %d, %+v at %s of what is %s %v: taken %v, problems %v", n, s, at, opinions[i].State, was, taken, wrong)
		}
		opinions[i] = got
		if taken {
			passed[s.Kind]++
		}
		if got.State != models[i].state || app.ISODate(got.AskedUntil()) != models[i].askedFor {
			t.Fatalf("step %d, %s: %s, want %s; an extension asked for %s, want %s", n, s.Kind, got.State, models[i].state, got.AskedUntil(), models[i].askedFor)
		}
		is := map[string]string{}
		for _, c := range app.Differences(app.Feedback{}, got) {
			is[c.Field] = c.To
		}
		want := maps.Clone(models[i].fields)
		maps.DeleteFunc(want, func(_, text string) bool { return text == "" })
		if !maps.Equal(is, want) {
			t.Fatalf("step %d, %s: %v, want %v", n, s.Kind, is, want)
		}
		total := figures.OfFeedback(nil, opinions, app.DefaultFeedbackRules(), at).Total
		if want := countModelled(models, at); fmt.Sprint(total) != fmt.Sprint(want) {
			t.Fatalf("step %d, %s: counted %+v, want %+v", n, s.Kind, total, want)
		}
	}
}

// TestHandlingIsThatOfTheModel holds random courses of handling to a model that
// knows neither histories nor the program's own state.
func TestHandlingIsThatOfTheModel(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) { holdToModel(t, handlings.Draw(t, "handling"), map[app.TransitionKind]int{}) })
	// The same courses each time, in which every step passes.
	passed := map[app.TransitionKind]int{}
	for seed := range 300 {
		holdToModel(t, handlings.Example(seed), passed)
	}
	for _, steps := range modelStates {
		for kind := range steps {
			if passed[kind] < 5 {
				t.Errorf("%s passes %d times", kind, passed[kind])
			}
		}
	}
}
