package command_test

import (
	"context"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"openday/app"
	"openday/app/command"
	"openday/app/printer"
)

func TestPaperGoesToThePrinter(t *testing.T) {
	d := newDesk(t)
	id := d.add("plan1-civil-affairs.xlsx")
	r := d.run("print", "sign-in", "--event", id, "--printer", "办公室", "--blank-rows", "60", "--pages", "2-3", "--copies", "2", "--duplex", "long")
	if r.status != command.Done || !strings.Contains(r.out, "签到表.pdf") || !strings.Contains(r.err, "第 1 页，共 2 页") {
		t.Fatalf("exit status %d, found %s, said %s", r.status, r.out, r.err)
	}
	d.done("print", "plan", "--event", id, "--printer", "default")
	want := []printer.Job{
		{Setup: printer.Setup{Printer: "办公室", Pages: []int{2, 3}, Copies: 2, Duplex: printer.LongEdge}, Title: "2022-11-22 县民政局2022年政府开放日 签到表.pdf"},
		{Setup: printer.Setup{Copies: 1}, Title: "2022-11-22 县民政局2022年政府开放日 活动方案.pdf"},
	}
	if diff := cmp.Diff(want, d.printed, cmpopts.IgnoreFields(printer.Job{}, "PDF")); diff != "" {
		t.Errorf("printed (-want +got):\n%s", diff)
	}
	if n, err := printer.PageCount(context.Background(), d.printed[0].PDF); err != nil || n < 3 {
		t.Errorf("the printer got %d pages: %v", n, err)
	}
}

func TestPrintingThatFailsOrIsAskedForWrongly(t *testing.T) {
	d := newDesk(t)
	id := d.add("plan1-civil-affairs.xlsx")
	sheet := []string{"print", "sign-in", "--event", id}
	for _, c := range []struct {
		args []string
		said string
	}{
		{nil, "--out"},
		{[]string{"--out", d.path("a.pdf"), "--printer", "P"}, "--out 与 --printer"},
		{[]string{"--out", d.path("a.pdf"), "--copies", "2"}, "--copies"},
		{[]string{"--out", d.path("a.pdf"), "--pages", "1"}, "--pages"},
		{[]string{"--printer", ""}, "--printer"},
		{[]string{"--printer", "P", "--copies", "0"}, "1 至 999"},
		{[]string{"--printer", "P", "--duplex", "both"}, "both"},
		{[]string{"--printer", "P", "--pages", "99"}, "页码"},
	} {
		r := d.run(append(sheet, c.args...)...)
		if r.status != command.Wrong || !strings.Contains(r.err, c.said) {
			t.Errorf("%q: exit status %d, said %s", c.args, r.status, r.err)
		}
	}
	if len(d.printed) > 0 {
		t.Errorf("printed: %d jobs", len(d.printed))
	}
	for _, c := range []struct {
		refused error
		said    string
	}{
		{app.Errorf(app.CodePrinter, nil, "There is no printer “%s” on this computer. Choose another one.", "P"), "没有打印机“P”"},
		{context.Canceled, "打印已取消"},
	} {
		d.refused = c.refused
		r := d.run(append(sheet, "--printer", "P")...)
		if r.status != command.Failed || !strings.Contains(r.err, c.said) || r.out != "" {
			t.Errorf("%v: exit status %d, found %s, said %s", c.refused, r.status, r.out, r.err)
		}
	}
}
