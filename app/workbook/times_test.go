package workbook

import (
	"bytes"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"openday/app"
)

// Times without a date go on from row to row, past midnight where the event lasts so
// long, and where they cannot it is said how they are written.
func TestTimesWithoutADate(t *testing.T) {
	for name, c := range map[string]struct {
		start, end string
		rows       [][2]string // start and end
		want       []string    // as they are read, or the error alone
		warnings   int
	}{
		"in a day":               {"2026-06-05 09:00", "12:00", [][2]string{{"9:00", "10:00"}, {"10:00", "12:00"}}, []string{"05 09:00–05 10:00", "05 10:00–05 12:00"}, 0},
		"rows out of order":      {"2026-06-05 09:00", "12:00", [][2]string{{"10:00", "12:00"}, {"9:00", "10:00"}}, []string{"05 09:00–05 10:00", "05 10:00–05 12:00"}, 0},
		"past midnight":          {"2026-06-05 22:00", "2026-06-06 01:00", [][2]string{{"22:00", "23:30"}, {"23:30", "00:30"}, {"00:30", "01:00"}}, []string{"05 22:00–05 23:30", "05 23:30–06 00:30", "06 00:30–06 01:00"}, 3},
		"the second day":         {"2026-06-05 09:00", "2026-06-06 16:00", [][2]string{{"09:00", "17:00"}, {"2026-06-06 09:00", "10:00"}, {"14:00", ""}}, []string{"05 09:00–05 17:00", "06 09:00–06 10:00", "06 14:00"}, 2},
		"two days without dates": {"2026-06-05 09:00", "2026-06-06 16:00", [][2]string{{"14:00", "17:00"}, {"09:00", "10:00"}}, []string{"05 14:00–05 17:00", "06 09:00–06 10:00"}, 2},
		"an item past midnight of an event of one day": {"2026-06-05 20:00", "23:00", [][2]string{{"22:30", "00:30"}}, []string{"议程!B2: 结束时间早于开始时间；跨零点请写 2026-06-06 00:30"}, 0},
		"an event past midnight":                       {"2026-06-05 22:00", "01:00", nil, []string{"活动!B4: 结束时间早于开始时间；跨零点请写 2026-06-06 01:00"}, 0},
	} {
		f := excelize.NewFile()
		try(t, f.SetSheetName("Sheet1", "活动"))
		for i, line := range [][]any{{"项目", "内容"}, {"活动名称", "夜间开放日"}, {"开始时间", c.start}, {"结束时间", c.end}} {
			try(t, f.SetSheetRow("活动", "A"+string(rune('1'+i)), &line))
		}
		if _, err := f.NewSheet("议程"); err != nil {
			t.Fatal(err)
		}
		try(t, f.SetSheetRow("议程", "A1", &[]any{"开始", "结束", "内容"}))
		for i, r := range c.rows {
			try(t, f.SetSheetRow("议程", "A"+string(rune('2'+i)), &[]any{r[0], r[1], "参观"}))
		}
		var file bytes.Buffer
		try(t, f.Write(&file))
		d, warnings, err := Read(&file)
		var got []string
		if err != nil {
			got = strings.Split(err.Error(), "\n")
		}
		for _, a := range d.Agenda {
			text := a.Start.In(app.Zone).Format("02 15:04")
			if !a.End.IsZero() {
				text += "–" + a.End.In(app.Zone).Format("02 15:04")
			}
			got = append(got, text)
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s: %s (%v)", name, diff, err)
		}
		if len(warnings) != c.warnings {
			t.Errorf("%s: %q", name, warnings)
		}
		if err == nil && len(c.rows) > 0 {
			again, warnings := must(t, written(t, d))
			if diff := cmp.Diff(d, again); diff != "" || len(warnings) > 0 {
				t.Errorf("%s, written and read: %s %q", name, diff, warnings)
			}
		}
	}
}

func TestAnAgendaPastMidnight(t *testing.T) {
	data, err := os.ReadFile("testdata/F20-e03-midnight.xlsx")
	if err != nil {
		t.Fatal(err)
	}
	d, _ := must(t, data)
	var got []string
	for _, a := range d.Agenda {
		got = append(got, a.Content+" "+a.Start.In(app.Zone).Format("02 15:04"))
	}
	if want := []string{"夜间执法参观 05 22:00", "座谈会 05 23:30", "总结 06 00:30"}; !cmp.Equal(got, want) {
		t.Errorf("%q", got)
	}
}
