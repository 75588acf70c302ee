package own

import (
	"bytes"
	"context"
	"strconv"
	"strings"
	"testing"
	"time"

	"openday/app"
	"openday/app/guide"
	"openday/app/printer"
)

func TestTheGuideIsPrintedWithThePageOfEachChapter(t *testing.T) {
	chapters, err := guide.Chapters(guide.Told{Menus: []guide.Menu{{Title: "文件", Entries: []guide.Entry{{Label: "备份…", Key: "Ctrl+Shift+B"}}}}, Steps: app.TransitionRows()})
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	report, err := Guide(context.Background(), &out, chapters, "0.1.0 (1)", time.Date(2026, 11, 24, 9, 0, 0, 0, app.Zone))
	if err != nil || len(report.Missing) > 0 {
		t.Fatalf("%+v, %v", report, err)
	}
	doc, err := printer.Open(context.Background(), out.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	defer doc.Close()
	pages := make([]string, report.Pages+1)
	for n := 1; n <= report.Pages; n++ {
		if pages[n], err = doc.Text(n); err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(pages[n], "— "+strconv.Itoa(n)+" —") {
			t.Errorf("page %d has no number:\n%s", n, pages[n])
		}
	}
	for _, want := range []string{guide.Title, "0.1.0 (1)", "2026年11月24日"} {
		if !strings.Contains(pages[1], want) {
			t.Errorf("the first page does not say %q:\n%s", want, pages[1])
		}
	}
	at := guideDocument(chapters, "", time.Time{}, nil)
	anchors, err := at.Anchors(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	for i, c := range chapters {
		title := chapterTitle(i, c)
		n := anchors[c.ID]
		if n < 2 || n > report.Pages || !strings.Contains(pages[n], title) {
			t.Errorf("%q is not on page %d, which the contents name", title, n)
		}
		_, after, _ := strings.Cut(pages[1], title)
		if !strings.Contains(after, strconv.Itoa(n)) {
			t.Errorf("the contents do not name page %d for %q:\n%s", n, title, pages[1])
		}
	}
	if !strings.Contains(pages[report.Pages], "Ctrl+Shift+B") {
		t.Errorf("the last page has no keys:\n%s", pages[report.Pages])
	}
}

func TestNoHeadingOfTheGuideIsTheLastLineOfAPage(t *testing.T) {
	c := guide.Chapter{ID: "a", Title: "甲"}
	for n := range 80 {
		s := guide.Section{Title: "第" + strconv.Itoa(n) + "节", Blocks: []guide.Block{{Kind: guide.Table, Rows: [][]string{{"命令", "按键"}, {"备份…", "Ctrl+B"}}}}}
		for range n * n % 11 {
			s.Blocks = append(s.Blocks, guide.Block{Spans: []guide.Span{{Text: "一行字。"}}})
		}
		c.Sections = append(c.Sections, s)
	}
	var out bytes.Buffer
	report, err := Guide(context.Background(), &out, []guide.Chapter{c}, "", time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	doc, err := printer.Open(context.Background(), out.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	defer doc.Close()
	for n := 2; n <= report.Pages; n++ {
		text, err := doc.Text(n)
		if err != nil {
			t.Fatal(err)
		}
		lines := strings.Fields(strings.ReplaceAll(text, "— "+strconv.Itoa(n)+" —", ""))
		if last := lines[len(lines)-1]; strings.HasPrefix(last, "第") {
			t.Errorf("page %d ends with %q", n, last)
		}
	}
}

func TestAGuideWithABrokenPictureIsNotWritten(t *testing.T) {
	var out bytes.Buffer
	broken := []guide.Chapter{{ID: "a", Title: "甲", Sections: []guide.Section{{Blocks: []guide.Block{{Kind: guide.Picture, Image: []byte("x")}}}}}}
	if _, err := Guide(context.Background(), &out, broken, "", time.Time{}); app.CodeOf(err) != app.CodeInternal || out.Len() > 0 {
		t.Errorf("%d bytes are written, %v", out.Len(), err)
	}
}
