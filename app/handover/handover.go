// Package handover writes and reads hand-over files: events with everything
// that belongs to them, encrypted with a passphrase.
//
// A file is an age file (age-encryption.org/v1) with one passphrase. Inside
// stands one JSON value a line: the header, then for each event the event and
// its other records one by one, each under its kind, then the end. There is no
// compression, so that a reader never meets more than the file is long.
//
// A record has its filled fields by the names of their descriptors. The header
// says which names its writer knows: what is absent of them is empty, what is
// absent of others says nothing. A new field needs no new format.
package handover

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"filippo.io/age"

	"openday/app"
	"openday/app/merge"
)

// Ending is the ending of hand-over files.
const Ending = ".openday"

// Format is the version of the form of the files that this program writes, and
// the newest that it reads.
const Format = 2

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
	// Fields are the names of fields that the program knows, by the kind of
	// record, those of rows under kind.name. Format 1 has none.
	Fields map[string][]string `json:"fields,omitempty"`
}

// The lines of a file that are no records.
const (
	lineHeader = "header"
	lineEnd    = "end" // how many events there are
)

// line is one line of a file: a value under what it is.
type line struct {
	what  string
	value json.RawMessage
}

// Writer writes a hand-over file.
type Writer struct {
	out    io.WriteCloser
	events int
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
	return writeClear(body, header)
}

// writeClear begins what is inside of the encryption.
func writeClear(w io.WriteCloser, header Header) (*Writer, error) {
	header.Format, header.Fields = Format, merge.Names()
	out := &Writer{out: w}
	return out, out.put(lineHeader, header)
}

// put writes one line.
func (w *Writer) put(what string, value any) error {
	text, ready := value.(json.RawMessage)
	if !ready {
		var err error
		if text, err = json.Marshal(value); err != nil {
			return err
		}
	}
	_, err := fmt.Fprintf(w.out, "{%q:%s}\n", what, text)
	return err
}

// Put adds an event.
func (w *Writer) Put(h merge.HandOver) error {
	for kind, record := range h.Records() {
		if err := w.put(kind, record); err != nil {
			return err
		}
	}
	w.events++
	return nil
}

// Close ends the file. Without it no reader takes the file for whole.
func (w *Writer) Close() error {
	if err := w.put(lineEnd, w.events); err != nil {
		return err
	}
	return w.out.Close()
}

// Reader reads a hand-over file.
type Reader struct {
	Header Header

	lines  *bufio.Reader
	ahead  *merge.Incoming // an event that is begun
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
	if first.what != lineHeader || json.Unmarshal(first.value, &in.Header) != nil || in.Header.Format < 1 {
		return nil, damaged(nil)
	}
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
	var one map[string]json.RawMessage
	if err := json.Unmarshal(text, &one); err != nil {
		return l, damaged(err)
	}
	if len(one) != 1 {
		return l, damaged(errors.New("a line with several values"))
	}
	for l.what, l.value = range one {
	}
	return l, nil
}

// Next returns the next event, and io.EOF after the last, once the file has
// proved to be whole.
func (r *Reader) Next() (merge.HandOver, error) {
	for {
		if r.lines == nil {
			return merge.HandOver{}, io.EOF
		}
		l, err := r.next()
		if err != nil {
			return merge.HandOver{}, err
		}
		done := r.ahead
		switch {
		case merge.Begins(l.what):
			r.events++
			if r.ahead, err = r.begin(l); err != nil {
				return merge.HandOver{}, damaged(err)
			}
			r.ahead.At = r.Header.At
			if done != nil {
				return done.HandOver, nil
			}
		case l.what == lineEnd && done != nil:
			var events int
			if err := json.Unmarshal(l.value, &events); err != nil {
				return merge.HandOver{}, damaged(err)
			}
			if err := r.end(events); err != nil {
				return merge.HandOver{}, err
			}
			r.ahead, r.lines = nil, nil
			return done.HandOver, nil
		case done == nil:
			return merge.HandOver{}, damaged(errors.New("a record before the first event"))
		default:
			if err := r.add(l); err != nil {
				return merge.HandOver{}, damaged(err)
			}
		}
	}
}

// begin reads the line that begins an event.
func (r *Reader) begin(l line) (*merge.Incoming, error) {
	if r.Header.Format == 1 {
		return merge.ReadFormat1(l.value)
	}
	h := merge.NewIncoming(r.Header.Fields)
	return h, h.Add(l.what, l.value)
}

// add reads a record of the event that is begun.
func (r *Reader) add(l line) error {
	if r.Header.Format > 1 {
		return r.ahead.Add(l.what, l.value)
	}
	if l.what != "photo" {
		return fmt.Errorf("an unknown line after %d events", r.events)
	}
	return r.ahead.AddFormat1Photo(l.value)
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
