// Package uitest opens the window, or one feature of it, in a test: over a data file
// of the test's own, with work that runs inline and files that are chosen without
// asking. It taps, types and reads what stands in front of the person.
package uitest
