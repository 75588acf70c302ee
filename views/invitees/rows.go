package invitees

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"openday/app"
	"openday/app/hanzi"
	"openday/app/idcard"
	"openday/app/phone"
	"openday/app/words"
	"openday/views/ui"
	"openday/views/widgets"
)

// inviteeOrder is an order of names.
type inviteeOrder string

const (
	orderEntry   inviteeOrder = "entry"
	orderPinyin  inviteeOrder = "pinyin"
	orderStrokes inviteeOrder = "strokes"
)

// inviteeView is which invitees are shown, and in what order.
type inviteeView struct {
	text                          string
	category, vetting, attendance ui.Filter
	order                         inviteeOrder
}

// filtered reports whether the view leaves anybody out.
func (v inviteeView) filtered() bool {
	return v.text != "" || v.category.On || v.vetting.On || v.attendance.On
}

// of returns the lines that the view shows, in its order.
func (v inviteeView) of(rows []*ui.InviteeRow) []*ui.InviteeRow {
	term, raw := hanzi.SearchTerm(v.text), strings.ToLower(strings.TrimSpace(v.text))
	digits := raw // of a telephone number, however it is typed
	if numbers := phone.Parse(v.text).Numbers; len(numbers) == 1 && numbers[0].Known() {
		digits = numbers[0].Digits
	}
	shown := make([]*ui.InviteeRow, 0, len(rows))
	for _, r := range rows {
		if v.category.Lets(r.Category) && v.vetting.Lets(string(r.Vetting)) && v.attendance.Lets(string(r.Attendance)) &&
			(term == "" || strings.Contains(r.Search, term) || strings.Contains(r.Search, raw) || strings.Contains(r.Search, digits)) {
			shown = append(shown, r)
		}
	}
	switch v.order {
	case orderPinyin:
		slices.SortFunc(shown, func(a, b *ui.InviteeRow) int { return cmp.Or(byPinyin(a, b), a.Number-b.Number) })
	case orderStrokes:
		slices.SortFunc(shown, func(a, b *ui.InviteeRow) int {
			return cmp.Or(strings.Compare(a.Keys.Strokes, b.Keys.Strokes), a.Number-b.Number)
		})
	}
	return shown
}

func byPinyin(a, b *ui.InviteeRow) int { return strings.Compare(a.Keys.Pinyin, b.Keys.Pinyin) }

// inviteeColumns declares the table. open tells whether ID numbers and phones
// are shown in full.
func inviteeColumns(open func() bool) []widgets.Column[*ui.InviteeRow] {
	masked := func(mask func(string) string, of func(*ui.InviteeRow) string) func(*ui.InviteeRow) string {
		return func(r *ui.InviteeRow) string {
			if open() {
				return of(r)
			}
			return mask(of(r))
		}
	}
	gender := func(r *ui.InviteeRow) string { return app.Genders.Label(r.Person.Gender) }
	telephone := func(r *ui.InviteeRow) string { return r.Person.Phone }
	idNumber := func(r *ui.InviteeRow) string { return r.Person.IDNumber }
	unit := func(r *ui.InviteeRow) string { return r.Unit }
	post := func(r *ui.InviteeRow) string { return r.Post }
	category := func(r *ui.InviteeRow) string { return r.Category }
	channel := func(r *ui.InviteeRow) string { return r.Channel }
	note := func(r *ui.InviteeRow) string { return r.Note }
	return []widgets.Column[*ui.InviteeRow]{
		{ID: "number", Label: words.T("No.|in a list"), Width: 62, Align: fyne.TextAlignTrailing,
			Text: func(r *ui.InviteeRow) string { return strconv.Itoa(r.Number) },
			Sort: func(a, b *ui.InviteeRow) int { return a.Number - b.Number }},
		{ID: "name", Label: words.T("Name"), Width: 92, Text: func(r *ui.InviteeRow) string { return r.Person.Name }, Sort: byPinyin},
		{ID: "gender", Label: words.T("Gender"), Width: ui.Wide(70, 84), Text: gender, Sort: ui.CompareBy(gender)},
		{ID: "phone", Label: words.T("Telephone"), Width: 126, Text: masked(phone.Mask, telephone), Sort: ui.CompareBy(telephone)},
		{ID: "id", Label: words.T("ID number"), Width: 176, Text: masked(idcard.Mask, idNumber), Sort: ui.CompareBy(idNumber)},
		{ID: "unit", Label: words.T("Unit"), Width: ui.Wide(150, 130), Stretch: true, Text: unit, Sort: ui.CompareBy(unit)},
		{ID: "post", Label: words.T("Post|at work"), Width: 92, Text: post, Sort: ui.CompareBy(post)},
		{ID: "category", Label: words.T("Category"), Width: 116, Text: category, Sort: ui.CompareBy(category)},
		{ID: "channel", Label: words.T("Signed up by"), Width: ui.Wide(96, 122), Text: channel, Sort: ui.CompareBy(channel)},
		{ID: "vetting", Label: words.T("Vetting"), Width: ui.Wide(92, 110), Pill: true, Tone: func(r *ui.InviteeRow) widgets.Tone { return vettingTone(r.Vetting) },
			Text: func(r *ui.InviteeRow) string { return app.Vettings.Label(r.Vetting) },
			Sort: func(a, b *ui.InviteeRow) int {
				return cmp.Compare(app.Vettings.Index(a.Vetting), app.Vettings.Index(b.Vetting))
			}},
		{ID: "attendance", Label: words.T("Attendance"), Width: ui.Wide(92, 112), Pill: true, Tone: func(r *ui.InviteeRow) widgets.Tone { return attendanceTone(r.Attendance) },
			Text: func(r *ui.InviteeRow) string { return app.Attendances.Label(r.Attendance) },
			Sort: func(a, b *ui.InviteeRow) int {
				return cmp.Compare(attendanceRank(a.Attendance), attendanceRank(b.Attendance))
			}},
		{ID: "note", Label: words.T("Note"), Width: 90, Stretch: true, Text: note, Sort: ui.CompareBy(note)},
	}
}

// attendanceRank puts those without attendance last.
func attendanceRank(a app.Attendance) int {
	if i := app.Attendances.Index(a); i >= 0 {
		return i
	}
	return len(app.Attendances)
}

func vettingTone(v app.Vetting) widgets.Tone {
	switch v {
	case app.VettingApproved:
		return widgets.Good
	case app.VettingDeclined:
		return widgets.Muted
	case app.VettingWaiting:
		return widgets.Accent
	default:
		return widgets.Warning
	}
}

func attendanceTone(a app.Attendance) widgets.Tone {
	switch a {
	case app.AttendanceCame, app.AttendanceSubstitute:
		return widgets.Good
	case app.AttendanceAbsent:
		return widgets.Warning
	default:
		return widgets.Plain
	}
}
