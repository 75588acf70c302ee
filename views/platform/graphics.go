package platform

import (
	"bytes"
	"io"

	"openday/app/words"
)

// WatchGraphics passes a log on, and tells what to say to the person at the desk
// when Fyne could not open a window, such as on a machine without OpenGL: Fyne only
// logs that, and then ends the program or panics.
func WatchGraphics(log io.Writer, failed func(message string)) io.Writer {
	return graphicsLog{log, failed}
}

type graphicsLog struct {
	io.Writer
	failed func(message string)
}

func (w graphicsLog) Write(p []byte) (int, error) {
	n, err := w.Writer.Write(p)
	for _, failure := range []string{"failed to initialise GLFW", "failed to initialise OpenGL", "window creation error"} {
		if bytes.Contains(p, []byte(failure)) {
			w.failed(words.T("The window could not be opened: this machine or remote session offers no OpenGL 2.1 graphics. Please install the graphics card's driver, or start the program at the machine itself. The commands work without graphics; “openday --help” lists them."))
			break
		}
	}
	return n, err
}
