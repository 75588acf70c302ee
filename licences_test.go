package main

import (
	"os/exec"
	"strings"
	"testing"

	"openday/assets"
)

// TestEveryModuleInTheProgramHasItsLicenceInTheAboutBox holds assets/licences
// to what is linked on each system.
func TestEveryModuleInTheProgramHasItsLicenceInTheAboutBox(t *testing.T) {
	list, err := assets.Licences.ReadFile("licences/list.tsv")
	if err != nil {
		t.Fatal(err)
	}
	known := map[string]bool{}
	for _, line := range strings.Split(strings.TrimSpace(string(list)), "\n") {
		parts := strings.Split(line, "\t")
		if len(parts) != 3 || parts[0] == "" || parts[1] == "" {
			t.Fatalf("the line %q has not three parts", line)
		}
		if text, err := assets.Licences.ReadFile(parts[2]); err != nil || len(text) < 100 {
			t.Errorf("%s: its licence is not there: %v", parts[0], err)
		}
		known[parts[0]] = false
	}
	const remedy = "; run assets/licences/make.py"
	linked := func(system, what string) []string {
		command := exec.Command("go", "list", "-deps", "-tags=migrated_fynedo", "-f", "{{with .Module}}{{if not .Main}}{{.Path}}{{end}}{{end}}", what)
		command.Env = append(command.Environ(), "GOOS="+system, "CGO_ENABLED=1")
		out, err := command.Output()
		if err != nil {
			t.Fatal(err)
		}
		return strings.Fields(string(out))
	}
	for _, system := range []string{"linux", "windows", "darwin"} {
		for _, module := range linked(system, ".") {
			if _, ok := known[module]; !ok {
				t.Errorf("%s is in the program for %s, and its licence is missing%s", module, system, remedy)
				known[module] = true
			}
		}
		for _, module := range linked(system, "./...") {
			known[module] = true
		}
	}
	for name, used := range known {
		if strings.Contains(name, ".") && !used {
			t.Errorf("%s is listed and not in the program any more%s", name, remedy)
		}
	}
}
