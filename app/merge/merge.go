// Package merge takes events of other offices into what is here: which version of a
// record stays, what is asked about, and how records stand in hand-over files.
package merge

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"openday/app"
	"openday/app/picture"
	"openday/app/words"
)

// recordKind is a kind of record in a hand-over.
type recordKind string

const (
	kindEvent      recordKind = "event"
	kindPerson     recordKind = "person"
	kindInvitee    recordKind = "invitee"
	kindAgenda     recordKind = "agenda"
	kindFeedback   recordKind = "feedback"
	kindTransition recordKind = "move"
	kindPhoto      recordKind = "photo"
	kindPrint      recordKind = "print"
	kindDepartment recordKind = "department"
)

func (k recordKind) key(id string) string { return string(k) + ":" + id }

// Verdict is what becomes of an event that is received.
type Verdict string

// The verdicts on an event. The last three leave what is here as it is.
const (
	VerdictNew         Verdict = "new"
	VerdictMerged      Verdict = "merged"
	VerdictUnchanged   Verdict = "unchanged"
	VerdictDeleted     Verdict = "deleted"
	VerdictPurgedHere  Verdict = "purged_here"
	VerdictPurgedThere Verdict = "purged_there"
)

// Verdicts are the verdicts on an event.
var Verdicts = app.Vocabulary[Verdict]{
	{Code: VerdictNew, Chinese: "新增", English: "New here"},
	{Code: VerdictMerged, Chinese: "合并", English: "Merged"},
	{Code: VerdictUnchanged, Chinese: "无变化", English: "Unchanged"},
	{Code: VerdictDeleted, Chinese: "本机已删除，不再收入", English: "Deleted here, not taken back"},
	{Code: VerdictPurgedHere, Chinese: "本机已清除个人信息，不收入", English: "Personal data was deleted here, not taken"},
	{Code: VerdictPurgedThere, Chinese: "对方已清除个人信息，本机未动；请在本机也做到期清除", English: "Personal data was deleted there, ours is left; delete it here too"},
}

// Conflict is a record that both sides changed since they last had it
// in common, or one of which the file would empty what is filled here.
type Conflict struct {
	Key              string // for the choice
	What             string // names the record
	Fields           []app.FieldPair
	OursAt, TheirsAt time.Time // when each was changed; zero where it is not known
	Gone             bool      // it was deleted here and changed there
	Empties          bool      // the file has nothing in these fields; the rest of the record is not asked about
	Elsewhere        []string  // of a person: the titles of the other events here whose lists change with it
	Theirs           bool      // whether the version of the hand-over is taken
}

// Receipt is what becomes of one event.
type Receipt struct {
	EventID string
	Title   string
	Start   time.Time
	Verdict Verdict

	Added, Updated, Unchanged, Kept int // records; Kept are newer here, or deleted here
	Conflicts                       []Conflict
	Notices                         []string // sentences: what else changes, what cannot be taken
}

// TakeBack is the key of the choice to take an event back that was deleted here.
func (r Receipt) TakeBack() string { return kindEvent.key(r.EventID) }

// merge is one event's merging.
type merge struct {
	held    Holding
	their   fieldNames      // what the version knows that wrote the hand-over
	choices map[string]bool // by Key: whether to take the hand-over's version
	settled map[string]bool // people whose version is chosen already, with another event
	now     time.Time
	report  Receipt
	out     Received

	ahead        int       // records of the file with stamps in the future
	latest, past time.Time // the latest stamps in the file, in the future and not
}

// pair is a record as both sides have it; ours is nil where it is not here.
type pair[T any] struct {
	id, what         string
	ours             *T
	theirs           T
	oursAt, theirsAt time.Time
	elsewhere        []string        // Conflict.Elsewhere
	told             map[string]bool // fields of which their emptying is told otherwise
}

// verdict is what becomes of one record.
type verdict[T any] struct {
	take   bool // whether the hand-over's version is taken
	write  bool // whether anything is to be written
	result T    // what the record is afterwards
}

// decide says which version of a record stays. The rules: what was here before
// says nothing new; what was not changed here since it was last in a hand-over
// gives way to what is newer; else both changed it, the newer is taken, ours
// where nothing tells which one that is. A time to come tells nothing: whoever's
// clock is fast would else win every time. What the writer of the file does not
// know stays as it is here; what it has emptied is emptied here where somebody
// says so.
func decide[T any](m *merge, e *entity[T], p pair[T]) verdict[T] {
	key, theirs := e.kind.key(p.id), e.recordOf(&p.theirs)
	m.met(app.Version{Record: key, Digest: theirs.digest()})
	known := knows(m, e, key, theirs, &p.theirs)
	if restamp(m, e, &p.theirs) {
		theirs = e.recordOf(&p.theirs)
		m.met(app.Version{Record: key, Digest: theirs.digest()}) // it is what both sides have now
	}
	weAreNewer, theyAreNewer := m.newer(p.oursAt, p.theirsAt)
	if p.ours == nil {
		return decideAbsent(m, e, p, known)
	}
	ours := e.recordOf(p.ours)
	full := theirs.filled(ours, string(e.kind), e.fields, m.their)
	switch {
	case full.equal(ours):
		m.report.Unchanged++
		return verdict[T]{result: *p.ours}
	case known:
		m.report.Kept++
		return verdict[T]{result: *p.ours}
	case sameButForStamps(ours, full), e.sameButForSpelling(ours, full):
		// Somebody saved it as it was, or tidied it.
		m.report.Unchanged++
		if !theyAreNewer && !m.isAhead(p.oursAt) {
			return verdict[T]{result: *p.ours}
		}
		return e.become(p.ours, full, true)
	}
	emptied := e.emptied(ours, full, p.told)
	merged := maps.Clone(full)
	for _, name := range emptied {
		merged[name] = ours[name]
	}
	changed := weAreNewer || !knows(m, e, key, ours, p.ours) && !knows(m, e, key, ours.without(string(e.kind), e.fields, m.their), p.ours)
	switch {
	case changed && !takesTheirs(m, e, p, ours, merged, len(emptied) > 0):
		return keepOurs(e, p, ours, theirs)
	case !changed && !merged.equal(ours):
		m.report.Updated++
		noticeElsewhere(m, e, p, ours, merged)
	}
	if len(emptied) > 0 {
		merged = emptiedOrNot(m, e, p, merged, full)
	}
	if merged.equal(ours) {
		return verdict[T]{result: *p.ours}
	}
	return e.become(p.ours, merged, true)
}

// decideAbsent decides on a record that is not here: it is new, or it was
// deleted here and stays so unless somebody takes it back. known says that the
// version was here before.
func decideAbsent[T any](m *merge, e *entity[T], p pair[T], known bool) verdict[T] {
	key := e.kind.key(p.id)
	switch {
	case !m.held.Met(key):
		m.report.Added++
		return verdict[T]{true, true, p.theirs}
	case known:
		m.report.Kept++
		return verdict[T]{}
	}
	fields := app.Pairs(e.all, nil, &p.theirs)
	take := m.asked(Conflict{Key: key, What: p.what, Fields: fields, TheirsAt: p.theirsAt, Gone: true})
	displace(m, e, p, fields, !take)
	return verdict[T]{take, take, p.theirs}
}

// takesTheirs decides between two versions of a record that both sides changed.
// Where they differ in no more than what the file has emptied, which is asked
// about by itself, the newer is taken unasked.
func takesTheirs[T any](m *merge, e *entity[T], p pair[T], ours, merged record, emptied bool) bool {
	fields := e.pairs(p.ours, ours, merged)
	_, newer := m.newer(p.oursAt, p.theirsAt)
	if len(fields) == 0 && emptied {
		if !newer {
			m.report.Kept++
		}
		return newer
	}
	take := m.asked(Conflict{Key: e.kind.key(p.id), What: p.what, Fields: fields, OursAt: p.oursAt, TheirsAt: p.theirsAt, Elsewhere: p.elsewhere, Theirs: newer})
	displace(m, e, p, fields, !take)
	return take
}

// keepOurs keeps our version of a record, with what this version of the program
// does not know and therefore cannot have changed here.
func keepOurs[T any](e *entity[T], p pair[T], ours, theirs record) verdict[T] {
	more := maps.Clone(ours)
	for name, text := range theirs {
		if _, there := ours[name]; !there && !e.knows(name) {
			more[name] = text
		}
	}
	if more.equal(ours) {
		return verdict[T]{result: *p.ours}
	}
	return e.become(p.ours, more, false)
}

// noticeElsewhere tells what changes in other events with a person.
func noticeElsewhere[T any](m *merge, e *entity[T], p pair[T], ours, merged record) {
	if len(p.elsewhere) == 0 {
		return
	}
	text := words.T("%s changes in these events here, too: %s|a person, titles of events", p.what, strings.Join(p.elsewhere, words.T(", |list")))
	for _, f := range e.pairs(p.ours, ours, merged) {
		text += "\n  " + pairWords(f)
	}
	m.notice(text)
}

// emptiedOrNot returns the record with the fields emptied that are empty in the
// file, where somebody says so, else as it is.
func emptiedOrNot[T any](m *merge, e *entity[T], p pair[T], merged, full record) record {
	fields := e.pairs(p.ours, merged, full)
	take := m.asked(Conflict{Key: e.kind.key(p.id) + emptiesKey, What: p.what, Fields: fields, OursAt: p.oursAt, TheirsAt: p.theirsAt, Elsewhere: p.elsewhere, Empties: true})
	if take {
		merged = full
	}
	displace(m, e, p, fields, !merged.equal(full))
	return merged
}

// emptiesKey ends the key of the choice whether fields are emptied.
const emptiesKey = ":empties"

// knows reports whether a version of a record was in a hand-over before, by the
// digest of today or by that of version 1.
func knows[T any](m *merge, e *entity[T], key string, r record, v *T) bool {
	if !m.held.Met(key) {
		return false
	}
	return m.held.Knows(key, r.digest()) || r.without(string(e.kind), e.fields, v1Names).equal(r) && m.held.Knows(key, e.v1Digest(v))
}

// become returns a record as it is to be written in the place of ours.
func (e *entity[T]) become(ours *T, r record, take bool) verdict[T] {
	v := verdict[T]{take: take, write: true}
	// Both sides' values were read before: they can be read again.
	_ = e.read(r, &v.result)
	extra := *e.extra(&v.result)
	for _, f := range e.own {
		app.PutInto(f.Place(&v.result), f.Place(ours))
	}
	*e.extra(&v.result) = extra
	return v
}

// sameButForStamps reports whether two versions differ in nothing but the moment
// of their last change.
func sameButForStamps(a, b record) bool {
	for _, name := range []string{"created_at", "updated_at"} {
		a, b = maps.Clone(a), maps.Clone(b)
		delete(a, name)
		delete(b, name)
	}
	return a.equal(b)
}

// follows says which fields a choice fills in and empties by itself: by the name
// of the choice.
var follows = map[recordKind]map[string][]string{
	kindInvitee: {
		"vetting":    {"reason", "decided_on", "replied_on", "overruled", "confirmation"},
		"attendance": {"signed_in_at", "substitute"},
	},
}

// emptied returns the fields that are filled in ours and empty in theirs, but for
// those whose emptying is told otherwise. Yes and no say something either way,
// and a link is the program's.
func (e *entity[T]) emptied(ours, theirs record, told map[string]bool) []string {
	var all []string
	for _, name := range slices.Sorted(maps.Keys(ours)) {
		_, there := theirs[name]
		if there || told[name] {
			continue
		}
		if i := slices.IndexFunc(e.fields, func(f coded) bool { return f.Name == name }); i >= 0 {
			if k := e.fields[i].Kind; k == app.KindYesNo || k == app.KindLink {
				continue
			}
		}
		led := false
		for choice, fields := range follows[e.kind] {
			led = led || theirs[choice] != "" && theirs[choice] != ours[choice] && slices.Contains(fields, name)
		}
		if !led {
			all = append(all, name)
		}
	}
	return all
}

// pairs compares two versions field by field, names that are not known here
// among them. ours gives what each data file keeps for itself.
func (e *entity[T]) pairs(ours *T, one, other record) []app.FieldPair {
	a, b := e.become(ours, one, true).result, e.become(ours, other, true).result
	all := app.Pairs(e.all, &a, &b)
	names := maps.Clone(one)
	maps.Copy(names, other)
	for _, name := range slices.Sorted(maps.Keys(names)) {
		if !e.knows(name) && one[name] != other[name] {
			all = append(all, app.FieldPair{Label: words.T("%s (of a newer version of the program)|name of a field", name), Ours: app.Shortened(one[name]), Theirs: app.Shortened(other[name])})
		}
	}
	return all
}

// asked adds a conflict to the report, and gives what is chosen.
func (m *merge) asked(c Conflict) bool {
	if chosen, there := m.choices[c.Key]; there {
		c.Theirs = chosen
	}
	m.report.Conflicts = append(m.report.Conflicts, c)
	return c.Theirs
}

// displace keeps what one side says in fields where the other side's is taken.
func displace[T any](m *merge, e *entity[T], p pair[T], fields []app.FieldPair, theirs bool) {
	if len(fields) == 0 {
		return
	}
	ours := ""
	if p.ours != nil {
		ours = e.recordOf(p.ours).digest()
	}
	what := inWords(p.what, fields, theirs)
	m.out.Displaced = append(m.out.Displaced, app.Displaced{
		// The same versions displaced twice are one entry.
		ID:      uuid.NewSHA1(uuid.Nil, []byte(e.kind.key(p.id)+ours+e.recordOf(&p.theirs).digest()+what)).String(),
		EventID: m.report.EventID, At: m.now, What: what,
	})
}

// byID finds the records of a list by their ids.
func byID[T any](list []T, id func(*T) string) map[string]*T {
	all := make(map[string]*T, len(list))
	for i := range list {
		all[id(&list[i])] = &list[i]
	}
	return all
}

// Event merges an event into what is here. It changes nothing itself:
// what it returns is written in one step.
func Event(held Holding, h HandOver, choices, settled map[string]bool, now time.Time) (Received, Receipt) {
	e := h.Dossier.Event
	m := &merge{held: held, their: h.names(), choices: choices, settled: settled, now: now}
	m.report = Receipt{EventID: e.ID, Title: e.Title, Start: e.Start}
	m.out.Dossier.Event = e
	ours := held.Dossier
	here := ours.Event.ID != ""
	switch {
	case !here && held.Met(kindEvent.key(e.ID)) && choices[kindEvent.key(e.ID)]:
		m.held.Met = func(string) bool { return false } // it is to come back whole
	case !here && held.Met(kindEvent.key(e.ID)):
		m.report.Verdict = VerdictDeleted
		return Received{}, m.report
	case here && !ours.Event.PurgedAt.IsZero() && e.PurgedAt.IsZero():
		m.report.Verdict = VerdictPurgedHere
		return Received{}, m.report
	case here && ours.Event.PurgedAt.IsZero() && !e.PurgedAt.IsZero():
		m.report.Verdict = VerdictPurgedThere
		return Received{}, m.report
	}
	var mine *app.Event
	if here {
		mine = &ours.Event
	}
	v := decide(m, eventRecords, pair[app.Event]{id: e.ID, what: words.T("Event “%s”", e.Title), ours: mine, theirs: e, oursAt: ours.Event.UpdatedAt, theirsAt: e.UpdatedAt})
	m.out.HasEvent, m.out.Dossier.Event = v.write, v.result
	guests := m.invitees(h)
	items := byID(ours.Agenda, func(a *app.AgendaItem) string { return a.ID })
	for _, a := range h.Dossier.Agenda {
		p := pair[app.AgendaItem]{id: a.ID, what: words.T("Agenda item “%s”", cmp.Or(a.Content, a.Place)), ours: items[a.ID], theirs: a, theirsAt: a.UpdatedAt}
		if p.ours != nil {
			p.oursAt = p.ours.UpdatedAt
		}
		if v := decide(m, agendaRecords, p); v.write {
			m.out.Dossier.Agenda = append(m.out.Dossier.Agenda, v.result)
		}
	}
	m.feedback(h, guests)
	m.photos(h)
	m.prints(h)
	m.departments(h)
	m.tellClocks(h.At)
	switch {
	case !here:
		m.report.Verdict = VerdictNew
	case m.report.Added+m.report.Updated == 0 && len(m.report.Conflicts) == 0:
		m.report.Verdict = VerdictUnchanged
	default:
		m.report.Verdict = VerdictMerged
	}
	return m.out, m.report
}

// invitees merges the list of invitees and their people, and gives the ids of
// all that are on the list afterwards.
func (m *merge) invitees(h HandOver) map[string]bool {
	list := byID(m.held.Dossier.Invitees, func(v *app.Invitee) string { return v.ID })
	people := byID(m.held.People, func(p *app.Person) string { return p.ID })
	guests := make(map[string]bool, len(list))
	for id := range list {
		guests[id] = true
	}
	for _, v := range h.Dossier.Invitees {
		p := pair[app.Invitee]{id: v.ID, what: words.T("Invitee “%s”", v.Person.Name), ours: list[v.ID], theirs: v, theirsAt: v.UpdatedAt}
		p.theirs.Person = app.Person{ID: v.Person.ID} // who is a record of its own
		if p.ours != nil {
			p.oursAt = p.ours.UpdatedAt
		}
		guest := decide(m, inviteeRecords, p)
		if guest.write {
			m.out.Dossier.Invitees = append(m.out.Dossier.Invitees, guest.result)
			guests[v.ID] = true
		}
		// Of an invitee who was deleted here the person stays away, too.
		if p.ours != nil || guest.take {
			m.person(v, people[v.Person.ID], guest.take)
		} else {
			m.met(personRecords.version(v.Person.ID, &v.Person))
		}
	}
	return guests
}

func (m *merge) met(v app.Version) { m.out.Versions = append(m.out.Versions, v) }

// person merges the person of an invitee, once for all events of a file. invited
// says whether the invitee is taken from the file.
func (m *merge) person(v app.Invitee, known *app.Person, invited bool) {
	theirs := v.Person
	if theirs.ID == app.PurgedPersonID {
		theirs = app.PurgedPerson // it stands for many, and says nothing of anybody
	}
	switch {
	case m.settled[theirs.ID]:
		return
	case known == nil && !invited:
		m.met(personRecords.version(theirs.ID, &theirs))
		return
	case known == nil:
		m.settled[theirs.ID] = true
		m.report.Added++
		m.out.People = append(m.out.People, theirs)
		m.met(personRecords.version(theirs.ID, &theirs))
		return
	}
	m.settled[theirs.ID] = true
	p := pair[app.Person]{id: theirs.ID, what: words.T("Person “%s”", known.Name), ours: known, theirs: theirs,
		oursAt: m.held.PersonAt[theirs.ID], theirsAt: v.UpdatedAt, elsewhere: m.held.PersonEvents[theirs.ID]}
	if p := decide(m, personRecords, p); p.write {
		m.out.People = append(m.out.People, p.result)
	}
}

// opinion is what becomes of an opinion.
type opinion struct {
	mine   *app.Feedback // nil where it was not here
	result app.Feedback
	united bool // the steps of both sides are put together, or it is merged elsewhere
}

// feedback merges the opinions. Their steps are those of both sides.
func (m *merge) feedback(h HandOver, guests map[string]bool) {
	held := m.held.Dossier.Feedback
	list := byID(held, func(f *app.Feedback) string { return f.ID })
	into, of := make(map[string]string, len(held)), make(map[string]*app.Feedback, len(held))
	for i, f := range held {
		into[f.ID], of[f.ID] = f.MergedInto, &held[i]
	}
	all := make([]opinion, 0, len(h.Dossier.Feedback))
	for _, f := range h.Dossier.Feedback {
		mine := list[f.ID]
		p := pair[app.Feedback]{id: f.ID, what: words.T("Opinion “%s”", app.Shortened(f.Content)), ours: mine, theirs: f, theirsAt: f.UpdatedAt}
		if mine != nil {
			p.oursAt, p.told = mine.UpdatedAt, emptiedBySteps(*mine, f)
		}
		v := decide(m, feedbackRecords, p)
		if mine == nil && !v.write {
			continue
		}
		o := opinion{mine: mine, result: v.result}
		if mine != nil {
			other := f
			if v.take {
				other = *mine
			}
			o.united = unite(&o.result, other)
		}
		if !guests[o.result.InviteeID] {
			o.result.InviteeID = "" // the speaker's name stays
		}
		all = append(all, o)
		into[f.ID], of[f.ID] = o.result.MergedInto, &all[len(all)-1].result
	}
	roots := mergedRoots(into, of)
	for _, o := range all {
		delete(list, o.result.ID)
		m.putOpinion(o, roots[o.result.ID])
	}
	for i, f := range held { // what came can be merged with what did not
		if _, there := into[f.MergedInto]; there && list[f.ID] != nil {
			m.putOpinion(opinion{mine: &held[i], result: f}, roots[f.ID])
		}
	}
}

// putOpinion writes an opinion where it is not as it was.
func (m *merge) putOpinion(o opinion, into string) {
	if o.result.MergedInto != into {
		o.result.MergedInto, o.united = into, true
	}
	if o.united {
		o.result = consistent(o.result)
	}
	if o.mine == nil || !feedbackRecords.recordOf(&o.result).equal(feedbackRecords.recordOf(o.mine)) {
		m.out.Dossier.Feedback = append(m.out.Dossier.Feedback, o.result)
	}
}

// unite adds to an opinion the steps that the other side has alone, by their
// time, and reports whether there are any.
func unite(f *app.Feedback, other app.Feedback) bool {
	have := make(map[string]bool, len(f.History))
	for _, m := range f.History {
		have[m.ID] = true
	}
	more := slices.DeleteFunc(slices.Clone(other.History), func(m app.Transition) bool { return have[m.ID] })
	if len(more) == 0 {
		return false
	}
	f.History = append(slices.Clone(f.History), more...)
	slices.SortStableFunc(f.History, func(a, b app.Transition) int {
		return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.ID, b.ID))
	})
	f.Extra = withRows(f.Extra, other.Extra, app.FeedbackFields.Named("History").Name)
	return true
}

// consistent returns an opinion with a correction at the end of its history where
// the last step leads elsewhere, so that the history tells how it is.
func consistent(f app.Feedback) app.Feedback {
	if len(f.History) == 0 {
		return f
	}
	last, now := f.History[len(f.History)-1], f.Replayed()
	changes := app.Differences(now, f)
	if now.State == f.State && len(changes) == 0 {
		return f
	}
	// The same two histories end with the same correction on every side.
	r := feedbackRecords.recordOf(&app.Feedback{State: f.State, History: append(slices.Clone(f.History), app.Transition{Changes: changes})})
	f.History = append(slices.Clone(f.History), app.Transition{
		ID: uuid.NewSHA1(uuid.Nil, []byte(r.digest())).String(),
		At: last.At, Kind: app.TransitionCorrect, From: now.State, To: f.State, Changes: changes,
		Note: "两处的办理记录合并，以选定的一方为准",
	})
	return f
}

// mergedRoots says what each opinion is merged into once both sides are merged:
// the main one at the end of the way, none where that is not here. Where the two
// sides together make a circle, the oldest in it is the main one.
func mergedRoots(into map[string]string, of map[string]*app.Feedback) map[string]string {
	all := make([]app.Feedback, 0, len(into))
	for id, other := range into {
		all = append(all, app.Feedback{ID: id, MergedInto: other, CreatedAt: of[id].CreatedAt})
	}
	slices.SortFunc(all, func(a, b app.Feedback) int { // the oldest first
		return cmp.Or(a.CreatedAt.Compare(b.CreatedAt), cmp.Compare(a.ID, b.ID))
	})
	round := map[string]bool{}
	for _, i := range app.MergeCircles(all) {
		round[all[i].ID] = true
	}
	next := maps.Clone(into)
	for _, f := range all {
		id := f.ID
		if round[id] {
			for at := id; round[at]; at = next[at] {
				delete(round, at)
			}
			next[id] = ""
		}
		if _, there := into[next[id]]; !there {
			next[id] = ""
		}
	}
	roots := make(map[string]string, len(into))
	for _, f := range all {
		var way []string
		at := f.ID
		for next[at] != "" {
			if root, done := roots[at]; done {
				at = root
				break
			}
			way, at = append(way, at), next[at]
		}
		for _, passed := range way {
			roots[passed] = at
		}
	}
	return roots
}

// emptiedBySteps returns the fields of the handling that steps of theirs emptied
// which are not here: their history says so.
func emptiedBySteps(ours, theirs app.Feedback) map[string]bool {
	have := map[string]bool{}
	for _, m := range ours.History {
		have[m.ID] = true
	}
	told := map[string]bool{}
	for _, m := range theirs.History {
		if have[m.ID] {
			continue
		}
		for _, c := range m.Changes {
			if c.To == "" {
				told[changeNames[c.Field]] = true
			}
		}
	}
	return told
}

// photos merges the photos. One that cannot be kept as an added one is left out.
func (m *merge) photos(h HandOver) {
	list := byID(m.held.Photos, func(p *app.Photo) string { return p.ID })
	for _, p := range h.Photos {
		met := len(m.out.Versions)
		report := m.report
		v := decide(m, photoRecords, pair[app.Photo]{id: p.ID, what: words.T("Photo “%s”", p.Caption), ours: list[p.ID], theirs: p})
		if !v.write {
			continue
		}
		if v.take {
			var err error
			if v.result, err = picture.Received(v.result); err != nil {
				// It comes again when it is sent mended.
				m.out.Versions, m.report = m.out.Versions[:met], report
				m.notice(words.T("The photo “%s” is not taken: %s|caption, why", p.Caption, err))
				continue
			}
		}
		m.out.Photos = append(m.out.Photos, v.result)
	}
}

// prints takes up prints that are not here. A print never changes but by a purge.
func (m *merge) prints(h HandOver) {
	list := byID(m.held.Prints, func(p *app.Print) string { return p.ID })
	for _, p := range h.Prints {
		m.met(printRecords.version(p.ID, &p))
		switch {
		case list[p.ID] != nil:
			m.report.Unchanged++
		case m.held.Met(kindPrint.key(p.ID)):
			m.report.Kept++
		default:
			m.report.Added++
			if restamp(m, printRecords, &p) {
				m.met(printRecords.version(p.ID, &p))
			}
			m.out.Prints = append(m.out.Prints, p)
		}
	}
}

// departments takes up those whose names are not on the office's list, and
// fills in what the list lacks. The list itself is the office's own.
func (m *merge) departments(h HandOver) {
	named := byID(m.held.Departments, func(d *app.Department) string { return d.Name })
	taken := byID(m.held.Departments, func(d *app.Department) string { return d.ID })
	for _, d := range h.Departments {
		m.met(departmentRecords.version(d.ID, &d))
		mine := named[d.Name]
		switch {
		case mine == nil && taken[d.ID] == nil && !m.held.Met(kindDepartment.key(d.ID)):
			m.report.Added++
			m.out.Departments = append(m.out.Departments, d)
			named[d.Name], taken[d.ID] = &d, &d
		case mine == nil:
			m.report.Kept++ // renamed or deleted here
		case mine.InCharge == "" && mine.Telephone == "" && d.InCharge+d.Telephone != "":
			filled := *mine
			filled.InCharge, filled.Telephone = d.InCharge, d.Telephone
			named[d.Name] = &filled
			m.report.Updated++
			m.out.Departments = append(m.out.Departments, filled)
		default:
			m.report.Unchanged++
		}
	}
}

// Figures says what became of the event's records.
func (r Receipt) Figures() string {
	return words.T("%d added, %d updated, %d unchanged, %d kept as here, %d conflicts", r.Added, r.Updated, r.Unchanged, r.Kept, len(r.Conflicts))
}

// Words says the conflict with both versions, field by field.
func (c Conflict) Words() string {
	result := words.T("kept: ours")
	if c.Theirs {
		result = words.T("taken: the file's")
	}
	if c.Gone {
		result += words.T(" (it was deleted here)")
	}
	if c.Empties {
		result += words.T(" (the file has nothing here)")
	}
	text := c.What + " — " + result
	if len(c.Elsewhere) > 0 {
		text += "\n  " + c.ElsewhereWords()
	}
	for _, f := range c.Fields {
		text += "\n  " + pairWords(f)
	}
	return text
}

// ElsewhereWords says which other events change with the record; empty for none.
func (c Conflict) ElsewhereWords() string {
	if len(c.Elsewhere) == 0 {
		return ""
	}
	return words.T("It changes in these events here, too: %s|titles of events", strings.Join(c.Elsewhere, words.T(", |list")))
}

func pairWords(p app.FieldPair) string {
	return words.T("%s: here “%s”, in the file “%s”", p.Label, p.Ours, p.Theirs)
}

// inWords writes what one side of a comparison says, a field a line.
func inWords(what string, fields []app.FieldPair, theirs bool) string {
	lines := []string{what}
	for _, f := range fields {
		text := f.Ours
		if theirs {
			text = f.Theirs
		}
		lines = append(lines, words.T("%s: %s|name of a field, what it says", f.Label, text))
	}
	return strings.Join(slices.Compact(lines), "\n")
}
