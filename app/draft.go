package app

import (
	"slices"
	"time"
)

// Draft is what somebody typed into a form and has not saved. It is kept beside the
// data, for its writer alone, until it is saved or thrown away.
type Draft struct {
	ID       string
	By       string // as the system names the person at the desk
	At       time.Time
	Form     DraftForm
	Step     TransitionKind // of a step in the handling of an opinion
	EventID  string         // empty for a new event
	RecordID string         // what the form is about; empty for something new
	Title    string         // what the form says it is about
	Fields   []DraftField
}

// DraftField is one field of a form: what stood in it when the form was opened, and
// what stands in it now, as it is typed.
type DraftField struct {
	Key, Label, Was, Now string
	Secret               bool // is not shown in full
}

// Typed reports whether something else stands in the field than before.
func (f DraftField) Typed() bool { return f.Now != f.Was }

// DraftForm is the form that a draft was typed into.
type DraftForm string

// The forms of which drafts are kept.
const (
	DraftEvent    DraftForm = "event"
	DraftInvitee  DraftForm = "invitee"
	DraftAgenda   DraftForm = "agenda"
	DraftFeedback DraftForm = "feedback"
	DraftStep     DraftForm = "step"
	DraftBatch    DraftForm = "batch"
	DraftReport   DraftForm = "report"
)

// DraftForms are the forms of which drafts are kept.
var DraftForms = Vocabulary[DraftForm]{
	{DraftEvent, "活动", "Event"},
	{DraftInvitee, "邀请对象", "Invitee"},
	{DraftAgenda, "议程环节", "Agenda item"},
	{DraftFeedback, "意见建议", "Opinion"},
	{DraftStep, "办理步骤", "Step in handling"},
	{DraftBatch, "批量登记意见", "Several opinions"},
	{DraftReport, "材料文字", "Text of a paper"},
}

// Concerns reports whether the draft is about one of the records that a change took
// away, or belongs to one.
func (d Draft) Concerns(gone []RecordKey) bool {
	return slices.ContainsFunc(gone, func(r RecordKey) bool {
		return r.ID != "" && (r.ID == d.RecordID || r.Kind == RecordEvent && r.ID == d.EventID)
	})
}

// Onto brings the draft onto a form that shows what is stored now, given by key. It
// returns what is to be typed into the fields of the form, by key, and those fields
// that were changed meanwhile to something else than what was typed: what is
// stored is ours, what was typed theirs. Of something new all fields are the draft's.
func (d Draft) Onto(stored map[string]string) (typed map[string]string, both []DraftField) {
	typed = map[string]string{}
	for _, f := range d.Fields {
		now, known := stored[f.Key]
		switch {
		case !known || now == f.Now:
		case d.RecordID == "":
			typed[f.Key] = f.Now
		case !f.Typed():
		default:
			typed[f.Key] = f.Now
			if now != f.Was {
				both = append(both, DraftField{f.Key, f.Label, now, f.Now, f.Secret})
			}
		}
	}
	return typed, both
}
