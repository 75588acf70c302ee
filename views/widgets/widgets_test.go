package widgets

import (
	"bytes"
	"errors"
	"image/color"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"
	"github.com/go-text/typesetting/font"
	"golang.org/x/text/encoding/simplifiedchinese"

	"openday/assets"
	"openday/views/widgets/widgettest"
)

func TestScreenFontHoldsTheNames(t *testing.T) {
	for name, data := range map[string][]byte{"regular": assets.ScreenRegular, "bold": assets.ScreenBold} {
		face, err := font.ParseTTF(bytes.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		text := []rune("𬭎𬭚𠮷㙍䶮〓，。、；：？！（）【】《》“”‘’—…·￥％０９ＡｚaZ09ǎǖńḿ▲▼×①㈠℃㎡")
		for lead := byte(0xB0); lead < 0xF8; lead++ { // every ideograph of GB 2312
			for trail := byte(0xA1); trail < 0xFF; trail++ {
				if s, err := simplifiedchinese.GBK.NewDecoder().Bytes([]byte{lead, trail}); err == nil {
					text = append(text, []rune(string(s))...)
				}
			}
		}
		for _, r := range text {
			if r == '\uFFFD' || r >= 0xE000 && r <= 0xF8FF {
				continue
			}
			if _, ok := face.NominalGlyph(r); !ok {
				t.Errorf("%s has no %c (U+%04X)", name, r, r)
			}
		}
	}
}

func TestThemeIsLightWhateverTheSystemPrefers(t *testing.T) {
	widgettest.Themed(t, NewTheme())
	th := NewTheme()
	for name := range colours {
		if th.Color(name, theme.VariantDark) != th.Color(name, theme.VariantLight) {
			t.Errorf("%s differs", name)
		}
	}
	for i, c := range ChartColours {
		if got := widgettest.ContrastOf(white, c); got < 4.5 {
			t.Errorf("white on the %d. colour of charts has a contrast of %.2f", i+1, got)
		}
	}
	if th.Size(theme.SizeNameText) < 14 || th.Size(theme.SizeNameCaptionText) < 14 {
		t.Error("text is smaller than 14")
	}
}

func TestStrongColoursAreReadable(t *testing.T) {
	widgettest.Themed(t, NewTheme())
	white, black := color.NRGBA{0xff, 0xff, 0xff, 0xff}, color.NRGBA{0, 0, 0, 0xff}
	for name, c := range map[string]Contrast{
		"own":            StrongContrast,
		"Windows white":  {white, black, color.NRGBA{0x37, 0x00, 0x6e, 0xff}, white, color.NRGBA{0x60, 0, 0, 0xff}},
		"Windows black":  {black, white, color.NRGBA{0x1a, 0xeb, 0xff, 0xff}, black, color.NRGBA{0x3f, 0xf2, 0x3f, 0xff}},
		"Windows desert": {color.NRGBA{0xff, 0xfa, 0xef, 0xff}, color.NRGBA{0x3d, 0x3d, 0x3d, 0xff}, color.NRGBA{0x90, 0x39, 0x09, 0xff}, color.NRGBA{0xff, 0xf5, 0xe3, 0xff}, color.NRGBA{0x67, 0x67, 0x67, 0xff}},
	} {
		th := NewContrastTheme(c)
		for tone := Plain; tone <= Bad; tone++ {
			for _, ground := range []fyne.ThemeColorName{theme.ColorNameBackground, theme.ColorNameHeaderBackground} {
				if got := contrast(th, tone.Ink(), ground); got < 4.5 {
					t.Errorf("%s: tone %d on %s has a contrast of %.2f", name, tone, ground, got)
				}
			}
			if got := contrast(th, theme.ColorNameForeground, tone.Ground()); got < 4.5 {
				t.Errorf("%s: text on the ground of tone %d has a contrast of %.2f", name, tone, got)
			}
		}
		for ink, ground := range map[fyne.ThemeColorName]fyne.ThemeColorName{
			theme.ColorNameForegroundOnPrimary: theme.ColorNamePrimary, theme.ColorNameForegroundOnError: theme.ColorNameError,
			theme.ColorNameDisabled: theme.ColorNameDisabledButton, theme.ColorNameInputBorder: theme.ColorNameInputBackground,
			theme.ColorNameForeground: theme.ColorNameButton, theme.ColorNamePlaceHolder: theme.ColorNameInputBackground,
		} {
			if got := contrast(th, ink, ground); got < 4.5 {
				t.Errorf("%s: %s on %s has a contrast of %.2f", name, ink, ground, got)
			}
		}
		if th.Size(theme.SizeNameInputBorder) <= NewTheme().Size(theme.SizeNameInputBorder) {
			t.Errorf("%s: the lines are thin", name)
		}
	}
}

func TestRun(t *testing.T) {
	var got int
	var err error
	Run(Inline, func() (int, error) { return 7, nil }, func(n int, e error) { got, err = n, e })
	if got != 7 || err != nil {
		t.Errorf("got %d, %v", got, err)
	}
	broken := errors.New("broken")
	Run(Inline, func() (int, error) { return 0, broken }, func(n int, e error) { err = e })
	if !errors.Is(err, broken) {
		t.Errorf("got %v", err)
	}
	Run(Inline, func() (int, error) { panic("张三") }, func(n int, e error) { err = e })
	var p *PanicError
	if !errors.As(err, &p) || p.Detail == "" {
		t.Errorf("a panic gave %v", err)
	}
}

func TestRunInTheBackgroundComesBack(t *testing.T) {
	widgettest.Themed(t, NewTheme())
	done := make(chan int)
	Run(Background, func() (int, error) { return 7, nil }, func(n int, _ error) { done <- n })
	if n := <-done; n != 7 {
		t.Errorf("got %d", n)
	}
}

func TestAfterDelayCanBeStopped(t *testing.T) {
	widgettest.Themed(t, NewTheme())
	fired := make(chan string, 2)
	stop := AfterDelay(50*time.Millisecond, func() { fired <- "stopped" })
	stop()
	AfterDelay(60*time.Millisecond, func() { fired <- "kept" })
	if got := <-fired; got != "kept" {
		t.Errorf("%s fired first", got)
	}
}

func TestRulerFitsWhatFynePaints(t *testing.T) {
	widgettest.Themed(t, NewTheme())
	r := NewRuler(14, fyne.TextStyle{})
	for _, s := range []string{"某某街道办事处党政办公室", "Sub-district office 12", "张𬭎、𠮷田", "多行\n文字\t在一行", ""} {
		whole, cut := r.Fit(s, 1000)
		if cut || r.Measure(whole) > 1000 {
			t.Errorf("%q was cut to %q in wide room", s, whole)
		}
		for width := float32(20); width < 200; width += 7 {
			line, cut := r.Fit(s, width)
			if w := fyne.MeasureText(line, 14, fyne.TextStyle{}).Width; w > width+0.5 {
				t.Errorf("%q is %.1f wide, more than %.1f", line, w, width)
			}
			if full := fyne.MeasureText(whole, 14, fyne.TextStyle{}).Width; !cut && full > width+0.5 || cut && full < width-0.5 {
				t.Errorf("%q of width %.1f in %.1f: cut is %v", whole, full, width, cut)
			}
		}
	}
}

// contrast is the contrast of two colours as WCAG 2 defines it.
func contrast(th *Theme, a, b fyne.ThemeColorName) float64 {
	return widgettest.ContrastOf(th.Color(a, theme.VariantLight), th.Color(b, theme.VariantLight))
}

// column puts objects below each other.
func column(objects ...fyne.CanvasObject) fyne.CanvasObject { return container.NewVBox(objects...) }

func TestALineShowsNoScrollBarOverItsText(t *testing.T) {
	widgettest.Themed(t, NewTheme())
	search := NewSearchEntry("姓名、拼音、电话、单位", func(time.Duration, func()) func() { return func() {} }, func(string) {})
	for name, e := range map[string]*textEntry{"line": &NewTextEntry().textEntry, "search": &search.textEntry, "number": &NewNumberEntry(0, 9).textEntry} {
		w := test.NewTempWindow(t, container.NewWithoutLayout(e.self))
		w.Resize(fyne.NewSize(160, ControlHeight))
		e.self.Resize(fyne.NewSize(160, ControlHeight))
		w.Canvas().Focus(e.self.(fyne.Focusable))
		e.SetText(strings.Repeat("一二三四五六七八九十", 5))
		e.Entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEnd})
		for _, o := range test.WidgetRenderer(e.inner).Objects()[1:] {
			if o.Visible() {
				t.Errorf("%s: a %T lies over the text", name, o)
			}
		}
		if e.inner.Offset.X == 0 {
			t.Errorf("%s: the text does not follow the caret", name)
		}
	}
}
