package agenda

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"pgregory.net/rapid"

	"openday/app"
	"openday/app/clash"
	"openday/views/ui"
	"openday/views/ui/uitest"
	"openday/views/widgets"
)

// plan enters items of an agenda: "08:30-09:00 集合".
func (r *fixture) plan(items ...string) {
	r.t.Helper()
	tab := r.tab()
	for _, item := range items {
		times, content, _ := strings.Cut(item, " ")
		start, end, _ := strings.Cut(times, "-")
		r.Press(fyne.KeyN, ui.Ctrl)
		r.TypeInto(tab.editor.Form, "Start", start)
		r.TypeInto(tab.editor.Form, "End", end)
		r.TypeInto(tab.editor.Form, "Content", content)
		r.Press(fyne.KeyS, ui.Ctrl)
	}
}

// planned is the agenda as plan takes it.
func (r *fixture) planned() string {
	r.t.Helper()
	var items []string
	for _, a := range r.Agenda() {
		items = append(items, a.Start.Format("15:04")+"-"+strings.TrimSuffix(a.End.Format("15:04"), "00:00")+" "+a.Content)
	}
	return strings.Join(items, ", ")
}

func (r *fixture) chooseItem(contents ...string) {
	var ids []string
	for _, row := range r.tab().table.Rows() {
		if slices.Contains(contents, row.Content) {
			ids = append(ids, row.ID)
		}
	}
	r.tab().table.Choose(ids...)
}

func (r *fixture) moveBy(key fyne.KeyName, mod fyne.KeyModifier) {
	r.t.Helper()
	r.FromMenu(r.tab().menu(r.tab().table.Chosen()), key, mod)
}

func TestAnAgendaIsTypedItemAfterItem(t *testing.T) {
	r := eventFixture(t, func(e *app.Event) {
		e.AssemblyTime, e.AssemblyPlace = e.Start.Add(-10*time.Minute), "北门"
		e.Sites = []string{"养老服务中心"}
		e.Leaders = []app.Leader{{Role: "leader", Name: "沈鹏程"}}
	})
	tab := r.tab()
	r.Press(fyne.KeyN, ui.Ctrl)
	if got := tab.editor.Base; got.Start.Format("15:04") != "08:20" || got.Kind != "assembly" || got.Place != "北门" {
		t.Errorf("the first item begins as %+v", got)
	}
	r.Types("集合")
	r.TypeInto(tab.editor.Form, "End", "8点30分")
	tab.Proceed()
	r.Types("参观")
	r.TypeInto(tab.editor.Form, "End", "9：20")
	tab.Proceed()
	if got := tab.editor.Form.Field("Start").Input.Snapshot(); got != "09:20" {
		t.Errorf("the next item begins at %s, want where the last one ends", got)
	}
	r.Types("座谈")
	r.TypeInto(tab.editor.Form, "End", "09:00")
	tab.Proceed()
	if got := tab.editor.Form.Field("End").Problem(); got == "" {
		t.Error("an end before the start has no problem beside it")
	}
	tab.Discard()
	if got := r.planned(); got != "08:20-08:30 集合, 08:30-09:20 参观" {
		t.Errorf("planned: %s", got)
	}
	if got := ui.Gather(tab.table.Rows(), func(r agendaRow) string { return lengthWords(r.AgendaItem) }); !slices.Equal(got, []string{"10 分钟", "50 分钟"}) {
		t.Errorf("lengths: %q", got)
	}
}

// The next item does not wait for the list, which comes later than the form asks
// for where it begins.
func TestTheNextItemBeginsWhereTheSavedOneEndsBeforeTheListIsThere(t *testing.T) {
	r := eventFixture(t, nil)
	tab := r.tab()
	r.plan("08:30-09:00 集合", "10:00-11:00 座谈")
	r.Press(fyne.KeyN, ui.Ctrl)
	r.TypeInto(tab.editor.Form, "Start", "09:00")
	r.TypeInto(tab.editor.Form, "End", "10:10")
	r.TypeInto(tab.editor.Form, "Content", "参观")
	var answers []func()
	r.Run = func(work, then func()) {
		work()
		answers = append(answers, then)
	}
	tab.Proceed()
	saved := len(answers) - 1 // the list was asked for while it was being saved
	answers[saved]()
	if got := tab.editor.Form.Field("Start").Input.Snapshot(); got != "10:10" {
		t.Errorf("the next item begins at %s, want where the saved one ends", got)
	}
	if got := r.Told(); !strings.Contains(got, "10:10“座谈”") {
		t.Errorf("what moved is not named: %q", got)
	}
	for _, answer := range answers[:saved] {
		answer()
	}
	r.Run = widgets.Inline
	tab.Discard()
	if got := r.planned(); got != "08:30-09:00 集合, 09:00-10:10 参观, 10:10-11:10 座谈" {
		t.Errorf("planned: %s", got)
	}
}

func TestAnEveningGoesOnPastMidnight(t *testing.T) {
	r := eventFixture(t, func(e *app.Event) { e.End = app.DayOf(e.Start).AddDate(0, 0, 1).Add(12 * time.Hour) })
	tab := r.tab()
	r.plan("22:00-01:00 夜间巡查")
	tab.Discard()
	a := r.Agenda()[0]
	if got := a.End.Sub(a.Start); got != 3*time.Hour {
		t.Errorf("it lasts %s", got)
	}
	tab.editor.Open(a)
	r.TypeInto(tab.editor.Form, "Content", "夜间巡查城区")
	r.Press(fyne.KeyS, ui.Ctrl)
	if got := r.Agenda()[0]; !got.End.Equal(a.End) || got.Content != "夜间巡查城区" {
		t.Errorf("saved again it is %+v", got)
	}
	r.Press(fyne.KeyN, ui.Ctrl)
	if got := tab.editor.Form.Field("Day").Input.Snapshot() + " " + tab.editor.Form.Field("Start").Input.Snapshot(); got != "2026-09-11 01:00" {
		t.Errorf("the next one begins at %s", got)
	}
}

func TestItemsMoveAndLaterOnesFollow(t *testing.T) {
	r := eventFixture(t, nil)
	tab := r.tab()
	tab.follow.SetChecked(false)
	r.plan("08:30-09:00 集合", "09:10-10:00 参观", "10:00-11:00 座谈")
	tab.follow.SetChecked(true)

	r.chooseItem("参观")
	r.moveBy(fyne.KeyRight, ui.Alt)
	if got := r.planned(); got != "08:30-09:00 集合, 09:15-10:05 参观, 10:05-11:05 座谈" {
		t.Errorf("5 minutes later, followed: %s", got)
	}
	if r.Told() != "已移动 2 个环节：+5 分钟。改后的开始时间：09:15“参观”、10:05“座谈”。" {
		t.Errorf("the window says %q", r.Told())
	}
	tab.follow.SetChecked(false)
	r.moveBy(fyne.KeyLeft, ui.Alt)
	if got := r.planned(); got != "08:30-09:00 集合, 09:10-10:00 参观, 10:05-11:05 座谈" {
		t.Errorf("5 minutes earlier, alone: %s", got)
	}
	r.moveBy(fyne.KeyUp, ui.Alt)
	if got := r.planned(); got != "08:30-09:20 参观, 09:30-10:00 集合, 10:05-11:05 座谈" {
		t.Errorf("before the previous one: %s", got)
	}
	if got := tab.table.Chosen(); len(got) != 1 || got[0].Content != "参观" {
		t.Errorf("chosen after moving: %+v", got)
	}
	r.moveBy(fyne.KeyUp, ui.Alt) // it is the first already
	r.moveBy(fyne.KeyDown, ui.Alt)
	if got := r.planned(); got != "08:30-09:00 集合, 09:10-10:00 参观, 10:05-11:05 座谈" {
		t.Errorf("and back: %s", got)
	}
	tab.follow.SetChecked(true)
	r.moveBy(fyne.KeyRight, ui.AltShift)
	if got := r.planned(); got != "08:30-09:00 集合, 09:10-10:05 参观, 10:10-11:10 座谈" {
		t.Errorf("5 minutes longer, followed: %s", got)
	}
	r.chooseItem("集合")
	r.Window.Canvas().Focus(tab.table)
	r.Key(fyne.KeyReturn)
	r.TypeInto(tab.editor.Form, "End", "09:20")
	r.Press(fyne.KeyS, ui.Ctrl)
	if got := r.planned(); got != "08:30-09:20 集合, 09:30-10:25 参观, 10:30-11:30 座谈" {
		t.Errorf("a later end in the form, followed: %s", got)
	}
}

func TestClashesAreToldInWords(t *testing.T) {
	r := eventFixture(t, func(e *app.Event) { e.End = e.Start.Add(90 * time.Minute) })
	tab := r.tab()
	tab.follow.SetChecked(false)
	r.plan("08:30-09:00 集合", "08:50-09:30 参观", "09:30-10:30 座谈")
	got := ui.Gather(tab.table.Rows(), func(r agendaRow) string { return r.clash })
	want := []string{"与“参观”（08:50）时间重叠。", "与“集合”（08:30）时间重叠。", "活动结束（10:00）后仍在进行。"}
	for i, w := range want {
		if len(got) <= i || got[i] == "" || i < 2 && got[i] != w {
			t.Errorf("beside item %d stands %q, want %q", i, got, w)
		}
	}
	if !strings.Contains(tab.summary.Text, "3 个环节有冲突") {
		t.Errorf("the summary says %q", tab.summary.Text)
	}
	var drawn []string
	for _, b := range tab.timeline.blocks {
		if b.Visible() {
			for _, line := range b.lines {
				drawn = append(drawn, line.Text)
			}
		}
	}
	if text := strings.Join(drawn, ""); !strings.Contains(text, "× 08:30") || !strings.Contains(text, "重叠") {
		t.Errorf("the timeline says %q", text)
	}
	r.chooseItem("参观")
	for range 2 {
		r.moveBy(fyne.KeyRight, ui.Alt)
	}
	r.chooseItem("参观")
	if got := ui.Gather(tab.table.Rows(), func(r agendaRow) string { return r.clash })[0]; got != "" {
		t.Errorf("after moving on, beside the first stands %q", got)
	}
}

func TestAgendaItemsAreDeletedAndComeBack(t *testing.T) {
	r := eventFixture(t, nil)
	tab := r.tab()
	r.plan("08:30-09:00 集合", "09:00-10:00 参观", "10:00-11:00 座谈")
	tab.timeline.blocks[1].Tapped(nil)
	if got := tab.table.Chosen(); len(got) != 1 || got[0].Content != "参观" {
		t.Fatalf("a click on the timeline chooses %+v", got)
	}
	r.Key(fyne.KeyDelete)
	if got := r.planned(); got != "08:30-09:00 集合, 10:00-11:00 座谈" {
		t.Errorf("deleted: %s", got)
	}
	r.Press(fyne.KeyZ, ui.Ctrl)
	if got := r.planned(); got != "08:30-09:00 集合, 09:00-10:00 参观, 10:00-11:00 座谈" {
		t.Errorf("undone: %s", got)
	}
	tab.timeline.blocks[2].DoubleTapped(nil)
	if !tab.editor.Shown || tab.editor.Base.Content != "座谈" {
		t.Error("a double click on the timeline opens no form")
	}
}

// drawItems draws items of an agenda that may overlap.
func drawItems(t *rapid.T) []app.AgendaItem {
	items := make([]app.AgendaItem, rapid.IntRange(2, 12).Draw(t, "items"))
	at := uitest.Now
	for i := range items {
		at = at.Add(time.Duration(rapid.IntRange(0, 30).Draw(t, "pause")) * time.Minute)
		items[i] = app.AgendaItem{ID: fmt.Sprint(i), Position: i + 1, Start: at, Kind: "visit", Content: "参观"}
		if rapid.Bool().Draw(t, "ends") {
			items[i].End = at.Add(time.Duration(rapid.IntRange(0, 60).Draw(t, "lasts")) * time.Minute)
		}
	}
	return items
}

func TestTheTimelineShowsEveryItemInItsPlace(t *testing.T) {
	r := eventFixture(t, nil)
	rapid.Check(t, func(t *rapid.T) {
		items := drawItems(t)
		l := r.tab().timeline
		l.set(pictureOf(app.Event{}, items, clash.Find(app.Event{}, items)))
		var blocks []*block
		for _, b := range l.blocks {
			if b.Visible() {
				blocks = append(blocks, b)
			}
		}
		if len(blocks) != len(items) {
			t.Fatalf("%d blocks for %d items", len(blocks), len(items))
		}
		height := l.body.MinSize().Height
		for i, a := range blocks {
			if a.Position().Y < 0 || a.Position().Y+a.Size().Height > height+leastBlock || a.Position().X < scaleWidth || a.Size().Width < 1 {
				t.Fatalf("block %d lies at %v, %v of %v", i, a.Position(), a.Size(), height)
			}
			for _, b := range blocks[i+1:] {
				apart := a.Position().Y+a.Size().Height <= b.Position().Y || b.Position().Y+b.Size().Height <= a.Position().Y ||
					a.Position().X+a.Size().Width <= b.Position().X || b.Position().X+b.Size().Width <= a.Position().X
				if !apart {
					t.Fatalf("two blocks lie on each other: %v %v and %v %v", a.Position(), a.Size(), b.Position(), b.Size())
				}
			}
		}
	})
}

func TestTheTimelineSaysTheDateInTheWindowsLanguage(t *testing.T) {
	day := app.Date(2022, time.November, 22)
	if got := dateWords(day); got != app.LongDate(day) {
		t.Errorf("in Chinese: %s, want it as on the papers: %s", got, app.LongDate(day))
	}
	uitest.InEnglish(t)
	if got := dateWords(day); got != "Tuesday, 22 November 2022" {
		t.Errorf("in English: %s", got)
	}
}

func BenchmarkTimeline100(b *testing.B) {
	r := eventFixture(b, nil)
	items := make([]app.AgendaItem, 100)
	for i := range items {
		items[i] = app.AgendaItem{ID: fmt.Sprint(i), Position: i, Start: uitest.Now.Add(time.Duration(i) * 5 * time.Minute), Content: "参观第" + fmt.Sprint(i) + "个养老服务中心", Place: []string{"县政务中心", "北门"}[i%2]}
		items[i].End = items[i].Start.Add(7 * time.Minute)
	}
	l := r.tab().timeline
	e := app.Event{Travel: []app.Travel{{From: "县政务中心", To: "北门", Minutes: 3}}}
	for i := 0; b.Loop(); i++ {
		items[i%100].End = items[i%100].Start.Add(time.Duration(3+i%5) * time.Minute)
		l.set(pictureOf(e, items, clash.Find(e, items)))
	}
}

func TestTheAgendaIsMadeFromTheSites(t *testing.T) {
	r := eventFixture(t, func(e *app.Event) {
		e.AssemblyTime, e.AssemblyPlace = e.Start.Add(-10*time.Minute), "局门口"
		e.Sites = []string{"水厂", "泵站", "三楼会议室"}
	})
	tab := r.tab()
	r.Push("按活动地点生成议程…")
	if !r.Reads("08:20–08:30") || !r.Reads("08:50–09:20") {
		t.Fatalf("the dialog says:\n%s", r.Read())
	}
	r.Push("列入议程")
	if got := r.planned(); !strings.HasPrefix(got, "08:20-08:30 集合乘车, ") || strings.Count(got, "参观") != 2 || !strings.HasSuffix(got, "座谈交流") {
		t.Errorf("planned: %s", got)
	}
	if len(tab.clashes) > 0 || len(r.Event().Travel) != 3 {
		t.Errorf("clashes %+v, ways %+v", tab.clashes, r.Event().Travel)
	}
	tab.planFromSites()
	if got := r.Told(); !strings.Contains(got, "议程已有环节") {
		t.Errorf("over an agenda the window says %q", got)
	}
	r.Press(fyne.KeyZ, ui.Ctrl)
	if got := r.planned(); got != "" || len(r.Event().Travel) != 0 {
		t.Errorf("undone in one step: %s, %v", got, r.Event().Travel)
	}
}

func TestLinesOfAnAgendaArePasted(t *testing.T) {
	r := eventFixture(t, func(e *app.Event) { e.Sites = []string{"水厂"} })
	tab := r.tab()
	paste := func(text string) {
		fyne.CurrentApp().Clipboard().SetContent(text)
		r.FromMenu(tab.menu(nil), fyne.KeyV, ui.Ctrl)
	}
	paste("各位代表：")
	if got := r.Told(); !strings.Contains(got, "剪贴板里没有议程") {
		t.Errorf("without a time the window says %q", got)
	}
	paste("活动安排\n14:00—14:40 参观水厂\n14:40—15:30 座谈")
	if !r.Reads("读出 2 个环节") || !r.Reads("活动安排") {
		t.Fatalf("to be confirmed is:\n%s", r.Read())
	}
	r.Key(fyne.KeyReturn)
	if got := r.planned(); got != "14:00-14:40 参观水厂, 14:40-15:30 座谈" {
		t.Errorf("planned: %s", got)
	}
	if got := tab.items[0]; got.Place != "水厂" || got.Kind != "visit" {
		t.Errorf("the first is %+v", got)
	}
}
