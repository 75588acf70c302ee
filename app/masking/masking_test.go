package masking

import (
	"testing"

	"openday/app"
)

func TestMaskerHidesPeople(t *testing.T) {
	d := app.Dossier{Invitees: []app.Invitee{
		{Person: app.Person{Name: "欧阳修文", Phone: "0550-7012110、13812341234", IDNumber: "E12345678"}, Substitute: "张三"},
		{Person: app.Person{Name: "欧阳"}}, {Person: app.Person{Name: "甲"}},
	}, Feedback: []app.Feedback{{Speaker: "Tom Lee"}}}
	m := New(d)
	for text, want := range map[string]string{
		"":                 "",
		"请找张三":             "请找张*",
		"请找张　三和欧阳修文":       "请找张　*和欧***",
		"tom  LEE said so": "t**  *** said so",
		"甲方":               "甲方",
		"打138-1234-1234":   "打***-****-****",
		"打１３８１２３４１２３４吧": "打***********吧",
		"座机 7012110":            "座机 *******",
		"0550 7012110":          "**** *******",
		"护照e1234 5678":          "护照***** ****",
		"11010519491231002X":    "******************",
		"110105 19491231 002x":  "****** ******** ****",
		"110105491231002号":      "***************号",
		"卡号6222021234567890123": "卡号*******************",
		"拨12345，2026-09-24 2026-10-09，第8312345号": "拨12345，2026-09-24 2026-10-09，第8312345号",
	} {
		if got := m.Text(text); got != want {
			t.Errorf("%s: %s, not %s", text, got, want)
		}
	}
	for name, want := range map[string]string{"": "", "张三": "张*", "欧阳修文": "欧***", "司马光": "司马*", "甲": "*"} {
		if got := m.Name(name); got != want {
			t.Errorf("%s: %s, not %s", name, got, want)
		}
	}
}
