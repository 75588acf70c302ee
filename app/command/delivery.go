package command

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"openday/app"
	"openday/app/outfile"
	"openday/app/paper"
	"openday/app/papers"
	"openday/app/printer"
	"openday/app/service"
	"openday/app/words"
)

// delivery is where a paper goes: into a file, or to a printer.
type delivery struct {
	out    string
	pages  string
	setup  printer.Setup
	copies int
}

// standardPrinter is the name for the system's default printer.
const standardPrinter = "default"

// sidesOf are the values of --duplex.
var sidesOf = []printer.Duplex{printer.LongEdge, printer.ShortEdge}

// printing are the options that go with a printer alone.
var printing = []string{"copies", "pages", "duplex"}

func (t *delivery) flags(cmd *cobra.Command) {
	outFlag(cmd, &t.out)
	f := cmd.Flags()
	f.StringVar(&t.setup.Printer, "printer", "", words.T("in place of --out: the `NAME` of the printer to print on; “%s” is the system's default one", standardPrinter))
	f.IntVar(&t.copies, "copies", 1, words.T("with --printer: how many copies, `N` from 1 to %d", printer.MostCopies))
	f.StringVar(&t.pages, "pages", "", words.T("with --printer: the `PAGES` to print, like 1-3,5; without it all"))
	f.Var(choice[printer.Duplex]{&t.setup.Duplex, sidesOf}, "duplex", words.T("with --printer: print on both sides, turned at the long or the short edge"))
}

// check wants either a file or a printer.
func (t *delivery) check(cmd *cobra.Command) error {
	if !cmd.Flags().Changed("printer") {
		for _, name := range printing {
			if cmd.Flags().Changed(name) {
				return wrongUse(cmd, "The option %s is only for printing: give --printer, too.", "--"+name)
			}
		}
		return given(cmd, "out")
	}
	if cmd.Flags().Changed("out") {
		return wrongUse(cmd, "Give either --out or --printer.")
	}
	if t.copies < 1 || t.copies > printer.MostCopies {
		return wrongUse(cmd, "From 1 to %d copies can be printed at once.", printer.MostCopies)
	}
	t.setup.Copies = t.copies
	return given(cmd, "printer")
}

// toldPages is after how many pages of a long paper a command says how far it is.
const toldPages = 500

// goods are a paper that is delivered.
type goods struct {
	event string // empty where it is of none
	kind  paper.Kind
	title string // its file name
}

// deliver makes a paper, has it written down that it goes out, and writes or
// prints it; says where it is, and what to know of it.
func (d *session) deliver(cmd *cobra.Command, s *service.Service, to delivery, what goods, write func(context.Context, io.Writer) (paper.Report, error)) error {
	var made bytes.Buffer
	making := paper.WithProgress(cmd.Context(), func(page, of int) {
		if of > 0 && page%toldPages == 0 {
			fmt.Fprintln(cmd.ErrOrStderr(), words.T("Page %d of %d", page, of))
		}
	})
	report, err := write(making, &made)
	if err != nil {
		return err
	}
	err = s.SendPaper(cmd.Context(), what.event, papers.All.Label(what.kind), report.Full)
	if err == nil && to.setup.Printer == "" {
		put := outfile.Write
		if report.Private {
			put = outfile.WritePrivate
		}
		err = put(to.out, func(w io.Writer) error {
			_, err := w.Write(made.Bytes())
			return err
		})
	}
	if err != nil {
		return err
	}
	for _, warning := range report.Warnings() {
		fmt.Fprintln(cmd.ErrOrStderr(), warning)
	}
	if to.setup.Printer == "" {
		fmt.Fprintln(cmd.OutOrStdout(), to.out)
		return nil
	}
	return d.printOut(cmd, to, what.title, made.Bytes(), report.Pages)
}

// printOut prints a paper that was made.
func (d *session) printOut(cmd *cobra.Command, to delivery, title string, pdf []byte, count int) error {
	job := printer.Job{Setup: to.setup, Title: title, PDF: pdf}
	if job.Printer == standardPrinter {
		job.Printer = ""
	}
	var err error
	if job.Pages, err = printer.ParsePages(to.pages, count); err != nil {
		return err
	}
	err = d.Print(cmd.Context(), job, func(page, of int) {
		if of > 0 {
			fmt.Fprintln(cmd.ErrOrStderr(), words.T("Page %d of %d", page, of))
		}
	})
	switch {
	case errors.Is(err, context.Canceled):
		return app.Errorf(app.CodeInternal, nil, "Printing was cancelled. What was not yet on paper is not printed.")
	case err != nil:
		return err
	}
	fmt.Fprintln(cmd.OutOrStdout(), words.T("Printed: %s", title))
	return nil
}
