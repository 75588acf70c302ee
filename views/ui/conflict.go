package ui

import (
	"context"
	"errors"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"openday/app"
	"openday/app/words"
	"openday/views/widgets"
)

// Save saves what a person edited of a record as it was read. Where somebody has
// changed it meanwhile, what only one side changed is taken over from both; a
// field that both changed is shown with both versions, to be chosen from. then
// is told what was saved, or an error.
func Save[T any](d *Context, base, edited T, store func(context.Context, T) (T, error), then func(T, error)) {
	Background(d, func() (T, error) { return store(context.Background(), edited) }, func(v T, err error) {
		stored, by, stale := staleVersion[T](err)
		if !stale {
			then(v, err)
			return
		}
		both := app.Rebase(base, edited, stored)
		if len(both.Fields) == 0 {
			Save(d, stored, both.Mine, store, then)
			return
		}
		askVersion(d, by, both.Fields, func(mine, chosen bool) {
			switch {
			case !chosen:
				then(edited, context.Canceled)
			case mine:
				Save(d, stored, both.Mine, store, then)
			default:
				Save(d, stored, both.Stored, store, then)
			}
		})
	})
}

// staleVersion returns what is stored of a record that was not saved because it
// was changed meanwhile.
func staleVersion[T any](err error) (stored T, by app.Conflict, ok bool) {
	var e *app.Error
	if app.CodeOf(err) != app.CodeStale || !errors.As(err, &e) || e.Stale == nil {
		return stored, by, false
	}
	stored, ok = e.Stale.Stored.(T)
	return stored, *e.Stale, ok
}

// askVersion shows both versions of fields side by side and asks for one.
func askVersion(d *Context, by app.Conflict, fields []app.FieldPair, answer func(mine, chosen bool)) {
	who := words.T("Saved meanwhile")
	if !by.At.IsZero() {
		who = words.T("Saved meanwhile by %s, %s", by.By, by.At.In(app.Zone).Format("2006-01-02 15:04"))
	}
	intro := Paragraph(words.T("What you typed and what was saved meanwhile differ in these fields. Choose a version for them; all else that you typed is saved either way."))
	both := BothVersions(who, words.T("Typed by you"), fields)
	body := container.New(FixedLayout{DialogSize(d, 760, 360)}, container.NewBorder(intro, nil, nil, nil, container.NewVScroll(both)))
	widgets.ShowDialog(d.Window, words.T("Changed by somebody else meanwhile"), body,
		widgets.Action{Label: words.T("Go back to the form"), Kind: widgets.Cancel, Do: func() { answer(false, false) }},
		widgets.Action{Label: words.T("Keep the saved version"), Do: func() { answer(false, true) }},
		widgets.Action{Label: words.T("Save mine"), Kind: widgets.Default, Do: func() { answer(true, true) }})
}

// BothVersions shows two versions of fields side by side, a field a line, below
// what each version is.
func BothVersions(ours, theirs string, fields []app.FieldPair) fyne.CanvasObject {
	head := func(text string) *widgets.Paragraph {
		l := Paragraph(text)
		l.TextStyle.Bold = true
		return l
	}
	box := container.NewVBox(container.NewGridWithColumns(2, head(ours), head(theirs)))
	side := func(p app.FieldPair, text string) *widgets.Paragraph {
		return Paragraph(words.T("%s: %s|name of a field, what it says", p.Label, text))
	}
	for _, p := range fields {
		box.Add(container.NewGridWithColumns(2, side(p, p.Ours), side(p, p.Theirs)))
	}
	return box
}
