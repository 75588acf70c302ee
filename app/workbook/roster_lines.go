package workbook

import (
	"regexp"
	"strings"

	"openday/app"
	"openday/app/hanzi"
	"openday/app/idcard"
	"openday/app/roster"
	"openday/app/table"
)

var (
	counted    = regexp.MustCompile(`^\s*[(（]?\d{1,4}[)）]?\s*([.、．)）:：]|\s)\s*(.*)$`)
	chainCount = regexp.MustCompile(`^\s*[(（]?\d{1,4}[)）.、．:：]`)
	chainMark  = regexp.MustCompile(`^\s*#?\s*接龙\s*$`)
	anExample  = regexp.MustCompile(`^\s*(例|示例|例如|格式)[:：\s]`)
	parting    = regexp.MustCompile(`[\s　+＋，,、|｜;；/／。]+`)
	againstHan = regexp.MustCompile(`(\p{Han})([0-9１-９+])|([0-9Xx])(\p{Han})`)
	labelOf    = regexp.MustCompile(`^([\p{Han}]{2,6})[:：](.+)$`)
)

// lineFields are the columns into which the words of a line are put.
var lineFields = []roster.Field{roster.Name, roster.Gender, roster.IDNumber, roster.Phone, roster.Unit, roster.Note}

// rosterOfChat reads a list without cells, such as 接龙 from a chat or names parted by
// 、: what each word is, its look decides. numbered tells that its lines are counted,
// share how many of a hundred name somebody.
func rosterOfChat(lines []table.Line) (r *Roster, numbered bool, share int) {
	numbers, chained := 0, false
	for _, l := range lines {
		if chainCount.MatchString(l.Text) {
			numbers++
		}
		chained = chained || chainMark.MatchString(l.Text)
	}
	numbered = chained || numbers*2 > len(lines)
	var rows []table.Row
	named, begun, all := 0, false, 0
	for _, l := range lines {
		text := l.Text
		parts := counted.FindStringSubmatch(text)
		if parts != nil {
			text = parts[2]
			begun = true
		}
		if numbered && !begun || chainMark.MatchString(text) || anExample.MatchString(text) || strings.TrimSpace(text) == "" {
			continue // the title over a list, and the example in it
		}
		all++
		people := peopleOfLine(l.Number, text)
		for _, p := range people {
			if hanzi.IsFullName(p.Cells[0].Text) {
				named++
				break
			}
		}
		rows = append(rows, people...)
	}
	if all == 0 {
		return nil, numbered, 0
	}
	head := table.Row{}
	for _, f := range lineFields {
		head.Cells = append(head.Cells, cell{Text: app.GuestFields.Named(string(f)).Chinese})
	}
	r = rosterBelow(append([]table.Row{head}, rows...), 0)
	r.lines, r.Chat = nil, true
	return r, numbered, named * 100 / all
}

// peopleOfLine reads a line: one person with what is said of them, or several names.
func peopleOfLine(number int, text string) []table.Row {
	one := make([]cell, len(lineFields))
	var names []string
	var notes []string
	put := func(at int, text string) bool {
		if one[at].Text != "" {
			return false
		}
		one[at].Text = text
		return true
	}
	text = againstHan.ReplaceAllString(againstHan.ReplaceAllString(text, "$1$3 $2$4"), "$1$3 $2$4")
	for _, word := range parting.Split(joinedPhones(text), -1) {
		word = strings.TrimSpace(word)
		if word == "" {
			continue
		}
		if parts := labelOf.FindStringSubmatch(word); parts != nil {
			if m := meaningOf(parts[1]); m.field != "" {
				for at, f := range lineFields {
					if f == m.field {
						if f == roster.Name {
							names = append(names, parts[2])
						} else {
							put(at, parts[2])
						}
						word = ""
					}
				}
				if word == "" {
					continue
				}
			}
		}
		c := cell{Text: word}
		switch compact := c.Compact(); {
		case len(compact) >= 15 && idcard.Parse(word).Kind == idcard.Resident && put(2, word):
		case manyFigures.MatchString(strings.NewReplacer("-", "", " ", "").Replace(compact)) && put(3, word):
		case isGender(compact) && put(1, word):
		case unitEnding.MatchString(compact) && len([]rune(compact)) > 2 && put(4, word):
		case hanzi.IsFullName(word) || nobodyYet.MatchString(compact):
			names = append(names, word)
		default:
			notes = append(notes, word)
		}
	}
	// The first word that is nothing else is a name in other letters, or a unit.
	if len(names) == 0 && len(notes) > 0 {
		names, notes = notes[:1], notes[1:]
	}
	if one[4].Text == "" && len(notes) > 0 && one[3].Text != "" {
		one[4].Text, notes = notes[0], notes[1:]
	}
	if len(notes) > 0 {
		one[5].Text = strings.Join(notes, "，")
	}
	alone := one[1].Text+one[2].Text+one[3].Text+one[4].Text+one[5].Text == ""
	if len(names) > 1 && alone {
		var all []table.Row
		for _, n := range names {
			cells := make([]cell, len(lineFields))
			cells[0].Text = n
			all = append(all, table.Row{Number: number, Cells: cells})
		}
		return all
	}
	one[0].Text = strings.Join(names, "、")
	return []table.Row{{Number: number, Cells: one}}
}

func isGender(text string) bool { _, ok := genderOf(text); return ok }

var phoneGroups = regexp.MustCompile(`(1[3-9]\d)[ -](\d{4})[ -](\d{4})|(0\d{2,3})[ ](\d{7,8})`)

// joinedPhones joins the groups of telephone numbers, which would be parted as words.
func joinedPhones(text string) string {
	return phoneGroups.ReplaceAllString(hanzi.CleanText(text), "$1$2$3$4$5")
}
