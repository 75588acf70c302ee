package app

import (
	"context"
	"slices"
)

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
	was := VettingPending
	if i := slices.IndexFunc(all, func(other Invitee) bool { return other.ID == v.ID }); i >= 0 {
		was = all[i].Vetting
	}
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
	if v.Vetting != was {
		if err := s.decideOne(ctx, &v); err != nil {
			return v, err
		}
	}
	if err := s.store.SaveInvitees(ctx, []Invitee{v}); err != nil {
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
	chosen := setOf(ids)
	return slices.DeleteFunc(all, func(v Invitee) bool { return !chosen[v.ID] }), nil
}

// setOf makes a set of ids, so that thousands of them are looked up at once.
func setOf(ids []string) map[string]bool {
	set := make(map[string]bool, len(ids))
	for _, id := range ids {
		set[id] = true
	}
	return set
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
	chosen := setOf(ids)
	spoken = slices.DeleteFunc(spoken, func(f Feedback) bool { return f.InviteeID == "" || !chosen[f.InviteeID] })
	note := s.auditEntry(AuditDelete, eventID, sentence("%d people", len(gone)))
	if err := s.store.ChangeList(ctx, ListChange{Gone: ids, Audit: []AuditEntry{note}}); err != nil {
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
	people := newLibrary(known)
	for i := range invitees {
		p := &invitees[i].Person
		if p.ID != "" {
			continue
		}
		if match, ok := people.match(*p); ok {
			*p = p.completed(match)
		} else {
			p.ID = s.newID()
		}
		people.learn(*p)
	}
	return nil
}

// library finds people by what they are known by.
type library map[string]Person

func newLibrary(known []Person) library {
	l := make(library, 2*len(known))
	for _, p := range known {
		l.learn(p)
	}
	return l
}

// learn files a person; who was filed first under a key stays.
func (l library) learn(p Person) {
	for _, k := range p.identities() {
		if _, taken := l[k]; !taken {
			l[k] = p
		}
	}
}

// match gives the person that p is. Who has another ID number is another one.
func (l library) match(p Person) (Person, bool) {
	for _, k := range p.identities() {
		if match, ok := l[k]; ok && (p.IDNumber == "" || match.IDNumber == "" || p.IDNumber == match.IDNumber) {
			return match, true
		}
	}
	return Person{}, false
}

// completed gives p as the known person that it is, with what is known of them
// where p says nothing.
func (p Person) completed(known Person) Person {
	p.ID = known.ID
	p.IDNumber, p.Phone, p.Reading = or(p.IDNumber, known.IDNumber), or(p.Phone, known.Phone), or(p.Reading, known.Reading)
	p.Gender = Gender(or(string(p.Gender), string(known.Gender)))
	if p.BornOn.IsZero() {
		p.BornOn = known.BornOn
	}
	return p
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
