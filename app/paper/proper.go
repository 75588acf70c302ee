package paper

import (
	"slices"
	"strings"

	"openday/app"
	"openday/app/hanzi"
	"openday/app/paper/wording"
	"openday/app/words"
)

// readied returns an event with its texts as they stand on paper: punctuation in
// its full width, quotation marks within quotation marks, and lists without the
// numbers that were pasted into them, which the report names. What a person wrote
// in place of a paragraph stays as it was written.
func readied(d app.Dossier, report *Report) app.Dossier {
	var numbered []string
	e := &d.Event
	e.Leaders, e.Quotas = slices.Clone(e.Leaders), slices.Clone(e.Quotas)
	properFields(app.EventFields, e, func(label string, lines []string) []string {
		for i, line := range lines {
			lines[i] = wording.OneSentence(line)
		}
		kept := hanzi.Unnumbered(lines)
		for i := range kept {
			if kept[i] = wording.Unbulleted(kept[i]); kept[i] != lines[i] && !slices.Contains(numbered, words.T(label)) {
				numbered = append(numbered, words.T(label))
			}
		}
		return kept
	})
	for i := range e.Leaders {
		properFields(app.LeaderFields, &e.Leaders[i], nil)
	}
	for i := range e.Quotas {
		properFields(app.QuotaFields, &e.Quotas[i], nil)
	}
	if len(numbered) > 0 {
		report.note(words.T("Numbers that were pasted in before the lines are left out: %s.|names of fields", strings.Join(numbered, words.T(", |list"))))
	}
	d.Agenda, d.Feedback, d.Invitees = slices.Clone(d.Agenda), slices.Clone(d.Feedback), slices.Clone(d.Invitees)
	for i := range d.Agenda {
		properFields(app.AgendaFields, &d.Agenda[i], nil)
	}
	for i := range d.Feedback {
		properFields(app.FeedbackFields, &d.Feedback[i], nil)
	}
	for i := range d.Invitees {
		v := &d.Invitees[i]
		for _, text := range []*string{&v.Unit, &v.Post, &v.Category, &v.Reason, &v.Note} {
			*text = wording.Proper(*text)
		}
	}
	return d
}

// properFields makes the texts of a record proper, and its lists with a rule of
// their own where there is one.
func properFields[T any](fields app.Fields[T], record *T, list func(label string, lines []string) []string) {
	for _, f := range fields {
		if f.Kind != app.KindText && f.Kind != app.KindProse && f.Kind != app.KindLines {
			continue
		}
		switch value := f.Place(record).(type) {
		case *string:
			*value = wording.Proper(*value)
		case *[]string:
			lines := slices.Clone(*value)
			for i := range lines {
				lines[i] = wording.Proper(lines[i])
			}
			if list != nil {
				lines = list(f.Label, lines)
			}
			*value = lines
		}
	}
}
