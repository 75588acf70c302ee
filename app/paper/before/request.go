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

// KindRequest is the request to the superior office to file or to approve the plan.
const KindRequest paper.Kind = "request"

// The forms of a request. The values are those of the command line.
const (
	RequestFiling   DocumentForm = "filing"
	RequestApproval DocumentForm = "approval"
)

// RequestForms are the forms of a request.
var RequestForms = app.Vocabulary[DocumentForm]{
	{Code: RequestFiling, Chinese: "备案请示", English: "To be filed"},
	{Code: RequestApproval, Chinese: "请示", English: "To be approved"},
}

var request = paper.Script{Kind: KindRequest, Name: "备案请示", Set: []func(*paper.Telling){
	func(t *paper.Telling) { setRequest(t, &requestOptions{document{Form: RequestFiling, Annex: true}}) },
	func(t *paper.Telling) { setRequest(t, &requestOptions{document{Form: RequestApproval, Annex: true}}) },
}}

var requestPaper = paper.Definition{
	Kind: request.Kind, Chinese: request.Name, English: "Request for filing",
	New:  func(time.Time) paper.Paper { return &requestOptions{document{Form: RequestFiling, Annex: true}} },
	Word: true, Paragraphs: request.Paragraphs, Due: planDue, Concerns: planPaper.Concerns, Needs: planPaper.Needs,
}

// requestOptions are the choices for a request.
type requestOptions struct{ document }

// Options implements paper.Paper.
func (o *requestOptions) Options() []paper.Option { return o.options(RequestForms, true) }

// Validate implements paper.Paper.
func (o *requestOptions) Validate() []app.FieldProblem { return paper.Wrong(o.Options()) }

// String implements paper.Paper.
func (o *requestOptions) String() string { return paper.Remembered(o) }

// Write implements paper.Paper.
func (o *requestOptions) Write(ctx context.Context, w io.Writer, m paper.Material) (paper.Report, error) {
	return request.Tell(ctx, w, m, func(t *paper.Telling) { setRequest(t, o) })
}

func setRequest(t *paper.Telling, o *requestOptions) {
	e := t.Event
	key, title, ask := "", "关于报送"+planNamed(t.Dossier)+"备案的请示", "请予备案。"
	if o.Form == RequestApproval {
		key, title, ask = "approval.", "关于举办"+wording.Activity(e)+"的请示", "请予审定。"
	}
	o.setHead(t, key, by(e, title), false)
	text := intended(e) + "。"
	if o.Annex {
		text += "现将" + planNamed(t.Dossier) + "随文报送，"
	}
	t.Say(key+"opening", "", text+ask)
	if o.Form == RequestApproval {
		t.Headed(key+"when-where", "活动时间和地点", whenWhere(e))
		t.Headed(key+"audience", "邀请对象", whoIsMeant(e))
		t.Headed(key+"programme", "活动内容", wording.Stopped(briefly(t.Agenda)))
	}
	t.Say(key+"closing", "结尾", "妥否，请批示。")
	o.setEnd(t, strings.Join(wording.Contacts(e), "，"), false)
}
