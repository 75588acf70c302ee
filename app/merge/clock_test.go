package merge

import (
	"openday/app"
	"slices"
	"strings"
	"testing"
	"time"
)

func TestATimeToComeWinsNoConflict(t *testing.T) {
	future := app.Date(2099, 1, 1)
	item := func(text string, at time.Time) app.AgendaItem {
		return app.AgendaItem{ID: "a", EventID: "e", Position: 1, Content: text, Start: someDay, UpdatedAt: at}
	}
	known := item("座谈", someDay)
	for _, c := range []struct {
		name              string
		before            exchange
		ours              *app.AgendaItem // nil: not here
		theirs            app.AgendaItem
		choices           map[string]bool
		says              string    // "" = what is here is left alone
		at                time.Time // when it says it was changed
		conflict, flagged bool
	}{
		{"it is new", exchanged(), nil, item("座谈", future), nil, "座谈", mergeTime, false, true},
		{"it was changed there alone", exchanged(agendaRecords.version("a", &known)), &known, item("参观", future), nil, "参观", mergeTime, false, true},
		{"both changed it", exchanged(agendaRecords.version("a", &known)), ptr(item("交流", hours(2))), item("参观", future), nil, "", time.Time{}, true, true},
		{"both changed it, and theirs is chosen", exchanged(agendaRecords.version("a", &known)), ptr(item("交流", hours(2))), item("参观", future), map[string]bool{"agenda:a": true}, "参观", mergeTime, true, true},
		{"both changed it, ours by a clock that was fast", exchanged(agendaRecords.version("a", &known)), ptr(item("交流", future)), item("参观", hours(2)), nil, "", time.Time{}, true, false},
		{"it came from a fast clock before, and was changed there since", exchanged(agendaRecords.version("a", ptr(item("座谈", future)))), ptr(item("座谈", future)), item("参观", hours(2)), nil, "参观", hours(2), false, false},
		{"it differs in its stamp alone, which is ours", exchanged(), ptr(item("座谈", future)), item("座谈", hours(2)), nil, "座谈", hours(2), false, false},
		{"it differs in its stamp alone, which is theirs", exchanged(), ptr(item("座谈", hours(2))), item("座谈", future), nil, "", time.Time{}, false, true},
		{"the clock is a little fast", exchanged(agendaRecords.version("a", &known)), ptr(item("交流", hours(2))), item("参观", mergeTime.Add(clockSlack)), nil, "参观", mergeTime.Add(clockSlack), true, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			h := c.before.holding(held(func(h *Holding) {
				if c.ours != nil {
					h.Dossier.Agenda = []app.AgendaItem{*c.ours}
				}
			}))
			in := handed(func(h *HandOver) { h.Dossier.Agenda = []app.AgendaItem{c.theirs} })
			got, r := Event(h, in, c.choices, map[string]bool{}, mergeTime)
			switch {
			case c.says == "" && len(got.Dossier.Agenda) > 0:
				t.Errorf("written: %+v", got.Dossier.Agenda)
			case c.says != "" && (len(got.Dossier.Agenda) != 1 || got.Dossier.Agenda[0].Content != c.says || !got.Dossier.Agenda[0].UpdatedAt.Equal(c.at)):
				t.Errorf("written: %+v", got.Dossier.Agenda)
			}
			if (len(r.Conflicts) == 1) != c.conflict {
				t.Errorf("%+v", r.Conflicts)
			}
			if told := strings.Contains(strings.Join(r.Notices, "\n"), "有1条记录的时间在现在之后（最晚2099-01-01 00:00）"); told != c.flagged {
				t.Errorf("said: %q", r.Notices)
			}
			if !in.Dossier.Agenda[0].UpdatedAt.Equal(c.theirs.UpdatedAt) {
				t.Error("the file's own record is changed")
			}
		})
	}
}

// What came with a time to come is no change of ours when its author sends it on,
// nor is it news when the same file comes again.
func TestAFastClockIsForgotten(t *testing.T) {
	future := app.Date(2099, 1, 1)
	o, there := newOffice(), newOffice()
	there.event = app.Event{ID: "e", Title: "开放日", UpdatedAt: future, CreatedAt: future}
	there.invite("g", future)
	there.record("f", future)
	there.step("f", "m1", app.FeedbackAssigned, "水务局", future.Add(time.Minute))
	now := app.Date(2026, 6, 1)
	first := there.handOut()
	if r := o.takeAt(first, nil, now); r.Verdict != VerdictNew || len(r.Notices) != 1 {
		t.Fatalf("%+v", r)
	}
	for _, at := range []time.Time{o.event.CreatedAt, o.event.UpdatedAt, o.guests["g"].CreatedAt, o.guests["g"].UpdatedAt, o.opinions["f"].UpdatedAt, o.opinions["f"].History[0].At, o.opinions["f"].History[1].At} {
		if at.After(now) {
			t.Errorf("%v has come in", at)
		}
	}
	if ids := []string{o.opinions["f"].History[0].ID, o.opinions["f"].History[1].ID}; !slices.Equal(ids, []string{"f-0", "m1"}) {
		t.Errorf("steps: %v", ids)
	}
	if r := o.takeAt(first, nil, now.AddDate(0, 0, 1)); r.Verdict != VerdictUnchanged || len(r.Conflicts) > 0 {
		t.Errorf("the same file again: %+v", r)
	}
	there.note("g", "素食", now.AddDate(0, 0, 1)) // its clock is right again
	if r := o.takeAt(there.handOut(), nil, now.AddDate(0, 0, 2)); len(r.Conflicts) > 0 || o.guests["g"].Note != "素食" {
		t.Errorf("%+v, %+v", r, o.guests["g"])
	}
	o.note("g", "轮椅", now.AddDate(0, 0, 3))
	if r := there.takeAt(o.handOut(), nil, now.AddDate(0, 0, 4)); len(r.Conflicts) > 0 || there.guests["g"].Note != "轮椅" || there.event.UpdatedAt.After(now) {
		t.Errorf("sent back: %+v, %+v, %v", r, there.guests["g"], there.event.UpdatedAt)
	}
}

func TestClocksAreTold(t *testing.T) {
	for _, c := range []struct {
		name          string
		written, last time.Time
		want          string
	}{
		{"in order", mergeTime.AddDate(0, 0, -1), hours(1), ""},
		{"an old file", app.Date(2019, 1, 1), app.Date(2018, 12, 31), ""},
		{"nothing says", time.Time{}, hours(1), ""},
		{"a little fast", mergeTime.Add(clockSlack), hours(1), ""},
		{"an hour fast", mergeTime.Add(90 * time.Minute), hours(1), "快了90分钟"},
		{"a day fast", mergeTime.Add(25 * time.Hour), hours(1), "快了25小时"},
		{"a month fast", mergeTime.AddDate(0, 0, 30), hours(1), "快了30天"},
		{"in another century", app.Date(2099, 1, 1), hours(1), "快了72年"},
		{"stopped", app.Date(2019, 1, 1), someDay, "至少慢了7年"},
		{"a little slow", someDay.Add(-clockSlack), someDay, ""},
	} {
		h := exchanged().holding(held(nil))
		_, r := Event(h, handed(func(h *HandOver) {
			h.At, h.Dossier.Event.UpdatedAt = c.written, c.last
			h.Dossier.Event.Theme = "政务公开"
		}), nil, map[string]bool{}, mergeTime)
		if got := strings.Join(r.Notices, "\n"); (c.want == "") != (got == "") || !strings.Contains(got, c.want) {
			t.Errorf("%s: %q", c.name, got)
		}
	}
}
