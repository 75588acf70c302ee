package data

import (
	"context"
	"database/sql"
	"fmt"
	"strings"

	"openday/app"
	"openday/app/hanzi"
	"openday/data/keys"
)

func events(k *keys.Keys) entity[app.Event] {
	return entity[app.Event]{
		kind: app.RecordEvent, eventID: func(e *app.Event) string { return e.ID }, revision: func(e *app.Event) *int64 { return &e.Revision },
		fill: fillParts, put: putLists,
		table: table[app.Event]{
			name: "events",
			fields: []field[app.Event]{
				{"id", func(e *app.Event) any { return &e.ID }},
				{"title", func(e *app.Event) any { return &e.Title }},
				{"theme", func(e *app.Event) any { return &e.Theme }},
				{"organiser", func(e *app.Event) any { return &e.Organiser }},
				{"co_organisers", func(e *app.Event) any { return lines(&e.CoOrganisers) }},
				{"basis", func(e *app.Event) any { return &e.Basis }},
				{"principle", func(e *app.Event) any { return &e.Principle }},
				{"aims", func(e *app.Event) any { return &e.Aims }},
				{"form", func(e *app.Event) any { return &e.Form }},
				{"stream_url", func(e *app.Event) any { return &e.StreamURL }},
				{"start_at", func(e *app.Event) any { return moment{&e.Start} }},
				{"end_at", func(e *app.Event) any { return moment{&e.End} }},
				{"assembly_place", func(e *app.Event) any { return &e.AssemblyPlace }},
				{"assembly_at", func(e *app.Event) any { return moment{&e.AssemblyTime} }},
				{"transport", func(e *app.Event) any { return &e.Transport }},
				{"sites", func(e *app.Event) any { return lines(&e.Sites) }},
				{"capacity", func(e *app.Event) any { return &e.Capacity }},
				{"min_age", func(e *app.Event) any { return &e.MinAge }},
				{"max_age", func(e *app.Event) any { return &e.MaxAge }},
				{"audience", func(e *app.Event) any { return &e.Audience }},
				{"sign_up_from", func(e *app.Event) any { return moment{&e.SignUpFrom} }},
				{"sign_up_until", func(e *app.Event) any { return moment{&e.SignUpUntil} }},
				{"sign_up_methods", func(e *app.Event) any { return lines(&e.SignUpMethods) }},
				{"contact", func(e *app.Event) any { return &e.Contact }},
				{"phones", func(e *app.Event) any { return lines(&e.Phones) }},
				{"email", func(e *app.Event) any { return &e.Email }},
				{"vetting_days", func(e *app.Event) any { return &e.VettingDays }},
				{"filing_days", func(e *app.Event) any { return &e.FilingDays }},
				{"notices", func(e *app.Event) any { return lines(&e.Notices) }},
				{"channels", func(e *app.Event) any { return lines(&e.Channels) }},
				{"requirements", func(e *app.Event) any { return lines(&e.Requirements) }},
				{"area_codes", func(e *app.Event) any { return lines(&e.AreaCodes) }},
				{"wants_id", func(e *app.Event) any { return &e.WantsID }},
				{"offsets", func(e *app.Event) any { return lines(&e.Offsets) }},
				{"done", func(e *app.Event) any { return lines(&e.Done) }},
				{"travel", func(e *app.Event) any { return lines(&e.Travel) }},
				{"questions", func(e *app.Event) any { return lines(&e.Questions) }},
				{"report_texts", func(e *app.Event) any { return lines(&e.ReportTexts) }},
				{"retain_until", func(e *app.Event) any { return day{&e.RetainUntil} }},
				{"purged_at", func(e *app.Event) any { return moment{&e.PurgedAt} }},
				{"state", func(e *app.Event) any { return &e.State }},
				{"created_at", func(e *app.Event) any { return moment{&e.CreatedAt} }},
				{"updated_at", func(e *app.Event) any { return moment{&e.UpdatedAt} }},
				{"time_words", func(e *app.Event) any { return &e.TimeWords }},
				{"capacity_words", func(e *app.Event) any { return &e.CapacityWords }},
				{"audience_words", func(e *app.Event) any { return &e.AudienceWords }},
				{"sections", func(e *app.Event) any { return lines(&e.Sections) }},
				{"programme", func(e *app.Event) any { return &e.Programme }},
				{"openness", func(e *app.Event) any { return &e.Openness }},
				{"least_attendance", func(e *app.Event) any { return &e.LeastAttendance }},
				{"filed_with", func(e *app.Event) any { return &e.FiledWith }},
				{"filing_number", func(e *app.Event) any { return &e.FilingNumber }},
				{"change", func(e *app.Event) any { return &e.Change }},
				{"change_reason", func(e *app.Event) any { return &e.ChangeReason }},
				{"changed_on", func(e *app.Event) any { return day{&e.ChangedOn} }},
				{"postponed_from", func(e *app.Event) any { return moment{&e.PostponedFrom} }},
				{"revision", func(e *app.Event) any { return &e.Revision }},
				{"extra", func(e *app.Event) any { return sealedAs(k, &e.ID, "extra", &e.Extra) }},
			},
			search: func(e *app.Event) string {
				return fold(e.Title, e.Theme, e.Organiser, e.Programme, strings.Join(e.Sites, "\n"))
			},
		},
	}
}

// part is a line of an event's list that has no id of its own: it belongs to
// its event and its place in the list.
type part[T any] struct {
	eventID  string
	position int
	value    T
}

var leaders = table[part[app.Leader]]{
	name: "leaders",
	fields: []field[part[app.Leader]]{
		{"event_id", func(l *part[app.Leader]) any { return &l.eventID }},
		{"position", func(l *part[app.Leader]) any { return &l.position }},
		{"role", func(l *part[app.Leader]) any { return &l.value.Role }},
		{"name", func(l *part[app.Leader]) any { return &l.value.Name }},
		{"post", func(l *part[app.Leader]) any { return &l.value.Position }},
		{"duty", func(l *part[app.Leader]) any { return &l.value.Duty }},
	},
}

var quotas = table[part[app.Quota]]{
	name: "quotas",
	fields: []field[part[app.Quota]]{
		{"event_id", func(q *part[app.Quota]) any { return &q.eventID }},
		{"position", func(q *part[app.Quota]) any { return &q.position }},
		{"category", func(q *part[app.Quota]) any { return &q.value.Category }},
		{"number", func(q *part[app.Quota]) any { return &q.value.Number }},
		{"share_num", func(q *part[app.Quota]) any { return &q.value.MinShare.Num }},
		{"share_den", func(q *part[app.Quota]) any { return &q.value.MinShare.Den }},
		{"outside", func(q *part[app.Quota]) any { return &q.value.Outside }},
	},
}

// putParts replaces an event's list.
func putParts[T any](ctx context.Context, tx *sql.Tx, t table[part[T]], eventID string, values []T) error {
	if _, err := tx.ExecContext(ctx, "DELETE FROM "+t.name+" WHERE event_id = ?", eventID); err != nil {
		return err
	}
	rows := make([]part[T], len(values))
	for i, v := range values {
		rows[i] = part[T]{eventID, i + 1, v}
	}
	return t.put(ctx, tx, t.insert(), rows)
}

// listParts returns the lists of several events, by event.
func listParts[T any](t *tx, parts table[part[T]], ids idList) (map[string][]T, error) {
	rows, err := parts.list(t.ctx, t.db, &t.s.unreadable, "WHERE event_id"+inList+" ORDER BY event_id, position", ids)
	if err != nil {
		return nil, err
	}
	all := map[string][]T{}
	for _, r := range rows {
		all[r.eventID] = append(all[r.eventID], r.value)
	}
	return all, nil
}

// orderedBy is the moment by which an event stands among others: its start, else its
// making.
const orderedBy = "CASE events.start_at WHEN '' THEN events.created_at ELSE events.start_at END"

// searchEvents asks for every word of what a person typed: in a folded text, or in
// the pinyin of a title, of which an office has few.
func (t *tx) searchEvents(c *conditions, typed string) error {
	typedWords := strings.Fields(hanzi.CleanText(typed))
	if len(typedWords) == 0 {
		return nil
	}
	type title struct{ id, title string }
	titles, err := list(t.ctx, t.db, "SELECT id, title FROM events", func(e *title) []any { return []any{&e.id, &e.title} })
	if err != nil {
		return err
	}
	for _, word := range typedWords {
		term, args := like("events.search", word)
		for _, e := range titles {
			if strings.Contains(spelled(e.title), hanzi.SearchTerm(word)) {
				term += " OR events.id = ?"
				args = append(args, e.id)
			}
		}
		c.add("("+term+")", args...)
	}
	return nil
}

// Events implements app.Tx.
func (t *tx) Events(filter app.EventFilter) ([]app.EventSummary, error) {
	events := t.s.events
	var c conditions
	if err := t.searchEvents(&c, filter.Text); err != nil {
		return nil, err
	}
	if filter.Year != 0 {
		c.add("substr("+orderedBy+", 1, 4) = ?", fmt.Sprintf("%04d", filter.Year))
	}
	c.equal("events.state", string(filter.State))
	c.equal("events.programme", filter.Programme)
	query := "SELECT " + events.columns() + `,
		(SELECT count(*) FROM invitees WHERE event_id = events.id),
		(SELECT count(*) FROM feedback WHERE event_id = events.id)
		FROM events ` + c.where() + " ORDER BY " + orderedBy + " DESC, events.id DESC"
	all, err := list(t.ctx, t.db, query, func(e *app.EventSummary) []any {
		return append(events.readers(&t.s.unreadable, &e.Event), &e.Invitees, &e.Opinions)
	}, c.args...)
	if err != nil {
		return nil, err
	}
	each := make([]*app.Event, len(all))
	for i := range all {
		each[i] = &all[i].Event
	}
	return all, fillParts(t, each)
}

// Event implements app.Tx.
func (t *tx) Event(id string) (app.Event, error) {
	found, err := t.s.events.find(t, "WHERE id = ?", id)
	if err != nil {
		return app.Event{}, err
	}
	if len(found) == 0 {
		return app.Event{}, notFound()
	}
	return found[0], nil
}

// SaveEvents implements app.Tx.
func (t *tx) SaveEvents(list []app.Event) error { return t.s.events.save(t, list) }

// fillParts reads the lists of events that lie in tables of their own.
func fillParts(t *tx, all []*app.Event) error {
	ids := make(idList, len(all))
	for i, e := range all {
		ids[i] = e.ID
	}
	groups, err := listParts(t, leaders, ids)
	if err != nil {
		return err
	}
	numbers, err := listParts(t, quotas, ids)
	if err != nil {
		return err
	}
	for _, e := range all {
		e.Leaders, e.Quotas = groups[e.ID], numbers[e.ID]
	}
	return nil
}

// putLists writes the lists of events that lie in tables of their own.
func putLists(t *tx, all []app.Event) error {
	for _, e := range all {
		if err := putParts(t.ctx, t.db, leaders, e.ID, e.Leaders); err != nil {
			return err
		}
		if err := putParts(t.ctx, t.db, quotas, e.ID, e.Quotas); err != nil {
			return err
		}
	}
	return nil
}
