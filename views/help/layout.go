package help

import (
	"bytes"
	"image/png"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"openday/views/widgets"
)

// pickRows is a list of lines to choose from; Esc and F1 go to the window.
type pickRows struct {
	widget.List
	ring widgets.Ring
}

// CreateRenderer draws the ring around the lines.
func (l *pickRows) CreateRenderer() fyne.WidgetRenderer {
	return l.ring.Around(l.List.CreateRenderer())
}

// FocusGained shows that the list has the keyboard.
func (l *pickRows) FocusGained() { l.List.FocusGained(); l.ring.Gained(l) }

// FocusLost takes that back.
func (l *pickRows) FocusLost() { l.List.FocusLost(); l.ring.Lost() }

func newPickRows(count func() int, fill func(i int, label *widget.Label)) *pickRows {
	l := &pickRows{}
	l.Length = count
	l.CreateItem = func() fyne.CanvasObject {
		label := widget.NewLabel("")
		label.Truncation = fyne.TextTruncateEllipsis
		return label
	}
	l.UpdateItem = func(i widget.ListItemID, o fyne.CanvasObject) { fill(i, o.(*widget.Label)) }
	l.HideSeparators = true
	l.ExtendBaseWidget(l)
	return l
}

// TypedKey shows the line that the keyboard goes to, and hands Esc to the window.
func (l *pickRows) TypedKey(k *fyne.KeyEvent) {
	switch k.Name {
	case fyne.KeyUp, fyne.KeyDown:
		l.List.TypedKey(k)
		l.List.TypedKey(&fyne.KeyEvent{Name: fyne.KeySpace})
	case fyne.KeySpace:
		l.List.TypedKey(k)
	default:
		widgets.PassKey(l, k)
	}
}

// itemLayout puts a sign at the left and text that wraps beside it.
type itemLayout struct{ indent float32 }

func (l itemLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	objects[0].Move(fyne.NewPos(6, 0))
	objects[0].Resize(fyne.NewSize(l.indent-6, size.Height))
	objects[1].Move(fyne.NewPos(l.indent, 0))
	objects[1].Resize(fyne.NewSize(max(0, size.Width-l.indent), size.Height))
}

func (l itemLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	least := objects[1].MinSize()
	return fyne.NewSize(l.indent+least.Width, least.Height)
}

// naturalSize is the size at which a picture of the guide is shown where there
// is room; nothing where it is no picture.
func naturalSize(file []byte) fyne.Size {
	c, err := png.DecodeConfig(bytes.NewReader(file))
	if err != nil {
		return fyne.Size{}
	}
	return fyne.NewSize(float32(c.Width)/guideScale, float32(c.Height)/guideScale)
}

// pictureLayout shows its objects at their natural size, smaller where the
// width is less.
type pictureLayout struct {
	natural fyne.Size
	width   float32 // that there was last
}

func (l *pictureLayout) size() fyne.Size {
	if l.width >= l.natural.Width || l.natural.Width == 0 {
		return l.natural
	}
	return fyne.NewSize(l.width, l.natural.Height*l.width/l.natural.Width)
}

func (l *pictureLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	l.width = size.Width
	for _, o := range objects {
		o.Move(fyne.Position{})
		o.Resize(l.size())
	}
}

func (l *pictureLayout) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(0, l.size().Height)
}

// gridLayout lays out a table: for each row a ground and then its cells, which
// are text that wraps.
type gridLayout struct {
	columns int
	width   float32 // that there was last
	height  float32
}

const (
	gridPadX float32 = 12
	gridPadY float32 = 5
	// gridLeast keeps the tables of a page alike.
	gridLeast float32 = 150
)

// widths share a width among the columns: what fits in one line has it, the
// last column takes the rest.
func (l *gridLayout) widths(objects []fyne.CanvasObject, width float32) []float32 {
	all := make([]float32, l.columns)
	for i, o := range objects {
		if at := i%(l.columns+1) - 1; at >= 0 {
			all[at] = max(all[at], o.(*widgets.Prose).Natural()+2*gridPadX+1)
		}
	}
	var used float32
	for i := range all[:l.columns-1] {
		all[i] = min(max(all[i], gridLeast), width*0.6/float32(l.columns-1))
		used += all[i]
	}
	last := l.columns - 1
	all[last] = min(all[last], width-used)
	return all
}

func (l *gridLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	l.width = size.Width
	widths := l.widths(objects, size.Width)
	var y float32
	for row := 0; row+l.columns < len(objects); row += l.columns + 1 {
		var x, height float32
		for i, w := range widths {
			cell := objects[row+1+i]
			cell.Move(fyne.NewPos(x+gridPadX, y+gridPadY))
			cell.Resize(fyne.NewSize(w-2*gridPadX, 0))
			height = max(height, cell.MinSize().Height+2*gridPadY)
			x += w
		}
		objects[row].Move(fyne.NewPos(0, y))
		objects[row].Resize(fyne.NewSize(x, height+1))
		y += height
	}
	l.height = y + 1
}

func (l *gridLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(0, l.height) }
