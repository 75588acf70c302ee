package app

import (
	"cmp"
	"strings"
	"time"
)

// AgendaItem is one stop of the open day.
type AgendaItem struct {
	ID       string
	EventID  string
	Position int // order among items that start at the same time

	Start    time.Time  // 开始; zero: it has no clock time, and stands by its position
	End      time.Time  // 结束
	Kind     AgendaKind // 环节类型
	Content  string     // 内容
	Place    string     // 地点
	InCharge string     // 负责人
	Recorder string     // 记录人
	Note     string     // 备注
	Vehicle  string     // 车辆; not in the activity workbook

	UpdatedAt time.Time

	Revision int64  // raised by every change
	Extra    string // JSON of fields of a newer version, kept for it
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

// AgendaFields are the fields of an agenda item.
var AgendaFields = Fields[AgendaItem]{
	{FieldInfo{Go: "ID", Name: "id", Kind: KindID, Max: LongestID, Purge: PurgeKeeps}, func(a *AgendaItem) any { return &a.ID }},
	{FieldInfo{Go: "EventID", Name: "event_id", ByProgram: true, Kind: KindLink, Max: LongestID, Purge: PurgeKeeps}, func(a *AgendaItem) any { return &a.EventID }},
	{FieldInfo{Go: "Position", Name: "position", ByProgram: true, Label: "Order", Kind: KindNumber, Max: mostPosition, Purge: PurgeKeeps}, func(a *AgendaItem) any { return &a.Position }},
	{FieldInfo{Go: "Start", Name: "start_at", Chinese: "开始", Label: "Start", Kind: KindMoment, Purge: PurgeKeeps}, func(a *AgendaItem) any { return &a.Start }},
	{FieldInfo{Go: "End", Name: "end_at", Chinese: "结束", Label: "End", Kind: KindMoment, Purge: PurgeKeeps}, func(a *AgendaItem) any { return &a.End }},
	{FieldInfo{Go: "Kind", Name: "kind", Chinese: "环节类型", Label: "Kind|of agenda item", Kind: KindChoice, Required: "Choose what happens.", Choices: AgendaKinds, Purge: PurgeKeeps}, func(a *AgendaItem) any { return &a.Kind }},
	{FieldInfo{Go: "Content", Name: "content", Chinese: "内容", Label: "Content", Kind: KindProse, Max: longestProse, Purge: PurgeKeeps}, func(a *AgendaItem) any { return &a.Content }},
	{FieldInfo{Go: "Place", Name: "place", Chinese: "地点", Label: "Place", Kind: KindText, Max: longestTitle, Purge: PurgeKeeps}, func(a *AgendaItem) any { return &a.Place }},
	{FieldInfo{Go: "InCharge", Name: "in_charge", Chinese: "负责人", Label: "In charge", Kind: KindText, Max: longestUnit, Purge: PurgeKeeps}, func(a *AgendaItem) any { return &a.InCharge }},
	{FieldInfo{Go: "Recorder", Name: "recorder", Chinese: "记录人", Label: "Recorder", Kind: KindText, Max: longestUnit, Purge: PurgeKeeps}, func(a *AgendaItem) any { return &a.Recorder }},
	{FieldInfo{Go: "Vehicle", Name: "vehicle", Label: "Vehicle", Kind: KindText, Max: longestUnit, Purge: PurgeKeeps}, func(a *AgendaItem) any { return &a.Vehicle }},
	{FieldInfo{Go: "Note", Name: "note", Chinese: "备注", Label: "Note", Kind: KindProse, Max: longestText, Purge: PurgeKeeps}, func(a *AgendaItem) any { return &a.Note }},
	{FieldInfo{Go: "UpdatedAt", Name: "updated_at", ByProgram: true, Kind: KindMoment, Purge: PurgeKeeps}, func(a *AgendaItem) any { return &a.UpdatedAt }},
	{FieldInfo{Go: "Revision", Name: "revision", Kind: KindOwn, Purge: PurgeKeeps}, func(a *AgendaItem) any { return &a.Revision }},
	{FieldInfo{Go: "Extra", Name: "extra", Kind: KindOwn}, func(a *AgendaItem) any { return &a.Extra }},
}

// Validate returns what keeps the item from being saved.
func (a AgendaItem) Validate() []FieldProblem {
	return append(AgendaFields.Limits(nil, &a), a.broken()...)
}

// ValidateChange implements Changeable.
func (a AgendaItem) ValidateChange(stored AgendaItem) []FieldProblem {
	return append(AgendaFields.Limits(&stored, &a), a.broken()...)
}

// broken returns the rules that the item breaks whatever is stored of it.
func (a AgendaItem) broken() []FieldProblem {
	var p Problems
	if !a.End.IsZero() && a.Start.IsZero() {
		p.Add("Start", "Give the time at which it starts, or leave the end empty, too.")
	}
	if !a.End.IsZero() && a.End.Before(a.Start) {
		p.Add("End", "It ends before it starts.")
	}
	if strings.TrimSpace(a.Content) == "" && strings.TrimSpace(a.Place) == "" {
		p.Add("Content", "Say what happens, or where.")
	}
	return p
}

// Clock returns the time of day at which the item starts, 15:04; empty where it has none.
func (a AgendaItem) Clock() string {
	if a.Start.IsZero() {
		return ""
	}
	return a.Start.In(Zone).Format("15:04")
}

// Over is when the item ends; its start where no end is given.
func (a AgendaItem) Over() time.Time {
	if a.End.IsZero() {
		return a.Start
	}
	return a.End
}

// Name is what the item is called in a few words: its content, else its place.
func (a AgendaItem) Name() string { return cmp.Or(a.Content, a.Place) }
