package views

import (
	"context"
	"io"
	"slices"

	"fyne.io/fyne/v2"

	"openday/app"
	"openday/app/paper"
	"openday/app/words"
	"openday/views/widgets"
)

// paperItems are the papers of the button 打印.
func (f *frame) paperItems() []*fyne.MenuItem {
	var items []*fyne.MenuItem
	for _, a := range f.paperActions() {
		items = append(items, fyne.NewMenuItem(a.label, a.do))
	}
	return items
}

// paperActions are the papers of an event, in the order in which they are needed.
func (f *frame) paperActions() []action {
	known := map[paper.Kind]action{
		paper.KindPlan:      {do: f.ExportPlan, key: fyne.KeyF, mod: ctrlShift},
		paper.KindAgenda:    {do: f.exportReady(paper.KindAgenda), key: fyne.KeyA, mod: ctrlShift},
		paper.KindRunSheet:  {do: f.exportReady(paper.KindRunSheet), key: fyne.KeyS, mod: ctrlShift},
		paper.KindDoorSigns: {do: f.exportReady(paper.KindDoorSigns), key: fyne.KeyG, mod: ctrlShift},
		paper.KindLetters:   {do: f.ExportLetters, key: fyne.KeyY, mod: ctrlShift},
		paper.KindCards:     {do: f.ExportCards, key: fyne.KeyQ, mod: ctrlShift},
		paper.KindBadges:    {do: f.ExportBadges, key: fyne.KeyH, mod: ctrlShift},
		paper.KindSignIn:    {do: f.ExportSignIn, key: fyne.KeyP, mod: ctrl},
		paper.KindTasks:     {do: f.exportReady(paper.KindTasks), key: fyne.Key4, mod: ctrlShift},
		paper.KindUrges:     {do: f.exportReady(paper.KindUrges), key: fyne.Key5, mod: ctrlShift},
		paper.KindLedger:    {do: f.exportReady(paper.KindLedger), key: fyne.Key6, mod: ctrlShift},
		paper.KindSummary:   {do: f.exportSummary(paper.KindSummary), key: fyne.KeyP, mod: ctrlShift},

		paper.KindLedgerPublic:  {do: f.exportReady(paper.KindLedgerPublic), key: fyne.Key7, mod: ctrlShift},
		paper.KindSummaryPublic: {do: f.exportSummary(paper.KindSummaryPublic), key: fyne.Key8, mod: ctrlShift},
		paper.KindYearly:        {do: f.ExportYearly, key: fyne.Key9, mod: ctrlShift},
	}
	var all []action
	for _, p := range paper.Papers {
		if a, ok := known[p.Code]; ok {
			a.label = p.Label() + "…"
			all = append(all, a)
		}
	}
	return all
}

// exportReady gives what writes a paper that leaves nothing to choose.
func (f *frame) exportReady(kind paper.Kind) func() {
	var remember func(app.Dossier) app.Print
	if slices.Contains(app.AgendaPapers, string(kind)) {
		remember = func(d app.Dossier) app.Print { return app.Print{Lines: app.AgendaLines(d.Agenda)} }
	}
	return func() {
		f.withEvent(func(e app.Event) {
			f.previewEvent(e, kind, printForm{}, func() making {
				service := f.service
				return making{write: func(ctx context.Context, w io.Writer, d app.Dossier) (paper.Report, error) {
					return paper.Ready[kind](ctx, w, d, service.Now())
				}, remember: remember}
			})
		})
	}
}

// ExportPlan writes the plan, its dates counted by the office's calendar.
func (f *frame) ExportPlan() {
	f.withEvent(func(e app.Event) {
		f.previewEvent(e, paper.KindPlan, printForm{}, func() making {
			service := f.service
			return making{write: func(ctx context.Context, w io.Writer, d app.Dossier) (paper.Report, error) {
				calendar, err := service.Calendar(ctx)
				if err != nil {
					return paper.Report{}, err
				}
				return paper.Plan(ctx, w, d, paper.PlanOptions{Calendar: calendar}, service.Now())
			}}
		})
	})
}

// exportItems are the files of the button 导出.
func (f *frame) exportItems() []*fyne.MenuItem {
	return []*fyne.MenuItem{
		fyne.NewMenuItem(words.T("Export activity workbook…"), f.ExportWorkbook),
		fyne.NewMenuItem(words.T("Export deadlines as a calendar file…"), f.ExportICS),
	}
}

// ExportSignIn asks how the sign-in sheet is to be, remembers it, and writes it.
func (f *frame) ExportSignIn() {
	f.withEvent(func(e app.Event) {
		order := choiceOf(paper.Orders, paper.OrderEntry)
		group := choiceOf(paper.Groupings, paper.GroupNone)
		phone := choiceOf(paper.PhoneStyles, paper.PhoneMasked)
		page := widgets.NewChoice(widgets.Option[bool]{Value: false, Label: words.T("Portrait")}, widgets.Option[bool]{Value: true, Label: words.T("Landscape")})
		notes := widgets.NewChoice(widgets.Option[bool]{Value: false, Label: words.T("Leave empty, mark walk-ins only")}, widgets.Option[bool]{Value: true, Label: words.T("Print what is noted")})
		blank := widgets.NewNumberEntry(0, paper.MostBlankRows)
		options := func() paper.SignInOptions {
			n, _, _ := blank.Value() // an empty field is no blank row
			return paper.SignInOptions{Sort: order.Value(), Group: group.Value(), Phone: phone.Value(), BlankRows: n, Landscape: page.Value(), Notes: notes.Value()}
		}
		f.previewEvent(e, paper.KindSignIn, printForm{
			rows: []formRow{{words.T("Order of names"), order}, {words.T("Groups"), group}, {words.T("Telephone numbers"), phone},
				{words.T("Blank rows for walk-ins"), blank}, {words.T("Page"), page}, {words.T("Column of remarks"), notes}},
			show: func(text string) {
				o := paper.ParseSignInOptions(text)
				order.Set(o.Sort)
				group.Set(o.Group)
				phone.Set(o.Phone)
				blank.Set(&o.BlankRows)
				page.Set(o.Landscape)
				notes.Set(o.Notes)
			},
			read:  func() string { return options().String() },
			wrong: func() (string, fyne.Focusable) { return blank.Problem(), blank },
		}, func() making {
			o, service := options(), f.service
			return making{write: func(ctx context.Context, w io.Writer, dossier app.Dossier) (paper.Report, error) {
				return paper.SignIn(ctx, w, dossier, o, service.Now())
			}, remember: func(dossier app.Dossier) app.Print {
				return app.Print{Options: o.String(), Lines: paper.SignInLines(dossier, o)}
			}}
		})
	})
}

// choiceOf lets one word of a list be chosen.
func choiceOf[V ~string](list app.Vocabulary[V], chosen V) *widgets.Choice[V] {
	options := make([]widgets.Option[V], len(list))
	for i, w := range list {
		options[i] = widgets.Option[V]{Value: w.Code, Label: w.Label()}
	}
	c := widgets.NewChoice(options...)
	c.Set(chosen)
	return c
}
