package idcard

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"pgregory.net/rapid"

	"openday/app/words"
)

func TestParse(t *testing.T) {
	for _, c := range []struct {
		text   string
		number string
		kind   Kind
		born   string
		gender Gender
		doubts []Doubt
	}{
		{"", "", None, "", Unknown, nil},
		{" 　", "", None, "", Unknown, nil},
		{"11010519491231002X", "11010519491231002X", Resident, "1949-12-31", Female, nil},
		{"１１０１０５ 19491231 ００２ｘ\u202c", "11010519491231002X", Resident, "1949-12-31", Female, nil},
		{"'110105-19491231-002x", "11010519491231002X", Resident, "1949-12-31", Female, nil},
		{"110105194912310021", "110105194912310021", Resident, "1949-12-31", Female, []Doubt{Check}},
		{"110105491231002", "11010519491231002X", Resident, "1949-12-31", Female, []Doubt{Converted}},
		{"110105491331002", "110105491331002", Resident, "", Unknown, []Doubt{Birth, Length}},
		{"11010519490231002X", "11010519490231002X", Resident, "", Female, []Doubt{Birth, Check}},
		{"01010519491231002X", "01010519491231002X", Resident, "1949-12-31", Female, []Doubt{Place, Check}},
		{"1101051949123100", "1101051949123100", Resident, "", Unknown, []Doubt{Length}},
		{"1101051949123", "1101051949123", Resident, "", Unknown, []Doubt{Length}},
		{"11010549123100X", "11010549123100X", Resident, "", Unknown, []Doubt{Characters}},
		{"1101051949123100211", "1101051949123100211", Resident, "", Unknown, []Doubt{Length}},
		{"110105194912X10021", "110105194912X10021", Resident, "", Unknown, []Doubt{Characters}},
		{"11010519491231O02X", "11010519491231O02X", Resident, "1949-12-31", Female, []Doubt{LetterO}},
		{"ll010519491231OO2x", "LL010519491231OO2X", Resident, "1949-12-31", Female, []Doubt{LetterO, LetterI}},
		{"llO10519491231OO2x", "llO10519491231OO2x", Other, "", Unknown, nil},
		{"ll010519491231002x", "LL010519491231002X", Resident, "1949-12-31", Female, []Doubt{LetterI}},
		{"11010519491231002×", "11010519491231002X", Resident, "1949-12-31", Female, nil},
		{"11010519491231002х", "11010519491231002X", Resident, "1949-12-31", Female, nil}, // Cyrillic
		{"11010519491231002χ", "11010519491231002X", Resident, "1949-12-31", Female, nil}, // Greek
		{"11010519491231002✕", "11010519491231002X", Resident, "1949-12-31", Female, nil},
		{"11010519491231002✖", "11010519491231002X", Resident, "1949-12-31", Female, nil},
		{"11010519491231002*", "11010519491231002X", Resident, "1949-12-31", Female, nil},
		{"110105/19491231/002X", "11010519491231002X", Resident, "1949-12-31", Female, nil},
		{"身份证：11010519491231002X", "11010519491231002X", Resident, "1949-12-31", Female, nil},
		{"居民身份证号码: 110105 1949.12.31 002X", "11010519491231002X", Resident, "1949-12-31", Female, nil},
		{"\u206611010519491231002X\u2069", "11010519491231002X", Resident, "1949-12-31", Female, nil},
		{"110105\u200c19491231\u2800002X", "11010519491231002X", Resident, "1949-12-31", Female, nil},
		{"护照E12345678", "E12345678", Passport, "", Unknown, nil},
		{"身份证号：", "身份证号:", Other, "", Unknown, nil},
		{"无", "无", Other, "", Unknown, nil},
		{"11010549123lO02", "11010549123LO02", Resident, "", Unknown, []Doubt{LetterO, LetterI, Length}},
		{"11010519491231002X/13811112222", "11010519491231002X/13811112222", Other, "", Unknown, nil},
		{"110105********002X", "110105********002X", Other, "", Unknown, nil},
		{"e12345678", "E12345678", Passport, "", Unknown, nil},
		{"EA1234567", "EA1234567", Passport, "", Unknown, nil},
		{"H01234567", "H01234567", HongKong, "", Unknown, nil},
		{"M0123456701", "M0123456701", HongKong, "", Unknown, nil},
		{"01234567", "01234567", Taiwan, "", Unknown, nil},
		{"CHN110105491231", "CHN110105491231", Permanent, "", Unknown, nil},
		{"军字第 1234567 号", "军字第 1234567 号", Other, "", Unknown, nil},
	} {
		got := Parse(c.text)
		born := ""
		if !got.Born.IsZero() {
			born = got.Born.Format("2006-01-02")
		}
		if got.Number != c.number || got.Kind != c.kind || born != c.born || got.Gender != c.gender || !slices.Equal(got.Doubts, c.doubts) {
			t.Errorf("Parse(%q) = %+v", c.text, got)
		}
	}
}

func TestValid(t *testing.T) {
	for text, want := range map[string]bool{
		"11010519491231002X": true, "110105491231002": true, "110105194912310021": false, "E12345678": false, "": false,
		"830000199201300022": true, // 台湾居民居住证
	} {
		if got := sound(Parse(text)); got != want {
			t.Errorf("Valid(%q) = %v, %v", text, got, Parse(text).Doubts)
		}
	}
}

func TestAge(t *testing.T) {
	day := func(s string) time.Time { d, _ := time.Parse("2006-01-02", s); return d }
	for _, c := range []struct {
		born, on string
		age      int
		ok       bool
	}{
		{"2004-11-22", "2022-11-22", 18, true},
		{"2004-11-23", "2022-11-22", 17, true},
		{"2004-02-29", "2022-02-28", 17, true},
		{"2004-02-29", "2022-03-01", 18, true},
		{"2004-02-29", "2024-02-29", 20, true},
		{"2022-11-22", "2022-11-22", 0, true},
		{"2022-11-23", "2022-11-22", 0, false},
	} {
		if age, ok := Age(day(c.born), day(c.on)); age != c.age || ok != c.ok {
			t.Errorf("Age(%s, %s) = %d, %v", c.born, c.on, age, ok)
		}
	}
	if _, ok := Age(time.Time{}, day("2022-11-22")); ok {
		t.Error("an unknown birth has an age")
	}
}

func TestMask(t *testing.T) {
	for number, want := range map[string]string{
		"11010519491231002X": "110***********002X",
		"110105491231002":    "110********1002",
		"E12345678":          "E******78",
		"12345":              "*****",
		"":                   "",
	} {
		if got := Mask(number); got != want {
			t.Errorf("Mask(%q) = %q, want %q", number, got, want)
		}
	}
}

func TestDoubtsHaveWords(t *testing.T) {
	catalogue := words.Catalogue(words.Chinese)
	for _, d := range []Doubt{Length, Characters, LetterO, LetterI, Place, Birth, Check, Converted} {
		if catalogue[string(d)] == "" {
			t.Errorf("no Chinese for %q", d)
		}
	}
}

// Any one wrong digit, and any two neighbours exchanged, must be noticed: that
// is what the check digit is for.
func TestCheckDigitNoticesSlips(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		born := time.Date(1930, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, rapid.IntRange(0, 33000).Draw(t, "born"))
		number := fmt.Sprintf("%d%04d%s%03d", rapid.SampledFrom([]int{11, 34, 50, 65, 81}).Draw(t, "province"),
			rapid.IntRange(0, 9999).Draw(t, "county"), born.Format("20060102"), rapid.IntRange(0, 999).Draw(t, "sequence"))
		number += string(checkDigit(number))
		card := Parse(number)
		if !sound(card) || !card.Born.Equal(born) {
			t.Fatalf("%s: %+v", number, card)
		}
		i := rapid.IntRange(0, 16).Draw(t, "place")
		slip := []byte(number)
		slip[i] = '0' + (slip[i]-'0'+byte(rapid.IntRange(1, 9).Draw(t, "by")))%10
		if sound(Parse(string(slip))) {
			t.Fatalf("%s passes for %s", slip, number)
		}
		i = rapid.IntRange(0, 15).Draw(t, "pair")
		slip = []byte(number)
		slip[i], slip[i+1] = slip[i+1], slip[i]
		if string(slip) != number && sound(Parse(string(slip))) {
			t.Fatalf("%s passes for %s", slip, number)
		}
	})
}

func FuzzParse(f *testing.F) {
	f.Add("11010519491231002X")
	f.Add("110105491231002")
	f.Add("Ｅ１２３")
	f.Fuzz(func(t *testing.T, text string) {
		card := Parse(text)
		again := Parse(card.Number)
		if again.Number != card.Number || again.Kind != card.Kind || !again.Born.Equal(card.Born) {
			t.Fatalf("%q gives %+v, then %+v", text, card, again)
		}
		if utf8.ValidString(text) && utf8.RuneCountInString(Mask(text)) != utf8.RuneCountInString(text) {
			t.Fatalf("the mask of %q has another length", text)
		}
		if sound(card) && strings.Count(Mask(card.Number), "*") != 11 {
			t.Fatalf("the mask of %q shows too much", card.Number)
		}
	})
}

// sound reports whether a number is a resident's and holds to the standard.
func sound(c Card) bool {
	return c.Kind == Resident && (len(c.Doubts) == 0 || len(c.Doubts) == 1 && c.Doubts[0] == Converted)
}

func TestKey(t *testing.T) {
	for text, want := range map[string]string{
		"ll0l05194912310O2x": "11010519491231002X", "身份证:110105 19491231 002X": "11010519491231002X", "110105491231002": "11010519491231002X", "e1234 5678": "E12345678", "": "",
	} {
		if got := Key(text); got != want {
			t.Errorf("Key(%q) = %q, want %q", text, got, want)
		}
	}
}

func TestCut(t *testing.T) {
	for text, want := range map[string][2]string{
		"11010519491231002X/13811112222": {"11010519491231002X", "13811112222"},
		"11010519491231002x、13811112222": {"11010519491231002X", "13811112222"},
		"11010519491231002X":             {"11010519491231002X", ""},
		"110105/19491231/002X":           {"110105/19491231/002X", ""},
		"110105194912310021/13811112222": {"110105194912310021/13811112222", ""}, // its check digit is wrong
		"E12345678/13811112222":          {"E12345678/13811112222", ""},
	} {
		if number, rest := Cut(text); number != want[0] || rest != want[1] {
			t.Errorf("Cut(%q) = %q, %q", text, number, rest)
		}
	}
}

// What is read is read once more as the same.
func TestParsingTwiceIsParsingOnce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOfN(rapid.SampledFrom([]string{"110105", "19491231", "002", "X", "x", "×", "*", "O", "l", "|", " ", "-", "/", "身份证", "：", "E1", "军", "\u200b", "１", "护照"}), 0, 9).Draw(t, "parts"), "")
		once := Parse(text)
		if twice := Parse(once.Number); twice.Number != once.Number {
			t.Fatalf("%q is read as %q, and that as %q", text, once.Number, twice.Number)
		}
	})
}
