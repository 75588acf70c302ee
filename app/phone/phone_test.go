package phone

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"openday/app/words"
)

func TestParse(t *testing.T) {
	for text, want := range map[string]string{
		"":                               "",
		"13811110001":                    "13811110001",
		"138 1111 0001":                  "13811110001",
		"138.1111.0001":                  "13811110001",
		"138—1111—0001":                  "13811110001",
		"138/1111/0001":                  "13811110001",
		"138，1111，0001":                  "13811110001",
		"138:1111:0001":                  "13811110001",
		"１３８１１１１０００１":                    "13811110001",
		"①③⑧①①①①⓪⓪⓪①":                    "13811110001",
		"一三八一一一一零零零一":                    "13811110001",
		"+86(138)1111-0001":              "13811110001",
		"+86 13811110001":                "13811110001",
		"0086-13811110001":               "13811110001",
		"8613811110001":                  "13811110001",
		"86138 1111 0001":                "13811110001",
		"013811110001":                   "13811110001",
		"1381111 0001":                   "13811110001",
		"13811-11000-1":                  "13811110001",
		"13811\u200c110\u200d001":        "13811110001",
		"'13811110001":                   "13811110001",
		"电话：13811110001":                 "13811110001",
		"13811110001（微信同号）":              "13811110001 «微信同号»",
		"13811110001（李女士）":               "13811110001 «李女士»",
		"手机138 1111 0001 家0571-88120001": "13811110001 057188120001 «家»",
		"13811110001/13911110001":        "13811110001 13911110001",
		"13811110001、13911110001":        "13811110001 13911110001",
		"13811110001 13911110001":        "13811110001 13911110001",
		"13811110001;13911110001":        "13811110001 13911110001",
		"13811110001,13911110001":        "13811110001 13911110001",
		"13811110001或13911110001":        "13811110001 13911110001",
		"13811110001或者13911110001":       "13811110001 13911110001",
		"13811110001\n13911110001":       "13811110001 13911110001",
		"13811110001，0571-88120001":      "13811110001 057188120001",
		"0571-88120001；13811110001":      "057188120001 13811110001",
		"138 1111 0001 139 1111 0001":    "13811110001 13911110001",
		"13811110001、138-1111-0001":      "13811110001",
		"13811110001/661234":             "13811110001 661234",
		"0571 8812 0001":                 "057188120001",
		"0571-8812-0001":                 "057188120001",
		"(0571)88120008转801":             "057188120008-801",
		"0571-88120009-802":              "057188120009-802",
		"88120001-801":                   "88120001-801",
		"88120001 ext.801":               "88120001-801",
		"010-65123456 分机 8":              "01065123456-8",
		"8812 0001":                      "88120001",
		"88120001 88120002":              "88120001 88120002",
		"8812000、8812001":                "8812000 8812001",
		"0571 8812000 8812001":           "05718812000 8812001",
		"+86 571 88120001":               "057188120001",
		"0086-571-88120001":              "057188120001",
		"400-820-0021":                   "4008200021",
		"12345":                          "12345",
		"+852 6123 4567":                 "85261234567",
		"1381111001":                     "1381111001 !Length",
		"138111100133":                   "138111100133 !Length",
		"57188120003":                    "57188120003 !LostZero",
		"1088120001":                     "1088120001 !LostZero",
		"O13811110022":                   "13811110022 !Letters",
		"13811l10023":                    "13811110023 !Letters",
		"l38III1OO23":                    "13811110023 !Letters",
		"无":                              "",
		"—":                              "",
		"办公室":                            "«办公室»",
		"微信zhouwh1985":                   "«微信zhouwh1985»",
		"tel13811110001":                 "13811110001",
		"13811110001（三号楼）":               "13811110001 «三号楼»",
		"13800000000; 13900000000":       "13800000000 13900000000",
	} {
		f := Parse(text)
		var got []string
		for _, n := range f.Numbers {
			if n.Extension != "" {
				n.Digits += "-" + n.Extension
			}
			got = append(got, n.Digits)
		}
		if f.Remark != "" {
			got = append(got, "«"+f.Remark+"»")
		}
		for _, d := range f.Doubts {
			got = append(got, "!"+map[Doubt]string{Length: "Length", LostZero: "LostZero", Letters: "Letters"}[d])
		}
		if got := strings.Join(got, " "); got != want {
			t.Errorf("%q holds %s, want %s", text, got, want)
		}
	}
}

func TestWhatIsStored(t *testing.T) {
	for text, want := range map[string]string{
		"138－1111－0001": "138-1111-0001", "138‑1111‑0001": "138-1111-0001", "（138）1111 0001": "(138)1111 0001", "138.1111.0001": "138.1111.0001",
		"电话：13811110016": "13811110016", "13811110014（微信同号）": "13811110014", "13811110015\n13911110015": "13811110015、13911110015", "无": "", "—": "",
		"13811110001\u2800": "13811110001", "138\u3164111100\ufe0f01": "13811110001", "一三八一一一一零零零一": "13811110001", "13811l10023": "13811l10023",
		"(0571)88120008转801": "(0571)88120008转801", "88120001 ext 801": "88120001转801", "+86 138-1111-0005": "+86 138-1111-0005", "13811110001 / 13911110001": "13811110001/13911110001",
		"手机13811110001，座机0571-88120001": "13811110001、0571-88120001", "１３８１１１１００１７": "13811110017", "13811110019 ": "13811110019",
	} {
		if got := Parse(text).Text; got != want {
			t.Errorf("%q is stored as %q, want %q", text, got, want)
		}
	}
}

func TestSame(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"13811110001", "13811110001/13911110001", true},
		{"0571-88120001；13811110001", "+86 13811110001", true},
		{"0086-13811110001", "138 1111 0001", true},
		{"0571-88120008", "(0571)88120008转801", true},
		{"0571-88120008", "88120008", true},
		{"0571-88120008", "010-88120008", false},
		{"13811110001", "13911110001", false},
		{"13811l10001", "13811110001", true},
		{"", "", false},
		{"无", "无", false},
	} {
		if got := Same(c.a, c.b); got != c.want || Same(c.b, c.a) != got {
			t.Errorf("%s and %s are the same: %v", c.a, c.b, got)
		}
	}
	if got := fmt.Sprint(Keys("0571-88120008、13811110001")); got != "[057188120008 88120008 13811110001]" {
		t.Error(got)
	}
}

func TestMask(t *testing.T) {
	for text, want := range map[string]string{
		"13812341234": "138****1234", "138 1234 1234": "138 **** 1234", "138-1234-1234": "138-****-1234", "１３８１２３４１２３４": "138****1234",
		"+8613812341234": "138****1234", "+86 13812341234": "138****1234", "8613812341234": "138****1234",
		"0550-7022110": "055*-***2110", "010-65123456": "010-****3456", "(010)65123456": "(010)****3456", "7022110": "***2110", "65123456": "****3456",
		"13812341234、0550-7022110": "138****1234、055*-***2110", "12345": "12345", "": "", "无": "无",
		"88120001-801": "****0001-801", "0550-7022110-801": "055*-***2110-***", "010-65123456 转 8": "010-****3456 转 *",
		"138.1111.0001": "138.****.0001", "1381111 0001": "138**** 0001", "13811 110001": "138** **0001", "13811l10001": "138****0001", "一三八一一一一零零零一": "138****0001",
		"138，1111，0001": "138，****，0001", "138\u200c1111\u200d0001": "138****0001", "138、1111、0001": "138、****、0001", "1381111001": "138***1001", "138111100133": "138*****0133",
		"13811110001/661234": "138****0001/******", "651234": "**1234", "电话138打1111打0001": "电话138打****打0001",
	} {
		if got := Mask(text); got != want {
			t.Errorf("Mask(%q) = %q, want %q", text, got, want)
		}
	}
}

func TestAMobileNumberIsMaskedAsAnyOther(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		number := "1" + rapid.StringMatching(`[3-9][0-9]{9}`).Draw(t, "number")
		if got, want := Mask(number), maskAny(number); got != want {
			t.Fatalf("Mask(%q) = %q, the long way %q", number, got, want)
		}
	})
}

func TestDoubtsHaveWords(t *testing.T) {
	catalogue := words.Catalogue(words.Chinese)
	for _, d := range []Doubt{Length, LostZero, Letters} {
		if catalogue[string(d)] == "" {
			t.Errorf("no Chinese for %q", d)
		}
	}
}

// spellings writes a number as anybody might.
var spellings = rapid.Custom(func(t *rapid.T) string {
	var out strings.Builder
	out.WriteString(rapid.SampledFrom([]string{"", "", "", "+86", "0086", "86", "0", "（", "电话：", "手机", "tel:", "+86 ", "(+86)", "O"}).Draw(t, "before"))
	between := rapid.SampledFrom([]string{"", "", "", " ", "-", "－", "—", "–", "‑", "―", "﹣", ".", "．", "·", "/", "／", "_", ",", "，", "、", ":", "：", "~", "+", "*", "(", ")", "（", "）", "\u200b", "\u200c", "\u3164", "\u2800", "\n", "\t", "　", " - ", ") (", "转", "打", "#", "|", "\ufffc", "\ue000", "的", "x"})
	forms := []string{"0０⓪零〇○oOО", "1１①一壹幺lI❶¹١", "2２②二贰❷", "3３③三叁³", "4４④四肆", "5５⑤五伍", "6６⑥六陆", "7７⑦七柒", "8８⑧八捌❽", "9９⑨九玖"}
	numerals := rapid.IntRange(0, 3).Draw(t, "kind") // 0: every digit in a form of its own
	for _, r := range secret {
		form := []rune(forms[r-'0'])
		if numerals > 0 {
			form = form[:1]
		}
		out.WriteRune(rapid.SampledFrom(form).Draw(t, "digit"))
		if rapid.IntRange(0, 2).Draw(t, "parts") == 0 {
			out.WriteString(between.Draw(t, "between"))
		}
	}
	return out.String()
})

const secret = "13598764321"

// figures are the digits of a text, whatever they are written with.
func figuresIn(text string) string {
	var all strings.Builder
	runes := []rune(text)
	for _, f := range figuresOf(runes, true) {
		all.WriteString(f)
	}
	return all.String()
}

// Whatever way a number is written, the masked field does not give it away: of
// its eleven digits no more than seven are there, and those in the middle are not.
func TestNoSpellingOfANumberCanBeReadWhenItIsMasked(t *testing.T) {
	after := []string{"", "", "", " ", "）", "（微信同号）", "转801", "、12345", "/13911110002", "-1", "\n0571-88120002"}
	const alone = 6 // of them hold no digits
	for seed := range 10_000 {
		n := seed % len(after)
		text := spellings.Example(seed) + after[n]
		masked := Mask(text)
		shown := figuresIn(masked)
		if strings.Contains(shown, secret[3:7]) || strings.Contains(shown, secret[2:6]) || strings.Contains(shown, secret[4:9]) {
			t.Fatalf("%q is masked as %q", text, masked)
		}
		if n < alone && len(shown) > mostShown {
			t.Fatalf("%q is masked as %q, with %d digits", text, masked, len(shown))
		}
	}
}

// What is stored is stored once more as it is, and holds the same numbers.
func TestReadingTwiceIsReadingOnce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.OneOf(spellings, rapid.String(), rapid.StringMatching(`[0-9 \-/、()+转A-Za-z一二三电话]{0,40}`)).Draw(t, "text")
		once := Parse(text)
		twice := Parse(once.Text)
		if twice.Text != once.Text || twice.Remark != "" {
			t.Fatalf("%q is stored as %q, and that as %q with %q beside it", text, once.Text, twice.Text, twice.Remark)
		}
		if fmt.Sprint(once.Numbers) != fmt.Sprint(twice.Numbers) {
			t.Fatalf("%q holds %v, stored as %q it holds %v", text, once.Numbers, once.Text, twice.Numbers)
		}
	})
}
