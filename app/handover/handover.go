// Package handover writes and reads hand-over files: events with everything
// that belongs to them, encrypted with a passphrase.
//
// A file is an age file (age-encryption.org/v1) with one passphrase. Inside
// stands one JSON value a line: the header, then for each event the event and
// its photos one by one, then the end. There is no compression, so that a
// reader never meets more than the file is long.
package handover

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"filippo.io/age"

	"openday/app"
)

// Ending is the ending of hand-over files.
const Ending = ".openday"

// Format is the version of the form of the files that this program writes, and
// the newest that it reads.
const Format = 1

// WorkFactor is how much work it takes to try a passphrase: scrypt with 2 to
// this power, about half a second and 128 MB on an office PC.
const WorkFactor = 17

// mostWork is the greatest work factor that is accepted of a file.
const mostWork = 18

// longestLine bounds one line, and with it the memory that a file can take: a
// photo is kept at less than 2 MB.
const longestLine = 64 << 20

// Header says what a file is.
type Header struct {
	Format  int       `json:"format"`
	Program string    `json:"program"` // the version that wrote it
	Office  string    `json:"office"`  // the organiser of its first event
	By      string    `json:"by"`
	At      time.Time `json:"at"`
}

// line is one line of a file: one of its fields is filled.
type line struct {
	Header *Header       `json:"header,omitempty"`
	Event  *app.HandOver `json:"event,omitempty"` // without photos
	Photo  *app.Photo    `json:"photo,omitempty"` // of the event before it
	End    *int          `json:"end,omitempty"`   // how many events there are
}

// Writer writes a hand-over file.
type Writer struct {
	encoder *json.Encoder
	closer  io.Closer
	events  int
}

// NewWriter begins a file with a passphrase and a work factor, usually WorkFactor.
func NewWriter(w io.Writer, passphrase string, workFactor int, header Header) (*Writer, error) {
	recipient, err := age.NewScryptRecipient(passphrase)
	if err != nil {
		return nil, app.Errorf(app.CodeInvalid, err, "Give a passphrase.")
	}
	recipient.SetWorkFactor(workFactor)
	body, err := age.Encrypt(w, recipient)
	if err != nil {
		return nil, err
	}
	header.Format = Format
	out := &Writer{encoder: json.NewEncoder(body), closer: body}
	out.encoder.SetEscapeHTML(false)
	return out, out.encoder.Encode(line{Header: &header})
}

// Put adds an event.
func (w *Writer) Put(h app.HandOver) error {
	pictures := h.Photos
	h.Photos = nil
	if err := w.encoder.Encode(line{Event: &h}); err != nil {
		return err
	}
	w.events++
	for i := range pictures {
		if err := w.encoder.Encode(line{Photo: &pictures[i]}); err != nil {
			return err
		}
	}
	return nil
}

// Close ends the file. Without it no reader takes the file for whole.
func (w *Writer) Close() error {
	if err := w.encoder.Encode(line{End: &w.events}); err != nil {
		return err
	}
	return w.closer.Close()
}

// Reader reads a hand-over file.
type Reader struct {
	Header Header

	lines  *bufio.Reader
	ahead  *app.HandOver // an event that is begun
	events int
}

// Open begins to read a file with its passphrase. It tells a wrong passphrase
// from a file that is damaged, of another kind, or of a newer program.
func Open(r io.Reader, passphrase string) (*Reader, error) {
	const intro = "age-encryption.org/v1\n"
	buffered := bufio.NewReader(r)
	if begin, err := buffered.Peek(len(intro)); string(begin) != intro {
		if err != nil && !errors.Is(err, io.EOF) {
			return nil, unreadable(err)
		}
		if len(begin) > 0 && strings.HasPrefix(intro, string(begin)) {
			return nil, damaged(err)
		}
		return nil, app.Errorf(app.CodeInvalid, err, "This is not a hand-over file (.openday) of this program. Nothing was changed. Choose another file.")
	}
	identity, err := age.NewScryptIdentity(passphrase)
	if err != nil {
		return nil, app.Errorf(app.CodeInvalid, err, "Give the passphrase.")
	}
	identity.SetMaxWorkFactor(mostWork)
	body, err := age.Decrypt(buffered, identity)
	var wrong *age.NoIdentityMatchError
	switch {
	case errors.As(err, &wrong):
		return nil, app.Errorf(app.CodeInvalid, err, "The passphrase is wrong. Nothing was changed. Mind capitals and spaces, or ask the office that made the file.")
	case err != nil:
		return nil, damaged(err)
	}
	return readClear(body)
}

// readClear begins to read what is inside of the encryption.
func readClear(r io.Reader) (*Reader, error) {
	in := &Reader{lines: bufio.NewReaderSize(r, 1<<16)}
	first, err := in.next()
	if err != nil {
		return nil, err
	}
	if first.Header == nil || first.Header.Format < 1 {
		return nil, damaged(nil)
	}
	in.Header = *first.Header
	if in.Header.Format > Format {
		return nil, app.Errorf(app.CodeInvalid, nil, "The hand-over file was made by a newer version of this program (%s). Nothing was changed. Install the newer version and open it again.", in.Header.Program)
	}
	return in, nil
}

func damaged(err error) error {
	return app.Errorf(app.CodeInvalid, err, "The hand-over file is damaged or cut short. Nothing was changed. Copy it again, or ask for a new one.")
}

func unreadable(err error) error {
	return app.Errorf(app.CodeInvalid, err, "The hand-over file cannot be read. Nothing was changed. Copy it to this computer and try again.")
}

// next reads one line.
func (r *Reader) next() (line, error) {
	var l line
	var text []byte
	for {
		part, err := r.lines.ReadSlice('\n')
		text = append(text, part...)
		if len(text) > longestLine {
			return l, damaged(errors.New("a line is too long"))
		}
		if err == nil {
			break
		}
		if !errors.Is(err, bufio.ErrBufferFull) {
			return l, damaged(err)
		}
	}
	// A field that is not known is of a newer form, which would have said so.
	decoder := json.NewDecoder(bytes.NewReader(text))
	if err := decoder.Decode(&l); err != nil {
		return l, damaged(err)
	}
	return l, nil
}

// Next gives the next event, and io.EOF after the last, once the file has
// proved to be whole.
func (r *Reader) Next() (app.HandOver, error) {
	for {
		if r.lines == nil {
			return app.HandOver{}, io.EOF
		}
		l, err := r.next()
		if err != nil {
			return app.HandOver{}, err
		}
		done := r.ahead
		switch {
		case l.Event != nil:
			r.events++
			r.ahead = l.Event
			if done != nil {
				return *done, nil
			}
		case l.Photo != nil && done != nil:
			done.Photos = append(done.Photos, *l.Photo)
		case l.End != nil && done != nil:
			if err := r.end(*l.End); err != nil {
				return app.HandOver{}, err
			}
			r.ahead, r.lines = nil, nil
			return *done, nil
		default:
			return app.HandOver{}, damaged(fmt.Errorf("an unknown line after %d events", r.events))
		}
	}
}

// end proves that the file ends where it says: the encryption vouches for its
// last byte only once that is read.
func (r *Reader) end(events int) error {
	if events != r.events {
		return damaged(fmt.Errorf("%d events, not %d", r.events, events))
	}
	if _, err := r.lines.ReadByte(); !errors.Is(err, io.EOF) {
		return damaged(err)
	}
	return nil
}
