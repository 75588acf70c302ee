package invitees

import (
	"context"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"openday/app"
	"openday/views/ui"
	"openday/views/ui/uitest"
	"openday/views/widgets"
)

func TestInviteesAreTypedOneAfterTheOther(t *testing.T) {
	r := eventFixture(t, nil)
	tab := r.tab()
	r.Press(fyne.KeyN, ui.Ctrl)
	r.Types("王　玉梅") // the keyboard is in the name already
	r.TypeInto(tab.editor.Form, "Phone", "１３８00001234")
	r.TypeInto(tab.editor.Form, "IDNumber", "11010519491231002x")
	r.TypeInto(tab.editor.Form, "Unit", "和平社区")
	r.TypeInto(tab.editor.Form, "Category", "群众代表")
	r.Key(fyne.KeyReturn)
	r.Types("李芳")
	r.Key(fyne.KeyReturn)
	r.Press(fyne.KeyS, ui.Ctrl)
	if got := tab.editor.Form.Field("Name").Problem(); got == "" {
		t.Error("an empty name is saved, or its problem does not stand beside it")
	}
	tab.Discard()

	all := r.Invitees()
	if len(all) != 2 {
		t.Fatalf("%d are saved, want 2: %+v", len(all), all)
	}
	first := all[0]
	if first.Person.Name != "王玉梅" || first.Person.Phone != "13800001234" || first.Person.IDNumber != "11010519491231002X" || first.Unit != "和平社区" || first.Vetting != app.VettingPending {
		t.Errorf("saved: %+v", first)
	}
	if all[1].Category != "群众代表" || all[1].Unit != "" {
		t.Errorf("the next one begins with the category and no more: %+v", all[1])
	}
	if !r.Reads("138****1234") || !r.Reads("110***********002X") || r.Reads("13800001234") || r.Reads("11010519491231002X") {
		t.Errorf("the numbers are not masked:\n%s", r.Read())
	}
	tab.full.SetChecked(true)
	if !r.Reads("13800001234") || !r.Reads("11010519491231002X") {
		t.Error("the full numbers are not shown on demand")
	}
}

func TestNumbersInTheFormAreMaskedUntilAskedFor(t *testing.T) {
	r := eventFixture(t, nil)
	tab := r.tab()
	v, err := r.Service.SaveInvitee(context.Background(), app.Invitee{EventID: r.Event().ID,
		Person: app.Person{Name: "王玉梅", Phone: "13800001234", IDNumber: "11010519491231002X"}})
	if err != nil {
		t.Fatal(err)
	}
	r.chooseNamed("王玉梅")
	r.Window.Canvas().Focus(tab.table)
	r.Key(fyne.KeyReturn)
	if !tab.editor.Shown || r.Reads("11010519491231002X") || r.Reads("13800001234") {
		t.Fatalf("Enter shows no form, or full numbers:\n%s", r.Read())
	}
	r.TypeInto(tab.editor.Form, "Note", "轮椅")
	r.Press(fyne.KeyS, ui.Ctrl)
	if got := r.Invitees()[0]; got.Person != v.Person || got.Note != "轮椅" {
		t.Fatalf("masked numbers were saved: %+v", got)
	}
	tab.editor.Open(r.Invitees()[0])
	number := tab.editor.Form.Field("IDNumber").Input.(*numberInput)
	number.Reveal()
	if tab.Unsaved() || !r.Reads("11010519491231002X") {
		t.Error("showing a number counts as a change, or does not show it")
	}
	r.TypeInto(tab.editor.Form, "IDNumber", "11010519491231003X")
	r.Press(fyne.KeyS, ui.Ctrl)
	if got := r.Invitees()[0].Person.IDNumber; got != "11010519491231003X" {
		t.Errorf("saved: %s", got)
	}
}

func TestFullNumbersAreWrittenDown(t *testing.T) {
	r := eventFixture(t, nil)
	r.Invite("王玉梅", "李芳")
	r.tab().full.SetChecked(true)
	entries, err := r.Service.AuditLines(context.Background(), app.AuditFilter{Action: app.AuditReveal})
	if err != nil || len(entries) != 1 || entries[0].By != "值班员" || !strings.Contains(entries[0].Detail, "2") || strings.Contains(entries[0].Detail, "李芳") {
		t.Fatalf("%+v %v", entries, err)
	}
}

func TestDuplicatesAreRefusedBesideTheName(t *testing.T) {
	r := eventFixture(t, nil)
	tab := r.tab()
	for range 2 {
		r.Press(fyne.KeyN, ui.Ctrl)
		r.TypeInto(tab.editor.Form, "Name", "王玉梅")
		r.TypeInto(tab.editor.Form, "Phone", "13800001234")
		r.Press(fyne.KeyS, ui.Ctrl)
	}
	if got := tab.editor.Form.Field("Name").Problem(); !strings.Contains(got, "王玉梅") {
		t.Errorf("beside the name stands %q", got)
	}
	if len(r.Invitees()) != 1 || !tab.Unsaved() {
		t.Errorf("%d are saved, and what was typed is kept: %v", len(r.Invitees()), tab.Unsaved())
	}
}

func TestDoubtsWarnAndKeepNothingFromBeingSaved(t *testing.T) {
	r := eventFixture(t, func(e *app.Event) {
		e.MaxAge = 65
		e.Quotas = []app.Quota{{Category: "群众代表", Number: 3}}
	})
	tab := r.tab()
	r.Press(fyne.KeyN, ui.Ctrl)
	r.Types("王玉梅")
	r.TypeInto(tab.editor.Form, "IDNumber", "11010519491231002X")
	r.TypeInto(tab.editor.Form, "Category", "记者")
	uitest.Pick(t, tab.editor.Form.Field("Gender").Input.(*widgets.Choice[app.Gender]), "男")
	for key, want := range map[string]string{"IDNumber": "76", "Category": "记者", "Gender": "性别"} {
		if got := tab.editor.Form.Field(key).Warning(); !strings.Contains(got, want) {
			t.Errorf("beside %s stands %q, want something about %s", key, got, want)
		}
	}
	r.Press(fyne.KeyS, ui.Ctrl)
	if len(r.Invitees()) != 1 {
		t.Fatal("doubts kept the invitee from being saved")
	}
	r.Press(fyne.KeyN, ui.Ctrl)
	for _, key := range []string{"IDNumber", "Category", "Gender"} {
		if got := tab.editor.Form.Field(key).Warning(); got != "" {
			t.Errorf("a new form warns: %q", got)
		}
	}
}

// 出生日期 and 姓名读音 are entered in the form, warned of, and count: for the age
// and for the order and the search by pinyin.
func TestBirthAndReadingAreEnteredAndCount(t *testing.T) {
	r := eventFixture(t, func(e *app.Event) { e.MinAge = 18 })
	tab := r.tab()
	r.Press(fyne.KeyN, ui.Ctrl)
	r.Types("单雄")
	form := tab.editor.Form
	r.TypeInto(form, "BornOn", "2020-01-31")
	r.TypeInto(form, "Reading", "danxiong")
	if got := form.Field("IDNumber").Warning(); !strings.Contains(got, "6") {
		t.Errorf("of the age it says %q", got)
	}
	if got := form.Field("Reading").Warning(); !strings.Contains(got, "shan xiong") {
		t.Errorf("of the reading it says %q", got)
	}
	r.TypeInto(form, "Reading", "Dan Xiong")
	if got := form.Field("Reading").Warning(); got != "" {
		t.Errorf("of a good reading it says %q", got)
	}
	r.Press(fyne.KeyS, ui.Ctrl)
	if p := r.Invitees()[0].Person; p.Reading != "dan xiong" || !p.BornOn.Equal(app.Date(2020, 1, 31)) {
		t.Fatalf("stored is %+v", p)
	}
	r.Invite("马超", "安宁")
	tab.order.SetSelected("按拼音")
	if got := r.namesShown(); got != "安宁 单雄 马超" {
		t.Errorf("by pinyin: %s", got)
	}
	for _, typed := range []string{"danxiong", "dx", "shanxiong"} {
		if tab.search.SetText(typed); r.namesShown() != "单雄" {
			t.Errorf("%q finds %q", typed, r.namesShown())
		}
	}
}

// What an older program took too long is shown, and stands in nobody's way
// until it is changed.
func TestWhatWasTooLongAlreadyCanStay(t *testing.T) {
	long := strings.Repeat("长", 1200)
	v := app.Invitee{ID: "v", EventID: "e", Person: app.Person{ID: "p", Name: "王伟"}, Vetting: app.VettingPending, Note: long}
	r := eventFixture(t, nil)
	tab := r.tab()
	saved := 0
	tab.editor.Store = func(v app.Invitee) func(context.Context) (app.Invitee, error) {
		return func(context.Context) (app.Invitee, error) { saved++; return v, nil }
	}
	tab.editor.Open(v)
	r.TypeInto(tab.editor.Form, "Unit", "三中")
	r.Press(fyne.KeyS, ui.Ctrl)
	if saved != 1 {
		t.Fatalf("saved %d times: %q", saved, tab.editor.Form.Field("Note").Problem())
	}
	tab.editor.Open(v)
	r.TypeInto(tab.editor.Form, "Note", long+"！")
	r.Press(fyne.KeyS, ui.Ctrl)
	if got := tab.editor.Form.Field("Note").Problem(); saved != 1 || got != "这里有 1201 个字，最多 1000 个。" {
		t.Errorf("saved %d times, beside the note stands %q", saved, got)
	}
}

func TestSeveralAreVettedAndAttendAtOnce(t *testing.T) {
	r := eventFixture(t, func(e *app.Event) {
		e.Capacity = 3
		e.Quotas = []app.Quota{{Category: "群众代表", Number: 3}}
	})
	tab := r.tab()
	r.Invite("王玉梅", "李芳", "张雨桐", "林海燕")
	for _, v := range r.Invitees() {
		v.Category = "群众代表"
		if _, err := r.Service.SaveInvitee(context.Background(), v); err != nil {
			t.Fatal(err)
		}
	}
	key := func(k fyne.KeyName) { t.Helper(); r.FromMenu(tab.menu(tab.table.Chosen()), k, ui.Alt) }

	r.chooseNamed("王玉梅", "李芳")
	key(fyne.KeyA)
	r.chooseNamed("林海燕")
	key(fyne.KeyW)
	r.chooseNamed("张雨桐")
	key(fyne.KeyD)
	r.Key(fyne.KeyReturn)
	if !r.Reads("请写明理由") {
		t.Fatalf("declining without a reason:\n%s", r.Read())
	}
	r.Types("名额已满")
	r.Push("不通过")
	var vetted []string
	for _, v := range r.Invitees() {
		vetted = append(vetted, string(v.Vetting))
	}
	if want := "approved approved declined waiting"; strings.Join(vetted, " ") != want {
		t.Errorf("vetted %s, want %s", vetted, want)
	}
	if got := r.Invitees()[2].Reason; got != "名额已满" {
		t.Errorf("the reason is %q", got)
	}
	if s := tab.board.tiles[1].Stat(); s.Figure != "2 / 3" || s.Note != "差 1 人" || s.Detail != "确认 0，实到 0" {
		t.Errorf("the quota's tile says %+v", s)
	}
	if got := len(tab.table.Chosen()); got != 1 {
		t.Errorf("%d are chosen after the change, want 1", got)
	}
	if b := tab.board; b.more.Text != "名额 1 处待核对" || b.problems[0] != "“群众代表”还差 1 人：已通过 2 人，名额 3 人。" {
		t.Errorf("the board says %q, %q", b.more.Text, b.problems)
	}

	r.chooseNamed("王玉梅", "张雨桐")
	key(fyne.Key1)
	r.chooseNamed("李芳")
	key(fyne.Key2)
	if s := tab.board.tiles[0].Stat(); s.Caption != "实到 / 应到" || s.Figure != "1 / 2" || s.Note != "另有临时参加 1 人" {
		t.Errorf("the total's tile says %+v", s)
	}
	key(fyne.Key0)
	if s := tab.board.tiles[0].Stat(); s.Note != "1 人未登记" {
		t.Errorf("the total's tile says %+v", s)
	}
	r.chooseNamed("张雨桐")
	key(fyne.KeyP)
	if got := r.Invitees()[2]; got.Vetting != app.VettingPending || got.Reason != "" {
		t.Errorf("back to pending: %+v", got)
	}
}

func TestTheDeletedComeBack(t *testing.T) {
	r := eventFixture(t, nil)
	r.Invite("王玉梅", "李芳", "张雨桐")
	r.chooseNamed("王玉梅", "张雨桐")
	r.Window.Canvas().Focus(r.tab().table)
	r.Key(fyne.KeyDelete)
	if len(r.Invitees()) != 3 || !r.Sees("确定要删除这 2 人吗？") {
		t.Fatalf("several were deleted without asking; the person sees\n%s", r.Seen())
	}
	r.Tap("删除")
	if len(r.Invitees()) != 1 || r.Told() != "已从名单中删除 2 人。" {
		t.Fatalf("%d are left; the window says %q", len(r.Invitees()), r.Told())
	}
	r.Press(fyne.KeyZ, ui.Ctrl)
	if got := r.namesShown(); got != "王玉梅 李芳 张雨桐" {
		t.Errorf("after undoing: %s", got)
	}
}

func TestInviteesAreSearchedFilteredAndOrdered(t *testing.T) {
	r := eventFixture(t, nil)
	tab := r.tab()
	add := func(name, phone, unit, category string, vetting app.Vetting, came app.Attendance) {
		t.Helper()
		_, err := r.Service.SaveInvitee(context.Background(), app.Invitee{EventID: r.Event().ID, Person: app.Person{Name: name, Phone: phone},
			Unit: unit, Category: category, Vetting: vetting, Attendance: came})
		if err != nil {
			t.Fatal(err)
		}
	}
	add("仇文博", "13800000001", "康宁医院", "群众代表", app.VettingApproved, app.AttendanceCame)
	add("王玉梅", "138-0000-0002", "和平社区", "群众代表", app.VettingPending, "")
	add("区秀英", "13800000003", "恒通机械", "人大代表", app.VettingApproved, "")
	add("单雨桐", "13800000004", "和平社区", "", app.VettingDeclined, "")

	for typed, want := range map[string]string{
		"王": "王玉梅", "wangyumei": "王玉梅", "Wang Yu": "王玉梅", "wym": "王玉梅", "qwb": "仇文博", "shan": "单雨桐",
		"0003": "区秀英", "和平": "王玉梅 单雨桐", "13800000002": "王玉梅", "+86 138 0000 0002": "王玉梅", "138-0000-0003": "区秀英", "王⽟梅": "王玉梅",
	} {
		tab.search.SetText(typed)
		if got := r.namesShown(); got != want {
			t.Errorf("%q finds %q, want %q", typed, got, want)
		}
	}
	tab.search.SetText("nobody")
	if !r.Reads("没有找到邀请对象") {
		t.Error("an empty result does not say so")
	}
	r.Push("清除筛选")
	if got := len(tab.table.Rows()); got != 4 || tab.search.Text != "" {
		t.Errorf("all shown: %d, search %q", got, tab.search.Text)
	}

	r.tab().board.tiles[1].Tapped(nil)
	if got := r.namesShown(); got != "仇文博 王玉梅" || !tab.board.tiles[1].Picked() {
		t.Errorf("the tile of 群众代表 shows %s", got)
	}
	if !r.Reads("显示 2 人，共 4 人") {
		t.Errorf("the count does not say how many are shown:\n%s", r.Read())
	}
	tab.vetting.SetSelected("通过")
	if got := r.namesShown(); got != "仇文博" {
		t.Errorf("通过 of 群众代表: %s", got)
	}
	tab.ShowAll()
	tab.attendance.SetSelected("未登记")
	tab.category.SetSelected("未分类")
	if got := r.namesShown(); got != "单雨桐" {
		t.Errorf("未登记 and 未分类: %s", got)
	}
	tab.ShowAll()

	tab.order.SetSelected("按姓氏笔画")
	if got := r.namesShown(); got != "王玉梅 区秀英 仇文博 单雨桐" {
		t.Errorf("by strokes: %s", got)
	}
	tab.order.SetSelected("按拼音")
	if got := r.namesShown(); got != "区秀英 仇文博 单雨桐 王玉梅" {
		t.Errorf("by pinyin: %s", got)
	}
	tab.table.SortBy("unit", true)
	if got := uitest.Cells((&Tab{full: widgets.NewCheckInput("")}).columns(), "unit", tab.table.Rows()); !slices.IsSortedFunc(got, func(a, b string) int { return -strings.Compare(a, b) }) {
		t.Errorf("by unit, last first: %s", got)
	}
	for _, c := range (&Tab{full: widgets.NewCheckInput("")}).columns() {
		tab.table.SortBy(c.ID, false)
		if by, _ := tab.table.Sorted(); by != c.ID {
			t.Errorf("cannot be sorted by %s", c.ID)
		}
	}
}

func TestFiftyThousandInviteesAreShownInSight(t *testing.T) {
	rows, _ := ui.InviteeRows(crowd(50_000), nil)
	view := inviteeView{text: "wym", order: orderStrokes}
	shown := view.of(rows)
	if len(shown) == 0 || len(shown) == len(rows) {
		t.Errorf("%d of %d are found", len(shown), len(rows))
	}
	for _, r := range shown {
		if !strings.Contains(r.Keys.Search, "wym") {
			t.Fatalf("%s is found for wym", r.Person.Name)
		}
	}
}

// crowd makes invitees with names of usual surnames.
func crowd(n int) []app.Invitee {
	surnames, given := []rune("王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"), []rune("玉梅芳雨桐秀英海燕文博晓明建国丽娜志强")
	all := make([]app.Invitee, n)
	for i := range all {
		name := string([]rune{surnames[i%len(surnames)], given[i/len(surnames)%len(given)], given[i/400%len(given)]})
		all[i] = app.Invitee{ID: fmt.Sprint(i), Position: i + 1, Category: []string{"群众代表", "人大代表", "党员代表"}[i%3],
			Unit: fmt.Sprintf("第%d社区居民委员会", i%300), Vetting: app.Vettings[i%4].Code,
			Person: app.Person{Name: name, Phone: fmt.Sprintf("138%08d", i), IDNumber: "11010519491231002X"}}
	}
	return all
}

func BenchmarkInvitees50000(b *testing.B) {
	all := crowd(50_000)
	rows, book := ui.InviteeRows(all, nil)
	b.Run("rows, names new", func(b *testing.B) {
		for b.Loop() {
			ui.InviteeRows(all, nil)
		}
	})
	b.Run("rows, names known", func(b *testing.B) {
		for b.Loop() {
			ui.InviteeRows(all, book)
		}
	})
	for name, v := range map[string]inviteeView{
		"search": {text: "wym"}, "filter": {category: ui.Filter{On: true, Value: "人大代表"}}, "all by pinyin": {order: orderPinyin}, "all by strokes": {order: orderStrokes},
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				v.of(rows)
			}
		})
	}
	b.Run("show", func(b *testing.B) {
		r := eventFixture(b, nil)
		tab := r.tab()
		for b.Loop() {
			tab.Set(rows)
		}
	})
}

// The memory that showing 50,000 invitees takes: what the list holds of them
// once garbage is gone, in MB.
func BenchmarkMemoryOfInvitees50000(b *testing.B) {
	r := eventFixture(b, nil)
	small := r.Event().ID
	e := app.Event{Title: "万人开放日", Start: r.Event().Start, State: app.StateDraft}
	large, err := r.Service.AddDossier(context.Background(), app.Dossier{Event: e, Invitees: crowd(50_000)})
	if err != nil {
		b.Fatal(err)
	}
	heap := func() float64 {
		var m runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&m)
		return float64(m.HeapAlloc) / 1e6
	}
	var most float64
	for b.Loop() {
		r.SwitchTo(small, nil)
		before := heap()
		r.SwitchTo(large, nil)
		if n := len(r.tab().table.Rows()); n != 50_000 {
			b.Fatalf("%d lines are shown", n)
		}
		most = max(most, heap()-before)
	}
	b.ReportMetric(most, "MB")
}

func TestAnIDNumberFillsInGenderAndBirth(t *testing.T) {
	r := sampleFixture(t)
	tab := r.tab()
	form := tab.editor.Form
	shown := func(what, gender, born string) {
		t.Helper()
		if g, b := form.Field("Gender").Input.Snapshot(), form.Field("BornOn").Input.Snapshot(); g != gender || b != born {
			t.Errorf("%s: %q, %q, want %q, %q", what, g, b, gender, born)
		}
	}
	tab.New()
	r.TypeInto(form, "Name", "王玉梅")
	r.TypeInto(form, "IDNumber", "11010519491231002")
	shown("a number that is not whole", "未填写", "")
	r.TypeInto(form, "IDNumber", "11010519491231002X")
	shown("a sound number", "女", "1949-12-31")
	r.TypeInto(form, "IDNumber", "110101199003071233")
	shown("another one", "男", "1990-03-07")
	r.TypeInto(form, "BornOn", "1990-03-08")
	r.TypeInto(form, "IDNumber", "11010519491231002X")
	shown("beside a date that was entered", "女", "1990-03-08")
}
