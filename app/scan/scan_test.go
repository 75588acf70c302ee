package scan

import (
	"context"
	"fmt"
	"image"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"testing"

	"openday/app/scan/scantest"
	"openday/app/sheet"
)

// soakEnv gives the seed of the long form of the tests.
const soakEnv = "OPENDAY_SOAK"

// rounds returns the seed to begin with and how many sendings are read: few, or as many as
// are to show how well it reads.
func rounds(t testing.TB, few, many int) (seed uint64, n int) {
	text := os.Getenv(soakEnv)
	if text == "" {
		return 1, few
	}
	seed, err := strconv.ParseUint(text, 10, 64)
	if err != nil {
		t.Fatalf("%s=%s: %v", soakEnv, text, err)
	}
	return seed, many
}

// reading is what was read from a sending, a page an item.
func reading(t testing.TB, r *Reader, s scantest.Sending) []Page {
	t.Helper()
	var all []Page
	for _, item := range s.Items {
		err := Pages(t.Context(), item.File, func(n int, img image.Image, wrong error) error {
			if wrong != nil {
				return wrong
			}
			p, err := r.Page(t.Context(), img)
			p.File, p.Number = item.Name, n
			all = append(all, p)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return all
}

func readerOf(s scantest.Sending) *Reader {
	return New("ours", []Known{{Event: "ours", Print: s.OwnID, Paper: "sign-in", Layout: s.Own}, {Event: "theirs", Print: s.OtherID, Paper: "sign-in", Layout: s.Other}})
}

// counted is how often verdicts were right.
type counted struct{ clear, wrong, unsure int }

func (c *counted) add(t *testing.T, where string, truth scantest.Verdict, read Verdict) {
	if truth == scantest.Unclear {
		return
	}
	c.clear++
	switch {
	case read == Unsure:
		c.unsure++
		t.Logf("%s: %s, read unsure", where, truth)
	case string(read) != string(truth):
		c.wrong++
		t.Logf("%s: %s, read %s", where, truth, read)
	}
}

// figures are what a set of sendings gives.
type figures struct {
	pages, read        int
	signs, scans       counted // all; those on scans
	notes, walkIns     counted
	fields, fieldsOff  int
	struck, struckSeen int
	falselyStruck      int
}

func (f *figures) add(t *testing.T, s scantest.Sending, item scantest.Item, p Page, where string) {
	where += " " + item.How
	switch item.Kind {
	case scantest.Own:
		f.pages++
		if p.Status != Read {
			t.Logf("%s: page %d is %s", where, item.Page, p.Status)
			return
		}
		f.read++
		if p.Page != item.Page || p.Print != s.OwnID {
			t.Errorf("%s: page %d was read as page %d of %s", where, item.Page, p.Page, p.Print)
			return
		}
	case scantest.Other:
		if p.Status != OtherEvent || p.Event != "theirs" || p.Page != item.Page {
			t.Errorf("%s: a page of another event is %s of %q", where, p.Status, p.Event)
		}
		return
	case scantest.Stranger:
		if p.Status != OtherEvent || p.Event != "" {
			t.Errorf("%s: a page that nobody knows is %s of %q", where, p.Status, p.Event)
		}
		return
	default:
		if p.Status != NotASheet || p.Rows != nil {
			t.Errorf("%s: a %s is %s", where, item.Kind, p.Status)
		}
		return
	}
	for i, truth := range item.Truth {
		row := p.Rows[i]
		at := fmt.Sprintf("%s row %d", where, truth.Number)
		if row.Number != truth.Number {
			t.Fatalf("%s was read as row %d", at, row.Number)
		}
		f.signs.add(t, at+" signature", truth.Signed, row.Sign)
		if !item.Photo {
			f.scans.add(t, at+" signature", truth.Signed, row.Sign)
		}
		f.notes.add(t, at+" note", truth.Note, row.Note)
		if row.Blank {
			f.walkIns.add(t, at+" walk-in", truth.WalkIn, row.WalkIn)
		}
		if row.Blank && truth.WalkIn == scantest.Signed {
			f.fields++
			if !slices.Equal(truth.Fields, row.Fields) {
				f.fieldsOff++
			}
		}
		switch {
		case truth.Struck:
			f.struck++
			if row.Struck {
				f.struckSeen++
			}
		case row.Struck:
			f.falselyStruck++
		}
	}
}

// most returns how many of n a part of a thousand allows; of few, one.
func most(n, thousandths int) int { return max(1, n*thousandths/1000) }

func (f figures) hold(t *testing.T) {
	t.Helper()
	t.Logf("%d of %d pages read; signatures %+v, on scans %+v; notes %+v; walk-ins %+v, the fields of %d of %d otherwise; %d of %d struck rows seen, %d more",
		f.read, f.pages, f.signs, f.scans, f.notes, f.walkIns, f.fieldsOff, f.fields, f.struckSeen, f.struck, f.falselyStruck)
	if f.pages == 0 || f.pages-f.read > f.pages*2/100 {
		t.Errorf("%d of %d pages were read", f.read, f.pages)
	}
	for _, c := range []struct {
		what          string
		c             counted
		wrong, unsure int // of a thousand
	}{{"signatures", f.signs, 3, 30}, {"signatures on scans", f.scans, 0, 15}, {"notes", f.notes, 30, 30}, {"walk-ins", f.walkIns, 30, 1000}} {
		if wrong := c.c.clear * c.wrong / 1000; c.c.wrong > wrong {
			t.Errorf("%s: %d of %d were read wrong", c.what, c.c.wrong, c.c.clear)
		}
		if c.c.unsure > most(c.c.clear, c.unsure) {
			t.Errorf("%s: %d of %d are unsure", c.what, c.c.unsure, c.c.clear)
		}
	}
	if f.falselyStruck > 0 {
		t.Errorf("%d rows were read as struck that are not", f.falselyStruck)
	}
}

// TestSendings reads what comes back of events: scans and photographs, shuffled, a page
// missing, one twice, among pages of other events and letters.
func TestSendings(t *testing.T) {
	seed, n := rounds(t, 2, 20)
	t.Logf("seed %d", seed)
	var f figures
	for i := range n {
		pages := 1 + i
		if n > 2 {
			pages = 3 + i%5
		}
		s := scantest.Send(rand.New(rand.NewPCG(seed, uint64(i))), pages, scantest.Ways{Photos: 0.4, Filling: scantest.Filling{Signed: 0.7}})
		r := readerOf(s)
		all := reading(t, r, s)
		for k, item := range s.Items {
			f.add(t, s, item, all[k], fmt.Sprintf("sending %d item %d", i, k))
		}
		found := r.Count(all)
		var missing []int
		for _, p := range found {
			if p.Print == s.OwnID {
				missing = p.Missing
			}
		}
		var unread []int // cannot be told from those that are missing
		for k, item := range s.Items {
			if item.Kind == scantest.Own && all[k].Status != Read {
				unread = append(unread, item.Page)
			}
		}
		missing = slices.DeleteFunc(missing, func(n int) bool { return slices.Contains(unread, n) && !slices.Contains(s.Missing, n) })
		if len(found) != 1 || !slices.Equal(missing, s.Missing) {
			t.Errorf("sending %d: the prints found are %+v; missing are %v", i, found, s.Missing)
		}
		again := 0
		for _, p := range all {
			if p.Again {
				again++
			}
		}
		if again != 1 && len(unread) == 0 {
			t.Errorf("sending %d: %d pages came twice, one did", i, again)
		}
	}
	f.hold(t)
}

// TestNobodySigned reads sheets on which nothing is written.
func TestNobodySigned(t *testing.T) {
	seed, n := rounds(t, 1, 5)
	clear, unsure := 0, 0
	for i := range n {
		s := scantest.Send(rand.New(rand.NewPCG(seed, uint64(1000+i))), min(n, 2), scantest.Ways{Photos: 0.5, Alone: true, Filling: scantest.Filling{Nobody: true}})
		for k, p := range reading(t, readerOf(s), s) {
			if p.Status != Read {
				t.Errorf("sending %d item %d %s is %s", i, k, s.Items[k].How, p.Status)
			}
			for j, row := range p.Rows {
				if s.Items[k].Truth[j].Signed != scantest.Blank {
					continue // dirt that a person would look at
				}
				clear++
				if row.Sign == Unsure {
					unsure++
				}
				if row.Sign == Signed || row.Note == Signed || row.WalkIn == Signed || row.Struck {
					t.Errorf("sending %d item %d %s row %d: %+v", i, k, s.Items[k].How, row.Number, row)
				}
			}
		}
	}
	t.Logf("seed %d: %d of %d blank cells are unsure", seed, unsure, clear)
	if clear == 0 || unsure > most(clear, 30) {
		t.Errorf("%d of %d blank cells are unsure", unsure, clear)
	}
}

// TestOddPictures gives the reader what is no page.
func TestOddPictures(t *testing.T) {
	s := scantest.Send(rand.New(rand.NewPCG(1, 1)), 1, scantest.Ways{Alone: true})
	r := readerOf(s)
	noise := image.NewGray(image.Rect(0, 0, 700, 500))
	random := rand.New(rand.NewPCG(5, 5))
	for i := range noise.Pix {
		noise.Pix[i] = uint8(random.UintN(256))
	}
	squares := image.NewGray(image.Rect(0, 0, 900, 900))
	for i := range squares.Pix {
		if x, y := i%900, i/900; x/20%3 == 1 && y/20%3 == 1 {
			squares.Pix[i] = 0
		} else {
			squares.Pix[i] = 255
		}
	}
	for name, img := range map[string]image.Image{
		"empty": image.NewRGBA(image.Rectangle{}), "pixel": image.NewGray(image.Rect(0, 0, 1, 1)), "line": image.NewGray(image.Rect(0, 0, 3000, 1)),
		"column": image.NewRGBA(image.Rect(5, 5, 6, 4000)), "noise": noise, "squares": squares, "seen through": image.NewNRGBA(image.Rect(0, 0, 300, 400)),
	} {
		if p, err := r.Page(t.Context(), img); err != nil || p.Status != NotASheet {
			t.Errorf("%s: %s, %v", name, p.Status, err)
		}
	}
}

// TestCancel ends reading with the context's error.
func TestCancel(t *testing.T) {
	s := scantest.Send(rand.New(rand.NewPCG(1, 1)), 1, scantest.Ways{Alone: true})
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	err := Pages(ctx, s.Items[0].File, func(_ int, img image.Image, _ error) error {
		_, err := readerOf(s).Page(ctx, img)
		return err
	})
	if err != context.Canceled {
		t.Errorf("got %v", err)
	}
}

// TestDamagedLayout refuses a page whose print is kept without its picture.
func TestDamagedLayout(t *testing.T) {
	s := scantest.Send(rand.New(rand.NewPCG(2, 1)), 1, scantest.Ways{Alone: true})
	for i := range s.Own.Pages {
		s.Own.Pages[i].Printed = sheet.Bitmap{Width: 10, Height: 10, Packed: []byte{1}}
	}
	for _, p := range reading(t, readerOf(s), s) {
		if p.Status != Unreadable || p.Rows != nil {
			t.Errorf("a page without its print is %s", p.Status)
		}
	}
}

func BenchmarkPage(b *testing.B) {
	s := scantest.Send(rand.New(rand.NewPCG(3, 1)), 2, scantest.Ways{Photos: 0.5, Alone: true, Filling: scantest.Filling{Signed: 0.7}})
	r := readerOf(s)
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		item := s.Items[i%len(s.Items)]
		if err := Pages(b.Context(), item.File, func(_ int, img image.Image, _ error) error {
			_, err := r.Page(b.Context(), img)
			return err
		}); err != nil {
			b.Fatal(err)
		}
	}
}
