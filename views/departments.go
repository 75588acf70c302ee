package views

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"openday/app"
	"openday/app/words"
	"openday/views/widgets"
)

// EditDepartments shows the office's departments, to add, change and delete them.
func (d *desk) EditDepartments() {
	text := func(id, label string, width float32, of func(app.Department) string) widgets.Column[app.Department] {
		return widgets.Column[app.Department]{ID: id, Label: label, Width: width, Text: of, Sort: compareBy(of)}
	}
	name := text("name", words.T("Department"), 200, func(d app.Department) string { return d.Name })
	name.Stretch = true
	table := widgets.NewTable(func(d app.Department) string { return d.ID }, name,
		text("in charge", words.T("In charge|of an opinion"), 140, func(d app.Department) string { return d.InCharge }),
		text("telephone", words.T("Telephone"), 160, func(d app.Department) string { return d.Telephone }))
	table.Memory, table.Later = d.Memory("departments"), d.later
	table.SetEmpty(container.NewCenter(widget.NewLabel(words.T("Departments are learnt as opinions are assigned to them."))))
	refresh := func(choose string) {
		load(d, nil, d.service.Departments, func(all []app.Department) {
			table.SetRows(all)
			if choose != "" {
				table.Choose(choose)
			}
		})
	}
	open := func(v app.Department) {
		d.askDepartment(v, func(saved app.Department) { refresh(saved.ID) })
	}
	edit := func() {
		if chosen := table.Chosen(); len(chosen) > 0 {
			open(chosen[0])
		}
	}
	remove := func() {
		ids := gather(table.Chosen(), func(d app.Department) string { return d.ID })
		if len(ids) == 0 {
			return
		}
		run(d, func(ctx context.Context) error { return d.service.DeleteDepartments(ctx, ids) }, func() {
			d.Undoable(words.T("%d departments are off the list.", len(ids)))
			refresh("")
		})
	}
	table.OnOpen = open
	table.OnDelete = func([]app.Department) { remove() }
	buttons := container.NewHBox(
		widget.NewButtonWithIcon(words.T("Add"), theme.ContentAddIcon(), func() { open(app.Department{}) }),
		widget.NewButtonWithIcon(words.T("Edit"), theme.DocumentCreateIcon(), edit),
		widget.NewButtonWithIcon(words.T("Delete"), theme.DeleteIcon(), remove))
	intro := paragraph(words.T("They are offered for every event; choosing one fills in its person and telephone. Opinions keep what was filled in."))
	body := container.New(fixedLayout{fyne.NewSize(700, 420)}, container.NewBorder(container.NewVBox(intro, buttons), nil, nil, nil, table))
	widgets.ShowDialog(d.window, words.T("Departments"), body, widgets.Action{Label: words.T("Close"), Kind: widgets.Cancel})
	refresh("")
	d.window.Canvas().Focus(table)
}

// askDepartment asks for the fields of a department and saves it.
func (d *desk) askDepartment(v app.Department, then func(app.Department)) {
	var entries []*widgets.TextEntry
	var rows []formRow
	fields := []struct {
		label string
		of    *string
	}{{words.T("Department"), &v.Name}, {words.T("In charge|of an opinion"), &v.InCharge}, {words.T("Telephone"), &v.Telephone}}
	for _, f := range fields {
		entry := widgets.NewTextEntry()
		entry.SetText(*f.of)
		entries, rows = append(entries, entry), append(rows, formRow{f.label, entry})
	}
	load(d, nil, d.service.Departments, func(known []app.Department) {
		d.ask(words.T("Department"), rows, words.T("Save"), func() (string, fyne.Focusable) {
			for i, f := range fields {
				*f.of = entries[i].Value()
			}
			if wrong := v.Validate(); len(wrong) > 0 {
				return wrong[0].Message, entries[0]
			}
			if slices.ContainsFunc(known, func(k app.Department) bool { return k.Name == v.Name && k.ID != v.ID }) {
				return words.T("“%s” is on the list already.", v.Name), entries[0]
			}
			return "", nil
		}, func() {
			load(d, nil, func(ctx context.Context) (app.Department, error) { return d.service.SaveDepartment(ctx, v) }, then)
		})
		d.window.Canvas().Focus(entries[0])
	})
}
