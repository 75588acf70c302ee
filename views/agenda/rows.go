package agenda

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"

	"openday/app"
	"openday/app/clash"
	"openday/app/words"
	"openday/views/lists"
	"openday/views/menus"
	"openday/views/ui"
	"openday/views/widgets"
)

// agendaRow is one item of the list.
type agendaRow struct {
	app.AgendaItem
	clashes []clash.Clash // that stand below it, each with what mends it
	clash   string        // what clashes with it, in words
	hint    string        // what goes on beside it, in words
	last    bool          // something of it is over after the event, and no item before it
}

const (
	timeWidth    float32 = 124
	vehicleWidth float32 = 104
	noticeHigh   float32 = 40 // of one clash
	noticeInset  float32 = 8
	actionsWidth float32 = 132 // of what can be done with a chosen item
	roomyList    float32 = 800 // from this width on that has a column of its own
)

// kindWidth is that of the longest kind of item.
func kindWidth() float32 { return ui.Wide(88, 168) }

// peopleWidth is that of a name with the word for what it does.
func peopleWidth() float32 { return ui.Wide(120, 140) }

// rowHeight is how high an item is with its clashes and what goes on beside it.
func rowHeight(r agendaRow, _ bool) float32 {
	height := lists.TwoLineHeight
	if r.hint != "" && len(r.clashes) == 0 {
		height += noticeHigh - noticeInset
	}
	if n := len(r.clashes); n > 0 {
		height += float32(n)*noticeHigh + noticeInset
	}
	return height
}

// itemLayout puts the parts of an item side by side: time, content, kind, people
// and vehicle, which gives its room away where no item has one, and at the right
// what can be done with a chosen item, which in a narrow list covers the vehicle.
type itemLayout struct{ vehicles func() bool }

func (l itemLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	vehicle, actions := vehicleWidth, actionsWidth
	if !l.vehicles() {
		vehicle = 0
	}
	taken := vehicle + actions
	covered := size.Width < roomyList
	if covered {
		taken = max(vehicle, actions)
	}
	widths := []float32{timeWidth, max(60, size.Width-timeWidth-kindWidth()-peopleWidth()-taken), kindWidth(), peopleWidth(), vehicle}
	var x float32
	for i, o := range objects[:len(widths)] {
		widgets.ShowIf(o, widths[i] > 0 && !(i == len(widths)-1 && covered && len(objects) > len(widths)))
		height := o.MinSize().Height
		widgets.Place(o, x+widgets.Gap, (size.Height-height)/2, max(0, widths[i]-2*widgets.Gap), height)
		x += widths[i]
	}
	for _, o := range objects[len(widths):] {
		least := o.MinSize()
		widgets.Place(o, size.Width-least.Width, (size.Height-least.Height)/2, least.Width, least.Height)
	}
}

func (l itemLayout) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(timeWidth+60+kindWidth()+peopleWidth(), lists.HeadHeight)
}

// hasVehicles reports whether any item has a vehicle.
func (t *Tab) hasVehicles() bool {
	for _, a := range t.items {
		if a.Vehicle != "" {
			return true
		}
	}
	return false
}

// head is the line above the items.
func (t *Tab) head() fyne.CanvasObject {
	cells := make([]fyne.CanvasObject, 0, 5)
	for _, label := range []string{words.T("Time"), words.T("Content, place"), words.T("Kind|of agenda item"), words.T("In charge"), words.T("Vehicle")} {
		cells = append(cells, lists.NewLine(label, widgets.Muted, false))
	}
	t.heads = container.New(itemLayout{t.hasVehicles}, cells...)
	return container.NewStack(canvas.NewRectangle(theme.Color(theme.ColorNameHeaderBackground)), widgets.NewMargin(0, 0, 0, widgets.Gap, t.heads))
}

// lines stacks one or two lines of a cell.
func lines(first, second fyne.CanvasObject) fyne.CanvasObject {
	if second == nil {
		return widgets.NewColumn(0, first)
	}
	return widgets.NewColumn(0, first, second)
}

// actions are what can be done with a chosen item, in its row.
func (t *Tab) actions() fyne.CanvasObject {
	more := widgets.NewIconButton(theme.IconNameMoreHorizontal, nil)
	more.OnTapped = func() { t.showMenuBelow(more) }
	return container.New(layout.NewCustomPaddedHBoxLayout(4),
		widgets.NewIconButton(theme.IconNameDocumentCreate, t.edit),
		widgets.NewIconButton(theme.IconNameMoveUp, func() { t.swap(-1) }),
		widgets.NewIconButton(theme.IconNameMoveDown, func() { t.swap(1) }),
		more)
}

// showMenuBelow opens the menu of the chosen items below a button.
func (t *Tab) showMenuBelow(o fyne.CanvasObject) {
	menus.ShowMenuBelow(t.menu(t.table.Chosen()), o)
}

// row shows an item on two lines, and below it what clashes with it.
func (t *Tab) row(r agendaRow, chosen bool) fyne.CanvasObject {
	line := func(text string, tone widgets.Tone) fyne.CanvasObject {
		if text == "" {
			return nil
		}
		return lists.NewLine(text, tone, false)
	}
	when, tone := span(r.AgendaItem), widgets.Plain
	if r.clash != "" {
		when, tone = when+" ▲", widgets.Bad
	}
	var recorder fyne.CanvasObject
	if r.Recorder != "" {
		recorder = line(words.T("Recorder %s", r.Recorder), widgets.Muted)
	}
	item := container.New(itemLayout{t.hasVehicles},
		lines(lists.NewLine(when, tone, true), line(lengthWords(r.AgendaItem), widgets.Muted)),
		lines(lists.NewLine(r.Content, widgets.Plain, false), line(ui.Beside(r.Place, r.Note), widgets.Muted)),
		lines(lists.NewLine(app.AgendaKinds.Label(r.Kind), widgets.Muted, false), nil),
		lines(lists.NewLine(r.InCharge, widgets.Plain, false), recorder),
		lines(lists.NewLine(r.Vehicle, widgets.Plain, false), nil))
	if chosen && t.single {
		item.Add(t.actions())
	}
	all := []fyne.CanvasObject{container.New(ui.FixedHeight(lists.TwoLineHeight-1), item)}
	for _, c := range r.clashes {
		all = append(all, t.clashNotice(r, c))
	}
	if r.hint != "" && len(r.clashes) == 0 {
		all = append(all, widgets.NewMargin(0, 0, timeWidth+widgets.Gap, widgets.Gap, lists.NewLine(r.hint, widgets.Muted, false)))
	}
	return widgets.NewColumn(0, all...)
}

// clashNotice says a clash below its item, with what mends it in one press.
func (t *Tab) clashNotice(r agendaRow, c clash.Clash) fyne.CanvasObject {
	ground := canvas.NewRectangle(theme.Color(widgets.ColorNameErrorSoft))
	ground.CornerRadius = 4
	small := func(label string, do func()) *widgets.Button {
		b := widgets.NewButton(label, do)
		b.Small = true
		return b
	}
	buttons := container.NewHBox()
	if c.Mend.ItemID != "" {
		buttons.Add(small(c.Mend.String(), func() { t.mend(c.Mend) }))
	}
	if r.last && c.Kind == clash.Late {
		buttons.Add(small(words.T("Compress to the end of the event"), t.compressAll))
	}
	return container.New(ui.FixedHeight(noticeHigh), widgets.NewMargin(0, 2, widgets.Gap, widgets.Gap, container.NewStack(ground,
		widgets.NewMargin(4, 4, widgets.BlockGap, widgets.Gap, container.NewBorder(nil, nil, nil, buttons, container.NewVBox(widgets.NewMargin(4, 0, 0, 0, lists.NewLine("▲ "+c.Message, widgets.Bad, false))))))))
}

// copied are the cells of an item as a spreadsheet takes them.
func copied(r agendaRow) []string {
	end := ""
	if !r.End.IsZero() {
		end = r.End.Format("15:04")
	}
	return []string{r.Clock(), end, app.AgendaKinds.Label(r.Kind), r.Content, r.Place, r.InCharge, r.Recorder, r.Vehicle, r.Note}
}

// readColumns show items that were read from a text, before they are put on the
// agenda.
func readColumns() []lists.Column[agendaRow] {
	return []lists.Column[agendaRow]{
		{ID: "time", Label: words.T("Time"), Width: timeWidth, Text: func(r agendaRow) string { return span(r.AgendaItem) }, Second: func(r agendaRow) string { return lengthWords(r.AgendaItem) }},
		{ID: "content", Label: words.T("Content, place"), Width: 200, Stretch: true, Text: func(r agendaRow) string { return r.Content }, Second: func(r agendaRow) string { return r.Place }},
		{ID: "kind", Label: words.T("Kind|of agenda item"), Width: kindWidth(), Text: func(r agendaRow) string { return app.AgendaKinds.Label(r.Kind) }},
		{ID: "in_charge", Label: words.T("In charge"), Width: peopleWidth(), Text: func(r agendaRow) string { return r.InCharge }},
	}
}
