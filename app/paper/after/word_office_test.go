//go:build word

package after

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"openday/app"
	"openday/app/paper/papertest"
)

// LibreOffice makes of the Word file what the program's own PDF shows: the same
// words in the same order, where lines and pages end apart.
func TestLibreOfficeShowsWhatThePDFShows(t *testing.T) {
	folder, kept := t.TempDir(), filepath.Join(papertest.Root(t), "out", "word") // to be looked at
	if err := os.MkdirAll(kept, 0o755); err != nil {
		t.Fatal(err)
	}
	type report struct {
		name string
		word *wordFile
		pdf  *papertest.Made
	}
	var reports []report
	arguments := []string{"-env:UserInstallation=file://" + filepath.ToSlash(folder) + "/profile", "--headless", "--convert-to", "pdf", "--outdir", folder}
	add := func(name string, d app.Dossier, at time.Time, public bool) {
		o := fullReport()
		o.Photos = []app.Photo{photo(t, 400, 300, "参观现场"), photo(t, 300, 400, "座谈会")}
		r := report{name: name, word: inWord(t, d, o, at, public), pdf: onPaper(t, d, o, at, public)}
		file := filepath.Join(folder, name+".docx")
		if err := os.WriteFile(file, papertest.ForOffice(t, r.word.file), 0o600); err != nil {
			t.Fatal(err)
		}
		reports, arguments = append(reports, r), append(arguments, file)
	}
	for i, name := range papertest.Samples {
		d := papertest.Sample(t, name)
		add(fmt.Sprintf("sample%d", i+1), d, d.Event.Start.AddDate(0, 0, 18), false)
		add(fmt.Sprintf("sample%d-public", i+1), d, d.Event.Start.AddDate(0, 0, 18), true)
	}
	add("everything", papertest.Everything(), app.Date(2026, time.October, 8), false)

	office := exec.Command("soffice", arguments...)
	office.Env = append(os.Environ(), "FONTCONFIG_FILE="+papertest.OfficeFonts(t, folder), "HOME="+folder)
	if said, err := office.CombinedOutput(); err != nil {
		t.Fatalf("LibreOffice: %v\n%s", err, said)
	}
	for _, r := range reports {
		converted, err := os.ReadFile(filepath.Join(folder, r.name+".pdf"))
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(kept, r.name+".pdf"), converted, 0o644); err != nil {
			t.Fatal(err)
		}
		sameWords(t, withoutHeaders(papertest.Poppler(t, r.pdf.PDF), r.word.header), withoutHeaders(papertest.Poppler(t, converted), r.word.header))
		shapes, err := exec.Command("pdfinfo", "-l", "99", filepath.Join(folder, r.name+".pdf")).Output()
		if err != nil {
			t.Fatal(err)
		}
		lying := bytes.Count(shapes, []byte("size:  841.89 x 595")) + bytes.Count(shapes, []byte("size:  841.9 x 595"))
		if lying == 0 || lying > 2 {
			t.Errorf("%s: %d pages lie\n%s", r.name, lying, shapes)
		}
		pictures, err := exec.Command("pdfimages", "-list", filepath.Join(folder, r.name+".pdf")).Output()
		if err != nil {
			t.Fatal(err)
		}
		if n := bytes.Count(pictures, []byte(" image ")); n != len(r.word.alts) {
			t.Errorf("%s: %d pictures, want %d\n%s", r.name, n, len(r.word.alts), pictures)
		}
	}
}
