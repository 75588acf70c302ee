package signs

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
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

// Whatever the window's width, a strip needs no scroll bar: its parts are set closer,
// then their names are cut, and beside a form in a small window it is left out.
func TestAStripFitsBesidePanelAndForm(t *testing.T) {
	widgettest.Themed(t, widgets.NewTheme())
	part := func(caption, figure string, fraction float64) *StatTile {
		return NewStatTile(Stat{Caption: caption, Figure: figure, Note: "待处理", Fraction: fraction})
	}
	opinions := func() fyne.CanvasObject {
		return NewStrip([]*StatTile{part("全部", "2000", -1), part("逾期", "54", -1), part("即将到期", "68", -1)},
			[]*StatTile{part("待交办", "250", -1), part("办理中", "500", -1), part("待答复", "250", -1), part("待回访", "250", -1), part("已完结", "750", -1)})
	}
	quotas := func() fyne.CanvasObject {
		return NewStatRow(part("实到 / 应到", "140 / 246", 0.5), part("群众代表", "58 / 12", 1), part("人大代表", "58 / 5", 1), part("政协委员", "58 / 5", 1),
			part("企业代表", "59 / 8", 1), part("媒体（不占名额）", "13", -1))
	}
	for _, c := range []struct {
		name   string
		strip  fyne.CanvasObject
		width  float32
		height float32 // 0 where it is left out
	}{
		{"opinions beside the panel at 1366", opinions(), 1366 - 376 - 32, 40},
		{"opinions beside the panel at 1366 with 125 %", opinions(), 1093 - 320 - 32, 40},
		{"opinions beside the panel at 1024", opinions(), 1024 - 320 - 32, 40},
		{"quotas at 1024", quotas(), 1024 - 32, 52},
		{"quotas beside the form at 1366", quotas(), 1366 - 434 - 32, 52},
		{"quotas beside the form at 1024", quotas(), 1024 - 434 - 32, 0},
	} {
		below := canvas.NewRectangle(nil)
		below.SetMinSize(fyne.NewSize(1, 32))
		column := widgets.NewColumn(widgets.BlockGap, c.strip, below)
		w := widgettest.Show(t, column)
		w.SetPadded(false)
		w.Resize(fyne.NewSize(c.width, 300))
		scroll := c.strip.(*fyne.Container).Objects[0].(*container.Scroll)
		if c.height == 0 {
			if scroll.Visible() || below.Position().Y != 0 || column.MinSize().Height != 32 {
				t.Errorf("%s: it is still there, what is below stands at %v", c.name, below.Position().Y)
			}
			w.Resize(fyne.NewSize(1000, 300))
			c.height = 52
		}
		if need := scroll.Content.MinSize().Width; need > scroll.Size().Width || !scroll.Visible() || c.strip.Size().Height != c.height {
			t.Errorf("%s: it needs %v of %v and is %v high", c.name, need, scroll.Size().Width, c.strip.Size().Height)
		}
	}
}
