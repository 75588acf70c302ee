package app

import (
	"slices"
	"strings"
	"time"

	"openday/app/hanzi"
	"openday/app/words"
)

// SheetLine is one line of the sign-in sheet as attendance is entered from it.
type SheetLine struct {
	Number  int     // as printed; 0 for a line that was not on the sheet
	Group   string  // the heading above it
	Invitee Invitee // no ID where the line is blank
}

// Blank reports whether nobody stands in the line yet.
func (l SheetLine) Blank() bool { return l.Invitee.ID == "" }

// AttendanceSheet returns the lines of a printed sign-in sheet, in its order.
// Blank lines hold those who were added on the day, in the order of entry. Those
// who were approved after the sheet was printed, and walk-ins for whom no blank
// line is left, follow under a heading of their own. Who is no longer on the
// list is left out.
func AttendanceSheet(list []Invitee, printed []PrintLine) []SheetLine {
	byID := make(map[string]Invitee, len(list))
	for _, v := range list {
		byID[v.ID] = v
	}
	on := map[string]bool{}
	for _, l := range printed {
		on[l.ID] = true
	}
	var late, walkIns []Invitee
	for _, v := range list {
		switch {
		case on[v.ID]:
		case v.WalkIn:
			walkIns = append(walkIns, v)
		case v.Vetting == VettingApproved || v.Attendance != "":
			late = append(late, v)
		}
	}
	var lines []SheetLine
	for _, l := range printed {
		line := SheetLine{Number: l.Number, Group: l.Group}
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
		lines = append(lines, SheetLine{Group: words.T("Not on the printed sheet"), Invitee: v})
	}
	return lines
}

// FindOnSheet returns the line that a person means who types a number, or the
// beginning of a name in characters, pinyin or initials: the first at or after
// a line, going round; -1 where there is none. A number is that of the sheet.
func FindOnSheet(lines []SheetLine, typed string, from int) int {
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
		if !isNumber && !l.Blank() && l.Invitee.Person.nameBegins(typed) {
			return at
		}
	}
	return -1
}

// nameBegins reports whether one of the ways to write the person's name begins
// with a text.
func (p Person) nameBegins(typed string) bool {
	return slices.ContainsFunc(strings.Fields(p.SearchKey()), func(way string) bool { return strings.HasPrefix(way, typed) })
}

// AttendanceCount is how many of a sheet are expected and came.
type AttendanceCount struct {
	Expected int // 应到: approved
	Came     int // 实到, with substitutes and walk-ins
	Excused  int
	Absent   int
	Open     int // expected, and nothing entered
	WalkIns  int
}

// CountSheet counts the lines of a sheet.
func CountSheet(lines []SheetLine) AttendanceCount {
	var c AttendanceCount
	for _, l := range lines {
		v := l.Invitee
		if l.Blank() {
			continue
		}
		if v.Vetting == VettingApproved {
			c.Expected++
		}
		if v.WalkIn {
			c.WalkIns++
		}
		switch {
		case v.Attendance.IsThere():
			c.Came++
		case v.Attendance == AttendanceExcused:
			c.Excused++
		case v.Attendance == AttendanceAbsent:
			c.Absent++
		case v.Vetting == VettingApproved:
			c.Open++
		}
	}
	return c
}

// Attend enters an attendance, and what belongs to another one goes.
func (i *Invitee) Attend(a Attendance, substitute string) {
	i.Attendance, i.Substitute = a, ""
	if a == AttendanceSubstitute {
		i.Substitute = hanzi.CleanName(substitute)
	}
	if !a.IsThere() {
		i.SignedInAt = time.Time{}
	}
}
