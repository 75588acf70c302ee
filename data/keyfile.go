package data

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"openday/app"
)

// KeyFile returns the path of the key file that belongs to a data file.
func KeyFile(path string) string { return path + ".key" }

// keyFile is how the secret lies in its file.
type keyFile struct {
	Format     int    `json:"format"`
	Protection string `json:"protection"` // how Key is wrapped: by the system, see protection
	Key        []byte `json:"key"`
}

// readKeys reads the key file of a data file. Without one it returns an error
// that matches fs.ErrNotExist.
func readKeys(path string) (*keys, error) {
	name := KeyFile(path)
	text, err := os.ReadFile(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, app.Errorf(app.CodeKey, err, "The key file %s is missing; without it the ID numbers in the data file cannot be read. Put it back where it was, or enter the recovery code.", name)
	}
	if err != nil {
		return nil, fileError(err, name)
	}
	var f keyFile
	if err := json.Unmarshal(text, &f); err != nil {
		return nil, keyFileDamaged(name, err)
	}
	if f.Format != 1 || f.Protection != protection {
		return nil, keyFileDamaged(name, fmt.Errorf("format %d, protection %q", f.Format, f.Protection))
	}
	secret, err := unprotect(f.Key)
	if err != nil {
		return nil, app.Errorf(app.CodeKey, err, "The key file %s cannot be unlocked: it was made by another user or on another computer. Sign in as that user, or enter the recovery code.", name)
	}
	if len(secret) != secretSize {
		return nil, keyFileDamaged(name, fmt.Errorf("%d bytes of secret", len(secret)))
	}
	return newKeys(secret)
}

func keyFileDamaged(name string, err error) error {
	return app.Errorf(app.CodeKey, err, "The key file %s is damaged. Put back an undamaged one, or enter the recovery code.", name)
}

// writeKeys writes the key file of a data file, readable by its user alone.
func writeKeys(path string, k *keys) error {
	wrapped, err := protect(k.secret)
	if err != nil {
		return err
	}
	text, err := json.Marshal(keyFile{Format: 1, Protection: protection, Key: wrapped})
	if err != nil {
		return err
	}
	name := KeyFile(path)
	f, err := os.CreateTemp(filepath.Dir(name), filepath.Base(name)+".*"+tempSuffix) // mode 0600
	if err != nil {
		return fileError(err, filepath.Dir(name))
	}
	defer os.Remove(f.Name())
	_, err = f.Write(append(text, '\n'))
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return fileError(err, name)
	}
	return replaceFile(f.Name(), name)
}

// keepKeys writes the key file where the keys come from a recovery code. A key
// file of other keys may open another data file, and is set aside.
func keepKeys(path string, k *keys, o Options) error {
	if o.RecoveryCode == "" {
		return nil
	}
	if present, err := readKeys(path); err == nil && present.fits(k.check) {
		return nil
	}
	if err := setAsideFile(KeyFile(path), asideName(KeyFile(path), o.now())); err != nil {
		return err
	}
	return writeKeys(path, k)
}
