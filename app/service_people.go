package app

import "context"

// Library gives everybody who was ever invited, with their parts in all events,
// by the pinyin of their names.
func (s *Service) Library(ctx context.Context) ([]PersonHistory, error) {
	people, err := s.store.People(ctx, PersonFilter{})
	if err != nil {
		return nil, err
	}
	parts, err := s.store.Parts(ctx, nil)
	if err != nil {
		return nil, err
	}
	return histories(people, parts), nil
}

// InvitePeople puts people of the library on the list of an event as applicants,
// with unit, post and category as the last time. Who is on the list already is
// left out. The undo takes them off the list again.
func (s *Service) InvitePeople(ctx context.Context, eventID string, ids []string) (Undo, error) {
	event, err := s.store.Event(ctx, eventID)
	if err != nil {
		return Undo{}, err
	}
	all, err := s.Library(ctx)
	if err != nil {
		return Undo{}, err
	}
	list, err := s.store.Invitees(ctx, InviteeFilter{EventID: eventID})
	if err != nil {
		return Undo{}, err
	}
	chosen, last := setOf(ids), 0
	for _, v := range list {
		last = max(last, v.Position)
	}
	var added []Invitee
	var addedIDs []string
	for _, h := range all {
		if !chosen[h.ID] || h.In(eventID) {
			continue
		}
		v := h.invitation(event)
		v.ID, v.Position = s.newID(), last+len(added)+1
		v.CreatedAt, v.UpdatedAt = s.now(), s.now()
		added = append(added, v)
		addedIDs = append(addedIDs, v.ID)
	}
	if len(added) == 0 {
		return Undo{}, nil
	}
	if err := s.store.SaveInvitees(ctx, added); err != nil {
		return Undo{}, err
	}
	s.announce(eventID, TopicInvitees)
	return Undo{len(added), func(ctx context.Context) error {
		_, err := s.DeleteInvitees(ctx, eventID, addedIDs)
		return err
	}}, nil
}
