package before

import (
	"bytes"
	"context"
	"strings"
	"testing"

	"openday/app"
	"openday/app/paper"
	"openday/app/paper/papertest"
)

func TestPostponementSaysWhatBecameOfTheEvent(t *testing.T) {
	sample := papertest.Sample(t, papertest.Samples[0])
	at := app.Date(2022, 11, 20)
	for name, c := range map[string]struct {
		changing app.EventChanging
		says     []string
		lacks    []string
	}{
		"postponed": {app.EventChanging{Change: app.Postponed, Reason: "受台风影响", To: app.Date(2022, 12, 6)},
			[]string{"延期举办的通知", "受台风影响（", "，原定于2022年11月22日", "延期至2022年12月6日", "其他安排不变", "报名继续有效", "特此通知。", "2022年11月20日"}, []string{"取消"}},
		"postponed, no date": {app.EventChanging{Change: app.Postponed, Reason: "场地检修"},
			[]string{"因场地检修（", "，原定于2022年11月22日", "延期举办，具体时间确定后另行通知。"}, []string{"取消", "延期至"}},
		"cancelled": {app.EventChanging{Change: app.Cancelled},
			[]string{"取消举办的通知", "原定于2022年11月22日", "取消举办。", "报名随之取消"}, []string{"延期", "因，", "继续有效"}},
	} {
		t.Run(name, func(t *testing.T) {
			d := sample.Changed(c.changing)
			d.Event.ChangeReason += "（" + d.Invitees[0].Person.Name + "，13812345678）"
			if c.changing.Reason == "" {
				d.Event.ChangeReason = ""
			}
			var out bytes.Buffer
			report, err := papertest.Preset(context.Background(), &out, Papers, KindPostponement, d, at)
			if err != nil {
				t.Fatal(err)
			}
			made := papertest.Read(t, out.Bytes(), report)
			papertest.Contains(t, made.Text, c.says...)
			papertest.Lacks(t, made.Text, append(c.lacks, d.Invitees[0].Person.Name, "13812345678", "（）", "，，", "。。")...)
		})
	}
}

func TestPapersOfAnEventThatIsStopped(t *testing.T) {
	d := papertest.Sample(t, papertest.Samples[0])
	at := app.Date(2022, 11, 20)
	write := func(k paper.Kind) (paper.Report, error) {
		return papertest.Preset(context.Background(), &bytes.Buffer{}, Papers, k, d, at)
	}
	if _, err := write(KindPostponement); app.CodeOf(err) != app.CodeInvalid {
		t.Errorf("a notice of nothing: %v", err)
	}
	d = d.Changed(app.EventChanging{Change: app.Cancelled})
	if _, err := write(KindLetters); app.CodeOf(err) != app.CodeInvalid {
		t.Errorf("letters of a cancelled event: %v", err)
	}
	report, err := write(KindPlan)
	if err != nil || len(report.Notes) == 0 || !strings.Contains(strings.Join(report.Notes, "\n"), "已取消") {
		t.Errorf("the plan of a cancelled event says %q, %v", report.Notes, err)
	}
}
