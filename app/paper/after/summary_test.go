package after

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"openday/app"
	"openday/app/paper"
	"openday/app/paper/papertest"
	"openday/app/paper/typeset"
	"openday/app/paper/wording"
	"openday/app/phone"
)

// facts returns every text, number and date of an event, its people apart.
func facts(d app.Dossier) []string {
	e := d.Event
	all := []string{
		e.Title, e.Theme, e.Organiser, e.Basis, e.Principle, e.Aims, e.StreamURL, e.AssemblyPlace, e.Transport, e.Audience, e.Contact, e.Email,
		app.ShortDate(e.Start), e.Start.Format("15:04"),
	}
	for _, list := range [][]string{e.CoOrganisers, e.Sites, e.SignUpMethods, e.Phones, e.Channels} { // what was asked for before the event is past
		all = append(all, list...)
	}
	for _, t := range []time.Time{e.End, e.AssemblyTime, e.SignUpFrom, e.SignUpUntil} {
		if !t.IsZero() {
			all = append(all, t.Format("15:04"))
		}
	}
	for _, t := range []time.Time{e.SignUpFrom, e.SignUpUntil} {
		all = append(all, app.ShortDate(t))
	}
	for _, l := range e.Leaders {
		all = append(all, app.LeaderRoles.Chinese(l.Role), l.Name, l.Position, l.Duty)
	}
	for _, q := range e.Quotas {
		all = append(all, q.Category)
		if q.Number >= 0 {
			all = append(all, fmt.Sprintf("%s%d人", q.Category, q.Number))
		}
	}
	for n, words := range map[int]string{e.Capacity: "邀请%d人", e.MinAge: "%d", e.MaxAge: "%d", e.VettingDays: "%d个工作日", e.FilingDays: "%d个工作日"} {
		if n > 0 {
			all = append(all, fmt.Sprintf(words, n))
		}
	}
	for _, a := range d.Agenda {
		all = append(all, a.Start.Format("15:04"), strings.Replace(app.AgendaKinds.Chinese(a.Kind), "其他", "", 1), a.Content, a.Place, a.InCharge, a.Recorder, a.Note)
		if !a.End.IsZero() {
			all = append(all, a.End.Format("15:04"))
		}
	}
	for _, o := range d.Feedback {
		all = append(all, o.Content, o.Speaker, o.Stop, o.Category, strings.Replace(o.Channel, "现场", "", 1), o.Department, o.InCharge, app.ShortDate(o.DueDate),
			o.Result, app.ShortDate(o.RepliedOn),
			app.Adoptions.Chinese(o.Adoption), o.AdoptionReason, app.Satisfactions.Chinese(o.Satisfaction))
	}
	return all
}

// bound is a text without the full stop that the report puts itself.
func bound(texts []string) []string {
	for i := range texts {
		texts[i] = wording.Unstopped(texts[i])
	}
	return texts
}

func TestSummaryTellsEveryFactOfTheSamples(t *testing.T) {
	for _, name := range papertest.Samples {
		d := papertest.Sample(t, name)
		m := summarise(t, d, fullReport(), d.Event.Start.AddDate(0, 0, 18))
		for _, text := range []string{m.Text, papertest.Poppler(t, m.PDF)} {
			papertest.Contains(t, text, bound(facts(d))...)
			var agenda, told, ledger []string
			for _, a := range d.Agenda {
				agenda = append(agenda, a.Start.Format("15:04")+"—"+a.End.Format("15:04"))
			}
			for _, o := range d.Feedback {
				told = append(told, o.Content, o.Speaker+"在", "提出。"+o.Department+"承办")
				ledger = append(ledger, o.Content, o.Speaker, o.Category, o.Department, o.InCharge, app.ShortDate(o.DueDate), o.Result, app.ShortDate(o.RepliedOn))
			}
			parts := append([]string{"一、活动概况", "二、组织筹备", "三、活动开展情况"}, agenda...)
			parts = append(parts, "四、出席情况", "五、意见建议收集办理情况")
			parts = append(parts, told...)
			parts = append(parts, "六、存在的不足和尚待完成的工作", "七、下一步工作", "附件：1."+peopleTitle, "2."+paper.AgendaTitle, "3."+ledgerTitle,
				d.Event.Organiser, app.ShortDate(d.Event.Start.AddDate(0, 0, 18)), "附件1", peopleTitle)
			number := 0
			for _, q := range d.Event.Quotas {
				n := 0
				for _, v := range d.Invitees {
					if v.Category == q.Category {
						n++
					}
				}
				parts = append(parts, fmt.Sprintf("%s（%d人）", q.Category, n))
				for _, v := range d.Invitees {
					if v.Category == q.Category {
						number++
						parts = append(parts, strconv.Itoa(number)+v.Person.Name+app.Genders.Chinese(v.Person.Gender)+v.Unit+v.Post+phone.Mask(v.Person.Phone)+attended(v))
					}
				}
			}
			if number != len(d.Invitees) {
				t.Fatalf("%d of %d invitees have a category of the quotas", number, len(d.Invitees))
			}
			parts = append(parts, "附件2", paper.AgendaTitle)
			parts = append(parts, "附件3", ledgerTitle)
			parts = append(parts, ledger...)
			papertest.InOrder(t, text, parts...)
			for _, v := range d.Invitees {
				papertest.Lacks(t, text, v.Person.IDNumber, v.Person.Phone)
			}
		}
		if len(m.Report.Missing) > 0 || len(m.Report.Notes) != 3 {
			t.Errorf("%s: %+v", name, m.Report)
		}
	}
}

func attended(v app.Invitee) string {
	if v.Attendance == "" {
		return "未登记"
	}
	return app.Attendances.Chinese(v.Attendance)
}

func TestSummaryTellsEverythingAndWhatIsOpen(t *testing.T) {
	d := papertest.Everything()
	now := time.Date(2026, time.October, 8, 10, 0, 0, 0, app.Zone)
	m := summarise(t, d, fullReport(), now)
	all := facts(d)
	all = slices.DeleteFunc(all, func(s string) bool { return strings.Contains(s, "\n") })
	papertest.Contains(t, m.Text, bound(all)...)
	papertest.InOrder(t, m.Text,
		"水务局政府开放日活动总结", "根据《关于", "2026年9月24日至25日，市水务局举办了水务局政府开放日活动。现将有关情况总结如下。",
		"由市水务局主办，排水管理处、河道管理所承办，以“共护一河清水”为主题，于2026年9月24日（星期四）08:30至25日（星期五）11:45以线下+线上方式举行。",
		"直播链接：https://live.example.cn/openday。", "坚持以人民为中心。", "坚持公开为常态。", "活动目标：增进了解，改进工作。",
		"活动地点依次为净水厂、泵站、污水处理厂。参加人员于08:15在局机关南门集合。乘车安排：乘2号车。",
		"组长：陈局长（局长；职责：负总责）；副组长：各分管领导；办公室：局办公室（职责：统筹协调）。",
		"邀请10人（媒体记者不占名额，其中群众代表不少于三分之一），包括群众代表、人大代表3人、媒体记者2人、劳动模范。", "年龄要求为18至65周岁。",
		"报名时间为2026年9月1日09:00至2026年9月18日17:00。报名方式：（1）电话报名；（2）现场报名。",
		"审核时限为2个工作日。活动方案报备时限为举办前5个工作日。",
		"名单共登记5人，其中待审1人、审核通过2人、审核不通过1人、候补1人。按报名渠道分，电话报名3人、电子邮件2人。",
		"联系人：沈工", "联系电话：0550-7000001、0550-7000002", "电子邮箱：sw@example.cn",
		"宣传渠道为门户网站、微信公众号。",
		"（一）参观净水工艺。9月24日08:45—09:30，在净水厂，由王厂长引导讲解，小李记录。备注：戴安全帽。", "（二）座谈交流。9月25日09:00，在会议室进行。",
		"应到2人，实到2人（其中由他人替代1人）；另有临时参加1人。应到人员出席率为100%。",
		"名额应到缺额实到请假缺席未登记临时", "群众代表42220000", "人大代表30300000", "媒体记者（不占名额）20200001", "劳动模范—0—00000", "合计—2—20001",
		"截至2026年10月8日，共收集意见建议7条，已办结3条，办结率42.9%，按期办结率0%，满意率50%（其中已答复提出人2条）；正在办理3条，其中超期1条；待交办1条。",
		"上述意见建议中，采纳1条，不采纳1条。提出人的评价为满意1条，不满意1条。",
		"供水32101", "排水20200", "服务11000", "未填类别10010", "合计73311",
		"1.逾期的意见。甲提出。供水科承办（责任人周工），正在办理，办理时限为2026年9月28日，已超期3个工作日。",
		"3.未交办的意见。参加人员在座谈时书面匿名提出。尚待交办。", "供水科承办，已修复，尚待答复提出人，办理结果为A类（已解决）。",
		"意见建议未采纳（不具备条件）",
		"六、存在的不足和尚待完成的工作",
		"群众代表应邀请4人，审核通过2人，缺2人；人大代表应邀请3人，审核通过0人，缺3人",
		"1条意见建议超过办理时限：“逾期的意见”（供水科，责任人周工，办理时限2026年9月28日，已逾期3个工作日）。",
		"2条意见建议尚未办结：“在办的意见”（排水科，办理时限2026年10月20日）；“不满意的意见”（排水科，未定办理时限）。",
		"1条意见建议尚未交办：“未交办的意见”（未定办理时限）。", "“待答复的意见”（供水科）", "“不满意的意见”", "“待回访的意见”（供水科）",
		"七、下一步工作", "对供水科1条超期未办结的意见建议进行催办", "督促排水科2条（最近的办理时限为2026年10月20日）按时办结",
		"特此报告。", "市水务局", "2026年10月8日", "附件1",
		"群众代表（2人）", "1代表甲", "已到08:21", "2代表乙", "替代", "证件110***********002X", "媒体记者（1人）", "临时参加", "待审（1人）", "代表丙", "审核不通过（1人）", "不符合年龄要求",
	)
	papertest.Lacks(t, m.Text, "11010519491231002X", "尚未登记")
	notes := papertest.Unspaced(strings.Join(m.Report.Notes, "\n"))
	papertest.Contains(t, notes, "1人尚待审核", "1条意见建议已逾期", "5条意见建议尚未答复")
}

// Sections of which nothing is known are left out and the others counted on.
func TestEmptyPartsAreLeftOut(t *testing.T) {
	d := app.Dossier{Event: app.Event{Title: "开放日", Start: time.Date(2026, time.September, 24, 9, 0, 0, 0, app.Zone), State: app.StateDraft}}
	m := summarise(t, d, fullReport(), d.Event.Start.AddDate(0, 0, 3))
	papertest.InOrder(t, m.Text, "开放日活动总结", "开放日活动于2026年9月24日举办。", "一、活动概况", "活动于2026年9月24日（星期四）09:00举行。",
		"二、意见建议收集办理情况", "本次活动未收到意见建议。", "特此报告。", "2026年9月27日")
	papertest.Lacks(t, m.Text, "附件", "组织筹备", "开展情况", "出席情况", "尚未录入", "表1", "图1")
	papertest.Contains(t, papertest.Unspaced(strings.Join(m.Report.Notes, "")), "还没有录入邀请对象", "还没有安排议程")

	d = papertest.Sample(t, papertest.Samples[0])
	d.Agenda, d.Invitees, d.Event.Quotas = nil, nil, nil
	m = summarise(t, d, fullReport(), d.Event.Start)
	papertest.InOrder(t, m.Text, "二、组织筹备", "三、意见建议收集办理情况", "四、存在的不足", "五、下一步工作", "附件："+ledgerTitle, "附件", ledgerTitle)
	papertest.Lacks(t, m.Text, "附件1", "附件：1.")
}

func TestNothingOpenLeavesNothingToDo(t *testing.T) {
	d := papertest.Everything()
	d.Feedback = d.Feedback[6:]
	d.Invitees = d.Invitees[:1]
	d.Event.Quotas = nil
	m := summarise(t, d, fullReport(), app.Date(2026, time.October, 8))
	papertest.Contains(t, m.Text, "已办结1条，办结率100%")
	papertest.Lacks(t, m.Text, "六、", "存在的不足", "下一步工作")
	if len(m.Report.Notes) > 0 {
		t.Errorf("notes: %q", m.Report.Notes)
	}
}

func TestReportBeforeTheEventSaysSo(t *testing.T) {
	d := papertest.Sample(t, papertest.Samples[1])
	for i := range d.Invitees {
		d.Invitees[i].Attendance = ""
	}
	d.Feedback = nil
	m := summarise(t, d, fullReport(), d.Event.Start.AddDate(0, 0, -5))
	papertest.Contains(t, m.Text, "经开区管委会定于2021年11月29日举办经开区2021年政府开放日活动。活动尚未举办，现将截至2021年11月24日的有关情况报告如下。")
	papertest.Lacks(t, m.Text, "举办了", "尚未登记", "实到0人", "补登")
	if len(m.Report.Notes) > 0 {
		t.Errorf("notes: %q", m.Report.Notes)
	}
}

func TestAnnexesAreAChoice(t *testing.T) {
	d := papertest.Sample(t, papertest.Samples[0])
	m := summarise(t, d, SummaryOptions{Form: FormFull, Annexes: []Annex{}}, d.Event.Start)
	papertest.Lacks(t, m.Text, "附件", peopleTitle)
	papertest.Contains(t, m.Text, d.Feedback[0].Content, d.Agenda[0].Content)

	m = summarise(t, d, fullReport(), d.Event.Start)
	for n := 1; n <= m.Report.Pages; n++ {
		text, err := m.Doc(t).Text(n)
		if err != nil {
			t.Fatal(err)
		}
		width, height, err := m.Doc(t).Size(n)
		if lying := strings.HasPrefix(papertest.Unspaced(text), "附件3"); err != nil || lying != (width > height) {
			t.Errorf("page %d is %.0f × %.0f: %v", n, width, height, err)
		}
	}
}

// The page of GB/T 9704 is measured: type area, size and pitch of the body,
// indent, page numbers at the outer edge, signature at the right.
func TestSummaryStandsOnTheOfficialPage(t *testing.T) {
	d := papertest.Sample(t, papertest.Samples[0])
	d.Event.Aims = strings.Repeat("让群众走进政府，让政府听见群众。", 30)
	m := summarise(t, d, SummaryOptions{Form: FormFull, Annexes: []Annex{}}, d.Event.Start.AddDate(0, 0, 18))
	const left, right, top, bottom, em = 28, 28 + 156, 37, 37 + 225, 156.0 / 28
	var body []float64 // baselines of full lines on page 1
	date := app.ShortDate(d.Event.Start.AddDate(0, 0, 18))
	for n := 1; n <= m.Report.Pages; n++ {
		number := fmt.Sprintf("— %d —", n)
		numbered := false
		for _, p := range m.Pieces(t, n) {
			if papertest.Unspaced(p.Text) == papertest.Unspaced(number) {
				numbered = true
				if p.Y < bottom || !papertest.Near(p.Size, 14, 0.1) || n%2 == 1 && p.X < 105 || n%2 == 0 && p.X > 105 {
					t.Errorf("page number %d stands at %.1f, %.1f in %.1f pt", n, p.X, p.Y, p.Size)
				}
				continue
			}
			if p.Ink.Left < left-0.5 || p.Ink.Right > right+0.5 || p.Ink.Top < top-0.5 || p.Ink.Bottom > bottom+0.5 {
				t.Errorf("page %d: %q stands outside the type area: %+v", n, p.Text, p.Ink)
			}
			if strings.HasPrefix(p.Text, "一、") && !papertest.Near(p.X, left+2*em, 0.3) {
				t.Errorf("%q begins at %.1f mm", p.Text, p.X)
			}
			if n == 1 && papertest.Near(p.Size, typeset.OfficialSize, 0.05) && strings.Contains(p.Text, "让群众走进政府") {
				body = append(body, p.Y)
			}
			if n == m.Report.Pages && p.Text == date && !papertest.Near(p.Ink.Right, right-4*em, 1) {
				t.Errorf("the date ends at %.1f mm", p.Ink.Right)
			}
		}
		if !numbered {
			t.Errorf("page %d has no number", n)
		}
	}
	if len(body) < 3 {
		t.Fatalf("%d lines of body text found", len(body))
	}
	for i := 1; i < len(body); i++ {
		if pitch := body[i] - body[i-1]; !papertest.Near(pitch, 225.0/22, 0.1) {
			t.Errorf("lines are %.2f mm apart", pitch)
		}
	}
}

func TestRareCharactersInTheSummary(t *testing.T) {
	d := papertest.Gathering(papertest.Person("张𬭎", "𬭚城商贸", "𠮷田😀"))
	d.Feedback = []app.Feedback{{Content: "𠮷田😀路口", Category: "𠮷田😀", Department: "𬭚城科", State: app.FeedbackRecorded}}
	m := summarise(t, d, fullReport(), d.Event.Start)
	m.Draws(t, "张𬭎", "𬭚城商贸", "𠮷田😀", "𠮷田😀路口", "𬭚城科")
}

// Whatever is written in an event, there is a report. Its charts take their
// time, so the texts are a fixed few of those that rapid would try.
func TestAnyTextMakesASummary(t *testing.T) {
	texts := rapid.OneOf(rapid.Just(""), rapid.String(), rapid.StringOf(rapid.RuneFrom([]rune("张𬭎𠮷 \n。；（A1"))))
	for seed := range 20 {
		d := papertest.Everything()
		e := &d.Event
		for i, field := range []*string{
			&e.Title, &e.Organiser, &e.Basis, &e.Principle, &e.Transport, &e.Quotas[1].Category, &e.Leaders[0].Duty, &e.Sites[0], &e.Notices[0],
			&d.Agenda[0].Content, &d.Feedback[0].Content, &d.Feedback[3].Result, &d.Feedback[1].Department, &d.Invitees[0].Person.Name, &d.Invitees[0].Note,
		} {
			*field = texts.Example(100*seed + i)
		}
		o := fullReport()
		if seed%2 == 1 {
			o.Annexes = nil
		}
		var out bytes.Buffer
		if _, err := Summary(context.Background(), &out, d, o, e.Start.AddDate(0, 0, 3*seed-20)); err != nil {
			t.Errorf("%+v: %v", d, err)
		}
	}
}

// BenchmarkShortSummary2000 is the short report of an event with 2,000 opinions:
// half a second at most.
func BenchmarkShortSummary2000(b *testing.B) {
	d := papertest.Crowd(200)
	for i := range 2000 {
		d.Feedback = append(d.Feedback, app.Feedback{
			ID: strconv.Itoa(i), Content: fmt.Sprintf("第%d条意见建议，希望尽快办理", i), Speaker: "王芳", Category: []string{"市政", "养老", "教育", "交通"}[i%4],
			Department: "综合科", State: app.FeedbackInProgress, DueDate: app.Date(2026, time.October, 8),
		})
	}
	for b.Loop() {
		o := SummaryOptions{Form: FormShort, Annexes: []Annex{}}
		if _, err := Summary(context.Background(), &bytes.Buffer{}, d, o, app.Date(2026, time.October, 8)); err != nil {
			b.Fatal(err)
		}
	}
}

func summarise(t testing.TB, d app.Dossier, o SummaryOptions, at time.Time) *papertest.Made {
	t.Helper()
	var out bytes.Buffer
	report, err := Summary(context.Background(), &out, d, o, at)
	if err != nil {
		t.Fatal(err)
	}
	return papertest.Read(t, out.Bytes(), report)
}

// fullReport are the choices for all that a report can tell.
func fullReport() SummaryOptions { return SummaryOptions{Form: FormFull} }
