package after

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"strconv"
	"time"

	"openday/app"
	"openday/app/paper"
	"openday/app/paper/typeset"
	"openday/app/paper/wording"
)

// KindContents is the list of what an event's file holds, with its cover.
const KindContents paper.Kind = "contents"

const contentsName = "卷内目录"

var contentsPaper = paper.Definition{
	Kind: KindContents, Chinese: contentsName, English: "List of contents", Word: true, Excel: true, Lists: true,
	New: func(time.Time) paper.Paper { return &contents{Retention: keptFor30, Secrecy: notSecret} },
}

// retention is how long an archive keeps a file.
type retention string

const (
	keptForever retention = "permanent"
	keptFor30   retention = "30"
	keptFor10   retention = "10"
)

var retentions = app.Vocabulary[retention]{
	{Code: keptForever, Chinese: "永久", English: "For ever"},
	{Code: keptFor30, Chinese: "30年", English: "30 years"},
	{Code: keptFor10, Chinese: "10年", English: "10 years"},
}

// secrecy is how secret a file is.
type secrecy string

const (
	notSecret    secrecy = "none"
	secretInside secrecy = "internal"
	secretPublic secrecy = "public"
)

var secrecies = app.Vocabulary[secrecy]{
	{Code: notSecret, Chinese: "不填", English: "Not said"},
	{Code: secretPublic, Chinese: "公开", English: "Public"},
	{Code: secretInside, Chinese: "内部", English: "Internal"},
}

// contents is the list with what is chosen about it.
type contents struct {
	Retention retention `json:"retention"`
	Secrecy   secrecy   `json:"secrecy"`
	date      time.Time // of the paper
}

// Options implements paper.Paper.
func (c *contents) Options() []paper.Option {
	return []paper.Option{
		{Name: "retention", Label: paper.Both("保管期限", "Kept for"), Usage: paper.Both("保管期限", "how long the archive keeps the file"), Value: paper.WordValue(&c.Retention, retentions)},
		{Name: "secrecy", Label: paper.Both("密级", "Secrecy"), Usage: paper.Both("密级", "how secret the file is"), Value: paper.WordValue(&c.Secrecy, secrecies)},
		paper.DateOption(&c.date),
	}
}

// Validate implements paper.Paper.
func (c *contents) Validate() []app.FieldProblem { return paper.Wrong(c.Options()) }

// String implements paper.Paper.
func (c *contents) String() string { return paper.Remembered(c) }

// Write implements paper.Paper.
func (c *contents) Write(ctx context.Context, w io.Writer, m paper.Material) (paper.Report, error) {
	if err := paper.Refused(c.Validate()); err != nil {
		return paper.Report{}, err
	}
	e := m.Dossier.Event
	about := typeset.Options{Title: e.Title + contentsName, Author: e.Organiser, Created: m.At, Page: typeset.Plain(false)}
	var report paper.Report
	err := report.AssembleSheet(ctx, w, about, m.As, func(doc paper.Sheet) error {
		c.cover(doc, e, m)
		doc.NewPage()
		paper.SheetTitle(doc, typeset.Options{Title: contentsName, Page: about.Page}, e)
		doc.Table(contentsTable(m.Filed))
		return nil
	})
	return report, err
}

// cover sets the first page: whose file it is, of what, from when to when, and how long
// it is kept. The numbers that the archive gives are left to it.
func (c *contents) cover(doc paper.Sheet, e app.Event, m paper.Material) {
	doc.Text(typeset.Style{Role: typeset.Serif, Size: 12, After: 38}, "　") // room at the top of a page vanishes
	doc.Text(typeset.Style{Role: typeset.XiaoBiaoSong, Size: 26, Align: typeset.Center, Balance: true, After: 16}, wording.Issuer(e))
	title := wording.Activity(e) + "材料"
	doc.Text(typeset.Style{Role: typeset.XiaoBiaoSong, Size: 24, Pitch: 14, Align: typeset.Center, Balance: true, After: 40},
		wording.Title(doc, title, e, typeset.XiaoBiaoSong, 24, typeset.Plain(false)))
	pages := 0
	for _, f := range m.Filed {
		pages += f.Pages
	}
	volume := strconv.Itoa(len(m.Filed)) + "件"
	if pages > 0 {
		volume += fmt.Sprintf("　%d页", pages)
	}
	t := typeset.Table{
		Columns: []typeset.Column{{Width: 32, Align: typeset.Center}, {Align: typeset.Left}, {Width: 32, Align: typeset.Center}, {Align: typeset.Left}},
		Role:    typeset.Serif, HeadRole: typeset.HeiTi, Size: 14, MinRow: 13,
	}
	halves := func(left, leftText, right, rightText string) {
		t.Rows = append(t.Rows, typeset.Row{Cells: []typeset.Cell{{Text: left, Bold: true}, {Text: leftText}, {Text: right, Bold: true}, {Text: rightText}}})
	}
	said := ""
	if c.Secrecy != notSecret {
		said = secrecies.Chinese(c.Secrecy)
	}
	t.Rows = append(t.Rows, typeset.Row{Cells: []typeset.Cell{{Text: "起止日期", Bold: true}, {Text: period(e, m.Filed), Span: 3}}})
	halves("保管期限", retentions.Chinese(c.Retention), "密　　级", said)
	halves("数　　量", volume, "归档日期", app.ShortDate(m.At))
	halves("全 宗 号", "", "归 档 号", "")
	doc.Table(t)
}

// period is from when to when the documents of a file are.
func period(e app.Event, filed []paper.Filed) string {
	first, last := app.DayOf(e.Start), app.DayOf(cmp.Or(e.End, e.Start))
	for _, f := range filed {
		day := app.DayOf(f.Date)
		if !day.IsZero() && (first.IsZero() || day.Before(first)) {
			first = day
		}
		if day.After(last) {
			last = day
		}
	}
	if first.Equal(last) {
		return app.ShortDate(first)
	}
	return app.ShortDate(first) + "至" + app.ShortDate(last)
}

// contentsTable lists the documents, with the page on which each begins; the last with
// the page on which it ends.
func contentsTable(filed []paper.Filed) typeset.Table {
	center := func(title string, width float64) typeset.Column {
		return typeset.Column{Title: title, Width: width, Align: typeset.Center}
	}
	t := typeset.Table{
		Columns: []typeset.Column{center("序号", 12), center("文号", 24), center("责任者", 26), {Title: "题名", Align: typeset.Left}, center("日期", 24), center("页号", 17), center("备注", 14)},
		Role:    typeset.Serif, HeadRole: typeset.HeiTi, Size: 10.5, MinRow: 9,
	}
	page := 1
	for i, f := range filed {
		number := ""
		if f.Pages > 0 {
			number = strconv.Itoa(page)
			page += f.Pages
			if i == len(filed)-1 && f.Pages > 1 {
				number += "—" + strconv.Itoa(page-1)
			}
		}
		t.Rows = append(t.Rows, typeset.Cells(strconv.Itoa(i+1), f.Number, f.Author, f.Title, app.ISODate(f.Date), number, f.Note))
	}
	return t
}
