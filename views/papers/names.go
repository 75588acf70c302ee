package papers

import (
	"context"
	"io"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"openday/app"
	"openday/app/paper"
	"openday/app/service"
	"openday/app/words"
	"openday/views/ui"
	"openday/views/widgets"
)

// printForm asks for the choices of one kind of paper: fields, and what puts
// choices into them and takes them out, as the options' String writes them.
type printForm struct {
	rows  []ui.FormRow
	show  func(options string)
	read  func() string
	wrong func() (string, fyne.Focusable)
}

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
	remove  *widget.Button
	content fyne.CanvasObject
}

func newPresetRow(f *Actions, kind paper.Kind, form printForm, presets []paper.Preset) *presetRow {
	r := &presetRow{Actions: f, kind: kind, form: form}
	r.pick = widgets.NewChoice[string]()
	r.remove = widget.NewButton(words.T("Delete|preset"), r.delete)
	save := widget.NewButton(words.T("Save as preset…"), r.save)
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

// whom asks whose papers are wanted, where lines of the invitees are chosen: all
// of the event e, or only those chosen. row is empty where nobody is chosen, ids
// gives none for all.
func (f *Actions) whom(e app.Event) (row []ui.FormRow, ids func() []string) {
	chosen := f.chosenOf(e.ID)
	if len(chosen) == 0 {
		return nil, func() []string { return nil }
	}
	only := widgets.NewChoice(
		widgets.Option[bool]{Value: false, Label: words.T("All|of the invitees")},
		widgets.Option[bool]{Value: true, Label: words.T("Only the %d chosen", len(chosen))})
	return []ui.FormRow{{Label: words.T("For whom"), Input: only}}, func() []string {
		if only.Value() {
			return chosen
		}
		return nil
	}
}

// ExportLetters asks whom letters go to and writes them.
func (f *Actions) ExportLetters() {
	f.WithEvent(func(e app.Event) {
		whom, ids := f.whom(e)
		results := make([]*widgets.CheckInput, len(paper.LetterResults))
		boxes := container.NewVBox()
		for i, r := range paper.LetterResults {
			results[i] = widgets.NewCheckInput(r.Label())
			boxes.Add(results[i])
		}
		order := ui.ChoiceOf(paper.Orders, paper.OrderEntry)
		date := widgets.NewDateEntry(app.Zone, f.Service.Now)
		date.Set(f.Service.Now())
		options := func() paper.LetterOptions {
			o := paper.LetterOptions{Sort: order.Value()}
			for i, r := range paper.LetterResults {
				if results[i].Checked {
					o.Results = append(o.Results, r.Code)
				}
			}
			o.Date, _, _ = date.Value() // an empty field is today
			return o
		}
		f.previewEvent(e, paper.KindLetters, printForm{
			rows: append(whom, []ui.FormRow{{Label: words.T("Letters go to"), Input: boxes}, {Label: words.T("Order of names"), Input: order}, {Label: words.T("Date of the letters"), Input: date}}...),
			show: func(text string) {
				o := paper.ParseLetterOptions(text)
				order.Set(o.Sort)
				for i, r := range paper.LetterResults {
					results[i].SetChecked(slices.Contains(o.Results, r.Code))
				}
			},
			read: func() string { return options().String() },
			wrong: func() (string, fyne.Focusable) {
				if p := options().Validate(); len(p) > 0 {
					return p[0].Message, results[0]
				}
				return date.Problem(), nil
			},
		}, func() making {
			o, service := options(), f.Service
			o.IDs = ids()
			return making{write: func(ctx context.Context, w io.Writer, d app.Dossier) (paper.Report, error) {
				return paper.Letters(ctx, w, d, o, service.Now())
			}}
		})
	})
}

// ExportCards asks how table cards are to be and writes them.
func (f *Actions) ExportCards() {
	f.WithEvent(func(e app.Event) {
		whom, ids := f.whom(e)
		lay := ui.ChoiceOf(paper.CardLayouts, paper.CardsLying)
		letters := ui.ChoiceOf(paper.Letterings, paper.LettersHei)
		order := ui.ChoiceOf(paper.Orders, paper.OrderEntry)
		unit := widgets.NewCheckInput(words.T("The unit below the name"))
		leaders := widgets.NewCheckInput(words.T("The leading group as well"))
		options := func() paper.CardOptions {
			return paper.CardOptions{Layout: lay.Value(), Letters: letters.Value(), Sort: order.Value(), Unit: unit.Checked, Leaders: leaders.Checked}
		}
		f.previewEvent(e, paper.KindCards, printForm{
			rows: append(whom, []ui.FormRow{{Label: words.T("Layout of the cards"), Input: lay}, {Label: words.T("Letters of the names"), Input: letters}, {Label: words.T("Order of names"), Input: order}, {Label: "", Input: unit}, {Label: "", Input: leaders}}...),
			show: func(text string) {
				o := paper.ParseCardOptions(text)
				lay.Set(o.Layout)
				letters.Set(o.Letters)
				order.Set(o.Sort)
				unit.SetChecked(o.Unit)
				leaders.SetChecked(o.Leaders)
			},
			read: func() string { return options().String() },
		}, func() making {
			o, service := options(), f.Service
			o.IDs = ids()
			return making{write: func(ctx context.Context, w io.Writer, d app.Dossier) (paper.Report, error) {
				return paper.Cards(ctx, w, d, o, service.Now())
			}}
		})
	})
}

// ExportBadges asks how badges are to be and writes them.
func (f *Actions) ExportBadges() {
	f.WithEvent(func(e app.Event) {
		whom, ids := f.whom(e)
		stock := ui.ChoiceOf(paper.Stocks, paper.StockCard90x54)
		line := ui.ChoiceOf(paper.BadgeLines, paper.LineUnit)
		order := ui.ChoiceOf(paper.Orders, paper.OrderEntry)
		title := widgets.NewCheckInput(words.T("The event's title above the name"))
		number := widgets.NewCheckInput(words.T("The number on the list"))
		leaders := widgets.NewCheckInput(words.T("The leading group as well"))
		start := widgets.NewNumberEntry(1, mostPlaces())
		first := 1
		start.Set(&first)
		options := func() paper.BadgeOptions {
			o := paper.BadgeOptions{Stock: stock.Value(), Line: line.Value(), Sort: order.Value(),
				Title: title.Checked, Number: number.Checked, Leaders: leaders.Checked}
			o.Start, _, _ = start.Value() // an empty field is the first place
			return o
		}
		f.previewEvent(e, paper.KindBadges, printForm{
			rows: append(whom, []ui.FormRow{{Label: words.T("Cards or labels"), Input: stock}, {Label: words.T("First free place on the sheet"), Input: start}, {Label: words.T("Below the name"), Input: line},
				{Label: words.T("Order of names"), Input: order}, {Label: "", Input: title}, {Label: "", Input: number}, {Label: "", Input: leaders}}...),
			show: func(text string) {
				o := paper.ParseBadgeOptions(text)
				stock.Set(o.Stock)
				line.Set(o.Line)
				order.Set(o.Sort)
				title.SetChecked(o.Title)
				number.SetChecked(o.Number)
				leaders.SetChecked(o.Leaders)
			},
			read: func() string { return options().String() },
			wrong: func() (string, fyne.Focusable) {
				if text := start.Problem(); text != "" {
					return text, start
				}
				if p := options().Validate(); len(p) > 0 {
					return p[0].Message, start
				}
				return "", nil
			},
		}, func() making {
			o, service := options(), f.Service
			o.IDs = ids()
			return making{write: func(ctx context.Context, w io.Writer, d app.Dossier) (paper.Report, error) {
				return paper.Badges(ctx, w, d, o, service.Now())
			}}
		})
	})
}

// mostPlaces is how many places the sheet with the most has.
func mostPlaces() int {
	most := 1
	for _, s := range paper.Stocks {
		if g, ok := s.Code.Geometry(); ok {
			most = max(most, g.PerSheet())
		}
	}
	return most
}
