package data

import (
	"context"
	"database/sql"
	"errors"
	"os"
	"sync"
	"time"

	"github.com/mattn/go-sqlite3"

	"openday/app"
	"openday/app/words"
	"openday/data/disk"
)

// dailyCopy is the day's copy in the making, after the file is open.
type dailyCopy struct {
	mu     sync.Mutex
	cancel context.CancelFunc // nil while none is made
	done   chan struct{}
}

// How the day's copy is taken: pages at a time, as many as take about dailyStep,
// short pauses between, and a longer one when a save has overtaken it and it
// begins anew. A save waits for one step, and for what the disk has still to
// write of the copy, which is therefore kept small.
const (
	dailyStep     = 20 * time.Millisecond
	dailyPages    = 16   // of the first step
	dailyMost     = 1024 // pages of one step
	dailyUnsynced = 1024 // pages that are written and not yet on the disk, about
	dailyPause    = 2 * time.Millisecond
	dailyAgain    = time.Second
	dailyLonger   = time.Minute // the longest of the pauses
)

// dailyPace is the time and the disk of a copy that is taken in steps.
type dailyPace struct {
	now  func() time.Time
	wait func(context.Context, time.Duration) error
	sync func() error // puts on the disk what is written of the copy
}

// waitFor waits, unless the context ends before.
func waitFor(ctx context.Context, d time.Duration) error {
	select {
	case <-time.After(d):
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// pagesAfter returns how many pages the next step has, when one took some time.
func pagesAfter(pages int, took time.Duration) int {
	if took > dailyStep {
		return max(1, int(float64(pages)*float64(dailyStep)/float64(took)))
	}
	if took < dailyStep/2 {
		return min(2*pages, dailyMost)
	}
	return pages
}

// startDaily makes the day's copy on a goroutine of its own where there is none
// yet, and tells later what went wrong.
func (s *Store) startDaily(later func(error)) {
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan struct{})
	s.daily.mu.Lock()
	s.daily.cancel, s.daily.done = cancel, done
	s.daily.mu.Unlock()
	wanted := s.wantsDailyCopy()
	go func() {
		defer close(done)
		defer cancel()
		if !wanted {
			return
		}
		err, thinning := s.takeDailyCopy(ctx)
		switch {
		case ctx.Err() != nil:
		case app.CodeOf(err) == app.CodeDamaged:
			later(err)
		case err != nil:
			later(&app.Error{Code: app.CodeOf(err), Message: noDailyCopy(err)})
		case thinning != nil:
			later(&app.Error{Code: app.CodeOf(thinning), Message: oldCopiesStay(thinning)})
		}
	}()
}

// stopDaily ends the making of the day's copy, and waits until it is over.
func (s *Store) stopDaily() {
	s.daily.mu.Lock()
	cancel, done := s.daily.cancel, s.daily.done
	s.daily.cancel = nil
	s.daily.mu.Unlock()
	if cancel != nil {
		cancel()
		<-done
	}
}

// takeDailyCopy makes the day's copy while the file is in use.
func (s *Store) takeDailyCopy(ctx context.Context) (err, thinning error) {
	folder := CopiesDir(s.path)
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return disk.Explain(err, folder), nil
	}
	stem, ending := stemOf(s.path)
	// A name that a start after a crash knows for a leftover.
	at := Copy{At: s.clock().In(app.Zone), Reason: app.CopyDaily}
	f, err := os.CreateTemp(folder, stem+"-"+copyName(at)+ending+".*"+disk.TempSuffix) // mode 0600
	if err != nil {
		return disk.Explain(err, folder), nil
	}
	temp := f.Name()
	defer os.Remove(temp)
	if err := f.Close(); err != nil {
		return disk.Explain(err, temp), nil
	}
	if err := stepwise(ctx, s.path, temp, waitFor); err != nil {
		if isOfWriting(err) {
			return databaseError(err, folder), nil
		}
		return databaseError(err, s.path), nil
	}
	if _, err := checkCopy(ctx, temp); err != nil {
		// Is it the file, or only its copy? Now somebody may have to wait.
		if err := s.quickCheck(ctx); err != nil {
			return err, nil
		}
		return badCopy(ctx, err, temp), nil
	}
	if err := disk.Sync(temp); err != nil {
		return err, nil
	}
	s.copying.Lock()
	defer s.copying.Unlock()
	name, err := nextCopy(s.path, app.CopyDaily, s.clock())
	if err != nil {
		return err, nil
	}
	if err := disk.Replace(temp, name); err != nil {
		return err, nil
	}
	return nil, thin(s.path, CopiesBudget)
}

// quickCheck looks at the structure of the data file.
func (s *Store) quickCheck(ctx context.Context) error {
	db, err := connect(s.path, readerOptions)
	if err != nil {
		return databaseError(err, s.path)
	}
	defer db.Close()
	return databaseError(quickCheck(ctx, db, s.path), s.path)
}

// stepwise copies a data file page by page, a few at a time. Between the steps
// the file is free: whoever saves then has SQLite begin anew.
func stepwise(ctx context.Context, from, to string, wait func(context.Context, time.Duration) error) error {
	file, err := os.OpenFile(to, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	defer file.Close() // after SQLite, whose locks it would take along
	source, err := connect(from, readerOptions)
	if err != nil {
		return err
	}
	defer source.Close()
	target, err := connect(to, "mode=rw&_journal_mode=OFF")
	if err != nil {
		return err
	}
	defer target.Close()
	return withRaw(ctx, target, func(t *sqlite3.SQLiteConn) error {
		return withRaw(ctx, source, func(s *sqlite3.SQLiteConn) error {
			b, err := t.Backup("main", s, "main")
			if err != nil {
				return err
			}
			err = steps(ctx, b, dailyPace{now: time.Now, wait: wait, sync: file.Sync})
			return errors.Join(err, b.Finish())
		})
	})
}

// stepper is a backup of SQLite's.
type stepper interface {
	Step(pages int) (done bool, err error)
	Remaining() int
}

// steps goes on until a backup is whole.
func steps(ctx context.Context, b stepper, pace dailyPace) error {
	left, again := -1, dailyAgain
	pages, unsynced := dailyPages, 0
	for {
		pause := dailyPause
		start := pace.now()
		done, err := b.Step(pages)
		took := pace.now().Sub(start)
		var e sqlite3.Error
		switch {
		case errors.As(err, &e) && (e.Code == sqlite3.ErrBusy || e.Code == sqlite3.ErrLocked):
			pause = dailyAgain // somebody is saving
		case err != nil:
			return err
		case done:
			return nil
		default:
			unsynced += pages
			pages = pagesAfter(pages, took)
			if left >= 0 && b.Remaining() >= left { // overtaken
				pause, again = again, min(2*again, dailyLonger)
			}
		}
		left = b.Remaining()
		if unsynced >= dailyUnsynced {
			if err := pace.sync(); err != nil {
				return err
			}
			unsynced = 0
		}
		if err := pace.wait(ctx, pause); err != nil {
			return err
		}
	}
}

// withRaw lends SQLite's own connection.
func withRaw(ctx context.Context, db *sql.DB, work func(*sqlite3.SQLiteConn) error) error {
	conn, err := db.Conn(ctx)
	if err != nil {
		return err
	}
	defer conn.Close()
	return conn.Raw(func(raw any) error { return work(raw.(*sqlite3.SQLiteConn)) })
}

func oldCopiesStay(err error) string {
	return words.T("Old copies of the data file could not be removed. %s", err)
}
