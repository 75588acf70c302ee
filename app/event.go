package app

import (
	"fmt"
	"math/big"
	"net/mail"
	"net/url"
	"strconv"
	"strings"
	"time"
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

	Start         time.Time // 开始时间, required
	End           time.Time // 结束时间
	AssemblyPlace string    // 集合地点
	AssemblyTime  time.Time // 集合时间
	Transport     string    // 乘车安排
	Sites         []string  // 活动地点, in visiting order

	Capacity int    // 邀请人数; 0 = not given
	MinAge   int    // 年龄下限, full years on the day of the event; 0 = none
	MaxAge   int    // 年龄上限; 0 = none
	Audience string // 对象要求

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

	Revision int64  `json:"-"`          // raised by every change
	Extra    string `json:",omitempty"` // fields of a newer version as JSON, kept for it
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

// IsZero tells whether no share is given.
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

// Of gives the least whole number that is at least this share of n: 1/3 of 10 is 4.
func (s Share) Of(n int) int {
	if s.IsZero() || n <= 0 {
		return 0
	}
	return (n*s.Num + s.Den - 1) / s.Den
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

// Target gives how many of the category are to come, of so many invited: the
// greater of the number and the share; NoNumber where neither is given.
func (q Quota) Target(invited int) int {
	if q.MinShare.IsZero() {
		return q.Number
	}
	return max(q.Number, q.MinShare.Of(invited))
}

// Validate gives what keeps the event from being saved.
func (e Event) Validate() []FieldProblem {
	var p problems
	if strings.TrimSpace(e.Title) == "" {
		p.add("Title", "Give the event a title.")
	}
	if e.Start.IsZero() {
		p.add("Start", "Give the day and time at which the event starts.")
	}
	if !e.End.IsZero() && e.End.Before(e.Start) {
		p.add("End", "The event ends before it starts.")
	}
	if !e.AssemblyTime.IsZero() && !e.End.IsZero() && e.AssemblyTime.After(e.End) {
		p.add("AssemblyTime", "The assembly is after the end of the event.")
	}
	if !e.SignUpUntil.IsZero() && e.SignUpUntil.Before(e.SignUpFrom) {
		p.add("SignUpUntil", "Sign-up closes before it opens.")
	}
	if last := e.lastMoment(); !e.SignUpUntil.IsZero() && !last.IsZero() && e.SignUpUntil.After(last) {
		p.add("SignUpUntil", "Sign-up closes after the event.")
	}
	if e.Capacity < 0 {
		p.add("Capacity", "A number of people is 0 or more.")
	}
	if e.MinAge < 0 || e.MinAge > 150 {
		p.add("MinAge", "An age is from 0 to 150.")
	}
	if e.MaxAge < 0 || e.MaxAge > 150 {
		p.add("MaxAge", "An age is from 0 to 150.")
	} else if e.MaxAge > 0 && e.MaxAge < e.MinAge {
		p.add("MaxAge", "The upper age limit is below the lower one.")
	}
	if e.VettingDays < 0 || e.VettingDays > 365 {
		p.add("VettingDays", "A time limit is from 0 to 365 working days.")
	}
	if e.FilingDays < 0 || e.FilingDays > 365 {
		p.add("FilingDays", "A time limit is from 0 to 365 working days.")
	}
	if e.Email != "" {
		if a, err := mail.ParseAddress(e.Email); err != nil || a.Address != e.Email {
			p.add("Email", "This is not an e-mail address.")
		}
	}
	if e.StreamURL != "" {
		if u, err := url.Parse(e.StreamURL); err != nil || u.Scheme == "" || u.Host == "" {
			p.add("StreamURL", "This is not a link; it starts with https://.")
		}
	}
	if e.Form != "" && !Forms.Has(e.Form) {
		p.add("Form", "This is not one of the forms.")
	}
	if !States.Has(e.State) {
		p.add("State", "This is not one of the states.")
	}
	for i, l := range e.Leaders {
		field := fmt.Sprintf("Leaders[%d]", i)
		if !LeaderRoles.Has(l.Role) {
			p.add(field+".Role", "Choose the role in the leading group.")
		}
		if strings.TrimSpace(l.Name) == "" && strings.TrimSpace(l.Position) == "" && strings.TrimSpace(l.Duty) == "" {
			p.add(field+".Name", "Say who it is.")
		}
	}
	seen := map[string]bool{}
	for i, q := range e.Quotas {
		field := fmt.Sprintf("Quotas[%d]", i)
		switch {
		case strings.TrimSpace(q.Category) == "":
			p.add(field+".Category", "Name the category.")
		case seen[q.Category]:
			p.add(field+".Category", "The category %s stands here twice.", q.Category)
		}
		seen[q.Category] = true
		if q.Number < NoNumber {
			p.add(field+".Number", "A number of people is 0 or more.")
		}
	}
	return p
}

// lastMoment is the end of the event, or of its first day where no end is given.
func (e Event) lastMoment() time.Time {
	if !e.End.IsZero() || e.Start.IsZero() {
		return e.End
	}
	return DayOf(e.Start).AddDate(0, 0, 1)
}

// Categories gives the categories of the quotas in their order.
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
}

// EventSummary is one line of the list of events.
type EventSummary struct {
	Event
	Invitees int // how many are invited
	Opinions int // how many opinions are recorded
}
