package command

import (
	"context"
	"fmt"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"openday/app"
	"openday/app/archive"
	"openday/app/papers"
	"openday/app/service"
	"openday/app/words"
)

// numbersOf are the values of --numbers.
var numbersOf = []string{"masked", "full"}

func (d *session) archiveCommand() *cobra.Command {
	var event, out, date string
	numbers := numbersOf[0]
	var choices archive.Choices
	index, _ := papers.All.Of(papers.KindContents)
	terms := index.New(app.Clock())
	cmd := &cobra.Command{
		Use:   "archive --event ID --out FOLDER|FILE.zip [OPTION...]",
		Short: words.T("writes all that belongs to an event for the archive: papers, workbook, photos, list of contents and check sums"),
		Long:  words.T("A folder or file that holds an earlier pack of the event is brought up to date: only what has changed is written. What the event lacks is told on standard error. With full numbers the pack is for its user alone."),
		Args:  exactly(),
	}
	flags := cmd.Flags()
	eventFlag(cmd, &event)
	flags.StringVar(&out, "out", "", words.T("the `FOLDER` or FILE.zip to write"))
	flags.Var(choice[string]{&numbers, numbersOf}, "numbers", words.T("ID numbers and telephones masked or in full"))
	flags.BoolVar(&choices.SM3, "sm3", false, words.T("check sums of SM3 besides"))
	flags.StringVar(&date, "date", "", words.T("the `DATE` by which the papers tell how things stand, such as 2026-09-24; without it that of the last change"))
	for _, o := range terms.Options() {
		if !o.Dates() {
			addOption(flags, o)
		}
	}
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		if err := given(cmd, "event", "out"); err != nil {
			return err
		}
		if date != "" {
			day, err := time.ParseInLocation(time.DateOnly, date, app.Zone)
			if err != nil {
				return wrongUse(cmd, "Write the date like 2026-09-24.")
			}
			choices.Date = day
		}
		choices.Full, choices.Contents = numbers == numbersOf[1], map[string]string{}
		for _, o := range terms.Options() {
			if f := cmd.Flag(o.Name); !o.Dates() && f.Changed {
				choices.Contents[o.Name] = f.Value.String()
			}
		}
		return d.archive(cmd, event, out, choices)
	}
	return cmd
}

// archive makes the pack of an event, has it written down, and writes it.
func (d *session) archive(cmd *cobra.Command, event, out string, c archive.Choices) error {
	ctx := cmd.Context()
	pack, err := d.makePack(ctx, event, c)
	if err != nil {
		return err
	}
	for _, sentence := range pack.Missing {
		fmt.Fprintln(cmd.ErrOrStderr(), sentence)
	}
	place, err := filepath.Abs(out)
	if err != nil {
		place = out
	}
	err = d.with(ctx, reading, func(s *service.Service) error { return s.SendPack(ctx, event, place, pack.People) })
	if err != nil {
		return err
	}
	done, err := pack.Write(out)
	if err != nil {
		return err
	}
	fmt.Fprintln(cmd.ErrOrStderr(), words.T("%d files: %d new, %d changed, %d removed", len(pack.Files), done.New, done.Changed, done.Removed))
	fmt.Fprintln(cmd.OutOrStdout(), out)
	return nil
}

func (d *session) makePack(ctx context.Context, event string, c archive.Choices) (pack archive.Pack, err error) {
	err = d.with(ctx, reading, func(s *service.Service) error {
		dossier, err := s.Dossier(ctx, event)
		if err != nil {
			return noEvent(err, event)
		}
		photos, err := s.Photos(ctx, event)
		if err != nil {
			return err
		}
		pack, err = archive.Make(ctx, papers.All, dossier, photos, c)
		return err
	})
	return pack, err
}
