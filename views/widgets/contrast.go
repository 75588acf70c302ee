package widgets

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

// Contrast is the few colours of a window for eyes that need strong ones.
type Contrast struct {
	Ground, Text     color.NRGBA // of all there is
	Accent, OnAccent color.NRGBA // what is chosen or has the keyboard, and text on it
	Faint            color.NRGBA // what cannot be used now
}

// StrongContrast is white and yellow on black, as Windows has it.
var StrongContrast = Contrast{
	Ground: color.NRGBA{0x00, 0x00, 0x00, 0xff}, Text: color.NRGBA{0xff, 0xff, 0xff, 0xff},
	Accent: color.NRGBA{0xff, 0xe6, 0x00, 0xff}, OnAccent: color.NRGBA{0x00, 0x00, 0x00, 0xff},
	Faint: color.NRGBA{0xb4, 0xb4, 0xb4, 0xff},
}

// NewContrastTheme returns the look of the window in a few strong colours, with
// thick lines. A tone is told from others by its word or sign alone.
func NewContrastTheme(c Contrast) *Theme {
	t := NewTheme()
	raised, chosen := mix(c.Ground, c.Text, 0.2), mix(c.Ground, c.Accent, 0.3)
	glow := c.Accent
	glow.A = 0x60
	t.colours = map[fyne.ThemeColorName]color.Color{}
	for name := range colours {
		t.colours[name] = c.Text
	}
	for name, one := range map[fyne.ThemeColorName]color.Color{
		theme.ColorNameBackground: c.Ground, theme.ColorNameInputBackground: c.Ground, theme.ColorNameMenuBackground: c.Ground,
		theme.ColorNameOverlayBackground: c.Ground, theme.ColorNameScrollBarBackground: c.Ground, theme.ColorNameDisabledButton: c.Ground,
		theme.ColorNameButton: raised, theme.ColorNameHeaderBackground: raised, ColorNamePillGround: raised,
		ColorNamePanel: c.Ground, ColorNameBlock: raised, ColorNameMessage: raised, ColorNameAccentStrong: c.Accent, ColorNameFocusRing: c.Accent,
		ColorNameErrorSoft: raised, ColorNameWarningSoft: raised, ColorNameSuccessSoft: raised,
		theme.ColorNameForegroundOnError: c.Ground, theme.ColorNameForegroundOnSuccess: c.Ground, theme.ColorNameForegroundOnWarning: c.Ground,
		theme.ColorNamePrimary: c.Accent, theme.ColorNameHyperlink: c.Accent, theme.ColorNameForegroundOnPrimary: c.OnAccent,
		ColorNameAccentSoft: chosen, theme.ColorNameSelection: glow, theme.ColorNameFocus: glow, theme.ColorNameHover: glow, theme.ColorNamePressed: glow,
		ColorNameMessageLink: c.Accent, theme.ColorNameDisabled: c.Faint, theme.ColorNamePlaceHolder: c.Faint,
		theme.ColorNameShadow: color.Transparent, ColorNameScrim: color.NRGBA{0x80, 0x80, 0x80, 0xa0},
	} {
		t.colours[name] = one
	}
	t.sizes = map[fyne.ThemeSizeName]float32{theme.SizeNameInputBorder: 2, theme.SizeNameSeparatorThickness: 2, theme.SizeNameScrollBarSmall: 10}
	return t
}

// mix returns a colour that lies a part of the way from one to another.
func mix(from, to color.NRGBA, part float64) color.NRGBA {
	between := func(a, b uint8) uint8 { return uint8(float64(a) + (float64(b)-float64(a))*part + 0.5) }
	return color.NRGBA{between(from.R, to.R), between(from.G, to.G), between(from.B, to.B), 0xff}
}
