package paper

import (
	"strings"

	"openday/app"
	"openday/app/paper/typeset"
	"openday/app/paper/wording"
)

// Labelled sets labelled lines, those without a text left out.
func Labelled(doc *typeset.Document, role typeset.Role, size float64, list [][2]string) {
	const label = 5 // characters, with the colon
	for _, f := range list {
		if f[1] != "" {
			doc.Text(typeset.Style{Role: role, Size: size, Indent: label, First: -label, Keep: true}, f[0]+"："+f[1])
		}
	}
}

// Assembly says when and where people come together.
func Assembly(e app.Event) string {
	text := e.AssemblyPlace
	if !e.AssemblyTime.IsZero() {
		text = wording.ClockOn(e.AssemblyTime, e.Start) + "　" + text
	}
	return strings.TrimSpace(text)
}

// Sizes of sheets: pt for letters, mm for rows, after DOMAIN.md.
const (
	SheetTitleSize = 18.0 // of the title
	SheetFactSize  = 11.0 // of what stands between title and table
	SheetRow       = 10.5 // of a row in which somebody writes
)
