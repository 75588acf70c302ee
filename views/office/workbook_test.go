package office

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"github.com/xuri/excelize/v2"

	"openday/assets"
)

// withHiddenRow is the sample workbook, its first invitee on a hidden row.
func withHiddenRow(t *testing.T) string {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(assets.Sample))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := f.SetRowVisible("邀请对象", 2, false); err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := f.Write(&out); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "活动.xlsx")
	if err := os.WriteFile(file, out.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

// Nothing is written before it is said what becomes of the hidden people.
func TestHiddenPeopleOfAWorkbookAreAskedAbout(t *testing.T) {
	file := withHiddenRow(t)
	counts := map[string]int{}
	for _, answer := range []string{"取消", "不导入", "一并导入"} {
		r := newFixture(t)
		r.actions.TakeWorkbook(file)
		if !r.Sees("邀请对象：有 1 行是隐藏的或划了删除线，没有导入：第 2 行") || len(r.Events()) != 0 {
			t.Fatalf("%d events, and the person sees\n%s", len(r.Events()), r.Seen())
		}
		r.Push(answer)
		counts[answer] = len(r.Events())
		if len(r.Events()) == 1 {
			counts[answer] = len(r.Invitees())
		}
	}
	if all := counts["一并导入"]; counts["取消"] != 0 || all < 2 || counts["不导入"] != all-1 {
		t.Errorf("%v", counts)
	}
}
