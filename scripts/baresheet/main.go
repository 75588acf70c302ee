// Command baresheet draws the cells of a sign-in sheet of so many people with
// gofpdf alone, in the font of the papers: what scripts/sheet-figures.sh
// measures the sign-in sheet against. With a workbook as its second argument it
// writes that workbook anew with as many people who are invited.
//
//	baresheet PEOPLE FILE.pdf
//	baresheet PEOPLE FROM.xlsx TO.xlsx
package main

import (
	"fmt"
	"log"
	"os"
	"strconv"

	"github.com/jung-kurt/gofpdf"
	"github.com/xuri/excelize/v2"

	"openday/assets"
)

func main() {
	people, err := strconv.Atoi(os.Args[1])
	if err != nil {
		log.Fatal(err)
	}
	if len(os.Args) == 3 {
		err = sheet(people, os.Args[2])
	} else {
		err = workbook(people, os.Args[2], os.Args[3])
	}
	if err != nil {
		log.Fatal(err)
	}
}

func name(i int) string {
	surnames, given := []rune("王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"), []rune("伟芳娜敏静丽强磊军洋勇艳杰娟涛明超霞平刚")
	return string([]rune{surnames[i%20], given[i/20%20], given[i/400%20]})
}

func unit(i int) string { return fmt.Sprintf("青山街道第%d社区居民委员会", i%37+1) }

func sheet(people int, file string) error {
	widths := []float64{11, 22, 44, 22, 29, 34, 18}
	const row = 9.5
	pdf := gofpdf.New("P", "mm", "A4", "")
	pdf.AddUTF8FontFromBytes("sans", "", assets.PaperSans)
	pdf.SetFont("sans", "", 11)
	pdf.SetMargins(15, 15, 15)
	pdf.SetAutoPageBreak(true, 18)
	pdf.AddPage()
	for i := range people {
		cells := []string{strconv.Itoa(i + 1), name(i), unit(i), "网格员", fmt.Sprintf("138****%04d", i%10000), "", ""}
		for c, text := range cells {
			pdf.CellFormat(widths[c], row, text, "1", 0, "C", false, 0, "")
		}
		pdf.Ln(row)
	}
	return pdf.OutputFileAndClose(file)
}

func workbook(people int, from, to string) error {
	f, err := excelize.OpenFile(from)
	if err != nil {
		return err
	}
	const list, opinions = "邀请对象", "意见建议"
	rows, err := f.GetRows(list)
	if err != nil {
		return err
	}
	heading := rows[0]
	for range rows[1:] {
		if err := f.RemoveRow(list, 2); err != nil {
			return err
		}
	}
	if err := f.DeleteSheet(opinions); err != nil {
		return err
	}
	for i := range people {
		person := map[string]string{"姓名": name(i), "单位": unit(i), "职务": "网格员", "联系电话": fmt.Sprintf("138%08d", i), "类别": "群众代表", "审核状态": "通过"}
		cells := make([]any, len(heading))
		for c, title := range heading {
			cells[c] = person[title]
		}
		if err := f.SetSheetRow(list, fmt.Sprintf("A%d", i+2), &cells); err != nil {
			return err
		}
	}
	return f.SaveAs(to)
}
