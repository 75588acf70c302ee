package widgets

import "fyne.io/fyne/v2"

// acting is the dialog one of whose buttons does something now, nil for none.
var acting *Dialog

// Acting returns the dialog whose button has asked for what is being done now, nil
// where none has.
func Acting() *Dialog { return acting }

// ActFor does something as a part of what the button of a dialog has asked for; nil
// for what none has.
func ActFor(d *Dialog, do func()) {
	outer := acting
	acting = d
	defer func() { acting = outer }()
	do()
}

// ComeBack shows a closed dialog again as it was left, since what its button was to do
// has failed. One that asks no more than yes or no brings back the one that it comes
// from. A nil d brings back nothing.
func (d *Dialog) ComeBack() {
	for d != nil && !d.fillable() {
		d = d.asked
	}
	if d == nil || !d.closed || d.popup == nil {
		return
	}
	size := d.popup.Size()
	d.before, d.back = d.canvas.OnTypedKey(), d.canvas.Focused()
	d.closed = false
	d.open()
	d.popup.Resize(size.Max(d.popup.MinSize()))
	d.takeKeys()
	for _, b := range d.buttons {
		if d.at == fyne.Focusable(b) {
			d.at = nil // the field is wanted, not what has failed
		}
	}
	if d.at != nil {
		d.canvas.Focus(d.at)
	}
	if hidden, ok := d.canvas.Focused().(*TextEntry); ok && hidden.Password {
		FocusWhole(d.canvas, hidden) // it cannot be read, so it is typed anew
	}
	for _, begin := range d.while {
		d.ends = append(d.ends, begin())
	}
}

// Resume is ComeBack where what comes of the dialog was thought better of: it comes
// back if leaving it loses what was typed.
func (d *Dialog) Resume() {
	if d != nil && d.closed && d.Unsaved() {
		d.ComeBack()
	}
}

// fillable reports whether there is anything in the dialog that a person has filled in
// or chosen.
func (d *Dialog) fillable() bool { return anyPart(d.root, isFilledIn) }

// isFilledIn reports whether a part of a dialog keeps what a person does with it.
func isFilledIn(o fyne.CanvasObject) bool {
	_, input := o.(Input)
	_, list := o.(interface{ Choose(ids ...string) })
	return input || list
}

// WhileOpen has begin called now and each time that the dialog comes back, and what it
// returns once the dialog has closed.
func (d *Dialog) WhileOpen(begin func() (end func())) {
	d.while = append(d.while, begin)
	d.ends = append(d.ends, begin())
}
