package main

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
)

// Variables through which a test program with mistakes in it is told which one
// to make, and where to write down those that it comes by.
const (
	variableMake = "OPENDAY_MUTANT"
	variableSeen = "OPENDAY_MUTANTS_SEEN"
)

// chooser is put into the package under test.
const chooser = `package %s

import (
	"os"
	"strconv"
	"sync/atomic"
)

var mutantMade, mutantsSeen = func() (int, *os.File) {
	n, _ := strconv.Atoi(os.Getenv("` + variableMake + `"))
	if name := os.Getenv("` + variableSeen + `"); name != "" {
		f, err := os.OpenFile(name, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
		if err != nil {
			panic(err)
		}
		return n, f
	}
	return n, nil
}()

var mutantSeen [%d]atomic.Bool

func mutantIs(n int) bool {
	if mutantsSeen != nil && !mutantSeen[n].Swap(true) {
		mutantsSeen.WriteString(strconv.Itoa(n) + "\n")
	}
	return n == mutantMade
}
`

// program is the test program of one package.
type program struct {
	folder  string
	work    string
	dir     string
	name    string // of the package
	goFiles []string
	sources map[string][]byte // of the files to be changed
	mutants []*mutant
	// Places in the files of declarations of constants that are to be ones of
	// variables, so that the program can choose a mistake in them, too.
	variables map[string][]int
	rapid     bool // its tests draw at random

	tests []*test
}

// test is one test, how long it takes, and the mistakes that it comes by.
type test struct {
	name  string
	takes time.Duration
	seen  map[int]bool
}

// listing is what go list says of a package.
type listing struct {
	Dir, Name, ImportPath, Export      string
	GoFiles, TestImports, XTestImports []string
}

// newProgram finds the mistakes that can be made in files of a folder.
func newProgram(folder string, files []string, work string) (*program, error) {
	p := &program{folder: folder, work: filepath.Join(work, strings.ReplaceAll(filepath.ToSlash(folder), "/", "_")), sources: map[string][]byte{}, variables: map[string][]int{}}
	if err := os.Mkdir(p.work, 0o700); err != nil {
		return nil, err
	}
	var listed listing
	exports := map[string]string{}
	out, err := command("", "go", "list", "-export", "-deps", "-json=Dir,Name,ImportPath,Export,GoFiles,TestImports,XTestImports",
		"os", "strconv", "sync/atomic", "./"+filepath.ToSlash(folder))
	if err != nil {
		return nil, err
	}
	for d := json.NewDecoder(bytes.NewReader(out)); ; {
		var one listing
		if err := d.Decode(&one); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			return nil, err
		}
		exports[one.ImportPath], listed = one.Export, one // the package itself comes last
	}
	p.dir, p.name, p.goFiles = listed.Dir, listed.Name, listed.GoFiles
	p.rapid = slices.Contains(append(listed.TestImports, listed.XTestImports...), "pgregory.net/rapid")

	set := token.NewFileSet()
	lookup := importer.ForCompiler(set, "gc", func(path string) (io.ReadCloser, error) { return os.Open(exports[path]) })
	info := &types.Info{Types: map[ast.Expr]types.TypeAndValue{}, Uses: map[*ast.Ident]types.Object{}, Defs: map[*ast.Ident]types.Object{}}
	var parsed []*ast.File
	byName := map[string]*ast.File{}
	for _, name := range p.goFiles {
		file, err := parser.ParseFile(set, filepath.Join(p.dir, name), nil, parser.SkipObjectResolution)
		if err != nil {
			return nil, err
		}
		parsed, byName[name] = append(parsed, file), file
	}
	pkg, err := (&types.Config{Importer: lookup}).Check(listed.ImportPath, set, parsed, info)
	if err != nil {
		return nil, err
	}
	for _, name := range files {
		if byName[name] == nil {
			return nil, fmt.Errorf("%s is not a file of the package %s", name, folder)
		}
		source, err := os.ReadFile(filepath.Join(p.dir, name))
		if err != nil {
			return nil, err
		}
		p.sources[name] = source
		p.mutants = append(p.mutants, findMutants(set, info, pkg, byName[name], source)...)
	}
	for i, m := range p.mutants {
		m.number = i + 1
	}
	if err := p.setApart(lookup); err != nil {
		return nil, err
	}
	return p, p.makeVariables(lookup)
}

// makeVariables has the program choose between mistakes in constants, too, where
// the package compiles with variables in their place.
func (p *program) makeVariables(lookup types.Importer) error {
	for _, m := range p.mutants {
		if !m.alone || m.constants == 0 {
			continue
		}
		var together []*mutant
		for _, other := range p.mutants {
			if other.file == m.file && other.constants == m.constants {
				other.alone = false
				together = append(together, other)
			}
		}
		before := p.variables[m.file]
		p.variables[m.file] = append(slices.Clone(before), m.constants)
		wrong, _, err := p.compiles(lookup)
		if err != nil {
			return err
		}
		if len(wrong) > 0 {
			p.variables[m.file] = before
			for _, other := range together {
				other.alone, other.constants = true, 0
			}
		}
	}
	// Where the mistakes lie is noted anew.
	p.changed()
	return nil
}

// compiles tells what is wrong with the changed files, and the files.
func (p *program) compiles(lookup types.Importer) (wrong []types.Error, set *token.FileSet, err error) {
	set = token.NewFileSet()
	files := p.changed()
	files[filepath.Join(p.dir, chooserFile)] = p.chooser()
	var parsed []*ast.File
	for _, name := range append(slices.Clone(p.goFiles), chooserFile) {
		full := filepath.Join(p.dir, name)
		var source any
		if text, ok := files[full]; ok {
			source = text
		}
		file, err := parser.ParseFile(set, full, source, parser.SkipObjectResolution)
		if err != nil {
			return nil, nil, err
		}
		parsed = append(parsed, file)
	}
	config := types.Config{Importer: lookup, Error: func(err error) {
		var e types.Error
		if errors.As(err, &e) {
			wrong = append(wrong, e)
		}
	}}
	config.Check(p.name, set, parsed, nil)
	return wrong, set, nil
}

// setApart finds the mistakes between which the program cannot choose: those
// where the changed files do not compile.
func (p *program) setApart(lookup types.Importer) error {
	for {
		wrong, set, err := p.compiles(lookup)
		if err != nil {
			return err
		}
		if len(wrong) == 0 {
			return nil
		}
		found := false
		for _, e := range wrong {
			at := set.Position(e.Pos)
			var inmost, next *mutant
			for _, m := range p.mutants {
				switch {
				case m.alone || m.file != filepath.Base(at.Filename):
				case m.start <= at.Offset && at.Offset < m.end && (inmost == nil || m.start >= inmost.start && m.end <= inmost.end):
					inmost = m
				case m.start > at.Offset && (next == nil || m.start < next.start):
					next = m
				}
			}
			if inmost = cmp.Or(inmost, next); inmost != nil {
				inmost.alone, found = true, true
			}
		}
		if !found {
			return wrong[0]
		}
	}
}

// chooserFile is the name of what is put into the package.
const chooserFile = "mutants_chooser.go"

func (p *program) chooser() []byte { return fmt.Appendf(nil, chooser, p.name, len(p.mutants)+1) }

// changed returns the changed files by their full names.
func (p *program) changed() map[string][]byte {
	files := map[string][]byte{}
	for name, source := range p.sources {
		var here []*mutant
		for _, m := range p.mutants {
			if m.file == name {
				here = append(here, m)
			}
		}
		files[filepath.Join(p.dir, name)] = changed(source, here, p.variables[name])
	}
	return files
}

// build makes a test program with files in place of those in the tree.
func (p *program) build(name string, files map[string][]byte) (string, error) {
	overlay := struct{ Replace map[string]string }{map[string]string{}}
	for full, text := range files {
		changed := filepath.Join(p.work, name+"_"+filepath.Base(full))
		if err := os.WriteFile(changed, text, 0o600); err != nil {
			return "", err
		}
		overlay.Replace[full] = changed
	}
	list, err := json.Marshal(overlay)
	if err != nil {
		return "", err
	}
	listFile, program := filepath.Join(p.work, name+".json"), filepath.Join(p.work, name+".test")
	if err := os.WriteFile(listFile, list, 0o600); err != nil {
		return "", err
	}
	_, err = command("", "go", "test", "-c", "-vet=off", "-overlay", listFile, "-o", program, "./"+filepath.ToSlash(p.folder))
	return program, err
}

// judge finds out which mistakes the tests notice.
func (p *program) judge(workers int) error {
	files := p.changed()
	files[filepath.Join(p.dir, chooserFile)] = p.chooser()
	binary, err := p.build("all", files)
	if err != nil {
		return err
	}
	if err := p.look(binary, workers); err != nil {
		return err
	}
	var failed error
	var once sync.Mutex
	inParallel(workers, p.mutants, func(m *mutant) {
		if err := p.judgeOne(binary, m); err != nil {
			once.Lock()
			failed = errors.Join(failed, err)
			once.Unlock()
		}
	})
	return failed
}

// look runs each test by itself, without a mistake, and notes what it comes by.
func (p *program) look(binary string, workers int) error {
	out, err := command(p.dir, binary, "-test.list", cmp.Or(asked[filepath.ToSlash(p.folder)], "."))
	if err != nil {
		return err
	}
	for _, name := range strings.Fields(string(out)) {
		if strings.HasPrefix(name, "Test") || strings.HasPrefix(name, "Fuzz") {
			p.tests = append(p.tests, &test{name: name, seen: map[int]bool{}})
		}
	}
	var failed error
	var once sync.Mutex
	inParallel(workers, p.tests, func(t *test) {
		seen := filepath.Join(p.work, t.name+".seen")
		began := time.Now()
		if !p.passes(binary, []*test{t}, 5*time.Minute, variableSeen+"="+seen) {
			once.Lock()
			failed = errors.Join(failed, fmt.Errorf("%s fails in %s without any mistake", t.name, p.folder))
			once.Unlock()
			return
		}
		t.takes = time.Since(began)
		list, err := os.ReadFile(seen)
		if err != nil && !errors.Is(err, os.ErrNotExist) {
			once.Lock()
			failed = errors.Join(failed, err)
			once.Unlock()
		}
		for _, line := range strings.Fields(string(list)) {
			if n, err := strconv.Atoi(line); err == nil {
				t.seen[n] = true
			}
		}
	})
	slices.SortStableFunc(p.tests, func(a, b *test) int { return int(a.takes - b.takes) })
	return failed
}

// judgeOne makes one mistake and runs the tests that come by it, the quick ones
// first and a few at a time.
func (p *program) judgeOne(binary string, m *mutant) error {
	var tests []*test
	env := variableMake + "=" + strconv.Itoa(m.number)
	if m.alone {
		full := filepath.Join(p.dir, m.file)
		source := p.sources[m.file]
		text := slices.Concat(source[:m.from], []byte(m.instead), source[m.to:])
		var err error
		binary, err = p.build(strconv.Itoa(m.number), map[string][]byte{full: text})
		defer os.Remove(binary)
		if err != nil {
			m.fate = fateInvalid
			return nil
		}
		tests, env = p.tests, ""
	} else {
		for _, t := range p.tests {
			if t.seen[m.number] {
				tests = append(tests, t)
			}
		}
	}
	if len(tests) == 0 {
		m.fate = fateUnseen
		return nil
	}
	m.fate = fateSurvived
	for most := time.Second; len(tests) > 0; most *= 4 {
		some, takes := tests[:1], tests[0].takes
		for n := 1; n < len(tests) && takes+tests[n].takes <= most; n++ {
			some, takes = tests[:n+1], takes+tests[n].takes
		}
		tests = tests[len(some):]
		// Who goes on ten times as long goes on for ever.
		if !p.passes(binary, some, min(10*time.Second+10*takes, 2*time.Minute), env) {
			m.fate = fateKilled
			return nil
		}
	}
	return nil
}

// passes runs tests of a program. What is drawn at random is the same each time,
// and little: a rule that only a lucky draw holds is not held.
func (p *program) passes(binary string, tests []*test, patience time.Duration, env string) bool {
	var names []string
	for _, t := range tests {
		names = append(names, t.name)
	}
	args := []string{"-test.run", "^(" + strings.Join(names, "|") + ")$", "-test.failfast", "-test.count=1", "-test.timeout", "0"}
	if p.rapid {
		args = append(args, "-rapid.seed=1", "-rapid.checks=20", "-rapid.nofailfile")
	}
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	// A mistake may fill the memory; beyond 4 GB the program ends.
	c := exec.CommandContext(ctx, "bash", append([]string{"-c", `ulimit -v 4000000; exec "$0" "$@"`, binary}, args...)...)
	c.Dir = p.dir
	c.Env = append(os.Environ(), env)
	return c.Run() == nil
}

// inParallel does something with each of a list.
func inParallel[T any](workers int, list []T, do func(T)) {
	next := make(chan T)
	var all sync.WaitGroup
	for range workers {
		all.Go(func() {
			for one := range next {
				do(one)
			}
		})
	}
	for _, one := range list {
		next <- one
	}
	close(next)
	all.Wait()
}

// command runs a program and gives what it prints.
func command(dir, name string, args ...string) ([]byte, error) {
	c := exec.Command(name, args...)
	c.Dir = dir
	var complaint bytes.Buffer
	c.Stderr = &complaint
	out, err := c.Output()
	if err != nil {
		return nil, fmt.Errorf("%s %s: %w\n%s%s", name, strings.Join(args, " "), err, complaint.String(), out)
	}
	return out, nil
}
