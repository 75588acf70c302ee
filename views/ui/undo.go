package ui

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"

	"openday/app"
	"openday/app/service"
	"openday/app/words"
	"openday/views/widgets"
)

// Undoable says what was done and offers to undo it, as Ctrl+Z does, where it has
// changed anything. It is called right after it was done.
func (c *Context) Undoable(text string) {
	step, ok := c.NewStep()
	if !ok {
		c.Toast(text)
		return
	}
	c.say(text, words.T("Undo"), func() {
		if next, _ := c.Service.UndoNext(); next.ID != step.ID {
			c.Toast(words.T("Something else was done since. Undo that first, with Ctrl+Z or Edit → Undo."))
			return
		}
		c.Undo()
	})
}

// NewStep returns the step that was made by what is being answered now; false where
// it has made none that can be undone.
func (c *Context) NewStep() (service.UndoStep, bool) {
	step, ok := c.Service.UndoNext()
	return step, ok && step.ID != c.before
}

// Undo takes back what was done last.
func (c *Context) Undo() { c.UndoThen(func() {}) }

// UndoThen is Undo that calls then once it is done.
func (c *Context) UndoThen(then func()) {
	step, ok := c.Service.UndoNext()
	if in := c.walksIn(); ok && in != nil && step.ID == in.undo {
		c.Toast(words.T("Nothing that was done here is left to undo."))
		return
	}
	c.walk(step, ok, c.Service.Undo, words.T("There is nothing to undo."), func(s service.UndoStep) {
		c.Toast(words.T("Undone: %s", s.Label))
		then()
	})
}

// within is an open dialog in which things are done while it is open. Undoing and
// redoing there walk no further than where it was opened: what was done before
// is out of sight.
type within struct {
	dialog     *widgets.Dialog
	undo, redo string // the steps that were next when it was opened
}

// UndoIn lets what is done in a dialog be undone while it is open, as in the
// window. refresh shows it anew; it is called after each change of some topics.
func (c *Context) UndoIn(dialog *widgets.Dialog, refresh func(), topics ...app.Topic) {
	dialog.WhileOpen(func() (end func()) {
		in := within{dialog: dialog, undo: c.lastStep()}
		if step, ok := c.Service.RedoNext(); ok {
			in.redo = step.ID
		}
		c.within = append(c.within, in)
		unlisten := c.Service.Subscribe(func(change app.Change) {
			if slices.Contains(topics, change.Topic) {
				fyne.Do(func() {
					if !dialog.Closed() {
						refresh()
					}
				})
			}
		})
		return func() {
			unlisten()
			c.within = slices.DeleteFunc(c.within, func(w within) bool { return w.dialog == dialog })
		}
	})
}

// walksIn returns the dialog in front, nil where none is or nothing is undone in it.
func (c *Context) walksIn() *within {
	for i := range c.within {
		if c.within[i].dialog.InFront() {
			return &c.within[i]
		}
	}
	return nil
}

// UndoName says what Undo would take back, "" where there is nothing.
func (c *Context) UndoName() string {
	if step, ok := c.Service.UndoNext(); ok {
		return words.T("Undo: %s", step.Label)
	}
	return ""
}

// RedoName says what Redo would do again, "" where there is nothing.
func (c *Context) RedoName() string {
	if step, ok := c.Service.RedoNext(); ok {
		return words.T("Redo: %s", step.Label)
	}
	return ""
}

// Redo does again what was undone last.
func (c *Context) Redo() {
	step, ok := c.Service.RedoNext()
	if in := c.walksIn(); ok && in != nil && step.ID == in.redo {
		c.Toast(words.T("Nothing that was undone here is left to redo."))
		return
	}
	c.walk(step, ok, c.Service.Redo, words.T("There is nothing to redo."), func(s service.UndoStep) { c.Toast(words.T("Done again: %s", s.Label)) })
}

// walk takes a step back or forward, where there is one, after asking what becomes
// of what is typed and not saved where the step concerns it.
func (c *Context) walk(step service.UndoStep, ok bool, do func(context.Context) (service.UndoStep, error), nothing string, done func(service.UndoStep)) {
	if !ok {
		c.Toast(nothing)
		return
	}
	walk := func() {
		Load(c, nil, do, func(step service.UndoStep) {
			done(step)
			for _, r := range step.Records {
				if r.Kind == app.RecordEvent && c.event.ID == "" {
					c.SetEvent(r.ID, nil) // it may be back
				}
			}
		})
	}
	if t := c.InSight(); t != nil && t.Unsaved() && t.Concerned(step.Records) {
		c.Guard(walk)
		return
	}
	walk()
}

// Resume returns what does something later as a part of the answer that is being
// given now, so that Undoable still knows whether there is something to undo.
func (c *Context) Resume() func(do func()) {
	before := c.before
	return func(do func()) { c.since(before, do) }
}

// lastStep is the id of the step that Undo would take back, "" where there is none.
func (c *Context) lastStep() string {
	if c.Service == nil {
		return ""
	}
	step, _ := c.Service.UndoNext()
	return step.ID
}

// since does something that answers what began when a step was the last.
func (c *Context) since(before string, do func()) {
	outer := c.before
	c.before = before
	defer func() { c.before = outer }()
	do()
}
