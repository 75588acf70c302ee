package data

import (
	"context"
	"slices"

	"openday/app"
	"openday/data/disk"
	"openday/data/draftfile"
	"openday/data/keys"
)

// drafts returns the drafts beside the data file.
func (s *Store) drafts() draftfile.Folder {
	f := draftfile.Folder{Data: s.path, Temp: ".draft.*" + disk.TempSuffix, Replace: disk.Replace, Explain: disk.Explain}
	if s.keys != nil {
		f.Encrypt, f.Decrypt = s.keys.Encrypt, s.keys.Decrypt
	}
	return f
}

// KeepDraft implements app.DataFile.
func (s *Store) KeepDraft(_ context.Context, d app.Draft) error {
	if s.keys == nil {
		return keys.Wanted()
	}
	return s.drafts().Keep(d)
}

// Drafts implements app.DataFile.
func (s *Store) Drafts(context.Context) ([]app.Draft, error) { return s.drafts().All() }

// DropDrafts implements app.DataFile.
func (s *Store) DropDrafts(_ context.Context, gone func(app.Draft) bool) error {
	return s.drafts().Drop(gone)
}

// dropPurgedDrafts removes the drafts about events whose personal data is deleted:
// a program that was ended in the middle of a purge leaves them.
func (s *Store) dropPurgedDrafts(ctx context.Context) error {
	var purged []string
	err := s.View(ctx, func(tx app.Tx) error {
		all, err := tx.Events(app.EventFilter{})
		if err != nil {
			return err
		}
		for _, found := range all {
			e, err := tx.Event(found.ID)
			if err != nil {
				return err
			}
			if !e.PurgedAt.IsZero() {
				purged = append(purged, e.ID)
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	return s.DropDrafts(ctx, func(d app.Draft) bool { return d.ID == "" || slices.Contains(purged, d.EventID) })
}
