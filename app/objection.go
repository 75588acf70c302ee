package app

import (
	"slices"
	"strings"

	"openday/app/idcard"
	"openday/app/words"
)

// ObjectionKind sorts what speaks against approving somebody.
type ObjectionKind string

// The kinds of objections.
const (
	ObjectionAge        ObjectionKind = "age"
	ObjectionArea       ObjectionKind = "area"
	ObjectionID         ObjectionKind = "id"
	ObjectionQuota      ObjectionKind = "quota"
	ObjectionDuplicate  ObjectionKind = "duplicate"
	ObjectionRecent     ObjectionKind = "recent"
	ObjectionIncomplete ObjectionKind = "incomplete"
)

// ObjectionKinds are the kinds of objections.
var ObjectionKinds = Vocabulary[ObjectionKind]{
	{ObjectionAge, "年龄不符", "Age"},
	{ObjectionArea, "地区不符", "Area"},
	{ObjectionID, "证件号", "ID number"},
	{ObjectionQuota, "名额", "Quota"},
	{ObjectionDuplicate, "重复", "Duplicate"},
	{ObjectionRecent, "近期已邀请", "Invited lately"},
	{ObjectionIncomplete, "信息不全", "Incomplete"},
}

// Objection is one thing that speaks against approving somebody. Field is that
// of Invitee.Validate.
type Objection struct {
	Kind ObjectionKind
	FieldProblem
}

// WantsReason reports whether whoever approves all the same has to say why. What
// is merely not filled in yet wants none.
func (o Objection) WantsReason() bool { return o.Kind != ObjectionIncomplete }

// WantReason reports whether any of the objections wants a reason.
func WantReason(all []Objection) bool { return slices.ContainsFunc(all, Objection.WantsReason) }

// Objections gathers objections.
type Objections []Objection

// Add adds an objection to a field.
func (o *Objections) Add(kind ObjectionKind, field, message string) {
	*o = append(*o, Objection{kind, FieldProblem{field, message}})
}

// Objections returns what speaks against the invitee under the rules of an event.
func (i Invitee) Objections(e Event) Objections {
	var o Objections
	card := idcard.Parse(i.Person.IDNumber)
	for _, d := range card.Doubts {
		o.Add(ObjectionID, "IDNumber", words.T(string(d)))
	}
	if g, known := Genders.Parse(string(card.Gender)); known && i.Person.Gender != "" && g != i.Person.Gender {
		o.Add(ObjectionID, "Gender", words.T("The ID number is that of the other gender."))
	}
	if age, known := idcard.Age(i.Person.Born(), e.Start); known {
		if e.MinAge > 0 && age < e.MinAge {
			o.Add(ObjectionAge, "IDNumber", words.T("On the day of the event the age is %d; the event is for those of %d and older.", age, e.MinAge))
		}
		if e.MaxAge > 0 && age > e.MaxAge {
			o.Add(ObjectionAge, "IDNumber", words.T("On the day of the event the age is %d; the event is for those of up to %d.", age, e.MaxAge))
		}
	}
	fromArea := func(area string) bool { return strings.HasPrefix(card.Number, area) }
	switch {
	case card.Number == "" && e.WantsID:
		o.Add(ObjectionID, "IDNumber", words.T("The event wants an ID number of everybody."))
	case card.Kind == idcard.Resident && len(e.AreaCodes) > 0 && !slices.ContainsFunc(e.AreaCodes, fromArea):
		o.Add(ObjectionArea, "IDNumber", words.T("The ID number begins with %s; the event is for the areas %s.",
			card.Number[:min(6, len(card.Number))], strings.Join(e.AreaCodes, words.T(", |between words of a list"))))
	}
	if len(e.Quotas) > 0 && i.Category != "" && !slices.Contains(e.Categories(), i.Category) {
		o.Add(ObjectionQuota, "Category", words.T("The event has no quota for the category %s.", i.Category))
	}
	return o
}
