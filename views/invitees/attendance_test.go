package invitees

import (
	"cmp"
	"context"
	"fmt"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"openday/app"
	"openday/app/paper/onday"
	"openday/views/ui"
	"openday/views/ui/uitest"
	"openday/views/widgets"
)

// party adds approved invitees in several groups, and remembers a print of the
// sign-in sheet in which they stand in another order than on the list.
func (r *fixture) party(n int) []app.Invitee {
	r.t.Helper()
	ctx := context.Background()
	for i := range n {
		if _, err := r.Service.SaveInvitee(ctx, app.Invitee{
			EventID: r.Event().ID, Vetting: app.VettingApproved, Category: "群众代表", Unit: fmt.Sprintf("第%d社区", i%4+1),
			Person: app.Person{Name: string([]rune{[]rune("王李张刘陈杨赵黄周吴")[i%10], []rune("芳伟强磊军洋勇艳杰娟涛")[i/10]}), Phone: fmt.Sprintf("138%08d", i)},
		}); err != nil {
			r.t.Fatal(err)
		}
	}
	all := r.Invitees()
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
	if err := r.Service.RememberPrint(ctx, app.Print{EventID: r.Event().ID, Paper: string(onday.KindSignIn), Lines: lines}); err != nil {
		r.t.Fatal(err)
	}
	return all
}

// strokes counts what is typed where the keyboard is.
func (r *fixture) strokes(text string) int {
	r.Types(text)
	return len([]rune(text))
}

func TestAHundredAttendancesAreTypedInThePrintedOrder(t *testing.T) {
	r := eventFixture(t, nil)
	r.party(100)
	r.Press(fyne.KeyT, ui.Ctrl)
	s := r.tab().sheet
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
	for _, v := range r.Invitees() {
		if v.Attendance != want[v.ID] {
			t.Errorf("%s: %q is saved, want %q", v.Person.Name, v.Attendance, want[v.ID])
		}
	}
	if !r.Reads("100") || !r.Reads("50") || len(s.waiting) != 0 {
		t.Errorf("应到 100, 实到 50 do not stand on the sheet:\n%s", r.Read())
	}

	// Again, each by its number and in another order: three keys at most.
	r.Types("*")
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
	r.Types("*")
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

// initials returns the initials of a name of the party.
func initials(name string) string {
	of := map[rune]string{'王': "w", '李': "l", '张': "z", '刘': "l", '陈': "c", '杨': "y", '赵': "z", '黄': "h", '周': "z", '吴': "w",
		'芳': "f", '伟': "w", '强': "q", '磊': "l", '军': "j", '洋': "y", '勇': "y", '艳': "y", '杰': "j", '娟': "j", '涛': "t"}
	text := ""
	for _, c := range name {
		text += of[c]
	}
	return text
}

// Who has no keyboard at hand enters the sheet by its buttons.
func TestTheSheetIsEnteredByTheMouse(t *testing.T) {
	r := eventFixture(t, nil)
	r.party(3)
	r.Press(fyne.KeyT, ui.Ctrl)
	s := r.tab().sheet
	first := s.rows[s.cursor()]
	r.Tap("请假")
	if got := s.rows[0].Invitee; got.ID != first.Invitee.ID || got.Attendance != app.AttendanceExcused || s.cursor() != 1 {
		t.Errorf("%+v is entered, the cursor is at %d", got, s.cursor())
	}
	if r.Window.Canvas().Focused() != fyne.Focusable(s.table) {
		t.Error("the keyboard is not in the sheet")
	}
}

func TestASheetWithoutPeopleSaysWhatToDoFirst(t *testing.T) {
	r := eventFixture(t, nil)
	r.Press(fyne.KeyT, ui.Ctrl)
	if !r.Sees("签到表上还没有人") || r.Sees("空白行") {
		t.Errorf("the person sees\n%s", r.Seen())
	}
}

func TestTheSheetTakesSubstitutesWalkInsAndTakesBack(t *testing.T) {
	r := eventFixture(t, nil)
	r.party(3)
	r.Press(fyne.KeyT, ui.Ctrl)
	s := r.tab().sheet
	first := s.rows[0].Invitee.ID
	r.Types("4")
	r.Types("赵 云")
	r.Key(fyne.KeyReturn)
	byID := func(id string) app.Invitee {
		for _, v := range r.Invitees() {
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
	r.Types("3")
	r.Key(fyne.KeyBackspace)
	if v := byID(s.rows[1].Invitee.ID); v.Attendance != "" || s.cursor() != 1 {
		t.Errorf("not taken back: %+v, line %d", v, s.cursor())
	}
	r.Key(fyne.KeyBackspace)
	if v := byID(first); v.Attendance != "" || v.Substitute != "" {
		t.Errorf("the entry before is not taken back: %+v", v)
	}
	r.Key(fyne.KeyBackspace)
	if got := r.Told(); got != "最近一次操作不是本表的登记：添加 张芳。按 Ctrl+Z 可撤销它。" || len(r.Invitees()) != 3 {
		t.Errorf("what was done before the sheet: %q, %d are left", got, len(r.Invitees()))
	}
	r.Types("+")
	r.Types("孙悟空")
	r.Key(fyne.KeyReturn)
	row := s.rows[3]
	if v := row.Invitee; v.Person.Name != "孙悟空" || !v.WalkIn || v.Attendance != app.AttendanceCame || row.Number != 4 {
		t.Errorf("the walk-in is not on the first blank row: %+v", row)
	}
	r.Key(fyne.KeyEscape)
	if s.content.Visible() || !r.tab().all.Visible() {
		t.Error("Esc does not go back to the list")
	}
}

// Each entry of the sheet is a step like any other: the toast and the menu name
// it, and taking it back is undoing it.
func TestEntriesOfTheSheetAreUndone(t *testing.T) {
	r := eventFixture(t, nil)
	r.party(3)
	r.Press(fyne.KeyT, ui.Ctrl)
	s := r.tab().sheet
	name := func(i int) string { return s.rows[i].Invitee.Person.Name }
	entered := func() string {
		var all []string
		for _, row := range s.rows[:3] {
			all = append(all, cmp.Or(string(row.Invitee.Attendance), "-"))
		}
		return strings.Join(all, " ")
	}
	undo, redo := r.EditEntry(fyne.KeyZ), r.EditEntry(fyne.KeyY)
	r.Types("1")
	if !r.OffersUndo() || r.Told() != name(0)+"：已到" || undo.Label != "撤销："+name(0)+"标为已到" {
		t.Errorf("the toast says %q, the menu %q", r.Told(), undo.Label)
	}
	r.Types("2")
	r.Types("3")
	if got := entered(); got != "came excused absent" {
		t.Fatal(got)
	}
	r.Key(fyne.KeyBackspace)
	if got := entered(); got != "came excused -" || s.cursor() != 2 || redo.Label != "重做："+name(2)+"标为缺席" {
		t.Errorf("taken back: %s, line %d, the menu says %q", got, s.cursor(), redo.Label)
	}
	r.Press(fyne.KeyZ, ui.Ctrl)
	if got := entered(); got != "came - -" {
		t.Errorf("Ctrl+Z: %s", got)
	}
	r.Key(fyne.KeyBackspace)
	if got := entered(); got != "- - -" || s.cursor() != 0 {
		t.Errorf("after Ctrl+Z: %s, line %d", got, s.cursor())
	}
	for range 3 {
		r.Press(fyne.KeyY, ui.Ctrl)
	}
	if got := entered(); got != "came excused absent" {
		t.Errorf("redone: %s", got)
	}
	r.Key(fyne.KeyBackspace)
	if got := entered(); got != "came excused -" || s.cursor() != 2 {
		t.Errorf("what was redone is taken back: %s, line %d", got, s.cursor())
	}
	// An entry that changes nothing is none to take back.
	r.Key(fyne.KeyHome)
	r.Types("1")
	if r.OffersUndo() {
		t.Errorf("nothing was changed: %q", r.Told())
	}
	r.Key(fyne.KeyBackspace)
	if got := entered(); got != "came - -" || s.cursor() != 1 {
		t.Errorf("%s, line %d", got, s.cursor())
	}
	// Somebody who came without being on the list is an entry, too.
	r.Types("+")
	r.Types("孙悟空")
	r.Key(fyne.KeyReturn)
	r.Key(fyne.KeyBackspace)
	if got := len(r.Invitees()); got != 3 {
		t.Errorf("%d are on the list", got)
	}
}

func TestAWalkInWhoIsOnTheListIsNotAddedTwice(t *testing.T) {
	r := eventFixture(t, func(e *app.Event) { e.Quotas = []app.Quota{{Category: "群众代表", Number: 3}} })
	r.party(2)
	waits, err := r.Service.SaveInvitee(context.Background(), app.Invitee{EventID: r.Event().ID, Person: app.Person{Name: "诸葛亮"}, Unit: "南阳村", Vetting: app.VettingWaiting})
	if err != nil {
		t.Fatal(err)
	}
	r.Press(fyne.KeyT, ui.Ctrl)
	s := r.tab().sheet
	before := len(r.Invitees())
	r.Types("+")
	r.Types("诸葛亮")
	if !r.Reads("名单中已有同名人员") || !r.Reads("南阳村") {
		t.Fatalf("who is on the list is not shown:\n%s", r.Read())
	}
	r.Key(fyne.KeyReturn)
	if got := r.Told(); !strings.Contains(got, "诸葛亮 已在名单中") || len(r.Invitees()) != before {
		t.Errorf("the window says %q; %d on the list", got, len(r.Invitees()))
	}
	for _, v := range r.Invitees() {
		if v.ID == waits.ID && (v.Attendance != app.AttendanceCame || !v.WalkIn || v.Vetting != app.VettingWaiting) {
			t.Errorf("who waited is %+v", v)
		}
	}
	if at := s.cursor(); at < 0 || !s.rows[at].Blank() {
		t.Errorf("the keyboard is at line %d", at)
	}
	r.Types("+")
	r.Types("诸葛亮")
	for _, o := range uitest.InSight(r.Top()) {
		if c, ok := o.(*widgets.Choice[string]); ok {
			uitest.Pick(t, c, "另有其人，新增")
		}
		if c, ok := o.(*widgets.ComboEntry); ok {
			c.SetText("群众代表")
		}
	}
	r.Push("添加")
	list := r.Invitees()
	if v := list[len(list)-1]; len(list) != before+1 || v.Person.Name != "诸葛亮" || v.Category != "群众代表" || v.Unit != "" {
		t.Errorf("somebody else of the name is %+v of %d", v, len(list))
	}
}
