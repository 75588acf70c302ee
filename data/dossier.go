package data

import (
	"context"
	"database/sql"

	"openday/app"
)

// Dossier implements app.Store.
func (s *Store) Dossier(ctx context.Context, id string) (app.Dossier, error) {
	var d app.Dossier
	err := s.read(ctx, func(tx *sql.Tx) (err error) {
		d, err = s.dossier(ctx, tx, id)
		return err
	})
	return d, err
}

func (s *Store) dossier(ctx context.Context, tx *sql.Tx, id string) (d app.Dossier, err error) {
	if d.Event, err = findEvent(ctx, tx, id); err != nil {
		return d, err
	}
	if d.Invitees, err = s.listInvitees(ctx, tx, app.InviteeFilter{EventID: id}); err != nil {
		return d, err
	}
	if d.Agenda, err = listAgenda(ctx, tx, id); err != nil {
		return d, err
	}
	d.Feedback, err = listFeedback(ctx, tx, app.FeedbackFilter{EventID: id})
	return d, err
}

// AddDossier implements app.Store.
func (s *Store) AddDossier(ctx context.Context, dossier app.Dossier) error {
	return s.write(ctx, func(tx *sql.Tx) error {
		if err := putEvent(ctx, tx, events.insert(), dossier.Event); err != nil {
			return err
		}
		if err := s.putInvitees(ctx, tx, dossier.Invitees); err != nil {
			return err
		}
		if err := agenda.put(ctx, tx, agenda.upsert(), dossier.Agenda); err != nil {
			return err
		}
		return putFeedback(ctx, tx, dossier.Feedback)
	})
}
