package idcard

import (
	"slices"
	"testing"
	"time"
)

// byDefinition returns the last character of a number by the definition of ISO
// 7064 MOD 11-2, in which each digit counts for the double of the next one.
func byDefinition(seventeen string) byte {
	sum := 0
	for _, r := range seventeen {
		sum = (sum + int(r-'0')) * 2 % 11
	}
	check := (12 - sum) % 11
	return "0123456789X"[check]
}

func TestTheCheckDigitIsThatOfTheStandard(t *testing.T) {
	// The two numbers in the text of GB 11643.
	for _, number := range []string{"11010519491231002X", "440524188001010014"} {
		if card := Parse(number); !sound(card) || byDefinition(number[:17]) != number[17] {
			t.Errorf("%s: %+v", number, card)
		}
	}
	for place := range 17 {
		for _, digit := range "123456789" {
			number := []byte("00000000000000000")
			number[place] = byte(digit)
			if got, want := checkDigit(string(number)), byDefinition(string(number)); got != want {
				t.Errorf("%s: %c, want %c", number, got, want)
			}
		}
	}
}

func TestGenderIsThatOfTheNumber(t *testing.T) {
	for _, c := range []struct {
		text, number string
		gender       Gender
		doubts       []Doubt
	}{
		{"440524188001010014", "440524188001010014", Male, nil},
		{"440524188001010006", "440524188001010006", Female, nil},
		{"110105194912310038", "110105194912310038", Male, nil},
		{"440524880101001", "440524198801010011", Male, []Doubt{Converted}},
		{"440524880101002", "44052419880101002X", Female, []Doubt{Converted}},
	} {
		if card := Parse(c.text); card.Number != c.number || card.Gender != c.gender || !slices.Equal(card.Doubts, c.doubts) {
			t.Errorf("Parse(%q) = %+v, want %s %v %v", c.text, card, c.number, c.gender, c.doubts)
		}
	}
}

func TestBirthsOfLongAgoAreDoubted(t *testing.T) {
	for birth, doubted := range map[string]bool{"18491231": true, "18500101": false, "18501231": false, "19491301": true, "19490001": true, "19490229": true, "19480229": false} {
		number := "110105" + birth + "001"
		number += string(byDefinition(number))
		card := Parse(number)
		if slices.Contains(card.Doubts, Birth) != doubted || card.Born.IsZero() != doubted {
			t.Errorf("born %s: %+v", birth, card)
		}
	}
}

func TestMaskBeginsWithSixCharacters(t *testing.T) {
	for number, want := range map[string]string{"123456": "1***56", "12345": "*****", "12345678901234": "1***********34", "123456789012345": "123********2345"} {
		if got := Mask(number); got != want {
			t.Errorf("Mask(%q) = %q, want %q", number, got, want)
		}
	}
}

func TestHalfWidth(t *testing.T) {
	for text, want := range map[string]string{
		"！～Ａ":             "!~A",
		"a\u3000b\u00a0c": "a b c",
		"a\u200bb\u200fc": "abc",
		"a\u202ab\u202ec": "abc",
		"\ufeffa":         "a",
		"、｟a":             "、｟a",
		" a ":             "a",
	} {
		if got := halfWidth(text); got != want {
			t.Errorf("halfWidth(%q) = %q, want %q", text, got, want)
		}
	}
}

func TestAnUnknownAgeIsZero(t *testing.T) {
	day := time.Date(2022, 11, 22, 0, 0, 0, 0, time.UTC)
	for _, born := range []time.Time{{}, day.AddDate(0, 0, 1), day.AddDate(3, 0, 0)} {
		if age, known := Age(born, day); age != 0 || known {
			t.Errorf("born %v: %d, %v", born, age, known)
		}
	}
}
