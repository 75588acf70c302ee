package app

import (
	"slices"
	"strings"

	"openday/app/hanzi"
	"openday/app/idcard"
)

// Tidied gives the event without spaces around its texts, empty lines in its
// lists, and rows of which nothing is filled in.
func (e Event) Tidied() Event {
	for _, text := range []*string{
		&e.Title, &e.Theme, &e.Organiser, &e.Basis, &e.Principle, &e.Aims, &e.StreamURL,
		&e.AssemblyPlace, &e.Transport, &e.Audience, &e.Contact, &e.Email,
	} {
		*text = strings.TrimSpace(*text)
	}
	for _, list := range []*[]string{
		&e.CoOrganisers, &e.Sites, &e.SignUpMethods, &e.Phones, &e.Notices, &e.Channels, &e.Requirements,
	} {
		*list = tidiedLines(*list)
	}
	leaders := make([]Leader, 0, len(e.Leaders))
	for _, l := range e.Leaders {
		l.Name, l.Position, l.Duty = strings.TrimSpace(l.Name), strings.TrimSpace(l.Position), strings.TrimSpace(l.Duty)
		if l.Name != "" || l.Position != "" || l.Duty != "" {
			leaders = append(leaders, l)
		}
	}
	e.Leaders = orNil(leaders)
	quotas := make([]Quota, 0, len(e.Quotas))
	for _, q := range e.Quotas {
		q.Category = strings.TrimSpace(q.Category)
		if q.Category != "" || q.Number > 0 || !q.MinShare.IsZero() {
			quotas = append(quotas, q)
		}
	}
	e.Quotas = orNil(quotas)
	return e
}

// Tidied gives the invitee with the name as it is stored, without padding, the
// numbers in half-width digits, and no spaces around the texts.
func (i Invitee) Tidied() Invitee {
	p := &i.Person
	p.Name = hanzi.CleanName(p.Name)
	p.IDNumber = idcard.Parse(p.IDNumber).Number
	p.Phone = hanzi.CleanText(p.Phone)
	for _, text := range []*string{&i.Unit, &i.Post, &i.Category, &i.Channel, &i.Reason, &i.Note, &i.Overruled, &i.Substitute} {
		*text = strings.TrimSpace(*text)
	}
	return i
}

// Tidied gives the item without spaces around its texts.
func (a AgendaItem) Tidied() AgendaItem {
	for _, text := range []*string{&a.Content, &a.Place, &a.InCharge, &a.Recorder, &a.Note, &a.Vehicle} {
		*text = strings.TrimSpace(*text)
	}
	return a
}

// Tidied gives the opinion without spaces around its texts.
func (f Feedback) Tidied() Feedback {
	for _, text := range []*string{
		&f.Content, &f.Speaker, &f.Stop, &f.Category, &f.Channel,
		&f.Department, &f.InCharge, &f.Telephone, &f.Result, &f.AdoptionReason, &f.ReplyChannel,
	} {
		*text = strings.TrimSpace(*text)
	}
	f.Joint = tidiedDepartments(f.Joint, f.Department)
	return f
}

func tidiedLines(lines []string) []string {
	lines = slices.Clone(lines)
	for i := range lines {
		lines[i] = strings.TrimSpace(lines[i])
	}
	return orNil(slices.DeleteFunc(lines, func(l string) bool { return l == "" }))
}

// orNil gives nil for an empty list, so that an event read back equals the one written.
func orNil[T any](list []T) []T {
	if len(list) == 0 {
		return nil
	}
	return list
}
