//go:build !windows

package data

import (
	"bufio"
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"openday/app"
	"openday/app/merge"
	"openday/app/roster"
	"openday/app/service"
	"openday/data/disk"
)

// killable does the large work of the window, one thing after the other, always
// the same: what has become of the data after n of them is known beforehand.
type killable struct {
	path    string
	made    int // ids so far
	store   *Store
	service *service.Service
}

// killInvitees is how many invitees an import has, more than SQLite keeps in memory.
const killInvitees = 400

// newKillable opens a data file for the things that come after so many ids were
// made.
func newKillable(path string, made int) (*killable, error) {
	k := &killable{path: path, made: made}
	return k, k.open()
}

func (k *killable) newID() string {
	k.made++
	return fmt.Sprintf("id%06d", k.made)
}

// backup is the file of the backups, beside the folder of the data file.
func (k *killable) backup() string { return filepath.Dir(k.path) + ".backup" }

// snapshot copies the data file with all that is beside it, and the backup. The
// copies stay closed.
func (k *killable) snapshot(path string) error {
	copied := killable{path: path}
	if err := os.CopyFS(filepath.Dir(path), os.DirFS(filepath.Dir(k.path))); err != nil {
		return err
	}
	backup, err := os.ReadFile(k.backup())
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	} else if err != nil {
		return err
	}
	return os.WriteFile(copied.backup(), backup, 0o600)
}

func (k *killable) open() (err error) {
	if k.store, err = Open(context.Background(), k.path, atPresent()); err == nil {
		k.service = service.New(k.store, at(present), k.newID, "李敏")
	}
	return err
}

// bareInvitees are people as a file has them.
func bareInvitees(n int) []app.Invitee {
	list := manyInvitees("", n*killInvitees, killInvitees)
	for i := range list {
		list[i].ID, list[i].Person.ID, list[i].Vetting = "", "", ""
	}
	return list
}

// killSteps is how many different things are done.
const killSteps = 9

// step does the n-th thing.
func (k *killable) step(n int) error {
	ctx := context.Background()
	event := func(title string) (string, error) {
		all, err := k.service.Events(ctx, app.EventFilter{Text: fmt.Sprintf("%s %d", title, n/killSteps)})
		if err != nil || len(all) == 0 {
			return "", fmt.Errorf("%s is not there: %w", title, err)
		}
		return all[0].ID, nil
	}
	switch n % killSteps {
	case 0: // import of a workbook
		_, err := k.service.AddDossier(ctx, app.Dossier{
			Event: app.Event{Title: fmt.Sprintf("导入 %d", n/killSteps), Start: present}, Invitees: bareInvitees(2 * n),
			Feedback: []app.Feedback{{Content: "路灯不亮"}, {Content: "积水"}},
		})
		return err
	case 1: // import of a roster
		id, err := event("导入")
		if err != nil {
			return err
		}
		var rows []roster.Row
		for i, v := range bareInvitees(2*n + 1) {
			rows = append(rows, roster.Row{Line: i + 2, Invitee: v})
		}
		_, err = k.service.AddRoster(ctx, id, rows, roster.DuplicatePolicies[0].Code)
		return err
	case 2:
		return k.service.Backup(ctx, k.backup())
	case 3, 4: // a change of the whole list, and back
		if n%killSteps == 4 {
			_, err := k.service.Undo(ctx)
			return err
		}
		id, err := event("导入")
		if err != nil {
			return err
		}
		list, err := k.service.Invitees(ctx, app.InviteeFilter{EventID: id})
		if err != nil {
			return err
		}
		var all []string
		for _, v := range list {
			all = append(all, v.ID)
		}
		_, err = k.service.Attend(ctx, id, all, app.AttendanceCame, "")
		return err
	case 5: // a hand-over file
		prefix := fmt.Sprint("received", n, "-")
		h := merge.HandOver{Dossier: app.Dossier{Event: anEvent(prefix + "event")}}
		h.Dossier.Event.Title = fmt.Sprintf("接收 %d", n/killSteps)
		for i, v := range bareInvitees(2 * n) {
			v.ID, v.EventID, v.Person.ID, v.Vetting = fmt.Sprint(prefix, i), h.Dossier.Event.ID, fmt.Sprint(prefix, "person", i), app.VettingPending
			h.Dossier.Invitees = append(h.Dossier.Invitees, v)
		}
		_, err := k.service.Receive(ctx, func(work func(service.HandOverSource) error) error {
			given := false
			return work(func() (merge.HandOver, error) {
				if given {
					return merge.HandOver{}, io.EOF
				}
				given = true
				return h, nil
			})
		}, nil)
		return err
	case 6:
		id, err := event("接收")
		if err != nil {
			return err
		}
		_, err = k.service.Purge(ctx, id)
		return err
	case 7:
		if err := k.store.Close(); err != nil {
			return err
		}
		if _, err := Restore(ctx, k.path, k.backup(), atPresent()); err != nil {
			return err
		}
		return k.open()
	default:
		id, err := event("导入")
		if err != nil {
			return err
		}
		return k.service.DeleteEvent(ctx, id)
	}
}

// digest returns what a data file says in a few characters.
func digest(t *testing.T, s app.Store) string {
	t.Helper()
	all := dumpOf(t, s)
	return fmt.Sprintf("%x", sha256.Sum256(must(json.Marshal(all))(t)))
}

// childWorks does the large work for ever, from a thing on before which so many
// ids were made, and says what is done: after each thing, and first that the file
// is open.
func childWorks(args []string) error {
	first, err := strconv.Atoi(args[1])
	if err != nil {
		return err
	}
	made, err := strconv.Atoi(args[2])
	if err != nil {
		return err
	}
	k, err := newKillable(args[0], made)
	if err != nil {
		return err
	}
	if _, err := fmt.Println(first - 1); err != nil {
		return err
	}
	for n := first; ; n++ {
		if err := k.step(n); err != nil {
			return fmt.Errorf("step %d: %w", n, err)
		}
		if _, err := fmt.Println(n); err != nil {
			return err
		}
	}
}

// A program that is killed in the middle of an import, a restore, a purge, an
// undo and so on leaves what it had reported, and at most the one thing more
// that it was about to report, whole.
func TestKilledAtWork(t *testing.T) {
	ctx := context.Background()
	rounds := 2 * killSteps
	seed := uint64(1)
	if os.Getenv(soakEnv) != "" {
		rounds = 300
		seed = seeds(t, 1, 1)[0]
	}
	random := rand.New(rand.NewPCG(seed, 11))

	// What is there before each thing, done in peace, and how many ids were made.
	folder := t.TempDir()
	before := func(n int) string { return filepath.Join(folder, fmt.Sprint("before", n), "openday.db") }
	try(t, os.Mkdir(filepath.Join(folder, "peace"), 0o700))
	peace, err := newKillable(filepath.Join(folder, "peace", "openday.db"), 0)
	try(t, err)
	var after []string
	var made []int
	for n := range 2*killSteps + 2 {
		after, made = append(after, digest(t, peace.store)), append(made, peace.made)
		try(t, peace.snapshot(before(n)))
		if n > 2*killSteps {
			break
		}
		if err := peace.step(n); err != nil {
			t.Fatalf("step %d: %v", n, err)
		}
	}
	try(t, peace.store.Close())

	unreported, interrupted := 0, make([]int, killSteps)
	// Short things are missed on slow and on fast machines: what was not
	// interrupted by then is aimed at, right after the thing before it.
	const aimed = 200
	for round := 0; round < rounds || round < rounds+aimed && slices.Contains(interrupted, 0); round++ {
		// Each thing is interrupted in its turn, right after what comes before it was
		// done in peace; an undo wants the program that did what is undone.
		wanted, within := round%(2*killSteps), 60_000
		if round >= rounds {
			wanted, within = slices.Index(interrupted, 0), 2_000
		}
		first := wanted
		if wanted%killSteps == 4 {
			first--
		}
		path := filepath.Join(t.TempDir(), fmt.Sprint(round), "openday.db")
		from := killable{path: before(first)}
		try(t, from.snapshot(path))
		c := child(t, "work", path, fmt.Sprint(first), fmt.Sprint(made[first]))
		out := must(c.StdoutPipe())(t)
		try(t, c.Start())
		last := first - 2 // the file is not open yet
		lines := bufio.NewScanner(out)
		for last+1 < wanted && lines.Scan() {
			last = must(strconv.Atoi(lines.Text()))(t)
		}
		killed := make(chan error)
		time.AfterFunc(time.Duration(random.IntN(within))*time.Microsecond, func() { killed <- c.Process.Kill() })
		for lines.Scan() { // until the pipe breaks
			if text := lines.Text(); len(text) < 4 {
				last = must(strconv.Atoi(text))(t)
			} else {
				t.Fatalf("round %d: %s", round, text)
			}
		}
		try(t, <-killed)
		if err := c.Wait(); err == nil || !strings.Contains(err.Error(), "killed") {
			t.Fatalf("round %d: the child ended by itself: %v", round, err)
		}
		if last+2 >= len(after) {
			t.Fatalf("round %d: more was done than is known: %d", round, last)
		}
		interrupted[(last+1)%killSteps]++

		s, err := Open(ctx, path, atPresent())
		if err != nil {
			t.Fatalf("round %d, after %d: %v", round, last, err)
		}
		switch got := digest(t, s); got {
		case after[last+1]:
		case after[last+2]:
			unreported++
		default:
			t.Errorf("round %d: what was reported until %d is not what is there", round, last)
		}
		if found, err := s.Check(ctx); err != nil || len(found) > 0 {
			t.Errorf("round %d, after %d: %q %v", round, last, found, err)
		}
		try(t, filepath.WalkDir(filepath.Dir(path), func(name string, d fs.DirEntry, err error) error {
			if err == nil && (strings.Contains(d.Name(), disk.TempSuffix) || strings.HasSuffix(name, "-journal")) {
				t.Errorf("round %d, after %d: %s is left", round, last, name)
			}
			return err
		}))
		copies := must(Copies(path))(t)
		for _, copied := range copies {
			if _, err := checkCopy(ctx, copied.Path); err != nil {
				t.Errorf("round %d: %s: %v", round, copied.Path, err)
			}
		}
		try(t, s.Close())
		try(t, os.RemoveAll(filepath.Dir(path)))
	}
	for n, times := range interrupted {
		if times == 0 {
			t.Errorf("thing %d was never interrupted", n)
		}
	}
	t.Logf("%d rounds, seed %d: interrupted in each thing %v times; %d were done and not reported", rounds, seed, interrupted, unreported)
}
