package views

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"openday/app"
	"openday/app/words"
	"openday/views/ui"
	"openday/views/widgets"
)

// operatorAsked is the preference that keeps the question who is at the desk from
// coming again by itself.
const operatorAsked = "operator.asked"

// firstOperator asks once who is at the desk, where nobody has said so yet, and
// goes on with then.
func (f *mainWindow) firstOperator(then func()) {
	if f.Prefs.Bool(operatorAsked) {
		then()
		return
	}
	ui.Load(f.Context, nil, f.Service.LoadOperator, func(known bool) {
		f.Prefs.SetBool(operatorAsked, true)
		if known {
			then()
			return
		}
		f.askOperator(words.T("Not now"), then)
	})
}

// AskOperator asks who is at the desk.
func (f *mainWindow) AskOperator() { f.askOperator(words.T("Cancel"), func() {}) }

// askOperator asks who is at the desk; later is what the button says that leaves
// it as it is. then is called after the answer, whatever it is.
func (f *mainWindow) askOperator(later string, then func()) {
	d := f.Context
	name := widgets.NewTextEntry()
	name.SetText(d.Service.User())
	wrong := widget.NewLabel("")
	wrong.Importance = widget.DangerImportance
	body := container.New(ui.FixedLayout{Size: fyne.NewSize(440, 112)}, container.NewBorder(
		container.NewVBox(ui.Paragraph(words.T("Your name stands in the audit list and in the histories of the opinions, beside what you do.")),
			container.NewBorder(nil, nil, widget.NewLabel(words.T("Name of who is at the desk")), nil, name)), wrong, nil, nil))
	widgets.ShowDialog(d.Window, words.T("Who is at the desk?"), body,
		widgets.Action{Label: later, Kind: widgets.Cancel, Do: then},
		widgets.Action{Label: words.T("OK"), Kind: widgets.Default, Hold: func() bool {
			if _, err := app.OperatorName(name.Text); err != nil {
				wrong.SetText("× " + ui.SentenceOf(err))
				d.Window.Canvas().Focus(name)
				return true
			}
			return false
		}, Do: func() {
			service := d.Service
			ui.Run(d, func(ctx context.Context) error { return service.SetOperator(ctx, name.Text) }, func() {
				d.Toast(words.T("From now on “%s” stands beside what is done.", d.Service.User()))
			})
			widgets.ActFor(nil, then) // it is no part of the answer
		}})
	d.Window.Canvas().Focus(name)
	name.TypedShortcut(&fyne.ShortcutSelectAll{})
}
