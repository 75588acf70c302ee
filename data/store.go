package data

import (
	"context"
	"database/sql"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"sync"
	"time"

	"openday/app"
)

// Store keeps open days in a data file. It may be used from several goroutines.
type Store struct {
	path  string
	clock func() time.Time
	lock  *lock // nil where it is open for reading only
	keys  *keys
	entities

	// mu lets one goroutine write or several read, so that within the program
	// nobody waits for SQLite's busy timeout.
	mu sync.RWMutex
	// copying lets one goroutine at a time work in the folder of the copies.
	copying sync.Mutex
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

func newEntities(k *keys) entities {
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
	// Clock gives the present moment, for the names and the age of copies; nil
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
}

func (o Options) now() time.Time {
	if o.Clock == nil {
		return app.Clock()
	}
	return o.Clock()
}

// Open opens a data file, and makes it with its key file where there is none.
// A file of an older version is brought up to date, after a copy is kept. When
// the day's copy is missing it is made. The file is left as it is where the
// error has one of these codes: CodeInUse, CodeForeign, CodeDamaged, CodeNewer,
// CodeReadOnly, CodeFull, CodeKey; opened for reading, CodeNotFound too.
func Open(ctx context.Context, path string, o Options) (_ *Store, err error) {
	if path, err = filepath.Abs(path); err != nil {
		return nil, internal(err)
	}
	s := &Store{path: path, clock: o.now}
	defer func() {
		if err != nil {
			err = databaseError(errors.Join(err, s.Close()), path)
		}
	}()
	if !o.ReadOnly {
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			return nil, fileError(err, filepath.Dir(path))
		}
		if s.lock, err = acquire(ctx, path, o.Wait); err != nil {
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
	if version < latest {
		if err := s.KeepCopy(ctx, app.CopyBeforeMigration); err != nil {
			return nil, err
		}
		if err := migrate(ctx, path, migrations, s.keys, s.refreshSearch); err != nil {
			return nil, err
		}
	}
	if s.writer, err = connect(path, writerOptions); err != nil {
		return nil, err
	}
	s.writer.SetMaxOpenConns(1)
	if err := s.refreshPhones(ctx); err != nil {
		return nil, err
	}
	s.absorbDeeds(ctx)
	if found {
		err = s.keepDailyCopy(ctx)
	}
	return s, err
}

// bringUpToDate opens a file of an older version for writing once, so that it
// can be read.
func (s *Store) bringUpToDate(ctx context.Context, o Options) error {
	o.ReadOnly = false
	w, err := Open(ctx, s.path, o)
	if err != nil {
		return err
	}
	return w.Close()
}

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

// writable tells whether a file can be written. SQLite would open it for
// reading without a word.
func writable(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return fileError(err, path)
	}
	return f.Close()
}

// loadKeys finds the keys of the file, and proves that they are.
func (s *Store) loadKeys(ctx context.Context, o Options) error {
	check, err := keyCheck(ctx, s.reader)
	if err != nil {
		return err
	}
	if s.keys, err = findKeys(s.path, check, o); err != nil {
		return err
	}
	s.entities = newEntities(s.keys)
	return keepKeys(s.path, s.keys, o)
}

// keyCheck reads the value by which a data file knows its keys.
func keyCheck(ctx context.Context, db *sql.DB) ([]byte, error) {
	var check []byte
	err := db.QueryRowContext(ctx, "SELECT value FROM about WHERE name = 'key_check'").Scan(&check)
	return check, err
}

// findKeys gives the keys with a check value: from the recovery code where one
// is given, else from the key file.
func findKeys(path string, check []byte, o Options) (*keys, error) {
	if o.RecoveryCode == "" {
		k, err := readKeys(path)
		if err == nil && !k.fits(check) {
			err = foreignKey(path)
		}
		return k, err
	}
	secret, err := readRecoveryCode(o.RecoveryCode)
	if err != nil {
		return nil, err
	}
	k, err := newKeys(secret)
	if err != nil {
		return nil, err
	}
	if !k.fits(check) {
		err = foreignCode(path)
	}
	return k, err
}

// RecoveryCode gives the code that opens the data file and its copies when the
// key file is lost: 14 groups of 4 characters, to be printed and locked away.
func (s *Store) RecoveryCode() string { return recoveryCode(s.keys.secret) }

// Path gives the path of the data file.
func (s *Store) Path() string { return s.path }

// Close implements app.Store.
func (s *Store) Close() error {
	errs := []error{s.forgetSteps()}
	for _, db := range []*sql.DB{s.writer, s.reader} {
		if db != nil {
			errs = append(errs, db.Close())
		}
	}
	if s.lock != nil {
		errs = append(errs, s.lock.release())
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
	if s.writer == nil {
		return app.Errorf(app.CodeReadOnly, nil, "The data file %s is open for reading only, so nothing was changed.", s.path)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
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
	temp := path + ".new" + tempSuffix
	for _, name := range []string{temp, temp + "-journal"} {
		if err := os.Remove(name); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fileError(err, name)
		}
	}
	defer os.Remove(temp)
	err = migrate(ctx, temp, migrations, k, func(ctx context.Context, tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, "INSERT INTO about (name, value) VALUES ('key_check', ?)", k.check)
		return err
	})
	if err != nil {
		return err
	}
	return replaceFile(temp, path)
}

// keysForNew gives the keys for a new data file. A key file that is there
// already belongs to copies or to a file that was set aside, and stays.
func keysForNew(path string, o Options) (*keys, error) {
	if o.RecoveryCode != "" {
		secret, err := readRecoveryCode(o.RecoveryCode)
		if err != nil {
			return nil, err
		}
		k, err := newKeys(secret)
		if err != nil {
			return nil, err
		}
		return k, keepKeys(path, k, o)
	}
	k, err := readKeys(path)
	if !errors.Is(err, fs.ErrNotExist) {
		return k, err
	}
	if k, err = newKeys(newSecret()); err != nil {
		return nil, err
	}
	return k, writeKeys(path, k)
}
