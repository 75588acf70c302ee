package views

import (
	"context"
	"errors"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"openday/app/words"
	"openday/views/widgets"
)

// long does work that takes a while: it shows that it goes on, lets it be
// cancelled, and hands what comes of it to then. say tells what is being done;
// it may be called from the work's goroutine. failed takes an error other than
// that of cancelling; nil shows it.
func long[T any](d *desk, title string, work func(ctx context.Context, say func(string)) (T, error), then func(T), failed func(error)) {
	ctx, cancel := context.WithCancel(context.Background())
	progress := widgets.ShowProgress(d.window, title, cancel)
	progress.Set(-1, words.T("Please wait…"))
	say := func(note string) { fyne.Do(func() { progress.Set(-1, note) }) }
	d.working++
	background(d, func() (T, error) { return work(ctx, say) }, func(value T, err error) {
		progress.Done()
		defer func() {
			d.working--
			d.rested()
		}()
		cancelled := ctx.Err() != nil && errors.Is(err, context.Canceled)
		cancel()
		switch {
		case cancelled:
			d.Toast(words.T("Cancelled. Nothing was changed."))
		case err != nil && failed != nil:
			failed(err)
		case err != nil:
			d.Fail(err)
		default:
			then(value)
		}
	})
}

// rested calls onRest, once, where no work goes on and nothing is asked.
func (d *desk) rested() {
	if then := d.onRest; then != nil && d.working == 0 && d.window.Canvas().Overlays().Top() == nil {
		d.onRest = nil
		then()
	}
}

// mostLines is how many lines a list of problems shows; all are copied.
const mostLines = 500

// showLines shows a list of sentences that can be scrolled and copied.
func showLines(d *desk, title, intro string, lines []string, actions ...widgets.Action) {
	shown := lines
	if len(shown) > mostLines {
		shown = append(append([]string(nil), lines[:mostLines]...), words.T("… and %d more; “Copy” copies all of them.", len(lines)-mostLines))
	}
	text := paragraph(strings.Join(shown, "\n"))
	text.Selectable = true
	head := paragraph(intro)
	height := min(60+26*float32(len(shown)), 380)
	body := container.New(fixedLayout{fyne.NewSize(640, height+40)}, container.NewBorder(head, nil, nil, nil, container.NewVScroll(text)))
	copying := widgets.Action{Label: words.T("Copy"), Hold: func() bool {
		d.copyText(strings.Join(lines, "\n"))
		return true
	}}
	if len(actions) == 0 {
		actions = []widgets.Action{{Label: words.T("OK"), Kind: widgets.Default}}
	}
	widgets.ShowDialog(d.window, title, body, append([]widgets.Action{copying}, actions...)...)
}

// paragraph is text that wraps.
func paragraph(text string) *widget.Label { return widgets.NewParagraph(text) }

// copyText puts a text on the clipboard and says so.
func (d *desk) copyText(text string) {
	fyne.CurrentApp().Clipboard().SetContent(text)
	d.Toast(words.T("Copied."))
}

// written says that a file is there, with what to know about it, and offers to
// open it.
func (d *desk) written(file, note string, warnings []string) {
	verb := words.T("Open the file")
	open := func() { d.openOutside(file) }
	if len(warnings) == 0 {
		d.say(words.T("Written: %s (%s)", filepath.Base(file), note), verb, open)
		return
	}
	showLines(d, words.T("The file is written"), words.T("Written: %s (%s)", file, note)+"\n"+words.T("Please look at these points:"), warnings,
		widgets.Action{Label: words.T("Close"), Kind: widgets.Cancel},
		widgets.Action{Label: verb, Kind: widgets.Default, Do: open})
}

// openOutside opens a file or a folder in the program that the system has for it.
func (d *desk) openOutside(file string) {
	if err := d.open(file); err != nil {
		d.log.Error("open file", "cause", err)
		widgets.ShowTrouble(d.window, widgets.Trouble{
			What: words.T("The file could not be opened"), Why: words.T("This system has no program for it."), Remedy: words.T("Open it yourself: %s", file),
		})
	}
}
