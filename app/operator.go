package app

import (
	"strings"

	"openday/app/words"
)

// OperatorName returns the name of a person at the desk as it is kept, or says
// what is wrong with it.
func OperatorName(name string) (string, error) {
	const longest = 64
	name = strings.Join(strings.Fields(name), " ")
	switch {
	case name == "":
		return "", Invalid([]FieldProblem{{"Name", words.T("Give the name.")}})
	case len([]rune(name)) > longest:
		return "", Invalid([]FieldProblem{{"Name", words.T("These are %d characters; at most %d fit.", len([]rune(name)), longest)}})
	}
	return name, nil
}
