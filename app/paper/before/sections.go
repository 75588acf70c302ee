package before

import (
	"cmp"
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"

	"openday/app"
	"openday/app/paper"
	"openday/app/paper/typeset"
	"openday/app/paper/wording"
)

// generate sets a generated section of the plan under its heading, or nothing where
// nothing is known of it.
func (p *plan) generate(key app.SectionKey, heading string) {
	e := p.event
	points := p.whenAndWhere()
	switch key {
	case app.SectionTitle:
		p.doc.Title(wording.Title(p.doc, p.title(), e, typeset.XiaoBiaoSong, typeset.TitleSize, typeset.OfficialPage()))
	case app.SectionOpening:
		p.doc.Body(p.opening())
	case app.SectionPrinciple:
		p.part(heading, wording.Stopped(e.Principle))
	case app.SectionAims:
		p.part(heading, wording.Stopped(e.Aims))
	case app.SectionTheme:
		p.part(heading, wording.Wrapped("", quotedIfAny(e.Theme), "。"))
	case app.SectionWhenWhere:
		p.points(heading, "活动", points)
	case app.SectionAudience:
		p.invitees(heading)
	case app.SectionCourse:
		p.course(heading)
	case app.SectionOrganisers:
		p.organisers(heading)
	case app.SectionSignUp:
		p.points(heading, "", p.signUp())
	case app.SectionNotices:
		p.list(heading, "", e.Notices)
	case app.SectionChannels:
		p.list(heading, "宣传渠道为%s。", e.Channels)
	case app.SectionRequirements:
		p.list(heading, "", e.Requirements)
	case app.SectionFiling:
		p.part(heading, p.filing())
	case app.SectionTime:
		p.part(heading, wording.Wrapped("", wording.When(e), "。"))
	case app.SectionPlace:
		p.part(heading, points[1].Body)
	case app.SectionAssembly:
		p.part(heading, strings.TrimSpace(points[2].Body+"\n"+points[3].Body))
	case app.SectionForm:
		p.part(heading, points[4].Body)
	case app.SectionSteps:
		p.steps(heading)
	case app.SectionContacts:
		p.contacts(heading)
	}
}

// section sets one section as the office wants it.
func (p *plan) section(s app.Section) {
	if s.Text == "" {
		p.generate(s.Key, app.PlanOutline.Called(s))
		return
	}
	heading := app.PlanOutline.Called(s)
	if s.Heading == "" && (s.Key == app.SectionOpening || s.Key == app.SectionContacts) {
		heading = ""
	}
	p.written(heading, s.Text)
}

// written sets a section that a person wrote, with the tables of the event where their
// names stand.
func (p *plan) written(heading, text string) {
	paper.SetManuscript(p.doc, heading, text, func(name string) bool {
		switch name {
		case quotaCaption:
			p.quotas()
		case paper.AgendaTitle:
			p.agendaTable()
		default:
			return false
		}
		return true
	})
}

// generated returns the sections of the plan as they come out of an event, to be edited.
func generated(d app.Dossier) []app.Section {
	d = paper.Readied(d, &paper.Report{})
	all := make([]app.Section, len(app.SectionKeys))
	for i, w := range app.SectionKeys {
		doc := paper.NewManuscript()
		p := &plan{event: d.Event, agenda: d.Agenda, calendar: calendarOf(d), doc: doc, editing: true}
		p.generate(w.Code, w.Chinese)
		all[i].Key = w.Code
		all[i].Heading, all[i].Text = doc.Section()
	}
	return all
}

// planned puts words about the time behind who plans the event: 拟于三季度, 拟定于…,
// 拟集中在….
func planned(words string) string {
	words, _, _ = strings.Cut(wording.Unstopped(words), "，") // how long it takes is said below
	for _, begin := range []string{"拟", "定于", "计划", "将", "于"} {
		if strings.HasPrefix(words, begin) {
			return words
		}
	}
	for _, begin := range []string{"集中", "安排", "在"} {
		if strings.HasPrefix(words, begin) {
			return "拟" + words
		}
	}
	return "拟于" + words
}

// steps sets the agenda in prose: an item a heading, with its time, where and by whom,
// and what a person wrote of it.
func (p *plan) steps(heading string) {
	if len(p.agenda) == 0 {
		return
	}
	p.doc.Heading(1, heading)
	for _, a := range p.agenda {
		head, text := stepOf(a)
		var clauses []string
		for _, clause := range []string{
			wording.Wrapped("时间为", wording.Hours(a, p.event), ""), wording.Wrapped("地点为", outside(a.Place, head), ""),
			wording.Wrapped("由", a.InCharge, "负责"), wording.Wrapped("由", a.Recorder, "记录"),
		} {
			if clause != "" {
				clauses = append(clauses, clause)
			}
		}
		body := wording.Wrapped("", strings.Join(clauses, "，"), "。") + wording.Stopped(text)
		switch {
		case len(p.agenda) == 1: // there is no （一） without a （二）
			p.doc.Body(head + "。" + body)
		case body == "":
			p.doc.Heading(2, head)
		default:
			paper.SetPoint(p.doc, 2, head, body)
		}
	}
}

// outside returns a place unless a heading has it already.
func outside(place, heading string) string {
	if strings.Contains(heading, place) {
		return ""
	}
	return place
}

// stepOf parts what happens at an agenda item into a heading and the text below it: the
// first line or sentence where that is short, else the name of its kind.
func stepOf(a app.AgendaItem) (head, text string) {
	content := strings.TrimSpace(a.Content)
	first, rest, lines := strings.Cut(content, "\n")
	switch short, more := paper.HeadOf(content); {
	case content == "":
		head = a.Place
	case lines && utf8.RuneCountInString(first) <= paper.LongestHead:
		head, text = wording.Unstopped(first), rest
	case short != "":
		head, text = short, more
	case utf8.RuneCountInString(content) <= paper.LongestHead && !strings.ContainsAny(content, "。；\n"):
		head = wording.Unstopped(content)
	default:
		head, text = app.AgendaKinds.Chinese(a.Kind), content
	}
	return head, strings.TrimSpace(strings.TrimSpace(text) + "\n" + a.Note)
}

// contacts sets whom to ask, one a line; they have a heading where the office gives them
// one.
func (p *plan) contacts(heading string) {
	list := wording.Contacts(p.event)
	if len(list) > 0 && heading != app.SectionKeys.Chinese(app.SectionContacts) {
		p.doc.Heading(1, heading)
	}
	for _, line := range list {
		p.doc.Body(line)
	}
}

// annex is a section that follows the plan, with the field of the event that holds it.
type annex struct {
	app.Section
	field string
}

// annexNumber is what stands before the title of an annex.
var annexNumber = regexp.MustCompile(`^附件\s*[0-9一二三四五六七八九十]*[：:、．.\s]*`)

// annexes names the annexes below the text, has it signed, and sets them.
func (p *plan) annexes(all []annex, sign func()) {
	const label = 3 // characters of 附件：
	titles := make([]string, len(all))
	if len(all) > 0 {
		p.doc.Hold() // no page has their names and the signature alone
	}
	for i, s := range all {
		titles[i] = cmp.Or(annexNumber.ReplaceAllString(s.Heading, ""), s.Heading)
		style := typeset.Style{Role: typeset.FangSong, Size: typeset.OfficialSize, Pitch: typeset.OfficialPitch, Indent: 2 + label, Keep: true}
		line := titles[i]
		if len(all) > 1 {
			line = fmt.Sprintf("%d．%s", i+1, line)
		}
		if i == 0 {
			line, style.First, style.Before = "附件："+line, -label, typeset.OfficialPitch
		}
		p.doc.Text(style, line)
	}
	sign()
	for i, s := range all {
		label := "附件"
		if len(all) > 1 {
			label = fmt.Sprint("附件", i+1)
		}
		p.doc.Annex(label, titles[i], false)
		p.doc.Mark(s.field)
		p.written("", s.Text)
	}
}
