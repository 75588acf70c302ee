package app

import (
	"cmp"
	"slices"
	"time"
)

// Figures are the counts of an event that the window and the report show.
type Figures struct {
	Approved int // invitees who are to come (应到)
	Came     int // of all invitees, those who came or sent a substitute (实到)
	Excused  int
	Absent   int
	Unknown  int // approved, and no attendance entered
	Pending  int // not vetted yet
	WalkIns  int // came without having been approved

	Quotas []QuotaFigures // by the event's quotas, then categories without one

	Opinions      int
	Open          int // a department still owes work
	Overdue       int
	Unanswered    int // the person who spoke still waits
	ByState       []Tally
	ByCategory    []Tally // most first
	ByDepartment  []Tally // most first
	BySatisfied   []Tally // of those called back
	ByAdoption    []Tally // of those answered
	FollowedUp    int     // with an answer to a return call
	SatisfiedRate Share   // satisfied or basically satisfied, of those with an answer
}

// QuotaFigures is one line of the quota board.
type QuotaFigures struct {
	Quota
	Target   int // NoNumber where the quota names neither number nor share
	Invited  int // on the list, whatever the result of vetting
	Approved int
	Came     int
	Excused  int
	Absent   int
	Unknown  int
}

// Missing gives how many approved are missing to the target; 0 where there is none.
func (q QuotaFigures) Missing() int { return max(0, q.Target-q.Approved) }

// Tally is a count under a name. Name is empty where nothing is entered.
type Tally struct {
	Name  string
	Count int
	Open  int // of an opinion's tallies: still open
	Late  int // of an opinion's tallies: overdue
}

// Count gives the figures of an event as they stand on a day.
func (d Dossier) Count(today time.Time) Figures {
	var f Figures
	d.countInvitees(&f)
	d.countFeedback(&f, today)
	return f
}

func (d Dossier) countInvitees(f *Figures) {
	index := map[string]int{}
	for _, q := range d.Event.Quotas {
		index[q.Category] = len(f.Quotas)
		f.Quotas = append(f.Quotas, QuotaFigures{Quota: q})
	}
	counted := 0 // approved within 邀请人数
	for _, v := range d.Invitees {
		i, ok := index[v.Category]
		if !ok {
			i = len(f.Quotas)
			index[v.Category] = i
			f.Quotas = append(f.Quotas, QuotaFigures{Quota: Quota{Category: v.Category, Number: NoNumber}})
		}
		q := &f.Quotas[i]
		q.Invited++
		switch {
		case v.Vetting == VettingPending:
			f.Pending++
		case v.Vetting == VettingApproved:
			f.Approved++
			q.Approved++
			if !q.Outside {
				counted++
			}
		}
		switch {
		case v.Attendance.IsThere():
			f.Came++
			q.Came++
			if v.Vetting != VettingApproved {
				f.WalkIns++
			}
		case v.Attendance == AttendanceExcused:
			f.Excused++
			q.Excused++
		case v.Attendance == AttendanceAbsent:
			f.Absent++
			q.Absent++
		case v.Vetting == VettingApproved:
			f.Unknown++
			q.Unknown++
		}
	}
	invited := d.Event.Capacity
	if invited == 0 {
		invited = counted
	}
	for i := range f.Quotas {
		f.Quotas[i].Target = f.Quotas[i].Quota.Target(invited)
	}
}

func (d Dossier) countFeedback(f *Figures, today time.Time) {
	states := map[FeedbackState]*Tally{}
	categories, departments := map[string]*Tally{}, map[string]*Tally{}
	satisfied, adoptions := map[Satisfaction]int{}, map[Adoption]int{}
	for _, o := range d.Feedback {
		f.Opinions++
		tallies := []*Tally{entry(states, o.State), entry(categories, o.Category), entry(departments, o.Department)}
		for _, t := range tallies {
			t.Count++
		}
		if o.State.IsOpen() {
			f.Open++
			for _, t := range tallies {
				t.Open++
			}
		}
		if o.Overdue(today) {
			f.Overdue++
			for _, t := range tallies {
				t.Late++
			}
		}
		if o.State.OwesReply() && o.RepliedOn.IsZero() {
			f.Unanswered++
		}
		if o.Satisfaction != "" {
			satisfied[o.Satisfaction]++
			f.FollowedUp++
		}
		if o.Adoption != "" {
			adoptions[o.Adoption]++
		}
	}
	for _, s := range FeedbackStates {
		if t := states[s.Code]; t != nil {
			t.Name = s.Chinese
			f.ByState = append(f.ByState, *t)
		}
	}
	f.ByCategory, f.ByDepartment = byCount(categories), byCount(departments)
	for _, s := range Satisfactions {
		if n := satisfied[s.Code]; n > 0 {
			f.BySatisfied = append(f.BySatisfied, Tally{Name: s.Chinese, Count: n})
		}
	}
	for _, a := range Adoptions {
		if n := adoptions[a.Code]; n > 0 {
			f.ByAdoption = append(f.ByAdoption, Tally{Name: a.Chinese, Count: n})
		}
	}
	if f.FollowedUp > 0 {
		f.SatisfiedRate = Share{satisfied[Satisfied] + satisfied[BasicallySat], f.FollowedUp}
	}
}

func entry[K comparable](m map[K]*Tally, k K) *Tally {
	if m[k] == nil {
		m[k] = &Tally{}
	}
	return m[k]
}

// byCount lists tallies with the most first, and the nameless one last.
func byCount(m map[string]*Tally) []Tally {
	var list []Tally
	for name, t := range m {
		t.Name = name
		list = append(list, *t)
	}
	slices.SortFunc(list, func(a, b Tally) int {
		return cmp.Or(btoi(a.Name == "")-btoi(b.Name == ""), b.Count-a.Count, cmp.Compare(a.Name, b.Name))
	})
	return list
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}
