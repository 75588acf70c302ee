package after

import (
	"bytes"
	"context"
	"image"
	"image/color"
	"image/jpeg"
	"io"
	"os"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"openday/app"
	"openday/app/hanzi"
	"openday/app/paper"
	"openday/app/paper/papertest"
)

func publicly(t testing.TB, d app.Dossier, o SummaryOptions, at time.Time) *papertest.Made {
	t.Helper()
	var out bytes.Buffer
	report, err := PublicSummary(context.Background(), &out, d, o, at)
	if err != nil {
		t.Fatal(err)
	}
	return papertest.Read(t, out.Bytes(), report)
}

func TestEveryParagraphCanBeWrittenAnew(t *testing.T) {
	d, at := papertest.Everything(), app.Date(2026, time.October, 8)
	paragraphs, err := SummaryParagraphs(d, at)
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for i, p := range paragraphs {
		if seen[p.Key] || p.Edited || p.Text == "" && p.Key != "effects" {
			t.Errorf("%+v", p)
		}
		seen[p.Key] = true
		d.Event.ReportTexts = append(d.Event.ReportTexts, app.ReportText{Key: p.Key, Text: "〔改写第" + string(rune('㐀'+i)) + "段〕"})
	}
	m := summarise(t, d, fullReport(), at)
	var own []string
	for i, p := range paragraphs {
		own = append(own, "〔改写第"+string(rune('㐀'+i))+"段〕")
		if p.Text != "" && len([]rune(p.Text)) > 12 && strings.Contains(m.Text, papertest.Unspaced(p.Text)) {
			t.Errorf("%s stands as the program wrote it", p.Key)
		}
	}
	var full, short []string
	for i, p := range paragraphs {
		if p.Key == "basics" && i > 0 {
			continue // it stands in both
		}
		if strings.Contains(m.Text, own[i]) {
			full = append(full, own[i])
		}
	}
	brief := summarise(t, d, DefaultSummaryOptions(), at)
	for _, text := range own {
		if strings.Contains(brief.Text, text) {
			short = append(short, text)
		} else if !strings.Contains(m.Text, text) {
			t.Errorf("%s is in neither form", text)
		}
	}
	papertest.InOrder(t, brief.Text, short...)
	if len(full) < len(own)-1 || len(short) < 10 {
		t.Errorf("%d and %d of %d paragraphs are on paper", len(full), len(short), len(own))
	}
	papertest.Contains(t, m.Text, "主要做法和成效")
	papertest.Contains(t, strings.Join(m.Report.Notes, ""), "总体情况", "开头")
	again, err := SummaryParagraphs(d, at)
	if err != nil {
		t.Fatal(err)
	}
	for i, p := range again {
		if !p.Edited || p.Text != paragraphs[i].Text || p.Own != d.Event.ReportTexts[i].Text {
			t.Errorf("%+v", p)
		}
	}

	d.Event.ReportTexts = []app.ReportText{{Key: "next.handling"}, {Key: "open.quotas", Text: " "}}
	m = summarise(t, d, fullReport(), at)
	papertest.Lacks(t, m.Text, "跟踪办理进度", "邀请名额未满")
}

func TestPublicSummaryNamesNobody(t *testing.T) {
	for _, name := range papertest.Samples {
		d := papertest.Sample(t, name)
		d.Feedback[0].Content += "请打我电话" + d.Invitees[0].Person.Phone + "，" + d.Invitees[1].Person.Name + "也这样说，" + d.Invitees[0].Person.IDNumber
		d.Event.ReportTexts = []app.ReportText{{Key: "effects", Text: d.Invitees[2].Person.Name + "等代表积极建言。"}}
		o := fullReport()
		o.Photos = []app.Photo{photo(t, 40, 30, d.Invitees[0].Person.Name+"发言")}
		m := publicly(t, d, o, d.Event.Start.AddDate(0, 0, 18))
		for _, text := range []string{m.Text, papertest.Poppler(t, m.PDF)} {
			for _, v := range d.Invitees {
				for _, secret := range []string{v.Person.Name, v.Person.Phone, v.Person.IDNumber} {
					if secret != "" {
						papertest.Lacks(t, text, secret)
					}
				}
			}
			for _, f := range d.Feedback {
				if f.Speaker != "" {
					papertest.Lacks(t, text, f.Speaker)
					papertest.Contains(t, text, hanzi.MaskName(f.Speaker)+"在")
				}
				if f.InCharge != "" {
					papertest.Lacks(t, text, f.InCharge)
				}
			}
			for _, phone := range []string{"责任人", "存在的不足", "超期", "逾期", "特此报告", "公开版", peopleTitle} {
				papertest.Lacks(t, text, phone)
			}
			papertest.Contains(t, text, hanzi.MaskName(d.Invitees[2].Person.Name)+"等代表积极建言", hanzi.MaskName(d.Invitees[0].Person.Name)+"发言", ledgerTitle)
		}
		papertest.Contains(t, papertest.Unspaced(strings.Join(m.Report.Notes, "")), "第1条（内容）")
	}
}

// photo makes a photo of a size.
func photo(t testing.TB, w, h int, caption string) app.Photo {
	t.Helper()
	p := image.NewGray(image.Rect(0, 0, w, h))
	for i := range p.Pix {
		p.Pix[i] = color.Gray{uint8(i)}.Y
	}
	var out bytes.Buffer
	if err := jpeg.Encode(&out, p, nil); err != nil {
		t.Fatal(err)
	}
	return app.Photo{Caption: caption, Media: "image/jpeg", Data: out.Bytes()}
}

func TestPhotosStandInTheirOrder(t *testing.T) {
	d, at := papertest.Everything(), app.Date(2026, time.October, 8)
	o := fullReport()
	o.Photos = []app.Photo{photo(t, 400, 300, "参观净水厂"), photo(t, 300, 400, "座谈会"), photo(t, 400, 300, "合影")}
	m := summarise(t, d, o, at)
	papertest.InOrder(t, m.Text, "附件：1."+peopleTitle, "4."+photosTitle, "附件4", photosTitle, "参观净水厂", "座谈会")
	o.Annexes = []Annex{AnnexPhotos}
	m = summarise(t, d, o, at)
	papertest.InOrder(t, m.Text, "附件："+photosTitle, "参观净水厂", "座谈会")
	papertest.Lacks(t, m.Text, peopleTitle, "附件1")
	for n := 1; n <= m.Report.Pages; n++ {
		if text, err := m.Doc(t).Text(n); err != nil || papertest.Unspaced(papertest.Unnumbered(text, n)) == "" {
			t.Errorf("page %d is empty: %v", n, err)
		}
	}
	o.Photos = nil
	papertest.Lacks(t, summarise(t, d, o, at).Text, "附件")
}

// What an older data file or another office's may hold: a paper is made without it,
// and says so.
func TestAPhotoThatCannotBePrintedIsLeftOut(t *testing.T) {
	huge, err := os.ReadFile("../../picture/testdata/huge.png")
	if err != nil {
		t.Fatal(err)
	}
	at := app.Date(2026, time.October, 8)
	for _, as := range []paper.Format{paper.FormatPDF, paper.FormatWord, paper.FormatHTML} {
		for _, write := range []func(context.Context, io.Writer, app.Dossier, SummaryOptions, time.Time) (paper.Report, error){Summary, PublicSummary} {
			o := SummaryOptions{Form: FormFull, Annexes: []Annex{AnnexPhotos}, As: as, Photos: []app.Photo{
				{Caption: "很大", Media: "image/png", Data: huge},
				photo(t, 400, 300, "参观净水厂"),
				{Caption: "矢量图", Media: "image/svg+xml", Data: []byte(`<svg xmlns="http://www.w3.org/2000/svg"/>`)},
				{Caption: "损坏", Media: "image/jpeg", Data: []byte("no picture")},
			}}
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			var out bytes.Buffer
			report, err := write(context.Background(), &out, papertest.Everything(), o, at)
			runtime.ReadMemStats(&after)
			if err != nil || out.Len() == 0 {
				t.Fatalf("%s: %v", as, err)
			}
			if mb := (after.TotalAlloc - before.TotalAlloc) >> 20; mb > 500 {
				t.Errorf("%s: it takes %d MB", as, mb)
			}
			told := strings.Join(report.Warnings(), "\n")
			papertest.Contains(t, told, "照片“很大”未列入：", "40000×40000", "照片“矢量图”未列入：", "照片“损坏”未列入：")
			papertest.Lacks(t, told, "参观净水厂")
		}
	}
}

func TestSummaryOptionsAreRemembered(t *testing.T) {
	o := SummaryOptions{Form: FormFull, Annexes: []Annex{AnnexLedger}}
	if got := summaryPaper.Recall(o.String(), time.Time{}).(*SummaryOptions); len(got.Annexes) != 1 || got.Annexes[0] != AnnexLedger {
		t.Errorf("%+v", got)
	}
	if got := summaryPaper.Recall(`{"annexes":["x"]}`, time.Time{}).(*SummaryOptions); got.Form != FormShort || !slices.Equal(got.annexes(), []Annex{AnnexLedger, AnnexPhotos}) {
		t.Errorf("%+v", got)
	}
}

func TestMergedOpinionsAreToldOnce(t *testing.T) {
	m := summarise(t, handled(), SummaryOptions{Form: FormFull, Annexes: []Annex{}}, app.Date(2026, time.October, 8))
	papertest.Contains(t, m.Text, "共收集意见建议6条（另有1条内容相同，合并办理）", "供水科承办（责任人周工），排水科协办，正在办理", "2026年9月30日通过电话答复", "6.满意的意见")
	papertest.Lacks(t, m.Text, "待答复的意见", "7.满意的意见")
}

func TestNotesLeadToTheirPlace(t *testing.T) {
	d := papertest.Sample(t, papertest.Samples[0])
	m := summarise(t, d, SummaryOptions{Form: FormFull, Annexes: []Annex{}}, d.Event.Start.AddDate(0, 0, 18))
	topics := map[app.Topic]int{}
	for i, f := range m.Report.Findings() {
		topics[f.Topic]++
		if f.Message != m.Report.Warnings()[i] {
			t.Errorf("%+v", f)
		}
	}
	if topics[app.TopicInvitees] != 1 || topics[app.TopicFeedback] != 2 || topics[app.TopicEvents] != 0 {
		t.Errorf("%v of %q", topics, m.Report.Notes)
	}
}
