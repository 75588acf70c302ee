package after

import (
	"cmp"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/xuri/excelize/v2"

	"openday/app"
	"openday/app/paper"
	"openday/app/paper/papertest"
	"openday/app/phone"
	"openday/app/workday"
)

// sheetRows reads a sheet of a workbook as it stands in the file, apart from the
// program's own reader: a row's cells by their headings.
func sheetRows(t *testing.T, file *excelize.File, sheet string) []map[string]string {
	t.Helper()
	rows, err := file.GetRows(sheet)
	if err != nil {
		t.Fatal(err)
	}
	all := make([]map[string]string, len(rows)-1)
	for i, r := range rows[1:] {
		all[i] = map[string]string{}
		for j, cell := range r {
			all[i][rows[0][j]] = cell
		}
	}
	return all
}

// counting returns how many rows have one of the values in a column.
func counting(rows []map[string]string, column string, values ...string) int {
	n := 0
	for _, r := range rows {
		if slices.Contains(values, r[column]) {
			n++
		}
	}
	return n
}

// those returns the rows that have a value in a column.
func those(rows []map[string]string, column, value string) []map[string]string {
	return slices.DeleteFunc(slices.Clone(rows), func(r map[string]string) bool { return r[column] != value })
}

// valuesOf returns the values of a column as they first occur.
func valuesOf(rows []map[string]string, column string) []string {
	var all []string
	for _, r := range rows {
		if !slices.Contains(all, r[column]) {
			all = append(all, r[column])
		}
	}
	return all
}

// workingDays counts the working days after one day up to another by asking the
// calendar for each.
func workingDays(from, to time.Time) int {
	n := 0
	for from.Before(to) {
		if from = from.AddDate(0, 0, 1); workday.Official().IsWorkday(from) {
			n++
		}
	}
	return n
}

// accounted is a text whose figures are crossed out one after the other.
type accounted struct {
	t    *testing.T
	text string
}

// figure crosses a sentence with recounted figures out; it must be there as
// often as said.
func (a *accounted) figure(times int, format string, args ...any) {
	a.t.Helper()
	want := papertest.Unspaced(fmt.Sprintf(format, args...))
	if n := strings.Count(a.text, want); n < times {
		a.t.Errorf("%q stands %d times on the paper, want %d", want, n, times)
	}
	a.text = strings.Replace(a.text, want, "□", times)
}

// fact crosses out what stands on the paper as in the workbook, wherever it does.
func (a *accounted) fact(text string) {
	if text = papertest.Unspaced(text); strings.ContainsFunc(text, unicode.IsDigit) {
		a.text = strings.ReplaceAll(a.text, text, "□")
	}
}

// Every number in the report is either a recount of the workbook's own cells, a
// cell of it, or the number of a table, a picture, an annex or an item of a list.
func TestEveryFigureIsARecountOfTheWorkbook(t *testing.T) {
	for _, name := range papertest.Samples {
		file, err := excelize.OpenFile(filepath.Join(papertest.Root(t), "assets", "samples", name))
		if err != nil {
			t.Fatal(err)
		}
		event := map[string][]string{}
		for _, r := range sheetRows(t, file, "活动") {
			event[r["项目"]] = append(event[r["项目"]], r["内容"])
		}
		first := func(key string) string { return strings.Join(event[key][:min(1, len(event[key]))], "") }
		quotas, people := sheetRows(t, file, "名额"), sheetRows(t, file, "邀请对象")
		agenda, opinions := sheetRows(t, file, "议程"), sheetRows(t, file, "意见建议")
		if err := file.Close(); err != nil {
			t.Fatal(err)
		}
		start, err := time.ParseInLocation("2006-01-02 15:04", first("开始时间"), app.Zone)
		if err != nil {
			t.Fatal(err)
		}
		at := app.DayOf(start).AddDate(0, 0, 18)
		d := papertest.Sample(t, name)
		m := summarise(t, d, fullReport(), start.AddDate(0, 0, 18))
		a := &accounted{t, m.Text}

		// Preparation.
		var parts []string
		for _, q := range quotas {
			parts = append(parts, q["类别"]+q["名额"]+"人")
		}
		if n := first("邀请人数"); n != "" {
			a.figure(1, "邀请%s人，包括%s。", n, strings.Join(parts, "、"))
		} else {
			a.figure(1, "邀请%s。", strings.Join(parts, "、"))
		}
		for key, words := range map[string]string{"年龄下限": "年龄要求为%s周岁以上。", "审核时限": "审核时限为%s个工作日。"} {
			if value := first(key); value != "" {
				a.figure(1, words, value)
			}
		}
		approved, came := counting(people, "审核状态", "通过"), counting(people, "出席情况", "已到", "替代")
		excused, unknown := counting(people, "出席情况", "请假"), counting(people, "出席情况", "")
		if approved != len(people) || counting(people, "出席情况", "缺席") > 0 {
			t.Fatal("the sample has other people than this test")
		}
		parts = nil
		for _, channel := range valuesOf(people, "报名渠道") {
			parts = append(parts, fmt.Sprintf("%s%d人", channel, counting(people, "报名渠道", channel)))
		}
		a.figure(1, "名单共登记%d人，其中审核通过%d人。按报名渠道分，%s。", len(people), approved, strings.Join(parts, "、"))

		// Attendance.
		a.figure(1, "活动共安排%d个环节（议程见附件2）", len(agenda))
		a.figure(1, "应到%d人，实到%d人，请假%d人，未登记%d人。各类别情况见表1、图1。", approved, came, excused, unknown)
		places := 0
		for _, q := range quotas {
			var target int
			if _, err := fmt.Sscan(q["名额"], &target); err != nil {
				t.Fatal(err)
			}
			places += target
			of := those(people, "类别", q["类别"])
			a.figure(1, "%s%d%d%d%d%d0%d", q["类别"], target, len(of), max(0, target-len(of)),
				counting(of, "出席情况", "已到", "替代"), counting(of, "出席情况", "请假"), counting(of, "出席情况", ""))
		}
		a.figure(1, "合计%d%d%d%d%d0%d", places, approved, max(0, places-approved), came, excused, unknown)

		// Opinions.
		open := func(rows []map[string]string) int { return counting(rows, "状态", "登记", "交办", "办理中") }
		late := func(rows []map[string]string) (n int) {
			for _, r := range rows {
				if open([]map[string]string{r}) == 1 && r["办理时限"] != "" && r["办理时限"] < at.Format(time.DateOnly) {
					n++
				}
			}
			return n
		}
		done := len(opinions) - open(opinions)
		a.figure(1, "已办结%d%.0f%%其中：已答复提出人%d%.0f%%正在办理%d%.0f%%其中：超期%d%.0f%%合计%d100%%", done, 100*float64(done)/float64(len(opinions)), done, 100*float64(done)/float64(len(opinions)),
			open(opinions), 100*float64(open(opinions))/float64(len(opinions)), late(opinions), 100*float64(late(opinions))/float64(len(opinions)), len(opinions))
		satisfied := counting(opinions, "满意度", "满意", "基本满意")
		rated := len(opinions) - counting(opinions, "满意度", "")
		onTime := 0
		for _, o := range opinions {
			if o["答复日期"] != "" && o["答复日期"] <= o["办理时限"] {
				onTime++
			}
		}
		a.figure(1, "截至%s，共收集意见建议%d条，已办结%d条，办结率%.0f%%，按期办结率%.0f%%，满意率%.0f%%（其中已答复提出人%d条）；正在办理%d条，其中超期%d条。上述意见建议中，采纳%d条。提出人的评价为满意%d条。",
			at.Format("2006年1月2日"), len(opinions), done, 100*float64(done)/float64(len(opinions)), 100*float64(onTime)/float64(done+late(opinions)), 100*float64(satisfied)/float64(rated),
			done, open(opinions), late(opinions), counting(opinions, "是否采纳", "采纳"), counting(opinions, "满意度", "满意"))
		a.figure(1, "统计见表2、表3、表4和图2。")
		for _, column := range []string{"类别", "承办单位"} {
			for _, value := range valuesOf(opinions, column) {
				of := those(opinions, column, value)
				a.figure(1, "%s%d%d%d0%d%.0f%%", value, len(of), len(of)-open(of), open(of), late(of), 100*float64(len(of)-open(of))/float64(len(of)))
			}
			a.figure(1, "合计%d%d%d0%d%.0f%%", len(opinions), done, open(opinions), late(opinions), 100*float64(done)/float64(len(opinions)))
		}
		for i, o := range opinions {
			a.figure(1, "%d.%s。%s在", i+1, o["内容"], cmp.Or(o["提出人"], "参加人员"))
			if late([]map[string]string{o}) == 1 {
				due, err := time.ParseInLocation(time.DateOnly, o["办理时限"], app.Zone)
				if err != nil {
					t.Fatal(err)
				}
				a.figure(2, "已逾期%d个工作日", max(1, workingDays(due, at))) // among what is open, in the ledger
				a.figure(1, "已超期%d个工作日", max(1, workingDays(due, at)))
				a.figure(1, "对%s%d条超期未办结", o["承办单位"], late(those(opinions, "承办单位", o["承办单位"])))
			}
		}
		a.figure(1, "%d条意见建议超过办理时限", late(opinions))

		// Annexes.
		a.figure(1, "附件：1.%s2.%s3.%s", peopleTitle, paper.AgendaTitle, ledgerTitle)
		number := 0
		for _, q := range quotas {
			of := those(people, "类别", q["类别"])
			a.figure(1, "%s（%d人）", q["类别"], len(of))
			for _, p := range of {
				number++
				a.figure(1, "%d%s%s%s%s%s%s", number, p["姓名"], p["性别"], p["单位"], p["职务"], phone.Mask(p["联系电话"]), cmp.Or(p["出席情况"], "未登记"))
			}
		}
		for i, o := range opinions {
			a.figure(1, "%d%s%s", i+1, o["内容"], o["提出人"])
		}
		for i, title := range []string{peopleTitle, paper.AgendaTitle, ledgerTitle} {
			a.figure(1, "附件%d%s", i+1, title)
		}
		for i, title := range []string{"各类别邀请和出席情况", "意见建议分类别情况", "意见建议分承办单位情况", "意见建议办理情况"} {
			a.figure(1, "表%d%s", i+1, title)
		}
		for i, title := range []string{"各类别名额、应到和实到人数", "各类别意见建议收集和已办结条数"} {
			a.figure(1, "图%d%s", i+1, title)
		}

		// What stands as it is in the workbook; people's own numbers do not.
		var facts []string
		put := func(cell string) {
			for _, layout := range []string{"2006-01-02 15:04", time.DateOnly, "15:04"} {
				if day, err := time.Parse(layout, cell); err == nil {
					facts = append(facts, day.Format("2006年1月2日"), day.Format("15:04"))
					return
				}
			}
			facts = append(facts, cell)
		}
		for _, values := range event {
			for _, cell := range values {
				put(cell)
			}
		}
		for _, rows := range [][]map[string]string{agenda, opinions} {
			for _, r := range rows {
				for _, cell := range r {
					put(cell)
				}
			}
		}
		facts = append(facts, at.Format("2006年1月2日"))
		slices.SortFunc(facts, func(a, b string) int { return len(b) - len(a) })
		for _, f := range facts {
			if len([]rune(f)) > 2 { // a number alone is a figure
				a.fact(f)
			}
		}
		for i, r := range []rune(a.text) {
			if unicode.IsDigit(r) {
				runes := []rune(a.text)
				t.Errorf("%s: nobody counted the number in %q", name, string(runes[max(0, i-15):min(len(runes), i+15)]))
			}
		}
	}
}
