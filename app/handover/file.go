package handover

import (
	"context"
	"errors"
	"io"
	"os"

	"openday/app"
	"openday/app/outfile"
)

// Write writes events, all where ids is nil, as a hand-over file of a name.
// version is that of the program.
func Write(ctx context.Context, file string, s *app.Service, ids []string, passphrase, version string) error {
	var left []app.Version
	err := outfile.Write(file, func(w io.Writer) (err error) {
		var out *Writer
		left, err = s.HandOut(ctx, ids, func(h app.HandOver) (err error) {
			if out == nil {
				header := Header{Program: version, Office: h.Dossier.Event.Organiser, By: s.User(), At: s.Now()}
				if out, err = NewWriter(w, passphrase, WorkFactor, header); err != nil {
					return err
				}
			}
			return out.Put(h)
		})
		if err != nil {
			return err
		}
		return out.Close()
	})
	if err != nil {
		return err
	}
	return s.HandedOut(ctx, left)
}

// Read opens a file by its name, and hands its events to work.
func Read(file, passphrase string, work func(Header, app.HandOverSource) error) error {
	f, err := os.Open(file)
	if err != nil {
		return unreadable(err)
	}
	defer f.Close()
	r, err := Open(f, passphrase)
	if err != nil {
		return err
	}
	return work(r.Header, r.Next)
}

// Check reads a file to its end.
func Check(ctx context.Context, file, passphrase string) error {
	return Read(file, passphrase, func(_ Header, next app.HandOverSource) error {
		for {
			if err := ctx.Err(); err != nil {
				return err
			}
			if _, err := next(); errors.Is(err, io.EOF) {
				return nil
			} else if err != nil {
				return err
			}
		}
	})
}
