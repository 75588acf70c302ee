//go:build word

package papers

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"testing"
	"time"

	"openday/app/paper/papertest"
)

// otherPages are papers whose pages in LibreOffice are others than those of the PDF,
// with the reason.
var otherPages = map[string]string{}

var pagesSaid = regexp.MustCompile(`Pages:\s+(\d+)`)

// pagesOf counts the pages of a PDF.
func pagesOf(t *testing.T, file string) int {
	t.Helper()
	said, err := exec.Command("pdfinfo", file).Output()
	if err != nil {
		t.Fatal(err)
	}
	n, err := strconv.Atoi(string(pagesSaid.FindSubmatch(said)[1]))
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// With the fonts that the program brings LibreOffice makes as many pages of every
// Word file as the PDF has.
func TestLibreOfficeMakesTheSamePages(t *testing.T) {
	folder, kept := t.TempDir(), filepath.Join(papertest.Root(t), "out", "word") // to be looked at
	if err := os.MkdirAll(kept, 0o755); err != nil {
		t.Fatal(err)
	}
	pairs := wordPairs(t)
	arguments := []string{"-env:UserInstallation=file://" + filepath.ToSlash(folder) + "/profile", "--headless", "--convert-to", "pdf", "--outdir", folder}
	for _, p := range pairs {
		file := filepath.Join(folder, p.name()+".docx")
		for path, data := range map[string][]byte{file: papertest.ForOffice(t, p.word), filepath.Join(kept, p.name()+" own.pdf"): p.pdf, filepath.Join(kept, p.name()+".docx"): p.word} {
			if err := os.WriteFile(path, data, 0o600); err != nil {
				t.Fatal(err)
			}
		}
		arguments = append(arguments, file)
	}
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Minute)
	defer cancel()
	office := exec.CommandContext(ctx, "soffice", arguments...)
	office.Env = append(os.Environ(), "FONTCONFIG_FILE="+papertest.OfficeFonts(t, folder), "HOME="+folder)
	if said, err := office.CombinedOutput(); err != nil {
		t.Fatalf("LibreOffice: %v\n%s", err, said)
	}
	for _, p := range pairs {
		name, pages := p.name(), p.report.Pages
		file := filepath.Join(folder, name+".pdf")
		got := pagesOf(t, file)
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(kept, name+" office.pdf"), data, 0o600); err != nil {
			t.Fatal(err)
		}
		if reason, known := otherPages[name]; (got != pages) != known {
			t.Errorf("%s: %d pages in LibreOffice, %d in the PDF (%s)", name, got, pages, reason)
		}
	}
}
