package service

import (
	"context"

	"openday/app"
	"openday/app/words"
)

// ChangeEvent keeps what was decided about an event that does not take place as
// planned. A new date moves the event and its agenda; an empty change takes back what
// was decided, and puts the event and its agenda back on the days that were planned.
func (s *Service) ChangeEvent(ctx context.Context, id string, c app.EventChanging) error {
	return s.update(ctx, func(u *unit) error {
		d, err := dossierOf(u, id)
		if err != nil {
			return err
		}
		if err := app.Invalid(c.Validate(d.Event)); err != nil {
			return err
		}
		before := d.Agenda
		d = d.Changed(c)
		u.label = words.T("change of the event taken back")
		if c.Change != "" {
			u.label = words.T("event “%s”|what became of it", d.Event.ChangeLabel())
		}
		if _, err := s.putEvent(u, d.Event); err != nil {
			return err
		}
		var moved []app.AgendaItem
		for i, a := range d.Agenda {
			if !a.Start.Equal(before[i].Start) || !a.End.Equal(before[i].End) {
				a.UpdatedAt = u.at
				moved = append(moved, a)
			}
		}
		return u.SaveAgenda(moved)
	})
}
