package data

import (
	"context"
	"database/sql"
	"embed"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"runtime"

	"openday/app"
	"openday/data/disk"
	"openday/data/keys"
)

// applicationID marks SQLite files as data files of this program: "ODAY".
const applicationID = 0x4F444159

// Migrations are numbered from 1 without gaps; the number of the last is the
// version of a data file. A migration that stands here is never changed.
//
//go:embed migrations/*.sql
var embedded embed.FS

var (
	migrations = readMigrations(embedded)
	latest     = len(migrations)
)

// readMigrations returns the migrations in their order; a gap stops the program
// at its first start, on the developer's desk.
func readMigrations(files fs.FS) []string {
	names, err := fs.Glob(files, "migrations/*.sql")
	if err != nil {
		panic(err)
	}
	all := make([]string, len(names))
	for i, name := range names {
		if want := fmt.Sprintf("migrations/%04d_", i+1); name[:min(len(want), len(name))] != want {
			panic(fmt.Sprintf("%s stands where %s… should", name, want))
		}
		text, err := fs.ReadFile(files, name)
		if err != nil {
			panic(err)
		}
		all[i] = string(text)
	}
	return all
}

// migrate brings a file, which may be a new one, up to date. The changes of the
// schema, what finish does with the data, and the version are one transaction.
// Steps in Go, such as encrypting, follow on the migration of their number.
func migrate(ctx context.Context, path string, all []string, k *keys.Keys, finish func(context.Context, *sql.Tx) error) error {
	// A migration that builds a table anew needs the foreign keys off; they are
	// looked through before the end instead.
	db, err := sql.Open("sqlite3", fileURI(path, runtime.GOOS == "windows")+
		"?mode=rwc&_txlock=immediate&_journal_mode=DELETE&_synchronous=FULL&_foreign_keys=off&_busy_timeout=5000&_secure_delete=on")
	if err != nil {
		return err
	}
	defer db.Close()
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := migrateIn(ctx, tx, all, k, finish); err != nil {
		return err
	}
	return errors.Join(tx.Commit(), db.Close())
}

// migrateIn does the work of migrate in a transaction without foreign keys.
func migrateIn(ctx context.Context, tx *sql.Tx, all []string, k *keys.Keys, finish func(context.Context, *sql.Tx) error) error {
	var version int
	if err := tx.QueryRowContext(ctx, "PRAGMA user_version").Scan(&version); err != nil {
		return err
	}
	for ; version < len(all); version++ {
		if _, err := tx.ExecContext(ctx, all[version]); err != nil {
			return err
		}
		if step := migrationSteps[version+1]; step != nil {
			if err := step(ctx, tx, k); err != nil {
				return err
			}
		}
	}
	if err := finish(ctx, tx); err != nil {
		return err
	}
	broken, err := brokenLinks(ctx, tx)
	if err != nil {
		return err
	}
	if len(broken) > 0 {
		return fmt.Errorf("migration leaves broken links: %v", broken)
	}
	_, err = tx.ExecContext(ctx, fmt.Sprintf("PRAGMA application_id = %d; PRAGMA user_version = %d", applicationID, len(all)))
	return err
}

// SQLite's file header, see https://www.sqlite.org/fileformat.html.
const (
	headerSize      = 100
	headerMagic     = "SQLite format 3\x00"
	pageSizeAt      = 16
	versionAt       = 60
	applicationIDAt = 68
)

// inspect looks at a file before SQLite does, which may change a file that is
// not ours. It finds nothing where there is no file, and where there is an
// empty one that never was a data file.
func inspect(path string) (found bool, err error) {
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	if err != nil {
		return false, disk.Explain(err, path)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return false, disk.Explain(err, path)
	}
	if info.IsDir() {
		return false, foreign(path, nil)
	}
	header := make([]byte, headerSize)
	n, err := io.ReadFull(f, header)
	if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
		return false, disk.Explain(err, path)
	}
	header = header[:n]
	switch {
	case n == 0:
		return false, emptied(path)
	case isZero(header):
		return false, damaged(path, errors.New("the file begins with zeros"))
	case n < len(headerMagic) || string(header[:len(headerMagic)]) != headerMagic:
		return false, foreign(path, nil)
	case n < headerSize:
		return false, damaged(path, errors.New("the file ends within its header"))
	case binary.BigEndian.Uint32(header[applicationIDAt:]) != applicationID:
		return false, foreign(path, nil)
	}
	// With a journal beside it, version and size are not certain until SQLite
	// has taken back what was not finished.
	journal, err := disk.Exists(path + "-journal")
	if err != nil || journal {
		return true, disk.Explain(err, path)
	}
	if version := int(binary.BigEndian.Uint32(header[versionAt:])); version > latest {
		return false, newer(path, version, latest)
	}
	// SQLite takes a last page that is cut short for one that ends in zeros.
	pageSize := int64(binary.BigEndian.Uint16(header[pageSizeAt:]))
	if pageSize == 1 {
		pageSize = 65536
	}
	if pageSize == 0 || info.Size()%pageSize != 0 {
		return false, damaged(path, errors.New("the file ends within a page"))
	}
	return true, nil
}

// emptied reports whether an empty file once held data: then there is a key file
// or a copy.
func emptied(path string) error {
	key, err := disk.Exists(keys.File(path))
	if err != nil {
		return disk.Explain(err, keys.File(path))
	}
	copies, err := Copies(path)
	if err != nil {
		return err
	}
	if key || len(copies) > 0 {
		return damaged(path, errors.New("the file is empty"))
	}
	return nil
}

func isZero(data []byte) bool {
	for _, b := range data {
		if b != 0 {
			return false
		}
	}
	return true
}

// fileVersion returns the version of an open file, and refuses one that is not ours.
func fileVersion(ctx context.Context, db *sql.DB, path string) (int, error) {
	var id, version int
	err := db.QueryRowContext(ctx, "SELECT application_id, user_version FROM pragma_application_id, pragma_user_version").Scan(&id, &version)
	switch {
	case err != nil:
		return 0, err
	case id != applicationID:
		return 0, foreign(path, nil)
	case version > latest:
		return 0, newer(path, version, latest)
	case version < 1:
		return 0, damaged(path, errors.New("the file has no version"))
	}
	return version, nil
}

// refreshSearch computes anew after a migration what is looked through, and by
// what people are listed: a newer program may fold or spell differently. What is encrypted is not looked for.
func (s *Store) refreshSearch(ctx context.Context, tx *sql.Tx) error {
	for _, refresh := range []func(context.Context, *sql.Tx) error{
		refreshSearchOf(s.events.without("extra")),
		refreshSearchOf(s.people.without("id_number", "id_hash", "phone", "extra")),
		refreshSearchOf(s.invitees.without("extra")),
		refreshSearchOf(s.feedback.without("telephone", "extra")),
		refreshOrder,
	} {
		if err := refresh(ctx, tx); err != nil {
			return err
		}
	}
	return nil
}

// refreshOrder makes the keys by which people are listed anew.
func refreshOrder(ctx context.Context, tx *sql.Tx) error {
	type kept struct {
		person app.Person
		key    []byte
	}
	return batches(ctx, tx, "id, name, pinyin", "people", "", func(k *kept) []any {
		return []any{&k.person.ID, &k.person.Name, &k.key}
	}, func(rows []kept) error {
		for i := range rows {
			p := &rows[i].person
			if string(rows[i].key) == p.PinyinKey() {
				continue
			}
			if _, err := tx.ExecContext(ctx, "UPDATE people SET pinyin = ? WHERE id = ?", ordered{p}, p.ID); err != nil {
				return err
			}
		}
		return nil
	})
}

// refreshSearchOf returns what makes the search column of a table anew where it does
// not say what it should. A row that cannot be read whole keeps what it has.
func refreshSearchOf[T any](t table[T]) func(context.Context, *sql.Tx) error {
	type kept struct {
		row  T
		text string
	}
	return func(ctx context.Context, tx *sql.Tx) error {
		var u unreadable
		return batches(ctx, tx, t.columns()+", "+t.searchText(), t.name, "", func(k *kept) []any {
			return append(t.readers(&u, &k.row), &k.text)
		}, func(rows []kept) error {
			for i := range rows {
				id := *t.fields[0].place(&rows[i].row).(*string)
				text := t.search(&rows[i].row)
				if text == rows[i].text || len(u.columns(t.name, id)) > 0 {
					continue
				}
				value := "?"
				if t.shared != "" {
					value = t.numberOfText()
					if err := t.shareText(ctx, tx, text); err != nil {
						return err
					}
				}
				if _, err := tx.ExecContext(ctx, "UPDATE "+t.name+" SET "+t.searchColumn()+" = "+value+" WHERE id = ?", text, id); err != nil {
					return err
				}
			}
			clear(u.values)
			return nil
		})
	}
}
