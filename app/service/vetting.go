package service

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"time"

	"openday/app"
	"openday/app/vetting"
	"openday/app/words"
)

const recentMonthsSetting = "vetting.recent_months"

// DefaultRecentMonths is how long ago an invitation speaks against the next one
// where the office has not said otherwise.
const DefaultRecentMonths = 12

// MostRecentMonths is the longest that an invitation speaks against the next one.
const MostRecentMonths = 120

// RecentMonths returns how many months ago an invitation to another event still
// speaks against the next one; 0 where it never does.
func (s *Service) RecentMonths(ctx context.Context) (int, error) { return read(ctx, s, recentMonths) }

func recentMonths(tx app.Tx) (int, error) {
	text, err := tx.Setting(recentMonthsSetting)
	if err != nil {
		return 0, err
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 0 || n > MostRecentMonths {
		return DefaultRecentMonths, nil
	}
	return n, nil
}

// SetRecentMonths keeps what RecentMonths returns, from 0 to MostRecentMonths.
func (s *Service) SetRecentMonths(ctx context.Context, months int) error {
	if months < 0 || months > MostRecentMonths {
		return app.Invalid([]app.FieldProblem{{Field: "Months", Message: words.T("A number of months is from 0 to %d.", MostRecentMonths)}})
	}
	return s.setRule(ctx, recentMonthsSetting, strconv.Itoa(months), words.T("months between two invitations"))
}

// Checked is an invitee with what speaks against them and when they are to be answered.
type Checked struct {
	app.Invitee
	Objections []app.Objection
	ReplyBy    time.Time // a day; zero where there is none
}

// CheckEligibility returns the whole list of an event, each with what speaks against them.
func (s *Service) CheckEligibility(ctx context.Context, eventID string) ([]Checked, error) {
	return read(ctx, s, func(tx app.Tx) ([]Checked, error) {
		event, list, check, err := eligibilityOf(tx, eventID)
		if err != nil {
			return nil, err
		}
		timetable, err := timetable(tx)
		if err != nil {
			return nil, err
		}
		all := make([]Checked, len(list))
		for i, v := range list {
			all[i] = Checked{Invitee: v, Objections: check.Objections(v)}
			if by, ok := vetting.ReplyBy(timetable, event, v); ok {
				all[i].ReplyBy = by.Date
			}
		}
		return all, nil
	})
}

// Approval is what approving some invitees would come to, counted together.
type Approval struct {
	Objected  []Checked          // those against whom something else than a quota speaks
	Overflows []vetting.Overflow // quotas that they would exceed together
}

// CheckApproval tells what approving invitees all at once would come to: the whole
// of them is counted before anybody is approved.
func (s *Service) CheckApproval(ctx context.Context, eventID string, ids []string) (Approval, error) {
	return read(ctx, s, func(tx app.Tx) (Approval, error) {
		_, list, check, err := eligibilityOf(tx, eventID)
		if err != nil {
			return Approval{}, err
		}
		chosen := app.SetOf(ids)
		asked := slices.DeleteFunc(slices.Clone(list), func(v app.Invitee) bool { return !chosen[v.ID] || v.Vetting == app.VettingApproved })
		a := Approval{Overflows: check.Overflows(asked)}
		for _, v := range asked {
			other := slices.DeleteFunc(check.Objections(v), func(o app.Objection) bool { return o.Kind == app.ObjectionQuota })
			if app.WantReason(other) {
				a.Objected = append(a.Objected, Checked{Invitee: v, Objections: other})
			}
		}
		return a, nil
	})
}

// eligibilityOf returns an event, its list and the check of it; others are people who
// are not on it yet.
func eligibilityOf(tx app.Tx, eventID string, others ...string) (app.Event, []app.Invitee, *vetting.EligibilityCheck, error) {
	event, err := tx.Event(eventID)
	if err != nil {
		return event, nil, nil, err
	}
	list, err := tx.Invitees(app.InviteeFilter{EventID: eventID})
	if err != nil {
		return event, nil, nil, err
	}
	months, err := recentMonths(tx)
	if err != nil {
		return event, nil, nil, err
	}
	var past []app.Participation
	if months > 0 {
		people := others
		for _, v := range list {
			people = append(people, v.Person.ID)
		}
		if past, err = tx.Participations(people); err != nil {
			return event, nil, nil, err
		}
	}
	return event, list, vetting.NewEligibilityCheck(event, list, past, months), nil
}

// Decision is a result of vetting for several invitees at once.
type Decision struct {
	IDs      []string
	Result   app.Vetting
	Reason   string // why they are declined; required then
	Overrule string // why they are approved although something speaks against it; required then
}

// Vetted is what came of a change to several invitees.
type Vetted struct {
	Changed   int
	Overruled int               // of them, approved although something spoke against it
	Free      []vetting.Vacancy // places that came free, with who is next
}

// Vet gives a result of vetting to invitees, all in one transaction. Approving
// somebody against whom something speaks wants a reason, which is kept; those
// approved a moment before in the same step count for the quotas.
func (s *Service) Vet(ctx context.Context, eventID string, r Decision) (Vetted, error) {
	if !app.Vettings.Has(r.Result) {
		return Vetted{}, app.Invalid([]app.FieldProblem{{Field: "Vetting", Message: words.T("This is not one of the results of vetting.")}})
	}
	if r.Result == app.VettingDeclined && r.Reason == "" {
		return Vetted{}, app.Invalid([]app.FieldProblem{{Field: "Reason", Message: words.T("Give the reason.")}})
	}
	return write(ctx, s, func(u *unit) (Vetted, error) { return s.vet(u, eventID, r) })
}

func (s *Service) vet(u *unit, eventID string, r Decision) (Vetted, error) {
	event, list, check, err := eligibilityOf(u, eventID)
	if err != nil {
		return Vetted{}, err
	}
	var out Vetted
	var changed []app.Invitee
	after := slices.Clone(list)
	chosen := app.SetOf(r.IDs)
	for i := range after {
		v := &after[i]
		if !chosen[v.ID] {
			continue
		}
		had := v.HasPlace()
		overruled := ""
		if r.Result == app.VettingApproved && v.Vetting != app.VettingApproved && app.WantReason(check.Objections(*v)) {
			if r.Overrule == "" {
				return Vetted{}, app.Invalid([]app.FieldProblem{{Field: "Overruled", Message: words.T("Something speaks against %s. Give the reason why they are approved all the same.", v.Person.Name)}})
			}
			overruled = r.Overrule
			out.Overruled++
		}
		v.Decide(r.Result, u.at)
		if r.Result == app.VettingDeclined {
			v.Reason = r.Reason
		}
		v.Overruled = cmp.Or(overruled, v.Overruled)
		v.UpdatedAt = u.at
		if had != v.HasPlace() {
			n := 1
			if had {
				n = -1
			}
			check.Count(v.Category, n)
		}
		changed = append(changed, *v)
	}
	u.label = words.T("%[2]d people: %[1]s|a result of vetting", app.Vettings.Label(r.Result), len(changed))
	if err := u.SaveInvitees(changed); err != nil {
		return Vetted{}, err
	}
	out.Changed, out.Free = len(changed), vetting.Vacancies(list, after)
	return out, s.note(u, app.AuditVetting, event.ID, words.T("%[2]d people: %[1]s, %[3]d of them against what spoke against it|vetting", app.Vettings.Label(r.Result), len(changed), out.Overruled))
}

// decideOne fills in what belongs to a result of vetting that was just given to
// an invitee, and holds it to what Vet asks for.
func (s *Service) decideOne(u *unit, v *app.Invitee) error {
	result, reason := v.Vetting, v.Reason
	if result == app.VettingApproved && v.Overruled == "" {
		_, _, check, err := eligibilityOf(u, v.EventID, v.Person.ID)
		if err != nil {
			return err
		}
		asked := *v
		asked.Vetting = app.VettingPending
		if app.WantReason(check.Objections(asked)) {
			return app.Invalid([]app.FieldProblem{{Field: "Overruled", Message: words.T("Something speaks against %s. Give the reason why they are approved all the same.", v.Person.Name)}})
		}
	}
	v.Vetting = ""
	v.Decide(result, u.at)
	v.Reason = reason
	return nil
}

// Confirm enters whether invitees come; empty takes it back.
func (s *Service) Confirm(ctx context.Context, eventID string, ids []string, c app.Confirmation) (Vetted, error) {
	label := func(changed []app.Invitee) string {
		if c == "" {
			return words.T("%d people: confirmation taken back", len(changed))
		}
		return words.T("%[2]d people: %[1]s|whether they come", app.Confirmations.Label(c), len(changed))
	}
	return s.change(ctx, eventID, ids, label, func(v *app.Invitee) bool {
		if v.Vetting != app.VettingApproved {
			return false
		}
		v.Confirmation = c
		return true
	})
}

// MarkReplied enters on which day applicants were told the result of vetting; a
// zero day takes it back. Those without a result are left as they are.
func (s *Service) MarkReplied(ctx context.Context, eventID string, ids []string, on time.Time) (Vetted, error) {
	label := func(changed []app.Invitee) string { return words.T("%d people told the result", len(changed)) }
	return s.change(ctx, eventID, ids, label, func(v *app.Invitee) bool {
		if v.Vetting == app.VettingPending {
			return false
		}
		v.RepliedOn = app.DayOf(on)
		if v.DecidedOn.IsZero() { // decided before days were kept
			v.DecidedOn = v.RepliedOn
		}
		return true
	})
}

// Attend enters the attendance of invitees; empty says that it is not entered.
// Substitute is who came in the place of the one of AttendanceSubstitute.
func (s *Service) Attend(ctx context.Context, eventID string, ids []string, a app.Attendance, substitute string) (Vetted, error) {
	label := func(changed []app.Invitee) string {
		switch {
		case len(changed) == 1 && a == "":
			return words.T("attendance of %s taken out", changed[0].Person.Name)
		case len(changed) == 1:
			return words.T("%s marked as %s|somebody, an attendance", changed[0].Person.Name, app.Attendances.Label(a))
		case a == "":
			return words.T("%d people: attendance taken out", len(changed))
		}
		return words.T("%[2]d people marked as %[1]s|an attendance", app.Attendances.Label(a), len(changed))
	}
	return s.change(ctx, eventID, ids, label, func(v *app.Invitee) bool {
		v.Attend(a, substitute)
		return true
	})
}

// change changes invitees and tells which places came free. change says whether
// there was something to change, label what was done to those changed.
func (s *Service) change(ctx context.Context, eventID string, ids []string, label func(changed []app.Invitee) string, change func(*app.Invitee) bool) (Vetted, error) {
	return write(ctx, s, func(u *unit) (Vetted, error) {
		list, err := u.Invitees(app.InviteeFilter{EventID: eventID})
		if err != nil {
			return Vetted{}, err
		}
		after := slices.Clone(list)
		chosen := app.SetOf(ids)
		var changed []app.Invitee
		for i := range after {
			if v := &after[i]; chosen[v.ID] && change(v) {
				v.UpdatedAt = u.at
				changed = append(changed, *v)
			}
		}
		u.label = label(changed)
		return Vetted{Changed: len(changed), Free: vetting.Vacancies(list, after)}, u.SaveInvitees(changed)
	})
}

// AddWalkIn puts somebody on the list who came without being on it.
func (s *Service) AddWalkIn(ctx context.Context, eventID, name, unit, category string) (app.Invitee, error) {
	return s.SaveInvitee(ctx, app.Invitee{EventID: eventID, Person: app.Person{Name: name}, Unit: unit, Category: category, Channel: app.ChannelOnTheSpot, WalkIn: true, Attendance: app.AttendanceCame})
}

// AdmitInvitee notes that an invitee came: who was not approved came as a walk-in.
func (s *Service) AdmitInvitee(ctx context.Context, v app.Invitee) (app.Invitee, error) {
	v.WalkIn = v.WalkIn || v.Vetting != app.VettingApproved
	v.Attendance = app.AttendanceCame
	return s.SaveInvitee(ctx, v)
}

// SelectByLot draws by lot among candidates of an event who are not approved yet: those
// selected are approved, the others put on the waiting list where that is wanted.
// A group without places is left alone, with all its candidates. The lottery is
// written down with its seed, the ids of the candidates and of those selected, so
// that it can be repeated. An empty seed makes a fresh one.
func (s *Service) SelectByLot(ctx context.Context, eventID, seed string, groups []vetting.LotteryGroup, waiting bool) (vetting.Lottery, error) {
	if !slices.ContainsFunc(groups, func(g vetting.LotteryGroup) bool { return g.Places > 0 && len(g.Candidates) > 0 }) {
		return vetting.Lottery{}, app.Invalid([]app.FieldProblem{{Field: "Groups", Message: words.T("Say for at least one category how many are drawn.")}})
	}
	seed = cmp.Or(seed, s.newID())
	return write(ctx, s, func(u *unit) (vetting.Lottery, error) {
		result := vetting.Lottery{Seed: seed, At: u.at, By: u.by, Groups: vetting.RunLottery(seed, groups)}
		selected, left := app.SetOf(result.Selected()), app.SetOf(result.NotSelected())
		list, err := u.Invitees(app.InviteeFilter{EventID: eventID})
		if err != nil {
			return result, err
		}
		var changed []app.Invitee
		for _, v := range list {
			wins, loses := selected[v.ID], left[v.ID]
			if (wins || loses) && v.Vetting == app.VettingApproved {
				return result, app.Invalid([]app.FieldProblem{{Field: "Groups", Message: words.T("%s is approved already and draws no lot.", v.Person.Name)}})
			}
			to := app.VettingApproved
			if loses {
				to = app.VettingWaiting
			}
			if !wins && !(loses && waiting) {
				continue
			}
			v.Decide(to, u.at)
			v.UpdatedAt = u.at
			changed = append(changed, v)
		}
		u.label = words.T("random draw among %d people", len(selected)+len(left))
		if err := u.SaveInvitees(changed); err != nil {
			return result, err
		}
		return result, s.note(u, app.AuditLottery, eventID, result.Record())
	})
}
