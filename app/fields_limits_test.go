package app

import (
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func longText(n int) string { return strings.Repeat("长", n) }

// validEvent, validInvitee, validItem and validOpinion may be saved, for cases
// to spoil.
func validEvent() Event {
	return Event{Title: "政务开放日", State: StateDraft, Start: Date(2026, 5, 6).Add(9 * time.Hour), Leaders: []Leader{{Role: "leader", Name: "陈国强"}}, Quotas: []Quota{{Category: "群众代表", Number: 5}}}
}

func validInvitee() Invitee {
	return Invitee{Person: Person{ID: "p", Name: "王伟"}, Vetting: VettingPending}
}

func validItem() AgendaItem {
	return AgendaItem{Start: Date(2026, 5, 6).Add(9 * time.Hour), Kind: "visit", Content: "参观"}
}

func validOpinion() Feedback {
	return Feedback{ID: "f", Content: "增加座椅", State: FeedbackRecorded, History: []Transition{{ID: "m", At: Date(2026, 5, 6), Kind: TransitionRecord, From: FeedbackRecorded, To: FeedbackRecorded, Changes: []FieldChange{{Field: "Stop", From: "甲", To: "乙"}}}}}
}

// limitCase is a change to an entity: the field that it brings to its limit, and
// the same one step beyond.
type limitCase[T any] struct {
	field        string
	within, over func(*T)
}

// holdsLimits tries each case: within is let pass, over is refused in its field
// alone, and an older entry that is over already is refused only where that
// field is changed.
func holdsLimits[T Changeable[T]](t *testing.T, valid func() T, cases []limitCase[T]) {
	t.Helper()
	if p := valid().Validate(); len(p) > 0 {
		t.Fatalf("the entity of the test: %v", p)
	}
	for _, c := range cases {
		v := valid()
		if c.within(&v); len(v.Validate()) > 0 {
			t.Errorf("%s at its limit: %v", c.field, v.Validate())
		}
		stored := valid()
		c.over(&stored)
		found := stored.Validate()
		if len(found) != 1 || found[0].Field != c.field || found[0].Message == "" {
			t.Errorf("%s beyond its limit: %v", c.field, found)
		}
		if p := stored.ValidateChange(stored); len(p) > 0 {
			t.Errorf("%s is beyond its limit as it was: %v", c.field, p)
		}
		if p := stored.ValidateChange(valid()); !slices.Equal(p, found) {
			t.Errorf("%s goes beyond its limit: %v", c.field, p)
		}
	}
}

func repeated(n int) []string {
	lines := make([]string, n)
	for i := range lines {
		lines[i] = longText(i%100 + 1)
	}
	return lines
}

func TestLimitsOfEvents(t *testing.T) {
	text := func(field string, most int, at func(*Event) *string) limitCase[Event] {
		return limitCase[Event]{field, func(e *Event) { *at(e) = longText(most) }, func(e *Event) { *at(e) = longText(most + 1) }}
	}
	number := func(field string, least, most int, at func(*Event) *int) []limitCase[Event] {
		return []limitCase[Event]{
			{field, func(e *Event) { *at(e) = most }, func(e *Event) { *at(e) = most + 1 }},
			{field, func(e *Event) { *at(e) = least }, func(e *Event) { *at(e) = least - 1 }},
			{field, func(e *Event) { *at(e) = least }, func(e *Event) { *at(e) = math.MaxInt }},
		}
	}
	list := func(field string, most int, at func(*Event) *[]string) []limitCase[Event] {
		return []limitCase[Event]{
			{field + "[1]", func(e *Event) { *at(e) = []string{"甲", longText(most)} }, func(e *Event) { *at(e) = []string{"甲", longText(most + 1)} }},
			{field, func(e *Event) { *at(e) = make([]string, 200) }, func(e *Event) { *at(e) = make([]string, 201) }},
		}
	}
	day := func(field string, at func(*Event) *time.Time) []limitCase[Event] {
		first, last := Date(1900, 1, 1), Date(2199, 12, 31).Add(24*time.Hour-time.Second)
		return []limitCase[Event]{
			{field, func(e *Event) { *at(e) = first }, func(e *Event) { *at(e) = first.Add(-time.Second) }},
			{field, func(e *Event) { *at(e) = last }, func(e *Event) { *at(e) = last.Add(time.Second) }},
		}
	}
	share := func(num, den int) func(*Event) {
		return func(e *Event) { e.Quotas[0].MinShare = Share{num, den} }
	}
	cases := []limitCase[Event]{
		text("Title", 200, func(e *Event) *string { return &e.Title }),
		text("Theme", 1000, func(e *Event) *string { return &e.Theme }),
		text("Organiser", 200, func(e *Event) *string { return &e.Organiser }),
		text("Basis", 20_000, func(e *Event) *string { return &e.Basis }),
		text("Principle", 20_000, func(e *Event) *string { return &e.Principle }),
		text("Aims", 20_000, func(e *Event) *string { return &e.Aims }),
		text("Transport", 20_000, func(e *Event) *string { return &e.Transport }),
		text("Audience", 20_000, func(e *Event) *string { return &e.Audience }),
		text("Contact", 128, func(e *Event) *string { return &e.Contact }),
		text("Leaders[0].Name", 128, func(e *Event) *string { return &e.Leaders[0].Name }),
		text("Leaders[0].Position", 200, func(e *Event) *string { return &e.Leaders[0].Position }),
		text("Leaders[0].Duty", 1000, func(e *Event) *string { return &e.Leaders[0].Duty }),
		text("Quotas[0].Category", 128, func(e *Event) *string { return &e.Quotas[0].Category }),
		{"Offsets[0].Days", func(e *Event) { e.Offsets = []DeadlineOffset{{Kind: DeadlineFiling, Days: 3660}} }, func(e *Event) { e.Offsets = []DeadlineOffset{{Kind: DeadlineFiling, Days: 3661}} }},
		{"Offsets[0].Days", func(e *Event) { e.Offsets = []DeadlineOffset{{Kind: DeadlineFiling, Days: -3660}} }, func(e *Event) { e.Offsets = []DeadlineOffset{{Kind: DeadlineFiling, Days: 1 << 40}} }},
		{"Offsets[0].Kind", func(*Event) {}, func(e *Event) { e.Offsets = []DeadlineOffset{{Kind: "never"}} }},
		{"Done[0].On", func(e *Event) { e.Done = []DeadlineDone{{DeadlineFiling, Date(2199, 12, 31)}} }, func(e *Event) { e.Done = []DeadlineDone{{DeadlineFiling, Date(2200, 1, 1)}} }},
		{"Travel[0].Minutes", func(e *Event) { e.Travel = []Travel{{"甲", "乙", 24 * 60}} }, func(e *Event) { e.Travel = []Travel{{"甲", "乙", 24*60 + 1}} }},
		{"Questions[0].Satisfied", func(e *Event) { e.Questions = []Question{{"评价", 1_000_000, 0, 0}} }, func(e *Event) { e.Questions = []Question{{"评价", 1_000_001, 0, 0}} }},
		{"Questions[0].Not", func(e *Event) { e.Questions = []Question{{"评价", 0, 0, 0}} }, func(e *Event) { e.Questions = []Question{{"评价", 0, 0, -1}} }},
		{"ReportTexts[0].Text", func(e *Event) { e.ReportTexts = []ReportText{{"course", longText(20_000)}} }, func(e *Event) { e.ReportTexts = []ReportText{{"course", longText(20_001)}} }},
		{"Leaders", func(e *Event) { e.Leaders = slices.Repeat(e.Leaders, 200) }, func(e *Event) { e.Leaders = slices.Repeat(e.Leaders, 201) }},
		{"Quotas[0].MinShare", share(1, 1), share(1, 0)},
		{"Quotas[0].MinShare", share(1, 3), share(4, 3)},
		{"Quotas[0].MinShare", share(0, 0), share(-1, 3)},
		{"Quotas[0].MinShare", share(1, 1_000_000_000_000), share(1, 1_000_000_000_001)},
		{"Form", func(e *Event) { e.Form = "" }, func(e *Event) { e.Form = "elsewhere" }},
		{"State", func(e *Event) { e.State = StateArchived }, func(e *Event) { e.State = "gone" }},
	}
	cases = slices.Concat(cases,
		number("Capacity", 0, 60_000, func(e *Event) *int { return &e.Capacity }),
		number("MinAge", 0, 150, func(e *Event) *int { return &e.MinAge }),
		number("MaxAge", 0, 150, func(e *Event) *int { return &e.MaxAge }),
		number("VettingDays", 0, 365, func(e *Event) *int { return &e.VettingDays }),
		number("FilingDays", 0, 365, func(e *Event) *int { return &e.FilingDays }),
		number("Quotas[0].Number", NoNumber, 60_000, func(e *Event) *int { return &e.Quotas[0].Number }),
		list("CoOrganisers", 200, func(e *Event) *[]string { return &e.CoOrganisers }),
		list("Sites", 200, func(e *Event) *[]string { return &e.Sites }),
		list("SignUpMethods", 1000, func(e *Event) *[]string { return &e.SignUpMethods }),
		list("Phones", 128, func(e *Event) *[]string { return &e.Phones }),
		list("Notices", 2000, func(e *Event) *[]string { return &e.Notices }),
		list("Channels", 1000, func(e *Event) *[]string { return &e.Channels }),
		list("Requirements", 2000, func(e *Event) *[]string { return &e.Requirements }),
		day("Start", func(e *Event) *time.Time { return &e.Start }),
		day("SignUpFrom", func(e *Event) *time.Time { return &e.SignUpFrom }),
		day("RetainUntil", func(e *Event) *time.Time { return &e.RetainUntil }),
	)
	holdsLimits(t, validEvent, cases)
}

func TestLimitsOfPeople(t *testing.T) {
	text := func(field string, most int, at func(*Invitee) *string) limitCase[Invitee] {
		return limitCase[Invitee]{field, func(v *Invitee) { *at(v) = longText(most) }, func(v *Invitee) { *at(v) = longText(most + 1) }}
	}
	holdsLimits(t, validInvitee, []limitCase[Invitee]{
		text("Name", 64, func(v *Invitee) *string { return &v.Person.Name }),
		text("IDNumber", 64, func(v *Invitee) *string { return &v.Person.IDNumber }),
		text("Phone", 128, func(v *Invitee) *string { return &v.Person.Phone }),
		text("Reading", 200, func(v *Invitee) *string { return &v.Person.Reading }),
		text("Unit", 128, func(v *Invitee) *string { return &v.Unit }),
		text("Post", 128, func(v *Invitee) *string { return &v.Post }),
		text("Category", 128, func(v *Invitee) *string { return &v.Category }),
		text("Channel", 128, func(v *Invitee) *string { return &v.Channel }),
		text("Reason", 1000, func(v *Invitee) *string { return &v.Reason }),
		text("Overruled", 1000, func(v *Invitee) *string { return &v.Overruled }),
		text("Note", 1000, func(v *Invitee) *string { return &v.Note }),
		text("Substitute", 128, func(v *Invitee) *string { return &v.Substitute }),
		text("ID", 64, func(v *Invitee) *string { return &v.ID }),
		text("Person", 64, func(v *Invitee) *string { return &v.Person.ID }),
		{"BornOn", func(v *Invitee) { v.Person.BornOn = Date(1900, 1, 1) }, func(v *Invitee) { v.Person.BornOn = Date(1899, 12, 31) }},
		{"SignedInAt", func(v *Invitee) { v.SignedInAt = Date(2199, 12, 31) }, func(v *Invitee) { v.SignedInAt = Date(2200, 1, 1) }},
		{"Gender", func(v *Invitee) { v.Person.Gender = "" }, func(v *Invitee) { v.Person.Gender = "other" }},
		{"Vetting", func(v *Invitee) { v.Vetting = VettingDeclined }, func(v *Invitee) { v.Vetting = "maybe" }},
		{"Attendance", func(v *Invitee) { v.Attendance = "" }, func(v *Invitee) { v.Attendance = "late" }},
		{"Confirmation", func(v *Invitee) { v.Confirmation = "" }, func(v *Invitee) { v.Confirmation = "maybe" }},
		{"Position", func(v *Invitee) { v.Position = 1_000_000_000 }, func(v *Invitee) { v.Position = -1 }},
	})
}

func TestLimitsOfAgendaAndOpinions(t *testing.T) {
	item := func(field string, most int, at func(*AgendaItem) *string) limitCase[AgendaItem] {
		return limitCase[AgendaItem]{field, func(v *AgendaItem) { *at(v) = longText(most) }, func(v *AgendaItem) { *at(v) = longText(most + 1) }}
	}
	holdsLimits(t, validItem, []limitCase[AgendaItem]{
		item("Content", 20_000, func(a *AgendaItem) *string { return &a.Content }),
		item("Place", 200, func(a *AgendaItem) *string { return &a.Place }),
		item("InCharge", 128, func(a *AgendaItem) *string { return &a.InCharge }),
		item("Recorder", 128, func(a *AgendaItem) *string { return &a.Recorder }),
		item("Vehicle", 128, func(a *AgendaItem) *string { return &a.Vehicle }),
		item("Note", 1000, func(a *AgendaItem) *string { return &a.Note }),
		{"Kind", func(a *AgendaItem) { a.Kind = KindAssembly }, func(a *AgendaItem) { a.Kind = "" }},
		{"Start", func(a *AgendaItem) { a.Start = Date(1900, 1, 1) }, func(a *AgendaItem) { a.Start = Date(1899, 12, 31) }},
		{"End", func(a *AgendaItem) { a.End = Date(2199, 12, 31) }, func(a *AgendaItem) { a.End = Date(2200, 1, 1) }},
	})
	text := func(field string, most int, at func(*Feedback) *string) limitCase[Feedback] {
		return limitCase[Feedback]{field, func(v *Feedback) { *at(v) = longText(most) }, func(v *Feedback) { *at(v) = longText(most + 1) }}
	}
	holdsLimits(t, validOpinion, []limitCase[Feedback]{
		text("Content", 20_000, func(f *Feedback) *string { return &f.Content }),
		text("Speaker", 128, func(f *Feedback) *string { return &f.Speaker }),
		text("Stop", 200, func(f *Feedback) *string { return &f.Stop }),
		text("Category", 128, func(f *Feedback) *string { return &f.Category }),
		text("Channel", 128, func(f *Feedback) *string { return &f.Channel }),
		text("Department", 128, func(f *Feedback) *string { return &f.Department }),
		text("InCharge", 128, func(f *Feedback) *string { return &f.InCharge }),
		text("Telephone", 128, func(f *Feedback) *string { return &f.Telephone }),
		text("Result", 20_000, func(f *Feedback) *string { return &f.Result }),
		text("ReplyChannel", 128, func(f *Feedback) *string { return &f.ReplyChannel }),
		text("AdoptionReason", 20_000, func(f *Feedback) *string { return &f.AdoptionReason }),
		text("MergedInto", 64, func(f *Feedback) *string { return &f.MergedInto }),
		{"History[0].Note", func(f *Feedback) {
			f.History = []Transition{{Kind: TransitionUrge, From: FeedbackAssigned, To: FeedbackAssigned, Note: longText(40_000)}}
		}, func(f *Feedback) {
			f.History = []Transition{{Kind: TransitionUrge, From: FeedbackAssigned, To: FeedbackAssigned, Note: longText(40_001)}}
		}},
		{"History[0].Changes[0].To", func(f *Feedback) {
			f.History = []Transition{{Changes: []FieldChange{{Field: "Stop", To: longText(40_000)}}}}
		}, func(f *Feedback) {
			f.History = []Transition{{Changes: []FieldChange{{Field: "Stop", To: longText(40_001)}}}}
		}},
		{"History[0].To", func(*Feedback) {}, func(f *Feedback) { f.History = []Transition{{To: "gone"}} }},
		{"History", func(f *Feedback) { f.History = make([]Transition, 2000) }, func(f *Feedback) { f.History = make([]Transition, 2001) }},
		{"Joint[0]", func(f *Feedback) { f.Joint = []string{longText(128)} }, func(f *Feedback) { f.Joint = []string{longText(129)} }},
		{"DueDate", func(f *Feedback) { f.DueDate = Date(2199, 12, 31) }, func(f *Feedback) { f.DueDate = Date(9999, 1, 1) }},
		{"Grade", func(f *Feedback) { f.Grade = "D" }, func(f *Feedback) { f.Grade = "E" }},
		{"Adoption", func(f *Feedback) { f.Adoption = NotAdopted }, func(f *Feedback) { f.Adoption = "perhaps" }},
		{"Satisfaction", func(f *Feedback) { f.Satisfaction = NotSatisfied }, func(f *Feedback) { f.Satisfaction = "perhaps" }},
	})
}

func TestLimitsOfTheRest(t *testing.T) {
	holdsLimits(t, func() Department { return Department{Name: "城管科"} }, []limitCase[Department]{
		{"Name", func(d *Department) { d.Name = longText(128) }, func(d *Department) { d.Name = longText(129) }},
		{"InCharge", func(d *Department) { d.InCharge = longText(128) }, func(d *Department) { d.InCharge = longText(129) }},
		{"Telephone", func(d *Department) { d.Telephone = longText(128) }, func(d *Department) { d.Telephone = longText(129) }},
	})
	holdsLimits(t, func() Photo { return Photo{Media: "image/jpeg", Data: []byte{1}} }, []limitCase[Photo]{
		{"Caption", func(p *Photo) { p.Caption = longText(1000) }, func(p *Photo) { p.Caption = longText(1001) }},
		{"Data", func(p *Photo) { p.Data = make([]byte, 20<<20) }, func(p *Photo) { p.Data = make([]byte, 20<<20+1) }},
	})
	holdsLimits(t, func() Print { return Print{Paper: "sign-in"} }, []limitCase[Print]{
		{"Paper", func(p *Print) { p.Paper = longText(128) }, func(p *Print) { p.Paper = longText(129) }},
		{"Options", func(p *Print) { p.Options = longText(20_000) }, func(p *Print) { p.Options = longText(20_001) }},
		{"Lines", func(p *Print) { p.Lines = make([]PrintLine, 61_000) }, func(p *Print) { p.Lines = make([]PrintLine, 61_001) }},
		{"Lines[0].Text", func(p *Print) { p.Lines = []PrintLine{{Text: longText(40_000)}} }, func(p *Print) { p.Lines = []PrintLine{{Text: longText(40_001)}} }},
	})
	holdsLimits(t, func() SettingRecord { return SettingRecord{Name: "font"} }, []limitCase[SettingRecord]{
		{"Name", func(v *SettingRecord) { v.Name = longText(200) }, func(v *SettingRecord) { v.Name = longText(201) }},
		{"Value", func(v *SettingRecord) { v.Value = longText(1_000_000) }, func(v *SettingRecord) { v.Value = longText(1_000_001) }},
	})
}

// An older entry keeps its long rows while others come and go beside them.
func TestChangesBesideWhatIsTooLong(t *testing.T) {
	stored := validEvent()
	stored.Sites = []string{longText(300), "丙"}
	stored.Leaders = append(stored.Leaders, Leader{Role: "member", Name: longText(200)})
	e := stored
	e.Sites = []string{"乙", longText(300)}
	e.Leaders = []Leader{stored.Leaders[1], {Role: "office", Name: "党政办"}}
	if p := e.ValidateChange(stored); len(p) > 0 {
		t.Errorf("what was too long already: %v", p)
	}
	e.Sites[1] += "长"
	e.Leaders = slices.Clone(e.Leaders)
	e.Leaders[0].Duty = "统筹"
	p := e.ValidateChange(stored)
	if len(p) != 2 || p[0].Field != "Leaders[0].Name" && p[1].Field != "Leaders[0].Name" {
		t.Errorf("a changed row: %v", p)
	}
	e = stored
	e.Sites = repeated(250)
	stored.Sites = repeated(260)
	if p := e.ValidateChange(stored); len(p) > 0 {
		t.Errorf("a list that became shorter: %v", p)
	}
	// What is empty and must not be is found when it becomes so.
	e = validEvent()
	e.Title = " "
	if p := e.ValidateChange(validEvent()); len(p) != 1 || p[0].Field != "Title" {
		t.Errorf("an emptied title: %v", p)
	}
}

func TestNobodyTakesThePlaceOfThePurged(t *testing.T) {
	v := validInvitee()
	v.Person = Person{ID: PurgedPersonID, Name: purgedName, Revision: 7}
	if p := v.Validate(); len(p) > 0 {
		t.Errorf("the placeholder itself: %v", p)
	}
	for _, person := range []Person{{ID: PurgedPersonID, Name: "王伟"}, {ID: PurgedPersonID, Name: purgedName, Phone: "1"}} {
		v.Person = person
		if p := v.Validate(); len(p) != 1 || p[0].Field != "Name" {
			t.Errorf("%+v: %v", person, p)
		}
		if p := v.ValidateChange(v); len(p) != 1 {
			t.Errorf("%+v as it was: %v", person, p)
		}
		if p := person.Validate(); len(p) != 1 {
			t.Errorf("%+v: %v", person, p)
		}
	}
}

func TestMergeCircles(t *testing.T) {
	for name, c := range map[string]struct {
		into string // a>b: a is merged into b
		want []int
	}{
		"none":                  {"a b c", nil},
		"a chain":               {"a>b b>c c", nil},
		"into one that is gone": {"a>z b", nil},
		"itself":                {"a>a b", []int{0}},
		"two":                   {"a>b b>a c", []int{0, 1}},
		"three, and a tail":     {"x>a a>b b>c c>a y>x", []int{1, 2, 3}},
		"two circles":           {"a>b b>a c>d d>c", []int{0, 1, 2, 3}},
	} {
		var all []Feedback
		for _, one := range strings.Fields(c.into) {
			id, into, _ := strings.Cut(one, ">")
			all = append(all, Feedback{ID: id, MergedInto: into, Content: "x", State: FeedbackRecorded})
		}
		if got := MergeCircles(all); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
		d := Dossier{Event: validEvent(), Feedback: all}
		if got := d.Validate(); len(got) != len(c.want) || len(got) > 0 && !strings.HasSuffix(got[0].Field, "MergedInto") {
			t.Errorf("%s: the dossier has %v", name, got)
		}
	}
	// Opinions that have no ids yet are merged into nobody.
	if got := MergeCircles([]Feedback{{}, {}}); got != nil {
		t.Errorf("without ids: %v", got)
	}
}

func TestCounts(t *testing.T) {
	if p := Counts(60_000, 2_000, 60_000); len(p) > 0 {
		t.Error(p)
	}
	if got := len(Counts(60_001, 2_001, 60_001)); got != 3 {
		t.Errorf("%d problems", got)
	}
	if p := (Dossier{Event: Event{}, Invitees: make([]Invitee, 60_001)}).Validate(); len(p) != 1 || p[0].Field != "Invitees" {
		t.Errorf("too many invitees: %v", p)
	}
}

// The share of a number is never more than the number, nor does any share end
// the program.
func TestShareOfAnything(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := Share{rapid.Int().Draw(t, "num"), rapid.Int().Draw(t, "den")}
		n := rapid.IntRange(-1, MostInvitees).Draw(t, "n")
		if got := s.Of(n); got < 0 || got > max(0, n) {
			t.Fatalf("%+v of %d is %d", s, n, got)
		}
	})
	if got := (Share{999_999_999_999, 1_000_000_000_000}).Of(60_000); got != 60_000 {
		t.Errorf("almost all of 60,000 are %d", got)
	}
}

func TestAStepIsHeldToTheLimits(t *testing.T) {
	f := validOpinion()
	long := longText(20_001)
	for name, c := range map[string]struct {
		state FeedbackState
		step  Step
		field string
	}{
		"result":     {FeedbackAssigned, Step{Kind: TransitionFinish, Result: long, Grade: "A"}, "Result"},
		"note":       {FeedbackAssigned, Step{Kind: TransitionReturn, Note: long + long}, "Note"},
		"department": {FeedbackRecorded, Step{Kind: TransitionAssign, Department: longText(129), DueDate: Date(2026, 6, 1)}, "Department"},
		"due date":   {FeedbackRecorded, Step{Kind: TransitionAssign, Department: "科", DueDate: Date(2200, 6, 1)}, "DueDate"},
		"reason":     {FeedbackDone, Step{Kind: TransitionReply, RepliedOn: Date(2026, 5, 7), Adoption: NotAdopted, AdoptionReason: long}, "AdoptionReason"},
	} {
		f.State = c.state
		after, found := f.Apply(c.step, DefaultFeedbackRules(), "m1", "甲", Date(2026, 5, 8))
		if len(found) == 0 || found[0].Field != c.field || len(after.History) != 1 {
			t.Errorf("%s: %v", name, found)
		}
	}
}

// TestWhatIsStoredEncrypted names the fields that tell who somebody is.
func TestWhatIsStoredEncrypted(t *testing.T) {
	var all []string
	for _, d := range allDescribed(t) {
		for _, f := range d.fields {
			if f.Kind.Identifies() {
				all = append(all, d.of.Name()+"."+f.Go)
			}
		}
	}
	if want := []string{"Person.IDNumber", "Person.Phone", "Feedback.Telephone"}; !slices.Equal(all, want) {
		t.Errorf("%q, want %q", all, want)
	}
}

func BenchmarkValidate(b *testing.B) {
	d := Dossier{Event: validEvent()}
	for range MostInvitees {
		v := validInvitee()
		v.Unit, v.Category, v.Person.Phone = "第三社区居民委员会", "群众代表", "13812341234"
		d.Invitees = append(d.Invitees, v)
	}
	b.Run("60000 invitees", func(b *testing.B) {
		for b.Loop() {
			if p := d.Validate(); len(p) > 0 {
				b.Fatal(p)
			}
		}
	})
	v := validInvitee()
	b.Run("a change", func(b *testing.B) {
		for b.Loop() {
			v.ValidateChange(v)
		}
	})
	f := validOpinion()
	f.Content = longText(20_000)
	f.History = slices.Repeat(f.History, 2_000)
	b.Run("an opinion of 2000 steps", func(b *testing.B) {
		for b.Loop() {
			f.ValidateChange(f)
			f.Validate()
		}
	})
}
