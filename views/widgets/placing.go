package widgets

import "fyne.io/fyne/v2"

// Place gives an object its place and its size.
func Place(o fyne.CanvasObject, x, y, width, height float32) {
	o.Move(fyne.NewPos(x, y))
	o.Resize(fyne.NewSize(width, height))
}

// ShowIf brings an object into sight or out of it, where it is not so already.
func ShowIf(o fyne.CanvasObject, shown bool) {
	switch {
	case shown && !o.Visible():
		o.Show()
	case !shown && o.Visible():
		o.Hide()
	}
}
