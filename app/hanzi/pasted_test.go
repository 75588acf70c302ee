package hanzi_test

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"openday/app/hanzi"
)

func TestNumbersOfLinesAreTakenOff(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"", ""},
		{"请提前预约", "请提前预约"},
		{"1、请提前预约", "请提前预约"},
		{"2）车辆从东门进", "车辆从东门进"},
		{"（3）出示身份证", "出示身份证"},
		{"(4) 听从引导", "听从引导"},
		{"１、请提前预约", "请提前预约"},
		{"一、提高认识", "提高认识"},
		{"①预约", "预约"},
		{"1、人员安排", "人员安排"},
		{"3)座谈交流", "座谈交流"},
		{"12、二楼会议室集合", "二楼会议室集合"},

		// What goes on with the number is no counting.
		{"3.15消费者权益日", "3.15消费者权益日"},
		{"1.5公里", "1.5公里"},
		{"（一）中学", "（一）中学"},
		{"（3）号楼", "（3）号楼"},
		{"（2）班", "（2）班"},
		{"3、4号楼", "3、4号楼"},
		{"一、二年级学生", "一、二年级学生"},
		{"2026年工作安排", "2026年工作安排"},
		{"1.请提前预约", "1.请提前预约"},
		{"10:30集合", "10:30集合"},
		{"8 人", "8 人"},
		{"十九大代表", "十九大代表"},
		{"三、", "三、"},
		{"5、", "5、"},
		{"3.15消费者权益日\n4.22世界地球日", "3.15消费者权益日|4.22世界地球日"},
		{"1.5公里\n2.5公里", "1.5公里|2.5公里"},
		{"（一）中学\n（二）中学", "（一）中学|（二）中学"},
		{"1 号楼\n2 号楼", "1 号楼|2 号楼"},
		{"1、2号楼\n3、4号楼", "1、2号楼|3、4号楼"},
		{"5.请预约\n9.请排队", "5.请预约|9.请排队"},

		// Two lines that count are counted.
		{"1.请提前预约\n2.出示身份证", "请提前预约|出示身份证"},
		{"1. 请提前预约\r\n2. 15人一组\r\n3. 听从引导", "请提前预约|15人一组|听从引导"},
		{"1.2026年9月启动\n2.2027年验收", "2026年9月启动|2027年验收"},
		{"1.14:00集合\n2.15:00参观", "14:00集合|15:00参观"},
		{"1 预约\n2 排队", "预约|排队"},
		{"1\t张三\n2\t李四", "张三|李四"},
		{"1：预约\n2：排队", "预约|排队"},
		{"一、提高认识\n二、加强宣传", "提高认识|加强宣传"},
		{"（一）提高认识\n（二）加强宣传\n（三）抓好落实", "提高认识|加强宣传|抓好落实"},
		{"九、甲\n十、乙\n十一、丙", "甲|乙|丙"},
		{"注意事项：\n1.预约\n（1）电话\n（2）微信\n2.排队", "注意事项：|预约|电话|微信|排队"},
		{"1、2人一组\n2、15人一车", "2人一组|15人一车"},
		{"①预约\n②排队", "预约|排队"},

		// Counted in one line.
		{"1、提前预约；2、出示身份证；3、听从引导。", "提前预约；|出示身份证；|听从引导。"},
		{"1.提前预约。2.出示身份证。", "提前预约。|出示身份证。"},
		{"（1）预约，（2）排队", "预约，|排队"},
		{"1、上午9时、2、3号楼", "上午9时、2、3号楼"},

		// Line ends and what nobody sees.
		{"甲\r乙\u2028丙\v丁\n\n \n", "甲|乙|丙|丁"},
		{"\ufeff甲\u200b\x00\n\t 乙\u3000", "甲|乙"},
	} {
		if got := strings.Join(hanzi.Lines(c.text), "|"); got != c.want {
			t.Errorf("%q has the lines %q, want %q", c.text, got, c.want)
		}
	}
}

func TestItemsAreAlsoPartedWithinALine(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"党政办、财政所、城管办", "党政办|财政所|城管办"},
		{"1、党政办\n2、财政所、城管办", "党政办|财政所、城管办"},
		{"水厂（一期、二期）、《城市、乡村》展、", "水厂（一期、二期）|《城市、乡村》展"},
		{"水厂", "水厂"},
		{"", ""},
	} {
		if got := strings.Join(hanzi.Items(c.text), "|"); got != c.want {
			t.Errorf("%q lists %q, want %q", c.text, got, c.want)
		}
	}
}

func TestCellsOfASpreadsheetAreRead(t *testing.T) {
	for _, c := range []struct {
		text string
		want [][]string
	}{
		{"", nil},
		{"\r\n\t\r\n", nil},
		{"甲", [][]string{{"甲"}}},
		{"劳动模范\t3\t1/3\r\n群众代表\t\t\r\n", [][]string{{"劳动模范", "3", "1/3"}, {"群众代表", "", ""}}},
		{"甲\t乙\t", [][]string{{"甲", "乙", ""}}},
		{"\t乙\n丙", [][]string{{"", "乙"}, {"丙"}}},
		{"\"第一行\n第二行\"\t乙\n丙", [][]string{{"第一行\n第二行", "乙"}, {"丙"}}},
		{"\"他说\"\"好\"\"\"\t乙", [][]string{{`他说"好"`, "乙"}}},
		{"\"好\"是他说的\t乙", [][]string{{`"好"是他说的`, "乙"}}},
		{"\"没有结束\t乙\n丙", [][]string{{`"没有结束`, "乙"}, {"丙"}}},
		{"甲\u200e\x07\t\u202e乙", [][]string{{"甲", "乙"}}},
	} {
		if got := hanzi.Cells(c.text); !slices.EqualFunc(got, c.want, slices.Equal) {
			t.Errorf("%q has the cells %q, want %q", c.text, got, c.want)
		}
	}
}

// TestLinesAreDoneOnce holds the reading to what its lines say: read again they are
// the same.
func TestLinesAreDoneOnce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		part := rapid.SampledFrom([]string{"1", "2", "3", "12", "一", "二", "十", "①", "②", "、", ".", ")", "（", "）", " ", "\n", "\t", "；", "甲", "中学", "号楼", "15", "\"", "\r\n"})
		text := strings.Join(rapid.SliceOfN(part, 0, 14).Draw(t, "text"), "")
		once := hanzi.Lines(text)
		if again := hanzi.Unnumbered(once); !slices.Equal(once, again) {
			t.Fatalf("%q has the lines %q, and these %q", text, once, again)
		}
		if slices.Contains(once, "") {
			t.Fatalf("%q has an empty line: %q", text, once)
		}
	})
}

func FuzzPasted(f *testing.F) {
	f.Add("1、甲\n2、乙\t\"丙\n丁\"")
	f.Fuzz(func(t *testing.T, text string) {
		for _, line := range append(hanzi.Lines(text), hanzi.Items(text)...) {
			if strings.ContainsAny(line, "\r\n\t") {
				t.Errorf("%q has the line %q", text, line)
			}
		}
		for _, row := range hanzi.Cells(text) {
			if len(row) == 0 {
				t.Errorf("%q has an empty row", text)
			}
		}
	})
}
