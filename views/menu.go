package views

import (
	"slices"

	"fyne.io/fyne/v2"

	"openday/app/words"
	"openday/views/agenda"
	"openday/views/invitees"
	"openday/views/ui"
)

// menus are all that can be done from anywhere in the window.
func (f *mainWindow) menus() []ui.Menu {
	d := f.Context
	return []ui.Menu{
		{Label: words.T("File"), Letter: 'F', Actions: slices.Concat([]ui.Action{
			{Label: words.T("New event…"), Key: fyne.KeyN, Mod: ui.CtrlShift, Do: f.events.StartEvent},
			{Label: words.T("Switch event…"), Key: fyne.KeyE, Mod: ui.Ctrl, Do: f.bar.PickEvent},
			ui.Separator,
			{Label: words.T("Import activity workbook…"), Key: fyne.KeyO, Mod: ui.Ctrl, Do: f.office.ImportWorkbook},
		}, f.exports(), []ui.Action{
			ui.Separator,
			{Label: words.T("Import roster…"), Key: fyne.KeyO, Mod: ui.CtrlShift, Do: f.invitees.ImportRoster},
			{Label: words.T("Paste roster from the clipboard"), Key: fyne.KeyV, Mod: ui.CtrlShift, Do: f.invitees.PasteRoster},
			{Label: words.T("Save an empty roster…"), Key: fyne.KeyT, Mod: ui.CtrlShift, Do: f.invitees.SaveRosterTemplate},
			{Label: words.T("Export list of invitees…"), Key: fyne.KeyX, Mod: ui.CtrlShift, Do: f.invitees.ExportList},
			ui.Separator,
			{Label: words.T("Hand over events…"), Key: fyne.KeyC, Mod: ui.CtrlShift, Do: f.office.HandOver},
			{Label: words.T("Receive a hand-over file…"), Key: fyne.KeyF7, Mod: ui.Ctrl, Do: f.office.ReceiveHandOver},
			{Label: words.T("Versions not taken…"), Key: fyne.KeyF7, Mod: ui.CtrlShift, Do: f.office.ShowDisplaced},
			ui.Separator,
			{Label: words.T("Back up…"), Key: fyne.KeyB, Mod: ui.CtrlShift, Do: f.Backup},
			{Label: words.T("Restore…"), Key: fyne.KeyR, Mod: ui.CtrlShift, Do: f.Restore},
			{Label: words.T("Recovery code…"), Key: fyne.KeyK, Mod: ui.CtrlShift, Do: f.ShowRecoveryCode},
			{Label: words.T("Who is at the desk…"), Key: fyne.KeyF8, Mod: ui.Ctrl, Do: f.AskOperator},
			{Label: words.T("Delete personal data…"), Key: fyne.KeyJ, Mod: ui.CtrlShift, Do: f.office.ShowPurge},
			{Label: words.T("Audit list…"), Key: fyne.KeyJ, Mod: ui.Ctrl, Do: f.office.ShowAudit},
			ui.Separator,
			{Label: words.T("Quit"), Key: fyne.KeyQ, Mod: ui.Ctrl, Do: f.Quit, Always: true, Quits: true},
		})},
		{Label: words.T("Edit"), Letter: 'E', Actions: append(ui.EditActions(d), ui.Separator,
			ui.Action{Label: words.T("Recover what was not saved…"), Key: fyne.KeyF6, Mod: ui.Ctrl, Do: f.ShowDrafts},
			ui.Action{Label: words.T("State of the event"), Children: func() []*fyne.MenuItem { return ui.StateItems(d) }})},
		{Label: words.T("View"), Letter: 'V', Actions: append(ui.TabActions(d), ui.Separator,
			ui.Action{Label: words.T("Back to where a finding was named"), Key: fyne.KeyHome, Mod: ui.Alt, Do: f.goBack}, ui.Separator,
			ui.Action{Label: words.T("High contrast"), Key: fyne.KeyF9, Mod: ui.Ctrl, Do: f.SwitchContrast, Checked: f.strong, Always: true})},
		{Label: words.T("Plan|menu"), Letter: 'L', Actions: []ui.Action{
			{Label: words.T("Check the event…"), Key: fyne.KeyK, Mod: ui.Ctrl, Do: f.ShowCheck},
			{Label: words.T("Postpone or cancel…"), Key: fyne.KeyF11, Mod: ui.CtrlShift, Do: f.events.ShowChange},
			{Label: words.T("Deadlines of the event"), Key: fyne.KeyF11, Mod: ui.Ctrl, Do: f.events.ShowDates},
			{Label: words.T("Deadlines of all events…"), Key: fyne.KeyL, Mod: ui.Ctrl, Do: f.events.ShowOwed},
			ui.Separator,
			{Label: words.T("Rules of deadlines…"), Key: fyne.KeyL, Mod: ui.CtrlShift, Do: f.events.EditRules},
			{Label: words.T("Working-day calendar…"), Key: fyne.KeyW, Mod: ui.CtrlShift, Do: f.events.EditCalendar},
		}},
		{Label: words.T("Invitees"), Letter: 'I', Actions: f.invitees.MenuActions()},
		{Label: words.T("Feedback"), Letter: 'B', Actions: f.feedback.MenuActions()},
		{Label: words.T("Print"), Letter: 'T', Actions: f.papers.MenuActions()},
		{Label: words.T("Language|Chinese and English"), Letter: 'G', Actions: []ui.Action{
			{Label: words.In(words.Chinese, "English|a language names itself"), Key: fyne.Key1, Mod: ui.CtrlShift, Do: func() { f.SetLanguage(words.Chinese) }, Checked: words.Current() == words.Chinese, Always: true},
			{Label: words.In(words.English, "English|a language names itself"), Key: fyne.Key2, Mod: ui.CtrlShift, Do: func() { f.SetLanguage(words.English) }, Checked: words.Current() == words.English, Always: true},
		}},
		{Label: words.T("Help"), Letter: 'H', Actions: []ui.Action{
			{Label: words.T("User's guide"), Key: fyne.KeyF1, Do: f.help.ShowGuide, Always: true, Anytime: true},
			{Label: words.T("Print the user's guide…"), Key: fyne.KeyF1, Mod: ui.Ctrl, Do: f.help.PrintGuide, Always: true},
			{Label: words.T("Tour of the program"), Key: fyne.KeyF1, Mod: ui.CtrlShift, Do: f.StartTour},
			ui.Separator,
			{Label: words.T("About"), Key: fyne.KeyI, Mod: ui.CtrlShift, Do: f.help.About, Always: true},
		}},
	}
}

// keys are all keys of the program, by where they are pressed: the menus, what a tab
// adds to them, and what is the same in all fields and lists.
func (f *mainWindow) keys() []ui.Menu {
	own := []ui.Menu{invitees.Keys(), agenda.Keys()}
	for i, m := range own {
		own[i].Label = words.T("In the tab “%s”|keys", m.Label)
	}
	return slices.Concat(f.menus(), own, ui.FurtherKeys())
}

// goBack goes back to where the last jump came from.
func (f *mainWindow) goBack() {
	if f.Status().Back() == "" {
		f.Toast(words.T("There is no way back: nothing has led elsewhere."))
		return
	}
	f.Status().GoBack()
}

// exports are the files of an event, which the button 导出 offers, too.
func (f *mainWindow) exports() []ui.Action {
	return []ui.Action{
		{Label: words.T("Export activity workbook…"), Key: fyne.KeyE, Mod: ui.CtrlShift, Do: f.office.ExportWorkbook},
		{Label: words.T("Export deadlines as a calendar file…"), Key: fyne.KeyD, Mod: ui.CtrlShift, Do: f.events.ExportICS},
	}
}
