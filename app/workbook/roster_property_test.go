package workbook

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
	"pgregory.net/rapid"
)

// guest is somebody on a generated list.
type guest struct{ name, phone, unit, category string }

func (g guest) String() string {
	return strings.Join([]string{g.name, g.phone, g.unit, g.category}, "|")
}

// guests draws people, no two with the same name.
func guests(t *rapid.T) []guest {
	surnames, given := []rune("王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"), []rune("伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀英华慧巧")
	n := rapid.IntRange(2, 12).Draw(t, "people")
	seen := map[string]bool{}
	var all []guest
	for i := 0; len(all) < n; i++ {
		name := string(rapid.SampledFrom(surnames).Draw(t, "surname")) + string(rapid.SampledFrom(given).Draw(t, "given"))
		if rapid.Bool().Draw(t, "long") {
			name += string(rapid.SampledFrom(given).Draw(t, "given"))
		}
		if seen[name] {
			continue
		}
		seen[name] = true
		all = append(all, guest{
			name, fmt.Sprintf("138%08d", rapid.IntRange(0, 99_999_999).Draw(t, "phone")),
			rapid.SampledFrom([]string{"和平社区", "城东街道办事处", "第二小学", "大桥村委会"}).Draw(t, "unit"),
			rapid.SampledFrom([]string{"群众代表", "人大代表", "媒体记者"}).Draw(t, "category"),
		})
	}
	return all
}

// headingsOf are ways in which lists and forms ask for the same.
var headingsOf = [][]string{
	{"姓名", "姓 名", "1、您的姓名：", "01 姓名（必填）", "Q1_姓名", "参加人员", "请填写您的姓名"},
	{"联系电话", "手机号码", "3、您的手机号码是？", "电 话", "联系方式（手机）", "Q3_手机号"},
	{"单位", "工作单位", "4、您的工作单位是？", "所在单位*"},
	{"类别", "人员类别", "6、您属于以下哪类人群？"},
}

// laidOut lays people out as a list: rows of cells, with what stands around them.
func laidOut(t *rapid.T, people []guest) (rows [][]string) {
	heads := make([]string, len(headingsOf))
	for i, all := range headingsOf {
		heads[i] = rapid.SampledFrom(all).Draw(t, "heading")
	}
	row := func(g guest) []string { return []string{g.name, g.phone, g.unit, g.category} }
	for range rapid.IntRange(0, 3).Draw(t, "titles") {
		rows = append(rows, []string{"2026年政府开放日邀请人员名单"})
	}
	switch rapid.SampledFrom([]string{"down", "grouped", "blocks", "across", "forms"}).Draw(t, "layout") {
	case "down":
		rows = append(rows, append([]string{"序号"}, heads...))
		for i, g := range people {
			if rapid.IntRange(0, 9).Draw(t, "between") == 0 {
				rows = append(rows, rapid.SampledFrom([][]string{{}, append([]string{"序号"}, heads...), {"", "小计", fmt.Sprint(i)}, {"", "共" + fmt.Sprint(i) + "人"}}).Draw(t, "nobody"))
			}
			rows = append(rows, append([]string{fmt.Sprint(i + 1)}, row(g)...))
		}
	case "grouped": // the category stands between the people
		rows = append(rows, append([]string{"序号"}, heads[:3]...))
		slices.SortStableFunc(people, func(a, b guest) int { return strings.Compare(a.category, b.category) })
		for i, g := range people {
			if i == 0 || people[i-1].category != g.category {
				rows = append(rows, []string{rapid.SampledFrom([]string{"一、", "（二）", ""}).Draw(t, "mark") + g.category + rapid.SampledFrom([]string{"", "（3名）", "："}).Draw(t, "count")})
			}
			rows = append(rows, append([]string{fmt.Sprint(i + 1)}, row(g)[:3]...))
		}
	case "blocks": // two or three people in a row
		n := rapid.IntRange(2, 3).Draw(t, "blocks")
		var head []string
		numbered := rapid.Bool().Draw(t, "numbered")
		for range n {
			if numbered {
				head = append(head, "序号")
			}
			head = append(head, heads...)
		}
		rows = append(rows, head)
		for i := 0; i < len(people); i += n {
			var line []string
			for j := i; j < min(i+n, len(people)); j++ {
				if numbered {
					line = append(line, fmt.Sprint(j+1))
				}
				line = append(line, row(people[j])...)
			}
			rows = append(rows, line)
		}
	case "across": // a person a column
		for i, h := range []string{"姓名", "联系电话", "单位", "类别"} {
			line := []string{h}
			for _, g := range people {
				line = append(line, row(g)[i])
			}
			rows = append(rows, line)
		}
	case "forms": // one below the other
		for _, g := range people {
			rows = append(rows, []string{"姓名", g.name, "联系电话", g.phone}, []string{"工作单位", g.unit, "人员类别", g.category}, []string{"报名理由", "关心政务工作"})
		}
	}
	if rapid.Bool().Draw(t, "footer") {
		rows = append(rows, []string{"填表人：刘某", "", "审核人：某某"}, []string{"以下空白"})
	}
	return rows
}

// inAFile writes rows in one of the forms in which lists arrive.
func inAFile(t *rapid.T, rows [][]string) []byte {
	kind := rapid.SampledFrom([]string{"xlsx", "utf-8", "utf-16", "gb18030", "pipes"}).Draw(t, "file")
	if kind == "xlsx" {
		f := excelize.NewFile()
		defer f.Close()
		for i, row := range rows {
			cells := make([]any, len(row))
			for j, c := range row {
				cells[j] = c
			}
			if err := f.SetSheetRow("Sheet1", fmt.Sprintf("A%d", i+1), &cells); err != nil {
				t.Fatal(err)
			}
		}
		var out bytes.Buffer
		if err := f.Write(&out); err != nil {
			t.Fatal(err)
		}
		return out.Bytes()
	}
	separator := map[string]string{"pipes": "|"}[kind]
	if separator == "" {
		separator = rapid.SampledFrom([]string{"\t", ",", ";"}).Draw(t, "separator")
	}
	var text strings.Builder
	for _, row := range rows {
		text.WriteString(strings.Join(row, separator) + "\r\n")
	}
	data := []byte(text.String())
	var err error
	switch kind {
	case "utf-16":
		data, err = unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().Bytes(data)
	case "gb18030":
		data, err = simplifiedchinese.GB18030.NewEncoder().Bytes(data)
	}
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// Whatever the layout, the headings and the file: everybody is read, with what is said
// of them, and nobody else.
func TestNobodyIsLostAndNobodyInvented(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		people := guests(t)
		rows := laidOut(t, people)
		r, err := ReadRoster(context.Background(), bytes.NewReader(inAFile(t, rows)), "")
		if err != nil {
			t.Fatal(err)
		}
		var got, want []string
		for _, row := range r.Rows() {
			if row.Skipped != "" {
				continue
			}
			if len(row.Wrong) > 0 {
				t.Fatalf("asked about %q: %q", row.Cells, row.Wrong)
			}
			p := row.Invitee
			got = append(got, guest{p.Person.Name, p.Person.Phone, p.Unit, p.Category}.String())
		}
		for _, g := range people {
			want = append(want, g.String())
		}
		slices.Sort(got)
		slices.Sort(want)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("%s\n%q", diff, rows)
		}
	})
}

// The same of a list from a chat, a line a person.
func TestNobodyOfAChatIsLost(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		people := guests(t)
		between := rapid.SampledFrom([]string{" ", "+", "，", "/", "、", "  "}).Draw(t, "between")
		text := "#接龙\n政府开放日报名\n\n"
		var want []string
		for i, g := range people {
			words := []string{g.name, g.phone, g.unit}
			if rapid.Bool().Draw(t, "unit first") {
				words = []string{g.name, g.unit, g.phone}
			}
			text += fmt.Sprintf("%d. %s\n", i+1, strings.Join(words, between))
			want = append(want, g.name+"|"+g.phone+"|"+g.unit)
		}
		r, err := PasteRoster(text)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, row := range r.Rows() {
			got = append(got, row.Invitee.Person.Name+"|"+row.Invitee.Person.Phone+"|"+row.Invitee.Unit)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("%s\n%s", diff, text)
		}
	})
}
