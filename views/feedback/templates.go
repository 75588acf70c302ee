package feedback

import (
	"context"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"openday/app/opinions"
	"openday/app/words"
	"openday/views/ui"
	"openday/views/widgets"
)

// templateLine is one template in its dialog.
type templateLine struct{ name, text *widgets.TextEntry }

// EditTemplates shows the replies that the office gives often, to be changed.
func (d *Actions) EditTemplates() {
	service := d.Service
	ui.Load(d.Context, nil, service.ReplyTemplates, d.askTemplates)
}

func (d *Actions) askTemplates(all []opinions.Template) {
	var lines []templateLine
	box := container.NewVBox()
	add := func(t opinions.Template) templateLine {
		l := templateLine{widgets.NewTextEntry(), widgets.NewLinesEntry(3)}
		l.name.SetText(t.Name)
		l.name.SetPlaceHolder(words.T("Name|of a template"))
		l.text.SetText(t.Text)
		l.text.SetPlaceHolder(words.T("Text of the reply"))
		lines = append(lines, l)
		box.Add(container.NewBorder(nil, nil, container.New(ui.WidthLayout{Width: 180}, container.NewVBox(l.name)), nil, l.text))
		return l
	}
	for _, t := range all {
		add(t)
	}
	if len(all) == 0 {
		add(opinions.Template{})
	}
	c := d.Window.Canvas()
	wrong := ui.Paragraph("")
	wrong.Importance = widget.DangerImportance
	more := widgets.NewButtonWithIcon(words.T("Add a template"), theme.ContentAddIcon(), func() { c.Focus(add(opinions.Template{}).name) })
	intro := ui.Paragraph(words.T("In a text these stand for what the opinion says: %s. A template without name and text is left out.", strings.Join(opinions.Placeholders(), " ")))
	body := container.New(ui.FixedLayout{Size: fyne.NewSize(860, 440)}, container.NewBorder(intro, container.NewBorder(nil, nil, more, nil, wrong), nil, nil, container.NewVScroll(box)))
	read := func() []opinions.Template {
		kept := make([]opinions.Template, len(lines))
		for i, l := range lines {
			kept[i] = opinions.Template{Name: l.name.Value(), Text: l.text.Value()}
		}
		return kept
	}
	widgets.ShowDialog(d.Window, words.T("Reply templates"), body,
		widgets.Action{Label: words.T("Cancel"), Kind: widgets.Cancel},
		widgets.Action{Label: words.T("Save"), Kind: widgets.Default, Hold: func() bool {
			_, problems := opinions.FormatTemplates(read())
			for i, p := range problems {
				if i == 0 {
					wrong.SetText("× " + p.Message)
				}
			}
			return len(problems) > 0
		}, Do: func() {
			service, kept := d.Service, read()
			ui.Load(d.Context, nil, func(ctx context.Context) (struct{}, error) { return struct{}{}, service.SetReplyTemplates(ctx, kept) }, func(struct{}) {
				d.Undoable(words.T("The reply templates are saved."))
			})
		}})
	c.Focus(lines[0].name)
}

// numberOf names an opinion by its number in the list of its event.
func numberOf(rows []feedbackRow, id string) string {
	for i := range rows {
		if rows[i].ID == id {
			return strconv.Itoa(rows[i].number)
		}
	}
	return ""
}
