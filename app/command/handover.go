package command

import (
	"fmt"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"openday/app/handover"
	"openday/app/merge"
	"openday/app/service"
	"openday/app/words"
)

func (d *session) handOverCommand() *cobra.Command {
	var out, secret string
	var events []string
	cmd := &cobra.Command{
		Use:   "handover --out FILE.openday [--event ID ...]",
		Short: words.T("writes events with everything that belongs to them to an encrypted hand-over file; all events without --event"),
		Long:  words.T("The passphrase is read from --passphrase-file, else from OPENDAY_PASSPHRASE, else from the terminal. It cannot be recovered when it is forgotten."),
		Args:  exactly(),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := given(cmd, "out"); err != nil {
				return err
			}
			passphrase, err := d.readPassphrase(cmd, secret)
			if err == nil {
				err = handover.CheckPassphrase(passphrase)
			}
			if err != nil {
				return err
			}
			return d.with(cmd.Context(), writing, func(s *service.Service) error {
				if err := handover.Write(cmd.Context(), out, s, events, passphrase, d.Version); err != nil {
					return err
				}
				fmt.Fprintln(cmd.OutOrStdout(), out)
				return nil
			})
		},
	}
	cmd.Flags().StringArrayVar(&events, "event", nil, words.T("the event with this `ID`, which “openday events” lists; may be given several times"))
	outFlag(cmd, &out)
	passphraseFlag(cmd, &secret)
	return cmd
}

func (d *session) receiveCommand() *cobra.Command {
	var secret string
	var dry, back bool
	cmd := &cobra.Command{
		Use:   "receive FILE.openday [--dry-run]",
		Short: words.T("merges a hand-over file into the data file and says what became of each event"),
		Long:  words.T("Where both sides changed an entry the newer one is taken and both are shown on standard error. What is not taken is kept."),
		Args:  exactly("FILE.openday"),
		RunE: func(cmd *cobra.Command, args []string) error {
			passphrase, err := d.readPassphrase(cmd, secret)
			if err != nil {
				return err
			}
			// A wrong passphrase or a broken file is told before a data file is made.
			if err := handover.Check(cmd.Context(), args[0], passphrase); err != nil {
				return err
			}
			return d.with(cmd.Context(), writing, func(s *service.Service) error {
				var receipts []merge.Receipt
				if dry || back { // else nobody asks what would come of it
					err := handover.Read(args[0], passphrase, func(_ handover.Header, next service.HandOverSource) (err error) {
						receipts, err = s.PreviewHandOver(cmd.Context(), next)
						return err
					})
					if err != nil {
						return err
					}
				}
				if !dry {
					choices := map[string]bool{}
					for _, r := range receipts {
						if r.Verdict == merge.VerdictDeleted {
							choices[r.TakeBack()] = true
						}
					}
					receipts, err = s.Receive(cmd.Context(), handover.File(args[0], passphrase), choices)
					if err != nil {
						return err
					}
				}
				tellReceipts(cmd, receipts)
				return nil
			})
		},
	}
	cmd.Flags().BoolVar(&dry, "dry-run", false, words.T("says what would be merged and changes nothing"))
	cmd.Flags().BoolVar(&back, "take-back", false, words.T("takes events back, too, that were deleted here"))
	passphraseFlag(cmd, &secret)
	return cmd
}

// tellReceipts prints one line an event, and every conflict with both versions.
func tellReceipts(cmd *cobra.Command, receipts []merge.Receipt) {
	for _, r := range receipts {
		fmt.Fprintf(cmd.OutOrStdout(), "%s\t%s\t%s\t%s\n", r.EventID, strings.Join(strings.Fields(r.Title), " "), merge.Verdicts.Label(r.Verdict), r.Figures())
		for _, sentence := range r.Notices {
			fmt.Fprintln(cmd.ErrOrStderr(), sentence)
		}
		for _, c := range r.Conflicts {
			fmt.Fprintln(cmd.ErrOrStderr(), c.Words())
		}
	}
}

func passphraseFlag(cmd *cobra.Command, file *string) {
	cmd.Flags().StringVar(file, "passphrase-file", "", words.T("the `FILE` whose first line is the passphrase"))
}

// readPassphrase gets the passphrase from a file, the environment or the
// terminal: an argument would stand in the list of processes.
func (d *session) readPassphrase(cmd *cobra.Command, file string) (string, error) {
	if file != "" {
		return firstLine(file)
	}
	if secret := os.Getenv("OPENDAY_PASSPHRASE"); secret != "" {
		return secret, nil
	}
	secret, ok, err := d.Ask(cmd.Context(), words.T("Passphrase: "))
	if !ok && err == nil {
		err = wrongUse(cmd, "No passphrase is given.")
	}
	return secret, err
}
