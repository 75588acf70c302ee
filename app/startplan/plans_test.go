package startplan_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"openday/app"
	"openday/app/check"
	"openday/app/deadline"
	"openday/app/startplan"
	"openday/app/workday"
)

// TestStartingPlansAreWhole holds each plan to what a plan needs: it can be
// saved, and what is missing is what only the office knows.
func TestStartingPlansAreWhole(t *testing.T) {
	day := app.Date(2026, 11, 17)
	for _, p := range startplan.Plans {
		t.Run(string(p.Code), func(t *testing.T) {
			d := p.Code.Dossier(day)
			for _, f := range d.Validate() {
				t.Errorf("%s: %s", f.Field, f.Message)
			}
			if !app.DayOf(d.Event.Start).Equal(day) || len(d.Agenda) < 4 {
				t.Errorf("starts %s with %d items", d.Event.Start, len(d.Agenda))
			}
			offices := map[string]bool{"Organiser": true, "Contact": true, "Email": true, "Basis": true, "StreamURL": true}
			for _, f := range check.Find(d, deadline.Timetable{Rules: deadline.DefaultRules(), Calendar: workday.Official()}, nil, app.Date(2026, 10, 20)) {
				if !offices[f.Field] {
					t.Errorf("%s %s: %s", f.Weight, f.Field, f.Message)
				}
			}
		})
	}
}

func TestSignUpClosesFromMondayToFriday(t *testing.T) {
	for day := range 14 {
		e := startplan.Visit.Dossier(app.Date(2026, 11, 1+day)).Event
		if w := e.SignUpUntil.Weekday(); w == time.Saturday || w == time.Sunday || !e.SignUpUntil.Before(e.Start) || !e.SignUpFrom.Before(e.SignUpUntil) {
			t.Errorf("for the event on %s sign-up is open from %s to %s", e.Start, e.SignUpFrom, e.SignUpUntil)
		}
	}
}

func TestTheTownshipInvitesFourGroupsOfFive(t *testing.T) {
	e := startplan.Township.Dossier(app.Date(2026, 11, 17)).Event
	want := []app.Quota{{Category: "群众代表", Number: 5}, {Category: "人大代表", Number: 5}, {Category: "党员代表", Number: 5}, {Category: "村（居）干部", Number: 5}}
	if diff := cmp.Diff(want, e.Quotas); diff != "" || e.Capacity != 20 {
		t.Errorf("%d invited\n%s", e.Capacity, diff)
	}
}

func TestACopyKeepsItsDistancesAndLeavesPeopleBehind(t *testing.T) {
	d := startplan.Visit.Dossier(app.Date(2026, 11, 17))
	d.Event.ID, d.Agenda[2].ID = "0190", "a2"
	d.Invitees = []app.Invitee{{ID: "v"}}
	d.Feedback = []app.Feedback{{ID: "f"}}
	e := &d.Event
	e.State = app.StateArchived
	e.Done = []app.DeadlineDone{{Kind: app.DeadlineFiling, On: e.Start}}
	e.Offsets = []app.DeadlineOffset{{Kind: app.DeadlineTeam, Days: 3}}
	e.RetainUntil, e.PurgedAt = e.Start, e.Start
	e.ReportTexts = []app.ReportText{{Key: "k", Text: "旧"}}
	e.Questions = []app.Question{{Text: "环境", Satisfied: 3}}
	rapid.Check(t, func(t *rapid.T) {
		day := app.Date(2026, 1, 1).AddDate(0, 0, rapid.IntRange(-900, 900).Draw(t, "day"))
		c := startplan.Copied(d, day)
		if c.Event.ID != "" || c.Event.State != app.StateDraft || len(c.Invitees)+len(c.Feedback)+len(c.Event.Done)+len(c.Event.ReportTexts) > 0 ||
			!c.Event.RetainUntil.IsZero() || !c.Event.PurgedAt.IsZero() || len(c.Event.Offsets) != 1 || c.Event.Questions[0] != (app.Question{Text: "环境"}) {
			t.Fatalf("what belongs to the earlier event came along: %+v", c.Event)
		}
		by := day.Sub(app.DayOf(e.Start))
		for name, pair := range map[string][2]time.Time{
			"start": {e.Start, c.Event.Start}, "end": {e.End, c.Event.End}, "assembly": {e.AssemblyTime, c.Event.AssemblyTime},
			"sign-up": {e.SignUpUntil, c.Event.SignUpUntil}, "opens": {e.SignUpFrom, c.Event.SignUpFrom},
			"item": {d.Agenda[2].End, c.Agenda[2].End},
		} {
			if got := pair[1].Sub(pair[0]); got != by {
				t.Fatalf("%s moved by %s, want %s", name, got, by)
			}
		}
		if d.Agenda[2].ID != "a2" || c.Agenda[2].ID != "" {
			t.Fatal("the copy is not apart from the earlier event")
		}
	})
}
