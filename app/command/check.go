package command

import (
	"fmt"

	"github.com/spf13/cobra"

	"openday/app/check"
	"openday/app/paper"
	"openday/app/service"
	"openday/app/words"
)

// checkCommand lists what is found, one a line. What it finds leaves the exit
// status as it is: a plan with holes is no failure of the command.
func (d *session) checkCommand() *cobra.Command {
	var event string
	cmd := &cobra.Command{
		Use:   "check --event ID",
		Short: words.T("lists what is missing, late or against the event's own rules"),
		Long:  words.T("Each line is one finding: its weight (%s), a tab, and a sentence. The exit status is 0 also where something is found.", meanings(check.Weights)),
		Args:  exactly(),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := given(cmd, "event"); err != nil {
				return err
			}
			var found []check.Finding
			err := d.with(cmd.Context(), reading, func(s *service.Service) error {
				var err error
				found, err = s.CheckEvent(cmd.Context(), event, paper.MissingGlyphs)
				return noEvent(err, event)
			})
			if err != nil {
				return err
			}
			for _, f := range found {
				fmt.Fprintf(cmd.OutOrStdout(), "%s\t%s\n", check.Weights.Label(f.Weight), f.Message)
			}
			if len(found) == 0 {
				fmt.Fprintln(cmd.ErrOrStderr(), words.T("Nothing was found."))
			}
			return nil
		},
	}
	eventFlag(cmd, &event)
	return cmd
}
