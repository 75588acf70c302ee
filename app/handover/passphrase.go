package handover

import (
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"openday/app"
)

// LeastPassphrase is how many characters a passphrase has at least.
const LeastPassphrase = 8

// leastDifferent is how many different characters a passphrase has at least.
const leastDifferent = 4

// rows are characters in an order that everybody knows.
var rows = []string{
	"01234567890123456789", "abcdefghijklmnopqrstuvwxyz", "qwertyuiopasdfghjklzxcvbnm", "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p",
	"qazwsxedcrfvtgbyhnujmikolp", "1q2w3e4r5t6y7u8i9o0p", "!@#$%^&*()_+", "一二三四五六七八九十", "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥",
}

// common are passphrases that are tried first by whoever guesses, without the
// digits and signs that people put before and after them.
var common = []string{
	"password", "passwd", "passwort", "passw0rd", "p@ssword", "p@ssw0rd", "pass", "letmein", "welcome", "admin", "administrator", "root", "test", "user", "guest",
	"iloveyou", "woaini", "woaiwojia", "woaizhongguo", "qwerty", "asdf", "zxcv", "qwer", "asdfgh", "abc", "abcd", "abcdef", "aaa", "qaz", "wsx",
	"openday", "kaifangri", "zhengwu", "zhengwukaifang", "zhengwukaifangri", "zwkfr", "kfr", "jiedao", "mima", "dangzhengban", "bangongshi", "wangyi", "baidu", "taobao",
	"密码", "口令", "我爱你", "开放日", "政务", "政务开放", "政务开放日", "政府开放日", "办公室", "街道办", "街道办事处",
}

// CheckPassphrase says why a passphrase is not good enough to write with: it is
// too short, or among the first that anybody would try.
func CheckPassphrase(passphrase string) error {
	refuse := func(key string) error { return app.Errorf(app.CodeInvalid, nil, key) }
	plain := strings.ToLower(passphrase)
	switch {
	case utf8.RuneCountInString(passphrase) < LeastPassphrase:
		return app.Errorf(app.CodeInvalid, nil, "The passphrase is too short. Use at least %d characters.", LeastPassphrase)
	case isRepeated(plain):
		return refuse("The passphrase is too easy to guess: it repeats a few characters. Use several words, or letters and digits mixed.")
	case isRow(plain):
		return refuse("The passphrase is too easy to guess: its characters stand in an order that everybody knows. Use several words, or letters and digits mixed.")
	case isDate(plain):
		return refuse("The passphrase is too easy to guess: it is a date. Use several words, or letters and digits mixed.")
	case slices.Contains(common, strings.Trim(plain, "0123456789 !@#$%^&*.,_-+=~?！。，—")):
		return refuse("The passphrase is too easy to guess: many people use it. Use several words, or letters and digits mixed.")
	}
	return nil
}

// isRepeated reports whether a text has few different characters, or is a short
// piece over and over.
func isRepeated(text string) bool {
	all := []rune(text)
	different := map[rune]bool{}
	for _, r := range all {
		different[r] = true
	}
	if len(different) < leastDifferent {
		return true
	}
	const longest = 4 // characters of a piece
	for n := 1; n <= longest; n++ {
		if strings.HasPrefix(strings.Repeat(string(all[:n]), len(all)/n+1), text) {
			return true
		}
	}
	return false
}

// isRow reports whether a text is a part of a row, forwards or backwards, or is
// made of two such parts.
func isRow(text string) bool {
	all := []rune(text)
	part := func(text []rune) bool {
		backwards := slices.Clone(text)
		slices.Reverse(backwards)
		return slices.ContainsFunc(rows, func(row string) bool {
			return strings.Contains(row, string(text)) || strings.Contains(row, string(backwards))
		})
	}
	const least = 3 // characters that make a row
	if part(all) {
		return true
	}
	for at := least; at <= len(all)-least; at++ {
		if part(all[:at]) && part(all[at:]) {
			return true
		}
	}
	return false
}

// isDate reports whether a text is a day as people write their birthdays.
func isDate(text string) bool {
	for _, layout := range []string{"20060102", "2006-01-02", "2006.01.02", "2006/01/02", "2006-1-2", "2006.1.2", "2006/1/2", "2006年1月2日", "02012006", "01022006"} {
		if day, err := time.Parse(layout, text); err == nil && day.Year() >= 1900 && day.Year() < 2100 {
			return true
		}
	}
	return false
}
