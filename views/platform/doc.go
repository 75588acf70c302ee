// Package platform is what differs from system to system: dialogs for files, the
// place of the caret for input methods, strong colours, opening a file outside.
package platform
