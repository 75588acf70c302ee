package help

import (
	"context"
	"io"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"openday/app"
	"openday/app/guide"
	"openday/app/paper"
	"openday/app/paper/own"
	"openday/app/words"
	"openday/views/ui"
	"openday/views/widgets"
)

// Actions show the guide and what the program is.
type Actions struct {
	*ui.Context
	logFile string
	keys    func() []ui.Menu
	show    showPaper
	guide   *guideWindow // nil while the guide is closed
}

// showPaper shows a paper that is of no event, under the file name that it gets.
type showPaper func(title, file string, write func(ctx context.Context, w io.Writer) (paper.Report, error))

// New returns the actions. logFile is where the log is written, keys are all keys
// of the program by where they are pressed, show shows the guide as a paper.
func New(d *ui.Context, logFile string, keys func() []ui.Menu, show showPaper) *Actions {
	return &Actions{Context: d, logFile: logFile, keys: keys, show: show}
}

// guideWindow is the user's guide in a window of its own, to be read beside the
// work that it speaks of.
type guideWindow struct {
	window   fyne.Window
	chapters []guide.Chapter
	at       guide.Hit // the section in sight

	search *widgets.SearchEntry
	list   *pickRows
	rows   []guideRow // of the list
	none   fyne.CanvasObject
	page   *fyne.Container // the chapter in sight
	shown  int             // the number of that chapter, -1 for none yet
	scroll *container.Scroll
	parts  []fyne.CanvasObject // the sections on the page
	prose  []*widgets.Prose    // all text on the page
	back   *widgets.Button
	next   *widgets.Button

	following bool // the list follows the page, not the hand
}

// guideRow is a line of the contents: a chapter, or a section of it.
type guideRow struct {
	hit   guide.Hit
	text  string
	inner bool // a section under its chapter
}

// ShowGuide opens the guide at the chapter that suits what is in sight, or
// brings it to the front.
func (f *Actions) ShowGuide() { f.OpenGuide(f.chapterInSight()) }

// OpenGuide opens the guide at a chapter, by its id, or brings it to the front.
func (f *Actions) OpenGuide(chapter string) {
	chapters, err := f.chapters()
	if err != nil {
		f.Fail(err)
		return
	}
	if f.guide == nil {
		f.guide = newGuideWindow(chapters, f.Later, f.PrintGuide)
		size := f.Window.Canvas().Size()
		f.guide.window.Resize(fyne.NewSize(min(1040, size.Width), min(680, size.Height)))
		f.guide.window.SetOnClosed(func() { f.guide = nil })
		f.guide.window.Show()
	} else {
		f.guide.window.RequestFocus()
	}
	f.guide.open(chapter)
}

// GuideWindow returns the window of the guide and the id of the chapter that is
// open in it; nil while the guide is closed.
func (f *Actions) GuideWindow() (w fyne.Window, chapter string) {
	if f.guide == nil {
		return nil, ""
	}
	return f.guide.window, f.guide.chapters[f.guide.at.Chapter].ID
}

// chapterInSight is the chapter about what the person has in front of them.
func (f *Actions) chapterInSight() string {
	switch {
	case f.InSight() == nil: // the data file cannot be opened
		return guide.Questions
	case f.Event().ID == "":
		return guide.First
	}
	return f.InSight().Chapter()
}

// chapters reads the guide with what the program itself tells.
func (f *Actions) chapters() ([]guide.Chapter, error) {
	return guide.Chapters(guide.Told{Menus: f.MenuKeys(), Steps: app.TransitionRows()})
}

// MenuKeys are all keys of the program: those of the window's menus, then the others.
func (f *Actions) MenuKeys() []guide.Menu {
	var all []guide.Menu
	for _, m := range f.keys() {
		menu := guide.Menu{Title: m.Label}
		for _, a := range m.All() {
			if a.Key != "" {
				menu.Entries = append(menu.Entries, guide.Entry{Label: a.Label, Key: a.Keys()})
			}
		}
		all = append(all, menu)
	}
	return all
}

// PrintGuide shows the guide as a paper, in the main window.
func (f *Actions) PrintGuide() {
	chapters, err := f.chapters()
	if err != nil {
		f.Fail(err)
		return
	}
	at := app.Clock()
	f.Window.RequestFocus()
	f.show(words.T("User's guide"), own.GuideName, func(ctx context.Context, w io.Writer) (paper.Report, error) {
		return own.Guide(ctx, w, chapters, f.Version, at)
	})
}

func newGuideWindow(chapters []guide.Chapter, later widgets.Later, print func()) *guideWindow {
	g := &guideWindow{window: fyne.CurrentApp().NewWindow(words.T("OpenDay: user's guide (in Chinese)")), chapters: chapters, shown: -1}
	g.search = widgets.NewSearchEntry(words.T("Search the guide"), later, func(string) { g.fill() })
	g.list = newPickRows(func() int { return len(g.rows) }, g.fillRow)
	g.list.OnSelected = func(i widget.ListItemID) {
		if !g.following {
			g.show(g.rows[i].hit)
		}
	}
	g.search.OnLeave = func() {
		if len(g.rows) > 0 {
			g.window.Canvas().Focus(g.list)
			g.list.Select(g.firstFound())
		}
	}
	g.none = container.NewCenter(widget.NewLabel(words.T("Nothing is found")))
	g.page = widgets.NewColumn(0)
	g.scroll = container.NewVScroll(widgets.NewMargin(12, 24, 28, 28, g.page))
	g.back = widgets.NewButtonWithIcon(words.T("Previous chapter"), theme.NavigateBackIcon(), func() { g.turn(-1) })
	g.next = widgets.NewButtonWithIcon(words.T("Next chapter"), theme.NavigateNextIcon(), func() { g.turn(1) })
	printing := widgets.NewButtonWithIcon(words.T("Print…"), theme.DocumentPrintIcon(), print)
	closing := widgets.NewButton(words.T("Close"), func() { g.window.Close() })
	left := container.NewBorder(container.NewPadded(g.search), nil, nil, nil, container.NewStack(g.list, g.none))
	foot := container.NewVBox(widget.NewSeparator(), container.NewPadded(container.NewHBox(g.back, g.next, layout.NewSpacer(), printing, closing)))
	g.window.SetPadded(false)
	contents := container.NewBorder(nil, nil, nil, widget.NewSeparator(), container.New(ui.WidthLayout{Width: guideContents}, left))
	g.window.SetContent(container.NewBorder(nil, nil, contents, nil, container.NewBorder(nil, foot, nil, nil, g.scroll)))
	g.window.CenterOnScreen()
	g.takeKeys()
	g.fill()
	return g
}

// takeKeys has the keyboard turn, scroll and close wherever nothing else wants it.
func (g *guideWindow) takeKeys() {
	c := g.window.Canvas()
	c.SetOnTypedKey(func(k *fyne.KeyEvent) {
		page := g.scroll.Size().Height - 40
		switch k.Name {
		case fyne.KeyEscape:
			g.window.Close()
		case fyne.KeyLeft:
			g.turn(-1)
		case fyne.KeyRight:
			g.turn(1)
		case fyne.KeyUp:
			g.scrollBy(-60)
		case fyne.KeyDown:
			g.scrollBy(60)
		case fyne.KeyPageUp:
			g.scrollBy(-page)
		case fyne.KeyPageDown, fyne.KeySpace:
			g.scrollBy(page)
		case fyne.KeyHome:
			g.scroll.ScrollToTop()
		case fyne.KeyEnd:
			g.scroll.ScrollToBottom()
		}
	})
	widgets.OnClose(g.window, g.window.Close)
	c.AddShortcut(&desktop.CustomShortcut{KeyName: fyne.KeyF, Modifier: ui.Ctrl}, func(fyne.Shortcut) { c.Focus(g.search) })
}

func (g *guideWindow) scrollBy(y float32) {
	g.scroll.ScrollToOffset(g.scroll.Offset.AddXY(0, y))
}

// open shows a chapter from its beginning.
func (g *guideWindow) open(chapter string) {
	g.search.SetText("")
	for i, c := range g.chapters {
		if c.ID == chapter {
			g.show(guide.Hit{Chapter: i})
		}
	}
}

// turn goes to the chapter before or after.
func (g *guideWindow) turn(by int) {
	if i := g.at.Chapter + by; i >= 0 && i < len(g.chapters) {
		g.show(guide.Hit{Chapter: i})
	}
}

// show brings a section into sight.
func (g *guideWindow) show(at guide.Hit) {
	g.at = at
	if at.Chapter != g.shown {
		g.shown = at.Chapter
		g.write(g.chapters[at.Chapter])
	}
	g.mark()
	ui.SetEnabled(at.Chapter > 0, g.back)
	ui.SetEnabled(at.Chapter < len(g.chapters)-1, g.next)
	g.fill()
	if at.Section == 0 {
		g.scroll.ScrollToTop()
		return
	}
	g.scroll.ScrollToOffset(fyne.NewPos(0, g.parts[at.Section].Position().Y))
}

// asked are the words that are searched for.
func (g *guideWindow) asked() []string { return strings.Fields(g.search.Text) }

// mark marks what is searched for on the page.
func (g *guideWindow) mark() {
	for _, p := range g.prose {
		p.Mark(g.asked())
	}
}

// fill lists the contents: the chapters, with the sections of the one in sight,
// or what the search found.
func (g *guideWindow) fill() {
	g.rows = nil
	if len(g.asked()) > 0 {
		g.found()
	} else {
		for i, c := range g.chapters {
			g.rows = append(g.rows, guideRow{guide.Hit{Chapter: i}, c.Title, false})
			for j, s := range c.Sections {
				if i == g.at.Chapter && s.Title != "" {
					g.rows = append(g.rows, guideRow{guide.Hit{Chapter: i, Section: j}, s.Title, true})
				}
			}
		}
	}
	if len(g.rows) == 0 {
		g.none.Show()
	} else {
		g.none.Hide()
	}
	g.mark()
	g.following = true
	g.list.UnselectAll()
	g.list.Refresh()
	for i, r := range g.rows {
		if r.hit == g.at && (r.inner == (g.at.Section > 0) || len(g.asked()) > 0) {
			g.list.Select(i)
			break
		}
	}
	g.following = false
}

// found lists what the search found, each chapter above its sections.
func (g *guideWindow) found() {
	last := -1
	for _, hit := range guide.Find(g.chapters, strings.Join(g.asked(), " ")) {
		c := g.chapters[hit.Chapter]
		if hit.Chapter != last {
			g.rows = append(g.rows, guideRow{guide.Hit{Chapter: hit.Chapter}, c.Title, false})
			last = hit.Chapter
		}
		if title := c.Sections[hit.Section].Title; title != "" {
			g.rows = append(g.rows, guideRow{hit, title, true})
		}
	}
}

// firstFound is the row that Enter goes to from the search.
func (g *guideWindow) firstFound() int {
	for i, r := range g.rows {
		if r.inner {
			return i
		}
	}
	return 0
}

func (g *guideWindow) fillRow(i int, label *widget.Label) {
	r := g.rows[i]
	label.TextStyle.Bold = !r.inner
	text := r.text
	if r.inner {
		text = "　" + text
	}
	label.SetText(text)
}

// The measures of a page, in device-independent pixels.
const (
	guideContents = 250 // the width of the contents

	guideText    = 15
	guideHeading = 18
	guideTitle   = 24
	// guideScale is the scale at which the pictures were taken.
	guideScale = 1.5
)

// write puts a chapter on the page.
func (g *guideWindow) write(c guide.Chapter) {
	g.prose, g.parts = nil, nil
	g.page.Objects = []fyne.CanvasObject{widgets.NewMargin(0, 4, 0, 0, g.text(guideTitle, guide.Span{Text: c.Title, Bold: true}))}
	for i, s := range c.Sections {
		part := widgets.NewColumn(8)
		if s.Title != "" {
			var top float32 = 18
			if i == 0 {
				top = 8
			}
			part.Add(widgets.NewMargin(top, 0, 0, 0, g.text(guideHeading, guide.Span{Text: s.Title, Bold: true})))
		}
		for _, b := range s.Blocks {
			part.Add(g.block(b))
		}
		g.parts = append(g.parts, part)
		g.page.Objects = append(g.page.Objects, part)
	}
	g.page.Refresh()
	g.scroll.Refresh()
}

// text is text on the page that the search can mark.
func (g *guideWindow) text(size float32, spans ...guide.Span) *widgets.Prose {
	runs := make([]widgets.Piece, len(spans))
	for i, s := range spans {
		runs[i] = widgets.Piece(s)
	}
	p := widgets.NewProse(size, runs...)
	g.prose = append(g.prose, p)
	return p
}

func (g *guideWindow) block(b guide.Block) fyne.CanvasObject {
	switch b.Kind {
	case guide.Item:
		sign := "•"
		if b.Number > 0 {
			sign = words.T("%d.|in a numbered list", b.Number)
		}
		return container.New(itemLayout{26}, widgets.NewProse(guideText, widgets.Piece{Text: sign}), g.text(guideText, b.Spans...))
	case guide.Note:
		ground := canvas.NewRectangle(theme.Color(widgets.ColorNameAccentSoft))
		ground.CornerRadius = 4
		return container.NewStack(ground, widgets.NewMargin(8, 8, 14, 14, widgets.NewColumn(0, g.text(guideText, b.Spans...))))
	case guide.Picture:
		return g.picture(b)
	case guide.Table:
		return g.table(b.Rows)
	default:
		return g.text(guideText, b.Spans...)
	}
}

// picture is a picture with its caption below.
func (g *guideWindow) picture(b guide.Block) fyne.CanvasObject {
	image := canvas.NewImageFromResource(fyne.NewStaticResource(b.File, b.Image))
	image.FillMode, image.ScaleMode = canvas.ImageFillContain, canvas.ImageScaleSmooth
	caption := widgets.NewMutedProse(14, widgets.Piece{Text: b.Caption})
	g.prose = append(g.prose, caption)
	return widgets.NewMargin(4, 4, 0, 0, widgets.NewColumn(4,
		container.New(&pictureLayout{natural: naturalSize(b.Image)}, image), caption))
}

// table is a table with thin lines; its columns share the width by what stands
// in them.
func (g *guideWindow) table(rows [][]string) fyne.CanvasObject {
	columns := &gridLayout{columns: len(rows[0])}
	grid := container.New(columns)
	for i, row := range rows {
		ground := canvas.NewRectangle(nil)
		if i == 0 {
			ground.FillColor = theme.Color(theme.ColorNameHeaderBackground)
		}
		ground.StrokeColor, ground.StrokeWidth = theme.Color(theme.ColorNameSeparator), 1
		grid.Add(ground)
		for _, cell := range row {
			grid.Add(g.text(guideText, guide.Span{Text: cell, Bold: i == 0}))
		}
	}
	return grid
}
