package feedback

import (
	"context"
	"strings"
	"testing"

	"openday/app"
)

// What is typed for several opinions outlives the end of the program, with what was
// put right by hand; what is recorded or thrown away leaves nothing.
func TestSeveralOpinionsAreKeptAsADraft(t *testing.T) {
	r := eventFixture(t, nil)
	drafts := func() []app.Draft {
		t.Helper()
		all, err := r.Service.Drafts(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		return all
	}
	tab := r.tab()
	q := tab.openQuickEntry()
	if len(drafts()) != 0 {
		t.Error("a draft is kept of nothing")
	}
	q.stop.SetText("座谈")
	q.text.SetText("王玉梅：食堂台阶太高\n李芳：公交末班太早")
	q.table.Choose(q.rows[1].key)
	q.mending.content.SetText("公交末班车太早")
	all := drafts()
	if len(all) != 1 || all[0].Form != app.DraftBatch || all[0].EventID != r.Event().ID {
		t.Fatalf("kept: %+v", all)
	}

	// The program ended; the next start types it again.
	q.dialog.Close()
	tab.Resume(all[0])
	if !r.Reads("公交末班车太早") || !r.Reads("座谈") {
		t.Fatalf("not there again:\n%s", r.Read())
	}
	r.Push("登记")
	var said []string
	for _, f := range r.Opinions() {
		said = append(said, f.Speaker+" "+f.Stop+" "+f.Content)
	}
	if got := strings.Join(said, "; "); got != "王玉梅 座谈 食堂台阶太高; 李芳 座谈 公交末班车太早" {
		t.Errorf("recorded: %s", got)
	}
	if left := drafts(); len(left) != 0 {
		t.Errorf("left: %+v", left)
	}

	q = tab.openQuickEntry()
	q.text.SetText("王玉梅：再来一条")
	r.Push("取消")
	r.Push("放弃修改")
	if left := drafts(); len(left) != 0 {
		t.Errorf("left of what was thrown away: %+v", left)
	}
}

// What is typed into the step of several opinions is resumed for all of them.
func TestTheStepOfSeveralOpinionsIsKeptAsADraft(t *testing.T) {
	r := eventFixture(t, nil)
	r.record("食堂台阶太高", "王玉梅")
	r.record("公交末班太早", "李芳")
	tab := r.tab()
	tab.takeStepOfMany(r.Opinions(), app.TransitionAssign)
	r.Types("城管办")
	all, err := r.Service.Drafts(context.Background())
	if err != nil || len(all) != 1 {
		t.Fatalf("kept: %+v, %v", all, err)
	}
	r.Push("取消")
	r.Push("放弃修改")
	tab.Resume(all[0])
	if !r.Reads("公交末班太早") {
		t.Fatalf("the other one is not among them:\n%s", r.Read())
	}
	r.Push("交办")
	for _, f := range r.Opinions() {
		if f.Department != "城管办" {
			t.Errorf("“%s” is with %q", f.Content, f.Department)
		}
	}
}
