package app

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"openday/app/hanzi"
)

// Move is one step in the handling of an opinion. Moves are kept for ever.
type Move struct {
	ID      string
	At      time.Time // the moment, to the second
	By      string    // who entered it
	Kind    MoveKind
	From    FeedbackState
	To      FeedbackState
	Note    string        // reason, result, new due date: what was said with the step
	Changes []FieldChange // what became other with it
}

// MoveFields are the fields of a step.
var MoveFields = Fields[Move]{
	{FieldInfo{Go: "ID", Name: "id", Kind: KindID, Max: LongestID, Purge: PurgeKeeps}, func(m *Move) any { return &m.ID }},
	{FieldInfo{Go: "At", Name: "at", Label: "At|moment of a step", Kind: KindMoment, Purge: PurgeKeeps}, func(m *Move) any { return &m.At }},
	{FieldInfo{Go: "By", Name: "by", Label: "Entered by", Kind: KindText, Max: longestUnit, Purge: PurgeKeeps}, func(m *Move) any { return &m.By }},
	{FieldInfo{Go: "Kind", Name: "kind", Label: "Step", Kind: KindChoice, Choices: MoveKinds, Purge: PurgeKeeps}, func(m *Move) any { return &m.Kind }},
	{FieldInfo{Go: "From", Name: "from_state", Label: "From", Kind: KindChoice, Choices: FeedbackStates, Purge: PurgeKeeps}, func(m *Move) any { return &m.From }},
	{FieldInfo{Go: "To", Name: "to_state", Label: "To", Kind: KindChoice, Choices: FeedbackStates, Purge: PurgeKeeps}, func(m *Move) any { return &m.To }},
	{FieldInfo{Go: "Note", Name: "note", Label: "Note", Kind: KindProse, Max: longestChange, Purge: PurgeMasks}, func(m *Move) any { return &m.Note }},
	{FieldInfo{Go: "Changes", Name: "changes", Label: "Changes", Kind: KindRows, Rows: ChangeFields, Most: mostLines, Purge: PurgeByRow}, func(m *Move) any { return &m.Changes }},
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
	MoveAsk      MoveKind = "ask" // for an extension
	MoveExtend   MoveKind = "extend"
	MoveRefuse   MoveKind = "refuse" // an extension
	MoveUrge     MoveKind = "urge"
	MoveFinish   MoveKind = "finish"
	MoveReply    MoveKind = "reply"
	MoveFollowUp MoveKind = "follow_up"
	MoveReopen   MoveKind = "reopen"
	MoveMerge    MoveKind = "merge"
	MoveUnmerge  MoveKind = "unmerge"
	MoveSplit    MoveKind = "split"
	MoveCorrect  MoveKind = "correct"
)

// MoveKinds are the kinds of moves.
var MoveKinds = Vocabulary[MoveKind]{
	{MoveRecord, "登记", "Record"},
	{MoveAnswer, "即时解答", "Answer on the spot"},
	{MoveAssign, "交办", "Assign"},
	{MoveStart, "开始办理", "Start"},
	{MoveReturn, "退回", "Return"},
	{MoveAsk, "申请延期", "Ask for an extension"},
	{MoveExtend, "同意延期", "Grant an extension"},
	{MoveRefuse, "不同意延期", "Refuse the extension"},
	{MoveUrge, "催办", "Urge"},
	{MoveFinish, "办结", "Finish"},
	{MoveReply, "答复", "Reply"},
	{MoveFollowUp, "回访", "Follow up"},
	{MoveReopen, "重新办理", "Reopen"},
	{MoveMerge, "合并", "Merge"},
	{MoveUnmerge, "取消合并", "Undo the merging"},
	{MoveSplit, "拆分", "Split"},
	{MoveCorrect, "更正", "Correct"},
}

// AskedUntil returns the day to which an extension is asked for and neither
// granted nor refused yet; zero where there is none.
func (f Feedback) AskedUntil() time.Time {
	for _, m := range slices.Backward(f.History) {
		if t := TransitionOf(m.Kind); t != nil && t.Settles {
			return time.Time{}
		}
		if m.Kind != MoveAsk {
			continue
		}
		for _, c := range m.Changes {
			if c.Field == FieldAsked {
				return parseDay(c.To)
			}
		}
	}
	return time.Time{}
}

// Urged tells how often the present department was urged, and when last.
func (f Feedback) Urged() (times int, last time.Time) {
	for _, m := range f.History {
		switch m.Kind {
		case MoveAssign:
			times, last = 0, time.Time{}
		case MoveUrge:
			times, last = times+1, m.At
		}
	}
	return times, last
}

// moved writes a move at the end of the history, with what has changed since
// before.
func (f Feedback) moved(before Feedback, m Move) Feedback {
	m.From, m.Changes = before.State, Differences(before, f)
	f.History = append(slices.Clip(before.History), m)
	f.State, f.UpdatedAt = m.To, m.At
	return f
}

// Merge merges opinions that say the same into one of them, main: they leave
// the open list, are handled with it, and their speakers are told with its
// reply. It returns all of them as they are after it, main first. ids gives the
// ids of the moves.
func Merge(main Feedback, others []Feedback, ids func() string, by string, at time.Time) ([]Feedback, []FieldProblem) {
	var p Problems
	if main.MergedInto != "" {
		p.Add("MergedInto", "The opinion “%s” is itself merged into another one.", Shortened(main.Content))
	}
	if len(others) == 0 {
		p.Add("MergedInto", "Choose two or more opinions that say the same.")
	}
	merged := []Feedback{main}
	for _, f := range others {
		switch {
		case f.ID == main.ID:
			p.Add("MergedInto", "An opinion cannot be merged into itself.")
		case f.EventID != main.EventID:
			p.Add("MergedInto", "Only opinions of one event can be merged.")
		case f.MergedInto == main.ID:
			continue
		}
		before := f
		f.MergedInto = main.ID
		merged[0] = merged[0].moved(merged[0], Move{ID: ids(), At: at, By: by, Kind: MoveMerge, To: main.State, Note: fmt.Sprintf("“%s”并入本条", Shortened(f.Content))})
		merged = append(merged, f.moved(before, Move{ID: ids(), At: at, By: by, Kind: MoveMerge, To: f.State, Note: fmt.Sprintf("并入“%s”", Shortened(main.Content))}))
	}
	if len(p) > 0 {
		return nil, p
	}
	return merged, nil
}

// ToldWith returns an opinion that was merged into main as it is once main is
// answered: its speaker has the same answer.
func (f Feedback) ToldWith(main Feedback, id, by string, at time.Time) Feedback {
	before := f
	f.Result, f.Grade, f.RepliedOn, f.ReplyChannel = main.Result, main.Grade, main.RepliedOn, main.ReplyChannel
	f.Adoption, f.AdoptionReason = main.Adoption, main.AdoptionReason
	kind := main.History[len(main.History)-1].Kind
	return f.moved(before, Move{ID: id, At: at, By: by, Kind: kind, To: main.State, Note: fmt.Sprintf("与“%s”一并答复", Shortened(main.Content))})
}

// Split splits an opinion into several, one for each part of what was said. The
// first keeps its place; the others come with its fields and a copy of its
// history up to now. It returns them in the order of the parts. ids gives the ids
// of the opinions and of their moves.
func Split(f Feedback, parts []string, ids func() string, by string, at time.Time) ([]Feedback, []FieldProblem) {
	var p Problems
	parts = cleanedEach(parts, hanzi.CleanProse)
	if len(parts) < 2 {
		p.Add("Content", "Write down at least two opinions, one a paragraph.")
	}
	if f.MergedInto != "" {
		p.Add("Content", "The opinion is merged into another one; undo that first.")
	}
	if len(p) > 0 {
		return nil, p
	}
	all := make([]Feedback, len(parts))
	for i, part := range parts {
		one := f
		if i > 0 {
			one.ID, one.CreatedAt = ids(), at
			one.History = slices.Clone(f.History)
			for j := range one.History {
				one.History[j].ID = ids()
			}
		}
		before := one
		one.Content = part
		all[i] = one.moved(before, Move{ID: ids(), At: at, By: by, Kind: MoveSplit, To: f.State, Note: fmt.Sprintf("由一条拆分为%d条，本条为第%d条", len(parts), i+1)})
	}
	return all, nil
}

// Corrected returns the opinion with fields put right by hand. What was filled in
// once the handling has begun is not overwritten silently: a move says what it
// was before. State, history and merging are left as they are.
func (f Feedback) Corrected(put Feedback, id, by string, at time.Time) Feedback {
	put.State, put.History, put.MergedInto, put.AssignedOn = f.State, f.History, f.MergedInto, f.AssignedOn
	put.UpdatedAt = at
	changes := Differences(f, put)
	handled := slices.ContainsFunc(changes, func(c FieldChange) bool { return !c.Said() })
	begun := f.State != FeedbackRecorded || len(f.History) > 1
	if len(changes) == 0 || !handled && !begun {
		return put
	}
	return put.moved(f, Move{ID: id, At: at, By: by, Kind: MoveCorrect, To: f.State})
}

// tidiedDepartments returns names of departments, each once, without one of them.
// A text of several names is cut into them.
func tidiedDepartments(names []string, without string) []string {
	var all []string
	for _, name := range names {
		for _, one := range strings.FieldsFunc(name, func(r rune) bool { return strings.ContainsRune("、，,；;\n", r) }) {
			one = strings.TrimSpace(one)
			if one != "" && one != strings.TrimSpace(without) && !slices.Contains(all, one) {
				all = append(all, one)
			}
		}
	}
	return all
}

func parseDay(text string) time.Time {
	t, err := time.ParseInLocation(time.DateOnly, text, Zone)
	if err != nil {
		return time.Time{} // empty: none is given
	}
	return t
}
