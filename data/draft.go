package data

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"openday/app"
)

// draftMark comes between the data file's name and the id of a draft in the name of
// the draft's file, which is encrypted whole. The file belongs to no copy and to no
// hand-over.
const draftMark = ".draft-"

func (s *Store) draftFile(id string) string { return s.path + draftMark + id }

// KeepDraft implements app.DataFile.
func (s *Store) KeepDraft(_ context.Context, d app.Draft) error {
	if s.keys == nil {
		return keyWanted()
	}
	text, err := json.Marshal(d)
	if err != nil {
		return internal(err)
	}
	name := s.draftFile(d.ID)
	f, err := os.CreateTemp(filepath.Dir(name), filepath.Base(s.path)+".draft.*"+tempSuffix) // mode 0600
	if err != nil {
		return fileError(err, filepath.Dir(name))
	}
	defer os.Remove(f.Name()) // nothing is there any more once it has been renamed
	_, err = f.Write(s.keys.encrypt(d.ID+draftMark, string(text)))
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return fileError(err, name)
	}
	return replaceFile(f.Name(), name)
}

// Drafts implements app.DataFile.
func (s *Store) Drafts(context.Context) ([]app.Draft, error) {
	var all []app.Draft
	err := s.eachDraft(func(d app.Draft, _ string) error {
		if d.ID != "" {
			all = append(all, d)
		}
		return nil
	})
	slices.SortFunc(all, func(a, b app.Draft) int { return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.ID, b.ID)) })
	return all, err
}

// DropDrafts implements app.DataFile.
func (s *Store) DropDrafts(_ context.Context, gone func(app.Draft) bool) error {
	return s.eachDraft(func(d app.Draft, name string) error {
		if !gone(d) {
			return nil
		}
		if err := os.Remove(name); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fileError(err, name)
		}
		return nil
	})
}

// eachDraft calls do with every draft beside the data file and the name of its file.
// A draft that cannot be read, as it belongs to another key or is damaged, is the
// zero one.
func (s *Store) eachDraft(do func(d app.Draft, name string) error) error {
	entries, err := os.ReadDir(filepath.Dir(s.path))
	if err != nil {
		return fileError(err, filepath.Dir(s.path))
	}
	var errs []error
	for _, e := range entries {
		id, ours := strings.CutPrefix(e.Name(), filepath.Base(s.path)+draftMark)
		if !ours || !e.Type().IsRegular() {
			continue
		}
		name := filepath.Join(filepath.Dir(s.path), e.Name())
		box, err := os.ReadFile(name)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			errs = append(errs, fileError(err, name))
			continue
		}
		var d app.Draft
		if s.keys != nil {
			text, err := s.keys.decrypt(id+draftMark, box)
			if err != nil || json.Unmarshal([]byte(text), &d) != nil || d.ID != id {
				d = app.Draft{}
			}
		}
		errs = append(errs, do(d, name))
	}
	return errors.Join(errs...)
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
