package papertest

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// officeFonts have LibreOffice draw the letters of GB/T 9704 with the fonts that
// the program brings, so that the test needs none of the machine.
const officeFonts = `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><dir>%s</dir><cachedir>%s</cachedir>%s</fontconfig>`

// OfficeFonts writes a configuration of fonts for LibreOffice into a folder and
// returns its file.
func OfficeFonts(t testing.TB, folder string) string {
	t.Helper()
	fonts, err := filepath.Abs(filepath.Join(Root(t), "assets", "fonts", "paper"))
	if err != nil {
		t.Fatal(err)
	}
	var aliases strings.Builder
	for name, font := range map[string]string{"仿宋": "Noto Serif SC", "宋体": "Noto Serif SC", "方正小标宋简体": "Noto Serif SC", "黑体": "Noto Sans SC", "楷体": "OpenDay Kai"} {
		fmt.Fprintf(&aliases, `<match target="pattern"><test name="family"><string>%s</string></test><edit name="family" mode="assign" binding="strong"><string>%s</string></edit></match>`, name, font)
	}
	file := filepath.Join(folder, "fonts.conf")
	if err := os.WriteFile(file, fmt.Appendf(nil, officeFonts, fonts, filepath.Join(folder, "cache"), aliases.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

// ForOffice returns a Word file in which LibreOffice finds what the file says of commas
// at the end of a line: it takes the no of overflowPunct for a yes, and then hangs them
// beyond the line, where they are not drawn.
func ForOffice(t testing.TB, file []byte) []byte {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, part := range z.File {
		r, err := part.Open()
		if err != nil {
			t.Fatal(err)
		}
		data, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		if part.Name == "word/styles.xml" {
			const no = `<w:overflowPunct w:val="0"/>`
			if !bytes.Contains(data, []byte(no)) {
				t.Fatal("the file does not say that commas stay within the line")
			}
			data = bytes.ReplaceAll(data, []byte(no), []byte(`<w:overflowPunct w:val="1"/>`))
		}
		to, err := w.Create(part.Name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := to.Write(data); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}
