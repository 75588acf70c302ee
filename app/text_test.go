package app_test

import (
	"testing"

	"openday/app"
)

func TestSentencesEnd(t *testing.T) {
	for _, c := range []struct {
		all  []string
		want string
	}{
		{nil, ""},
		{[]string{"没有填写类别。"}, "没有填写类别。"},
		{[]string{"年龄不符", "", "没有填写类别。"}, "年龄不符。 没有填写类别。"},
		{[]string{"请核对？", "年龄不符"}, "请核对？ 年龄不符。"},
	} {
		if got := app.Sentences(c.all...); got != c.want {
			t.Errorf("%q: %q, want %q", c.all, got, c.want)
		}
	}
}
