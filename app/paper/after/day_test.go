package after

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"openday/app"
	"openday/app/paper"
	"openday/app/paper/papertest"
	"openday/app/paper/wording"
	"openday/app/workbook"
)

// The short report of an event of 24 people and ten opinions has at most four pages,
// and each fact of the workbook stands in it as it is.
func TestTheReportOfADayOf24PeopleIsShortAndRight(t *testing.T) {
	data, err := os.ReadFile(filepath.Join("testdata", "day-of-24-people.xlsx"))
	if err != nil {
		t.Fatal(err)
	}
	d, warnings, err := workbook.Read(bytes.NewReader(data))
	if err != nil || len(warnings) > 0 {
		t.Fatal(warnings, err)
	}
	if len(d.Invitees) != 24 || len(d.Feedback) != 10 {
		t.Fatalf("%d people, %d opinions", len(d.Invitees), len(d.Feedback))
	}
	d = paper.Readied(d, new(paper.Report))
	at := app.Date(2022, 12, 8) // three opinions are late for two days
	m := summarise(t, d, DefaultSummaryOptions(), at)
	if m.Report.Pages > 4 {
		t.Errorf("%d pages", m.Report.Pages)
	}

	e := d.Event
	anyone, anything := func(app.Invitee) bool { return true }, func(app.Feedback) bool { return true }
	all := recount([]app.Dossier{d}, anyone, anything, at)
	said := []string{app.ShortDate(e.Start), e.Organiser, wording.Unstopped(e.Theme)}
	said = append(said, e.Sites...)
	for _, a := range d.Agenda {
		heading, _ := told(a, e)
		said = append(said, heading, a.Start.Format("15:04")+"—"+a.End.Format("15:04"), a.Place, a.InCharge)
	}
	said = append(said, all.handling(), fmt.Sprintf("应到%d人，实到%d人（其中由他人替代%d人），请假%d人，缺席%d人。", all.expected, all.came, all.substituted, all.excused, all.absent))
	for _, q := range e.Categories() {
		c := recount([]app.Dossier{d}, func(v app.Invitee) bool { return v.Category == q }, anything, at)
		if c.expected > 0 {
			said = append(said, c.people(false))
		}
	}
	adoptions := map[app.Adoption]string{app.Adopted: "意见建议已采纳", app.PartlyAdopted: "意见建议部分采纳", app.NotAdopted: "意见建议未采纳"}
	for _, o := range d.Feedback {
		c := recount([]app.Dossier{d}, anyone, func(other app.Feedback) bool { return other.Category == o.Category }, at)
		said = append(said, c.row(o.Category, true), o.Content+"。"+wording.Raised(o)+"。")
	}
	papertest.Contains(t, m.Text, said...)
	for _, o := range d.Feedback { // the facts of an opinion, in the order in which they are told
		facts := []string{o.Content, wording.Raised(o), o.Department, wording.Unstopped(o.Result)}
		if o.IsOpen() {
			facts = append(facts, "办理时限为"+app.ShortDate(o.DueDate), "已超期2个工作日")
		}
		if !o.RepliedOn.IsZero() && o.State != app.FeedbackAnswered {
			facts = append(facts, app.ShortDate(o.RepliedOn)+wording.ByWay(o.ReplyChannel)+"答复")
		}
		facts = append(facts, adoptions[o.Adoption], wording.Wrapped("提出人表示", app.Satisfactions.Chinese(o.Satisfaction), ""))
		papertest.InOrder(t, m.Text, facts...)
	}
	papertest.Lacks(t, m.Text, "活动活动", "（）", "。。")
	for _, v := range d.Invitees {
		for _, number := range []string{v.Person.Phone, v.Person.IDNumber} {
			if number != "" {
				papertest.Lacks(t, m.Text, number)
			}
		}
	}
}
