package after

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/jung-kurt/gofpdf"
	"pgregory.net/rapid"

	"openday/app"
	"openday/app/hanzi"
	"openday/app/paper"
	"openday/app/paper/papertest"
	"openday/app/paper/typeset"
	"openday/app/printer"
	"openday/assets"
)

func readyAt(t testing.TB, kind paper.Kind, d app.Dossier, at time.Time) *papertest.Made {
	t.Helper()
	var out bytes.Buffer
	report, err := papertest.Preset(context.Background(), &out, Papers, kind, d, at)
	if err != nil {
		t.Fatal(err)
	}
	return papertest.Read(t, out.Bytes(), report)
}

// handled is an event whose opinions have gone every way.
func handled() app.Dossier {
	d := papertest.Everything()
	f := d.Feedback
	f[0].AssignedOn, f[0].Telephone, f[0].Joint = app.Date(2026, time.September, 24), "13800001234", []string{"排水科"}
	f[0].History = []app.Transition{{Kind: app.TransitionAssign, At: f[0].AssignedOn}, {Kind: app.TransitionUrge, At: app.Date(2026, time.September, 30)}}
	f[4].ReplyChannel = "电话"
	f[3].MergedInto, f[3].ID, f[4].ID = "5", "4", "5"
	return d
}

func TestLedgerHasEveryCellInOrder(t *testing.T) {
	at := app.Date(2026, time.October, 8)
	for _, d := range []app.Dossier{papertest.Sample(t, papertest.Samples[0]), papertest.Sample(t, papertest.Samples[1]), handled()} {
		m := readyAt(t, KindLedger, d, at)
		cells := append([]string{d.Event.Title, ledgerTitle, "截止日期：2026年10月8日"}, slices.DeleteFunc(slices.Clone(app.LedgerHeadings), func(title string) bool { // a column of which nothing is known is gone
			return title == "责任人" && !slices.ContainsFunc(d.Feedback, func(o app.Feedback) bool { return o.InCharge != "" })
		})...)
		for i, o := range d.Feedback {
			cells = append(cells, strconv.Itoa(i+1), o.Content, o.SpeakerOrAnonymous(), o.Category, o.Department, o.InCharge, o.Telephone, app.ShortDate(o.DueDate),
				app.Grades.Chinese(o.Grade), o.Result, app.ShortDate(o.RepliedOn), o.ReplyChannel, app.Adoptions.Chinese(o.Adoption), o.AdoptionReason, app.Satisfactions.Chinese(o.Satisfaction))
		}
		n := len(d.Feedback)
		cells = append(cells, fmt.Sprintf("累计%d条", n), "共收集意见建议")
		papertest.InOrder(t, m.Text, cells...)
		papertest.InOrder(t, papertest.Poppler(t, m.PDF), cells...)
	}
	m := readyAt(t, KindLedger, handled(), at)
	papertest.Contains(t, m.Text, "已逾期3个工作日", "催办1次", "协办：排水科", "已合并办理",
		"共收集意见建议6条（另有1条内容相同，合并办理），已办结2条，办结率33.3%，按期办结率0%，满意率50%（其中已答复提出人2条）；正在办理3条，其中超期1条；待交办1条。采纳1条，不采纳1条，满意1条，不满意1条。")
	papertest.Contains(t, strings.Join(m.Report.Notes, "\n"), "逾期")
}

// Every page says how many opinions begin on it and how many there are up to it.
func TestLedgerCountsItsPages(t *testing.T) {
	d := many(100)
	d.Feedback[40].Content = strings.Repeat("这一条意见很长。", 900) // more than a page
	m := readyAt(t, KindLedger, d, app.Date(2026, time.October, 8))
	sofar := 0
	for n := 1; n <= m.Report.Pages; n++ {
		text, err := m.Doc(t).Text(n)
		if err != nil {
			t.Fatal(err)
		}
		text = papertest.Unspaced(text)
		here := 0
		for _, o := range d.Feedback {
			here += strings.Count(text, papertest.Unspaced(o.Speaker)+"第")
		}
		sofar += here
		papertest.Contains(t, text, app.LedgerHeadings...)
		papertest.Contains(t, text, fmt.Sprintf("本页%d条累计%d条", here, sofar))
	}
	if sofar != 100 {
		t.Errorf("%d opinions on the pages", sofar)
	}
}

// many makes an event with many opinions.
func many(n int) app.Dossier {
	d := papertest.Gathering()
	for i := range n {
		d.Feedback = append(d.Feedback, app.Feedback{
			Content: fmt.Sprintf("建议在第%d社区增设老年人活动场所，并延长便民服务中心周末的开放时间。", i+1),
			Speaker: "提出人" + strconv.Itoa(i), Category: "第" + strconv.Itoa(i%7) + "类", Department: "公共服务办公室", InCharge: "周主任",
			DueDate: app.Date(2026, time.October, 20), State: app.FeedbackDone, Grade: "A", Result: "已协调第三方物业公司开放场地，时间延长至二十一时。",
			RepliedOn: app.Date(2026, time.October, 15), ReplyChannel: "电话", Adoption: app.Adopted, Satisfaction: app.Satisfied,
		})
	}
	return d
}

func TestPapersOfOpinionsSayWhyThereIsNone(t *testing.T) {
	for _, kind := range []paper.Kind{KindLedger, KindLedgerPublic, KindTasks, KindUrges} {
		var out bytes.Buffer
		_, err := papertest.Preset(context.Background(), &out, Papers, kind, papertest.Gathering(), app.Date(2026, time.October, 8))
		if app.CodeOf(err) != app.CodeInvalid || out.Len() > 0 {
			t.Errorf("%s: %v, %d bytes", kind, err, out.Len())
		}
	}
}

func TestTheLabelsOfASlipAreOfOneWidth(t *testing.T) {
	doc := typeset.New(typeset.Options{Page: typeset.Plain(false), Fonts: typeset.Bundled()})
	for _, label := range slipLabels {
		if w, want := doc.Width(typeset.Serif, 12, label), doc.Width(typeset.Serif, 12, slipLabels[0]); !papertest.Near(w, want, 0.01) {
			t.Errorf("%q is %.2f mm wide, want %.2f", label, w, want)
		}
	}
}

// spread writes a text as people do: with spaces, dashes and wide figures.
func spread(text string, how int) string {
	var b strings.Builder
	for i, r := range text {
		if i > 0 {
			b.WriteString([]string{"", " ", "-", "　", "\n", "·"}[how%6])
		}
		if how >= 6 && r >= '0' && r <= '9' {
			r += '０' - '0'
		}
		b.WriteRune(r)
	}
	return b.String()
}

// folded is a text as somebody reads it who does not care for its form.
func foldedText(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= '０' && r <= '９':
			return r - '０' + '0'
		case strings.ContainsRune(" 　-·\n\r\t", r):
			return -1
		}
		return r
	}, strings.ToUpper(text))
}

// secretive draws an event whose opinions tell who said them.
func secretive(t *rapid.T) (d app.Dossier, secrets []string) {
	d = papertest.Gathering()
	hide := func(s string) string {
		if len([]rune(s)) > 1 {
			secrets = append(secrets, foldedText(s))
		}
		return s
	}
	name := rapid.StringOfN(rapid.SampledFrom([]rune("欧阳司马张李明修文单")), 2, 4, -1)
	for range rapid.IntRange(1, 4).Draw(t, "people") {
		v := papertest.Person(hide(name.Draw(t, "name")), "单位", "群众代表")
		v.Person.Phone = hide(rapid.StringMatching(`1[3-9][0-9]{9}|0[0-9]{3}[0-9]{7}|[2-9][0-9]{6}`).Draw(t, "phone"))
		v.Person.IDNumber = hide(rapid.StringMatching(`[1-6][0-9]{5}19[0-9]{2}0[1-9][12][0-9][0-9]{3}[0-9X]|E[0-9]{8}|[1-6][0-9]{14}`).Draw(t, "id"))
		d.Invitees = append(d.Invitees, v)
	}
	stranger := hide(rapid.StringMatching(`1[3-9][0-9]{9}|[1-6][0-9]{5}19[0-9]{2}0[1-9][12][0-9][0-9]{3}[0-9X]`).Draw(t, "stranger"))
	for range rapid.IntRange(1, 4).Draw(t, "opinions") {
		o := app.Feedback{State: app.FeedbackInProgress, Department: "供水科", Telephone: stranger, Speaker: hide(name.Draw(t, "speaker"))}
		d.Feedback = append(d.Feedback, o)
	}
	pool := append([]string{stranger}, secrets...)
	for i := range d.Feedback {
		o := &d.Feedback[i]
		for _, text := range []*string{&o.Content, &o.Result, &o.AdoptionReason, &o.InCharge} {
			secret := rapid.SampledFrom(pool).Draw(t, "secret")
			*text = "请联系我" + spread(secret, rapid.IntRange(0, 11).Draw(t, "spread")) + "，谢谢"
		}
	}
	return d, secrets
}

func TestPublicPapersNameNobody(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		d, secrets := secretive(r)
		var report paper.Report
		shown := paper.Public(d, &report)
		for _, o := range shown.Feedback {
			for _, cell := range append(o.LedgerCells(1, app.NewLateness(nil, o.DueDate)), o.Content, o.Result) {
				for _, s := range secrets {
					if strings.Contains(foldedText(cell), s) {
						r.Fatalf("%q shows %q", cell, s)
					}
				}
			}
		}
		if len(report.Notes) != 1 {
			r.Fatalf("notes: %q", report.Notes)
		}
	})
}

func TestPublicLedgerReadBackNamesNobody(t *testing.T) {
	at := app.Date(2026, time.October, 8)
	for _, d := range []app.Dossier{papertest.Sample(t, papertest.Samples[0]), papertest.Sample(t, papertest.Samples[1])} {
		d.Feedback[0].Content += "请打我电话" + d.Invitees[0].Person.Phone + "，" + d.Invitees[1].Person.Name + "也这样说"
		d.Feedback[1].Result += "证件11010519491231002X 已登记"
		m := readyAt(t, KindLedgerPublic, d, at)
		for _, text := range []string{m.Text, papertest.Poppler(t, m.PDF)} {
			for _, v := range d.Invitees {
				papertest.Lacks(t, text, v.Person.Name, v.Person.Phone, v.Person.IDNumber)
			}
			for _, o := range d.Feedback {
				for _, name := range []string{o.Speaker, o.InCharge} {
					if name != "" {
						papertest.Lacks(t, text, name)
					}
				}
				papertest.Contains(t, text, hanzi.MaskName(o.Speaker), o.Department)
			}
			papertest.Lacks(t, text, "11010519491231002X")
		}
		papertest.Contains(t, papertest.Unspaced(strings.Join(m.Report.Notes, "")), "第1条（内容）", "第2条（办理结果）")
	}
}

// What is nobody's number stays.
func TestPublicPapersKeepOtherFigures(t *testing.T) {
	d := papertest.Gathering(papertest.Person("张三", "单位", ""))
	text := "2026年9月24日08:30—11:30，2026-09-24 2026-10-09，第123456号，12345热线，3500000元，张家港"
	d.Feedback = []app.Feedback{{Content: text}}
	var report paper.Report
	if got := paper.Public(d, &report).Feedback[0].Content; got != text || len(report.Notes) > 0 {
		t.Errorf("%s %q", got, report.Notes)
	}
}

func TestSlipsGoToEveryDepartment(t *testing.T) {
	d := handled()
	at := app.Date(2026, time.October, 8)
	m := readyAt(t, KindTasks, d, at)
	papertest.InOrder(t, m.Text, "意见建议交办单", "承办单位：供水科", "责任人：周工", "13800001234", "交办单位：市水务局", "共1条",
		"逾期的意见", "甲", "供水", "主办（协办：排水科）", "2026年9月24日", "2026年9月28日", "已逾期3个工作日", "已催办1次", "办理要求", "联系人：沈工", "沿此线裁开", "回执", "台账号：1", "供水科", "签收人", "签收日期",
		"意见建议交办单", "承办单位：排水科", "共3条", "逾期的意见", "协办（主办：供水科）", "在办的意见", "2026年10月20日", "不满意的意见", "未定", "台账号：1、2、6")
	if m.Report.Pages != 2 {
		t.Errorf("%d pages", m.Report.Pages)
	}
	papertest.Lacks(t, m.Text, "未交办的意见", "满意的意见建议", "待回访的意见")
	papertest.Contains(t, papertest.Unspaced(strings.Join(m.Report.Notes, "\n")), "1条意见建议尚无承办单位", "1条意见建议没有办理时限")

	m = readyAt(t, KindUrges, d, at)
	papertest.InOrder(t, m.Text, "意见建议催办单", "承办单位：供水科", "逾期的意见", "已逾期3个工作日", "回执", "意见建议催办单", "承办单位：排水科", "逾期的意见")
	papertest.Lacks(t, m.Text, "在办的意见", "不满意的意见")
}

func TestLongSlipsKeepTheirReceiptsWhole(t *testing.T) {
	d := many(60)
	for i := range d.Feedback {
		d.Feedback[i].State = app.FeedbackAssigned
	}
	m := readyAt(t, KindTasks, d, app.Date(2026, time.October, 8))
	text, err := m.Doc(t).Text(m.Report.Pages)
	if err != nil {
		t.Fatal(err)
	}
	papertest.InOrder(t, papertest.Unspaced(text), "沿此线裁开", "回执", "签收人", "签收日期")
}

const benchmarkedOpinions = 2000

func BenchmarkLedger2000(b *testing.B) {
	d := many(benchmarkedOpinions)
	for b.Loop() {
		if _, err := Ledger(context.Background(), &bytes.Buffer{}, d, time.Unix(0, 0)); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkPublicLedger2000(b *testing.B) {
	d := many(benchmarkedOpinions)
	d.Invitees = papertest.Crowd(2000).Invitees
	for b.Loop() {
		if _, err := PublicLedger(context.Background(), &bytes.Buffer{}, d, time.Unix(0, 0)); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkBareLedger2000 is gofpdf alone, drawing the text of
// BenchmarkLedger2000 in lines cut at a fixed number of characters: a ledger
// may take three times as long.
func BenchmarkBareLedger2000(b *testing.B) {
	d := many(benchmarkedOpinions)
	const characters, row = 14, 4.2
	for b.Loop() {
		pdf := gofpdf.New("L", "mm", "A4", "")
		pdf.AddUTF8FontFromBytes("serif", "", assets.PaperSerif)
		pdf.SetFont("serif", "", 9)
		pdf.SetMargins(15, 15, 15)
		pdf.SetAutoPageBreak(false, 18)
		pdf.AddPage()
		y := 15.0
		late := app.NewLateness(nil, time.Unix(0, 0))
		for i, o := range d.Feedback {
			most := 1
			cells := o.LedgerCells(i+1, late)
			lines := make([][]string, len(cells))
			for c, text := range cells {
				for _, part := range strings.Split(text, "\n") {
					runes := []rune(part)
					for len(runes) > characters {
						lines[c], runes = append(lines[c], string(runes[:characters])), runes[characters:]
					}
					lines[c] = append(lines[c], string(runes))
				}
				most = max(most, len(lines[c]))
			}
			if y+float64(most)*row > 190 {
				pdf.AddPage()
				y = 15
			}
			for c := range cells {
				for n, text := range lines[c] {
					pdf.SetXY(15+float64(c)*22, y+float64(n)*row)
					pdf.CellFormat(22, row, text, "LR", 0, "L", false, 0, "")
				}
			}
			y += float64(most) * row
		}
		if err := pdf.Output(&bytes.Buffer{}); err != nil {
			b.Fatal(err)
		}
	}
}

// across returns the edges of the cells beside a piece of text, mm, just above its
// letters, which have upright strokes of their own.
func (m ledgerMade) across(t *testing.T, page int, p printer.Piece) []float64 {
	t.Helper()
	return m.Lines(t, page, true, p.Ink.Top-1, p.Ink.Top-0.3)
}

type ledgerMade struct{ *papertest.Made }

// heading is a piece of text on a page; it fails the test where there is none.
func (m ledgerMade) heading(t *testing.T, page int, text string) printer.Piece {
	t.Helper()
	for _, p := range m.Pieces(t, page) {
		if strings.Contains(p.Text, text) {
			return p
		}
	}
	t.Fatalf("%q is not on page %d", text, page)
	return printer.Piece{}
}

// The columns of the ledger are as wide as what they hold, those without anything are
// gone, long texts stand over the whole width, and no letter is smaller than 10.5 pt.
func TestTheLedgerFitsItsContent(t *testing.T) {
	at := app.Date(2026, time.October, 8)
	d := papertest.Gathering()
	d.Feedback = []app.Feedback{
		{Content: "路灯太暗", Speaker: "甲", State: app.FeedbackRecorded, Category: "照明"},
		{Content: "公交太少", State: app.FeedbackAssigned, Department: "交通局", DueDate: app.Date(2026, time.October, 20)},
	}
	widthOf := func(m ledgerMade, title string) float64 {
		p := m.heading(t, 1, title)
		middle := (p.Ink.Left + p.Ink.Right) / 2
		left, right := 0.0, 297.0
		for _, x := range m.across(t, 1, p) {
			if x < middle {
				left = max(left, x)
			} else {
				right = min(right, x)
			}
		}
		return right - left
	}
	narrow := ledgerMade{readyAt(t, KindLedger, d, at)}
	papertest.Lacks(t, narrow.Text, "责任人", "结果", "答复情况", "是否采纳", "满意度")
	papertest.Contains(t, narrow.Text, "办理时限", "承办单位", "类别")
	if got := widthOf(narrow, "类别"); got > 14 {
		t.Errorf("the categories of two characters have %.1f mm", got)
	}
	if p := narrow.heading(t, 1, "2026年10月20日"); p.Ink.Bottom-p.Ink.Top > 6 {
		t.Errorf("where there is room a date is on one line: %+v", p)
	}
	before := widthOf(narrow, "类别")
	d.Feedback[0].Category = "城市道路照明"
	wide := ledgerMade{readyAt(t, KindLedger, d, at)}
	if after := widthOf(wide, "类别"); after < before+8 || after > 26 {
		t.Errorf("with six characters the column has %.1f mm after %.1f", after, before)
	}

	long := strings.Repeat("希望尽快维修路灯，", 20)
	d.Feedback[0].Content = long
	full := ledgerMade{readyAt(t, KindLedger, d, at)}
	papertest.InOrder(t, full.Text, "……（全文见下）", "意见建议内容："+long)
	row := full.heading(t, 1, "意见建议内容：")
	if edges := full.across(t, 1, row); len(edges) != 2 {
		t.Errorf("the long text is parted at %.1f mm", edges)
	}

	for _, kind := range []paper.Kind{KindLedger, KindLedgerPublic, KindTasks, KindUrges} {
		m := readyAt(t, kind, handled(), at)
		for n := range m.Report.Pages {
			for _, p := range m.Pieces(t, n+1) {
				cut := strings.Contains(p.Text, "－") || strings.Contains(p.Text, "裁开") || strings.Contains(p.Text, "页") // to cut along; page numbers and the foot
				if !cut && p.Size < 10.4 {
					t.Errorf("%s, page %d: %q has %.1f pt", kind, n+1, p.Text, p.Size)
				}
			}
		}
	}
}
