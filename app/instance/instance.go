// Package instance keeps a data file to one window. The first start listens at a
// single-instance listener, which only its own user on its own machine can reach:
// a named pipe on Windows, a socket in a private folder elsewhere. A further start
// for the same data file forwards the files that it was given, and ends; the first
// window comes to the front. Nothing of it can be reached from the network.
package instance

import (
	"bufio"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io"
	"net"
	"runtime"
	"strings"
	"sync"
	"time"
)

// patience is how long a further start waits for the first window's answer,
// before it goes on by itself and says that the data file is in use.
const patience = 3 * time.Second

// maxRequest is how many bytes a further start may forward.
const maxRequest = 1 << 20

// accepted is the answer to a further start.
const accepted = "ok\n"

// address tells the listeners of data files apart, which are named by their whole
// paths.
func address(file string) string {
	if runtime.GOOS == "windows" {
		file = strings.ToLower(file)
	}
	sum := sha256.Sum256([]byte(file))
	return "openday-" + hex.EncodeToString(sum[:8])
}

// Listener is the single-instance listener of a data file.
type Listener struct {
	// Calls hands over the files of each further start, which may be none. It is
	// closed with the listener.
	Calls chan []string

	listener net.Listener
	done     sync.WaitGroup
	open     context.Context // until Close
	shut     context.CancelFunc
}

// Listen waits for further starts for a data file, which is named by its whole
// path. An error says that another window listens already, or that the system
// offers no place to listen at.
func Listen(file string) (*Listener, error) {
	l, err := listen(address(file))
	if err != nil {
		return nil, err
	}
	return serve(l), nil
}

// serve answers further starts, until Close.
func serve(from net.Listener) *Listener {
	l := &Listener{Calls: make(chan []string), listener: from}
	l.open, l.shut = context.WithCancel(context.Background())
	l.done.Go(l.answer)
	return l
}

func (l *Listener) answer() {
	defer close(l.Calls)
	for {
		conn, err := l.listener.Accept()
		if err != nil {
			return // closed
		}
		l.take(conn)
	}
}

// take reads the request of a further start, passes it on, and answers. It ends
// when that is done, when it takes too long, or with the listener.
func (l *Listener) take(conn net.Conn) {
	hangUp := sync.OnceFunc(func() { _ = conn.Close() }) // all has been said, or nothing will be
	defer hangUp()
	defer context.AfterFunc(l.open, hangUp)()
	files, ok := readRequest(conn)
	if !ok {
		return
	}
	select {
	case l.Calls <- files:
		_, _ = io.WriteString(conn, accepted) // else the other says that the file is in use
	case <-l.open.Done():
	}
}

// readRequest reads what a further start forwards.
func readRequest(conn net.Conn) (files []string, ok bool) {
	if err := conn.SetDeadline(time.Now().Add(patience)); err != nil {
		return nil, false
	}
	line, err := bufio.NewReader(io.LimitReader(conn, maxRequest)).ReadBytes('\n')
	if err != nil {
		return nil, false
	}
	return files, json.Unmarshal(line, &files) == nil
}

// Close ends the listening; further starts find nobody.
func (l *Listener) Close() {
	l.shut()
	_ = l.listener.Close() // it goes with the program, too
	l.done.Wait()
}

// Forward hands files over to the window of a data file, which is named by its
// whole path. It reports whether there is one that has taken them.
func Forward(file string, files []string) bool {
	if files == nil {
		files = []string{}
	}
	line, err := json.Marshal(files)
	if err != nil || len(line) >= maxRequest {
		return false
	}
	conn, err := dial(address(file), patience)
	if err != nil {
		return false
	}
	defer conn.Close()
	if err := conn.SetDeadline(time.Now().Add(patience)); err != nil {
		return false
	}
	letFront()
	if _, err := conn.Write(append(line, '\n')); err != nil {
		return false
	}
	answer := make([]byte, len(accepted))
	_, err = io.ReadFull(conn, answer)
	return err == nil && string(answer) == accepted
}
