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

// Events gives the events that a filter chooses, the latest start first.
func (s *Service) Events(ctx context.Context, filter EventFilter) ([]EventSummary, error) {
	return s.store.Events(ctx, filter)
}

// Event gives one event.
func (s *Service) Event(ctx context.Context, id string) (Event, error) { return s.store.Event(ctx, id) }

// Dossier gives an event with all that belongs to it.
func (s *Service) Dossier(ctx context.Context, id string) (Dossier, error) {
	return s.store.Dossier(ctx, id)
}

// SaveEvent saves an event, a new one where it has no id, and gives it back as
// saved. A new one without a state is a draft.
func (s *Service) SaveEvent(ctx context.Context, e Event) (Event, error) {
	e = e.Tidied()
	if e.State == "" {
		e.State = StateDraft
	}
	if err := invalid(e.Validate()); err != nil {
		return e, err
	}
	e.UpdatedAt = s.now()
	if e.ID == "" {
		e.ID, e.CreatedAt = s.newID(), e.UpdatedAt
	}
	if err := s.store.SaveEvent(ctx, e); err != nil {
		return e, err
	}
	s.announce(e.ID, TopicEvents)
	return e, nil
}

// SetEventState moves an event to a state, forward or back.
func (s *Service) SetEventState(ctx context.Context, id string, state State) error {
	e, err := s.store.Event(ctx, id)
	if err != nil {
		return err
	}
	e.State = state
	_, err = s.SaveEvent(ctx, e)
	return err
}

// DeleteEvent removes an event with all that belongs to it.
func (s *Service) DeleteEvent(ctx context.Context, id string) (Undo, error) {
	d, err := s.store.Dossier(ctx, id)
	if err != nil {
		return Undo{}, err
	}
	if err := s.store.DeleteEvent(ctx, id); err != nil {
		return Undo{}, err
	}
	s.announce(id, everything...)
	return Undo{1, func(ctx context.Context) error {
		if err := s.store.AddDossier(ctx, d); err != nil {
			return err
		}
		s.announce(id, everything...)
		return nil
	}}, nil
}

// AddDossier adds an event with all that belongs to it, such as a workbook
// holds, under new ids, and gives the event's id. People who are known
// already, by ID number and name or by name and phone, are not made anew.
func (s *Service) AddDossier(ctx context.Context, d Dossier) (string, error) {
	d.Event = d.Event.Tidied()
	if d.Event.State == "" {
		d.Event.State = StateDraft
	}
	now := s.now()
	d.Event.ID, d.Event.CreatedAt, d.Event.UpdatedAt = s.newID(), now, now

	d.Invitees = slices.Clone(d.Invitees)
	ids := map[string]string{} // of invitees, from the dossier's own to the new ones
	for i := range d.Invitees {
		v := &d.Invitees[i]
		old := v.ID
		v.ID, v.EventID, v.Position, v.CreatedAt, v.UpdatedAt = s.newID(), d.Event.ID, i+1, now, now
		v.Person.ID = ""
		if v.Vetting == "" {
			v.Vetting = VettingPending
		}
		if old != "" {
			ids[old] = v.ID
		}
	}
	d.Agenda = slices.Clone(d.Agenda)
	for i := range d.Agenda {
		a := &d.Agenda[i]
		a.ID, a.EventID, a.Position, a.UpdatedAt = s.newID(), d.Event.ID, i+1, now
	}
	d.Feedback = slices.Clone(d.Feedback)
	for i := range d.Feedback {
		f := &d.Feedback[i]
		f.ID, f.EventID, f.Position, f.CreatedAt, f.UpdatedAt = s.newID(), d.Event.ID, i+1, now, now
		f.InviteeID = ids[f.InviteeID]
		if f.State == "" {
			f.State = FeedbackRecorded
		}
		f.History = []Move{{ID: s.newID(), At: now, By: s.user, Kind: MoveRecord, From: FeedbackRecorded, To: f.State}}
	}
	if err := invalid(d.Validate()); err != nil {
		return "", err
	}
	if err := s.matchPeople(ctx, d.Invitees); err != nil {
		return "", err
	}
	if err := s.store.KeepCopy(ctx, CopyBeforeImport); err != nil {
		return "", err
	}
	if err := s.store.AddDossier(ctx, d); err != nil {
		return "", err
	}
	s.announce(d.Event.ID, everything...)
	return d.Event.ID, nil
}

// matchPeople gives every invitee without a person's id the person of the
// library, or of an earlier invitee among these, that it is; else a new id. A
// known person keeps what is known of them where the invitee says nothing.
func (s *Service) matchPeople(ctx context.Context, invitees []Invitee) error {
	var strangers []Person
	for _, v := range invitees {
		if v.Person.ID == "" {
			strangers = append(strangers, v.Person)
		}
	}
	if len(strangers) == 0 {
		return nil
	}
	known, err := s.store.PeopleLike(ctx, strangers)
	if err != nil {
		return err
	}
	byKey := map[string]Person{}
	learn := func(p Person) {
		for _, k := range p.identities() {
			if _, taken := byKey[k]; !taken {
				byKey[k] = p
			}
		}
	}
	for _, p := range known {
		learn(p)
	}
	for i := range invitees {
		p := &invitees[i].Person
		if p.ID != "" {
			continue
		}
		for _, k := range p.identities() {
			match, ok := byKey[k]
			if !ok || p.IDNumber != "" && match.IDNumber != "" && p.IDNumber != match.IDNumber {
				continue
			}
			p.ID = match.ID
			p.IDNumber, p.Phone = or(p.IDNumber, match.IDNumber), or(p.Phone, match.Phone)
			p.Gender = Gender(or(string(p.Gender), string(match.Gender)))
			break
		}
		if p.ID == "" {
			p.ID = s.newID()
		}
		learn(*p)
	}
	return nil
}

// identities gives the keys under which a person is the same as another one:
// name with ID number, else name with phone.
func (p Person) identities() []string {
	var keys []string
	if p.IDNumber != "" {
		keys = append(keys, "id\x00"+p.Name+"\x00"+p.IDNumber)
	}
	if p.Phone != "" {
		keys = append(keys, "phone\x00"+p.Name+"\x00"+p.Phone)
	}
	return keys
}

func or(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

// Invitees gives the invitees that a filter chooses, in order of entry.
func (s *Service) Invitees(ctx context.Context, filter InviteeFilter) ([]Invitee, error) {
	return s.store.Invitees(ctx, filter)
}

// People gives the people of the library that a filter chooses, by name.
func (s *Service) People(ctx context.Context, filter PersonFilter) ([]Person, error) {
	return s.store.People(ctx, filter)
}

// SaveInvitee saves an invitee of an event, a new one at the end of the list
// where it has no id, and gives it back as saved. A new one without a result
// of vetting is pending.
func (s *Service) SaveInvitee(ctx context.Context, v Invitee) (Invitee, error) {
	v = v.Tidied()
	if v.Vetting == "" {
		v.Vetting = VettingPending
	}
	if err := invalid(v.Validate()); err != nil {
		return v, err
	}
	all, err := s.store.Invitees(ctx, InviteeFilter{EventID: v.EventID})
	if err != nil {
		return v, err
	}
	v.UpdatedAt = s.now()
	if v.ID == "" {
		v.ID, v.CreatedAt = s.newID(), v.UpdatedAt
		for _, other := range all {
			v.Position = max(v.Position, other.Position)
		}
		v.Position++
	}
	one := []Invitee{v}
	if err := s.matchPeople(ctx, one); err != nil {
		return v, err
	}
	v = one[0]
	for _, other := range all {
		if other.ID != v.ID && other.Person.ID == v.Person.ID {
			return v, invalid([]FieldProblem{{"Name", sentence("%s is on the list of this event already.", v.Person.Name)}})
		}
	}
	if err := s.store.SaveInvitees(ctx, one); err != nil {
		return v, err
	}
	s.announce(v.EventID, TopicInvitees)
	return v, nil
}

// ChangeInvitees applies the same change to several invitees of an event, such
// as a result of vetting or an attendance, in one transaction.
func (s *Service) ChangeInvitees(ctx context.Context, eventID string, ids []string, change func(*Invitee)) error {
	chosen, err := s.inviteesByID(ctx, eventID, ids)
	if err != nil {
		return err
	}
	for i := range chosen {
		change(&chosen[i])
		chosen[i].UpdatedAt = s.now()
		if err := invalid(chosen[i].Validate()); err != nil {
			return err
		}
	}
	if err := s.store.SaveInvitees(ctx, chosen); err != nil {
		return err
	}
	s.announce(eventID, TopicInvitees)
	return nil
}

func (s *Service) inviteesByID(ctx context.Context, eventID string, ids []string) ([]Invitee, error) {
	all, err := s.store.Invitees(ctx, InviteeFilter{EventID: eventID})
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(all, func(v Invitee) bool { return !slices.Contains(ids, v.ID) }), nil
}

// DeleteInvitees removes invitees from an event.
func (s *Service) DeleteInvitees(ctx context.Context, eventID string, ids []string) (Undo, error) {
	gone, err := s.inviteesByID(ctx, eventID, ids)
	if err != nil {
		return Undo{}, err
	}
	spoken, err := s.store.Feedback(ctx, FeedbackFilter{EventID: eventID})
	if err != nil {
		return Undo{}, err
	}
	spoken = slices.DeleteFunc(spoken, func(f Feedback) bool { return f.InviteeID == "" || !slices.Contains(ids, f.InviteeID) })
	if err := s.store.DeleteInvitees(ctx, ids); err != nil {
		return Undo{}, err
	}
	s.announce(eventID, TopicInvitees, TopicFeedback)
	return Undo{len(gone), func(ctx context.Context) error {
		if err := s.store.SaveInvitees(ctx, gone); err != nil {
			return err
		}
		// Only the link to the speaker is put back: the opinion may have moved on.
		now, err := s.store.Feedback(ctx, FeedbackFilter{EventID: eventID})
		if err != nil {
			return err
		}
		speaker := map[string]string{}
		for _, f := range spoken {
			speaker[f.ID] = f.InviteeID
		}
		now = slices.DeleteFunc(now, func(f Feedback) bool { return f.InviteeID != "" || speaker[f.ID] == "" })
		for i := range now {
			now[i].InviteeID = speaker[now[i].ID]
		}
		if err := s.store.SaveFeedback(ctx, now); err != nil {
			return err
		}
		s.announce(eventID, TopicInvitees, TopicFeedback)
		return nil
	}}, nil
}

// Agenda gives an event's agenda by start, then position.
func (s *Service) Agenda(ctx context.Context, eventID string) ([]AgendaItem, error) {
	return s.store.Agenda(ctx, eventID)
}

// SaveAgenda saves items of one event's agenda in one transaction, new ones
// where they have no id, and gives them back as saved.
func (s *Service) SaveAgenda(ctx context.Context, eventID string, items ...AgendaItem) ([]AgendaItem, error) {
	all, err := s.store.Agenda(ctx, eventID)
	if err != nil {
		return nil, err
	}
	last := 0
	for _, a := range all {
		last = max(last, a.Position)
	}
	items = slices.Clone(items)
	var wrong []FieldProblem
	for i := range items {
		a := &items[i]
		*a = a.Tidied()
		a.EventID, a.UpdatedAt = eventID, s.now()
		found := a.Validate()
		if len(items) > 1 {
			for j := range found {
				found[j].Field = fmt.Sprintf("[%d].%s", i, found[j].Field)
			}
		}
		wrong = append(wrong, found...)
		if a.ID == "" {
			last++
			a.ID, a.Position = s.newID(), last
		}
	}
	if err := invalid(wrong); err != nil {
		return items, err
	}
	if err := s.store.SaveAgenda(ctx, items); err != nil {
		return items, err
	}
	s.announce(eventID, TopicAgenda)
	return items, nil
}

// DeleteAgenda removes items from an event's agenda.
func (s *Service) DeleteAgenda(ctx context.Context, eventID string, ids []string) (Undo, error) {
	gone, err := s.store.Agenda(ctx, eventID)
	if err != nil {
		return Undo{}, err
	}
	gone = slices.DeleteFunc(gone, func(a AgendaItem) bool { return !slices.Contains(ids, a.ID) })
	if err := s.store.DeleteAgenda(ctx, ids); err != nil {
		return Undo{}, err
	}
	s.announce(eventID, TopicAgenda)
	return Undo{len(gone), func(ctx context.Context) error {
		if err := s.store.SaveAgenda(ctx, gone); err != nil {
			return err
		}
		s.announce(eventID, TopicAgenda)
		return nil
	}}, nil
}

// Feedback gives the opinions that a filter chooses with their histories.
func (s *Service) Feedback(ctx context.Context, filter FeedbackFilter) ([]Feedback, error) {
	return s.store.Feedback(ctx, filter)
}

// SaveFeedback saves an opinion, a new one at the end of its event's list
// where it has no id, and gives it back as saved. The state and the history of
// a known one are left as they are: those are for StepFeedback.
func (s *Service) SaveFeedback(ctx context.Context, f Feedback) (Feedback, error) {
	f = f.Tidied()
	all, err := s.store.Feedback(ctx, FeedbackFilter{EventID: f.EventID})
	if err != nil {
		return f, err
	}
	f.UpdatedAt = s.now()
	if f.ID == "" {
		f.ID, f.CreatedAt, f.State = s.newID(), f.UpdatedAt, FeedbackRecorded
		f.History = []Move{{ID: s.newID(), At: f.UpdatedAt, By: s.user, Kind: MoveRecord, From: f.State, To: f.State}}
		for _, other := range all {
			f.Position = max(f.Position, other.Position)
		}
		f.Position++
	} else {
		i := slices.IndexFunc(all, func(other Feedback) bool { return other.ID == f.ID })
		if i < 0 {
			return f, notFound()
		}
		f.State, f.History = all[i].State, all[i].History
	}
	if err := invalid(f.Validate()); err != nil {
		return f, err
	}
	if err := s.store.SaveFeedback(ctx, []Feedback{f}); err != nil {
		return f, err
	}
	s.announce(f.EventID, TopicFeedback)
	return f, nil
}

// StepFeedback takes one step in the handling of an opinion and gives it back
// as it is after it.
func (s *Service) StepFeedback(ctx context.Context, eventID, id string, step Step) (Feedback, error) {
	all, err := s.store.Feedback(ctx, FeedbackFilter{EventID: eventID})
	if err != nil {
		return Feedback{}, err
	}
	i := slices.IndexFunc(all, func(f Feedback) bool { return f.ID == id })
	if i < 0 {
		return Feedback{}, notFound()
	}
	f, wrong := all[i].Apply(step, s.newID(), s.user, s.now())
	if err := invalid(wrong); err != nil {
		return all[i], err
	}
	if err := s.store.SaveFeedback(ctx, []Feedback{f}); err != nil {
		return all[i], err
	}
	s.announce(eventID, TopicFeedback)
	return f, nil
}

// DeleteFeedback removes opinions with their histories.
func (s *Service) DeleteFeedback(ctx context.Context, eventID string, ids []string) (Undo, error) {
	gone, err := s.store.Feedback(ctx, FeedbackFilter{EventID: eventID})
	if err != nil {
		return Undo{}, err
	}
	gone = slices.DeleteFunc(gone, func(f Feedback) bool { return !slices.Contains(ids, f.ID) })
	if err := s.store.DeleteFeedback(ctx, ids); err != nil {
		return Undo{}, err
	}
	s.announce(eventID, TopicFeedback)
	return Undo{len(gone), func(ctx context.Context) error {
		if err := s.store.SaveFeedback(ctx, gone); err != nil {
			return err
		}
		s.announce(eventID, TopicFeedback)
		return nil
	}}, nil
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
