package app

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"openday/app/words"
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

// IsOpen tells whether a department still owes work on an opinion in this state.
func (s FeedbackState) IsOpen() bool {
	return s == FeedbackRecorded || s == FeedbackAssigned || s == FeedbackInProgress
}

// OwesReply tells whether the person who spoke still waits for an answer.
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

// Overdue tells whether work is owed and its due date has passed on a day.
func (f Feedback) Overdue(today time.Time) bool {
	return f.State.IsOpen() && !f.DueDate.IsZero() && DayOf(today).After(DayOf(f.DueDate))
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
	EventID    string // empty = all events
	Text       string // looked for in content, speaker, department, person in charge and result
	State      FeedbackState
	Category   string
	Department string
	OverdueOn  time.Time // only those overdue on this day
}

// Move is one step in the handling of an opinion. Moves are kept for ever.
type Move struct {
	ID   string
	At   time.Time // the moment, to the second
	By   string    // who entered it
	Kind MoveKind
	From FeedbackState
	To   FeedbackState
	Note string // reason, result, new due date: what was said with the step
}

// MoveKind is what is done with an opinion.
type MoveKind string

// The kinds of moves.
const (
	MoveRecord   MoveKind = "record"
	MoveAnswer   MoveKind = "answer"
	MoveAssign   MoveKind = "assign"
	MoveStart    MoveKind = "start"
	MoveReturn   MoveKind = "return"
	MoveExtend   MoveKind = "extend"
	MoveUrge     MoveKind = "urge"
	MoveFinish   MoveKind = "finish"
	MoveReply    MoveKind = "reply"
	MoveFollowUp MoveKind = "follow_up"
	MoveReopen   MoveKind = "reopen"
)

// MoveKinds are the kinds of moves.
var MoveKinds = Vocabulary[MoveKind]{
	{MoveRecord, "登记", "Record"},
	{MoveAnswer, "即时解答", "Answer on the spot"},
	{MoveAssign, "交办", "Assign"},
	{MoveStart, "开始办理", "Start"},
	{MoveReturn, "退回", "Return"},
	{MoveExtend, "延期", "Extend"},
	{MoveUrge, "催办", "Urge"},
	{MoveFinish, "办结", "Finish"},
	{MoveReply, "答复", "Reply"},
	{MoveFollowUp, "回访", "Follow up"},
	{MoveReopen, "重新办理", "Reopen"},
}

// moves says which moves each state allows, the likeliest first, and where they lead.
var moves = map[FeedbackState][]struct {
	kind MoveKind
	to   FeedbackState
}{
	FeedbackRecorded:   {{MoveAssign, FeedbackAssigned}, {MoveAnswer, FeedbackAnswered}},
	FeedbackAnswered:   {{MoveFollowUp, FeedbackFollowedUp}, {MoveReopen, FeedbackRecorded}},
	FeedbackAssigned:   {{MoveStart, FeedbackInProgress}, {MoveFinish, FeedbackDone}, {MoveUrge, FeedbackAssigned}, {MoveExtend, FeedbackAssigned}, {MoveReturn, FeedbackRecorded}},
	FeedbackInProgress: {{MoveFinish, FeedbackDone}, {MoveUrge, FeedbackInProgress}, {MoveExtend, FeedbackInProgress}, {MoveReturn, FeedbackRecorded}},
	FeedbackDone:       {{MoveReply, FeedbackReplied}, {MoveReopen, FeedbackInProgress}},
	FeedbackReplied:    {{MoveFollowUp, FeedbackFollowedUp}, {MoveReopen, FeedbackInProgress}},
	FeedbackFollowedUp: {{MoveReopen, FeedbackInProgress}},
}

// NextMoves gives the moves that a state allows, the likeliest first.
func NextMoves(s FeedbackState) []MoveKind {
	kinds := make([]MoveKind, len(moves[s]))
	for i, m := range moves[s] {
		kinds[i] = m.kind
	}
	return kinds
}

// Step is a move as a person asks for it, with what belongs to it. Fields that
// do not belong to the kind are ignored.
type Step struct {
	Kind           MoveKind
	Note           string       // reason to return, extend, urge or reopen; the answer given
	Department     string       // MoveAssign
	InCharge       string       // MoveAssign
	DueDate        time.Time    // MoveAssign, MoveExtend
	Result         string       // MoveFinish
	Grade          Grade        // MoveFinish
	RepliedOn      time.Time    // MoveReply
	Adoption       Adoption     // MoveReply
	AdoptionReason string       // MoveReply
	Satisfaction   Satisfaction // MoveFollowUp
}

// Apply takes a step: it gives the opinion after it, with the move written at
// the end of its history. An answer of not satisfied to a return call opens the
// opinion again in the same step. The problems are those of the step's fields.
func (f Feedback) Apply(s Step, id, by string, at time.Time) (Feedback, []FieldProblem) {
	var p problems
	to, allowed := FeedbackState(""), false
	for _, m := range moves[f.State] {
		if m.kind == s.Kind {
			to, allowed = m.to, true
		}
	}
	if !allowed {
		p.add("Kind", "“%s” cannot follow on “%s”.", MoveKinds.Label(s.Kind), FeedbackStates.Label(f.State))
		return f, p
	}
	note := strings.TrimSpace(s.Note)
	say := func(parts ...string) {
		for _, part := range slices.Backward(parts) {
			if part != "" {
				note = strings.TrimSpace(part + " " + note)
			}
		}
	}
	switch s.Kind {
	case MoveAnswer:
		if note == "" {
			p.add("Note", "Write down the answer that was given.")
		}
		f.Result = note
		f.RepliedOn = DayOf(at)
	case MoveAssign:
		if strings.TrimSpace(s.Department) == "" {
			p.add("Department", "Name the department that handles it.")
		}
		if s.DueDate.IsZero() {
			p.add("DueDate", "Give the day by which it is due.")
		} else if DayOf(s.DueDate).Before(DayOf(at)) {
			p.add("DueDate", "The due date has passed already.")
		}
		f.Department, f.InCharge, f.DueDate = strings.TrimSpace(s.Department), strings.TrimSpace(s.InCharge), DayOf(s.DueDate)
		say(f.Department, f.InCharge, isoDate(f.DueDate))
	case MoveExtend:
		switch {
		case s.DueDate.IsZero():
			p.add("DueDate", "Give the day by which it is due.")
		case !f.DueDate.IsZero() && !DayOf(s.DueDate).After(DayOf(f.DueDate)):
			p.add("DueDate", "The new due date is not after the present one (%s).", isoDate(f.DueDate))
		}
		if note == "" {
			p.add("Note", "Give the reason.")
		}
		say(fmt.Sprintf("%s→%s", isoDate(f.DueDate), isoDate(s.DueDate)))
		f.DueDate = DayOf(s.DueDate)
	case MoveReturn, MoveReopen:
		if note == "" {
			p.add("Note", "Give the reason.")
		}
		if s.Kind == MoveReturn {
			say(f.Department)
			f.Department, f.InCharge, f.DueDate = "", "", time.Time{}
		}
		f.Grade, f.RepliedOn, f.Satisfaction = "", time.Time{}, noSatisfaction
	case MoveFinish:
		if strings.TrimSpace(s.Result) == "" {
			p.add("Result", "Write down the result.")
		}
		if !Grades.Has(s.Grade) {
			p.add("Grade", "Choose the kind of result.")
		}
		f.Result, f.Grade = strings.TrimSpace(s.Result), s.Grade
		say(Grades.Chinese(f.Grade), f.Result)
	case MoveReply:
		if s.RepliedOn.IsZero() {
			p.add("RepliedOn", "Give the day of the reply.")
		}
		if !Adoptions.Has(s.Adoption) {
			p.add("Adoption", "Say whether the proposal is adopted.")
		}
		if s.Adoption != Adopted && strings.TrimSpace(s.AdoptionReason) == "" {
			p.add("AdoptionReason", "Give the reason why it is not, or only partly, adopted.")
		}
		f.RepliedOn, f.Adoption, f.AdoptionReason = DayOf(s.RepliedOn), s.Adoption, strings.TrimSpace(s.AdoptionReason)
		say(isoDate(f.RepliedOn), Adoptions.Chinese(f.Adoption), f.AdoptionReason)
	case MoveFollowUp:
		if !Satisfactions.Has(s.Satisfaction) {
			p.add("Satisfaction", "Choose the answer to the return call.")
		}
		f.Satisfaction = s.Satisfaction
		say(Satisfactions.Chinese(f.Satisfaction))
		if s.Satisfaction == NotSatisfied {
			to = FeedbackInProgress
			if f.Department == "" {
				to = FeedbackRecorded
			}
		}
	}
	if len(p) > 0 {
		return f, p
	}
	move := Move{ID: id, At: at, By: by, Kind: s.Kind, From: f.State, To: to, Note: note}
	f.History = append(slices.Clip(f.History), move)
	f.State = to
	f.UpdatedAt = at
	return f, nil
}

func isoDate(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(time.DateOnly)
}

func sentence(key string, args ...any) string { return words.T(key, args...) }
