package app

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestSections(t *testing.T) {
	for name, c := range map[string]struct {
		given []Section
		want  []Section // as they are stored
		field string    // of what keeps them from being saved; empty: nothing does
	}{
		"none":                  {nil, nil, ""},
		"the usual":             {PlanOutline.Usual(), nil, ""},
		"their usual headings":  {[]Section{{Key: SectionAims, Heading: " 活动目标 "}, {Key: SectionTheme, Hidden: true}}, []Section{{Key: SectionAims}, {Key: SectionTheme, Hidden: true}}, ""},
		"renamed and rewritten": {[]Section{{Key: SectionNotices, Heading: "温馨提示", Text: "请戴口罩。"}}, []Section{{Key: SectionNotices, Heading: "温馨提示", Text: "请戴口罩。"}}, ""},
		"free":                  {[]Section{{Heading: "活动内容", Text: "参观。"}}, []Section{{Heading: "活动内容", Text: "参观。"}}, ""},
		"free without heading":  {[]Section{{Text: "参观。"}}, []Section{{Text: "参观。"}}, "Sections[0].Heading"},
		"free without text":     {[]Section{{Key: SectionAims}, {Heading: "活动内容"}}, []Section{{Key: SectionAims}, {Heading: "活动内容"}}, "Sections[1].Text"},
		"one twice":             {[]Section{{Key: SectionAims}, {Key: SectionAims}}, []Section{{Key: SectionAims}, {Key: SectionAims}}, "Sections[1].Key"},
		"unknown":               {[]Section{{Key: "other"}}, []Section{{Key: "other"}}, "Sections[0].Key"},
	} {
		e := validEvent()
		e.Sections = c.given
		e = e.Tidied()
		if diff := cmp.Diff(c.want, e.Sections); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
		field := ""
		if found := e.Validate(); len(found) > 0 {
			field = found[0].Field
		}
		if field != c.field {
			t.Errorf("%s: %q, want %q", name, field, c.field)
		}
	}
	if !(Section{Heading: "附件1 报名表"}).IsAnnex() || (Section{Heading: "活动内容（见附件）"}).IsAnnex() {
		t.Error("an annex is told by the beginning of its heading")
	}
}

// A pattern takes order and headings to other events, and of free sections the texts.
func TestPatterns(t *testing.T) {
	all := []Section{{Key: SectionAims, Heading: "目标", Text: "这一次的目标。"}, {Heading: "活动内容", Text: "参观。"}}
	want := []Section{{Key: SectionAims, Heading: "目标"}, {Heading: "活动内容", Text: "参观。"}}
	if diff := cmp.Diff(want, PatternOf(all)); diff != "" {
		t.Error(diff)
	}
	if all[0].Text == "" {
		t.Error("the event's own sections were changed with it")
	}
	for text, n := range map[string]int{`[{"Key":"aims","Heading":"目标"}]`: 1, "": 0, "{": 0, `[{"Key":"no such"}]`: 0, `[{"Heading":"x"}]`: 0} {
		if got := PlanOutline.ParsePattern(text); len(got) != n {
			t.Errorf("%q: %v", text, got)
		}
	}
}

// An event has a day, or says its time in words.
func TestAnEventWithoutADay(t *testing.T) {
	e := validEvent()
	e.Start = DayOf(e.Start)
	if e.HasClock() || len(e.Validate()) > 0 {
		t.Error("a day alone is enough")
	}
	e = Event{Title: "开放日", State: StateDraft, TimeWords: "集中在三季度", CreatedAt: Date(2026, 5, 6)}
	if p := e.Validate(); len(p) > 0 {
		t.Error(p)
	}
	if !e.OrderedBy().Equal(e.CreatedAt) {
		t.Error("it stands by its making")
	}
	e.Done = []DeadlineDone{{Kind: DeadlineFiling, On: Date(2026, 6, 1)}}
	if !e.OrderedBy().Equal(Date(2026, 6, 1)) {
		t.Error("it stands by its filing")
	}
	e.TimeWords = ""
	if p := e.Validate(); len(p) != 1 || p[0].Field != "Start" {
		t.Error(p)
	}
	a := validItem()
	a.Start = e.Start
	if p := a.Validate(); len(p) > 0 || a.Clock() != "" {
		t.Error(p, a.Clock())
	}
}
