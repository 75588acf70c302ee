package printer

import (
	"bytes"
	"context"
	"math"
	"strings"
	"sync"
	"testing"

	"github.com/jung-kurt/gofpdf"
)

// sample writes a PDF of two pages: "first page" at 20, 30 mm in 12 pt with
// "far" 100 mm to the right, and a lying page with a black square.
func sample(t *testing.T) []byte {
	t.Helper()
	pdf := gofpdf.New("P", "mm", "A4", "")
	pdf.AddPage()
	pdf.SetFont("Helvetica", "", 12)
	pdf.Text(20, 30, "first page")
	pdf.Text(120, 30, "far")
	pdf.Text(20, 40, "below")
	pdf.AddPageFormat("L", gofpdf.SizeType{Wd: 210, Ht: 297})
	pdf.Rect(100, 50, 20, 20, "F")
	var out bytes.Buffer
	if err := pdf.Output(&out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func open(t *testing.T) *Document {
	t.Helper()
	d, err := Open(context.Background(), sample(t))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := d.Close(); err != nil {
			t.Error(err)
		}
	})
	return d
}

func TestPages(t *testing.T) {
	d := open(t)
	if d.PageCount() != 2 {
		t.Fatalf("%d pages, want 2", d.PageCount())
	}
	for n, want := range map[int][2]float64{1: {210, 297}, 2: {297, 210}} {
		w, h, err := d.Size(n)
		if err != nil || math.Abs(w-want[0]) > 0.1 || math.Abs(h-want[1]) > 0.1 {
			t.Errorf("page %d is %.1f × %.1f mm: %v", n, w, h, err)
		}
	}
	for _, n := range []int{-1, 0, 3} {
		if _, err := d.Text(n); err == nil {
			t.Errorf("page %d was read", n)
		}
	}
}

func TestRender(t *testing.T) {
	page, err := open(t).Render(2, 254) // ten pixels a millimetre
	if err != nil {
		t.Fatal(err)
	}
	if b := page.Bounds(); math.Abs(float64(b.Dx())-2970) > 2 || math.Abs(float64(b.Dy())-2100) > 2 {
		t.Errorf("the picture is %v", b)
	}
	for at, black := range map[[2]int]bool{{1100, 600}: true, {990, 600}: false, {1210, 600}: false, {1010, 510}: true, {1100, 710}: false} {
		r, _, _, a := page.At(at[0], at[1]).RGBA()
		if (r == 0) != black || a != 0xffff {
			t.Errorf("at %v the red is %d, the alpha %d", at, r, a)
		}
	}
}

func TestText(t *testing.T) {
	d := open(t)
	text, err := d.Text(1)
	if err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(strings.Fields(text), " "); got != "first page far below" {
		t.Errorf("the page reads %q", got)
	}
	pieces, err := d.Pieces(1)
	if err != nil {
		t.Fatal(err)
	}
	want := []Piece{{Text: "first page", X: 20, Y: 30}, {Text: "far", X: 120, Y: 30}, {Text: "below", X: 20, Y: 40}}
	if len(pieces) != len(want) {
		t.Fatalf("the pieces are %+v", pieces)
	}
	for i, p := range pieces {
		if p.Text != want[i].Text || math.Abs(p.X-want[i].X) > 0.02 || math.Abs(p.Y-want[i].Y) > 0.02 || p.Size != 12 {
			t.Errorf("piece %d is %+v, want %+v", i, p, want[i])
		}
		if p.Ink.Left < p.X-0.5 || p.Ink.Bottom > p.Y+2 || p.Ink.Top > p.Y || p.Ink.Right <= p.Ink.Left {
			t.Errorf("the ink of %q is %+v", p.Text, p.Ink)
		}
	}
}

func TestOpen(t *testing.T) {
	d, err := Open(context.Background(), sample(t))
	if err != nil {
		t.Fatal(err)
	}
	if text, err := d.Text(1); err != nil || !strings.Contains(text, "first page") {
		t.Errorf("its first page: %q, %v", text, err)
	}
	if err := d.Close(); err != nil {
		t.Error(err)
	}
	if err := d.Close(); err != nil {
		t.Errorf("a second Close: %v", err)
	}
	if _, err := d.Render(1, 72); err == nil {
		t.Error("a closed document was drawn")
	}
	if _, err := Open(context.Background(), []byte("no PDF")); err == nil {
		t.Error("text was opened as a PDF")
	}
}

// More documents than processors may be open, and one may be read from several
// goroutines.
func TestManyAtOnce(t *testing.T) {
	var wait sync.WaitGroup
	shared := open(t)
	for range 10 {
		own := open(t)
		wait.Go(func() {
			for _, d := range []*Document{own, shared} {
				if text, err := d.Text(1); err != nil || !strings.Contains(text, "below") {
					t.Errorf("%q, %v", text, err)
				}
			}
		})
	}
	wait.Wait()
}
