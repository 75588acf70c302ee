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
