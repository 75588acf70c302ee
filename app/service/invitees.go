package service

import (
	"context"
	"slices"
	"strings"

	"openday/app"
	"openday/app/library"
	"openday/app/words"
)

// Invitees returns the invitees that a filter chooses, in order of entry.
func (s *Service) Invitees(ctx context.Context, filter app.InviteeFilter) ([]app.Invitee, error) {
	return read(ctx, s, func(tx app.Tx) ([]app.Invitee, error) { return tx.Invitees(filter) })
}

// People returns the people of the library that a filter chooses, by the pinyin
// of their names.
func (s *Service) People(ctx context.Context, filter app.PersonFilter) ([]app.Person, error) {
	return read(ctx, s, func(tx app.Tx) ([]app.Person, error) { return tx.People(filter) })
}

// SaveInvitee saves an invitee of an event, a new one at the end of the list
// where it has no id, and returns it as saved. A new one without a result
// of vetting is pending.
func (s *Service) SaveInvitee(ctx context.Context, v app.Invitee) (app.Invitee, error) {
	v = v.Tidied()
	if v.Vetting == "" {
		v.Vetting = app.VettingPending
	}
	saved, err := write(ctx, s, func(u *unit) (app.Invitee, error) { return s.putInvitee(u, v) })
	if err != nil {
		return v, err
	}
	return saved, nil
}

func (s *Service) putInvitee(u *unit, v app.Invitee) (app.Invitee, error) {
	v.UpdatedAt = u.at
	was := app.VettingPending
	var stored app.Invitee
	if v.ID == "" {
		last, err := u.LastPosition(app.RecordInvitee, v.EventID)
		if err != nil {
			return v, err
		}
		v.ID, v.CreatedAt, v.Position = s.newID(), u.at, last+1
		u.label = words.T("%s added to the list", v.Person.Name)
	} else {
		found, err := u.Invitees(app.InviteeFilter{IDs: []string{v.ID}})
		if err != nil {
			return v, err
		}
		if len(found) > 0 { // else the store says that it is gone
			stored, was = found[0], found[0].Vetting
			if v.Revision != stored.Revision || v.Person.ID == stored.Person.ID && v.Person.Revision != stored.Person.Revision {
				return v, app.StaleError(&app.Conflict{RecordKey: app.RecordKey{Kind: app.RecordInvitee, ID: v.ID}, Stored: stored, Given: v})
			}
		}
		u.label = words.T("change to %s", v.Person.Name)
	}
	if err := app.Invalid(app.WrongIn(v, stored, stored.ID != "")); err != nil {
		return v, err
	}
	list := []app.Invitee{v}
	if err := s.matchPeople(u, list); err != nil {
		return v, err
	}
	twins, err := u.Invitees(app.InviteeFilter{EventID: v.EventID, PersonIDs: []string{list[0].Person.ID}})
	if err != nil {
		return v, err
	}
	for _, other := range twins {
		if other.ID != v.ID {
			return v, app.Invalid([]app.FieldProblem{{Field: "Name", Message: words.T("%s is on the list of this event already.", v.Person.Name)}})
		}
	}
	if list[0].Vetting != was {
		if err := s.decideOne(u, &list[0]); err != nil {
			return v, err
		}
	}
	err = u.SaveInvitees(list)
	return list[0], err
}

// SetInvitees changes the same fields of several invitees in one step, and tells
// how many of them had something else.
func (s *Service) SetInvitees(ctx context.Context, eventID string, ids []string, changes ...app.InviteeChange) (Vetted, error) {
	label := func(changed []app.Invitee) string {
		said := make([]string, len(changes))
		for i, c := range changes {
			said[i] = c.Words()
		}
		return words.T("%d people: %s|how many, what became of them", len(changed), strings.Join(said, words.T(", |between words of a list")))
	}
	for i := range changes {
		if !slices.Contains(app.SharedFields, changes[i].Field) {
			return Vetted{}, app.Errorf(app.CodeInvalid, nil, "This field cannot be changed for several people at once.")
		}
		tidy := app.Invitee{}
		tidy.SetShared(changes[i])
		changes[i].Value = tidy.Tidied().Shared(changes[i].Field)
		tidy.SetShared(changes[i])
		if wrong := app.InviteeFields.Limits(nil, &tidy); slices.ContainsFunc(wrong, func(p app.FieldProblem) bool { return p.Field == changes[i].Field }) {
			return Vetted{}, app.Invalid(slices.DeleteFunc(wrong, func(p app.FieldProblem) bool { return p.Field != changes[i].Field }))
		}
	}
	return s.change(ctx, eventID, ids, label, func(v *app.Invitee) bool {
		other := false
		for _, c := range changes {
			other = v.SetShared(c) || other
		}
		return other
	})
}

// DeleteInvitees removes invitees from an event, and people who are invited
// nowhere else. Opinions that they spoke keep the speaker's name.
func (s *Service) DeleteInvitees(ctx context.Context, eventID string, ids []string) error {
	return s.update(ctx, func(u *unit) error {
		u.label = words.T("%d people taken off the list", len(ids))
		if err := s.note(u, app.AuditDelete, eventID, words.T("%d people", len(ids))); err != nil {
			return err
		}
		return s.removeInvitees(u, ids)
	})
}

func (s *Service) removeInvitees(u *unit, ids []string) error {
	gone, err := u.Invitees(app.InviteeFilter{IDs: ids})
	if err != nil {
		return err
	}
	people := make([]string, len(gone))
	for i, v := range gone {
		people[i] = v.Person.ID
	}
	spoken, err := u.Feedback(app.FeedbackFilter{Speakers: ids})
	if err != nil {
		return err
	}
	for i := range spoken {
		spoken[i].InviteeID = ""
	}
	if err := u.SaveFeedback(spoken); err != nil {
		return err
	}
	if err := u.Delete(app.RecordInvitee, ids); err != nil {
		return err
	}
	return s.dropUninvited(u, people)
}

// matchPeople returns every invitee without a person's id the person of the
// library, or of an earlier invitee among these, that it is; else a new id. A
// known person keeps what is known of them where the invitee says nothing.
func (s *Service) matchPeople(tx app.Tx, invitees []app.Invitee) error {
	var strangers []app.Person
	for _, v := range invitees {
		if v.Person.ID == "" {
			strangers = append(strangers, v.Person)
		}
	}
	if len(strangers) == 0 {
		return nil
	}
	known, err := tx.PeopleLike(strangers)
	if err != nil {
		return err
	}
	people := library.New(known)
	for i := range invitees {
		p := &invitees[i].Person
		if p.ID != "" {
			continue
		}
		if match, ok := people.Match(*p); ok {
			*p = p.Completed(match)
		} else {
			p.ID = s.newID()
		}
		people.Learn(*p)
	}
	return nil
}
