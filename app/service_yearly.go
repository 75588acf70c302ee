package app

import "context"

// YearDossiers returns the events that begin in a year, each with all that
// belongs to it.
func (s *Service) YearDossiers(ctx context.Context, year int) ([]Dossier, error) {
	return read(ctx, s, func(tx Tx) ([]Dossier, error) {
		events, err := tx.Events(EventFilter{Year: year})
		if err != nil {
			return nil, err
		}
		own, err := ownCalendar(tx)
		if err != nil {
			return nil, err
		}
		all := make([]Dossier, len(events))
		for i, e := range events {
			if all[i], err = dossierOf(tx, e.ID); err != nil {
				return nil, err
			}
			all[i].Calendar = own
		}
		return all, nil
	})
}
