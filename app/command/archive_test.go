package command_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"openday/app/archive"
	"openday/app/command"
)

// A pack is written to a folder and as one file; it is in the audit, and made again it
// stays as it is.
func TestArchiveCommand(t *testing.T) {
	d := newDesk(t)
	id := d.add("plan1-civil-affairs.xlsx")
	folder, file := d.path("归档"), d.path("归档.zip")
	if said := d.done("archive", "--event", id, "--out", folder, "--sm3", "--retention", "permanent"); strings.TrimSpace(said) != folder {
		t.Errorf("it says %q", said)
	}
	for _, name := range []string{"01 活动方案.pdf", "卷内目录.pdf", archive.Sums, archive.SumsSM3} {
		if _, err := os.Stat(filepath.Join(folder, name)); err != nil {
			t.Error(err)
		}
	}
	again := d.run("archive", "--event", id, "--out", folder, "--sm3", "--retention", "permanent")
	if again.status != command.Done || !strings.Contains(again.err, "新增 0 个，更新 0 个，删除 0 个") || !strings.Contains(again.err, "没有活动照片") {
		t.Errorf("made again: %d %s", again.status, again.err)
	}
	d.done("archive", "--event", id, "--out", file, "--numbers", "full")
	if info, err := os.Stat(file); err != nil || info.Mode().Perm() != 0o600 {
		t.Error(info, err)
	}
	audit := d.done("audit", "--event", id)
	if !strings.Contains(audit, "归档包（号码已掩码）："+folder) || !strings.Contains(audit, "人的完整号码）："+file) {
		t.Errorf("the audit says %s", audit)
	}
	for _, wrong := range [][]string{
		{"archive", "--out", folder}, {"archive", "--event", id}, {"archive", "--event", "nobody", "--out", d.path("other")},
		{"archive", "--event", id, "--out", folder, "--numbers", "some"}, {"archive", "--event", id, "--out", folder, "--date", "gestern"},
		{"archive", "--event", id, "--out", d.path(".")},
	} {
		if r := d.run(wrong...); r.status != command.Wrong {
			t.Errorf("%q: %d %s", wrong, r.status, r.err)
		}
	}
	if _, err := os.Stat(d.path("other")); err == nil {
		t.Error("a folder was made for no event")
	}
}
