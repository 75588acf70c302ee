package views

import (
	"context"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"github.com/google/go-cmp/cmp"

	"openday/app"
	"openday/app/words"
)

func (r *room) eventsTab() *eventsTab { return r.tabs[0].(*eventsTab) }

func (r *room) events() []app.EventSummary {
	r.t.Helper()
	all, err := r.service.Events(context.Background(), app.EventFilter{})
	if err != nil {
		r.t.Fatal(err)
	}
	return all
}

// enter types a new event and saves it.
func (r *room) enter(title, start string) {
	r.t.Helper()
	r.press(fyne.KeyN, ctrl)
	form := r.eventsTab().form.Form
	r.typeInto(form, "Title", title)
	r.typeInto(form, "Start", start)
	r.press(fyne.KeyS, ctrl)
}

func TestANewEventIsTypedAndSaved(t *testing.T) {
	r := newRoom(t)
	r.enter("开放日", "2026-10-09 8:30")
	all := r.events()
	if len(all) != 1 || all[0].Title != "开放日" || all[0].Start.Format("2006-01-02 15:04") != "2026-10-09 08:30" {
		t.Fatalf("saved: %+v", all)
	}
	if r.Event().ID != all[0].ID || r.eventsTab().Unsaved() {
		t.Errorf("the saved event is not the current one, or still unsaved")
	}
	if !strings.Contains(r.bar.event.Text, "2026-10-09  开放日") || r.bar.state.Text != "筹备" {
		t.Errorf("the bar says %q, %q", r.bar.event.Text, r.bar.state.Text)
	}
	if want := "发布活动公告：2026-09-22，还有 14 个工作日"; r.bar.deadline.Text != want {
		t.Errorf("the deadline is %q, want %q", r.bar.deadline.Text, want)
	}
}

func TestProblemsStandBesideTheirFieldsAndNothingTypedIsLost(t *testing.T) {
	r := newRoom(t)
	r.enter("", "2026-13-45 8:30")
	form := r.eventsTab().form
	r.typeInto(form.Form, "Email", "no address")
	r.press(fyne.KeyS, ctrl)
	if len(r.events()) != 0 {
		t.Fatal("an event with problems was saved")
	}
	for key, want := range map[string]string{"Title": "请填写活动名称。", "Email": "邮箱地址不正确，请检查。"} {
		if got := form.Field(key).Problem(); got != want {
			t.Errorf("beside %s stands %q, want %q", key, got, want)
		}
	}
	if got := form.Field("Start").Input.Snapshot(); got != "2026-13-45 8:30" {
		t.Errorf("of the date is left %q", got)
	}
	r.typeInto(form.Form, "Title", "开放日")
	r.typeInto(form.Form, "Start", "2026-12-25 08:30")
	r.typeInto(form.Form, "Email", "office@example.com")
	r.press(fyne.KeyS, ctrl)
	if len(r.events()) != 1 {
		t.Errorf("the mended event was not saved: %s", r.seen())
	}
}

func TestEveryFieldOfAnEventComesThroughTheForm(t *testing.T) {
	r := sampleRoom(t)
	want := r.Event()
	form := r.eventsTab().form
	got, ok := form.Read()
	if !ok {
		t.Fatal("the sample event is not valid")
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("read back from the form (-stored +read):\n%s", diff)
	}
	form.Fill(app.Event{})
	empty, _ := form.Read()
	if diff := cmp.Diff(app.Event{State: app.StateDraft}, empty); diff != "" {
		t.Errorf("an empty form (-want +read):\n%s", diff)
	}
}

func TestUnsavedChangesAreGuarded(t *testing.T) {
	for _, c := range []struct {
		name, answer, stored string
		moves                bool
	}{
		{"save", "保存", "改过的名称", true},
		{"discard", "放弃修改", "甲", true},
		{"stay", "留在此处", "甲", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := newRoom(t)
			r.enter("乙", "2026-10-10 09:00")
			second := r.Event().ID
			r.enter("甲", "2026-10-09 09:00")
			first := r.Event().ID
			leave := map[string]func(){
				"event": func() { r.eventsTab().table.Choose(second) },
				"tab":   func() { r.press(fyne.Key2, ctrl) },
				"quit":  r.Quit,
			}
			for name, do := range leave {
				r.ShowTab(0, nil)
				r.setEvent(first, nil)
				r.quits = 0
				stored, err := r.service.Event(context.Background(), first)
				if err != nil {
					t.Fatal(err)
				}
				stored.Title = "甲"
				if _, err := r.service.SaveEvent(context.Background(), stored); err != nil {
					t.Fatal(err)
				}
				r.typeInto(r.eventsTab().form.Form, "Title", "改过的名称")
				do()
				if !r.sees("有未保存的修改") {
					t.Fatalf("%s: no question, but %s", name, r.seen())
				}
				r.tap(c.answer)
				moved := r.Event().ID == second || r.current == 1 || r.quits == 1
				if moved != c.moves {
					t.Errorf("%s: moved is %v, want %v", name, moved, c.moves)
				}
				now, err := r.service.Event(context.Background(), first)
				if err != nil || now.Title != c.stored {
					t.Errorf("%s: stored is %q (%v), want %q", name, now.Title, err, c.stored)
				}
				if !c.moves {
					if got := r.eventsTab().form.Field("Title").Input.Snapshot(); got != "改过的名称" {
						t.Errorf("%s: typed was lost: %q", name, got)
					}
					if r.tabBar.SelectedIndex() != 0 {
						t.Errorf("%s: the heading of another tab is lit", name)
					}
					r.eventsTab().Discard()
				}
			}
		})
	}
}

func TestADeletedEventComesBackWithAllThatBelongsToIt(t *testing.T) {
	r := sampleRoom(t)
	id := r.Event().ID
	before, err := r.service.Dossier(context.Background(), id)
	if err != nil {
		t.Fatal(err)
	}
	r.window.Canvas().Focus(r.eventsTab().table)
	r.eventsTab().table.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDelete})
	r.tap("删除")
	if len(r.events()) != 0 || r.Event().ID != "" {
		t.Fatalf("not deleted; the current event is %q", r.Event().Title)
	}
	if !r.sees("还没有活动") {
		t.Errorf("the empty window says\n%s", r.seen())
	}
	r.press(fyne.KeyZ, ctrl)
	after, err := r.service.Dossier(context.Background(), id)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(before, after, withoutRevisions); diff != "" {
		t.Errorf("after undoing (-before +after):\n%s", diff)
	}
	if r.Event().ID != id {
		t.Error("the event that came back is not the current one")
	}
}

func TestTheListIsSearchedAndFiltered(t *testing.T) {
	r := newRoom(t)
	r.enter("水务开放日", "2025-05-05 09:00")
	r.enter("民政开放日", "2026-10-09 09:00")
	tab := r.eventsTab()
	titles := func() string {
		var all []string
		for _, e := range tab.table.Rows() {
			all = append(all, e.Title)
		}
		return strings.Join(all, " ")
	}
	if got := titles(); got != "民政开放日 水务开放日" {
		t.Fatalf("all: %q", got)
	}
	r.press(fyne.KeyF, ctrl)
	for _, c := range "水务" {
		r.window.Canvas().Focused().TypedRune(c)
	}
	if got := titles(); got != "水务开放日" {
		t.Errorf("searched: %q", got)
	}
	tab.showAll()
	tab.years.Set(2026)
	if got := titles(); got != "民政开放日" {
		t.Errorf("of 2026: %q", got)
	}
	tab.showAll()
	tab.states.Set(app.StateHeld)
	if got := titles(); got != "" || !r.sees("没有找到活动") {
		t.Errorf("held: %q", got)
	}
	r.tap("显示全部")
	if got := titles(); got != "民政开放日 水务开放日" {
		t.Errorf("all again: %q", got)
	}
}

func TestTheStateMovesForwardAndBackWithoutTouchingWhatIsTyped(t *testing.T) {
	r := newRoom(t)
	r.enter("开放日", "2026-10-09 09:00")
	form := r.eventsTab().form
	r.typeInto(form.Form, "Theme", "正在写")
	r.tap("筹备")
	r.tap("报名中")
	if r.Event().State != app.StateSignUpOpen || r.bar.state.Text != "报名中" {
		t.Fatalf("the state is %s, the bar says %q", r.Event().State, r.bar.state.Text)
	}
	if got := form.Field("Theme").Input.Snapshot(); got != "正在写" || !r.eventsTab().Unsaved() {
		t.Errorf("what was typed is now %q", got)
	}
	r.press(fyne.KeyS, ctrl)
	if e := r.events()[0]; e.State != app.StateSignUpOpen || e.Theme != "正在写" {
		t.Errorf("saved: %s, %q", e.State, e.Theme)
	}
	r.SetState(app.StateDraft)
	if r.Event().State != app.StateDraft {
		t.Error("the state does not go back")
	}
}

func TestQuotasAreEditedInRows(t *testing.T) {
	r := newRoom(t)
	r.enter("开放日", "2026-10-09 09:00")
	rows := r.eventsTab().form.quotas
	set := func(row int, category, number, share string) {
		rows.New()
		for i, text := range []string{category, number, share} {
			target := rows.lines[row][i].FocusTarget()
			for _, c := range text {
				target.TypedRune(c)
			}
		}
	}
	set(0, "群众代表", "5", "1/3")
	set(1, "群众代表", "x", "")
	r.press(fyne.KeyS, ctrl)
	if got := r.eventsTab().form.Field("Quotas").Problem(); !strings.Contains(got, "第 2 行") {
		t.Errorf("beside the quotas stands %q", got)
	}
	rows.lines[1][1].(interface{ SetText(string) }).SetText("2")
	r.press(fyne.KeyS, ctrl)
	if got := r.eventsTab().form.Field("Quotas").Problem(); !strings.Contains(got, "重复") {
		t.Errorf("beside the quotas stands %q", got)
	}
	rows.lines[1][0].(interface{ SetText(string) }).SetText("人大代表")
	r.press(fyne.KeyS, ctrl)
	want := []app.Quota{{Category: "群众代表", Number: 5, MinShare: app.Share{Num: 1, Den: 3}}, {Category: "人大代表", Number: 2}}
	if diff := cmp.Diff(want, r.events()[0].Quotas); diff != "" {
		t.Errorf("quotas (-want +got):\n%s", diff)
	}
}

func TestBlankRowsAreLeftOut(t *testing.T) {
	r := newRoom(t)
	r.enter("开放日", "2026-10-09 09:00")
	form := r.eventsTab().form
	form.quotas.New()
	form.leaders.New()
	form.leaders.New()
	form.leaders.lines[1][1].(interface{ SetText(string) }).SetText("局长")
	r.press(fyne.KeyS, ctrl)
	e := r.events()[0]
	if len(e.Quotas) != 0 || len(e.Leaders) != 1 || e.Leaders[0].Name != "局长" {
		t.Errorf("saved: %+v, %+v; the person sees\n%s", e.Quotas, e.Leaders, r.seen())
	}
}

func TestANewEventIsGivenUpForAnotherWhereNothingIsTyped(t *testing.T) {
	r := newRoom(t)
	r.enter("乙", "2026-10-10 09:00")
	second := r.Event().ID
	r.enter("甲", "2026-10-09 09:00")
	r.press(fyne.KeyN, ctrl)
	r.SwitchTo(second, nil)
	if got := r.eventsTab().form.Field("Title").Input.Snapshot(); got != "乙" {
		t.Errorf("the form shows %q", got)
	}
}

func TestTheWindowSpeaksEnglish(t *testing.T) {
	inEnglish(t)
	r := sampleRoom(t)
	for _, text := range texts(r.bar.content) {
		if strings.ContainsAny(text, "打印导出筹备") {
			t.Errorf("the bar says %q", text)
		}
	}
	for _, m := range r.main.Items {
		for _, item := range append(m.Items, fyne.NewMenuItem(m.Label, nil)) {
			if item.Label == "中文" {
				continue
			}
			for _, c := range strings.ReplaceAll(item.Label, r.Event().Title, "") {
				if c >= 0x3000 && c != '…' {
					t.Errorf("the menu says %q", item.Label)
					break
				}
			}
		}
	}
	r.SetLanguage(words.Chinese)
	if got := language("", r.prefs); got != words.Chinese {
		t.Errorf("the next start would speak %q", got)
	}
	if got := language(words.English, r.prefs); got != words.English {
		t.Errorf("asked for English at the start, it would speak %q", got)
	}
}

func TestTheEventsFitASmallScreenAtALargeScale(t *testing.T) {
	r := sampleRoom(t)
	if least := r.window.Content().MinSize(); least.Width > 1366/1.5 || least.Height > 700/1.5 {
		t.Errorf("the window needs %v", least)
	}
}

// withoutRevisions compares records by what they say.
var withoutRevisions = cmp.FilterPath(func(p cmp.Path) bool { return p.Last().String() == ".Revision" }, cmp.Ignore())
