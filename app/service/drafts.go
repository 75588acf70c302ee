package service

import (
	"context"
	"slices"
	"strings"

	"openday/app"
)

// KeepDraft keeps what the person at the desk has typed and not saved, in the place
// of what is kept under the draft's id. Over a store without a file none is kept.
func (s *Service) KeepDraft(ctx context.Context, d app.Draft) error {
	if s.file == nil {
		return nil
	}
	d.By, d.At = s.user, s.now()
	return s.file.KeepDraft(ctx, d)
}

// Drafts returns what the person at the desk typed and did not save, the oldest first.
func (s *Service) Drafts(ctx context.Context) ([]app.Draft, error) {
	if s.file == nil {
		return nil, nil
	}
	all, err := s.file.Drafts(ctx)
	if err != nil {
		return nil, err
	}
	text, err := s.Setting(ctx, s.savedSetting())
	if err != nil {
		return nil, err
	}
	saved := func(d app.Draft) bool { return slices.Contains(strings.Fields(text), d.ID) }
	if slices.ContainsFunc(all, saved) {
		_ = s.dropDrafts(ctx, saved) // one that cannot be removed now is not offered either
	}
	return slices.DeleteFunc(all, func(d app.Draft) bool { return d.By != s.user || saved(d) }), nil
}

// draftKey is under which a context says which draft a use case saves.
type draftKey struct{}

// SavingDraft returns a context in which a use case saves what a draft holds. That
// it is saved is written in the same unit of work, so that a program that ends
// before the draft is removed does not offer it again. An empty id is no draft.
func SavingDraft(ctx context.Context, id string) context.Context {
	if id == "" {
		return ctx
	}
	return context.WithValue(ctx, draftKey{}, id)
}

// mostSaved is how many drafts are remembered as saved; only the last one can still
// be there.
const mostSaved = 8

// savedSetting is the key under which a user's saved drafts are remembered.
func (s *Service) savedSetting() string { return "drafts.saved." + s.user }

// markSaved remembers the draft that a unit of work saves, which no undoing
// forgets.
func (s *Service) markSaved(ctx context.Context, tx app.Tx) error {
	id, _ := ctx.Value(draftKey{}).(string)
	if id == "" || s.file == nil {
		return nil
	}
	text, err := tx.Setting(s.savedSetting())
	if err != nil {
		return err
	}
	all := append(strings.Fields(text), id)
	return tx.SetSetting(s.savedSetting(), strings.Join(all[max(0, len(all)-mostSaved):], " "))
}

// DropDraft removes a draft; one that is not there is nothing to do.
func (s *Service) DropDraft(ctx context.Context, id string) error {
	return s.dropDrafts(ctx, func(d app.Draft) bool { return d.ID == id && id != "" })
}

func (s *Service) dropDrafts(ctx context.Context, gone func(app.Draft) bool) error {
	if s.file == nil {
		return nil
	}
	return s.file.DropDrafts(ctx, gone)
}

// dropDraftsOf removes the draft that a unit of work saved, and those about records
// that it deleted. One that cannot be removed now is about nothing any more: it is not
// offered.
func (s *Service) dropDraftsOf(ctx context.Context, changes []app.RecordChange) {
	if id, _ := ctx.Value(draftKey{}).(string); id != "" {
		_ = s.DropDraft(ctx, id)
	}
	var gone []app.RecordKey
	for _, c := range changes {
		if c.Revision == 0 {
			gone = append(gone, c.RecordKey)
		}
	}
	if len(gone) > 0 {
		_ = s.dropDrafts(ctx, func(d app.Draft) bool { return d.Concerns(gone) })
	}
}
