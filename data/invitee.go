package data

import (
	"openday/app"
	"openday/data/keys"
)

func invitees(k *keys.Keys) entity[app.Invitee] {
	return entity[app.Invitee]{
		kind: app.RecordInvitee, eventID: func(v *app.Invitee) string { return v.EventID }, revision: func(v *app.Invitee) *int64 { return &v.Revision },
		table: table[app.Invitee]{
			name: "invitees",
			fields: []field[app.Invitee]{
				{"id", func(v *app.Invitee) any { return &v.ID }},
				{"event_id", func(v *app.Invitee) any { return &v.EventID }},
				{"position", func(v *app.Invitee) any { return &v.Position }},
				{"person_id", func(v *app.Invitee) any { return &v.Person.ID }},
				{"unit", func(v *app.Invitee) any { return &v.Unit }},
				{"post", func(v *app.Invitee) any { return &v.Post }},
				{"category", func(v *app.Invitee) any { return &v.Category }},
				{"channel", func(v *app.Invitee) any { return &v.Channel }},
				{"vetting", func(v *app.Invitee) any { return &v.Vetting }},
				{"reason", func(v *app.Invitee) any { return &v.Reason }},
				{"attendance", func(v *app.Invitee) any { return &v.Attendance }},
				{"signed_in_at", func(v *app.Invitee) any { return moment{&v.SignedInAt} }},
				{"note", func(v *app.Invitee) any { return &v.Note }},
				{"decided_on", func(v *app.Invitee) any { return day{&v.DecidedOn} }},
				{"replied_on", func(v *app.Invitee) any { return day{&v.RepliedOn} }},
				{"overruled", func(v *app.Invitee) any { return &v.Overruled }},
				{"confirmation", func(v *app.Invitee) any { return &v.Confirmation }},
				{"substitute", func(v *app.Invitee) any { return &v.Substitute }},
				{"walk_in", func(v *app.Invitee) any { return &v.WalkIn }},
				{"created_at", func(v *app.Invitee) any { return moment{&v.CreatedAt} }},
				{"updated_at", func(v *app.Invitee) any { return moment{&v.UpdatedAt} }},
				{"revision", func(v *app.Invitee) any { return &v.Revision }},
				{"extra", func(v *app.Invitee) any { return sealedAs(k, &v.ID, "extra", &v.Extra) }},
			},
			search: func(v *app.Invitee) string { return spelled(v.Unit) + "\n" + fold(v.Post) },
			shared: "units",
		},
	}
}

// Invitees implements app.Tx.
func (t *tx) Invitees(filter app.InviteeFilter) ([]app.Invitee, error) {
	var c conditions
	c.equal("invitees.event_id", filter.EventID)
	c.among("invitees.id", filter.IDs)
	c.among("invitees.person_id", filter.PersonIDs)
	t.s.searchPeople(&c, "people.search || char(10) || "+t.s.invitees.searchText(), filter.Text)
	c.equal("invitees.category", filter.Category)
	c.equal("invitees.vetting", string(filter.Vetting))
	c.equal("invitees.attendance", string(filter.Attendance))
	invitees, people := t.s.invitees, t.s.people
	query := "SELECT " + invitees.columns() + ", " + people.columns() +
		" FROM invitees JOIN people ON people.id = invitees.person_id " + c.where() +
		" ORDER BY invitees.event_id, invitees.position, invitees.id"
	return list(t.ctx, t.db, query, func(v *app.Invitee) []any {
		return append(invitees.readers(&t.s.unreadable, v), people.readers(&t.s.unreadable, &v.Person)...)
	}, c.args...)
}

// SaveInvitees implements app.Tx.
func (t *tx) SaveInvitees(list []app.Invitee) error {
	people := make([]app.Person, len(list))
	parts := make([]app.Invitee, len(list)) // the person is a record of its own
	for i, v := range list {
		people[i] = v.Person
		v.Person = app.Person{ID: v.Person.ID}
		parts[i] = v
	}
	if err := t.SavePeople(people); err != nil {
		return err
	}
	if err := t.s.invitees.save(t, parts); err != nil {
		return err
	}
	for i := range list {
		list[i].Person.Revision, list[i].Revision = people[i].Revision, parts[i].Revision
	}
	return nil
}
