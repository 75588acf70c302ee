// Package pages shows the pages of a paper on the screen.
package pages

import (
	"image"
	"image/color"
	"math"
	"slices"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"openday/app/words"
	"openday/views/widgets"
)

// Document is a document that a [View] shows. It may be used from another
// goroutine than the user interface's. Pages are counted from 1.
type Document interface {
	// PageCount returns the number of pages, at least 1.
	PageCount() int
	// Size returns the width and height of a page, mm.
	Size(n int) (width, height float64, err error)
	// RenderWide draws a page so many pixels wide.
	RenderWide(n, width int) (image.Image, error)
}

// Zoom is how large a page is shown: in percent of its true size, or fitted.
type Zoom int

// The zooms that fit a page into the view.
const (
	// ZoomPage shows the whole page.
	ZoomPage Zoom = 0
	// ZoomWidth shows its whole width.
	ZoomWidth Zoom = -1
)

// zoomSteps are the zooms in percent, the smallest first.
var zoomSteps = []Zoom{50, 75, 100, 125, 150, 200, 300}

const (
	dipPerMM        = 96 / 25.4   // at 100 %
	pageMargin      = float32(12) // around the page
	thumbWidth      = float32(84)
	thumbHeight     = float32(114)
	mostPicture     = 64 << 20        // bytes of pictures kept
	mostAhead       = mostPicture / 4 // of each picture where pages beside are drawn ahead: three and the strip are kept
	mostPixels      = 5000            // of a picture's width: no screen shows more
	bytesPerPixel   = 4
	wantedThumbs    = 16
	pageEntryWidth  = float32(64)
	pageStripWidth  = float32(128)
	zoomChoiceWidth = float32(110)
)

// View shows a document: one page as large as is wanted, all of them small
// in a strip at the side. Pages are drawn in the background, the one in sight
// first. The keyboard turns pages (PgUp, PgDn, Home, End, arrows) and changes
// their size (+ and -); so does the wheel, turning where there is nothing left
// to scroll.
type View struct {
	widget.BaseWidget
	// OnProblem, if set, is told of a page that cannot be drawn.
	OnProblem func(error)
	// OnChosen, if set, is told of a double-click on a page: how far below its top
	// edge, mm.
	OnChosen func(page int, y float64)

	run    widgets.Runner
	memory widgets.Memory
	pages  Document
	page   int                 // in sight, 0 for none
	sizes  map[int]fyne.Size   // of pages, mm, as far as known
	kept   []picture           // drawn, the one longest out of use first
	thumbs []int               // wanted in the strip, the last one first
	failed map[pictureKey]bool // not to be tried again
	busy   bool

	content  fyne.CanvasObject
	sheet    *pageSheet
	scroll   *container.Scroll
	viewport fyne.Size
	strip    *pageStrip
	ring     widgets.Ring
	number   *widgets.NumberEntry
	count    *widget.Label
	zoom     *widgets.Choice[Zoom]
	previous *widgets.Button
	next     *widgets.Button
	smaller  *widgets.Button
	larger   *widgets.Button
}

// pictureKey names a picture: of a page, so many pixels wide; or fitted into
// the strip.
type pictureKey struct {
	page  int
	width int
	thumb bool
}

type picture struct {
	pictureKey
	image image.Image
}

func (p picture) bytes() int {
	size := p.image.Bounds().Size()
	return size.X * size.Y * bytesPerPixel
}

// New returns a view without a document. It remembers its zoom.
func New(run widgets.Runner, memory widgets.Memory) *View {
	v := &View{run: run, memory: memory, sizes: map[int]fyne.Size{}, failed: map[pictureKey]bool{}}
	v.ExtendBaseWidget(v)
	v.sheet = newPageSheet(v)
	v.scroll = container.NewScroll(v.sheet)
	v.strip = newPageStrip(v)

	v.number = widgets.NewNumberEntry(1, 1)
	v.number.Listen(func() {
		if n, empty, err := v.number.Value(); err == nil && !empty && n >= 1 && n <= v.PageCount() {
			v.ShowPage(n)
		}
	})
	v.number.OnSubmitted = func(string) { v.takeKeys() }
	v.count = widget.NewLabel("")
	v.previous = widgets.NewButtonWithIcon("", theme.NavigateBackIcon(), func() { v.ShowPage(v.page - 1) })
	v.next = widgets.NewButtonWithIcon("", theme.NavigateNextIcon(), func() { v.ShowPage(v.page + 1) })
	v.smaller = widgets.NewButtonWithIcon("", theme.ZoomOutIcon(), func() { v.step(-1) })
	v.larger = widgets.NewButtonWithIcon("", theme.ZoomInIcon(), func() { v.step(1) })
	options := []widgets.Option[Zoom]{{Value: ZoomPage, Label: words.T("Whole page")}, {Value: ZoomWidth, Label: words.T("Page width")}}
	for _, z := range zoomSteps {
		options = append(options, widgets.Option[Zoom]{Value: z, Label: strconv.Itoa(int(z)) + "%"})
	}
	v.zoom = widgets.NewChoice(options...)
	if kept, ok := memory.Remembered("zoom"); ok {
		if z, err := strconv.Atoi(kept); err == nil {
			v.zoom.Set(Zoom(z))
		}
	}
	v.zoom.Listen(func() {
		v.memory.Remember("zoom", strconv.Itoa(int(v.zoom.Value())))
		v.arrange()
	})
	bar := container.NewHBox(
		v.previous, widget.NewLabel(words.T("Page|before its number")), container.New(widgets.LeastWidth(pageEntryWidth), v.number), v.count, v.next,
		layout.NewSpacer(), v.smaller, container.New(widgets.LeastWidth(zoomChoiceWidth), v.zoom), v.larger)
	ground := canvas.NewRectangle(theme.Color(widgets.ColorNamePillGround))
	view := container.New(&viewLayout{v}, v.scroll)
	strip := container.New(widgets.LeastWidth(pageStripWidth), v.strip)
	v.content = container.NewBorder(bar, nil, nil, strip, container.NewStack(ground, view))
	v.tell()
	return v
}

// CreateRenderer draws the view.
func (v *View) CreateRenderer() fyne.WidgetRenderer {
	return v.ring.Around(widget.NewSimpleRenderer(v.content))
}

// Children implements widgets.Composite.
func (v *View) Children() []fyne.CanvasObject { return []fyne.CanvasObject{v.content} }

// MinSize leaves room for a small page.
func (v *View) MinSize() fyne.Size { return v.BaseWidget.MinSize().Max(fyne.NewSize(480, 240)) }

// SetPages shows another document, or none. It stays at the page that was in
// sight, so that a document made anew can be compared with the one before; that
// picture stays until the new one is drawn. The caller closes the documents.
func (v *View) SetPages(p Document) {
	v.pages, v.kept, v.thumbs = p, nil, nil
	clear(v.sizes)
	clear(v.failed)
	page := v.page
	v.page = 0
	if p == nil {
		v.sheet.clear()
		v.strip.Refresh()
		v.tell()
		return
	}
	v.strip.Refresh()
	v.ShowPage(max(1, min(page, p.PageCount())))
}

// PageCount returns the number of pages, 0 without a document.
func (v *View) PageCount() int {
	if v.pages == nil {
		return 0
	}
	return v.pages.PageCount()
}

// Page returns the page in sight, counted from 1; 0 for none.
func (v *View) Page() int { return v.page }

// Drawn reports whether the page in sight is drawn in its present size.
func (v *View) Drawn() bool { return v.page > 0 && v.find(v.key()) != nil }

// ShowPage brings a page into sight; one that is not there is ignored.
func (v *View) ShowPage(n int) {
	if n < 1 || n > v.PageCount() || n == v.page {
		return
	}
	v.page = n
	v.strip.Select(n - 1)
	v.strip.ScrollTo(n - 1)
	if current, empty, err := v.number.Value(); err != nil || empty || current != n {
		v.number.Set(&n)
	}
	v.scroll.ScrollToTop()
	v.tell()
	v.arrange()
}

// step goes to the next zoom in percent.
func (v *View) step(by int) {
	now := v.percent()
	if by > 0 {
		for _, z := range zoomSteps {
			if float32(z) > now+1 {
				v.zoom.Set(z)
				return
			}
		}
		return
	}
	for _, z := range slices.Backward(zoomSteps) {
		if float32(z) < now-1 {
			v.zoom.Set(z)
			return
		}
	}
}

// percent tells how large the page in sight is shown.
func (v *View) percent() float32 {
	mm := v.size(v.page)
	return v.zoomed(mm).Width / (mm.Width * dipPerMM) * 100
}

// tell says where the person is.
func (v *View) tell() {
	n := v.PageCount()
	v.number.SetMost(max(n, 1))
	v.count.SetText(words.T("of %d|pages", n))
	able := func(b *widgets.Button, on bool) {
		if on {
			b.Enable()
		} else {
			b.Disable()
		}
	}
	able(v.previous, v.page > 1)
	able(v.next, v.page > 0 && v.page < n)
	able(v.smaller, n > 0)
	able(v.larger, n > 0)
}

// size returns the size of a page in mm; that of A4 while it is not known.
func (v *View) size(page int) fyne.Size {
	if s, ok := v.sizes[page]; ok {
		return s
	}
	return fyne.NewSize(210, 297)
}

// zoomed returns how large a page of a size in mm is shown.
func (v *View) zoomed(mm fyne.Size) fyne.Size {
	factor := float32(dipPerMM)
	room := v.viewport.SubtractWidthHeight(2*pageMargin, 2*pageMargin)
	switch z := v.zoom.Value(); z {
	case ZoomPage:
		factor = min(room.Width/mm.Width, room.Height/mm.Height)
	case ZoomWidth:
		factor = (room.Width - theme.Current().Size(theme.SizeNameScrollBar)) / mm.Width
	default:
		factor *= float32(z) / 100
	}
	factor = max(factor, 0.05)
	return fyne.NewSize(mm.Width*factor, mm.Height*factor)
}

// scale returns the pixels of the screen for one of the window's.
func (v *View) scale() float32 {
	if c := fyne.CurrentApp().Driver().CanvasForObject(v); c != nil {
		return c.Scale()
	}
	return 1
}

// key names the picture that the page in sight needs.
func (v *View) key() pictureKey { return pictureKey{page: v.page, width: v.width(v.page)} }

// width returns how many pixels wide a page is shown.
func (v *View) width(page int) int {
	return min(int(math.Round(float64(v.zoomed(v.size(page)).Width*v.scale()))), mostPixels)
}

func thumbKey(page int) pictureKey { return pictureKey{page: page, thumb: true} }

func (v *View) find(k pictureKey) image.Image {
	i := slices.IndexFunc(v.kept, func(p picture) bool { return p.pictureKey == k })
	if i < 0 {
		return nil
	}
	p := v.kept[i]
	v.kept = append(slices.Delete(v.kept, i, i+1), p)
	return p.image
}

func (v *View) keep(p picture) {
	v.kept = append(v.kept, p)
	sum := 0
	for _, q := range v.kept {
		sum += q.bytes()
	}
	for sum > mostPicture && len(v.kept) > 1 {
		sum -= v.kept[0].bytes()
		v.kept = v.kept[1:]
	}
}

// arrange puts the page in sight into its place and has it drawn.
func (v *View) arrange() {
	if v.page == 0 || v.viewport.IsZero() {
		return
	}
	v.sheet.set(v.zoomed(v.size(v.page)), v.viewport, v.scale())
	if drawn := v.find(v.key()); drawn != nil {
		v.sheet.draw(drawn)
	}
	v.scroll.Refresh()
	v.work()
}

// work has the next thing done, unless one is being done: the size of the page
// in sight is found, then that page drawn, then the strip, then the pages beside.
func (v *View) work() {
	if v.busy || v.page == 0 || v.viewport.IsZero() {
		return
	}
	if _, known := v.sizes[v.page]; !known {
		v.measure(v.page)
		return
	}
	if k := v.key(); v.lacks(k) {
		v.draw(k)
		return
	}
	for _, page := range slices.Backward(v.thumbs) {
		if k := thumbKey(page); v.lacks(k) {
			v.draw(k)
			return
		}
	}
	v.thumbs = nil
	if v.bytes(v.page) > mostAhead {
		return
	}
	for _, page := range []int{v.page + 1, v.page - 1} {
		if page < 1 || page > v.PageCount() {
			continue
		}
		if _, known := v.sizes[page]; !known {
			v.measure(page)
			return
		}
		if k := (pictureKey{page: page, width: v.width(page)}); v.bytes(page) <= mostAhead && v.lacks(k) {
			v.draw(k)
			return
		}
	}
}

// bytes returns the memory that the picture of a page takes.
func (v *View) bytes(page int) int {
	mm, width := v.size(page), v.width(page)
	return int(float32(width)*mm.Height/mm.Width) * width * bytesPerPixel
}

// lacks reports whether a picture is still to be drawn.
func (v *View) lacks(k pictureKey) bool { return !v.failed[k] && v.find(k) == nil }

// measure finds the size of a page.
func (v *View) measure(page int) {
	perform(v, func(p Document) (fyne.Size, error) {
		width, height, err := p.Size(page)
		return fyne.NewSize(float32(width), float32(height)), err
	}, func(mm fyne.Size, err error) {
		if err != nil || mm.Width <= 0 || mm.Height <= 0 { // drawing it will tell what is wrong
			mm = v.size(page)
		}
		v.sizes[page] = mm
		if page == v.page {
			v.arrange()
		}
	})
}

// draw draws a picture.
func (v *View) draw(k pictureKey) {
	scale := float64(v.scale())
	perform(v, func(p Document) (image.Image, error) {
		width := k.width
		if k.thumb {
			w, h, err := p.Size(k.page)
			if err != nil {
				return nil, err
			}
			width = int(scale * min(float64(thumbWidth), w*float64(thumbHeight)/h))
		}
		return p.RenderWide(k.page, max(width, 1))
	}, func(drawn image.Image, err error) {
		if err != nil {
			v.failed[k] = true
			if v.OnProblem != nil {
				v.OnProblem(err)
			}
			return
		}
		v.keep(picture{k, drawn})
		if k.thumb {
			v.strip.RefreshItem(k.page - 1)
		} else if k.page == v.page {
			v.arrange()
		}
	})
}

// perform does something with the document in the background, and then goes
// on with what is next. What comes of a document that is shown no more is
// dropped.
func perform[T any](v *View, do func(Document) (T, error), then func(T, error)) {
	pages := v.pages
	v.busy = true
	widgets.Run(v.run, func() (T, error) { return do(pages) }, func(value T, err error) {
		v.busy = false
		if pages == v.pages {
			then(value, err)
		}
		v.work()
	})
}

// fillThumb shows a page in the strip.
func (v *View) fillThumb(id widget.ListItemID, o fyne.CanvasObject) {
	thumb := o.(*pageThumb)
	page := id + 1
	drawn := v.find(thumbKey(page))
	thumb.set(page, drawn)
	if drawn == nil && v.lacks(thumbKey(page)) {
		v.thumbs = append(slices.DeleteFunc(v.thumbs, func(p int) bool { return p == page }), page)
		if len(v.thumbs) > wantedThumbs {
			v.thumbs = v.thumbs[1:] // scrolled by; it is asked for again when it comes back
		}
		v.work()
	}
}

// takeKeys returns the view the keyboard.
func (v *View) takeKeys() {
	if c := fyne.CurrentApp().Driver().CanvasForObject(v); c != nil {
		c.Focus(v)
	}
}

// FocusGained has the page tell that it has the keyboard.
func (v *View) FocusGained() { v.sheet.focus(true); v.ring.Gained(v) }

// FocusLost takes that back.
func (v *View) FocusLost() { v.sheet.focus(false); v.ring.Lost() }

// TypedRune changes the zoom by + and -.
func (v *View) TypedRune(r rune) {
	switch r {
	case '+', '=':
		v.step(1)
	case '-':
		v.step(-1)
	}
}

// TypedKey turns and scrolls pages, and hands Enter and Esc to the dialog.
func (v *View) TypedKey(k *fyne.KeyEvent) {
	switch k.Name {
	case fyne.KeyPageUp, fyne.KeyLeft:
		v.ShowPage(v.page - 1)
	case fyne.KeyPageDown, fyne.KeyRight, fyne.KeySpace:
		v.ShowPage(v.page + 1)
	case fyne.KeyHome:
		v.ShowPage(1)
	case fyne.KeyEnd:
		v.ShowPage(v.PageCount())
	case fyne.KeyUp:
		v.wheel(lineScroll)
	case fyne.KeyDown:
		v.wheel(-lineScroll)
	default:
		widgets.PassKey(v, k)
	}
}

// lineScroll is how far an arrow key scrolls.
const lineScroll = float32(60)

// wheel scrolls down by -dy, and turns the page where its end is reached.
func (v *View) wheel(dy float32) {
	offset := v.scroll.Offset
	lowest := max(v.sheet.MinSize().Height-v.scroll.Size().Height, 0)
	switch {
	case dy < 0 && offset.Y >= lowest-1 && v.page < v.PageCount():
		v.ShowPage(v.page + 1)
	case dy > 0 && offset.Y <= 1 && v.page > 1:
		v.ShowPage(v.page - 1)
		v.scroll.ScrollToBottom()
	default:
		v.scroll.ScrollToOffset(fyne.NewPos(offset.X, min(max(offset.Y-dy, 0), lowest)))
	}
}

// viewLayout returns the page all the room there is and fits it again when that
// becomes another.
type viewLayout struct{ view *View }

func (l *viewLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	widgets.Place(objects[0], 0, 0, size.Width, size.Height)
	if size != l.view.viewport {
		l.view.viewport = size
		l.view.arrange()
		l.view.work()
	}
}

func (l *viewLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(200, 200) }

// pageSheet is the page in sight on its ground. It takes wheel and mouse.
type pageSheet struct {
	widget.BaseWidget
	view   *View
	edge   *canvas.Rectangle
	paper  *canvas.Image
	blank  *canvas.Rectangle
	size   fyne.Size
	around fyne.Size
}

func newPageSheet(v *View) *pageSheet {
	s := &pageSheet{view: v, edge: canvas.NewRectangle(color.Transparent), paper: &canvas.Image{}, blank: canvas.NewRectangle(color.White)}
	s.edge.StrokeWidth = 1
	s.paper.FillMode = canvas.ImageFillStretch
	s.ExtendBaseWidget(s)
	s.focus(false)
	s.clear()
	return s
}

// CreateRenderer draws the page.
func (s *pageSheet) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(container.NewWithoutLayout(s.blank, s.paper, s.edge))
}

// MinSize is the page with its margins, or all of the view.
func (s *pageSheet) MinSize() fyne.Size { return s.around }

// clear shows no page.
func (s *pageSheet) clear() {
	for _, o := range []fyne.CanvasObject{s.edge, s.paper, s.blank} {
		o.Hide()
	}
	s.paper.Image = nil
}

// set places a page of a size in the middle of the view, on whole pixels of the
// screen: else its letters are blurred.
func (s *pageSheet) set(size, view fyne.Size, scale float32) {
	whole := func(f float32) float32 { return float32(math.Round(float64(f*scale))) / scale }
	s.size = fyne.NewSize(whole(size.Width), whole(size.Height))
	s.around = s.size.AddWidthHeight(2*pageMargin, 2*pageMargin).Max(view)
	x, y := whole((s.around.Width-s.size.Width)/2), whole((s.around.Height-s.size.Height)/2)
	s.Resize(s.around)
	widgets.Place(s.blank, x, y, s.size.Width, s.size.Height)
	widgets.Place(s.paper, x, y, s.size.Width, s.size.Height)
	widgets.Place(s.edge, x-1, y-1, s.size.Width+2, s.size.Height+2)
	for _, o := range []fyne.CanvasObject{s.edge, s.blank} {
		o.Show()
	}
	s.Refresh()
}

// draw shows a picture of the page.
func (s *pageSheet) draw(drawn image.Image) {
	s.paper.Image = drawn
	s.paper.Show()
	s.paper.Refresh()
}

func (s *pageSheet) focus(on bool) {
	s.edge.StrokeColor = theme.Color(theme.ColorNameInputBorder)
	if on {
		s.edge.StrokeColor = theme.Color(theme.ColorNamePrimary)
	}
	s.edge.Refresh()
}

// Scrolled scrolls or turns the page.
func (s *pageSheet) Scrolled(e *fyne.ScrollEvent) {
	if e.Scrolled.DX != 0 && e.Scrolled.DY == 0 {
		s.view.scroll.Scrolled(e)
		return
	}
	s.view.wheel(e.Scrolled.DY)
}

// Dragged moves a page that is larger than the view.
func (s *pageSheet) Dragged(e *fyne.DragEvent) {
	v := s.view
	at := v.scroll.Offset.SubtractXY(e.Dragged.DX, e.Dragged.DY)
	v.scroll.ScrollToOffset(fyne.NewPos(max(at.X, 0), max(at.Y, 0)))
}

// DragEnd does nothing.
func (s *pageSheet) DragEnd() {}

// DoubleTapped tells where on the page it was.
func (s *pageSheet) DoubleTapped(e *fyne.PointEvent) {
	v := s.view
	if at := e.Position.Subtract(s.blank.Position()); v.OnChosen != nil && v.page > 0 && at.Y >= 0 && at.Y <= s.size.Height {
		v.OnChosen(v.page, float64(at.Y/s.size.Height*v.size(v.page).Height))
	}
}

// Tapped returns the page the keyboard.
func (s *pageSheet) Tapped(*fyne.PointEvent) { s.view.takeKeys() }

// pageStrip are all pages, small. Its keys are those of the view.
type pageStrip struct {
	widget.List
	view *View
	ring widgets.Ring
}

// CreateRenderer draws the ring around the pages.
func (s *pageStrip) CreateRenderer() fyne.WidgetRenderer {
	return s.ring.Around(s.List.CreateRenderer())
}

// FocusGained shows that the strip has the keyboard.
func (s *pageStrip) FocusGained() { s.List.FocusGained(); s.ring.Gained(s) }

// FocusLost takes that back.
func (s *pageStrip) FocusLost() { s.List.FocusLost(); s.ring.Lost() }

func newPageStrip(v *View) *pageStrip {
	s := &pageStrip{view: v}
	s.Length, s.CreateItem, s.UpdateItem = v.PageCount, newPageThumb, v.fillThumb
	s.OnSelected = func(id widget.ListItemID) { v.ShowPage(id + 1) }
	s.ExtendBaseWidget(s)
	return s
}

// TypedKey does what the key does in the view.
func (s *pageStrip) TypedKey(k *fyne.KeyEvent) { s.view.TypedKey(k) }

// pageThumb is a page in the strip.
type pageThumb struct {
	widget.BaseWidget
	paper  *canvas.Image
	number *widget.Label
}

func newPageThumb() fyne.CanvasObject {
	t := &pageThumb{paper: &canvas.Image{}, number: widget.NewLabelWithStyle("", fyne.TextAlignCenter, fyne.TextStyle{})}
	t.paper.FillMode = canvas.ImageFillContain
	t.paper.SetMinSize(fyne.NewSize(thumbWidth, thumbHeight))
	t.ExtendBaseWidget(t)
	return t
}

// CreateRenderer draws the page above its number.
func (t *pageThumb) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(container.NewBorder(nil, t.number, nil, nil, t.paper))
}

func (t *pageThumb) set(page int, drawn image.Image) {
	t.number.SetText(strconv.Itoa(page))
	t.paper.Image = drawn
	t.paper.Refresh()
}
