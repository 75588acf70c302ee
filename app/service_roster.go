package app

import (
	"context"
	"encoding/json"
)

// RosterImport is what came of adding a roster.
type RosterImport struct {
	Verdicts []RosterVerdict // of every row
	Undo     Undo            // takes back the whole import; Count is how many were written
}

// PreviewRoster gives the verdict on every row of a roster and changes nothing.
func (s *Service) PreviewRoster(ctx context.Context, eventID string, rows []RosterRow, policy DuplicatePolicy) ([]RosterVerdict, error) {
	plan, _, err := s.planRoster(ctx, eventID, rows, policy)
	return plan.verdicts, err
}

func (s *Service) planRoster(ctx context.Context, eventID string, rows []RosterRow, policy DuplicatePolicy) (rosterPlan, rosterGround, error) {
	var g rosterGround
	event, err := s.store.Event(ctx, eventID)
	if err != nil {
		return rosterPlan{}, g, err
	}
	if g.list, err = s.store.Invitees(ctx, InviteeFilter{EventID: eventID}); err != nil {
		return rosterPlan{}, g, err
	}
	tidied := tidiedRows(rows)
	people := make([]Person, len(tidied))
	for i, v := range tidied {
		people[i] = v.Person
	}
	if g.known, err = s.store.PeopleLike(ctx, people); err != nil {
		return rosterPlan{}, g, err
	}
	if err := ctx.Err(); err != nil {
		return rosterPlan{}, g, err
	}
	return judgeRoster(event, g.list, g.known, rows, tidied, policy), g, nil
}

// rosterGround is what was stored when a roster was judged.
type rosterGround struct {
	list  []Invitee
	known []Person
}

// AddRoster writes the rows of a roster that are new or fill something in, all
// in one transaction, after a copy of the data file is kept. Rows in error and
// duplicates are left out.
func (s *Service) AddRoster(ctx context.Context, eventID string, rows []RosterRow, policy DuplicatePolicy) (RosterImport, error) {
	plan, ground, err := s.planRoster(ctx, eventID, rows, policy)
	if err != nil {
		return RosterImport{}, err
	}
	done := RosterImport{Verdicts: plan.verdicts, Undo: Undo{Do: func(context.Context) error { return nil }}}
	if len(plan.added)+len(plan.changed) == 0 {
		return done, nil
	}
	now, last := s.now(), 0
	for _, v := range ground.list {
		last = max(last, v.Position)
	}
	for i := range plan.added {
		v := &plan.added[i]
		v.ID, v.EventID, v.Position, v.CreatedAt, v.UpdatedAt = s.newID(), eventID, last+i+1, now, now
		v.Person.ID = or(v.Person.ID, s.newID())
	}
	for i := range plan.changed {
		plan.changed[i].UpdatedAt = now
	}
	if err := s.store.KeepCopy(ctx, CopyBeforeImport); err != nil {
		return RosterImport{}, err
	}
	written := append(plan.changed[:len(plan.changed):len(plan.changed)], plan.added...)
	note := s.auditEntry(AuditImport, eventID, sentence("a roster: %d added, %d filled in", len(plan.added), len(plan.changed)))
	if err := s.store.ChangeList(ctx, ListChange{Kept: written, Audit: []AuditEntry{note}}); err != nil {
		return RosterImport{}, err
	}
	s.announce(eventID, TopicInvitees)
	done.Undo = Undo{len(written), func(ctx context.Context) error { return s.undoRoster(ctx, eventID, plan, ground) }}
	return done, nil
}

// undoRoster takes back what AddRoster wrote, as far as nobody has changed it since.
func (s *Service) undoRoster(ctx context.Context, eventID string, plan rosterPlan, ground rosterGround) error {
	all, err := s.store.Invitees(ctx, InviteeFilter{EventID: eventID})
	if err != nil {
		return err
	}
	present := make(map[string]Invitee, len(all))
	for _, v := range all {
		present[v.ID] = v
	}
	before := make(map[string]Invitee, len(ground.list))
	for _, v := range ground.list {
		before[v.ID] = v
	}
	people := make(map[string]Person, len(ground.known))
	for _, p := range ground.known {
		people[p.ID] = p
	}
	var gone []string
	var kept []Invitee
	var restored []Person
	for _, v := range plan.added {
		found, there := present[v.ID]
		if !there {
			continue
		}
		gone = append(gone, v.ID)
		if p, known := people[v.Person.ID]; known && found.Person == v.Person {
			restored = append(restored, p)
		}
	}
	for _, v := range plan.changed {
		found, there := present[v.ID]
		if !there {
			continue
		}
		for _, p := range rosterParts {
			p.restore(&found, before[v.ID], v)
		}
		if found.UpdatedAt.Equal(v.UpdatedAt) {
			found.UpdatedAt = before[v.ID].UpdatedAt
		}
		kept = append(kept, found)
	}
	note := s.auditEntry(AuditImport, eventID, sentence("taken back: a roster, %d added, %d filled in", len(gone), len(kept)))
	if err := s.store.ChangeList(ctx, ListChange{Gone: gone, Kept: kept, People: restored, Audit: []AuditEntry{note}}); err != nil {
		return err
	}
	s.announce(eventID, TopicInvitees, TopicFeedback)
	return nil
}

const rosterColumnsSetting = "roster.columns"

// RosterColumns gives what people chose for headings that the program took for
// something else: from the heading to the field, an empty one for a column that
// is not to be taken over.
func (s *Service) RosterColumns(ctx context.Context) (map[string]RosterField, error) {
	text, err := s.store.Setting(ctx, rosterColumnsSetting)
	if err != nil || text == "" {
		return nil, err
	}
	var chosen map[string]RosterField
	if json.Unmarshal([]byte(text), &chosen) != nil {
		return nil, nil // of another version: the columns are matched as for the first time
	}
	return chosen, nil
}

// RememberRosterColumns adds to what RosterColumns gives.
func (s *Service) RememberRosterColumns(ctx context.Context, chosen map[string]RosterField) error {
	all, err := s.RosterColumns(ctx)
	if err != nil || len(chosen) == 0 {
		return err
	}
	if all == nil {
		all = map[string]RosterField{}
	}
	for heading, field := range chosen {
		all[heading] = field
	}
	text, err := json.Marshal(all)
	if err != nil {
		return Errorf(CodeInternal, err, "The choice of columns could not be kept.")
	}
	return s.SetSetting(ctx, rosterColumnsSetting, string(text))
}
