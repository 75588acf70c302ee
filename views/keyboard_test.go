package views

import (
	"testing"

	"fyne.io/fyne/v2"

	"openday/views/ui"
	"openday/views/ui/uitest"
	"openday/views/widgets"
)

// TestEveryDialogIsWalkedByTheKeyboard opens what the menus open and goes through
// each dialog, and through what closing it asks, by the keyboard alone.
func TestEveryDialogIsWalkedByTheKeyboard(t *testing.T) {
	r := sampleFixture(t)
	var shown []*widgets.Dialog
	widgets.OnDialogShown(func(d *widgets.Dialog) { shown = append(shown, d) })
	t.Cleanup(func() { widgets.OnDialogShown(nil) })
	walked := map[string]bool{}
	for tab := range r.Tabs() {
		r.ShowTab(tab, nil)
		for _, menu := range r.menus() {
			for _, a := range menu.Actions {
				if a.Do == nil || a.Quits {
					continue
				}
				shown = nil
				a.Do()
				for n := 0; n < 3 && len(shown) == 0 && r.Window.Canvas().Overlays().Top() != nil; n++ {
					uitest.Type(r.Window, fyne.KeyEscape) // a list or a menu
				}
				for n := 0; n < 20 && widgets.Front(r.Window) != nil; n++ {
					d := widgets.Front(r.Window)
					if walked[d.Title()] {
						d.Close()
						continue
					}
					walked[d.Title()] = true
					uitest.WalkDialog(t, r.Window, d)
				}
				if top := r.Window.Canvas().Overlays().Top(); top != nil { // a drop-down, which is no dialog
					r.Window.Canvas().Overlays().Remove(top)
				}
			}
		}
	}
	if len(walked) < 25 {
		t.Errorf("only %d dialogs were walked", len(walked))
	}
	t.Logf("%d dialogs were walked", len(walked))
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
