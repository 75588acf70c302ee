package service

import (
	"context"
	"slices"

	"openday/app"
)

// mostEarlier is how many events suggestions are taken from, the latest ones.
const mostEarlier = 40

// Earlier is what the office's events were filled in with, to be suggested for the
// next one: each text once, that of the latest event first.
type Earlier struct {
	Organisers, CoOrganisers, Contacts []string
	Programmes, Openness, FiledWith    []string
	Categories, Positions              []string            // of the quotas and of the leading groups
	ContactOf                          map[string]string   // by the organiser
	PhonesOf                           map[string][]string // by the contact
}

// Earlier returns what the office's events were filled in with.
func (s *Service) Earlier(ctx context.Context) (Earlier, error) {
	return read(ctx, s, func(tx app.Tx) (Earlier, error) {
		e := Earlier{ContactOf: map[string]string{}, PhonesOf: map[string][]string{}}
		all, err := tx.Events(app.EventFilter{})
		if err != nil {
			return e, err
		}
		for _, summary := range all[:min(len(all), mostEarlier)] {
			event, err := tx.Event(summary.ID)
			if err != nil {
				return e, err
			}
			e.add(event)
		}
		return e, nil
	})
}

// add takes up what an event was filled in with that no later one was.
func (e *Earlier) add(event app.Event) {
	note := func(list *[]string, text string) {
		if text != "" && !slices.Contains(*list, text) {
			*list = append(*list, text)
		}
	}
	note(&e.Organisers, event.Organiser)
	for _, unit := range event.CoOrganisers {
		note(&e.CoOrganisers, unit)
	}
	note(&e.Contacts, event.Contact)
	note(&e.Programmes, event.Programme)
	note(&e.Openness, event.Openness)
	note(&e.FiledWith, event.FiledWith)
	for _, q := range event.Quotas {
		note(&e.Categories, q.Category)
	}
	for _, l := range event.Leaders {
		note(&e.Positions, l.Position)
	}
	if e.ContactOf[event.Organiser] == "" {
		e.ContactOf[event.Organiser] = event.Contact
	}
	if len(e.PhonesOf[event.Contact]) == 0 {
		e.PhonesOf[event.Contact] = event.Phones
	}
}

// mostGuests is from how many invitees suggestions are taken, at most.
const mostGuests = 5000

// EarlierGuests is what invitees were entered with in the office's events, to be
// suggested for the next one: each text once, that of the latest event first.
type EarlierGuests struct{ Units, Posts, Categories, Channels []string }

// EarlierGuests returns what invitees were entered with, in the latest events.
func (s *Service) EarlierGuests(ctx context.Context) (EarlierGuests, error) {
	return read(ctx, s, func(tx app.Tx) (EarlierGuests, error) {
		var e EarlierGuests
		all, err := tx.Events(app.EventFilter{})
		if err != nil {
			return e, err
		}
		lists := []*[]string{&e.Units, &e.Posts, &e.Categories, &e.Channels}
		seen := make([]map[string]bool, len(lists))
		for i := range seen {
			seen[i] = map[string]bool{"": true}
		}
		left := mostGuests
		for _, summary := range all[:min(len(all), mostEarlier)] {
			n, err := tx.Count(app.RecordInvitee, summary.ID)
			if err != nil {
				return e, err
			}
			if left -= n; left < 0 {
				break
			}
			guests, err := tx.Invitees(app.InviteeFilter{EventID: summary.ID})
			if err != nil {
				return e, err
			}
			for _, v := range guests {
				for i, text := range []string{v.Unit, v.Post, v.Category, v.Channel} {
					if !seen[i][text] {
						seen[i][text] = true
						*lists[i] = append(*lists[i], text)
					}
				}
			}
		}
		return e, nil
	})
}
