package command

import (
	"encoding/json"
	"fmt"

	"github.com/spf13/cobra"

	"openday/app"
	"openday/app/service"
	"openday/app/words"
)

// eventLine is an event as --json lists it.
type eventLine struct {
	ID       string `json:"id"`
	Date     string `json:"date"`  // 2022-11-22 08:30
	State    string `json:"state"` // its Chinese name
	Title    string `json:"title"`
	Invitees int    `json:"invitees"`
	Opinions int    `json:"opinions"`
}

func (d *session) eventsCommand() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "events [--json]",
		Short: words.T("lists the events: id, date, state, title, invitees, opinions"),
		Args:  exactly(),
		RunE: func(cmd *cobra.Command, _ []string) error {
			lines := []eventLine{}
			err := d.with(cmd.Context(), looking, func(s *service.Service) error {
				events, err := s.Events(cmd.Context(), app.EventFilter{})
				for _, e := range events {
					lines = append(lines, eventLine{e.ID, whenOf(e.Event), app.States.Chinese(e.State), e.Title, e.Invitees, e.Opinions})
				}
				return err
			})
			if err != nil && app.CodeOf(err) != app.CodeNotFound { // a file that is still to be made holds no event
				return err
			}
			if asJSON {
				return printJSON(cmd, lines)
			}
			if len(lines) == 0 {
				fmt.Fprintln(cmd.ErrOrStderr(), words.T("No event yet. “openday import FILE.xlsx” adds one."))
			}
			for _, l := range lines {
				fmt.Fprintf(cmd.OutOrStdout(), "%s\t%s\t%s\t%s\t%d\t%d\n", l.ID, l.Date, l.State, oneLine(l.Title), l.Invitees, l.Opinions)
			}
			return nil
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, words.T("as JSON"))
	return cmd
}

// whenOf writes when an event starts, as far as that is given.
func whenOf(e app.Event) string {
	if e.HasClock() {
		return e.Start.Format("2006-01-02 15:04")
	}
	return app.ISODate(e.Start)
}

// printJSON writes a list as JSON, as people and scripts read it.
func printJSON(cmd *cobra.Command, list any) error {
	encoder := json.NewEncoder(cmd.OutOrStdout())
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	return encoder.Encode(list)
}
