// Package chart draws calm bar charts in black, white and grey, the same
// picture for paper and screen.
package chart

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"
	"sync"

	"openday/assets"

	"github.com/go-analyze/charts"
	"github.com/golang/freetype/truetype"
)

// Scale is how many pixels a chart has for each pixel of Width: enough for a
// sharp print. A screen shows the picture at a third of its size.
const Scale = 3

// Series is one set of bars, such as 名额 beside 实到.
type Series struct {
	Name   string    // in the legend, which is left out for a single series
	Values []float64 // no number (NaN) is drawn as —, without a bar
}

// Bars is a bar chart: for each label one bar of every series.
type Bars struct {
	Labels []string
	Series []Series // one to four, each with a value for every label

	Vertical bool // columns, for few short labels; else lying bars, first label on top
	Width    int  // of the picture before Scale; 0 for 600
	Height   int  // before Scale; 0 for one that suits the number of bars
}

// longest is how many characters of a label are drawn; the full words stand in
// the table beside the chart.
const longest = 16

// font is the screen's font: it has the rare characters in the same file.
var font = sync.OnceValues(func() (*truetype.Font, error) { return truetype.Parse(assets.ScreenRegular) })

// greys tell up to four series apart in print.
var greys = []charts.Color{
	charts.ColorRGB(64, 64, 64), charts.ColorRGB(178, 178, 178), charts.ColorRGB(120, 120, 120), charts.ColorRGB(216, 216, 216),
}

// notGiven is drawn as — : shorter than any bar, and no number that is counted.
const notGiven = 1e-9

// PNG draws the chart. It fails where labels and values do not match, a value
// is negative or infinite, or there is nothing to draw. A character that the
// font lacks is drawn as 〓.
func (b Bars) PNG() (png []byte, err error) {
	if len(b.Labels) == 0 || len(b.Series) == 0 || len(b.Series) > len(greys) {
		return nil, fmt.Errorf("a chart takes labels and one to %d series, not %d labels and %d series", len(greys), len(b.Labels), len(b.Series))
	}
	face, err := font()
	if err != nil {
		return nil, fmt.Errorf("the font of charts cannot be read: %w", err)
	}
	defer func() {
		if p := recover(); p != nil {
			png, err = nil, fmt.Errorf("the chart could not be drawn: %v", p)
		}
	}()

	data, names, most := make([][]float64, len(b.Series)), make([]string, len(b.Series)), 0.0
	for i, s := range b.Series {
		if len(s.Values) != len(b.Labels) {
			return nil, fmt.Errorf("series %s has %d values for %d labels", s.Name, len(s.Values), len(b.Labels))
		}
		for _, v := range s.Values {
			if math.IsInf(v, 0) || v < 0 {
				return nil, errors.New("a chart shows numbers from zero up only")
			}
			if !math.IsNaN(v) {
				most = max(most, v)
			}
		}
		data[i], names[i] = slices.Clone(s.Values), drawable(face, s.Name)
		for j, v := range data[i] {
			if math.IsNaN(v) {
				data[i][j] = notGiven
			}
		}
	}
	labels := make([]string, len(b.Labels))
	for i, l := range b.Labels {
		labels[i] = drawable(face, shorten(l))
	}
	if !b.Vertical { // the library stacks lying bars from the foot up
		slices.Reverse(labels)
		for _, values := range data {
			slices.Reverse(values)
		}
	}

	black := charts.ColorRGB(0, 0, 0)
	theme := charts.MakeTheme(charts.ThemeOption{
		AxisStrokeColor: charts.ColorRGB(96, 96, 96), AxisSplitLineColor: charts.ColorRGB(230, 230, 230),
		BackgroundColor: charts.ColorWhite, TextColor: black, SeriesColors: greys,
	})
	text := charts.FontStyle{FontSize: 11 * Scale, Font: face, FontColor: black}
	number := func(v float64) string {
		if v == notGiven {
			return "—"
		}
		return strconv.FormatFloat(math.Round(v*100)/100, 'f', -1, 64)
	}

	chart := charts.NewBarChartOptionWithData(data)
	chart.Theme = theme
	chart.Padding = charts.NewBoxEqual(12 * Scale)
	chart.Horizontal = !b.Vertical
	chart.CategoryAxis.Labels, chart.CategoryAxis.LabelFontStyle = labels, text
	chart.CategoryAxis.LabelCount = len(labels)
	zero, top, steps := 0.0, niceTop(most), 5
	if top < 5 {
		steps = int(top)
	}
	chart.ValueAxis = []charts.ValueAxisOption{{
		Min: &zero, Max: &top, LabelCount: steps + 1, LabelFontStyle: text, ValueFormatter: number, SplitLineShow: charts.Ptr(true),
	}}
	chart.Legend = charts.LegendOption{Show: charts.Ptr(len(names) > 1), SeriesNames: names, FontStyle: text, Symbol: charts.SymbolSquare}
	for i := range chart.SeriesList {
		chart.SeriesList[i].Name = names[i]
		chart.SeriesList[i].Label = charts.SeriesLabel{Show: charts.Ptr(true), FontStyle: text, ValueFormatter: number}
	}

	width, height := b.Width, b.Height
	if width <= 0 {
		width = 600
	}
	if height <= 0 {
		height = 300
		if !b.Vertical {
			height = 70 + len(labels)*(14+20*len(data))
		}
	}
	painter := charts.NewPainter(charts.PainterOptions{OutputFormat: charts.ChartOutputPNG, Width: width * Scale, Height: height * Scale, Font: face, Theme: theme})
	if err := painter.BarChart(chart); err != nil {
		return nil, fmt.Errorf("the chart could not be drawn: %w", err)
	}
	return painter.Bytes()
}

// niceTop returns the end of the value axis: room for the figure beside the
// longest bar, and five equal steps of whole numbers, fewer for small counts.
func niceTop(most float64) float64 {
	need := most * 1.1
	if need <= 5 {
		return max(1, math.Ceil(need))
	}
	step := max(1, math.Pow(10, math.Floor(math.Log10(need/5))))
	for times := 1.0; ; times++ {
		if top := 5 * step * times; top >= need {
			return top
		}
	}
}

// drawable puts 〓 for what the font lacks.
func drawable(face *truetype.Font, s string) string {
	out := []rune(s)
	for i, r := range out {
		if face.Index(r) == 0 {
			out[i] = '〓'
		}
	}
	return string(out)
}

func shorten(s string) string {
	r := []rune(s)
	if len(r) <= longest {
		return s
	}
	return string(r[:longest-1]) + "…"
}
