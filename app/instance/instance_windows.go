package instance

import (
	"net"
	"time"

	"github.com/Microsoft/go-winio"
	"golang.org/x/sys/windows"
)

const pipes = `\\.\pipe\`

// listen opens a named pipe that the present user alone can open, from this
// machine alone, and that nobody else has. Windows takes it away when the program
// ends, however it ends.
func listen(name string) (net.Listener, error) {
	user, err := windows.GetCurrentProcessToken().GetTokenUser()
	if err != nil {
		return nil, err
	}
	l, err := winio.ListenPipe(pipes+name, &winio.PipeConfig{SecurityDescriptor: "D:P(A;;GA;;;" + user.User.Sid.String() + ")"})
	if err != nil {
		return nil, err
	}
	// On Wine the first caller reaches the end of the pipe that only holds its
	// name, and is never heard: let that be this one. On Windows nobody gets
	// through before the listener accepts.
	if conn, err := dial(name, time.Millisecond); err == nil {
		_ = conn.Close() // nothing was said
	}
	return l, nil
}

// dial waits while another start is being answered. Whoever answers learns who
// asks, and may not act for them.
func dial(name string, wait time.Duration) (net.Conn, error) {
	return winio.DialPipe(pipes+name, &wait)
}

// letFront lets the window that is there already come to the front: Windows
// grants that only to the program that the person has just started.
func letFront() {
	const anyProgram = ^uintptr(0)
	_, _, _ = windows.NewLazySystemDLL("user32.dll").NewProc("AllowSetForegroundWindow").Call(anyProgram) // else the window only blinks in the task bar
}
