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
	text := func(id, name string, width float32) widgets.Column[app.Department] {
		place := placeOf[string](app.DepartmentFields, name)
		of := func(d app.Department) string { return *place(&d) }
		return widgets.Column[app.Department]{ID: id, Label: labelsOf(app.DepartmentFields, name)[0], Width: width, Text: of, Sort: compareBy(of)}
	}
	name := text("name", "Name", 200)
	name.Stretch = true
	table := widgets.NewTable(func(d app.Department) string { return d.ID }, name,
		text("in charge", "InCharge", 140), text("telephone", "Telephone", 160))
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
	dialog := widgets.ShowDialog(d.window, words.T("Departments"), body, widgets.Action{Label: words.T("Close"), Kind: widgets.Cancel})
	d.undoIn(dialog, func() { refresh("") }, app.TopicDepartments)
	refresh("")
	d.window.Canvas().Focus(table)
}

// askDepartment asks for the fields of a department and saves it.
func (d *desk) askDepartment(v app.Department, then func(app.Department)) {
	var entries []*widgets.TextEntry
	var rows []formRow
	before := v
	names := []string{"Name", "InCharge", "Telephone"}
	for i, label := range labelsOf(app.DepartmentFields, names...) {
		entry := widgets.NewTextEntry()
		entry.SetText(*placeOf[string](app.DepartmentFields, names[i])(&v))
		entries, rows = append(entries, entry), append(rows, formRow{label, entry})
	}
	load(d, nil, d.service.Departments, func(known []app.Department) {
		d.ask(words.T("Department"), rows, words.T("Save"), func() (string, fyne.Focusable) {
			for i, name := range names {
				*placeOf[string](app.DepartmentFields, name)(&v) = entries[i].Value()
			}
			wrong := v.Validate()
			if v.ID != "" {
				wrong = v.ValidateChange(before)
			}
			if len(wrong) > 0 {
				return wrong[0].Message, entries[max(0, slices.Index(names, wrong[0].Field))]
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
