package ui

import (
	"context"
	"errors"
	"path/filepath"

	"fyne.io/fyne/v2"

	"openday/app/words"
	"openday/views/widgets"
)

// Long does work that takes a while: it shows that it goes on, lets it be
// cancelled, and hands what comes of it to then. say tells what is being done;
// it may be called from the work's goroutine. failed takes an error other than
// that of cancelling; nil shows it.
func Long[T any](c *Context, title string, work func(ctx context.Context, say func(string)) (T, error), then func(T), failed func(error)) {
	ctx, cancel := context.WithCancel(context.Background())
	progress := widgets.ShowProgress(c.Window, title, cancel)
	progress.Set(-1, words.T("Please wait…"))
	say := func(note string) { fyne.Do(func() { progress.Set(-1, note) }) }
	c.working++
	file := c.file
	Background(c, func() (T, error) { return work(ctx, say) }, func(value T, err error) {
		progress.Done()
		if file != c.file {
			cancel()
			return // another data file is open by now
		}
		defer func() {
			c.working--
			c.rested()
		}()
		cancelled := ctx.Err() != nil && errors.Is(err, context.Canceled)
		cancel()
		switch {
		case cancelled:
			widgets.Acting().ComeBack()
			c.Toast(words.T("Cancelled. Nothing was changed."))
		case err != nil && failed != nil:
			failed(err)
		case err != nil:
			c.Fail(err)
		default:
			then(value)
		}
	})
}

// CopyText puts a text on the clipboard and says so.
func (c *Context) CopyText(text string) {
	fyne.CurrentApp().Clipboard().SetContent(text)
	c.Toast(words.T("Copied."))
}

// Written says that a file is there, with what to know about it, and offers to
// open it.
func (c *Context) Written(file, note string, warnings []string) {
	verb := words.T("Open the file")
	open := func() { c.OpenOutside(file) }
	if len(warnings) == 0 {
		c.say(words.T("Written: %s (%s)", filepath.Base(file), note), verb, open)
		return
	}
	ShowLines(c, words.T("The file is written"), words.T("Written: %s (%s)", file, note)+"\n"+words.T("Please look at these points:"), warnings,
		widgets.Action{Label: words.T("Close"), Kind: widgets.Cancel},
		widgets.Action{Label: verb, Kind: widgets.Default, Do: open})
}

// OpenOutside opens a file or a folder in the program that the system has for it.
func (c *Context) OpenOutside(file string) {
	if err := c.Open(file); err != nil {
		c.Log.Error("open file", "cause", err)
		widgets.ShowTrouble(c.Window, widgets.Trouble{
			What: words.T("The file could not be opened"), Why: words.T("This system has no program for it."), Remedy: words.T("Open it yourself: %s", file),
		})
	}
}
