package paper

import (
	"context"
	"io"

	"openday/app/paper/docx"
	"openday/app/paper/typeset"
	"openday/app/paper/web"
	"openday/app/paper/wording"
	"openday/app/paper/xlsx"
)

// Sheet sets the parts of a paper on plain pages: as the pages of a PDF, as a
// Word file, or as a text for a web page. What is on a paper is said once, through it.
type Sheet interface {
	wording.Measurer
	Text(s typeset.Style, text string)
	Space(mm float64)
	Table(t typeset.Table)
	NewPage()
	// Mark says that what follows is written in a field of the event, such as
	// Sections[2]; Report.Places tells where it came to stand.
	Mark(field string)
}

// Official sets the parts of an official paper of GB/T 9704 in the same way.
type Official interface {
	Sheet
	Title(text string)
	Heading(level int, text string)
	HeadedBody(level int, heading, body string)
	Body(text string)
	Caption(text string)
	Picture(data []byte, mm float64, caption string)
	// Hold keeps the paragraph that was set last on the page of what comes next.
	Hold()
	Signature(issuer, date string)
	Annex(label, title string, landscape bool)
	Head(h typeset.Head)
	Colophon(c typeset.Colophon)
}

var (
	_, _ Official = (*typeset.Official)(nil), (*docx.Official)(nil)
	_    Official = (*web.Official)(nil)
	_, _ Sheet    = (*typeset.Document)(nil), (*docx.Official)(nil)
	_    Sheet    = (*xlsx.Sheet)(nil)
)

// AssembleOfficial has put set an official paper and hands it to the
// writer, in one of the formats. The error is the context's, the writer's, or a
// sentence for the person.
func (r *Report) AssembleOfficial(ctx context.Context, w io.Writer, about typeset.Options, as Format, put func(doc Official) error) error {
	set := func(doc Official) error { return put(readOfficial{doc, r}) }
	switch as {
	case FormatWord:
		doc := docx.NewOfficial(docx.Options{Title: about.Title, Author: about.Author, Created: about.Created})
		return writeSet[Official](ctx, w, doc, set, func() ([]byte, error) { return doc.Bytes(ctx) })
	case FormatText, FormatHTML:
		doc := web.New(about.Title)
		return writeSet[Official](ctx, w, doc, set, func() ([]byte, error) { return written(doc, as), ctx.Err() })
	}
	doc := typeset.NewOfficial(about)
	if err := set(doc); err != nil {
		return NotMade(ctx, err)
	}
	return r.Finish(ctx, w, doc.Document)
}

// AssembleSheet is AssembleOfficial for a paper on plain pages, those of about.
func (r *Report) AssembleSheet(ctx context.Context, w io.Writer, about typeset.Options, as Format, put func(doc Sheet) error) error {
	set := func(doc Sheet) error { return put(readSheet{doc, r}) }
	switch as {
	case FormatWord:
		doc := docx.NewSheet(docx.Options{Title: about.Title, Author: about.Author, Created: about.Created}, about.Page)
		return writeSet[Sheet](ctx, w, doc, set, func() ([]byte, error) { return doc.Bytes(ctx) })
	case FormatExcel:
		doc := xlsx.New(xlsx.Options{Title: about.Title, Author: about.Author, Created: about.Created, Page: about.Page})
		return writeSet[Sheet](ctx, w, doc, set, func() ([]byte, error) { return doc.Bytes(ctx) })
	case FormatText, FormatHTML:
		doc := web.New(about.Title)
		return writeSet[Sheet](ctx, w, doc, set, func() ([]byte, error) { return written(doc, as), ctx.Err() })
	}
	doc := typeset.New(about)
	if err := set(doc); err != nil {
		return NotMade(ctx, err)
	}
	return r.Finish(ctx, w, doc)
}

// written returns a text that was set, in one of its two forms.
func written(doc *web.Official, as Format) []byte {
	if as == FormatHTML {
		return []byte(doc.HTML())
	}
	return []byte(doc.Plain())
}

// writeSet has set fill a document and hands the finished one to the writer, all of it
// or nothing.
func writeSet[D any](ctx context.Context, w io.Writer, doc D, set func(D) error, finish func() ([]byte, error)) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	err := set(doc)
	if err == nil {
		err = ctx.Err()
	}
	if err != nil {
		return NotMade(ctx, err)
	}
	file, err := finish()
	if err != nil {
		return NotMade(ctx, err)
	}
	_, err = w.Write(file)
	return err
}
