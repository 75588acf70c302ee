package before

import (
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"openday/app"
	"openday/app/paper/papertest"
)

// plannedEvents are the events whose plans are held to something: the samples, the five
// plans of real offices, and one of edges.
func plannedEvents(t testing.TB) map[string]app.Dossier {
	t.Helper()
	all := map[string]app.Dossier{"everything": papertest.Everything()}
	for _, name := range papertest.Samples {
		all[name] = papertest.Sample(t, name)
	}
	files, err := filepath.Glob(filepath.Join("testdata", "plans", "*.xlsx"))
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	for _, file := range files {
		all[filepath.Base(file)] = planIn(t, file)
	}
	return all
}

// A clerk who edits a generated section begins with what stood on the paper: with every
// text taken over, the plan says the same.
func TestGeneratedTextsSayWhatThePlanSays(t *testing.T) {
	table := regexp.MustCompile("见表[0-9]")
	for name, d := range plannedEvents(t) {
		at := app.Date(2026, 9, 1)
		before := planOf(t, d, at)
		written := d
		written.Event.Sections = app.PlanOutline.Of(d.Event.Sections)
		written.Event.Sections = append([]app.Section{}, written.Event.Sections...)
		texts := map[app.SectionKey]app.Section{}
		for _, g := range PlanSections.Generated(d) {
			texts[g.Key] = g
		}
		taken := 0
		for i := range written.Event.Sections {
			s := &written.Event.Sections[i]
			if g := texts[s.Key]; s.Key != "" && s.Text == "" && g.Text != "" {
				s.Text = g.Text
				if s.Heading == "" && g.Heading != app.PlanOutline.Keys.Chinese(s.Key) {
					s.Heading = g.Heading
				}
				taken++
			}
		}
		if taken < 2 {
			t.Errorf("%s: only %d sections are generated", name, taken)
		}
		after := planOf(t, written, at)
		want, got := spoken(table.ReplaceAllString(before.Text, "见下表")), spoken(after.Text)
		if want != got {
			n := 0
			for n < len(want) && n < len(got) && want[n] == got[n] {
				n++
			}
			t.Errorf("%s: from\n%s\nit becomes\n%s", name, around(want, n), around(got, n))
		}
	}
}

// spoken is the text of a plan without numbers of pages and without what parts the names
// of a role.
func spoken(text string) string {
	text = regexp.MustCompile("— [0-9]+ —").ReplaceAllString(text, "")
	return strings.ReplaceAll(papertest.Unspaced(text), "；", "")
}

func around(text string, n int) string {
	return strings.ToValidUTF8(text[max(0, n-60):min(len(text), n+120)], "")
}
