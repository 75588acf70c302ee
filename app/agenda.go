package app

import (
	"strings"
	"time"
)

// AgendaItem is one stop of the open day.
type AgendaItem struct {
	ID       string
	EventID  string
	Position int // order among items that start at the same time

	Start    time.Time  // 开始
	End      time.Time  // 结束
	Kind     AgendaKind // 环节类型
	Content  string     // 内容
	Place    string     // 地点
	InCharge string     // 负责人
	Recorder string     // 记录人
	Note     string     // 备注
	Vehicle  string     // 车辆; not in the activity workbook

	UpdatedAt time.Time

	Revision int64  `json:"-"`          // raised by every change
	Extra    string `json:",omitempty"` // fields of a newer version as JSON, kept for it
}

// AgendaKind is what happens at a stop.
type AgendaKind string

// KindAssembly is the assembly with the bus ride after it.
const KindAssembly AgendaKind = "assembly"

// AgendaKinds are the kinds of agenda items.
var AgendaKinds = Vocabulary[AgendaKind]{
	{KindAssembly, "集合乘车", "Assembly and bus"},
	{"visit", "参观", "Visit"},
	{"report", "汇报", "Presentation"},
	{"open_meeting", "会议开放", "Open meeting"},
	{"symposium", "座谈", "Symposium"},
	{"handout", "发放资料", "Handing out material"},
	{"other", "其他", "Other"},
}

// Validate gives what keeps the item from being saved.
func (a AgendaItem) Validate() []FieldProblem {
	var p problems
	if !AgendaKinds.Has(a.Kind) {
		p.add("Kind", "Choose what happens.")
	}
	if a.Start.IsZero() {
		p.add("Start", "Give the time at which it starts.")
	}
	if !a.End.IsZero() && a.End.Before(a.Start) {
		p.add("End", "It ends before it starts.")
	}
	if strings.TrimSpace(a.Content) == "" && strings.TrimSpace(a.Place) == "" {
		p.add("Content", "Say what happens, or where.")
	}
	return p
}

// Over is when the item ends; its start where no end is given.
func (a AgendaItem) Over() time.Time {
	if a.End.IsZero() {
		return a.Start
	}
	return a.End
}

// Name is what the item is called in a few words: its content, else its place.
func (a AgendaItem) Name() string { return or(a.Content, a.Place) }
