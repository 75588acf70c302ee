package service

import (
	"context"

	"openday/app"
	"openday/app/words"
)

// What takes people's data out of the program, or shows it in full, is a deed: it
// stands in the audit list before it is done, so that nothing leaves unnoted. A
// deed changes nothing else, so it is also done where the data file is open for
// reading only, as it is for a command while the window has the file.

// deed reads what a deed needs, and writes the deed down in the same unit.
func deed[T any](ctx context.Context, s *Service, work func(app.Tx) (T, app.AuditEntry, error)) (T, error) {
	var entry app.AuditEntry
	look := func(tx app.Tx) (result T, err error) {
		result, entry, err = work(tx)
		return result, err
	}
	result, err := write(ctx, s, func(u *unit) (T, error) {
		result, err := look(u)
		if err != nil {
			return result, err
		}
		return result, u.AddAudit(entry)
	})
	if s.file == nil || app.CodeOf(err) != app.CodeReadOnly {
		return result, err
	}
	if result, err = read(ctx, s, look); err != nil {
		return result, err
	}
	return result, s.file.KeepDeed(ctx, entry)
}

// writeDown writes a deed down that needs to read nothing.
func (s *Service) writeDown(ctx context.Context, action app.AuditAction, eventID, detail string) error {
	_, err := deed(ctx, s, func(app.Tx) (struct{}, app.AuditEntry, error) {
		return struct{}{}, s.auditEntry(action, eventID, detail), nil
	})
	return err
}

// ExportDossier returns an event with all that belongs to it, to be written to an
// activity workbook with everybody's full numbers.
func (s *Service) ExportDossier(ctx context.Context, eventID string) (app.Dossier, error) {
	return deed(ctx, s, func(tx app.Tx) (app.Dossier, app.AuditEntry, error) {
		d, err := dossierOf(tx, eventID)
		return d, s.auditEntry(app.AuditExport, eventID, words.T("the activity workbook with full numbers, %d people", len(d.Invitees))), err
	})
}

// ExportInvitees returns an event's invitees, to be written to a list in a file
// with an ending such as .xlsx and with their full numbers.
func (s *Service) ExportInvitees(ctx context.Context, eventID, ending string) ([]app.Invitee, error) {
	return deed(ctx, s, func(tx app.Tx) ([]app.Invitee, app.AuditEntry, error) {
		all, err := tx.Invitees(app.InviteeFilter{EventID: eventID})
		return all, s.auditEntry(app.AuditExport, eventID, words.T("the list of invitees with full numbers, %d people, %s", len(all), ending)), err
	})
}

// ExportRosterErrors writes down that rows of a roster that are in error, as many
// as they are, are written to a file to be sent back.
func (s *Service) ExportRosterErrors(ctx context.Context, eventID string, rows int) error {
	return s.writeDown(ctx, app.AuditExport, eventID, words.T("%d rows of a roster that are in error", rows))
}

// ExportFeedback returns an event's opinions, to be written to a ledger in a file,
// which says who said them and their telephone numbers.
func (s *Service) ExportFeedback(ctx context.Context, eventID string) ([]app.Feedback, error) {
	return deed(ctx, s, func(tx app.Tx) ([]app.Feedback, app.AuditEntry, error) {
		all, err := tx.Feedback(app.FeedbackFilter{EventID: eventID})
		return all, s.auditEntry(app.AuditExport, eventID, words.T("the ledger with names and telephone numbers, %d opinions", len(all))), err
	})
}

// SendPaper writes down that a paper of an event, or of none, goes to a printer,
// into a file or to another program. people is how many people's full numbers
// stand on it.
func (s *Service) SendPaper(ctx context.Context, eventID, paper string, people int) error {
	if people > 0 {
		paper = words.T("%s, with the full numbers of %d people|a paper", paper, people)
	}
	return s.writeDown(ctx, app.AuditPrint, eventID, paper)
}

// SendPack writes down where the archive pack of an event goes, so that it can be found
// when the event's personal data is deleted. people is how many people's full numbers
// are in it.
func (s *Service) SendPack(ctx context.Context, eventID, place string, people int) error {
	what := words.T("an archive pack with masked numbers: %s|where it is", place)
	if people > 0 {
		what = words.T("an archive pack with the full numbers of %d people: %s|where it is", people, place)
	}
	return s.writeDown(ctx, app.AuditArchive, eventID, what)
}

// Reveal writes down that full numbers of so many people of an event were shown.
func (s *Service) Reveal(ctx context.Context, eventID string, people int) error {
	return s.writeDown(ctx, app.AuditReveal, eventID, words.T("%d people", people))
}

// Backup writes a checked copy of the data to a file, while in use. It is the way
// out of a folder that cannot be written, so it is made where nothing can be
// noted there, too.
func (s *Service) Backup(ctx context.Context, file string) error {
	if s.file == nil {
		return noFile()
	}
	err := s.writeDown(ctx, app.AuditBackup, "", "")
	if code := app.CodeOf(err); err != nil && code != app.CodeReadOnly && code != app.CodeFull {
		return err
	}
	return s.file.Backup(ctx, file)
}
