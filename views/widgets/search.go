package widgets

import (
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
)

const searchDelay = 200 * time.Millisecond

// SearchEntry is a line to search with: it searches a moment after the last
// key, at once on Enter; Esc clears it, and in an empty one goes on to the
// window.
type SearchEntry struct {
	textEntry
	// OnLeave is called on Enter or Down, to go on in the list that was searched.
	OnLeave func()

	hint   string
	ruler  *Ruler
	search func(string)
	later  Later
	stop   func()
	last   string
	clear  *IconButton // only where there is something to clear
}

// NewSearchEntry returns an empty entry that calls search with the text, without
// space at its ends, whenever it has become another. later is [AfterDelay], or
// [AtOnce] in tests.
func NewSearchEntry(placeholder string, later Later, search func(string)) *SearchEntry {
	e := &SearchEntry{hint: placeholder, search: search, later: later, stop: func() {}}
	e.ruler = NewRuler(theme.Current().Size(theme.SizeNameText), fyne.TextStyle{})
	e.start(e, 1)
	e.SetPlaceHolder(placeholder)
	e.Icon = theme.Current().Icon(theme.IconNameSearch)
	e.clear = NewIconButton(theme.IconNameContentClear, func() {
		e.SetText("")
		e.now()
	})
	e.clear.Hide()
	e.ActionItem = container.New(layout.NewStackLayout(), e.clear)
	e.OnChanged = func(string) {
		e.offerClear()
		e.stop()
		e.stop = e.later(searchDelay, e.now)
	}
	e.OnKey = func(k fyne.KeyName) bool {
		switch {
		case k == fyne.KeyEscape && e.Text != "":
			e.SetText("")
			e.now()
			return true
		case k == fyne.KeyReturn || k == fyne.KeyEnter || k == fyne.KeyDown:
			e.now()
			if e.OnLeave != nil {
				e.OnLeave()
			}
			return true
		}
		return false
	}
	return e
}

// MinSize leaves room for some words.
func (e *SearchEntry) MinSize() fyne.Size { return e.textEntry.MinSize().Max(fyne.NewSize(200, 0)) }

// Resize cuts the placeholder to the room that there is between the two icons;
// Fyne would draw a scroll bar over one that is too long.
func (e *SearchEntry) Resize(size fyne.Size) {
	style := theme.Current()
	icons := style.Size(theme.SizeNameInlineIcon) + 3*style.Size(theme.SizeNameInnerPadding)
	if hint, _ := e.ruler.Fit(e.hint, size.Width-icons); hint != e.PlaceHolder {
		e.SetPlaceHolder(hint)
	}
	e.textEntry.Resize(size)
}

// offerClear shows the cross beside a text, and gives its room to an empty entry.
func (e *SearchEntry) offerClear() {
	if e.clear.Visible() == (e.Text != "") {
		return
	}
	ShowIf(e.clear, e.Text != "")
	if e.drawn != nil {
		e.drawn.Layout(e.Size())
	}
}

// now searches without waiting.
func (e *SearchEntry) now() {
	e.stop()
	e.stop = func() {}
	text := strings.TrimSpace(e.Text)
	if text != e.last {
		e.last = text
		e.search(text)
	}
}
