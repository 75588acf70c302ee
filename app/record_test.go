package app

import (
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// described returns the entity of the kind with its descriptors.
func (t entityType[T]) described() described {
	return described{reflect.TypeFor[T](), t.fields.Any()}
}

// putValue puts into a place the nth value that its field may hold.
func putValue(f FieldInfo, place any, n int) {
	switch x := place.(type) {
	case *string:
		*x = fmt.Sprintf("%s%d", f.Go, n)
	case *time.Time:
		*x = Date(2026, 5, 6).AddDate(0, 0, n)
	case *[]string:
		*x = []string{fmt.Sprint(n), fmt.Sprint(n + 1)}
	case *[]byte:
		*x = []byte{byte(n)}
	case *Share:
		*x = Share{1, n + 2}
	case *bool:
		*x = n%2 == 0
	default:
		switch v := reflect.ValueOf(place).Elem(); f.Kind {
		case KindChoice:
			words := f.Choices.Words()
			v.SetString(words[n%len(words)].Code)
		case KindRows:
			empty(place)
			row := f.Rows.Grow(place)
			for _, of := range f.Rows.Any() {
				putValue(of.FieldInfo, of.Place(row), n)
			}
		default:
			v.SetInt(int64(n))
		}
	}
}

// filledIn returns an entity with the nth value in every field.
func filledIn[T any](fields Fields[T], n int) (v T) {
	for _, f := range fields {
		putValue(f.FieldInfo, f.Place(&v), n)
	}
	return v
}

// kindCase is what is tried with every kind of records.
type kindCase interface {
	RecordType
	described() described
	comesBack(*testing.T)
	isRebased(*testing.T)
	holdsTexts(*testing.T)
}

func everyKind(t *testing.T, try func(kindCase, *testing.T)) {
	for _, k := range RecordTypes {
		t.Run(string(k.Called().Code), func(t *testing.T) { try(k.(kindCase), t) })
	}
}

func TestKindsOfRecords(t *testing.T) {
	seen := map[RecordKind]bool{}
	for _, w := range RecordKinds {
		if seen[w.Code] || w.Chinese == "" || w.English == "" {
			t.Errorf("%+v", w)
		}
		seen[w.Code] = true
	}
	for _, k := range []RecordKind{RecordSetting, RecordDepartment, RecordEvent, RecordPerson, RecordInvitee, RecordAgenda, RecordFeedback, RecordPhoto, RecordPrint, RecordDisplaced} {
		if !seen[k] {
			t.Errorf("nothing is known of the kind %q", k)
		}
	}
	if _, known := RecordTypeOf("nothing"); known || NameOf("nothing", Event{}) != "" {
		t.Error("a kind is known that is none")
	}
	if _, err := UnpackChanges([]byte(`[{"Kind":"nothing","ID":"a","Before":null,"After":{}}]`)); CodeOf(err) != CodeInternal {
		t.Errorf("a change of such a record: %v", err)
	}
	for kind, record := range map[RecordKind]any{RecordEvent: Event{Title: "甲"}, RecordPerson: Person{Name: "甲"}, RecordInvitee: Invitee{Person: Person{Name: "甲"}},
		RecordAgenda: AgendaItem{Content: "甲"}, RecordFeedback: Feedback{Content: "甲"}, RecordDepartment: Department{Name: "甲"}, RecordPhoto: Photo{Caption: "甲"}} {
		if got, want := NameOf(kind, record), RecordKinds.Label(kind)+"“甲”"; got != want {
			t.Errorf("%s, want %s", got, want)
		}
		if got := NameOf(kind, nil); got != RecordKinds.Label(kind) {
			t.Errorf("one that is gone: %s", got)
		}
	}
}

// What is set aside to be undone is read again as it was.
func TestRecordsOfEveryKindComeBack(t *testing.T) { everyKind(t, kindCase.comesBack) }

func (r entityType[T]) comesBack(t *testing.T) {
	v := filledIn(r.fields, 3)
	packed, err := PackChanges([]RecordChange{{RecordKey{r.Code, "a"}, "e", v, nil, 7}})
	if err != nil {
		t.Fatal(err)
	}
	back, err := UnpackChanges(packed)
	if diff := gocmp.Diff([]RecordChange{{RecordKey{r.Code, "a"}, "e", v, nil, 7}}, back, cmpopts.EquateEmpty()); err != nil || diff != "" {
		t.Errorf("%v %s", err, diff)
	}
	if _, err := r.Decode(json.RawMessage(`[]`)); err == nil {
		t.Error("a list is taken for it")
	}
	for _, f := range r.fields {
		longer := v
		if f.Kind == KindProse || f.Kind == KindBytes || f.Go == "What" {
			text, isText := f.Place(&longer).(*string)
			if isText {
				*text += strings.Repeat("x", 1000)
			} else {
				PutInto(f.Place(&longer), &[]byte{999: 1})
			}
			if more := r.Size(longer) - r.Size(v); more < 990 {
				t.Errorf("%s grew by 1000 bytes, the record by %d", f.Go, more)
			}
		}
	}
	if r.Size(nil) != 0 || r.Size(v) <= 0 {
		t.Errorf("a record takes %d bytes, none %d", r.Size(v), r.Size(nil))
	}
	if at, ok := r.Seat(v); ok != (slices.Contains([]RecordKind{RecordInvitee, RecordAgenda, RecordFeedback, RecordPhoto}, r.Code)) {
		t.Errorf("it stands in a list: %v", ok)
	} else if moved := any(v); ok {
		if at != (Seat{r.Code, "EventID3", 3}) {
			t.Errorf("its place is %+v", at)
		}
		if moved = r.Moved(moved, 9); gocmp.Diff(v, moved.(T)) == "" {
			t.Error("it was not moved")
		}
		if at, _ := r.Seat(moved); at.Position != 9 {
			t.Errorf("it was moved to %d", at.Position)
		}
		if gocmp.Diff(v, r.Moved(moved, 3).(T)) != "" {
			t.Error("it is another one at another place")
		}
	}
}

// A field that a form edits is taken over from the side that changed it, and one
// that the program fills in stays as it is stored.
func TestRebaseOfEveryField(t *testing.T) {
	everyKind(t, kindCase.isRebased)
}

func (r entityType[T]) isRebased(t *testing.T) {
	fields := formOf[T]()
	if len(fields) == 0 {
		t.Fatal("its fields are not known")
	}
	for i, f := range fields {
		base := filledIn(fields, 2)
		other := fields[(i+1)%len(fields)]
		edited, stored := base, base
		putValue(f.FieldInfo, f.Place(&edited), 3)
		putValue(other.FieldInfo, other.Place(&stored), 4)
		// Each side changed another field.
		want := stored
		if f.Edited() {
			PutInto(f.Place(&want), f.Place(&edited))
		}
		got := Rebase(base, edited, stored)
		if diff := gocmp.Diff(Rebased[T]{Mine: want, Stored: want}, got); diff != "" {
			t.Errorf("%s here, %s there: %s", f.Go, other.Go, diff)
		}
		// Both changed this one.
		stored = base
		putValue(f.FieldInfo, f.Place(&stored), 4)
		if sameValue(f.Place(&stored), f.Place(&base)) {
			continue // yes and no are two
		}
		want = stored
		pairs := 0
		if f.Edited() {
			PutInto(f.Place(&want), f.Place(&edited))
			if f.Label != "" {
				pairs = 1
			}
		}
		got = Rebase(base, edited, stored)
		if len(got.Fields) != pairs {
			t.Errorf("%s changed twice: %v", f.Go, got.Fields)
		}
		if diff := gocmp.Diff(Rebased[T]{Mine: want, Stored: stored}, Rebased[T]{Mine: got.Mine, Stored: got.Stored}); diff != "" {
			t.Errorf("%s changed twice: %s", f.Go, diff)
		}
	}
}

// These are not edited by a form, whatever becomes of the descriptors.
func TestWhatFormsLeaveAlone(t *testing.T) {
	left := map[string]bool{}
	for _, d := range allDescribed(t)[:len(RecordTypes)] {
		for _, f := range d.fields {
			if !f.Edited() {
				left[f.Go] = true
			}
		}
	}
	for _, name := range []string{"ID", "EventID", "Position", "Revision", "Extra", "CreatedAt", "UpdatedAt", "History", "MergedInto", "Person"} {
		if !left[name] {
			t.Errorf("%s is edited", name)
		}
		delete(left, name)
	}
	for _, name := range []string{"Title", "Phone", "Unit", "Content", "InviteeID", "DueDate"} {
		if left[name] {
			t.Errorf("%s is not edited", name)
		}
	}
}

// A text beyond its limit is refused in every field of every kind, whichever use
// case wrote it.
func TestTextsOfEveryKindAreHeldToTheirLimits(t *testing.T) { everyKind(t, kindCase.holdsTexts) }

func (r entityType[T]) holdsTexts(t *testing.T) {
	tried := 0
	for _, f := range r.fields {
		if f.Kind == KindOwn {
			continue
		}
		var record T
		at := f.Go
		switch place := f.Place(&record).(type) {
		case *string:
			*place = longText(f.Max + 1)
		case *[]string:
			*place = []string{"", longText(f.Max + 1)}
			at += "[1]"
		default:
			continue
		}
		if r.wrong == nil {
			continue
		}
		tried++
		named := func(before any) bool {
			return slices.ContainsFunc(r.Problems(before, record), func(p FieldProblem) bool { return p.Field == at && strings.Contains(p.Message, "最多") })
		}
		var none T
		if !named(nil) || !named(none) || named(record) {
			t.Errorf("%s: new %v, grown %v, as it was %v", f.Go, named(nil), named(none), named(record))
		}
	}
	if tried == 0 && r.Code != RecordDisplaced {
		t.Error("it has no texts")
	}
	if p := r.Problems(filledIn(r.fields, 1), nil); p != nil {
		t.Errorf("one that goes: %v", p)
	}
}

// Of somebody who is known already, all is known that they do not say anew.
func TestAKnownPersonIsCompleted(t *testing.T) {
	known := filledIn(PersonFields, 1)
	for _, f := range PersonFields {
		says := filledIn(PersonFields, 2)
		says.ID, says.Revision = "", 0
		want := says
		want.ID, want.Revision = known.ID, known.Revision
		empty(f.Place(&says))
		PutInto(f.Place(&want), f.Place(&known))
		if diff := gocmp.Diff(want, says.Completed(known)); diff != "" {
			t.Errorf("%s: %s", f.Go, diff)
		}
	}
}
