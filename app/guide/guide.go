// Package guide reads the user's guide, which the window shows on F1 and which
// can be printed. The guide is Chinese whatever the window speaks.
//
// A chapter is a Markdown file of a plain subset: one heading of the first
// level, headings of the second level, paragraphs, bulleted and numbered lists,
// quotes as notes, tables, and pictures with a caption, each in a paragraph of
// its own; **bold** is all that stands within a line. A paragraph [[keys]] is
// where the keys of the menus go, a paragraph [[steps]] where the table of the
// steps in the handling of opinions goes.
package guide

import (
	"fmt"
	"io/fs"
	"path"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	table "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/text"

	"openday/assets"
)

// The chapters that something in the window opens.
const (
	First      = "first"
	Event      = "event"
	Invitees   = "invitees"
	Agenda     = "agenda"
	Print      = "print"
	Attendance = "attendance"
	Opinions   = "opinions"
	Summary    = "summary"
	Moving     = "moving"
	Questions  = "questions"
	Keys       = "keys"
)

// Title is the heading of the whole guide.
const Title = "政务开放日使用指南"

// Chapter is one chapter of the guide.
type Chapter struct {
	// ID names the chapter: its file without number and ending.
	ID    string
	Title string
	// Sections are its parts; the first has no title where text stands before
	// the first heading.
	Sections []Section
}

// Section is a part of a chapter under a heading of its own.
type Section struct {
	Title  string
	Blocks []Block
}

// Kind is what a block is.
type Kind int

// The kinds of blocks.
const (
	// Paragraph is running text.
	Paragraph Kind = iota
	// Item is an entry of a list.
	Item
	// Note is running text that is set off.
	Note
	// Picture is a picture with its caption.
	Picture
	// Table is a table; its first row is the heading.
	Table
)

// Block is a paragraph, an entry of a list, a note, a picture or a table.
type Block struct {
	Kind   Kind
	Spans  []Span // of Paragraph, Item and Note
	Number int    // of an Item in a numbered list, from 1; 0 in a bulleted one

	File    string // of a Picture: its name in the guide's folder
	Image   []byte // its PNG file
	Caption string

	Rows [][]string // of a Table, all as long as the first
}

// Span is a piece of text in one weight.
type Span struct {
	Text string
	Bold bool
}

// Menu is a menu of the window with the keys of its entries.
type Menu struct {
	Title   string
	Entries []Entry
}

// Entry is an entry of a menu and its key, such as Ctrl+N.
type Entry struct{ Label, Key string }

// Told is what the guide has from the program itself.
type Told struct {
	Menus []Menu     // whose keys the last chapter lists
	Steps [][]string // in the handling of opinions: step, from, to, what is filled in, until when
}

// The paragraphs in whose place the keys and the steps go.
const (
	keysMark  = "[[keys]]"
	stepsMark = "[[steps]]"
)

// Chapters reads the guide. An error is a mistake in the guide's files, never
// the user's.
func Chapters(told Told) ([]Chapter, error) { return chapters(assets.Guide, "guide", told) }

func chapters(files fs.FS, folder string, told Told) ([]Chapter, error) {
	names, err := fs.Glob(files, path.Join(folder, "*.md"))
	if err != nil {
		return nil, err
	}
	var all []Chapter
	for _, name := range names {
		source, err := fs.ReadFile(files, name)
		if err != nil {
			return nil, err
		}
		r := reader{files: files, folder: folder, source: source, told: told}
		c, err := r.chapter()
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		_, c.ID, _ = strings.Cut(strings.TrimSuffix(path.Base(name), ".md"), "-")
		all = append(all, c)
	}
	return all, nil
}

// reader reads one chapter.
type reader struct {
	files  fs.FS
	folder string
	source []byte
	told   Told
	read   Chapter
}

func (r *reader) chapter() (Chapter, error) {
	doc := goldmark.New(goldmark.WithExtensions(extension.Table)).Parser().Parse(text.NewReader(r.source))
	for n := doc.FirstChild(); n != nil; n = n.NextSibling() {
		if err := r.block(n); err != nil {
			return Chapter{}, err
		}
	}
	if r.read.Title == "" {
		return Chapter{}, fmt.Errorf("the chapter has no title")
	}
	return r.read, nil
}

func (r *reader) add(b Block) {
	c := &r.read
	if len(c.Sections) == 0 {
		c.Sections = []Section{{}}
	}
	last := &c.Sections[len(c.Sections)-1]
	last.Blocks = append(last.Blocks, b)
}

func (r *reader) block(n ast.Node) error {
	switch n := n.(type) {
	case *ast.Heading:
		title := plain(r.spans(n))
		switch {
		case n.Level == 1 && r.read.Title == "":
			r.read.Title = title
		case n.Level == 2:
			r.read.Sections = append(r.read.Sections, Section{Title: title})
		default:
			return fmt.Errorf("the heading %q is of a level that has no meaning here", title)
		}
	case *ast.Paragraph:
		if picture, ok := n.FirstChild().(*ast.Image); ok && n.ChildCount() == 1 {
			return r.picture(picture)
		}
		spans := r.spans(n)
		switch plain(spans) {
		case keysMark:
			r.keys()
			return nil
		case stepsMark:
			r.add(Block{Kind: Table, Rows: append([][]string{{"步骤", "从", "到", "填写", "时限"}}, r.told.Steps...)})
			return nil
		}
		r.add(Block{Kind: Paragraph, Spans: spans})
	case *ast.List:
		number := n.Start
		for item := n.FirstChild(); item != nil; item = item.NextSibling() {
			if item.ChildCount() != 1 {
				return fmt.Errorf("the entry %q of a list holds more than a line of text", plain(r.spans(item)))
			}
			r.add(Block{Kind: Item, Spans: r.spans(item.FirstChild()), Number: number})
			if n.IsOrdered() {
				number++
			}
		}
	case *ast.Blockquote:
		for p := n.FirstChild(); p != nil; p = p.NextSibling() {
			r.add(Block{Kind: Note, Spans: r.spans(p)})
		}
	case *table.Table:
		b := Block{Kind: Table}
		for row := n.FirstChild(); row != nil; row = row.NextSibling() {
			var cells []string
			for cell := row.FirstChild(); cell != nil; cell = cell.NextSibling() {
				cells = append(cells, plain(r.spans(cell)))
			}
			b.Rows = append(b.Rows, cells)
		}
		r.add(b)
	default:
		return fmt.Errorf("%s is not part of the guide's Markdown", n.Kind())
	}
	return nil
}

func (r *reader) picture(n *ast.Image) error {
	file := string(n.Destination)
	image, err := fs.ReadFile(r.files, path.Join(r.folder, file))
	if err != nil {
		return err
	}
	r.add(Block{Kind: Picture, File: file, Image: image, Caption: plain(r.spans(n))})
	return nil
}

// keys adds a section a menu that has keys.
func (r *reader) keys() {
	for _, m := range r.told.Menus {
		rows := [][]string{{"命令", "按键"}}
		for _, e := range m.Entries {
			rows = append(rows, []string{e.Label, e.Key})
		}
		if len(rows) > 1 {
			r.read.Sections = append(r.read.Sections, Section{Title: m.Title, Blocks: []Block{{Kind: Table, Rows: rows}}})
		}
	}
}

// spans returns the text on and under a node.
func (r *reader) spans(n ast.Node) []Span {
	var all []Span
	add := func(text string, bold bool) {
		if last := len(all) - 1; last >= 0 && all[last].Bold == bold {
			all[last].Text += text
			return
		}
		all = append(all, Span{text, bold})
	}
	// The walk's error is the function's own, and it has none.
	_ = ast.Walk(n, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		bold := false
		for p := n.Parent(); p != nil && !bold; p = p.Parent() {
			emphasis, ok := p.(*ast.Emphasis)
			bold = ok && emphasis.Level == 2
		}
		switch n := n.(type) {
		case *ast.Text:
			add(string(n.Segment.Value(r.source)), bold)
		case *ast.String:
			add(string(n.Value), bold)
		}
		return ast.WalkContinue, nil
	})
	return all
}

// plain is the text of spans without their weights.
func plain(spans []Span) string {
	var b strings.Builder
	for _, s := range spans {
		b.WriteString(s.Text)
	}
	return b.String()
}

// Text is all text of a section but its title, a block a line: what a search
// looks through.
func (s Section) Text() string {
	var lines []string
	for _, b := range s.Blocks {
		lines = append(lines, b.Text())
	}
	return strings.Join(lines, "\n")
}

// Text is the text of a block, the cells of a table parted by spaces.
func (b Block) Text() string {
	switch b.Kind {
	case Picture:
		return b.Caption
	case Table:
		rows := make([]string, len(b.Rows))
		for i, row := range b.Rows {
			rows[i] = strings.Join(row, " ")
		}
		return strings.Join(rows, "\n")
	default:
		return plain(b.Spans)
	}
}

// Hit is a section that a search found.
type Hit struct{ Chapter, Section int }

// Find returns the sections that hold every word of a text, in their order;
// capitals do not matter. An empty text finds none.
func Find(chapters []Chapter, text string) []Hit {
	asked := strings.Fields(strings.ToLower(text))
	if len(asked) == 0 {
		return nil
	}
	var hits []Hit
	for i, c := range chapters {
		for j, s := range c.Sections {
			within := strings.ToLower(c.Title + "\n" + s.Title + "\n" + s.Text())
			all := true
			for _, word := range asked {
				all = all && strings.Contains(within, word)
			}
			if all {
				hits = append(hits, Hit{i, j})
			}
		}
	}
	return hits
}
