package printer

import (
	"context"
	"fmt"
	"image"
	"math"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"openday/app"
)

func TestPagesAreReadAsPeopleWriteThem(t *testing.T) {
	for text, want := range map[string][]int{
		"": nil, "  ": nil, "1": {1}, "1-3,5": {1, 2, 3, 5}, "5，1－3": {1, 2, 3, 5}, "2~4、3": {2, 3, 4},
		"8-": {8, 9}, "１至２": {1, 2}, "9": {9}, "1 - 9": {1, 2, 3, 4, 5, 6, 7, 8, 9},
	} {
		got, err := ParsePages(text, 9)
		if err != nil || !slices.Equal(got, want) {
			t.Errorf("%q gives %v, want %v: %v", text, got, want, err)
		}
	}
	for _, text := range []string{"0", "10", "3-1", "-3", "a", "1,,2", "1-2-3", ",", "1-10", "99999999999999999999", "-"} {
		if got, err := ParsePages(text, 9); app.CodeOf(err) != app.CodeInvalid {
			t.Errorf("%q gives %v: %v", text, got, err)
		}
	}
}

func TestPagesComeBackAsTheyAreWritten(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		count := rapid.IntRange(1, 200).Draw(t, "count")
		pages := rapid.SliceOfDistinct(rapid.IntRange(1, count), rapid.ID).Draw(t, "pages")
		slices.Sort(pages)
		got, err := ParsePages(FormatPages(pages), count)
		if err != nil || !slices.Equal(got, pages) {
			t.Fatalf("%v is written %q and read %v: %v", pages, FormatPages(pages), got, err)
		}
	})
}

func TestAnyTextIsPagesOfTheDocumentOrRefused(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		count := rapid.IntRange(1, 50).Draw(t, "count")
		pages, err := ParsePages(rapid.StringMatching(`[0-9,，\- ~x]{0,12}`).Draw(t, "text"), count)
		if err == nil {
			err = Setup{Pages: pages}.check(count)
		}
		if err != nil && app.CodeOf(err) != app.CodeInvalid {
			t.Fatal(err)
		}
	})
}

func TestSidesOfPaperInTheirOrder(t *testing.T) {
	for _, c := range []struct {
		setup Setup
		want  []int
	}{
		{Setup{}, []int{1, 2, 3}},
		{Setup{Pages: []int{2}}, []int{2}},
		{Setup{Copies: 2}, []int{1, 2, 3, 1, 2, 3}},
		{Setup{Copies: 2, Scattered: true}, []int{1, 1, 2, 2, 3, 3}},
		{Setup{Duplex: LongEdge}, []int{1, 2, 3}},
		{Setup{Duplex: LongEdge, Copies: 2}, []int{1, 2, 3, 0, 1, 2, 3, 0}},
		{Setup{Duplex: ShortEdge, Copies: 2, Scattered: true}, []int{1, 2, 1, 2, 3, 0, 3, 0}},
		{Setup{Duplex: LongEdge, Copies: 2, Pages: []int{1, 3}}, []int{1, 3, 1, 3}},
	} {
		if diff := cmp.Diff(c.want, c.setup.sides(3)); diff != "" {
			t.Errorf("%+v (-want +got):\n%s", c.setup, diff)
		}
	}
}

func TestSetupThatCannotBePrintedIsRefused(t *testing.T) {
	for _, s := range []Setup{{Pages: []int{0}}, {Pages: []int{4}}, {Pages: []int{2, 1}}, {Pages: []int{1, 1}}, {Copies: -1}, {Copies: MostCopies + 1}} {
		if err := s.check(3); app.CodeOf(err) != app.CodeInvalid {
			t.Errorf("%+v: %v", s, err)
		}
	}
}

// TestPageKeepsItsSizeOnEveryPrinter holds the corner of the page to the corner of
// the sheet and 100 mm to 100 mm, within half a tenth of a millimetre.
func TestPageKeepsItsSizeOnEveryPrinter(t *testing.T) {
	sheet := func(dpiX, dpiY, marginX, marginY int) device {
		return device{
			dpiX: dpiX, dpiY: dpiY, marginX: marginX, marginY: marginY,
			paperW: int(210/25.4*float64(dpiX) + 0.5), paperH: int(297/25.4*float64(dpiY) + 0.5),
		}
	}
	for name, d := range map[string]device{
		"300 dpi without margins": sheet(300, 300, 0, 0),
		"600 dpi":                 sheet(600, 600, 100, 120),
		"1200 dpi":                sheet(1200, 1200, 201, 199),
		"2400 × 1200 dpi":         sheet(2400, 1200, 400, 200),
		"360 × 180 dpi":           sheet(360, 180, 50, 20),
		"720 dpi":                 sheet(720, 720, 90, 90),
	} {
		p := d.place(210, 297)
		if p.turned {
			t.Errorf("%s: the page is turned", name)
		}
		if dpiX, dpiY := d.dpiX/p.stretchX, d.dpiY/p.stretchY; dpiX > mostDPI || dpiY > mostDPI {
			t.Errorf("%s: drawn at %d × %d dpi", name, dpiX, dpiY)
		}
		near := func(what string, got, want float64) {
			if math.Abs(got-want) > 0.1 {
				t.Errorf("%s: %s is %.3f mm, want %.3f", name, what, got, want)
			}
		}
		mmX, mmY := 25.4/float64(d.dpiX), 25.4/float64(d.dpiY)
		near("the left edge", float64(p.left+d.marginX)*mmX, 0)
		near("the upper edge", float64(p.top+d.marginY)*mmY, 0)
		near("a line of 100 mm across", 100./210*float64(p.width*p.stretchX)*mmX, 100)
		near("a line of 100 mm down", 100./297*float64(p.height*p.stretchY)*mmY, 100)
	}
}

func TestPageThatTheSheetDoesNotFitIsTurnedOrInTheMiddle(t *testing.T) {
	a4 := device{dpiX: 300, dpiY: 300, paperW: 2480, paperH: 3508, marginX: 50, marginY: 50}
	if p := a4.place(297, 210); !p.turned || p.width != 2480 || p.height != 3508 || p.left != -50 || p.top != -50 {
		t.Errorf("a lying page on a standing sheet: %+v", p)
	}
	letter := device{dpiX: 300, dpiY: 300, paperW: 2550, paperH: 3300}
	if p := letter.place(210, 297); p.width != 2480 || p.height != 3508 || p.left != 35 || p.top != -104 {
		t.Errorf("A4 on Letter: %+v", p)
	}
}

// TestBandsJoinToTheWholePage draws pages in bands and at once.
func TestBandsJoinToTheWholePage(t *testing.T) {
	d := open(t)
	for _, c := range []struct {
		page int
		at   placing
	}{
		{1, device{dpiX: 300, dpiY: 300, paperW: 2480, paperH: 3508}.place(210, 297)},
		{2, device{dpiX: 300, dpiY: 300, paperW: 3508, paperH: 2480}.place(297, 210)},
		{2, device{dpiX: 200, dpiY: 100, paperW: 1654, paperH: 1169, grey: true}.place(297, 210)},
	} {
		var whole, strip band
		if err := d.drawBand(c.page, c.at, 0, c.at.height, &whole); err != nil {
			t.Fatal(err)
		}
		if whole.ink().Empty() {
			t.Errorf("page %d is empty", c.page)
		}
		for _, rows := range []int{1, 7, 422} {
			at := 0
			if rows == 1 {
				at = whole.ink().Min.Y
			}
			to := c.at.height
			if rows == 1 {
				to = at + 20
			}
			for ; at < to; at += rows {
				end := min(at+rows, to)
				if rows == 7 && at > 600 {
					break
				}
				if err := d.drawBand(c.page, c.at, at, end, &strip); err != nil {
					t.Fatal(err)
				}
				if want := whole.dots[at*c.at.width*4 : end*c.at.width*4]; !slices.Equal(strip.dots, want) {
					t.Fatalf("page %d: the rows %d to %d differ from those of the whole page", c.page, at, end)
				}
			}
		}
	}
}

func TestBandsAreSmallAndLeaveNoRowOut(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := placing{width: rapid.IntRange(1, 20000).Draw(t, "width"), height: rapid.IntRange(1, 20000).Draw(t, "height")}
		cuts := p.bands()
		if cuts[0] != 0 || cuts[len(cuts)-1] != p.height {
			t.Fatalf("from %d to %d", cuts[0], cuts[len(cuts)-1])
		}
		for i := range len(cuts) - 1 {
			rows := cuts[i+1] - cuts[i]
			if rows < 1 || rows > 1 && rows*p.width*4 > bandBytes {
				t.Fatalf("a band of %d rows of %d dots", rows, p.width)
			}
		}
	})
}

func TestBandIsPackedForTheDriver(t *testing.T) {
	b := band{width: 3, height: 2, dots: []byte{
		255, 255, 255, 0, 10, 10, 10, 0, 255, 255, 255, 0,
		255, 255, 255, 0, 20, 20, 20, 0, 30, 30, 30, 0,
	}}
	if ink := b.ink(); ink != image.Rect(1, 0, 3, 2) {
		t.Fatalf("the ink is at %v", ink)
	}
	packed, bits := b.pack(b.ink(), nil)
	if want := []byte{20, 30, 0, 0, 10, 255, 0, 0}; bits != 8 || !slices.Equal(packed, want) {
		t.Errorf("grey: %d bits %v, want %v", bits, packed, want)
	}
	b.dots[4] = 11
	packed, bits = b.pack(image.Rect(1, 0, 2, 1), packed)
	if want := []byte{11, 10, 10, 0}; bits != 24 || !slices.Equal(packed, want) {
		t.Errorf("coloured: %d bits %v, want %v", bits, packed, want)
	}
	white := band{width: 1, height: 1, dots: []byte{255, 255, 255, 0}}
	if ink := white.ink(); !ink.Empty() {
		t.Errorf("the ink of white is at %v", ink)
	}
}

// TestTurnedPageShowsTheSame checks where a square of a lying page comes to lie
// on a standing sheet.
func TestTurnedPageShowsTheSame(t *testing.T) {
	at := device{dpiX: 254, dpiY: 254, paperW: 2100, paperH: 2970}.place(297, 210)
	var whole band
	if err := open(t).drawBand(2, at, 0, at.height, &whole); err != nil {
		t.Fatal(err)
	}
	// The square is 20 mm wide at 100, 50 mm; turned clockwise it is at 210-70, 100.
	ink := whole.ink()
	for i, got := range []int{ink.Min.X, ink.Min.Y, ink.Max.X, ink.Max.Y} {
		if want := []int{1400, 1000, 1600, 1200}[i]; got < want-2 || got > want+2 {
			t.Errorf("the square is at %v", ink)
			break
		}
	}
}

func TestStateOfAPrinterIsTold(t *testing.T) {
	if err := (Queue{Name: "P"}).problem(); err != nil {
		t.Error(err)
	}
	for _, s := range []State{Offline, Stopped} {
		if err := (Queue{Name: "P", State: s}).problem(); app.CodeOf(err) != app.CodePrinter {
			t.Errorf("state %d: %v", s, err)
		}
	}
}

func TestPageCount(t *testing.T) {
	if n, err := PageCount(context.Background(), sample(t)); n != 2 || err != nil {
		t.Errorf("%d pages: %v", n, err)
	}
	if _, err := PageCount(context.Background(), []byte("no PDF")); err == nil {
		t.Error("no PDF has pages")
	}
}

// BenchmarkBands draws one A4 page as it is drawn for a printer.
func BenchmarkBands(b *testing.B) {
	d, err := Open(context.Background(), lines(b, 1))
	if err != nil {
		b.Fatal(err)
	}
	defer d.Close()
	for _, dpi := range []int{300, 600} {
		b.Run(fmt.Sprintf("%ddpi", dpi), func(b *testing.B) {
			at := device{dpiX: dpi, dpiY: dpi, paperW: dpi * 827 / 100, paperH: dpi * 1169 / 100}.place(210, 297)
			for b.Loop() {
				drawAll(b, d, 1, at)
			}
		})
	}
}
