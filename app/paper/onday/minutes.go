package onday

import (
	"context"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"openday/app"
	"openday/app/hanzi"
	"openday/app/paper"
	"openday/app/paper/typeset"
	"openday/app/paper/wording"
	"openday/app/words"
)

// KindMinutes are the sheets on which is written down who says what.
const KindMinutes paper.Kind = "minutes"

const minutesName = "座谈会记录"

var minutesPaper = paper.Definition{
	Kind: KindMinutes, Chinese: minutesName, English: "Minutes", Word: true,
	New: func(time.Time) paper.Paper {
		return &minutes{Kinds: []app.AgendaKind{"visit", "report", "open_meeting", "symposium"}, Rows: 12}
	},
	Lacks: func(d app.Dossier, _ time.Time) error {
		if len(d.Agenda) > 0 {
			return nil
		}
		return app.Errorf(app.CodeInvalid, nil, "The agenda is empty, so there is nothing of which minutes could be taken. Enter the agenda first.")
	},
	Concerns: paper.AboutAgenda,
}

// minutes are the sheets with what is chosen about them.
type minutes struct {
	Kinds []app.AgendaKind `json:"kinds"`
	Rows  int              `json:"rows"`
}

// Options implements paper.Paper.
func (s *minutes) Options() []paper.Option {
	return []paper.Option{
		{Name: "stops", Label: paper.Both("记录哪些环节", "Of which items"), Usage: paper.Both("为哪几类环节各印一张记录，可多选，用逗号分隔", "of which kinds of agenda items minutes are taken"), Value: paper.WordsValue(&s.Kinds, app.AgendaKinds, 1)},
		{Name: "minutes-rows", Label: paper.Both("每张的空行", "Empty rows a sheet"), Usage: paper.Both("每张记录的空行 `N`", "empty rows `N` of a sheet of minutes"), Value: paper.NumberValue(&s.Rows, 1, 60)},
	}
}

// Validate implements paper.Paper.
func (s *minutes) Validate() []app.FieldProblem { return paper.Wrong(s.Options()) }

// String implements paper.Paper.
func (s *minutes) String() string { return paper.Remembered(s) }

// Write implements paper.Paper.
func (s *minutes) Write(ctx context.Context, w io.Writer, m paper.Material) (paper.Report, error) {
	if err := paper.Refused(s.Validate()); err != nil {
		return paper.Report{}, err
	}
	d := m.Dossier
	items := slices.DeleteFunc(slices.Clone(d.Agenda), func(a app.AgendaItem) bool { return !slices.Contains(s.Kinds, a.Kind) })
	if len(items) == 0 {
		return paper.Report{}, app.Errorf(app.CodeInvalid, nil, "The agenda has no item of the chosen kinds, so there are no minutes to take. Choose other kinds.")
	}
	var report paper.Report
	if n := len(slices.DeleteFunc(slices.Clone(items), func(a app.AgendaItem) bool { return a.Recorder != "" })); n > 0 {
		report.NoteAbout(app.TopicAgenda, words.T("%d agenda items name nobody who takes the minutes.", n))
	}
	about := typeset.Options{Title: d.Event.Title + minutesName, Author: d.Event.Organiser, Created: m.At, Page: typeset.Plain(false)}
	err := report.AssembleSheet(ctx, w, about, m.As, func(doc paper.Sheet) error {
		for _, a := range items {
			doc.NewPage()
			s.set(doc, d, a)
		}
		return nil
	})
	return report, err
}

// minutesTitle is what the minutes of an item are called.
func minutesTitle(a app.AgendaItem) string {
	switch a.Kind {
	case "symposium":
		return minutesName
	case "open_meeting":
		return "会议开放记录"
	}
	return app.AgendaKinds.Chinese(a.Kind) + "环节意见建议记录"
}

// set sets the sheet of an item: what is known of it, then the room to write in.
func (s *minutes) set(doc paper.Sheet, d app.Dossier, a app.AgendaItem) {
	e := d.Event
	doc.Text(typeset.Style{Role: typeset.XiaoBiaoSong, Size: 22, Align: typeset.Center, After: 4, Keep: true}, minutesTitle(a))
	when := app.LongDate(e.Start)
	if !a.Start.IsZero() {
		when = strings.TrimSpace(app.LongDate(a.Start) + "　" + paper.HoursOfDay(a))
	} else if e.Start.IsZero() || e.TimeWords != "" {
		when = e.When()
	}
	guests := 0
	for _, v := range d.Invitees {
		if v.Vetting == app.VettingApproved || v.Attendance.IsThere() {
			guests++
		}
	}
	present := "实到　　　　人"
	if guests > 0 {
		present = "邀请对象应到" + strconv.Itoa(guests) + "人，" + present
	}
	facts := typeset.Table{
		Columns: []typeset.Column{{Width: 24, Align: typeset.Center}, {Align: typeset.Left}, {Width: 24, Align: typeset.Center}, {Align: typeset.Left}},
		Role:    typeset.Serif, HeadRole: typeset.HeiTi, Size: 11, MinRow: 8,
	}
	whole := func(label, text string) {
		facts.Rows = append(facts.Rows, typeset.Row{Cells: []typeset.Cell{{Text: label, Bold: true}, {Text: text, Span: 3}}})
	}
	halves := func(left, leftText, right, rightText string) {
		facts.Rows = append(facts.Rows, typeset.Row{Cells: []typeset.Cell{{Text: left, Bold: true}, {Text: leftText}, {Text: right, Bold: true}, {Text: rightText}}})
	}
	whole("活动名称", e.Title)
	whole("环　　节", paper.Discreet(a.Name()))
	halves("时　　间", when, "地　　点", a.Place)
	halves("主 持 人", hanzi.PadName(a.InCharge), "记 录 人", hanzi.PadName(a.Recorder))
	whole("参加人员", present)
	doc.Table(facts)
	doc.Space(3)
	doc.Table(s.table(d, a))
	doc.Text(typeset.Style{Role: typeset.Serif, Size: 11, Before: 4}, "记录人签名：　　　　　　　　　核对人签名：　　　　　　　　　日期：　　　年　月　日")
}

// table has a row for each opinion that is recorded of the item, and empty ones.
func (s *minutes) table(d app.Dossier, a app.AgendaItem) typeset.Table {
	t := typeset.Table{
		Columns: []typeset.Column{
			{Title: "序号", Width: 11, Align: typeset.Center}, {Title: "发言人", Width: 22, Align: typeset.Center}, {Title: "单位", Width: 30, Align: typeset.Left},
			{Title: "意见建议", Share: 1.6, Align: typeset.Left}, {Title: "现场答复", Align: typeset.Left}, {Title: "答复人", Width: 18, Align: typeset.Center},
		},
		Role: typeset.Serif, HeadRole: typeset.HeiTi, Size: 10.5, MinRow: 13, MinHead: 8,
	}
	units := map[string]string{}
	for _, v := range d.Invitees {
		units[v.ID] = v.Unit
	}
	for _, o := range d.Feedback {
		if !saidAt(o, a) {
			continue
		}
		answer := ""
		if o.State == app.FeedbackAnswered {
			answer = paper.Discreet(o.Result)
		}
		unit := o.Unit
		if o.InviteeID != "" {
			unit = units[o.InviteeID]
		}
		t.Rows = append(t.Rows, typeset.Cells(strconv.Itoa(len(t.Rows)+1), hanzi.PadName(o.SpeakerOrAnonymous()), unit, paper.Discreet(o.Content), answer, ""))
	}
	for range s.Rows {
		t.Rows = append(t.Rows, typeset.Cells(strconv.Itoa(len(t.Rows)+1)))
	}
	return t
}

// saidAt reports whether an opinion is recorded as said at an item.
func saidAt(o app.Feedback, a app.AgendaItem) bool {
	stop := strings.TrimSpace(o.Stop)
	return stop != "" && (stop == strings.TrimSpace(a.Content) || stop == wording.OneSentence(a.Content) || stop == strings.TrimSpace(a.Place))
}
