package before

import (
	"cmp"
	"context"
	"io"
	"slices"
	"strings"
	"time"

	"openday/app"
	"openday/app/paper"
	"openday/app/paper/typeset"
	"openday/app/paper/wording"
	"openday/app/words"
)

// KindLetters are letters to invitees.
const KindLetters paper.Kind = "letters"

const lettersName = "邀请函和审核结果告知"

var lettersPaper = paper.Definition{
	Kind: KindLetters, Chinese: lettersName, English: "Invitations and results", Key: "Ctrl+Shift+Y", People: true, Word: true,
	New: func(time.Time) paper.Paper {
		o := DefaultLetterOptions()
		return &o
	},
	Due: lettersDue, Needs: []paper.Need{paper.NeedIssuer, paper.NeedTime, paper.NeedPlace, paper.NeedContact, paper.NeedAhead},
	Lacks: func(d app.Dossier, _ time.Time) error {
		if e := d.Event; e.IsStopped() {
			return app.Errorf(app.CodeInvalid, nil, "%s: nobody is to be invited. Tell people by the notice of postponement or cancellation.|what became of an event", e.ChangeLabel())
		}
		return nil
	},
}

// lettersDue is the day on which those who signed up are to have their answer, where
// that is before the event; else the last working day before it.
func lettersDue(d app.Dossier) time.Time {
	e := d.Event
	if e.Start.IsZero() {
		return time.Time{}
	}
	due := lastDayBefore(d)
	if !e.SignUpUntil.IsZero() && e.VettingDays > 0 {
		if answered := calendarOf(d).Add(app.DayOf(e.SignUpUntil), e.VettingDays).Date; answered.Before(due) {
			return answered
		}
	}
	return due
}

// lastDayBefore is the last working day before an event.
func lastDayBefore(d app.Dossier) time.Time {
	if d.Event.Start.IsZero() {
		return time.Time{}
	}
	return calendarOf(d).Add(app.DayOf(d.Event.Start), -1).Date
}

// LetterOptions are the choices for letters to invitees. They are remembered
// as the JSON of String; the date and who is chosen by id are not.
type LetterOptions struct {
	Results []app.Vetting `json:"results"` // who gets one; pending is none of them
	Sort    paper.Order   `json:"sort"`
	Form    LetterForm    `json:"form"` // of invitations
	Address paper.Address `json:"address"`
	Slip    bool          `json:"slip"`      // invitations end with a slip to send back
	Agenda  bool          `json:"programme"` // invitations tell the agenda
	Date    time.Time     `json:"-"`         // below the organiser's name; zero is the day on which it is made
	IDs     []string      `json:"-"`         // of the invitees; none = all with those results
}

// LetterResults are the results of vetting that are told by letter.
var LetterResults = app.Vocabulary[app.Vetting]{
	{Code: app.VettingApproved, Chinese: "通过（邀请函）", English: "Approved (invitation)"},
	{Code: app.VettingWaiting, Chinese: "候补（候补通知）", English: "Waiting list (notice)"},
	{Code: app.VettingDeclined, Chinese: "不通过（审核结果告知）", English: "Declined (result)"},
}

// LetterForm is how an invitation is written.
type LetterForm string

// The forms of invitations. The values are those of the command line.
const (
	LetterPlain  LetterForm = "plain"  // item by item
	LetterFormal LetterForm = "formal" // in prose
)

// LetterForms are the forms of invitations.
var LetterForms = app.Vocabulary[LetterForm]{
	{Code: LetterPlain, Chinese: "分项告知", English: "Item by item"},
	{Code: LetterFormal, Chinese: "正式邀请函", English: "Formal"},
}

// DefaultLetterOptions are the choices before anybody has chosen.
func DefaultLetterOptions() LetterOptions {
	return LetterOptions{Results: []app.Vetting{app.VettingApproved, app.VettingWaiting, app.VettingDeclined}, Sort: paper.OrderEntry, Form: LetterPlain, Address: paper.AddressGender}
}

// String implements Paper.
func (o LetterOptions) String() string { return paper.Remembered(o) }

// Options implements Paper.
func (o *LetterOptions) Options() []paper.Option {
	return []paper.Option{
		{Name: "results", Label: paper.Both("发给", "Letters go to"), Usage: paper.Both("函件发给哪些人，可多选，用逗号分隔", "whom letters go to, one or more"), Value: paper.WordsValue(&o.Results, LetterResults, 1)},
		paper.OrderOption(&o.Sort),
		{Name: "form", Label: paper.Both("邀请函文体", "Style of the invitation"), Usage: paper.FormUsage, Value: paper.WordValue(&o.Form, LetterForms)},
		paper.AddressOption(&o.Address),
		{Name: "with-agenda", Label: paper.Both("邀请函列出议程", "Agenda in the invitation"), Usage: paper.Both("邀请函列出活动议程", "invitations list the agenda"), Value: paper.YesNoValue(&o.Agenda)},
		{Name: "return-slip", Label: paper.Both("邀请函附回执", "Slip to send back"), Usage: paper.Both("邀请函末尾附回执", "invitations end with a slip to send back"), Value: paper.YesNoValue(&o.Slip)},
		paper.DateOption(&o.Date),
	}
}

// Validate implements Paper.
func (o LetterOptions) Validate() []app.FieldProblem { return paper.Wrong(o.Options()) }

func (o *LetterOptions) Write(ctx context.Context, w io.Writer, m paper.Material) (paper.Report, error) {
	chosen := *o
	chosen.IDs = m.IDs
	return writeLetters(ctx, w, m, chosen)
}

// Letters writes a letter of one page to each invitee whose result of vetting
// is among those chosen: an invitation to who is approved, the result with its
// reason to who is declined, a notice to who is on the waiting list. Who waits
// for the result gets none. The file is dated at. The error is the context's,
// the writer's, or a sentence for the person.
func Letters(ctx context.Context, w io.Writer, d app.Dossier, o LetterOptions, at time.Time) (paper.Report, error) {
	return writeLetters(ctx, w, paper.Material{Dossier: d, At: at}, o)
}

func writeLetters(ctx context.Context, w io.Writer, m paper.Material, o LetterOptions) (paper.Report, error) {
	d, at := m.Dossier, m.At
	if err := paper.Refused(o.Validate()); err != nil {
		return paper.Report{}, err
	}
	var report paper.Report
	list, err := recipients(d, o, &report)
	if err != nil {
		return paper.Report{}, err
	}
	if o.Date.IsZero() {
		o.Date = at
	}
	about := typeset.Options{Title: d.Event.Title + lettersName, Author: d.Event.Organiser, Created: at}
	doc := typeset.New(about)
	small := 0
	scales := make([]float64, len(list))
	for i, v := range list {
		if err := ctx.Err(); err != nil {
			return paper.Report{}, err
		}
		paragraphs := letterParagraphs(doc, d, v, o)
		for _, p := range paragraphs {
			report.Read(p.Text)
		}
		if scales[i] = doc.Canvas(typeset.Page{}).Column(letterArea, paragraphs...); scales[i] < readable {
			small++
		}
	}
	if small > 0 {
		report.Note(words.T("%d letters have so much text that it is set in small letters. Shorten the event's notices or the reasons.", small))
	}
	if m.As != paper.FormatWord {
		err := report.Finish(ctx, w, doc)
		return report, err
	}
	about.Page = typeset.OfficialPage()
	about.Page.Marks = nil // letters are of one page each
	err = report.AssembleSheet(ctx, w, about, m.As, func(doc paper.Sheet) error {
		for i, v := range list {
			doc.NewPage()
			for _, p := range letterParagraphs(doc, d, v, o) {
				s := p.Style
				s.Size, s.Pitch, s.Before, s.After = s.Size*scales[i], s.Pitch*scales[i], s.Before*scales[i], s.After*scales[i]
				doc.Text(s, p.Text)
			}
		}
		return nil
	})
	return report, err
}

// readable is how much smaller a letter's text may be set than 三号 before it is
// hard to read: 9 pt.
const readable = 9 / typeset.OfficialSize

// recipients chooses who gets a letter.
func recipients(d app.Dossier, o LetterOptions, report *paper.Report) ([]app.Invitee, error) {
	ids := o.IDs
	if len(ids) == 0 {
		for _, v := range d.Invitees {
			ids = append(ids, v.ID)
		}
	}
	chosen, err := chosenInvitees(d, o.Sort, ids)
	if err != nil {
		return nil, err
	}
	var list []app.Invitee
	pending, unreasoned := 0, 0
	for _, v := range chosen {
		switch {
		case v.Vetting == app.VettingPending:
			pending++
		case slices.Contains(o.Results, v.Vetting):
			list = append(list, v.Invitee)
			if v.Vetting == app.VettingDeclined && strings.TrimSpace(v.Reason) == "" {
				unreasoned++
			}
		}
	}
	if len(list) == 0 {
		return nil, app.Errorf(app.CodeInvalid, nil, "None of the invitees has such a result of vetting, so there is no letter to write.")
	}
	if pending > 0 {
		report.Note(words.T("%d people wait for the result of vetting and get no letter.", pending))
	}
	if unreasoned > 0 {
		report.Note(words.T("%d people were declined without a reason; their letters give none.", unreasoned))
	}
	return list, nil
}

// letterArea is where a letter stands: the type area of GB/T 9704.
var letterArea = typeset.Box{X: 28, Y: 37, W: 156, H: 225}

// letterParagraphs are the paragraphs of one letter.
func letterParagraphs(c wording.Measurer, d app.Dossier, v app.Invitee, o LetterOptions) []typeset.Paragraph {
	e := d.Event
	body := typeset.Style{Role: typeset.FangSong, Size: typeset.OfficialSize, Pitch: typeset.OfficialPitch, Align: typeset.Justify, First: 2}
	flush := body
	flush.First = 0
	title := typeset.Style{Role: typeset.XiaoBiaoSong, Size: 22, Pitch: 1.5 * typeset.OfficialPitch, Align: typeset.Center, Balance: true, After: typeset.OfficialPitch}
	foot := body
	foot.First, foot.Align, foot.Inset = 0, typeset.Right, typeset.SignatureInset

	heading, texts := letterTexts(d, v, o)
	page := []typeset.Paragraph{
		{Style: title, Text: heading},
		{Style: flush, Text: "尊敬的" + v.Person.Name + o.Address.Of(v.Person.Gender) + "："},
	}
	for _, text := range texts {
		for line := range strings.SplitSeq(text, "\n") {
			page = append(page, typeset.Paragraph{Style: body, Text: line})
		}
	}
	if issuer := wording.Holders(e); issuer != "" { // in the middle above the date
		above := foot
		above.Before = 2 * typeset.OfficialPitch
		date, by := c.Width(foot.Role, foot.Size, app.ShortDate(o.Date)), c.Width(foot.Role, foot.Size, issuer)
		above.Inset = max(foot.Inset+(date-by)/2, 0)
		page = append(page, typeset.Paragraph{Style: above, Text: issuer})
	} else {
		foot.Before = 2 * typeset.OfficialPitch
	}
	page = append(page, typeset.Paragraph{Style: foot, Text: app.ShortDate(o.Date)})
	if o.Slip && v.Vetting == app.VettingApproved {
		page = append(page, returnSlip(body, e, v)...)
	}
	return page
}

// returnSlip is what an invited person fills in and sends back.
func returnSlip(body typeset.Style, e app.Event, v app.Invitee) []typeset.Paragraph {
	cut, head, line := body, body, body
	cut.First, cut.Align, cut.Size, cut.Before = 0, typeset.Center, 10, typeset.OfficialPitch/2
	head.First, head.Align, head.Role = 0, typeset.Center, typeset.HeiTi
	return []typeset.Paragraph{
		{Style: cut, Text: strings.Repeat("－ ", 12) + "沿此线裁开" + strings.Repeat(" －", 12)},
		{Style: head, Text: "回　执"},
		{Style: line, Text: "本人" + v.Person.Name + "　□能够　□不能参加" + wording.Quoted(e.Title) + wording.Wrapped("（", wording.When(e), "）") + "。"},
		{Style: line, Text: "联系电话：　　　　　　　　签名：　　　　　　　　日期：　　月　　日"},
	}
}

// letterTexts returns the title of a letter and the texts between the salutation
// and the organiser, each of a paragraph a line.
func letterTexts(d app.Dossier, v app.Invitee, o LetterOptions) (title string, texts []string) {
	e := d.Event
	event := wording.QuotedActivity(wording.Activity(e))
	switch v.Vetting {
	case app.VettingApproved:
		if o.Form == LetterFormal {
			return "邀请函", formalTexts(d)
		}
		texts = append(texts, "您好！诚邀您参加"+event+wording.Wrapped("，本次活动的主题是", themeOf(e), "")+"。现将有关事项函告如下：")
		for i, item := range invitationItems(d, o.Agenda) {
			texts = append(texts, typeset.ChineseNumber(i+1)+"、"+item)
		}
		return "邀请函", append(texts, "敬请准时参加。如因故不能参加，请提前告知我们。")
	case app.VettingWaiting:
		texts = append(texts,
			"您好！感谢您报名参加"+event+"，感谢您对我们工作的关心和支持。现函告如下：",
			"经审核，您已列入本次活动的候补名单。如有名额空出，我们将及时与您联系，并另行告知活动安排。"+
				wording.Wrapped("活动时间为", wording.When(e), "，请您预留时间，并保持联系方式畅通。"))
		return "候补通知", append(texts, strings.Join(append([]string{"如有疑问，请与我们联系。"}, wording.Contacts(e)...), "\n"))
	default:
		outcome := "经审核，很遗憾，您未能列入本次活动的参加人员名单"
		if reason := wording.Unstopped(strings.Join(strings.Fields(paper.Discreet(v.Reason)), " ")); reason != "" {
			outcome += "，原因是：" + reason
		}
		texts = append(texts,
			"您好！感谢您报名参加"+event+"，感谢您对我们工作的关心和支持。现函告如下：",
			outcome+"。敬请谅解。",
			"欢迎您继续关注我们的工作，报名参加今后举办的活动。")
	}
	return "审核结果告知书", append(texts, strings.Join(append([]string{"如有疑问，请与我们联系。"}, wording.Contacts(e)...), "\n"))
}

// formalTexts are the paragraphs of a formal invitation.
func formalTexts(d app.Dossier) []string {
	e := d.Event
	who := wording.Holders(e)
	text := wording.Wrapped("", wording.Basis(e.Basis), "，")
	switch {
	case e.TimeWords != "":
		text += who + planned(e.TimeWords)
	case e.Start.IsZero():
		text += who + "拟"
	default:
		text += who + "谨定于" + wording.TimeSpan(e.Start, e.End)
	}
	if len(e.Sites) > 0 {
		text += "在" + strings.Join(e.Sites, "、")
	}
	text += "举办" + wording.HeldBy(e) + wording.Wrapped("，主题为", themeOf(e), "") + "。" + briefly(d.Agenda)
	texts := []string{text, "诚邀您拨冗出席，提出宝贵意见建议。"}
	say := func(sentence string) {
		if sentence != "" {
			texts = append(texts, sentence)
		}
	}
	assembly := wording.Wrapped("于", clockOf(e), "") + wording.Wrapped("在", e.AssemblyPlace, "")
	say(wording.Wrapped("请您", assembly, "集合。") + wording.Stopped(wording.OneSentence(e.Transport)))
	if len(e.Notices) > 0 {
		say("有关事项敬请留意：" + wording.Enumerated(e.Notices))
	}
	if e.StreamURL != "" {
		say("不能到场的，可通过下面的链接在线参加：" + e.StreamURL)
	}
	say(strings.Join(append([]string{"如有疑问或因故不能出席，请与我们联系。"}, wording.Contacts(e)...), "\n"))
	return append(texts, "恭候您的光临！")
}

// clockOf is the time of the assembly within a sentence; empty while it is not known.
func clockOf(e app.Event) string {
	if e.AssemblyTime.IsZero() {
		return ""
	}
	return wording.ClockOn(e.AssemblyTime, e.Start)
}

// themeOf is the event's theme within a sentence, in quotation marks.
func themeOf(e app.Event) string {
	if strings.TrimSpace(e.Theme) == "" {
		return ""
	}
	return wording.Quoted(e.Theme)
}

// invitationItems are what a guest must know, those left out that the event
// does not say.
func invitationItems(d app.Dossier, programme bool) []string {
	e := d.Event
	var items []string
	say := func(heading, text string) {
		if text = wording.Stopped(text); text != "" {
			items = append(items, heading+"："+text)
		}
	}
	say("活动时间", wording.When(e))
	say("活动地点", strings.Join(e.Sites, "、"))
	assembly := e.AssemblyPlace
	if !e.AssemblyTime.IsZero() {
		assembly = strings.TrimSuffix(wording.ClockOn(e.AssemblyTime, e.Start)+"，"+assembly, "，")
	}
	say("集合安排", assembly)
	say("乘车安排", e.Transport)
	if e.StreamURL != "" {
		how := "请在活动开始前打开下面的链接进入直播间：" + e.StreamURL
		if e.Form == "both" {
			how = "不能到场的，可以通过下面的链接在线参加：" + e.StreamURL
		}
		say("线上参加", how)
	}
	if programme && len(d.Agenda) > 0 {
		parts := make([]string, len(d.Agenda))
		for i, a := range d.Agenda {
			parts[i] = strings.TrimSpace(wording.Hours(a, e) + wording.Wrapped("　", cmp.Or(wording.OneSentence(paper.Discreet(a.Content)), app.AgendaKinds.Chinese(a.Kind)), ""))
		}
		say("活动议程", strings.Join(parts, "；"))
	}
	if len(e.Notices) > 0 {
		say("注意事项", wording.Enumerated(e.Notices))
	}
	switch contacts := wording.Contacts(e); len(contacts) {
	case 0:
	case 1:
		items = append(items, contacts[0])
	default:
		items = append(items, "联系方式：\n"+strings.Join(contacts, "\n"))
	}
	return items
}
