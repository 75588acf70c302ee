package masking

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"openday/app"
)

// Whatever stands between the figures, and whatever they are written with.
func TestMaskerHidesNumbersHoweverTheyAreWritten(t *testing.T) {
	m := New(app.Dossier{Feedback: []app.Feedback{{Speaker: "古丽·买买提"}, {Speaker: "周文海（居民）、李明同志"}}})
	for text, want := range map[string]string{
		"请回电138.1111.0001谢谢":                 "请回电***.****.****谢谢",
		"请回电138/1111/0002谢谢":                 "请回电***/****/****谢谢",
		"请回电138_1111_0003谢谢":                 "请回电***_****_****谢谢",
		"请回电(138)1111-0004谢谢":                "请回电(***)****-****谢谢",
		"请回电138:1111:0005谢谢":                 "请回电***:****:****谢谢",
		"请回电138，1111，0006谢谢":                 "请回电***，****，****谢谢",
		"请回电一三八一一一一零零零七谢谢":                   "请回电***********谢谢",
		"请回电138\n11110009谢谢":                 "请回电***\n********谢谢",
		"①③⑧①①①①⓪⓪③②":                        "***********",
		"138~1111~0023":                      "***~****~****",
		"138*1111*0024":                      "***********" + "**",
		"138+1111+0025":                      "***+****+****",
		"①38 1111 0026":                      "*** **** ****",
		"l3811110027":                        "***********",
		"1381111OO28":                        "***********",
		"138 一一一一 0029":                      "*** **** ****",
		"壹叁捌1111 0030":                       "******* ****",
		"138-1111 (0031)":                    "***-**** (****)",
		"86138 1111 0001":                    "86*** **** ****",
		"1 3 8 1 1 1 1 0 0 0 1":              "* * * * * * * * * * *",
		"13811110010或者13811110011":           "***********或者***********",
		"电话88120012谢谢":                       "电话********谢谢",
		"电话0571-88120013谢谢":                  "电话****-********谢谢",
		"身份证110105 19850312 0119谢谢":          "身份证****** ******** ****谢谢",
		"身份证110105/19850312/0119谢谢":          "身份证******/********/****谢谢",
		"银行卡6222 0212 3456 7890 123":         "银行卡**** **** **** **** ***",
		"6222-0212-3456-7890":                "****-****-****-****",
		"加微信weixin_zhouwh、wxid_abc123谢谢":     "加微信*************、***********谢谢",
		"微信号：zhou-wh85":                      "微信号：*********",
		"邮箱zhouwenhai@example.org谢谢":         "邮箱**********@*******.***谢谢",
		"QQ12345678谢谢":                       "QQ********谢谢",
		"车牌浙A12345谢谢":                        "车牌浙******谢谢",
		"粤B·D12345停在路边":                      "粤*·******停在路边",
		"家住城东街道春风路8号3幢2单元501室谢谢":             "家住城东街道春风路*号*幢*单元***室谢谢",
		"春风家园3-2-501漏水":                      "春风家园*-*-***漏水",
		"家住春风路8号":                            "家住春风路*号",
		"古丽•买买提反映路灯":                         "古*•***反映路灯",
		"古丽买买提反映路灯":                          "古****反映路灯",
		"周 文 海和⾢明、李明":                        "周 * *和⾢明、李*",
		"周婷：路灯不亮":                            "周*：路灯不亮",
		"路灯不亮。\n欧阳娜娜（社区）：漏水":                 "路灯不亮。\n欧阳**（社区）：漏水",
		"周婷女士：路灯不亮":                          "周*女士：路灯不亮",
		"建议：增加路灯。问题：漏水。时间：周三":                "建议：增加路灯。问题：漏水。时间：周三",
		"单位：城管办":                             "单位：城管办",
		"2022-11-22 13:50-14:20，15:30-16:40": "2022-11-22 13:50-14:20，15:30-16:40",
		"2013-12-25 2013-12-26":              "2013-12-25 2013-12-26",
		"13、14、15、16、17、18号楼":                "13、14、15、16、17、18号楼",
		"2019 2020 2021 2022年":               "2019 2020 2021 2022年",
		"A座3楼大会议室":                           "A座3楼大会议室",
		"一是路灯，二是垃圾，三是停车":                     "一是路灯，二是垃圾，三是停车",
		"新A股上市，国发〔2022〕12345号":               "新A股上市，国发〔2022〕12345号",
	} {
		if got := m.Text(text); got != want {
			t.Errorf("%s: %s, want %s", text, got, want)
		}
	}
}

func TestWhatTheEventTellsEverybodyStands(t *testing.T) {
	e := app.Event{Phones: []string{"021-50000001", "13811112222"}, Email: "djb@example.cn", Sites: []string{"汇智大厦A座3楼301室"}}
	m := New(app.Dossier{Event: e, Invitees: []app.Invitee{{Person: app.Person{Name: "张三", Phone: "13811110001"}}}})
	text := "请拨打021 5000 0001或138-1111-2222，写信到DJB@example.cn，来汇智大厦A座3楼301室；张三13811110001"
	if got := m.Text(text); strings.Contains(got, "5000") || strings.Contains(got, "DJB") {
		t.Errorf("it is not asked to let stand: %s", got)
	}
	m.Allow(e)
	if got, want := m.Text(text), "请拨打021 5000 0001或138-1111-2222，写信到DJB@example.cn，来汇智大厦A座3楼301室；张************"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	if left := m.Left(m.Text(text)); len(left) > 0 {
		t.Errorf("to be looked at: %q", left)
	}
}

func TestWhatIsLeftIsNamed(t *testing.T) {
	m := New(app.Dossier{})
	for text, want := range map[string]string{
		"":                        "[]",
		"第88120012号":              "[88120012]",
		"编号 2022 1234 567":        "[2022 1234 567]",
		"2022-11-22 08:30-11:30":  "[]",
		"3幢路灯不亮":                  "[3幢]",
		"三楼大会议室":                  "[]",
		"拨12345":                  "[]",
		"12999999999，12999999999": "[12999999999，12999999999]",
	} {
		if got := fmt.Sprint(m.Left(m.Text(text))); got != want {
			t.Errorf("%s: %s, want %s", text, got, want)
		}
	}
}

// A known number is hidden whatever signs stand between its figures.
func TestAKnownNumberIsHiddenInEverySpelling(t *testing.T) {
	const number = "13598764321"
	m := New(app.Dossier{Invitees: []app.Invitee{{Person: app.Person{Name: "张三", Phone: number}}}})
	forms := []string{"0０⓪零", "1１①一壹", "2２②二贰", "3３③三叁", "4４④四", "5５⑤五", "6６⑥六", "7７⑦七", "8８⑧八", "9９⑨九"}
	signs := rapid.SampledFrom([]string{"", "", "", " ", "-", "－", "—", "·", ".", "/", "_", ",", "，", ":", "~", "+", "(", ")", "（", "）", "\u200b", "\u200c", "\u2800", "\n", "、", "|"})
	spelling := rapid.Custom(func(t *rapid.T) string {
		var out strings.Builder
		kind := rapid.IntRange(0, 3).Draw(t, "kind")
		for _, r := range number {
			out.WriteString(string([]rune(forms[r-'0'])[kind]))
			out.WriteString(signs.Draw(t, "sign"))
		}
		return out.String()
	})
	for seed := range 2_000 {
		text := "请打" + spelling.Example(seed) + "找我"
		left := ""
		for _, figure := range numerals([]rune(m.Text(text))) {
			left += figure
		}
		if left != "" {
			t.Fatalf("%q is masked as %q", text, m.Text(text))
		}
	}
}

func BenchmarkMasker(b *testing.B) {
	d := app.Dossier{}
	for i := range 1000 {
		d.Invitees = append(d.Invitees, app.Invitee{Person: app.Person{Name: fmt.Sprintf("张%c%c", '一'+i%500, '丁'+i/500), Phone: fmt.Sprintf("138%08d", i)}})
	}
	m := New(d)
	text := strings.Repeat("建议在和平社区东门增设路灯，方便居民夜间出行，电话0571-88120001，", 10)
	for b.Loop() {
		m.Text(text)
	}
}
