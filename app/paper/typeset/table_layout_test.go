package typeset

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// laidOut lays tables out one below the other, on pages of 180 × 264 mm without
// page numbers.
func laidOut(t *testing.T, tables ...Table) (*Document, *flow) {
	t.Helper()
	page := Plain(false)
	page.Marks = nil
	doc := New(Options{Fonts: Bundled(), Page: page})
	for _, table := range tables {
		doc.Table(table)
	}
	f, err := doc.layout(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	return doc, f
}

// runText returns what a piece of text on a page says.
func runText(doc *Document, run textRun) string {
	var out strings.Builder
	for _, code := range run.codes {
		out.WriteRune(doc.glyphs.fonts[run.font].runes[uint16(code)])
	}
	return out.String()
}

// said returns the texts of each page, a page in a line.
func said(doc *Document, f *flow) []string {
	var pages []string
	for _, s := range f.pages {
		var texts []string
		for _, run := range s.texts {
			texts = append(texts, runText(doc, run))
		}
		pages = append(pages, strings.Join(texts, " "))
	}
	return pages
}

// standing returns all that stands on a page, in tenths of a millimetre: borders, and
// texts by the middle of their line.
func standing(doc *Document, s *sheet) []string {
	tenth := func(v float64) int { return int(math.Round(v * 10)) }
	var all []string
	for _, r := range s.rules {
		all = append(all, fmt.Sprintf("border %d,%d–%d,%d %d", tenth(r.x1), tenth(r.y1), tenth(r.x2), tenth(r.y2), tenth(r.thickness)))
	}
	for _, run := range s.texts {
		all = append(all, fmt.Sprintf("%s %d,%d", runText(doc, run), tenth(run.x), tenth(run.y-baseline*run.size*mm)))
	}
	slices.Sort(all)
	return all
}

// ruled is a table whose rows are 10 mm high, with lines of 5 mm.
func ruled(columns []Column, rows ...Row) Table {
	return Table{Columns: columns, Rows: rows, Size: 10 / mm / 4, Pitch: 5, Padding: 2, Line: 0.2, MinRow: 10} // letters of 2.5 mm
}

// numbered are rows that say their numbers.
func numbered(from, to int) []Row {
	var rows []Row
	for n := from; n <= to; n++ {
		rows = append(rows, Cells(fmt.Sprint(n)))
	}
	return rows
}

// numbers writes the numbers of such rows.
func numbers(from, to int) string {
	var all []string
	for n := from; n <= to; n++ {
		all = append(all, fmt.Sprint(n))
	}
	return strings.Join(all, " ")
}

func TestBordersAndTextsOfATable(t *testing.T) {
	thirds := []Column{{Width: 60}, {Width: 60, Align: Center}, {Width: 60, Align: Right}}
	doc, f := laidOut(t, ruled(thirds,
		Cells("甲", "乙", "丙", "多余"),
		Row{Cells: []Cell{{Text: "合计", Span: 2, Align: Right}, {Text: "廿", Align: Left}}},
		Row{},
		Row{Cells: []Cell{{}, {Text: "一二\n三四", Span: 9}}},
		Group("群众"),
		Cells("丁"),
	))
	if len(f.pages) != 1 {
		t.Fatalf("%d pages", len(f.pages))
	}
	want := []string{
		// Across, the row of two lines being 14 mm high.
		"border 150,150–1950,150 2", "border 150,250–1950,250 2", "border 150,350–1950,350 2", "border 150,450–1950,450 2", "border 150,590–1950,590 2", "border 150,690–1950,690 2", "border 150,790–1950,790 2",
		// Down, not through what covers several columns.
		"border 150,150–150,790 2", "border 1950,150–1950,790 2",
		"border 750,150–750,250 2", "border 750,350–750,590 2", "border 750,690–750,790 2",
		"border 1350,150–1350,450 2", "border 1350,690–1350,790 2",
		// Letters are 2.5 mm wide, 2 mm from the borders, in the middle of the row.
		"甲 170,200", "乙 1038,200", "丙 1905,200",
		"合计 1280,300", "廿 1370,300",
		"一二 1325,495", "三四 1325,545", // in the middle of 75 to 195
		"群众 170,640",
		"丁 170,740",
	}
	slices.Sort(want)
	if diff := cmp.Diff(want, standing(doc, f.pages[0])); diff != "" {
		t.Error(diff)
	}
}

func TestTheMeasuresOfATable(t *testing.T) {
	usual := Table{MinRow: 9}.Measured()
	if usual.Size != 10.5 || !near(usual.Pitch, 1.3*10.5*mm, 1e-9) || usual.Padding != 1.2 || usual.Line != 0.15 || usual.MinHead != 9 || usual.MinRow != 9 {
		t.Errorf("%+v", usual)
	}
	own := Table{Size: 12, Pitch: 6, Padding: 2, Line: 0.3, MinHead: 8, MinRow: 9}
	if got := own.Measured(); !cmp.Equal(got, own) {
		t.Errorf("%+v", got)
	}
	if got := (Table{Size: 12}).Measured().Pitch; !near(got, 1.3*12*mm, 1e-9) {
		t.Errorf("pitch %v", got)
	}
	edges := Table{Columns: []Column{{Width: 175}, {}}, Size: 10.5, Padding: 1.2}.Edges(180)
	if narrowest := 2*1.2 + 10.5*mm; !near(edges[2]-edges[1], narrowest*180/(175+narrowest), 1e-9) || !near(edges[2], 180, 1e-9) {
		t.Errorf("the narrowest column: %v", edges)
	}
	for name, c := range map[string]struct {
		columns []Column
		there   bool
	}{"none": {nil, false}, "no titles": {make([]Column, 2), false}, "one title": {[]Column{{}, {Title: "姓名", Align: Right}, {}}, true}} {
		row, there := Table{Columns: c.columns}.Header()
		if there != c.there || len(row.Cells) != len(c.columns) || row.Group {
			t.Errorf("%s: %+v %v", name, row, there)
		}
		for i, cell := range row.Cells {
			if want := (Cell{Text: c.columns[i].Title, Align: Center, Bold: true}); cell != want {
				t.Errorf("%s: title %+v", name, cell)
			}
		}
	}
}

func TestTheWidthsOfColumns(t *testing.T) {
	for name, c := range map[string]struct {
		columns []Column
		want    []float64
	}{
		"none":                              {nil, []float64{0}},
		"fixed, as wide as the text":        {[]Column{{Width: 60}, {Width: 40}}, []float64{0, 60, 100}},
		"fixed, less wide":                  {[]Column{{Width: 30}, {Width: 20}}, []float64{0, 60, 100}},
		"fixed, wider":                      {[]Column{{Width: 120}, {Width: 80}}, []float64{0, 60, 100}},
		"what is left by weight":            {[]Column{{Width: 20}, {}, {Share: 3}}, []float64{0, 20, 40, 100}},
		"weights below one":                 {[]Column{{Share: 0.5}, {Share: 1.5}}, []float64{0, 25, 100}},
		"no less than ten each, just left":  {[]Column{{Width: 80}, {}, {}}, []float64{0, 80, 90, 100}},
		"no less than ten each, all scaled": {[]Column{{Width: 105}, {}, {}}, []float64{0, 84, 92, 100}},
		"below nothing is a share":          {[]Column{{Width: -5}, {Width: 50}}, []float64{0, 50, 100}},
		"a hair wide":                       {[]Column{{Width: 1}, {}}, []float64{0, 1, 100}},
		"fixed, a hair wide together":       {[]Column{{Width: 0.5}, {Width: 0.5}}, []float64{0, 50, 100}},
		"shares alone":                      {[]Column{{}, {}}, []float64{0, 50, 100}},
	} {
		got := columnEdges(c.columns, 100, 10)
		if len(got) != len(c.want) {
			t.Errorf("%s: %v", name, got)
			continue
		}
		for i, want := range c.want {
			if !near(got[i], want, 1e-9) {
				t.Errorf("%s: %v, want %v", name, got, c.want)
				break
			}
		}
	}
	placed := Table{Columns: []Column{{Align: Right}, {}, {}}}
	for name, c := range map[string]struct {
		row  Row
		want string
	}{
		"plain":            {Cells("a", "b", "c"), "a0-1 b1-2 c2-3"},
		"beyond the last":  {Cells("a", "b", "c", "d"), "a0-1 b1-2 c2-3"},
		"fewer":            {Cells("a"), "a0-1"},
		"none":             {Row{}, ""},
		"spans":            {Row{Cells: []Cell{{Text: "a", Span: 2}, {Text: "b"}}}, "a0-2 b2-3"},
		"a span of one":    {Row{Cells: []Cell{{Text: "a", Span: 1}, {Text: "b", Span: -1}}}, "a0-1 b1-2"},
		"beyond the table": {Row{Cells: []Cell{{Text: "a"}, {Text: "b", Span: 9}, {Text: "c"}}}, "a0-1 b1-3"},
		"a group":          {Row{Group: true, Cells: []Cell{{Text: "a"}, {Text: "b"}}}, "a0-3"},
	} {
		var got []string
		for _, p := range placed.Placed(c.row) {
			got = append(got, fmt.Sprintf("%s%d-%d", p.Text, p.From, p.To))
			if p.Bold != c.row.Group || (p.Align == Right) != (p.From == 0 && !c.row.Group) {
				t.Errorf("%s: %+v", name, p)
			}
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("%s: %s, want %s", name, s, c.want)
		}
	}
}

func TestWhereTablesTurnThePage(t *testing.T) {
	column := []Column{{}}
	titled := []Column{{Title: "头"}}
	foot := func(onPage, sofar int) string { return fmt.Sprintf("%d/%d", onPage, sofar) }
	with := func(table Table, change func(*Table)) Table { change(&table); return table }
	group := func(text string) Row { return Group(text) }
	for name, c := range map[string]struct {
		tables []Table
		want   []string
	}{
		"26 rows fill a page": {[]Table{ruled(column, numbered(1, 27)...)}, []string{numbers(1, 26), "27"}},
		"26 rows alone":       {[]Table{ruled(column, numbered(1, 26)...)}, []string{numbers(1, 26)}},
		"25 with a header":    {[]Table{ruled(titled, numbered(1, 26)...)}, []string{"头 " + numbers(1, 25), "头 26"}},
		"a high header":       {[]Table{with(ruled(titled, numbered(1, 26)...), func(t *Table) { t.MinHead = 24 })}, []string{"头 " + numbers(1, 24), "头 25 26"}},
		"25 with a foot": {[]Table{with(ruled(column, append(append([]Row{group("甲")}, numbered(1, 24)...), numbered(25, 27)...)...), func(t *Table) { t.Foot = foot })},
			[]string{"甲 " + numbers(1, 24) + " 24/24", "25 26 27 3/27"}},
		"a foot that just fits":                       {[]Table{with(ruled(column, numbered(1, 26)...), func(t *Table) { t.Foot, t.Pitch, t.Padding = foot, 2, 1 })}, []string{numbers(1, 26) + " 26/26"}},
		"a foot of two lines":                         {[]Table{with(ruled(column, numbered(1, 2)...), func(t *Table) { t.Foot = func(int, int) string { return "一\n二" } })}, []string{"1 2 一"}},
		"an empty foot":                               {[]Table{with(ruled(column, numbered(1, 2)...), func(t *Table) { t.Foot = func(int, int) string { return "" } })}, []string{"1 2"}},
		"no rows":                                     {[]Table{with(ruled(titled), func(t *Table) { t.Foot = foot })}, []string{"头 0/0"}},
		"a second table, its first row fits":          {[]Table{ruled(column, numbered(1, 25)...), ruled(column, Cells("a"), Cells("b"))}, []string{numbers(1, 25) + " a", "b"}},
		"its header and first row do not":             {[]Table{ruled(column, numbered(1, 25)...), ruled(titled, Cells("a"), Cells("b"))}, []string{numbers(1, 25), "头 a b"}},
		"header and first row just do":                {[]Table{ruled(column, numbered(1, 24)...), ruled(titled, Cells("a"), Cells("b"))}, []string{numbers(1, 24) + " 头 a", "头 b"}},
		"its groups and the row below them do not":    {[]Table{ruled(column, numbered(1, 24)...), ruled(column, group("甲"), group("乙"), Cells("a"))}, []string{numbers(1, 24), "甲 乙 a"}},
		"they just do":                                {[]Table{ruled(column, numbered(1, 23)...), ruled(column, group("甲"), group("乙"), Cells("a"))}, []string{numbers(1, 23) + " 甲 乙 a"}},
		"its first row and foot do not":               {[]Table{ruled(column, numbered(1, 25)...), with(ruled(column, Cells("a")), func(t *Table) { t.Foot = foot })}, []string{numbers(1, 25), "a 1/1"}},
		"a group in the last row":                     {[]Table{ruled(column, append(numbered(1, 25), group("甲"), Cells("a"))...)}, []string{numbers(1, 25), "甲 a"}},
		"a group in the last row but one":             {[]Table{ruled(column, append(numbered(1, 24), group("甲"), Cells("a"))...)}, []string{numbers(1, 24) + " 甲 a"}},
		"two groups there":                            {[]Table{ruled(column, append(numbered(1, 24), group("甲"), group("乙"), Cells("a"))...)}, []string{numbers(1, 24), "甲 乙 a"}},
		"two groups before it":                        {[]Table{ruled(column, append(numbered(1, 23), group("甲"), group("乙"), Cells("a"), Cells("b"))...)}, []string{numbers(1, 23) + " 甲 乙 a", "b"}},
		"groups alone":                                {[]Table{ruled(column, append(numbered(1, 25), group("甲"))...)}, []string{numbers(1, 25) + " 甲"}},
		"whole, and it fits":                          {[]Table{ruled(column, numbered(1, 23)...), with(ruled(column, Cells("a"), Cells("b"), Cells("c")), func(t *Table) { t.Whole = true })}, []string{numbers(1, 23) + " a b c"}},
		"whole, and it does not":                      {[]Table{ruled(column, numbered(1, 24)...), with(ruled(column, Cells("a"), Cells("b"), Cells("c")), func(t *Table) { t.Whole = true })}, []string{numbers(1, 24), "a b c"}},
		"whole with header and foot, and it does not": {[]Table{ruled(column, numbered(1, 23)...), with(ruled(titled, Cells("a"), Cells("b")), func(t *Table) { t.Whole, t.Foot = true, foot })}, []string{numbers(1, 23), "头 a b 2/2"}},
		"whole with header and foot, and it fits":     {[]Table{ruled(column, numbered(1, 22)...), with(ruled(titled, Cells("a"), Cells("b")), func(t *Table) { t.Whole, t.Foot = true, foot })}, []string{numbers(1, 22) + " 头 a b 2/2"}},
		"whole, as long as a page":                    {[]Table{ruled(column, numbered(1, 1)...), with(ruled(column, numbered(2, 27)...), func(t *Table) { t.Whole = true })}, []string{"1", numbers(2, 27)}},
		"whole, longer than a page":                   {[]Table{ruled(column, numbered(1, 1)...), with(ruled(column, numbered(2, 28)...), func(t *Table) { t.Whole = true })}, []string{numbers(1, 26), "27 28"}},
	} {
		doc, f := laidOut(t, c.tables...)
		if diff := cmp.Diff(c.want, said(doc, f)); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

func TestRowsTallerThanAPage(t *testing.T) {
	column := []Column{{Width: 90}, {}}
	lines := func(n int) string { return strings.TrimSuffix(strings.Repeat("行\n", n), "\n") }
	count := func(doc *Document, f *flow) string {
		var all []string
		for _, page := range said(doc, f) {
			rest := strings.Join(strings.Fields(strings.ReplaceAll(page, "行", "")), " ")
			all = append(all, strings.TrimSpace(fmt.Sprintf("%d %s", strings.Count(page, "行"), rest)))
		}
		return strings.Join(all, " | ")
	}
	tall := func(table Table, change func(*Table)) Table { change(&table); return table }
	foot := func(onPage, sofar int) string { return fmt.Sprintf("%d/%d", onPage, sofar) }
	for name, c := range map[string]struct {
		tables []Table
		want   string
	}{
		// 264 mm hold 52 lines of 5 mm with 2 mm above and below.
		"as tall as a page":            {[]Table{ruled(column, Cells(lines(52), "短"))}, "52 短"},
		"a line more":                  {[]Table{ruled(column, Cells(lines(53), "短"))}, "52 短 | 1"},
		"over three pages":             {[]Table{ruled(column, Cells(lines(110)))}, "52 | 52 | 6"},
		"with a header":                {[]Table{ruled([]Column{{Title: "头"}}, Cells(lines(110)))}, "50 头 | 50 头 | 10 头"},
		"with a foot":                  {[]Table{tall(ruled(column, Cells(lines(110))), func(t *Table) { t.Foot = foot })}, "50 1/1 | 50 0/1 | 10 0/1"},
		"just too tall for a header":   {[]Table{ruled([]Column{{Title: "头"}}, Cells(lines(51)))}, "50 头 | 1 头"},
		"just too tall for a foot":     {[]Table{tall(ruled(column, Cells(lines(51))), func(t *Table) { t.Foot = foot })}, "50 1/1 | 1 0/1"},
		"a header that leaves no room": {[]Table{tall(ruled([]Column{{Title: "头"}}, Cells(lines(5))), func(t *Table) { t.MinHead = 250 })}, "2 头 | 2 头 | 1 头"},
		"below other rows":             {[]Table{ruled(column, append(numbered(1, 10), Cells(lines(60)))...)}, "32 " + numbers(1, 10) + " | 28"},
		"where three lines fit":        {[]Table{ruled(column, append(numbered(1, 24), Cells(lines(60)))...)}, "4 " + numbers(1, 24) + " | 52 | 4"},
		"where just three lines fit":   {[]Table{ruled(column, append(numbered(1, 23), Cells("a\nb"), Cells(lines(60)))...)}, "3 " + numbers(1, 23) + " a b | 52 | 5"},
		"where three lines nearly fit": {[]Table{ruled(column, append(numbered(1, 19), Cells("a\nb"), Cells("a\nb"), Cells("a\nb"), Cells("a\nb"), Cells(lines(60)))...)}, "0 " + numbers(1, 19) + " a b a b a b a b | 52 | 8"},
		"where two lines fit":          {[]Table{ruled(column, append(numbered(1, 25), Cells(lines(60)))...)}, "0 " + numbers(1, 25) + " | 52 | 8"},
		"and a row behind it":          {[]Table{ruled(column, Cells(lines(60)), Cells("尾"))}, "52 | 8 尾"},
		"behind a group, no room":      {[]Table{ruled(column, append(numbered(1, 24), Group("甲"), Cells(lines(60)))...)}, "0 " + numbers(1, 24) + " | 50 甲 | 10"},
		"a tall one behind it":         {[]Table{ruled(column, Cells(lines(60)), Cells(lines(60)))}, "52 | 51 | 17"},
		"the first of a second":        {[]Table{ruled(column, numbered(1, 24)...), ruled(column, Cells(lines(60)))}, "4 " + numbers(1, 24) + " | 52 | 4"},
		"where it does not begin":      {[]Table{ruled(column, numbered(1, 25)...), ruled(column, Cells(lines(60)))}, "0 " + numbers(1, 25) + " | 52 | 8"},
	} {
		doc, f := laidOut(t, c.tables...)
		if got := count(doc, f); got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
		for n, s := range f.pages {
			for _, r := range s.rules {
				if bottom := s.page.Height() - s.page.Bottom + 0.01; r.y2 > bottom {
					t.Errorf("%s: page %d: a border at %.2f mm", name, n+1, r.y2)
				}
			}
		}
	}
	// What fits on a page stands in the middle of its row; what is broken begins at
	// its top, and so does what stands beside it.
	doc, f := laidOut(t, ruled(column, Cells(lines(53), "短")))
	all := standing(doc, f.pages[0])
	if !slices.Contains(all, "短 1070,195") || !slices.Contains(all, "border 150,2790–1950,2790 2") {
		t.Errorf("beside a broken cell: %q", all[len(all)-3:])
	}
	second := standing(doc, f.pages[1])
	if !slices.Contains(second, "行 170,195") || !slices.Contains(second, "border 150,240–1950,240 2") || !slices.Contains(second, "border 1050,150–1050,240 2") {
		t.Errorf("its last line: %q", second)
	}
}

// A line has a length, so none is drawn where the first row covers an edge; the
// line below the rows has a row of its own.
func TestBordersOfAFirstGroupAndAFoot(t *testing.T) {
	table := ruled([]Column{{Width: 60}, {Width: 120}}, Group("甲"), Cells("乙"))
	table.Foot = func(int, int) string { return "共" }
	doc, f := laidOut(t, table)
	want := []string{
		"border 150,150–1950,150 2", "border 150,250–1950,250 2", "border 150,350–1950,350 2", "border 150,440–1950,440 2", // 9 mm for a line with 2 mm above and below
		"border 150,150–150,440 2", "border 1950,150–1950,440 2", "border 750,250–750,350 2",
		"甲 170,200", "乙 170,300", "共 170,395",
	}
	slices.Sort(want)
	if diff := cmp.Diff(want, standing(doc, f.pages[0])); diff != "" {
		t.Error(diff)
	}
}

// A row to write in may be as high as the page; it is not broken.
func TestARowAsHighAsThePage(t *testing.T) {
	table := ruled([]Column{{}}, Cells("甲"))
	table.MinRow = 264
	doc, f := laidOut(t, table)
	want := []string{"border 150,150–150,2790 2", "border 1950,150–1950,2790 2", "border 150,150–1950,150 2", "border 150,2790–1950,2790 2", "甲 170,1470"}
	slices.Sort(want)
	if diff := cmp.Diff(want, standing(doc, f.pages[0])); diff != "" || len(f.pages) != 1 {
		t.Errorf("%d pages: %s", len(f.pages), diff)
	}
}

func TestALongTableCanBeCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	doc := New(Options{Fonts: Bundled(), Page: Plain(false)})
	doc.Table(ruled([]Column{{}}, numbered(1, 3)...))
	if _, err := doc.layout(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
	block := &tableBlock{Table: ruled([]Column{{}}, numbered(1, 3)...).Measured()}
	f := &flow{doc: doc, ctx: ctx, page: Plain(false)}
	f.turn()
	if err := block.prepare(f); err != nil {
		t.Fatal(err)
	}
	if err := block.place(f); !errors.Is(err, context.Canceled) {
		t.Errorf("in the table itself: %v", err)
	}
}

// A cell has room between its borders less the padding, though at least for a
// letter, and bold cells have the header's letters.
func TestTheRoomOfACell(t *testing.T) {
	table := ruled([]Column{{Width: 60}, {Width: 115}, {Width: 5}}, Row{Cells: []Cell{{Text: strings.Repeat("甲", 23)}, {Text: strings.Repeat("乙", 45), Bold: true}, {Text: "丙丙"}}})
	table.HeadRole = Sans
	letters := func(table Table) (all []string, faces map[string]*face) {
		doc, f := laidOut(t, table)
		faces = map[string]*face{}
		for _, run := range f.pages[0].texts {
			text := []rune(runText(doc, run))
			all = append(all, fmt.Sprintf("%c%d", text[0], len(text)))
			faces[string(text[0])] = doc.glyphs.fonts[run.font].face
		}
		return all, faces
	}
	got, faces := letters(table)
	// 56 mm hold 22 letters of 2.5 mm, 111 mm hold 44, and 1 mm has to hold one.
	if want := []string{"甲22", "甲1", "乙44", "乙1", "丙1", "丙1"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	table.Role = Sans
	_, sans := letters(table)
	if faces["乙"] != sans["甲"] || faces["甲"] == sans["甲"] {
		t.Error("the bold cell is not in the header's letters, or the others are")
	}
}
