package widgets

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"

	"openday/views/widgets/widgettest"
)

func TestSearchEntryWaitsForTheLastKey(t *testing.T) {
	widgettest.Themed(t, NewTheme())
	c := &widgettest.Clock{}
	var searched []string
	e := NewSearchEntry("查找", c.Later, func(s string) { searched = append(searched, s) })
	left := 0
	e.OnLeave = func() { left++ }
	w := widgettest.Show(t, column(e))
	passed := 0
	w.Canvas().SetOnTypedKey(func(*fyne.KeyEvent) { passed++ })
	w.Canvas().Focus(e)
	test.Type(e, "张三")
	if searched != nil {
		t.Errorf("searched %q while typing", searched)
	}
	c.Fire()
	if !slices.Equal(searched, []string{"张三"}) {
		t.Errorf("searched %q", searched)
	}
	test.Type(e, " ")
	c.Fire()
	if len(searched) != 1 {
		t.Errorf("searched anew for the same: %q", searched)
	}
	test.Type(e, "丰")
	widgettest.Key(t, w, fyne.KeyReturn)
	if len(searched) != 2 || searched[1] != "张三 丰" || left != 1 {
		t.Errorf("Enter searched %q", searched)
	}
	widgettest.Key(t, w, fyne.KeyEscape)
	if e.Text != "" || len(searched) != 3 || searched[2] != "" || passed != 0 {
		t.Errorf("Esc left %q, searched %q", e.Text, searched)
	}
	widgettest.Key(t, w, fyne.KeyEscape)
	if passed != 1 {
		t.Error("Esc in an empty search does not reach the window")
	}
	c.Fire()
	if len(searched) != 3 {
		t.Errorf("a search that was overtaken came: %q", searched)
	}
}

func TestSearchEntryCutsItsPlaceholder(t *testing.T) {
	widgettest.Themed(t, NewTheme())
	e := NewSearchEntry("按姓名、拼音、电话、单位查找", AtOnce, func(string) {})
	widgettest.Show(t, container.NewWithoutLayout(e))
	e.Resize(fyne.NewSize(200, 36))
	if !strings.HasSuffix(e.PlaceHolder, "…") {
		t.Errorf("the placeholder is %q", e.PlaceHolder)
	}
	e.Resize(fyne.NewSize(500, 36))
	if e.PlaceHolder != "按姓名、拼音、电话、单位查找" {
		t.Errorf("the placeholder is %q", e.PlaceHolder)
	}
}

func TestSegmentsPickOne(t *testing.T) {
	widgettest.Themed(t, NewTheme())
	s := NewSegments(Option[string]{"", "全部"}, Option[string]{"open", "待审"}, Option[string]{"late", "逾期"})
	var picked []string
	s.OnPicked = func(v string) { picked = append(picked, v) }
	w := widgettest.Show(t, column(s))
	s.SetCounts(map[string]int{"": 12, "open": 3})
	if got := s.row.Objects[1].(*segment).text.Text; got != "待审 3" {
		t.Errorf("the second shows %q", got)
	}
	if got := s.row.Objects[2].(*segment).text.Text; got != "逾期" {
		t.Errorf("the third shows %q", got)
	}
	test.Tap(s.row.Objects[1].(*segment))
	test.Tap(s.row.Objects[1].(*segment))
	w.Canvas().Focus(s)
	widgettest.Key(t, w, fyne.KeyRight, fyne.KeyRight, fyne.KeyLeft)
	s.Pick("")
	s.Set("late")
	if s.Value() != "late" || !slices.Equal(picked, []string{"open", "late", "open", ""}) {
		t.Errorf("on is %q, picked %q", s.Value(), picked)
	}
}

func TestStatTileShowsItsFigure(t *testing.T) {
	widgettest.Themed(t, NewTheme())
	tile := NewStatTile(Stat{Caption: "群众代表", Figure: "4 / 5", Note: "还差 1 人", Fraction: 0.8, Tone: Accent})
	row := NewStatRow(tile, NewStatTile(Stat{Caption: "逾期", Figure: "3", Note: "！逾期", Fraction: -1, Tone: Bad}))
	w := widgettest.Show(t, row)
	if tile.bar.Fraction() != 0.8 || tile.bar.fill.Size().Width != 0.8*tile.bar.track.Size().Width || tile.bar.track.Size().Width == 0 {
		t.Errorf("the bar is filled %v of %v", tile.bar.fill.Size(), tile.bar.track.Size())
	}
	tapped := 0
	tile.OnTapped = func() { tapped++ }
	test.Tap(tile)
	tile.Pick(true)
	if tapped != 1 || tile.ground.FillColor != Colour(ColorNameAccentSoft) {
		t.Error("the tile cannot be picked")
	}
	tile.Set(Stat{Caption: "群众代表", Figure: "5 / 5", Note: "✓已满", Fraction: 7, Tone: Good})
	if tile.bar.Fraction() != 1 || tile.note.Color != Colour(theme.ColorNameSuccess) || tile.figure.Text != "5" || tile.whole.Text != " / 5" {
		t.Errorf("more than all fills %v; shown is %q %q", tile.bar.Fraction(), tile.figure.Text, tile.whole.Text)
	}
	if got := row.MinSize().Height; got != 52 {
		t.Errorf("a strip with bars is %v high", got)
	}
	w.Canvas().Focus(tile)
	widgettest.Key(t, w, fyne.KeyReturn)
	if tapped != 2 || tile.ring.Hidden {
		t.Errorf("by the keyboard it was picked %d times", tapped-1)
	}
}

func TestBadgeTakesItsTone(t *testing.T) {
	widgettest.Themed(t, NewTheme())
	b := NewBadge("筹备", Plain)
	widgettest.Show(t, column(b))
	b.Set("逾期 2 天", Bad)
	if b.Text() != "逾期 2 天" || b.Tone() != Bad || b.text.Color != Colour(theme.ColorNameError) {
		t.Errorf("the badge shows %q in %v", b.Text(), b.text.Color)
	}
	if b.MinSize().Width < fyne.MeasureText("逾期 2 天", 14, fyne.TextStyle{}).Width {
		t.Error("the word does not fit")
	}
}

// Parts are alike where there is room; where there is not, a long caption does not
// push the others out of sight.
func TestPartsShareTheirLine(t *testing.T) {
	widgettest.Themed(t, NewTheme())
	tiles := []fyne.CanvasObject{NewStatTile(Stat{Caption: "群众代表", Fraction: -1}), NewStatTile(Stat{Caption: "人大代表", Fraction: -1}),
		NewStatTile(Stat{Caption: "区级列席领导（不占名额）", Fraction: -1})}
	least := tileLayout{}.MinSize(tiles)
	for _, width := range []float32{least.Width, least.Width + 30, 900} {
		tileLayout{}.Layout(tiles, fyne.NewSize(width, least.Height))
		var right float32
		for _, o := range tiles {
			if o.Position().X != right || o.Size().Width < o.MinSize().Width {
				t.Errorf("in %v a part lies at %v with %v, needs %v", width, o.Position(), o.Size(), o.MinSize())
			}
			right = o.Position().X + o.Size().Width
		}
		if right > width+0.01 {
			t.Errorf("the parts end at %v of %v", right, width)
		}
		if alike := tiles[0].Size() == tiles[2].Size(); alike != (width == 900) {
			t.Errorf("in %v alike: %v", width, alike)
		}
	}
}

func TestTwoFramesOfAStripShareItsWidth(t *testing.T) {
	widgettest.Themed(t, NewTheme())
	count := func(caption string) *StatTile { return NewStatTile(Stat{Caption: caption, Figure: "3", Fraction: -1}) }
	all, late, open, done := count("全部"), count("逾期"), count("办理中"), count("已完结")
	strip := NewStrip([]*StatTile{all, late}, []*StatTile{open, done})
	w := widgettest.Show(t, column(strip))
	w.Resize(fyne.NewSize(900, 300))
	if strip.MinSize().Height != 40 {
		t.Errorf("the strip is %v high", strip.MinSize().Height)
	}
	at := func(tile *StatTile) (from, to float32) {
		x := fyne.CurrentApp().Driver().AbsolutePositionForObject(tile).X
		return x, x + tile.Size().Width
	}
	_, end := at(late)
	begin, _ := at(open)
	_, right := at(done)
	if begin-end != Gap+2 || right < strip.Size().Width-2 {
		t.Errorf("the first frame ends at %v, the second begins at %v and ends at %v", end, begin, right)
	}
}
