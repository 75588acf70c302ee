// Package menus holds the menu bar of the window and the menus that open below
// something: their rows show their keys so that they can be read, and they open and
// are walked by the keyboard, as the menus of other programs are.
package menus
