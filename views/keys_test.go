package views

import (
	"fmt"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"openday/app/guide"
	"openday/views/menus"
	"openday/views/ui"
	"openday/views/ui/uitest"
	"openday/views/widgets"
)

// TestEveryKeyMeansOneThing holds the keys of the menus, of each tab and of the
// menus' letters apart.
func TestEveryKeyMeansOneThing(t *testing.T) {
	r := newFixture(t)
	everywhere := map[string]string{}
	take := func(into map[string]string, key, label string) {
		for _, seen := range []map[string]string{everywhere, into} {
			if other := seen[key]; other != "" && other != label {
				t.Errorf("%s means %q and %q", key, other, label)
			}
		}
		into[key] = label
	}
	for _, m := range r.menus() {
		if m.Letter == 0 {
			t.Errorf("no letter opens %s", m.Label)
		}
		take(everywhere, widgets.Keystroke{Key: fyne.KeyName(m.Letter), Mod: ui.Alt}.String(), m.Label)
		for _, a := range m.All() {
			if a.Key != "" {
				take(everywhere, a.Keys(), a.Label)
			}
		}
	}
	menus := len(r.menus())
	for _, m := range r.keys()[menus:] {
		own := map[string]string{}
		for _, a := range m.All() {
			if a.Key != "" {
				take(own, a.Keys(), a.Label)
			}
		}
	}
	for _, key := range []string{"Ctrl+B", "Ctrl+I"} { // what makes a text bold or slanted elsewhere
		if label := everywhere[key]; label != "" && key == "Ctrl+B" {
			t.Errorf("%s means %q, against habit", key, label)
		}
	}
}

// TestTheGuideNamesEveryKey compares the chapter of keys with the list of them.
func TestTheGuideNamesEveryKey(t *testing.T) {
	r := newFixture(t)
	r.help.OpenGuide(guide.Keys)
	w, _ := r.guide()
	seen := strings.Join(uitest.Texts(w.Content()), "\n")
	for _, m := range r.keys() {
		for _, a := range m.All() {
			if a.Key != "" && !strings.Contains(seen, a.Label+"\n"+a.Keys()) {
				t.Errorf("%s, %s: the guide does not name %s", m.Label, a.Label, a.Keys())
			}
		}
	}
	for _, key := range []string{"Ctrl+W", "Ctrl+Shift+Z", "Ctrl+Enter", "Alt+↑", "Alt+↓", "Ctrl+Delete", "Ctrl+PgUp", "Ctrl+PgDn", "F2", "F4", "F10", "Ctrl+D"} {
		if !strings.Contains(seen, "\n"+key) {
			t.Errorf("the guide does not name %s", key)
		}
	}
}

// TestTheWindowIsWorkedFromItsMenus opens each menu by its letter, walks through its
// entries, and finds the keyboard where it was.
func TestTheWindowIsWorkedFromItsMenus(t *testing.T) {
	r := sampleFixture(t)
	r.Tab(0).Find()
	back := r.Window.Canvas().Focused()
	for i, m := range r.menus() {
		r.menu.Bar.Open(i)
		open := menus.OpenMenu(r.Window.Canvas())
		if open == nil {
			t.Fatalf("%s does not open", m.Label)
		}
		seen := map[string]bool{}
		for range m.Actions {
			r.Key(fyne.KeyDown)
			seen[open.Lit()] = true
		}
		for _, item := range r.menu.Menus[i].Items {
			if !item.IsSeparator && seen[item.Label] == item.Disabled {
				t.Errorf("%s: %q, off: %v, lit: %v", m.Label, item.Label, item.Disabled, seen[item.Label])
			}
		}
		r.Key(fyne.KeyEscape)
		if r.Window.Canvas().Overlays().Top() != nil || r.Window.Canvas().Focused() != back {
			t.Fatalf("%s: Esc does not give the keyboard back", m.Label)
		}
	}
	r.Key(fyne.KeyF10)
	if open := menus.OpenMenu(r.Window.Canvas()); open == nil || open.Lit() != "新建活动…" {
		t.Errorf("F10 in a field opens %v", fmt.Sprint(open))
	}
}

func TestCtrlWAsksAsTheCloseButtonDoes(t *testing.T) {
	r := sampleFixture(t)
	r.Press(fyne.KeyN, ui.CtrlShift)
	d := widgets.Front(r.Window)
	field := r.Window.Canvas().Focused().(fyne.Shortcutable)
	field.TypedShortcut(widgets.KeyClose.Shortcut())
	if !d.Closed() || r.quits != 0 {
		t.Errorf("the dialog is closed: %v, the program was left %d times", d.Closed(), r.quits)
	}
	r.Tab(0).Find()
	r.Window.Canvas().Focused().(fyne.Shortcutable).TypedShortcut(widgets.KeyClose.Shortcut())
	if r.quits != 1 {
		t.Errorf("the program was left %d times", r.quits)
	}
}
