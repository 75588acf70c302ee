package service

import (
	"context"
	"slices"

	"openday/app"
)

// RememberPrint keeps what a paper said when it was written, with the present
// moment and who is at the desk, under the id that stands on its pages, else a new
// one; the same print that goes out once more is kept once. Like a deed it is also
// kept where the data file is open for reading only.
func (s *Service) RememberPrint(ctx context.Context, p app.Print) error {
	p.At, p.By, p.Revision = s.now(), s.User(), 0
	if p.ID == "" {
		p.ID = s.newID()
	}
	err := s.update(ctx, func(u *unit) error {
		kept, err := u.Prints(p.EventID, p.Paper)
		if err != nil {
			return err
		}
		for _, k := range kept {
			if k.ID == p.ID {
				p.Revision = k.Revision
			}
		}
		return u.SavePrints([]app.Print{p})
	})
	if s.file == nil || app.CodeOf(err) != app.CodeReadOnly {
		return err
	}
	if err := app.Invalid(p.Validate()); err != nil {
		return err
	}
	return s.file.KeepPrint(ctx, p)
}

// LastPrint returns what is remembered of the last print of one paper of an
// event; ok is false where there is none.
func (s *Service) LastPrint(ctx context.Context, eventID, paper string) (last app.Print, ok bool, err error) {
	prints, err := read(ctx, s, func(tx app.Tx) ([]app.Print, error) { return tx.Prints(eventID, paper) })
	if err != nil || len(prints) == 0 {
		return app.Print{}, false, err
	}
	return prints[0], true, nil
}

// Prints returns what is remembered of the last print of each paper of an event, by
// the papers' names on the command line.
func (s *Service) Prints(ctx context.Context, eventID string) (map[string]app.Print, error) {
	all, err := read(ctx, s, func(tx app.Tx) ([]app.Print, error) { return tx.Prints(eventID, "") })
	if err != nil {
		return nil, err
	}
	last := map[string]app.Print{}
	for _, p := range slices.Backward(all) { // the latest come first
		last[p.Paper] = p
	}
	return last, nil
}
