// Package own makes the papers of the program itself, which are of no event: the
// printed guide and the recovery code.
package own

import (
	"bytes"
	"context"
	"image/png"
	"io"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"openday/app"
	"openday/app/guide"
	"openday/app/paper"
	"openday/app/paper/typeset"
)

// GuideName is what the file of the printed guide is called.
const GuideName = guide.Title + ".pdf"

// guidePixels is how many pixels of the guide's pictures are a millimetre on
// paper: they are 1.5 times as fine as a window at 96 pixels an inch, and paper
// shows the window somewhat smaller.
const guidePixels = 1.5 * 96 / 25.4 / 0.72

// guideWidest is how wide a picture of the guide is at most, mm: text and two
// pictures are to find room on a page.
const guideWidest = 132

// The letters of the printed guide.
var (
	guideTitle   = typeset.Style{Role: typeset.XiaoBiaoSong, Size: 22, Align: typeset.Center, Before: 20, After: 4}
	guideEdition = typeset.Style{Role: typeset.KaiTi, Size: 12, Align: typeset.Center, After: 10}
	guideChapter = typeset.Style{Role: typeset.HeiTi, Size: 16, Before: 7, After: 2, Keep: true}
	guideSection = typeset.Style{Role: typeset.KaiTi, Size: 14, Before: 3.5, After: 1.5, Keep: true}
	guideBody    = typeset.Style{Role: typeset.FangSong, Size: 12, Align: typeset.Justify, First: 2, After: 1}
	guideItem    = typeset.Style{Role: typeset.FangSong, Size: 12, Align: typeset.Justify, Indent: 3.5, First: -1.5, After: 1}
	guideNote    = typeset.Style{Role: typeset.KaiTi, Size: 12, Align: typeset.Justify, Indent: 2, Before: 1, After: 2}
	guideCaption = typeset.Style{Role: typeset.KaiTi, Size: 10.5, Align: typeset.Center, After: 2}
)

// Guide writes the user's guide, with its pictures and the page of each chapter.
// version names the program's. The error is the context's, the writer's, or a
// sentence for the person.
func Guide(ctx context.Context, w io.Writer, chapters []guide.Chapter, version string, at time.Time) (paper.Report, error) {
	var report paper.Report
	// Laid out twice: how long the contents are does not hang on the numbers in it.
	pages, err := guideDocument(chapters, version, at, nil).Anchors(ctx)
	if err != nil {
		return report, paper.NotMade(ctx, err)
	}
	return report, report.Finish(ctx, w, guideDocument(chapters, version, at, pages))
}

func guideDocument(chapters []guide.Chapter, version string, at time.Time, pages map[string]int) *typeset.Document {
	page := typeset.OfficialPage()
	page.Grid = 0 // pictures of any height stand between the lines
	doc := typeset.New(typeset.Options{Title: guide.Title, Created: at, Page: page})
	doc.Text(guideTitle, guide.Title)
	doc.Text(guideEdition, "程序版本 "+version+"　"+app.LongDate(at)+"印")
	contents := typeset.Table{
		Columns: []typeset.Column{{Title: "章", Width: 46}, {Title: "内容"}, {Title: "页码", Width: 16, Align: typeset.Center}},
		Role:    typeset.Serif, HeadRole: typeset.HeiTi, Size: 10.5, MinRow: 8,
	}
	for i, c := range chapters {
		var sections []string
		for _, s := range c.Sections {
			if s.Title != "" {
				sections = append(sections, s.Title)
			}
		}
		contents.Rows = append(contents.Rows, typeset.Cells(chapterTitle(i, c), strings.Join(sections, " · "), strconv.Itoa(pages[c.ID])))
	}
	doc.Table(contents)
	doc.NewPage()
	for i, c := range chapters {
		doc.Anchor(c.ID)
		doc.Text(guideChapter, chapterTitle(i, c))
		for _, s := range c.Sections {
			if s.Title != "" {
				doc.Text(guideSection, s.Title)
			}
			for _, b := range s.Blocks {
				guideBlock(doc, b)
			}
		}
	}
	return doc
}

func chapterTitle(i int, c guide.Chapter) string { return typeset.ChineseNumber(i+1) + "、" + c.Title }

func guideBlock(doc *typeset.Document, b guide.Block) {
	switch b.Kind {
	case guide.Paragraph:
		doc.Spans(guideBody, guideSpans(guideBody, b.Spans)...)
	case guide.Item:
		sign := "· "
		if b.Number > 0 {
			sign = strconv.Itoa(b.Number) + ". "
		}
		doc.Spans(guideItem, append([]typeset.Span{{Text: sign, Role: guideItem.Role}}, guideSpans(guideItem, b.Spans)...)...)
	case guide.Note:
		spans := append([]typeset.Span{{Text: "提示：", Role: typeset.HeiTi}}, guideSpans(guideNote, b.Spans)...)
		doc.Spans(guideNote, spans...)
	case guide.Picture:
		doc.Picture(b.Image, pictureWidth(b.Image), b.Caption, guideCaption)
	case guide.Table:
		t := typeset.Table{Role: typeset.Serif, HeadRole: typeset.HeiTi, Size: 10.5, MinRow: 7, Whole: len(b.Rows) < 12}
		for i, title := range b.Rows[0] {
			c := typeset.Column{Title: title}
			switch {
			case len(b.Rows[0]) > 2: // as wide as its texts want
				for _, row := range b.Rows {
					c.Share = max(c.Share, float64(min(utf8.RuneCountInString(row[i]), 20)))
				}
			case i == 0:
				c.Width = 56
			}
			t.Columns = append(t.Columns, c)
		}
		for _, row := range b.Rows[1:] {
			t.Rows = append(t.Rows, typeset.Cells(row...))
		}
		doc.Table(t)
		doc.Space(2)
	}
}

// guideSpans returns text in the letters of a style, what is bold in 黑体.
func guideSpans(s typeset.Style, spans []guide.Span) []typeset.Span {
	all := make([]typeset.Span, len(spans))
	for i, span := range spans {
		all[i] = typeset.Span{Text: span.Text, Role: s.Role}
		if span.Bold {
			all[i].Role = typeset.HeiTi
		}
	}
	return all
}

// pictureWidth is how wide a picture of the guide stands on paper, mm; one that
// cannot be read has none, and setting it says so.
func pictureWidth(file []byte) float64 {
	c, err := png.DecodeConfig(bytes.NewReader(file))
	if err != nil {
		return 0
	}
	return min(float64(c.Width)/guidePixels, guideWidest)
}
