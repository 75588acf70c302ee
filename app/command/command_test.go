package command_test

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"

	"openday/app"
	"openday/app/command"
	"openday/app/phone"
	"openday/app/printer"
	"openday/app/words"
	"openday/app/workbook"
	"openday/data"
)

// samples are the workbooks that the program ships.
const samples = "../../assets/samples/"

// session is a program with a data file of its own.
type session struct {
	t      *testing.T
	folder string
	opened []string // files over which a window was opened

	printed []printer.Job // jobs that the printer got
	refused error         // what the printer says against them

	printing func(printer.Job) error // in place of refused; nil for that

	terminal bool     // whether there is one to ask at
	answer   string   // that is given there
	asked    []string // what was asked there
}

func newDesk(t *testing.T) *session {
	t.Setenv("OPENDAY_DATA", "")
	return &session{t: t, folder: t.TempDir()}
}

func (d *session) path(name string) string { return filepath.Join(d.folder, name) }

func (d *session) file() string { return d.path("data 资料#1.db") }

// result is what a command left: its exit status and its two outputs.
type result struct {
	status   int
	out, err string
}

func (d *session) run(args ...string) result {
	d.t.Helper()
	return d.runWith(context.Background(), args...)
}

func (d *session) runWith(ctx context.Context, args ...string) result {
	d.t.Helper()
	var out, problems bytes.Buffer
	status := command.Run(ctx, command.Program{
		File:  d.file(),
		User:  "经办人",
		Takes: []string{".xlsx"},
		Open: func(ctx context.Context, file string, how command.Access) (app.Store, []string, error) {
			store, err := data.Open(ctx, file, data.Options{ReadOnly: how.ReadOnly, RecoveryCode: how.RecoveryCode, WithoutKey: how.WithoutKey})
			if err != nil {
				return nil, nil, err
			}
			return store, store.Warnings(), nil
		},
		Restore: func(ctx context.Context, from, file, code, by string) (string, error) {
			return data.Restore(ctx, file, from, data.Options{RecoveryCode: code, By: by})
		},
		Ask: func(_ context.Context, prompt string) (string, bool, error) {
			d.asked = append(d.asked, prompt)
			return d.answer, d.terminal, nil
		},
		Print: func(_ context.Context, job printer.Job, progress printer.Progress) error {
			d.printed = append(d.printed, job)
			progress(1, 2)
			if d.printing != nil {
				return d.printing(job)
			}
			return d.refused
		},
		Window: func(_ context.Context, file string, open []string) error {
			d.opened = append(append(d.opened, file), open...)
			return nil
		},
	}, args, &out, &problems)
	return result{status, out.String(), problems.String()}
}

// done runs a command that is to succeed and returns what it found.
func (d *session) done(args ...string) string {
	d.t.Helper()
	r := d.run(args...)
	if r.status != command.Done {
		d.t.Fatalf("%q: exit status %d, said %s", args, r.status, r.err)
	}
	return r.out
}

// add imports a sample and returns the event's id.
func (d *session) add(sample string) string {
	d.t.Helper()
	return strings.TrimSuffix(d.done("import", samples+sample), "\n")
}

func dossier(t *testing.T, file string) app.Dossier {
	t.Helper()
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	d, _, err := workbook.Read(f)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// opened opens a PDF that was written; the caller closes it.
func opened(t *testing.T, file string) *printer.Document {
	t.Helper()
	content, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	pdf, err := printer.Open(context.Background(), content)
	if err != nil {
		t.Fatal(err)
	}
	return pdf
}

// textOf returns the text of a PDF without white space.
func textOf(t *testing.T, file string) string {
	t.Helper()
	pdf := opened(t, file)
	defer pdf.Close()
	var all strings.Builder
	for n := 1; n <= pdf.PageCount(); n++ {
		text, err := pdf.Text(n)
		if err != nil {
			t.Fatal(err)
		}
		all.WriteString(text)
	}
	return dense(all.String())
}

func dense(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, text)
}

func TestAnEventFromWorkbookToPapers(t *testing.T) {
	for _, sample := range []string{"plan1-civil-affairs.xlsx", "plan3-development-zone.xlsx"} {
		t.Run(sample, func(t *testing.T) {
			d := newDesk(t)
			id := d.add(sample)
			want := dossier(t, samples+sample)

			line := strings.Split(strings.TrimSuffix(d.done("events"), "\n"), "\t")
			if len(line) != 6 || line[0] != id || line[1] != want.Event.Start.Format("2006-01-02 15:04") || line[3] != want.Event.Title {
				t.Errorf("events lists %q", line)
			}
			var listed []map[string]any
			if err := json.Unmarshal([]byte(d.done("events", "--json")), &listed); err != nil {
				t.Fatal(err)
			}
			if len(listed) != 1 || listed[0]["id"] != id || listed[0]["title"] != want.Event.Title ||
				listed[0]["invitees"] != float64(len(want.Invitees)) || listed[0]["opinions"] != float64(len(want.Feedback)) ||
				listed[0]["date"] != line[1] || listed[0]["state"] != line[2] {
				t.Errorf("events --json lists %v", listed)
			}

			sheet, report := d.path("签到表.pdf"), d.path("总结.pdf")
			if got := d.done("print", "sign-in", "--event", id, "--out", sheet); got != sheet+"\n" {
				t.Errorf("print said %q", got)
			}
			text := textOf(t, sheet)
			for _, v := range want.Invitees {
				if v.Vetting == app.VettingApproved && !strings.Contains(text, v.Person.Name) {
					t.Errorf("%s is not on the sign-in sheet", v.Person.Name)
				}
			}
			d.done("print", "summary", "--event", id, "--out", report)
			text = textOf(t, report)
			for _, o := range want.Feedback {
				if !strings.Contains(text, dense(o.Content)) {
					t.Errorf("the summary report lacks the opinion %q", o.Content)
				}
			}

			for kind, holds := range map[string]string{"plan": want.Event.Contact, "agenda": want.Event.Contact, "run-sheet": "记录人", "door-signs": want.Event.Sites[0]} {
				file := d.path(kind + ".pdf")
				d.done("print", kind, "--event", id, "--out", file)
				text := textOf(t, file)
				if !strings.Contains(text, dense(want.Event.Title)) || !strings.Contains(text, dense(holds)) {
					t.Errorf("the paper %s lacks the title or %q", kind, holds)
				}
			}

			for _, kind := range []string{"tasks", "urges", "ledger", "ledger-public", "summary-public"} {
				file := d.path(kind + ".pdf")
				d.done("print", kind, "--event", id, "--out", file)
				if text := textOf(t, file); !strings.Contains(text, dense(want.Event.Title)) || strings.Contains(text, "11010519") {
					t.Errorf("the paper %s lacks the title, or holds an ID number", kind)
				}
			}
			year := d.path("yearly.pdf")
			d.done("print", "yearly", "--year", want.Event.Start.Format("2006"), "--out", year)
			if text := textOf(t, year); !strings.Contains(text, dense(want.Event.Title)) {
				t.Error("the yearly report lacks the event")
			}
			d.done("print", "summary", "--event", id, "--out", report, "--annexes", "agenda")
			if text := textOf(t, report); strings.Contains(text, "附件1") || !strings.Contains(text, "附件：活动议程") {
				t.Error("the annexes are not those asked for")
			}

			for _, kind := range []string{"summary", "summary-public"} {
				file := d.path(kind + ".DOCX")
				if got := d.done("print", kind, "--event", id, "--out", file); got != file+"\n" {
					t.Errorf("print said %q", got)
				}
				z, err := zip.OpenReader(file)
				if err != nil {
					t.Fatal(err)
				}
				part, err := z.Open("word/document.xml")
				if err != nil {
					t.Fatal(err)
				}
				text, err := io.ReadAll(part)
				if err := errors.Join(err, z.Close()); err != nil {
					t.Fatal(err)
				}
				if !bytes.Contains(text, []byte("活动总结")) || bytes.Contains(text, []byte(want.Feedback[0].Speaker)) != (kind == "summary") {
					t.Errorf("the Word file of the paper %s is another one", kind)
				}
			}

			again := d.path("again.xlsx")
			d.done("export", "--event", id, "--out", again)
			got := dossier(t, again)
			if got.Event.Title != want.Event.Title || len(got.Invitees) != len(want.Invitees) || len(got.Agenda) != len(want.Agenda) || len(got.Feedback) != len(want.Feedback) {
				t.Errorf("the exported workbook holds another event: %+v", got.Event)
			}
			d.done("doctor")
		})
	}
}

func TestEventsSayWhatBecameOfThem(t *testing.T) {
	d := newDesk(t)
	book := d.path("活动.xlsx")
	event := dossier(t, samples+"plan1-civil-affairs.xlsx").Changed(app.EventChanging{
		Change: app.Postponed, Reason: "受台风影响", To: app.Date(2022, 12, 6), On: app.Date(2022, 11, 20),
	})
	var out bytes.Buffer
	if err := workbook.Write(&out, event); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(book, out.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	id := strings.TrimSpace(d.done("import", book))
	var listed []struct {
		Date   string
		Change map[string]string
	}
	if err := json.Unmarshal([]byte(d.done("events", "--json")), &listed); err != nil {
		t.Fatal(err)
	}
	want := map[string]string{"change": "延期", "reason": "受台风影响", "planned": "2022-11-22 08:30", "new_date": "2022-12-06 08:30", "decided": "2022-11-20"}
	if len(listed) != 1 || listed[0].Date != "2022-12-06 08:30" || !maps.Equal(listed[0].Change, want) {
		t.Errorf("%+v", listed)
	}
	if line := strings.TrimSpace(d.done("events")); !strings.HasSuffix(line, "\t延期") {
		t.Errorf("events lists %q", line)
	}
	again := d.path("又.xlsx")
	d.done("export", "--event", id, "--out", again)
	if diff := cmp.Diff(dossier(t, book).Event, dossier(t, again).Event); diff != "" {
		t.Error(diff)
	}
}

func TestSignInOptions(t *testing.T) {
	d := newDesk(t)
	id := d.add("plan1-civil-affairs.xlsx")
	invitees := slices.DeleteFunc(dossier(t, samples+"plan1-civil-affairs.xlsx").Invitees, func(v app.Invitee) bool {
		return v.Vetting != app.VettingApproved || v.Person.Phone == ""
	})
	if len(invitees) == 0 {
		t.Fatal("the sample has nobody approved with a phone")
	}
	someone := invitees[0].Person
	sheet := func(options ...string) string {
		out := d.path("sheet.pdf")
		d.done(append([]string{"print", "sign-in", "--event", id, "--out", out}, options...)...)
		return textOf(t, out)
	}
	plain, masked := sheet(), phone.Mask(someone.Phone)
	if !strings.Contains(plain, masked) || strings.Contains(plain, someone.Phone) {
		t.Error("by default phones are not masked")
	}
	if !strings.Contains(sheet("--phone", "full"), someone.Phone) {
		t.Error("--phone full hides phones")
	}
	if strings.Contains(sheet("--phone", "none"), masked) {
		t.Error("--phone none shows phones")
	}
	seen := map[string]string{"": plain}
	for _, options := range []string{"--sort stroke", "--sort pinyin", "--group category", "--group unit", "--blank-rows 60"} {
		text := sheet(strings.Fields(options)...)
		for other, same := range seen {
			if text == same {
				t.Errorf("%q makes the same sheet as %q", options, other)
			}
		}
		seen[options] = text
	}
	out := d.path("wide.pdf")
	d.done("print", "sign-in", "--event", id, "--out", out, "--landscape")
	pdf := opened(t, out)
	defer pdf.Close()
	if w, h, err := pdf.Size(1); err != nil || w <= h {
		t.Errorf("--landscape makes a page of %v × %v mm, %v", w, h, err)
	}
}

func TestWrongUse(t *testing.T) {
	for _, c := range []struct {
		args []string
		says string
	}{
		{[]string{"nonsense"}, "nonsense"},
		{[]string{"events", "more"}, "more"},
		{[]string{"events", "--nonsense"}, "--nonsense"},
		{[]string{"--data"}, "--data"},
		{[]string{"--lang", "fr", "events"}, "zh, en"},
		{[]string{"help", "nonsense"}, "nonsense"},
		{[]string{"import"}, "FILE.xlsx"},
		{[]string{"import", "a.xlsx", "b.xlsx"}, "b.xlsx"},
		{[]string{"import", "no-such.xlsx"}, "no-such.xlsx"},
		{[]string{"import", "command_test.go"}, "工作簿"},
		{[]string{"print"}, "PAPER"},
		{[]string{"print", "plan", "--event", "x", "--out", "x.DOC"}, ".DOC"},
		{[]string{"print", "agenda", "--event", "x", "--out", "x.docx"}, ".pdf"},
		{[]string{"print", "poster", "--event", "x", "--out", "x.pdf"}, "agenda 议程, run-sheet 工作流程表, door-signs 门牌, cards 桌签"},
		{[]string{"print", "sign-in", "--out", "x.pdf"}, "--event"},
		{[]string{"print", "sign-in", "--event", "x"}, "--out"},
		{[]string{"print", "sign-in", "--event", "x", "--out", "x.pdf", "--sort", "age"}, "entry, category, unit, pinyin, stroke"},
		{[]string{"print", "sign-in", "--event", "x", "--out", "x.pdf", "--blank-rows", "many"}, "many"},
		{[]string{"print", "summary", "--event", "x", "--out", "x.pdf", "--sort", "entry"}, "--sort"},
		{[]string{"print", "summary", "--event", "x", "--out", "x.pdf", "--annexes", "cover"}, "people, agenda, ledger, photos"},
		{[]string{"print", "yearly", "--out", "x.pdf"}, "--year"},
		{[]string{"print", "yearly", "--event", "x", "--year", "2026", "--out", "x.pdf"}, "--event"},
		{[]string{"print", "ledger", "--event", "x", "--year", "2026", "--out", "x.pdf"}, "--year"},
		{[]string{"print", "summary", "--event", "x", "--out", "x.pdf"}, "data 资料#1.db"},
		{[]string{"export", "--out", "x.xlsx"}, "--event"},
		{[]string{"export", "--event", "x", "--out", "x.xlsx"}, "data 资料#1.db"},
		{[]string{"backup"}, "FILE"},
		{[]string{"backup", "copy.db"}, "data 资料#1.db"},
		{[]string{"restore"}, "FILE"},
		{[]string{"restore", "no-such.db"}, "no-such.db"},
		{[]string{"doctor"}, "data 资料#1.db"},
		{[]string{"doctor", "now"}, "now"},
	} {
		t.Run(strings.Join(c.args, " "), func(t *testing.T) {
			d := newDesk(t)
			r := d.run(c.args...)
			if r.status != command.Wrong || r.out != "" || !strings.Contains(r.err, c.says) {
				t.Errorf("exit status %d, found %q, said %q", r.status, r.out, r.err)
			}
			if _, err := os.Stat(d.file()); !errors.Is(err, os.ErrNotExist) {
				t.Errorf("a data file was made: %v", err)
			}
			if len(d.opened) > 0 {
				t.Error("a window was opened")
			}
		})
	}
}

func TestWindowOpensWithoutACommand(t *testing.T) {
	d := newDesk(t)
	d.done()
	d.done("--data", "another.db", "--lang", "en")
	t.Setenv("OPENDAY_DATA", "from-environment.db")
	d.done()
	d.done("--data", "another.db")
	if want := []string{d.file(), "another.db", "from-environment.db", "another.db"}; !slices.Equal(d.opened, want) {
		t.Errorf("opened %q, want %q", d.opened, want)
	}
}

func TestWindowTakesTheFilesOfADoubleClick(t *testing.T) {
	d := newDesk(t)
	book := d.path("活动 #1.XLSX")
	if err := os.WriteFile(book, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	d.done(book)
	if want := []string{d.file(), book}; !slices.Equal(d.opened, want) {
		t.Errorf("opened %q, want %q", d.opened, want)
	}
	d.opened = nil
	for name, says := range map[string]string{d.path("没有.xlsx"): "没有文件", d.path("来信.docx"): "这个命令", d.folder: "这个命令"} {
		if r := d.run(name); r.status != command.Wrong || !strings.Contains(r.err, says) || len(d.opened) > 0 {
			t.Errorf("%s: exit status %d, said %q, opened %q", name, r.status, r.err, d.opened)
		}
	}
}

func TestNoEventYet(t *testing.T) {
	d := newDesk(t)
	r := d.run("events")
	if r.status != command.Done || r.out != "" || r.err == "" {
		t.Errorf("events: %+v", r)
	}
	if got := d.done("events", "--json"); strings.TrimSpace(got) != "[]" {
		t.Errorf("events --json gives %q", got)
	}
	if _, err := os.Stat(d.file()); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("looking made a data file: %v", err)
	}
}

func TestFailureLeavesFilesAsTheyWere(t *testing.T) {
	d := newDesk(t)
	id := d.add("plan1-civil-affairs.xlsx")
	out := d.path("kept")
	if err := os.WriteFile(out, []byte("kept"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{
		{"print", "sign-in", "--event", "no-such-event", "--out", out},
		{"print", "sign-in", "--event", id, "--out", out, "--blank-rows", "-1"},
		{"export", "--event", "no-such-event", "--out", out},
		{"import", out},
		{"restore", out},
	} {
		before := d.done("events")
		if r := d.run(args...); r.status != command.Wrong || r.out != "" || r.err == "" {
			t.Errorf("%q: %+v", args, r)
		}
		if got, err := os.ReadFile(out); err != nil || string(got) != "kept" {
			t.Errorf("%q changed the file: %q, %v", args, got, err)
		}
		if after := d.done("events"); after != before {
			t.Errorf("%q changed the events", args)
		}
	}
	if r := d.run("print", "summary", "--event", id, "--out", d.path("no folder/x.pdf")); r.status != command.Wrong || !strings.Contains(r.err, "no folder") {
		t.Errorf("a folder that is not there: %+v", r)
	}
}

func TestForeignDataFileIsLeftAlone(t *testing.T) {
	d := newDesk(t)
	foreign := []byte(strings.Repeat("somebody's letter\n", 500))
	if err := os.WriteFile(d.file(), foreign, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{{"events"}, {"doctor"}, {"backup", d.path("copy.db")}, {"import", samples + "plan1-civil-affairs.xlsx"}} {
		if r := d.run(args...); r.status != command.Failed || r.out != "" || !strings.Contains(r.err, d.file()) {
			t.Errorf("%q: %+v", args, r)
		}
	}
	if got, err := os.ReadFile(d.file()); err != nil || !bytes.Equal(got, foreign) {
		t.Errorf("the foreign file was changed: %v", err)
	}
}

func TestCommandsBesideAnOpenWindow(t *testing.T) {
	d := newDesk(t)
	id := d.add("plan1-civil-affairs.xlsx")
	window, err := data.Open(context.Background(), d.file(), data.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer window.Close()
	d.done("events")
	d.done("doctor")
	d.done("print", "sign-in", "--event", id, "--out", d.path("sheet.pdf"))
	d.done("backup", d.path("copy.db"))
	for _, args := range [][]string{{"import", samples + "plan1-civil-affairs.xlsx"}, {"restore", d.path("copy.db")}} {
		if r := d.run(args...); r.status != command.Failed || r.out != "" || !strings.Contains(r.err, d.file()) {
			t.Errorf("%q while a window is open: %+v", args, r)
		}
	}
}

func TestBackupAndRestore(t *testing.T) {
	d := newDesk(t)
	d.add("plan1-civil-affairs.xlsx")
	before, copied := d.done("events"), d.path("备份.db")
	if got := d.done("backup", copied); got != copied+"\n" {
		t.Errorf("backup said %q", got)
	}
	d.add("plan3-development-zone.xlsx")
	after := d.done("events")
	r := d.run("restore", copied)
	if r.status != command.Done || r.out != d.file()+"\n" {
		t.Fatalf("restore: %+v", r)
	}
	if got := d.done("events"); got != before {
		t.Errorf("restored %q, want %q", got, before)
	}
	_, aside, found := strings.Cut(strings.TrimSuffix(strings.TrimSpace(r.err), "。"), d.folder)
	if !found {
		t.Fatalf("restore does not say where the file is kept: %q", r.err)
	}
	d.done("restore", d.folder+aside, "--operator", "赵强")
	if got := d.done("events"); got != after {
		t.Errorf("put back %q, want %q", got, after)
	}
	// What is there now says where it comes from, and by whom.
	var lines []map[string]string
	if err := json.Unmarshal([]byte(d.done("audit", "--json")), &lines); err != nil {
		t.Fatal(err)
	}
	if l := lines[0]; l["action"] != "恢复" || l["by"] != "赵强" || !strings.Contains(l["detail"], filepath.Base(aside)) {
		t.Errorf("it is written down as %q", l)
	}
	d.done("restore", copied)
	if err := json.Unmarshal([]byte(d.done("audit", "--json")), &lines); err != nil {
		t.Fatal(err)
	}
	if l := lines[0]; l["action"] != "恢复" || l["by"] != "经办人" || !strings.Contains(l["detail"], "备份.db") {
		t.Errorf("without a name it is written down as %q", l)
	}
}

func TestHelpSpeaksTheLanguageInUse(t *testing.T) {
	defer words.Use(words.Current())
	for language, use := range map[words.Language]string{words.Chinese: "用法：\n  openday ", words.English: "Use:\n  openday "} {
		words.Use(language)
		for _, args := range [][]string{{"import"}, {"events"}, {"print"}, {"export"}, {"backup"}, {"restore"}, {"doctor"}} {
			d := newDesk(t)
			said := d.done(append(args, "--help")...)
			if !strings.Contains(said, use+args[0]) {
				t.Errorf("%s --help in %s: %q", args[0], language, said)
			}
			if asked := d.done("help", args[0]); asked != said {
				t.Errorf("help %s says something else than %[1]s --help: %q", args[0], asked)
			}
			if overview := d.done("--help"); !strings.Contains(overview, "  "+args[0]) {
				t.Errorf("--help does not list %s: %q", args[0], overview)
			}
		}
	}
}

func TestLanguageOption(t *testing.T) {
	for line, want := range map[string]string{
		"":                                  "",
		"events":                            "",
		"events --lang en":                  "en",
		"--lang=zh print sign-in --sort en": "zh",
		"print sign-in --sort pinyin --blank-rows 3 --lang en": "en",
		"-x --help": "",
	} {
		if got := command.Language(strings.Fields(line)); got != want {
			t.Errorf("%q: %q, want %q", line, got, want)
		}
	}
}
