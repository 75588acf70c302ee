package service

import (
	"context"
	"errors"
	"maps"
	"slices"
	"strings"

	"openday/app"
	"openday/app/words"
)

// How much of what was done can be taken back: the last steps, as long as what
// they changed is no larger than the memory for it.
const (
	mostSteps  = 200
	undoMemory = 64 << 20
)

// UndoStep is something that can be undone or redone.
type UndoStep struct {
	ID      string // stays the same when it is undone and redone
	Label   string // what was done, in the language of the window
	Records []app.RecordKey
}

// step is an UndoStep with what it changed.
type step struct {
	UndoStep
	changes []app.RecordChange
	fetch   func() ([]byte, error) // where the changes are set aside; nil where they are in memory
	size    int                    // in memory
}

// history is what can be undone and redone, the latest last. It lives as long as
// the program runs.
type history struct {
	done, undone []step
	// expected are the revisions of the records of all steps as the steps left
	// them; 0 for those that are gone.
	expected map[app.RecordKey]int64
}

// push adds a step that was just done; what was undone before cannot be redone
// any more. memory is what all steps may take, in bytes.
func (h *history) push(s step, changes []app.RecordChange, memory int) {
	h.undone = nil
	h.done = append(h.done, s)
	h.expect(changes)
	h.bound(memory)
}

// expect remembers the revisions in which changes left their records.
func (h *history) expect(changes []app.RecordChange) {
	if h.expected == nil {
		h.expected = map[app.RecordKey]int64{}
	}
	for _, c := range changes {
		h.expected[c.RecordKey] = c.Revision
	}
}

// bound forgets the oldest steps beyond the bounds.
func (h *history) bound(memory int) {
	size := 0
	for _, s := range h.done {
		size += s.size
	}
	drop := max(0, len(h.done)-mostSteps)
	for i, s := range h.done {
		if i >= drop && size <= memory {
			break
		}
		size -= s.size
		drop = max(drop, i+1)
	}
	if drop == 0 {
		return
	}
	h.done = slices.Clone(h.done[drop:])
	kept := map[app.RecordKey]bool{}
	for _, s := range slices.Concat(h.done, h.undone) {
		for _, key := range s.Records {
			kept[key] = true
		}
	}
	maps.DeleteFunc(h.expected, func(key app.RecordKey, _ int64) bool { return !kept[key] })
}

// newStep makes a step of what a unit of work changed. A step larger than all
// that is kept in memory is set aside.
func (s *Service) newStep(label string, changes []app.RecordChange) (step, error) {
	made := step{UndoStep: UndoStep{ID: s.newID(), Label: label}, changes: changes}
	made.Records = make([]app.RecordKey, len(changes))
	for i, c := range changes {
		kind, _ := app.RecordTypeOf(c.Kind)
		made.Records[i] = c.RecordKey
		made.size += kind.Size(c.Before) + kind.Size(c.After)
	}
	if made.size <= s.UndoMemory {
		return made, nil
	}
	if s.file == nil {
		return made, noUndo(nil)
	}
	text, err := app.PackChanges(changes)
	if err != nil {
		return made, err
	}
	if made.fetch, err = s.file.SetAsideStep(text); err != nil {
		return made, noUndo(err)
	}
	made.changes, made.size = nil, 0
	return made, nil
}

// noUndo says that a change could not be undone; it is not made.
func noUndo(cause error) error {
	return app.Errorf(app.CodeNoUndo, cause, "This change is too large to be undone, for want of space on the disk. Nothing was changed.")
}

type withoutUndo struct{}

// WithoutUndo has a change made that an error with CodeNoUndo kept from being
// made: it cannot be undone.
func WithoutUndo(ctx context.Context) context.Context {
	return context.WithValue(ctx, withoutUndo{}, true)
}

// stepOf is newStep where the change may be made without a step: it is nil where
// the change could not be undone, and is wanted all the same.
func (s *Service) stepOf(ctx context.Context, label string, changes []app.RecordChange) (*step, error) {
	made, err := s.newStep(label, changes)
	if app.CodeOf(err) == app.CodeNoUndo && ctx.Value(withoutUndo{}) != nil {
		return nil, nil
	}
	return &made, err
}

// UndoNext returns what Undo would undo; ok is false where there is nothing.
func (s *Service) UndoNext() (next UndoStep, ok bool) {
	return s.nextOf(func(h *history) []step { return h.done })
}

// RedoNext returns what Redo would redo; ok is false where there is nothing.
func (s *Service) RedoNext() (next UndoStep, ok bool) {
	return s.nextOf(func(h *history) []step { return h.undone })
}

func (s *Service) nextOf(list func(*history) []step) (UndoStep, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	steps := list(&s.history)
	if len(steps) == 0 {
		return UndoStep{}, false
	}
	return steps[len(steps)-1].UndoStep, true
}

// Undo takes back the last step and returns what it was. It is refused, with
// CodeStale, where something else has changed one of its records since.
func (s *Service) Undo(ctx context.Context) (UndoStep, error) {
	return s.walk(ctx, app.AuditUndo, &s.history.done, &s.history.undone)
}

// Redo does again what was undone last and returns what it was.
func (s *Service) Redo(ctx context.Context) (UndoStep, error) {
	return s.walk(ctx, app.AuditRedo, &s.history.undone, &s.history.done)
}

// walk takes back the changes of the last step of one list and moves it, as the
// changes that this made, to the other.
func (s *Service) walk(ctx context.Context, action app.AuditAction, from, to *[]step) (UndoStep, error) {
	s.writing.Lock()
	defer s.writing.Unlock()
	s.mu.Lock()
	n := len(*from) - 1
	s.mu.Unlock()
	if n < 0 {
		return UndoStep{}, app.Errorf(app.CodeNotFound, nil, "There is nothing to undo.")
	}
	last := (*from)[n]
	if last.fetch != nil {
		text, err := last.fetch()
		if err != nil {
			return last.UndoStep, err
		}
		if last.changes, err = app.UnpackChanges(text); err != nil {
			return last.UndoStep, err
		}
		last.fetch = nil
		s.mu.Lock()
		(*from)[n] = last
		s.mu.Unlock()
	}
	var back *step
	var changes []app.RecordChange
	err := s.store.Update(ctx, s.unit(), func(tx app.Tx) error {
		restorations, err := s.restorations(tx, last.changes)
		if err != nil {
			return err
		}
		if err := refuseTwins(tx, restorations); err != nil {
			return err
		}
		if err := settlePlaces(tx, restorations); err != nil {
			return err
		}
		if err := tx.Restore(restorations); err != nil {
			return err
		}
		if err := tx.AddAudit(s.auditEntry(action, oneEvent(last.changes), countsOf(last.changes))); err != nil {
			return err
		}
		tx.SetLabel(undoLabel(action, last.Label))
		changes = tx.Changes()
		if back, err = s.stepOf(ctx, last.Label, changes); back != nil {
			back.ID = last.ID
		}
		return err
	})
	if err != nil {
		return last.UndoStep, refusedUndo(err, last.changes)
	}
	s.mu.Lock()
	*from = (*from)[:n]
	if back != nil {
		*to = append(*to, *back)
	} else {
		*to = nil // what came before it cannot be done without it
	}
	s.history.expect(changes)
	s.mu.Unlock()
	s.dropDraftsOf(ctx, changes)
	s.announceChanges(changes)
	return last.UndoStep, nil
}

func undoLabel(action app.AuditAction, label string) string {
	if action == app.AuditRedo {
		return words.T("Redo: %s", label)
	}
	return words.T("Undo: %s", label)
}

// refusedUndo says why a step with some changes cannot be taken back.
func refusedUndo(err error, changes []app.RecordChange) error {
	var e *app.Error
	if app.CodeOf(err) != app.CodeStale || !errors.As(err, &e) || e.Stale == nil {
		return err
	}
	c := e.Stale
	record := c.Stored
	if record == nil {
		record = c.Given
	}
	for _, change := range changes { // of what is gone the step knows what it was
		if record == nil && change.RecordKey == c.RecordKey {
			record = change.After
		}
	}
	by := ""
	if !c.At.IsZero() {
		by = words.T(" (%s, %s %s)", c.By, c.At.In(app.Zone).Format("2006-01-02 15:04"), c.Label)
	}
	return &app.Error{Code: app.CodeStale, Stale: c, Err: e.Err,
		Message: words.T("%s was changed since by something else%s, so this cannot be undone. Nothing was changed.", app.NameOf(c.Kind, record), by)}
}

// restorations returns what takes changes back, with what would be lost with a
// record that goes.
func (s *Service) restorations(tx app.Tx, changes []app.RecordChange) ([]app.Restoration, error) {
	var all []app.Restoration
	at := map[app.RecordKey]int{}
	add := func(r app.Restoration) {
		if _, there := at[r.RecordKey]; !there {
			at[r.RecordKey] = len(all)
			all = append(all, r)
		}
	}
	s.mu.Lock()
	for _, c := range changes {
		add(app.Restoration{RecordKey: c.RecordKey, To: c.Before, Expect: s.history.expected[c.RecordKey]})
	}
	s.mu.Unlock()
	var invitees, people []string
	for _, r := range slices.Clone(all) {
		switch {
		case r.To != nil || r.Expect == 0:
		case r.Kind == app.RecordEvent:
			parts, err := recordsOf(tx, r.ID)
			if err != nil {
				return nil, err
			}
			for _, p := range parts {
				if _, own := at[p.RecordKey]; !own && p.Kind != app.RecordPrint && p.Kind != app.RecordPerson {
					// Something else has put it into the event. As a record
					// that is not to be there, it is in the way.
					p.Expect = 0
				}
				add(p)
			}
		case r.Kind == app.RecordInvitee:
			invitees = append(invitees, r.ID)
		case r.Kind == app.RecordPerson:
			people = append(people, r.ID)
		}
	}
	if len(invitees) > 0 {
		spoken, err := tx.Feedback(app.FeedbackFilter{Speakers: invitees})
		if err != nil {
			return nil, err
		}
		for _, f := range spoken {
			unlinked := f
			unlinked.InviteeID = ""
			add(app.Restoration{RecordKey: app.RecordKey{Kind: app.RecordFeedback, ID: f.ID}, To: unlinked, Expect: f.Revision})
		}
	}
	if len(people) > 0 { // who is invited elsewhere since stays
		invited, err := tx.Invitees(app.InviteeFilter{PersonIDs: people})
		if err != nil {
			return nil, err
		}
		stays := map[string]bool{}
		for _, v := range invited {
			if i, goes := at[app.RecordKey{Kind: app.RecordInvitee, ID: v.ID}]; !goes || all[i].To != nil {
				stays[v.Person.ID] = true
			}
		}
		all = slices.DeleteFunc(all, func(r app.Restoration) bool { return r.Kind == app.RecordPerson && stays[r.ID] })
	}
	return all, nil
}

// recordsOf returns the removal of all that belongs to an event, and of the people
// who are invited nowhere else.
func recordsOf(tx app.Tx, eventID string) ([]app.Restoration, error) {
	var all []app.Restoration
	var people []app.Person
	for _, t := range app.RecordTypes {
		list, err := t.Of(tx, eventID)
		if err != nil {
			return nil, err
		}
		for _, r := range list {
			all = append(all, app.Restoration{RecordKey: r.RecordKey, Expect: r.Revision})
			if v, invited := r.Before.(app.Invitee); invited {
				people = append(people, v.Person)
			}
		}
	}
	ids := make([]string, len(people))
	for i, p := range people {
		ids[i] = p.ID
	}
	elsewhere, err := tx.Invitees(app.InviteeFilter{PersonIDs: ids})
	if err != nil {
		return nil, err
	}
	stays := map[string]bool{}
	for _, v := range elsewhere {
		if v.EventID != eventID {
			stays[v.Person.ID] = true
		}
	}
	for _, p := range people {
		if !stays[p.ID] {
			all = append(all, app.Restoration{RecordKey: app.RecordKey{Kind: app.RecordPerson, ID: p.ID}, Expect: p.Revision})
			stays[p.ID] = true // once
		}
	}
	return all, nil
}

// oneEvent returns the event that all changes belong to; empty where they belong
// to several.
func oneEvent(changes []app.RecordChange) string {
	event := ""
	for _, c := range changes {
		switch {
		case c.EventID == "" || c.EventID == event:
		case event != "":
			return ""
		default:
			event = c.EventID
		}
	}
	return event
}

// countsOf says how many records of each kind were changed, without what they say.
func countsOf(changes []app.RecordChange) string {
	count := map[app.RecordKind]int{}
	for _, c := range changes {
		count[c.Kind]++
	}
	var parts []string
	for _, k := range app.RecordKinds {
		if n := count[k.Code]; n > 0 && (k.Code != app.RecordPerson || count[app.RecordInvitee] == 0) {
			parts = append(parts, words.T("%s: %d|a kind of records and how many", k.Label(), n))
		}
	}
	return strings.Join(parts, words.T(", |between words of a list"))
}
