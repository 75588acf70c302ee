package papers

import (
	"context"
	"fmt"
	"slices"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"openday/app"
	"openday/app/paper"
	"openday/app/paper/after"
	"openday/app/papers"
	"openday/app/words"
	"openday/views/lists"
	"openday/views/ui"
	"openday/views/widgets"
)

// textEditor lets a person put the paragraphs of a paper in words of their own.
type textEditor struct {
	paper      paper.Definition
	paragraphs []paper.Paragraph
	at         int // the paragraph shown, -1 for none
	table      *lists.Table[int]
	text       *widgets.TextEntry
	state      *widgets.Paragraph
	restore    *widgets.Button
	drafts     *ui.Drafting
	close      func()
}

// editText shows the paragraphs of a paper of an event.
func (f *Actions) editText(def paper.Definition, e app.Event) {
	f.withParagraphs(def, e, func(all []paper.Paragraph) { f.showTextEditor(def, e, all) })
}

// withParagraphs writes the paragraphs of a paper of an event and hands them to then.
func (f *Actions) withParagraphs(def paper.Definition, e app.Event, then func([]paper.Paragraph)) {
	service := f.Service
	ui.Long(f.Context, words.T("Writing the paragraphs"), func(ctx context.Context, _ func(string)) ([]paper.Paragraph, error) {
		d, err := service.Dossier(ctx, e.ID)
		if err != nil {
			return nil, err
		}
		return def.Paragraphs(d, service.Now())
	}, then, nil)
}

// Resume opens the text of a paper with what a draft has typed into it.
func (f *Actions) Resume(d app.Draft) {
	def, _ := papers.All.Of(after.KindSummary)
	if len(d.Fields) > 0 {
		if of, ok := papers.All.Of(paper.KindOfKey(d.Fields[0].Key)); ok && of.Paragraphs != nil {
			def = of
		}
	}
	f.WithEvent(func(e app.Event) {
		f.withParagraphs(def, e, func(all []paper.Paragraph) { f.showTextEditor(def, e, all).resume(d) })
	})
}

func (f *Actions) showTextEditor(def paper.Definition, e app.Event, all []paper.Paragraph) *textEditor {
	s := &textEditor{paper: def, paragraphs: all, at: -1, text: widgets.NewLinesEntry(14), state: ui.Paragraph("")}
	s.table = lists.NewTable(strconv.Itoa,
		lists.Column[int]{ID: "heading", Label: words.T("Paragraph|of the report"), Width: 250, Stretch: true, Text: s.heading},
		lists.Column[int]{ID: "state", Label: words.T("Written by"), Width: 110, Text: s.writer},
	)
	s.table.Later = f.Later
	s.restore = widgets.NewButton(words.T("Restore the automatic text"), s.restoreText)
	s.text.OnChanged = func(string) { s.edited() }
	s.fill()
	s.table.OnChosen = func(chosen []int) {
		if len(chosen) > 0 {
			s.show(chosen[0])
		}
	}
	left := container.New(ui.FixedLayout{Size: fyne.NewSize(390, 430)}, s.table)
	right := container.NewBorder(s.state, container.NewHBox(s.restore), nil, nil, s.text)
	body := container.New(ui.FixedLayout{Size: fyne.NewSize(980, 430)}, container.NewBorder(nil, nil, left, nil, right))
	loaded := s.typed()
	s.drafts = f.NewDrafting(func() (app.Draft, bool) { return s.draft(e, loaded) })
	dialog := widgets.ShowDialog(f.Window, words.T("Text of %s|a paper", def.Label()), body,
		widgets.Action{Label: words.T("Cancel"), Kind: widgets.Cancel, Hold: func() bool {
			if _, unsaved := s.draft(e, loaded); !unsaved {
				return false
			}
			widgets.ShowDanger(f.Window, words.T("There are unsaved changes"), words.T("What you typed into the text is lost."), words.T("Discard changes"), s.close)
			return true
		}},
		widgets.Action{Label: words.T("Save"), Kind: widgets.Default, Hold: func() bool {
			texts, service := s.texts(e.ReportTexts), f.Service
			ctx, ended := s.drafts.Saving()
			ui.Background(f.Context, func() (struct{}, error) {
				return struct{}{}, service.SaveReportTexts(ctx, e.ID, texts)
			}, func(_ struct{}, err error) {
				if ended(err == nil); err != nil {
					f.Fail(err)
					return
				}
				s.close()
				f.Undoable(words.T("The text is saved."))
			})
			return true
		}})
	dialog.OnClosed = s.drafts.Forget // saved, or thrown away
	s.close = dialog.Close
	s.table.Choose("0")
	return s
}

// typed returns the text of each paragraph as it is now, by its key.
func (s *textEditor) typed() map[string]string {
	texts := map[string]string{}
	for _, p := range s.paragraphs {
		texts[p.Key] = p.Text
		if p.Edited {
			texts[p.Key] = p.Own
		}
	}
	return texts
}

// draft is what is typed since the paragraphs were loaded, and whether there is any.
func (s *textEditor) draft(e app.Event, loaded map[string]string) (app.Draft, bool) {
	d := app.Draft{Form: app.DraftReport, EventID: e.ID, RecordID: e.ID, Title: e.Title}
	typed, unsaved := s.typed(), false
	for i, p := range s.paragraphs {
		field := app.DraftField{Key: p.Key, Label: s.heading(i), Was: loaded[p.Key], Now: typed[p.Key]}
		d.Fields = append(d.Fields, field)
		unsaved = unsaved || field.Typed()
	}
	return d, unsaved
}

// resume types a draft into the paragraphs; where somebody has changed one since,
// both versions are shown to choose from.
func (s *textEditor) resume(d app.Draft) {
	s.drafts.ResumeInto(d, s.typed(), func(string) func(string) string { return nil }, func(texts map[string]string) {
		for i := range s.paragraphs {
			p := &s.paragraphs[i]
			if text, given := texts[p.Key]; given {
				p.Own, p.Edited = text, text != p.Text
			}
		}
		s.table.Refresh()
		at := max(0, slices.IndexFunc(s.paragraphs, func(p paper.Paragraph) bool { _, given := texts[p.Key]; return given }))
		s.at = -1
		s.table.Choose(strconv.Itoa(at))
		s.show(at)
	})
}

func (s *textEditor) fill() {
	rows := make([]int, len(s.paragraphs))
	for i := range rows {
		rows[i] = i
	}
	s.table.SetRows(rows)
}

func (s *textEditor) heading(i int) string {
	if p := s.paragraphs[i]; p.Heading != "" {
		return p.Heading
	}
	return words.T("opening|of the summary report")
}

func (s *textEditor) writer(i int) string {
	if s.paragraphs[i].Edited {
		return words.T("You|wrote the paragraph")
	}
	return words.T("Program|wrote the paragraph")
}

// show puts a paragraph into the entry.
func (s *textEditor) show(i int) {
	if i == s.at {
		return
	}
	s.at = -1 // what is put in is no edit
	p := s.paragraphs[i]
	text := p.Text
	if p.Edited {
		text = p.Own
	}
	s.text.SetText(text)
	s.at = i
	s.tell()
}

// edited keeps what was typed.
func (s *textEditor) edited() {
	if s.at < 0 {
		return
	}
	p := &s.paragraphs[s.at]
	before := p.Edited
	p.Own = s.text.Value()
	p.Edited = p.Own != p.Text
	if before != p.Edited {
		s.table.Refresh()
	}
	s.tell()
	s.drafts.Touch()
}

func (s *textEditor) restoreText() {
	if s.at >= 0 {
		s.text.SetText(s.paragraphs[s.at].Text)
	}
}

func (s *textEditor) tell() {
	p := s.paragraphs[s.at]
	switch {
	case p.Edited && p.Own == "":
		s.state.SetText(words.T("“%s” is left out of the paper.", s.heading(s.at)))
	case p.Edited:
		s.state.SetText(words.T("“%s”: your words. Figures in them do not follow the data.", s.heading(s.at)))
	case p.Text == "":
		s.state.SetText(words.T("“%s”: write here what only you know; empty, it is left out.", s.heading(s.at)))
	default:
		s.state.SetText(words.T("“%s”: written by the program from the data.", s.heading(s.at)))
	}
	ui.SetEnabled(p.Edited, s.restore)
}

// texts returns what is to be kept: the edited paragraphs, and those kept before
// that the report has no place for at present.
func (s *textEditor) texts(before []app.ReportText) []app.ReportText {
	var all []app.ReportText
	for _, t := range before {
		if !slices.ContainsFunc(s.paragraphs, func(p paper.Paragraph) bool { return p.Key == t.Key }) {
			all = append(all, t)
		}
	}
	for _, p := range s.paragraphs {
		if p.Edited {
			all = append(all, app.ReportText{Key: p.Key, Text: p.Own})
		}
	}
	return all
}

// size says how large a photo is kept, KB.
func size(p app.Photo) string { return fmt.Sprintf("%d KB", (len(p.Data)+1023)/1024) }
