package pages

import (
	"errors"
	"image"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"openday/views/widgets"
)

// album is a document of pages that are landscape where their number is even.
// It counts what is drawn.
type album struct {
	pages  int
	broken int // a page that cannot be drawn
	drawn  map[int]int
}

func (a *album) PageCount() int { return a.pages }

func (a *album) Size(n int) (width, height float64, err error) {
	if n%2 == 0 {
		return 297, 210, nil
	}
	return 210, 297, nil
}

func (a *album) RenderWide(n, width int) (image.Image, error) {
	if n == a.broken {
		return nil, errors.New("no such luck")
	}
	a.drawn[n]++
	return image.NewGray(image.Rect(0, 0, width, width)), nil
}

// forgetful remembers nothing but what it is told during a test.
type forgetful map[string]string

func (f forgetful) Remembered(key string) (string, bool) { v, ok := f[key]; return v, ok }
func (f forgetful) Remember(key, value string)           { f[key] = value }

func newTestPages(t *testing.T, a *album) (*View, forgetful) {
	t.Helper()
	memory := forgetful{}
	v := New(widgets.Inline, memory)
	show(t, v).Resize(fyne.NewSize(900, 700))
	a.drawn = map[int]int{}
	v.SetPages(a)
	return v, memory
}

func TestPagesAreFittedAsTheyLie(t *testing.T) {
	v, memory := newTestPages(t, &album{pages: 3})
	for n, wide := range map[int]bool{1: false, 2: true, 3: false} {
		v.ShowPage(n)
		size := v.sheet.size
		if !v.Drawn() || (size.Width > size.Height) != wide {
			t.Errorf("page %d is shown %v, drawn: %v", n, size, v.Drawn())
		}
		if size.Width > v.viewport.Width || size.Height > v.viewport.Height {
			t.Errorf("page %d of %v does not fit into %v", n, size, v.viewport)
		}
	}
	v.ShowPage(1)
	v.zoom.Set(100)
	if got := v.sheet.size; got.Width < 793 || got.Width > 795 { // 210 mm at 96 dpi
		t.Errorf("the true size is %v", got)
	}
	if memory["zoom"] != "100" {
		t.Errorf("remembered: %v", memory)
	}
	v.zoom.Set(ZoomWidth)
	if got, room := v.sheet.size.Width, v.viewport.Width; got < room-60 || got > room {
		t.Errorf("the page is %v wide in a view of %v", got, room)
	}
}

func TestKeysAndWheelTurnPages(t *testing.T) {
	v, _ := newTestPages(t, &album{pages: 5})
	for _, step := range []struct {
		key  fyne.KeyName
		page int
	}{{fyne.KeyPageUp, 1}, {fyne.KeyPageDown, 2}, {fyne.KeyRight, 3}, {fyne.KeyEnd, 5}, {fyne.KeyPageDown, 5}, {fyne.KeyLeft, 4}, {fyne.KeyHome, 1}} {
		v.TypedKey(&fyne.KeyEvent{Name: step.key})
		if v.Page() != step.page {
			t.Errorf("%s shows page %d, want %d", step.key, v.Page(), step.page)
		}
	}
	wheel := func(dy float32) { v.sheet.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.NewDelta(0, dy)}) }
	wheel(-10)
	if v.Page() != 2 {
		t.Errorf("the wheel shows page %d of pages that are whole in sight", v.Page())
	}
	v.ShowPage(1)
	v.zoom.Set(200)
	wheel(-10)
	if v.Page() != 1 || v.scroll.Offset.Y != 10 {
		t.Errorf("the wheel shows page %d at %v before the end of a large page", v.Page(), v.scroll.Offset)
	}
	wheel(-100000)
	wheel(-10)
	if v.Page() != 2 || v.scroll.Offset.Y != 0 {
		t.Errorf("the wheel shows page %d at %v after the end of a large page", v.Page(), v.scroll.Offset)
	}
	wheel(10)
	if v.Page() != 1 || v.scroll.Offset.Y == 0 {
		t.Errorf("the wheel shows page %d at %v on the way back", v.Page(), v.scroll.Offset)
	}
	v.strip.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEnd})
	if v.Page() != 5 {
		t.Errorf("End in the strip shows page %d", v.Page())
	}
	v.number.SetText("4")
	if v.Page() != 4 {
		t.Errorf("a number shows page %d", v.Page())
	}
	v.number.SetText("9")
	if v.Page() != 4 {
		t.Errorf("a number that is not there shows page %d", v.Page())
	}
}

func TestAPageThatCannotBeDrawnIsToldOnceAndKeepsNothingUp(t *testing.T) {
	a := &album{pages: 3, broken: 2}
	told := 0
	v := New(widgets.Inline, forgetful{})
	v.OnProblem = func(error) { told++ }
	show(t, v).Resize(fyne.NewSize(900, 700))
	a.drawn = map[int]int{}
	v.SetPages(a)
	for range 3 {
		v.ShowPage(2)
		v.ShowPage(3)
	}
	if !v.Drawn() {
		t.Error("the next page is not drawn")
	}
	if told == 0 || told > 3 { // large, small, and large beside another page
		t.Errorf("told %d times", told)
	}
}

func TestPicturesAreKeptWithinALimit(t *testing.T) {
	a := &album{pages: 60}
	v, _ := newTestPages(t, a)
	v.zoom.Set(200) // pictures of 10 MB and more
	for n := 1; n <= a.pages; n++ {
		v.ShowPage(n)
		if !v.Drawn() {
			t.Fatalf("page %d is not drawn", n)
		}
	}
	sum := 0
	for _, p := range v.kept {
		sum += p.bytes()
	}
	if sum > mostPicture {
		t.Errorf("%d MB are kept", sum>>20)
	}
	v.SetPages(nil)
	if v.PageCount() != 0 || v.Page() != 0 || len(v.kept) != 0 || v.sheet.paper.Image != nil {
		t.Error("something is kept of a document that is shown no more")
	}
}

func TestAnotherDocumentStaysAtThePage(t *testing.T) {
	v, _ := newTestPages(t, &album{pages: 5})
	v.ShowPage(4)
	v.SetPages(&album{pages: 6, drawn: map[int]int{}})
	if v.Page() != 4 || !v.Drawn() {
		t.Errorf("page %d is shown, drawn: %v", v.Page(), v.Drawn())
	}
	v.SetPages(&album{pages: 2, drawn: map[int]int{}})
	if v.Page() != 2 || !v.Drawn() {
		t.Errorf("page %d is shown, drawn: %v", v.Page(), v.Drawn())
	}
}

// TestALateDrawingIsDropped has a drawing finish after another document came.
func TestALateDrawingIsDropped(t *testing.T) {
	var late []func()
	v := New(func(work, then func()) { late = append(late, func() { work(); then() }) }, forgetful{})
	show(t, v).Resize(fyne.NewSize(900, 700))
	old := &album{pages: 3, drawn: map[int]int{}}
	v.SetPages(old)
	v.SetPages(&album{pages: 2, drawn: map[int]int{}})
	for len(late) > 0 {
		next := late[0]
		late = late[1:]
		next()
	}
	if !v.Drawn() || v.PageCount() != 2 {
		t.Errorf("page %d of %d, drawn: %v", v.Page(), v.PageCount(), v.Drawn())
	}
}

func TestLargePagesAreNotDrawnOverAndOver(t *testing.T) {
	var waiting []func()
	run := func(work, then func()) { waiting = append(waiting, func() { work(); then() }) }
	v := New(run, forgetful{})
	show(t, v).Resize(fyne.NewSize(900, 700))
	a := &album{pages: 5, drawn: map[int]int{}}
	v.zoom.Set(300)
	v.SetPages(a)
	v.ShowPage(2)
	for n := 0; len(waiting) > 0; n++ {
		if n > 100 {
			t.Fatalf("the pages are drawn over and over: %v", a.drawn)
		}
		next := waiting[0]
		waiting = waiting[1:]
		next()
	}
	if !v.Drawn() {
		t.Error("the page in sight is not drawn")
	}
}

// show shows o in a window of 800 by 600.
func show(t testing.TB, o fyne.CanvasObject) fyne.Window {
	t.Helper()
	w := test.NewTempWindow(t, o)
	w.SetPadded(false)
	w.Resize(fyne.NewSize(800, 600))
	return w
}
