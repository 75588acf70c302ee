package onday

import (
	"context"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"openday/app"
	"openday/app/paper"
	"openday/app/paper/typeset"
	"openday/app/paper/wording"
)

// KindConsent tells guests what to heed and asks whether their pictures may be used.
const KindConsent paper.Kind = "consent"

const consentName = "安全告知和肖像权同意书"

var consentPaper = paper.Definition{
	Kind: KindConsent, Chinese: consentName, English: "Safety notice and consent to pictures", Word: true, People: true,
	New: func(time.Time) paper.Paper { return &consent{} },
	Due: func(d app.Dossier) time.Time { return app.DayOf(d.Event.Start) },
}

// consent is the form with what is chosen about it.
type consent struct {
	Named bool      `json:"named"`
	date  time.Time // of the paper
}

// Options implements paper.Paper.
func (c *consent) Options() []paper.Option {
	return []paper.Option{
		{Name: "named", Label: paper.Both("份数", "Copies"), Usage: paper.Both("每人一份并印上姓名；否则只印一份空白的", "one for each person with the name on it; else one blank copy"),
			Value: paper.YesNoValue(&c.Named, paper.Both("一份空白的，供复印", "One blank copy"), paper.Both("每人一份，印上姓名", "One for each person"))},
		paper.DateOption(&c.date),
	}
}

// Validate implements paper.Paper.
func (c *consent) Validate() []app.FieldProblem { return paper.Wrong(c.Options()) }

// String implements paper.Paper.
func (c *consent) String() string { return paper.Remembered(c) }

// Write implements paper.Paper.
func (c *consent) Write(ctx context.Context, w io.Writer, m paper.Material) (paper.Report, error) {
	if err := paper.Refused(c.Validate()); err != nil {
		return paper.Report{}, err
	}
	names := []string{""}
	if c.Named || len(m.IDs) > 0 {
		people, err := paper.Chosen(m.Dossier, m.IDs)
		if err != nil {
			return paper.Report{}, err
		}
		names = names[:0]
		for _, v := range people {
			names = append(names, v.Person.Name)
		}
	}
	e := m.Dossier.Event
	about := typeset.Options{Title: e.Title + consentName, Author: e.Organiser, Created: m.At, Page: typeset.OfficialPage()}
	about.Page.Grid, about.Page.Marks = 0, nil // each is a page of its own
	about.Page.Top, about.Page.Bottom = 28, 22
	var report paper.Report
	err := report.AssembleSheet(ctx, w, about, m.As, func(doc paper.Sheet) error {
		for _, name := range names {
			doc.NewPage()
			setConsent(doc, e, name, m.At)
		}
		return nil
	})
	return report, err
}

// setConsent sets a copy, for somebody or for anybody.
func setConsent(doc paper.Sheet, e app.Event, name string, at time.Time) {
	size, pitch := 14.0, 8.4
	// What is to be heeded may be long: the letters are as small as it then takes.
	for size > 9 && float64(consentLines(doc, e, size))*pitch > 200 {
		size, pitch = size-0.5, pitch-0.3
	}
	body := typeset.Style{Role: typeset.FangSong, Size: size, Pitch: pitch, Align: typeset.Justify, First: 2}
	flush, head := body, body
	flush.First = 0
	head.Role, head.Keep = typeset.HeiTi, true
	doc.Text(typeset.Style{Role: typeset.XiaoBiaoSong, Size: 22, Pitch: 12, Align: typeset.Center, Balance: true, After: 4, Keep: true}, consentName)
	if name != "" {
		doc.Text(flush, "尊敬的"+name+"：")
	}
	for _, part := range consentParts(e) {
		if part[0] != "" {
			doc.Text(head, part[0])
		}
		for line := range strings.SplitSeq(part[1], "\n") {
			doc.Text(body, line)
		}
	}
	sign := flush
	sign.Before = pitch / 2
	doc.Text(sign, "本人已阅读并知晓以上内容。")
	if name != "" {
		doc.Text(flush, "姓　　名："+name+"　　　　签名：")
	} else {
		doc.Text(flush, "姓　　名：　　　　　　　　　　签名：")
	}
	if e.MinAge < 18 {
		doc.Text(flush, "未成年人由监护人签名：　　　　　　　　与本人关系：")
	}
	doc.Text(flush, "日　　期：　　　　年　　月　　日")
	foot := flush
	foot.Align, foot.Before = typeset.Right, pitch/2
	doc.Text(foot, wording.Issuer(e)+wording.Wrapped("　　", app.ShortDate(at), ""))
}

// consentLines estimates how many lines of a size a copy takes.
func consentLines(doc paper.Sheet, e app.Event, size float64) int {
	const width = 156.0 // mm
	lines := 6
	for _, part := range consentParts(e) {
		lines += 1 + strings.Count(part[1], "\n")
		for line := range strings.SplitSeq(part[1], "\n") {
			lines += int(doc.Width(typeset.FangSong, size, line) / (width - 4))
		}
		if part[0] != "" {
			lines++
		}
	}
	return lines
}

// consentParts are the paragraphs with their headings.
func consentParts(e app.Event) [][2]string {
	event := wording.QuotedActivity(wording.Activity(e))
	held := "欢迎您参加" + event
	if when := wording.When(e); when != "" {
		held += "（" + when + "）"
	}
	heed := []string{
		"请听从工作人员和讲解人员的安排，不离队，不进入未开放的区域，不触碰设备和电源。",
		"乘车时系好安全带，上下车和上下楼梯注意脚下；参观现场有防护要求的，请按要求佩戴防护用品。",
		"身体不适或者有不宜参加活动的疾病的，请提前告知工作人员；活动中感到不适，请立即告知。",
		"请保管好随身物品；遇到紧急情况，请按工作人员的指引撤离。",
	}
	for _, n := range e.Notices {
		if n = wording.Stopped(strings.ReplaceAll(n, "\n", "")); n != "" && !slices.Contains(heed, n) {
			heed = append(heed, n)
		}
	}
	for i := range heed {
		heed[i] = strconv.Itoa(i+1) + "．" + heed[i]
	}
	use := "用于活动记录、总结归档和宣传报道"
	if len(e.Channels) > 0 {
		use += "（" + strings.Join(e.Channels, "、") + "）"
	}
	return [][2]string{
		{"", held + "。为保障您的安全和权益，现将有关事项告知如下。"},
		{"一、安全告知", strings.Join(heed, "\n")},
		{"二、拍摄和肖像使用", "活动中将安排拍照、录像。含有您肖像的照片、影像" + use + "，不用于商业用途。您不同意的，我们不使用能够辨认您的画面，也不影响您参加活动；同意之后，您也可以随时与我们联系撤回。"},
		{"", "您的选择（请在方框内打“√”）：　□同意　　□不同意"},
	}
}
