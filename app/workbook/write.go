package workbook

import (
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"

	"openday/app"
	"openday/app/table"
)

// offered is how many rows below the headings get the drop-down lists.
const offered = 1000

// Write writes an event as an activity workbook, which Read gives back the
// same, but for ids, the times of saving and the history of opinions, which a
// workbook has no place for. The caller gives a writer whose content counts
// only when no error is returned; an error is an *app.Error.
func Write(w io.Writer, d app.Dossier) error {
	file := excelize.NewFile()
	defer file.Close()
	planned := d.AsPlanned().Event
	out := &writer{file: file, day: app.DayOf(planned.Start)}
	if severalDays(planned) {
		out.day = time.Time{} // every time needs its date
	}
	out.write(d)
	if out.err == nil {
		out.err = file.Write(w)
	}
	if out.err != nil {
		return app.Errorf(app.CodeOf(out.err), out.err, "The activity workbook could not be written: %v", out.err)
	}
	return nil
}

// writer writes one file and keeps the first error.
type writer struct {
	file *excelize.File
	day  time.Time // on which times are written without their date
	err  error

	head, plain, wrapped, figure int // styles
}

func (w *writer) try(err error) {
	if w.err == nil {
		w.err = err
	}
}

func (w *writer) style(s excelize.Style) int {
	id, err := w.file.NewStyle(&s)
	w.try(err)
	return id
}

// prepare makes the styles and says what the file is.
func (w *writer) prepare(title string) {
	const textFormat = 49 // "@": what is typed later stays as typed too
	top := &excelize.Alignment{Vertical: "top"}
	w.head = w.style(excelize.Style{
		Font: &excelize.Font{Bold: true}, NumFmt: textFormat,
		Fill:      excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"DCE6F1"}},
		Border:    []excelize.Border{{Type: "bottom", Style: 1, Color: "8EA9C8"}},
		Alignment: &excelize.Alignment{Vertical: "center"},
	})
	w.plain = w.style(excelize.Style{NumFmt: textFormat, Alignment: top})
	w.wrapped = w.style(excelize.Style{NumFmt: textFormat, Alignment: &excelize.Alignment{Vertical: "top", WrapText: true}})
	w.figure = w.style(excelize.Style{Alignment: top})
	w.try(w.file.SetDocProps(&excelize.DocProperties{Creator: "政务开放日", LastModifiedBy: "政务开放日", Title: table.PlainText(title)}))
}

func (w *writer) write(d app.Dossier) {
	w.prepare(d.Event.Title)
	for i, sheet := range sheets {
		if i == 0 {
			w.try(w.file.SetSheetName(w.file.GetSheetName(0), sheet))
		} else {
			_, err := w.file.NewSheet(sheet)
			w.try(err)
		}
	}
	// The sheets hold the plan as it was; what became of it is a key of its own.
	changed := d.Event
	d = d.AsPlanned()
	w.event(d.Event, changed)
	writeRows(w, sheetLeaders, leaderColumns, d.Event.Leaders)
	writeRows(w, sheetQuotas, quotaColumns, d.Event.Quotas)
	writeRows(w, sheetInvitees, inviteeColumns, d.Invitees)
	writeRows(w, sheetAgenda, agendaColumns, d.Agenda)
	writeRows(w, sheetSections, sectionColumns, sectionRows(d.Event.Sections))
	writeRows(w, sheetFeedback, feedbackColumns, named(d))
}

// sectionRows are sections with their numbers.
func sectionRows(all []section) []sectionRow {
	rows := make([]sectionRow, len(all))
	for i, s := range all {
		rows[i] = sectionRow{s, i + 1}
	}
	return rows
}

// event writes the sheet 活动, a row for each key that is filled, of an event as it was
// planned and as it stands.
func (w *writer) event(e, changed app.Event) {
	w.headings(sheetEvent, []string{"项目", "内容"}, []float64{16, 90}, []int{w.plain, w.wrapped})
	row := 1
	line := func(it item, content string) {
		w.put(sheetEvent, row, 0, it.heading, w.plain)
		w.putAs(sheetEvent, row, 1, content, it.number, w.wrapped)
		row++
	}
	for _, it := range items {
		switch {
		case it.list != nil:
			for _, content := range *it.list(&e) {
				line(it, content)
			}
		case it.extra && e.State == app.StateDraft:
		case it.field == "Change":
			if content := it.get(&changed, w.day); content != "" {
				line(it, content)
			}
		default:
			if content := it.get(&e, w.day); content != "" {
				line(it, content)
			}
		}
	}
}

// writeRows writes a sheet of one entity a row.
func writeRows[T any](w *writer, sheet string, columns []column[T], all []T) {
	columns = slices.DeleteFunc(slices.Clone(columns), func(c column[T]) bool {
		return c.extra && !slices.ContainsFunc(all, func(v T) bool { return c.get(&v, w.day) != "" })
	})
	var headings []string
	var widths []float64
	var styles []int
	for _, c := range columns {
		headings, widths = append(headings, c.heading), append(widths, c.width)
		switch {
		case c.number:
			styles = append(styles, w.figure)
		case c.width >= 30:
			styles = append(styles, w.wrapped)
		default:
			styles = append(styles, w.plain)
		}
	}
	w.headings(sheet, headings, widths, styles)
	for i := range all {
		for j, c := range columns {
			w.putAs(sheet, i+1, j, c.get(&all[i], w.day), c.number, styles[j])
		}
	}
	for j, c := range columns {
		if c.choices == nil {
			continue
		}
		list := excelize.NewDataValidation(true)
		list.Sqref = address(1, j) + ":" + address(max(offered, len(all)), j)
		w.try(list.SetDropList(c.choices))
		w.try(w.file.AddDataValidation(sheet, list))
	}
}

// headings lays out a sheet: its columns, its heading row, which stays in
// sight, and its print on A4 as wide as the page, the headings on each.
func (w *writer) headings(sheet string, headings []string, widths []float64, styles []int) {
	for i, text := range headings {
		name, err := excelize.ColumnNumberToName(i + 1)
		w.try(err)
		w.try(w.file.SetColWidth(sheet, name, name, widths[i]))
		w.try(w.file.SetColStyle(sheet, name, styles[i]))
		w.put(sheet, 0, i, text, w.head)
	}
	w.try(w.file.SetRowHeight(sheet, 1, 22))
	fit, a4, landscape, one, many := true, 9, "landscape", 1, 0
	w.try(w.file.SetSheetProps(sheet, &excelize.SheetPropsOptions{FitToPage: &fit}))
	w.try(w.file.SetPageLayout(sheet, &excelize.PageLayoutOptions{Size: &a4, Orientation: &landscape, FitToWidth: &one, FitToHeight: &many}))
	w.try(w.file.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Titles", RefersTo: "'" + strings.ReplaceAll(sheet, "'", "''") + "'!$1:$1", Scope: sheet}))
	w.try(w.file.SetPanes(sheet, &excelize.Panes{
		Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft",
		Selection: []excelize.Selection{{SQRef: "A2", ActiveCell: "A2", Pane: "bottomLeft"}},
	}))
}

// putAs writes a cell, as a number where it is one.
func (w *writer) putAs(sheet string, row, column int, text string, number bool, style int) {
	if n, err := strconv.Atoi(text); number && err == nil {
		w.try(w.file.SetCellInt(sheet, address(row, column), int64(n)))
		w.try(w.file.SetCellStyle(sheet, address(row, column), address(row, column), w.figure))
		return
	}
	w.put(sheet, row, column, text, style)
}

// put writes a cell as text: never as a number that Excel rounds, nor as a
// formula.
func (w *writer) put(sheet string, row, column int, text string, style int) {
	text = table.PlainText(text)
	if text == "" {
		return
	}
	at := address(row, column)
	text = escaped(text)
	if units := utf16Length(text); units > excelize.TotalCellChars {
		w.try(app.Errorf(app.CodeInvalid, nil, "%s!%s has %d characters; a cell of Excel holds at most %d. Split it into several", sheet, at, units, excelize.TotalCellChars))
		return
	}
	w.try(w.file.SetCellStr(sheet, at, text))
	w.try(w.file.SetCellStyle(sheet, at, at, style))
}

// escape is what a shared string holds for a character that XML cannot.
var escape = regexp.MustCompile(`^_x[0-9A-Fa-f]{4}_`)

// escaped keeps a text that looks like such an escape from being read as one
// (ECMA-376, ST_Xstring). The library does not see to it.
func escaped(text string) string {
	if !strings.Contains(text, "_x") {
		return text
	}
	var out strings.Builder
	for i := range len(text) {
		if text[i] == '_' && escape.MatchString(text[i:]) {
			out.WriteString("_x005F")
		}
		out.WriteByte(text[i])
	}
	return out.String()
}

// utf16Length is a text's length as Excel counts it.
func utf16Length(text string) int {
	n := 0
	for _, r := range text {
		if n++; r > 0xFFFF {
			n++
		}
	}
	return n
}

// named returns the opinions with their speakers as they stand under 提出人.
func named(d app.Dossier) []feedback {
	byID := map[string]invitee{}
	namesakes := map[string]int{}
	for _, v := range d.Invitees {
		byID[v.ID] = v
		namesakes[v.Person.Name]++
	}
	all := slices.Clone(d.Feedback)
	for i := range all {
		if v, ok := byID[all[i].InviteeID]; ok && all[i].InviteeID != "" {
			all[i].Speaker = speakerText(v.Person.Name, v.Unit, namesakes[v.Person.Name])
		}
	}
	return all
}
