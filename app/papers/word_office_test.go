//go:build word

package papers

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"openday/app"
	"openday/app/figures"
	"openday/app/paper"
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
	events := map[string]app.Dossier{"everything": papertest.WithIDs(papertest.Everything())}
	for _, name := range papertest.Samples {
		events[strings.TrimSuffix(name, ".xlsx")] = papertest.WithIDs(papertest.Sample(t, name))
	}
	want := map[string]int{}
	arguments := []string{"-env:UserInstallation=file://" + filepath.ToSlash(folder) + "/profile", "--headless", "--convert-to", "pdf", "--outdir", folder}
	for event, d := range events {
		at := app.DayOf(d.Event.Start).AddDate(0, 0, 18)
		of := figures.Of(d, at)
		year := figures.Year{Year: at.Year(), At: at, Events: []figures.Event{{Event: d.Event, Figures: of}}, Total: of}
		for _, def := range All {
			if !def.Word || def.Lacks != nil && def.Lacks(d, at) != nil {
				continue
			}
			m := paper.Material{Dossier: d, Figures: year, At: at}
			var pdf, word bytes.Buffer
			report, err := def.Write(context.Background(), &pdf, def.New(at), m)
			if err != nil {
				t.Fatal(def.Kind, err)
			}
			m.As = paper.FormatWord
			if _, err := def.Write(context.Background(), &word, def.New(at), m); err != nil {
				t.Fatal(def.Kind, err)
			}
			name := event + " " + string(def.Kind)
			want[name] = report.Pages
			file := filepath.Join(folder, name+".docx")
			for path, data := range map[string][]byte{file: word.Bytes(), filepath.Join(kept, name+" own.pdf"): pdf.Bytes(), filepath.Join(kept, name+".docx"): word.Bytes()} {
				if err := os.WriteFile(path, data, 0o600); err != nil {
					t.Fatal(err)
				}
			}
			arguments = append(arguments, file)
		}
	}
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Minute)
	defer cancel()
	office := exec.CommandContext(ctx, "soffice", arguments...)
	office.Env = append(os.Environ(), "FONTCONFIG_FILE="+papertest.OfficeFonts(t, folder), "HOME="+folder)
	if said, err := office.CombinedOutput(); err != nil {
		t.Fatalf("LibreOffice: %v\n%s", err, said)
	}
	for name, pages := range want {
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
			t.Error(fmt.Sprintf("%s: %d pages in LibreOffice, %d in the PDF (%s)", name, got, pages, reason))
		}
	}
}
