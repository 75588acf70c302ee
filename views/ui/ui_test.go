package ui_test

import (
	"context"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"github.com/google/go-cmp/cmp"

	"openday/app"
	"openday/views/ui"
	"openday/views/ui/uitest"
)

// newFixture opens a window without a feature.
func newFixture(t testing.TB) *uitest.Session {
	t.Helper()
	return uitest.Open(t, func(*ui.Context) uitest.Feature { return uitest.Feature{} })
}

func TestAPanicInTheBackgroundIsTold(t *testing.T) {
	r := newFixture(t)
	ui.Load(r.Context, nil, func(context.Context) (int, error) { panic("a slip") }, func(int) { t.Error("went on") })
	if !r.Sees("程序出错") {
		t.Errorf("the person sees\n%s", r.Seen())
	}
}

func TestOnlyTheNewestOfSeveralLoadsArrives(t *testing.T) {
	r := newFixture(t)
	var waiting []func()
	r.Run = func(work, then func()) { waiting = append(waiting, func() { work(); then() }) }
	var newest ui.Latest
	var arrived []int
	for i := range 3 {
		ui.Load(r.Context, &newest, func(context.Context) (int, error) { return i, nil }, func(i int) { arrived = append(arrived, i) })
	}
	for _, i := range []int{2, 0, 1} {
		waiting[i]()
	}
	if diff := cmp.Diff([]int{2}, arrived); diff != "" {
		t.Errorf("arrived (-want +got):\n%s", diff)
	}
}

func TestAMistakeInAnActionDoesNotEndTheProgram(t *testing.T) {
	r := uitest.Open(t, func(*ui.Context) uitest.Feature {
		return uitest.Feature{Actions: []ui.Action{{Label: "x", Key: fyne.KeyM, Mod: ui.Ctrl, Do: func() { panic("a slip") }}}}
	})
	r.Press(fyne.KeyM, ui.Ctrl)
	if !r.Sees("程序出错") {
		t.Errorf("the person sees\n%s", r.Seen())
	}
}

func TestTheWorkbookFileIsNamedAfterTheEvent(t *testing.T) {
	e := app.Event{Title: "开放日", Start: app.Date(2026, time.October, 9)}
	if got, want := ui.EventFile(e, "活动工作簿", ".xlsx"), "2026-10-09 开放日 活动工作簿.xlsx"; got != want {
		t.Errorf("named %q, want %q", got, want)
	}
}
