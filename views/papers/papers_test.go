package papers

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"openday/app/paper"
	"openday/app/paper/before"
	"openday/app/papers"
	"openday/views/ui"
	"openday/views/ui/uitest"
	"openday/views/widgets"
)

// A paper of the menu 打印 is shown before it goes out.
func TestThePapersOfThePlanAreWrittenFromTheMenu(t *testing.T) {
	r := sampleFixture(t)
	folder := t.TempDir()
	r.Answers.ToSave = folder
	for key, kind := range map[fyne.KeyName]paper.Kind{
		fyne.KeyF: before.KindPlan, fyne.KeyA: before.KindAgenda, fyne.KeyS: before.KindRunSheet, fyne.KeyG: before.KindDoorSigns,
	} {
		r.Press(key, ui.CtrlShift)
		r.Tap("另存为 PDF…")
		uitest.WantPDF(t, filepath.Join(folder, papers.All.FileName(r.Event(), kind)))
		r.Tap("关闭")
	}
}

// Whatever a paper is defined with is there in the window: its entry in the menu,
// its preview with its options, its Word form, and what is remembered of it.
func TestEveryPaperIsInTheMenuAndThePreview(t *testing.T) {
	r := sampleFixture(t)
	r.Answers.ToSave = t.TempDir()
	r.chosen = map[string][]string{r.Event().ID: {r.Invitees()[0].ID}}
	whole, err := r.Service.Dossier(t.Context(), r.Event().ID)
	if err != nil {
		t.Fatal(err)
	}
	written := 0
	menu := map[string]ui.Action{}
	for _, a := range (ui.Menu{Actions: r.actions.MenuActions()}).All() {
		menu[a.Label] = a
	}
	for _, def := range papers.All {
		a, there := menu[def.Chinese+"…"]
		if !there || def.Key != strings.ReplaceAll(a.Keys(), "⌘", "Ctrl") {
			t.Errorf("%s: the menu has it: %v, with the key %s, want %s", def.Kind, there, a.Keys(), def.Key)
			continue
		}
		if a.Key == "" {
			a.Do()
		} else {
			r.Press(a.Key, a.Mod)
		}
		if !r.Sees("预览：" + def.Chinese) {
			t.Fatalf("%s: the person sees\n%s", def.Kind, r.Seen())
		}
		p := def.New(r.Service.Now())
		for _, o := range p.Options() {
			if !r.Sees(o.Label.Chinese) {
				t.Errorf("%s: %s is not asked: %s", def.Kind, o.Name, r.Seen())
			}
			for _, w := range o.Offered() {
				if o.Kind == paper.SomeWords && !r.Sees(w.Chinese) {
					t.Errorf("%s: %s is not offered: %s", def.Kind, w.Chinese, r.Seen())
				}
			}
		}
		for seen, want := range map[string]bool{"仅所选 1 人": def.People, "存为 Word 文档…": def.Word, "存为 Excel 表格…": def.Excel, "复制文字": def.Public, "存为网页…": def.Public, "编辑文字…": def.Paragraphs != nil, "保存为预设…": def.Remembers()} {
			if got := r.offers(seen); got != want {
				t.Errorf("%s: %s is offered: %v, want %v", def.Kind, seen, got, want)
			}
		}
		if def.Lacks != nil {
			if lack := def.Lacks(whole, r.Service.Now()); lack != nil {
				if !r.Sees(lack.Error()) {
					t.Errorf("%s: the person sees\n%s", def.Kind, r.Seen())
				}
				r.Tap("关闭")
				continue
			}
		}
		written++
		r.Tap("另存为 PDF…")
		uitest.WantPDF(t, filepath.Join(r.Answers.ToSave, def.FileName(r.Event(), p)))
		_, remembered, err := r.Service.LastPrint(t.Context(), r.Event().ID, string(def.Kind))
		if err != nil || remembered == def.OfYear {
			t.Errorf("%s: what it went out is remembered: %v, %v", def.Kind, remembered, err)
		}
		r.Tap("关闭")
		last, err := r.Service.Setting(t.Context(), paper.LastUsed(def.Kind))
		if want := p.String(); err != nil || def.Remembers() && last != want || !def.Remembers() && last != "" {
			t.Errorf("%s: the choices are remembered as %q, want %q: %v", def.Kind, last, want, err)
		}
	}
	if written < 14 { // those of the first release; nothing is overdue in the sample, so no urging slip
		t.Errorf("only %d papers were written", written)
	}
}

// offers reports whether a button or a choice in front of the person has words.
func (r *fixture) offers(label string) bool {
	for _, c := range uitest.Found[*widgets.Choice[bool]](r.Top()) {
		if slices.Contains(c.Options, label) {
			return true
		}
	}
	return r.Sees(label)
}
