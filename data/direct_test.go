package data

import (
	"context"
	"slices"

	"openday/app"
	"openday/app/merge"
)

// One thing done as a unit of work of its own, as the tests of this package do
// it. What is saved is saved over what is there; what is read has no revisions,
// so that it equals what was saved.

func (s *Store) do(ctx context.Context, work func(app.Tx) error) error {
	return s.Update(ctx, app.Unit{ID: app.NewID(), At: present, By: "滨河街道办"}, work)
}

func see[T any](ctx context.Context, s *Store, bare func(*T), work func(app.Tx) ([]T, error)) ([]T, error) {
	var all []T
	err := s.View(ctx, func(tx app.Tx) (err error) {
		all, err = work(tx)
		return err
	})
	for i := range all {
		bare(&all[i])
	}
	return all, err
}

func bareEvent(e *app.Event)           { e.Revision = 0 }
func bareSummary(e *app.EventSummary)  { e.Revision = 0 }
func barePerson(p *app.Person)         { p.Revision = 0 }
func bareInvitee(v *app.Invitee)       { v.Revision, v.Person.Revision = 0, 0 }
func bareItem(a *app.AgendaItem)       { a.Revision = 0 }
func bareOpinion(f *app.Feedback)      { f.Revision = 0 }
func bareDepartment(d *app.Department) { d.Revision = 0 }
func barePhoto(p *app.Photo)           { p.Revision = 0 }
func barePrint(p *app.Print)           { p.Revision = 0 }

// over returns rows the revisions of those that are stored.
func over[T any](tx app.Tx, e entity[T], rows []T) ([]T, error) {
	rows = append([]T(nil), rows...)
	ids := make([]string, len(rows))
	for i := range rows {
		ids[i] = e.idOf(&rows[i])
	}
	stored, err := e.byID(tx.(*transaction), ids)
	for i := range rows {
		was := stored[ids[i]]
		e.setRevision(&rows[i], e.revisionOf(&was))
	}
	return rows, err
}

// transaction is a unit of work, also where tx is the name of one.
type transaction = tx

func saveOver[T any](ctx context.Context, s *Store, e entity[T], rows []T) error {
	return s.do(ctx, func(tx app.Tx) error {
		rows, err := over(tx, e, rows)
		if err != nil {
			return err
		}
		return e.save(tx.(*transaction), rows)
	})
}

func (s *Store) Events(ctx context.Context, f app.EventFilter) ([]app.EventSummary, error) {
	return see(ctx, s, bareSummary, func(tx app.Tx) ([]app.EventSummary, error) { return tx.Events(f) })
}

func (s *Store) Event(ctx context.Context, id string) (app.Event, error) {
	all, err := see(ctx, s, bareEvent, func(tx app.Tx) ([]app.Event, error) {
		e, err := tx.Event(id)
		return []app.Event{e}, err
	})
	return all[0], err
}

func (s *Store) SaveEvent(ctx context.Context, e app.Event) error {
	return saveOver(ctx, s, s.events, []app.Event{e})
}

func (s *Store) DeleteEvent(ctx context.Context, id string) error {
	return s.do(ctx, func(tx app.Tx) error {
		list, err := tx.Invitees(app.InviteeFilter{EventID: id})
		if err != nil {
			return err
		}
		if err := tx.Delete(app.RecordEvent, []string{id}); err != nil {
			return err
		}
		return dropUninvited(tx, list)
	})
}

func dropUninvited(tx app.Tx, list []app.Invitee) error {
	ids := []string{}
	for _, v := range list {
		ids = append(ids, v.Person.ID)
	}
	gone, err := tx.Uninvited(ids)
	if err != nil {
		return err
	}
	return tx.Delete(app.RecordPerson, gone)
}

func (s *Store) Dossier(ctx context.Context, id string) (app.Dossier, error) {
	var d app.Dossier
	var err error
	if d.Event, err = s.Event(ctx, id); err != nil {
		return d, err
	}
	if d.Invitees, err = s.Invitees(ctx, app.InviteeFilter{EventID: id}); err != nil {
		return d, err
	}
	if d.Agenda, err = s.Agenda(ctx, id); err != nil {
		return d, err
	}
	d.Feedback, err = s.Feedback(ctx, app.FeedbackFilter{EventID: id})
	return d, err
}

func (s *Store) AddDossier(ctx context.Context, d app.Dossier) error {
	return s.do(ctx, func(tx app.Tx) error {
		if err := tx.SaveEvents([]app.Event{d.Event}); err != nil {
			return err
		}
		if err := s.putInvitees(tx, d.Invitees); err != nil {
			return err
		}
		if err := tx.SaveAgenda(append([]app.AgendaItem(nil), d.Agenda...)); err != nil {
			return err
		}
		return tx.SaveFeedback(append([]app.Feedback(nil), d.Feedback...))
	})
}

func (s *Store) putInvitees(tx app.Tx, list []app.Invitee) error {
	list, err := over(tx, s.invitees, list)
	if err != nil {
		return err
	}
	people := make([]app.Person, len(list))
	for i, v := range list {
		people[i] = v.Person
	}
	if people, err = over(tx, s.people, people); err != nil {
		return err
	}
	for i := range list {
		list[i].Person = people[i]
	}
	return tx.SaveInvitees(list)
}

func (s *Store) Invitees(ctx context.Context, f app.InviteeFilter) ([]app.Invitee, error) {
	return see(ctx, s, bareInvitee, func(tx app.Tx) ([]app.Invitee, error) { return tx.Invitees(f) })
}

func (s *Store) SaveInvitees(ctx context.Context, list []app.Invitee) error {
	return s.do(ctx, func(tx app.Tx) error {
		ids := []string{}
		for _, v := range list {
			ids = append(ids, v.ID)
		}
		before, err := tx.Invitees(app.InviteeFilter{IDs: ids})
		if err != nil {
			return err
		}
		if err := s.putInvitees(tx, list); err != nil {
			return err
		}
		return dropUninvited(tx, before)
	})
}

func (s *Store) DeleteInvitees(ctx context.Context, ids ...string) error {
	return s.do(ctx, func(tx app.Tx) error {
		list, err := tx.Invitees(app.InviteeFilter{IDs: ids})
		if err != nil {
			return err
		}
		if err := tx.Delete(app.RecordInvitee, ids); err != nil {
			return err
		}
		return dropUninvited(tx, list)
	})
}

func (s *Store) People(ctx context.Context, f app.PersonFilter) ([]app.Person, error) {
	return see(ctx, s, barePerson, func(tx app.Tx) ([]app.Person, error) { return tx.People(f) })
}

func (s *Store) PeopleLike(ctx context.Context, like []app.Person) ([]app.Person, error) {
	return see(ctx, s, barePerson, func(tx app.Tx) ([]app.Person, error) { return tx.PeopleLike(like) })
}

func (s *Store) Agenda(ctx context.Context, id string) ([]app.AgendaItem, error) {
	return see(ctx, s, bareItem, func(tx app.Tx) ([]app.AgendaItem, error) { return tx.Agenda(id) })
}

func (s *Store) SaveAgenda(ctx context.Context, list []app.AgendaItem) error {
	return saveOver(ctx, s, s.agenda, list)
}

func (s *Store) drop(ctx context.Context, kind app.RecordKind, ids []string) error {
	return s.do(ctx, func(tx app.Tx) error { return tx.Delete(kind, ids) })
}

func (s *Store) DeleteAgenda(ctx context.Context, ids []string) error {
	return s.drop(ctx, app.RecordAgenda, ids)
}

func (s *Store) Feedback(ctx context.Context, f app.FeedbackFilter) ([]app.Feedback, error) {
	return see(ctx, s, bareOpinion, func(tx app.Tx) ([]app.Feedback, error) { return tx.Feedback(f) })
}

func (s *Store) SaveFeedback(ctx context.Context, list []app.Feedback) error {
	return saveOver(ctx, s, s.feedback, list)
}

func (s *Store) DeleteFeedback(ctx context.Context, ids []string) error {
	return s.drop(ctx, app.RecordFeedback, ids)
}

func (s *Store) Departments(ctx context.Context) ([]app.Department, error) {
	return see(ctx, s, bareDepartment, app.Tx.Departments)
}

func (s *Store) SaveDepartments(ctx context.Context, list []app.Department) error {
	return saveOver(ctx, s, s.departments, list)
}

func (s *Store) DeleteDepartments(ctx context.Context, ids []string) error {
	return s.drop(ctx, app.RecordDepartment, ids)
}

func (s *Store) Prints(ctx context.Context, id, paper string) ([]app.Print, error) {
	return see(ctx, s, barePrint, func(tx app.Tx) ([]app.Print, error) { return tx.Prints(id, paper) })
}

func (s *Store) AddPrint(ctx context.Context, p app.Print) error {
	return saveOver(ctx, s, s.prints, []app.Print{p})
}

func (s *Store) Photos(ctx context.Context, id string) ([]app.Photo, error) {
	return see(ctx, s, barePhoto, func(tx app.Tx) ([]app.Photo, error) { return tx.Photos(id) })
}

func (s *Store) SavePhotos(ctx context.Context, list []app.Photo) error {
	return saveOver(ctx, s, s.photos, list)
}

func (s *Store) DeletePhotos(ctx context.Context, ids []string) error {
	return s.drop(ctx, app.RecordPhoto, ids)
}

func (s *Store) Audit(ctx context.Context, f app.AuditFilter) ([]app.AuditEntry, error) {
	return see(ctx, s, func(*app.AuditEntry) {}, func(tx app.Tx) ([]app.AuditEntry, error) { return tx.Audit(f) })
}

func (s *Store) AddAudit(ctx context.Context, e app.AuditEntry) error {
	return s.do(ctx, func(tx app.Tx) error { return tx.AddAudit(e) })
}

func (s *Store) Setting(ctx context.Context, key string) (value string, err error) {
	err = s.View(ctx, func(tx app.Tx) error {
		value, err = tx.Setting(key)
		return err
	})
	return value, err
}

func (s *Store) SetSetting(ctx context.Context, key, value string) error {
	return s.do(ctx, func(tx app.Tx) error { return tx.SetSetting(key, value) })
}

// HandOver returns an event with everything that travels with it.
func (s *Store) HandOver(ctx context.Context, id string) (h merge.HandOver, err error) {
	if h.Dossier, err = s.Dossier(ctx, id); err != nil {
		return h, err
	}
	if h.Prints, err = s.Prints(ctx, id, ""); err != nil {
		return h, err
	}
	slices.Reverse(h.Prints)
	if h.Photos, err = s.Photos(ctx, id); err != nil {
		return h, err
	}
	h.Departments, err = s.Departments(ctx)
	return h, err
}

func (s *Store) Displaced(ctx context.Context, id string) ([]app.Displaced, error) {
	return see(ctx, s, func(*app.Displaced) {}, func(tx app.Tx) ([]app.Displaced, error) { return tx.Displaced(id) })
}
