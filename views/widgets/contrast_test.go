package widgets

import (
	"image/color"
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"openday/views/widgets/widgettest"
)

// What the colours of the theme are for. Text has a contrast of at least 4.5 to 1 on
// each ground that it stands on, what shows where a control is at least 3 to 1.
var (
	textColours = []fyne.ThemeColorName{
		theme.ColorNameForeground, ColorNameLabel, ColorNameMuted, theme.ColorNamePrimary, theme.ColorNameHyperlink,
		theme.ColorNameSuccess, theme.ColorNameWarning, theme.ColorNameError,
	}
	grounds = []fyne.ThemeColorName{
		theme.ColorNameBackground, theme.ColorNameInputBackground, theme.ColorNameMenuBackground, theme.ColorNameOverlayBackground, theme.ColorNameHeaderBackground,
		ColorNamePanel, ColorNameAccentSoft, theme.ColorNameHover,
	}
	textOn = []struct {
		ink    fyne.ThemeColorName
		ground []fyne.ThemeColorName
	}{
		{theme.ColorNameForeground, []fyne.ThemeColorName{ColorNameBlock, ColorNamePillGround, ColorNameErrorSoft, ColorNameWarningSoft, ColorNameSuccessSoft, theme.ColorNameButton, theme.ColorNameSelection, theme.ColorNameFocus}},
		{theme.ColorNamePlaceHolder, []fyne.ThemeColorName{theme.ColorNameInputBackground, ColorNamePanel}},
		{ColorNameLabel, []fyne.ThemeColorName{ColorNamePillGround}},
		{ColorNameMuted, []fyne.ThemeColorName{ColorNamePillGround}},
		{theme.ColorNamePrimary, []fyne.ThemeColorName{ColorNameBlock}},
		{theme.ColorNameError, []fyne.ThemeColorName{ColorNameErrorSoft}},
		{theme.ColorNameWarning, []fyne.ThemeColorName{ColorNameWarningSoft}},
		{theme.ColorNameSuccess, []fyne.ThemeColorName{ColorNameSuccessSoft}},
		{theme.ColorNameForegroundOnPrimary, []fyne.ThemeColorName{theme.ColorNamePrimary, ColorNameAccentStrong}},
		{theme.ColorNameForegroundOnError, []fyne.ThemeColorName{theme.ColorNameError}},
		{theme.ColorNameForegroundOnWarning, []fyne.ThemeColorName{theme.ColorNameWarning}},
		{theme.ColorNameForegroundOnSuccess, []fyne.ThemeColorName{theme.ColorNameSuccess}},
		{ColorNameMessageText, []fyne.ThemeColorName{ColorNameMessage}},
		{ColorNameMessageLink, []fyne.ThemeColorName{ColorNameMessage}},
		{ColorNameMessageSign, []fyne.ThemeColorName{ColorNameMessage}},
	}
	edges   = []fyne.ThemeColorName{theme.ColorNameInputBorder, theme.ColorNamePrimary, theme.ColorNameError, theme.ColorNameScrollBar}
	edgesOn = []fyne.ThemeColorName{theme.ColorNameBackground, theme.ColorNameInputBackground, theme.ColorNameOverlayBackground}
	// A text says what these only support, or they are of what cannot be used.
	decorative = []fyne.ThemeColorName{
		theme.ColorNameDisabled, theme.ColorNameDisabledButton, theme.ColorNamePressed, theme.ColorNameScrollBarBackground, theme.ColorNameSeparator, theme.ColorNameShadow,
		ColorNameButtonBorder, ColorNameRowLine, ColorNameFocusRing, ColorNameScrim,
	}
)

// over is what is seen of a colour that lies on white paper or, in strong colours,
// on the window's ground.
func over(ground, c color.Color) color.Color {
	top, below := color.NRGBAModel.Convert(c).(color.NRGBA), color.NRGBAModel.Convert(ground).(color.NRGBA)
	return mix(below, color.NRGBA{top.R, top.G, top.B, 0xff}, float64(top.A)/0xff)
}

func TestEveryTextCanBeReadInEveryLook(t *testing.T) {
	widgettest.Themed(t, NewTheme())
	for look, th := range map[string]fyne.Theme{
		"usual": NewTheme(), "strong": NewContrastTheme(StrongContrast),
		"black on white": NewContrastTheme(Contrast{Ground: white, Text: color.NRGBA{A: 0xff}, Accent: color.NRGBA{0x37, 0x00, 0x6e, 0xff}, OnAccent: white, Faint: color.NRGBA{0x60, 0x60, 0x60, 0xff}}),
	} {
		of := func(name fyne.ThemeColorName) color.Color {
			return over(th.Color(theme.ColorNameBackground, theme.VariantLight), th.Color(name, theme.VariantLight))
		}
		hold := func(least float64, ink, ground fyne.ThemeColorName) {
			if got := widgettest.ContrastOf(of(ink), of(ground)); got < least {
				t.Errorf("%s: %s on %s has a contrast of %.2f, less than %v", look, ink, ground, got, least)
			}
		}
		for _, ground := range grounds {
			for _, ink := range textColours {
				hold(4.5, ink, ground)
			}
		}
		for _, pairs := range textOn {
			for _, ground := range pairs.ground {
				hold(4.5, pairs.ink, ground)
			}
		}
		for _, edge := range edges {
			for _, ground := range edgesOn {
				hold(3, edge, ground)
			}
		}
		hold(3, theme.ColorNameInputBorder, ColorNamePanel)
		for tone := Plain; tone <= Bad; tone++ {
			hold(4.5, tone.Ink(), tone.Ground())
		}
	}
}

// A new colour gets its place above.
func TestEveryColourHasItsUse(t *testing.T) {
	used := slices.Concat(textColours, grounds, edges, decorative)
	for _, pairs := range textOn {
		used = append(append(used, pairs.ink), pairs.ground...)
	}
	for name := range colours {
		if !slices.Contains(used, name) {
			t.Errorf("it is not said what is read on %s, or in it", name)
		}
	}
}
