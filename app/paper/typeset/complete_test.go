package typeset

import (
	"bytes"
	"testing"
)

// TestFileThatIsNotWhole has complete refuse what gofpdf did not write to its
// end, instead of handing out half a paper.
func TestFileThatIsNotWhole(t *testing.T) {
	doc := New(Options{})
	doc.Text(Style{Role: FangSong, Size: OfficialSize, Pitch: OfficialPitch}, "政务开放日")
	f, err := doc.layout(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	plain, err := doc.write(t.Context(), f)
	if err != nil {
		t.Fatal(err)
	}
	whole, err := doc.complete(t.Context(), plain, f)
	if err != nil {
		t.Fatal(err)
	}
	if n := bytes.Count(whole, []byte("%%EOF")); n != 1 {
		t.Errorf("the file ends %d times", n)
	}
	for name, spoilt := range map[string][]byte{
		"nothing":               nil,
		"its end cut off":       plain[:len(plain)-30],
		"a shifted table":       append([]byte("%"), plain...),
		"no catalogue":          bytes.Replace(plain, []byte("/Root "), []byte("/Boot "), 1),
		"an entry of no number": bytes.Replace(plain, []byte(" 00000 n \n"), []byte("x00000 n \n"), 1),
	} {
		if made, err := doc.complete(t.Context(), spoilt, f); err == nil {
			t.Errorf("%s: %d bytes were made", name, len(made))
		}
	}
}
