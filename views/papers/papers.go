package papers

import (
	"context"
	"io"
	"slices"

	"fyne.io/fyne/v2"

	"openday/app"
	"openday/app/paper"
	"openday/app/words"
	"openday/views/ui"
	"openday/views/widgets"
)

// Actions show and print papers.
type Actions struct {
	*ui.Context
	chosenOf func(event string) []string
	asking   bool // the system's print dialog is open
}

// New gives them; chosenOf gives the ids of the people who are chosen
// in the list, where it is that of an event.
func New(d *ui.Context, chosenOf func(event string) []string) *Actions {
	return &Actions{Context: d, chosenOf: chosenOf}
}

// PaperItems are the papers of the button 打印.
func (f *Actions) PaperItems() []*fyne.MenuItem {
	var items []*fyne.MenuItem
	for _, a := range f.MenuActions() {
		items = append(items, fyne.NewMenuItem(a.Label, a.Do))
	}
	return items
}

// MenuActions are the papers of an event, in the order in which they are needed.
func (f *Actions) MenuActions() []ui.Action {
	known := map[paper.Kind]ui.Action{
		paper.KindPlan:      {Do: f.ExportPlan, Key: fyne.KeyF, Mod: ui.CtrlShift},
		paper.KindAgenda:    {Do: f.exportReady(paper.KindAgenda), Key: fyne.KeyA, Mod: ui.CtrlShift},
		paper.KindRunSheet:  {Do: f.exportReady(paper.KindRunSheet), Key: fyne.KeyS, Mod: ui.CtrlShift},
		paper.KindDoorSigns: {Do: f.exportReady(paper.KindDoorSigns), Key: fyne.KeyG, Mod: ui.CtrlShift},
		paper.KindLetters:   {Do: f.ExportLetters, Key: fyne.KeyY, Mod: ui.CtrlShift},
		paper.KindCards:     {Do: f.ExportCards, Key: fyne.KeyQ, Mod: ui.CtrlShift},
		paper.KindBadges:    {Do: f.ExportBadges, Key: fyne.KeyH, Mod: ui.CtrlShift},
		paper.KindSignIn:    {Do: f.ExportSignIn, Key: fyne.KeyP, Mod: ui.Ctrl},
		paper.KindTasks:     {Do: f.exportReady(paper.KindTasks), Key: fyne.Key4, Mod: ui.CtrlShift},
		paper.KindUrges:     {Do: f.exportReady(paper.KindUrges), Key: fyne.Key5, Mod: ui.CtrlShift},
		paper.KindLedger:    {Do: f.exportReady(paper.KindLedger), Key: fyne.Key6, Mod: ui.CtrlShift},
		paper.KindSummary:   {Do: f.exportSummary(paper.KindSummary), Key: fyne.KeyP, Mod: ui.CtrlShift},

		paper.KindLedgerPublic:  {Do: f.exportReady(paper.KindLedgerPublic), Key: fyne.Key7, Mod: ui.CtrlShift},
		paper.KindSummaryPublic: {Do: f.exportSummary(paper.KindSummaryPublic), Key: fyne.Key8, Mod: ui.CtrlShift},
		paper.KindYearly:        {Do: f.ExportYearly, Key: fyne.Key9, Mod: ui.CtrlShift},
	}
	var all []ui.Action
	for _, p := range paper.Papers {
		if a, ok := known[p.Code]; ok {
			a.Label = p.Label() + "…"
			all = append(all, a)
		}
	}
	return all
}

// exportReady gives what writes a paper that leaves nothing to choose.
func (f *Actions) exportReady(kind paper.Kind) func() {
	var remember func(app.Dossier) app.Print
	if slices.Contains(app.AgendaPapers, string(kind)) {
		remember = func(d app.Dossier) app.Print { return app.Print{Lines: app.AgendaLines(d.Agenda)} }
	}
	return func() {
		f.WithEvent(func(e app.Event) {
			f.previewEvent(e, kind, printForm{}, func() making {
				service := f.Service
				return making{write: func(ctx context.Context, w io.Writer, d app.Dossier) (paper.Report, error) {
					return paper.Ready[kind](ctx, w, d, service.Now())
				}, remember: remember}
			})
		})
	}
}

// ExportPlan writes the plan, its dates counted by the office's calendar.
func (f *Actions) ExportPlan() {
	f.WithEvent(func(e app.Event) {
		f.previewEvent(e, paper.KindPlan, printForm{}, func() making {
			service := f.Service
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

// ExportSignIn asks how the sign-in sheet is to be, remembers it, and writes it.
func (f *Actions) ExportSignIn() {
	f.WithEvent(func(e app.Event) {
		order := ui.ChoiceOf(paper.Orders, paper.OrderEntry)
		group := ui.ChoiceOf(paper.Groupings, paper.GroupNone)
		phone := ui.ChoiceOf(paper.PhoneStyles, paper.PhoneMasked)
		page := widgets.NewChoice(widgets.Option[bool]{Value: false, Label: words.T("Portrait")}, widgets.Option[bool]{Value: true, Label: words.T("Landscape")})
		notes := widgets.NewChoice(widgets.Option[bool]{Value: false, Label: words.T("Leave empty, mark walk-ins only")}, widgets.Option[bool]{Value: true, Label: words.T("Print what is noted")})
		blank := widgets.NewNumberEntry(0, paper.MostBlankRows)
		options := func() paper.SignInOptions {
			n, _, _ := blank.Value() // an empty field is no blank row
			return paper.SignInOptions{Sort: order.Value(), Group: group.Value(), Phone: phone.Value(), BlankRows: n, Landscape: page.Value(), Notes: notes.Value()}
		}
		f.previewEvent(e, paper.KindSignIn, printForm{
			rows: []ui.FormRow{{Label: words.T("Order of names"), Input: order}, {Label: words.T("Groups"), Input: group}, {Label: words.T("Telephone numbers"), Input: phone},
				{Label: words.T("Blank rows for walk-ins"), Input: blank}, {Label: words.T("Page"), Input: page}, {Label: words.T("Column of remarks"), Input: notes}},
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
			o, service := options(), f.Service
			return making{write: func(ctx context.Context, w io.Writer, dossier app.Dossier) (paper.Report, error) {
				return paper.SignIn(ctx, w, dossier, o, service.Now())
			}, remember: func(dossier app.Dossier) app.Print {
				return app.Print{Options: o.String(), Lines: paper.SignInLines(dossier, o)}
			}}
		})
	})
}
