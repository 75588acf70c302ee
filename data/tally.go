package data

import (
	"time"

	"openday/app"
)

// tallies counts the invitees and the opinions of all events, each in one walk
// along an index or the table.
const (
	tallyInvitees = `SELECT event_id, vetting, confirmation, attendance, count(*) FROM invitees GROUP BY event_id, vetting, confirmation, attendance`
	tallyFeedback = `SELECT event_id, state, count(*) FROM feedback WHERE merged_into = '' GROUP BY event_id, state`
)

// Tallies implements app.Tx. Neither texts nor what is encrypted is read.
func (t *tx) Tallies() ([]app.EventTally, error) {
	found := map[string]*app.EventTally{}
	var order []string
	of := func(event string) *app.EventTally {
		if found[event] == nil {
			found[event] = &app.EventTally{EventID: event}
			order = append(order, event)
		}
		return found[event]
	}
	type people struct {
		app.Invitee
		count int
	}
	groups, err := list(t.ctx, t.db, tallyInvitees, func(p *people) []any {
		return []any{&p.EventID, &p.Vetting, &p.Confirmation, &p.Attendance, &p.count}
	})
	if err != nil {
		return nil, err
	}
	for _, p := range groups {
		tally := of(p.EventID)
		tally.Invitees += p.count
		switch {
		case p.Vetting == app.VettingPending:
			tally.Pending += p.count
		case p.Vetting == app.VettingApproved:
			tally.Approved += p.count
			if p.Attendance == "" && p.Confirmation != app.Withdrew {
				tally.Unentered += p.count
			}
		}
		if p.Attendance.IsThere() {
			tally.Came += p.count
		}
	}
	type opinions struct {
		app.Feedback
		count int
	}
	states, err := list(t.ctx, t.db, tallyFeedback, func(o *opinions) []any { return []any{&o.EventID, &o.State, &o.count} })
	if err != nil {
		return nil, err
	}
	for _, o := range states {
		tally := of(o.EventID)
		place := &tally.Closed
		switch o.State {
		case app.FeedbackRecorded:
			place = &tally.Recorded
		case app.FeedbackAssigned, app.FeedbackInProgress:
			place = &tally.Assigned
		case app.FeedbackDone:
			place = &tally.Done
		case app.FeedbackReplied:
			place = &tally.Replied
		}
		*place += o.count
	}
	all := make([]app.EventTally, len(order))
	for i, event := range order {
		all[i] = *found[event]
	}
	return all, nil
}

// dueFeedback lists open opinions of events that are not archived, by due date,
// with their number in the list of their event.
const dueFeedback = `SELECT f.id, f.event_id, f.content, f.department, f.due_date, f.state,
	(SELECT count(*) FROM feedback o WHERE o.event_id = f.event_id AND (o.position, o.id) <= (f.position, f.id))
	FROM feedback f JOIN events ON events.id = f.event_id
	WHERE f.due_date <> '' AND f.due_date <= ? AND f.merged_into = '' AND events.state <> ? AND f.state` + inList + `
	ORDER BY f.due_date, f.event_id, f.position LIMIT ?`

// mostDue is how many opinions are told one by one; more than that nobody reads.
const mostDue = 500

// DueFeedback implements app.Tx. Neither histories nor what is encrypted is read.
func (t *tx) DueFeedback(by time.Time) ([]app.DueOpinion, error) {
	u := &t.s.unreadable
	return list(t.ctx, t.db, dueFeedback, func(o *app.DueOpinion) []any {
		return []any{&o.ID, &o.EventID, &o.Content, &o.Department, u.reader("feedback", "due_date", &o.ID, day{&o.DueDate}), &o.State, &o.Number}
	}, day{&by}, string(app.StateArchived), openStates(), mostDue)
}
