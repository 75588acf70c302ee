package data

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"time"

	"openday/app"
	"openday/app/words"
	"openday/data/disk"
	"openday/data/keys"
)

// Restore puts a copy in the place of a data file that is not open, and gives
// the path under which what was there is kept: among the copies where it was
// sound, else set aside as it was; empty where nothing was there. The copy is
// looked through first; it must be of this version or an older one, and of the
// key file, or of the recovery code in the options. The audit list of what is
// there then says so.
func Restore(ctx context.Context, path, from string, o Options) (kept string, err error) {
	if path, err = disk.Resolve(path); err != nil {
		return "", err
	}
	if from, err = filepath.Abs(from); err != nil {
		return "", disk.Internal(err)
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return "", disk.Explain(err, filepath.Dir(path))
	}
	l, err := disk.Acquire(ctx, path, o.Wait)
	if err != nil {
		return "", err
	}
	defer l.Release()
	if same, err := sameFile(path, from); err != nil {
		return "", disk.Explain(err, from)
	} else if same {
		return "", app.Errorf(app.CodeInvalid, nil, "%s is the data file itself. Choose a copy of it.", from)
	}
	check, err := checkCopy(ctx, from)
	if err != nil {
		return "", err
	}
	staged := path + ".restore" + disk.TempSuffix
	if err := copyFile(ctx, from, staged); err != nil {
		return "", err
	}
	defer os.Remove(staged)
	k, err := findKeys(path, check, o)
	if err != nil {
		return "", err
	}
	if kept, err = keepPresent(ctx, path, o.now()); err != nil {
		return "", err
	}
	if err := noteRestore(ctx, staged, from, kept, o); err != nil {
		return "", err
	}
	if err := disk.Replace(staged, path); err != nil {
		return "", err
	}
	return kept, keepKeys(path, k, o)
}

// noteRestore writes into a copy that is about to be a data file where it comes
// from, and what it takes the place of. The paths of folders are left out, as
// they can name people.
func noteRestore(ctx context.Context, staged, from, kept string, o Options) (err error) {
	defer func() { err = databaseError(err, staged) }()
	db, err := connect(staged, writerOptions)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	db.SetMaxOpenConns(1)
	if version, err := fileVersion(ctx, db, staged); err != nil || version < versionOfAudit {
		return err
	}
	detail := words.T("from the copy %s; nothing was there before", filepath.Base(from))
	if kept != "" {
		detail = words.T("from the copy %s; what was there is kept as %s", filepath.Base(from), filepath.Base(kept))
	}
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	entry := app.AuditEntry{ID: app.NewID(), At: o.now(), By: o.By, Action: app.AuditRestore, Detail: detail}
	if err := audit.put(ctx, tx, audit.insert(), []app.AuditEntry{entry}); err != nil {
		return err
	}
	return tx.Commit()
}

// keepPresent keeps what lies in the place of a data file, without leaving the
// place empty: a sound file as a copy, another one as it is under a second name.
func keepPresent(ctx context.Context, path string, now time.Time) (string, error) {
	if found, err := disk.Exists(path); err != nil || !found {
		return "", disk.Explain(errors.Join(err, setAsideFile(path+"-journal", asideName(path, now)+"-journal")), path)
	}
	// SQLite looks only at what may be sound: it would tidy up the rest.
	_, err := inspect(path)
	if err == nil {
		var kept string
		if kept, err = keepCopy(ctx, path, app.CopyBeforeRestore, now); err == nil {
			return kept, nil
		}
	}
	if !slices.Contains([]app.Code{app.CodeDamaged, app.CodeForeign, app.CodeNewer, app.CodeNotFound}, app.CodeOf(err)) {
		return "", err
	}
	aside := asideName(path, now)
	if err := os.Link(path, aside); err != nil {
		// Not every file system can give a file a second name.
		if err := setAsideFile(path, aside); err != nil {
			return "", err
		}
	}
	return aside, setAsideFile(path+"-journal", aside+"-journal")
}

// SetAside gives a data file that cannot be read another name beside its own,
// so that a copy or a new file can take its place, and gives that name. The
// file is never deleted.
func SetAside(ctx context.Context, path string, o Options) (string, error) {
	path, err := disk.Resolve(path)
	if err != nil {
		return "", err
	}
	l, err := disk.Acquire(ctx, path, o.Wait)
	if err != nil {
		return "", err
	}
	defer l.Release()
	aside := asideName(path, o.now())
	if err := setAsideFile(path, aside); err != nil {
		return "", err
	}
	return aside, setAsideFile(path+"-journal", aside+"-journal")
}

// asideName returns a free name beside a file.
func asideName(path string, now time.Time) string {
	stem, ending := stemOf(path)
	for at := now.In(app.Zone); ; at = at.Add(time.Second) {
		name := filepath.Join(filepath.Dir(path), stem+"-set-aside-"+at.Format(stampLayout)+ending)
		if _, err := os.Lstat(name); errors.Is(err, fs.ErrNotExist) {
			return name
		}
	}
}

// setAsideFile gives a file another name; no file is nothing to do.
func setAsideFile(path, aside string) error {
	found, err := disk.Exists(path)
	if err != nil || !found {
		return disk.Explain(err, path)
	}
	return disk.Replace(path, aside)
}

// keepKeys writes the key file where the keys come from a recovery code. A key
// file of other keys may open another data file, and is set aside.
func keepKeys(path string, k *keys.Keys, o Options) error {
	if o.RecoveryCode == "" {
		return nil
	}
	if present, err := keys.Read(path); err == nil && present.Fits(k.Check) {
		return nil
	}
	if err := setAsideFile(keys.File(path), asideName(keys.File(path), o.now())); err != nil {
		return err
	}
	return keys.Write(path, k)
}
