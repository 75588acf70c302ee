package calendar_test

import (
	"bytes"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"pgregory.net/rapid"

	"openday/app"
	"openday/app/calendar"
	"openday/app/deadline"
	"openday/app/workday"
)

// usual is what deadlines are reckoned with where an office set nothing.
func usual() deadline.Timetable {
	return deadline.Timetable{Rules: deadline.DefaultRules(), Calendar: workday.Official()}
}

// autumn is an event just after the National Day holidays of 2026.
func autumn() app.Event {
	return app.Event{
		ID: "0190", Title: "政务开放日", State: app.StateDraft,
		Start:       time.Date(2026, 10, 9, 9, 0, 0, 0, app.Zone),
		End:         time.Date(2026, 10, 9, 12, 0, 0, 0, app.Zone),
		SignUpUntil: time.Date(2026, 9, 30, 17, 0, 0, 0, app.Zone),
	}
}

func TestWriteICS(t *testing.T) {
	e := autumn()
	e.Title = "政务开放日；逗号,分号;反斜杠\\换行\n一个相当长的名称用来看它是怎样折行的，因为每一行最多只有七十五个字节𬭎𬭎𬭎𬭎𬭎𬭎"
	e.AssemblyPlace, e.Contact, e.Phones = "正门", "李主任", []string{"0951-1234567"}
	e.Done = []app.DeadlineDone{{Kind: app.DeadlineTeam, On: app.Date(2026, 9, 20)}}
	now := time.Date(2026, 9, 21, 8, 0, 0, 0, app.Zone)
	write := func() string {
		var b bytes.Buffer
		if err := calendar.WriteICS(&b, e, usual().Statuses(e, now), now); err != nil {
			t.Fatal(err)
		}
		return b.String()
	}
	text := write()
	if text != write() {
		t.Error("the same event is written otherwise the second time")
	}
	if !utf8.ValidString(text) {
		t.Error("not UTF-8")
	}
	for i, line := range strings.Split(strings.TrimSuffix(text, "\r\n"), "\r\n") {
		if strings.ContainsAny(line, "\r\n") || len(line) > 75 || !utf8.ValidString(line) {
			t.Errorf("line %d is not one of iCalendar: %q", i, line)
		}
	}
	whole := strings.ReplaceAll(text, "\r\n ", "")
	for _, want := range []string{
		"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n",
		"UID:0190-filing@openday\r\n",
		"DTSTAMP:20260921T000000Z\r\n",
		"DTSTART;VALUE=DATE:20260924\r\nDTEND;VALUE=DATE:20260925\r\n",
		"DTSTART:20260930T090000Z\r\n", // sign-up closes at five in China
		"DTSTART:20261009T010000Z\r\nDTEND:20261009T040000Z\r\n",
		`SUMMARY:报备截止：政务开放日；逗号\,分号\;反斜杠\\换行\n一个`,
		"LOCATION:正门\r\n",
		"联系人：李主任 0951-1234567",
		"2026年9月20日已完成",
		"TRIGGER:-P1D\r\nEND:VALARM\r\nEND:VEVENT\r\n",
	} {
		if !strings.Contains(whole, want) {
			t.Errorf("%q is missing in\n%s", want, whole)
		}
	}
	if events, alarms := strings.Count(whole, "BEGIN:VEVENT"), strings.Count(whole, "BEGIN:VALARM"); events != 9 || alarms != 8 {
		t.Errorf("%d entries with %d alarms, want 9 with 8: what is met rings no more", events, alarms)
	}
}

func TestICSOfAnyTitle(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		e := autumn()
		e.Title = rapid.String().Draw(t, "title")
		var b bytes.Buffer
		if err := calendar.WriteICS(&b, e, usual().Statuses(e, e.Start), e.Start); err != nil {
			t.Fatal(err)
		}
		for _, line := range strings.Split(strings.TrimSuffix(b.String(), "\r\n"), "\r\n") {
			if strings.ContainsAny(line, "\r\n\x00") || len(line) > 75 || !utf8.ValidString(line) || line == "" {
				t.Fatalf("not a line of iCalendar: %q", line)
			}
		}
	})
}
