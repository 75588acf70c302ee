package figures

import (
	"cmp"
	"openday/app"
	"slices"
	"time"
)

// FeedbackCount counts the handling of some opinions. Those merged into others
// count where they were merged into, but for Merged.
type FeedbackCount struct {
	Key  string // of the group: an event's id, a department, a category, or the code of a state; empty where none is given
	Name string // the same in words: an event's title, the Chinese name of a state

	Opened  int // 收集
	Merged  int // recorded, and merged into others
	OnSpot  int // 即时解答, and still so
	Handled int // answered on the spot or done
	Open    int // work is still owed
	Overdue int // of the open ones
	Soon    int // of the open ones: due within few working days
	Urged   int // how often, in all

	Replied    int // the person who spoke has an answer
	FollowedUp int // asked whether they are satisfied
	Satisfied  int // of those asked: satisfied or basically satisfied

	Days []int // working days from the assignment to the finish, of each opinion that a department has done; ascending
}

// ReplyRate returns the share of opinions that are answered, zero where there is none.
func (c FeedbackCount) ReplyRate() app.Share { return shareOf(c.Replied, c.Opened) }

// HandledRate returns the share of opinions that are handled, zero where there is none.
func (c FeedbackCount) HandledRate() app.Share { return shareOf(c.Handled, c.Opened) }

// SatisfiedRate returns the share of those satisfied or basically satisfied among
// those asked, zero where nobody was.
func (c FeedbackCount) SatisfiedRate() app.Share { return shareOf(c.Satisfied, c.FollowedUp) }

func shareOf(part, whole int) app.Share {
	if whole == 0 {
		return app.Share{}
	}
	return app.Share{Num: part, Den: whole}
}

// MedianDays returns the middle of the working days to handle an opinion; false
// where no department has done one.
func (c FeedbackCount) MedianDays() (float64, bool) {
	n := len(c.Days)
	if n == 0 {
		return 0, false
	}
	return float64(c.Days[(n-1)/2]+c.Days[n/2]) / 2, true
}

// Feedback are the counts of opinions, in all and by what they have in
// common. The most opened stand first, the nameless last; events by their
// start, the latest first; states in their order.
type Feedback struct {
	Total        FeedbackCount
	ByEvent      []FeedbackCount
	ByDepartment []FeedbackCount // the main one
	ByCategory   []FeedbackCount
	ByState      []FeedbackCount
}

// OfFeedback counts opinions as they stand on a day. Events gives the events
// that they may belong to, in the order in which they are listed.
func OfFeedback(events []app.EventSummary, all []app.Feedback, r app.FeedbackRules, today time.Time) Feedback {
	var f Feedback
	byEvent, byDepartment, byCategory, byState := map[string]*FeedbackCount{}, map[string]*FeedbackCount{}, map[string]*FeedbackCount{}, map[string]*FeedbackCount{}
	group := func(m map[string]*FeedbackCount, key string) *FeedbackCount {
		if m[key] == nil {
			m[key] = &FeedbackCount{Key: key, Name: key}
		}
		return m[key]
	}
	for _, o := range all {
		for _, c := range []*FeedbackCount{&f.Total, group(byEvent, o.EventID), group(byDepartment, o.Department), group(byCategory, o.Category), group(byState, string(o.State))} {
			c.count(o, r, today)
		}
	}
	for _, e := range events {
		if c := byEvent[e.ID]; c != nil {
			c.Name = e.Title
			f.ByEvent = append(f.ByEvent, *c)
		}
	}
	for _, w := range app.FeedbackStates {
		if c := byState[string(w.Code)]; c != nil {
			c.Name = w.Chinese
			f.ByState = append(f.ByState, *c)
		}
	}
	f.ByDepartment, f.ByCategory = mostOpened(byDepartment), mostOpened(byCategory)
	for _, list := range [][]FeedbackCount{{f.Total}, f.ByEvent, f.ByDepartment, f.ByCategory, f.ByState} {
		for _, c := range list {
			slices.Sort(c.Days) // the counts share their days with the list
		}
	}
	return f
}

func mostOpened(m map[string]*FeedbackCount) []FeedbackCount {
	var list []FeedbackCount
	for _, c := range m {
		if c.Opened > 0 {
			list = append(list, *c)
		}
	}
	slices.SortFunc(list, func(a, b FeedbackCount) int {
		return cmp.Or(namelessLast(a.Key, b.Key), b.Opened-a.Opened, cmp.Compare(a.Key, b.Key))
	})
	return list
}

func (c *FeedbackCount) count(o app.Feedback, r app.FeedbackRules, today time.Time) {
	if o.MergedInto != "" {
		c.Merged++
		return
	}
	c.Opened++
	c.Urged += o.CountTransitions(app.TransitionUrge)
	switch {
	case !o.IsOpen():
		c.Handled++
		if o.State == app.FeedbackAnswered {
			c.OnSpot++
		}
	case o.Overdue(today):
		c.Open, c.Overdue = c.Open+1, c.Overdue+1
	default:
		c.Open++
		if r.DueSoon(o, today) {
			c.Soon++
		}
	}
	if !o.OwesReply() {
		c.Replied++
	}
	if o.Satisfaction != "" {
		c.FollowedUp++
		if o.Satisfaction != app.NotSatisfied {
			c.Satisfied++
		}
	}
	if days, ok := r.HandlingDays(o); ok {
		c.Days = append(c.Days, days)
	}
}
