package before

import (
	"context"
	"io"
	"slices"
	"strings"
	"time"

	"openday/app"
	"openday/app/check"
	"openday/app/paper"
	"openday/app/paper/typeset"
	"openday/app/paper/wording"
)

// KindPostponement tells everybody that an event is postponed or cancelled.
const KindPostponement paper.Kind = "postponement"

var postponementPaper = paper.Definition{
	Kind: KindPostponement, Chinese: "延期或取消通知", English: "Notice of postponement or cancellation", Word: true, Public: true, OfChange: true,
	New: paper.Editable(writePostponement),
	Lacks: func(d app.Dossier, _ time.Time) error {
		if d.Event.Change == "" {
			return app.Errorf(app.CodeInvalid, nil, "The event takes place as planned, so there is nothing to announce. “Postpone or cancel…” says otherwise.")
		}
		return nil
	},
	Concerns: func(f check.Finding) bool { return f.Field == "Change" },
}

func writePostponement(ctx context.Context, w io.Writer, m paper.Material) (paper.Report, error) {
	var report paper.Report
	planned := m.Dossier.AsPlanned().Event
	d := m.Dossier
	d.Agenda, d.Feedback = nil, slices.Clone(d.Feedback)
	for i, f := range d.Feedback { // who spoke is hidden in the reason; what was said is not on the paper
		d.Feedback[i] = app.Feedback{ID: f.ID, Speaker: f.Speaker, InviteeID: f.InviteeID}
	}
	said := app.Event{ // what is on the paper
		ID: d.Event.ID, Title: d.Event.Title, Organiser: d.Event.Organiser, CoOrganisers: d.Event.CoOrganisers, Sites: d.Event.Sites,
		Start: d.Event.Start, End: d.Event.End, AssemblyPlace: d.Event.AssemblyPlace, AssemblyTime: d.Event.AssemblyTime,
		Phones: d.Event.Phones, Email: d.Event.Email,
		Change: d.Event.Change, ChangeReason: d.Event.ChangeReason, PostponedFrom: d.Event.PostponedFrom,
	}
	d.Event = said
	e := paper.Public(d, &report).Event
	title := changeTitle(e)
	about := typeset.Options{Title: title, Author: e.Organiser, Created: m.At}
	err := report.AssembleOfficial(ctx, w, about, m.As, func(doc paper.Official) error {
		doc.Title(wording.Title(doc, title, e, typeset.XiaoBiaoSong, typeset.TitleSize, typeset.OfficialPage()))
		for _, text := range changeTexts(e, planned) {
			doc.Body(text)
		}
		doc.Signature(wording.Issuer(e), app.ShortDate(m.At))
		return nil
	})
	return report, err
}

// changeTitle is 关于“…”活动延期举办的通知.
func changeTitle(e app.Event) string {
	what := "延期举办"
	if e.Change == app.Cancelled {
		what = "取消举办"
	}
	return "关于" + wording.Activity(e) + what + "的通知"
}

// changeTexts are the paragraphs of the notice, of an event as it stands and as it was
// planned: what was decided and why, what goes on instead, what becomes of those who
// signed up, whom to ask.
func changeTexts(e, planned app.Event) []string {
	event := wording.QuotedActivity(wording.Activity(e))
	of := "原定" + wording.Wrapped("于", wording.When(planned), "") + "举办的" + event
	if planned.Start.IsZero() {
		of = "原计划举办的" + event
	}
	why := reasonOf(e)
	var texts []string
	switch {
	case e.Change == app.Cancelled:
		texts = append(texts, why+of+"取消举办。", "已经报名的，报名随之取消，无需另行办理。由此带来的不便，敬请谅解。欢迎继续关注和参加我们今后举办的活动。")
	case e.IsStopped():
		texts = append(texts, why+of+"延期举办，具体时间确定后另行通知。", "已经报名的，报名继续有效，无需重新报名。由此带来的不便，敬请谅解。")
	default:
		place := strings.Join(e.Sites, "、")
		texts = append(texts, why+of+"延期至"+wording.When(e)+"举办。"+wording.Wrapped("活动地点为", place, "，其他安排不变。"))
		if !e.AssemblyTime.IsZero() && e.AssemblyPlace != "" {
			texts[len(texts)-1] += "请参加人员于" + wording.Moment(e.AssemblyTime) + "在" + e.AssemblyPlace + "集合。"
		}
		texts = append(texts, "已经报名的，报名继续有效，无需重新报名；因时间调整不能参加的，请及时与我们联系。由此带来的不便，敬请谅解。")
	}
	if contacts := wording.Contacts(e); len(contacts) > 0 {
		texts = append(append(texts, "如有疑问，请与我们联系。"), contacts...)
	}
	return append(texts, "特此通知。")
}

// reasonOf is why the event does not take place as planned, as the beginning of a
// sentence; empty where no reason is given.
func reasonOf(e app.Event) string {
	reason := wording.Unstopped(strings.Join(strings.Fields(e.ChangeReason), ""))
	if reason == "" {
		return ""
	}
	for _, begins := range []string{"因", "由于", "受", "鉴于", "为", "根据", "按照"} {
		if strings.HasPrefix(reason, begins) {
			return reason + "，"
		}
	}
	return "因" + reason + "，"
}
