package views

import (
	"context"
	"testing"

	"fyne.io/fyne/v2"

	"openday/views/ui"
)

func TestTwoWhoSaveTheSameEvent(t *testing.T) {
	for answer, want := range map[string]string{"用我填写的": "我改的", "保留已保存的": "别人改的", "返回继续填写": "别人改的", "": "我改的"} {
		r := eventFixture(t, 0, nil)
		tab := r.Tab(ui.TabEvents)
		r.TypeInto(r.Form(), "Title", "我改的")
		r.TypeInto(r.Form(), "Theme", "碧水蓝天")
		other, err := r.Service.Event(context.Background(), r.Event().ID)
		if err != nil {
			t.Fatal(err)
		}
		other.Organiser = "水务局"
		if answer != "" {
			other.Title = "别人改的"
		}
		if _, err := r.Data.Elsewhere().SaveEvent(context.Background(), other); err != nil {
			t.Fatal(err)
		}
		r.Press(fyne.KeyS, ui.Ctrl)
		if answer != "" {
			for _, text := range []string{"活动名称", "我改的", "别人改的", "王芳"} {
				if !r.Reads(text) {
					t.Errorf("%q is not to be seen in\n%s", text, r.Read())
				}
			}
			if r.Reads("碧水蓝天") || r.Reads("水务局") {
				t.Errorf("what only one side changed is asked for:\n%s", r.Read())
			}
			r.Push(answer)
		}
		if r.Window.Canvas().Overlays().Top() != nil {
			t.Fatalf("%s: still asked:\n%s", answer, r.Read())
		}
		got := r.StoredEvent()
		theme := "碧水蓝天"
		if answer == "返回继续填写" {
			theme = ""
		}
		if got.Title != want || got.Theme != theme || got.Organiser != "水务局" {
			t.Errorf("%q: stored %q, %q, %q", answer, got.Title, got.Theme, got.Organiser)
		}
		if tab.Unsaved() != (answer == "返回继续填写") {
			t.Errorf("%q: unsaved %v", answer, tab.Unsaved())
		}
	}
}
