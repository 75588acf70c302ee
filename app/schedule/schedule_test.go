package schedule

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"openday/app"
	"openday/app/clash"
)

func at(hour, minute int) time.Time { return time.Date(2026, 9, 24, hour, minute, 0, 0, app.Zone) }

// told writes items as "08:30-09:00 visit 参观@大厅 王敏 #备注".
func told(items []app.AgendaItem) []string {
	var all []string
	for _, a := range items {
		s := a.Start.Format("15:04")
		if !app.DayOf(a.Start).Equal(at(0, 0)) {
			s = a.Start.Format("02T15:04")
		}
		if !a.End.IsZero() {
			s += "-" + a.End.Format("15:04")
		}
		s += " " + string(a.Kind) + " " + a.Content
		if a.Place != "" {
			s += "@" + a.Place
		}
		if a.InCharge != "" {
			s += " " + a.InCharge
		}
		if a.Note != "" {
			s += " #" + a.Note
		}
		all = append(all, s)
	}
	return all
}

func TestAgendaLinesAreRead(t *testing.T) {
	e := app.Event{ID: "e", Start: at(8, 30), Sites: []string{"水厂", "城北水厂"}, AssemblyPlace: "局门口"}
	for name, c := range map[string]struct {
		text   string
		want   []string
		unread []string
	}{
		"a dash":                   {"14:00—14:40 参观展厅", []string{"14:00-14:40 visit 参观展厅"}, nil},
		"all kinds of dashes":      {"9:00-9:20 参观\n9:20–9:50 列席办公会\n9：50～10：30　座谈交流\n10:30至10:40 发放手册", []string{"09:00-09:20 visit 参观", "09:20-09:50 open_meeting 列席办公会", "09:50-10:30 symposium 座谈交流", "10:30-10:40 handout 发放手册"}, nil},
		"spoken times":             {"上午9点至9点半，集合乘车\n下午2点—3点30分：座谈会", []string{"09:00-09:30 assembly 集合乘车", "14:00-15:30 symposium 座谈会"}, nil},
		"an end said by its noon":  {"下午2:00—3:30 座谈", []string{"14:00-15:30 symposium 座谈"}, nil},
		"numbers before":           {"1. 8:30-9:00 集合\n（二）9:00-9:30 参观\n3、9:30-10:00 介绍情况\n① 10:00-10:10 其它", []string{"08:30-09:00 assembly 集合", "09:00-09:30 visit 参观", "09:30-10:00 report 介绍情况", "10:00-10:10 other 其它"}, nil},
		"a number without space":   {"1.8:30-9:00 集合", []string{"08:30-09:00 assembly 集合"}, nil},
		"a place in brackets":      {"9:00-9:30 参观污水处理工艺（城南厂区）。", []string{"09:00-09:30 visit 参观污水处理工艺@城南厂区"}, nil},
		"a site that is named":     {"9:00-9:30 参观城北水厂", []string{"09:00-09:30 visit 参观城北水厂@城北水厂"}, nil},
		"a start alone":            {"08:30 局门口集合", []string{"08:30 assembly 局门口集合@局门口"}, nil},
		"a line below":             {"9:00-9:20\n参观城北水厂\n由厂长讲解。", []string{"09:00-09:20 visit 参观城北水厂@城北水厂 #由厂长讲解。"}, nil},
		"cells":                    {"时间\t内容\t地点\t负责人\n9:00-9:30\t参观\t水厂\t王敏\n9:30\t10:00\t座谈\t会议室\t李军", []string{"09:00-09:30 visit 参观@水厂 王敏", "09:30-10:00 symposium 座谈@会议室 李军"}, []string{"时间\t内容\t地点\t负责人"}},
		"cells with a number":      {"1\t9:00-9:30\t参观", []string{"09:00-09:30 visit 参观"}, nil},
		"Windows' line ends":       {"9:00-9:30 参观\r\n\r\n10:00-10:30 座谈\r\n", []string{"09:00-09:30 visit 参观", "10:00-10:30 symposium 座谈"}, nil},
		"past midnight":            {"22:00-23:30 夜间巡查参观\n0:10-1:00 座谈", []string{"22:00-23:30 visit 夜间巡查参观", "25T00:10-01:00 symposium 座谈"}, nil},
		"it ends before it starts": {"9:30-9:00 参观", nil, []string{"9:30-9:00 参观"}},
		"no such time":             {"29:00-30:00 参观", nil, []string{"29:00-30:00 参观"}},
		"no agenda":                {"各位代表：\n请准时参加。", nil, []string{"各位代表：", "请准时参加。"}},
		"nothing":                  {" \n", nil, nil},
		"brackets all the same":    {"9:00-9:30 参观（含讲解）展厅", []string{"09:00-09:30 visit 参观（含讲解）展厅"}, nil},
	} {
		items, unread := Lines(e, c.text)
		if got := told(items); !slices.Equal(got, c.want) || !slices.Equal(unread, c.unread) {
			t.Errorf("%s:\n%s\nwant\n%s\nunread %q", name, strings.Join(got, "\n"), strings.Join(c.want, "\n"), unread)
		}
	}
}

func FuzzAgendaLines(f *testing.F) {
	f.Add("14:00—14:40 参观")
	f.Add("1\t9:00\t10:00\t座谈")
	f.Add("（一）下午2点半—3点 走进\n由")
	e := app.Event{Start: at(8, 30), Sites: []string{"水厂"}}
	f.Fuzz(func(t *testing.T, text string) {
		items, _ := Lines(e, text)
		for _, a := range items {
			if a.Start.Before(at(0, 0)) || !a.End.IsZero() && a.End.Before(a.Start) {
				t.Fatalf("%q gives %+v", text, a)
			}
		}
	})
}

func TestAnAgendaGoesFromSiteToSite(t *testing.T) {
	e := app.Event{ID: "e", Start: at(8, 30), AssemblyPlace: "局门口", AssemblyTime: at(8, 20), Sites: []string{"水厂", "泵站", "三楼会议室"}}
	known := e
	known.Travel = []app.Travel{{From: "水厂", To: "局门口", Minutes: 7}, {From: "水厂", To: "泵站", Minutes: 15}, {From: "泵站", To: "三楼会议室", Minutes: 10}}
	ends := known
	ends.End = at(11, 30)
	for name, c := range map[string]struct {
		event app.Event
		want  string
	}{
		"no ways known":            {e, "08:20-08:30 局门口, 08:50-09:20 水厂, 09:40-10:10 泵站, 10:30-11:30 三楼会议室"},
		"ways known":               {known, "08:20-08:30 局门口, 08:40-09:10 水厂, 09:25-09:55 泵站, 10:05-11:05 三楼会议室"},
		"over at the end":          {ends, "08:20-08:30 局门口, 08:40-09:15 水厂, 09:30-10:05 泵站, 10:15-11:30 三楼会议室"},
		"no assembly":              {app.Event{Start: at(9, 0), Sites: []string{"水厂"}}, "09:00-09:30 水厂, 09:30-10:30 "},
		"assembly at the start":    {app.Event{Start: at(9, 0), AssemblyPlace: "门口", Sites: []string{"门口"}}, "09:00-09:10 门口, 09:10-09:40 门口, 09:40-10:40 "},
		"nothing but a symposium":  {app.Event{Start: at(9, 0), End: at(10, 3)}, "09:00-10:00 "},
		"no time for all of it":    {app.Event{Start: at(9, 0), End: at(9, 10), Sites: []string{"甲", "乙"}}, "09:00-09:05 甲, 09:25-09:30 乙, 09:30-09:35 "},
		"assembled after the hour": {app.Event{Start: at(8, 30), AssemblyTime: at(8, 40), Sites: []string{"甲"}}, "08:40-08:50 , 08:50-09:20 甲, 09:20-10:20 "},
	} {
		var got []string
		items := Proposed(c.event).Items(c.event)
		for _, a := range items {
			got = append(got, fmt.Sprintf("%s-%s %s", a.Start.Format("15:04"), a.End.Format("15:04"), a.Place))
			if wrong := a.Validate(); len(wrong) > 0 {
				t.Errorf("%s: %+v cannot be saved: %v", name, a, wrong)
			}
		}
		if s := strings.Join(got, ", "); s != c.want {
			t.Errorf("%s: %s, want %s", name, s, c.want)
		}
		course := Proposed(c.event)
		with := c.event.WithTravel(course.Ways(c.event)...)
		for _, found := range clash.Find(with, items) {
			if found.Kind != clash.Late {
				t.Errorf("%s: the agenda clashes: %+v", name, found)
			}
		}
	}
}
