package data

import "openday/app"

// Participations implements app.Tx.
func (t *tx) Participations(ids []string) ([]app.Participation, error) {
	var c conditions
	if ids != nil {
		c.add("invitees.person_id"+inList, idList(ids))
	}
	query := `SELECT invitees.person_id, events.id, events.title, events.start_at, invitees.unit, invitees.post,
		invitees.category, invitees.vetting, invitees.confirmation, invitees.attendance, invitees.id, invitees.walk_in
		FROM invitees JOIN events ON events.id = invitees.event_id ` + c.where() +
		" ORDER BY events.start_at DESC, events.id DESC, invitees.position"
	return list(t.ctx, t.db, query, func(p *app.Participation) []any {
		var id string
		return []any{
			&p.PersonID, &p.EventID, &p.Title, t.s.unreadable.reader("events", "start_at", &p.EventID, moment{&p.Start}), &p.Unit, &p.Post,
			&p.Category, &p.Vetting, &p.Confirmation, &p.Attendance, &id,
			t.s.unreadable.reader("invitees", "walk_in", &id, &p.WalkIn),
		}
	}, c.args...)
}
