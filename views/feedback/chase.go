package feedback

import (
	"context"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"openday/app"
	"openday/app/chase"
	"openday/app/words"
	"openday/views/lists"
	"openday/views/ui"
	"openday/views/widgets"
)

// chasedRow is an opinion in the list of those to be urged.
type chasedRow struct {
	chase.Chased
	department app.Department
	place      int
}

func chasedRows(groups []chase.Group) []chasedRow {
	var rows []chasedRow
	for _, g := range groups {
		for _, item := range g.Items {
			rows = append(rows, chasedRow{item, g.Department, len(rows)})
		}
	}
	return rows
}

// leftWords says how long is left until the due date.
func (r chasedRow) leftWords() string {
	switch {
	case r.Old:
		return words.T("overdue for long|of an opinion")
	case r.Left < 0:
		return words.T("overdue by %d working days", -r.Left)
	case r.Left == 0:
		return words.T("due today")
	default:
		return words.T("%d working days left", r.Left)
	}
}

func (r chasedRow) tone() widgets.Tone {
	switch {
	case r.Old:
		return widgets.Muted
	case r.Left < 0:
		return widgets.Bad
	}
	return widgets.Warning
}

// ShowChase lists what is overdue or due soon over all events, to urge the
// departments.
func (d *Actions) ShowChase() {
	d.chase(func(groups []chase.Group) {
		if len(groups) == 0 {
			widgets.ShowInfo(d.Window, words.T("To be urged"), words.T("No opinion is overdue or due soon."))
			return
		}
		d.showChase(groups)
	})
}

func (d *Actions) chase(then func([]chase.Group)) {
	service := d.Service
	ui.Load(d.Context, nil, func(ctx context.Context) ([]chase.Group, error) { return service.Chase(ctx, service.Now()) }, then)
}

func (d *Actions) showChase(groups []chase.Group) {
	table := lists.NewTable(func(r chasedRow) string { return r.ID },
		lists.Column[chasedRow]{ID: "department", Label: words.T("Department"), Width: 170,
			Text: func(r chasedRow) string {
				if r.Department == "" {
					return words.T("(not assigned)")
				}
				return strings.TrimSpace(r.Department + " " + r.department.InCharge)
			},
			Sort: func(a, b chasedRow) int { return a.place - b.place }},
		lists.Column[chasedRow]{ID: "content", Label: words.T("Content"), Width: 180, Stretch: true, Text: func(r chasedRow) string { return r.Content }},
		lists.Column[chasedRow]{ID: "event", Label: words.T("Event title"), Width: 150, Text: func(r chasedRow) string { return r.Title }},
		lists.Column[chasedRow]{ID: "due", Label: words.T("Due"), Width: 112, Text: func(r chasedRow) string { return r.DueDate.Format(time.DateOnly) },
			Sort: func(a, b chasedRow) int { return a.DueDate.Compare(b.DueDate) }},
		lists.Column[chasedRow]{ID: "left", Label: words.T("Time left"), Width: ui.Wide(160, 220), Pill: true, Text: chasedRow.leftWords, Tone: chasedRow.tone,
			Sort: func(a, b chasedRow) int { return a.Left - b.Left }},
		lists.Column[chasedRow]{ID: "urged", Label: words.T("Urged"), Width: ui.Wide(130, 150), Text: func(r chasedRow) string {
			if r.Urged == 0 {
				return ""
			}
			return words.T("%d ×, %s|urged, last on", r.Urged, r.LastUrged.In(app.Zone).Format("01-02"))
		}},
	)
	table.Memory, table.Later = d.Memory("chase"), d.Later
	head := ui.Paragraph("")
	show := func(next []chase.Group) {
		groups = next
		rows := chasedRows(groups)
		late := 0
		for _, g := range groups {
			late += g.Overdue()
		}
		head.SetText(words.T("%d opinions of %d departments: %d overdue, %d due soon. Those chosen are urged; Ctrl and Shift choose several.", len(rows), len(groups), late, len(rows)-late))
		table.SetRows(rows)
	}
	note := widgets.NewTextEntry()
	note.SetPlaceHolder(words.T("A word to the departments, kept with the urging"))
	height := min(max(float32(len(chasedRows(groups))+1), 5)*lists.RowHeight, 380)
	body := container.New(ui.FixedLayout{Size: fyne.NewSize(1080, height+96)}, container.NewBorder(head, container.New(&stackedLayout{}, note), nil, nil, table))
	var dialog *widgets.Dialog
	open := func() {
		chosen := table.Chosen()
		if len(chosen) == 0 {
			return
		}
		r := chosen[0]
		d.SwitchTo(r.EventID, func() {
			d.ShowTab(ui.TabFeedback, func() { d.Tab(ui.TabFeedback).(*Tab).Choose(r.ID) })
		})
	}
	table.OnOpen = func(chasedRow) {
		dialog.Close()
		open()
	}
	dialog = widgets.ShowDialog(d.Window, words.T("To be urged"), body,
		widgets.Action{Label: words.T("Copy as text"), Hold: func() bool {
			d.CopyText(chaseText(groups, table.Chosen()))
			return true
		}},
		widgets.Action{Label: words.T("Show the opinion"), Do: open},
		widgets.Action{Label: words.T("Close"), Kind: widgets.Cancel},
		widgets.Action{Label: words.T("Urge those chosen"), Kind: widgets.Default, Hold: func() bool {
			ids := ui.Gather(table.Chosen(), func(r chasedRow) string { return r.ID })
			if len(ids) == 0 {
				d.Toast(words.T("Choose an opinion from the list first."))
				return true
			}
			service, said := d.Service, note.Value()
			ui.Load(d.Context, nil, func(ctx context.Context) (int, error) { return service.UrgeFeedback(ctx, ids, said) }, func(n int) {
				d.Undoable(words.T("%d opinions are urged.", n))
				note.SetText("")
			})
			return true
		}})
	d.UndoIn(dialog, func() { d.chase(show) }, app.TopicFeedback)
	show(groups)
	table.Choose(ui.Gather(chasedRows(groups), func(r chasedRow) string { return r.ID })...)
	d.Window.Canvas().Focus(table)
}

// chaseText returns the messages to the departments about the opinions chosen.
func chaseText(groups []chase.Group, chosen []chasedRow) string {
	var texts []string
	for _, g := range groups {
		g.Items = slices.DeleteFunc(slices.Clone(g.Items), func(item chase.Chased) bool {
			return !slices.ContainsFunc(chosen, func(r chasedRow) bool { return r.ID == item.ID })
		})
		if len(g.Items) > 0 {
			texts = append(texts, g.Text())
		}
	}
	return strings.Join(texts, "\n")
}

// chaseLabel says how much is to be urged over all events, in a tone; "" where there
// is nothing. What is history is named where there is nothing else.
func chaseLabel(groups []chase.Group) (string, widgets.Tone) {
	soon, late, old := 0, 0, 0
	for _, g := range groups {
		soon += len(g.Items) - g.Overdue()
		late += g.Pressing()
		old += g.Overdue() - g.Pressing()
	}
	switch {
	case late > 0:
		return words.T("All events: %d opinions overdue", late), widgets.Bad
	case soon > 0:
		return words.T("All events: %d opinions due soon", soon), widgets.Warning
	case old > 0:
		return words.T("Past events: %d opinions overdue", old), widgets.Muted
	}
	return "", widgets.Plain
}

// ChaseButton is the button of the bar that counts what is to be urged; it is
// out of sight while there is nothing.
func (d *Actions) ChaseButton() fyne.CanvasObject {
	b := widgets.NewButtonWithIcon("", theme.WarningIcon(), d.ShowChase)
	b.Hide()
	var fresh ui.Latest
	stop := func() {}
	count := func() {
		stop()
		stop = d.Later(chaseDelay, func() {
			if d.Service == nil {
				return
			}
			service := d.Service
			ui.Load(d.Context, &fresh, func(ctx context.Context) ([]chase.Group, error) { return service.Chase(ctx, service.Now()) }, func(groups []chase.Group) {
				label, tone := chaseLabel(groups)
				b.SetKind(widgets.Quiet, tone)
				b.SetText(label)
				widgets.ShowIf(b, label != "")
			})
		})
	}
	d.WhenEvent(count)
	d.WhenChanged(count)
	return b
}

// chaseDelay is how long the count waits for further changes.
const chaseDelay = 300 * time.Millisecond
