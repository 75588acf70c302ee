package data

import (
	"context"
	"crypto/rand"
	"database/sql"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"sync"
	"time"

	"openday/app"
	"openday/app/words"
	"openday/data/disk"
	"openday/data/keys"
)

// Store keeps open days in a data file. It may be used from several goroutines.
type Store struct {
	path  string
	clock func() time.Time
	lock  *disk.Lock // nil where it is open for reading only
	keys  *keys.Keys // nil where the file is open without them, see Options.WithoutKey
	entities

	unreadable unreadable

	warnings []string  // complete once the file is open
	memory   io.Closer // keeps the copy in memory that is read in place of an older file; nil for none

	// mu lets one goroutine write or several read, so that within the program
	// nobody waits for SQLite's busy timeout.
	mu sync.RWMutex
	// copying lets one goroutine at a time work in the folder of the copies.
	copying sync.Mutex
	daily   dailyCopy
	// Readers have several connections: a query may start while the rows of
	// another are open. The writer has one, and its transactions run every
	// statement on themselves.
	reader, writer *sql.DB
	steps          sync.Map // names of the files of steps that were set aside
}

var (
	_ app.Store    = (*Store)(nil)
	_ app.DataFile = (*Store)(nil)
)

// entities are the records of a data file, with its keys.
type entities struct {
	settings    entity[app.SettingRecord]
	departments entity[app.Department]
	events      entity[app.Event]
	people      entity[app.Person]
	invitees    entity[app.Invitee]
	agenda      entity[app.AgendaItem]
	feedback    entity[app.Feedback]
	photos      entity[app.Photo]
	prints      entity[app.Print]
	displaced   entity[app.Displaced]
	kinds       map[app.RecordKind]recordTable
}

func newEntities(k *keys.Keys) entities {
	e := entities{
		settings: settings(), departments: departments(k), events: events(k), people: people(k), invitees: invitees(k),
		agenda: agenda(k), feedback: feedback(k), photos: photos(k), prints: prints(k), displaced: displaced(k),
	}
	e.kinds = map[app.RecordKind]recordTable{
		app.RecordSetting: e.settings, app.RecordDepartment: e.departments, app.RecordEvent: e.events, app.RecordPerson: e.people,
		app.RecordInvitee: e.invitees, app.RecordAgenda: e.agenda, app.RecordFeedback: e.feedback, app.RecordPhoto: e.photos,
		app.RecordPrint: e.prints, app.RecordDisplaced: e.displaced,
	}
	return e
}

// Options say how a data file is opened.
type Options struct {
	// Clock returns the present moment, for the names and the age of copies; nil
	// for app.Clock.
	Clock func() time.Time
	// ReadOnly opens the file for reading, also while another program has it
	// open for writing. Nothing is created; methods that change anything fail.
	ReadOnly bool
	// Wait is how long to wait for another program that has the file open for
	// writing, before giving up with CodeInUse.
	Wait time.Duration
	// RecoveryCode stands in for a key file that is lost, and writes it anew.
	RecoveryCode string
	// WithoutKey opens the file also where its key file is missing, damaged or
	// another's. Encrypted fields are then read as empty, and stay as they are
	// when something else of their row is saved; a value for one is refused. A
	// recovery code is held to all the same.
	WithoutKey bool
	// By names the person at the desk, where what is done is written down at once.
	By string
	// Later, where it is not nil, has the day's copy made after the file is open,
	// in steps that let others write, instead of before. It is called on another
	// goroutine where that went wrong: with an error of CodeDamaged where the file
	// is damaged, or with a sentence for the person at the desk.
	Later func(error)
}

func (o Options) now() time.Time {
	if o.Clock == nil {
		return app.Clock()
	}
	return o.Clock()
}

// Open opens a data file, and makes it with its key file where there is none.
// A file of an older version is brought up to date, after a copy is kept; where
// that cannot be, it is open for reading alone. When the day's copy is missing
// it is made. What a person should know of all this is in Warnings. The file is
// left as it is where the error has one of these codes: CodeInUse, CodeForeign,
// CodeDamaged, CodeNewer, CodeReadOnly, CodeFull, CodeKey; opened for reading or
// by a link to nothing, CodeNotFound too.
func Open(ctx context.Context, path string, o Options) (_ *Store, err error) {
	if path, err = disk.Resolve(path); err != nil {
		return nil, err
	}
	s := &Store{path: path, clock: o.now}
	defer func() {
		if err != nil {
			err = databaseError(errors.Join(err, s.Close()), path)
		}
	}()
	if !o.ReadOnly {
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			return nil, disk.Explain(err, filepath.Dir(path))
		}
		if s.lock, err = disk.Acquire(ctx, path, o.Wait); err != nil {
			return nil, err
		}
	}
	found, err := inspect(path)
	if err != nil {
		return nil, err
	}
	if !found {
		if o.ReadOnly {
			return nil, app.Errorf(app.CodeNotFound, nil, "There is no data file %s yet. Import an event first, or open the window once.", path)
		}
		if err := create(ctx, path, o); err != nil {
			return nil, err
		}
	}
	if s.reader, err = connect(path, readerOptions); err != nil {
		return nil, err
	}
	version, err := fileVersion(ctx, s.reader, s.path)
	if err != nil {
		return nil, err
	}
	if err := s.loadKeys(ctx, o); err != nil {
		return nil, err
	}
	switch {
	case o.ReadOnly && version == latest:
		return s, nil
	case o.ReadOnly:
		return s, s.bringUpToDate(ctx, o)
	}
	if err := writable(path); err != nil {
		return nil, err
	}
	disk.Tighten(path)
	if err := removeLeftovers(path); err != nil {
		s.warn(words.T("What a program that was ended in the middle of its work left beside the data file could not be removed. %s", err))
	}
	if version < latest {
		if kept, err := s.migrate(ctx); err != nil || !kept {
			return s, err
		}
	}
	if s.writer, err = connect(path, writerOptions); err != nil {
		return nil, err
	}
	s.writer.SetMaxOpenConns(1)
	if err := s.refreshFound(ctx); err != nil {
		return nil, err
	}
	s.absorbDeeds(ctx)
	if err := s.payOwed(ctx); err != nil {
		if ctx.Err() != nil || app.CodeOf(err) == app.CodeDamaged {
			return nil, err
		}
		s.warn(words.T("Personal data was deleted, but copies and free parts of the file that still hold it could not be. %s It is tried again at the next start.", err))
	}
	if found && o.Later != nil {
		s.startDaily(o.Later)
		return s, nil
	}
	if found {
		return s, s.keepDailyCopy(ctx)
	}
	if _, err := Copies(path); err != nil {
		s.warn(noDailyCopy(err))
	}
	return s, nil
}

// migrate brings the file up to date after a copy is kept. It tells whether it
// did: where no room or no right is there to do it, the file is read from memory.
func (s *Store) migrate(ctx context.Context) (bool, error) {
	if s.keys == nil { // what is encrypted from some version on cannot be
		s.warn(words.T("The data file is of an older version of this program and cannot be brought up to date without its key, so it is open for reading only: nothing can be changed."))
		return false, s.readFromMemory(ctx)
	}
	err, _ := s.keepCopy(ctx, app.CopyBeforeMigration)
	if err == nil {
		if err = databaseError(migrate(ctx, s.path, migrations, s.keys, s.refreshSearch), s.path); err == nil {
			return true, nil
		}
		if code := app.CodeOf(err); code != app.CodeFull && code != app.CodeReadOnly {
			return false, err
		}
	}
	if ctx.Err() != nil || app.CodeOf(err) == app.CodeDamaged {
		return false, err
	}
	s.warn(words.T("The data file is of an older version of this program and could not be brought up to date, so it is open for reading only: nothing can be changed. %s Then start the program again.", err))
	return false, s.readFromMemory(ctx)
}

// readFromMemory has the store read a copy of an older file that lies in memory,
// where it is brought up to date.
func (s *Store) readFromMemory(ctx context.Context) error {
	// The slash has all connections of this program share it.
	name := "/openday-" + rand.Text()
	db, err := connect(name, "vfs=memdb&mode=rwc&_txlock=immediate")
	if err != nil {
		return err
	}
	s.memory = db
	// SQLite forgets it with the last connection.
	db.SetMaxOpenConns(1)
	conn, err := db.Conn(ctx)
	if err != nil {
		return err
	}
	s.memory = closers{conn, db}
	source, err := openSource(s.path)
	if err != nil {
		return err
	}
	defer source.Close()
	if _, err := source.ExecContext(ctx, vacuumInto, fileURI(name, false)+"?vfs=memdb"); err != nil {
		return err
	}
	if _, err := conn.ExecContext(ctx, "PRAGMA foreign_keys = off"); err != nil {
		return err
	}
	tx, err := conn.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	k := s.keys
	if k == nil { // what it encrypts is not read
		if k, err = keys.From(keys.New()); err != nil {
			return err
		}
	}
	if err := migrateIn(ctx, tx, migrations, k, s.refreshSearch); err != nil {
		return err
	}
	if err := tx.Commit(); err != nil {
		return err
	}
	old := s.reader
	s.reader, err = connect(name, "vfs=memdb&"+readerOptions)
	return errors.Join(err, old.Close())
}

// closers are closed one after the other.
type closers []io.Closer

// Close implements io.Closer.
func (c closers) Close() error {
	var errs []error
	for _, one := range c {
		errs = append(errs, one.Close())
	}
	return errors.Join(errs...)
}

// bringUpToDate opens a file of an older version for writing once, so that it
// can be read.
func (s *Store) bringUpToDate(ctx context.Context, o Options) error {
	o.ReadOnly = false
	w, err := Open(ctx, s.path, o)
	if err != nil {
		return err
	}
	older := w.writer == nil
	s.warnings = w.Warnings()
	if err := w.Close(); err != nil || !older {
		return err
	}
	return s.readFromMemory(ctx)
}

func (s *Store) warn(sentence string) { s.warnings = append(s.warnings, sentence) }

// Warnings returns what went wrong when the file was opened and did not keep it
// from being opened, one sentence or more each, for the person at the desk.
func (s *Store) Warnings() []string { return slices.Clone(s.warnings) }

// maxReaders is how many goroutines can read at once.
const maxReaders = 4

// connect prepares a pool of connections to a file.
func connect(path, options string) (*sql.DB, error) {
	db, err := sql.Open("sqlite3", fileURI(path, runtime.GOOS == "windows")+"?"+options+
		"&_synchronous=FULL&_foreign_keys=on&_busy_timeout=5000&_secure_delete=on&_stmt_cache_size=32")
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(maxReaders)
	return db, nil
}

// Options of connections. A transaction that turns from reading to writing fails
// with "database is locked", hence the writer's immediate ones. A write-ahead
// log would keep deleted personal data, and fails on network drives.
const (
	readerOptions = "mode=rw&_txlock=deferred&_query_only=on"
	writerOptions = "mode=rw&_txlock=immediate&_journal_mode=DELETE"
)

// writable reports whether a file can be written. SQLite would open it for
// reading without a word.
func writable(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return disk.Explain(err, path)
	}
	return f.Close()
}

// loadKeys finds the keys of the file, and proves that they are.
func (s *Store) loadKeys(ctx context.Context, o Options) error {
	check, err := keyCheck(ctx, s.reader)
	if err != nil {
		return err
	}
	s.keys, err = findKeys(s.path, check, o)
	if o.WithoutKey && o.RecoveryCode == "" && app.CodeOf(err) == app.CodeKey {
		s.keys, err = nil, nil
		s.warn(words.T("The key to this data file is not there, so the ID numbers and telephone numbers in it are not read: these fields look empty. They stay as they are; nothing is written in their place."))
	}
	if err != nil {
		return err
	}
	s.entities = newEntities(s.keys)
	if s.keys == nil {
		return nil
	}
	err = keepKeys(s.path, s.keys, o)
	if err != nil && o.ReadOnly { // a disk that cannot be written can still be read
		s.warn(words.T("The key file could not be made anew. %s", err))
		return nil
	}
	return err
}

// keyCheck reads the value by which a data file knows its keys.
func keyCheck(ctx context.Context, db *sql.DB) ([]byte, error) {
	var check []byte
	err := db.QueryRowContext(ctx, "SELECT value FROM about WHERE name = 'key_check'").Scan(&check)
	return check, err
}

// findKeys returns the keys with a check value: from the recovery code where one
// is given, else from the key file.
func findKeys(path string, check []byte, o Options) (*keys.Keys, error) {
	if o.RecoveryCode == "" {
		k, err := keys.Read(path)
		if err == nil && !k.Fits(check) {
			err = keys.ForeignKey(path)
		}
		return k, err
	}
	secret, err := keys.ReadCode(o.RecoveryCode)
	if err != nil {
		return nil, err
	}
	k, err := keys.From(secret)
	if err != nil {
		return nil, err
	}
	if !k.Fits(check) {
		err = keys.ForeignCode(path)
	}
	return k, err
}

// Unlocked implements app.DataFile.
func (s *Store) Unlocked() error {
	if s.keys == nil {
		return keys.Wanted()
	}
	return nil
}

// RecoveryCode returns the code that opens the data file and its copies when the
// key file is lost: 14 groups of 4 characters, to be printed and locked away.
// The error has CodeKey where the file is open without its key.
func (s *Store) RecoveryCode() (string, error) {
	if err := s.Unlocked(); err != nil {
		return "", err
	}
	return keys.Code(s.keys.Secret), nil
}

// Path returns the path of the data file.
func (s *Store) Path() string { return s.path }

// Close implements app.Store.
func (s *Store) Close() error {
	s.stopDaily()
	errs := []error{s.forgetSteps()}
	for _, db := range []*sql.DB{s.writer, s.reader} {
		if db != nil {
			errs = append(errs, db.Close())
		}
	}
	if s.memory != nil {
		errs = append(errs, s.memory.Close())
		s.memory = nil
	}
	if s.lock != nil {
		errs = append(errs, s.lock.Release())
		s.lock = nil
	}
	return errors.Join(errs...)
}

// read runs a function in a transaction that sees the data at one moment.
func (s *Store) read(ctx context.Context, fn func(*sql.Tx) error) error {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.transact(ctx, s.reader, fn)
}

// write runs a function in a transaction that happens whole or not at all.
func (s *Store) write(ctx context.Context, fn func(*sql.Tx) error) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.writer == nil {
		return app.Errorf(app.CodeReadOnly, nil, "The data file %s is open for reading only, so nothing was changed.", s.path)
	}
	err := s.transact(ctx, s.writer, fn)
	if app.CodeOf(err) == app.CodeFull {
		// After a failed write SQLite leaves the journal for whoever reads next.
		// Reading now puts the file back as it was before anybody is told so.
		_, undone := fileVersion(ctx, s.reader, s.path)
		err = errors.Join(err, undone)
	}
	return err
}

func (s *Store) transact(ctx context.Context, db *sql.DB, fn func(*sql.Tx) error) error {
	tx, err := db.BeginTx(ctx, nil)
	if err == nil {
		defer tx.Rollback()
		if err = fn(tx); err == nil {
			err = tx.Commit()
		}
	}
	// A cancelled context rolls back beside the work, which then meets closed
	// statements and a transaction that is over: that is no fault of the file.
	if err != nil && ctx.Err() != nil {
		return ctx.Err()
	}
	return databaseError(err, s.path)
}

// create makes a new data file. It stands in its place whole or not at all.
func create(ctx context.Context, path string, o Options) error {
	k, err := keysForNew(path, o)
	if err != nil {
		return err
	}
	// A journal without its file would be taken for the new one's.
	if err := setAsideFile(path+"-journal", asideName(path, o.now())+"-journal"); err != nil {
		return err
	}
	temp := path + ".new" + disk.TempSuffix
	for _, name := range []string{temp, temp + "-journal"} {
		if err := os.Remove(name); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return disk.Explain(err, name)
		}
	}
	defer os.Remove(temp)
	f, err := os.OpenFile(temp, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600) // SQLite would let others read it
	if err != nil {
		return disk.Explain(err, temp)
	}
	if err := f.Close(); err != nil {
		return disk.Explain(err, temp)
	}
	err = migrate(ctx, temp, migrations, k, func(ctx context.Context, tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, "INSERT INTO about (name, value) VALUES ('key_check', ?)", k.Check)
		return err
	})
	if err != nil {
		return err
	}
	return disk.Replace(temp, path)
}

// keysForNew returns the keys for a new data file. A key file that is there
// already belongs to copies or to a file that was set aside, and stays.
func keysForNew(path string, o Options) (*keys.Keys, error) {
	if o.RecoveryCode != "" {
		secret, err := keys.ReadCode(o.RecoveryCode)
		if err != nil {
			return nil, err
		}
		k, err := keys.From(secret)
		if err != nil {
			return nil, err
		}
		return k, keepKeys(path, k, o)
	}
	k, err := keys.Read(path)
	if !errors.Is(err, fs.ErrNotExist) {
		return k, err
	}
	if k, err = keys.From(keys.New()); err != nil {
		return nil, err
	}
	return k, keys.Write(path, k)
}
