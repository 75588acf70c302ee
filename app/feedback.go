package app

import (
	"slices"
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

	Unit         string    // of who said it, where it is no invitee
	Joint        []string  // 协办单位: departments that handle it together with Department
	Telephone    string    // of the person in charge
	AssignedOn   time.Time // the day of the last assignment
	ReplyChannel string    // how the reply was given
	MergedInto   string    // the opinion that this one was merged into; empty = none

	CreatedAt time.Time
	UpdatedAt time.Time
	History   []Transition // every move, oldest first

	Revision int64  // raised by every change
	Extra    string // JSON of fields of a newer version, kept for it
}

// FeedbackFields are the fields of an opinion.
var FeedbackFields = Fields[Feedback]{
	{FieldInfo{Go: "ID", Name: "id", Kind: KindID, Max: LongestID, Purge: PurgeKeeps}, func(f *Feedback) any { return &f.ID }},
	{FieldInfo{Go: "EventID", Name: "event_id", ByProgram: true, Kind: KindLink, Max: LongestID, Purge: PurgeKeeps}, func(f *Feedback) any { return &f.EventID }},
	{FieldInfo{Go: "Position", Name: "position", ByProgram: true, Label: "Order", Kind: KindNumber, Max: mostPosition, Purge: PurgeKeeps}, func(f *Feedback) any { return &f.Position }},
	{FieldInfo{Go: "Content", Name: "content", Chinese: "内容", Label: "Content", Kind: KindProse, Required: "Write down what was said.", Max: longestProse, Purge: PurgeMasks}, func(f *Feedback) any { return &f.Content }},
	{FieldInfo{Go: "InviteeID", Name: "invitee_id", Kind: KindLink, Max: LongestID, Purge: PurgeKeeps}, func(f *Feedback) any { return &f.InviteeID }},
	{FieldInfo{Go: "Speaker", Name: "speaker", Chinese: "提出人", Label: "Said by", Kind: KindText, Max: longestUnit, Purge: PurgeMasksAll}, func(f *Feedback) any { return &f.Speaker }},
	{FieldInfo{Go: "Unit", Name: "unit", Label: "Unit of the speaker", Kind: KindText, Max: longestUnit}, func(f *Feedback) any { return &f.Unit }},
	{FieldInfo{Go: "Stop", Name: "stop", Chinese: "环节", Label: "Stop|of the agenda", Kind: KindText, Max: longestTitle, Purge: PurgeKeeps}, func(f *Feedback) any { return &f.Stop }},
	{FieldInfo{Go: "Category", Name: "category", Chinese: "类别", Label: "Category", Kind: KindText, Max: longestUnit, Purge: PurgeKeeps}, func(f *Feedback) any { return &f.Category }},
	{FieldInfo{Go: "Channel", Name: "channel", Chinese: "渠道", Label: "Channel", Kind: KindText, Max: longestUnit, Purge: PurgeKeeps}, func(f *Feedback) any { return &f.Channel }},
	{FieldInfo{Go: "Department", Name: "department", Chinese: "承办单位", Label: "Department", Kind: KindText, Max: longestUnit, Purge: PurgeKeeps}, func(f *Feedback) any { return &f.Department }},
	{FieldInfo{Go: "Joint", Name: "joint", Label: "Joint departments", Kind: KindLines, Max: longestUnit, Most: mostLines, Purge: PurgeKeeps}, func(f *Feedback) any { return &f.Joint }},
	{FieldInfo{Go: "InCharge", Name: "in_charge", Chinese: "责任人", Label: "In charge|of an opinion", Kind: KindText, Max: longestUnit, Purge: PurgeKeeps}, func(f *Feedback) any { return &f.InCharge }},
	{FieldInfo{Go: "Telephone", Name: "telephone", Label: "Telephone", Kind: KindPhone, Max: longestPhone, Purge: PurgeKeeps}, func(f *Feedback) any { return &f.Telephone }},
	{FieldInfo{Go: "DueDate", Name: "due_date", Chinese: "办理时限", Label: "Due", Kind: KindDate, Purge: PurgeKeeps}, func(f *Feedback) any { return &f.DueDate }},
	{FieldInfo{Go: "AssignedOn", Name: "assigned_on", Label: "Assigned on", Kind: KindDate, Purge: PurgeKeeps}, func(f *Feedback) any { return &f.AssignedOn }},
	{FieldInfo{Go: "State", Name: "state", Chinese: "状态", Label: "State", Kind: KindChoice, Required: "This is not one of the states.", Choices: FeedbackStates, Purge: PurgeKeeps}, func(f *Feedback) any { return &f.State }},
	{FieldInfo{Go: "Result", Name: "result", Chinese: "办理结果", Label: "Result", Kind: KindProse, Max: longestProse, Purge: PurgeMasks}, func(f *Feedback) any { return &f.Result }},
	{FieldInfo{Go: "Grade", Name: "grade", Chinese: "结果类别", Label: "Kind of result", Kind: KindChoice, Choices: Grades, Purge: PurgeKeeps}, func(f *Feedback) any { return &f.Grade }},
	{FieldInfo{Go: "RepliedOn", Name: "replied_on", Chinese: "答复日期", Label: "Replied on", Kind: KindDate, Purge: PurgeKeeps}, func(f *Feedback) any { return &f.RepliedOn }},
	{FieldInfo{Go: "ReplyChannel", Name: "reply_channel", Label: "Way of the reply", Kind: KindText, Max: longestUnit, Purge: PurgeKeeps}, func(f *Feedback) any { return &f.ReplyChannel }},
	{FieldInfo{Go: "Adoption", Name: "adoption", Chinese: "是否采纳", Label: "Adopted?", Kind: KindChoice, Choices: Adoptions, Purge: PurgeKeeps}, func(f *Feedback) any { return &f.Adoption }},
	{FieldInfo{Go: "AdoptionReason", Name: "adoption_reason", Chinese: "未采纳理由", Label: "Why not adopted", Kind: KindProse, Max: longestProse, Purge: PurgeMasks}, func(f *Feedback) any { return &f.AdoptionReason }},
	{FieldInfo{Go: "Satisfaction", Name: "satisfaction", Chinese: "满意度", Label: "Satisfaction", Kind: KindChoice, Choices: Satisfactions, Purge: PurgeKeeps}, func(f *Feedback) any { return &f.Satisfaction }},
	{FieldInfo{Go: "MergedInto", Name: "merged_into", ByProgram: true, Label: "Merged into", Kind: KindLink, Max: LongestID, Purge: PurgeKeeps}, func(f *Feedback) any { return &f.MergedInto }},
	{FieldInfo{Go: "CreatedAt", Name: "created_at", ByProgram: true, Kind: KindMoment, Purge: PurgeKeeps}, func(f *Feedback) any { return &f.CreatedAt }},
	{FieldInfo{Go: "UpdatedAt", Name: "updated_at", ByProgram: true, Kind: KindMoment, Purge: PurgeKeeps}, func(f *Feedback) any { return &f.UpdatedAt }},
	{FieldInfo{Go: "History", Name: "history", ByProgram: true, Label: "Steps", Kind: KindRows, Rows: TransitionFields, Most: mostTransitions, Purge: PurgeByRow, Merge: MergeUnion}, func(f *Feedback) any { return &f.History }},
	{FieldInfo{Go: "Revision", Name: "revision", Kind: KindOwn, Purge: PurgeKeeps}, func(f *Feedback) any { return &f.Revision }},
	{FieldInfo{Go: "Extra", Name: "extra", Kind: KindOwn}, func(f *Feedback) any { return &f.Extra }},
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

// IsOpen reports whether work is still owed on an opinion in this state.
func (s FeedbackState) IsOpen() bool {
	return s == FeedbackRecorded || s == FeedbackAssigned || s == FeedbackInProgress
}

// OwesReply reports whether the person who spoke has no answer yet in this state.
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

// SpeakerOrAnonymous returns the name of the person who spoke as papers show it.
func (f Feedback) SpeakerOrAnonymous() string {
	if f.Speaker == "" {
		return anonymousAuthor
	}
	return f.Speaker
}

// ReplyChannels are the usual ways in which a reply is given; others may be written.
var ReplyChannels = []string{"电话", "当面", "书面", "短信", "微信", "邮件", "公示"}

// IsOpen reports whether work is still owed on the opinion itself: one that was
// merged into another is handled there.
func (f Feedback) IsOpen() bool { return f.MergedInto == "" && f.State.IsOpen() }

// OwesReply reports whether the person who spoke still waits for an answer.
func (f Feedback) OwesReply() bool { return f.State.OwesReply() && f.RepliedOn.IsZero() }

// Overdue reports whether work is owed and its due date has passed on a day.
func (f Feedback) Overdue(today time.Time) bool {
	return f.IsOpen() && !f.DueDate.IsZero() && DayOf(today).After(DayOf(f.DueDate))
}

// HandledOn returns the day on which the opinion was handled: answered on the spot
// or finished for the last time, or else replied to, which comes after it. It is
// zero while work is owed, and where nothing says.
func (f Feedback) HandledOn() time.Time {
	if f.State.IsOpen() {
		return time.Time{}
	}
	for _, m := range slices.Backward(f.History) {
		if (m.Kind == TransitionFinish || m.Kind == TransitionAnswer) && !m.At.IsZero() {
			return DayOf(m.At)
		}
	}
	return DayOf(f.RepliedOn)
}

// Validate returns what keeps the opinion from being saved.
func (f Feedback) Validate() []FieldProblem {
	return append(FeedbackFields.Limits(nil, &f), f.broken()...)
}

// ValidateChange implements Changeable.
func (f Feedback) ValidateChange(stored Feedback) []FieldProblem {
	return append(FeedbackFields.Limits(&stored, &f), f.broken()...)
}

// broken returns the rules that the opinion breaks whatever is stored of it.
func (f Feedback) broken() []FieldProblem {
	var p Problems
	if f.ID != "" && f.MergedInto == f.ID {
		p.Add("MergedInto", "An opinion cannot be merged into itself.")
	}
	return p
}

// MergeCircles returns the opinions of a list, by their place in it, that are
// merged into one another in a circle, so that none of them is handled.
func MergeCircles(all []Feedback) []int {
	at := make(map[string]int, len(all))
	for i, f := range all {
		if f.ID != "" {
			at[f.ID] = i
		}
	}
	const fresh, open, done = 0, 1, 2
	state := make([]int, len(all))
	var circles []int
	for start := range all {
		var way []int
		i, there := start, true
		for there && state[i] == fresh {
			state[i] = open
			way = append(way, i)
			if into := all[i].MergedInto; into == "" {
				there = false
			} else {
				i, there = at[into]
			}
		}
		if there && state[i] == open {
			circles = append(circles, way[slices.Index(way, i):]...)
		}
		for _, w := range way {
			state[w] = done
		}
	}
	slices.Sort(circles)
	return circles
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
