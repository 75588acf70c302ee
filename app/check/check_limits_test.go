package check_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"openday/app"
	"openday/app/check"
)

// findings returns what is found in an event, without its sentences, in order.
func findings(d app.Dossier, now time.Time) string {
	var all []string
	for _, f := range check.Find(d, timetable, nil, now) {
		all = append(all, strings.Join(strings.Fields(fmt.Sprint(f.Weight, " ", f.Topic, " ", f.ID, " ", f.Field)), " "))
	}
	slices.Sort(all)
	return strings.Join(all, "; ")
}

// healthy is an event with a full list, on which all goes as it should.
func healthy() app.Dossier {
	d := sound()
	d.Event.State = app.StateSettled
	add := func(category string, n int) {
		for range n {
			d.Invitees = append(d.Invitees, app.Invitee{ID: fmt.Sprint("v", len(d.Invitees)), Person: app.Person{Name: "王芳"}, Category: category,
				Vetting: app.VettingApproved, DecidedOn: app.Date(2026, 11, 13), RepliedOn: app.Date(2026, 11, 13)})
		}
	}
	add("群众代表", 12)
	add("企业代表", 5)
	add("政务公开监督员", 3)
	add("媒体记者", 2)
	return d
}

func TestNothingIsFoundInAHealthyEvent(t *testing.T) {
	near := app.Date(2026, 11, 16).Add(15 * time.Hour)
	after := app.Date(2026, 11, 17).Add(15 * time.Hour)
	for name, c := range map[string]struct {
		change func(*app.Dossier)
		now    time.Time
	}{
		"early":            {func(*app.Dossier) {}, early},
		"near":             {func(*app.Dossier) {}, near},
		"waiting and out":  {func(d *app.Dossier) { waitAndDecline(d) }, near},
		"a walk-in":        {func(d *app.Dossier) { walkIn(d) }, near},
		"after":            {func(d *app.Dossier) { hold(d) }, after},
		"after, a walk-in": {func(d *app.Dossier) { hold(d); walkIn(d) }, after},
		"after, opinions":  {func(d *app.Dossier) { hold(d); listen(d) }, after},
		"before, an opinion": {func(d *app.Dossier) {
			d.Feedback = []app.Feedback{{ID: "f", Content: "路灯不亮", State: app.FeedbackRecorded}}
		}, near},
		"all done": {func(d *app.Dossier) {
			hold(d)
			d.Event.State = app.StateArchived
		}, app.Date(2027, 11, 1)},
		"and purged": {func(d *app.Dossier) {
			hold(d)
			d.Event.State, d.Event.PurgedAt = app.StateArchived, app.Date(2027, 11, 10)
		}, app.Date(2028, 11, 1)},
	} {
		d := healthy()
		c.change(&d)
		if got := findings(d, c.now); got != "" {
			t.Errorf("%s: %s", name, got)
		}
	}
}

// d is a moment on the hour.
func d(year int, month time.Month, day, hour int) time.Time {
	return time.Date(year, month, day, hour, 0, 0, 0, app.Zone)
}

func waitAndDecline(d *app.Dossier) {
	told := app.Date(2026, 11, 13)
	d.Invitees = append(d.Invitees,
		app.Invitee{ID: "waits", Person: app.Person{Name: "某人"}, Category: "群众代表", Vetting: app.VettingWaiting, DecidedOn: told, RepliedOn: told},
		app.Invitee{ID: "out", Person: app.Person{Name: "某人"}, Category: "游客", Vetting: app.VettingDeclined, DecidedOn: told, RepliedOn: told},
		app.Invitee{ID: "out too", Person: app.Person{Name: "某人"}, Vetting: app.VettingDeclined, DecidedOn: told, RepliedOn: told})
}

func walkIn(d *app.Dossier) {
	d.Invitees = append(d.Invitees, app.Invitee{ID: "walk", Person: app.Person{Name: "某人"}, Category: "群众代表", Vetting: app.VettingPending, WalkIn: true, Attendance: app.AttendanceCame, DecidedOn: app.Date(2026, 11, 1)})
}

// hold has the event be over with everybody's attendance entered.
func hold(d *app.Dossier) {
	d.Event.State = app.StateHeld
	d.Event.Done = []app.DeadlineDone{{Kind: app.DeadlinePublish, On: app.Date(2026, 11, 18)}}
	for i := range d.Invitees {
		d.Invitees[i].Attendance = app.AttendanceCame
	}
}

// listen adds opinions in every state about which nothing is wrong.
func listen(d *app.Dossier) {
	for i, f := range []app.Feedback{
		{State: app.FeedbackAnswered, Result: "已说明", RepliedOn: app.Date(2026, 11, 17)},
		{State: app.FeedbackAssigned, Department: "城管科", DueDate: app.Date(2026, 12, 1)},
		{State: app.FeedbackInProgress, Department: "城管科", DueDate: app.Date(2026, 11, 17)}, // due today
		{State: app.FeedbackDone, Department: "城管科", DueDate: app.Date(2026, 11, 10), RepliedOn: app.Date(2026, 11, 17)},
		{State: app.FeedbackReplied, Department: "城管科", DueDate: app.Date(2026, 11, 10), RepliedOn: app.Date(2026, 11, 17)},
		{State: app.FeedbackFollowedUp, Department: "城管科", RepliedOn: app.Date(2026, 11, 17), Satisfaction: app.Satisfied},
		{State: app.FeedbackAssigned, Department: "城管科", DueDate: app.Date(2026, 11, 1), MergedInto: "f0"}, // handled there
		{State: app.FeedbackRecorded, MergedInto: "f0"},
	} {
		f.ID, f.Content = fmt.Sprint("f", i), "路灯不亮"
		d.Feedback = append(d.Feedback, f)
	}
}

func TestFindingsAtTheirLimits(t *testing.T) {
	type dossier = *app.Dossier
	quotas := func(d dossier, capacity int, quotas ...app.Quota) {
		d.Event.Capacity, d.Event.Quotas, d.Invitees = capacity, quotas, nil
	}
	people := func(d dossier, category string, n int) {
		for range n {
			d.Invitees = append(d.Invitees, app.Invitee{ID: fmt.Sprint("v", len(d.Invitees)), Person: app.Person{Name: "王芳"}, Category: category, Vetting: app.VettingApproved})
		}
	}
	one := func(category string, n int) app.Quota { return app.Quota{Category: category, Number: n} }
	half := app.Share{Num: 1, Den: 2}
	near := d(2026, 11, 16, 15)
	for name, c := range map[string]struct {
		spoil func(dossier)
		now   time.Time
		want  string
	}{
		"a second after the end":      {func(dossier) {}, d(2026, 11, 17, 12).Add(time.Second), "hint events; warning events publish Deadlines; warning invitees v0 Attendance"},
		"the end of an open day":      {func(d dossier) { d.Event.End = time.Time{} }, d(2026, 11, 18, 0), "warning events End; warning events publish Deadlines"},
		"past the end of an open day": {func(d dossier) { d.Event.End = time.Time{} }, d(2026, 11, 18, 0).Add(time.Second), "hint events; warning events End; warning events publish Deadlines; warning invitees v0 Attendance"},
		"aims alone":                  {func(d dossier) { d.Event.Aims, d.Event.Principle = "增进理解", "" }, early, ""},
		"principle alone":             {func(d dossier) { d.Event.Aims, d.Event.Principle = "", "以人民为中心" }, early, ""},
		"neither":                     {func(d dossier) { d.Event.Aims, d.Event.Principle = "", "" }, early, "hint events Aims"},
		"no channels":                 {func(d dossier) { d.Event.Channels = nil }, early, "hint events Channels"},
		"one channel":                 {func(d dossier) { d.Event.Channels = []string{"门户网站"} }, early, ""},
		"no requirements":             {func(d dossier) { d.Event.Requirements = nil }, early, "hint events Requirements"},
		"one requirement":             {func(d dossier) { d.Event.Requirements = []string{"有序"} }, early, ""},
		"one notice, one way":         {func(d dossier) { d.Event.Notices, d.Event.SignUpMethods = []string{"有序"}, []string{"电话报名"} }, early, ""},
		"no leading group":            {func(d dossier) { d.Event.Leaders = nil }, early, "warning events Leaders"},
		"a leader alone":              {func(d dossier) { d.Event.Leaders = d.Event.Leaders[:1] }, early, ""},
		"an office alone":             {func(d dossier) { d.Event.Leaders = d.Event.Leaders[2:] }, early, "hint events Leaders"},
		"telephone alone": {func(d dossier) {
			d.Event.Contact, d.Event.Email, d.Event.SignUpMethods = "", "", []string{"电话报名"}
		}, early, ""},
		"e-mail alone":          {func(d dossier) { d.Event.Contact, d.Event.Phones = "", nil }, early, ""},
		"contact and e-mail":    {func(d dossier) { d.Event.Phones = nil }, early, ""},
		"contact and telephone": {func(d dossier) { d.Event.Email, d.Event.SignUpMethods = "", []string{"电话报名"} }, early, ""},
		"contact alone": {func(d dossier) {
			d.Event.Phones, d.Event.Email, d.Event.SignUpMethods = nil, "", []string{"现场报名"}
		}, early, "warning events Phones"},
		"no contact at all": {func(d dossier) {
			d.Event.Contact, d.Event.Phones, d.Event.Email, d.Event.SignUpMethods = "", nil, "", []string{"现场报名"}
		}, early, "warning events Contact"},
		"online, and nowhere else": {func(d dossier) { d.Event.Form, d.Event.Sites, d.Event.StreamURL = "online", nil, "https://example.cn" }, early, ""},
		"online without a link":    {func(d dossier) { d.Event.Form = "online" }, early, "warning events StreamURL"},
		"both without a link":      {func(d dossier) { d.Event.Form = "both" }, early, "warning events StreamURL"},
		"both without a place":     {func(d dossier) { d.Event.Form, d.Event.StreamURL, d.Event.Sites = "both", "https://example.cn", nil }, early, "warning events Sites"},
		"no assembly at all": {func(d dossier) {
			d.Event.AssemblyTime, d.Event.AssemblyPlace, d.Event.Transport, d.Agenda = time.Time{}, "", "", d.Agenda[1:]
		}, early, ""},
		"transport without assembly": {func(d dossier) { d.Event.AssemblyTime, d.Event.AssemblyPlace, d.Agenda = time.Time{}, "", d.Agenda[1:] }, early, "hint events AssemblyPlace"},
		"assembly by hour alone":     {func(d dossier) { d.Event.AssemblyPlace, d.Event.Transport, d.Agenda[0].Place = "", "", "" }, early, "warning events AssemblyPlace"},
		"assembly as it starts":      {func(d dossier) { d.Event.AssemblyTime, d.Agenda = d.Event.Start, d.Agenda[1:] }, early, ""},
		"assembly a minute after":    {func(d dossier) { d.Event.AssemblyTime, d.Agenda = d.Event.Start.Add(time.Minute), d.Agenda[1:] }, early, "error events AssemblyTime"},
		"sign-up until it starts":    {func(d dossier) { d.Event.SignUpUntil = d.Event.Start }, early, ""},
		"sign-up a minute after":     {func(d dossier) { d.Event.SignUpUntil = d.Event.Start.Add(time.Minute) }, early, "error events SignUpUntil"},
		"at six":                     {func(d dossier) { startAt(d, 6) }, early, ""},
		"before six":                 {func(d dossier) { startAt(d, 5) }, early, "hint events Start"},
		"at nine in the evening":     {func(d dossier) { startAt(d, 21) }, early, ""},
		"at ten in the evening":      {func(d dossier) { startAt(d, 22) }, early, "hint events Start"},
		"no day yet": {func(d dossier) {
			d.Event.Start, d.Event.End, d.Event.AssemblyTime, d.Event.AssemblyPlace, d.Event.Transport, d.Event.SignUpUntil, d.Agenda = time.Time{}, time.Time{}, time.Time{}, "", "", time.Time{}, nil
		}, early, "warning agenda; warning events End; warning events SignUpUntil; warning events Start"},
		"quotas as many as are invited":          {func(d dossier) { quotas(d, 5, one("甲", 3), one("乙", 2)) }, early, ""},
		"quotas one more":                        {func(d dossier) { quotas(d, 4, one("甲", 3), one("乙", 2)) }, early, "error events Quotas"},
		"a quota of nobody beside it":            {func(d dossier) { quotas(d, 3, one("甲", 3), one("乙", 0)) }, early, ""},
		"a quota without a number beside it":     {func(d dossier) { quotas(d, 3, one("甲", 3), one("乙", app.NoNumber)) }, early, ""},
		"a quota of nobody, of one":              {func(d dossier) { quotas(d, 1, one("甲", 0)) }, early, "hint events Quotas"},
		"a year that is not announced, all done": {func(d dossier) { *d = moved(*d, app.Date(2035, 3, 1)); d.Event.State = app.StateSettled }, early, "hint events Start"},
		"quotas one less":                        {func(d dossier) { quotas(d, 6, one("甲", 3), one("乙", 2)) }, early, "hint events Quotas"},
		"a single quota of one, of one":          {func(d dossier) { quotas(d, 1, one("甲", 1)) }, early, ""},
		"a single quota of one, of two":          {func(d dossier) { quotas(d, 2, one("甲", 1)) }, early, "hint events Quotas"},
		"a single quota of two, of one":          {func(d dossier) { quotas(d, 1, one("甲", 2)) }, early, "error events Quotas"},
		"one less, and one without a number":     {func(d dossier) { quotas(d, 6, one("甲", 3), app.Quota{Category: "乙", Number: app.NoNumber}) }, early, ""},
		"those outside do not count":             {func(d dossier) { quotas(d, 3, one("甲", 3), app.Quota{Category: "乙", Number: 9, Outside: true}) }, early, ""},
		"no number of people, quotas":            {func(d dossier) { quotas(d, 0, one("甲", 3)) }, early, "warning events Capacity"},
		"no quotas":                              {func(d dossier) { quotas(d, 3) }, early, "warning events Quotas"},
		"no quotas, and a list":                  {func(d dossier) { quotas(d, 3); people(d, "甲", 2); people(d, "", 1) }, early, "warning events Quotas"},
		"two strange categories": {func(d dossier) {
			people(d, "学生", 1)
			people(d, "游客", 3)
			d.Event.Capacity = 30
			d.Event.Quotas[1].Number = 5
		}, early, "hint invitees; warning invitees v22 Category; warning invitees v23 Category"},
		"without a category, after one out": {func(d dossier) { waitAndDecline(d); people(d, "", 1); d.Event.Capacity = 22 }, early, "hint invitees v25 Category"},
		"as many as are invited":            {func(d dossier) { quotas(d, 2, app.Quota{Category: "甲", Number: app.NoNumber}); people(d, "甲", 2) }, early, ""},
		"one more is approved":              {func(d dossier) { quotas(d, 2, app.Quota{Category: "甲", Number: app.NoNumber}); people(d, "甲", 3) }, early, "warning events Capacity"},
		"one is invited, two are approved":  {func(d dossier) { quotas(d, 1, app.Quota{Category: "甲", Number: app.NoNumber}); people(d, "甲", 2) }, early, "warning events Capacity"},
		"one more, but not approved": {func(d dossier) {
			quotas(d, 2, app.Quota{Category: "甲", Number: app.NoNumber})
			people(d, "甲", 3)
			d.Invitees[2].Vetting = app.VettingWaiting
		}, early, ""},
		"one in place of who withdrew": {func(d dossier) {
			quotas(d, 2, app.Quota{Category: "甲", Number: app.NoNumber})
			people(d, "甲", 3)
			d.Invitees[0].Confirmation = app.Withdrew
		}, early, ""},
		"one more outside": {func(d dossier) {
			quotas(d, 2, app.Quota{Category: "甲", Number: app.NoNumber}, app.Quota{Category: "乙", Number: 1, Outside: true})
			people(d, "甲", 2)
			people(d, "乙", 1)
		}, early, ""},
		"no number of people, approved": {func(d dossier) { quotas(d, 0, app.Quota{Category: "甲", Number: app.NoNumber}); people(d, "甲", 3) }, early, "warning events Capacity"},
		"a quota just met":              {func(d dossier) { quotas(d, 3, one("甲", 3)); people(d, "甲", 3) }, early, ""},
		"a quota lacks one":             {func(d dossier) { quotas(d, 3, one("甲", 3)); people(d, "甲", 2) }, early, "hint invitees"},
		"as sign-up closes":             {func(d dossier) { quotas(d, 3, one("甲", 3)); people(d, "甲", 2) }, d(2026, 11, 13, 17), "hint invitees"},
		"a second after it":             {func(d dossier) { quotas(d, 3, one("甲", 3)); people(d, "甲", 2) }, d(2026, 11, 13, 17).Add(time.Second), "warning invitees"},
		"sign-up has no end":            {func(d dossier) { quotas(d, 3, one("甲", 3)); people(d, "甲", 2); d.Event.SignUpUntil = time.Time{} }, early, "hint invitees; warning events SignUpUntil"},
		"a share just reached": {func(d dossier) {
			quotas(d, 2, app.Quota{Category: "甲", Number: app.NoNumber, MinShare: half}, app.Quota{Category: "乙", Number: app.NoNumber})
			people(d, "甲", 1)
			people(d, "乙", 1)
		}, early, ""},
		"a share not reached": {func(d dossier) {
			quotas(d, 2, app.Quota{Category: "甲", Number: app.NoNumber, MinShare: half}, app.Quota{Category: "乙", Number: app.NoNumber})
			people(d, "甲", 1)
			people(d, "乙", 2)
		}, early, "hint invitees; warning events Capacity"},
		"a share of those outside": {func(d dossier) {
			quotas(d, 1, app.Quota{Category: "甲", Number: app.NoNumber, MinShare: half, Outside: true}, app.Quota{Category: "乙", Number: app.NoNumber})
			people(d, "甲", 1)
			people(d, "乙", 1)
		}, early, ""},
		"a share in a category not asked": {func(d dossier) { quotas(d, 9, one("甲", 9)); people(d, "甲", 9); people(d, "", 1) }, early, "hint invitees v9 Category; warning events Capacity"},
		"a place by part of its name": {func(d dossier) {
			d.Agenda[1].Place, d.Agenda[3].Place = "政务服务中心二楼大厅", "民生服务"
		}, early, ""},
		"a site named in what happens": {func(d dossier) { d.Agenda[1].Place = "" }, early, ""},
		"no sites, and places":         {func(d dossier) { d.Event.Sites = nil }, early, "warning events Sites"},
		"one site, another place":      {func(d dossier) { d.Event.Sites = d.Event.Sites[:1] }, early, "hint agenda a3 Place; hint agenda a5 Place"},
		"a site without an item":       {func(d dossier) { d.Agenda[1].Place, d.Agenda[1].Content = "", "参观" }, early, "hint agenda"},
		"no item at all":               {func(d dossier) { d.Agenda = nil }, early, "warning agenda"},
		"one item":                     {func(d dossier) { d.Event.Sites, d.Agenda = []string{"会议室"}, d.Agenda[1:2] }, early, "hint agenda; hint agenda a1 Place"},
		"one waits, early":             {func(d dossier) { d.Invitees[0].Vetting = app.VettingPending }, early, "hint invitees v0 Vetting"},
		"one waits, three days before": {func(d dossier) { d.Invitees[0].Vetting, d.Event.SignUpUntil = app.VettingPending, time.Time{} }, d(2026, 11, 12, 9), "warning events SignUpUntil; warning invitees v0 Vetting"},
		"one waits, four days before":  {func(d dossier) { d.Invitees[0].Vetting, d.Event.SignUpUntil = app.VettingPending, time.Time{} }, d(2026, 11, 11, 9), "hint invitees v0 Vetting; warning events SignUpUntil"},
		"one waits, replies near": {func(d dossier) {
			d.Invitees[0].Vetting, d.Event.SignUpUntil = app.VettingPending, d.Event.Start.AddDate(0, 0, -7)
		}, d(2026, 11, 9, 9), "warning invitees v0 Vetting"},
		"one waits, replies four days on": {func(d dossier) {
			d.Invitees[0].Vetting, d.Event.SignUpUntil = app.VettingPending, d.Event.Start.AddDate(0, 0, -7)
		}, d(2026, 11, 6, 9), "hint invitees v0 Vetting"},
		"one walks in":             {func(d dossier) { walkIn(d) }, near, ""},
		"one is not told, in time": {func(d dossier) { d.Invitees[3].RepliedOn = time.Time{} }, d(2026, 11, 17, 8), "warning events publish Deadlines"},
		"one is not told, late": {func(d dossier) {
			d.Invitees[3].RepliedOn, d.Event.SignUpUntil = time.Time{}, d.Event.Start.AddDate(0, 0, -7)
		}, d(2026, 11, 13, 8), "warning invitees v3"},
		"one is not told, on the day": {func(d dossier) {
			d.Invitees[3].RepliedOn, d.Event.SignUpUntil = time.Time{}, d.Event.Start.AddDate(0, 0, -7)
		}, d(2026, 11, 12, 23), ""},
		"one is not told, no day for it":  {func(d dossier) { d.Invitees[3].RepliedOn, d.Event.SignUpUntil = time.Time{}, time.Time{} }, d(2026, 11, 16, 8), "warning events SignUpUntil"},
		"one is not told, and it is over": {func(d dossier) { d.Invitees[3].RepliedOn = time.Time{}; hold(d) }, d(2026, 11, 18, 8), ""},
		"one attendance is missing":       {func(d dossier) { hold(d); d.Invitees[4].Attendance = "" }, d(2026, 11, 18, 8), "warning invitees v4 Attendance"},
		"held, and its state is before":   {func(d dossier) { hold(d); d.Event.State = app.StateSettled }, d(2026, 11, 18, 8), "hint events"},
		"held, and summarised":            {func(d dossier) { hold(d); d.Event.State = app.StateSummarised }, d(2026, 11, 18, 8), ""},
	} {
		d := healthy()
		c.spoil(&d)
		if got := findings(d, c.now); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

// startAt has the event with its agenda start at another hour of its day.
func startAt(d *app.Dossier, hour int) {
	by := time.Duration(hour-9) * time.Hour
	e := &d.Event
	e.Start, e.End, e.AssemblyTime = e.Start.Add(by), e.End.Add(by), e.AssemblyTime.Add(by)
	for i := range d.Agenda {
		d.Agenda[i].Start, d.Agenda[i].End = d.Agenda[i].Start.Add(by), d.Agenda[i].End.Add(by)
	}
}

func TestEveryWeekdayIsKnown(t *testing.T) {
	names := map[string]time.Weekday{"日": 0, "天": 0, "一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6}
	for day := 15; day <= 21; day++ { // a week in November
		for name, weekday := range names {
			for _, form := range []string{"11月%d日（星期%s）前", "2026年11月%d日，周%s", "11月%d号 礼拜%s"} {
				d := sound()
				d.Agenda[0].Content = "集合签到，" + fmt.Sprintf(form, day, name)
				want := ""
				if app.Date(2026, 11, day).Weekday() != weekday {
					want = "warning agenda a0 Content"
				}
				if got := findings(d, early); got != want {
					t.Errorf("%s: %q, want %q", d.Agenda[0].Content, got, want)
				}
			}
		}
	}
	for text, want := range map[string]string{
		"13月1日 星期五": "“13月1日 星期五”不是有效的日期", "11月31日（周二）": "“11月31日（周二）”不是有效的日期", "0月10日 周一": "不是有效的日期", "2月29日 周日": "不是有效的日期", "2028年2月29日 周二": "", "12月32日周一": "不是有效的日期",
		"2027年11月17日（星期二）": "那天是星期三", "11月17日（星期一）": "那天是星期二",
	} {
		d := sound()
		d.Event.Notices = []string{text}
		found := check.Find(d, timetable, nil, early)
		if said := fmt.Sprint(found); (want == "") != (len(found) == 0) || !strings.Contains(said, want) {
			t.Errorf("%s: %s", text, said)
		}
	}
}

func TestFindingsNameWhatTheyAreAbout(t *testing.T) {
	long, longer := strings.Repeat("灯", 18), strings.Repeat("灯", 19)
	for name, c := range map[string]struct {
		spoil func(*app.Dossier)
		says  string
	}{
		"an item by time and content": {func(d *app.Dossier) { d.Agenda[1].Place = "体育馆" }, "“09:00 参观政务服务中心，了解办事流程”的地点“体育馆”"},
		"an item by time and place":   {func(d *app.Dossier) { d.Agenda[1].Place, d.Agenda[1].Content = "体育馆", "" }, "“09:00 体育馆”的地点“体育馆”"},
		"how many are missing":        {func(d *app.Dossier) { d.Event.Capacity, d.Event.Quotas = 9, d.Event.Quotas[1:3] }, "共 8 人，少于邀请人数 9 人"},
		"an opinion of 18 characters": {func(d *app.Dossier) { d.Feedback = []app.Feedback{{State: app.FeedbackDone, Content: long}} }, "“" + long + "”"},
		"an opinion of 19":            {func(d *app.Dossier) { d.Feedback = []app.Feedback{{State: app.FeedbackDone, Content: longer}} }, "“" + long[:17*3] + "…”"},
		"an opinion on two lines": {func(d *app.Dossier) {
			d.Feedback = []app.Feedback{{State: app.FeedbackDone, Content: "路灯\n 不亮"}}
		}, "“路灯 不亮”"},
		"an overdue one, nobody's": {func(d *app.Dossier) {
			d.Feedback = []app.Feedback{{State: app.FeedbackRecorded, Content: "路灯不亮", DueDate: app.Date(2026, 10, 19)}}
		}, "“路灯不亮”（未定承办单位）应在 2026年10月19日"},
	} {
		d := sound()
		c.spoil(&d)
		if said := fmt.Sprint(check.Find(d, timetable, nil, early)); !strings.Contains(said, c.says) {
			t.Errorf("%s: %s", name, said)
		}
	}
}

func TestNamesThatNoFontCanDraw(t *testing.T) {
	missing := func(text string) []rune {
		return slices.DeleteFunc([]rune(text), func(r rune) bool { return r != '𫞩' })
	}
	for want, spoil := range map[string]func(*app.Dossier){
		"warning events Title":         func(d *app.Dossier) { d.Event.Title = "𫞩" },
		"warning events Theme":         func(d *app.Dossier) { d.Event.Theme = "𫞩" },
		"warning events Organiser":     func(d *app.Dossier) { d.Event.Organiser = "𫞩" },
		"warning events CoOrganisers":  func(d *app.Dossier) { d.Event.CoOrganisers = []string{"甲", "𫞩"} },
		"warning events AssemblyPlace": func(d *app.Dossier) { d.Event.AssemblyPlace, d.Agenda[0].Place = "𫞩", "" },
		"warning events Contact":       func(d *app.Dossier) { d.Event.Contact = "𫞩" },
		"warning events Leaders":       func(d *app.Dossier) { d.Event.Leaders[1].Name = "𫞩" },
		"warning invitees v3 Name":     func(d *app.Dossier) { d.Invitees[3].Person.Name = "𫞩" },
		"warning invitees v3 Unit":     func(d *app.Dossier) { d.Invitees[3].Unit = "𫞩" },
		"warning agenda a1 InCharge":   func(d *app.Dossier) { d.Agenda[1].InCharge = "𫞩" },
		"warning agenda a1 Recorder":   func(d *app.Dossier) { d.Agenda[1].Recorder = "𫞩" },
		"warning feedback f0 Speaker":  func(d *app.Dossier) { listen(d); d.Feedback = d.Feedback[:1]; d.Feedback[0].Speaker = "𫞩" },
		"": func(d *app.Dossier) { // said with the invitee
			listen(d)
			d.Feedback = d.Feedback[:1]
			d.Feedback[0].Speaker, d.Feedback[0].InviteeID = "𫞩", "v0"
		},
	} {
		d := healthy()
		spoil(&d)
		var got []string
		for _, f := range check.Find(d, timetable, missing, early) {
			got = append(got, strings.Join(strings.Fields(fmt.Sprint(f.Weight, " ", f.Topic, " ", f.ID, " ", f.Field)), " "))
			if !strings.Contains(f.Message, "𫞩 (U+2B7A9)") {
				t.Errorf("%s: %s", want, f.Message)
			}
		}
		if strings.Join(got, "; ") != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

func TestTheCheckNamesWhatIsTooLong(t *testing.T) {
	start := app.Date(2026, 5, 6).Add(9 * time.Hour)
	opinion := app.Feedback{Content: "增加座椅", State: app.FeedbackRecorded}
	d := app.Dossier{
		Event: app.Event{Title: "政务开放日", State: app.StateDraft, Start: start}, Invitees: []app.Invitee{{Person: app.Person{ID: "p", Name: "王伟"}}},
		Agenda: []app.AgendaItem{{Start: start, Kind: "visit", Content: "参观"}}, Feedback: []app.Feedback{opinion, opinion},
	}
	long := func(n int) string { return strings.Repeat("长", n) }
	d.Event.Notices = []string{long(2001)}
	d.Invitees[0].ID, d.Invitees[0].Unit = "v0", long(129)
	d.Agenda[0].ID, d.Agenda[0].Place = "a0", long(201)
	d.Feedback[0].ID, d.Feedback[0].Result = "f0", long(20_001)
	d.Feedback[1].ID, d.Feedback[1].MergedInto = "f1", "f1"
	d.Event.Offsets = []app.DeadlineOffset{{Kind: app.DeadlineFiling, Days: 1 << 40}}
	d.Event.Travel = []app.Travel{{From: "甲", To: "乙", Minutes: -1}}
	found := check.Find(d, timetable, nil, app.Date(2026, 4, 1))
	for _, want := range []check.Finding{
		{Weight: check.WeightWarning, Message: "注意事项：这里有 2001 个字，最多 2000 个。", Topic: app.TopicEvents, ID: "", Field: "Notices"},
		{Weight: check.WeightWarning, Message: "本活动的时限：这里应填 -3660 至 3660 之间的数。", Topic: app.TopicEvents, ID: "", Field: check.FieldDeadlines},
		{Weight: check.WeightWarning, Message: "路程时间：这里应填 0 至 1440 之间的数。", Topic: app.TopicEvents, ID: "", Field: ""},
		{Weight: check.WeightWarning, Message: "“王伟”：单位：这里有 129 个字，最多 128 个。", Topic: app.TopicInvitees, ID: "v0", Field: "Unit"},
		{Weight: check.WeightWarning, Message: "“参观”：地点：这里有 201 个字，最多 200 个。", Topic: app.TopicAgenda, ID: "a0", Field: "Place"},
		{Weight: check.WeightWarning, Message: "“增加座椅”：办理结果：这里有 20001 个字，最多 20000 个。", Topic: app.TopicFeedback, ID: "f0", Field: "Result"},
		{Weight: check.WeightError, Message: "意见“增加座椅”与其他意见互相合并，成了一圈，无法办理。", Topic: app.TopicFeedback, ID: "f1", Field: ""},
	} {
		if !slices.Contains(found, want) {
			t.Errorf("not found: %+v among %+v", want, found)
		}
	}
}
