package paper_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"openday/app/paper"
	"openday/app/paper/papertest"
	"openday/app/paper/typeset"
)

func TestHeadsOfListedItems(t *testing.T) {
	for text, want := range map[string]string{
		"加强领导。各科室负责。": "加强领导", "加强领导。": "", "穿平底鞋": "", "请注意，安全第一。不得吸烟。": "请注意，安全第一", "高度重视，加强领导。各科室负责。": "高度重视，加强领导", "一，二，三。后文": "",
		strings.Repeat("长", 17) + "。后文": "",
	} {
		if got, _ := paper.HeadOf(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

// What is set into a manuscript comes out of its text again, and a text that a person
// wrote is set as it is meant.
func TestManuscripts(t *testing.T) {
	for name, c := range map[string]struct {
		set  func(doc paper.Official)
		text string
		said []string // where the text is set
	}{
		"paragraphs": {func(doc paper.Official) { doc.Body("一段。\n两段。") }, "一段。\n两段。", []string{"一段。", "两段。"}},
		"points": {func(doc paper.Official) {
			paper.SetPoint(doc, 2, "时间", "上午。\n下午。")
			paper.SetPoint(doc, 2, "", "2022年的事。")
			doc.Heading(2, "座谈")
		}, "（一）时间。上午。\n下午。\n（二）2022年的事。\n（三）座谈", []string{"时间。上午。", "下午。", "2022年的事。", "座谈"}},
		"numbered": {func(doc paper.Official) {
			paper.SetPoint(doc, 3, "", "戴口罩。")
			paper.SetPoint(doc, 3, "", "3时到。")
		}, "1．戴口罩。\n2．3时到。", []string{"戴口罩。", "3时到。"}},
		"hanging": {func(doc paper.Official) {
			doc.Text(typeset.Style{Indent: 6, First: -4}, "成　员：王某")
			doc.Text(typeset.Style{Indent: 6}, "李某")
		}, "成　员：王某；李某", []string{"成　员：王某；李某"}},
		"tables": {func(doc paper.Official) {
			doc.Caption("表1　名额")
			doc.Table(typeset.Table{})
		}, "【名额】", []string{"表：名额"}},
	} {
		m := paper.NewManuscript()
		m.Heading(1, "题")
		c.set(m)
		heading, text := m.Section()
		if heading != "题" || text != c.text {
			t.Errorf("%s: %q %q, want %q", name, heading, text, c.text)
		}
		var r papertest.Recorder
		paper.SetManuscript(&r, "题", text, func(name string) bool { r.Body("表：" + name); return true })
		if diff := cmp.Diff(append([]string{"题"}, c.said...), nonempty(r.Texts)); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
	var r papertest.Recorder
	paper.SetManuscript(&r, "", "【注意】\n1.穿平底鞋\n2. 不得吸烟\n3.15消费者权益日\n（一）加强领导", func(string) bool { return false })
	if got := strings.Join(nonempty(r.Texts), "|"); got != "【注意】|穿平底鞋|不得吸烟|3.15消费者权益日|加强领导" {
		t.Error(got)
	}
}

func nonempty(all []string) (kept []string) {
	for _, text := range all {
		if text != "" {
			kept = append(kept, text)
		}
	}
	return kept
}
