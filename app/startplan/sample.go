package startplan

import (
	"openday/app"
	"slices"
	"strconv"
	"strings"
	"time"
)

// SampleMark begins the title of an event that is there to be looked at.
const SampleMark = "（示例）"

// sampleAge is how many days ago a sample's event was, or up to six more: its
// weekday is kept. Attendance is entered and the first opinions are answered by
// then.
const sampleAge = 10

// sampleDue is in how many days the opinions of a sample that are still handled
// are due: not so soon that every start of the program reminds of them.
const sampleDue = 14

// sampleDone says when the deadlines of a sample were met, in days after the event.
var sampleDone = map[app.DeadlineKind]int{
	app.DeadlineTeam: -14, app.DeadlineFiling: -11, app.DeadlineNotice: -18, app.DeadlineReplies: -1, app.DeadlinePublish: 2, app.DeadlineResults: 9,
}

// AsSample returns an event as an example to look at now: marked in its title,
// with all its dates moved by whole weeks so that the event was a while ago.
// Nothing in it is late.
func AsSample(d app.Dossier, now time.Time) app.Dossier {
	weeks := (daysBetween(d.Event.Start, now) - sampleAge) / 7
	move := moving(7 * weeks)
	e := &d.Event
	year := strconv.Itoa(e.Start.Year())
	for _, t := range []*time.Time{&e.Start, &e.End, &e.AssemblyTime, &e.SignUpFrom, &e.SignUpUntil} {
		move(t)
	}
	e.State = app.StateHeld
	e.Done = nil
	for _, kind := range app.DeadlineKinds {
		if days, ok := sampleDone[kind.Code]; ok {
			e.Done = append(e.Done, app.DeadlineDone{Kind: kind.Code, On: app.DayOf(e.Start).AddDate(0, 0, days)})
		}
	}
	e.Title = SampleMark + strings.Replace(e.Title, year+"年", strconv.Itoa(e.Start.Year())+"年", 1)
	d.Invitees = slices.Clone(d.Invitees)
	for i := range d.Invitees {
		move(&d.Invitees[i].SignedInAt)
	}
	d.Agenda = slices.Clone(d.Agenda)
	for i := range d.Agenda {
		move(&d.Agenda[i].Start)
		move(&d.Agenda[i].End)
	}
	d.Feedback = slices.Clone(d.Feedback)
	for i := range d.Feedback {
		f := &d.Feedback[i]
		move(&f.DueDate)
		move(&f.RepliedOn)
		if f.RepliedOn.IsZero() && !f.DueDate.IsZero() {
			f.DueDate = app.DayOf(now).AddDate(0, 0, sampleDue)
		}
	}
	return d
}
