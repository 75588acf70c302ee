package papers

import (
	"bytes"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"

	"openday/app"
	"openday/app/deadline"
	"openday/app/paper"
	"openday/app/paper/after"
	"openday/app/paper/before"
	"openday/app/paper/papertest"
	"openday/app/workbook"
	"openday/app/workday"
)

// eventBooks are the events of all activity workbooks that the tests hold.
func eventBooks(t *testing.T) map[string]app.Dossier {
	t.Helper()
	var files []string
	for _, pattern := range []string{"assets/samples/plan*.xlsx", "app/paper/before/testdata/plans/*.xlsx"} {
		found, err := filepath.Glob(filepath.Join(papertest.Root(t), filepath.FromSlash(pattern)))
		if err != nil || len(found) == 0 {
			t.Fatal(pattern, err)
		}
		files = append(files, found...)
	}
	all := map[string]app.Dossier{}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		d, _, err := workbook.Read(bytes.NewReader(data))
		if err != nil {
			t.Fatal(file, err)
		}
		all[filepath.Base(file)] = papertest.WithIDs(d)
	}
	return all
}

// form is a running text with the choices that have it say something else.
type form struct {
	kind    paper.Kind
	options map[string]string
}

// runningTexts are the running texts in all their forms.
var runningTexts = []form{
	{before.KindAnnouncement, map[string]string{"sign-up-slip": "true"}},
	{before.KindPreviewNews, nil}, {before.KindPublicity, nil}, {before.KindHostScript, nil},
	{before.KindNotice, head}, {before.KindNotice, with("form", "letter")}, {before.KindNotice, with("attach-plan", "false")},
	{before.KindRequest, with("signer", "王明")}, {before.KindRequest, with("form", "approval")},
	{before.KindNotice, map[string]string{"main-recipient": ""}}, {before.KindRequest, nil},
	{after.KindNews, nil}, {after.KindReplies, nil},
}

var head = map[string]string{"doc-number": "区政办发〔2026〕8号", "main-recipient": "各街道办事处", "copies-to": "区委宣传部"}

// with is a head with one more choice.
func with(name, value string) map[string]string {
	all := maps.Clone(head)
	all[name] = value
	return all
}

// begin begins a running text with its choices.
func (f form) begin(t *testing.T, at time.Time) (paper.Definition, paper.Paper) {
	t.Helper()
	def, ok := All.Of(f.kind)
	if !ok {
		t.Fatalf("there is no paper %s", f.kind)
	}
	p := def.New(at)
	for _, o := range p.Options() {
		if value, chosen := f.options[o.Name]; chosen {
			if err := o.Set(value); err != nil {
				t.Fatal(err)
			}
		}
	}
	return def, p
}

// write writes a running text in a format; ok is false where the event has nothing of it.
func (f form) write(t *testing.T, d app.Dossier, as paper.Format, at time.Time) (text string, ok bool) {
	t.Helper()
	def, p := f.begin(t, at)
	if def.Lacks != nil && def.Lacks(d, at) != nil {
		return "", false
	}
	if !slices.Contains(def.Formats(), as) {
		return "", false
	}
	var out bytes.Buffer
	report, err := def.Write(t.Context(), &out, p, paper.Material{Dossier: d, At: at, As: as})
	if err != nil {
		t.Fatalf("%s%s: %v", f.kind, as.Ending(), err)
	}
	return readBack(t, out.Bytes(), report, as), true
}

// holes are what a text says where something is missing, or twice. Names of people may
// have doubled characters; a doubled word is longer or no name.
var holes = regexp.MustCompile(`（）|《》|“”|〔〕|，，|。。|、、|；；|：：|，。|。，|、。|：。|；。|：；|，；|（，|，）|：，|活动活动|方案方案|公告公告|通知通知|开放日开放日|举办举办|的的|于于|在在|为为|和和|由由|与与|<nil>|%!|0001年|共0|^，|^[^：]{1,5}：$`)

// checkText refuses a text with holes.
func checkText(t *testing.T, about, text string) {
	t.Helper()
	for line := range strings.SplitSeq(text, "\n") {
		line = strings.TrimSpace(strings.TrimFunc(line, unicode.IsSpace))
		if hole := holes.FindString(line); hole != "" && line != "各有关单位：" {
			t.Errorf("%s says %q: %s", about, hole, line)
		}
	}
}

// moments are a day before and one after an event.
func moments(d app.Dossier) (early, late time.Time) {
	day := d.Event.Start
	if day.IsZero() {
		day = present
	}
	return app.DayOf(day).AddDate(0, 0, -20), app.DayOf(day).AddDate(0, 0, 15)
}

// Every running text of every workbook says the same in every format, without holes,
// and with the facts of the event.
func TestRunningTextsOfEveryWorkbook(t *testing.T) {
	made := 0
	for name, d := range eventBooks(t) {
		early, late := moments(d)
		for _, f := range runningTexts {
			at := early
			if f.kind == after.KindNews || f.kind == after.KindReplies {
				at = late
			}
			def, _ := f.begin(t, at)
			about := fmt.Sprintf("%s %s %v", name, f.kind, f.options)
			word, ok := f.write(t, d, paper.FormatWord, at)
			if !ok {
				continue
			}
			made++
			if d.Event.Organiser != "" && f.kind != before.KindHostScript {
				papertest.Contains(t, papertest.Unspaced(word), d.Event.Organiser)
			}
			pdf, _ := f.write(t, d, paper.FormatPDF, at)
			sameLetters(t, about, pdf, word)
			if def.Public {
				plain, _ := f.write(t, d, paper.FormatText, at)
				checkText(t, about, plain)
				sameLetters(t, about, plain, word)
				page, _ := f.write(t, d, paper.FormatHTML, at)
				if !strings.HasSuffix(papertest.Unspaced(page), papertest.Unspaced(plain)) {
					t.Errorf("%s: the page says\n%s\nthe text\n%s", about, page, plain)
				}
			}
		}
	}
	if made < 80 {
		t.Errorf("%d texts were made", made)
	}
}

// sameLetters compares texts by their letters, whatever their order: a page has table
// cells and the colophon in another.
func sameLetters(t *testing.T, about, a, b string) {
	t.Helper()
	count := func(text string) map[rune]int {
		all := map[rune]int{}
		for _, r := range text {
			if unicode.Is(unicode.Han, r) {
				all[r]++
			}
		}
		return all
	}
	if x, y := count(a), count(b); !maps.Equal(x, y) {
		for r := range x {
			if x[r] != y[r] {
				t.Errorf("%s: %q stands %d times in one and %d times in the other format", about, r, x[r], y[r])
				return
			}
		}
		t.Errorf("%s: the formats differ", about)
	}
}

// With every fact of an event missing by itself every text reads on without a hole.
func TestRunningTextsReadWithAnyFactMissing(t *testing.T) {
	whole := papertest.WithIDs(papertest.Everything())
	whole.Feedback[3].Department, whole.Feedback[3].Stop = "供水科", "座谈"
	for name, d := range without(whole) {
		early, late := moments(d)
		for _, f := range runningTexts {
			at := early
			if f.kind == after.KindNews || f.kind == after.KindReplies {
				at = late
			}
			checkText(t, fmt.Sprintf("without %s, %s %v", name, f.kind, f.options), f.said(t, d, at))
		}
	}
}

// said is what a running text says, a line a paragraph, also of one that cannot be had
// as a text.
func (f form) said(t *testing.T, d app.Dossier, at time.Time) string {
	t.Helper()
	def, p := f.begin(t, at)
	if def.Lacks != nil && def.Lacks(d, at) != nil {
		return ""
	}
	var out bytes.Buffer
	if _, err := def.Write(t.Context(), &out, p, paper.Material{Dossier: d, At: at, As: paper.FormatText}); err != nil {
		t.Fatal(f.kind, err)
	}
	return out.String()
}

// without are events that lack one thing each, by its name.
func without(whole app.Dossier) map[string]app.Dossier {
	all := map[string]app.Dossier{"nothing": whole}
	for _, field := range app.EventFields.Any() {
		if field.Chinese == "" || field.Name == "title" || field.Name == "state" {
			continue
		}
		d := whole
		reflect.ValueOf(field.Place(&d.Event)).Elem().SetZero()
		all[field.Chinese] = d
	}
	for _, part := range []struct {
		name string
		drop func(d *app.Dossier)
	}{
		{"议程", func(d *app.Dossier) { d.Agenda = nil }}, {"邀请对象", func(d *app.Dossier) { d.Invitees = nil }}, {"意见建议", func(d *app.Dossier) { d.Feedback = nil }},
	} {
		d := whole
		part.drop(&d)
		all[part.name] = d
	}
	for _, field := range app.AgendaFields.Any() {
		if field.Chinese == "" || field.Name == "kind" {
			continue
		}
		d := whole
		d.Agenda = slices.Clone(d.Agenda)
		for i := range d.Agenda {
			reflect.ValueOf(field.Place(&d.Agenda[i])).Elem().SetZero()
		}
		all["议程的"+field.Chinese] = d
	}
	for _, field := range app.FeedbackFields.Any() {
		if field.Chinese == "" || field.Name == "state" {
			continue
		}
		d := whole
		d.Feedback = slices.Clone(d.Feedback)
		for i := range d.Feedback {
			reflect.ValueOf(field.Place(&d.Feedback[i])).Elem().SetZero()
		}
		all["意见建议的"+field.Chinese] = d
	}
	return all
}

// A news text has at most 800 characters, however much is known of the event.
func TestNewsTextsAreShort(t *testing.T) {
	all := eventBooks(t)
	all["everything"] = papertest.Everything()
	filled := filledDossier(t, 8)
	filled.Event.ReportTexts = nil
	all["filled"] = filled
	for name, d := range all {
		early, late := moments(d)
		for kind, at := range map[paper.Kind]time.Time{before.KindPreviewNews: early, after.KindNews: late} {
			text := (form{kind, nil}).said(t, d, at)
			if name == "filled" {
				continue // what cannot be shortened is told: see below
			}
			if n := len([]rune(papertest.Unspaced(text))); n > paper.MostNews+100 { // with title and signature
				t.Errorf("%s of %s has %d characters", kind, name, n)
			}
		}
	}
	long := papertest.Everything()
	for i := range 60 {
		long.Agenda = append(long.Agenda, app.AgendaItem{Kind: "visit", Content: fmt.Sprintf("参观第%d个很远的地方", i)})
		long.Event.SignUpMethods = append(long.Event.SignUpMethods, fmt.Sprintf("到第%d个窗口现场报名", i))
	}
	early, _ := moments(long)
	def, p := (form{before.KindPreviewNews, nil}).begin(t, early)
	var out bytes.Buffer
	report, err := def.Write(t.Context(), &out, p, paper.Material{Dossier: long, At: early, As: paper.FormatText})
	if err != nil || !slices.ContainsFunc(report.Notes, func(n string) bool { return strings.Contains(n, "800") }) {
		t.Errorf("%v; of a long text is said %q", err, report.Notes)
	}
	if n := len([]rune(out.String())); n > paper.MostNews+100 {
		t.Errorf("the text has %d characters: %s", n, out.String())
	}
}

// An announcement that comes too late says so.
func TestAnAnnouncementSaysWhenItIsLate(t *testing.T) {
	d := papertest.Everything() // on 24 September, sign-up from the 1st
	for _, c := range []struct {
		at         time.Time
		open, rule bool
	}{{app.Date(2026, 8, 20), false, false}, {app.Date(2026, 9, 1), false, false}, {app.Date(2026, 9, 2), true, false}, {app.Date(2026, 9, 17), true, true}} {
		def, p := (form{before.KindAnnouncement, map[string]string{"date": app.ISODate(c.at)}}).begin(t, c.at)
		var out bytes.Buffer
		m := paper.Material{Dossier: d, At: c.at, As: paper.FormatText, Timetable: deadline.Timetable{Rules: deadline.DefaultRules(), Calendar: workday.Official()}}
		report, err := def.Write(t.Context(), &out, p, m)
		if err != nil {
			t.Fatal(err)
		}
		notes := strings.Join(report.Notes, "\n")
		if strings.Contains(notes, "报名开始前发布") != c.open || strings.Contains(notes, "本单位规定") != c.rule {
			t.Errorf("dated %s it says %q", app.ISODate(c.at), notes)
		}
	}
}
