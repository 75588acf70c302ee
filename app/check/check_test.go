package check_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"openday/app"
	"openday/app/check"
	"openday/app/deadline"
	"openday/app/startplan"
	"openday/app/workday"
)

// sound is an event before which nothing is wrong.
func sound() app.Dossier {
	d := startplan.Visit.Dossier(app.Date(2026, 11, 17))
	e := &d.Event
	e.ID, e.Basis, e.Organiser = "0190", "政务公开工作要点", "街道办事处"
	e.Contact, e.Phones, e.Email = "李主任", []string{"0951-1234567"}, "djb@example.cn"
	e.Leaders[0].Name = "陈国强"
	for i := range d.Agenda {
		d.Agenda[i].ID = fmt.Sprint("a", i)
	}
	return d
}

// timetable is what deadlines are reckoned with where an office set nothing.
var timetable = deadline.Timetable{Rules: deadline.DefaultRules(), Calendar: workday.Official()}

// early is a moment at which nothing about it is due.
var early = app.Date(2026, 10, 20)

func TestNothingIsFoundWhereNothingIsWrong(t *testing.T) {
	none := func(string) []rune { return nil }
	for _, f := range check.Find(sound(), timetable, none, early) {
		t.Errorf("%s: %s", f.Weight, f.Message)
	}
}

func TestCheckFinds(t *testing.T) {
	type d = *app.Dossier
	invite := func(d *app.Dossier, v app.Invitee, n int) {
		for range n {
			v.ID = fmt.Sprint("v", len(d.Invitees))
			v.Person.Name = "王芳"
			d.Invitees = append(d.Invitees, v)
		}
	}
	after := app.Date(2026, 11, 18)
	opinion := func(d *app.Dossier, f app.Feedback) {
		f.ID, f.Content = "f0", "路灯不亮"
		d.Feedback = append(d.Feedback, f)
	}
	settled := func(d *app.Dossier) { d.Event.State = app.StateSettled }
	// What else there is to be found where a spoiled event breaks other rules, too.
	lacks := func(weight string, n int) []string { return slices.Repeat([]string{weight + " invitees"}, n) }
	pressed := []string{"error events filing Deadlines", "error events notice Deadlines", "error events team Deadlines", "warning events replies Deadlines"}
	unkempt := []string{"error events filing Deadlines", "error events notice Deadlines", "error events replies Deadlines", "error events team Deadlines", "hint events", "warning events publish Deadlines"}
	beside := map[string][]string{
		"assembly late": {"error agenda a0 Start"}, "half assembly": {"error agenda a0 Start"},
		"year unknown": {"hint events filing Deadlines", "hint events notice Deadlines", "hint events replies Deadlines", "hint events team Deadlines"},
		"filing near":  {"error events notice Deadlines", "warning events team Deadlines"}, "filing overdue": {"error events notice Deadlines", "error events team Deadlines", "warning events replies Deadlines"},
		"bare": lacks("hint", 4), "glyph": lacks("hint", 4), "pending": lacks("hint", 4), "quota lacks": lacks("hint", 3), "too many": lacks("hint", 3),
		"lacks at the end": lacks("warning", 3), "not told": lacks("warning", 4),
		"strange":            append(lacks("hint", 4), "hint invitees v0 Vetting"),
		"share":              append(lacks("hint", 2), "error events Quotas", "warning events Capacity"),
		"filing of long ago": {"hint events"}, "opinion of long ago": {"hint events", "past events notice Deadlines"},
		"attendance": {"hint events", "warning events publish Deadlines"}, "state": {"warning events publish Deadlines"},
		"pending near": append(lacks("hint", 4), pressed...),
		"opinion idle": unkempt, "opinion silent": unkempt, "opinion undated": unkempt,
		"opinion overdue": append(slices.Clone(unkempt[:5]), "error events publish Deadlines", "error events results Deadlines"),
	}
	for name, c := range map[string]struct {
		spoil  func(*app.Dossier)
		now    time.Time
		weight check.Weight
		topic  app.Topic
		id     string
		field  string
		says   string
	}{
		"theme":          {func(d d) { d.Event.Theme = "" }, early, check.WeightWarning, app.TopicEvents, "", "Theme", "缺少活动主题"},
		"organiser":      {func(d d) { d.Event.Organiser = "" }, early, check.WeightWarning, app.TopicEvents, "", "Organiser", "主办单位"},
		"end":            {func(d d) { d.Event.End = time.Time{} }, early, check.WeightWarning, app.TopicEvents, "", "End", "结束时间"},
		"sites":          {func(d d) { d.Event.Sites = nil }, early, check.WeightWarning, app.TopicEvents, "", "Sites", "活动地点"},
		"stream":         {func(d d) { d.Event.Form = "both" }, early, check.WeightWarning, app.TopicEvents, "", "StreamURL", "直播链接"},
		"half assembly":  {func(d d) { d.Event.AssemblyTime = time.Time{} }, early, check.WeightWarning, app.TopicEvents, "", "AssemblyPlace", "只填了一项"},
		"leaders":        {func(d d) { d.Event.Leaders = nil }, early, check.WeightWarning, app.TopicEvents, "", "Leaders", "组织机构"},
		"no leader":      {func(d d) { d.Event.Leaders = d.Event.Leaders[1:] }, early, check.WeightHint, app.TopicEvents, "", "Leaders", "没有组长"},
		"capacity":       {func(d d) { d.Event.Capacity, d.Event.Quotas[0].MinShare = 0, app.Share{} }, early, check.WeightWarning, app.TopicEvents, "", "Capacity", "邀请人数"},
		"quotas":         {func(d d) { d.Event.Quotas = nil }, early, check.WeightWarning, app.TopicEvents, "", "Quotas", "没有分配名额"},
		"agenda":         {func(d d) { d.Agenda = nil }, early, check.WeightWarning, app.TopicAgenda, "", "", "议程"},
		"sign-up closes": {func(d d) { d.Event.SignUpUntil = time.Time{} }, early, check.WeightWarning, app.TopicEvents, "", "SignUpUntil", "报名截止"},
		"sign-up ways":   {func(d d) { d.Event.SignUpMethods = nil }, early, check.WeightWarning, app.TopicEvents, "", "SignUpMethods", "报名方式"},
		"contact": {func(d d) {
			d.Event.Contact, d.Event.Phones, d.Event.Email, d.Event.SignUpMethods = "", nil, "", []string{"现场报名"}
		}, early, check.WeightWarning, app.TopicEvents, "", "Contact", "联系人"},
		"no phone":             {func(d d) { d.Event.Phones, d.Event.Email, d.Event.SignUpMethods = nil, "", []string{"现场报名"} }, early, check.WeightWarning, app.TopicEvents, "", "Phones", "没有电话"},
		"e-mail":               {func(d d) { d.Event.Email = "" }, early, check.WeightWarning, app.TopicEvents, "", "Email", "邮箱"},
		"notices":              {func(d d) { d.Event.Notices = nil }, early, check.WeightWarning, app.TopicEvents, "", "Notices", "注意事项"},
		"basis":                {func(d d) { d.Event.Basis = "" }, early, check.WeightHint, app.TopicEvents, "", "Basis", "活动依据"},
		"assembly late":        {func(d d) { d.Event.AssemblyTime = d.Event.Start.Add(time.Minute) }, early, check.WeightError, app.TopicEvents, "", "AssemblyTime", "晚于活动开始时间（09:00）"},
		"sign-up late":         {func(d d) { d.Event.SignUpUntil = d.Event.Start.Add(time.Hour) }, early, check.WeightError, app.TopicEvents, "", "SignUpUntil", "晚于活动开始"},
		"weekend":              {func(d d) { *d = moved(*d, app.Date(2026, 11, 21)) }, early, check.WeightHint, app.TopicEvents, "", "Start", "2026年11月21日 星期六 是周末"},
		"holiday":              {func(d d) { *d = moved(*d, app.Date(2026, 10, 1)) }, app.Date(2026, 8, 1), check.WeightHint, app.TopicEvents, "", "Start", "放假日（国庆节）"},
		"make-up day":          {func(d d) { *d = moved(*d, app.Date(2026, 10, 10)) }, app.Date(2026, 8, 1), check.WeightHint, app.TopicEvents, "", "Start", "调休上班日"},
		"year unknown":         {func(d d) { *d = moved(*d, app.Date(2035, 3, 1)) }, early, check.WeightHint, app.TopicEvents, "", "Start", "待国务院办公厅公布 2035 年放假安排"},
		"filing overdue":       {func(d) {}, app.Date(2026, 11, 12), check.WeightError, app.TopicEvents, "filing", check.FieldDeadlines, "“报备截止”应在 2026年11月10日 星期二 前完成，逾期 2 个工作日"},
		"filing near":          {func(d) {}, app.Date(2026, 11, 9), check.WeightWarning, app.TopicEvents, "filing", check.FieldDeadlines, "还有 1 个工作日"},
		"filing of long ago":   {func(d d) { d.Event.Done = allDone(app.DeadlineTeam, app.DeadlineNotice) }, app.Date(2027, 1, 20), check.WeightPast, app.TopicEvents, "filing", check.FieldDeadlines, "往期期限未标为完成 4 项，如“报备截止”"},
		"notice after sign-up": {func(d d) { d.Event.SignUpFrom = app.Date(2026, 11, 5) }, early, check.WeightWarning, app.TopicEvents, "notice", check.FieldDeadlines, "晚于报名开始（2026年11月5日 星期四）"},
		"retention":            {func(d d) { d.Event.RetainUntil = app.Date(2026, 12, 1); d.Event.State = app.StateArchived }, app.Date(2026, 12, 3), check.WeightError, app.TopicEvents, "retention", check.FieldDeadlines, "个人信息应在"},
		"unreachable":          {func(d d) { d.Event.Quotas[1].Number = 12 }, early, check.WeightError, app.TopicEvents, "", "Quotas", "共需 25 人，超过邀请人数 20 人"},
		"quotas short":         {func(d d) { d.Event.Quotas = d.Event.Quotas[1:3] }, early, check.WeightHint, app.TopicEvents, "", "Quotas", "共 8 人，少于邀请人数 20 人"},
		"strange":              {func(d d) { invite(d, app.Invitee{Category: "游客", Vetting: app.VettingPending}, 2) }, early, check.WeightWarning, app.TopicInvitees, "v0", "Category", "类别“游客”不在名额之中，有 2 名"},
		"bare":                 {func(d d) { invite(d, app.Invitee{Vetting: app.VettingApproved}, 1) }, early, check.WeightHint, app.TopicInvitees, "v0", "Category", "有 1 名邀请对象没有填写类别"},
		"too many":             {func(d d) { invite(d, app.Invitee{Category: "群众代表", Vetting: app.VettingApproved}, 22) }, early, check.WeightWarning, app.TopicEvents, "", "Capacity", "已通过 22 人，比邀请人数多 2 人"},
		"quota lacks":          {func(d d) { invite(d, app.Invitee{Category: "企业代表", Vetting: app.VettingApproved}, 3) }, early, check.WeightHint, app.TopicInvitees, "", "", "“企业代表”还差 2 人：已通过 3 人，名额 5 人"},
		"lacks at the end": {func(d d) {
			settled(d)
			invite(d, app.Invitee{Category: "企业代表", Vetting: app.VettingApproved}, 3)
		}, app.Date(2026, 11, 14), check.WeightWarning, app.TopicInvitees, "", "", "“企业代表”还差 2 人"},
		"share": {func(d d) {
			d.Event.Capacity = 4 // a half of those invited are there, of those approved not
			invite(d, app.Invitee{Category: "群众代表", Vetting: app.VettingApproved}, 2)
			invite(d, app.Invitee{Category: "企业代表", Vetting: app.VettingApproved}, 5)
		}, early, check.WeightHint, app.TopicInvitees, "", "", "未达到最低占比 1/2：已通过 2 人（共 7 人），应不少于 4 人"},
		"clash":         {func(d d) { d.Agenda[1].End = d.Agenda[1].End.Add(time.Hour) }, early, check.WeightError, app.TopicAgenda, "a1", "Start", "时间重叠"},
		"outside sites": {func(d d) { d.Agenda[1].Place = "体育馆" }, early, check.WeightHint, app.TopicAgenda, "a1", "Place", "“体育馆”不在活动地点之列"},
		"site unused":   {func(d d) { d.Event.Sites = append(d.Event.Sites, "体育馆") }, early, check.WeightHint, app.TopicAgenda, "", "", "“体育馆”没有安排议程"},
		"pending":       {func(d d) { invite(d, app.Invitee{Category: "群众代表", Vetting: app.VettingPending}, 2) }, early, check.WeightHint, app.TopicInvitees, "v0", "Vetting", "有 2 名邀请对象待审核"},
		"pending near":  {func(d d) { invite(d, app.Invitee{Category: "群众代表", Vetting: app.VettingPending}, 2) }, app.Date(2026, 11, 12), check.WeightWarning, app.TopicInvitees, "v0", "Vetting", "待审核"},
		"not told": {func(d d) {
			settled(d)
			d.Event.SignUpUntil = app.Date(2026, 11, 10)
			invite(d, app.Invitee{Category: "群众代表", Vetting: app.VettingDeclined, DecidedOn: app.Date(2026, 11, 11)}, 1)
		}, app.Date(2026, 11, 13), check.WeightWarning, app.TopicInvitees, "v0", "", "应在 2026年11月12日 前告知"},
		"attendance": {func(d d) {
			settled(d)
			invite(d, app.Invitee{Category: "群众代表", Vetting: app.VettingApproved}, 3)
		}, after, check.WeightWarning, app.TopicInvitees, "v0", "Attendance", "还有 3 人没有录入"},
		"state": {settled, after, check.WeightHint, app.TopicEvents, "", "", "状态仍是“名单确定”"},
		"opinion overdue": {func(d d) {
			opinion(d, app.Feedback{State: app.FeedbackAssigned, Department: "城管科", DueDate: app.Date(2026, 11, 27)})
		}, app.Date(2026, 12, 1), check.WeightError, app.TopicFeedback, "f0", "DueDate", "“路灯不亮”（城管科）应在 2026年11月27日 前办结，已逾期 2 个工作日"},
		"opinion of long ago": {func(d d) {
			opinion(d, app.Feedback{State: app.FeedbackAssigned, Department: "城管科", DueDate: app.Date(2026, 11, 27)})
		}, app.Date(2027, 1, 20), check.WeightPast, app.TopicFeedback, "f0", "DueDate", "尚未办结"},
		"opinion undated": {func(d d) { opinion(d, app.Feedback{State: app.FeedbackInProgress, Department: "城管科"}) }, after, check.WeightWarning, app.TopicFeedback, "f0", "DueDate", "没有办理时限"},
		"opinion idle":    {func(d d) { opinion(d, app.Feedback{State: app.FeedbackRecorded}) }, after, check.WeightWarning, app.TopicFeedback, "f0", "Department", "没有交办"},
		"opinion silent":  {func(d d) { opinion(d, app.Feedback{State: app.FeedbackDone}) }, after, check.WeightWarning, app.TopicFeedback, "f0", "RepliedOn", "还没有答复"},
		"weekday":         {func(d d) { d.Event.Notices = []string{"请于11月17日（星期三）8时30分到达。"} }, early, check.WeightWarning, app.TopicEvents, "", "Notices", "“11月17日（星期三）”的日期和星期不符，那天是星期二"},
		"weekday of 2027": {func(d d) { d.Event.Transport = "2027年1月1日 周四返回" }, early, check.WeightWarning, app.TopicEvents, "", "Transport", "那天是星期五"},
		"no date":         {func(d d) { d.Agenda[2].Note = "2月30日，星期一前确认" }, early, check.WeightWarning, app.TopicAgenda, "a2", "Note", "不是有效的日期"},
		"year in title":   {func(d d) { d.Event.Title = "2025年政务开放日" }, early, check.WeightWarning, app.TopicEvents, "", "Title", "写的是 2025 年，活动日期在 2026 年"},
		"glyph": {func(d d) {
			invite(d, app.Invitee{Category: "群众代表", Unit: "某社区𫞩", Vetting: app.VettingApproved}, 1)
		}, early, check.WeightWarning, app.TopicInvitees, "v0", "Unit", "U+2B7A9"},
	} {
		t.Run(name, func(t *testing.T) {
			d := sound()
			c.spoil(&d)
			missing := func(text string) []rune {
				return slices.DeleteFunc([]rune(text), func(r rune) bool { return r != '𫞩' })
			}
			found := check.Find(d, timetable, missing, c.now)
			i := slices.IndexFunc(found, func(f check.Finding) bool {
				return f.Weight == c.weight && f.Topic == c.topic && f.ID == c.id && f.Field == c.field && strings.Contains(f.Message, c.says)
			})
			if i < 0 {
				t.Fatalf("not found among %+v", found)
			}
			var others []string
			for j, f := range found {
				if j != i {
					others = append(others, strings.Join(strings.Fields(fmt.Sprint(f.Weight, " ", f.Topic, " ", f.ID, " ", f.Field)), " "))
				}
			}
			slices.Sort(others)
			if want := slices.Sorted(slices.Values(beside[name])); !slices.Equal(others, want) {
				t.Errorf("beside it %q are found, want %q", others, want)
			}
			if !slices.IsSortedFunc(found, func(a, b check.Finding) int { return check.Weights.Index(a.Weight) - check.Weights.Index(b.Weight) }) {
				t.Error("not by weight")
			}
		})
	}
}

// An event that is over makes no noise; what it lacks can still be filled in.
func TestAnEventThatIsOverIsQuiet(t *testing.T) {
	d := sound()
	d.Event.State, d.Event.Theme = app.StateSummarised, ""
	d.Feedback = []app.Feedback{{ID: "f0", Content: "路灯不亮", State: app.FeedbackRecorded}}
	found := check.Find(d, timetable, nil, app.Date(2026, 11, 25))
	for _, f := range found {
		if f.Weight == check.WeightError || f.Weight == check.WeightWarning {
			t.Errorf("%s: %s", f.Weight, f.Message)
		}
	}
	if !slices.ContainsFunc(found, func(f check.Finding) bool { return f.Weight == check.WeightPast && f.Field == "Theme" }) {
		t.Errorf("what is missing is not told: %+v", found)
	}
}

func allDone(kinds ...app.DeadlineKind) []app.DeadlineDone {
	var all []app.DeadlineDone
	for _, k := range kinds {
		all = append(all, app.DeadlineDone{Kind: k})
	}
	return all
}

// moved returns an event on another day.
func moved(d app.Dossier, day time.Time) app.Dossier {
	id := d.Event.ID
	d = startplan.Copied(d, day)
	d.Event.ID = id
	return d
}

func TestOfAnEventThatIsStoppedOnlyWhatGoesOnIsFound(t *testing.T) {
	d := sound()
	d.Event.Theme, d.Event.Sites = "", nil
	d.Invitees = []app.Invitee{{ID: "v", Person: app.Person{Name: "张三"}, Category: "群众代表", Vetting: app.VettingApproved}}
	d.Feedback = []app.Feedback{{ID: "f", Content: "路灯不亮", State: app.FeedbackAssigned, Department: "城管办", DueDate: app.Date(2026, 11, 2)}}
	late := app.Date(2026, 11, 12) // the plan was to be filed before
	for name, c := range map[string]struct {
		changing app.EventChanging
		want     []string
	}{
		"cancelled":               {app.EventChanging{Change: app.Cancelled, Reason: "台风"}, []string{"error DueDate", "warning Change"}},
		"cancelled for no reason": {app.EventChanging{Change: app.Cancelled}, []string{"error DueDate", "warning Change", "hint Change"}},
		"postponed":               {app.EventChanging{Change: app.Postponed, Reason: "台风"}, []string{"error DueDate", "warning Change"}},
	} {
		var got []string
		for _, f := range check.Find(d.Changed(c.changing), timetable, nil, late) {
			got = append(got, string(f.Weight)+" "+f.Field)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, not %q", name, got, c.want)
		}
	}
	moved := check.Find(d.Changed(app.EventChanging{Change: app.Postponed, Reason: "台风", To: app.Date(2026, 12, 22)}), timetable, nil, late)
	if slices.ContainsFunc(moved, func(f check.Finding) bool {
		return f.Field == check.FieldDeadlines && f.ID != string(app.DeadlineReplies)
	}) || !slices.ContainsFunc(moved, func(f check.Finding) bool { return f.Field == "Theme" }) {
		t.Errorf("an event with a new date: %+v", moved)
	}
}

func TestAWeekdayThatAgreesIsNotFound(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := sound()
		day := app.Date(2020, 1, 1).AddDate(0, 0, rapid.IntRange(0, 4000).Draw(t, "day"))
		said := rapid.IntRange(0, 6).Draw(t, "weekday")
		names := []string{"日", "一", "二", "三", "四", "五", "六"}
		d.Event.Notices = []string{fmt.Sprintf("%s（星期%s）前到达", app.ShortDate(day), names[said])}
		found := slices.ContainsFunc(check.Find(d, timetable, nil, early), func(f check.Finding) bool { return f.Field == "Notices" })
		if found != (said != int(day.Weekday())) {
			t.Fatalf("%s: found %v", d.Event.Notices, found)
		}
	})
}

func TestFindingsOfOneKindAreOneWithTheirNumber(t *testing.T) {
	e := app.Event{ID: "e", Start: app.Date(2026, 9, 1)}
	e.End = e.Start
	d := app.Dossier{Event: e}
	for i := range 2003 {
		d.Feedback = append(d.Feedback, app.Feedback{ID: fmt.Sprint(i), EventID: "e", Content: fmt.Sprint("意见", i), State: app.FeedbackRecorded})
	}
	n := 0
	for _, f := range check.Find(d, deadline.Timetable{Calendar: workday.Official()}, nil, app.Date(2026, 10, 1)) {
		if f.Topic == app.TopicFeedback {
			n++
			if f.Show != check.ShowRecorded || !strings.Contains(f.Message, "2003") {
				t.Errorf("found: %+v", f)
			}
		}
	}
	if n != 1 {
		t.Errorf("%d findings about opinions", n)
	}
}
