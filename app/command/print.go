package command

import (
	"context"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"openday/app"
	"openday/app/paper"
	"openday/app/service"
	"openday/app/words"
	"openday/app/workday"
)

// choices are the options of the print command. Those of one paper stand in a
// flag set of its own, so that none is silently ignored for another.
type choices struct {
	signIn paper.SignInOptions
	names  nameChoices
	report paper.SummaryOptions
	year   int
	own    map[paper.Kind]*pflag.FlagSet
}

func newChoices() *choices {
	c := &choices{signIn: paper.DefaultSignInOptions()}
	f := pflag.NewFlagSet("", pflag.ContinueOnError)
	f.SortFlags = false
	f.Var(oneOf(paper.Orders, &c.signIn.Sort), "sort", words.T("order of names: %s", meanings(paper.Orders)))
	f.Var(oneOf(paper.Groupings, &c.signIn.Group), "group", words.T("grouping: %s", meanings(paper.Groupings)))
	f.IntVar(&c.signIn.BlankRows, "blank-rows", c.signIn.BlankRows, words.T("blank rows for walk-ins, `N` from 0 to %d; without it %d", paper.MostBlankRows, c.signIn.BlankRows))
	f.Var(oneOf(paper.PhoneStyles, &c.signIn.Phone), "phone", words.T("telephone numbers: %s", meanings(paper.PhoneStyles)))
	f.BoolVar(&c.signIn.Landscape, "landscape", false, words.T("landscape paper"))
	f.BoolVar(&c.signIn.Notes, "notes", false, words.T("print what is noted of people, too"))
	c.own = map[paper.Kind]*pflag.FlagSet{paper.KindSignIn: f}
	c.report = paper.DefaultSummaryOptions()
	for _, kind := range []paper.Kind{paper.KindSummary, paper.KindSummaryPublic} {
		own := pflag.NewFlagSet("", pflag.ContinueOnError)
		if kind == paper.KindSummary {
			own.Var(someOf(paper.Annexes, &c.report.Annexes), "annexes", words.T("annexes of the report, one or more: %s", meanings(paper.Annexes)))
		} else {
			own.AddFlagSet(c.own[paper.KindSummary])
		}
		c.own[kind] = own
	}
	yearly := pflag.NewFlagSet("", pflag.ContinueOnError)
	yearly.IntVar(&c.year, "year", 0, words.T("the `YEAR` of the yearly report, which needs no event"))
	c.own[paper.KindYearly] = yearly
	c.names.sort = &c.signIn.Sort
	c.names.flags(f.Lookup("sort"), c.own)
	return c
}

// write writes a paper as it was chosen.
func (c *choices) write(ctx context.Context, w io.Writer, kind paper.Kind, d app.Dossier, calendar *workday.Calendar) (paper.Report, error) {
	switch kind {
	case paper.KindPlan:
		return paper.Plan(ctx, w, d, paper.PlanOptions{Calendar: calendar}, app.Clock())
	case paper.KindLetters, paper.KindCards, paper.KindBadges:
		return c.names.write(ctx, w, kind, d)
	case paper.KindSignIn:
		return paper.SignIn(ctx, w, d, c.signIn, app.Clock())
	case paper.KindSummary:
		return paper.Summary(ctx, w, d, c.report, app.Clock())
	case paper.KindSummaryPublic:
		return paper.PublicSummary(ctx, w, d, c.report, app.Clock())
	}
	return paper.Ready[kind](ctx, w, d, app.Clock())
}

// print gives what is remembered of a print; ok is false where nothing is.
func (c *choices) print(kind paper.Kind, d app.Dossier) (p app.Print, ok bool) {
	switch kind {
	case paper.KindSignIn:
		return app.Print{Options: c.signIn.String(), Lines: paper.SignInLines(d, c.signIn)}, true
	case paper.KindAgenda, paper.KindRunSheet:
		return app.Print{Lines: app.AgendaLines(d.Agenda)}, true
	}
	return app.Print{}, false
}

func (d *desk) printCommand() *cobra.Command {
	var event, preset string
	var to delivery
	chosen := newChoices()
	cmd := &cobra.Command{
		Use:   "print PAPER --event ID (--out FILE.pdf|FILE.docx | --printer NAME) [OPTION...]",
		Short: words.T("writes a paper as a PDF, the summary report also as a Word file, or prints it"),
		Long: words.T("Papers: %s. The options stand in the order of the papers that have them.", meanings(paper.Papers)) + "\n" +
			words.T("A file that ends in .docx makes summary and summary-public Word files to be edited."),
		Args: exactly("PAPER"),
	}
	cmd.Flags().SortFlags = false
	eventFlag(cmd, &event)
	to.flags(cmd)
	cmd.Flags().StringVar(&preset, "preset", "", words.T("choices that were saved under this `NAME`"))
	for _, p := range paper.Papers {
		if own := chosen.own[p.Code]; own != nil {
			cmd.Flags().AddFlagSet(own)
		}
	}
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		kind := paper.Kind(args[0])
		if !paper.Papers.Has(kind) {
			return wrongUse(cmd, "There is no paper “%s”. There are: %s.", args[0], meanings(paper.Papers))
		}
		if kind != paper.KindYearly {
			if err := given(cmd, "event"); err != nil {
				return err
			}
		}
		if err := to.check(cmd); err != nil {
			return err
		}
		var stray string
		for _, flags := range chosen.own {
			flags.VisitAll(func(f *pflag.Flag) {
				if own := chosen.own[kind]; f.Changed && (own == nil || own.Lookup(f.Name) == nil) {
					stray = f.Name
				}
			})
		}
		if stray != "" {
			return wrongUse(cmd, "The option %s is not for the paper %s.", "--"+stray, args[0])
		}
		if kind == paper.KindYearly {
			return d.printYear(cmd, chosen.year, event, to)
		}
		chosen.report.Word = strings.EqualFold(filepath.Ext(to.out), ".docx")
		if err := d.recall(cmd, chosen, kind, preset); err != nil {
			return err
		}
		var dossier app.Dossier
		var calendar *workday.Calendar
		err := d.with(cmd.Context(), reading, func(s *service.Service) error {
			var err error
			if dossier, err = s.Dossier(cmd.Context(), event); err != nil {
				return noEvent(err, event)
			}
			if chosen.report.Photos, err = s.Photos(cmd.Context(), event); err != nil {
				return err
			}
			calendar, err = s.Calendar(cmd.Context())
			return err
		})
		if err != nil {
			return err
		}
		err = d.deliver(cmd, to, goods{event, kind, paper.FileName(dossier.Event, kind)}, func(ctx context.Context, w io.Writer) (paper.Report, error) {
			return chosen.write(ctx, w, kind, dossier, calendar)
		})
		if err != nil {
			return err
		}
		if p, ok := chosen.print(kind, dossier); ok {
			p.EventID, p.Paper = event, args[0]
			err := d.with(cmd.Context(), reading, func(s *service.Service) error { return s.RememberPrint(cmd.Context(), p) })
			if err != nil {
				fmt.Fprintln(cmd.ErrOrStderr(), words.T("The paper is written, but what it says could not be remembered."), err)
			}
		}
		return nil
	}
	return cmd
}

// printYear writes the yearly report.
func (d *desk) printYear(cmd *cobra.Command, year int, event string, to delivery) error {
	if event != "" {
		return wrongUse(cmd, "The option %s is not for the paper %s.", "--event", string(paper.KindYearly))
	}
	if year == 0 {
		return wrongUse(cmd, "The option %s is missing.", "--year")
	}
	var figures app.YearFigures
	err := d.with(cmd.Context(), reading, func(s *service.Service) error {
		var err error
		figures, err = s.YearFigures(cmd.Context(), year, app.Clock())
		return err
	})
	if err != nil {
		return err
	}
	return d.deliver(cmd, to, goods{kind: paper.KindYearly, title: fmt.Sprintf("%d %s.pdf", year, paper.Papers.Chinese(paper.KindYearly))}, func(ctx context.Context, w io.Writer) (paper.Report, error) {
		return paper.Yearly(ctx, w, figures)
	})
}

// meanings lists the words of a vocabulary as the command line has them, with
// what they mean: pinyin 按姓名拼音.
func meanings[T ~string](list app.Vocabulary[T]) string {
	all := make([]string, len(list))
	for i, w := range list {
		all[i] = string(w.Code) + " " + w.Label()
	}
	return strings.Join(all, ", ")
}

// noEvent says it of an error where there is no such event.
func noEvent(err error, event string) error {
	if app.CodeOf(err) == app.CodeNotFound {
		return app.Errorf(app.CodeNotFound, err, "There is no event with the id “%s”. “openday events” lists them.", event)
	}
	return err
}

func eventFlag(cmd *cobra.Command, event *string) {
	cmd.Flags().StringVar(event, "event", "", words.T("the event's `ID`; “openday events” lists them"))
}

func outFlag(cmd *cobra.Command, out *string) {
	cmd.Flags().StringVar(out, "out", "", words.T("the `FILE` to write"))
}

// given wants options to have a value.
func given(cmd *cobra.Command, names ...string) error {
	for _, name := range names {
		if cmd.Flag(name).Value.String() == "" {
			return wrongUse(cmd, "The option %s is missing.", "--"+name)
		}
	}
	return nil
}
