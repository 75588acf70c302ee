package after

import (
	"context"
	"io"
	"strconv"
	"strings"
	"time"

	"openday/app"
	"openday/app/hanzi"
	"openday/app/paper"
	"openday/app/paper/typeset"
	"openday/app/words"
)

// KindReturnVisits is the list on which return calls are written down.
const KindReturnVisits paper.Kind = "return-visits"

const returnVisitsName = "回访记录表"

var returnVisitsPaper = paper.Definition{
	Kind: KindReturnVisits, Chinese: returnVisitsName, English: "Return calls", Word: true, Excel: true,
	New: func(time.Time) paper.Paper { return &returnVisits{Phone: paper.PhoneMasked} },
	Lacks: func(d app.Dossier, _ time.Time) error {
		if all, _ := toBeCalled(d); len(all) > 0 {
			return nil
		}
		return app.Errorf(app.CodeInvalid, nil, "No opinion is recorded for this event yet, so there is nobody to call back.")
	},
}

// returnVisits is the list with what is chosen about it.
type returnVisits struct {
	Phone paper.PhoneStyle `json:"phone"`
	date  time.Time        // of the paper
}

// Options implements paper.Paper.
func (r *returnVisits) Options() []paper.Option {
	return []paper.Option{paper.PhoneOption(&r.Phone), paper.DateOption(&r.date)}
}

// Validate implements paper.Paper.
func (r *returnVisits) Validate() []app.FieldProblem { return paper.Wrong(r.Options()) }

// String implements paper.Paper.
func (r *returnVisits) String() string { return paper.Remembered(r) }

// toBeCalled are the opinions whose speakers have their answer, with their numbers in
// the ledger; where none has one yet, all opinions.
func toBeCalled(d app.Dossier) (list []task, answered bool) {
	var all []task
	for i, o := range d.Feedback {
		if o.MergedInto != "" {
			continue
		}
		all = append(all, task{o, i + 1})
		if o.State == app.FeedbackReplied || o.State == app.FeedbackFollowedUp || o.State == app.FeedbackAnswered {
			list = append(list, task{o, i + 1})
		}
	}
	if len(list) == 0 {
		return all, false
	}
	return list, true
}

// Write implements paper.Paper.
func (r *returnVisits) Write(ctx context.Context, w io.Writer, m paper.Material) (paper.Report, error) {
	if err := paper.Refused(r.Validate()); err != nil {
		return paper.Report{}, err
	}
	d := m.Dossier
	report := paper.Report{Private: r.Phone == paper.PhoneFull}
	guests := map[string]app.Invitee{}
	for _, v := range d.Invitees {
		guests[v.ID] = v
	}
	list, answered := toBeCalled(d)
	if !answered {
		report.NoteAbout(app.TopicFeedback, words.T("No opinion is answered yet, so all of them are on the list."))
	}
	unknown := 0
	for _, o := range list {
		phone := guests[o.InviteeID].Person.Phone
		switch {
		case phone == "":
			unknown++
		case r.Phone == paper.PhoneFull:
			report.Full++
		}
	}
	if unknown > 0 {
		report.NoteAbout(app.TopicFeedback, words.T("No telephone number is known of the speakers of %d opinions.", unknown))
	}
	e := d.Event
	about := typeset.Options{Title: e.Title + "意见建议" + returnVisitsName, Author: e.Organiser, Created: m.At, Page: typeset.Plain(true)}
	err := report.AssembleSheet(ctx, w, about, m.As, func(doc paper.Sheet) error {
		paper.SheetTitle(doc, about, e)
		facts := "活动时间：" + e.When()
		if e.Organiser != "" {
			facts += "　　回访单位：" + e.Organiser
		}
		doc.Text(typeset.Style{Role: typeset.Serif, Size: paper.SheetFactSize, After: 2, Keep: true}, facts+"　　制表日期："+app.ShortDate(m.At))
		center := func(title string, width float64) typeset.Column {
			return typeset.Column{Title: title, Width: width, Align: typeset.Center}
		}
		t := typeset.Table{
			Columns: []typeset.Column{center("台账号", 14), center("提出人", 20)},
			Role:    typeset.Serif, HeadRole: typeset.HeiTi, Size: 10.5, MinRow: 17, MinHead: 9,
		}
		if r.Phone != paper.PhoneNone {
			t.Columns = append(t.Columns, center("联系电话", 28))
		}
		t.Columns = append(t.Columns, typeset.Column{Title: "意见建议", Align: typeset.Left}, typeset.Column{Title: "办理结果", Align: typeset.Left},
			center("答复日期\n和方式", 22), center("是否满意", 24), center("回访日期\n和方式", 24), typeset.Column{Title: "提出人的意见", Share: 0.7, Align: typeset.Left}, center("回访人", 18))
		for _, o := range list {
			speaker := o.SpeakerOrAnonymous()
			if o.Speaker != "" {
				speaker = hanzi.PadName(speaker)
			}
			cells := []string{strconv.Itoa(o.number), speaker}
			if r.Phone != paper.PhoneNone {
				cells = append(cells, r.Phone.Shown(guests[o.InviteeID].Person.Phone))
			}
			cells = append(cells, excerpt(paper.Discreet(o.Content)), excerpt(paper.Discreet(o.Result)),
				strings.TrimSpace(narrowDate(o.RepliedOn)+"\n"+o.ReplyChannel), satisfied(o.Feedback))
			t.Rows = append(t.Rows, typeset.Cells(cells...))
		}
		doc.Table(t)
		doc.Text(typeset.Style{Role: typeset.Serif, Size: paper.SheetFactSize, Before: 3}, "提出人不满意的，重新交办。　　填表人：　　　　　　　　　　日期：　　　　年　　月　　日")
		return nil
	})
	return report, err
}

// excerpt is a text as far as a cell of the list has room for it; all of it stands in
// the ledger.
func excerpt(text string) string {
	if runes := []rune(text); len(runes) > longestCell {
		return string(runes[:longestCell-2]) + "……"
	}
	return text
}
