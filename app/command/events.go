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

	Programme string      `json:"programme"`
	Change    *changeLine `json:"change"` // null where it takes place as planned
}

// changeLine is what became of an event as --json says it.
type changeLine struct {
	Change  string `json:"change"`   // its Chinese name
	Reason  string `json:"reason"`   // empty where none is given
	Planned string `json:"planned"`  // the date for which the event was planned; empty where it had none
	NewDate string `json:"new_date"` // empty while it is not named
	Decided string `json:"decided"`  // the day of the decision; empty where it is not given
}

// changeOf says what became of an event, nil where it takes place as planned.
func changeOf(e app.Event) *changeLine {
	if e.Change == "" {
		return nil
	}
	c := &changeLine{Change: app.EventChanges.Chinese(e.Change), Reason: e.ChangeReason, Planned: whenOf(e), Decided: app.ISODate(e.ChangedOn)}
	if to := e.Changing().To; !to.IsZero() {
		c.NewDate = whenOf(e)
		c.Planned = whenOf(app.Dossier{Event: e}.AsPlanned().Event)
	}
	return c
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
					lines = append(lines, eventLine{e.ID, whenOf(e.Event), app.States.Chinese(e.State), e.Title, e.Invitees, e.Opinions, e.Programme, changeOf(e.Event)})
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
				change := ""
				if l.Change != nil {
					change = "\t" + l.Change.Change
				}
				fmt.Fprintf(cmd.OutOrStdout(), "%s\t%s\t%s\t%s\t%d\t%d%s\n", l.ID, l.Date, l.State, oneLine(l.Title), l.Invitees, l.Opinions, change)
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
