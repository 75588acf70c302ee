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
	"time"

	"openday/app"
)

// deedsSuffix ends the name of the file beside a data file that keeps what was
// done with it by those who had it open for reading only. It is only ever
// appended to, one line of JSON an entry, until whoever may write the data file
// takes the entries into it. Like the audit list it holds no personal data.
const deedsSuffix = ".deeds"

// deedsPatience is how long to wait for another program that appends to the
// file or takes entries out of it, which is done at once.
const deedsPatience = 5 * time.Second

// deed is an entry of the audit list as it lies in the file: by column.
type deed struct {
	ID      string          `json:"id"`
	At      string          `json:"at"`
	By      string          `json:"by"`
	Action  app.AuditAction `json:"action"`
	EventID string          `json:"event_id"`
	Detail  string          `json:"detail"`
}

// deedColumns are the columns of the audit list, from entries as a JSON array.
const deedColumns = "SELECT value->>'id', value->>'at', value->>'by', value->>'action', value->>'event_id', value->>'detail' FROM json_each(?)"

// KeepDeed implements app.DataFile.
func (s *Store) KeepDeed(ctx context.Context, entry app.AuditEntry) error {
	line, err := json.Marshal(deed{entry.ID, writeTime(entry.At, momentLayout), entry.By, entry.Action, entry.EventID, entry.Detail})
	if err != nil {
		return internal(err)
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
		return fileError(err, name)
	}
	defer f.Close() // the lock goes with it
	ok, err := waitForLock(ctx, f, deedsPatience)
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case err != nil:
		return fileError(err, name)
	case !ok:
		return inUse(path, nil)
	}
	text := append(line, '\n')
	if torn, err := isTorn(f); err != nil {
		return fileError(err, name)
	} else if torn {
		text = append([]byte{'\n'}, text...)
	}
	_, err = f.Write(text)
	if err = errors.Join(err, f.Sync()); err == nil && made {
		err = syncFolder(filepath.Dir(name))
	}
	return fileError(err, name)
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

// readDeeds returns the entries among the lines of the file, as a JSON array. A
// line that a crash cut off is none: nobody was told that it is kept.
func readDeeds(text []byte) string {
	var all []deed
	for line := range bytes.Lines(text) {
		var d deed
		if json.Unmarshal(line, &d) == nil && d.ID != "" && d.At != "" {
			all = append(all, d)
		}
	}
	if len(all) == 0 {
		return ""
	}
	list, err := json.Marshal(all)
	if err != nil {
		return "" // strings alone always can be
	}
	return string(list)
}

// deedsBeside returns the entries that are still in the file beside a data file,
// as a JSON array; "" where there is none.
func deedsBeside(path string) string {
	text, err := os.ReadFile(path + deedsSuffix)
	if err != nil {
		return "" // none was kept, or they are just being taken in
	}
	return readDeeds(text)
}

// absorbDeeds takes what is kept beside the data file into the audit list. What
// cannot be taken in now stays for the next time. An entry that is in the list
// already, as a crash came before the file was emptied, is not added again.
func (s *Store) absorbDeeds(ctx context.Context) {
	if info, err := os.Stat(s.path + deedsSuffix); err != nil || info.Size() == 0 {
		return
	}
	f, err := os.OpenFile(s.path+deedsSuffix, os.O_RDWR, 0)
	if err != nil {
		return
	}
	defer f.Close() // the lock goes with it
	err = s.write(ctx, func(tx *sql.Tx) error { return takeIn(ctx, tx, f) })
	if err == nil {
		_ = f.Truncate(0)
	}
}

// absorbIfFree takes the entries in for a store that is open for reading only,
// where no other program has the data file open for writing: else that one does.
func (s *Store) absorbIfFree(ctx context.Context) {
	l, err := acquire(ctx, s.path, 0)
	if err != nil {
		return
	}
	defer l.release()
	w := &Store{path: s.path}
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

// takeIn locks the open file and adds its entries to the audit list.
func takeIn(ctx context.Context, tx *sql.Tx, f *os.File) error {
	if ok, err := tryLock(f); err != nil || !ok {
		return errors.Join(err, errDeedsBusy)
	}
	text, err := io.ReadAll(f)
	if err != nil {
		return err
	}
	list := readDeeds(text)
	if list == "" {
		return nil
	}
	_, err = tx.ExecContext(ctx, "INSERT INTO audit (id, at, by, action, event_id, detail) "+deedColumns+" WHERE true ON CONFLICT (id) DO NOTHING", list)
	return err
}
