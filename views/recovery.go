package views

import (
	"context"
	"io"
	"path/filepath"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"openday/app"
	"openday/app/paper"
	"openday/app/paper/own"
	"openday/app/service"
	"openday/app/words"
	"openday/views/ui"
	"openday/views/widgets"
)

// showTrouble fills the window where the data file cannot be opened: what is
// the matter, and what helps.
func (f *mainWindow) showTrouble(err error) {
	ui.LogError(f.Log, err)
	f.Clear()
	head := widget.NewLabelWithStyle(words.T("The data file cannot be opened"), fyne.TextAlignLeading, fyne.TextStyle{Bold: true})
	what := widgets.NewCopyText(ui.SentenceOf(err))
	where := ui.Paragraph(words.T("Data file: %s", f.File.Path()))
	where.Importance = widget.LowImportance
	box := container.NewVBox(head, what, where)
	offer := func(label string, do func(), first bool) {
		b := widgets.NewButton(label, do)
		if first {
			b.Kind = widgets.Primary
		}
		box.Add(b)
	}
	switch app.CodeOf(err) {
	case app.CodeDamaged, app.CodeForeign:
		f.offerCopy(box)
		offer(words.T("Choose a copy…"), f.chooseCopy, false)
		offer(words.T("Set the file aside and begin an empty one"), f.beginEmpty, false)
	case app.CodeKey:
		offer(words.T("Enter the recovery code…"), func() {
			f.askCode(words.T("Recovery code"), func(code string) {
				f.mend(func(ctx context.Context) (string, error) { return "", f.File.Recover(ctx, code) })
			})
		}, true)
		offer(words.T("Open without reading ID numbers and telephone numbers"), func() {
			f.File.WithoutKey()
			f.start()
		}, false)
		offer(words.T("Choose a copy…"), f.chooseCopy, false)
	default:
		offer(words.T("Try again"), f.start, true)
	}
	offer(words.T("Quit"), f.quit, false)
	f.show(container.NewBorder(nil, f.Status(), nil, nil,
		container.NewCenter(container.New(ui.WidthLayout{Width: 560}, box))))
	f.menu.Enable(false)
}

// offerCopy puts the newest good copy into a box of what helps, once it is found:
// looking through whole copies takes a while. Whatever else is chosen ends the
// search.
func (f *mainWindow) offerCopy(box *fyne.Container) {
	note := ui.Paragraph(words.T("Looking for the newest good copy…"))
	note.Importance = widget.LowImportance
	spot := container.NewVBox(note)
	box.Add(spot)
	ctx, cancel := context.WithCancel(context.Background())
	f.seeking = cancel
	type copyFile struct {
		file string
		made time.Time
	}
	widgets.Run(f.Run, func() (copyFile, error) {
		file, made, err := f.File.NewestCopy(ctx)
		return copyFile{file, made}, err
	}, func(found copyFile, err error) {
		if ctx.Err() != nil {
			return
		}
		cancel()
		switch {
		case err != nil:
			ui.LogError(f.Log, err)
			note.SetText(ui.SentenceOf(err))
		case found.file == "":
			note.SetText(words.T("There is no good copy beside the data file."))
		default:
			use := widgets.NewButton(words.T("Use the newest good copy (%s)", found.made.In(app.Zone).Format("2006-01-02 15:04")), func() { f.restore(found.file, "") })
			use.Kind = widgets.Primary
			spot.Objects = []fyne.CanvasObject{use}
		}
		spot.Refresh()
	})
}

// endSeeking ends the search for a good copy, where one goes on.
func (f *mainWindow) endSeeking() {
	if f.seeking != nil {
		f.seeking()
		f.seeking = nil
	}
}

// chooseCopy asks for a copy and puts it in the place of the data file.
func (f *mainWindow) chooseCopy() {
	f.Choose.Open("backup", []string{ui.CopyEnding}, func(file string) { f.restore(file, "") })
}

// restore puts a copy in the place of the data file. A copy made with another
// key asks for its recovery code.
func (f *mainWindow) restore(file, code string) {
	f.mendOr(func(ctx context.Context) (string, error) { return f.File.Restore(ctx, file, code) }, func(err error) bool {
		if app.CodeOf(err) != app.CodeKey {
			return false
		}
		f.askCode(ui.SentenceOf(err), func(code string) { f.restore(file, code) })
		return true
	})
}

// beginEmpty sets the data file aside and begins an empty one.
func (f *mainWindow) beginEmpty() {
	widgets.ShowDanger(f.Window, words.T("Begin an empty data file?"),
		words.T("The present file is kept under another name beside it and can be mended later."), words.T("Begin"),
		func() { f.mend(f.File.SetAside) })
}

func (f *mainWindow) mend(work func(context.Context) (string, error)) {
	f.mendOr(work, func(error) bool { return false })
}

// mendOr closes the data file, does something to it, and opens it again,
// whatever became of it. other may take an error over.
func (f *mainWindow) mendOr(work func(context.Context) (string, error), other func(error) bool) {
	f.endSeeking()
	progress := widgets.ShowProgress(f.Window, words.T("Working on the data file"), nil)
	type outcome struct {
		aside   string
		failed  error // what was to be done
		service *service.Service
	}
	widgets.Run(f.Run, func() (outcome, error) {
		ctx := context.Background()
		var o outcome
		if o.failed = f.File.Close(); o.failed == nil {
			o.aside, o.failed = work(ctx)
		}
		var err error
		o.service, err = f.cfg.Open(ctx)
		return o, err
	}, func(o outcome, err error) {
		progress.Done()
		if err != nil {
			f.showTrouble(err)
		} else {
			f.build()
			f.fill(o.service, f.firstTour)
			defer f.tellWarnings()
		}
		switch {
		case o.failed != nil && other(o.failed):
		case o.failed != nil:
			f.Fail(o.failed)
		case err == nil && o.aside != "":
			widgets.ShowInfo(f.Window, words.T("Done"), words.T("The data file as it was is kept as %s.", o.aside))
		case err == nil:
			f.Toast(words.T("Done"))
		}
	})
}

// askCode asks for a recovery code.
func (f *mainWindow) askCode(why string, do func(string)) {
	widgets.ShowPrompt(f.Window, words.T("Recovery code"), why, "", words.T("Go on…"), func(code string) string {
		if code == "" {
			return words.T("Type the recovery code; capitals and dashes do not matter.")
		}
		return ""
	}, do)
}

// Backup asks for a place and writes a checked copy of the data there.
func (f *mainWindow) Backup() {
	d := f.Context
	name := "openday-" + d.Service.Now().Format("2006-01-02") + ui.CopyEnding
	d.Choose.Save("backup", words.T("Back up"), name, func(file string) {
		service := d.Service
		ui.Long(d, words.T("Backing up"), func(ctx context.Context, _ func(string)) (struct{}, error) {
			return struct{}{}, service.Backup(ctx, file)
		}, func(struct{}) {
			widgets.ShowInfo(d.Window, words.T("Backed up"),
				words.T("The copy is %s. On another computer it opens with the recovery code (menu File).", file))
		}, nil)
	})
}

// Restore asks for a copy and puts it in the place of the data.
func (f *mainWindow) Restore() {
	f.Guard(func() {
		f.Choose.Open("backup", []string{ui.CopyEnding}, func(file string) {
			widgets.ShowDanger(f.Window, words.T("Put this copy back?"),
				words.T("All data will be as it is in “%s”. The present data is kept as a copy.", filepath.Base(file)),
				words.T("Put back"), func() { f.restore(file, "") })
		})
	})
}

// ShowRecoveryCode shows the code by which the ID numbers can be read on
// another computer.
func (f *mainWindow) ShowRecoveryCode() {
	ui.Load(f.Context, nil, f.File.RecoveryCode, func(code string) {
		intro := ui.Paragraph(words.T("ID numbers are encrypted with a key of this computer. With this code they can be read on another one, or after a reinstallation. Print it or write it down, and keep it locked away from the data."))
		groups := strings.Split(code, "-")
		half := len(groups) / 2
		shown := widgets.NewCopyText(strings.Join(groups[:half], "-") + "\n" + strings.Join(groups[half:], "-"))
		shown.TextStyle.Bold = true
		shown.Alignment = fyne.TextAlignCenter
		widgets.ShowDialog(f.Window, words.T("Recovery code"),
			container.New(ui.FixedLayout{Size: fyne.NewSize(560, 190)}, container.NewBorder(intro, nil, nil, nil, shown)),
			widgets.Action{Label: words.T("Copy"), Hold: func() bool {
				f.CopyText(code)
				return true
			}},
			widgets.Action{Label: words.T("Close"), Kind: widgets.Cancel},
			widgets.Action{Label: words.T("Print the recovery code…"), Kind: widgets.Default, Do: func() { f.printCode(code) }})
	})
}

// printCode shows the recovery code as a page to print and lock away.
func (f *mainWindow) printCode(code string) {
	service, path := f.Service, f.File.Path()
	f.papers.Show(words.T("Recovery code"), own.RecoveryName, func(ctx context.Context, w io.Writer) (paper.Report, error) {
		return own.Recovery(ctx, w, code, path, service.Now())
	}, func(ctx context.Context) error { return service.SendPaper(ctx, "", words.T("Recovery code"), 0) })
}
