package papers

import (
	"fyne.io/fyne/v2"

	"openday/app"
	"openday/app/paper"
	"openday/app/papers"
	"openday/views/ui"
)

// Actions show and print papers.
type Actions struct {
	*ui.Context
	chosenOf func(event string) []string
	asking   bool // the system's print dialog is open
}

// New returns them; chosenOf returns the ids of the people who are chosen
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

// MenuActions are the papers, in the order in which they are needed.
func (f *Actions) MenuActions() []ui.Action {
	var all []ui.Action
	for _, def := range papers.All {
		key, mod := ui.KeyOf(def.Key)
		all = append(all, ui.Action{Label: def.Label() + "…", Key: key, Mod: mod, Do: func() { f.export(def) }})
	}
	return all
}

// Preview shows a paper of the current event before it goes out.
func (f *Actions) Preview(kind paper.Kind) {
	for _, def := range papers.All {
		if def.Kind == kind {
			f.export(def)
		}
	}
}

// export asks how a paper is to be, shows it and writes it.
func (f *Actions) export(def paper.Definition) {
	if def.OfYear {
		f.previewPaper(def, app.Event{})
		return
	}
	f.WithEvent(func(e app.Event) { f.previewPaper(def, e) })
}
