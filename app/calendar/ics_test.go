package calendar_test

import (
	"bytes"
	"regexp"
	"strconv"
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
	e.Revision, e.UpdatedAt = 7, time.Date(2026, 9, 20, 17, 30, 0, 0, app.Zone)
	e.Done = []app.DeadlineDone{{Kind: app.DeadlineTeam, On: app.Date(2026, 9, 20)}}
	now := time.Date(2026, 9, 21, 8, 0, 0, 0, app.Zone)
	write := func() string {
		var b bytes.Buffer
		if err := calendar.WriteICS(&b, e, usual(), now); err != nil {
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
		"SEQUENCE:7\r\nLAST-MODIFIED:20260920T093000Z\r\n",
		"TRIGGER:-PT15H\r\nEND:VALARM\r\nEND:VEVENT\r\n",
	} {
		if !strings.Contains(whole, want) {
			t.Errorf("%q is missing in\n%s", want, whole)
		}
	}
	if events, alarms := strings.Count(whole, "BEGIN:VEVENT"), strings.Count(whole, "BEGIN:VALARM"); events != 9 || alarms != 8 {
		t.Errorf("%d entries with %d alarms, want 9 with 8: what is met rings no more", events, alarms)
	}
}

// entry is a VEVENT of a file that is read back.
type entry struct {
	kind       string    // what its UID says
	start, end time.Time // end is zero where none is said
	days       bool      // it is of whole days
	rings      time.Time // zero where it does not ring
	sequence   string
	modified   string
	notes      string
}

var duration = regexp.MustCompile(`^-P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$`)

// readICS reads a calendar file as a calendar does, whose clock is China's.
func readICS(t *testing.T, text string) map[string]entry {
	t.Helper()
	all := map[string]entry{}
	var e entry
	moment := func(params, value string) time.Time {
		layout := "20060102T150405Z"
		if params == "VALUE=DATE" {
			layout, e.days = "20060102", true
			at, err := time.ParseInLocation(layout, value, app.Zone)
			if err != nil {
				t.Fatal(err)
			}
			return at
		}
		at, err := time.Parse(layout, value)
		if err != nil {
			t.Fatal(err)
		}
		return at.In(app.Zone)
	}
	inAlarm := false
	for _, line := range strings.Split(strings.ReplaceAll(text, "\r\n ", ""), "\r\n") {
		name, value, _ := strings.Cut(line, ":")
		name, params, _ := strings.Cut(name, ";")
		switch name {
		case "BEGIN":
			inAlarm = value == "VALARM"
			if value == "VEVENT" {
				e = entry{}
			}
		case "UID":
			_, kind, _ := strings.Cut(strings.TrimSuffix(value, "@openday"), "-")
			e.kind = kind
		case "DTSTART":
			e.start = moment(params, value)
		case "DTEND":
			e.end = moment(params, value)
		case "SEQUENCE":
			e.sequence = value
		case "LAST-MODIFIED":
			e.modified = value
		case "DESCRIPTION":
			if !inAlarm {
				e.notes = value
			}
		case "TRIGGER":
			parts := duration.FindStringSubmatch(value)
			if parts == nil || strings.HasSuffix(value, "T") || strings.HasSuffix(value, "P") {
				t.Fatalf("%q is no offset", value)
			}
			e.rings = e.start
			for i, unit := range []time.Duration{24 * time.Hour, time.Hour, time.Minute, time.Second} {
				n, _ := strconv.Atoi(parts[1+i])
				e.rings = e.rings.Add(-time.Duration(n) * unit)
			}
		case "END":
			if value == "VEVENT" {
				all[e.kind] = e
			}
		}
	}
	return all
}

func TestEntriesRingOnTheWorkingDayBefore(t *testing.T) {
	at := func(text string) time.Time {
		v, err := time.ParseInLocation("2006-01-02 15:04", text, app.Zone)
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	for _, c := range []struct {
		name                string
		event               app.Event
		kind                app.DeadlineKind
		rings, start, until string
		days                bool
		trigger, notes      string
	}{
		{"a whole day", app.Event{Start: at("2026-05-22 09:00")}, app.DeadlineFiling,
			"2026-05-14 09:00", "2026-05-15 00:00", "2026-05-16 00:00", true, "-PT15H", ""},
		{"a Monday", app.Event{Start: at("2026-05-18 09:00")}, app.DeadlineFiling,
			"2026-05-09 09:00", "2026-05-11 00:00", "2026-05-12 00:00", true, "-P1DT15H", ""}, // Saturday the 9th is worked for 1 May
		{"a Monday after days off", app.Event{Start: at("2026-06-15 09:00")}, app.DeadlineFiling,
			"2026-06-05 09:00", "2026-06-08 00:00", "2026-06-09 00:00", true, "-P2DT15H", ""},
		{"after the National Day", app.Event{Start: at("2026-10-14 09:00")}, app.DeadlineFiling,
			"2026-09-30 09:00", "2026-10-08 00:00", "2026-10-09 00:00", true, "-P7DT15H", ""},
		{"an hour", app.Event{Start: at("2026-06-15 09:00"), SignUpUntil: at("2026-06-08 17:30")}, app.DeadlineSignUp,
			"2026-06-05 09:00", "2026-06-08 17:30", "", false, "-P3DT8H30M", ""},
		{"the event itself", app.Event{Start: at("2026-06-15 09:00"), End: at("2026-06-15 11:30")}, app.DeadlineEvent,
			"2026-06-12 09:00", "2026-06-15 09:00", "2026-06-15 11:30", false, "-P3D", ""},
		{"an event of two days", app.Event{Start: at("2026-05-16 09:00"), End: at("2026-05-17 16:00")}, app.DeadlineEvent,
			"2026-05-15 09:00", "2026-05-16 00:00", "2026-05-18 00:00", true, "-PT15H", "时间：2026年5月16日 星期六 09:00—17日 星期日 16:00"},
		{"an event of days without hours", app.Event{Start: at("2026-05-15 00:00"), End: at("2026-05-17 00:00")}, app.DeadlineEvent,
			"2026-05-14 09:00", "2026-05-15 00:00", "2026-05-18 00:00", true, "-PT15H", ""},
		{"an event of a day without hours", app.Event{Start: at("2026-05-15 00:00")}, app.DeadlineEvent,
			"2026-05-14 09:00", "2026-05-15 00:00", "2026-05-16 00:00", true, "-PT15H", ""},
		{"a night shift", app.Event{Start: at("2026-05-14 20:00"), End: at("2026-05-15 02:00")}, app.DeadlineEvent,
			"2026-05-13 09:00", "2026-05-14 20:00", "2026-05-15 02:00", false, "-P1DT11H", ""},
		{"a day to its end", app.Event{Start: at("2026-05-14 09:00"), End: at("2026-05-15 00:00")}, app.DeadlineEvent,
			"2026-05-13 09:00", "2026-05-14 09:00", "2026-05-15 00:00", false, "-P1D", ""},
	} {
		e := c.event
		e.ID, e.Title = "0190", "政务开放日"
		var b bytes.Buffer
		if err := calendar.WriteICS(&b, e, usual(), at("2026-04-01 08:00")); err != nil {
			t.Fatal(err)
		}
		got, there := readICS(t, b.String())[string(c.kind)]
		if !there {
			t.Errorf("%s: no entry in\n%s", c.name, b.String())
			continue
		}
		text := func(t time.Time) string {
			if t.IsZero() {
				return ""
			}
			return t.Format("2006-01-02 15:04")
		}
		if text(got.rings) != c.rings || text(got.start) != c.start || text(got.end) != c.until || got.days != c.days || got.notes != c.notes {
			t.Errorf("%s: from %s to %s, whole days %v, rings at %s, %q", c.name, text(got.start), text(got.end), got.days, text(got.rings), got.notes)
		}
		if !strings.Contains(b.String(), "TRIGGER:"+c.trigger+"\r\n") {
			t.Errorf("%s: no trigger %s in\n%s", c.name, c.trigger, b.String())
		}
	}
}

// Reading a file again has to move what moved: the same entry, of a later revision.
func TestALaterFileMovesTheEntries(t *testing.T) {
	e, first := autumn(), time.Date(2026, 9, 1, 8, 0, 0, 0, app.Zone)
	read := func(now time.Time) map[string]entry {
		var b bytes.Buffer
		if err := calendar.WriteICS(&b, e, usual(), now); err != nil {
			t.Fatal(err)
		}
		return readICS(t, b.String())
	}
	e.Revision, e.UpdatedAt = 3, first
	before := read(first)
	e = deadline.WithOffset(e, app.DeadlineFiling, &app.DeadlineOffset{Days: 8})
	e.Revision, e.UpdatedAt = 4, first.Add(time.Hour)
	after := read(first.Add(time.Hour))
	if len(before) != len(after) || len(before) == 0 {
		t.Fatalf("%d entries, then %d", len(before), len(after))
	}
	for kind, b := range before {
		a := after[kind]
		if a.start.Equal(b.start) == (kind == string(app.DeadlineFiling)) {
			t.Errorf("%s: %v, then %v", kind, b.start, a.start)
		}
		if b.sequence != "3" || a.sequence != "4" || b.modified != "20260901T000000Z" || a.modified != "20260901T010000Z" {
			t.Errorf("%s: sequence %s of %s, then %s of %s", kind, b.sequence, b.modified, a.sequence, a.modified)
		}
	}
}

func TestICSOfAnyTitle(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		e := autumn()
		e.Title = rapid.String().Draw(t, "title")
		var b bytes.Buffer
		if err := calendar.WriteICS(&b, e, usual(), e.Start); err != nil {
			t.Fatal(err)
		}
		for _, line := range strings.Split(strings.TrimSuffix(b.String(), "\r\n"), "\r\n") {
			if strings.ContainsAny(line, "\r\n\x00") || len(line) > 75 || !utf8.ValidString(line) || line == "" {
				t.Fatalf("not a line of iCalendar: %q", line)
			}
		}
	})
}
