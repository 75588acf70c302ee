package feedback

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"openday/app"
	"openday/app/words"
	"openday/views/lists"
	"openday/views/ui"
	"openday/views/widgets"
)

// EditDepartments shows the office's departments, to add, change and delete them.
func (d *Actions) EditDepartments() {
	text := func(id, name string, width float32) lists.Column[app.Department] {
		place := ui.PlaceOf[string](app.DepartmentFields, name)
		of := func(d app.Department) string { return *place(&d) }
		return lists.Column[app.Department]{ID: id, Label: ui.LabelsOf(app.DepartmentFields, name)[0], Width: width, Text: of, Sort: ui.CompareBy(of)}
	}
	name := text("name", "Name", 200)
	name.Stretch = true
	table := lists.NewTable(func(d app.Department) string { return d.ID }, name,
		text("in charge", "InCharge", 140), text("telephone", "Telephone", 160))
	table.Memory, table.Later = d.Memory("departments"), d.Later
	table.SetEmpty(container.NewCenter(widget.NewLabel(words.T("Departments are learnt as opinions are assigned to them."))))
	refresh := func(choose string) {
		ui.Load(d.Context, nil, d.Service.Departments, func(all []app.Department) {
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
		ids := ui.Gather(table.Chosen(), func(d app.Department) string { return d.ID })
		if len(ids) == 0 {
			return
		}
		service := d.Service
		ui.Run(d.Context, func(ctx context.Context) error { return service.DeleteDepartments(ctx, ids) }, func() {
			d.Undoable(words.T("%d departments are off the list.", len(ids)))
		})
	}
	table.OnOpen = open
	table.OnDelete = func([]app.Department) { remove() }
	buttons := container.NewHBox(
		widgets.NewButtonWithIcon(words.T("Add"), theme.ContentAddIcon(), func() { open(app.Department{}) }),
		widgets.NewButtonWithIcon(words.T("Edit"), theme.DocumentCreateIcon(), edit),
		widgets.NewButtonWithIcon(words.T("Delete"), theme.DeleteIcon(), remove))
	intro := ui.Paragraph(words.T("They are offered for every event; choosing one fills in its person and telephone. Opinions keep what was filled in."))
	body := container.New(ui.FixedLayout{Size: fyne.NewSize(700, 420)}, container.NewBorder(container.NewVBox(intro, buttons), nil, nil, nil, table))
	dialog := widgets.ShowDialog(d.Window, words.T("Departments"), body, widgets.Action{Label: words.T("Close"), Kind: widgets.Cancel})
	d.UndoIn(dialog, func() { refresh("") }, app.TopicDepartments)
	refresh("")
	d.Window.Canvas().Focus(table)
}

// askDepartment asks for the fields of a department and saves it.
func (d *Actions) askDepartment(v app.Department, then func(app.Department)) {
	var entries []*widgets.TextEntry
	var rows []ui.FormRow
	before := v
	names := []string{"Name", "InCharge", "Telephone"}
	for i, label := range ui.LabelsOf(app.DepartmentFields, names...) {
		entry := widgets.NewTextEntry()
		entry.SetText(*ui.PlaceOf[string](app.DepartmentFields, names[i])(&v))
		entries, rows = append(entries, entry), append(rows, ui.FormRow{Label: label, Input: entry})
	}
	ui.Load(d.Context, nil, d.Service.Departments, func(known []app.Department) {
		d.Ask(words.T("Department"), rows, words.T("Save"), func() (string, fyne.Focusable) {
			for i, name := range names {
				*ui.PlaceOf[string](app.DepartmentFields, name)(&v) = entries[i].Value()
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
			service := d.Service
			ui.Load(d.Context, nil, func(ctx context.Context) (app.Department, error) { return service.SaveDepartment(ctx, v) }, then)
		})
		d.Window.Canvas().Focus(entries[0])
	})
}
