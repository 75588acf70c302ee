// Package papers joins the papers that can be made, by when they are needed: what
// the menu, the command and the settings offer.
package papers

import (
	"time"

	"openday/app"
	"openday/app/paper"
	"openday/app/paper/after"
	"openday/app/paper/before"
	"openday/app/paper/onday"
)

// Group are papers that are needed at the same time.
type Group struct {
	Name   paper.Text
	Papers paper.List
}

// Groups are all papers by when they are needed, in that order.
var Groups = []Group{
	{paper.Both("会前", "Before the day"), before.Papers},
	{paper.Both("当天", "On the day"), onday.Papers},
	{paper.Both("会后", "After the day"), after.Papers},
}

// All are the papers that can be made, in the order in which they are needed.
var All = all()

func all() paper.List {
	var list paper.List
	for _, g := range Groups {
		list = append(list, g.Papers...)
	}
	return list
}

// Next returns the paper that an event needs next, with what went out by the papers'
// names: the plan as long as none did, the sign-in sheet until the day is over, then
// the summary. Without an event it is the yearly report.
func Next(e app.Event, prints map[string]app.Print, now time.Time) paper.Kind {
	_, planned := prints[string(before.KindPlan)]
	switch {
	case e.ID == "":
		return after.KindYearly
	case !planned && (e.Start.IsZero() || now.Before(e.Start)):
		return before.KindPlan
	case e.End.IsZero(), now.Before(app.DayOf(e.End).AddDate(0, 0, 1)):
		return onday.KindSignIn
	}
	return after.KindSummary
}
