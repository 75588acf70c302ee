package instance

import (
	"net"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

// listenFor listens for a data file.
func listenFor(t *testing.T, file string) *Listener {
	t.Helper()
	l, err := Listen(file)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// ownRuntime gives the listeners of a test a short folder of their own: a socket's
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

func TestAFurtherStartForwardsItsFilesToTheWindow(t *testing.T) {
	ownRuntime(t)
	file := filepath.Join(t.TempDir(), "资料 #1.db")
	if Forward(file, nil) {
		t.Fatal("a window answers where there is none")
	}
	l := listenFor(t, file)
	for _, files := range [][]string{{"/a b/交换包.openday", "C:\\名单.xlsx"}, {}} {
		taken := make(chan bool)
		go func() { taken <- Forward(file, files) }()
		if got := <-l.Calls; !slices.Equal(got, files) {
			t.Errorf("forwarded %q, want %q", got, files)
		}
		if !<-taken {
			t.Errorf("%q: the further start does not know that the window took them", files)
		}
	}
	if Forward(filepath.Join(filepath.Dir(file), "other.db"), nil) {
		t.Error("the window of another data file answers")
	}
	if second, err := Listen(file); err == nil {
		second.Close()
		t.Error("a data file has two listeners")
	}
	l.Close()
	if Forward(file, nil) {
		t.Error("a closed window answers")
	}
}

func TestAFurtherStartForwardsNoMoreThanIsRead(t *testing.T) {
	ownRuntime(t)
	file := filepath.Join(t.TempDir(), "openday.db")
	l := listenFor(t, file)
	defer l.Close()
	if Forward(file, []string{strings.Repeat("x", maxRequest)}) {
		t.Error("a request beyond the limit is taken")
	}
}

func TestAddress(t *testing.T) {
	if address("/a/openday.db") == address("/b/openday.db") {
		t.Error("two data files have one address")
	}
	if one := address("/a/OpenDay.db") == address("/a/openday.db"); one != (runtime.GOOS == "windows") {
		t.Errorf("names in large and small letters are one address: %v", one)
	}
}

func TestWhatIsNoRequestIsIgnored(t *testing.T) {
	ownRuntime(t)
	file := filepath.Join(t.TempDir(), "openday.db")
	l := listenFor(t, file)
	defer l.Close()
	conn, err := dial(address(file), patience)
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
	go func() { taken <- Forward(file, []string{"x.xlsx"}) }()
	if got := <-l.Calls; !slices.Equal(got, []string{"x.xlsx"}) || !<-taken {
		t.Errorf("after that the listener gives %q", got)
	}
}

// mute is a listener with one caller who never says anything, and who is given all
// the time that they want.
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

func TestWhoSaysNothingDoesNotHoldTheListener(t *testing.T) {
	silent := mute{came: make(chan struct{}), once: new(sync.Once)}
	l := serve(silent)
	<-silent.came
	l.Close() // the test's own time limit tells where it never ends
}
