package opinions_test

import (
	"bytes"
	"context"
	"reflect"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"

	"openday/app/opinions"
)

// said writes a list as content/speaker/unit/stop/category/channel, without what is
// empty at the end.
func said(l opinions.List) string {
	var lines []string
	for _, f := range l.Opinions {
		lines = append(lines, strings.TrimRight(strings.Join([]string{f.Content, f.Speaker, f.Unit, f.Stop, f.Category, f.Channel}, "/"), "/"))
	}
	return strings.Join(lines, "|")
}

var known = opinions.Known{Names: []string{"安全", "古丽·买买提"}, Stops: []string{"净水车间"}, Categories: []string{"邻里事"}, Units: []string{"云山里"}}

// entries are opinions as people type and paste them, and how they are read.
var entries = []struct{ text, want string }{
	{"", ""},
	{"增加座椅", "增加座椅"},
	{"增加座椅，二楼也要\n延长开放时间", "增加座椅，二楼也要|延长开放时间"},
	{"增加座椅, 二楼也要, 谢谢", "增加座椅, 二楼也要, 谢谢"},

	// Who spoke, before a colon.
	{"王秀兰：增加座椅", "增加座椅/王秀兰"},
	{"王秀兰: 增加座椅", "增加座椅/王秀兰"},
	{"王秀兰（幸福社区）：增加座椅", "增加座椅/王秀兰/幸福社区"},
	{"王秀兰(幸福社区居民):增加座椅", "增加座椅/王秀兰/幸福社区居民"},
	{"1. 王秀兰：增加座椅\n2. 李建国（供电所）：多设路牌", "增加座椅/王秀兰|多设路牌/李建国/供电所"},
	{"1、王秀兰：增加座椅\n2、匿名：多设路牌", "增加座椅/王秀兰|多设路牌"},
	{"匿名：希望延长开放时间", "希望延长开放时间"},
	{"不愿具名：希望延长开放时间", "希望延长开放时间"},
	{"幸福社区王秀兰：增加座椅", "增加座椅/王秀兰/幸福社区"},
	{"人大代表 王秀兰：增加座椅", "增加座椅/王秀兰/人大代表"},
	{"王秀兰，幸福社区：增加座椅", "增加座椅/王秀兰/幸福社区"},
	{"王女士：增加座椅\n老李：多设路牌\n张主任：讲解再慢一些", "增加座椅/王女士|多设路牌/老李|讲解再慢一些/张主任"},
	{"居民代表：增加座椅\n居民A：多设路牌", "增加座椅/居民代表|多设路牌/居民A"},
	{"欧阳修文：增加座椅\n古丽·买买提：多设路牌\n安全：讲解再慢一些", "增加座椅/欧阳修文|多设路牌/古丽·买买提|讲解再慢一些/安全"},
	{"王秀兰建议：增加座椅", "增加座椅/王秀兰"},
	{"王秀兰：增加座椅\n多设路牌\n李建国：讲解再慢一些", "增加座椅/王秀兰|多设路牌|讲解再慢一些/李建国"},
	{"王秀兰：增加座椅，\n特别是二楼\n李建国：多设路牌", "增加座椅，特别是二楼/王秀兰|多设路牌/李建国"},
	{"王秀兰：\n1. 增加座椅\n2. 多设路牌\n李建国：\n讲解再慢一些", "增加座椅/王秀兰|多设路牌/王秀兰|讲解再慢一些/李建国"},
	{"王秀兰：一是增加座椅；二是多设路牌。", "增加座椅/王秀兰|多设路牌。/王秀兰"},
	{"王秀兰：有两点建议：\n①增加座椅\n②多设路牌", "增加座椅/王秀兰|多设路牌/王秀兰"},
	{"增加座椅\n王秀兰：", "增加座椅|/王秀兰"},

	// What only looks like it.
	{"10:30的班车太晚", "10:30的班车太晚"},
	{"水质：希望每月公布", "水质：希望每月公布"},
	{"路灯：坏了三盏", "路灯：坏了三盏"},
	{"卫生：增加清扫", "卫生：增加清扫"},
	{"高新区：增加公交", "高新区：增加公交"},
	{"关于停车：车位太少", "关于停车：车位太少"},
	{"座谈：希望多开", "座谈：希望多开"},
	{"见 https://example.com/a 的说明", "见 https://example.com/a 的说明"},
	{"3.15米的路太窄\n2026年要修路", "3.15米的路太窄|2026年要修路"},

	// Tables without headings: the columns stand in any order.
	{"王秀兰\t增加座椅\n李建国\t多设路牌", "增加座椅/王秀兰|多设路牌/李建国"},
	{"增加座椅\t王秀兰\n多设路牌\t李建国", "增加座椅/王秀兰|多设路牌/李建国"},
	{"王秀兰\t增加座椅\n多设路牌\t李建国\n张爱民\t讲解再慢一些", "增加座椅/王秀兰|多设路牌/李建国|讲解再慢一些/张爱民"},
	{"王秀兰\t座谈\t民生\t建议增加日间照料中心的座椅\n李建国\t座谈\t民生\t建议延长开放时间到晚上八点", "建议增加日间照料中心的座椅/王秀兰//座谈/民生|建议延长开放时间到晚上八点/李建国//座谈/民生"},
	{"民生\t建议增加日间照料中心的座椅\t座谈\t现场\t王秀兰\t幸福社区", "建议增加日间照料中心的座椅/王秀兰/幸福社区/座谈/民生/现场"},
	{"1\t王秀兰\t增加座椅\n2\t匿名\t多设路牌", "增加座椅/王秀兰|多设路牌"},
	{"王秀兰\t增加座椅\n李建国：多设路牌\n讲解再慢一些，时间再长一些，路牌再多一些", "增加座椅/王秀兰|多设路牌/李建国|讲解再慢一些，时间再长一些，路牌再多一些"},
	{"王秀兰\t增加座椅\t13800000000\n李建国\t多设路牌\t", "增加座椅\n13800000000/王秀兰|多设路牌/李建国"},
	{"王秀兰\t净水车间\t邻里事\t好", "好/王秀兰//净水车间/邻里事"},
	{"王秀兰\t停车\n李建国\t绿化", "停车/王秀兰|绿化/李建国"},
	{"王秀兰（幸福社区）\t增加座椅", "增加座椅/王秀兰/幸福社区"},
	{"\"增加座椅\n二楼也要\"\t王秀兰", "增加座椅\n二楼也要/王秀兰"},

	// With headings.
	{"序号\t姓名\t意见建议\t类型\n1\t王秀兰\t增加座椅\t养老\n2\t匿名\t延长开放时间\t", "增加座椅/王秀兰///养老|延长开放时间"},
	{"意见汇总表\n内容,提出人,环节,渠道\n增加座椅,王秀兰,座谈,现场\n,李芳,,", "增加座椅/王秀兰//座谈//现场|/李芳"},
	{"内容\t提出人\n\"增加座椅\n二楼也要\"\t王秀兰", "增加座椅\n二楼也要/王秀兰"},
	{"姓名\t单位\t意见建议\t联系电话\t备注\n王秀兰\t幸福社区\t增加座椅\t13800000000\t急", "增加座椅\n联系电话：13800000000\n备注：急/王秀兰/幸福社区"},
	{"1、您的姓名（必填）\t2、您对本次活动有哪些意见建议？\n王秀兰\t增加座椅", "增加座椅/王秀兰"},
	{"姓名\t意见\t建议\n王秀兰\t座椅太少\t增加座椅", "座椅太少\n建议：增加座椅/王秀兰"},
	{"姓名\t单位\t说了什么\n王秀兰\t幸福社区\t增加座椅", "增加座椅/王秀兰/幸福社区"},
	{"意见建议\n王秀兰：增加座椅\n多设路牌", "增加座椅/王秀兰|多设路牌"},
	{"姓名：王秀兰\n单位：幸福社区\n意见建议：增加座椅\n姓名：匿名\n意见建议：多设路牌", "增加座椅/王秀兰/幸福社区|多设路牌"},
}

// TestEntriesAreReadTheSameEveryTime reads each entry two hundred times.
func TestEntriesAreReadTheSameEveryTime(t *testing.T) {
	for _, e := range entries {
		first := opinions.Parse(e.text, known)
		if said(first) != e.want {
			t.Errorf("%q is read as %q, want %q", e.text, said(first), e.want)
		}
		for range 199 {
			if again := opinions.Parse(e.text, known); !reflect.DeepEqual(first, again) {
				t.Errorf("%q is read as %q, and as %q", e.text, said(first), said(again))
				break
			}
		}
	}
}

func TestColumnsThatSayNoOpinionAreNamed(t *testing.T) {
	list := opinions.Parse("序号\t意见建议内容\t提出人\t承办单位\t满意度\t提交时间\n1\t增加座椅\t王秀兰\t城管办\t\t2026/9/24", opinions.Known{})
	if got := strings.Join(list.Unused, "|"); got != "承办单位|提交时间" || said(list) != "增加座椅/王秀兰" {
		t.Errorf("left out %q of %q", got, said(list))
	}
}

// TestNoCellIsDropped holds the reading of tables without headings to their cells.
func TestNoCellIsDropped(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		cell := rapid.SampledFrom([]string{"", "王秀兰", "李建国（供电所）", "座谈", "民生", "现场", "幸福社区", "增加座椅", "希望延长开放时间，周末也开", "急", "甲乙丙"})
		rows := rapid.SliceOfN(rapid.SliceOfN(cell, 2, 6), 1, 6).Draw(t, "rows")
		var lines, cells []string
		for _, row := range rows {
			lines = append(lines, strings.Join(row, "\t"))
			cells = append(cells, row...)
		}
		text := strings.Join(lines, "\n")
		list := opinions.Parse(text, opinions.Known{})
		var all []string
		for _, f := range list.Opinions {
			all = append(all, f.Content, f.Speaker, f.Unit, f.Stop, f.Category, f.Channel)
		}
		kept := strings.Join(all, "\n")
		for _, c := range cells {
			for _, part := range strings.FieldsFunc(c, func(r rune) bool { return strings.ContainsRune("（）", r) }) {
				if !strings.Contains(kept, part) {
					t.Fatalf("%q is lost of\n%s\nread as %q", part, text, said(list))
				}
			}
		}
	})
}

func TestOpinionsAreReadFromFiles(t *testing.T) {
	book := excelize.NewFile()
	defer book.Close()
	put := func(sheet, at string, row ...string) {
		if err := book.SetSheetRow(sheet, at, &row); err != nil {
			t.Fatal(err)
		}
	}
	put("Sheet1", "A1", "姓名", "单位", "联系电话")
	put("Sheet1", "A2", "王玉梅", "康宁医院", "13800000000")
	if _, err := book.NewSheet("意见"); err != nil {
		t.Fatal(err)
	}
	put("意见", "A1", "开放日意见汇总")
	put("意见", "A2", "意见建议内容", "提出人", "类别")
	put("意见", "A3", "增加座椅", "王玉梅", "养老")
	var b bytes.Buffer
	if err := book.Write(&b); err != nil {
		t.Fatal(err)
	}
	got, err := opinions.Read(context.Background(), &b, known)
	if err != nil || said(got) != "增加座椅/王玉梅///养老" {
		t.Errorf("the workbook is read as %s (%v)", said(got), err)
	}
	got, err = opinions.Read(context.Background(), strings.NewReader("1、增加座椅\n2、多设路牌\n"), known)
	if err != nil || said(got) != "增加座椅|多设路牌" {
		t.Errorf("the text is read as %s (%v)", said(got), err)
	}
}

func FuzzParse(f *testing.F) {
	for _, e := range entries {
		f.Add(e.text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		first, again := opinions.Parse(text, known), opinions.Parse(text, known)
		if !reflect.DeepEqual(first, again) {
			t.Errorf("%q is read as %q, and as %q", text, said(first), said(again))
		}
	})
}
