package views

// newTabs makes the four tabs in their order.
func newTabs(f *frame) []tab {
	d := f.desk
	return []tab{newEventsTab(d, f.StartEvent, f.ImportWorkbook, f.LoadSample), newInviteesTab(d), newAgendaTab(d), newFeedbackTab(d)}
}
