package uitest

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"openday/app"
	"openday/app/guide"
	"openday/views/ui"
	"openday/views/widgets"
)

// Neighbour stands in the place of the tab of a feature that is not under test. It
// shows nothing and never has anything unsaved.
type Neighbour struct {
	Led     []Lead // where it was led to, the last one last
	content fyne.CanvasObject
}

// Lead is an entry and its field that a tab was led to.
type Lead struct{ ID, Field string }

// NewNeighbour returns a tab that shows nothing.
func NewNeighbour() *Neighbour { return &Neighbour{content: canvas.NewRectangle(nil)} }

// Neighbour puts a neighbour in the place of a tab, and returns it.
func (w *Session) Neighbour(place int) *Neighbour {
	n := NewNeighbour()
	w.Tabs()[place] = n
	return n
}

// Heading is the place of the tab whose heading is lit.
func (w *Session) Heading() int {
	w.t.Helper()
	for _, o := range InSight(w.Window.Content()) {
		if bar, ok := o.(*container.AppTabs); ok {
			return bar.SelectedIndex()
		}
	}
	w.t.Fatal("the window has no tabs")
	return -1
}

// Title implements ui.Tab.
func (n *Neighbour) Title() string { return "" }

// Content implements ui.Tab.
func (n *Neighbour) Content() fyne.CanvasObject { return n.content }

// Chapter implements ui.Tab.
func (n *Neighbour) Chapter() string { return guide.First }

// Topics implements ui.Tab.
func (n *Neighbour) Topics() []app.Topic { return nil }

// Refresh implements ui.Tab.
func (n *Neighbour) Refresh() {}

// Unsaved implements ui.Tab.
func (n *Neighbour) Unsaved() bool { return false }

// Concerned implements ui.Tab.
func (n *Neighbour) Concerned([]app.RecordKey) bool { return false }

// Save implements ui.Tab.
func (n *Neighbour) Save(then func(saved bool)) { then(true) }

// Discard implements ui.Tab.
func (n *Neighbour) Discard() {}

// Find implements ui.Tab.
func (n *Neighbour) Find() {}

// New implements ui.Tab.
func (n *Neighbour) New() {}

// Delete implements ui.Tab.
func (n *Neighbour) Delete() {}

// FieldOf says that it has no field.
func (n *Neighbour) FieldOf(string) *widgets.Field { return nil }

// JumpTo notes where it is led to.
func (n *Neighbour) JumpTo(id, field string) { n.Led = append(n.Led, Lead{id, field}) }

var _ ui.Tab = (*Neighbour)(nil)
