package app

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"time"

	"github.com/google/uuid"
)

// Service holds the use cases: all that the window and the commands do with
// open days, they do through it. It checks the rules, gives ids and times, and
// announces what changed. It may be used from several goroutines.
type Service struct {
	store Store
	now   func() time.Time
	newID func() string
	user  string

	mu        sync.Mutex
	listeners map[int]func(Change)
	nextKey   int
}

// NewService makes a service over a store. The clock gives the present moment,
// newID an id never given before, and user names the person at the desk for
// the history.
func NewService(store Store, clock func() time.Time, newID func() string, user string) *Service {
	return &Service{store: store, now: clock, newID: newID, user: user, listeners: map[int]func(Change){}}
}

// Clock gives the present moment in Zone, to the second.
func Clock() time.Time { return time.Now().In(Zone).Truncate(time.Second) }

// NewID gives a fresh UUID. Ids grow with time, so that rows stand in the file
// in the order in which they came, and ids of two offices never meet.
func NewID() string { return uuid.Must(uuid.NewV7()).String() }

// Now gives the present moment by the service's clock.
func (s *Service) Now() time.Time { return s.now() }

// User names the person at the desk.
func (s *Service) User() string { return s.user }

// Topic is what a change is about.
type Topic string

// The topics of changes.
const (
	TopicEvents   Topic = "events"
	TopicInvitees Topic = "invitees"
	TopicAgenda   Topic = "agenda"
	TopicFeedback Topic = "feedback"
	TopicSettings Topic = "settings"
)

// Change says that something is no longer as it was. Those who show it fetch it anew.
type Change struct {
	Topic   Topic
	EventID string // empty where it is about no single event
}

// Subscribe calls back after every change, on the goroutine that made it,
// until cancel is called.
func (s *Service) Subscribe(listener func(Change)) (cancel func()) {
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

func (s *Service) announce(eventID string, topics ...Topic) {
	s.mu.Lock()
	keys := make([]int, 0, len(s.listeners))
	for k := range s.listeners {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	listeners := make([]func(Change), len(keys))
	for i, k := range keys {
		listeners[i] = s.listeners[k]
	}
	s.mu.Unlock()
	for _, t := range topics {
		for _, l := range listeners {
			l(Change{t, eventID})
		}
	}
}

// everything is what changes with a whole event.
var everything = []Topic{TopicEvents, TopicInvitees, TopicAgenda, TopicFeedback}

// Undo takes back a deletion. It can be done once, and as long as the program runs.
type Undo struct {
	// Count is how many things were deleted.
	Count int
	// Do puts them back as they were.
	Do func(ctx context.Context) error
}

// Setting gives a remembered choice, empty where there is none.
func (s *Service) Setting(ctx context.Context, key string) (string, error) {
	return s.store.Setting(ctx, key)
}

// SetSetting remembers a choice.
func (s *Service) SetSetting(ctx context.Context, key, value string) error {
	if err := s.store.SetSetting(ctx, key, value); err != nil {
		return err
	}
	s.announce("", TopicSettings)
	return nil
}

// Backup writes a checked copy of the data to a file, while in use.
func (s *Service) Backup(ctx context.Context, file string) error { return s.store.Backup(ctx, file) }

// Check looks through the data file and gives what is wrong with it.
func (s *Service) Check(ctx context.Context) ([]string, error) { return s.store.Check(ctx) }

func notFound() error {
	return Errorf(CodeNotFound, nil, "It is not there any more; somebody may have deleted it.")
}

func indexed(list string, i int) string { return fmt.Sprintf("%s[%d].", list, i) }
