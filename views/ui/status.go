package ui

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"openday/views/widgets"
)

// StatusHeight is the height of the line at the foot of the window.
const StatusHeight float32 = 28

// toastTime is how long a message stays.
const toastTime = 8 * time.Second

// StatusLine is the line at the foot of the window: at the left how much is
// shown, at the right what is due next. For some seconds it turns into a bar that
// tells what was just done, with a way to undo it; thus a message covers nothing.
type StatusLine struct {
	widget.BaseWidget

	later widgets.Later
	stop  func()

	left, right         string
	leftText, rightText *canvas.Text
	ground, line        *canvas.Rectangle
	quiet               *fyne.Container
	told                message
	messageText         *canvas.Text
	sign                *canvas.Image
	act, shut           *widgets.Button
	bar                 *fyne.Container
	back                *widgets.Button // the way back to where a jump came from; hidden without one
	goBack              func()
	ruler               *widgets.Ruler
}

// message is what is told, with a button that does something about it.
type message struct {
	text, verb, keys string
	do               func()
}

// NewStatusLine returns an empty line. later is [widgets.AfterDelay], or [widgets.Never] in
// tests.
func NewStatusLine(later widgets.Later) *StatusLine {
	s := &StatusLine{later: later, stop: func() {}}
	size := theme.Current().Size(theme.SizeNameText)
	text := func(ink fyne.ThemeColorName) *canvas.Text {
		t := canvas.NewText("", widgets.Colour(ink))
		t.TextSize = size
		return t
	}
	s.ruler = widgets.NewRuler(size, fyne.TextStyle{})
	s.leftText, s.rightText, s.messageText = text(widgets.ColorNameMuted), text(widgets.ColorNameMuted), text(widgets.ColorNameMessageText)
	s.ground, s.line = canvas.NewRectangle(widgets.Colour(widgets.ColorNamePanel)), canvas.NewRectangle(widgets.Colour(theme.ColorNameSeparator))
	s.sign = canvas.NewImageFromResource(nil)
	s.sign.FillMode = canvas.ImageFillContain
	onBar := func(icon fyne.Resource, tapped func()) *widgets.Button {
		b := widgets.NewButtonWithIcon("", icon, tapped)
		b.Kind, b.Small = widgets.OnMessage, true
		return b
	}
	s.act = onBar(nil, func() { s.Act() })
	s.shut = onBar(theme.CancelIcon(), s.Clear)
	s.back = widgets.NewButton("", func() { s.GoBack() })
	s.back.Kind, s.back.Small = widgets.Link, true
	s.back.Hide()
	s.quiet = container.New(statusLayout{s}, s.ground, s.line, s.leftText, s.rightText, s.back)
	dark := canvas.NewRectangle(widgets.Colour(widgets.ColorNameMessage))
	s.bar = container.New(messageLayout{s}, dark, s.sign, s.messageText, s.act, s.shut)
	s.bar.Hide()
	s.ExtendBaseWidget(s)
	return s
}

// CreateRenderer draws the line.
func (s *StatusLine) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(container.NewStack(s.quiet, s.bar))
}

// MinSize returns the height of the line; its texts are cut to its width.
func (s *StatusLine) MinSize() fyne.Size { return fyne.NewSize(0, StatusHeight) }

// SetLeft says how much is shown.
func (s *StatusLine) SetLeft(text string) {
	if s.left != text {
		s.left = text
		s.quiet.Refresh()
	}
}

// SetRight says what is due next, in a tone.
func (s *StatusLine) SetRight(text string, tone widgets.Tone) {
	ink := tone.Ink()
	if tone == widgets.Plain {
		ink = widgets.ColorNameMuted
	}
	s.right, s.rightText.Color = text, widgets.Colour(ink)
	s.quiet.Refresh()
}

// SetBack offers a way back, with its name; nil takes it away. It stays until then.
func (s *StatusLine) SetBack(name string, do func()) {
	s.goBack = do
	s.back.Text, s.back.Keys = "← "+name, Action{Key: fyne.KeyHome, Mod: Alt}.Keys()
	s.back.Hidden = do == nil
	s.back.Refresh()
	s.quiet.Refresh()
}

// Back returns the name of the way back that is offered, "" for none.
func (s *StatusLine) Back() string {
	if s.goBack == nil {
		return ""
	}
	return s.back.Text
}

// GoBack goes back where a way is offered, and takes the offer away.
func (s *StatusLine) GoBack() {
	if do := s.goBack; do != nil {
		s.SetBack("", nil)
		do()
	}
}

// Left returns what is said at the left.
func (s *StatusLine) Left() string { return s.left }

// Right returns what is said at the right.
func (s *StatusLine) Right() string { return s.right }

// Tell tells text, with a button named verb that does something about it, such
// as undo it; keys do the same. An empty verb gives no button.
func (s *StatusLine) Tell(text, verb, keys string, do func()) {
	s.stop()
	s.told = message{text, verb, keys, do}
	s.act.Text, s.act.Keys = verb, keys
	sign := theme.ConfirmIcon()
	if verb == "" {
		s.told.do = nil
		s.act.Hide()
		sign = theme.InfoIcon()
	} else {
		s.act.Show()
	}
	s.sign.Resource = theme.NewColoredResource(sign, widgets.ColorNameMessageSign)
	s.act.Refresh()
	s.bar.Show()
	s.quiet.Hide()
	s.bar.Refresh()
	s.stop = s.later(toastTime, s.Clear)
}

// Text returns what is told, "" for nothing.
func (s *StatusLine) Text() string { return s.told.text }

// Act does what the button does and takes the message away. It reports whether
// there was a button to press.
func (s *StatusLine) Act() bool {
	do := s.told.do
	s.Clear()
	if do == nil {
		return false
	}
	do()
	return true
}

// Clear takes the message away.
func (s *StatusLine) Clear() {
	s.stop()
	s.stop = func() {}
	s.told = message{}
	s.bar.Hide()
	s.quiet.Show()
	s.quiet.Refresh()
}

// statusLayout places the line's two texts; the right one keeps its place, the
// left one is cut to the room that is left. The way back stands before the left one.
type statusLayout struct{ line *StatusLine }

func (l statusLayout) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	s := l.line
	widgets.Place(s.ground, 0, 0, size.Width, size.Height)
	widgets.Place(s.line, 0, 0, size.Width, 1)
	s.rightText.Text, _ = s.ruler.Fit(s.right, size.Width*0.7-widgets.Gutter)
	right := s.rightText.MinSize()
	y := 1 + (size.Height-1-right.Height)/2
	widgets.Place(s.rightText, size.Width-widgets.Gutter-right.Width, y, right.Width, right.Height)
	x := widgets.Gutter
	if s.back.Visible() {
		width := s.back.MinSize().Width
		widgets.Place(s.back, x-widgets.Gap, 1, width, size.Height-1)
		x += width
	}
	s.leftText.Text, _ = s.ruler.Fit(s.left, max(0, size.Width-x-2*widgets.Gutter-right.Width))
	left := s.leftText.MinSize()
	widgets.Place(s.leftText, x, y, left.Width, left.Height)
}

func (l statusLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(0, StatusHeight) }

// messageLayout places sign, message, the button right after it, and the cross
// at the right edge.
type messageLayout struct{ line *StatusLine }

func (l messageLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	s := l.line
	widgets.Place(objects[0], 0, 0, size.Width, size.Height)
	shut, act := s.shut.MinSize(), s.act.MinSize()
	if !s.act.Visible() {
		act.Width = 0
	}
	widgets.Place(s.shut, size.Width-widgets.Gutter-shut.Width+7, 0, shut.Width, size.Height)
	widgets.Place(s.sign, widgets.Gutter, (size.Height-widgets.ButtonIcon)/2, widgets.ButtonIcon, widgets.ButtonIcon)
	x := widgets.Gutter + widgets.ButtonIcon + widgets.Gap
	s.messageText.Text, _ = s.ruler.Fit(s.told.text, size.Width-x-act.Width-shut.Width-2*widgets.Gutter)
	text := s.messageText.MinSize()
	widgets.Place(s.messageText, x, (size.Height-text.Height)/2, text.Width, text.Height)
	widgets.Place(s.act, x+text.Width+widgets.Gap, 0, act.Width, size.Height)
}

func (l messageLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(0, StatusHeight) }
