package table

import (
	"testing"
	"time"

	"openday/app"
)

func TestBirths(t *testing.T) {
	event := app.Date(2026, 5, 16)
	day, march := Birth{On: app.Date(1985, 3, 12)}, Birth{Month: "1985-03"}
	for text, want := range map[string]Birth{
		"1985-03-12": day, "1985/3/12": day, "1985.03.12": day, "19850312": day, "1985-03-12 00:00:00": day, "1985年3月12日": day, "1985年3月12号": day,
		"1985-3-12日": day, "1985年三月十二日": day, "一九八五年三月十二日": day, "85-3-12": day, "85.3.12": day, "85/3/12": day, "85年3月12日": day, "八五年三月十二日": day, "850312": day,
		"１９８５．３．１２": day, "1985年3月12日生": day, "出生于1985年3月12日": day,
		"1985.3": march, "1985.03": march, "1985年3月": march, "1985年03月": march, "1985-03": march, "1985/03": march, "198503": march, "85年3月": march, "一九八五年三月": march, "1985年3月份": march, "1985年3月生": march, "1985 年 3 月": march,
		"1985.10": {Month: "1985-10"}, "1985.12": {Month: "1985-12"}, "二〇〇一年十月": {Month: "2001-10"}, "二○○一年十一月二十日": {On: app.Date(2001, 11, 20)}, "一九九零年二月二十八日": {On: app.Date(1990, 2, 28)},
		"05-3-12": {On: app.Date(2005, 3, 12)}, "26-5-16": {On: event}, "26-5-17": {On: app.Date(1926, 5, 17)}, "27年3月": {Month: "1927-03"}, "00.2.29": {On: app.Date(2000, 2, 29)}, "080312": {On: app.Date(2008, 3, 12)},
	} {
		if got, problem := (Cell{Text: text}).Birth(event); !got.On.Equal(want.On) || got.Month != want.Month || problem != "" {
			t.Errorf("%q is %v %s", text, got, problem)
		}
	}
	for _, text := range []string{
		"1985", "85", "3/12/1985", "12/3/85", "05/3/12", "12-Mar-85", "农历1985年3月12日", "1985年腊月初八", "一九八五年正月", "八五年三月廿二", "0000-00-00", "1985-02-30", "85-2-30", "1985.13", "1985.0", "1985.1",
		"200312", "不详", "三月", "3月12日", "1985年", "40岁", "1985-3-12-1", "850332",
	} {
		if got, problem := (Cell{Text: text}).Birth(event); problem == "" || got != (Birth{}) {
			t.Errorf("%q is taken for %v", text, got)
		}
	}
	for _, text := range []string{"85-3-12", "85年3月", "850312"} {
		if got, problem := (Cell{Text: text}).Birth(time.Time{}); problem == "" {
			t.Errorf("%q is taken for %v where nothing says in which century", text, got)
		}
	}
	for value, want := range map[float64]Birth{31118: day, 19850312: day, 198503: march, 850312: day, 1985.3: march, 1985.11: {Month: "1985-11"}} {
		if got, problem := (Cell{IsNumber: true, Number: value}).Birth(event); !got.On.Equal(want.On) || got.Month != want.Month || problem != "" {
			t.Errorf("%v is %v %s", value, got, problem)
		}
	}
	for _, value := range []float64{1985, 1985.1, 1985.5e3, 200312, 85.3, 0.5, -1} {
		if got, problem := (Cell{IsNumber: true, Number: value}).Birth(event); problem == "" {
			t.Errorf("%v is taken for %v", value, got)
		}
	}
	// Excel makes the first of the month of what is typed as 1985年3月, and shows the month.
	for _, number := range []int{0, 17, 27, 55} {
		code := ""
		if number == 0 {
			code = `yyyy"年"m"月";@`
		}
		var c Cell
		if c.setNumber(31107, styleOf(number, code)); c.Text != "1985-03" {
			t.Errorf("format %d %s: %q", number, code, c.Text)
		}
		if got, problem := c.Birth(event); got != march || problem != "" {
			t.Errorf("format %d %s: %v %s", number, code, got, problem)
		}
	}
	var whole Cell
	if whole.setNumber(31118, styleOf(0, "yyyy-mm")); whole.Text != "1985-03-12" {
		t.Errorf("a day that a format hides is lost: %q", whole.Text)
	}
	for _, code := range []string{"yyyy-mm-dd", "h:mm", `yyyy"年"m"月"d"日"`, "m/d/yy h:mm", "mm:ss"} {
		if styleOf(0, code)&styleMonth != 0 {
			t.Errorf("%s shows a month", code)
		}
	}
}
