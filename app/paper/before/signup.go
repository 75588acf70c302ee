package before

import (
	"context"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"openday/app"
	"openday/app/paper"
	"openday/app/paper/typeset"
	"openday/app/paper/wording"
)

// KindSignUpForm is the form on which people sign up.
const KindSignUpForm paper.Kind = "sign-up-form"

const signUpFormName = "报名表"

var signUpFormPaper = paper.Definition{
	Kind: KindSignUpForm, Chinese: signUpFormName, English: "Sign-up form", Word: true, Excel: true,
	New: func(time.Time) paper.Paper {
		return &signUpForm{For: formOfOne, Extra: []extraField{extraReason, extraTopics}, Rows: 15}
	},
}

// formFor is for whom a sign-up form is.
type formFor string

const (
	formOfOne  formFor = "person"
	formOfMany formFor = "list"
)

var formsFor = app.Vocabulary[formFor]{
	{Code: formOfOne, Chinese: "个人（一人一表）", English: "One person a form"},
	{Code: formOfMany, Chinese: "单位（多人一表）", English: "A list of people"},
}

// extraField is something that only some offices ask. What is filled in comes into the
// remarks of the list of invitees.
type extraField string

const (
	extraNation    extraField = "nation"
	extraEducation extraField = "education"
	extraParty     extraField = "party"
	extraAddress   extraField = "address"
	extraReason    extraField = "reason"
	extraTopics    extraField = "topics"
	extraNominated extraField = "nominated"
)

var extraFields = app.Vocabulary[extraField]{
	{Code: extraNation, Chinese: "民族", English: "Nationality"},
	{Code: extraEducation, Chinese: "文化程度", English: "Education"},
	{Code: extraParty, Chinese: "政治面貌", English: "Party membership"},
	{Code: extraAddress, Chinese: "通讯地址", English: "Address"},
	{Code: extraReason, Chinese: "参与理由", English: "Why they want to come"},
	{Code: extraTopics, Chinese: "关注话题", English: "Topics of interest"},
	{Code: extraNominated, Chinese: "推荐单位意见", English: "What the nominating unit says"},
}

// signUpForm is a sign-up form with what is chosen about it.
type signUpForm struct {
	For   formFor      `json:"for"`
	Extra []extraField `json:"extra"`
	Rows  int          `json:"rows"`
}

// Options implements paper.Paper.
func (f *signUpForm) Options() []paper.Option {
	return []paper.Option{
		{Name: "form-for", Label: paper.Both("填写方式", "Filled in by"), Usage: paper.Both("报名表由谁填写", "who fills the sign-up form in"), Value: paper.WordValue(&f.For, formsFor)},
		{Name: "extra-fields", Label: paper.Both("另外填写", "Asked besides"), Usage: paper.Both("报名表另外要填的内容，可多选，用逗号分隔", "what the sign-up form asks besides"), Value: paper.WordsValue(&f.Extra, extraFields, 0)},
		{Name: "form-rows", Label: paper.Both("空行（多人一表）", "Empty rows of a list"), Usage: paper.Both("多人报名表的空行 `N`", "empty rows `N` of a list to sign up"), Value: paper.NumberValue(&f.Rows, 1, 200)},
	}
}

// Validate implements paper.Paper.
func (f *signUpForm) Validate() []app.FieldProblem { return paper.Wrong(f.Options()) }

// String implements paper.Paper.
func (f *signUpForm) String() string { return paper.Remembered(f) }

// Write implements paper.Paper.
func (f *signUpForm) Write(ctx context.Context, w io.Writer, m paper.Material) (paper.Report, error) {
	if err := paper.Refused(f.Validate()); err != nil {
		return paper.Report{}, err
	}
	e := m.Dossier.Event
	many := f.For == formOfMany
	about := typeset.Options{Title: e.Title + signUpFormName, Author: e.Organiser, Created: m.At, Page: typeset.Plain(many)}
	var report paper.Report
	err := report.AssembleSheet(ctx, w, about, m.As, func(doc paper.Sheet) error {
		paper.SheetTitle(doc, about, e)
		paper.Labelled(doc, typeset.Serif, paper.SheetFactSize, [][2]string{
			{"活动时间", e.When()},
			{"活动地点", strings.Join(e.Sites, "、")},
			{"报名对象", signUpAudience(e)},
			{"报名时间", wording.Unstopped(strings.TrimPrefix(strings.TrimPrefix(wording.SignUpTime(e), "报名时间为"), "报名"))},
		})
		small := typeset.Style{Role: typeset.Serif, Size: 10.5, Align: typeset.Justify, Indent: 2, First: -2}
		help := func() {
			doc.Space(2)
			for i, line := range f.help(e) {
				doc.Text(small, strconv.Itoa(i+1)+"．"+line)
			}
			doc.Space(2)
		}
		sign := typeset.Style{Role: typeset.Serif, Size: 12, Before: 5}
		if many {
			help() // below a list nothing stands that could be taken for a person
			doc.Text(sign, "报名单位（盖章）：　　　　　　　　　　　　填表人：　　　　　　　　联系电话：　　　　　　　　　日期：　　　　年　　月　　日")
			doc.Space(2)
			doc.Table(f.list(e))
		} else {
			doc.Space(2)
			doc.Table(f.form(e))
			help()
			doc.Text(sign, "以上内容由本人如实填写。　　签名：　　　　　　　　日期：　　　　年　　月　　日")
		}
		return nil
	})
	return report, err
}

// signUpAudience says who signs up, empty where nobody said it.
func signUpAudience(e app.Event) string {
	parts := []string{wording.Unstopped(strings.ReplaceAll(e.Audience, "\n", "")), wording.Ages(e)}
	if e.AudienceWords != "" {
		parts = []string{wording.Unstopped(strings.ReplaceAll(e.AudienceWords, "\n", ""))}
	}
	return strings.Join(slices.DeleteFunc(parts, func(p string) bool { return p == "" }), "，")
}

// asks reports whether the form asks something besides.
func (f *signUpForm) asks(x extraField) bool { return slices.Contains(f.Extra, x) }

// form is the table that one person fills in: labels, and beside them the room.
func (f *signUpForm) form(e app.Event) typeset.Table {
	const row, tall = 11.0, 26.0
	t := typeset.Table{
		Columns: []typeset.Column{{Width: 28, Align: typeset.Center}, {Align: typeset.Left}, {Width: 28, Align: typeset.Center}, {Align: typeset.Left}},
		Role:    typeset.Serif, HeadRole: typeset.HeiTi, Size: 12, MinRow: row, Whole: true,
	}
	two := func(left, right string) {
		t.Rows = append(t.Rows, typeset.Row{Cells: []typeset.Cell{{Text: left, Bold: true}, {}, {Text: right, Bold: true}, {}}})
	}
	one := func(label string, height float64) {
		t.Rows = append(t.Rows, typeset.Row{Height: height, Cells: []typeset.Cell{{Text: label, Bold: true}, {Span: 3}}})
	}
	two("姓名", "性别")
	two("出生日期", "联系电话")
	if e.WantsID {
		one("身份证号", row)
	}
	one("单位", row)
	two("职务", "类别")
	var short []string
	for _, x := range []extraField{extraNation, extraEducation, extraParty} {
		if f.asks(x) {
			short = append(short, extraFields.Chinese(x))
		}
	}
	for pair := range slices.Chunk(short, 2) {
		if len(pair) == 2 {
			two(pair[0], pair[1])
		} else {
			one(pair[0], row)
		}
	}
	for _, x := range []struct {
		field  extraField
		height float64
	}{{extraAddress, row}, {extraReason, tall}, {extraTopics, tall}, {extraNominated, tall}} {
		if f.asks(x.field) {
			one(extraFields.Chinese(x.field), x.height)
		}
	}
	one("备注", row)
	return t
}

// list is the table that a unit fills in for several people.
func (f *signUpForm) list(e app.Event) typeset.Table {
	center := func(title string, width float64) typeset.Column {
		return typeset.Column{Title: title, Width: width, Align: typeset.Center}
	}
	columns := []typeset.Column{center("序号", 10), center("姓名", 20), center("性别", 11), center("出生日期", 23)}
	if e.WantsID {
		columns = append(columns, center("身份证号", 40))
	}
	columns = append(columns, center("联系电话", 28), typeset.Column{Title: "单位", Align: typeset.Left}, center("职务", 20), center("类别", 22))
	for _, x := range extraFields {
		if f.asks(x.Code) {
			columns = append(columns, typeset.Column{Title: x.Chinese, Share: 0.7, Align: typeset.Left})
		}
	}
	t := typeset.Table{
		Columns: append(columns, typeset.Column{Title: "备注", Share: 0.6, Align: typeset.Left}),
		Role:    typeset.Serif, HeadRole: typeset.HeiTi, Size: 10.5, MinRow: 9,
	}
	for i := range f.Rows {
		t.Rows = append(t.Rows, typeset.Cells(strconv.Itoa(i+1)))
	}
	return t
}

// help is how the form is filled in and where it goes, a sentence each.
func (f *signUpForm) help(e app.Event) []string {
	lines := []string{"姓名、联系电话必填；出生日期写成“1990年1月31日”的样子。"}
	if e.WantsID {
		lines[0] = "姓名、联系电话、身份证号必填；填了身份证号的，不必再填出生日期。"
	}
	if all := e.Categories(); len(all) > 0 {
		lines = append(lines, "类别从以下各类中选填一项："+strings.Join(all, "、")+"。")
	}
	if len(e.SignUpMethods) > 0 {
		lines = append(lines, "报名方式："+wording.Enumerated(e.SignUpMethods))
	}
	lines = append(lines, wording.Contacts(e)...)
	return append(lines, "所填内容只用于本次活动的报名、审核和联络。")
}
