package data

import (
	"context"
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"openday/app"
	"openday/app/roster"
	"openday/app/service"
)

// fullStore is a store whose events have all that they may have, whatever is
// added to them.
type fullStore struct{ *Store }

type fullTx struct{ app.Tx }

func (f fullStore) Update(ctx context.Context, unit app.Unit, work func(app.Tx) error) error {
	return f.Store.Update(ctx, unit, func(tx app.Tx) error { return work(fullTx{tx}) })
}

func (f fullTx) Count(kind app.RecordKind, eventID string) (int, error) {
	n, err := f.Tx.Count(kind, eventID)
	return n + app.MostInvitees, err
}

// sizesOf counts what all events of a data file have.
func sizesOf(t *testing.T, s *Store) (all [3]int) {
	t.Helper()
	try(t, s.View(context.Background(), func(tx app.Tx) error {
		events, err := tx.Events(app.EventFilter{})
		if err != nil {
			return err
		}
		for _, e := range events {
			for i, kind := range []app.RecordKind{app.RecordInvitee, app.RecordAgenda, app.RecordFeedback} {
				n, err := tx.Count(kind, e.ID)
				if err != nil {
					return err
				}
				all[i] += n
			}
		}
		return nil
	}))
	return all
}

// begun returns a data file with what begin puts into it, somebody at work with it,
// and the event in it.
func begun(t *testing.T) (*Store, *clerk, string) {
	t.Helper()
	s := fresh(t)
	begin(t, s)
	c := newClerk(s, "clerk", 1)
	return s, c, must(c.Events(context.Background(), app.EventFilter{}))(t)[0].ID
}

// saysFull reports whether an error says that a list is too long.
func saysFull(err error) bool {
	return app.CodeOf(err) == app.CodeInvalid && strings.Contains(fmt.Sprint(err), "最多")
}

// No use case adds to an event that is full, and all others do their work in one.
func TestNothingIsAddedToAFullEvent(t *testing.T) {
	ctx := context.Background()
	adding := []string{"AddDossier", "StartEvent", "CopyEvent", "SaveInvitee, a new one", "InvitePeople", "AddRoster", "AddWalkIn", "ChangeAgenda, new ones", "PlanAgenda", "AddFeedback", "SplitFeedback"}
	// All use cases begin with copies of one file.
	master := fresh(t)
	begin(t, master)
	c := newClerk(master, "clerk", 3)
	for _, add := range usecases {
		if slices.Contains([]string{"InvitePeople", "SaveDepartment", "SaveEvent, a new one", "AddDossier"}, add.name) {
			all := must(c.Events(ctx, app.EventFilter{}))(t)
			try(t, add.do(ctx, c, must(c.Dossier(ctx, all[len(all)-1].ID))(t)))
		}
	}
	path := master.Path()
	try(t, master.Close())
	for _, u := range usecases {
		t.Run(u.name, func(t *testing.T) {
			folder := filepath.Join(t.TempDir(), "copy")
			try(t, os.CopyFS(folder, os.DirFS(filepath.Dir(path))))
			s := open(t, filepath.Join(folder, filepath.Base(path)), atPresent())
			c, full := newClerk(s, "clerk", 3), newClerk(fullStore{s}, "other", 4)
			refused, done := false, false
			wants := slices.Contains(adding, u.name)
			for n := 0; n < 8 && !refused && (wants || !done); n++ {
				all := must(c.Events(ctx, app.EventFilter{}))(t)
				before := sizesOf(t, s)
				err := u.do(ctx, full, must(c.Dossier(ctx, all[n%len(all)].ID))(t))
				after := sizesOf(t, s)
				for i := range after {
					if after[i] > before[i] {
						t.Fatalf("%v were there, now %v: %v", before, after, err)
					}
				}
				refused, done = saysFull(err), done || err == nil
			}
			if refused != wants {
				t.Errorf("refused as too much: %v", refused)
			} else if !wants && !done {
				t.Error("it was never done")
			}
		})
	}
}

// What all use cases are tried for is tried for each that writes.
func TestEveryUseCaseIsTried(t *testing.T) {
	tried := map[string]bool{
		// These take or give what is no record, or say the same as another one.
		"SaveAgenda": true, "SetOperator": true, "ActAs": true, "LoadOperator": true, "RememberRosterColumns": true, "Reveal": true, "Backup": true,
		"Undo": true, "Redo": true, "HandOut": true, "ExportDossier": true, "ExportFeedback": true, "ExportInvitees": true, "ExportRosterErrors": true,
		"SetDeadlineRules": true, "KeepSectionPattern": true, "Subscribe": true, "KeepDraft": true, "DropDraft": true,
		// These have tests of their own.
		"Receive": true, "Purge": true, "RememberPrint": true, "TidyEvent": true, "SilenceDeadlines": true,
	}
	for _, u := range usecases {
		name, _, _ := strings.Cut(u.name, ",")
		tried[name] = true
	}
	reads := []string{"Agenda", "AgendaVersions", "AuditLines", "Calendar", "Chase", "Check", "CheckApproval", "CheckEligibility", "CheckEvent", "Departments", "Displaced", "Dossier", "Drafts", "Earlier", "EarlierGuests", "Event", "EventToCome", "Events", "Feedback", "FeedbackFigures", "FeedbackRules",
		"Invitees", "LastPrint", "Library", "LibraryPage", "Now", "OpinionCategories", "Owed", "OwnSchedule", "People", "Photos", "PreviewHandOver", "PreviewPurge", "PreviewRoster", "Prints", "RecentMonths", "RedoNext", "ReplyTemplates", "RosterColumns", "SectionPattern",
		"Setting", "Tally", "Timetable", "Today", "UndoNext", "Unreadable", "User", "YearFigures"}
	service := reflect.TypeFor[*service.Service]()
	for i := range service.NumMethod() {
		if name := service.Method(i).Name; !tried[name] && !slices.Contains(reads, name) {
			t.Errorf("%s is not among the use cases that are tried", name)
		}
	}
}

// A hand-over file that adds to a full event is refused whole.
func TestAHandOverFillsNoEventBeyondItsLimit(t *testing.T) {
	ctx := context.Background()
	home, away := fresh(t), fresh(t)
	begin(t, home)
	must(receive(away, handOut(t, home), passphrase, nil))(t)
	visitor := newClerk(away, "visitor", 1)
	id := must(visitor.Events(ctx, app.EventFilter{}))(t)[0].ID
	for what, add := range map[string]func() error{
		"an invitee": func() error { _, err := visitor.AddWalkIn(ctx, id, "周敏", "", ""); return err },
		"an opinion": func() error {
			_, err := visitor.SaveFeedback(ctx, app.Feedback{EventID: id, Content: "积水"})
			return err
		},
		"an agenda item": func() error {
			_, err := visitor.SaveAgenda(ctx, id, app.AgendaItem{Start: present, Kind: app.KindAssembly, Content: "座谈"})
			return err
		},
	} {
		try(t, add())
		before := dumpOf(t, home)
		file := handOut(t, away)
		if _, err := receiveBy(newClerk(fullStore{home}, "home", 1).Service, file, passphrase, nil); !saysFull(err) {
			t.Errorf("%s: %v", what, err)
		}
		sameDump(t, "refused: "+what, before, dumpOf(t, home))
		must(visitor.Undo(ctx))(t)
	}
	must(receiveBy(newClerk(fullStore{home}, "home", 2).Service, handOut(t, away), passphrase, nil))(t) // which adds nothing
}

// The last place is given, the next one is not; and what an undo brings back is
// as it was.
func TestAnEventHoldsSoMuch(t *testing.T) {
	ctx := context.Background()
	s, c, id := begun(t)
	// All but one, as quickly as the file takes them.
	for _, fill := range []string{
		`WITH RECURSIVE n(i) AS (SELECT 2 UNION ALL SELECT i+1 FROM n WHERE i < 59998)
		 INSERT INTO people (id, name, gender, born_on, reading, pinyin, search, revision) SELECT 'p'||i, '代表'||i, '', '', '', x'61', '', 1 FROM n`,
		`WITH RECURSIVE n(i) AS (SELECT 2 UNION ALL SELECT i+1 FROM n WHERE i < 59998)
		 INSERT INTO invitees SELECT 'i'||i` + restOf(t, s, "invitees", map[string]string{"position": "i+1", "person_id": "'p'||i"}),
		`WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n WHERE i < 1998)
		 INSERT INTO agenda SELECT 'a'||i` + restOf(t, s, "agenda", map[string]string{"position": "i+1"}),
		`WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n WHERE i < 59998)
		 INSERT INTO feedback SELECT 'f'||i` + restOf(t, s, "feedback", map[string]string{"position": "i+1"}),
	} {
		if _, err := s.writer.Exec(fill); err != nil {
			t.Fatalf("%v: %s", err, fill)
		}
	}
	for what, add := range map[string]func() error{
		"invitees": func() error { _, err := c.AddWalkIn(ctx, id, "周敏"+c.token(), "", ""); return err },
		"opinions": func() error { _, err := c.SaveFeedback(ctx, app.Feedback{EventID: id, Content: "积水"}); return err },
		"agenda items": func() error {
			_, err := c.SaveAgenda(ctx, id, app.AgendaItem{Start: present, Kind: app.KindAssembly, Content: "座谈"})
			return err
		},
	} {
		try(t, add())
		full := sizesOf(t, s)
		if err := add(); !saysFull(err) {
			t.Errorf("one too many %s: %v", what, err)
		}
		must(c.Undo(ctx))(t)
		must(c.Redo(ctx))(t)
		if got := sizesOf(t, s); got != full {
			t.Errorf("%s: there were %v, now %v", what, full, got)
		}
	}
	if got := sizesOf(t, s); got != [3]int{app.MostInvitees, app.MostAgenda, app.MostOpinions} {
		t.Errorf("it has %v", got)
	}
}

// restOf returns the columns of a table after the id as its first row has them, but
// for some that are given.
func restOf(t *testing.T, s *Store, table string, given map[string]string) string {
	t.Helper()
	var columns []string
	try(t, s.read(context.Background(), func(db *sql.Tx) (err error) {
		columns, err = list(context.Background(), db, "SELECT name FROM pragma_table_info('"+table+"') ORDER BY cid", func(name *string) []any { return []any{name} })
		return err
	}))
	if columns[0] != "id" {
		t.Fatalf("%s begins with %s", table, columns[0])
	}
	var out strings.Builder
	for _, c := range columns[1:] {
		if value, there := given[c]; there {
			out.WriteString(", " + value)
		} else {
			out.WriteString(", " + c)
		}
	}
	return out.String() + " FROM (SELECT * FROM " + table + " LIMIT 1), n"
}

// Every text that a person types is refused where it is too long, whichever
// record it stands in, and nothing is changed.
func TestLongTextsAreRefusedByTheUseCases(t *testing.T) {
	ctx := context.Background()
	s, c, id := begun(t)
	department := must(c.SaveDepartment(ctx, app.Department{Name: "城管科"}))(t)
	tried := map[app.RecordKind]int{}
	// each tries the fields of one kind that a use case takes.
	refused := func(kind app.RecordKind, field string, most int, err error) {
		t.Helper()
		tried[kind]++
		if app.CodeOf(err) != app.CodeInvalid || !strings.Contains(fmt.Sprint(err), fmt.Sprint(most)) {
			t.Errorf("%s, %s: %v", kind, field, err)
		}
	}
	before := dumpOf(t, s)
	event := must(c.Event(ctx, id))(t)
	tooLong(app.EventFields, event, func(field string, most int, e app.Event) {
		_, err := c.SaveEvent(ctx, e)
		refused(app.RecordEvent, field, most, err)
	})
	guest := must(c.Invitees(ctx, app.InviteeFilter{EventID: id}))(t)[0]
	tooLong(app.InviteeFields, guest, func(field string, most int, v app.Invitee) {
		_, err := c.SaveInvitee(ctx, v)
		refused(app.RecordInvitee, field, most, err)
	})
	tooLong(app.PersonFields, guest.Person, func(field string, most int, p app.Person) {
		v := guest
		v.Person = p
		_, err := c.SaveInvitee(ctx, v)
		refused(app.RecordPerson, field, most, err)
		v.ID, v.Revision = "", 0
		v.Person.ID, v.Person.Revision = "", 0
		_, err = c.SaveInvitee(ctx, v)
		refused(app.RecordPerson, field+" of a new one", most, err)
	})
	item := must(c.Agenda(ctx, id))(t)[0]
	tooLong(app.AgendaFields, item, func(field string, most int, a app.AgendaItem) {
		_, err := c.SaveAgenda(ctx, id, a)
		refused(app.RecordAgenda, field, most, err)
	})
	opinion := must(c.Feedback(ctx, app.FeedbackFilter{EventID: id}))(t)[0]
	tooLong(app.FeedbackFields, opinion, func(field string, most int, f app.Feedback) {
		_, err := c.SaveFeedback(ctx, f)
		refused(app.RecordFeedback, field, most, err)
	})
	tooLong(app.DepartmentFields, department, func(field string, most int, d app.Department) {
		_, err := c.SaveDepartment(ctx, d)
		refused(app.RecordDepartment, field, most, err)
	})
	photo := must(c.Photos(ctx, id))(t)[0]
	tooLong(app.PhotoFields, photo, func(field string, most int, p app.Photo) {
		_, err := c.ArrangePhotos(ctx, id, []app.Photo{p})
		refused(app.RecordPhoto, field, most, err)
		_, err = c.AddPhoto(ctx, id, p.Caption, picture())
		refused(app.RecordPhoto, field+" of a new one", most, err)
	})
	tooLong(app.PrintFields, app.Print{EventID: id, Paper: "sign-in"}, func(field string, most int, p app.Print) {
		refused(app.RecordPrint, field, most, c.RememberPrint(ctx, p))
	})
	tooLong(app.SettingFields, app.SettingRecord{Name: "font"}, func(field string, most int, v app.SettingRecord) {
		refused(app.RecordSetting, field, most, c.SetSetting(ctx, v.Name, v.Value))
	})
	// What is in a list, what is made of other texts, and what a step takes.
	long := func(n int) string { return strings.Repeat("长", n+1) }
	_, err := c.SplitFeedback(ctx, id, opinion.ID, []string{"一", long(20_000)})
	refused(app.RecordFeedback, "a part", 20_000, err)
	_, err = c.StepFeedback(ctx, id, opinion.ID, app.Step{Kind: app.TransitionAssign, Department: long(128), DueDate: present.AddDate(0, 0, 9)})
	refused(app.RecordFeedback, "the department of a step", 128, err)
	refused(app.RecordEvent, "a way", 200, c.SetTravel(ctx, id, []app.Travel{{From: long(200), To: "乙", Minutes: 3}}))
	refused(app.RecordEvent, "a text of the report", 20_000, c.SaveReportTexts(ctx, id, []app.ReportText{{Key: "overview", Text: long(20_000)}}))
	refused(app.RecordEvent, "a question", 1000, c.SaveQuestions(ctx, id, []app.Question{{Text: long(1000)}}))
	rows := []roster.Row{{Line: 2, Invitee: app.Invitee{Person: app.Person{Name: "周敏"}, Unit: long(128)}}}
	if done, err := c.AddRoster(ctx, id, rows, roster.DuplicatesSkip); err != nil || done.Written != 0 {
		t.Errorf("a row of a roster: %+v %v", done, err)
	}
	sameDump(t, "all was refused", before, dumpOf(t, s))
	for _, k := range app.RecordKinds {
		if tried[k.Code] == 0 && k.Code != app.RecordDisplaced { // which the program writes alone
			t.Errorf("no %s was tried", k.Code)
		}
	}
}

// tooLong tries a record with one of the texts that people give it too long, for
// each of them.
func tooLong[T any](fields app.Fields[T], record T, save func(field string, most int, v T)) {
	for _, f := range fields {
		v := record
		if text, ok := f.Place(&v).(*string); ok && (f.Edited() || f.Kind == app.KindID && f.Go == "Name") && f.Kind != app.KindLink {
			*text = strings.Repeat("长", f.Max+1)
			save(f.Go, f.Max, v)
		}
		if lines, ok := f.Place(&v).(*[]string); ok {
			*lines = []string{strings.Repeat("长", f.Max+1)}
			save(f.Go, f.Max, v)
		}
	}
}
