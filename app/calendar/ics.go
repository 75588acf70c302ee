// Package calendar writes deadlines as files for other programs' calendars.
package calendar

import (
	"cmp"
	"fmt"
	"io"
	"openday/app"
	"openday/app/deadline"
	"strings"
	"time"
	"unicode/utf8"
)

// WriteICS writes an event's deadlines as an iCalendar file (RFC 5545), for the
// calendars of telephones and of Outlook. Each entry has the same UID whenever it
// is written, and the event's revision, so that reading the file again moves it; a
// date that moves by the office's rules alone has a later DTSTAMP, which decides
// between equal revisions. An entry rings on the working day before it, unless it
// is met. Like the papers, the file is Chinese.
func WriteICS(w io.Writer, e app.Event, t deadline.Timetable, now time.Time) error {
	b := icsWriter{table: t}
	b.line("BEGIN:VCALENDAR")
	b.line("VERSION:2.0")
	b.line("PRODID:-//OpenDay//openday//ZH")
	b.line("CALSCALE:GREGORIAN")
	b.line("METHOD:PUBLISH")
	b.text("X-WR-CALNAME", e.Title)
	for _, s := range t.Statuses(e, now) {
		b.deadline(e, s, now)
	}
	b.line("END:VCALENDAR")
	_, err := io.WriteString(w, b.String())
	return err
}

// icsWriter gathers content lines.
type icsWriter struct {
	strings.Builder
	table deadline.Timetable
}

const (
	icsMoment = "20060102T150405Z"
	icsDay    = "20060102"
)

func (b *icsWriter) deadline(e app.Event, s deadline.Status, now time.Time) {
	what := app.DeadlineKinds.Chinese(s.Kind)
	b.line("BEGIN:VEVENT")
	b.text("UID", fmt.Sprintf("%s-%s@openday", e.ID, s.Kind))
	b.line("DTSTAMP:" + now.UTC().Format(icsMoment))
	b.line(fmt.Sprintf("SEQUENCE:%d", e.Revision))
	if !e.UpdatedAt.IsZero() {
		b.line("LAST-MODIFIED:" + e.UpdatedAt.UTC().Format(icsMoment))
	}
	start, end := s.At, s.At
	if s.Kind == app.DeadlineEvent && e.End.After(e.Start) {
		end = e.End
	}
	whole := wholeDays(start, end)
	switch {
	case whole:
		start = app.DayOf(start)
		b.line("DTSTART;VALUE=DATE:" + start.Format(icsDay))
		b.line("DTEND;VALUE=DATE:" + app.DayOf(end).AddDate(0, 0, 1).Format(icsDay))
	default:
		b.line("DTSTART:" + start.UTC().Format(icsMoment))
		if end.After(start) {
			b.line("DTEND:" + end.UTC().Format(icsMoment))
		}
	}
	if s.Kind == app.DeadlineEvent {
		b.text("SUMMARY", e.Title)
	} else {
		b.text("SUMMARY", what+"："+e.Title)
		b.line("TRANSP:TRANSPARENT") // it takes nobody's time
	}
	if place := cmp.Or(e.AssemblyPlace, strings.Join(e.Sites, "、")); s.Kind == app.DeadlineEvent && place != "" {
		b.text("LOCATION", place)
	}
	var notes []string
	if s.Kind == app.DeadlineEvent && whole && (isTimed(e.Start) || isTimed(e.End)) {
		notes = append(notes, "时间："+app.Span(e.Start, e.End))
	}
	if s.Kind == app.DeadlineEvent && e.Contact != "" {
		notes = append(notes, "联系人："+strings.TrimSpace(e.Contact+" "+strings.Join(e.Phones, " ")))
	}
	if s.State == deadline.Met {
		done := "已完成"
		if !s.DoneOn.IsZero() {
			done = app.ShortDate(s.DoneOn) + "已完成"
		}
		notes = append(notes, done)
	}
	if s.Doubtful() {
		years := make([]string, len(s.Missing))
		for i, y := range s.Missing {
			years[i] = fmt.Sprintf("%d年", y)
		}
		notes = append(notes, "待国务院办公厅公布"+strings.Join(years, "、")+"放假安排，日期可能变动")
	}
	if len(notes) > 0 {
		b.text("DESCRIPTION", strings.Join(notes, "\n"))
	}
	if s.State != deadline.Met && s.State != deadline.Passed {
		b.line("BEGIN:VALARM")
		b.line("ACTION:DISPLAY")
		b.text("DESCRIPTION", app.LongTime(s.At)+"："+what)
		b.line("TRIGGER:-" + span(start.Sub(b.table.Calendar.Add(start, -1).Date.Add(alarmClock))))
		b.line("END:VALARM")
	}
	b.line("END:VEVENT")
}

// alarmClock is the time of day at which entries ring.
const alarmClock = 9 * time.Hour

// nightEnds is until when what began the day before is one night's work.
const nightEnds = 6 * time.Hour

// wholeDays reports whether an entry is of days and not of hours: what names no
// time of day, and what lasts over several days, whose bar would else run through
// nights in which nothing is on.
func wholeDays(start, end time.Time) bool {
	last := app.DayOf(end)
	nights := int(last.Sub(app.DayOf(start)).Hours() / 24)
	return !isTimed(start) && !isTimed(end) || nights > 1 || nights == 1 && end.Sub(last) > nightEnds
}

// isTimed reports whether a moment has a time of day.
func isTimed(t time.Time) bool { return !t.Equal(app.DayOf(t)) }

// span writes how long a time is, of whole seconds and at least one: P2DT15H.
func span(d time.Duration) string {
	text, parted := "P", false
	for _, u := range []struct {
		of   time.Duration
		code string
	}{{24 * time.Hour, "D"}, {time.Hour, "H"}, {time.Minute, "M"}, {time.Second, "S"}} {
		n := d / u.of
		d -= n * u.of
		if n == 0 {
			continue
		}
		if u.of < 24*time.Hour && !parted {
			text, parted = text+"T", true
		}
		text += fmt.Sprint(int64(n), u.code)
	}
	return text
}

var icsEscapes = strings.NewReplacer(`\`, `\\`, ";", `\;`, ",", `\,`, "\r\n", `\n`, "\n", `\n`, "\r", `\n`)

// text writes a property of text.
func (b *icsWriter) text(name, value string) {
	value = strings.Map(func(r rune) rune {
		if r < ' ' && r != '\n' && r != '\r' && r != '\t' || r == 0x7f {
			return -1
		}
		return r
	}, strings.ToValidUTF8(value, ""))
	b.line(name + ":" + icsEscapes.Replace(value))
}

// icsWidth is the most octets of a line without its end.
const icsWidth = 75

// line writes a content line, folded without parting a character.
func (b *icsWriter) line(text string) {
	for room := icsWidth; len(text) > room; room = icsWidth - 1 { // a space begins what is folded
		n := room
		for !utf8.RuneStart(text[n]) {
			n--
		}
		b.WriteString(text[:n] + "\r\n ")
		text = text[n:]
	}
	b.WriteString(text + "\r\n")
}
