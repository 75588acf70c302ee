package after

import (
	"cmp"
	"fmt"
	"math"
	"strconv"
	"strings"

	"openday/app"
	"openday/app/hanzi"
	"openday/app/paper"
	"openday/app/paper/chart"
	"openday/app/paper/typeset"
	"openday/app/paper/wording"
	"openday/app/phone"
)

// attendance tells who came, category by category against the quotas.
func (s *summary) attendance() error {
	f := s.figures
	if len(f.Quotas) == 0 {
		return nil
	}
	s.doc.Heading(1, "出席情况")
	text := fmt.Sprintf("应到%d人。", f.Approved)
	if s.held || f.Came+f.WalkIns > 0 {
		text = wording.Attended(f, "人")
	}
	if f.Approved > 0 && f.Unknown == 0 {
		text += fmt.Sprintf("应到人员出席率为%s。", wording.Percent(f.Came, f.Approved))
	}
	text += fmt.Sprintf("各类别情况见表%d、图%d。", s.tables+1, s.charts+1)
	s.body("attendance", "出席情况", text)
	s.caption("各类别邀请和出席情况")
	s.doc.Table(quotaTable(f))

	labels, planned := []string{}, chart.Series{Name: "名额"}
	approved, came := chart.Series{Name: "应到"}, chart.Series{Name: "实到"}
	for _, q := range f.Quotas {
		labels = append(labels, categoryName(q.Category))
		target := math.NaN()
		if q.Target != app.NoNumber {
			target = float64(q.Target)
		}
		planned.Values = append(planned.Values, target)
		approved.Values = append(approved.Values, float64(q.Approved))
		came.Values = append(came.Values, float64(q.Came))
	}
	return s.picture("各类别名额、应到和实到人数", labels, planned, approved, came)
}

func categoryName(name string) string { return cmp.Or(name, "未填类别") }

// caption sets the caption of the next table.
func (s *summary) caption(text string) {
	s.tables++
	s.doc.Caption(fmt.Sprintf("表%d　%s", s.tables, text))
}

// picture sets a bar chart with its caption.
func (s *summary) picture(caption string, labels []string, series ...chart.Series) error {
	const most = 15 // labels that stay legible on a page
	if len(labels) > most {
		caption += fmt.Sprintf("（前%d项）", most)
		labels = labels[:most]
		for i := range series {
			series[i].Values = series[i].Values[:most]
		}
	}
	// gofpdf orders pictures of equal width at random; no two are equally wide,
	// so that the same report is always the same file.
	picture, err := s.bars(chart.Bars{Labels: labels, Series: series, Width: 600 + s.charts})
	if err != nil {
		return err
	}
	s.charts++
	s.doc.Space(3)
	s.doc.Picture(picture, 0, fmt.Sprintf("图%d　%s", s.charts, caption))
	return nil
}

const peopleTitle = "邀请对象及出席情况名单"

// peopleTable lists everybody: by category those who were to come or came,
// then the others by the result of vetting.
func (s *summary) peopleTable() typeset.Table {
	var listed []app.Invitee
	others := map[app.Vetting][]app.Invitee{}
	for _, v := range s.Invitees {
		if v.Vetting == app.VettingApproved || v.Attendance.IsThere() {
			listed = append(listed, v)
		} else {
			others[v.Vetting] = append(others[v.Vetting], v)
		}
	}
	var rows []paper.GridRow
	number := 0
	group := func(name string, people []app.Invitee) {
		if len(people) == 0 {
			return
		}
		rows = append(rows, paper.GridRow{Group: fmt.Sprintf("%s（%d人）", name, len(people))})
		for _, v := range people {
			number++
			rows = append(rows, s.personRow(number, v))
		}
	}
	listed = paper.Arranged(s.Event, listed, paper.OrderEntry, paper.GroupCategory)
	for from, to := 0, 0; from < len(listed); from = to {
		for to = from; to < len(listed) && listed[to].Category == listed[from].Category; to++ {
		}
		group(categoryName(listed[from].Category), listed[from:to])
	}
	for _, v := range app.Vettings {
		group(vettingPhrase[v.Code], others[v.Code])
	}
	return paper.Grid(10.5, []paper.GridColumn{
		{Column: typeset.Column{Title: "序号", Width: 11, Align: typeset.Center}},
		{Column: typeset.Column{Title: "姓名", Width: 20, Align: typeset.Center}},
		{Column: typeset.Column{Title: "性别", Width: 11, Align: typeset.Center}, Optional: true},
		{Column: typeset.Column{Title: "单位", Share: 5, Align: typeset.Left}},
		{Column: typeset.Column{Title: "职务", Width: 19, Align: typeset.Center}, Optional: true},
		{Column: typeset.Column{Title: "联系电话", Width: 28, Align: typeset.Center}, Optional: true},
		{Column: typeset.Column{Title: "出席情况", Width: 19, Align: typeset.Center}, Optional: true},
		{Column: typeset.Column{Title: "备注", Share: 3, Align: typeset.Left}, Optional: true},
	}, rows)
}

func (s *summary) personRow(number int, v app.Invitee) paper.GridRow {
	there := app.Attendances.Chinese(v.Attendance)
	if v.Attendance == "" && v.Vetting == app.VettingApproved && s.held {
		there = "未登记"
	}
	if !v.SignedInAt.IsZero() {
		there += " " + wording.ClockOn(v.SignedInAt, s.Event.Start)
	}
	note := paper.Discreet(v.Note)
	if v.Vetting != app.VettingApproved && v.Attendance.IsThere() {
		note = strings.TrimSpace("临时参加 " + note)
	}
	if v.Reason != "" {
		note = strings.TrimSpace(paper.Discreet(v.Reason) + " " + note)
	}
	return paper.GridRow{Cells: []string{
		strconv.Itoa(number), hanzi.PadName(v.Person.Name), app.Genders.Chinese(v.Person.Gender), v.Unit, v.Post,
		phone.Mask(v.Person.Phone), there, note,
	}}
}
