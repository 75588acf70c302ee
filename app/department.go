package app

import (
	"slices"
	"strings"
)

// Department is a department or unit that handles opinions, office-wide.
type Department struct {
	ID        string
	Name      string // 承办单位
	InCharge  string // 责任人
	Telephone string

	Revision int64  `json:"-"`          // raised by every change
	Extra    string `json:",omitempty"` // fields of a newer version as JSON, kept for it
}

// TopicDepartments is the topic of changes of the list of departments.
const TopicDepartments Topic = "departments"

// Validate gives what keeps the department from being saved.
func (d Department) Validate() []FieldProblem {
	var p problems
	if strings.TrimSpace(d.Name) == "" {
		p.add("Name", "Name the department.")
	}
	return p
}

// Tidied gives the department without spaces around its texts.
func (d Department) Tidied() Department {
	for _, text := range []*string{&d.Name, &d.InCharge, &d.Telephone} {
		*text = strings.TrimSpace(*text)
	}
	return d
}

// learntDepartments gives the departments that an assignment adds to a list or
// completes; new ones have no id.
func learntDepartments(known []Department, f Feedback) []Department {
	var learnt []Department
	for i, name := range append([]string{f.Department}, f.Joint...) {
		if name == "" {
			continue
		}
		n := slices.IndexFunc(known, func(d Department) bool { return d.Name == name })
		d := Department{Name: name}
		if n >= 0 {
			d = known[n]
		}
		before := d
		if i == 0 { // person and telephone are those of the main department
			if d.InCharge == "" {
				d.InCharge = f.InCharge
			}
			if d.Telephone == "" && (f.InCharge == "" || d.InCharge == f.InCharge) {
				d.Telephone = f.Telephone
			}
		}
		if n < 0 || d != before {
			learnt = append(learnt, d)
		}
	}
	return learnt
}
