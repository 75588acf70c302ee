// Package ui is what the features of the window share: the [Context] that each of
// them works in, the form beside a list ([Editor]), the ways to work away from the
// user interface ([Load], [Long], [Run]), and small dialogs, layouts and choices.
//
// A feature of the window is a package beside this one. It has a [Tab] or a type
// Actions with what can be done from the menu, and says in its own words what it
// needs of other features; no feature imports another.
package ui
