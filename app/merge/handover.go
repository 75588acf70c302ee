package merge

import (
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"slices"
	"strings"
	"time"
	"unicode"

	"openday/app"
	"openday/app/words"
)

// HandOver is one event with everything that travels with it in a hand-over file.
type HandOver struct {
	Dossier     app.Dossier
	Prints      []app.Print      // with them the agenda's versions
	Photos      []app.Photo      // in the order of the report
	Departments []app.Department // those that the opinions name

	// At is when the file was written that brings the event, by the clock of the
	// computer that wrote it; zero where it is in no file.
	At time.Time
	// Names are the names of fields that the version of the program knows which
	// wrote the file, as Names gives them; nil where that is this one.
	Names map[string][]string
}

// Names returns the names of fields that this version knows, by the kind
// of record, those of rows under kind.name. A file says them once, so that its
// reader can tell a field that is empty from one that nobody knew.
func Names() map[string][]string { return ownNames.lists() }

// names are those that the version knows which wrote the event.
func (h HandOver) names() fieldNames {
	if h.Names == nil {
		return ownNames
	}
	all := fieldNames{}
	for kind, list := range h.Names {
		all[kind] = app.SetOf(list)
	}
	return all
}

// Records returns the event as it stands in a file: its records one after the
// other, each with its kind and as JSON, people before their parts in the event.
// Photos come last, as they are the largest.
func (h HandOver) Records() iter.Seq2[string, json.RawMessage] {
	return func(yield func(string, json.RawMessage) bool) {
		done := map[string]bool{}
		_ = put(yield, eventRecords, h.Dossier.Event) &&
			each(h.Dossier.Invitees, func(v app.Invitee) bool {
				if !done[v.Person.ID] {
					done[v.Person.ID] = true
					if !put(yield, personRecords, v.Person) {
						return false
					}
				}
				return put(yield, inviteeRecords, v)
			}) &&
			each(h.Dossier.Agenda, func(v app.AgendaItem) bool { return put(yield, agendaRecords, v) }) &&
			each(h.Dossier.Feedback, func(v app.Feedback) bool { return put(yield, feedbackRecords, v) }) &&
			each(h.Prints, func(v app.Print) bool { return put(yield, printRecords, v) }) &&
			each(h.Departments, func(v app.Department) bool { return put(yield, departmentRecords, v) }) &&
			each(h.Photos, func(v app.Photo) bool { return put(yield, photoRecords, v) })
	}
}

func put[T any](yield func(string, json.RawMessage) bool, e *entity[T], v T) bool {
	return yield(string(e.kind), json.RawMessage(e.recordOf(&v).object()))
}

// each goes through a list until do returns false, which it returns then.
func each[T any](list []T, do func(T) bool) bool {
	return !slices.ContainsFunc(list, func(v T) bool { return !do(v) })
}

// Begins reports whether a record of a kind begins an event in a file.
func Begins(kind string) bool { return kind == string(kindEvent) }

// Incoming is an event of a file that is being read.
type Incoming struct {
	HandOver
	people map[string]app.Person // for the invitees after them
}

// NewIncoming begins an event of a file whose writer knew these names.
func NewIncoming(names map[string][]string) *Incoming {
	return &Incoming{HandOver{Names: names}, map[string]app.Person{}}
}

// Add adds a record of the file.
func (h *Incoming) Add(kind string, text json.RawMessage) error {
	r, err := parseRecord(text)
	if err != nil {
		return err
	}
	switch recordKind(kind) {
	case kindEvent:
		return eventRecords.read(r, &h.Dossier.Event)
	case kindPerson:
		var p app.Person
		err := personRecords.read(r, &p)
		h.people[p.ID] = p
		return err
	case kindInvitee:
		var v app.Invitee
		if err := inviteeRecords.read(r, &v); err != nil {
			return err
		}
		person, there := h.people[v.Person.ID]
		if !there {
			return errors.New("an invitee without a person")
		}
		v.Person = person
		h.Dossier.Invitees = append(h.Dossier.Invitees, v)
		return nil
	case kindAgenda:
		return add(&h.Dossier.Agenda, agendaRecords, r)
	case kindFeedback:
		return add(&h.Dossier.Feedback, feedbackRecords, r)
	case kindPrint:
		return add(&h.Prints, printRecords, r)
	case kindPhoto:
		return add(&h.Photos, photoRecords, r)
	case kindDepartment:
		return add(&h.Departments, departmentRecords, r)
	}
	return fmt.Errorf("records of the kind %q are not known", kind)
}

func add[T any](list *[]T, e *entity[T], r record) error {
	var v T
	if err := e.read(r, &v); err != nil {
		return err
	}
	*list = append(*list, v)
	return nil
}

// Keys returns the key of every record in the hand-over, under which its versions
// are remembered.
func (h HandOver) Keys() []string {
	var all []string
	add := func(kind recordKind, id string) { all = append(all, kind.key(id)) }
	add(kindEvent, h.Dossier.Event.ID)
	for _, v := range h.Dossier.Invitees {
		add(kindPerson, v.Person.ID)
		add(kindInvitee, v.ID)
	}
	for _, v := range h.Dossier.Agenda {
		add(kindAgenda, v.ID)
	}
	for _, v := range h.Dossier.Feedback {
		add(kindFeedback, v.ID)
	}
	for _, v := range h.Photos {
		add(kindPhoto, v.ID)
	}
	for _, v := range h.Prints {
		add(kindPrint, v.ID)
	}
	for _, v := range h.Departments {
		add(kindDepartment, v.ID)
	}
	return all
}

// Versions returns the version of every record in the hand-over.
func (h HandOver) Versions() []app.Version {
	var all []app.Version
	d := h.Dossier
	all = append(all, eventRecords.version(d.Event.ID, &d.Event))
	for _, v := range d.Invitees {
		all = append(all, personRecords.version(v.Person.ID, &v.Person), inviteeRecords.version(v.ID, &v))
	}
	for _, v := range d.Agenda {
		all = append(all, agendaRecords.version(v.ID, &v))
	}
	for _, v := range d.Feedback {
		all = append(all, feedbackRecords.version(v.ID, &v))
	}
	for _, v := range h.Photos {
		all = append(all, photoRecords.version(v.ID, &v))
	}
	for _, v := range h.Prints {
		all = append(all, printRecords.version(v.ID, &v))
	}
	for _, v := range h.Departments {
		all = append(all, departmentRecords.version(v.ID, &v))
	}
	return all
}

func (e *entity[T]) version(id string, v *T) app.Version {
	return app.Version{Record: e.kind.key(id), Digest: e.recordOf(v).digest()}
}

// Validate returns what keeps the event from being received: what keeps one of its
// records from being saved, and records that do not belong to the event. Of photos
// it is their texts: one that is no picture is left out, and the rest received.
func (h HandOver) Validate() []app.FieldProblem {
	d := h.Dossier
	p := app.Problems(app.Counts(len(d.Invitees), len(d.Agenda), len(d.Feedback)))
	if len(p) > 0 {
		return p
	}
	wrong := func(what, name string, found []app.FieldProblem) {
		for _, f := range found {
			p.Add(f.Field, "%s: %s|an entry, what is wrong with it", words.T(what, app.Shortened(name)), f.Message)
		}
	}
	more := func(kind recordKind, extra string) {
		if len(extra) > mostExtra {
			p.Add(string(kind), "An entry holds %d KB that only a newer version of the program knows; at most %d are kept.", len(extra)>>10, mostExtra>>10)
		}
	}
	seen := map[string]bool{}
	own := func(kind recordKind, id, eventID string) {
		if key := kind.key(id); !isID(id) || seen[key] || eventID != d.Event.ID {
			p.Add(string(kind), "An entry does not belong to its event.")
		} else {
			seen[key] = true
		}
	}
	own(kindEvent, d.Event.ID, d.Event.ID)
	more(kindEvent, d.Event.Extra)
	wrong("Event “%s”", d.Event.Title, d.Event.Validate())
	for _, v := range d.Invitees {
		own(kindInvitee, v.ID, v.EventID)
		if !isID(v.Person.ID) {
			p.Add(string(kindPerson), "An entry does not belong to its event.")
		}
		more(kindInvitee, v.Extra)
		more(kindPerson, v.Person.Extra)
		wrong("Invitee “%s”", v.Person.Name, v.Validate())
	}
	for _, a := range d.Agenda {
		own(kindAgenda, a.ID, a.EventID)
		more(kindAgenda, a.Extra)
		wrong("Agenda item “%s”", a.Name(), a.Validate())
	}
	for _, f := range d.Feedback {
		own(kindFeedback, f.ID, f.EventID)
		for _, m := range f.History {
			own(kindTransition, m.ID, f.EventID)
		}
		more(kindFeedback, f.Extra)
		wrong("Opinion “%s”", f.Content, f.Validate())
	}
	for _, i := range app.MergeCircles(d.Feedback) {
		p.Add(string(kindFeedback), "The opinion “%s” is merged into others in a circle.", app.Shortened(d.Feedback[i].Content))
	}
	for _, ph := range h.Photos {
		own(kindPhoto, ph.ID, ph.EventID)
		more(kindPhoto, ph.Extra)
		wrong("Photo “%s”", ph.Caption, app.PhotoFields.Limits(nil, &ph))
	}
	for _, pr := range h.Prints {
		own(kindPrint, pr.ID, pr.EventID)
		more(kindPrint, pr.Extra)
		wrong("Print “%s”", pr.Paper, pr.Validate())
	}
	for _, dep := range h.Departments {
		own(kindDepartment, dep.ID, d.Event.ID)
		more(kindDepartment, dep.Extra)
		wrong("Department “%s”", dep.Name, dep.Validate())
	}
	return p
}

// mostExtra is how much of what is not known is kept of a record, bytes.
const mostExtra = 64 << 10

// mostProblems is how many of a file's problems are named; a hostile one has any
// number.
const mostProblems = 5

// Refused is the error of an event that is not received: there is something wrong
// in it, or it was in the file before.
func (h HandOver) Refused(seen map[string]bool) error {
	p := h.Validate()
	switch {
	case seen[h.Dossier.Event.ID]:
		return app.Errorf(app.CodeInvalid, nil, "The hand-over file is not in order: entries of an event do not fit together. Nothing was changed. Ask for a new file.")
	case len(p) == 0:
		return nil
	}
	err := app.Errorf(app.CodeInvalid, nil, "The hand-over file holds what cannot be taken. Nothing was changed. Have this mended where the file was made, and ask for a new one:")
	err.Fields = p[:min(len(p), mostProblems)]
	return err
}

// isID reports whether a text can be the id of a record.
func isID(id string) bool {
	return id != "" && len(id) <= app.LongestID && !strings.ContainsFunc(id, func(r rune) bool { return !unicode.IsGraphic(r) || unicode.IsSpace(r) })
}

// Holding is what the data file has of an event that is received.
type Holding struct {
	HandOver              // without an id of the event where it is not here
	People   []app.Person // those of the hand-over's people who are here, also for other events
	// PersonAt says when each of them was last changed here, PersonEvents which
	// other events here they are invited to, by their titles.
	PersonAt     map[string]time.Time
	PersonEvents map[string][]string
	app.Exchanged
}

// Received is what becomes of an event when a hand-over of it is received.
type Received struct {
	HandOver                  // the records that are inserted or replaced
	HasEvent  bool            // whether the event itself is one of them
	People    []app.Person    // inserted or replaced
	Versions  []app.Version   // that were in the hand-over
	Displaced []app.Displaced // what another version was preferred to
}
