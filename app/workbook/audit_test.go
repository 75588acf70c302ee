package workbook

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"openday/app"
	"openday/app/service"
)

func TestAuditIsWrittenHarmless(t *testing.T) {
	lines := []service.AuditLine{{
		AuditEntry: app.AuditEntry{At: time.Date(2026, 9, 3, 10, 0, 0, 0, app.Zone), By: "=cmd", Action: app.AuditPurge, Detail: "2 人,\"3\" 条"},
		Title:      "政务开放日",
	}}
	want := []string{"2026-09-03 10:00:00", "=cmd", "到期清除", "政务开放日", "2 人,\"3\" 条"}
	var b bytes.Buffer
	if err := WriteAudit(&b, lines); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(&b)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := f.GetRows("操作记录")
	if err != nil || len(rows) != 2 || strings.Join(rows[1], "|") != strings.Join(want, "|") {
		t.Errorf("%v %v", rows, err)
	}
	if formula, _ := f.GetCellFormula("操作记录", "B2"); formula != "" {
		t.Errorf("a user's name became a formula: %s", formula)
	}
	b.Reset()
	if err := WriteAuditCSV(&b, lines); err != nil {
		t.Fatal(err)
	}
	if got := b.String(); got != "\ufeff时间,操作人,操作,活动,内容\r\n2026-09-03 10:00:00,'=cmd,到期清除,政务开放日,\"2 人,\"\"3\"\" 条\"\r\n" {
		t.Errorf("%q", got)
	}
}
