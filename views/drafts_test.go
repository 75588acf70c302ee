package views

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"openday/app"
	"openday/data/keys"
	"openday/views/ui"
	"openday/views/widgets"
)

// draftedTheme keeps a draft in which the theme of the event was typed anew, over a
// record that somebody else has changed since.
func (r *fixture) draftedTheme(was string) {
	r.t.Helper()
	e := r.StoredEvent()
	if err := r.Service.KeepDraft(context.Background(), app.Draft{ID: app.NewID(), Form: app.DraftEvent, EventID: e.ID, RecordID: e.ID, Title: e.Title,
		Fields: []app.DraftField{{Key: "Theme", Label: "活动主题", Was: was, Now: "打到一半的主题"}}}); err != nil {
		r.t.Fatal(err)
	}
}

// TestBothVersionsOfADraftAreShown recovers what was typed over a record that has
// another text by now, and keeps the one or the other.
func TestBothVersionsOfADraftAreShown(t *testing.T) {
	for answer, want := range map[string]string{"用我输入的": "打到一半的主题", "保留已保存的": "后来的主题"} {
		r := eventFixture(t, ui.TabEvents, func(e *app.Event) { e.Theme = "后来的主题" })
		r.draftedTheme("更早的主题")
		r.ShowDrafts()
		if !r.Reads("打到一半的主题") {
			t.Fatalf("what was typed is not offered:\n%s", r.Read())
		}
		r.Push("恢复")
		for _, text := range []string{"活动主题：后来的主题", "活动主题：打到一半的主题"} {
			if !r.Sees(text) {
				t.Errorf("%q is not shown:\n%s", text, r.Read())
			}
		}
		r.Push(answer)
		if got := r.typed("Theme"); got != want {
			t.Errorf("%s: the field says %q", answer, got)
		}
		if got := r.StoredEvent().Theme; got != "后来的主题" {
			t.Errorf("%s: %q is saved unasked", answer, got)
		}
		if r.Tab(ui.TabEvents).Unsaved() != (want == "打到一半的主题") {
			t.Errorf("%s: unsaved %v", answer, r.Tab(ui.TabEvents).Unsaved())
		}
	}
}

// TestADraftOverWhatIsUnchangedIsTypedAtOnce asks nothing where nobody changed the record.
func TestADraftOverWhatIsUnchangedIsTypedAtOnce(t *testing.T) {
	r := eventFixture(t, ui.TabEvents, func(e *app.Event) { e.Theme = "更早的主题" })
	r.draftedTheme("更早的主题")
	r.ShowDrafts()
	r.Push("恢复")
	if d := widgets.Front(r.Window); d != nil || r.typed("Theme") != "打到一半的主题" {
		t.Errorf("the field says %q; there is:\n%s", r.typed("Theme"), r.Read())
	}
}

// TestADraftIsDiscardedAfterAQuestion discards one of two drafts, then the other.
func TestADraftIsDiscardedAfterAQuestion(t *testing.T) {
	ctx := context.Background()
	r := eventFixture(t, ui.TabEvents, nil)
	for _, title := range []string{"第一份", "第二份"} {
		if err := r.Service.KeepDraft(ctx, app.Draft{ID: app.NewID(), Form: app.DraftInvitee, EventID: r.Event().ID, Title: title, Fields: []app.DraftField{{Key: "Note", Label: "备注", Now: title}}}); err != nil {
			t.Fatal(err)
		}
	}
	left := func() (titles []string) {
		t.Helper()
		for _, d := range must(r.Service.Drafts(ctx))(t) {
			titles = append(titles, d.Title)
		}
		return titles
	}
	r.ShowDrafts()
	list := widgets.Front(r.Window)
	discard := func(sure string) {
		t.Helper()
		r.Push("放弃修改")
		if ask := widgets.Front(r.Window); ask == list {
			t.Fatalf("nothing is asked:\n%s", r.Read())
		}
		r.Push(sure)
	}
	discard("取消")
	if got := left(); len(got) != 2 || list.Closed() {
		t.Fatalf("going back leaves %q", got)
	}
	discard("放弃修改")
	if got := left(); len(got) != 1 || list.Closed() {
		t.Fatalf("after one is discarded there are %q", got)
	}
	discard("放弃修改")
	if got := left(); len(got) != 0 || !list.Closed() {
		t.Errorf("after both are discarded there are %q, closed %v", got, list.Closed())
	}
	r.ShowDrafts()
	if r.Said() == "" || widgets.Front(r.Window) != nil {
		t.Errorf("that there is nothing is not said:\n%s", r.Read())
	}
}

// TestWithoutAKeyItSaysOnceThatNoDraftIsKept types into a form of a data file whose key
// is missing.
func TestWithoutAKeyItSaysOnceThatNoDraftIsKept(t *testing.T) {
	path := filepath.Join(t.TempDir(), "openday.db")
	r := newFixtureAt(t, path)
	r.enter("开放日", "2026-10-09 09:00")
	if err := r.Data.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(keys.File(path)); err != nil {
		t.Fatal(err)
	}
	r = newFixtureAt(t, path)
	r.Data.WithoutKey()
	r.start()
	r.Push("确定") // what cannot be read is told first
	r.Press(fyne.Key3, ui.Ctrl)
	r.Press(fyne.KeyN, ui.Ctrl)
	r.TypeInto(r.Form(), "Content", "参")
	if !strings.Contains(r.Said(), "缺少密钥文件，无法暂存") {
		t.Fatalf("that no draft is kept is not said; there is:\n%s", r.Read())
	}
	r.Status().Clear()
	r.TypeInto(r.Form(), "Content", "参观")
	if r.Said() != "" {
		t.Errorf("it is said again: %q", r.Said())
	}
}
