package feedback

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"openday/app/opinions"
	"openday/app/words"
	"openday/views/ui"
	"openday/views/widgets"
)

// EditCategories shows the categories that the office sorts opinions into, to be
// changed.
func (d *Actions) EditCategories() {
	ui.Load(d.Context, nil, d.Service.OpinionCategories, func(all []string) {
		list := widgets.NewListEntry("")
		list.SetValues(all)
		body := container.New(ui.FixedLayout{Size: fyne.NewSize(480, 280)}, container.NewVScroll(list))
		d.Ask(words.T("Categories of opinions"), []ui.FormRow{{Label: words.T("One a line"), Input: body}}, words.T("Save"), func() (string, fyne.Focusable) {
			if _, wrong := opinions.FormatCategories(list.Values()); len(wrong) > 0 {
				return wrong[0].Message, list.FocusTarget()
			}
			return "", nil
		}, func() {
			service, kept := d.Service, list.Values()
			ui.Load(d.Context, nil, func(ctx context.Context) (struct{}, error) {
				return struct{}{}, service.SetOpinionCategories(ctx, kept)
			}, func(struct{}) { d.Undoable(words.T("The categories are saved.")) })
		})
	})
}
