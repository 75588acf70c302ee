package after

import (
	"cmp"
	"slices"
	"strconv"

	"openday/app"
	"openday/app/figures"
	"openday/app/paper"
	"openday/app/paper/typeset"
	"openday/app/paper/wording"
)

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

// opinionColumns are the columns of the tables of opinions after their first.
func opinionColumns(title string) []paper.GridColumn {
	columns := []paper.GridColumn{{Column: typeset.Column{Title: title, Align: typeset.Left}}}
	for _, title := range []string{"收集", "已办结", "正在办理", "待交办", "超期", "办结率"} {
		columns = append(columns, paper.GridColumn{Column: typeset.Column{Title: title, Width: 20, Align: typeset.Center}, Optional: title == "超期"})
	}
	return columns
}

// opinionRow is a row of such a table. Lateness has a column where there is any.
func opinionRow(name string, h figures.Handling, late, bold bool) paper.GridRow {
	cells := []string{name}
	for _, n := range []int{h.Opinions, h.Handled, h.InProgress, h.Unassigned} {
		cells = append(cells, strconv.Itoa(n))
	}
	overdue := ""
	if late {
		overdue = strconv.Itoa(h.Overdue())
	}
	return paper.GridRow{Cells: append(cells, overdue, wording.Rate(h.HandledRate())), Bold: bold}
}

// tallyTable sets a count of opinions under names, with its total.
func tallyTable(title, nameless string, tallies []figures.Tally, f figures.Figures) typeset.Table {
	var rows []paper.GridRow
	for _, t := range tallies {
		rows = append(rows, opinionRow(cmp.Or(t.Name, nameless), t.Handling, f.Overdue() > 0, false))
	}
	return paper.Grid(12, opinionColumns(title), append(rows, opinionRow("合计", f.Handling, f.Overdue() > 0, true)))
}

// stagesTable sets how far opinions have come, with their shares of all.
func stagesTable(f figures.Figures) typeset.Table {
	var rows []paper.GridRow
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
		rows = append(rows, paper.GridRow{Cells: []string{s.name, strconv.Itoa(s.n), wording.Percent(s.n, f.Opinions)}})
	}
	rows = append(rows, paper.GridRow{Cells: []string{"合计", strconv.Itoa(f.Opinions), wording.Percent(1, 1)}, Bold: true})
	return paper.Grid(12, []paper.GridColumn{
		{Column: typeset.Column{Title: "办理情况", Align: typeset.Left}},
		{Column: typeset.Column{Title: "条数", Width: 34, Align: typeset.Center}},
		{Column: typeset.Column{Title: "占收集的比例", Width: 34, Align: typeset.Center}},
	}, rows)
}

// quotaTable sets the quota board with its totals.
func quotaTable(f figures.Figures) typeset.Table {
	var rows []paper.GridRow
	total := figures.Quota{Approved: f.Approved, Came: f.Came, Excused: f.Excused, Absent: f.Absent, Unknown: f.Unknown, WalkIns: f.WalkIns}
	lacking := 0
	quotas := slices.Clone(f.Quotas)
	slices.SortStableFunc(quotas, func(a, b figures.Quota) int { return btoi(a.Category == "") - btoi(b.Category == "") })
	for _, q := range quotas {
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
	all.Bold = true
	number := func(title string) paper.GridColumn {
		return paper.GridColumn{Column: typeset.Column{Title: title, Width: 16.5, Align: typeset.Center}, Optional: title == "临时"}
	}
	return paper.Grid(12, []paper.GridColumn{
		{Column: typeset.Column{Title: "类别", Align: typeset.Left}},
		number("名额"), number("应到"), number("缺额"), number("实到"), number("请假"), number("缺席"), number("未登记"), number("临时"),
	}, append(rows, all))
}

// quotaRow is a row of the quota board. Walk-ins have a column where there are any.
func quotaRow(name string, q figures.Quota, lacking int, walkIns bool) paper.GridRow {
	if q.Target == app.NoNumber {
		lacking = app.NoNumber
	}
	cells := []string{name, wording.Given(q.Target), strconv.Itoa(q.Approved), wording.Given(lacking)}
	for _, n := range []int{q.Came, q.Excused, q.Absent, q.Unknown} {
		cells = append(cells, strconv.Itoa(n))
	}
	walked := ""
	if walkIns {
		walked = strconv.Itoa(q.WalkIns)
	}
	return paper.GridRow{Cells: append(cells, walked)}
}
