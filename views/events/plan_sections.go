package events

import (
	"context"
	"encoding/json"

	"fyne.io/fyne/v2"

	"openday/app"
	"openday/app/words"
	"openday/views/ui"
	"openday/views/widgets"
)

// sectionRows are the sections of an event's plan, in their order. A text that is
// empty is generated from the event.
type sectionRows struct {
	rows
}

func newSectionRows() *sectionRows {
	r := &sectionRows{}
	r.readied = func(row []widgets.Input) {
		// Lines of a text are lines of one section, and Enter begins one.
		row[2].(*widgets.TextEntry).SetRow(nil)
	}
	r.problem = func(row []widgets.Input) string {
		if row[0].(*widgets.Choice[app.SectionKey]).Value() == "" && typed(row) && row[2].(*widgets.TextEntry).Value() == "" {
			return words.T("Write the text of the section “%s”.", row[1].(*widgets.TextEntry).Value())
		}
		return ""
	}
	r.start(r, append([]string{words.T("From|source of a section")}, append(ui.LabelsOf(app.SectionFields, "Heading", "Text"), "")...),
		columns{ui.Wide(124, 150), -2, -5, ui.Wide(80, 92), 72}, func() []widgets.Input {
			from := widgets.NewChoice(ui.VocabularyOptions(app.SectionKeys, words.T("Own text|section of a plan"))...)
			heading := widgets.NewTextEntry()
			from.Listen(func() {
				if heading.Value() == "" {
					heading.SetText(app.SectionKeys.Chinese(from.Value()))
				}
			})
			return []widgets.Input{from, heading, widgets.NewLinesEntry(2), widgets.NewCheckInput(words.T(app.SectionFields.Named("Hidden").Label))}
		})
	return r
}

func (r *sectionRows) set(sections []app.Section) {
	r.clear()
	for _, s := range sections {
		row := r.put()
		row[0].(*widgets.Choice[app.SectionKey]).Set(s.Key)
		row[1].(*widgets.TextEntry).SetText(app.PlanOutline.Called(s))
		row[2].(*widgets.TextEntry).SetText(s.Text)
		row[3].(*widgets.CheckInput).SetChecked(s.Hidden)
	}
	r.begin()
}

// values returns the sections as an event keeps them: none where they are the usual
// ones.
func (r *sectionRows) values() []app.Section {
	var all []app.Section
	for _, row := range r.filled() {
		s := app.Section{
			Key: row[0].(*widgets.Choice[app.SectionKey]).Value(), Heading: row[1].(*widgets.TextEntry).Value(),
			Text: row[2].(*widgets.TextEntry).Value(), Hidden: row[3].(*widgets.CheckInput).Checked,
		}
		all = append(all, s)
	}
	return app.Event{Sections: all}.Tidied().Sections
}

// sectionTools are what is done with all sections at once.
func (f *eventForm) sectionTools() []fyne.CanvasObject {
	return []fyne.CanvasObject{
		widgets.NewButton(words.T("Restore the usual sections"), func() { f.sections.set(app.PlanOutline.Usual()) }),
		widgets.NewButton(words.T("Use the office's pattern"), func() {
			service := f.Service
			ui.Load(f.Context, nil, func(ctx context.Context) ([]app.Section, error) {
				kept, err := service.Setting(ctx, app.PlanOutline.Setting)
				return app.PlanOutline.ParsePattern(kept), err
			}, func(pattern []app.Section) { f.sections.set(app.PlanOutline.Of(pattern)) })
		}),
		widgets.NewButton(words.T("Keep as the office's pattern"), func() {
			service := f.Service
			pattern, err := json.Marshal(app.PatternOf(f.sections.values()))
			if err != nil {
				return // texts are always written
			}
			ui.Load(f.Context, nil, func(ctx context.Context) (struct{}, error) {
				return struct{}{}, service.SetSetting(ctx, app.PlanOutline.Setting, string(pattern))
			}, func(struct{}) { f.Undoable(words.T("The plan's sections are kept as the office's pattern.")) })
		}),
	}
}
