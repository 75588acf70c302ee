package system

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"testing"
)

func TestLogIsBegunAnewWhenItIsLong(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "资料", "OpenDay")
	write := func(text []byte) {
		t.Helper()
		log := OpenLog(folder)
		if _, err := log.Write(text); err != nil {
			t.Fatal(err)
		}
		if err := log.Close(); err != nil {
			t.Fatal(err)
		}
	}
	holds := func(name string, want []byte) {
		t.Helper()
		if got, err := os.ReadFile(name); err != nil || !bytes.Equal(got, want) {
			t.Errorf("%s holds %d bytes (%v), want %d", filepath.Base(name), len(got), err, len(want))
		}
	}
	long := bytes.Repeat([]byte("x"), maxLog)
	write(long)
	write([]byte("y"))
	long = append(long, 'y')
	holds(LogName(folder), long)
	write([]byte("z"))
	holds(LogName(folder), []byte("z"))
	holds(LogName(folder)+".old", long)
}

func TestWithoutAFolderTheProgramGoesOnWithoutLog(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	log := OpenLog(filepath.Join(file, "folder"))
	if _, err := io.WriteString(log, "x"); err != nil {
		t.Error(err)
	}
	if err := log.Close(); err != nil {
		t.Error(err)
	}
}
