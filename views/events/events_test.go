package events

import (
	"context"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"github.com/google/go-cmp/cmp"

	"openday/app"
	"openday/views/ui"
	"openday/views/ui/uitest"
	"openday/views/widgets"
)

// enter types a new event and saves it.
func (r *fixture) enter(title, start string) {
	r.t.Helper()
	r.Press(fyne.KeyN, ui.Ctrl)
	form := r.tab().form.Form
	r.TypeInto(form, "Title", title)
	r.TypeInto(form, "Start", start)
	r.Press(fyne.KeyS, ui.Ctrl)
}

func TestAnEmptyFileOffersTheFirstSteps(t *testing.T) {
	r := newFixture(t)
	for step, want := range map[string]string{"载入示例活动": "sample", "导入活动工作簿…": "import"} {
		r.begun = nil
		r.Push(step)
		if !slices.Equal(r.begun, []string{want}) {
			t.Errorf("%s begins %q", step, r.begun)
		}
	}
}

func TestTheLineAtTheFootCountsTheEvents(t *testing.T) {
	r := newFixture(t)
	if said := r.Status().Left(); said != "" {
		t.Errorf("of no event it says %q", said)
	}
	r.enter("第一水厂开放日", "2026-10-09 8:30")
	r.enter("民政开放日", "2026-11-09 8:30")
	if said := r.Status().Left(); said != "显示 2 场，共 2 场　进行中的在前" {
		t.Errorf("of two it says %q", said)
	}
	test.Type(r.tab().search, "minz")
	if said := r.Status().Left(); said != "显示 1 场，共 2 场" {
		t.Errorf("of one that was searched it says %q", said)
	}
}

func TestANewEventIsTypedAndSaved(t *testing.T) {
	r := newFixture(t)
	r.enter("开放日", "2026-10-09 8:30")
	all := r.Events()
	if len(all) != 1 || all[0].Title != "开放日" || all[0].Start.Format("2006-01-02 15:04") != "2026-10-09 08:30" {
		t.Fatalf("saved: %+v", all)
	}
	if r.Event().ID != all[0].ID || r.tab().Unsaved() {
		t.Errorf("the saved event is not the current one, or still unsaved")
	}
}

func TestSavingANewEventLeavesItsSectionInSight(t *testing.T) {
	r := newFixture(t)
	r.Press(fyne.KeyN, ui.Ctrl)
	form := r.tab().form.Form
	r.TypeInto(form, "Title", "开放日")
	r.TypeInto(form, "Start", "2026-10-09 8:30")
	at := form.Field("Start").Section()
	r.tab().showSection(at)
	r.Press(fyne.KeyS, ui.Ctrl)
	if r.tab().Unsaved() || r.tab().heads.Value() != at {
		t.Errorf("unsaved: %v, section %d is in sight, want %d", r.tab().Unsaved(), r.tab().heads.Value(), at)
	}
}

func TestProblemsStandBesideTheirFieldsAndNothingTypedIsLost(t *testing.T) {
	r := newFixture(t)
	r.enter("", "2026-13-45 8:30")
	form := r.tab().form
	r.TypeInto(form.Form, "Email", "no address")
	r.Press(fyne.KeyS, ui.Ctrl)
	if len(r.Events()) != 0 {
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
	r.TypeInto(form.Form, "Title", "开放日")
	r.TypeInto(form.Form, "Start", "2026-12-25 08:30")
	r.TypeInto(form.Form, "Email", "office@example.com")
	r.Press(fyne.KeyS, ui.Ctrl)
	if len(r.Events()) != 1 {
		t.Errorf("the mended event was not saved: %s", r.Seen())
	}
}

func TestEveryFieldOfAnEventComesThroughTheForm(t *testing.T) {
	r := sampleFixture(t)
	want := r.Event()
	form := r.tab().form
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
			r := newFixture(t)
			quits := 0
			r.enter("乙", "2026-10-10 09:00")
			second := r.Event().ID
			r.enter("甲", "2026-10-09 09:00")
			first := r.Event().ID
			leave := map[string]func(){
				"event": func() { r.tab().table.Choose(second) },
				"tab":   func() { r.ShowTab(ui.TabInvitees, nil) },
				"quit":  func() { r.Guard(func() { quits++ }) },
			}
			for name, do := range leave {
				r.ShowTab(ui.TabEvents, nil)
				r.SetEvent(first, nil)
				quits = 0
				stored, err := r.Service.Event(context.Background(), first)
				if err != nil {
					t.Fatal(err)
				}
				stored.Title = "甲"
				if _, err := r.Service.SaveEvent(context.Background(), stored); err != nil {
					t.Fatal(err)
				}
				r.TypeInto(r.tab().form.Form, "Title", "改过的名称")
				do()
				if !r.Sees("有未保存的修改") {
					t.Fatalf("%s: no question, but %s", name, r.Seen())
				}
				r.Tap(c.answer)
				moved := r.Event().ID == second || r.InSight() != r.Tab(ui.TabEvents) || quits == 1
				if moved != c.moves {
					t.Errorf("%s: moved is %v, want %v", name, moved, c.moves)
				}
				now, err := r.Service.Event(context.Background(), first)
				if err != nil || now.Title != c.stored {
					t.Errorf("%s: stored is %q (%v), want %q", name, now.Title, err, c.stored)
				}
				if !c.moves {
					if got := r.tab().form.Field("Title").Input.Snapshot(); got != "改过的名称" {
						t.Errorf("%s: typed was lost: %q", name, got)
					}
					if r.Heading() != ui.TabEvents {
						t.Errorf("%s: the heading of another tab is lit", name)
					}
					r.tab().Discard()
				}
			}
		})
	}
}

func TestADeletedEventComesBackWithAllThatBelongsToIt(t *testing.T) {
	r := sampleFixture(t)
	id := r.Event().ID
	before, err := r.Service.Dossier(context.Background(), id)
	if err != nil {
		t.Fatal(err)
	}
	r.Window.Canvas().Focus(r.tab().table)
	r.tab().table.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDelete})
	r.Tap("删除")
	if len(r.Events()) != 0 || r.Event().ID != "" {
		t.Fatalf("not deleted; the current event is %q", r.Event().Title)
	}
	if !r.Sees("还没有活动") {
		t.Errorf("the empty window says\n%s", r.Seen())
	}
	r.Press(fyne.KeyZ, ui.Ctrl)
	after, err := r.Service.Dossier(context.Background(), id)
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
	r := newFixture(t)
	r.enter("水务开放日", "2025-05-05 09:00")
	r.enter("民政开放日", "2026-10-09 09:00")
	tab := r.tab()
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
	r.Press(fyne.KeyF, ui.Ctrl)
	for _, c := range "水务" {
		r.Window.Canvas().Focused().TypedRune(c)
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
	if got := titles(); got != "" || !r.Sees("没有找到活动") {
		t.Errorf("held: %q", got)
	}
	r.Tap("显示全部")
	if got := titles(); got != "民政开放日 水务开放日" {
		t.Errorf("all again: %q", got)
	}
}

// moveTo moves the event to a state by the menu of its line in the list.
func (r *fixture) moveTo(state string) {
	r.t.Helper()
	tab := r.tab()
	for _, item := range tab.table.Menu(tab.table.Chosen()).Items {
		if item.ChildMenu == nil {
			continue
		}
		for _, s := range item.ChildMenu.Items {
			if s.Label == state {
				s.Action()
				return
			}
		}
	}
	r.t.Fatalf("the menu has no state %q", state)
}

func TestTheStateMovesForwardAndBackWithoutTouchingWhatIsTyped(t *testing.T) {
	r := newFixture(t)
	r.enter("开放日", "2026-10-09 09:00")
	form := r.tab().form
	r.TypeInto(form.Form, "Theme", "正在写")
	r.moveTo("报名中")
	if r.Event().State != app.StateSignUpOpen {
		t.Fatalf("the state is %s", r.Event().State)
	}
	if got := form.Field("Theme").Input.Snapshot(); got != "正在写" || !r.tab().Unsaved() {
		t.Errorf("what was typed is now %q", got)
	}
	r.Press(fyne.KeyS, ui.Ctrl)
	if e := r.Events()[0]; e.State != app.StateSignUpOpen || e.Theme != "正在写" {
		t.Errorf("saved: %s, %q", e.State, e.Theme)
	}
	r.moveTo("筹备")
	if r.Event().State != app.StateDraft {
		t.Error("the state does not go back")
	}
}

func TestQuotasAreEditedInRows(t *testing.T) {
	r := newFixture(t)
	r.enter("开放日", "2026-10-09 09:00")
	rows := r.tab().form.quotas
	set := func(row int, category, number, share string) {
		rows.New()
		for i, text := range []string{category, number, share} {
			target := rows.Lines[row][i].FocusTarget()
			for _, c := range text {
				target.TypedRune(c)
			}
		}
	}
	set(0, "群众代表", "5", "1/3")
	set(1, "群众代表", "x", "")
	r.Press(fyne.KeyS, ui.Ctrl)
	if got := r.tab().form.Field("Quotas").Problem(); !strings.Contains(got, "第 2 行") {
		t.Errorf("beside the quotas stands %q", got)
	}
	rows.Lines[1][1].(interface{ SetText(string) }).SetText("2")
	r.Press(fyne.KeyS, ui.Ctrl)
	if got := r.tab().form.Field("Quotas").Problem(); !strings.Contains(got, "重复") {
		t.Errorf("beside the quotas stands %q", got)
	}
	rows.Lines[1][0].(interface{ SetText(string) }).SetText("人大代表")
	r.Press(fyne.KeyS, ui.Ctrl)
	want := []app.Quota{{Category: "群众代表", Number: 5, MinShare: app.Share{Num: 1, Den: 3}}, {Category: "人大代表", Number: 2}}
	if diff := cmp.Diff(want, r.Events()[0].Quotas); diff != "" {
		t.Errorf("quotas (-want +got):\n%s", diff)
	}
}

func TestBlankRowsAreLeftOut(t *testing.T) {
	r := newFixture(t)
	r.enter("开放日", "2026-10-09 09:00")
	form := r.tab().form
	form.quotas.New()
	form.leaders.New()
	form.leaders.Lines[0][1].(interface{ SetText(string) }).SetText("局长")
	r.Press(fyne.KeyS, ui.Ctrl)
	e := r.Events()[0]
	if len(e.Quotas) != 0 || len(e.Leaders) != 1 || e.Leaders[0].Name != "局长" {
		t.Errorf("saved: %+v, %+v; the person sees\n%s", e.Quotas, e.Leaders, r.Seen())
	}
}

func TestANewEventIsGivenUpForAnotherWhereNothingIsTyped(t *testing.T) {
	r := newFixture(t)
	r.enter("乙", "2026-10-10 09:00")
	second := r.Event().ID
	r.enter("甲", "2026-10-09 09:00")
	r.Press(fyne.KeyN, ui.Ctrl)
	r.SwitchTo(second, nil)
	if got := r.tab().form.Field("Title").Input.Snapshot(); got != "乙" {
		t.Errorf("the form shows %q", got)
	}
}

// withoutRevisions compares records by what they say.
var withoutRevisions = cmp.FilterPath(func(p cmp.Path) bool { return p.Last().String() == ".Revision" }, cmp.Ignore())

func TestANewEventBeginsWithWhatIsKnown(t *testing.T) {
	r := newFixture(t)
	uitest.AddEvent(t, r.Context, func(e *app.Event) {
		e.Organiser, e.Contact, e.Phones, e.Email = "区水务局", "王敏", []string{"010-8345"}, "kfr@example.cn"
	})
	r.Press(fyne.KeyN, ui.Ctrl)
	form := r.tab().form
	for key, want := range map[string]string{"Organiser": "区水务局", "Contact": "王敏", "Phones": "010-8345", "Email": "kfr@example.cn", "Title": "", "Theme": ""} {
		if got := form.Field(key).Input.Snapshot(); got != want {
			t.Errorf("%s is %q, want %q", key, got, want)
		}
	}
	if r.tab().Unsaved() {
		t.Error("what nobody typed is to be saved")
	}
	r.TypeInto(form.Form, "Title", "第二场")
	r.TypeInto(form.Form, "Start", "2026-11-03 14:00")
	r.TypeInto(form.Form, "AssemblyTime", "13:40")
	r.TypeInto(form.Form, "End", "17点30分")
	r.Press(fyne.KeyS, ui.Ctrl)
	e := r.Event()
	if got := e.AssemblyTime.Format("2006-01-02 15:04") + " " + e.End.Format("2006-01-02 15:04"); got != "2026-11-03 13:40 2026-11-03 17:30" || e.Organiser != "区水务局" {
		t.Errorf("times without a date become %s; %+v", got, e)
	}
}

func TestRolesGoDownTheLeadingGroup(t *testing.T) {
	uitest.App(t)
	r := newLeaderRows()
	for i, name := range []string{"周建国", "李海燕", "王志强", "陈明"} {
		r.New()
		r.Lines[i][1].(*widgets.TextEntry).SetText(name)
	}
	var got []app.LeaderRole
	for _, l := range r.values() {
		got = append(got, l.Role)
	}
	if want := []app.LeaderRole{"leader", "deputy", "member", "member"}; !slices.Equal(got, want) {
		t.Errorf("roles %v, want %v", got, want)
	}
	typed := r.Snapshot()
	other := newLeaderRows()
	if other.Restore(typed); other.Snapshot() != typed {
		t.Errorf("restored is %q, was %q", other.Snapshot(), typed)
	}
}
