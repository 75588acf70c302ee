// Package version is the version of the program, as the linker was given it.
package version

import "strings"

// linked is the version with its build, such as 0.1.0+1: scripts/version.sh reads
// it from FyneApp.toml and hands it to the linker.
var linked = unknown

// unknown is what a program calls itself that was built without a version.
const unknown = "dev"

// Text returns the version with its build as people read it, such as 0.1.0 (1);
// dev where the program was built without one.
func Text() string { return text(linked) }

func text(linked string) string {
	number, build, built := strings.Cut(linked, "+")
	switch {
	case number == "":
		return unknown
	case !built || build == "":
		return number
	}
	return number + " (" + build + ")"
}
