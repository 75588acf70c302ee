package data

import (
	"context"
	"os"
	"path/filepath"
	"strings"

	"openday/app"
)

// PurgeFree implements app.DataFile. Its steps are ordered so that a failure
// leaves too much rather than too little: what is left can be purged again.
func (s *Store) PurgeFree(ctx context.Context) (int, error) {
	if err := s.vacuum(ctx); err != nil {
		return 0, err
	}
	return s.replaceCopies(ctx)
}

// vacuum builds the data file anew, so that nothing is left between its rows.
func (s *Store) vacuum(ctx context.Context) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	conn, err := s.writer.Conn(ctx)
	if err != nil {
		return databaseError(err, s.path)
	}
	defer conn.Close()
	// On its way SQLite would write everything to a temporary file elsewhere.
	for _, statement := range []string{"PRAGMA temp_store = MEMORY", "VACUUM", "PRAGMA temp_store = DEFAULT"} {
		if _, err := conn.ExecContext(ctx, statement); err != nil {
			return databaseError(err, s.path)
		}
	}
	return nil
}

// KeptCopies implements app.DataFile.
func (s *Store) KeptCopies(context.Context) (int, error) {
	old, err := s.holders()
	return len(old), err
}

// holders gives all files beside the data file that hold its data as it was:
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
		filepath.Dir(s.path): {stem + "-set-aside-*", stem + ending + ".*" + tempSuffix + "*"},
		CopiesDir(s.path):    {stem + "-*" + tempSuffix + "*", stem + "-*-journal"},
	} {
		entries, err := os.ReadDir(folder)
		if os.IsNotExist(err) {
			continue
		}
		if err != nil {
			return nil, fileError(err, folder)
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
			return 0, fileError(err, name)
		}
	}
	return len(old), nil
}
