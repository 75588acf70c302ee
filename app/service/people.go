package service

import (
	"context"

	"openday/app"
	"openday/app/library"
	"openday/app/words"
)

// Library returns everybody who was ever invited, with their parts in all events,
// by the pinyin of their names.
func (s *Service) Library(ctx context.Context) ([]library.History, error) {
	return s.LibraryPage(ctx, app.PersonFilter{})
}

// LibraryPage returns the people of the library that a filter chooses, with
// their parts in all events, by the pinyin of their names.
func (s *Service) LibraryPage(ctx context.Context, filter app.PersonFilter) ([]library.History, error) {
	return read(ctx, s, func(tx app.Tx) ([]library.History, error) { return libraryOf(tx, filter) })
}

func libraryOf(tx app.Tx, filter app.PersonFilter) ([]library.History, error) {
	people, err := tx.People(filter)
	if err != nil {
		return nil, err
	}
	var ids []string
	if filter.IDs != nil || filter.Limit > 0 || filter.Text != "" {
		ids = make([]string, len(people))
		for i, p := range people {
			ids[i] = p.ID
		}
	}
	parts, err := tx.Participations(ids)
	if err != nil {
		return nil, err
	}
	return library.Histories(people, parts), nil
}

// InvitePeople puts people of the library on the list of an event as applicants,
// with unit, post and category as the last time, and returns how many. Who is on
// the list already is left out.
func (s *Service) InvitePeople(ctx context.Context, eventID string, ids []string) (int, error) {
	return write(ctx, s, func(u *unit) (int, error) {
		event, err := u.Event(eventID)
		if err != nil {
			return 0, err
		}
		all, err := libraryOf(u, app.PersonFilter{IDs: ids})
		if err != nil {
			return 0, err
		}
		last, err := u.LastPosition(app.RecordInvitee, eventID)
		if err != nil {
			return 0, err
		}
		var added []app.Invitee
		for _, h := range all {
			if h.In(eventID) {
				continue
			}
			v := h.Invitation(event)
			v.ID, v.Position = s.newID(), last+len(added)+1
			v.CreatedAt, v.UpdatedAt = u.at, u.at
			added = append(added, v)
		}
		u.label = words.T("%d people invited", len(added))
		return len(added), u.SaveInvitees(added)
	})
}
