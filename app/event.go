package app

import (
	"fmt"
	"math/big"
	"math/bits"
	"net/mail"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"openday/app/hanzi"
)

// Event is an open day: what is planned, when, where, for whom, and by whom.
// Its fields stand in the order of the activity workbook's sheet 活动.
type Event struct {
	ID    string
	Title string // 活动名称, required
	Theme string // 活动主题

	Organiser    string   // 主办单位
	CoOrganisers []string // 承办单位
	Basis        string   // 活动依据
	Principle    string   // 指导思想
	Aims         string   // 活动目标
	Form         Form     // 活动形式
	StreamURL    string   // 直播链接

	TimeWords     string    // 时间表述: printed in place of the time, such as 集中在三季度
	Start         time.Time // 开始时间: a day, or a moment; empty only where there are TimeWords
	End           time.Time // 结束时间
	AssemblyPlace string    // 集合地点
	AssemblyTime  time.Time // 集合时间
	Transport     string    // 乘车安排
	Sites         []string  // 活动地点, in visiting order

	Capacity      int    // 邀请人数; 0 = not given
	CapacityWords string // 人数表述: printed in place of the number, such as 8人左右
	MinAge        int    // 年龄下限, full years on the day of the event; 0 = none
	MaxAge        int    // 年龄上限; 0 = none
	Audience      string // 对象要求

	AudienceWords string    // 报名对象表述: who signs up, in the office's words
	SignUpFrom    time.Time // 报名开始
	SignUpUntil   time.Time // 报名截止
	SignUpMethods []string  // 报名方式
	Contact       string    // 联系人
	Phones        []string  // 联系电话
	Email         string    // 邮箱
	VettingDays   int       // 审核时限 in working days; 0 = not given
	FilingDays    int       // 报备时限 in working days before the event; 0 = not given

	Notices      []string // 注意事项
	Channels     []string // 宣传渠道
	Requirements []string // 工作要求

	Leaders []Leader // 组织机构
	Quotas  []Quota  // 名额

	Sections []Section // 方案章节: the plan's where they are not the usual ones

	Programme       string // 所属系列: what the event is a part of, such as 政务开放月; empty = it stands alone
	Openness        string // 开放类型: what is opened, usually one of OpennessKinds
	LeastAttendance int    // 最少人数 who are to come; 0 = not given
	FiledWith       string // 报备单位
	FilingNumber    string // 报备文号

	Change        EventChange // what has become of it; empty = it takes place as planned
	ChangeReason  string
	ChangedOn     time.Time // the day on which that was decided
	PostponedFrom time.Time // the start before it was postponed to the one that it has; empty = it has no new date

	// What follows is not in the activity workbook.

	AreaCodes   []string         // beginnings of ID numbers of the area invited, such as 640302; none = all
	WantsID     bool             // every invitee is to leave an ID number
	Offsets     []DeadlineOffset // where this event's deadlines differ from the office's
	Done        []DeadlineDone   // which deadlines are met, and when
	Travel      []Travel         // how long it takes from site to site
	Questions   []Question       // tally of the questionnaire
	ReportTexts []ReportText     // paragraphs of the summary report that were edited
	RetainUntil time.Time        // the day after which personal data is to be deleted
	PurgedAt    time.Time        // when it was

	State     State
	CreatedAt time.Time
	UpdatedAt time.Time

	Revision int64  // raised by every change
	Extra    string // JSON of fields of a newer version, kept for it
}

// Form is how people take part.
type Form string

// Forms are the ways of taking part.
var Forms = Vocabulary[Form]{
	{"on_site", "线下", "On site"},
	{"online", "线上", "Online"},
	{"both", "线下+线上", "On site and online"},
}

// State is how far an event has come. Nothing blocks moving back.
type State string

// The states of an event.
const (
	StateDraft      State = "draft"
	StateFiled      State = "filed"
	StateSignUpOpen State = "sign_up_open"
	StateSettled    State = "settled"
	StateHeld       State = "held"
	StateSummarised State = "summarised"
	StateArchived   State = "archived"
)

// States are the states of an event in their order.
var States = Vocabulary[State]{
	{StateDraft, "筹备", "Draft"},
	{StateFiled, "已报备", "Filed"},
	{StateSignUpOpen, "报名中", "Sign-up open"},
	{StateSettled, "名单确定", "List settled"},
	{StateHeld, "已举办", "Held"},
	{StateSummarised, "已总结", "Summarised"},
	{StateArchived, "已归档", "Archived"},
}

// Leader is one line of the leading group.
type Leader struct {
	Role     LeaderRole // 职务
	Name     string     // 姓名, a person or a group such as 各科室负责人
	Position string     // 单位职务
	Duty     string     // 职责
}

// LeaderRole is a role in the leading group.
type LeaderRole string

// LeaderRoles are the roles in the leading group, highest first.
var LeaderRoles = Vocabulary[LeaderRole]{
	{"leader", "组长", "Leader"},
	{"deputy", "副组长", "Deputy leader"},
	{"member", "成员", "Member"},
	{"office", "办公室", "Office"},
}

// Next returns the role that usually stands on the line below one: leader, deputy,
// then members.
func (r LeaderRole) Next() LeaderRole {
	switch r {
	case "leader":
		return "deputy"
	case "deputy":
		return "member"
	}
	return r
}

// Quota is how many of a category are to be invited.
type Quota struct {
	Category string // 类别
	Number   int    // 名额; NoNumber = not given
	MinShare Share  // 最低占比 of those invited; zero = none
	Outside  bool   // 占用名额 = 否: outside 邀请人数, such as journalists
}

// DeadlineOffset says that a deadline of one event lies otherwise than the
// office's rule has it.
type DeadlineOffset struct {
	Kind DeadlineKind
	Days int  // in the unit of the rule
	None bool // the event has no such deadline
}

// DeadlineDone says when a deadline was met.
type DeadlineDone struct {
	Kind DeadlineKind
	On   time.Time // a day
}

// Travel is how long it takes from one place to another, either way.
type Travel struct {
	From, To string
	Minutes  int
}

// Question is one question of the questionnaire with its answers counted.
type Question struct {
	Text      string
	Satisfied int // 满意
	Basically int // 基本满意
	Not       int // 不满意
}

// ReportText is a paragraph of the summary report as a person wrote it, in
// place of the one that the program would write.
type ReportText struct {
	Key  string // which paragraph, see package paper
	Text string
}

// NoNumber is the Number of a quota that has none: zero is a number too.
const NoNumber = -1

// Share is a part of a whole, kept as it was written: 1/3 is not 33%.
type Share struct{ Num, Den int }

// IsZero reports whether no share is given.
func (s Share) IsZero() bool { return s.Num == 0 }

// String writes the share as it was given: 1/3, or 33% where it is in hundredths.
func (s Share) String() string {
	switch {
	case s.IsZero():
		return ""
	case s.Den == 100:
		return strconv.Itoa(s.Num) + "%"
	default:
		return fmt.Sprintf("%d/%d", s.Num, s.Den)
	}
}

// Of returns the least whole number that is at least this share of n: 1/3 of 10 is 4.
// What is no part of a whole, as a damaged file may hold it, is 0 of all.
func (s Share) Of(n int) int {
	if s.Num <= 0 || s.Den < s.Num || n <= 0 {
		return 0
	}
	high, low := bits.Mul64(uint64(n), uint64(s.Num))
	whole, rest := bits.Div64(high, low, uint64(s.Den)) // at most n, as Num is at most Den
	if rest > 0 {
		whole++
	}
	return int(whole)
}

// ParseShare reads 1/3, 33% or 0.5; empty is the zero share. A share is more
// than nothing and at most the whole.
func ParseShare(text string) (Share, error) {
	text = strings.NewReplacer("％", "%", "／", "/", " ", "").Replace(text)
	if text == "" {
		return Share{}, nil
	}
	body, percent := strings.CutSuffix(text, "%")
	r, ok := new(big.Rat).SetString(body)
	if ok && len(body) > 12 || !ok || strings.ContainsAny(body, "eEpPxX_") {
		return Share{}, Errorf(CodeInvalid, nil, "A minimum share is written like 1/3 or 33%.")
	}
	if percent {
		r.Quo(r, big.NewRat(100, 1))
	}
	if r.Sign() <= 0 || r.Cmp(big.NewRat(1, 1)) > 0 {
		return Share{}, Errorf(CodeInvalid, nil, "A minimum share is more than 0 and at most 1.")
	}
	if percent {
		if hundredths := new(big.Rat).Mul(r, big.NewRat(100, 1)); hundredths.IsInt() {
			return Share{int(hundredths.Num().Int64()), 100}, nil
		}
	}
	return Share{int(r.Num().Int64()), int(r.Denom().Int64())}, nil
}

// Target returns how many of the category are to come, of so many invited: the
// greater of the number and the share; NoNumber where neither is given.
func (q Quota) Target(invited int) int {
	if q.MinShare.IsZero() {
		return q.Number
	}
	return max(q.Number, q.MinShare.Of(invited))
}

// EventFields are the fields of an event.
var EventFields = Fields[Event]{
	{FieldInfo{Go: "ID", Name: "id", Kind: KindID, Max: LongestID, Purge: PurgeKeeps}, func(e *Event) any { return &e.ID }},
	{FieldInfo{Go: "Title", Name: "title", Chinese: "活动名称", Label: "Event title", Kind: KindText, Required: "Give the event a title.", Max: longestTitle, Purge: PurgeKeeps}, func(e *Event) any { return &e.Title }},
	{FieldInfo{Go: "Theme", Name: "theme", Chinese: "活动主题", Label: "Theme", Kind: KindText, Max: longestText, Purge: PurgeKeeps}, func(e *Event) any { return &e.Theme }},
	{FieldInfo{Go: "Organiser", Name: "organiser", Chinese: "主办单位", Label: "Organiser", Kind: KindText, Max: longestTitle, Purge: PurgeKeeps}, func(e *Event) any { return &e.Organiser }},
	{FieldInfo{Go: "CoOrganisers", Name: "co_organisers", Chinese: "承办单位", Label: "Co-organisers", Kind: KindLines, Max: longestTitle, Most: mostLines, Purge: PurgeKeeps}, func(e *Event) any { return &e.CoOrganisers }},
	{FieldInfo{Go: "Basis", Name: "basis", Chinese: "活动依据", Label: "Basis", Kind: KindProse, Max: longestProse, Purge: PurgeKeeps}, func(e *Event) any { return &e.Basis }},
	{FieldInfo{Go: "Principle", Name: "principle", Chinese: "指导思想", Label: "Guiding principle", Kind: KindProse, Max: longestProse, Purge: PurgeKeeps}, func(e *Event) any { return &e.Principle }},
	{FieldInfo{Go: "Aims", Name: "aims", Chinese: "活动目标", Label: "Aims", Kind: KindProse, Max: longestProse, Purge: PurgeKeeps}, func(e *Event) any { return &e.Aims }},
	{FieldInfo{Go: "Form", Name: "form", Chinese: "活动形式", Label: "Form|on site or online", Kind: KindChoice, Choices: Forms, Purge: PurgeKeeps}, func(e *Event) any { return &e.Form }},
	{FieldInfo{Go: "StreamURL", Name: "stream_url", Chinese: "直播链接", Label: "Live stream link", Kind: KindWeb, Max: longestText, Purge: PurgeKeeps}, func(e *Event) any { return &e.StreamURL }},
	{FieldInfo{Go: "TimeWords", Name: "time_words", Chinese: "时间表述", Label: "Time in words", Kind: KindText, Max: longestText, Purge: PurgeKeeps}, func(e *Event) any { return &e.TimeWords }},
	{FieldInfo{Go: "Start", Name: "start_at", Chinese: "开始时间", Label: "Starts", Kind: KindMoment, Purge: PurgeKeeps}, func(e *Event) any { return &e.Start }},
	{FieldInfo{Go: "End", Name: "end_at", Chinese: "结束时间", Label: "Ends", Kind: KindMoment, Purge: PurgeKeeps}, func(e *Event) any { return &e.End }},
	{FieldInfo{Go: "AssemblyPlace", Name: "assembly_place", Chinese: "集合地点", Label: "Assembly place", Kind: KindText, Max: longestText, Purge: PurgeKeeps}, func(e *Event) any { return &e.AssemblyPlace }},
	{FieldInfo{Go: "AssemblyTime", Name: "assembly_at", Chinese: "集合时间", Label: "Assembly time", Kind: KindMoment, Purge: PurgeKeeps}, func(e *Event) any { return &e.AssemblyTime }},
	{FieldInfo{Go: "Transport", Name: "transport", Chinese: "乘车安排", Label: "Transport", Kind: KindProse, Max: longestProse, Purge: PurgeKeeps}, func(e *Event) any { return &e.Transport }},
	{FieldInfo{Go: "Sites", Name: "sites", Chinese: "活动地点", Label: "Sites", Kind: KindLines, Max: longestTitle, Most: mostLines, Purge: PurgeKeeps}, func(e *Event) any { return &e.Sites }},
	{FieldInfo{Go: "Capacity", Name: "capacity", Chinese: "邀请人数", Label: "Number invited", Kind: KindNumber, Max: MostInvitees, Purge: PurgeKeeps}, func(e *Event) any { return &e.Capacity }},
	{FieldInfo{Go: "CapacityWords", Name: "capacity_words", Chinese: "人数表述", Label: "Number in words", Kind: KindText, Max: longestText, Purge: PurgeKeeps}, func(e *Event) any { return &e.CapacityWords }},
	{FieldInfo{Go: "MinAge", Name: "min_age", Chinese: "年龄下限", Label: "Lowest age", Kind: KindNumber, Max: 150, Purge: PurgeKeeps}, func(e *Event) any { return &e.MinAge }},
	{FieldInfo{Go: "MaxAge", Name: "max_age", Chinese: "年龄上限", Label: "Highest age", Kind: KindNumber, Max: 150, Purge: PurgeKeeps}, func(e *Event) any { return &e.MaxAge }},
	{FieldInfo{Go: "Audience", Name: "audience", Chinese: "对象要求", Label: "Who can come", Kind: KindProse, Max: longestProse, Purge: PurgeKeeps}, func(e *Event) any { return &e.Audience }},
	{FieldInfo{Go: "Quotas", Name: "quotas", Chinese: "名额", Label: "Quotas", Kind: KindRows, Rows: QuotaFields, Most: mostLines, Purge: PurgeKeeps}, func(e *Event) any { return &e.Quotas }},
	{FieldInfo{Go: "Leaders", Name: "leaders", Chinese: "组织机构", Label: "Leading group", Kind: KindRows, Rows: LeaderFields, Most: mostLines, Purge: PurgeKeeps}, func(e *Event) any { return &e.Leaders }},
	{FieldInfo{Go: "AudienceWords", Name: "audience_words", Chinese: "报名对象表述", Label: "Who signs up", Kind: KindProse, Max: longestProse, Purge: PurgeKeeps}, func(e *Event) any { return &e.AudienceWords }},
	{FieldInfo{Go: "SignUpFrom", Name: "sign_up_from", Chinese: "报名开始", Label: "Sign-up opens", Kind: KindMoment, Purge: PurgeKeeps}, func(e *Event) any { return &e.SignUpFrom }},
	{FieldInfo{Go: "SignUpUntil", Name: "sign_up_until", Chinese: "报名截止", Label: "Sign-up closes", Kind: KindMoment, Purge: PurgeKeeps}, func(e *Event) any { return &e.SignUpUntil }},
	{FieldInfo{Go: "SignUpMethods", Name: "sign_up_methods", Chinese: "报名方式", Label: "Ways to sign up", Kind: KindLines, Max: longestText, Most: mostLines, Purge: PurgeKeeps}, func(e *Event) any { return &e.SignUpMethods }},
	{FieldInfo{Go: "Contact", Name: "contact", Chinese: "联系人", Label: "Contact", Kind: KindText, Max: longestUnit, Purge: PurgeKeeps}, func(e *Event) any { return &e.Contact }},
	{FieldInfo{Go: "Phones", Name: "phones", Chinese: "联系电话", Label: "Telephone", Kind: KindLines, Max: longestPhone, Most: mostLines, Purge: PurgeKeeps}, func(e *Event) any { return &e.Phones }},
	{FieldInfo{Go: "Email", Name: "email", Chinese: "邮箱", Label: "E-mail", Kind: KindEmail, Max: longestTitle, Purge: PurgeKeeps}, func(e *Event) any { return &e.Email }},
	{FieldInfo{Go: "VettingDays", Name: "vetting_days", Chinese: "审核时限", Label: "Vetting within", Kind: KindNumber, Max: MostDays, Purge: PurgeKeeps}, func(e *Event) any { return &e.VettingDays }},
	{FieldInfo{Go: "FilingDays", Name: "filing_days", Chinese: "报备时限", Label: "Filing ahead", Kind: KindNumber, Max: MostDays, Purge: PurgeKeeps}, func(e *Event) any { return &e.FilingDays }},
	{FieldInfo{Go: "Notices", Name: "notices", Chinese: "注意事项", Label: "Notices", Kind: KindLines, Max: longestLine, Most: mostLines, Purge: PurgeKeeps}, func(e *Event) any { return &e.Notices }},
	{FieldInfo{Go: "Channels", Name: "channels", Chinese: "宣传渠道", Label: "Publicity channels", Kind: KindLines, Max: longestText, Most: mostLines, Purge: PurgeKeeps}, func(e *Event) any { return &e.Channels }},
	{FieldInfo{Go: "Requirements", Name: "requirements", Chinese: "工作要求", Label: "Requirements", Kind: KindLines, Max: longestLine, Most: mostLines, Purge: PurgeKeeps}, func(e *Event) any { return &e.Requirements }},
	{FieldInfo{Go: "Programme", Name: "programme", Chinese: "所属系列", Label: "Programme|of events", Kind: KindText, Max: longestTitle, Purge: PurgeKeeps}, func(e *Event) any { return &e.Programme }},
	{FieldInfo{Go: "Openness", Name: "openness", Chinese: "开放类型", Label: "Kind of openness", Kind: KindText, Max: longestUnit, Purge: PurgeKeeps}, func(e *Event) any { return &e.Openness }},
	{FieldInfo{Go: "LeastAttendance", Name: "least_attendance", Chinese: "最少人数", Label: "Least attendance", Kind: KindNumber, Max: MostInvitees, Purge: PurgeKeeps}, func(e *Event) any { return &e.LeastAttendance }},
	{FieldInfo{Go: "FiledWith", Name: "filed_with", Chinese: "报备单位", Label: "Filed with", Kind: KindText, Max: longestTitle, Purge: PurgeKeeps}, func(e *Event) any { return &e.FiledWith }},
	{FieldInfo{Go: "FilingNumber", Name: "filing_number", Chinese: "报备文号", Label: "Number of the filing", Kind: KindText, Max: longestTitle, Purge: PurgeKeeps}, func(e *Event) any { return &e.FilingNumber }},
	{FieldInfo{Go: "Change", Name: "change", Chinese: "活动变更", Label: "Change|of an event", Kind: KindChoice, Choices: EventChanges, Purge: PurgeKeeps}, func(e *Event) any { return &e.Change }},
	{FieldInfo{Go: "ChangeReason", Name: "change_reason", Label: "Reason of the change", Kind: KindProse, Max: longestLine, Purge: PurgeMasks}, func(e *Event) any { return &e.ChangeReason }},
	{FieldInfo{Go: "ChangedOn", Name: "changed_on", Label: "Change decided on", Kind: KindDate, Purge: PurgeKeeps}, func(e *Event) any { return &e.ChangedOn }},
	{FieldInfo{Go: "PostponedFrom", Name: "postponed_from", Label: "Planned for", Kind: KindMoment, Purge: PurgeKeeps}, func(e *Event) any { return &e.PostponedFrom }},
	{FieldInfo{Go: "Sections", Name: "sections", Label: "Sections of the plan", Kind: KindRows, Rows: SectionFields, Most: mostLines, Purge: PurgeByRow}, func(e *Event) any { return &e.Sections }},
	{FieldInfo{Go: "AreaCodes", Name: "area_codes", Label: "Area codes", Kind: KindLines, Max: 18, Most: mostLines, Purge: PurgeKeeps}, func(e *Event) any { return &e.AreaCodes }},
	{FieldInfo{Go: "WantsID", Name: "wants_id", Label: "ID number wanted", Kind: KindYesNo, Purge: PurgeKeeps}, func(e *Event) any { return &e.WantsID }},
	{FieldInfo{Go: "Offsets", Name: "offsets", Label: "Own deadlines", Kind: KindRows, Rows: OffsetFields, Most: mostLines, Purge: PurgeKeeps}, func(e *Event) any { return &e.Offsets }},
	{FieldInfo{Go: "Done", Name: "done", Label: "Deadlines met", Kind: KindRows, Rows: DoneFields, Most: mostLines, Purge: PurgeKeeps}, func(e *Event) any { return &e.Done }},
	{FieldInfo{Go: "Travel", Name: "travel", Label: "Travel times", Kind: KindRows, Rows: TravelFields, Most: mostLines, Purge: PurgeKeeps}, func(e *Event) any { return &e.Travel }},
	{FieldInfo{Go: "Questions", Name: "questions", Label: "Questionnaire", Kind: KindRows, Rows: QuestionFields, Most: mostLines, Purge: PurgeKeeps}, func(e *Event) any { return &e.Questions }},
	{FieldInfo{Go: "ReportTexts", Name: "report_texts", Label: "Texts of the report", Kind: KindRows, Rows: ReportTextFields, Most: mostLines, Purge: PurgeByRow}, func(e *Event) any { return &e.ReportTexts }},
	{FieldInfo{Go: "RetainUntil", Name: "retain_until", Label: "Personal data is kept until", Kind: KindDate, Purge: PurgeKeeps}, func(e *Event) any { return &e.RetainUntil }},
	{FieldInfo{Go: "PurgedAt", Name: "purged_at", ByProgram: true, Label: "Personal data deleted on", Kind: KindMoment, Purge: PurgeKeeps}, func(e *Event) any { return &e.PurgedAt }},
	{FieldInfo{Go: "State", Name: "state", Chinese: "活动状态", Label: "State", Kind: KindChoice, Required: "This is not one of the states.", Choices: States, Purge: PurgeKeeps}, func(e *Event) any { return &e.State }},
	{FieldInfo{Go: "CreatedAt", Name: "created_at", ByProgram: true, Kind: KindMoment, Purge: PurgeKeeps}, func(e *Event) any { return &e.CreatedAt }},
	{FieldInfo{Go: "UpdatedAt", Name: "updated_at", ByProgram: true, Kind: KindMoment, Purge: PurgeKeeps}, func(e *Event) any { return &e.UpdatedAt }},
	{FieldInfo{Go: "Revision", Name: "revision", Kind: KindOwn, Purge: PurgeKeeps}, func(e *Event) any { return &e.Revision }},
	{FieldInfo{Go: "Extra", Name: "extra", Kind: KindOwn}, func(e *Event) any { return &e.Extra }},
}

// LeaderFields are the fields of a line of the leading group.
var LeaderFields = Fields[Leader]{
	{FieldInfo{Go: "Role", Name: "role", Chinese: "职务", Label: "Role", Kind: KindChoice, Required: "Choose the role in the leading group.", Choices: LeaderRoles, Purge: PurgeKeeps}, func(l *Leader) any { return &l.Role }},
	{FieldInfo{Go: "Name", Name: "name", Chinese: "姓名", Label: "Name", Kind: KindText, Max: longestUnit, Purge: PurgeKeeps}, func(l *Leader) any { return &l.Name }},
	{FieldInfo{Go: "Position", Name: "position", Chinese: "单位职务", Label: "Position", Kind: KindText, Max: longestTitle, Purge: PurgeKeeps}, func(l *Leader) any { return &l.Position }},
	{FieldInfo{Go: "Duty", Name: "duty", Chinese: "职责", Label: "Duty", Kind: KindProse, Max: longestText, Purge: PurgeKeeps}, func(l *Leader) any { return &l.Duty }},
}

// QuotaFields are the fields of a quota.
var QuotaFields = Fields[Quota]{
	{FieldInfo{Go: "Category", Name: "category", Chinese: "类别", Label: "Category", Kind: KindText, Required: "Name the category.", Max: longestUnit, Purge: PurgeKeeps}, func(q *Quota) any { return &q.Category }},
	{FieldInfo{Go: "Number", Name: "number", Chinese: "名额", Label: "Number", Kind: KindNumber, Min: NoNumber, Max: MostInvitees, Purge: PurgeKeeps}, func(q *Quota) any { return &q.Number }},
	{FieldInfo{Go: "MinShare", Name: "min_share", Chinese: "最低占比", Label: "Least share", Kind: KindShare, Purge: PurgeKeeps}, func(q *Quota) any { return &q.MinShare }},
	{FieldInfo{Go: "Outside", Name: "outside", Chinese: "占用名额", Label: "not counted", Kind: KindYesNo, Purge: PurgeKeeps}, func(q *Quota) any { return &q.Outside }},
}

// OffsetFields are the fields of a deadline that lies otherwise.
var OffsetFields = Fields[DeadlineOffset]{
	{FieldInfo{Go: "Kind", Name: "kind", Label: "Deadline", Kind: KindChoice, Choices: DeadlineKinds, Purge: PurgeKeeps}, func(o *DeadlineOffset) any { return &o.Kind }},
	{FieldInfo{Go: "Days", Name: "days", Label: "Days", Kind: KindNumber, Min: -MostOffset, Max: MostOffset, Purge: PurgeKeeps}, func(o *DeadlineOffset) any { return &o.Days }},
	{FieldInfo{Go: "None", Name: "none", Label: "none|no such deadline", Kind: KindYesNo, Purge: PurgeKeeps}, func(o *DeadlineOffset) any { return &o.None }},
}

// DoneFields are the fields of a deadline that is met.
var DoneFields = Fields[DeadlineDone]{
	{FieldInfo{Go: "Kind", Name: "kind", Label: "Deadline", Kind: KindChoice, Choices: DeadlineKinds, Purge: PurgeKeeps}, func(d *DeadlineDone) any { return &d.Kind }},
	{FieldInfo{Go: "On", Name: "on", Label: "Date", Kind: KindDate, Purge: PurgeKeeps}, func(d *DeadlineDone) any { return &d.On }},
}

// TravelFields are the fields of the time between two places.
var TravelFields = Fields[Travel]{
	{FieldInfo{Go: "From", Name: "from", Label: "From", Kind: KindText, Max: longestTitle, Purge: PurgeKeeps}, func(t *Travel) any { return &t.From }},
	{FieldInfo{Go: "To", Name: "to", Label: "To", Kind: KindText, Max: longestTitle, Purge: PurgeKeeps}, func(t *Travel) any { return &t.To }},
	{FieldInfo{Go: "Minutes", Name: "minutes", Label: "Minutes", Kind: KindNumber, Max: mostMinutes, Purge: PurgeKeeps}, func(t *Travel) any { return &t.Minutes }},
}

// QuestionFields are the fields of a question of the questionnaire.
var QuestionFields = Fields[Question]{
	{FieldInfo{Go: "Text", Name: "text", Label: "Question", Kind: KindText, Max: longestText, Purge: PurgeKeeps}, func(q *Question) any { return &q.Text }},
	{FieldInfo{Go: "Satisfied", Name: "satisfied", Label: "Satisfied", Kind: KindNumber, Max: mostAnswers, Purge: PurgeKeeps}, func(q *Question) any { return &q.Satisfied }},
	{FieldInfo{Go: "Basically", Name: "basically", Label: "Basically satisfied", Kind: KindNumber, Max: mostAnswers, Purge: PurgeKeeps}, func(q *Question) any { return &q.Basically }},
	{FieldInfo{Go: "Not", Name: "not", Label: "Not satisfied", Kind: KindNumber, Max: mostAnswers, Purge: PurgeKeeps}, func(q *Question) any { return &q.Not }},
}

// ReportTextFields are the fields of a paragraph that a person wrote.
var ReportTextFields = Fields[ReportText]{
	{FieldInfo{Go: "Key", Name: "key", Kind: KindText, Max: longestUnit, Purge: PurgeKeeps}, func(t *ReportText) any { return &t.Key }},
	{FieldInfo{Go: "Text", Name: "text", Label: "Text", Kind: KindProse, Max: longestProse, Purge: PurgeMasks}, func(t *ReportText) any { return &t.Text }},
}

// Validate returns what keeps the event from being saved.
func (e Event) Validate() []FieldProblem {
	return append(EventFields.Limits(nil, &e), e.broken()...)
}

// ValidateChange implements Changeable.
func (e Event) ValidateChange(stored Event) []FieldProblem {
	return append(EventFields.Limits(&stored, &e), e.broken()...)
}

// broken returns the rules that the event breaks whatever is stored of it.
func (e Event) broken() []FieldProblem {
	var p Problems
	if e.Start.IsZero() && e.TimeWords == "" {
		p.Add("Start", "Give the day on which the event starts, or its time in words.")
	}
	p = append(p, brokenSections(e.Sections)...)
	p = append(p, brokenChange(e)...)
	if !e.End.IsZero() && e.End.Before(e.Start) {
		p.Add("End", "The event ends before it starts.")
	}
	if !e.AssemblyTime.IsZero() && !e.End.IsZero() && e.AssemblyTime.After(e.End) {
		p.Add("AssemblyTime", "The assembly is after the end of the event.")
	}
	if !e.SignUpUntil.IsZero() && e.SignUpUntil.Before(e.SignUpFrom) {
		p.Add("SignUpUntil", "Sign-up closes before it opens.")
	}
	if last := e.LastMoment(); !e.SignUpUntil.IsZero() && !last.IsZero() && e.SignUpUntil.After(last) {
		p.Add("SignUpUntil", "Sign-up closes after the event.")
	}
	if e.MaxAge > 0 && e.MaxAge < e.MinAge {
		p.Add("MaxAge", "The upper age limit is below the lower one.")
	}
	if e.Email != "" {
		if a, err := mail.ParseAddress(e.Email); err != nil || a.Address != e.Email {
			p.Add("Email", "This is not an e-mail address.")
		}
	}
	if e.StreamURL != "" {
		if u, err := url.Parse(e.StreamURL); err != nil || u.Scheme == "" || u.Host == "" {
			p.Add("StreamURL", "This is not a link; it starts with https://.")
		}
	}
	for i, l := range e.Leaders {
		if strings.TrimSpace(l.Name) == "" && strings.TrimSpace(l.Position) == "" && strings.TrimSpace(l.Duty) == "" {
			p.Add(Indexed("Leaders", i)+"Name", "Say who it is.")
		}
	}
	seen := map[string]bool{}
	for i, q := range e.Quotas {
		name := strings.TrimSpace(q.Category)
		if name != "" && seen[name] {
			p.Add(Indexed("Quotas", i)+"Category", "The category %s stands here twice.", name)
		}
		seen[name] = true
	}
	return p
}

// LastMoment is the end of the event, or of its first day where no end is given.
func (e Event) LastMoment() time.Time {
	if !e.End.IsZero() || e.Start.IsZero() {
		return e.End
	}
	return DayOf(e.Start).AddDate(0, 0, 1)
}

// HasClock reports whether the event starts at a time of day; a day alone is kept as
// its midnight.
func (e Event) HasClock() bool { return !e.Start.IsZero() && !e.Start.Equal(DayOf(e.Start)) }

// When writes the time from start to end as the sheets do, or the time in words where no
// start is given.
func (e Event) When() string {
	if e.Start.IsZero() {
		return e.TimeWords
	}
	return Span(e.Start, e.End)
}

// OrderedBy is the moment by which the event stands among others: its start, or where
// none is given the filing of its plan, or its making.
func (e Event) OrderedBy() time.Time {
	if !e.Start.IsZero() {
		return e.Start
	}
	for _, d := range e.Done {
		if d.Kind == DeadlineFiling && !d.On.IsZero() {
			return d.On
		}
	}
	return e.CreatedAt
}

// IsOver reports whether the event is summarised or archived: what is late in it
// presses nobody any more.
func (e Event) IsOver() bool { return e.State == StateSummarised || e.State == StateArchived }

// historyAfter is after how many days what is late is history: nobody mends it by
// being told every morning.
const historyAfter = 30

// IsLongAgo reports whether a day lies so far back that what was due on it is history.
func IsLongAgo(due, now time.Time) bool {
	return DayOf(due).AddDate(0, 0, historyAfter).Before(DayOf(now))
}

// IsHistory reports whether what was due on a day, and was not done, presses nobody
// any more: the event is over, or the day is long ago.
func (e Event) IsHistory(due, now time.Time) bool { return e.IsOver() || IsLongAgo(due, now) }

// Categories returns the categories of the quotas in their order.
func (e Event) Categories() []string {
	names := make([]string, len(e.Quotas))
	for i, q := range e.Quotas {
		names[i] = q.Category
	}
	return names
}

// EventFilter chooses events. Zero fields choose all.
type EventFilter struct {
	Text  string // looked for in title, theme, organiser and sites
	Year  int    // of the start
	State State

	Programme string
}

// EventSummary is one line of the list of events.
type EventSummary struct {
	Event
	Invitees int // how many are invited
	Opinions int // how many opinions are recorded
}

// PlaceKey returns a place without what tells two spellings of it apart.
func PlaceKey(place string) string {
	return strings.Join(strings.Fields(hanzi.CleanText(place)), "")
}

// WayBetween returns the way between two places, given by their keys; false where
// none is known.
func (e Event) WayBetween(from, to string) (Travel, bool) {
	for _, t := range e.Travel {
		a, b := PlaceKey(t.From), PlaceKey(t.To)
		if from != to && (a == from && b == to || a == to && b == from) {
			return t, true
		}
	}
	return Travel{}, false
}

// WithTravel returns the event with ways between places as they are given, in
// place of what was known of them; NoNumber forgets one.
func (e Event) WithTravel(ways ...Travel) Event {
	travel := slices.Clone(e.Travel)
	for _, way := range ways {
		from, to := PlaceKey(way.From), PlaceKey(way.To)
		travel = slices.DeleteFunc(travel, func(t Travel) bool {
			a, b := PlaceKey(t.From), PlaceKey(t.To)
			return a == from && b == to || a == to && b == from
		})
		if way.Minutes != NoNumber {
			travel = append(travel, way)
		}
	}
	e.Travel = OrNil(travel)
	return e
}
