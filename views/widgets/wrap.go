package widgets

import (
	"strings"
	"unicode"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"openday/app/words"
)

// What a line of Chinese text does not begin with, and what it does not end with.
const (
	notFirst = "、，。；：？！…—～）〕］｝〉》」』】〗”’％%),.;:?!]}·"
	notLast  = "（〔［｛〈《「『【〖“‘([{"
)

// MayBreak reports whether a line may end between two characters of Chinese text.
func MayBreak(before, after rune) bool {
	return !strings.ContainsRune(notFirst, after) && !strings.ContainsRune(notLast, before)
}

// NewParagraph returns text that wraps: between words where it is in letters,
// anywhere where it is Chinese. [SetParagraph] changes the text.
func NewParagraph(text string) *widget.Label {
	l := widget.NewLabel(text)
	l.Wrapping = wrapping(text)
	return l
}

// SetParagraph returns a label another text, and has it wrap as that text asks.
func SetParagraph(l *widget.Label, text string) {
	l.Wrapping = wrapping(text)
	l.SetText(text)
}

// wrapping is how a text wraps: by what most of it is written in, and where
// that says nothing, such as for figures, by the window's language.
func wrapping(text string) fyne.TextWrap {
	han, letters := 0, 0
	for _, c := range text {
		switch {
		case unicode.Is(unicode.Han, c):
			han++
		case unicode.IsLetter(c):
			letters++
		}
	}
	// An ideograph says as much as some letters do.
	if 3*han > letters || han+letters == 0 && words.Current() != words.English {
		return fyne.TextWrapBreak
	}
	return fyne.TextWrapWord
}
