package paper

import (
	"slices"
	"strings"
)

// Format is the kind of file that a paper is written as: the ending of its name
// without the dot.
type Format string

// The formats.
const (
	FormatPDF   Format = "pdf"  // to be printed and kept; also where no format is named
	FormatWord  Format = "docx" // to be edited
	FormatExcel Format = "xlsx" // to be filled in
	FormatText  Format = "txt"  // to be put into a message or a web page
	FormatHTML  Format = "html" // for a web page, with its headings and tables
)

// Ending is what the name of a file of the format ends in.
func (f Format) Ending() string { return "." + string(f) }

// Formats are those in which the paper can be had, the PDF first.
func (d Definition) Formats() []Format {
	all := []Format{FormatPDF}
	if d.Word {
		all = append(all, FormatWord)
	}
	if d.Excel {
		all = append(all, FormatExcel)
	}
	if d.Public {
		all = append(all, FormatText, FormatHTML)
	}
	return all
}

// FormatOf returns the format of which a file's ending speaks, with its dot; ok is
// false where the paper cannot be had in it.
func (d Definition) FormatOf(ending string) (f Format, ok bool) {
	f = Format(strings.ToLower(strings.TrimPrefix(ending, ".")))
	if f == "htm" {
		f = FormatHTML
	}
	return f, slices.Contains(d.Formats(), f)
}
