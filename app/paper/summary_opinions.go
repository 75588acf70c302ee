package paper

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"

	"openday/app"
	"openday/app/figures"
	"openday/app/paper/chart"
	"openday/app/paper/typeset"
)

// opinions tells what was said and what came of it.
func (s *summary) opinions() error {
	f := s.figures
	if f.Opinions == 0 {
		return nil
	}
	s.doc.Heading(1, "意见建议收集办理情况")
	s.point(2, keyed{"opinions", "总体情况", s.opinionFigures()})

	s.doc.Heading(2, "分类统计")
	s.body("opinions.tables", "分类统计", fmt.Sprintf("意见建议按类别、承办单位和办理状态的统计见表%d、表%d、表%d和图%d。", s.tables+1, s.tables+2, s.tables+3, s.charts+1))
	s.caption("意见建议分类别情况")
	s.doc.Table(tallyTable("类别", "未填类别", f.ByCategory, f))
	s.caption("意见建议分承办单位情况")
	s.doc.Table(tallyTable("承办单位", "未明确承办单位", f.ByDepartment, f))
	s.caption("意见建议分办理状态情况")
	var rows []gridRow
	for _, t := range f.ByState {
		rows = append(rows, gridRow{cells: []string{t.Name, strconv.Itoa(t.Count), percent(t.Count, f.Opinions)}})
	}
	rows = append(rows, gridRow{cells: []string{"合计", strconv.Itoa(f.Opinions), percent(1, 1)}, bold: true})
	s.doc.Table(grid(12, []gridColumn{
		{Column: typeset.Column{Title: "办理状态", Align: typeset.Left}},
		{Column: typeset.Column{Title: "件数", Width: 34, Align: typeset.Center}},
		{Column: typeset.Column{Title: "占比", Width: 34, Align: typeset.Center}},
	}, rows))
	labels, all, open := []string{}, chart.Series{Name: "收到件数"}, chart.Series{Name: "尚未办结件数"}
	for _, t := range f.ByCategory {
		labels = append(labels, categoryName(t.Name))
		all.Values = append(all.Values, float64(t.Count))
		open.Values = append(open.Values, float64(t.Open))
	}
	if err := s.picture("各类别意见建议收到和尚未办结件数", labels, all, open); err != nil {
		return err
	}

	const most = 40 // opinions that are told one by one in the text and in the ledger both
	ledger := s.annexOf(ledgerTitle)
	if ledger != "" && f.Opinions > most {
		s.point(2, keyed{"opinions.ledger", "逐条办理情况", fmt.Sprintf("%d条意见建议的内容和办理情况详见%s。", f.Opinions, ledger)})
		return nil
	}
	s.doc.Heading(2, "逐条办理情况")
	for i, o := range s.Feedback {
		if o.MergedInto != "" {
			continue // told where it was merged into
		}
		s.point(3, keyed{"opinion." + idOr(o.ID, i), unstopped(discreet(o.Content)), s.handling(o)})
	}
	return nil
}

// opinionFigures counts opinions in sentences.
func (s *summary) opinionFigures() string {
	f := s.figures
	var text strings.Builder
	fmt.Fprintf(&text, "共收集意见建议%d条", f.Opinions)
	if f.Merged > 0 {
		fmt.Fprintf(&text, "（另有%d条内容相同，合并办理）", f.Merged)
	}
	fmt.Fprintf(&text, "。截至%s，", app.ShortDate(s.at))
	fmt.Fprintf(&text, "%s。", counted(f.ByState, "条"))
	switch {
	case f.Open == 0:
		text.WriteString("意见建议已全部办结。")
	case f.Overdue > 0:
		fmt.Fprintf(&text, "尚未办结%d条，其中逾期%d条。", f.Open, f.Overdue)
	default:
		fmt.Fprintf(&text, "尚未办结%d条，均未逾期。", f.Open)
	}
	if f.Unanswered > 0 {
		fmt.Fprintf(&text, "尚未答复提出人%d条。", f.Unanswered)
	}
	if len(f.ByAdoption) > 0 {
		fmt.Fprintf(&text, "采纳情况为%s。", counted(f.ByAdoption, "条"))
	}
	if f.FollowedUp > 0 {
		fmt.Fprintf(&text, "已取得满意度评价%d条，其中%s，满意率（含基本满意）为%s。",
			f.FollowedUp, counted(f.BySatisfied, "条"), percent(f.SatisfiedRate.Num, f.SatisfiedRate.Den))
	}
	return text.String()
}

// counted writes tallies in a sentence: 办理中1条、已办结1条.
func counted(tallies []figures.Tally, unit string) string {
	parts := make([]string, len(tallies))
	for i, t := range tallies {
		parts[i] = fmt.Sprintf("%s%d%s", t.Name, t.Count, unit)
	}
	return strings.Join(parts, "、")
}

// tallyTable sets a count of opinions under names, with its total.
func tallyTable(title, nameless string, tallies []figures.Tally, f figures.Figures) typeset.Table {
	var rows []gridRow
	row := func(name string, count, open, late int, bold bool) {
		rows = append(rows, gridRow{cells: []string{
			name, strconv.Itoa(count), strconv.Itoa(count - open), strconv.Itoa(open), strconv.Itoa(late),
		}, bold: bold})
	}
	for _, t := range tallies {
		row(cmp.Or(t.Name, nameless), t.Count, t.Open, t.Late, false)
	}
	row("合计", f.Opinions, f.Open, f.Overdue, true)
	number := func(title string) gridColumn {
		return gridColumn{Column: typeset.Column{Title: title, Width: 24, Align: typeset.Center}}
	}
	return grid(12, []gridColumn{
		{Column: typeset.Column{Title: title, Align: typeset.Left}},
		number("收到件数"), number("已办结"), number("尚未办结"), number("其中逾期"),
	}, rows)
}

// handling tells who raised an opinion and what was done with it.
func (s *summary) handling(o app.Feedback) string {
	var about []string
	if o.Stop != "" {
		about = append(about, strings.TrimSuffix(o.Stop, "环节")+"环节")
	}
	if o.Channel != "" {
		about = append(about, o.Channel)
	}
	if o.Category != "" {
		about = append(about, strings.TrimSuffix(o.Category, "类")+"类")
	}
	text := o.SpeakerOrAnonymous() + "提出" + wrapped("（", strings.Join(about, "，"), "）") + "。"
	var facts []string
	fact := func(name, value string) {
		if value != "" {
			facts = append(facts, name+"："+unstopped(value))
		}
	}
	fact("承办单位", o.Department)
	fact("协办单位", strings.Join(o.Joint, "、"))
	if !s.public {
		fact("责任人", o.InCharge)
	}
	fact("办理时限", app.ShortDate(o.DueDate))
	fact("办理状态", app.FeedbackStates.Chinese(o.State)+wrapped("（", s.late.Words(o), "）"))
	fact("办理结果", discreet(o.Result))
	fact("结果分类", app.Grades.Chinese(o.Grade))
	fact("答复日期", app.ShortDate(o.RepliedOn)+wrapped("（", o.ReplyChannel, "）"))
	fact("采纳情况", adoption(o))
	fact("满意度", app.Satisfactions.Chinese(o.Satisfaction))
	return text + strings.Join(facts, "；") + "。"
}

// adoption is whether a proposal was taken up, and why not.
func adoption(o app.Feedback) string {
	return app.Adoptions.Chinese(o.Adoption) + wrapped("（", unstopped(discreet(o.AdoptionReason)), "）")
}
