package service

import (
	"context"
	"maps"
	"slices"
	"sync"
	"time"

	"openday/app"
)

// Service holds the use cases: all that the window and the commands do with
// open days, they do through it. It checks the rules, gives ids and times, and
// announces what changed. It may be used from several goroutines.
type Service struct {
	// UndoMemory is how many bytes what can be undone may take in memory: older
	// steps go, and a larger one is kept beside the data file. It is set before
	// the first use.
	UndoMemory int

	store app.Store
	file  app.DataFile // nil where the store is not over a file
	now   func() time.Time
	newID func() string
	user  string // as the system names the person at the desk

	// writing lets one change at a time be made and written into the history,
	// so that its steps stand in the order of the changes.
	writing sync.Mutex

	mu         sync.Mutex
	listeners  map[int]func(app.Change)
	nextKey    int
	history    history
	unreadable int    // how many values could not be read when this was announced
	operator   string // as the person at the desk calls themselves; empty where they have not said
}

// New makes a service over a store. The clock gives the present moment,
// newID an id never given before, and user names the person at the desk for
// the history.
func New(store app.Store, clock func() time.Time, newID func() string, user string) *Service {
	file, _ := store.(app.DataFile)
	return &Service{UndoMemory: undoMemory, store: store, file: file, now: clock, newID: newID, user: user, listeners: map[int]func(app.Change){}}
}

// Now returns the present moment by the service's clock.
func (s *Service) Now() time.Time { return s.now() }

// Subscribe calls back after every change, on the goroutine that made it,
// until cancel is called.
func (s *Service) Subscribe(listener func(app.Change)) (cancel func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	key := s.nextKey
	s.nextKey++
	s.listeners[key] = listener
	return func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		delete(s.listeners, key)
	}
}

func (s *Service) announce(changes ...app.Change) {
	s.mu.Lock()
	listeners := make([]func(app.Change), 0, len(s.listeners))
	for _, k := range slices.Sorted(maps.Keys(s.listeners)) {
		listeners = append(listeners, s.listeners[k])
	}
	s.mu.Unlock()
	for _, c := range changes {
		for _, l := range listeners {
			l(c)
		}
	}
}

// announceChanges announces what a unit of work changed, each thing once.
func (s *Service) announceChanges(changes []app.RecordChange) {
	var all []app.Change
	said := map[app.Change]bool{}
	for _, c := range changes {
		kind, _ := app.RecordTypeOf(c.Kind)
		for _, t := range kind.Concerns() {
			if n := (app.Change{Topic: t, EventID: c.EventID}); !said[n] {
				said[n] = true
				all = append(all, n)
			}
		}
	}
	// The person of an invitee is announced with the event's list.
	if general := (app.Change{Topic: app.TopicInvitees, EventID: ""}); said[general] && slices.ContainsFunc(all, func(c app.Change) bool { return c.Topic == app.TopicInvitees && c.EventID != "" }) {
		all = slices.DeleteFunc(all, func(c app.Change) bool { return c == general })
	}
	s.announce(append(all, app.Change{Topic: app.TopicHistory})...)
}

// unit is a unit of work of the service under way.
type unit struct {
	app.Tx
	at    time.Time
	by    string // the person at the desk
	label string // what is done, in the language of the window; empty for what nobody undoes
	ends  bool   // what can be undone: it would bring back what is to be gone
	takes bool   // personal data away, and nothing else: that is not refused for what is beyond a limit already
}

// unit makes the next unit of work.
func (s *Service) unit() app.Unit { return app.Unit{ID: s.newID(), At: s.now(), By: s.User()} }

// read returns what a unit of work reads at one moment.
func read[T any](ctx context.Context, s *Service, work func(app.Tx) (T, error)) (T, error) {
	var result T
	err := s.store.View(ctx, func(tx app.Tx) (err error) {
		result, err = work(tx)
		return err
	})
	s.tellUnreadable()
	return result, err
}

// Unreadable returns the values of the data file that could not be read so far.
// Their fields look empty, and stay in the file as they are.
func (s *Service) Unreadable() []app.UnreadableValue {
	if s.file == nil {
		return nil
	}
	return s.file.Unreadable()
}

// tellUnreadable announces that more or less than before cannot be read.
func (s *Service) tellUnreadable() {
	n := len(s.Unreadable())
	s.mu.Lock()
	before := s.unreadable
	s.unreadable = n
	s.mu.Unlock()
	if n != before {
		s.announce(app.Change{Topic: app.TopicUnreadable})
	}
}

// update runs a use case as one unit of work, announces what it changed, and
// puts it among what can be undone where it gives itself a label.
func (s *Service) update(ctx context.Context, work func(*unit) error) error {
	s.writing.Lock()
	changes, err := s.updateLocked(ctx, work)
	s.writing.Unlock()
	s.tellUnreadable()
	if err == nil && len(changes) > 0 {
		s.dropDraftsOf(ctx, changes)
		s.announceChanges(changes)
	}
	return err
}

func (s *Service) updateLocked(ctx context.Context, work func(*unit) error) ([]app.RecordChange, error) {
	identity := s.unit()
	var changes []app.RecordChange
	var done *step
	var labelled, ends bool
	err := s.store.Update(ctx, identity, func(tx app.Tx) (err error) {
		u := &unit{Tx: tx, at: identity.At, by: identity.By}
		if err := work(u); err != nil {
			return err
		}
		changes, done, ends = tx.Changes(), nil, u.ends
		if err := u.refused(changes); err != nil {
			return err
		}
		if labelled = u.label != "" && len(changes) > 0; labelled {
			tx.SetLabel(u.label)
			if done, err = s.stepOf(ctx, u.label, changes); err != nil {
				return err
			}
		}
		return s.markSaved(ctx, tx)
	})
	if err != nil {
		return nil, err
	}
	s.mu.Lock()
	switch {
	case ends && len(changes) > 0:
		s.history = history{}
	case done != nil:
		s.history.push(*done, changes, s.UndoMemory)
	case labelled:
		s.history.undone = nil
	}
	s.mu.Unlock()
	return changes, nil
}

// write is update for a use case that returns something; nothing with an error.
func write[T any](ctx context.Context, s *Service, work func(*unit) (T, error)) (T, error) {
	var result T
	err := s.update(ctx, func(u *unit) (err error) {
		result, err = work(u)
		return err
	})
	if err != nil {
		var none T // what was made of it is not kept
		return none, err
	}
	return result, nil
}

// note writes down what was done.
func (s *Service) note(u *unit, action app.AuditAction, eventID, detail string) error {
	return u.AddAudit(s.auditEntry(action, eventID, detail))
}

// Setting returns a remembered choice, empty where there is none.
func (s *Service) Setting(ctx context.Context, key string) (string, error) {
	return read(ctx, s, func(tx app.Tx) (string, error) { return tx.Setting(key) })
}

// SetSetting remembers a choice of how the window or a paper is. It is not undone.
func (s *Service) SetSetting(ctx context.Context, key, value string) error {
	return s.update(ctx, func(u *unit) error { return u.SetSetting(key, value) })
}

// setRule keeps a rule of the office, which can be undone under a label.
func (s *Service) setRule(ctx context.Context, key, value, label string) error {
	return s.update(ctx, func(u *unit) error {
		u.label = label
		return u.SetSetting(key, value)
	})
}

// keepCopy keeps a copy of the data file before something large.
func (s *Service) keepCopy(ctx context.Context, reason app.CopyReason) error {
	if s.file == nil {
		return nil
	}
	return s.file.KeepCopy(ctx, reason)
}

// noFile says that something is only done with a data file.
func noFile() error {
	return app.Errorf(app.CodeInvalid, nil, "The data lies on a server, where this is done by its administrator.")
}

// Check looks through the data file and returns what is wrong with it.
func (s *Service) Check(ctx context.Context) ([]string, error) {
	if s.file == nil {
		return nil, noFile()
	}
	return s.file.Check(ctx)
}

// unlocked returns why what is encrypted cannot be read, nil where it can.
func (s *Service) unlocked() error {
	if s.file == nil {
		return nil
	}
	return s.file.Unlocked()
}

func notFound() error {
	return app.Errorf(app.CodeNotFound, nil, "It is not there any more; somebody may have deleted it.")
}
