package views

import (
	"path/filepath"
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"openday/app/paper"
	"openday/views/widgets"
)

// Cards, badges and letters are written from the menu, with the choices of
// their dialogs, which are there again the next time.
func TestPapersOfNamesAreWrittenFromTheMenu(t *testing.T) {
	r := sampleRoom(t)
	folder := t.TempDir()
	r.answers.save = folder
	for key, kind := range map[fyne.KeyName]paper.Kind{fyne.KeyY: paper.KindLetters, fyne.KeyQ: paper.KindCards, fyne.KeyH: paper.KindBadges} {
		r.press(key, ctrlShift)
		r.tap("继续…")
		wantPDF(t, filepath.Join(folder, paper.FileName(r.Event(), kind)))
		for r.window.Canvas().Overlays().Top() != nil {
			r.tap("确定")
		}
		if last, err := r.service.Setting(t.Context(), paper.LastUsed(kind)); err != nil || last == "" {
			t.Errorf("the choices for %s are not remembered: %v", kind, err)
		}
	}
}

func TestPresetsAreSavedPickedAndDeleted(t *testing.T) {
	r := sampleRoom(t)
	small := paper.DefaultBadgeOptions()
	small.Stock, small.Number = paper.StockL7160, false
	if err := paper.SavePreset(t.Context(), r.service, paper.KindBadges, "小标签", small.String()); err != nil {
		t.Fatal(err)
	}
	names := func() (all []string) {
		t.Helper()
		presets, err := paper.Presets(t.Context(), r.service, paper.KindBadges)
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range presets {
			all = append(all, p.Name)
		}
		return all
	}
	folder := t.TempDir()
	r.answers.save = folder
	r.press(fyne.KeyH, ctrlShift)
	pickIn(t, r, "小标签")
	r.tap("保存为预设…")
	if !r.sees("预设名称") {
		t.Fatalf("no name is asked for: %s", r.seen())
	}
	r.typeText("2") // after the name that is there
	r.tap("保存")
	if got := names(); len(got) != 2 {
		t.Errorf("the presets are %q", got)
	}
	r.tap("删除")
	r.tap("删除") // the dialog that asks
	if got := names(); len(got) != 1 {
		t.Errorf("the presets are %q", got)
	}
	r.tap("继续…")
	wantPDF(t, filepath.Join(folder, paper.FileName(r.Event(), paper.KindBadges)))
	last, err := r.service.Setting(t.Context(), paper.LastUsed(paper.KindBadges))
	if got := paper.ParseBadgeOptions(last); err != nil || got.String() != small.String() {
		t.Errorf("the preset was not used: %s, %v", last, err)
	}
}

// pickIn picks a word in the choice in front of the person that offers it.
func pickIn(t *testing.T, r *room, label string) {
	t.Helper()
	for _, o := range test.LaidOutObjects(r.top()) {
		if c, ok := o.(*widgets.Choice[string]); ok && slices.Contains(c.Options, label) {
			c.SetSelected(label)
			return
		}
	}
	t.Fatalf("nothing offers %q: %s", label, r.seen())
}
