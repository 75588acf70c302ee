package paper

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"

	"openday/app"
	"openday/app/figures"
	"openday/app/hanzi"
	"openday/app/paper/chart"
	"openday/app/paper/typeset"
	"openday/app/phone"
)

// attendance tells who came, category by category against the quotas.
func (s *summary) attendance() error {
	f := s.figures
	if len(f.Quotas) == 0 {
		return nil
	}
	s.doc.Heading(1, "出席情况")
	clauses := []string{fmt.Sprintf("应到%d人", f.Approved)}
	if s.held || f.Came > 0 {
		came := fmt.Sprintf("实到%d人", f.Came)
		var among []string
		if f.WalkIns > 0 {
			among = append(among, fmt.Sprintf("临时参加%d人", f.WalkIns))
		}
		if n := s.count(app.AttendanceSubstitute); n > 0 {
			among = append(among, fmt.Sprintf("由他人替代%d人", n))
		}
		clauses = append(clauses, came+wrapped("（含", strings.Join(among, "、"), "）"))
		for _, c := range []struct {
			name string
			n    int
		}{{"请假", f.Excused}, {"缺席", f.Absent}, {"出席情况尚未登记", f.Unknown}} {
			if c.n > 0 {
				clauses = append(clauses, fmt.Sprintf("%s%d人", c.name, c.n))
			}
		}
	}
	text := strings.Join(clauses, "，") + "。"
	if f.Approved > 0 && f.Unknown == 0 {
		text += fmt.Sprintf("应到人员出席率为%s。", percent(f.Came-f.WalkIns, f.Approved))
	}
	text += fmt.Sprintf("各类别情况见表%d、图%d。", s.tables+1, s.charts+1)
	s.body("attendance", "出席情况", text)
	s.caption("各类别邀请和出席情况")
	s.doc.Table(s.quotaTable())

	labels, planned := []string{}, chart.Series{Name: "名额"}
	approved, came := chart.Series{Name: "审核通过"}, chart.Series{Name: "实到"}
	for _, q := range f.Quotas {
		labels = append(labels, categoryName(q.Category))
		planned.Values = append(planned.Values, float64(max(0, q.Target)))
		approved.Values = append(approved.Values, float64(q.Approved))
		came.Values = append(came.Values, float64(q.Came))
	}
	return s.picture("各类别名额、审核通过和实到人数", labels, planned, approved, came)
}

func (s *summary) count(a app.Attendance) int {
	n := 0
	for _, v := range s.Invitees {
		if v.Attendance == a {
			n++
		}
	}
	return n
}

func categoryName(name string) string { return cmp.Or(name, "未填类别") }

// percent writes a part of a whole as 58.3%.
func percent(part, whole int) string {
	return strings.TrimSuffix(strconv.FormatFloat(float64(part)*100/float64(whole), 'f', 1, 64), ".0") + "%"
}

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
	picture, err := chart.Bars{Labels: labels, Series: series, Width: 600 + s.charts}.PNG()
	if err != nil {
		return err
	}
	s.charts++
	s.doc.Space(3)
	s.doc.Picture(picture, 0, fmt.Sprintf("图%d　%s", s.charts, caption))
	return nil
}

// quotaTable sets the quota board with its totals.
func (s *summary) quotaTable() typeset.Table {
	const none = "—"
	var rows []gridRow
	var total figures.Quota
	summable, missing := true, 0
	for _, q := range s.figures.Quotas {
		name, target, lacking := categoryName(q.Category), none, none
		if q.Outside {
			name += "（不占名额）"
		}
		if q.Target != app.NoNumber {
			target, lacking = strconv.Itoa(q.Target), strconv.Itoa(q.Missing())
			missing += q.Missing()
			total.Target += q.Target
		}
		summable = summable && q.MinShare.IsZero()
		total.Approved += q.Approved
		total.Came += q.Came
		total.Excused += q.Excused
		total.Absent += q.Absent
		total.Unknown += q.Unknown
		rows = append(rows, quotaRow(name, target, lacking, q))
	}
	target, lacking := strconv.Itoa(total.Target), strconv.Itoa(missing)
	if !summable { // a minimum share overlaps the other categories
		target, lacking = none, none
	}
	all := quotaRow("合计", target, lacking, total)
	all.bold = true
	number := func(title string) gridColumn {
		return gridColumn{Column: typeset.Column{Title: title, Width: 17, Align: typeset.Center}}
	}
	return grid(12, []gridColumn{
		{Column: typeset.Column{Title: "类别", Align: typeset.Left}},
		number("名额"), number("通过"), number("缺额"), number("实到"), number("请假"), number("缺席"), number("未登记"),
	}, append(rows, all))
}

func quotaRow(name, target, lacking string, q figures.Quota) gridRow {
	cells := []string{name, target, strconv.Itoa(q.Approved), lacking}
	for _, n := range []int{q.Came, q.Excused, q.Absent, q.Unknown} {
		cells = append(cells, strconv.Itoa(n))
	}
	return gridRow{cells: cells}
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
	var rows []gridRow
	number := 0
	group := func(name string, people []app.Invitee) {
		if len(people) == 0 {
			return
		}
		rows = append(rows, gridRow{group: fmt.Sprintf("%s（%d人）", name, len(people))})
		for _, v := range people {
			number++
			rows = append(rows, s.personRow(number, v))
		}
	}
	listed = arranged(s.Event, listed, OrderEntry, GroupCategory)
	for from, to := 0, 0; from < len(listed); from = to {
		for to = from; to < len(listed) && listed[to].Category == listed[from].Category; to++ {
		}
		group(categoryName(listed[from].Category), listed[from:to])
	}
	for _, v := range app.Vettings {
		group(vettingPhrase[v.Code], others[v.Code])
	}
	return grid(10.5, []gridColumn{
		{Column: typeset.Column{Title: "序号", Width: 11, Align: typeset.Center}},
		{Column: typeset.Column{Title: "姓名", Width: 20, Align: typeset.Center}},
		{Column: typeset.Column{Title: "性别", Width: 11, Align: typeset.Center}, optional: true},
		{Column: typeset.Column{Title: "单位", Share: 5, Align: typeset.Left}},
		{Column: typeset.Column{Title: "职务", Width: 19, Align: typeset.Center}, optional: true},
		{Column: typeset.Column{Title: "联系电话", Width: 28, Align: typeset.Center}, optional: true},
		{Column: typeset.Column{Title: "出席情况", Width: 19, Align: typeset.Center}, optional: true},
		{Column: typeset.Column{Title: "备注", Share: 3, Align: typeset.Left}, optional: true},
	}, rows)
}

func (s *summary) personRow(number int, v app.Invitee) gridRow {
	there := app.Attendances.Chinese(v.Attendance)
	if v.Attendance == "" && v.Vetting == app.VettingApproved && s.held {
		there = "未登记"
	}
	if !v.SignedInAt.IsZero() {
		there += " " + clockOn(v.SignedInAt, s.Event.Start)
	}
	note := discreet(v.Note)
	if v.Vetting != app.VettingApproved && v.Attendance.IsThere() {
		note = strings.TrimSpace("临时参加 " + note)
	}
	if v.Reason != "" {
		note = strings.TrimSpace(discreet(v.Reason) + " " + note)
	}
	return gridRow{cells: []string{
		strconv.Itoa(number), hanzi.PadName(v.Person.Name), app.Genders.Chinese(v.Person.Gender), v.Unit, v.Post,
		phone.Mask(v.Person.Phone), there, note,
	}}
}
