// Package typeset is the page beneath every paper: fonts, glyphs, lines,
// tables, pictures and the page of GB/T 9704. It knows nothing of open days.
//
// A Document is a flow of paragraphs, tables and pictures; PDF breaks it into
// pages and writes the file. For sheets:
//
//	doc := typeset.New(typeset.Options{Title: title, Created: now, Page: typeset.Plain(false)})
//	doc.Text(typeset.Style{Role: typeset.SansBold, Size: 18, Align: typeset.Center, After: 3}, title)
//	doc.Table(typeset.Table{
//		Columns: []typeset.Column{{Title: "序号", Width: 12, Align: typeset.Center}, {Title: "姓名"}, {Title: "签名", Width: 32}},
//		Rows:    []typeset.Row{typeset.Group("群众代表"), typeset.Cells("1", "张三", "")},
//		Role:    typeset.Sans, HeadRole: typeset.SansBold, MinRow: 10,
//	})
//	pdf, report, err := doc.PDF(ctx)
//
// For official papers NewOfficial gives the parts of GB/T 9704: Title, Heading,
// Body, Caption, Table, Picture, Signature and Annex.
//
// All text goes through one door. It is broken by UAX #14 and 避头尾; any string
// is allowed and nothing of it is lost; characters above U+FFFF are drawn,
// copied and searched like others; what no font has is drawn as 〓 and named in
// the Report.
package typeset
