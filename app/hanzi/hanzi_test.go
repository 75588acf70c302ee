package hanzi

import (
	_ "embed"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"pgregory.net/rapid"
)

// official is the official table of 8,105 characters in its order, one line a
// level: 3,500 common ones, 3,000, and 1,605 of names, places and science.
//
//go:embed testdata/official.txt
var official string

func TestOfficialOrder(t *testing.T) {
	levels := strings.Split(strings.TrimSpace(official), "\n")
	for i, want := range []int{3500, 3000, 1605} {
		level := []rune(levels[i])
		if len(level) != want {
			t.Fatalf("level %d has %d characters, want %d", i+1, len(level), want)
		}
		for j := 1; j < len(level); j++ {
			if a, b := string(level[j-1]), string(level[j]); StrokeKey(a) >= StrokeKey(b) {
				t.Errorf("level %d: %s does not come before %s", i+1, a, b)
			}
		}
	}
}

func TestStrokeOrderOfNames(t *testing.T) {
	for _, order := range [][]string{
		{"王", "区", "仇"},
		{"于", "万"},
		{"丁一", "于正", "万山", "王伟", "王芳", "区伟", "仇英", "司马光", "𠮷田", "刘备", "刘禹锡", "张三", "张𬭎", "欧阳询", "欧阳修", "陳大文", "曾巩", "魏征"},
		{"Anna", "阿依古丽·买买提", "陈二"},
		{"王", "王一", "王二", "王二一"},
	} {
		got := slices.Clone(order)
		rand.New(rand.NewPCG(1, 2)).Shuffle(len(got), func(i, j int) { got[i], got[j] = got[j], got[i] })
		slices.SortFunc(got, func(a, b string) int { return strings.Compare(StrokeKey(a), StrokeKey(b)) })
		if !slices.Equal(got, order) {
			t.Errorf("got %v, want %v", got, order)
		}
	}
	if StrokeKey("张　三") != StrokeKey("张三") {
		t.Error("padding changes the order")
	}
}

func TestStrokes(t *testing.T) {
	for r, want := range map[rune]int{'一': 1, '王': 4, '区': 4, '仇': 4, '龘': 48, '𠮷': 6, '𬭎': 12, '〇': 0, 'A': 0, '😀': 0} {
		if got := Strokes(r); got != want {
			t.Errorf("Strokes(%c) = %d, want %d", r, got, want)
		}
	}
}

func TestSurnameReadings(t *testing.T) {
	for name, want := range map[string]string{
		"单雄信": "shan xiong xin", "解缙": "xie jin", "曾巩": "zeng gong", "覃文": "qin wen", "仇英": "qiu ying",
		"查良镛": "zha liang yong", "区伟": "ou wei", "朴成": "piao cheng", "尉迟恭": "yu chi gong", "欧阳修": "ou yang xiu",
		"吕布": "lv bu", "万俟卨": "mo qi xie", "长孙无忌": "zhang sun wu ji", "尉健行": "wei jian xing", "令狐冲": "ling hu chong",
		"张单": "zhang dan", "张三": "zhang san", "张　三": "zhang san", "Anna Li": "anna li", "李Tom": "li tom",
		"阿依古丽·买买提": "a yi gu li mai mai ti", "𠮷田": "ji tian", "": "",
	} {
		if got := spelt(name); got != want {
			t.Errorf("spelt(%s) = %q, want %q", name, got, want)
		}
	}
}

func TestReadingsTablesHaveASyllableACharacter(t *testing.T) {
	for _, table := range []map[string][]string{compound, single} {
		for word, syllables := range table {
			if utf8.RuneCountInString(word) != len(syllables) {
				t.Errorf("%s has %v", word, syllables)
			}
			for i, s := range syllables {
				letters, tone := toneless(s)
				if tone == '5' {
					t.Errorf("%s: %s has no tone", word, s)
				}
				// A reading of a surname is one that the character has.
				if r := []rune(word)[i]; reading(r) == "" || letters == "" {
					t.Errorf("%s: %c has no reading", word, r)
				}
			}
		}
	}
}

func TestEveryOfficialCharacterHasAReading(t *testing.T) {
	for _, r := range strings.ReplaceAll(official, "\n", "") {
		if reading(r) == "" {
			t.Errorf("%c (%U) has no reading", r, r)
		}
	}
}

func TestPinyinOrder(t *testing.T) {
	want := []string{"Anna", "白居易", "曹操", "陈二", "区伟", "欧阳修", "仇英", "单雄信", "王安石", "王维", "解缙", "曾巩", "查良镛", "张三", "朱熹"}
	got := slices.Clone(want)
	rand.New(rand.NewPCG(3, 4)).Shuffle(len(got), func(i, j int) { got[i], got[j] = got[j], got[i] })
	slices.SortFunc(got, func(a, b string) int { return strings.Compare(PinyinKey(a), PinyinKey(b)) })
	if !slices.Equal(got, want) {
		t.Errorf("got %v", got)
	}
	// xi an before xian; the same syllable by tone, then by strokes.
	for _, pair := range [][2]string{{"西安", "先"}, {"妈", "马"}, {"于", "鱼"}} {
		if PinyinKey(pair[0]) >= PinyinKey(pair[1]) {
			t.Errorf("%s does not come before %s", pair[0], pair[1])
		}
	}
}

func TestSearchKey(t *testing.T) {
	for _, c := range []struct{ text, typed string }{
		{"张三", "张"}, {"张三", "zhangsan"}, {"张三", "Zhang San"}, {"张三", "zs"}, {"张三", "ZS"}, {"张三", "张　三"},
		{"单雄信", "shanxiongxin"}, {"单雄信", "danxiong"}, {"单雄信", "sxx"}, {"单雄信", "dxx"},
		{"欧阳修", "oyx"}, {"吕布", "lvbu"}, {"𠮷田", "𠮷"}, {"Anna Li", "annali"}, {"民政局２号", "mzj2h"}, {"13812341234", "1234"},
	} {
		if key := SearchKey(c.text); !strings.Contains(key, SearchTerm(c.typed)) {
			t.Errorf("%q does not find %s in %q", c.typed, c.text, key)
		}
	}
	if key := SearchKey("张三"); key != "张三 zhangsan zs" {
		t.Errorf("key is %q", key)
	}
}

func TestSplitName(t *testing.T) {
	for name, want := range map[string][2]string{
		"张三": {"张", "三"}, "欧阳修": {"欧阳", "修"}, "欧阳": {"欧", "阳"}, "司马相如": {"司马", "相如"}, "爱新觉罗溥仪": {"爱新觉罗", "溥仪"},
		"张": {"", "张"}, "": {"", ""}, "阿依古丽·买买提": {"", "阿依古丽·买买提"}, "John Smith": {"", "John Smith"}, "张\u3000三": {"张", "三"},
		"𠮷田": {"𠮷", "田"}, "葛\U000E0100城": {"葛\U000E0100", "城"}, "李Tom": {"", "李Tom"},
	} {
		if s, g := SplitName(name); s != want[0] || g != want[1] {
			t.Errorf("SplitName(%s) = %q, %q", name, s, g)
		}
	}
}

func TestPadAndMask(t *testing.T) {
	for name, want := range map[string][2]string{
		"张三": {"张　三", "张*"}, "张三丰": {"张三丰", "张**"}, "欧阳修文": {"欧阳修文", "欧阳**"}, "张𬭎": {"张　𬭎", "张*"}, "张": {"张", "*"},
		"Li": {"Li", "L*"}, "John Smith": {"John Smith", "J*** *****"}, "买买提·艾力": {"买买提·艾力", "买**·**"}, "": {"", ""}, "李😀": {"李😀", "李*"},
		"葛\U000E0100城": {"葛\U000E0100　城", "葛\U000E0100*"},
	} {
		if got := PadName(name); got != want[0] {
			t.Errorf("PadName(%s) = %q", name, got)
		}
		if got := MaskName(name); got != want[1] {
			t.Errorf("MaskName(%s) = %q", name, got)
		}
	}
}

func TestClean(t *testing.T) {
	for text, want := range map[string]string{
		" Ａ１ｚ　区 ": "A1z 区", "\ufeff\u202d138\u202c": "138", "一\r\n二\r三": "一\n二\n三", "（甲）：乙，": "（甲）：乙，",
		"👨\u200d👩\u200d👧": "👨\u200d👩\u200d👧", "a\u00a0b\x00": "a b",
	} {
		if got := CleanText(text); got != want {
			t.Errorf("CleanText(%q) = %q, want %q", text, got, want)
		}
	}
	for name, want := range map[string]string{"张　三": "张三", " 张  三 丰": "张三丰", "John  Smith": "John Smith", "李 Tom": "李 Tom", "张\n三": "张三"} {
		if got := CleanName(name); got != want {
			t.Errorf("CleanName(%q) = %q, want %q", name, got, want)
		}
	}
}

// Keys of the same text are the same, keys hold no byte that a database or a
// file minds, and cleaning is done in one step.
func FuzzName(f *testing.F) {
	for _, s := range []string{"张三", "欧阳修", "𠮷田", "Anna·李", "👨\u200d👩\u200d👧", "\xff\x00", "ń", "葛\U000E0100城"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, name string) {
		clean := CleanName(name)
		if CleanName(clean) != clean || CleanText(CleanText(name)) != CleanText(name) {
			t.Fatalf("%q is not clean after one step: %q", name, clean)
		}
		for _, key := range []string{StrokeKey(name), PinyinKey(name), SearchKey(name)} {
			if !utf8.ValidString(key) || strings.ContainsRune(key, 0) {
				t.Fatalf("%q has the key %q", name, key)
			}
		}
		if surname, given := SplitName(name); surname+given != clean {
			t.Fatalf("%q is split into %q and %q", clean, surname, given)
		}
		if padded := CleanName(PadName(clean)); padded != clean {
			t.Fatalf("%q does not come back from its padded form, but %q", clean, padded)
		}
		if !strings.Contains(SearchKey(name), SearchTerm(name)) {
			t.Fatalf("%q is not found in %q", name, SearchKey(name))
		}
	})
}

// The first character that differs decides, however long the names are.
func TestStrokeKeyComparesByCharacter(t *testing.T) {
	name := rapid.StringOfN(rapid.RuneFrom([]rune("王区仇于万张三𠮷龘㐀Ab7𬭎爨")), 0, 4, -1)
	rapid.Check(t, func(t *rapid.T) {
		head, a, b := name.Draw(t, "head"), name.Draw(t, "a"), name.Draw(t, "b")
		want := strings.Compare(StrokeKey(a), StrokeKey(b))
		if got := strings.Compare(StrokeKey(head+a), StrokeKey(head+b)); got != want {
			t.Fatalf("%q and %q compare as %d, after %q as %d", a, b, want, head, got)
		}
	})
}

// names makes n names of common surnames and characters.
func names(n int) []string {
	common := []rune(strings.SplitN(official, "\n", 2)[0])
	random := rand.New(rand.NewPCG(5, 6))
	all := make([]string, n)
	for i := range all {
		name := []rune("王李张刘陈杨赵黄周吴单解曾区仇")[random.IntN(15)]
		all[i] = string(name) + string(common[random.IntN(3500)]) + string(common[random.IntN(3500)])
	}
	return all
}

func benchmarkSort(b *testing.B, key func(string) string) {
	all := names(50_000)
	for b.Loop() {
		keys := make([]string, len(all))
		for i, n := range all {
			keys[i] = key(n)
		}
		slices.Sort(keys)
	}
}

func BenchmarkSort50000ByStrokes(b *testing.B) { benchmarkSort(b, StrokeKey) }
func BenchmarkSort50000ByPinyin(b *testing.B)  { benchmarkSort(b, PinyinKey) }
func BenchmarkSearchKey(b *testing.B) {
	for b.Loop() {
		SearchKey("欧阳修文")
	}
}

func TestReadings(t *testing.T) {
	for _, c := range []struct {
		name, reading string
		fits          bool
	}{
		{"单雄", "shan xiong", true},
		{"单雄", "Dān  Xióng", true},
		{"单雄", "dan1 xiong2", true},
		{"单雄", "dan'xiong", true},
		{"吕布", "lv bu", true},
		{"吕布", "lǚ bù", true},
		{"吕布", "lu\u0308\u030c bu\u0300", true}, // the marks written apart
		{"张𬭎", "zhang hong", true},
		{"阿卜杜拉·买买提", "a bu du la mai mai ti", true},
		{"单雄", "", false},
		{"单雄", "danxiong", false},
		{"单雄", "dan", false},
		{"单雄", "dan xiong wei", false},
		{"单雄", "shan xxx", false},
		{"单雄", "善 熊", false},
		{"单雄", "dan5 xiong", false},
		{"David", "dawei", false},
		{"", "a", false},
	} {
		if got := Reads(c.name, c.reading); got != c.fits {
			t.Errorf("%s read %q fits: %v", c.name, c.reading, got)
		}
	}
}

func TestOrderFollowsReadings(t *testing.T) {
	key := PinyinKeyOf
	for name, c := range map[string]struct{ less, more string }{
		"dan before shan":                 {key("单雄", "dan xiong"), key("单雄", "")},
		"by its own tone":                 {key("查一", "chá yī"), key("查一", "chà yī")},
		"a usual reading changes nothing": {key("张三", "zhang san"), key("张四", "")},
		"what does not fit is left out":   {key("单雄", "x"), key("尚雄", "shang xiong")},
	} {
		if c.less >= c.more {
			t.Errorf("%s: %q is not before %q", name, c.less, c.more)
		}
	}
	// The usual reading, with tones or without, is the order of the name itself.
	for _, reading := range []string{"", "zhang san", "Zhang1 san1", "zhāng sān", "张三", "zhang"} {
		if got := key("张三", reading); got != PinyinKey("张三") {
			t.Errorf("read %q: %q", reading, got)
		}
	}
	if got := SearchReading("Dān xióng"); got != "danxiong dx" {
		t.Errorf("%q", got)
	}
}

// spelt writes a name as it is read, in small letters without tones, a space
// between characters: "ou yang xiu". Letters and digits of the name stay, in lower
// case; what has no reading stays as it is.
func spelt(name string) string {
	var out strings.Builder
	pending := false
	for _, s := range syllables(name) {
		letters, _ := toneless(s.reading)
		switch {
		case letters != "":
			if out.Len() > 0 {
				out.WriteByte(' ')
			}
			out.WriteString(letters)
			pending = true
		case skipped(s.r):
			pending = true
		default:
			if pending && out.Len() > 0 {
				out.WriteByte(' ')
			}
			out.WriteRune(unicode.ToLower(s.r))
			pending = IsHan(s.r)
		}
	}
	return out.String()
}
