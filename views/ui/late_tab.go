package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"openday/app"
	"openday/app/guide"
)

// lateTab stands in the place of a tab that was not in sight yet: making all
// four would keep the window from opening for longer than opening itself takes.
type lateTab struct {
	title   string
	make    func() Tab
	content *fyne.Container
}

// NewLateTab returns what stands in the place of a tab until it comes into sight,
// and makes it then.
func NewLateTab(title string, make func() Tab) Tab {
	return &lateTab{title, make, container.NewStack()}
}

// Tab returns a tab, and makes it first if it was not in sight yet.
func (c *Context) Tab(i int) Tab {
	if late, ok := c.tabs[i].(*lateTab); ok {
		c.tabs[i] = late.make()
		late.content.Add(c.tabs[i].Content())
		late.content.Refresh() // adding alone lays out and draws nothing
	}
	return c.tabs[i]
}

func (t *lateTab) Title() string { return t.title }

func (t *lateTab) Content() fyne.CanvasObject { return t.content }

func (t *lateTab) Chapter() string { return guide.First }

func (t *lateTab) Topics() []app.Topic { return nil } // it fetches all that it shows when it is made

func (t *lateTab) Refresh() {}

func (t *lateTab) Unsaved() bool { return false }

func (t *lateTab) Concerned([]app.RecordKey) bool { return false }

func (t *lateTab) Save(then func(saved bool)) { then(true) }

func (t *lateTab) Discard() {}

func (t *lateTab) Find() {}

func (t *lateTab) New() {}

func (t *lateTab) Delete() {}
