package opinions_test

import (
	"fmt"
	"strings"
	"testing"

	"openday/app"
	"openday/app/opinions"
)

func TestOpinionsThatSayNearlyTheSameAreFound(t *testing.T) {
	list := []app.Feedback{
		{ID: "1", EventID: "e", Position: 1, Content: "建议在二楼大厅增加座椅，方便老人休息"},
		{ID: "2", EventID: "e", Position: 2, Content: "希望周末也开放参观"},
		{ID: "3", EventID: "x", Position: 1, Content: "二楼大厅的座椅要增加，老人休息不方便"},
		{ID: "4", EventID: "e", Position: 3, Content: "停车位太少"},
		{ID: "5", EventID: "e", Position: 4, Content: "好"},
	}
	x := opinions.NewIndex(list)
	for text, want := range map[string]string{
		"二楼大厅增加一些座椅，老人休息方便": "1",
		"希望周末能够开放参观":        "2",
		"停车位太少了":            "4",
		"讲解员的声音小，听不清":       "",
		"建议":                "",
		"好":                 "",
		"":                  "",
	} {
		got := ""
		if found := x.Find(text, "e", "", 1); len(found) > 0 {
			got = found[0].ID
		}
		if got != want {
			t.Errorf("%q is like %q, want %q", text, got, want)
		}
	}
	if found := x.Find(list[0].Content, "e", "1", 5); len(found) != 1 || found[0].ID != "3" {
		t.Errorf("beside itself it is like %v", found)
	}
}

func TestTemplatesAreFilledIn(t *testing.T) {
	e := app.Event{Title: "水务局开放日", Organiser: "水务局"}
	f := app.Feedback{Content: "增加座椅。", Speaker: "王秀兰", Department: "城管办", DueDate: app.Date(2026, 9, 24)}
	for text, want := range map[string]string{
		"没有占位": "没有占位",
		"{称呼}：“{内容}”已交{承办单位}": "王秀兰先生/女士：“增加座椅”已交城管办",
		"{办理时限}前，{活动}":        "2026年9月24日前，水务局开放日",
		"{没有这项}":              "{没有这项}",
	} {
		if got := opinions.Fill(text, f, e, app.Date(2026, 9, 1)); got != want {
			t.Errorf("%q is filled in as %q, want %q", text, got, want)
		}
	}
	if got := opinions.Fill("{称呼}，{承办单位}", app.Feedback{}, e, app.Date(2026, 9, 1)); got != "您好，水务局" {
		t.Errorf("nobody's: %q", got)
	}
}

func TestTemplatesAreKept(t *testing.T) {
	text, wrong := opinions.FormatTemplates([]opinions.Template{{Name: " 谢谢\r\n", Text: "谢谢\u200b"}, {}})
	if len(wrong) > 0 {
		t.Fatal(wrong)
	}
	if kept := opinions.ParseTemplates(text); len(kept) != 1 || kept[0] != (opinions.Template{Name: "谢谢", Text: "谢谢"}) {
		t.Errorf("kept %+v", kept)
	}
	if kept := opinions.ParseTemplates(""); len(kept) == 0 {
		t.Error("there are no usual ones")
	}
	if none, _ := opinions.FormatTemplates(nil); len(opinions.ParseTemplates(none)) != 0 {
		t.Error("all were taken off, and the usual ones are back")
	}
	for _, all := range [][]opinions.Template{{{Name: "a"}}, {{Text: "a"}}, {{Name: "a", Text: "b"}, {Name: "a", Text: "c"}}} {
		if _, wrong := opinions.FormatTemplates(all); len(wrong) == 0 {
			t.Errorf("%+v is kept", all)
		}
	}
}

func BenchmarkFindAmongTwoThousand(b *testing.B) {
	var list []app.Feedback
	words := strings.Fields("增加座椅 延长开放时间 多设路牌 讲解再慢一些 停车位太少 公交线路太少 河道要清淤 水费单看不懂 希望周末开放 绿化要补种")
	for i := range 2000 {
		list = append(list, app.Feedback{ID: fmt.Sprint(i), EventID: "e", Content: fmt.Sprintf("%s，%s，第%d网格", words[i%10], words[i/10%10], i)})
	}
	x := opinions.NewIndex(list)
	for b.Loop() {
		x.Find("希望在大厅增加座椅，讲解再慢一些", "e", "", 3)
	}
}
