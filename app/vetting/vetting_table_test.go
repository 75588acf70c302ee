package vetting

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"openday/app"
	"openday/app/deadline"
	"openday/app/workday"
)

const (
	numberA = "11010519491231002X"
	numberB = "440524188001010014"
)

// told writes objections one a line: kind, field and sentence.
func told(all []app.Objection) string {
	var lines []string
	for _, o := range all {
		lines = append(lines, fmt.Sprintf("%s %s %s", o.Kind, o.Field, o.Message))
	}
	return strings.Join(lines, "\n")
}

// applicant is somebody about whom nothing is wrong.
func applicant(name, idNumber, phone, unit string) app.Invitee {
	return app.Invitee{ID: name + idNumber + phone + unit, Person: app.Person{ID: name, Name: name, IDNumber: idNumber, Phone: phone}, Unit: unit, Vetting: app.VettingPending}
}

func TestTwinsInVetting(t *testing.T) {
	list := []app.Invitee{
		applicant("李芳", "", "13900000001", "三中"),
		applicant("王伟", numberA, "13800000001", "和平社区"),
		applicant("赵六", numberB, "13700000001", "供电所"),
		applicant("孙七", "", "13600000001", "供电所"),
	}
	for name, c := range map[string]struct {
		who  app.Invitee
		want string
	}{
		"same ID number":                  {applicant("王卫", numberA, "1", ""), "duplicate Name 与第 2 号（王伟）证件号相同。"},
		"same ID number in small letters": {applicant("王卫", strings.ToLower(numberA), "1", ""), "duplicate Name 与第 2 号（王伟）证件号相同。"},
		"same in everything is told once": {applicant("王伟", numberA, "13800000001", "和平 社区 "), "duplicate Name 与第 2 号（王伟）证件号相同。"},
		"same name and phone":             {applicant("王伟", "", "138-0000-0001", "别处"), "duplicate Name 与第 2 号（王伟）姓名、电话相同。"},
		"same name and unit":              {applicant("王伟", "", "1", "和平社区"), "duplicate Name 与第 2 号（王伟）姓名、单位相同。"},
		"name and phone, other ID number": {applicant("王伟", numberB, "13800000001", "和平社区"), "duplicate Name 与第 3 号（赵六）证件号相同。"},
		"phone alone":                     {applicant("王卫", "", "13800000001", ""), ""},
		"unit alone":                      {applicant("王卫", "", "1", "供电所"), ""},
		"name alone":                      {applicant("王伟", "", "1", "别处"), ""},
		"itself":                          {list[1], ""},
		"the first on the list":           {applicant("李芳", "", "13900000001", ""), "duplicate Name 与第 1 号（李芳）姓名、电话相同。"},
	} {
		if got := told(NewEligibilityCheck(app.Event{}, list, nil, 0).Objections(c.who)); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
	two := slices.Clone(list)
	two = append(two, applicant("王伟", "", "13800000001", ""), applicant("王卫", numberA, "2", ""))
	want := "duplicate Name 与第 2 号（王伟）证件号相同。\nduplicate Name 与第 6 号（王卫）证件号相同。\nduplicate Name 与第 5 号（王伟）姓名、电话相同。"
	if got := told(NewEligibilityCheck(app.Event{}, two, nil, 0).Objections(applicant("王伟", numberA, "13800000001", ""))); got != want {
		t.Errorf("several: %q", got)
	}
	for vetting, want := range map[app.Vetting]bool{app.VettingPending: true, app.VettingApproved: true, app.VettingWaiting: true, app.VettingDeclined: false} {
		list[1].Vetting = vetting
		if got := told(NewEligibilityCheck(app.Event{}, list, nil, 0).Objections(applicant("王卫", numberA, "1", ""))); (got != "") != want {
			t.Errorf("a twin who is %s: %q", vetting, got)
		}
	}
}

func TestPlacesLeft(t *testing.T) {
	half := app.Share{Num: 1, Den: 2}
	for name, c := range map[string]struct {
		capacity int
		quota    app.Quota
		approved int // in its category
		others   int // approved in another one, within the count
		want     string
	}{
		"one left":                        {0, app.Quota{Category: "甲", Number: 3}, 2, 0, ""},
		"full":                            {0, app.Quota{Category: "甲", Number: 3}, 3, 0, "quota Category “甲”名额已满：已通过 3 人。"},
		"more than full":                  {0, app.Quota{Category: "甲", Number: 3}, 4, 0, "quota Category “甲”名额已满：已通过 4 人。"},
		"none at all":                     {0, app.Quota{Category: "甲", Number: 0}, 0, 0, "quota Category “甲”名额已满：已通过 0 人。"},
		"no number":                       {0, app.Quota{Category: "甲", Number: app.NoNumber}, 9, 0, ""},
		"the share is greater, one left":  {8, app.Quota{Category: "甲", Number: 2, MinShare: half}, 3, 0, ""},
		"the share is greater, full":      {8, app.Quota{Category: "甲", Number: 2, MinShare: half}, 4, 0, "quota Category “甲”名额已满：已通过 4 人。"},
		"the number is greater, one left": {8, app.Quota{Category: "甲", Number: 5, MinShare: half}, 4, 0, ""},
		"one place of the event left":     {8, app.Quota{Category: "甲", Number: app.NoNumber}, 3, 4, ""},
		"no place of the event left":      {8, app.Quota{Category: "甲", Number: app.NoNumber}, 4, 4, "quota Category 本次活动 8 个名额均已占满。"},
		"outside the count":               {8, app.Quota{Category: "甲", Number: 3, Outside: true}, 2, 8, ""},
		"outside the count, full":         {8, app.Quota{Category: "甲", Number: 3, Outside: true}, 3, 0, "quota Category “甲”名额已满：已通过 3 人。"},
		"quota and event full":            {4, app.Quota{Category: "甲", Number: 2}, 2, 2, "quota Category “甲”名额已满：已通过 2 人。"},
	} {
		e := app.Event{Capacity: c.capacity, Quotas: []app.Quota{{Category: "乙", Number: app.NoNumber}, c.quota}}
		var list []app.Invitee
		for i := range c.approved + c.others {
			v := applicant(fmt.Sprint("人", i), "", "1", "")
			v.Vetting, v.Category = app.VettingApproved, "甲"
			if i >= c.approved {
				v.Category = "乙"
			}
			list = append(list, v)
		}
		who := applicant("王伟", "", "2", "")
		who.Category = "甲"
		if got := told(NewEligibilityCheck(e, list, nil, 0).Objections(who)); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
		if c.approved > 0 && c.want != "" && c.approved <= 3 {
			// Who has one of the places takes no other.
			if got := told(NewEligibilityCheck(e, list, nil, 0).Objections(list[0])); got != "" {
				t.Errorf("%s, with a place already: %q", name, got)
			}
		}
		if c.approved > 0 {
			left := slices.Clone(list)
			left[0].Confirmation = app.Withdrew
			if got := told(NewEligibilityCheck(e, left, nil, 0).Objections(who)); c.approved <= 3 && got != "" {
				t.Errorf("%s, and one withdraws: %q", name, got)
			}
		}
	}
	// Without quotas the places of the event count alone.
	list := []app.Invitee{{ID: "1", Person: app.Person{Name: "甲", Phone: "1"}, Vetting: app.VettingApproved}, {ID: "2", Person: app.Person{Name: "乙", Phone: "2"}, Vetting: app.VettingApproved}}
	who := applicant("王伟", "", "3", "")
	if got := told(NewEligibilityCheck(app.Event{Capacity: 2}, list, nil, 0).Objections(who)); got != "quota Category 本次活动 2 个名额均已占满。" {
		t.Errorf("without quotas: %q", got)
	}
	if got := told(NewEligibilityCheck(app.Event{Capacity: 2}, list, nil, 0).Objections(list[0])); got != "" {
		t.Errorf("without quotas, with a place already: %q", got)
	}
	// What is missing is told where the event has quotas to fill.
	if got := told(NewEligibilityCheck(app.Event{Quotas: []app.Quota{{Category: "甲", Number: 1}}}, nil, nil, 0).Objections(applicant("王伟", "", "", ""))); got !=
		"incomplete Phone 没有填写联系电话。\nincomplete Category 没有填写类别。" {
		t.Errorf("nothing filled in: %q", got)
	}
	if got := told(NewEligibilityCheck(app.Event{}, nil, nil, 0).Objections(applicant("王伟", "", "", ""))); got != "incomplete Phone 没有填写联系电话。" {
		t.Errorf("no quotas: %q", got)
	}
}

func TestWhoWasInvitedLately(t *testing.T) {
	e := app.Event{ID: "now", Title: "十月的活动", Start: time.Date(2026, 10, 9, 9, 0, 0, 0, app.Zone)}
	march := time.Date(2026, 3, 1, 9, 0, 0, 0, app.Zone)
	part := func(event string, start time.Time, change func(*app.Participation)) app.Participation {
		p := app.Participation{PersonID: "p", EventID: event, Title: event, Start: start, Vetting: app.VettingApproved}
		if change != nil {
			change(&p)
		}
		return p
	}
	for name, c := range map[string]struct {
		parts  []app.Participation
		months int
		want   string // the sentence
	}{
		"came":                   {[]app.Participation{part("三月的活动", march, func(p *app.Participation) { p.Attendance = app.AttendanceCame })}, 12, "2026年3月1日曾受邀参加“三月的活动”（已到），距本次活动不足 12 个月。"},
		"did not come":           {[]app.Participation{part("三月的活动", march, func(p *app.Participation) { p.Attendance = app.AttendanceAbsent })}, 12, "2026年3月1日曾受邀参加“三月的活动”（缺席），距本次活动不足 12 个月。"},
		"was excused":            {[]app.Participation{part("三月的活动", march, func(p *app.Participation) { p.Attendance, p.Confirmation = app.AttendanceExcused, app.Withdrew })}, 12, "2026年3月1日曾受邀参加“三月的活动”（请假），距本次活动不足 12 个月。"},
		"could not come":         {[]app.Participation{part("三月的活动", march, func(p *app.Participation) { p.Confirmation = app.Withdrew })}, 12, "2026年3月1日曾受邀参加“三月的活动”（不能参加），距本次活动不足 12 个月。"},
		"nothing is known of it": {[]app.Participation{part("三月的活动", march, func(p *app.Participation) { p.Confirmation = app.Confirmed })}, 12, "2026年3月1日曾受邀参加“三月的活动”（通过），距本次活动不足 12 个月。"},
		"came without a place": {[]app.Participation{part("三月的活动", march, func(p *app.Participation) {
			p.Vetting, p.WalkIn, p.Attendance = app.VettingPending, true, app.AttendanceCame
		})}, 12, "2026年3月1日曾受邀参加“三月的活动”（已到），距本次活动不足 12 个月。"},
		"declined":                      {[]app.Participation{part("三月的活动", march, func(p *app.Participation) { p.Vetting = app.VettingDeclined })}, 12, ""},
		"waited":                        {[]app.Participation{part("三月的活动", march, func(p *app.Participation) { p.Vetting = app.VettingWaiting })}, 12, ""},
		"the latest of three":           {[]app.Participation{part("五月的活动", march.AddDate(0, 2, 0), nil), part("六月的活动", march.AddDate(0, 3, 0), nil), part("三月的活动", march, nil)}, 12, "2026年6月1日曾受邀参加“六月的活动”（通过），距本次活动不足 12 个月。"},
		"just that long ago":            {[]app.Participation{part("去年的活动", app.Date(2025, 10, 9), nil)}, 12, ""},
		"a moment less":                 {[]app.Participation{part("去年的活动", app.Date(2025, 10, 9).Add(time.Second), nil)}, 12, "2025年10月9日曾受邀参加“去年的活动”（通过），距本次活动不足 12 个月。"},
		"the same event":                {[]app.Participation{part("now", march, nil)}, 12, ""},
		"at the same time":              {[]app.Participation{part("同时的活动", e.Start, nil)}, 12, ""},
		"a moment before":               {[]app.Participation{part("之前的活动", e.Start.Add(-time.Second), nil)}, 12, "2026年10月9日曾受邀参加“之前的活动”（通过），距本次活动不足 12 个月。"},
		"later":                         {[]app.Participation{part("之后的活动", e.Start.AddDate(0, 1, 0), nil)}, 12, ""},
		"the office does not mind":      {[]app.Participation{part("三月的活动", march, nil)}, 0, ""},
		"a month":                       {[]app.Participation{part("九月的活动", app.Date(2026, 9, 10), nil)}, 1, "2026年9月10日曾受邀参加“九月的活动”（通过），距本次活动不足 1 个月。"},
		"another one's":                 {[]app.Participation{{PersonID: "q", EventID: "x", Title: "x", Start: march, Vetting: app.VettingApproved}}, 12, ""},
		"two at the same time: the one": {[]app.Participation{part("甲活动", march, nil), part("乙活动", march, nil)}, 12, "2026年3月1日曾受邀参加“甲活动”（通过），距本次活动不足 12 个月。"},
	} {
		who := applicant("王伟", "", "1", "")
		who.Person.ID = "p"
		want := ""
		if c.want != "" {
			want = "recent Name " + c.want
		}
		if got := told(NewEligibilityCheck(e, nil, c.parts, c.months).Objections(who)); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
	if _, ok := LastInvited([]app.Participation{part("三月的活动", march, nil)}, app.Event{ID: "now"}, 12); ok {
		t.Error("the event has no day yet, and somebody was invited lately")
	}
	if last, ok := LastInvited([]app.Participation{part("今天的活动", app.DayOf(e.Start).Add(time.Hour), nil)}, e, 0); ok || last != (app.Participation{}) {
		t.Errorf("earlier on the same day, though the office does not mind: %+v", last)
	}
	if last, ok := LastInvited([]app.Participation{part("三月的活动", march, nil)}, e, -1); ok || last != (app.Participation{}) {
		t.Errorf("less than never: %+v", last)
	}
}

func TestWhatADecisionChanges(t *testing.T) {
	today := time.Date(2026, 9, 24, 15, 0, 0, 0, app.Zone)
	for result, c := range map[app.Vetting]struct {
		becomes func(*app.Invitee)
	}{
		app.VettingApproved: {func(i *app.Invitee) { i.Reason = "" }},
		app.VettingDeclined: {func(i *app.Invitee) { i.Overruled, i.Confirmation = "", "" }},
		app.VettingWaiting:  {func(i *app.Invitee) { i.Reason, i.Overruled, i.Confirmation = "", "", "" }},
		app.VettingPending:  {func(i *app.Invitee) { i.Reason, i.Overruled, i.Confirmation, i.DecidedOn = "", "", "", time.Time{} }},
	} {
		for _, before := range []app.Vetting{app.VettingPending, app.VettingApproved, app.VettingDeclined, app.VettingWaiting} {
			v := applicant("王伟", numberA, "1", "和平社区")
			v.Vetting, v.Reason, v.Overruled, v.Confirmation = before, "原因", "特批", app.Confirmed
			v.DecidedOn, v.RepliedOn, v.Attendance, v.Note = app.Date(2026, 9, 1), app.Date(2026, 9, 2), app.AttendanceCame, "备注"
			want := v
			if before != result {
				want.Vetting, want.DecidedOn, want.RepliedOn = result, app.Date(2026, 9, 24), time.Time{}
				c.becomes(&want)
			}
			v.Decide(result, today)
			if diff := cmp.Diff(want, v); diff != "" {
				t.Errorf("from %s to %s: %s", before, result, diff)
			}
		}
	}
}

func TestWhoHasAPlaceAndWhoWaitsForAnAnswer(t *testing.T) {
	day := app.Date(2026, 9, 1)
	for name, c := range map[string]struct {
		v           app.Invitee
		place, owed bool
	}{
		"pending":                {app.Invitee{Vetting: app.VettingPending}, false, false},
		"pending, decided once":  {app.Invitee{Vetting: app.VettingPending, DecidedOn: day}, false, false},
		"approved":               {app.Invitee{Vetting: app.VettingApproved, DecidedOn: day}, true, true},
		"approved, no day":       {app.Invitee{Vetting: app.VettingApproved}, true, false},
		"approved and told":      {app.Invitee{Vetting: app.VettingApproved, DecidedOn: day, RepliedOn: day}, true, false},
		"approved and confirmed": {app.Invitee{Vetting: app.VettingApproved, Confirmation: app.Confirmed}, true, false},
		"withdrew":               {app.Invitee{Vetting: app.VettingApproved, Confirmation: app.Withdrew}, false, false},
		"came":                   {app.Invitee{Vetting: app.VettingApproved, Attendance: app.AttendanceCame}, true, false},
		"substitute":             {app.Invitee{Vetting: app.VettingApproved, Attendance: app.AttendanceSubstitute}, true, false},
		"excused":                {app.Invitee{Vetting: app.VettingApproved, Attendance: app.AttendanceExcused}, false, false},
		"absent":                 {app.Invitee{Vetting: app.VettingApproved, Attendance: app.AttendanceAbsent}, false, false},
		"declined":               {app.Invitee{Vetting: app.VettingDeclined, DecidedOn: day}, false, true},
		"waiting":                {app.Invitee{Vetting: app.VettingWaiting, DecidedOn: day}, false, true},
		"walk-in":                {app.Invitee{Vetting: app.VettingApproved, DecidedOn: day, WalkIn: true}, true, false},
	} {
		if place, owed := c.v.HasPlace(), c.v.OwesReply(); place != c.place || owed != c.owed {
			t.Errorf("%s: has a place %v, waits for an answer %v", name, place, owed)
		}
	}
}

func TestReplyByIsTheDeadlineOrCountedFromTheApplication(t *testing.T) {
	table := deadline.Timetable{Rules: deadline.DefaultRules(), Calendar: workday.Official()}
	e := app.Event{Start: app.Date(2026, 10, 9), VettingDays: 2}
	applied := app.Invitee{CreatedAt: time.Date(2026, 9, 3, 23, 0, 0, 0, app.Zone)}
	if by, ok := ReplyBy(table, e, applied); !ok || !cmp.Equal(by, workday.Sum{Date: app.Date(2026, 9, 7), Days: 2}) {
		t.Errorf("from the application: %+v %v", by, ok)
	}
	if by, ok := ReplyBy(table, e, app.Invitee{}); ok || !cmp.Equal(by, workday.Sum{}) {
		t.Errorf("nobody knows when they applied: %+v", by)
	}
	e.SignUpUntil = time.Date(2034, 12, 29, 17, 0, 0, 0, app.Zone)
	if by, ok := ReplyBy(table, e, applied); !ok || !cmp.Equal(by, workday.Sum{Date: app.Date(2035, 1, 3), Missing: []int{2034, 2035}}) {
		t.Errorf("by the deadline: %+v %v", by, ok)
	}
	e.VettingDays, e.SignUpUntil = 0, time.Time{}
	if by, ok := ReplyBy(table, e, applied); ok || !cmp.Equal(by, workday.Sum{}) {
		t.Errorf("no time limit: %+v", by)
	}
}

func TestAFreePlaceGoesToItsOwnCategory(t *testing.T) {
	person := func(id, category string, vetting app.Vetting, decided int) app.Invitee {
		v := app.Invitee{ID: id, Person: app.Person{Name: id}, Category: category, Vetting: vetting}
		if decided > 0 {
			v.DecidedOn = app.Date(2026, 9, decided)
		}
		return v
	}
	spell := func(all []Vacancy) string {
		var s []string
		for _, v := range all {
			s = append(s, v.Left.ID+"→"+v.Next.ID)
		}
		return strings.Join(s, " ")
	}
	before := []app.Invitee{
		person("记者甲", "记者", app.VettingApproved, 1),
		person("群众甲", "群众", app.VettingApproved, 1),
		person("无类甲", "", app.VettingApproved, 1),
		person("待审", "群众", app.VettingPending, 0),
		person("群众候二", "群众", app.VettingWaiting, 3),
		person("群众候一", "群众", app.VettingWaiting, 2),
		person("记者候一", "记者", app.VettingWaiting, 4),
		person("无类候一", "", app.VettingWaiting, 5),
	}
	for i := range before {
		before[i].Position = i
	}
	for name, c := range map[string]struct {
		change func([]app.Invitee)
		want   string
	}{
		"nothing":                {func([]app.Invitee) {}, ""},
		"one of the public":      {func(l []app.Invitee) { l[1].Confirmation = app.Withdrew }, "群众甲→群众候一"},
		"a journalist":           {func(l []app.Invitee) { l[0].Vetting = app.VettingDeclined }, "记者甲→记者候一"},
		"one without a category": {func(l []app.Invitee) { l[2].Attendance = app.AttendanceExcused }, "无类甲→无类候一"},
		"all three": {func(l []app.Invitee) {
			l[0].Confirmation, l[1].Confirmation, l[2].Confirmation = app.Withdrew, app.Withdrew, app.Withdrew
		}, "记者甲→记者候一 群众甲→群众候一 无类甲→无类候一"},
		"nobody of the category waits": {func(l []app.Invitee) { l[0].Confirmation, l[6].Category = app.Withdrew, "群众" }, ""},
		"they themselves wait now":     {func(l []app.Invitee) { l[0].Vetting, l[6].Vetting = app.VettingWaiting, app.VettingPending }, ""},
		"and another one waits, too":   {func(l []app.Invitee) { l[0].Vetting, l[0].DecidedOn = app.VettingWaiting, app.Date(2026, 9, 1) }, "记者甲→记者候一"},
		"who had no place leaves none": {func(l []app.Invitee) { l[3].Vetting = app.VettingDeclined }, ""},
		"who moved up leaves none":     {func(l []app.Invitee) { l[1].Confirmation, l[5].Vetting = app.Withdrew, app.VettingApproved }, "群众甲→群众候二"},
		"two leave, and two wait": {func(l []app.Invitee) {
			l[1].Confirmation = app.Withdrew
			l[2].Category, l[2].Confirmation = "群众", app.Withdrew
		}, "群众甲→群众候一 无类甲→群众候二"},
		"the place is that of their new":   {func(l []app.Invitee) { l[1].Category, l[1].Confirmation = "记者", app.Withdrew }, "群众甲→记者候一"},
		"same day, then by order of entry": {func(l []app.Invitee) { l[1].Confirmation = app.Withdrew; l[4].DecidedOn = l[5].DecidedOn }, "群众甲→群众候二"},
	} {
		after := slices.Clone(before)
		c.change(after)
		if got := spell(Vacancies(before, after)); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
	same := []app.Invitee{{ID: "b", Position: 2, Vetting: app.VettingWaiting}, {ID: "a", Position: 1, Vetting: app.VettingWaiting}, {ID: "c", Position: 3, Vetting: app.VettingWaiting}}
	if got := WaitingList(same); got[0].ID != "a" || got[1].ID != "b" || got[2].ID != "c" {
		t.Errorf("put on the list on one day: %+v", got)
	}
	var waiting []string
	for _, v := range WaitingList(before) {
		waiting = append(waiting, v.ID)
	}
	if want := []string{"群众候一", "群众候二", "记者候一", "无类候一"}; !slices.Equal(waiting, want) {
		t.Errorf("the waiting list is %v", waiting)
	}
	v := Vacancy{person("王 伟", "", app.VettingApproved, 1), person("李　芳", "", app.VettingWaiting, 1)}
	if got, want := v.Words(), "王 伟（未分类）空出名额。候补第一位：李芳。"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestOnlyWhatIsNotFilledInWantsNoReason(t *testing.T) {
	for _, k := range app.ObjectionKinds {
		o := app.Objection{Kind: k.Code}
		if want := k.Code != app.ObjectionIncomplete; o.WantsReason() != want || app.WantReason([]app.Objection{{Kind: app.ObjectionIncomplete}, o}) != want {
			t.Errorf("%s wants a reason: %v", k.Code, o.WantsReason())
		}
	}
	if app.WantReason(nil) {
		t.Error("nothing wants a reason")
	}
}

func TestTheWholeSelectionIsCountedBeforeItIsApproved(t *testing.T) {
	third := app.Share{Num: 1, Den: 3}
	e := app.Event{Capacity: 10, Quotas: []app.Quota{
		{Category: "甲", Number: 3}, {Category: "乙", Number: app.NoNumber, MinShare: third},
		{Category: "丙", Number: 2, MinShare: third}, {Category: "媒体", Number: 1, Outside: true}, {Category: "丁", Number: app.NoNumber},
	}}
	people := func(category string, n int, v app.Vetting) []app.Invitee {
		all := make([]app.Invitee, n)
		for i := range all {
			all[i] = applicant(fmt.Sprint(category, v, i), "", "1", "")
			all[i].Category, all[i].Vetting = category, v
		}
		return all
	}
	pending := app.VettingPending
	for name, c := range map[string]struct {
		approved, asked []app.Invitee
		want            string
	}{
		"nobody":                     {nil, nil, ""},
		"as many as there are":       {people("甲", 1, app.VettingApproved), people("甲", 2, pending), ""},
		"one more":                   {people("甲", 1, app.VettingApproved), people("甲", 3, pending), "甲：通过后 4 人，名额 3 人"},
		"exceeded already":           {people("甲", 5, app.VettingApproved), people("乙", 1, pending), ""},
		"exceeded further":           {people("甲", 5, app.VettingApproved), people("甲", 1, pending), "甲：通过后 6 人，名额 3 人"},
		"a share is no limit":        {nil, people("乙", 9, pending), ""},
		"a number below its share":   {nil, people("丙", 4, pending), ""},
		"a number beyond its share":  {nil, people("丙", 5, pending), "丙：通过后 5 人，名额 4 人"},
		"outside the count":          {people("丁", 10, app.VettingApproved), people("媒体", 1, pending), ""},
		"too many outside the count": {nil, people("媒体", 2, pending), "媒体：通过后 2 人，名额 1 人"},
		"the event as a whole":       {people("丁", 8, app.VettingApproved), people("丁", 3, pending), "共通过 11 人，邀请人数 10 人"},
		"several":                    {people("丁", 8, app.VettingApproved), append(people("甲", 4, pending), people("媒体", 3, pending)...), "甲：通过后 4 人，名额 3 人; 媒体：通过后 3 人，名额 1 人; 共通过 12 人，邀请人数 10 人"},
	} {
		var said []string
		for _, o := range NewEligibilityCheck(e, slices.Concat(c.approved, c.asked), nil, 0).Overflows(c.asked) {
			said = append(said, o.Words())
		}
		if got := strings.Join(said, "; "); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
	approved := people("甲", 3, app.VettingApproved)
	if got := NewEligibilityCheck(e, approved, nil, 0).Overflows(approved); len(got) > 0 {
		t.Errorf("who has a place already takes another: %v", got)
	}
}
