package help

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"openday/app/guide"
	"openday/views/ui/uitest"
	"openday/views/widgets"
)

func TestTheGuideIsSearchedAndTurned(t *testing.T) {
	r := newFixture(t)
	r.actions.ShowGuide()
	g := r.actions.guide
	seen := func() string { return strings.Join(uitest.Texts(g.window.Content()), "\n") }
	press := func(key fyne.KeyName) { g.window.Canvas().OnTypedKey()(&fyne.KeyEvent{Name: key}) }
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
	if len(g.rows) != 0 || !strings.Contains(seen(), "没有找到") {
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
	press(fyne.KeyLeft)
	if g.chapters[g.at.Chapter].ID != guide.Questions {
		t.Errorf("turned back to %+v", g.at)
	}
	press(fyne.KeyPageDown)
	if g.scroll.Offset.Y == 0 {
		t.Error("the page does not scroll")
	}
}

func TestTheGuideShowsTheTitleOfItsChapter(t *testing.T) {
	r := newFixture(t)
	r.actions.OpenGuide(guide.Moving)
	w, chapter := r.actions.GuideWindow()
	g := r.actions.guide
	if chapter != guide.Moving || !strings.Contains(strings.Join(uitest.Texts(g.page), "\n"), g.chapters[g.at.Chapter].Title) {
		t.Errorf("open at %q, the page shows %q", chapter, uitest.Texts(g.page))
	}
	w.Close()
	if w, _ := r.actions.GuideWindow(); w != nil {
		t.Error("the guide is closed and still there")
	}
}

func TestProseBreaksAsChineseDoesAndMarksWords(t *testing.T) {
	newFixture(t)
	p := widgets.NewProse(15, widgets.Piece{Text: "保存以后，"}, widgets.Piece{Text: "按 Ctrl+Z", Bold: true}, widgets.Piece{Text: "可以撤销。"})
	for width := float32(70); width < 400; width += 7 {
		p.Resize(fyne.NewSize(width, 10))
		for _, line := range uitest.Texts(p) {
			if strings.ContainsAny(string([]rune(line)[0]), "，。") {
				t.Errorf("at %v a line begins with %q", width, line)
			}
		}
		if got := strings.Join(strings.Fields(strings.Join(uitest.Texts(p), "")), ""); got != "保存以后，按Ctrl+Z可以撤销。" {
			t.Errorf("at %v there is %q", width, got)
		}
	}
	if !p.Mark([]string{"ctrl"}) || p.Mark([]string{"打印"}) {
		t.Error("what is marked is not what stands there")
	}
}
