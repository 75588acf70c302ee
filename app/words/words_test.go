package words

import (
	"strings"
	"testing"
	"testing/fstest"
)

func TestLoadRefuses(t *testing.T) {
	for _, c := range []struct {
		name  string
		files map[string]string
		says  string // the error's own part; "" where nothing is wrong
	}{
		{"two rooms", map[string]string{"a.zh_Hans.json": `{"Yes": "是"}`, "b.zh_Hans.json": `{"No": "否"}`}, ""},
		{"both languages", map[string]string{"a.zh_Hans.json": `{"%d days": "%d 天"}`, "a.en.json": `{"%d days": "%d {day|days}"}`}, ""},
		{"twice in two rooms", map[string]string{"a.zh_Hans.json": `{"Yes": "是"}`, "b.zh_Hans.json": `{"Yes": "对"}`}, `b.zh_Hans.json: "Yes" stands twice: “是” and “对”`},
		{"twice in one room", map[string]string{"a.zh_Hans.json": `{"Yes": "是", "No": "否", "Yes": "对"}`}, `"Yes" stands twice`},
		{"twice in English", map[string]string{"a.en.json": `{"%d days": "%d {day|days}"}`, "b.en.json": `{"%d days": "%d {date|dates}"}`}, `"%d days" stands twice`},
		{"twice with the same words", map[string]string{"a.zh_Hans.json": `{"Yes": "是"}`, "b.zh_Hans.json": `{"Yes": "是"}`}, `"Yes" stands twice`},
		{"told apart", map[string]string{"a.zh_Hans.json": `{"State": "状态"}`, "b.zh_Hans.json": `{"State|a country": "国家"}`}, ""},
		{"no JSON", map[string]string{"a.zh_Hans.json": `{"Yes": "是",}`}, "a.zh_Hans.json: invalid character"},
		{"a list", map[string]string{"a.zh_Hans.json": `["是"]`}, "holds no words"},
		{"a number", map[string]string{"a.zh_Hans.json": `{"Yes": 1}`}, `"Yes" has no text`},
		{"a group", map[string]string{"a.zh_Hans.json": `{"Yes": {"one": "是"}}`}, `"Yes" has no text`},
		{"another language", map[string]string{"a.fr.json": `{}`}, "a.fr.json"},
		{"no room", map[string]string{"en.json": `{}`}, "en.json"},
	} {
		files := fstest.MapFS{}
		for name, content := range c.files {
			files["translations/"+name] = &fstest.MapFile{Data: []byte(content)}
		}
		_, err := load(files)
		if (err != nil) != (c.says != "") || err != nil && !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %v, want %q", c.name, err, c.says)
		}
	}
}

func TestLoadWithoutFolder(t *testing.T) {
	if _, err := load(fstest.MapFS{}); err == nil {
		t.Error("no folder, no error")
	}
}

func TestIn(t *testing.T) {
	for _, c := range []struct {
		language Language
		key      string
		args     []any
		want     string
	}{
		{Chinese, "Cancel", nil, "取消"},
		{English, "Cancel", nil, "Cancel"},
		{English, "State|of an event", nil, "State"},
		{English, "No such key %d|told apart", []any{1}, "No such key 1"},
		{Chinese, "No such key|told apart", nil, "No such key"},
		{Chinese, "%d people", []any{1}, "共 1 人"},
	} {
		if got := In(c.language, c.key, c.args...); got != c.want {
			t.Errorf("%s: %q, want %q", c.language, got, c.want)
		}
	}
}

func TestUse(t *testing.T) {
	t.Cleanup(func() { Use(Chinese) })
	for _, c := range []struct{ asked, want Language }{{English, English}, {Chinese, Chinese}, {"fr", Chinese}, {"", Chinese}} {
		if Use(c.asked); Current() != c.want {
			t.Errorf("%q gives %q, want %q", c.asked, Current(), c.want)
		}
	}
	Use(English)
	if got := T("Cancel"); got != "Cancel" {
		t.Errorf("T says %q in English", got)
	}
}

func TestOfLocale(t *testing.T) {
	for locale, want := range map[string]Language{
		"en": English, "en_US.UTF-8": English, "EN-gb": English, "en.UTF-8": English,
		"zh-CN": Chinese, "zh_CN.UTF-8": Chinese, "": Chinese, "C": Chinese, "enm": Chinese, "fr_FR": Chinese,
	} {
		if got := OfLocale(locale); got != want {
			t.Errorf("%q gives %s, want %s", locale, got, want)
		}
	}
}

func TestCatalogueIsACopy(t *testing.T) {
	Catalogue(Chinese)["Cancel"] = "changed"
	if got := In(Chinese, "Cancel"); got != "取消" {
		t.Errorf("Cancel is %q", got)
	}
}
