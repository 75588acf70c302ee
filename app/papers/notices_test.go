package papers

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"openday/app"
	"openday/app/paper"
	"openday/app/paper/after"
	"openday/app/paper/before"
	"openday/app/paper/papertest"
	"openday/app/paper/wording"
	"openday/app/workbook"
)

// published is the facts of a notice that an office published, typed once. People,
// telephones and mailboxes are invented.
type published struct {
	name  string
	event app.Event
	items []app.AgendaItem
}

// on is a moment of a notice.
func on(year int, month time.Month, day, hour, minute int) time.Time {
	return time.Date(year, month, day, hour, minute, 0, 0, app.Zone)
}

// tenNotices are events of which offices of different kinds told the public between
// 2021 and 2025.
var tenNotices = []published{
	{"county civil affairs", app.Event{
		Title: "2022年政府开放日活动", Organiser: "县民政局", Theme: "提升服务质量，助推乡村振兴", Start: on(2022, 11, 22, 8, 30), AssemblyPlace: "政务中心一楼北门", Transport: "统一乘车",
		Sites: []string{"养老服务中心", "公益性公墓", "局会议室"}, SignUpUntil: on(2022, 11, 18, 17, 0), SignUpMethods: []string{"电话报名"}, Contact: "沈工", Phones: []string{"0550-7000001"},
		Notices: []string{"请提前预约", "请佩戴口罩", "近14天到过风险地区的暂不接待"},
	}, []app.AgendaItem{{Kind: "visit", Place: "养老服务中心"}, {Kind: "visit", Place: "公益性公墓"}, {Kind: "symposium", Place: "局会议室"}}},
	{"city water", app.Event{
		Title: "政府开放日活动", Organiser: "市水务局", Basis: "《关于开展政府开放日活动的通知》（市政办〔2022〕12号）", Start: on(2022, 9, 15, 0, 0), TimeWords: "拟定于2022年9月15日，半天",
		Sites: []string{"自来水厂", "污水处理厂", "泵站", "河道公园", "调度中心"}, Capacity: 10, Contact: "周工", Phones: []string{"0951-2000001"}, Email: "sw@example.cn",
		Quotas:   []app.Quota{{Category: "群众代表", Number: app.NoNumber, MinShare: app.Share{Num: 1, Den: 3}}, {Category: "劳动模范", Number: app.NoNumber}, {Category: "媒体记者", Number: app.NoNumber, Outside: true}},
		Channels: []string{"门户网站", "微信公众号"},
	}, nil},
	{"development zone", app.Event{
		Title: "经开区2021年政府开放日", Organiser: "经开区管委会", Start: on(2021, 11, 29, 9, 0), End: on(2021, 11, 29, 10, 40), CapacityWords: "8人左右", MinAge: 18, Audience: "在我区工作、生活、学习",
		SignUpUntil: on(2021, 11, 26, 16, 0), SignUpMethods: []string{"微信公众号下载报名表，发送至邮箱"}, VettingDays: 2, Phones: []string{"021-50000001", "021-50000002"}, Email: "djb@example.cn",
	}, []app.AgendaItem{{Start: on(2021, 11, 29, 9, 0), End: on(2021, 11, 29, 9, 20), Kind: "visit", Content: "参观管委会"}, {Start: on(2021, 11, 29, 9, 20), End: on(2021, 11, 29, 9, 50), Kind: "open_meeting", Content: "列席主任办公会"},
		{Start: on(2021, 11, 29, 9, 50), End: on(2021, 11, 29, 10, 30), Kind: "symposium", Content: "座谈交流"}, {Start: on(2021, 11, 29, 10, 30), End: on(2021, 11, 29, 10, 40), Kind: "handout", Content: "发放服务手册"}}},
	{"township", app.Event{
		Title: "政府开放日活动", Organiser: "镇人民政府", Start: on(2022, 10, 20, 0, 0), Theme: "走进政府，共话发展",
		Quotas: []app.Quota{{Category: "群众代表", Number: 5}, {Category: "人大代表", Number: 5}, {Category: "党员代表", Number: 5}, {Category: "村（居）干部", Number: 5}},
	}, []app.AgendaItem{{Kind: "report", Content: "介绍工作情况"}, {Kind: "visit", Content: "参观便民服务中心"}, {Kind: "symposium", Content: "座谈交流"}}},
	{"district", app.Event{
		Title: "2022年政务开放日活动", Organiser: "区人民政府办公室", TimeWords: "集中在三季度", MinAge: 18, MaxAge: 65, Form: "both", StreamURL: "https://live.example.cn/1", FilingDays: 5,
		Quotas: []app.Quota{{Category: "企业代表", Number: app.NoNumber}, {Category: "学生", Number: app.NoNumber}},
	}, nil},
	{"trial zone office", app.Event{
		Title: "“政府开放日”活动", Organiser: "国家试验区管委会办公室", Theme: "传承文化，对外交流", Start: on(2025, 11, 18, 15, 0), End: on(2025, 11, 18, 17, 0), Sites: []string{"新城大厦B栋1楼大厅", "新城大厦B栋15楼会议室"},
		Quotas:      []app.Quota{{Category: "社会组织代表", Number: app.NoNumber}, {Category: "陶瓷企业代表", Number: app.NoNumber}, {Category: "群众代表", Number: app.NoNumber}},
		SignUpUntil: on(2025, 11, 14, 18, 0), SignUpMethods: []string{"到新城大厦B栋15楼办公室现场报名", "发送邮件报名"}, Phones: []string{"0798-8000001"}, Email: "bgs@example.cn",
	}, []app.AgendaItem{{Kind: "visit", Content: "参观建设展"}, {Kind: "symposium", Content: "听取意见建议"}}},
	{"street of three sites", app.Event{
		Title: "政府开放日", Organiser: "羊亭街道办事处", Start: on(2023, 6, 9, 10, 0), Sites: []string{"河畔公园一期", "社区医院", "家和社区"}, CapacityWords: "共计19人",
		Quotas: []app.Quota{{Category: "人大代表", Number: app.NoNumber}, {Category: "群众代表", Number: app.NoNumber}},
	}, nil},
	{"industry bureau", app.Event{
		Title: "市工信局政府开放日", Organiser: "市工业和信息化局", Theme: "政务公开面对面，共谋工业新未来", Start: on(2025, 12, 5, 15, 0), Sites: []string{"市发展中心16号楼5楼"}, Capacity: 10, MinAge: 18, Audience: "在本市工作、生活、学习",
		SignUpUntil: on(2025, 11, 28, 0, 0), SignUpMethods: []string{"工作日拨打办公室电话报名", "发送姓名、工作单位和联系电话至邮箱报名"}, Phones: []string{"0798-8000002"}, Email: "gxj@example.cn", Notices: []string{"请保持电话畅通", "如不能如期举行，将另行通知"},
	}, []app.AgendaItem{{Kind: "visit", Content: "参观机关办公场所"}, {Kind: "symposium", Content: "介绍重点工作，解答热点问题"}}},
	{"housing bureau", app.Event{
		Title: "政务开放日活动", Organiser: "区住房和城乡建设局", Theme: "提升城市品质，共建宜居家园", Start: on(2023, 9, 21, 9, 30), End: on(2023, 9, 21, 11, 45), MinAge: 18, Audience: "在本区工作、生活、学习的市民",
		SignUpUntil: on(2023, 9, 15, 12, 0), SignUpMethods: []string{"电话报名", "电子邮箱报名"}, Contact: "张工", Phones: []string{"0818-2000001"}, Email: "zjj@example.cn",
	}, []app.AgendaItem{{Kind: "visit", Content: "参观老旧小区改造项目"}, {Kind: "symposium", Content: "介绍职责和重点工作"}}},
	{"planning centre", app.Event{
		Title: "“坪山区政府开放日”系列活动之重点片区开发建设成果分享", Organiser: "重点片区规划发展中心", Start: on(2022, 8, 26, 9, 30), End: on(2022, 8, 26, 11, 0), Sites: []string{"荣德大厦13楼"},
		SignUpUntil: on(2022, 8, 24, 0, 0), SignUpMethods: []string{"电话报名", "电子邮箱报名"}, Contact: "李工", Phones: []string{"0755-20000001"}, Email: "zx@example.cn",
	}, []app.AgendaItem{{Kind: "visit", Content: "片区观览", Place: "燕子湖片区"}, {Kind: "visit", Content: "实地参观办公场所"}, {Kind: "symposium", Content: "座谈交流"}}},
}

// facts are what an announcement must tell of an event, as it tells it.
func facts(d app.Dossier) []string {
	e := d.Event
	all := []string{e.Organiser, e.AssemblyPlace, wording.Unstopped(e.Audience), e.Email}
	all = append(all, wording.Unstopped(strings.SplitN(e.TimeWords, "，", 2)[0]), e.CapacityWords, e.StreamURL)
	for _, list := range [][]string{e.Sites, e.Phones, e.Notices} {
		all = append(all, list...)
	}
	for _, q := range e.Quotas {
		all = append(all, q.Category)
	}
	if e.Theme != "" {
		all = append(all, e.Theme)
	}
	if e.TimeWords == "" {
		all = append(all, wording.TimeSpan(e.Start, e.End))
	}
	if !e.SignUpUntil.IsZero() {
		all = append(all, wording.Moment(e.SignUpUntil))
	}
	if e.VettingDays > 0 {
		all = append(all, fmt.Sprintf("%d个工作日", e.VettingDays))
	}
	if e.Capacity > 0 {
		all = append(all, fmt.Sprintf("邀请%d人", e.Capacity))
	}
	for _, item := range d.Agenda {
		all = append(all, wording.Unstopped(item.Content))
	}
	return slices.DeleteFunc(all, func(s string) bool { return s == "" })
}

// Ten notices are rebuilt from their facts, each typed once: through the activity
// workbook, and with no choice made. The announcement has every fact; every other text
// reads well; nothing but the number and those it is addressed to is asked for.
func TestTenNoticesAreRebuiltFromFactsTypedOnce(t *testing.T) {
	if len(tenNotices) != 10 {
		t.Fatalf("%d notices", len(tenNotices))
	}
	again := 0 // facts that a text wants to have typed again
	for _, n := range tenNotices {
		raw := app.Dossier{Event: n.event, Agenda: n.items}
		raw.Event.State = app.StateDraft
		var file bytes.Buffer
		if err := workbook.Write(&file, raw); err != nil {
			t.Fatal(n.name, err)
		}
		d, warnings, err := workbook.Read(&file)
		if err != nil || len(warnings) > 0 {
			t.Fatal(n.name, warnings, err)
		}
		early, late := moments(d)
		for _, kind := range []paper.Kind{before.KindAnnouncement, before.KindPreviewNews, before.KindNotice, before.KindRequest, before.KindHostScript, after.KindNews, before.KindPlan} {
			at := early
			if kind == after.KindNews {
				at = late
			}
			f := form{kind, nil}
			text := f.said(t, d, at)
			checkText(t, n.name+" "+string(kind), text)
			if kind == before.KindAnnouncement {
				papertest.Contains(t, papertest.Unspaced(text), facts(d)...)
			}
			_, p := f.begin(t, at)
			for _, o := range p.Options() {
				if o.Kind == paper.Line && o.Required {
					again++
					t.Errorf("%s: %s wants %s to be typed", n.name, kind, o.Name)
				}
			}
		}
	}
	if again != 0 {
		t.Errorf("%d facts are typed twice", again)
	}
}
