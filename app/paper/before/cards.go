package before

import (
	"context"
	"io"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"openday/app"
	"openday/app/hanzi"
	"openday/app/paper"
	"openday/app/paper/typeset"
	"openday/app/words"
)

// KindCards are table cards with names.
const KindCards paper.Kind = "cards"

const cardsName = "桌签"

var cardsPaper = paper.Definition{
	Kind: KindCards, Chinese: cardsName, English: "Table cards", Key: "Ctrl+Shift+Q", People: true,
	New: func(time.Time) paper.Paper {
		o := DefaultCardOptions()
		return &o
	},
}

// CardLayout is how table cards lie on their pages.
type CardLayout string

// The layouts of table cards. The values are those of the command line.
const (
	CardsLying    CardLayout = "landscape"
	CardsStanding CardLayout = "portrait"
	CardsInPairs  CardLayout = "pair"
)

// CardLayouts are the layouts of table cards, with the size of a face, mm.
var CardLayouts = app.Vocabulary[CardLayout]{
	{Code: CardsLying, Chinese: "横放，每页一张（297×105毫米）", English: "Lying page, one card (297 × 105 mm)"},
	{Code: CardsStanding, Chinese: "竖放，每页一张（210×148.5毫米）", English: "Standing page, one card (210 × 148.5 mm)"},
	{Code: CardsInPairs, Chinese: "竖放，每页两张（210×74毫米）", English: "Standing page, two cards (210 × 74 mm)"},
}

// Lettering is the letters in which names on cards are set.
type Lettering string

// The letterings. The values are those of the command line.
const (
	LettersHei  Lettering = "hei"
	LettersKai  Lettering = "kai"
	LettersSong Lettering = "song"
)

// Letterings are the letters for names on cards.
var Letterings = app.Vocabulary[Lettering]{
	{Code: LettersHei, Chinese: "黑体", English: "Hei (bold)"},
	{Code: LettersKai, Chinese: "楷体", English: "Kai (brush)"},
	{Code: LettersSong, Chinese: "宋体", English: "Song (bold)"},
}

var letteringRoles = map[Lettering]typeset.Role{
	LettersHei: typeset.SansBold, LettersKai: typeset.KaiTi, LettersSong: typeset.SerifBold,
}

// CardOptions are the choices for table cards. They are remembered as the JSON
// of String; who is chosen by id is not.
type CardOptions struct {
	Layout  CardLayout  `json:"layout"`
	Letters Lettering   `json:"letters"`
	Unit    bool        `json:"unit"`    // a line below the name
	Leaders bool        `json:"leaders"` // cards for the leading group before the others
	Sort    paper.Order `json:"sort"`
	IDs     []string    `json:"-"` // of the invitees; none = all who are approved
}

// DefaultCardOptions are the choices before anybody has chosen.
func DefaultCardOptions() CardOptions {
	return CardOptions{Layout: CardsLying, Letters: LettersHei, Sort: paper.OrderEntry}
}

// String implements Paper.
func (o CardOptions) String() string { return paper.Remembered(o) }

// Options implements Paper.
func (o *CardOptions) Options() []paper.Option {
	return []paper.Option{
		{Name: "layout", Label: paper.Both("版式", "Layout of the cards"), Usage: paper.Both("桌签版式", "layout of table cards"), Value: paper.WordValue(&o.Layout, CardLayouts)},
		{Name: "letters", Label: paper.Both("姓名字体", "Letters of the names"), Usage: paper.Both("姓名字体", "letters of the names"), Value: paper.WordValue(&o.Letters, Letterings)},
		paper.OrderOption(&o.Sort),
		{Name: "unit", Label: paper.Both("姓名下方印单位", "The unit below the name"), Usage: paper.Both("姓名下方印单位", "the unit below the name"), Value: paper.YesNoValue(&o.Unit)},
		leadersOption(&o.Leaders),
	}
}

// leadersOption is whether there are cards or badges for the leading group, too.
func leadersOption(p *bool) paper.Option {
	return paper.Option{Name: "leaders", Label: paper.Both("同时打印组织机构人员", "The leading group as well"), Usage: paper.Both("同时打印组织机构人员", "the leading group as well"), Value: paper.YesNoValue(p)}
}

// Validate implements Paper.
func (o CardOptions) Validate() []app.FieldProblem { return paper.Wrong(o.Options()) }

func (o *CardOptions) Write(ctx context.Context, w io.Writer, m paper.Material) (paper.Report, error) {
	chosen := *o
	chosen.IDs = m.IDs
	return Cards(ctx, w, m.Dossier, chosen, m.At)
}

// Cards writes the table cards of an event, dated at: each a sheet to be folded
// in the middle, with the name on both sides. The error is the context's, the
// writer's, or a sentence for the person.
func Cards(ctx context.Context, w io.Writer, d app.Dossier, o CardOptions, at time.Time) (paper.Report, error) {
	report, people, doc, err := beginNames(cardsName, d, o.Validate(), whose{o.Sort, o.IDs, o.Leaders}, at)
	if err != nil {
		return paper.Report{}, err
	}
	places := cardPlaces(o.Layout)
	for page := range slices.Chunk(people, len(places)) {
		if err := ctx.Err(); err != nil {
			return paper.Report{}, err
		}
		c := doc.Canvas(typeset.Page{Landscape: o.Layout == CardsLying})
		for i, b := range page {
			drawCard(c, places[i], b, o)
		}
		if len(places) > 1 { // where the cards are cut apart
			const length = 6 // mm
			for _, p := range places[1:] {
				c.Line(0, p.Y, length, p.Y, cutLine)
				c.Line(p.W-length, p.Y, p.W, p.Y, cutLine)
			}
		}
	}
	return report, report.Finish(ctx, w, doc)
}

// whose names are put on cards and badges, and in which order.
type whose struct {
	by      paper.Order
	ids     []string // of the invitees; none = all who are approved
	leaders bool     // the leading group before the others
}

// beginNames begins a paper of names, unless its choices are wrong.
func beginNames(name string, d app.Dossier, problems []app.FieldProblem, whose whose, at time.Time) (report paper.Report, people []bearer, doc *typeset.Document, err error) {
	if err = paper.Refused(problems); err == nil {
		people, err = bearers(d, whose, &report)
	}
	return report, people, typeset.New(typeset.Options{Title: d.Event.Title + name, Author: d.Event.Organiser, Created: at}), err
}

// cutLine is the thickness of a line to cut along, mm.
const cutLine = 0.1

// cardPlaces are the places of the cards on a page, mm, both faces of each together.
func cardPlaces(l CardLayout) []typeset.Box {
	switch l {
	case CardsStanding:
		return []typeset.Box{{W: 210, H: 297}}
	case CardsInPairs:
		return []typeset.Box{{W: 210, H: 148.5}, {Y: 148.5, W: 210, H: 148.5}}
	default:
		return []typeset.Box{{W: 297, H: 210}}
	}
}

// drawCard draws both faces of a card: the lower one upright, the upper one
// head down, so that both stand upright when the sheet is folded.
func drawCard(c *typeset.Canvas, card typeset.Box, b bearer, o CardOptions) {
	middle := card.Y + card.H/2
	c.Fold(card.X, middle, card.X+card.W, middle)
	for _, turned := range []bool{true, false} {
		name, unit := cardBoxes(card, turned, o.Unit && b.unit != "")
		c.Text(name, typeset.Fit{Role: letteringRoles[o.Letters], Size: 1000, Lines: 2, Least: 50, Turned: turned}, hanzi.PadName(b.name))
		if unit.H > 0 {
			c.Text(unit, typeset.Fit{Role: typeset.Sans, Size: 40, Lines: 2, Least: 16, Turned: turned}, b.unit)
		}
	}
}

// cardBoxes are where the name and the unit stand on one face of a card. Away
// from the face's edges is room for what printers leave white, and for the fold.
func cardBoxes(card typeset.Box, turned, withUnit bool) (name, unit typeset.Box) {
	const side, rim, unitShare = 14.0, 8.0, 0.2 // mm, mm, of the height
	face := typeset.Box{X: card.X + side, Y: card.Y + card.H/2 + rim, W: card.W - 2*side, H: card.H/2 - 2*rim}
	name = face
	if withUnit {
		unit = face
		unit.H = face.H * unitShare
		unit.Y += face.H - unit.H
		name.H -= unit.H + rim/2
	}
	if turned {
		about := 2*card.Y + card.H
		name.Y, unit.Y = about-name.Y-name.H, about-unit.Y-unit.H
	}
	return name, unit
}

// bearer is one whose name is on a card or a badge.
type bearer struct {
	number   int // on the list of those who are approved; 0 for none
	name     string
	unit     string
	category string
	leads    bool // in the leading group
}

// bearers chooses who has a card or a badge.
func bearers(d app.Dossier, whose whose, report *paper.Report) ([]bearer, error) {
	var all []bearer
	if whose.leaders {
		all = leadingGroup(d.Event, report)
	}
	chosen, err := chosenInvitees(d, whose.by, whose.ids)
	if err != nil {
		return nil, err
	}
	for _, v := range chosen {
		all = append(all, bearer{number: v.number, name: v.Person.Name, unit: v.Unit, category: v.Category})
	}
	if len(all) == 0 {
		return nil, app.Errorf(app.CodeInvalid, nil, "Nobody is approved yet, so there is no name to print. Vet the invitees first.")
	}
	return all, nil
}

// numbered is an invitee with the number on the list of those who are approved.
type numbered struct {
	app.Invitee
	number int
}

// chosenInvitees returns the invitees with the given ids, or all who are approved
// where none is given, in an order.
func chosenInvitees(d app.Dossier, by paper.Order, ids []string) ([]numbered, error) {
	wanted := map[string]bool{}
	for _, id := range ids {
		wanted[id] = true
	}
	var chosen []numbered
	number := 0
	for _, v := range paper.Arranged(d.Event, d.Invitees, by, paper.GroupNone) {
		n := 0
		if v.Vetting == app.VettingApproved {
			number++
			n = number
		}
		if wanted[v.ID] || len(ids) == 0 && n > 0 {
			chosen = append(chosen, numbered{v, n})
			delete(wanted, v.ID)
		}
	}
	for _, id := range ids {
		if wanted[id] {
			return nil, app.Errorf(app.CodeNotFound, nil, "The event has no invitee with the id “%s”.", id)
		}
	}
	return chosen, nil
}

// leadingGroup returns the people of the leading group, each once. Lines that
// stand for several without naming them, such as 各科室负责人, are left out
// with a note.
func leadingGroup(e app.Event, report *paper.Report) []bearer {
	var all []bearer
	var groups []string
	seen := map[string]bool{}
	for _, l := range e.Leaders {
		for _, name := range strings.FieldsFunc(l.Name, func(r rune) bool { return strings.ContainsRune("、，,；;/\n", r) }) {
			name = hanzi.CleanName(name)
			switch {
			case name == "" || seen[name]:
			case isGroup(name):
				groups = append(groups, name)
			default:
				all = append(all, bearer{name: name, unit: l.Position, leads: true})
			}
			seen[name] = true
		}
	}
	if len(groups) > 0 {
		report.Note(words.T("These lines of the leading group name nobody and have no card: %s.", strings.Join(groups, words.T(", |list"))))
	}
	return all
}

// isGroup tells whether a line of the leading group stands for several people:
// it begins with each or all, ends with a post or a room, or is longer than a
// Chinese name and has no dot as translated names have.
func isGroup(name string) bool {
	for _, word := range []string{"各", "全体", "所有", "有关", "相关"} {
		if strings.HasPrefix(name, word) {
			return true
		}
	}
	for _, word := range []string{"负责人", "办公室", "科室", "人员", "同志"} {
		if strings.HasSuffix(name, word) {
			return true
		}
	}
	first, _ := utf8.DecodeRuneInString(name)
	const longest = 4 // characters: 欧阳文博
	return hanzi.IsHan(first) && utf8.RuneCountInString(name) > longest && !strings.ContainsAny(name, "·• .")
}
