// Package command holds the commands that need no window. They do the same
// work as the window through the same use cases, for scripts and for machines
// without a screen. What a command found goes to standard output, what it has
// to say goes to standard error.
package command

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"openday/app"
	"openday/app/printer"
	"openday/app/words"
)

// The exit statuses.
const (
	Done   = 0 // the command did its work
	Failed = 1 // it could not, for a reason outside of what it was given
	Wrong  = 2 // wrong use, or bad input
)

// Program is what the commands need of the rest of the program.
type Program struct {
	// File is the data file that is used where neither --data nor
	// OPENDAY_DATA names another.
	File string
	// User names the person at the desk for the history.
	User string
	// Version is the program's version, which hand-over files name.
	Version string
	// Open opens a data file: for reading alone, also while another process has
	// it open, with CodeNotFound where there is none; or for writing, making it
	// where there is none. The warnings are what to know of it all the same.
	Open func(ctx context.Context, file string, how Access) (store app.Store, warnings []string, err error)
	// Restore puts a copy in the place of a data file, and returns the name under
	// which the present one is kept, empty where there was none. The code is the
	// copy's recovery code, empty for the present key; by is who does it.
	Restore func(ctx context.Context, from, file, code, by string) (aside string, err error)
	// Ask asks the person at the terminal for something that nobody else is to
	// see; ok tells whether there is a terminal. Nil asks at the program's own.
	Ask func(ctx context.Context, prompt string) (answer string, ok bool, err error)
	// Print prints a job and tells how far it is; nil is the system's printing.
	Print func(ctx context.Context, job printer.Job, progress printer.Progress) error
	// Window opens the window over a data file, has it take the files to open,
	// and returns when it is closed.
	Window func(ctx context.Context, file string, open []string) error
	// Takes are the endings, such as ".xlsx", of files that the window takes.
	Takes []string
}

// Access is how a data file is opened.
type Access struct {
	ReadOnly     bool
	RecoveryCode string // stands in for the key file, which is made anew; empty for the key file
	WithoutKey   bool   // also where the key is not there: what is encrypted is then not read
}

// Run does what the arguments, without the program's own name, ask for, and
// returns the exit status.
func Run(ctx context.Context, p Program, args []string, stdout, stderr io.Writer) (exit int) {
	stdout, stderr = newPlainWriter(stdout), newPlainWriter(stderr)
	defer func() {
		if v := recover(); v != nil {
			fmt.Fprintln(stderr, words.T("The program made a mistake and stopped this command. Nothing was changed by it."))
			fmt.Fprintln(stderr, words.T("Cause: %v", v))
			exit = Failed
		}
	}()
	root := newRoot(p, stderr)
	root.SetArgs(args)
	root.SetOut(stdout)
	root.SetErr(stderr)
	err := root.ExecuteContext(ctx)
	if err == nil {
		return Done
	}
	if ctx.Err() != nil && errors.Is(err, context.Canceled) {
		fmt.Fprintln(stderr, words.T("The command was stopped. What it had not finished is not kept."))
		return Failed
	}
	fmt.Fprintln(stderr, err)
	var e *app.Error
	if errors.As(err, &e) && e.Code == app.CodeInternal && e.Err != nil {
		fmt.Fprintln(stderr, words.T("Cause: %v", e.Err))
	}
	return status(err)
}

// languages are the values of --lang.
var languages = []string{"zh", "en"}

// Language returns the value of --lang among arguments, empty where there is
// none: words must be in the right language before the commands are described.
func Language(args []string) string {
	flags := pflag.NewFlagSet("", pflag.ContinueOnError)
	flags.ParseErrorsAllowlist.UnknownFlags = true
	flags.Usage = func() {}
	lang := flags.String("lang", "", "")
	flags.BoolP("help", "h", false, "")
	_ = flags.Parse(args) // the commands themselves say what is wrong with the rest
	return *lang
}

// usageError is wrong use of a command.
type usageError struct {
	message string
	path    string // of the command
}

func (e *usageError) Error() string {
	return e.message + "\n" + words.T("“%s --help” says how it is used.", e.path)
}

func wrongUse(cmd *cobra.Command, key string, args ...any) error {
	return &usageError{words.T(key, args...), cmd.CommandPath()}
}

func status(err error) int {
	var usage *usageError
	if errors.As(err, &usage) {
		return Wrong
	}
	switch app.CodeOf(err) {
	case app.CodeInvalid, app.CodeNotFound:
		return Wrong
	}
	return Failed
}

// session is the program at work for one command.
type session struct {
	Program
	file     string
	operator string    // who is at the desk; empty for whom the data file names
	codeFile string    // of the recovery code; empty for none
	code     string    // the recovery code, once it is known
	stderr   io.Writer // for what is to be said before a command is done
}

func newRoot(p Program, stderr io.Writer) *cobra.Command {
	cobra.MousetrapHelpText = "" // a double click opens the window
	d := &session{Program: p, stderr: stderr}
	if d.Print == nil {
		d.Print = printer.System{}.Print
	}
	if d.Ask == nil {
		d.Ask = d.askAtTerminal
	}
	root := &cobra.Command{
		Use:   "openday [FILE...]",
		Short: words.T("OpenDay keeps government open days. Without a command it opens its window, which takes the files."),
		Args:  d.filesToTake,
		RunE: func(cmd *cobra.Command, args []string) error {
			if d.codeFile != "" {
				return wrongUse(cmd, "The option %s is for the commands. The window asks for the recovery code itself.", "--"+codeOption)
			}
			files := make([]string, len(args))
			for i, file := range args {
				whole, err := filepath.Abs(file) // the window that takes it may be in another folder
				if err != nil {
					return err
				}
				files[i] = whole
			}
			return d.Window(cmd.Context(), d.file, files)
		},
		SilenceErrors: true,
		SilenceUsage:  true,
	}
	flags := root.PersistentFlags()
	flags.SortFlags = false
	file := os.Getenv("OPENDAY_DATA")
	if file == "" {
		file = p.File
	}
	flags.StringVar(&d.file, "data", file, words.T("the data `FILE`; without it OPENDAY_DATA names it, else it is %s", p.File))
	flags.StringVar(&d.codeFile, codeOption, "", words.T("the `FILE` whose first line is the recovery code, where the key file is lost; the key file is made anew"))
	flags.StringVar(&d.operator, "operator", os.Getenv("OPENDAY_OPERATOR"), words.T("the `NAME` of who is at the desk, for the histories and the audit list; without it OPENDAY_OPERATOR, else the one that was given in the window"))
	flags.Var(choice[string]{new(string), languages}, "lang", words.T("the language; without it OPENDAY_LANG, else the system's"))
	flags.BoolP("help", "h", false, words.T("says how a command is used"))
	root.AddCommand(d.importCommand(), d.rosterCommand(), d.opinionsCommand(), d.eventsCommand(), d.printCommand(), d.exportCommand(), d.checkCommand(),
		d.handOverCommand(), d.receiveCommand(), d.archiveCommand(), d.backupCommand(), d.restoreCommand(), d.doctorCommand(), d.auditCommand())
	root.CompletionOptions.DisableDefaultCmd = true
	root.SetHelpCommand(helpCommand())
	root.SetHelpFunc(func(cmd *cobra.Command, _ []string) { help(cmd.OutOrStdout(), cmd) })
	root.SetFlagErrorFunc(flagError)
	cobra.EnableCommandSorting = false
	return root
}

// filesToTake wants files that the window takes, as a double-click gives them.
func (d *session) filesToTake(cmd *cobra.Command, args []string) error {
	for _, file := range args {
		if !slices.Contains(d.Takes, strings.ToLower(filepath.Ext(file))) {
			return wrongUse(cmd, "There is no command “%s”.", file)
		}
		if info, err := os.Stat(file); err != nil || info.IsDir() {
			return app.Errorf(app.CodeNotFound, err, "There is no file %s.", file)
		}
	}
	return nil
}

// exactly wants as many arguments as there are names, none of them empty.
func exactly(names ...string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		for i, name := range names {
			if len(args) <= i || args[i] == "" {
				return wrongUse(cmd, "%s is missing.", name)
			}
		}
		if len(args) > len(names) {
			return wrongUse(cmd, "“%s” is too much.", args[len(names)])
		}
		return nil
	}
}

func flagError(cmd *cobra.Command, err error) error {
	var (
		unknown *pflag.NotExistError
		lacking *pflag.ValueRequiredError
		invalid *pflag.InvalidValueError
	)
	switch {
	case errors.As(err, &unknown):
		name := "--" + unknown.GetSpecifiedName()
		if short := unknown.GetSpecifiedShortnames(); short != "" {
			name = "-" + short
		}
		return wrongUse(cmd, "There is no option %s here.", name)
	case errors.As(err, &lacking):
		return wrongUse(cmd, "The option %s wants a value.", "--"+lacking.GetFlag().Name)
	case errors.As(err, &invalid):
		option := invalid.GetFlag()
		if listed, ok := option.Value.(interface{ list(string) string }); ok && listed.list("") != "" {
			return wrongUse(cmd, "“%s” is no value for the option %s. Give one of: %s.", invalid.GetValue(), "--"+option.Name, listed.list(", "))
		}
		return wrongUse(cmd, "“%s” is no value for the option %s. Give a number.", invalid.GetValue(), "--"+option.Name)
	default:
		return wrongUse(cmd, "An option is not written as it should be.")
	}
}

func helpCommand() *cobra.Command {
	return &cobra.Command{
		Use:    "help [COMMAND]",
		Hidden: true,
		RunE: func(cmd *cobra.Command, args []string) error {
			about, rest, err := cmd.Root().Find(args)
			if err != nil || len(rest) > 0 {
				return wrongUse(cmd.Root(), "There is no command “%s”.", strings.Join(args, " "))
			}
			return about.Help()
		},
	}
}

// help writes how a command is used; cobra's own template speaks English only.
func help(w io.Writer, cmd *cobra.Command) {
	fmt.Fprintln(w, cmd.Short)
	if cmd.Long != "" {
		fmt.Fprintf(w, "\n%s\n", cmd.Long)
	}
	fmt.Fprintf(w, "\n%s\n  %s\n", words.T("Use:"), strings.TrimSpace(strings.TrimSuffix(cmd.CommandPath(), cmd.Name())+cmd.Use))
	list := func(title string, rows [][2]string) {
		if len(rows) == 0 {
			return
		}
		width := 0
		for _, r := range rows {
			width = max(width, len(r[0]))
		}
		fmt.Fprintf(w, "\n%s\n", title)
		for _, r := range rows {
			fmt.Fprintf(w, "  %-*s  %s\n", width, r[0], r[1])
		}
	}
	var commands, options [][2]string
	for _, c := range cmd.Commands() {
		if !c.Hidden {
			commands = append(commands, [2]string{c.Use, c.Short})
		}
	}
	collect := func(f *pflag.Flag) {
		value, usage := pflag.UnquoteUsage(f)
		options = append(options, [2]string{strings.TrimSpace("--" + f.Name + " " + value), usage})
	}
	own := cmd.LocalNonPersistentFlags()
	own.SortFlags = cmd.Flags().SortFlags
	own.VisitAll(collect)
	cmd.Root().PersistentFlags().VisitAll(collect)
	list(words.T("Commands:"), commands)
	list(words.T("Options:"), options)
}
