package papers

import (
	"bytes"
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"openday/app"
	"openday/app/paper"
	"openday/app/paper/after"
	"openday/app/paper/before"
	"openday/app/paper/onday"
	"openday/app/paper/papertest"
	"openday/app/printed"
)

// groups are the packages that hold papers, with their lists.
var groups = map[string]paper.List{"before": before.Papers, "onday": onday.Papers, "after": after.Papers}

// definedInFiles reads from the source of a package which definitions it holds, and
// which of them stand in its list.
func definedInFiles(t *testing.T, group string) (defined, listed []string) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join("..", "paper", group, "*.go"))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range file.Decls {
			decl, ok := d.(*ast.GenDecl)
			if !ok || decl.Tok != token.VAR {
				continue
			}
			for _, s := range decl.Specs {
				spec := s.(*ast.ValueSpec)
				if len(spec.Values) != 1 {
					continue
				}
				value, ok := spec.Values[0].(*ast.CompositeLit)
				if !ok {
					continue
				}
				switch kind, _ := value.Type.(*ast.SelectorExpr); {
				case kind == nil:
				case kind.Sel.Name == "Definition":
					defined = append(defined, spec.Names[0].Name)
				case kind.Sel.Name == "List":
					for _, e := range value.Elts {
						listed = append(listed, e.(*ast.Ident).Name)
					}
				}
			}
		}
	}
	return defined, listed
}

// A definition that is missing in the list would be a paper that nobody can have.
func TestEveryDefinitionStandsInTheList(t *testing.T) {
	all := 0
	for group, list := range groups {
		defined, listed := definedInFiles(t, group)
		slices.Sort(defined)
		slices.Sort(listed)
		if diff := cmp.Diff(defined, listed); diff != "" || len(listed) != len(list) {
			t.Errorf("%s: defined (-) and listed (+), %d in the list:\n%s", group, len(list), diff)
		}
		all += len(list)
	}
	if len(All) != all {
		t.Errorf("%d papers can be made, the packages hold %d", len(All), all)
	}
}

// The papers of the first release are in offices' scripts and settings.
func TestNoPaperIsLost(t *testing.T) {
	for kind, want := range map[paper.Kind][2]string{
		"plan": {"活动方案", "Ctrl+Shift+F"}, "letters": {"邀请函和审核结果告知", "Ctrl+Shift+Y"}, "agenda": {"议程", "Ctrl+Shift+A"},
		"run-sheet": {"工作流程表", "Ctrl+Shift+S"}, "door-signs": {"门牌", "Ctrl+Shift+G"}, "sign-in": {"签到表", "Ctrl+Shift+3"},
		"cards": {"桌签", "Ctrl+Shift+Q"}, "badges": {"胸牌", "Ctrl+Shift+H"}, "tasks": {"交办单", "Ctrl+Shift+4"}, "urges": {"催办单", "Ctrl+Shift+5"},
		"ledger": {"意见建议办理台账", "Ctrl+Shift+6"}, "ledger-public": {"意见建议办理台账（公开版）", "Ctrl+Shift+7"},
		"summary": {"总结报告", "Ctrl+Shift+P"}, "summary-public": {"总结报告（公开版）", "Ctrl+Shift+8"}, "yearly": {"年度汇总", "Ctrl+Shift+9"},
	} {
		d, ok := All.Of(kind)
		if got := [2]string{d.Chinese, d.Key}; !ok || got != want {
			t.Errorf("%s: %q, want %q", kind, got, want)
		}
	}
}

func TestDefinitionsAreWhole(t *testing.T) {
	seen := map[string]paper.Kind{}
	once := func(d paper.Definition, what, value string) {
		t.Helper()
		if value == "" {
			t.Errorf("%s has no %s", d.Kind, what)
		}
		if other, twice := seen[what+value]; twice {
			t.Errorf("%s and %s have the same %s %q", other, d.Kind, what, value)
		}
		seen[what+value] = d.Kind
	}
	flags := map[string]paper.Option{}
	for _, d := range All {
		once(d, "kind", string(d.Kind))
		once(d, "Chinese name", d.Chinese)
		once(d, "English name", d.English)
		if d.Key != "" {
			once(d, "key", d.Key)
		}
		p := d.New(papertest.November)
		if wrong := p.Validate(); len(wrong) > 0 {
			t.Errorf("%s: the choices before anybody has chosen are wrong: %v", d.Kind, wrong)
		}
		if d.OfYear && (d.People || d.Report || d.Lacks != nil || d.Concerns != nil || d.Print != nil) {
			t.Errorf("%s is of a year, but is defined as a paper of an event", d.Kind)
		}
		for _, o := range p.Options() {
			once(d, "option of "+string(d.Kind), o.Name)
			for _, text := range []paper.Text{o.Label, o.Usage} {
				if text.Chinese == "" || text.English == "" {
					t.Errorf("%s, %s: a text is missing in %+v", d.Kind, o.Name, text)
				}
			}
			if first, there := flags[o.Name]; there && (first.Kind != o.Kind || !cmp.Equal(first.Words, o.Words) || first.Usage != o.Usage) {
				t.Errorf("%s: its option %s is another one than that of the papers before it", d.Kind, o.Name)
			}
			flags[o.Name] = o
		}
	}
	for _, kind := range printed.AgendaPapers {
		if d, ok := All.Of(paper.Kind(kind)); !ok || d.Print == nil {
			t.Errorf("a changed agenda is told from prints of the paper %s, of which none is kept", kind)
		}
	}
}

// others are values that an option can take.
func others(o paper.Option) []string {
	switch o.Kind {
	case paper.OneWord:
		var all []string
		for _, w := range o.Words {
			all = append(all, w.Code)
		}
		return all
	case paper.SomeWords:
		all := []string{o.Words[0].Code, o.Words[1].Code + "," + o.Words[0].Code}
		if o.Least == 0 {
			all = append(all, "")
		}
		return all
	case paper.Number:
		return []string{strconv.Itoa(o.Least), strconv.Itoa(o.Most)}
	case paper.YesNo:
		return []string{"true", "false"}
	case paper.Day:
		return []string{"", "2026-09-24"}
	}
	return []string{"", "文字", strings.Repeat("长", o.Most)}
}

// bad are values that an option cannot take.
func bad(o paper.Option) []string {
	switch o.Kind {
	case paper.OneWord, paper.YesNo:
		return []string{"", "什么"}
	case paper.SomeWords:
		all := []string{"什么", o.Words[0].Code + ",什么", o.Words[0].Code + ","}
		if o.Least > 0 {
			all = append(all, "")
		}
		return all
	case paper.Number:
		return []string{strconv.Itoa(o.Least - 1), strconv.Itoa(o.Most + 1), "多", "1.5"}
	case paper.Day:
		return []string{"24.9.", "2026-13-01"}
	}
	return []string{strings.Repeat("长", o.Most+1), "两\n行"}
}

// ofEveryKind is a paper with an option of every kind.
type ofEveryKind struct {
	after.SummaryOptions
	order paper.Order
	list  []after.Annex
	rows  int
	full  bool
	day   time.Time
	title string
}

func (o *ofEveryKind) Options() []paper.Option {
	label := paper.Both("选项", "Option")
	return []paper.Option{
		paper.OrderOption(&o.order), {Name: "list", Label: label, Value: paper.WordsValue(&o.list, after.Annexes, 1)}, {Name: "rows", Label: label, Value: paper.NumberValue(&o.rows, 3, 9)},
		{Name: "full", Label: label, Value: paper.YesNoValue(&o.full)}, {Name: "day", Label: label, Value: paper.DayValue(&o.day)}, {Name: "title", Label: label, Value: paper.LineValue(&o.title, 12)},
	}
}

func TestAnOptionOfEveryKind(t *testing.T) {
	o := &ofEveryKind{order: paper.OrderEntry, list: []after.Annex{after.AnnexAgenda}, rows: 3}
	for kind, option := range o.Options() {
		if option.Kind != paper.ValueKind(kind) {
			t.Fatalf("%s is of the kind %d", option.Name, option.Kind)
		}
		for _, text := range others(option) {
			if err := option.Set(text); err != nil || option.Text() != text {
				t.Errorf("%s: %q became %q, %v", option.Name, text, option.Text(), err)
			}
		}
		before := option.Text()
		for _, text := range bad(option) {
			if err := option.Set(text); app.CodeOf(err) != app.CodeInvalid || option.Text() != before {
				t.Errorf("%s: %q became %q, %v", option.Name, text, option.Text(), err)
			}
		}
		option.Required = true
		if err := option.Set(""); app.CodeOf(err) != app.CodeInvalid || !strings.Contains(err.Error(), "选项") && !strings.Contains(err.Error(), "排序") {
			t.Errorf("%s is left open: %v", option.Name, err)
		}
	}
}

// Every option takes what it can take, refuses the rest with its name, and comes
// back from what is remembered unless it is asked anew.
func TestEveryOptionIsSetRefusedAndRemembered(t *testing.T) {
	for _, d := range All {
		for i, o := range d.New(papertest.November).Options() {
			for _, text := range others(o) {
				p := d.New(papertest.November)
				if err := p.Options()[i].Set(text); err != nil || p.Options()[i].Text() != text {
					t.Errorf("%s, %s: %q became %q, %v", d.Kind, o.Name, text, p.Options()[i].Text(), err)
				}
				want := text
				if o.Anew {
					want = o.Text()
				}
				if got := d.Recall(p.String(), papertest.November).Options()[i].Text(); got != want {
					t.Errorf("%s, %s: %q is remembered as %q, want %q", d.Kind, o.Name, text, got, want)
				}
			}
			for _, text := range bad(o) {
				p := d.New(papertest.November)
				err := p.Options()[i].Set(text)
				if app.CodeOf(err) != app.CodeInvalid || o.Kind != paper.Day && !strings.Contains(err.Error(), o.Label.String()) || p.Options()[i].Text() != o.Text() {
					t.Errorf("%s, %s: %q became %q, %v", d.Kind, o.Name, text, p.Options()[i].Text(), err)
				}
			}
		}
	}
}

// Choices and presets of earlier files are read as they were.
func TestRememberedChoicesOfEarlierFiles(t *testing.T) {
	for kind, texts := range map[paper.Kind][]string{
		onday.KindSignIn:   {`{"sort":"entry","group":"none","blank_rows":5,"phone":"masked","landscape":false,"notes":false}`, `{"sort":"stroke","group":"unit","blank_rows":0,"phone":"none","landscape":true,"notes":true}`},
		before.KindLetters: {`{"results":["approved","waiting","declined"],"sort":"entry","address":"gender","slip":false,"programme":false}`, `{"results":["waiting"],"sort":"pinyin"}`},
		before.KindCards:   {`{"layout":"landscape","letters":"hei","unit":false,"leaders":false,"sort":"entry"}`, `{"layout":"pair","letters":"kai","unit":true,"leaders":true,"sort":"unit"}`},
		before.KindBadges: {`{"stock":"90x54","line":"unit","title":true,"number":true,"leaders":false,"sort":"entry"}`,
			`{"stock":"L7160","line":"none","title":false,"number":false,"leaders":true,"sort":"category"}`},
		after.KindSummary:       {`{"form":"short","annexes":null}`, `{"annexes":[]}`, `{"annexes":["ledger"]}`},
		after.KindSummaryPublic: {`{"form":"short","annexes":null}`, `{"annexes":[]}`, `{"annexes":["ledger"]}`},
	} {
		d, _ := All.Of(kind)
		if got := d.New(papertest.November).String(); got != texts[0] {
			t.Errorf("%s: before anybody has chosen %s, want %s", kind, got, texts[0])
		}
		for _, text := range texts {
			p := d.Recall(text, papertest.November)
			var was, is map[string]any
			if json.Unmarshal([]byte(text), &was) != nil || json.Unmarshal([]byte(p.String()), &is) != nil {
				t.Fatal(text)
			}
			for name, value := range was { // choices that came later are as before anybody has chosen
				if value != nil && !reflect.DeepEqual(is[name], value) {
					t.Errorf("%s: %s came back as %s", kind, text, p)
				}
			}
		}
	}
}

// Whatever is in a setting or on the command line, a paper has choices that it
// can be made with.
func TestChoicesAreAlwaysSound(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		d := rapid.SampledFrom(All).Draw(r, "paper")
		text := rapid.OneOf(rapid.String(), rapid.StringMatching(`\{"(sort|results|stock|blank_rows|annexes|layout)":(-?[0-9]{1,5}|"[a-zL0-9]{0,6}"|\["[a-z]{0,8}"\]|null|true)\}`)).Draw(r, "remembered")
		p := d.Recall(text, papertest.November)
		for _, o := range p.Options() {
			before := o.Text()
			value := rapid.OneOf(rapid.String(), rapid.SampledFrom(others(o)), rapid.SampledFrom(bad(o))).Draw(r, o.Name)
			if err := o.Set(value); err != nil && o.Text() != before {
				r.Errorf("%s, %s: %q was refused and taken", d.Kind, o.Name, value)
			}
		}
		for _, wrong := range p.Validate() {
			if d.Kind != before.KindBadges || wrong.Field != "start" { // which hangs on the stock
				r.Errorf("%s: %+v", d.Kind, wrong)
			}
		}
	})
}

// A paper that is not of what an event has says what it lacks.
func TestPapersSayWhatAnEventLacks(t *testing.T) {
	empty := app.Dossier{Event: app.Event{Title: "开放日"}}
	for _, d := range papertest.OfEvents(All) {
		if d.Lacks == nil {
			continue
		}
		var out bytes.Buffer
		_, err := d.Write(t.Context(), &out, d.New(papertest.November), paper.Material{Dossier: empty, At: papertest.November})
		if app.CodeOf(err) != app.CodeInvalid || out.Len() > 0 {
			t.Errorf("%s: %v, %d bytes", d.Kind, err, out.Len())
		}
		if err := d.Lacks(papertest.Everything(), papertest.November.AddDate(10, 0, 0)); err != nil {
			t.Errorf("%s of an event that has everything: %v", d.Kind, err)
		}
	}
}

func TestFilesOfAYearAreNamedAfterIt(t *testing.T) {
	d, _ := All.Of(after.KindYearly)
	if got, want := d.FileName(app.Event{}, d.New(time.Date(2026, time.May, 1, 0, 0, 0, 0, app.Zone))), "2026年 年度汇总.pdf"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}
