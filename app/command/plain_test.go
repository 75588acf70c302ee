package command

import (
	"bytes"
	"testing"
)

func TestPlainWriter(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"张三\t16:00\r\n", "张三\t16:00\r\n"},
		{"a\x00b\x1b[0mc\x7fd\u009be", "ab[0mcde"},
		{"\u202e倒\u200e\u200f\u2067\u2069\u061c写", "倒写"},
		{"𠮷\u200d👨\u200d👩", "𠮷\u200d👨\u200d👩"}, // joiners hold emoji together
		{"\xff.xlsx \x9b31m", "\xff.xlsx 31m"},
	} {
		// However it comes in pieces, it goes out the same.
		for cut := 0; cut <= len(c.text); cut++ {
			var got bytes.Buffer
			w := newPlainWriter(&got)
			for _, part := range []string{c.text[:cut], c.text[cut:]} {
				if n, err := w.Write([]byte(part)); n != len(part) || err != nil {
					t.Fatalf("%q: %d, %v", part, n, err)
				}
			}
			if got.String() != c.want {
				t.Errorf("%q cut at %d gives %q, not %q", c.text, cut, got.String(), c.want)
			}
		}
	}
}
