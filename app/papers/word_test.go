package papers

import (
	"archive/zip"
	"bytes"
	"cmp"
	"context"
	"fmt"
	"html"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"openday/app"
	"openday/app/figures"
	"openday/app/paper"
	"openday/app/paper/papertest"
	"openday/app/printer"
	"openday/app/workbook"
)

// wordEvents are the events whose papers are compared with their Word files: the samples,
// one with everything in it, and those of the plans.
func wordEvents(t testing.TB) map[string]app.Dossier {
	t.Helper()
	all := map[string]app.Dossier{"everything": papertest.WithIDs(papertest.Everything())}
	for _, name := range papertest.Samples {
		all[strings.TrimSuffix(name, ".xlsx")] = papertest.WithIDs(papertest.Sample(t, name))
	}
	files, err := filepath.Glob(filepath.Join(papertest.Root(t), "app", "paper", "before", "testdata", "plans", "*.xlsx"))
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	for _, name := range files {
		file, err := os.Open(name)
		if err != nil {
			t.Fatal(err)
		}
		d, _, err := workbook.Read(file)
		file.Close()
		if err != nil {
			t.Fatal(name, err)
		}
		all[strings.TrimSuffix(filepath.Base(name), ".xlsx")] = papertest.WithIDs(d)
	}
	return all
}

// wordPair is a paper as a PDF and as a Word file.
type wordPair struct {
	event     string
	def       paper.Definition
	pdf, word []byte
	report    paper.Report
}

func (p wordPair) name() string { return p.event + " " + string(p.def.Kind) }

// wordPairs makes all papers of all these events that can be had as Word files.
func wordPairs(t testing.TB) []wordPair {
	t.Helper()
	var all []wordPair
	for event, d := range wordEvents(t) {
		at := app.Date(2026, time.September, 1)
		if !d.Event.Start.IsZero() {
			at = app.DayOf(d.Event.Start).AddDate(0, 0, 18)
		}
		of := figures.Of(d, at)
		year := figures.Year{Year: at.Year(), At: at, Events: []figures.Event{{Event: d.Event, Figures: of}}, Total: of}
		for _, def := range All {
			if !def.Word || def.Lacks != nil && def.Lacks(d, at) != nil {
				continue
			}
			m := paper.Material{Dossier: d, Figures: year, At: at}
			var pdf, word bytes.Buffer
			report, err := def.Write(context.Background(), &pdf, def.New(at), m)
			if app.CodeOf(err) == app.CodeInvalid {
				continue // there is none of such an event
			}
			if err != nil {
				t.Fatal(event, def.Kind, err)
			}
			m.As = paper.FormatWord
			if _, err := def.Write(context.Background(), &word, def.New(at), m); err != nil {
				t.Fatal(event, def.Kind, err)
			}
			all = append(all, wordPair{event, def, pdf.Bytes(), word.Bytes(), report})
		}
	}
	return all
}

var (
	wordParagraph = regexp.MustCompile(`(?s)<w:p>.*?</w:p>`)
	wordRun       = regexp.MustCompile(`<w:t(?: [^>]*)?>([^<]*)</w:t>`)
	ofPages       = regexp.MustCompile(`第[0-9]+页共[0-9]+页|本页[0-9]+条累计[0-9]+条`) // what only a PDF knows
)

// wordXML returns what a Word file holds, with its marks.
func wordXML(t testing.TB, file []byte) string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	part, err := z.Open("word/document.xml")
	if err != nil {
		t.Fatal(err)
	}
	xml, err := io.ReadAll(part)
	if err != nil {
		t.Fatal(err)
	}
	return string(xml)
}

// wordParagraphs returns the texts of the paragraphs of a Word file without spaces, the
// longest first.
func wordParagraphs(t testing.TB, file []byte) []string {
	t.Helper()
	var all []string
	for _, p := range wordParagraph.FindAllString(wordXML(t, file), -1) {
		var b strings.Builder
		for _, run := range wordRun.FindAllStringSubmatch(p, -1) {
			b.WriteString(html.UnescapeString(run[1]))
		}
		// Boxes to be ticked are drawn in a PDF.
		if text := strings.ReplaceAll(papertest.Unspaced(b.String()), "□", ""); text != "" {
			all = append(all, text)
		}
	}
	slices.SortStableFunc(all, func(a, b string) int { return cmp.Compare(len(b), len(a)) })
	return all
}

// pdfText returns the text of a PDF without spaces and what its pages are numbered with.
func pdfText(t testing.TB, p wordPair) string {
	t.Helper()
	doc, err := printer.Open(context.Background(), p.pdf)
	if err != nil {
		t.Fatal(err)
	}
	defer doc.Close()
	var b strings.Builder
	for n := range doc.PageCount() {
		text, err := doc.Text(n + 1)
		if err != nil {
			t.Fatal(err)
		}
		b.WriteString(strings.TrimSuffix(papertest.Unspaced(text), fmt.Sprintf("—%d—", n+1)))
	}
	return ofPages.ReplaceAllString(strings.ReplaceAll(b.String(), "□", ""), "")
}

// Every Word file says what its PDF says, and nothing else: with the paragraphs of the one
// taken out of the other, what is left are numbers of pages and headings of tables that
// come again.
func TestEveryWordFileSaysWhatItsPDFSays(t *testing.T) {
	kinds := map[paper.Kind]bool{}
	for _, p := range wordPairs(t) {
		kinds[p.def.Kind] = true
		rest := pdfText(t, p)
		said := wordParagraphs(t, p.word)
		for _, text := range said {
			for _, r := range p.report.Missing {
				text = strings.ReplaceAll(text, string(r), "〓")
			}
			at := strings.Index(rest, text)
			if at < 0 {
				t.Errorf("%s: the PDF does not say %q", p.name(), text)
				continue
			}
			rest = rest[:at] + "\x00" + rest[at+len(text):] // what stood around it does not come together
		}
		for _, text := range said { // headings come again on the next page
			rest = strings.ReplaceAll(rest, text, "\x00")
		}
		if rest = strings.ReplaceAll(rest, "\x00", ""); rest != "" {
			t.Errorf("%s: the Word file does not say %q", p.name(), rest)
		}
	}
	for _, def := range All {
		if def.Word && !def.OfChange && !kinds[def.Kind] { // none of the events is postponed
			t.Errorf("no event has a %s", def.Kind)
		}
	}
}
