//go:build !windows

package printer

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"strings"
)

// Ask would show the system's own print dialog. There is none that a PDF can be
// handed to here, so own is false.
func (System) Ask(uintptr, Setup, int) (chosen Setup, own bool, err error) {
	return Setup{}, false, nil
}

// Printers returns CUPS's queues in the order of their names. A computer without
// any, or without CUPS, returns an error that says so.
func (System) Printers(ctx context.Context) ([]Queue, error) {
	// The state of the queues takes two calls and the names of those found in
	// the network a third. Each fails where there is nothing to tell.
	names, err := cups(ctx, nil, "lpstat", "-e")
	if errors.Is(err, exec.ErrNotFound) || ctx.Err() != nil {
		return nil, errors.Join(ctx.Err(), noPrinter(err))
	}
	states, _ := cups(ctx, nil, "lpstat", "-l", "-p")
	taking, _ := cups(ctx, nil, "lpstat", "-a")
	standard, _ := cups(ctx, nil, "lpstat", "-d")
	queues := parseQueues(names, states, taking, standard)
	if len(queues) == 0 {
		return nil, noPrinter(err)
	}
	return queues, nil
}

// parseQueues reads what lpstat tells: the names (-e), the states (-l -p), who
// takes jobs (-a) and which queue is the default one (-d).
func parseQueues(names, states, taking, standard string) []Queue {
	var queues []Queue
	at := func(name string) *Queue {
		for i := range queues {
			if queues[i].Name == name {
				return &queues[i]
			}
		}
		queues = append(queues, Queue{Name: name})
		return &queues[len(queues)-1]
	}
	for line := range strings.Lines(names) {
		if name := strings.TrimSpace(line); name != "" {
			at(name)
		}
	}
	var current *Queue
	for line := range strings.Lines(states) {
		words := strings.Fields(line)
		switch {
		case len(words) > 2 && words[0] == "printer" && line[0] == 'p':
			current = at(words[1])
			if words[2] == "disabled" {
				current.State = Stopped
			}
		case len(words) > 1 && words[0] == "Alerts:" && current != nil:
			for _, alert := range words[1:] {
				if strings.HasPrefix(alert, "offline") {
					current.State = Offline
				}
			}
		}
	}
	for line := range strings.Lines(taking) {
		if name, ok := strings.CutSuffix(beforeSince(line), " not accepting requests"); ok {
			at(name).State = Stopped
		}
	}
	if _, name, ok := strings.Cut(standard, "system default destination: "); ok {
		if name = strings.TrimSpace(name); name != "" {
			at(name).Default = true
		}
	}
	slices.SortFunc(queues, func(a, b Queue) int { return strings.Compare(a.Name, b.Name) })
	return queues
}

func beforeSince(line string) string {
	before, _, _ := strings.Cut(line, " since ")
	return before
}

// Print hands a job to CUPS and returns when CUPS has it.
func (s System) Print(ctx context.Context, job Job, progress Progress) error {
	count, err := PageCount(ctx, job.PDF)
	if err != nil {
		return err
	}
	if err := job.check(count); err != nil {
		return err
	}
	queues, err := s.Printers(ctx)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(queues, func(q Queue) bool { return q.Name == job.Printer || job.Printer == "" && q.Default })
	switch {
	case i < 0 && job.Printer == "":
		i = 0 // CUPS needs no default; then the first is as good as any
	case i < 0:
		return noSuchPrinter(job.Printer, nil)
	}
	name := queues[i].Name
	if err := queues[i].problem(); err != nil {
		return err
	}
	progress(0, 0)
	said, err := cups(ctx, job.PDF, "lp", lpArguments(name, job)...)
	if ctx.Err() != nil {
		// CUPS may have the job already; it is known by the number that lp tells.
		if id := requestID(said); id != "" {
			_, _ = cups(context.WithoutCancel(ctx), nil, "cancel", id) // it may be on paper by now
		}
		return ctx.Err()
	}
	if err != nil {
		return driverFailed(name, err)
	}
	return nil
}

// lpArguments are what lp is told of a job.
func lpArguments(name string, job Job) []string {
	sides := map[Duplex]string{Simplex: "one-sided", LongEdge: "two-sided-long-edge", ShortEdge: "two-sided-short-edge"}
	args := []string{
		"-d", name, "-t", job.Title, "-n", strconv.Itoa(max(job.Copies, 1)),
		"-o", "media=A4", "-o", "print-scaling=none", "-o", "fit-to-page=false", "-o", "sides=" + sides[job.Duplex],
		"-o", "collate=" + strconv.FormatBool(!job.Scattered),
	}
	if len(job.Pages) > 0 {
		args = append(args, "-P", FormatPages(job.Pages))
	}
	return append(args, "-")
}

// requestID takes the job's number out of what lp says: request id is PDF-12 (0
// file(s)).
func requestID(said string) string {
	_, rest, ok := strings.Cut(said, "request id is ")
	if !ok {
		return ""
	}
	id, _, _ := strings.Cut(rest, " ")
	return strings.TrimSpace(id)
}

// cups runs one of CUPS's programs, in the language that is read here, and returns
// what it says.
func cups(ctx context.Context, input []byte, program string, args ...string) (string, error) {
	cmd := exec.CommandContext(ctx, program, args...)
	cmd.Env = append(os.Environ(), "LC_ALL=C")
	cmd.Stdin = bytes.NewReader(input)
	var said, complaint bytes.Buffer
	cmd.Stdout, cmd.Stderr = &said, &complaint
	if err := cmd.Run(); err != nil {
		return said.String(), fmt.Errorf("%s: %w: %s", program, err, strings.TrimSpace(complaint.String()))
	}
	return said.String(), nil
}
