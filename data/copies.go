package data

import (
	"context"
	"database/sql"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"openday/app"
)

// Copy is a copy of a data file, kept beside it.
type Copy struct {
	Path   string
	At     time.Time // when it was made
	Reason app.CopyReason
}

// CopiesDir gives the folder in which the copies of a data file are kept.
func CopiesDir(path string) string { return filepath.Join(filepath.Dir(path), "copies") }

const stampLayout = "20060102-150405"

// stemOf gives the name of a data file without its ending, and the ending.
func stemOf(path string) (stem, ending string) {
	ending = filepath.Ext(path)
	return strings.TrimSuffix(filepath.Base(path), ending), ending
}

// Copies gives the copies that are kept of a data file, the newest first. The
// folder may hold those of other data files too.
func Copies(path string) ([]Copy, error) {
	entries, err := os.ReadDir(CopiesDir(path))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fileError(err, CopiesDir(path))
	}
	stem, ending := stemOf(path)
	var all []Copy
	for _, e := range entries {
		rest, ours := strings.CutPrefix(e.Name(), stem+"-")
		rest, whole := strings.CutSuffix(rest, ending)
		if !ours || !whole || len(rest) <= len(stampLayout) || rest[len(stampLayout)] != '-' {
			continue
		}
		at, err := time.ParseInLocation(stampLayout, rest[:len(stampLayout)], app.Zone)
		reason := app.CopyReason(rest[len(stampLayout)+1:])
		if err != nil || !slices.Contains(copyReasons, reason) {
			continue
		}
		all = append(all, Copy{filepath.Join(CopiesDir(path), e.Name()), at, reason})
	}
	slices.SortFunc(all, func(a, b Copy) int { return b.At.Compare(a.At) })
	return all, nil
}

var copyReasons = []app.CopyReason{app.CopyDaily, app.CopyBeforeMigration, app.CopyBeforeImport, app.CopyBeforeRestore, app.CopyAfterPurge}

// KeepCopy implements app.DataFile.
func (s *Store) KeepCopy(ctx context.Context, reason app.CopyReason) error {
	if s.lock == nil {
		return readOnly(s.path, nil)
	}
	s.copying.Lock()
	defer s.copying.Unlock()
	s.mu.RLock()
	defer s.mu.RUnlock()
	_, err := keepCopy(ctx, s.path, reason, s.clock())
	return err
}

// keepDailyCopy keeps a copy where today has none yet. A file that cannot be
// copied because it is damaged is found out here, at the latest.
func (s *Store) keepDailyCopy(ctx context.Context) error {
	copies, err := Copies(s.path)
	if err != nil {
		return err
	}
	today := app.DayOf(s.clock())
	if slices.ContainsFunc(copies, func(c Copy) bool { return c.Reason == app.CopyDaily && app.DayOf(c.At).Equal(today) }) {
		return nil
	}
	return s.KeepCopy(ctx, app.CopyDaily)
}

// keepCopy makes a copy, then removes those that are no longer wanted. The
// caller holds the lock of the data file.
func keepCopy(ctx context.Context, path string, reason app.CopyReason, now time.Time) (string, error) {
	folder := CopiesDir(path)
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return "", fileError(err, folder)
	}
	stem, ending := stemOf(path)
	if err := removeLeftovers(folder, stem+"-"); err != nil {
		return "", err
	}
	copies, err := Copies(path)
	if err != nil {
		return "", err
	}
	at := now.In(app.Zone).Truncate(time.Second)
	for slices.ContainsFunc(copies, func(c Copy) bool { return c.At.Equal(at) }) {
		at = at.Add(time.Second)
	}
	name := filepath.Join(folder, stem+"-"+at.Format(stampLayout)+"-"+string(reason)+ending)
	if err := copyFile(ctx, path, name); err != nil {
		return "", err
	}
	copies = slices.Insert(copies, 0, Copy{name, at, reason})
	slices.SortStableFunc(copies, func(a, b Copy) int { return b.At.Compare(a.At) })
	for _, c := range unwanted(copies, now) {
		if err := os.Remove(c.Path); err != nil {
			return "", fileError(err, c.Path)
		}
	}
	return name, nil
}

// removeLeftovers removes what a crash left of files that were being written.
func removeLeftovers(folder, prefix string) error {
	entries, err := os.ReadDir(folder)
	if err != nil {
		return fileError(err, folder)
	}
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), prefix) && (strings.HasSuffix(e.Name(), tempSuffix) || strings.HasSuffix(e.Name(), tempSuffix+"-journal")) {
			if err := os.Remove(filepath.Join(folder, e.Name())); err != nil {
				return fileError(err, folder)
			}
		}
	}
	return nil
}

// How long copies are kept: all of the last two days up to a number, then the
// last of each day, week and month. The newest copy always stays.
const (
	keepAllFor     = 2 * 24 * time.Hour
	keepAllUpTo    = 30
	keepDailyFor   = 14 * 24 * time.Hour
	keepWeeklyFor  = 8 * 7 * 24 * time.Hour
	keepMonthlyFor = 365 * 24 * time.Hour
)

// unwanted gives those of the copies, the newest first, that need not be kept.
func unwanted(copies []Copy, now time.Time) []Copy {
	type span struct{ kind, year, number int }
	seen := map[span]bool{}
	var gone []Copy
	for i, c := range copies {
		if i == 0 {
			continue
		}
		year, week := c.At.ISOWeek()
		var s span
		switch age := now.Sub(c.At); {
		case age < keepAllFor && i < keepAllUpTo:
			continue
		case age < keepDailyFor:
			s = span{1, c.At.Year(), c.At.YearDay()}
		case age < keepWeeklyFor:
			s = span{2, year, week}
		case age < keepMonthlyFor:
			s = span{3, c.At.Year(), int(c.At.Month())}
		default:
			gone = append(gone, c)
			continue
		}
		if seen[s] {
			gone = append(gone, c)
		}
		seen[s] = true
	}
	return gone
}

// NewestGoodCopy gives the newest copy of a data file that can be put back. The
// error has CodeNotFound where there is none.
func NewestGoodCopy(ctx context.Context, path string) (Copy, error) {
	copies, err := Copies(path)
	if err != nil {
		return Copy{}, err
	}
	for _, c := range copies {
		if _, err := checkCopy(ctx, c.Path); err == nil {
			return c, nil
		} else if ctx.Err() != nil {
			return Copy{}, ctx.Err()
		}
	}
	return Copy{}, app.Errorf(app.CodeNotFound, nil, "There is no good copy of the data file in the folder %s.", CopiesDir(path))
}

// checkCopy tells whether a file is a sound data file of this version or an
// older one, and gives the check value of its key.
func checkCopy(ctx context.Context, name string) (check []byte, err error) {
	defer func() { err = databaseError(err, name) }()
	found, err := inspect(name)
	if err != nil {
		return nil, err
	}
	if !found {
		return nil, app.Errorf(app.CodeNotFound, nil, "There is no copy %s, or it is empty. Choose another one.", name)
	}
	db, err := connect(name, readerOptions)
	if err != nil {
		return nil, err
	}
	defer db.Close()
	if _, err := fileVersion(ctx, db, name); err != nil {
		return nil, err
	}
	if err := quickCheck(ctx, db, name); err != nil {
		return nil, err
	}
	return keyCheck(ctx, db)
}

func quickCheck(ctx context.Context, db *sql.DB, name string) error {
	var verdict string
	if err := db.QueryRowContext(ctx, "PRAGMA quick_check(1)").Scan(&verdict); err != nil {
		return err
	}
	if verdict != "ok" {
		return damaged(name, errors.New(verdict))
	}
	return nil
}

// copyFile copies a data file, which may be in use, and checks the copy before
// it takes its name.
func copyFile(ctx context.Context, from, to string) error {
	f, err := os.CreateTemp(filepath.Dir(to), filepath.Base(to)+".*"+tempSuffix)
	if err != nil {
		return fileError(err, filepath.Dir(to))
	}
	temp := f.Name()
	defer os.Remove(temp)
	if err := f.Close(); err != nil {
		return fileError(err, to)
	}
	// Reading only is not asked for: VACUUM INTO writes, though not here.
	source, err := connect(from, "mode=rw&_txlock=deferred")
	if err != nil {
		return databaseError(err, from)
	}
	defer source.Close()
	if _, err := source.ExecContext(ctx, "VACUUM INTO ?", temp); err != nil {
		return databaseError(err, from)
	}
	if _, err := checkCopy(ctx, temp); err != nil {
		return err
	}
	if err := syncFile(temp); err != nil {
		return err
	}
	return replaceFile(temp, to)
}

// Backup implements app.DataFile. An existing file is replaced when the copy is
// finished and sound.
func (s *Store) Backup(ctx context.Context, file string) error {
	file, err := filepath.Abs(file)
	if err != nil {
		return internal(err)
	}
	for _, own := range []string{s.path, KeyFile(s.path), s.path + ".lock"} {
		same, err := sameFile(own, file)
		if err != nil {
			return fileError(err, file)
		}
		if same {
			return app.Errorf(app.CodeInvalid, nil, "A backup cannot take the place of %s, which is in use. Choose another file.", own)
		}
	}
	s.mu.RLock()
	defer s.mu.RUnlock()
	return copyFile(ctx, s.path, file)
}

// sameFile tells whether two names are those of one file.
func sameFile(a, b string) (bool, error) {
	x, err := os.Stat(a)
	if err == nil {
		var y fs.FileInfo
		if y, err = os.Stat(b); err == nil {
			return os.SameFile(x, y), nil
		}
	}
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	return false, err
}
