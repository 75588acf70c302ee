package masking

import (
	"fmt"
	"testing"

	"openday/app"
)

// Numbers that nobody on the list has are hidden by what they look like.
func TestMaskerKnowsNumbersByTheirForm(t *testing.T) {
	m := New(app.Dossier{})
	for text, want := range map[string]string{
		"13000000000":           "***********",
		"19999999999":           "***********",
		"12999999999":           "12999999999",
		"1300000000":            "1300000000",
		"913000000000":          "9***********",
		"130000000009":          "***********9",
		"900001":                "900001",
		"0317012110":            "**********",
		"031701211":             "031701211",
		"电话7012110":             "电话*******",
		"电话701211":              "电话701211",
		"电话A701211":             "电话A701211",
		"电话一二三四五六7012110":       "电话*************",
		"电话一二三四五六七7012110":      "电话**************",
		"110105 19491231 0021":  "****** ******** ****",
		"110105 19491231 002x":  "****** ******** ****",
		"110105 22491231 0029":  "110105 22491231 0029",
		"110105 20491231 00A2":  "110105 20491231 00A2",
		"110105 20491231 002A":  "110105 20491231 002A",
		"110105 20491231 002":   "110105 20491231 002",
		"900000000000000":       "***************",
		"90000000000000":        "90000000000000",
		"9 00000000000000":      "9 00000000000000",
		"90000 900000000000000": "90000 ***************",
	} {
		if got := m.Text(text); got != want {
			t.Errorf("%s: %s, want %s", text, got, want)
		}
	}
}

func TestMaskerHidesNamesBesideOthers(t *testing.T) {
	for range 20 { // whatever the order in which names are met
		m := New(app.Dossier{Invitees: []app.Invitee{{Person: app.Person{Name: "张三", Phone: "900001"}}, {Person: app.Person{Name: "张三丰", Phone: "90002"}}, {Person: app.Person{Name: "丰收"}}}})
		for text, want := range map[string]string{
			"张三丰来了":  "张**来了",
			"张三来了":   "张*来了",
			"张四来了":   "张四来了",
			"张三丰收":   "张**收", // a name within another is none
			"请找张":    "请找张",
			"张三张三丰":  "张*张**",
			"900001": "******", // the shortest number that is looked for
			"90002":  "90002",
		} {
			if got := m.Text(text); got != want {
				t.Fatalf("%s: %s, want %s", text, got, want)
			}
		}
	}
}

func TestWhatMakesANumber(t *testing.T) {
	for text, want := range map[string]string{
		"": "[]", "12345": "[]", "123456": "[123456]", "abcxyz": "[ABCXYZ]", "AZ09az": "[AZ09AZ]", "12@34[56": "[123456]", "123456、1234567": "[1234561234567]", "12345号67890": "[]", "１２３-４５６": "[123456]",
	} {
		got := []string{}
		for _, run := range numberRuns([]rune(text)) {
			got = append(got, run.text)
		}
		if fmt.Sprint(got) != want {
			t.Errorf("%s: %v, want %s", text, got, want)
		}
	}
	for c, want := range map[byte]bool{'0': true, '5': true, '9': true, '0' - 1: false, '9' + 1: false, 'A': false} {
		if isFigure(c) != want {
			t.Errorf("%c is a figure: %v", c, !want)
		}
	}
	for s, want := range map[string]bool{
		"19491231": true, "18000101": true, "20991231": true, "19490101": true, "19491001": true, "17991231": false, "21000101": false, "19490031": false, "19491331": false, "19491200": false, "19491232": false, "19499901": false,
	} {
		if isBirth(s) != want {
			t.Errorf("%s is a day of birth: %v", s, !want)
		}
	}
	for r, want := range map[rune]rune{'！': '!', '～': '~', 'ａ': 'A', 'a': 'A', '９': '9', '天': '天', '｟': '｟', '\uff00': '\uff00', '\u3000': '\u3000'} {
		if got := folded(r); got != want {
			t.Errorf("%c is compared as %c", r, got)
		}
	}
}
