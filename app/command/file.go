package command

import (
	"fmt"

	"github.com/spf13/cobra"

	"openday/app"
	"openday/app/place"
	"openday/app/service"
	"openday/app/words"
)

func (d *session) backupCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "backup FILE",
		Short: words.T("copies the data file, also while it is in use"),
		Args:  exactly("FILE"),
		RunE: func(cmd *cobra.Command, args []string) error {
			err := d.with(cmd.Context(), looking, func(s *service.Service) error { return s.Backup(cmd.Context(), args[0]) })
			if err != nil {
				return err
			}
			fmt.Fprintln(cmd.OutOrStdout(), args[0])
			return nil
		},
	}
}

func (d *session) restoreCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "restore FILE",
		Short: words.T("puts a copy back in place of the data file, which is kept aside"),
		Args:  exactly("FILE"),
		RunE: func(cmd *cobra.Command, args []string) error {
			by, err := d.signature(cmd.Context())
			if err != nil {
				return err
			}
			var aside string
			err = d.withCode(cmd.Context(), func(code string) (err error) {
				aside, err = d.Restore(cmd.Context(), args[0], d.file, code, by)
				return err
			})
			switch app.CodeOf(err) {
			case app.CodeForeign, app.CodeDamaged, app.CodeNewer: // the copy is: the data file may be what it likes
				return &app.Error{Code: app.CodeInvalid, Message: err.Error(), Err: err}
			}
			if err != nil {
				return err
			}
			if aside != "" {
				fmt.Fprintln(cmd.ErrOrStderr(), words.T("The data file as it was is kept as %s.", aside))
			}
			fmt.Fprintln(cmd.OutOrStdout(), d.file)
			return nil
		},
	}
}

func (d *session) doctorCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "doctor",
		Short: words.T("checks the data file"),
		Args:  exactly(),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return d.with(cmd.Context(), looking, func(s *service.Service) error {
				if what, why, remedy := place.Look(d.file).Trouble(); what != "" {
					fmt.Fprintln(cmd.ErrOrStderr(), words.T("It is at risk where it lies: %s. %s %s", what, why, remedy))
				}
				wrong, err := s.Check(cmd.Context())
				if err != nil {
					return err
				}
				for _, w := range wrong {
					fmt.Fprintln(cmd.OutOrStdout(), w)
				}
				if len(wrong) > 0 {
					return app.Errorf(app.CodeDamaged, nil, "The data file %s is damaged. Put a copy back with “openday restore FILE”.", d.file)
				}
				fmt.Fprintln(cmd.OutOrStdout(), words.T("The data file %s is in order.", d.file))
				return nil
			})
		},
	}
}
