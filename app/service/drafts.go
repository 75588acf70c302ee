package service

import (
	"context"
	"slices"

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
	return slices.DeleteFunc(all, func(d app.Draft) bool { return d.By != s.user }), err
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

// dropDraftsOf removes the drafts about records that a unit of work deleted. One
// that cannot be removed now is about nothing any more: it is not offered.
func (s *Service) dropDraftsOf(ctx context.Context, changes []app.RecordChange) {
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
