package data

import (
	"context"
	"os"
	"path/filepath"
	"runtime"
	"testing"

	"openday/app"
)

func TestFileURI(t *testing.T) {
	for _, c := range []struct {
		path    string
		windows bool
		want    string
	}{
		{"/home/a/openday.db", false, "file:///home/a/openday.db"},
		{`/home/a#1/50%/what?/b c\d&e=f.db`, false, "file:///home/a%231/50%25/what%3F/b%20c%5Cd&e=f.db"},
		{"/家/开放日.db", false, "file:///%E5%AE%B6/%E5%BC%80%E6%94%BE%E6%97%A5.db"},
		{`C:\Users\张三\open day.db`, true, "file:///C:/Users/%E5%BC%A0%E4%B8%89/open%20day.db"},
		{`\\server\share#1\openday.db`, true, "file:////server/share%231/openday.db"},
	} {
		if got := fileURI(c.path, c.windows); got != c.want {
			t.Errorf("%s: %s, not %s", c.path, got, c.want)
		}
	}
}

func TestOddPaths(t *testing.T) {
	ctx := context.Background()
	odd := []string{"a#b", "50%", "%41", "a&mode=memory", "开放日 资料", "a;b'c", "𠮷"}
	if runtime.GOOS != "windows" {
		odd = append(odd, "what?mode=memory", `back\slash`, `"quoted"`, "file:x")
	}
	for _, name := range odd {
		t.Run(name, func(t *testing.T) {
			folder := t.TempDir()
			path := filepath.Join(folder, name, name+".db")
			s := open(t, path, atPresent())
			try(t, s.SaveEvent(ctx, anEvent("e")))
			try(t, s.KeepCopy(ctx, app.CopyDaily))
			backup := filepath.Join(folder, name, "备份 "+name)
			try(t, s.Backup(ctx, backup))
			try(t, s.Close())
			for _, file := range []string{path, backup, must(Copies(path))(t)[0].Path} {
				if info, err := os.Stat(file); err != nil || info.Size() < headerSize {
					t.Errorf("%s: %v %v", file, info, err)
				}
			}
			r := open(t, path, Options{ReadOnly: true})
			if e := must(r.Event(ctx, "e"))(t); e.ID != "e" {
				t.Error(e)
			}
			try(t, r.Close())
			if _, err := Restore(ctx, path, backup, atPresent()); err != nil {
				t.Error(err)
			}
		})
	}
}
