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
// is written, so that reading the file again moves it, and rings a day before,
// unless it is met. Like the papers, the file is Chinese.
func WriteICS(w io.Writer, e app.Event, statuses []deadline.Status, now time.Time) error {
	var b icsWriter
	b.line("BEGIN:VCALENDAR")
	b.line("VERSION:2.0")
	b.line("PRODID:-//OpenDay//openday//ZH")
	b.line("CALSCALE:GREGORIAN")
	b.line("METHOD:PUBLISH")
	b.text("X-WR-CALNAME", e.Title)
	for _, s := range statuses {
		b.deadline(e, s, now)
	}
	b.line("END:VCALENDAR")
	_, err := io.WriteString(w, b.String())
	return err
}

// icsWriter gathers content lines.
type icsWriter struct{ strings.Builder }

const (
	icsMoment = "20060102T150405Z"
	icsDay    = "20060102"
)

func (b *icsWriter) deadline(e app.Event, s deadline.Status, now time.Time) {
	what := app.DeadlineKinds.Chinese(s.Kind)
	b.line("BEGIN:VEVENT")
	b.text("UID", fmt.Sprintf("%s-%s@openday", e.ID, s.Kind))
	b.line("DTSTAMP:" + now.UTC().Format(icsMoment))
	switch {
	case s.Kind == app.DeadlineEvent:
		b.line("DTSTART:" + e.Start.UTC().Format(icsMoment))
		if e.End.After(e.Start) {
			b.line("DTEND:" + e.End.UTC().Format(icsMoment))
		}
	case s.At.Equal(app.DayOf(s.At)):
		b.line("DTSTART;VALUE=DATE:" + s.At.Format(icsDay))
		b.line("DTEND;VALUE=DATE:" + s.At.AddDate(0, 0, 1).Format(icsDay))
	default:
		b.line("DTSTART:" + s.At.UTC().Format(icsMoment))
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
		b.text("DESCRIPTION", "明天："+what)
		b.line("TRIGGER:-P1D")
		b.line("END:VALARM")
	}
	b.line("END:VEVENT")
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
