package opinions_test

import (
	"strings"
	"testing"

	"openday/app/opinions"
)

func TestOpinionsAreSplitAsTheyAreSpoken(t *testing.T) {
	for text, want := range map[string]string{
		"":     "",
		"增加座椅": "增加座椅",
		"增加座椅\n延长开放时间\r\n多设路牌":                    "增加座椅|延长开放时间|多设路牌",
		"增加座椅，\n特别是二楼\n\n延长开放时间":                  "增加座椅，特别是二楼|延长开放时间",
		"1. 增加座椅\n2、延长开放时间\n到晚上八点\n（3）多设路牌":       "增加座椅|延长开放时间到晚上八点|多设路牌",
		"一是增加座椅；二是延长开放时间；三是多设路牌。":                 "增加座椅|延长开放时间|多设路牌。",
		"建议：①增加座椅②延长开放时间":                         "增加座椅|延长开放时间",
		"2026年要修路\n3.5米宽的路太窄\n10:30 的班车太晚":        "2026年要修路|3.5米宽的路太窄|10:30 的班车太晚",
		"- more seats\n  upstairs\n- open longer": "more seats upstairs|open longer",
		"一、增加座椅\n二、延长开放时间":                        "增加座椅|延长开放时间",
		"\n\n  \n增加座椅\n\n\n\n多设路牌\n":              "增加座椅|多设路牌",
	} {
		if got := strings.Join(opinions.Split(text), "|"); got != want {
			t.Errorf("%q is split into %q, want %q", text, got, want)
		}
	}
}
