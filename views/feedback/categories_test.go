package feedback

import (
	"context"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"openday/views/ui"
)

func TestTheOfficeKeepsItsCategories(t *testing.T) {
	r := eventFixture(t, nil)
	r.Press(fyne.KeyF4, ui.CtrlShift)
	r.Types("供水")
	r.Key(fyne.KeyReturn)
	r.Types(strings.Repeat("长", 31))
	r.Tap("保存")
	if !r.Sees("超过30个字") {
		t.Errorf("the person sees\n%s", r.Seen())
	}
	r.Tap("取消")
	r.actions.EditCategories()
	r.Types("供水")
	r.Key(fyne.KeyReturn)
	r.Types("道路")
	r.Tap("保存")
	got, err := r.Service.OpinionCategories(context.Background())
	if err != nil || !slices.Equal(got, []string{"供水", "道路"}) {
		t.Fatalf("kept are %q, %v", got, err)
	}
	r.tab().Refresh()
	r.tab().New()
	if options := r.tab().categories.Options(); !slices.Contains(options, "道路") {
		t.Errorf("offered are %q", options)
	}
	r.tab().editor.Shut()
	r.Undo()
	if got, _ := r.Service.OpinionCategories(context.Background()); len(got) > 0 {
		t.Errorf("undone, there are %q", got)
	}
}
