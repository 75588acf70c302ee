package command

import (
	"context"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"openday/app"
	"openday/app/opinions"
	"openday/app/service"
	"openday/app/words"
)

// opinionLine is an opinion as --json lists it.
type opinionLine struct {
	Speaker  string `json:"speaker"`
	Unit     string `json:"unit"`
	Stop     string `json:"stop"`
	Category string `json:"category"`
	Content  string `json:"content"`
}

// standardInput is the name of a file that stands for the standard input.
const standardInput = "-"

func (d *session) opinionsCommand() *cobra.Command {
	var event string
	var dry, asJSON bool
	cmd := &cobra.Command{
		Use:   "opinions FILE --event ID [--dry-run] [--json]",
		Short: words.T("records opinions from a text or a table (Excel, WPS, Word or text)"),
		Long: words.T("Reads them as “Several at once” does: who spoke before a colon, with the unit in brackets; tables with and without headings; plain lines. FILE may be - for the standard input. " +
			"Writes one line an opinion: who spoke, the unit, the stop, the category, the content."),
		Args: exactly("FILE"),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := given(cmd, "event"); err != nil {
				return err
			}
			access := writing
			if dry {
				access = reading
			}
			var list opinions.List
			err := d.with(cmd.Context(), access, func(s *service.Service) error {
				dossier, err := s.Dossier(cmd.Context(), event)
				if err != nil {
					return noEvent(err, event)
				}
				if list, err = readOpinions(cmd.Context(), cmd.InOrStdin(), args[0], opinions.KnownOf(dossier)); err != nil || dry {
					return err
				}
				record := make([]app.Feedback, len(list.Opinions))
				for i, f := range list.Opinions {
					if f.Content == "" {
						return app.Errorf(app.CodeInvalid, nil, "Opinion %d, of %s, says nothing. Complete it in the file and read it again; nothing was recorded.", i+1, f.SpeakerOrAnonymous())
					}
					f.EventID = event
					if f.Channel == "" {
						f.Channel = app.FeedbackChannels[0]
					}
					record[i] = f
				}
				opinions.Addressed(record, dossier.Invitees)
				_, err = s.AddFeedback(cmd.Context(), record)
				return err
			})
			if err != nil {
				return err
			}
			for _, h := range list.Unused {
				fmt.Fprintln(cmd.ErrOrStderr(), words.T("Nothing is taken from the column “%s”.", h))
			}
			if len(list.Opinions) == 0 {
				fmt.Fprintln(cmd.ErrOrStderr(), words.T("No opinion was found in the file."))
			}
			if asJSON {
				lines := make([]opinionLine, len(list.Opinions))
				for i, f := range list.Opinions {
					lines[i] = opinionLine{f.Speaker, f.Unit, f.Stop, f.Category, f.Content}
				}
				return printJSON(cmd, lines)
			}
			for _, f := range list.Opinions {
				fmt.Fprintf(cmd.OutOrStdout(), "%s\t%s\t%s\t%s\t%s\n", oneLine(f.Speaker), oneLine(f.Unit), oneLine(f.Stop), oneLine(f.Category), oneLine(f.Content))
			}
			return nil
		},
	}
	eventFlag(cmd, &event)
	cmd.Flags().BoolVar(&dry, "dry-run", false, words.T("says what would be done and changes nothing"))
	cmd.Flags().BoolVar(&asJSON, "json", false, words.T("as JSON"))
	return cmd
}

func readOpinions(ctx context.Context, in io.Reader, file string, known opinions.Known) (opinions.List, error) {
	if file == standardInput {
		return opinions.Read(ctx, in, known)
	}
	f, err := openFile(file)
	if err != nil {
		return opinions.List{}, err
	}
	defer f.Close()
	return opinions.Read(ctx, f, known)
}
