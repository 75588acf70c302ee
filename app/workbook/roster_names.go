package workbook

import (
	"regexp"
	"slices"
	"strings"

	"openday/app"
	"openday/app/hanzi"
	"openday/app/words"
)

// nameCell is what a cell for a name says.
type nameCell struct {
	names  []string   // of the people; the text as it stands where it is not clear
	nobody bool       // it says that nobody is named yet
	wrong  string     // why it cannot be told who is meant, in a sentence
	gender app.Gender // as the way to address them tells
	note   string     // what stood beside the name
	doubts []string   // in sentences
}

var (
	nobodyYet    = regexp.MustCompile(`^\(?(待定|未定|待补|待报|待通知|另行通知|另行安排|空缺|暂缺|缺|名单待定|人员待定|tbd|x{2,}|×{2,})\)?$`)
	besideName   = regexp.MustCompile(`\s*[(（\[【]([^()（）\[\]【】]*)[)）\]】]`)
	headCount    = regexp.MustCompile(`^(共|等|一行)?\s*([0-9]+|[一二三四五六七八九十两]+)\s*(人|名|位|口)?$`)
	andOthers    = regexp.MustCompile(`(等\s*([0-9]+|[一二三四五六七八九十两]+)\s*(人|名|位)?|一行\s*([0-9]+|[一二三四五六七八九十两]+)\s*(人|名|位)?|\+\s*[0-9]+\s*(人|名|位)?|(及|和|携|与|带)(其)?(家属|家人|随行(人员)?|配偶|子女|夫人)|夫妇|夫妻|一家|等)$`)
	addressedAs  = regexp.MustCompile(`^(.+?)(先生|女士|小姐|同志|老师|教授|医生|主任|书记|局长|处长|科长|所长|站长|校长|院长|总经理|经理|董事长|委员|代表|主席|会长|律师|记者)$`)
	betweenNames = regexp.MustCompile(`[、，,;；/／|+＋&＆]+`)
	joinedNames  = regexp.MustCompile(`\s*[和及与]\s*`)
	lostInName   = regexp.MustCompile(`[?？□_＿■〓○◯*＊�]`)
)

// readNames tells whom a cell names. A question is better than a joined name: where it
// is not clear how many people are meant, wrong says so.
func readNames(text string) nameCell {
	said := strings.TrimSpace(strings.ReplaceAll(hanzi.CleanText(text), "\n", " "))
	n := nameCell{names: []string{said}}
	if nobodyYet.MatchString(strings.ToLower(strings.Join(strings.Fields(said), ""))) || saysNothing(said) {
		n.nobody, n.names = true, nil
		return n
	}
	several := words.T("“%s” names several people; give each a row.", said)
	plain := said
	for _, in := range besideName.FindAllStringSubmatch(said, -1) {
		what := strings.TrimSpace(in[1])
		switch count := headCount.FindStringSubmatch(what); {
		case count != nil && (count[2] == "1" || count[2] == "一"):
		case count != nil:
			n.wrong = several
			return n
		default:
			if g, ok := genderOf(what); ok {
				n.gender = g
			} else if what != "" {
				n.note = strings.Trim(n.note+"；"+what, "；")
			}
		}
	}
	if rest := strings.TrimSpace(besideName.ReplaceAllString(said, " ")); rest != "" {
		plain = rest
	} else {
		n.note = ""
	}
	if left := andOthers.ReplaceAllString(plain, ""); left != plain && left != "" && (hanzi.IsFullName(left) || slices.ContainsFunc(strings.FieldsFunc(left, isBetween), hanzi.IsFullName)) {
		n.wrong = words.T("“%s” means people whose names are missing; give each a row.", said)
		return n
	}
	parts, sure := namesIn(plain)
	switch {
	case len(parts) > 1 && sure:
		n.names = parts
	case len(parts) > 1:
		n.wrong = several
		return n
	default:
		n.names = []string{plain}
	}
	for i, name := range n.names {
		n.names[i] = n.addressed(name)
		joined := hanzi.CleanName(n.names[i])
		switch {
		case lostInName.MatchString(joined) && strings.ContainsFunc(joined, hanzi.IsHan):
			n.doubts = append(n.doubts, words.T("A character of the name “%s” may be lost.", joined))
		case len([]rune(joined)) > 4 && !hanzi.IsFullName(joined) && !strings.ContainsFunc(joined, func(r rune) bool { return !hanzi.IsHan(r) }):
			n.doubts = append(n.doubts, words.T("“%s” is long for one name; please look whether it is several.", joined))
		}
	}
	return n
}

func isBetween(r rune) bool { return betweenNames.MatchString(string(r)) || r == ' ' }

// addressed takes the way to address a person off their name.
func (n *nameCell) addressed(name string) string {
	parts := addressedAs.FindStringSubmatch(strings.Join(strings.Fields(name), ""))
	if parts == nil {
		return name
	}
	if !hanzi.IsFullName(parts[1]) || hanzi.IsSurname(parts[1]) {
		if hanzi.IsSurname(parts[1]) {
			n.doubts = append(n.doubts, words.T("“%s” may be no whole name.", strings.Join(strings.Fields(name), "")))
		}
		return name
	}
	if g, ok := genderOf(parts[2]); ok {
		n.gender = g
	} else if parts[2] != "同志" && parts[2] != "小姐" {
		n.note = strings.Trim(n.note+"；"+parts[2], "；")
	}
	return parts[1]
}

// namesIn cuts a text into names; one part is one name. sure tells whether each of
// several is certainly one.
func namesIn(text string) (parts []string, sure bool) {
	trimmed := func(all []string) []string {
		var kept []string
		for _, p := range all {
			if p = strings.TrimSpace(p); p != "" {
				kept = append(kept, p)
			}
		}
		return kept
	}
	if parts = trimmed(betweenNames.Split(text, -1)); len(parts) > 1 {
		var all []string
		for _, p := range parts {
			within, _ := namesIn(p)
			all = append(all, within...)
		}
		return all, !slices.ContainsFunc(all, notFullName)
	}
	if parts = trimmed(joinedNames.Split(text, -1)); len(parts) > 1 && !slices.ContainsFunc(parts, notFullName) {
		return parts, true
	}
	parts = strings.Fields(text)
	switch {
	case len(parts) < 2 || slices.ContainsFunc(parts, func(p string) bool { return !allHan(p) }):
		return []string{text}, true // one name, or one in other letters
	case !slices.ContainsFunc(parts, func(p string) bool { return len([]rune(p)) > 1 }):
		if len(parts) <= 3 {
			return []string{text}, true // 张 三
		}
		return parts, false // 张 三 李 四
	case len(parts) == 2 && hanzi.IsSurname(parts[0]):
		return []string{text}, true // 欧阳 修文
	case !slices.ContainsFunc(parts, notFullName):
		return parts, true
	}
	return []string{text}, true
}

func notFullName(text string) bool { return !hanzi.IsFullName(text) }

func allHan(text string) bool {
	return !strings.ContainsFunc(text, func(r rune) bool { return !hanzi.IsHan(r) })
}
