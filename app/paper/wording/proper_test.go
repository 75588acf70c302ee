package wording

import "testing"

func TestProper(t *testing.T) {
	for text, want := range map[string]string{
		"增进了解,改进工作;听取意见(含建议).时间:10.5小时":       "增进了解，改进工作；听取意见（含建议）。时间：10.5小时",
		"08:30-12:00 https://a.cn/x?y=1 3.15": "08:30-12:00 https://a.cn/x?y=1 3.15",
		"A,B (C) 12,345人":                     "A,B (C) 12,345人",
		"他说\"好\",走了!":                         "他说“好”，走了！",
		"“走进“政务”大厅”":                          "“走进‘政务’大厅”",
		"《关于转发《要点》的通知》":                       "《关于转发〈要点〉的通知》",
		"“没有合上":                               "“没有合上",
		"联系人: 沈工":                             "联系人：沈工",
	} {
		if got := Proper(text); got != want {
			t.Errorf("%q became %q, want %q", text, got, want)
		}
		if again := Proper(want); again != want {
			t.Errorf("%q became %q the second time", want, again)
		}
	}
}

func TestUnbulleted(t *testing.T) {
	for text, want := range map[string]string{"●请准时": "请准时", "-请准时": "请准时", "-5℃以下改期": "-5℃以下改期", "请准时": "请准时"} {
		if got := Unbulleted(text); got != want {
			t.Errorf("%q became %q", text, got)
		}
	}
}
