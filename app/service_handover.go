package app

import (
	"context"
	"errors"
	"io"
	"slices"
)

// HandOverSource gives the events of a hand-over file one after the other, and
// io.EOF after the last, once the file is known to be whole.
type HandOverSource func() (HandOver, error)

// HandOut gives events with everything that belongs to them, one after the
// other, to be written to a hand-over file; all events where ids is nil. It is
// noted in the audit list before. What left is given for HandedOut.
func (s *Service) HandOut(ctx context.Context, ids []string, put func(HandOver) error) ([]Version, error) {
	if ids == nil {
		all, err := s.store.Events(ctx, EventFilter{})
		if err != nil {
			return nil, err
		}
		for _, e := range slices.Backward(all) {
			ids = append(ids, e.ID)
		}
	}
	if len(ids) == 0 {
		return nil, Errorf(CodeInvalid, nil, "There is no event to hand over.")
	}
	var left []Version
	for _, id := range ids {
		h, err := s.store.HandOver(ctx, id)
		if err != nil {
			return nil, err
		}
		named := map[string]bool{}
		for _, f := range h.Dossier.Feedback {
			for _, name := range append([]string{f.Department}, f.Joint...) {
				named[name] = true
			}
		}
		h.Departments = slices.DeleteFunc(h.Departments, func(d Department) bool { return !named[d.Name] })
		if err := s.WriteDown(ctx, AuditHandOut, id, sentence("a hand-over file with full numbers: %d people, %d opinions, %d photos", len(h.Dossier.Invitees), len(h.Dossier.Feedback), len(h.Photos))); err != nil {
			return nil, err
		}
		if err := put(h); err != nil {
			return nil, err
		}
		left = append(left, h.Versions()...)
		if err := ctx.Err(); err != nil {
			return nil, err
		}
	}
	return left, nil
}

// HandedOut remembers what left in a hand-over file, once the file is in its
// place: a version that never left must not count as one that both sides have.
func (s *Service) HandedOut(ctx context.Context, left []Version) error {
	return s.store.AddVersions(ctx, left)
}

// PreviewHandOver says what receiving a hand-over file would do and changes
// nothing.
func (s *Service) PreviewHandOver(ctx context.Context, next HandOverSource) ([]EventReceipt, error) {
	var all []EventReceipt
	settled := map[string]bool{}
	err := eachHandOver(ctx, next, func(h HandOver) error {
		held, err := s.store.Inspect(ctx, h)
		if err != nil {
			return err
		}
		_, report := mergeHandOver(held, h, nil, settled, s.now())
		all = append(all, report)
		return nil
	})
	return all, err
}

// HandOverFile reads a hand-over file from its beginning, and can do so again.
type HandOverFile func(work func(next HandOverSource) error) error

// Receive merges a hand-over file into the data file, whole or not at all. The
// file is read through and then a copy is kept, before it is merged. choices
// says, by the key of a conflict, whether the file's version is taken; the newer
// one is where it says nothing.
func (s *Service) Receive(ctx context.Context, file HandOverFile, choices map[string]bool) ([]EventReceipt, error) {
	// A file that is refused takes no older copy's place.
	if err := file(func(next HandOverSource) error {
		return eachHandOver(ctx, next, func(HandOver) error { return nil })
	}); err != nil {
		return nil, err
	}
	if err := s.store.KeepCopy(ctx, CopyBeforeImport); err != nil {
		return nil, err
	}
	var all []EventReceipt
	settled := map[string]bool{}
	merge := func(r Receipt, next HandOverSource) error {
		return eachHandOver(ctx, next, func(h HandOver) error {
			held, err := r.Holding(ctx, h)
			if err != nil {
				return err
			}
			received, report := mergeHandOver(held, h, choices, settled, s.now())
			all = append(all, report)
			if received.Dossier.Event.ID != "" {
				if err := r.Put(ctx, received); err != nil {
					return err
				}
			}
			return r.AddAudit(ctx, s.auditEntry(AuditReceive, report.EventID,
				sentence("a hand-over file: %d added, %d updated, %d unchanged, %d conflicts", report.Added, report.Updated, report.Unchanged, len(report.Conflicts))))
		})
	}
	err := s.store.Receive(ctx, func(r Receipt) error {
		return file(func(next HandOverSource) error { return merge(r, next) })
	})
	if err != nil {
		return nil, err
	}
	for _, report := range all {
		s.announce(report.EventID, everything...)
	}
	s.announce("", TopicDepartments)
	return all, nil
}

// eachHandOver goes through the events of a file and refuses one that does not
// hold together.
func eachHandOver(ctx context.Context, next HandOverSource, work func(HandOver) error) error {
	seen := map[string]bool{}
	for {
		if err := ctx.Err(); err != nil {
			return err
		}
		h, err := next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if err := h.refused(seen); err != nil {
			return err
		}
		seen[h.Dossier.Event.ID] = true
		if err := work(h); err != nil {
			return err
		}
	}
}

// Displaced gives what was displaced in an event when hand-overs were received,
// the latest first.
func (s *Service) Displaced(ctx context.Context, eventID string) ([]Displaced, error) {
	return s.store.Displaced(ctx, eventID)
}
