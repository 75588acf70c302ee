package app

import "context"

// RememberPrint keeps what a paper said when it was written, under a new id,
// with the present moment and who is at the desk.
func (s *Service) RememberPrint(ctx context.Context, p Print) error {
	p.ID, p.At, p.By = s.newID(), s.now(), s.user
	if err := s.store.AddPrint(ctx, p); err != nil {
		return err
	}
	s.announce(p.EventID, TopicInvitees, TopicAgenda)
	return nil
}

// LastPrint gives what is remembered of the last print of one paper of an
// event; ok is false where there is none.
func (s *Service) LastPrint(ctx context.Context, eventID, paper string) (last Print, ok bool, err error) {
	prints, err := s.store.Prints(ctx, eventID, paper)
	if err != nil || len(prints) == 0 {
		return Print{}, false, err
	}
	return prints[0], true, nil
}
