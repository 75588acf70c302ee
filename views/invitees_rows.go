package views

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"openday/app"
	"openday/app/hanzi"
	"openday/app/idcard"
	"openday/app/words"
	"openday/views/widgets"
)

// inviteeRow is one line of the table of invitees.
type inviteeRow struct {
	*app.Invitee
	number int // in order of entry, from 1
	keys   nameKeys
	search string // what a search looks in
}

// nameKeys are what a name is ordered and found by.
type nameKeys struct{ search, pinyin, strokes string }

// readName is a name with its own reading, if it has one.
type readName struct{ name, reading string }

// nameBook keeps the keys of names, so that each is made once.
type nameBook map[readName]nameKeys

// inviteeRows makes the lines of invitees, which are in order of entry and stay
// as they are, and the book of their names; what is in a known book is taken
// from there.
func inviteeRows(all []app.Invitee, known nameBook) ([]*inviteeRow, nameBook) {
	rows, lines, book := make([]*inviteeRow, len(all)), make([]inviteeRow, len(all)), make(nameBook, len(known))
	for i := range all {
		v := &all[i]
		name := readName{v.Person.Name, v.Person.Reading}
		k, ok := book[name]
		if !ok {
			if k, ok = known[name]; !ok {
				k = nameKeys{v.Person.SearchKey(), v.Person.PinyinKey(), hanzi.StrokeKey(v.Person.Name)}
			}
			book[name] = k
		}
		lines[i] = inviteeRow{v, i + 1, k, strings.ToLower(k.search + " " + v.Person.Phone + " " + v.Unit + " " + v.Post)}
		rows[i] = &lines[i]
	}
	return rows, book
}

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
	category, vetting, attendance filter
	order                         inviteeOrder
}

// filtered tells whether the view leaves anybody out.
func (v inviteeView) filtered() bool {
	return v.text != "" || v.category.on || v.vetting.on || v.attendance.on
}

// of gives the lines that the view shows, in its order.
func (v inviteeView) of(rows []*inviteeRow) []*inviteeRow {
	term, raw := hanzi.SearchTerm(v.text), strings.ToLower(strings.TrimSpace(v.text))
	shown := make([]*inviteeRow, 0, len(rows))
	for _, r := range rows {
		if v.category.lets(r.Category) && v.vetting.lets(string(r.Vetting)) && v.attendance.lets(string(r.Attendance)) &&
			(term == "" || strings.Contains(r.search, term) || strings.Contains(r.search, raw)) {
			shown = append(shown, r)
		}
	}
	switch v.order {
	case orderPinyin:
		slices.SortFunc(shown, func(a, b *inviteeRow) int { return cmp.Or(byPinyin(a, b), a.number-b.number) })
	case orderStrokes:
		slices.SortFunc(shown, func(a, b *inviteeRow) int {
			return cmp.Or(strings.Compare(a.keys.strokes, b.keys.strokes), a.number-b.number)
		})
	}
	return shown
}

func byPinyin(a, b *inviteeRow) int { return strings.Compare(a.keys.pinyin, b.keys.pinyin) }

// compareBy orders lines by a text, those without it last.
func compareBy[T any](of func(T) string) func(a, b T) int {
	return func(a, b T) int {
		x, y := of(a), of(b)
		if (x == "") != (y == "") {
			return cmp.Compare(len(y), len(x))
		}
		return strings.Compare(x, y)
	}
}

// inviteeColumns declares the table. open tells whether ID numbers and phones
// are shown in full.
func inviteeColumns(open func() bool) []widgets.Column[*inviteeRow] {
	masked := func(mask func(string) string, of func(*inviteeRow) string) func(*inviteeRow) string {
		return func(r *inviteeRow) string {
			if open() {
				return of(r)
			}
			return mask(of(r))
		}
	}
	gender := func(r *inviteeRow) string { return app.Genders.Label(r.Person.Gender) }
	phone := func(r *inviteeRow) string { return r.Person.Phone }
	idNumber := func(r *inviteeRow) string { return r.Person.IDNumber }
	unit := func(r *inviteeRow) string { return r.Unit }
	post := func(r *inviteeRow) string { return r.Post }
	category := func(r *inviteeRow) string { return r.Category }
	channel := func(r *inviteeRow) string { return r.Channel }
	note := func(r *inviteeRow) string { return r.Note }
	return []widgets.Column[*inviteeRow]{
		{ID: "number", Label: words.T("No.|in a list"), Width: 62, Align: fyne.TextAlignTrailing,
			Text: func(r *inviteeRow) string { return strconv.Itoa(r.number) },
			Sort: func(a, b *inviteeRow) int { return a.number - b.number }},
		{ID: "name", Label: words.T("Name"), Width: 92, Text: func(r *inviteeRow) string { return r.Person.Name }, Sort: byPinyin},
		{ID: "gender", Label: words.T("Gender"), Width: wide(70, 84), Text: gender, Sort: compareBy(gender)},
		{ID: "phone", Label: words.T("Telephone"), Width: 126, Text: masked(hanzi.MaskPhone, phone), Sort: compareBy(phone)},
		{ID: "id", Label: words.T("ID number"), Width: 176, Text: masked(idcard.Mask, idNumber), Sort: compareBy(idNumber)},
		{ID: "unit", Label: words.T("Unit"), Width: wide(150, 130), Stretch: true, Text: unit, Sort: compareBy(unit)},
		{ID: "post", Label: words.T("Post|at work"), Width: 92, Text: post, Sort: compareBy(post)},
		{ID: "category", Label: words.T("Category"), Width: 116, Text: category, Sort: compareBy(category)},
		{ID: "channel", Label: words.T("Signed up by"), Width: wide(96, 122), Text: channel, Sort: compareBy(channel)},
		{ID: "vetting", Label: words.T("Vetting"), Width: wide(92, 110), Pill: true, Tone: func(r *inviteeRow) widgets.Tone { return vettingTone(r.Vetting) },
			Text: func(r *inviteeRow) string { return app.Vettings.Label(r.Vetting) },
			Sort: func(a, b *inviteeRow) int {
				return cmp.Compare(app.Vettings.Index(a.Vetting), app.Vettings.Index(b.Vetting))
			}},
		{ID: "attendance", Label: words.T("Attendance"), Width: wide(92, 112), Pill: true, Tone: func(r *inviteeRow) widgets.Tone { return attendanceTone(r.Attendance) },
			Text: func(r *inviteeRow) string { return app.Attendances.Label(r.Attendance) },
			Sort: func(a, b *inviteeRow) int {
				return cmp.Compare(attendanceRank(a.Attendance), attendanceRank(b.Attendance))
			}},
		{ID: "note", Label: words.T("Note"), Width: 90, Stretch: true, Text: note, Sort: compareBy(note)},
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
