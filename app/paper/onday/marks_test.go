package onday

import (
	"bytes"
	"context"
	"fmt"
	"testing"
	"time"

	"openday/app"
	"openday/app/paper"
	"openday/app/paper/papertest"
	"openday/app/printer"
	"openday/app/scan"
	"openday/app/sheet"
)

// TestMarkedSheetIsReadBack makes sheets of every form, draws their pages as a printer
// does, and has the reader of scans find each of them, with all rows and nothing written.
func TestMarkedSheetIsReadBack(t *testing.T) {
	for name, change := range map[string]func(*SignInOptions){
		"as it comes":   func(*SignInOptions) {},
		"lying":         func(o *SignInOptions) { o.Landscape = true },
		"no telephones": func(o *SignInOptions) { o.Phone = paper.PhoneNone },
		"groups":        func(o *SignInOptions) { o.Group, o.BlankRows = paper.GroupCategory, 30 },
	} {
		t.Run(name, func(t *testing.T) {
			o := DefaultSignInOptions()
			o.NoMarks = false
			change(&o)
			d := papertest.Gathering()
			var file bytes.Buffer
			report, err := o.Write(t.Context(), &file, paper.Material{Dossier: d, At: time.Unix(0, 0), Print: "a print"})
			if err != nil {
				t.Fatal(err)
			}
			pdf, err := printer.Open(t.Context(), file.Bytes())
			if err != nil {
				t.Fatal(err)
			}
			defer pdf.Close()
			layout := report.Layout
			if len(layout.Pages) != pdf.PageCount() {
				t.Fatalf("%d pages have places, there are %d", len(layout.Pages), pdf.PageCount())
			}
			for i := range layout.Pages {
				p := &layout.Pages[i]
				page, err := pdf.Render(i+1, 300)
				if err != nil {
					t.Fatal(err)
				}
				p.Printed = sheet.NewBitmap(page, p.Width, p.Height)
			}
			if err := layout.Check(); err != nil {
				t.Fatal(err)
			}
			reader := scan.New("e", []scan.Known{{Event: "e", Print: "a print", Layout: layout}})
			var numbers []int
			for i := range layout.Pages {
				page, err := pdf.Render(i+1, 150)
				if err != nil {
					t.Fatal(err)
				}
				read, err := reader.Page(t.Context(), page)
				if err != nil || read.Status != scan.Read || read.Page != i+1 {
					t.Fatalf("page %d is %s as page %d, %v", i+1, read.Status, read.Page, err)
				}
				for _, row := range read.Rows {
					numbers = append(numbers, row.Number)
					if row.Sign != scan.Blank || row.Note != scan.Blank || row.WalkIn != scan.Blank || row.Struck {
						t.Errorf("nothing is written in row %d: %+v", row.Number, row)
					}
				}
			}
			var want []int
			for _, l := range SignInLines(d, o) {
				want = append(want, l.Number)
			}
			if fmt.Sprint(numbers) != fmt.Sprint(want) {
				t.Errorf("the rows read are %v, those printed %v", numbers, want)
			}
		})
	}
}

// TestSheetWithoutMarks has neither places nor squares.
func TestSheetWithoutMarks(t *testing.T) {
	o := DefaultSignInOptions()
	o.NoMarks = true
	m := paper.Material{Dossier: papertest.Gathering(), At: app.Date(2022, time.November, 21), Print: "a print"}
	var without, plain bytes.Buffer
	report, err := o.Write(context.Background(), &without, m)
	if err != nil || len(report.Layout.Pages) > 0 {
		t.Fatalf("%d pages have places, %v", len(report.Layout.Pages), err)
	}
	if _, err := SignIn(context.Background(), &plain, m.Dossier, o, m.At); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(without.Bytes(), plain.Bytes()) {
		t.Error("a sheet without marks is not as one that is not kept")
	}
}
