package events

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"openday/app"
	"openday/app/check"
	"openday/app/deadline"
	"openday/app/startplan"
	"openday/app/workbook"
	"openday/app/workday"
	"openday/views/ui/uitest"
	"openday/views/widgets"
)

// deadline is a deadline in the list of the event; without a kind where it is not there.
func (r *fixture) deadline(k app.DeadlineKind) deadline.Status {
	for _, s := range r.tab().dates.table.Rows() {
		if s.Kind == k {
			return s
		}
	}
	return deadline.Status{}
}

// state is how things stand with a deadline in the list of the event.
func (r *fixture) state(k app.DeadlineKind) string {
	if s := r.deadline(k); s.Kind != "" {
		return s.Words()
	}
	return ""
}

func TestTodayShowsWhatIsDueAndTakesTheNextStep(t *testing.T) {
	r := nearFixture(t)
	r.tab().ShowToday()
	if !r.Reads("报备截止") || !r.Reads("▲ 逾期") || !r.Reads("近期活动") || !r.Reads("继续“近期开放日”") {
		t.Fatalf("the person sees\n%s", r.Read())
	}
	count := func() int { return len(r.tab().today.board.Now) + len(r.tab().today.board.Soon) }
	due := count()
	r.Push("标为已完成")
	if got := count(); got != due-1 || !r.OffersUndo() {
		t.Errorf("%d are due, before %d", got, due)
	}
	r.Push("继续“近期开放日”")
	if r.tab().today.content.Visible() || !r.tab().form.Visible() {
		t.Error("the event that was worked on is not in sight")
	}
	r.Push("今日")
	r.tab().FocusField("Title")
	if r.tab().today.content.Visible() {
		t.Error("going to a field leaves what is due in sight")
	}
}

func TestDeadlinesOfPastEventsAreOneLineAndSilencedAtOnce(t *testing.T) {
	r := newFixture(t)
	uitest.AddEvent(t, r.Context, func(e *app.Event) { e.Start, e.State = uitest.Now.AddDate(-1, 0, 0), app.StateSummarised })
	r.tab().ShowToday()
	if len(r.tab().today.board.Old) == 0 || !r.Reads("往期活动还有") {
		t.Fatalf("the person sees\n%s", r.Read())
	}
	r.Push("全部标为已完成")
	if len(r.tab().today.board.Old) != 0 || r.Reads("往期活动还有") || !r.OffersUndo() {
		t.Errorf("the person sees\n%s", r.Read())
	}
	r.Undo()
	if len(r.tab().today.board.Old) == 0 {
		t.Error("it cannot be undone")
	}
}

func TestNothingIsDueWhereNothingPresses(t *testing.T) {
	r := sampleFixture(t)
	r.actions.ShowOwed()
	if !r.Sees("各活动期限") || !r.Sees("清除个人信息") {
		t.Errorf("the person sees\n%s", r.Seen())
	}
}

func TestADeadlineIsMarkedAndChanged(t *testing.T) {
	r := nearFixture(t)
	r.actions.ShowDates()
	dates := r.tab().dates
	dates.table.Choose(string(app.DeadlineFiling))
	if got := r.state(app.DeadlineFiling); got != "还有 1 个工作日" {
		t.Errorf("filing: %s", got)
	}
	r.Tap("标为已完成")
	if got := r.state(app.DeadlineFiling); got != "2026-09-03 完成" {
		t.Errorf("marked: %s", got)
	}
	if got := r.StoredEvent().Done; len(got) != 1 || !got[0].On.Equal(app.Date(2026, 9, 3)) {
		t.Errorf("kept: %v", got)
	}
	r.Tap("取消完成")
	if len(r.StoredEvent().Done) != 0 {
		t.Error("the mark is still kept")
	}
	r.Tap("完成日期…")
	r.Tap("保存")
	if len(r.StoredEvent().Done) != 1 {
		t.Error("the day is not kept")
	}

	dates.table.Choose(string(app.DeadlineResults))
	r.Tap("调整期限…")
	r.Tap("按单位规则：活动后 10 天")
	r.Tap("本活动不设")
	r.Tap("保存")
	if got := r.state(app.DeadlineResults); got != "" {
		t.Errorf("the event has still the deadline: %s", got)
	}
	dates.table.Choose(string(app.DeadlineFiling))
	r.Tap("调整期限…")
	for _, c := range "0" { // 5 becomes 50
		r.Window.Canvas().Focus(numberIn(t, r))
		r.Window.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyEnd})
		r.Window.Canvas().Focused().TypedRune(c)
	}
	r.Tap("保存")
	if got := r.StoredEvent().FilingDays; got != 50 {
		t.Errorf("filing %d days ahead", got)
	}
}

// numberIn finds the number that a dialog asks for.
func numberIn(t *testing.T, r *fixture) *widgets.NumberEntry {
	t.Helper()
	all := uitest.Found[*widgets.NumberEntry](r.Top())
	if len(all) == 0 {
		t.Fatalf("no number is asked for:\n%s", r.Seen())
	}
	return all[0]
}

func TestDeadlinesGoIntoACalendarFile(t *testing.T) {
	r := sampleFixture(t)
	r.Answers.ToSave = filepath.Join(t.TempDir(), "期限.ics")
	r.actions.ExportICS()
	data, err := os.ReadFile(r.Answers.ToSave)
	if err != nil {
		t.Fatal(err)
	}
	if text := string(data); !strings.HasPrefix(text, "BEGIN:VCALENDAR\r\n") || !strings.Contains(text, r.Event().ID+"-filing@openday") {
		t.Errorf("written: %s", text)
	}
}

func TestAFindingLeadsToItsPlace(t *testing.T) {
	r := newFixture(t)
	file, err := os.Open(uitest.Sample(t, "plan1-civil-affairs.xlsx")) // of 2022: its deadlines are over
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	d, _, err := workbook.Read(file)
	if err != nil {
		t.Fatal(err)
	}
	r.add(d)
	found, err := r.Service.CheckEvent(context.Background(), r.Event().ID, nil)
	if err != nil {
		t.Fatal(err)
	}
	filing := slices.IndexFunc(found, func(f check.Finding) bool { return f.Weight == check.WeightPast && f.Field == check.FieldDeadlines })
	if filing < 0 || found[0].Field != check.FieldDeadlines {
		t.Fatalf("found: %+v", found)
	}
	dates := r.tab().dates
	for _, f := range []check.Finding{found[0], found[filing]} {
		r.tab().showSection(0)
		r.Jump(f)
		if !dates.content.Visible() {
			t.Errorf("the deadlines are not in sight after %s", f.Message)
		}
		if rows := dates.table.Chosen(); len(rows) != 1 || string(rows[0].Kind) != f.ID {
			t.Errorf("chosen among the deadlines after %s: %+v", f.Message, rows)
		}
		if got := r.WhereWords(f); got != "活动 · 期限" {
			t.Errorf("%s is said to be at %q", f.Message, got)
		}
	}
	r.Jump(check.Finding{Topic: app.TopicEvents, Field: "Notices"})
	if dates.content.Visible() || r.Window.Canvas().Focused() != r.tab().form.Field("Notices").Input.FocusTarget() {
		t.Error("the keyboard is not in the notices")
	}
	if n := len(r.tab().form.Sections()); n != sectionDates {
		t.Fatalf("the form has %d sections; the deadlines stand at %d", n, sectionDates)
	}
	if got := r.tab().heads.Value(); r.tab().form.Sections()[got] != "注意事项与宣传" {
		t.Errorf("the section %d is said to be in sight", got)
	}
	if got := r.WhereWords(check.Finding{Topic: app.TopicEvents, Field: "Notices"}); got != "活动 · "+r.tab().FieldOf("Notices").Label() {
		t.Errorf("the notices are said to be at %q", got)
	}
}

func TestAnEventIsBegunByAPlan(t *testing.T) {
	r := newFixture(t)
	r.actions.StartEvent()
	r.Tap("空白：全部自己填写")
	r.Tap(startplan.Plans.Label(startplan.Township))
	r.Tap("新建")
	if !r.Sees("请填写活动日期") {
		t.Fatalf("without a day the person sees\n%s", r.Seen())
	}
	r.Types("2026-11-17")
	r.Tap("新建")
	e := r.StoredEvent()
	if !e.Start.Equal(time.Date(2026, 11, 17, 9, 0, 0, 0, app.Zone)) || len(e.Quotas) != 4 {
		t.Fatalf("begun: %+v", e)
	}
	// And a copy of it, a week later.
	r.actions.StartEvent()
	r.Tap("空白：全部自己填写")
	r.Tap("复制已有活动（不含人员）")
	r.Tap("新建") // puts the keyboard into the day
	r.Types("2026-11-24")
	r.Tap("新建")
	if c := r.StoredEvent(); c.ID == e.ID || !c.Start.Equal(e.Start.AddDate(0, 0, 7)) || !c.SignUpUntil.Equal(e.SignUpUntil.AddDate(0, 0, 7)) {
		t.Errorf("copied: %+v", c)
	}
	// Blank is begun in the form, and nothing is kept.
	r.actions.StartEvent()
	r.Tap("新建")
	if !r.tab().creating || len(r.Events()) != 2 {
		t.Error("a blank event is not begun in the form")
	}
}

func TestTheRulesOfTheOffice(t *testing.T) {
	r := sampleFixture(t)
	before := r.deadline(app.DeadlineTeam)
	r.actions.EditRules()
	r.Window.Canvas().Focus(numberIn(t, r)) // the selection team's
	r.Types("1")                            // 5 becomes 15 or 51
	r.Tap("保存")
	rule := r.Rules[0]
	if rule.Kind != app.DeadlineTeam || rule.Days != 15 && rule.Days != 51 {
		t.Errorf("the window goes by %+v", rule)
	}
	if now := r.deadline(app.DeadlineTeam); before.Kind == "" || now.Rule != rule || !now.At.Before(before.At) {
		t.Errorf("the list goes by %+v, before by %+v", now, before)
	}
}

func TestAYearIsAddedToTheCalendar(t *testing.T) {
	r := newFixture(t)
	r.Answers.ToOpen = filepath.Join(t.TempDir(), "2027.csv")
	if err := os.WriteFile(r.Answers.ToOpen, []byte("日期,类型,名称\n2027-01-01,放假,元旦\n2027-01-03,上班,元旦\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	r.actions.EditCalendar()
	if !r.Sees("春节") || !r.Sees("程序自带的官方安排") {
		t.Fatalf("the person sees\n%s", r.Seen())
	}
	r.Tap("从文件添加…")
	if !r.Sees("元旦") || !r.Sees("已修改，尚未保存") {
		t.Fatalf("the person sees\n%s", r.Seen())
	}
	d := widgets.Front(r.Window)
	r.Key(fyne.KeyEscape)
	if d.Closed() || !r.Reads("有未保存的修改") {
		t.Fatalf("what was read is lost without a question; there is:\n%s", r.Read())
	}
	r.Key(fyne.KeyEscape)
	r.Tap("保存")
	if !r.Calendar.Covers(2027) || !r.Calendar.IsWorkday(app.Date(2027, 1, 3)) || r.Calendar.IsWorkday(app.Date(2027, 1, 1)) {
		t.Error("the window does not go by the new year")
	}
	if workday.Official().Covers(2027) {
		t.Error("the official data was changed")
	}
}

func TestAYearIsEditedAndItsFaultsAreNamed(t *testing.T) {
	r := newFixture(t)
	own := newCalendarEditor(r.actions, nil)
	own.show()
	own.from.SetText("2027-02-05")
	own.until.SetText("2027-02-11")
	own.name.SetText("春节")
	r.Tap("添加")
	own.kind.Set(workday.MakeUp)
	own.from.SetText("2027-02-15") // a Monday
	r.Tap("添加")
	r.Tap("保存")
	if !r.Sees("2027-02-15 本来就是工作日") {
		t.Fatalf("the person sees\n%s", r.Seen())
	}
	own.table.Choose("2027-02-15")
	r.Tap("删除")
	r.Tap("保存")
	if days := r.Calendar.Days(2027); len(days) != 7 || days[0].Name != "春节" {
		t.Errorf("kept: %v", days)
	}
	stored, err := r.Service.OwnSchedule(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	own = newCalendarEditor(r.actions, stored)
	own.years.Set(2027)
	own.fill()
	own.show()
	if !r.Sees("本单位添加") {
		t.Errorf("the person sees\n%s", r.Seen())
	}
	r.Tap("恢复官方数据")
	r.Tap("保存")
	if r.Calendar.Covers(2027) {
		t.Error("the office's own year is still there")
	}
}

func TestTheCountdownSpeaksEnglish(t *testing.T) {
	uitest.InEnglish(t)
	r := nearFixture(t)
	r.tab().ShowToday()
	for _, text := range []string{"Today", "Filing due", "Mark as done", "Coming events"} {
		if !r.Reads(text) {
			t.Errorf("%q is not among\n%s", text, r.Seen())
		}
	}
}
