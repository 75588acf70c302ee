package papers

import (
	"bytes"
	"slices"
	"strings"
	"testing"
	"time"

	"openday/app"
	"openday/app/paper"
	"openday/app/paper/before"
	"openday/app/paper/onday"
	"openday/app/paper/papertest"
)

// A paper that was due before today is dated with that day, and says so; a date
// that is chosen stands.
func TestPapersAreDated(t *testing.T) {
	// On Thursday, 24 September 2026; the Sunday before it is a working day.
	d := papertest.Gathering(papertest.Person("王芳", "", ""))
	d.Event.FilingDays = 5
	answered := d
	answered.Event.SignUpUntil, answered.Event.VettingDays = time.Date(2026, time.September, 15, 17, 0, 0, 0, app.Zone), 2
	undated := d
	undated.Event.Start = time.Time{}
	for _, c := range []struct {
		kind   paper.Kind
		d      app.Dossier
		at     time.Time
		chosen string
		want   string
		says   bool
	}{
		{before.KindPlan, d, app.Date(2026, 9, 10), "", "2026年9月10日", false},
		{before.KindPlan, d, app.Date(2026, 9, 18), "", "2026年9月18日", false},
		{before.KindPlan, d, app.Date(2026, 9, 19), "", "2026年9月18日", true},
		{before.KindPlan, d, app.Date(2026, 10, 12), "", "2026年9月18日", true},
		{before.KindPlan, d, app.Date(2026, 10, 12), "2026-09-15", "2026年9月15日", false},
		{before.KindPlan, d, app.Date(2026, 10, 12), "2026-10-12", "2026年10月12日", false},
		{before.KindPlan, undated, app.Date(2026, 10, 12), "", "2026年10月12日", false},
		{before.KindLetters, d, app.Date(2026, 9, 23), "", "2026年9月23日", false},
		{before.KindLetters, d, app.Date(2026, 10, 12), "", "2026年9月23日", true},
		{before.KindLetters, answered, app.Date(2026, 10, 12), "", "2026年9月17日", true},
	} {
		def, _ := All.Of(c.kind)
		p := def.New(c.at)
		options := p.Options()
		i := slices.IndexFunc(options, paper.Option.Dates)
		if err := options[i].Set(c.chosen); err != nil {
			t.Fatal(err)
		}
		var out bytes.Buffer
		report, err := def.Write(t.Context(), &out, p, paper.Material{Dossier: c.d, At: c.at})
		if err != nil {
			t.Fatal(c.kind, err)
		}
		papertest.Contains(t, papertest.Read(t, out.Bytes(), report).Text, c.want)
		if says := slices.ContainsFunc(report.Notes, func(n string) bool { return strings.Contains(n, "最迟应当印发的日期") }); says != c.says {
			t.Errorf("%s made on %s: the notes are %q", c.kind, c.at.Format(time.DateOnly), report.Notes)
		}
	}
}

// undated are blank forms and lists on which no date stands.
var undated = []paper.Kind{before.KindSignUpForm, before.KindGroups, onday.KindMinutes, onday.KindOpinionForm, onday.KindQuestionnaire}

// Every official paper takes a date.
func TestEveryWordPaperTakesADate(t *testing.T) {
	for _, def := range All {
		if def.Word && !slices.Contains(undated, def.Kind) && !slices.ContainsFunc(def.New(papertest.November).Options(), paper.Option.Dates) {
			t.Errorf("%s has no date to choose", def.Kind)
		}
	}
}
