package views

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"openday/app"
	"openday/app/guide"
	"openday/app/paper/own"
	"openday/app/papers"
	"openday/app/roster"
	"openday/app/words"
	"openday/views/ui"
	"openday/views/ui/uitest"
)

// guide is the guide's window, and the chapter in it.
func (r *fixture) guide() (w fyne.Window, chapter string) {
	r.t.Helper()
	if w, chapter = r.help.GuideWindow(); w == nil {
		r.t.Fatal("the guide is closed")
	}
	return w, chapter
}

// closeGuide presses Esc in the guide's window.
func (r *fixture) closeGuide() {
	r.t.Helper()
	w, _ := r.guide()
	w.Canvas().OnTypedKey()(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if w, _ := r.help.GuideWindow(); w != nil {
		r.t.Error("Esc does not close the guide")
	}
}

func TestF1OpensTheChapterAboutWhatIsInSight(t *testing.T) {
	r := newFixture(t)
	chapter := func(want string) {
		t.Helper()
		r.Press(fyne.KeyF1, 0)
		if _, got := r.guide(); got != want {
			t.Errorf("the guide is open at %q, want %q", got, want)
		}
	}
	chapter(guide.First)
	r.office.LoadSample()
	for i, want := range []string{guide.Event, guide.Invitees, guide.Agenda, guide.Opinions} {
		r.Press(fyne.KeyName(rune('1'+i)), ui.Ctrl)
		chapter(want)
	}
	r.Press(fyne.KeyT, ui.Ctrl)
	chapter(guide.Attendance)
	r.closeGuide()
	r.Press(fyne.Key1, ui.Ctrl)
	chapter(guide.Event)
}

func TestF1WorksFromAnEntryAndFromADialog(t *testing.T) {
	r := sampleFixture(t)
	f1 := &fyne.KeyEvent{Name: fyne.KeyF1}
	r.Tab(0).Find()
	r.Window.Canvas().Focused().TypedKey(f1)
	if w, _ := r.help.GuideWindow(); w == nil {
		t.Fatal("F1 in the search opens nothing")
	}
	r.closeGuide()
	r.Press(fyne.KeyN, ui.CtrlShift)
	r.Window.Canvas().Focused().TypedKey(f1)
	if w, _ := r.help.GuideWindow(); w == nil {
		t.Fatal("F1 in a dialog opens nothing")
	}
	r.closeGuide()
	if !r.Sees("起始方案") {
		t.Error("the dialog is gone")
	}
	r.Tap("取消")
}

// TestTheKeysOfTheGuideAreThoseOfTheMenu reads them from the menu that is shown.
func TestTheKeysOfTheGuideAreThoseOfTheMenu(t *testing.T) {
	r := newFixture(t)
	r.help.OpenGuide(guide.Keys)
	w, _ := r.guide()
	seen := strings.Join(uitest.Texts(w.Content()), "\n")
	count := 0
	for _, m := range r.menus() {
		for _, a := range m.All() {
			if a.Key == "" {
				continue
			}
			count++
			if !strings.Contains(seen, a.Label+"\n"+a.Keys()) {
				t.Errorf("%s: the guide does not name %s", a.Label, a.Keys())
			}
		}
	}
	if count < 40 {
		t.Errorf("the menus have only %d keys", count)
	}
	for _, c := range []struct {
		a    ui.Action
		want string
	}{
		{ui.Action{Key: fyne.KeyDelete}, "Delete"}, {ui.Action{Key: fyne.KeyO, Mod: fyne.KeyModifierControl | fyne.KeyModifierShift}, "Ctrl+Shift+O"},
	} {
		if got := c.a.Keys(); got != c.want {
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
	r := newFixture(t)
	known, keys := map[string]bool{}, map[string]string{}
	for _, text := range words.Catalogue(words.Chinese) {
		known[text] = true
	}
	for _, label := range vocabularies() {
		known[label] = true
	}
	for _, m := range r.help.MenuKeys() {
		for _, e := range m.Entries {
			known[e.Label], keys[e.Label] = true, e.Key
		}
	}
	for _, label := range notOfTheCatalogue {
		known[label] = true
	}
	chapters, err := guide.Chapters(guide.Told{Steps: app.TransitionRows()})
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
	all = append(all, labels(app.TransitionKinds)...)
	all = append(all, labels(app.Satisfactions)...)
	all = append(all, labels(roster.Verdicts)...)
	all = append(all, labels(papers.All.Words())...)
	for _, def := range papers.All {
		for _, o := range def.New(app.Clock()).Options() {
			all = append(all, o.Label.Chinese)
			all = append(all, labels(o.Words)...)
		}
	}
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
	r := newFixture(t)
	r.Answers.ToSave = t.TempDir()
	r.Press(fyne.KeyF1, ui.Ctrl)
	r.Tap("另存为 PDF…")
	uitest.WantPDF(t, filepath.Join(r.Answers.ToSave, own.GuideName))
	if !r.Sees("已保存") {
		t.Errorf("the person sees\n%s", r.Seen())
	}
	r.Answers.ToSave = filepath.Join(t.TempDir(), "没有", "a.pdf")
	r.Tap("另存为 PDF…")
	if _, err := os.Stat(r.Answers.ToSave); err == nil || !r.Sees("文件夹") {
		t.Errorf("the person sees\n%s", r.Seen())
	}
}
