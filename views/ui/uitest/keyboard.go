package uitest

import (
	"fmt"
	"image/color"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"

	"openday/app/words"
	"openday/views/widgets"
)

// mostStops is how many places Tab may lead to in one dialog or form.
const mostStops = 400

// Walk goes round by Tab from where the keyboard is in a window. It checks that all
// places are in sight, show the keyboard and hand on the program's keys, and returns
// them.
func Walk(t testing.TB, w fyne.Window, name string) []fyne.Focusable {
	t.Helper()
	c := w.Canvas()
	first := c.Focused()
	if first == nil {
		t.Errorf("%s: nothing has the keyboard", name)
		c.FocusNext()
		if first = c.Focused(); first == nil {
			return nil
		}
	}
	var stops []fyne.Focusable
	for range mostStops {
		at := c.Focused()
		if at == nil {
			t.Errorf("%s: Tab leads nowhere after %d places", name, len(stops))
			return stops
		}
		stops = append(stops, at)
		if problem := unseen(w, at.(fyne.CanvasObject)); problem != "" {
			t.Errorf("%s: place %d, %s: %s", name, len(stops), nameOf(at), problem)
		}
		if problem := swallows(w, at); problem != "" {
			t.Errorf("%s: place %d, %s: %s", name, len(stops), nameOf(at), problem)
		}
		if c.FocusNext(); c.Focused() == first {
			return stops
		}
	}
	t.Errorf("%s: Tab does not come back to %s", name, nameOf(first))
	return stops
}

// swallows says which keys of the program do nothing where the keyboard is, "" for none.
func swallows(w fyne.Window, at fyne.Focusable) string {
	c, heard := w.Canvas(), map[string]bool{}
	keys := c.OnTypedKey()
	c.SetOnTypedKey(func(k *fyne.KeyEvent) { heard[string(k.Name)] = true })
	before := widgets.HearFirst(w, func(s fyne.Shortcut) bool { heard[s.ShortcutName()] = true; return true })
	defer func() {
		c.SetOnTypedKey(keys)
		widgets.HearFirst(w, before)
	}()
	if at.TypedKey(&fyne.KeyEvent{Name: fyne.KeyF1}); !heard[string(fyne.KeyF1)] {
		return "F1 does nothing"
	}
	if s, ok := at.(fyne.Shortcutable); ok { // else Fyne hands all of them to the window
		for _, key := range []widgets.Keystroke{{Key: fyne.KeyS, Mod: fyne.KeyModifierShortcutDefault}, {Key: fyne.Key2, Mod: fyne.KeyModifierShortcutDefault}} {
			if s.TypedShortcut(key.Shortcut()); !heard[key.Shortcut().ShortcutName()] {
				return key.String() + " does nothing"
			}
		}
	}
	return ""
}

// nameOf tells one place from another.
func nameOf(at fyne.Focusable) string {
	return fmt.Sprintf("%T %q", at, Texts(at.(fyne.CanvasObject)))
}

// unseen says why a person does not see that something has the keyboard, "" where
// they do.
func unseen(w fyne.Window, o fyne.CanvasObject) string {
	c := w.Canvas()
	root := c.Content()
	if top := c.Overlays().Top(); top != nil {
		root = top
	}
	seen, found := clip(root, o, fyne.Position{}, area{size: c.Size()})
	switch {
	case !found:
		return "it is not drawn"
	case seen.size.Width < 8 || seen.size.Height < 8:
		return fmt.Sprintf("it is out of sight: %v by %v of it can be seen", seen.size.Width, seen.size.Height)
	case !ringed(o):
		return "nothing shows that it has the keyboard"
	}
	return ""
}

type area struct {
	at   fyne.Position
	size fyne.Size
}

// within is what two areas share.
func (a area) within(b area) area {
	x, y := max(a.at.X, b.at.X), max(a.at.Y, b.at.Y)
	return area{fyne.NewPos(x, y), fyne.NewSize(
		max(0, min(a.at.X+a.size.Width, b.at.X+b.size.Width)-x),
		max(0, min(a.at.Y+a.size.Height, b.at.Y+b.size.Height)-y))}
}

// clip returns what can be seen of o below root, which stands at a place.
func clip(root, o fyne.CanvasObject, at fyne.Position, view area) (area, bool) {
	if root == nil || !root.Visible() {
		return area{}, false
	}
	at = at.Add(root.Position())
	whole := area{at, root.Size()}
	if root == o {
		return whole.within(view), true
	}
	var below []fyne.CanvasObject
	switch r := root.(type) {
	case *fyne.Container:
		below = r.Objects
	case fyne.Widget:
		below = test.WidgetRenderer(r).Objects()
		if _, ok := root.(*container.Scroll); ok {
			view = view.within(whole)
		}
	}
	for _, b := range below {
		if seen, found := clip(b, o, at, view); found {
			return seen, true
		}
	}
	return area{}, false
}

// ringed reports whether an edge of 2 px in a strong colour is drawn on an object.
func ringed(o fyne.CanvasObject) bool {
	strong := []color.Color{theme.Current().Color(theme.ColorNamePrimary, theme.VariantLight), theme.Current().Color(theme.ColorNameForeground, theme.VariantLight)}
	for _, part := range test.LaidOutObjects(o) {
		if r, ok := part.(*canvas.Rectangle); ok && r.Visible() && r.StrokeWidth >= 2 && (r.StrokeColor == strong[0] || r.StrokeColor == strong[1]) {
			return true
		}
	}
	return false
}

// WalkDialog goes through the dialog in front by the keyboard alone: the keyboard
// begins in it, all its places are seen, what Enter does is reached by Tab, nothing
// that is typed is thrown away without a question, and Esc closes it.
func WalkDialog(t testing.TB, w fyne.Window, d *widgets.Dialog) {
	t.Helper()
	name := d.Title()
	stops := Walk(t, w, name)
	if verb := d.Submits(); verb != "" {
		reached := false
		for _, at := range stops {
			if texts := Texts(at.(fyne.CanvasObject)); len(texts) > 0 && texts[0] == verb {
				reached = true
			}
		}
		if !reached {
			t.Errorf("%s: Tab does not lead to %q", name, verb)
		}
	}
	if !d.Closed() && widgets.Front(w) == d {
		typeAndLeave(t, w, d, stops)
	}
	escape(w, d)
	if !d.Closed() && widgets.Front(w) == d {
		if !slices.Contains(Texts(d.Root()), words.T("Being cancelled…")) { // else it goes once the work has ended
			t.Errorf("%s: Esc does not close it", name)
		}
		d.Close()
	}
}

// escape presses Esc until the dialog is closed or another one is in front: a text that
// is searched for, or a list, goes first.
func escape(w fyne.Window, d *widgets.Dialog) {
	for range 3 {
		if d.Closed() || widgets.Front(w) != d {
			return
		}
		Type(w, fyne.KeyEscape)
	}
}

// typeAndLeave types into the first text of a dialog that has something to finish, and
// leaves by Esc: that asks, with the keyboard at what does no harm, and going back finds
// the text there.
func typeAndLeave(t testing.TB, w fyne.Window, d *widgets.Dialog, stops []fyne.Focusable) {
	t.Helper()
	if d.ActsAtOnce || d.Submits() == "" {
		return
	}
	for _, at := range stops {
		in, ok := at.(widgets.Input)
		if _, text := at.(interface{ SelectedText() string }); !ok || !text {
			continue
		}
		before := in.Snapshot()
		w.Canvas().Focus(at)
		for _, r := range "17" { // is right where a number is asked for, too
			at.TypedRune(r)
		}
		typed := in.Snapshot()
		if typed == before {
			continue // one that takes no more
		}
		escape(w, d)
		ask := widgets.Front(w)
		if d.Closed() || ask == nil || ask == d {
			t.Errorf("%s: Esc throws %q away without a question", d.Title(), typed)
			return
		}
		if safe, ok := w.Canvas().Focused().(fyne.CanvasObject); !ok || strings.Join(Texts(safe), "") == words.T("Discard changes") {
			t.Errorf("%s: the keyboard is not at what keeps %q", d.Title(), typed)
		}
		Type(w, fyne.KeyEscape)
		if widgets.Front(w) != d || in.Snapshot() != typed {
			t.Errorf("%s: going back does not find %q there", d.Title(), typed)
		}
		escape(w, d)
		if ask = widgets.Front(w); ask == nil || ask == d || !ask.Press(words.T("Discard changes")) {
			t.Errorf("%s: what is typed cannot be discarded", d.Title())
		}
		return
	}
}

// TypeFirst types a number, which is right everywhere, into the first text of a dialog
// that takes it, and returns that; nil where there is none.
func TypeFirst(w fyne.Window, d *widgets.Dialog) (typed widgets.Input) {
	for _, o := range InSight(d.Root()) {
		in, ok := o.(widgets.Input)
		at, text := o.(interface {
			fyne.Focusable
			SelectedText() string
		})
		if off, can := o.(fyne.Disableable); !ok || !text || can && off.Disabled() {
			continue
		}
		before := in.Snapshot()
		w.Canvas().Focus(at)
		for _, r := range "17" {
			at.TypedRune(r)
		}
		if in.Snapshot() != before {
			return in
		}
	}
	return nil
}

// Type presses a key where the keyboard is.
func Type(w fyne.Window, key fyne.KeyName) {
	e := &fyne.KeyEvent{Name: key}
	if at := w.Canvas().Focused(); at != nil {
		at.TypedKey(e)
	} else if f := w.Canvas().OnTypedKey(); f != nil {
		f(e)
	}
}
