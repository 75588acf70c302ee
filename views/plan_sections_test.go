package views

import (
	"context"
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"github.com/google/go-cmp/cmp"

	"openday/app"
	"openday/app/paper/before"
	"openday/views/pages"
	"openday/views/rows"
	"openday/views/ui"
	"openday/views/ui/uitest"
	"openday/views/widgets"
)

// From the preview of the plan a section is edited where it stands, by a menu or by a
// double-click on the page, and the way leads back.
func TestSectionsAreEditedFromThePreview(t *testing.T) {
	r := sampleFixture(t)
	at := func() *widgets.TextEntry {
		e, _ := r.Window.Canvas().Focused().(*widgets.TextEntry)
		if e == nil {
			t.Fatalf("%T has the keyboard; there is:\n%s", r.Window.Canvas().Focused(), r.Read())
		}
		return e
	}
	var section app.Section // one that has a text
	for _, s := range before.PlanSections.Generated(app.Dossier{Event: r.Event()}) {
		if s.Text != "" && s.Heading == app.PlanOutline.Keys.Chinese(s.Key) && slices.Contains(app.PlanOutline.Usual(), app.Section{Key: s.Key}) {
			section = s
		}
	}
	r.papers.Preview(before.KindPlan)
	r.Push("修改某一节")
	r.Push(section.Heading)
	if got := at().Value(); got != section.Text || got == "" {
		t.Fatalf("%q is to be edited, want %q", got, section.Text)
	}
	at().SetText("另写的一节。")
	r.Press(fyne.KeyS, fyne.KeyModifierShortcutDefault)
	if s := r.StoredEvent().SectionNamed(section.Key); s.Text != "另写的一节。" {
		t.Errorf("stored is %+v", s)
	}
	r.Press(fyne.KeyHome, fyne.KeyModifierAlt)
	views := uitest.Found[*pages.View](r.Top())
	if len(views) != 1 {
		t.Fatalf("no way back; there is:\n%s", r.Read())
	}
	views[0].OnChosen(1, 240)
	if at().Value() == "" || at().Value() == "另写的一节。" {
		t.Errorf("the double-click leads to %q", at().Value())
	}
	r.Press(fyne.KeyZ, fyne.KeyModifierShortcutDefault)
	if s := r.StoredEvent().SectionNamed(section.Key); s.Text != "" {
		t.Errorf("undone, stored is %+v", s)
	}
}

// The office's pattern goes from one event to the next: order and headings, and texts of
// its own. It is kept and undone like everything else.
func TestThePatternOfSectionsGoesOn(t *testing.T) {
	r := sampleFixture(t)
	kept := func() []app.Section {
		return app.PlanOutline.ParsePattern(must(r.Service.Setting(context.Background(), app.PlanOutline.Setting))(t))
	}
	r.ShowField(ui.TabEvents, "Sections[2]")
	r.Window.Canvas().Focused().(fyne.Shortcutable).TypedShortcut(&desktop.CustomShortcut{KeyName: widgets.KeyRowOut.Key, Modifier: widgets.KeyRowOut.Mod})
	r.Push("设为本单位的样式")
	want := slices.Delete(app.PlanOutline.Usual(), 2, 3)
	if diff := cmp.Diff(want, kept()); diff != "" {
		t.Fatal(diff)
	}
	r.Push("恢复默认章节")
	if got := r.Form().Field("Sections").Input.(*rows.Sections).Values(); got != nil {
		t.Errorf("the usual sections are %v", got)
	}
	r.Push("用本单位的样式")
	if diff := cmp.Diff(want, r.Form().Field("Sections").Input.(*rows.Sections).Values()); diff != "" {
		t.Error(diff)
	}
	if e := must(r.Service.EventToCome(context.Background()))(t); !slices.Equal(e.Sections, want) {
		t.Errorf("a new event has %v", e.Sections)
	}
	r.Undo()
	if got := kept(); got != nil {
		t.Errorf("undone, the pattern is %v", got)
	}
}
