package papers

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"openday/app"
	"openday/app/hanzi"
	"openday/app/paper"
	"openday/app/papers"
	"openday/app/words"
	"openday/views/lists"
	"openday/views/signs"
	"openday/views/ui"
	"openday/views/widgets"
)

// offer is a paper in the list of those to choose from.
type offer struct {
	paper.Definition
	group string
	keys  string // what a search finds it by
	state string // that it went out, or why it cannot be made yet; empty for neither
	lacks bool
}

// chooser is the list of all papers, with how each stands in the event.
type chooser struct {
	*Actions
	search *widgets.SearchEntry
	list   *lists.List[offer]
	dialog *widgets.Dialog
	offers []offer
	next   paper.Kind // what the event needs next
	fresh  ui.Latest
}

// stateWidth is the room of what is said of a paper, keyWidth that of its key.
const stateWidth, keyWidth float32 = 300, 120

// ChoosePaper asks for a paper of the current event, or of a year, and shows it.
func (f *Actions) ChoosePaper() {
	f.Guard(func() {
		c := &chooser{Actions: f}
		c.search = widgets.NewSearchEntry(words.T("Name of the paper, pinyin or its initials"), f.Later, func(string) { c.find() })
		c.list = lists.NewList(func(o offer) string { return string(o.Kind) }, c.row)
		c.list.Heading = func(o offer) string { return o.group }
		c.list.Height = func(offer, bool) float32 { return lists.RowHeight }
		c.list.Later = f.Later
		c.list.OnOpen = func(o offer) { c.show(o.Definition) }
		c.list.SetEmpty(signs.NewEmptyState(words.T("There is no such paper"), words.T("Take another word, such as “sign” or “summary”."), "", nil))
		c.search.OnLeave = func() { f.Window.Canvas().Focus(c.list) }
		body := container.New(ui.FixedLayout{Size: ui.DialogSize(f.Context, 760, 600)}, container.NewBorder(widgets.NewMargin(0, 8, 0, 0, c.search), nil, nil, nil, c.list))
		c.dialog = widgets.ShowDialog(f.Window, words.T("Print"), body,
			widgets.Action{Label: words.T("Close"), Kind: widgets.Cancel},
			widgets.Action{Label: words.T("Preview"), Kind: widgets.Default, Hold: c.take})
		c.offer(nil, app.Dossier{})
		f.Window.Canvas().Focus(c.search)
		c.load()
	})
}

// load finds out how the papers stand in the event.
func (c *chooser) load() {
	e, service := c.Event(), c.Service
	if e.ID == "" {
		return
	}
	type state struct {
		dossier app.Dossier
		prints  map[string]app.Print
	}
	ui.Load(c.Context, &c.fresh, func(ctx context.Context) (s state, err error) {
		if s.dossier, err = service.Dossier(ctx, e.ID); err == nil {
			s.prints, err = service.Prints(ctx, e.ID)
		}
		return s, err
	}, func(s state) {
		if !c.dialog.Closed() {
			c.offer(s.prints, s.dossier)
		}
	})
}

// offer lists the papers with what went out of them, and lights up the one that the
// event needs next.
func (c *chooser) offer(prints map[string]app.Print, d app.Dossier) {
	now := c.Service.Now()
	c.offers = nil
	for _, g := range papers.Groups {
		for _, def := range g.Papers {
			o := offer{Definition: def, group: g.Name.String(), keys: hanzi.SearchKey(def.Chinese) + " " + strings.ToLower(def.Label())}
			switch last, out := prints[string(def.Kind)]; {
			case out:
				o.state = words.T("went out %s|a paper, when", last.At.In(app.Zone).Format("2006-01-02 15:04"))
			case d.Event.ID != "" && def.Lacks != nil:
				if err := def.Lacks(d, now); err != nil {
					o.state, o.lacks = err.Error(), true
				}
			}
			c.offers = append(c.offers, o)
		}
	}
	c.next = papers.Next(d.Event, prints, now)
	c.find()
}

// find shows the papers that the search finds.
func (c *chooser) find() {
	term := hanzi.SearchTerm(c.search.Text)
	var found []offer
	for _, o := range c.offers {
		if strings.Contains(o.keys, term) {
			found = append(found, o)
		}
	}
	c.list.SetRows(found)
	switch {
	case len(found) == 0:
	case term == "":
		c.list.Choose(string(c.next))
	default:
		c.list.Choose(string(found[0].Kind))
	}
}

// row shows a paper: its name, how it stands, its key.
func (c *chooser) row(o offer, chosen bool) fyne.CanvasObject {
	tone := widgets.Muted
	if o.lacks {
		tone = widgets.Warning
	}
	name, state, key := lists.NewLine(o.Label(), widgets.Plain, chosen), lists.NewLine(o.state, tone, false), lists.NewLine(keyOf(o.Definition).Keys(), widgets.Muted, false)
	return container.New(offerLayout{}, name, state, key)
}

// offerLayout stands the parts of an offer side by side.
type offerLayout struct{}

func (offerLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	const gap, inset float32 = 12, 16
	name := max(0, size.Width-stateWidth-keyWidth-2*gap-inset)
	x, y, height := inset, (size.Height-objects[0].MinSize().Height)/2, objects[0].MinSize().Height
	for i, width := range []float32{name, stateWidth, keyWidth} {
		widgets.Place(objects[i], x, y, width, height)
		x += width + gap
	}
}

func (offerLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(stateWidth+keyWidth, objects[0].MinSize().Height)
}

// take shows the chosen paper; it tells whether the list stays.
func (c *chooser) take() bool {
	rows := c.list.Chosen()
	if len(rows) == 0 {
		c.dialog.Tell(words.T("Choose a paper first."), "", nil)
		return true
	}
	c.show(rows[0].Definition)
	return true
}

// show shows a paper in place of the list.
func (c *chooser) show(def paper.Definition) {
	c.dialog.Close()
	c.export(def)
}
