package handover

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"

	"openday/app"
)

func FuzzWhatStandsInsideIsReadOrRefused(f *testing.F) {
	f.Add([]byte("{\"header\":{\"format\":1}}\n{\"event\":{}}\n{\"photo\":{}}\n{\"end\":1}\n"))
	f.Add([]byte("{\"header\":{\"format\":2}}\n{\"event\":{\"id\":\"e\"}}\n{\"person\":{\"id\":\"p\"}}\n{\"invitee\":{\"person_id\":\"p\"}}\n{\"end\":1}\n"))
	f.Add([]byte("{\"header\":{\"format\":3}}\n"))
	f.Fuzz(func(t *testing.T, text []byte) {
		r, err := readClear(bytes.NewReader(text))
		for err == nil {
			_, err = r.Next()
		}
		if !errors.Is(err, io.EOF) && app.CodeOf(err) != app.CodeInvalid {
			t.Error(err)
		}
	})
}

func TestAFileOfANewerProgramIsRefused(t *testing.T) {
	_, err := readClear(strings.NewReader("{\"header\":{\"format\":3,\"program\":\"9.1\"}}\n"))
	if app.CodeOf(err) != app.CodeInvalid || !strings.Contains(err.Error(), "更新版本的程序（9.1）") {
		t.Error(err)
	}
}
