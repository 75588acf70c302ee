package app

import (
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"

	"openday/app/idcard"
	"openday/app/words"
)

// FieldPair is one field of a record in which two versions differ, in words.
type FieldPair struct {
	Label        string
	Ours, Theirs string
}

// recordLabels are the labels of fields in a comparison, keys of package words,
// by the name of the Go field. What is not here is not for people.
var recordLabels = map[string]string{
	"Title": "Event title", "Theme": "Theme", "Organiser": "Organiser", "CoOrganisers": "Co-organisers", "Basis": "Basis",
	"Principle": "Guiding principle", "Aims": "Aims", "Form": "Form|on site or online", "StreamURL": "Live stream link",
	"Start": "Start", "End": "End", "AssemblyPlace": "Assembly place", "AssemblyTime": "Assembly time", "Transport": "Transport",
	"Sites": "Sites", "Capacity": "Number invited", "MinAge": "Lowest age", "MaxAge": "Highest age", "Audience": "Who can come",
	"SignUpFrom": "Sign-up opens", "SignUpUntil": "Sign-up closes", "SignUpMethods": "Ways to sign up", "Contact": "Contact",
	"Phones": "Telephone numbers", "Email": "E-mail", "VettingDays": "Vetting within", "FilingDays": "Filing ahead",
	"Notices": "Notices", "Channels": "Publicity channels", "Requirements": "Requirements", "Leaders": "Leading group",
	"Quotas": "Quotas", "AreaCodes": "Area codes", "WantsID": "ID number wanted", "Offsets": "Own deadlines", "Done": "Deadlines met",
	"Travel": "Travel times", "Questions": "Questionnaire", "ReportTexts": "Texts of the report", "RetainUntil": "Personal data is kept until",
	"PurgedAt": "Personal data deleted on", "State": "State",
	"Name": "Name", "Gender": "Gender", "IDNumber": "ID number", "Phone": "Telephone", "BornOn": "Born on", "Reading": "Pinyin",
	"Unit": "Unit", "Post": "Post|at work", "Category": "Category", "Channel": "Channel", "Vetting": "Vetting", "Reason": "Reason",
	"Attendance": "Attendance", "SignedInAt": "Signed in at", "Note": "Note", "DecidedOn": "Decided on", "RepliedOn": "Replied on",
	"Overruled": "Approved against the rules", "Confirmation": "Confirmation", "Substitute": "Substitute", "WalkIn": "Walk-in",
	"Kind": "Kind", "Content": "Content", "Place": "Place", "InCharge": "In charge", "Recorder": "Recorder", "Vehicle": "Vehicle",
	"Speaker": "Said by", "Stop": "Stop|of the agenda", "Department": "Department", "Joint": "Joint departments", "Telephone": "Telephone",
	"DueDate": "Due", "AssignedOn": "Assigned on", "Result": "Result", "Grade": "Kind of result", "ReplyChannel": "Way of the reply",
	"Adoption": "Adopted?", "AdoptionReason": "Why not adopted", "Satisfaction": "Satisfaction", "MergedInto": "Merged into",
	"History": "Steps", "Caption": "Caption of the photo", "Position": "Order",
}

// pairs compares two versions of a record field by field. Where one is nil,
// all that the other says is given.
func pairs[T any](ours, theirs *T) []FieldPair {
	var zero T
	if ours == nil {
		ours = &zero
	}
	if theirs == nil {
		theirs = &zero
	}
	a, b := reflect.ValueOf(ours).Elem(), reflect.ValueOf(theirs).Elem()
	var all []FieldPair
	for i := range a.NumField() {
		name := a.Type().Field(i).Name
		key, there := recordLabels[name]
		from, to := shown(a.Field(i)), shown(b.Field(i))
		if !there || from == to {
			continue
		}
		if name == "IDNumber" {
			from, to = idcard.Mask(from), idcard.Mask(to)
			if from == to {
				to = words.T("%s (other digits)", to)
			}
		}
		all = append(all, FieldPair{words.T(key), from, to})
	}
	return all
}

// shown says the value of a field in the language of the window.
func shown(v reflect.Value) string {
	switch x := v.Interface().(type) {
	case time.Time:
		switch t := x.In(Zone); {
		case x.IsZero():
			return ""
		case t.Equal(DayOf(t)):
			return isoDate(t)
		default:
			return t.Format("2006-01-02 15:04")
		}
	case Form:
		return Forms.Label(x)
	case State:
		return States.Label(x)
	case Gender:
		return Genders.Label(x)
	case Vetting:
		return Vettings.Label(x)
	case Attendance:
		return Attendances.Label(x)
	case Confirmation:
		return Confirmations.Label(x)
	case AgendaKind:
		return AgendaKinds.Label(x)
	case FeedbackState:
		return FeedbackStates.Label(x)
	case Grade:
		return Grades.Label(x)
	case Adoption:
		return Adoptions.Label(x)
	case Satisfaction:
		return Satisfactions.Label(x)
	case LeaderRole:
		return LeaderRoles.Label(x)
	case []Move:
		return words.T("%d steps", len(x))
	case Share:
		if x.IsZero() {
			return ""
		}
		return x.String()
	case bool:
		if x {
			return words.T("Yes")
		}
		return words.T("No")
	}
	switch v.Kind() {
	case reflect.Int:
		if v.Int() == 0 {
			return ""
		}
		return strconv.FormatInt(v.Int(), 10)
	case reflect.Slice:
		parts := make([]string, v.Len())
		for i := range parts {
			parts[i] = shown(v.Index(i))
		}
		return strings.Join(parts, "\n")
	case reflect.Struct:
		var parts []string
		for i := range v.NumField() {
			if text := shown(v.Field(i)); text != "" {
				parts = append(parts, text)
			}
		}
		return strings.Join(parts, " ")
	}
	return fmt.Sprint(v.Interface())
}

// inWords writes what one side of a comparison says, a field a line.
func inWords(what string, fields []FieldPair, theirs bool) string {
	lines := []string{what}
	for _, f := range fields {
		text := f.Ours
		if theirs {
			text = f.Theirs
		}
		lines = append(lines, words.T("%s: %s|name of a field, what it says", f.Label, text))
	}
	return strings.Join(slices.Compact(lines), "\n")
}
