package sheet

import (
	"image"
	"image/color"
	"reflect"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestCodeComesBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := Code{Sheet: Token(rapid.String().Draw(t, "id")), Page: rapid.IntRange(1, mostInCode).Draw(t, "page")}
		text := c.Text()
		if len(text) > 20 {
			t.Fatalf("%q is longer than the smallest code holds", text)
		}
		if got, ok := ParseCode(text); !ok || got != c {
			t.Fatalf("ParseCode(%q) = %v, %v, want %v", text, got, ok, c)
		}
		if _, err := c.Modules(); err != nil {
			t.Fatal(err)
		}
	})
}

func TestForeignCodesAreRefused(t *testing.T) {
	own := Code{Sheet: Token("a"), Page: 1}.Text()
	for _, text := range []string{
		"", "OD", "https://example.com/", strings.ToLower(own), own + "A", own[:len(own)-1],
		own[:3] + "9" + own[4:], strings.Replace(own, "001", "000", 1), strings.Replace(own, "001", "-01", 1),
	} {
		if c, ok := ParseCode(text); ok {
			t.Errorf("ParseCode(%q) = %v", text, c)
		}
	}
	for _, c := range []Code{{}, {Sheet: Token("a")}, {Sheet: Token("a"), Page: 1000}, {Sheet: "A", Page: 1}} {
		if _, err := c.Modules(); err == nil || c.Text() != "" {
			t.Errorf("%v has the code %q", c, c.Text())
		}
	}
}

func TestLayoutComesBack(t *testing.T) {
	page := image.NewGray(image.Rect(0, 0, 2100, 2970))
	for i := range page.Pix {
		page.Pix[i] = 255
	}
	for x := 200; x < 1900; x++ {
		page.SetGray(x, 500, color.Gray{})
	}
	want := Layout{Pages: []Page{{
		Width: 210, Height: 297, Code: Rect{30, 270, 14, 14}, Marks: []Rect{{9, 9, 5, 5}, {196, 9, 5, 5}, {9, 283, 5, 5}, {196, 283, 5, 5}},
		Rows:    []Row{{Number: 1, Cells: []Cell{{Number, Rect{15, 50, 11, 10.5}}, {Signature, Rect{26, 50, 34, 10.5}}}}},
		Printed: NewBitmap(page, 210, 297),
	}}}
	got, err := Parse(want.String())
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	if n := len(want.String()); n > 4000 {
		t.Errorf("a page with one line takes %d bytes", n)
	}
	back, err := got.Pages[0].Printed.Unpack()
	if err != nil {
		t.Fatal(err)
	}
	if back.GrayAt(600, 300).Y != 255 || back.GrayAt(600, 303).Y != 0 || back.GrayAt(60, 300).Y != 0 {
		t.Error("the line is not where it was printed")
	}
	if whole := got.Pages[0].Rows[0].Whole(); whole != (Rect{15, 50, 45, 10.5}) {
		t.Errorf("the row lies at %v", whole)
	}
}

func TestWhatNoPrintCanBeIsRefused(t *testing.T) {
	page := Page{Width: 210, Height: 297}
	with := func(change func(*Page)) Layout {
		p := page
		change(&p)
		return Layout{Pages: []Page{p}}
	}
	for name, l := range map[string]Layout{
		"no paper":        with(func(p *Page) { p.Width = 0 }),
		"endless paper":   with(func(p *Page) { p.Height = 1e9 }),
		"three marks":     with(func(p *Page) { p.Marks = make([]Rect, 3) }),
		"outside":         with(func(p *Page) { p.Code = Rect{200, 10, 14, 14} }),
		"negative":        with(func(p *Page) { p.Rows = []Row{{Cells: []Cell{{Name, Rect{-1, 0, 1, 1}}}}} }),
		"many rows":       with(func(p *Page) { p.Rows = make([]Row, mostRows+1) }),
		"many cells":      with(func(p *Page) { p.Rows = []Row{{Cells: make([]Cell, mostCells+1)}} }),
		"endless picture": with(func(p *Page) { p.Printed = Bitmap{Width: 1 << 30, Height: 1 << 30} }),
		"many pages":      {Pages: make([]Page, mostPages+1)},
	} {
		if _, err := Parse(l.String()); err == nil {
			t.Errorf("%s: taken", name)
		}
	}
	if _, err := Parse("{"); err == nil {
		t.Error("half a layout is taken")
	}
	if _, err := (Bitmap{Width: 9, Height: 9, Packed: []byte{1, 2, 3}}).Unpack(); err == nil {
		t.Error("a damaged picture is unpacked")
	}
	if _, err := (Bitmap{}).Unpack(); err == nil {
		t.Error("no picture is unpacked")
	}
}
