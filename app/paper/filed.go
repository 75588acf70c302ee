package paper

import (
	"bytes"
	"context"
	"slices"
	"strings"
	"time"

	"openday/app"
	"openday/app/paper/typeset"
)

// Filed is a document of an event's file, as the list of its contents names it.
type Filed struct {
	Number string // the document's own, such as 区政办发〔2026〕8号; may be empty
	Author string
	Title  string
	Date   time.Time
	Pages  int
	Note   string
}

// Filing is a paper in its final form.
type Filing struct {
	Definition Definition
	Paper      Paper
	Date       time.Time
	Report     Report
}

// Filed says what the list of contents says of the paper.
func (f Filing) Filed(e app.Event) Filed {
	of := Filed{Author: e.Organiser, Title: f.Title(e), Date: app.DayOf(f.Date), Pages: f.Report.Pages}
	if f.Definition.Public {
		of.Note = "公开"
	}
	return of
}

// Title is what a paper of an event is called in full.
func (f Filing) Title(e app.Event) string {
	title, name := strings.TrimSpace(e.Title), f.Definition.Chinese
	if strings.HasSuffix(title, name) {
		return title
	}
	if strings.HasPrefix(name, "活动") {
		title = strings.TrimSuffix(title, "活动")
	}
	return title + name
}

// Lacking is a paper that an event cannot have, with the reason.
type Lacking struct {
	Definition Definition
	Why        error // a sentence for the person
}

// File makes every paper of the list that an event can have, and hands each to done. What
// is to be chosen about a paper is for choose; nil where nothing is.
func (l List) File(ctx context.Context, m Material, choose func(p Paper) error, done func(f Filing, pdf []byte)) (lacking []Lacking, err error) {
	m.As = FormatPDF
	for _, d := range l {
		if d.OfYear || d.Lists {
			continue
		}
		f := Filing{Definition: d, Paper: d.New(m.At)}
		if choose != nil {
			if err := choose(f.Paper); err != nil {
				return nil, err
			}
		}
		of := m
		if day := app.DayOf(m.Dossier.Event.Start); !day.IsZero() && !slices.ContainsFunc(f.Paper.Options(), Option.Dates) {
			of.At = day // what has no date of its own is of the day for which it was made
		}
		f.Date, _ = d.DateOf(f.Paper, of)
		var pdf bytes.Buffer
		if f.Report, err = d.Write(ctx, &pdf, f.Paper, of); err == nil {
			done(f, pdf.Bytes())
		} else if app.CodeOf(err) == app.CodeInvalid {
			lacking = append(lacking, Lacking{d, err})
		} else {
			return nil, err
		}
	}
	return lacking, nil
}

// filed makes the papers of a list to tell what the list of contents says of them.
func (l List) filed(ctx context.Context, m Material) (all []Filed, err error) {
	quiet := WithProgress(ctx, func(int, int) {})
	_, err = l.File(quiet, m, nil, func(f Filing, _ []byte) { all = append(all, f.Filed(m.Dossier.Event)) })
	return all, err
}

// WithTerms returns a context for the making of papers that go to an archive, whose files
// say how secret they are and how long they are kept; both may be empty.
func WithTerms(ctx context.Context, secrecy, retention string) context.Context {
	return typeset.WithTerms(ctx, secrecy, retention)
}
