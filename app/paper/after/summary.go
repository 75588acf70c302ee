package after

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"openday/app"
	"openday/app/check"
	"openday/app/figures"
	"openday/app/masking"
	"openday/app/paper"
	"openday/app/paper/chart"
	"openday/app/paper/typeset"
	"openday/app/paper/wording"
	"openday/app/picture"
	"openday/app/words"
)

// The summary reports of an event.
const (
	KindSummary       paper.Kind = "summary"        // for inside use
	KindSummaryPublic paper.Kind = "summary-public" // to be published
)

var summaryPaper = paper.Definition{
	Kind: KindSummary, Chinese: summaryName, English: "Summary report", Key: "Ctrl+Shift+P",
	New: func(time.Time) paper.Paper {
		o := DefaultSummaryOptions()
		return &o
	},
	Report: true, Paragraphs: SummaryParagraphs, Word: true, Needs: []paper.Need{paper.NeedPlace, paper.NeedPast}, Concerns: unlessTold,
}

var publicSummaryPaper = paper.Definition{
	Kind: KindSummaryPublic, Chinese: summaryName + "（公开版）", English: "Summary report, for the public", Key: "Ctrl+Shift+8",
	New: func(time.Time) paper.Paper {
		return &publicSummary{DefaultSummaryOptions()}
	},
	Report: true, Paragraphs: SummaryParagraphs, Word: true, Public: true, Needs: []paper.Need{paper.NeedPlace, paper.NeedPast}, Concerns: unlessTold,
}

// unlessTold lets all findings pass but those about attendance: the reports say
// themselves what of it is not entered.
func unlessTold(f check.Finding) bool { return f.Topic != app.TopicInvitees || f.Field != "Attendance" }

const summaryName = "总结报告"

// Annex is a part after the summary report.
type Annex string

// The annexes. The values are those of the command line.
const (
	AnnexPeople Annex = "people"
	AnnexAgenda Annex = "agenda"
	AnnexLedger Annex = "ledger"
	AnnexPhotos Annex = "photos"
)

// Annexes are the annexes of a summary report in their order.
var Annexes = app.Vocabulary[Annex]{
	{Code: AnnexPeople, Chinese: peopleTitle, English: "List of people"},
	{Code: AnnexAgenda, Chinese: paper.AgendaTitle, English: "Agenda"},
	{Code: AnnexLedger, Chinese: ledgerTitle, English: "Ledger of opinions"},
	{Code: AnnexPhotos, Chinese: photosTitle, English: "Photos"},
}

// Form is how much a summary report tells.
type Form string

// The forms. The values are those of the command line.
const (
	FormShort Form = "short" // two to four pages
	FormFull  Form = "full"  // every fact of the event
)

// Forms are the forms of a summary report.
var Forms = app.Vocabulary[Form]{
	{Code: FormShort, Chinese: "简版", English: "Short"},
	{Code: FormFull, Chinese: "详版", English: "Full"},
}

// SummaryOptions are the choices for a summary report. They are remembered as
// the JSON of String; the photos and the kind of file are not.
type SummaryOptions struct {
	Form    Form         `json:"form"`
	Annexes []Annex      `json:"annexes"` // those of which there is something to show; nil for those that go with the form
	Date    time.Time    `json:"-"`       // on which it is dated; zero is the day on which it is made
	Photos  []app.Photo  `json:"-"`       // of the event, for the annex of photos
	As      paper.Format `json:"-"`       // the kind of file; empty for a PDF
}

// DefaultSummaryOptions are the choices before anybody has chosen.
func DefaultSummaryOptions() SummaryOptions { return SummaryOptions{Form: FormShort} }

// annexes are the annexes that are chosen, else those that go with the form: what
// the short one does not tell in its text.
func (o SummaryOptions) annexes() []Annex {
	if o.Annexes != nil {
		return o.Annexes
	}
	return o.Form.annexes()
}

// annexes are those that go with a form.
func (f Form) annexes() []Annex {
	if f == FormFull {
		return []Annex{AnnexPeople, AnnexAgenda, AnnexLedger, AnnexPhotos}
	}
	return []Annex{AnnexLedger, AnnexPhotos}
}

// String implements Paper.
func (o SummaryOptions) String() string { return paper.Remembered(o) }

// Options implements Paper.
func (o *SummaryOptions) Options() []paper.Option {
	annexes := paper.WordsValueOf(o.annexes, func(chosen []Annex) {
		if o.Annexes = chosen; slices.Equal(chosen, o.Form.annexes()) {
			o.Annexes = nil // they go on going with the form
		}
	}, Annexes, 0)
	return []paper.Option{
		{Name: "form", Label: paper.Both("详略", "Form"), Usage: paper.Both("总结报告的详略", "how much the report tells"), Value: paper.WordValue(&o.Form, Forms)},
		{Name: "annexes", Label: paper.Both("附件", "Annexes"), Usage: paper.Both("总结报告的附件，可选多个；省略时简版附台账和照片，详版全附", "annexes of the report, one or more; without it ledger and photos with the short one, all with the full one"), Value: annexes},
		paper.DateOption(&o.Date),
	}
}

// Validate implements Paper.
func (o SummaryOptions) Validate() []app.FieldProblem { return paper.Wrong(o.Options()) }

func (o *SummaryOptions) Write(ctx context.Context, w io.Writer, m paper.Material) (paper.Report, error) {
	return Summary(ctx, w, m.Dossier, o.with(m), m.At)
}

// with returns the choices for a report of some material.
func (o SummaryOptions) with(m paper.Material) SummaryOptions {
	o.Photos, o.As = m.Photos, m.As
	return o
}

// publicSummary is the report for the public with what is chosen about it: it has
// no list of people.
type publicSummary struct{ SummaryOptions }

// Options implements Paper.
func (o *publicSummary) Options() []paper.Option {
	all := o.SummaryOptions.Options()
	all[1].Silent = []string{string(AnnexPeople)}
	return all
}

func (o *publicSummary) Write(ctx context.Context, w io.Writer, m paper.Material) (paper.Report, error) {
	return PublicSummary(ctx, w, m.Dossier, o.with(m), m.At)
}

// Summary writes the summary report of an event as it stands at a moment: an
// official paper of GB/T 9704 that tells every fact of the event, counts them
// and names the work that is left. It is for inside use: those who spoke are
// named, telephone numbers of invitees are masked. Parts of which nothing is
// known are left out; paragraphs that a person put in other words stand as they
// were written. The error is the context's, the writer's, or a sentence for the
// person.
func Summary(ctx context.Context, w io.Writer, d app.Dossier, o SummaryOptions, at time.Time) (paper.Report, error) {
	var report paper.Report
	return writeSummary(ctx, w, d, o, at, false, &report)
}

// PublicSummary writes the summary report as it may be published: names masked,
// no telephone and no identity numbers, also where they stand in somebody's
// words, which the report points out; no list of people, and of what is left to
// do no more than its number.
func PublicSummary(ctx context.Context, w io.Writer, d app.Dossier, o SummaryOptions, at time.Time) (paper.Report, error) {
	var report paper.Report
	mask := masking.New(d)
	mask.Allow(d.Event)
	d = paper.Public(d, &report)
	o.Annexes = slices.DeleteFunc(slices.Clone(o.annexes()), func(a Annex) bool { return a == AnnexPeople })
	o.Photos = slices.Clone(o.Photos)
	for i := range o.Photos {
		o.Photos[i].Caption = mask.Text(o.Photos[i].Caption)
	}
	return writeSummary(ctx, w, d, o, at, true, &report)
}

func writeSummary(ctx context.Context, w io.Writer, d app.Dossier, o SummaryOptions, at time.Time, public bool, report *paper.Report) (paper.Report, error) {
	if err := paper.Refused(o.Validate()); err != nil {
		return paper.Report{}, err
	}
	s := newSummary(d, o, at, public)
	err := report.AssembleOfficial(ctx, w, s.about(), o.As, func(doc paper.Official) error {
		s.doc = doc
		if err := s.set(); err != nil {
			return err
		}
		s.tell(report)
		return nil
	})
	return *report, err
}

// about says what document the report is.
func (s *summary) about() typeset.Options {
	return typeset.Options{Title: s.title(), Author: s.Event.Organiser, Created: s.at}
}

// newSummary begins a report; what it is set on is chosen by the caller.
func newSummary(d app.Dossier, o SummaryOptions, at time.Time, public bool) *summary {
	s := &summary{
		Dossier: d, figures: shown(figures.Of(d, at), public), at: at, late: app.NewLateness(d.Calendar, at), public: public,
		bars: chart.Bars.PNG, held: !app.DayOf(at).Before(app.DayOf(d.Event.Start)),
		prose: paper.NewProse(nil, "", d.Event),
	}
	for _, p := range o.Photos {
		if err := picture.Sound(p.Data); err != nil {
			s.leftOut = append(s.leftOut, words.T("The photo “%s” is left out: %s|caption, why", p.Caption, err))
			continue
		}
		s.photos = append(s.photos, p)
	}
	s.short = o.Form == FormShort
	s.chooseAnnexes(o.annexes())
	return s
}

// summary is a report in the making.
type summary struct {
	app.Dossier
	figures figures.Figures
	at      time.Time
	late    *app.Lateness
	held    bool // the day of the event has come
	public  bool
	short   bool
	photos  []app.Photo
	leftOut []string // of the photos, a sentence each
	doc     paper.Official
	bars    func(chart.Bars) ([]byte, error) // draws a chart as PNG
	annexes []annex
	tables  int // captioned so far
	charts  int

	prose *paper.Prose // the paragraphs, of which some stand in somebody's own words
}

// annex is a part after the report, on pages of its own.
type annex struct {
	title     string
	landscape bool
	set       func()
}

// tell puts what the clerk should know before handing the report out.
func (s *summary) tell(r *paper.Report) {
	if n := s.figures.Unknown; n > 0 && s.held {
		r.NoteAbout(app.TopicInvitees, words.T("The attendance of %d people is not entered yet.", n))
	}
	if n := s.figures.Pending; n > 0 {
		r.NoteAbout(app.TopicInvitees, words.T("%d people wait for the result of vetting.", n))
	}
	for _, sentence := range s.lacking() {
		r.Note(sentence)
	}
	if n := s.figures.Undated; n > 0 {
		r.NoteAbout(app.TopicFeedback, words.T("The day on which %d opinions were done is not known; they do not count as done on time.", n))
	}
	if n := s.figures.Overdue(); n > 0 {
		r.NoteAbout(app.TopicFeedback, words.T("%d opinions are overdue.", n))
	}
	if n := s.figures.Unanswered; n > 0 {
		r.NoteAbout(app.TopicFeedback, words.T("%d opinions are not answered yet.", n))
	}
	for _, sentence := range s.leftOut {
		r.Note(sentence)
	}
	s.prose.NoteOwn(r)
}

func (s *summary) set() error {
	s.doc.Title(wording.Title(s.doc, s.title(), s.Event, typeset.XiaoBiaoSong, 22, typeset.OfficialPage()))
	s.opening()
	tell := s.full
	if s.short {
		tell = s.brief
	}
	if err := tell(); err != nil {
		return err
	}
	s.closing()
	for i, a := range s.annexes {
		label := "附件"
		if len(s.annexes) > 1 {
			label += fmt.Sprint(i + 1)
		}
		s.doc.Annex(label, a.title, a.landscape)
		a.set()
	}
	return nil
}

// full tells every fact of the event.
func (s *summary) full() error {
	s.overview()
	s.preparation()
	s.course()
	if err := s.attendance(); err != nil {
		return err
	}
	if err := s.opinions(); err != nil {
		return err
	}
	s.effects()
	if s.public {
		s.section("后续工作", s.publicSteps())
	} else {
		s.section("存在的不足和尚待完成的工作", s.openWork())
		s.section("下一步工作", s.nextSteps())
	}
	return nil
}

// effects sets what only a person can write.
func (s *summary) effects() {
	if text := s.text("effects", "主要做法和成效", ""); text != "" {
		s.doc.Heading(1, "主要做法和成效")
		s.doc.Body(text)
	}
}

func (s *summary) title() string {
	if s.held {
		return wording.Activity(s.Event) + titleEnd
	}
	return "关于" + wording.Activity(s.Event) + "筹备情况的报告"
}

const titleEnd = "总结"

func (s *summary) opening() {
	e := s.Event
	text := wording.Wrapped("", wording.Basis(e.Basis), "，")
	switch who := wording.Holders(e); {
	case s.held && who != "":
		text += fmt.Sprintf("%s，%s举办了%s。", wording.Days(e), who, wording.HeldBy(e))
	case s.held:
		text += fmt.Sprintf("%s于%s举办。", wording.Activity(e), wording.Days(e))
	case who != "":
		text += fmt.Sprintf("%s定于%s举办%s。", who, wording.Days(e), wording.HeldBy(e))
	default:
		text += fmt.Sprintf("%s定于%s举办。", wording.Activity(e), wording.Days(e))
	}
	if s.held {
		text += "现将有关情况总结如下。"
	} else {
		text += fmt.Sprintf("活动尚未举办，现将截至%s的有关情况报告如下。", app.ShortDate(s.at))
	}
	s.body("opening", "", text)
}

func (s *summary) overview() {
	e := s.Event
	clauses := []string{}
	if e.Organiser != "" {
		clauses = append(clauses, "由"+e.Organiser+"主办")
	}
	if len(e.CoOrganisers) > 0 {
		by := "由"
		if e.Organiser != "" {
			by = ""
		}
		clauses = append(clauses, by+strings.Join(e.CoOrganisers, "、")+"承办")
	}
	if e.Theme != "" {
		clauses = append(clauses, "以"+wording.Quoted(e.Theme)+"为主题")
	}
	when := "于" + wording.TimeSpan(e.Start, e.End)
	switch {
	case e.Start.IsZero():
		when = wording.Unstopped(e.TimeWords)
	case !s.held:
		when = "定" + when
	}
	if e.Form != "" {
		when += "以" + app.Forms.Chinese(e.Form) + "方式"
	}
	clauses = append(clauses, when+"举行")
	basics := "活动" + strings.Join(clauses, "，") + "。"
	if e.StreamURL != "" {
		basics += "直播链接：" + e.StreamURL + "。"
	}
	points := []keyed{{"basics", "基本情况", basics}}

	switch {
	case e.Principle != "" && e.Aims != "":
		points = append(points, keyed{"aims", "指导思想和活动目标", wording.Stopped(e.Principle) + "\n活动目标：" + wording.Stopped(e.Aims)})
	case e.Principle != "":
		points = append(points, keyed{"aims", "指导思想", wording.Stopped(e.Principle)})
	case e.Aims != "":
		points = append(points, keyed{"aims", "活动目标", wording.Stopped(e.Aims)})
	}

	where := ""
	switch len(e.Sites) {
	case 0:
	case 1:
		where = "活动地点为" + e.Sites[0] + "。"
	default:
		where = "活动地点依次为" + strings.Join(e.Sites, "、") + "。"
	}
	if e.AssemblyPlace != "" || !e.AssemblyTime.IsZero() {
		where += "参加人员"
		if !e.AssemblyTime.IsZero() {
			where += "于" + wording.ClockOn(e.AssemblyTime, e.Start)
		}
		if e.AssemblyPlace != "" {
			where += "在" + e.AssemblyPlace
		}
		where += "集合。"
	}
	if e.Transport != "" {
		where += "乘车安排：" + wording.Stopped(e.Transport)
	}
	if where != "" {
		heading := "活动地点"
		if e.AssemblyPlace != "" || !e.AssemblyTime.IsZero() || e.Transport != "" {
			heading += "和集合安排"
		}
		points = append(points, keyed{"places", heading, where})
	}
	s.section("活动概况", points)
}

func (s *summary) preparation() {
	e := s.Event
	var points []keyed
	put := func(key, heading, body string) {
		if body != "" {
			points = append(points, keyed{key, heading, body})
		}
	}
	put("leaders", "组织机构", leaders(e.Leaders))
	put("invitation", "邀请对象", s.invitation())
	put("sign-up", "报名和审核", s.signUp())
	if !s.held { // what is to be done stays out of a report of the past
		put("notices", "注意事项", wording.Enumerated(e.Notices))
	}
	put("channels", "宣传渠道", wording.Wrapped("宣传渠道为", strings.Join(e.Channels, "、"), "。"))
	if !s.held {
		put("requirements", "工作要求", wording.Enumerated(e.Requirements))
	}
	s.section("组织筹备", points)
}

// leaders names the leading group, role by role.
func leaders(list []app.Leader) string {
	var roles []string
	for _, role := range app.LeaderRoles {
		var names []string
		for _, l := range list {
			if l.Role != role.Code {
				continue
			}
			name, about := l.Name, []string{}
			if name == "" {
				name = l.Position
			} else if l.Position != "" {
				about = append(about, l.Position)
			}
			if duty := wording.Unstopped(l.Duty); duty != "" && name == "" {
				name = duty
			} else if duty != "" {
				about = append(about, "职责："+duty)
			}
			names = append(names, name+wording.Wrapped("（", strings.Join(about, "；"), "）"))
		}
		if len(names) > 0 {
			roles = append(roles, role.Chinese+"："+strings.Join(names, "、"))
		}
	}
	return wording.Wrapped("", strings.Join(roles, "；"), "。")
}

// invitation says whom the event is for and how many of them.
func (s *summary) invitation() string {
	e := s.Event
	var text strings.Builder
	text.WriteString(wording.QuotaWords(e))
	text.WriteString(wording.Wrapped("对象要求：", wording.Unstopped(e.Audience), "。"))
	text.WriteString(wording.Wrapped("年龄要求为", wording.Ages(e), "。"))
	return text.String()
}

// signUp says how people signed up and what came of it.
func (s *summary) signUp() string {
	e := s.Event
	var text strings.Builder
	text.WriteString(wording.SignUpTime(e))
	switch methods := e.SignUpMethods; len(methods) {
	case 0:
	case 1:
		text.WriteString("报名方式：" + wording.Stopped(methods[0]))
	default:
		text.WriteString("报名方式：" + wording.Enumerated(methods))
	}
	contacts := wording.Wrapped("\n", strings.Join(wording.Contacts(e), "\n"), "")
	if e.VettingDays > 0 {
		fmt.Fprintf(&text, "审核时限为%d个工作日。", e.VettingDays)
	}
	if e.FilingDays > 0 {
		fmt.Fprintf(&text, "活动方案报备时限为举办前%d个工作日。", e.FilingDays)
	}
	if len(s.Invitees) == 0 {
		return strings.TrimSpace(text.String() + contacts)
	}
	var vettings []string
	for _, v := range app.Vettings {
		n := 0
		for _, i := range s.Invitees {
			if i.Vetting == v.Code {
				n++
			}
		}
		if n > 0 {
			vettings = append(vettings, fmt.Sprintf("%s%d人", vettingPhrase[v.Code], n))
		}
	}
	fmt.Fprintf(&text, "名单共登记%d人，其中%s。", len(s.Invitees), strings.Join(vettings, "、"))
	var channels []string
	for _, t := range tallied(s.Invitees, func(v app.Invitee) string { return v.Channel }) {
		channels = append(channels, fmt.Sprintf("%s%d人", cmp.Or(t.name, "未填渠道"), t.count))
	}
	if len(channels) > 1 || channels[0] != fmt.Sprintf("未填渠道%d人", len(s.Invitees)) {
		fmt.Fprintf(&text, "按报名渠道分，%s。", strings.Join(channels, "、"))
	}
	return strings.TrimSpace(text.String() + contacts)
}

// vettingPhrase is a result of vetting in a sentence.
var vettingPhrase = map[app.Vetting]string{
	app.VettingPending: "待审", app.VettingApproved: "审核通过", app.VettingDeclined: "审核不通过", app.VettingWaiting: "候补",
}

// tally is a count of people under a name.
type tally struct {
	name  string
	count int
}

// tallied counts people by a name, as the names first occur, the empty one last.
func tallied(list []app.Invitee, name func(app.Invitee) string) []tally {
	place := map[string]int{}
	var tallies []tally
	nameless := 0
	for _, v := range list {
		n := name(v)
		if n == "" {
			nameless++
			continue
		}
		if _, there := place[n]; !there {
			place[n] = len(tallies)
			tallies = append(tallies, tally{name: n})
		}
		tallies[place[n]].count++
	}
	if nameless > 0 {
		tallies = append(tallies, tally{count: nameless})
	}
	return tallies
}

func (s *summary) course() {
	if len(s.Agenda) == 0 {
		return
	}
	s.doc.Heading(1, "活动开展情况")
	see := ""
	if label := s.annexOf(paper.AgendaTitle); label != "" {
		see = "（议程见" + label + "）"
	}
	s.body("course", "活动开展情况", fmt.Sprintf("活动共安排%d个环节%s。", len(s.Agenda), see))
	s.items()
}

// items tells of the agenda item by item.
func (s *summary) items() {
	for i, a := range s.Agenda {
		heading, text := told(a, s.Event)
		if a.Note != "" && !s.short {
			text += "备注：" + wording.Stopped(paper.Discreet(a.Note))
		}
		s.point(2, keyed{"agenda." + idOr(a.ID, i), heading, text})
	}
}

func (s *summary) chooseAnnexes(chosen []Annex) {
	table := func(of func() typeset.Table) func() { return func() { s.doc.Table(of()) } }
	for _, a := range []struct {
		code  Annex
		there bool
		annex annex
	}{
		{AnnexPeople, len(s.Invitees) > 0, annex{peopleTitle, false, table(s.peopleTable)}},
		{AnnexAgenda, len(s.Agenda) > 0, annex{paper.AgendaTitle, false, table(func() typeset.Table { return paper.AgendaTable(s.Event, s.Agenda) })}},
		{AnnexLedger, len(s.Feedback) > 0 && !(s.short && s.figures.Opinions <= mostTold), annex{ledgerTitle, true, table(func() typeset.Table {
			return ledgerTable(s.Dossier, s.at, s.public, typeset.OfficialLandscape().TextWidth())
		})}},
		{AnnexPhotos, len(s.photos) > 0, annex{photosTitle, false, s.photoPages}},
	} {
		if a.there && slices.Contains(chosen, a.code) {
			s.annexes = append(s.annexes, a.annex)
		}
	}
}

// annexOf returns the label of an annex, empty where it is not there.
func (s *summary) annexOf(title string) string {
	for i, a := range s.annexes {
		if a.title == title && len(s.annexes) == 1 {
			return "附件"
		} else if a.title == title {
			return fmt.Sprintf("附件%d", i+1)
		}
	}
	return ""
}

// closing sets the end: the formula, which the annexes' list and the signature
// never leave alone on their page, the list one line below it, the signature.
func (s *summary) closing() {
	if !s.public { // nobody is reported to
		s.doc.Text(typeset.Style{
			Role: typeset.FangSong, Size: typeset.OfficialSize, Pitch: typeset.OfficialPitch, First: 2, Keep: true,
		}, "特此报告。")
	}
	const label = 3 // characters of 附件：
	style := typeset.Style{
		Role: typeset.FangSong, Size: typeset.OfficialSize, Pitch: typeset.OfficialPitch,
		Before: typeset.OfficialPitch, Keep: true,
	}
	for i, a := range s.annexes {
		text := a.title
		if len(s.annexes) > 1 {
			text = fmt.Sprintf("%d.%s", i+1, a.title)
		}
		style.Indent, style.First = 2+label, 0
		if i == 0 {
			text, style.First = "附件："+text, -label
		} else {
			style.Before = 0
		}
		s.doc.Text(style, text)
	}
	s.doc.Signature(wording.Issuer(s.Event), app.ShortDate(s.at))
}
