// Package agenda is the tab of the agenda (议程): a table, and a timeline on which
// items are moved, with what clashes and ways to mend it.
package agenda
