// Package views is the main window: a bar and a menu over four tabs. It opens the
// data file, joins the features of the window, each of which is a package below
// this one, and takes the files that are dropped on it. What it needs of the data
// file besides the use cases comes in through [ui.DataFile].
package views
