package papers

import (
	"bytes"
	"slices"
	"strings"
	"testing"
	"time"

	"openday/app"
	"openday/app/figures"
	"openday/app/paper"
	"openday/app/paper/after"
	"openday/app/paper/before"
	"openday/app/paper/onday"
	"openday/app/paper/papertest"
)

// notes makes a paper, as a Word file if asked for, and returns what it says it lacks.
func notes(t *testing.T, kind paper.Kind, d app.Dossier, date string, word bool) []string {
	t.Helper()
	def, _ := All.Of(kind)
	at := app.Date(2026, time.September, 20)
	p := def.New(at)
	options := p.Options()
	if i := slices.IndexFunc(options, paper.Option.Dates); i >= 0 && date != "" {
		if err := options[i].Set(date); err != nil {
			t.Fatal(err)
		}
	}
	counted := figures.Of(d, at)
	year := figures.Year{Year: at.Year(), At: at, Events: []figures.Event{{Event: d.Event, Figures: counted}}, Total: counted}
	m := paper.Material{Dossier: d, At: at, Figures: year}
	if word {
		m.As = paper.FormatWord
	}
	report, err := def.Write(t.Context(), &bytes.Buffer{}, p, m)
	if err != nil {
		t.Fatal(kind, err)
	}
	return report.Warnings()
}

// A paper says what whoever reads it would miss, and says nothing where nothing is
// missing.
func TestPapersSayWhatTheyLack(t *testing.T) {
	const (
		unsigned = "文末没有落款单位"
		unsent   = "文中没有发文单位"
		timeless = "未填写活动时间"
		nowhere  = "未填写活动地点"
		unlinked = "文中没有直播链接"
		unasked  = "文中没有联系方式"
		early    = "而活动在"
		late     = "在活动（2026年9月24日"
		annex    = "本文没有这个附件"
		blank    = "文中尚有待填写之处"
		unpaired = "引号或书名号不成对"
	)
	everything := []string{unsigned, unsent, timeless, nowhere, unlinked, unasked, early, late, annex, blank, unpaired}
	whole := papertest.Everything()
	whole.Event.End = whole.Event.Start.Add(3 * time.Hour)
	none := func(*app.Dossier) {}
	organiserless := func(d *app.Dossier) { d.Event.Organiser, d.Event.CoOrganisers = "", nil }
	joint := func(d *app.Dossier) { d.Event.Organiser = "" }
	online := func(d *app.Dossier) { d.Event.StreamURL = "" }
	unplaced := func(d *app.Dossier) { d.Event.Form, d.Event.Sites = "", nil }
	undated := func(d *app.Dossier) { d.Event.Start, d.Event.End = time.Time{}, time.Time{} }
	inWords := func(d *app.Dossier) { undated(d); d.Event.TimeWords = "集中在三季度" }
	uncontacted := func(d *app.Dossier) { d.Event.Contact, d.Event.Phones, d.Event.Email = "", nil, "" }
	form := func(d *app.Dossier) {
		d.Event.Notices = []string{"报名请填写报名表（见附件），发至邮箱"}
	}
	withForm := func(d *app.Dossier) {
		form(d)
		d.Event.Sections = append(app.PlanOutline.Of(d.Event.Sections), app.Section{Heading: "附件：报名表", Text: "姓名、单位"})
	}
	second := func(d *app.Dossier) {
		withForm(d)
		d.Event.Notices = append(d.Event.Notices, "路线见附件2")
	}
	told := func(text string) func(*app.Dossier) {
		return func(d *app.Dossier) { d.Feedback[0].Content = text }
	}
	dated := "2026-09-30"
	for _, c := range []struct {
		kind   paper.Kind
		change func(*app.Dossier)
		date   string
		want   []string
	}{
		{before.KindPlan, none, "", nil},
		{before.KindPlan, organiserless, "", []string{unsigned}},
		{before.KindPlan, joint, "", nil},
		{before.KindPlan, undated, "", []string{timeless}},
		{before.KindPlan, inWords, "", nil},
		{before.KindPlan, unplaced, "", []string{nowhere}},
		{before.KindPlan, online, "", []string{unlinked}},
		{before.KindPlan, none, dated, []string{late}},
		{before.KindPlan, form, "", []string{annex}},
		{before.KindPlan, withForm, "", nil},
		{before.KindPlan, second, "", []string{annex}},
		{before.KindPlan, func(d *app.Dossier) { d.Event.Aims = "促进XX工作" }, "", []string{blank}},
		{before.KindPlan, func(d *app.Dossier) { d.Event.Aims = "促进“阳光政务建设" }, "", []string{unpaired}},
		{before.KindLetters, none, "", nil},
		{before.KindLetters, organiserless, "", []string{unsent}},
		{before.KindLetters, joint, "", nil},
		{before.KindLetters, undated, "", []string{timeless}},
		{before.KindLetters, inWords, "", nil},
		{before.KindLetters, uncontacted, "", []string{unasked}},
		{before.KindLetters, none, dated, []string{late}},
		{before.KindLetters, form, "", []string{annex}},
		{before.KindAgenda, unplaced, "", []string{nowhere}},
		{before.KindAgenda, form, "", []string{annex}},
		{before.KindRunSheet, undated, "", []string{timeless}},
		{onday.KindSignIn, organiserless, "", []string{unsent}},
		{onday.KindSignIn, none, "", nil},
		{after.KindTasks, none, dated, nil},
		{after.KindTasks, none, "", []string{early}},
		{after.KindTasks, organiserless, dated, []string{unsent}},
		{after.KindLedger, none, "", []string{early}},
		{after.KindLedger, organiserless, dated, []string{unsent}},
		{after.KindLedger, told("路灯问题详见附件"), dated, []string{annex}},
		{after.KindLedgerPublic, none, "", []string{early}},
		{after.KindSummary, none, dated, nil},
		{after.KindSummary, none, "", []string{early}},
		{after.KindSummary, organiserless, dated, []string{unsigned}},
		{after.KindSummary, unplaced, dated, []string{nowhere}},
		{after.KindSummary, func(d *app.Dossier) {
			d.Event.ReportTexts = []app.ReportText{{Key: "effects", Text: "名单见附件3。"}}
		}, dated, []string{annex}},
		{after.KindSummaryPublic, organiserless, dated, []string{unsigned}},
		{after.KindYearly, organiserless, "", []string{"汇总没有落款单位"}},
	} {
		d := whole
		d.Feedback, d.Agenda = slices.Clone(d.Feedback), slices.Clone(d.Agenda)
		c.change(&d)
		def, _ := All.Of(c.kind)
		for _, word := range []bool{false, true} {
			if word && !def.Word {
				continue
			}
			said := strings.Join(notes(t, c.kind, d, c.date, word), "\n")
			for _, lack := range append(everything, c.want...) {
				if got, want := strings.Contains(said, lack), slices.Contains(c.want, lack); got != want {
					t.Errorf("%s, Word %t, wants %q: it says %q", c.kind, word, c.want, said)
					break
				}
			}
		}
	}
}
