// Package check finds every hole and broken rule of an event.
package check

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"openday/app"
	"openday/app/clash"
	"openday/app/deadline"
	"openday/app/figures"
	"openday/app/words"
)

// Weight is how much a finding matters.
type Weight string

// The weights of findings.
const (
	WeightError   Weight = "error"   // wrong, late or impossible
	WeightWarning Weight = "warning" // a hole that the superior or the public would see
	WeightHint    Weight = "hint"    // worth a look
	WeightPast    Weight = "past"    // of an event that is over, or long ago: to be filled in, and in nobody's way
)

// Weights are the weights of findings, the heaviest first.
var Weights = app.Vocabulary[Weight]{
	{Code: WeightError, Chinese: "问题", English: "Problem"},
	{Code: WeightWarning, Chinese: "注意", English: "Attention"},
	{Code: WeightHint, Chinese: "提示", English: "Hint"},
	{Code: WeightPast, Chinese: "补录", English: "Past"},
}

// Finding is one hole or broken rule of an event, and where it is mended.
type Finding struct {
	Weight  Weight
	Message string    // a sentence in the language in use
	Topic   app.Topic // which part of the event it is about
	ID      string    // of the invitee, agenda item or opinion, or the kind of the deadline; empty for the event's own fields
	Field   string    // of the entity; FieldDeadlines for the list of deadlines; empty for the whole list
	Tidies  bool      // it is mended by tidying the event's records in one step
	Show    Show      // what its list is to show where it is about several; empty: the entry
}

// Show is what a list shows of its entries so that those of a finding are in sight.
type Show string

// What a list can show.
const (
	ShowUnentered Show = "unentered" // invitees whose attendance is not entered
	ShowPending   Show = "pending"   // invitees who wait for vetting
	ShowOverdue   Show = "overdue"   // opinions that are overdue
	ShowRecorded  Show = "recorded"  // opinions that are neither answered nor assigned
	ShowDone      Show = "done"      // opinions of which nobody has been told
)

// FieldDeadlines is the field of findings about the event's deadlines.
const FieldDeadlines = "Deadlines"

// Find returns every hole and broken rule of an event at a moment: what is
// missing in the plan, late, impossible or against the event's own rules, the
// heaviest first. missingGlyphs returns the characters of a text that no font has;
// nil looks for none.
func Find(d app.Dossier, t deadline.Timetable, missingGlyphs func(string) []rune, now time.Time) []Finding {
	c := checker{d: d, e: d.Event, t: t, now: now, figures: figures.Of(d, now)}
	c.held = !c.e.IsStopped() && !c.e.LastMoment().IsZero() && now.After(c.e.LastMoment())
	c.statuses = t.Statuses(c.e, now)
	c.changed()
	if !c.e.IsStopped() { // else nobody mends the plan of what does not take place
		c.plan()
		c.times()
		c.quotas()
		c.agenda()
		c.people()
	}
	c.deadlines()
	c.opinions()
	c.writing()
	c.limits()
	c.tidy()
	if missingGlyphs != nil {
		c.glyphs(missingGlyphs)
	}
	if c.e.IsOver() {
		c.quieten()
	}
	slices.SortStableFunc(c.found, func(a, b Finding) int { return Weights.Index(a.Weight) - Weights.Index(b.Weight) })
	return c.found
}

// checker gathers findings.
type checker struct {
	d        app.Dossier
	e        app.Event
	t        deadline.Timetable
	now      time.Time
	held     bool // the event is over
	figures  figures.Figures
	statuses []deadline.Status
	found    []Finding
}

func (c *checker) say(w Weight, topic app.Topic, id, field, message string) {
	c.found = append(c.found, Finding{Weight: w, Message: message, Topic: topic, ID: id, Field: field})
}

// quieten puts what an event that is over lacks among what is to be filled in. That
// personal data is to be deleted stays owed.
func (c *checker) quieten() {
	for i, f := range c.found {
		owed := f.Field == FieldDeadlines && f.ID == string(app.DeadlineRetention)
		if f.Weight != WeightHint && !owed {
			c.found[i].Weight = WeightPast
		}
	}
}

// field says something about a field of the event.
func (c *checker) field(w Weight, field, message string) {
	c.say(w, app.TopicEvents, "", field, message)
}

// changed says what has become of an event that does not take place as planned, and
// what is still to be decided about it.
func (c *checker) changed() {
	e := c.e
	if e.Change == "" || e.State == app.StateArchived {
		return
	}
	if e.ChangeReason == "" {
		c.field(WeightHint, "Change", words.T("No reason is given for the change of the event; the notice of it says none."))
	}
	told := c.figures.Approved - c.figures.Withdrawn
	switch {
	case e.Change == app.Cancelled && c.now.Before(e.Start) && told > 0:
		c.field(WeightWarning, "Change", words.T("The event is cancelled. People who were approved and are to be told: %d.", told))
	case e.IsStopped() && e.Change == app.Postponed:
		c.field(WeightWarning, "Change", words.T("The event is postponed, and its new date is not named yet. Its deadlines rest until then."))
	case e.Change == app.Postponed && c.now.Before(e.Start) && e.SignUpUntil.Before(c.now) && told > 0:
		c.field(WeightHint, "Change", words.T("The event is postponed to %s. People who were approved and are to be told: %d.", app.DayWithWeekday(e.Start), told))
	}
}

// plan looks for what the plan lacks.
func (c *checker) plan() {
	e := c.e
	for _, hole := range []struct {
		missing bool
		weight  Weight
		field   string
		message string
	}{
		{e.Theme == "", WeightWarning, "Theme", words.T("The plan has no theme.")},
		{e.Organiser == "", WeightWarning, "Organiser", words.T("The plan names no organiser.")},
		{e.Start.IsZero() && e.TimeWords == "", WeightWarning, "Start", words.T("The plan does not say when the event is.")},
		{e.End.IsZero() && e.TimeWords == "", WeightWarning, "End", words.T("The plan does not say when the event ends.")},
		{e.Form != "online" && len(e.Sites) == 0, WeightWarning, "Sites", words.T("The plan names no place.")},
		{(e.Form == "online" || e.Form == "both") && e.StreamURL == "", WeightWarning, "StreamURL", words.T("The event is held online, and the link is missing.")},
		{e.AssemblyTime.IsZero() != (e.AssemblyPlace == ""), WeightWarning, "AssemblyPlace", words.T("Of time and place of the assembly only one is given.")},
		{e.Transport != "" && e.AssemblyPlace == "", WeightHint, "AssemblyPlace", words.T("Transport is planned, but not where people assemble.")},
		{len(e.Leaders) == 0, WeightWarning, "Leaders", words.T("The plan names no leading group.")},
		{len(e.Leaders) > 0 && !slices.ContainsFunc(e.Leaders, func(l app.Leader) bool { return l.Role == "leader" }), WeightHint, "Leaders", words.T("The leading group has no leader.")},
		{e.Capacity == 0 && e.CapacityWords == "", WeightWarning, "Capacity", words.T("The plan does not say how many are invited.")},
		{len(e.Quotas) == 0, WeightWarning, "Quotas", words.T("The plan has no quotas.")},
		{len(c.d.Agenda) == 0, WeightWarning, "Agenda", words.T("The agenda is empty.")},
		{e.SignUpUntil.IsZero(), WeightWarning, "SignUpUntil", words.T("The plan does not say when sign-up closes.")},
		{len(e.SignUpMethods) == 0, WeightWarning, "SignUpMethods", words.T("The plan does not say how to sign up.")},
		{e.Contact == "" && len(e.Phones) == 0 && e.Email == "", WeightWarning, "Contact", words.T("The plan names no contact for sign-up.")},
		{e.Contact != "" && len(e.Phones) == 0 && e.Email == "", WeightWarning, "Phones", words.T("The contact has neither telephone nor e-mail.")},
		{slices.Contains(e.SignUpMethods, app.ChannelMail) && e.Email == "", WeightWarning, "Email", words.T("People can sign up by e-mail, and the address is missing.")},
		{len(e.Notices) == 0, WeightWarning, "Notices", words.T("The plan has no notices for participants.")},
		{e.Basis == "", WeightHint, "Basis", words.T("The plan names no basis.")},
		{e.Aims == "" && e.Principle == "", WeightHint, "Aims", words.T("The plan says neither guiding principle nor aims.")},
		{len(e.Channels) == 0, WeightHint, "Channels", words.T("The plan names no channels of publicity.")},
		{len(e.Requirements) == 0, WeightHint, "Requirements", words.T("The plan has no requirements.")},
	} {
		switch {
		case !hole.missing:
		case hole.field == "Agenda":
			c.say(hole.weight, app.TopicAgenda, "", "", hole.message)
		default:
			c.field(hole.weight, hole.field, hole.message)
		}
	}
}

// times looks at the event's times.
func (c *checker) times() {
	e := c.e
	if e.Start.IsZero() {
		return
	}
	if e.HasClock() && e.AssemblyTime.After(e.Start) {
		c.field(WeightError, "AssemblyTime", words.T("People assemble (%s) after the event has started (%s).", e.AssemblyTime.Format("15:04"), e.Start.Format("15:04")))
	}
	if e.SignUpUntil.After(e.Start) && (e.HasClock() || e.SignUpUntil.After(e.LastMoment())) {
		c.field(WeightError, "SignUpUntil", words.T("Sign-up closes after the event has started."))
	}
	if name := c.t.Calendar.Name(e.Start); !c.t.Calendar.IsWorkday(e.Start) {
		if name != "" {
			c.field(WeightHint, "Start", words.T("%s is a day off (%s).", app.DayWithWeekday(e.Start), name))
		} else {
			c.field(WeightHint, "Start", words.T("%s is a weekend day.", app.DayWithWeekday(e.Start)))
		}
	} else if name != "" {
		c.field(WeightHint, "Start", words.T("%s is a make-up working day (%s).", app.DayWithWeekday(e.Start), name))
	}
	if h := e.Start.Hour(); e.HasClock() && (h < 6 || h >= 22) {
		c.field(WeightHint, "Start", words.T("The event starts at %s; is that right?", e.Start.Format("15:04")))
	}
	if !c.t.Calendar.Covers(e.Start.Year()) {
		c.field(WeightHint, "Start", deadline.Deadline{Missing: []int{e.Start.Year()}}.Doubt())
	}
}

// deadlines looks for what is overdue and what is near.
func (c *checker) deadlines() {
	var old []deadline.Status
	for _, s := range c.statuses {
		name, at := app.DeadlineKinds.Label(s.Kind), app.DayWithWeekday(s.At)
		switch {
		case s.Old:
			old = append(old, s)
		case s.State == deadline.Overdue && s.Kind == app.DeadlineRetention:
			c.say(WeightError, app.TopicEvents, string(s.Kind), FieldDeadlines, words.T("Personal data was to be deleted by %s.", at))
		case s.State == deadline.Overdue:
			c.say(WeightError, app.TopicEvents, string(s.Kind), FieldDeadlines, words.T("“%s” was due on %s: %s.", name, at, s.Words()))
		case s.Presses() && !s.Kind.OnlyPasses():
			c.say(WeightWarning, app.TopicEvents, string(s.Kind), FieldDeadlines, words.T("“%s” is due on %s: %s.", name, at, s.Words()))
		}
		if s.Kind == app.DeadlineNotice && c.e.Change == "" && s.State != deadline.Met && !s.Old && !c.held && !c.e.SignUpFrom.IsZero() && app.DayOf(s.At).After(c.e.SignUpFrom) {
			c.say(WeightWarning, app.TopicEvents, string(s.Kind), FieldDeadlines, words.T("“%s” is on %s, after sign-up has opened on %s: nobody knows of it until then. Publish it before, or let sign-up open later.", name, at, app.DayWithWeekday(c.e.SignUpFrom)))
		}
		if s.State == deadline.Ahead && s.Deadline.Rule.Unit == deadline.WorkingDays && s.Doubtful() {
			c.say(WeightHint, app.TopicEvents, string(s.Kind), FieldDeadlines, words.T("“%s” on %s: %s", name, at, s.Doubt()))
		}
	}
	if len(old) > 0 {
		first := old[0]
		c.say(WeightPast, app.TopicEvents, string(first.Kind), FieldDeadlines, words.T("Deadlines of the past that were never marked as done: %d, such as “%s” of %s.", len(old), app.DeadlineKinds.Label(first.Kind), app.DayWithWeekday(first.At)))
	}
}

// quotas looks at the numbers invited: whether the quotas make up the capacity,
// and, as long as the event is ahead, whether the invitees make up the quotas.
func (c *checker) quotas() {
	c.capacity()
	if c.held {
		return
	}
	c.categories()
	counted, coming := c.approved()
	if most := c.e.Capacity; most > 0 && coming > most {
		c.field(WeightWarning, "Capacity", words.T("%d people are approved, %d more than the %d invited.", coming, coming-most, most))
	}
	if len(c.d.Invitees) > 0 { // somebody has signed up
		c.reached(counted)
	}
}

// capacity compares the quotas with the number of people invited.
func (c *checker) capacity() {
	most := c.e.Capacity
	if most <= 0 {
		return
	}
	sum, open := 0, false
	for _, q := range c.e.Quotas {
		if !q.Outside {
			sum += max(0, q.Target(most))
			open = open || q.Number == app.NoNumber // it may take what the others leave
		}
	}
	switch {
	case sum > most:
		c.field(WeightError, "Quotas", words.T("The quotas need %d people, but only %d are invited.", sum, most))
	case len(c.e.Quotas) > 0 && !open && sum < most:
		c.field(WeightHint, "Quotas", words.T("The quotas make up %d of the %d people invited.", sum, most))
	}
}

// hasQuota reports whether the event has a quota of a category.
func (c *checker) hasQuota(category string) bool {
	return slices.ContainsFunc(c.e.Quotas, func(q app.Quota) bool { return q.Category == category })
}

// categories looks for invitees of no category, or of one without a quota.
func (c *checker) categories() {
	if len(c.e.Quotas) == 0 {
		return
	}
	strange := map[string]int{}
	var names []string
	bare := 0
	for _, v := range c.d.Invitees {
		if v.Vetting == app.VettingDeclined {
			continue
		}
		switch {
		case v.Category == "":
			bare++
		case !c.hasQuota(v.Category):
			if strange[v.Category] == 0 {
				names = append(names, v.Category)
			}
			strange[v.Category]++
		}
	}
	for _, name := range names {
		c.say(WeightWarning, app.TopicInvitees, c.invitee(func(v app.Invitee) bool { return v.Category == name }), "Category", words.T("The category “%s” has no quota; invitees of it: %d.", name, strange[name]))
	}
	if bare > 0 {
		c.say(WeightHint, app.TopicInvitees, c.invitee(func(v app.Invitee) bool { return v.Category == "" && v.Vetting != app.VettingDeclined }), "Category", words.T("Invitees without a category: %d.", bare))
	}
}

// approved counts the approved invitees who take a place of the capacity, and
// those of them who have not withdrawn: another one may have that place.
func (c *checker) approved() (counted, coming int) {
	for _, v := range c.d.Invitees {
		outside := slices.ContainsFunc(c.e.Quotas, func(q app.Quota) bool { return q.Category == v.Category && q.Outside })
		if v.Vetting != app.VettingApproved || outside {
			continue
		}
		counted++
		if v.Confirmation != app.Withdrew {
			coming++
		}
	}
	return counted, coming
}

// reached looks for quotas that the approved, so many in all, do not reach.
func (c *checker) reached(counted int) {
	weight := WeightHint
	if !c.e.SignUpUntil.IsZero() && c.now.After(c.e.SignUpUntil) {
		weight = WeightWarning
	}
	for _, q := range c.figures.Quotas {
		least := q.MinShare.Of(counted)
		switch {
		case q.Category == "" || !c.hasQuota(q.Category):
		case q.Missing() > 0:
			c.say(weight, app.TopicInvitees, "", "", words.T("“%s” lacks %d: %d of %d are approved.", q.Category, q.Missing(), q.Approved, q.Target))
		case !q.Outside && q.Approved < least:
			c.say(weight, app.TopicInvitees, "", "", words.T("“%s” does not reach its share of %s: %d of %d are approved, %d are needed.", q.Category, q.MinShare, q.Approved, counted, least))
		}
	}
}

// invitee returns the id of the first invitee of a kind.
func (c *checker) invitee(of func(app.Invitee) bool) string {
	if i := slices.IndexFunc(c.d.Invitees, of); i >= 0 {
		return c.d.Invitees[i].ID
	}
	return ""
}

// agenda looks for clashes, and for what does not agree with the sites.
func (c *checker) agenda() {
	name := map[string]string{}
	for _, a := range c.d.Agenda {
		name[a.ID] = strings.TrimSpace(a.Clock() + " " + cmp.Or(a.Content, a.Place))
	}
	for _, clash := range clash.Find(c.e, c.d.Agenda) {
		c.say(WeightError, app.TopicAgenda, clash.ItemID, "Start", words.T("“%s”: %s", name[clash.ItemID], clash.Message))
	}
	if len(c.d.Agenda) == 0 {
		return
	}
	sites := slices.Clone(c.e.Sites)
	if c.e.AssemblyPlace != "" {
		sites = append(sites, c.e.AssemblyPlace)
	}
	for _, a := range c.d.Agenda {
		if a.Place != "" && len(c.e.Sites) > 0 && !slices.ContainsFunc(sites, func(s string) bool { return alike(a.Place, s) }) {
			c.say(WeightHint, app.TopicAgenda, a.ID, "Place", words.T("“%s”: the place “%s” is not one of the event's sites.", name[a.ID], a.Place))
		}
	}
	for _, site := range c.e.Sites {
		if !slices.ContainsFunc(c.d.Agenda, func(a app.AgendaItem) bool { return alike(a.Place, site) || strings.Contains(a.Content, site) }) {
			c.say(WeightHint, app.TopicAgenda, "", "", words.T("No item of the agenda is at “%s”.", site))
		}
	}
}

// alike reports whether two names of places mean the same: one is part of the other.
func alike(a, b string) bool {
	return a != "" && b != "" && (strings.Contains(a, b) || strings.Contains(b, a))
}

// people looks at vetting before the event and at attendance after it.
func (c *checker) people() {
	f := c.figures
	near := false
	var due time.Time
	for _, s := range c.statuses {
		if s.Kind == app.DeadlineReplies {
			near, due = s.WorkingDays <= deadline.PressingAhead, s.At
		}
		near = near || s.Kind == app.DeadlineEvent && s.WorkingDays <= deadline.PressingAhead
	}
	if f.Pending > 0 && !c.held {
		weight := WeightHint
		if near {
			weight = WeightWarning
		}
		c.say(weight, app.TopicInvitees, c.invitee(func(v app.Invitee) bool { return v.Vetting == app.VettingPending }), "Vetting", words.T("Invitees who wait for vetting: %d.", f.Pending))
		c.found[len(c.found)-1].Show = ShowPending
	}
	untold := func(v app.Invitee) bool { return !v.DecidedOn.IsZero() && v.RepliedOn.IsZero() && !v.WalkIn }
	waiting := 0
	for _, v := range c.d.Invitees {
		if untold(v) {
			waiting++
		}
	}
	if !due.IsZero() && waiting > 0 && !c.held && app.DayOf(c.now).After(due) {
		c.say(WeightWarning, app.TopicInvitees, c.invitee(untold), "", words.T("Applicants who were to be told the result of vetting by %s, and were not: %d.", app.DayWords(due), waiting))
	}
	if c.held && f.Unknown > 0 {
		c.say(WeightWarning, app.TopicInvitees, c.invitee(func(v app.Invitee) bool { return v.Vetting == app.VettingApproved && v.Attendance == "" }), "Attendance", words.T("The event is over; people whose attendance is not entered: %d.", f.Unknown))
		c.found[len(c.found)-1].Show = ShowUnentered
	}
	if c.held && app.States.Index(c.e.State) < app.States.Index(app.StateHeld) {
		c.field(WeightHint, "", words.T("The event is over, and its state is still “%s”.", app.States.Label(c.e.State)))
	}
}

// opinions looks at the handling of opinions. What is wrong with several in the same
// way is one finding with their number.
func (c *checker) opinions() {
	late := app.NewLateness(c.t.Calendar, c.now)
	long := func(f app.Feedback) bool { return f.Overdue(c.now) && c.e.IsHistory(f.DueDate, c.now) }
	for _, kind := range []struct {
		weight Weight
		field  string
		show   Show
		is     func(app.Feedback) bool
		one    func(f app.Feedback, what string) string
		many   func(n int, what string) string
	}{
		{WeightError, "DueDate", ShowOverdue, func(f app.Feedback) bool { return f.Overdue(c.now) && !long(f) },
			func(f app.Feedback, what string) string {
				return words.T("The opinion “%s” (%s) was due on %s, %d working days ago.", what, cmp.Or(f.Department, words.T("no department")), app.DayWords(f.DueDate), late.Days(f))
			},
			func(n int, what string) string {
				return words.T("Opinions that are overdue: %d, such as “%s”.", n, what)
			}},
		{WeightWarning, "Department", ShowRecorded, func(f app.Feedback) bool { return !f.Overdue(c.now) && f.State == app.FeedbackRecorded && c.held },
			func(_ app.Feedback, what string) string {
				return words.T("The opinion “%s” is neither answered nor assigned.", what)
			},
			func(n int, what string) string {
				return words.T("Opinions that are neither answered nor assigned: %d, such as “%s”.", n, what)
			}},
		{WeightWarning, "DueDate", "", func(f app.Feedback) bool {
			return f.State.IsOpen() && f.State != app.FeedbackRecorded && f.DueDate.IsZero()
		},
			func(_ app.Feedback, what string) string {
				return words.T("The opinion “%s” has no due date.", what)
			},
			func(n int, what string) string {
				return words.T("Opinions without a due date: %d, such as “%s”.", n, what)
			}},
		{WeightWarning, "RepliedOn", ShowDone, func(f app.Feedback) bool { return f.State == app.FeedbackDone && f.RepliedOn.IsZero() },
			func(_ app.Feedback, what string) string {
				return words.T("The opinion “%s” is handled, and nobody has been answered yet.", what)
			},
			func(n int, what string) string {
				return words.T("Opinions that are handled, and nobody has been answered yet: %d, such as “%s”.", n, what)
			}},
		{WeightPast, "DueDate", ShowOverdue, long,
			func(f app.Feedback, what string) string {
				return words.T("The opinion “%s” (%s) was due on %s, and is not finished.", what, cmp.Or(f.Department, words.T("no department")), app.DayWords(f.DueDate))
			},
			func(n int, what string) string {
				return words.T("Opinions that are overdue for long: %d, such as “%s”.", n, what)
			}},
	} {
		var found []app.Feedback
		for _, f := range c.d.Feedback {
			if f.MergedInto == "" && kind.is(f) { // else it is handled with the other one
				found = append(found, f)
			}
		}
		switch what := ""; len(found) {
		case 0:
		case 1:
			what = app.Shortened(found[0].Content)
			c.say(kind.weight, app.TopicFeedback, found[0].ID, kind.field, kind.one(found[0], what))
		default:
			what = app.Shortened(found[0].Content)
			c.say(kind.weight, app.TopicFeedback, found[0].ID, kind.field, kind.many(len(found), what))
			c.found[len(c.found)-1].Show = kind.show
		}
	}
}

var (
	weekdayDate = regexp.MustCompile(`(?:(\d{4})\s*年\s*)?(\d{1,2})\s*月\s*(\d{1,2})\s*[日号]\s*[（(，,、]?\s*(?:星期|周|礼拜)([一二三四五六日天])[）)]?`)
	yearInTitle = regexp.MustCompile(`(20\d\d)\s*年`)
	weekdayOf   = map[string]time.Weekday{"一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "日": 0, "天": 0}
)

// writing looks for weekdays beside dates on which they do not fall, and for
// another year than the event's: both are left behind by copying.
func (c *checker) writing() {
	check := func(topic app.Topic, id, field, text string) {
		for _, m := range weekdayDate.FindAllStringSubmatch(text, -1) {
			year := c.e.Start.Year()
			if m[1] != "" {
				year, _ = strconv.Atoi(m[1]) // the pattern has digits alone
			}
			month, _ := strconv.Atoi(m[2])
			day, _ := strconv.Atoi(m[3])
			at := app.Date(year, time.Month(month), day)
			if at.Day() != day || int(at.Month()) != month {
				c.say(WeightWarning, topic, id, field, words.T("“%s” is no date.", m[0]))
			} else if at.Weekday() != weekdayOf[m[4]] {
				c.say(WeightWarning, topic, id, field, words.T("“%s” does not agree: that day is a %s.", m[0], app.WeekdayWords(at)))
			}
		}
	}
	e := c.e
	for _, part := range []struct {
		field string
		texts []string
	}{
		{"Title", []string{e.Title}}, {"Theme", []string{e.Theme}}, {"Basis", []string{e.Basis}}, {"Principle", []string{e.Principle}}, {"Aims", []string{e.Aims}},
		{"Transport", []string{e.Transport}}, {"Audience", []string{e.Audience}}, {"SignUpMethods", e.SignUpMethods},
		{"Notices", e.Notices}, {"Channels", e.Channels}, {"Requirements", e.Requirements},
	} {
		for _, text := range part.texts {
			check(app.TopicEvents, "", part.field, text)
		}
	}
	for _, a := range c.d.Agenda {
		check(app.TopicAgenda, a.ID, "Content", a.Content)
		check(app.TopicAgenda, a.ID, "Note", a.Note)
	}
	if m := yearInTitle.FindStringSubmatch(e.Title); m != nil && !e.Start.IsZero() && m[1] != strconv.Itoa(e.Start.Year()) {
		c.field(WeightWarning, "Title", words.T("The title says %s, but the event is in %d.", m[1], e.Start.Year()))
	}
}

// notTyped are the fields that no form has an input for: steps, lists of their
// own and the program fill them in.
var notTyped = map[app.Topic][]string{
	app.TopicEvents:   {"State", "AreaCodes", "WantsID", "Travel", "Questions", "ReportTexts", "RetainUntil", "PurgedAt"},
	app.TopicInvitees: {"Position", "DecidedOn", "RepliedOn", "WalkIn"},
	app.TopicAgenda:   {"Position"},
	app.TopicFeedback: {"Position", "State", "AssignedOn", "MergedInto", "History"},
}

// limits looks for what is beyond the limits of its field: older programs took
// it, and it stays until somebody changes it.
func (c *checker) limits() {
	say := func(topic app.Topic, id, name string, labels map[string]string, found []app.FieldProblem) {
		for _, p := range found {
			field, _, _ := strings.Cut(p.Field, "[")
			message := words.T("%s: %s|name of a field, what is wrong with it", words.T(labels[field]), p.Message)
			if name != "" {
				message = words.T("“%s”: %s|what it is about, what is wrong with it", app.Shortened(name), message)
			}
			switch {
			case field == "Offsets" || field == "Done":
				field = FieldDeadlines
			case labels[field] == "" || slices.Contains(notTyped[topic], field):
				field = "" // the entry as a whole
			}
			c.say(WeightWarning, topic, id, field, message)
		}
	}
	event, guest, item, opinion := labelsOf(app.EventFields), labelsOf(app.GuestFields), labelsOf(app.AgendaFields), labelsOf(app.FeedbackFields)
	say(app.TopicEvents, "", "", event, app.EventFields.Limits(nil, &c.e))
	for _, v := range c.d.Invitees {
		say(app.TopicInvitees, v.ID, v.Person.Name, guest, app.GuestFields.Limits(nil, &v))
	}
	for _, a := range c.d.Agenda {
		say(app.TopicAgenda, a.ID, a.Name(), item, app.AgendaFields.Limits(nil, &a))
	}
	for _, f := range c.d.Feedback {
		say(app.TopicFeedback, f.ID, f.Content, opinion, app.FeedbackFields.Limits(nil, &f))
	}
	for _, i := range app.MergeCircles(c.d.Feedback) {
		f := c.d.Feedback[i]
		c.say(WeightError, app.TopicFeedback, f.ID, "", words.T("The opinion “%s” is merged into others in a circle.", app.Shortened(f.Content)))
	}
	for _, p := range app.Counts(len(c.d.Invitees), len(c.d.Agenda), len(c.d.Feedback)) {
		topic := map[string]app.Topic{"Invitees": app.TopicInvitees, "Agenda": app.TopicAgenda, "Feedback": app.TopicFeedback}[p.Field]
		c.say(WeightWarning, topic, "", "", p.Message)
	}
}

// tidy looks for records that an older program stored with characters that make one
// person, unit or place look like two.
func (c *checker) tidy() {
	untidy, n := c.d.Untidy()
	if n == 0 {
		return
	}
	f := Finding{Weight: WeightHint, Topic: app.TopicEvents, Tidies: true}
	name := app.Shortened(c.e.Title)
	switch {
	case untidy.Event.ID != "":
	case len(untidy.Invitees) > 0:
		f.Topic, f.ID, name = app.TopicInvitees, untidy.Invitees[0].ID, untidy.Invitees[0].Person.Name
	case len(untidy.Agenda) > 0:
		f.Topic, f.ID, name = app.TopicAgenda, untidy.Agenda[0].ID, untidy.Agenda[0].Name()
	default:
		f.Topic, f.ID, name = app.TopicFeedback, untidy.Feedback[0].ID, app.Shortened(untidy.Feedback[0].Content)
	}
	f.Message = words.T("Entries with characters that nobody sees or that stand for others, so that one person or place looks like two: %d, such as “%s”. They can be tidied in one step.", n, name)
	c.found = append(c.found, f)
}

// labelsOf returns the labels of fields by their names.
func labelsOf[T any](fields app.Fields[T]) map[string]string {
	all := make(map[string]string, len(fields))
	for _, f := range fields {
		all[f.Go] = f.Label
	}
	return all
}

// glyphs looks for names that no font can draw whole.
func (c *checker) glyphs(missing func(string) []rune) {
	say := func(topic app.Topic, id, field, name string) {
		found := missing(name)
		if len(found) == 0 {
			return
		}
		signs := make([]string, len(found))
		for i, r := range found {
			signs[i] = fmt.Sprintf("%c (U+%04X)", r, r)
		}
		c.say(WeightWarning, topic, id, field, words.T("“%s”: no font has %s; papers show 〓 in its place.", name, strings.Join(signs, " ")))
	}
	e := c.e
	for _, part := range []struct{ field, text string }{
		{"Title", e.Title}, {"Theme", e.Theme}, {"Organiser", e.Organiser}, {"AssemblyPlace", e.AssemblyPlace}, {"Contact", e.Contact},
		{"CoOrganisers", strings.Join(e.CoOrganisers, "、")}, {"Sites", strings.Join(e.Sites, "、")},
	} {
		say(app.TopicEvents, "", part.field, part.text)
	}
	for _, l := range e.Leaders {
		say(app.TopicEvents, "", "Leaders", l.Name)
	}
	for _, v := range c.d.Invitees {
		say(app.TopicInvitees, v.ID, "Name", v.Person.Name)
		say(app.TopicInvitees, v.ID, "Unit", v.Unit)
	}
	for _, a := range c.d.Agenda {
		say(app.TopicAgenda, a.ID, "InCharge", a.InCharge)
		say(app.TopicAgenda, a.ID, "Recorder", a.Recorder)
	}
	for _, f := range c.d.Feedback {
		if f.InviteeID == "" {
			say(app.TopicFeedback, f.ID, "Speaker", f.Speaker)
		}
	}
}
