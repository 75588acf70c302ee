package workbook

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"openday/app"
)

// said writes the people of a roster a line each, and who is asked about or left out.
func said(r *Roster) []string {
	var all []string
	for _, row := range r.Rows() {
		p := row.Invitee.Person
		line := fmt.Sprintf("%s %s", row.Key(), p.Name)
		for _, s := range []string{string(p.Gender), p.IDNumber, p.Phone, row.Invitee.Unit, row.Invitee.Post, row.Invitee.Category, row.Invitee.Note} {
			line += "|" + s
		}
		switch {
		case row.Skipped != "":
			line = row.Key() + " skipped"
		case len(row.Wrong) > 0:
			line = row.Key() + " asked"
		}
		all = append(all, strings.TrimRight(line, "|"))
	}
	return all
}

// Lists as offices sent them, each with the people who stand on it.
func TestListsThatWentWrong(t *testing.T) {
	for file, want := range map[string][]string{
		"F03-r10-two-blocks.xlsx": {
			"3/1 周文海|||13811110001|城东街道办事处", "3/2 吴子明|||13811110003|大桥村委会",
			"4/1 孙立红|||13811110002|春风社区", "4/2 郑小兰|||13811110004|第二小学",
		},
		"F07-r32-wjx.xlsx": {
			"2 周文海|male|110105198503120119|13811110001|城东街道办事处||群众代表", "3 孙立红|female|110105198503120223|13811110002|春风社区||群众代表",
		},
		"F08-r38-names-in-cell.xlsx":  {"2 asked", "3 asked"},
		"F09-r12b-group-in-name.xlsx": {"2 skipped", "3 吴子明|||13811110003|大桥村委会||人大代表", "4 skipped", "5 周文海|||13811110001|城东街道办事处||群众代表"},
		"F09-r23-totals.xlsx":         {"2 周文海|||13811110001|城东街道办事处", "3 孙立红|||13811110002|春风社区", "4 skipped", "5 吴子明|||13811110003|大桥村委会", "6 skipped", "7 skipped", "8 skipped", "9 skipped", "10 skipped", "11 skipped"},
		"F10-r15-ditto.xlsx":          {"2 周文海|||13811110001|城东街道办事处||群众代表", "3 孙立红|||13811110002|城东街道办事处||群众代表", "4 吴子明|||13811110003|城东街道办事处||群众代表", "5 郑小兰|||13811110004|城东街道办事处||群众代表"},
		"F16-r13-name-merged.xlsx":    {"2 周文海|||13811110001、0571-88120001|城东街道办事处", "4 孙立红|||13811110002|春风社区"},
		"F18-r29-form.xlsx":           {"2 周文海|male|110105198503120119|13811110001|城东街道办事处|科员||报名理由：关心政务工作"},
		"F23-c12b-wechat-jielong.txt": {"4 周文海|||13811110001|城东街道", "5 孙立红|||13811110002|春风社区", "6 吴子明|||13811110003|大桥村"},
		"F23-c03-pipe.csv": {
			"2 周文海|male|110105198503120119|13811110001|城东街道办事处|科员|群众代表", "3 孙立红|female|110105198503120223|13811110002|春风社区|书记|群众代表",
			"4 吴子明|male|110105198503120338|13811110003|大桥村委会|主任|人大代表", "5 郑小兰|female|110105198503120442|13811110004|第二小学|教师|人大代表",
		},
	} {
		data, err := os.ReadFile("testdata/" + file)
		try(t, err)
		if diff := cmp.Diff(want, said(rosterOf(t, data))); diff != "" {
			t.Errorf("%s: %s", file, diff)
		}
	}
}

// Dates of birth as lists have them: days, months, and what is neither for certain.
func TestDatesOfBirthOfLists(t *testing.T) {
	data, err := os.ReadFile("testdata/F25-r24-born.xlsx")
	try(t, err)
	r := rosterOf(t, data)
	r.Day = app.Date(2026, 5, 16)
	const day = "1985-03-12"
	want := []string{"出生年月：1985-03", "出生年月：1985-03", day, day, day, day, day, "", "", day, "出生年月：1985-03", day, day, "出生年月：1985-03", "出生年月：1985-03", day, day, day, "出生年月：1985-03", "", "", "", "", ""}
	var got []string
	for _, row := range r.Rows() {
		born := app.ISODate(row.Invitee.Person.BornOn) + row.Invitee.Note
		if told := len(row.Notes) == 1 && len(row.Wrong) == 0; told != (born != day) {
			t.Errorf("row %d, %s: %q %q", row.Line, row.Cells[1], row.Notes, row.Wrong)
		}
		got = append(got, born)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	pasted, err := PasteRoster("姓名\t出生年月\t备注\n张三\t1985.3\t素食\n李四\t农历85年3月12日\t\n")
	try(t, err)
	rows := pasted.Rows()
	if rows[0].Invitee.Note != "素食；出生年月：1985-03" || !rows[0].Invitee.Person.BornOn.IsZero() || !strings.Contains(rows[0].Notes[0], "不核对年龄") {
		t.Errorf("%+v", rows[0])
	}
	if len(rows[1].Notes) != 1 || !strings.Contains(rows[1].Notes[0], "农历") {
		t.Errorf("%q", rows[1].Notes)
	}
}
