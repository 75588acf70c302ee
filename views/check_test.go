package views

import (
	"context"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"openday/app"
	"openday/app/check"
	"openday/app/startplan"
	"openday/app/words"
	"openday/views/ui"
	"openday/views/ui/uitest"
	"openday/views/widgets"
)

// nearFixture opens the window over an event of which things are due about uitest.Now.
func nearFixture(t *testing.T) *fixture {
	t.Helper()
	path := filepath.Join(t.TempDir(), "openday.db")
	file := uitest.NewFile(t, path)
	service, err := file.Open(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	d := startplan.Township.Dossier(app.Date(2026, 9, 11))
	d.Event.Title = "近期开放日"
	if _, err := service.AddDossier(context.Background(), d); err != nil {
		t.Fatal(err)
	}
	if err := file.Close(); err != nil {
		t.Fatal(err)
	}
	return newFixtureAt(t, path)
}

// typed is what stands in a field of the event's form.
func (r *fixture) typed(key string) string {
	r.t.Helper()
	return r.Form().Field(key).Input.Snapshot()
}

// of TestANewEventIsTypedAndSaved
func TestTheBarShowsTheEventAndWhatIsDueNext(t *testing.T) {
	r := newFixture(t)
	r.enter("开放日", "2026-10-09 8:30")
	if !strings.Contains(r.bar.event.Text, "10-09　开放日") || r.bar.state.Text != "筹备" {
		t.Errorf("the bar says %q, %q", r.bar.event.Text, r.bar.state.Text)
	}
	if want := "下一期限　09-22 周二　发布活动公告，还有 14 个工作日"; r.Status().Right() != want {
		t.Errorf("the deadline is %q, want %q", r.Status().Right(), want)
	}
}

// of TestTheStateMovesForwardAndBackWithoutTouchingWhatIsTyped
func TestTheBarMovesTheStateWithoutTouchingWhatIsTyped(t *testing.T) {
	r := newFixture(t)
	r.enter("开放日", "2026-10-09 09:00")
	r.TypeInto(r.Form(), "Theme", "正在写")
	r.Tap("筹备")
	r.Tap("报名中")
	if r.Event().State != app.StateSignUpOpen || r.bar.state.Text != "报名中" {
		t.Fatalf("the state is %s, the bar says %q", r.Event().State, r.bar.state.Text)
	}
	if got := r.typed("Theme"); got != "正在写" || !r.InSight().Unsaved() {
		t.Errorf("what was typed is now %q", got)
	}
}

// of TestUnsavedChangesAreGuarded: the ways that only the window has
func TestLeavingByTheWindowAsksForWhatIsUnsaved(t *testing.T) {
	for _, c := range []struct {
		name, answer, stored string
		moves                bool
	}{
		{"save", "保存", "改过的名称", true},
		{"discard", "放弃修改", "甲", true},
		{"stay", "留在此处", "甲", false},
	} {
		for name, leave := range map[string]func(*fixture){
			"tab":  func(r *fixture) { r.Press(fyne.Key2, ui.Ctrl) },
			"head": func(r *fixture) { r.bar.tabs.Pick(ui.TabInvitees) },
			"quit": (*fixture).quitting,
		} {
			t.Run(c.name+" "+name, func(t *testing.T) {
				r := newFixture(t)
				r.enter("甲", "2026-10-09 09:00")
				r.TypeInto(r.Form(), "Title", "改过的名称")
				leave(r)
				if !r.Sees("有未保存的修改") {
					t.Fatalf("no question, but %s", r.Seen())
				}
				r.Tap(c.answer)
				if moved := r.tabInSight() == ui.TabInvitees || r.quits == 1; moved != c.moves {
					t.Errorf("moved is %v, want %v", moved, c.moves)
				}
				if got := r.StoredEvent().Title; got != c.stored {
					t.Errorf("stored is %q, want %q", got, c.stored)
				}
				if !c.moves {
					if got := r.typed("Title"); got != "改过的名称" {
						t.Errorf("typed was lost: %q", got)
					}
					if r.bar.tabs.SelectedIndex() != ui.TabEvents {
						t.Error("the heading of another tab is lit")
					}
				}
			})
		}
	}
}

func (r *fixture) quitting() { r.Press(fyne.KeyQ, ui.Ctrl) }

func TestTheWindowSpeaksEnglish(t *testing.T) {
	uitest.InEnglish(t)
	r := sampleFixture(t)
	for _, text := range uitest.Texts(r.bar.content) {
		if strings.ContainsAny(text, "打印导出筹备检查") {
			t.Errorf("the bar says %q", text)
		}
	}
	for _, m := range r.menu.Menus {
		for _, item := range append(uitest.Entries(m), fyne.NewMenuItem(m.Label, nil)) {
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
	if got := language("", r.Prefs); got != words.Chinese {
		t.Errorf("the next start would speak %q", got)
	}
	if got := language(words.English, r.Prefs); got != words.English {
		t.Errorf("asked for English at the start, it would speak %q", got)
	}
}

func TestTheEventsFitASmallScreenAtALargeScale(t *testing.T) {
	r := sampleFixture(t)
	if least := r.Window.Content().MinSize(); least.Width > 1366/1.5 || least.Height > 700/1.5 {
		t.Errorf("the window needs %v", least)
	}
}

func TestWhatPressesIsToldAtTheStart(t *testing.T) {
	r := nearFixture(t)
	if !r.Reads("今日") || !r.Reads("继续“近期开放日”") || !r.Reads("报备截止") || !r.Reads("▲ 逾期") {
		t.Fatalf("the person sees\n%s", r.Read())
	}
	r.Press(fyne.KeyF11, ui.Ctrl)
	if r.Window.Canvas().Overlays().Top() != nil || r.tabInSight() != ui.TabEvents || !r.Reads("标为已完成") {
		t.Errorf("the event's deadlines are not in sight:\n%s", r.Read())
	}
}

// TestTheMenusLeadToTheEvents holds the keys to what the events do with them.
func TestTheMenusLeadToTheEvents(t *testing.T) {
	for _, c := range []struct {
		key  fyne.KeyName
		mod  fyne.KeyModifier
		sees string
	}{
		{fyne.KeyN, ui.CtrlShift, "空白：全部自己填写"},
		{fyne.KeyF11, ui.Ctrl, "标为已完成"},
		{fyne.KeyL, ui.Ctrl, "各活动期限"},
		{fyne.KeyL, ui.CtrlShift, "成立遴选小组"},
		{fyne.KeyW, ui.CtrlShift, "程序自带的官方安排"},
	} {
		r := sampleFixture(t)
		r.Press(c.key, c.mod)
		if !r.Reads(c.sees) {
			t.Errorf("%s does not lead to %q, but\n%s", c.key, c.sees, r.Read())
		}
	}
	r := sampleFixture(t)
	r.Answers.ToSave = filepath.Join(t.TempDir(), "期限.ics")
	r.Press(fyne.KeyD, ui.CtrlShift)
	if !strings.Contains(r.Told(), "期限.ics") {
		t.Errorf("the window says %q", r.Told())
	}
}

func TestTheCheckListsAndGoesThere(t *testing.T) {
	r := newFixture(t)
	r.Answers.ToOpen = uitest.Sample(t, "plan1-civil-affairs.xlsx") // of 2022: its deadlines are over
	r.Press(fyne.KeyO, ui.Ctrl)
	if !strings.HasPrefix(r.bar.check.Text, "检查 ") {
		t.Errorf("the button says %q", r.bar.check.Text)
	}
	r.Press(fyne.KeyK, ui.Ctrl)
	if !r.Sees("问题") || !r.Sees("往期期限未标为完成 6 项") || !r.Sees("活动 · 期限") {
		t.Fatalf("the person sees\n%s", r.Seen())
	}
	r.Tap("转到该处") // the first: a deadline
	if !r.Reads("标为已完成") {
		t.Errorf("the deadlines are not in sight:\n%s", r.Read())
	}
	d, err := r.Service.Dossier(context.Background(), r.Event().ID)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range []check.Finding{
		{Topic: app.TopicEvents, Field: "Notices"},
		{Topic: app.TopicFeedback, ID: d.Feedback[1].ID, Field: "DueDate"},
		{Topic: app.TopicAgenda, ID: d.Agenda[0].ID, Field: "Place"},
		{Topic: app.TopicInvitees, ID: d.Invitees[2].ID, Field: "Attendance"},
	} {
		r.Jump(f)
		if r.tabInSight() != r.TabOf(f.Topic) || r.bar.tabs.SelectedIndex() != r.TabOf(f.Topic) {
			t.Errorf("tab %d is in sight for %s", r.tabInSight(), f.Topic)
		}
		field := r.InSight().(interface {
			FieldOf(string) *widgets.Field
		}).FieldOf(f.Field)
		if r.Window.Canvas().Focused() != field.Input.FocusTarget() {
			t.Errorf("the keyboard is not in %s %s", f.Topic, f.Field)
		}
	}
}

// What an older program stored is tidied from the check, and undone from the menu.
func TestTheCheckTidiesInOneStep(t *testing.T) {
	path := filepath.Join(t.TempDir(), "openday.db")
	file := uitest.NewFile(t, path)
	service, err := file.Open(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	d := startplan.Township.Dossier(app.Date(2026, 10, 30))
	d.Event.Title = "旧文件的开放日"
	d.Invitees = []app.Invitee{{Person: app.Person{Name: "阿依·古丽"}, Unit: "文化中心"}}
	id, err := service.AddDossier(context.Background(), d)
	if err != nil {
		t.Fatal(err)
	}
	err = file.Store.Update(context.Background(), app.Unit{ID: "u", At: uitest.Now, By: "旧版"}, func(tx app.Tx) error {
		list, err := tx.Invitees(app.InviteeFilter{EventID: id})
		if err != nil {
			return err
		}
		list[0].Person.Name, list[0].Unit = "阿依•古丽", "⽂化中⼼"
		return tx.SaveInvitees(list)
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := file.Close(); err != nil {
		t.Fatal(err)
	}
	r := newFixtureAt(t, path)
	for r.Window.Canvas().Overlays().Top() != nil { // what is due
		r.Key(fyne.KeyEscape)
	}
	stored := func() string {
		list, err := r.Service.Invitees(context.Background(), app.InviteeFilter{EventID: id})
		if err != nil {
			t.Fatal(err)
		}
		return list[0].Person.Name + " " + list[0].Unit
	}
	r.Press(fyne.KeyK, ui.Ctrl)
	if !r.Sees("有 1 条记录含看不见或代用的字符") {
		t.Fatalf("the person sees\n%s", r.Seen())
	}
	if stored() != "阿依•古丽 ⽂化中⼼" {
		t.Errorf("the check has changed it to %s", stored())
	}
	r.Tap("整理")
	if stored() != "阿依·古丽 文化中心" || !strings.Contains(r.Told(), "整理 1 条记录") {
		t.Errorf("it is %s; the window says %q", stored(), r.Told())
	}
	r.Press(fyne.KeyK, ui.Ctrl)
	if r.Sees("代用的字符") {
		t.Error("there is still something to tidy")
	}
	r.Key(fyne.KeyEscape)
	r.Press(fyne.KeyZ, ui.Ctrl)
	if stored() != "阿依•古丽 ⽂化中⼼" {
		t.Errorf("undone it is %s", stored())
	}
}

// TestEveryFindingHasItsPlace holds the fields that findings name to those that there are.
func TestEveryFindingHasItsPlace(t *testing.T) {
	r := sampleFixture(t)
	broken := app.Dossier{Event: app.Event{ID: "e", Title: "2025年开放日", Start: app.Date(2026, 10, 1), Form: "both", SignUpUntil: app.Date(2026, 10, 3), AssemblyTime: app.Date(2026, 10, 2), Transport: "2月30日星期一"}}
	found, err := r.Service.CheckEvent(context.Background(), r.Event().ID, nil)
	if err != nil {
		t.Fatal(err)
	}
	found = append(found, check.Find(broken, r.Timetable(), func(s string) []rune { return []rune(s)[:min(1, len(s))] }, uitest.Now)...)
	found = append(found, check.Find(beyondAllLimits(), r.Timetable(), nil, uitest.Now)...)
	for _, f := range found {
		if f.Field == "" || f.Field == check.FieldDeadlines || slices.Contains(app.EventChangeFields, f.Field) {
			continue
		}
		tab := r.Tab(r.TabOf(f.Topic)).(interface {
			FieldOf(string) *widgets.Field
		})
		if tab.FieldOf(f.Field) == nil {
			t.Errorf("%s %q has no such field: %s", f.Topic, f.Field, f.Message)
		}
	}
}

// beyondAllLimits is an event of which every field that has a limit is beyond it.
func beyondAllLimits() app.Dossier {
	d := app.Dossier{Invitees: make([]app.Invitee, 1), Agenda: make([]app.AgendaItem, 1), Feedback: make([]app.Feedback, 1)}
	spoil(app.EventFields, &d.Event)
	spoil(app.GuestFields, &d.Invitees[0])
	spoil(app.AgendaFields, &d.Agenda[0])
	spoil(app.FeedbackFields, &d.Feedback[0])
	return d
}

func spoil[T any](fields app.Fields[T], v *T) {
	for _, f := range fields {
		switch place := f.Place(v).(type) {
		case *string:
			*place = strings.Repeat("长", f.Max+1)
		case *[]string:
			*place = []string{strings.Repeat("长", f.Max+1)}
		case *int:
			*place = f.Max + 1
		case *time.Time:
			*place = app.Date(1800, 1, 1)
		}
	}
}

func TestTheBadgeFollowsTheData(t *testing.T) {
	r := sampleFixture(t)
	before := r.bar.check.Text
	e := r.StoredEvent()
	e.Theme, e.Notices = "", nil
	if _, err := r.Service.SaveEvent(context.Background(), e); err != nil {
		t.Fatal(err)
	}
	if after := r.bar.check.Text; after == before {
		t.Errorf("two holes more, and the button still says %q", after)
	}
}

// of TestTheRulesOfTheOffice
func TestTheBarFollowsTheRulesOfTheOffice(t *testing.T) {
	r := sampleFixture(t)
	before := r.Status().Right()
	rules := slices.Clone(r.Rules)
	for i := range rules {
		rules[i].Days += 10
	}
	if err := r.Service.SetDeadlineRules(context.Background(), rules); err != nil {
		t.Fatal(err)
	}
	if before == "" || r.Status().Right() == "" || r.Status().Right() == before {
		t.Errorf("the bar says %q, before %q", r.Status().Right(), before)
	}
}

// Who goes from a list of findings to the place of one gets back by one press.
func TestAJumpLeadsBack(t *testing.T) {
	r := nearFixture(t)
	r.ShowCheck()
	r.Tap("转到该处")
	if got := r.Status().Back(); got != "← 返回检查" {
		t.Fatalf("offered is %q", got)
	}
	r.Status().GoBack()
	if !r.Sees("转到该处") || r.Status().Back() != "" {
		t.Errorf("the check is not there again:\n%s", r.Seen())
	}
	r.Tap("关闭")

	r.Press(fyne.Key3, ui.CtrlShift) // the paper that the event's state needs
	if !r.Reads("预览") {
		t.Fatalf("no preview:\n%s", r.Read())
	}
	r.Push("转到该处")
	if got := r.Status().Back(); !strings.HasPrefix(got, "← 返回预览：") {
		t.Fatalf("offered is %q", got)
	}
	r.Status().GoBack()
	if !r.Reads("预览") || r.Status().Back() != "" {
		t.Errorf("the preview is not there again:\n%s", r.Read())
	}
	r.Push("关闭")

	// In another event there is nothing to go back to.
	r.ShowCheck()
	r.Tap("转到该处")
	r.SetEvent("", nil)
	if got := r.Status().Back(); got != "" {
		t.Errorf("offered without an event: %q", got)
	}
}
