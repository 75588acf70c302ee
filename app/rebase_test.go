package app

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// What one side alone changed is taken over; where both did, each version has its
// own word, and the field is named.
func TestRebase(t *testing.T) {
	base := Invitee{ID: "i", EventID: "e", Position: 3, Revision: 5, Unit: "旧单位", Post: "旧职务", Note: "旧备注", Category: "群众代表",
		Person: Person{ID: "p", Name: "张三", Phone: "13800000000", Revision: 2}}
	for name, c := range map[string]struct {
		edit, store  func(v *Invitee)
		mine, theirs func(v *Invitee) // what becomes of the base
		fields       []FieldPair
	}{
		"nobody changed anything": {nil, nil, nil, nil, nil},
		"one side each": {
			func(v *Invitee) { v.Unit = "新单位" }, func(v *Invitee) { v.Post = "新职务" },
			func(v *Invitee) { v.Unit, v.Post = "新单位", "新职务" }, func(v *Invitee) { v.Unit, v.Post = "新单位", "新职务" }, nil,
		},
		"both, differently": {
			func(v *Invitee) { v.Unit, v.Note = "甲", "新备注" }, func(v *Invitee) { v.Unit = "乙" },
			func(v *Invitee) { v.Unit, v.Note = "甲", "新备注" }, func(v *Invitee) { v.Unit, v.Note = "乙", "新备注" },
			[]FieldPair{{"单位", "乙", "甲"}},
		},
		"both the same": {
			func(v *Invitee) { v.Unit = "甲" }, func(v *Invitee) { v.Unit = "甲" },
			func(v *Invitee) { v.Unit = "甲" }, func(v *Invitee) { v.Unit = "甲" }, nil,
		},
		"emptied here, changed there": {
			func(v *Invitee) { v.Note = "" }, func(v *Invitee) { v.Note = "乙" },
			func(v *Invitee) { v.Note = "" }, func(v *Invitee) { v.Note = "乙" }, []FieldPair{{"备注", "乙", ""}},
		},
		"fields of the person": {
			func(v *Invitee) { v.Person.Name = "张四" }, func(v *Invitee) { v.Person.Phone, v.Unit = "13900000000", "乙" },
			func(v *Invitee) { v.Person.Name, v.Person.Phone, v.Unit = "张四", "13900000000", "乙" },
			func(v *Invitee) { v.Person.Name, v.Person.Phone, v.Unit = "张四", "13900000000", "乙" }, nil,
		},
		"a field of the person, both": {
			func(v *Invitee) { v.Person.Name = "张四" }, func(v *Invitee) { v.Person.Name = "张五" },
			func(v *Invitee) { v.Person.Name = "张四" }, func(v *Invitee) { v.Person.Name = "张五" }, []FieldPair{{"姓名", "张五", "张四"}},
		},
		"what nobody edits is as it is stored": {
			func(v *Invitee) { v.Position, v.Person.ID, v.Revision = 9, "x", 1 },
			func(v *Invitee) { v.Revision, v.Person.Revision, v.Position, v.UpdatedAt = 6, 3, 4, Date(2026, 10, 1) },
			func(v *Invitee) { v.Revision, v.Person.Revision, v.Position, v.UpdatedAt = 6, 3, 4, Date(2026, 10, 1) },
			func(v *Invitee) { v.Revision, v.Person.Revision, v.Position, v.UpdatedAt = 6, 3, 4, Date(2026, 10, 1) }, nil,
		},
	} {
		version := func(change func(*Invitee)) Invitee {
			v := base
			if change != nil {
				change(&v)
			}
			return v
		}
		got := Rebase(base, version(c.edit), version(c.store))
		if diff := cmp.Diff(Rebased[Invitee]{version(c.mine), version(c.theirs), c.fields}, got); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

// The same moment in another zone, and an empty list for none, are no changes.
func TestRebaseSeesNoChangeInTheFormOfAValue(t *testing.T) {
	start := time.Date(2026, 10, 14, 9, 30, 0, 0, Zone)
	base := Event{ID: "e", Title: "开放日", Start: start}
	edited, stored := base, base
	edited.Start, edited.Sites, edited.Quotas = start.UTC(), []string{}, []Quota{}
	stored.Start, stored.Sites, stored.Quotas = start.Add(time.Hour), []string{"听取意见"}, []Quota{{Category: "群众代表", Number: 2}}
	got := Rebase(base, edited, stored)
	if diff := cmp.Diff(Rebased[Event]{Mine: stored, Stored: stored}, got); diff != "" {
		t.Error(diff)
	}
}

func TestRebaseOfLists(t *testing.T) {
	base := Event{ID: "e", Sites: []string{"甲"}, Notices: []string{"旧"}}
	edited, stored := base, base
	edited.Sites, stored.Notices = []string{"乙"}, []string{"新"}
	want := Event{ID: "e", Sites: []string{"乙"}, Notices: []string{"新"}}
	if diff := cmp.Diff(Rebased[Event]{Mine: want, Stored: want}, Rebase(base, edited, stored)); diff != "" {
		t.Error(diff)
	}
}

func TestWhichKindsAreRebasedByFields(t *testing.T) {
	if len(formOf[Event]()) == 0 || len(formOf[Invitee]()) != len(GuestFields) || len(formOf[AgendaItem]()) != len(AgendaFields) ||
		len(formOf[Feedback]()) != len(FeedbackFields) || len(formOf[Department]()) != len(DepartmentFields) {
		t.Error("a form's record is compared by other fields than its own")
	}
}
