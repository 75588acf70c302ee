package keys

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"openday/app"
	"openday/data/disk"
)

// File returns the path of the key file that belongs to a data file.
func File(path string) string { return path + ".key" }

// keyFile is how the secret lies in its file.
type keyFile struct {
	Format     int    `json:"format"`
	Protection string `json:"protection"` // how Key is wrapped: by the system, see protection
	Key        []byte `json:"key"`
}

// Read reads the key file of a data file. Without one it returns an error
// that matches fs.ErrNotExist.
func Read(path string) (*Keys, error) {
	name := File(path)
	text, err := os.ReadFile(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, app.Errorf(app.CodeKey, err, "The key file %s is missing; without it the ID numbers in the data file cannot be read. Put it back where it was, or enter the recovery code.", name)
	}
	if err != nil {
		return nil, disk.Explain(err, name)
	}
	var f keyFile
	if err := json.Unmarshal(text, &f); err != nil {
		return nil, keyFileDamaged(name, err)
	}
	if f.Format != 1 || f.Protection != Protection {
		return nil, keyFileDamaged(name, fmt.Errorf("format %d, protection %q", f.Format, f.Protection))
	}
	secret, err := unprotect(f.Key)
	if err != nil {
		return nil, app.Errorf(app.CodeKey, err, "The key file %s cannot be unlocked: it was made by another user or on another computer. Sign in as that user, or enter the recovery code.", name)
	}
	if len(secret) != Size {
		return nil, keyFileDamaged(name, fmt.Errorf("%d bytes of secret", len(secret)))
	}
	return From(secret)
}

func keyFileDamaged(name string, err error) error {
	return app.Errorf(app.CodeKey, err, "The key file %s is damaged. Put back an undamaged one, or enter the recovery code.", name)
}

// Write writes the key file of a data file, readable by its user alone.
func Write(path string, k *Keys) error {
	wrapped, err := protect(k.Secret)
	if err != nil {
		return err
	}
	text, err := json.Marshal(keyFile{Format: 1, Protection: Protection, Key: wrapped})
	if err != nil {
		return err
	}
	name := File(path)
	f, err := os.CreateTemp(filepath.Dir(name), filepath.Base(name)+".*"+disk.TempSuffix) // mode 0600
	if err != nil {
		return disk.Explain(err, filepath.Dir(name))
	}
	defer os.Remove(f.Name())
	_, err = f.Write(append(text, '\n'))
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return disk.Explain(err, name)
	}
	return disk.Replace(f.Name(), name)
}

// ForeignKey says that a key file is that of another data file.
func ForeignKey(path string) error {
	return app.Errorf(app.CodeKey, nil, "The key file %s belongs to another data file, so the ID numbers cannot be read. Put the right key file in its place, or enter the recovery code of this data file.", File(path))
}

// ForeignCode says that a recovery code is that of another data file.
func ForeignCode(path string) error {
	return app.Errorf(app.CodeKey, nil, "The recovery code belongs to another data file than %s. Enter the one that was printed for it.", path)
}

// Wanted says that something needs the keys, without which the data file was opened.
func Wanted() error {
	return app.Errorf(app.CodeKey, nil, "This needs the key to the ID numbers and telephone numbers, without which the data file was opened. Nothing was changed. Start the program again and enter the recovery code, or put the key file back, and try again.")
}
