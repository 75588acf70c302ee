package words

import (
	"fmt"
	"slices"
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

// What is quoted within a quotation has single marks, as official texts have it.
func TestQuotationsWithinQuotations(t *testing.T) {
	for _, c := range []struct {
		key  string
		args []any
		want string
	}{
		{"“%s” is saved.", []any{"“开放日”活动"}, "“‘开放日’活动” is saved."},
		{"“%s” is saved.", []any{"开放日"}, "“开放日” is saved."},
		{"%d of “%[1]d” and “%s”: %s", []any{3, "a “b ‘c’ d”", "“e”"}, "3 of “3” and “a ‘b “c” d’”: “e”"},
		{"%s, “%s”", []any{"“a”", "“b”"}, "“a”, “‘b’”"},
		{"“%[2]s” before %[1]s", []any{"“a”", "“b”"}, "“‘b’” before “a”"},
		{"100%% “%s”", []any{"“a”"}, "100% “‘a’”"},
		{"“%s”", []any{"a”, “b"}, "“a”, “b”"}, // a list, whose marks the text completes
		{"“%s”", nil, "“%s”"},
		{"“%s”", []any{7}, "“%!s(int=7)”"},
	} {
		args := slices.Clone(c.args)
		if got := In(English, c.key, args...); got != c.want {
			t.Errorf("%s with %q: %q, want %q", c.key, c.args, got, c.want)
		}
		if !slices.Equal(args, c.args) {
			t.Errorf("%s: the values were changed to %q", c.key, args)
		}
	}
}

func TestAgree(t *testing.T) {
	type whole int64
	for _, c := range []struct {
		text string
		args []any
		want string
	}{
		{"no number", nil, "no number"},
		{"%d {opinion is|opinions are} overdue.", []any{1}, "1 opinion is overdue."},
		{"%d {opinion is|opinions are} overdue.", []any{2}, "2 opinions are overdue."},
		{"%d {opinion is|opinions are} overdue.", []any{0}, "0 opinions are overdue."},
		{"%d {opinion is|opinions are} overdue.", []any{11}, "11 opinions are overdue."},
		{"%d {day|days}", []any{-1}, "-1 days"},
		{"%d {day|days}", []any{whole(1)}, "1 day"},
		{"%d {day|days}", []any{uint8(1)}, "1 day"},
		{"{There is|There are} %d {invitee|invitees}", []any{1}, "There is 1 invitee"},
		{"{There is|There are} %d {invitee|invitees}", []any{3}, "There are 3 invitees"},
		{"%d {person|people}, %d {opinion|opinions}", []any{1, 2}, "1 person, 2 opinions"},
		{"%d {person|people}, %d {opinion|opinions}", []any{2, 1}, "2 people, 1 opinion"},
		{"“%s”: %d {row|rows}", []any{"1", 1}, "“1”: 1 row"},
		{"%d of %d {1:is|are} approved", []any{1, 5}, "1 of 5 is approved"},
		{"%d of %d {1:is|are} approved", []any{5, 1}, "5 of 1 are approved"},
		{"%[2]d {person is|people are} in, {1:one place|places}", []any{1, 2}, "2 people are in, one place"},
		{"%[2]s: %[1]d {page|pages}, %s {sheet|sheets}", []any{1, "x"}, "x: 1 page, x sheet"},
		{"100 %% of %d {page|pages}", []any{1}, "100 % of 1 page"},
		{"%02d {page|pages}, %+d {row|rows}", []any{1, 2}, "01 page, +2 rows"},
		{"%d step{|s}", []any{1}, "1 step"},
		{"%d step{|s}", []any{2}, "2 steps"},
		{"{7:one|more} of %d", []any{1}, "more of 1"},
	} {
		text := agree(c.text, c.args)
		if len(c.args) > 0 {
			text = fmt.Sprintf(text, c.args...)
		}
		if text != c.want {
			t.Errorf("%q of %v: %q, want %q", c.text, c.args, text, c.want)
		}
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
		{English, "%d people", []any{1}, "1 person"},
		{English, "%d people", []any{2}, "2 people"},
		{English, "%d opinions are overdue.", []any{1}, "1 opinion is overdue."},
		{English, "“%s” lacks %d: %d of %d are approved.", []any{"企业", 3, 1, 4}, "“企业” lacks 3: 1 of 4 is approved."},
		{English, "“%s” lacks %d: %d of %d are approved.", []any{"企业", 1, 3, 4}, "“企业” lacks 1: 3 of 4 are approved."},
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
