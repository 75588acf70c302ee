package typeset

import (
	"testing"
)

// The head has its red mark in the middle, its number below, and the title one or two
// lines under the red line; the colophon ends where the text of the last page does.
func TestHeadAndColophonStandWhereTheStandardHasThem(t *testing.T) {
	for _, h := range []Head{
		{Mark: "县民政局文件", Number: "民政办发〔2026〕8号"},
		{Mark: "县民政局文件", Number: "民政办发〔2026〕8号", Signer: "王明"},
		{Mark: "很长的名称的国家级经济技术开发区管理委员会文件"},
		{Mark: "县民政局", Number: "民政函〔2026〕3号", Letter: true},
	} {
		o := NewOfficial(Options{Title: "通知"})
		o.Head(h)
		o.Title("关于举办活动的通知")
		o.Body("现将有关事项通知如下。")
		o.Signature("县民政局", "2026年9月10日")
		o.Colophon(Colophon{Copies: "区委宣传部，区人大常委会办公室，区政协办公室，各街道办事处", Issuer: "县民政局", Date: "2026年9月10日"})
		f, err := o.layout(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if len(f.pages) != 1 {
			t.Fatalf("%+v: %d pages", h, len(f.pages))
		}
		page := f.pages[0]
		top, wide, red := 0.0, 0.0, 0
		for _, run := range page.texts {
			if run.red {
				red++
				top = run.y - run.size/PointsPerMM*(0.5+baseline)
				wide = run.size / PointsPerMM * float64(len([]rune(h.Mark)))
			}
		}
		if want := map[bool]float64{false: officialTop + markDrop, true: letterMarkTop}[h.Letter]; red == 0 || top < want-0.5 || top > want+0.5 {
			t.Errorf("%+v: the mark begins at %.1f mm, want %.1f", h, top, want)
		}
		if wide > officialWidth+0.5 || h.MarkSize() > tallestMark*PointsPerMM {
			t.Errorf("%+v: the mark is %.1f mm wide, its letters %.1f pt high", h, wide, h.MarkSize())
		}
		lines, lowest := 0, 0.0
		for _, r := range page.rules {
			if r.red {
				lines++
			}
			lowest = max(lowest, r.y1)
		}
		if want := map[bool]int{false: 1, true: 2}[h.Letter]; lines != want {
			t.Errorf("%+v: %d red lines, want %d", h, lines, want)
		}
		if foot := officialTop + officialHeight; lowest < foot-0.1 || lowest > foot+0.1 {
			t.Errorf("%+v: the colophon ends at %.1f mm, want %.1f", h, lowest, foot)
		}
		if lines := h.Height() / OfficialPitch; lines != float64(int(lines+0.5)) && lines-float64(int(lines+0.5)) > 1e-9 {
			t.Errorf("%+v: the head is %.2f lines high", h, lines)
		}
	}
}
