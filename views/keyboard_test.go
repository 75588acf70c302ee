package views

import (
	"context"
	"os"
	"path/filepath"
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
			for _, a := range menu.Actions {
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

// TestEveryFormIsWalkedByTheKeyboard begins an entry in each tab and goes round it.
func TestEveryFormIsWalkedByTheKeyboard(t *testing.T) {
	for tab := range 4 {
		r := sampleFixture(t)
		r.Press(fyne.KeyName(rune('1'+tab)), ui.Ctrl)
		r.Press(fyne.KeyN, ui.Ctrl)
		uitest.Walk(t, r.Window, r.InSight().Title())
	}
}
