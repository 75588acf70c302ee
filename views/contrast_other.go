//go:build !windows

package views

import "openday/views/widgets"

// systemContrast gives no colours: this system does not tell of strong ones.
func systemContrast() (widgets.Contrast, bool) { return widgets.Contrast{}, false }
