package service

import (
	"cmp"
	"context"
	"encoding/json"
	"slices"

	"openday/app"
	"openday/app/roster"
	"openday/app/words"
)

// RosterImport is what came of adding a roster.
type RosterImport struct {
	Verdicts []roster.Judged // of every row
	Written  int             // how many were added or filled in
}

// PreviewRoster returns the verdict on every row of a roster and changes nothing.
func (s *Service) PreviewRoster(ctx context.Context, eventID string, rows []roster.Row, policy roster.DuplicatePolicy) ([]roster.Judged, error) {
	plan, err := read(ctx, s, func(tx app.Tx) (roster.Plan, error) { return planRoster(ctx, tx, eventID, rows, policy) })
	return plan.Verdicts, err
}

func planRoster(ctx context.Context, tx app.Tx, eventID string, rows []roster.Row, policy roster.DuplicatePolicy) (roster.Plan, error) {
	j := rosterJudging{eventID: eventID, rows: rows, policy: policy}
	return j.plan(ctx, tx)
}

// rosterJudging judges the same rows more than once, and does again only what
// has to be done again.
type rosterJudging struct {
	eventID string
	rows    []roster.Row
	policy  roster.DuplicatePolicy

	tidied []app.Invitee
	people []app.Person // those of the rows
	judged rosterGround
	last   roster.Plan
}

// rosterGround is what rows are compared with.
type rosterGround struct {
	event app.Event
	list  []app.Invitee
	known []app.Person
}

// same reports whether another reading found the same records, in the versions
// that they had.
func (g rosterGround) same(other rosterGround) bool {
	return g.event.ID != "" && g.event.ID == other.event.ID && g.event.Revision == other.event.Revision &&
		slices.EqualFunc(g.list, other.list, func(a, b app.Invitee) bool {
			return a.ID == b.ID && a.Revision == b.Revision && a.Person.ID == b.Person.ID && a.Person.Revision == b.Person.Revision
		}) &&
		slices.EqualFunc(g.known, other.known, func(a, b app.Person) bool { return a.ID == b.ID && a.Revision == b.Revision })
}

func (j *rosterJudging) plan(ctx context.Context, tx app.Tx) (roster.Plan, error) {
	var now rosterGround
	var err error
	if now.event, err = tx.Event(j.eventID); err != nil {
		return roster.Plan{}, err
	}
	if now.list, err = tx.Invitees(app.InviteeFilter{EventID: j.eventID}); err != nil {
		return roster.Plan{}, err
	}
	if j.tidied == nil {
		j.tidied = roster.TidiedRows(j.rows)
		j.people = make([]app.Person, len(j.tidied))
		for i, v := range j.tidied {
			j.people[i] = v.Person
		}
	}
	if now.known, err = tx.PeopleLike(j.people); err != nil {
		return roster.Plan{}, err
	}
	if err := ctx.Err(); err != nil {
		return roster.Plan{}, err
	}
	if !j.judged.same(now) {
		j.last, j.judged = roster.Judge(now.event, now.list, now.known, j.rows, j.tidied, j.policy), now
	}
	return j.last, nil
}

// AddRoster writes the rows of a roster that are new or fill something in, after
// a copy of the data file is kept. Rows in error and duplicates are left out.
func (s *Service) AddRoster(ctx context.Context, eventID string, rows []roster.Row, policy roster.DuplicatePolicy) (RosterImport, error) {
	// A roster that brings nothing takes no older copy's place.
	j := rosterJudging{eventID: eventID, rows: rows, policy: policy}
	plan, err := read(ctx, s, func(tx app.Tx) (roster.Plan, error) { return j.plan(ctx, tx) })
	if err != nil || len(plan.Added)+len(plan.Changed) == 0 {
		return RosterImport{Verdicts: plan.Verdicts}, err
	}
	if err := s.keepCopy(ctx, app.CopyBeforeImport); err != nil {
		return RosterImport{}, err
	}
	return write(ctx, s, func(u *unit) (RosterImport, error) {
		plan, err := j.plan(ctx, u)
		if err != nil {
			return RosterImport{}, err
		}
		last, err := u.LastPosition(app.RecordInvitee, eventID)
		if err != nil {
			return RosterImport{}, err
		}
		for i := range plan.Added {
			v := &plan.Added[i]
			v.ID, v.EventID, v.Position, v.CreatedAt, v.UpdatedAt = s.newID(), eventID, last+i+1, u.at, u.at
			v.Person.ID = cmp.Or(v.Person.ID, s.newID())
		}
		for i := range plan.Changed {
			plan.Changed[i].UpdatedAt = u.at
		}
		written := append(plan.Changed[:len(plan.Changed):len(plan.Changed)], plan.Added...)
		u.label = words.T("import of %d people", len(written))
		if err := u.SaveInvitees(written); err != nil {
			return RosterImport{}, err
		}
		return RosterImport{plan.Verdicts, len(written)},
			s.note(u, app.AuditImport, eventID, words.T("a roster: %d added, %d filled in", len(plan.Added), len(plan.Changed)))
	})
}

const rosterColumnsSetting = "roster.columns"

// RosterColumns returns what people chose for headings that the program took for
// something else: from the heading to the field, an empty one for a column that
// is not to be taken over.
func (s *Service) RosterColumns(ctx context.Context) (map[string]roster.Field, error) {
	text, err := s.Setting(ctx, rosterColumnsSetting)
	if err != nil || text == "" {
		return nil, err
	}
	var chosen map[string]roster.Field
	if json.Unmarshal([]byte(text), &chosen) != nil {
		return nil, nil // of another version: the columns are matched as for the first time
	}
	return chosen, nil
}

// RememberRosterColumns adds to what RosterColumns gives.
func (s *Service) RememberRosterColumns(ctx context.Context, chosen map[string]roster.Field) error {
	all, err := s.RosterColumns(ctx)
	if err != nil || len(chosen) == 0 {
		return err
	}
	if all == nil {
		all = map[string]roster.Field{}
	}
	for heading, field := range chosen {
		all[heading] = field
	}
	text, err := json.Marshal(all)
	if err != nil {
		return app.Errorf(app.CodeInternal, err, "The choice of columns could not be kept.")
	}
	return s.SetSetting(ctx, rosterColumnsSetting, string(text))
}
