package papers

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"fyne.io/fyne/v2"

	"openday/app/paper"
	"openday/app/paper/before"
	"openday/app/papers"
	"openday/app/printer"
	"openday/views/ui"
	"openday/views/ui/uitest"
	"openday/views/widgets"
)

// Cards, badges and letters are written from the menu, with the choices of
// their dialogs, which are there again the next time.
func TestPapersOfNamesAreWrittenFromTheMenu(t *testing.T) {
	r := sampleFixture(t)
	folder := t.TempDir()
	r.Answers.ToSave = folder
	for key, kind := range map[fyne.KeyName]paper.Kind{fyne.KeyY: before.KindLetters, fyne.KeyQ: before.KindCards, fyne.KeyH: before.KindBadges} {
		r.Press(key, ui.CtrlShift)
		r.Tap("另存为 PDF…")
		uitest.WantPDF(t, filepath.Join(folder, papers.All.FileName(r.Event(), kind)))
		r.Tap("关闭")
		if last, err := r.Service.Setting(t.Context(), paper.LastUsed(kind)); err != nil || last == "" {
			t.Errorf("the choices for %s are not remembered: %v", kind, err)
		}
	}
}

// Where lines of the list are chosen, the papers are theirs alone if the person
// wants it so.
func TestPapersOfNamesAreForTheChosen(t *testing.T) {
	r := sampleFixture(t)
	folder := t.TempDir()
	r.Answers.ToSave = folder
	pages := func(kind paper.Kind, key fyne.KeyName, only bool) int {
		t.Helper()
		r.Press(key, ui.CtrlShift)
		for _, c := range uitest.Found[*widgets.Choice[bool]](r.Top()) {
			if slices.Contains(c.Options, "仅所选 1 人") {
				c.Set(only)
			}
		}
		r.Tap("另存为 PDF…")
		r.Tap("关闭")
		pdf, err := os.ReadFile(filepath.Join(folder, papers.All.FileName(r.Event(), kind)))
		if err != nil {
			t.Fatal(err)
		}
		doc, err := printer.Open(t.Context(), pdf)
		if err != nil {
			t.Fatal(err)
		}
		defer doc.Close()
		return doc.PageCount()
	}
	rows := r.Invitees()
	r.chosen = map[string][]string{r.Event().ID: {rows[1].ID}}
	if n := pages(before.KindLetters, fyne.KeyY, true); n != 1 {
		t.Errorf("%d letters for one who is chosen", n)
	}
	if n := pages(before.KindLetters, fyne.KeyY, false); n != len(rows) {
		t.Errorf("%d letters for all of %d", n, len(rows))
	}
	for kind, key := range map[paper.Kind]fyne.KeyName{before.KindCards: fyne.KeyQ, before.KindBadges: fyne.KeyH} {
		if one, all := pages(kind, key, true), pages(kind, key, false); one != 1 || all <= one {
			t.Errorf("%s: %d pages for the chosen, %d for all", kind, one, all)
		}
	}
}

func TestPresetsAreSavedPickedAndDeleted(t *testing.T) {
	r := sampleFixture(t)
	small := before.DefaultBadgeOptions()
	small.Stock, small.Number = before.StockL7160, false
	if err := paper.SavePreset(t.Context(), r.Service, before.KindBadges, "小标签", small.String()); err != nil {
		t.Fatal(err)
	}
	names := func() (all []string) {
		t.Helper()
		presets, err := paper.Presets(t.Context(), r.Service, before.KindBadges)
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range presets {
			all = append(all, p.Name)
		}
		return all
	}
	folder := t.TempDir()
	r.Answers.ToSave = folder
	r.Press(fyne.KeyH, ui.CtrlShift)
	pickIn(t, r, "小标签")
	r.Tap("保存为预设…")
	if !r.Sees("预设名称") {
		t.Fatalf("no name is asked for: %s", r.Seen())
	}
	r.Types("2") // after the name that is there
	r.Tap("保存")
	if got := names(); len(got) != 2 {
		t.Errorf("the presets are %q", got)
	}
	r.Tap("删除")
	r.Tap("删除") // the dialog that asks
	if got := names(); len(got) != 1 {
		t.Errorf("the presets are %q", got)
	}
	r.Tap("另存为 PDF…")
	uitest.WantPDF(t, filepath.Join(folder, papers.All.FileName(r.Event(), before.KindBadges)))
	r.Tap("关闭")
	last, err := r.Service.Setting(t.Context(), paper.LastUsed(before.KindBadges))
	badges, _ := papers.All.Of(before.KindBadges)
	if got := badges.Recall(last, r.Service.Now()); err != nil || got.String() != small.String() {
		t.Errorf("the preset was not used: %s, %v", last, err)
	}
}

// pickIn picks a word in the choice in front of the person that offers it.
func pickIn(t *testing.T, r *fixture, label string) {
	t.Helper()
	for _, c := range uitest.Found[*widgets.Choice[string]](r.Top()) {
		if slices.Contains(c.Options, label) {
			c.SetSelected(label)
			return
		}
	}
	t.Fatalf("nothing offers %q: %s", label, r.Seen())
}
