package widgets

import (
	"path/filepath"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/storage"
)

// ShowOpenFile asks for a file with one of some endings, beginning in a folder,
// where the system has no dialog of its own for it.
func ShowOpenFile(w fyne.Window, title, folder string, endings []string, then func(file string)) {
	d := dialog.NewFileOpen(func(r fyne.URIReadCloser, err error) {
		if err != nil || r == nil {
			return
		}
		file := r.URI().Path()
		_ = r.Close() // nothing was read
		then(filepath.FromSlash(file))
	}, w)
	d.SetView(dialog.ListView)
	d.SetFilter(storage.NewExtensionFileFilter(endings))
	d.SetTitleText(title)
	showFiles(w, d, folder)
}

// ShowOpenFolder asks for a folder.
func ShowOpenFolder(w fyne.Window, folder string, then func(folder string)) {
	d := dialog.NewFolderOpen(func(u fyne.ListableURI, err error) {
		if err == nil && u != nil {
			then(filepath.FromSlash(u.Path()))
		}
	}, w)
	showFiles(w, d, folder)
}

// showFiles shows a dialog of Fyne's at a folder and has Esc close it.
func showFiles(w fyne.Window, d *dialog.FileDialog, folder string) {
	if u, err := storage.ListerForURI(storage.NewFileURI(folder)); err == nil {
		d.SetLocation(u)
	}
	canvas := w.Canvas()
	before, back := canvas.OnTypedKey(), canvas.Focused()
	canvas.SetOnTypedKey(func(k *fyne.KeyEvent) {
		if k.Name == fyne.KeyEscape {
			d.Hide()
		}
	})
	d.SetOnClosed(func() {
		canvas.SetOnTypedKey(before)
		if back != nil && canvas.Focused() == nil {
			canvas.Focus(back)
		}
	})
	d.Show() // it has no size before
	size := canvas.Size()
	d.Resize(fyne.NewSize(min(900, size.Width-40), min(620, size.Height-40)))
}
