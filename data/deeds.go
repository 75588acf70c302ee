package data

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"time"

	"openday/app"
	"openday/data/disk"
	"openday/data/keys"
)

// deedsSuffix ends the name of the file beside a data file that keeps what was
// done with it by those who had it open for reading only: entries of the audit
// list, which hold no personal data, and prints, which do and are encrypted. It is
// only ever appended to, one line of JSON each, until whoever may write the data
// file takes the lines into it.
const deedsSuffix = ".deeds"

// deedsPatience is how long to wait for another program that appends to the
// file or takes entries out of it, which is done at once.
const deedsPatience = 5 * time.Second

// deed is a line of the file: an entry of the audit list by column, or a print.
type deed struct {
	ID      string          `json:"id"`
	At      string          `json:"at"`
	By      string          `json:"by"`
	Action  app.AuditAction `json:"action"`
	EventID string          `json:"event_id"`
	Detail  string          `json:"detail"`
	Print   []byte          `json:"print,omitempty"` // as JSON, encrypted with the id
}

// deedColumns are the columns of the audit list, from entries as a JSON array.
const deedColumns = "SELECT value->>'id', value->>'at', value->>'by', value->>'action', value->>'event_id', value->>'detail' FROM json_each(?)"

// KeepDeed implements app.DataFile.
func (s *Store) KeepDeed(ctx context.Context, entry app.AuditEntry) error {
	return s.keepDeed(ctx, deed{ID: entry.ID, At: writeTime(entry.At, momentLayout), By: entry.By, Action: entry.Action, EventID: entry.EventID, Detail: entry.Detail})
}

// KeepPrint implements app.DataFile.
func (s *Store) KeepPrint(ctx context.Context, p app.Print) error {
	if s.keys == nil {
		return keys.Wanted()
	}
	text, err := json.Marshal(p)
	if err != nil {
		return disk.Internal(err)
	}
	return s.keepDeed(ctx, deed{ID: p.ID, Print: s.keys.Encrypt(p.ID+deedsSuffix, string(text))})
}

func (s *Store) keepDeed(ctx context.Context, d deed) error {
	line, err := json.Marshal(d)
	if err != nil {
		return disk.Internal(err)
	}
	if err := appendDeed(ctx, s.path, line); err != nil {
		return err
	}
	s.absorbIfFree(ctx)
	return nil
}

// appendDeed adds a line to the file so that it lasts.
func appendDeed(ctx context.Context, path string, line []byte) error {
	name := path + deedsSuffix
	_, err := os.Lstat(name)
	made := errors.Is(err, fs.ErrNotExist)
	f, err := os.OpenFile(name, os.O_RDWR|os.O_CREATE|os.O_APPEND, 0o600)
	if err != nil {
		return disk.Explain(err, name)
	}
	defer f.Close() // the lock goes with it
	ok, err := disk.WaitForLock(ctx, f, deedsPatience)
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case err != nil:
		return disk.Explain(err, name)
	case !ok:
		return disk.InUse(path, nil)
	}
	text := append(line, '\n')
	if torn, err := isTorn(f); err != nil {
		return disk.Explain(err, name)
	} else if torn {
		text = append([]byte{'\n'}, text...)
	}
	_, err = f.Write(text)
	if err = errors.Join(err, f.Sync()); err == nil && made {
		err = disk.SyncFolder(filepath.Dir(name))
	}
	return disk.Explain(err, name)
}

// isTorn reports whether the last line of a file is one that a crash cut off.
func isTorn(f *os.File) (bool, error) {
	size, err := f.Seek(0, io.SeekEnd)
	if err != nil || size == 0 {
		return false, err
	}
	last := make([]byte, 1)
	_, err = f.ReadAt(last, size-1)
	return last[0] != '\n', err
}

// deedsIn returns what the lines of the file hold. A line that a crash cut off is
// none: nobody was told that it is kept.
func deedsIn(text []byte) []deed {
	var all []deed
	for line := range bytes.Lines(text) {
		var d deed
		if json.Unmarshal(line, &d) == nil && d.ID != "" && (d.At != "" || d.Print != nil) {
			all = append(all, d)
		}
	}
	return all
}

// entriesIn returns the entries of the audit list among deeds, as a JSON array;
// "" where there is none.
func entriesIn(all []deed) string {
	entries := slices.DeleteFunc(slices.Clone(all), func(d deed) bool { return d.Print != nil })
	if len(entries) == 0 {
		return ""
	}
	list, err := json.Marshal(entries)
	if err != nil {
		return "" // strings alone always can be
	}
	return string(list)
}

// deedsBeside returns what is still in the file beside a data file.
func deedsBeside(path string) []deed {
	text, err := os.ReadFile(path + deedsSuffix)
	if err != nil {
		return nil // none was kept, or they are just being taken in
	}
	return deedsIn(text)
}

// printsIn returns the prints among deeds that the data file does not have yet.
// What was encrypted with another key is of another file, which this one took the
// place of. Of an event whose personal data is deleted no print is remembered that
// still says it.
func (t *tx) printsIn(all []deed) ([]app.Print, error) {
	if t.s.keys == nil {
		return nil, nil
	}
	var prints []app.Print
	var ids, events []string
	for _, d := range all {
		if d.Print == nil {
			continue
		}
		text, err := t.s.keys.Decrypt(d.ID+deedsSuffix, d.Print)
		var p app.Print
		if err == nil && json.Unmarshal([]byte(text), &p) == nil && p.ID == d.ID {
			prints, ids, events = append(prints, p), append(ids, p.ID), append(events, p.EventID)
		}
	}
	if len(prints) == 0 {
		return nil, nil
	}
	known, err := t.s.prints.byID(t, ids)
	if err != nil {
		return nil, err
	}
	of, err := t.s.events.byID(t, events)
	return slices.DeleteFunc(prints, func(p app.Print) bool {
		_, there := known[p.ID]
		e, held := of[p.EventID]
		return there || !held || !e.PurgedAt.IsZero()
	}), err
}

// absorbDeeds takes what is kept beside the data file into it. What cannot be
// taken in now stays for the next time. What is there already, as a crash came
// before the file was emptied, is not added again.
func (s *Store) absorbDeeds(ctx context.Context) {
	if info, err := os.Stat(s.path + deedsSuffix); err != nil || info.Size() == 0 {
		return
	}
	f, err := os.OpenFile(s.path+deedsSuffix, os.O_RDWR, 0)
	if err != nil {
		return
	}
	defer f.Close() // the lock goes with it
	err = s.write(ctx, func(tx *sql.Tx) error { return s.takeIn(ctx, tx, f) })
	if err == nil {
		_ = f.Truncate(0)
	}
}

// absorbIfFree takes the entries in for a store that is open for reading only,
// where no other program has the data file open for writing: else that one does.
func (s *Store) absorbIfFree(ctx context.Context) {
	l, err := disk.Acquire(ctx, s.path, 0)
	if err != nil {
		return
	}
	defer l.Release()
	w := &Store{path: s.path, keys: s.keys, entities: s.entities}
	if w.writer, err = connect(s.path, writerOptions); err != nil {
		return
	}
	defer w.writer.Close()
	w.writer.SetMaxOpenConns(1)
	w.reader = w.writer
	if version, err := fileVersion(ctx, w.writer, w.path); err != nil || version != latest {
		return
	}
	w.absorbDeeds(ctx)
}

// errDeedsBusy says that another program is at the file.
var errDeedsBusy = errors.New("the file of deeds is in use")

// takeIn locks the open file and adds what it holds to the data file. Without the
// key prints stay in it, and with them all that came after.
func (s *Store) takeIn(ctx context.Context, db *sql.Tx, f *os.File) error {
	if ok, err := disk.TryLock(f); err != nil || !ok {
		return errors.Join(err, errDeedsBusy)
	}
	text, err := io.ReadAll(f)
	if err != nil {
		return err
	}
	all := deedsIn(text)
	if entries := entriesIn(all); entries != "" {
		_, err = db.ExecContext(ctx, "INSERT INTO audit (id, at, by, action, event_id, detail) "+deedColumns+" WHERE true ON CONFLICT (id) DO NOTHING", entries)
		if err != nil {
			return err
		}
	}
	if s.keys == nil && slices.ContainsFunc(all, func(d deed) bool { return d.Print != nil }) {
		return keys.Wanted()
	}
	t := &tx{ctx: ctx, s: s, db: db, changed: map[app.RecordKey]int{}}
	prints, err := t.printsIn(all)
	if err != nil || len(prints) == 0 {
		return err
	}
	t.unit = app.Unit{ID: prints[0].ID + deedsSuffix, At: prints[0].At, By: prints[0].By}
	return s.prints.save(t, prints)
}
