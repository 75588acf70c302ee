package views

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"openday/app"
	"openday/app/words"
)

// newTabs gives the four tabs in their order, each to be made when it comes
// into sight for the first time.
func newTabs(f *frame) []tab {
	d := f.desk
	return []tab{
		later(words.T("Events"), func() tab { return newEventsTab(d, f.StartEvent, f.ImportWorkbook, f.LoadSample) }),
		later(words.T("Invitees"), func() tab { return newInviteesTab(d) }),
		later(words.T("Agenda"), func() tab { return newAgendaTab(d) }),
		later(words.T("Feedback"), func() tab { return newFeedbackTab(d) }),
	}
}

// lateTab stands in the place of a tab that was not in sight yet: making all
// four would keep the window from opening for longer than opening itself takes.
type lateTab struct {
	title   string
	make    func() tab
	content *fyne.Container
}

func later(title string, make func() tab) *lateTab {
	return &lateTab{title, make, container.NewStack()}
}

// tab gives a tab, and makes it first if it was not in sight yet.
func (d *desk) tab(i int) tab {
	if late, ok := d.tabs[i].(*lateTab); ok {
		d.tabs[i] = late.make()
		late.content.Add(d.tabs[i].Content())
		late.content.Refresh() // adding alone lays out and draws nothing
	}
	return d.tabs[i]
}

func (t *lateTab) Title() string                  { return t.title }
func (t *lateTab) Content() fyne.CanvasObject     { return t.content }
func (t *lateTab) Topics() []app.Topic            { return nil } // it fetches all that it shows when it is made
func (t *lateTab) Refresh()                       {}
func (t *lateTab) Unsaved() bool                  { return false }
func (t *lateTab) Concerned([]app.RecordKey) bool { return false }
func (t *lateTab) Save(then func(saved bool))     { then(true) }
func (t *lateTab) Discard()                       {}
func (t *lateTab) Find()                          {}
func (t *lateTab) New()                           {}
func (t *lateTab) Delete()                        {}
