package uitest

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
)

// ownContent are the functions that show a dialog whose content the caller makes.
var ownContent = []string{"ShowDialog", "ShowPrompt", "Ask", "AskOr", "ShowTable", "ShowLines"}

// messages are the functions that show a text with buttons: what they show differs in
// its words alone.
var messages = []string{"ShowConfirm", "ShowDanger", "ShowInfo", "ShowTrouble", "ShowError", "AskUnsaved", "ShowProgress", "AskFullNumbers"}

// Site is a place of the program where a dialog is shown.
type Site struct {
	File     string // below the folder of the window
	From, To int    // the lines of the call
	By       string // the function that is called
	In       string // the function that calls it
	Message  bool   // what is shown is a text with buttons
}

// String names the place in a report of a test.
func (s Site) String() string { return fmt.Sprintf("%s:%d, %s in %s", s.File, s.From, s.By, s.In) }

// Sites are the places below a folder where dialogs are shown, as its sources have them.
type Sites struct {
	root string
	All  []Site
}

// DialogSites reads the sources below a folder.
func DialogSites(t testing.TB, folder string) *Sites {
	t.Helper()
	root, err := filepath.Abs(folder)
	if err != nil {
		t.Fatal(err)
	}
	s := &Sites{root: root}
	files := token.NewFileSet()
	err = filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		file, err := parser.ParseFile(files, path, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		for _, decl := range file.Decls {
			if f, ok := decl.(*ast.FuncDecl); ok && !slices.Contains(ownContent, f.Name.Name) && !slices.Contains(messages, f.Name.Name) {
				s.read(files, path, f)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func (s *Sites) read(files *token.FileSet, path string, f *ast.FuncDecl) {
	below, _ := filepath.Rel(s.root, path)
	ast.Inspect(f, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if !ok {
			return true
		}
		var name, of string
		switch called := call.Fun.(type) {
		case *ast.Ident:
			name = called.Name
		case *ast.SelectorExpr:
			name = called.Sel.Name
			if x, ok := called.X.(*ast.SelectorExpr); ok {
				of = x.Sel.Name
			}
		}
		message := slices.Contains(messages, name)
		if of != "Printing" && (message || slices.Contains(ownContent, name)) { // the system's own dialog of printing is none of ours
			s.All = append(s.All, Site{filepath.ToSlash(below), files.Position(call.Pos()).Line, files.Position(call.End()).Line, name, f.Name.Name, message})
		}
		return true
	})
}

// Now returns the place whose dialog is being shown: that of the innermost function
// that is under way.
func (s *Sites) Now() (Site, bool) {
	pcs := make([]uintptr, 64)
	frames := runtime.CallersFrames(pcs[:runtime.Callers(2, pcs)])
	for {
		frame, more := frames.Next()
		var found Site
		for _, site := range s.All {
			in := strings.HasSuffix(filepath.ToSlash(frame.File), "/"+site.File) && frame.Line >= site.From && frame.Line <= site.To
			if in && (found.File == "" || site.To-site.From < found.To-found.From) {
				found = site
			}
		}
		if found.File != "" {
			return found, true
		}
		if !more {
			return Site{}, false
		}
	}
}
