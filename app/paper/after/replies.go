package after

import (
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

// KindReplies are letters to those who spoke, with the answer to what they said.
const KindReplies paper.Kind = "replies"

var replies = paper.Script{Kind: KindReplies, Name: "意见建议答复函", Set: []func(*paper.Telling){func(t *paper.Telling) { setReplies(t, paper.AddressGender) }}}

var repliesPaper = paper.Definition{
	Kind: replies.Kind, Chinese: replies.Name, English: "Replies to those who spoke",
	New:  func(time.Time) paper.Paper { return &replyOptions{Address: paper.AddressGender} },
	Word: true, Paragraphs: replies.Paragraphs, Lacks: noReplies, Needs: []paper.Need{paper.NeedIssuer, paper.NeedContact, paper.NeedPast},
}

// noReplies returns why there is nobody to answer.
func noReplies(d app.Dossier, _ time.Time) error {
	if len(replied(d)) > 0 {
		return nil
	}
	return app.Errorf(app.CodeInvalid, nil, "No opinion has both a speaker and a result yet, so there is no reply to write.")
}

// replyOptions are the choices for replies.
type replyOptions struct {
	Address paper.Address `json:"address"`
	Date    time.Time     `json:"-"`
}

// Options implements paper.Paper.
func (o *replyOptions) Options() []paper.Option {
	return []paper.Option{paper.AddressOption(&o.Address), paper.DateOption(&o.Date)}
}

// Validate implements paper.Paper.
func (o *replyOptions) Validate() []app.FieldProblem { return paper.Wrong(o.Options()) }

// String implements paper.Paper.
func (o *replyOptions) String() string { return paper.Remembered(o) }

// Write implements paper.Paper.
func (o *replyOptions) Write(ctx context.Context, w io.Writer, m paper.Material) (paper.Report, error) {
	anonymous, open := 0, 0
	for _, f := range m.Dossier.Feedback {
		switch {
		case strings.TrimSpace(f.Speaker) == "":
			anonymous++
		case wording.Unstopped(answerTo(m.Dossier, f).Result) == "":
			open++
		}
	}
	report, err := replies.Tell(ctx, w, m, func(t *paper.Telling) { setReplies(t, o.Address) })
	if err == nil && anonymous > 0 {
		report.NoteAbout(app.TopicFeedback, words.T("%d opinions name nobody who spoke and get no reply.", anonymous))
	}
	if err == nil && open > 0 {
		report.NoteAbout(app.TopicFeedback, words.T("%d opinions have no result yet and get no reply.", open))
	}
	return report, err
}

// answerTo returns the opinion whose handling answers another: the one that it was
// merged into, else itself.
func answerTo(d app.Dossier, f app.Feedback) app.Feedback {
	if f.MergedInto != "" {
		if i := slices.IndexFunc(d.Feedback, func(o app.Feedback) bool { return o.ID == f.MergedInto }); i >= 0 {
			return d.Feedback[i]
		}
	}
	return f
}

// replied are the opinions that get a reply: those with somebody to write to and
// something to tell.
func replied(d app.Dossier) []app.Feedback {
	var all []app.Feedback
	for _, f := range d.Feedback {
		if strings.TrimSpace(f.Speaker) != "" && wording.Unstopped(answerTo(d, f).Result) != "" {
			all = append(all, f)
		}
	}
	return all
}

func setReplies(t *paper.Telling, address paper.Address) {
	for i, f := range replied(t.Dossier) {
		if i > 0 {
			t.NewPage()
		}
		t.Title("关于意见建议办理情况的答复函")
		style := typeset.Style{Role: typeset.FangSong, Size: typeset.OfficialSize, Pitch: typeset.OfficialPitch, Keep: true}
		t.Text(style, salutation(t.Dossier, f, address))
		t.Say("reply."+idOr(f.ID, i), "答复"+f.Speaker+"："+app.Shortened(f.Content), replyTo(t.Dossier, f))
		t.Signature(wording.Issuer(t.Event), app.ShortDate(t.At))
	}
}

// quotedBriefly is the beginning of what somebody said, empty for nothing.
func quotedBriefly(content string) string {
	if wording.Unstopped(content) == "" {
		return ""
	}
	return wording.Briefly(wording.Unstopped(paper.Discreet(content)))
}

// salutation addresses who spoke.
func salutation(d app.Dossier, f app.Feedback, address paper.Address) string {
	var gender app.Gender
	if i := slices.IndexFunc(d.Invitees, func(v app.Invitee) bool { return f.InviteeID != "" && v.ID == f.InviteeID }); i >= 0 {
		gender = d.Invitees[i].Person.Gender
	}
	return "尊敬的" + f.Speaker + address.Of(gender) + "："
}

// replyTo tells somebody what became of what they said.
func replyTo(d app.Dossier, f app.Feedback) string {
	e, answer := d.Event, answerTo(d, f)
	stop := strings.TrimSuffix(f.Stop, "环节")
	where := wording.Wrapped("于", wording.Days(e), "") + "参加" + wording.Activity(e) + "时"
	if stop != "" {
		where = wording.Wrapped("于", wording.Days(e), "") + "在" + wording.Activity(e) + stop + "环节"
	}
	text := "您好！您" + where + "提出的意见建议" + quotedBriefly(f.Content) + "收悉。感谢您对我们工作的关心和支持。"
	by := "经研究办理"
	if answer.Department != "" {
		by = "经" + answer.Department + "研究办理"
	}
	text += by + "，现答复如下：\n" + wording.Stopped(paper.Discreet(answer.Result))
	switch answer.Adoption {
	case app.Adopted:
		text += "\n您的意见建议已采纳。"
	case app.PartlyAdopted:
		text += "\n您的意见建议已部分采纳" + wording.Wrapped("，未采纳部分的原因是：", wording.Unstopped(paper.Discreet(answer.AdoptionReason)), "") + "。"
	case app.NotAdopted:
		text += "\n您的意见建议暂未采纳" + wording.Wrapped("，原因是：", wording.Unstopped(paper.Discreet(answer.AdoptionReason)), "") + "，敬请理解。"
	}
	return text + "\n" + strings.Join(append([]string{"如对答复有疑问，欢迎与我们联系。"}, wording.Contacts(e)...), "\n")
}
