package workbook

import (
	"bytes"
	"slices"
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
