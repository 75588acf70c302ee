// Package events is the tab of the events (活动): their list and form, their
// deadlines, the office's rules and calendar, and the starting plans.
package events
