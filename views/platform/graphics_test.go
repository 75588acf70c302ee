package platform

import (
	"bytes"
	"fmt"
	"log/slog"
	"testing"
)

func TestWatchGraphics(t *testing.T) {
	for said, want := range map[string]int{
		"Fyne error: failed to initialise GLFW":            1,
		"failed to initialise OpenGL":                      1,
		"window creation error: VersionUnavailable":        1,
		"window creation error: failed to initialise GLFW": 1,
		"Fyne error: theme not found":                      0,
	} {
		var log bytes.Buffer
		told := 0
		slog.New(slog.NewTextHandler(WatchGraphics(&log, func(message string) {
			if message == "" {
				t.Error("the person is told nothing")
			}
			told++
		}), nil)).Error(said)
		if told != want {
			t.Errorf("%q: told %d times, want %d", said, told, want)
		}
		if !bytes.Contains(log.Bytes(), fmt.Appendf(nil, "msg=%q", said)) {
			t.Errorf("%q does not stand in the log: %s", said, log.Bytes())
		}
	}
}
