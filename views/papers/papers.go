package papers

import (
	"fyne.io/fyne/v2"

	"openday/app"
	"openday/app/paper"
	"openday/app/papers"
	"openday/app/words"
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

// MenuActions are the papers, by when they are needed.
func (f *Actions) MenuActions() []ui.Action {
	all := []ui.Action{{Label: words.T("Choose a paper…"), Key: fyne.KeyP, Mod: ui.Ctrl, Do: f.ChoosePaper}, ui.Separator}
	for _, g := range papers.Groups {
		group := ui.Action{Label: g.Name.String()}
		for _, def := range g.Papers {
			entry := keyOf(def)
			entry.Do = func() { f.export(def) }
			group.Entries = append(group.Entries, entry)
		}
		all = append(all, group)
	}
	return all
}

// keyOf is the entry of a paper in the menu, with its key.
func keyOf(def paper.Definition) ui.Action {
	key, mod := ui.KeyOf(def.Key)
	return ui.Action{Label: def.Label() + "…", Key: key, Mod: mod}
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
