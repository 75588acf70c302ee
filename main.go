// Command openday keeps government open days (政务开放日): their plan, invitees,
// agenda and opinions, and the papers made from them. Started with a command it
// does that and ends; without one it opens its window.
package main

import (
	"context"
	"log/slog"
	"os"
	"os/signal"
	"path/filepath"
	"runtime/debug"
	"time"

	"openday/app"
	"openday/app/command"
	"openday/app/crash"
	"openday/app/instance"
	"openday/app/service"
	"openday/app/system"
	"openday/app/version"
	"openday/app/words"
	"openday/data"
	"openday/views"
	"openday/views/platform"
)

func main() {
	system.AttachConsole()
	os.Exit(run(os.Args[1:]))
}

func run(args []string) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()

	chosen := chosenLanguage(args)
	words.Use(chosen)
	if chosen == "" {
		words.Use(system.Language())
	}
	folder, err := system.Folder()
	if err != nil {
		folder = "." // a machine without a home: --data can still name a file
	}
	name := system.UserName()
	return command.Run(ctx, command.Program{
		File:    filepath.Join(folder, "openday.db"),
		User:    name,
		Version: version.Text(),
		Open:    openStore,
		Restore: restoreStore,
		Window: func(_ context.Context, file string, open []string) error {
			return openWindow(file, name, chosen, folder, open)
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

// patience is how long a command waits for another program that has the data file
// open for writing: a command's own write takes less.
const patience = 3 * time.Second

// openStore opens a data file for a command.
func openStore(ctx context.Context, file string, how command.Access) (app.Store, []string, error) {
	store, err := data.Open(ctx, file, data.Options{ReadOnly: how.ReadOnly, Wait: patience, RecoveryCode: how.RecoveryCode, WithoutKey: how.WithoutKey})
	if err != nil {
		return nil, nil, err
	}
	return store, store.Warnings(), nil
}

// restoreStore puts a copy in the place of a data file for a command.
func restoreStore(ctx context.Context, from, file, code, by string) (string, error) {
	return data.Restore(ctx, file, from, data.Options{Wait: patience, RecoveryCode: code, By: by})
}

// openWindow opens the window over a data file, with the files that it was given
// to take, and returns when it is closed. Where there is a window over that data
// file already, that one comes to the front and takes them.
func openWindow(path, user string, language words.Language, folder string, open []string) error {
	file := data.NewFile(path, func() string { return user })
	if instance.Forward(file.Path(), open) {
		return nil
	}
	logFile := system.OpenLog(folder)
	defer logFile.Close()
	log := slog.New(slog.NewTextHandler(platform.WatchGraphics(logFile, giveUp), nil))
	slog.SetDefault(log) // Fyne's own messages, too
	if err := crash.Watch(folder, version.Text()); err != nil {
		log.Warn("no crash reports", "cause", err)
	}
	defer func() {
		if p := recover(); p != nil {
			text := crash.Caught(p, debug.Stack())
			log.Error("panic", "detail", text)
			giveUp(words.T("The program made a mistake and was closed. What was saved is safe; please start the program again. A report for its makers, without personal data, is %s.", crash.Write(text)))
		}
	}()
	var calls <-chan []string
	if listener, err := instance.Listen(file.Path()); err != nil {
		log.Warn("no single-instance listener", "cause", err)
	} else {
		defer listener.Close()
		calls = listener.Calls
	}
	return views.Run(views.Config{
		Open: func(ctx context.Context) (*service.Service, error) {
			store, err := file.Open(ctx)
			if err != nil {
				return nil, err
			}
			service := service.New(store, app.Clock, app.NewID, user)
			file.By = service.User
			_, err = service.LoadOperator(ctx)
			return service, err
		},
		Files:    open,
		Calls:    calls,
		File:     file,
		Language: language,
		Version:  version.Text(),
		LogFile:  system.LogName(folder),
		Log:      log,
	})
}

// giveUp tells the person at the desk why there is no window any more, and ends
// the program.
func giveUp(message string) {
	system.Tell(message)
	os.Exit(command.Failed)
}
