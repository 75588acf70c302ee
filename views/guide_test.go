package views

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"openday/app"
	"openday/app/guide"
	"openday/app/paper"
	"openday/app/words"
	"openday/views/widgets"
)

// guideSeen is all text in the guide's window.
func (r *room) guideSeen() string { return strings.Join(texts(r.guide.window.Content()), "\n") }

// inGuide presses a key in the guide's window where nothing has the keyboard.
func (r *room) inGuide(key fyne.KeyName) {
	r.guide.window.Canvas().OnTypedKey()(&fyne.KeyEvent{Name: key})
}

func TestF1OpensTheChapterAboutWhatIsInSight(t *testing.T) {
	r := newRoom(t)
	chapter := func(want string) {
		t.Helper()
		r.press(fyne.KeyF1, 0)
		if got := r.guide.chapters[r.guide.at.Chapter]; got.ID != want || !strings.Contains(r.guideSeen(), got.Title) {
			t.Errorf("the guide is open at %q, want %q", got.ID, want)
		}
	}
	chapter(guide.First)
	r.LoadSample()
	for i, want := range []string{guide.Event, guide.Invitees, guide.Agenda, guide.Opinions} {
		r.press(fyne.KeyName(rune('1'+i)), ctrl)
		chapter(want)
	}
	r.press(fyne.KeyT, ctrl)
	chapter(guide.Attendance)
	r.inGuide(fyne.KeyEscape)
	if r.guide != nil {
		t.Error("Esc does not close the guide")
	}
	r.press(fyne.Key1, ctrl)
	chapter(guide.Event)
}

func TestF1WorksFromAnEntryAndFromADialog(t *testing.T) {
	r := sampleRoom(t)
	f1 := &fyne.KeyEvent{Name: fyne.KeyF1}
	r.tabs[0].Find()
	r.window.Canvas().Focused().TypedKey(f1)
	if r.guide == nil {
		t.Fatal("F1 in the search opens nothing")
	}
	r.inGuide(fyne.KeyEscape)
	r.press(fyne.KeyN, ctrlShift)
	r.window.Canvas().Focused().TypedKey(f1)
	if r.guide == nil {
		t.Fatal("F1 in a dialog opens nothing")
	}
	r.inGuide(fyne.KeyEscape)
	if !r.sees("起始方案") {
		t.Error("the dialog is gone")
	}
	r.tap("取消")
}

func TestTheGuideIsSearchedAndTurned(t *testing.T) {
	r := newRoom(t)
	r.press(fyne.KeyF1, 0)
	g := r.guide
	test.Type(g.search, "恢复码 抽屉")
	if got := g.rows; len(got) != 2 || got[0].inner || !got[1].inner || g.chapters[got[1].hit.Chapter].ID != guide.Moving {
		t.Fatalf("found: %+v", got)
	}
	g.search.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if g.chapters[g.at.Chapter].ID != guide.Moving || g.at.Section == 0 {
		t.Errorf("Enter goes to %+v", g.at)
	}
	marked := false
	for _, p := range g.prose {
		marked = p.Mark([]string{"抽屉"}) || marked
	}
	if !marked {
		t.Error("what is searched for does not stand on the page")
	}
	g.search.SetText("没有这种话")
	if len(g.rows) != 0 || !strings.Contains(r.guideSeen(), "没有找到") {
		t.Errorf("found: %+v", g.rows)
	}
	g.search.SetText("")
	g.open(guide.First)
	if !g.back.Disabled() || g.next.Disabled() {
		t.Error("before the first chapter there is one, or after it none")
	}
	for range g.chapters {
		test.Tap(g.next)
	}
	if g.chapters[g.at.Chapter].ID != guide.Keys || !g.next.Disabled() {
		t.Errorf("turned to %+v", g.at)
	}
	r.inGuide(fyne.KeyLeft)
	if g.chapters[g.at.Chapter].ID != guide.Questions {
		t.Errorf("turned back to %+v", g.at)
	}
	r.inGuide(fyne.KeyPageDown)
	if g.scroll.Offset.Y == 0 {
		t.Error("the page does not scroll")
	}
}

// TestTheKeysOfTheGuideAreThoseOfTheMenu reads them from the menu that is shown.
func TestTheKeysOfTheGuideAreThoseOfTheMenu(t *testing.T) {
	r := newRoom(t)
	r.press(fyne.KeyF1, 0)
	r.guide.open(guide.Keys)
	seen := r.guideSeen()
	count := 0
	for _, m := range r.menus() {
		for _, a := range m.actions {
			if a.key == "" {
				continue
			}
			count++
			if !strings.Contains(seen, a.label+"\n"+a.keys()) {
				t.Errorf("%s: the guide does not name %s", a.label, a.keys())
			}
		}
	}
	if count < 40 {
		t.Errorf("the menus have only %d keys", count)
	}
	for _, c := range []struct {
		a    action
		want string
	}{
		{action{key: fyne.KeyDelete}, "Delete"}, {action{key: fyne.KeyO, mod: fyne.KeyModifierControl | fyne.KeyModifierShift}, "Ctrl+Shift+O"},
	} {
		if got := c.a.keys(); got != c.want {
			t.Errorf("%s, want %s", got, c.want)
		}
	}
}

var (
	quoted  = regexp.MustCompile(`「([^」]+)」`)
	withKey = regexp.MustCompile(`「([^」]+)」（(Ctrl[^）]*|F1|Delete)）`)
)

// notOfTheCatalogue are words in 「」 that are no label of the catalogue: the
// language that names itself.
var notOfTheCatalogue = []string{"English"}

// TestEveryLabelThatTheGuideQuotesIsInTheProgram keeps the guide true.
func TestEveryLabelThatTheGuideQuotesIsInTheProgram(t *testing.T) {
	r := newRoom(t)
	known, keys := map[string]bool{}, map[string]string{}
	for _, text := range words.Catalogue(words.Chinese) {
		known[text] = true
	}
	for _, label := range vocabularies() {
		known[label] = true
	}
	for _, m := range r.menuKeys() {
		for _, e := range m.Entries {
			known[e.Label], keys[e.Label] = true, e.Key
		}
	}
	for _, label := range notOfTheCatalogue {
		known[label] = true
	}
	chapters, err := guide.Chapters(nil)
	if err != nil {
		t.Fatal(err)
	}
	count := 0
	for _, c := range chapters {
		for _, s := range c.Sections {
			for _, found := range quoted.FindAllStringSubmatch(s.Text(), -1) {
				count++
				if !known[found[1]] {
					t.Errorf("%s, %s: the program says nowhere %q", c.Title, s.Title, found[1])
				}
			}
			for _, found := range withKey.FindAllStringSubmatch(s.Text(), -1) {
				if key, ok := keys[found[1]]; ok && key != found[2] {
					t.Errorf("%s, %s: %q has the key %s, not %s", c.Title, s.Title, found[1], key, found[2])
				}
			}
		}
	}
	if count < 100 {
		t.Errorf("only %d labels are quoted", count)
	}
}

// vocabularies are the Chinese labels of the closed lists that the window shows.
func vocabularies() []string {
	var all []string
	all = append(all, labels(app.States)...)
	all = append(all, labels(app.Vettings)...)
	all = append(all, labels(app.Attendances)...)
	all = append(all, labels(app.Confirmations)...)
	all = append(all, labels(app.FeedbackStates)...)
	all = append(all, labels(app.MoveKinds)...)
	all = append(all, labels(app.Satisfactions)...)
	all = append(all, labels(app.Verdicts)...)
	all = append(all, labels(paper.Papers)...)
	return all
}

func labels[V ~string](list app.Vocabulary[V]) []string {
	all := make([]string, len(list))
	for i, w := range list {
		all[i] = w.Chinese
	}
	return all
}

func TestTheGuideIsWrittenAsAPaper(t *testing.T) {
	r := newRoom(t)
	r.answers.save = t.TempDir()
	r.press(fyne.KeyF1, ctrl)
	r.tap("另存为 PDF…")
	wantPDF(t, filepath.Join(r.answers.save, paper.GuideName))
	if !r.sees("已保存") {
		t.Errorf("the person sees\n%s", r.seen())
	}
	r.answers.save = filepath.Join(t.TempDir(), "没有", "a.pdf")
	r.tap("另存为 PDF…")
	if _, err := os.Stat(r.answers.save); err == nil || !r.sees("文件夹") {
		t.Errorf("the person sees\n%s", r.seen())
	}
}

func TestProseBreaksAsChineseDoesAndMarksWords(t *testing.T) {
	newRoom(t)
	p := widgets.NewProse(15, widgets.Piece{Text: "保存以后，"}, widgets.Piece{Text: "按 Ctrl+Z", Bold: true}, widgets.Piece{Text: "可以撤销。"})
	for width := float32(70); width < 400; width += 7 {
		p.Resize(fyne.NewSize(width, 10))
		for _, line := range texts(p) {
			if strings.ContainsAny(string([]rune(line)[0]), "，。") {
				t.Errorf("at %v a line begins with %q", width, line)
			}
		}
		if got := strings.Join(strings.Fields(strings.Join(texts(p), "")), ""); got != "保存以后，按Ctrl+Z可以撤销。" {
			t.Errorf("at %v there is %q", width, got)
		}
	}
	if !p.Mark([]string{"ctrl"}) || p.Mark([]string{"打印"}) {
		t.Error("what is marked is not what stands there")
	}
}
