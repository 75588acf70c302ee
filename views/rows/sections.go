package rows

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"openday/app"
	"openday/app/words"
	"openday/views/ui"
	"openday/views/widgets"
)

// Sections are the sections of a paper, in their order, with their texts. What is
// generated from the event stands in a text until a person changes it, and again once
// the text is emptied.
type Sections struct {
	Rows
	outline   app.Outline
	generated map[app.SectionKey]app.Section
	signs     map[*widgets.TextEntry]*sectionSign // by the texts
}

// sectionSign says beside a section whether its text is generated, and takes what a
// person wrote of it away.
type sectionSign struct {
	said    *widget.Label
	restore *widgets.Button
}

// The cells of a section.
const (
	cellKey = iota
	cellHeading
	cellHidden
	cellText
)

// How many lines of a text are in sight.
const (
	leastLines = 2
	mostLines  = 9
	lineRunes  = 34 // about what one of them holds
)

// NewSections returns the sections of papers of an outline, none yet.
func NewSections(o app.Outline) *Sections {
	s := &Sections{outline: o, signs: map[*widgets.TextEntry]*sectionSign{}}
	s.Readied = s.ready
	s.Beside = func(row []widgets.Input) fyne.CanvasObject {
		sign := s.signs[textOf(row)]
		return container.NewStack(sign.said, sign.restore)
	}
	s.Wrong = func(row []widgets.Input) string {
		if keyOf(row) == "" && Typed(row) && textOf(row).Value() == "" {
			return words.T("Write the text of the section “%s”.", headingOf(row).Value())
		}
		return ""
	}
	s.Start(s, nil, sectionLayout{}, func() []widgets.Input {
		return []widgets.Input{
			widgets.NewChoice(ui.VocabularyOptions(o.Keys, words.T("Own text|section of a plan"))...), widgets.NewTextEntry(),
			widgets.NewCheckInput(words.T(app.SectionFields.Named("Hidden").Label)), widgets.NewLinesEntry(leastLines),
		}
	})
	return s
}

func keyOf(row []widgets.Input) app.SectionKey {
	return row[cellKey].(*widgets.Choice[app.SectionKey]).Value()
}

func headingOf(row []widgets.Input) *widgets.TextEntry { return row[cellHeading].(*widgets.TextEntry) }

func textOf(row []widgets.Input) *widgets.TextEntry { return row[cellText].(*widgets.TextEntry) }

// ready has a new row follow what is chosen and typed in it.
func (s *Sections) ready(row []widgets.Input) {
	text, heading := textOf(row), headingOf(row)
	s.signs[text] = &sectionSign{said: widget.NewLabel(""), restore: widgets.NewLink(words.T("Restore|a section"), func() { s.restore(row) })}
	s.signs[text].said.Importance = widget.LowImportance
	text.SetRow(&widgets.RowKeys{ // lines of a text are lines of one section, and Enter begins one
		Shift: func(by int) { s.MoveRow(row, cellText, by) }, Remove: func() { s.RemoveRow(row, cellText) },
	})
	text.OnLeft = func() {
		if text.Value() == "" {
			s.restoreText(row)
		}
	}
	text.Listen(func() { s.say(row) })
	heading.Listen(func() { s.say(row) })
	before := keyOf(row)
	row[cellKey].Listen(func() {
		was := before
		before = keyOf(row)
		if h := heading.Value(); h == "" || h == s.heading(was) {
			heading.SetText(s.heading(before))
		}
		if own := text.Value(); own == "" || own == s.generated[was].Text {
			s.restoreText(row)
		}
		s.say(row)
	})
	s.say(row)
}

// heading is what a generated section is called where nobody has called it otherwise.
func (s *Sections) heading(key app.SectionKey) string {
	if h := s.generated[key].Heading; h != "" {
		return h
	}
	return s.outline.Keys.Chinese(key)
}

// own returns what a person wrote in a row.
func (s *Sections) own(row []widgets.Input) app.Section {
	own := app.Section{Key: keyOf(row), Heading: headingOf(row).Value(), Text: textOf(row).Value(), Hidden: row[cellHidden].(*widgets.CheckInput).Checked}
	if own.Key == "" {
		return own
	}
	if own.Text == s.generated[own.Key].Text {
		own.Text = ""
	}
	if own.Heading == s.outline.Keys.Chinese(own.Key) || own.Text == "" && own.Heading == s.heading(own.Key) {
		own.Heading = ""
	}
	return own
}

// say shows whether a section is as it is generated.
func (s *Sections) say(row []widgets.Input) {
	sign, own := s.signs[textOf(row)], s.own(row)
	changed := own.Key != "" && (own.Text != "" || own.Heading != "")
	widgets.ShowIf(sign.restore, changed)
	widgets.ShowIf(sign.said, !changed)
	said, empty := words.T("own|section"), ""
	if own.Key != "" {
		said, empty = words.T("generated|section"), words.T("The event says nothing for it: the section is left out.")
		if s.generated == nil {
			empty = ""
		}
	}
	if sign.said.Text != said {
		sign.said.SetText(said)
	}
	if text := textOf(row); text.PlaceHolder != empty {
		text.SetPlaceHolder(empty)
	}
}

// restore makes a section what is generated.
func (s *Sections) restore(row []widgets.Input) {
	headingOf(row).SetText(s.heading(keyOf(row)))
	s.restoreText(row)
	s.FocusCell(row, cellText)
}

// restoreText puts the generated text into a row.
func (s *Sections) restoreText(row []widgets.Input) {
	text := textOf(row)
	text.SetText(s.generated[keyOf(row)].Text)
	s.fit(row)
}

// fit has a text show as many lines as it has, within bounds.
func (s *Sections) fit(row []widgets.Input) {
	text, lines := textOf(row), 0
	for line := range strings.SplitSeq(text.Text, "\n") {
		lines += 1 + (len([]rune(line))-1)/lineRunes
	}
	text.SetMinRowsVisible(max(leastLines, min(lines, mostLines)))
}

// Set shows sections as they are stored.
func (s *Sections) Set(all []app.Section) {
	s.Clear()
	for _, of := range all {
		row := s.Put()
		row[cellKey].(*widgets.Choice[app.SectionKey]).Set(of.Key)
		if of.Heading != "" {
			headingOf(row).SetText(of.Heading)
		}
		if of.Text != "" {
			textOf(row).SetText(of.Text)
		}
		row[cellHidden].(*widgets.CheckInput).SetChecked(of.Hidden)
		s.fit(row)
	}
	s.Begin()
}

// SetGenerated takes what is generated from the event, as paper.Sections gives it.
func (s *Sections) SetGenerated(all []app.Section) {
	own := make([]app.Section, len(s.Lines))
	for i, row := range s.Lines {
		own[i] = s.own(row)
	}
	s.generated = map[app.SectionKey]app.Section{}
	for _, g := range all {
		g.Text = strings.TrimSpace(g.Text)
		s.generated[g.Key] = g
	}
	for i, row := range s.Lines {
		if own[i].Key == "" {
			continue
		}
		if heading := headingOf(row); own[i].Heading == "" && own[i].Text == "" && heading.Value() != "" {
			heading.SetText(s.heading(own[i].Key))
		}
		if own[i].Text == "" {
			s.restoreText(row)
		}
		s.say(row)
	}
	s.Draw()
}

// Values returns the sections as an event keeps them: none where they are the usual
// ones.
func (s *Sections) Values() []app.Section {
	var all []app.Section
	for _, row := range s.Filled() {
		all = append(all, s.own(row))
	}
	return s.outline.Tidied(all)
}

// Snapshot returns all that is filled in, without what is generated.
func (s *Sections) Snapshot() string {
	return s.Shot(func(row []widgets.Input, i int) string {
		switch own := s.own(row); {
		case i == cellText:
			return own.Text
		case i == cellHeading && own.Key != "":
			return s.outline.Called(own)
		}
		return row[i].Snapshot()
	})
}

// Restore puts back the sections that a snapshot was taken of.
func (s *Sections) Restore(snapshot string) {
	s.Rows.Restore(snapshot)
	for _, row := range s.Lines {
		if textOf(row).Value() == "" {
			s.restoreText(row)
		}
	}
	s.Draw()
}

// Reveal puts the keyboard into the text of a section, by its number among those that
// Values returns, or among the usual ones.
func (s *Sections) Reveal(n int) {
	if all := s.Filled(); n < len(all) {
		s.FocusCell(all[n], cellText)
	}
}

// FocusTarget is the text of the first section.
func (s *Sections) FocusTarget() fyne.Focusable {
	if len(s.Lines) == 0 {
		return s.Rows.FocusTarget()
	}
	return textOf(s.Lines[0])
}

// UsePatterns puts buttons below the sections: for the usual ones, and for the office's
// pattern, to begin from it and to keep it.
func (s *Sections) UsePatterns(c *ui.Context) {
	s.Tools = []fyne.CanvasObject{
		widgets.NewButton(words.T("Restore the usual sections"), func() { s.Set(s.outline.Usual()) }),
		widgets.NewButton(words.T("Use the office's pattern"), func() {
			service := c.Service
			ui.Load(c, nil, func(ctx context.Context) ([]app.Section, error) {
				return service.SectionPattern(ctx, s.outline)
			}, func(pattern []app.Section) { s.Set(s.outline.Of(pattern)) })
		}),
		widgets.NewButton(words.T("Keep as the office's pattern"), func() {
			service, all := c.Service, s.Values()
			ui.Load(c, nil, func(ctx context.Context) (struct{}, error) {
				return struct{}{}, service.KeepSectionPattern(ctx, s.outline, all)
			}, func(struct{}) { c.Undoable(words.T("The sections are kept as the office's pattern.")) })
		}),
	}
	s.Draw()
}

// sectionLayout places the cells of a section: what it is generated from, its heading,
// whether it is shown, how it stands with it and the buttons in a line, and the text
// below them.
type sectionLayout struct{}

// sectionGap is the space below a section.
const sectionGap float32 = 8

func (sectionLayout) columns() ui.Columns {
	return ui.Columns{ui.Wide(124, 150), -1, ui.Wide(80, 92), ui.Wide(64, 84), ButtonsWidth}
}

// Layout implements fyne.Layout.
func (l sectionLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	line, text := sectionParts(objects)
	height := l.columns().MinSize(line).Height
	l.columns().Layout(line, fyne.NewSize(size.Width, height))
	widgets.Place(text, 0, height+ui.ColumnGap, size.Width, size.Height-height-ui.ColumnGap-sectionGap)
}

// MinSize implements fyne.Layout.
func (l sectionLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	line, text := sectionParts(objects)
	least := l.columns().MinSize(line)
	return fyne.NewSize(least.Width, least.Height+ui.ColumnGap+text.MinSize().Height+sectionGap)
}

// sectionParts parts the cells into those of the line and the text below it.
func sectionParts(objects []fyne.CanvasObject) (line []fyne.CanvasObject, text fyne.CanvasObject) {
	line = append(append(line, objects[:cellText]...), objects[cellText+1:]...)
	return line, objects[cellText]
}
