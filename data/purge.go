package data

import (
	"context"
	"database/sql"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"openday/app"
	"openday/data/disk"
)

// purgeFactor is how many times the size of the data file a purge wants free: a
// file in its place, and a fresh copy before the old ones go.
const purgeFactor = 2

// RoomToPurge implements app.DataFile.
func (s *Store) RoomToPurge(context.Context) error {
	info, err := os.Stat(s.path)
	if err != nil {
		return disk.Explain(err, s.path)
	}
	free, err := disk.FreeSpace(filepath.Dir(s.path))
	if err != nil {
		return nil // the disk does not say; it is tried
	}
	if want := uint64(info.Size()) * purgeFactor; free < want {
		const mb = 1 << 20
		return app.Errorf(app.CodeFull, nil, "The data file %s is built anew for this, which takes %d MB beside it, but the disk has only %d MB left. Nothing was deleted. Free some space and try again.", s.path, want/mb+1, free/mb)
	}
	return nil
}

// owedFile names the file that says that PurgeFree is still owed to a unit of
// work. It is no part of the data, so that a copy that is put back owes nothing.
func owedFile(path string) string { return path + ".owed" }

// owe writes down that PurgeFree is owed to a unit of work, in case the program
// ends before it is done.
func (s *Store) owe(unit string) error {
	f, err := os.OpenFile(owedFile(s.path), os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return disk.Explain(err, s.path)
	}
	_, err = f.WriteString(unit)
	return disk.Explain(errors.Join(err, f.Sync(), f.Close()), s.path)
}

// payOwed does what a program that was ended in the middle of a purge owed.
func (s *Store) payOwed(ctx context.Context) error {
	unit, err := os.ReadFile(owedFile(s.path))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return disk.Explain(err, owedFile(s.path))
	}
	var done int
	err = s.read(ctx, func(tx *sql.Tx) error {
		return tx.QueryRowContext(ctx, "SELECT count(*) FROM updates WHERE id = ?", string(unit)).Scan(&done)
	})
	if err != nil {
		return err
	}
	if done == 0 { // the purge did not happen
		return disk.Explain(os.Remove(owedFile(s.path)), owedFile(s.path))
	}
	if err := s.dropPurgedDrafts(ctx); err != nil {
		return err
	}
	_, err = s.PurgeFree(ctx)
	return err
}

// PurgeFree implements app.DataFile. Its steps are ordered so that a failure
// leaves too much rather than too little: what is left can be purged again.
func (s *Store) PurgeFree(ctx context.Context) (int, error) {
	if err := s.RoomToPurge(ctx); err != nil {
		return 0, err
	}
	s.stopDaily() // it would copy what is to go
	if err := s.vacuum(ctx); err != nil {
		return 0, err
	}
	gone, err := s.replaceCopies(ctx)
	if err != nil {
		return gone, err
	}
	if err := os.Remove(owedFile(s.path)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return gone, disk.Explain(err, owedFile(s.path))
	}
	return gone, nil
}

// vacuum puts a file that is built anew into the place of the data file, so that
// nothing is left between its rows. Until that file is whole nothing happens to
// the data file; nobody reads or writes meanwhile.
func (s *Store) vacuum(ctx context.Context) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.writer == nil {
		return disk.ReadOnly(s.path, nil)
	}
	temp := s.path + ".purge" + disk.TempSuffix
	for _, name := range []string{temp, temp + "-journal"} {
		if err := os.Remove(name); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return disk.Explain(err, name)
		}
	}
	f, err := os.OpenFile(temp, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600) // SQLite would let others read it
	if err != nil {
		return disk.Explain(err, filepath.Dir(s.path))
	}
	defer os.Remove(temp)
	if err := f.Close(); err != nil {
		return disk.Explain(err, temp)
	}
	if err := s.vacuumInto(ctx, temp); err != nil {
		if isOfWriting(err) {
			return databaseError(err, filepath.Dir(s.path))
		}
		return databaseError(err, s.path)
	}
	if _, err := checkCopy(ctx, temp); err != nil {
		return badCopy(ctx, err, temp)
	}
	if err := disk.Sync(temp); err != nil {
		return err
	}
	// Windows replaces no file that is open.
	if err := errors.Join(s.reader.Close(), s.writer.Close()); err != nil {
		return databaseError(err, s.path)
	}
	replaced := disk.Replace(temp, s.path)
	reader, err := connect(s.path, readerOptions)
	if err != nil {
		return errors.Join(replaced, err)
	}
	writer, err := connect(s.path, writerOptions)
	if err != nil {
		return errors.Join(replaced, err, reader.Close())
	}
	writer.SetMaxOpenConns(1)
	s.reader, s.writer = reader, writer
	return replaced
}

// vacuumInto writes all that is in the data file to a new file.
func (s *Store) vacuumInto(ctx context.Context, name string) error {
	conn, err := s.writer.Conn(ctx)
	if err != nil {
		return err
	}
	defer conn.Close()
	// Nothing of the data goes to the system's folder for temporary files.
	if _, err := conn.ExecContext(ctx, "PRAGMA temp_store = MEMORY"); err != nil {
		return err
	}
	_, err = conn.ExecContext(ctx, vacuumInto, name)
	return err
}

// KeptCopies implements app.DataFile.
func (s *Store) KeptCopies(context.Context) (int, error) {
	old, err := s.holders()
	return len(old), err
}

// holders returns all files beside the data file that hold its data as it was:
// copies, files that were set aside, what a crash left of them.
func (s *Store) holders() ([]string, error) {
	stem, ending := stemOf(s.path)
	stem = strings.NewReplacer(`*`, `\*`, `?`, `\?`, `[`, `\[`, `\`, `\\`).Replace(stem)
	var all []string
	copies, err := Copies(s.path)
	if err != nil {
		return nil, err
	}
	for _, c := range copies {
		all = append(all, c.Path)
	}
	for folder, patterns := range map[string][]string{
		filepath.Dir(s.path): {stem + "-set-aside-*", stem + ending + ".*" + disk.TempSuffix + "*"},
		CopiesDir(s.path):    {stem + "-*" + disk.TempSuffix + "*", stem + "-*-journal"},
	} {
		entries, err := os.ReadDir(folder)
		if os.IsNotExist(err) {
			continue
		}
		if err != nil {
			return nil, disk.Explain(err, folder)
		}
		for _, e := range entries {
			for _, p := range patterns {
				if ours, err := filepath.Match(p, e.Name()); err == nil && ours && !e.IsDir() {
					all = append(all, filepath.Join(folder, e.Name()))
					break
				}
			}
		}
	}
	return all, nil
}

// replaceCopies keeps a fresh copy and removes all files that hold the data as
// it was before.
func (s *Store) replaceCopies(ctx context.Context) (int, error) {
	old, err := s.holders()
	if err != nil {
		return 0, err
	}
	if err := s.KeepCopy(ctx, app.CopyAfterPurge); err != nil {
		return 0, err
	}
	s.copying.Lock()
	defer s.copying.Unlock()
	for _, name := range old {
		// Keeping the fresh copy may have thinned the old ones already.
		if err := os.Remove(name); err != nil && !os.IsNotExist(err) {
			return 0, disk.Explain(err, name)
		}
	}
	return len(old), nil
}
