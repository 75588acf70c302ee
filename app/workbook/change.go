package workbook

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"openday/app"
	"openday/app/table"
	"openday/app/words"
)

// What stands before the parts of 活动变更.
const (
	changeTo     = "改期至："
	changeOn     = "决定日期："
	changeReason = "原因："
)

// undecided stands for a new date that is still to be named.
const undecided = "待定"

// changeText says what became of an event: 延期；改期至：2026-10-20 08:30；原因：台风. The
// reason stands last, so that it can hold anything.
func changeText(e *event, _ time.Time) string {
	c := e.Changing()
	if c.Change == "" {
		return ""
	}
	to := table.MomentText(c.To)
	if c.Change == app.Postponed && to == "" {
		to = undecided
	}
	text := app.EventChanges.Chinese(c.Change)
	for _, part := range []struct{ name, text string }{{changeTo, to}, {changeOn, table.MomentText(c.On)}, {changeReason, c.Reason}} {
		if part.text != "" {
			text += "；" + part.name + part.text
		}
	}
	return text
}

var (
	changeWord = regexp.MustCompile(`(?:活动)?(?:已经|已|决定)?(延期|推迟|延迟|改期|顺延|取消|停办)(?:举办|举行)?`)
	changeDate = regexp.MustCompile(`(决定日期|决定于|决定时间)?(?:改期至|改期到|延期至|延期到|推迟至|推迟到|顺延至|延至|改至|改到|调整至|调整到|新日期|新时间|至|到|于)?[:：]?\s*` +
		`((?:\d{4}\s*[-/.年]\s*)?\d{1,2}\s*[-/.月]\s*\d{1,2}日?(?:\s*\d{1,2}[:：]\d{2}(?::\d{2})?)?)(?:举办|举行)?`)
	withoutYear = regexp.MustCompile(`^\d{1,2}\s*[-/.月]`)
)

// changeSigns are what stands between the parts, in whatever way people part them.
const changeSigns = "，,；;、。:： \t\n\r"

// changing reads what became of an event: whether it is postponed or cancelled, then
// reason and dates as people write them, or as changeText does. A date without a year
// is in the one given.
func changing(c cell, year int) (app.EventChanging, string) {
	text := strings.TrimLeft(c.Text, changeSigns)
	all := changeWord.FindAllStringSubmatchIndex(text, -1)
	if len(all) == 0 {
		return app.EventChanging{}, words.T("“%s” does not say what became of the event. Write 延期 or 取消, then the reason and the new date, such as 延期，台风影响，2026-10-20", c.Text)
	}
	at := all[0]
	if at[0] > 0 { // 因场地取消而延期
		at = all[len(all)-1]
	}
	word := text[at[2]:at[3]]
	found := app.EventChanging{Change: app.Postponed}
	if word == "取消" || word == "停办" {
		found.Change = app.Cancelled
	}
	said, reason, labelled := strings.Cut(text[at[1]:], changeReason)
	if labelled && found.Change == app.Postponed && !strings.Contains(said, changeTo) { // a person's 原因：台风，2026-10-20
		said, reason, labelled = said+reason, "", false
	}
	problem := ""
	rest := changeDate.ReplaceAllStringFunc(said, func(piece string) string {
		m := changeDate.FindStringSubmatch(piece)
		date := m[2]
		if withoutYear.MatchString(date) {
			date = strconv.Itoa(year) + "-" + strings.NewReplacer("月", "-", "日", "", "/", "-", ".", "-").Replace(date)
		}
		on, wrong := table.Cell{Text: date}.Moment(time.Time{})
		switch {
		case wrong != "":
			problem = wrong
		case m[1] != "":
			found.On = app.DayOf(on)
		case found.Change == app.Cancelled || !found.To.IsZero():
			return piece
		default:
			found.To = on
		}
		return "，"
	})
	if labelled {
		found.Reason = reason
		return found, problem
	}
	rest = strings.TrimPrefix(strings.Trim(rest, changeSigns), strings.Trim(changeTo, changeSigns)+"："+undecided)
	said = strings.TrimSuffix(strings.Trim(text[:at[0]], changeSigns), "而")
	found.Reason = strings.Trim(said+"，"+strings.Trim(rest, changeSigns), changeSigns)
	return found, problem
}

// changing returns what became of the event, nothing where that is not said or wrong.
func (r *reader) changing(e app.Event) app.EventChanging {
	if r.changeAt == "" {
		return app.EventChanging{}
	}
	c, problem := changing(r.change, e.OrderedBy().Year())
	if wrong := c.Validate(e); problem == "" && len(wrong) > 0 {
		problem = wrong[0].Message
	}
	if problem != "" {
		r.problem(r.changeAt, problem)
		return app.EventChanging{}
	}
	return c
}
