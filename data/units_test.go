package data

import (
	"context"
	"strings"
	"testing"

	"openday/app"
)

// What units and posts are found by lies there once, as long as anybody has it.
func TestUnitsAreKeptOnce(t *testing.T) {
	ctx, s := context.Background(), fresh(t)
	list := manyInvitees("e", 0, 60)
	for i := range list {
		list[i].Unit, list[i].Post = []string{"青山社区", "滨河学校"}[i%2], []string{"网格员", "教师", "楼长"}[i%3]
	}
	try(t, s.AddDossier(ctx, app.Dossier{Event: anEvent("e"), Invitees: list}))
	count := func(want int, when string) {
		t.Helper()
		var all, unused, lost int
		try(t, s.reader.QueryRow(`SELECT count(*),
			count(*) FILTER (WHERE NOT EXISTS (SELECT 1 FROM invitees WHERE search_id = units.id)),
			(SELECT count(*) FROM invitees WHERE search_id IS NULL) FROM units`).Scan(&all, &unused, &lost))
		if all != want || unused+lost > 0 {
			t.Errorf("%s: %d texts, not %d; %d that nobody has, %d who have none", when, all, want, unused, lost)
		}
	}
	find := func(text string, want int) {
		t.Helper()
		if got := len(must(s.People(ctx, app.PersonFilter{Text: text}))(t)); got != want {
			t.Errorf("%d people are found by %s, not %d", got, text, want)
		}
	}
	count(6, "added")
	find("青山", 30)
	find("qingshan", 30)
	find("qs 网格员", 10)
	find("滨河 教师", 10)
	find("大同", 0)

	// One text goes with the last who has it, another stays for the others.
	for i := range list {
		if list[i].Unit == "青山社区" && list[i].Post == "网格员" || i == 1 {
			list[i].Unit = "大同公司"
		}
	}
	try(t, s.SaveInvitees(ctx, list))
	count(7, "changed") // less 青山社区 网格员, with 大同公司 网格员 and 大同公司 教师
	find("大同", 11)
	find("青山 网格员", 0)
	if found := must(s.Check(ctx))(t); len(found) > 0 {
		t.Error(found)
	}
	try(t, s.DeleteEvent(ctx, "e"))
	count(0, "deleted")
}

// Large files are counted and searched without going through all invitees: a time
// would tell it of this machine, the plan of the query tells it of every one.
func TestPlansOfLargeFiles(t *testing.T) {
	s := fresh(t)
	for name, c := range map[string]struct {
		query string
		args  []any
		want  string
		not   []string
	}{
		"figures of an event": {countInvitees, []any{"e"}, "COVERING INDEX invitees_counted", []string{"SCAN", "TEMP B-TREE"}},
		"people by unit":      {"SELECT id FROM people WHERE " + peopleOfUnits + " LIKE ?)", []any{"%x%"}, "COVERING INDEX invitees_search", []string{"SCAN invitees"}},
	} {
		rows := must(s.reader.Query("EXPLAIN QUERY PLAN "+c.query, c.args...))(t)
		var plan []string
		for rows.Next() {
			var id, parent, unused int
			var step string
			try(t, rows.Scan(&id, &parent, &unused, &step))
			plan = append(plan, step)
		}
		try(t, rows.Err())
		text := strings.Join(plan, "; ")
		if !strings.Contains(text, c.want) {
			t.Errorf("%s: %s", name, text)
		}
		for _, not := range c.not {
			if strings.Contains(text, not) {
				t.Errorf("%s: %s", name, text)
			}
		}
	}
}
