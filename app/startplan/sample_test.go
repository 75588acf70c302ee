package startplan_test

import (
	"strings"
	"testing"
	"time"

	"openday/app"
	"openday/app/deadline"
	"openday/app/startplan"
	"openday/app/workday"
)

func TestASampleWasAWhileAgoAndNothingInItIsLate(t *testing.T) {
	at := func(text string) time.Time {
		moment, err := time.ParseInLocation("2006-01-02 15:04", text, app.Zone)
		if err != nil {
			t.Fatal(err)
		}
		return moment
	}
	d := app.Dossier{
		Event:  app.Event{Title: "县民政局2022年政府开放日", Start: at("2022-11-22 08:30"), End: at("2022-11-22 12:00"), SignUpUntil: at("2022-11-18 17:00")},
		Agenda: []app.AgendaItem{{Start: at("2022-11-22 09:00")}},
		Feedback: []app.Feedback{
			{DueDate: at("2022-12-06 00:00"), RepliedOn: at("2022-12-02 00:00"), State: app.FeedbackReplied},
			{DueDate: at("2022-12-09 00:00"), State: app.FeedbackInProgress},
			{},
		},
	}
	for day := range 40 { // over the turn of a year
		now := at("2026-12-05 10:00").AddDate(0, 0, day)
		got := startplan.AsSample(d, now)
		age := int(app.DayOf(now).Sub(app.DayOf(got.Event.Start)).Hours() / 24)
		if age < 10 || age > 16 || got.Event.Start.Weekday() != time.Tuesday || got.Event.Start.Format("15:04") != "08:30" {
			t.Errorf("on %s the event was on %s", now.Format(time.DateOnly), got.Event.Start)
		}
		if want := got.Event.Start.Format("（示例）县民政局2006年政府开放日"); got.Event.Title != want {
			t.Errorf("the title is %q, want %q", got.Event.Title, want)
		}
		if got.Agenda[0].Start.Sub(got.Event.Start) != 30*time.Minute || got.Event.Start.Sub(got.Event.SignUpUntil) != d.Event.Start.Sub(d.Event.SignUpUntil) {
			t.Errorf("the agenda is on %s, sign-up until %s", got.Agenda[0].Start, got.Event.SignUpUntil)
		}
		if f := got.Feedback; f[0].RepliedOn.After(now) || f[0].Overdue(now) || f[1].Overdue(now) || !f[2].DueDate.IsZero() {
			t.Errorf("on %s the opinions are %+v", now.Format(time.DateOnly), f)
		}
		timetable := deadline.Timetable{Calendar: workday.Official(), Rules: deadline.DefaultRules()}
		for _, s := range timetable.Statuses(got.Event, now) {
			if s.State == deadline.Overdue {
				t.Errorf("on %s %s is overdue", now.Format(time.DateOnly), s.Kind)
			}
		}
	}
	if !strings.HasPrefix(d.Event.Title, "县") || d.Feedback[1].DueDate != at("2022-12-09 00:00") {
		t.Error("the dossier itself was changed")
	}
}
