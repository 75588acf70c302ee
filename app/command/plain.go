package command

import (
	"bytes"
	"io"
	"unicode"
	"unicode/utf8"
)

// plainWriter passes text on without the characters that command a terminal or
// turn the order of what stands beside them: they come in names and titles that
// others typed. Bytes that are no text, as names of files can have, stay.
type plainWriter struct {
	to   io.Writer
	rest []byte // the beginning of a character whose end is still to come
}

func newPlainWriter(to io.Writer) *plainWriter { return &plainWriter{to: to} }

// Write implements io.Writer.
func (w *plainWriter) Write(p []byte) (int, error) {
	text := append(w.rest, p...)
	w.rest = nil
	var plain bytes.Buffer
	for len(text) > 0 {
		if !utf8.FullRune(text) {
			w.rest = text
			break
		}
		r, size := utf8.DecodeRune(text)
		if r == utf8.RuneError && size == 1 && text[0] < 0xA0 {
			text = text[1:] // an old terminal takes it for a command
			continue
		}
		if !commands(r) {
			plain.Write(text[:size])
		}
		text = text[size:]
	}
	if _, err := w.to.Write(plain.Bytes()); err != nil {
		return 0, err
	}
	return len(p), nil
}

// commands tells whether a character is none to be read: a control character
// other than line ends and tabs, or one that changes the direction of writing.
func commands(r rune) bool {
	switch r {
	case '\n', '\r', '\t':
		return false
	}
	return unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r)
}
