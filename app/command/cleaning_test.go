package command_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"
)

// judged says what becomes of the rows of a roster: the verdict on each, by its
// number, and all that is said of it.
func (d *session) judged(event, file string) (verdicts, reasons map[string]string, totals string) {
	d.t.Helper()
	verdicts, reasons = map[string]string{}, map[string]string{}
	for line := range strings.SplitSeq(strings.TrimSpace(d.done("roster", "testdata/"+file, "--event", event, "--dry-run")), "\n") {
		if parts := strings.SplitN(line, "\t", 4); len(parts) == 4 {
			verdicts[parts[0]], reasons[parts[0]] = parts[1], parts[3]
		} else {
			totals = line
		}
	}
	return verdicts, reasons, totals
}

// One person however the name, the number or the telephone is spelled.
func TestOnePersonIsOneHoweverSpelled(t *testing.T) {
	d := newDesk(t)
	event := d.add("plan3-development-zone.xlsx")
	for file, want := range map[string]string{
		"dots-phone.xlsx":     "合计\tnew 1, update 0, duplicate 5, error 0, skipped 0",
		"two-phones-dup.xlsx": "合计\tnew 1, update 0, duplicate 3, error 0, skipped 0",
		"kangxi.xlsx":         "合计\tnew 5, update 0, duplicate 3, error 0, skipped 0",
		"invisible.xlsx":      "合计\tnew 1, update 0, duplicate 18, error 0, skipped 0",
	} {
		_, reasons, totals := d.judged(event, file)
		if totals != want {
			t.Errorf("%s: %q, want %q", file, totals, want)
		}
		if file == "two-phones-dup.xlsx" && reasons["3"] != "姓名和其中一个电话与第 2 行（周文海）相同。" {
			t.Errorf("%s: %q", file, reasons["3"])
		}
	}
	// The one that is stored is the one whose old spelling is named.
	if _, reasons, _ := d.judged(event, "old-spelling.csv"); reasons["2"] != "名单中没有此人。 姓名“⾼⻓⻘”已按“高长青”收入。 单位“⽂化中⼼”已按“文化中心”收入。" {
		t.Errorf("%q", reasons["2"])
	}
	before := len(dossier(t, d.exported(event)).Invitees)
	for _, file := range []string{"dots-phone.xlsx", "kangxi.xlsx", "invisible.xlsx"} {
		d.done("roster", "testdata/"+file, "--event", event, "--duplicates", "update")
	}
	var names []string
	for _, v := range dossier(t, d.exported(event)).Invitees[before:] {
		names = append(names, v.Person.Name)
	}
	if want := []string{"阿依·古丽", "高长青", "李立", "凌霞", "叶欣", "葉欣", "陈志强"}; !slices.Equal(names, want) {
		t.Errorf("stored as %+q, want %+q", names, want)
	}
}

func TestIDNumbersAreMendedOrDoubted(t *testing.T) {
	d := newDesk(t)
	_, reasons, _ := d.judged(d.add("plan3-development-zone.xlsx"), "ids.xlsx")
	for row, want := range map[string]string{
		"4": "已按“11010519850312024X”收入", "5": "已按“11010519850312032X”收入", "6": "已按“11010519850312040X”收入", "7": "已按“11010519850312059X”收入",
		"9": "身份证号“身份证：11010519850312075X”已按“11010519850312075X”收入", "13": "字母 I 或 l", "14": "字母 O", "24": "“13811112222”已按电话号码收入",
	} {
		if !strings.Contains(reasons[row], want) {
			t.Errorf("row %s: %q says nothing of %q", row, reasons[row], want)
		}
	}
	if strings.Contains(reasons["23"], "收入") || strings.Contains(reasons["23"], "核对") {
		t.Errorf("row 23: %q", reasons["23"])
	}
}

func TestTelephonesThatCannotBeRightAreDoubted(t *testing.T) {
	d := newDesk(t)
	event := d.add("plan3-development-zone.xlsx")
	verdicts, reasons, _ := d.judged(event, "phones.xlsx")
	for row, want := range map[string]string{
		"15": "电话位数不对", "16": "电话位数不对", "17": "联系电话“13811110014（微信同号）”已按“13811110014”收入", "18": "联系电话“无”按没有处理",
		"21": "已按“13811110016”收入", "27": "电话号码中有字母", "28": "电话号码中有字母",
	} {
		if !strings.Contains(reasons[row], want) {
			t.Errorf("row %s: %q says nothing of %q", row, reasons[row], want)
		}
	}
	if verdicts["5"] != "new" || verdicts["6"] != "error" {
		t.Errorf("in scientific notation: %s and %s", verdicts["5"], verdicts["6"])
	}
	before := len(dossier(t, d.exported(event)).Invitees)
	d.done("roster", "testdata/phones.xlsx", "--event", event)
	stored := map[string]string{}
	for _, v := range dossier(t, d.exported(event)).Invitees[before:] {
		stored[v.Person.Name] = v.Person.Phone + "|" + v.Note
	}
	for name, want := range map[string]string{"测试伷": "13811110004|", "测试僳": "13811110014|微信同号", "测试儘": "|", "测试儽": "|", "测试冇": "13811110016|", "测试兢": "13811110015、13911110015|"} {
		if stored[name] != want {
			t.Errorf("%s: %q, want %q", name, stored[name], want)
		}
	}
}

// Of no telephone in the field more than the first three and the last four digits
// are on the sheet, whatever way it is written.
func TestMaskedTelephonesCannotBeReadOnTheSheet(t *testing.T) {
	d := newDesk(t)
	event := strings.TrimSpace(d.done("import", "testdata/mask-book.xlsx"))
	d.done("print", "sign-in", "--event", event, "--phone", "masked", "--out", d.path("s.pdf"))
	text := textOf(t, d.path("s.pdf"))
	if strings.Count(text, "试号") != 32 {
		t.Fatalf("%d rows", strings.Count(text, "试号"))
	}
	for _, number := range regexp.MustCompile(`试号.([-0-9*().,，:/_·]+)`).FindAllStringSubmatch(text, -1) {
		digits := regexp.MustCompile(`\D`).ReplaceAllString(number[1], "")
		if strings.Contains(digits, "1111") || strings.Contains(digits, "8812") || strings.Contains(digits, "7900") || !strings.Contains(number[1], "****") && !strings.Contains(number[1], "**-**") {
			t.Errorf("%s can be read", number[0])
		}
	}
}

func TestThePublicLedgerHidesNumbersAndAddresses(t *testing.T) {
	d := newDesk(t)
	event := strings.TrimSpace(d.done("import", "testdata/public.xlsx"))
	r := d.run("print", "ledger-public", "--event", event, "--out", d.path("p.pdf"))
	if !strings.Contains(r.err, "已隐去：第 1 条（内容）") {
		t.Errorf("said %q", r.err)
	}
	text := textOf(t, d.path("p.pdf"))
	// The numbers of the rows and the days of the event are all the figures there are.
	text = regexp.MustCompile(`2026年\d+月\d+日|09:00—11:30|本页\d+条累计\d+条|第\d页共\d页`).ReplaceAllString(text, "")
	for _, found := range regexp.MustCompile(`\d{3,}|[①②③④⑤⑥⑦⑧⑨⓪]|[一零壹叁捌]{2,}|zhouw|wxid|example|浙A|501|买买提`).FindAllString(text, -1) {
		t.Errorf("%q can be read", found)
	}
	for _, want := range []string{"车牌浙******", "春风路*号*幢*单元***室", "邮箱**********@*******.***", "古*•***反映路灯", "我叫周**"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is missing", want)
		}
	}
}
