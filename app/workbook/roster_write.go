package workbook

import (
	"encoding/csv"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"openday/app"
	"openday/app/phone"
	"openday/app/roster"
	"openday/app/table"
)

// reasonHeading stands above why a row is sent back.
const reasonHeading = "需要改正的内容"

// sheetFile writes a workbook of a few plain sheets.
func sheetFile(w io.Writer, title string, sheets []string, fill func(*writer)) error {
	file := excelize.NewFile()
	defer file.Close()
	out := &writer{file: file}
	out.prepare(title)
	for i, sheet := range sheets {
		if i == 0 {
			out.try(file.SetSheetName(file.GetSheetName(0), sheet))
			continue
		}
		_, err := file.NewSheet(sheet)
		out.try(err)
	}
	fill(out)
	if out.err == nil {
		out.err = file.Write(w)
	}
	if out.err != nil {
		return app.Errorf(app.CodeOf(out.err), out.err, "“%s” could not be written: %v", title, out.err)
	}
	return nil
}

// WriteRosterErrors writes the rows in error as a workbook to send back: their
// cells as they came, under their own headings, and behind them what is to be
// mended. ReadRoster takes the mended file.
func WriteRosterErrors(w io.Writer, headings []string, verdicts []roster.Judged) error {
	const sheet = "需要改正的名单"
	return sheetFile(w, sheet, []string{sheet}, func(out *writer) {
		all := append(append([]string{}, headings...), reasonHeading, "原行号")
		widths, styles := make([]float64, len(all)), make([]int, len(all))
		for i := range all {
			widths[i], styles[i] = 18, out.plain
		}
		widths[len(headings)], styles[len(headings)] = 60, out.wrapped
		out.headings(sheet, all, widths, styles)
		row := 0
		for _, v := range verdicts {
			if v.Verdict != roster.VerdictError {
				continue
			}
			row++
			for i, text := range v.Cells[:min(len(v.Cells), len(headings))] {
				out.put(sheet, row, i, text, out.plain)
			}
			out.put(sheet, row, len(headings), v.Reason, out.wrapped)
			out.put(sheet, row, len(headings)+1, strconv.Itoa(v.Line), out.plain)
		}
	})
}

// RosterTemplate writes an empty list to be filled in, with the event's
// categories to choose from, and how it is filled in on a sheet of its own.
func RosterTemplate(w io.Writer, categories []string) error {
	const sheet, help = "邀请名单", "填写说明"
	return sheetFile(w, sheet, []string{sheet, help}, func(out *writer) {
		var headings []string
		var widths []float64
		var styles []int
		for i, f := range roster.Fields {
			headings, widths, styles = append(headings, f.Chinese), append(widths, rosterWidth(f.Code)), append(styles, out.plain)
			var choices []string
			switch f.Code {
			case roster.Gender:
				for _, g := range app.Genders {
					choices = append(choices, g.Chinese)
				}
			case roster.Category:
				choices = categories
			case roster.Channel:
				choices = app.SignUpChannels
			}
			// Excel takes a list of 255 characters, parted by commas.
			if joined := strings.Join(choices, ","); joined == "" || utf16Length(joined) > 255 || strings.Count(joined, ",") != len(choices)-1 {
				continue
			}
			list := excelize.NewDataValidation(true)
			list.Sqref = address(1, i) + ":" + address(offered, i)
			list.ShowErrorMessage = false // other words may be written
			out.try(list.SetDropList(choices))
			out.try(out.file.AddDataValidation(sheet, list))
		}
		out.headings(sheet, headings, widths, styles)
		out.headings(help, []string{"填写说明"}, []float64{90}, []int{out.wrapped})
		for i, line := range []string{
			"每人填一行，姓名必填，其余按需要填写；不要改动标题行。",
			"身份证号、联系电话所在的列已设为文本格式，请直接输入；从别处复制时请选择“只粘贴文本”，以免末位数字丢失。",
			"出生日期写成 1990-01-31 的样子，只知年月的写成 1990-01；填了身份证号的不必再填。",
			"姓名读音只在有多音字、生僻字时填写拼音，一字一个音节，中间空格，如 shan xiong。",
			"类别请与活动的邀请名额一致；可以从下拉列表中选择，也可以填写其他类别。",
		} {
			out.put(help, i+1, 0, line, out.wrapped)
		}
	})
}

// rosterWidth is how wide the column of a field is: as in the activity workbook.
func rosterWidth(f roster.Field) float64 {
	name := app.GuestFields.Named(string(f)).Go
	return inviteeColumns[slices.IndexFunc(inviteeColumns, func(c column[invitee]) bool { return c.field == name })].width
}

// ListOptions say how a list of invitees is written.
type ListOptions struct {
	// Full writes ID numbers, phones and dates of birth whole; else they are masked.
	Full bool
}

// listed returns the headings and the rows of a list: number, then the columns of
// the activity workbook's sheet.
func listed(e app.Event, invitees []app.Invitee, o ListOptions) (headings []string, widths []float64, rows [][]string) {
	headings, widths = []string{"序号"}, []float64{8}
	for _, c := range inviteeColumns {
		headings, widths = append(headings, c.heading), append(widths, c.width)
	}
	day := app.DayOf(e.Start)
	for i, v := range invitees {
		if !o.Full {
			v.Person.IDNumber, v.Person.Phone = v.Person.MaskedIDNumber(), phone.Mask(v.Person.Phone)
		}
		row := []string{strconv.Itoa(i + 1)}
		for _, c := range inviteeColumns {
			text := c.get(&v, day)
			if born := v.Person.BornOn; c.field == "BornOn" && !o.Full && text != "" {
				text = born.Format("2006") + "-**-**" // the number's own digits of it are hidden, too
			}
			row = append(row, text)
		}
		rows = append(rows, row)
	}
	return headings, widths, rows
}

// WriteList writes invitees, in the order given, as a workbook of text cells.
func WriteList(w io.Writer, e app.Event, invitees []app.Invitee, o ListOptions) error {
	headings, widths, rows := listed(e, invitees, o)
	return sheetFile(w, "邀请名单", []string{sheetInvitees}, func(out *writer) {
		styles := make([]int, len(headings))
		for i := range styles {
			styles[i] = out.plain
		}
		styles[0] = out.figure
		out.headings(sheetInvitees, headings, widths, styles)
		for i, row := range rows {
			for j, text := range row {
				out.putAs(sheetInvitees, i+1, j, text, j == 0, styles[j])
			}
		}
	})
}

// WriteListCSV writes invitees, in the order given, as a CSV file that Excel
// opens with its characters right (UTF-8 with its mark) and runs nothing of.
func WriteListCSV(w io.Writer, e app.Event, invitees []app.Invitee, o ListOptions) error {
	headings, _, rows := listed(e, invitees, o)
	return writeCSV(w, append([][]string{headings}, rows...))
}

// writeCSV writes lines of cells, each made harmless.
func writeCSV(w io.Writer, rows [][]string) error {
	if _, err := io.WriteString(w, "\ufeff"); err != nil {
		return err
	}
	out := csv.NewWriter(w)
	out.UseCRLF = true
	for _, row := range rows {
		cells := make([]string, len(row))
		for i, text := range row {
			cells[i] = table.Guarded(table.PlainText(text))
		}
		if err := out.Write(cells); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}
