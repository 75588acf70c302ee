// Package workbook reads and writes the activity workbook (活动工作簿): one whole
// event in one Excel file, with the sheets 活动, 组织机构, 名额, 邀请对象, 议程 and 意见建议.
//
// What a sheet holds is declared once, below, for both directions: a new field
// of an entity is one line here. The workbook is Chinese whatever the language of
// the window; what is said about its cells is in the language in use.
package workbook

import (
	"strconv"
	"time"

	"openday/app"
	"openday/app/hanzi"
	"openday/app/idcard"
	"openday/app/words"
)

// The sheets, in their order.
const (
	sheetEvent    = "活动"
	sheetLeaders  = "组织机构"
	sheetQuotas   = "名额"
	sheetInvitees = "邀请对象"
	sheetAgenda   = "议程"
	sheetFeedback = "意见建议"
)

var sheets = []string{sheetEvent, sheetLeaders, sheetQuotas, sheetInvitees, sheetAgenda, sheetFeedback}

// column is one heading of a sheet and the field of T behind it.
type column[T any] struct {
	heading  string
	field    string   // name of the field in the problems of T's Validate
	width    float64  // in characters
	choices  []string // closed list of words, offered as a drop-down list
	required bool     // a row without it is an error
	extra    bool     // written only where a row fills it
	number   bool     // numbers rather than text

	// get gives the cell's text, "" for an empty cell, and set fills the field
	// from a cell that is not empty, or says what is wrong with it. day is the
	// first day of the event.
	get func(v *T, day time.Time) string
	set func(v *T, c cell, day time.Time) string
}

func text[T any](heading, field string, width float64, at func(*T) *string) column[T] {
	return column[T]{
		heading: heading, field: field, width: width,
		get: func(v *T, _ time.Time) string { return *at(v) },
		set: func(v *T, c cell, _ time.Time) string { *at(v) = c.shown; return "" },
	}
}

func phone[T any](heading, field string, width float64, at func(*T) *string) column[T] {
	c := text(heading, field, width, at)
	c.set = func(v *T, c cell, _ time.Time) string { *at(v) = hanzi.CleanText(c.digits()); return "" }
	return c
}

func number[T any](heading, field string, width float64, at func(*T) *int, none int) column[T] {
	return column[T]{
		heading: heading, field: field, width: width, number: true,
		get: func(v *T, _ time.Time) string {
			if *at(v) == none {
				return ""
			}
			return strconv.Itoa(*at(v))
		},
		set: func(v *T, c cell, _ time.Time) string {
			n, problem := c.count()
			if problem == "" {
				*at(v) = n
			}
			return problem
		},
	}
}

func word[T any, C ~string](heading, field string, width float64, list app.Vocabulary[C], at func(*T) *C) column[T] {
	col := column[T]{
		heading: heading, field: field, width: width,
		get: func(v *T, _ time.Time) string { return list.Chinese(*at(v)) },
		set: func(v *T, c cell, _ time.Time) string {
			code, problem := wordOf(list, c)
			if problem == "" {
				*at(v) = code
			}
			return problem
		},
	}
	for _, w := range list {
		col.choices = append(col.choices, w.Chinese)
	}
	return col
}

// timeAlone is what a time without a date means in a column.
type timeAlone int

const (
	refusedAlone timeAlone = iota // an error
	readAlone                     // a time on the first day of the event
	writtenAlone                  // the same, and written so
)

// moment is a date and time.
func moment[T any](heading, field string, width float64, alone timeAlone, at func(*T) *time.Time) column[T] {
	return column[T]{
		heading: heading, field: field, width: width,
		get: func(v *T, day time.Time) string {
			if t := *at(v); alone == writtenAlone && !t.IsZero() && app.DayOf(t).Equal(app.DayOf(day)) && t.Second() == 0 {
				return t.In(app.Zone).Format("15:04")
			}
			return momentText(*at(v))
		},
		set: func(v *T, c cell, day time.Time) string {
			if alone == refusedAlone {
				day = time.Time{}
			}
			t, problem := c.moment(day)
			if problem == "" {
				*at(v) = t
			}
			return problem
		},
	}
}

// date is a day without a time.
func date[T any](heading, field string, width float64, at func(*T) *time.Time) column[T] {
	col := moment(heading, field, width, refusedAlone, at)
	set := col.set
	col.set = func(v *T, c cell, day time.Time) string {
		problem := set(v, c, day)
		*at(v) = app.DayOf(*at(v))
		return problem
	}
	return col
}

func required[T any](c column[T]) column[T] { c.required = true; return c }
func extra[T any](c column[T]) column[T]    { c.extra = true; return c }

// item is one key of the sheet 活动.
type item struct {
	column[app.Event]
	list func(*app.Event) *[]string // where the key may stand on several rows
}

func single(c column[app.Event]) item { return item{column: c} }

func several(key, field string, at func(*app.Event) *[]string, read func(cell) string) item {
	return item{
		column: column[app.Event]{heading: key, field: field, set: func(e *app.Event, c cell, _ time.Time) string {
			*at(e) = append(*at(e), read(c))
			return ""
		}},
		list: at,
	}
}

func shown(c cell) string { return c.shown }

type (
	event    = app.Event
	leader   = app.Leader
	quota    = app.Quota
	invitee  = app.Invitee
	agenda   = app.AgendaItem
	feedback = app.Feedback
)

// items are the keys of the sheet 活动 in their order.
var items = []item{
	single(required(text("活动名称", "Title", 0, func(e *event) *string { return &e.Title }))),
	single(text("活动主题", "Theme", 0, func(e *event) *string { return &e.Theme })),
	single(text("主办单位", "Organiser", 0, func(e *event) *string { return &e.Organiser })),
	several("承办单位", "CoOrganisers", func(e *event) *[]string { return &e.CoOrganisers }, shown),
	single(text("活动依据", "Basis", 0, func(e *event) *string { return &e.Basis })),
	single(text("指导思想", "Principle", 0, func(e *event) *string { return &e.Principle })),
	single(text("活动目标", "Aims", 0, func(e *event) *string { return &e.Aims })),
	single(word("活动形式", "Form", 0, app.Forms, func(e *event) *app.Form { return &e.Form })),
	single(text("直播链接", "StreamURL", 0, func(e *event) *string { return &e.StreamURL })),
	single(required(moment(startKey, "Start", 0, refusedAlone, func(e *event) *time.Time { return &e.Start }))),
	single(moment("结束时间", "End", 0, readAlone, func(e *event) *time.Time { return &e.End })),
	single(text("集合地点", "AssemblyPlace", 0, func(e *event) *string { return &e.AssemblyPlace })),
	single(moment("集合时间", "AssemblyTime", 0, readAlone, func(e *event) *time.Time { return &e.AssemblyTime })),
	single(text("乘车安排", "Transport", 0, func(e *event) *string { return &e.Transport })),
	several("活动地点", "Sites", func(e *event) *[]string { return &e.Sites }, shown),
	single(number("邀请人数", "Capacity", 0, func(e *event) *int { return &e.Capacity }, 0)),
	single(number("年龄下限", "MinAge", 0, func(e *event) *int { return &e.MinAge }, 0)),
	single(number("年龄上限", "MaxAge", 0, func(e *event) *int { return &e.MaxAge }, 0)),
	single(text("对象要求", "Audience", 0, func(e *event) *string { return &e.Audience })),
	single(moment("报名开始", "SignUpFrom", 0, refusedAlone, func(e *event) *time.Time { return &e.SignUpFrom })),
	single(moment("报名截止", "SignUpUntil", 0, refusedAlone, func(e *event) *time.Time { return &e.SignUpUntil })),
	several("报名方式", "SignUpMethods", func(e *event) *[]string { return &e.SignUpMethods }, shown),
	single(text("联系人", "Contact", 0, func(e *event) *string { return &e.Contact })),
	several("联系电话", "Phones", func(e *event) *[]string { return &e.Phones }, func(c cell) string { return hanzi.CleanText(c.digits()) }),
	single(text("邮箱", "Email", 0, func(e *event) *string { return &e.Email })),
	single(number("审核时限", "VettingDays", 0, func(e *event) *int { return &e.VettingDays }, 0)),
	single(number("报备时限", "FilingDays", 0, func(e *event) *int { return &e.FilingDays }, 0)),
	several("注意事项", "Notices", func(e *event) *[]string { return &e.Notices }, shown),
	several("宣传渠道", "Channels", func(e *event) *[]string { return &e.Channels }, shown),
	several("工作要求", "Requirements", func(e *event) *[]string { return &e.Requirements }, shown),
	single(extra(word("活动状态", "State", 0, app.States, func(e *event) *app.State { return &e.State }))),
}

const startKey = "开始时间"

var leaderColumns = []column[leader]{
	word("职务", "Role", 10, app.LeaderRoles, func(l *leader) *app.LeaderRole { return &l.Role }),
	text("姓名", "Name", 20, func(l *leader) *string { return &l.Name }),
	text("单位职务", "Position", 30, func(l *leader) *string { return &l.Position }),
	text("职责", "Duty", 50, func(l *leader) *string { return &l.Duty }),
}

var quotaColumns = []column[quota]{
	required(text("类别", "Category", 24, func(q *quota) *string { return &q.Category })),
	number("名额", "Number", 10, func(q *quota) *int { return &q.Number }, app.NoNumber),
	{
		heading: "最低占比", field: "MinShare", width: 12,
		get: func(q *quota, _ time.Time) string { return q.MinShare.String() },
		set: func(q *quota, c cell, _ time.Time) (problem string) { q.MinShare, problem = c.share(); return },
	},
	{
		heading: "占用名额", field: "Outside", width: 12, choices: []string{"是", "否"},
		get: func(q *quota, _ time.Time) string {
			if q.Outside {
				return "否"
			}
			return "是"
		},
		set: func(q *quota, c cell, _ time.Time) string {
			yes, problem := c.yes()
			q.Outside = !yes
			return problem
		},
	},
}

var inviteeColumns = []column[invitee]{
	{
		heading: "姓名", field: "Name", width: 14, required: true,
		get: func(i *invitee, _ time.Time) string { return i.Person.Name },
		set: func(i *invitee, c cell, _ time.Time) string { i.Person.Name = hanzi.CleanName(c.shown); return "" },
	},
	word("性别", "Gender", 8, app.Genders, func(i *invitee) *app.Gender { return &i.Person.Gender }),
	{
		heading: "身份证号", field: "IDNumber", width: 24,
		get: func(i *invitee, _ time.Time) string { return i.Person.IDNumber },
		set: func(i *invitee, c cell, _ time.Time) (problem string) {
			i.Person.IDNumber, problem = c.idNumber()
			return
		},
	},
	phone("联系电话", "Phone", 18, func(i *invitee) *string { return &i.Person.Phone }),
	text("单位", "Unit", 30, func(i *invitee) *string { return &i.Unit }),
	text("职务", "Post", 16, func(i *invitee) *string { return &i.Post }),
	text("类别", "Category", 16, func(i *invitee) *string { return &i.Category }),
	text("报名渠道", "Channel", 14, func(i *invitee) *string { return &i.Channel }),
	word("审核状态", "Vetting", 12, app.Vettings, func(i *invitee) *app.Vetting { return &i.Vetting }),
	word("出席情况", "Attendance", 12, app.Attendances, func(i *invitee) *app.Attendance { return &i.Attendance }),
	moment("签到时间", "SignedInAt", 18, readAlone, func(i *invitee) *time.Time { return &i.SignedInAt }),
	text("备注", "Note", 30, func(i *invitee) *string { return &i.Note }),
	extra(text("审核说明", "Reason", 30, func(i *invitee) *string { return &i.Reason })),
}

var agendaColumns = []column[agenda]{
	moment("开始", "Start", 18, writtenAlone, func(a *agenda) *time.Time { return &a.Start }),
	moment("结束", "End", 18, writtenAlone, func(a *agenda) *time.Time { return &a.End }),
	word("环节类型", "Kind", 12, app.AgendaKinds, func(a *agenda) *app.AgendaKind { return &a.Kind }),
	text("内容", "Content", 40, func(a *agenda) *string { return &a.Content }),
	text("地点", "Place", 30, func(a *agenda) *string { return &a.Place }),
	text("负责人", "InCharge", 14, func(a *agenda) *string { return &a.InCharge }),
	text("记录人", "Recorder", 14, func(a *agenda) *string { return &a.Recorder }),
	text("备注", "Note", 30, func(a *agenda) *string { return &a.Note }),
}

var feedbackColumns = []column[feedback]{
	required(text("内容", "Content", 50, func(f *feedback) *string { return &f.Content })),
	text("提出人", "Speaker", 16, func(f *feedback) *string { return &f.Speaker }),
	text("环节", "Stop", 16, func(f *feedback) *string { return &f.Stop }),
	text("类别", "Category", 16, func(f *feedback) *string { return &f.Category }),
	text("渠道", "Channel", 10, func(f *feedback) *string { return &f.Channel }),
	text("承办单位", "Department", 20, func(f *feedback) *string { return &f.Department }),
	text("责任人", "InCharge", 14, func(f *feedback) *string { return &f.InCharge }),
	date("办理时限", "DueDate", 14, func(f *feedback) *time.Time { return &f.DueDate }),
	word("状态", "State", 12, app.FeedbackStates, func(f *feedback) *app.FeedbackState { return &f.State }),
	text("办理结果", "Result", 40, func(f *feedback) *string { return &f.Result }),
	date("答复日期", "RepliedOn", 14, func(f *feedback) *time.Time { return &f.RepliedOn }),
	word("是否采纳", "Adoption", 12, app.Adoptions, func(f *feedback) *app.Adoption { return &f.Adoption }),
	text("未采纳理由", "AdoptionReason", 30, func(f *feedback) *string { return &f.AdoptionReason }),
	word("满意度", "Satisfaction", 12, app.Satisfactions, func(f *feedback) *app.Satisfaction { return &f.Satisfaction }),
	extra(word("结果类别", "Grade", 14, app.Grades, func(f *feedback) *app.Grade { return &f.Grade })),
}

// doubtsOfCell are what is said of a cell with an ID number that looks wrong.
var doubtsOfCell = map[idcard.Doubt]string{
	idcard.Length:     "The ID number does not have 18 characters|of a cell",
	idcard.Characters: "The ID number holds other characters than digits and a final X|of a cell",
	idcard.Place:      "The ID number begins with the code of no province|of a cell",
	idcard.Birth:      "The date of birth in the ID number does not exist|of a cell",
	idcard.Check:      "The check digit of the ID number is wrong|of a cell",
	idcard.Converted:  "The ID number of 15 digits was turned into one of 18|of a cell",
}

// doubts says what looks wrong with an ID number.
func doubts(number string) []string {
	var all []string
	for _, d := range idcard.Parse(number).Doubts {
		all = append(all, words.T(doubtsOfCell[d]))
	}
	return all
}

// anonymous is what people write for a speaker who gave no name.
const anonymous = "匿名"

// speakerText is what stands under 提出人: the invitee's name, with the unit behind
// it where several invitees have that name.
func speakerText(name, unit string, namesakes int) string {
	if namesakes > 1 && unit != "" {
		return name + "（" + unit + "）"
	}
	return name
}
