// Package widgets holds what the window needs and Fyne lacks: the theme with
// its bundled font, a table declared by columns, dates and forms that say what
// is wrong beside the field, dialogs that obey the keyboard, and the small
// signs of a calm office program.
//
// It knows nothing of the open day itself. Rows, labels and values come in as
// display-ready text or as plain types; words of its own come from
// openday/app/words.
//
// All of it belongs to the user interface's goroutine. Long work goes through
// a [Runner].
//
// Build and test with the tag migrated_fynedo, as FyneApp.toml declares. Tests
// add the tag ci: with it Fyne looks for no fonts of the system, so that what
// the tests draw is drawn by the bundled font alone, on every machine.
package widgets
