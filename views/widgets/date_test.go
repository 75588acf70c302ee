package widgets

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"pgregory.net/rapid"

	"openday/app/words"
	"openday/views/widgets/widgettest"
)

var (
	beijing = time.FixedZone("CST", 8*3600)
	aNow    = func() time.Time { return time.Date(2022, 11, 1, 10, 0, 0, 0, beijing) }
)

func TestParseDay(t *testing.T) {
	for text, want := range map[string]string{
		"2022-11-22": "2022-11-22", "2022/11/22": "2022-11-22", "2022.11.22": "2022-11-22", "2022年11月22日": "2022-11-22",
		"2022 年 11 月 22 日": "2022-11-22", "20221122": "2022-11-22", "11-22": "2022-11-22", "11月22日": "2022-11-22", "3/1": "2022-03-01",
		"２０２２－１１－２２": "2022-11-22", "  2022-1-2 ": "2022-01-02", "2022年11月22日 星期二": "2022-11-22", "2022-11-22（周二）": "2022-11-22",
		"2024-02-29": "2024-02-29", "2026-03-01": "2026-03-01", "2022年11月22号": "2022-11-22",
	} {
		got, empty, err := ParseDay(text, aNow(), beijing)
		if err != nil || empty || got.Format(dayLayout) != want || got.Location() != beijing || got.Hour() != 0 {
			t.Errorf("%q gave %v, %v, %v", text, got, empty, err)
		}
	}
	for _, text := range []string{"2022-02-30", "2023-02-29", "2022-13-01", "13-01", "明天", "2022-11", "2022", "2022112", "202211220", "2022-11-22 08:30", "11-223", "0099-01-01", "2022-11-00"} {
		if got, empty, err := ParseDay(text, aNow(), beijing); err == nil {
			t.Errorf("%q gave %v, %v", text, got, empty)
		}
	}
	for _, text := range []string{"", "  ", "　"} {
		if _, empty, err := ParseDay(text, aNow(), beijing); !empty || err != nil {
			t.Errorf("%q is not empty: %v", text, err)
		}
	}
}

func TestParseMinute(t *testing.T) {
	for text, want := range map[string]string{
		"2022-11-22 08:30": "2022-11-22 08:30", "2022-11-22 8：30": "2022-11-22 08:30", "2022年11月22日8点30分": "2022-11-22 08:30", "2022年11月22日 08:30": "2022-11-22 08:30",
		"11-22 17:00": "2022-11-22 17:00", "20221122 0830": "2022-11-22 08:30", "2022-11-22T08:30": "2022-11-22 08:30", "2022-11-22 08:30:00": "2022-11-22 08:30",
		"2022年11月22日星期二 9时": "2022-11-22 09:00", "２０２２年１１月２２日　０８：３０": "2022-11-22 08:30", "11/22 23:59": "2022-11-22 23:59", "11月22日08:30": "2022-11-22 08:30",
	} {
		got, empty, err := ParseMinute(text, aNow(), beijing)
		if err != nil || empty || got.Format(minuteLayout) != want {
			t.Errorf("%q gave %v, %v, %v", text, got, empty, err)
		}
	}
	for _, text := range []string{"2022-11-22", "2022-11-22 24:00", "2022-11-22 08:60", "2022-11-22 早上", "08:30", "2022-02-30 08:30", "2022-11-22 8:3"} {
		if got, _, err := ParseMinute(text, aNow(), beijing); err == nil {
			t.Errorf("%q gave %v", text, got)
		}
	}
}

func TestEveryDayCanBeTyped(t *testing.T) {
	layouts := []string{"2006-01-02", "2006/1/2", "2006.01.02", "2006年1月2日", "20060102"}
	rapid.Check(t, func(t *rapid.T) {
		day := time.Date(1900, 1, 1, 0, 0, 0, 0, beijing).AddDate(0, 0, rapid.IntRange(0, 109500).Draw(t, "day"))
		for _, layout := range layouts {
			got, empty, err := ParseDay(day.Format(layout), aNow(), beijing)
			if err != nil || empty || !got.Equal(day) {
				t.Fatalf("%s gave %v, %v, %v", day.Format(layout), got, empty, err)
			}
		}
		minute := day.Add(time.Duration(rapid.IntRange(0, 1439).Draw(t, "minute")) * time.Minute)
		got, _, err := ParseMinute(minute.Format("2006年1月2日 15:04"), aNow(), beijing)
		if err != nil || !got.Equal(minute) {
			t.Fatalf("%s gave %v, %v", minute, got, err)
		}
	})
}

func TestNoTextBreaksTheParser(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringOf(rapid.RuneFrom([]rune("0123456789-/.年月日时点分: ：T星期二０９a"))).Draw(t, "text")
		day, empty, err := ParseDay(text, aNow(), beijing)
		if err == nil && !empty {
			if again, _, err := ParseDay(day.Format(dayLayout), aNow(), beijing); err != nil || !again.Equal(day) {
				t.Fatalf("%q gave %v, which gives %v, %v", text, day, again, err)
			}
		}
		_, _, _ = ParseMinute(text, aNow(), beijing)
		_, _, _ = ParseClock(text)
	})
}

func TestDateEntryShowsWeekdayAndKeepsWhatIsWrong(t *testing.T) {
	widgettest.Themed(t, NewTheme())
	e := NewDateTimeEntry(beijing, aNow)
	other := NewTextEntry()
	w := widgettest.Show(t, column(e, other))
	changes := 0
	e.Listen(func() { changes++ })

	w.Canvas().Focus(e.FocusTarget())
	test.Type(e.FocusTarget(), "2022年11月22日 8：30")
	if e.note.Text != "星期二" {
		t.Errorf("while typing, the note is %q", e.note.Text)
	}
	w.Canvas().Focus(other)
	if e.Text() != "2022-11-22 08:30" {
		t.Errorf("left, the text is %q", e.Text())
	}
	if at, empty, err := e.Value(); err != nil || empty || !at.Equal(time.Date(2022, 11, 22, 8, 30, 0, 0, beijing)) {
		t.Errorf("the value is %v, %v, %v", at, empty, err)
	}
	if changes == 0 {
		t.Error("nobody was told of the change")
	}

	e.SetText("")
	w.Canvas().Focus(e.FocusTarget())
	test.Type(e.FocusTarget(), "2022-2-30 8:30")
	if e.note.Text != "" {
		t.Errorf("the problem %q disturbs the typing", e.note.Text)
	}
	w.Canvas().Focus(other)
	if e.Text() != "2022-2-30 8:30" || e.note.Text != "× 没有这一天" {
		t.Errorf("left, the text is %q with the note %q", e.Text(), e.note.Text)
	}
	e.SetText(" ")
	if _, empty, err := e.Value(); !empty || err != nil || e.Problem() != "" {
		t.Errorf("blank is not empty: %v", err)
	}

	words.Use(words.English)
	defer words.Use(words.Chinese)
	e.Set(time.Date(2022, 11, 22, 0, 30, 0, 0, time.UTC))
	if e.Text() != "2022-11-22 08:30" || e.note.Text != "Tuesday" {
		t.Errorf("the text is %q with the note %q", e.Text(), e.note.Text)
	}
	e.Set(time.Time{})
	if e.Text() != "" {
		t.Errorf("the zero time gave %q", e.Text())
	}
}

func TestDateEntryPicksFromTheCalendar(t *testing.T) {
	widgettest.Themed(t, NewTheme())
	e := NewDateTimeEntry(beijing, aNow)
	w := widgettest.Show(t, column(e))
	e.SetText("2022-01-31 08:30")
	w.Canvas().Focus(e.FocusTarget())
	widgettest.Key(t, w, fyne.KeyDown)
	days, ok := w.Canvas().Focused().(*dayGrid)
	if !ok {
		t.Fatalf("the keyboard is in %T", w.Canvas().Focused())
	}
	if days.calendar.title.Text != "2022年1月" {
		t.Errorf("the calendar shows %q", days.calendar.title.Text)
	}
	widgettest.Key(t, w, fyne.KeyPageDown) // 31 January leads to the last of February
	if got := days.calendar.Day().Format(dayLayout); got != "2022-02-28" {
		t.Errorf("Page Down leads to %s", got)
	}
	widgettest.Key(t, w, fyne.KeyDown, fyne.KeyRight, fyne.KeyUp, fyne.KeyLeft, fyne.KeyRight)
	widgettest.Key(t, w, fyne.KeyReturn)
	if e.Text() != "2022-03-01 08:30" {
		t.Errorf("picked %q", e.Text())
	}
	if w.Canvas().Focused() != e.FocusTarget() || w.Canvas().Overlays().Top() != nil {
		t.Error("the calendar did not give the keyboard back")
	}

	e.SetText("")
	e.ShowCalendar()
	widgettest.Key(t, w, fyne.KeyEscape)
	if e.Text() != "" || w.Canvas().Overlays().Top() != nil {
		t.Error("Esc did not close the calendar")
	}
	e.ShowCalendar()
	days = w.Canvas().Focused().(*dayGrid)
	test.TapAt(days, fyne.NewPos(days.Size().Width/7*2.5, dayHeight*2.5)) // third week, Wednesday
	if e.Text() != "2022-11-16 09:00" {
		t.Errorf("a tap picked %q", e.Text())
	}
}

func TestCalendarShowsEveryMonth(t *testing.T) {
	widgettest.Themed(t, NewTheme())
	day := time.Date(2020, 1, 15, 0, 0, 0, 0, beijing)
	c := NewCalendar(day, day, func(time.Time) {})
	for range 120 {
		first := c.firstShown()
		if first.Weekday() != time.Monday {
			t.Fatalf("%s begins on %s", c.title.Text, first.Weekday())
		}
		shown := map[time.Month]int{}
		for i := range 7 * weeks {
			shown[first.AddDate(0, 0, i).Month()]++
		}
		last := time.Date(c.Day().Year(), c.Day().Month()+1, 0, 0, 0, 0, 0, beijing).Day()
		if shown[c.Day().Month()] != last {
			t.Fatalf("%s shows %d of %d days", c.title.Text, shown[c.Day().Month()], last)
		}
		before := c.Day()
		c.step(1)
		if want := time.Date(before.Year(), before.Month()+1, 15, 0, 0, 0, 0, beijing); !c.Day().Equal(want) {
			t.Fatalf("after %v comes %v", before, c.Day())
		}
	}
}

func TestClockEntry(t *testing.T) {
	widgettest.Themed(t, NewTheme())
	e := NewClockEntry()
	for text, want := range map[string]string{"8:30": "08:30", "８：３０": "08:30", "0830": "08:30", "830": "08:30", "9点": "09:00", "17时5分": "17:05"} {
		e.SetText(text)
		if e.Text() != want || e.Problem() != "" {
			t.Errorf("%q gave %q, %s", text, e.Text(), e.Problem())
		}
	}
	e.SetText("25:00")
	if e.Text() != "25:00" || e.Problem() == "" {
		t.Errorf("25:00 gave %q, %q", e.Text(), e.Problem())
	}
	e.Set(9*time.Hour + 5*time.Minute)
	if clock, empty, err := e.Value(); clock != 9*time.Hour+5*time.Minute || empty || err != nil {
		t.Errorf("got %v, %v, %v", clock, empty, err)
	}
}
