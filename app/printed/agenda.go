package printed

import (
	"cmp"
	"slices"
	"strings"

	"openday/app"
	"openday/app/words"
)

// Papers that show the agenda, by their names on the command line.
const (
	PaperAgenda   = "agenda"    // for guests
	PaperRunSheet = "run-sheet" // for staff
)

// AgendaPapers are the papers whose prints a changed agenda is told from.
var AgendaPapers = []string{PaperAgenda, PaperRunSheet}

// agendaField is something that a paper says of an agenda item.
type agendaField struct {
	guests  bool // it stands in the guests' agenda, too
	of      func(app.AgendaItem) string
	changed func(old, new string) string
}

// agendaFields are what papers say of an item, in the order of a print's line.
var agendaFields = []agendaField{
	{true, printedTime, nil},
	{true, func(a app.AgendaItem) string { return string(a.Kind) }, func(old, new string) string {
		return words.T("kind from %s to %s", app.AgendaKinds.Label(app.AgendaKind(old)), app.AgendaKinds.Label(app.AgendaKind(new)))
	}},
	{true, func(a app.AgendaItem) string { return a.Content }, func(old, new string) string { return words.T("content from %s to %s", old, new) }},
	{true, func(a app.AgendaItem) string { return a.Place }, func(old, new string) string { return words.T("place from %s to %s", old, new) }},
	{false, func(a app.AgendaItem) string { return a.InCharge }, func(old, new string) string { return words.T("in charge from %s to %s", old, new) }},
	{false, func(a app.AgendaItem) string { return a.Recorder }, func(old, new string) string { return words.T("recorder from %s to %s", old, new) }},
	{false, func(a app.AgendaItem) string { return a.Vehicle }, func(old, new string) string { return words.T("vehicle from %s to %s", old, new) }},
	{false, func(a app.AgendaItem) string { return a.Note }, func(old, new string) string { return words.T("note from %s to %s", old, new) }},
}

// printedTime is from when to when an item lasts, with its day.
func printedTime(a app.AgendaItem) string {
	text := a.Start.Format("2006-01-02 15:04")
	if !a.End.IsZero() {
		text += "–" + a.End.Format("15:04")
	}
	return text
}

// AgendaLines returns what a print of an agenda is remembered by, for Print.Lines:
// one line an item, with its fields between tabs.
func AgendaLines(items []app.AgendaItem) []app.PrintLine {
	lines := make([]app.PrintLine, len(items))
	for i, a := range items {
		texts := make([]string, len(agendaFields))
		for k, part := range agendaFields {
			texts[k] = strings.NewReplacer("\t", " ", "\r", "").Replace(part.of(a))
		}
		lines[i] = app.PrintLine{Number: i + 1, ID: a.ID, Text: strings.Join(texts, "\t")}
	}
	return lines
}

// AgendaDifference is one thing in which an agenda is no longer as it was printed.
type AgendaDifference struct {
	ItemID  string // empty where the item is gone
	Message string // what was added, taken off, moved or changed, in words
}

// AgendaSince returns what has changed in an agenda since a print of one of
// [AgendaPapers], as far as that paper shows it.
func AgendaSince(p app.Print, items []app.AgendaItem) []AgendaDifference {
	var found []AgendaDifference
	now := AgendaLines(items)
	was := map[string][]string{}
	for _, line := range p.Lines {
		was[line.ID] = splitLine(line.Text)
	}
	for i, line := range now {
		new := splitLine(line.Text)
		old, known := was[line.ID]
		if !known {
			found = append(found, AgendaDifference{line.ID, words.T("Added: %s %s", clockOf(new), items[i].Name())})
			continue
		}
		if old[0] != new[0] {
			found = append(found, AgendaDifference{line.ID, words.T("Moved: “%s” from %s to %s", items[i].Name(), movedFrom(old, new), movedFrom(new, old))})
		}
		var changed []string
		for k, part := range agendaFields[1:] {
			if (part.guests || p.Paper != PaperAgenda) && old[k+1] != new[k+1] {
				changed = append(changed, part.changed(orNothing(old[k+1]), orNothing(new[k+1])))
			}
		}
		if len(changed) > 0 {
			found = append(found, AgendaDifference{line.ID, words.T("Changed: %s “%s”: %s", clockOf(new), items[i].Name(), strings.Join(changed, words.T("; |between changes")))})
		}
	}
	for _, line := range p.Lines {
		if !slices.ContainsFunc(now, func(n app.PrintLine) bool { return n.ID == line.ID }) {
			old := splitLine(line.Text)
			found = append(found, AgendaDifference{"", words.T("Taken off: %s %s", clockOf(old), cmp.Or(old[2], old[3]))})
		}
	}
	return found
}

// splitLine returns the fields of a print's line; those that it lacks are empty.
func splitLine(text string) []string {
	fields := strings.Split(text, "\t")
	for len(fields) < len(agendaFields) {
		fields = append(fields, "")
	}
	return fields
}

// clockOf is the time of a print's line without its day.
func clockOf(fields []string) string {
	_, clock, _ := strings.Cut(fields[0], " ")
	return clock
}

// movedFrom is the time of a line, with its day where the other one has another.
func movedFrom(fields, other []string) string {
	day, _, _ := strings.Cut(fields[0], " ")
	otherDay, _, _ := strings.Cut(other[0], " ")
	if day == otherDay {
		return clockOf(fields)
	}
	return fields[0]
}

// orNothing names an empty field.
func orNothing(text string) string { return cmp.Or(text, words.T("nothing|an empty field")) }
