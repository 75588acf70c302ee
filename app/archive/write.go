package archive

import (
	"archive/zip"
	"bytes"
	"crypto/rand"
	"errors"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"openday/app"
	"openday/app/outfile"
)

// ZipEnding is the ending of a pack that is one file.
const ZipEnding = ".zip"

// Written tells what writing a pack did.
type Written struct {
	New, Changed, Removed, Same int // files
}

// Write writes the pack to a folder, or to one file where the name ends in .zip. What is
// there of an earlier pack is replaced where it differs, and goes where it is no more in
// the pack; anything else in the folder stays. A folder that holds other things and no
// pack is refused. Nothing outside the folder is touched.
func (p Pack) Write(to string) (Written, error) {
	if strings.EqualFold(filepath.Ext(to), ZipEnding) {
		return p.writeZip(to)
	}
	mode := fs.FileMode(0o777) // the system takes off what it does not let others do
	if p.Private {
		mode = 0o700
	}
	if err := os.MkdirAll(to, mode); err != nil {
		return Written{}, problem(to, err)
	}
	if p.Private {
		if err := os.Chmod(to, mode); err != nil {
			return Written{}, problem(to, err)
		}
	}
	root, err := os.OpenRoot(to)
	if err != nil {
		return Written{}, problem(to, err)
	}
	defer root.Close()
	w := folder{root, p.Private}
	done, err := w.write(p)
	if err != nil {
		return done, problem(to, err)
	}
	return done, nil
}

// problem makes a sentence of what kept a pack from being written.
func problem(to string, err error) error {
	var known *app.Error
	switch {
	case errors.As(err, &known):
		return err
	case errors.Is(err, fs.ErrPermission):
		return app.Errorf(app.CodeReadOnly, err, "The archive pack cannot be written to %s: the folder is read-only, or a file in it is open in another program. Close it there, or choose another folder.", to)
	default:
		return app.Errorf(app.CodeInternal, err, "The archive pack could not be written to %s: %v.", to, err)
	}
}

// folder is where a pack is written; no path leads out of it.
type folder struct {
	root    *os.Root
	private bool
}

func (w folder) write(p Pack) (done Written, err error) {
	before, err := w.listed()
	if err != nil {
		return done, err
	}
	keep := map[string]bool{}
	for _, f := range p.Files {
		keep[f.Name] = true
	}
	// The check sums come last: until then those of the earlier pack tell what belongs
	// to it, so that a pack that was cut off is finished by the next.
	sums, others := p.Files[len(p.Files)-1], p.Files[:len(p.Files)-1]
	for _, f := range others {
		if err := w.put(f, &done); err != nil {
			return done, err
		}
	}
	for _, name := range before {
		if keep[name] {
			continue
		}
		if err := w.root.Remove(filepath.FromSlash(name)); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return done, err
		}
		done.Removed++
		if dir := path.Dir(name); dir != "." {
			_ = w.root.Remove(filepath.FromSlash(dir)) // where it is empty now
		}
	}
	return done, w.put(sums, &done)
}

// listed are the files of the pack that is in the folder already, as its check sums have
// them, without any that would be outside.
func (w folder) listed() ([]string, error) {
	sums, err := w.root.ReadFile(Sums)
	if errors.Is(err, fs.ErrNotExist) {
		dir, err := w.root.Open(".")
		if err != nil {
			return nil, err
		}
		defer dir.Close()
		if _, err := dir.Readdirnames(1); err != io.EOF {
			return nil, app.Errorf(app.CodeInvalid, err, "The folder holds other files and no archive pack. Choose an empty folder, or that of the earlier pack.")
		}
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var all []string
	for line := range strings.Lines(string(sums)) {
		const sum = 64
		line = strings.TrimRight(line, "\r\n")
		if len(line) > sum+2 && line[sum:sum+2] == "  " && filepath.IsLocal(filepath.FromSlash(line[sum+2:])) {
			all = append(all, line[sum+2:])
		}
	}
	return all, nil
}

// put writes a file of the pack, unless it is there as it is.
func (w folder) put(f File, done *Written) error {
	name := filepath.FromSlash(f.Name)
	there, err := w.root.ReadFile(name)
	switch {
	case err == nil && bytes.Equal(there, f.Data):
		done.Same++
		if w.private {
			return w.root.Chmod(name, 0o600)
		}
		return nil
	case err == nil:
		done.Changed++
	case errors.Is(err, fs.ErrNotExist):
		done.New++
	default:
		return err
	}
	mode, dirs := fs.FileMode(0o666), fs.FileMode(0o777)
	if w.private {
		mode, dirs = 0o600, 0o700
	}
	if dir := filepath.Dir(name); dir != "." {
		if err := w.root.MkdirAll(dir, dirs); err != nil {
			return err
		}
	}
	temporary := filepath.Join(filepath.Dir(name), ".openday-"+rand.Text()+".tmp")
	file, err := w.root.OpenFile(temporary, os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode)
	if err != nil {
		return err
	}
	_, err = file.Write(f.Data)
	err = errors.Join(err, file.Sync(), file.Close())
	if err == nil {
		err = w.root.Rename(temporary, name)
	}
	if err != nil {
		return errors.Join(err, w.root.Remove(temporary))
	}
	return nil
}

// writeZip writes the pack as one file, which is the same for the same pack.
func (p Pack) writeZip(to string) (done Written, err error) {
	var out bytes.Buffer
	file := zip.NewWriter(&out)
	for _, f := range p.Files {
		header := &zip.FileHeader{Name: f.Name, Method: zip.Deflate}
		if strings.HasPrefix(f.Name, photos+"/") {
			header.Method = zip.Store // a picture is packed already
		}
		w, err := file.CreateHeader(header)
		if err != nil {
			return done, problem(to, err)
		}
		if _, err := w.Write(f.Data); err != nil {
			return done, problem(to, err)
		}
	}
	if err := file.Close(); err != nil {
		return done, problem(to, err)
	}
	there, err := os.ReadFile(to)
	switch {
	case err != nil:
		done.New = 1
	case bytes.Equal(there, out.Bytes()) && !p.Private:
		return Written{Same: 1}, nil
	default:
		done.Changed = 1
	}
	put := outfile.Write
	if p.Private {
		put = outfile.WritePrivate
	}
	return done, put(to, func(w io.Writer) error {
		_, err := w.Write(out.Bytes())
		return err
	})
}
