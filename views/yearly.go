package views

import (
	"context"
	"fmt"
	"io"

	"fyne.io/fyne/v2"

	"openday/app/outfile"
	"openday/app/paper"
	"openday/app/words"
	"openday/views/widgets"
)

// The years that a report can be about.
const firstYear, lastYear = 2000, 2100

// ExportYearly asks for a year and writes the report over its events.
func (f *frame) ExportYearly() {
	d := f.desk
	entry := widgets.NewNumberEntry(firstYear, lastYear)
	year := d.service.Now().Year()
	entry.Set(&year)
	d.ask(paper.Papers.Label(paper.KindYearly), []formRow{{words.T("Year|of the report"), entry}}, words.T("Go on…"), func() (string, fyne.Focusable) {
		if _, empty, _ := entry.Value(); empty && entry.Problem() == "" {
			return words.T("Give the year."), entry
		}
		return entry.Problem(), entry
	}, func() {
		year, _, _ := entry.Value()
		name := fmt.Sprintf("%d年 %s.pdf", year, paper.Papers.Chinese(paper.KindYearly))
		d.choose.Save("paper", words.T("Save %s as PDF", paper.Papers.Label(paper.KindYearly)), name, func(file string) { f.writeYearly(year, file) })
	})
}

func (f *frame) writeYearly(year int, file string) {
	d := f.desk
	long(d, words.T("Making: %s", paper.Papers.Label(paper.KindYearly)), func(ctx context.Context, _ func(string)) (paper.Report, error) {
		events, err := d.service.YearDossiers(ctx, year)
		if err != nil {
			return paper.Report{}, err
		}
		var report paper.Report
		err = outfile.Write(file, func(w io.Writer) error {
			var err error
			report, err = paper.Yearly(ctx, w, events, year, d.service.Now())
			return err
		})
		if ctx.Err() != nil {
			err = ctx.Err()
		}
		return report, err
	}, func(report paper.Report) {
		d.written(file, words.T("%d pages", report.Pages), report.Warnings())
	}, nil)
}
