// Package printed reads what is now beside what was printed: the sign-in sheet whose
// attendance is entered, and agendas that have changed since.
package printed

import (
	"slices"
	"strings"

	"openday/app"
	"openday/app/hanzi"
	"openday/app/words"
)

// Line is one line of the sign-in sheet as attendance is entered from it.
type Line struct {
	Number  int         // as printed; 0 for a line that was not on the sheet
	Group   string      // the heading above it
	Invitee app.Invitee // no ID where the line is blank
}

// Blank reports whether nobody stands in the line yet.
func (l Line) Blank() bool { return l.Invitee.ID == "" }

// Sheet returns the lines of a printed sign-in sheet, in its order.
// Blank lines hold those who were added on the day, in the order of entry. Those
// who were approved after the sheet was printed, and walk-ins for whom no blank
// line is left, follow under a heading of their own. Who is no longer on the
// list is left out.
func Sheet(list []app.Invitee, printed []app.PrintLine) []Line {
	byID := make(map[string]app.Invitee, len(list))
	for _, v := range list {
		byID[v.ID] = v
	}
	on := map[string]bool{}
	for _, l := range printed {
		on[l.ID] = true
	}
	var late, walkIns []app.Invitee
	for _, v := range list {
		switch {
		case on[v.ID]:
		case v.WalkIn:
			walkIns = append(walkIns, v)
		case v.Vetting == app.VettingApproved || v.Attendance != "":
			late = append(late, v)
		}
	}
	var lines []Line
	for _, l := range printed {
		line := Line{Number: l.Number, Group: l.Group}
		switch v, there := byID[l.ID]; {
		case l.ID != "" && !there:
			continue
		case l.ID != "":
			line.Invitee = v
		case len(walkIns) > 0:
			line.Invitee, walkIns = walkIns[0], walkIns[1:]
		}
		lines = append(lines, line)
	}
	for _, v := range append(late, walkIns...) {
		lines = append(lines, Line{Group: words.T("Not on the printed sheet"), Invitee: v})
	}
	return lines
}

// Find returns the line that a person means who types a number, or the
// beginning of a name in characters, pinyin or initials: the first at or after
// a line, going round; -1 where there is none. A number is that of the sheet.
func Find(lines []Line, typed string, from int) int {
	typed = strings.TrimSpace(hanzi.SearchTerm(typed))
	if typed == "" {
		return -1
	}
	number, isNumber := 0, true
	for _, r := range typed {
		if r < '0' || r > '9' {
			isNumber = false
			break
		}
		number = number*10 + int(r-'0')
	}
	for i := range lines {
		at := (from + i) % len(lines)
		l := lines[at]
		if isNumber && l.Number == number && number > 0 {
			return at
		}
		if !isNumber && !l.Blank() && nameBegins(l.Invitee.Person, typed) {
			return at
		}
	}
	return -1
}

// nameBegins reports whether one of the ways to write a person's name begins
// with a text.
func nameBegins(p app.Person, typed string) bool {
	return slices.ContainsFunc(strings.Fields(p.SearchKey()), func(way string) bool { return strings.HasPrefix(way, typed) })
}

// SheetCount is how many of a sheet are expected and came.
type SheetCount struct {
	Expected int // 应到: approved
	Came     int // 实到: of those expected, with substitutes
	Excused  int
	Absent   int
	Open     int // expected, and nothing entered
	WalkIns  int // 临时参加: came without having been approved
}

// Count counts the lines of a sheet: who is expected came, is excused, absent, or is
// not entered yet; others who came are walk-ins.
func Count(lines []Line) SheetCount {
	var c SheetCount
	for _, l := range lines {
		v := l.Invitee
		if l.Blank() {
			continue
		}
		if v.Vetting != app.VettingApproved {
			if v.Attendance.IsThere() {
				c.WalkIns++
			}
			continue
		}
		c.Expected++
		switch {
		case v.Attendance.IsThere():
			c.Came++
		case v.Attendance == app.AttendanceExcused:
			c.Excused++
		case v.Attendance == app.AttendanceAbsent:
			c.Absent++
		default:
			c.Open++
		}
	}
	return c
}
