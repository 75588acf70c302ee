package onday

import (
	"bytes"
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
	"openday/app/paper"
	"openday/app/paper/typeset"
	"openday/app/paper/wording"
	"openday/app/words"
)

// KindSignIn is the sheet on which people sign.
const KindSignIn paper.Kind = "sign-in"

const signInName = "签到表"

var signInPaper = paper.Definition{
	Kind: KindSignIn, Chinese: signInName, English: "Sign-in sheet", Key: "Ctrl+Shift+3",
	New:   func(time.Time) paper.Paper { return newSignIn() },
	Needs: []paper.Need{paper.NeedIssuer, paper.NeedTime, paper.NeedPlace},
	Print: func(d app.Dossier, options string) app.Print {
		return app.Print{Options: options, Lines: SignInLines(d, ParseSignInOptions(options))}
	},
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
	Sort      paper.Order      `json:"sort"`
	Group     paper.Grouping   `json:"group"`
	BlankRows int              `json:"blank_rows"` // for walk-ins, 0 to MostBlankRows
	Phone     paper.PhoneStyle `json:"phone"`
	Landscape bool             `json:"landscape"`
	Notes     bool             `json:"notes"` // print what is noted of people; everybody who signs reads it

	// NoMarks leaves out what a scan of the sheet is read back by. Nobody is asked
	// and the marks stay away, as long as the layout of a print is not kept with it:
	// a code that nothing can resolve only takes room.
	NoMarks bool `json:"-"`
}

// SignInSetting is the key of the setting that remembers SignInOptions.
const SignInSetting = "paper.sign-in"

// DefaultSignInOptions are the choices before anybody has chosen.
func DefaultSignInOptions() SignInOptions {
	return SignInOptions{Sort: paper.OrderEntry, Group: paper.GroupNone, BlankRows: presetBlankRows, Phone: paper.PhoneMasked, NoMarks: true}
}

// newSignIn is the New of the sheet's definition.
func newSignIn() *SignInOptions {
	o := DefaultSignInOptions()
	return &o
}

// ParseSignInOptions reads what String wrote. What is missing or cannot be
// read, as from another version, becomes the default.
func ParseSignInOptions(text string) SignInOptions { return *paper.Recalled(text, newSignIn) }

// String implements Paper.
func (o SignInOptions) String() string { return paper.Remembered(o) }

// Options implements Paper.
func (o *SignInOptions) Options() []paper.Option {
	return []paper.Option{
		paper.OrderOption(&o.Sort),
		{Name: "group", Label: paper.Both("分组", "Groups"), Usage: paper.Both("分组", "grouping"), Value: paper.WordValue(&o.Group, paper.Groupings)},
		paper.PhoneOption(&o.Phone),
		{Name: "blank-rows", Label: paper.Both("空白行（临时参加）", "Blank rows for walk-ins"),
			Usage: paper.Both(fmt.Sprintf("留给临时参加人员的空行 `N`，0 至 %d 行；省略时为 %d 行", MostBlankRows, presetBlankRows), fmt.Sprintf("blank rows for walk-ins, `N` from 0 to %d; without it %d", MostBlankRows, presetBlankRows)),
			Value: paper.NumberValue(&o.BlankRows, 0, MostBlankRows)},
		{Name: "landscape", Label: paper.Both("纸张方向", "Page"), Usage: paper.Both("横向纸张", "landscape paper"),
			Value: paper.YesNoValue(&o.Landscape, paper.Both("纵向", "Portrait"), paper.Both("横向", "Landscape"))},
		{Name: "notes", Label: paper.Both("备注栏", "Column of remarks"), Usage: paper.Both("备注栏印出名单中的备注", "print what is noted of people, too"),
			Value: paper.YesNoValue(&o.Notes, paper.Both("留空，只标明临时参加", "Leave empty, mark walk-ins only"), paper.Both("印出名单中的备注", "Print what is noted"))},
	}
}

// Validate implements Paper.
func (o SignInOptions) Validate() []app.FieldProblem { return paper.Wrong(o.Options()) }

func (o *SignInOptions) Write(ctx context.Context, w io.Writer, m paper.Material) (paper.Report, error) {
	return writeSignIn(ctx, w, m, *o)
}

// SignIn writes the sign-in sheet of an event, dated at. On it are those who
// were approved, and those who came without; where nobody is approved yet, all
// who wait for an answer, with a note in the report. The error is the
// context's, the writer's, or a sentence for the person.
func SignIn(ctx context.Context, w io.Writer, d app.Dossier, o SignInOptions, at time.Time) (paper.Report, error) {
	return writeSignIn(ctx, w, paper.Material{Dossier: d, At: at}, o)
}

// writeSignIn writes the sheet, with the marks by which it is read back where what is kept of
// it has an ID.
func writeSignIn(ctx context.Context, w io.Writer, m paper.Material, o SignInOptions) (paper.Report, error) {
	if err := paper.Refused(o.Validate()); err != nil {
		return paper.Report{}, err
	}
	report := paper.Report{Private: o.Phone == paper.PhoneFull}
	sheet := newSignInSheet(m.Dossier, o, &report)
	if !o.NoMarks {
		sheet.print = m.Print
	}
	if o.Phone == paper.PhoneFull {
		for _, v := range sheet.rows {
			if v.Person.Phone != "" {
				report.Full++
			}
		}
	}
	return sheet.write(ctx, w, m.At, report)
}

// write writes the sheet. What spills over onto a page with no more than a few rows
// is pressed onto the page before it, where the rows stay high enough to write in.
func (s signInSheet) write(ctx context.Context, w io.Writer, at time.Time, report paper.Report) (paper.Report, error) {
	const mostPressed = 80 // rows; a longer sheet has many pages anyway
	var loose bytes.Buffer
	as := report
	if err := s.finish(ctx, &loose, at, &as); err != nil {
		return paper.Report{}, err
	}
	if len(s.rows)+s.options.BlankRows <= mostPressed && as.Pages > 1 {
		for _, p := range []pressed{{row: leastSignInRow}, {row: leastSignInRow, margin: 4}} {
			s.pressed = p
			var tight bytes.Buffer
			less := report
			if err := s.finish(ctx, &tight, at, &less); err != nil {
				return paper.Report{}, err
			}
			if less.Pages < as.Pages {
				as, loose = less, tight
				break
			}
		}
	}
	_, err := w.Write(loose.Bytes())
	return as, err
}

// SignInLines returns the lines of the sheet that SignIn writes for the same
// dossier and options, with the blank ones for walk-ins: what is remembered of
// it, so that attendance can be entered in its order.
func SignInLines(d app.Dossier, o SignInOptions) []app.PrintLine {
	return newSignInSheet(d, o, &paper.Report{}).lines()
}

func newSignInSheet(d app.Dossier, o SignInOptions, report *paper.Report) signInSheet {
	rows, expected := guests(d, report)
	return signInSheet{event: d.Event, options: o, rows: paper.Arranged(d.Event, rows, o.Sort, o.Group), expected: expected}
}

// guests chooses who is on the sheet and how many of them are expected.
func guests(d app.Dossier, report *paper.Report) (list []app.Invitee, expected int) {
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
		report.Note(words.T("Nobody is approved yet, so the %d people who wait for an answer are on the sheet. Vet them and make it again before the event.", waiting))
		expected = waiting
		counts = map[app.Vetting]int{app.VettingDeclined: counts[app.VettingDeclined]}
	}
	if walkIns > 0 {
		report.Note(words.T("%d people who came without approval are on the sheet.", walkIns))
	}
	var left []string
	for _, v := range app.Vettings {
		if n := counts[v.Code]; n > 0 {
			left = append(left, v.Label()+" "+strconv.Itoa(n))
		}
	}
	if len(left) > 0 {
		report.Note(words.T("Not on the sheet: %s.", strings.Join(left, words.T(", |list"))))
	}
	if len(list) == 0 {
		report.Note(words.T("Nobody is on the list yet; the sheet has blank rows only."))
	}
	return list, expected
}

// signInSheet is a sheet in the making.
type signInSheet struct {
	event    app.Event
	options  SignInOptions
	rows     []app.Invitee
	expected int // 应到
	pressed  pressed
	print    string // the ID by which the pages name their print; empty for a sheet without marks
}

// pressed is by how much a sheet is drawn together.
type pressed struct {
	row    float64 // mm, height of a row; 0 for the usual one
	margin float64 // mm less at the head and the foot of the page
}

// Sizes of the sign-in sheet alone, mm.
const (
	leastSignInRow = 10.0 // to write in
	signatureWidth = 34.0 // at least 30
)

// finish sets the sheet and hands it to the writer; in the report stands where its rows are.
func (s signInSheet) finish(ctx context.Context, w io.Writer, at time.Time, report *paper.Report) error {
	var stand []standing
	doc := s.set(at, &stand)
	if err := report.Finish(ctx, w, doc); err != nil {
		return err
	}
	if s.print != "" {
		report.Layout = s.layout(report.Pages, stand)
	}
	return nil
}

func (s signInSheet) set(at time.Time, stand *[]standing) *typeset.Document {
	e := s.event
	title := e.Title + signInName
	page := typeset.Plain(s.options.Landscape)
	page.Top, page.Bottom = page.Top-s.pressed.margin, page.Bottom-s.pressed.margin
	s.mark(&page)
	doc := typeset.New(typeset.Options{Title: title, Author: e.Organiser, Created: at, Page: page})
	doc.Text(typeset.Style{Role: typeset.SansBold, Size: paper.SheetTitleSize, Align: typeset.Center, Balance: true, After: 3, Keep: true},
		wording.Title(doc, title, e, typeset.SansBold, paper.SheetTitleSize, page))
	facts := [][2]string{
		{"时　　间：", e.When()},
		{"地　　点：", strings.Join(places(e), "、")},
		{"主办单位：", e.Organiser},
	}
	const label = 5 // characters
	for _, f := range facts {
		if f[1] != "" {
			doc.Text(typeset.Style{Role: typeset.Sans, Size: paper.SheetFactSize, Indent: label, First: -label, Keep: true}, f[0]+f[1])
		}
	}
	doc.Space(2)
	table := s.table()
	table.Stands = func(row, page int, columns []typeset.Box) { *stand = append(*stand, standing{row, page, columns}) }
	doc.Table(table)
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
	if s.options.Phone == paper.PhoneNone {
		all = slices.Delete(all, 4, 5)
	}
	return all
}

func (s signInSheet) table() typeset.Table {
	t := typeset.Table{
		Columns: s.columns(), Role: typeset.Sans, HeadRole: typeset.SansBold,
		Size: 11, MinRow: cmp.Or(s.pressed.row, paper.SheetRow), Rows: make([]typeset.Row, 0, len(s.rows)+s.options.BlankRows+1),
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
	case len(s.rows) > 0 && s.options.Group != paper.GroupNone:
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
	case paper.GroupCategory:
		return cmp.Or(v.Category, "未填类别")
	case paper.GroupUnit:
		return cmp.Or(v.Unit, "未填单位")
	default:
		return ""
	}
}

func (s signInSheet) row(number int, v app.Invitee) typeset.Row {
	note := ""
	if s.options.Notes {
		note = paper.Discreet(v.Note)
	}
	if v.Vetting != app.VettingApproved && v.Attendance.IsThere() {
		note = strings.TrimSpace("临时参加 " + note)
	}
	cells := []string{strconv.Itoa(number), hanzi.PadName(v.Person.Name), v.Unit, v.Post}
	if s.options.Phone != paper.PhoneNone {
		cells = append(cells, s.options.Phone.Shown(v.Person.Phone))
	}
	return typeset.Cells(append(cells, "", note)...)
}
