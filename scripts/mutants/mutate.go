package main

import (
	"cmp"
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// fate is what became of a mistake.
type fate string

const (
	fateKilled   fate = "noticed"
	fateSurvived fate = "not noticed"
	fateUnseen   fate = "no test comes by"
	fateInvalid  fate = "does not compile"
)

// mutant is one mistake.
type mutant struct {
	number   int
	file     string
	line     int
	function string
	what     string // the code, an arrow, and what becomes of it
	fate     fate

	from, to int // the place in the file
	instead  string
	// The program chooses between the code and the mistake through what is written
	// before and after the code, mutantIs(#) in it; where alone is set it cannot, and
	// the mistake gets a program of its own.
	before, after string
	alone         bool
	constants     int // the place of the declaration of constants that it is in; 0 for none
	start, end    int // of all that in the changed file
}

// finder looks for places of mistakes in one file.
type finder struct {
	set      *token.FileSet
	info     *types.Info
	pkg      *types.Package
	file     *ast.File
	name     string
	source   []byte
	function string // that is being looked at
	place    int    // of the declaration of constants that is
	found    []*mutant
}

// findMutants returns the mistakes that can be made in a file.
func findMutants(set *token.FileSet, info *types.Info, pkg *types.Package, file *ast.File, source []byte) []*mutant {
	f := &finder{set: set, info: info, pkg: pkg, file: file, name: filepath.Base(set.Position(file.Pos()).Filename), source: source}
	for _, d := range file.Decls {
		f.declaration(d)
	}
	slices.SortStableFunc(f.found, func(a, b *mutant) int { return cmp.Or(cmp.Compare(a.from, b.from), cmp.Compare(b.to, a.to)) })
	seen := map[string]int{}
	for _, m := range f.found {
		// The same mistake twice in a function is told apart by a number.
		key := m.function + "|" + m.what
		seen[key]++
		if n := seen[key]; n > 1 {
			m.what += fmt.Sprintf(" #%d", n)
		}
	}
	return f.found
}

func (f *finder) declaration(d ast.Decl) {
	switch d := d.(type) {
	case *ast.FuncDecl:
		f.function = d.Name.Name
		if d.Recv != nil && len(d.Recv.List) > 0 {
			receiver := d.Recv.List[0].Type
			if star, ok := receiver.(*ast.StarExpr); ok {
				receiver = star.X
			}
			if name, ok := receiver.(*ast.Ident); ok {
				f.function = name.Name + "." + f.function
			}
		}
		if d.Body != nil {
			f.walk(d.Body, d.Type, false)
		}
	case *ast.GenDecl:
		if d.Tok == token.CONST {
			f.place = f.offset(d.Pos())
			defer func() { f.place = 0 }()
		}
		for _, s := range d.Specs {
			if v, ok := s.(*ast.ValueSpec); ok {
				f.function = v.Names[0].Name
				for _, value := range v.Values {
					f.walk(value, nil, d.Tok == token.CONST)
				}
			}
		}
	}
}

// walk looks at everything beneath a node. Constant says that no code can run
// there, signature is that of the function around it.
func (f *finder) walk(root ast.Node, signature *ast.FuncType, constant bool) {
	ast.Inspect(root, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			f.walk(n.Body, n.Type, false)
			return false
		case *ast.GenDecl:
			if n.Tok == token.CONST {
				f.place = f.offset(n.Pos())
				defer func() { f.place = 0 }()
				for _, s := range n.Specs {
					for _, value := range s.(*ast.ValueSpec).Values {
						f.walk(value, signature, true)
					}
				}
				return false
			}
		case *ast.ArrayType:
			return false
		case *ast.BinaryExpr:
			f.binary(n, constant)
		case *ast.CallExpr:
			f.moment(n)
		case *ast.UnaryExpr:
			if l, ok := n.X.(*ast.BasicLit); ok && n.Op == token.SUB {
				f.number(n, l, -1, constant)
				return false
			}
		case *ast.BasicLit:
			f.number(n, n, 1, constant)
		case *ast.IfStmt:
			f.condition(n.Cond)
		case *ast.CaseClause:
			for _, e := range n.List {
				if t := f.info.TypeOf(e); t != nil && types.Identical(t.Underlying(), types.Typ[types.Bool]) {
					f.condition(e)
				}
			}
			f.statements(n.Body)
		case *ast.BlockStmt:
			list := n.List
			if n == root && signature.Results != nil && endsInPanic(list) {
				list = list[:len(list)-1] // a function has to end in something
			}
			f.statements(list)
		case *ast.IncDecStmt:
			f.step(n)
		case *ast.AssignStmt:
			f.assignment(n)
		case *ast.ReturnStmt:
			f.result(n, signature)
		}
		return true
	})
}

// text returns a piece of the source.
func (f *finder) text(n ast.Node) string {
	return string(f.source[f.offset(n.Pos()):f.offset(n.End())])
}

func (f *finder) offset(p token.Pos) int { return f.set.Position(p).Offset }

// note writes a mistake at a node down: the text that takes its place, and what
// stands before and after the node where the program chooses.
func (f *finder) note(n ast.Node, instead, before, after string, constant bool) {
	f.found = append(f.found, &mutant{file: f.name, line: f.set.Position(n.Pos()).Line, function: f.function,
		what: short(f.text(n)) + " → " + short(instead), from: f.offset(n.Pos()), to: f.offset(n.End()),
		instead: instead, before: before, after: after, alone: constant, constants: f.place})
}

// short writes code on one line and cuts a long one.
func short(code string) string {
	code = strings.ReplaceAll(strings.Join(strings.Fields(code), " "), " | ", " ¦ ")
	if runes := []rune(code); len(runes) > 90 {
		return string(runes[:89]) + "…"
	}
	return code
}

// expression notes a mistake in an expression. What stands in its place is
// chosen in a function around it, so that it is worked out only where it is made.
func (f *finder) expression(e ast.Expr, instead string, constant bool) {
	t := f.info.TypeOf(e)
	if t == nil {
		return
	}
	if b, ok := t.(*types.Basic); ok && b.Info()&types.IsUntyped != 0 {
		t = types.Default(t)
	}
	named, ok := f.typeName(t)
	f.note(e, instead, "func() "+named+" { if mutantIs(#) { return "+instead+" }; return ", " }()", constant || !ok)
}

// typeName writes a type as the file would write it; false where it cannot.
func (f *finder) typeName(t types.Type) (string, bool) {
	ok := true
	name := types.TypeString(t, func(p *types.Package) string {
		if p == f.pkg {
			return ""
		}
		for _, i := range f.file.Imports {
			if path, _ := strconv.Unquote(i.Path.Value); path == p.Path() {
				if i.Name != nil {
					return i.Name.Name
				}
				return p.Name()
			}
		}
		ok = false
		return p.Name()
	})
	return name, ok
}

var otherOperator = map[token.Token]token.Token{
	token.LSS: token.LEQ, token.LEQ: token.LSS, token.GTR: token.GEQ, token.GEQ: token.GTR, token.EQL: token.NEQ, token.NEQ: token.EQL,
	token.LAND: token.LOR, token.LOR: token.LAND,
	token.ADD: token.SUB, token.SUB: token.ADD, token.MUL: token.QUO, token.QUO: token.MUL, token.REM: token.MUL,
	token.ADD_ASSIGN: token.SUB_ASSIGN, token.SUB_ASSIGN: token.ADD_ASSIGN, token.MUL_ASSIGN: token.QUO_ASSIGN, token.QUO_ASSIGN: token.MUL_ASSIGN,
	token.INC: token.DEC, token.DEC: token.INC,
}

func (f *finder) isNumber(e ast.Expr) bool {
	t := f.info.TypeOf(e)
	if t == nil {
		return false
	}
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Info()&types.IsNumeric != 0
}

// binary makes another operator of one: limits, equality, both and either, sums.
func (f *finder) binary(b *ast.BinaryExpr, constant bool) {
	other, ok := otherOperator[b.Op]
	if !ok || (b.Op == token.ADD || b.Op == token.SUB || b.Op == token.MUL || b.Op == token.QUO || b.Op == token.REM) && !f.isNumber(b) {
		return
	}
	f.expression(b, f.text(b.X)+" "+other.String()+" "+f.text(b.Y), constant)
}

// moment moves the limit of a comparison of moments: before becomes not after.
func (f *finder) moment(c *ast.CallExpr) {
	s, ok := c.Fun.(*ast.SelectorExpr)
	if !ok || len(c.Args) != 1 {
		return
	}
	other := map[string]string{"Before": "After", "After": "Before"}[s.Sel.Name]
	t := f.info.TypeOf(s.X)
	if other == "" || t == nil || t.String() != "time.Time" {
		return
	}
	f.expression(c, "!"+f.text(s.X)+"."+other+"("+f.text(c.Args[0])+")", false)
}

// number makes a whole number, with its sign before it, one greater.
func (f *finder) number(e ast.Expr, l *ast.BasicLit, sign int64, constant bool) {
	if n, err := strconv.ParseInt(l.Value, 0, 64); err == nil && l.Kind == token.INT {
		f.expression(e, strconv.FormatInt(sign*n+1, 10), constant)
	}
}

// condition turns a condition round. Equality turns round by its operator.
func (f *finder) condition(e ast.Expr) {
	for {
		p, ok := e.(*ast.ParenExpr)
		if !ok {
			break
		}
		e = p.X
	}
	if b, ok := e.(*ast.BinaryExpr); ok && (b.Op == token.EQL || b.Op == token.NEQ) {
		return
	}
	text := f.text(e)
	f.note(e, "!("+text+")", "(mutantIs(#) != (", "))", false)
}

// statements leaves out a statement.
func (f *finder) statements(list []ast.Stmt) {
	for _, s := range list {
		switch s := s.(type) {
		case *ast.ExprStmt:
		case *ast.AssignStmt:
			if s.Tok == token.DEFINE {
				continue
			}
		case *ast.BranchStmt:
			if s.Tok == token.GOTO || s.Tok == token.FALLTHROUGH {
				continue
			}
		default:
			continue
		}
		f.note(s, "nothing", "if !mutantIs(#) { ", " }", false)
		f.found[len(f.found)-1].instead = ""
	}
}

// endsInPanic reports whether the last of some statements is a panic.
func endsInPanic(list []ast.Stmt) bool {
	if len(list) == 0 {
		return false
	}
	last, ok := list[len(list)-1].(*ast.ExprStmt)
	if !ok {
		return false
	}
	call, ok := last.X.(*ast.CallExpr)
	if !ok {
		return false
	}
	name, ok := call.Fun.(*ast.Ident)
	return ok && name.Name == "panic"
}

func (f *finder) step(s *ast.IncDecStmt) {
	if !f.inHead(s) {
		instead := f.text(s.X) + otherOperator[s.Tok].String()
		f.note(s, instead, "if mutantIs(#) { "+instead+" } else { ", " }", false)
	}
}

func (f *finder) assignment(s *ast.AssignStmt) {
	other, ok := otherOperator[s.Tok]
	if ok && f.isNumber(s.Lhs[0]) && !f.inHead(s) {
		instead := f.text(s.Lhs[0]) + " " + other.String() + " " + f.text(s.Rhs[0])
		f.note(s, instead, "if mutantIs(#) { "+instead+" } else { ", " }", false)
	}
}

// inHead reports whether a statement stands at the head of another one, where no
// condition can stand before it.
func (f *finder) inHead(s ast.Stmt) bool {
	found := false
	ast.Inspect(f.file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.ForStmt:
			found = found || n.Post == s || n.Init == s
		case *ast.IfStmt:
			found = found || n.Init == s
		case *ast.SwitchStmt:
			found = found || n.Init == s
		case *ast.TypeSwitchStmt:
			found = found || n.Init == s
		}
		return !found
	})
	return found
}

// result returns no error where there is one.
func (f *finder) result(r *ast.ReturnStmt, signature *ast.FuncType) {
	if signature == nil || signature.Results == nil {
		return
	}
	var kinds []ast.Expr
	for _, field := range signature.Results.List {
		for range max(1, len(field.Names)) {
			kinds = append(kinds, field.Type)
		}
	}
	if len(kinds) != len(r.Results) {
		return
	}
	for i, k := range kinds {
		name, ok := k.(*ast.Ident)
		if value, isName := r.Results[i].(*ast.Ident); !ok || name.Name != "error" || isName && value.Name == "nil" {
			continue
		}
		// What works the error out still runs.
		e := r.Results[i]
		text := f.text(e)
		f.note(e, "nil", "func() error { if mutantIs(#) { _ = "+text+"; return nil }; return ", " }()", false)
	}
}

// changed writes a file with all the mistakes in it from which the program
// chooses, and notes in each where it lies. The declarations of constants at some
// places become ones of variables.
func changed(source []byte, all []*mutant, variables []int) []byte {
	source = slices.Clone(source)
	for _, at := range variables {
		copy(source[at:], fmt.Sprintf("%-*s", len("const"), "var"))
	}
	var chosen []*mutant
	for _, m := range all {
		if !m.alone {
			chosen = append(chosen, m)
		}
	}
	slices.SortStableFunc(chosen, func(a, b *mutant) int { return cmp.Or(cmp.Compare(a.from, b.from), cmp.Compare(b.to, a.to)) })
	var out []byte
	var open []*mutant
	next := 0
	for at := 0; at <= len(source); at++ {
		for len(open) > 0 && open[len(open)-1].to == at {
			m := open[len(open)-1]
			open = open[:len(open)-1]
			out = append(out, m.after...)
			m.end = len(out)
		}
		for next < len(chosen) && chosen[next].from == at {
			m := chosen[next]
			m.start = len(out)
			out = append(out, strings.ReplaceAll(m.before, "mutantIs(#)", fmt.Sprintf("mutantIs(%d)", m.number))...)
			open = append(open, m)
			next++
		}
		if at < len(source) {
			out = append(out, source[at])
		}
	}
	return out
}
