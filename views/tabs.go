package views

// newTabs makes the four tabs in their order.
func newTabs(d *desk) []tab {
	return []tab{newEventsTab(d), newInviteesTab(d), newAgendaTab(d), newFeedbackTab(d)}
}
