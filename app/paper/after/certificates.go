package after

import (
	"cmp"
	"context"
	"io"
	"slices"
	"time"

	"openday/app"
	"openday/app/paper"
	"openday/app/paper/typeset"
	"openday/app/paper/wording"
)

// KindCertificates certify who was there.
const KindCertificates paper.Kind = "certificates"

const certificatesName = "出席证明"

var certificatesPaper = paper.Definition{
	Kind: KindCertificates, Chinese: certificatesName, English: "Certificates of attendance", Word: true, People: true,
	New: paper.Editable(writeCertificates),
	Due: func(d app.Dossier) time.Time { return app.DayOf(cmp.Or(d.Event.End, d.Event.Start)) },
	Lacks: func(d app.Dossier, _ time.Time) error {
		if slices.ContainsFunc(d.Invitees, func(v app.Invitee) bool { return v.Attendance.IsThere() }) {
			return nil
		}
		return app.Errorf(app.CodeInvalid, nil, "Nobody is entered as having come, so there is nothing to certify. Enter the attendance first.")
	},
}

func writeCertificates(ctx context.Context, w io.Writer, m paper.Material) (paper.Report, error) {
	e := m.Dossier.Event
	chosen := m.Dossier.Invitees
	if len(m.IDs) > 0 {
		var err error
		if chosen, err = paper.Chosen(m.Dossier, m.IDs); err != nil {
			return paper.Report{}, err
		}
	}
	var there []app.Invitee
	for _, v := range chosen {
		if v.Attendance.IsThere() {
			there = append(there, v)
		}
	}
	if len(there) == 0 {
		return paper.Report{}, app.Errorf(app.CodeInvalid, nil, "None of those chosen is entered as having come, so there is nothing to certify.")
	}
	var report paper.Report
	about := typeset.Options{Title: e.Title + certificatesName, Author: e.Organiser, Created: m.At, Page: typeset.OfficialPage()}
	about.Page.Marks = nil // each is a page of its own
	err := report.AssembleSheet(ctx, w, about, m.As, func(doc paper.Sheet) error {
		for _, v := range there {
			doc.NewPage()
			setCertificate(doc, e, v, m.At)
		}
		return nil
	})
	return report, err
}

// setCertificate certifies that somebody, or who came in their place, was there.
func setCertificate(doc paper.Sheet, e app.Event, v app.Invitee, at time.Time) {
	body := typeset.Style{Role: typeset.FangSong, Size: typeset.OfficialSize, Pitch: typeset.OfficialPitch, Align: typeset.Justify, First: 2}
	doc.Text(typeset.Style{Role: typeset.XiaoBiaoSong, Size: 22, Pitch: 1.5 * typeset.OfficialPitch, Align: typeset.Center, After: typeset.OfficialPitch}, "证　明")
	name, unit := v.Person.Name, v.Unit
	who := wording.Wrapped("", unit, "") + name
	if v.Attendance == app.AttendanceSubstitute {
		who = "受" + who + "委托，"
		if v.Substitute != "" {
			who += v.Substitute
		} else {
			who += "其代理人"
		}
	} else {
		switch v.Person.Gender {
		case "male":
			who += "先生"
		case "female":
			who += "女士"
		default:
			who += "同志"
		}
	}
	when := wording.Days(e)
	if e.Start.IsZero() {
		when = ""
	}
	held := wording.QuotedActivity(wording.HeldBy(e))
	doc.Text(body, "兹证明"+who+wording.Wrapped("于", when, "")+"参加了"+wording.Wrapped("由", wording.Holders(e), "举办的")+held+"。")
	doc.Text(body, "特此证明。")
	issuer, date := wording.Issuer(e), app.ShortDate(at)
	foot := body
	foot.First, foot.Align, foot.Before = 0, typeset.Right, 2*typeset.OfficialPitch
	if issuer != "" { // in the middle above the date
		foot.Inset = max(typeset.SignatureInset+(doc.Width(foot.Role, foot.Size, date)-doc.Width(foot.Role, foot.Size, issuer))/2, 0)
		doc.Text(foot, issuer)
		foot.Before = 0
	}
	foot.Inset = typeset.SignatureInset
	doc.Text(foot, date)
}
