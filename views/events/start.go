package events

import (
	"context"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"

	"openday/app"
	"openday/app/startplan"
	"openday/app/words"
	"openday/views/ui"
	"openday/views/widgets"
)

// The ways to begin an event besides the starting plans.
const (
	startBlank startplan.Plan = ""
	startCopy  startplan.Plan = "copy"
)

// StartEvent asks what a new event begins with, and on which day it is.
func (f *Actions) StartEvent() {
	service := f.Service
	ui.Load(f.Context, nil, func(ctx context.Context) ([]app.EventSummary, error) {
		return service.Events(ctx, app.EventFilter{})
	}, func(earlier []app.EventSummary) {
		f.Guard(func() { f.askStart(earlier) })
	})
}

func (f *Actions) askStart(earlier []app.EventSummary) {
	plans := []widgets.Option[startplan.Plan]{{Value: startBlank, Label: words.T("Blank: fill in everything yourself")}}
	for _, p := range startplan.Plans {
		plans = append(plans, widgets.Option[startplan.Plan]{Value: p.Code, Label: p.Label()})
	}
	if len(earlier) > 0 {
		plans = append(plans, widgets.Option[startplan.Plan]{Value: startCopy, Label: words.T("Copy an earlier event, without its people")})
	}
	plan := widgets.NewChoice(plans...)
	day := widgets.NewDateEntry(app.Zone, f.Service.Now)
	events := make([]widgets.Option[string], len(earlier))
	for i, e := range earlier {
		events[i] = widgets.Option[string]{Value: e.ID, Label: ui.Cut(strings.TrimSpace(app.ISODate(e.Start)+"  "+e.Title), 340)}
	}
	if len(events) == 0 {
		events = []widgets.Option[string]{{}}
	}
	from := widgets.NewChoice(events...)
	if id := f.Event().ID; id != "" {
		from.Set(id)
	}
	fromLabel := widget.NewLabel(words.T("Copy from"))
	note := ui.Paragraph("")
	note.Importance = widget.LowImportance
	follow := func() {
		copying := plan.Value() == startCopy
		for _, o := range []fyne.CanvasObject{fromLabel, from} {
			if copying {
				o.Show()
			} else {
				o.Hide()
			}
		}
		switch {
		case copying:
			note.SetText(words.T("All dates move with the day of the event. People, opinions, prints and photos stay with the earlier one."))
		case plan.Value() == startBlank:
			note.SetText(words.T("Nothing is kept before you save the form."))
		default:
			note.SetText(words.T("Texts, quotas and agenda are filled in; put your office's names in their place. The check says what is missing."))
		}
	}
	plan.Listen(follow)
	follow()
	wrong := widget.NewLabel("")
	wrong.Importance = widget.DangerImportance
	fields := container.New(layout.NewFormLayout(),
		widget.NewLabel(words.T("Begin with")), plan,
		widget.NewLabel(words.T("Day of the event")), day,
		fromLabel, from)
	body := container.New(ui.FixedLayout{Size: fyne.NewSize(560, 210)}, container.NewBorder(fields, wrong, nil, nil, note))
	c := f.Window.Canvas()
	widgets.ShowDialog(f.Window, words.T("New event"), body,
		widgets.Action{Label: words.T("Cancel"), Kind: widgets.Cancel},
		widgets.Action{Label: words.T("Begin"), Kind: widgets.Default, Hold: func() bool {
			problem := day.Problem()
			if _, empty, _ := day.Value(); problem == "" && empty && plan.Value() != startBlank {
				problem = words.T("Give the day of the event.")
			}
			if problem == "" {
				return false
			}
			wrong.SetText("× " + problem)
			c.Focus(day.FocusTarget())
			return true
		}, Do: func() {
			on, _, _ := day.Value() // empty where the event is to be blank
			f.begin(plan.Value(), from.Value(), on)
		}})
	c.Focus(plan)
}

// begin begins an event by a plan, or like the event from, on a day.
func (f *Actions) begin(plan startplan.Plan, from string, on time.Time) {
	if plan == startBlank {
		if !on.IsZero() {
			on = on.Add(9 * time.Hour) // the usual start of the day
		}
		f.ShowTab(ui.TabEvents, func() { f.Tab(ui.TabEvents).(*Tab).NewOn(on) })
		return
	}
	service := f.Service
	ui.Load(f.Context, nil, func(ctx context.Context) (string, error) {
		if plan == startCopy {
			return service.CopyEvent(ctx, from, on)
		}
		return service.StartEvent(ctx, plan, on)
	}, func(id string) {
		resume := f.Resume()
		f.ShowTab(ui.TabEvents, func() {
			f.SetEvent(id, func() {
				f.Tab(ui.TabEvents).(*Tab).showSection(0)
				resume(func() {
					f.Undoable(words.T("The event is begun. Fill in what is your own; “Check” lists what is missing."))
				})
			})
		})
	})
}
