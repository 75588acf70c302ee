package app_test

import (
	"strings"
	"testing"
	"time"

	"openday/app"
	"openday/app/workday"
)

func TestLatenessIsCountedInWorkingDays(t *testing.T) {
	// 25 to 27 September and 1 to 7 October 2026 are holidays, 20 September and 10 October make-up days.
	// A schedule of one's own replaces the whole year.
	off := workday.Official().With([]workday.Day{{Date: time.Date(2026, 9, 28, 0, 0, 0, 0, time.UTC), Kind: workday.Off, Name: "停工"}})
	for name, c := range map[string]struct {
		calendar *workday.Calendar
		state    app.FeedbackState
		due, day time.Time
		want     string
	}{
		"on the day itself":         {nil, app.FeedbackAssigned, app.Date(2026, 9, 24), app.Date(2026, 9, 24).Add(23 * time.Hour), ""},
		"on a holiday":              {nil, app.FeedbackAssigned, app.Date(2026, 9, 24), app.Date(2026, 9, 26), "已逾期1个工作日"},
		"on the next working day":   {nil, app.FeedbackInProgress, app.Date(2026, 9, 24), app.Date(2026, 9, 28), "已逾期1个工作日"},
		"over the National Day":     {nil, app.FeedbackRecorded, app.Date(2026, 9, 28), app.Date(2026, 10, 8), "已逾期3个工作日"},
		"with a make-up day":        {nil, app.FeedbackAssigned, app.Date(2026, 9, 18), app.Date(2026, 9, 20), "已逾期1个工作日"},
		"by the office's own days":  {off, app.FeedbackAssigned, app.Date(2026, 9, 24), app.Date(2026, 9, 29), "已逾期2个工作日"},
		"no due date":               {nil, app.FeedbackAssigned, time.Time{}, app.Date(2026, 9, 28), ""},
		"done long ago":             {nil, app.FeedbackDone, app.Date(2026, 9, 24), app.Date(2026, 9, 28), ""},
		"years ago, counted by day": {nil, app.FeedbackAssigned, app.Date(2024, 12, 31), app.Date(2025, 12, 31), "已逾期248个工作日"},
	} {
		f := app.Feedback{Content: "路灯不亮", State: c.state, DueDate: c.due}
		late := app.NewLateness(c.calendar, c.day)
		for range 2 { // the second time from memory
			if got := late.Words(f); got != c.want {
				t.Errorf("%s: %q, want %q", name, got, c.want)
			}
		}
		if cell := f.LedgerCells(1, late)[7]; strings.Contains(cell, "逾期") != (c.want != "") || !strings.HasSuffix(cell, c.want) {
			t.Errorf("%s: the ledger says %q", name, cell)
		}
	}
}
