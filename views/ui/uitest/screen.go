package uitest

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"openday/app/words"
	"openday/views/lists"
	"openday/views/menus"
	"openday/views/ui"
	"openday/views/widgets"
)

// Screen is what stands in front of the person in a window under test.
type Screen struct {
	t      testing.TB
	window fyne.Window
}

// NewScreen returns what stands in front of the person in a window.
func NewScreen(t testing.TB, w fyne.Window) Screen { return Screen{t, w} }

// Top is what the person can use now: the dialog or the drop-down in front, else
// the whole window.
func (s *Screen) Top() fyne.CanvasObject {
	if o := s.window.Canvas().Overlays().Top(); o != nil {
		return o
	}
	return s.window.Content()
}

// Texts are the texts on and under an object.
func Texts(o fyne.CanvasObject) []string {
	var all []string
	for _, part := range test.LaidOutObjects(o) {
		if text, ok := part.(*canvas.Text); ok && text.Text != "" {
			all = append(all, text.Text)
		}
	}
	return all
}

// Seen is all text in front of the person.
func (s *Screen) Seen() string { return strings.Join(Texts(s.Top()), "\n") }

// Sees reports whether a text stands in front of the person.
func (s *Screen) Sees(text string) bool {
	return strings.Contains(strings.ReplaceAll(s.Seen(), "\n", ""), text)
}

// Tap taps the thing that has just this text on it, in front of the person.
func (s *Screen) Tap(text string) {
	s.t.Helper()
	var found fyne.Tappable
	least := 0
	for _, o := range test.LaidOutObjects(s.Top()) {
		target, ok := o.(fyne.Tappable)
		if !ok {
			continue
		}
		if on := Texts(o); says(o, on, text) {
			if n := len(test.LaidOutObjects(o)); found == nil || n < least {
				found, least = target, n
			}
		}
	}
	if found == nil {
		s.t.Fatalf("nothing to tap says %q; there is:\n%s", text, s.Seen())
	}
	test.Tap(found)
}

// says reports whether just a text is on an object, besides the keys that stand
// behind it on a button.
func says(o fyne.CanvasObject, on []string, text string) bool {
	if b, ok := o.(*widgets.Button); ok && b.Keys != "" {
		return slices.Equal(on, []string{text, b.Keys})
	}
	if entry, ok := o.(interface{ Label() string }); ok {
		return entry.Label() == text
	}
	return slices.Equal(on, []string{text})
}

// Press presses the keys of a shortcut. As in a running program the menu has
// them first, but for Ctrl+Z and Ctrl+Y: an entry undoes typing with them and
// hands them on where nothing is left, which the test's canvas has no ear fos.
func (s *Screen) Press(key fyne.KeyName, mod fyne.KeyModifier) {
	s.t.Helper()
	type entry interface {
		fyne.Shortcutable
		SelectedText() string
	}
	own := map[fyne.KeyName]fyne.Shortcut{fyne.KeyZ: &fyne.ShortcutUndo{}, fyne.KeyY: &fyne.ShortcutRedo{}}[key]
	if focused, ok := s.window.Canvas().Focused().(entry); ok && own != nil && mod == ui.Ctrl {
		snapshot := func() string {
			if input, ok := focused.(widgets.Input); ok {
				return input.Snapshot()
			}
			return ""
		}
		before := snapshot()
		if focused.TypedShortcut(own); snapshot() != before {
			return
		}
	}
	for _, m := range menus.MenusOf(s.window) {
		for _, item := range Entries(m) {
			if s, ok := item.Shortcut.(*desktop.CustomShortcut); ok && s.KeyName == key && s.Modifier == mod {
				item.Action()
				return
			}
		}
	}
	s.t.Fatalf("no menu has the key %s", key)
}

// Entries are the entries of a menu, with those of its submenus in their place.
func Entries(m *fyne.Menu) []*fyne.MenuItem {
	var all []*fyne.MenuItem
	for _, item := range m.Items {
		all = append(all, item)
		if item.ChildMenu != nil {
			all = append(all, Entries(item.ChildMenu)...)
		}
	}
	return all
}

// TypeInto types a text into the form's field of a key, in place of what is there.
func (s *Screen) TypeInto(form *widgets.Form, key, text string) {
	s.t.Helper()
	field := form.Field(key)
	if field == nil {
		s.t.Fatalf("there is no field %s", key)
	}
	target := field.Input.FocusTarget()
	s.window.Canvas().Focus(target)
	target.(fyne.Shortcutable).TypedShortcut(&fyne.ShortcutSelectAll{})
	target.TypedKey(&fyne.KeyEvent{Name: fyne.KeyBackspace})
	for _, c := range text {
		target.TypedRune(c)
	}
}

// InEnglish has the window speak English during a test.
func InEnglish(t testing.TB) {
	words.Use(words.English)
	t.Cleanup(func() { words.Use(words.Chinese) })
}

// Key presses a key where the keyboard is.
func (s *Screen) Key(name fyne.KeyName) {
	s.t.Helper()
	c := s.window.Canvas()
	switch focused := c.Focused(); {
	case focused != nil:
		focused.TypedKey(&fyne.KeyEvent{Name: name})
	case c.OnTypedKey() != nil:
		c.OnTypedKey()(&fyne.KeyEvent{Name: name})
	default:
		s.t.Fatalf("nothing takes %s", name)
	}
}

// Types types a text where the keyboard is.
func (s *Screen) Types(text string) {
	s.t.Helper()
	focused := s.window.Canvas().Focused()
	if focused == nil {
		s.t.Fatal("the keyboard is nowhere")
	}
	for _, c := range text {
		focused.TypedRune(c)
	}
}

// FromMenu chooses the entry of a menu that a key stands beside.
func (s *Screen) FromMenu(menu *fyne.Menu, key fyne.KeyName, mod fyne.KeyModifier) {
	s.t.Helper()
	for _, item := range menu.Items {
		if s, ok := item.Shortcut.(fyne.KeyboardShortcut); ok && s.Key() == key && s.Mod() == mod {
			item.Action()
			return
		}
	}
	s.t.Fatalf("the menu has no entry with the key %s", key)
}

// InSight are the objects under one that are really shown.
func InSight(o fyne.CanvasObject) []fyne.CanvasObject {
	if !o.Visible() {
		return nil
	}
	all := []fyne.CanvasObject{o}
	var parts []fyne.CanvasObject
	switch o := o.(type) {
	case fyne.Widget:
		parts = test.WidgetRenderer(o).Objects()
	case *fyne.Container:
		parts = o.Objects
	}
	for _, part := range parts {
		all = append(all, InSight(part)...)
	}
	return all
}

// Read is all text that is really in front of the person.
func (s *Screen) Read() string {
	var b strings.Builder
	for _, o := range InSight(s.Top()) {
		if text, ok := o.(*canvas.Text); ok {
			b.WriteString(text.Text + "\n")
		}
	}
	return b.String()
}

// Reads reports whether a text is really in front of the person.
func (s *Screen) Reads(text string) bool { return strings.Contains(s.Read(), text) }

// Push pushes the button, or the entry of a menu, with a text that is really in
// front of the person.
func (s *Screen) Push(text string) {
	s.t.Helper()
	for _, o := range slices.Backward(InSight(s.Top())) {
		target, ok := o.(fyne.Tappable)
		if !ok {
			continue
		}
		var on []string
		for _, part := range InSight(o) {
			if t, ok := part.(*canvas.Text); ok && t.Text != "" {
				on = append(on, t.Text)
			}
		}
		if says(o, on, text) {
			if b, ok := o.(fyne.Disableable); ok && b.Disabled() {
				s.t.Fatalf("%q cannot be pushed", text)
			}
			test.Tap(target)
			return
		}
	}
	s.t.Fatalf("nothing to push says %q; there is:\n%s", text, s.Read())
}

// Pick picks the option of a choice by its words, as a click does.
func Pick[V comparable](t testing.TB, c *widgets.Choice[V], label string) {
	t.Helper()
	i := slices.Index(c.Options, label)
	if i < 0 {
		t.Fatalf("%q is not among %q", label, c.Options)
	}
	c.SetSelectedIndex(i)
}

// Cells returns the texts of the cells in a column, in the order shown.
func Cells[T any](all []lists.Column[T], id string, rows []T) []string {
	for _, c := range all {
		if c.ID == id {
			return ui.Gather(rows, c.Text)
		}
	}
	return nil
}

// Form is the form that is really in front of the person.
func (s *Screen) Form() *widgets.Form {
	s.t.Helper()
	for _, o := range InSight(s.Top()) {
		if form, ok := o.(*widgets.Form); ok {
			return form
		}
	}
	s.t.Fatalf("there is no form; there is:\n%s", s.Read())
	return nil
}

// EditEntry is the entry at a key of the menu 编辑.
func (s *Screen) EditEntry(key fyne.KeyName) *fyne.MenuItem {
	s.t.Helper()
	for _, menu := range menus.MenusOf(s.window) {
		if menu.Label != words.T("Edit") {
			continue
		}
		for _, item := range Entries(menu) {
			if k, ok := item.Shortcut.(fyne.KeyboardShortcut); ok && k.Key() == key && k.Mod() == ui.Ctrl {
				return item
			}
		}
	}
	s.t.Fatalf("the menu %s has no entry at %s", words.T("Edit"), key)
	return nil
}
