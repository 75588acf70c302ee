package paper

import (
	"cmp"
	"slices"

	"openday/app"
	"openday/app/hanzi"
)

// Order is the order of the names on a list.
type Order string

// The orders of names. The values are those of the command line.
const (
	OrderEntry    Order = "entry"
	OrderCategory Order = "category"
	OrderUnit     Order = "unit"
	OrderPinyin   Order = "pinyin"
	OrderStroke   Order = "stroke"
)

// Orders are the orders of names.
var Orders = app.Vocabulary[Order]{
	{Code: OrderEntry, Chinese: "录入顺序", English: "As entered"},
	{Code: OrderCategory, Chinese: "按类别", English: "By category"},
	{Code: OrderUnit, Chinese: "按单位", English: "By unit"},
	{Code: OrderPinyin, Chinese: "按姓名拼音", English: "By pinyin"},
	{Code: OrderStroke, Chinese: "按姓氏笔画", English: "By strokes"},
}

// OrderOption is the order of the names on a paper.
func OrderOption(p *Order) Option {
	return Option{Name: "sort", Label: Text{"姓名排序", "Order of names"}, Usage: Text{"姓名顺序", "order of names"}, Value: WordValue(p, Orders)}
}

// Grouping is by what a list is cut into parts with a heading each.
type Grouping string

// The groupings. The values are those of the command line.
const (
	GroupNone     Grouping = "none"
	GroupCategory Grouping = "category"
	GroupUnit     Grouping = "unit"
)

// Groupings are the groupings.
var Groupings = app.Vocabulary[Grouping]{
	{Code: GroupNone, Chinese: "不分组", English: "No groups"},
	{Code: GroupCategory, Chinese: "按类别分组", English: "By category"},
	{Code: GroupUnit, Chinese: "按单位分组", English: "By unit"},
}

// Arranged sorts people by their group, then in the order asked for. The order
// of entry decides between equals, the order of first entry between units, and
// the order of the event's quotas between categories; those without a unit or
// a category come last.
func Arranged(e app.Event, list []app.Invitee, by Order, group Grouping) []app.Invitee {
	keyed := make([]struct {
		group, order int
		name         string
		invitee      app.Invitee
	}, len(list))
	categories := ranks(e.Categories(), list, func(v app.Invitee) string { return v.Category })
	units := ranks(nil, list, func(v app.Invitee) string { return v.Unit })
	for i, v := range list {
		k := &keyed[i]
		k.invitee = v
		switch group {
		case GroupCategory:
			k.group = categories[v.Category]
		case GroupUnit:
			k.group = units[v.Unit]
		}
		switch by {
		case OrderCategory:
			k.order = categories[v.Category]
		case OrderUnit:
			k.order = units[v.Unit]
		case OrderPinyin:
			k.name = v.Person.PinyinKey()
		case OrderStroke:
			k.name = hanzi.StrokeKey(v.Person.Name)
		}
	}
	slices.SortStableFunc(keyed, func(a, b struct {
		group, order int
		name         string
		invitee      app.Invitee
	}) int {
		return cmp.Or(a.group-b.group, a.order-b.order, cmp.Compare(a.name, b.name))
	})
	sorted := make([]app.Invitee, len(keyed))
	for i, k := range keyed {
		sorted[i] = k.invitee
	}
	return sorted
}

// ranks gives each name its place: first those given, then as they first
// occur, the empty one last.
func ranks(first []string, list []app.Invitee, name func(app.Invitee) string) map[string]int {
	place := map[string]int{"": len(first) + len(list)}
	add := func(n string) {
		if _, there := place[n]; !there {
			place[n] = len(place)
		}
	}
	for _, n := range first {
		add(n)
	}
	for _, v := range list {
		add(name(v))
	}
	return place
}
