package table

import (
	"encoding/xml"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"pgregory.net/rapid"
)

// wordsOf writes what the reader makes of XML, to where it ends or fails.
func wordsOf(from io.Reader) (string, error) {
	x, err := newXMLReader(io.NopCloser(from))
	if err != nil {
		return "", err
	}
	var b strings.Builder
	for {
		kind, err := x.next()
		switch {
		case err == io.EOF:
			return b.String(), nil
		case err != nil:
			return b.String(), err
		case kind == startElement:
			b.WriteString("<" + x.name)
			for _, a := range x.attrs {
				b.WriteString(" " + a.name + "=" + x.attr(a.name))
			}
			b.WriteString(">")
		case kind == endElement:
			b.WriteString("</" + x.name + ">")
		default:
			b.Write(x.text)
		}
	}
}

func TestWordsOfXML(t *testing.T) {
	for content, want := range map[string]string{
		`<?xml version="1.0"?><a/>`:                                   "<a></a>",
		`<x:a xmlns:x="y" x:b='1' c = "2>3"><d />e</x:a>`:             "<a b=1 c=2>3><d></d>e</a>",
		"<a>1 &lt; 2 &amp;&#65;&#x4e2d;&nbsp;&no;&#0;&#xD800;&;&</a>": "<a>1 < 2 &A中\u00a0&no;&#0;\ufffd&;&</a>",
		"<a><!-- <b> -- --><![CDATA[<c>&amp;]]></a>":                  "<a><c>&amp;</a>",
		"<!DOCTYPE a [<!ENTITY b \"c\">]><a></a >\n":                  "<a></a>\n",
		"\xff\xfe<\x00a\x00>\x00-N<\x00/\x00a\x00>\x00":               "<a>中</a>",
		"<?xml version='1.0' encoding='GB2312'?><a>\xd6\xd0</a>":      "<a>中</a>",
		"<?xml version='1.0' encoding='nobodys'?><a>中</a>":            "<a>中</a>",
		"": "",
	} {
		got, err := wordsOf(strings.NewReader(content))
		slow, err2 := wordsOf(iotest.OneByteReader(strings.NewReader(content)))
		if got != want || err != nil || slow != want || err2 != nil {
			t.Errorf("%q is %q %v, byte by byte %q %v", content, got, err, slow, err2)
		}
	}
	for _, content := range []string{"<a>", "<a", "<a b", `<a b="`, "<a b>", "<a b=c>", "<", "< a>", "<!--", "<![CDATA[", "<?xml", "<!DOCTYPE", "<a></a", "<a>&"} {
		if got, err := wordsOf(strings.NewReader(content)); err == nil {
			t.Errorf("%q is taken for %q", content, got)
		}
	}
}

// What encoding/xml writes is read as it was.
func TestXMLAsItIsWritten(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.String().Draw(t, "text")
		var b strings.Builder
		if err := xml.EscapeText(&b, []byte(text)); err != nil {
			t.Fatal(err)
		}
		said := strings.Map(func(r rune) rune { // what XML cannot hold
			if r < ' ' && r != '\n' && r != '\t' && r != '\r' || r == '\ufffe' || r == '\uffff' {
				return '\ufffd'
			}
			return r
		}, text)
		if got, err := wordsOf(strings.NewReader("<a b='" + b.String() + "'>" + b.String() + "</a>")); err != nil || got != "<a b="+said+">"+said+"</a>" {
			t.Fatalf("%q is %q, %v", text, got, err)
		}
	})
}
