package before

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"openday/app"
	"openday/app/check"
	"openday/app/paper"
	"openday/app/paper/typeset"
	"openday/app/paper/wording"
)

// KindPublicity makes public who is to be invited.
const KindPublicity paper.Kind = "publicity"

// usualPublicity is for how many working days the names are public.
const usualPublicity = 5

var publicity = paper.Script{Kind: KindPublicity, Name: "拟邀人员公示", Public: true, Set: []func(*paper.Telling){func(t *paper.Telling) { setPublicity(t, usualPublicity) }}}

var publicityPaper = paper.Definition{
	Kind: publicity.Kind, Chinese: publicity.Name, English: "Names made public",
	New:  func(time.Time) paper.Paper { return &publicityOptions{Days: usualPublicity} },
	Word: true, Public: publicity.Public, Paragraphs: publicity.Paragraphs,
	Needs: []paper.Need{paper.NeedIssuer, paper.NeedContact, paper.NeedAhead}, Lacks: noneApproved, Due: lastDayBefore,
	Concerns: func(f check.Finding) bool { return f.Topic == app.TopicInvitees && f.Field != "Attendance" },
}

func noneApproved(d app.Dossier, _ time.Time) error {
	if slices.ContainsFunc(d.Invitees, isApproved) {
		return nil
	}
	return app.Errorf(app.CodeInvalid, nil, "Nobody is approved yet, so there are no names to make public.")
}

func isApproved(v app.Invitee) bool { return v.Vetting == app.VettingApproved }

// publicityOptions are the choices for the names that are made public.
type publicityOptions struct {
	Days int       `json:"days"` // working days for which they are public
	Date time.Time `json:"-"`
}

// Options implements paper.Paper.
func (o *publicityOptions) Options() []paper.Option {
	return []paper.Option{
		{Name: "publicity-days", Label: paper.Both("公示期（工作日）", "Public for (working days)"), Usage: paper.Both("公示期，几个工作日，0 为不写", "for how many working days the names are public, 0 to leave it out"), Value: paper.NumberValue(&o.Days, 0, 60)},
		paper.DateOption(&o.Date),
	}
}

// Validate implements paper.Paper.
func (o *publicityOptions) Validate() []app.FieldProblem { return paper.Wrong(o.Options()) }

// String implements paper.Paper.
func (o *publicityOptions) String() string { return paper.Remembered(o) }

// Write implements paper.Paper.
func (o *publicityOptions) Write(ctx context.Context, w io.Writer, m paper.Material) (paper.Report, error) {
	return publicity.Tell(ctx, w, m, func(t *paper.Telling) { setPublicity(t, o.Days) })
}

func setPublicity(t *paper.Telling, days int) {
	e := t.Event
	setTitle(t, wording.Activity(e)+"拟邀人员公示")
	var list []app.Invitee
	for _, v := range t.Invitees {
		if isApproved(v) {
			list = append(list, v)
		}
	}
	term := ""
	if days > 0 {
		first := app.DayOf(t.At)
		last := calendarOf(t.Dossier).Add(first, days).Date
		term = fmt.Sprintf("公示期为%d个工作日，自%s至%s。", days, app.ShortDate(first), app.Abridged(app.ShortDate(last), first, last))
	}
	t.Say("opening", "", intendedName(e)+fmt.Sprintf("。经报名和审核，拟邀请下列%d名人员参加，现予公示。", len(list))+term)
	var rows []paper.GridRow
	for i, v := range list {
		rows = append(rows, paper.GridRow{Cells: []string{strconv.Itoa(i + 1), v.Person.Name, v.Category}})
	}
	t.Table(paper.Grid(12, []paper.GridColumn{
		{Column: typeset.Column{Title: "序号", Width: 18, Align: typeset.Center}},
		{Column: typeset.Column{Title: "姓名", Align: typeset.Center}},
		{Column: typeset.Column{Title: "类别", Align: typeset.Center}, Optional: true},
	}, rows))
	objections := "对名单有异议的，请在公示期内向我们反映。"
	if days == 0 {
		objections = "对名单有异议的，请向我们反映。"
	}
	t.Say("objections", "异议反映方式", strings.Join(append([]string{objections}, wording.Contacts(e)...), "\n"))
	t.Signature(wording.Issuer(e), app.ShortDate(t.At))
}

// intendedName is intended without the ground.
func intendedName(e app.Event) string {
	e.Basis = ""
	return intended(e)
}
