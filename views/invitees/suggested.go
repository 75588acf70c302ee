package invitees

import (
	"slices"

	"openday/app"
	"openday/app/service"
	"openday/views/ui"
	"openday/views/widgets"
)

// suggested returns what is offered for a field of invitees that many have alike: what
// the event names, then what its invitees were entered with, then what those of earlier
// events were.
func suggested(field string, e app.Event, all []app.Invitee, earlier service.EarlierGuests) []string {
	var own, before []string
	switch field {
	case "Category":
		own, before = e.Categories(), earlier.Categories
	case "Unit":
		before = earlier.Units
	case "Post":
		before = earlier.Posts
	case "Channel":
		own, before = app.SignUpChannels, earlier.Channels
	}
	entered := ui.Gather(all, func(v app.Invitee) string { return v.Shared(field) })
	return slices.DeleteFunc(ui.Distinct(own, entered, before), func(text string) bool { return text == "" })
}

// offerSuggested offers in fields, by their names, what is suggested for them: at once what this
// event has, and what earlier events had as soon as it is read.
func (d *Actions) offerSuggested(e app.Event, all []app.Invitee, fields map[string]*widgets.ComboEntry) {
	fill := func(earlier service.EarlierGuests) {
		for field, input := range fields {
			input.SetOptions(suggested(field, e, all, earlier))
		}
	}
	fill(service.EarlierGuests{})
	ui.Load(d.Context, nil, d.Service.EarlierGuests, fill)
}
