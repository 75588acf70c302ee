package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// paragraphLine is the height of a line of text of 14.
const paragraphLine float32 = 20

// Paragraph is a label that wraps: between words where it is in letters, anywhere
// where it is Chinese, and never so that a line begins with a closing mark or ends
// with an opening one. Like Fyne's labels it is shown anew by Refresh when a field
// was set.
type Paragraph struct {
	widget.BaseWidget
	Text       string
	Alignment  fyne.TextAlign
	TextStyle  fyne.TextStyle
	Importance widget.Importance // the low one is that of captions
	SizeName   fyne.ThemeSizeName

	prose *Prose
	drawn paragraphLook
}

// paragraphLook is what the lines were drawn for.
type paragraphLook struct {
	text   string
	align  fyne.TextAlign
	bold   bool
	colour fyne.ThemeColorName
	size   float32
}

// NewParagraph returns text that wraps.
func NewParagraph(text string) *Paragraph {
	p := &Paragraph{Text: text}
	p.ExtendBaseWidget(p)
	return p
}

// SetText shows another text.
func (p *Paragraph) SetText(text string) {
	p.Text = text
	p.Refresh()
}

// Natural returns the width of the text in one line.
func (p *Paragraph) Natural() float32 {
	p.sync()
	return p.prose.Natural() + 2*p.padding()
}

func (p *Paragraph) padding() float32 { return theme.Current().Size(theme.SizeNameInnerPadding) }

// look returns what is to be drawn.
func (p *Paragraph) look() paragraphLook {
	name := p.SizeName
	if name == "" {
		name = theme.SizeNameText
	}
	colours := map[widget.Importance]fyne.ThemeColorName{
		widget.LowImportance: ColorNameMuted, widget.HighImportance: theme.ColorNamePrimary, widget.DangerImportance: theme.ColorNameError,
		widget.WarningImportance: theme.ColorNameWarning, widget.SuccessImportance: theme.ColorNameSuccess,
	}
	colour, ok := colours[p.Importance]
	if !ok {
		colour = theme.ColorNameForeground
	}
	return paragraphLook{p.Text, p.Alignment, p.TextStyle.Bold, colour, theme.Current().Size(name)}
}

// sync draws the lines anew where something is to be shown that they do not show.
func (p *Paragraph) sync() {
	look := p.look()
	if p.prose != nil && look == p.drawn {
		return
	}
	width := p.Size().Width - 2*p.padding()
	if p.prose == nil {
		p.prose = NewProse(look.size)
	}
	p.drawn = look
	p.prose.size, p.prose.leading, p.prose.colour, p.prose.align = look.size, paragraphLine*look.size/14, look.colour, look.align
	p.prose.width = max(0, width)
	p.prose.set([]Piece{{Text: look.text, Bold: look.bold}})
	p.prose.draw()
}

// Refresh shows what the fields say.
func (p *Paragraph) Refresh() {
	p.sync()
	p.BaseWidget.Refresh()
}

// Resize breaks the text into lines of another width.
func (p *Paragraph) Resize(size fyne.Size) {
	p.BaseWidget.Resize(size)
	p.sync()
	if width := size.Width - 2*p.padding(); width > 0 && width != p.prose.width {
		p.prose.width = width
		p.prose.draw()
		p.BaseWidget.Refresh()
	}
}

// MinSize is the height of the lines at the width that the paragraph was last given.
func (p *Paragraph) MinSize() fyne.Size {
	p.sync()
	return fyne.NewSize(2*p.padding()+p.prose.size, p.prose.height+2*p.padding())
}

// CreateRenderer draws the lines.
func (p *Paragraph) CreateRenderer() fyne.WidgetRenderer {
	p.ExtendBaseWidget(p)
	p.sync()
	Place(p.prose.content, p.padding(), p.padding(), 0, 0)
	return widget.NewSimpleRenderer(container.NewWithoutLayout(p.prose.content))
}
