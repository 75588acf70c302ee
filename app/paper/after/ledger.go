package after

import (
	"context"
	"fmt"
	"io"
	"strings"
	"time"

	"openday/app"
	"openday/app/figures"
	"openday/app/hanzi"
	"openday/app/paper"
	"openday/app/paper/typeset"
	"openday/app/paper/wording"
	"openday/app/words"
)

// The ledgers of an event's opinions.
const (
	KindLedger       paper.Kind = "ledger"        // for inside use
	KindLedgerPublic paper.Kind = "ledger-public" // to be published
)

const (
	ledgerTitle      = "意见建议办理台账"
	publicLedgerName = ledgerTitle + "（公开版）" // in the menu; the paper does not call itself so
)

var ledgerPaper = paper.Definition{
	Kind: KindLedger, Chinese: ledgerTitle, English: "Ledger of opinions", Key: "Ctrl+Shift+6",
	New: paper.Editable(writeOwnLedger), Word: true, Lacks: noLedger, Needs: []paper.Need{paper.NeedIssuer, paper.NeedPast},
}

var publicLedgerPaper = paper.Definition{
	Kind: KindLedgerPublic, Chinese: publicLedgerName, English: "Ledger of opinions, for the public", Key: "Ctrl+Shift+7",
	New: paper.Editable(writePublicLedger), Word: true, Public: true, Lacks: noLedger, Needs: []paper.Need{paper.NeedIssuer, paper.NeedPast},
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
func Ledger(ctx context.Context, w io.Writer, d app.Dossier, at time.Time) (paper.Report, error) {
	return writeOwnLedger(ctx, w, paper.Material{Dossier: d, At: at})
}

func writeOwnLedger(ctx context.Context, w io.Writer, m paper.Material) (paper.Report, error) {
	d, at := m.Dossier, m.At
	var report paper.Report
	figures := figures.Of(d, at)
	if n := figures.Overdue(); n > 0 {
		report.NoteAbout(app.TopicFeedback, words.T("%d opinions are overdue.", n))
	}
	if n := figures.Unanswered; n > 0 {
		report.NoteAbout(app.TopicFeedback, words.T("%d opinions are not answered yet.", n))
	}
	err := writeLedger(ctx, w, m, false, &report)
	return report, err
}

// PublicLedger writes the ledger as it may be published: names masked, no
// telephone and no identity numbers, also where they stand in the text of an
// opinion, which the report points out.
func PublicLedger(ctx context.Context, w io.Writer, d app.Dossier, at time.Time) (paper.Report, error) {
	return writePublicLedger(ctx, w, paper.Material{Dossier: d, At: at})
}

func writePublicLedger(ctx context.Context, w io.Writer, m paper.Material) (paper.Report, error) {
	var report paper.Report
	m.Dossier = paper.Public(m.Dossier, &report)
	err := writeLedger(ctx, w, m, true, &report)
	return report, err
}

func writeLedger(ctx context.Context, w io.Writer, m paper.Material, public bool, report *paper.Report) error {
	about := typeset.Options{Title: m.Dossier.Event.Title + ledgerTitle, Author: m.Dossier.Event.Organiser, Created: m.At, Page: typeset.Plain(true)}
	return report.AssembleSheet(ctx, w, about, m.As, func(doc paper.Sheet) error {
		setLedger(doc, about, m.Dossier, public, m.At)
		return nil
	})
}

// setLedger sets the ledger with its title and its figures.
func setLedger(doc paper.Sheet, about typeset.Options, d app.Dossier, public bool, at time.Time) {
	title, page := about.Title, about.Page
	doc.Text(typeset.Style{Role: typeset.SansBold, Size: paper.SheetTitleSize, Align: typeset.Center, Balance: true, After: 3, Keep: true},
		wording.Title(doc, title, d.Event, typeset.SansBold, paper.SheetTitleSize, page))
	facts := []string{"活动时间：" + d.Event.When()}
	if by := wording.Holders(d.Event); by != "" {
		facts = append(facts, "主办单位："+by)
	}
	doc.Text(typeset.Style{Role: typeset.Sans, Size: paper.SheetFactSize, Keep: true}, strings.Join(append(facts, "截止日期："+app.ShortDate(at)), "　　"))
	doc.Space(2)
	t := ledgerTable(d, at, public, page.TextWidth())
	t.Foot = func(onPage, sofar int) string { return fmt.Sprintf("本页%d条　　累计%d条", onPage, sofar) }
	doc.Table(t)
	doc.Space(2)
	doc.Text(typeset.Style{Role: typeset.Sans, Size: paper.SheetFactSize}, ledgerTotals(shown(figures.Of(d, at), public)))
}

// ledgerTotals counts the opinions of the ledger.
func ledgerTotals(f figures.Figures) string {
	text := wording.Handled(f)
	if more := append(f.ByAdoption, f.BySatisfied...); len(more) > 0 {
		text += wording.Counted(more, "条") + "。"
	}
	return text
}

// longestCell is how many characters of an opinion or its result stand in a cell;
// longer texts go on in a row of the whole width.
const longestCell = 120

// ledgerTable sets the ledger of DOMAIN.md: every opinion with its handling, as
// it stands on a day, for a page of a width, mm. Columns of which nothing is known
// are left out. The public has none of the officials and of the lateness.
func ledgerTable(d app.Dossier, at time.Time, public bool, width float64) typeset.Table {
	const size = 10.5
	late := app.NewLateness(d.Calendar, at)
	if public {
		late = app.NewLateness(d.Calendar, time.Time{}) // nothing is late yet
	}
	var rows []paper.GridRow
	for i, o := range d.Feedback {
		cells := o.LedgerCells(i+1, late)
		for c := range cells {
			cells[c] = paper.Discreet(cells[c])
		}
		if o.Speaker != "" {
			cells[2] = hanzi.PadName(o.Speaker)
		}
		cells[5] = strings.TrimSpace(hanzi.PadName(o.InCharge) + "\n" + o.Telephone)
		if public {
			cells[5] = ""
		}
		cells[6] = narrowDate(o.DueDate)
		cells[9] = strings.TrimSpace(narrowDate(o.RepliedOn) + "\n" + o.ReplyChannel)
		var more []paper.GridRow
		for _, c := range []int{1, 8, 10} {
			if text := []rune(cells[c]); len(text) > longestCell {
				more = append(more, paper.GridRow{More: app.LedgerHeadings[c] + "：" + cells[c]})
				cells[c] = string(text[:20]) + "……（全文见下）"
			}
		}
		rows = append(append(rows, paper.GridRow{Cells: cells}), more...)
	}
	columns := make([]paper.GridColumn, len(app.LedgerHeadings))
	for i, title := range app.LedgerHeadings {
		columns[i] = paper.GridColumn{Column: typeset.Column{Title: title, Align: typeset.Center, Width: fitted(rows, i, size, ledgerWidths[i])}, Optional: i > 1}
		if ledgerWidths[i] == 0 {
			columns[i].Width, columns[i].Align = 0, typeset.Left
		}
	}
	columns[1].Share = 1.5
	// The texts have a quarter of the width at least.
	fixed := 0.0
	for _, c := range columns {
		fixed += c.Width
	}
	if most := width * 3 / 4; fixed > most {
		for i := range columns {
			columns[i].Width *= most / fixed
		}
	}
	t := paper.Grid(size, columns, rows)
	t.Whole = false
	return t
}

// ledgerWidths are the greatest widths of the ledger's columns, mm; 0 shares what is left.
var ledgerWidths = [...]float64{12, 0, 22, 24, 30, 26, 19, 26, 0, 19, 24, 16}

// fitted is the width of a column that its cells need in letters of a size, pt, up
// to the greatest, mm.
func fitted(rows []paper.GridRow, column int, size, most float64) float64 {
	const padding, narrowest = 2*1.2 + 0.6, 2
	widest := float64(narrowest)
	for _, r := range rows {
		if column >= len(r.Cells) {
			continue
		}
		for line := range strings.SplitSeq(r.Cells[column], "\n") {
			ems := 0.0
			for _, c := range line {
				if c < 0x2000 {
					ems += 0.56
				} else {
					ems++
				}
			}
			widest = max(widest, ems)
		}
	}
	if most == 0 {
		return 0
	}
	return min(widest*size/typeset.PointsPerMM+padding, most)
}

// narrowDate writes a date on two lines, for narrow columns.
func narrowDate(t time.Time) string { return strings.Replace(app.ShortDate(t), "年", "年\n", 1) }
