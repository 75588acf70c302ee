// Package startplan begins events: by a usual plan, as a copy of an earlier event,
// or as a sample to look at.
package startplan

import (
	"openday/app"
	"slices"
	"time"
)

// Plan is a plan to begin an event with.
type Plan string

// The starting plans.
const (
	Visit    Plan = "visit"
	Projects Plan = "projects"
	Meeting  Plan = "meeting"
	Township Plan = "township"
	District Plan = "district"
)

// Plans are the plans to begin an event with.
var Plans = app.Vocabulary[Plan]{
	{Code: Visit, Chinese: "乘车参观：集合乘车，参观几处点位后座谈", English: "Visit by bus: several sites, then a symposium"},
	{Code: Projects, Chinese: "部门项目：看项目、听介绍、提建议", English: "Projects of a bureau: see them, hear of them, comment"},
	{Code: Meeting, Chinese: "会议开放：旁听办公会议并座谈", English: "Open meeting: sit in, then a symposium"},
	{Code: Township, Chinese: "乡镇（街道）：四类代表各 5 名", English: "Township: four groups of 5"},
	{Code: District, Chinese: "全区统一：各部门、各街道同步开放", English: "District-wide: all bureaus and streets"},
}

// content is what a starting plan begins an event with, beside what is usual.
type content struct {
	event    app.Event // without its day
	assembly int       // how many minutes before the start people assemble
	items    []planItem
}

// planItem is an item of the agenda, which begins where the one before it ends.
type planItem struct {
	minutes        int
	kind           app.AgendaKind
	content, place string
}

// quotas are quotas of so many people each.
func quotas(n int, categories ...string) []app.Quota {
	all := make([]app.Quota, len(categories))
	for i, c := range categories {
		all[i] = app.Quota{Category: c, Number: n}
	}
	return all
}

// contents are the plans by their names.
var contents = map[Plan]content{
	Visit: {
		assembly: 30,
		event: app.Event{
			Title:         "政务开放日活动",
			Theme:         "走近政务服务，共话民生实事",
			Aims:          "邀请公众走进办事现场，了解政务服务和民生项目，当面听取意见建议，增进理解和信任。",
			Form:          "on_site",
			Transport:     "统一乘车前往，活动结束后送回集合地点。",
			AssemblyPlace: "办公楼正门",
			Sites:         []string{"政务服务中心", "民生服务点", "会议室"},
			Capacity:      20,
			Quotas: []app.Quota{
				{Category: "群众代表", Number: app.NoNumber, MinShare: app.Share{Num: 1, Den: 2}},
				{Category: "企业代表", Number: 5},
				{Category: "政务公开监督员", Number: 3},
				{Category: "媒体记者", Number: 2, Outside: true},
			},
		},
		items: []planItem{
			{30, "assembly", "集合签到，统一乘车", "办公楼正门"},
			{40, "visit", "参观政务服务中心，了解办事流程", "政务服务中心"},
			{20, "assembly", "乘车前往下一处", ""},
			{40, "visit", "参观民生服务点，听取介绍", "民生服务点"},
			{20, "assembly", "乘车返回", ""},
			{60, "symposium", "座谈交流，听取意见建议", "会议室"},
		},
	},
	Projects: {
		event: app.Event{
			Title:    "重点项目开放日活动",
			Theme:    "看项目、听介绍、提建议",
			Aims:     "公开重点项目的建设和运行情况，请公众评议项目成效，推动工作改进。",
			Form:     "on_site",
			Sites:    []string{"项目现场", "运行管理中心", "会议室"},
			Capacity: 15,
			Quotas: []app.Quota{
				{Category: "群众代表", Number: app.NoNumber, MinShare: app.Share{Num: 1, Den: 3}},
				{Category: "企事业单位职工", Number: 4},
				{Category: "人大代表、政协委员", Number: 3},
				{Category: "媒体记者", Number: 2, Outside: true},
			},
		},
		items: []planItem{
			{20, "report", "签到，介绍开放日安排和安全事项", "项目现场"},
			{50, "visit", "参观项目现场，由责任科室讲解", "项目现场"},
			{40, "visit", "参观运行管理中心", "运行管理中心"},
			{60, "symposium", "座谈评议，现场解答，登记意见建议", "会议室"},
			{10, "handout", "发放政策资料和调查问卷", "会议室"},
		},
	},
	Meeting: {
		event: app.Event{
			Title:    "会议开放日活动",
			Theme:    "开门议事，公开决策",
			Aims:     "邀请公众列席办公会议，了解决策过程，就会议议题发表意见。",
			Form:     "on_site",
			Audience: "在本辖区居住、工作或学习，具有完全民事行为能力的人员。",
			Sites:    []string{"办事大厅", "会议室"},
			Capacity: 8, MinAge: 18,
			Quotas:  []app.Quota{{Category: "群众代表", Number: 4}, {Category: "企业代表", Number: 2}, {Category: "专业人士", Number: 2}},
			Notices: []string{"列席会议期间请将手机调至静音，未经允许不录音、不录像。"}, // beside the usual ones
		},
		items: []planItem{
			{20, "visit", "签到，参观办事大厅", "办事大厅"},
			{40, "open_meeting", "列席办公会议，旁听议题审议", "会议室"},
			{40, "symposium", "就会议议题座谈交流", "会议室"},
			{10, "handout", "发放便民手册，填写意见表", "会议室"},
		},
	},
	Township: {
		event: app.Event{
			Title:        "乡镇（街道）政务开放日活动",
			Theme:        "请您来看、请您来评",
			Aims:         "向各方面代表公开重点工作和惠民政策落实情况，当面听取意见，推动问题解决。",
			Form:         "on_site",
			Sites:        []string{"会议室", "便民服务中心", "综合治理中心"},
			Capacity:     20,
			Quotas:       quotas(5, "群众代表", "人大代表", "党员代表", "村（居）干部"),
			Requirements: []string{"参观和座谈安排专人记录，意见建议分类梳理后交办，办理进展和结果及时反馈。"}, // beside the usual ones
		},
		items: []planItem{
			{30, "report", "签到，通报重点工作情况", "会议室"},
			{40, "visit", "参观便民服务中心，体验办事流程", "便民服务中心"},
			{30, "visit", "参观综合治理中心", "综合治理中心"},
			{60, "symposium", "座谈交流，逐条记录意见建议", "会议室"},
		},
	},
	District: {
		event: app.Event{
			Title:    "全区政务开放日活动",
			Theme:    "政务公开零距离，服务群众心贴心",
			Aims:     "各部门、各街道同步开放，全面展示政务服务、民生保障和基层治理，广泛听取社会各界意见。",
			Form:     "both",
			Sites:    []string{"区政务服务中心", "街道便民服务中心", "会议室"},
			Capacity: 36, MinAge: 18, MaxAge: 65,
			Quotas:        append(quotas(3, "人大代表", "政协委员", "民主党派人士", "企业代表", "群众代表", "专家学者", "教师代表", "学生代表", "志愿者", "新就业群体", "退役军人", "离退休干部"), app.Quota{Category: "媒体记者", Number: app.NoNumber, Outside: true}),
			SignUpMethods: []string{"个人自荐", "组织推荐", "电子邮件"},
			Requirements:  []string{"各单位活动方案于活动前 5 个工作日报备，活动情况和办理结果在门户网站公开。"}, // beside the usual ones
		},
		items: []planItem{
			{20, "report", "启动仪式，介绍开放内容", "区政务服务中心"},
			{50, "visit", "参观区政务服务中心，体验线上办事（同步直播）", "区政务服务中心"},
			{50, "visit", "参观街道便民服务中心", "街道便民服务中心"},
			{60, "symposium", "座谈交流，收集意见建议", "会议室"},
		},
	},
}

// addUsual adds the texts that all plans share to an event.
func addUsual(e *app.Event) {
	if e.SignUpMethods == nil {
		e.SignUpMethods = []string{"电话报名", "电子邮件"}
	}
	e.Notices = append([]string{
		"请提前报名，经审核通过后凭邀请参加，当天请携带本人有效身份证件。",
		"请按时到达集合地点，活动期间请遵守现场秩序，听从工作人员引导。",
		"活动现场可能拍照、录像用于政务公开宣传，如有不便请提前告知工作人员。",
	}, e.Notices...)
	e.Channels = []string{"政府门户网站", "政务新媒体"}
	e.Requirements = append([]string{
		"加强组织领导，明确责任分工，确保活动安全、有序。",
		"做好宣传引导，及时发布活动公告，扩大公众知晓度和参与度。",
		"认真收集意见建议，逐条登记、交办、答复，办理结果按时公开。",
	}, e.Requirements...)
	e.Leaders = []app.Leader{
		{Role: "leader", Position: "主要负责人", Duty: "统筹活动各项工作"},
		{Role: "deputy", Position: "分管负责人", Duty: "负责方案实施和现场协调"},
		{Role: "office", Position: "党政办公室", Duty: "负责报名审核、会务保障和意见建议汇总"},
	}
}

// Dossier returns the event of the plan on a day: its texts, quotas and agenda,
// to be filled in where the office's own names belong. A plan that is not one
// of Plans gives an event with a date alone.
func (p Plan) Dossier(date time.Time) app.Dossier {
	day := app.DayOf(date)
	at := func(days, hour, minute int) time.Time {
		return day.AddDate(0, 0, days).Add(time.Duration(hour)*time.Hour + time.Duration(minute)*time.Minute)
	}
	var d app.Dossier
	e := &d.Event
	if plan, there := contents[p]; there {
		*e = plan.event
		e.Sites, e.Quotas = slices.Clone(e.Sites), slices.Clone(e.Quotas)
		e.SignUpMethods = slices.Clone(e.SignUpMethods)
		addUsual(e)
		e.Start = at(0, 9, 0)
		next := e.Start
		if plan.assembly > 0 {
			e.AssemblyTime = e.Start.Add(-time.Duration(plan.assembly) * time.Minute)
			next = e.AssemblyTime
		}
		for _, i := range plan.items {
			e.End = next.Add(time.Duration(i.minutes) * time.Minute)
			d.Agenda = append(d.Agenda, app.AgendaItem{Start: next, End: e.End, Kind: i.kind, Content: i.content, Place: i.place})
			next = e.End
		}
	}
	e.State = app.StateDraft
	e.FilingDays, e.VettingDays = 5, 2
	e.SignUpFrom, e.SignUpUntil = at(-9, 9, 0), at(-4, 17, 0) // seven working days before, when it is announced, is nine days at least
	for e.SignUpUntil.Weekday() == time.Saturday || e.SignUpUntil.Weekday() == time.Sunday {
		e.SignUpUntil = e.SignUpUntil.AddDate(0, 0, -1) // somebody is to answer the telephone
	}
	return d
}

// Copied returns an event and its agenda on another day, as a draft.
func Copied(d app.Dossier, date time.Time) app.Dossier {
	d = d.Changed(app.EventChanging{})
	e := d.Event
	move := moving(daysBetween(e.Start, date))
	for _, t := range []*time.Time{&e.Start, &e.End, &e.AssemblyTime, &e.SignUpFrom, &e.SignUpUntil} {
		move(t)
	}
	e.ID, e.State = "", app.StateDraft
	e.Done, e.ReportTexts, e.FilingNumber = nil, nil, ""
	e.RetainUntil, e.PurgedAt = time.Time{}, time.Time{}
	questions := make([]app.Question, len(e.Questions))
	for i, q := range e.Questions {
		questions[i] = app.Question{Text: q.Text}
	}
	e.Questions = app.OrNil(questions)
	agenda := make([]app.AgendaItem, len(d.Agenda))
	for i, a := range d.Agenda {
		move(&a.Start)
		move(&a.End)
		a.ID, a.EventID = "", ""
		agenda[i] = a
	}
	return app.Dossier{Event: e, Agenda: app.OrNil(agenda)}
}

// daysBetween counts the days from the day of one moment to that of another.
func daysBetween(from, to time.Time) int {
	return int(app.DayOf(to).Sub(app.DayOf(from)).Hours() / 24)
}

// moving moves a moment by a number of days and leaves what is not set alone.
func moving(days int) func(*time.Time) {
	return func(t *time.Time) {
		if !t.IsZero() {
			*t = t.AddDate(0, 0, days)
		}
	}
}
