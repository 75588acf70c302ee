package xlsx

import (
	"bytes"
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"openday/app/paper/typeset"
)

func begin(title string) *Sheet {
	return New(Options{Title: title, Author: "办公室", Created: time.Date(2026, 9, 24, 9, 0, 0, 0, time.UTC), Page: typeset.Plain(true)})
}

// opened reads a finished file back.
func opened(t *testing.T, s *Sheet) *excelize.File {
	t.Helper()
	data, err := s.Bytes(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

func TestTablesStandInTheirCells(t *testing.T) {
	s := begin("名单：1/2")
	s.Text(typeset.Style{Role: typeset.XiaoBiaoSong, Size: 18, Align: typeset.Center}, "报名表\x00")
	s.Table(typeset.Table{
		Columns: []typeset.Column{{Width: 30}, {}, {Width: 30}, {}}, Size: 12,
		Rows: []typeset.Row{typeset.Cells("姓名", "", "性别", ""), {Height: 40, Cells: []typeset.Cell{{Text: "单位"}, {Span: 3, Text: "=1+1"}}}},
	})
	s.NewPage()
	s.Table(typeset.Table{Columns: []typeset.Column{{Title: "序号", Width: 12}, {Title: "姓名"}}, Rows: []typeset.Row{typeset.Group("甲组"), typeset.Cells("1", "110101199003071234")}})
	f := opened(t, s)
	sheet := f.GetSheetName(0)
	rows, err := f.GetRows(sheet)
	if err != nil {
		t.Fatal(err)
	}
	var said []string
	for _, row := range rows {
		said = append(said, strings.Join(strings.Fields(strings.Join(row, " ")), " "))
	}
	if got := strings.Join(said, "|"); got != "报名表|姓名 性别|单位 =1+1|序号 姓名|甲组|1 110101199003071234" {
		t.Errorf("the sheet %q holds %q", sheet, got)
	}
	if height, err := f.GetRowHeight(sheet, 3); err != nil || height < 40*typeset.PointsPerMM-1 {
		t.Errorf("the third row is %v pt high, %v", height, err)
	}
	for row := range rows {
		for column := range rows[row] {
			name, err := excelize.CoordinatesToCellName(column+1, row+1)
			if err != nil {
				t.Fatal(err)
			}
			if formula, err := f.GetCellFormula(sheet, name); err != nil || formula != "" {
				t.Errorf("%s computes %q, %v", name, formula, err)
			}
			if kind, err := f.GetCellType(sheet, name); err != nil || kind == excelize.CellTypeNumber {
				t.Errorf("%s is a number, %v", name, err)
			}
		}
	}
}

func TestTheSameSheetIsTheSameFile(t *testing.T) {
	var files [2][]byte
	for i := range files {
		s := begin("表")
		s.Text(typeset.Style{Role: typeset.Serif, Size: 12}, "文字")
		var err error
		if files[i], err = s.Bytes(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(files[0], files[1]) {
		t.Error("the files differ")
	}
}

func TestNamesOfSheets(t *testing.T) {
	for title, want := range map[string]string{
		"名单": "名单", `a:b\c/d?e*f[g]h'i`: "abcdefghi", "": "1", strings.Repeat("长", 40): strings.Repeat("长", 31), "张𬭚": "张",
	} {
		if got := sheetName(title); got != want {
			t.Errorf("%q is %q, want %q", title, got, want)
		}
	}
}

func TestMakingASheetCanBeCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	s := begin("表")
	s.Text(typeset.Style{Role: typeset.Serif, Size: 12}, "文字")
	if _, err := s.Bytes(ctx); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}
