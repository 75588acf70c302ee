// Package scantest makes signed sheets as offices send them back, with the truth
// beside them: prints filled in by many hands, then scanned or photographed. The
// same seed gives the same sheets.
package scantest

import (
	"embed"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"math/rand/v2"
	"strconv"
	"strings"
	"sync"

	"golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"

	"openday/app/sheet"
	"openday/assets"
)

// hands are fonts drawn after handwriting, subsets of the characters that are signed
// with here. They are under the SIL Open Font License, which lies beside them.
//
//go:embed hands/*.ttf
var hands embed.FS

// drawn is the resolution at which pages are printed and written on, pixels a mm.
const drawn = 10

// Print is a print of a sign-in sheet before anybody has written on it.
type Print struct {
	ID     string
	Layout sheet.Layout
	pages  []*image.Gray
}

// Shape is how a print is made.
type Shape struct {
	Guests, Blank int
	Landscape     bool
	Notes         bool // remarks are printed
	Unmarked      bool // as sheets were before they had codes and marks
}

// The measures of the sheet, mm: those of the sign-in sheet with marks.
const (
	side       = 15.0
	rowHeight  = 10.5
	markSide   = 5.0
	markEdge   = 8.5
	codeSide   = 14.0
	codeLeft   = 52.0
	codeBottom = 10.5
	tableEnd   = 29.0 // from the lower edge
)

const surnames = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈姜崔钟谭陆汪范金石廖贾夏韦方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严武戴莫孔向汤"
const givenNames = "国建华文明军平志伟东海强晓生光林小民永杰波成康健云天达忠和雨新春兵学俊峰辉涛雪丽燕娟敏静秀英梅芳玲桂红霞淑兰珍洁慧巧美娜蓉眉君琴毓菲纳莉飞"

func pick(r *rand.Rand, from string) string {
	all := []rune(from)
	return string(all[r.IntN(len(all))])
}

func anyName(r *rand.Rand) string {
	name := pick(r, surnames) + pick(r, givenNames)
	if r.IntN(3) > 0 {
		name += pick(r, givenNames)
	}
	return name
}

type column struct {
	field sheet.Field
	title string
	width float64
}

// NewPrint draws a print.
func NewPrint(r *rand.Rand, o Shape) *Print {
	p := &Print{ID: fmt.Sprintf("%08x-%08x", r.Uint32(), r.Uint32())}
	width, height := 210.0, 297.0
	columns := []column{{sheet.Number, "序号", 11}, {sheet.Name, "姓名", 22}, {sheet.Unit, "单位", 44}, {sheet.Post, "职务", 22}, {sheet.Phone, "联系电话", 29}, {sheet.Signature, "签名", 34}, {sheet.Note, "备注", 18}}
	if o.Landscape {
		width, height = height, width
		columns = []column{{sheet.Number, "序号", 14}, {sheet.Name, "姓名", 28}, {sheet.Unit, "单位", 81}, {sheet.Post, "职务", 34}, {sheet.Phone, "联系电话", 34}, {sheet.Signature, "签名", 46}, {sheet.Note, "备注", 30}}
	}
	units := []string{"花园街道办事处", "新华社区居民委员会", "市第三中学", "个体经营户", "区人民医院", "退休职工"}
	title := pick(r, "春夏秋冬东南西北") + "区" + pick(r, "公安教育卫生水务城管") + "系统政府开放日活动签到表"
	number := 0
	for all := o.Guests + o.Blank; number < all; {
		img := image.NewGray(image.Rect(0, 0, int(width*drawn), int(height*drawn)))
		draw.Draw(img, img.Bounds(), image.White, image.Point{}, draw.Src)
		page := sheet.Page{Width: width, Height: height}
		y := 15.0
		if len(p.pages) == 0 {
			text(img, assets.PaperSansBold, title, 18, width/2, y+6, 0.5)
			y += 11
			for _, fact := range []string{"时　　间：2026年9月24日 星期四 09:00—11:30", "地　　点：办公楼一楼大厅", "主办单位：区人民政府办公室"} {
				text(img, assets.PaperSans, fact, 11, side, y+4.5, 0)
				y += 6.5
			}
			y += 2
		}
		head := y
		x := side
		for _, c := range columns {
			text(img, assets.PaperSansBold, c.title, 11, x+c.width/2, y+6.6, 0.5)
			x += c.width
		}
		y += rowHeight
		lines := []float64{head, y}
		for number < all && y+rowHeight <= height-tableEnd {
			number++
			row := sheet.Row{Number: number, Blank: number > o.Guests}
			x := side
			for _, c := range columns {
				row.Cells = append(row.Cells, sheet.Cell{Field: c.field, Rect: sheet.Rect{X: x, Y: y, W: c.width, H: rowHeight}})
				said, align := "", 0.5
				switch {
				case c.field == sheet.Number:
					said = strconv.Itoa(number)
				case row.Blank:
				case c.field == sheet.Name:
					said = anyName(r)
				case c.field == sheet.Unit:
					said, align = units[r.IntN(len(units))], 0
				case c.field == sheet.Post && r.IntN(3) > 0:
					said = []string{"主任", "科员", "教师", "社区书记"}[r.IntN(4)]
				case c.field == sheet.Phone:
					said = fmt.Sprintf("138****%04d", r.IntN(10000))
				case c.field == sheet.Note && o.Notes && r.IntN(3) == 0:
					said, align = []string{"行动不便", "临时参加", "素食"}[r.IntN(3)], 0
				}
				at := x + c.width*align
				if align == 0 {
					at += 1.5
				}
				text(img, assets.PaperSans, said, 11, at, y+6.6, align)
				x += c.width
			}
			page.Rows = append(page.Rows, row)
			y += rowHeight
			lines = append(lines, y)
		}
		for _, at := range lines {
			fill(img, sheet.Rect{X: side - 0.1, Y: at - 0.1, W: width - 2*side + 0.2, H: 0.2})
		}
		x = side
		for i := 0; i <= len(columns); i++ {
			fill(img, sheet.Rect{X: x - 0.1, Y: head, W: 0.2, H: y - head})
			if i < len(columns) {
				x += columns[i].width
			}
		}
		text(img, assets.PaperSans, fmt.Sprintf("第 %d 页", len(p.pages)+1), 9, width/2, height-10, 0.5)
		if !o.Unmarked {
			page.Code = sheet.Rect{X: codeLeft, Y: height - codeBottom - codeSide, W: codeSide, H: codeSide}
			far := markEdge + markSide
			page.Marks = []sheet.Rect{{X: markEdge, Y: markEdge, W: markSide, H: markSide}, {X: width - far, Y: markEdge, W: markSide, H: markSide}, {X: markEdge, Y: height - far, W: markSide, H: markSide}, {X: width - far, Y: height - far, W: markSide, H: markSide}}
			for _, m := range page.Marks {
				fill(img, m)
			}
			code(img, page.Code, sheet.Code{Sheet: sheet.Token(p.ID), Page: len(p.pages) + 1})
		}
		page.Printed = sheet.NewBitmap(img, width, height)
		p.pages = append(p.pages, img)
		p.Layout.Pages = append(p.Layout.Pages, page)
	}
	return p
}

// LetterPage draws a page of text that is no sheet.
func LetterPage(r *rand.Rand) *image.RGBA {
	img := image.NewGray(image.Rect(0, 0, 210*drawn, 297*drawn))
	draw.Draw(img, img.Bounds(), image.White, image.Point{}, draw.Src)
	for y := 35.0; y < 250; y += 9 {
		var line strings.Builder
		for range 18 + r.IntN(12) {
			line.WriteString(pick(r, givenNames))
		}
		text(img, assets.PaperSans, line.String(), 14, 28, y, 0)
	}
	if r.IntN(2) == 0 {
		// Squares that are no marks, as on a form.
		for range 6 {
			fill(img, sheet.Rect{X: 20 + r.Float64()*160, Y: 20 + r.Float64()*250, W: 4 + 2*r.Float64(), H: 4 + 2*r.Float64()})
		}
	}
	out := image.NewRGBA(img.Bounds())
	draw.Draw(out, out.Bounds(), img, image.Point{}, draw.Src)
	return out
}

func fill(img *image.Gray, r sheet.Rect) {
	draw.Draw(img, image.Rect(int(r.X*drawn+0.5), int(r.Y*drawn+0.5), int(r.Right()*drawn+0.5), int(r.Bottom()*drawn+0.5)), image.NewUniform(color.Black), image.Point{}, draw.Src)
}

func code(img *image.Gray, at sheet.Rect, c sheet.Code) {
	modules, err := c.Modules()
	if err != nil {
		panic(err) // of a test's own making
	}
	one := at.W / sheet.CodeModules
	for y := range modules {
		for x, black := range modules[y] {
			if black {
				fill(img, sheet.Rect{X: at.X + float64(x)*one, Y: at.Y + float64(y)*one, W: one, H: one})
			}
		}
	}
}

var (
	fontsMu sync.Mutex
	fonts   = map[*byte]*sfnt.Font{}
	faces   = map[string]font.Face{}
)

func parsed(data []byte) *sfnt.Font {
	f, ok := fonts[&data[0]]
	if !ok {
		var err error
		if f, err = opentype.Parse(data); err != nil {
			panic(err) // the bundled fonts are sound
		}
		fonts[&data[0]] = f
	}
	return f
}

// text draws a line of text of so many points; align is the part of its width that
// lies left of x.
func text(img draw.Image, data []byte, said string, points, x, baseline, align float64) {
	if said == "" {
		return
	}
	fontsMu.Lock()
	defer fontsMu.Unlock()
	key := fmt.Sprintf("%p %g", &data[0], points)
	face, ok := faces[key]
	if !ok {
		var err error
		if face, err = opentype.NewFace(parsed(data), &opentype.FaceOptions{Size: points, DPI: drawn * 25.4}); err != nil {
			panic(err) // as above
		}
		faces[key] = face
	}
	d := font.Drawer{Dst: img, Src: image.Black, Face: face}
	d.Dot = fixed.Point26_6{X: fixed.Int26_6(x*drawn*64) - fixed.Int26_6(align*float64(d.MeasureString(said))), Y: fixed.Int26_6(baseline * drawn * 64)}
	d.DrawString(said)
}
