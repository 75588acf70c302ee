package app

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"openday/app/hanzi"
)

// Transition is one step in the handling of an opinion, as its history has it.
// Transitions are kept for ever.
type Transition struct {
	ID      string
	At      time.Time // the moment, to the second
	By      string    // who entered it
	On      time.Time // the day on which it was done; zero: that of At
	Handler string    // 经办人: who did it; empty: who entered it
	Kind    TransitionKind
	From    FeedbackState
	To      FeedbackState
	Note    string        // reason, result, new due date: what was said with the step
	Changes []FieldChange // what became other with it
	Undoes  string        // the id of the step that it takes back; empty: none
}

// TransitionFields are the fields of a step.
var TransitionFields = Fields[Transition]{
	{FieldInfo{Go: "ID", Name: "id", Kind: KindID, Max: LongestID, Purge: PurgeKeeps}, func(m *Transition) any { return &m.ID }},
	{FieldInfo{Go: "At", Name: "at", Label: "At|moment of a step", Kind: KindMoment, Purge: PurgeKeeps}, func(m *Transition) any { return &m.At }},
	{FieldInfo{Go: "By", Name: "by", Label: "Entered by", Kind: KindText, Max: longestUnit, Purge: PurgeKeeps}, func(m *Transition) any { return &m.By }},
	{FieldInfo{Go: "On", Name: "on", Label: "Day of the step", Kind: KindDate, Purge: PurgeKeeps}, func(m *Transition) any { return &m.On }},
	{FieldInfo{Go: "Handler", Name: "handler", Label: "Done by", Kind: KindText, Max: longestUnit, Purge: PurgeKeeps}, func(m *Transition) any { return &m.Handler }},
	{FieldInfo{Go: "Undoes", Name: "undoes", Kind: KindLink, Max: LongestID, Purge: PurgeKeeps}, func(m *Transition) any { return &m.Undoes }},
	{FieldInfo{Go: "Kind", Name: "kind", Label: "Step", Kind: KindChoice, Choices: TransitionKinds, Purge: PurgeKeeps}, func(m *Transition) any { return &m.Kind }},
	{FieldInfo{Go: "From", Name: "from_state", Label: "From", Kind: KindChoice, Choices: FeedbackStates, Purge: PurgeKeeps}, func(m *Transition) any { return &m.From }},
	{FieldInfo{Go: "To", Name: "to_state", Label: "To", Kind: KindChoice, Choices: FeedbackStates, Purge: PurgeKeeps}, func(m *Transition) any { return &m.To }},
	{FieldInfo{Go: "Note", Name: "note", Label: "Note", Kind: KindProse, Max: longestChange, Purge: PurgeMasks}, func(m *Transition) any { return &m.Note }},
	{FieldInfo{Go: "Changes", Name: "changes", Label: "Changes", Kind: KindRows, Rows: ChangeFields, Most: mostLines, Purge: PurgeByRow}, func(m *Transition) any { return &m.Changes }},
}

// TransitionKind is what is done with an opinion.
type TransitionKind string

// The kinds of transitions.
const (
	TransitionRecord   TransitionKind = "record"
	TransitionAnswer   TransitionKind = "answer"
	TransitionAssign   TransitionKind = "assign"
	TransitionStart    TransitionKind = "start"
	TransitionReturn   TransitionKind = "return"
	TransitionAsk      TransitionKind = "ask" // for an extension
	TransitionExtend   TransitionKind = "extend"
	TransitionRefuse   TransitionKind = "refuse" // an extension
	TransitionUrge     TransitionKind = "urge"
	TransitionFinish   TransitionKind = "finish"
	TransitionReply    TransitionKind = "reply"
	TransitionFollowUp TransitionKind = "follow_up"
	TransitionReopen   TransitionKind = "reopen"
	TransitionMerge    TransitionKind = "merge"
	TransitionUnmerge  TransitionKind = "unmerge"
	TransitionSplit    TransitionKind = "split"
	TransitionCorrect  TransitionKind = "correct"
	TransitionTakeBack TransitionKind = "take_back" // another one
)

// TransitionKinds are the kinds of transitions.
var TransitionKinds = Vocabulary[TransitionKind]{
	{TransitionRecord, "登记", "Record"},
	{TransitionAnswer, "即时解答", "Answer on the spot"},
	{TransitionAssign, "交办", "Assign"},
	{TransitionStart, "开始办理", "Start"},
	{TransitionReturn, "退回", "Return"},
	{TransitionAsk, "申请延期", "Ask for an extension"},
	{TransitionExtend, "同意延期", "Grant an extension"},
	{TransitionRefuse, "不同意延期", "Refuse the extension"},
	{TransitionUrge, "催办", "Urge"},
	{TransitionFinish, "办结", "Finish"},
	{TransitionReply, "答复", "Reply"},
	{TransitionFollowUp, "回访", "Follow up"},
	{TransitionReopen, "重新办理", "Reopen"},
	{TransitionMerge, "合并", "Merge"},
	{TransitionUnmerge, "取消合并", "Undo the merging"},
	{TransitionSplit, "拆分", "Split"},
	{TransitionCorrect, "更正", "Correct"},
	{TransitionTakeBack, "撤回", "Take back"},
}

// AskedUntil returns the day to which an extension is asked for and neither
// granted nor refused yet; zero where there is none.
func (f Feedback) AskedUntil() time.Time {
	for _, m := range slices.Backward(f.Steps()) {
		if t := TransitionRuleOf(m.Kind); t != nil && t.Settles {
			return time.Time{}
		}
		if m.Kind != TransitionAsk {
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

// AskedFor returns the reason that was given with the asking for an extension, "" where
// none is asked for.
func (f Feedback) AskedFor() string {
	if f.AskedUntil().IsZero() {
		return ""
	}
	for _, m := range slices.Backward(f.Steps()) {
		if m.Kind == TransitionAsk {
			_, reason, _ := strings.Cut(m.Note, " ") // behind the days
			return reason
		}
	}
	return ""
}

// Urged tells how often the present department was urged, and when last.
func (f Feedback) Urged() (times int, last time.Time) {
	for _, m := range f.Steps() {
		switch m.Kind {
		case TransitionAssign:
			times, last = 0, time.Time{}
		case TransitionUrge:
			times, last = times+1, m.At
			if !m.On.IsZero() {
				last = m.On
			}
		}
	}
	return times, last
}

// Day returns the day on which the step was done.
func (m Transition) Day() time.Time {
	if m.On.IsZero() {
		return DayOf(m.At)
	}
	return m.On
}

// Steps returns the history without the steps that were taken back, and without the
// taking back.
func (f Feedback) Steps() []Transition {
	undone := map[string]bool{}
	for _, m := range f.History {
		if m.Undoes != "" {
			undone[m.Undoes] = true
		}
	}
	return slices.DeleteFunc(slices.Clone(f.History), func(m Transition) bool { return m.Undoes != "" || undone[m.ID] })
}

// LastStep returns the last step of the handling that holds, which can be taken back;
// false where there is none.
func (f Feedback) LastStep() (Transition, bool) {
	for _, m := range slices.Backward(f.Steps()) {
		if m.Kind != TransitionUnmerge && TransitionRuleOf(m.Kind) != nil {
			return m, true
		}
	}
	return Transition{}, false
}

// TakenBack returns the opinion as it was before its last step: in the state of then,
// with what the step filled in taken out and what it emptied filled in, unless that
// was put right since. The step stays in the history, and a further one says that it
// does not hold.
func (f Feedback) TakenBack(id, by, note string, at time.Time) (Feedback, []FieldProblem) {
	var p Problems
	last, any := f.LastStep()
	if !any || f.MergedInto != "" {
		p.Add("Kind", "There is no step that can be taken back.")
		return f, p
	}
	return f.without(last, id, by, note, at), nil
}

func (f Feedback) without(last Transition, id, by, note string, at time.Time) Feedback {
	before := f
	for _, c := range last.Changes {
		if field := fieldOf(c.Field); field != nil && field.get(&f) == c.To {
			field.put(&f, c.From)
		}
	}
	if len(last.Changes) == 0 { // it is older than the keeping of changes
		for _, set := range TransitionRuleOf(last.Kind).Sets {
			if _, there := FeedbackFields.Find(set.Field); there {
				f.empty([]string{set.Field})
			}
		}
	}
	note = strings.TrimSpace("撤回“" + TransitionKinds.Chinese(last.Kind) + "”（" + ISODate(last.Day()) + "） " + hanzi.CleanProse(note))
	return f.withTransition(before, Transition{ID: id, At: at, By: by, Kind: TransitionTakeBack, To: last.From, Note: note, Undoes: last.ID})
}

// ToldBack returns an opinion that was answered with main in one step as it was before
// that step; false where it was not.
func (f Feedback) ToldBack(main Transition, id, by string, at time.Time) (Feedback, bool) {
	last, any := f.LastStep()
	if !any || last.Kind != main.Kind || !last.At.Equal(main.At) {
		return f, false
	}
	return f.without(last, id, by, "", at), true
}

// withTransition writes a move at the end of the history, with what has changed since
// before.
func (f Feedback) withTransition(before Feedback, m Transition) Feedback {
	m.From, m.Changes = before.State, Differences(before, f)
	f.History = append(slices.Clip(before.History), m)
	f.State, f.UpdatedAt = m.To, m.At
	return f
}

// Merge merges opinions that say the same into one of them, main: they leave
// the open list, are handled with it, and their speakers are told with its
// reply. It returns all of them as they are after it, main first. ids gives the
// ids of the transitions.
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
		merged[0] = merged[0].withTransition(merged[0], Transition{ID: ids(), At: at, By: by, Kind: TransitionMerge, To: main.State, Note: fmt.Sprintf("“%s”并入本条", Shortened(f.Content))})
		merged = append(merged, f.withTransition(before, Transition{ID: ids(), At: at, By: by, Kind: TransitionMerge, To: f.State, Note: fmt.Sprintf("并入“%s”", Shortened(main.Content))}))
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
	step := main.History[len(main.History)-1]
	return f.withTransition(before, Transition{ID: id, At: at, By: by, On: step.On, Handler: step.Handler, Kind: step.Kind, To: main.State, Note: fmt.Sprintf("与“%s”一并答复", Shortened(main.Content))})
}

// Split splits an opinion into several, one for each part of what was said. The
// first keeps its place; the others come with its fields and a copy of its
// history up to now. It returns them in the order of the parts. ids gives the ids
// of the opinions and of their transitions.
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
			renamed := map[string]string{}
			for j := range one.History {
				m := &one.History[j]
				renamed[m.ID] = ids()
				m.ID, m.Undoes = renamed[m.ID], renamed[m.Undoes]
			}
		}
		before := one
		one.Content = part
		all[i] = one.withTransition(before, Transition{ID: ids(), At: at, By: by, Kind: TransitionSplit, To: f.State, Note: fmt.Sprintf("由一条拆分为%d条，本条为第%d条", len(parts), i+1)})
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
	return put.withTransition(f, Transition{ID: id, At: at, By: by, Kind: TransitionCorrect, To: f.State})
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
