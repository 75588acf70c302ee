package before

import (
	"context"
	"io"
	"time"

	"openday/app"
	"openday/app/check"
	"openday/app/paper"
	"openday/app/paper/typeset"
	"openday/app/paper/wording"
	"openday/app/words"
)

// KindAnnouncement is the announcement of an event.
const KindAnnouncement paper.Kind = "announcement"

var announcement = paper.Script{Kind: KindAnnouncement, Name: "活动公告", Public: true, Set: []func(*paper.Telling){func(t *paper.Telling) { setAnnouncement(t, false) }}}

var announcementPaper = paper.Definition{
	Kind: announcement.Kind, Chinese: announcement.Name, English: "Announcement",
	New:  func(time.Time) paper.Paper { return &announcementOptions{} },
	Word: true, Public: announcement.Public, Paragraphs: announcement.Paragraphs,
	Due: announcementDue, Concerns: concernsGuests, Needs: needsOfGuests,
}

// announcementDue is the day on which sign-up opens, or else the last working day
// before the event.
func announcementDue(d app.Dossier) time.Time {
	if d.Event.SignUpFrom.IsZero() {
		return lastDayBefore(d)
	}
	return app.DayOf(d.Event.SignUpFrom)
}

// concernsGuests lets the findings pass that are about what guests read.
func concernsGuests(f check.Finding) bool {
	if f.Field == check.FieldDeadlines {
		return f.ID == string(app.DeadlineNotice)
	}
	return f.Topic == app.TopicEvents || f.Topic == app.TopicAgenda
}

// needsOfGuests are what guests have to be told.
var needsOfGuests = []paper.Need{paper.NeedIssuer, paper.NeedTime, paper.NeedPlace, paper.NeedContact, paper.NeedAhead}

// announcementOptions are the choices for an announcement.
type announcementOptions struct {
	Slip bool      `json:"slip"` // a slip to sign up with stands below the text
	Date time.Time `json:"-"`
}

// Options implements paper.Paper.
func (o *announcementOptions) Options() []paper.Option {
	return []paper.Option{
		{Name: "sign-up-slip", Label: paper.Both("附报名回执", "Slip to sign up with"), Usage: paper.Both("公告后附报名回执", "a slip to sign up with follows the announcement"), Value: paper.YesNoValue(&o.Slip)},
		paper.DateOption(&o.Date),
	}
}

// Validate implements paper.Paper.
func (o *announcementOptions) Validate() []app.FieldProblem { return paper.Wrong(o.Options()) }

// String implements paper.Paper.
func (o *announcementOptions) String() string { return paper.Remembered(o) }

// Write implements paper.Paper.
func (o *announcementOptions) Write(ctx context.Context, w io.Writer, m paper.Material) (paper.Report, error) {
	report, err := announcement.Tell(ctx, w, m, func(t *paper.Telling) { setAnnouncement(t, o.Slip) })
	if err == nil {
		noteTiming(&report, m)
	}
	return report, err
}

// noteTiming tells where an announcement comes too late: after sign-up has opened, or
// nearer to the event than the office's rule has it.
func noteTiming(report *paper.Report, m paper.Material) {
	e, day := m.Dossier.Event, app.DayOf(m.At)
	if from := app.DayOf(e.SignUpFrom); !e.SignUpFrom.IsZero() && day.After(from) {
		report.Note(words.T("The announcement is dated %s, and sign-up opens on %s: it is to be out before.", app.DayWords(day), app.DayWords(from)))
	}
	for _, due := range m.Timetable.Deadlines(e) {
		if due.Kind == app.DeadlineNotice && day.After(app.DayOf(due.At)) {
			report.Note(words.T("The announcement is dated %s; by the office's rule (%s) it is to be out by %s.", app.DayWords(day), due.Rule.Words(), app.DayWords(due.At)))
		}
	}
}

func setAnnouncement(t *paper.Telling, slip bool) {
	e := t.Dossier.Event
	setTitle(t, wording.Activity(e)+"公告")
	opening := intended(e) + "，现将有关事项公告如下。"
	if takesSignUps(e) {
		opening = intended(e) + "，现面向社会公开邀请公众参加，有关事项公告如下。"
	}
	t.Say("opening", "", opening)
	t.Headed("theme", "活动主题", wording.Wrapped("", quotedIfAny(e.Theme), "。"))
	t.Headed("when-where", "活动时间和地点", whenWhere(e))
	t.Headed("programme", "活动内容", programme(t.Dossier))
	t.Headed("audience", "参加对象", whoIsMeant(e))
	if takesSignUps(e) {
		t.Headed("sign-up", "报名方式", signUpLines(e))
	} else {
		t.Headed("contacts", "咨询方式", signUpLines(e))
	}
	t.Headed("notices", "注意事项", countedOff(e.Notices))
	closing := "欢迎广大群众关注本次活动。"
	if takesSignUps(e) {
		closing = "欢迎广大群众积极报名参加。"
	}
	t.Say("closing", "结尾", closing)
	t.Signature(wording.Issuer(e), app.ShortDate(t.At))
	if slip {
		setSignUpSlip(t)
	}
}

// setSignUpSlip sets what a person fills in to sign up.
func setSignUpSlip(t *paper.Telling) {
	e := t.Dossier.Event
	t.Annex("附件", "报名回执", false)
	rows := []typeset.Row{
		typeset.Cells("姓名", "", "性别", ""),
		typeset.Cells("出生日期", "", "联系电话", ""),
		typeset.Cells("单位", "", "职务", ""),
		{Cells: []typeset.Cell{{Text: "类别"}, {Text: choices(e.Categories()), Span: 3, Align: typeset.Left}}},
	}
	if e.WantsID {
		rows = append(rows, typeset.Row{Cells: []typeset.Cell{{Text: "身份证号"}, {Span: 3}}})
	}
	rows = append(rows, typeset.Row{Cells: []typeset.Cell{{Text: "意见建议"}, {Span: 3}}})
	t.Table(typeset.Table{
		Columns: []typeset.Column{{Width: 26, Align: typeset.Center}, {}, {Width: 26, Align: typeset.Center}, {}},
		Rows:    rows, Size: 12, Role: typeset.Serif, HeadRole: typeset.HeiTi, MinRow: 12,
	})
}

// choices are words to tick.
func choices(list []string) string {
	text := ""
	for i, word := range list {
		if i > 0 {
			text += "　"
		}
		text += "□" + word
	}
	return text
}
