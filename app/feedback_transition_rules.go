package app

import (
	"cmp"
	"reflect"
	"slices"
	"strings"
	"time"

	"openday/app/words"
)

// TransitionRule is a rule of the handling of opinions: one kind of step, from which
// states it is taken and where it leads, what is asked for with it, and what it
// fills in and empties. Apply follows it, the window offers the steps and asks
// for their fields by it, and the user's guide prints it.
type TransitionRule struct {
	Kind      TransitionKind
	From      []FeedbackState // empty: whatever the state, of what is merged into another opinion
	To        FeedbackState   // empty: the state stays
	Extension Extension       // whether one must be asked for
	Limit     *Limit          // until when it can be taken; nil: at any time

	Asks   []StepField // what is filled in with it, in the order of the form
	Sets   []Setting   // what it fills in
	Clears []string    // the fields that it empties

	Settles bool   // it ends the waiting for an answer to who asked for an extension
	Again   *Again // when the opinion is handled once more; nil: never

	note func(before Feedback, s Step) []string // what stands in the history before the step's note
}

// Extension is what a step wants of the asking for an extension.
type Extension int

// What a step wants of the asking for an extension.
const (
	ExtensionAnyhow  Extension = iota
	ExtensionUnasked           // none is asked for
	ExtensionAsked             // one is asked for, and neither granted nor refused
)

// Limit is until when a step can be taken.
type Limit struct {
	Until    string // what the limit is, as the guide has it
	Passed   string // key of package words: what is said after it, of the last day
	Overrule string // what stands in the history before the reason to take it later; empty: it cannot be taken later
	Asked    bool   // it is kept where an extension was asked for in time

	last func(FeedbackRules, Feedback) time.Time // zero: there is none
}

// Again is when a step opens an opinion once more: then what the end of its
// handling filled in is emptied, and it goes back to its department with a due
// date that has not passed, or to the list of what is recorded where it has none.
type Again struct {
	When string // when that is and where it leads, as the guide has it

	is func(Step) bool
}

// StepField is a field of a step as a person fills it in.
type StepField struct {
	Name     string // of the field of Step
	Label    string // key of package words; empty: that of the opinion's field
	Required string // key of package words: what is said where it is empty; "" = it may be
	Lines    int    // how many lines of text a form has room for

	needed func(Step) bool                                        // nil: always where it is Required
	asked  func(Feedback) bool                                    // nil: of every opinion
	check  func(f Feedback, s Step, today time.Time, p *Problems) // nil: anything will do
}

// Setting is a field of an opinion and the field of the step that it is filled
// in from.
type Setting struct{ Field, From string }

// stepDay is what a field is set from that gets the day of the step.
const stepDay = "Today"

// same sets fields from those of the step that are called the same.
func same(names ...string) []Setting {
	all := make([]Setting, len(names))
	for i, name := range names {
		all[i] = Setting{name, name}
	}
	return all
}

// handlingEnd are the fields that the end of the handling fills in.
var handlingEnd = []string{"Grade", "RepliedOn", "ReplyChannel"}

// reason is the note of a step that is not taken without one.
func reason() StepField {
	return StepField{Name: "Note", Label: "Reason", Required: "Give the reason.", Lines: 3}
}

// remark is the note of a step that needs none.
func remark(lines int) StepField { return StepField{Name: "Note", Label: "Note", Lines: lines} }

// dueDate is the day by which it is to be handled.
func dueDate(check func(Feedback, Step, time.Time, *Problems)) StepField {
	return StepField{Name: "DueDate", Required: "Give the day by which it is due.", check: check}
}

// overrule is the word on why a step is taken although its time has passed.
var overrule = StepField{Name: "Overrule", Label: "Why all the same", Lines: 2}

// TransitionRules are the rules of the handling of opinions: of each state the
// likeliest step comes first.
var TransitionRules = []TransitionRule{
	{
		Kind: TransitionAssign, From: []FeedbackState{FeedbackRecorded}, To: FeedbackAssigned,
		Asks: []StepField{
			{Name: "Department", Required: "Name the department that handles it."},
			{Name: "Joint", Lines: 1}, {Name: "InCharge"}, {Name: "Telephone", Lines: 1},
			dueDate(notPassed),
		},
		Sets:    append(same("Department", "Joint", "InCharge", "Telephone", "DueDate"), Setting{"AssignedOn", stepDay}),
		Settles: true,
		note: func(_ Feedback, s Step) []string {
			joint := ""
			if len(s.Joint) > 0 {
				joint = "协办：" + strings.Join(s.Joint, "、") + "；主办："
			}
			return []string{joint, s.Department, s.InCharge, s.Telephone, ISODate(s.DueDate)}
		},
	},
	{
		Kind: TransitionAnswer, From: []FeedbackState{FeedbackRecorded}, To: FeedbackAnswered,
		Asks: []StepField{{Name: "Note", Label: "Answer given", Required: "Write down the answer that was given.", Lines: 4}},
		Sets: []Setting{{"Result", "Note"}, {"RepliedOn", stepDay}},
	},
	{
		Kind: TransitionStart, From: []FeedbackState{FeedbackAssigned}, To: FeedbackInProgress,
	},
	{
		Kind: TransitionFinish, From: []FeedbackState{FeedbackAssigned, FeedbackInProgress}, To: FeedbackDone,
		Asks:    []StepField{{Name: "Result", Required: "Write down the result.", Lines: 4}, {Name: "Grade", Required: "Choose the kind of result."}},
		Sets:    same("Result", "Grade"),
		Settles: true,
		note:    func(_ Feedback, s Step) []string { return []string{Grades.Chinese(s.Grade), s.Result} },
	},
	{
		Kind: TransitionUrge, From: []FeedbackState{FeedbackAssigned, FeedbackInProgress},
		Asks: []StepField{remark(3)},
	},
	{
		Kind: TransitionAsk, From: []FeedbackState{FeedbackAssigned, FeedbackInProgress}, Extension: ExtensionUnasked,
		Limit: &Limit{Until: "办理时限当天", Passed: "An extension is asked for by the due date, and that was %s.", last: lastToAsk},
		Asks:  []StepField{dueDate(later), reason()},
		Sets:  []Setting{{FieldAsked, "DueDate"}},
		note:  postponement,
	},
	{
		Kind: TransitionExtend, From: []FeedbackState{FeedbackAssigned, FeedbackInProgress},
		Limit: &Limit{
			Until:    "办理时限当天；已申请的不限",
			Passed:   "The due date (%s) has passed, and no extension was asked for before. Say why it is granted all the same.",
			Overrule: "逾期补办", Asked: true, last: lastToAsk,
		},
		Asks:    []StepField{dueDate(later), reason()},
		Sets:    same("DueDate"),
		Settles: true,
		note:    postponement,
	},
	{
		Kind: TransitionRefuse, From: []FeedbackState{FeedbackAssigned, FeedbackInProgress}, Extension: ExtensionAsked,
		Asks:    []StepField{reason()},
		Settles: true,
	},
	{
		Kind: TransitionReturn, From: []FeedbackState{FeedbackAssigned, FeedbackInProgress}, To: FeedbackRecorded,
		Limit: &Limit{
			Until:    "退回期限内",
			Passed:   "It could be returned until %s. Say why it is taken back all the same.",
			Overrule: "超期退回", last: FeedbackRules.ReturnUntil,
		},
		Asks:    []StepField{reason()},
		Clears:  append([]string{"Department", "Joint", "InCharge", "Telephone", "DueDate", "AssignedOn"}, handlingEnd...),
		Settles: true,
		note:    func(before Feedback, _ Step) []string { return []string{before.Department} },
	},
	{
		Kind: TransitionReply, From: []FeedbackState{FeedbackDone}, To: FeedbackReplied,
		Asks: []StepField{
			{Name: "RepliedOn", Required: "Give the day of the reply."},
			{Name: "ReplyChannel"},
			{Name: "Adoption", Required: "Say whether the proposal is adopted."},
			{Name: "AdoptionReason", Required: "Give the reason why it is not, or only partly, adopted.", Lines: 2,
				needed: func(s Step) bool { return s.Adoption == PartlyAdopted || s.Adoption == NotAdopted }},
			{Name: "Note", Label: "Text of the reply", Lines: 3},
		},
		Sets: same("RepliedOn", "ReplyChannel", "Adoption", "AdoptionReason"),
		note: func(_ Feedback, s Step) []string {
			return []string{ISODate(s.RepliedOn), s.ReplyChannel, Adoptions.Chinese(s.Adoption), s.AdoptionReason}
		},
	},
	{
		Kind: TransitionFollowUp, From: []FeedbackState{FeedbackAnswered, FeedbackReplied}, To: FeedbackFollowedUp,
		Asks:  []StepField{{Name: "Satisfaction", Required: "Choose the answer to the return call."}, remark(2)},
		Sets:  same("Satisfaction"),
		Again: &Again{"答不满意的同「重新办理」", func(s Step) bool { return s.Satisfaction == NotSatisfied }},
		note:  func(_ Feedback, s Step) []string { return []string{Satisfactions.Chinese(s.Satisfaction)} },
	},
	{
		Kind: TransitionReopen, From: []FeedbackState{FeedbackAnswered, FeedbackDone, FeedbackReplied, FeedbackFollowedUp}, To: FeedbackInProgress,
		Asks:    []StepField{reason(), {Name: "DueDate", asked: func(f Feedback) bool { return f.Department != "" }}},
		Clears:  []string{"Satisfaction"},
		Settles: true,
		Again:   &Again{"没有承办单位的为登记", func(Step) bool { return true }},
	},
	{
		Kind: TransitionUnmerge, Asks: []StepField{remark(3)}, Clears: []string{"MergedInto"},
	},
}

// TransitionRuleOf returns the rule of a kind of step; nil for what is no step of
// the handling, such as a correction.
func TransitionRuleOf(kind TransitionKind) *TransitionRule {
	for i := range TransitionRules {
		if TransitionRules[i].Kind == kind {
			return &TransitionRules[i]
		}
	}
	return nil
}

// NextTransitions returns the steps that can be taken with the opinion, the likeliest
// first.
func (f Feedback) NextTransitions() []TransitionKind {
	var kinds []TransitionKind
	asked := !f.AskedUntil().IsZero()
	for i := range TransitionRules {
		if t := &TransitionRules[i]; t.leaves(f, asked) {
			kinds = append(kinds, t.Kind)
		}
	}
	if asked { // who asks waits for an answer first
		slices.SortStableFunc(kinds, func(a, b TransitionKind) int { return answersAsking(b) - answersAsking(a) })
	}
	return kinds
}

// answersAsking is 1 for the steps that answer who asked for an extension.
func answersAsking(kind TransitionKind) int {
	if kind == TransitionExtend || kind == TransitionRefuse {
		return 1
	}
	return 0
}

// TransitionRows returns the rules as the guide prints them, a step a row: its
// name, from which states it is taken, where it leads, what is filled in with it
// — in brackets what may be left out — and until when it can be taken.
func TransitionRows() [][]string {
	state := func(s FeedbackState) string { return FeedbackStates.Chinese(s) }
	var rows [][]string
	for _, t := range TransitionRules {
		from := make([]string, len(t.From))
		for i, s := range t.From {
			from[i] = state(s)
		}
		to := cmp.Or(state(t.To), "不变")
		if t.Again != nil {
			to += "；" + t.Again.When
		}
		var needed, free []string
		for _, a := range t.Asks {
			label := words.In(words.Chinese, a.LabelKey())
			if a.Obligatory() {
				needed = append(needed, label)
			} else {
				free = append(free, label)
			}
		}
		asks := strings.Join(needed, "、")
		if len(free) > 0 {
			asks += "（" + strings.Join(free, "、") + "）"
		}
		until := ""
		if t.Limit != nil {
			until = t.Limit.Until
		}
		rows = append(rows, []string{TransitionKinds.Chinese(t.Kind), cmp.Or(strings.Join(from, "、"), "已合并"), to, cmp.Or(asks, "—"), cmp.Or(until, "不限")})
	}
	return rows
}

// leaves reports whether the opinion is in a state from which the step is taken.
func (t *TransitionRule) leaves(f Feedback, asked bool) bool {
	switch {
	case f.MergedInto != "":
		return len(t.From) == 0
	case t.Extension == ExtensionAsked && !asked, t.Extension == ExtensionUnasked && asked:
		return false
	}
	return slices.Contains(t.From, f.State)
}

// late returns the last day on which the step can be taken, and whether it has
// passed.
func (t *TransitionRule) late(f Feedback, r FeedbackRules, at time.Time) (last time.Time, late bool) {
	if t.Limit == nil {
		return time.Time{}, false
	}
	last = t.Limit.last(r, f)
	late = !last.IsZero() && DayOf(at).After(last)
	return last, late && !(t.Limit.Asked && !f.AskedUntil().IsZero())
}

// lastToAsk is the last day to ask for an extension.
func lastToAsk(_ FeedbackRules, f Feedback) time.Time { return DayOf(f.DueDate) }

// Overrules reports whether a step needs a word on why it is taken although its
// time has passed.
func (r FeedbackRules) Overrules(f Feedback, kind TransitionKind, at time.Time) bool {
	t := TransitionRuleOf(kind)
	if t == nil || t.Limit == nil || t.Limit.Overrule == "" {
		return false
	}
	_, late := t.late(f, r, at)
	return late
}

// Asks returns what is to be filled in for a step with an opinion at a moment,
// in the order of the form.
func (r FeedbackRules) Asks(f Feedback, kind TransitionKind, at time.Time) []StepField {
	var all []StepField
	for _, a := range TransitionRuleOf(kind).Asks {
		if a.asked == nil || a.asked(f) {
			all = append(all, a)
		}
	}
	if r.Overrules(f, kind, at) { // of an extension that is the reason
		all = slices.DeleteFunc(all, func(a StepField) bool { return a.Name == "Note" && kind == TransitionExtend })
		needed := overrule
		needed.Required = TransitionRuleOf(kind).Limit.Passed
		all = append(all, needed)
	}
	return all
}

// Obligatory reports whether the field is to be filled in whatever else is.
func (a StepField) Obligatory() bool { return a.Required != "" && a.needed == nil }

// LabelKey returns the key of package words under which the field is labelled.
func (a StepField) LabelKey() string {
	if a.Label != "" {
		return a.Label
	}
	return FeedbackFields.Named(a.Name).Label
}

// Step is a move as a person asks for it, with what belongs to it. Fields that
// do not belong to the kind are ignored.
type Step struct {
	Kind           TransitionKind
	On             time.Time // the day on which it was done; zero: today. Of a reply it is RepliedOn
	Handler        string    // 经办人; empty: who is at the desk
	Note           string    // the reason, the answer given, a remark
	Overrule       string    // why it is taken although its time has passed
	Department     string
	Joint          []string
	InCharge       string
	Telephone      string
	DueDate        time.Time // also that of an opinion which TransitionFollowUp opens again
	Result         string
	Grade          Grade
	RepliedOn      time.Time
	ReplyChannel   string
	Adoption       Adoption
	AdoptionReason string
	Satisfaction   Satisfaction
}

// takenStep is a step on its day.
type takenStep struct {
	Step
	Today time.Time
}

// stepFields are what opinions are filled in from.
var stepFields = Fields[takenStep]{
	{FieldInfo{Go: "On", Kind: KindDate}, func(s *takenStep) any { return &s.On }},
	{FieldInfo{Go: "Handler", Kind: KindText}, func(s *takenStep) any { return &s.Handler }},
	{FieldInfo{Go: "Note", Kind: KindProse}, func(s *takenStep) any { return &s.Note }},
	{FieldInfo{Go: "Overrule", Kind: KindProse}, func(s *takenStep) any { return &s.Overrule }},
	{FieldInfo{Go: "Department", Kind: KindText}, func(s *takenStep) any { return &s.Department }},
	{FieldInfo{Go: "Joint", Kind: KindLines}, func(s *takenStep) any { return &s.Joint }},
	{FieldInfo{Go: "InCharge", Kind: KindText}, func(s *takenStep) any { return &s.InCharge }},
	{FieldInfo{Go: "Telephone", Kind: KindText}, func(s *takenStep) any { return &s.Telephone }},
	{FieldInfo{Go: "DueDate", Kind: KindDate}, func(s *takenStep) any { return &s.DueDate }},
	{FieldInfo{Go: "Result", Kind: KindProse}, func(s *takenStep) any { return &s.Result }},
	{FieldInfo{Go: "Grade", Kind: KindChoice, Choices: Grades}, func(s *takenStep) any { return &s.Grade }},
	{FieldInfo{Go: "RepliedOn", Kind: KindDate}, func(s *takenStep) any { return &s.RepliedOn }},
	{FieldInfo{Go: "ReplyChannel", Kind: KindText}, func(s *takenStep) any { return &s.ReplyChannel }},
	{FieldInfo{Go: "Adoption", Kind: KindChoice, Choices: Adoptions}, func(s *takenStep) any { return &s.Adoption }},
	{FieldInfo{Go: "AdoptionReason", Kind: KindProse}, func(s *takenStep) any { return &s.AdoptionReason }},
	{FieldInfo{Go: "Satisfaction", Kind: KindChoice, Choices: Satisfactions}, func(s *takenStep) any { return &s.Satisfaction }},
	{FieldInfo{Go: stepDay, Kind: KindDate}, func(s *takenStep) any { return &s.Today }},
}

// taken returns the step as it is taken at a moment: texts without blanks around
// them, days without their hours.
func (s Step) taken(at time.Time) takenStep {
	t := takenStep{s, at}
	t.Joint = tidiedDepartments(s.Joint, s.Department)
	for _, field := range stepFields {
		switch place := field.Place(&t).(type) {
		case *string:
			field.tidied(place)
		case *time.Time:
			*place = DayOf(*place)
		}
	}
	if t.Kind == TransitionReply {
		t.On = t.RepliedOn
	}
	if !t.On.IsZero() {
		t.Today = t.On
	}
	return t
}

// StepDay returns the day on which a step with an opinion of an event was done as far
// as anybody knows: what is answered on the spot was answered on the day of the event.
func StepDay(kind TransitionKind, e Event, now time.Time) time.Time {
	if day := DayOf(e.Start); kind == TransitionAnswer && !e.Start.IsZero() && day.Before(now) {
		return day
	}
	return DayOf(now)
}

// lacks reports whether a field of the step is empty, or not in its list.
func (s *takenStep) lacks(name string) bool {
	field := stepFields.Named(name)
	if field.Choices != nil {
		return !field.Choices.Knows(reflect.ValueOf(field.Place(s)).Elem().String())
	}
	return isEmpty(field.Place(s))
}

// Apply takes a step: it returns the opinion after it, with the move written at
// the end of its history. The rule of the step is its TransitionRule. An answer of
// not satisfied to a return call opens the opinion again in the same step. The
// problems are those of the step's fields.
func (f Feedback) Apply(s Step, r FeedbackRules, id, by string, at time.Time) (Feedback, []FieldProblem) {
	var p Problems
	if !slices.Contains(f.NextTransitions(), s.Kind) {
		p.Add("Kind", "“%s” cannot follow on “%s”.", TransitionKinds.Label(s.Kind), FeedbackStates.Label(f.State))
		return f, p
	}
	t, taken := TransitionRuleOf(s.Kind), s.taken(at)
	day := at
	if !taken.On.IsZero() {
		day = taken.On
	}
	switch {
	case !day.After(at):
	case s.Kind == TransitionReply:
		p.Add("RepliedOn", "The day of the reply is still to come.")
	default:
		p.Add("On", "The day of the step is still to come.")
	}
	t.check(f, taken, r, day, &p)
	after, kept := t.fill(f, taken)
	to := FeedbackState(cmp.Or(string(t.To), string(f.State)))
	if t.Again != nil && t.Again.is(taken.Step) {
		to = after.again(taken, r, &p)
	}
	if len(p) > 0 {
		return f, p
	}
	after = after.withTransition(f, Transition{ID: id, At: at, By: by, On: taken.dayBeside(at), Handler: taken.otherThan(by), Kind: s.Kind, To: to, Note: t.says(f, taken.Step, r, day)})
	last := &after.History[len(after.History)-1]
	last.Changes = append(last.Changes, kept...)
	for _, wrong := range after.ValidateChange(f) {
		if strings.HasPrefix(wrong.Field, "History[") {
			wrong.Field = "Note" // which the step says in words of its own
		}
		if !slices.ContainsFunc(p, func(same FieldProblem) bool { return same.Field == wrong.Field }) {
			p = append(p, wrong)
		}
	}
	if len(p) > 0 {
		return f, p
	}
	return after, nil
}

// dayBeside returns the day of the step where it is not that of its entry.
func (s *takenStep) dayBeside(at time.Time) time.Time {
	if s.On.Equal(DayOf(at)) {
		return time.Time{}
	}
	return s.On
}

// otherThan returns who did the step where it is not who enters it.
func (s *takenStep) otherThan(by string) string {
	if s.Handler == by {
		return ""
	}
	return s.Handler
}

// check looks at what is filled in, and at the time.
func (t *TransitionRule) check(f Feedback, s takenStep, r FeedbackRules, at time.Time, p *Problems) {
	last, late := t.late(f, r, at)
	final := late && t.Limit.Overrule == ""
	if final {
		p.Add("DueDate", t.Limit.Passed, ISODate(last))
	}
	for _, a := range t.Asks {
		switch {
		case a.Name == "Note" && late && !final && t.Kind == TransitionExtend: // the word on why it is taken all the same is the reason
		case a.Required != "" && s.lacks(a.Name) && (a.needed == nil || a.needed(s.Step)):
			p.Add(a.Name, a.Required)
		case a.check != nil:
			a.check(f, s.Step, s.Today, p)
		}
	}
	if late && !final && s.lacks(overrule.Name) {
		p.Add(overrule.Name, t.Limit.Passed, ISODate(last))
	}
}

// fill returns the opinion with what the step fills in and empties, and the
// changes that stand in the step alone.
func (t *TransitionRule) fill(f Feedback, s takenStep) (after Feedback, kept []FieldChange) {
	for _, set := range t.Sets {
		from := reflect.ValueOf(stepFields.Named(set.From).Place(&s)).Elem()
		if field, there := FeedbackFields.Find(set.Field); there {
			reflect.ValueOf(field.Place(&f)).Elem().Set(from)
		} else {
			kept = append(kept, FieldChange{Field: set.Field, To: ISODate(from.Interface().(time.Time))})
		}
	}
	f.empty(t.Clears)
	return f, kept
}

// says returns what stands in the history of the step.
func (t *TransitionRule) says(before Feedback, s Step, r FeedbackRules, at time.Time) string {
	var parts []string
	if t.note != nil {
		parts = t.note(before, s)
	}
	if r.Overrules(before, t.Kind, at) {
		parts = append(parts, t.Limit.Overrule+"："+s.Overrule+"；")
	}
	parts = append(parts, s.Note)
	return strings.Join(slices.DeleteFunc(parts, func(part string) bool { return part == "" }), " ")
}

// postponement is what stands in the history of a later due date.
func postponement(before Feedback, s Step) []string {
	return []string{ISODate(before.DueDate) + "→" + ISODate(s.DueDate)}
}

// empty empties fields.
func (f *Feedback) empty(names []string) {
	for _, name := range names {
		reflect.ValueOf(FeedbackFields.Named(name).Place(f)).Elem().SetZero()
	}
}

// again opens the opinion once more and returns the state in which it is handled.
func (f *Feedback) again(s takenStep, r FeedbackRules, p *Problems) FeedbackState {
	f.empty(handlingEnd)
	if f.Department == "" {
		return FeedbackRecorded
	}
	switch {
	case !s.DueDate.IsZero():
		notPassed(*f, s.Step, s.Today, p)
		f.DueDate = s.DueDate
	case f.DueDate.Before(s.Today):
		f.DueDate = r.Due(s.Today)
	}
	return FeedbackInProgress
}

// notPassed looks at a due date.
func notPassed(_ Feedback, s Step, today time.Time, p *Problems) {
	if s.DueDate.Before(today) {
		p.Add("DueDate", "The due date has passed already.")
	}
}

// later looks at the due date of an extension.
func later(f Feedback, s Step, today time.Time, p *Problems) {
	if !f.DueDate.IsZero() && !s.DueDate.After(DayOf(f.DueDate)) {
		p.Add("DueDate", "The new due date is not after the present one (%s).", ISODate(f.DueDate))
		return
	}
	notPassed(f, s, today, p)
}
