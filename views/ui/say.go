package ui

import (
	"context"
	"errors"
	"log/slog"
	"path/filepath"

	"fyne.io/fyne/v2"

	"openday/app"
	"openday/app/crash"
	"openday/app/words"
	"openday/views/widgets"
)

// Toast says something that wants no answer and goes away by itself; in the
// dialog that is open, where there is one.
func (c *Context) Toast(text string) { c.say(text, "", nil) }

// say is Toast with a button, named verb, that does something about it.
func (c *Context) say(text, verb string, do func()) {
	if dialog := widgets.Front(c.Window); dialog != nil {
		dialog.Tell(text, verb, do)
		return
	}
	keys := ""
	if verb == words.T("Undo") {
		keys = Action{Key: fyne.KeyZ, Mod: Ctrl}.Keys()
	}
	c.status.Tell(text, verb, keys, do)
}

// carried is a message that is in a dialog while that lies over the line at the foot.
type carried struct {
	message
	dialog *widgets.Dialog
}

// carry takes what the line at the foot says into a dialog that opens over it. What
// can be done about it waits until the dialog is closed.
func (c *Context) carry(d *widgets.Dialog) {
	if c.status == nil || c.status.Text() == "" {
		return
	}
	c.carried = carried{c.status.told, d}
	c.status.Clear()
	d.Tell(c.carried.text, "", nil)
}

// bringBack says again in the line at the foot what a dialog took from it, where
// nothing else was said since.
func (c *Context) bringBack() {
	was := c.carried
	if was.dialog == nil || !was.dialog.Closed() {
		return
	}
	c.carried = carried{}
	if was.dialog.Told() == was.text && c.status.Text() == "" && widgets.Front(c.Window) == nil {
		c.status.Tell(was.text, was.verb, was.keys, was.do)
	}
}

// Said returns what Toast has said last, while it is in sight.
func (c *Context) Said() string { return c.status.Text() }

// Status is the line at the foot of the window, which says how much is shown and
// what is due next, and for some seconds what was just done.
func (c *Context) Status() *StatusLine { return c.status }

// Shows has the line at the foot say how much a tab shows while it is in sight.
func (c *Context) Shows(t Tab, text string) {
	c.shown[t] = text
	c.showStatus()
}

// showStatus brings the left of the line at the foot up to date.
func (c *Context) showStatus() {
	if t := c.InSight(); t != nil {
		c.status.SetLeft(c.shown[t])
	}
}

// Fail shows an error to the person at the desk, in the words that it has for
// them; the cause goes to the log. Problems of fields without a place to stand
// are shown, too. A dialog whose button asked for what failed comes back below it,
// so that nothing typed there is lost.
func (c *Context) Fail(err error) {
	if err == nil || errors.Is(err, context.Canceled) {
		return
	}
	LogError(c.Log, err)
	var p *widgets.PanicError
	if errors.As(err, &p) {
		if report := crash.Write(p.Detail); report != "" {
			c.Remember("crash.told", filepath.Base(report)) // now
		}
	}
	widgets.Acting().ComeBack()
	widgets.ShowError(c.Window, SentenceOf(err))
}

// SentenceOf returns what an error says to the person at the desk.
func SentenceOf(err error) string {
	var e *app.Error
	var p *widgets.PanicError
	switch {
	case errors.As(err, &e):
		return e.Error()
	case errors.As(err, &p):
		return p.Error()
	default:
		return words.T("This could not be done: %s. Please try again.", err)
	}
}

// LogError writes the cause of an error to the log. Sentences for people can
// hold names, so they stay out of it.
func LogError(log *slog.Logger, err error) {
	var e *app.Error
	var p *widgets.PanicError
	switch {
	case errors.As(err, &e):
		log.Error("failed", "code", e.Code, "cause", e.Err)
	case errors.As(err, &p):
		log.Error("panic", "detail", p.Detail)
	default:
		log.Error("failed", "cause", err)
	}
}
