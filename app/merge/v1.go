package merge

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"openday/app"
	"reflect"
	"time"
)

// The structs of format 1. A file of that format holds their JSON, and two
// versions of a record were compared by it: what offices exchanged then is known
// by no other digest. Therefore nothing here is ever changed, neither a field nor
// the order of fields. The tags are the names that the fields have since.
type (
	v1HandOver struct {
		Dossier     v1Dossier
		Prints      []v1Print
		Photos      []v1Photo
		Departments []v1Department
	}
	v1Dossier struct {
		Event    v1Event
		Invitees []v1Invitee
		Agenda   []v1AgendaItem
		Feedback []v1Feedback
	}
	v1Event struct {
		ID            string       `name:"id"`
		Title         string       `name:"title"`
		Theme         string       `name:"theme"`
		Organiser     string       `name:"organiser"`
		CoOrganisers  []string     `name:"co_organisers"`
		Basis         string       `name:"basis"`
		Principle     string       `name:"principle"`
		Aims          string       `name:"aims"`
		Form          string       `name:"form"`
		StreamURL     string       `name:"stream_url"`
		Start         time.Time    `name:"start_at"`
		End           time.Time    `name:"end_at"`
		AssemblyPlace string       `name:"assembly_place"`
		AssemblyTime  time.Time    `name:"assembly_at"`
		Transport     string       `name:"transport"`
		Sites         []string     `name:"sites"`
		Capacity      int          `name:"capacity"`
		MinAge        int          `name:"min_age"`
		MaxAge        int          `name:"max_age"`
		Audience      string       `name:"audience"`
		SignUpFrom    time.Time    `name:"sign_up_from"`
		SignUpUntil   time.Time    `name:"sign_up_until"`
		SignUpMethods []string     `name:"sign_up_methods"`
		Contact       string       `name:"contact"`
		Phones        []string     `name:"phones"`
		Email         string       `name:"email"`
		VettingDays   int          `name:"vetting_days"`
		FilingDays    int          `name:"filing_days"`
		Notices       []string     `name:"notices"`
		Channels      []string     `name:"channels"`
		Requirements  []string     `name:"requirements"`
		Leaders       []v1Leader   `name:"leaders"`
		Quotas        []v1Quota    `name:"quotas"`
		AreaCodes     []string     `name:"area_codes"`
		WantsID       bool         `name:"wants_id"`
		Offsets       []v1Offset   `name:"offsets"`
		Done          []v1Done     `name:"done"`
		Travel        []v1Travel   `name:"travel"`
		Questions     []v1Question `name:"questions"`
		ReportTexts   []v1Text     `name:"report_texts"`
		RetainUntil   time.Time    `name:"retain_until"`
		PurgedAt      time.Time    `name:"purged_at"`
		State         string       `name:"state"`
		CreatedAt     time.Time    `name:"created_at"`
		UpdatedAt     time.Time    `name:"updated_at"`
	}
	v1Leader struct {
		Role     string `name:"role"`
		Name     string `name:"name"`
		Position string `name:"position"`
		Duty     string `name:"duty"`
	}
	v1Quota struct {
		Category string  `name:"category"`
		Number   int     `name:"number"`
		MinShare v1Share `name:"min_share"`
		Outside  bool    `name:"outside"`
	}
	v1Share  struct{ Num, Den int }
	v1Offset struct {
		Kind string `name:"kind"`
		Days int    `name:"days"`
		None bool   `name:"none"`
	}
	v1Done struct {
		Kind string    `name:"kind"`
		On   time.Time `name:"on"`
	}
	v1Travel struct {
		From    string `name:"from"`
		To      string `name:"to"`
		Minutes int    `name:"minutes"`
	}
	v1Question struct {
		Text      string `name:"text"`
		Satisfied int    `name:"satisfied"`
		Basically int    `name:"basically"`
		Not       int    `name:"not"`
	}
	v1Text struct {
		Key  string `name:"key"`
		Text string `name:"text"`
	}
	v1Person struct {
		ID       string    `name:"id"`
		Name     string    `name:"name"`
		Gender   string    `name:"gender"`
		IDNumber string    `name:"id_number"`
		Phone    string    `name:"phone"`
		BornOn   time.Time `name:"born_on"`
		Reading  string    `name:"reading"`
	}
	v1Invitee struct {
		ID           string    `name:"id"`
		EventID      string    `name:"event_id"`
		Position     int       `name:"position"`
		Person       v1Person  `name:"person_id"`
		Unit         string    `name:"unit"`
		Post         string    `name:"post"`
		Category     string    `name:"category"`
		Channel      string    `name:"channel"`
		Vetting      string    `name:"vetting"`
		Reason       string    `name:"reason"`
		Attendance   string    `name:"attendance"`
		SignedInAt   time.Time `name:"signed_in_at"`
		Note         string    `name:"note"`
		DecidedOn    time.Time `name:"decided_on"`
		RepliedOn    time.Time `name:"replied_on"`
		Overruled    string    `name:"overruled"`
		Confirmation string    `name:"confirmation"`
		Substitute   string    `name:"substitute"`
		WalkIn       bool      `name:"walk_in"`
		CreatedAt    time.Time `name:"created_at"`
		UpdatedAt    time.Time `name:"updated_at"`
	}
	v1AgendaItem struct {
		ID        string    `name:"id"`
		EventID   string    `name:"event_id"`
		Position  int       `name:"position"`
		Start     time.Time `name:"start_at"`
		End       time.Time `name:"end_at"`
		Kind      string    `name:"kind"`
		Content   string    `name:"content"`
		Place     string    `name:"place"`
		InCharge  string    `name:"in_charge"`
		Recorder  string    `name:"recorder"`
		Note      string    `name:"note"`
		Vehicle   string    `name:"vehicle"`
		UpdatedAt time.Time `name:"updated_at"`
	}
	v1Feedback struct {
		ID             string         `name:"id"`
		EventID        string         `name:"event_id"`
		Position       int            `name:"position"`
		Content        string         `name:"content"`
		InviteeID      string         `name:"invitee_id"`
		Speaker        string         `name:"speaker"`
		Stop           string         `name:"stop"`
		Category       string         `name:"category"`
		Channel        string         `name:"channel"`
		Department     string         `name:"department"`
		InCharge       string         `name:"in_charge"`
		DueDate        time.Time      `name:"due_date"`
		State          string         `name:"state"`
		Result         string         `name:"result"`
		Grade          string         `name:"grade"`
		RepliedOn      time.Time      `name:"replied_on"`
		Adoption       string         `name:"adoption"`
		AdoptionReason string         `name:"adoption_reason"`
		Satisfaction   string         `name:"satisfaction"`
		Joint          []string       `name:"joint"`
		Telephone      string         `name:"telephone"`
		AssignedOn     time.Time      `name:"assigned_on"`
		ReplyChannel   string         `name:"reply_channel"`
		MergedInto     string         `name:"merged_into"`
		CreatedAt      time.Time      `name:"created_at"`
		UpdatedAt      time.Time      `name:"updated_at"`
		History        []v1Transition `name:"history"`
	}
	v1Transition struct {
		ID      string     `name:"id"`
		At      time.Time  `name:"at"`
		By      string     `name:"by"`
		Kind    string     `name:"kind"`
		From    string     `name:"from_state"`
		To      string     `name:"to_state"`
		Note    string     `name:"note"`
		Changes []v1Change `name:"changes"`
	}
	v1Change struct {
		Field string `name:"field"`
		From  string `name:"from"`
		To    string `name:"to"`
	}
	v1Photo struct {
		ID       string    `name:"id"`
		EventID  string    `name:"event_id"`
		Position int       `name:"position"`
		Caption  string    `name:"caption"`
		Media    string    `name:"media"`
		Data     []byte    `name:"data"`
		AddedAt  time.Time `name:"added_at"`
	}
	v1Print struct {
		ID      string        `name:"id"`
		EventID string        `name:"event_id"`
		Paper   string        `name:"paper"`
		At      time.Time     `name:"at"`
		By      string        `name:"by"`
		Options string        `name:"options"`
		Lines   []v1PrintLine `name:"lines"`
	}
	v1PrintLine struct {
		Number int    `name:"number"`
		ID     string `name:"id"`
		Group  string `name:"group"`
		Text   string `name:"text"`
	}
	v1Department struct {
		ID        string `name:"id"`
		Name      string `name:"name"`
		InCharge  string `name:"in_charge"`
		Telephone string `name:"telephone"`
	}
)

// v1Names are the names that version 1 knows.
var v1Names = func() fieldNames {
	all := fieldNames{}
	for kind, of := range map[recordKind]reflect.Type{
		kindEvent: eventRecords.first, kindPerson: personRecords.first, kindInvitee: inviteeRecords.first, kindAgenda: agendaRecords.first,
		kindFeedback: feedbackRecords.first, kindPhoto: photoRecords.first, kindPrint: printRecords.first, kindDepartment: departmentRecords.first,
	} {
		all.addStruct(string(kind), of)
	}
	return all
}()

// v1Places says where the fields of a struct of format 1 stand, by their names.
var v1Places = map[reflect.Type]map[string]int{}

func (n fieldNames) addStruct(kind string, of reflect.Type) {
	names, places := map[string]bool{}, map[string]int{}
	for i := range of.NumField() {
		name := of.Field(i).Tag.Get("name")
		names[name], places[name] = true, i
		if t := of.Field(i).Type; t.Kind() == reflect.Slice && t.Elem().Kind() == reflect.Struct {
			n.addStruct(kind+"."+name, t.Elem())
		}
	}
	n[kind], v1Places[of] = names, places
}

// v1Digest is the digest by which version 1 knew a version of a record. It has
// one only for what says nothing that version 1 does not know.
func (e *entity[T]) v1Digest(v *T) string {
	first := reflect.New(e.first).Elem()
	eachV1(e.fields, v, first, func(ours, v1 reflect.Value) {
		if ours.Kind() != reflect.Slice || ours.Len() > 0 { // version 1 read an empty list as none
			v1.Set(ours.Convert(v1.Type()))
		}
	})
	text, err := json.Marshal(first.Interface())
	if err != nil {
		panic(err) // it holds nothing that JSON does not know
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:])
}

// ofV1 fills in a record from the struct of format 1.
func (e *entity[T]) ofV1(first any) T {
	var v T
	eachV1(e.fields, &v, reflect.ValueOf(first), func(ours, v1 reflect.Value) { ours.Set(v1.Convert(ours.Type())) })
	return v
}

// eachV1 goes through the fields that something has in common with its struct of
// format 1. A list is made as long as the other one.
func eachV1(fields []coded, v any, first reflect.Value, put func(ours, v1 reflect.Value)) {
	for _, f := range fields {
		i, there := v1Places[first.Type()][f.Name]
		if !there {
			continue
		}
		v1, place := first.Field(i), f.Place(v)
		switch {
		case f.Kind == app.KindRows:
			n := f.Rows.Len(place)
			if v1.CanSet() && n > 0 {
				v1.Set(reflect.MakeSlice(v1.Type(), n, n))
			}
			for i := range v1.Len() {
				if i == f.Rows.Len(place) {
					f.Rows.Grow(place)
				}
				eachV1(f.rows, f.Rows.At(place, i), v1.Index(i), put)
			}
		case v1.Type() == reflect.TypeFor[v1Person]():
			put(reflect.ValueOf(place).Elem(), v1.FieldByName("ID"))
		default:
			put(reflect.ValueOf(place).Elem(), v1)
		}
	}
}

// ReadFormat1 reads an event as a file of format 1 holds it.
func ReadFormat1(text []byte) (*Incoming, error) {
	var first v1HandOver
	if err := json.Unmarshal(text, &first); err != nil {
		return nil, err
	}
	h := NewIncoming(v1Names.lists())
	h.Dossier.Event = eventRecords.ofV1(first.Dossier.Event)
	for _, v := range first.Dossier.Invitees {
		guest := inviteeRecords.ofV1(v)
		guest.Person = personRecords.ofV1(v.Person)
		h.Dossier.Invitees = append(h.Dossier.Invitees, guest)
	}
	for _, v := range first.Dossier.Agenda {
		h.Dossier.Agenda = append(h.Dossier.Agenda, agendaRecords.ofV1(v))
	}
	for _, v := range first.Dossier.Feedback {
		h.Dossier.Feedback = append(h.Dossier.Feedback, feedbackRecords.ofV1(v))
	}
	for _, v := range first.Prints {
		h.Prints = append(h.Prints, printRecords.ofV1(v))
	}
	for _, v := range first.Photos {
		h.Photos = append(h.Photos, photoRecords.ofV1(v))
	}
	for _, v := range first.Departments {
		h.Departments = append(h.Departments, departmentRecords.ofV1(v))
	}
	return h, nil
}

// AddFormat1Photo adds a photo as a file of format 1 holds it.
func (h *Incoming) AddFormat1Photo(text []byte) error {
	var first v1Photo
	if err := json.Unmarshal(text, &first); err != nil {
		return fmt.Errorf("photo: %w", err)
	}
	h.Photos = append(h.Photos, photoRecords.ofV1(first))
	return nil
}
