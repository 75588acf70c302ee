package service

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"openday/app"

	"github.com/google/go-cmp/cmp"
)

// aStep is a step that changed one record.
func aStep(id string, size int) (step, []app.RecordChange) {
	key := app.RecordKey{Kind: app.RecordEvent, ID: id}
	return step{UndoStep: UndoStep{ID: id, Records: []app.RecordKey{key}}, size: size}, []app.RecordChange{{RecordKey: key, Revision: 7}}
}

func stepIDs(steps []step) []string {
	var all []string
	for _, s := range steps {
		all = append(all, s.ID)
	}
	return all
}

// Two hundred steps are kept, and sixty-four megabytes, the latest.
func TestTheHistoryIsBounded(t *testing.T) {
	const mb = 1 << 20
	for name, c := range map[string]struct {
		sizes []int // of the steps, in the order in which they are done
		kept  int   // of the last of them
	}{
		"one":                           {[]int{1}, 1},
		"two hundred":                   {slices.Repeat([]int{1}, 200), 200},
		"one more":                      {slices.Repeat([]int{1}, 201), 200},
		"many more":                     {slices.Repeat([]int{1}, 450), 200},
		"as large as may be":            {[]int{32 * mb, 32 * mb}, 2},
		"a byte larger":                 {[]int{32 * mb, 1, 32 * mb}, 2},
		"one as large as all":           {[]int{1, 1, 64 * mb}, 1},
		"small ones behind large ones":  {append([]int{40 * mb, 40 * mb}, slices.Repeat([]int{1}, 5)...), 6},
		"too many, of which some large": {append([]int{60 * mb, 4 * mb}, slices.Repeat([]int{1}, 199)...), 200},
	} {
		var h history
		var all []string
		for i, size := range c.sizes {
			s, changes := aStep(fmt.Sprint(i), size)
			h.push(s, changes, 64*mb)
			all = append(all, s.ID)
		}
		want := all[len(all)-c.kept:]
		if got := stepIDs(h.done); !slices.Equal(got, want) {
			t.Errorf("%s: %d steps from %s are kept, want %d", name, len(got), got[0], c.kept)
		}
		// Nothing is remembered of records that no step names any more.
		expected := map[app.RecordKey]int64{}
		for _, id := range want {
			expected[app.RecordKey{Kind: app.RecordEvent, ID: id}] = 7
		}
		if diff := cmp.Diff(expected, h.expected); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

func TestWhatIsDoneAnewCannotBeRedone(t *testing.T) {
	var h history
	undone, changes := aStep("undone", 1)
	h.undone = []step{undone}
	h.expect(changes)
	s, changes := aStep("new", 1)
	h.push(s, changes, 1)
	if len(h.undone) > 0 || !slices.Equal(stepIDs(h.done), []string{"new"}) {
		t.Errorf("done %v, undone %v", stepIDs(h.done), stepIDs(h.undone))
	}
	h.expect([]app.RecordChange{{RecordKey: app.RecordKey{Kind: app.RecordEvent, ID: "new"}, Revision: 9}, {RecordKey: app.RecordKey{Kind: app.RecordPhoto, ID: "p"}}})
	if h.expected[app.RecordKey{Kind: app.RecordEvent, ID: "new"}] != 9 || len(h.expected) != 3 {
		t.Errorf("expected are %v", h.expected)
	}
}

// What a step changed is the same after it was set aside, whatever it is.
func TestChangesAreReadAsTheyWereSetAside(t *testing.T) {
	entities := map[app.RecordKind]any{
		app.RecordSetting: app.SettingRecord{Value: "v"}, app.RecordDepartment: app.Department{ID: "d", Name: "城管科"},
		app.RecordEvent: app.Event{ID: "e", Title: "开放日", Start: app.Date(2026, 10, 14)}, app.RecordPerson: app.Person{ID: "p", Name: "张三"},
		app.RecordInvitee: app.Invitee{ID: "i", Person: app.Person{ID: "p"}}, app.RecordAgenda: app.AgendaItem{ID: "a", Content: "参观"},
		app.RecordFeedback: app.Feedback{ID: "f", History: []app.Transition{{ID: "m"}}}, app.RecordPhoto: app.Photo{ID: "ph", Data: []byte{1, 2}},
		app.RecordPrint: app.Print{ID: "pr", Lines: []app.PrintLine{{Number: 1}}}, app.RecordDisplaced: app.Displaced{ID: "di"},
	}
	for _, k := range app.RecordKinds {
		entity := entities[k.Code]
		changes := []app.RecordChange{
			{RecordKey: app.RecordKey{Kind: k.Code, ID: "new"}, EventID: "e", After: entity, Revision: 3},
			{RecordKey: app.RecordKey{Kind: k.Code, ID: "gone"}, Before: entity},
			{RecordKey: app.RecordKey{Kind: k.Code, ID: "changed"}, Before: entity, After: entity, Revision: 8},
		}
		text, err := app.PackChanges(changes)
		if err != nil {
			t.Fatal(err)
		}
		got, err := app.UnpackChanges(text)
		if diff := cmp.Diff(changes, got); diff != "" || err != nil || entity == nil {
			t.Errorf("%s: %v %s", k.Code, err, diff)
		}
	}
	for name, text := range map[string]string{
		"no list":         `{`,
		"no such kind":    `[{"Kind":"other","ID":"x","Before":{},"After":null}]`,
		"before is wrong": `[{"Kind":"event","ID":"x","Before":3,"After":null}]`,
		"after is wrong":  `[{"Kind":"event","ID":"x","Before":null,"After":3}]`,
	} {
		if _, err := app.UnpackChanges([]byte(text)); err == nil || app.CodeOf(err) != app.CodeInternal {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := app.PackChanges([]app.RecordChange{{After: func() {}}}); err == nil || app.CodeOf(err) != app.CodeInternal {
		t.Errorf("what cannot be written: %v", err)
	}
}

// shelfFile keeps one step outside memory.
type shelfFile struct {
	app.DataFile
	kept  []byte
	fails error
}

func (f *shelfFile) SetAsideStep(text []byte) (func() ([]byte, error), error) {
	f.kept = text
	return func() ([]byte, error) { return f.kept, nil }, f.fails
}

func TestALargeStepIsSetAside(t *testing.T) {
	// Half a kilobyte is reckoned for each.
	small := slices.Repeat([]app.RecordChange{{RecordKey: app.RecordKey{Kind: app.RecordSetting, ID: "s"}, Before: app.SettingRecord{}, Revision: 1}}, 1<<11)
	file := &shelfFile{}
	s := &Service{UndoMemory: 1 << 20, newID: func() string { return "id" }, file: file}
	made, err := s.newStep("设置", small)
	if err != nil || made.size != 1<<20 || made.fetch != nil || len(made.changes) != len(small) || made.ID != "id" || made.Label != "设置" || len(made.Records) != len(small) || made.Records[1] != small[1].RecordKey {
		t.Errorf("a step of the whole memory: %v, %d bytes", err, made.size)
	}
	large := append(slices.Clip(small), app.RecordChange{RecordKey: app.RecordKey{Kind: app.RecordInvitee, ID: "i"}, After: app.Invitee{}, Revision: 1})
	made, err = s.newStep("设置", large)
	if err != nil || made.size != 0 || made.fetch == nil || made.changes != nil || len(made.Records) != len(large) {
		t.Errorf("a larger one: %v, %d bytes", err, made.size)
	}
	if back, err := app.UnpackChanges(file.kept); err != nil || len(back) != len(large) {
		t.Errorf("set aside are %d changes, %v", len(back), err)
	}
	file.fails = errors.New("full")
	if _, err := s.newStep("设置", large); app.CodeOf(err) != app.CodeNoUndo || !errors.Is(err, file.fails) {
		t.Errorf("without room: %v", err)
	}
	if made, err := s.stepOf(t.Context(), "设置", large); app.CodeOf(err) != app.CodeNoUndo || made == nil {
		t.Errorf("without room: %v", err)
	}
	if made, err := s.stepOf(WithoutUndo(t.Context()), "设置", large); err != nil || made != nil {
		t.Errorf("without room, and wanted all the same: %v, %v", made, err)
	}
	if made, err := s.stepOf(WithoutUndo(t.Context()), "设置", small); err != nil || made == nil {
		t.Errorf("with room: %v, %v", made, err)
	}
	s.file = nil
	if _, err := s.newStep("设置", large); app.CodeOf(err) != app.CodeNoUndo {
		t.Errorf("in no file: %v", err)
	}
}

func TestWhatAStepIsCalled(t *testing.T) {
	change := func(kind app.RecordKind, event string) app.RecordChange {
		return app.RecordChange{RecordKey: app.RecordKey{Kind: kind}, EventID: event}
	}
	for name, c := range map[string]struct {
		changes       []app.RecordChange
		event, counts string
	}{
		"nothing":              {nil, "", ""},
		"one":                  {[]app.RecordChange{change(app.RecordInvitee, "a")}, "a", "邀请对象 1"},
		"of no event as well":  {[]app.RecordChange{change(app.RecordPerson, ""), change(app.RecordInvitee, "a"), change(app.RecordInvitee, "a")}, "a", "邀请对象 2"},
		"of two events":        {[]app.RecordChange{change(app.RecordInvitee, "a"), change(app.RecordInvitee, "b")}, "", "邀请对象 2"},
		"back again":           {[]app.RecordChange{change(app.RecordInvitee, "a"), change(app.RecordInvitee, "b"), change(app.RecordInvitee, "a")}, "", "邀请对象 3"},
		"people by themselves": {[]app.RecordChange{change(app.RecordPerson, ""), change(app.RecordPhoto, "a")}, "a", "人员 1、照片 1"},
	} {
		if got := oneEvent(c.changes); got != c.event {
			t.Errorf("%s: of the event %q, want %q", name, got, c.event)
		}
		if got := countsOf(c.changes); got != c.counts {
			t.Errorf("%s: %q, want %q", name, got, c.counts)
		}
	}
	for want, c := range map[string]struct {
		kind   app.RecordKind
		entity any
	}{
		"活动“开放日”": {app.RecordEvent, app.Event{Title: "开放日"}}, "人员“张三”": {app.RecordPerson, app.Person{Name: "张三"}}, "邀请对象“李四”": {app.RecordInvitee, app.Invitee{Person: app.Person{Name: "李四"}}},
		"议程环节“参观”": {app.RecordAgenda, app.AgendaItem{Content: "参观"}}, "意见建议“路灯不亮”": {app.RecordFeedback, app.Feedback{Content: "路灯不亮"}}, "承办单位“城管科”": {app.RecordDepartment, app.Department{Name: "城管科"}},
		"照片“合影”": {app.RecordPhoto, app.Photo{Caption: "合影"}}, "照片": {app.RecordPhoto, app.Photo{}}, "打印记录": {app.RecordPrint, app.Print{Options: "x"}}, "设置": {app.RecordSetting, nil},
	} {
		if got := app.NameOf(c.kind, c.entity); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
	if undo, redo := undoLabel(app.AuditUndo, "改名"), undoLabel(app.AuditRedo, "改名"); undo != "撤销：改名" || redo != "重做：改名" {
		t.Errorf("%q, %q", undo, redo)
	}
}

// A refused undo names what was changed since, and by whom where that is known.
func TestARefusedUndoSaysWhatStandsInItsWay(t *testing.T) {
	key := app.RecordKey{Kind: app.RecordEvent, ID: "e"}
	changes := []app.RecordChange{{RecordKey: app.RecordKey{Kind: app.RecordEvent, ID: "other"}, After: app.Event{Title: "另一个"}}, {RecordKey: key, After: app.Event{Title: "从前"}}}
	for name, c := range map[string]struct {
		conflict app.Conflict
		want     []string
	}{
		"as it is stored":           {app.Conflict{RecordKey: key, Stored: app.Event{Title: "现在"}, Given: app.Event{Title: "给出"}}, []string{"活动“现在” 此后"}},
		"gone":                      {app.Conflict{RecordKey: key, Given: app.Event{Title: "给出"}}, []string{"活动“给出” 此后"}},
		"gone, and to be gone":      {app.Conflict{RecordKey: key}, []string{"活动“从前” 此后"}},
		"it is known who, and when": {app.Conflict{RecordKey: key, Stored: app.Event{Title: "现在"}, By: "李四", At: app.Date(2026, 10, 14), Label: "改名"}, []string{"（李四，2026-10-14 00:00 改名）"}},
	} {
		err := refusedUndo(app.StaleError(&c.conflict), changes)
		if app.CodeOf(err) != app.CodeStale {
			t.Errorf("%s: %v", name, err)
		}
		for _, part := range c.want {
			if !strings.Contains(err.Error(), part) {
				t.Errorf("%s: %q does not say %q", name, err, part)
			}
		}
		if by := strings.Contains(err.Error(), "（"); by == c.conflict.At.IsZero() {
			t.Errorf("%s: %q", name, err)
		}
	}
	for _, err := range []error{errors.New("another"), app.Errorf(app.CodeInvalid, nil, "There is nothing to undo."), &app.Error{Code: app.CodeStale}} {
		if got := refusedUndo(err, changes); got != err {
			t.Errorf("%v becomes %v", err, got)
		}
	}
}
