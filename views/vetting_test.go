package views

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"openday/app"
	"openday/app/paper"
)

// party adds approved invitees in several groups, and remembers a print of the
// sign-in sheet in which they stand in another order than on the list.
func (r *room) party(n int) []app.Invitee {
	r.t.Helper()
	ctx := context.Background()
	for i := range n {
		if _, err := r.service.SaveInvitee(ctx, app.Invitee{
			EventID: r.Event().ID, Vetting: app.VettingApproved, Category: "群众代表", Unit: fmt.Sprintf("第%d社区", i%4+1),
			Person: app.Person{Name: string([]rune{[]rune("王李张刘陈杨赵黄周吴")[i%10], []rune("芳伟强磊军洋勇艳杰娟涛")[i/10]}), Phone: fmt.Sprintf("138%08d", i)},
		}); err != nil {
			r.t.Fatal(err)
		}
	}
	all := r.invitees()
	lines := make([]app.PrintLine, 0, n+2)
	for i := range all {
		v := all[(i*7)%len(all)] // 7 goes round without meeting itself
		group := "一组"
		if i >= n/2 {
			group = "二组"
		}
		lines = append(lines, app.PrintLine{Number: i + 1, ID: v.ID, Group: group, Text: v.Person.Name})
	}
	lines = append(lines, app.PrintLine{Number: n + 1}, app.PrintLine{Number: n + 2})
	if err := r.service.RememberPrint(ctx, app.Print{EventID: r.Event().ID, Paper: string(paper.KindSignIn), Lines: lines}); err != nil {
		r.t.Fatal(err)
	}
	return all
}

// strokes counts what is typed where the keyboard is.
func (r *room) strokes(text string) int {
	r.types(text)
	return len([]rune(text))
}

func TestAHundredAttendancesAreTypedInThePrintedOrder(t *testing.T) {
	r := eventRoom(t, 1, nil)
	r.party(100)
	r.press(fyne.KeyT, ctrl)
	s := r.inviteesTab().sheet
	if !s.content.Visible() || len(s.rows) != 102 {
		t.Fatalf("the sheet is not in sight, or has %d lines", len(s.rows))
	}
	want := map[string]app.Attendance{}
	total, most := 0, 0
	keys := []string{" ", "1", "2", "3"}
	values := []app.Attendance{app.AttendanceCame, app.AttendanceCame, app.AttendanceExcused, app.AttendanceAbsent}
	for i := range 100 {
		n := r.strokes(keys[i%4])
		want[s.rows[i].Invitee.ID] = values[i%4]
		total, most = total+n, max(most, n)
	}
	if most > 3 {
		t.Errorf("%d keys for one", most)
	}
	t.Logf("100 attendances: %d keys, at most %d for one", total, most)
	for _, v := range r.invitees() {
		if v.Attendance != want[v.ID] {
			t.Errorf("%s: %q is saved, want %q", v.Person.Name, v.Attendance, want[v.ID])
		}
	}
	if !r.reads("100") || !r.reads("50") || len(s.waiting) != 0 {
		t.Errorf("应到 100, 实到 50 do not stand on the sheet:\n%s", r.read())
	}

	// Again, each by its number and in another order: three keys at most.
	r.types("*")
	for i := range 99 {
		at := (i * 13) % 99
		n := r.strokes(fmt.Sprint(s.rows[at].Number) + "q")
		if n > 3 {
			t.Errorf("number %d takes %d keys", s.rows[at].Number, n)
		}
	}
	for _, row := range s.rows[:99] {
		if row.Invitee.Attendance != app.AttendanceExcused {
			t.Errorf("number %d is %q", row.Number, row.Invitee.Attendance)
		}
	}
	// And by initials.
	r.types("*")
	s.choose(0)
	target := s.rows[60]
	key := strings.ToLower(initials(target.Invitee.Person.Name))
	if n := r.strokes(key + "1"); n > 3 {
		t.Errorf("%d keys", n)
	}
	came := 0
	for _, row := range s.rows {
		if row.Invitee.Attendance == app.AttendanceCame {
			came++
			if initials(row.Invitee.Person.Name) != initials(target.Invitee.Person.Name) {
				t.Errorf("%s is entered for the initials %s", row.Invitee.Person.Name, key)
			}
		}
	}
	if came != 1 {
		t.Errorf("%d came", came)
	}
}

// initials gives the initials of a name of the party.
func initials(name string) string {
	of := map[rune]string{'王': "w", '李': "l", '张': "z", '刘': "l", '陈': "c", '杨': "y", '赵': "z", '黄': "h", '周': "z", '吴': "w",
		'芳': "f", '伟': "w", '强': "q", '磊': "l", '军': "j", '洋': "y", '勇': "y", '艳': "y", '杰': "j", '娟': "j", '涛': "t"}
	text := ""
	for _, c := range name {
		text += of[c]
	}
	return text
}

func TestASheetWithoutPeopleSaysWhatToDoFirst(t *testing.T) {
	r := eventRoom(t, 1, nil)
	r.press(fyne.KeyT, ctrl)
	if !r.sees("签到表上还没有人") || r.sees("空白行") {
		t.Errorf("the person sees\n%s", r.seen())
	}
}

func TestTheSheetTakesSubstitutesWalkInsAndTakesBack(t *testing.T) {
	r := eventRoom(t, 1, nil)
	r.party(3)
	r.press(fyne.KeyT, ctrl)
	s := r.inviteesTab().sheet
	first := s.rows[0].Invitee.ID
	r.types("4")
	r.types("赵 云")
	r.key(fyne.KeyReturn)
	byID := func(id string) app.Invitee {
		for _, v := range r.invitees() {
			if v.ID == id {
				return v
			}
		}
		t.Fatalf("%s is gone", id)
		return app.Invitee{}
	}
	if v := byID(first); v.Attendance != app.AttendanceSubstitute || v.Substitute != "赵云" {
		t.Errorf("%+v", v)
	}
	if at := s.cursor(); at != 1 {
		t.Errorf("the keyboard is at line %d", at)
	}
	r.types("3")
	r.key(fyne.KeyBackspace)
	if v := byID(s.rows[1].Invitee.ID); v.Attendance != "" || s.cursor() != 1 {
		t.Errorf("not taken back: %+v, line %d", v, s.cursor())
	}
	r.key(fyne.KeyBackspace)
	if v := byID(first); v.Attendance != "" || v.Substitute != "" {
		t.Errorf("the entry before is not taken back: %+v", v)
	}
	r.key(fyne.KeyBackspace)
	if got := r.told(); got != "最近一次操作不是本表的登记：添加 张芳。按 Ctrl+Z 可撤销它。" || len(r.invitees()) != 3 {
		t.Errorf("what was done before the sheet: %q, %d are left", got, len(r.invitees()))
	}
	r.types("+")
	r.types("孙悟空")
	r.key(fyne.KeyReturn)
	row := s.rows[3]
	if v := row.Invitee; v.Person.Name != "孙悟空" || !v.WalkIn || v.Attendance != app.AttendanceCame || row.Number != 4 {
		t.Errorf("the walk-in is not on the first blank row: %+v", row)
	}
	r.key(fyne.KeyEscape)
	if s.content.Visible() || !r.inviteesTab().all.Visible() {
		t.Error("Esc does not go back to the list")
	}
}

// Each entry of the sheet is a step like any other: the toast and the menu name
// it, and taking it back is undoing it.
func TestEntriesOfTheSheetAreUndone(t *testing.T) {
	r := eventRoom(t, 1, nil)
	r.party(3)
	r.press(fyne.KeyT, ctrl)
	s := r.inviteesTab().sheet
	name := func(i int) string { return s.rows[i].Invitee.Person.Name }
	entered := func() string {
		var all []string
		for _, row := range s.rows[:3] {
			all = append(all, cmp.Or(string(row.Invitee.Attendance), "-"))
		}
		return strings.Join(all, " ")
	}
	undo, redo := r.editEntry(fyne.KeyZ), r.editEntry(fyne.KeyY)
	r.types("1")
	if !r.offersUndo() || r.told() != name(0)+"：已到" || undo.Label != "撤销："+name(0)+"标为已到" {
		t.Errorf("the toast says %q, the menu %q", r.told(), undo.Label)
	}
	r.types("2")
	r.types("3")
	if got := entered(); got != "came excused absent" {
		t.Fatal(got)
	}
	r.key(fyne.KeyBackspace)
	if got := entered(); got != "came excused -" || s.cursor() != 2 || redo.Label != "重做："+name(2)+"标为缺席" {
		t.Errorf("taken back: %s, line %d, the menu says %q", got, s.cursor(), redo.Label)
	}
	r.press(fyne.KeyZ, ctrl)
	if got := entered(); got != "came - -" {
		t.Errorf("Ctrl+Z: %s", got)
	}
	r.key(fyne.KeyBackspace)
	if got := entered(); got != "- - -" || s.cursor() != 0 {
		t.Errorf("after Ctrl+Z: %s, line %d", got, s.cursor())
	}
	for range 3 {
		r.press(fyne.KeyY, ctrl)
	}
	if got := entered(); got != "came excused absent" {
		t.Errorf("redone: %s", got)
	}
	r.key(fyne.KeyBackspace)
	if got := entered(); got != "came excused -" || s.cursor() != 2 {
		t.Errorf("what was redone is taken back: %s, line %d", got, s.cursor())
	}
	// An entry that changes nothing is none to take back.
	r.key(fyne.KeyHome)
	r.types("1")
	if r.offersUndo() {
		t.Errorf("nothing was changed: %q", r.told())
	}
	r.key(fyne.KeyBackspace)
	if got := entered(); got != "came - -" || s.cursor() != 1 {
		t.Errorf("%s, line %d", got, s.cursor())
	}
	// Somebody who came without being on the list is an entry, too.
	r.types("+")
	r.types("孙悟空")
	r.key(fyne.KeyReturn)
	r.key(fyne.KeyBackspace)
	if got := len(r.invitees()); got != 3 {
		t.Errorf("%d are on the list", got)
	}
}

func TestApprovingAgainstDoubtsWantsAReason(t *testing.T) {
	r := eventRoom(t, 1, func(e *app.Event) {
		e.MaxAge = 65
		e.Quotas = []app.Quota{{Category: "群众代表", Number: 1}}
	})
	for _, v := range []app.Invitee{
		{Person: app.Person{Name: "老人家", IDNumber: "11010519491231002X", Phone: "13800000001"}, Category: "群众代表"},
		{Person: app.Person{Name: "王玉梅", Phone: "13800000002"}, Category: "群众代表"},
		{Person: app.Person{Name: "李芳", Phone: "13800000003"}, Category: "群众代表"},
	} {
		v.EventID = r.Event().ID
		if _, err := r.service.SaveInvitee(context.Background(), v); err != nil {
			t.Fatal(err)
		}
	}
	r.press(fyne.KeyR, ctrl)
	if !r.reads("年龄") || !r.reads("76") || !r.reads("待审") {
		t.Fatalf("the queue does not say what speaks against the first:\n%s", r.read())
	}
	dialog := r.top()
	r.inviteesTab().desk.vet(r.Event().ID, []string{r.invitees()[0].ID}, app.VettingApproved)
	if r.top() == dialog {
		t.Fatal("no reason is asked for")
	}
	r.key(fyne.KeyReturn)
	if r.invitees()[0].Vetting != app.VettingPending {
		t.Error("approved without a reason")
	}
	r.types("街道特邀")
	r.key(fyne.KeyReturn)
	if v := r.invitees()[0]; v.Vetting != app.VettingApproved || v.Overruled != "街道特邀" {
		t.Errorf("%+v", v)
	}
	r.vet(r.Event().ID, []string{r.invitees()[2].ID}, app.VettingWaiting)
	r.desk.told(r.Event().ID, []string{r.invitees()[2].ID})
	if v := r.invitees()[2]; v.RepliedOn.IsZero() {
		t.Errorf("not told: %+v", v)
	}
	r.confirm(r.Event().ID, []string{r.invitees()[0].ID}, app.Withdrew)
	if !r.reads("候补第一位：李芳") {
		t.Fatalf("the place that came free is not offered:\n%s", r.read())
	}
	r.key(fyne.KeyReturn)
	if v := r.invitees()[2]; v.Vetting != app.VettingApproved {
		t.Errorf("%s did not move up: %s\n%s", v.Person.Name, v.Vetting, r.read())
	}
}

func TestFullNumbersAreWrittenDown(t *testing.T) {
	r := eventRoom(t, 1, nil)
	r.guests("王玉梅", "李芳")
	r.inviteesTab().full.SetChecked(true)
	entries, err := r.service.AuditLines(context.Background(), app.AuditFilter{Action: app.AuditReveal})
	if err != nil || len(entries) != 1 || !strings.Contains(entries[0].Detail, "2") || strings.Contains(entries[0].Detail, "李芳") {
		t.Fatalf("%+v %v", entries, err)
	}
	r.press(fyne.KeyJ, ctrl)
	if !r.reads("查看完整号码") || !r.reads("值班员") {
		t.Errorf("the audit list does not say so:\n%s", r.read())
	}
	r.answers.save = t.TempDir()
	l := showAudit(r.desk)
	for _, item := range l.exportItems() {
		item.Action()
	}
	files, err := os.ReadDir(r.answers.save)
	if err != nil || len(files) != 2 {
		t.Errorf("%v %v", files, err)
	}
}

func TestPeopleAreInvitedAgain(t *testing.T) {
	r := eventRoom(t, 1, nil)
	r.guests("王玉梅", "欧阳修")
	again, err := r.service.SaveEvent(context.Background(), app.Event{Title: "下一次", Start: testNow.AddDate(0, 2, 0), State: app.StateDraft})
	if err != nil {
		t.Fatal(err)
	}
	r.SwitchTo(again.ID, nil)
	r.press(fyne.KeyH, ctrl)
	l := showPeople(r.desk)
	l.search.SetText("oyx")
	if rows := l.table.Rows(); len(rows) != 1 || rows[0].Name != "欧阳修" {
		t.Fatalf("%d are found", len(rows))
	}
	l.table.Choose(l.table.Rows()[0].ID)
	if parts := l.history.Rows(); len(parts) != 1 || parts[0].Title != "开放日" {
		t.Errorf("history: %+v", parts)
	}
	l.invite()
	if all := r.invitees(); len(all) != 1 || all[0].Person.Name != "欧阳修" {
		t.Errorf("%+v", all)
	}
}

// The library comes a page at a time; a search looks through all of it.
func TestTheLibraryComesByPages(t *testing.T) {
	r := eventRoom(t, 1, nil)
	names := make([]string, libraryPage+3)
	for i := range names {
		names[i] = "王" + string(rune('一'+i))
	}
	r.guests(names...)
	l := showPeople(r.desk)
	if n := len(l.table.Rows()); n != libraryPage || !l.more.Visible() {
		t.Fatalf("%d people are shown", n)
	}
	l.more.OnTapped()
	if n := len(l.table.Rows()); n != len(names) || l.more.Visible() {
		t.Errorf("then %d are", n)
	}
	l.search.SetText(names[libraryPage+1])
	if rows := l.table.Rows(); len(rows) != 1 || rows[0].Name != names[libraryPage+1] || l.more.Visible() {
		t.Errorf("%d are found", len(rows))
	}
}

// harm changes the data file behind the program's back.
func (r *room) harm(statement string) {
	r.t.Helper()
	db, err := sql.Open("sqlite3", r.file.path)
	if err != nil {
		r.t.Fatal(err)
	}
	_, err = db.Exec(statement)
	if err := errors.Join(err, db.Close()); err != nil {
		r.t.Fatal(err)
	}
}

// What cannot be read is said above the tabs, as long as it cannot.
func TestUnreadableValuesAreTold(t *testing.T) {
	r := eventRoom(t, 1, nil)
	r.guests("王玉梅")
	if r.bar.unread.Visible() {
		t.Error("it is said of a sound file")
	}
	r.harm("UPDATE invitees SET signed_in_at = 'then'")
	r.invitees()
	if !r.bar.unread.Visible() || !strings.Contains(r.bar.unread.Text, "1") {
		t.Errorf("it says %q", r.bar.unread.Text)
	}
}

func TestPurgeIsAskedTwiceAndDone(t *testing.T) {
	r := eventRoom(t, 1, func(e *app.Event) { e.RetainUntil = app.DayOf(testNow.Add(-24 * time.Hour)) })
	r.guests("王玉梅")
	r.press(fyne.KeyJ, ctrlShift)
	if !r.reads("清除个人信息") || !r.reads("已到期") {
		t.Fatalf("no preview:\n%s", r.read())
	}
	r.push("永久清除…")
	if r.invitees()[0].Person.Name != "王玉梅" {
		t.Fatal("deleted without being asked again")
	}
	r.push("永久清除")
	if name := r.invitees()[0].Person.Name; name == "王玉梅" {
		t.Errorf("still %s:\n%s", name, r.read())
	}
	r.push("确定")
}
