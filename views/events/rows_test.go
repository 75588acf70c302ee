package events

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
	"github.com/google/go-cmp/cmp"

	"openday/app"
	"openday/views/ui/uitest"
	"openday/views/widgets"
)

func TestRowsOfTheFormTakeKeysAndCells(t *testing.T) {
	uitest.App(t)
	r := newQuotaRows()
	w := test.NewTempWindow(t, container.NewVBox(r))
	w.Resize(fyne.NewSize(700, 500))
	r.New()
	first := r.Lines[0]
	test.Type(w.Canvas().Focused(), "群众代表")
	uitest.Type(w, fyne.KeyReturn)
	if len(r.Lines) != 2 || w.Canvas().Focused() != r.Lines[1][0].FocusTarget() {
		t.Fatalf("Enter makes %d rows, the keyboard is at %T", len(r.Lines), w.Canvas().Focused())
	}
	clip := fyne.CurrentApp().Clipboard()
	clip.SetContent("类别\t人数\n人大代表\t5\n媒体\t2\t\t是")
	w.Canvas().Focused().(fyne.Shortcutable).TypedShortcut(&fyne.ShortcutPaste{Clipboard: clip})
	want := []app.Quota{{Category: "群众代表", Number: app.NoNumber}, {Category: "人大代表", Number: 5}, {Category: "媒体", Number: 2, Outside: true}}
	if diff := cmp.Diff(want, r.values()); diff != "" {
		t.Errorf("the cells are filled in otherwise: %s", diff)
	}
	keys := func(key fyne.KeyName, mod fyne.KeyModifier) {
		w.Canvas().Focused().(fyne.Shortcutable).TypedShortcut(&desktop.CustomShortcut{KeyName: key, Modifier: mod})
	}
	w.Canvas().Focus(first[1].FocusTarget())
	keys(fyne.KeyDown, fyne.KeyModifierAlt)
	if r.At(first) != 1 || w.Canvas().Focused() != first[1].FocusTarget() {
		t.Errorf("moved, the row is at %d", r.At(first))
	}
	w.Canvas().Focus(first[3].(*widgets.CheckInput))
	keys(fyne.KeyDelete, fyne.KeyModifierShortcutDefault)
	if len(r.Lines) != 2 || r.At(first) != -1 || w.Canvas().Focused() != r.Lines[1][3].FocusTarget() {
		t.Errorf("taken out, %d rows are left", len(r.Lines))
	}
}
