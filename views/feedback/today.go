package feedback

import (
	"openday/app"
	"openday/views/ui"
)

// ShowState shows the opinions of the current event that are in a state.
func (d *Actions) ShowState(s app.FeedbackState) {
	d.ShowTab(ui.TabFeedback, func() {
		t := d.Tab(ui.TabFeedback).(*Tab)
		t.ShowAll()
		t.pick.Set(feedbackPick{state: s})
	})
}
