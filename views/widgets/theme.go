package widgets

import (
	"image/color"
	"sync"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"openday/assets"
)

// Colours that Fyne's theme has no name for, drawn by the widgets of this
// package.
const (
	// ColorNameAccentSoft is the ground of a chosen row or a blue pill.
	ColorNameAccentSoft fyne.ThemeColorName = "accentSoft"
	// ColorNameAccentStrong is the accent under the mouse.
	ColorNameAccentStrong fyne.ThemeColorName = "accentStrong"
	// ColorNameBlock is the ground of a block in a timeline.
	ColorNameBlock fyne.ThemeColorName = "block"
	// ColorNameLabel is the colour of labels, of buttons without a border and of
	// what is not chosen.
	ColorNameLabel fyne.ThemeColorName = "label"
	// ColorNameMuted is the colour of explanations and of what matters less.
	ColorNameMuted fyne.ThemeColorName = "muted"
	// ColorNamePanel is the ground of what stands beside or below the content.
	ColorNamePanel fyne.ThemeColorName = "panel"
	// ColorNamePillGround is the ground of a neutral pill.
	ColorNamePillGround fyne.ThemeColorName = "pillGround"
	// ColorNameButtonBorder is the edge of a button.
	ColorNameButtonBorder fyne.ThemeColorName = "buttonBorder"
	// ColorNameRowLine parts the rows of a table and the parts of a strip.
	ColorNameRowLine fyne.ThemeColorName = "rowLine"
	// ColorNameFocusRing lies around what has the keyboard.
	ColorNameFocusRing fyne.ThemeColorName = "focusRing"
	// ColorNameErrorSoft, ColorNameWarningSoft and ColorNameSuccessSoft are the
	// grounds behind the text colours of the same name.
	ColorNameErrorSoft   fyne.ThemeColorName = "errorSoft"
	ColorNameWarningSoft fyne.ThemeColorName = "warningSoft"
	ColorNameSuccessSoft fyne.ThemeColorName = "successSoft"
	// ColorNameMessage is the ground of the message bar; the three others are of
	// what stands on it.
	ColorNameMessage     fyne.ThemeColorName = "message"
	ColorNameMessageText fyne.ThemeColorName = "messageText"
	ColorNameMessageLink fyne.ThemeColorName = "messageLink"
	ColorNameMessageSign fyne.ThemeColorName = "messageSign"
	// ColorNameScrim lies over the window behind a dialog.
	ColorNameScrim fyne.ThemeColorName = "scrim"
)

// ChartColours are the colours of a chart's parts on the screen, in their order.
// White text can stand on each.
var ChartColours = []color.NRGBA{
	{0x1f, 0x5f, 0xae, 0xff}, // blue
	{0x23, 0x77, 0x6f, 0xff}, // teal
	{0x9a, 0x5f, 0x0a, 0xff}, // amber
	{0x6f, 0x54, 0xa8, 0xff}, // violet
	{0x66, 0x71, 0x7f, 0xff}, // slate
}

var (
	screenRegular = fyne.NewStaticResource("ScreenRegular.ttf", assets.ScreenRegular)
	screenBold    = fyne.NewStaticResource("ScreenBold.otf", assets.ScreenBold)

	white = color.NRGBA{0xff, 0xff, 0xff, 0xff}

	// Every text colour has a contrast of at least 4.5 to 1 on its ground, and the
	// edge of a field at least 3; what cannot be used is paler.
	colours = map[fyne.ThemeColorName]color.Color{
		theme.ColorNameBackground:          white,
		theme.ColorNameButton:              color.NRGBA{0xec, 0xef, 0xf3, 0xff},
		theme.ColorNameDisabledButton:      color.NRGBA{0xf3, 0xf5, 0xf8, 0xff},
		theme.ColorNameDisabled:            color.NRGBA{0x8a, 0x94, 0xa2, 0xff},
		theme.ColorNameError:               color.NRGBA{0xb8, 0x22, 0x2b, 0xff},
		theme.ColorNameFocus:               color.NRGBA{0xc9, 0xdd, 0xf4, 0xff},
		theme.ColorNameForeground:          color.NRGBA{0x1b, 0x24, 0x30, 0xff},
		theme.ColorNameForegroundOnError:   white,
		theme.ColorNameForegroundOnPrimary: white,
		theme.ColorNameForegroundOnSuccess: white,
		theme.ColorNameForegroundOnWarning: white,
		theme.ColorNameHeaderBackground:    color.NRGBA{0xf3, 0xf5, 0xf8, 0xff},
		theme.ColorNameHover:               color.NRGBA{0xf1, 0xf6, 0xfc, 0xff},
		theme.ColorNameHyperlink:           color.NRGBA{0x1f, 0x5f, 0xae, 0xff},
		theme.ColorNameInputBackground:     white,
		theme.ColorNameInputBorder:         color.NRGBA{0x7f, 0x8a, 0x99, 0xff},
		theme.ColorNameMenuBackground:      color.NRGBA{0xe9, 0xee, 0xf4, 0xff}, // of a list of choices, which Fyne gives no edge
		theme.ColorNameOverlayBackground:   white,
		theme.ColorNamePlaceHolder:         color.NRGBA{0x5a, 0x65, 0x75, 0xff},
		theme.ColorNamePressed:             color.NRGBA{0x1f, 0x5f, 0xae, 0x30},
		theme.ColorNamePrimary:             color.NRGBA{0x1f, 0x5f, 0xae, 0xff},
		theme.ColorNameScrollBar:           color.NRGBA{0x8a, 0x96, 0xa5, 0xff},
		theme.ColorNameScrollBarBackground: color.NRGBA{0xf3, 0xf5, 0xf8, 0xff},
		theme.ColorNameSelection:           color.NRGBA{0x1f, 0x5f, 0xae, 0x40},
		theme.ColorNameSeparator:           color.NRGBA{0xdd, 0xe3, 0xea, 0xff},
		theme.ColorNameShadow:              color.Transparent, // of menus and at the edges of what scrolls
		theme.ColorNameSuccess:             color.NRGBA{0x1b, 0x70, 0x43, 0xff},
		theme.ColorNameWarning:             color.NRGBA{0x8a, 0x52, 0x00, 0xff},
		ColorNameAccentSoft:                color.NRGBA{0xe4, 0xee, 0xf9, 0xff},
		ColorNameAccentStrong:              color.NRGBA{0x19, 0x4e, 0x90, 0xff},
		ColorNameBlock:                     color.NRGBA{0xdc, 0xe8, 0xf6, 0xff},
		ColorNameLabel:                     color.NRGBA{0x46, 0x51, 0x62, 0xff},
		ColorNameMuted:                     color.NRGBA{0x5a, 0x65, 0x75, 0xff},
		ColorNamePanel:                     color.NRGBA{0xf6, 0xf8, 0xfb, 0xff},
		ColorNamePillGround:                color.NRGBA{0xec, 0xef, 0xf3, 0xff},
		ColorNameButtonBorder:              color.NRGBA{0xb8, 0xc1, 0xcd, 0xff},
		ColorNameRowLine:                   color.NRGBA{0xeb, 0xef, 0xf3, 0xff},
		ColorNameFocusRing:                 color.NRGBA{0xc9, 0xdd, 0xf4, 0xff},
		ColorNameErrorSoft:                 color.NRGBA{0xfb, 0xea, 0xea, 0xff},
		ColorNameWarningSoft:               color.NRGBA{0xfc, 0xf2, 0xdf, 0xff},
		ColorNameSuccessSoft:               color.NRGBA{0xe5, 0xf3, 0xeb, 0xff},
		ColorNameMessage:                   color.NRGBA{0x26, 0x31, 0x40, 0xff},
		ColorNameMessageText:               white,
		ColorNameMessageLink:               color.NRGBA{0xa9, 0xcd, 0xf7, 0xff},
		ColorNameMessageSign:               color.NRGBA{0x7f, 0xd1, 0xa3, 0xff},
		ColorNameScrim:                     color.NRGBA{0x1b, 0x24, 0x30, 0x73}, // 45 %
	}

	sizes = map[fyne.ThemeSizeName]float32{
		theme.SizeNameText:            14,
		theme.SizeNameCaptionText:     14,
		theme.SizeNameSubHeadingText:  16,
		theme.SizeNameHeadingText:     20,
		theme.SizeNameInnerPadding:    6, // a field is 32 high
		theme.SizeNameInlineIcon:      18,
		theme.SizeNameInputBorder:     1,
		theme.SizeNameInputRadius:     4,
		theme.SizeNameButtonRadius:    4,
		theme.SizeNameSelectionRadius: 4,
		theme.SizeNameMenuRadius:      6,
		theme.SizeNamePopupRadius:     6,
		theme.SizeNameDialogRadius:    8,
		theme.SizeNameModalBlurRadius: 0, // costs seconds where the screen is drawn without a graphics card
		theme.SizeNameScrollBar:       8,
		theme.SizeNameScrollBarSmall:  6,
	}
)

// Measures of the window in its units, which are pixels at 100 %.
const (
	// Gutter is the room left and right of the content.
	Gutter float32 = 16
	// Gap is the room between controls.
	Gap float32 = 8
	// BlockGap is the room between blocks.
	BlockGap float32 = 12
	// ControlHeight is that of buttons and fields.
	ControlHeight float32 = 32
	// SmallHeight is that of a button in a notice.
	SmallHeight float32 = 28
	// PillHeight is that of a pill.
	PillHeight float32 = 22
)

// Theme is the look of the window: white ground, one blue accent, thin grey
// lines, red for late and clashing alone, text of 14; or a few strong colours. It
// does not follow what else the system prefers, and all its text is drawn by the
// bundled screen font.
type Theme struct {
	base    fyne.Theme
	colours map[fyne.ThemeColorName]color.Color
	sizes   map[fyne.ThemeSizeName]float32 // before those of all looks
	icons   sync.Map                       // fyne.ThemeIconName to fyne.Resource
}

// NewTheme returns the look of the window. It is set before any widget of this
// package is made, since they take their sizes and colours from it.
func NewTheme() *Theme { return &Theme{base: theme.DefaultTheme(), colours: colours} }

// Color returns the colour of a name; the variant does not matter.
func (t *Theme) Color(name fyne.ThemeColorName, _ fyne.ThemeVariant) color.Color {
	if c, ok := t.colours[name]; ok {
		return c
	}
	return t.base.Color(name, theme.VariantLight)
}

// Font returns the bundled font: bold where asked, regular for all else, since
// Chinese has no slanted or fixed-width style of its own.
func (t *Theme) Font(style fyne.TextStyle) fyne.Resource {
	switch {
	case style.Symbol:
		return t.base.Font(style)
	case style.Bold:
		return screenBold
	default:
		return screenRegular
	}
}

// Icon returns Fyne's icon of a name.
func (t *Theme) Icon(name fyne.ThemeIconName) fyne.Resource {
	if known, ok := t.icons.Load(name); ok {
		return known.(fyne.Resource)
	}
	res := t.base.Icon(name)
	if themed, ok := res.(fyne.ThemedResource); ok {
		res = &paintedIcon{ThemedResource: themed}
	}
	t.icons.Store(name, res)
	return res
}

// paintedIcon keeps an icon in its theme colour, which never changes here.
// Fyne paints it anew each time that it is asked for, by reading and writing
// its XML, and a form has a hundred icons.
type paintedIcon struct {
	fyne.ThemedResource
	once    sync.Once
	content []byte
}

// Content returns the icon in its colour.
func (i *paintedIcon) Content() []byte {
	i.once.Do(func() { i.content = i.ThemedResource.Content() })
	return i.content
}

// Size returns the size of a name in device-independent pixels.
func (t *Theme) Size(name fyne.ThemeSizeName) float32 {
	if s, ok := t.sizes[name]; ok {
		return s
	}
	if s, ok := sizes[name]; ok {
		return s
	}
	return t.base.Size(name)
}

// Colour looks a colour up in the theme in use.
func Colour(name fyne.ThemeColorName) color.Color {
	return theme.Current().Color(name, theme.VariantLight)
}

// Tone is what a text says by its colour. The colour only supports a word or
// sign that says the same: it is never the sole carrier.
type Tone int

// The tones, in rising urgency but for Good.
const (
	// Plain is ordinary text.
	Plain Tone = iota
	// Muted is text that matters less here: declined, cancelled, past.
	Muted
	// Accent is what is going on now.
	Accent
	// Good is what is done or reached.
	Good
	// Warning is what will need care soon.
	Warning
	// Bad is what is late, clashing or wrong.
	Bad
)

// Colour returns the colour of a text of the tone.
func (t Tone) Colour() color.Color { return Colour(t.Ink()) }

// Ink returns the theme's name for the text colour of the tone.
func (t Tone) Ink() fyne.ThemeColorName {
	switch t {
	case Muted:
		return ColorNameMuted
	case Accent:
		return theme.ColorNamePrimary
	case Good:
		return theme.ColorNameSuccess
	case Warning:
		return theme.ColorNameWarning
	case Bad:
		return theme.ColorNameError
	default:
		return theme.ColorNameForeground
	}
}

// Ground returns the theme's name for the ground that a pill of the tone has.
func (t Tone) Ground() fyne.ThemeColorName {
	switch t {
	case Accent:
		return ColorNameAccentSoft
	case Good:
		return ColorNameSuccessSoft
	case Warning:
		return ColorNameWarningSoft
	case Bad:
		return ColorNameErrorSoft
	default:
		return ColorNamePillGround
	}
}
