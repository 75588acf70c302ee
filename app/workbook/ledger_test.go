package workbook

import (
	"bytes"
	"context"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"openday/app"
)

func TestLedger(t *testing.T) {
	day := app.Date(2026, 9, 24)
	f := app.Feedback{
		Content: "=HYPERLINK(\"x\")", Speaker: "王玉梅", Category: "市政", Department: "城管办", Joint: []string{"供电所"}, InCharge: "李", Telephone: "010-123456",
		DueDate: day.AddDate(0, 0, -2), State: app.FeedbackAssigned, History: []app.Transition{{Kind: app.TransitionUrge}, {Kind: app.TransitionUrge}},
	}
	done := app.Feedback{Content: "增加座椅\n二楼也要", State: app.FeedbackFollowedUp, Result: "已增加", Grade: "A", RepliedOn: day, ReplyChannel: "电话",
		Adoption: app.PartlyAdopted, AdoptionReason: "场地有限", Satisfaction: app.Satisfied}
	var b bytes.Buffer
	if err := WriteLedger(&b, []app.Feedback{f, done}, app.NewLateness(nil, day)); err != nil {
		t.Fatal(err)
	}
	book, err := excelize.OpenReader(&b)
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	sheet := book.GetSheetName(0)
	rows, err := book.GetRows(sheet)
	if err != nil {
		t.Fatal(err)
	}
	want := [][]string{
		{"序号", "意见建议内容", "提出人", "类别", "承办单位", "责任人", "办理时限", "办理情况", "结果", "答复情况", "是否采纳（理由）", "满意度"},
		{"1", "=HYPERLINK(\"x\")", "王玉梅", "市政", "城管办\n协办：供电所", "李\n010-123456", "2026-09-22", "交办\n已逾期2个工作日\n催办2次"},
		{"2", "增加座椅\n二楼也要", "匿名", "", "", "", "", "已回访", "A 已解决\n已增加", "2026-09-24\n电话", "部分采纳（场地有限）", "满意"},
	}
	if !slices.EqualFunc(rows, want, slices.Equal) {
		t.Errorf("the ledger reads\n%q\nwant\n%q", rows, want)
	}
	if formula, err := book.GetCellFormula(sheet, "B2"); formula != "" || err != nil {
		t.Errorf("what was said has become the formula %q (%v)", formula, err)
	}
	if panes, err := book.GetPanes(sheet); err != nil || !panes.Freeze || panes.YSplit != 1 {
		t.Errorf("the headings do not stay: %+v %v", panes, err)
	}
}

func TestListsOfOpinions(t *testing.T) {
	said := func(all []app.Feedback) string {
		var lines []string
		for _, f := range all {
			lines = append(lines, strings.Join([]string{f.Content, f.Speaker, f.Stop, f.Category, f.Channel}, "/"))
		}
		return strings.Join(lines, "|")
	}
	for text, want := range map[string]string{
		"增加座椅，二楼也要\n延长开放时间": "增加座椅，二楼也要////|延长开放时间////",
		"增加座椅, 二楼也要, 谢谢":    "增加座椅, 二楼也要, 谢谢////",
		"序号\t姓名\t意见建议\t类型\n1\t王玉梅\t增加座椅\t养老\n2\t匿名\t延长开放时间\t": "增加座椅/王玉梅//养老/|延长开放时间////",
		"意见汇总表\n内容,提出人,环节,渠道\n增加座椅,王玉梅,座谈,现场\n,李芳,,":          "增加座椅/王玉梅/座谈//现场",
		"王玉梅\t建议增加日间照料中心的座椅\n李芳\t建议延长开放时间到晚上八点":               "建议增加日间照料中心的座椅/王玉梅///|建议延长开放时间到晚上八点/李芳///",
		"内容\t提出人\n\"增加座椅\n二楼也要\"\t王玉梅":                        "增加座椅\n二楼也要/王玉梅///",
	} {
		got := ParseOpinions(text)
		if said(got) != want {
			t.Errorf("%q is read as %s, want %s", text, said(got), want)
		}
		if again := ParseOpinions(OpinionsText(got)); said(again) != said(got) {
			t.Errorf("written and read again: %s, want %s", said(again), said(got))
		}
	}

	book := excelize.NewFile()
	defer book.Close()
	if err := book.SetSheetRow("Sheet1", "A1", &[]string{"姓名", "单位", "联系电话"}); err != nil {
		t.Fatal(err)
	}
	if err := book.SetSheetRow("Sheet1", "A2", &[]string{"王玉梅", "康宁医院", "13800000000"}); err != nil {
		t.Fatal(err)
	}
	if _, err := book.NewSheet("意见"); err != nil {
		t.Fatal(err)
	}
	for at, row := range map[string][]string{"A1": {"开放日意见汇总"}, "A2": {"意见建议内容", "提出人", "类别"}, "A3": {"增加座椅", "王玉梅", "养老"}} {
		if err := book.SetSheetRow("意见", at, &row); err != nil {
			t.Fatal(err)
		}
	}
	var b bytes.Buffer
	if err := book.Write(&b); err != nil {
		t.Fatal(err)
	}
	got, err := ReadOpinions(context.Background(), &b)
	if err != nil || said(got) != "增加座椅/王玉梅//养老/" {
		t.Errorf("the workbook is read as %s (%v)", said(got), err)
	}
	got, err = ReadOpinions(context.Background(), strings.NewReader("1、增加座椅\n2、多设路牌\n"))
	if err != nil || said(got) != "增加座椅////|多设路牌////" {
		t.Errorf("the text is read as %s (%v)", said(got), err)
	}
}
