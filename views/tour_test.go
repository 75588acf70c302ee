package views

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"openday/app/startplan"
	"openday/views/ui"
	"openday/views/widgets"
)

// firstFixture opens the window as at the very first start.
func firstFixture(t *testing.T) *fixture {
	t.Helper()
	r := newFixture(t)
	r.Prefs.SetBool(tourShown, false)
	r.firstEvent(r.firstTour)
	return r
}

func TestTheFirstStartShowsTheTourOnceAndItLoadsTheSample(t *testing.T) {
	r := firstFixture(t)
	for i, want := range []string{"第 1 步，共 4 步", "第 2 步，共 4 步", "第 3 步，共 4 步", "第 4 步，共 4 步"} {
		if !r.Sees(want) {
			t.Fatalf("the person sees\n%s", r.Seen())
		}
		if wantTab := []int{0, 1, 1, 3}[i]; r.tabInSight() != wantTab {
			t.Errorf("%s stands on the tab %d, want %d", want, r.tabInSight(), wantTab)
		}
		r.Key(fyne.KeyReturn)
	}
	if !strings.HasPrefix(r.Event().Title, startplan.SampleMark) || r.tabInSight() != 0 {
		t.Fatalf("the current event is %q on the tab %d", r.Event().Title, r.tabInSight())
	}
	if r.Window.Canvas().Overlays().Top() != nil {
		t.Errorf("the person sees\n%s", r.Seen())
	}
	r.Tab(0).Delete()
	r.Tap("删除")
	if len(r.Events()) != 0 {
		t.Error("the example is not gone in one go")
	}
	r.firstEvent(func() {}) // empty again, and the tour was seen
	if r.Window.Canvas().Overlays().Top() != nil {
		t.Errorf("the tour comes again:\n%s", r.Seen())
	}
}

func TestTheTourGoesBackIsSkippedAndComesFromTheMenu(t *testing.T) {
	r := firstFixture(t)
	r.Tap("下一步")
	r.Tap("上一步")
	if !r.Sees("第 1 步") || r.tabInSight() != 0 {
		t.Fatalf("the person sees\n%s", r.Seen())
	}
	r.Tap("下一步")
	r.Key(fyne.KeyEscape)
	if r.Window.Canvas().Overlays().Top() != nil || r.tabInSight() != 0 {
		t.Fatalf("on the tab %d the person sees\n%s", r.tabInSight(), r.Seen())
	}
	r.office.LoadSample()
	r.Press(fyne.KeyF1, ui.CtrlShift)
	for range 3 {
		r.Tap("下一步")
	}
	if r.Sees("载入示例活动") {
		t.Error("an example is offered where there is an event")
	}
	r.Tap("完成")
	if r.Window.Canvas().Overlays().Top() != nil || len(r.Events()) != 1 {
		t.Errorf("%d events; the person sees\n%s", len(r.Events()), r.Seen())
	}
}

func TestTheTourAsksFirstWhereSomethingIsUnsaved(t *testing.T) {
	r := sampleFixture(t)
	r.TypeInto(r.Form(), "Theme", "别的主题")
	r.Press(fyne.KeyF1, ui.CtrlShift)
	if !r.Sees("有未保存的修改") {
		t.Fatalf("the person sees\n%s", r.Seen())
	}
	r.Tap("留在此处")
	if r.Sees("第 1 步") {
		t.Error("the tour begins over unsaved work")
	}
}

func TestTheTourLightsTheHeadingsOfTheTabs(t *testing.T) {
	r := newFixture(t)
	for _, i := range []int{3, 1, 2, 0} {
		area := r.tabHeading(i)
		for _, in := range []float32{3, area.Size.Width - 3} { // both ends of it
			r.ShowTab((i+1)%4, nil)
			test.TapCanvas(r.Window.Canvas(), area.At.AddXY(in, area.Size.Height/2))
			if r.tabInSight() != i {
				t.Errorf("a tap on %v shows the tab %d, want %d", area, r.tabInSight(), i)
			}
		}
	}
}

func TestTheCardOfTheTourStaysInTheWindowAtAnySize(t *testing.T) {
	r := firstFixture(t)
	for _, size := range []fyne.Size{fyne.NewSize(1366, 768), fyne.NewSize(910, 512), fyne.NewSize(1180, 700)} {
		r.Window.Resize(size)
		for range 3 {
			button := r.Window.Canvas().Focused().(fyne.CanvasObject)
			area := widgets.AreaOf(button)
			window := r.Window.Canvas().Size()
			if area.At.X < 0 || area.At.Y < 0 || area.At.X+area.Size.Width > window.Width || area.At.Y+area.Size.Height > window.Height {
				t.Errorf("at %v the button stands at %v", window, area)
			}
			r.Tap("下一步")
		}
		for range 3 {
			r.Tap("上一步")
		}
	}
}
