// Package words turns the English keys that the code speaks in into the
// language of the person at the desk.
//
// Keys are plain English sentences, with fmt verbs where a value goes in.
// The Chinese catalogues stand in assets/translations, one file a room, named
// ROOM.zh_Hans.json; an English key is its own translation. Where a number in it
// asks for another form when it is one, ROOM.en.json holds the sentence with
// both forms: "%d {opinion is|opinions are} overdue." A form goes by the nearest
// %d before it, or by the first one where none stands before it; {3:is|are} goes
// by the third value whatever stands where. Chinese has one form for all numbers.
package words

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"

	"openday/assets"
)

// Language is a language that the program speaks.
type Language string

// The languages that the program speaks. Chinese is what an unknown system gets.
const (
	Chinese Language = "zh_Hans"
	English Language = "en"
)

var (
	current    atomic.Value // Language
	catalogues = loaded(assets.Translations)
)

func init() { current.Store(Chinese) }

// loaded is load for what the program carries with it: broken catalogues stop it
// at its first start, on the developer's desk.
func loaded(files fs.FS) map[Language]map[string]string {
	all, err := load(files)
	if err != nil {
		panic(err)
	}
	return all
}

// load reads every catalogue. A key stands once in a language, in whatever file.
func load(files fs.FS) (map[Language]map[string]string, error) {
	all := map[Language]map[string]string{Chinese: {}, English: {}}
	entries, err := fs.ReadDir(files, "translations")
	if err != nil {
		return nil, err
	}
	for _, e := range entries {
		room, language, _ := strings.Cut(strings.TrimSuffix(e.Name(), ".json"), ".")
		catalogue, spoken := all[Language(language)]
		if !spoken || room == "" {
			return nil, fmt.Errorf("%s: not named ROOM.LANGUAGE.json for a language that the program speaks", e.Name())
		}
		data, err := fs.ReadFile(files, path.Join("translations", e.Name()))
		if err != nil {
			return nil, err
		}
		if err := read(data, catalogue); err != nil {
			return nil, fmt.Errorf("%s: %w", e.Name(), err)
		}
	}
	return all, nil
}

// read adds the words of one file to a catalogue. It goes through the file token
// by token, for a map would keep the last of two equal keys and say nothing.
func read(data []byte, catalogue map[string]string) error {
	if !json.Valid(data) {
		return json.Unmarshal(data, &catalogue) // says what and where
	}
	tokens := json.NewDecoder(bytes.NewReader(data))
	if start, _ := tokens.Token(); start != json.Delim('{') {
		return errors.New("holds no words")
	}
	for tokens.More() {
		key, _ := tokens.Token()
		value, _ := tokens.Token()
		text, ok := value.(string)
		if !ok {
			return fmt.Errorf("%q has no text", key)
		}
		name := key.(string) // as in every valid JSON object
		if other, twice := catalogue[name]; twice {
			return fmt.Errorf("%q stands twice: “%s” and “%s”", name, other, text)
		}
		catalogue[name] = text
	}
	return nil
}

// Use sets the language of all words from now on. A language that the program
// does not speak gets Chinese.
func Use(l Language) {
	if l != English {
		l = Chinese
	}
	current.Store(l)
}

// Current tells the language in use.
func Current() Language { return current.Load().(Language) }

// OfLocale returns the language for a system's locale name, such as en_US.UTF-8
// or zh-CN: English for English systems, Chinese for all others.
func OfLocale(locale string) Language {
	if l := strings.ToLower(locale); l == "en" || strings.HasPrefix(l, "en_") || strings.HasPrefix(l, "en-") || strings.HasPrefix(l, "en.") {
		return English
	}
	return Chinese
}

// T returns the words for an English key in the current language, with args put
// in for its fmt verbs. What follows a '|' in a key only tells two uses of the
// same English word apart and is never shown.
func T(key string, args ...any) string { return In(Current(), key, args...) }

// In is T for a given language.
func In(l Language, key string, args ...any) string {
	text, ok := catalogues[l][key]
	switch {
	case !ok:
		text, _, _ = strings.Cut(key, "|")
	case l == English:
		text = agree(text, args)
	}
	if len(args) == 0 {
		return text
	}
	return fmt.Sprintf(text, nested(text, args)...)
}

// quoted finds a text that is put between quotation marks.
var quoted = regexp.MustCompile(`“%(?:\[(\d+)\])?s”`)

// nested returns the values of a text, with single quotation marks in those that
// stand between double ones.
func nested(text string, args []any) []any {
	for _, m := range quoted.FindAllStringSubmatchIndex(text, -1) {
		at := valuesBefore(text[:m[0]])
		if m[2] >= 0 {
			at, _ = strconv.Atoi(text[m[2]:m[3]])
			at--
		}
		if at < 0 || at >= len(args) {
			continue
		}
		if s, ok := args[at].(string); ok && quotes(s) {
			args = slices.Clone(args)
			args[at] = inner.Replace(s)
		}
	}
	return args
}

// quotes reports whether a value holds a quotation; one that begins with the end of a
// quotation is a list whose marks the text around it completes.
func quotes(s string) bool {
	begin, end := strings.Index(s, "“"), strings.Index(s, "”")
	return begin >= 0 && begin < end
}

// inner has double quotation marks be those of a quotation within another.
var inner = strings.NewReplacer("“", "‘", "”", "’", "‘", "“", "’", "”")

// valuesBefore counts the values that a part of a text takes, up to which none is
// named by its number.
func valuesBefore(text string) int {
	n := 0
	for _, m := range verbOrForms.FindAllStringSubmatch(text, -1) {
		if m[2] == "" || m[2] == "%" {
			continue
		}
		if at, err := strconv.Atoi(m[1]); err == nil {
			n = at - 1
		}
		n++
	}
	return n
}

// verbOrForms finds fmt verbs and {one|other}, {n:one|other}.
var verbOrForms = regexp.MustCompile(`%[-+# 0]*(?:\[(\d+)\])?[.0-9]*([A-Za-z%])|\{(?:(\d+):)?([^{|}]*)\|([^{|}]*)\}`)

// agree chooses among the forms of a text by the values of its verbs.
func agree(text string, args []any) string {
	found := verbOrForms.FindAllStringSubmatch(text, -1)
	values := make([]int, len(found)) // of each %d the index of its value, -1 for all else
	first, next := -1, 0
	for i, m := range found {
		values[i] = -1
		if m[2] == "" || m[2] == "%" {
			continue
		}
		if n, err := strconv.Atoi(m[1]); err == nil {
			next = n - 1
		}
		if m[2] == "d" {
			values[i] = next
			if first < 0 {
				first = next
			}
		}
		next++
	}
	i, nearest := -1, first
	return verbOrForms.ReplaceAllStringFunc(text, func(whole string) string {
		i++
		m, at := found[i], nearest
		switch n, err := strconv.Atoi(m[3]); {
		case m[2] != "":
			if values[i] >= 0 {
				nearest = values[i]
			}
			return whole
		case err == nil:
			at = n - 1
		}
		if at >= 0 && at < len(args) && isOne(args[at]) {
			return m[4]
		}
		return m[5]
	})
}

// isOne reports whether a value is the number one, of whatever type.
func isOne(value any) bool {
	switch v := reflect.ValueOf(value); {
	case v.CanInt():
		return v.Int() == 1
	case v.CanUint():
		return v.Uint() == 1
	}
	return false
}

// Catalogue returns a copy of a language's catalogue, key to words: in Chinese
// every key, in English those with forms for one and for more.
func Catalogue(l Language) map[string]string { return maps.Clone(catalogues[l]) }
