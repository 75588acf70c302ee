//go:build !windows

package platform

import "openday/views/widgets"

// SystemContrast returns no colours: this system does not tell of strong ones.
func SystemContrast() (widgets.Contrast, bool) { return widgets.Contrast{}, false }
