package hanzi

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// Characters at the ends of the ranges whose strokes are counted, and those
// beside them.
func TestStrokesAtTheEndsOfTheTables(t *testing.T) {
	for r, want := range map[rune]int{
		0x33FF: 0, '㐀': 5, '㐁': 6, '䶿': 10, '鿾': 12, '鿿': 14, 0xA000: 0,
		0xF8FF: 0, 0xF900: 10, 0xF901: 7, 0xFAD9: 18, 0xFB00: 0,
		0x1FFFF: 0, 0x20000: 2, 0x20001: 2, 0x323AE: 11, 0x323AF: 23, 0x323B0: 0,
	} {
		if got := Strokes(r); got != want {
			t.Errorf("Strokes(%U) = %d, want %d", r, got, want)
		}
	}
	counted := counted
	if want := [][2]rune{{0x3400, 0x9FFF}, {0xF900, 0xFAFF}, {0x20000, 0x323AF}}; !slices.Equal(counted, want) {
		t.Errorf("counted are %x", counted)
	}
}

func TestKeysOfWhatIsNotInTheOfficialTable(t *testing.T) {
	for name, want := range map[string]string{
		"Ab":    "00A0006100A00062",
		"㐀":     "05A03400",
		"a·b.c": "00A0006100A0006200A00063",
		"a•b・c": "00A0006100A0006200A00063",
		"a b":   "00A0006100A00062",
		"葛":     StrokeKey("葛\U000E0100"),
		"":      "",
	} {
		if got := StrokeKey(name); got != want {
			t.Errorf("StrokeKey(%q) = %q, want %q", name, got, want)
		}
	}
	// After those of the table with as many strokes, before those with more.
	order := []string{"Ab", "王", "仇", "白", "㐀", "安"}
	for i := range order[1:] {
		if StrokeKey(order[i]) >= StrokeKey(order[i+1]) {
			t.Errorf("%s does not come before %s", order[i], order[i+1])
		}
	}
	if len(StrokeKey("王")) != len("040000") {
		t.Errorf("the key of 王 is %q", StrokeKey("王"))
	}
}

func TestToneless(t *testing.T) {
	for syllable, want := range map[string]string{
		"lǚ": "lv 3", "lü": "lv 5", "nǜ": "nv 4", "mā": "ma 1", "má": "ma 2", "mǎ": "ma 3", "mà": "ma 4", "ma": "ma 5",
		"ê": "e 5", "ń": "n 2", "ň": "n 3", "ǹ": "n 4", "ḿ": "m 2", "": " 5", "a1z`{": "az 5", "abcdefghijkl": "abcdefghijkl 5", "abcdefghijklm": "abcdefghijkl 5",
	} {
		letters, tone := toneless(syllable)
		if got := fmt.Sprintf("%s %c", letters, tone); got != want {
			t.Errorf("toneless(%q) = %q, want %q", syllable, got, want)
		}
	}
}

func TestPinyinOfMixedNames(t *testing.T) {
	for name, want := range map[string]string{
		"李Tom":     "li tom",
		"Tom李":     "tom li",
		"Tom":      "tom",
		" ·Tom":    "tom",
		"㐂李":       "㐂 li", // without a reading
		"李㐂䶿":      "li 㐂 䶿",
		"A1":       "a1",
		"A B":      "a b",
		"李 A":      "li a",
		"John Doe": "john doe",
	} {
		if reading('㐂') != "" && strings.Contains(name, "㐂") {
			t.Fatal("㐂 has a reading; take another character")
		}
		if got := spelt(name); got != want {
			t.Errorf("spelt(%q) = %q, want %q", name, got, want)
		}
	}
}

func TestPinyinKeys(t *testing.T) {
	for name, want := range map[string]string{
		"王":   "wang 2" + StrokeKey("王"),
		"李三":  "li 3" + StrokeKey("李") + "san 1" + StrokeKey("三"),
		"李 三": PinyinKey("李三"),
		"Ab":  StrokeKey("Ab"),
		"a·b": StrokeKey("ab"),
		"㐂":   "~" + StrokeKey("㐂"),
		"㐂王":  "~" + StrokeKey("㐂") + "wang 2" + StrokeKey("王"),
	} {
		if got := PinyinKey(name); got != want {
			t.Errorf("PinyinKey(%q) = %q, want %q", name, got, want)
		}
	}
	// The same syllable by tone, the same tone by strokes.
	order := []string{"Ab", "于", "余", "雨", "玉", "㐂"}
	for i := range order[1:] {
		if PinyinKey(order[i]) >= PinyinKey(order[i+1]) {
			t.Errorf("%s does not come before %s", order[i], order[i+1])
		}
	}
}

func TestSearchKeysInFull(t *testing.T) {
	for text, want := range map[string]string{
		"单雄信":    "单雄信 shanxiongxin sxx danxiongxin dxx",
		"任伟":     "任伟 renwei rw",
		"盛伟":     "盛伟 shengwei sw",
		"盖伟":     "盖伟 gewei gw gaiwei",
		"李Tom3":  "李tom3 litom3 ltom3",
		"abc":    "abc",
		"A·b":    "a·b ab ab",
		"１３８０１":  "13801",
		"":       "",
		"㐂a":     "㐂a",
		"阿·依 古丽": "阿·依古丽 ayiguli aygl",
	} {
		if got := SearchKey(text); got != want {
			t.Errorf("SearchKey(%q) = %q, want %q", text, got, want)
		}
	}
}

func TestCompoundSurnamesOfFourCharacters(t *testing.T) {
	for name, want := range map[string][2]string{"爱新觉罗": {"爱", "新觉罗"}, "爱新觉罗溥": {"爱新觉罗", "溥"}, "欧阳一": {"欧阳", "一"}, "司马": {"司", "马"}} {
		if s, g := SplitName(name); s != want[0] || g != want[1] {
			t.Errorf("SplitName(%s) = %q, %q", name, s, g)
		}
	}
}

func TestCleanTextAtTheEndsOfItsRanges(t *testing.T) {
	for text, want := range map[string]string{
		"０９": "09", "ＡＺ": "AZ", "ａｚ": "az", "／：": "／：", "＠［": "＠［", "｀｛": "｀｛",
		"a\rb\u2028c\u2029d\u0085e": "a\nb\nc\nd\ne",
		"a\tb\nc":                   "a\tb\nc",
		"a\u200bb\u200ec\u200fd":    "abcd",
		"a\u202ab\u202ec":           "abc",
		"a\u202fb":                  "a b",
		"a\u2060b\u206fc":           "abc",
		"a\u2070b":                  "a\u2070b",
		"a\u205fb":                  "a b",
		"a\ufeffb\u00adc\x01d":      "abcd",
		"a\xffb":                    "ab",
		"a\u200cb\u200dc":           "abc",
		"a\u3000b\u00a0c":           "a b c",
	} {
		if got := CleanText(text); got != want {
			t.Errorf("CleanText(%q) = %q, want %q", text, got, want)
		}
	}
}

func TestPadNameOfTwoCharactersAlone(t *testing.T) {
	for name, want := range map[string]string{"张三": "张　三", "张T": "张T", "T张": "T张", "张三丰": "张三丰", "张": "张", "": ""} {
		if got := PadName(name); got != want {
			t.Errorf("PadName(%q) = %q, want %q", name, got, want)
		}
	}
}
