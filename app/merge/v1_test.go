package merge

import (
	"bufio"
	"bytes"
	"encoding/json"
	"openday/app"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// What version 1 handed over is known again: the digests are those that it wrote
// down of the golden file of its format.
func TestDigestsOfVersion1AreAsItMadeThem(t *testing.T) {
	read := func(name string) []byte {
		text, err := os.ReadFile(filepath.Join("..", "handover", "testdata", name))
		if err != nil {
			t.Fatal(err)
		}
		return text
	}
	var h *Incoming
	lines := bufio.NewScanner(bytes.NewReader(read("format1.jsonl")))
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var line struct{ Event, Photo json.RawMessage }
		err := json.Unmarshal(lines.Bytes(), &line)
		switch {
		case line.Event != nil:
			h, err = ReadFormat1(line.Event)
		case line.Photo != nil:
			err = h.AddFormat1Photo(line.Photo)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	got := map[string]string{}
	d := h.Dossier
	got[kindEvent.key(d.Event.ID)] = eventRecords.v1Digest(&d.Event)
	for _, v := range d.Invitees {
		got[kindPerson.key(v.Person.ID)] = personRecords.v1Digest(&v.Person)
		v.Person = app.Person{ID: v.Person.ID}
		got[kindInvitee.key(v.ID)] = inviteeRecords.v1Digest(&v)
	}
	for _, v := range d.Agenda {
		got[kindAgenda.key(v.ID)] = agendaRecords.v1Digest(&v)
	}
	for _, v := range d.Feedback {
		got[kindFeedback.key(v.ID)] = feedbackRecords.v1Digest(&v)
	}
	for _, v := range h.Photos {
		got[kindPhoto.key(v.ID)] = photoRecords.v1Digest(&v)
	}
	for _, v := range h.Prints {
		got[kindPrint.key(v.ID)] = printRecords.v1Digest(&v)
	}
	for _, v := range h.Departments {
		got[kindDepartment.key(v.ID)] = departmentRecords.v1Digest(&v)
	}
	n := 0
	for line := range strings.Lines(string(read("format1.versions"))) {
		record, want, _ := strings.Cut(strings.TrimSpace(line), "\t")
		if got[record] != want {
			t.Errorf("%s is %s, version 1 had %s", record, got[record], want)
		}
		n++
	}
	if n != len(got) || n != 15 {
		t.Errorf("%d records, version 1 had %d", len(got), n)
	}
}

// Every name of version 1 is still one of a field, and its kind's.
func TestNamesOfVersion1AreKnown(t *testing.T) {
	for kind, names := range v1Names {
		for name := range names {
			if !ownNames[kind][name] {
				t.Errorf("%s.%s is not known", kind, name)
			}
		}
	}
}
