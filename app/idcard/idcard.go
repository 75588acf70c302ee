// Package idcard reads the numbers of identity papers. A resident identity
// number is checked against GB 11643-1999: six digits of place, eight of birth,
// three of sequence (odd for men) and a check digit.
//
// Nothing here refuses a number: what looks wrong is named as a Doubt, and the
// clerk decides. Only year, month and day of a time.Time count.
package idcard

import (
	"regexp"
	"strings"
	"time"
	"unicode"

	"openday/app/hanzi"
)

// Kind is the kind of paper that a number seems to come from.
type Kind string

// The kinds of papers.
const (
	None      Kind = ""          // no number at all
	Resident  Kind = "resident"  // 居民身份证, 港澳台居民居住证, 外国人永久居留身份证 of 18 characters
	Passport  Kind = "passport"  // 护照
	HongKong  Kind = "hongkong"  // 港澳居民来往内地通行证
	Taiwan    Kind = "taiwan"    // 台湾居民来往大陆通行证
	Permanent Kind = "permanent" // 外国人永久居留证 of 15 characters
	Other     Kind = "other"     // anything else; kept as it is
)

// Gender is the gender that a resident number tells.
type Gender string

// The genders; Unknown for papers that do not tell.
const (
	Unknown Gender = ""
	Male    Gender = "男"
	Female  Gender = "女"
)

// Doubt is something that looks wrong with a number. Its text is a key of
// package words.
type Doubt string

// The doubts. Converted is a notice rather than a fault: the number was made of
// a sound one of 15 digits.
const (
	Length     Doubt = "The ID number does not have 18 characters."
	Characters Doubt = "The ID number holds other characters than digits and a final X."
	LetterO    Doubt = "The ID number has the letter O in place of the digit 0."
	LetterI    Doubt = "The ID number has the letter I or l in place of the digit 1."
	Place      Doubt = "The ID number begins with the code of no province."
	Birth      Doubt = "The date of birth in the ID number does not exist."
	Check      Doubt = "The check digit of the ID number is wrong."
	Converted  Doubt = "The ID number of 15 digits was turned into one of 18."
)

// Card is what a number tells.
type Card struct {
	Number string // without spaces, half-width, upper case; 15-digit numbers turned into 18
	Kind   Kind
	Born   time.Time // midnight UTC; zero when the number does not tell or tells nonsense
	Gender Gender
	Doubts []Doubt // none for a sound number and for other papers
}

// provinces are the codes that a number of place may begin with (GB/T 2260; 81
// to 83 for residence permits of Hong Kong, Macau and Taiwan residents, 9 for
// foreigners' permanent residence cards).
var provinces = regexp.MustCompile(`^(1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]|9\d)`)

var (
	// A number that is mostly digits and about as long as a resident number is
	// taken for one, so that a digit lost in typing is noticed.
	residentLike = regexp.MustCompile(`^[\dX]{11,19}$|^[1-8]\d{5}(19|20)\d{2}[0-9A-Z*]{8}$`)

	// What people write before a number in its cell.
	prefix = regexp.MustCompile(`^(本人|居民|公民|二代|第二代|有效)*(身份证件?|身份号|证件|护照|(港澳|台湾)?(居民)?(来往(内地|大陆))?通行证|回乡证|台胞证|(?i:id card|id no\.?|id))(号码?|编号|号)?[ :=为是]*`)

	others = []struct {
		kind    Kind
		pattern *regexp.Regexp
	}{
		{HongKong, regexp.MustCompile(`^[HM](\d{8}|\d{10})$`)},
		{Permanent, regexp.MustCompile(`^[A-Z]{3}\d{12}$`)},
		{Taiwan, regexp.MustCompile(`^(\d{8}|\d{10}[A-Z])$`)},
		{Passport, regexp.MustCompile(`^[A-Z]{1,2}\d{6,8}$|^\d{9}$`)},
	}
)

// betweenGroups takes away what people write between the groups of a number, or
// before it.
var betweenGroups = strings.NewReplacer(" ", "", "-", "", "\t", "", "\n", "", "'", "", "‘", "", "’", "")

// Parse reads a number as a clerk or a spreadsheet gives it: full-width digits,
// spaces, signs between groups, a small x and what looks like one, and words
// before the number are mended first. Letters that look like digits are doubted
// and stay. Numbers of papers that are not recognised keep their inner spaces.
func Parse(text string) Card {
	if isWritten(text) {
		return resident(text)
	}
	plain := halfWidth(text)
	bare := strings.TrimSpace(prefix.ReplaceAllString(plain, ""))
	if number, found := residentShape(bare); found {
		return resident(number)
	}
	number := strings.ToUpper(betweenGroups.Replace(bare))
	switch {
	case number == "":
		return Card{Number: plain, Kind: kindOf(plain)}
	case residentLike.MatchString(number):
		return resident(number)
	}
	for _, o := range others {
		if o.pattern.MatchString(number) {
			return Card{Number: number, Kind: o.kind}
		}
	}
	return Card{Number: plain, Kind: Other}
}

// isWritten reports whether a text is a number of 18 characters just as it is to
// be written, as nearly all are.
func isWritten(text string) bool {
	if len(text) != whole {
		return false
	}
	for i := range whole {
		if (text[i] < '0' || text[i] > '9') && (i < whole-1 || text[i] != 'X') {
			return false
		}
	}
	return true
}

// kindOf is the kind of what holds no number.
func kindOf(plain string) Kind {
	if plain == "" {
		return None
	}
	return Other
}

// Key brings a number into the form in which numbers are compared: that of
// Number, with digits in place of the letters that look like them.
func Key(text string) string {
	c := Parse(text)
	if c.Kind == Resident {
		return digits.Replace(c.Number)
	}
	return strings.ToUpper(c.Number)
}

// Cut parts a resident number from what stands behind it in one cell, such as a
// telephone number; rest is empty where nothing does.
func Cut(text string) (number, rest string) {
	runes := []rune(halfWidth(text))
	for i, r := range runes {
		if strings.ContainsRune("/、,;|，；\n ", r) {
			if c := Parse(string(runes[:i])); c.Kind == Resident && len(c.Number) == whole && len(c.Doubts) == 0 {
				return c.Number, strings.Trim(string(runes[i:]), "/、,;|，；\n ")
			}
		}
	}
	return text, ""
}

// The lengths of resident numbers.
const (
	whole = 18
	old   = 15
)

// digits are the letters that look like digits, in capitals.
var digits = strings.NewReplacer("O", "0", "I", "1", "L", "1")

// residentShape finds the characters of a resident number in a text, whatever
// stands between them: of 15 or 18 characters at least 13 are digits, and the
// others look like a digit or, at the end, like an X.
func residentShape(text string) (number string, found bool) {
	var out []byte
	figures := 0
	for _, r := range text {
		switch r = unicode.ToUpper(r); {
		case r >= '0' && r <= '9':
			figures++
			out = append(out, byte(r))
		case r == 'X' || strings.ContainsRune("×✕✖✗✘ХΧⅩ*＊╳⨯⨉乂㐅", r):
			out = append(out, 'X')
		case r == 'O' || r == 'I' || r == 'L':
			out = append(out, byte(r))
		case r == '|' || r == 'О' || r == 'Ο' || r == 'І' || r == 'Ι':
			out = append(out, map[rune]byte{'|': 'I', 'О': 'O', 'Ο': 'O', 'І': 'I', 'Ι': 'I'}[r])
		case unicode.IsLetter(r), unicode.IsNumber(r):
			return "", false
		}
	}
	number = string(out)
	if at := strings.IndexByte(number, 'X'); at >= 0 && at != whole-1 {
		return "", false
	}
	const enough = 13
	return number, figures >= enough && (len(number) == whole || len(number) == old)
}

// resident reads a number that looks like a resident's.
func resident(number string) Card {
	c := Card{Number: number, Kind: Resident}
	short := len(number) == old
	if len(number) == whole || short {
		if strings.Contains(number, "O") {
			c.Doubts = append(c.Doubts, LetterO)
		}
		if strings.ContainsAny(number, "IL") {
			c.Doubts = append(c.Doubts, LetterI)
		}
		number = digits.Replace(number)
	}
	if short {
		number = number[:6] + "19" + number[6:]
		number += string(checkDigit(number))
	}
	if len(number) != whole {
		c.Doubts = append(c.Doubts, Length)
		return c
	}
	if strings.Trim(number[:17], "0123456789") != "" || !strings.ContainsAny(number[17:], "0123456789X") {
		c.Doubts = append(c.Doubts, Characters)
		return c
	}
	if !provinces.MatchString(number) {
		c.Doubts = append(c.Doubts, Place)
	}
	born, err := time.Parse("20060102", number[6:14])
	if err != nil || born.Year() < 1850 {
		c.Doubts = append(c.Doubts, Birth)
	} else {
		c.Born = born
	}
	if number[17] != checkDigit(number[:17]) {
		c.Doubts = append(c.Doubts, Check)
	}
	c.Gender = Female
	if (number[16]-'0')%2 == 1 {
		c.Gender = Male
	}
	// A short number that tells nonsense is left as it came.
	if short && len(c.Doubts) == 0 {
		c.Number = number
		c.Doubts = append(c.Doubts, Converted)
	} else if short {
		c.Doubts = append(c.Doubts, Length)
		c.Born, c.Gender = time.Time{}, Unknown
	}
	return c
}

// checkDigit returns the last character for the first 17 digits of a number
// (ISO 7064 MOD 11-2).
func checkDigit(seventeen string) byte {
	sum := 0
	for i, weight := range [17]int{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2} {
		sum += int(seventeen[i]-'0') * weight
	}
	return "10X98765432"[sum%11]
}

// Age returns the full years between birth and a day: the number grows on the
// birthday itself, on 1 March in common years for those born on 29 February.
// It is false when the birth is unknown (zero) or after the day.
func Age(born, day time.Time) (int, bool) {
	if born.IsZero() {
		return 0, false
	}
	y, m, d := day.Date()
	by, bm, bd := born.Date()
	age := y - by
	if m < bm || m == bm && d < bd {
		age--
	}
	if age < 0 {
		return 0, false
	}
	return age, true
}

// Mask hides a number for screens and papers: 110***********002X for 18
// characters, the first three and last four of 15, the first and the last two
// of other papers, everything of what is shorter than six characters.
func Mask(number string) string {
	runes := []rune(number)
	head, tail := 1, 2
	switch n := len(runes); {
	case n >= 15:
		head, tail = 3, 4
	case n < 6:
		head, tail = 0, 0
	}
	for i := head; i < len(runes)-tail; i++ {
		runes[i] = '*'
	}
	return string(runes)
}

// halfWidth cleans a number as all is cleaned that tells who somebody is, and
// turns full-width signs into their plain forms.
func halfWidth(text string) string {
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		switch {
		case r >= '！' && r <= '～' && r != '，' && r != '；':
			return r - '！' + '!'
		case r == '\u200c' || r == '\u200d':
			return -1
		}
		return r
	}, hanzi.CleanText(text)))
}
