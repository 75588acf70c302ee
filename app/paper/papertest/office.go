package papertest

import (
	"fmt"
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
