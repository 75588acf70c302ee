package before

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"openday/app"
	"openday/app/paper"
	"openday/app/paper/papertest"
)

func badges(t testing.TB, d app.Dossier, o BadgeOptions) *papertest.Made {
	t.Helper()
	var out bytes.Buffer
	report, err := Badges(t.Context(), &out, d, o, papertest.November)
	if err != nil {
		t.Fatal(err)
	}
	return papertest.Read(t, out.Bytes(), report)
}

// The makers give these measures of their sheets: first label from the left and
// the top, and from one label to the next, mm.
func TestGeometryOfTheStocks(t *testing.T) {
	for stock, want := range map[Stock]Geometry{
		StockCard90x54:  {2, 5, 90, 54, 15, 13.5, 90, 54, true},
		StockCard85x54:  {2, 5, 85.5, 54, 19.5, 13.5, 85.5, 54, true},
		StockCard100x70: {2, 4, 100, 70, 5, 8.5, 100, 70, true},
		StockL4785:      {2, 5, 80, 50, 17.5, 13.5, 95, 55, false},
		StockL7160:      {3, 7, 63.5, 38.1, 7.25, 15.15, 66, 38.1, false},
		StockL7161:      {3, 6, 63.5, 46.6, 7.25, 8.7, 66, 46.6, false},
		StockL7163:      {2, 7, 99.1, 38.1, 4.65, 15.15, 101.6, 38.1, false},
		StockL7164:      {3, 4, 63.5, 72, 7.25, 4.5, 66, 72, false},
		StockL7165:      {2, 4, 99.1, 67.7, 4.65, 13.1, 101.6, 67.7, false},
		StockLabels8:    {2, 4, 105, 74.25, 0, 0, 105, 74.25, false},
		StockLabels24:   {3, 8, 70, 37.125, 0, 0, 70, 37.125, false},
	} {
		g, ok := stock.Geometry()
		same := ok && g.Columns == want.Columns && g.Rows == want.Rows && g.Cut == want.Cut
		for _, p := range [][2]float64{{g.Width, want.Width}, {g.Height, want.Height}, {g.Left, want.Left}, {g.Top, want.Top}, {g.PitchX, want.PitchX}, {g.PitchY, want.PitchY}} {
			same = same && papertest.Near(p[0], p[1], 0.001)
		}
		if !same {
			t.Errorf("%s: %+v, want %+v", stock, g, want)
		}
	}
	for _, s := range Stocks {
		g, ok := s.Code.Geometry()
		if !ok {
			t.Errorf("%s has no geometry", s.Code)
			continue
		}
		last := g.place(g.PerSheet() - 1)
		if g.Left < 0 || g.Top < 0 || last.X+last.W > 210.001 || last.Y+last.H > 297.001 || g.PitchX < g.Width || g.PitchY < g.Height {
			t.Errorf("%s is not on an A4 sheet: %+v", s.Code, g)
		}
		if !strings.Contains(s.Chinese, fmt.Sprintf("%d", g.PerSheet())) || !strings.Contains(s.English, fmt.Sprintf("%d", g.PerSheet())) {
			t.Errorf("%s holds %d; its names say otherwise", s.Code, g.PerSheet())
		}
	}
	if _, ok := Stock("L1").Geometry(); ok {
		t.Error("L1 is a stock")
	}
}

func TestCutMarks(t *testing.T) {
	d := papertest.Gathering(papertest.Person("王玉梅", "", ""))
	for _, s := range Stocks {
		g, _ := s.Code.Geometry()
		o := DefaultBadgeOptions()
		o.Stock = s.Code
		m := badges(t, d, o)
		if !g.Cut {
			// Stretches in the margin or, on sheets without one, at a label's edge.
			if got := m.Lines(t, 1, true, 0.2, 0.8); len(got) > 0 {
				t.Errorf("%s has cut marks at %.2f", s.Code, got)
			}
			continue
		}
		var across, down []float64
		for i := range g.Columns + 1 {
			across = append(across, g.Left+float64(i)*g.Width)
		}
		for i := range g.Rows + 1 {
			down = append(down, g.Top+float64(i)*g.Height)
		}
		bottom := down[g.Rows]
		right := across[g.Columns]
		for what, c := range map[string][2][]float64{
			"top":    {m.Lines(t, 1, true, g.Top-4, g.Top-1.5), across},
			"bottom": {m.Lines(t, 1, true, bottom+1.5, bottom+4), across},
			"left":   {m.Lines(t, 1, false, g.Left-4, g.Left-1.5), down},
			"right":  {m.Lines(t, 1, false, right+1.5, right+4), down},
		} {
			same := slices.EqualFunc(c[0], c[1], func(a, b float64) bool { return papertest.Near(a, b, 0.2) })
			if !same {
				t.Errorf("%s: marks at the %s at %.2f, want %.2f", s.Code, what, c[0], c[1])
			}
		}
		// None of them goes into a badge.
		if got := m.Lines(t, 1, true, g.Top-0.5, g.Top+1); len(got) > 0 {
			t.Errorf("%s: lines inside at %.2f", s.Code, got)
		}
	}
}

func TestBadgesStandInTheirPlaces(t *testing.T) {
	d := papertest.Gathering()
	for i := range 25 {
		d.Invitees = append(d.Invitees, papertest.Person(fmt.Sprintf("第%c人", '甲'+i), "和平社区居民委员会", "群众代表"))
	}
	for _, s := range Stocks {
		g, _ := s.Code.Geometry()
		o := DefaultBadgeOptions()
		o.Stock, o.Line, o.Start = s.Code, LineBoth, 3
		m := badges(t, d, o)
		if want := (25 + 2 + g.PerSheet() - 1) / g.PerSheet(); m.Report.Pages != want {
			t.Errorf("%s: %d pages, want %d", s.Code, m.Report.Pages, want)
		}
		for i, v := range d.Invitees {
			at := i + 2
			text, turned := face(t, m, at/g.PerSheet()+1, badgeInside(g.place(at%g.PerSheet())))
			want := d.Event.Title + v.Person.Name + v.Unit + v.Category + fmt.Sprintf("编号%d", i+1)
			if text != want || turned {
				t.Errorf("%s, badge %d: %q, want %q", s.Code, i+1, text, want)
			}
		}
		for i := range 2 {
			if text, _ := face(t, m, 1, g.place(i)); text != "" {
				t.Errorf("%s: the used place %d has %q", s.Code, i+1, text)
			}
		}
	}
}

func TestLinesOfABadge(t *testing.T) {
	v := papertest.Person("王玉梅", "和平社区", "群众代表")
	d := papertest.WithIDs(papertest.Gathering(papertest.Person("于谦", "", ""), v))
	o := DefaultBadgeOptions()
	o.IDs = []string{"2"}
	for line, want := range map[BadgeLine]string{
		LineUnit: "王玉梅和平社区编号2", LineCategory: "王玉梅群众代表编号2", LineBoth: "王玉梅和平社区群众代表编号2", LineNone: "王玉梅编号2",
	} {
		o.Line = line
		if m := badges(t, d, o); m.Text != d.Event.Title+want {
			t.Errorf("%s: %q", line, m.Text)
		}
	}
	o.Title, o.Number, o.Line = false, false, LineNone
	if m := badges(t, d, o); m.Text != "王玉梅" {
		t.Errorf("%q", m.Text)
	}
}

func TestBadgeOptions(t *testing.T) {
	o := BadgeOptions{Stock: StockL7160, Line: LineBoth, Leaders: true, Sort: paper.OrderUnit, Start: 5, IDs: []string{"1"}}
	got := badgesPaper.Recall(o.String(), papertest.November).(*BadgeOptions)
	if got.String() != o.String() || got.Start != 1 || got.IDs != nil {
		t.Errorf("%+v came back as %+v", o, got)
	}
	if got := badgesPaper.Recall(`{"stock":"stone"}`, papertest.November); got.String() != DefaultBadgeOptions().String() {
		t.Errorf("%+v", got)
	}
	for start, most := range map[int]string{-1: "24", 22: "21", 25: "24"} { // the label's places, or those of any
		o.Start = start
		if p := o.Validate(); len(p) != 1 || p[0].Field != "start" || !strings.Contains(p[0].Message, most) {
			t.Errorf("start %d: %v", start, p)
		}
	}
	if p := (BadgeOptions{}).Validate(); len(p) != 3 {
		t.Errorf("%v", p)
	}
	if _, err := Badges(t.Context(), &bytes.Buffer{}, papertest.Gathering(papertest.Person("王五", "", "")), BadgeOptions{}, papertest.November); app.CodeOf(err) != app.CodeInvalid {
		t.Error(err)
	}
}
