package outfile

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"testing"

	"openday/app"
)

func write(text string) func(io.Writer) error {
	return func(w io.Writer) error {
		_, err := io.WriteString(w, text)
		return err
	}
}

func TestWriteMakesAndReplaces(t *testing.T) {
	file := filepath.Join(t.TempDir(), "签到表 #1.pdf")
	for _, text := range []string{"first", "second"} {
		if err := Write(file, write(text)); err != nil {
			t.Fatal(err)
		}
		if got, err := os.ReadFile(file); err != nil || string(got) != text {
			t.Fatalf("got %q, %v, want %q", got, err, text)
		}
	}
	if alone, err := filepath.Glob(filepath.Join(filepath.Dir(file), "*")); err != nil || len(alone) != 1 {
		t.Errorf("beside the file lie %v, %v", alone, err)
	}
}

func TestFailureLeavesTheFileAsItWas(t *testing.T) {
	file := filepath.Join(t.TempDir(), "a.pdf")
	if err := Write(file, write("before")); err != nil {
		t.Fatal(err)
	}
	sentence := app.Errorf(app.CodeInvalid, nil, "no")
	err := Write(file, func(w io.Writer) error {
		if err := write("half")(w); err != nil {
			return err
		}
		return sentence
	})
	if !errors.Is(err, sentence) {
		t.Errorf("error %v is not the one of the writer", err)
	}
	if got, err := os.ReadFile(file); err != nil || string(got) != "before" {
		t.Errorf("the file holds %q, %v", got, err)
	}
	if hidden, err := os.ReadDir(filepath.Dir(file)); err != nil || len(hidden) != 1 {
		t.Errorf("left behind: %v, %v", hidden, err)
	}
}

func TestPlacesThatCannotBeWritten(t *testing.T) {
	folder := t.TempDir()
	if err := Write(filepath.Join(folder, "file"), write("a file")); err != nil {
		t.Fatal(err)
	}
	for place, code := range map[string]app.Code{
		filepath.Join(folder, "no such folder", "a.pdf"): app.CodeInvalid,
		folder: app.CodeInternal, // a folder is in its place
	} {
		if err := Write(place, write("x")); app.CodeOf(err) != code {
			t.Errorf("%s: %v, code %s, want %s", place, err, app.CodeOf(err), code)
		}
	}
}
