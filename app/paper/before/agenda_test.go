package before

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"openday/app"
	"openday/app/paper"
	"openday/app/paper/papertest"
	"openday/app/paper/wording"
)

// ready makes a paper that leaves nothing to choose.
func ready(t testing.TB, k paper.Kind, d app.Dossier) *papertest.Made {
	t.Helper()
	var out bytes.Buffer
	report, err := papertest.Preset(context.Background(), &out, Papers, k, d, app.Date(2022, time.November, 21))
	if err != nil {
		t.Fatal(err)
	}
	return papertest.Read(t, out.Bytes(), report)
}

func TestAgendaOfTheSamples(t *testing.T) {
	for _, name := range papertest.Samples {
		d := papertest.Sample(t, name)
		e := d.Event
		m := ready(t, KindAgenda, d)
		texts := []string{e.Title, "议程", "主题：" + e.Theme, "时间：" + app.Span(e.Start, e.End), "地点："}
		texts = append(texts, e.Sites...)
		texts = append(texts, e.AssemblyPlace, e.Transport, "主办单位："+e.Organiser, "时间环节内容地点")
		for _, a := range d.Agenda {
			texts = append(texts, a.Start.Format("15:04")+"—"+a.End.Format("15:04")+app.AgendaKinds.Chinese(a.Kind)+a.Content+a.Place)
		}
		texts = append(texts, "注意事项")
		for _, n := range e.Notices {
			texts = append(texts, wording.Unstopped(n))
		}
		texts = append(texts, e.Contact)
		texts = append(texts, e.Phones...)
		texts = append(texts, e.Email, "第1页共1页")
		papertest.InOrder(t, m.Text, texts...)
		papertest.InOrder(t, papertest.Poppler(t, m.PDF), texts...)
		if len(m.Report.Notes) > 0 || len(m.Report.Missing) > 0 {
			t.Errorf("%s: %+v", name, m.Report)
		}
	}
}

// Guests are not shown what is for staff.
func TestAgendaIsForGuests(t *testing.T) {
	d := papertest.Everything()
	d.Event.Email = ""
	d.Agenda[0].Vehicle = "宁B12345"
	d.Agenda[0].Content = "参观，证件11010519491231002X"
	m := ready(t, KindAgenda, d)
	papertest.InOrder(t, m.Text, "水务局政府开放日活动", "议程", "直播链接：https://live.example.cn/openday", "2026年9月24日星期四", "08:45—09:30参观参观，证件110***********002X净水厂",
		"2026年9月25日星期五", "09:00座谈会议室", "1．穿平底鞋。", "2．不得吸烟。", "联系人：沈工", "联系电话：0550-7000001、0550-7000002")
	papertest.Lacks(t, m.Text, "王厂长", "小李", "戴安全帽", "宁B12345", "11010519491231002X", "陈局长")
}

// The letters are as large as one page allows; what does not fit on one is set
// on several.
func TestAgendaFitsOnePage(t *testing.T) {
	size := func(m *papertest.Made, text string) float64 {
		for n := 1; n <= m.Report.Pages; n++ {
			for _, p := range m.Pieces(t, n) {
				if strings.Contains(p.Text, text) {
					return p.Size
				}
			}
		}
		t.Fatalf("%q is not there", text)
		return 0
	}
	d := papertest.Gathering()
	before := 100.0
	for _, c := range []struct{ items, pages int }{{4, 1}, {12, 1}, {20, 1}, {25, 1}, {40, 2}} {
		d.Agenda = nil
		for i := range c.items {
			at := d.Event.Start.Add(time.Duration(i) * 10 * time.Minute)
			d.Agenda = append(d.Agenda, app.AgendaItem{Start: at, End: at.Add(10 * time.Minute), Kind: "visit", Content: "环节之" + strconv.Itoa(i+1) + "。", Place: "便民服务中心"})
		}
		d.Event.End = d.Agenda[c.items-1].End
		m := ready(t, KindAgenda, d)
		if m.Report.Pages != c.pages {
			t.Errorf("%d items are on %d pages, want %d", c.items, m.Report.Pages, c.pages)
		}
		got := size(m, "环节之1。")
		if c.pages == 1 && (got > before || got < 10.5-0.01) || c.items == 4 && !papertest.Near(got, 15, 0.01) || c.pages > 1 && !papertest.Near(got, 12, 0.01) {
			t.Errorf("%d items have letters of %.1f pt", c.items, got)
		}
		before = got
		for i := range c.items {
			papertest.Contains(t, m.Text, "环节之"+strconv.Itoa(i+1)+"。")
		}
	}
}

func TestAgendaPapersWarn(t *testing.T) {
	d := papertest.Gathering()
	for _, kind := range []paper.Kind{KindAgenda, KindRunSheet} {
		if notes := ready(t, kind, d).Report.Notes; len(notes) != 1 {
			t.Errorf("%s without an agenda: %q", kind, notes)
		}
	}
	item := func(from, to int, content string) app.AgendaItem {
		return app.AgendaItem{Start: d.Event.Start.Add(time.Duration(from) * time.Minute), End: d.Event.Start.Add(time.Duration(to) * time.Minute), Kind: "visit", Content: content}
	}
	d.Agenda = []app.AgendaItem{item(0, 30, "甲"), item(30, 60, "乙")}
	if notes := ready(t, KindRunSheet, d).Report.Notes; len(notes) > 0 {
		t.Errorf("a sound agenda: %q", notes)
	}
	d.Agenda = []app.AgendaItem{item(0, 30, "甲"), item(20, 60, "乙")}
	for _, kind := range []paper.Kind{KindAgenda, KindRunSheet} {
		notes := strings.Join(ready(t, kind, d).Report.Notes, "\n")
		if !strings.Contains(notes, "甲") || !strings.Contains(notes, "乙") {
			t.Errorf("%s with a clash: %q", kind, notes)
		}
	}
	if d.Agenda[0].ID != "" {
		t.Error("the dossier was changed")
	}
}

func TestRunSheetTellsTheStaffEverything(t *testing.T) {
	for _, name := range papertest.Samples {
		d := papertest.Sample(t, name)
		for i := range d.Agenda {
			d.Agenda[i].Vehicle = fmt.Sprintf("%d号车", i+7)
		}
		m := ready(t, KindRunSheet, d)
		texts := []string{d.Event.Title + "工作流程表", "时间：" + app.Span(d.Event.Start, d.Event.End), "序号时间时长环节内容地点负责人记录人车辆备注完成"}
		for i, a := range d.Agenda {
			texts = append(texts, strconv.Itoa(i+1)+a.Start.Format("15:04")+"—"+a.End.Format("15:04")+duration(a)+app.AgendaKinds.Chinese(a.Kind)+
				a.Content+a.Place+a.InCharge+a.Recorder+a.Vehicle+a.Note)
		}
		papertest.InOrder(t, m.Text, texts...)
		papertest.InOrder(t, papertest.Poppler(t, m.PDF), texts...)
		width, height, err := m.Doc(t).Size(1)
		if err != nil || width < height {
			t.Errorf("%s lies %v: %.0f × %.0f", name, err, width, height)
		}
	}
}

func TestDurations(t *testing.T) {
	at := app.Date(2026, time.September, 24)
	for minutes, want := range map[int]string{-5: "", 0: "", 40: "40分钟", 60: "1小时", 90: "1小时30分", 120: "2小时", 1500: "25小时"} {
		if got := duration(app.AgendaItem{Start: at, End: at.Add(time.Duration(minutes) * time.Minute)}); got != want {
			t.Errorf("%d: %q, want %q", minutes, got, want)
		}
	}
	if got := duration(app.AgendaItem{Start: at}); got != "" {
		t.Errorf("no end: %q", got)
	}
}

func TestDoorSignsOfTheSamples(t *testing.T) {
	for _, name := range papertest.Samples {
		d := papertest.Sample(t, name)
		m := ready(t, KindDoorSigns, d)
		signs := doorSigns(d)
		if len(signs) != m.Report.Pages || len(signs) < len(d.Event.Sites) {
			t.Fatalf("%d signs on %d pages", len(signs), m.Report.Pages)
		}
		stops := 0
		for i, s := range signs {
			page, err := m.Doc(t).Text(i + 1)
			if err != nil {
				t.Fatal(err)
			}
			if i < len(d.Event.Sites) && s.place != d.Event.Sites[i] {
				t.Errorf("sign %d is of %s, want %s", i+1, s.place, d.Event.Sites[i])
			}
			papertest.Contains(t, papertest.Unspaced(page), d.Event.Title, s.place)
			for _, a := range s.stops {
				stops++
				papertest.InOrder(t, papertest.Unspaced(page), a.Start.Format("15:04")+"—"+a.End.Format("15:04"), a.Content)
			}
		}
		if stops != len(d.Agenda) {
			t.Errorf("%d of %d items are on a sign", stops, len(d.Agenda))
		}
	}
}

// A short name fills the page, a long one stays on it.
func TestDoorSignsFillThePage(t *testing.T) {
	d := papertest.Gathering()
	d.Event.Sites = []string{"泵站", "社区颐养之家", "青山街道办事处三楼第一会议室", strings.Repeat("某某街道办事处", 12), "𬭚城𠮷田厅", "Room 12"}
	m := ready(t, KindDoorSigns, d)
	if m.Report.Pages != len(d.Event.Sites) {
		t.Fatalf("%d pages", m.Report.Pages)
	}
	for n := 1; n <= m.Report.Pages; n++ {
		left, right, size := 297.0, 0.0, 0.0
		for _, p := range m.Pieces(t, n) {
			if p.Ink.Left < 15-0.1 || p.Ink.Right > 297-15+0.1 || p.Ink.Top < 15-0.1 || p.Ink.Bottom > 210-15+0.1 {
				t.Errorf("page %d: %q stands outside the margins: %+v", n, p.Text, p.Ink)
			}
			if size = max(size, p.Size); p.Ink.Top > 43 {
				left, right = min(left, p.Ink.Left), max(right, p.Ink.Right)
			}
		}
		if size < 250 && right-left < 0.8*267 {
			t.Errorf("page %d: the name is %.0f mm wide in %.0f pt", n, right-left, size)
		}
		if n > 1 && n < 5 && size < 40 {
			t.Errorf("page %d: the name has %.0f pt", n, size)
		}
	}
	papertest.Contains(t, m.Text, m.Drawn(d.Event.Sites[4]))
}

func TestPlacesOfTheAgendaHaveSigns(t *testing.T) {
	d := papertest.Gathering()
	at := d.Event.Start
	for i, place := range []string{"东门", "南湖养老院", "养老院", "镇政府", "镇政府三楼会议室", "", "东门"} {
		d.Agenda = append(d.Agenda, app.AgendaItem{Start: at.Add(time.Duration(i) * time.Hour), Kind: "visit", Content: "第" + strconv.Itoa(i) + "站", Place: place})
	}
	d.Event.Sites = []string{"养老院", "县南湖养老院", "养老院", "镇政府三楼会议室"}
	got := map[string]string{}
	var order []string
	for _, s := range doorSigns(d) {
		order = append(order, s.place)
		for _, a := range s.stops {
			got[s.place] += a.Content[len("第") : len("第")+1]
		}
	}
	if want := []string{"养老院", "县南湖养老院", "镇政府三楼会议室", "东门", "镇政府"}; !slices.Equal(order, want) {
		t.Errorf("signs %v, want %v", order, want)
	}
	for place, want := range map[string]string{"东门": "06", "县南湖养老院": "1", "养老院": "2", "镇政府": "3", "镇政府三楼会议室": "4"} {
		if got[place] != want {
			t.Errorf("%s has the stops %s, want %s", place, got[place], want)
		}
	}

	d.Event.Sites, d.Agenda = nil, nil
	var out bytes.Buffer
	var wrong *app.Error
	if _, err := papertest.Preset(context.Background(), &out, Papers, KindDoorSigns, d, at); !errors.As(err, &wrong) || app.CodeOf(err) != app.CodeInvalid || out.Len() > 0 {
		t.Errorf("without places: %v", err)
	}
}
