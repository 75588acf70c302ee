package data

import (
	"cmp"
	"slices"

	"openday/app"
)

// countInvitees lists the invitees of an event group after group, as they stand in
// the index invitees_counted; sorting them otherwise is left to who asks.
const countInvitees = `SELECT category, vetting, walk_in, confirmation, attendance, count(*), min(position)
	FROM invitees WHERE event_id = ?
	GROUP BY category, vetting, walk_in, confirmation, attendance`

// countOpinions lists what is counted of the opinions of an event, with the moment
// of the last step that handled each.
const countOpinions = `SELECT id, state, category, department, merged_into, due_date, replied_on, satisfaction, adoption,
	coalesce((SELECT at FROM moves WHERE feedback_id = feedback.id AND kind IN ('finish', 'answer') ORDER BY position DESC LIMIT 1), '')
	FROM feedback WHERE event_id = ? ORDER BY position, id`

// Counted implements app.Tx. Neither texts nor what is encrypted is read.
func (t *tx) Counted(eventID string) (counted app.Counted, err error) {
	type group struct {
		app.CountedInvitees
		first int // position of the first of them
	}
	groups, err := list(t.ctx, t.db, countInvitees, func(g *group) []any {
		return []any{&g.Category, &g.Vetting, yesNo{&g.WalkIn}, &g.Confirmation, &g.Attendance, &g.Count, &g.first}
	}, eventID)
	if err != nil {
		return counted, err
	}
	slices.SortStableFunc(groups, func(a, b group) int { return cmp.Compare(a.first, b.first) })
	counted.Invitees = make([]app.CountedInvitees, len(groups))
	for i, g := range groups {
		counted.Invitees[i] = g.CountedInvitees
	}
	u := &t.s.unreadable
	counted.Feedback, err = list(t.ctx, t.db, countOpinions, func(f *app.Feedback) []any {
		f.History = []app.Transition{{Kind: app.TransitionFinish}}
		return []any{
			&f.ID, &f.State, &f.Category, &f.Department, &f.MergedInto, u.reader("feedback", "due_date", &f.ID, day{&f.DueDate}),
			u.reader("feedback", "replied_on", &f.ID, day{&f.RepliedOn}), &f.Satisfaction, &f.Adoption, u.reader("moves", "at", &f.ID, moment{&f.History[0].At}),
		}
	}, eventID)
	return counted, err
}

// yesNo reads a column that holds 1 or 0, and what else it holds as 0.
type yesNo struct{ place *bool }

// Scan implements sql.Scanner.
func (y yesNo) Scan(value any) error {
	*y.place = value == int64(1)
	return nil
}
