package events

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"openday/app"
	"openday/app/words"
	"openday/views/ui"
	"openday/views/widgets"
)

// ShowChange asks what becomes of the current event: whether it is postponed or
// cancelled, why, and to which date; or takes that back.
func (f *Actions) ShowChange() {
	f.WithEvent(func(e app.Event) {
		present := e.Changing()
		choices := ui.VocabularyOptions(app.EventChanges, words.T("As planned (taken back)"))
		if present.Change == "" {
			choices, present.Change = choices[1:], app.Postponed
			present.On = app.DayOf(f.Service.Now())
		}
		change := widgets.NewChoice(choices...)
		change.Set(present.Change)
		to, on := widgets.NewDateEntry(app.Zone, f.Service.Now), widgets.NewDateEntry(app.Zone, f.Service.Now)
		to.Set(present.To)
		on.Set(present.On)
		reason := widgets.NewLinesEntry(3)
		reason.SetText(present.Reason)
		note := ui.Paragraph("")
		note.Importance = widget.LowImportance
		follow := func() {
			ui.SetEnabled(change.Value() == app.Postponed, to)
			ui.SetEnabled(change.Value() != "", reason, on)
			switch change.Value() {
			case app.Postponed:
				note.SetText(words.T("With a new date the event and its agenda move there, and the deadlines follow; sign-up stays as it is. Without one the deadlines rest."))
			case app.Cancelled:
				note.SetText(words.T("The deadlines of the event end. Opinions that were collected are handled as before."))
			default:
				note.SetText(words.T("The event and its agenda stand again on the days that were planned."))
			}
		}
		change.Listen(follow)
		follow()
		decided := func() app.EventChanging {
			c := app.EventChanging{Change: change.Value()}
			if c.Change == "" {
				return c
			}
			c.Reason = reason.Value()
			c.On, _, _ = on.Value()
			if c.Change == app.Postponed {
				c.To, _, _ = to.Value() // at the time of day that was planned
				if app.DayOf(present.To).Equal(c.To) {
					c.To = present.To
				}
			}
			return c
		}
		f.Ask(words.T("Postpone or cancel “%s”", ui.Cut(e.Title, 300)), []ui.FormRow{
			{Label: words.T("The event is"), Input: change},
			{Label: words.T("New date"), Input: to},
			{Label: words.T("Reason|of a change"), Input: reason},
			{Label: words.T("Decided on|a change of the event"), Input: on},
			{Input: note},
		}, words.T("Save"), func() (string, fyne.Focusable) {
			for _, day := range []*widgets.DateEntry{to, on} {
				if p := day.Problem(); p != "" && change.Value() != "" {
					return p, day.FocusTarget()
				}
			}
			if wrong := decided().Validate(e); len(wrong) > 0 {
				return wrong[0].Message, to.FocusTarget()
			}
			return "", nil
		}, func() { f.decide(e, decided()) })
	})
}

// decide keeps what was decided about an event.
func (f *Actions) decide(e app.Event, c app.EventChanging) {
	service := f.Service
	ui.Run(f.Context, func(ctx context.Context) error { return service.ChangeEvent(ctx, e.ID, c) }, func() {
		switch {
		case c.Change == app.Cancelled:
			f.Undoable(words.T("“%s” is cancelled. Its deadlines end.", e.Title))
		case c.Change == app.Postponed && c.To.IsZero():
			f.Undoable(words.T("“%s” is postponed. Its deadlines rest until the new date is named.", e.Title))
		case c.Change == app.Postponed:
			f.Undoable(words.T("“%s” is postponed to %s. Agenda and deadlines follow.", e.Title, app.DayWithWeekday(c.To)))
		default:
			f.Undoable(words.T("“%s” takes place as it was planned.", e.Title))
		}
	})
}
