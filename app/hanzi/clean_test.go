package hanzi

import (
	"strings"
	"testing"
	"unicode"

	"pgregory.net/rapid"
)

func TestCleanNames(t *testing.T) {
	for name, want := range map[string]string{
		"阿依•古丽": "阿依·古丽", "阿依‧古丽": "阿依·古丽", "阿依・古丽": "阿依·古丽", "阿依･古丽": "阿依·古丽", "阿依.古丽": "阿依·古丽",
		"阿依．古丽": "阿依·古丽", "阿依∙古丽": "阿依·古丽", "阿依⋅古丽": "阿依·古丽", "阿依·古丽": "阿依·古丽", "阿依 · 古丽": "阿依·古丽",
		"阿依··古丽": "阿依·古丽", "阿依●古丽": "阿依·古丽", "Anna•李": "Anna·李", "李.Anna": "李·Anna", "葛\U000E0100.城": "葛\U000E0100·城",
		"J. Smith": "J. Smith", "J.R. Smith": "J.R. Smith", "Anna・Lee": "Anna·Lee", "张三.": "张三.", "·张三": "·张三", "阿依古丽": "阿依古丽",
		"⾼⻓⻘": "高长青", "李⽴": "李立", "\uf955霞": "凌霞", "﨑": "﨑", "﨎﨏﨑﨓﨔﨟﨡﨣﨤﨧﨨﨩": "﨎﨏﨑﨓﨔﨟﨡﨣﨤﨧﨨﨩", "\U0002F800": "丽", "⻰⿓": "龙龍",
		"张\ue863": "张䶮", "张\ue81e": "张龴", "张\ue000三": "张三", "张𬭎": "张𬭎", "𠮷田": "𠮷田", "葛\U000E0100城": "葛\U000E0100城", "a\U000E0100": "a",
		"陈\u200c志\u200d强": "陈志强", "陈\u3164志强\u2800": "陈志强", "陈\u034f志\u180e强\ufe0f": "陈志强", "陈\u2066志强\u2069": "陈志强", "陈\ufffc志强\u061c": "陈志强",
		"陈\u115f志\uffa0强\u17b4": "陈志强", "陈\u2028志\u2029强": "陈志强", "陈\U000E0001志强": "陈志强", "ᠪ\u180bᠠ": "ᠪ\u180bᠠ",
	} {
		if got := CleanName(name); got != want {
			t.Errorf("CleanName(%+q) = %+q, want %+q", name, got, want)
		}
	}
	for name, want := range map[string]string{"阿依.古丽": "阿依古丽", "葛\U000E0100 城": "葛城", "John  Doe": "JOHNDOE", "⾼⻓⻘": "高长青", ".": ".", "": ""} {
		if got := NameKey(name); got != want {
			t.Errorf("NameKey(%+q) = %+q, want %+q", name, got, want)
		}
	}
}

func TestCleanLinesAndProse(t *testing.T) {
	for text, want := range map[string][2]string{
		" 甲\u202e乙\x00 ":         {"甲乙", "甲乙"},
		"一\r\n二\r三\t":            {"一 二 三", "一\n二\n三"},
		"粘贴的活动\r\n第二行\t制表\x01控制": {"粘贴的活动 第二行 制表控制", "粘贴的活动\n第二行 制表控制"},
		"Ａ１　乙  丙":                {"Ａ１　乙  丙", "Ａ１　乙  丙"},
		"👨\u200d👩 ☎\ufe0f":       {"👨\u200d👩 ☎\ufe0f", "👨\u200d👩 ☎\ufe0f"},
		"⽂化中⼼":                   {"文化中心", "⽂化中⼼"},
		"\ue000\u2800甲":          {"甲", "\ue000\u2800甲"},
		"甲\n \n乙":                {"甲  乙", "甲\n \n乙"},
		"":                       {"", ""},
	} {
		if got := CleanLine(text); got != want[0] {
			t.Errorf("CleanLine(%+q) = %+q, want %+q", text, got, want[0])
		}
		if got := CleanProse(text); got != want[1] {
			t.Errorf("CleanProse(%+q) = %+q, want %+q", text, got, want[1])
		}
	}
}

// messy gives names and texts with all that people and programs leave in them.
var messy = rapid.Custom(func(t *rapid.T) string {
	return strings.Join(rapid.SliceOfN(rapid.OneOf(
		rapid.SampledFrom([]string{"张", "三", "阿依", "古丽", "⾼", "⻓", "\uf955", "葛\U000E0100", "𠮷", "Tom", "J.", " ", "　", "·", "•", "．", ".", "\u200b", "\u200c", "\u200d", "\u3164",
			"\u2800", "\u2066", "\ufe0f", "\ue000", "\ue863", "\ufffc", "\n", "\r\n", "\u2028", "\t", "\x01", "👨", "☎", "Ａ", "１", "ᠪ", "\u180b", "\u0301"}),
		rapid.String()), 0, 12).Draw(t, "parts"), "")
})

// What is cleaned is clean.
func TestCleaningTwiceIsCleaningOnce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := messy.Draw(t, "text")
		for name, clean := range map[string]func(string) string{"CleanText": CleanText, "CleanLine": CleanLine, "CleanProse": CleanProse, "CleanName": CleanName, "NameKey": NameKey, "SearchTerm": SearchTerm} {
			once := clean(text)
			if twice := clean(once); twice != once {
				t.Fatalf("%s of %+q gives %+q, and of that %+q", name, text, once, twice)
			}
			if strings.ContainsFunc(once, func(r rune) bool {
				return unicode.IsControl(r) && (r != '\n' && r != '\t' || r == '\t' && name != "CleanText" || r == '\n' && name != "CleanText" && name != "CleanProse")
			}) {
				t.Fatalf("%s leaves control characters in %+q", name, once)
			}
		}
		if NameKey(text) != NameKey(CleanName(text)) {
			t.Fatalf("%+q is compared otherwise than when it is clean", text)
		}
	})
}

func TestFigures(t *testing.T) {
	for r, want := range map[rune]string{
		'0': "0", '９': "9", '①': "1", '⓪': "0", '❷': "2", '⑫': "12", '⒊': "3", '⑷': "4", '²': "2", '٣': "3", '𝟕': "7", '一': "1", '幺': "1", '〇': "0", '○': "0", '捌': "8",
		'a': "", 'Ａ': "", '张': "", '½': "", ' ': "", '，': "", '十': "",
	} {
		if got := Figures(r); got != want {
			t.Errorf("Figures(%c) = %q, want %q", r, got, want)
		}
	}
}

func TestPrintable(t *testing.T) {
	for text, want := range map[string]string{
		"": "", "甲\r\n乙": "甲\n乙", "甲\r乙": "甲\n乙", "a\tb": "a\tb", "甲\x00\x1b乙": "甲乙", "\ufeff甲": "甲", "甲\u202e乙\u2066": "甲乙", " 甲 ": " 甲 ", "甲\xff乙": "甲乙",
	} {
		if got := Printable(text); got != want {
			t.Errorf("%q becomes %q, want %q", text, got, want)
		}
	}
}
