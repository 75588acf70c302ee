package widgets

import (
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
)

// Typed is one field of a form: what was loaded into it and what stands in it now,
// as snapshots.
type Typed struct{ Key, Label, Was, Now string }

// Typed returns what stands in each field.
func (f *Form) Typed() []Typed {
	all := make([]Typed, len(f.fields))
	for i, d := range f.fields {
		all[i] = Typed{d.Key, d.label, d.loaded, d.Input.Snapshot()}
	}
	return all
}

// Type puts snapshots into fields, by key, as if they were typed: what was loaded
// stays what the form compares them with.
func (f *Form) Type(texts map[string]string) {
	for _, d := range f.fields {
		if text, given := texts[d.Key]; given {
			d.Input.Restore(text)
		}
	}
}

// onLeft is what is told of entries that the keyboard has left, by their canvas.
var onLeft = map[fyne.Canvas]func(){}

// OnLeft has f called each time that the keyboard leaves an entry of a window. A
// window has one such f.
func OnLeft(w fyne.Window, f func()) { onLeft[w.Canvas()] = f }

// tellLeft tells that the keyboard has left an entry, which is part of o.
func tellLeft(o fyne.CanvasObject) {
	if len(onLeft) == 0 {
		return
	}
	if f := onLeft[fyne.CurrentApp().Driver().CanvasForObject(o)]; f != nil {
		f()
	}
}

// Restore puts back what a snapshot was taken of.
func (e *TextEntry) Restore(snapshot string) { e.SetText(snapshot) }

// Restore puts back what a snapshot was taken of.
func (e *NumberEntry) Restore(snapshot string) { e.SetText(snapshot) }

// Restore puts back what a snapshot was taken of.
func (e *ComboEntry) Restore(snapshot string) { e.SetText(snapshot) }

// Restore picks the option that a snapshot names; one that there is not any more
// leaves the choice as it is.
func (c *Choice[V]) Restore(snapshot string) {
	if slices.Contains(c.Options, snapshot) {
		c.SetSelected(snapshot)
	}
}

// Restore puts back what a snapshot was taken of.
func (c *CheckInput) Restore(snapshot string) {
	if ticked, err := strconv.ParseBool(snapshot); err == nil {
		c.SetChecked(ticked)
	}
}

// Restore puts back what a snapshot was taken of.
func (l *ListEntry) Restore(snapshot string) {
	if snapshot == "" {
		l.SetValues(nil)
		return
	}
	l.SetValues(strings.Split(snapshot, "\n"))
}

// Restore puts back what a snapshot was taken of.
func (e *sideEntry) Restore(snapshot string) { e.SetText(snapshot) }
