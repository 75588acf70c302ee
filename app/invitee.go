package app

import (
	"slices"
	"strings"
	"time"

	"openday/app/idcard"
)

// Person is somebody who was invited at least once. A person is kept once and
// invited many times.
type Person struct {
	ID       string
	Name     string // 姓名, required; stored without padding
	Gender   Gender // 性别
	IDNumber string // 身份证号 or another paper's number; encrypted in the store
	Phone    string // 联系电话

	BornOn  time.Time // a day, where no ID number tells it
	Reading string    // pinyin in syllables, where the name reads otherwise than the dictionary has it

	Revision int64  `json:"-"`          // raised by every change
	Extra    string `json:",omitempty"` // fields of a newer version as JSON, kept for it
}

// Gender is a person's gender as the ID number has it.
type Gender string

// Genders are the genders.
var Genders = Vocabulary[Gender]{
	{"male", "男", "Male"},
	{"female", "女", "Female"},
}

// Invitee is a person's part in one event. Unit and post belong to the part: a
// person comes for one unit this year and for another the next.
type Invitee struct {
	ID       string
	EventID  string
	Position int // order of entry
	Person   Person

	Unit       string     // 单位
	Post       string     // 职务
	Category   string     // 类别
	Channel    string     // 报名渠道
	Vetting    Vetting    // 审核状态
	Reason     string     // why declined or overruled
	Attendance Attendance // 出席情况; empty = not entered yet
	SignedInAt time.Time  // 签到时间
	Note       string     // 备注

	// What follows is not in the activity workbook.

	DecidedOn    time.Time    // the day of the result of vetting
	RepliedOn    time.Time    // the day on which the result was told to the applicant
	Overruled    string       // why the invitee was approved against the event's rules
	Confirmation Confirmation // whether the invitee said that they come
	Substitute   string       // who came in the invitee's place
	WalkIn       bool         // 临时参加: put on the list on the day itself

	CreatedAt time.Time
	UpdatedAt time.Time

	Revision int64  `json:"-"`          // raised by every change
	Extra    string `json:",omitempty"` // fields of a newer version as JSON, kept for it
}

// Vetting is what became of an application.
type Vetting string

// The results of vetting.
const (
	VettingPending  Vetting = "pending"
	VettingApproved Vetting = "approved"
	VettingDeclined Vetting = "declined"
	VettingWaiting  Vetting = "waiting"
)

// Vettings are the results of vetting.
var Vettings = Vocabulary[Vetting]{
	{VettingPending, "待审", "Pending"},
	{VettingApproved, "通过", "Approved"},
	{VettingDeclined, "不通过", "Declined"},
	{VettingWaiting, "候补", "Waiting list"},
}

// Confirmation is whether an approved invitee said that they come; empty = not heard of.
type Confirmation string

// The kinds of confirmation.
const (
	Confirmed Confirmation = "yes"
	Withdrew  Confirmation = "no"
)

// Confirmations are the kinds of confirmation.
var Confirmations = Vocabulary[Confirmation]{
	{Confirmed, "确认参加", "Confirmed"},
	{Withdrew, "不能参加", "Cannot come"},
}

// Attendance is whether an invitee came.
type Attendance string

// The kinds of attendance. The empty one says that nothing is entered yet.
const (
	AttendanceCame       Attendance = "came"
	AttendanceExcused    Attendance = "excused"
	AttendanceAbsent     Attendance = "absent"
	AttendanceSubstitute Attendance = "substitute"
)

// Attendances are the kinds of attendance.
var Attendances = Vocabulary[Attendance]{
	{AttendanceCame, "已到", "Came"},
	{AttendanceExcused, "请假", "Excused"},
	{AttendanceAbsent, "缺席", "Absent"},
	{AttendanceSubstitute, "替代", "Substitute"},
}

// IsThere tells whether the invitee's seat was taken: by themselves or by a substitute.
func (a Attendance) IsThere() bool { return a == AttendanceCame || a == AttendanceSubstitute }

// The channels of sign-up that the program itself knows by name.
const (
	channelMail      = "电子邮件"
	channelOnTheSpot = "现场报名"
	channelNominated = "组织推荐"
)

// SignUpChannels are the usual ways of signing up; others may be written.
var SignUpChannels = []string{"电话报名", channelMail, "微信报名", channelOnTheSpot, "个人自荐", channelNominated}

// Validate gives what keeps the invitee from being saved. What merely speaks
// against somebody, such as age or a wrong check digit, is for Doubts.
func (i Invitee) Validate() []FieldProblem {
	var p problems
	if strings.TrimSpace(i.Person.Name) == "" {
		p.add("Name", "Give the name.")
	}
	if i.Person.Gender != "" && !Genders.Has(i.Person.Gender) {
		p.add("Gender", "This is not one of the genders.")
	}
	if !Vettings.Has(i.Vetting) {
		p.add("Vetting", "This is not one of the results of vetting.")
	}
	if i.Confirmation != "" && !Confirmations.Has(i.Confirmation) {
		p.add("Confirmation", "This is not one of the kinds of confirmation.")
	}
	if i.Attendance != "" && !Attendances.Has(i.Attendance) {
		p.add("Attendance", "This is not one of the kinds of attendance.")
	}
	return p
}

// Doubts gives what speaks against the invitee under the event's own rules, and
// what looks wrong with the ID number. Doubts warn and name the rule; they keep
// nothing from being saved. The fields are those of Validate.
func (i Invitee) Doubts(e Event) []FieldProblem {
	var doubts []FieldProblem
	for _, o := range i.against(e) {
		doubts = append(doubts, o.FieldProblem)
	}
	return doubts
}

// against gives the objections of Doubts with their kinds.
func (i Invitee) against(e Event) objections {
	var o objections
	card := idcard.Parse(i.Person.IDNumber)
	for _, d := range card.Doubts {
		o.say(ObjectionID, "IDNumber", sentence(string(d)))
	}
	if g, known := Genders.Parse(string(card.Gender)); known && i.Person.Gender != "" && g != i.Person.Gender {
		o.say(ObjectionID, "Gender", sentence("The ID number is that of the other gender."))
	}
	born := card.Born
	if born.IsZero() {
		born = i.Person.BornOn
	}
	if age, known := idcard.Age(born, e.Start); known {
		if e.MinAge > 0 && age < e.MinAge {
			o.say(ObjectionAge, "IDNumber", sentence("On the day of the event the age is %d; the event is for those of %d and older.", age, e.MinAge))
		}
		if e.MaxAge > 0 && age > e.MaxAge {
			o.say(ObjectionAge, "IDNumber", sentence("On the day of the event the age is %d; the event is for those of up to %d.", age, e.MaxAge))
		}
	}
	fromArea := func(area string) bool { return strings.HasPrefix(card.Number, area) }
	switch {
	case card.Number == "" && e.WantsID:
		o.say(ObjectionID, "IDNumber", sentence("The event wants an ID number of everybody."))
	case card.Kind == idcard.Resident && len(e.AreaCodes) > 0 && !slices.ContainsFunc(e.AreaCodes, fromArea):
		o.say(ObjectionArea, "IDNumber", sentence("The ID number begins with %s; the event is for the areas %s.",
			card.Number[:min(6, len(card.Number))], strings.Join(e.AreaCodes, sentence(", |between words of a list"))))
	}
	if len(e.Quotas) > 0 && i.Category != "" && !slices.Contains(e.Categories(), i.Category) {
		o.say(ObjectionQuota, "Category", sentence("The event has no quota for the category %s.", i.Category))
	}
	return o
}

// MaskedIDNumber is the ID number as it may be shown: 110***********002X.
func (p Person) MaskedIDNumber() string { return idcard.Mask(p.IDNumber) }

// PersonFilter chooses people of the library.
type PersonFilter struct {
	IDs   []string // nil = all
	Text  string   // looked for in name, its pinyin and initials, and in the units and posts that they were invited with; a number in the telephones: a whole one, its first three or its last four digits
	After Person   // those who stand behind this one in the order; zero = from the first on
	Limit int      // at most so many; 0 = all
}

// InviteeFilter chooses invitees of one event. Zero fields choose all.
type InviteeFilter struct {
	EventID    string
	IDs        []string // nil = all
	PersonIDs  []string // nil = all
	Text       string   // looked for in name, its pinyin and initials, unit and post; a number in the telephones, as in PersonFilter
	Category   string
	Vetting    Vetting
	Attendance Attendance
}
