package widgets

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
	"golang.org/x/text/width"

	"openday/app/words"
)

const (
	dayLayout    = "2006-01-02"
	minuteLayout = "2006-01-02 15:04"
)

var (
	weekdayWords = regexp.MustCompile(`[(]?(星期|周)[一二三四五六日天][)]?`)
	dateUnits    = regexp.MustCompile(`\s*([年月日号])\s*`)
	fullDate     = regexp.MustCompile(`^(\d{4})(?:[-/.年])(\d{1,2})(?:[-/.月])(\d{1,2})[日号]?`)
	packedDate   = regexp.MustCompile(`^(\d{4})(\d{2})(\d{2})(?:$|\D)`)
	shortDate    = regexp.MustCompile(`^(\d{1,2})(?:[-/.月])(\d{1,2})[日号]?`)
	clockTime    = regexp.MustCompile(`^(\d{1,2}):(\d{2})(?::00)?$`)
	spokenTime   = regexp.MustCompile(`^(\d{1,2})[点时](?:(\d{1,2})分?)?$`)
	packedTime   = regexp.MustCompile(`^(\d{1,2})(\d{2})$`)
)

// plainDigits turns full-width digits and signs into plain ones and takes
// weekdays and needless space out.
func plainDigits(s string) string {
	s = weekdayWords.ReplaceAllString(width.Fold.String(s), " ")
	s = dateUnits.ReplaceAllString(s, "$1")
	return strings.Join(strings.Fields(s), " ")
}

// ParseDay reads a date as people type it: 2022-11-22, 2022/11/22, 2022.11.22,
// 2022年11月22日, 20221122, or 11-22 for the year of now; full-width digits and
// a weekday behind it do not matter. It returns midnight in loc. empty says that
// the text holds nothing; an error is a sentence for the person at the desk.
func ParseDay(text string, now time.Time, loc *time.Location) (day time.Time, empty bool, err error) {
	s := plainDigits(text)
	if s == "" {
		return time.Time{}, true, nil
	}
	day, rest, err := cutDay(s, now, loc)
	if err == nil && rest != "" {
		return time.Time{}, false, problemf("Only a date goes here, for example %s", now.In(loc).Format(dayLayout))
	}
	return day, false, err
}

// ParseMinute reads a date as [ParseDay] does, followed by a time such as
// 08:30, 8：30, 8点30分 or 0830.
func ParseMinute(text string, now time.Time, loc *time.Location) (minute time.Time, empty bool, err error) {
	s := plainDigits(text)
	if s == "" {
		return time.Time{}, true, nil
	}
	day, rest, err := cutDay(s, now, loc)
	if err != nil {
		return time.Time{}, false, err
	}
	if rest == "" {
		return time.Time{}, false, problemf("The time is missing, for example 08:30")
	}
	clock, err := cutClock(rest)
	if err != nil {
		return time.Time{}, false, err
	}
	return time.Date(day.Year(), day.Month(), day.Day(), 0, int(clock/time.Minute), 0, 0, loc), false, nil
}

// ParseClock reads a time of day such as 08:30, 8：30, 8点30分 or 0830 and gives
// what has passed of the day by then.
func ParseClock(text string) (clock time.Duration, empty bool, err error) {
	s := plainDigits(text)
	if s == "" {
		return 0, true, nil
	}
	clock, err = cutClock(s)
	return clock, false, err
}

// cutDay reads the date at the head of s and gives what follows it.
func cutDay(s string, now time.Time, loc *time.Location) (day time.Time, rest string, err error) {
	year := strconv.Itoa(now.In(loc).Year())
	var parts []string
	if m := fullDate.FindStringSubmatch(s); m != nil {
		parts, rest = m[1:], s[len(m[0]):]
	} else if m := packedDate.FindStringSubmatch(s); m != nil {
		parts, rest = m[1:], s[8:]
	} else if m := shortDate.FindStringSubmatch(s); m != nil {
		parts, rest = []string{year, m[1], m[2]}, s[len(m[0]):]
	} else {
		return time.Time{}, "", problemf("This is not a date; write it like %s", now.In(loc).Format(dayLayout))
	}
	if rest != "" && rest[0] >= '0' && rest[0] <= '9' && !strings.ContainsAny(s, "日号") {
		return time.Time{}, "", problemf("This is not a date; write it like %s", now.In(loc).Format(dayLayout))
	}
	y, _ := strconv.Atoi(parts[0])
	m, _ := strconv.Atoi(parts[1])
	d, _ := strconv.Atoi(parts[2])
	day = time.Date(y, time.Month(m), d, 0, 0, 0, 0, loc)
	if day.Year() != y || int(day.Month()) != m || day.Day() != d {
		return time.Time{}, "", problemf("There is no such day")
	}
	if y < 1900 || y > 2199 {
		return time.Time{}, "", problemf("The year %d is out of reach", y)
	}
	return day, strings.TrimLeft(rest, " T"), nil
}

func cutClock(s string) (time.Duration, error) {
	s = strings.ReplaceAll(s, " ", "")
	m := clockTime.FindStringSubmatch(s)
	if m == nil {
		m = spokenTime.FindStringSubmatch(s)
	}
	if m == nil {
		m = packedTime.FindStringSubmatch(s)
	}
	if m == nil {
		return 0, problemf("This is not a time; write it like 08:30")
	}
	hour, _ := strconv.Atoi(m[1])
	minute, _ := strconv.Atoi(m[2])
	if hour > 23 || minute > 59 {
		return 0, problemf("There is no such time; a day goes from 00:00 to 23:59")
	}
	return time.Duration(hour)*time.Hour + time.Duration(minute)*time.Minute, nil
}

// Weekday returns the word for the weekday of a time: 星期二, Tuesday.
func Weekday(t time.Time) string { return words.T(t.Weekday().String()) }

// sideEntry is an entry with a note to its right that says more about what is
// typed, or in red what is wrong with it. It never changes what is wrong.
type sideEntry struct {
	widget.BaseWidget
	listeners
	entry   *textEntry
	note    *Paragraph
	content *fyne.Container
	// read returns the text as it is written properly, the note beside it, and
	// what is wrong with it.
	read func(text string) (proper, note string, err error)
}

func (e *sideEntry) start(self fyne.Widget, entryWidth, noteWidth float32, read func(string) (string, string, error)) {
	e.read = read
	e.entry = &textEntry{}
	e.entry.start(e.entry, 1)
	e.entry.OnChanged = func(string) { e.show(false); e.changed() }
	e.entry.OnLeft = func() {
		if proper, _, err := e.read(e.entry.Text); err == nil && proper != e.entry.Text {
			e.entry.SetText(proper)
		}
		e.show(true)
	}
	e.note = NewParagraph("")
	e.note.Importance = widget.LowImportance
	e.content = container.New(&sideLayout{entry: entryWidth, note: noteWidth}, e.entry, e.note)
	e.ExtendBaseWidget(self)
}

// show brings the note up to date. What is wrong is held back while the person
// is still typing it, unless it was shown before.
func (e *sideEntry) show(left bool) {
	_, note, err := e.read(e.entry.Text)
	importance := widget.LowImportance
	if err != nil && (left || e.note.Importance == widget.DangerImportance) {
		note, importance = "× "+err.Error(), widget.DangerImportance
	}
	if e.note.Text != note || e.note.Importance != importance {
		e.note.Importance = importance
		e.note.SetText(note)
		e.content.Refresh()
	}
}

// CreateRenderer shows the entry and its note.
func (e *sideEntry) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(e.content) }

// Children implements [Composite].
func (e *sideEntry) Children() []fyne.CanvasObject { return []fyne.CanvasObject{e.content} }

// Text returns what stands in the entry, right or wrong.
func (e *sideEntry) Text() string { return e.entry.Text }

// SetText puts text into the entry as if it were typed and left.
func (e *sideEntry) SetText(text string) {
	e.entry.SetText(text)
	e.entry.OnLeft()
}

// SetPlaceHolder sets what an empty entry shows.
func (e *sideEntry) SetPlaceHolder(text string) { e.entry.SetPlaceHolder(text) }

// Snapshot returns the text as it is written properly, or as typed where it is
// wrong.
func (e *sideEntry) Snapshot() string {
	if proper, _, err := e.read(e.entry.Text); err == nil {
		return proper
	}
	return strings.TrimSpace(e.entry.Text)
}

// Problem says what is wrong with the text, and from then on it is shown.
func (e *sideEntry) Problem() string {
	if _, _, err := e.read(e.entry.Text); err != nil {
		e.show(true)
		return err.Error()
	}
	return ""
}

// FocusTarget is the entry.
func (e *sideEntry) FocusTarget() fyne.Focusable { return e.entry }

// Enable lets the entry be changed.
func (e *sideEntry) Enable() { e.entry.Enable() }

// Disable keeps the entry from being changed.
func (e *sideEntry) Disable() { e.entry.Disable() }

// Disabled reports whether the entry is kept from being changed.
func (e *sideEntry) Disabled() bool { return e.entry.Disabled() }

// sideLayout gives the entry a fixed width and the note the rest; a note that is
// too long for that goes below.
type sideLayout struct {
	entry, note float32 // least widths
	width       float32 // of the last layout
}

func (l *sideLayout) fits(note *Paragraph) bool {
	return note.Natural() <= max(l.width, l.entry+l.note)-l.entry
}

func (l *sideLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	l.width = size.Width
	entry, note := objects[0], objects[1].(*Paragraph)
	height := entry.MinSize().Height
	Place(entry, 0, 0, min(l.entry, size.Width), height)
	if l.fits(note) {
		Place(note, l.entry, 0, size.Width-l.entry, height)
	} else {
		note.Resize(fyne.NewSize(size.Width+4, 0))
		Place(note, -4, height-4, size.Width+4, note.MinSize().Height)
	}
}

func (l *sideLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	size := fyne.NewSize(l.entry+l.note, objects[0].MinSize().Height)
	if note := objects[1].(*Paragraph); !l.fits(note) {
		size.Height += note.MinSize().Height - 4
	}
	return size
}

// DateEntry is a date, or a date and time, or nothing; see [ParseDay] and
// [ParseMinute] for what may be typed. It shows the weekday beside it, and a
// calendar at the press of its button or of the Down key.
type DateEntry struct {
	sideEntry
	loc      *time.Location
	now      func() time.Time
	withTime bool
	button   *IconButton
	popup    *widget.PopUp

	// DayOf, if set, returns the day of a time that is given without one; zero for
	// none.
	DayOf func() time.Time
}

// NewDateEntry returns an empty entry for a date in loc; now tells the present
// time, for the year of a short date and the calendar's mark.
func NewDateEntry(loc *time.Location, now func() time.Time) *DateEntry {
	return newDateEntry(loc, now, false)
}

// NewDateTimeEntry returns an empty entry for a date and time of day in loc.
func NewDateTimeEntry(loc *time.Location, now func() time.Time) *DateEntry {
	return newDateEntry(loc, now, true)
}

func newDateEntry(loc *time.Location, now func() time.Time, withTime bool) *DateEntry {
	e := &DateEntry{loc: loc, now: now, withTime: withTime}
	entryWidth, placeholder := float32(160), words.T("year-month-day")
	if withTime {
		entryWidth, placeholder = 200, words.T("year-month-day 08:30")
	}
	e.start(e, entryWidth, 90, func(text string) (string, string, error) {
		t, empty, err := e.parse(text)
		if err != nil || empty {
			return "", "", err
		}
		return t.Format(e.layout()), Weekday(t), nil
	})
	e.entry.SetPlaceHolder(placeholder)
	e.button = NewIconButton(theme.IconNameCalendar, e.ShowCalendar)
	e.entry.ActionItem = e.button
	e.entry.OnKey = func(k fyne.KeyName) bool {
		if k == fyne.KeyDown && !e.Disabled() {
			e.ShowCalendar()
			return true
		}
		return false
	}
	return e
}

func (e *DateEntry) layout() string {
	if e.withTime {
		return minuteLayout
	}
	return dayLayout
}

func (e *DateEntry) parse(text string) (time.Time, bool, error) {
	if e.withTime {
		if e.DayOf != nil {
			if clock, empty, err := ParseClock(text); err == nil && !empty {
				if day := e.DayOf(); !day.IsZero() {
					day = day.In(e.loc)
					return time.Date(day.Year(), day.Month(), day.Day(), 0, int(clock/time.Minute), 0, 0, e.loc), false, nil
				}
			}
		}
		return ParseMinute(text, e.now(), e.loc)
	}
	return ParseDay(text, e.now(), e.loc)
}

// Value returns the time that is filled in; empty says that there is none. An
// error is a sentence for the person at the desk.
func (e *DateEntry) Value() (t time.Time, empty bool, err error) { return e.parse(e.entry.Text) }

// Set fills in a time; the zero time empties the entry.
func (e *DateEntry) Set(t time.Time) {
	if t.IsZero() {
		e.SetText("")
		return
	}
	e.SetText(t.In(e.loc).Format(e.layout()))
}

// Disable keeps the entry from being changed.
func (e *DateEntry) Disable() { e.entry.Disable(); e.button.Disable() }

// Enable lets the entry be changed.
func (e *DateEntry) Enable() { e.entry.Enable(); e.button.Enable() }

// ShowCalendar opens the calendar below the entry, at the day filled in or
// today. Picking a day keeps the time of day that is filled in.
func (e *DateEntry) ShowCalendar() {
	c := fyne.CurrentApp().Driver().CanvasForObject(e)
	if c == nil {
		return
	}
	today := e.now().In(e.loc)
	shown := today
	if t, empty, err := e.Value(); err == nil && !empty {
		shown = t
	} else if t, _, err := cutDay(plainDigits(e.entry.Text), today, e.loc); err == nil {
		shown = t
	}
	var calendar *Calendar
	closePopup := func() {
		e.popup.Hide()
		e.popup = nil
		c.Focus(e.entry)
	}
	calendar = NewCalendar(shown, today, func(day time.Time) {
		e.pick(day)
		closePopup()
	})
	calendar.OnClose = closePopup
	e.popup = widget.NewPopUp(container.NewPadded(calendar), c)
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(e.entry)
	size := e.popup.MinSize()
	y := at.Y + e.entry.Size().Height
	if y+size.Height > c.Size().Height {
		y = max(0, at.Y-size.Height)
	}
	e.popup.ShowAtPosition(fyne.NewPos(min(at.X, max(0, c.Size().Width-size.Width)), y))
	c.Focus(calendar.FocusTarget())
}

// pick puts a day into the entry and keeps what is typed behind the date.
func (e *DateEntry) pick(day time.Time) {
	text := day.Format(dayLayout)
	if e.withTime {
		clock := "09:00"
		if t, empty, err := e.Value(); err == nil && !empty {
			clock = t.Format("15:04")
		} else if _, rest, err := cutDay(plainDigits(e.entry.Text), e.now(), e.loc); err == nil && rest != "" {
			clock = rest
		}
		text += " " + clock
	}
	e.SetText(text)
}

// ClockEntry is a time of day, or nothing; see [ParseClock] for what may be
// typed.
type ClockEntry struct{ sideEntry }

// NewClockEntry returns an empty entry for a time of day.
func NewClockEntry() *ClockEntry {
	e := &ClockEntry{}
	e.start(e, 90, 0, func(text string) (string, string, error) {
		clock, empty, err := ParseClock(text)
		if err != nil || empty {
			return "", "", err
		}
		return formatClock(clock), "", nil
	})
	e.entry.SetPlaceHolder("08:30")
	return e
}

func formatClock(clock time.Duration) string { return time.Time{}.Add(clock).Format("15:04") }

// Value returns what has passed of the day at the time filled in; empty says
// that there is none. An error is a sentence for the person at the desk.
func (e *ClockEntry) Value() (clock time.Duration, empty bool, err error) {
	return ParseClock(e.entry.Text)
}

// Set fills in a time of day.
func (e *ClockEntry) Set(clock time.Duration) { e.SetText(formatClock(clock)) }
