package workbook

import (
	"strings"

	"openday/app/roster"
	"openday/app/table"
)

// labelled is a label with what stands to its right.
type labelled struct {
	label, value cell
	column       int // of the label
}

// pairsOf reads a row as labels, each with what stands to the right of it.
func pairsOf(l table.Row) (all []labelled) {
	for i := 0; i < len(l.Cells); i++ {
		if l.Cells[i].Text == "" {
			continue
		}
		p := labelled{label: l.Cells[i], column: i}
		for j := i + 1; j < len(l.Cells); j++ {
			c := l.Cells[j]
			if c.Empty() {
				continue
			}
			if !meaningOf(c.Text).known {
				p.value = c
				i = j
			}
			break
		}
		all = append(all, p)
	}
	return all
}

// rosterOfForms reads one-person forms, whose labels stand beside what is filled in,
// and lists that go down where others go across. It returns nil where the lines are
// neither, and else how many fields are named.
func rosterOfForms(lines []table.Row) (*Roster, int) {
	if len(lines) > 2000 {
		return nil, 0
	}
	begin, labels, rows := -1, 0, 0 // rows that begin with a label, and all from the first
	for i, l := range lines {
		m := meaningOf(strings.TrimSpace(firstText(l)))
		if begin < 0 && m.field == "" {
			continue // a title
		}
		if begin < 0 {
			begin = i
		}
		rows++
		if m.exact && m.field != "" {
			labels++
		}
	}
	// In a list across, one row alone begins with a label: that of the headings.
	if labels < 2 || labels*2 < rows {
		return nil, 0
	}
	fields := map[roster.Field]bool{}
	values, across := 0, true // people side by side; labels stand in the first column alone
	for _, l := range lines[begin:] {
		for _, p := range pairsOf(l) {
			if f := meaningOf(p.label.Text); f.exact && f.field != "" {
				if p.value.Text != "" || p.column == 0 {
					fields[f.field] = true
				}
				across = across && p.column == firstColumn(l)
			}
		}
		if m := meaningOf(strings.TrimSpace(firstText(l))); m.field == roster.Name && m.exact {
			values = max(values, filledCells(l)-1)
		}
	}
	if !fields[roster.Name] || len(fields) < 3 && labels < 3 {
		return nil, 0
	}
	if values > 1 && across {
		return transposed(lines, begin), len(fields)
	}
	return ofForms(lines, begin), len(fields)
}

func firstColumn(l table.Row) int {
	for i, c := range l.Cells {
		if c.Text != "" {
			return i
		}
	}
	return -1
}

func firstText(l table.Row) string {
	if i := firstColumn(l); i >= 0 {
		return l.Cells[i].Text
	}
	return ""
}

func filledCells(l table.Row) int {
	n := 0
	for _, c := range l.Cells {
		if c.Text != "" {
			n++
		}
	}
	return n
}

// transposed turns a list around in which each column is a person.
func transposed(lines []table.Row, begin int) *Roster {
	width := 0
	for _, l := range lines[begin:] {
		width = max(width, len(l.Cells))
	}
	label := firstColumn(lines[begin])
	rows := []table.Row{{Number: lines[begin].Number}}
	for column := label + 1; column < width; column++ {
		rows = append(rows, table.Row{Number: column + 1})
	}
	for _, l := range lines[begin:] {
		for column := label; column < width; column++ {
			var c cell
			if column < len(l.Cells) {
				c = l.Cells[column]
			}
			row := &rows[column-label]
			row.Cells = append(row.Cells, c)
		}
	}
	filled := rows[:1]
	for _, row := range rows[1:] {
		if filledCells(row) > 0 {
			filled = append(filled, row)
		}
	}
	return rosterBelow(filled, 0)
}

// ofForms makes a row of each form; the next begins where a label of the fields comes
// once more.
func ofForms(lines []table.Row, begin int) *Roster {
	head := table.Row{Number: lines[begin].Number}
	at := map[string]int{} // columns by heading
	var people []table.Row
	var person *table.Row
	for _, l := range lines[begin:] {
		for _, p := range pairsOf(l) {
			h := rosterHeading(p.label.Text)
			if p.value.Empty() && !meaningOf(p.label.Text).known {
				continue // words of the form itself
			}
			column, known := at[h]
			if !known {
				column = len(head.Cells)
				at[h] = column
				head.Cells = append(head.Cells, cell{Text: p.label.Text})
			}
			if person == nil || meaningOf(p.label.Text).field == roster.Name && column < len(person.Cells) && !person.Cells[column].Empty() {
				people = append(people, table.Row{Number: l.Number})
				person = &people[len(people)-1]
			}
			for len(person.Cells) <= column {
				person.Cells = append(person.Cells, cell{})
			}
			if person.Cells[column].Empty() {
				person.Cells[column] = p.value
			}
		}
	}
	return rosterBelow(append([]table.Row{head}, people...), 0)
}
