package office

import (
	"context"
	"io"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"openday/app"
	"openday/app/outfile"
	"openday/app/service"
	"openday/app/words"
	"openday/app/workbook"
	"openday/views/lists"
	"openday/views/signs"
	"openday/views/ui"
	"openday/views/widgets"
)

// auditList shows who did what when.
type auditList struct {
	*Actions
	dialog *widgets.Dialog
	search *widgets.SearchEntry
	action *widgets.Choice[app.AuditAction]
	count  *widget.Label
	table  *lists.Table[service.AuditLine]
	fresh  ui.Latest
}

// mostAudited is how many entries the list shows; the file has all of them.
const mostAudited = 5000

// ShowAudit shows the list of who did what when.
func (f *Actions) ShowAudit() { f.Guard(func() { showAudit(f) }) }

func showAudit(d *Actions) *auditList {
	l := &auditList{Actions: d, count: widget.NewLabel("")}
	l.search = widgets.NewSearchEntry(words.T("Search by user, event or detail"), d.Later, func(string) { l.Refresh() })
	options := []widgets.Option[app.AuditAction]{{Value: "", Label: words.T("All actions")}}
	for _, a := range app.AuditActions {
		options = append(options, widgets.Option[app.AuditAction]{Value: a.Code, Label: a.Label()})
	}
	l.action = widgets.NewChoice(options...)
	l.action.Listen(l.Refresh)
	l.table = lists.NewTable(func(e service.AuditLine) string { return e.ID }, auditColumns()...)
	l.table.Memory, l.table.Later = d.Memory("audit"), d.Later
	l.table.SetEmpty(signs.NewEmptyState(words.T("Nothing is written down"), words.T("Imports, exports, prints, vetting, deletions and full numbers shown are written down here."), "", nil))
	l.search.OnLeave = func() { d.Window.Canvas().Focus(l.table) }
	export := d.MenuButton(words.T("Export"), l.exportItems)
	export.Icon = theme.DocumentSaveIcon()
	body := container.New(ui.FixedLayout{Size: ui.DialogSize(d.Context, 1120, 540)}, container.NewBorder(
		container.NewBorder(nil, nil, nil, container.NewHBox(container.New(ui.WidthLayout{Width: ui.Wide(160, 210)}, l.action), container.New(ui.WidthLayout{Width: ui.Wide(100, 110)}, l.count), export), l.search), nil, nil, nil, l.table))
	l.dialog = widgets.ShowDialog(d.Window, words.T("Audit list: who did what when"), body, widgets.Action{Label: words.T("Close"), Kind: widgets.Cancel})
	d.Window.Canvas().Focus(l.search)
	l.Refresh()
	return l
}

func auditColumns() []lists.Column[service.AuditLine] {
	by := func(e service.AuditLine) string { return e.By }
	title := func(e service.AuditLine) string { return e.Title }
	return []lists.Column[service.AuditLine]{
		{ID: "at", Label: words.T("Time"), Width: 176, Text: func(e service.AuditLine) string { return e.At.Format(time.DateTime) }, Sort: func(a, b service.AuditLine) int { return a.At.Compare(b.At) }},
		{ID: "by", Label: words.T("User"), Width: 120, Text: by, Sort: ui.CompareBy(by)},
		{ID: "action", Label: words.T("Action"), Width: ui.Wide(130, 170), Text: func(e service.AuditLine) string { return app.AuditActions.Label(e.Action) }},
		{ID: "event", Label: words.T("Event|one open day"), Width: 240, Text: title, Sort: ui.CompareBy(title)},
		{ID: "detail", Label: words.T("Detail"), Width: 300, Stretch: true, Text: func(e service.AuditLine) string { return e.Detail }},
	}
}

// filter is what search and choice ask for.
func (l *auditList) filter() app.AuditFilter {
	return app.AuditFilter{Text: strings.TrimSpace(l.search.Text), Action: l.action.Value()}
}

// Refresh fetches the entries.
func (l *auditList) Refresh() {
	filter := l.filter()
	filter.Limit = mostAudited
	svc := l.Service
	ui.Load(l.Context, &l.fresh, func(ctx context.Context) ([]service.AuditLine, error) { return svc.AuditLines(ctx, filter) }, func(lines []service.AuditLine) {
		l.table.SetRows(lines)
		l.count.SetText(words.T("%d entries", len(lines)))
	})
}

// exportItems are the files that the list can be written to.
func (l *auditList) exportItems() []*fyne.MenuItem {
	return []*fyne.MenuItem{
		fyne.NewMenuItem(words.T("Excel workbook (.xlsx)"), func() { l.export(".xlsx", workbook.WriteAudit) }),
		fyne.NewMenuItem(words.T("Text with commas (.csv)"), func() { l.export(".csv", workbook.WriteAuditCSV) }),
	}
}

// export writes the entries that search and choice ask for, all of them.
func (l *auditList) export(ending string, write func(io.Writer, []service.AuditLine) error) {
	filter := l.filter()
	l.Choose.Save("audit", words.T("Export the audit list"), words.T("Audit list %s|a file's name", l.Service.Now().Format(time.DateOnly))+ending, func(file string) {
		svc := l.Service
		ui.Long(l.Context, words.T("Writing the file"), func(ctx context.Context, _ func(string)) (int, error) {
			lines, err := svc.AuditLines(ctx, filter)
			if err != nil {
				return 0, err
			}
			return len(lines), outfile.Write(file, func(w io.Writer) error { return write(w, lines) })
		}, func(n int) { l.Written(file, words.T("%d entries", n), nil) }, nil)
	})
}
