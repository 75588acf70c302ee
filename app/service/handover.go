package service

import (
	"context"
	"errors"
	"io"
	"slices"
	"time"

	"openday/app"
	"openday/app/merge"
	"openday/app/words"
)

// HandOverSource returns the events of a hand-over file one after the other, and
// io.EOF after the last, once the file is known to be whole.
type HandOverSource func() (merge.HandOver, error)

// HandOut gives events with everything that belongs to them, one after the
// other, to be written to a hand-over file; all events where ids is nil. It is
// noted in the audit list before. What left is given for HandedOut.
func (s *Service) HandOut(ctx context.Context, ids []string, put func(merge.HandOver) error) ([]app.Version, error) {
	if err := s.unlocked(); err != nil { // the other office would take what is not read for what was deleted
		return nil, err
	}
	if ids == nil {
		all, err := s.Events(ctx, app.EventFilter{})
		if err != nil {
			return nil, err
		}
		for _, e := range slices.Backward(all) {
			ids = append(ids, e.ID)
		}
	}
	if len(ids) == 0 {
		return nil, app.Errorf(app.CodeInvalid, nil, "There is no event to hand over.")
	}
	var left []app.Version
	for _, id := range ids {
		// Noted before the numbers leave.
		h, err := write(ctx, s, func(u *unit) (merge.HandOver, error) {
			h, err := handOverOf(u, id)
			if err != nil {
				return h, err
			}
			return h, s.note(u, app.AuditHandOut, id, words.T("a hand-over file with full numbers: %d people, %d opinions, %d photos", len(h.Dossier.Invitees), len(h.Dossier.Feedback), len(h.Photos)))
		})
		if err != nil {
			return nil, err
		}
		named := map[string]bool{}
		for _, f := range h.Dossier.Feedback {
			for _, name := range append([]string{f.Department}, f.Joint...) {
				named[name] = true
			}
		}
		h.Departments = slices.DeleteFunc(h.Departments, func(d app.Department) bool { return !named[d.Name] })
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
func (s *Service) HandedOut(ctx context.Context, left []app.Version) error {
	return s.update(ctx, func(u *unit) error { return u.AddVersions(left) })
}

// PreviewHandOver says what receiving a hand-over file would do and changes
// nothing.
func (s *Service) PreviewHandOver(ctx context.Context, next HandOverSource) ([]merge.Receipt, error) {
	var all []merge.Receipt
	settled := map[string]bool{}
	err := eachHandOver(ctx, next, func(h merge.HandOver) error {
		held, err := read(ctx, s, func(tx app.Tx) (merge.Holding, error) { return holdingOf(tx, h) })
		if err != nil {
			return err
		}
		_, report := merge.Event(held, h, nil, settled, s.now())
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
func (s *Service) Receive(ctx context.Context, file HandOverFile, choices map[string]bool) ([]merge.Receipt, error) {
	if err := s.unlocked(); err != nil { // what is not read would be taken for what was deleted
		return nil, err
	}
	// A file that is refused takes no older copy's place.
	if err := file(func(next HandOverSource) error {
		return eachHandOver(ctx, next, func(merge.HandOver) error { return nil })
	}); err != nil {
		return nil, err
	}
	if err := s.keepCopy(ctx, app.CopyBeforeImport); err != nil {
		return nil, err
	}
	all, err := write(ctx, s, func(u *unit) ([]merge.Receipt, error) {
		var all []merge.Receipt
		u.ends = true
		settled := map[string]bool{}
		return all, file(func(next HandOverSource) error {
			return eachHandOver(ctx, next, func(h merge.HandOver) error {
				held, err := holdingOf(u, h)
				if err != nil {
					return err
				}
				received, report := merge.Event(held, h, choices, settled, u.at)
				all = append(all, report)
				if received.Dossier.Event.ID != "" {
					if err := s.putReceived(u, held, received); err != nil {
						return foreignRecord(err)
					}
				}
				return s.note(u, app.AuditReceive, report.EventID,
					words.T("a hand-over file: %d added, %d updated, %d unchanged, %d conflicts", report.Added, report.Updated, report.Unchanged, len(report.Conflicts)))
			})
		})
	})
	if err != nil {
		return nil, err
	}
	return all, nil
}

// foreignRecord says of a record that the store did not take that its id stands
// elsewhere: it would have been taken away from another event.
func foreignRecord(err error) error {
	if app.CodeOf(err) == app.CodeInvalid {
		return app.Errorf(app.CodeInvalid, err, "The hand-over file names entries that belong to another event here. Nothing was changed. Ask for a new file.")
	}
	return err
}

// handOverOf reads an event with everything that travels with it; its
// departments are all of the office's.
func handOverOf(tx app.Tx, id string) (h merge.HandOver, err error) {
	if h.Dossier, err = dossierOf(tx, id); err != nil {
		return h, err
	}
	if h.Prints, err = tx.Prints(id, ""); err != nil {
		return h, err
	}
	slices.Reverse(h.Prints)
	if h.Photos, err = tx.Photos(id); err != nil {
		return h, err
	}
	h.Departments, err = tx.Departments()
	return h, err
}

// holdingOf reads what is here of a hand-over's records.
func holdingOf(tx app.Tx, h merge.HandOver) (held merge.Holding, err error) {
	held.HandOver, err = handOverOf(tx, h.Dossier.Event.ID)
	if app.CodeOf(err) == app.CodeNotFound {
		held.HandOver = merge.HandOver{}
		held.Departments, err = tx.Departments()
	}
	if err != nil {
		return held, err
	}
	people := []string{}
	for _, v := range h.Dossier.Invitees {
		people = append(people, v.Person.ID)
	}
	if held.People, err = tx.People(app.PersonFilter{IDs: people}); err != nil {
		return held, err
	}
	if err := invitedTo(tx, &held, h.Dossier.Event.ID, people); err != nil {
		return held, err
	}
	held.Exchanged, err = tx.Exchanged(h.Keys())
	return held, err
}

// invitedTo fills in when people were last changed here, and which other events
// they are invited to. A person is changed with one of their invitations, so that
// the latest change of these is no earlier than theirs; nor is the last time that
// they were written here, which a hand-over does, too. The earlier of both is
// nearer: a later change of an invitation alone says nothing of the person.
func invitedTo(tx app.Tx, held *merge.Holding, eventID string, people []string) error {
	held.PersonAt, held.PersonEvents = map[string]time.Time{}, map[string][]string{}
	people = slices.DeleteFunc(slices.Clone(people), func(id string) bool { return id == app.PurgedPersonID })
	list, err := tx.Invitees(app.InviteeFilter{PersonIDs: people})
	if err != nil {
		return err
	}
	for _, v := range list {
		if v.UpdatedAt.After(held.PersonAt[v.Person.ID]) {
			held.PersonAt[v.Person.ID] = v.UpdatedAt
		}
	}
	written, err := tx.WrittenAt(people)
	if err != nil {
		return err
	}
	for id, at := range written {
		if at.Before(held.PersonAt[id]) {
			held.PersonAt[id] = at
		}
	}
	parts, err := tx.Participations(people)
	for _, p := range parts {
		if p.EventID != eventID {
			held.PersonEvents[p.PersonID] = append(held.PersonEvents[p.PersonID], p.Title)
		}
	}
	return err
}

// putReceived writes what becomes of an event that is received.
func (s *Service) putReceived(u *unit, held merge.Holding, r merge.Received) error {
	r.Dossier.Event, r.People = r.Dossier.Event.Tidied(), tidied(r.People)
	r.Dossier.Agenda, r.Dossier.Feedback = tidied(r.Dossier.Agenda), tidied(r.Dossier.Feedback)
	r.Photos, r.Departments = tidied(r.Photos), tidied(r.Departments)
	if r.HasEvent {
		if err := u.SaveEvents([]app.Event{r.Dossier.Event}); err != nil {
			return err
		}
	}
	var before []string
	for _, v := range held.Dossier.Invitees {
		before = append(before, v.Person.ID)
	}
	person := map[string]app.Person{}
	for _, p := range held.People {
		person[p.ID] = p
	}
	if err := u.SavePeople(r.People); err != nil {
		return err
	}
	for _, p := range r.People {
		person[p.ID] = p
	}
	for i := range r.Dossier.Invitees {
		v := &r.Dossier.Invitees[i]
		v.Person = person[v.Person.ID]
	}
	for _, save := range []func() error{
		func() error { return u.SaveInvitees(r.Dossier.Invitees) },
		func() error { return s.dropUninvited(u, before) },
		func() error { return u.SaveAgenda(r.Dossier.Agenda) },
		func() error { return u.SaveFeedback(r.Dossier.Feedback) },
		func() error { return u.SavePhotos(r.Photos) },
		func() error { return u.SavePrints(r.Prints) },
		func() error { return u.SaveDepartments(r.Departments) },
		func() error { return u.SaveDisplaced(r.Displaced) },
		func() error { return u.AddVersions(r.Versions) },
	} {
		if err := save(); err != nil {
			return err
		}
	}
	return nil
}

// eachHandOver goes through the events of a file and refuses one that does not
// hold together.
func eachHandOver(ctx context.Context, next HandOverSource, work func(merge.HandOver) error) error {
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
		if err := h.Refused(seen); err != nil {
			return err
		}
		seen[h.Dossier.Event.ID] = true
		if err := work(h); err != nil {
			return err
		}
	}
}

// Displaced returns what was displaced in an event when hand-overs were received,
// the latest first.
func (s *Service) Displaced(ctx context.Context, eventID string) ([]app.Displaced, error) {
	return read(ctx, s, func(tx app.Tx) ([]app.Displaced, error) { return tx.Displaced(eventID) })
}
