package ui

import (
	"fyne.io/fyne/v2"

	"openday/app"
	"openday/views/widgets"
)

// The places of the tabs.
const (
	TabEvents = iota
	TabInvitees
	TabAgenda
	TabFeedback
)

// Tab is one of the four tabs of the window. The context calls its methods on the
// user interface's goroutine.
type Tab interface {
	// Title is the heading of the tab.
	Title() string
	// Content is what the tab shows; always the same object.
	Content() fyne.CanvasObject
	// Chapter is the id of the guide's chapter about what the tab shows now.
	Chapter() string
	// Topics are the changes that concern what the tab shows. A change of the
	// current event's own fields (app.TopicEvents) concerns it if named here.
	Topics() []app.Topic

	// Refresh fetches anew what the tab shows of Context.Event() and keeps what is
	// typed and not saved. It is called when the tab comes into sight for the
	// first time, when the event has become another or none since, and when
	// something has changed that concerns it.
	Refresh()

	// Unsaved reports whether something is typed that is not saved. The context asks
	// before another tab or event is shown and before the window closes.
	Unsaved() bool
	// Concerned reports whether what is typed and not saved is of one of some records.
	Concerned(records []app.RecordKey) bool
	// Save saves what is typed, shows what is wrong with it where it is typed,
	// and then says whether it is saved. Ctrl+S comes here, too.
	Save(then func(saved bool))
	// Discard puts back what is stored.
	Discard()

	// Find puts the keyboard into the search (Ctrl+F).
	Find()
	// New begins something new (Ctrl+N).
	New()
	// Delete deletes what is chosen (Del, and the menu), and offers to undo it.
	Delete()
}

// SetTabs says which tabs there are, in their order, the first being in sight. shown
// brings the heading of a tab into sight.
func (c *Context) SetTabs(tabs []Tab, shown func(i int)) {
	c.tabs, c.onTab, c.current = tabs, shown, 0
	c.stale = make([]bool, len(tabs))
	for i := range c.stale {
		c.stale[i] = true
	}
}

// Tabs returns the tabs in their order; none while the data file cannot be opened.
// One that was never in sight is made by [Context.Tab] alone.
func (c *Context) Tabs() []Tab { return c.tabs }

// InSight returns the tab in sight, nil where there is none.
func (c *Context) InSight() Tab {
	if c.current >= len(c.tabs) {
		return nil
	}
	return c.tabs[c.current]
}

// Ready reports whether a tab is in sight and no dialog is before it.
func (c *Context) Ready(t Tab) bool {
	return c.InSight() == t && c.Window.Canvas().Overlays().Top() == nil
}

// refresh has the tabs that concern fetch anew: the one in sight at once, the
// others when they come into sight.
func (c *Context) refresh(concerned func(Tab) bool) {
	for i, t := range c.tabs {
		if concerned(t) {
			c.stale[i] = true
		}
	}
	c.Freshen()
}

// Freshen has the tab in sight fetch anew what it shows, where that is out of date.
func (c *Context) Freshen() {
	if c.Service == nil {
		return // the data file is still being opened
	}
	if c.current < len(c.tabs) && c.stale[c.current] {
		c.stale[c.current] = false
		c.Tab(c.current).Refresh()
	}
}

// ShowTab brings a tab into sight, after asking what becomes of unsaved work
// in the present one. then, if not nil, is called once it is in sight.
func (c *Context) ShowTab(i int, then func()) {
	if then == nil {
		then = func() {}
	}
	if i == c.current {
		c.onTab(i)
		then()
		return
	}
	present := c.current
	c.onTab(present) // until it is sure that the tab changes
	c.Guard(func() {
		c.current = i
		c.onTab(i)
		c.Window.Canvas().Unfocus() // what is typed next is not meant for a field out of sight
		c.Freshen()
		c.showStatus()
		then()
	})
}

// Guard calls then at once where nothing is unsaved. Else it asks: save first,
// throw away, or go back, which calls nothing.
func (c *Context) Guard(then func()) {
	if c.current >= len(c.tabs) || !c.tabs[c.current].Unsaved() {
		then()
		return
	}
	t := c.tabs[c.current]
	widgets.AskUnsaved(c.Window, func(answer widgets.UnsavedAnswer) {
		switch answer {
		case widgets.SaveUnsaved:
			t.Save(func(saved bool) {
				if saved {
					then()
				}
			})
		case widgets.DiscardUnsaved:
			t.Discard()
			then()
		}
	})
}
