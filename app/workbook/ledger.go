package workbook

import (
	"io"

	"openday/app"
)

// ledgerWidths are the widths of the ledger's columns in characters.
var ledgerWidths = []float64{6, 48, 12, 12, 18, 16, 13, 14, 40, 14, 26, 10}

// WriteLedger writes opinions, in the order given and as they stand on the day of the lateness,
// as the ledger 意见建议办理台账: text cells under headings that stay in sight.
func WriteLedger(w io.Writer, opinions []app.Feedback, late *app.Lateness) error {
	const sheet = "意见建议办理台账"
	return sheetFile(w, sheet, []string{sheet}, func(out *writer) {
		styles := make([]int, len(app.LedgerHeadings))
		for i := range styles {
			styles[i] = out.wrapped
		}
		styles[0] = out.figure
		out.headings(sheet, app.LedgerHeadings, ledgerWidths, styles)
		for i, f := range opinions {
			for j, text := range f.LedgerCells(i+1, late) {
				out.putAs(sheet, i+1, j, text, j == 0, styles[j])
			}
		}
	})
}
