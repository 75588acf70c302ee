package uitest

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

// Found returns the objects of a type on and under an object, each once.
func Found[T interface {
	comparable
	fyne.CanvasObject
}](o fyne.CanvasObject) []T {
	var all []T
	for _, part := range test.LaidOutObjects(o) {
		if found, ok := part.(T); ok && !slices.Contains(all, found) {
			all = append(all, found)
		}
	}
	return all
}

// WantPDF checks that a file is a whole PDF.
func WantPDF(t testing.TB, file string) {
	t.Helper()
	content, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.HasPrefix(content, []byte("%PDF-")) || !bytes.Contains(content[len(content)-64:], []byte("%%EOF")) {
		t.Errorf("%s is not a whole PDF", filepath.Base(file))
	}
}
