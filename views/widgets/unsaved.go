package widgets

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"openday/app/words"
)

// typedIn are the fields below an object into which text is typed, with what stands
// in them. What is only picked is picked again by one press.
func typedIn(root fyne.CanvasObject) map[Input]string {
	all := map[Input]string{}
	eachInput(root, func(in Input) bool {
		if _, text := in.FocusTarget().(interface{ SelectedText() string }); text {
			all[in] = in.Snapshot()
		}
		return false
	})
	return all
}

// eachInput calls found with the fields below an object that are in sight, until it
// returns true, and reports whether it did.
func eachInput(root fyne.CanvasObject, found func(Input) bool) bool {
	return anyPart(root, func(o fyne.CanvasObject) bool {
		in, ok := o.(Input)
		return ok && found(in)
	})
}

// anyPart reports whether found holds for an object or for one below it, of those in
// sight. What is in a field is a part of the field.
func anyPart(root fyne.CanvasObject, found func(fyne.CanvasObject) bool) bool {
	if root == nil || !root.Visible() {
		return false
	}
	if found(root) {
		return true
	}
	var parts []fyne.CanvasObject
	switch r := root.(type) {
	case Input:
	case *fyne.Container:
		parts = r.Objects
	case *container.Scroll:
		parts = []fyne.CanvasObject{r.Content}
	case Composite:
		parts = r.Children()
	}
	return slices.ContainsFunc(parts, func(part fyne.CanvasObject) bool { return anyPart(part, found) })
}

// Unsaved reports whether something was typed that leaving the dialog would lose.
func (d *Dialog) Unsaved() bool {
	if d.ActsAtOnce || d.Submits() == "" && !d.dangerous() {
		return false
	}
	for in, now := range typedIn(d.root) {
		if before, known := d.typed[in]; now != before && (known || now != "") {
			return true
		}
	}
	return false
}

// askUnsaved asks before what was typed is thrown away by leave.
func (d *Dialog) askUnsaved(leave func()) {
	ShowDanger(d.window, words.T("There are unsaved changes"), words.T("What you typed here is lost."), words.T("Discard changes"), leave)
}
