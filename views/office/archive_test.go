package office

import (
	"archive/zip"
	"path/filepath"
	"slices"
	"testing"

	"openday/app"
	"openday/app/archive"
)

// What is missing is named first; the pack is written, in the audit, and told where the
// personal data is deleted.
func TestThePackOfAnEventIsWritten(t *testing.T) {
	r := sampleFixture(t)
	r.Answers.ToSave = t.TempDir()
	r.actions.Archive()
	for _, seen := range []string{"没有活动照片", "证件号和电话", "保管期限", "密级"} {
		if !r.Sees(seen) {
			t.Errorf("%s is not seen:\n%s", seen, r.Seen())
		}
	}
	r.Tap("继续…")
	files, err := filepath.Glob(filepath.Join(r.Answers.ToSave, "*.zip"))
	if err != nil || len(files) != 1 {
		t.Fatal(files, err, r.Seen())
	}
	in, err := zip.OpenReader(files[0])
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	if !slices.ContainsFunc(in.File, func(f *zip.File) bool { return f.Name == archive.Sums }) {
		t.Error("the pack has no check sums")
	}
	lines, err := r.Service.AuditLines(t.Context(), app.AuditFilter{Action: app.AuditArchive})
	if err != nil || len(lines) != 1 || lines[0].EventID != r.Event().ID {
		t.Error(lines, err)
	}
	r.actions.ShowPurge()
	if !r.Sees("写出过归档包") || !r.Sees(filepath.Base(files[0])) {
		t.Errorf("the person who deletes sees\n%s", r.Seen())
	}
}
