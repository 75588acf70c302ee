package events

import (
	"testing"
	"time"

	"openday/app"
	"openday/views/ui/uitest"
	"openday/views/widgets"
)

// decides opens the dialog, chooses what becomes of the event and fills in a date and a
// reason.
func (r *fixture) decides(change app.EventChange, to, reason string) {
	r.t.Helper()
	r.actions.ShowChange()
	uitest.Found[*widgets.Choice[app.EventChange]](r.Top())[0].Set(change)
	days, texts := uitest.Found[*widgets.DateEntry](r.Top()), uitest.Found[*widgets.TextEntry](r.Top())
	days[0].SetText(to)
	texts[len(texts)-1].SetText(reason)
	r.Push("保存")
}

func TestAnEventIsPostponedAndTakenBack(t *testing.T) {
	r := nearFixture(t)
	planned, first := r.StoredEvent(), r.Agenda()[0]
	r.decides(app.Postponed, "2026-09-01", "台风")
	if !r.Reads("新日期应晚于原定日期") || r.StoredEvent().Change != "" {
		t.Fatalf("a date before the planned one is taken; the person sees\n%s", r.Read())
	}
	days := uitest.Found[*widgets.DateEntry](r.Top())
	days[0].SetText("2026-10-20")
	r.Push("保存")
	e := r.StoredEvent()
	if e.Change != app.Postponed || e.ChangeReason != "台风" || !e.PostponedFrom.Equal(planned.Start) || !app.DayOf(e.Start).Equal(app.Date(2026, time.October, 20)) || e.State != planned.State {
		t.Fatalf("%+v", e)
	}
	if moved := r.Agenda()[0]; moved.Start.Sub(first.Start) != e.Start.Sub(planned.Start) {
		t.Errorf("the agenda begins at %s", moved.Start)
	}
	if !r.Reads("筹备 · 已延期") || !r.OffersUndo() {
		t.Errorf("the person sees\n%s", r.Read())
	}
	if got := app.DayOf(r.deadline(app.DeadlineFiling).At); !got.Equal(app.Date(2026, time.October, 13)) {
		t.Errorf("the plan is to be filed by %s", got)
	}
	r.decides("", "", "")
	if e := r.StoredEvent(); e.Change != "" || !e.Start.Equal(planned.Start) || !e.PostponedFrom.IsZero() || !r.Agenda()[0].Start.Equal(first.Start) {
		t.Errorf("taken back: %+v", e)
	}
}

func TestTheDeadlinesOfACancelledEventEnd(t *testing.T) {
	r := nearFixture(t)
	r.tab().JumpTo("", "Change") // as from the check
	r.Push("取消")                 // closes the dialog
	r.decides(app.Cancelled, "", "场地检修")
	if len(r.tab().dates.table.Rows()) != 1 || r.state(app.DeadlineRetention) == "" {
		t.Errorf("there are %d deadlines", len(r.tab().dates.table.Rows()))
	}
	r.actions.ShowDates()
	if !r.Reads("活动已取消，各项时限不再计算") {
		t.Errorf("the person sees\n%s", r.Read())
	}
	r.tab().ShowToday()
	if r.Reads("报备截止") || !r.Reads("已取消") {
		t.Errorf("the person sees\n%s", r.Read())
	}
	r.decides(app.Postponed, "", "")
	r.tab().ShowToday()
	if !r.Reads("活动已延期，新日期待定") {
		t.Fatalf("the person sees\n%s", r.Read())
	}
	r.Push("确定日期…")
	if !r.Reads("决定日期") {
		t.Errorf("the person sees\n%s", r.Read())
	}
}
