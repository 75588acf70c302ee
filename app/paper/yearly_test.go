package paper

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"openday/app"
	"openday/app/figures"
)

func yearOf(t testing.TB, events []app.Dossier, year int, at time.Time) *made {
	t.Helper()
	var out bytes.Buffer
	report, err := Yearly(context.Background(), &out, yearFigures(events, year, at))
	if err != nil {
		t.Fatal(err)
	}
	return read(t, out.Bytes(), report)
}

// yearFigures counts a year from all its events at once.
func yearFigures(events []app.Dossier, year int, at time.Time) figures.Year {
	f := figures.Year{Year: year, At: at}
	events = slices.DeleteFunc(slices.Clone(events), func(d app.Dossier) bool { return d.Event.Start.In(app.Zone).Year() != year })
	slices.SortStableFunc(events, func(a, b app.Dossier) int { return a.Event.Start.Compare(b.Event.Start) })
	var all app.Dossier
	for _, d := range events {
		f.Events = append(f.Events, figures.Event{Event: d.Event, Figures: figures.Of(d, at)})
		all.Invitees, all.Feedback = append(all.Invitees, d.Invitees...), append(all.Feedback, d.Feedback...)
	}
	f.Total = figures.Of(all, at)
	return f
}

// Every figure of the yearly report is counted again from the events.
func TestYearlyFiguresAreRight(t *testing.T) {
	random := rand.New(rand.NewPCG(20, 26))
	pick := func(list ...string) string { return list[random.IntN(len(list))] }
	at := app.Date(2026, time.October, 8)
	var events []app.Dossier
	for i := range 6 {
		d := gathering()
		d.Event.Title = fmt.Sprintf("第%c次开放日", '甲'+rune(i))
		d.Event.Start = time.Date(2026, time.Month(2*i+1), 5+i, 9, 0, 0, 0, app.Zone) // the last in November
		for j := range 20 + i {
			v := person(fmt.Sprintf("人%d", j), "单位", pick("群众代表", "人大代表", ""))
			v.Vetting = app.Vetting(pick("approved", "approved", "declined"))
			if i < 5 && v.Vetting == app.VettingApproved {
				v.Attendance = app.Attendance(pick("came", "came", "excused", "absent", "substitute", ""))
			}
			d.Invitees = append(d.Invitees, v)
		}
		for j := range 3 * i {
			d.Feedback = append(d.Feedback, app.Feedback{
				Content: fmt.Sprintf("第%d条", j), Category: pick("供水", "排水"), Department: pick("甲科", "乙科", ""),
				State: app.FeedbackStates[random.IntN(len(app.FeedbackStates))].Code, DueDate: at.AddDate(0, 0, random.IntN(20)-10),
			})
		}
		events = append(events, d)
	}
	other := gathering()
	other.Event.Title, other.Event.Start = "上一年的开放日", app.Date(2025, time.March, 3)
	m := yearOf(t, append([]app.Dossier{other, events[3]}, append(events[:3:3], events[4:]...)...), 2026, at)

	type count struct{ approved, came, excused, absent, unknown, opinions, done, late int }
	of := func(all []app.Dossier, category, department string) (c count) {
		for _, d := range all {
			for _, v := range d.Invitees {
				if category != "*" && v.Category != category {
					continue
				}
				switch v.Attendance {
				case app.AttendanceCame, app.AttendanceSubstitute:
					c.came++
				case app.AttendanceExcused:
					c.excused++
				case app.AttendanceAbsent:
					c.absent++
				default:
					if v.Vetting == app.VettingApproved && d.Event.Start.Before(at) {
						c.unknown++
					}
				}
				if v.Vetting == app.VettingApproved {
					c.approved++
				}
			}
			for _, o := range d.Feedback {
				if department != "*" && o.Department != department {
					continue
				}
				c.opinions++
				open := o.State == app.FeedbackRecorded || o.State == app.FeedbackAssigned || o.State == app.FeedbackInProgress
				if !open {
					c.done++
				} else if o.DueDate.Before(at) {
					c.late++
				}
			}
		}
		return c
	}
	all := of(events, "*", "*")
	rows := []string{"2026年度政府开放日活动汇总", "截至2026年10月8日，2026年共安排政府开放日活动6次，已举办5次，尚未举办1次。",
		fmt.Sprintf("应到%d人次，实到%d人次，请假%d人次，缺席%d人次。%d人次的出席情况尚未登记。", all.approved, all.came, all.excused, all.absent, all.unknown),
		fmt.Sprintf("共收集意见建议%d条，已办结%d条，尚未办结%d条，其中逾期%d条。", all.opinions, all.done, all.opinions-all.done, all.late)}
	for i := range events {
		c := of(events[i:i+1], "*", "*")
		rows = append(rows, strconv.Itoa(i+1)+events[i].Event.Title, events[i].Event.Start.Format("1月2日"), fmt.Sprintf("%d%d%d%d%d", c.approved, c.came, c.opinions, c.done, c.late))
	}
	rows = append(rows, "合计", fmt.Sprintf("%d%d%d%d%d", all.approved, all.came, all.opinions, all.done, all.late), "参加人员情况")
	inOrder(t, m.text, rows...)
	for _, category := range []string{"群众代表", "人大代表", ""} {
		c := of(events, category, "*")
		contains(t, m.text, "11月10日尚未举办", fmt.Sprintf("%s%d%d%d%d", categoryName(category), c.approved, c.came, c.excused, c.absent))
	}
	for name, shown := range map[string]string{"甲科": "甲科", "乙科": "乙科", "": "未明确承办单位"} {
		c := of(events, "*", name)
		contains(t, m.text, fmt.Sprintf("%s%d%d%d%d", shown, c.opinions, c.done, c.opinions-c.done, c.late))
	}
	lacks(t, m.text, "上一年的开放日")
	contains(t, unspaced(strings.Join(m.report.Notes, "")), "1场活动尚未举办", fmt.Sprintf("%d人的出席情况", all.unknown))
}

func TestAYearWithoutEventsHasNoReport(t *testing.T) {
	var out bytes.Buffer
	_, err := Yearly(context.Background(), &out, yearFigures([]app.Dossier{gathering()}, 2019, app.Date(2026, time.October, 8)))
	if app.CodeOf(err) != app.CodeInvalid || out.Len() > 0 {
		t.Errorf("%v, %d bytes", err, out.Len())
	}
}
