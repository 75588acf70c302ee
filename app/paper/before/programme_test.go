package before

import (
	"bytes"
	"context"
	"strings"
	"testing"

	"openday/app"
	"openday/app/figures"
	"openday/app/paper"
	"openday/app/paper/papertest"
)

func TestProgrammeListsTheEventsOfAYear(t *testing.T) {
	first, second := papertest.Sample(t, papertest.Samples[0]).Event, papertest.Sample(t, papertest.Samples[1]).Event
	first.Programme, second.Programme = "政务开放月", "全年安排"
	second.Organiser, second.Openness, second.Change = "经开区管委会", "会议开放", app.Cancelled
	y := figures.Year{Year: 2022, Events: []figures.Event{{Event: first}, {Event: second}}}
	def, _ := Papers.Of(KindProgramme)
	write := func(as paper.Format, programme string) (string, error) {
		p := def.New(app.Date(2022, 10, 8))
		for _, o := range p.Options() {
			if o.Name == "programme" {
				if err := o.Set(programme); err != nil {
					t.Fatal(err)
				}
			}
		}
		var out bytes.Buffer
		report, err := def.Write(context.Background(), &out, p, paper.Material{Figures: y, At: app.Date(2022, 10, 8), As: as})
		if err != nil {
			return "", err
		}
		if as == paper.FormatText {
			return papertest.Unspaced(out.String()), nil
		}
		return papertest.Read(t, out.Bytes(), report).Text, nil
	}
	for _, as := range []paper.Format{paper.FormatPDF, paper.FormatText} {
		text, err := write(as, "")
		if err != nil {
			t.Fatal(err)
		}
		papertest.Contains(t, text, "2022年政务开放日活动安排一览表", "共2场", "制表日期：2022年10月8日", "11月22日", "08:30", "11月29日", "会议开放", "已取消", first.Organiser, second.Organiser, first.Sites[0])
		papertest.Lacks(t, text, first.Contact+"，", second.Contact)
		text, err = write(as, "政务开放月")
		if err != nil {
			t.Fatal(err)
		}
		papertest.Contains(t, text, "2022年政务开放月活动安排一览表", "共1场", "主办单位："+first.Organiser)
		papertest.Lacks(t, text, "会议开放", "11月29日", "备注")
	}
	if _, err := write(paper.FormatPDF, "三季度"); app.CodeOf(err) != app.CodeInvalid || !strings.Contains(err.Error(), "三季度") {
		t.Errorf("a programme that is none: %v", err)
	}
}
