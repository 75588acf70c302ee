package data

import (
	"context"
	"database/sql"

	"openday/app"
)

var invitees = table[app.Invitee]{
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
	},
	search: func(v *app.Invitee) string { return spelled(v.Unit) + "\n" + fold(v.Post) },
}

// Invitees implements app.Store.
func (s *Store) Invitees(ctx context.Context, filter app.InviteeFilter) ([]app.Invitee, error) {
	var all []app.Invitee
	err := s.read(ctx, func(tx *sql.Tx) (err error) {
		all, err = s.listInvitees(ctx, tx, filter)
		return err
	})
	return all, err
}

// SaveInvitees implements app.Store.
func (s *Store) SaveInvitees(ctx context.Context, list []app.Invitee) error {
	return s.ChangeList(ctx, app.ListChange{Kept: list})
}

// ChangeList implements app.Store.
func (s *Store) ChangeList(ctx context.Context, change app.ListChange) error {
	return s.write(ctx, func(tx *sql.Tx) error {
		ids := append(idList(nil), change.Gone...)
		for _, v := range change.Kept {
			ids = append(ids, v.ID)
		}
		before, err := invitedPeople(ctx, tx, "id"+inList, ids)
		if err != nil {
			return err
		}
		if err := s.people.put(ctx, tx, s.people.upsert(), change.People); err != nil {
			return err
		}
		for _, p := range change.People {
			before = append(before, p.ID)
		}
		if err := deleteRows(ctx, tx, invitees.name, change.Gone); err != nil {
			return err
		}
		if err := s.putInvitees(ctx, tx, change.Kept); err != nil {
			return err
		}
		if err := dropUninvited(ctx, tx, before); err != nil {
			return err
		}
		return audit.put(ctx, tx, audit.insert(), change.Audit)
	})
}

func (s *Store) listInvitees(ctx context.Context, tx *sql.Tx, filter app.InviteeFilter) ([]app.Invitee, error) {
	var c conditions
	c.equal("invitees.event_id", filter.EventID)
	c.search("people.search || char(10) || invitees.search", filter.Text)
	c.equal("invitees.category", filter.Category)
	c.equal("invitees.vetting", string(filter.Vetting))
	c.equal("invitees.attendance", string(filter.Attendance))
	query := "SELECT " + invitees.columns() + ", " + s.people.columns() +
		" FROM invitees JOIN people ON people.id = invitees.person_id " + c.where() +
		" ORDER BY invitees.event_id, invitees.position, invitees.id"
	return list(ctx, tx, query, func(v *app.Invitee) []any {
		return append(invitees.places(v), s.people.places(&v.Person)...)
	}, c.args...)
}

func (s *Store) putInvitees(ctx context.Context, tx *sql.Tx, list []app.Invitee) error {
	persons := make([]app.Person, len(list))
	for i, v := range list {
		persons[i] = v.Person
	}
	if err := s.people.put(ctx, tx, s.people.upsert(), persons); err != nil {
		return err
	}
	return invitees.put(ctx, tx, invitees.upsert(), list)
}

// invitedPeople gives the people of the invitees that a condition chooses.
func invitedPeople(ctx context.Context, tx *sql.Tx, condition string, arg any) (idList, error) {
	ids, err := list(ctx, tx, "SELECT DISTINCT person_id FROM invitees WHERE "+condition,
		func(id *string) []any { return []any{id} }, arg)
	return ids, err
}
