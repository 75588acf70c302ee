package before

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/xml"
	"io"
	"regexp"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"openday/app"
	"openday/app/paper"
	"openday/app/paper/papertest"
	"openday/app/workbook"
)

// filledIn is what somebody fills in, beside or below the headings of a form.
var filledIn = map[string]string{
	"姓名": "欧阳𬭚", "性别": "女", "出生日期": "1990年1月31日", "联系电话": "13812341234", "身份证号": "11010519491231002X", "单位": "青山社区居民委员会",
	"职务": "网格员", "类别": "群众代表", "民族": "汉族", "参与理由": "想了解养老服务", "关注话题": "社区食堂", "备注": "素食",
}

// writtenForm writes a form of an event in one of its forms.
func writtenForm(t *testing.T, d app.Dossier, f *signUpForm, as paper.Format) []byte {
	t.Helper()
	var out bytes.Buffer
	if _, err := signUpFormPaper.Write(t.Context(), &out, f, paper.Material{Dossier: d, At: d.Event.Start, As: as}); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

var (
	wordRows  = regexp.MustCompile(`(?s)<w:tr>.*?</w:tr>`)
	wordCells = regexp.MustCompile(`(?s)<w:tc>.*?</w:tc>`)
	marks     = regexp.MustCompile(`<[^>]*>`)
)

// filledWord fills in a Word file's tables: the cell to the right of a heading, or those
// of the first row below the headings.
func filledWord(t *testing.T, file []byte, list bool) []byte {
	t.Helper()
	in, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	to := zip.NewWriter(&out)
	for _, f := range in.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		data, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		if f.Name == "word/document.xml" {
			rows := 0
			var headings []string
			data = wordRows.ReplaceAllFunc(data, func(row []byte) []byte {
				rows++
				column, last := -1, ""
				return wordCells.ReplaceAllFunc(row, func(c []byte) []byte {
					column++
					text := strings.TrimSpace(string(marks.ReplaceAll(c, nil)))
					if list && rows == 1 {
						headings = append(headings, text)
					}
					put := filledIn[last]
					if list && rows == 2 {
						put = filledIn[headings[column]]
					}
					last = text
					if text != "" || put == "" || list && rows != 2 {
						return c
					}
					var escaped bytes.Buffer
					if err := xml.EscapeText(&escaped, []byte(put)); err != nil {
						t.Fatal(err)
					}
					return bytes.Replace(c, []byte("</w:p>"), []byte("<w:r><w:t>"+escaped.String()+"</w:t></w:r></w:p>"), 1)
				})
			})
		}
		w, err := to.Create(f.Name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write(data); err != nil {
			t.Fatal(err)
		}
	}
	if err := to.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// filledExcel does the same with a workbook.
func filledExcel(t *testing.T, file []byte, list bool) []byte {
	t.Helper()
	book, err := excelize.OpenReader(bytes.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	sheet := book.GetSheetName(0)
	rows, err := book.GetRows(sheet)
	if err != nil {
		t.Fatal(err)
	}
	merged, err := book.GetMergeCells(sheet)
	if err != nil {
		t.Fatal(err)
	}
	// beside returns the cell to the right of another, whatever that one covers.
	beside := func(column, row int) string {
		name, _ := excelize.CoordinatesToCellName(column, row)
		for _, m := range merged {
			if m.GetStartAxis() == name {
				column, _, _ = excelize.CellNameToCoordinates(m.GetEndAxis())
			}
		}
		name, _ = excelize.CoordinatesToCellName(column+1, row)
		return name
	}
	for y, row := range rows {
		for x, text := range row {
			put, there := filledIn[text]
			if !there {
				continue
			}
			cell := beside(x+1, y+1)
			if list {
				cell, _ = excelize.CoordinatesToCellName(x+1, y+2)
			}
			if err := book.SetCellStr(sheet, cell, put); err != nil {
				t.Fatal(err)
			}
		}
	}
	var out bytes.Buffer
	if err := book.Write(&out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// What is filled in, in Word or in Excel, comes back whole through the import of rosters.
func TestAFilledInFormComesBackWhole(t *testing.T) {
	d := papertest.Sample(t, papertest.Samples[0])
	d.Event.Quotas = []app.Quota{{Category: "群众代表", Number: 5}, {Category: "人大代表", Number: 5}}
	for _, wantsID := range []bool{false, true} {
		for _, of := range []formFor{formOfOne, formOfMany} {
			for _, excel := range []bool{false, true} {
				d.Event.WantsID = wantsID
				f := &signUpForm{For: of, Extra: []extraField{extraNation, extraReason, extraTopics}, Rows: 3}
				as, name := paper.FormatWord, "Word"
				if excel {
					as, name = paper.FormatExcel, "Excel"
				}
				file := writtenForm(t, d, f, as)
				name += " " + string(of)
				if excel {
					file = filledExcel(t, file, of == formOfMany)
				} else {
					file = filledWord(t, file, of == formOfMany)
				}
				r, err := workbook.ReadRoster(context.Background(), bytes.NewReader(file), "")
				if err != nil {
					t.Fatal(name, err)
				}
				rows := r.Rows()
				var people []app.Invitee
				for _, row := range rows {
					if row.Skipped != "" {
						continue
					}
					if len(row.Wrong)+len(row.Notes) > 0 {
						t.Errorf("%s: %q %q", name, row.Wrong, row.Notes)
					}
					people = append(people, row.Invitee)
				}
				if len(people) != 1 || len(r.Unused()) > 0 {
					t.Errorf("%s: %d people, unused %q, %+v", name, len(people), r.Unused(), rows)
					continue
				}
				p := people[0]
				id := ""
				if wantsID {
					id = filledIn["身份证号"]
				}
				got := []string{p.Person.Name, string(p.Person.Gender), p.Person.Phone, p.Person.IDNumber, p.Unit, p.Post, p.Category}
				want := []string{"欧阳𬭚", "female", "13812341234", id, "青山社区居民委员会", "网格员", "群众代表"}
				if strings.Join(got, "|") != strings.Join(want, "|") {
					t.Errorf("%s: %q, want %q", name, got, want)
				}
				for _, said := range []string{"民族：汉族", "参与理由：想了解养老服务", "关注话题：社区食堂", "素食"} {
					if !strings.Contains(p.Note, said) {
						t.Errorf("%s: the note %q lacks %q", name, p.Note, said)
					}
				}
				if !wantsID && app.ISODate(p.Person.BornOn) != "1990-01-31" {
					t.Errorf("%s: born on %s", name, p.Person.BornOn)
				}
			}
		}
	}
}
