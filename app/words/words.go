// Package words turns the English keys that the code speaks in into the
// language of the person at the desk.
//
// Keys are plain English sentences, with fmt verbs where a value goes in.
// The Chinese catalogues stand in assets/translations, one file a room, named
// ROOM.zh_Hans.json; an English key is its own translation.
package words

import (
	"embed"
	"encoding/json"
	"fmt"
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
	current   atomic.Value // Language
	catalogue = load(assets.Translations)
)

func init() { current.Store(Chinese) }

// load reads every Chinese catalogue; a broken one stops the program at its
// first start, on the developer's desk.
func load(files embed.FS) map[string]string {
	all := map[string]string{}
	entries, err := files.ReadDir("translations")
	if err != nil {
		panic(err)
	}
	for _, e := range entries {
		if !strings.HasSuffix(e.Name(), "."+string(Chinese)+".json") {
			continue
		}
		data, err := files.ReadFile(path.Join("translations", e.Name()))
		if err != nil {
			panic(err)
		}
		room := map[string]string{}
		if err := json.Unmarshal(data, &room); err != nil {
			panic(fmt.Errorf("%s: %w", e.Name(), err))
		}
		for k, v := range room {
			all[k] = v
		}
	}
	return all
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
	text, ok := "", false
	if l == Chinese {
		text, ok = catalogue[key]
	}
	if !ok {
		text, _, _ = strings.Cut(key, "|")
	}
	if len(args) == 0 {
		return text
	}
	return fmt.Sprintf(text, args...)
}

// Catalogue gives a copy of the Chinese catalogue, key to words, for those
// that hand it on to another library and for the test of its completeness.
func Catalogue() map[string]string {
	all := make(map[string]string, len(catalogue))
	for k, v := range catalogue {
		all[k] = v
	}
	return all
}
