package app

import "strings"

// Department is a department or unit that handles opinions, office-wide.
type Department struct {
	ID        string
	Name      string // 承办单位
	InCharge  string // 责任人
	Telephone string
}

// Validate gives what keeps the department from being saved.
func (d Department) Validate() []FieldProblem {
	var p problems
	if strings.TrimSpace(d.Name) == "" {
		p.add("Name", "Name the department.")
	}
	return p
}
