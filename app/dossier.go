package app

import (
	"openday/app/words"
	"openday/app/workday"
)

// Dossier is an event with all that belongs to it: what a paper is made from,
// what an activity workbook holds, and what is taken out and put back whole.
type Dossier struct {
	Event    Event
	Invitees []Invitee    // by Position
	Agenda   []AgendaItem // by Start, then Position
	Feedback []Feedback   // by Position

	Calendar *workday.Calendar `json:"-"` // by which the office counts working days; nil for the official one. It is not stored with the event
}

// Validate returns what keeps the dossier from being added. Fields are prefixed
// with their part: Event., Invitees[0]., Agenda[0]., Feedback[0].
func (d Dossier) Validate() []FieldProblem {
	var all []FieldProblem
	gather := func(prefix string, found []FieldProblem) {
		for _, p := range found {
			all = append(all, FieldProblem{prefix + p.Field, p.Message})
		}
	}
	all = append(all, Counts(len(d.Invitees), len(d.Agenda), len(d.Feedback))...)
	if len(all) > 0 {
		return all // a list that long is no event's; what is wrong in it does not matter
	}
	gather("Event.", d.Event.Validate())
	for i, v := range d.Invitees {
		gather(Indexed("Invitees", i), v.Validate())
	}
	for i, v := range d.Agenda {
		gather(Indexed("Agenda", i), v.Validate())
	}
	for i, v := range d.Feedback {
		gather(Indexed("Feedback", i), v.Validate())
	}
	for _, i := range MergeCircles(d.Feedback) {
		if d.Feedback[i].MergedInto != d.Feedback[i].ID { // which it says itself
			all = append(all, FieldProblem{Indexed("Feedback", i) + "MergedInto", words.T("The opinion “%s” is merged into others in a circle.", Shortened(d.Feedback[i].Content))})
		}
	}
	return all
}
