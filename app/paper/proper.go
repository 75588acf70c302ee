package paper

import (
	"slices"
	"strings"

	"openday/app"
	"openday/app/hanzi"
	"openday/app/paper/wording"
	"openday/app/words"
)

// Readied returns an event with its texts as they stand on paper: punctuation in
// its full width, quotation marks within quotation marks, and lists without the
// numbers that were pasted into them, which the report names. What a person wrote
// in place of a paragraph stays as it was written.
func Readied(d app.Dossier, report *Report) app.Dossier {
	var numbered []string
	e := &d.Event
	e.Leaders, e.Quotas = slices.Clone(e.Leaders), slices.Clone(e.Quotas)
	wording.ProperFields(app.EventFields, e, func(label string, lines []string) []string {
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
		wording.ProperFields(app.LeaderFields, &e.Leaders[i], nil)
	}
	for i := range e.Quotas {
		wording.ProperFields(app.QuotaFields, &e.Quotas[i], nil)
	}
	if len(numbered) > 0 {
		report.Note(words.T("Numbers that were pasted in before the lines are left out: %s.|names of fields", strings.Join(numbered, words.T(", |list"))))
	}
	d.Agenda, d.Feedback, d.Invitees = slices.Clone(d.Agenda), slices.Clone(d.Feedback), slices.Clone(d.Invitees)
	for i := range d.Agenda {
		wording.ProperFields(app.AgendaFields, &d.Agenda[i], nil)
	}
	for i := range d.Feedback {
		wording.ProperFields(app.FeedbackFields, &d.Feedback[i], nil)
	}
	for i := range d.Invitees {
		v := &d.Invitees[i]
		for _, text := range []*string{&v.Unit, &v.Post, &v.Category, &v.Reason, &v.Note} {
			*text = wording.Proper(*text)
		}
	}
	return d
}
