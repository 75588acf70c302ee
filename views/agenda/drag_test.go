package agenda

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"pgregory.net/rapid"

	"openday/app"
	"openday/app/clash"
	"openday/app/printed"
	"openday/views/ui"
)

// block returns the drawn block of an item.
func (r *fixture) block(content string) *block {
	r.t.Helper()
	tab := r.tab()
	for _, b := range tab.timeline.blocks {
		if b.Visible() && slices.ContainsFunc(tab.items, func(a app.AgendaItem) bool { return a.ID == b.id && a.Content == content }) {
			return b
		}
	}
	r.t.Fatalf("%s is not drawn", content)
	return nil
}

// drags drags the block of an item by some minutes, in several movements of
// the mouse, from a height in it.
func (r *fixture) drags(content string, from float32, minutes float32) {
	r.t.Helper()
	b := r.block(content)
	_, _, perMinute := r.tab().timeline.scaled()
	at := fyne.NewPos(20, from)
	for _, part := range []float32{0.2, 0.5, 0.3} {
		by := fyne.Delta{DY: part * minutes * perMinute}
		at.Y += by.DY
		b.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: at}, Dragged: by})
	}
	b.DragEnd()
}

// lower is where the block of an item is taken to stretch it.
func (r *fixture) lower(content string) float32 { return r.block(content).Size().Height - 3 }

func TestBlocksAreDraggedOnTheTimeline(t *testing.T) {
	r := eventFixture(t, nil)
	tab := r.tab()
	tab.follow.SetChecked(false)
	r.plan("08:30-09:00 集合", "09:10-10:00 参观", "10:10-11:00 座谈")
	r.drags("参观", 5, 12)
	if got := r.planned(); got != "08:30-09:00 集合, 09:20-10:10 参观, 10:10-11:00 座谈" {
		t.Errorf("dragged by 12 minutes: %s", got)
	}
	if got := tab.table.Chosen(); len(got) != 1 || got[0].Content != "参观" {
		t.Errorf("chosen after dragging: %+v", got)
	}
	r.drags("座谈", r.lower("座谈"), 31)
	if got := r.planned(); got != "08:30-09:00 集合, 09:20-10:10 参观, 10:10-11:30 座谈" {
		t.Errorf("stretched by 31 minutes: %s", got)
	}
	tab.follow.SetChecked(true)
	r.drags("集合", r.lower("集合"), 10)
	if got := r.planned(); got != "08:30-09:10 集合, 09:30-10:20 参观, 10:20-11:40 座谈" {
		t.Errorf("stretched with later items: %s", got)
	}
	r.drags("集合", r.lower("集合"), -200)
	if got := r.planned(); got != "08:30-08:35 集合, 08:55-09:45 参观, 09:45-11:05 座谈" {
		t.Errorf("stretched to less than nothing: %s", got)
	}
	r.drags("集合", 3, -300)
	if got := r.planned(); got != "08:00-08:05 集合, 08:25-09:15 参观, 09:15-10:35 座谈" {
		t.Errorf("dragged above the first hour: %s", got)
	}
	r.Undo()
	if got := r.planned(); got != "08:30-08:35 集合, 08:55-09:45 参观, 09:45-11:05 座谈" {
		t.Errorf("undone: %s", got)
	}
	if got := r.Told(); got != "已撤销：调整 3 个议程环节" {
		t.Errorf("the window says %q", got)
	}
	r.drags("参观", 5, 1)
	if got := r.planned(); got != "08:30-08:35 集合, 08:55-09:45 参观, 09:45-11:05 座谈" {
		t.Errorf("dragged by less than half a step: %s", got)
	}
}

func TestWhileDraggedTheAgendaIsShownAsItWouldBecome(t *testing.T) {
	r := eventFixture(t, nil)
	tab := r.tab()
	tab.follow.SetChecked(false)
	r.plan("08:30-09:00 集合", "09:10-10:00 参观")
	_, _, perMinute := tab.timeline.scaled()
	b, before := r.block("集合"), r.block("集合").Position().Y
	b.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(20, 30*perMinute+5)}, Dragged: fyne.Delta{DY: 30 * perMinute}})
	if moved := b.Position().Y - before; moved < 29*perMinute || moved > 31*perMinute || !b.clash {
		t.Errorf("the block moved by %v of %v, clash %v", moved, 30*perMinute, b.clash)
	}
	if got := r.planned(); got != "08:30-09:00 集合, 09:10-10:00 参观" {
		t.Errorf("before the mouse is let go: %s", got)
	}
	b.MouseIn(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(5, b.Size().Height-1)}})
	if b.Cursor() != desktop.VResizeCursor {
		t.Error("the mouse does not show that the edge can be dragged")
	}
	b.MouseOut()
	if b.Cursor() != desktop.DefaultCursor {
		t.Error("the mouse shows an edge where there is none")
	}
	b.DragEnd()
	if got := r.planned(); got != "09:00-09:30 集合, 09:10-10:00 参观" {
		t.Errorf("let go: %s", got)
	}
	if got := r.Told(); !strings.Contains(got, "× 新增冲突：09:00 “集合”") || !strings.Contains(got, "重叠") {
		t.Errorf("a new clash is not told: %q", got)
	}
}

func TestNoMoveMakesAClashSilently(t *testing.T) {
	r := eventFixture(t, func(e *app.Event) {
		e.End = e.Start.Add(3 * time.Hour)
		e.Travel = []app.Travel{{From: "甲", To: "乙", Minutes: 15}}
	})
	tab := r.tab()
	ctx := context.Background()
	newOnes := 0
	rapid.Check(t, func(t *rapid.T) {
		if ids := ui.Gather(tab.items, func(a app.AgendaItem) string { return a.ID }); len(ids) > 0 {
			if err := r.Service.DeleteAgenda(ctx, r.Event().ID, ids); err != nil {
				t.Fatal(err)
			}
		}
		var items []app.AgendaItem
		for i := range rapid.IntRange(2, 6).Draw(t, "items") {
			a := app.AgendaItem{Kind: "visit", Content: fmt.Sprint("环节", i), Start: r.Event().Start.Add(time.Duration(rapid.IntRange(0, 30).Draw(t, "start")) * step)}
			a.End = a.Start.Add(time.Duration(rapid.IntRange(1, 8).Draw(t, "lasts")) * step)
			a.Place = rapid.SampledFrom([]string{"甲", "乙", "丙"}).Draw(t, "place")
			a.InCharge = rapid.SampledFrom([]string{"", "李军", "王敏"}).Draw(t, "in charge")
			items = append(items, a)
		}
		if _, err := r.Service.SaveAgenda(ctx, r.Event().ID, items...); err != nil {
			t.Fatal(err)
		}
		before, was := clash.Find(r.Event(), tab.items), r.planned()
		tab.follow.SetChecked(rapid.Bool().Draw(t, "follow"))
		tab.table.Choose(rapid.SampledFrom(tab.items).Draw(t, "which").ID)
		r.Toast("")
		moves := []func(){
			func() { tab.shift(step) }, func() { tab.shift(-4 * step) }, func() { tab.stretch(3 * step) }, func() { tab.stretch(-step) },
			func() { tab.swap(1) }, func() { tab.swap(-1) }, tab.compress, tab.compressAll,
			func() { tab.timeline.onDrop(tab.chosen()[0], 5*step, false) }, func() { tab.timeline.onDrop(tab.chosen()[0], 5*step, true) },
			func() {
				if len(tab.clashes) > 0 {
					tab.mend(tab.clashes[0].Mend)
				}
			},
		}
		moves[rapid.IntRange(0, len(moves)-1).Draw(t, "move")]()
		for r.Window.Canvas().Overlays().Top() != nil { // it cannot be compressed
			r.Key(fyne.KeyEscape)
		}
		fresh := clash.Added(before, clash.Find(r.Event(), tab.items))
		if told := strings.Contains(r.Told(), "新增"); told != (len(fresh) > 0) {
			t.Fatalf("the window says %q; new clashes: %+v", r.Told(), fresh)
		}
		newOnes += len(fresh)
		if r.planned() != was {
			r.Undo()
			if got := r.planned(); got != was {
				t.Fatalf("undone: %s, was %s", got, was)
			}
		}
	})
	if newOnes == 0 {
		t.Error("no move made a clash")
	}
}

func TestAClashIsMendedByItsButton(t *testing.T) {
	r := eventFixture(t, nil)
	tab := r.tab()
	tab.follow.SetChecked(false)
	r.plan("08:30-09:00 集合", "08:50-09:30 参观", "09:30-10:30 座谈")
	if !r.Sees("▲ 与“参观”（08:50）时间重叠。") {
		t.Errorf("below the agenda stands:\n%s", r.Seen())
	}
	tab.follow.SetChecked(true)
	r.Tap("改到 09:00 开始")
	if got := r.planned(); got != "08:30-09:00 集合, 09:00-09:40 参观, 09:40-10:40 座谈" {
		t.Errorf("mended: %s", got)
	}
	if r.Sees("▲ 与“参观”（08:50）时间重叠。") {
		t.Error("the list of clashes stays without any")
	}
}

func TestAnAgendaIsCompressedToTheEnd(t *testing.T) {
	r := eventFixture(t, func(e *app.Event) { e.End = e.Start.Add(90 * time.Minute) })
	tab := r.tab()
	r.plan("08:30-09:00 集合", "09:10-09:40 参观", "09:40-10:20 座谈")
	r.Tap("压缩到结束时间")
	if got := r.planned(); got != "08:30-08:55 集合, 08:55-09:25 参观, 09:25-10:00 座谈" {
		t.Errorf("compressed: %s", got)
	}
	r.chooseItem("参观")
	r.moveBy(fyne.KeyUp, ui.AltShift)
	if got := r.Told(); got != "这些环节在 10:00 前已经结束，不需要压缩。" {
		t.Errorf("what fits already: the window says %q", got)
	}
	if len(tab.clashes) > 0 {
		t.Errorf("clashes are left: %+v", tab.clashes)
	}
}

func TestWaysBetweenPlacesAreAskedAndDrawn(t *testing.T) {
	r := eventFixture(t, nil)
	tab := r.tab()
	tab.askTravel()
	if got := r.Told(); got != "没有前后相接而地点不同的环节，不需要车程。" {
		t.Errorf("without ways the window says %q", got)
	}
	start := r.Event().Start
	for i, place := range []string{"北门", "养老服务中心", "北门"} {
		at := start.Add(time.Duration(i) * time.Hour)
		if _, err := r.Service.SaveAgenda(context.Background(), r.Event().ID, app.AgendaItem{Kind: "visit", Content: fmt.Sprint("环节", i), Place: place, Vehicle: "1号车", Start: at, End: at.Add(40 * time.Minute)}); err != nil {
			t.Fatal(err)
		}
	}
	tab.askTravel()
	if !r.Sees("北门 → 养老服务中心") || r.Sees("养老服务中心 → 北门") {
		t.Fatalf("asked is:\n%s", r.Seen())
	}
	r.Types("15")
	r.Key(fyne.KeyReturn)
	if got := r.Event().Travel; len(got) != 1 || got[0] != (app.Travel{From: "北门", To: "养老服务中心", Minutes: 15}) {
		t.Errorf("remembered is %+v", got)
	}
	drawnWays := func() (all []string) {
		for _, w := range tab.timeline.ways {
			if w.ground.Visible() {
				all = append(all, w.text.Text)
			}
		}
		return all
	}
	if got := drawnWays(); !slices.Equal(got, []string{"车程 15 分", "车程 15 分"}) {
		t.Errorf("drawn are the ways %q", got)
	}
	r.chooseItem("环节1")
	tab.follow.SetChecked(false)
	tab.shift(-2 * step)
	if got := drawnWays(); !slices.Equal(got, []string{"× 车程 15 分", "车程 15 分"}) {
		t.Errorf("with too little time drawn are %q", got)
	}
	if got := ui.Gather(tab.table.Rows(), func(r agendaRow) string { return r.Vehicle }); !slices.Equal(got, []string{"1号车", "1号车", "1号车"}) {
		t.Errorf("vehicles: %q", got)
	}
	if len(tab.clashes) != 1 || tab.clashes[0].Kind != clash.Travel {
		t.Errorf("clashes: %+v", tab.clashes)
	}
}

func TestChangesSinceTheLastPrintAreListed(t *testing.T) {
	r := eventFixture(t, nil)
	tab := r.tab()
	r.plan("08:30-09:00 集合", "09:10-10:00 参观")
	if tab.since.Visible() {
		t.Error("changes are told of an agenda never printed")
	}
	if err := r.Service.RememberPrint(context.Background(), app.Print{EventID: r.Event().ID, Paper: printed.PaperAgenda, Lines: printed.AgendaLines(tab.items)}); err != nil {
		t.Fatal(err)
	}
	r.chooseItem("参观")
	tab.shift(step)
	r.plan("10:05-10:30 座谈")
	if !tab.since.Visible() || tab.since.Text != "自上次打印后有 2 处改动" {
		t.Errorf("the button says %q", tab.since.Text)
	}
	r.Tap("自上次打印后有 2 处改动")
	for _, want := range []string{"议程（2026-09-03 10:00 打印）", "改时间：“参观”由 09:10–10:00 改为 09:15–10:05", "新增：10:05–10:30 座谈"} {
		if !r.Sees(want) {
			t.Errorf("%q is not told in:\n%s", want, r.Seen())
		}
	}
}
