package app

import "context"

// WriteDown adds to the list of who did what when. The detail names numbers and
// kinds of files, never people.
func (s *Service) WriteDown(ctx context.Context, action AuditAction, eventID, detail string) error {
	return s.store.AddAudit(ctx, s.auditEntry(action, eventID, detail))
}

func (s *Service) auditEntry(action AuditAction, eventID, detail string) AuditEntry {
	return AuditEntry{ID: s.newID(), At: s.now(), By: s.user, Action: action, EventID: eventID, Detail: detail}
}
