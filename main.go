// Command openday keeps government open days (政务开放日): their plan, invitees,
// agenda and opinions, and the papers made from them. Started with a command it
// does that and ends; without one it opens its window.
package main

import (
	"context"
	"os"
	"os/signal"
	"os/user"
	"path/filepath"

	"github.com/jeandeaual/go-locale"

	"openday/app/command"
	"openday/app/words"
	"openday/views"
)

func main() {
	attachConsole()
	os.Exit(run(os.Args[1:]))
}

func run(args []string) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()

	chosen := chosenLanguage(args)
	words.Use(chosen)
	if chosen == "" {
		words.Use(systemLanguage())
	}
	folder, err := ownFolder()
	if err != nil {
		folder = "." // a machine without a home: --data can still name a file
	}
	name := userName()
	version, _ := about()
	return command.Run(ctx, command.Program{
		File:    filepath.Join(folder, "openday.db"),
		User:    name,
		Version: version,
		Open:    openStore,
		Restore: restoreStore,
		Window: func(_ context.Context, file string, open []string) error {
			return openWindow(&dataFile{path: file, user: name}, chosen, folder, open)
		},
		Takes: views.Endings(),
	}, args, os.Stdout, os.Stderr)
}

// chosenLanguage is the language that --lang or OPENDAY_LANG asks for, empty
// where neither does.
func chosenLanguage(args []string) words.Language {
	name := command.Language(args)
	if name == "" {
		name = os.Getenv("OPENDAY_LANG")
	}
	if name == "" {
		return ""
	}
	return words.OfLocale(name)
}

// systemLanguage is the language of the system, Chinese where it is unknown.
func systemLanguage() words.Language {
	name, err := locale.GetLocale()
	if err != nil {
		return words.Chinese
	}
	return words.OfLocale(name)
}

// userName names the person at the desk: by their full name where the system
// knows it, else by the name that they sign in with.
func userName() string {
	u, err := user.Current()
	switch {
	case err != nil:
		return ""
	case u.Name != "":
		return u.Name
	}
	return u.Username
}
