package handover

import (
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"openday/app"
	"openday/app/merge"
)

type nothingToClose struct{ io.Writer }

func (nothingToClose) Close() error { return nil }

// golden reads a file as a format has it inside of its encryption.
func golden(t *testing.T, name string) (Header, []merge.HandOver, []byte) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	r, err := readClear(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	var all []merge.HandOver
	for {
		h, err := r.Next()
		if errors.Is(err, io.EOF) {
			return r.Header, all, text
		}
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, h)
	}
}

// Two files of the same event, every field of version 1 filled: as that version
// wrote it, and in the newest format. Neither file is ever changed: a new field
// is not in them, and for another form a new format is due, with a file of its own.
func TestEveryFormatIsReadAsItWasWritten(t *testing.T) {
	header, first, _ := golden(t, "format1.jsonl")
	if len(first) != 1 || header.Format != 1 || header.By != "甲" || header.At.IsZero() || !first[0].At.Equal(header.At) {
		t.Fatalf("%+v, %d events", header, len(first))
	}
	var out bytes.Buffer
	w, err := writeClear(nothingToClose{&out}, header)
	if err == nil {
		err = errors.Join(w.Put(first[0]), w.Close())
	}
	if err != nil {
		t.Fatal(err)
	}
	header, second, text := golden(t, "format2.jsonl")
	records := func(text []byte) string {
		_, after, _ := bytes.Cut(text, []byte("\n")) // what the program knows grows
		return string(after)
	}
	if diff := cmp.Diff(records(text), records(out.Bytes())); diff != "" {
		t.Errorf("the newest format is not written as it was: %s", diff)
	}
	if diff := cmp.Diff(first, second, cmpopts.IgnoreFields(merge.HandOver{}, "Names")); diff != "" {
		t.Errorf("the two formats are not read as the same: %s", diff)
	}
	known := merge.Names()
	for kind, names := range header.Fields {
		for _, name := range names {
			if !slices.Contains(known[kind], name) {
				t.Errorf("%s.%s is not known any more", kind, name)
			}
		}
	}
	if header.Format != Format {
		t.Errorf("%+v", header)
	}
}

// Files carry the names of the descriptors, none of Go's.
func TestNoNameOfGoIsInAFile(t *testing.T) {
	_, _, text := golden(t, "format2.jsonl")
	for _, name := range []string{"EventID", "UpdatedAt", "DueDate", "AskedUntil", "IDNumber", "Extra", "Revision", "extra", "revision"} {
		if bytes.Contains(text, []byte(`"`+name+`"`)) {
			t.Errorf("it holds %s", name)
		}
	}
}

func TestWhatIsNoRecordIsRefused(t *testing.T) {
	const head = `{"header":{"format":2}}` + "\n"
	const event = `{"event":{"id":"e"}}` + "\n"
	for name, text := range map[string]string{
		"a record before an event":   head + `{"agenda":{}}`,
		"an unknown kind":            head + event + `{"bus":{}}`,
		"an invitee without person":  head + event + `{"invitee":{"person_id":"p"}}`,
		"two values in a line":       head + event + `{"agenda":{},"print":{}}`,
		"no value in a line":         head + event + `{}`,
		"a text for a number":        head + event + `{"agenda":{"position":"1"}}`,
		"a number for a text":        head + event + `{"agenda":{"content":1}}`,
		"a number too large":         head + event + `{"agenda":{"position":99999999999999999999}}`,
		"a text for a moment":        head + event + `{"agenda":{"start_at":"tomorrow"}}`,
		"a moment for a day":         head + event + `{"feedback":{"due_date":"2026-03-05T09:00:00+08:00"}}`,
		"no share":                   head + `{"event":{"quotas":[{"min_share":"1:3"}]}}`,
		"no list":                    head + `{"event":{"quotas":{}}}`,
		"no row":                     head + `{"event":{"quotas":[1]}}`,
		"a name that is none":        head + event + `{"agenda":{"Content":"x"}}`,
		"a long name":                head + event + `{"agenda":{"` + strings.Repeat("a", 65) + `":"x"}}`,
		"a deep value":               head + event + `{"agenda":{"new":` + strings.Repeat("[", 20_000) + strings.Repeat("]", 20_000) + `}}`,
		"a photo as in format 1":     head + event + `{"photo":{"ID":"p"}}`,
		"an event more":              head + event + `{"end":2}`,
		"an end that is no number":   head + event + `{"end":"1"}`,
		"nothing after the event":    head + event,
		"a line after the end":       head + event + `{"end":1}` + "\n{}",
		"a header that is no header": `{"header":[]}`,
		"another line first":         event,
		"format 0":                   `{"header":{"format":0}}`,
	} {
		r, err := readClear(strings.NewReader(text + "\n"))
		for err == nil {
			_, err = r.Next()
		}
		if app.CodeOf(err) != app.CodeInvalid || !strings.Contains(err.Error(), "损坏") {
			t.Errorf("%s: %v", name, err)
		}
	}
	r, err := readClear(strings.NewReader(head + event + `{"agenda":{"id":"a","new_field":{"x":[1,2.50]}}}` + "\n" + `{"end":1}` + "\n"))
	if err != nil {
		t.Fatal(err)
	}
	if h, err := r.Next(); err != nil || len(h.Dossier.Agenda) != 1 || h.Dossier.Agenda[0].Extra != `{"new_field":{"x":[1,2.50]}}` {
		t.Errorf("%+v %v", h, err)
	}
}

func FuzzWhatStandsInsideIsReadOrRefused(f *testing.F) {
	f.Add([]byte("{\"header\":{\"format\":1}}\n{\"event\":{}}\n{\"photo\":{}}\n{\"end\":1}\n"))
	f.Add([]byte("{\"header\":{\"format\":2}}\n{\"event\":{\"id\":\"e\"}}\n{\"person\":{\"id\":\"p\"}}\n{\"invitee\":{\"person_id\":\"p\"}}\n{\"end\":1}\n"))
	f.Add([]byte("{\"header\":{\"format\":3}}\n"))
	f.Fuzz(func(t *testing.T, text []byte) {
		r, err := readClear(bytes.NewReader(text))
		for err == nil {
			_, err = r.Next()
		}
		if !errors.Is(err, io.EOF) && app.CodeOf(err) != app.CodeInvalid {
			t.Error(err)
		}
	})
}

func TestAFileOfANewerProgramIsRefused(t *testing.T) {
	_, err := readClear(strings.NewReader("{\"header\":{\"format\":3,\"program\":\"9.1\"}}\n"))
	if app.CodeOf(err) != app.CodeInvalid || !strings.Contains(err.Error(), "更新版本的程序（9.1）") {
		t.Error(err)
	}
}
