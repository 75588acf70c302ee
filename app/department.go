package app

import "slices"

// Department is a department or unit that handles opinions, office-wide.
type Department struct {
	ID        string
	Name      string // 承办单位
	InCharge  string // 责任人
	Telephone string

	Revision int64  // raised by every change
	Extra    string // JSON of fields of a newer version, kept for it
}

// DepartmentFields are the fields of a department. Its telephone is the office's,
// not a person's own.
var DepartmentFields = Fields[Department]{
	{FieldInfo{Go: "ID", Name: "id", Kind: KindID, Max: LongestID, Purge: PurgeKeeps}, func(d *Department) any { return &d.ID }},
	{FieldInfo{Go: "Name", Name: "name", Chinese: "承办单位", Label: "Department", Kind: KindText, Required: "Name the department.", Max: longestUnit, Purge: PurgeKeeps}, func(d *Department) any { return &d.Name }},
	{FieldInfo{Go: "InCharge", Name: "in_charge", Chinese: "责任人", Label: "In charge|of an opinion", Kind: KindText, Max: longestUnit, Purge: PurgeKeeps, Merge: MergeFills}, func(d *Department) any { return &d.InCharge }},
	{FieldInfo{Go: "Telephone", Name: "telephone", Label: "Telephone", Kind: KindText, Max: longestPhone, Purge: PurgeKeeps, Merge: MergeFills}, func(d *Department) any { return &d.Telephone }},
	{FieldInfo{Go: "Revision", Name: "revision", Kind: KindOwn, Purge: PurgeKeeps}, func(d *Department) any { return &d.Revision }},
	{FieldInfo{Go: "Extra", Name: "extra", Kind: KindOwn}, func(d *Department) any { return &d.Extra }},
}

// TopicDepartments is the topic of changes of the list of departments.
const TopicDepartments Topic = "departments"

// Validate returns what keeps the department from being saved.
func (d Department) Validate() []FieldProblem { return DepartmentFields.Limits(nil, &d) }

// ValidateChange implements Changeable.
func (d Department) ValidateChange(stored Department) []FieldProblem {
	return DepartmentFields.Limits(&stored, &d)
}

// LearntDepartments returns the departments that an assignment adds to a list or
// completes; new ones have no id.
func LearntDepartments(known []Department, f Feedback) []Department {
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
