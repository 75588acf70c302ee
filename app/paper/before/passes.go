package before

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"openday/app"
	"openday/app/hanzi"
	"openday/app/paper"
	"openday/app/paper/typeset"
	"openday/app/paper/wording"
)

// KindPasses are the passes of staff, guests and vehicles.
const KindPasses paper.Kind = "passes"

const passesName = "证件"

var passesPaper = paper.Definition{
	Kind: KindPasses, Chinese: passesName, English: "Passes", People: true,
	New: func(time.Time) paper.Paper {
		return &passes{Of: passVisitor, Sort: paper.OrderEntry}
	},
}

// passOf is whom a pass is for.
type passOf string

const (
	passVisitor passOf = "visitor"
	passStaff   passOf = "staff"
	passVehicle passOf = "vehicle"
)

var passesOf = app.Vocabulary[passOf]{
	{Code: passVisitor, Chinese: "参观证", English: "Visitors"},
	{Code: passStaff, Chinese: "工作证", English: "Staff"},
	{Code: passVehicle, Chinese: "车证", English: "Vehicles"},
}

// passes are the passes with what is chosen about them.
type passes struct {
	Of       passOf      `json:"of"`
	Blank    int         `json:"blank"`
	Vehicles int         `json:"vehicles"`
	Sort     paper.Order `json:"sort"`
}

// Options implements paper.Paper.
func (p *passes) Options() []paper.Option {
	return []paper.Option{
		{Name: "pass", Label: paper.Both("证件种类", "Passes for"), Usage: paper.Both("证件种类", "whom the passes are for"), Value: paper.WordValue(&p.Of, passesOf)},
		{Name: "blank-passes", Label: paper.Both("另印空白证件", "Blank passes besides"), Usage: paper.Both("另印空白证件 `N` 张", "blank passes besides, `N`"), Value: paper.NumberValue(&p.Blank, 0, 100)},
		vehiclesOption(&p.Vehicles),
		paper.OrderOption(&p.Sort),
	}
}

// Validate implements paper.Paper.
func (p *passes) Validate() []app.FieldProblem { return paper.Wrong(p.Options()) }

// String implements paper.Paper.
func (p *passes) String() string { return paper.Remembered(p) }

// Write implements paper.Paper.
func (p *passes) Write(ctx context.Context, w io.Writer, m paper.Material) (paper.Report, error) {
	if err := paper.Refused(p.Validate()); err != nil {
		return paper.Report{}, err
	}
	var report paper.Report
	d := m.Dossier
	holders, err := p.holders(d, m.IDs, &report)
	if err != nil {
		return paper.Report{}, err
	}
	holders = append(holders, make([]bearer, p.Blank)...)
	if len(holders) == 0 {
		return paper.Report{}, app.Errorf(app.CodeInvalid, nil, "Neither the leading group nor the agenda names anybody on the staff. Enter them, or ask for blank passes.")
	}
	doc := typeset.New(typeset.Options{Title: d.Event.Title + passesOf.Chinese(p.Of), Author: d.Event.Organiser, Created: m.At})
	number := 0
	if p.Of == passVehicle {
		for page := range slices.Chunk(holders, 2) {
			c := doc.Canvas(typeset.Page{})
			c.Fold(0, 148.5, 210, 148.5)
			for i, b := range page {
				number++
				drawVehiclePass(c, typeset.Box{Y: float64(i) * 148.5, W: 210, H: 148.5}, d.Event, b, number)
			}
		}
		return report, report.Finish(ctx, w, doc)
	}
	g := centred(2, 2, 90, 130, 4, 4, true)
	for page := range slices.Chunk(holders, g.PerSheet()) {
		if err := ctx.Err(); err != nil {
			return paper.Report{}, err
		}
		c := doc.Canvas(typeset.Page{})
		for i, b := range page {
			number++
			p.draw(c, g.place(i), d.Event, b, number)
		}
	}
	return report, report.Finish(ctx, w, doc)
}

// holders are who or what a pass is for.
func (p *passes) holders(d app.Dossier, ids []string, report *paper.Report) ([]bearer, error) {
	switch p.Of {
	case passVehicle:
		names := vehiclesOf(d.Agenda)
		for i := len(names); i < max(p.Vehicles, 1); i++ {
			names = append(names, fmt.Sprintf("%d号车", i+1))
		}
		all := make([]bearer, len(names))
		for i, n := range names {
			all[i].name = n
		}
		return all, nil
	case passStaff:
		all := leadingGroup(d.Event, report)
		seen := map[string]bool{}
		for _, b := range all {
			seen[b.name] = true
		}
		for _, a := range d.Agenda {
			for _, field := range []string{a.InCharge, a.Recorder} {
				for _, name := range strings.FieldsFunc(field, func(r rune) bool { return strings.ContainsRune("、，,；;/\n", r) }) {
					if name = hanzi.CleanName(name); name != "" && !seen[name] && !isGroup(name) {
						seen[name] = true
						all = append(all, bearer{name: name})
					}
				}
			}
		}
		return all, nil
	}
	if len(ids) == 0 && p.Blank > 0 && !slices.ContainsFunc(d.Invitees, func(v app.Invitee) bool { return v.Vetting == app.VettingApproved }) {
		return nil, nil // blank ones before anybody is approved
	}
	return bearers(d, whose{by: p.Sort, ids: ids}, report)
}

// draw draws the pass of a person.
func (p *passes) draw(c *typeset.Canvas, place typeset.Box, e app.Event, b bearer, number int) {
	boxed(c, place, 0.2)
	in := place.Inner(6)
	band := func(y, h float64, fit typeset.Fit, text string) {
		c.Text(typeset.Box{X: in.X, Y: in.Y + y, W: in.W, H: h}, fit, text)
	}
	band(0, 17, typeset.Fit{Role: typeset.Sans, Size: 15, Lines: 3, Least: 11}, e.Title)
	c.Line(in.X, in.Y+20, in.X+in.W, in.Y+20, 0.4)
	band(24, 22, typeset.Fit{Role: typeset.SansBold, Size: 44}, wideApart(passesOf.Chinese(p.Of)))
	if b.name == "" {
		for i, label := range []string{"姓名", "单位"} {
			y := in.Y + 64 + float64(i)*18
			c.Text(typeset.Box{X: in.X, Y: y - 8, W: 14, H: 8}, typeset.Fit{Role: typeset.Sans, Size: 14}, label)
			c.Line(in.X+15, y, in.X+in.W, y, 0.3)
		}
	} else {
		band(52, 26, typeset.Fit{Role: typeset.KaiTi, Size: 44, Lines: 2, Least: 20}, hanzi.PadName(b.name))
		band(81, 15, typeset.Fit{Role: typeset.Sans, Size: 14, Lines: 3, Least: 9}, strings.TrimSpace(b.unit))
	}
	c.Line(in.X, in.Y+100, in.X+in.W, in.Y+100, 0.4)
	band(102, 7, typeset.Fit{Role: typeset.Sans, Size: 11}, wording.Days(e))
	band(109, 7, typeset.Fit{Role: typeset.Sans, Size: 11}, fmt.Sprintf("编号 %03d", number))
}

// wideApart is a short word with room between its characters.
func wideApart(word string) string { return strings.Join(strings.Split(word, ""), " ") }

// drawVehiclePass draws what lies behind the windscreen of a vehicle.
func drawVehiclePass(c *typeset.Canvas, place typeset.Box, e app.Event, b bearer, number int) {
	boxed(c, place.Inner(8), 0.6)
	in := place.Inner(14)
	band := func(y, h float64, fit typeset.Fit, text string) {
		c.Text(typeset.Box{X: in.X, Y: in.Y + y, W: in.W, H: h}, fit, text)
	}
	band(0, 18, typeset.Fit{Role: typeset.Sans, Size: 24, Lines: 2, Least: 18}, e.Title)
	band(20, 26, typeset.Fit{Role: typeset.SansBold, Size: 66}, wideApart("车证"))
	name := b.name
	if name == "" {
		name = "　　　号车"
	}
	band(50, 34, typeset.Fit{Role: typeset.SansBold, Size: 90, Lines: 2, Least: 50}, name)
	place = typeset.Box{X: in.X, Y: in.Y + 88, W: in.W, H: 9}
	c.Text(place, typeset.Fit{Role: typeset.Sans, Size: 16, Align: typeset.Left}, wording.Wrapped("日　　期：", wording.Days(e), ""))
	place.Y += 10
	c.Text(place, typeset.Fit{Role: typeset.Sans, Size: 16, Align: typeset.Left}, wording.Wrapped("集合地点：", strings.TrimSpace(e.AssemblyPlace), ""))
	place.Y += 11
	c.Text(place, typeset.Fit{Role: typeset.Sans, Size: 12, Align: typeset.Left}, fmt.Sprintf("编号 %03d　　请放在前挡风玻璃内，活动结束后交回。", number))
}
