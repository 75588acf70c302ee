package pdfatest

import (
	"bytes"
	"iter"
)

// tokens parts the content of a page: names, numbers, operators and strings,
// these with their brackets.
func tokens(content []byte) iter.Seq[[]byte] {
	return func(yield func([]byte) bool) {
		for i := 0; i < len(content); {
			from := i
			switch c := content[i]; {
			case bytes.IndexByte([]byte(" \t\r\n\x00\f"), c) >= 0:
				i++
				continue
			case c == '(':
				for depth := 0; i < len(content); i++ {
					switch content[i] {
					case '\\':
						i++
					case '(':
						depth++
					case ')':
						depth--
					}
					if depth == 0 {
						break
					}
				}
				i++
			case c == '[' || c == ']':
				i++
			default:
				i++
				for i < len(content) && bytes.IndexByte([]byte(" \t\r\n\x00\f()[]/"), content[i]) < 0 {
					i++
				}
			}
			if !yield(content[from:min(i, len(content))]) {
				return
			}
		}
	}
}

func isOperator(token []byte) bool {
	c := token[0]
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '\'' || c == '"'
}

// unescaped is the bytes of a string in round brackets.
func unescaped(token []byte) []byte {
	if len(token) < 2 || token[0] != '(' {
		return nil
	}
	var out []byte
	for inner := token[1 : len(token)-1]; len(inner) > 0; inner = inner[1:] {
		if inner[0] != '\\' || len(inner) == 1 {
			out = append(out, inner[0])
			continue
		}
		inner = inner[1:]
		switch inner[0] {
		case 'n':
			out = append(out, '\n')
		case 'r':
			out = append(out, '\r')
		case 't':
			out = append(out, '\t')
		case 'b':
			out = append(out, '\b')
		case 'f':
			out = append(out, '\f')
		default:
			out = append(out, inner[0])
		}
	}
	return out
}
