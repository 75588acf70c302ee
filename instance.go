package main

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
	listener net.Listener
	closed   sync.WaitGroup
	open     context.Context // until Close
	shut     context.CancelFunc
}

// openDoor opens the door of a data file.
func openDoor(file string) (*door, error) {
	l, err := listenAt(doorName(file))
	if err != nil {
		return nil, err
	}
	return serve(l), nil
}

// serve answers those that knock, until Close.
func serve(l net.Listener) *door {
	d := &door{Calls: make(chan []string), listener: l}
	d.open, d.shut = context.WithCancel(context.Background())
	d.closed.Go(d.answer)
	return d
}

func (d *door) answer() {
	defer close(d.Calls)
	for {
		conn, err := d.listener.Accept()
		if err != nil {
			return // closed
		}
		d.take(conn)
	}
}

// take hears one who knocked, hands on what they bring, and says so. It ends when
// all has been said, when that takes too long, or with the door.
func (d *door) take(conn net.Conn) {
	hangUp := sync.OnceFunc(func() { _ = conn.Close() }) // all has been said, or nothing will be
	defer hangUp()
	defer context.AfterFunc(d.open, hangUp)()
	files, ok := hear(conn)
	if !ok {
		return
	}
	select {
	case d.Calls <- files:
		_, _ = io.WriteString(conn, knockAnswer) // else the other says that the file is in use
	case <-d.open.Done():
	}
}

// hear reads what a further start hands over.
func hear(conn net.Conn) (files []string, ok bool) {
	if err := conn.SetDeadline(time.Now().Add(knockWait)); err != nil {
		return nil, false
	}
	line, err := bufio.NewReader(io.LimitReader(conn, mostKnock)).ReadBytes('\n')
	if err != nil {
		return nil, false
	}
	return files, json.Unmarshal(line, &files) == nil
}

// Close closes the door; further starts find none.
func (d *door) Close() {
	d.shut()
	_ = d.listener.Close() // the door goes with the program, too
	d.closed.Wait()
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
	defer conn.Close()
	if err := conn.SetDeadline(time.Now().Add(knockWait)); err != nil {
		return false
	}
	letFront()
	if _, err := conn.Write(append(line, '\n')); err != nil {
		return false
	}
	answer := make([]byte, len(knockAnswer))
	_, err = io.ReadFull(conn, answer)
	return err == nil && string(answer) == knockAnswer
}
