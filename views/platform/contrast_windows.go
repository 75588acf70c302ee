package platform

import (
	"image/color"
	"unsafe"

	"github.com/lxn/win"

	"openday/views/widgets"
)

// SystemContrast returns the colours of Windows' high contrast, and whether it is
// on.
func SystemContrast() (widgets.Contrast, bool) {
	var about struct {
		size, flags uint32
		scheme      *uint16
	}
	about.size = uint32(unsafe.Sizeof(about))
	const on = 1 // HCF_HIGHCONTRASTON
	if !win.SystemParametersInfo(win.SPI_GETHIGHCONTRAST, about.size, unsafe.Pointer(&about), 0) || about.flags&on == 0 {
		return widgets.Contrast{}, false
	}
	return widgets.Contrast{
		Ground: systemColour(win.COLOR_WINDOW), Text: systemColour(win.COLOR_WINDOWTEXT),
		Accent: systemColour(win.COLOR_HIGHLIGHT), OnAccent: systemColour(win.COLOR_HIGHLIGHTTEXT),
		Faint: systemColour(win.COLOR_GRAYTEXT),
	}, true
}

// systemColour returns a colour of the system; Windows writes it 0x00BBGGRR.
func systemColour(index int) color.NRGBA {
	c := win.GetSysColor(index)
	return color.NRGBA{uint8(c), uint8(c >> 8), uint8(c >> 16), 0xff}
}
