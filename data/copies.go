package data

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/mattn/go-sqlite3"

	"openday/app"
	"openday/app/words"
	"openday/data/disk"
	"openday/data/keys"
)

// Copy is a copy of a data file, kept beside it.
type Copy struct {
	Path   string
	At     time.Time // when it was made, by the clock of that moment
	Reason app.CopyReason
	Number int // its place in the order of making; 0 for those made by programs that did not count
	Size   int64
}

// CopiesBudget is how many bytes the copies of a data file may take together
// before more of them are thinned out than their age asks for.
const CopiesBudget int64 = 2 << 30

// CopiesDir returns the folder in which the copies of a data file are kept.
func CopiesDir(path string) string { return filepath.Join(filepath.Dir(path), "copies") }

const stampLayout = "20060102-150405"

// stemOf returns the name of a data file without its ending, and the ending.
func stemOf(path string) (stem, ending string) {
	ending = filepath.Ext(path)
	return strings.TrimSuffix(filepath.Base(path), ending), ending
}

// Copies returns the copies that are kept of a data file, the last one made first,
// whatever the clock said then. The folder may hold those of other data files too.
func Copies(path string) ([]Copy, error) {
	folder := CopiesDir(path)
	// Windows calls a file that is read as a folder one that is not there.
	if info, err := os.Stat(folder); err == nil && !info.IsDir() {
		return nil, disk.NoFolder(folder, nil)
	}
	entries, err := os.ReadDir(folder)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, disk.Explain(err, folder)
	}
	stem, ending := stemOf(path)
	var all []Copy
	for _, e := range entries {
		rest, ours := strings.CutPrefix(e.Name(), stem+"-")
		rest, whole := strings.CutSuffix(rest, ending)
		c, known := readCopyName(rest)
		if !ours || !whole || !known || e.IsDir() {
			continue
		}
		info, err := e.Info()
		if errors.Is(err, fs.ErrNotExist) {
			continue // thinned out meanwhile
		}
		if err != nil {
			return nil, disk.Explain(err, folder)
		}
		c.Path, c.Size = filepath.Join(folder, e.Name()), info.Size()
		all = append(all, c)
	}
	slices.SortFunc(all, lastMadeFirst)
	return all, nil
}

// lastMadeFirst orders copies by their numbers. Copies without one are the
// oldest; they have only their dates.
func lastMadeFirst(a, b Copy) int {
	return cmp.Or(cmp.Compare(b.Number, a.Number), b.At.Compare(a.At))
}

// copyName writes what the name of a copy says: when and why it was made, and
// its number in the order of making.
func copyName(c Copy) string {
	return c.At.Format(stampLayout) + "-" + string(c.Reason) + "-" + strconv.Itoa(c.Number)
}

// readCopyName reads what copyName wrote, and names without a number.
func readCopyName(name string) (c Copy, ok bool) {
	stamp, rest, ok := cutStamp(name)
	if !ok {
		return c, false
	}
	reason, number, numbered := strings.Cut(rest, "-")
	c.At, c.Reason = stamp, app.CopyReason(reason)
	if numbered {
		var err error
		if c.Number, err = strconv.Atoi(number); err != nil || c.Number < 1 {
			return c, false
		}
	}
	return c, slices.Contains(copyReasons, c.Reason)
}

// cutStamp reads the moment at the start of a name, and gives what follows it
// and a dash.
func cutStamp(name string) (at time.Time, rest string, ok bool) {
	if len(name) <= len(stampLayout) || name[len(stampLayout)] != '-' {
		return at, "", false
	}
	at, err := time.ParseInLocation(stampLayout, name[:len(stampLayout)], app.Zone)
	return at, name[len(stampLayout)+1:], err == nil
}

var copyReasons = []app.CopyReason{app.CopyDaily, app.CopyBeforeMigration, app.CopyBeforeImport, app.CopyBeforeRestore, app.CopyAfterPurge}

// KeepCopy implements app.DataFile.
func (s *Store) KeepCopy(ctx context.Context, reason app.CopyReason) error {
	err, _ := s.keepCopy(ctx, reason) // the next start says that old copies could not be removed
	return err
}

func (s *Store) keepCopy(ctx context.Context, reason app.CopyReason) (err, thinning error) {
	if s.lock == nil {
		return disk.ReadOnly(s.path, nil), nil
	}
	s.copying.Lock()
	defer s.copying.Unlock()
	s.mu.RLock()
	defer s.mu.RUnlock()
	if _, err := keepCopy(ctx, s.path, reason, s.clock()); err != nil {
		return err, nil
	}
	return nil, thin(s.path, CopiesBudget)
}

// keepDailyCopy keeps a copy where today has none yet. A file that cannot be
// copied because it is damaged is found out here, at the latest. What else keeps
// a copy from being made is no reason to keep anybody from their work: it becomes
// a warning.
func (s *Store) keepDailyCopy(ctx context.Context) error {
	if !s.wantsDailyCopy() {
		return nil
	}
	err, thinning := s.keepCopy(ctx, app.CopyDaily)
	if thinning != nil {
		s.warn(oldCopiesStay(thinning))
	}
	if err == nil || ctx.Err() != nil || app.CodeOf(err) == app.CodeDamaged {
		return err
	}
	s.warn(noDailyCopy(err))
	return nil
}

// wantsDailyCopy reports whether today has no copy yet. It warns where that cannot
// be told, and of a clock that jumped.
func (s *Store) wantsDailyCopy() bool {
	copies, err := Copies(s.path)
	if err != nil {
		s.warn(noDailyCopy(err))
		return false
	}
	now := s.clock()
	if jumped := clockJump(copies, now); jumped != "" {
		s.warn(jumped)
	}
	today := app.DayOf(now)
	return !slices.ContainsFunc(copies, func(c Copy) bool { return c.Reason == app.CopyDaily && app.DayOf(c.At).Equal(today) })
}

func noDailyCopy(err error) string {
	return words.T("No copy of the data file could be kept today. %s Until one can be kept, whatever needs a copy first, such as an import or putting a copy back, is refused.", err)
}

// How far the clock may be from the last copy before a start says so.
const (
	clockBehind = 24 * time.Hour
	clockAhead  = 180 * 24 * time.Hour
)

// clockJump says what is odd about the clock, measured by the last copy that was
// made; empty where nothing is.
func clockJump(copies []Copy, now time.Time) string {
	if len(copies) == 0 {
		return ""
	}
	last, day := copies[0].At, func(t time.Time) string { return t.In(app.Zone).Format(time.DateOnly) }
	switch {
	case now.Before(last.Add(-clockBehind)):
		return words.T("The clock of this computer says %s, but the last copy of the data file is dated %s. It is wrong now, or was wrong then. Please set it right: deadlines and the dates of copies go by it.", day(now), day(last))
	case now.After(last.Add(clockAhead)):
		return words.T("The clock of this computer says %s; the last copy of the data file is of %s, %d days before. If the clock is wrong, please set it right: deadlines and the dates of copies go by it.", day(now), day(last), int(now.Sub(last).Hours()/24))
	}
	return ""
}

// keepCopy makes a copy. The caller holds the lock of the data file, and thins
// the copies once the one that was made is not needed any more to go on.
func keepCopy(ctx context.Context, path string, reason app.CopyReason, now time.Time) (string, error) {
	folder := CopiesDir(path)
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return "", disk.Explain(err, folder)
	}
	name, err := nextCopy(path, reason, now)
	if err != nil {
		return "", err
	}
	return name, copyFile(ctx, path, name)
}

// nextCopy returns the name of the next copy of a data file.
func nextCopy(path string, reason app.CopyReason, now time.Time) (string, error) {
	copies, err := Copies(path)
	if err != nil {
		return "", err
	}
	c := Copy{At: now.In(app.Zone), Reason: reason, Number: 1}
	if len(copies) > 0 {
		c.Number = copies[0].Number + 1
	}
	stem, ending := stemOf(path)
	return filepath.Join(CopiesDir(path), stem+"-"+copyName(c)+ending), nil
}

// thin removes some of the copies that need not be kept.
func thin(path string, budget int64) error {
	copies, err := Copies(path)
	if err != nil {
		return err
	}
	for _, c := range unwanted(copies, budget) {
		if err := os.Remove(c.Path); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return disk.Explain(err, c.Path)
		}
	}
	return nil
}

// How long copies are kept: all of the last two days up to a number, then the
// last of each day, week and month.
const (
	keepAllFor     = 2 * 24 * time.Hour
	keepAllUpTo    = 30
	keepDailyFor   = 14 * 24 * time.Hour
	keepWeeklyFor  = 8 * 7 * 24 * time.Hour
	keepMonthlyFor = 365 * 24 * time.Hour
)

// What no clock and no budget can take: the last copies made, and all but a few
// at a time.
const (
	keepNewest = 5
	mostGone   = 3
)

// unwanted returns those of the copies, the last one made first, that go now: at
// first what is too old, the oldest first, then what is too much.
func unwanted(copies []Copy, budget int64) []Copy {
	if len(copies) <= keepNewest {
		return nil
	}
	type span struct{ kind, year, number int }
	made := trusted(copies)
	seen, days := map[span]bool{}, map[span]bool{}
	var old, sameDay, rest []Copy
	for i, c := range copies {
		year, week := made[i].ISOWeek()
		day := span{1, made[i].Year(), made[i].YearDay()}
		var s span
		gone := false
		switch age := made[0].Sub(made[i]); {
		case age < keepAllFor && i < keepAllUpTo:
		case age < keepDailyFor:
			s = day
		case age < keepWeeklyFor:
			s = span{2, year, week}
		case age < keepMonthlyFor:
			s = span{3, made[i].Year(), int(made[i].Month())}
		default:
			gone = true
		}
		if s != (span{}) {
			gone, seen[s] = seen[s], true
		}
		switch {
		case i < keepNewest:
		case gone:
			old = append(old, c)
		case days[day]:
			sameDay = append(sameDay, c)
		default:
			rest = append(rest, c)
		}
		days[day] = true
	}
	var all int64
	for _, c := range copies {
		all += c.Size
	}
	gone_ := make([]Copy, 0, mostGone)
	for _, c := range slices.Backward(old) {
		all -= c.Size
		gone_ = append(gone_, c)
	}
	for _, list := range [][]Copy{sameDay, rest} {
		for _, c := range slices.Backward(list) {
			if all > budget {
				all -= c.Size
				gone_ = append(gone_, c)
			}
		}
	}
	return gone_[:min(len(gone_), mostGone)]
}

// trusted returns when each of the copies, the last one made first, was made, as
// far as that can be believed: a copy whose date does not fit among the others
// has that of its neighbour, and a step of which the start would have warned
// counts as a day for each copy that was made on it.
func trusted(copies []Copy) []time.Time {
	fits := fitting(copies)
	made := make([]time.Time, len(copies))
	last := slices.Index(fits, true)
	for i := range last + 1 {
		made[i] = copies[last].At
	}
	for i := last + 1; i < len(copies); i++ {
		made[i] = made[last]
		if !fits[i] {
			continue
		}
		step := copies[last].At.Sub(copies[i].At)
		if step > clockAhead {
			const day = 24 * time.Hour
			days := min(max(1, copies[last].Number-copies[i].Number), int(clockAhead/day))
			step = step%day + time.Duration(days)*day // whole days more, so that a day's copies stay together
		}
		made[i], last = made[last].Add(-step), i
	}
	return made
}

// fitting tells of each of the copies, the last one made first, whether its date
// belongs to the longest series of dates in which none is later than that of a
// copy made after it, and of several to the one of smaller steps. The others were
// made by a wrong clock.
func fitting(copies []Copy) []bool {
	length, next := make([]int, len(copies)), make([]int, len(copies))
	best := -1
	for i := len(copies) - 1; i >= 0; i-- {
		length[i], next[i] = 1, -1
		for j := i + 1; j < len(copies); j++ {
			longer := length[j]+1 > length[i] || length[j]+1 == length[i] && copies[j].At.After(copies[next[i]].At)
			if longer && !copies[j].At.After(copies[i].At) {
				length[i], next[i] = length[j]+1, j
			}
		}
		if best < 0 || length[i] >= length[best] {
			best = i
		}
	}
	fits := make([]bool, len(copies))
	for i := best; i >= 0; i = next[i] {
		fits[i] = true
	}
	return fits
}

// NewestGoodCopy returns the last copy made of a data file that can be put back.
// The error has CodeNotFound where there is none.
func NewestGoodCopy(ctx context.Context, path string) (Copy, error) {
	path, err := disk.Resolve(path)
	if err != nil {
		return Copy{}, err
	}
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

// checkCopy reports whether a file is a sound data file of this version or an
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

// vacuumInto copies all that is in a database.
const vacuumInto = "VACUUM INTO ?"

// openSource opens a data file for vacuumInto. Reading only is not asked for: the
// statement writes, though not here.
func openSource(path string) (*sql.DB, error) {
	db, err := connect(path, "mode=rw&_txlock=deferred")
	return db, databaseError(err, path)
}

// copyFile copies a data file, which may be in use, and checks the copy before
// it takes its name.
func copyFile(ctx context.Context, from, to string) error {
	f, err := os.CreateTemp(filepath.Dir(to), filepath.Base(to)+".*"+disk.TempSuffix)
	if err != nil {
		return disk.Explain(err, filepath.Dir(to))
	}
	temp := f.Name()
	defer os.Remove(temp)
	if err := f.Close(); err != nil {
		return disk.Explain(err, to)
	}
	source, err := openSource(from)
	if err != nil {
		return err
	}
	defer source.Close()
	if _, err := source.ExecContext(ctx, vacuumInto, temp); err != nil {
		if isOfWriting(err) {
			return databaseError(err, filepath.Dir(to))
		}
		return databaseError(err, from)
	}
	if _, err := checkCopy(ctx, temp); err != nil {
		if err := databaseError(quickCheck(ctx, source, from), from); err != nil {
			return err
		}
		return badCopy(ctx, err, to)
	}
	if err := disk.Sync(temp); err != nil {
		return err
	}
	return disk.Replace(temp, to)
}

// isOfWriting reports whether SQLite failed at the file that it was to write, not
// at the one that it read.
func isOfWriting(err error) bool {
	var e sqlite3.Error
	if !errors.As(err, &e) {
		return false
	}
	switch e.Code {
	case sqlite3.ErrFull, sqlite3.ErrReadonly, sqlite3.ErrPerm, sqlite3.ErrCantOpen:
		return true
	case sqlite3.ErrIoErr:
		return e.ExtendedCode != sqlite3.ErrIoErrRead && e.ExtendedCode != sqlite3.ErrIoErrShortRead
	}
	return false
}

// badCopy says of a copy that was just made of a sound file that it is not.
func badCopy(ctx context.Context, err error, to string) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	return app.Errorf(app.CodeInternal, err, "The copy of the data file in the folder %s was not sound when it was read again, so it was not kept. Have the disk checked, or choose another place.", filepath.Dir(to))
}

// Backup implements app.DataFile. An existing file is replaced when the copy is
// finished and sound.
func (s *Store) Backup(ctx context.Context, file string) error {
	file, err := filepath.Abs(file)
	if err != nil {
		return disk.Internal(err)
	}
	for _, own := range []string{s.path, keys.File(s.path), s.path + ".lock"} {
		same, err := sameFile(own, file)
		if err != nil {
			return disk.Explain(err, file)
		}
		if same {
			return app.Errorf(app.CodeInvalid, nil, "A backup cannot take the place of %s, which is in use. Choose another file.", own)
		}
	}
	s.mu.RLock()
	defer s.mu.RUnlock()
	return copyFile(ctx, s.path, file)
}

// sameFile reports whether two names are those of one file.
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
