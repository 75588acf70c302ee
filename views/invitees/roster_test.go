package invitees

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"openday/app"
	"openday/app/roster"
	"openday/app/workbook"
	"openday/views/ui"
	"openday/views/ui/uitest"
	"openday/views/widgets"
)

// verdicts are the rows of the dialog in front, as they are shown.
func (r *fixture) verdicts(d *rosterDialog) string {
	var all []string
	for _, v := range d.table.Rows() {
		all = append(all, fmt.Sprintf("%s %s", v.Key(), v.Verdict))
	}
	return strings.Join(all, ", ")
}

// bring opens the dialog over a file.
func (r *fixture) bring(file string) *rosterDialog {
	r.t.Helper()
	d := newRosterDialog(r.actions, r.Event())
	readRosterFile(r.actions, d, file)
	if d.roster == nil {
		r.t.Fatalf("nothing was read: %s", r.Seen())
	}
	return d
}

func TestARosterIsImportedAndTakenBack(t *testing.T) {
	r := eventFixture(t, nil)
	before := len(r.Invitees())
	r.Answers.ToOpen = uitest.Sample(t, "roster-messy.xlsx")
	r.actions.ImportRoster()
	for _, text := range []string{"导入名单到", "roster-messy.xlsx：共", "名字", "人员类型", "新增", "校验码", "末位数字已丢失", "新增 5 人，补充 0 人。"} {
		if !r.Sees(text) {
			t.Errorf("%q is not to be seen in\n%s", text, r.Seen())
		}
	}
	if r.Sees("640302200102019453") || r.Sees("13000000000") {
		t.Error("numbers stand there in full")
	}
	r.Push("导入")
	if got := len(r.Invitees()); got != before+5 || !strings.Contains(r.Told(), "新增 5 人，补充 0 人。 2 行有错误，没有导入。") {
		t.Fatalf("%d are added: %s", got-before, r.Told())
	}
	if r.Window.Canvas().Overlays().Top() != nil {
		t.Error("the dialog is still there")
	}
	r.Press(fyne.KeyZ, ui.Ctrl)
	if got := len(r.Invitees()); got != before || r.Told() != "已撤销：导入 5 人" {
		t.Errorf("%d are left: %s", got-before, r.Told())
	}
}

func TestVerdictsAreFilteredAndRowsMended(t *testing.T) {
	r := eventFixture(t, nil)
	d := r.bring(uitest.Sample(t, "roster-messy.xlsx"))
	if got, want := r.verdicts(d), "4 new, 5 new, 6 error, 7 duplicate, 8 new, 9 error, 10 new, 11 new, 13 skipped"; got != want {
		t.Errorf("%s", got)
	}
	d.filter.Pick(roster.VerdictError)
	if got := r.verdicts(d); got != "6 error, 9 error" {
		t.Errorf("in error: %s", got)
	}
	// Row 9 gets its name, row 6 is left out.
	d.table.OnOpen(d.table.Rows()[1])
	r.Types("赵晓明")
	for _, label := range []string{"出生日期", "姓名读音"} {
		if !r.Reads(label) {
			t.Errorf("the row cannot be mended in %s", label)
		}
	}
	r.Push("确定")
	if got := r.verdicts(d); got != "6 error" {
		t.Errorf("mended: %s", got)
	}
	d.table.Choose("6")
	test.Tap(d.mend)
	r.Push("跳过这一行")
	if got := r.verdicts(d); got != "" || !d.errors.Disabled() {
		t.Errorf("left out: %s", got)
	}
	d.filter.Pick("")
	if got, want := r.verdicts(d), "4 new, 5 new, 6 skipped, 7 duplicate, 8 new, 9 new, 10 new, 11 new, 13 skipped"; got != want {
		t.Errorf("%s", got)
	}
	uitest.Pick(t, d.policy, "仍然添加")
	if got := r.verdicts(d); !strings.Contains(got, "7 new") {
		t.Errorf("added all the same: %s", got)
	}
	uitest.Pick(t, d.policy, "补充空白项")
	if got := r.verdicts(d); !strings.Contains(got, "7 update") {
		t.Errorf("filled in: %s", got)
	}
	r.Push("导入")
	list := r.Invitees()
	if last := list[len(list)-3]; last.Person.Name != "赵晓明" || last.Person.IDNumber != "640302199901182593" {
		t.Errorf("%+v", last)
	}
}

// What a person says of the columns counts, and is remembered.
// Where no headings are found a person points to them; what the program has no place
// for goes into the note with its heading.
func TestHeadingsArePointedTo(t *testing.T) {
	r := eventFixture(t, nil)
	file := filepath.Join(t.TempDir(), "名单.txt")
	if err := os.WriteFile(file, []byte("甲组名册资料\t备考甲\t备考乙\n称谓信息\t归属\t关注话题\nAnna\t和平社区\t养老\nTom\t东城社区\t无\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	d := r.bring(file)
	if !r.Sees("没有标题行") || !d.headings.Visible() || !r.Sees("第 1 列") {
		t.Fatalf("the person sees\n%s", r.Seen())
	}
	d.headings.Set(1)
	if !r.Sees("称谓信息") || r.Sees("第 1 列") || d.roster.Len() != 2 {
		t.Fatalf("below the headings the person sees\n%s", r.Seen())
	}
	d.fields[0].Set(roster.Name)
	d.fields[1].Set(roster.Unit)
	d.fields[2].Set(roster.Kept)
	r.Push("导入")
	list := r.Invitees()
	if len(list) != 2 || list[0].Person.Name != "Anna" || list[0].Unit != "和平社区" || list[0].Note != "关注话题：养老" || list[1].Note != "" {
		t.Errorf("%+v", list)
	}
}

// Two people of a row are mended each by themselves.
func TestPeopleOfOneRowAreTwo(t *testing.T) {
	r := eventFixture(t, nil)
	file := filepath.Join(t.TempDir(), "名单.csv")
	if err := os.WriteFile(file, []byte("姓名,联系电话,姓名,联系电话\n张三,13800138000,李四等3人,13800138001\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	d := r.bring(file)
	if got := r.verdicts(d); got != "2/1 new, 2/2 error" {
		t.Fatalf("%s", got)
	}
	d.mendRow(d.table.Rows()[1])
	if !r.Sees("第 2/2 行") {
		t.Errorf("the person sees\n%s", r.Seen())
	}
	r.Push("跳过这一行")
	if got := r.verdicts(d); got != "2/1 new, 2/2 skipped" {
		t.Errorf("%s", got)
	}
	r.Key(fyne.KeyEscape)
	if d.dialog.Closed() || !r.Reads("有未保存的修改") {
		t.Errorf("what was mended is lost without a question; there is:\n%s", r.Read())
	}
}

func TestColumnsAreCorrectedAndRemembered(t *testing.T) {
	r := eventFixture(t, nil)
	file := filepath.Join(t.TempDir(), "名单.csv")
	if err := os.WriteFile(file, []byte("参加者,归口,电话\n张三,和平社区,13800138000\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	d := r.bring(file)
	if got := r.verdicts(d); got != "2 error" || !r.Sees("请选定姓名所在的列。") {
		t.Errorf("%s\n%s", got, r.Seen())
	}
	r.Push("导入")
	if len(r.Invitees()) != 0 {
		t.Error("rows without names are imported")
	}
	d.fields[0].Set(roster.Name)
	d.fields[1].Set(roster.Unit)
	if got := r.verdicts(d); got != "2 new" {
		t.Errorf("%s", got)
	}
	r.Push("导入")
	if list := r.Invitees(); len(list) != 1 || list[0].Person.Name != "张三" || list[0].Unit != "和平社区" {
		t.Errorf("%+v", list)
	}
	if again := r.bring(file); r.verdicts(again) != "2 duplicate" || again.roster.Fields[1] != roster.Unit {
		t.Errorf("forgotten: %s %q", r.verdicts(again), again.roster.Fields)
	}
}

func TestCellsArePastedIntoTheList(t *testing.T) {
	r := eventFixture(t, nil)
	c := fyne.CurrentApp().Clipboard()
	c.SetContent("")
	r.actions.PasteRoster()
	if !strings.Contains(r.Told(), "剪贴板里没有内容") {
		t.Errorf("%s", r.Told())
	}
	c.SetContent("姓名\t身份证号\r\n张𬭎\t11010519491231002x\r\n李芳\t6.40302E+17\r\n")
	r.actions.PasteRoster()
	if !r.Sees("张𬭎") || !r.Sees("科学计数法") {
		t.Fatalf("%s", r.Seen())
	}
	r.Push("导入")
	if list := r.Invitees(); len(list) != 1 || list[0].Person.IDNumber != "11010519491231002X" {
		t.Errorf("%+v", list)
	}
}

func TestRowsInErrorTemplateAndListAreWritten(t *testing.T) {
	r := eventFixture(t, nil)
	folder := t.TempDir()
	r.Answers.ToSave = folder
	read := func(ending string) (string, []roster.Row) {
		t.Helper()
		files, err := filepath.Glob(filepath.Join(folder, "*"+ending))
		if err != nil || len(files) != 1 {
			t.Fatalf("%v %v", files, err)
		}
		data, err := os.ReadFile(files[0])
		if err != nil {
			t.Fatal(err)
		}
		if err := os.Remove(files[0]); err != nil {
			t.Fatal(err)
		}
		roster, err := workbook.ReadRoster(context.Background(), bytes.NewReader(data), "")
		if err != nil {
			t.Fatal(err)
		}
		return string(data), roster.Rows()
	}
	d := r.bring(uitest.Sample(t, "roster-messy.xlsx"))
	test.Tap(d.errors)
	if _, rows := read(".xlsx"); len(rows) != 2 || len(rows[0].Wrong) != 1 {
		t.Errorf("rows in error: %+v", rows)
	}
	r.Push("导入")

	r.actions.SaveRosterTemplate()
	if _, rows := read(".xlsx"); len(rows) != 0 {
		t.Errorf("the template holds %+v", rows)
	}
	r.actions.ExportList()
	r.Push("继续")
	if _, rows := read(".xlsx"); len(rows) != 5 || !strings.Contains(rows[0].Invitee.Person.IDNumber, "***") {
		t.Errorf("the list: %+v", rows)
	}
	audit, err := r.Service.AuditLines(context.Background(), app.AuditFilter{Action: app.AuditExport})
	if err != nil || len(audit) != 1 { // the rows in error
		t.Errorf("%+v %v", audit, err)
	}

	full := func(answer string) (audited int) {
		t.Helper()
		r.actions.ExportList()
		for _, o := range test.LaidOutObjects(r.Top()) {
			if c, ok := o.(*widgets.CheckInput); ok {
				c.SetChecked(true)
			}
		}
		r.Push("继续")
		r.Push(answer)
		audit, err := r.Service.AuditLines(context.Background(), app.AuditFilter{Action: app.AuditExport})
		if err != nil {
			t.Fatal(err)
		}
		return len(audit)
	}
	if n := full("取消"); n != 1 {
		t.Errorf("full numbers left though the person did not want it: %d exports", n)
	}
	if n := full("导出"); n != 2 {
		t.Errorf("%d exports are noted", n)
	}
	if _, rows := read(".xlsx"); len(rows) != 5 || strings.Contains(rows[0].Invitee.Person.IDNumber, "*") {
		t.Errorf("the list in full: %+v", rows)
	}
}

// A file that is no roster says so and leaves everything as it is.
func TestAFileThatIsNoRosterIsRefused(t *testing.T) {
	r := eventFixture(t, nil)
	file := filepath.Join(t.TempDir(), "照片.csv")
	if err := os.WriteFile(file, []byte("\x01PNG\x00\xff"), 0o600); err != nil {
		t.Fatal(err)
	}
	r.Answers.ToOpen = file
	r.actions.ImportRoster()
	if !r.Sees("认不出文件的文字编码") {
		t.Errorf("%s", r.Seen())
	}
}

// arriving holds lists as they arrive, in all their forms.
const arriving = "../../app/table/testdata/"

func TestHiddenRowsAreImportedWhereAsked(t *testing.T) {
	r := eventFixture(t, nil)
	d := r.bring(arriving + "hidden-rows.xlsx")
	if got := r.verdicts(d); got != "2 new, 3 new, 4 skipped, 5 skipped" || !r.Sees("隐藏、划线的行：") || !r.Sees("此行在表中是隐藏的。") {
		t.Errorf("%s\n%s", got, r.Seen())
	}
	uitest.Pick(t, d.hidden, "导入")
	if got := r.verdicts(d); got != "2 new, 3 new, 4 new, 5 new" || !r.Sees("此行在表中是隐藏的。") {
		t.Errorf("imported: %s\n%s", got, r.Seen())
	}
	uitest.Pick(t, d.hidden, "不导入")
	r.Push("导入")
	if got := len(r.Invitees()); got != 2 {
		t.Errorf("%d people are added", got)
	}
	if d = r.bring(arriving + "html.xls"); r.verdicts(d) != "2 duplicate, 3 duplicate, 4 new, 5 new" || d.unseen.Visible() {
		t.Errorf("%s, and the question of hidden rows is there: %v", r.verdicts(d), d.unseen.Visible())
	}
}

func TestHiddenColumnsAreImportedWhereAsked(t *testing.T) {
	r := eventFixture(t, nil)
	d := r.bring(arriving + "hidden-column.xlsx")
	if d.roster.Fields[1] != "" || d.fields[1].Value() != "" || d.fields[2].Value() != roster.Phone || !d.unseen.Visible() {
		t.Errorf("%q", d.roster.Fields)
	}
	uitest.Pick(t, d.hidden, "导入")
	if d.fields[1].Value() != roster.Phone {
		t.Errorf("asked for: %q", d.roster.Fields)
	}
	uitest.Pick(t, d.hidden, "不导入")
	if d.fields[1].Value() != "" || len(d.roster.Chosen()) != 0 {
		t.Errorf("left out again: %q, to be remembered %v", d.roster.Fields, d.roster.Chosen())
	}
}

func TestHiddenSheetsAreMarked(t *testing.T) {
	r := eventFixture(t, nil)
	d := r.bring(arriving + "hidden-sheet.xlsx")
	if got := r.verdicts(d); got != "2 new, 3 new, 4 new, 5 new" || d.roster.Sheet != "今年名单" || !r.Sees("另有工作表去年名单（隐藏）：2 人。") {
		t.Errorf("%s of %s\n%s", got, d.roster.Sheet, r.Seen())
	}
	uitest.Pick(t, d.sheet, "去年名单（隐藏）：2 人")
	if got := r.verdicts(d); got != "2 new, 3 new" || !r.Sees("冯旧一") {
		t.Errorf("%s\n%s", got, r.Seen())
	}
}
