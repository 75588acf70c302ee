package main

import (
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io"
	"runtime"
	"strings"
	"sync"
	"time"

	"openday/data"
)

// A data file has one window. The first one opens a door that only its own user
// on its own machine can knock at: a named pipe on Windows, a socket in a
// private folder elsewhere. A further start for the same data file knocks, hands
// over the files that it was given, and ends; the first window comes to the
// front. Nothing of it can be reached from the network.

// knockWait is how long a further start waits for the first window's answer,
// before it goes on by itself and says that the data file is in use.
const knockWait = 3 * time.Second

// mostKnock is how many bytes a further start may hand over.
const mostKnock = 1 << 20

const knockAnswer = "ok\n"

// doorName tells the doors of data files apart. Two ways to write the path of a
// file, or links to it, give the same name.
func doorName(file string) string {
	if whole, err := data.Resolve(file); err == nil {
		file = whole
	}
	if runtime.GOOS == "windows" {
		file = strings.ToLower(file)
	}
	sum := sha256.Sum256([]byte(file))
	return "openday-" + hex.EncodeToString(sum[:8])
}

// door is where further starts knock. Calls gives the files of each, which may
// be none.
type door struct {
	Calls    chan []string
	listener listener
	closed   sync.WaitGroup
	gone     chan struct{}
}

// listener waits for those that knock.
type listener interface {
	Accept() (io.ReadWriteCloser, error)
	Close() error
}

// openDoor opens the door of a data file.
func openDoor(file string) (*door, error) {
	l, err := listenAt(doorName(file))
	if err != nil {
		return nil, err
	}
	d := &door{Calls: make(chan []string), listener: l, gone: make(chan struct{})}
	d.closed.Go(d.answer)
	return d, nil
}

func (d *door) answer() {
	defer close(d.Calls)
	for {
		conn, err := d.listener.Accept()
		if err != nil {
			return // closed
		}
		if files, ok := hear(conn); ok {
			select {
			case d.Calls <- files:
				_, _ = io.WriteString(conn, knockAnswer) // else the other says that the file is in use
			case <-d.gone:
			}
		}
		_ = conn.Close() // all has been said
	}
}

// hear reads what a further start hands over.
func hear(conn io.Reader) (files []string, ok bool) {
	line, err := bufio.NewReader(io.LimitReader(conn, mostKnock)).ReadBytes('\n')
	if err != nil {
		return nil, false
	}
	return files, json.Unmarshal(line, &files) == nil
}

// Close closes the door; further starts find none. It does not wait for one who
// knocked and says nothing: the door goes with the program, too.
func (d *door) Close() {
	close(d.gone)
	closed := make(chan struct{})
	go func() {
		_ = d.listener.Close()
		d.closed.Wait()
		close(closed)
	}()
	select {
	case <-closed:
	case <-time.After(knockWait):
	}
}

// knock hands files over to the window of a data file. It tells whether one is
// open and has taken them.
func knock(file string, files []string) bool {
	if files == nil {
		files = []string{}
	}
	line, err := json.Marshal(files)
	if err != nil || len(line) >= mostKnock {
		return false
	}
	conn, err := dialTo(doorName(file), knockWait)
	if err != nil {
		return false
	}
	letFront()
	taken := make(chan bool, 1)
	go func() { // a pipe knows no deadline
		defer conn.Close()
		if _, err := conn.Write(append(line, '\n')); err != nil {
			taken <- false
			return
		}
		answer, err := io.ReadAll(io.LimitReader(conn, int64(len(knockAnswer))))
		taken <- err == nil && string(answer) == knockAnswer
	}()
	select {
	case ok := <-taken:
		return ok
	case <-time.After(knockWait):
		return false
	}
}
