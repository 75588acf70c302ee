package papers

import (
	"bytes"
	"context"
	"errors"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"openday/app"
	"openday/app/paper"
	"openday/app/paper/after"
	"openday/app/paper/onday"
	"openday/app/paper/papertest"
)

func TestFileNamesSuitEverySystem(t *testing.T) {
	day := time.Date(2022, time.November, 22, 8, 30, 0, 0, app.Zone)
	for _, c := range []struct {
		title string
		start time.Time
		kind  paper.Kind
		want  string
	}{
		{"县民政局政府开放日", day, onday.KindSignIn, "2022-11-22 县民政局政府开放日 签到表.pdf"},
		{"县民政局政府开放日", day, after.KindSummary, "2022-11-22 县民政局政府开放日 总结报告.pdf"},
		{`a\b/c:d*e?f"g<h>i|j`, day, onday.KindSignIn, "2022-11-22 a＼b／c：d＊e？f＂g＜h＞i｜j 签到表.pdf"},
		{"  一\t二\r\n三\x00四  ", day, onday.KindSignIn, "2022-11-22 一 二 三 四 签到表.pdf"},
		{"坏\xff字节", day, onday.KindSignIn, "2022-11-22 坏字节 签到表.pdf"},
		{"CON", time.Time{}, after.KindSummary, "日期未定 CON 总结报告.pdf"},
		{"", day, after.KindSummary, "2022-11-22 总结报告.pdf"},
	} {
		if got := All.FileName(app.Event{Title: c.title, Start: c.start}, c.kind); got != c.want {
			t.Errorf("%q: %q, want %q", c.title, got, c.want)
		}
	}
	long := All.FileName(app.Event{Title: strings.Repeat("𬭚城", 500), Start: day}, after.KindSummary)
	if len(long) > 200 || !utf8.ValidString(long) || !strings.HasPrefix(long, "2022-11-22 𬭚城𬭚城") || !strings.HasSuffix(long, " 总结报告.pdf") {
		t.Errorf("%d bytes: %q", len(long), long)
	}
}

// full is a writer without space.
type full struct{}

var errFull = errors.New("no space left")

func (full) Write([]byte) (int, error) { return 0, errFull }

func TestPapersStopWhenCancelledAndSayWhenTheyCannotBeWritten(t *testing.T) {
	d := papertest.Sample(t, papertest.Samples[0])
	at := d.Event.Start.AddDate(1, 0, 0) // some opinion is overdue
	cancelled, cancel := context.WithCancel(context.Background())
	cancel()
	for _, def := range papertest.OfEvents(All) {
		kind := def.Kind
		var out bytes.Buffer
		if _, err := papertest.Preset(cancelled, &out, All, kind, d, at); !errors.Is(err, context.Canceled) || out.Len() > 0 {
			t.Errorf("%s: cancelled, got %v and %d bytes", kind, err, out.Len())
		}
		if _, err := papertest.Preset(context.Background(), full{}, All, kind, d, at); !errors.Is(err, errFull) {
			t.Errorf("%s: on a full disk, got %v", kind, err)
		}
	}
}

func TestTheSameInputMakesTheSameBytes(t *testing.T) {
	d := papertest.Sample(t, papertest.Samples[1])
	at := d.Event.Start.AddDate(0, 0, 20)
	for _, def := range papertest.OfEvents(All) {
		kind := def.Kind
		var one, two bytes.Buffer
		for _, out := range []*bytes.Buffer{&one, &two} {
			if _, err := papertest.Preset(context.Background(), out, All, kind, d, at); err != nil {
				t.Fatal(kind, err)
			}
		}
		if !bytes.Equal(one.Bytes(), two.Bytes()) {
			t.Errorf("two papers %s differ", kind)
		}
	}
}
