package service

import (
	"context"
	"time"

	"openday/app"
	"openday/app/startplan"
	"openday/app/words"
)

// StartEvent adds an event by a starting plan on a day and returns its id.
func (s *Service) StartEvent(ctx context.Context, p startplan.Plan, date time.Time) (string, error) {
	if !startplan.Plans.Has(p) {
		return "", app.Invalid([]app.FieldProblem{{Field: "Plan", Message: words.T("There is no such starting plan.")}})
	}
	return s.startOn(ctx, date, func(tx app.Tx) (app.Dossier, error) {
		d := p.Dossier(date)
		pattern, err := tx.Setting(app.PlanOutline.Setting)
		d.Event.Sections = app.PlanOutline.ParsePattern(pattern)
		return d, err
	})
}

// CopyEvent adds an event like an earlier one on another day and returns its id.
// All dates keep their distance in days to the day of the event. People,
// opinions, prints, photos, what was done and answers stay with the earlier one.
func (s *Service) CopyEvent(ctx context.Context, id string, date time.Time) (string, error) {
	return s.startOn(ctx, date, func(tx app.Tx) (app.Dossier, error) {
		d, err := dossierOf(tx, id)
		return startplan.Copied(d, date), err
	})
}

func (s *Service) startOn(ctx context.Context, date time.Time, plan func(app.Tx) (app.Dossier, error)) (string, error) {
	if date.IsZero() {
		return "", app.Invalid([]app.FieldProblem{{Field: "Start", Message: words.T("Give the day of the event.")}})
	}
	return write(ctx, s, func(u *unit) (string, error) {
		d, err := plan(u)
		if err != nil {
			return "", err
		}
		u.label = words.T("new event “%s”", d.Event.Title)
		return s.addDossier(u, d)
	})
}
