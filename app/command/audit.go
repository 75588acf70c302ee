package command

import (
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"openday/app"
	"openday/app/service"
	"openday/app/words"
)

// auditLine is an entry of the audit list as --json lists it.
type auditLine struct {
	Time    string `json:"time"` // 2022-11-22 08:30:00
	By      string `json:"by"`
	Action  string `json:"action"` // its Chinese name
	EventID string `json:"event_id"`
	Event   string `json:"event"` // its title; empty where it is gone or about none
	Detail  string `json:"detail"`
}

func (d *session) auditCommand() *cobra.Command {
	var event string
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "audit [--event ID] [--json]",
		Short: words.T("lists who did what, the newest first: time, who, action, event, detail"),
		Args:  exactly(),
		RunE: func(cmd *cobra.Command, _ []string) error {
			lines := []auditLine{}
			err := d.with(cmd.Context(), reading, func(s *service.Service) error {
				entries, err := s.AuditLines(cmd.Context(), app.AuditFilter{EventID: event})
				for _, e := range entries {
					lines = append(lines, auditLine{e.At.Format(time.DateTime), e.By, app.AuditActions.Chinese(e.Action), e.EventID, e.Title, e.Detail})
				}
				return err
			})
			if err != nil && app.CodeOf(err) != app.CodeNotFound { // nothing was done yet with a file that is still to be made
				return err
			}
			if asJSON {
				return printJSON(cmd, lines)
			}
			if len(lines) == 0 {
				fmt.Fprintln(cmd.ErrOrStderr(), words.T("Nothing is written down."))
			}
			for _, l := range lines {
				fmt.Fprintf(cmd.OutOrStdout(), "%s\t%s\t%s\t%s\t%s\n", l.Time, oneLine(l.By), l.Action, oneLine(l.Event), oneLine(l.Detail))
			}
			return nil
		},
	}
	cmd.Flags().StringVar(&event, "event", "", words.T("only of the event with this `ID`, which may be deleted meanwhile"))
	cmd.Flags().BoolVar(&asJSON, "json", false, words.T("as JSON"))
	return cmd
}
