package after

import (
	"fmt"
	"strings"

	"openday/app"
	"openday/app/paper"
	"openday/app/paper/chart"
	"openday/app/paper/wording"
)

// What a short report sets in its text and what it leaves to tables, charts and the
// ledger.
const (
	mostTold        = 10 // opinions told one by one; more are in the ledger
	fromOpinions    = 5  // a table of opinions is worth its room
	fromBars        = 8  // a chart is
	mostBars        = 12 // bars that leave room for text on the chart's page
	longestAgendaIn = 14 // characters of a heading
)

// brief tells of the event on two to four pages: nothing twice, and nothing that
// only those at the desk need to know.
func (s *summary) brief() error {
	s.doc.Heading(1, "活动基本情况")
	s.body("basics", "基本情况", s.basics())
	if len(s.Agenda) > 0 {
		s.doc.Heading(1, "活动开展情况")
		s.items()
	}
	if err := s.briefAttendance(); err != nil {
		return err
	}
	if err := s.briefOpinions(); err != nil {
		return err
	}
	s.effects()
	steps := s.nextSteps()
	if s.public {
		steps = s.publicSteps()
	}
	if len(steps) == 1 {
		if text := s.text(steps[0].key, "下一步工作", steps[0].body); text != "" {
			s.doc.Heading(1, "下一步工作")
			s.doc.Body(text)
		}
		return nil
	}
	s.section("下一步工作", steps)
	return nil
}

// basics says in a paragraph what the event was about, where it was and who was
// invited.
func (s *summary) basics() string {
	e := s.Event
	var clauses []string
	say := func(clause string) {
		if clause != "" {
			clauses = append(clauses, clause)
		}
	}
	if wording.Unstopped(e.Theme) != "" {
		say("以" + wording.Quoted(e.Theme) + "为主题")
	}
	if e.Organiser != "" {
		say(wording.Wrapped("由", strings.Join(e.CoOrganisers, "、"), "承办"))
	}
	switch e.Form {
	case "online":
		say("在线上举行")
	case "both":
		say("线上线下同步举行")
	}
	text := wording.Wrapped("活动", strings.Join(clauses, "，"), "。")
	if e.Form == "online" && len(e.Sites) == 0 {
		text += wording.Wrapped("直播链接：", e.StreamURL, "。")
	}
	switch did := "先后走进"; {
	case len(e.Sites) == 1:
		text += "活动地点为" + e.Sites[0] + "。"
	case len(e.Sites) > 1 && s.held:
		text += "参加人员" + did + strings.Join(e.Sites, "、") + "。"
	case len(e.Sites) > 1:
		text += "活动地点依次为" + strings.Join(e.Sites, "、") + "。"
	}
	text += s.inviting()
	if text == "" && !e.Start.IsZero() {
		return "活动于" + wording.TimeSpan(e.Start, e.End) + "举行。"
	}
	return text
}

// inviting says whom the event was for and through which channels it was told of.
func (s *summary) inviting() string {
	e := s.Event
	text := wording.Wrapped("活动", wording.QuotaWords(e), "")
	if len(s.Invitees) > 0 && s.figures.Approved > 0 {
		text += fmt.Sprintf("经报名和审核，确定参加人员%d人。", s.figures.Approved)
	}
	if len(e.Channels) > 0 && s.held {
		text += "活动情况通过" + strings.Join(e.Channels, "、") + "公布。"
	}
	return text
}

// briefAttendance tells who came, in a table and a chart where there are many
// categories.
func (s *summary) briefAttendance() error {
	f := s.figures
	if f.Approved+f.WalkIns == 0 {
		return nil
	}
	text := fmt.Sprintf("应到%d人。", f.Approved)
	if s.held || f.Came+f.WalkIns > 0 {
		text = wording.Attended(f, "人")
	}
	see := s.seen(len(f.Quotas) >= paper.FromCategories, len(f.Quotas) >= fromBars)
	s.doc.Heading(1, "出席情况")
	s.body("attendance", "出席情况", text+wording.Wrapped("各类别情况见", see, "。"))
	if len(f.Quotas) >= paper.FromCategories {
		s.caption("各类别邀请和出席情况")
		s.doc.Table(quotaTable(f))
	}
	if len(f.Quotas) < fromBars {
		return nil
	}
	labels, approved, came := []string{}, chart.Series{Name: "应到"}, chart.Series{Name: "实到"}
	for _, q := range f.Quotas[:min(len(f.Quotas), mostBars)] {
		labels = append(labels, categoryName(q.Category))
		approved.Values, came.Values = append(approved.Values, float64(q.Approved)), append(came.Values, float64(q.Came))
	}
	return s.picture("各类别应到和实到人数"+firstBars(len(f.Quotas)), labels, approved, came)
}

// firstBars says that a chart shows not all.
func firstBars(n int) string {
	if n <= mostBars {
		return ""
	}
	return fmt.Sprintf("（前%d项）", mostBars)
}

// seen names the table and the chart that come next.
func (s *summary) seen(table, chart bool) string {
	var all []string
	if table {
		all = append(all, fmt.Sprintf("表%d", s.tables+1))
	}
	if chart {
		all = append(all, fmt.Sprintf("图%d", s.charts+1))
	}
	return strings.Join(all, "和")
}

// briefOpinions tells what was said and what came of it: opinion by opinion, or the
// figures alone where the ledger has them.
func (s *summary) briefOpinions() error {
	f := s.figures
	if f.Opinions == 0 {
		s.noOpinions()
		return nil
	}
	s.doc.Heading(1, "意见建议收集办理情况")
	text := s.opinionFigures()
	table := f.Opinions >= fromOpinions && len(f.ByCategory) >= paper.FromCategories
	bars := table && len(f.ByCategory) >= fromBars
	text += wording.Wrapped("分类别情况见", s.seen(table, bars), "。")
	if label := s.annexOf(ledgerTitle); label != "" {
		text += "各条意见建议及办理情况见" + label + "。"
	}
	s.body("opinions", "总体情况", text)
	if f.Opinions <= mostTold {
		s.toldOneByOne(2)
	}
	if table {
		s.caption("意见建议分类别情况")
		s.doc.Table(tallyTable("类别", "未填类别", f.ByCategory, f))
	}
	if bars {
		return s.handlingChart("各类别意见建议收集和已办结条数"+firstBars(len(f.ByCategory)), f.ByCategory[:min(len(f.ByCategory), mostBars)], "未填类别")
	}
	return nil
}

// leads says what the person in charge of an agenda item did.
var leads = map[app.AgendaKind]string{
	app.KindAssembly: "带队", "visit": "引导讲解", "report": "汇报", "open_meeting": "主持", "symposium": "主持", "handout": "负责", "other": "负责",
}

// told is an agenda item as a report tells it: what happened, then when, where and
// through whom.
func told(a app.AgendaItem, e app.Event) (heading, text string) {
	kind := app.AgendaKinds.Chinese(a.Kind)
	if a.Kind == "other" {
		kind = "其他活动"
	}
	content := wording.Unstopped(wording.OneSentence(paper.Discreet(a.Content)))
	heading, place := kind, a.Place
	switch {
	case a.Kind == "symposium":
		heading = "座谈交流"
		if content == heading || content == kind {
			content = ""
		}
	case content != "" && len([]rune(content)) <= longestAgendaIn && !strings.ContainsAny(content, "，。；：、（“"):
		heading, content = content, ""
	case a.Kind == "visit" && content == "" && place != "":
		heading, place = "参观"+place, ""
	}
	if place != "" && strings.Contains(heading, place) {
		place = ""
	}
	when := wording.Hours(a, e)
	if last := app.DayOf(e.End); last.After(app.DayOf(e.Start)) {
		when = a.Start.Format("1月2日") + paper.HoursOfDay(a)
	}
	where := wording.Wrapped("在", place, "")
	if a.InCharge == "" && a.Recorder == "" {
		where = wording.Wrapped("", where, "进行")
	}
	var clauses []string
	for _, clause := range []string{when, where, wording.Wrapped("由", a.InCharge, leads[a.Kind]), wording.Wrapped("", a.Recorder, "记录")} {
		if clause != "" {
			clauses = append(clauses, clause)
		}
	}
	if len(clauses) == 1 && clauses[0] == when { // a time alone is no sentence
		verb := "开始"
		if a.End.After(a.Start) {
			verb = "进行"
		}
		clauses[0] += verb
	}
	return heading, wording.Wrapped("", strings.Join(clauses, "，"), "。") + wording.Wrapped("", content, "。")
}
