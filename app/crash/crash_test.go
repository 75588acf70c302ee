package crash

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"runtime/debug"
	"strings"
	"sync"
	"testing"
)

// TestMain runs the program that a test has crash.
func TestMain(m *testing.M) {
	if folder := os.Getenv("CRASH_HERE"); folder != "" {
		if err := Watch(folder, "1.2.3"); err != nil {
			panic(err)
		}
		name := "王伟 13800001234"
		var done sync.WaitGroup
		done.Go(func() {
			if os.Getenv("CRASH_KIND") == "fatal" {
				var mu sync.Mutex
				mu.Unlock()
			}
			panic(errors.New(name + "\n110105194912310021"))
		})
		done.Wait()
	}
	os.Exit(m.Run())
}

// crashed has a program crash that keeps its reports in a folder.
func crashed(t *testing.T, folder, kind string) {
	t.Helper()
	program := exec.Command(os.Args[0], "王伟.xlsx")
	program.Env = append(os.Environ(), "CRASH_HERE="+folder, "CRASH_KIND="+kind)
	if out, err := program.CombinedOutput(); err == nil {
		t.Fatalf("the program did not crash: %s", out)
	}
}

// quiet puts back that no folder is watched.
func quiet(t *testing.T) {
	t.Cleanup(func() {
		watched.folder = ""
		if err := debug.SetCrashOutput(nil, debug.CrashOptions{}); err != nil {
			t.Error(err)
		}
	})
}

func TestAnEndThatNobodyCaughtLeavesAReportWithoutTexts(t *testing.T) {
	quiet(t)
	for _, c := range []struct{ kind, says string }{{"panic", "panic: (its text is left out)"}, {"fatal", "sync.fatal("}} {
		folder := filepath.Join(t.TempDir(), "夹 [1]")
		if err := os.Mkdir(folder, 0o700); err != nil {
			t.Fatal(err)
		}
		crashed(t, folder, c.kind)
		if err := Watch(folder, "1.2.4"); err != nil {
			t.Fatal(err)
		}
		report, err := os.ReadFile(Newest())
		if err != nil {
			t.Fatal(err)
		}
		for _, want := range []string{"OpenDay 1.2.4", c.says, "goroutine ", "crash.TestMain", "crash_test.go:"} {
			if !strings.Contains(string(report), want) {
				t.Errorf("%s: %q is not in\n%s", c.kind, want, report)
			}
		}
		for _, personal := range []string{"王伟", "13800001234", "110105194912310021"} {
			if strings.Contains(string(report), personal) {
				t.Errorf("%s: %q is in\n%s", c.kind, personal, report)
			}
		}
		before := Newest()
		if raw, err := os.Stat(filepath.Join(folder, rawName)); err != nil || raw.Size() != 0 {
			t.Errorf("%s: what Go wrote is still there", c.kind)
		}
		if err := Watch(folder, "1.2.4"); err != nil || Newest() != before {
			t.Errorf("%s: a start after a good end leaves a report: %v", c.kind, err)
		}
	}
}

func TestCaughtMistakesKeepTheirTextsToThemselves(t *testing.T) {
	catch := func(f func()) (text string) {
		defer func() { text = Caught(recover(), debug.Stack()) }()
		f()
		return ""
	}
	names := []string{"王伟"}
	for want, f := range map[string]func(){
		"index out of range [1] with length 1": func() { _ = names[len(names)] },
		"*errors.errorString":                  func() { panic(errors.New("王伟")) },
		"type string":                          func() { panic("王伟 goroutine 1 [running]:") },
		"interface conversion: interface {} is string, not int": func() {
			var v any = "王伟"
			_ = v.(int)
		},
	} {
		text := catch(f)
		if !strings.Contains(text, want) || !strings.Contains(text, "crash_test.go:") || strings.Contains(text, "王伟") {
			t.Errorf("want %q in\n%s", want, text)
		}
	}
}

func TestOnlyLinesThatSayWhereAreKept(t *testing.T) {
	for line, want := range map[string]bool{
		"SIGABRT: abort":                      true,
		"PC=0x496be1 m=0 sigcode=0":           true,
		"goroutine 1 gp=0x1 m=nil [select]:":  true,
		"runtime.futex(0x64472d8, 0x80, 0x0)": true,
		"\t/usr/local/go/src/runtime/sys_linux_amd64.s:558 +0x21 fp=0x7f sp=0x7a pc=0x49": true,
		"openday/views.(*desk).changed({0x1, 0x2?, ...})":                                 true,
		"openday/views.load[...].func1()":                                                 true,
		"created by openday/views/widgets.Background in goroutine 1":                      true,
		"rax    0xca":    false,
		"王伟 13800001234": false,
		"panic(\"王伟\")":  false,
		"main.f(王伟)":     false,
	} {
		if got := strings.Contains(Clean(line+"\n"), strings.TrimSpace(line)); got != want {
			t.Errorf("%q is kept: %t", line, got)
		}
	}
}

func TestOldReportsAreThinned(t *testing.T) {
	quiet(t)
	folder := t.TempDir()
	for _, day := range []string{"01", "02", "03", "04", "05", "06", "07"} {
		if err := os.WriteFile(filepath.Join(folder, "crash-202201"+day+"-080000.txt"), nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if Write("x"); len(reports(folder)) != 7 {
		t.Error("a report was left though no folder is watched")
	}
	if err := Watch(folder, "1"); err != nil {
		t.Fatal(err)
	}
	name := Write("goroutine 1 [running]:\n")
	all := reports(folder)
	if len(all) != kept || all[kept-1] != name || filepath.Base(all[0]) != "crash-20220104-080000.txt" {
		t.Errorf("left: %q", all)
	}
}
