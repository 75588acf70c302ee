package workbook

import (
	"io"
	"time"

	"openday/app"
	"openday/app/service"
)

var auditHeadings = []string{"时间", "操作人", "操作", "活动", "内容"}

func auditRow(l service.AuditLine) []string {
	return []string{l.At.Format(time.DateTime), l.By, app.AuditActions.Chinese(l.Action), l.Title, l.Detail}
}

// WriteAudit writes entries of the audit list, in the order given, as a
// workbook of text cells.
func WriteAudit(w io.Writer, lines []service.AuditLine) error {
	const sheet = "操作记录"
	return sheetFile(w, sheet, []string{sheet}, func(out *writer) {
		styles := []int{out.plain, out.plain, out.plain, out.plain, out.wrapped}
		out.headings(sheet, auditHeadings, []float64{20, 14, 16, 36, 80}, styles)
		for i, l := range lines {
			for j, text := range auditRow(l) {
				out.put(sheet, i+1, j, text, styles[j])
			}
		}
	})
}

// WriteAuditCSV writes entries of the audit list as WriteListCSV writes invitees.
func WriteAuditCSV(w io.Writer, lines []service.AuditLine) error {
	rows := [][]string{auditHeadings}
	for _, l := range lines {
		rows = append(rows, auditRow(l))
	}
	return writeCSV(w, rows)
}
