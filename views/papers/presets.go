package papers

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"openday/app/paper"
	"openday/app/service"
	"openday/app/words"
	"openday/views/ui"
	"openday/views/widgets"
)

// remembered are the choices for a kind of paper that were kept.
type remembered struct {
	last    string
	presets []paper.Preset
}

// presetRow is where presets are picked, saved and deleted.
type presetRow struct {
	*Actions
	kind    paper.Kind
	form    printForm
	presets []paper.Preset
	pick    *widgets.Choice[string]
	remove  *widgets.Button
	content fyne.CanvasObject
}

func newPresetRow(f *Actions, kind paper.Kind, form printForm, presets []paper.Preset) *presetRow {
	r := &presetRow{Actions: f, kind: kind, form: form}
	r.pick = widgets.NewChoice[string]()
	r.remove = widgets.NewButton(words.T("Delete|preset"), r.delete)
	save := widgets.NewButton(words.T("Save as preset…"), r.save)
	r.list(presets, "")
	r.pick.Listen(func() {
		for _, p := range r.presets {
			if p.Name == r.pick.Value() {
				form.show(string(p.Options))
			}
		}
		r.able()
	})
	r.content = container.NewVBox(r.pick, container.NewBorder(nil, nil, nil, r.remove, save))
	return r
}

// list shows the presets there are, with one of them picked.
func (r *presetRow) list(presets []paper.Preset, picked string) {
	r.presets = presets
	options := []widgets.Option[string]{{Label: words.T("Choose a preset")}}
	for _, p := range presets {
		options = append(options, widgets.Option[string]{Value: p.Name, Label: p.Name})
	}
	r.pick.SetChoices(options...)
	r.pick.Set(picked)
	r.able()
}

func (r *presetRow) able() {
	if r.pick.Value() == "" {
		r.remove.Disable()
	} else {
		r.remove.Enable()
	}
}

// save asks for a name and keeps the choices in the fields under it.
func (r *presetRow) save() {
	if text, at := r.form.wrong(); text != "" {
		r.Actions.Toast(text)
		if at != nil {
			r.Actions.Window.Canvas().Focus(at)
		}
		return
	}
	widgets.ShowPrompt(r.Actions.Window, words.T("Save as preset"), words.T("Name of the preset"), r.pick.Value(), words.T("Save"),
		func(name string) string {
			if err := paper.CheckPresetName(name); err != nil {
				return err.Error()
			}
			return ""
		}, func(name string) {
			options := r.form.read()
			r.change(func(ctx context.Context, service *service.Service) error {
				return paper.SavePreset(ctx, service, r.kind, name, options)
			}, name)
		})
}

// delete forgets the picked preset; the fields keep what they say.
func (r *presetRow) delete() {
	name := r.pick.Value()
	widgets.ShowDanger(r.Actions.Window, words.T("Delete the preset?"), words.T("The preset “%s” is deleted for good. The choices in the fields stay.", name), words.T("Delete|preset"), func() {
		r.change(func(ctx context.Context, service *service.Service) error {
			return paper.DeletePreset(ctx, service, r.kind, name)
		}, "")
	})
}

func (r *presetRow) change(do func(context.Context, *service.Service) error, picked string) {
	service := r.Actions.Service
	ui.Load(r.Context, nil, func(ctx context.Context) ([]paper.Preset, error) {
		if err := do(ctx, service); err != nil {
			return nil, err
		}
		return paper.Presets(ctx, service, r.kind)
	}, func(presets []paper.Preset) { r.list(presets, picked) })
}
