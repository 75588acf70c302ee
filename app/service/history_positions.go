package service

import "openday/app"

// settlePlaces puts records that come back behind the others of their list where
// another desk has given their place away since: a position stands there once.
func settlePlaces(tx app.Tx, records []app.Restoration) error {
	own := map[app.RecordKey]bool{}
	lists := map[app.Seat]bool{} // without positions
	for _, r := range records {
		own[r.RecordKey] = true
		if at, ok := app.PlaceOf(r.Kind, r.To); ok {
			lists[app.Seat{Kind: at.Kind, EventID: at.EventID, Position: 0}] = true
		}
	}
	taken := map[app.Seat]bool{}
	for list := range lists {
		if err := takenPlaces(tx, list, own, taken); err != nil {
			return err
		}
	}
	last := map[app.Seat]int{}
	for at := range taken {
		list := app.Seat{Kind: at.Kind, EventID: at.EventID, Position: 0}
		last[list] = max(last[list], at.Position)
	}
	for _, r := range records {
		if at, ok := app.PlaceOf(r.Kind, r.To); ok {
			list := app.Seat{Kind: at.Kind, EventID: at.EventID, Position: 0}
			last[list] = max(last[list], at.Position)
		}
	}
	for i, r := range records {
		at, ok := app.PlaceOf(r.Kind, r.To)
		if !ok || !taken[at] {
			continue
		}
		list := app.Seat{Kind: at.Kind, EventID: at.EventID, Position: 0}
		last[list]++
		kind, _ := app.RecordTypeOf(r.Kind)
		records[i].To = kind.Moved(r.To, last[list])
	}
	return nil
}

// refuseTwins refuses to put somebody back on a list that another desk has put
// them on since.
func refuseTwins(tx app.Tx, records []app.Restoration) error {
	own, back := map[app.RecordKey]bool{}, map[[2]string]bool{} // by event and person
	people := []string{}
	for _, r := range records {
		own[r.RecordKey] = true
		if v, ok := r.To.(app.Invitee); ok && r.Expect == 0 && v.Person.ID != app.PurgedPersonID {
			back[[2]string{v.EventID, v.Person.ID}] = true
			people = append(people, v.Person.ID)
		}
	}
	if len(people) == 0 {
		return nil
	}
	present, err := tx.Invitees(app.InviteeFilter{PersonIDs: people})
	if err != nil {
		return err
	}
	for _, v := range present {
		key := app.RecordKey{Kind: app.RecordInvitee, ID: v.ID}
		if !own[key] && back[[2]string{v.EventID, v.Person.ID}] {
			return app.StaleError(&app.Conflict{RecordKey: key, Stored: v, Given: v})
		}
	}
	return nil
}

// takenPlaces notes the places of a list that other records than some hold.
func takenPlaces(tx app.Tx, list app.Seat, own map[app.RecordKey]bool, taken map[app.Seat]bool) error {
	kind, _ := app.RecordTypeOf(list.Kind)
	all, err := kind.Of(tx, list.EventID)
	for _, r := range all {
		if at, ok := kind.Seat(r.Before); ok && !own[r.RecordKey] {
			taken[at] = true
		}
	}
	return err
}
