package data

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"openday/app"
)

func names(people []app.Person) []string {
	list := []string{}
	for _, p := range people {
		list = append(list, p.Name)
	}
	return list
}

func TestPeople(t *testing.T) {
	ctx := context.Background()
	s := fresh(t)
	try(t, s.SaveEvent(ctx, anEvent("e")))
	for _, p := range []app.Person{
		{ID: "1", Name: "张三", IDNumber: "11010519491231002X", Phone: "13812341234"},
		{ID: "2", Name: "张珊", IDNumber: "440524188001010014"},
		{ID: "3", Name: "单雄信", Phone: "13812345678"},
		{ID: "4", Name: "Anna Li", IDNumber: "EA1234567"},
	} {
		try(t, s.SaveInvitees(ctx, []app.Invitee{{ID: p.ID, EventID: "e", Person: p}}))
	}
	for _, c := range []struct {
		filter app.PersonFilter
		want   []string
	}{
		{app.PersonFilter{}, []string{"Anna Li", "单雄信", "张三", "张珊"}},
		{app.PersonFilter{Limit: 2}, []string{"Anna Li", "单雄信"}},
		{app.PersonFilter{Text: "zhangs"}, []string{"张三", "张珊"}},
		{app.PersonFilter{Text: "shanxx"}, []string{}},
		{app.PersonFilter{Text: "sxx"}, []string{"单雄信"}},
		{app.PersonFilter{Text: "anna LI"}, []string{"Anna Li"}},
		{app.PersonFilter{Text: "5678"}, []string{"单雄信"}},
		{app.PersonFilter{Text: "11010519491231002X"}, []string{}}, // numbers are not searched by
	} {
		people, err := s.People(ctx, c.filter)
		try(t, err)
		if diff := cmp.Diff(c.want, names(people)); diff != "" {
			t.Errorf("%+v: %s", c.filter, diff)
		}
	}
	for name, c := range map[string]struct {
		like app.Person
		want []string
	}{
		"ID number":             {app.Person{Name: "x", IDNumber: "11010519491231002X"}, []string{"张三"}},
		"written another way":   {app.Person{Name: "x", IDNumber: " 110105 19491231 002x"}, []string{"张三"}},
		"of 15 digits":          {app.Person{Name: "x", IDNumber: "110105491231002"}, []string{"张三"}},
		"passport":              {app.Person{Name: "x", IDNumber: "ea1234567"}, []string{"Anna Li"}},
		"name and phone":        {app.Person{Name: "单雄信", Phone: "13812345678"}, []string{"单雄信"}},
		"phone of another name": {app.Person{Name: "张三", Phone: "13812345678"}, []string{}},
		"name alone":            {app.Person{Name: "张三"}, []string{}},
		"both, of two people":   {app.Person{Name: "单雄信", Phone: "13812345678", IDNumber: "11010519491231002X"}, []string{"单雄信", "张三"}},
	} {
		people, err := s.PeopleLike(ctx, []app.Person{c.like})
		try(t, err)
		if diff := cmp.Diff(c.want, names(people)); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
	if people, err := s.PeopleLike(ctx, nil); err != nil || len(people) > 0 {
		t.Error(people, err)
	}
}

// The ID number must stand nowhere on the disk: not in the file, not in its
// copies, not after a deletion.
func TestIDNumberIsNowhereInTheFiles(t *testing.T) {
	ctx := context.Background()
	s := fresh(t)
	d := fullDossier("a-")
	try(t, s.AddDossier(ctx, d))
	try(t, s.KeepCopy(ctx, app.CopyBeforeImport))
	search := func(needle string) (found int) {
		try(t, filepath.WalkDir(filepath.Dir(s.Path()), func(path string, entry os.DirEntry, err error) error {
			if err != nil || entry.IsDir() {
				return err
			}
			content, err := os.ReadFile(path)
			found += bytes.Count(content, []byte(needle))
			return err
		}))
		return found
	}
	if search(d.Invitees[0].Unit) == 0 {
		t.Error("the test cannot find what is not encrypted")
	}
	for _, v := range d.Invitees {
		for _, needle := range []string{v.Person.IDNumber, v.Person.IDNumber[:12], v.Person.IDNumber[6:]} {
			if n := search(needle); n > 0 {
				t.Errorf("%s stands in the files %d times", needle, n)
			}
		}
	}
	for _, c := range must(Copies(s.Path()))(t) {
		try(t, os.Remove(c.Path))
	}
	try(t, s.DeleteEvent(ctx, d.Event.ID))
	if n := search(d.Invitees[0].Unit); n > 0 {
		t.Errorf("what was deleted stands in the file %d times", n)
	}
}

func BenchmarkSearchNameAmong50000(b *testing.B) {
	ctx := context.Background()
	s := fresh(b)
	for i := range 5 {
		e := anEvent(string(rune('a' + i)))
		try(b, s.AddDossier(ctx, app.Dossier{Event: e, Invitees: manyInvitees(e.ID, i*10000, 10000)}))
	}
	for _, typed := range []string{"张敏", "zhangmin", "13900012345", "没有此人"} {
		b.Run(typed, func(b *testing.B) {
			for b.Loop() {
				_, err := s.People(ctx, app.PersonFilter{Text: typed, Limit: 50})
				try(b, err)
			}
		})
	}
}

// Hashes of another normal form are made anew when a file is opened.
func TestTelephonesAreFoundAfterTheFormOfTheirHashesChanged(t *testing.T) {
	ctx := context.Background()
	s := fresh(t)
	try(t, s.AddDossier(ctx, app.Dossier{Event: anEvent("e"), Invitees: manyInvitees("e", 0, 3)}))
	_, err := s.writer.Exec("UPDATE about SET value = x'30' WHERE name = 'phone_form'; DELETE FROM phones")
	try(t, err)
	try(t, s.Close())
	s = open(t, s.Path(), atPresent())
	for typed, want := range map[string]int{"13900000001": 1, "139": 3, "0002": 1, "1390000": 0} {
		if got := must(s.People(ctx, app.PersonFilter{Text: typed}))(t); len(got) != want {
			t.Errorf("%s finds %d, want %d", typed, len(got), want)
		}
	}
}
