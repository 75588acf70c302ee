package papers

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"openday/app/paper/onday"
	"openday/app/papers"
	"openday/views/lists"
	"openday/views/ui"
	"openday/views/ui/uitest"
)

// offered are the papers in the list in front of the person.
func (r *fixture) offered() *lists.List[offer] {
	r.t.Helper()
	all := uitest.Found[*lists.List[offer]](r.Top())
	if len(all) != 1 {
		r.t.Fatalf("%d lists of papers:\n%s", len(all), r.Seen())
	}
	return all[0]
}

// Any paper is found by some letters and shown by Enter, and the one that the event
// needs next by Enter alone.
func TestPapersAreFoundByTyping(t *testing.T) {
	r := sampleFixture(t)
	for _, def := range papers.All {
		r.Press(fyne.KeyP, ui.Ctrl)
		r.Types(def.Chinese)
		found := r.offered().Rows()
		if len(found) == 0 || !strings.Contains(found[0].Chinese, def.Chinese) {
			t.Errorf("%s is not found by its name", def.Kind)
		}
		r.Tap("关闭")
	}
	r.Press(fyne.KeyP, ui.Ctrl)
	r.Types("qdb")
	if found := r.offered().Rows(); len(found) != 1 || found[0].Kind != onday.KindSignIn {
		t.Errorf("qdb finds %v", found)
	}
	r.Key(fyne.KeyReturn)
	r.Key(fyne.KeyReturn)
	if !r.Sees("预览：签到表") {
		t.Errorf("Enter shows\n%s", r.Seen())
	}
	r.Tap("关闭")

	r.Press(fyne.KeyP, ui.Ctrl)
	next := papers.Next(r.Event(), nil, r.Service.Now())
	if chosen := r.offered().Chosen(); len(chosen) != 1 || chosen[0].Kind != next {
		t.Errorf("lit is %v, want %s", chosen, next)
	}
	r.Tap("预览")
	if def, _ := papers.All.Of(next); !r.Sees("预览：" + def.Chinese) {
		t.Errorf("the button shows\n%s", r.Seen())
	}
}

// The list says what went out already and why a paper cannot be made.
func TestTheListOfPapersSaysHowTheyStand(t *testing.T) {
	r := sampleFixture(t)
	r.Answers.ToSave = t.TempDir()
	r.Press(fyne.Key3, ui.CtrlShift)
	r.Tap("另存为 PDF…")
	r.Tap("关闭")
	d, err := r.Service.Dossier(t.Context(), r.Event().ID)
	if err != nil {
		t.Fatal(err)
	}
	r.Press(fyne.KeyP, ui.Ctrl)
	lacking := 0
	for _, o := range r.offered().Rows() {
		def, _ := papers.All.Of(o.Kind)
		switch {
		case o.Kind == onday.KindSignIn:
			if !strings.HasPrefix(o.state, "已发出 20") {
				t.Errorf("of the printed sheet it says %q", o.state)
			}
		case def.Lacks != nil && def.Lacks(d, r.Service.Now()) != nil:
			lacking++
			if want := def.Lacks(d, r.Service.Now()).Error(); o.state != want || !o.lacks {
				t.Errorf("%s: it says %q, want %q", o.Kind, o.state, want)
			}
		case o.state != "":
			t.Errorf("%s: it says %q", o.Kind, o.state)
		}
	}
	if lacking == 0 {
		t.Error("nothing lacks in the sample; the test shows nothing")
	}
}
