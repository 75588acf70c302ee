package events

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"openday/app"
	"openday/views/widgets"
)

// The form shows the sections that a plan has, and gives back what is stored of them:
// nothing where they are the usual ones.
func TestSectionRows(t *testing.T) {
	own := []app.Section{{Key: app.SectionNotices, Heading: "温馨提示", Text: "请戴口罩。"}, {Heading: "活动内容", Text: "参观。\n座谈。"}, {Key: app.SectionTheme, Hidden: true}}
	for name, c := range map[string]struct {
		stored []app.Section
		change func(r *sectionRows)
		want   []app.Section
	}{
		"the usual":      {nil, func(*sectionRows) {}, nil},
		"the office's":   {own, func(*sectionRows) {}, own},
		"moved":          {own, func(r *sectionRows) { r.move(r.lines[2], 1, -1) }, []app.Section{own[0], own[2], own[1]}},
		"one taken out":  {own, func(r *sectionRows) { r.remove(r.lines[0], 1) }, own[1:]},
		"restored":       {own, func(r *sectionRows) { r.set(app.PlanOutline.Usual()) }, nil},
		"text taken out": {own[:1], func(r *sectionRows) { r.lines[0][2].(*widgets.TextEntry).SetText("") }, []app.Section{{Key: app.SectionNotices, Heading: "温馨提示"}}},
		"headed by the choice": {own[:1], func(r *sectionRows) {
			r.put()[0].(*widgets.Choice[app.SectionKey]).Set(app.SectionForm)
		}, []app.Section{own[0], {Key: app.SectionForm}}},
	} {
		r := newSectionRows()
		r.set(app.PlanOutline.Of(c.stored))
		c.change(r)
		if diff := cmp.Diff(c.want, r.values()); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
	r := newSectionRows()
	r.set([]app.Section{{Heading: "活动内容"}})
	if r.Problem() == "" {
		t.Error("a section of the office's own without a text is let pass")
	}
}
