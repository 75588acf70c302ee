package widgets

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"openday/app/words"
)

const dialogWidth float32 = 440

// ActionKind is the part that a button plays in a dialog.
type ActionKind int

// The kinds of buttons.
const (
	// Ordinary is one more thing that can be done.
	Ordinary ActionKind = iota
	// Default is what Enter does, and Ctrl+Enter from anywhere.
	Default
	// Dangerous takes something away. It is drawn in red and pressed by itself
	// alone: the keyboard begins at the button that does no harm.
	Dangerous
	// Cancel is what Esc does.
	Cancel
)

// Action is a button of a dialog.
type Action struct {
	// Label is a verb: 删除, 保存, 取消.
	Label string
	Kind  ActionKind
	// Hold, if set, is asked when the button is pressed: while it returns true
	// the dialog stays and Do is not called.
	Hold func() bool
	// Do, if set, is called after the dialog has closed.
	Do func()
}

// Dialog asks or tells something and lets nothing else be done meanwhile. The
// keyboard begins in the first field, else at the button that Enter presses, and
// Tab leads from the last field to that one, then to the others. Esc presses the
// cancelling button, and closes a dialog that has none; what was typed is not thrown
// away without a question. A closed dialog gives the keyboard back to where it was.
type Dialog struct {
	window   fyne.Window
	canvas   fyne.Canvas
	title    string
	root     fyne.CanvasObject // what is in it, with its buttons
	popup    *widget.PopUp     // nil where it is something else that takeAway takes away
	takeAway func()
	overlay  fyne.CanvasObject // what the canvas has above all else while the dialog is in front
	actions  []Action
	buttons  []*dialogButton
	before   func(*fyne.KeyEvent)
	back     fyne.Focusable // what had the keyboard before
	stays    bool           // until it is closed by who opened it
	closed   bool
	typed    map[Input]string // what stood in the fields when the dialog was opened
	below    *Dialog          // the one that is in front again when this one is closed
	asked    *Dialog          // the one from whose button this one comes; nil for none
	at       fyne.Focusable   // what had the keyboard when the dialog closed
	while    []func() (end func())
	ends     []func()
	notes    *fyne.Container // note and act
	note     *widget.Label
	act      *Button
	do       func() // what act does

	// ActsAtOnce says that what is typed in the dialog counts as it is typed, so that
	// leaving it loses nothing. Else leaving asks first.
	ActsAtOnce bool
	// OnTell, if set, shows what Tell is given in the dialog's own way.
	OnTell func(text string)
	// OnClosed, if set, is called once when the dialog has closed.
	OnClosed func()
}

// dialogButton is a button that leaves Enter and Esc to the dialog, but for
// Enter on itself.
type dialogButton struct {
	Button
	dialog *Dialog
	press  func()
}

// TypedKey presses this button on Enter and Space, goes to the buttons beside it
// by the arrows, and hands Esc to the dialog.
func (b *dialogButton) TypedKey(k *fyne.KeyEvent) {
	switch {
	case IsEnter(k) || k.Name == fyne.KeySpace:
		b.press()
	case ForWindow(k):
		PassKey(b, k)
	case k.Name == fyne.KeyLeft || k.Name == fyne.KeyRight:
		b.dialog.beside(b, k.Name == fyne.KeyRight)
	}
}

// beside puts the keyboard into the button to the right or left of another one.
func (d *Dialog) beside(b *dialogButton, right bool) {
	at := slices.Index(d.buttons, b)
	if right {
		at++
	} else {
		at--
	}
	if at >= 0 && at < len(d.buttons) {
		d.canvas.Focus(d.buttons[at])
	}
}

// ShowDialog shows a dialog of the given content; the buttons stand at its lower
// right: the cancelling one, then the others in their order, and at the edge what
// Enter does.
func ShowDialog(w fyne.Window, title string, content fyne.CanvasObject, actions ...Action) *Dialog {
	d, row := newDialog(w.Canvas(), title, actions)
	shut := NewIconButton(theme.IconNameCancel, d.escape)
	if d.stays {
		shut.Hide()
	}
	box := container.New(dialogLayout{}, content, heading(title), shut, row)
	d.root = container.NewStack(container.New(&marginLayout{16, 16, 20, 20}, box))
	d.popup = widget.NewModalPopUp(d.root, d.canvas)
	d.window, d.asked = w, acting
	d.open()
	d.typed = typedIn(d.root)
	d.takeKeys()
	if onShown != nil {
		onShown(d)
	}
	return d
}

// open lays the dialog over the window.
func (d *Dialog) open() {
	uncover := cover(d.canvas)
	d.takeAway = func() { d.popup.Hide(); uncover() }
	d.below, fronts[d.canvas] = fronts[d.canvas], d
	d.popup.Show()
	d.overlay = d.canvas.Overlays().Top()
	if f := onOpened[d.canvas]; f != nil {
		f(d)
	}
}

// cover lays a scrim over the window; what it returns takes it away. Fyne's own is of
// the colour of shadows, which there are none of.
func cover(c fyne.Canvas) (uncover func()) {
	scrim := canvas.NewRectangle(Colour(ColorNameScrim))
	scrim.Resize(c.Size())
	c.Overlays().Add(scrim)
	return func() { c.Overlays().Remove(scrim) }
}

// onShown is told of each dialog that is shown.
var onShown func(*Dialog)

// OnDialogShown has f told of each dialog that is shown: every dialog comes from
// [ShowDialog], so that a test sees all of them.
func OnDialogShown(f func(*Dialog)) { onShown = f }

// Title returns what stands at the head of the dialog.
func (d *Dialog) Title() string { return d.title }

// Root returns all that is in the dialog, with its buttons.
func (d *Dialog) Root() fyne.CanvasObject { return d.root }

// dialogLayout places what is in a dialog: its content, the heading above with
// what closes it at the right, the buttons below. No heading makes it wider.
type dialogLayout struct{}

const (
	headGap float32 = 8  // between the heading and the content
	footGap float32 = 14 // between the content and the buttons
)

func (dialogLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	content, head, shut, foot := objects[0], objects[1], objects[2], objects[3]
	room := shut.MinSize().Width
	head.Resize(fyne.NewSize(size.Width-room, 0))
	top := max(head.MinSize().Height, shut.MinSize().Height)
	Place(head, 0, 0, size.Width-room, head.MinSize().Height)
	Place(shut, size.Width-room, 0, room, shut.MinSize().Height)
	height := foot.MinSize().Height
	Place(foot, 0, size.Height-height, size.Width, height)
	Place(content, 0, top+headGap, size.Width, max(0, size.Height-top-headGap-footGap-height))
}

func (dialogLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	content, head, shut, foot := objects[0], objects[1], objects[2], objects[3]
	width := max(dialogWidth, content.MinSize().Width, foot.MinSize().Width)
	head.Resize(fyne.NewSize(max(width, head.Size().Width)-shut.MinSize().Width, 0))
	height := max(head.MinSize().Height, shut.MinSize().Height) + headGap + content.MinSize().Height
	if foot.MinSize().Height > 0 {
		height += footGap + foot.MinSize().Height
	}
	return fyne.NewSize(width, height)
}

// FootLayout places buttons, which come in the order of Tab, from the right edge on,
// and what comes last, a text, in the room at their left.
type FootLayout struct{}

const footButtonGap float32 = 8

// Layout implements fyne.Layout.
func (FootLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	x := size.Width
	for _, b := range objects[:len(objects)-1] {
		if !b.Visible() {
			continue
		}
		width := b.MinSize().Width
		x -= width
		Place(b, x, 0, width, size.Height)
		x -= footButtonGap
	}
	Place(objects[len(objects)-1], 0, 0, max(0, x), size.Height)
}

// MinSize implements fyne.Layout; the text has what room is left.
func (FootLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var least fyne.Size
	for _, b := range objects[:len(objects)-1] {
		if !b.Visible() {
			continue
		}
		m := b.MinSize()
		least = fyne.NewSize(least.Width+m.Width+footButtonGap, max(least.Height, m.Height))
	}
	return least
}

// fronts are the dialogs that were opened last, by the canvas that they are on.
var fronts = map[fyne.Canvas]*Dialog{}

// Front returns the dialog of a window that was opened last of those shown, nil
// where none is. One is shown no more where Fyne took it away with what it lay above.
func Front(w fyne.Window) *Dialog {
	c := w.Canvas()
	shown := c.Overlays().List()
	for d := fronts[c]; d != nil; d = d.below {
		if slices.Contains(shown, d.overlay) {
			return d
		}
	}
	return nil
}

// InFront reports whether keys go to the dialog: it is open, and neither another
// dialog nor a drop-down lies above it.
func (d *Dialog) InFront() bool { return !d.closed && d.canvas.Overlays().Top() == d.overlay }

// Tell says something beside the buttons, since the [StatusLine] lies below the
// dialog. A verb gives a button that does something about it.
func (d *Dialog) Tell(text, verb string, do func()) {
	if d.OnTell != nil {
		d.OnTell(text)
		return
	}
	d.note.SetText(text)
	d.do = do
	d.act.SetText(verb)
	if d.act.Hide(); verb != "" {
		d.act.Show()
	}
	d.notes.Refresh()
}

// Told returns what was said last.
func (d *Dialog) Told() string { return d.note.Text }

// Act does what the button beside what was said does, and takes both away. It
// reports whether there was one.
func (d *Dialog) Act() bool {
	do := d.do
	d.Tell("", "", nil)
	if do == nil {
		return false
	}
	do()
	return true
}

// noteLayout gives a text as much room as it needs and there is, and a button
// right after it.
type noteLayout struct{}

func (noteLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	text, act := objects[0].(*widget.Label), objects[1]
	room := size.Width
	if act.Visible() {
		room -= act.MinSize().Width
	}
	needs := fyne.MeasureText(text.Text, theme.Size(theme.SizeNameText), text.TextStyle).Width + 2*theme.InnerPadding() + theme.Padding()
	width := max(0, min(room, needs))
	Place(text, 0, (size.Height-text.MinSize().Height)/2, width, text.MinSize().Height)
	Place(act, width, 0, act.MinSize().Width, size.Height)
}

func (noteLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.Size{} }

// heading is the title of a dialog. It wraps.
func heading(title string) *Paragraph {
	head := NewParagraph(title)
	head.TextStyle.Bold = true
	head.SizeName = theme.SizeNameSubHeadingText
	return head
}

// rank is how far to the right a button stands.
func (k ActionKind) rank() int {
	switch k {
	case Cancel:
		return 0
	case Ordinary:
		return 1
	default:
		return 2
	}
}

// newDialog makes a dialog and its row of buttons, and shows nothing yet.
func newDialog(c fyne.Canvas, title string, actions []Action) (*Dialog, *fyne.Container) {
	actions = slices.Clone(actions)
	slices.SortStableFunc(actions, func(a, b Action) int { return a.Kind.rank() - b.Kind.rank() })
	d := &Dialog{canvas: c, title: title, actions: actions, before: c.OnTypedKey(), back: c.Focused(), stays: len(actions) == 0}
	hearKeys(c)
	d.note, d.act = widget.NewLabel(""), NewButton("", func() { d.Act() })
	d.note.Truncation = fyne.TextTruncateEllipsis
	d.act.Hide()
	d.notes = container.New(noteLayout{}, d.note, d.act)
	row := container.New(FootLayout{})
	for i, a := range actions {
		b := &dialogButton{dialog: d, press: func() { d.press(i) }}
		b.Text = a.Label
		b.OnTapped = b.press
		switch a.Kind {
		case Default:
			b.Kind = Primary
		case Dangerous:
			b.Kind = Destroy
		}
		b.ExtendBaseWidget(b)
		d.buttons = append(d.buttons, b)
		row.Objects = append([]fyne.CanvasObject{container.New(LeastWidth(88), b)}, row.Objects...)
	}
	row.Add(d.notes)
	return d, row
}

// takeKeys gives the keyboard to the first field; where there is none, to the
// button that Enter presses, but never to one that takes something away.
func (d *Dialog) takeKeys() {
	d.canvas.SetOnTypedKey(d.key)
	if field := firstField(d.root); field != nil {
		d.canvas.Focus(field)
		return
	}
	best := -1
	for i, a := range d.actions {
		if a.Kind == Default || a.Kind == Cancel && best < 0 || a.Kind == Ordinary && (best < 0 || d.actions[best].Kind == Cancel && !d.dangerous()) {
			best = i
		}
	}
	if best < 0 && len(d.buttons) > 0 {
		best = 0
	}
	if best >= 0 {
		d.canvas.Focus(d.buttons[best])
	}
}

// dangerous reports whether a button takes something away.
func (d *Dialog) dangerous() bool {
	return slices.ContainsFunc(d.actions, func(a Action) bool { return a.Kind == Dangerous })
}

// firstField returns the first field under an object that can be filled in, nil
// where there is none.
func firstField(root fyne.CanvasObject) (first fyne.Focusable) {
	eachInput(root, func(field Input) bool {
		if off, ok := field.(fyne.Disableable); ok && off.Disabled() {
			return false
		}
		first = field.FocusTarget()
		return true
	})
	return first
}

// key does what Enter and Esc do wherever the keyboard is. F1 goes on to the
// window: help is wanted in a dialog, too.
func (d *Dialog) key(k *fyne.KeyEvent) {
	switch {
	case k.Name == fyne.KeyF1 && d.before != nil:
		d.before(k)
	case IsEnter(k):
		d.submit()
	case k.Name == fyne.KeyEscape:
		d.escape()
	}
}

// Submits returns the word on the button that Enter presses, "" where there is
// none that can be pressed.
func (d *Dialog) Submits() string {
	for i, a := range d.actions {
		if a.Kind == Default && !d.buttons[i].Disabled() {
			return a.Label
		}
	}
	return ""
}

// submit presses the button that Enter presses, if there is one.
func (d *Dialog) submit() {
	for i, a := range d.actions {
		if a.Kind == Default {
			d.press(i)
			return
		}
	}
}

// escape presses the button that Esc presses; without one, the dialog closes.
func (d *Dialog) escape() {
	for i, a := range d.actions {
		if a.Kind == Cancel || len(d.actions) == 1 && a.Kind != Dangerous {
			d.press(i)
			return
		}
	}
	leave := func() {
		d.Close()
		d.asked.Resume()
	}
	switch {
	case d.stays:
	case d.Unsaved():
		d.askUnsaved(leave)
	default:
		leave()
	}
}

// press presses a button.
func (d *Dialog) press(i int) {
	if d.closed || d.buttons[i].Disabled() {
		return
	}
	a := d.actions[i]
	if a.Hold != nil && a.Hold() {
		return
	}
	if a.Kind == Cancel && a.Hold == nil && d.Unsaved() {
		d.askUnsaved(func() { d.leave(a) })
		return
	}
	d.leave(a)
}

// leave closes the dialog by one of its buttons.
func (d *Dialog) leave(a Action) {
	d.end()
	switch {
	case a.Kind == Cancel:
		if a.Do != nil {
			a.Do()
		}
		d.asked.Resume()
	case a.Do != nil:
		ActFor(d, a.Do)
	}
	d.tellClosed()
}

// Close closes the dialog without pressing a button.
func (d *Dialog) Close() {
	if d.closed {
		return
	}
	d.end()
	d.tellClosed()
}

// Closed reports whether the dialog is closed.
func (d *Dialog) Closed() bool { return d.closed }

func (d *Dialog) end() {
	d.closed, d.at = true, d.canvas.Focused()
	if fronts[d.canvas] == d {
		fronts[d.canvas] = d.below
	}
	for above := fronts[d.canvas]; above != nil; above = above.below {
		if above.below == d {
			above.below, above.before = d.below, d.before
		}
	}
	d.canvas.SetOnTypedKey(d.before)
	d.takeAway()
	if d.back != nil && d.canvas.Focused() == nil {
		d.canvas.Focus(d.back)
	}
	for _, end := range d.ends {
		end()
	}
	d.ends = nil
	if d.OnClosed != nil {
		d.OnClosed()
	}
}

func (d *Dialog) tellClosed() {
	if f := onClosed[d.canvas]; f != nil {
		f()
	}
}

// onOpened is what is told of dialogs that open, by the canvas that they are on.
var onOpened = map[fyne.Canvas]func(*Dialog){}

// OnDialogOpened has f called with each dialog of a window once it is shown. A window
// has one such f.
func OnDialogOpened(w fyne.Window, f func(*Dialog)) { onOpened[w.Canvas()] = f }

// onClosed is what is told of closed dialogs, by the canvas that they were on.
var onClosed = map[fyne.Canvas]func(){}

// OnDialogClosed has f called each time that a dialog of a window was closed and
// what its button does has begun. A window has one such f.
func OnDialogClosed(w fyne.Window, f func()) { onClosed[w.Canvas()] = f }

// Press presses the button with a label, as a click does; tests use it. It
// tells whether there is such a button.
func (d *Dialog) Press(label string) bool {
	for i, a := range d.actions {
		if a.Label == label {
			d.press(i)
			return true
		}
	}
	return false
}

// Fit makes the dialog as large as what is in it needs.
func (d *Dialog) Fit() {
	d.root.Refresh()
	d.popup.Resize(d.popup.Size().Max(d.popup.MinSize()))
}

// Resize makes the dialog at least as large as size.
func (d *Dialog) Resize(size fyne.Size) { d.popup.Resize(size.Max(d.popup.MinSize())) }

// message is text that wraps at the width of a dialog.
func message(text string) *Paragraph {
	l := NewParagraph(text)
	l.Resize(fyne.NewSize(dialogWidth, 0))
	return l
}

// ShowConfirm asks whether something is to be done; verb is the word on the
// button that does it.
func ShowConfirm(w fyne.Window, title, text, verb string, do func()) *Dialog {
	return ShowDialog(w, title, message(text),
		Action{Label: words.T("Cancel"), Kind: Cancel}, Action{Label: verb, Kind: Default, Do: do})
}

// ShowDanger is [ShowConfirm] for what takes something away.
func ShowDanger(w fyne.Window, title, text, verb string, do func()) *Dialog {
	return ShowDialog(w, title, message(text),
		Action{Label: words.T("Cancel"), Kind: Cancel}, Action{Label: verb, Kind: Dangerous, Do: do})
}

// ShowInfo tells something.
func ShowInfo(w fyne.Window, title, text string) *Dialog {
	return ShowDialog(w, title, message(text), Action{Label: words.T("OK"), Kind: Default})
}

// Trouble is an error as a person needs it told. What and at least one of the
// others are set.
type Trouble struct {
	What   string // what happened: 活动没有保存
	Why    string // why: 磁盘已满
	Remedy string // what to do: 请清理磁盘后再试
}

// ShowTrouble tells of an error.
func ShowTrouble(w fyne.Window, t Trouble) *Dialog {
	box := container.New(&columnLayout{})
	for _, part := range []struct{ name, text string }{{words.T("Reason"), t.Why}, {words.T("What to do"), t.Remedy}} {
		if part.text != "" {
			box.Add(message(words.T("%s: %s|name and text", part.name, part.text)))
		}
	}
	box.Resize(fyne.NewSize(dialogWidth, 0))
	return ShowDialog(w, "× "+t.What, box, Action{Label: words.T("OK"), Kind: Default})
}

// ShowPrompt asks for a line of text. check says in a sentence what is wrong
// with a text, "" for nothing; while something is, the dialog stays open and
// shows it. A nil check takes any text.
func ShowPrompt(w fyne.Window, title, label, text, verb string, check func(string) string, do func(string)) *Dialog {
	entry := NewTextEntry()
	entry.SetText(text)
	wrong := message("")
	wrong.Importance = widget.DangerImportance
	wrong.Hide()
	box := container.New(&columnLayout{}, message(label), entry, wrong)
	box.Resize(fyne.NewSize(dialogWidth, 0))
	var front *Dialog
	front = ShowDialog(w, title, box, Action{Label: words.T("Cancel"), Kind: Cancel}, Action{Label: verb, Kind: Default, Hold: func() bool {
		if check == nil {
			return false
		}
		problem := check(entry.Value())
		if problem == "" {
			return false
		}
		wrong.SetText("× " + problem)
		wrong.Show()
		front.Fit()
		FocusWhole(w.Canvas(), entry)
		return true
	}, Do: func() { do(entry.Value()) }})
	FocusWhole(w.Canvas(), entry)
	return front
}

// ShowError tells of an error whose sentence says all of it: what happened, why,
// and what to do.
func ShowError(w fyne.Window, sentence string) *Dialog {
	return ShowDialog(w, words.T("This did not work"), message(sentence), Action{Label: words.T("OK"), Kind: Default})
}

// UnsavedAnswer is what is to become of changes that are about to be left.
type UnsavedAnswer int

// The answers.
const (
	// StayUnsaved goes back to the changes. It is the answer of Esc.
	StayUnsaved UnsavedAnswer = iota
	// SaveUnsaved saves them first. It is the answer of Enter.
	SaveUnsaved
	// DiscardUnsaved gives them up.
	DiscardUnsaved
)

// AskUnsaved asks what is to become of changes that are about to be left.
func AskUnsaved(w fyne.Window, answered func(UnsavedAnswer)) *Dialog {
	answer := func(a UnsavedAnswer) func() { return func() { answered(a) } }
	return ShowDialog(w, words.T("There are unsaved changes"), message(words.T("What you changed here is not saved yet. Save it before you go on?")),
		Action{Label: words.T("Stay here"), Kind: Cancel, Do: answer(StayUnsaved)},
		Action{Label: words.T("Discard changes"), Do: answer(DiscardUnsaved)},
		Action{Label: words.T("Save"), Kind: Default, Do: answer(SaveUnsaved)})
}

// Progress is the dialog that shows how far long work is.
type Progress struct {
	dialog *Dialog
	bar    *Bar
	note   *Paragraph
}

// ShowProgress shows that work is going on. Its one button, or Esc, calls
// cancel and stays until the work has ended, when the caller calls Done; work
// that cannot be cancelled gives nil and gets no button.
func ShowProgress(w fyne.Window, title string, cancel func()) *Progress {
	p := &Progress{bar: NewBar(), note: message(words.T("Please wait…"))}
	p.bar.Hide()
	box := container.New(&columnLayout{gap: 6}, p.note, p.bar)
	var actions []Action
	if cancel != nil {
		actions = append(actions, Action{Label: words.T("Cancel"), Kind: Cancel, Hold: func() bool {
			p.note.SetText(words.T("Being cancelled…"))
			p.dialog.buttons[0].Disable()
			cancel()
			return true
		}})
	}
	p.dialog = ShowDialog(w, title, box, actions...)
	return p
}

// Set shows how much is done, from 0 to 1, and of what; a negative fraction
// says that it is not known.
func (p *Progress) Set(fraction float64, note string) {
	if fraction < 0 {
		p.bar.Hide()
	} else {
		p.bar.Show()
		p.bar.Set(fraction, Accent)
	}
	if !p.cancelled() {
		p.note.SetText(note)
	}
}

func (p *Progress) cancelled() bool {
	return len(p.dialog.buttons) > 0 && p.dialog.buttons[0].Disabled()
}

// Done closes the dialog.
func (p *Progress) Done() { p.dialog.Close() }

// LeastWidth gives its objects the whole room, and asks for a least width.
type LeastWidth float32

// Layout gives all of them the whole room.
func (l LeastWidth) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, o := range objects {
		Place(o, 0, 0, size.Width, size.Height)
	}
}

// MinSize is that of the largest, but no narrower than the width.
func (l LeastWidth) MinSize(objects []fyne.CanvasObject) fyne.Size {
	least := fyne.NewSize(float32(l), 0)
	for _, o := range objects {
		least = least.Max(o.MinSize())
	}
	return least
}
