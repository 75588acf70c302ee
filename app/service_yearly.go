package app

import "context"

// YearDossiers gives the events that begin in a year, each with all that
// belongs to it.
func (s *Service) YearDossiers(ctx context.Context, year int) ([]Dossier, error) {
	events, err := s.store.Events(ctx, EventFilter{Year: year})
	if err != nil {
		return nil, err
	}
	all := make([]Dossier, len(events))
	for i, e := range events {
		if all[i], err = s.Dossier(ctx, e.ID); err != nil {
			return nil, err
		}
	}
	return all, nil
}
