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

// Official sets the parts of an official paper of GB/T 9704: as the pages of a
// PDF or as a Word file. What is on a paper is said once, through it.
type Official interface {
	wording.Measurer
	Title(text string)
	Heading(level int, text string)
	HeadedBody(level int, heading, body string)
	Body(text string)
	Text(s typeset.Style, text string)
	Space(mm float64)
	Caption(text string)
	Table(t typeset.Table)
	Picture(data []byte, mm float64, caption string)
	Signature(issuer, date string)
	Annex(label, title string, landscape bool)
}

var _, _ Official = (*typeset.Official)(nil), (*docx.Official)(nil)

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
