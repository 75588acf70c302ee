package paper

import (
	"context"
	"errors"
	"io"

	"openday/app"
	"openday/app/paper/docx"
	"openday/app/paper/typeset"
	"openday/app/paper/wording"
)

// Sheet sets the parts of a paper on plain pages: as the pages of a PDF or as a
// Word file. What is on a paper is said once, through it.
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
}

var (
	_, _ Official = (*typeset.Official)(nil), (*docx.Official)(nil)
	_, _ Sheet    = (*typeset.Document)(nil), (*docx.Official)(nil)
)

// AssembleOfficial has set put an official paper together and hands it to the
// writer, as a PDF or as a Word file. The error is the context's, the writer's, or a
// sentence for the person.
func (r *Report) AssembleOfficial(ctx context.Context, w io.Writer, about typeset.Options, word bool, set func(doc Official) error) error {
	if word {
		doc := docx.NewOfficial(docx.Options{Title: about.Title, Author: about.Author, Created: about.Created})
		if err := set(doc); err != nil {
			return NotMade(ctx, err)
		}
		return WriteWord(ctx, w, doc)
	}
	doc := typeset.NewOfficial(about)
	if err := set(doc); err != nil {
		return NotMade(ctx, err)
	}
	return r.Finish(ctx, w, doc.Document)
}

// AssembleSheet is AssembleOfficial for a paper on plain pages, those of about.
func (r *Report) AssembleSheet(ctx context.Context, w io.Writer, about typeset.Options, word bool, set func(doc Sheet) error) error {
	if word {
		doc := docx.NewSheet(docx.Options{Title: about.Title, Author: about.Author, Created: about.Created}, about.Page)
		if err := set(doc); err != nil {
			return NotMade(ctx, err)
		}
		return WriteWord(ctx, w, doc)
	}
	doc := typeset.New(about)
	if err := set(doc); err != nil {
		return NotMade(ctx, err)
	}
	return r.Finish(ctx, w, doc)
}

// WriteWord finishes a Word file and hands it to the writer, all of it or
// nothing. The error is the context's, the writer's, or a sentence for the person.
func WriteWord(ctx context.Context, w io.Writer, doc *docx.Official) error {
	file, err := doc.Bytes(ctx)
	switch {
	case err != nil && errors.Is(err, ctx.Err()):
		return err
	case err != nil:
		return app.Errorf(app.CodeInternal, err, "The paper could not be made. Nothing was written.")
	}
	_, err = w.Write(file)
	return err
}
