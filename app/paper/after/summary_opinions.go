package after

import (
	"cmp"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"openday/app"
	"openday/app/figures"
	"openday/app/paper"
	"openday/app/paper/chart"
	"openday/app/paper/wording"
)

// opinions tells what was said and what came of it.
func (s *summary) opinions() error {
	f := s.figures
	if f.Opinions == 0 {
		s.noOpinions()
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
	s.toldOneByOne(3)
	return nil
}

// longestHeading is how many characters an opinion has at most that is a heading.
const longestHeading = 36

func firstRune(text string) rune {
	r, _ := utf8.DecodeRuneInString(text)
	return r
}

// noOpinions says that nobody said anything, of an event that is over.
func (s *summary) noOpinions() {
	if !s.held {
		return
	}
	if text := s.text("opinions", "意见建议收集办理情况", "本次活动"+wording.Handled(s.figures)); text != "" {
		s.doc.Heading(1, "意见建议收集办理情况")
		s.doc.Body(text)
	}
}

// toldOneByOne tells each opinion with its handling, under a heading of a level.
func (s *summary) toldOneByOne(level int) {
	for i, o := range s.Feedback {
		if o.MergedInto != "" {
			continue // told where it was merged into
		}
		content, done := wording.Unstopped(wording.OneSentence(paper.Discreet(o.Content))), s.handling(o)
		if utf8.RuneCountInString(content) > longestHeading || strings.ContainsAny(content, "。！？；：") || unicode.IsDigit(firstRune(content)) {
			s.point(level, keyed{"opinion." + idOr(o.ID, i), "", wording.Raised(o) + "：" + wording.Stopped(content) + done}) // a text, no heading
			continue
		}
		s.point(level, keyed{"opinion." + idOr(o.ID, i), content, wording.Raised(o) + "。" + done})
	}
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
	return "截至" + app.ShortDate(s.at) + "，" + wording.Handled(s.figures) + s.opinionDetails()
}

// opinionDetails counts what was adopted and who is satisfied.
func (s *summary) opinionDetails() string {
	f := s.figures
	text := ""
	if len(f.ByAdoption) > 0 {
		text += "上述意见建议中，" + wording.Counted(f.ByAdoption, "条") + "。"
	}
	if f.FollowedUp > 0 && !(s.short && f.Opinions <= mostTold) { // else each is told
		text += "提出人的评价为" + wording.Counted(f.BySatisfied, "条") + "。"
	}
	return text
}

// handling tells what was done with an opinion, in sentences.
func (s *summary) handling(o app.Feedback) string {
	var clauses, after []string
	say := func(clause string) {
		if clause != "" {
			clauses = append(clauses, clause)
		}
	}
	inCharge := ""
	if !s.public && o.InCharge != "" {
		inCharge = "（责任人" + o.InCharge + "）"
	}
	by := wording.Wrapped("", o.Department, "承办"+inCharge)
	if len(o.Joint) > 0 {
		by += wording.Wrapped("，", strings.Join(o.Joint, "、"), "协办")
	}
	due := wording.Wrapped("办理时限为", app.ShortDate(o.DueDate), "")
	result := wording.Unstopped(paper.Discreet(o.Result))
	told := ""
	if wording.Clausal(result) {
		told = result
	} else if result != "" {
		after = append(after, wording.Stopped(wording.OneSentence(result)))
	}
	switch {
	case o.State == app.FeedbackAnswered:
		say(wording.Wrapped("由", o.Department, "现场解答"+inCharge))
		if o.Department == "" {
			say("已现场解答")
		}
		say(told)
	case o.IsOpen():
		say(by)
		if o.State == app.FeedbackRecorded {
			say("尚待交办")
		} else {
			say("正在办理")
		}
		say(due)
		if !s.public {
			say(strings.Replace(s.late.Words(o), "逾期", "超期", 1))
		}
		say(told)
	default:
		say(by)
		say(told)
		if told == "" {
			say("已办结")
		}
		if !s.short {
			say(due)
		}
		if o.OwesReply() {
			say("尚待答复提出人")
		}
	}
	if day := app.ShortDate(o.RepliedOn); day != "" && o.State != app.FeedbackAnswered {
		say(day + wording.ByWay(o.ReplyChannel) + "答复")
	}
	if grade := app.Grades.Chinese(o.Grade); grade != "" && !s.short {
		letter, name, _ := strings.Cut(grade, " ")
		say("办理结果为" + letter + "类（" + name + "）")
	}
	switch o.Adoption {
	case app.Adopted:
		say("意见建议已采纳")
	case app.PartlyAdopted:
		say("意见建议部分采纳" + wording.Wrapped("（", wording.Unstopped(wording.OneSentence(paper.Discreet(o.AdoptionReason))), "）"))
	case app.NotAdopted:
		say("意见建议未采纳" + wording.Wrapped("（", wording.Unstopped(wording.OneSentence(paper.Discreet(o.AdoptionReason))), "）"))
	}
	say(wording.Wrapped("提出人表示", app.Satisfactions.Chinese(o.Satisfaction), ""))
	return wording.Wrapped("", strings.Join(clauses, "，"), "。") + strings.Join(after, "")
}
