package papers

import (
	"context"
	"io"

	"fyne.io/fyne/v2"

	"openday/app/paper"
	"openday/app/words"
	"openday/views/ui"
	"openday/views/widgets"
)

// The years that a report can be about.
const firstYear, lastYear = 2000, 2100

// ExportYearly shows the report over the events of a year, at first of this one.
func (f *Actions) ExportYearly() {
	entry := widgets.NewNumberEntry(firstYear, lastYear)
	f.preview(draft{
		title: paper.Papers.Label(paper.KindYearly),
		form: printForm{
			rows: []ui.FormRow{{Label: words.T("Year|of the report"), Input: entry}},
			show: func(string) {
				year := f.Service.Now().Year()
				entry.Set(&year)
			},
			wrong: func() (string, fyne.Focusable) {
				if _, empty, _ := entry.Value(); empty && entry.Problem() == "" {
					return words.T("Give the year."), entry
				}
				return entry.Problem(), entry
			},
		},
		file: func() string {
			return words.T("%s %s|year and paper, a file's name", entry.Snapshot(), paper.Papers.Chinese(paper.KindYearly)) + ".pdf"
		},
		prepare: func() func(context.Context) (proof, error) {
			year, _, _ := entry.Value()
			service := f.Service
			return func(ctx context.Context) (proof, error) {
				figures, err := service.YearFigures(ctx, year, service.Now())
				if err != nil {
					return proof{}, err
				}
				p, err := set(func(w io.Writer) (paper.Report, error) {
					return paper.Yearly(ctx, w, figures)
				})
				p.note = func(ctx context.Context) error {
					return service.SendPaper(ctx, "", paper.Papers.Label(paper.KindYearly), 0)
				}
				return p, err
			}
		},
	})
}
