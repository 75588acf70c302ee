package data

import "openday/app"

// countInvitees lists the invitees of an event group after group, as they stand in
// the index invitees_counted.
const countInvitees = `SELECT category, vetting, walk_in, confirmation, attendance, count(*)
	FROM invitees WHERE event_id = ?
	GROUP BY category, vetting, walk_in, confirmation, attendance
	ORDER BY min(position), category, vetting, walk_in, confirmation, attendance`

// Counted implements app.Tx. Neither texts nor what is encrypted is read.
func (t *tx) Counted(eventID string) (counted app.Counted, err error) {
	counted.Invitees, err = list(t.ctx, t.db, countInvitees, func(v *app.CountedInvitees) []any {
		return []any{&v.Category, &v.Vetting, yesNo{&v.WalkIn}, &v.Confirmation, &v.Attendance, &v.Count}
	}, eventID)
	if err != nil {
		return counted, err
	}
	u := &t.s.unreadable
	counted.Feedback, err = list(t.ctx, t.db, `SELECT id, state, category, department, merged_into, due_date, replied_on, satisfaction, adoption
		FROM feedback WHERE event_id = ? ORDER BY position, id`, func(f *app.Feedback) []any {
		return []any{
			&f.ID, &f.State, &f.Category, &f.Department, &f.MergedInto, u.reader("feedback", "due_date", &f.ID, day{&f.DueDate}),
			u.reader("feedback", "replied_on", &f.ID, day{&f.RepliedOn}), &f.Satisfaction, &f.Adoption,
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
