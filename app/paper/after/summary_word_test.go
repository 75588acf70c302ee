package after

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"openday/app"
	"openday/app/hanzi"
	"openday/app/paper"
	"openday/app/paper/papertest"
)

// wordFile is a Word file, read back.
type wordFile struct {
	file   []byte
	report paper.Report
	text   string // of word/document.xml in its order, without spaces
	count  map[string]int
	parts  map[string][]byte
	alts   []string // of the pictures
	header []string // texts of the header rows, without spaces
}

func readWord(t testing.TB, file []byte, report paper.Report) *wordFile {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	m := &wordFile{file: file, report: report, count: map[string]int{}, parts: map[string][]byte{}}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		if m.parts[f.Name], err = io.ReadAll(r); err != nil {
			t.Fatal(err)
		}
	}
	var all, row strings.Builder
	d, inText, inHeader := xml.NewDecoder(bytes.NewReader(m.parts["word/document.xml"])), false, false
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		switch k := token.(type) {
		case xml.StartElement:
			m.count[k.Name.Local]++
			switch k.Name.Local {
			case "t":
				inText = true
			case "tr":
				inHeader = false
				row.Reset()
			case "tblHeader":
				inHeader = true
			case "docPr":
				for _, a := range k.Attr {
					if a.Name.Local == "descr" {
						m.alts = append(m.alts, a.Value)
					}
				}
			}
		case xml.EndElement:
			if k.Name.Local == "tr" && inHeader {
				m.header = append(m.header, papertest.Unspaced(row.String()))
			}
			if k.Name.Local == "t" {
				inText = false
			}
		case xml.CharData:
			if inText {
				all.Write(k)
				row.Write(k)
			}
		}
	}
	m.text = papertest.Unspaced(all.String())
	return m
}

// inWord makes the report as a Word file, for everybody or for inside use.
func inWord(t testing.TB, d app.Dossier, o SummaryOptions, at time.Time, public bool) *wordFile {
	t.Helper()
	write := Summary
	if public {
		write = PublicSummary
	}
	o.As = paper.FormatWord
	var out bytes.Buffer
	report, err := write(context.Background(), &out, d, o, at)
	if err != nil {
		t.Fatal(err)
	}
	return readWord(t, out.Bytes(), report)
}

// onPaper makes the same report as a PDF.
func onPaper(t testing.TB, d app.Dossier, o SummaryOptions, at time.Time, public bool) *papertest.Made {
	t.Helper()
	if public {
		return publicly(t, d, o, at)
	}
	return summarise(t, d, o, at)
}

// withoutHeaders takes the header rows out of a text, which come again on every
// page of a table, wherever pages end.
func withoutHeaders(text string, headers []string) string {
	for _, h := range headers {
		text = strings.ReplaceAll(text, h, "")
	}
	return text
}

// sameText holds the Word file of a report to the text of its PDF.
func sameText(t testing.TB, word *wordFile, pdf *papertest.Made) {
	t.Helper()
	want, got := withoutHeaders(pdf.Text, word.header), pdf.Drawn(withoutHeaders(word.text, word.header))
	want = strings.ReplaceAll(want, "合计20001—2—", "合计—2—20001") // readers may take the dashes of a row after its numbers
	sameWords(t, want, got)
}

// sameWords tells where the text of a Word file parts from that of the PDF.
func sameWords(t testing.TB, pdf, word string) {
	t.Helper()
	if pdf == word {
		return
	}
	a, b := []rune(pdf), []rune(word)
	i := 0
	for i < min(len(a), len(b)) && a[i] == b[i] {
		i++
	}
	t.Errorf("from character %d on the PDF says %.60q, the Word file %.60q", i, string(a[max(0, i-10):]), string(b[max(0, i-10):]))
}

func TestTheWordFileSaysWhatThePDFSays(t *testing.T) {
	type event struct {
		name string
		d    app.Dossier
		at   time.Time
	}
	events := []event{{name: "everything", d: papertest.Everything(), at: app.Date(2026, time.October, 8)}, {name: "handled", d: handled(), at: app.Date(2026, time.October, 8)}}
	for _, name := range papertest.Samples {
		d := papertest.Sample(t, name)
		events = append(events, event{name: name, d: d, at: d.Event.Start.AddDate(0, 0, 18)})
	}
	for _, e := range events {
		for _, public := range []bool{false, true} {
			o := fullReport()
			o.Photos = []app.Photo{photo(t, 400, 300, "参观现场"), photo(t, 300, 400, "座谈会")}
			word, pdf := inWord(t, e.d, o, e.at, public), onPaper(t, e.d, o, e.at, public)
			sameText(t, word, pdf)
			if !slices.Equal(word.report.Warnings(), pdf.Report.Warnings()) {
				t.Errorf("%s: the Word file is told of with %q, the PDF with %q", e.name, word.report.Warnings(), pdf.Report.Warnings())
			}
			tables := 6 // by category, by department, by state, quotas, agenda, ledger
			if !public {
				tables++ // people
			}
			if word.count["tbl"] != tables || word.count["tblHeader"] != tables {
				t.Errorf("%s: %d tables, %d header rows, want %d", e.name, word.count["tbl"], word.count["tblHeader"], tables)
			}
			if len(word.alts) != 4 || word.alts[2] != "参观现场" || !strings.HasPrefix(word.alts[0], "图1　") || word.count["blip"] != 4 {
				t.Errorf("%s: the pictures tell %q", e.name, word.alts)
			}
			if word.count["sectPr"] != 3 { // standing, the lying ledger, the photos standing again
				t.Errorf("%s: %d sections", e.name, word.count["sectPr"])
			}
		}
	}
}

// Whatever is written in an event, its Word file says what its PDF says. Charts
// take their time, so the texts are a fixed few of those that rapid would try.
func TestAnyTextIsTheSameInWord(t *testing.T) {
	texts := rapid.OneOf(rapid.Just(""), rapid.StringOf(rapid.RuneFrom([]rune("张𬭎𠮷😀田街道 \n。；（A1<&]>\""))), rapid.StringOfN(rapid.RuneFrom([]rune("一二三四五，六七八")), 0, 400, -1))
	for seed := range 12 {
		d := papertest.Everything()
		e := &d.Event
		for i, field := range []*string{
			&e.Title, &e.Organiser, &e.Basis, &e.Principle, &e.Transport, &e.Quotas[1].Category, &e.Leaders[0].Duty, &e.Sites[0], &e.Notices[0],
			&d.Agenda[0].Content, &d.Feedback[0].Content, &d.Feedback[3].Result, &d.Feedback[1].Department, &d.Invitees[0].Person.Name, &d.Invitees[0].Note,
		} {
			*field = texts.Example(100*seed + i)
		}
		e.ReportTexts = []app.ReportText{{Key: "effects", Text: texts.Example(100*seed + 50)}}
		at := e.Start.AddDate(0, 0, 3*seed-10)
		o := fullReport()
		sameText(t, inWord(t, d, o, at, false), summarise(t, d, o, at))
	}
}

func TestHostileTextSurvivesInWord(t *testing.T) {
	d := papertest.Everything()
	d.Feedback[0].Content = "控制\x00符\u202e\u2066\x0b号]]>与<b>&amp;\ufffe😀𠮷\xff田"
	d.Event.Title = "<w:p/>开放日]]>"
	m := inWord(t, d, fullReport(), app.Date(2026, time.October, 8), false)
	papertest.Contains(t, m.text, "控制符号]]>与<b>&amp;😀𠮷\ufffd田", "<w:p/>开放日]]>活动总结")
	if got := string(m.parts["docProps/core.xml"]); !strings.Contains(got, "&lt;w:p/&gt;开放日]]&gt;") {
		t.Errorf("the properties say %s", got)
	}
}

func TestTheSameReportIsTheSameWordFile(t *testing.T) {
	at := app.Date(2026, time.October, 8)
	a, b := inWord(t, papertest.Everything(), fullReport(), at, false), inWord(t, papertest.Everything(), fullReport(), at, false)
	if !bytes.Equal(a.file, b.file) {
		t.Error("two Word files of one report differ")
	}
	stopped, cancel := context.WithCancel(context.Background())
	cancel()
	var out bytes.Buffer
	if _, err := Summary(stopped, &out, papertest.Everything(), SummaryOptions{Form: FormFull, As: paper.FormatWord}, at); !errors.Is(err, context.Canceled) || out.Len() > 0 {
		t.Errorf("cancelled: %v, %d bytes", err, out.Len())
	}
}

// A Word file hides in its parts what nobody sees on paper.
func TestNoPartOfThePublicWordFileNamesAnybody(t *testing.T) {
	d := papertest.Sample(t, papertest.Samples[0])
	secret := d.Invitees[1].Person
	d.Feedback[0].Content += "，联系" + secret.Phone + "，证件" + secret.IDNumber
	d.Event.Title += secret.Name
	o := fullReport()
	o.Photos = []app.Photo{photo(t, 40, 30, secret.Name+"发言")}
	m := inWord(t, d, o, d.Event.Start.AddDate(0, 0, 18), true)
	for name, part := range m.parts {
		for _, v := range d.Invitees {
			for _, private := range []string{v.Person.Name, v.Person.Phone, v.Person.IDNumber} {
				if private != "" && bytes.Contains(part, []byte(private)) {
					t.Errorf("%s holds %q", name, private)
				}
			}
		}
	}
	if want := hanzi.MaskName(secret.Name) + "发言"; m.alts[len(m.alts)-1] != want {
		t.Errorf("the photo tells %q, want %q", m.alts[len(m.alts)-1], want)
	}
}

// A long ledger is one table, however many pages it takes.
func TestALongLedgerInWord(t *testing.T) {
	d := papertest.Everything()
	for i := range 300 {
		d.Feedback = append(d.Feedback, app.Feedback{Content: fmt.Sprintf("第%d条意见，%s", i, strings.Repeat("很长", i%40)), State: app.FeedbackRecorded})
	}
	m := inWord(t, d, fullReport(), app.Date(2026, time.October, 8), false)
	if m.count["tbl"] != 7 || m.count["tblHeader"] != 7 || !strings.Contains(m.text, "第299条意见") {
		t.Errorf("%d tables, %d header rows", m.count["tbl"], m.count["tblHeader"])
	}
}

// secretEvent is an event in whose every text somebody left a name or a number.
type secretEvent struct {
	app.Dossier
	photos  []app.Photo
	secrets []string
}

func secretEvents(t testing.TB) *rapid.Generator[secretEvent] {
	plain := photo(t, 40, 30, "")
	return rapid.Custom(func(r *rapid.T) secretEvent {
		var e secretEvent
		e.Dossier, e.secrets = secretive(r)
		pool := slices.Clone(e.secrets)
		leave := func() string {
			return "联系" + spread(rapid.SampledFrom(pool).Draw(r, "left"), rapid.IntRange(0, 11).Draw(r, "form")) + "，谢谢"
		}
		v := &e.Event
		v.Title, v.Theme, v.Basis, v.Principle, v.Aims, v.Audience, v.Transport, v.AssemblyPlace = leave(), leave(), leave(), leave(), leave(), leave(), leave(), leave()
		v.Sites, v.SignUpMethods, v.Notices, v.Requirements, v.Channels, v.CoOrganisers = []string{leave()}, []string{leave()}, []string{leave(), leave()}, []string{leave()}, []string{leave()}, []string{leave()}
		v.Leaders = []app.Leader{{Role: "leader", Name: leave(), Position: leave(), Duty: leave()}}
		v.Quotas = []app.Quota{{Category: leave(), Number: 3}}
		v.Contact, v.Phones = leave(), []string{"021-50000001"}
		e.Agenda = []app.AgendaItem{{Start: v.Start, Kind: "visit", Content: leave(), Place: leave(), InCharge: leave(), Recorder: leave(), Note: leave()}}
		for i := range e.Feedback {
			f := &e.Feedback[i]
			f.Stop, f.Category, f.Channel, f.ReplyChannel, f.Joint = leave(), leave(), leave(), leave(), []string{leave()}
		}
		for i := range e.Invitees {
			e.Invitees[i].Note, e.Invitees[i].Reason = leave(), leave()
		}
		for _, key := range []string{"opening", "effects", "course", "attendance", "opinions", "places"} {
			if rapid.Bool().Draw(r, "edited") || key == "effects" {
				v.ReportTexts = append(v.ReportTexts, app.ReportText{Key: key, Text: leave()})
			}
		}
		for range 2 {
			p := plain
			p.Caption = leave()
			e.photos = append(e.photos, p)
		}
		return e
	})
}

func TestPublicSummaryHidesWhatStandsInAnyText(t *testing.T) {
	events := secretEvents(t)
	for seed := range 25 {
		e := events.Example(seed)
		at := e.Event.Start.AddDate(0, 0, 10)
		o := fullReport()
		o.Photos = e.photos
		word := inWord(t, e.Dossier, o, at, true)
		texts := map[string]string{"text": word.text, "properties": string(word.parts["docProps/core.xml"]), "captions": strings.Join(word.alts, "\n")}
		if seed < 5 {
			texts["PDF"] = publicly(t, e.Dossier, o, at).Text
		}
		for place, text := range texts {
			for _, s := range e.secrets {
				if strings.Contains(foldedText(text), s) {
					t.Errorf("seed %d: the %s shows %q", seed, place, s)
				}
			}
		}
		if !strings.Contains(word.text, "谢谢") {
			t.Error("the texts are gone")
		}
	}
}
