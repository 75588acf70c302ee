package app

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"openday/app/hanzi"
)

// goes names the fields of which a purge leaves less than there was.
func goes(fields []AnyField) []string {
	var all []string
	for _, f := range fields {
		switch f.Purge {
		case PurgeKeeps:
		case PurgeEmpties:
			all = append(all, f.Go)
		default:
			all = append(all, fmt.Sprintf("%s: %s", f.Go, f.Purge))
		}
	}
	return all
}

// TestWhatAPurgeTakes is the list to be looked at when a field is marked to stay.
func TestWhatAPurgeTakes(t *testing.T) {
	for name, c := range map[string]struct {
		fields []AnyField
		want   []string
	}{
		"event":       {EventFields.Any(), []string{"ChangeReason: mask", "Sections: rows", "ReportTexts: rows", "Extra"}},
		"section":     {SectionFields.Any(), []string{"Text: mask"}},
		"report text": {ReportTextFields.Any(), []string{"Text: mask"}},
		"invitee":     {InviteeFields.Any(), []string{"Unit", "Post", "Reason", "Overruled", "Note", "Substitute", "Extra"}},
		"person":      {PersonFields.Any(), []string{"Name", "Gender", "IDNumber", "Phone", "BornOn", "Reading", "Extra"}},
		"agenda":      {AgendaFields.Any(), []string{"Extra"}},
		"opinion":     {FeedbackFields.Any(), []string{"Content: mask", "Speaker: name", "Unit", "Result: mask", "AdoptionReason: mask", "History: rows", "Extra"}},
		"step":        {TransitionFields.Any(), []string{"Note: mask", "Changes: rows"}},
		"change":      {ChangeFields.Any(), []string{"From: mask", "To: mask"}},
		"photo":       {PhotoFields.Any(), []string{"Caption: mask", "Extra"}},
		"print":       {PrintFields.Any(), []string{"Lines: rows", "Extra"}},
		"print line":  {PrintLineFields.Any(), []string{"Group", "Text"}},
	} {
		if diff := cmp.Diff(c.want, goes(c.fields)); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

// A field that somebody adds and says nothing of goes by a purge.
func TestANewFieldGoesByDefault(t *testing.T) {
	type row struct{ Nickname, Kept string }
	type entity struct {
		ID       string
		Nickname string
		Children []string
		Age      int
		Rows     []row
	}
	fields := Fields[entity]{
		{FieldInfo{Go: "ID", Kind: KindID, Purge: PurgeKeeps}, func(e *entity) any { return &e.ID }},
		{FieldInfo{Go: "Nickname", Kind: KindText}, func(e *entity) any { return &e.Nickname }},
		{FieldInfo{Go: "Children", Kind: KindLines}, func(e *entity) any { return &e.Children }},
		{FieldInfo{Go: "Age", Kind: KindNumber}, func(e *entity) any { return &e.Age }},
		{FieldInfo{Go: "Rows", Kind: KindRows, Purge: PurgeByRow, Rows: Fields[row]{
			{FieldInfo{Go: "Nickname", Kind: KindText}, func(r *row) any { return &r.Nickname }},
			{FieldInfo{Go: "Kept", Kind: KindText, Purge: PurgeKeeps}, func(r *row) any { return &r.Kept }},
		}}, func(e *entity) any { return &e.Rows }},
	}
	before := entity{"1", "小王", []string{"小小王"}, 40, []row{{"老李", "x"}}}
	after := before
	if !fields.Purge(&after, hidesName("")) {
		t.Error("nothing went")
	}
	if want := (entity{ID: "1", Rows: []row{{Kept: "x"}}}); !reflect.DeepEqual(after, want) {
		t.Errorf("%+v", after)
	}
	if before.Rows[0].Nickname != "老李" {
		t.Error("what was there before was changed with it")
	}
	if fields.Purge(&after, hidesName("")) {
		t.Error("something goes a second time")
	}
}

// hidesName is a mask of one person.
type hidesName string

func (h hidesName) Text(text string) string {
	if h == "" {
		return text
	}
	return strings.ReplaceAll(text, string(h), hanzi.MaskName(string(h)))
}

func (h hidesName) Name(name string) string { return hanzi.MaskName(name) }

func TestComparisonsShowEveryLabelledField(t *testing.T) {
	ours := Event{Title: "甲", Quotas: []Quota{{Category: "群众代表", Number: NoNumber, MinShare: Share{1, 3}}, {Category: "记者", Number: 0, Outside: true}}, Start: Date(2026, 5, 6).Add(9 * 3600e9), State: StateDraft, WantsID: true, Revision: 3, Extra: "{}"}
	theirs := Event{Title: "乙", Sites: []string{"一", "二"}, State: StateHeld, UpdatedAt: Date(2026, 1, 1), Offsets: []DeadlineOffset{{Kind: DeadlineFiling, Days: 3}}, RetainUntil: Date(2027, 1, 1)}
	got := map[string][2]string{}
	for _, p := range Pairs(EventFields, &ours, &theirs) {
		got[p.Label] = [2]string{p.Ours, p.Theirs}
	}
	want := map[string][2]string{
		"活动名称": {"甲", "乙"}, "名额分配": {"群众代表 1/3\n记者 0 不占名额", ""}, "开始时间": {"2026-05-06 09:00", ""}, "状态": {"筹备", "已举办"},
		"需登记身份证号": {"是", "否"}, "活动地点": {"", "一\n二"}, "本活动的时限": {"", "报备截止 3"}, "个人信息保存至": {"", "2027-01-01"},
	}
	for label, w := range want {
		if got[label] != w {
			t.Errorf("%s: %q, want %q among %q", label, got[label], w, got)
		}
	}
	if len(got) != len(want) {
		t.Errorf("%d pairs: %q", len(got), got)
	}
	a, b := Person{IDNumber: "11010519491231002X", Reading: "a"}, Person{IDNumber: "11010519491232002X", BornOn: Date(1949, 12, 31), Revision: 9}
	for _, p := range Pairs(PersonFields, &a, &b) {
		if strings.Contains(p.Ours+p.Theirs, "19491231") {
			t.Errorf("a number is shown: %+v", p)
		}
	}
	if n := len(Pairs(PersonFields, &a, &b)); n != 3 {
		t.Errorf("%d fields differ", n)
	}
	if Pairs(PersonFields, &a, &a) != nil {
		t.Error("a record differs from itself")
	}
}

// A field of an opinion that is added and labelled is one whose changes are kept.
func TestChangesOfOpinionsAreOfAllFields(t *testing.T) {
	var kept []string
	for _, f := range feedbackFields {
		kept = append(kept, f.Go)
	}
	for _, f := range FeedbackFields {
		if told := slices.Contains([]string{"State", "History", "Position"}, f.Go); f.Label != "" && !told != slices.Contains(kept, f.Go) {
			t.Errorf("%s is labelled, its changes are kept: %v", f.Go, slices.Contains(kept, f.Go))
		}
	}
	before := Feedback{Content: "甲", DueDate: Date(2026, 5, 6), Joint: []string{"一科", "二科"}, Adoption: Adopted}
	after := Feedback{Content: "乙", Department: "科", Adoption: NotAdopted}
	changes := Differences(before, after)
	want := []FieldChange{{"Content", "甲", "乙"}, {"Department", "", "科"}, {"Joint", "一科、二科", ""}, {"DueDate", "2026-05-06", ""}, {"Adoption", "adopted", "not"}}
	if diff := cmp.Diff(want, changes); diff != "" {
		t.Error(diff)
	}
	for _, c := range changes {
		fieldOf(c.Field).put(&before, c.To)
	}
	if got := Differences(before, after); got != nil {
		t.Errorf("played again: %v", got)
	}
	if got := changes[4].Words(); got != "是否采纳：采纳 → 不采纳" {
		t.Error(got)
	}
	if fieldOf("due_date") == nil || fieldOf("Nothing") != nil {
		t.Error("fields are found by either name, and only those that are")
	}
}
