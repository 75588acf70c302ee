package views

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
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
	r.push("+5 天")
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
	if got := labels(); got != "交办… 即时解答…  合并… 拆分…" {
		t.Errorf("a recorded opinion offers %s", got)
	}
	tab.stepItems()[1].Action()
	r.types("当场说明检修计划")
	r.push("即时解答")
	f := r.opinions()[0]
	if f.State != app.FeedbackAnswered || f.Result != "当场说明检修计划" {
		t.Errorf("answered: %+v", f)
	}
	if got := labels(); got != "回访… 重新办理…  合并… 拆分…" {
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
	if got := cells(feedbackColumns(), "due", tab.table.Rows()); got[0] != "2026-08-31 逾期 3 个工作日" {
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
	if pictures != 3 || !r.reads("意见建议按类别") || !r.reads("意见建议按承办单位") || !r.reads("3 条，未办结 3 条") || !r.reads("逾期 1 条") {
		t.Errorf("%d charts are shown:\n%s", pictures, r.read())
	}
	f, err := r.service.FeedbackFigures(context.Background(), r.Event().ID)
	if err != nil {
		t.Fatal(err)
	}
	b := countBars(f.ByCategory)
	if !slices.Equal(b.Labels, []string{"市政", "交通"}) || !slices.Equal(b.Series[0].Values, []float64{2, 1}) || !slices.Equal(b.Series[2].Values, []float64{1, 0}) {
		t.Errorf("the chart of categories is %+v", b)
	}
	r.push("统计表…")
	if !r.reads("城管办") || !r.reads("合计") || !r.reads("答复率") {
		t.Errorf("the table of figures reads\n%s", r.read())
	}
	r.push("按类别")
	if !r.reads("市政") {
		t.Errorf("the table of figures by category reads\n%s", r.read())
	}
	r.push("关闭")
	tab.table.Choose(r.opinions()[0].ID)
	if tab.side.Value() != sideDetail || !r.reads("办理经过") {
		t.Error("choosing an opinion does not show it")
	}
}

func TestSeveralOpinionsAreRecordedAtOnce(t *testing.T) {
	r := eventRoom(t, 3, nil)
	tab := r.feedbackTab()
	v, err := r.service.SaveInvitee(context.Background(), app.Invitee{EventID: r.Event().ID, Person: app.Person{Name: "王玉梅"}})
	if err != nil {
		t.Fatal(err)
	}
	r.push("批量登记")
	r.types("1. 增加座椅\n2. 延长开放时间\n到晚上八点")
	if !r.reads("共 2 条") || !r.reads("延长开放时间到晚上八点") {
		t.Fatalf("what will be recorded is not shown:\n%s", r.read())
	}
	r.key(fyne.KeyEscape)
	if !r.reads("有 2 条意见建议还没有登记。") {
		t.Fatalf("Esc throws away what is typed:\n%s", r.read())
	}
	r.push("取消")
	r.push("登记")
	if all := r.opinions(); len(all) != 2 || all[1].Content != "延长开放时间到晚上八点" || all[0].Channel != "现场" || r.told() != "已登记 2 条意见建议。" {
		t.Fatalf("recorded: %+v; %s", all, r.told())
	}

	file := filepath.Join(t.TempDir(), "意见.csv")
	if err := os.WriteFile(file, []byte("内容,提出人,类别\n多设路牌,王玉梅,交通\n修剪树木,,绿化\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	r.answers.open = file
	tab.QuickEntry()
	r.push("从文件导入…")
	r.push("登记")
	all := r.opinions()
	if len(all) != 4 || all[2].Speaker != "王玉梅" || all[2].InviteeID != v.ID || all[2].Category != "交通" || all[3].Speaker != "" {
		t.Fatalf("from the file: %+v", all)
	}
}

func TestOpinionsAreMergedAndSplit(t *testing.T) {
	r := eventRoom(t, 3, nil)
	tab := r.feedbackTab()
	r.record("路灯不亮", "王玉梅")
	r.record("北门路灯不亮，路面也不平", "李芳")
	all := r.opinions()
	tab.table.Choose(all[0].ID, all[1].ID)
	tab.Merge()
	r.push("合并")
	if got := r.opinions(); got[1].MergedInto != all[0].ID || !strings.Contains(strings.ReplaceAll(r.read(), "\n", ""), "第 2 条：北门路灯不亮，路面也不平 — 李芳") {
		t.Fatalf("merged: %+v\n%s", got[1], r.read())
	}
	if got := tab.tiles[2].Stat().Figure; got != "1" {
		t.Errorf("%s opinions are still to be assigned, want 1", got)
	}
	tab.table.Choose(all[1].ID)
	if !r.reads("登记，已合并") || !r.reads("第 1 条：路灯不亮") {
		t.Errorf("a merged opinion reads\n%s", r.read())
	}
	r.push("下一步：取消合并…")
	r.push("取消合并")
	tab.table.Choose(all[1].ID)
	tab.Split()
	r.window.Canvas().Focused().(*widgets.TextEntry).SetText("北门路灯不亮\n路面不平")
	r.push("拆分")
	got := r.opinions()
	if len(got) != 3 || got[1].Content != "北门路灯不亮" || got[2].Content != "路面不平" || got[2].Speaker != "李芳" || len(got[2].History) != 4 {
		t.Fatalf("split: %+v", got)
	}
}

func TestWhatIsOverdueIsToldAtTheStartAndUrged(t *testing.T) {
	r := eventRoom(t, 3, func(e *app.Event) { e.Start = testNow.AddDate(0, -6, 0) })
	r.handled()
	path := r.file.path
	if err := r.file.Close(); err != nil {
		t.Fatal(err)
	}
	r = newRoomAt(t, path)
	if !r.reads("意见建议：逾期 1 条，即将到期 0 条。") && !r.reads("共 1 条，涉及 1 个单位") {
		t.Fatalf("nothing is told at the start:\n%s", r.read())
	}
	if r.reads("意见建议：逾期 1 条，即将到期 0 条。") {
		r.push("待催办…")
	}
	if !r.reads("路灯不亮") || !r.reads("逾期 3 个工作日") || r.reads("增加班车") {
		t.Fatalf("to be urged:\n%s", r.read())
	}
	r.push("复制文字")
	if got := fyne.CurrentApp().Clipboard().Content(); !strings.HasPrefix(got, "城管办：以下1条意见建议请抓紧办理，其中逾期1条。") {
		t.Errorf("copied: %s", got)
	}
	r.push("催办所选")
	if !r.reads("1 次，最近 09-03") || r.told() != "已催办 1 条意见建议。" {
		t.Errorf("urged: %s\n%s", r.told(), r.read())
	}
	r.push("查看该条")
	if r.current != 3 || !r.reads("逾期 1") {
		t.Errorf("the opinion and the count in the bar are not shown:\n%s", r.read())
	}
	all := r.opinions()
	if n := len(all[0].History); all[0].History[n-1].Kind != app.MoveUrge {
		t.Errorf("the urging is not kept: %+v", all[0].History)
	}
}

func TestDepartmentsFillInWhoAnswersForThem(t *testing.T) {
	r := eventRoom(t, 3, nil)
	r.EditDepartments()
	r.push("添加")
	r.push("保存")
	if !r.reads("请填写承办单位名称。") {
		t.Fatalf("a department without a name:\n%s", r.read())
	}
	r.intoDialog("城管办", "赵强", "010-123456")
	r.push("保存")
	if !r.reads("赵强") {
		t.Fatalf("the list of departments reads\n%s", r.read())
	}
	r.push("关闭")
	r.record("路灯不亮", "")
	r.chooseOpinion(0)
	r.push("下一步：交办…")
	r.intoDialog("城管办")
	r.push("交办")
	f := r.opinions()[0]
	if f.InCharge != "赵强" || f.Telephone != "010-123456" || f.DueDate.Format("2006-01-02") != "2026-09-17" {
		t.Fatalf("assigned: %+v", f)
	}

	r.EditFeedbackRules()
	r.window.Canvas().Focused().(*widgets.NumberEntry).SetText("15")
	r.push("保存")
	if rules, err := r.service.FeedbackRules(context.Background()); err != nil || rules.DueDays != 15 || rules.ReturnDays != 7 {
		t.Errorf("the time limits are %+v (%v)", rules, err)
	}
	r.EditQuestions()
	r.intoDialog("7", "2", "1")
	if !r.reads("9/10  90.0%") {
		t.Errorf("the questionnaire reads\n%s", r.read())
	}
	r.push("保存")
	if q := r.Event().Questions; len(q) != 5 || q[0].Satisfied != 7 || q[0].Not != 1 {
		t.Errorf("the questionnaire is kept as %+v", q)
	}
}

func TestTheLedgerIsExported(t *testing.T) {
	r := eventRoom(t, 3, nil)
	r.handled()
	r.answers.save = t.TempDir()
	r.ExportLedger()
	files, err := os.ReadDir(r.answers.save)
	if err != nil || len(files) != 1 || !strings.HasSuffix(files[0].Name(), "意见建议办理台账.xlsx") || !strings.Contains(r.told(), "3 条，含姓名和电话") {
		t.Errorf("written: %v %v; %s", files, err, r.told())
	}
}

func BenchmarkOpinions2000(b *testing.B) {
	all := make([]app.Feedback, 2000)
	for i := range all {
		all[i] = app.Feedback{ID: fmt.Sprint(i), Content: fmt.Sprintf("第 %d 条：增加社区日间照料中心的座椅", i), Speaker: "王玉梅",
			Category: fmt.Sprint("类别", i%8), Department: fmt.Sprint("承办单位", i%12), State: app.FeedbackStates[i%7].Code, DueDate: testNow.AddDate(0, 0, i%20-10)}
	}
	rows := feedbackRows(app.Dossier{Feedback: all}, app.NewLateness(nil, testNow))
	b.Run("rows", func(b *testing.B) {
		for b.Loop() {
			feedbackRows(app.Dossier{Feedback: all}, app.NewLateness(nil, testNow))
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
	b.Run("open", func(b *testing.B) { // one of fifty events in the data file
		r := eventRoom(b, 3, nil)
		ctx := context.Background()
		for i := range 50 {
			e, err := r.service.SaveEvent(ctx, app.Event{Title: fmt.Sprint("开放日", i), Start: testNow.AddDate(0, 0, -i), State: app.StateHeld})
			if err != nil {
				b.Fatal(err)
			}
			list := slices.Clone(all[i*40 : i*40+40])
			for j := range list {
				list[j].EventID = e.ID
			}
			if _, err := r.service.AddFeedback(ctx, list); err != nil {
				b.Fatal(err)
			}
			r.SwitchTo(e.ID, nil)
		}
		tab := r.feedbackTab()
		b.Run("tab", func(b *testing.B) {
			for b.Loop() {
				tab.Refresh()
			}
		})
		b.Run("chase", func(b *testing.B) {
			for b.Loop() {
				if _, err := r.service.Chase(ctx, testNow); err != nil {
					b.Fatal(err)
				}
			}
		})
		b.Run("figures", func(b *testing.B) {
			for b.Loop() {
				if _, err := r.service.FeedbackFigures(ctx, ""); err != nil {
					b.Fatal(err)
				}
			}
		})
	})
}
