package signs

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"

	"openday/views/widgets"
	"openday/views/widgets/widgettest"
)

func TestStatTileShowsItsFigure(t *testing.T) {
	widgettest.Themed(t, widgets.NewTheme())
	tile := NewStatTile(Stat{Caption: "群众代表", Figure: "4 / 5", Note: "还差 1 人", Fraction: 0.8, Tone: widgets.Accent})
	row := NewStatRow(tile, NewStatTile(Stat{Caption: "逾期", Figure: "3", Note: "！逾期", Fraction: -1, Tone: widgets.Bad}))
	w := widgettest.Show(t, row)
	if tile.bar.Fraction() != 0.8 || tile.bar.Size().Width == 0 {
		t.Errorf("the bar is filled %v of %v", tile.bar.Fraction(), tile.bar.Size())
	}
	tapped := 0
	tile.OnTapped = func() { tapped++ }
	test.Tap(tile)
	tile.Pick(true)
	if tapped != 1 || tile.ground.FillColor != widgets.Colour(widgets.ColorNameAccentSoft) {
		t.Error("the tile cannot be picked")
	}
	tile.Set(Stat{Caption: "群众代表", Figure: "5 / 5", Note: "✓已满", Fraction: 7, Tone: widgets.Good})
	if tile.bar.Fraction() != 1 || tile.note.Color != widgets.Colour(theme.ColorNameSuccess) || tile.figure.Text != "5" || tile.whole.Text != " / 5" {
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

// Parts are alike where there is room; where there is not, a long caption does not
// push the others out of sight.
func TestPartsShareTheirLine(t *testing.T) {
	widgettest.Themed(t, widgets.NewTheme())
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
	widgettest.Themed(t, widgets.NewTheme())
	count := func(caption string) *StatTile { return NewStatTile(Stat{Caption: caption, Figure: "3", Fraction: -1}) }
	all, late, open, done := count("全部"), count("逾期"), count("办理中"), count("已完结")
	strip := NewStrip([]*StatTile{all, late}, []*StatTile{open, done})
	w := widgettest.Show(t, container.NewVBox(strip))
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
	if begin-end != widgets.Gap+2 || right < strip.Size().Width-2 {
		t.Errorf("the first frame ends at %v, the second begins at %v and ends at %v", end, begin, right)
	}
}
