package paper

import (
	"slices"
	"strings"

	"openday/app"
	"openday/app/words"
)

// public returns what of an event everybody may see: names masked, no telephone
// and no identity numbers, also where somebody wrote them into a text. Who was
// invited is only counted. The report tells which texts were masked.
func public(d app.Dossier, report *Report) app.Dossier {
	m := app.NewMasker(d)
	e := &d.Event
	e.Contact, e.Phones, e.Email = "", nil, ""
	for _, text := range []*string{
		&e.Title, &e.Theme, &e.Organiser, &e.Basis, &e.Principle, &e.Aims, &e.AssemblyPlace, &e.Transport, &e.Audience, &e.StreamURL,
	} {
		*text = m.Text(*text)
	}
	for _, list := range []*[]string{&e.CoOrganisers, &e.Sites, &e.SignUpMethods, &e.Notices, &e.Channels, &e.Requirements} {
		*list = slices.Clone(*list)
		for i := range *list {
			(*list)[i] = m.Text((*list)[i])
		}
	}
	e.Leaders = slices.Clone(e.Leaders)
	for i := range e.Leaders {
		l := &e.Leaders[i]
		l.Name, l.Position, l.Duty = m.Text(l.Name), m.Text(l.Position), m.Text(l.Duty)
	}
	e.Quotas = slices.Clone(e.Quotas)
	for i := range e.Quotas {
		e.Quotas[i].Category = m.Text(e.Quotas[i].Category)
	}
	e.ReportTexts = slices.Clone(e.ReportTexts)
	for i := range e.ReportTexts {
		e.ReportTexts[i].Text = m.Text(e.ReportTexts[i].Text)
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
		a.Content, a.Place = m.Text(a.Content), m.Text(a.Place)
		a.InCharge, a.Recorder, a.Note = "", "", ""
	}
	d.Feedback = slices.Clone(d.Feedback)
	var masked []string
	for i := range d.Feedback {
		if fields := maskOpinion(&d.Feedback[i], m); len(fields) > 0 {
			masked = append(masked, words.T("no. %d (%s)", i+1, strings.Join(fields, words.T(", |list"))))
		}
	}
	if len(masked) > 0 {
		const most = 30
		text := strings.Join(masked[:min(len(masked), most)], words.T(", |list"))
		if len(masked) > most {
			text += words.T(" and %d more", len(masked)-most)
		}
		report.noteAbout(app.TopicFeedback, words.T("The texts of these opinions held names, telephone or identity numbers, which are masked here: %s. Read them before the paper is published.", text))
	}
	return d
}

// maskOpinion masks an opinion and returns the names of the texts in which there
// was something to mask, the names of people where they belong apart.
func maskOpinion(f *app.Feedback, m *app.Masker) []string {
	f.Speaker, f.InCharge, f.Telephone = m.Name(f.Speaker), m.Name(f.InCharge), ""
	f.InviteeID = ""
	f.History = slices.Clone(f.History) // counted only
	f.Joint = slices.Clone(f.Joint)
	for i := range f.Joint {
		f.Joint[i] = m.Text(f.Joint[i])
	}
	var found []string
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
	}
	return found
}
