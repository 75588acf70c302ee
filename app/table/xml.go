package table

import (
	"bytes"
	"encoding/xml"
	"io"
	"strings"

	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// xmlReader reads XML word by word, in whatever encoding, within bounds.
type xmlReader struct {
	decoder *xml.Decoder
	input   *meteredReader
	source  io.Closer
	tokens  int
}

// newXMLReader reads XML from a source, which it closes.
func newXMLReader(source io.ReadCloser) (*xmlReader, error) {
	input := &meteredReader{from: io.LimitReader(source, maxUnpacked+1), left: maxUnpacked}
	input.fill()
	// UTF-16, with a mark or without, begins with a zero among its first two bytes,
	// or with the mark.
	switch begin := input.buffered(); {
	case bytes.HasPrefix(begin, []byte("\xff\xfe")), bytes.HasPrefix(begin, []byte("\xfe\xff")):
		input.through(unicode.UTF16(unicode.LittleEndian, unicode.ExpectBOM).NewDecoder())
	case bytes.HasPrefix(begin, []byte("<\x00")):
		input.through(unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM).NewDecoder())
	case bytes.HasPrefix(begin, []byte("\x00<")):
		input.through(unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM).NewDecoder())
	}
	x := &xmlReader{decoder: xml.NewDecoder(input), input: input, source: source}
	x.decoder.Strict = false
	x.decoder.CharsetReader = func(charset string, r io.Reader) (io.Reader, error) {
		if charset = strings.ToLower(charset); strings.HasPrefix(charset, "utf-") || strings.HasPrefix(charset, "utf1") {
			return r, nil // it has been decoded already, or need not be
		}
		encoding, err := htmlindex.Get(charset)
		if err != nil {
			return r, nil // a name that nobody knows is no reason to give up
		}
		return transform.NewReader(r, encoding.NewDecoder()), nil
	}
	return x, nil
}

func (x *xmlReader) close() { x.source.Close() }

// token returns the next word, io.EOF after the last. Its bytes are those of the
// decoder, and change with the next.
func (x *xmlReader) token() (xml.Token, error) {
	x.input.mark = x.input.total
	if x.tokens++; x.tokens > maxTokens {
		return nil, errTooLarge
	}
	t, err := x.decoder.RawToken()
	if err != nil && x.input.failed != nil && x.input.failed != io.EOF {
		err = x.input.failed
	}
	return t, err
}

// element returns the next beginning of an element.
func (x *xmlReader) element() (xml.StartElement, error) {
	for {
		t, err := x.token()
		if err != nil {
			return xml.StartElement{}, err
		}
		if start, ok := t.(xml.StartElement); ok {
			return start, nil
		}
	}
}

// attr returns an attribute of an element by its name without the name space, ""
// where there is none.
func attr(start xml.StartElement, name string) string {
	for _, a := range start.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// isTrue reads a truth of XML.
func isTrue(s string) bool { return s == "1" || s == "true" || s == "on" }

// meteredReader reads byte by byte, and ends where one word of XML, or the whole,
// is beyond the bounds.
type meteredReader struct {
	from   io.Reader
	buffer [32 << 10]byte
	at, n  int
	total  int // bytes read
	mark   int // bytes read when the word began
	left   int // bytes that may still be read
	failed error
}

func (m *meteredReader) buffered() []byte { return m.buffer[m.at:m.n] }

// through decodes what is read from here on.
func (m *meteredReader) through(t transform.Transformer) {
	begin := bytes.Clone(m.buffered())
	m.from = transform.NewReader(io.MultiReader(bytes.NewReader(begin), m.from), t)
	m.at, m.n, m.failed = 0, 0, nil
}

// fill reads on once what is buffered has been used.
func (m *meteredReader) fill() {
	m.at, m.n = 0, 0
	for m.n == 0 && m.failed == nil {
		m.n, m.failed = m.from.Read(m.buffer[:])
	}
	m.total, m.left = m.total+m.n, m.left-m.n
	if m.left < 0 || m.total-m.mark > maxToken {
		m.n, m.failed = 0, errTooLarge
	}
}

// ReadByte implements io.ByteReader.
func (m *meteredReader) ReadByte() (byte, error) {
	if m.at == m.n {
		if m.failed != nil {
			return 0, m.failed
		}
		if m.fill(); m.n == 0 {
			return 0, m.failed
		}
	}
	m.at++
	return m.buffer[m.at-1], nil
}

// Read implements io.Reader.
func (m *meteredReader) Read(p []byte) (int, error) {
	b, err := m.ReadByte()
	if err != nil || len(p) == 0 {
		return 0, err
	}
	p[0] = b
	n := 1 + copy(p[1:], m.buffered())
	m.at += n - 1
	return n, nil
}
