package papertest

import (
	"fmt"
	"slices"
	"strconv"
	"time"

	"openday/app"
)

// Crowd makes an event of many people, as their names and units occur.
func Crowd(n int) app.Dossier {
	surnames, given := []rune("王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"), []rune("伟芳娜敏静丽强磊军洋勇艳杰娟涛明超霞平刚")
	d := Gathering()
	for i := range n {
		v := Person(string([]rune{surnames[i%20], given[i/20%20], given[i/7%20]}), fmt.Sprintf("青山街道第%d社区居民委员会", i%37+1), "群众代表")
		v.Post, v.Person.Phone = "网格员", fmt.Sprintf("1380000%04d", i%10000)
		d.Invitees = append(d.Invitees, v)
	}
	return d
}

// November is a day before the events of the samples.
var November = app.Date(2022, time.November, 10)

// WithIDs gives the invitees of a dossier the ids 1, 2, 3, …
func WithIDs(d app.Dossier) app.Dossier {
	for i := range d.Invitees {
		d.Invitees[i].ID = fmt.Sprint(i + 1)
	}
	return d
}

// Person makes an approved invitee.
func Person(name, unit, category string) app.Invitee {
	return app.Invitee{Person: app.Person{Name: name}, Unit: unit, Category: category, Vetting: app.VettingApproved}
}

// Gathering makes an event with people.
func Gathering(people ...app.Invitee) app.Dossier {
	return app.Dossier{
		Event: app.Event{
			Title: "青山街道政府开放日", Organiser: "青山街道办事处", Sites: []string{"便民服务中心"},
			Start: time.Date(2026, time.September, 24, 9, 0, 0, 0, app.Zone),
			End:   time.Date(2026, time.September, 24, 11, 30, 0, 0, app.Zone),
			State: app.StateHeld,
		},
		Invitees: slices.Clone(people),
	}
}

// Everything is an event in which every field is filled.
func Everything() app.Dossier {
	at := func(day, hour, minute int) time.Time {
		return time.Date(2026, time.September, day, hour, minute, 0, 0, app.Zone)
	}
	d := Gathering()
	d.Event = app.Event{
		Title: "水务局政府开放日活动", Theme: "共护一河清水", Organiser: "市水务局", CoOrganisers: []string{"排水管理处", "河道管理所"},
		Basis: "《关于开展“政府开放日”活动的通知》（市政务办〔2026〕12号）", Principle: "坚持以人民为中心。\n坚持公开为常态。", Aims: "增进了解，改进工作",
		Form: "both", StreamURL: "https://live.example.cn/openday", Start: at(24, 8, 30), End: at(25, 11, 45),
		AssemblyPlace: "局机关南门", AssemblyTime: at(24, 8, 15), Transport: "乘2号车", Sites: []string{"净水厂", "泵站", "污水处理厂"},
		Capacity: 10, MinAge: 18, MaxAge: 65, Audience: "关心水务工作的市民", SignUpFrom: at(1, 9, 0), SignUpUntil: at(18, 17, 0),
		SignUpMethods: []string{"电话报名", "现场报名"}, Contact: "沈工", Phones: []string{"0550-7000001", "0550-7000002"}, Email: "sw@example.cn",
		VettingDays: 2, FilingDays: 5, Notices: []string{"穿平底鞋", "不得吸烟"}, Channels: []string{"门户网站", "微信公众号"},
		Requirements: []string{"高度重视", "做好记录"},
		Leaders: []app.Leader{
			{Role: "leader", Name: "陈局长", Position: "局长", Duty: "负总责"}, {Role: "deputy", Name: "各分管领导"},
			{Role: "office", Position: "局办公室", Duty: "统筹协调"},
		},
		Quotas: []app.Quota{
			{Category: "群众代表", Number: app.NoNumber, MinShare: app.Share{Num: 1, Den: 3}}, {Category: "人大代表", Number: 3},
			{Category: "媒体记者", Number: 2, Outside: true}, {Category: "劳动模范", Number: app.NoNumber},
		},
		State: app.StateHeld,
	}
	d.Agenda = []app.AgendaItem{
		{Start: at(24, 8, 45), End: at(24, 9, 30), Kind: "visit", Content: "参观净水工艺", Place: "净水厂", InCharge: "王厂长", Recorder: "小李", Note: "戴安全帽"},
		{Start: at(25, 9, 0), Kind: "symposium", Place: "会议室"},
	}
	day := func(d int) time.Time { return app.Date(2026, time.September, d) }
	d.Feedback = []app.Feedback{
		{Content: "逾期的意见", Speaker: "甲", Department: "供水科", InCharge: "周工", DueDate: day(28), State: app.FeedbackInProgress, Category: "供水"},
		{Content: "在办的意见", Department: "排水科", DueDate: app.Date(2026, time.October, 20), State: app.FeedbackAssigned, Category: "排水"},
		{Content: "未交办的意见", State: app.FeedbackRecorded, Channel: "书面", Stop: "座谈"},
		{Content: "待答复的意见", Speaker: "乙", Department: "供水科", State: app.FeedbackDone, Result: "已修复", Grade: "A", Category: "供水"},
		{Content: "待回访的意见", Department: "供水科", State: app.FeedbackReplied, RepliedOn: day(30), Adoption: app.NotAdopted, AdoptionReason: "不具备条件", Category: "供水"},
		{Content: "不满意的意见", Department: "排水科", State: app.FeedbackInProgress, Satisfaction: app.NotSatisfied, Category: "排水"},
		{Content: "满意的意见", State: app.FeedbackFollowedUp, Satisfaction: app.Satisfied, RepliedOn: day(25), Adoption: app.Adopted, Category: "服务"},
	}
	for i, c := range []string{"群众代表", "群众代表", "人大代表", "媒体记者", ""} {
		v := Person("代表"+string([]rune("甲乙丙丁戊")[i]), "单位"+strconv.Itoa(i), c)
		v.Channel = app.SignUpChannels[i%2]
		d.Invitees = append(d.Invitees, v)
	}
	d.Invitees[0].Attendance, d.Invitees[0].SignedInAt = app.AttendanceCame, at(24, 8, 21)
	d.Invitees[1].Attendance, d.Invitees[1].Note = app.AttendanceSubstitute, "由同事参加，证件11010519491231002X"
	d.Invitees[2].Vetting = app.VettingPending
	d.Invitees[3].Vetting, d.Invitees[3].Attendance = app.VettingWaiting, app.AttendanceCame
	d.Invitees[4].Vetting, d.Invitees[4].Reason = app.VettingDeclined, "不符合年龄要求"
	return d
}
