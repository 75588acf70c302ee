package before

import (
	"context"
	"io"
	"strings"
	"time"

	"openday/app"
	"openday/app/paper"
	"openday/app/paper/wording"
)

// KindNotice is the notice that hands the plan out, or a letter about the event to
// other offices.
const KindNotice paper.Kind = "notice"

// The forms of a notice. The values are those of the command line.
const (
	NoticeDown   DocumentForm = "notice" // to units below
	NoticeLetter DocumentForm = "letter" // to units beside
)

// NoticeForms are the forms of a notice.
var NoticeForms = app.Vocabulary[DocumentForm]{
	{Code: NoticeDown, Chinese: "通知", English: "Notice"},
	{Code: NoticeLetter, Chinese: "函", English: "Letter"},
}

var notice = paper.Script{Kind: KindNotice, Name: "活动通知", Set: []func(*paper.Telling){
	func(t *paper.Telling) { setNotice(t, &noticeOptions{document{Annex: true}}) },
	func(t *paper.Telling) { setNotice(t, &noticeOptions{document{Annex: false}}) },
	func(t *paper.Telling) { setNotice(t, &noticeOptions{document{Form: NoticeLetter}}) },
}}

var noticePaper = paper.Definition{
	Kind: notice.Kind, Chinese: notice.Name, English: "Notice",
	New: func(time.Time) paper.Paper {
		return &noticeOptions{document{Form: NoticeDown, To: "各有关单位", Annex: true}}
	},
	Word: true, Paragraphs: notice.Paragraphs, Due: planDue, Concerns: planPaper.Concerns, Needs: planPaper.Needs,
}

// noticeOptions are the choices for a notice.
type noticeOptions struct{ document }

// Options implements paper.Paper.
func (o *noticeOptions) Options() []paper.Option { return o.options(NoticeForms, false) }

// Validate implements paper.Paper.
func (o *noticeOptions) Validate() []app.FieldProblem { return paper.Wrong(o.Options()) }

// String implements paper.Paper.
func (o *noticeOptions) String() string { return paper.Remembered(o) }

// Write implements paper.Paper.
func (o *noticeOptions) Write(ctx context.Context, w io.Writer, m paper.Material) (paper.Report, error) {
	return notice.Tell(ctx, w, m, func(t *paper.Telling) { setNotice(t, o) })
}

func setNotice(t *paper.Telling, o *noticeOptions) {
	e := t.Event
	switch {
	case o.Form == NoticeLetter:
		o.setHead(t, "letter.", by(e, "关于邀请参加"+wording.Activity(e)+"的函"), true)
		t.Say("letter.opening", "", intended(e)+"，现将有关事项函告如下。")
		t.Headed("letter.when-where", "活动时间和地点", whenWhere(e))
		t.Headed("letter.programme", "活动内容", wording.Stopped(briefly(t.Agenda)))
		t.Headed("letter.audience", "邀请对象", whoIsMeant(e))
		request := "请推荐参加人员" + wording.Wrapped("，并于", untilOf(e), "前反馈") + "。"
		t.Headed("letter.request", "有关事项", request+wording.Wrapped("", strings.Join(wording.Contacts(e), "，"), "。"))
		t.Say("letter.closing", "结尾", "请予支持为盼。")
	case o.Annex:
		o.setHead(t, "", by(e, "关于印发"+planNamed(t.Dossier)+"的通知"), false)
		t.Say("opening", "", "现将"+planNamed(t.Dossier)+"印发给你们，请认真组织实施。")
	default:
		o.setHead(t, "own.", by(e, "关于举办"+wording.Activity(e)+"的通知"), false)
		t.Say("own.opening", "", intended(e)+"，现将有关事项通知如下。")
		t.Headed("own.when-where", "活动时间和地点", whenWhere(e))
		t.Headed("own.programme", "活动内容", wording.Stopped(briefly(t.Agenda)))
		t.Headed("own.audience", "邀请对象", whoIsMeant(e))
		t.Headed("own.requirements", "工作要求", countedOff(e.Requirements))
		t.Headed("own.contacts", "联系方式", strings.Join(wording.Contacts(e), "\n"))
	}
	o.setEnd(t, "", o.Form == NoticeLetter)
}

// untilOf is until when people sign up, within a sentence.
func untilOf(e app.Event) string {
	if e.SignUpUntil.IsZero() {
		return ""
	}
	return wording.Moment(e.SignUpUntil)
}
