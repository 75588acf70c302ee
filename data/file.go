package data

import (
	"errors"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"openday/data/disk"
)

// staged are the kinds of files that are written beside a data file before they
// take their places: after its name and a dot.
var staged = []string{"new", "restore", "key", "purge", "step", "draft"}

// leftovers returns the files that a program which was killed left half written
// beside a data file and among its copies. The caller holds the data file's lock,
// so that nobody is writing them.
func leftovers(path string) ([]string, error) {
	base := filepath.Base(path)
	stem, ending := stemOf(path)
	var all []string
	for folder, ours := range map[string]func(string) bool{
		filepath.Dir(path): func(name string) bool {
			rest, ours := strings.CutPrefix(name, base+".")
			return ours && slices.ContainsFunc(staged, func(kind string) bool { return strings.HasPrefix(rest, kind+".") })
		},
		CopiesDir(path): func(name string) bool {
			rest, ours := strings.CutPrefix(name, stem+"-")
			_, rest, stamped := cutStamp(rest)
			return ours && stamped && strings.Contains(rest, ending+".")
		},
	} {
		entries, err := os.ReadDir(folder)
		if errors.Is(err, fs.ErrNotExist) || disk.IsNoFolder(err) {
			continue
		}
		if err != nil {
			return all, disk.Explain(err, folder)
		}
		for _, e := range entries {
			name := strings.TrimSuffix(e.Name(), "-journal")
			if e.Type().IsRegular() && strings.HasSuffix(name, disk.TempSuffix) && ours(name) {
				all = append(all, filepath.Join(folder, e.Name()))
			}
		}
	}
	return all, nil
}

// removeLeftovers removes what a killed program left half written: it can hold
// personal data. The data file has been read before: what was to be taken back
// by its journal is, and a journal that is still there was never to be used.
func removeLeftovers(path string) error {
	all, err := leftovers(path)
	all = append(all, path+"-journal")
	for _, name := range all {
		if gone := os.Remove(name); gone != nil && !errors.Is(gone, fs.ErrNotExist) {
			err = errors.Join(err, gone)
		}
	}
	return disk.Explain(err, filepath.Dir(path))
}

// fileURI writes a path as SQLite's URI, so that no character in it is taken
// for the start of the options. Windows names drives (C:\) and shares (\\server\share).
func fileURI(path string, windows bool) string {
	if windows {
		path = strings.ReplaceAll(path, `\`, "/")
		if len(path) > 1 && path[1] == ':' {
			path = "/" + path
		}
	}
	return (&url.URL{Scheme: "file", Path: path}).String()
}
