package paper

import (
	"cmp"
	"fmt"
	"strings"

	"openday/app"
	"openday/app/figures"
	"openday/app/paper/chart"
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
	s.body("opinions.tables", "分类统计", fmt.Sprintf("意见建议按类别、承办单位和办理情况的统计见表%d、表%d、表%d和图%d。", s.tables+1, s.tables+2, s.tables+3, s.charts+1))
	s.caption("意见建议分类别情况")
	s.doc.Table(tallyTable("类别", "未填类别", f.ByCategory, f))
	s.caption("意见建议分承办单位情况")
	s.doc.Table(tallyTable("承办单位", "未明确承办单位", f.ByDepartment, f))
	s.caption("意见建议办理情况")
	s.doc.Table(stagesTable(f))
	if err := s.handlingChart("各类别意见建议收集和已办结条数", f.ByCategory, "未填类别"); err != nil {
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

// handlingChart draws how many opinions were collected and are handled under names.
func (s *summary) handlingChart(caption string, tallies []figures.Tally, nameless string) error {
	labels, all, handled := []string{}, chart.Series{Name: "收集"}, chart.Series{Name: "已办结"}
	for _, t := range tallies {
		labels = append(labels, cmp.Or(t.Name, nameless))
		all.Values, handled.Values = append(all.Values, float64(t.Opinions)), append(handled.Values, float64(t.Handled))
	}
	return s.picture(caption, labels, all, handled)
}

// opinionFigures counts opinions in sentences.
func (s *summary) opinionFigures() string {
	return "截至" + app.ShortDate(s.at) + "，" + handledWords(s.figures) + s.opinionDetails()
}

// opinionDetails counts what was adopted and who is satisfied.
func (s *summary) opinionDetails() string {
	f := s.figures
	text := ""
	if len(f.ByAdoption) > 0 {
		text += "其中" + counted(f.ByAdoption, "条") + "。"
	}
	if f.FollowedUp > 0 {
		text += fmt.Sprintf("提出人作出满意度评价%d条，其中%s。", f.FollowedUp, counted(f.BySatisfied, "条"))
	}
	return text
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
