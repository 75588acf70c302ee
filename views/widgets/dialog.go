package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
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
	// Default is what Enter does.
	Default
	// Dangerous is what Enter does, drawn in red: it takes something away.
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

// Dialog asks or tells something and lets nothing else be done meanwhile. Enter
// presses the default button, Esc the cancelling one, Tab goes round.
type Dialog struct {
	canvas   fyne.Canvas
	popup    *widget.PopUp // nil where it is something else that takeAway takes away
	takeAway func()
	actions  []Action
	buttons  []*dialogButton
	before   func(*fyne.KeyEvent)
	closed   bool
}

// dialogButton is a button that leaves Enter and Esc to the dialog, but for
// Enter on itself.
type dialogButton struct {
	widget.Button
	dialog *Dialog
	press  func()
}

// TypedKey presses this button on Enter and hands Esc to the dialog.
func (b *dialogButton) TypedKey(k *fyne.KeyEvent) {
	switch {
	case isEnter(k):
		b.press()
	case forWindow(k):
		b.dialog.key(k)
	default:
		b.Button.TypedKey(k)
	}
}

// ShowDialog shows a dialog of the given content; the buttons stand at its lower
// right, in their order.
func ShowDialog(w fyne.Window, title string, content fyne.CanvasObject, actions ...Action) *Dialog {
	d, row := newDialog(w.Canvas(), actions)
	box := container.NewBorder(container.New(&marginLayout{0, 8, 8, 0}, heading(title)), container.New(&marginLayout{14, 0, 0, 0}, row), nil, nil, content)
	d.popup = widget.NewModalPopUp(container.New(&marginLayout{16, 16, 20, 20}, container.New(leastWidth(dialogWidth), box)), d.canvas)
	d.takeAway = d.popup.Hide
	d.popup.Show()
	d.takeKeys()
	return d
}

// heading is the title of a dialog.
func heading(title string) *canvas.Text {
	head := canvas.NewText(title, colour(theme.ColorNameForeground))
	head.TextStyle.Bold = true
	head.TextSize = theme.Current().Size(theme.SizeNameSubHeadingText)
	return head
}

// newDialog makes a dialog and its row of buttons, and shows nothing yet.
func newDialog(c fyne.Canvas, actions []Action) (*Dialog, *fyne.Container) {
	d := &Dialog{canvas: c, actions: actions, before: c.OnTypedKey()}
	row := container.NewHBox(layout.NewSpacer())
	for i, a := range actions {
		b := &dialogButton{dialog: d, press: func() { d.press(i) }}
		b.Text = a.Label
		b.OnTapped = b.press
		switch a.Kind {
		case Default:
			b.Importance = widget.HighImportance
		case Dangerous:
			b.Importance = widget.DangerImportance
		}
		b.ExtendBaseWidget(b)
		d.buttons = append(d.buttons, b)
		row.Add(container.New(leastWidth(88), b))
	}
	return d, row
}

// takeKeys gives the keyboard to the button that Enter presses, else to the
// last one.
func (d *Dialog) takeKeys() {
	d.canvas.SetOnTypedKey(d.key)
	for i, a := range d.actions {
		if a.Kind == Default || a.Kind == Dangerous || i == len(d.actions)-1 {
			d.canvas.Focus(d.buttons[i])
			return
		}
	}
}

// key does what Enter and Esc do wherever the keyboard is. F1 goes on to the
// window: help is wanted in a dialog, too.
func (d *Dialog) key(k *fyne.KeyEvent) {
	if k.Name == fyne.KeyF1 && d.before != nil {
		d.before(k)
		return
	}
	for i, a := range d.actions {
		confirms := a.Kind == Default || a.Kind == Dangerous
		if isEnter(k) && confirms || k.Name == fyne.KeyEscape && (a.Kind == Cancel || len(d.actions) == 1) {
			d.press(i)
			return
		}
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
	d.end()
	if a.Do != nil {
		a.Do()
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

func (d *Dialog) end() {
	d.closed = true
	d.canvas.SetOnTypedKey(d.before)
	d.takeAway()
}

func (d *Dialog) tellClosed() {
	if f := onClosed[d.canvas]; f != nil {
		f()
	}
}

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

// Resize makes the dialog at least as large as size.
func (d *Dialog) Resize(size fyne.Size) { d.popup.Resize(size.Max(d.popup.MinSize())) }

// message is text that wraps at the width of a dialog.
func message(text string) *widget.Label {
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
	d := ShowDialog(w, title, box, Action{Label: words.T("Cancel"), Kind: Cancel}, Action{Label: verb, Kind: Default, Hold: func() bool {
		if check == nil {
			return false
		}
		problem := check(entry.Value())
		if problem == "" {
			return false
		}
		wrong.SetText("× " + problem)
		wrong.Show()
		box.Refresh()
		w.Canvas().Focus(entry)
		return true
	}, Do: func() { do(entry.Value()) }})
	w.Canvas().Focus(entry)
	entry.TypedShortcut(&fyne.ShortcutSelectAll{})
	return d
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
	note   *widget.Label
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

// leastWidth gives its objects the whole room, and asks for a least width.
type leastWidth float32

func (l leastWidth) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, o := range objects {
		place(o, 0, 0, size.Width, size.Height)
	}
}

func (l leastWidth) MinSize(objects []fyne.CanvasObject) fyne.Size {
	least := fyne.NewSize(float32(l), 0)
	for _, o := range objects {
		least = least.Max(o.MinSize())
	}
	return least
}
