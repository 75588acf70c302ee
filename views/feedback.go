package views

import (
	"context"

	"fyne.io/fyne/v2"

	"openday/app"
	"openday/app/words"
	"openday/views/widgets"
)

// feedbackTab lists the opinions of the current event.
type feedbackTab struct {
	*desk
	table *widgets.Table[app.Feedback]
	fresh latest
}

func newFeedbackTab(d *desk) *feedbackTab {
	return &feedbackTab{desk: d, table: widgets.NewTable(func(r app.Feedback) string { return r.ID },
		widgets.Column[app.Feedback]{ID: "content", Label: words.T("Content"), Width: 300, Stretch: true, Text: func(f app.Feedback) string { return f.Content }},
		widgets.Column[app.Feedback]{ID: "speaker", Label: words.T("Speaker"), Width: 120, Text: app.Feedback.SpeakerOrAnonymous},
		widgets.Column[app.Feedback]{ID: "state", Label: words.T("State"), Width: 120, Text: func(f app.Feedback) string { return app.FeedbackStates.Label(f.State) }},
	)}
}

func (t *feedbackTab) Title() string              { return words.T("Feedback") }
func (t *feedbackTab) Content() fyne.CanvasObject { return t.table }
func (t *feedbackTab) Topics() []app.Topic        { return []app.Topic{app.TopicFeedback} }
func (t *feedbackTab) Unsaved() bool              { return false }
func (t *feedbackTab) Save(then func(bool))       { then(true) }
func (t *feedbackTab) Discard()                   {}
func (t *feedbackTab) Find()                      { t.window.Canvas().Focus(t.table) }
func (t *feedbackTab) New()                       {}
func (t *feedbackTab) Delete()                    {}

func (t *feedbackTab) Refresh() {
	id := t.Event().ID
	load(t.desk, &t.fresh, func(ctx context.Context) ([]app.Feedback, error) {
		if id == "" {
			return nil, nil
		}
		return t.service.Feedback(ctx, app.FeedbackFilter{EventID: id})
	}, t.table.SetRows)
}
