package workbook

import (
	"os"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"openday/app"
	"openday/app/table"
)

func TestWhatBecameOfAnEventIsReadAsPeopleWriteIt(t *testing.T) {
	day := app.Date(2026, time.October, 20)
	decided := app.Date(2026, time.September, 21)
	for text, want := range map[string]app.EventChanging{
		"取消":                         {Change: app.Cancelled},
		"取消，因台风影响":                   {Change: app.Cancelled, Reason: "因台风影响"},
		"已取消：场地检修":                   {Change: app.Cancelled, Reason: "场地检修"},
		"因场地检修取消":                    {Change: app.Cancelled, Reason: "因场地检修"},
		"因场地取消而延期":                   {Change: app.Postponed, Reason: "因场地取消"},
		"延期":                         {Change: app.Postponed},
		"延期，台风影响，2026-10-20":         {Change: app.Postponed, Reason: "台风影响", To: day},
		"延期、因台风、2026年10月20日":         {Change: app.Postponed, Reason: "因台风", To: day},
		"延期至2026-10-20 09:00，台风":     {Change: app.Postponed, Reason: "台风", To: day.Add(9 * time.Hour)},
		"延期；原因：台风，改期至 10月20日举行":      {Change: app.Postponed, Reason: "台风", To: day},
		"推迟，待通知":                     {Change: app.Postponed, Reason: "待通知"},
		"延期；改期至：待定；原因：2026-10-20 的会": {Change: app.Postponed, Reason: "2026-10-20 的会"},
		"取消；决定日期：2026-09-21；原因：与2026-10-1撞期": {Change: app.Cancelled, On: decided, Reason: "与2026-10-1撞期"},
		"活动延期举办，2026/10/20，决定于2026-09-21":    {Change: app.Postponed, To: day, On: decided},
	} {
		got, problem := changing(table.Cell{Text: text}, 2026)
		if diff := cmp.Diff(want, got); diff != "" || problem != "" {
			t.Errorf("%s: %s%s", text, problem, diff)
		}
	}
	for _, text := range []string{"暂停", "延期，2026-13-40"} {
		if got, problem := changing(table.Cell{Text: text}, 2026); problem == "" {
			t.Errorf("%s is taken for %+v", text, got)
		}
	}
}

// A workbook from before events could change is read as it was, and takes what became
// of the event; the sheets hold the plan as it was.
func TestAWorkbookWithoutChangesTakesThem(t *testing.T) {
	data, err := os.ReadFile("testdata/v9/event.xlsx")
	if err != nil {
		t.Fatal(err)
	}
	d, _ := must(t, data)
	if d.Event.Change != "" || d.Event.Programme != "" || len(d.Event.Done) > 0 {
		t.Fatalf("%+v", d.Event)
	}
	start, first := d.Event.Start, d.Agenda[0].Start
	c := app.EventChanging{Change: app.Postponed, Reason: "与原因：2026-10-20 的会相撞；改期", To: start.AddDate(0, 1, 0).Add(time.Hour), On: app.Date(2021, 11, 20)}
	d = d.Changed(c)
	d.Event.Programme, d.Event.Openness, d.Event.LeastAttendance, d.Event.FiledWith, d.Event.FilingNumber = "政务开放月", "会议开放", 6, "区政务公开办", "区报〔2021〕3号"
	d.Event.Done = []app.DeadlineDone{{Kind: app.DeadlineFiling, On: app.Date(2021, 11, 12)}}
	again, warnings := must(t, written(t, d))
	if diff := cmp.Diff(d, again); diff != "" || len(warnings) > 1 {
		t.Error(warnings, diff)
	}
	if !again.Event.Start.Equal(c.To) || !again.Event.PostponedFrom.Equal(start) || !again.Agenda[0].Start.Equal(first.AddDate(0, 1, 0).Add(time.Hour)) {
		t.Error(again.Event.Start, again.Event.PostponedFrom, again.Agenda[0].Start)
	}
	planned := again.AsPlanned()
	if !planned.Event.Start.Equal(start) || !planned.Agenda[0].Start.Equal(first) {
		t.Error("the plan is not what it was", planned.Event.Start)
	}
}
