package events

import (
	"errors"
	"strings"
	"time"

	"openday/app"
	"openday/app/paper/before"
	"openday/app/service"
	"openday/app/words"
	"openday/views/rows"
	"openday/views/ui"
	"openday/views/widgets"
)

// eventForm is the form of an event's fields, in the order of app.Event.
type eventForm struct {
	*widgets.Form
	*Actions
	base     app.Event // as it is stored; new where it has no id
	bound    []boundField
	quotas   *quotaRows
	leaders  *leaderRows
	sections *rows.Sections
	agenda   []app.AgendaItem // of the event, for what is generated
	at       int              // the section of the form that is in sight

	organiser, contact   *widgets.ComboEntry
	coOrganisers, phones *widgets.ListEntry
	earlier              service.Earlier // what is suggested
}

// boundField joins an input to a field of the event.
type boundField struct {
	*widgets.Field
	fill func(app.Event)
	read func(*app.Event) // called only where the input's problem is ""
}

func newEventForm(d *Actions) *eventForm {
	width := float32(104)
	if words.Current() == words.English {
		width = 136
	}
	f := &eventForm{Form: widgets.NewForm(width), Actions: d, quotas: newQuotaRows(), leaders: newLeaderRows(), sections: rows.NewSections(app.PlanOutline)}

	f.Section(words.T("Basics"))
	f.text("Title", 1)
	f.text("Theme", 1)
	f.organiser = f.combo("Organiser")
	f.coOrganisers = f.lines("CoOrganisers").Input.(*widgets.ListEntry)
	f.text("Basis", 2)
	f.text("Principle", 3)
	f.text("Aims", 3)
	f.form()
	f.text("StreamURL", 1)

	f.Section(words.T("Time and place"))
	f.moment("Start")
	f.onTheDay(f.moment("End"))
	f.text("TimeWords", 1).Hint(words.T("Printed in place of the time"))
	f.text("AssemblyPlace", 1)
	f.onTheDay(f.moment("AssemblyTime"))
	f.text("Transport", 2)
	f.lines("Sites").Hint(words.T("One a line, in visiting order"))

	f.Section(words.T("Places to fill"))
	f.number("Capacity")
	f.text("CapacityWords", 1)
	f.number("MinAge")
	f.number("MaxAge")
	f.text("Audience", 2)
	f.join("Quotas", f.quotas, func(e app.Event) { f.quotas.set(e.Quotas) }, func(e *app.Event) { e.Quotas = f.quotas.values() }).Wide().Hint(words.T("A least share is written as 1/3 or 30%"))

	f.Section(words.T("Leading group"))
	f.join("Leaders", f.leaders, func(e app.Event) { f.leaders.set(e.Leaders) }, func(e *app.Event) { e.Leaders = f.leaders.values() }).Wide()

	f.Section(words.T("Sign-up"))
	f.text("AudienceWords", 2)
	f.moment("SignUpFrom")
	f.moment("SignUpUntil")
	f.lines("SignUpMethods")
	f.contact = f.combo("Contact")
	f.phones = f.lines("Phones").Input.(*widgets.ListEntry)
	f.organiser.OnPicked = f.fillContact
	f.contact.OnPicked = f.fillPhones
	f.text("Email", 1)
	f.number("VettingDays").Hint(words.T("Working days after sign-up closes"))
	f.number("FilingDays").Hint(words.T("Working days before the event"))

	f.Section(words.T("Notices and publicity"))
	f.lines("Notices")
	f.lines("Channels")
	f.lines("Requirements")

	f.Section(words.T("Sections of the plan"))
	f.sections.UsePatterns(d.Context)
	f.join("Sections", f.sections, func(e app.Event) { f.sections.Set(app.PlanOutline.Of(e.Sections)) }, func(e *app.Event) { e.Sections = f.sections.Values() }).Wide().
		Hint(words.T("A text is generated from the event until you change it, and again once it is emptied. A line such as 【Agenda】 stands for the table of that name."))
	f.Loaded()
	return f
}

// join puts an input for a field of the event into the form and says how it is
// filled and read.
func (f *eventForm) join(name string, input widgets.Input, fill func(app.Event), read func(*app.Event)) *widgets.Field {
	of := app.EventFields.Named(name)
	field := ui.Described(of.FieldInfo, f.Add(of.Go, words.T(of.Label), input))
	f.bound = append(f.bound, boundField{field, fill, read})
	return field
}

func (f *eventForm) text(name string, lines int) *widgets.Field {
	input, of := widgets.NewLinesEntry(lines), ui.PlaceOf[string](app.EventFields, name)
	return f.join(name, input,
		func(e app.Event) { input.SetText(*of(&e)) },
		func(e *app.Event) { *of(e) = input.Value() })
}

// combo is a field for a text with suggestions.
func (f *eventForm) combo(name string) *widgets.ComboEntry {
	input, of := widgets.NewComboEntry(nil), ui.PlaceOf[string](app.EventFields, name)
	f.join(name, input,
		func(e app.Event) { input.SetText(*of(&e)) },
		func(e *app.Event) { *of(e) = input.Value() })
	return input
}

// suggest offers what the office's events were filled in with.
func (f *eventForm) suggest(e service.Earlier) {
	f.earlier = e
	units := ui.Distinct(e.Organisers, e.CoOrganisers)
	f.organiser.SetOptions(units)
	f.coOrganisers.SetOptions(units)
	f.contact.SetOptions(e.Contacts)
	f.quotas.suggest(e.Categories)
	f.leaders.suggest(e.Positions)
}

// fillContact fills in the contact that an organiser had last, where none is given.
func (f *eventForm) fillContact(organiser string) {
	if contact := f.earlier.ContactOf[organiser]; contact != "" && f.contact.Value() == "" {
		f.contact.SetText(contact)
		f.fillPhones(contact)
	}
}

// fillPhones fills in the telephone numbers that a contact had last, where none is
// given.
func (f *eventForm) fillPhones(contact string) {
	if numbers := f.earlier.PhonesOf[contact]; len(numbers) > 0 && len(f.phones.Values()) == 0 {
		f.phones.SetValues(numbers)
	}
}

func (f *eventForm) lines(name string) *widgets.Field {
	input, of := widgets.NewListEntry(""), ui.PlaceOf[[]string](app.EventFields, name)
	return f.join(name, input,
		func(e app.Event) { input.SetValues(*of(&e)) },
		func(e *app.Event) { *of(e) = input.Values() })
}

// number is a field of which zero says that nothing is given.
func (f *eventForm) number(name string) *widgets.Field {
	input, of := widgets.NewNumberEntry(0, app.EventFields.Named(name).Max), ui.PlaceOf[int](app.EventFields, name)
	return f.join(name, input,
		func(e app.Event) {
			n := of(&e)
			if *n == 0 {
				n = nil
			}
			input.Set(n)
		},
		func(e *app.Event) { *of(e), _, _ = input.Value() }).Narrow(88)
}

func (f *eventForm) moment(name string) *widgets.Field {
	input, of := widgets.NewDateTimeEntry(app.Zone, f.Service.Now), ui.PlaceOf[time.Time](app.EventFields, name)
	return f.join(name, input,
		func(e app.Event) { input.Set(*of(&e)) },
		func(e *app.Event) { *of(e), _, _ = input.Value() })
}

// onTheDay has a time that is given without a date be on the day of the event.
func (f *eventForm) onTheDay(field *widgets.Field) {
	field.Input.(*widgets.DateEntry).DayOf = func() time.Time {
		start, _, _ := f.Field("Start").Input.(*widgets.DateEntry).Value()
		return start
	}
}

func (f *eventForm) form() {
	input := widgets.NewChoice(ui.VocabularyOptions(app.Forms, words.T("Not given"))...)
	f.join("Form", input,
		func(e app.Event) { input.Set(e.Form) },
		func(e *app.Event) { e.Form = input.Value() })
}

// Fill shows an event as it is stored.
func (f *eventForm) Fill(e app.Event) {
	changed := f.OnChanged
	f.OnChanged = nil // once at the end is enough
	if e.ID != f.base.ID {
		f.ShowSection(0)
		f.agenda = nil
	}
	f.base = e
	f.sections.SetGenerated(nil)
	for _, b := range f.bound {
		b.fill(e)
	}
	f.Loaded()
	f.generate()
	f.OnChanged = changed
	if changed != nil {
		changed()
	}
}

// offer fills what is known of a new event into fields that nothing was typed into.
func (f *eventForm) offer(e app.Event) {
	for _, b := range f.bound {
		if !b.Blank() {
			continue
		}
		b.fill(e)
		b.Loaded()
	}
	if f.OnChanged != nil {
		f.OnChanged()
	}
}

// Read returns the event as it is filled in. Where something is wrong, ok is
// false, and all that is wrong stands beside its field.
func (f *eventForm) Read() (e app.Event, ok bool) {
	f.quotas.DropBlank()
	f.leaders.DropBlank()
	f.sections.DropBlank()
	problems := map[string]string{}
	e = f.typed(problems)
	if e.State == "" {
		e.State = app.StateDraft
	}
	wrong := e.Validate()
	if e.ID != "" {
		wrong = e.ValidateChange(f.base)
	}
	for key, p := range ui.ByField(wrong) {
		if problems[key] == "" {
			problems[key] = p
		}
	}
	f.ShowProblems(problems)
	return e, len(problems) == 0
}

// typed returns the event as it is filled in, and puts what cannot be read into
// problems by its field.
func (f *eventForm) typed(problems map[string]string) app.Event {
	e := f.base
	for _, b := range f.bound {
		if p := b.Input.Problem(); p != "" {
			problems[b.Key] = p
			continue
		}
		b.read(&e)
	}
	return e
}

// generate shows the plan's sections as they come out of what is typed, while they are
// in sight.
func (f *eventForm) generate() {
	if f.at == f.Field("Sections").Section() {
		f.sections.SetGenerated(before.PlanSections.Generated(app.Dossier{Event: f.typed(map[string]string{}), Agenda: f.agenda, Calendar: f.Calendar}))
	}
}

// ShowError shows the problems that an error names beside their fields. It
// tells whether each had a field to stand beside.
func (f *eventForm) ShowError(err error) bool {
	var e *app.Error
	if !errors.As(err, &e) || len(e.Fields) == 0 {
		return false
	}
	return len(f.ShowProblems(ui.ByField(e.Fields))) == 0
}

// Snapshot tells one state of what is typed from another.
func (f *eventForm) Snapshot() string {
	var b strings.Builder
	for _, field := range f.bound {
		b.WriteString(field.Input.Snapshot())
		b.WriteByte(0)
	}
	return b.String()
}
