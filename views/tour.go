package views

import (
	"context"

	"fyne.io/fyne/v2/theme"

	"openday/app"
	"openday/app/words"
	"openday/views/events"
	"openday/views/ui"
	"openday/views/widgets"
)

// tourShown is the preference that keeps the tour from coming again by itself.
const tourShown = "tour.shown"

// tourStep is one of the four steps of the tour.
type tourStep struct {
	title string
	text  string
	tab   int                   // to be in sight
	lit   func() []widgets.Area // what it speaks of
}

// firstTour shows the tour at the very first start, when there is no event yet.
func (f *mainWindow) firstTour() {
	if f.Prefs.Bool(tourShown) || f.Event().ID != "" || f.Window.Canvas().Overlays().Top() != nil {
		return
	}
	f.StartTour()
}

// StartTour shows the parts of the window in the order in which they are needed.
func (f *mainWindow) StartTour() {
	f.Prefs.SetBool(tourShown, true)
	f.Guard(func() {
		service := f.Service
		ui.Load(f.Context, nil, func(ctx context.Context) (bool, error) {
			all, err := service.Events(ctx, app.EventFilter{})
			return len(all) == 0, err
		}, func(none bool) { f.tourStep(0, none) })
	})
}

// tourSteps are the steps: an event, the people, the papers, the opinions. none
// says that there is no event yet, and so nothing in the tabs.
func (f *mainWindow) tourSteps(none bool) []tourStep {
	tabAndHeading := func(i int) func() []widgets.Area {
		return func() []widgets.Area {
			if none {
				return []widgets.Area{f.tabHeading(i)}
			}
			return []widgets.Area{f.tabHeading(i), widgets.AreaOf(f.Tab(i).Content())}
		}
	}
	begin := func() []widgets.Area {
		t := f.Tab(ui.TabEvents).(*events.Tab)
		if none {
			return []widgets.Area{widgets.AreaAround(t.FirstSteps.Objects[2:]...)}
		}
		return []widgets.Area{widgets.AreaOf(t.Left)}
	}
	return []tourStep{
		{words.T("1 of 4: the event"), words.T("One event is one open day. Begin a new one here, or import the workbook of one. Its plan stands at the right: time and place, quotas, sign-up."), 0, begin},
		{words.T("2 of 4: the invitees"), words.T("Here are the people: import the rosters that come in, vet them, watch the quotas. After the event, enter here who came."), 1, tabAndHeading(1)},
		{words.T("3 of 4: the papers"), words.T("“Check” says what is missing or late. “Print” makes sign-in sheet, agenda, letters, table cards and the summary report."), 1,
			func() []widgets.Area {
				check, export := widgets.AreaOf(f.bar.check), widgets.AreaOf(f.bar.export)
				check.Size.Width = export.At.X + export.Size.Width - check.At.X
				return []widgets.Area{check}
			}},
		{words.T("4 of 4: the opinions"), words.T("What people said is recorded here, and followed step by step until the reply. A blue button always says the next step."), 3, tabAndHeading(3)},
	}
}

// tourStep shows a step; none says that there is no event yet, so that an
// example is of use.
func (f *mainWindow) tourStep(i int, none bool) {
	steps := f.tourSteps(none)
	s := steps[i]
	f.ShowTab(s.tab, func() {
		text := s.text
		var actions []widgets.Action
		if i > 0 {
			actions = append(actions, widgets.Action{Label: words.T("Back|in the tour"), Do: func() { f.tourStep(i-1, none) }})
		}
		switch {
		case i < len(steps)-1:
			actions = append([]widgets.Action{{Label: words.T("Skip the tour"), Kind: widgets.Cancel, Do: f.endTour}}, actions...)
			actions = append(actions, widgets.Action{Label: words.T("Next|in the tour"), Kind: widgets.Default, Do: func() { f.tourStep(i+1, none) }})
		case none:
			text += "\n" + words.T("F1 opens the guide at any time. Do you want to look at an example first? It is marked as one, and deleting it takes all of it away.")
			actions = append(actions,
				widgets.Action{Label: words.T("Finish|the tour"), Kind: widgets.Cancel, Do: f.endTour},
				widgets.Action{Label: words.T("Load the sample event"), Kind: widgets.Default, Do: f.office.LoadSample})
		default:
			text += "\n" + words.T("F1 opens the guide at any time.")
			actions = append(actions, widgets.Action{Label: words.T("Finish|the tour"), Kind: widgets.Default, Do: f.endTour})
		}
		widgets.ShowSpotlight(f.Window, s.title, widgets.NewProse(theme.TextSize(), widgets.Piece{Text: text}), s.lit, actions...)
	})
}

// endTour goes back to where work begins.
func (f *mainWindow) endTour() { f.ShowTab(ui.TabEvents, nil) }

// tabHeading is where the heading of a tab stands.
func (f *mainWindow) tabHeading(i int) widgets.Area { return widgets.AreaOf(f.bar.tabs.Head(i)) }
