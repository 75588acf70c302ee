package feedback

import (
	"openday/app"
	"openday/views/ui"
)

// ShowState shows the opinions of the current event that are in the stage of a
// state: with whom the next step lies.
func (d *Actions) ShowState(s app.FeedbackState) {
	d.ShowTab(ui.TabFeedback, func() {
		t := d.Tab(ui.TabFeedback).(*Tab)
		t.ShowAll()
		t.pick.Set(feedbackPick{stage: stageOf(s)})
	})
}
