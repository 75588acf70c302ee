package ui

import (
	"context"

	"openday/app"
	"openday/app/service"
	"openday/app/words"
	"openday/views/widgets"
)

// Latest tells the newest of several loads into the same place from those that
// it has overtaken. Its zero value is ready to use.
type Latest struct{ number int }

// Drop has none of the loads arrive that are on their way.
func (l *Latest) Drop() { l.number++ }

// Background does work away from the user interface and answers it with then,
// where Undoable knows whether the work was something to undo, and where Fail brings
// back the dialog whose button had it done.
func Background[T any](c *Context, work func() (T, error), then func(T, error)) {
	before, asked := c.lastStep(), widgets.Acting()
	widgets.Run(c.Run, work, func(value T, err error) {
		if err == nil {
			asked = nil // what was asked for is done
		}
		widgets.ActFor(asked, func() { c.since(before, func() { then(value, err) }) })
	})
}

// Load fetches away from the user interface and hands the result to then. An
// error is shown and then not called. Of several loads with the same latest,
// only the newest arrives; nil has all arrive.
func Load[T any](c *Context, newest *Latest, fetch func(context.Context) (T, error), then func(T)) {
	if newest == nil {
		newest = &Latest{}
	}
	newest.Drop()
	mine, file := newest.number, c.file
	Background(c, func() (T, error) { return fetch(context.Background()) }, func(value T, err error) {
		switch {
		case mine != newest.number || file != c.file:
		case err != nil:
			c.Fail(err)
		default:
			then(value)
		}
	})
}

// Run does something away from the user interface and then calls then. An error
// is shown and then not called.
func Run(c *Context, do func(context.Context) error, then func()) {
	Load(c, nil, func(ctx context.Context) (struct{}, error) { return struct{}{}, do(ctx) }, func(struct{}) { then() })
}

// RunOrAsk is run for what may be too large to be undone: it asks before it is
// done without.
func RunOrAsk(c *Context, do func(context.Context) error, then func()) {
	Background(c, func() (struct{}, error) { return struct{}{}, do(context.Background()) }, func(_ struct{}, err error) {
		switch {
		case app.CodeOf(err) == app.CodeNoUndo:
			widgets.ShowDanger(c.Window, words.T("This cannot be undone"), SentenceOf(err)+" "+words.T("Free some space on the disk, or go on without being able to undo it."), words.T("Go on all the same"), func() {
				Run(c, func(ctx context.Context) error { return do(service.WithoutUndo(ctx)) }, then)
			})
		case err != nil:
			c.Fail(err)
		default:
			then()
		}
	})
}
