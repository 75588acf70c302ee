package app

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func dayAsPlanned() Dossier {
	at := func(day, hour, minute int) time.Time { return time.Date(2026, 9, day, hour, minute, 0, 0, Zone) }
	return Dossier{
		Event: Event{
			Title: "开放日", State: StateSettled, Start: at(24, 9, 0), End: at(24, 12, 0), AssemblyTime: at(24, 8, 30), AssemblyPlace: "正门",
			SignUpFrom: at(1, 0, 0), SignUpUntil: at(18, 17, 0),
		},
		Agenda: []AgendaItem{{Start: at(24, 9, 0), End: at(24, 9, 30), Kind: "visit", Content: "参观"}, {Kind: "other", Content: "发放资料"}},
	}
}

func TestAPostponedEventMovesWithItsAgenda(t *testing.T) {
	d := dayAsPlanned()
	to := time.Date(2026, 10, 20, 14, 0, 0, 0, Zone)
	c := EventChanging{Change: Postponed, Reason: "台风", To: to, On: Date(2026, 9, 22)}
	if wrong := c.Validate(d.Event); len(wrong) > 0 {
		t.Fatal(wrong)
	}
	moved := d.Changed(c)
	e := moved.Event
	for name, pair := range map[string][2]time.Time{
		"start": {e.Start, to}, "end": {e.End, to.Add(3 * time.Hour)}, "assembly": {e.AssemblyTime, to.Add(-30 * time.Minute)},
		"item": {moved.Agenda[0].Start, to}, "end of the item": {moved.Agenda[0].End, to.Add(30 * time.Minute)}, "item without a time": {moved.Agenda[1].Start, time.Time{}},
		"sign-up": {e.SignUpUntil, d.Event.SignUpUntil}, "planned": {e.PostponedFrom, d.Event.Start},
	} {
		if !pair[0].Equal(pair[1]) {
			t.Errorf("%s: %s, not %s", name, pair[0], pair[1])
		}
	}
	if e.State != StateSettled || e.IsStopped() {
		t.Errorf("%+v", e)
	}
	if diff := cmp.Diff(c, e.Changing()); diff != "" {
		t.Error(diff)
	}
	later := moved.Changed(EventChanging{Change: Postponed, To: Date(2026, 11, 3)})
	if want := time.Date(2026, 11, 3, 9, 0, 0, 0, Zone); !later.Event.Start.Equal(want) || !later.Event.PostponedFrom.Equal(d.Event.Start) {
		t.Errorf("a day alone keeps the time that was planned: %s, planned for %s", later.Event.Start, later.Event.PostponedFrom)
	}
	if diff := cmp.Diff(d, later.Changed(EventChanging{})); diff != "" {
		t.Error("taken back: ", diff)
	}
}

func TestAStoppedEventDoesNotTakePlace(t *testing.T) {
	for _, c := range []struct {
		changing EventChanging
		stopped  bool
	}{
		{EventChanging{}, false}, {EventChanging{Change: Cancelled}, true}, {EventChanging{Change: Postponed}, true},
		{EventChanging{Change: Postponed, To: Date(2026, 10, 20)}, false},
	} {
		e := dayAsPlanned().Changed(c.changing).Event
		if e.IsStopped() != c.stopped || e.HasTakenPlace(Date(2027, 1, 1)) == c.stopped || e.HasTakenPlace(Date(2026, 9, 1)) {
			t.Errorf("%+v: stopped is %v", c.changing, e.IsStopped())
		}
		if wrong := e.Validate(); len(wrong) > 0 {
			t.Error(wrong)
		}
	}
}

func TestWhatCannotBeDecidedOfAnEvent(t *testing.T) {
	undated := Event{Title: "开放日", TimeWords: "三季度"}
	day := dayAsPlanned().Event
	day.Start, day.End = Date(2026, 9, 24), time.Time{}
	for name, c := range map[string]struct {
		of       Event
		changing EventChanging
		field    string
	}{
		"another word":         {dayAsPlanned().Event, EventChanging{Change: "moved"}, "Change"},
		"a new date cancelled": {dayAsPlanned().Event, EventChanging{Change: Cancelled, To: Date(2026, 10, 20)}, "To"},
		"a date before":        {dayAsPlanned().Event, EventChanging{Change: Postponed, To: Date(2026, 9, 23)}, "To"},
		"the same day":         {dayAsPlanned().Event, EventChanging{Change: Postponed, To: time.Date(2026, 9, 24, 14, 0, 0, 0, Zone)}, "To"},
		"no date to move":      {undated, EventChanging{Change: Postponed, To: Date(2026, 10, 20)}, "To"},
		"a time for a day":     {day, EventChanging{Change: Postponed, To: time.Date(2026, 10, 20, 14, 0, 0, 0, Zone)}, "To"},
		"a year too late":      {dayAsPlanned().Event, EventChanging{Change: Postponed, To: Date(2300, 10, 20)}, "To"},
		"decided too early":    {dayAsPlanned().Event, EventChanging{Change: Cancelled, On: Date(1800, 1, 1)}, "ChangedOn"},
	} {
		if wrong := c.changing.Validate(c.of); len(wrong) != 1 || wrong[0].Field != c.field {
			t.Errorf("%s: %+v", name, wrong)
		}
	}
	for name, e := range map[string]Event{
		"a reason of nothing":   {Title: "a", Start: Date(2026, 9, 24), State: StateDraft, ChangeReason: "台风"},
		"a new date of nothing": {Title: "a", Start: Date(2026, 9, 24), State: StateDraft, PostponedFrom: Date(2026, 9, 1)},
		"no new date":           {Title: "a", TimeWords: "秋天", State: StateDraft, Change: Postponed, PostponedFrom: Date(2026, 9, 1)},
	} {
		if wrong := e.Validate(); len(wrong) != 1 {
			t.Errorf("%s: %+v", name, wrong)
		}
	}
}

// Whatever is decided one after the other, taking it back leaves what was planned.
func TestWhatIsTakenBackStandsAsItWasPlanned(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := dayAsPlanned()
		if rapid.Bool().Draw(t, "a day alone") {
			d.Event.Start, d.Event.End, d.Event.AssemblyTime, d.Event.AssemblyPlace = Date(2026, 9, 24), Date(2026, 9, 25), time.Time{}, ""
		}
		now := d
		for range rapid.IntRange(1, 4).Draw(t, "decisions") {
			c := EventChanging{Change: rapid.SampledFrom([]EventChange{"", Postponed, Cancelled}).Draw(t, "change")}
			if c.Change == Postponed && rapid.Bool().Draw(t, "dated") {
				c.To = Date(2026, 9, 25).Add(time.Duration(rapid.IntRange(0, 90*24*60).Draw(t, "to")) * time.Minute)
			}
			if len(c.Validate(now.Event)) > 0 {
				continue
			}
			if now = now.Changed(c); len(now.Event.Validate()) > 0 {
				t.Fatal(now.Event.Validate())
			}
		}
		if diff := cmp.Diff(d, now.Changed(EventChanging{})); diff != "" {
			t.Fatal(diff)
		}
	})
}
