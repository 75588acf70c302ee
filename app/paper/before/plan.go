package before

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"openday/app"
	"openday/app/check"
	"openday/app/clash"
	"openday/app/hanzi"
	"openday/app/paper"
	"openday/app/paper/typeset"
	"openday/app/paper/wording"
	"openday/app/words"
	"openday/app/workday"
)

// KindPlan is the plan of an event.
const KindPlan paper.Kind = "plan"

var planPaper = paper.Definition{
	Kind: KindPlan, Chinese: "活动方案", English: "Plan", Key: "Ctrl+Shift+F",
	Word: true, Sections: &PlanSections,
	New: paper.Editable(writePlan), Due: planDue, Needs: []paper.Need{paper.NeedTime, paper.NeedPlace, paper.NeedAhead},
	Concerns: func(f check.Finding) bool { return f.Topic == app.TopicEvents || f.Topic == app.TopicAgenda },
}

// PlanSections are the sections of the plan.
var PlanSections = paper.Sections{
	Outline: app.PlanOutline, Field: "Sections", Generated: generated,
	In: func(e app.Event) []app.Section { return app.PlanOutline.Of(e.Sections) },
}

// planDue is the day by which the plan is to be filed, or else the last working day
// before the event.
func planDue(d app.Dossier) time.Time {
	if d.Event.Start.IsZero() {
		return time.Time{}
	}
	return calendarOf(d).Add(app.DayOf(d.Event.Start), -max(d.Event.FilingDays, 1)).Date
}

// calendarOf is the calendar of working days that goes for an event.
func calendarOf(d app.Dossier) *workday.Calendar {
	if d.Calendar == nil {
		return workday.Official()
	}
	return d.Calendar
}

// Plan writes the plan of an event, dated at: an official paper of GB/T 9704
// that has every fact that the event's fields, its leading group, its quotas
// and its agenda hold. Parts of which nothing is known are left out. The error
// is the context's, the writer's, or a sentence for the person.
func Plan(ctx context.Context, w io.Writer, d app.Dossier, at time.Time) (paper.Report, error) {
	return writePlan(ctx, w, paper.Material{Dossier: d, At: at})
}

func writePlan(ctx context.Context, w io.Writer, m paper.Material) (paper.Report, error) {
	d, at := m.Dossier, m.At
	p := &plan{event: d.Event, agenda: d.Agenda, calendar: calendarOf(d)}
	err := p.report.AssembleOfficial(ctx, w, typeset.Options{Title: p.title(), Author: p.event.Organiser, Created: at}, m.As, func(doc paper.Official) error {
		p.doc = doc
		p.set(at)
		return nil
	})
	p.report.CheckAgenda(d)
	return p.report, err
}

// plan is a plan in the making.
type plan struct {
	event    app.Event
	agenda   []app.AgendaItem
	calendar *workday.Calendar
	doc      paper.Official
	report   paper.Report
	tables   int  // captioned so far
	editing  bool // a section of it is made to be edited
}

const planEnd = "方案"

// title is the event's name with 方案 behind it.
func (p *plan) title() string {
	if strings.HasSuffix(p.event.Title, planEnd) {
		return p.event.Title
	}
	return wording.Activity(p.event) + planEnd
}

func (p *plan) set(at time.Time) {
	p.setTitle()
	p.setSections(func() { p.doc.Signature(wording.Issuer(p.event), app.ShortDate(at)) })
}

func (p *plan) setTitle() {
	for i, s := range app.PlanOutline.Of(p.event.Sections) {
		if s.Key == app.SectionTitle {
			p.doc.Mark(app.Row(PlanSections.Field, i))
		}
	}
	if title := p.event.SectionNamed(app.SectionTitle).Text; title != "" {
		p.doc.Title(title)
	} else {
		p.generate(app.SectionTitle, "")
	}
}

// setSections sets the sections, has the paper signed, and sets the annexes.
func (p *plan) setSections(sign func()) {
	of := func(i int) string { return app.Row(PlanSections.Field, i) }
	var annexes []annex
	for i, s := range app.PlanOutline.Of(p.event.Sections) {
		switch {
		case s.Hidden || s.Key == app.SectionTitle:
		case s.IsAnnex():
			annexes = append(annexes, annex{s, of(i)})
		default:
			p.doc.Mark(of(i))
			p.section(s)
		}
	}
	p.annexes(annexes, sign)
}

func quotedIfAny(text string) string {
	if wording.Unstopped(text) == "" {
		return ""
	}
	return wording.Quoted(text)
}

// opening says what is planned and on which ground.
func (p *plan) opening() string { return intended(p.event) + "，现制定方案如下。" }

// intended says who plans the event, when and on which ground, as a sentence that goes
// on.
func intended(e app.Event) string {
	basisOf := wording.Wrapped("", wording.Basis(e.Basis), "，")
	who, what := wording.Holders(e), wording.HeldBy(e)
	if e.TimeWords == "" && who == "" && !e.Start.IsZero() {
		return basisOf + "拟于" + wording.Days(e) + "举办" + what
	}
	if e.TimeWords != "" {
		return basisOf + who + planned(e.TimeWords) + "举办" + what
	}
	if e.Start.IsZero() {
		return basisOf + who + "拟举办" + what
	}
	return basisOf + who + "定于" + wording.Days(e) + "举办" + what
}

// part sets a section of plain text, or nothing where there is none.
func (p *plan) part(heading, text string) {
	if strings.TrimSpace(text) == "" {
		return
	}
	p.doc.Heading(1, heading)
	p.doc.Body(text)
}

// points sets a section of points, those without a text left out. One alone is
// the section itself, its heading with a prefix: there is no （一） without a （二）.
func (p *plan) points(heading, prefix string, points []paper.Point) {
	points = slices.DeleteFunc(points, func(p paper.Point) bool { return strings.TrimSpace(p.Body) == "" })
	if len(points) == 1 {
		p.part(prefix+points[0].Heading, points[0].Body)
		return
	}
	paper.Section(p.doc, heading, points)
}

// list sets a section of what a person listed. A few short names are put into
// the sentence; other items stand each in a paragraph with its number, the
// first sentence as a heading where all of them begin with a short one.
func (p *plan) list(heading, sentence string, items []string) {
	items = slices.DeleteFunc(slices.Clone(items), func(s string) bool { return wording.Unstopped(s) == "" })
	if len(items) == 0 {
		return
	}
	p.doc.Heading(1, heading)
	headed := func(s string) bool { head, _ := paper.HeadOf(s); return head != "" }
	switch {
	case sentence != "" && all(items, brief):
		p.doc.Body(fmt.Sprintf(sentence, strings.Join(items, "、")))
	case len(items) == 1:
		p.doc.Body(wording.Stopped(items[0]))
	case all(items, headed):
		for _, item := range items {
			head, rest := paper.HeadOf(item)
			paper.SetPoint(p.doc, 2, head, wording.Stopped(rest))
		}
	default:
		for _, item := range items {
			paper.SetPoint(p.doc, 3, "", wording.Stopped(item))
		}
	}
}

// brief tells whether a text is a name rather than a sentence.
func brief(s string) bool {
	const most = 15 // characters
	return utf8.RuneCountInString(s) <= most && !strings.ContainsAny(s, "，。；：\n")
}

func all(items []string, is func(string) bool) bool {
	return !slices.ContainsFunc(items, func(s string) bool { return !is(s) })
}

func (p *plan) whenAndWhere() []paper.Point {
	e := p.event
	when, where, assembly := wording.Wrapped("", wording.When(e), "。"), "", ""
	switch len(e.Sites) {
	case 0:
	case 1:
		where = e.Sites[0] + "。"
	default:
		where = "依次为" + strings.Join(e.Sites, "、") + "。"
	}
	if !e.AssemblyTime.IsZero() {
		assembly = "于" + wording.ClockOn(e.AssemblyTime, e.Start)
	}
	assembly += wording.Wrapped("在", e.AssemblyPlace, "")
	bus := wording.Stopped(wording.OneSentence(e.Transport))
	if assembly != "" && (strings.HasPrefix(bus, "统一") || strings.HasPrefix(bus, "集体") || strings.HasPrefix(bus, "乘")) {
		assembly, bus = assembly+"集合，"+bus, ""
	} else {
		assembly = wording.Wrapped("", assembly, "集合。")
	}
	form := wording.Wrapped("以", app.Forms.Chinese(e.Form), "方式举办。")
	return []paper.Point{
		{Heading: "时间", Body: when},
		{Heading: "地点", Body: where},
		{Heading: "集合安排", Body: wording.Wrapped("参加人员", assembly, "")},
		{Heading: "乘车安排", Body: bus},
		{Heading: "形式", Body: form + wording.Wrapped("直播链接：", e.StreamURL, "。")},
	}
}

// invitees sets whom the event is for, with the quotas in a table.
func (p *plan) invitees(heading string) {
	e := p.event
	var text strings.Builder
	text.WriteString(wording.QuotaWords(e))
	text.WriteString(wording.Wrapped("年龄要求为", wording.Ages(e), "。"))
	text.WriteString(wording.Wrapped("对象要求：", wording.Unstopped(e.Audience), "。"))
	if text.Len() == 0 {
		return
	}
	numbers := 0
	for _, q := range e.Quotas {
		if q.Number != app.NoNumber {
			numbers++
		}
	}
	if numbers >= paper.FromCategories {
		fmt.Fprintf(&text, "名额分配见%s。", p.nextTable())
	}
	p.part(heading, text.String())
	if numbers >= paper.FromCategories {
		p.quotas()
	}
}

// quotaCaption is what the table of the quotas is called.
const quotaCaption = "邀请对象名额分配"

// quotas sets the table of the quotas, if there are any.
func (p *plan) quotas() {
	if len(p.event.Quotas) > 0 {
		p.caption(quotaCaption)
		p.doc.Table(p.quotaTable())
	}
}

// nextTable names the table that comes next. In a text that may come to another place
// it has no number.
func (p *plan) nextTable() string {
	if p.editing {
		return "下表"
	}
	return fmt.Sprintf("表%d", p.tables+1)
}

// caption sets the caption of the next table.
func (p *plan) caption(text string) {
	p.tables++
	p.doc.Caption(fmt.Sprintf("表%d　%s", p.tables, text))
}

func (p *plan) quotaTable() typeset.Table {
	e := p.event
	var rows []paper.GridRow
	sum, whole, outside := 0, true, false
	shares := slices.ContainsFunc(e.Quotas, func(q app.Quota) bool { return !q.MinShare.IsZero() })
	outsiders := slices.ContainsFunc(e.Quotas, func(q app.Quota) bool { return q.Outside })
	for i, q := range e.Quotas {
		number, share, counts := wording.None, "", ""
		if outsiders {
			counts = "是"
		}
		if shares {
			share = wording.None
		}
		if q.Number != app.NoNumber {
			number = strconv.Itoa(q.Number)
		}
		switch {
		case q.MinShare.IsZero():
		case e.Capacity > 0:
			share = fmt.Sprintf("%s（%d人）", q.MinShare, q.MinShare.Of(e.Capacity))
		default:
			share = q.MinShare.String()
		}
		if q.Outside {
			counts, outside = "否", true
		} else {
			sum += max(0, q.Number)
			whole = whole && q.Number != app.NoNumber
		}
		rows = append(rows, paper.GridRow{Cells: []string{strconv.Itoa(i + 1), q.Category, number, share, counts}})
	}
	// Without all the numbers a total would say too little.
	if whole && sum > 0 && len(rows) > 1 {
		label := "合计"
		if outside {
			label = "合计（占用名额）"
		}
		rows = append(rows, paper.GridRow{Bold: true, Cells: []string{"", label, strconv.Itoa(sum), "", ""}})
	}
	return paper.Grid(12, []paper.GridColumn{
		{Column: typeset.Column{Title: "序号", Width: 14, Align: typeset.Center}},
		{Column: typeset.Column{Title: "类别", Align: typeset.Left}},
		{Column: typeset.Column{Title: "名额（人）", Width: 26, Align: typeset.Center}},
		{Column: typeset.Column{Title: "最低占比", Width: 32, Align: typeset.Center}, Optional: true},
		{Column: typeset.Column{Title: "是否占用名额", Width: 32, Align: typeset.Center}, Optional: true},
	}, rows)
}

// course sets the agenda in a table, and one without clock times in prose.
func (p *plan) course(heading string) {
	switch {
	case len(p.agenda) == 0:
		return
	case len(clash.Timed(p.agenda)) == 0:
		p.steps(heading)
		return
	}
	p.part(heading, fmt.Sprintf("活动共安排%d个环节，具体见%s。", len(p.agenda), p.nextTable()))
	p.agendaTable()
}

// agendaTable sets the agenda, if there is one.
func (p *plan) agendaTable() {
	if len(p.agenda) > 0 {
		p.caption(paper.AgendaTitle)
		p.doc.Table(paper.AgendaTable(p.event, p.agenda))
	}
}

// organisers sets who holds the event, and the leading group one below the other.
func (p *plan) organisers(heading string) {
	e := p.event
	var by []string
	if e.Organiser != "" {
		by = append(by, "主办单位为"+e.Organiser)
	}
	if len(e.CoOrganisers) > 0 {
		by = append(by, "承办单位为"+strings.Join(e.CoOrganisers, "、"))
	}
	p.part(heading, wording.Wrapped("", strings.Join(by, "，"), "。"))
	if len(e.Leaders) == 0 {
		return
	}
	if len(by) == 0 {
		p.doc.Heading(1, heading)
	}
	intro := "人员分工如下："
	if slices.ContainsFunc(e.Leaders, func(l app.Leader) bool { return l.Role == app.LeaderRoles[0].Code }) {
		intro = "成立活动领导小组，组成如下："
	}
	p.doc.Text(typeset.Style{
		Role: typeset.FangSong, Size: typeset.OfficialSize, Pitch: typeset.OfficialPitch, First: 2, Keep: true,
	}, intro)
	for _, role := range app.LeaderRoles {
		for i, line := range p.roll(role.Code) {
			const label = 4 // characters of 副组长：
			style := typeset.Style{Role: typeset.FangSong, Size: typeset.OfficialSize, Pitch: typeset.OfficialPitch, Indent: 2 + label}
			if i == 0 {
				style.First = -label
				line = hanzi.PadName(role.Chinese) + "：" + line
			}
			p.doc.Text(style, line)
		}
	}
}

// roll returns the lines of those who have a role: those of whom no more than a
// name is known share one.
func (p *plan) roll(role app.LeaderRole) []string {
	var lines, names []string
	for _, l := range p.event.Leaders {
		if l.Role != role {
			continue
		}
		who := strings.TrimSpace(hanzi.PadName(l.Name) + "　" + l.Position)
		if l.Duty != "" && who == app.LeaderRoles.Chinese(role) { // 办公室：办公室
			who = ""
		}
		duty := strings.Join(strings.Fields(wording.Unstopped(l.Duty)), " ")
		switch {
		case who == "":
			lines = append(lines, duty)
		case duty != "":
			lines = append(lines, who+"（"+duty+"）")
		case l.Name == "" || l.Position == "":
			names = append(names, strings.TrimSpace(l.Name+l.Position))
		default:
			lines = append(lines, who)
		}
	}
	if len(names) > 0 {
		lines = append(lines, strings.Join(names, "、"))
	}
	return lines
}

func (p *plan) signUp() []paper.Point {
	e := p.event
	when := ""
	switch {
	case !e.SignUpFrom.IsZero() && !e.SignUpUntil.IsZero():
		when = wording.Moment(e.SignUpFrom) + "至" + wording.Moment(e.SignUpUntil) + "。"
	case !e.SignUpUntil.IsZero():
		when = wording.Moment(e.SignUpUntil) + "截止。"
	case !e.SignUpFrom.IsZero():
		when = wording.Moment(e.SignUpFrom) + "开始。"
	}
	vetting := ""
	if e.VettingDays > 0 {
		vetting = fmt.Sprintf("在%d个工作日内完成审核并答复报名人。", e.VettingDays)
	}
	how := ""
	if methods := slices.DeleteFunc(slices.Clone(e.SignUpMethods), func(s string) bool { return wording.Unstopped(s) == "" }); all(methods, brief) {
		how = wording.Wrapped("", strings.Join(methods, "、"), "。")
	} else {
		how = wording.Enumerated(methods)
	}
	return []paper.Point{
		{Heading: "报名对象", Body: wording.Stopped(e.AudienceWords)},
		{Heading: "报名时间", Body: when},
		{Heading: "报名方式", Body: how},
		{Heading: "联系方式", Body: strings.Join(wording.Contacts(e), "\n")},
		{Heading: "审核答复", Body: vetting},
	}
}

// filing says until when the plan is to be filed.
func (p *plan) filing() string {
	e := p.event
	if e.FilingDays == 0 {
		return ""
	}
	text := fmt.Sprintf("本方案在活动举办前%d个工作日报备", e.FilingDays)
	if e.Start.IsZero() {
		return text + "。"
	}
	due := p.calendar.Add(app.DayOf(e.Start), -e.FilingDays)
	text += "，即不迟于" + wording.Dated(due.Date) + "。"
	if len(due.Missing) > 0 {
		years := make([]string, len(due.Missing))
		for i, y := range due.Missing {
			years[i] = strconv.Itoa(y)
		}
		text += "（" + strings.Join(years, "、") + "年放假安排尚未公布，此日期待公布后核定。）"
		p.report.Note(words.T("The holidays of %s are not announced yet; the plan says so beside the date of filing.", strings.Join(years, words.T(", |list"))))
	}
	return text
}
