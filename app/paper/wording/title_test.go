package wording

import (
	"testing"
	"time"

	"openday/app"
	"openday/app/paper/typeset"
)

func TestTitlesAreBrokenByMeaning(t *testing.T) {
	doc := typeset.New(typeset.Options{Created: time.Unix(0, 0), Fonts: typeset.Bundled()})
	for title, want := range map[string]string{
		"县民政局政府开放日活动总结":                          "县民政局政府开放日活动总结",
		"青山街道办事处2026年“走进政务服务、共话营商环境”政府开放日活动方案":   "青山街道办事处2026年\n“走进政务服务、共话营商环境”\n政府开放日活动方案",
		"关于深入推进基层政务公开标准化规范化建设二〇二六年第三季度政府开放日活动总结": "关于深入推进基层政务公开标准化规范化建设\n二〇二六年第三季度政府开放日活动总结",
		"市政务服务和数字化建设管理局“走进数字政府”政府开放日活动方案":        "市政务服务和数字化建设管理局\n“走进数字政府”政府开放日活动方案",
		"自己分的\n标题": "自己分的\n标题",
	} {
		e := app.Event{Organiser: "市政务服务和数字化建设管理局"}
		if got := Title(doc, title, e, typeset.XiaoBiaoSong, 22, typeset.OfficialPage()); got != want {
			t.Errorf("%q is set as %q, want %q", title, got, want)
		}
	}
}
