// Package words turns the English keys that the code speaks in into the
// language of the person at the desk.
//
// Keys are plain English sentences, with fmt verbs where a value goes in.
// The Chinese catalogues stand in assets/translations, one file a room, named
// ROOM.zh_Hans.json; an English key is its own translation.
package words

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
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

// OfLocale gives the language for a system's locale name, such as en_US.UTF-8
// or zh-CN: English for English systems, Chinese for all others.
func OfLocale(locale string) Language {
	if l := strings.ToLower(locale); l == "en" || strings.HasPrefix(l, "en_") || strings.HasPrefix(l, "en-") || strings.HasPrefix(l, "en.") {
		return English
	}
	return Chinese
}

// T gives the words for an English key in the current language, with args put
// in for its fmt verbs. What follows a '|' in a key only tells two uses of the
// same English word apart and is never shown.
func T(key string, args ...any) string { return In(Current(), key, args...) }

// In is T for a given language.
func In(l Language, key string, args ...any) string {
	text, ok := catalogues[l][key]
	if !ok {
		text, _, _ = strings.Cut(key, "|")
	}
	if len(args) == 0 {
		return text
	}
	return fmt.Sprintf(text, args...)
}

// Catalogue gives a copy of a language's catalogue, key to words: in Chinese
// every key, in English those that are not their own translation.
func Catalogue(l Language) map[string]string { return maps.Clone(catalogues[l]) }
