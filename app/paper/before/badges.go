package before

import (
	"context"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"openday/app"
	"openday/app/hanzi"
	"openday/app/paper"
	"openday/app/paper/typeset"
	"openday/app/words"
)

// KindBadges are badges with names.
const KindBadges paper.Kind = "badges"

const badgesName = "胸牌"

var badgesPaper = paper.Definition{
	Kind: KindBadges, Chinese: badgesName, English: "Badges", Key: "Ctrl+Shift+H", People: true,
	New: func(time.Time) paper.Paper {
		o := DefaultBadgeOptions()
		o.Start = 1
		return &o
	},
}

// Stock is what badges are printed on: plain A4 paper that is cut afterwards,
// or a sheet of labels.
type Stock string

// The stocks. The values are those of the command line: the size in mm, or the
// maker's number.
const (
	StockCard90x54  Stock = "90x54"
	StockCard85x54  Stock = "85.5x54"
	StockCard100x70 Stock = "100x70"
	StockCard90x130 Stock = "90x130"
	StockL4785      Stock = "L4785"
	StockL7160      Stock = "L7160"
	StockL7161      Stock = "L7161"
	StockL7163      Stock = "L7163"
	StockL7164      Stock = "L7164"
	StockL7165      Stock = "L7165"
	StockLabels8    Stock = "105x74"
	StockLabels10   Stock = "105x59"
	StockLabels21   Stock = "70x42"
	StockLabels24   Stock = "70x37"
)

// Stocks are the stocks for badges.
var Stocks = app.Vocabulary[Stock]{
	{Code: StockCard90x54, Chinese: "裁切卡片 90×54毫米，每页10张", English: "Cards to cut, 90 × 54 mm, 10 a page"},
	{Code: StockCard85x54, Chinese: "裁切卡片 85.5×54毫米，每页10张", English: "Cards to cut, 85.5 × 54 mm, 10 a page"},
	{Code: StockCard100x70, Chinese: "裁切卡片 100×70毫米，每页8张", English: "Cards to cut, 100 × 70 mm, 8 a page"},
	{Code: StockCard90x130, Chinese: "裁切卡片 90×130毫米（竖式），每页4张", English: "Cards to cut, 90 × 130 mm (standing), 4 a page"},
	{Code: StockL4785, Chinese: "Avery L4785 胸贴 80×50毫米，每页10张", English: "Avery L4785 name badges, 80 × 50 mm, 10 a sheet"},
	{Code: StockL7160, Chinese: "Avery L7160 标签 63.5×38.1毫米，每页21张", English: "Avery L7160 labels, 63.5 × 38.1 mm, 21 a sheet"},
	{Code: StockL7161, Chinese: "Avery L7161 标签 63.5×46.6毫米，每页18张", English: "Avery L7161 labels, 63.5 × 46.6 mm, 18 a sheet"},
	{Code: StockL7163, Chinese: "Avery L7163 标签 99.1×38.1毫米，每页14张", English: "Avery L7163 labels, 99.1 × 38.1 mm, 14 a sheet"},
	{Code: StockL7164, Chinese: "Avery L7164 标签 63.5×72毫米，每页12张", English: "Avery L7164 labels, 63.5 × 72 mm, 12 a sheet"},
	{Code: StockL7165, Chinese: "Avery L7165 标签 99.1×67.7毫米，每页8张", English: "Avery L7165 labels, 99.1 × 67.7 mm, 8 a sheet"},
	{Code: StockLabels8, Chinese: "A4不干胶均分8格（105×74.25毫米，如得力）", English: "A4 labels, 8 equal parts (105 × 74.25 mm, such as Deli)"},
	{Code: StockLabels10, Chinese: "A4不干胶均分10格（105×59.4毫米，如得力）", English: "A4 labels, 10 equal parts (105 × 59.4 mm, such as Deli)"},
	{Code: StockLabels21, Chinese: "A4不干胶均分21格（70×42.4毫米，如得力）", English: "A4 labels, 21 equal parts (70 × 42.4 mm, such as Deli)"},
	{Code: StockLabels24, Chinese: "A4不干胶均分24格（70×37.1毫米，如得力）", English: "A4 labels, 24 equal parts (70 × 37.1 mm, such as Deli)"},
}

// Geometry is where the badges of a stock are on an A4 sheet, mm.
type Geometry struct {
	Columns, Rows  int
	Width, Height  float64 // of one badge
	Left, Top      float64 // of the first badge, from the sheet's edges
	PitchX, PitchY float64 // from one badge to the next
	Cut            bool    // plain paper, which needs cut marks
}

// centred is a block of badges in the middle of an A4 sheet, with gaps between.
func centred(columns, rows int, width, height, gapX, gapY float64, cut bool) Geometry {
	across, down := float64(columns)*(width+gapX)-gapX, float64(rows)*(height+gapY)-gapY
	return Geometry{columns, rows, width, height, (210 - across) / 2, (297 - down) / 2, width + gapX, height + gapY, cut}
}

// parts is an A4 sheet parted evenly, without margins.
func parts(columns, rows int) Geometry {
	return centred(columns, rows, 210/float64(columns), 297/float64(rows), 0, 0, false)
}

// geometries are after the makers' sheets: size of a label, their number
// across and down, and the gaps between them; the block lies in the middle of
// the sheet. L7165 thus begins 4.65 mm from the left and 13.1 mm from the top.
var geometries = map[Stock]Geometry{
	StockCard90x54:  centred(2, 5, 90, 54, 0, 0, true),
	StockCard85x54:  centred(2, 5, 85.5, 54, 0, 0, true),
	StockCard100x70: centred(2, 4, 100, 70, 0, 0, true),
	StockCard90x130: centred(2, 2, 90, 130, 0, 0, true),
	StockL4785:      centred(2, 5, 80, 50, 15, 5, false),
	StockL7160:      centred(3, 7, 63.5, 38.1, 2.5, 0, false),
	StockL7161:      centred(3, 6, 63.5, 46.6, 2.5, 0, false),
	StockL7163:      centred(2, 7, 99.1, 38.1, 2.5, 0, false),
	StockL7164:      centred(3, 4, 63.5, 72, 2.5, 0, false),
	StockL7165:      centred(2, 4, 99.1, 67.7, 2.5, 0, false),
	StockLabels8:    parts(2, 4),
	StockLabels10:   parts(2, 5),
	StockLabels21:   parts(3, 7),
	StockLabels24:   parts(3, 8),
}

// Geometry returns where the badges of a stock are; ok is false for no stock.
func (s Stock) Geometry() (g Geometry, ok bool) {
	g, ok = geometries[s]
	return g, ok
}

// PerSheet is how many badges a sheet holds.
func (g Geometry) PerSheet() int { return g.Columns * g.Rows }

// place is where badge i of a sheet is, counted from 0, row by row.
func (g Geometry) place(i int) typeset.Box {
	return typeset.Box{
		X: g.Left + float64(i%g.Columns)*g.PitchX, Y: g.Top + float64(i/g.Columns)*g.PitchY,
		W: g.Width, H: g.Height,
	}
}

// BadgeLine is what stands below the name on a badge.
type BadgeLine string

// The lines below a name. The values are those of the command line.
const (
	LineUnit     BadgeLine = "unit"
	LineCategory BadgeLine = "category"
	LineBoth     BadgeLine = "both"
	LineNone     BadgeLine = "none"
)

// BadgeLines are the lines below a name.
var BadgeLines = app.Vocabulary[BadgeLine]{
	{Code: LineUnit, Chinese: "单位", English: "Unit"},
	{Code: LineCategory, Chinese: "类别", English: "Category"},
	{Code: LineBoth, Chinese: "单位和类别", English: "Unit and category"},
	{Code: LineNone, Chinese: "不显示", English: "Nothing"},
}

// BadgeOptions are the choices for badges. They are remembered as the JSON of
// String; who is chosen by id and where the first sheet begins are not.
type BadgeOptions struct {
	Stock   Stock       `json:"stock"`
	Line    BadgeLine   `json:"line"`
	Title   bool        `json:"title"`   // the event's title above the name
	Number  bool        `json:"number"`  // as on a sign-in sheet of the same order
	Leaders bool        `json:"leaders"` // badges for the leading group before the others
	Sort    paper.Order `json:"sort"`
	Start   int         `json:"-"` // the first badge's place on a partly used sheet, from 1; 0 is 1
	IDs     []string    `json:"-"` // of the invitees; none = all who are approved
}

// DefaultBadgeOptions are the choices before anybody has chosen.
func DefaultBadgeOptions() BadgeOptions {
	return BadgeOptions{Stock: StockCard90x54, Line: LineUnit, Title: true, Number: true, Sort: paper.OrderEntry}
}

// String implements Paper.
func (o BadgeOptions) String() string { return paper.Remembered(o) }

// Options implements Paper.
func (o *BadgeOptions) Options() []paper.Option {
	return []paper.Option{
		{Name: "stock", Label: paper.Both("卡片或标签", "Cards or labels"), Usage: paper.Both("卡片或标签规格", "cards or labels"), Value: paper.WordValue(&o.Stock, Stocks)},
		{Name: "start", Label: paper.Both("首页起始位置", "First free place on the sheet"), Usage: paper.Both("首张标签纸已用过时，从第 `N` 格开始", "the first badge's place `N` on a partly used sheet"),
			Anew: true, Value: paper.NumberValue(&o.Start, 1, mostPlaces())},
		{Name: "line", Label: paper.Both("姓名下方", "Below the name"), Usage: paper.Both("姓名下方的内容", "below the name"), Value: paper.WordValue(&o.Line, BadgeLines)},
		paper.OrderOption(&o.Sort),
		{Name: "title", Label: paper.Both("姓名上方印活动名称", "The event's title above the name"), Usage: paper.Both("印活动名称；--title=false 不印", "the event's title; --title=false leaves it out"), Value: paper.YesNoValue(&o.Title)},
		{Name: "number", Label: paper.Both("印名单编号", "The number on the list"), Usage: paper.Both("印名单编号；--number=false 不印", "the number on the list; --number=false leaves it out"), Value: paper.YesNoValue(&o.Number)},
		leadersOption(&o.Leaders),
	}
}

// mostPlaces is how many places the sheet with the most has.
func mostPlaces() int {
	most := 1
	for _, g := range geometries {
		most = max(most, g.PerSheet())
	}
	return most
}

// Validate implements Paper.
func (o BadgeOptions) Validate() []app.FieldProblem {
	p := paper.Wrong(o.Options())
	if g, ok := o.Stock.Geometry(); ok && o.Start > g.PerSheet() && o.Start <= mostPlaces() {
		p = append(p, app.FieldProblem{Field: "start", Message: words.T("The first sheet can begin at place 1 to %d.", g.PerSheet())})
	}
	return p
}

func (o *BadgeOptions) Write(ctx context.Context, w io.Writer, m paper.Material) (paper.Report, error) {
	chosen := *o
	chosen.IDs = m.IDs
	return Badges(ctx, w, m.Dossier, chosen, m.At)
}

// Badges writes the badges of an event, dated at, many to a sheet. The error is
// the context's, the writer's, or a sentence for the person.
func Badges(ctx context.Context, w io.Writer, d app.Dossier, o BadgeOptions, at time.Time) (paper.Report, error) {
	report, people, doc, err := beginNames(badgesName, d, o.Validate(), whose{o.Sort, o.IDs, o.Leaders}, at)
	if err != nil {
		return paper.Report{}, err
	}
	g := geometries[o.Stock]
	people = slices.Insert(people, 0, make([]bearer, max(o.Start, 1)-1)...) // places used up already
	for sheet := range slices.Chunk(people, g.PerSheet()) {
		if err := ctx.Err(); err != nil {
			return paper.Report{}, err
		}
		c := doc.Canvas(typeset.Page{})
		if g.Cut {
			c.Crop(typeset.Box{X: g.Left, Y: g.Top, W: float64(g.Columns) * g.Width, H: float64(g.Rows) * g.Height}, g.Width, g.Height)
		}
		for i, b := range sheet {
			drawBadge(c, g.place(i), d.Event.Title, b, o)
		}
	}
	return report, report.Finish(ctx, w, doc)
}

// drawBadge draws a badge: the parts that it has share its height.
func drawBadge(c *typeset.Canvas, place typeset.Box, title string, b bearer, o BadgeOptions) {
	if b.name == "" {
		return
	}
	inside := badgeInside(place)
	var below []string
	if (o.Line == LineUnit || o.Line == LineBoth) && b.unit != "" {
		below = append(below, b.unit)
	}
	if (o.Line == LineCategory || o.Line == LineBoth) && b.category != "" {
		below = append(below, b.category)
	}
	number := ""
	if o.Number && b.number > 0 {
		number = "编号 " + strconv.Itoa(b.number)
	}
	if !o.Title {
		title = ""
	}
	// Sizes follow the badge: 12 pt for 54 mm of height, but the name as large
	// as it can be.
	unit := math.Min(inside.H/46, inside.W/70)
	bands := []struct {
		text  string
		share float64
		fit   typeset.Fit
	}{
		{title, 20, typeset.Fit{Role: typeset.Sans, Size: 13 * unit, Lines: 2, Least: 10 * unit}},
		{hanzi.PadName(b.name), 44, typeset.Fit{Role: typeset.SansBold, Size: 60 * unit, Lines: 2, Least: 16 * unit}},
		{strings.Join(below, "　"), 22, typeset.Fit{Role: typeset.Sans, Size: 15 * unit, Lines: 2, Least: 11 * unit}},
		{number, 14, typeset.Fit{Role: typeset.Sans, Size: 11 * unit}},
	}
	whole := 0.0
	for _, band := range bands {
		if band.text != "" {
			whole += band.share
		}
	}
	y := inside.Y
	for _, band := range bands {
		if band.text == "" {
			continue
		}
		h := inside.H * band.share / whole
		// A little air, so that neighbours do not touch.
		c.Text(typeset.Box{X: inside.X, Y: y + 0.05*h, W: inside.W, H: 0.9 * h}, band.fit, band.text)
		y += h
	}
}

// badgeInside is a badge without the border that stays white: labels are never
// printed quite in their place.
func badgeInside(place typeset.Box) typeset.Box {
	return place.Inner(math.Min(4, 0.1*math.Min(place.W, place.H)))
}
