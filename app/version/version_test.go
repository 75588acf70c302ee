package version

import (
	"os"
	"os/exec"
	"regexp"
	"strings"
	"testing"
)

func TestText(t *testing.T) {
	for linked, want := range map[string]string{
		"dev": "dev", "": "dev", "+1": "dev", "0.1.0": "0.1.0", "0.1.0+": "0.1.0", "0.1.0+1": "0.1.0 (1)", "10.20.30+405": "10.20.30 (405)",
	} {
		if got := text(linked); got != want {
			t.Errorf("%q is %q, want %q", linked, got, want)
		}
	}
}

// output runs a command and returns what it prints.
func output(t *testing.T, name string, args ...string) string {
	t.Helper()
	out, err := exec.Command(name, args...).Output()
	if err != nil {
		t.Fatalf("%s %v: %v", name, args, err)
	}
	return strings.TrimSpace(string(out))
}

// What the scripts hand to the linker is what FyneApp.toml says, and arrives.
func TestAProgramIsOfTheVersionOfFyneApp(t *testing.T) {
	source, err := os.ReadFile("../../FyneApp.toml")
	if err != nil {
		t.Fatal(err)
	}
	named := regexp.MustCompile(`(?s)Version = "([^"]+)".*Build = (\d+)`).FindStringSubmatch(string(source))
	if named == nil {
		t.Fatal("FyneApp.toml names no version")
	}
	const script = "../../scripts/version.sh"
	if got, want := output(t, script), named[1]+"+"+named[2]; got != want {
		t.Errorf("the scripts have the version %q, FyneApp.toml has %q", got, want)
	}
	if got, want := output(t, "go", "run", "-ldflags="+output(t, script, "ldflags"), "./testdata/say"), named[1]+" ("+named[2]+")"; got != want {
		t.Errorf("a program with the version calls itself %q, want %q", got, want)
	}
	if got := output(t, "go", "run", "./testdata/say"); got != "dev" {
		t.Errorf("a program without a version calls itself %q, want dev", got)
	}
}
