package app

import (
	"strings"
	"time"
)

// Feedback is an opinion or a proposal, from its recording to the follow-up.
type Feedback struct {
	ID       string
	EventID  string
	Position int // order of recording

	Content   string // 内容, required
	InviteeID string // who said it, where it is an invitee of the event
	Speaker   string // 提出人: the name; empty = anonymous
	Stop      string // 环节 at which it was said
	Category  string // 类别
	Channel   string // 渠道

	Department string        // 承办单位
	InCharge   string        // 责任人
	DueDate    time.Time     // 办理时限, a day
	State      FeedbackState // 状态
	Result     string        // 办理结果
	Grade      Grade         // A–D
	RepliedOn  time.Time     // 答复日期, a day

	Adoption       Adoption     // 是否采纳
	AdoptionReason string       // 未采纳理由
	Satisfaction   Satisfaction // 满意度

	// What follows is not in the activity workbook.

	Joint        []string  // 协办单位: departments that handle it together with Department
	Telephone    string    // of the person in charge
	AssignedOn   time.Time // the day of the last assignment
	ReplyChannel string    // how the reply was given
	MergedInto   string    // the opinion that this one was merged into; empty = none

	CreatedAt time.Time
	UpdatedAt time.Time
	History   []Move // every move, oldest first

	Revision int64  `json:"-"`          // raised by every change
	Extra    string `json:",omitempty"` // fields of a newer version as JSON, kept for it
}

// FeedbackState is how far the handling of an opinion has come.
type FeedbackState string

// The states of an opinion.
const (
	FeedbackRecorded   FeedbackState = "recorded"
	FeedbackAnswered   FeedbackState = "answered"
	FeedbackAssigned   FeedbackState = "assigned"
	FeedbackInProgress FeedbackState = "in_progress"
	FeedbackDone       FeedbackState = "done"
	FeedbackReplied    FeedbackState = "replied"
	FeedbackFollowedUp FeedbackState = "followed_up"
)

// FeedbackStates are the states of an opinion in their order.
var FeedbackStates = Vocabulary[FeedbackState]{
	{FeedbackRecorded, "登记", "Recorded"},
	{FeedbackAnswered, "即时解答", "Answered on the spot"},
	{FeedbackAssigned, "交办", "Assigned"},
	{FeedbackInProgress, "办理中", "In progress"},
	{FeedbackDone, "已办结", "Done"},
	{FeedbackReplied, "已答复", "Replied"},
	{FeedbackFollowedUp, "已回访", "Followed up"},
}

// IsOpen tells whether work is still owed on an opinion in this state.
func (s FeedbackState) IsOpen() bool {
	return s == FeedbackRecorded || s == FeedbackAssigned || s == FeedbackInProgress
}

// OwesReply tells whether the person who spoke has no answer yet in this state.
func (s FeedbackState) OwesReply() bool { return s.IsOpen() || s == FeedbackDone }

// Grade is the result of handling.
type Grade string

// Grades are the results of handling.
var Grades = Vocabulary[Grade]{
	{"A", "A 已解决", "A solved"},
	{"B", "B 正在解决", "B being solved"},
	{"C", "C 列入规划", "C planned"},
	{"D", "D 留作参考", "D for reference"},
}

// Adoption is whether a proposal was taken up.
type Adoption string

// The kinds of adoption that want a reason are the last two.
const (
	Adopted       Adoption = "adopted"
	PartlyAdopted Adoption = "partly"
	NotAdopted    Adoption = "not"
)

// Adoptions are the kinds of adoption.
var Adoptions = Vocabulary[Adoption]{
	{Adopted, "采纳", "Adopted"},
	{PartlyAdopted, "部分采纳", "Partly adopted"},
	{NotAdopted, "不采纳", "Not adopted"},
}

// Satisfaction is what the person said when called back.
type Satisfaction string

// The answers of a return call.
const (
	Satisfied       Satisfaction = "satisfied"
	BasicallySat    Satisfaction = "basically"
	NotSatisfied    Satisfaction = "not"
	noSatisfaction  Satisfaction = ""
	anonymousAuthor              = "匿名"
)

// Satisfactions are the answers of a return call.
var Satisfactions = Vocabulary[Satisfaction]{
	{Satisfied, "满意", "Satisfied"},
	{BasicallySat, "基本满意", "Basically satisfied"},
	{NotSatisfied, "不满意", "Not satisfied"},
}

// FeedbackChannels are the usual ways in which an opinion comes; others may be written.
var FeedbackChannels = []string{"现场", "书面", "电话", "邮件", "微信"}

// SpeakerOrAnonymous gives the name of the person who spoke as papers show it.
func (f Feedback) SpeakerOrAnonymous() string {
	if f.Speaker == "" {
		return anonymousAuthor
	}
	return f.Speaker
}

// ReplyChannels are the usual ways in which a reply is given; others may be written.
var ReplyChannels = []string{"电话", "当面", "书面", "短信", "微信", "邮件", "公示"}

// IsOpen tells whether work is still owed on the opinion itself: one that was
// merged into another is handled there.
func (f Feedback) IsOpen() bool { return f.MergedInto == "" && f.State.IsOpen() }

// OwesReply tells whether the person who spoke still waits for an answer.
func (f Feedback) OwesReply() bool { return f.State.OwesReply() && f.RepliedOn.IsZero() }

// Overdue tells whether work is owed and its due date has passed on a day.
func (f Feedback) Overdue(today time.Time) bool {
	return f.IsOpen() && !f.DueDate.IsZero() && DayOf(today).After(DayOf(f.DueDate))
}

// Validate gives what keeps the opinion from being saved.
func (f Feedback) Validate() []FieldProblem {
	var p problems
	if strings.TrimSpace(f.Content) == "" {
		p.add("Content", "Write down what was said.")
	}
	if !FeedbackStates.Has(f.State) {
		p.add("State", "This is not one of the states.")
	}
	if f.Grade != "" && !Grades.Has(f.Grade) {
		p.add("Grade", "This is not one of the results.")
	}
	if f.Adoption != "" && !Adoptions.Has(f.Adoption) {
		p.add("Adoption", "This is not one of the kinds of adoption.")
	}
	if f.Satisfaction != "" && !Satisfactions.Has(f.Satisfaction) {
		p.add("Satisfaction", "This is not one of the answers.")
	}
	return p
}

// FeedbackFilter chooses opinions. Zero fields choose all.
type FeedbackFilter struct {
	EventID    string   // empty = all events
	IDs        []string // nil = all
	MergedInto []string // only those merged into one of these; nil = all
	Speakers   []string // only those said by one of these invitees; nil = all
	Text       string   // looked for in content, speaker, department, person in charge and result
	State      FeedbackState
	Category   string
	Department string
	OverdueOn  time.Time // only those overdue on this day
}
