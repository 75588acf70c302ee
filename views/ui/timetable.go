package ui

import (
	"openday/app/deadline"
)

// Timetable is what deadlines are reckoned with.
func (c *Context) Timetable() deadline.Timetable {
	return deadline.Timetable{Rules: c.Rules, Calendar: c.Calendar}
}

// loadTimetable fetches the office's rules and calendar, and has all who show
// dates show them anew.
func (c *Context) loadTimetable() {
	Load(c, &c.fetching, c.Service.Timetable, func(t deadline.Timetable) {
		c.Rules, c.Calendar = t.Rules, t.Calendar
		for _, f := range c.onEvent {
			f()
		}
		for _, f := range c.onChange {
			f()
		}
	})
}
