package views

import (
	"context"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"openday/app"
	"openday/views/ui"
	"openday/views/ui/uitest"
	"openday/views/widgets"
)

// dialogWalk goes through dialogs by the keyboard alone, and notes where the program
// shows them.
type dialogWalk struct {
	t      *testing.T
	sites  *uitest.Sites
	site   map[*widgets.Dialog]uitest.Site
	walked map[uitest.Site]bool
}

func newDialogWalk(t *testing.T) *dialogWalk {
	k := &dialogWalk{t, uitest.DialogSites(t, "."), map[*widgets.Dialog]uitest.Site{}, map[uitest.Site]bool{}}
	widgets.OnDialogShown(func(d *widgets.Dialog) {
		site, found := k.sites.Now()
		if !found {
			t.Errorf("%s: nobody knows where it is shown", d.Title())
		}
		k.site[d] = site
	})
	t.Cleanup(func() { widgets.OnDialogShown(nil) })
	return k
}

// all goes through the dialogs in front of a window until none is left.
func (k *dialogWalk) all(w fyne.Window) {
	for n := 0; n < 20 && widgets.Front(w) != nil; n++ {
		d := widgets.Front(w)
		if k.walked[k.site[d]] {
			d.Close()
			continue
		}
		k.walked[k.site[d]] = true
		uitest.WalkDialog(k.t, w, d)
	}
	if top := w.Canvas().Overlays().Top(); top != nil { // a drop-down, which is no dialog
		w.Canvas().Overlays().Remove(top)
	}
}

// TestEveryDialogIsWalkedByTheKeyboard opens all dialogs of the program and goes
// through each by the keyboard alone, and through what leaving it asks. A dialog whose
// content its caller makes fails the test until it is opened here; of those that show
// a text with buttons one of each kind is enough.
func TestEveryDialogIsWalkedByTheKeyboard(t *testing.T) {
	k := newDialogWalk(t)
	k.openMenus(sampleFixture(t))
	k.handOver()
	k.agendaFromSites()
	r := sampleFixture(t)
	for _, o := range openings(t, t.TempDir()) {
		t.Run(o.name, func(t *testing.T) {
			r.t, r.Screen, k.t = t, uitest.NewScreen(t, r.Window), t
			before := len(k.walked)
			defer func() {
				if k.all(r.Window); len(k.walked) == before {
					t.Errorf("no further dialog is opened; there is:\n%s", r.Read())
				}
			}()
			o.open(r)
		})
	}
	k.t = t
	kinds := map[string]bool{}
	for site := range k.walked {
		kinds[site.By] = true
	}
	for _, site := range k.sites.All {
		if !k.walked[site] && !(site.Message && kinds[site.By]) {
			t.Errorf("%s: the dialog is not walked", site)
		}
	}
	t.Logf("%d of the %d places where dialogs are shown were walked", len(k.walked), len(k.sites.All))
}

// openMenus chooses every entry of the menus in each tab.
func (k *dialogWalk) openMenus(r *fixture) {
	for tab := range r.Tabs() {
		r.ShowTab(tab, nil)
		for _, menu := range r.menus() {
			for _, a := range menu.All() {
				if a.Do == nil || a.Quits {
					continue
				}
				a.Do()
				for n := 0; n < 3 && widgets.Front(r.Window) == nil && r.Window.Canvas().Overlays().Top() != nil; n++ {
					uitest.Type(r.Window, fyne.KeyEscape) // a list or a menu
				}
				k.all(r.Window)
			}
		}
	}
}

// agendaFromSites makes the agenda of an event that has none.
func (k *dialogWalk) agendaFromSites() {
	r := eventFixture(k.t, ui.TabAgenda, func(e *app.Event) { e.Sites = []string{"净水厂", "展厅"} })
	pushes("Agenda from the sites…")(r)
	k.all(r.Window)
}

// handOver hands an event from one window to another that has it already.
func (k *dialogWalk) handOver() {
	const secret = "spring 2026 开放"
	a := sampleFixture(k.t)
	a.Answers.ToSave = k.t.TempDir()
	send := func() string {
		a.office.HandOver()
		for _, o := range uitest.InSight(a.Top()) {
			if e, ok := o.(*widgets.TextEntry); ok && e.Password {
				e.SetText(secret)
			}
		}
		pushes("Go on…")(a)
		files, err := filepath.Glob(filepath.Join(a.Answers.ToSave, "*.openday"))
		if err != nil || len(files) != 1 {
			k.t.Fatalf("%q, %v", files, err)
		}
		return files[0]
	}
	file := send()
	b := newFixture(k.t)
	receive := func() {
		b.office.OpenHandOver(file)
		b.Types(secret)
		b.Key(fyne.KeyReturn)
	}
	receive()
	pushes("Merge")(b)
	k.all(b.Window)
	change := func(r *fixture, theme string) {
		e := r.StoredEvent()
		e.Theme = theme
		must(r.Service.SaveEvent(context.Background(), e))(k.t)
	}
	change(a, "文件主题")
	if err := os.Remove(file); err != nil {
		k.t.Fatal(err)
	}
	file = send()
	b.SwitchTo(a.Event().ID, nil)
	change(b, "本机主题")
	receive()
	k.all(b.Window)
	receive()
	pushes("Merge")(b)
	k.all(b.Window)
	b.office.ShowDisplaced()
	k.all(b.Window)
}

// TestNoDialogLosesWhatIsTypedWhereSavingFails types into every dialog, and presses what
// saves it while nothing can be written: the dialog is there again with the text, and
// saves it once the disk has room.
func TestNoDialogLosesWhatIsTypedWhereSavingFails(t *testing.T) {
	r := sampleFixture(t)
	tried := map[string]bool{}
	try := func(t *testing.T) {
		r.t, r.Screen = t, uitest.NewScreen(t, r.Window)
		d := widgets.Front(r.Window)
		defer r.closeAll()
		if d == nil || d.Submits() == "" || tried[d.Title()] {
			return
		}
		in := uitest.TypeFirst(r.Window, d)
		if in == nil {
			return
		}
		typed := in.Snapshot()
		asked := map[*widgets.Dialog]bool{}
		widgets.OnDialogShown(func(d *widgets.Dialog) { asked[d] = true })
		r.Data.Full, r.Data.Refused = true, 0
		d.Press(d.Submits())
		for next := widgets.Front(r.Window); r.Data.Refused == 0 && asked[next]; next = widgets.Front(r.Window) { // a question on the way
			asked[next] = false
			next.Press(next.Submits())
		}
		r.Data.Full = false
		widgets.OnDialogShown(nil)
		if r.Data.Refused == 0 {
			return // it writes nothing, or wants more to be filled in
		}
		tried[d.Title()] = true
		if d.Closed() || in.Snapshot() != typed {
			t.Errorf("%s: closed %v with %q, and says %q", d.Title(), d.Closed(), in.Snapshot(), typed)
		}
		if told := widgets.Front(r.Window); told == nil || !r.Reads("disk full") {
			t.Errorf("%s: nobody says that it failed; there is:\n%s", d.Title(), r.Read())
		}
	}
	for _, menu := range r.menus() {
		for _, a := range menu.Actions {
			if a.Do != nil && !a.Quits {
				a.Do()
				try(t)
			}
		}
	}
	r = sampleFixture(t)
	for _, o := range openings(t, t.TempDir()) {
		t.Run(o.name, func(t *testing.T) {
			r.t, r.Screen = t, uitest.NewScreen(t, r.Window)
			o.open(r)
			try(t)
		})
	}
	t.Logf("%d dialogs were tried: %q", len(tried), slices.Sorted(maps.Keys(tried)))
	if len(tried) < 12 {
		t.Errorf("only these dialogs were tried: %q", slices.Sorted(maps.Keys(tried)))
	}
}

// closeAll closes all that lies over the window.
func (r *fixture) closeAll() {
	for d := widgets.Front(r.Window); d != nil; d = widgets.Front(r.Window) {
		d.Close()
	}
	for top := r.Window.Canvas().Overlays().Top(); top != nil; top = r.Window.Canvas().Overlays().Top() {
		r.Window.Canvas().Overlays().Remove(top)
	}
	for i := range r.Tabs() {
		r.Tab(i).Discard()
	}
}

// TestEveryFormIsWalkedByTheKeyboard begins an entry in each tab and goes round it:
// after its last field comes what Enter or Ctrl+S does, then the other buttons. What is
// typed is not left without a question.
func TestEveryFormIsWalkedByTheKeyboard(t *testing.T) {
	for tab, c := range []struct {
		key     string
		buttons []string // in the order of Tab
	}{
		{"Title", []string{"保存", "放弃修改", "删除活动…"}},
		{"Name", []string{"保存并添加下一条", "保存", "取消"}},
		{"Content", []string{"保存并添加下一条", "保存", "取消"}},
		{"Content", []string{"保存并添加下一条", "保存", "取消"}},
	} {
		r := sampleFixture(t)
		r.Press(fyne.KeyName(rune('1'+tab)), ui.Ctrl)
		if tab > 0 {
			r.Press(fyne.KeyN, ui.Ctrl)
		}
		r.Form().Focus(c.key)
		r.TypeInto(r.Form(), c.key, "字")
		var met []string
		for _, at := range uitest.Walk(t, r.Window, r.InSight().Title()) {
			if _, button := at.(*widgets.Button); button {
				if texts := uitest.Texts(at.(fyne.CanvasObject)); len(texts) > 0 && slices.Contains(c.buttons, texts[0]) {
					met = append(met, texts[0])
				}
			}
		}
		if !slices.Equal(met, c.buttons) {
			t.Errorf("%s: Tab leads to %q, want %q", r.InSight().Title(), met, c.buttons)
		}
		for n := 0; n < 3 && widgets.Front(r.Window) == nil && r.InSight().Unsaved(); n++ {
			r.Press(fyne.KeyName(rune('1'+(tab+1)%4)), ui.Ctrl)
		}
		if ask := widgets.Front(r.Window); ask == nil || !r.Reads("有未保存的修改") || r.tabInSight() != tab {
			t.Errorf("%s: what is typed is left without a question:\n%s", r.Tab(tab).Title(), r.Read())
		}
	}
}

// TestAMessageIsNeverUnderADialog opens a dialog just after something was said.
func TestAMessageIsNeverUnderADialog(t *testing.T) {
	r := sampleFixture(t)
	undone := 0
	r.Status().Tell("刚才做了一件事", "撤销", "", func() { undone++ })
	r.Press(fyne.KeyN, ui.CtrlShift)
	if d := widgets.Front(r.Window); r.Said() != "" || d.Told() != "刚才做了一件事" || !r.Reads("刚才做了一件事") {
		t.Fatalf("below it says %q, the dialog %q", r.Said(), d.Told())
	}
	r.Key(fyne.KeyEscape)
	if r.Said() != "刚才做了一件事" || !r.Status().Act() || undone != 1 {
		t.Errorf("after the dialog it says %q, and its button did something %d times", r.Said(), undone)
	}
	r.Status().Tell("第一件", "", "", nil)
	r.Press(fyne.KeyN, ui.CtrlShift)
	r.Toast("第二件")
	r.Key(fyne.KeyEscape)
	if r.Said() == "第一件" {
		t.Error("what was overtaken in the dialog is said again")
	}
}

// TestTheKeyGoesBackToWhereAFindingWasNamed follows a finding of the check and comes
// back.
func TestTheKeyGoesBackToWhereAFindingWasNamed(t *testing.T) {
	r := sampleFixture(t)
	r.Press(fyne.KeyHome, ui.Alt)
	if !strings.Contains(r.Said(), "没有可以返回的地方") {
		t.Errorf("with no way back it says %q", r.Said())
	}
	r.Press(fyne.KeyK, ui.Ctrl)
	r.Key(fyne.KeyReturn)
	if widgets.Front(r.Window) != nil || r.Status().Back() == "" {
		t.Fatalf("the finding is not followed: %q, there is:\n%s", r.Status().Back(), r.Read())
	}
	r.Press(fyne.KeyHome, ui.Alt)
	if d := widgets.Front(r.Window); d == nil || d.Title() != "检查" || r.Status().Back() != "" {
		t.Errorf("the key does not lead back; there is:\n%s", r.Read())
	}
}
