package before

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"openday/app"
	"openday/app/paper/papertest"
	"openday/app/workbook"
)

// outline records the headings of a plan with their levels, and all that it says.
type outline struct {
	papertest.Recorder
	headings []string
}

func (o *outline) Heading(level int, text string) {
	o.headings = append(o.headings, fmt.Sprint(level, " ", text))
	o.Recorder.Heading(level, text)
}

func (o *outline) HeadedBody(level int, heading, body string) {
	if heading != "" {
		o.headings = append(o.headings, fmt.Sprint(level, " ", strings.TrimSuffix(heading, "。")))
	}
	o.Recorder.HeadedBody(level, heading, body)
}

// planIn returns the event in a workbook.
func planIn(t testing.TB, name string) app.Dossier {
	t.Helper()
	file, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	d, warnings, err := workbook.Read(file)
	if err != nil || len(warnings) > 0 {
		t.Fatalf("%s: %v %v", name, err, warnings)
	}
	return d
}

// Plans of five offices and one of odd texts, as workbooks, have the headings that the
// originals have in their order, and say what those say of time and number.
func TestPlansAsOfficesWriteThem(t *testing.T) {
	for name, c := range map[string]struct {
		headings []string
		says     []string
		not      []string
	}{
		"county": {[]string{"1 活动主题", "1 活动时间", "1 集合地点", "1 活动详情", "2 参观县养老院", "2 参观县公墓", "2 座谈交流", "1 报名方式", "2 报名时间", "2 报名方式", "2 联系方式", "1 温馨提示"},
			[]string{"2022年11月22日（星期二）08:30。", "县民政局正门", "11月18日17:00截止"}, []string{"现制定方案如下", "“让群众"}},
		"water": {[]string{"1 指导思想", "1 活动目标", "1 组织机构", "1 活动时间及地点", "2 时间", "2 地点", "2 形式", "1 开放对象", "1 活动安排", "2 现场参观考察", "2 座谈交流", "1 工作要求", "2 加强领导，明确责任", "2 广泛宣传，营造氛围", "2 收集意见，及时答复"},
			[]string{"根据市政府办公室有关文件（〔2022〕8号），市水务局拟定于2022年9月下旬举办", "邀请10人（媒体记者不占名额，其中群众代表不少于三分之一）", "slj@example.cn"}, []string{"00:00"}},
		"zone": {[]string{"1 指导思想", "1 组织领导", "1 活动主题", "1 邀请人数及对象", "1 活动时间", "1 活动地点", "1 活动安排", "2 参观", "2 列席会议", "2 座谈", "2 发放手册", "1 活动要求", "1 报名方式", "2 报名对象", "2 报名时间", "2 报名方式", "2 联系方式", "2 审核答复", "1 注意事项"},
			[]string{"邀请8人左右", "09:00—09:20", "附件：报名表", "在2个工作日内完成审核", "18周岁以上"}, []string{"邀请8人左右人"}},
		"township": {[]string{"1 总体要求", "2 指导思想", "2 活动目标", "1 活动时间", "1 活动主题", "1 活动内容", "1 邀请对象", "1 活动方式", "2 工作介绍", "2 参观调研", "2 座谈交流", "1 意见和结果反馈", "1 工作要求", "2 提高认识，精心组织", "2 加强宣传，注重实效"},
			[]string{"2022年11月25日（星期五）。", "群众代表5人、人大代表5人"}, []string{"00:00"}},
		"district": {[]string{"1 组织主体", "1 活动时间", "1 活动对象", "1 活动内容", "1 主要方式", "1 工作要求"},
			[]string{"区人民政府拟集中在三季度举办", "集中在三季度。", "联合审核", "https://example.cn/live"}, []string{"0001年", "1年1月"}},
		"edge": {[]string{"1 一个只有正文的章节", "2 加强领导，落实责任", "2 小标题", "1 活动议程"},
			[]string{"街道办事处政务开放日\n暨“10.12345热线”座谈会方案", "第一点。", "3.15消费者权益日不是编号。", "附件：1．名单", "2．路线", "附件2路线", "步行前往。"}, []string{"1．第一点", "（一）加强"}},
	} {
		d := planIn(t, filepath.Join("testdata", "plans", name+".xlsx"))
		rec := &outline{}
		p := &plan{event: d.Event, agenda: d.Agenda, calendar: app.DefaultFeedbackRules().Calendar, doc: rec}
		p.set(app.Date(2022, 9, 1))
		if diff := cmp.Diff(c.headings, rec.headings); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
		text := strings.Join(rec.Texts, "\n")
		for _, want := range c.says {
			if !strings.Contains(text, want) {
				t.Errorf("%s lacks %q:\n%s", name, want, text)
			}
		}
		for _, not := range c.not {
			if strings.Contains(text, not) {
				t.Errorf("%s says %q:\n%s", name, not, text)
			}
		}
	}
}
