package workbook

import (
	"bytes"
	"io"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"openday/app"
	"openday/app/roster"
	"openday/app/service"
)

// A list of several pages has its headings on every one, whichever file it is.
func TestEveryPageHasTheHeadings(t *testing.T) {
	e := app.Event{ID: "e", Title: "开放日", Start: app.Date(2026, 5, 16), State: app.StateDraft}
	people := []app.Invitee{{ID: "1", Position: 1, Vetting: app.VettingPending, Person: app.Person{Name: "张三"}}}
	for name, write := range map[string]func(io.Writer) error{
		"activity workbook": func(w io.Writer) error { return Write(w, app.Dossier{Event: e, Invitees: people}) },
		"list":              func(w io.Writer) error { return WriteList(w, e, people, ListOptions{}) },
		"template":          func(w io.Writer) error { return RosterTemplate(w, nil) },
		"rows in error": func(w io.Writer) error {
			return WriteRosterErrors(w, []string{"姓名"}, []roster.Judged{{Verdict: roster.VerdictError, Reason: "x"}})
		},
		"ledger": func(w io.Writer) error { return WriteLedger(w, nil, nil) },
		"audit": func(w io.Writer) error {
			return WriteAudit(w, []service.AuditLine{{AuditEntry: app.AuditEntry{At: time.Unix(0, 0), By: "甲"}}})
		},
	} {
		var b bytes.Buffer
		try(t, write(&b))
		f, err := excelize.OpenReader(&b)
		try(t, err)
		repeated := map[string]string{}
		for _, n := range f.GetDefinedName() {
			if n.Name == "_xlnm.Print_Titles" {
				repeated[n.Scope] = n.RefersTo
			}
		}
		for _, sheet := range f.GetSheetList() {
			if got, want := repeated[sheet], "'"+sheet+"'!$1:$1"; got != want {
				t.Errorf("%s: %s repeats %q, want %q", name, sheet, got, want)
			}
		}
		f.Close()
	}
}
