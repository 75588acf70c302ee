package views

import (
	"errors"
	"regexp"
	"strconv"
	"strings"
	"time"

	"openday/app"
	"openday/app/words"
	"openday/views/widgets"
)

// maxCount is the most that a number of people can be.
const maxCount = 1_000_000

// eventForm is the form of an event's fields, in the order of app.Event.
type eventForm struct {
	*widgets.Form
	desk    *desk
	base    app.Event // as it is stored; new where it has no id
	bound   []boundField
	quotas  *quotaRows
	leaders *leaderRows
}

// boundField joins an input to a field of the event.
type boundField struct {
	*widgets.Field
	fill func(app.Event)
	read func(*app.Event) // called only where the input's problem is ""
}

func newEventForm(d *desk) *eventForm {
	width := float32(104)
	if words.Current() == words.English {
		width = 136
	}
	f := &eventForm{Form: widgets.NewForm(width), desk: d, quotas: newQuotaRows(), leaders: newLeaderRows()}

	f.Section(words.T("Basics"))
	f.text("Title", words.T("Event title"), 1, func(e *app.Event) *string { return &e.Title }).Required()
	f.text("Theme", words.T("Theme"), 1, func(e *app.Event) *string { return &e.Theme })
	f.text("Organiser", words.T("Organiser"), 1, func(e *app.Event) *string { return &e.Organiser })
	f.lines("CoOrganisers", words.T("Co-organisers"), func(e *app.Event) *[]string { return &e.CoOrganisers })
	f.text("Basis", words.T("Basis"), 2, func(e *app.Event) *string { return &e.Basis })
	f.text("Principle", words.T("Guiding principle"), 3, func(e *app.Event) *string { return &e.Principle })
	f.text("Aims", words.T("Aims"), 3, func(e *app.Event) *string { return &e.Aims })
	f.form()
	f.text("StreamURL", words.T("Live stream link"), 1, func(e *app.Event) *string { return &e.StreamURL })

	f.Section(words.T("Time and place"))
	f.moment("Start", words.T("Starts"), func(e *app.Event) *time.Time { return &e.Start }).Required()
	f.moment("End", words.T("Ends"), func(e *app.Event) *time.Time { return &e.End })
	f.text("AssemblyPlace", words.T("Assembly place"), 1, func(e *app.Event) *string { return &e.AssemblyPlace })
	f.moment("AssemblyTime", words.T("Assembly time"), func(e *app.Event) *time.Time { return &e.AssemblyTime })
	f.text("Transport", words.T("Transport"), 2, func(e *app.Event) *string { return &e.Transport })
	f.lines("Sites", words.T("Sites"), func(e *app.Event) *[]string { return &e.Sites }).Hint(words.T("One a line, in visiting order"))

	f.Section(words.T("Places to fill"))
	f.number("Capacity", words.T("Number invited"), maxCount, func(e *app.Event) *int { return &e.Capacity })
	f.number("MinAge", words.T("Lowest age"), 150, func(e *app.Event) *int { return &e.MinAge })
	f.number("MaxAge", words.T("Highest age"), 150, func(e *app.Event) *int { return &e.MaxAge })
	f.text("Audience", words.T("Who can come"), 2, func(e *app.Event) *string { return &e.Audience })
	f.join("Quotas", words.T("Quotas"), f.quotas, func(e app.Event) { f.quotas.set(e.Quotas) }, func(e *app.Event) { e.Quotas = f.quotas.values() })

	f.Section(words.T("Leading group"))
	f.join("Leaders", words.T("Members"), f.leaders, func(e app.Event) { f.leaders.set(e.Leaders) }, func(e *app.Event) { e.Leaders = f.leaders.values() })

	f.Section(words.T("Sign-up"))
	f.moment("SignUpFrom", words.T("Sign-up opens"), func(e *app.Event) *time.Time { return &e.SignUpFrom })
	f.moment("SignUpUntil", words.T("Sign-up closes"), func(e *app.Event) *time.Time { return &e.SignUpUntil })
	f.lines("SignUpMethods", words.T("Ways to sign up"), func(e *app.Event) *[]string { return &e.SignUpMethods })
	f.text("Contact", words.T("Contact"), 1, func(e *app.Event) *string { return &e.Contact })
	f.lines("Phones", words.T("Telephone"), func(e *app.Event) *[]string { return &e.Phones })
	f.text("Email", words.T("E-mail"), 1, func(e *app.Event) *string { return &e.Email })
	f.number("VettingDays", words.T("Vetting within"), 365, func(e *app.Event) *int { return &e.VettingDays }).Hint(words.T("Working days after sign-up closes"))
	f.number("FilingDays", words.T("Filing ahead"), 365, func(e *app.Event) *int { return &e.FilingDays }).Hint(words.T("Working days before the event"))

	f.Section(words.T("Notices and publicity"))
	f.lines("Notices", words.T("Notices"), func(e *app.Event) *[]string { return &e.Notices })
	f.lines("Channels", words.T("Publicity channels"), func(e *app.Event) *[]string { return &e.Channels })
	f.lines("Requirements", words.T("Requirements"), func(e *app.Event) *[]string { return &e.Requirements })
	f.Loaded()
	return f
}

// join puts an input into the form and says how it is filled and read.
func (f *eventForm) join(key, label string, input widgets.Input, fill func(app.Event), read func(*app.Event)) *widgets.Field {
	field := f.Add(key, label, input)
	f.bound = append(f.bound, boundField{field, fill, read})
	return field
}

func (f *eventForm) text(key, label string, lines int, of func(*app.Event) *string) *widgets.Field {
	input := widgets.NewLinesEntry(lines)
	return f.join(key, label, input,
		func(e app.Event) { input.SetText(*of(&e)) },
		func(e *app.Event) { *of(e) = input.Value() })
}

func (f *eventForm) lines(key, label string, of func(*app.Event) *[]string) *widgets.Field {
	input := widgets.NewListEntry("")
	return f.join(key, label, input,
		func(e app.Event) { input.SetValues(*of(&e)) },
		func(e *app.Event) { *of(e) = input.Values() })
}

// number is a field of which zero says that nothing is given.
func (f *eventForm) number(key, label string, most int, of func(*app.Event) *int) *widgets.Field {
	input := widgets.NewNumberEntry(0, most)
	return f.join(key, label, input,
		func(e app.Event) {
			n := of(&e)
			if *n == 0 {
				n = nil
			}
			input.Set(n)
		},
		func(e *app.Event) { *of(e), _, _ = input.Value() })
}

func (f *eventForm) moment(key, label string, of func(*app.Event) *time.Time) *widgets.Field {
	input := widgets.NewDateTimeEntry(app.Zone, f.desk.service.Now)
	return f.join(key, label, input,
		func(e app.Event) { input.Set(*of(&e)) },
		func(e *app.Event) { *of(e), _, _ = input.Value() })
}

func (f *eventForm) form() {
	forms := []widgets.Option[app.Form]{{Value: "", Label: words.T("Not given")}}
	for _, w := range app.Forms {
		forms = append(forms, widgets.Option[app.Form]{Value: w.Code, Label: w.Label()})
	}
	input := widgets.NewChoice(forms...)
	f.join("Form", words.T("Form|on site or online"), input,
		func(e app.Event) { input.Set(e.Form) },
		func(e *app.Event) { e.Form = input.Value() })
}

// Fill shows an event as it is stored.
func (f *eventForm) Fill(e app.Event) {
	changed := f.OnChanged
	f.OnChanged = nil // once at the end is enough
	if e.ID != f.base.ID {
		f.ShowSection(0)
	}
	f.base = e
	for _, b := range f.bound {
		b.fill(e)
	}
	f.Loaded()
	f.OnChanged = changed
	if changed != nil {
		changed()
	}
}

// Read gives the event as it is filled in. Where something is wrong, ok is
// false, and all that is wrong stands beside its field.
func (f *eventForm) Read() (e app.Event, ok bool) {
	f.quotas.dropBlank()
	f.leaders.dropBlank()
	e = f.base
	problems := map[string]string{}
	for _, b := range f.bound {
		if p := b.Input.Problem(); p != "" {
			problems[b.Key] = p
			continue
		}
		b.read(&e)
	}
	if e.State == "" {
		e.State = app.StateDraft
	}
	for key, p := range byField(e.Validate()) {
		if problems[key] == "" {
			problems[key] = p
		}
	}
	f.ShowProblems(problems)
	return e, len(problems) == 0
}

// ShowError shows the problems that an error names beside their fields. It
// tells whether each had a field to stand beside.
func (f *eventForm) ShowError(err error) bool {
	var e *app.Error
	if !errors.As(err, &e) || len(e.Fields) == 0 {
		return false
	}
	return len(f.ShowProblems(byField(e.Fields))) == 0
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

var listField = regexp.MustCompile(`^(\w+)\[(\d+)\]`)

// byField gives the problems by the form's fields. Those of a list's rows stand
// together beside the list, with the number of the row.
func byField(problems []app.FieldProblem) map[string]string {
	all := map[string]string{}
	for _, p := range problems {
		key, message := p.Field, p.Message
		if m := listField.FindStringSubmatch(p.Field); m != nil {
			n, _ := strconv.Atoi(m[2]) // the pattern has digits alone
			key, message = m[1], inRow(n, p.Message)
		}
		if all[key] != "" {
			message = all[key] + "\n" + message
		}
		all[key] = message
	}
	return all
}

// inRow says in which row, counted from 0, something is wrong.
func inRow(n int, problem string) string {
	return words.T("Row %d: %s", n+1, problem)
}
