package main

import (
	"io"
	"net"
	"sync/atomic"
	"time"
	"unsafe"

	"golang.org/x/sys/windows"
)

const pipes = `\\.\pipe\`

// pipeListener is a named pipe that the present user alone can open, from this
// machine alone. Windows takes it away when the program ends, however it ends.
// One can knock at a time.
type pipeListener struct {
	name   *uint16
	pipe   windows.Handle
	closed atomic.Bool
}

func listenAt(name string) (listener, error) {
	user, err := windows.GetCurrentProcessToken().GetTokenUser()
	if err != nil {
		return nil, err
	}
	descriptor, err := windows.SecurityDescriptorFromString("D:P(A;;GA;;;" + user.User.Sid.String() + ")")
	if err != nil {
		return nil, err
	}
	access := &windows.SecurityAttributes{SecurityDescriptor: descriptor}
	access.Length = uint32(unsafe.Sizeof(*access))
	path, err := windows.UTF16PtrFromString(pipes + name)
	if err != nil {
		return nil, err
	}
	const most, buffer = 1, 64 << 10 // of one name there is one pipe, so that a second window opens none
	pipe, err := windows.CreateNamedPipe(path, windows.PIPE_ACCESS_DUPLEX|windows.FILE_FLAG_FIRST_PIPE_INSTANCE,
		windows.PIPE_TYPE_BYTE|windows.PIPE_READMODE_BYTE|windows.PIPE_WAIT|windows.PIPE_REJECT_REMOTE_CLIENTS,
		most, buffer, buffer, 0, access)
	return &pipeListener{name: path, pipe: pipe}, err
}

// Accept waits for the next to knock; the last one must have been closed.
func (l *pipeListener) Accept() (io.ReadWriteCloser, error) {
	err := windows.ConnectNamedPipe(l.pipe, nil)
	if l.closed.Load() {
		_ = windows.CloseHandle(l.pipe)
		return nil, net.ErrClosed
	}
	if err != nil && err != windows.ERROR_PIPE_CONNECTED && err != windows.ERROR_NO_DATA { // came, or came and went, before
		_ = windows.CloseHandle(l.pipe)
		return nil, err
	}
	return knocked{pipeEnd(l.pipe)}, nil
}

// Close has Accept return, by knocking at the own door.
func (l *pipeListener) Close() error {
	l.closed.Store(true)
	end, err := openPipe(l.name, knockWait)
	if err != nil {
		return err
	}
	return end.Close()
}

// knocked is the listener's end of a pipe.
type knocked struct{ pipeEnd }

// Close makes the pipe free for the next one once all has been read.
func (k knocked) Close() error {
	_ = windows.FlushFileBuffers(windows.Handle(k.pipeEnd)) // an error says that the other has gone
	return windows.DisconnectNamedPipe(windows.Handle(k.pipeEnd))
}

func dialTo(name string, wait time.Duration) (io.ReadWriteCloser, error) {
	path, err := windows.UTF16PtrFromString(pipes + name)
	if err != nil {
		return nil, err
	}
	return openPipe(path, wait)
}

// openPipe waits while another one is being heard.
func openPipe(path *uint16, wait time.Duration) (pipeEnd, error) {
	// Whoever answers learns who asks, and may not act for them.
	const anonymous = 0x00100000 // SECURITY_SQOS_PRESENT | SECURITY_ANONYMOUS
	for end := time.Now().Add(wait); ; time.Sleep(20 * time.Millisecond) {
		handle, err := windows.CreateFile(path, windows.GENERIC_READ|windows.GENERIC_WRITE, 0, nil, windows.OPEN_EXISTING, anonymous, 0)
		if err != windows.ERROR_PIPE_BUSY || time.Now().After(end) {
			return pipeEnd(handle), err
		}
	}
}

// pipeEnd is one end of a pipe.
type pipeEnd windows.Handle

// Read reads what has come.
func (p pipeEnd) Read(b []byte) (int, error) {
	var n uint32
	err := windows.ReadFile(windows.Handle(p), b, &n, nil)
	if err == windows.ERROR_BROKEN_PIPE || err == nil && n == 0 && len(b) > 0 {
		return int(n), io.EOF
	}
	return int(n), err
}

// Write writes all of b.
func (p pipeEnd) Write(b []byte) (int, error) {
	var n uint32
	err := windows.WriteFile(windows.Handle(p), b, &n, nil)
	return int(n), err
}

// Close closes the end. The other one can still read what was written.
func (p pipeEnd) Close() error { return windows.CloseHandle(windows.Handle(p)) }

// letFront lets the window that is there already come to the front: Windows
// grants that only to the program that the person has just started.
func letFront() {
	const anyProgram = ^uintptr(0)
	_, _, _ = windows.NewLazySystemDLL("user32.dll").NewProc("AllowSetForegroundWindow").Call(anyProgram) // else the window only blinks in the task bar
}
