package handover

import (
	"context"
	"errors"
	"io"
	"os"

	"openday/app"
	"openday/app/merge"
	"openday/app/outfile"
	"openday/app/service"
)

// Write writes events, all where ids is nil, to a hand-over file, whole or not
// at all. version is that of the program.
func Write(ctx context.Context, file string, s *service.Service, ids []string, passphrase, version string) error {
	var left []app.Version
	err := outfile.WritePrivate(file, func(w io.Writer) (err error) {
		left, err = write(ctx, w, s, ids, passphrase, version)
		return err
	})
	if err != nil {
		return err
	}
	return s.HandedOut(ctx, left)
}

func write(ctx context.Context, w io.Writer, s *service.Service, ids []string, passphrase, version string) ([]app.Version, error) {
	var out *Writer
	left, err := s.HandOut(ctx, ids, func(h merge.HandOver) (err error) {
		if out == nil {
			header := Header{Program: version, Office: h.Dossier.Event.Organiser, By: s.User(), At: s.Now()}
			if out, err = NewWriter(w, passphrase, WorkFactor, header); err != nil {
				return err
			}
		}
		return out.Put(h)
	})
	if err != nil {
		return nil, err
	}
	return left, out.Close()
}

// Read opens a file by its name, and hands its events to work.
func Read(file, passphrase string, work func(Header, service.HandOverSource) error) error {
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

// File is a file with its passphrase, to be read as often as it takes.
func File(file, passphrase string) service.HandOverFile {
	return func(work func(service.HandOverSource) error) error {
		return Read(file, passphrase, func(_ Header, next service.HandOverSource) error { return work(next) })
	}
}

// Check reads a file to its end.
func Check(ctx context.Context, file, passphrase string) error {
	return Read(file, passphrase, func(_ Header, next service.HandOverSource) error {
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
