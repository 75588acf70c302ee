package views

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"openday/app"
	"openday/views/widgets"
)

// record types an opinion and saves it.
func (r *room) record(content, speaker string) {
	r.t.Helper()
	tab := r.feedbackTab()
	r.press(fyne.KeyN, ctrl)
	r.types(content)
	r.typeInto(tab.editor.form, "Speaker", speaker)
	r.press(fyne.KeyS, ctrl)
}

// chooseOpinion chooses the opinion at a place of the list, from 0.
func (r *room) chooseOpinion(i int) { r.feedbackTab().table.Choose(r.opinions()[i].ID) }

// intoDialog types into the field of a dialog that has the keyboard and goes on
// to the next.
func (r *room) intoDialog(texts ...string) {
	r.t.Helper()
	for _, text := range texts {
		r.types(text)
		r.window.Canvas().FocusNext()
	}
}

// choosing finds the choice in front of the person that offers an option, and
// picks it.
func (r *room) choosing(label string) {
	r.t.Helper()
	for _, o := range inSight(r.top()) {
		switch c := o.(type) {
		case *widgets.Choice[app.Grade]:
			c.SetSelected(label)
			return
		case *widgets.Choice[app.Adoption]:
			c.SetSelected(label)
			return
		case *widgets.Choice[app.Satisfaction]:
			c.SetSelected(label)
			return
		}
	}
	r.t.Fatalf("nothing to choose %q from:\n%s", label, r.read())
}

func TestAnOpinionGoesItsWholeWayByTheButtons(t *testing.T) {
	r := eventRoom(t, 3, func(e *app.Event) { e.CoOrganisers = []string{"城管办"} })
	tab := r.feedbackTab()
	r.record("路灯不亮", "")
	r.chooseOpinion(0)
	state := func(want app.FeedbackState) {
		t.Helper()
		if got := r.opinions()[0].State; got != want {
			t.Fatalf("the state is %s, want %s; in front stands\n%s", got, want, r.read())
		}
	}

	r.push("下一步：交办…")
	r.push("交办")
	if !r.reads("请填写承办单位") || !r.reads("办理时限") {
		t.Fatalf("what is missing does not stand beside its field:\n%s", r.read())
	}
	r.intoDialog("城管办")
	r.push("5 天")
	if !r.reads("距今 5 个工作日") {
		t.Errorf("the working days are not told:\n%s", r.read())
	}
	r.push("交办")
	state(app.FeedbackAssigned)
	if f := r.opinions()[0]; f.Department != "城管办" || f.DueDate.Format("2006-01-02") != "2026-09-10" {
		t.Fatalf("assigned: %+v", f)
	}
	r.push("下一步：开始办理")
	state(app.FeedbackInProgress)

	r.push("下一步：办结…")
	r.types("已修复")
	r.key(fyne.KeyEscape)
	if !r.reads("为这一步填写的内容将丢失") {
		t.Fatalf("Esc throws away what is typed:\n%s", r.read())
	}
	r.push("取消")
	r.choosing("A 已解决")
	r.push("办结")
	state(app.FeedbackDone)

	tab.Proceed() // Ctrl+Enter does what the button does
	r.choosing("部分采纳")
	r.push("答复")
	if !r.reads("原因") && !r.reads("理由") {
		t.Fatalf("partly adopted without a reason:\n%s", r.read())
	}
	r.types("先修主路")
	r.push("答复")
	state(app.FeedbackReplied)

	r.push("下一步：回访…")
	r.choosing("不满意")
	r.push("回访")
	state(app.FeedbackInProgress)
	r.push("下一步：办结…")
	r.types("全部修复")
	r.choosing("A 已解决")
	r.push("办结")
	r.push("下一步：答复…")
	r.choosing("采纳")
	r.push("答复")
	r.push("下一步：回访…")
	r.choosing("满意")
	r.push("回访")
	state(app.FeedbackFollowedUp)
	if r.reads("下一步") {
		t.Error("a finished opinion has a next step")
	}

	f := r.opinions()[0]
	if len(f.History) != 9 || f.Satisfaction != app.Satisfied {
		t.Errorf("the history has %d moves: %+v", len(f.History), f.History)
	}
	for _, want := range []string{"登记", "交办 → 交办  值班员", "城管办 2026-09-10", "回访 → 办理中", "2026-09-03 10:00", "先修主路", "回访 → 已回访"} {
		if !r.reads(want) {
			t.Errorf("the history does not say %q:\n%s", want, r.read())
		}
	}
}

func TestOtherStepsStandInTheMenu(t *testing.T) {
	r := eventRoom(t, 3, nil)
	tab := r.feedbackTab()
	r.record("路灯不亮", "")
	r.chooseOpinion(0)
	labels := func() string {
		return strings.Join(gather(tab.stepItems(), func(i *fyne.MenuItem) string { return i.Label }), " ")
	}
	if got := labels(); got != "交办… 即时解答…" {
		t.Errorf("a recorded opinion offers %s", got)
	}
	tab.stepItems()[1].Action()
	r.types("当场说明检修计划")
	r.push("即时解答")
	f := r.opinions()[0]
	if f.State != app.FeedbackAnswered || f.Result != "当场说明检修计划" {
		t.Errorf("answered: %+v", f)
	}
	if got := labels(); got != "回访… 重新办理…" {
		t.Errorf("an answered opinion offers %s", got)
	}
}

func TestTheSpeakerIsFoundAmongTheInvitees(t *testing.T) {
	r := eventRoom(t, 3, nil)
	tab := r.feedbackTab()
	add := func(name, unit string) string {
		t.Helper()
		v, err := r.service.SaveInvitee(context.Background(), app.Invitee{EventID: r.Event().ID, Person: app.Person{Name: name}, Unit: unit})
		if err != nil {
			t.Fatal(err)
		}
		return v.ID
	}
	wang, li1, li2 := add("王玉梅", "康宁医院"), add("李芳", "和平社区"), add("李芳", "市第三中学")

	r.record("增加座椅", "王玉梅")
	r.press(fyne.KeyN, ctrl)
	r.types("增加班车")
	tab.speaker.entry.SetText("lf")
	if got := tab.editor.form.Field("Speaker").Input.Snapshot(); !strings.HasPrefix(got, "lf") {
		t.Errorf("typed: %q", got)
	}
	tab.speaker.entry.SetText("李芳")
	if !r.reads("名单中有 2 位同名者") {
		t.Errorf("two of one name are not told apart:\n%s", r.read())
	}
	tab.speaker.entry.SetText("李芳（市第三中学）") // as the list of suggestions does
	if !r.reads("邀请对象：市第三中学") {
		t.Errorf("who is meant is not told:\n%s", r.read())
	}
	tab.Proceed()
	r.types("延长开放时间")
	tab.speaker.entry.SetText("")
	r.press(fyne.KeyS, ctrl)
	r.record("多设路牌", "过路人")

	all := r.opinions()
	want := []struct{ speaker, id string }{{"王玉梅", wang}, {"李芳", li2}, {"", ""}, {"过路人", ""}}
	for i, w := range want {
		if len(all) != len(want) || all[i].Speaker != w.speaker || all[i].InviteeID != w.id {
			t.Fatalf("opinion %d is saved as said by %+v, want %v (not %s)", i, all, w, li1)
		}
	}
	if got := cells(feedbackColumns(), "speaker", tab.table.Rows())[2]; got != "匿名" {
		t.Errorf("nobody is shown as %q", got)
	}
}

func TestAnOpinionIsPutRightAndDeleted(t *testing.T) {
	r := eventRoom(t, 3, nil)
	tab := r.feedbackTab()
	r.press(fyne.KeyN, ctrl)
	r.press(fyne.KeyS, ctrl)
	if got := tab.editor.form.Field("Content").Problem(); got == "" {
		t.Error("an opinion without content has no problem beside it")
	}
	tab.Discard()
	r.record("路灯不亮", "")
	r.chooseOpinion(0)
	r.window.Canvas().Focus(tab.table)
	r.key(fyne.KeyReturn)
	r.typeInto(tab.editor.form, "Content", "北门路灯不亮")
	r.typeInto(tab.editor.form, "Category", "市政")
	if r.reads("满意度*") || r.reads("答复日期") {
		t.Error("a recorded opinion asks for what its steps fill in")
	}
	r.press(fyne.KeyS, ctrl)
	if f := r.opinions()[0]; f.Content != "北门路灯不亮" || f.Category != "市政" || len(f.History) != 1 {
		t.Errorf("saved: %+v", f)
	}
	r.press(fyne.KeyDelete, 0)
	if len(r.opinions()) != 0 {
		t.Fatal("Del deletes nothing")
	}
	r.press(fyne.KeyZ, ctrl)
	if all := r.opinions(); len(all) != 1 || len(all[0].History) != 1 {
		t.Errorf("undone: %+v", all)
	}
}

// handled adds opinions in several states, one of them overdue.
func (r *room) handled() {
	r.t.Helper()
	for i, f := range []app.Feedback{
		{Content: "路灯不亮", Category: "市政", Speaker: "王玉梅"}, {Content: "增加班车", Category: "交通"}, {Content: "增加座椅", Category: "市政"},
	} {
		f.EventID = r.Event().ID
		f, err := r.service.SaveFeedback(context.Background(), f)
		if err != nil {
			r.t.Fatal(err)
		}
		if i == 2 {
			continue
		}
		step := app.Step{Kind: app.MoveAssign, Department: []string{"城管办", "交通办"}[i], DueDate: testNow.AddDate(0, 0, 10)}
		if f, err = r.service.StepFeedback(context.Background(), f.EventID, f.ID, step); err != nil {
			r.t.Fatal(err)
		}
		if i == 0 { // as an imported workbook has it
			f.DueDate = testNow.AddDate(0, 0, -3)
			if _, err := r.service.SaveFeedback(context.Background(), f); err != nil {
				r.t.Fatal(err)
			}
		}
	}
}

func TestOpinionsAreCountedSearchedAndFiltered(t *testing.T) {
	r := eventRoom(t, 3, nil)
	tab := r.feedbackTab()
	r.handled()
	var counts []string
	for _, tile := range tab.tiles {
		counts = append(counts, tile.Stat().Caption+tile.Stat().Figure)
	}
	if got := strings.Join(counts[:5], " "); got != "全部3 逾期1 登记1 即时解答0 交办2" {
		t.Errorf("the tiles say %s", got)
	}
	shown := func() string {
		return strings.Join(gather(tab.table.Rows(), func(f feedbackRow) string { return f.Content }), " ")
	}
	tab.tiles[1].Tapped(nil)
	if got := shown(); got != "路灯不亮" || !tab.tiles[1].Picked() {
		t.Errorf("the overdue ones are %s", got)
	}
	if got := cells(feedbackColumns(), "due", tab.table.Rows()); got[0] != "2026-08-31 逾期 3 天" {
		t.Errorf("overdue says %q", got)
	}
	tab.tiles[1].Tapped(nil)
	tab.pick.SetSelected("交办")
	tab.department.SetSelected("交通办")
	if got := shown(); got != "增加班车" {
		t.Errorf("交办 of 交通办: %s", got)
	}
	tab.showAll()
	tab.category.SetSelected("市政")
	if got := shown(); got != "路灯不亮 增加座椅" {
		t.Errorf("市政: %s", got)
	}
	tab.showAll()
	for typed, want := range map[string]string{"班车": "增加班车", "wym": "路灯不亮", "城管": "路灯不亮", "": "路灯不亮 增加班车 增加座椅"} {
		tab.search.SetText(typed)
		if got := shown(); got != want {
			t.Errorf("%q finds %q, want %q", typed, got, want)
		}
	}
	tab.search.SetText("nothing of the kind")
	r.push("显示全部")
	if got := len(tab.table.Rows()); got != 3 {
		t.Errorf("all shown: %d", got)
	}
	for _, c := range feedbackColumns() {
		tab.table.SortBy(c.ID, false)
		if by, _ := tab.table.Sorted(); by != c.ID {
			t.Errorf("cannot be sorted by %s", c.ID)
		}
	}
	tab.table.SortBy("due", false)
	if got := shown(); got != "路灯不亮 增加班车 增加座椅" {
		t.Errorf("by due date: %s", got)
	}
}

func TestTheChartsShowTheFigures(t *testing.T) {
	r := eventRoom(t, 3, nil)
	tab := r.feedbackTab()
	r.handled()
	tab.side.Pick(sideCharts)
	pictures := 0
	for _, o := range inSight(r.top()) {
		if i, ok := o.(*canvas.Image); ok && i.Resource != nil && i.MinSize().Width > 100 {
			pictures++
		}
	}
	if pictures != 2 || !r.reads("意见建议按类别") || !r.reads("意见建议按承办单位") {
		t.Errorf("%d charts are shown:\n%s", pictures, r.read())
	}
	b := tallyBars(tab.figures.ByCategory)
	if !slices.Equal(b.Labels, []string{"市政", "交通"}) || !slices.Equal(b.Series[0].Values, []float64{2, 1}) || !slices.Equal(b.Series[2].Values, []float64{1, 0}) {
		t.Errorf("the chart of categories is %+v", b)
	}
	tab.table.Choose(r.opinions()[0].ID)
	if tab.side.Value() != sideDetail || !r.reads("办理经过") {
		t.Error("choosing an opinion does not show it")
	}
}

func BenchmarkOpinions2000(b *testing.B) {
	all := make([]app.Feedback, 2000)
	for i := range all {
		all[i] = app.Feedback{ID: fmt.Sprint(i), Content: fmt.Sprintf("第 %d 条：增加社区日间照料中心的座椅", i), Speaker: "王玉梅",
			Category: fmt.Sprint("类别", i%8), Department: fmt.Sprint("承办单位", i%12), State: app.FeedbackStates[i%7].Code, DueDate: testNow.AddDate(0, 0, i%20-10)}
	}
	rows := feedbackRows(all, testNow)
	b.Run("rows", func(b *testing.B) {
		for b.Loop() {
			feedbackRows(all, testNow)
		}
	})
	b.Run("filter", func(b *testing.B) {
		v := feedbackView{text: "座椅", pick: feedbackPick{overdue: true}, category: filter{true, "类别3"}}
		for b.Loop() {
			v.of(rows)
		}
	})
	b.Run("show", func(b *testing.B) {
		r := eventRoom(b, 3, nil)
		tab := r.feedbackTab()
		for b.Loop() {
			tab.rows = rows
			tab.countTiles()
			tab.arrange()
		}
	})
}
