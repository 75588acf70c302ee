// Command emptywindow opens an empty Fyne window with OpenDay's font and size:
// what scripts/figures.sh measures OpenDay's window against.
package main

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/app"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"openday/assets"
)

var (
	regular = fyne.NewStaticResource("ScreenRegular.ttf", assets.ScreenRegular)
	bold    = fyne.NewStaticResource("ScreenBold.otf", assets.ScreenBold)
)

// fonted is Fyne's light theme with OpenDay's fonts.
type fonted struct{ fyne.Theme }

// Font returns OpenDay's fonts, for every style that has one.
func (f fonted) Font(style fyne.TextStyle) fyne.Resource {
	switch {
	case style.Monospace || style.Symbol:
		return f.Theme.Font(style)
	case style.Bold:
		return bold
	}
	return regular
}

// Color is always the light variant's, as in OpenDay.
func (f fonted) Color(name fyne.ThemeColorName, _ fyne.ThemeVariant) color.Color {
	return f.Theme.Color(name, theme.VariantLight)
}

func main() {
	a := app.NewWithID("cn.openday.emptywindow")
	a.Settings().SetTheme(fonted{theme.DefaultTheme()})
	w := a.NewWindow("OpenDay")
	w.SetContent(widget.NewLabel("政务开放日"))
	w.Resize(fyne.NewSize(1366, 800)) // as the first start of OpenDay
	w.ShowAndRun()
}
