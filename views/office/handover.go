package office

import (
	"context"
	"strings"
	"time"
	"unicode/utf8"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"openday/app"
	"openday/app/handover"
	"openday/app/words"
	"openday/views/ui"
	"openday/views/widgets"
)

// newPassphraseEntry is a field whose text is not shown.
func newPassphraseEntry() *widgets.TextEntry {
	e := widgets.NewTextEntry()
	e.Password = true
	return e
}

// goodPassphrase is how many characters make a passphrase that needs no advice.
const goodPassphrase = 12

// HandOver asks which events go into a hand-over file and for its passphrase,
// and writes it.
func (f *Actions) HandOver() {
	f.Guard(func() {
		service := f.Service
		ui.Load(f.Context, nil, func(ctx context.Context) ([]app.EventSummary, error) {
			return service.Events(ctx, app.EventFilter{})
		}, f.askHandOver)
	})
}

func (f *Actions) askHandOver(all []app.EventSummary) {
	d := f
	if len(all) == 0 {
		d.Toast(words.T("There is no event to hand over."))
		return
	}
	ticks := make([]*widgets.CheckInput, len(all))
	list := container.NewVBox()
	for i, e := range all {
		ticks[i] = widgets.NewCheckInput(strings.TrimSpace(app.ISODate(e.Start) + "  " + e.Title))
		ticks[i].SetChecked(e.ID == f.Event().ID || len(all) == 1)
		list.Add(ticks[i])
	}
	every := widgets.NewCheckInput(words.T("all events"))
	every.Listen(func() {
		for _, t := range ticks {
			t.SetChecked(every.Checked)
		}
	})
	first, again := newPassphraseEntry(), newPassphraseEntry()
	advice := widget.NewLabel("")
	first.OnChanged = func(text string) {
		if err := handover.CheckPassphrase(text); err != nil {
			advice.SetText(ui.SentenceOf(err))
		} else if utf8.RuneCountInString(text) < goodPassphrase {
			advice.SetText(words.T("It would be safer with %d characters or more, letters and digits mixed.", goodPassphrase))
		} else {
			advice.SetText(words.T("It is strong enough."))
		}
	}
	beware := container.New(ui.FixedLayout{Size: fyne.NewSize(400, 76)}, ui.Paragraph(words.T("Everything goes into the file: names, ID numbers, telephones, opinions and photos. It is encrypted with the passphrase. Nobody can recover a passphrase that is forgotten. Tell it by telephone; do not send it together with the file.")))
	events := container.New(ui.FixedLayout{Size: fyne.NewSize(400, min(150, list.MinSize().Height))}, container.NewVScroll(list))
	var ids []string
	rows := []ui.FormRow{{Label: words.T("Events"), Input: events}, {Label: words.T("Passphrase"), Input: first}, {Label: "", Input: advice}, {Label: words.T("Passphrase again"), Input: again}, {Label: "", Input: beware}}
	if len(all) > 1 {
		rows = append([]ui.FormRow{{Label: "", Input: every}}, rows...)
	}
	d.Ask(words.T("Hand over events"), rows, words.T("Go on…"), func() (string, fyne.Focusable) {
		ids = nil
		for i := len(all) - 1; i >= 0; i-- { // the oldest first
			if ticks[i].Checked {
				ids = append(ids, all[i].ID)
			}
		}
		if len(ids) == 0 {
			return words.T("Tick the events to hand over."), every
		}
		if err := handover.CheckPassphrase(first.Text); err != nil {
			return ui.SentenceOf(err), first
		}
		if first.Text != again.Text {
			return words.T("The two passphrases differ. Type the same one twice."), again
		}
		return "", nil
	}, func() {
		name := words.T("All events %s|a file's name", d.Service.Now().Format(time.DateOnly)) + handover.Ending
		if len(ids) < len(all) || len(all) == 1 {
			for _, e := range all {
				if e.ID == ids[len(ids)-1] {
					name = handOverName(e.Event, len(ids))
				}
			}
		}
		d.Choose.Save("handover", words.T("Save the hand-over file"), name, func(file string) { f.writeHandOver(file, ids, first.Text) })
	})
	f.Window.Canvas().Focus(first)
}

// handOverName is the file name of some events, named after the newest.
func handOverName(e app.Event, events int) string {
	name := strings.TrimSpace(app.ISODate(e.Start) + " " + e.Title)
	if events > 1 {
		name = words.T("%s and others|a file's name", name)
	}
	return name + handover.Ending
}

func (f *Actions) writeHandOver(file string, ids []string, passphrase string) {
	d := f
	service := d.Service
	ui.Long(d.Context, words.T("Writing the hand-over file"), func(ctx context.Context, _ func(string)) (struct{}, error) {
		return struct{}{}, handover.Write(ctx, file, service, ids, passphrase, d.Version)
	}, func(struct{}) {
		// Nothing but this program opens it, so no opening is offered.
		d.Toast(words.T("Written: %s (%s)", file, words.T("encrypted; tell the passphrase by telephone")))
	}, nil)
}
