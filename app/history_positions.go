package app

// seat is where a record stands in a list of its event.
type seat struct {
	kind     RecordKind
	eventID  string
	position int
}

// placeOf returns the place of a record; ok is false for one that has none.
func placeOf(record any) (at seat, ok bool) {
	switch v := record.(type) {
	case Invitee:
		return seat{RecordInvitee, v.EventID, v.Position}, true
	case AgendaItem:
		return seat{RecordAgenda, v.EventID, v.Position}, true
	case Feedback:
		return seat{RecordFeedback, v.EventID, v.Position}, true
	case Photo:
		return seat{RecordPhoto, v.EventID, v.Position}, true
	}
	return seat{}, false
}

// movedTo returns a record at another position.
func movedTo(record any, position int) any {
	switch v := record.(type) {
	case Invitee:
		v.Position = position
		return v
	case AgendaItem:
		v.Position = position
		return v
	case Feedback:
		v.Position = position
		return v
	case Photo:
		v.Position = position
		return v
	}
	return record
}

// settlePlaces puts records that come back behind the others of their list where
// another desk has given their place away since: a position stands there once.
func settlePlaces(tx Tx, records []Restoration) error {
	own := map[RecordKey]bool{}
	lists := map[seat]bool{} // without positions
	for _, r := range records {
		own[r.RecordKey] = true
		if at, ok := placeOf(r.To); ok {
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
		if at, ok := placeOf(r.To); ok {
			list := seat{at.kind, at.eventID, 0}
			last[list] = max(last[list], at.position)
		}
	}
	for i, r := range records {
		at, ok := placeOf(r.To)
		if !ok || !taken[at] {
			continue
		}
		list := seat{at.kind, at.eventID, 0}
		last[list]++
		records[i].To = movedTo(r.To, last[list])
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
	note := func(id string, record any) {
		if at, ok := placeOf(record); ok && !own[RecordKey{list.kind, id}] {
			taken[at] = true
		}
	}
	switch list.kind {
	case RecordInvitee:
		all, err := tx.Invitees(InviteeFilter{EventID: list.eventID})
		for _, v := range all {
			note(v.ID, v)
		}
		return err
	case RecordAgenda:
		all, err := tx.Agenda(list.eventID)
		for _, v := range all {
			note(v.ID, v)
		}
		return err
	case RecordFeedback:
		all, err := tx.Feedback(FeedbackFilter{EventID: list.eventID})
		for _, v := range all {
			note(v.ID, v)
		}
		return err
	case RecordPhoto:
		all, err := tx.Photos(list.eventID)
		for _, v := range all {
			note(v.ID, v)
		}
		return err
	}
	return nil
}
