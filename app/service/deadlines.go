package service

import (
	"context"
	"encoding/json"
	"slices"
	"time"

	"openday/app"
	"openday/app/check"
	"openday/app/deadline"
	"openday/app/words"
	"openday/app/workday"
)

// The keys under which the office's rules and its own years of the calendar
// are kept among the settings.
const (
	settingRules    = "deadline.rules"
	settingSchedule = "calendar.schedule"
)

// Timetable returns what deadlines are reckoned with.
func (s *Service) Timetable(ctx context.Context) (deadline.Timetable, error) {
	return read(ctx, s, timetable)
}

func timetable(tx app.Tx) (deadline.Timetable, error) {
	rules, err := tx.Setting(settingRules)
	if err != nil {
		return deadline.Timetable{}, err
	}
	calendar, err := calendar(tx)
	return deadline.Timetable{Rules: deadline.ParseRules(rules), Calendar: calendar}, err
}

// SetDeadlineRules keeps the office's rules.
func (s *Service) SetDeadlineRules(ctx context.Context, rules []deadline.Rule) error {
	for _, r := range rules {
		if err := app.Invalid(r.Validate()); err != nil {
			return err
		}
	}
	text, err := json.Marshal(rules)
	if err != nil {
		return err
	}
	return s.setRule(ctx, settingRules, string(text), words.T("rules of the deadlines"))
}

// scheduledDay is a day of the office's own schedules as the setting keeps it.
type scheduledDay struct {
	Date string `json:"date"` // 2027-01-01
	Work bool   `json:"work"` // a make-up day; else a day off
	Name string `json:"name"`
}

// Calendar returns the official calendar with the years that the office added or
// changed.
func (s *Service) Calendar(ctx context.Context) (*workday.Calendar, error) {
	return read(ctx, s, calendar)
}

func calendar(tx app.Tx) (*workday.Calendar, error) {
	own, err := ownCalendar(tx)
	if err == nil && own == nil {
		own = workday.Official()
	}
	return own, err
}

// ownCalendar returns the calendar of an office that added or changed years, nil
// for the official one.
func ownCalendar(tx app.Tx) (*workday.Calendar, error) {
	own, err := ownSchedule(tx)
	if err != nil || len(own) == 0 {
		return nil, err
	}
	return workday.Official().With(own), nil
}

// OwnSchedule returns the days of the years that the office added or changed, by date.
func (s *Service) OwnSchedule(ctx context.Context) ([]workday.Day, error) {
	return read(ctx, s, ownSchedule)
}

func ownSchedule(tx app.Tx) ([]workday.Day, error) {
	text, err := tx.Setting(settingSchedule)
	if err != nil || text == "" {
		return nil, err
	}
	var stored []scheduledDay
	if err := json.Unmarshal([]byte(text), &stored); err != nil {
		return nil, app.Errorf(app.CodeDamaged, err, "The office's own holiday schedule cannot be read. Please add the year again under “Working-day calendar”.")
	}
	days := make([]workday.Day, 0, len(stored))
	for _, d := range stored {
		date, err := time.Parse(time.DateOnly, d.Date)
		if err != nil {
			return nil, app.Errorf(app.CodeDamaged, err, "The office's own holiday schedule cannot be read. Please add the year again under “Working-day calendar”.")
		}
		day := workday.Day{Date: date, Kind: workday.Off, Name: d.Name}
		if d.Work {
			day.Kind = workday.MakeUp
		}
		days = append(days, day)
	}
	return days, nil
}

// AddSchedule keeps the schedules of the years in which the days fall, in
// place of what was known of those years, and returns the years. The office's own
// schedules of the years in dropped are forgotten: what the official calendar
// knows of them holds again.
func (s *Service) AddSchedule(ctx context.Context, days []workday.Day, dropped ...int) ([]int, error) {
	if found := workday.Problems(days); len(found) > 0 {
		wrong := make([]app.FieldProblem, len(found))
		for i, p := range found {
			wrong[i] = app.FieldProblem{Field: "Days", Message: p}
		}
		return nil, app.Invalid(wrong)
	}
	var years []int
	for _, d := range days {
		years = append(years, d.Date.Year())
	}
	slices.Sort(years)
	years = slices.Compact(years)
	if len(years) == 0 && len(dropped) == 0 {
		return nil, nil
	}
	return years, s.changeSchedule(ctx, append(slices.Clone(years), dropped...), days)
}

// changeSchedule puts days in the place of the office's own schedules of years.
func (s *Service) changeSchedule(ctx context.Context, years []int, days []workday.Day) error {
	return s.update(ctx, func(u *unit) error {
		own, err := ownSchedule(u)
		if err != nil && app.CodeOf(err) != app.CodeDamaged { // a damaged one is only ever replaced
			return err
		}
		own = slices.DeleteFunc(own, func(d workday.Day) bool { return slices.Contains(years, d.Date.Year()) })
		own = append(own, days...)
		slices.SortFunc(own, func(a, b workday.Day) int { return a.Date.Compare(b.Date) })
		stored := make([]scheduledDay, len(own))
		for i, d := range own {
			stored[i] = scheduledDay{d.Date.Format(time.DateOnly), d.Kind == workday.MakeUp, d.Name}
		}
		text, err := json.Marshal(stored)
		if err != nil {
			return err
		}
		u.label = words.T("working-day calendar")
		return u.SetSetting(settingSchedule, string(text))
	})
}

// MarkDeadline says on which day a deadline of an event was met; a zero day
// says that it is not met.
func (s *Service) MarkDeadline(ctx context.Context, eventID string, k app.DeadlineKind, on time.Time) error {
	return s.changeEvent(ctx, eventID, words.T("deadline “%s”", app.DeadlineKinds.Label(k)), func(e *app.Event) {
		e.Done = app.OrNil(slices.DeleteFunc(slices.Clone(e.Done), func(d app.DeadlineDone) bool { return d.Kind == k }))
		if !on.IsZero() {
			e.Done = append(e.Done, app.DeadlineDone{Kind: k, On: app.DayOf(on)})
		}
	})
}

// SetOffset gives an event a deadline of its own; nil puts it back under the
// office's rule.
func (s *Service) SetOffset(ctx context.Context, eventID string, k app.DeadlineKind, o *app.DeadlineOffset) error {
	if o != nil && (o.Days < 0 || o.Days > app.MostDays) {
		var p app.Problems
		p.Add("Days", "A time limit is from 0 to %d.", app.MostDays)
		return app.Invalid(p)
	}
	return s.changeEvent(ctx, eventID, words.T("deadline “%s”", app.DeadlineKinds.Label(k)), func(e *app.Event) { *e = deadline.WithOffset(*e, k, o) })
}

// EventDeadline is a deadline in the list over all events.
type EventDeadline struct {
	EventID string
	Title   string // of the event
	Start   time.Time
	deadline.Status
}

// Owed returns what is still to be done or to happen over all events, earliest first.
func (s *Service) Owed(ctx context.Context) ([]EventDeadline, error) {
	return read(ctx, s, s.owed)
}

func (s *Service) owed(tx app.Tx) ([]EventDeadline, error) {
	t, err := timetable(tx)
	if err != nil {
		return nil, err
	}
	events, err := tx.Events(app.EventFilter{})
	if err != nil {
		return nil, err
	}
	var all []EventDeadline
	for _, e := range events {
		for _, d := range t.Statuses(e.Event, s.now()) {
			if d.Owed() {
				all = append(all, EventDeadline{e.ID, e.Title, e.Start, d})
			}
		}
	}
	slices.SortStableFunc(all, func(a, b EventDeadline) int { return app.DayOf(a.At).Compare(app.DayOf(b.At)) })
	return all, nil
}

// CheckEvent finds every hole and broken rule of an event, as Check does.
func (s *Service) CheckEvent(ctx context.Context, id string, missingGlyphs func(string) []rune) ([]check.Finding, error) {
	var d app.Dossier
	t, err := read(ctx, s, func(tx app.Tx) (t deadline.Timetable, err error) {
		if d, err = dossierOf(tx, id); err != nil {
			return t, err
		}
		return timetable(tx)
	})
	if err != nil {
		return nil, err
	}
	return check.Find(d, t, missingGlyphs, s.now()), nil
}

// TidyEvent stores the records of an event as they would be stored today, in one
// step, and returns how many changed.
func (s *Service) TidyEvent(ctx context.Context, id string) (int, error) {
	return write(ctx, s, func(u *unit) (int, error) {
		d, err := dossierOf(u, id)
		if err != nil {
			return 0, err
		}
		untidy, n := d.Untidy()
		u.label = words.T("%d entries tidied", n)
		if untidy.Event.ID != "" {
			if err := u.SaveEvents([]app.Event{untidy.Event}); err != nil {
				return 0, err
			}
		}
		if err := u.SaveInvitees(untidy.Invitees); err != nil {
			return 0, err
		}
		if err := u.SaveAgenda(untidy.Agenda); err != nil {
			return 0, err
		}
		return n, u.SaveFeedback(untidy.Feedback)
	})
}
