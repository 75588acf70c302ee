package app_test

import (
	"context"
	"testing"
	"time"

	"openday/app"
	"openday/app/workday"
)

func TestTheOfficesOwnTimeLimits(t *testing.T) {
	ctx := context.Background()
	d := newDesk()
	own := app.FeedbackRules{DueDays: 15, ReturnDays: 5, SoonDays: 1}
	if err := d.SetFeedbackRules(ctx, own); err != nil {
		t.Fatal(err)
	}
	own.Calendar = workday.Official()
	if got, err := d.FeedbackRules(ctx); err != nil || got != own {
		t.Errorf("kept as %+v, %v", got, err)
	}
	if err := d.SetFeedbackRules(ctx, app.FeedbackRules{DueDays: 366}); app.CodeOf(err) != app.CodeInvalid {
		t.Errorf("366 days: %v", err)
	}
	if got, _ := d.FeedbackRules(ctx); got != own {
		t.Errorf("refused rules are kept: %+v", got)
	}
	// Days are counted by the office's own calendar.
	if _, err := d.AddSchedule(ctx, []workday.Day{{Date: time.Date(2027, 3, 1, 0, 0, 0, 0, time.UTC), Kind: workday.Off, Name: "停工"}}); err != nil {
		t.Fatal(err)
	}
	if r, err := d.FeedbackRules(ctx); err != nil || r.Calendar.IsWorkday(app.Date(2027, 3, 1)) || !r.Due(app.Date(2027, 2, 26)).Equal(app.Date(2027, 3, 22)) {
		t.Errorf("due on %s, %v", r.Due(app.Date(2027, 2, 26)), err)
	}
	// A damaged calendar is told, not passed over.
	if err := d.SetSetting(ctx, "calendar.schedule", "{"); err != nil {
		t.Fatal(err)
	}
	if _, err := d.FeedbackRules(ctx); app.CodeOf(err) != app.CodeDamaged {
		t.Errorf("a damaged calendar: %v", err)
	}
	if _, err := d.FeedbackFigures(ctx, ""); app.CodeOf(err) != app.CodeDamaged {
		t.Errorf("figures by a damaged calendar: %v", err)
	}
}
