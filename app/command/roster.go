package command

import (
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"openday/app"
	"openday/app/roster"
	"openday/app/service"
	"openday/app/words"
	"openday/app/workbook"
)

func (d *session) rosterCommand() *cobra.Command {
	var event string
	var sheet string
	var dry, hidden bool
	policy := roster.DuplicatesSkip
	cmd := &cobra.Command{
		Use:   "roster FILE --event ID [--dry-run] [--duplicates skip|update|add] [--sheet NAME] [--hidden]",
		Short: words.T("adds invitees from a roster (Excel, WPS, Word or text)"),
		Long: words.T("Writes one line a row: its number, new, update, duplicate, error or skipped, the name, and why; then the totals. " +
			"Rows in error are left out, the others are added."),
		Args: exactly("FILE"),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := given(cmd, "event"); err != nil {
				return err
			}
			access := writing
			if dry {
				access = reading
			}
			list, err := readRoster(cmd.Context(), args[0], sheet)
			if err != nil {
				return err
			}
			var verdicts []roster.Judged
			err = d.with(cmd.Context(), access, func(s *service.Service) error {
				chosen, err := s.RosterColumns(cmd.Context())
				if err != nil {
					return err
				}
				list.TakeHidden(hidden)
				list.Recall(chosen)
				of, err := s.Event(cmd.Context(), event)
				if err != nil {
					return err
				}
				list.Day = app.DayOf(of.Start)
				switch {
				case list.Guessed:
					return app.Errorf(app.CodeInvalid, nil, "There is no row of headings in %s. Put one above the people, with 姓名 over the names.", args[0])
				case !list.Has(roster.Name):
					return app.Errorf(app.CodeInvalid, nil, "No column of %s is headed 姓名. Head the names so.", args[0])
				}
				if dry {
					verdicts, err = s.PreviewRoster(cmd.Context(), event, list.Rows(), policy)
				} else {
					var done service.RosterImport
					done, err = s.AddRoster(cmd.Context(), event, list.Rows(), policy)
					verdicts = done.Verdicts
				}
				return noEvent(err, event)
			})
			if err != nil {
				return err
			}
			tellOtherSheets(cmd.ErrOrStderr(), list)
			for _, h := range list.HiddenColumns() {
				fmt.Fprintln(cmd.ErrOrStderr(), words.T("Nothing is taken from the hidden column “%s”; --hidden takes it, too.", h))
			}
			for _, h := range list.Unused() {
				fmt.Fprintln(cmd.ErrOrStderr(), words.T("Nothing is taken from the column “%s”.", h))
			}
			printVerdicts(cmd.OutOrStdout(), verdicts)
			return nil
		},
	}
	eventFlag(cmd, &event)
	cmd.Flags().BoolVar(&dry, "dry-run", false, words.T("says what would be done and changes nothing"))
	cmd.Flags().StringVar(&sheet, "sheet", "", words.T("names the sheet to read"))
	cmd.Flags().BoolVar(&hidden, "hidden", false, words.T("takes what is hidden or struck through, too"))
	cmd.Flags().Var(oneOf(roster.DuplicatePolicies, &policy), "duplicates", words.T("what becomes of people who are there already: %s", meanings(roster.DuplicatePolicies)))
	return cmd
}

// readRoster reads a list of invitees from a file, on the sheet that is named.
func readRoster(ctx context.Context, file, sheet string) (*workbook.Roster, error) {
	f, err := openFile(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	roster, err := workbook.ReadRoster(ctx, f, sheet)
	if err != nil || sheet == "" || roster.Sheet == sheet {
		return roster, err
	}
	if len(roster.Sheets) == 0 {
		return nil, app.Errorf(app.CodeInvalid, nil, "There are no sheets in %s. Leave out --sheet.", file)
	}
	names := make([]string, len(roster.Sheets))
	for i, s := range roster.Sheets {
		names[i] = s.Name
	}
	return nil, app.Errorf(app.CodeInvalid, nil, "There is no sheet “%s” in %s. It has: %s.", sheet, file, strings.Join(names, words.T(", |between words of a list")))
}

// tellOtherSheets names the sheets with people that were not read.
func tellOtherSheets(w io.Writer, roster *workbook.Roster) {
	for _, s := range roster.Sheets {
		switch {
		case s.People == 0:
		case s.Hidden:
			fmt.Fprintln(w, words.T("The hidden sheet “%s” was not read; %d people stand on it. --sheet reads it.", s.Name, s.People))
		default:
			fmt.Fprintln(w, words.T("The sheet “%s” was not read; %d people stand on it. --sheet reads it.", s.Name, s.People))
		}
	}
}

// printVerdicts writes one line a row, and the totals.
func printVerdicts(w io.Writer, verdicts []roster.Judged) {
	counts := map[roster.Verdict]int{}
	for _, v := range verdicts {
		counts[v.Verdict]++
		name := v.Invitee.Person.Name
		if v.Verdict == roster.VerdictSkipped && !v.Hidden && !v.Struck {
			name = ""
		}
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\n", v.Key(), v.Verdict, oneLine(name), oneLine(v.Why()))
	}
	totals := make([]string, len(roster.Verdicts))
	for i, v := range roster.Verdicts {
		totals[i] = fmt.Sprintf("%s %d", v.Code, counts[v.Code])
	}
	fmt.Fprintf(w, "%s\t%s\n", words.T("total|of rows"), strings.Join(totals, ", "))
}

// oneLine is a text without line ends, tabs and double spaces.
func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }
