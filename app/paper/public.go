package paper

import (
	"slices"
	"strings"

	"openday/app"
	"openday/app/masking"
	"openday/app/words"
)

// How many places in which something was masked, and in which something is left to
// be looked at, are named.
const (
	mostMasked   = 30
	mostDoubtful = 500
)

// Public returns what of an event everybody may see: names masked, no telephone and
// no identity numbers, also where somebody wrote them into a text. Who was invited
// is only counted. The report tells which texts were masked, and what is left in
// them to be looked at before the paper is published.
func Public(d app.Dossier, report *Report) app.Dossier {
	m := masking.New(d)
	m.Allow(d.Event)
	var left []string // pieces of the event's own texts
	mask := func(text *string) {
		*text = m.Text(*text)
		left = append(left, m.Left(*text)...)
	}
	e := &d.Event
	e.Contact = "" // its telephone and mailbox are published
	for _, text := range []*string{
		&e.Title, &e.Theme, &e.Organiser, &e.Basis, &e.Principle, &e.Aims, &e.AssemblyPlace, &e.Transport, &e.Audience, &e.StreamURL,
		&e.TimeWords, &e.CapacityWords, &e.AudienceWords, &e.ChangeReason, &e.Programme, &e.Openness,
	} {
		mask(text)
	}
	for _, list := range []*[]string{&e.CoOrganisers, &e.Sites, &e.SignUpMethods, &e.Notices, &e.Channels, &e.Requirements} {
		*list = slices.Clone(*list)
		for i := range *list {
			mask(&(*list)[i])
		}
	}
	e.Leaders = slices.Clone(e.Leaders)
	for i := range e.Leaders {
		l := &e.Leaders[i]
		mask(&l.Name)
		mask(&l.Position)
		mask(&l.Duty)
	}
	e.Quotas = slices.Clone(e.Quotas)
	for i := range e.Quotas {
		mask(&e.Quotas[i].Category)
	}
	e.ReportTexts = slices.Clone(e.ReportTexts)
	for i := range e.ReportTexts {
		mask(&e.ReportTexts[i].Text)
	}

	d.Invitees = slices.Clone(d.Invitees)
	for i, v := range d.Invitees {
		d.Invitees[i] = app.Invitee{
			ID: v.ID, Person: app.Person{Name: m.Name(v.Person.Name)}, Category: m.Text(v.Category), Channel: m.Text(v.Channel),
			Vetting: v.Vetting, Attendance: v.Attendance, WalkIn: v.WalkIn,
		}
	}
	d.Agenda = slices.Clone(d.Agenda)
	for i := range d.Agenda {
		a := &d.Agenda[i]
		mask(&a.Content)
		mask(&a.Place)
		a.InCharge, a.Recorder, a.Note = "", "", ""
	}
	if len(left) > 0 {
		report.NoteAbout(app.TopicEvents, words.T("Look at these before the paper is published; they stand in the texts of the event and its agenda and are not hidden: %s.", firstOf(slices.Compact(left), mostDoubtful)))
	}
	d.Feedback = slices.Clone(d.Feedback)
	var masked, doubtful []string
	for i := range d.Feedback {
		fields, left := maskOpinion(&d.Feedback[i], m)
		if len(fields) > 0 {
			masked = append(masked, words.T("no. %d (%s)", i+1, strings.Join(fields, words.T(", |list"))))
		}
		if len(left) > 0 {
			doubtful = append(doubtful, words.T("no. %d (%s)", i+1, strings.Join(left, words.T(", |list"))))
		}
	}
	if len(masked) > 0 {
		report.NoteAbout(app.TopicFeedback, words.T("The texts of these opinions held names, numbers or addresses, which are masked here: %s. Read them before the paper is published.", firstOf(masked, mostMasked)))
	}
	if len(doubtful) > 0 {
		report.NoteAbout(app.TopicFeedback, words.T("Look at these opinions before the paper is published; long numbers and addresses in them are not hidden: %s.", firstOf(doubtful, mostDoubtful)))
	}
	return d
}

// firstOf puts the first of many in a row.
func firstOf(all []string, most int) string {
	text := strings.Join(all[:min(len(all), most)], words.T(", |list"))
	if len(all) > most {
		text += words.T(" and %d more", len(all)-most)
	}
	return text
}

// maskOpinion masks an opinion and returns the names of the texts in which there
// was something to mask, the names of people where they belong apart, and the
// pieces of the texts that are left to be looked at.
func maskOpinion(f *app.Feedback, m *masking.Masker) (found, left []string) {
	f.Speaker, f.InCharge, f.Telephone = m.Name(f.Speaker), m.Name(f.InCharge), ""
	f.InviteeID = ""
	f.History = slices.DeleteFunc(slices.Clone(f.History), func(m app.Transition) bool { // when it was handled is counted; what went before is internal
		return m.Kind != app.TransitionFinish && m.Kind != app.TransitionAnswer
	})
	f.Joint = slices.Clone(f.Joint)
	for i := range f.Joint {
		f.Joint[i] = m.Text(f.Joint[i])
	}
	for _, t := range []struct {
		text *string
		name string
	}{
		{&f.Content, words.T("content|of an opinion")}, {&f.Result, words.T("result|of handling an opinion")},
		{&f.AdoptionReason, words.T("reason|for not adopting an opinion")}, {&f.Department, words.T("department|that handles an opinion")},
		{&f.Category, words.T("category|of an opinion")}, {&f.Stop, words.T("stop|at which an opinion was said")},
		{&f.Channel, words.T("channel|of an opinion")}, {&f.ReplyChannel, words.T("channel of the reply|to an opinion")},
	} {
		if after := m.Text(*t.text); after != *t.text {
			*t.text = after
			found = append(found, t.name)
		}
		left = append(left, m.Left(*t.text)...)
	}
	return found, left
}
