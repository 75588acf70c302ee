package ui

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"

	"openday/app"
	"openday/app/words"
	"openday/views/lists"
	"openday/views/widgets"
)

// FormRow is a label and what is filled in beside it.
type FormRow struct {
	Label string
	Input fyne.CanvasObject
}

// Ask asks for a few things in a dialog. wrong says what cannot be taken, and
// where the keyboard goes then; while it says something the dialog stays.
func (d *Context) Ask(title string, rows []FormRow, verb string, wrong func() (string, fyne.Focusable), do func()) *widgets.Dialog {
	return d.AskOr(title, rows, verb, wrong, do, nil)
}

// AskOr is ask that also tells when the person cancelled.
func (d *Context) AskOr(title string, rows []FormRow, verb string, wrong func() (string, fyne.Focusable), do, cancelled func()) *widgets.Dialog {
	fields := container.New(layout.NewFormLayout())
	for _, r := range rows {
		fields.Add(widget.NewLabel(r.Label))
		fields.Add(r.Input)
	}
	problem := Paragraph("")
	problem.Importance = widget.DangerImportance
	problem.Hide()
	body := container.New(WidthLayout{520}, container.NewVBox(fields, problem))
	problem.Resize(fyne.NewSize(520, 0)) // its text wraps at that
	var dialog *widgets.Dialog
	dialog = widgets.ShowDialog(d.Window, title, body,
		widgets.Action{Label: words.T("Cancel"), Kind: widgets.Cancel, Do: cancelled},
		widgets.Action{Label: verb, Kind: widgets.Default, Do: do, Hold: func() bool {
			text, at := wrong()
			if text == "" {
				return false
			}
			problem.SetText("× " + text)
			problem.Show()
			dialog.Fit()
			if at != nil {
				widgets.FocusWhole(d.Window.Canvas(), at)
			}
			return true
		}})
	return dialog
}

// ShowTable shows a table of so many rows in a dialog.
func (d *Context) ShowTable(title, intro string, table fyne.CanvasObject, rows int, actions ...widgets.Action) *widgets.Dialog {
	head := Paragraph(intro)
	height := min(max(float32(rows+1), 4)*lists.RowHeight, 440)
	body := container.New(FixedLayout{fyne.NewSize(920, height+40)}, container.NewBorder(head, nil, nil, nil, table))
	return widgets.ShowDialog(d.Window, title, body, actions...)
}

// DialogSize returns the size of a large dialog's body: as asked for, or what the
// window has room for.
func DialogSize(d *Context, width, height float32) fyne.Size {
	room := d.Window.Canvas().Size()
	return fyne.NewSize(min(width, room.Width-80), min(height, room.Height-160))
}

// AskFullNumbers asks before personal data leaves the program; what says what
// goes out.
func AskFullNumbers(w fyne.Window, what string, then func()) {
	widgets.ShowConfirm(w, words.T("Export full numbers?"), what, words.T("Export"), then)
}

// WithEvent goes on with the current event once nothing of it is unsaved. It
// says what to do where none is current.
func (d *Context) WithEvent(then func(app.Event)) {
	if d.Event().ID == "" {
		widgets.ShowInfo(d.Window, words.T("No event is chosen"), words.T("Choose an event from the list, or begin a new one."))
		return
	}
	d.Guard(func() {
		if e := d.Event(); e.ID != "" {
			then(e)
		}
	})
}

// mostLines is how many lines a list of problems shows; all are copied.
const mostLines = 500

// ShowLines shows a list of sentences that can be scrolled and copied.
func ShowLines(d *Context, title, intro string, lines []string, actions ...widgets.Action) {
	shown := lines
	if len(shown) > mostLines {
		shown = append(append([]string(nil), lines[:mostLines]...), words.T("… and %d more; “Copy” copies all of them.", len(lines)-mostLines))
	}
	text := widgets.NewCopyText(strings.Join(shown, "\n"))
	head := Paragraph(intro)
	height := min(60+26*float32(len(shown)), 380)
	body := container.New(FixedLayout{fyne.NewSize(640, height+40)}, container.NewBorder(head, nil, nil, nil, container.NewVScroll(text)))
	copying := widgets.Action{Label: words.T("Copy"), Hold: func() bool {
		d.CopyText(strings.Join(lines, "\n"))
		return true
	}}
	if len(actions) == 0 {
		actions = []widgets.Action{{Label: words.T("OK"), Kind: widgets.Default}}
	}
	widgets.ShowDialog(d.Window, title, body, append([]widgets.Action{copying}, actions...)...)
}

// ProblemOf says what is wrong with a day that is asked for.
func ProblemOf(day *widgets.DateEntry) string {
	if p := day.Problem(); p != "" {
		return p
	}
	if _, empty, _ := day.Value(); empty {
		return words.T("Give a day.")
	}
	return ""
}
