// Command crowd fills a data file with what an office has after years: sixty events,
// one of them with 300 invitees and 2,000 opinions, one with 5,000 invitees, with
// dates round today. scripts/sizes.sh takes its pictures of it, scripts/figures.sh
// measures the memory of its invitees. With -sample the file gets the sample event
// as the window loads it, for the pictures of the guide and the README.
//
//	crowd [-past N] [-many N] [-invitees N] [-opinions N] FILE
//	crowd -sample FILE
package main

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"os"
	"slices"
	"strconv"
	"time"

	"openday/app"
	"openday/app/service"
	"openday/app/startplan"
	"openday/app/workbook"
	"openday/assets"
	"openday/data"
)

func main() {
	var c counts
	flag.IntVar(&c.past, "past", 58, "events of the past")
	flag.IntVar(&c.many, "many", 5000, "invitees of the coming event; 0 leaves it out")
	flag.IntVar(&c.invitees, "invitees", 300, "invitees of the event just held")
	flag.IntVar(&c.opinions, "opinions", 2000, "its opinions")
	sample := flag.Bool("sample", false, "the sample event alone")
	flag.Parse()
	if flag.NArg() != 1 {
		fmt.Fprintln(os.Stderr, "crowd: name the data file to fill")
		os.Exit(2)
	}
	work := c.fill
	if *sample {
		work = addSample
	}
	if err := inFile(context.Background(), flag.Arg(0), work); err != nil {
		fmt.Fprintln(os.Stderr, "crowd:", err)
		os.Exit(1)
	}
}

type counts struct{ past, many, invitees, opinions int }

// inFile does work in a data file.
func inFile(ctx context.Context, file string, work func(context.Context, *service.Service) error) (err error) {
	store, err := data.Open(ctx, file, data.Options{})
	if err != nil {
		return err
	}
	defer func() {
		if e := store.Close(); err == nil {
			err = e
		}
	}()
	s := service.New(store, time.Now, app.NewID, "赵丽")
	if err := s.SetOperator(ctx, "赵丽"); err != nil {
		return err
	}
	return work(ctx, s)
}

// addSample adds the sample event, with its dates round today.
func addSample(ctx context.Context, s *service.Service) error {
	book, err := workbook.ReadBook(ctx, bytes.NewReader(assets.Sample), false)
	if err != nil {
		return err
	}
	_, err = s.AddDossier(ctx, startplan.AsSample(book.Dossier, time.Now()))
	return err
}

func (c counts) fill(ctx context.Context, s *service.Service) error {
	today := time.Now().In(app.Zone)
	for _, name := range departments {
		if _, err := s.SaveDepartment(ctx, app.Department{Name: name, InCharge: "周以恒", Telephone: "0953-2034567"}); err != nil {
			return err
		}
	}
	for i := range c.past {
		d := eventOn(today.AddDate(0, 0, -21*(i+2)), fmt.Sprintf("走进%s开放日（第%d期）", places[i%len(places)], c.past+2-i))
		d.Event.State = app.StateArchived
		if i < 4 {
			d.Event.State = app.StateSummarised
		}
		if _, err := s.AddDossier(ctx, d); err != nil {
			return err
		}
	}
	if c.many > 0 {
		if _, err := s.AddDossier(ctx, comingEvent(today, c.many)); err != nil {
			return err
		}
	}
	held := eventOn(today.AddDate(0, 0, -8), "梧桐街道2026年“政务开放日”暨便民服务体验活动")
	held.Event.State = app.StateHeld
	held.Invitees = invitees(c.invitees, held.Event)
	held.Feedback = opinions(c.opinions, app.DayOf(today), held)
	_, err := s.AddDossier(ctx, held)
	return err
}

var (
	departments = []string{"便民服务中心", "城市管理综合执法局", "交通运输局", "民政局", "青禾县住房和城乡建设局", "水务局"}
	places      = []string{"便民服务中心", "第一水厂", "垃圾分拣中心", "第三中学", "社区卫生服务中心"}
	categories  = []string{"群众代表", "人大代表", "政协委员", "企业代表"}
	surnames    = []string{"周", "欧阳", "郑", "吴", "冯", "陈", "褚", "卫", "司马", "沈", "韩", "杨", "朱", "秦", "尤", "许", "何"}
	given       = []string{"文海", "立红", "兰", "子明", "秀英", "志强", "雨桐", "海燕", "建国", "淑珍", "晓东", "丽华", "𬭎"}
	units       = []string{"和平社区居民委员会", "市第三中学", "青禾县环境卫生服务中心", "青禾农业科技有限责任公司", "退休"}
	posts       = []string{"网格员", "教师", "主任", "总经理", ""}
	said        = []string{
		"便民服务中心午间只有一个窗口办社保，要排一个多小时，能否安排两名工作人员错峰值守，并在门口公示时间；周末延时服务也请一并考虑。",
		"12路公交车末班车太早，晚上七点以后老人从医院出来没有车坐，建议延长到九点。",
		"小区门口的路灯坏了三个月，晚上出行不安全。",
		"建议把办事指南做成大字版放在大厅，老年人看不清手机上的小字；自助机旁最好有人教。",
		"垃圾分拣中心的全流程讲解很清楚，希望学校能组织学生来参观，讲解词也请印成小册子发给大家带回去看。",
		"河道清淤以后水质好了，但是两岸的栏杆锈蚀，有的地方已经断开，请水务部门尽快检修。",
	}
	topics = []string{"民生", "交通出行", "城市更新", "政务服务"}
)

// comingEvent is an event whose sign-up is open.
func comingEvent(today time.Time, n int) app.Dossier {
	d := eventOn(today.AddDate(0, 0, 12), "青禾县政务公开月万人进机关活动")
	d.Event.State, d.Event.Capacity = app.StateSignUpOpen, 5200
	d.Event.Quotas = []app.Quota{{Category: "群众代表", Number: 3000}, {Category: "人大代表", Number: 700}, {Category: "政协委员", Number: 700}, {Category: "企业代表", Number: 800}}
	d.Invitees = invitees(n, d.Event)
	return d
}

// eventOn is an event with its agenda, whose last item begins before the one before
// it ends.
func eventOn(day time.Time, title string) app.Dossier {
	at := func(hour, minute int) time.Time {
		return time.Date(day.Year(), day.Month(), day.Day(), hour, minute, 0, 0, day.Location())
	}
	d := app.Dossier{Event: app.Event{
		Title: title, Theme: "走进政务服务，共建美好家园", Organiser: "梧桐街道办事处", CoOrganisers: []string{"便民服务中心", "城市管理综合执法局"},
		Basis: "《市人民政府办公室关于做好2026年政府开放日工作的通知》（市政办〔2026〕12号）", Principle: "坚持以人民为中心，进一步推进政务公开，让群众走进政府、了解政府、监督政府。",
		Start: at(8, 30), End: at(11, 40), AssemblyPlace: "街道办事处南门", AssemblyTime: at(8, 10), Transport: "统一乘车", Sites: []string{"便民服务中心", "垃圾分拣中心", "街道三楼会议室"},
		Capacity: 30, MinAge: 18, SignUpUntil: at(17, 0).AddDate(0, 0, -5), SignUpMethods: []string{"电话报名", "微信报名"}, Contact: "赵丽", Phones: []string{"0953-2034567"},
		VettingDays: 2, FilingDays: 5, Notices: []string{"请携带有效身份证件。", "请提前十分钟到达集合地点。"}, Channels: []string{"政府门户网站", "政务新媒体"},
		Requirements: []string{"高度重视，加强领导。各科室要明确责任，抓好落实。"},
		Leaders:      []app.Leader{{Role: "leader", Name: "周建国", Position: "街道党工委书记"}, {Role: "deputy", Name: "李海燕", Position: "办事处副主任"}},
		Quotas:       []app.Quota{{Category: "群众代表", Number: 12}, {Category: "人大代表", Number: 5}, {Category: "政协委员", Number: 5}, {Category: "企业代表", Number: 8}, {Category: "媒体", Number: app.NoNumber, Outside: true}},
	}}
	for _, i := range []struct {
		from, to       [2]int
		kind           app.AgendaKind
		content, place string
	}{
		{[2]int{8, 10}, [2]int{8, 40}, app.KindAssembly, "在街道办事处南门集合，统一乘车", "街道办事处南门"},
		{[2]int{8, 40}, [2]int{9, 20}, "visit", "参观便民服务中心，了解“一窗通办”和帮办代办服务", "便民服务中心"},
		{[2]int{9, 35}, [2]int{10, 10}, "visit", "观摩垃圾分拣中心运行情况，听取全流程讲解", "青禾县环境卫生服务中心分拣车间"},
		{[2]int{10, 20}, [2]int{10, 40}, "report", "听取街道重点工作情况介绍", "街道三楼会议室"},
		{[2]int{10, 40}, [2]int{11, 30}, "symposium", "座谈交流，听取意见建议，现场解答群众提问", "街道三楼会议室"},
		{[2]int{11, 20}, [2]int{11, 40}, "handout", "发放办事指南和便民服务手册", "街道三楼会议室"},
	} {
		d.Agenda = append(d.Agenda, app.AgendaItem{Start: at(i.from[0], i.from[1]), End: at(i.to[0], i.to[1]), Kind: i.kind, Content: i.content, Place: i.place, InCharge: "周以恒", Recorder: "林秋棠", Vehicle: "大巴1号车"})
	}
	return d
}

func pick[T any](of []T, i int) T { return of[i%len(of)] }

func invitees(n int, e app.Event) []app.Invitee {
	var all []app.Invitee
	for i := range n {
		inv := app.Invitee{
			ID:     app.NewID(),
			Person: app.Person{Name: pick(surnames, i) + pick(given, i/len(surnames)+i), Gender: pick([]app.Gender{"male", "female"}, i), Phone: "139" + fmt.Sprintf("%08d", 53_000_000+i), BornOn: app.Date(1950+i%50, 1+time.Month(i%12), 1+i%28)},
			Unit:   pick(units, i), Post: pick(posts, i), Category: pick(categories, i/3), Channel: pick(app.SignUpChannels, i), Vetting: app.VettingApproved,
		}
		switch {
		case i%11 == 3:
			inv.Vetting = app.VettingPending
		case i%17 == 5:
			inv.Vetting = app.VettingWaiting
		case i%29 == 7:
			inv.Vetting, inv.Reason = app.VettingDeclined, "不在本次活动的邀请范围"
		}
		if inv.Vetting == app.VettingApproved && e.State == app.StateHeld {
			inv.Confirmation = app.Confirmed
			inv.Attendance = pick([]app.Attendance{app.AttendanceCame, app.AttendanceCame, app.AttendanceCame, app.AttendanceExcused, "", app.AttendanceCame, app.AttendanceAbsent}, i)
		}
		if i%23 == 0 {
			inv.Category, inv.Note = "媒体", "素食"
		}
		all = append(all, inv)
	}
	return all
}

// opinions are in all states, some overdue and some soon due.
func opinions(n int, today time.Time, of app.Dossier) []app.Feedback {
	var all []app.Feedback
	for i := range n {
		f := app.Feedback{
			Content: pick(said, i) + "（第" + strconv.Itoa(i+1) + "条）", Stop: pick(of.Agenda, i).Content, Category: pick(topics, i), Channel: pick(app.FeedbackChannels, i),
			State: pick([]app.FeedbackState{app.FeedbackFollowedUp, app.FeedbackInProgress, app.FeedbackReplied, app.FeedbackDone, app.FeedbackFollowedUp, app.FeedbackAssigned, app.FeedbackRecorded, app.FeedbackAnswered}, i),
		}
		if i%9 != 0 {
			by := pick(of.Invitees, i)
			f.InviteeID, f.Speaker, f.Unit = by.ID, by.Person.Name, by.Unit
		}
		if !slices.Contains([]app.FeedbackState{app.FeedbackRecorded, app.FeedbackAnswered}, f.State) {
			f.Department, f.InCharge, f.AssignedOn = pick(departments, i), "周以恒", today.AddDate(0, 0, -7)
			f.DueDate = today.AddDate(0, 0, i%37-4)
		}
		if !f.State.IsOpen() {
			f.Result, f.Grade, f.Adoption = "已协调相关单位办理，并将结果告知提出人。", "A", app.Adopted
		}
		if f.State == app.FeedbackReplied || f.State == app.FeedbackFollowedUp || f.State == app.FeedbackAnswered {
			f.RepliedOn = today.AddDate(0, 0, -1)
		}
		if f.State == app.FeedbackFollowedUp {
			f.Satisfaction = pick([]app.Satisfaction{app.Satisfied, app.BasicallySat, app.Satisfied}, i/5)
		}
		all = append(all, f)
	}
	return all
}
