package views

import (
	"context"
	"slices"
	"strings"

	"openday/app"
	"openday/app/words"
	"openday/views/lists"
	"openday/views/ui"
	"openday/views/widgets"
)

// resumer opens a form with what was typed into it before the program ended.
type resumer interface{ Resume(d app.Draft) }

// draftTabs are the tabs that have the forms of which drafts are kept.
var draftTabs = map[app.DraftForm]int{
	app.DraftEvent: ui.TabEvents, app.DraftInvitee: ui.TabInvitees, app.DraftAgenda: ui.TabAgenda,
	app.DraftFeedback: ui.TabFeedback, app.DraftStep: ui.TabFeedback, app.DraftBatch: ui.TabFeedback,
}

// ShowDrafts shows what was typed and not saved when the program ended, to be gone
// on with.
func (f *mainWindow) ShowDrafts() {
	f.offerDrafts(func() { f.Toast(words.T("Nothing that was typed and not saved is left.")) })
}

// offerDrafts offers what was typed and not saved when the program ended; none is
// called where there is nothing. What is open in a form now is not offered.
func (f *mainWindow) offerDrafts(none func()) {
	service := f.Service
	ui.Load(f.Context, nil, service.Drafts, func(all []app.Draft) {
		all = slices.DeleteFunc(all, func(d app.Draft) bool { return f.InForm(d.ID) })
		if len(all) == 0 {
			none()
			return
		}
		slices.Reverse(all) // what was typed last is wanted first
		f.showDrafts(all)
	})
}

// showDrafts lists drafts, of which one is gone on with.
func (f *mainWindow) showDrafts(all []app.Draft) {
	table := lists.NewTable(func(d app.Draft) string { return d.ID },
		lists.Column[app.Draft]{ID: "form", Label: words.T("Form|to fill in"), Width: ui.Wide(96, 150), Text: func(d app.Draft) string { return app.DraftForms.Label(d.Form) }},
		lists.Column[app.Draft]{ID: "title", Label: words.T("About|what a form is about"), Width: 190, Stretch: true, Text: func(d app.Draft) string { return d.Title }},
		lists.Column[app.Draft]{ID: "typed", Label: words.T("What was typed"), Width: 300, Stretch: true, Text: typedWords},
		lists.Column[app.Draft]{ID: "at", Label: words.T("Time|of day and date"), Width: 150, Text: func(d app.Draft) string { return d.At.In(app.Zone).Format("2006-01-02 15:04") }},
	)
	table.Later = f.Later
	table.SetRows(all)
	var dialog *widgets.Dialog
	chosen := func() (app.Draft, bool) {
		if rows := table.Chosen(); len(rows) > 0 {
			return rows[0], true
		}
		f.Toast(words.T("Choose a line of the list first."))
		return app.Draft{}, false
	}
	var resumed app.Draft
	resume := func() {
		if d, ok := chosen(); ok {
			resumed = d
			dialog.Close()
			f.resume(resumed)
		}
	}
	table.OnOpen = func(app.Draft) { resume() }
	dialog = f.ShowTable(words.T("Recover what was not saved"),
		words.T("The program ended before this was saved. Go on with it where you were; what you leave here is kept for the next time, in the menu Edit too."), table, len(all),
		widgets.Action{Label: words.T("Discard changes"), Hold: func() bool {
			d, ok := chosen()
			if !ok {
				return true
			}
			widgets.ShowDanger(f.Window, words.T("Discard what was typed?"), words.T("What was typed for “%s” is lost.", d.Title), words.T("Discard changes"), func() {
				f.DropDraft(d)
				all = slices.DeleteFunc(all, func(other app.Draft) bool { return other.ID == d.ID })
				if len(all) == 0 {
					dialog.Close()
					return
				}
				table.SetRows(all)
				table.Choose(all[0].ID)
				f.Window.Canvas().Focus(table)
			})
			return true
		}},
		widgets.Action{Label: words.T("Later|put off"), Kind: widgets.Cancel},
		widgets.Action{Label: words.T("Recover|what was typed"), Kind: widgets.Default, Hold: func() bool { resume(); return true }})
	table.Choose(all[0].ID)
	f.Window.Canvas().Focus(table)
}

// typedWords says what was typed in a draft, in one line.
func typedWords(d app.Draft) string {
	var all []string
	for _, f := range d.Fields {
		if f.Typed() && !f.Secret && f.Now != "" {
			// Some inputs keep more than what is seen; that stands behind such a sign.
			parts := func(s string) []string { return strings.FieldsFunc(s, func(r rune) bool { return r < ' ' }) }
			seen, was := parts(f.Now), parts(f.Was)
			if fresh := slices.DeleteFunc(slices.Clone(seen), func(s string) bool { return slices.Contains(was, s) }); len(fresh) > 0 {
				seen = fresh // of many rows those that were typed in
			}
			all = append(all, words.T("%s: %s|name of a field, what it says", f.Label, strings.Join(seen, " ")))
		}
	}
	return app.Shortened(strings.Join(all, "; "))
}

// resume goes to the form of a draft, with what was typed in it.
func (f *mainWindow) resume(d app.Draft) {
	open := func() {
		if d.EventID != "" && f.Event().ID != d.EventID {
			f.Gone(d)
			return
		}
		if d.Form == app.DraftReport {
			f.papers.Resume(d)
			return
		}
		i := draftTabs[d.Form]
		f.ShowTab(i, func() { f.Tab(i).(resumer).Resume(d) })
	}
	if d.EventID == "" {
		open()
		return
	}
	service := f.Service
	ui.Load(f.Context, nil, func(ctx context.Context) (bool, error) {
		_, err := service.Event(ctx, d.EventID)
		if app.CodeOf(err) == app.CodeNotFound {
			return false, nil
		}
		return true, err
	}, func(there bool) {
		if !there {
			f.Gone(d)
			return
		}
		f.SwitchTo(d.EventID, open)
	})
}
