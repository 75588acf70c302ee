package command_test

import (
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"openday/app/command"
)

// secretFile writes a passphrase to a file, as an editor on Windows saves it.
func (d *session) secretFile(name, passphrase string) string {
	d.t.Helper()
	file := d.path(name)
	if err := os.WriteFile(file, []byte("\ufeff"+passphrase+"\r\n"), 0o600); err != nil {
		d.t.Fatal(err)
	}
	return file
}

func TestAnEventGoesToAnotherOfficeThroughAHandOverFile(t *testing.T) {
	d := newDesk(t)
	id := d.add("plan1-civil-affairs.xlsx")
	file, secret := d.path("移交 1.openday"), d.secretFile("secret.txt", "spring 2026 开放")
	if out := d.done("handover", "--out", file, "--event", id, "--passphrase-file", secret); out != file+"\n" {
		t.Errorf("said %q", out)
	}
	other := newDesk(t)
	before := other.done("events")
	dry := other.done("receive", file, "--dry-run", "--passphrase-file", secret)
	if !strings.HasPrefix(dry, id+"\t") || !strings.Contains(dry, "新增") {
		t.Errorf("the dry run said %q", dry)
	}
	if after := other.done("events"); after != before {
		t.Errorf("the dry run changed the events: %q", after)
	}
	if got := other.done("receive", file, "--passphrase-file", secret); got != dry {
		t.Errorf("received %q, but the dry run said %q", got, dry)
	}
	ours, theirs := d.path("ours.xlsx"), other.path("theirs.xlsx")
	d.done("export", "--event", id, "--out", ours)
	other.done("export", "--event", id, "--out", theirs)
	if diff := cmp.Diff(dossier(t, ours), dossier(t, theirs)); diff != "" {
		t.Error(diff)
	}
	t.Setenv("OPENDAY_PASSPHRASE", "spring 2026 开放")
	if again := other.done("receive", file); !strings.Contains(again, "\t无变化\t") {
		t.Errorf("the second time said %q", again)
	}
}

func TestARefusedHandOverLeavesDataAndFilesAsTheyWere(t *testing.T) {
	d := newDesk(t)
	id := d.add("plan1-civil-affairs.xlsx")
	file, secret := d.path("移交.openday"), d.secretFile("secret.txt", "spring 2026 开放")
	d.done("handover", "--out", file, "--passphrase-file", secret)
	whole, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	cut := d.path("cut.openday")
	if err := os.WriteFile(cut, whole[:len(whole)-20], 0o600); err != nil {
		t.Fatal(err)
	}
	other := newDesk(t)
	other.add("plan1-civil-affairs.xlsx")
	data, err := os.ReadFile(other.file())
	if err != nil {
		t.Fatal(err)
	}
	wrong, short := d.secretFile("wrong.txt", "something else"), d.secretFile("short.txt", "short")
	for _, c := range []struct {
		desk *session
		says string
		args []string
	}{
		{other, "口令不对", []string{"receive", file, "--passphrase-file", wrong}},
		{other, "口令不对", []string{"receive", file, "--dry-run", "--passphrase-file", wrong}},
		{other, "损坏", []string{"receive", cut, "--passphrase-file", secret}},
		{other, "没有", []string{"receive", d.path("none.openday"), "--passphrase-file", secret}},
		{other, "不是本程序的移交文件", []string{"receive", other.file(), "--passphrase-file", secret}},
		{d, "口令太短", []string{"handover", "--out", file, "--event", id, "--passphrase-file", short}},
		{d, "", []string{"handover", "--out", file, "--event", "no-such-event", "--passphrase-file", secret}},
		{d, "", []string{"handover", "--out", file, "--event", id, "--event", "no-such-event", "--passphrase-file", secret}},
	} {
		if r := c.desk.run(c.args...); r.status != command.Wrong || r.out != "" || r.err == "" || !strings.Contains(r.err, c.says) {
			t.Errorf("%q: %+v", c.args, r)
		}
	}
	if now, err := os.ReadFile(other.file()); err != nil || string(now) != string(data) {
		t.Errorf("the data file was changed (%v)", err)
	}
	if now, err := os.ReadFile(file); err != nil || string(now) != string(whole) {
		t.Errorf("the hand-over file was changed (%v)", err)
	}
}
