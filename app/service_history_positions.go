package app

// settlePlaces puts records that come back behind the others of their list where
// another desk has given their place away since: a position stands there once.
func settlePlaces(tx Tx, records []Restoration) error {
	own := map[RecordKey]bool{}
	lists := map[seat]bool{} // without positions
	for _, r := range records {
		own[r.RecordKey] = true
		if at, ok := placeOf(r.Kind, r.To); ok {
			lists[seat{at.kind, at.eventID, 0}] = true
		}
	}
	taken := map[seat]bool{}
	for list := range lists {
		if err := takenPlaces(tx, list, own, taken); err != nil {
			return err
		}
	}
	last := map[seat]int{}
	for at := range taken {
		list := seat{at.kind, at.eventID, 0}
		last[list] = max(last[list], at.position)
	}
	for _, r := range records {
		if at, ok := placeOf(r.Kind, r.To); ok {
			list := seat{at.kind, at.eventID, 0}
			last[list] = max(last[list], at.position)
		}
	}
	for i, r := range records {
		at, ok := placeOf(r.Kind, r.To)
		if !ok || !taken[at] {
			continue
		}
		list := seat{at.kind, at.eventID, 0}
		last[list]++
		kind, _ := recordTypeOf(r.Kind)
		records[i].To = kind.moved(r.To, last[list])
	}
	return nil
}

// refuseTwins refuses to put somebody back on a list that another desk has put
// them on since.
func refuseTwins(tx Tx, records []Restoration) error {
	own, back := map[RecordKey]bool{}, map[[2]string]bool{} // by event and person
	people := []string{}
	for _, r := range records {
		own[r.RecordKey] = true
		if v, ok := r.To.(Invitee); ok && r.Expect == 0 && v.Person.ID != PurgedPersonID {
			back[[2]string{v.EventID, v.Person.ID}] = true
			people = append(people, v.Person.ID)
		}
	}
	if len(people) == 0 {
		return nil
	}
	present, err := tx.Invitees(InviteeFilter{PersonIDs: people})
	if err != nil {
		return err
	}
	for _, v := range present {
		key := RecordKey{RecordInvitee, v.ID}
		if !own[key] && back[[2]string{v.EventID, v.Person.ID}] {
			return StaleError(&Conflict{RecordKey: key, Stored: v, Given: v})
		}
	}
	return nil
}

// takenPlaces notes the places of a list that other records than some hold.
func takenPlaces(tx Tx, list seat, own map[RecordKey]bool, taken map[seat]bool) error {
	kind, _ := recordTypeOf(list.kind)
	all, err := kind.of(tx, list.eventID)
	for _, r := range all {
		if at, ok := kind.seat(r.Before); ok && !own[r.RecordKey] {
			taken[at] = true
		}
	}
	return err
}
