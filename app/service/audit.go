package service

import (
	"context"

	"openday/app"
)

// AuditLine is an entry of the audit list as it is shown.
type AuditLine struct {
	app.AuditEntry
	Title string // of the event; empty where it is about none, or where it is gone
}

// AuditLines returns the entries of the audit list that a filter chooses, the
// newest first, with the titles of their events.
func (s *Service) AuditLines(ctx context.Context, filter app.AuditFilter) ([]AuditLine, error) {
	return read(ctx, s, func(tx app.Tx) ([]AuditLine, error) {
		entries, err := tx.Audit(filter)
		if err != nil {
			return nil, err
		}
		events, err := tx.Events(app.EventFilter{})
		if err != nil {
			return nil, err
		}
		title := make(map[string]string, len(events))
		for _, e := range events {
			title[e.ID] = e.Title
		}
		lines := make([]AuditLine, len(entries))
		for i, e := range entries {
			lines[i] = AuditLine{e, title[e.EventID]}
		}
		return lines, nil
	})
}

func (s *Service) auditEntry(action app.AuditAction, eventID, detail string) app.AuditEntry {
	return app.AuditEntry{ID: s.newID(), At: s.now(), By: s.User(), Action: action, EventID: eventID, Detail: detail}
}
