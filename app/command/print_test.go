package command_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"openday/app"
	"openday/app/command"
	"openday/app/paper"
	"openday/app/paper/before"
	"openday/app/paper/onday"
	"openday/app/papers"
	"openday/app/service"
	"openday/app/workday"
	"openday/data"
)

// pages returns how many pages a PDF has, and its text without spaces.
func pages(t *testing.T, file string) (int, string) {
	t.Helper()
	pdf := opened(t, file)
	defer pdf.Close()
	var all strings.Builder
	for n := range pdf.PageCount() {
		text, err := pdf.Text(n + 1)
		if err != nil {
			t.Fatal(err)
		}
		all.WriteString(strings.Join(strings.Fields(text), ""))
	}
	return pdf.PageCount(), all.String()
}

func TestPrintLettersCardsAndBadges(t *testing.T) {
	d := newDesk(t)
	id := d.add("plan1-civil-affairs.xlsx")
	out := d.path("out.pdf")
	print := func(args ...string) (int, string) {
		t.Helper()
		d.done(append([]string{"print", args[0], "--event", id, "--out", out}, args[1:]...)...)
		return pages(t, out)
	}
	guests, text := print("letters", "--results", "approved,waiting", "--date", "2022-11-10")
	if guests < 5 || strings.Count(text, "邀请函") != guests || strings.Count(text, "2022年11月10日") != guests {
		t.Errorf("%d letters: %.300s", guests, text)
	}
	if n, _ := print("cards"); n != guests {
		t.Errorf("%d cards for %d guests", n, guests)
	}
	if n, text := print("cards", "--layout", "pair", "--letters", "kai", "--unit", "--sort", "pinyin"); n != (guests+1)/2 || !strings.Contains(text, "和平社区居民委员会") {
		t.Errorf("%d pages of cards for %d guests: %.300s", n, guests, text)
	}
	if n, text := print("badges", "--stock", "L7160", "--start", "21", "--title=false", "--line", "none"); n != 2 || strings.Contains(text, "开放日") || strings.Count(text, "编号") != guests {
		t.Errorf("%d pages of badges: %.300s", n, text)
	}
}

func TestPrintWithAPreset(t *testing.T) {
	d := newDesk(t)
	id := d.add("plan1-civil-affairs.xlsx")
	out := d.path("out.pdf")
	store, err := data.Open(t.Context(), d.file(), data.Options{})
	if err != nil {
		t.Fatal(err)
	}
	service := service.New(store, app.Clock, app.NewID, "test")
	small := before.BadgeOptions{Stock: before.StockL7160, Line: before.LineNone, Sort: paper.OrderEntry}
	signIn := onday.DefaultSignInOptions()
	signIn.Phone, signIn.BlankRows = paper.PhoneNone, 7
	for kind, options := range map[paper.Kind]string{before.KindBadges: small.String(), onday.KindSignIn: signIn.String()} {
		if err := paper.SavePreset(t.Context(), service, kind, "常用", options); err != nil {
			t.Fatal(err)
		}
	}
	if err := store.Close(); err != nil {
		t.Fatal(err)
	}
	d.done("print", "badges", "--event", id, "--out", out, "--preset", "常用", "--number")
	if n, text := pages(t, out); n != 1 || strings.Contains(text, "开放日") || !strings.Contains(text, "编号1") {
		t.Errorf("%d pages: %.300s", n, text)
	}
	d.done("print", "sign-in", "--event", id, "--out", out, "--preset", "常用")
	if _, text := pages(t, out); strings.Contains(text, "联系电话") {
		t.Errorf("the preset did not hold: %.300s", text)
	}
	for _, c := range [][]string{
		{"badges", "--preset", "没有"}, {"cards", "--preset", "常用"}, {"cards", "--stock", "L7160"}, {"letters", "--results", "pending"},
		{"letters", "--date", "24.9."}, {"badges", "--start", "11"}, {"cards", "--ids", "nobody"},
	} {
		r := d.run(append([]string{"print", c[0], "--event", id, "--out", out}, c[1:]...)...)
		if r.status != command.Wrong || r.out != "" || r.err == "" {
			t.Errorf("%q: exit status %d, found %q, said %q", c, r.status, r.out, r.err)
		}
	}
}

// Attendance is entered in the order of the last sheet, so a printed one is remembered.
func TestPrintedSignInSheetIsRemembered(t *testing.T) {
	d := newDesk(t)
	id := d.add("plan1-civil-affairs.xlsx")
	for _, order := range []string{"entry", "stroke"} {
		d.done("print", "sign-in", "--event", id, "--out", d.path("sheet.pdf"), "--sort", order, "--blank-rows", "2")
	}
	d.done("print", "cards", "--event", id, "--out", d.path("cards.pdf"))
	store, err := data.Open(t.Context(), d.file(), data.Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	service := service.New(store, app.Clock, app.NewID, "")
	last, ok, err := service.LastPrint(t.Context(), id, string(onday.KindSignIn))
	if err != nil || !ok || last.By != "经办人" || last.At.IsZero() || last.EventID != id {
		t.Fatalf("%+v, %t, %v", last, ok, err)
	}
	whole, err := service.Dossier(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	o := onday.ParseSignInOptions(last.Options)
	if diff := cmp.Diff(onday.SignInLines(whole, o), last.Lines); diff != "" || o.Sort != paper.OrderStroke || len(last.Lines) != len(whole.Invitees)+2 {
		t.Errorf("%+v: %s", o, diff)
	}
	if cards, ok, err := service.LastPrint(t.Context(), id, string(before.KindCards)); !ok || len(cards.Lines) > 0 || err != nil {
		t.Errorf("of cards is remembered more than that they went out: %t, %v, %v", ok, cards.Lines, err)
	}
}

// Whatever a paper is defined with is there on the command line: the paper, its
// options, and its Word form.
func TestEveryPaperIsPrinted(t *testing.T) {
	d := newDesk(t)
	id := d.add("plan1-civil-affairs.xlsx")
	help := d.done("print", "--help")
	for _, def := range papers.All {
		of, options := []string{"--event", id}, def.New(app.Date(2022, 11, 22)).Options()
		if def.OfYear {
			of = nil
		}
		asked := of
		for _, o := range options {
			if !strings.Contains(help, "--"+o.Name+" ") || !strings.Contains(help, strings.NewReplacer("`", "").Replace(o.Usage.String())) {
				t.Errorf("the help does not name %s of the paper %s: %s", o.Name, def.Kind, help)
			}
			asked = append(slices.Clone(asked), "--"+o.Name+"="+o.Text())
		}
		if !strings.Contains(help, string(def.Kind)+" "+def.Label()) {
			t.Errorf("the help does not name the paper %s: %s", def.Kind, help)
		}
		out := d.path(string(def.Kind) + ".pdf")
		if def.OfChange { // there is none of an event that goes as planned
			if r := d.run(append([]string{"print", string(def.Kind), "--out", out}, asked...)...); r.status != command.Wrong {
				t.Errorf("the paper %s of an event that goes as planned: exit status %d, said %s", def.Kind, r.status, r.err)
			}
			continue
		}
		d.done(append([]string{"print", string(def.Kind), "--out", out}, asked...)...)
		if n, _ := pages(t, out); n == 0 {
			t.Errorf("the paper %s has no page", def.Kind)
		}
		for ending, can := range map[string]bool{".docx": def.Word, ".txt": def.Public, ".html": def.Public, ".HTM": def.Public, ".doc": false} {
			other := d.run(append([]string{"print", string(def.Kind), "--out", d.path(string(def.Kind) + ending)}, asked...)...)
			if want := map[bool]int{true: command.Done, false: command.Wrong}[can]; other.status != want || !can && !strings.Contains(other.err, ".pdf") {
				t.Errorf("the paper %s as a file %s: exit status %d, said %s", def.Kind, ending, other.status, other.err)
			}
		}
		for _, other := range papers.All {
			for _, o := range other.New(app.Date(2022, 11, 22)).Options() {
				if slices.ContainsFunc(options, func(own paper.Option) bool { return own.Name == o.Name }) {
					continue
				}
				r := d.run(append([]string{"print", string(def.Kind), "--out", out, "--" + o.Name + "=" + o.Text()}, of...)...)
				if r.status != command.Wrong || !strings.Contains(r.err, "--"+o.Name) {
					t.Errorf("the paper %s takes %s of the paper %s: exit status %d, said %s", def.Kind, o.Name, other.Kind, r.status, r.err)
				}
			}
		}
		if r := d.run(append([]string{"print", string(def.Kind), "--out", out, "--ids", "nobody"}, of...)...); r.status != command.Wrong || strings.Contains(r.err, "--ids") == def.People {
			t.Errorf("the paper %s of chosen people: exit status %d, said %s", def.Kind, r.status, r.err)
		}
	}
}

// An event of two days is held on both, in the plan as in the report.
func TestPapersNameBothDays(t *testing.T) {
	d := newDesk(t)
	id := strings.TrimSpace(d.done("import", "testdata/F21-t01.xlsx"))
	out := d.path("out.pdf")
	for paper, says := range map[string]string{"plan": "定于2026年5月16日至17日举办", "summary": "2026年5月16日至17日，"} {
		d.done("print", paper, "--event", id, "--out", out)
		if _, text := pages(t, out); !strings.Contains(text, says) {
			t.Errorf("%s: no %s in %s", paper, says, text)
		}
	}
}

// A paper without --date that was due before today is dated with that day, by the
// office's own calendar, and the person is told; with --date nothing is said of it.
func TestPrintSaysWhichDateItTook(t *testing.T) {
	d := newDesk(t)
	id := d.add("plan1-civil-affairs.xlsx")
	out := d.path("out.pdf")
	paper := func(args ...string) (text, said string) {
		t.Helper()
		r := d.run(append([]string{"print", "letters", "--event", id, "--out", out}, args...)...)
		if r.status != command.Done {
			t.Fatal(r.err)
		}
		_, text = pages(t, out)
		return text, r.err
	}
	text, said := paper()
	if !strings.Contains(said, "2022年11月21日") || !strings.Contains(said, "最迟应当印发的日期") || !strings.Contains(text, "2022年11月21日") {
		t.Errorf("without --date: %s", said)
	}
	if text, said := paper("--date", "2022-11-10"); strings.Contains(said, "最迟应当印发的日期") || !strings.Contains(text, "2022年11月10日") {
		t.Errorf("with --date: %s", said)
	}

	store, err := data.Open(t.Context(), d.file(), data.Options{})
	if err != nil {
		t.Fatal(err)
	}
	_, err = service.New(store, app.Clock, app.NewID, "test").AddSchedule(t.Context(), []workday.Day{{Date: time.Date(2022, time.November, 21, 0, 0, 0, 0, time.UTC), Kind: workday.Off, Name: "本地假期"}})
	if err := errors.Join(err, store.Close()); err != nil {
		t.Fatal(err)
	}
	if text, said := paper(); !strings.Contains(said, "2022年11月18日") || !strings.Contains(text, "2022年11月18日") {
		t.Errorf("with the office's own calendar: %s", said)
	}
}
