package data

import (
	"context"
	"database/sql"

	"openday/app"
)

var feedback = table[app.Feedback]{
	name: "feedback",
	fields: []field[app.Feedback]{
		{"id", func(f *app.Feedback) any { return &f.ID }},
		{"event_id", func(f *app.Feedback) any { return &f.EventID }},
		{"position", func(f *app.Feedback) any { return &f.Position }},
		{"content", func(f *app.Feedback) any { return &f.Content }},
		{"invitee_id", func(f *app.Feedback) any { return link{&f.InviteeID} }},
		{"speaker", func(f *app.Feedback) any { return &f.Speaker }},
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
		{"telephone", func(f *app.Feedback) any { return &f.Telephone }},
		{"assigned_on", func(f *app.Feedback) any { return day{&f.AssignedOn} }},
		{"reply_channel", func(f *app.Feedback) any { return &f.ReplyChannel }},
		{"merged_into", func(f *app.Feedback) any { return &f.MergedInto }},
		{"created_at", func(f *app.Feedback) any { return moment{&f.CreatedAt} }},
		{"updated_at", func(f *app.Feedback) any { return moment{&f.UpdatedAt} }},
	},
	search: func(f *app.Feedback) string {
		return fold(f.Content, f.Speaker, f.Department, f.InCharge, f.Result)
	},
}

// step is a move with its place in the history of an opinion.
type step struct {
	feedbackID string
	position   int
	app.Move
}

var moves = table[step]{
	name: "moves",
	fields: []field[step]{
		{"id", func(m *step) any { return &m.ID }},
		{"feedback_id", func(m *step) any { return &m.feedbackID }},
		{"position", func(m *step) any { return &m.position }},
		{"at", func(m *step) any { return moment{&m.At} }},
		{"by", func(m *step) any { return &m.By }},
		{"kind", func(m *step) any { return &m.Kind }},
		{"from_state", func(m *step) any { return &m.From }},
		{"to_state", func(m *step) any { return &m.To }},
		{"note", func(m *step) any { return &m.Note }},
		{"changes", func(m *step) any { return lines(&m.Changes) }},
	},
}

// Feedback implements app.Store.
func (s *Store) Feedback(ctx context.Context, filter app.FeedbackFilter) ([]app.Feedback, error) {
	var all []app.Feedback
	err := s.read(ctx, func(tx *sql.Tx) (err error) {
		all, err = listFeedback(ctx, tx, filter)
		return err
	})
	return all, err
}

// SaveFeedback implements app.Store.
func (s *Store) SaveFeedback(ctx context.Context, opinions []app.Feedback) error {
	return s.write(ctx, func(tx *sql.Tx) error { return putFeedback(ctx, tx, opinions) })
}

// DeleteFeedback implements app.Store.
func (s *Store) DeleteFeedback(ctx context.Context, ids []string) error {
	return s.write(ctx, func(tx *sql.Tx) error { return deleteRows(ctx, tx, feedback.name, ids) })
}

func listFeedback(ctx context.Context, tx *sql.Tx, filter app.FeedbackFilter) ([]app.Feedback, error) {
	var c conditions
	c.equal("feedback.event_id", filter.EventID)
	c.search("feedback.search", filter.Text)
	c.equal("feedback.state", string(filter.State))
	c.equal("feedback.category", filter.Category)
	c.equal("feedback.department", filter.Department)
	if !filter.OverdueOn.IsZero() {
		c.add("feedback.due_date <> '' AND feedback.due_date < ?", day{&filter.OverdueOn})
		c.add("feedback.state"+inList, openStates())
		c.add("feedback.merged_into = ''")
	}
	all, err := feedback.list(ctx, tx, "JOIN events ON events.id = feedback.event_id "+c.where()+
		" ORDER BY events.start_at, events.id, feedback.position, feedback.id", c.args...)
	if err != nil {
		return nil, err
	}
	ids, index := make(idList, len(all)), make(map[string]*app.Feedback, len(all))
	for i := range all {
		ids[i], index[all[i].ID] = all[i].ID, &all[i]
	}
	history, err := moves.list(ctx, tx, "WHERE feedback_id"+inList+" ORDER BY feedback_id, position, rowid", ids)
	if err != nil {
		return nil, err
	}
	for _, m := range history {
		f := index[m.feedbackID]
		f.History = append(f.History, m.Move)
	}
	return all, nil
}

func openStates() idList {
	var open idList
	for _, s := range app.FeedbackStates {
		if s.Code.IsOpen() {
			open = append(open, string(s.Code))
		}
	}
	return open
}

func putFeedback(ctx context.Context, tx *sql.Tx, opinions []app.Feedback) error {
	if err := feedback.put(ctx, tx, feedback.upsert(), opinions); err != nil {
		return err
	}
	var history []step
	for _, f := range opinions {
		for i, m := range f.History {
			history = append(history, step{f.ID, i + 1, m})
		}
	}
	return moves.put(ctx, tx, moves.insert()+" ON CONFLICT (id) DO NOTHING", history)
}
