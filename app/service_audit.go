package app

import "context"

// AuditLine is an entry of the audit list as it is shown.
type AuditLine struct {
	AuditEntry
	Title string // of the event; empty where it is about none, or where it is gone
}

// AuditLines returns the entries of the audit list that a filter chooses, the
// newest first, with the titles of their events.
func (s *Service) AuditLines(ctx context.Context, filter AuditFilter) ([]AuditLine, error) {
	return read(ctx, s, func(tx Tx) ([]AuditLine, error) {
		entries, err := tx.Audit(filter)
		if err != nil {
			return nil, err
		}
		events, err := tx.Events(EventFilter{})
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

func (s *Service) auditEntry(action AuditAction, eventID, detail string) AuditEntry {
	return AuditEntry{ID: s.newID(), At: s.now(), By: s.User(), Action: action, EventID: eventID, Detail: detail}
}
