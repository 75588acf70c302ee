package data

import (
	"database/sql/driver"
	"encoding/base64"
	"reflect"
	"slices"

	"openday/app"
	"openday/data/keys"
)

func feedback(k *keys.Keys) entity[app.Feedback] {
	steps := moves(k)
	return entity[app.Feedback]{
		kind: app.RecordFeedback, eventID: func(f *app.Feedback) string { return f.EventID }, revision: func(f *app.Feedback) *int64 { return &f.Revision },
		fill: func(t *tx, rows []*app.Feedback) error { return fillHistory(t, steps, rows) },
		put:  func(t *tx, rows []app.Feedback) error { return putHistory(t, steps, rows) },
		table: table[app.Feedback]{
			name: "feedback",
			fields: []field[app.Feedback]{
				{"id", func(f *app.Feedback) any { return &f.ID }},
				{"event_id", func(f *app.Feedback) any { return &f.EventID }},
				{"position", func(f *app.Feedback) any { return &f.Position }},
				{"content", func(f *app.Feedback) any { return &f.Content }},
				{"invitee_id", func(f *app.Feedback) any { return link{&f.InviteeID} }},
				{"speaker", func(f *app.Feedback) any { return &f.Speaker }},
				{"unit", func(f *app.Feedback) any { return &f.Unit }},
				{"stop", func(f *app.Feedback) any { return &f.Stop }},
				{"category", func(f *app.Feedback) any { return &f.Category }},
				{"channel", func(f *app.Feedback) any { return &f.Channel }},
				{"department", func(f *app.Feedback) any { return &f.Department }},
				{"in_charge", func(f *app.Feedback) any { return &f.InCharge }},
				{"due_date", func(f *app.Feedback) any { return day{&f.DueDate} }},
				{"state", func(f *app.Feedback) any { return &f.State }},
				{"result", func(f *app.Feedback) any { return &f.Result }},
				{"grade", func(f *app.Feedback) any { return &f.Grade }},
				{"replied_on", func(f *app.Feedback) any { return day{&f.RepliedOn} }},
				{"adoption", func(f *app.Feedback) any { return &f.Adoption }},
				{"adoption_reason", func(f *app.Feedback) any { return &f.AdoptionReason }},
				{"satisfaction", func(f *app.Feedback) any { return &f.Satisfaction }},
				{"joint", func(f *app.Feedback) any { return lines(&f.Joint) }},
				{"telephone", func(f *app.Feedback) any { return sealedAs(k, &f.ID, "telephone", &f.Telephone) }},
				{"assigned_on", func(f *app.Feedback) any { return day{&f.AssignedOn} }},
				{"reply_channel", func(f *app.Feedback) any { return &f.ReplyChannel }},
				{"merged_into", func(f *app.Feedback) any { return &f.MergedInto }},
				{"created_at", func(f *app.Feedback) any { return moment{&f.CreatedAt} }},
				{"updated_at", func(f *app.Feedback) any { return moment{&f.UpdatedAt} }},
				{"revision", func(f *app.Feedback) any { return &f.Revision }},
				{"extra", func(f *app.Feedback) any { return sealedAs(k, &f.ID, "extra", &f.Extra) }},
			},
			search: func(f *app.Feedback) string {
				return fold(f.Content, f.Speaker, f.Department, f.InCharge, f.Result)
			},
		},
	}
}

// step is a move with its place in the history of an opinion.
type step struct {
	feedbackID string
	position   int
	app.Transition
}

func moves(k *keys.Keys) table[step] {
	return table[step]{
		name: "moves",
		fields: []field[step]{
			{"id", func(m *step) any { return &m.ID }},
			{"feedback_id", func(m *step) any { return &m.feedbackID }},
			{"position", func(m *step) any { return &m.position }},
			{"at", func(m *step) any { return moment{&m.At} }},
			{"by", func(m *step) any { return &m.By }},
			{"on_day", func(m *step) any { return day{&m.On} }},
			{"handler", func(m *step) any { return &m.Handler }},
			{"undoes", func(m *step) any { return &m.Undoes }},
			{"kind", func(m *step) any { return &m.Kind }},
			{"from_state", func(m *step) any { return &m.From }},
			{"to_state", func(m *step) any { return &m.To }},
			{"note", func(m *step) any { return &m.Note }},
			{"changes", func(m *step) any { return changes{k, &m.ID, &m.Changes} }},
		},
	}
}

// changes keeps what a move changed as JSON, telephones encrypted. Without keys
// these are read as empty, and what is stored stays, see addHistory.
type changes struct {
	keys *keys.Keys
	id   *string
	list *[]app.FieldChange
}

// Value implements driver.Valuer.
func (c changes) Value() (driver.Value, error) {
	kept := slices.Clone(*c.list)
	for i := range kept {
		if kept[i].Field == "Telephone" {
			for _, text := range []*string{&kept[i].From, &kept[i].To} {
				if *text != "" && c.keys == nil {
					return nil, keys.Wanted()
				}
				if *text != "" {
					*text = base64.StdEncoding.EncodeToString(c.keys.Encrypt(*c.id+"\x00changes", *text))
				}
			}
		}
	}
	return lines(&kept).Value()
}

// Scan implements sql.Scanner.
func (c changes) Scan(value any) (err error) {
	if err := lines(c.list).Scan(value); err != nil {
		return err
	}
	for i := range *c.list {
		change := &(*c.list)[i]
		if change.Field != "Telephone" {
			continue
		}
		for _, text := range []*string{&change.From, &change.To} {
			if c.keys == nil {
				*text = ""
			}
			if *text == "" {
				continue
			}
			box, wrong := base64.StdEncoding.DecodeString(*text)
			if wrong == nil {
				*text, wrong = c.keys.Decrypt(*c.id+"\x00changes", box)
			}
			if wrong != nil {
				*text, err = "", wrong
			}
		}
	}
	return err
}

// Feedback implements app.Tx.
func (t *tx) Feedback(filter app.FeedbackFilter) ([]app.Feedback, error) {
	var c conditions
	c.equal("feedback.event_id", filter.EventID)
	c.among("feedback.id", filter.IDs)
	c.among("feedback.merged_into", filter.MergedInto)
	c.among("feedback.invitee_id", filter.Speakers)
	c.search("feedback.search", filter.Text)
	c.equal("feedback.state", string(filter.State))
	c.equal("feedback.category", filter.Category)
	c.equal("feedback.department", filter.Department)
	if !filter.OverdueOn.IsZero() {
		c.add("feedback.due_date <> '' AND feedback.due_date < ?", day{&filter.OverdueOn})
		c.add("feedback.state"+inList, openStates())
		c.add("feedback.merged_into = ''")
	}
	return t.s.feedback.find(t, "JOIN events ON events.id = feedback.event_id "+c.where()+
		" ORDER BY events.start_at, events.id, feedback.position, feedback.id", c.args...)
}

// SaveFeedback implements app.Tx.
func (t *tx) SaveFeedback(list []app.Feedback) error { return t.s.feedback.save(t, list) }

func openStates() idList {
	var open idList
	for _, s := range app.FeedbackStates {
		if s.Code.IsOpen() {
			open = append(open, string(s.Code))
		}
	}
	return open
}

// fillHistory reads the moves of opinions.
func fillHistory(t *tx, moves table[step], all []*app.Feedback) error {
	ids, index := make(idList, len(all)), make(map[string]*app.Feedback, len(all))
	for i, f := range all {
		ids[i], index[f.ID] = f.ID, f
	}
	history, err := moves.list(t.ctx, t.db, &t.s.unreadable, "WHERE feedback_id"+inList+" ORDER BY feedback_id, position, rowid", ids)
	if err != nil {
		return err
	}
	for _, m := range history {
		f := index[m.feedbackID]
		f.History = append(f.History, m.Transition)
	}
	return nil
}

// putHistory writes the moves of opinions in the place of those that are stored.
// A move that could not be read whole stays as it is where it is to stay the
// same; without the key all that stay do, for not all that is in them was read.
func putHistory(t *tx, moves table[step], all []app.Feedback) error {
	ids := make(idList, len(all))
	var history []step
	for i, f := range all {
		ids[i] = f.ID
		for n, m := range f.History {
			history = append(history, step{f.ID, n + 1, m})
		}
	}
	stay, bad := idList{}, idList{}
	for _, m := range history {
		switch {
		case t.s.keys == nil:
			stay = append(stay, m.ID)
		case !t.forgetting && len(t.s.unreadable.columns(moves.name, m.ID)) > 0:
			bad = append(bad, m.ID)
		}
	}
	if len(bad) > 0 {
		stored, err := moves.list(t.ctx, t.db, &t.s.unreadable, "WHERE id"+inList, bad)
		if err != nil {
			return err
		}
		for _, m := range stored {
			if slices.ContainsFunc(history, func(other step) bool { return reflect.DeepEqual(m, other) }) {
				stay = append(stay, m.ID)
			}
		}
	}
	if _, err := t.db.ExecContext(t.ctx, "DELETE FROM moves WHERE feedback_id"+inList+" AND id NOT"+inList, ids, stay); err != nil {
		return err
	}
	if t.s.keys == nil {
		return moves.put(t.ctx, t.db, moves.insert()+" ON CONFLICT (id) DO NOTHING", history)
	}
	history = slices.DeleteFunc(history, func(m step) bool { return slices.Contains(stay, m.ID) })
	return moves.put(t.ctx, t.db, moves.insert(), history)
}
