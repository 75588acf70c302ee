package papers

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"slices"
	"testing"
	"time"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"

	"openday/app"
	"openday/app/figures"
	"openday/app/paper"
	"openday/app/paper/after"
)

// writer writes texts of any length: sentences of all the usual characters, numbers
// and words of other languages among them, and now and then a rare character.
type writer struct {
	random *rand.Rand
	part   int // texts are one part in so many as long as they may be
}

// usual are the 3,755 usual characters, those of the first part of GB 2312.
var usual = func() []rune {
	var all []rune
	for row := byte(0xb0); row <= 0xd7; row++ {
		for cell := byte(0xa1); cell <= 0xfe; cell++ {
			text, err := simplifiedchinese.GBK.NewDecoder().Bytes([]byte{row, cell})
			if r, _ := utf8.DecodeRune(text); err == nil && r >= 0x4e00 && r <= 0x9fff {
				all = append(all, r)
			}
		}
	}
	return all
}()

func (w writer) text(length int) string {
	all := make([]rune, 0, length)
	for len(all) < length {
		switch w.random.IntN(40) {
		case 0:
			all = append(all, []rune("，。；：、？“”（）《》—")[w.random.IntN(13)])
		case 1:
			all = append(all, []rune(fmt.Sprint(w.random.IntN(100_000)))...)
		case 2:
			all = append(all, []rune(" open-day office ")...)
		case 3:
			if w.random.IntN(50) == 0 {
				all = append(all, 0x4e00+rune(w.random.IntN(0x5000)))
			}
		default:
			all = append(all, usual[w.random.IntN(len(usual))])
		}
	}
	return string(all[:length])
}

// fill fills every text of a record to its limit, and every list.
func fill[T any](w writer, fields app.Fields[T], v *T) {
	for _, f := range fields.Any() {
		w.fill(f, v)
	}
}

func (w writer) fill(f app.AnyField, v any) {
	place := f.Place(v)
	switch f.Kind {
	case app.KindName, app.KindText, app.KindProse, app.KindPhone, app.KindEmail, app.KindWeb, app.KindReading, app.KindAddress:
		*place.(*string) = w.text(max(1, f.Max/w.part))
	case app.KindLines:
		lines := make([]string, filledRows)
		if f.Name == "joint" {
			lines = lines[:filledSteps]
		}
		for i := range lines {
			lines[i] = w.text(max(1, f.Max/w.part))
		}
		*place.(*[]string) = lines
	case app.KindRows:
		rows := min(f.Most, filledRows)
		if f.Name == "history" || f.Name == "changes" {
			rows = filledSteps
		}
		for f.Rows.Len(place) < rows {
			row := f.Rows.Grow(place)
			for _, part := range f.Rows.Any() {
				w.fill(part, row)
			}
		}
	case app.KindDate:
		*place.(*time.Time) = app.DayOf(present)
	case app.KindMoment:
		*place.(*time.Time) = present
	case app.KindChoice:
		// as it is set below
	}
}

// How many rows the lists of an event have, such as leaders and notices, and how
// many joint departments and steps of handling an opinion.
const (
	filledRows  = 20
	filledSteps = 3
)

// present is the moment of the papers here.
var present = time.Date(2026, 10, 14, 9, 0, 0, 0, app.Zone)

// filledDossier is an event of 200 invitees and 50 opinions that has every text at
// its limit, or one part in so many as long.
func filledDossier(tb testing.TB, part int) app.Dossier {
	w := writer{rand.New(rand.NewPCG(10, 14)), part}
	d := app.Dossier{}
	fill(w, app.EventFields, &d.Event)
	d.Event.Start, d.Event.End, d.Event.State, d.Event.PurgedAt = present.AddDate(0, 0, -9), present.AddDate(0, 0, -9).Add(3*time.Hour), app.StateHeld, time.Time{}
	for i := range d.Event.Quotas {
		d.Event.Quotas[i].Number = 10
	}
	for i := range 200 {
		v := app.Invitee{Position: i + 1}
		fill(w, app.PersonFields, &v.Person)
		fill(w, app.InviteeFields, &v)
		v.ID, v.Person.ID = fmt.Sprint("v", i), fmt.Sprint("p", i)
		v.Category = d.Event.Quotas[i%len(d.Event.Quotas)].Category
		v.Vetting = []app.Vetting{app.VettingApproved, app.VettingApproved, app.VettingDeclined, app.VettingWaiting}[i%4]
		v.Attendance = []app.Attendance{app.AttendanceCame, app.AttendanceSubstitute, app.AttendanceAbsent}[i%3]
		d.Invitees = append(d.Invitees, v)
	}
	for i := range 30 {
		a := app.AgendaItem{Position: i + 1}
		fill(w, app.AgendaFields, &a)
		a.ID, a.Kind = fmt.Sprint("a", i), app.AgendaKinds[i%len(app.AgendaKinds)].Code
		a.Start = d.Event.Start.Add(time.Duration(i) * 5 * time.Minute)
		a.End = a.Start.Add(5 * time.Minute)
		d.Agenda = append(d.Agenda, a)
	}
	for i := range 50 {
		f := app.Feedback{Position: i + 1}
		fill(w, app.FeedbackFields, &f)
		f.ID, f.InviteeID, f.MergedInto = fmt.Sprint("f", i), d.Invitees[i].ID, ""
		f.State = []app.FeedbackState{app.FeedbackInProgress, app.FeedbackAssigned, app.FeedbackDone, app.FeedbackFollowedUp}[i%4]
		f.DueDate = app.DayOf(present.AddDate(0, 0, -2))
		d.Feedback = append(d.Feedback, f)
	}
	d.Event.ReportTexts = nil
	paragraphs, err := after.SummaryParagraphs(d, present)
	if err != nil {
		tb.Fatal(err)
	}
	for _, p := range paragraphs {
		t := app.ReportText{}
		fill(w, app.ReportTextFields, &t)
		t.Key = p.Key
		d.Event.ReportTexts = append(d.Event.ReportTexts, t)
	}
	return d
}

// filledPapers write all papers of an event in all their formats, by the name of a file.
func filledPapers(d app.Dossier) map[string]func(context.Context, io.Writer) error {
	all := map[string]func(context.Context, io.Writer) error{}
	add := func(name string, write func(context.Context, io.Writer) (paper.Report, error)) {
		all[name] = func(ctx context.Context, w io.Writer) error {
			_, err := write(ctx, w)
			return err
		}
	}
	figures := figures.Year{Year: 2026, At: present, Events: []figures.Event{{Event: d.Event, Figures: figures.Of(d, present)}}, Total: figures.Of(d, present)}
	for _, def := range All {
		for _, as := range def.Formats() {
			m := paper.Material{Dossier: d, Figures: figures, At: present, As: as}
			add(string(def.Kind)+as.Ending(), func(ctx context.Context, w io.Writer) (paper.Report, error) {
				return def.Write(ctx, w, def.New(present), m)
			})
		}
	}
	return all
}

// BenchmarkFilled measures each paper of an event with every text at its limit: it
// may take ten seconds.
func BenchmarkFilled(b *testing.B) {
	all := filledPapers(filledDossier(b, 1))
	names := make([]string, 0, len(all))
	for name := range all {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		b.Run(name, func(b *testing.B) {
			var out bytes.Buffer
			for b.Loop() {
				out.Reset()
				if err := all[name](context.Background(), &out); err != nil {
					b.Fatal(err, errors.Unwrap(err))
				}
			}
			b.ReportMetric(float64(out.Len())/1024, "file-KB")
			b.ReportMetric(b.Elapsed().Seconds()/float64(b.N), "s")
		})
	}
}

// stopping is a context that is cancelled when it is asked for the n-th time.
type stopping struct {
	context.Context
	left, asked int
	done        chan struct{}
}

func (s *stopping) Done() <-chan struct{} { return s.done }

func (s *stopping) Err() error {
	s.asked++
	if s.left--; s.left > 0 {
		return nil
	}
	if s.left == 0 {
		close(s.done)
	}
	return context.Canceled
}

// However far a paper is, it can be stopped, and then nothing is written.
func TestEveryPaperCanBeStopped(t *testing.T) {
	const never = 1 << 30
	d := filledDossier(t, 200)
	d.Invitees, d.Agenda, d.Feedback = d.Invitees[:12], d.Agenda[:4], d.Feedback[:4]
	for name, write := range filledPapers(d) {
		t.Run(name, func(t *testing.T) {
			var out bytes.Buffer
			whole := &stopping{context.Background(), never, 0, make(chan struct{})}
			if err := write(whole, &out); err != nil || out.Len() == 0 {
				t.Fatal(err)
			}
			if whole.asked < 3 {
				t.Errorf("it is asked %d times only whether to go on", whole.asked)
			}
			for _, at := range []int{1, whole.asked} {
				out.Reset()
				err := write(&stopping{context.Background(), at, 0, make(chan struct{})}, &out)
				if !errors.Is(err, context.Canceled) || out.Len() > 0 {
					t.Errorf("stopped at %d of %d: %v, %d bytes are written", at, whole.asked, err, out.Len())
				}
			}
		})
	}
}

// A paper says page by page how far it is.
func TestPapersSayHowFarTheyAre(t *testing.T) {
	var set, written [][2]int
	ctx := paper.WithProgress(context.Background(), func(page, of int) {
		if of == 0 {
			set = append(set, [2]int{page, of})
		} else {
			written = append(written, [2]int{page, of})
		}
	})
	var out bytes.Buffer
	report, err := after.Ledger(ctx, &out, filledDossier(t, 100), present)
	if err != nil || report.Pages < 3 {
		t.Fatal(err, report.Pages)
	}
	for what, pages := range map[string][][2]int{"set": set, "written": written} {
		if len(pages) < report.Pages-1 || len(pages) > report.Pages {
			t.Errorf("%d of %d pages are said to be %s", len(pages), report.Pages, what)
		}
		if !slices.IsSortedFunc(pages, func(a, b [2]int) int { return a[0] - b[0] }) {
			t.Errorf("%s: %v", what, pages)
		}
	}
	if last := written[len(written)-1]; last != [2]int{report.Pages, report.Pages} {
		t.Errorf("the last page is said to be %v", last)
	}
}
