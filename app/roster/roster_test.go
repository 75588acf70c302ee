package roster

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"openday/app"
	"openday/app/phone"
)

// person makes an invitee of: name, ID number, phone, unit, post.
func person(said string) app.Invitee {
	parts := append(strings.Split(said, "|"), "", "", "", "")
	return app.Invitee{Person: app.Person{Name: parts[0], IDNumber: parts[1], Phone: parts[2]}, Unit: parts[3], Post: parts[4], Vetting: app.VettingPending}
}

// Numbers that are sound, and one whose check digit is wrong.
const (
	idA     = "11010519491231002X"
	idB     = "440524188001010014"
	idWrong = "640302196202072982"
)

func TestVerdicts(t *testing.T) {
	event := app.Event{Start: app.Date(2026, 10, 14), MinAge: 18, Quotas: []app.Quota{{Category: "群众代表", Number: 5}}}
	for name, c := range map[string]struct {
		list   []string
		known  []app.Person
		rows   []string
		policy DuplicatePolicy
		want   []Verdict
	}{
		"same ID number":                   {[]string{"王伟|" + idA}, nil, []string{"王伟|" + idA + "|1"}, DuplicatesSkip, []Verdict{VerdictDuplicate}},
		"ID number in lower case":          {[]string{"王伟|" + idA}, nil, []string{"王伟|" + strings.ToLower(idA)}, DuplicatesSkip, []Verdict{VerdictDuplicate}},
		"ID number, another name":          {[]string{"王伟|" + idA}, nil, []string{"李芳|" + idA}, DuplicatesUpdate, []Verdict{VerdictDuplicate}},
		"other ID numbers, all else alike": {[]string{"王伟|" + idA + "|1|和平社区"}, nil, []string{"王伟|" + idB + "|1|和平社区"}, DuplicatesSkip, []Verdict{VerdictNew}},
		"name and phone":                   {[]string{"王伟||138 0013-8000"}, nil, []string{"王 伟|" + idA + "|+86 13800138000|别处"}, DuplicatesSkip, []Verdict{VerdictDuplicate}},
		"phone alone":                      {[]string{"王伟||13800138000"}, nil, []string{"李芳||13800138000"}, DuplicatesSkip, []Verdict{VerdictNew}},
		"name and unit":                    {[]string{"王伟|||和平社区"}, nil, []string{"王伟||13800138000|和平 社区"}, DuplicatesSkip, []Verdict{VerdictDuplicate}},
		"name and unit, other phones":      {[]string{"王伟||1|和平社区"}, nil, []string{"王伟||2|和平社区"}, DuplicatesSkip, []Verdict{VerdictNew}},
		"name alone":                       {[]string{"王伟"}, nil, []string{"王伟"}, DuplicatesSkip, []Verdict{VerdictDuplicate}},
		"name, nothing to compare":         {[]string{"王伟||1"}, nil, []string{"王伟|||和平社区", "王伟"}, DuplicatesSkip, []Verdict{VerdictNew, VerdictNew}},
		"rows among each other":            {nil, nil, []string{"王伟||1", "王伟||2", "王伟||1", "李芳"}, DuplicatesSkip, []Verdict{VerdictNew, VerdictNew, VerdictDuplicate, VerdictNew}},
		"no name":                          {nil, nil, []string{"|" + idA, " "}, DuplicatesSkip, []Verdict{VerdictError, VerdictError}},
		"an error is nobody's double":      {nil, nil, []string{"|" + idA, "王伟|" + idA}, DuplicatesSkip, []Verdict{VerdictError, VerdictNew}},
		"several names":                    {nil, nil, []string{"王伟、李芳", "王伟\n李芳", "12", strings.Repeat("王", 65)}, DuplicatesSkip, []Verdict{VerdictError, VerdictError, VerdictError, VerdictError}},
		"wrong check digit":                {nil, nil, []string{"刘建国|" + idWrong}, DuplicatesSkip, []Verdict{VerdictNew}},
		"fill what is empty":               {[]string{"王伟||1"}, nil, []string{"王伟||1|和平社区", "王伟||1|别处"}, DuplicatesUpdate, []Verdict{VerdictUpdate, VerdictDuplicate}},
		"fill an earlier row":              {nil, nil, []string{"王伟||1", "王伟|" + idA + "|1", "王伟|" + idA + "||三中"}, DuplicatesUpdate, []Verdict{VerdictNew, VerdictUpdate, VerdictUpdate}},
		"filled ones are told apart":       {[]string{"王伟|||和平社区"}, nil, []string{"王伟||1|和平社区", "王伟||2|和平社区"}, DuplicatesUpdate, []Verdict{VerdictUpdate, VerdictNew}},
		"skipping keeps the list as it is": {[]string{"王伟||1"}, nil, []string{"王伟||1|和平社区"}, DuplicatesSkip, []Verdict{VerdictDuplicate}},
		"add all the same":                 {[]string{"王伟|" + idA}, nil, []string{"王伟|" + idA, "王伟|" + idA}, DuplicatesAdd, []Verdict{VerdictNew, VerdictNew}},
		"one person of the library": {nil, []app.Person{{ID: "p", Name: "王伟", IDNumber: idA, Phone: "13800138000"}},
			[]string{"王伟|" + idA, "王伟||13800138000"}, DuplicatesSkip, []Verdict{VerdictNew, VerdictDuplicate}},
	} {
		var list []app.Invitee
		for i, said := range c.list {
			v := person(said)
			v.ID, v.Person.ID = fmt.Sprint("i", i), fmt.Sprint("l", i)
			list = append(list, v)
		}
		var rows []Row
		for i, said := range c.rows {
			rows = append(rows, Row{Line: i + 2, Invitee: person(said)})
		}
		plan := Judge(event, list, c.known, rows, TidiedRows(rows), c.policy)
		var got []Verdict
		added := 0
		for i, v := range plan.Verdicts {
			got = append(got, v.Verdict)
			if v.Reason == "" || v.Line != rows[i].Line {
				t.Errorf("%s: no reason or another row: %+v", name, v)
			}
			if v.Verdict == VerdictNew {
				added++
			}
		}
		if fmt.Sprint(got) != fmt.Sprint(c.want) || added != len(plan.Added) {
			t.Errorf("%s: %v, %d are added", name, got, len(plan.Added))
		}
	}
}

func TestVerdictsWarnAndName(t *testing.T) {
	event := app.Event{Start: app.Date(2026, 10, 14), MaxAge: 65, Quotas: []app.Quota{{Category: "群众代表", Number: 5}}}
	old := person("王伟|" + idA)
	old.Category = "记者"
	rows := []Row{
		{Line: 3, Skipped: "合计行，不是人员。"},
		{Line: 4, Invitee: old, Notes: []string{"性别认不出。"}},
		{Line: 5, Invitee: person("刘建国|" + idWrong)},
		{Line: 6, Invitee: person("王伟||2|三中")},
		{Line: 7, Invitee: person("李芳"), Wrong: []string{"身份证号是数字单元格，末位数字已丢失。"}},
		{Line: 8, Invitee: person("赵六|" + idA)},
	}
	plan := Judge(event, nil, nil, rows, TidiedRows(rows), DuplicatesSkip)
	for i, want := range []string{
		"合计行，不是人员。",
		"名单中没有此人。 性别认不出。 活动当天 76 周岁，超过年龄上限 65 周岁。",
		"校验码",
		"名单中没有此人；与第 4 行（王伟）同名，按不同的人处理。",
		"身份证号是数字单元格，末位数字已丢失。",
		"身份证号与第 4 行（王伟）相同。 但姓名不同",
	} {
		v := plan.Verdicts[i]
		if said := v.Why(); !strings.Contains(said, want) {
			t.Errorf("row %d: %q", v.Line, said)
		}
	}
}

// invitees draws people of a small stock, so that many are alike.
func invitees(t *rapid.T, label string) []app.Invitee {
	pick := func(of ...string) string { return rapid.SampledFrom(of).Draw(t, label) }
	all := make([]app.Invitee, rapid.IntRange(0, 12).Draw(t, label))
	for i := range all {
		all[i] = person(strings.Join([]string{pick("王伟", "李芳", "王 伟"), pick("", "", idA, idB), pick("", "13800138000", "138-0013-8000", "0951-2011234"), pick("", "和平社区", "三中"), pick("", "主任")}, "|"))
	}
	return all
}

// samePerson is the rule itself, for two invitees.
func samePerson(a, b app.Invitee) bool {
	a, b = a.Tidied(), b.Tidied()
	x, y := IdentityOf(a), IdentityOf(b)
	switch {
	case x.ID != "" && y.ID != "":
		return x.ID == y.ID
	case x.Name != y.Name:
		return false
	case len(x.Phones) > 0 && len(y.Phones) > 0:
		return phone.Same(a.Person.Phone, b.Person.Phone)
	case x.Unit != "" && y.Unit != "":
		return x.Unit == y.Unit
	}
	return x.nameOnly() && y.nameOnly()
}

// Whatever the rows: nobody is written twice, nobody is lost, nothing that is
// filled changes, and nothing in error is written.
func TestNobodyIsWrittenTwiceOrLost(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var list []app.Invitee
		for _, v := range invitees(t, "list") {
			same := false
			for _, other := range list {
				same = same || samePerson(v, other)
			}
			if !same {
				v = v.Tidied()
				v.ID, v.Person.ID = fmt.Sprint("i", len(list)), fmt.Sprint("p", len(list))
				list = append(list, v)
			}
		}
		var rows []Row
		for i, v := range invitees(t, "rows") {
			row := Row{Line: i + 1, Invitee: v}
			if rapid.IntRange(0, 9).Draw(t, "ruined") == 0 {
				row.Wrong = []string{"ruined"}
			}
			rows = append(rows, row)
		}
		policy := rapid.SampledFrom([]DuplicatePolicy{DuplicatesSkip, DuplicatesUpdate, DuplicatesAdd}).Draw(t, "policy")
		plan := Judge(app.Event{Start: app.Date(2026, 1, 1)}, list, nil, rows, TidiedRows(rows), policy)

		present := append(append([]app.Invitee{}, list...), plan.Added...)
		counts := map[Verdict]int{}
		for _, v := range plan.Verdicts {
			counts[v.Verdict]++
			if (len(v.Wrong) > 0) != (v.Verdict == VerdictError) {
				t.Fatalf("row %d, in error, is %s", v.Line, v.Verdict)
			}
			found := false
			for _, p := range append(present, plan.Changed...) {
				found = found || samePerson(v.Invitee, p)
			}
			if !found && v.Verdict != VerdictError {
				t.Fatalf("row %d is lost: %+v", v.Line, v.Invitee)
			}
		}
		if counts[VerdictNew] != len(plan.Added) {
			t.Fatalf("%d new rows, %d are added", counts[VerdictNew], len(plan.Added))
		}
		switch policy {
		case DuplicatesSkip:
			for i, a := range present {
				for _, b := range present[:i] {
					if samePerson(a, b) {
						t.Fatalf("twice: %+v %+v", b, a)
					}
				}
			}
			if len(plan.Changed) > 0 {
				t.Fatal("skipping has changed somebody")
			}
		case DuplicatesAdd:
			if len(plan.Added) != len(rows)-counts[VerdictError] {
				t.Fatal("not all are added")
			}
		}
		byID := map[string]app.Invitee{}
		for _, v := range list {
			byID[v.ID] = v
		}
		for _, v := range plan.Changed {
			before, there := byID[v.ID]
			delete(byID, v.ID)
			if !there {
				t.Fatalf("changed twice, or not on the list: %+v", v)
			}
			for _, p := range rosterParts {
				if p.fill(&v, before) {
					t.Fatalf("%s was emptied", p.Go)
				}
			}
			if before.Unit != "" && v.Unit != before.Unit || before.Person.Phone != "" && v.Person.Phone != before.Person.Phone {
				t.Fatalf("a filled field has changed: %+v, now %+v", before, v)
			}
		}
	})
}

// benchmarkRows are rows of different people, a few of them twice.
func benchmarkRows(count int, name func(int) string) []Row {
	rows := make([]Row, count)
	for i := range rows {
		n := i - i/10
		rows[i] = Row{Line: i + 2, Invitee: person(fmt.Sprintf("%s||138%08d|第%d社区", name(n), n, n%50))}
	}
	return rows
}

func BenchmarkJudge20000(b *testing.B) {
	for what, name := range map[string]func(int) string{
		"names": func(n int) string { return "王" + string(rune('一'+n%5000)) },
		"alike": func(int) string { return "王伟" },
	} {
		rows := benchmarkRows(20_000, name)
		list := make([]app.Invitee, 10_000)
		for i := range list {
			list[i] = rows[i].Invitee
			list[i].CreatedAt = time.Unix(0, 0)
		}
		b.Run(what, func(b *testing.B) {
			for b.Loop() {
				Judge(app.Event{Start: app.Date(2026, 1, 1)}, list, nil, rows, TidiedRows(rows), DuplicatesUpdate)
			}
		})
	}
}
