package command

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"golang.org/x/term"

	"openday/app"
	"openday/app/service"
	"openday/app/words"
)

// codeOption is the option that names the file of the recovery code.
const codeOption = "recovery-code-file"

// mode is what work wants of the data file.
type mode int

const (
	reading mode = iota
	writing
	looking // reads nothing that is encrypted, and does without the key where it is lost
)

// with opens the data file for the time of some work.
func (d *session) with(ctx context.Context, m mode, work func(*service.Service) error) error {
	var store app.Store
	err := d.withCode(ctx, func(code string) error {
		var warnings []string
		var err error
		store, warnings, err = d.Open(ctx, d.file, Access{ReadOnly: m != writing, RecoveryCode: code, WithoutKey: m == looking})
		for _, w := range warnings {
			fmt.Fprintln(d.stderr, w)
		}
		return err
	})
	if err != nil {
		return err
	}
	service := service.New(store, app.Clock, app.NewID, d.User)
	if err = d.sign(ctx, service); err == nil {
		err = work(service)
	}
	if n := len(service.Unreadable()); n > 0 {
		fmt.Fprintln(d.stderr, words.T("%d values of the data file cannot be read, so they are missing here. They stay in the file as they are; the command “%s” names them.", n, "openday doctor"))
	}
	if closing := store.Close(); err == nil {
		err = closing
	}
	return err
}

// withCode does work that may need the recovery code: with the one that was
// given, else without, and where that fails for want of the key with one that the
// person at the terminal knows.
func (d *session) withCode(ctx context.Context, work func(code string) error) error {
	if d.code == "" && d.codeFile != "" {
		code, err := firstLine(d.codeFile)
		if err != nil {
			return err
		}
		if d.code = strings.TrimSpace(code); d.code == "" {
			return app.Errorf(app.CodeInvalid, nil, "The first line of %s is empty. Write the recovery code into it.", d.codeFile)
		}
	}
	err := work(d.code)
	if app.CodeOf(err) != app.CodeKey || d.code != "" {
		return err
	}
	fmt.Fprintln(d.stderr, err)
	code, ok, asking := d.Ask(ctx, words.T("Recovery code: "))
	switch {
	case asking != nil:
		return asking
	case !ok:
		return app.Errorf(app.CodeKey, err, "No recovery code is given. Write it into a file and name that with the option %s, or give it at a terminal.", "--"+codeOption)
	case strings.TrimSpace(code) == "":
		return app.Errorf(app.CodeKey, err, "No recovery code is given. Nothing was done.")
	}
	if err = work(code); err == nil {
		d.code = code
	}
	return err
}

// firstLine reads a secret from a file, as editors save it.
func firstLine(file string) (string, error) {
	f, err := openFile(file)
	if err != nil {
		return "", err
	}
	defer f.Close()
	first, err := bufio.NewReader(io.LimitReader(f, 4096)).ReadString('\n')
	if err != nil && err != io.EOF {
		return "", app.Errorf(app.CodeInvalid, err, "The file %s cannot be read. It may be open in another program, or belong to somebody else.", file)
	}
	return strings.TrimRight(strings.TrimPrefix(first, "\ufeff"), "\r\n"), nil
}

// askAtTerminal asks without showing what is typed.
func (d *session) askAtTerminal(ctx context.Context, prompt string) (answer string, ok bool, err error) {
	in := int(os.Stdin.Fd())
	if !term.IsTerminal(in) {
		return "", false, nil
	}
	before, err := term.GetState(in)
	if err != nil {
		return "", true, err
	}
	fmt.Fprint(d.stderr, prompt)
	type typed struct {
		text []byte
		err  error
	}
	answered := make(chan typed, 1)
	go func() { // it cannot be interrupted
		text, err := term.ReadPassword(in)
		answered <- typed{text, err}
	}()
	select {
	case t := <-answered:
		fmt.Fprintln(d.stderr)
		if errors.Is(t.err, io.EOF) { // the end of what is typed
			t.err = nil
		}
		return string(t.text), true, t.err
	case <-ctx.Done():
		fmt.Fprintln(d.stderr)
		return "", true, errors.Join(ctx.Err(), term.Restore(in, before))
	}
}

// sign has the service name who is at the desk: as asked for, else as they call
// themselves in the data file.
func (d *session) sign(ctx context.Context, s *service.Service) error {
	if d.operator != "" {
		return s.ActAs(d.operator)
	}
	_, err := s.LoadOperator(ctx)
	if app.CodeOf(err) == app.CodeDamaged {
		return nil // the command says so itself, or is there to look at it
	}
	return err
}

// signature names who is at the desk for what is done to a data file as a whole,
// which need not be there or in order.
func (d *session) signature(ctx context.Context) (string, error) {
	if d.operator != "" {
		return app.OperatorName(d.operator)
	}
	store, _, err := d.Open(ctx, d.file, Access{ReadOnly: true, WithoutKey: true})
	if err != nil {
		return d.User, ctx.Err()
	}
	defer store.Close()
	service := service.New(store, app.Clock, app.NewID, d.User)
	_, _ = service.LoadOperator(ctx) // else the system's name is what there is
	return service.User(), ctx.Err()
}
