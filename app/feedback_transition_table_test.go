package app

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// now is the moment of the steps in these tests, a Wednesday.
var now = time.Date(2022, 11, 23, 9, 0, 0, 0, Zone)

// filled returns an opinion of which every field is filled in, those too that are
// new since this was written.
func filled(state FeedbackState) Feedback {
	var f Feedback
	v := reflect.ValueOf(&f).Elem()
	for i := range v.NumField() {
		field, name := v.Field(i), v.Type().Field(i).Name
		switch {
		case !field.CanSet():
		case field.Kind() == reflect.String:
			field.SetString(name)
		case field.CanInt():
			field.SetInt(int64(i + 1))
		case field.CanUint():
			field.SetUint(uint64(i + 1))
		}
	}
	f.Department, f.Joint, f.InCharge, f.Telephone = "城管办", []string{"供电所"}, "王", "0951-1"
	f.DueDate, f.AssignedOn = Date(2022, 12, 6), Date(2022, 11, 22)
	f.State, f.Result, f.Grade = state, "旧结果", "B"
	f.RepliedOn, f.ReplyChannel, f.Adoption, f.AdoptionReason, f.Satisfaction = Date(2022, 11, 20), "短信", PartlyAdopted, "旧理由", BasicallySat
	f.MergedInto = ""
	f.CreatedAt, f.UpdatedAt = now.AddDate(0, 0, -3), now.AddDate(0, 0, -2)
	f.History = []Transition{{ID: "h1", At: f.CreatedAt, By: "乙", Kind: TransitionRecord, From: FeedbackRecorded, To: state}}
	return f
}

// change writes a change of a field in one line.
func change(field, from, to string) FieldChange { return FieldChange{field, from, to} }

func TestEveryFieldAfterEveryStep(t *testing.T) {
	returned := func(f *Feedback) {
		f.Department, f.Joint, f.InCharge, f.Telephone, f.DueDate, f.AssignedOn = "", nil, "", "", time.Time{}, time.Time{}
		f.Grade, f.RepliedOn, f.ReplyChannel = "", time.Time{}, ""
	}
	returnedChanges := []FieldChange{change("Department", "城管办", ""), change("Joint", "供电所", ""), change("InCharge", "王", ""), change("Telephone", "0951-1", ""),
		change("DueDate", "2022-12-06", ""), change("AssignedOn", "2022-11-22", ""), change("Grade", "B", ""), change("RepliedOn", "2022-11-20", ""), change("ReplyChannel", "短信", "")}
	reopened := func(f *Feedback) {
		f.Grade, f.RepliedOn, f.ReplyChannel, f.Satisfaction = "", time.Time{}, "", ""
	}
	reopenedChanges := []FieldChange{change("Grade", "B", ""), change("RepliedOn", "2022-11-20", ""), change("ReplyChannel", "短信", ""), change("Satisfaction", "basically", "")}
	with := func(state FeedbackState, spoil func(*Feedback)) Feedback {
		f := filled(state)
		spoil(&f)
		return f
	}
	merged := with(FeedbackRecorded, func(f *Feedback) { f.MergedInto = "main" })
	asked := with(FeedbackAssigned, func(f *Feedback) {
		f.History = append(f.History, Transition{Kind: TransitionAsk, From: f.State, To: f.State, Changes: []FieldChange{change(FieldAsked, "", "2022-12-13")}})
	})
	for name, c := range map[string]struct {
		before  Feedback
		step    Step
		to      FeedbackState
		becomes func(*Feedback) // but for state, time and history
		note    string
		changes []FieldChange
	}{
		"answer on the spot": {filled(FeedbackRecorded), Step{Kind: TransitionAnswer, Note: " 今晚修好 "}, FeedbackAnswered,
			func(f *Feedback) { f.Result, f.RepliedOn = "今晚修好", Date(2022, 11, 23) },
			"今晚修好", []FieldChange{change("Result", "旧结果", "今晚修好"), change("RepliedOn", "2022-11-20", "2022-11-23")}},
		"assign": {filled(FeedbackRecorded),
			Step{Kind: TransitionAssign, Department: " 建设办 ", Joint: []string{"供电所，建设办", "交警队"}, InCharge: " 李 ", Telephone: " 0951-2 ", DueDate: Date(2022, 12, 7).Add(9 * time.Hour), Note: " 尽快 "}, FeedbackAssigned,
			func(f *Feedback) {
				f.Department, f.Joint, f.InCharge, f.Telephone, f.DueDate, f.AssignedOn = "建设办", []string{"供电所", "交警队"}, "李", "0951-2", Date(2022, 12, 7), Date(2022, 11, 23)
			},
			"协办：供电所、交警队；主办： 建设办 李 0951-2 2022-12-07 尽快", []FieldChange{change("Department", "城管办", "建设办"), change("Joint", "供电所", "供电所、交警队"), change("InCharge", "王", "李"),
				change("Telephone", "0951-1", "0951-2"), change("DueDate", "2022-12-06", "2022-12-07"), change("AssignedOn", "2022-11-22", "2022-11-23")}},
		"assign to one alone, due today": {filled(FeedbackRecorded), Step{Kind: TransitionAssign, Department: "城管办", DueDate: now}, FeedbackAssigned,
			func(f *Feedback) {
				f.Joint, f.InCharge, f.Telephone, f.DueDate, f.AssignedOn = nil, "", "", Date(2022, 11, 23), Date(2022, 11, 23)
			},
			"城管办 2022-11-23", []FieldChange{change("Joint", "供电所", ""), change("InCharge", "王", ""), change("Telephone", "0951-1", ""), change("DueDate", "2022-12-06", "2022-11-23"), change("AssignedOn", "2022-11-22", "2022-11-23")}},
		"assign to one and one more": {filled(FeedbackRecorded), Step{Kind: TransitionAssign, Department: "城管办", Joint: []string{"供电所"}, InCharge: "王", Telephone: "0951-1", DueDate: Date(2022, 12, 6)}, FeedbackAssigned,
			func(f *Feedback) { f.AssignedOn = Date(2022, 11, 23) }, "协办：供电所；主办： 城管办 王 0951-1 2022-12-06", []FieldChange{change("AssignedOn", "2022-11-22", "2022-11-23")}},
		"start":             {filled(FeedbackAssigned), Step{Kind: TransitionStart}, FeedbackInProgress, func(*Feedback) {}, "", nil},
		"urge":              {filled(FeedbackAssigned), Step{Kind: TransitionUrge, Note: "请抓紧"}, FeedbackAssigned, func(*Feedback) {}, "请抓紧", nil},
		"urge in progress":  {filled(FeedbackInProgress), Step{Kind: TransitionUrge}, FeedbackInProgress, func(*Feedback) {}, "", nil},
		"ask":               {filled(FeedbackAssigned), Step{Kind: TransitionAsk, Note: "材料未齐", DueDate: Date(2022, 12, 13).Add(time.Hour)}, FeedbackAssigned, func(*Feedback) {}, "2022-12-06→2022-12-13 材料未齐", []FieldChange{change(FieldAsked, "", "2022-12-13")}},
		"ask in progress":   {filled(FeedbackInProgress), Step{Kind: TransitionAsk, Note: "材料未齐", DueDate: Date(2022, 12, 7)}, FeedbackInProgress, func(*Feedback) {}, "2022-12-06→2022-12-07 材料未齐", []FieldChange{change(FieldAsked, "", "2022-12-07")}},
		"refuse":            {asked, Step{Kind: TransitionRefuse, Note: "已超两次"}, FeedbackAssigned, func(*Feedback) {}, "已超两次", nil},
		"extend":            {filled(FeedbackAssigned), Step{Kind: TransitionExtend, Note: "同意", DueDate: Date(2022, 12, 13).Add(time.Hour)}, FeedbackAssigned, func(f *Feedback) { f.DueDate = Date(2022, 12, 13) }, "2022-12-06→2022-12-13 同意", []FieldChange{change("DueDate", "2022-12-06", "2022-12-13")}},
		"extend what asked": {asked, Step{Kind: TransitionExtend, Note: "同意", DueDate: Date(2022, 12, 13)}, FeedbackAssigned, func(f *Feedback) { f.DueDate = Date(2022, 12, 13) }, "2022-12-06→2022-12-13 同意", []FieldChange{change("DueDate", "2022-12-06", "2022-12-13")}},
		"extend too late": {with(FeedbackInProgress, func(f *Feedback) { f.DueDate = Date(2022, 11, 22) }), Step{Kind: TransitionExtend, Note: "同意", Overrule: " 领导同意 ", DueDate: Date(2022, 11, 23)}, FeedbackInProgress,
			func(f *Feedback) { f.DueDate = Date(2022, 11, 23) }, "2022-11-22→2022-11-23 逾期补办：领导同意； 同意", []FieldChange{change("DueDate", "2022-11-22", "2022-11-23")}},
		"return":             {filled(FeedbackAssigned), Step{Kind: TransitionReturn, Note: " 不属本办职责 "}, FeedbackRecorded, returned, "城管办 不属本办职责", returnedChanges},
		"return in progress": {filled(FeedbackInProgress), Step{Kind: TransitionReturn, Note: "不属本办职责", Overrule: "不需要"}, FeedbackRecorded, returned, "城管办 不属本办职责", returnedChanges},
		"return too late": {with(FeedbackAssigned, func(f *Feedback) { f.AssignedOn = Date(2022, 11, 11) }), Step{Kind: TransitionReturn, Note: "不属本办职责", Overrule: " 职责已调整 "}, FeedbackRecorded, returned,
			"城管办 超期退回：职责已调整； 不属本办职责", slices.Concat(returnedChanges[:5], []FieldChange{change("AssignedOn", "2022-11-11", "")}, returnedChanges[6:])},
		"finish":             {filled(FeedbackAssigned), Step{Kind: TransitionFinish, Result: " 已修好 ", Grade: "A", Note: "见照片"}, FeedbackDone, func(f *Feedback) { f.Result, f.Grade = "已修好", "A" }, "A 已解决 已修好 见照片", []FieldChange{change("Result", "旧结果", "已修好"), change("Grade", "B", "A")}},
		"finish in progress": {filled(FeedbackInProgress), Step{Kind: TransitionFinish, Result: "已修好", Grade: "C"}, FeedbackDone, func(f *Feedback) { f.Result, f.Grade = "已修好", "C" }, "C 列入规划 已修好", []FieldChange{change("Result", "旧结果", "已修好"), change("Grade", "B", "C")}},
		"reply": {filled(FeedbackDone), Step{Kind: TransitionReply, RepliedOn: now.Add(2 * time.Hour), ReplyChannel: " 电话 ", Adoption: NotAdopted, AdoptionReason: " 无此规划 ", Note: "本人接听"}, FeedbackReplied,
			func(f *Feedback) {
				f.RepliedOn, f.ReplyChannel, f.Adoption, f.AdoptionReason = Date(2022, 11, 23), "电话", NotAdopted, "无此规划"
			},
			"2022-11-23 电话 不采纳 无此规划 本人接听", []FieldChange{change("RepliedOn", "2022-11-20", "2022-11-23"), change("ReplyChannel", "短信", "电话"), change("Adoption", "partly", "not"), change("AdoptionReason", "旧理由", "无此规划")}},
		"reply and adopt": {filled(FeedbackDone), Step{Kind: TransitionReply, RepliedOn: Date(2022, 11, 21), Adoption: Adopted}, FeedbackReplied,
			func(f *Feedback) {
				f.RepliedOn, f.ReplyChannel, f.Adoption, f.AdoptionReason = Date(2022, 11, 21), "", Adopted, ""
			},
			"2022-11-21 采纳", []FieldChange{change("RepliedOn", "2022-11-20", "2022-11-21"), change("ReplyChannel", "短信", ""), change("Adoption", "partly", "adopted"), change("AdoptionReason", "旧理由", "")}},
		"satisfied":             {filled(FeedbackReplied), Step{Kind: TransitionFollowUp, Satisfaction: Satisfied, Note: "很好"}, FeedbackFollowedUp, func(f *Feedback) { f.Satisfaction = Satisfied }, "满意 很好", []FieldChange{change("Satisfaction", "basically", "satisfied")}},
		"satisfied on the spot": {with(FeedbackAnswered, func(f *Feedback) { f.Satisfaction = "" }), Step{Kind: TransitionFollowUp, Satisfaction: BasicallySat}, FeedbackFollowedUp, func(f *Feedback) { f.Satisfaction = BasicallySat }, "基本满意", []FieldChange{change("Satisfaction", "", "basically")}},
		"not satisfied": {filled(FeedbackReplied), Step{Kind: TransitionFollowUp, Satisfaction: NotSatisfied, Note: "仍不亮"}, FeedbackInProgress,
			func(f *Feedback) { reopened(f); f.Satisfaction = NotSatisfied }, "不满意 仍不亮", append(slices.Clone(reopenedChanges[:3]), change("Satisfaction", "basically", "not"))},
		"not satisfied, a new day": {filled(FeedbackReplied), Step{Kind: TransitionFollowUp, Satisfaction: NotSatisfied, DueDate: Date(2022, 11, 30).Add(time.Hour)}, FeedbackInProgress,
			func(f *Feedback) {
				reopened(f)
				f.Satisfaction, f.DueDate = NotSatisfied, Date(2022, 11, 30)
			}, "不满意", slices.Concat([]FieldChange{change("DueDate", "2022-12-06", "2022-11-30")}, reopenedChanges[:3], []FieldChange{change("Satisfaction", "basically", "not")})},
		"not satisfied, nobody's": {with(FeedbackAnswered, func(f *Feedback) { f.Department = "" }), Step{Kind: TransitionFollowUp, Satisfaction: NotSatisfied}, FeedbackRecorded,
			func(f *Feedback) { reopened(f); f.Satisfaction = NotSatisfied }, "不满意", append(slices.Clone(reopenedChanges[:3]), change("Satisfaction", "basically", "not"))},
		"reopen what is done":    {filled(FeedbackDone), Step{Kind: TransitionReopen, Note: "群众再次反映"}, FeedbackInProgress, reopened, "群众再次反映", reopenedChanges},
		"reopen what is replied": {filled(FeedbackReplied), Step{Kind: TransitionReopen, Note: "群众再次反映", DueDate: now}, FeedbackInProgress, func(f *Feedback) { reopened(f); f.DueDate = Date(2022, 11, 23) }, "群众再次反映", append([]FieldChange{change("DueDate", "2022-12-06", "2022-11-23")}, reopenedChanges...)},
		"reopen, due today": {with(FeedbackFollowedUp, func(f *Feedback) { f.DueDate = Date(2022, 11, 23) }), Step{Kind: TransitionReopen, Note: "群众再次反映"}, FeedbackInProgress,
			reopened, "群众再次反映", reopenedChanges},
		"reopen, long past due": {with(FeedbackFollowedUp, func(f *Feedback) { f.DueDate = Date(2022, 11, 22) }), Step{Kind: TransitionReopen, Note: "群众再次反映"}, FeedbackInProgress,
			func(f *Feedback) { reopened(f); f.DueDate = Date(2022, 12, 7) }, "群众再次反映", append([]FieldChange{change("DueDate", "2022-11-22", "2022-12-07")}, reopenedChanges...)},
		"reopen, nobody's": {with(FeedbackAnswered, func(f *Feedback) { f.Department = "" }), Step{Kind: TransitionReopen, Note: "群众再次反映", DueDate: Date(2022, 11, 30)}, FeedbackRecorded,
			reopened, "群众再次反映", reopenedChanges},
		"unmerge": {merged, Step{Kind: TransitionUnmerge, Note: "说的不是一回事"}, FeedbackRecorded, func(f *Feedback) { f.MergedInto = "" }, "说的不是一回事", []FieldChange{change("MergedInto", "main", "")}},
	} {
		want := c.before
		c.becomes(&want)
		want.State, want.UpdatedAt = c.to, now
		want.History = append(slices.Clone(c.before.History), Transition{ID: "m1", At: now, By: "甲", Kind: c.step.Kind, From: c.before.State, To: c.to, Note: c.note, Changes: c.changes})
		if day := DayOf(c.step.RepliedOn); c.step.Kind == TransitionReply && !day.Equal(DayOf(now)) { // the step is of that day
			want.History[len(want.History)-1].On = day
		}
		kept := c.before
		kept.History, kept.Joint = slices.Clone(c.before.History), slices.Clone(c.before.Joint)
		got, wrong := c.before.Apply(c.step, DefaultFeedbackRules(), "m1", "甲", now)
		if len(wrong) > 0 {
			t.Errorf("%s is refused: %v", name, wrong)
			continue
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
		if diff := cmp.Diff(kept, c.before); diff != "" {
			t.Errorf("%s has changed the opinion as it was before: %s", name, diff)
		}
	}
}

func problemFields(all []FieldProblem) string {
	var names []string
	for _, p := range all {
		names = append(names, p.Field)
	}
	return strings.Join(names, " ")
}

func TestEveryRequiredFieldOfEveryStep(t *testing.T) {
	later := Date(2022, 12, 13)
	asked := filled(FeedbackAssigned)
	asked.History = append(asked.History, Transition{Kind: TransitionAsk, Changes: []FieldChange{change(FieldAsked, "", "2022-12-13")}})
	merged := filled(FeedbackRecorded)
	merged.MergedInto = "main"
	// The step with all that it needs, then what is taken from it and the fields
	// that are complained of.
	for kind, c := range map[TransitionKind]struct {
		before Feedback
		step   Step
		lacks  map[string]func(*Step)
	}{
		TransitionAnswer: {filled(FeedbackRecorded), Step{Note: "已说明"}, map[string]func(*Step){"Note": func(s *Step) { s.Note = " \n" }}},
		TransitionAssign: {filled(FeedbackRecorded), Step{Department: "城管办", DueDate: later}, map[string]func(*Step){
			"Department":         func(s *Step) { s.Department = "　" },
			"DueDate":            func(s *Step) { s.DueDate = time.Time{} },
			"Department DueDate": func(s *Step) { *s = Step{Kind: TransitionAssign, DueDate: Date(2022, 11, 22)} },
		}},
		TransitionStart: {filled(FeedbackAssigned), Step{}, nil},
		TransitionUrge:  {filled(FeedbackAssigned), Step{}, nil},
		TransitionAsk: {filled(FeedbackAssigned), Step{Note: "材料未齐", DueDate: later}, map[string]func(*Step){
			"Note":         func(s *Step) { s.Note = "" },
			"DueDate":      func(s *Step) { s.DueDate = time.Time{} },
			"DueDate Note": func(s *Step) { s.Note, s.DueDate = "", Date(2022, 12, 6) },
		}},
		TransitionExtend: {filled(FeedbackAssigned), Step{Note: "同意", DueDate: later}, map[string]func(*Step){
			"Note":         func(s *Step) { s.Note = "" },
			"DueDate":      func(s *Step) { s.DueDate = time.Time{} },
			"DueDate Note": func(s *Step) { s.Note, s.DueDate = "", Date(2022, 12, 5) },
		}},
		TransitionRefuse: {asked, Step{Note: "已超两次"}, map[string]func(*Step){"Note": func(s *Step) { s.Note = " " }}},
		TransitionReturn: {filled(FeedbackAssigned), Step{Note: "不属本办职责"}, map[string]func(*Step){"Note": func(s *Step) { s.Note = " " }}},
		TransitionReopen: {filled(FeedbackDone), Step{Note: "再次反映"}, map[string]func(*Step){
			"Note":    func(s *Step) { s.Note = "" },
			"DueDate": func(s *Step) { s.DueDate = Date(2022, 11, 22) },
		}},
		TransitionFinish: {filled(FeedbackInProgress), Step{Result: "已修好", Grade: "D"}, map[string]func(*Step){
			"Result":       func(s *Step) { s.Result = " " },
			"Grade":        func(s *Step) { s.Grade = "" },
			"Result Grade": func(s *Step) { s.Result, s.Grade = "", "E" },
		}},
		TransitionReply: {filled(FeedbackDone), Step{RepliedOn: now, Adoption: Adopted}, map[string]func(*Step){
			"RepliedOn":          func(s *Step) { s.RepliedOn = time.Time{} },
			"RepliedOn Adoption": func(s *Step) { s.RepliedOn, s.Adoption = Date(2022, 11, 24), "" },
			"Adoption":           func(s *Step) { s.Adoption = "maybe" },
			"AdoptionReason":     func(s *Step) { s.Adoption = NotAdopted },
		}},
		TransitionFollowUp: {filled(FeedbackReplied), Step{Satisfaction: BasicallySat}, map[string]func(*Step){
			"Satisfaction": func(s *Step) { s.Satisfaction = "" },
			"DueDate":      func(s *Step) { s.Satisfaction, s.DueDate = NotSatisfied, Date(2022, 11, 22) },
		}},
		TransitionUnmerge: {merged, Step{}, nil},
	} {
		c.step.Kind = kind
		if _, wrong := c.before.Apply(c.step, DefaultFeedbackRules(), "m1", "甲", now); len(wrong) > 0 {
			t.Errorf("%s with all that it needs: %v", kind, wrong)
		}
		for want, take := range c.lacks {
			step := c.step
			take(&step)
			got, wrong := c.before.Apply(step, DefaultFeedbackRules(), "m1", "甲", now)
			if problemFields(wrong) != want {
				t.Errorf("%s: problems with %q, want %q", kind, problemFields(wrong), want)
			}
			if diff := cmp.Diff(c.before, got); diff != "" {
				t.Errorf("a refused %s has changed the opinion: %s", kind, diff)
			}
		}
	}
	partly, wrong := filled(FeedbackDone).Apply(Step{Kind: TransitionReply, RepliedOn: now, Adoption: PartlyAdopted}, DefaultFeedbackRules(), "m1", "甲", now)
	if problemFields(wrong) != "AdoptionReason" || partly.State != FeedbackDone {
		t.Errorf("partly adopted without a reason: %v", wrong)
	}
}

func TestLimitsOfExtensions(t *testing.T) {
	for name, c := range map[string]struct {
		due, wanted time.Time
		kind        TransitionKind
		want        string
	}{
		"no due date yet, today":     {time.Time{}, Date(2022, 11, 23), TransitionExtend, ""},
		"no due date yet, yesterday": {time.Time{}, Date(2022, 11, 22), TransitionExtend, "DueDate"},
		"a day later":                {Date(2022, 11, 23), Date(2022, 11, 24), TransitionExtend, ""},
		"later on the same day":      {Date(2022, 11, 23), Date(2022, 11, 23).Add(20 * time.Hour), TransitionExtend, "DueDate"},
		"asked on the due date":      {Date(2022, 11, 23), Date(2022, 11, 24), TransitionAsk, ""},
		"asked a day after it":       {Date(2022, 11, 22), Date(2022, 11, 24), TransitionAsk, "DueDate"},
		"asked without a due date":   {time.Time{}, Date(2022, 11, 24), TransitionAsk, ""},
		"granted a day after it":     {Date(2022, 11, 22), Date(2022, 11, 24), TransitionExtend, "Overrule"},
		"from the past to the past":  {Date(2022, 11, 20), Date(2022, 11, 22), TransitionExtend, "DueDate Overrule"},
	} {
		f := filled(FeedbackInProgress)
		f.DueDate = c.due
		if _, wrong := f.Apply(Step{Kind: c.kind, Note: "说明", DueDate: c.wanted}, DefaultFeedbackRules(), "m", "甲", now); problemFields(wrong) != c.want {
			t.Errorf("%s: problems with %q, want %q", name, problemFields(wrong), c.want)
		}
	}
}

func TestNextMovesOfEveryState(t *testing.T) {
	for state, want := range map[FeedbackState]string{
		FeedbackRecorded:   "assign answer",
		FeedbackAnswered:   "follow_up reopen",
		FeedbackAssigned:   "start finish urge ask extend return",
		FeedbackInProgress: "finish urge ask extend return",
		FeedbackDone:       "reply reopen",
		FeedbackReplied:    "follow_up reopen",
		FeedbackFollowedUp: "reopen",
		"unknown":          "",
	} {
		spell := func(kinds []TransitionKind) string {
			var all []string
			for _, k := range kinds {
				all = append(all, string(k))
			}
			return strings.Join(all, " ")
		}
		f := filled(state)
		if got := spell(f.NextTransitions()); got != want {
			t.Errorf("%s: %s, want %s", state, got, want)
		}
		for _, k := range TransitionKinds {
			allowed := slices.Contains(strings.Fields(want), string(k.Code))
			_, wrong := f.Apply(Step{Kind: k.Code}, DefaultFeedbackRules(), "m", "甲", now)
			if refused := problemFields(wrong) == "Kind"; refused == allowed {
				t.Errorf("%s of what is %s: refused %v", k.Code, state, refused)
			}
		}
		asked := f
		asked.History = []Transition{{Kind: TransitionAsk, Changes: []FieldChange{change(FieldAsked, "", "2022-12-13")}}}
		if got, want := spell(asked.NextTransitions()), answeredFirst(want); got != want {
			t.Errorf("%s, an extension asked for: %s, want %s", state, got, want)
		}
		f.MergedInto = "main"
		if got := spell(f.NextTransitions()); got != "unmerge" {
			t.Errorf("%s and merged: %s", state, got)
		}
	}
}

// movesOf makes a history of kinds, an hour apart; ask asks for 13 December.
func movesOf(kinds ...TransitionKind) []Transition {
	var all []Transition
	for i, k := range kinds {
		m := Transition{Kind: k, At: now.Add(time.Duration(i) * time.Hour)}
		if k == TransitionAsk {
			m.Changes = []FieldChange{change("Result", "", "2020-01-01"), change(FieldAsked, "", "2022-12-13")}
		}
		all = append(all, m)
	}
	return all
}

func TestAskedUntilAndUrged(t *testing.T) {
	for _, c := range []struct {
		history []Transition
		asked   bool
		urged   int
		last    int // hours
	}{
		{nil, false, 0, 0},
		{movesOf(TransitionRecord, TransitionAssign, TransitionAsk), true, 0, 0},
		{movesOf(TransitionRecord, TransitionAssign, TransitionAsk, TransitionUrge, TransitionCorrect), true, 1, 3},
		{movesOf(TransitionAssign, TransitionAsk, TransitionExtend), false, 0, 0},
		{movesOf(TransitionAssign, TransitionAsk, TransitionRefuse), false, 0, 0},
		{movesOf(TransitionAssign, TransitionAsk, TransitionReturn), false, 0, 0},
		{movesOf(TransitionAssign, TransitionAsk, TransitionFinish), false, 0, 0},
		{movesOf(TransitionAssign, TransitionAsk, TransitionReopen), false, 0, 0},
		{movesOf(TransitionAssign, TransitionAsk, TransitionAssign), false, 0, 0},
		{movesOf(TransitionAssign, TransitionUrge, TransitionAsk, TransitionRefuse, TransitionUrge, TransitionAsk), true, 2, 4},
		{movesOf(TransitionAssign, TransitionUrge, TransitionReturn, TransitionAssign), false, 0, 0},
		{movesOf(TransitionUrge, TransitionAssign, TransitionUrge, TransitionStart), false, 1, 2},
	} {
		f := Feedback{History: c.history}
		want := time.Time{}
		if c.asked {
			want = Date(2022, 12, 13)
		}
		if got := f.AskedUntil(); !got.Equal(want) {
			t.Errorf("%v: asked until %s", c.history, got)
		}
		wantLast := time.Time{}
		if c.urged > 0 {
			wantLast = now.Add(time.Duration(c.last) * time.Hour)
		}
		if times, last := f.Urged(); times != c.urged || !last.Equal(wantLast) {
			t.Errorf("%v: urged %d times, last %s", c.history, times, last)
		}
	}
}

// numbers returns ids n1, n2 and so on.
func numbers() func() string {
	n := 0
	return func() string { n++; return fmt.Sprint("n", n) }
}

func TestEveryFieldAfterMerging(t *testing.T) {
	main, other, there := filled(FeedbackDone), filled(FeedbackRecorded), filled(FeedbackRecorded)
	main.ID, main.Content = "main", "路灯不亮"
	other.ID, other.Content = "other", "北门的路灯从上个月起就不亮了，晚上走路很不方便"
	there.ID, there.MergedInto = "there", "main"
	wantMain, wantOther := main, other
	wantMain.UpdatedAt, wantOther.UpdatedAt, wantOther.MergedInto = now, now, "main"
	wantMain.History = append(slices.Clone(main.History), Transition{ID: "n1", At: now, By: "甲", Kind: TransitionMerge, From: FeedbackDone, To: FeedbackDone, Note: "“北门的路灯从上个月起就不亮了，晚上…”并入本条"})
	wantOther.History = append(slices.Clone(other.History), Transition{ID: "n2", At: now, By: "甲", Kind: TransitionMerge, From: FeedbackRecorded, To: FeedbackRecorded, Note: "并入“路灯不亮”", Changes: []FieldChange{change("MergedInto", "", "main")}})
	got, wrong := Merge(main, []Feedback{there, other}, numbers(), "甲", now)
	if diff := cmp.Diff([]Feedback{wantMain, wantOther}, got); len(wrong) > 0 || diff != "" {
		t.Errorf("%v %s", wrong, diff)
	}
	elsewhere := other
	elsewhere.EventID = "another event"
	gone := main
	gone.MergedInto = "x"
	for name, c := range map[string]struct {
		main   Feedback
		others []Feedback
		want   int
	}{
		"into itself":                   {main, []Feedback{main}, 1},
		"into one of another event":     {main, []Feedback{elsewhere}, 1},
		"nothing":                       {main, nil, 1},
		"into one that is itself gone":  {gone, []Feedback{other}, 1},
		"one good, one bad":             {main, []Feedback{other, elsewhere}, 1},
		"two bad ones":                  {main, []Feedback{main, elsewhere}, 2},
		"nothing into one that is gone": {gone, nil, 2},
	} {
		got, wrong := Merge(c.main, c.others, numbers(), "甲", now)
		if got != nil || len(wrong) != c.want || wrong[0].Field != "MergedInto" {
			t.Errorf("%s: %v, %v", name, got, wrong)
		}
	}
}

func TestEveryFieldOfWhoIsToldWithAnother(t *testing.T) {
	main := filled(FeedbackReplied)
	main.Content, main.Result, main.Grade, main.RepliedOn, main.ReplyChannel, main.Adoption, main.AdoptionReason = "路灯不亮", "已修好", "A", Date(2022, 11, 23), "电话", NotAdopted, "无此规划"
	main.History = movesOf(TransitionRecord, TransitionReply)
	told := filled(FeedbackRecorded)
	told.MergedInto = "main"
	want := told
	want.Result, want.Grade, want.RepliedOn, want.ReplyChannel, want.Adoption, want.AdoptionReason = "已修好", "A", Date(2022, 11, 23), "电话", NotAdopted, "无此规划"
	want.State, want.UpdatedAt = FeedbackReplied, now
	want.History = append(slices.Clone(told.History), Transition{ID: "m", At: now, By: "甲", Kind: TransitionReply, From: FeedbackRecorded, To: FeedbackReplied, Note: "与“路灯不亮”一并答复", Changes: []FieldChange{
		change("Result", "旧结果", "已修好"), change("Grade", "B", "A"), change("RepliedOn", "2022-11-20", "2022-11-23"), change("ReplyChannel", "短信", "电话"), change("Adoption", "partly", "not"), change("AdoptionReason", "旧理由", "无此规划")}})
	if diff := cmp.Diff(want, told.ToldWith(main, "m", "甲", now)); diff != "" {
		t.Error(diff)
	}
}

func TestASplitLosesAndDoublesNothing(t *testing.T) {
	f := filled(FeedbackInProgress)
	f.Content = "路灯不亮，路面不平，座椅太少"
	f.History = append(f.History, Transition{ID: "h2", At: now.AddDate(0, 0, -1), By: "乙", Kind: TransitionAssign, From: FeedbackRecorded, To: FeedbackInProgress, Note: "城管办"})
	kept := slices.Clone(f.History)
	got, wrong := Split(f, []string{" 路灯不亮 ", "", "路面不平", "座椅太少"}, numbers(), "甲", now)
	if len(wrong) > 0 || len(got) != 3 {
		t.Fatalf("%v, %v", got, wrong)
	}
	ids := []string{f.ID, "n2", "n6"}
	histories := [][]string{{"h1", "h2", "n1"}, {"n3", "n4", "n5"}, {"n7", "n8", "n9"}}
	for i, text := range []string{"路灯不亮", "路面不平", "座椅太少"} {
		want := f
		want.ID, want.Content, want.UpdatedAt = ids[i], text, now
		want.History = slices.Clone(kept)
		want.History = append(want.History, Transition{At: now, By: "甲", Kind: TransitionSplit, From: FeedbackInProgress, To: FeedbackInProgress,
			Note: fmt.Sprintf("由一条拆分为3条，本条为第%d条", i+1), Changes: []FieldChange{change("Content", f.Content, text)}})
		for j, id := range histories[i] {
			want.History[j].ID = id
		}
		if i > 0 {
			want.CreatedAt = now
		}
		if diff := cmp.Diff(want, got[i]); diff != "" {
			t.Errorf("part %d: %s", i+1, diff)
		}
	}
	if !cmp.Equal(kept, f.History) {
		t.Errorf("the history of the one that was split has changed: %v", f.History)
	}
	merged := f
	merged.MergedInto = "main"
	for name, c := range map[string]struct {
		f     Feedback
		parts []string
		want  string
	}{
		"one part":           {f, []string{"路灯不亮"}, "Content"},
		"one part and blank": {f, []string{"路灯不亮", " "}, "Content"},
		"what is merged":     {merged, []string{"路灯不亮", "路面不平"}, "Content"},
		"both":               {merged, nil, "Content Content"},
	} {
		if got, wrong := Split(c.f, c.parts, numbers(), "甲", now); got != nil || problemFields(wrong) != c.want {
			t.Errorf("%s: %v, problems with %q", name, got, problemFields(wrong))
		}
	}
}

func TestEveryFieldAfterACorrection(t *testing.T) {
	f := filled(FeedbackRecorded)
	put := f
	put.State, put.History, put.MergedInto, put.AssignedOn = FeedbackDone, nil, "nobody", now // a form has no say in these
	want := f
	want.UpdatedAt = now
	if diff := cmp.Diff(want, f.Corrected(put, "m", "甲", now)); diff != "" {
		t.Errorf("nothing corrected: %s", diff)
	}
	put.Content, want.Content = "路灯不亮。", "路灯不亮。"
	if diff := cmp.Diff(want, f.Corrected(put, "m", "甲", now)); diff != "" {
		t.Errorf("what was said, before anything was done with it: %s", diff)
	}
	put.InCharge, want.InCharge = "李", "李"
	want.History = append(slices.Clone(f.History), Transition{ID: "m", At: now, By: "甲", Kind: TransitionCorrect, From: FeedbackRecorded, To: FeedbackRecorded,
		Changes: []FieldChange{change("Content", "Content", "路灯不亮。"), change("InCharge", "王", "李")}})
	if diff := cmp.Diff(want, f.Corrected(put, "m", "甲", now)); diff != "" {
		t.Errorf("what is done with it: %s", diff)
	}
	for name, begun := range map[string]Feedback{"returned": {State: FeedbackRecorded, History: movesOf(TransitionRecord, TransitionReturn)}, "assigned": {State: FeedbackAssigned, History: movesOf(TransitionRecord)}} {
		put := begun
		put.Content = "路灯不亮。"
		got := begun.Corrected(put, "m", "甲", now)
		if n := len(got.History); n != len(begun.History)+1 || got.History[n-1].Kind != TransitionCorrect || got.Content != "路灯不亮。" || got.State != begun.State {
			t.Errorf("what was said, %s: %+v", name, got)
		}
	}
}

func TestTidiedDepartments(t *testing.T) {
	got := tidiedDepartments([]string{"建设办、城管办", " 供电所 ,交警队;建设办；\n 医院，", ""}, " 城管办 ")
	if want := []string{"建设办", "供电所", "交警队", "医院"}; !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}

func TestDaysAreReadAsTheyAreWritten(t *testing.T) {
	for _, text := range []string{"", "2022-11-23", "2024-02-29"} {
		if got := ISODate(parseDay(text)); got != text {
			t.Errorf("%q becomes %q", text, got)
		}
	}
	if got := parseDay("2022-13-01"); !got.IsZero() {
		t.Errorf("month 13 is %s", got)
	}
	if got := parseDay("2022-11-23"); !got.Equal(Date(2022, 11, 23)) {
		t.Errorf("another zone: %s", got)
	}
}

// answeredFirst is the order of steps where an extension is asked for: the answers to
// that come first.
func answeredFirst(steps string) string {
	rest := strings.Replace(steps, "ask extend ", "", 1)
	if rest == steps {
		return steps
	}
	return "extend refuse " + rest
}
