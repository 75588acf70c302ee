// Package chase gathers what departments are to be urged for.
package chase

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"openday/app"
	"openday/app/hanzi"
)

// Chased is an opinion that is overdue or due soon.
type Chased struct {
	app.Feedback
	Title     string    // of the event
	Left      int       // working days; negative where it is overdue
	Urged     int       // how often the department was urged
	LastUrged time.Time // zero where it was not
	Old       bool      // so long overdue, or in an event that is over, that it is history
}

// Group is what one department is to be urged for.
type Group struct {
	Department app.Department // without an id where it is not on the list
	Items      []Chased       // the earliest due first
}

// Overdue returns how many of the group are overdue.
func (g Group) Overdue() int {
	n := 0
	for _, item := range g.Items {
		if item.Left < 0 {
			n++
		}
	}
	return n
}

// Pressing returns how many of the group are overdue and no history yet.
func (g Group) Pressing() int {
	n := 0
	for _, item := range g.Items {
		if item.Left < 0 && !item.Old {
			n++
		}
	}
	return n
}

// Text returns what the department is told, to be sent as a message.
func (g Group) Text() string {
	var b strings.Builder
	name := cmp.Or(g.Department.Name, "（未交办）")
	fmt.Fprintf(&b, "%s", name)
	if who := strings.TrimSpace(g.Department.InCharge + " " + g.Department.Telephone); who != "" {
		fmt.Fprintf(&b, "（%s）", who)
	}
	fmt.Fprintf(&b, "：以下%d条意见建议请抓紧办理", len(g.Items))
	if n := g.Overdue(); n > 0 {
		fmt.Fprintf(&b, "，其中逾期%d条", n)
	}
	b.WriteString("。\n")
	for i, item := range g.Items {
		state := fmt.Sprintf("还有%d个工作日", item.Left)
		switch {
		case item.Left < 0:
			state = app.LateWords(-item.Left)
		case item.Left == 0:
			state = "今日到期"
		}
		fmt.Fprintf(&b, "%d. %s（%s，办理时限%s，%s）\n", i+1, strings.Join(strings.Fields(item.Content), " "), item.Title, app.ShortDate(item.DueDate), state)
	}
	return b.String()
}

// List gathers what is overdue or due soon on a day, by department: those
// with the most overdue first. Archived events are closed.
func List(events []app.EventSummary, all []app.Feedback, known []app.Department, r app.FeedbackRules, today time.Time) []Group {
	eventOf := map[string]app.Event{}
	for _, e := range events {
		eventOf[e.ID] = e.Event
	}
	byName := map[string]*Group{}
	for _, f := range all {
		e := eventOf[f.EventID]
		if e.State == app.StateArchived || !f.Overdue(today) && !r.DueSoon(f, today) {
			continue
		}
		g := byName[f.Department]
		if g == nil {
			g = &Group{Department: app.Department{Name: f.Department}}
			for _, d := range known {
				if d.Name == f.Department {
					g.Department = d
				}
			}
			byName[f.Department] = g
		}
		if g.Department.InCharge == "" && g.Department.Telephone == "" {
			g.Department.InCharge, g.Department.Telephone = f.InCharge, f.Telephone
		}
		urged, last := f.Urged()
		g.Items = append(g.Items, Chased{f, e.Title, r.DaysLeft(f.DueDate, today), urged, last, f.Overdue(today) && e.IsHistory(f.DueDate, today)})
	}
	var groups []Group
	for _, g := range byName {
		slices.SortStableFunc(g.Items, func(a, b Chased) int { return a.DueDate.Compare(b.DueDate) })
		groups = append(groups, *g)
	}
	slices.SortFunc(groups, func(a, b Group) int {
		return cmp.Or(b.Overdue()-a.Overdue(), len(b.Items)-len(a.Items), cmp.Compare(hanzi.PinyinKey(a.Department.Name), hanzi.PinyinKey(b.Department.Name)))
	})
	return groups
}
