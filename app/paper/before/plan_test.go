package before

import (
	"bytes"
	"context"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"openday/app"
	"openday/app/paper"
	"openday/app/paper/papertest"
	"openday/app/paper/typeset"
	"openday/app/paper/wording"
	"openday/app/workday"
)

func planOf(t testing.TB, d app.Dossier, at time.Time) *papertest.Made {
	t.Helper()
	var out bytes.Buffer
	report, err := Plan(context.Background(), &out, d, at)
	if err != nil {
		t.Fatal(err)
	}
	return papertest.Read(t, out.Bytes(), report)
}

// agendaFacts are the texts of an agenda's items in the order of the plan's table.
func agendaFacts(agenda []app.AgendaItem) []string {
	var all []string
	for _, a := range agenda {
		all = append(all, a.Start.Format("15:04")+"—"+a.End.Format("15:04"), app.AgendaKinds.Chinese(a.Kind), a.Content, a.Place, a.InCharge, a.Recorder, a.Note)
	}
	return all
}

// The facts of the sheets 活动, 组织机构, 名额 and 议程 stand in the plan, in its order.
func TestPlanTellsEveryFactOfTheSamples(t *testing.T) {
	for _, name := range papertest.Samples {
		d := papertest.Sample(t, name)
		e := d.Event
		at := app.DayOf(e.Start).AddDate(0, 0, -14)
		m := planOf(t, d, at)
		var texts []string
		put := func(list ...string) {
			for _, text := range list {
				texts = append(texts, wording.Unstopped(text))
			}
		}
		put(e.Title+"活动方案", e.Basis, e.Principle, e.Aims, "活动主题", e.Theme, "活动时间和地点",
			"时间。"+app.ShortDate(e.Start), e.Start.Format("15:04")+"—"+e.End.Format("15:04"), "地点。")
		put(e.Sites...)
		if !e.AssemblyTime.IsZero() {
			put(e.AssemblyTime.Format("15:04"))
		}
		put(e.AssemblyPlace, e.Transport, e.StreamURL, "邀请对象")
		if e.Capacity > 0 {
			put(fmt.Sprintf("%d人", e.Capacity))
		}
		for _, q := range e.Quotas {
			put(fmt.Sprintf("%s%d人", q.Category, q.Number))
		}
		if e.MinAge > 0 {
			put(fmt.Sprintf("%d周岁", e.MinAge))
		}
		put(e.Audience, "、活动议程", "表1活动议程")
		put(agendaFacts(d.Agenda)...)
		put("、组织机构", e.Organiser)
		put(e.CoOrganisers...)
		for _, role := range app.LeaderRoles {
			for _, l := range e.Leaders {
				if l.Role == role.Code {
					put(role.Chinese, l.Name, l.Position, l.Duty)
				}
			}
		}
		put("、报名和审核")
		for _, at := range []time.Time{e.SignUpFrom, e.SignUpUntil} {
			if !at.IsZero() {
				put(app.ShortDate(at) + at.Format("15:04"))
			}
		}
		put(e.SignUpMethods...)
		put(e.Contact)
		put(e.Phones...)
		put(e.Email)
		if e.VettingDays > 0 {
			put(fmt.Sprintf("%d个工作日", e.VettingDays))
		}
		put(e.Notices...)
		put(e.Channels...)
		put(e.Requirements...)
		if e.FilingDays > 0 {
			put(fmt.Sprintf("%d个工作日", e.FilingDays))
		}
		put(e.Organiser, app.ShortDate(at))
		papertest.InOrder(t, m.Text, texts...)
		papertest.InOrder(t, papertest.Poppler(t, m.PDF), texts...)
		if len(m.Report.Notes) > 0 || len(m.Report.Missing) > 0 {
			t.Errorf("%s: %+v", name, m.Report)
		}
	}
}

func TestPlanTellsEverything(t *testing.T) {
	d := papertest.Everything()
	d.Event.Requirements = []string{"加强领导。各科室明确专人负责", "做好记录。逐条登记意见建议。"}
	m := planOf(t, d, app.Date(2026, time.September, 4))
	papertest.InOrder(t, m.Text,
		"水务局政府开放日活动方案", "根据《关于开展“政府开放日”活动的通知》（市政务办〔2026〕12号），市水务局定于2026年9月24日至25日举办水务局政府开放日活动，现制定方案如下。",
		"一、指导思想", "坚持以人民为中心。", "坚持公开为常态。", "二、活动目标", "增进了解，改进工作。", "三、活动主题", "“共护一河清水”。",
		"四、活动时间和地点", "（一）时间。2026年9月24日（星期四）08:30至25日（星期五）11:45。", "（二）地点。依次为净水厂、泵站、污水处理厂。",
		"（三）集合安排。参加人员于08:15在局机关南门集合，乘2号车。", "（四）形式。以线下+线上方式举办。直播链接：https://live.example.cn/openday。",
		"五、邀请对象", "邀请10人（媒体记者不占名额，其中群众代表不少于三分之一），包括群众代表、人大代表3人、媒体记者2人、劳动模范。年龄要求为18至65周岁。对象要求：关心水务工作的市民。",
		"六、活动议程", "活动共安排2个环节，具体见表1。", "2026年9月24日星期四", "08:45—09:30参观参观净水工艺净水厂王厂长小李戴安全帽", "2026年9月25日星期五", "09:00座谈会议室",
		"七、组织机构", "主办单位为市水务局，承办单位为排水管理处、河道管理所。", "成立活动领导小组，组成如下：",
		"组长：陈局长局长（负总责）", "副组长：各分管领导", "办公室：局办公室（统筹协调）",
		"八、报名和审核", "（一）报名时间。2026年9月1日09:00至2026年9月18日17:00。", "（二）报名方式。电话报名、现场报名。",
		"（三）联系方式。联系人：沈工联系电话：0550-7000001、0550-7000002电子邮箱：sw@example.cn", "（四）审核答复。在2个工作日内完成审核并答复报名人。",
		"九、注意事项", "1.穿平底鞋。", "2.不得吸烟。", "十、宣传报道", "宣传渠道为门户网站、微信公众号。",
		"十一、工作要求", "（一）加强领导。各科室明确专人负责。", "（二）做好记录。逐条登记意见建议。",
		// 20 September is a make-up day, a Sunday.
		"十二、方案报备", "本方案在活动举办前5个工作日报备，即不迟于2026年9月18日（星期五）。", "市水务局", "2026年9月4日",
	)
	papertest.Lacks(t, m.Text, "合计", "尚未公布") // some numbers are not given; the year is known
}

// Where all who count have a number, they are added up.
func TestQuotasAreAddedUp(t *testing.T) {
	d := papertest.Everything()
	d.Event.Quotas = []app.Quota{{Category: "群众代表", Number: 5}, {Category: "党员代表", Number: 5}}
	papertest.Lacks(t, planOf(t, d, d.Event.Start).Text, "名额（人）") // two are said in words
	d.Event.Quotas = append(d.Event.Quotas, app.Quota{Category: "人大代表", Number: 2})
	m := planOf(t, d, d.Event.Start)
	papertest.Contains(t, m.Text, "名额分配见表1。", "序号类别名额（人）", "合计12")
	papertest.Lacks(t, m.Text, "最低占比", "是否占用名额")
	d.Event.Quotas = append(d.Event.Quotas, app.Quota{Category: "媒体", Number: 2, Outside: true})
	papertest.Contains(t, planOf(t, d, d.Event.Start).Text, "序号类别名额（人）是否占用名额", "1群众代表5是", "4媒体2否", "合计（占用名额）12")
}

// Where the calendar of a year is not known, the plan and the report say so;
// a calendar that knows it says when.
func TestDoubtfulFilingDateIsMarked(t *testing.T) {
	d := papertest.Gathering()
	d.Event.FilingDays = 5
	d.Event.Start = time.Date(2036, time.January, 9, 9, 0, 0, 0, app.Zone)
	d.Event.End = time.Time{}
	m := planOf(t, d, app.Date(2035, time.December, 1))
	papertest.Contains(t, m.Text, "即不迟于2036年1月2日（星期三）。（2036年放假安排尚未公布，此日期待公布后核定。）")
	papertest.Contains(t, papertest.Unspaced(strings.Join(m.Report.Notes, "")), "2036年放假安排尚未公布")

	known := workday.Official().With([]workday.Day{{Date: time.Date(2036, time.January, 2, 0, 0, 0, 0, time.UTC), Kind: workday.Off, Name: "元旦"}})
	known = known.With([]workday.Day{{Date: time.Date(2035, time.January, 1, 0, 0, 0, 0, time.UTC), Kind: workday.Off, Name: "元旦"}})
	var out bytes.Buffer
	d.Calendar = known
	report, err := Plan(context.Background(), &out, d, d.Event.Start)
	if err != nil {
		t.Fatal(err)
	}
	m = papertest.Read(t, out.Bytes(), report)
	papertest.Contains(t, m.Text, "即不迟于2036年1月1日（星期二）。")
	papertest.Lacks(t, m.Text, "尚未公布")
}

// sectionHeads finds the headings of the first level in a plan's text.
var sectionHeads = regexp.MustCompile(`([一二三四五六七八九十]+)、(指导思想|活动目标|活动主题|活动时间和地点|活动时间|活动地点|活动集合安排|活动乘车安排|活动形式|邀请对象|活动议程|组织机构|报名和审核|报名时间|报名方式|联系方式|审核答复|注意事项|宣传报道|工作要求|方案报备)`)

// Whatever is known of an event, sections count from one without a gap, none
// is empty, and none is there of which nothing is known.
func TestPlanNumbersWhatIsThere(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		d := papertest.Everything()
		e := &d.Event
		e.Title = "开放日"
		yes := func(name string) bool { return rapid.Bool().Draw(r, name) }
		var want []string
		keep := func(name string, drop func(), head string) {
			if !yes(name) {
				drop()
			} else if head != "" {
				want = append(want, head)
			}
		}
		points := func(heading, prefix string, there []string) {
			switch len(there) {
			case 0:
			case 1:
				want = append(want, prefix+there[0])
			default:
				want = append(want, heading)
			}
		}
		keep("principle", func() { e.Principle = "" }, "指导思想")
		keep("aims", func() { e.Aims = " \n" }, "活动目标")
		keep("theme", func() { e.Theme = "" }, "活动主题")
		where := []string{"时间"}
		for _, f := range []struct {
			head string
			drop func()
		}{
			{"地点", func() { e.Sites = nil }},
			{"集合安排", func() { e.AssemblyPlace, e.AssemblyTime = "", time.Time{} }},
			{"乘车安排", func() { e.Transport = "" }},
			{"形式", func() { e.Form, e.StreamURL = "", "" }},
		} {
			if yes(f.head) {
				where = append(where, f.head)
			} else {
				f.drop()
			}
		}
		points("活动时间和地点", "活动", where)
		quotas, capacity := yes("quotas"), yes("capacity")
		if !quotas {
			e.Quotas = nil
		}
		if !capacity {
			e.Capacity, e.MinAge, e.MaxAge, e.Audience = 0, 0, 0, ""
		}
		if quotas || capacity {
			want = append(want, "邀请对象")
		}
		keep("agenda", func() { d.Agenda = nil }, "活动议程")
		organiser, leaders := yes("organiser"), yes("leaders")
		if !organiser {
			e.Organiser, e.CoOrganisers = "", nil
		}
		if !leaders {
			e.Leaders = nil
		}
		if organiser || leaders {
			want = append(want, "组织机构")
		}
		var how []string
		for _, f := range []struct {
			head string
			drop func()
		}{
			{"报名时间", func() { e.SignUpFrom, e.SignUpUntil = time.Time{}, time.Time{} }},
			{"报名方式", func() { e.SignUpMethods = nil }},
			{"联系方式", func() { e.Contact, e.Phones, e.Email = "", nil, "" }},
			{"审核答复", func() { e.VettingDays = 0 }},
		} {
			if yes(f.head) {
				how = append(how, f.head)
			} else {
				f.drop()
			}
		}
		points("报名和审核", "", how)
		keep("notices", func() { e.Notices = []string{"", "。"} }, "注意事项")
		keep("channels", func() { e.Channels = nil }, "宣传报道")
		keep("requirements", func() { e.Requirements = nil }, "工作要求")
		keep("filing", func() { e.FilingDays = 0 }, "方案报备")

		m := planOf(t, d, app.Date(2026, time.September, 1))
		found := sectionHeads.FindAllStringSubmatchIndex(m.Text, -1)
		var got []string
		for i, f := range found {
			if number := m.Text[f[2]:f[3]]; number != typeset.ChineseNumber(i+1) {
				r.Errorf("section %d has the number %s", i+1, number)
			}
			got = append(got, m.Text[f[4]:f[5]])
			if i > 0 && f[0]-found[i-1][1] < len("。")*2 {
				r.Errorf("%s is empty", got[i-1])
			}
		}
		if !slices.Equal(got, want) {
			r.Errorf("sections %v, want %v", got, want)
		}
	})
}

// The page of GB/T 9704, measured on the plan itself: type area, 22 lines of 28
// characters, title, page numbers at the outer edge, date of the signature.
func TestPlanStandsOnTheOfficialPage(t *testing.T) {
	const left, right, top, bottom, em, pitch = 28, 28 + 156, 37, 37 + 225, 156.0 / 28, 225.0 / 22
	for _, name := range papertest.Samples {
		d := papertest.Sample(t, name)
		d.Event.Principle = strings.Repeat("让群众走进政府", 28*70/7)
		at := app.DayOf(d.Event.Start).AddDate(0, 0, -14)
		m := planOf(t, d, at)
		full := 0 // pages of body text alone
		for n := 1; n <= m.Report.Pages; n++ {
			var body []float64
			numbered, titled := false, n != 1
			for _, p := range m.Pieces(t, n) {
				if papertest.Unspaced(p.Text) == fmt.Sprintf("—%d—", n) {
					numbered = true
					if p.Y < bottom || !papertest.Near(p.Size, 14, 0.1) || n%2 == 1 && p.X < 105 || n%2 == 0 && p.X > 105 {
						t.Errorf("page number %d stands at %.1f, %.1f in %.1f pt", n, p.X, p.Y, p.Size)
					}
					continue
				}
				if p.Ink.Left < left-0.5 || p.Ink.Right > right+0.5 || p.Ink.Top < top-0.5 || p.Ink.Bottom > bottom+0.5 {
					t.Errorf("page %d: %q stands outside the type area: %+v", n, p.Text, p.Ink)
				}
				if n == 1 && strings.HasSuffix(p.Text, "方案") {
					titled = true
					if !papertest.Near(p.Size, 22, 0.01) || !papertest.Near(p.Ink.Left-left, right-p.Ink.Right, 1) {
						t.Errorf("the title has %.2f pt and stands from %.1f to %.1f mm", p.Size, p.Ink.Left, p.Ink.Right)
					}
				}
				if strings.HasPrefix(p.Text, "一、") && !papertest.Near(p.X, left+2*em, 0.3) {
					t.Errorf("%q begins at %.1f mm", p.Text, p.X)
				}
				if papertest.Near(p.Size, typeset.OfficialSize, 0.05) && p.Text != "" && strings.Trim(p.Text, "让群众走进政府") == "" && len([]rune(p.Text)) == 28 {
					if !papertest.Near(p.X, left, 0.05) {
						t.Errorf("a full line begins at %.2f mm", p.X)
					}
					body = append(body, p.Y)
				}
				if n == m.Report.Pages && p.Text == app.ShortDate(at) && !papertest.Near(p.Ink.Right, right-4*em, 1) {
					t.Errorf("the date ends at %.1f mm", p.Ink.Right)
				}
			}
			if !numbered || !titled {
				t.Errorf("page %d: numbered %v, titled %v", n, numbered, titled)
			}
			for i := 1; i < len(body); i++ {
				if !papertest.Near(body[i]-body[i-1], pitch, 0.05) {
					t.Errorf("lines are %.2f mm apart", body[i]-body[i-1])
				}
			}
			if len(body) == 22 {
				full++
			}
		}
		if full == 0 {
			t.Error("no page has 22 lines of 28 characters")
		}
	}
}

// A signature has text on its page, wherever the page ends.
func TestPlanHasNoSignatureAlone(t *testing.T) {
	d := papertest.Everything()
	for lines := range 22 {
		d.Event.Aims = strings.Repeat("目标。\n", lines+1)
		m := planOf(t, d, app.Date(2026, time.September, 4))
		body := 0
		for _, p := range m.Pieces(t, m.Report.Pages) {
			if strings.Contains(p.Text, "报备") || strings.Contains(p.Text, "18日") {
				body++
			}
		}
		if body == 0 {
			t.Errorf("%d lines more: the signature stands alone on page %d", lines, m.Report.Pages)
		}
	}
}

// Nor have the names of annexes and the signature a page of their own.
func TestNamesOfAnnexesHaveTextAboveThem(t *testing.T) {
	for _, annexes := range []int{1, 3} {
		for lines := range 24 {
			d := app.Dossier{Event: app.Event{ID: "e", Title: "开放日", Organiser: "市水务局", Start: app.Date(2026, 9, 24)}}
			d.Event.Sections = []app.Section{{Heading: "活动内容", Text: strings.Repeat("参观一处。\n", lines+1)}}
			for n := range annexes {
				d.Event.Sections = append(d.Event.Sections, app.Section{Heading: fmt.Sprint("附件", n+1, " 表"), Text: "一行。"})
			}
			m := planOf(t, d, app.Date(2026, time.September, 4))
			for page := 1; page <= m.Report.Pages; page++ {
				text := ""
				for _, p := range m.Pieces(t, page) {
					text += p.Text
				}
				if strings.Contains(text, "9月4日") && !strings.Contains(text, "参观") {
					t.Errorf("%d lines and %d annexes: page %d has %q alone", lines, annexes, page, text)
				}
			}
		}
	}
	// A plan may have nothing but annexes.
	d := app.Dossier{Event: app.Event{ID: "e", Title: "开放日", Organiser: "市水务局", Start: app.Date(2026, 9, 24), Sections: []app.Section{{Heading: "附件 报名表", Text: "姓名："}}}}
	m := planOf(t, d, app.Date(2026, time.September, 4))
	if m.Report.Pages != 2 {
		t.Errorf("it has %d pages", m.Report.Pages)
	}
	papertest.InOrder(t, m.Text, "开放日", "附件：报名表", "市水务局", "2026年9月4日", "附件", "报名表", "姓名：")
}

func TestPlanWarnsOfClashes(t *testing.T) {
	d := papertest.Everything()
	d.Agenda = []app.AgendaItem{d.Agenda[0], d.Agenda[0]}
	d.Agenda[1].Content = "参观泵站"
	m := planOf(t, d, d.Event.Start)
	if notes := strings.Join(m.Report.Notes, "\n"); !strings.Contains(notes, "08:45—09:30") || !strings.Contains(notes, "参观泵站") {
		t.Errorf("notes: %q", notes)
	}
}

func TestRareCharactersInThePlan(t *testing.T) {
	d := papertest.Everything()
	d.Event.Leaders[0].Name, d.Event.Theme, d.Agenda[0].InCharge, d.Event.Sites[0] = "张𬭎", "𠮷田", "𬭚工", "𬭚城😀"
	m := planOf(t, d, d.Event.Start)
	m.Draws(t, "张𬭎", "“𠮷田”", "𬭚工", "𬭚城😀")
}

// Whatever is written in an event, each of its papers is made, and no text of
// the plan is lost.
func TestAnyTextMakesThePapersOfThePlan(t *testing.T) {
	text := rapid.OneOf(rapid.Just(""), rapid.String(), rapid.StringOf(rapid.RuneFrom([]rune("张𬭎𠮷 \n。；（A1"))))
	rapid.Check(t, func(r *rapid.T) {
		d := papertest.Everything()
		e := &d.Event
		for _, field := range []*string{
			&e.Title, &e.Theme, &e.Organiser, &e.Basis, &e.Principle, &e.Transport, &e.Quotas[1].Category, &e.Leaders[0].Name, &e.Leaders[0].Duty,
			&e.Leaders[1].Name, &e.Sites[0], &e.SignUpMethods[0], &e.Notices[0], &e.Channels[0], &e.Requirements[0],
			&d.Agenda[0].Content, &d.Agenda[0].Place, &d.Agenda[0].Note, &d.Agenda[1].Place,
		} {
			*field = text.Draw(r, "text")
		}
		var out bytes.Buffer
		for _, def := range papertest.OfEvents(Papers) {
			p := def.New(e.Start)
			if len(p.Options()) > 0 {
				continue
			}
			if _, err := def.Write(context.Background(), &out, p, paper.Material{Dossier: d, At: e.Start.AddDate(1, 0, 0)}); err != nil {
				r.Error(def.Kind, err)
			}
		}
	})
}

// Every paper says the days of an event in the same words.
func TestDaysOfAnEvent(t *testing.T) {
	for _, c := range []struct{ start, end, days, span, sheet string }{
		{"2026-05-16 09:00", "2026-05-17 16:00", "2026年5月16日至17日", "2026年5月16日（星期六）09:00至17日（星期日）16:00", "2026年5月16日 星期六 09:00—17日 星期日 16:00"},
		{"2026-09-24 00:00", "2026-09-25 00:00", "2026年9月24日至25日", "2026年9月24日（星期四）至25日（星期五）", "2026年9月24日 星期四—25日 星期五"},
		{"2026-05-30 09:00", "2026-06-01 12:00", "2026年5月30日至6月1日", "2026年5月30日（星期六）09:00至6月1日（星期一）12:00", "2026年5月30日 星期六 09:00—6月1日 星期一 12:00"},
		{"2026-12-31 09:00", "2027-01-02 12:00", "2026年12月31日至2027年1月2日", "2026年12月31日（星期四）09:00至2027年1月2日（星期六）12:00", "2026年12月31日 星期四 09:00—2027年1月2日 星期六 12:00"},
		{"2026-05-16 09:00", "2026-05-16 11:30", "2026年5月16日", "2026年5月16日（星期六）09:00—11:30", "2026年5月16日 星期六 09:00—11:30"},
		{"2026-05-16 09:00", "", "2026年5月16日", "2026年5月16日（星期六）09:00", "2026年5月16日 星期六 09:00"},
		{"2026-05-16 19:00", "2026-05-17 00:00", "2026年5月16日", "2026年5月16日（星期六）19:00至17日（星期日）", "2026年5月16日 星期六 19:00—17日 星期日"},
	} {
		at := func(text string) time.Time {
			if text == "" {
				return time.Time{}
			}
			v, err := time.ParseInLocation("2006-01-02 15:04", text, app.Zone)
			if err != nil {
				t.Fatal(err)
			}
			return v
		}
		e := app.Event{ID: "e", Title: "水务局政府开放日活动", Organiser: "市水务局", State: app.StateHeld, Start: at(c.start), End: at(c.end)}
		if got := wording.Days(e); got != c.days {
			t.Errorf("%s to %s: %s, want %s", c.start, c.end, got, c.days)
		}
		if got := wording.TimeSpan(e.Start, e.End); got != c.span {
			t.Errorf("%s to %s: %s, want %s", c.start, c.end, got, c.span)
		}
		if got := app.Span(e.Start, e.End); got != c.sheet {
			t.Errorf("%s to %s: %s, want %s", c.start, c.end, got, c.sheet)
		}
		papertest.Contains(t, planOf(t, app.Dossier{Event: e}, e.Start.AddDate(0, 0, -20)).Text, "定于"+c.days+"举办")
	}
	if got := wording.Days(app.Event{}); got != "" {
		t.Errorf("an event without a day is on %s", got)
	}
}
