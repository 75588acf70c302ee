package paper

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"openday/app"
	"openday/app/hanzi"
	"openday/app/paper/typeset"
	"openday/app/paper/wording"
	"openday/app/phone"
	"openday/app/words"
)

// KindSignIn is the sheet on which people sign.
const KindSignIn Kind = "sign-in"

const signInName = "签到表"

var signInPaper = Definition{
	Kind: KindSignIn, Chinese: signInName, English: "Sign-in sheet", Key: "Ctrl+P",
	New: func(time.Time) Paper { return newSignIn() },
	Print: func(d app.Dossier, options string) app.Print {
		return app.Print{Options: options, Lines: SignInLines(d, ParseSignInOptions(options))}
	},
}

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

// orderOption is the order of the names on a paper.
func orderOption(p *Order) Option {
	return Option{Name: "sort", Label: Text{"姓名排序", "Order of names"}, Usage: Text{"姓名顺序", "order of names"}, Value: oneWord(p, Orders)}
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

// PhoneStyle is how telephone numbers are shown.
type PhoneStyle string

// The styles of telephone numbers. The values are those of the command line.
const (
	PhoneMasked PhoneStyle = "masked"
	PhoneFull   PhoneStyle = "full"
	PhoneNone   PhoneStyle = "none"
)

// PhoneStyles are the styles of telephone numbers.
var PhoneStyles = app.Vocabulary[PhoneStyle]{
	{Code: PhoneMasked, Chinese: "隐去中间四位", English: "Middle hidden"},
	{Code: PhoneFull, Chinese: "完整显示", English: "In full"},
	{Code: PhoneNone, Chinese: "不显示", English: "Not shown"},
}

// MostBlankRows is the greatest number of blank rows that a sheet may have.
const MostBlankRows = 500

// presetBlankRows is how many blank rows a sheet has before anybody has chosen.
const presetBlankRows = 5

// rowsOfEmptySheet is how many blank rows a sheet gets that would have none at all.
const rowsOfEmptySheet = 15

// SignInOptions are the choices for a sign-in sheet. They are remembered as
// the JSON of String under SignInSetting.
type SignInOptions struct {
	Sort      Order      `json:"sort"`
	Group     Grouping   `json:"group"`
	BlankRows int        `json:"blank_rows"` // for walk-ins, 0 to MostBlankRows
	Phone     PhoneStyle `json:"phone"`
	Landscape bool       `json:"landscape"`
	Notes     bool       `json:"notes"` // print what is noted of people; everybody who signs reads it
}

// SignInSetting is the key of the setting that remembers SignInOptions.
const SignInSetting = "paper.sign-in"

// DefaultSignInOptions are the choices before anybody has chosen.
func DefaultSignInOptions() SignInOptions {
	return SignInOptions{Sort: OrderEntry, Group: GroupNone, BlankRows: presetBlankRows, Phone: PhoneMasked}
}

// newSignIn is the New of the sheet's definition.
func newSignIn() *SignInOptions {
	o := DefaultSignInOptions()
	return &o
}

// ParseSignInOptions reads what String wrote. What is missing or cannot be
// read, as from another version, becomes the default.
func ParseSignInOptions(text string) SignInOptions { return *recalled(text, newSignIn) }

// String implements Paper.
func (o SignInOptions) String() string { return remembered(o) }

// Options implements Paper.
func (o *SignInOptions) Options() []Option {
	return []Option{
		orderOption(&o.Sort),
		{Name: "group", Label: Text{"分组", "Groups"}, Usage: Text{"分组", "grouping"}, Value: oneWord(&o.Group, Groupings)},
		{Name: "phone", Label: Text{"联系电话", "Telephone numbers"}, Usage: Text{"联系电话", "telephone numbers"}, Value: oneWord(&o.Phone, PhoneStyles)},
		{Name: "blank-rows", Label: Text{"空白行（临时参加）", "Blank rows for walk-ins"},
			Usage: Text{fmt.Sprintf("留给临时参加人员的空行 `N`，0 至 %d 行；省略时为 %d 行", MostBlankRows, presetBlankRows), fmt.Sprintf("blank rows for walk-ins, `N` from 0 to %d; without it %d", MostBlankRows, presetBlankRows)},
			Value: number(&o.BlankRows, 0, MostBlankRows)},
		{Name: "landscape", Label: Text{"纸张方向", "Page"}, Usage: Text{"横向纸张", "landscape paper"},
			Value: yesNo(&o.Landscape, Text{"纵向", "Portrait"}, Text{"横向", "Landscape"})},
		{Name: "notes", Label: Text{"备注栏", "Column of remarks"}, Usage: Text{"备注栏印出名单中的备注", "print what is noted of people, too"},
			Value: yesNo(&o.Notes, Text{"留空，只标明临时参加", "Leave empty, mark walk-ins only"}, Text{"印出名单中的备注", "Print what is noted"})},
	}
}

// Validate implements Paper.
func (o SignInOptions) Validate() []app.FieldProblem { return wrong(o.Options()) }

func (o *SignInOptions) write(ctx context.Context, w io.Writer, m Material) (Report, error) {
	return SignIn(ctx, w, m.Dossier, *o, m.At)
}

// SignIn writes the sign-in sheet of an event, dated at. On it are those who
// were approved, and those who came without; where nobody is approved yet, all
// who wait for an answer, with a note in the report. The error is the
// context's, the writer's, or a sentence for the person.
func SignIn(ctx context.Context, w io.Writer, d app.Dossier, o SignInOptions, at time.Time) (Report, error) {
	if err := refused(o.Validate()); err != nil {
		return Report{}, err
	}
	report := Report{Private: o.Phone == PhoneFull}
	sheet := newSignInSheet(d, o, &report)
	if o.Phone == PhoneFull {
		for _, v := range sheet.rows {
			if v.Person.Phone != "" {
				report.Full++
			}
		}
	}
	return sheet.write(ctx, w, at, report)
}

// write writes the sheet. What spills over onto a page with no more than a few rows
// is pressed onto the page before it, where the rows stay high enough to write in.
func (s signInSheet) write(ctx context.Context, w io.Writer, at time.Time, report Report) (Report, error) {
	const mostPressed = 80 // rows; a longer sheet has many pages anyway
	var loose pages
	as := report
	if err := as.write(ctx, &loose, s.set(at)); err != nil {
		return Report{}, err
	}
	if len(s.rows)+s.options.BlankRows <= mostPressed && as.Pages > 1 {
		for _, p := range []pressed{{row: leastSignInRow}, {row: leastSignInRow, margin: 4}} {
			s.pressed = p
			var tight pages
			less := report
			if err := less.write(ctx, &tight, s.set(at)); err != nil {
				return Report{}, err
			}
			if less.Pages < as.Pages {
				as, loose = less, tight
				break
			}
		}
	}
	_, err := w.Write(loose)
	return as, err
}

// SignInLines returns the lines of the sheet that SignIn writes for the same
// dossier and options, with the blank ones for walk-ins: what is remembered of
// it, so that attendance can be entered in its order.
func SignInLines(d app.Dossier, o SignInOptions) []app.PrintLine {
	return newSignInSheet(d, o, &Report{}).lines()
}

func newSignInSheet(d app.Dossier, o SignInOptions, report *Report) signInSheet {
	rows, expected := guests(d, report)
	return signInSheet{event: d.Event, options: o, rows: arranged(d.Event, rows, o.Sort, o.Group), expected: expected}
}

// guests chooses who is on the sheet and how many of them are expected.
func guests(d app.Dossier, report *Report) (list []app.Invitee, expected int) {
	counts := map[app.Vetting]int{}
	walkIns := 0
	for _, v := range d.Invitees {
		switch {
		case v.Vetting == app.VettingApproved:
			list = append(list, v)
			expected++
		case v.Attendance.IsThere():
			list = append(list, v)
			walkIns++
		default:
			counts[v.Vetting]++
		}
	}
	waiting := counts[app.VettingPending] + counts[app.VettingWaiting]
	if expected == 0 && waiting > 0 {
		list = list[:0]
		for _, v := range d.Invitees {
			if v.Vetting != app.VettingDeclined || v.Attendance.IsThere() {
				list = append(list, v)
			}
		}
		report.note(words.T("Nobody is approved yet, so the %d people who wait for an answer are on the sheet. Vet them and make it again before the event.", waiting))
		expected = waiting
		counts = map[app.Vetting]int{app.VettingDeclined: counts[app.VettingDeclined]}
	}
	if walkIns > 0 {
		report.note(words.T("%d people who came without approval are on the sheet.", walkIns))
	}
	var left []string
	for _, v := range app.Vettings {
		if n := counts[v.Code]; n > 0 {
			left = append(left, v.Label()+" "+strconv.Itoa(n))
		}
	}
	if len(left) > 0 {
		report.note(words.T("Not on the sheet: %s.", strings.Join(left, words.T(", |list"))))
	}
	if len(list) == 0 {
		report.note(words.T("Nobody is on the list yet; the sheet has blank rows only."))
	}
	return list, expected
}

// arranged sorts people by their group, then in the order asked for. The order
// of entry decides between equals, the order of first entry between units, and
// the order of the event's quotas between categories; those without a unit or
// a category come last.
func arranged(e app.Event, list []app.Invitee, by Order, group Grouping) []app.Invitee {
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

// signInSheet is a sheet in the making.
type signInSheet struct {
	event    app.Event
	options  SignInOptions
	rows     []app.Invitee
	expected int // 应到
	pressed  pressed
}

// pressed is by how much a sheet is drawn together.
type pressed struct {
	row    float64 // mm, height of a row; 0 for the usual one
	margin float64 // mm less at the head and the foot of the page
}

// Sizes on the sheet: pt for letters, mm for rows, after DOMAIN.md.
const (
	sheetTitleSize = 18.0
	sheetFactSize  = 11.0
	signInRow      = 10.5
	leastSignInRow = 10.0 // to write in
	signatureWidth = 34.0 // at least 30
)

func (s signInSheet) set(at time.Time) *typeset.Document {
	e := s.event
	title := e.Title + signInName
	page := typeset.Plain(s.options.Landscape)
	page.Top, page.Bottom = page.Top-s.pressed.margin, page.Bottom-s.pressed.margin
	doc := typeset.New(typeset.Options{Title: title, Author: e.Organiser, Created: at, Page: page})
	doc.Text(typeset.Style{Role: typeset.SansBold, Size: sheetTitleSize, Align: typeset.Center, Balance: true, After: 3, Keep: true},
		wording.Title(doc, title, e, typeset.SansBold, sheetTitleSize, page))
	facts := [][2]string{
		{"时　　间：", app.Span(e.Start, e.End)},
		{"地　　点：", strings.Join(places(e), "、")},
		{"主办单位：", e.Organiser},
	}
	const label = 5 // characters
	for _, f := range facts {
		if f[1] != "" {
			doc.Text(typeset.Style{Role: typeset.Sans, Size: sheetFactSize, Indent: label, First: -label, Keep: true}, f[0]+f[1])
		}
	}
	doc.Space(2)
	doc.Table(s.table())
	return doc
}

// places are where an event happens: its sites, else where people assemble.
func places(e app.Event) []string {
	if len(e.Sites) == 0 && e.AssemblyPlace != "" {
		return []string{e.AssemblyPlace}
	}
	return e.Sites
}

// columns are those of the sheet, mm. What is left goes to the unit.
func (s signInSheet) columns() []typeset.Column {
	wide := func(portrait, landscape float64) float64 {
		if s.options.Landscape {
			return landscape
		}
		return portrait
	}
	all := []typeset.Column{
		{Title: "序号", Width: wide(11, 14), Align: typeset.Center},
		{Title: "姓名", Width: wide(22, 28), Align: typeset.Center},
		{Title: "单位", Align: typeset.Left},
		{Title: "职务", Width: wide(22, 34), Align: typeset.Center},
		{Title: "联系电话", Width: wide(29, 34), Align: typeset.Center},
		{Title: "签名", Width: wide(signatureWidth, 46)},
		{Title: "备注", Width: wide(18, 30), Align: typeset.Left},
	}
	if s.options.Phone == PhoneNone {
		all = slices.Delete(all, 4, 5)
	}
	return all
}

func (s signInSheet) table() typeset.Table {
	t := typeset.Table{
		Columns: s.columns(), Role: typeset.Sans, HeadRole: typeset.SansBold,
		Size: 11, MinRow: cmp.Or(s.pressed.row, signInRow), Rows: make([]typeset.Row, 0, len(s.rows)+s.options.BlankRows+1),
	}
	lines := s.lines()
	counts := map[string]int{}
	for _, l := range lines[:len(s.rows)] {
		counts[l.Group]++
	}
	for i, l := range lines {
		guest := i < len(s.rows)
		if l.Group != "" && (i == 0 || i == len(s.rows) || l.Group != lines[i-1].Group) {
			heading := l.Group
			if guest {
				heading = fmt.Sprintf("%s（%d人）", l.Group, counts[l.Group])
			}
			t.Rows = append(t.Rows, typeset.Group(heading))
		}
		if guest {
			t.Rows = append(t.Rows, s.row(l.Number, s.rows[i]))
		} else {
			t.Rows = append(t.Rows, typeset.Cells(strconv.Itoa(l.Number)))
		}
	}
	// Who counted the signatures, to be filled in by hand.
	width := len(t.Columns)
	t.Rows = append(t.Rows, typeset.Row{Cells: []typeset.Cell{
		{Text: fmt.Sprintf("应到：%d人", s.expected), Span: 2, Align: typeset.Left, Bold: true},
		{Text: "实到：　　　　人", Span: 2, Align: typeset.Left, Bold: true},
		{Text: "核对人：", Span: width - 4, Align: typeset.Left, Bold: true},
	}})
	return t
}

// lines are the rows of the sheet: those of the guests, then the blank ones.
func (s signInSheet) lines() []app.PrintLine {
	var all []app.PrintLine
	for i, v := range s.rows {
		all = append(all, app.PrintLine{Number: i + 1, ID: v.ID, Group: s.heading(v), Text: v.Person.Name})
	}
	blank, group := s.options.BlankRows, ""
	switch {
	case len(s.rows) == 0 && blank == 0:
		blank = rowsOfEmptySheet
	case len(s.rows) > 0 && s.options.Group != GroupNone:
		group = "临时参加"
	}
	for range blank {
		all = append(all, app.PrintLine{Number: len(all) + 1, Group: group})
	}
	return all
}

// heading is that of the group to which a guest belongs, empty without groups.
func (s signInSheet) heading(v app.Invitee) string {
	switch s.options.Group {
	case GroupCategory:
		return cmp.Or(v.Category, "未填类别")
	case GroupUnit:
		return cmp.Or(v.Unit, "未填单位")
	default:
		return ""
	}
}

func (s signInSheet) row(number int, v app.Invitee) typeset.Row {
	note := ""
	if s.options.Notes {
		note = discreet(v.Note)
	}
	if v.Vetting != app.VettingApproved && v.Attendance.IsThere() {
		note = strings.TrimSpace("临时参加 " + note)
	}
	cells := []string{strconv.Itoa(number), hanzi.PadName(v.Person.Name), v.Unit, v.Post}
	if s.options.Phone != PhoneNone {
		cells = append(cells, shownPhone(v.Person.Phone, s.options.Phone))
	}
	return typeset.Cells(append(cells, "", note)...)
}

// shownPhone returns a telephone number as a style shows it.
func shownPhone(number string, style PhoneStyle) string {
	switch style {
	case PhoneFull:
		return number
	case PhoneMasked:
		return phone.Mask(number)
	default:
		return ""
	}
}
