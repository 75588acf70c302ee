package table

import (
	"bytes"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// word is a kind of what XML is made of.
type word int

const (
	startElement word = iota
	endElement
	charData
)

// xmlReader reads XML word by word, in whatever encoding and within bounds. It
// knows no name spaces, for none of the forms here says one thing in two of them,
// and takes a third of the time that encoding/xml takes, which is most of what
// reading a list takes.
type xmlReader struct {
	name string // of the element that begins or ends, without its prefix
	text []byte // of the characters; they change with the next word

	attrs  []attribute
	source io.Closer
	from   io.Reader
	buffer []byte // what is read and not yet passed, from the beginning of the word on
	at     int    // where the next word begins
	failed error  // of the source
	left   int    // bytes that may still be read
	words  int
	depth  int
	empty  bool // the element that has begun has nothing in it
	names  map[string]string
}

type attribute struct {
	name  string
	value []byte
}

// newXMLReader reads XML from a source, which it closes.
func newXMLReader(source io.ReadCloser) (*xmlReader, error) {
	x := &xmlReader{source: source, from: source, left: maxUnpacked, names: map[string]string{}, buffer: make([]byte, 0, 64<<10)}
	for len(x.buffer) < 256 && x.failed == nil {
		x.fill()
	}
	x.decode()
	return x, nil
}

var declaredEncoding = regexp.MustCompile(`^(?:\x{feff})?\s*<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]+)["']`)

// decode has what is read from here on decoded from UTF-16, which is known by its
// mark or its zeros, or from the encoding that is declared.
func (x *xmlReader) decode() {
	var t transform.Transformer
	switch {
	case bytes.HasPrefix(x.buffer, []byte("\xff\xfe")), bytes.HasPrefix(x.buffer, []byte("\xfe\xff")):
		t = unicode.UTF16(unicode.LittleEndian, unicode.ExpectBOM).NewDecoder()
	case bytes.HasPrefix(x.buffer, []byte("<\x00")):
		t = unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM).NewDecoder()
	case bytes.HasPrefix(x.buffer, []byte("\x00<")):
		t = unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM).NewDecoder()
	default:
		declared := declaredEncoding.FindSubmatch(x.buffer)
		if declared == nil || bytes.HasPrefix(bytes.ToLower(declared[1]), []byte("utf")) {
			return
		}
		encoding, err := htmlindex.Get(string(declared[1]))
		if err != nil {
			return // a name that nobody knows is no reason to give up
		}
		t = encoding.NewDecoder()
	}
	begin := io.Reader(bytes.NewReader(bytes.Clone(x.buffer)))
	if x.failed == nil {
		begin = io.MultiReader(begin, x.from)
	}
	x.from, x.failed, x.buffer = transform.NewReader(begin, t), nil, x.buffer[:0]
}

func (x *xmlReader) close() { x.source.Close() }

// fill reads on.
func (x *xmlReader) fill() {
	if x.failed != nil {
		return
	}
	if x.at > 0 {
		x.buffer = x.buffer[:copy(x.buffer, x.buffer[x.at:])]
		x.at = 0
	}
	if len(x.buffer) > maxToken {
		x.failed = errTooLarge
		return
	}
	x.buffer = slices.Grow(x.buffer, 32<<10)
	n, err := x.from.Read(x.buffer[len(x.buffer):cap(x.buffer)])
	x.buffer = x.buffer[:len(x.buffer)+n]
	x.failed = err
	if x.left -= n; x.left < 0 {
		x.failed = errTooLarge
	}
}

// index returns where a text stands next, counted from the beginning of the word.
func (x *xmlReader) index(what string, from int) (int, error) {
	for {
		if x.at+from <= len(x.buffer) {
			if i := bytes.Index(x.buffer[x.at+from:], []byte(what)); i >= 0 {
				return from + i, nil
			}
			from = max(from, len(x.buffer)-x.at-len(what)+1)
		}
		if x.failed != nil {
			return 0, x.cut()
		}
		x.fill()
	}
}

// cut is the error where the source ends within a word.
func (x *xmlReader) cut() error {
	if x.failed == io.EOF {
		return io.ErrUnexpectedEOF
	}
	return x.failed
}

// begins reports whether a text stands next.
func (x *xmlReader) begins(what string) bool {
	for len(x.buffer)-x.at < len(what) && x.failed == nil {
		x.fill()
	}
	return bytes.HasPrefix(x.buffer[x.at:], []byte(what))
}

// next returns the kind of the next word, io.EOF after the last.
func (x *xmlReader) next() (word, error) {
	if x.empty {
		x.empty = false
		x.depth--
		return endElement, nil
	}
	for {
		if x.words++; x.words > maxTokens {
			return 0, errTooLarge
		}
		for x.at == len(x.buffer) {
			if x.failed == io.EOF && x.depth > 0 {
				return 0, io.ErrUnexpectedEOF
			}
			if x.failed != nil {
				return 0, x.failed
			}
			x.fill()
		}
		if x.buffer[x.at] != '<' {
			return charData, x.characters()
		}
		var err error
		switch {
		case x.begins("<!--"):
			err = x.pass("-->", 4)
		case x.begins("<![CDATA["):
			end, err := x.index("]]>", 9)
			if err != nil {
				return 0, err
			}
			x.text = x.buffer[x.at+9 : x.at+end]
			x.at += end + 3
			return charData, nil
		case x.begins("<?"):
			err = x.pass("?>", 2)
		case x.begins("<!"):
			err = x.declaration()
		case x.begins("</"):
			end, err := x.index(">", 2)
			if err != nil {
				return 0, err
			}
			x.name = x.local(bytes.TrimSpace(x.buffer[x.at+2 : x.at+end]))
			x.at += end + 1
			x.depth--
			return endElement, nil
		default:
			x.depth++
			return startElement, x.start()
		}
		if err != nil {
			return 0, err
		}
	}
}

// pass passes over what ends with a text.
func (x *xmlReader) pass(end string, from int) error {
	i, err := x.index(end, from)
	if err != nil {
		return err
	}
	x.at += i + len(end)
	return nil
}

// declaration passes over a declaration, and what is declared within it.
func (x *xmlReader) declaration() error {
	depth := 0
	for i := 0; ; i++ {
		for x.at+i >= len(x.buffer) {
			if x.failed != nil {
				return x.cut()
			}
			x.fill()
		}
		switch x.buffer[x.at+i] {
		case '<':
			depth++
		case '>':
			if depth--; depth == 0 {
				x.at += i + 1
				return nil
			}
		}
	}
}

// characters reads what stands before the next mark.
func (x *xmlReader) characters() error {
	end, err := x.index("<", 0)
	if err == io.ErrUnexpectedEOF { // blanks behind the last element
		end, err = len(x.buffer)-x.at, nil
	}
	if err != nil {
		return err
	}
	x.text = unescaped(x.buffer[x.at : x.at+end])
	x.at += end
	return nil
}

// start reads the beginning of an element.
func (x *xmlReader) start() error {
	end := 1
	for quote := byte(0); ; end++ {
		for x.at+end >= len(x.buffer) {
			if x.failed != nil {
				return x.cut()
			}
			x.fill()
		}
		c := x.buffer[x.at+end]
		switch {
		case quote != 0:
			if c == quote {
				quote = 0
			}
			continue
		case c == '"' || c == '\'':
			quote = c
			continue
		case c != '>':
			continue
		}
		break
	}
	inside := x.buffer[x.at+1 : x.at+end]
	x.at += end + 1
	if n := len(inside); n > 0 && inside[n-1] == '/' {
		inside, x.empty = inside[:n-1], true
	}
	i := 0
	for i < len(inside) && !blank(inside[i]) {
		i++
	}
	if i == 0 {
		return fmt.Errorf("an element without a name")
	}
	x.name = x.local(inside[:i])
	return x.attributes(inside[i:])
}

func blank(c byte) bool { return c == ' ' || c == '\t' || c == '\n' || c == '\r' }

// attributes reads the attributes of an element.
func (x *xmlReader) attributes(said []byte) error {
	x.attrs = x.attrs[:0]
	for {
		for len(said) > 0 && blank(said[0]) {
			said = said[1:]
		}
		if len(said) == 0 {
			return nil
		}
		is := bytes.IndexByte(said, '=')
		if is <= 0 {
			return fmt.Errorf("an attribute without a value")
		}
		name := bytes.TrimSpace(said[:is])
		said = bytes.TrimLeft(said[is+1:], " \t\r\n")
		if len(said) < 2 || said[0] != '"' && said[0] != '\'' {
			return fmt.Errorf("an attribute without quotes")
		}
		end := bytes.IndexByte(said[1:], said[0])
		if end < 0 {
			return fmt.Errorf("an attribute without an end")
		}
		if !bytes.HasPrefix(name, []byte("xmlns")) {
			if x.attrs = append(x.attrs, attribute{x.local(name), said[1 : 1+end]}); len(x.attrs) > maxSheets {
				return errTooLarge
			}
		}
		said = said[2+end:]
	}
}

// local returns a name without its prefix.
func (x *xmlReader) local(name []byte) string {
	if i := bytes.IndexByte(name, ':'); i >= 0 {
		name = name[i+1:]
	}
	known, ok := x.names[string(name)]
	if !ok {
		if known = string(name); len(x.names) < maxSheets {
			x.names[known] = known
		}
	}
	return known
}

// element returns at the next beginning of an element.
func (x *xmlReader) element() error {
	for {
		if kind, err := x.next(); err != nil || kind == startElement {
			return err
		}
	}
}

// walk goes to the end of the part, and calls back at the beginning and at the end of
// each element and at each text, which nil passes over.
func (x *xmlReader) walk(start func() error, stop, write func(string) error) error {
	for {
		kind, err := x.next()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		switch kind {
		case startElement:
			err = start()
		case endElement:
			err = stop(x.name)
		case charData:
			if write != nil {
				err = write(string(x.text))
			}
		}
		if err != nil {
			return err
		}
	}
}

// skip passes over the rest of an element, and those of its name within it.
func (x *xmlReader) skip(name string) error {
	for depth := 1; depth > 0; {
		kind, err := x.next()
		switch {
		case err != nil:
			return unfinished(err)
		case x.name != name:
		case kind == startElement:
			depth++
		case kind == endElement:
			depth--
		}
	}
	return nil
}

// unfinished is the error where XML ends within an element.
func unfinished(err error) error {
	if err == io.EOF {
		return io.ErrUnexpectedEOF
	}
	return err
}

// raw returns an attribute of the element that has begun as it stands there, by its
// name without the prefix; nil where there is none.
func (x *xmlReader) raw(name string) []byte {
	for _, a := range x.attrs {
		if a.name == name {
			return a.value
		}
	}
	return nil
}

// attr returns an attribute of the element that has begun, "" where there is none.
func (x *xmlReader) attr(name string) string {
	return string(unescaped(x.raw(name)))
}

// isOn reads a property that holds where it is named at all.
func (x *xmlReader) isOn() bool {
	v := x.attr("val")
	return v == "" || isTrue(v)
}

// isTrue reads a truth of XML.
func isTrue(s string) bool { return s == "1" || s == "true" || s == "on" }

var entities = map[string]string{"amp": "&", "lt": "<", "gt": ">", "quot": `"`, "apos": "'", "nbsp": "\u00a0"}

// unescaped returns a text with the characters for which others stand in it. What
// stands for none stays.
func unescaped(said []byte) []byte {
	i := bytes.IndexByte(said, '&')
	if i < 0 {
		return said
	}
	out := make([]byte, 0, len(said))
	for i >= 0 {
		out = append(out, said[:i]...)
		said = said[i:]
		end := bytes.IndexByte(said[:min(len(said), 12)], ';')
		if end < 0 {
			out, said = append(out, '&'), said[1:]
		} else if c := character(string(said[1:end])); c != "" {
			out, said = append(out, c...), said[end+1:]
		} else {
			out, said = append(out, '&'), said[1:]
		}
		i = bytes.IndexByte(said, '&')
	}
	return append(out, said...)
}

// character returns the character of an entity, "" where there is none.
func character(name string) string {
	digits, numbered := strings.CutPrefix(name, "#")
	if !numbered {
		return entities[name]
	}
	base := 10
	if rest, ok := strings.CutPrefix(strings.ToLower(digits), "x"); ok {
		digits, base = rest, 16
	}
	n, err := strconv.ParseUint(digits, base, 32)
	if err != nil || n == 0 || n > utf8.MaxRune {
		return ""
	}
	return string(rune(n))
}
