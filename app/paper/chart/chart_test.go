package chart

import (
	"bytes"
	"image"
	"image/png"
	"math"
	"testing"
)

func draw(t *testing.T, b Bars) image.Image {
	t.Helper()
	data, err := b.PNG()
	if err != nil {
		t.Fatal(err)
	}
	m, err := png.Decode(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// bars measures the lying bars of the first series from top to bottom, pixels.
func bars(m image.Image) []int {
	var found []int
	inside := false
	for y := m.Bounds().Min.Y; y < m.Bounds().Max.Y; y++ {
		longest, run := 0, 0
		for x := m.Bounds().Min.X; x < m.Bounds().Max.X; x++ {
			if r, g, b, _ := m.At(x, y).RGBA(); r>>8 == 64 && g>>8 == 64 && b>>8 == 64 {
				run++
				longest = max(longest, run)
			} else {
				run = 0
			}
		}
		if wide := longest > 60; wide != inside {
			inside = wide
			if wide {
				found = append(found, 0)
			}
		}
		if inside {
			found[len(found)-1] = max(found[len(found)-1], longest)
		}
	}
	return found
}

func TestBarsAreAsLongAsTheirValues(t *testing.T) {
	m := draw(t, Bars{Labels: []string{"交通出行", "环境卫生", "社区服务"}, Series: []Series{{"件数", []float64{2, 8, 4}}}})
	if got := m.Bounds().Dx(); got != 600*Scale {
		t.Errorf("the picture is %d pixels wide", got)
	}
	got := bars(m)
	if len(got) != 3 {
		t.Fatalf("the bars are %v", got)
	}
	unit := float64(got[0]) / 2
	for i, value := range []float64{2, 8, 4} {
		if math.Abs(float64(got[i])-value*unit) > 6 {
			t.Errorf("bar %d is %d pixels long, want %.0f", i, got[i], value*unit)
		}
	}
}

// Every picture is grey all over, so print looks like the screen.
func TestNoColour(t *testing.T) {
	m := draw(t, Bars{Vertical: true, Labels: []string{"办公室", "城管科"}, Series: []Series{{"交办", []float64{3, 0}}, {"办结", []float64{2, 0}}, {"逾期", []float64{1, 0}}, {"退回", []float64{0, 1}}}})
	for y := range m.Bounds().Dy() {
		for x := range m.Bounds().Dx() {
			if r, g, b, _ := m.At(x, y).RGBA(); r != g || g != b {
				t.Fatalf("a coloured point at %d, %d", x, y)
			}
		}
	}
}

func TestWhatCannotBeDrawn(t *testing.T) {
	for name, b := range map[string]Bars{
		"nothing":   {},
		"no series": {Labels: []string{"甲"}},
		"uneven":    {Labels: []string{"甲", "乙"}, Series: []Series{{"数", []float64{1}}}},
		"negative":  {Labels: []string{"甲"}, Series: []Series{{"数", []float64{-1}}}},
		"no end":    {Labels: []string{"甲"}, Series: []Series{{"数", []float64{math.Inf(1)}}}},
		"too many":  {Labels: []string{"甲"}, Series: make([]Series, 5)},
	} {
		if _, err := b.PNG(); err == nil {
			t.Errorf("%s was drawn", name)
		}
	}
	draw(t, Bars{Labels: []string{"没有名额", "有"}, Series: []Series{{"数", []float64{math.NaN(), 3}}}})
	draw(t, Bars{Labels: []string{"全部为零"}, Series: []Series{{"数", []float64{0}}}})
	draw(t, Bars{Labels: []string{"", "𠮷田😀", "一个特别长的类别名称超过十六个字符"}, Series: []Series{{"数", []float64{0.5, 1e9, 3}}}})
}

func TestNiceTop(t *testing.T) {
	for most, want := range map[float64]float64{0: 1, 0.5: 1, 1: 2, 4: 5, 5: 10, 10: 15, 33: 40, 99: 150, 1000: 1500} {
		if got := niceTop(most); got != want {
			t.Errorf("niceTop(%g) = %g, want %g", most, got, want)
		}
	}
}

func TestShorten(t *testing.T) {
	for in, want := range map[string]string{"": "", "一二三四五六七八九十一二三四五六": "一二三四五六七八九十一二三四五六", "一二三四五六七八九十一二三四五六七": "一二三四五六七八九十一二三四五…"} {
		if got := shorten(in); got != want {
			t.Errorf("shorten(%q) = %q, want %q", in, got, want)
		}
	}
}
