package ui

import "fyne.io/fyne/v2"

// WhenPasted has do called for Ctrl+V while a tab is in sight, no dialog is open and
// the keyboard is in nothing that takes the text itself.
func (c *Context) WhenPasted(owner Tab, do func()) {
	if c.pasted == nil {
		c.pasted = map[Tab]func(){}
		c.Window.Canvas().AddShortcut(&fyne.ShortcutPaste{}, func(fyne.Shortcut) {
			if do := c.pasted[c.InSight()]; do != nil && c.Ready(c.InSight()) {
				do()
			}
		})
	}
	c.pasted[owner] = do
}
