package paper

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"openday/app"
	"openday/app/figures"
	"openday/app/paper/typeset"
)

// none stands in sentences, tables and charts for a number that is not given, and
// for a share of nothing.
const none = "—"

// percent writes a part of a whole as 58.3%, and none where the whole is nothing.
// Only all of it is 100%, and only nothing is 0%.
func percent(part, whole int) string {
	if whole == 0 {
		return none
	}
	tenths := (2000*part + whole) / (2 * whole)
	if part < whole {
		tenths = min(tenths, 999)
	}
	if part > 0 {
		tenths = max(tenths, 1)
	}
	return strings.TrimSuffix(fmt.Sprintf("%d.%d", tenths/10, tenths%10), ".0") + "%"
}

// rate writes a share of opinions.
func rate(s app.Share) string { return percent(s.Num, s.Den) }

// given writes a number, none where it is not given.
func given(n int) string {
	if n == app.NoNumber {
		return none
	}
	return strconv.Itoa(n)
}

// shown are the figures that a paper shows: how late the work is stays inside.
func shown(f figures.Figures, public bool) figures.Figures {
	if !public {
		return f
	}
	f.InProgressLate, f.UnassignedLate = 0, 0
	for _, list := range []*[]figures.Tally{&f.ByCategory, &f.ByDepartment} {
		*list = slices.Clone(*list)
		for i := range *list {
			(*list)[i].InProgressLate, (*list)[i].UnassignedLate = 0, 0
		}
	}
	return f
}

// attendedWords says who came, in a unit such as 人. What is nobody is not named, so that
// the numbers always add up to 应到.
func attendedWords(f figures.Figures, unit string) string {
	count := func(name string, n int) string {
		if n == 0 {
			return ""
		}
		return fmt.Sprintf("，%s%d%s", name, n, unit)
	}
	text := fmt.Sprintf("应到%d%s，实到%d%s", f.Approved, unit, f.Came, unit)
	if f.Substituted > 0 {
		text += fmt.Sprintf("（其中由他人替代%d%s）", f.Substituted, unit)
	}
	text += count("请假", f.Excused) + count("缺席", f.Absent) + count("未登记", f.Unknown)
	if f.WalkIns > 0 {
		text += fmt.Sprintf("；另有临时参加%d%s", f.WalkIns, unit)
	}
	return text + "。"
}

// handledWords says how many opinions there are and how far they have come, the rates
// first; that there are none where there are none.
func handledWords(f figures.Figures) string {
	if f.Opinions == 0 {
		return "未收到意见建议。"
	}
	text := fmt.Sprintf("共收集意见建议%d条", f.Opinions)
	if f.Merged > 0 {
		text += fmt.Sprintf("（另有%d条内容相同，合并办理）", f.Merged)
	}
	text += fmt.Sprintf("，已办结%d条，办结率%s，按期办结率%s，满意率%s", f.Handled, rate(f.HandledRate()), rate(f.OnTimeRate()), rate(f.SatisfiedRate()))
	var among []string
	if f.OnSpot > 0 {
		among = append(among, fmt.Sprintf("现场解答%d条", f.OnSpot))
	}
	if f.Replied > 0 {
		among = append(among, fmt.Sprintf("已答复提出人%d条", f.Replied))
	}
	text += wrapped("（其中", strings.Join(among, "，"), "）")
	for _, open := range []struct {
		name    string
		n, late int
	}{{"正在办理", f.InProgress, f.InProgressLate}, {"待交办", f.Unassigned, f.UnassignedLate}} {
		if open.n > 0 {
			text += fmt.Sprintf("；%s%d条", open.name, open.n)
		}
		if open.late > 0 {
			text += fmt.Sprintf("，其中超期%d条", open.late)
		}
	}
	return text + "。"
}

// counted writes tallies in a sentence: 采纳3条，部分采纳3条.
func counted(tallies []figures.Tally, unit string) string {
	parts := make([]string, len(tallies))
	for i, t := range tallies {
		parts[i] = fmt.Sprintf("%s%d%s", t.Name, t.Opinions, unit)
	}
	return strings.Join(parts, "，")
}

// opinionColumns are the columns of the tables of opinions after their first.
func opinionColumns(title string) []gridColumn {
	columns := []gridColumn{{Column: typeset.Column{Title: title, Align: typeset.Left}}}
	for _, title := range []string{"收集", "已办结", "正在办理", "待交办", "超期", "办结率"} {
		columns = append(columns, gridColumn{Column: typeset.Column{Title: title, Width: 20, Align: typeset.Center}, optional: title == "超期"})
	}
	return columns
}

// opinionRow is a row of such a table. Lateness has a column where there is any.
func opinionRow(name string, h figures.Handling, late, bold bool) gridRow {
	cells := []string{name}
	for _, n := range []int{h.Opinions, h.Handled, h.InProgress, h.Unassigned} {
		cells = append(cells, strconv.Itoa(n))
	}
	overdue := ""
	if late {
		overdue = strconv.Itoa(h.Overdue())
	}
	return gridRow{cells: append(cells, overdue, rate(h.HandledRate())), bold: bold}
}

// tallyTable sets a count of opinions under names, with its total.
func tallyTable(title, nameless string, tallies []figures.Tally, f figures.Figures) typeset.Table {
	var rows []gridRow
	for _, t := range tallies {
		rows = append(rows, opinionRow(cmp.Or(t.Name, nameless), t.Handling, f.Overdue() > 0, false))
	}
	return grid(12, opinionColumns(title), append(rows, opinionRow("合计", f.Handling, f.Overdue() > 0, true)))
}

// stagesTable sets how far opinions have come, with their shares of all.
func stagesTable(f figures.Figures) typeset.Table {
	var rows []gridRow
	for _, s := range []struct {
		name  string
		n     int
		among bool
	}{
		{"已办结", f.Handled, false}, {"现场解答", f.OnSpot, true}, {"已答复提出人", f.Replied, true}, {"待答复提出人", f.Handled - f.OnSpot - f.Replied, true},
		{"正在办理", f.InProgress, false}, {"超期", f.InProgressLate, true}, {"待交办", f.Unassigned, false}, {"超期", f.UnassignedLate, true},
	} {
		switch {
		case s.n == 0:
			continue
		case s.among:
			s.name = "　其中：" + s.name
		}
		rows = append(rows, gridRow{cells: []string{s.name, strconv.Itoa(s.n), percent(s.n, f.Opinions)}})
	}
	rows = append(rows, gridRow{cells: []string{"合计", strconv.Itoa(f.Opinions), percent(1, 1)}, bold: true})
	return grid(12, []gridColumn{
		{Column: typeset.Column{Title: "办理情况", Align: typeset.Left}},
		{Column: typeset.Column{Title: "条数", Width: 34, Align: typeset.Center}},
		{Column: typeset.Column{Title: "占收集的比例", Width: 34, Align: typeset.Center}},
	}, rows)
}

// quotaTable sets the quota board with its totals.
func quotaTable(f figures.Figures) typeset.Table {
	var rows []gridRow
	total := figures.Quota{Approved: f.Approved, Came: f.Came, Excused: f.Excused, Absent: f.Absent, Unknown: f.Unknown, WalkIns: f.WalkIns}
	lacking := 0
	for _, q := range f.Quotas {
		name := categoryName(q.Category)
		if q.Outside {
			name += "（不占名额）"
		}
		rows = append(rows, quotaRow(name, q, q.Missing(), f.WalkIns > 0))
		if q.Target == app.NoNumber || !q.MinShare.IsZero() { // without all the numbers a total would say too little, and a share overlaps others
			total.Target = app.NoNumber
		}
		if total.Target != app.NoNumber {
			total.Target += q.Target
			lacking += q.Missing()
		}
	}
	all := quotaRow("合计", total, lacking, f.WalkIns > 0)
	all.bold = true
	number := func(title string) gridColumn {
		return gridColumn{Column: typeset.Column{Title: title, Width: 16.5, Align: typeset.Center}, optional: title == "临时"}
	}
	return grid(12, []gridColumn{
		{Column: typeset.Column{Title: "类别", Align: typeset.Left}},
		number("名额"), number("应到"), number("缺额"), number("实到"), number("请假"), number("缺席"), number("未登记"), number("临时"),
	}, append(rows, all))
}

// quotaRow is a row of the quota board. Walk-ins have a column where there are any.
func quotaRow(name string, q figures.Quota, lacking int, walkIns bool) gridRow {
	if q.Target == app.NoNumber {
		lacking = app.NoNumber
	}
	cells := []string{name, given(q.Target), strconv.Itoa(q.Approved), given(lacking)}
	for _, n := range []int{q.Came, q.Excused, q.Absent, q.Unknown} {
		cells = append(cells, strconv.Itoa(n))
	}
	walked := ""
	if walkIns {
		walked = strconv.Itoa(q.WalkIns)
	}
	return gridRow{cells: append(cells, walked)}
}
