package views

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"openday/app"
	"openday/app/words"
	"openday/app/workday"
	"openday/views/widgets"
)

// nearRoom opens the window over an event of which things are due about testNow.
func nearRoom(t *testing.T) *room {
	t.Helper()
	path := filepath.Join(t.TempDir(), "openday.db")
	file := &testFile{path: path}
	service, err := file.Open(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	d := app.StartTownship.Dossier(app.Date(2026, 9, 11))
	d.Event.Title = "近期开放日"
	if _, err := service.AddDossier(context.Background(), d); err != nil {
		t.Fatal(err)
	}
	if err := file.Close(); err != nil {
		t.Fatal(err)
	}
	return newRoomAt(t, path)
}

// stored is the current event as it is kept.
func (r *room) stored() app.Event {
	r.t.Helper()
	e, err := r.service.Event(context.Background(), r.Event().ID)
	if err != nil {
		r.t.Fatal(err)
	}
	return e
}

// state is how things stand with a deadline in the list of the event.
func (r *room) state(k app.DeadlineKind) string {
	for _, s := range r.eventsTab().dates.table.Rows() {
		if s.Kind == k {
			return s.Words()
		}
	}
	return ""
}

func TestWhatPressesIsToldAtTheStart(t *testing.T) {
	r := nearRoom(t)
	if !r.sees("近期期限提醒") || !r.sees("近期开放日") || !r.sees("报备截止") || !r.sees("逾期") {
		t.Fatalf("the person sees\n%s", r.seen())
	}
	r.tap("查看活动")
	if r.window.Canvas().Overlays().Top() != nil || !r.eventsTab().dates.content.Visible() {
		t.Error("the event's deadlines are not in sight")
	}
	if rows := r.eventsTab().dates.table.Chosen(); len(rows) != 1 {
		t.Errorf("chosen: %v", rows)
	}
}

func TestNothingIsToldWhereNothingPresses(t *testing.T) {
	r := sampleRoom(t)
	r.TellWhatPresses()
	if r.window.Canvas().Overlays().Top() != nil {
		t.Errorf("the person is told\n%s", r.seen())
	}
	r.press(fyne.KeyL, ctrl)
	if !r.sees("各活动期限") || !r.sees("清除个人信息") {
		t.Errorf("the person sees\n%s", r.seen())
	}
}

func TestADeadlineIsMarkedAndChanged(t *testing.T) {
	r := nearRoom(t)
	r.tap("关闭")
	r.press(fyne.KeyD, ctrl)
	dates := r.eventsTab().dates
	dates.table.Choose(string(app.DeadlineFiling))
	if got := r.state(app.DeadlineFiling); got != "还有 1 个工作日" {
		t.Errorf("filing: %s", got)
	}
	r.tap("标为已完成")
	if got := r.state(app.DeadlineFiling); got != "2026-09-03 完成" {
		t.Errorf("marked: %s", got)
	}
	if got := r.stored().Done; len(got) != 1 || !got[0].On.Equal(app.Date(2026, 9, 3)) {
		t.Errorf("kept: %v", got)
	}
	r.tap("取消完成")
	if len(r.stored().Done) != 0 {
		t.Error("the mark is still kept")
	}
	r.tap("完成日期…")
	r.tap("保存")
	if len(r.stored().Done) != 1 {
		t.Error("the day is not kept")
	}

	dates.table.Choose(string(app.DeadlineResults))
	r.tap("调整期限…")
	r.tap("按单位规则：活动后 10 天")
	r.tap("本活动不设")
	r.tap("保存")
	if got := r.state(app.DeadlineResults); got != "" {
		t.Errorf("the event has still the deadline: %s", got)
	}
	dates.table.Choose(string(app.DeadlineFiling))
	r.tap("调整期限…")
	for _, c := range "0" { // 5 becomes 50
		r.window.Canvas().Focus(numberIn(t, r))
		r.window.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyEnd})
		r.window.Canvas().Focused().TypedRune(c)
	}
	r.tap("保存")
	if got := r.stored().FilingDays; got != 50 {
		t.Errorf("filing %d days ahead", got)
	}
}

// numberIn finds the number that a dialog asks for.
func numberIn(t *testing.T, r *room) *widgets.NumberEntry {
	t.Helper()
	for _, o := range test.LaidOutObjects(r.top()) {
		if n, ok := o.(*widgets.NumberEntry); ok {
			return n
		}
	}
	t.Fatalf("no number is asked for:\n%s", r.seen())
	return nil
}

func TestDeadlinesGoIntoACalendarFile(t *testing.T) {
	r := sampleRoom(t)
	r.answers.save = filepath.Join(t.TempDir(), "期限.ics")
	r.press(fyne.KeyD, ctrlShift)
	data, err := os.ReadFile(r.answers.save)
	if err != nil {
		t.Fatal(err)
	}
	if text := string(data); !strings.HasPrefix(text, "BEGIN:VCALENDAR\r\n") || !strings.Contains(text, r.Event().ID+"-filing@openday") {
		t.Errorf("written: %s", text)
	}
}

func TestTheCheckListsAndGoesThere(t *testing.T) {
	r := newRoom(t)
	r.answers.open = filepath.Join("..", "assets", "samples", "plan1-civil-affairs.xlsx") // of 2022: its deadlines are over
	r.press(fyne.KeyO, ctrl)
	if !strings.HasPrefix(r.bar.check.Text, "检查 ") {
		t.Errorf("the button says %q", r.bar.check.Text)
	}
	go2 := func(f app.Finding) {
		t.Helper()
		r.Jump(f)
	}
	r.press(fyne.KeyK, ctrl)
	if !r.sees("问题") || !r.sees("“报备截止”应在") || !r.sees("活动 · 期限") {
		t.Fatalf("the person sees\n%s", r.seen())
	}
	r.tap("转到该处") // the first: a deadline
	if !r.eventsTab().dates.content.Visible() {
		t.Error("the deadlines are not in sight")
	}
	go2(app.Finding{Topic: app.TopicEvents, Field: "Notices"})
	if r.eventsTab().dates.content.Visible() || r.window.Canvas().Focused() != r.eventsTab().form.Field("Notices").Input.FocusTarget() {
		t.Error("the keyboard is not in the notices")
	}
	if got := r.eventsTab().heads.Value(); r.eventsTab().form.Sections()[got] != "注意事项与宣传" {
		t.Errorf("the section %d is said to be in sight", got)
	}
	d, err := r.service.Dossier(context.Background(), r.Event().ID)
	if err != nil {
		t.Fatal(err)
	}
	go2(app.Finding{Topic: app.TopicFeedback, ID: d.Feedback[1].ID, Field: "DueDate"})
	feedback := r.tabs[3].(*feedbackTab)
	if r.current != 3 || !feedback.editor.shown || r.window.Canvas().Focused() != feedback.editor.form.Field("DueDate").Input.FocusTarget() {
		t.Error("the keyboard is not in the due date")
	}
	go2(app.Finding{Topic: app.TopicAgenda, ID: d.Agenda[0].ID, Field: "Place"})
	if agenda := r.tabs[2].(*agendaTab); r.current != 2 || agenda.editor.base.ID != d.Agenda[0].ID {
		t.Error("the agenda item is not open")
	}
	go2(app.Finding{Topic: app.TopicInvitees, ID: d.Invitees[2].ID, Field: "Attendance"})
	if invitees := r.tabs[1].(*inviteesTab); r.current != 1 || invitees.editor.base.ID != d.Invitees[2].ID {
		t.Error("the invitee is not open")
	}
}

// TestEveryFindingHasItsPlace holds the fields that findings name to those that there are.
func TestEveryFindingHasItsPlace(t *testing.T) {
	r := sampleRoom(t)
	broken := app.Dossier{Event: app.Event{ID: "e", Title: "2025年开放日", Start: app.Date(2026, 10, 1), Form: "both", SignUpUntil: app.Date(2026, 10, 3), AssemblyTime: app.Date(2026, 10, 2), Transport: "2月30日星期一"}}
	found, err := r.service.CheckEvent(context.Background(), r.Event().ID, nil)
	if err != nil {
		t.Fatal(err)
	}
	found = append(found, app.Check(broken, r.timetable(), func(s string) []rune { return []rune(s)[:min(1, len(s))] }, testNow)...)
	found = append(found, app.Check(beyondAllLimits(), r.timetable(), nil, testNow)...)
	for _, f := range found {
		if f.Field != "" && f.Field != app.FieldDeadlines && r.tab(r.tabOf(f.Topic)).(jumper).fieldOf(f.Field) == nil {
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
	r := sampleRoom(t)
	before := r.bar.check.Text
	e := r.stored()
	e.Theme, e.Notices = "", nil
	if _, err := r.service.SaveEvent(context.Background(), e); err != nil {
		t.Fatal(err)
	}
	if after := r.bar.check.Text; after == before {
		t.Errorf("two holes more, and the button still says %q", after)
	}
}

func TestAnEventIsBegunByAPlan(t *testing.T) {
	r := newRoom(t)
	r.press(fyne.KeyN, ctrlShift)
	r.tap("空白：全部自己填写")
	r.tap(app.StartPlans.Label(app.StartTownship))
	r.tap("新建")
	if !r.sees("请填写活动日期") {
		t.Fatalf("without a day the person sees\n%s", r.seen())
	}
	r.typeText("2026-11-17")
	r.tap("新建")
	e := r.stored()
	if !e.Start.Equal(time.Date(2026, 11, 17, 9, 0, 0, 0, app.Zone)) || len(e.Quotas) != 4 {
		t.Fatalf("begun: %+v", e)
	}
	// And a copy of it, a week later.
	r.press(fyne.KeyN, ctrlShift)
	r.tap("空白：全部自己填写")
	r.tap("复制已有活动（不含人员）")
	r.tap("新建") // puts the keyboard into the day
	r.typeText("2026-11-24")
	r.tap("新建")
	if c := r.stored(); c.ID == e.ID || !c.Start.Equal(e.Start.AddDate(0, 0, 7)) || !c.SignUpUntil.Equal(e.SignUpUntil.AddDate(0, 0, 7)) {
		t.Errorf("copied: %+v", c)
	}
	// Blank is begun in the form, and nothing is kept.
	r.press(fyne.KeyN, ctrlShift)
	r.tap("新建")
	if !r.eventsTab().creating || len(r.events()) != 2 {
		t.Error("a blank event is not begun in the form")
	}
}

// typeText types where the keyboard is.
func (r *room) typeText(text string) {
	for _, c := range text {
		r.window.Canvas().Focused().TypedRune(c)
	}
}

func TestTheRulesOfTheOffice(t *testing.T) {
	r := sampleRoom(t)
	before := r.bar.deadline.Text
	r.press(fyne.KeyL, ctrlShift)
	r.window.Canvas().Focus(numberIn(t, r)) // the selection team's
	r.typeText("1")                         // 5 becomes 15 or 51
	r.tap("保存")
	rule := r.rules[0]
	if rule.Kind != app.DeadlineTeam || rule.Days != 15 && rule.Days != 51 {
		t.Errorf("the window goes by %+v", rule)
	}
	if before == "" || r.bar.deadline.Text == "" {
		t.Error("the bar names no deadline")
	}
}

func TestAYearIsAddedToTheCalendar(t *testing.T) {
	r := newRoom(t)
	r.answers.open = filepath.Join(t.TempDir(), "2027.csv")
	if err := os.WriteFile(r.answers.open, []byte("日期,类型,名称\n2027-01-01,放假,元旦\n2027-01-03,上班,元旦\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	r.press(fyne.KeyW, ctrlShift)
	if !r.sees("春节") || !r.sees("程序自带的官方安排") {
		t.Fatalf("the person sees\n%s", r.seen())
	}
	r.tap("从文件添加…")
	if !r.sees("元旦") || !r.sees("已修改，尚未保存") {
		t.Fatalf("the person sees\n%s", r.seen())
	}
	r.tap("保存")
	if !r.calendar.Covers(2027) || !r.calendar.IsWorkday(app.Date(2027, 1, 3)) || r.calendar.IsWorkday(app.Date(2027, 1, 1)) {
		t.Error("the window does not go by the new year")
	}
	if workday.Official().Covers(2027) {
		t.Error("the official data was changed")
	}
}

func TestAYearIsEditedAndItsFaultsAreNamed(t *testing.T) {
	r := newRoom(t)
	own := newCalendarEditor(r.desk, nil)
	own.show()
	own.from.SetText("2027-02-05")
	own.until.SetText("2027-02-11")
	own.name.SetText("春节")
	r.tap("添加")
	own.kind.Set(workday.MakeUp)
	own.from.SetText("2027-02-15") // a Monday
	r.tap("添加")
	r.tap("保存")
	if !r.sees("2027-02-15 本来就是工作日") {
		t.Fatalf("the person sees\n%s", r.seen())
	}
	own.table.Choose("2027-02-15")
	r.tap("删除")
	r.tap("保存")
	if days := r.calendar.Days(2027); len(days) != 7 || days[0].Name != "春节" {
		t.Errorf("kept: %v", days)
	}
	stored, err := r.service.OwnSchedule(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	own = newCalendarEditor(r.desk, stored)
	own.years.Set(2027)
	own.fill()
	own.show()
	if !r.sees("本单位添加") {
		t.Errorf("the person sees\n%s", r.seen())
	}
	r.tap("恢复官方数据")
	r.tap("保存")
	if r.calendar.Covers(2027) {
		t.Error("the office's own year is still there")
	}
}

func TestTheCountdownSpeaksEnglish(t *testing.T) {
	inEnglish(t)
	r := nearRoom(t)
	for _, text := range []string{"Due these days", "Filing due", "in one working day"} {
		if !r.sees(text) {
			t.Errorf("%q is not among\n%s", text, r.seen())
		}
	}
	if words.Current() != words.English || slices.ContainsFunc(texts(r.bar.content), func(s string) bool { return strings.Contains(s, "检查") }) {
		t.Error("the bar speaks Chinese")
	}
}
