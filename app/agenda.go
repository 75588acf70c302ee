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
}

// AgendaKind is what happens at a stop.
type AgendaKind string

// AgendaKinds are the kinds of agenda items.
var AgendaKinds = Vocabulary[AgendaKind]{
	{"assembly", "集合乘车", "Assembly and bus"},
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

// Clash is one thing wrong between items of an agenda.
type Clash struct {
	ItemID  string // the item beside which it is shown
	OtherID string // the other item, empty where it is about the event's hours
	Message string
}

// Clashes finds items that overlap, or lie outside the event's hours. Items
// without an end clash with nothing after their start. Items are in order of start.
func Clashes(e Event, items []AgendaItem) []Clash {
	var found []Clash
	for i, a := range items {
		if !e.Start.IsZero() && a.Start.Before(e.Start) && (e.AssemblyTime.IsZero() || a.Start.Before(e.AssemblyTime)) {
			found = append(found, Clash{a.ID, "", sentence("It starts before the event (%s).", e.Start.Format("15:04"))})
		}
		if !e.End.IsZero() && (a.Start.After(e.End) || a.End.After(e.End)) {
			found = append(found, Clash{a.ID, "", sentence("It goes on after the end of the event (%s).", e.End.Format("15:04"))})
		}
		for _, b := range items[i+1:] {
			if !b.Start.Before(a.End) {
				continue
			}
			name := b.Content
			if name == "" {
				name = b.Place
			}
			found = append(found, Clash{a.ID, b.ID, sentence("It overlaps “%s” (%s).", name, b.Start.Format("15:04"))})
		}
	}
	return found
}
