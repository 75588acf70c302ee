package main

import (
	"net"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"
)

// doorFor opens the door of a data file in a folder of the test's own.
func doorFor(t *testing.T, file string) *door {
	t.Helper()
	d, err := openDoor(file)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// ownRuntime returns the doors of a test a short folder of their own: a socket's
// path may have about a hundred bytes.
func ownRuntime(t *testing.T) {
	t.Helper()
	folder, err := os.MkdirTemp("", "od")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(folder) })
	t.Setenv("XDG_RUNTIME_DIR", folder)
}

func TestAFurtherStartHandsItsFilesToTheWindow(t *testing.T) {
	ownRuntime(t)
	file := filepath.Join(t.TempDir(), "资料 #1.db")
	if knock(file, nil) {
		t.Fatal("a window answers where there is none")
	}
	d := doorFor(t, file)
	for _, files := range [][]string{{"/a b/交换包.openday", "C:\\名单.xlsx"}, {}} {
		taken := make(chan bool)
		go func() { taken <- knock(file, files) }()
		if got := <-d.Calls; !slices.Equal(got, files) {
			t.Errorf("handed over %q, want %q", got, files)
		}
		if !<-taken {
			t.Errorf("%q: the further start does not know that the window took them", files)
		}
	}
	if knock(filepath.Join(filepath.Dir(file), "other.db"), nil) {
		t.Error("the window of another data file answers")
	}
	if second, err := openDoor(file); err == nil {
		second.Close()
		t.Error("a data file has two doors")
	}
	d.Close()
	if knock(file, nil) {
		t.Error("a closed window answers")
	}
}

func TestADoorKnowsItsFileByAnyPath(t *testing.T) {
	folder := t.TempDir()
	link := filepath.Join(t.TempDir(), "link")
	if err := os.Symlink(folder, link); err != nil {
		t.Fatal(err)
	}
	t.Chdir(folder)
	want := doorName(filepath.Join(folder, "openday.db"))
	for _, name := range []string{"openday.db", filepath.Join(link, "openday.db"), filepath.Join(folder, "x", "..", "openday.db")} {
		if got := doorName(name); got != want {
			t.Errorf("%s has the door %s, want %s", name, got, want)
		}
	}
	// A link to the file itself leads to the same door once the file is there.
	if err := os.WriteFile("openday.db", nil, 0o600); err != nil {
		t.Fatal(err)
	}
	direct := filepath.Join(t.TempDir(), "direct.db")
	if err := os.Symlink(filepath.Join(folder, "openday.db"), direct); err != nil {
		t.Fatal(err)
	}
	if got := doorName(direct); got != want {
		t.Errorf("a link to the file has the door %s, want %s", got, want)
	}
	if doorName("other.db") == want {
		t.Error("two data files have one door")
	}
}

func TestWhatIsNoKnockIsIgnored(t *testing.T) {
	ownRuntime(t)
	file := filepath.Join(t.TempDir(), "openday.db")
	d := doorFor(t, file)
	defer d.Close()
	conn, err := dialTo(doorName(file), knockWait)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := conn.Write([]byte("GET / HTTP/1.1\r\n\r\n")); err != nil {
		t.Fatal(err)
	}
	answer := make([]byte, 1)
	if n, err := conn.Read(answer); err == nil {
		t.Errorf("answered %q", answer[:n])
	}
	conn.Close()
	taken := make(chan bool)
	go func() { taken <- knock(file, []string{"x.xlsx"}) }()
	if got := <-d.Calls; !slices.Equal(got, []string{"x.xlsx"}) || !<-taken {
		t.Errorf("after that the door gives %q", got)
	}
}

// mute is a listener at whom somebody knocks who never says anything, and who is
// given all the time that they want.
type mute struct {
	net.Listener
	came chan struct{}
	once *sync.Once
}

func (m mute) Accept() (net.Conn, error) {
	var end net.Conn
	m.once.Do(func() { end, _ = net.Pipe() })
	if end == nil {
		return nil, net.ErrClosed
	}
	close(m.came)
	return patient{end}, nil
}

func (mute) Close() error { return nil }

type patient struct{ net.Conn }

func (patient) SetDeadline(time.Time) error { return nil }

func TestWhoSaysNothingDoesNotHoldTheDoor(t *testing.T) {
	silent := mute{came: make(chan struct{}), once: new(sync.Once)}
	d := serve(silent)
	<-silent.came
	d.Close() // the test's own time limit tells where it never ends
}
