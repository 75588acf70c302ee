package invitees

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"openday/app"
	"openday/app/words"
	"openday/views/ui"
	"openday/views/widgets"
)

// sharedField is a field that several invitees are given at once, while it is
// asked for.
type sharedField struct {
	name string
	on   *widgets.CheckInput // whether it is changed
	text *widgets.ComboEntry
}

// setMany asks what the chosen are given alike, and gives it to them in one step.
// Typing in a field ticks it; one that is ticked and empty is emptied.
func (t *Tab) setMany() {
	ids := t.chosen()
	if len(ids) == 0 {
		return
	}
	grid := container.New(manyLayout{})
	combos := map[string]*widgets.ComboEntry{}
	fields := make([]sharedField, len(app.SharedFields))
	for i, name := range app.SharedFields {
		f := sharedField{name, widgets.NewCheckInput(words.T(app.InviteeFields.Named(name).Label)), widgets.NewComboEntry(nil)}
		combos[name] = f.text
		f.text.Listen(func() {
			if f.text.Value() != "" {
				f.on.SetChecked(true)
			}
		})
		fields[i] = f
		grid.Add(f.on)
		grid.Add(f.text)
	}
	t.offerSuggested(t.dossier.Event, t.dossier.Invitees, combos)
	wrong := ui.Paragraph("")
	wrong.Hide()
	hint := ui.Paragraph(words.T("Only what is ticked changes; ticked and left empty, it is emptied."))
	changes := func() (list []app.InviteeChange) {
		for _, f := range fields {
			if f.on.Checked {
				list = append(list, app.InviteeChange{Field: f.name, Value: f.text.Value()})
			}
		}
		return list
	}
	widgets.ShowDialog(t.Window, words.T("Set for %d people", len(ids)), container.New(ui.WidthLayout{Width: 480}, widgets.NewColumn(widgets.Gap, hint, grid, wrong)),
		widgets.Action{Label: words.T("Cancel"), Kind: widgets.Cancel},
		widgets.Action{Label: words.T("Set"), Kind: widgets.Default, Hold: func() bool {
			problem := ""
			if len(changes()) == 0 {
				problem = words.T("Tick or fill in what is to change.")
			}
			for _, c := range changes() {
				var v app.Invitee
				v.SetShared(c)
				for _, p := range app.InviteeFields.Limits(nil, &v) {
					if p.Field == c.Field {
						problem = p.Message
					}
				}
			}
			wrong.SetText("▲ " + problem)
			widgets.ShowIf(wrong, problem != "")
			return problem != ""
		}, Do: func() { t.setShared(ids, changes()...) }})
	t.Window.Canvas().Focus(fields[0].text.FocusTarget())
}

// manyLayout puts pairs of box and field below each other.
type manyLayout struct{}

const manyLabel float32 = 136

func (manyLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for i := 0; i+1 < len(objects); i += 2 {
		y := float32(i/2) * (widgets.ControlHeight + widgets.Gap)
		objects[i].Move(fyne.NewPos(0, y))
		objects[i].Resize(fyne.NewSize(manyLabel, widgets.ControlHeight))
		objects[i+1].Move(fyne.NewPos(manyLabel, y))
		objects[i+1].Resize(fyne.NewSize(max(0, size.Width-manyLabel), widgets.ControlHeight))
	}
}

func (manyLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(manyLabel+200, float32(len(objects)/2)*(widgets.ControlHeight+widgets.Gap)-widgets.Gap)
}
