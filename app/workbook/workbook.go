// Package workbook reads and writes the activity workbook (活动工作簿): one whole
// event in one Excel file, with the sheets 活动, 组织机构, 名额, 邀请对象, 议程, 方案章节 and 意见建议.
//
// What a sheet holds is declared once, below, for both directions; headings and
// kinds come from the descriptors of package app. The workbook is Chinese whatever
// the language of the window; what is said about its cells is in the language in use.
package workbook

import (
	"reflect"
	"strconv"
	"strings"
	"time"

	"openday/app"
	"openday/app/hanzi"
	"openday/app/idcard"
	"openday/app/table"
	"openday/app/words"
)

// The sheets, in their order.
const (
	sheetEvent    = "活动"
	sheetLeaders  = "组织机构"
	sheetQuotas   = "名额"
	sheetInvitees = "邀请对象"
	sheetAgenda   = "议程"
	sheetSections = "方案章节"
	sheetFeedback = "意见建议"
)

var sheets = []string{sheetEvent, sheetLeaders, sheetQuotas, sheetInvitees, sheetAgenda, sheetSections, sheetFeedback}

// column is one heading of a sheet and the field of T behind it.
type column[T any] struct {
	heading  string
	field    string   // name of the field in the problems of T's Validate
	width    float64  // in characters
	choices  []string // closed list of words, offered as a drop-down list
	required bool     // a row without it is an error
	extra    bool     // written only where a row fills it
	number   bool     // numbers rather than text

	// get returns the cell's text, "" for an empty cell, and set fills the field
	// from a cell that is not empty, or says what is wrong with it. day is the
	// first day of the event.
	get func(v *T, day time.Time) string
	set func(v *T, c cell, day time.Time) string
}

// of returns the column of a field, in the order of descriptors that name it.
func of[T any](fields app.Fields[T], name string, width float64) column[T] {
	f := fields.Named(name)
	col := column[T]{heading: f.Chinese, field: f.Go, width: width}
	switch f.Kind {
	case app.KindChoice:
		word(&col, f)
	case app.KindNumber:
		number(&col, f)
	case app.KindDate, app.KindMoment:
		moment(&col, f, refusedAlone)
	case app.KindShare:
		col.get = func(v *T, _ time.Time) string { return f.Place(v).(*app.Share).String() }
		col.set = func(v *T, c cell, _ time.Time) (problem string) {
			*f.Place(v).(*app.Share), problem = c.Share()
			return
		}
	default:
		text(&col, f)
	}
	return col
}

// text is a text, cleaned as its kind wants it.
func text[T any](col *column[T], f app.Field[T]) {
	at := func(v *T) *string { return f.Place(v).(*string) }
	col.get = func(v *T, _ time.Time) string { return *at(v) }
	col.set = func(v *T, c cell, _ time.Time) (problem string) {
		switch f.Kind {
		case app.KindName:
			*at(v) = hanzi.CleanName(c.Text)
		case app.KindPhone:
			*at(v) = c.Digits() // cleaned when it is stored
		case app.KindIDNumber:
			*at(v), problem = c.IDNumber()
		default:
			*at(v) = c.Text
		}
		return problem
	}
}

// number is a count, of which the field's own least number says that none is
// given.
func number[T any](col *column[T], f app.Field[T]) {
	at := func(v *T) *int { return f.Place(v).(*int) }
	col.number = true
	col.get = func(v *T, _ time.Time) string {
		if *at(v) == f.Min {
			return ""
		}
		return strconv.Itoa(*at(v))
	}
	col.set = func(v *T, c cell, _ time.Time) string {
		n, problem := c.Count()
		if problem == "" {
			*at(v) = n
		}
		return problem
	}
}

// word is a word of a closed list.
func word[T any](col *column[T], f app.Field[T]) {
	list := f.Choices.Words()
	at := func(v *T) reflect.Value { return reflect.ValueOf(f.Place(v)).Elem() }
	col.get = func(v *T, _ time.Time) string { return list.Chinese(at(v).String()) }
	col.set = func(v *T, c cell, _ time.Time) string {
		code, problem := wordOf(list, c)
		if problem == "" {
			at(v).SetString(code)
		}
		return problem
	}
	for _, w := range list {
		col.choices = append(col.choices, w.Chinese)
	}
}

// otherWords are other names of words in closed lists.
var otherWords = map[string]string{
	"办结": "已办结", "答复": "已答复", "回访": "已回访", "已登记": "登记", "已交办": "交办",
	"未采纳": "不采纳", "线上+线下": "线下+线上", "到": "已到", "未到": "缺席",
	"A": "A 已解决", "B": "B 正在解决", "C": "C 列入规划", "D": "D 留作参考",
}

// wordOf reads a word of a closed list.
func wordOf[C ~string](list app.Vocabulary[C], c cell) (C, string) {
	said := c.Compact()
	if other, ok := otherWords[said]; ok {
		if code, found := list.Parse(other); found {
			return code, ""
		}
	}
	allowed := make([]string, len(list))
	for i, w := range list {
		if said == strings.ReplaceAll(w.Chinese, " ", "") {
			return w.Code, ""
		}
		allowed[i] = w.Chinese
	}
	var none C
	return none, words.T("“%s” should be one of: %s", c.Text, strings.Join(allowed, words.T(", |between words of a list")))
}

// timeAlone is what a time without a date means in a column.
type timeAlone int

const (
	refusedAlone timeAlone = iota // an error
	readAlone                     // a time on the first day of the event
	writtenAlone                  // the same, and written so
)

// moment is a date and time, or a day without a time.
func moment[T any](col *column[T], f app.Field[T], alone timeAlone) {
	at := func(v *T) *time.Time { return f.Place(v).(*time.Time) }
	col.get = func(v *T, day time.Time) string {
		if t := *at(v); alone == writtenAlone && !t.IsZero() && app.DayOf(t).Equal(app.DayOf(day)) && t.Second() == 0 {
			return t.In(app.Zone).Format("15:04")
		}
		return table.MomentText(*at(v))
	}
	col.set = func(v *T, c cell, day time.Time) string {
		if alone == refusedAlone {
			day = time.Time{}
		}
		t, problem := c.Moment(day)
		if problem == "" && f.Kind == app.KindDate {
			t = app.DayOf(t)
		}
		if problem == "" {
			*at(v) = t
		}
		return problem
	}
}

// clock is a moment whose date may be left out.
func clock[T any](fields app.Fields[T], name string, width float64, alone timeAlone) column[T] {
	col := of(fields, name, width)
	moment(&col, fields.Named(name), alone)
	return col
}

func required[T any](c column[T]) column[T] { c.required = true; return c }
func extra[T any](c column[T]) column[T]    { c.extra = true; return c }

// item is one key of the sheet 活动.
type item struct {
	column[app.Event]
	list func(*app.Event) *[]string // where the key may stand on several rows
}

// single is a key that stands once.
func single(name string) item { return item{column: of(app.EventFields, name, 0)} }

// several is a key that may stand on several rows.
func several(name string) item {
	f := app.EventFields.Named(name)
	at := func(e *event) *[]string { return f.Place(e).(*[]string) }
	return item{
		column: column[event]{heading: f.Chinese, field: f.Go, set: func(e *event, c cell, _ time.Time) string {
			said := c.Text
			if name == "Phones" {
				said = hanzi.CleanText(c.Digits())
			}
			*at(e) = append(*at(e), said)
			return ""
		}},
		list: at,
	}
}

// sometime is a moment of the event whose date may be left out.
func sometime(name string) item { return item{column: clock(app.EventFields, name, 0, readAlone)} }

type (
	cell     = table.Cell
	event    = app.Event
	leader   = app.Leader
	quota    = app.Quota
	invitee  = app.Invitee
	agenda   = app.AgendaItem
	feedback = app.Feedback
	section  = app.Section
)

// items are the keys of the sheet 活动 in their order.
var items = []item{
	needed(single("Title")), single("Theme"), single("Organiser"), several("CoOrganisers"), single("Basis"), single("Principle"), single("Aims"),
	single("Form"), single("StreamURL"), single("TimeWords"), single("Start"), sometime("End"), single("AssemblyPlace"), sometime("AssemblyTime"), single("Transport"),
	several("Sites"), single("Capacity"), single("CapacityWords"), single("MinAge"), single("MaxAge"), single("Audience"), single("AudienceWords"), single("SignUpFrom"), single("SignUpUntil"),
	several("SignUpMethods"), single("Contact"), several("Phones"), single("Email"), single("VettingDays"), single("FilingDays"),
	several("Notices"), several("Channels"), several("Requirements"),
	single("Programme"), single("Openness"), single("LeastAttendance"), single("FiledWith"), single("FilingNumber"), filedOn,
	{column: column[event]{heading: app.EventFields.Named("Change").Chinese, field: "Change", get: changeText}}, // set once the agenda is read
	{column: extra(of(app.EventFields, "State", 0))},
}

// filedOn is the day on which the plan was filed.
var filedOn = item{column: column[event]{
	heading: "报备日期", field: "Done",
	get: func(e *event, _ time.Time) string {
		for _, d := range e.Done {
			if d.Kind == app.DeadlineFiling {
				return table.MomentText(d.On)
			}
		}
		return ""
	},
	set: func(e *event, c cell, _ time.Time) string {
		on, problem := c.Moment(time.Time{})
		if problem == "" {
			e.Done = append(e.Done, app.DeadlineDone{Kind: app.DeadlineFiling, On: app.DayOf(on)})
		}
		return problem
	},
}}

func needed(it item) item { it.required = true; return it }

// nameHeading is the heading of people's names.
var nameHeading = app.GuestFields.Named("Name").Chinese

// startKey is the key of the event's start.
var startKey = app.EventFields.Named("Start").Chinese

var leaderColumns = []column[leader]{
	of(app.LeaderFields, "Role", 10), of(app.LeaderFields, "Name", 20), of(app.LeaderFields, "Position", 30), of(app.LeaderFields, "Duty", 50),
}

var quotaColumns = []column[quota]{
	required(of(app.QuotaFields, "Category", 24)), of(app.QuotaFields, "Number", 10), of(app.QuotaFields, "MinShare", 12),
	{
		heading: app.QuotaFields.Named("Outside").Chinese, field: "Outside", width: 12, choices: []string{"是", "否"},
		get: func(q *quota, _ time.Time) string {
			if q.Outside {
				return "否"
			}
			return "是"
		},
		set: func(q *quota, c cell, _ time.Time) string {
			yes, problem := c.Yes()
			q.Outside = !yes
			return problem
		},
	},
}

var inviteeColumns = func() []column[invitee] {
	of := func(name string, width float64) column[invitee] { return of(app.GuestFields, name, width) }
	return []column[invitee]{
		required(of("Name", 14)), of("Gender", 8), of("IDNumber", 24), of("Phone", 18), of("Unit", 30), of("Post", 16), of("Category", 16), of("Channel", 14),
		of("Vetting", 12), of("Attendance", 12), clock(app.GuestFields, "SignedInAt", 18, readAlone), of("Note", 30), of("BornOn", 14), of("Reading", 18),
		extra(of("Reason", 30)),
	}
}()

var agendaColumns = func() []column[agenda] {
	of := func(name string, width float64) column[agenda] { return of(app.AgendaFields, name, width) }
	return []column[agenda]{
		clock(app.AgendaFields, "Start", 18, writtenAlone), clock(app.AgendaFields, "End", 18, writtenAlone),
		of("Kind", 12), of("Content", 40), of("Place", 30), of("InCharge", 14), of("Recorder", 14), of("Note", 30),
	}
}()

// sectionRow is a section with its place among the others; 0 where a row names none.
type sectionRow struct {
	section
	number int
}

// inSection is a column of a section as one of its row.
func inSection(name string, width float64) column[sectionRow] {
	inner := of(app.SectionFields, name, width)
	return column[sectionRow]{
		heading: inner.heading, field: inner.field, width: inner.width, choices: inner.choices,
		get: func(r *sectionRow, day time.Time) string { return inner.get(&r.section, day) },
		set: func(r *sectionRow, c cell, day time.Time) string { return inner.set(&r.section, c, day) },
	}
}

var sectionColumns = []column[sectionRow]{
	{
		heading: "序号", field: "number", width: 8, number: true,
		get: func(r *sectionRow, _ time.Time) string { return strconv.Itoa(r.number) },
		set: func(r *sectionRow, c cell, _ time.Time) (problem string) {
			r.number, problem = c.Count()
			return problem
		},
	},
	{
		heading: app.SectionFields.Named("Heading").Chinese, field: "Heading", width: 24,
		get: func(r *sectionRow, _ time.Time) string { return app.PlanOutline.Called(r.section) },
		set: func(r *sectionRow, c cell, _ time.Time) string {
			r.Heading = c.Text
			return ""
		},
	},
	inSection("Text", 90),
	{
		heading: app.SectionFields.Named("Hidden").Chinese, field: "Hidden", width: 10, choices: []string{"是", "否"},
		get: func(r *sectionRow, _ time.Time) string {
			if r.Hidden {
				return "否"
			}
			return "是"
		},
		set: func(r *sectionRow, c cell, _ time.Time) string {
			yes, problem := c.Yes()
			r.Hidden = !yes
			return problem
		},
	},
	extra(inSection("Key", 16)),
}

var feedbackColumns = func() []column[feedback] {
	of := func(name string, width float64) column[feedback] { return of(app.FeedbackFields, name, width) }
	return []column[feedback]{
		required(of("Content", 50)), of("Speaker", 16), of("Stop", 16), of("Category", 16), of("Channel", 10), of("Department", 20), of("InCharge", 14),
		of("DueDate", 14), of("State", 12), of("Result", 40), of("RepliedOn", 14), of("Adoption", 12), of("AdoptionReason", 30), of("Satisfaction", 12),
		extra(of("Grade", 14)),
	}
}()

// doubtsOfCell are what is said of a cell with an ID number that looks wrong.
var doubtsOfCell = map[idcard.Doubt]string{
	idcard.Length:     "The ID number does not have 18 characters|of a cell",
	idcard.Characters: "The ID number holds other characters than digits and a final X|of a cell",
	idcard.Place:      "The ID number begins with the code of no province|of a cell",
	idcard.Birth:      "The date of birth in the ID number does not exist|of a cell",
	idcard.LetterO:    "The ID number has the letter O in place of the digit 0|of a cell",
	idcard.LetterI:    "The ID number has the letter I or l in place of the digit 1|of a cell",
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
