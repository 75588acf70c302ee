package papers

import (
	"bytes"
	"html"
	"regexp"
	"slices"
	"strings"
	"testing"

	"openday/app"
	"openday/app/figures"
	"openday/app/paper"
	"openday/app/paper/papertest"
)

// personal is what each text of a person gets in the test of published papers: as it
// is written, and a piece of it that nobody may read.
var personal = []struct{ whole, piece string }{
	{"欧阳文静", "文静"}, {"司马相如", "相如"}, {"诸葛孔明", "孔明"}, {"13812345678", "12345678"}, {"11010519491231002X", "491231002X"}, {"赵钱孙", "钱孙"},
}

// watched is an event in which people with full data stand in every place where the
// public must not see them.
func watched() app.Dossier {
	d := papertest.WithIDs(papertest.Everything())
	for i := range d.Invitees {
		p := personal[i%3]
		v := &d.Invitees[i]
		v.Person.Name, v.Person.Phone, v.Person.IDNumber = p.whole, personal[3].whole, personal[4].whole
		v.Note, v.Reason = p.whole+"的电话是"+personal[3].whole, "证件"+personal[4].whole
		v.Vetting = app.VettingApproved
	}
	d.Event.Aims = "听取" + personal[0].whole + "的意见"
	d.Event.Notices = append(d.Event.Notices, "问"+personal[1].whole+"，电话"+personal[3].whole)
	d.Agenda[0].Content, d.Agenda[0].InCharge, d.Agenda[0].Note = personal[2].whole+"讲解工艺", personal[5].whole, "带"+personal[0].whole+"入场"
	for i := range d.Feedback {
		p := personal[i%3]
		f := &d.Feedback[i]
		f.Speaker, f.Content, f.Telephone = p.whole, p.whole+"反映："+f.Content+"，请回"+personal[3].whole, personal[3].whole
		f.Result, f.AdoptionReason = "已答复"+p.whole, p.whole+"证件"+personal[4].whole
	}
	for _, def := range All {
		if def.Paragraphs == nil {
			continue
		}
		all, err := def.Paragraphs(d, present)
		if err != nil {
			panic(err)
		}
		for _, p := range all {
			d.Event.ReportTexts = append(d.Event.ReportTexts, app.ReportText{Key: p.Key, Text: "由" + personal[0].whole + "提出，电话" + personal[3].whole})
		}
	}
	return d
}

// made writes a paper in a format, with the text that it has.
func made(t *testing.T, def paper.Definition, d app.Dossier, as paper.Format) (file []byte, text string) {
	t.Helper()
	var out bytes.Buffer
	m := paper.Material{Dossier: d, At: present, As: as, Figures: figures.Year{Year: 2026, At: present, Events: []figures.Event{{Event: d.Event}}}}
	report, err := def.Write(t.Context(), &out, def.New(present), m)
	if err != nil {
		t.Fatalf("%s%s: %v", def.Kind, as.Ending(), err)
	}
	return out.Bytes(), papertest.Unspaced(readBack(t, out.Bytes(), report, as))
}

// readBack returns the text of a paper in a format.
func readBack(t *testing.T, file []byte, report paper.Report, as paper.Format) string {
	t.Helper()
	switch as {
	case paper.FormatText:
		return string(file)
	case paper.FormatHTML:
		return html.UnescapeString(tags.ReplaceAllString(string(file), ""))
	case paper.FormatWord:
		return wordText(t, file)
	}
	return papertest.Read(t, file, report).Text
}

var tags = regexp.MustCompile(`<[^>]*>`)

// Of no person does a published paper tell more than the surname, in whatever format
// and wherever in the event the person stands.
func TestPublishedPapersTellNothingOfPeople(t *testing.T) {
	d := watched()
	published := 0
	for _, def := range All {
		if !def.Public {
			continue
		}
		published++
		for _, as := range def.Formats() {
			d := d
			if def.OfChange { // it tells of nothing else
				d.Event.Change, d.Event.ChangeReason = app.Postponed, personal[0].whole+"病了，电话"+personal[3].whole
			}
			_, text := made(t, def, d, as)
			for _, p := range personal {
				if strings.Contains(text, p.piece) {
					i := strings.Index(text, p.piece)
					t.Errorf("%s%s tells %q: …%s…", def.Kind, as.Ending(), p.piece, around(text, i))
				}
			}
		}
	}
	if published < 2 {
		t.Errorf("%d papers are published", published)
	}
}

func around(text string, at int) string {
	from, to := max(0, at-60), min(len(text), at+60)
	return strings.ToValidUTF8(text[from:to], "")
}

// A paper of people is none for publishing.
func TestOnlyPublishedPapersAreTexts(t *testing.T) {
	for _, def := range All {
		for _, as := range []paper.Format{paper.FormatText, paper.FormatHTML} {
			if got := slices.Contains(def.Formats(), as); got != def.Public {
				t.Errorf("%s can be had as %s: %v", def.Kind, as, got)
			}
		}
		if def.Public && (def.People || !def.Word) {
			t.Errorf("%s is published, but is of chosen people, or no Word file", def.Kind)
		}
		for ending, want := range map[string]bool{".pdf": true, ".PDF": true, ".docx": def.Word, ".txt": def.Public, ".html": def.Public, ".htm": def.Public, ".doc": false, "": false} {
			if _, ok := def.FormatOf(ending); ok != want {
				t.Errorf("%s as %q: %v", def.Kind, ending, ok)
			}
		}
	}
}

// What stands in one format of a published paper stands in all of them.
func TestPublishedPapersSayTheSameInEveryFormat(t *testing.T) {
	for name, d := range map[string]app.Dossier{"everything": papertest.WithIDs(papertest.Everything()), "county": papertest.WithIDs(papertest.Sample(t, papertest.Samples[0]))} {
		for _, def := range All {
			if !def.Public || def.Lacks != nil && def.Lacks(d, present) != nil {
				continue
			}
			file, page := made(t, def, d, paper.FormatHTML)
			if !strings.HasPrefix(string(file), "<!DOCTYPE html>") || strings.Contains(string(file), "<script") {
				t.Errorf("%s of %s is no clean page", def.Kind, name)
			}
			_, plain := made(t, def, d, paper.FormatText)
			_, word := made(t, def, d, paper.FormatWord)
			if !strings.Contains(page, strings.ReplaceAll(plain, "\t", "")) && withoutTitle(page) != plain {
				t.Errorf("%s of %s: the page says\n%s\nthe text\n%s", def.Kind, name, page, plain)
			}
			if word != plain {
				t.Errorf("%s of %s: Word says\n%s\nthe text\n%s", def.Kind, name, word, plain)
			}
		}
	}
}

// withoutTitle takes the title of the window off the text of a page.
func withoutTitle(page string) string {
	for n := len(page) / 2; n > 0; n-- {
		if strings.HasPrefix(page[n:], page[:n]) {
			return page[n:]
		}
	}
	return page
}

// wordText returns the text of a Word file.
func wordText(t *testing.T, file []byte) string {
	t.Helper()
	return html.UnescapeString(tags.ReplaceAllString(wordXML(t, file), ""))
}
