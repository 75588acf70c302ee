package agenda

import (
	"slices"
	"strings"

	"openday/app"
	"openday/app/clash"
	"openday/app/words"
)

// step is how far one press of a key moves or stretches an agenda item.
const step = clash.Step

// clashWords returns what clashes with each item, in words, by its id. A clash of
// two items is told beside both.
func clashWords(clashes []clash.Clash) map[string]string {
	var told sayings
	for _, c := range clashes {
		told.add(c.ItemID, c.Message)
		told.add(c.OtherID, c.Other)
	}
	return told.joined()
}

// parallelWords returns what goes on beside each item, in words, by its id.
func parallelWords(items []app.AgendaItem) map[string]string {
	byID := make(map[string]app.AgendaItem, len(items))
	for _, a := range items {
		byID[a.ID] = a
	}
	var told sayings
	for _, p := range clash.Parallels(items) {
		one, other := byID[p.ItemID], byID[p.OtherID]
		told.add(one.ID, words.T("Side by side with “%s” (%s).", other.Name(), other.Clock()))
		told.add(other.ID, words.T("Side by side with “%s” (%s).", one.Name(), one.Clock()))
	}
	return told.joined()
}

// sayings gathers what is said of items, each thing once.
type sayings map[string][]string

func (s *sayings) add(id, text string) {
	if *s == nil {
		*s = sayings{}
	}
	if id != "" && !slices.Contains((*s)[id], text) {
		(*s)[id] = append((*s)[id], text)
	}
}

func (s sayings) joined() map[string]string {
	joined := make(map[string]string, len(s))
	for id, all := range s {
		joined[id] = strings.Join(all, " ")
	}
	return joined
}
