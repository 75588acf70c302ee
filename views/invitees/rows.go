package invitees

import (
	"cmp"
	"slices"
	"strings"

	"openday/app/hanzi"
	"openday/app/phone"
	"openday/views/ui"
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

// filters returns how many of the filters are on.
func (v inviteeView) filters() (n int) {
	for _, f := range []ui.Filter{v.category, v.vetting, v.attendance} {
		if f.On {
			n++
		}
	}
	return n
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
