package views

import (
	"context"
	"io"
	"path/filepath"
	"strings"

	"openday/app"
	"openday/app/outfile"
	"openday/app/paper"
	"openday/app/words"
)

// saveSummaryWord asks for a place and writes a summary report there as a Word
// file, which the person goes on editing. What to look at is said afterwards.
func (f *frame) saveSummaryWord(e app.Event, kind paper.Kind, o paper.SummaryOptions) {
	d := f.desk
	name := paper.Papers.Label(kind)
	suggested := paper.FileName(e, kind)
	suggested = strings.TrimSuffix(suggested, filepath.Ext(suggested)) + ".docx"
	d.choose.Save("paper", words.T("Save %s as a Word file", name), suggested, func(file string) {
		long(d, words.T("Making: %s", name), func(ctx context.Context, _ func(string)) (paper.Report, error) {
			dossier, err := d.service.Dossier(ctx, e.ID)
			if err != nil {
				return paper.Report{}, err
			}
			o.Word = true
			if o.Photos, err = d.service.Photos(ctx, e.ID); err != nil {
				return paper.Report{}, err
			}
			write := paper.Summary
			if kind == paper.KindSummaryPublic {
				write = paper.PublicSummary
			}
			var report paper.Report
			err = outfile.Write(file, func(w io.Writer) error {
				var err error
				report, err = write(ctx, w, dossier, o, d.service.Now())
				return err
			})
			if ctx.Err() != nil {
				err = ctx.Err()
			}
			if err == nil {
				err = d.service.WriteDown(ctx, app.AuditPrint, e.ID, name)
			}
			return report, err
		}, func(report paper.Report) {
			d.written(file, words.T("to be edited in Word"), report.Warnings())
		}, nil)
	})
}
