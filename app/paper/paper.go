// Package paper is what the papers of an open day have in common: how a paper is
// defined, what can be chosen about it, what is told about a finished one, and the
// blocks that they are set from. The papers themselves stand in the packages
// before, onday and after, by when they are needed, one file of code a paper with
// its [Definition], and are joined in openday/app/papers. All of them are set by
// package typeset; they take a Dossier and return bytes, and know neither the
// store nor the window.
//
// Papers are always Chinese. What a person must be told before handing one out
// stands in the Report, in the language of the window. No paper shows an
// identity number whole.
package paper

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"regexp"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"openday/app"
	"openday/app/check"
	"openday/app/idcard"
	"openday/app/paper/typeset"
	"openday/app/sheet"
	"openday/app/words"
)

// Kind is a kind of paper. Its value is what the command line calls it. Each
// stands with its definition.
type Kind string

// Report tells what a finished paper is like and what to know before handing it out.
type Report struct {
	Pages   int
	Full    int             // how many people's telephone numbers stand on it in full
	Missing []rune          // drawn as 〓 because no font has them, each once
	Notes   []string        // sentences: who was left out, what is not entered yet
	Places  []typeset.Place // where what is written in which field of the event stands, in their order
	Layout  sheet.Layout    // where its rows and cells are, if it can be read back from a scan
	Private bool            // it shows people's full numbers, or a secret: its file is for its user alone

	places []place // of the notes, one each
	proof  *proof  // what reading it came upon; nil where it was not read
}

// place is where something is mended: a part of the event, and a field of its own
// where it is one.
type place struct {
	topic app.Topic
	field string
}

// Warnings returns all that a person must be told, a sentence each: the notes,
// and the characters that no font has. Empty where there is nothing to tell.
func (r Report) Warnings() []string {
	all := append([]string(nil), r.Notes...)
	if len(r.Missing) > 0 {
		names := make([]string, len(r.Missing))
		for i, c := range r.Missing {
			if names[i] = string(c); unicode.In(c, unicode.Cc, unicode.Cf) {
				names[i] = fmt.Sprintf("U+%04X", c) // of what nobody sees
			}
		}
		all = append(all, words.T("No font has these characters, they are drawn as 〓: %s. Write them in by hand, or install a font that has them.", strings.Join(names, " ")))
	}
	return all
}

// Findings returns the warnings with the part of the event where each is mended.
func (r Report) Findings() []check.Finding {
	var all []check.Finding
	for i, sentence := range r.Warnings() {
		f := check.Finding{Weight: check.WeightWarning, Message: sentence, Topic: app.TopicEvents}
		if i < len(r.places) {
			f.Topic, f.Field = r.places[i].topic, r.places[i].field
		}
		all = append(all, f)
	}
	return all
}

// Note notes a sentence about the event's own fields.
func (r *Report) Note(sentence string) { r.NoteAbout(app.TopicEvents, sentence) }

// NoteAbout notes a sentence about a part of the event.
func (r *Report) NoteAbout(topic app.Topic, sentence string) { r.note(place{topic: topic}, sentence) }

func (r *Report) note(at place, sentence string) {
	r.Notes, r.places = append(r.Notes, sentence), append(r.places, at)
}

// WithProgress returns a context for the making of a paper which says how far it is,
// on the goroutine that makes it: how many pages are set, while of is 0, and then
// which page of all is written.
func WithProgress(ctx context.Context, say func(page, of int)) context.Context {
	return typeset.WithProgress(ctx, say)
}

// Finish finishes a document and hands it to the writer, all of it or nothing.
// The error is the context's, the writer's, or a sentence for the person.
func (r *Report) Finish(ctx context.Context, w io.Writer, doc *typeset.Document) error {
	pdf, made, err := doc.PDF(ctx)
	if err != nil {
		return NotMade(ctx, err)
	}
	r.Pages, r.Missing, r.Places = made.Pages, made.Missing, made.Places
	_, err = w.Write(pdf)
	return err
}

// NotMade is the error of a paper that could not be made: the context's, or a
// sentence for the person.
func NotMade(ctx context.Context, err error) error {
	if errors.Is(err, ctx.Err()) {
		return err
	}
	return app.Errorf(app.CodeInternal, err, "The paper could not be made. Nothing was written.")
}

// The longest title and the longest whole name of a file, in bytes: some systems
// take 255 for the name, and Windows 260 characters for the whole path.
const (
	longestTitle = 150
	longestName  = 200
)

// FileName suggests a name for a file that is made from an event, which any
// system takes: 2022-11-22 县民政局政府开放日 签到表.pdf.
func FileName(e app.Event, what, ending string) string {
	date := "日期未定"
	if !e.Start.IsZero() {
		date = e.Start.Format(time.DateOnly)
	}
	return SafeName(date + " " + cutName(tidyName(e.Title), longestTitle) + " " + what + ending)
}

// unsafeInNames are what Windows takes in no file name, with what looks like it.
var unsafeInNames = strings.NewReplacer(
	`\`, "＼", "/", "／", ":", "：", "*", "＊", "?", "？", `"`, "＂", "<", "＜", ">", "＞", "|", "｜")

// keptNames are the names that Windows keeps for itself, whatever ending follows.
var keptNames = regexp.MustCompile(`(?i)^(con|prn|aux|nul|com[1-9]|lpt[1-9])(\.|$)`)

// SafeName makes of any text a file name that every system takes: without signs
// and names that Windows keeps for itself, without blanks or dots at its end, and
// of at most 200 bytes with its ending kept.
func SafeName(name string) string {
	name = tidyName(name)
	ending := filepath.Ext(name)
	if len(ending) < 2 || len(ending) > 8 || strings.ContainsRune(ending, ' ') {
		ending = ""
	}
	stem := strings.Trim(strings.TrimSuffix(name, ending), " .")
	if stem == "" || keptNames.MatchString(stem) {
		stem = "_" + stem
	}
	return cutName(stem, longestName-len(ending)) + ending
}

// tidyName makes one line of a text, with single blanks and without the signs
// that no file name may have.
func tidyName(text string) string {
	text = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(text, ""))
	return unsafeInNames.Replace(strings.Join(strings.Fields(text), " "))
}

// cutName cuts a name off at a number of bytes, between two characters.
func cutName(name string, most int) string {
	for len(name) > most {
		_, size := utf8.DecodeLastRuneInString(name)
		name = name[:len(name)-size]
	}
	return strings.TrimRight(name, " .")
}

// idNumbers finds resident identity numbers in running text.
var idNumbers = regexp.MustCompile(`\d{17}[\dXxＸ]|\b\d{15}\b`)

// Discreet returns a text that a person wrote with the identity numbers in it hidden.
func Discreet(text string) string { return idNumbers.ReplaceAllStringFunc(text, idcard.Mask) }
