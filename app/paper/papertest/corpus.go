package papertest

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"openday/app"
	"openday/app/paper"
)

// corpus are events in which fields stand alone, in pairs and are missing: what the
// papers make of them was read aloud, sentence by sentence.
func corpus() map[string]app.Dossier {
	at := func(day, hour, minute int) time.Time {
		return time.Date(2026, time.September, day, hour, minute, 0, 0, app.Zone)
	}
	bare := func(title string) app.Dossier {
		return app.Dossier{Event: app.Event{Title: title, Start: at(24, 9, 0)}}
	}
	all := map[string]app.Dossier{}
	put := func(name string, change func(d *app.Dossier)) {
		d := bare("政府开放日")
		d.Event.Organiser = "县民政局"
		change(&d)
		all[name] = d
	}
	event := func(name string, change func(e *app.Event)) { put(name, func(d *app.Dossier) { change(&d.Event) }) }

	event("01-nothing", func(e *app.Event) { e.Organiser = "" })
	event("02-organiser", func(e *app.Event) {})
	event("03-organiser-in-title", func(e *app.Event) { e.Title = "县民政局2026年政府开放日活动" })
	event("04-title-is-a-plan", func(e *app.Event) { e.Title = "关于举办县民政局政府开放日活动方案" })
	event("05-title-in-marks", func(e *app.Event) { e.Title = "“走进民政、共建和谐”" })
	event("06-other-year", func(e *app.Event) { e.Title = "2025年度政府开放日" })
	event("07-joint", func(e *app.Event) {
		e.Organiser, e.CoOrganisers = "", []string{"县民政局", "县残联"}
	})
	event("08-organiser-and-joint", func(e *app.Event) { e.CoOrganisers = []string{"县社会福利院", "县殡仪馆"} })
	event("09-basis", func(e *app.Event) {
		e.Basis = "《关于转发《政务公开工作要点》的通知》（县政办〔2026〕8号）。"
	})
	event("10-basis-as-purpose", func(e *app.Event) { e.Basis = "为进一步推进政务公开，\n根据上级部署" })
	event("11-theme", func(e *app.Event) { e.Theme = "提升服务质量，助推“乡村振兴”" })
	event("12-theme-in-marks", func(e *app.Event) { e.Theme = "“走进民政”" })
	event("13-several-days", func(e *app.Event) { e.End = at(25, 16, 0) })
	event("14-months", func(e *app.Event) { e.Start, e.End = at(30, 9, 0), at(31, 16, 0) })
	event("15-one-site", func(e *app.Event) { e.Sites = []string{"社区食堂"} })
	event("16-sites", func(e *app.Event) { e.Sites = []string{"社区食堂", "养老服务中心", "市民之家"} })
	event("17-online", func(e *app.Event) { e.Form, e.StreamURL = "online", "https://live.example.cn/1" })
	event("18-both", func(e *app.Event) {
		e.Form, e.StreamURL, e.Sites = "both", "https://live.example.cn/1", []string{"政务大厅"}
	})
	event("19-assembly-and-bus", func(e *app.Event) {
		e.AssemblyPlace, e.AssemblyTime, e.Transport = "局机关北门", at(24, 8, 30), "统一乘车前往"
	})
	event("20-capacity", func(e *app.Event) { e.Capacity = 10 })
	event("21-quotas", func(e *app.Event) {
		e.Quotas = []app.Quota{{Category: "群众代表", Number: 5}, {Category: "人大代表", Number: 5}}
	})
	event("22-capacity-share-outside", func(e *app.Event) {
		e.Capacity = 10
		e.Quotas = []app.Quota{{Category: "群众代表", Number: app.NoNumber, MinShare: app.Share{Num: 1, Den: 3}}, {Category: "人大代表", Number: 3}, {Category: "媒体记者", Number: 2, Outside: true}}
	})
	event("23-audience-and-ages", func(e *app.Event) { e.Audience, e.MinAge, e.MaxAge = "在本县工作、生活", 18, 65 })
	event("24-sign-up", func(e *app.Event) {
		e.SignUpUntil, e.SignUpMethods, e.Contact, e.Phones = at(18, 17, 0), []string{"电话报名", "现场报名"}, "沈工", []string{"0550-7022110", "0550-7022111"}
	})
	event("25-pasted-notices", func(e *app.Event) {
		e.Notices = []string{"1、请携带身份证", "2、请提前10分钟到场\n听从安排", "●3.15消费者权益日资料现场领取"}
	})
	event("26-pasted-requirements", func(e *app.Event) {
		e.Requirements = []string{"（一）高度重视，加强领导。各科室要明确专人负责", "（二）做好记录。逐条登记"}
	})
	event("27-half-width", func(e *app.Event) {
		e.Aims = "增进了解,改进工作;听取意见(含建议).时间:10.5小时"
	})
	event("28-channels", func(e *app.Event) { e.Channels = []string{"门户网站", "微信公众号"} })
	event("29-filing", func(e *app.Event) { e.FilingDays, e.VettingDays = 5, 2 })
	event("30-leaders", func(e *app.Event) {
		e.Leaders = []app.Leader{{Role: "leader", Name: "陈国强", Position: "局长"}, {Role: "member", Name: "各科室负责人"}, {Role: "office", Position: "办公室", Duty: "统筹协调"}}
	})
	put("31-agenda", func(d *app.Dossier) {
		d.Agenda = []app.AgendaItem{
			{Start: at(24, 9, 0), End: at(24, 9, 40), Kind: "visit", Content: "参观社区食堂", InCharge: "何静"},
			{Start: at(24, 9, 40), Kind: "visit", Place: "养老服务中心"},
			{Start: at(24, 10, 0), End: at(24, 11, 0), Kind: "symposium", Content: "通报情况，征求意见", Place: "会议室", InCharge: "陈国强", Recorder: "小李"},
			{Start: at(24, 11, 0), Kind: "other"},
		}
	})
	put("32-agenda-of-days", func(d *app.Dossier) {
		d.Event.End = at(25, 11, 0)
		d.Agenda = []app.AgendaItem{{Start: at(24, 9, 0), End: at(24, 10, 0), Kind: "report", Content: "介绍职能", InCharge: "办公室"}, {Start: at(25, 9, 0), End: at(25, 11, 0), Kind: "handout", Content: "发放资料"}}
	})
	invited := func(d *app.Dossier, category string, attendance ...app.Attendance) {
		for _, a := range attendance {
			v := Person("某人", "某单位", category)
			v.Attendance = a
			d.Invitees = append(d.Invitees, v)
		}
	}
	put("33-all-came", func(d *app.Dossier) { invited(d, "群众代表", "came", "came", "substitute") })
	put("34-some-came", func(d *app.Dossier) {
		invited(d, "群众代表", "came", "excused", "absent", "")
		invited(d, "", "came")
		d.Invitees[4].Vetting, d.Invitees[4].WalkIn = app.VettingPending, true
		invited(d, "人大代表", "came")
		d.Invitees = append(d.Invitees, app.Invitee{Person: app.Person{Name: "候补人"}, Vetting: app.VettingWaiting})
	})
	opinion := func(d *app.Dossier, list ...app.Feedback) { d.Feedback = append(d.Feedback, list...) }
	answered := app.Feedback{Content: "建议增加日间照料床位", Speaker: "王玉梅", Stop: "参观", Department: "养老服务科", State: app.FeedbackFollowedUp, DueDate: app.Date(2026, 10, 8),
		Result: "已新增床位20张", RepliedOn: app.Date(2026, 10, 2), Satisfaction: app.Satisfied}
	put("35-answered", func(d *app.Dossier) { opinion(d, answered) })
	put("36-open-and-late", func(d *app.Dossier) {
		opinion(d, answered, app.Feedback{Content: "公墓班车能否加密", Speaker: "张雨桐", Stop: "座谈环节", Department: "社会事务科", InCharge: "李芳", State: app.FeedbackInProgress, DueDate: app.Date(2026, 9, 30)},
			app.Feedback{Content: "12345热线转接慢", State: app.FeedbackRecorded})
	})
	put("37-on-the-spot", func(d *app.Dossier) {
		opinion(d, app.Feedback{Content: "低保如何申请", Channel: "现场", State: app.FeedbackAnswered, Result: "工作人员说明了条件。并发放了指南。", RepliedOn: app.Date(2026, 9, 24)})
	})
	put("38-adopted-or-not", func(d *app.Dossier) {
		opinion(d, app.Feedback{Content: "延长开放时间", Speaker: "赵刚", Channel: "书面", Department: "办公室", State: app.FeedbackReplied, RepliedOn: app.Date(2026, 9, 30), ReplyChannel: "电话", Adoption: app.PartlyAdopted, AdoptionReason: "周末开放半天"},
			app.Feedback{Content: "增设停车场", Speaker: "钱进", Channel: "微信", Department: "规划科", State: app.FeedbackDone, Adoption: app.NotAdopted, AdoptionReason: "用地不足"})
	})
	put("39-long-opinion", func(d *app.Dossier) {
		opinion(d, app.Feedback{Content: "第一，门口道路坑洼。\n第二，路灯不亮，老人夜间出行不便，希望尽快维修", Speaker: "孙丽", Stop: "座谈", Department: "市政科", State: app.FeedbackAssigned, DueDate: app.Date(2026, 10, 20)})
	})
	put("40-many-opinions", func(d *app.Dossier) {
		for i := range 12 {
			o := answered
			o.Category = []string{"养老", "殡葬", "救助", "地名"}[i%4]
			opinion(d, o)
		}
	})
	return all
}

// CorpusSays holds what papers say of the events of the corpus to the files of
// testdata/corpus, which are written anew by OPENDAY_CORPUS=write and then read.
func CorpusSays(t *testing.T, say func(d app.Dossier) string) {
	t.Helper()
	for name, raw := range corpus() {
		var report paper.Report
		text := say(paper.Readied(raw, &report))
		path := filepath.Join("testdata", "corpus", name+".txt")
		if os.Getenv("OPENDAY_CORPUS") == "write" {
			if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if string(want) != text {
			t.Errorf("%s:\n%s\nwant\n%s", name, text, want)
		}
		for _, bad := range []string{"活动活动", "方案活动", "。。", "，。", "（）", "““", "《》", "于。", "null"} {
			if strings.Contains(text, bad) {
				t.Errorf("%s says %q: %s", name, bad, text)
			}
		}
	}
}
