package app

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"github.com/google/uuid"

	"openday/app/words"
)

// handOverKind is a kind of record in a hand-over.
type handOverKind string

const (
	kindEvent      handOverKind = "event"
	kindPerson     handOverKind = "person"
	kindInvitee    handOverKind = "invitee"
	kindAgenda     handOverKind = "agenda"
	kindFeedback   handOverKind = "feedback"
	kindMove       handOverKind = "move"
	kindPhoto      handOverKind = "photo"
	kindPrint      handOverKind = "print"
	kindDepartment handOverKind = "department"
)

func (k handOverKind) key(id string) string { return string(k) + ":" + id }

// HandOverVerdict is what becomes of an event that is received.
type HandOverVerdict string

// The verdicts on an event. The last three leave what is here as it is.
const (
	HandOverNew         HandOverVerdict = "new"
	HandOverMerged      HandOverVerdict = "merged"
	HandOverUnchanged   HandOverVerdict = "unchanged"
	HandOverDeleted     HandOverVerdict = "deleted"
	HandOverPurgedHere  HandOverVerdict = "purged_here"
	HandOverPurgedThere HandOverVerdict = "purged_there"
)

// HandOverVerdicts are the verdicts on an event.
var HandOverVerdicts = Vocabulary[HandOverVerdict]{
	{HandOverNew, "新增", "New here"},
	{HandOverMerged, "合并", "Merged"},
	{HandOverUnchanged, "无变化", "Unchanged"},
	{HandOverDeleted, "本机已删除，不再收入", "Deleted here, not taken back"},
	{HandOverPurgedHere, "本机已清除个人信息，不收入", "Personal data was deleted here, not taken"},
	{HandOverPurgedThere, "对方已清除个人信息，本机未动；请在本机也做到期清除", "Personal data was deleted there, ours is left; delete it here too"},
}

// HandOverConflict is a record that both sides changed since they last had it
// in common.
type HandOverConflict struct {
	Key              string // for the choice
	What             string // names the record
	Fields           []FieldPair
	OursAt, TheirsAt time.Time // when each was changed; zero where it is not known
	Gone             bool      // it was deleted here and changed there
	Theirs           bool      // whether the version of the hand-over is taken
}

// EventReceipt is what becomes of one event.
type EventReceipt struct {
	EventID string
	Title   string
	Start   time.Time
	Verdict HandOverVerdict

	Added, Updated, Unchanged, Kept int // records; Kept are newer here, or deleted here
	Conflicts                       []HandOverConflict
}

// TakeBack is the key of the choice to take an event back that was deleted here.
func (r EventReceipt) TakeBack() string { return kindEvent.key(r.EventID) }

// digest is how two versions of a record are compared.
func digest(v any) string {
	text, err := json.Marshal(v)
	if err != nil {
		panic(err) // entities hold nothing that JSON does not know
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:])
}

// bare is an invitee without the person, who is a record of its own.
func bare(v Invitee) Invitee {
	v.Person = Person{ID: v.Person.ID}
	return v
}

// Versions gives the version of every record in the hand-over.
func (h HandOver) Versions() []Version {
	var all []Version
	add := func(kind handOverKind, id string, v any) { all = append(all, Version{kind.key(id), digest(v)}) }
	d := h.Dossier
	add(kindEvent, d.Event.ID, d.Event)
	for _, v := range d.Invitees {
		add(kindPerson, v.Person.ID, v.Person)
		add(kindInvitee, v.ID, bare(v))
	}
	for _, v := range d.Agenda {
		add(kindAgenda, v.ID, v)
	}
	for _, v := range d.Feedback {
		add(kindFeedback, v.ID, v)
	}
	for _, v := range h.Photos {
		add(kindPhoto, v.ID, v)
	}
	for _, v := range h.Prints {
		add(kindPrint, v.ID, v)
	}
	for _, v := range h.Departments {
		add(kindDepartment, v.ID, v)
	}
	return all
}

// merge is one event's merging.
type merge struct {
	held    Holding
	choices map[string]bool // by Key: whether to take the hand-over's version
	settled map[string]bool // people whose version is chosen already, with another event
	now     time.Time
	report  EventReceipt
	out     Received
}

// verdict is what becomes of one record.
type verdict struct {
	take     bool
	conflict bool
	known    bool // the hand-over's version was here before
}

// decide says which version of a record stays. ours is nil where it is not
// here. The rules: what was here before says nothing new; what was not changed
// here since it was last in a hand-over gives way to what is newer; else both
// changed it, the newer is taken, ours where nothing tells which one that is.
func decide[T any](m *merge, kind handOverKind, id, what string, ours *T, theirs T, oursAt, theirsAt time.Time) verdict {
	key := kind.key(id)
	v := verdict{known: m.held.Knows(key, digest(theirs))}
	conflict := func(gone, take bool) verdict {
		if chosen, there := m.choices[key]; there {
			take = chosen
		}
		v.take, v.conflict = take, true
		fields := pairs(ours, &theirs)
		m.report.Conflicts = append(m.report.Conflicts, HandOverConflict{key, what, fields, oursAt, theirsAt, gone, take})
		m.out.Displaced = append(m.out.Displaced, Displaced{
			// The same versions displaced twice are one entry.
			ID:      uuid.NewSHA1(uuid.Nil, []byte(key+digest(ours)+digest(theirs))).String(),
			EventID: m.report.EventID, At: m.now, What: inWords(what, fields, !take),
		})
		return v
	}
	switch {
	case ours == nil && !m.held.Met(key):
		m.report.Added++
		v.take = true
	case ours == nil && v.known:
		m.report.Kept++
	case ours == nil:
		return conflict(true, false)
	case digest(*ours) == digest(theirs):
		m.report.Unchanged++
	case v.known:
		m.report.Kept++
	case m.held.Knows(key, digest(*ours)) && !oursAt.After(theirsAt):
		m.report.Updated++
		v.take = true
	default:
		return conflict(false, theirsAt.After(oursAt))
	}
	return v
}

// mergeHandOver merges an event into what is here. It changes nothing itself:
// what it gives is written in one step.
func mergeHandOver(held Holding, h HandOver, choices, settled map[string]bool, now time.Time) (Received, EventReceipt) {
	e := h.Dossier.Event
	m := &merge{held: held, choices: choices, settled: settled, now: now}
	m.report = EventReceipt{EventID: e.ID, Title: e.Title, Start: e.Start}
	m.out.Dossier.Event = e
	ours := held.Dossier
	here := ours.Event.ID != ""
	switch {
	case !here && held.Met(kindEvent.key(e.ID)) && choices[kindEvent.key(e.ID)]:
		m.held.Met = func(string) bool { return false } // it is to come back whole
	case !here && held.Met(kindEvent.key(e.ID)):
		m.report.Verdict = HandOverDeleted
		return Received{}, m.report
	case here && !ours.Event.PurgedAt.IsZero() && e.PurgedAt.IsZero():
		m.report.Verdict = HandOverPurgedHere
		return Received{}, m.report
	case here && ours.Event.PurgedAt.IsZero() && !e.PurgedAt.IsZero():
		m.report.Verdict = HandOverPurgedThere
		return Received{}, m.report
	}
	var mine *Event
	if here {
		mine = &ours.Event
	}
	v := decide(m, kindEvent, e.ID, words.T("Event “%s”", e.Title), mine, e, ours.Event.UpdatedAt, e.UpdatedAt)
	if v.take {
		m.out.HasEvent = true
	} else {
		m.out.Dossier.Event = ours.Event
	}
	guests := m.invitees(h)
	for _, a := range h.Dossier.Agenda {
		mine, at := find(ours.Agenda, func(x AgendaItem) bool { return x.ID == a.ID }), time.Time{}
		if mine != nil {
			at = mine.UpdatedAt
		}
		if decide(m, kindAgenda, a.ID, words.T("Agenda item “%s”", cmp.Or(a.Content, a.Place)), mine, a, at, a.UpdatedAt).take {
			m.out.Dossier.Agenda = append(m.out.Dossier.Agenda, a)
		}
	}
	m.feedback(h, guests)
	for _, p := range h.Photos {
		mine := find(held.Photos, func(x Photo) bool { return x.ID == p.ID })
		if decide(m, kindPhoto, p.ID, words.T("Photo “%s”", p.Caption), mine, p, time.Time{}, time.Time{}).take {
			m.out.Photos = append(m.out.Photos, p)
		}
	}
	for _, p := range h.Prints { // a print never changes, but for a purge
		mine := find(held.Prints, func(x Print) bool { return x.ID == p.ID })
		switch {
		case mine != nil:
			m.report.Unchanged++
		case held.Met(kindPrint.key(p.ID)):
			m.report.Kept++
		default:
			m.report.Added++
			m.out.Prints = append(m.out.Prints, p)
		}
	}
	m.departments(h)
	m.out.Versions = h.Versions()
	switch {
	case !here:
		m.report.Verdict = HandOverNew
	case m.report.Added+m.report.Updated == 0 && len(m.report.Conflicts) == 0:
		m.report.Verdict = HandOverUnchanged
	default:
		m.report.Verdict = HandOverMerged
	}
	return m.out, m.report
}

func find[T any](list []T, is func(T) bool) *T {
	if i := slices.IndexFunc(list, is); i >= 0 {
		return &list[i]
	}
	return nil
}

// invitees merges the list of invitees and their people, and gives the ids of
// all that are on the list afterwards.
func (m *merge) invitees(h HandOver) map[string]bool {
	guests := map[string]bool{}
	people := map[string]bool{} // who are here, or come now
	for _, p := range m.held.People {
		people[p.ID] = true
	}
	for _, v := range m.held.Dossier.Invitees {
		guests[v.ID] = true
	}
	for _, v := range h.Dossier.Invitees {
		mine := find(m.held.Dossier.Invitees, func(x Invitee) bool { return x.ID == v.ID })
		what, at := words.T("Invitee “%s”", v.Person.Name), time.Time{}
		var old *Invitee
		if mine != nil {
			o := bare(*mine)
			old, at = &o, mine.UpdatedAt
		}
		take := decide(m, kindInvitee, v.ID, what, old, bare(v), at, v.UpdatedAt).take
		if take {
			m.out.Dossier.Invitees = append(m.out.Dossier.Invitees, bare(v))
			guests[v.ID] = true
		}
		if !take && mine == nil {
			continue // deleted here: the person stays away, too
		}
		// People are known to have changed no later than their part in the event.
		known := find(m.held.People, func(x Person) bool { return x.ID == v.Person.ID })
		if m.settled[v.Person.ID] || known == nil && !take {
			continue
		}
		m.settled[v.Person.ID] = true
		if known == nil {
			if !people[v.Person.ID] {
				people[v.Person.ID] = true
				m.report.Added++
				m.out.People = append(m.out.People, v.Person)
			}
			continue
		}
		if decide(m, kindPerson, v.Person.ID, words.T("Person “%s”", v.Person.Name), known, v.Person, at, v.UpdatedAt).take {
			m.out.People = append(m.out.People, v.Person)
		}
	}
	return guests
}

// feedback merges the opinions. Their steps are those of both sides.
func (m *merge) feedback(h HandOver, guests map[string]bool) {
	for _, f := range h.Dossier.Feedback {
		mine, at := find(m.held.Dossier.Feedback, func(x Feedback) bool { return x.ID == f.ID }), time.Time{}
		if mine != nil {
			at = mine.UpdatedAt
		}
		v := decide(m, kindFeedback, f.ID, words.T("Opinion “%s”", shortened(f.Content)), mine, f, at, f.UpdatedAt)
		if mine == nil && !v.take {
			continue
		}
		result := f
		if mine != nil {
			winner, other := *mine, f
			if v.take {
				winner, other = f, *mine
			}
			result = united(winner, other)
		}
		if !guests[result.InviteeID] {
			result.InviteeID = "" // the speaker's name stays
		}
		if mine == nil || digest(result) != digest(*mine) {
			m.out.Dossier.Feedback = append(m.out.Dossier.Feedback, result)
		}
	}
}

// united gives an opinion as one side has it, with the steps of both sides by
// their time. Where the last of them leads elsewhere than that side, a
// correction says so, so that the history tells how it is.
func united(winner, other Feedback) Feedback {
	have := map[string]bool{}
	for _, m := range winner.History {
		have[m.ID] = true
	}
	more := slices.DeleteFunc(slices.Clone(other.History), func(m Move) bool { return have[m.ID] })
	if len(more) == 0 {
		return winner
	}
	merged := append(slices.Clone(winner.History), more...)
	slices.SortStableFunc(merged, func(a, b Move) int {
		return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.ID, b.ID))
	})
	last := merged[len(merged)-1]
	now := Replay(merged)
	told := winner
	for _, field := range feedbackFields {
		if field.said {
			field.put(&now, field.get(&told))
		}
	}
	changes := differences(now, told)
	winner.History = merged
	if now.State != winner.State || len(changes) > 0 {
		// The same two histories end with the same correction on every side.
		winner.History = append(winner.History, Move{
			ID: uuid.NewSHA1(uuid.Nil, fmt.Appendf(nil, "%s %s", digest(merged), digest(told.State)+digest(changes))).String(),
			At: last.At, Kind: MoveCorrect, From: now.State, To: winner.State, Changes: changes,
			Note: "两处的办理记录合并，以选定的一方为准",
		})
	}
	return winner
}

// departments takes up those whose names are not on the office's list, and
// fills in what the list lacks. The list itself is the office's own.
func (m *merge) departments(h HandOver) {
	for _, d := range h.Departments {
		mine := find(m.held.Departments, func(x Department) bool { return x.Name == d.Name })
		taken := find(m.held.Departments, func(x Department) bool { return x.ID == d.ID })
		switch {
		case mine == nil && taken == nil && !m.held.Met(kindDepartment.key(d.ID)):
			m.report.Added++
			m.out.Departments = append(m.out.Departments, d)
		case mine == nil:
			m.report.Kept++ // renamed or deleted here
		default:
			filled := *mine
			if filled.InCharge == "" && filled.Telephone == "" {
				filled.InCharge, filled.Telephone = d.InCharge, d.Telephone
			}
			if filled == *mine {
				m.report.Unchanged++
				continue
			}
			m.report.Updated++
			m.out.Departments = append(m.out.Departments, filled)
		}
	}
}

// Figures says what became of the event's records.
func (r EventReceipt) Figures() string {
	return words.T("%d added, %d updated, %d unchanged, %d kept as here, %d conflicts", r.Added, r.Updated, r.Unchanged, r.Kept, len(r.Conflicts))
}

// Words says the conflict with both versions, field by field.
func (c HandOverConflict) Words() string {
	result := words.T("kept: ours")
	if c.Theirs {
		result = words.T("taken: the file's")
	}
	if c.Gone {
		result += words.T(" (it was deleted here)")
	}
	text := c.What + " — " + result
	for _, f := range c.Fields {
		text += "\n  " + words.T("%s: here “%s”, in the file “%s”", f.Label, f.Ours, f.Theirs)
	}
	return text
}
