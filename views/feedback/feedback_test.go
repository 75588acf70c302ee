package feedback

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
	"openday/views/ui"
	"openday/views/ui/uitest"
	"openday/views/widgets"
)

// record types an opinion and saves it.
func (r *fixture) record(content, speaker string) {
	r.t.Helper()
	tab := r.tab()
	r.Press(fyne.KeyN, ui.Ctrl)
	r.Types(content)
	r.TypeInto(tab.editor.Form, "Speaker", speaker)
	r.Press(fyne.KeyS, ui.Ctrl)
}

// chooseOpinion chooses the opinion at a place of the list, from 0.
func (r *fixture) chooseOpinion(i int) { r.tab().table.Choose(r.Opinions()[i].ID) }

// intoDialog types into the field of a dialog that has the keyboard and goes on
// to the next.
func (r *fixture) intoDialog(texts ...string) {
	r.t.Helper()
	for _, text := range texts {
		r.Types(text)
		r.Window.Canvas().FocusNext()
	}
}

// choosing finds the choice in front of the person that offers an option, and
// picks it.
func (r *fixture) choosing(label string) {
	r.t.Helper()
	for _, o := range uitest.InSight(r.Top()) {
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
	r.t.Fatalf("nothing to choose %q from:\n%s", label, r.Read())
}

func TestAnOpinionGoesItsWholeWayByTheButtons(t *testing.T) {
	r := eventFixture(t, func(e *app.Event) { e.CoOrganisers = []string{"城管办"} })
	tab := r.tab()
	r.record("路灯不亮", "")
	r.chooseOpinion(0)
	state := func(want app.FeedbackState) {
		t.Helper()
		if got := r.Opinions()[0].State; got != want {
			t.Fatalf("the state is %s, want %s; in front stands\n%s", got, want, r.Read())
		}
	}

	r.Push("下一步：交办…")
	r.Push("交办")
	if !r.Reads("请填写承办单位") || !r.Reads("办理时限") {
		t.Fatalf("what is missing does not stand beside its field:\n%s", r.Read())
	}
	r.intoDialog("城管办")
	r.Push("+5 天")
	if !r.Reads("距今 5 个工作日") {
		t.Errorf("the working days are not told:\n%s", r.Read())
	}
	r.Push("交办")
	state(app.FeedbackAssigned)
	if f := r.Opinions()[0]; f.Department != "城管办" || f.DueDate.Format("2006-01-02") != "2026-09-10" {
		t.Fatalf("assigned: %+v", f)
	}
	r.Push("下一步：开始办理…")
	r.Push("开始办理")
	state(app.FeedbackInProgress)

	r.Push("下一步：办结…")
	r.Types("已修复")
	r.Key(fyne.KeyEscape)
	if !r.Reads("为这一步填写的内容将丢失") {
		t.Fatalf("Esc throws away what is typed:\n%s", r.Read())
	}
	r.Push("取消")
	r.choosing("A 已解决")
	r.Push("办结")
	state(app.FeedbackDone)

	tab.Proceed() // Ctrl+Enter does what the button does
	r.choosing("部分采纳")
	r.Push("答复")
	if !r.Reads("原因") && !r.Reads("理由") {
		t.Fatalf("partly adopted without a reason:\n%s", r.Read())
	}
	r.Types("先修主路")
	r.Push("答复")
	state(app.FeedbackReplied)

	r.Push("下一步：回访…")
	r.choosing("不满意")
	r.Push("回访")
	state(app.FeedbackInProgress)
	r.Push("下一步：办结…")
	r.Types("全部修复")
	r.choosing("A 已解决")
	r.Push("办结")
	r.Push("下一步：答复…")
	r.choosing("采纳")
	r.Push("答复")
	r.Push("下一步：回访…")
	r.choosing("满意")
	r.Push("回访")
	state(app.FeedbackFollowedUp)
	if r.Reads("下一步") {
		t.Error("a finished opinion has a next step")
	}

	f := r.Opinions()[0]
	if len(f.History) != 9 || f.Satisfaction != app.Satisfied {
		t.Errorf("the history has %d moves: %+v", len(f.History), f.History)
	}
	for _, want := range []string{"登记", "交办 → 交办  值班员", "城管办 2026-09-10", "回访 → 办理中", "09-03 10:00", "先修主路", "回访 → 已回访"} {
		if !r.Reads(want) {
			t.Errorf("the history does not say %q:\n%s", want, r.Read())
		}
	}
}

func TestOtherStepsStandInTheMenu(t *testing.T) {
	r := eventFixture(t, nil)
	tab := r.tab()
	r.record("路灯不亮", "")
	r.chooseOpinion(0)
	labels := func() string {
		return strings.Join(ui.Gather(tab.stepItems(), func(i *fyne.MenuItem) string { return i.Label }), " ")
	}
	if got := labels(); got != "交办… 即时解答…  合并… 拆分…" {
		t.Errorf("a recorded opinion offers %s", got)
	}
	tab.stepItems()[1].Action()
	r.Types("当场说明检修计划")
	r.Push("即时解答")
	f := r.Opinions()[0]
	if f.State != app.FeedbackAnswered || f.Result != "当场说明检修计划" {
		t.Errorf("answered: %+v", f)
	}
	if got := labels(); got != "回访… 重新办理…  撤回“即时解答”…  合并… 拆分…" {
		t.Errorf("an answered opinion offers %s", got)
	}
}

func TestTheSpeakerIsFoundAmongTheInvitees(t *testing.T) {
	r := eventFixture(t, nil)
	tab := r.tab()
	add := func(name, unit string) string {
		t.Helper()
		v, err := r.Service.SaveInvitee(context.Background(), app.Invitee{EventID: r.Event().ID, Person: app.Person{Name: name}, Unit: unit})
		if err != nil {
			t.Fatal(err)
		}
		return v.ID
	}
	wang, li1, li2 := add("王玉梅", "康宁医院"), add("李芳", "和平社区"), add("李芳", "市第三中学")

	r.record("增加座椅", "王玉梅")
	r.Press(fyne.KeyN, ui.Ctrl)
	r.Types("增加班车")
	tab.speaker.entry.SetText("lf")
	if got := tab.editor.Form.Field("Speaker").Input.Snapshot(); !strings.HasPrefix(got, "lf") {
		t.Errorf("typed: %q", got)
	}
	tab.speaker.entry.SetText("李芳")
	if !r.Reads("名单中有 2 位同名者") {
		t.Errorf("two of one name are not told apart:\n%s", r.Read())
	}
	tab.speaker.entry.SetText("李芳（市第三中学）") // as the list of suggestions does
	if !r.Reads("邀请对象：市第三中学") {
		t.Errorf("who is meant is not told:\n%s", r.Read())
	}
	tab.Proceed()
	r.Types("延长开放时间")
	tab.speaker.entry.SetText("")
	r.Press(fyne.KeyS, ui.Ctrl)
	r.record("多设路牌", "过路人")

	all := r.Opinions()
	want := []struct{ speaker, id string }{{"王玉梅", wang}, {"李芳", li2}, {"", ""}, {"过路人", ""}}
	for i, w := range want {
		if len(all) != len(want) || all[i].Speaker != w.speaker || all[i].InviteeID != w.id {
			t.Fatalf("opinion %d is saved as said by %+v, want %v (not %s)", i, all, w, li1)
		}
	}
	if got := tab.table.Rows()[2].about(); !strings.HasPrefix(got, "匿名") {
		t.Errorf("nobody is shown as %q", got)
	}
}

func TestAnOpinionIsPutRightAndDeleted(t *testing.T) {
	r := eventFixture(t, nil)
	tab := r.tab()
	r.Press(fyne.KeyN, ui.Ctrl)
	r.Press(fyne.KeyS, ui.Ctrl)
	if got := tab.editor.Form.Field("Content").Problem(); got == "" {
		t.Error("an opinion without content has no problem beside it")
	}
	tab.Discard()
	r.record("路灯不亮", "")
	r.chooseOpinion(0)
	r.Window.Canvas().Focus(tab.table)
	r.Key(fyne.KeyReturn)
	r.TypeInto(tab.editor.Form, "Content", "北门路灯不亮")
	r.TypeInto(tab.editor.Form, "Category", "市政")
	if r.Reads("满意度*") || r.Reads("答复日期") {
		t.Error("a recorded opinion asks for what its steps fill in")
	}
	r.Press(fyne.KeyS, ui.Ctrl)
	if f := r.Opinions()[0]; f.Content != "北门路灯不亮" || f.Category != "市政" || len(f.History) != 1 {
		t.Errorf("saved: %+v", f)
	}
	r.Press(fyne.KeyDelete, 0)
	if len(r.Opinions()) != 0 {
		t.Fatal("Del deletes nothing")
	}
	r.Press(fyne.KeyZ, ui.Ctrl)
	if all := r.Opinions(); len(all) != 1 || len(all[0].History) != 1 {
		t.Errorf("undone: %+v", all)
	}
}

// handled adds opinions in several states, one of them overdue.
func (r *fixture) handled() {
	r.t.Helper()
	for i, f := range []app.Feedback{
		{Content: "路灯不亮", Category: "市政", Speaker: "王玉梅"}, {Content: "增加班车", Category: "交通"}, {Content: "增加座椅", Category: "市政"},
	} {
		f.EventID = r.Event().ID
		f, err := r.Service.SaveFeedback(context.Background(), f)
		if err != nil {
			r.t.Fatal(err)
		}
		if i == 2 {
			continue
		}
		step := app.Step{Kind: app.TransitionAssign, Department: []string{"城管办", "交通办"}[i], DueDate: uitest.Now.AddDate(0, 0, 10)}
		if f, err = r.Service.StepFeedback(context.Background(), f.EventID, f.ID, step); err != nil {
			r.t.Fatal(err)
		}
		if i == 0 { // as an imported workbook has it
			f.DueDate = uitest.Now.AddDate(0, 0, -3)
			if _, err := r.Service.SaveFeedback(context.Background(), f); err != nil {
				r.t.Fatal(err)
			}
		}
	}
}

func TestOpinionsAreCountedSearchedAndFiltered(t *testing.T) {
	r := eventFixture(t, nil)
	tab := r.tab()
	r.handled()
	var counts []string
	for _, tile := range tab.tiles {
		counts = append(counts, tile.Stat().Caption+tile.Stat().Figure)
	}
	if got := strings.Join(counts, " "); got != "全部3 逾期1 即将到期0 待交办1 办理中2 待答复0 待回访0 已完结0" {
		t.Errorf("the tiles say %s", got)
	}
	shown := func() string {
		return strings.Join(ui.Gather(tab.table.Rows(), func(f feedbackRow) string { return f.Content }), " ")
	}
	tab.tiles[1].Tapped(nil)
	if got := shown(); got != "路灯不亮" || !tab.tiles[1].Picked() {
		t.Errorf("the overdue ones are %s", got)
	}
	if got := tab.table.Rows()[0]; got.dueWords() != "08-31 周一　▲ 逾期 3 个工作日" || got.dueTone() != widgets.Bad {
		t.Errorf("overdue says %q", got.dueWords())
	}
	tab.tiles[1].Tapped(nil)
	tab.pick.SetSelected("办理中")
	tab.department.SetSelected("交通办")
	if got := shown(); got != "增加班车" {
		t.Errorf("办理中 of 交通办: %s", got)
	}
	tab.ShowAll()
	tab.category.SetSelected("市政")
	if got := shown(); got != "路灯不亮 增加座椅" {
		t.Errorf("市政: %s", got)
	}
	tab.ShowAll()
	for typed, want := range map[string]string{"班车": "增加班车", "wym": "路灯不亮", "城管": "路灯不亮", "": "路灯不亮 增加座椅 增加班车"} {
		tab.search.SetText(typed)
		if got := shown(); got != want {
			t.Errorf("%q finds %q, want %q", typed, got, want)
		}
	}
	tab.search.SetText("nothing of the kind")
	r.Push("清除筛选")
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
	r := eventFixture(t, nil)
	tab := r.tab()
	r.handled()
	tab.side.Pick(sideCharts)
	pictures := 0
	for _, o := range uitest.InSight(r.Top()) {
		if i, ok := o.(*canvas.Image); ok && i.Resource != nil && i.MinSize().Width > 100 {
			pictures++
		}
	}
	if pictures != 3 || !r.Reads("意见建议按类别") || !r.Reads("意见建议按承办单位") || !r.Reads("3 条，未办结 3 条") || !r.Reads("逾期 1 条") {
		t.Errorf("%d charts are shown:\n%s", pictures, r.Read())
	}
	f, err := r.Service.FeedbackFigures(context.Background(), r.Event().ID)
	if err != nil {
		t.Fatal(err)
	}
	b := countBars(f.ByCategory)
	if !slices.Equal(b.Labels, []string{"市政", "交通"}) || !slices.Equal(b.Series[0].Values, []float64{2, 1}) || !slices.Equal(b.Series[2].Values, []float64{1, 0}) {
		t.Errorf("the chart of categories is %+v", b)
	}
	r.Push("统计表…")
	if !r.Reads("城管办") || !r.Reads("合计") || !r.Reads("答复率") {
		t.Errorf("the table of figures reads\n%s", r.Read())
	}
	r.Push("按类别")
	if !r.Reads("市政") {
		t.Errorf("the table of figures by category reads\n%s", r.Read())
	}
	r.Push("关闭")
	tab.table.Choose(r.Opinions()[0].ID)
	if tab.side.Value() != sideDetail || !r.Reads("办理经过") {
		t.Error("choosing an opinion does not show it")
	}
}

func TestSeveralOpinionsAreRecordedAtOnce(t *testing.T) {
	r := eventFixture(t, nil)
	tab := r.tab()
	v, err := r.Service.SaveInvitee(context.Background(), app.Invitee{EventID: r.Event().ID, Person: app.Person{Name: "王玉梅"}})
	if err != nil {
		t.Fatal(err)
	}
	r.Push("批量登记")
	r.Types("1. 增加座椅\n2. 延长开放时间\n到晚上八点")
	if !r.Reads("共 2 条") || !r.Reads("延长开放时间到晚上八点") {
		t.Fatalf("what will be recorded is not shown:\n%s", r.Read())
	}
	r.Key(fyne.KeyEscape)
	if !r.Reads("有 2 条意见建议还没有登记。") {
		t.Fatalf("Esc throws away what is typed:\n%s", r.Read())
	}
	r.Push("取消")
	r.Push("登记")
	if all := r.Opinions(); len(all) != 2 || all[1].Content != "延长开放时间到晚上八点" || all[0].Channel != "现场" || r.Told() != "已登记 2 条意见建议。" {
		t.Fatalf("recorded: %+v; %s", all, r.Told())
	}

	file := filepath.Join(t.TempDir(), "意见.csv")
	if err := os.WriteFile(file, []byte("内容,提出人,类别\n多设路牌,王玉梅,交通\n修剪树木,,绿化\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	r.Answers.ToOpen = file
	tab.QuickEntry()
	r.Push("从文件导入…")
	r.Push("登记")
	all := r.Opinions()
	if len(all) != 4 || all[2].Speaker != "王玉梅" || all[2].InviteeID != v.ID || all[2].Category != "交通" || all[3].Speaker != "" {
		t.Fatalf("from the file: %+v", all)
	}
}

func TestOpinionsAreMergedAndSplit(t *testing.T) {
	r := eventFixture(t, nil)
	tab := r.tab()
	r.record("路灯不亮", "王玉梅")
	r.record("北门路灯不亮，路面也不平", "李芳")
	all := r.Opinions()
	tab.table.Choose(all[0].ID, all[1].ID)
	tab.Merge()
	r.Push("合并")
	if got := r.Opinions(); got[1].MergedInto != all[0].ID || !strings.Contains(strings.ReplaceAll(r.Read(), "\n", ""), "第 2 条：北门路灯不亮，路面也不平 — 李芳") {
		t.Fatalf("merged: %+v\n%s", got[1], r.Read())
	}
	if got := tab.tiles[across].Stat().Figure; got != "1" {
		t.Errorf("%s opinions are still to be assigned, want 1", got)
	}
	tab.table.Choose(all[1].ID)
	if !r.Reads("登记，已合并") || !r.Reads("第 1 条：路灯不亮") {
		t.Errorf("a merged opinion reads\n%s", r.Read())
	}
	r.Push("下一步：取消合并…")
	r.Push("取消合并")
	tab.table.Choose(all[1].ID)
	tab.Split()
	r.Window.Canvas().Focused().(*widgets.TextEntry).SetText("北门路灯不亮\n路面不平")
	r.Push("拆分")
	got := r.Opinions()
	if len(got) != 3 || got[1].Content != "北门路灯不亮" || got[2].Content != "路面不平" || got[2].Speaker != "李芳" || len(got[2].History) != 4 {
		t.Fatalf("split: %+v", got)
	}
}

func TestWhatIsOverdueIsToldAndUrged(t *testing.T) {
	r := eventFixture(t, func(e *app.Event) { e.Start = uitest.Now.AddDate(0, -6, 0) })
	r.handled()
	button := r.actions.ChaseButton()
	r.actions.ShowChase()
	if !r.Reads("路灯不亮") || !r.Reads("逾期 3 个工作日") || r.Reads("增加班车") {
		t.Fatalf("to be urged:\n%s", r.Read())
	}
	r.Push("复制文字")
	if got := fyne.CurrentApp().Clipboard().Content(); !strings.HasPrefix(got, "城管办：以下1条意见建议请抓紧办理，其中逾期1条。") {
		t.Errorf("copied: %s", got)
	}
	r.Push("催办所选")
	if !r.Reads("1 次，最近 09-03") || r.Told() != "已催办 1 条意见建议。" {
		t.Errorf("urged: %s\n%s", r.Told(), r.Read())
	}
	if got := button.(*widgets.Button); !got.Visible() || got.Text != "全部活动：意见逾期 1" {
		t.Errorf("the button of the bar says %q", got.Text)
	}
	r.Push("查看该条")
	if chosen := r.tab().table.Chosen(); r.Top() != r.Window.Content() || len(chosen) != 1 || chosen[0].Content != "路灯不亮" {
		t.Errorf("the opinion is not shown:\n%s", r.Read())
	}
	all := r.Opinions()
	if n := len(all[0].History); all[0].History[n-1].Kind != app.TransitionUrge {
		t.Errorf("the urging is not kept: %+v", all[0].History)
	}
}

func TestDepartmentsFillInWhoAnswersForThem(t *testing.T) {
	r := eventFixture(t, nil)
	r.actions.EditDepartments()
	r.Push("添加")
	r.Push("保存")
	if !r.Reads("请填写承办单位名称。") {
		t.Fatalf("a department without a name:\n%s", r.Read())
	}
	r.intoDialog("城管办", "赵强", "010-123456")
	r.Push("保存")
	if !r.Reads("赵强") {
		t.Fatalf("the list of departments reads\n%s", r.Read())
	}
	r.Push("关闭")
	r.record("路灯不亮", "")
	r.chooseOpinion(0)
	r.Push("下一步：交办…")
	r.intoDialog("城管办")
	r.Push("交办")
	f := r.Opinions()[0]
	if f.InCharge != "赵强" || f.Telephone != "010-123456" || f.DueDate.Format("2006-01-02") != "2026-09-17" {
		t.Fatalf("assigned: %+v", f)
	}

	r.actions.EditFeedbackRules()
	r.Window.Canvas().Focused().(*widgets.NumberEntry).SetText("15")
	r.Push("保存")
	if rules, err := r.Service.FeedbackRules(context.Background()); err != nil || rules.DueDays != 15 || rules.ReturnDays != 7 {
		t.Errorf("the time limits are %+v (%v)", rules, err)
	}
	r.actions.EditQuestions()
	r.intoDialog("7", "2", "1")
	if !r.Reads("9/10  90.0%") {
		t.Errorf("the questionnaire reads\n%s", r.Read())
	}
	r.Push("保存")
	if q := r.Event().Questions; len(q) != 5 || q[0].Satisfied != 7 || q[0].Not != 1 {
		t.Errorf("the questionnaire is kept as %+v", q)
	}
}

func TestTheLedgerIsExported(t *testing.T) {
	r := eventFixture(t, nil)
	r.handled()
	r.Answers.ToSave = t.TempDir()
	r.actions.ExportLedger()
	files, err := os.ReadDir(r.Answers.ToSave)
	if err != nil || len(files) != 1 || !strings.HasSuffix(files[0].Name(), "意见建议办理台账.xlsx") || !strings.Contains(r.Told(), "3 条，含姓名和电话") {
		t.Errorf("written: %v %v; %s", files, err, r.Told())
	}
}

func BenchmarkOpinions2000(b *testing.B) {
	all := make([]app.Feedback, 2000)
	for i := range all {
		all[i] = app.Feedback{ID: fmt.Sprint(i), Content: fmt.Sprintf("第 %d 条：增加社区日间照料中心的座椅", i), Speaker: "王玉梅",
			Category: fmt.Sprint("类别", i%8), Department: fmt.Sprint("承办单位", i%12), State: app.FeedbackStates[i%7].Code, DueDate: uitest.Now.AddDate(0, 0, i%20-10)}
	}
	rows := feedbackRows(app.Dossier{Feedback: all}, app.NewLateness(nil, uitest.Now), 3)
	b.Run("rows", func(b *testing.B) {
		for b.Loop() {
			feedbackRows(app.Dossier{Feedback: all}, app.NewLateness(nil, uitest.Now), 3)
		}
	})
	b.Run("filter", func(b *testing.B) {
		v := feedbackView{text: "座椅", pick: feedbackPick{overdue: true}, category: ui.Filter{On: true, Value: "类别3"}}
		for b.Loop() {
			v.of(rows)
		}
	})
	b.Run("show", func(b *testing.B) {
		r := eventFixture(b, nil)
		tab := r.tab()
		for b.Loop() {
			tab.Set(rows)
			tab.countTiles()
		}
	})
	b.Run("open", func(b *testing.B) { // one of fifty events in the data file
		r := eventFixture(b, nil)
		ctx := context.Background()
		for i := range 50 {
			e, err := r.Service.SaveEvent(ctx, app.Event{Title: fmt.Sprint("开放日", i), Start: uitest.Now.AddDate(0, 0, -i), State: app.StateHeld})
			if err != nil {
				b.Fatal(err)
			}
			list := slices.Clone(all[i*40 : i*40+40])
			for j := range list {
				list[j].EventID = e.ID
			}
			if _, err := r.Service.AddFeedback(ctx, list); err != nil {
				b.Fatal(err)
			}
			r.SwitchTo(e.ID, nil)
		}
		tab := r.tab()
		b.Run("tab", func(b *testing.B) {
			for b.Loop() {
				tab.Refresh()
			}
		})
		b.Run("chase", func(b *testing.B) {
			for b.Loop() {
				if _, err := r.Service.Chase(ctx, uitest.Now); err != nil {
					b.Fatal(err)
				}
			}
		})
		b.Run("figures", func(b *testing.B) {
			for b.Loop() {
				if _, err := r.Service.FeedbackFigures(ctx, ""); err != nil {
					b.Fatal(err)
				}
			}
		})
	})
}

func TestSeveralOpinionsAreReadPutRightAndHandledInOneStep(t *testing.T) {
	r := eventFixture(t, nil)
	r.tab().QuickEntry()
	r.Types("王秀兰（幸福社区）：增加座椅\n李建国：\n匿名：多设路牌")
	if !r.Reads("▲ 没有内容") {
		t.Fatalf("an opinion that says nothing is not shown:\n%s", r.Read())
	}
	r.Push("登记")
	if len(r.Opinions()) != 0 {
		t.Fatal("an opinion that says nothing is recorded")
	}
	r.Types("讲解再慢一些") // the row that lacks it is chosen, and the focus in its content
	r.Push("登记")
	var said []string
	for _, f := range r.Opinions() {
		said = append(said, f.Speaker+"/"+f.Unit+"/"+f.Content)
	}
	if got := strings.Join(said, "|"); got != "王秀兰/幸福社区/增加座椅|李建国//讲解再慢一些|//多设路牌" {
		t.Fatalf("recorded: %s", got)
	}

	r.tab().table.Choose(r.Opinions()[0].ID, r.Opinions()[2].ID)
	list := []app.Feedback{r.Opinions()[0], r.Opinions()[2]}
	r.tab().takeStepOfMany(list, app.TransitionAssign)
	r.intoDialog("城管办")
	r.Push("交办")
	for i, want := range []app.FeedbackState{app.FeedbackAssigned, app.FeedbackRecorded, app.FeedbackAssigned} {
		if f := r.Opinions()[i]; f.State != want {
			t.Errorf("opinion %d is %s, want %s; in front stands\n%s", i+1, f.State, want, r.Read())
		}
	}
	first := r.Opinions()[0]
	last, _ := first.LastStep()
	r.tab().takeBack(first, last)
	r.Push("撤回")
	if f := r.Opinions()[0]; f.State != app.FeedbackRecorded || f.Department != "" {
		t.Errorf("taken back: %+v", f)
	}
}
