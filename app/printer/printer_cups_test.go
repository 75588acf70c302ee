//go:build !windows

package printer

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"openday/app"
)

func TestQueuesAreReadFromCUPS(t *testing.T) {
	for name, c := range map[string]struct {
		names, states, taking, standard string
		want                            []Queue
	}{
		"none": {standard: "no system default destination\n"},
		"one": {
			names: "PDF\n", states: "printer PDF is idle.  enabled since Wed Nov 25 19:00:00 2026\n\tForm mounted:\n\tAlerts: none\n",
			taking: "PDF accepting requests since Wed Nov 25 19:00:00 2026\n", standard: "system default destination: PDF\n",
			want: []Queue{{Name: "PDF", Default: true}},
		},
		"states": {
			names: "Lobby\nFound_in_the_net\n",
			states: "printer Lobby disabled since Wed Nov 25 19:00:00 2026 -\n\tPaused\n\tAlerts: paused\n" +
				"printer Office now printing Office-7.  enabled since Wed Nov 25 19:00:00 2026\n\tAlerts: offline-report\n" +
				"printer Old is idle.  enabled since Wed Nov 25 19:00:00 2026\n\tAlerts: none\n",
			taking:   "Lobby accepting requests since Wed Nov 25 19:00:00 2026\nOld not accepting requests since Wed Nov 25 19:00:00 2026 -\n\tRejecting Jobs\n",
			standard: "system default destination: Old\n",
			want:     []Queue{{Name: "Found_in_the_net"}, {Name: "Lobby", State: Stopped}, {Name: "Office", State: Offline}, {Name: "Old", Default: true, State: Stopped}},
		},
	} {
		if diff := cmp.Diff(c.want, parseQueues(c.names, c.states, c.taking, c.standard)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

func TestJobIsToldToLp(t *testing.T) {
	got := strings.Join(lpArguments("Office", Job{Title: "签到表.pdf", Setup: Setup{Pages: []int{1, 2, 3, 5}, Copies: 2, Duplex: LongEdge}}), " ")
	for _, want := range []string{"-d Office", "-t 签到表.pdf", "-n 2", "-P 1-3,5", "media=A4", "print-scaling=none", "sides=two-sided-long-edge", "collate=true"} {
		if !strings.Contains(got, want) {
			t.Errorf("lp is not told %q: %s", want, got)
		}
	}
	for said, want := range map[string]string{"request id is PDF-12 (0 file(s))\n": "PDF-12", "": "", "lp: Error": ""} {
		if got := requestID(said); got != want {
			t.Errorf("%q names the job %q, want %q", said, got, want)
		}
	}
}

// fakeCUPS puts CUPS's programs, as scripts, in front of all others, and returns the
// folder in which lp leaves what it was given.
func fakeCUPS(t *testing.T, lpstat, lp string) string {
	t.Helper()
	folder := t.TempDir()
	for name, script := range map[string]string{"lpstat": lpstat, "lp": lp, "cancel": `echo "$1" >"$0.given"`} {
		if err := os.WriteFile(filepath.Join(folder, name), []byte("#!/bin/sh\n"+script+"\n"), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	t.Setenv("PATH", folder+string(os.PathListSeparator)+os.Getenv("PATH"))
	return folder
}

const twoQueues = `case $1 in -e) echo Lobby; echo Office ;; -l) echo "printer Lobby disabled since now -" ;; -d) echo "system default destination: Office" ;; esac`

func TestJobGoesToCUPS(t *testing.T) {
	folder := fakeCUPS(t, twoQueues, `cat >"$0.pdf"; echo "$@" >"$0.args"; echo "request id is Office-1 (0 file(s))"`)
	pdf := sample(t)
	job := Job{Title: "a.pdf", PDF: pdf, Setup: Setup{Pages: []int{2}}}
	if err := (System{}).Print(context.Background(), job, func(int, int) {}); err != nil {
		t.Fatal(err)
	}
	given, err := os.ReadFile(filepath.Join(folder, "lp.pdf"))
	if err != nil || !slices.Equal(given, pdf) {
		t.Errorf("lp was given %d bytes of %d: %v", len(given), len(pdf), err)
	}
	args, err := os.ReadFile(filepath.Join(folder, "lp.args"))
	if err != nil || !strings.Contains(string(args), "-d Office") || !strings.Contains(string(args), "-P 2") {
		t.Errorf("lp was told %s: %v", args, err)
	}
}

func TestWhatKeepsCUPSFromPrintingIsTold(t *testing.T) {
	pdf := sample(t)
	for name, c := range map[string]struct {
		lpstat, lp string
		setup      Setup
		want       app.Code
	}{
		"no such printer":    {twoQueues, "exit 0", Setup{Printer: "Attic"}, app.CodePrinter},
		"a stopped printer":  {twoQueues, "exit 0", Setup{Printer: "Lobby"}, app.CodePrinter},
		"no printer":         {"echo 'lpstat: No destinations added.' >&2; exit 1", "exit 0", Setup{}, app.CodePrinter},
		"lp fails":           {twoQueues, "cat >/dev/null; echo 'lp: broken' >&2; exit 1", Setup{}, app.CodeInternal},
		"a page that is not": {twoQueues, "exit 0", Setup{Pages: []int{3}}, app.CodeInvalid},
	} {
		t.Run(name, func(t *testing.T) {
			fakeCUPS(t, c.lpstat, c.lp)
			err := System{}.Print(context.Background(), Job{Title: "a.pdf", PDF: pdf, Setup: c.setup}, func(int, int) {})
			if err == nil || app.CodeOf(err) != c.want {
				t.Errorf("the error is %v, its code %q, want %q", err, app.CodeOf(err), c.want)
			}
		})
	}
}

func TestCancelledJobIsTakenBackFromCUPS(t *testing.T) {
	// lp has handed the job over when it is stopped.
	folder := fakeCUPS(t, twoQueues, `echo "request id is Office-7 (0 file(s))"; : >"$0.there"; exec sleep 60`)
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	go func() {
		for ctx.Err() == nil {
			if _, err := os.Stat(filepath.Join(folder, "lp.there")); err == nil {
				cancel()
			}
		}
	}()
	err := System{}.Print(ctx, Job{Title: "a.pdf", PDF: sample(t)}, func(int, int) {})
	if err != context.Canceled {
		t.Errorf("the error is %v", err)
	}
	given, err := os.ReadFile(filepath.Join(folder, "cancel.given"))
	if err != nil || strings.TrimSpace(string(given)) != "Office-7" {
		t.Errorf("taken back: %q, %v", given, err)
	}
}
