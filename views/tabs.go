package views

import (
	"openday/app/words"
	"openday/views/agenda"
	"openday/views/events"
	"openday/views/feedback"
	"openday/views/invitees"
	"openday/views/ui"
)

// newTabs returns the four tabs in their order, each to be made when it comes
// into sight for the first time.
func newTabs(f *mainWindow) []ui.Tab {
	d := f.Context
	return []ui.Tab{
		ui.NewLateTab(words.T("Events"), func() ui.Tab {
			return events.NewTab(f.events, f.events.StartEvent, f.office.ImportWorkbook, f.office.LoadSample)
		}),
		ui.NewLateTab(words.T("Invitees"), func() ui.Tab { return invitees.NewTab(f.invitees) }),
		ui.NewLateTab(words.T("Agenda"), func() ui.Tab { return agenda.NewTab(d) }),
		ui.NewLateTab(words.T("Feedback"), func() ui.Tab { return feedback.NewTab(f.feedback) }),
	}
}
