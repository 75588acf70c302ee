package paper

import (
	"context"
	"fmt"
	"io"
	"strings"
	"time"

	"openday/app"
	"openday/app/figures"
	"openday/app/hanzi"
	"openday/app/paper/typeset"
	"openday/app/words"
)

// The ledgers of an event's opinions.
const (
	KindLedger       Kind = "ledger"        // for inside use
	KindLedgerPublic Kind = "ledger-public" // to be published
)

const (
	ledgerTitle       = "意见建议办理台账"
	publicLedgerTitle = ledgerTitle + "（公开版）"
)

var ledgerPaper = Definition{
	Kind: KindLedger, Chinese: ledgerTitle, English: "Ledger of opinions", Key: "Ctrl+Shift+6",
	New: plain(Ledger).begin, Lacks: noLedger,
}

var publicLedgerPaper = Definition{
	Kind: KindLedgerPublic, Chinese: publicLedgerTitle, English: "Ledger of opinions, for the public", Key: "Ctrl+Shift+7",
	New: plain(PublicLedger).begin, Lacks: noLedger,
}

func noLedger(d app.Dossier, _ time.Time) error {
	if len(d.Feedback) > 0 {
		return nil
	}
	return app.Errorf(app.CodeInvalid, nil, "No opinion is recorded for this event yet, so there is no ledger to write.")
}

// Ledger writes the ledger of an event's opinions as it stands at a moment: who
// said what, who handles it until when, and what came of it. It is for inside
// use. The error is the context's, the writer's, or a sentence for the person.
func Ledger(ctx context.Context, w io.Writer, d app.Dossier, at time.Time) (Report, error) {
	var report Report
	figures := figures.Of(d, at)
	if n := figures.Overdue(); n > 0 {
		report.noteAbout(app.TopicFeedback, words.T("%d opinions are overdue.", n))
	}
	if n := figures.Unanswered; n > 0 {
		report.noteAbout(app.TopicFeedback, words.T("%d opinions are not answered yet.", n))
	}
	return report, writeLedger(ctx, w, d, ledgerTitle, at, &report)
}

// PublicLedger writes the ledger as it may be published: names masked, no
// telephone and no identity numbers, also where they stand in the text of an
// opinion, which the report points out.
func PublicLedger(ctx context.Context, w io.Writer, d app.Dossier, at time.Time) (Report, error) {
	var report Report
	d = public(d, &report)
	return report, writeLedger(ctx, w, d, publicLedgerTitle, at, &report)
}

func writeLedger(ctx context.Context, w io.Writer, d app.Dossier, name string, at time.Time, report *Report) error {
	page := typeset.Plain(true)
	title := d.Event.Title + name
	doc := typeset.New(typeset.Options{Title: title, Author: d.Event.Organiser, Created: at, Page: page})
	doc.Text(typeset.Style{Role: typeset.SansBold, Size: sheetTitleSize, Align: typeset.Center, Balance: true, After: 3, Keep: true},
		parted(doc, title, name, typeset.SansBold, sheetTitleSize, page))
	facts := []string{"活动时间：" + app.Span(d.Event.Start, d.Event.End)}
	if d.Event.Organiser != "" {
		facts = append(facts, "主办单位："+d.Event.Organiser)
	}
	doc.Text(typeset.Style{Role: typeset.Sans, Size: sheetFactSize, Keep: true}, strings.Join(append(facts, "截止日期："+app.ShortDate(at)), "　　"))
	doc.Space(2)
	t := ledgerTable(d.Feedback, app.NewLateness(d.Calendar, at))
	t.Foot = func(onPage, sofar int) string { return fmt.Sprintf("本页%d条　　累计%d条", onPage, sofar) }
	doc.Table(t)
	doc.Space(2)
	doc.Text(typeset.Style{Role: typeset.Sans, Size: sheetFactSize}, ledgerTotals(figures.Of(d, at)))
	return report.write(ctx, w, doc)
}

// ledgerTotals counts the opinions of the ledger.
func ledgerTotals(f figures.Figures) string {
	text := handledWords(f)
	if more := append(f.ByAdoption, f.BySatisfied...); len(more) > 0 {
		text += counted(more, "条") + "。"
	}
	return text
}

// ledgerTable sets the ledger of DOMAIN.md: every opinion with its handling, as
// it stands on the day of the lateness.
func ledgerTable(opinions []app.Feedback, late *app.Lateness) typeset.Table {
	rows := make([]gridRow, len(opinions))
	for i, o := range opinions {
		cells := o.LedgerCells(i+1, late)
		for c := range cells {
			cells[c] = discreet(cells[c])
		}
		if o.Speaker != "" {
			cells[2] = hanzi.PadName(o.Speaker)
		}
		cells[5] = strings.TrimSpace(hanzi.PadName(o.InCharge) + "\n" + o.Telephone)
		cells[6] = narrowDate(o.DueDate)
		cells[9] = strings.TrimSpace(narrowDate(o.RepliedOn) + "\n" + o.ReplyChannel)
		rows[i].cells = cells
	}
	columns := make([]gridColumn, len(app.LedgerHeadings))
	for i, title := range app.LedgerHeadings {
		columns[i].Column = typeset.Column{Title: title, Width: ledgerWidths[i], Align: typeset.Center}
		if ledgerWidths[i] == 0 {
			columns[i].Align = typeset.Left
		}
	}
	columns[1].Share = 1.5
	return grid(9, columns, rows)
}

// ledgerWidths are the widths of the ledger's columns, mm; 0 shares what is left.
var ledgerWidths = [...]float64{10, 0, 16, 16, 20, 21, 18, 21, 0, 18, 17, 14}

// narrowDate writes a date on two lines, for narrow columns.
func narrowDate(t time.Time) string { return strings.Replace(app.ShortDate(t), "年", "年\n", 1) }
