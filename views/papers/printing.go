package papers

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"syscall"

	"fyne.io/fyne/v2"

	"openday/app"
	"openday/app/paper"
	"openday/app/printer"
	"openday/app/words"
	"openday/views/ui"
	"openday/views/widgets"
)

// printPDF asks for a printer and prints a paper; title is its file name.
// then learns whether the printer has it. Whatever goes wrong is shown here, with
// a way to print from the system's own viewer.
func (d *Actions) printPDF(title string, made proof, then func(printed bool)) {
	if d.asking {
		return // a second press before the system's dialog is there
	}
	d.asking = true
	type answer struct {
		pages  int
		chosen printer.Setup
		own    bool
		queues []printer.Queue
	}
	before, owner := d.lastSetup(title), ui.WindowHandle(d.Window)
	widgets.Run(d.Run, func() (a answer, err error) {
		ctx := context.Background()
		if a.pages, err = printer.PageCount(ctx, made.pdf); err != nil {
			return a, err
		}
		if a.chosen, a.own, err = d.Printing.Ask(owner, before, a.pages); err != nil || a.own {
			return a, err
		}
		a.queues, err = d.Printing.Printers(ctx)
		return a, err
	}, func(a answer, err error) {
		d.asking = false
		switch {
		case errors.Is(err, context.Canceled):
			d.notPrinted(then)
		case err != nil:
			d.printFailed(title, made, err, then)
		case a.own:
			d.printJob(printer.Job{Setup: a.chosen, Title: title, PDF: made.pdf}, made, then)
		default:
			d.askPrinter(before, a.queues, a.pages, func(chosen printer.Setup) {
				d.printJob(printer.Job{Setup: chosen, Title: title, PDF: made.pdf}, made, then)
			}, func() { d.notPrinted(then) })
		}
	})
}

// notPrinted says that the person cancelled before anything was printed.
func (d *Actions) notPrinted(then func(bool)) {
	d.Toast(words.T("Printing was cancelled. Nothing was printed."))
	then(false)
}

// askPrinter asks what the system's own dialog asks elsewhere.
func (d *Actions) askPrinter(before printer.Setup, queues []printer.Queue, count int, do func(printer.Setup), cancelled func()) {
	options := make([]widgets.Option[string], len(queues))
	first := queues[0].Name
	for i, q := range queues {
		options[i] = widgets.Option[string]{Value: q.Name, Label: q.Name}
		switch q.State {
		case printer.Offline:
			options[i].Label = words.T("%s (offline)", q.Name)
		case printer.Stopped:
			options[i].Label = words.T("%s (stopped)", q.Name)
		}
		if q.Default {
			first = q.Name
		}
	}
	for _, q := range queues {
		if q.Name == before.Printer {
			first = q.Name
		}
	}
	queue := widgets.NewChoice(options...)
	queue.Set(first)
	copies := widgets.NewNumberEntry(1, printer.MostCopies)
	one := 1
	copies.Set(&one)
	pages := widgets.NewTextEntry()
	pages.SetPlaceHolder(words.T("All pages (%d), or some, like 1-3,5", count))
	sides := widgets.NewChoice(
		widgets.Option[printer.Duplex]{Value: printer.Simplex, Label: words.T("One side")},
		widgets.Option[printer.Duplex]{Value: printer.LongEdge, Label: words.T("Both sides, turned at the long edge")},
		widgets.Option[printer.Duplex]{Value: printer.ShortEdge, Label: words.T("Both sides, turned at the short edge")})
	sides.Set(before.Duplex)
	chosen := printer.Setup{Copies: 1}
	d.AskOr(words.T("Print"), []ui.FormRow{
		{Label: words.T("Printer"), Input: queue}, {Label: words.T("Copies"), Input: copies}, {Label: words.T("Pages"), Input: pages}, {Label: words.T("Two-sided"), Input: sides},
	}, words.T("Print"), func() (string, fyne.Focusable) {
		n, empty, err := copies.Value()
		if err != nil {
			return err.Error(), copies
		}
		if empty {
			n = 1
		}
		some, err := printer.ParsePages(pages.Value(), count)
		if err != nil {
			return err.Error(), pages
		}
		chosen = printer.Setup{Printer: queue.Value(), Copies: n, Pages: some, Duplex: sides.Value()}
		return "", nil
	}, func() { do(chosen) }, cancelled)
}

// printJob prints a paper, shows how far it is and lets it be cancelled.
func (d *Actions) printJob(job printer.Job, made proof, then func(bool)) {
	d.rememberSetup(job.Title, job.Setup)
	ctx, cancel := context.WithCancel(context.Background())
	shown := widgets.ShowProgress(d.Window, words.T("Printing: %s", job.Title), cancel)
	tell := func(page, of int) {
		fyne.Do(func() {
			if of == 0 {
				shown.Set(-1, words.T("Handing the pages to the printer…"))
				return
			}
			shown.Set(float64(page-1)/float64(of), words.T("Page %d of %d", page, of))
		})
	}
	widgets.Run(d.Run, func() (struct{}, error) {
		if err := made.noted(ctx); err != nil {
			return struct{}{}, err
		}
		return struct{}{}, d.Printing.Print(ctx, job, tell)
	}, func(_ struct{}, err error) {
		shown.Done()
		cancel()
		switch {
		case errors.Is(err, context.Canceled):
			d.Toast(words.T("Printing was cancelled. What the printer had already may still come out."))
			then(false)
		case err != nil:
			d.printFailed(job.Title, made, err, then)
		default:
			d.Toast(words.T("Handed to the printer: %s", job.Title))
			then(true)
		}
	})
}

// printFailed shows why nothing was printed. Where the person can mend it, it
// offers the system's viewer; where the printer's driver failed, it opens it, as
// that may get on with the driver.
func (d *Actions) printFailed(title string, made proof, err error, then func(bool)) {
	ui.LogError(d.Log, err)
	done := func() { then(false) }
	view := func() { d.openSpare(title, made, func(bool) { done() }) }
	if app.CodeOf(err) != app.CodeInternal {
		widgets.ShowDialog(d.Window, words.T("This was not printed"), sized(ui.Paragraph(ui.SentenceOf(err))),
			widgets.Action{Label: words.T("Open in another program"), Do: view},
			widgets.Action{Label: words.T("OK"), Kind: widgets.Cancel, Do: done})
		return
	}
	widgets.ShowDialog(d.Window, words.T("This was not printed"),
		sized(ui.Paragraph(ui.SentenceOf(err)+"\n"+words.T("The paper is now opened in the program that this system has for PDF files. Please print it there."))),
		widgets.Action{Label: words.T("OK"), Kind: widgets.Default})
	view()
}

// sized returns a paragraph the width of a dialog.
func sized(text fyne.CanvasObject) fyne.CanvasObject {
	text.Resize(fyne.NewSize(440, 0))
	return text
}

// openSpare writes a paper where only this person can read it and opens it in the
// program that the system has for it. The file goes away at the end of the program
// or at a later start. then learns whether it was opened.
func (d *Actions) openSpare(title string, made proof, then func(opened bool)) {
	folder := d.Spare
	widgets.Run(d.Run, func() (string, error) {
		if err := made.noted(context.Background()); err != nil {
			return "", err
		}
		if err := os.MkdirAll(folder, 0o700); err != nil {
			return "", err
		}
		own, err := os.MkdirTemp(folder, "")
		if err != nil {
			return "", err
		}
		file := filepath.Join(own, paper.SafeName(title))
		return file, os.WriteFile(file, made.pdf, 0o600)
	}, func(file string, err error) {
		if err == nil {
			err = d.Open(file)
		}
		if known := (*app.Error)(nil); errors.As(err, &known) { // it could not be written down
			d.Fail(err)
			then(false)
			return
		}
		if err != nil {
			d.Log.Error("open a paper", "cause", err)
			widgets.ShowTrouble(d.Window, widgets.Trouble{
				What: words.T("The file could not be opened"), Why: words.T("This system has no program for it."),
				Remedy: words.T("Save the paper as a PDF and print it on another computer."),
			})
		}
		then(err == nil)
	})
}

// SpareRoot is the folder in which each running program has a folder of its own
// for the files that other programs open.
func SpareRoot() string {
	cache, err := os.UserCacheDir()
	if err != nil {
		cache = os.TempDir()
	}
	return filepath.Join(cache, "openday", "opened")
}

// SpareFolder is where a running program, named by its number, keeps its files.
func SpareFolder(root string, pid int) string { return filepath.Join(root, strconv.Itoa(pid)) }

// ClearSpare deletes what other programs were given to open by programs that run
// no more. A window of another data file keeps its files. Windows keeps what is
// still open; that goes at a later start.
func ClearSpare(root string, runs func(pid int) bool) {
	all, _ := os.ReadDir(root) // without a folder there is nothing to delete
	for _, e := range all {
		if pid, err := strconv.Atoi(e.Name()); err != nil || pid == os.Getpid() || !runs(pid) {
			_ = os.RemoveAll(filepath.Join(root, e.Name()))
		}
	}
}

// Runs tells whether a program with a number is running. In doubt it is.
func Runs(pid int) bool {
	process, err := os.FindProcess(pid)
	if err != nil {
		return errors.Is(err, os.ErrPermission)
	}
	defer process.Release()
	return runtime.GOOS == "windows" || !errors.Is(process.Signal(syscall.Signal(0)), os.ErrProcessDone)
}

// paperOf is the kind of paper that a file name ends with, as paper.FileName
// makes it: each kind has its printer.
func paperOf(title string) string {
	name := strings.TrimSuffix(title, filepath.Ext(title))
	return name[strings.LastIndex(name, " ")+1:]
}

func (d *Actions) lastSetup(title string) printer.Setup {
	key := "print." + paperOf(title)
	return printer.Setup{
		Printer: d.Prefs.StringWithFallback(key+".printer", d.Prefs.String("print.printer")),
		Duplex:  printer.Duplex(d.Prefs.String(key + ".duplex")),
	}
}

func (d *Actions) rememberSetup(title string, s printer.Setup) {
	key := "print." + paperOf(title)
	d.Remember("print.printer", s.Printer) // also of a paper that was never printed
	d.Remember(key+".printer", s.Printer)
	d.Remember(key+".duplex", string(s.Duplex))
}
