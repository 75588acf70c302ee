package views

import (
	"context"
	"testing"

	"openday/app"
	"openday/views/ui"
	"openday/views/ui/uitest"
)

func TestWhatIsOverdueIsToldAtTheStart(t *testing.T) {
	r := eventFixture(t, ui.TabFeedback, func(e *app.Event) { e.Start = uitest.Now.AddDate(0, -6, 0) })
	ctx := context.Background()
	opinion, err := r.Service.SaveFeedback(ctx, app.Feedback{EventID: r.Event().ID, Content: "路灯不亮"})
	if err != nil {
		t.Fatal(err)
	}
	step := app.Step{Kind: app.TransitionAssign, Department: "城管办", DueDate: uitest.Now.AddDate(0, 0, 10)}
	if opinion, err = r.Service.StepFeedback(ctx, opinion.EventID, opinion.ID, step); err != nil {
		t.Fatal(err)
	}
	opinion.DueDate = uitest.Now.AddDate(0, 0, -3) // as an imported workbook has it
	if _, err := r.Service.SaveFeedback(ctx, opinion); err != nil {
		t.Fatal(err)
	}
	if err := r.Data.Close(); err != nil {
		t.Fatal(err)
	}
	r = newFixtureAt(t, r.Data.Path())
	if !r.Reads("意见 1　路灯不亮") || !r.Reads("▲ 逾期 3 个工作日") || r.Window.Canvas().Overlays().Top() != nil {
		t.Fatalf("nothing is told at the start:\n%s", r.Read())
	}
	r.Push("催办…")
	r.Push("查看该条")
	if r.tabInSight() != ui.TabFeedback || !r.Reads("逾期 1") {
		t.Errorf("the opinion and the count in the bar are not shown:\n%s", r.Read())
	}
}
