package archive_test

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"openday/app"
	"openday/app/archive"
	"openday/app/paper/papertest"
	"openday/app/paper/pdfatest"
	"openday/app/papers"
	"openday/app/workbook"
)

// picture is the smallest PNG.
var picture = []byte("\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x00\x00\x00\x00:~\x9bU\x00\x00\x00\nIDATx\x9cc\xf8\x0f\x00\x01\x01\x01\x00\x1b\xb6\xeeV\x00\x00\x00\x00IEND\xaeB`\x82")

// event is a sample with a photo.
func event(t *testing.T) (app.Dossier, []app.Photo) {
	t.Helper()
	d := papertest.WithIDs(papertest.Sample(t, papertest.Samples[0]))
	for i := range d.Invitees {
		d.Invitees[i].Person.IDNumber, d.Invitees[i].Person.Phone = "11010519491231002X", "13912345678"
	}
	return d, []app.Photo{{ID: "1", Caption: "参观/现场", Media: "image/png", Data: picture}}
}

// made makes the pack of an event.
func made(t *testing.T, d app.Dossier, photos []app.Photo, c archive.Choices) archive.Pack {
	t.Helper()
	p, err := archive.Make(t.Context(), papers.All, d, photos, c)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// onDisk reads all files below a folder, by their names with slashes.
func onDisk(t *testing.T, folder string) map[string][]byte {
	t.Helper()
	all := map[string][]byte{}
	err := filepath.WalkDir(folder, func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		data, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		in, err := filepath.Rel(folder, name)
		all[filepath.ToSlash(in)] = data
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func TestAPackIsWholeAndVerifies(t *testing.T) {
	d, photos := event(t)
	folder := filepath.Join(t.TempDir(), "归档")
	p := made(t, d, photos, archive.Choices{SM3: true, Contents: map[string]string{"retention": "10", "secrecy": "internal"}})
	done, err := p.Write(folder)
	if err != nil || done.New != len(p.Files) || done.Changed+done.Removed+done.Same > 0 {
		t.Fatal(done, err)
	}
	all := onDisk(t, folder)
	for _, name := range []string{"01 活动方案.pdf", "卷内目录.pdf", "活动工作簿.xlsx", "照片/01 参观／现场.png", archive.Sums, archive.SumsSM3} {
		if all[name] == nil {
			t.Errorf("the pack lacks %s: %q", name, slices.Sorted(maps.Keys(all)))
		}
	}
	check := exec.Command("sha256sum", "--strict", "-c", archive.Sums)
	check.Dir = folder
	if said, err := check.CombinedOutput(); err != nil {
		t.Errorf("%v: %s", err, said)
	}
	if lines := strings.Count(string(all[archive.Sums]), "\n"); lines != len(all)-1 {
		t.Errorf("%d check sums of %d files", lines, len(all))
	}
	public := 0
	for name, data := range all {
		if strings.HasPrefix(name, "公开/") {
			public++
		}
		if !strings.HasSuffix(name, ".pdf") {
			continue
		}
		for _, fault := range pdfatest.Faults(data) {
			t.Errorf("%s: %s", name, fault)
		}
		for _, said := range []string{"<archive:secrecy>内部</archive:secrecy>", "<archive:retention>10年</archive:retention>"} {
			if !bytes.Contains(data, []byte(said)) {
				t.Errorf("%s does not say %s", name, said)
			}
		}
		if strings.Contains(papertest.Poppler(t, data), "11010519491231002X") {
			t.Errorf("%s shows an ID number", name)
		}
	}
	if public == 0 {
		t.Error("nothing is for the public")
	}
	listed := papertest.Poppler(t, all["卷内目录.pdf"])
	for _, said := range []string{"县民政局2022年政府开放日活动方案", "总结报告", "保管期限10年", "密级内部"} {
		if !strings.Contains(listed, papertest.Unspaced(said)) {
			t.Errorf("the list of contents does not say %s: %s", said, listed)
		}
	}
}

func TestQpdfAcceptsEveryPDF(t *testing.T) {
	d, photos := event(t)
	folder := t.TempDir()
	for i, f := range made(t, d, photos, archive.Choices{}).Files {
		if !strings.HasSuffix(f.Name, ".pdf") {
			continue
		}
		name := filepath.Join(folder, fmt.Sprint(i, ".pdf"))
		if err := os.WriteFile(name, f.Data, 0o600); err != nil {
			t.Fatal(err)
		}
		if said, err := exec.Command("qpdf", "--check", name).CombinedOutput(); err != nil {
			t.Errorf("%s: %v %s", f.Name, err, said)
		}
	}
}

func TestNumbersAreMaskedUnlessAskedFor(t *testing.T) {
	d, photos := event(t)
	for _, full := range []bool{false, true} {
		p := made(t, d, photos, archive.Choices{Full: full})
		folder := filepath.Join(t.TempDir(), "归档")
		if _, err := p.Write(folder); err != nil {
			t.Fatal(err)
		}
		book, _, err := workbook.Read(bytes.NewReader(onDisk(t, folder)["活动工作簿.xlsx"]))
		number := "110***********002X"
		if full {
			number = "11010519491231002X"
		}
		if full && err != nil || err == nil && book.Invitees[0].Person.IDNumber != number {
			t.Errorf("full %t: %v %+v", full, err, book.Invitees[:min(1, len(book.Invitees))])
		}
		if p.Private != full || full != (p.People > 0) {
			t.Errorf("full %t: private %t, %d people", full, p.Private, p.People)
		}
		err = filepath.WalkDir(folder, func(name string, e fs.DirEntry, err error) error {
			if err != nil {
				return err
			}
			info, err := e.Info()
			if err == nil && full && info.Mode().Perm()&0o077 != 0 {
				t.Errorf("%s is open to others: %s", name, info.Mode())
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		file := filepath.Join(t.TempDir(), "a.zip")
		if _, err := p.Write(file); err != nil {
			t.Fatal(err)
		}
		info, err := os.Stat(file)
		if err != nil || full && info.Mode().Perm() != 0o600 {
			t.Error(info, err)
		}
	}
}

// Made again, a pack replaces only what has changed.
func TestMadeAgainAPackReplacesWhatChanged(t *testing.T) {
	d, photos := event(t)
	d.Feedback = d.Feedback[:1]
	folder := filepath.Join(t.TempDir(), "归档")
	if _, err := made(t, d, photos, archive.Choices{}).Write(folder); err != nil {
		t.Fatal(err)
	}
	before := onDisk(t, folder)
	again, err := made(t, d, photos, archive.Choices{}).Write(folder)
	if err != nil || again.New+again.Changed+again.Removed > 0 || again.Same != len(before) {
		t.Errorf("nothing changed, and yet %+v, %v", again, err)
	}

	d.Feedback = nil
	done, err := made(t, d, photos, archive.Choices{}).Write(folder)
	if err != nil || done.New > 0 || done.Removed == 0 {
		t.Fatal(done, err)
	}
	after := onDisk(t, folder)
	for name := range after {
		if before[name] == nil {
			t.Errorf("%s is new", name)
		}
	}
	changed := []string{}
	for name, data := range before {
		switch now, there := after[name]; {
		case there && !bytes.Equal(now, data):
			changed = append(changed, name)
		case !there && !strings.Contains(name, "台账") && !strings.Contains(name, "单") && !strings.Contains(name, "回访") && !strings.Contains(name, "答复函"):
			t.Errorf("%s is gone", name)
		}
	}
	// What tells of opinions says another number: the reports and the workbook.
	for _, name := range changed {
		if !strings.Contains(name, "总结报告") && !strings.Contains(name, "信息简报") && !slices.Contains([]string{"卷内目录.pdf", archive.Sums, "活动工作簿.xlsx"}, name) && !strings.Contains(name, "座谈会记录") {
			t.Errorf("%s changed", name)
		}
	}
	if !slices.Contains(changed, "卷内目录.pdf") || !slices.Contains(changed, archive.Sums) {
		t.Errorf("only %q changed", changed)
	}
}

// No check sums that somebody wrote lead out of the folder, nor does a link.
func TestNothingOutsideTheFolderIsTouched(t *testing.T) {
	d, photos := event(t)
	outer := t.TempDir()
	victim, folder := filepath.Join(outer, "victim.txt"), filepath.Join(outer, "归档")
	if err := os.WriteFile(victim, []byte("stays"), 0o600); err != nil {
		t.Fatal(err)
	}
	p := made(t, d, photos, archive.Choices{})
	if _, err := p.Write(folder); err != nil {
		t.Fatal(err)
	}
	sum := sha256.Sum256(nil)
	line := hex.EncodeToString(sum[:]) + "  "
	sums := line + "../victim.txt\n" + line + victim + "\n" + line + "照片/../../victim.txt\n"
	if err := os.WriteFile(filepath.Join(folder, archive.Sums), []byte(sums), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := p.Write(folder); err != nil {
		t.Fatal(err)
	}
	if err := os.RemoveAll(filepath.Join(folder, "照片")); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(outer, filepath.Join(folder, "照片")); err != nil {
		t.Fatal(err)
	}
	if _, err := p.Write(folder); err == nil {
		t.Error("a link that leads out of the folder was followed")
	}
	left, err := os.ReadDir(outer)
	if err != nil || len(left) != 2 {
		t.Error(left, err)
	}
	if data, err := os.ReadFile(victim); err != nil || string(data) != "stays" {
		t.Errorf("%q, %v", data, err)
	}
}

func TestAFolderOfOtherThingsIsRefused(t *testing.T) {
	d, photos := event(t)
	folder := t.TempDir()
	if err := os.WriteFile(filepath.Join(folder, "其他.txt"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := made(t, d, photos, archive.Choices{}).Write(folder); app.CodeOf(err) != app.CodeInvalid {
		t.Error(err)
	}
	if all := onDisk(t, folder); len(all) != 1 {
		t.Errorf("%d files", len(all))
	}
}

func TestAZipHoldsTheSameFiles(t *testing.T) {
	d, photos := event(t)
	p := made(t, d, photos, archive.Choices{})
	file := filepath.Join(t.TempDir(), "归档.zip")
	if _, err := p.Write(file); err != nil {
		t.Fatal(err)
	}
	in, err := zip.OpenReader(file)
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	if len(in.File) != len(p.Files) {
		t.Errorf("%d of %d files", len(in.File), len(p.Files))
	}
	for _, f := range in.File {
		if !filepath.IsLocal(filepath.FromSlash(f.Name)) {
			t.Errorf("%s leads out of the pack", f.Name)
		}
	}
	if done, err := made(t, d, photos, archive.Choices{}).Write(file); err != nil || done.Same != 1 {
		t.Error(done, err)
	}
}

func TestWhatIsMissingIsNamed(t *testing.T) {
	bare := app.Dossier{Event: app.Event{Title: "政府开放日", Start: time.Date(2026, 9, 24, 9, 0, 0, 0, app.Zone)}}
	p := made(t, bare, nil, archive.Choices{})
	said := strings.Join(p.Missing, "\n")
	for _, want := range []string{"意见建议办理台账", "座谈会记录", "照片"} {
		if !strings.Contains(said, want) {
			t.Errorf("%s is not named as missing: %s", want, said)
		}
	}
}
