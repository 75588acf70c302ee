package before

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"openday/app"
	"openday/app/paper"
	"openday/app/paper/papertest"
	"openday/app/paper/typeset"
	"openday/app/printer"
)

func letters(t testing.TB, d app.Dossier, o LetterOptions) *papertest.Made {
	t.Helper()
	var out bytes.Buffer
	report, err := Letters(t.Context(), &out, d, o, papertest.November)
	if err != nil {
		t.Fatal(err)
	}
	return papertest.Read(t, out.Bytes(), report)
}

// pageText returns the text of a page without spaces.
func pageText(t testing.TB, m *papertest.Made, n int) string {
	t.Helper()
	text, err := m.Doc(t).Text(n)
	if err != nil {
		t.Fatal(err)
	}
	return papertest.Unspaced(text)
}

// addressed makes a gathering with an invitee for each result of vetting.
func addressed() app.Dossier {
	with := func(name string, v app.Vetting, reason string) app.Invitee {
		i := papertest.Person(name, "", "")
		i.Vetting, i.Reason = v, reason
		return i
	}
	d := papertest.WithIDs(papertest.Gathering(
		with("张三", app.VettingApproved, ""), with("李待审", app.VettingPending, ""),
		with("王婉拒", app.VettingDeclined, "年龄超过规定，证件11010519491231002X。"), with("赵候补", app.VettingWaiting, ""),
		with("钱未说明", app.VettingDeclined, " "),
	))
	d.Invitees[0].Person.Gender, d.Invitees[2].Person.Gender = "male", "female"
	e := &d.Event
	e.Theme, e.AssemblyPlace, e.Transport = "走进街道，听民声", "办事处东门", "统一乘车"
	e.AssemblyTime = e.Start.Add(-30 * time.Minute)
	e.Contact, e.Phones, e.Email = "周联系", []string{"0550-7022110", "0550-7022111"}, "office@example.org"
	e.Notices = []string{"请携带身份证；", "请勿拍照"}
	return d
}

func TestLetterFollowsTheResultOfVetting(t *testing.T) {
	d := addressed()
	m := letters(t, d, DefaultLetterOptions())
	if m.Report.Pages != 4 {
		t.Fatalf("%d pages", m.Report.Pages)
	}
	papertest.InOrder(t, pageText(t, m, 1), "邀请函", "尊敬的张三先生：", "诚邀您参加“青山街道政府开放日”活动，本次活动的主题是“走进街道，听民声”",
		"一、活动时间：2026年9月24日（星期四）09:00—11:30。", "二、活动地点：便民服务中心。", "三、集合安排：08:30，办事处东门。",
		"四、乘车安排：统一乘车。", "五、注意事项：（1）请携带身份证；（2）请勿拍照。",
		"六、联系方式：", "联系人：周联系", "联系电话：0550-7022110、0550-7022111", "电子邮箱：office@example.org",
		"青山街道办事处", "2022年11月10日")
	papertest.InOrder(t, pageText(t, m, 2), "审核结果告知书", "尊敬的王婉拒女士：", "感谢您报名参加“青山街道政府开放日”活动", "现函告如下：",
		"未能列入本次活动的参加人员名单，原因是：年龄超过规定，证件110***********002X。敬请谅解。", "如有疑问，请与我们联系。联系人：周联系联系电话：0550", "青山街道办事处", "2022年11月10日")
	papertest.InOrder(t, pageText(t, m, 3), "候补通知", "尊敬的赵候补先生/女士：", "候补名单", "活动时间为2026年9月24日（星期四）09:00—11:30", "青山街道办事处")
	papertest.InOrder(t, pageText(t, m, 4), "尊敬的钱未说明先生/女士：", "未能列入本次活动的参加人员名单。敬请谅解。")
	for n, others := range map[int]string{1: "候补 未能列入 原因", 2: "候补 诚邀 集合", 3: "诚邀 未能列入 原因", 4: "原因 诚邀 候补"} {
		papertest.Lacks(t, pageText(t, m, n), strings.Fields(others)...)
	}
	papertest.Lacks(t, m.Text, "李待审", "11010519491231002X")
	notes := papertest.Unspaced(strings.Join(m.Report.Notes, ""))
	papertest.Contains(t, notes, "1人尚待审核", "1人")
	if len(m.Report.Notes) != 2 {
		t.Errorf("%q", m.Report.Notes)
	}
}

func TestWhoGetsALetter(t *testing.T) {
	d := addressed()
	o := DefaultLetterOptions()
	o.Sort, o.Date = paper.OrderStroke, app.Date(2026, time.September, 1)
	for want, c := range map[string]struct {
		results []app.Vetting
		ids     []string
	}{
		"王婉拒 钱未说明":        {[]app.Vetting{app.VettingDeclined}, nil},
		"张三 赵候补":          {[]app.Vetting{app.VettingApproved, app.VettingWaiting}, nil},
		"王婉拒 张三":          {DefaultLetterOptions().Results, []string{"1", "2", "3"}},
		"王婉拒 张三 赵候补 钱未说明": {DefaultLetterOptions().Results, nil},
	} {
		o.Results, o.IDs = c.results, c.ids
		m := letters(t, d, o)
		names := strings.Fields(want)
		if m.Report.Pages != len(names) {
			t.Fatalf("%s: %d letters", want, m.Report.Pages)
		}
		for i, name := range names {
			papertest.Contains(t, pageText(t, m, i+1), "尊敬的"+name, "2026年9月1日")
		}
	}
	o.Results, o.IDs = []app.Vetting{app.VettingApproved}, []string{"2"}
	if _, err := Letters(t.Context(), &bytes.Buffer{}, d, o, papertest.November); app.CodeOf(err) != app.CodeInvalid {
		t.Errorf("nobody to write to gives %v", err)
	}
}

// Whatever an event says, a letter is one page, with nothing outside its area.
func TestALetterIsOnePage(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		text := rapid.SliceOfN(nameLetters, 0, 400)
		d := addressed()
		d.Event.Title = "开" + string(text.Draw(rt, "title"))
		d.Event.Transport = string(text.Draw(rt, "transport"))
		for range rapid.IntRange(0, 20).Draw(rt, "notices") {
			d.Event.Notices = append(d.Event.Notices, string(text.Draw(rt, "notice")))
		}
		d.Invitees[2].Reason = string(text.Draw(rt, "reason"))
		d.Invitees[0].Person.Name = "名" + string(rapid.SliceOfN(nameLetters, 0, 60).Draw(rt, "name"))
		var out bytes.Buffer
		report, err := Letters(t.Context(), &out, d, DefaultLetterOptions(), papertest.November)
		if err != nil {
			rt.Fatal(err)
		}
		doc, err := printer.Open(t.Context(), out.Bytes())
		if err != nil {
			rt.Fatal(err)
		}
		defer doc.Close()
		if report.Pages != 4 || doc.PageCount() != 4 {
			rt.Fatalf("%d pages", doc.PageCount())
		}
		// A line of letters reaches a little beyond what it is counted with.
		area := typeset.Box{X: letterArea.X - 1, Y: letterArea.Y - 1, W: letterArea.W + 2, H: letterArea.H + 2}
		for n := range 4 {
			for _, c := range must(t)(doc.Chars(n + 1)) {
				if strings.TrimSpace(string(c.Rune)) != "" && !within(c, area) {
					rt.Errorf("page %d: %c stands outside: %+v", n+1, c.Rune, c.Ink)
				}
			}
		}
	})
}

func TestManyNoticesMakeSmallLettersAndANote(t *testing.T) {
	d := addressed()
	for range 60 {
		d.Event.Notices = append(d.Event.Notices, "请提前十五分钟到达集合地点，听从工作人员引导，注意人身和财物安全")
	}
	o := DefaultLetterOptions()
	o.Results = []app.Vetting{app.VettingApproved}
	m := letters(t, d, o)
	if m.Report.Pages != 1 || !strings.Contains(strings.Join(m.Report.Notes, ""), "1") || len(m.Report.Notes) != 2 {
		t.Errorf("%+v", m.Report)
	}
	papertest.InOrder(t, m.Text, "（62）请提前十五分钟到达", "联系人：周联系", "青山街道办事处", "2022年11月10日")
}

func TestLetterOptions(t *testing.T) {
	o := LetterOptions{Results: []app.Vetting{app.VettingWaiting}, Sort: paper.OrderUnit, Address: AddressComrade, Slip: true, Agenda: true, Date: papertest.November, IDs: []string{"1"}}
	got := lettersPaper.Recall(o.String(), papertest.November.AddDate(0, 0, 1)).(*LetterOptions)
	if got.String() != o.String() || !got.Date.IsZero() || got.IDs != nil {
		t.Errorf("%+v came back as %+v", o, got)
	}
	for _, text := range []string{"", `{"results":[]}`, `{"results":["pending"]}`, `{"sort":"age"}`} {
		if got := lettersPaper.Recall(text, papertest.November); got.String() != DefaultLetterOptions().String() {
			t.Errorf("%q became %s", text, got)
		}
	}
	if _, err := Letters(t.Context(), &bytes.Buffer{}, addressed(), LetterOptions{}, papertest.November); app.CodeOf(err) != app.CodeInvalid {
		t.Error(err)
	}
}
