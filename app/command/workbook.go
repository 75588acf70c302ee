package command

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"

	"github.com/spf13/cobra"

	"openday/app"
	"openday/app/outfile"
	"openday/app/service"
	"openday/app/words"
	"openday/app/workbook"
)

func (d *session) importCommand() *cobra.Command {
	var hidden bool
	cmd := &cobra.Command{
		Use:   "import FILE.xlsx [--hidden]",
		Short: words.T("adds the event in an activity workbook and prints its id"),
		Args:  exactly("FILE.xlsx"),
		RunE: func(cmd *cobra.Command, args []string) error {
			book, err := readWorkbook(cmd.Context(), args[0], hidden)
			if err != nil {
				return err
			}
			for _, w := range book.Warnings {
				fmt.Fprintln(cmd.ErrOrStderr(), w)
			}
			return d.with(cmd.Context(), writing, func(s *service.Service) error {
				id, err := s.AddDossier(cmd.Context(), book.Dossier)
				if err != nil {
					return err
				}
				fmt.Fprintln(cmd.OutOrStdout(), id)
				return nil
			})
		},
	}
	cmd.Flags().BoolVar(&hidden, "hidden", false, words.T("takes what is hidden or struck through, too"))
	return cmd
}

func readWorkbook(ctx context.Context, file string, hidden bool) (workbook.Book, error) {
	f, err := openFile(file)
	if err != nil {
		return workbook.Book{}, err
	}
	defer f.Close()
	return workbook.ReadBook(ctx, f, hidden)
}

// openFile opens a file that was named on the command line.
func openFile(file string) (*os.File, error) {
	f, err := os.Open(file)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, app.Errorf(app.CodeInvalid, err, "There is no file %s.", file)
	}
	if err != nil {
		return nil, app.Errorf(app.CodeInvalid, err, "The file %s cannot be read. It may be open in another program, or belong to somebody else.", file)
	}
	return f, nil
}

func (d *session) exportCommand() *cobra.Command {
	var event, out string
	cmd := &cobra.Command{
		Use:   "export --event ID --out FILE.xlsx",
		Short: words.T("writes an event's activity workbook"),
		Args:  exactly(),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := given(cmd, "event", "out"); err != nil {
				return err
			}
			var dossier app.Dossier
			err := d.with(cmd.Context(), reading, func(s *service.Service) (err error) {
				dossier, err = s.ExportDossier(cmd.Context(), event)
				return noEvent(err, event)
			})
			if err != nil {
				return err
			}
			if err := outfile.WritePrivate(out, func(w io.Writer) error { return workbook.Write(w, dossier) }); err != nil {
				return err
			}
			fmt.Fprintln(cmd.OutOrStdout(), out)
			return nil
		},
	}
	eventFlag(cmd, &event)
	outFlag(cmd, &out)
	return cmd
}
