package app

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"openday/app/workday"
)

const (
	numberA = "11010519491231002X"
	numberB = "440524188001010014"
)

// told writes objections one a line: kind, field and sentence.
func told(all []Objection) string {
	var lines []string
	for _, o := range all {
		lines = append(lines, fmt.Sprintf("%s %s %s", o.Kind, o.Field, o.Message))
	}
	return strings.Join(lines, "\n")
}

// applicant is somebody about whom nothing is wrong.
func applicant(name, idNumber, phone, unit string) Invitee {
	return Invitee{ID: name + idNumber + phone + unit, Person: Person{ID: name, Name: name, IDNumber: idNumber, Phone: phone}, Unit: unit, Vetting: VettingPending}
}

func TestTwinsInVetting(t *testing.T) {
	list := []Invitee{
		applicant("李芳", "", "13900000001", "三中"),
		applicant("王伟", numberA, "13800000001", "和平社区"),
		applicant("赵六", numberB, "13700000001", "供电所"),
		applicant("孙七", "", "13600000001", "供电所"),
	}
	for name, c := range map[string]struct {
		who  Invitee
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
		if got := told(NewBench(Event{}, list, nil, 0).Against(c.who)); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
	two := slices.Clone(list)
	two = append(two, applicant("王伟", "", "13800000001", ""), applicant("王卫", numberA, "2", ""))
	want := "duplicate Name 与第 2 号（王伟）证件号相同。\nduplicate Name 与第 6 号（王卫）证件号相同。\nduplicate Name 与第 5 号（王伟）姓名、电话相同。"
	if got := told(NewBench(Event{}, two, nil, 0).Against(applicant("王伟", numberA, "13800000001", ""))); got != want {
		t.Errorf("several: %q", got)
	}
	for vetting, want := range map[Vetting]bool{VettingPending: true, VettingApproved: true, VettingWaiting: true, VettingDeclined: false} {
		list[1].Vetting = vetting
		if got := told(NewBench(Event{}, list, nil, 0).Against(applicant("王卫", numberA, "1", ""))); (got != "") != want {
			t.Errorf("a twin who is %s: %q", vetting, got)
		}
	}
}

func TestPlacesLeft(t *testing.T) {
	half := Share{Num: 1, Den: 2}
	for name, c := range map[string]struct {
		capacity int
		quota    Quota
		approved int // in its category
		others   int // approved in another one, within the count
		want     string
	}{
		"one left":                        {0, Quota{Category: "甲", Number: 3}, 2, 0, ""},
		"full":                            {0, Quota{Category: "甲", Number: 3}, 3, 0, "quota Category “甲”名额已满：已通过 3 人。"},
		"more than full":                  {0, Quota{Category: "甲", Number: 3}, 4, 0, "quota Category “甲”名额已满：已通过 4 人。"},
		"none at all":                     {0, Quota{Category: "甲", Number: 0}, 0, 0, "quota Category “甲”名额已满：已通过 0 人。"},
		"no number":                       {0, Quota{Category: "甲", Number: NoNumber}, 9, 0, ""},
		"the share is greater, one left":  {8, Quota{Category: "甲", Number: 2, MinShare: half}, 3, 0, ""},
		"the share is greater, full":      {8, Quota{Category: "甲", Number: 2, MinShare: half}, 4, 0, "quota Category “甲”名额已满：已通过 4 人。"},
		"the number is greater, one left": {8, Quota{Category: "甲", Number: 5, MinShare: half}, 4, 0, ""},
		"one place of the event left":     {8, Quota{Category: "甲", Number: NoNumber}, 3, 4, ""},
		"no place of the event left":      {8, Quota{Category: "甲", Number: NoNumber}, 4, 4, "quota Category 本次活动 8 个名额均已占满。"},
		"outside the count":               {8, Quota{Category: "甲", Number: 3, Outside: true}, 2, 8, ""},
		"outside the count, full":         {8, Quota{Category: "甲", Number: 3, Outside: true}, 3, 0, "quota Category “甲”名额已满：已通过 3 人。"},
		"quota and event full":            {4, Quota{Category: "甲", Number: 2}, 2, 2, "quota Category “甲”名额已满：已通过 2 人。"},
	} {
		e := Event{Capacity: c.capacity, Quotas: []Quota{{Category: "乙", Number: NoNumber}, c.quota}}
		var list []Invitee
		for i := range c.approved + c.others {
			v := applicant(fmt.Sprint("人", i), "", "1", "")
			v.Vetting, v.Category = VettingApproved, "甲"
			if i >= c.approved {
				v.Category = "乙"
			}
			list = append(list, v)
		}
		who := applicant("王伟", "", "2", "")
		who.Category = "甲"
		if got := told(NewBench(e, list, nil, 0).Against(who)); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
		if c.approved > 0 && c.want != "" && c.approved <= 3 {
			// Who has one of the places takes no other.
			if got := told(NewBench(e, list, nil, 0).Against(list[0])); got != "" {
				t.Errorf("%s, with a place already: %q", name, got)
			}
		}
		if c.approved > 0 {
			left := slices.Clone(list)
			left[0].Confirmation = Withdrew
			if got := told(NewBench(e, left, nil, 0).Against(who)); c.approved <= 3 && got != "" {
				t.Errorf("%s, and one withdraws: %q", name, got)
			}
		}
	}
	// Without quotas the places of the event count alone.
	list := []Invitee{{ID: "1", Person: Person{Name: "甲", Phone: "1"}, Vetting: VettingApproved}, {ID: "2", Person: Person{Name: "乙", Phone: "2"}, Vetting: VettingApproved}}
	who := applicant("王伟", "", "3", "")
	if got := told(NewBench(Event{Capacity: 2}, list, nil, 0).Against(who)); got != "quota Category 本次活动 2 个名额均已占满。" {
		t.Errorf("without quotas: %q", got)
	}
	if got := told(NewBench(Event{Capacity: 2}, list, nil, 0).Against(list[0])); got != "" {
		t.Errorf("without quotas, with a place already: %q", got)
	}
	// What is missing is told where the event has quotas to fill.
	if got := told(NewBench(Event{Quotas: []Quota{{Category: "甲", Number: 1}}}, nil, nil, 0).Against(applicant("王伟", "", "", ""))); got !=
		"incomplete Phone 没有填写联系电话。\nincomplete Category 没有填写类别。" {
		t.Errorf("nothing filled in: %q", got)
	}
	if got := told(NewBench(Event{}, nil, nil, 0).Against(applicant("王伟", "", "", ""))); got != "incomplete Phone 没有填写联系电话。" {
		t.Errorf("no quotas: %q", got)
	}
}

func TestWhoWasInvitedLately(t *testing.T) {
	e := Event{ID: "now", Title: "十月的活动", Start: time.Date(2026, 10, 9, 9, 0, 0, 0, Zone)}
	march := time.Date(2026, 3, 1, 9, 0, 0, 0, Zone)
	part := func(event string, start time.Time, change func(*Part)) Part {
		p := Part{PersonID: "p", EventID: event, Title: event, Start: start, Vetting: VettingApproved}
		if change != nil {
			change(&p)
		}
		return p
	}
	for name, c := range map[string]struct {
		parts  []Part
		months int
		want   string // the sentence
	}{
		"came":                          {[]Part{part("三月的活动", march, func(p *Part) { p.Attendance = AttendanceCame })}, 12, "2026年3月1日曾受邀参加“三月的活动”（已到），距本次活动不足 12 个月。"},
		"did not come":                  {[]Part{part("三月的活动", march, func(p *Part) { p.Attendance = AttendanceAbsent })}, 12, "2026年3月1日曾受邀参加“三月的活动”（缺席），距本次活动不足 12 个月。"},
		"was excused":                   {[]Part{part("三月的活动", march, func(p *Part) { p.Attendance, p.Confirmation = AttendanceExcused, Withdrew })}, 12, "2026年3月1日曾受邀参加“三月的活动”（请假），距本次活动不足 12 个月。"},
		"could not come":                {[]Part{part("三月的活动", march, func(p *Part) { p.Confirmation = Withdrew })}, 12, "2026年3月1日曾受邀参加“三月的活动”（不能参加），距本次活动不足 12 个月。"},
		"nothing is known of it":        {[]Part{part("三月的活动", march, func(p *Part) { p.Confirmation = Confirmed })}, 12, "2026年3月1日曾受邀参加“三月的活动”（通过），距本次活动不足 12 个月。"},
		"came without a place":          {[]Part{part("三月的活动", march, func(p *Part) { p.Vetting, p.WalkIn, p.Attendance = VettingPending, true, AttendanceCame })}, 12, "2026年3月1日曾受邀参加“三月的活动”（已到），距本次活动不足 12 个月。"},
		"declined":                      {[]Part{part("三月的活动", march, func(p *Part) { p.Vetting = VettingDeclined })}, 12, ""},
		"waited":                        {[]Part{part("三月的活动", march, func(p *Part) { p.Vetting = VettingWaiting })}, 12, ""},
		"the latest of three":           {[]Part{part("五月的活动", march.AddDate(0, 2, 0), nil), part("六月的活动", march.AddDate(0, 3, 0), nil), part("三月的活动", march, nil)}, 12, "2026年6月1日曾受邀参加“六月的活动”（通过），距本次活动不足 12 个月。"},
		"just that long ago":            {[]Part{part("去年的活动", Date(2025, 10, 9), nil)}, 12, ""},
		"a moment less":                 {[]Part{part("去年的活动", Date(2025, 10, 9).Add(time.Second), nil)}, 12, "2025年10月9日曾受邀参加“去年的活动”（通过），距本次活动不足 12 个月。"},
		"the same event":                {[]Part{part("now", march, nil)}, 12, ""},
		"at the same time":              {[]Part{part("同时的活动", e.Start, nil)}, 12, ""},
		"a moment before":               {[]Part{part("之前的活动", e.Start.Add(-time.Second), nil)}, 12, "2026年10月9日曾受邀参加“之前的活动”（通过），距本次活动不足 12 个月。"},
		"later":                         {[]Part{part("之后的活动", e.Start.AddDate(0, 1, 0), nil)}, 12, ""},
		"the office does not mind":      {[]Part{part("三月的活动", march, nil)}, 0, ""},
		"a month":                       {[]Part{part("九月的活动", Date(2026, 9, 10), nil)}, 1, "2026年9月10日曾受邀参加“九月的活动”（通过），距本次活动不足 1 个月。"},
		"another one's":                 {[]Part{{PersonID: "q", EventID: "x", Title: "x", Start: march, Vetting: VettingApproved}}, 12, ""},
		"two at the same time: the one": {[]Part{part("甲活动", march, nil), part("乙活动", march, nil)}, 12, "2026年3月1日曾受邀参加“甲活动”（通过），距本次活动不足 12 个月。"},
	} {
		who := applicant("王伟", "", "1", "")
		who.Person.ID = "p"
		want := ""
		if c.want != "" {
			want = "recent Name " + c.want
		}
		if got := told(NewBench(e, nil, c.parts, c.months).Against(who)); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
	if _, ok := LastInvited([]Part{part("三月的活动", march, nil)}, Event{ID: "now"}, 12); ok {
		t.Error("the event has no day yet, and somebody was invited lately")
	}
	if last, ok := LastInvited([]Part{part("今天的活动", DayOf(e.Start).Add(time.Hour), nil)}, e, 0); ok || last != (Part{}) {
		t.Errorf("earlier on the same day, though the office does not mind: %+v", last)
	}
	if last, ok := LastInvited([]Part{part("三月的活动", march, nil)}, e, -1); ok || last != (Part{}) {
		t.Errorf("less than never: %+v", last)
	}
}

func TestWhatADecisionChanges(t *testing.T) {
	today := time.Date(2026, 9, 24, 15, 0, 0, 0, Zone)
	for result, c := range map[Vetting]struct {
		becomes func(*Invitee)
	}{
		VettingApproved: {func(i *Invitee) { i.Reason = "" }},
		VettingDeclined: {func(i *Invitee) { i.Overruled, i.Confirmation = "", "" }},
		VettingWaiting:  {func(i *Invitee) { i.Reason, i.Overruled, i.Confirmation = "", "", "" }},
		VettingPending:  {func(i *Invitee) { i.Reason, i.Overruled, i.Confirmation, i.DecidedOn = "", "", "", time.Time{} }},
	} {
		for _, before := range []Vetting{VettingPending, VettingApproved, VettingDeclined, VettingWaiting} {
			v := applicant("王伟", numberA, "1", "和平社区")
			v.Vetting, v.Reason, v.Overruled, v.Confirmation = before, "原因", "特批", Confirmed
			v.DecidedOn, v.RepliedOn, v.Attendance, v.Note = Date(2026, 9, 1), Date(2026, 9, 2), AttendanceCame, "备注"
			want := v
			if before != result {
				want.Vetting, want.DecidedOn, want.RepliedOn = result, Date(2026, 9, 24), time.Time{}
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
	day := Date(2026, 9, 1)
	for name, c := range map[string]struct {
		v           Invitee
		place, owed bool
	}{
		"pending":                {Invitee{Vetting: VettingPending}, false, false},
		"pending, decided once":  {Invitee{Vetting: VettingPending, DecidedOn: day}, false, false},
		"approved":               {Invitee{Vetting: VettingApproved, DecidedOn: day}, true, true},
		"approved, no day":       {Invitee{Vetting: VettingApproved}, true, false},
		"approved and told":      {Invitee{Vetting: VettingApproved, DecidedOn: day, RepliedOn: day}, true, false},
		"approved and confirmed": {Invitee{Vetting: VettingApproved, Confirmation: Confirmed}, true, false},
		"withdrew":               {Invitee{Vetting: VettingApproved, Confirmation: Withdrew}, false, false},
		"came":                   {Invitee{Vetting: VettingApproved, Attendance: AttendanceCame}, true, false},
		"substitute":             {Invitee{Vetting: VettingApproved, Attendance: AttendanceSubstitute}, true, false},
		"excused":                {Invitee{Vetting: VettingApproved, Attendance: AttendanceExcused}, false, false},
		"absent":                 {Invitee{Vetting: VettingApproved, Attendance: AttendanceAbsent}, false, false},
		"declined":               {Invitee{Vetting: VettingDeclined, DecidedOn: day}, false, true},
		"waiting":                {Invitee{Vetting: VettingWaiting, DecidedOn: day}, false, true},
		"walk-in":                {Invitee{Vetting: VettingApproved, DecidedOn: day, WalkIn: true}, true, false},
	} {
		if place, owed := c.v.HasPlace(), c.v.OwesReply(); place != c.place || owed != c.owed {
			t.Errorf("%s: has a place %v, waits for an answer %v", name, place, owed)
		}
	}
}

func TestReplyByIsTheDeadlineOrCountedFromTheApplication(t *testing.T) {
	table := Timetable{Rules: DefaultDeadlineRules(), Calendar: workday.Official()}
	e := Event{Start: Date(2026, 10, 9), VettingDays: 2}
	applied := Invitee{CreatedAt: time.Date(2026, 9, 3, 23, 0, 0, 0, Zone)}
	if by, ok := ReplyBy(table, e, applied); !ok || !cmp.Equal(by, workday.Sum{Date: Date(2026, 9, 7), Days: 2}) {
		t.Errorf("from the application: %+v %v", by, ok)
	}
	if by, ok := ReplyBy(table, e, Invitee{}); ok || !cmp.Equal(by, workday.Sum{}) {
		t.Errorf("nobody knows when they applied: %+v", by)
	}
	e.SignUpUntil = time.Date(2034, 12, 29, 17, 0, 0, 0, Zone)
	if by, ok := ReplyBy(table, e, applied); !ok || !cmp.Equal(by, workday.Sum{Date: Date(2035, 1, 2), Missing: []int{2034, 2035}}) {
		t.Errorf("by the deadline: %+v %v", by, ok)
	}
	e.VettingDays, e.SignUpUntil = 0, time.Time{}
	if by, ok := ReplyBy(table, e, applied); ok || !cmp.Equal(by, workday.Sum{}) {
		t.Errorf("no time limit: %+v", by)
	}
}

func TestAFreePlaceGoesToItsOwnCategory(t *testing.T) {
	person := func(id, category string, vetting Vetting, decided int) Invitee {
		v := Invitee{ID: id, Person: Person{Name: id}, Category: category, Vetting: vetting}
		if decided > 0 {
			v.DecidedOn = Date(2026, 9, decided)
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
	before := []Invitee{
		person("记者甲", "记者", VettingApproved, 1),
		person("群众甲", "群众", VettingApproved, 1),
		person("无类甲", "", VettingApproved, 1),
		person("待审", "群众", VettingPending, 0),
		person("群众候二", "群众", VettingWaiting, 3),
		person("群众候一", "群众", VettingWaiting, 2),
		person("记者候一", "记者", VettingWaiting, 4),
		person("无类候一", "", VettingWaiting, 5),
	}
	for i := range before {
		before[i].Position = i
	}
	for name, c := range map[string]struct {
		change func([]Invitee)
		want   string
	}{
		"nothing":                {func([]Invitee) {}, ""},
		"one of the public":      {func(l []Invitee) { l[1].Confirmation = Withdrew }, "群众甲→群众候一"},
		"a journalist":           {func(l []Invitee) { l[0].Vetting = VettingDeclined }, "记者甲→记者候一"},
		"one without a category": {func(l []Invitee) { l[2].Attendance = AttendanceExcused }, "无类甲→无类候一"},
		"all three": {func(l []Invitee) {
			l[0].Confirmation, l[1].Confirmation, l[2].Confirmation = Withdrew, Withdrew, Withdrew
		}, "记者甲→记者候一 群众甲→群众候一 无类甲→无类候一"},
		"nobody of the category waits":     {func(l []Invitee) { l[0].Confirmation, l[6].Category = Withdrew, "群众" }, ""},
		"they themselves wait now":         {func(l []Invitee) { l[0].Vetting, l[6].Vetting = VettingWaiting, VettingPending }, ""},
		"and another one waits, too":       {func(l []Invitee) { l[0].Vetting, l[0].DecidedOn = VettingWaiting, Date(2026, 9, 1) }, "记者甲→记者候一"},
		"who had no place leaves none":     {func(l []Invitee) { l[3].Vetting = VettingDeclined }, ""},
		"who moved up leaves none":         {func(l []Invitee) { l[1].Confirmation, l[5].Vetting = Withdrew, VettingApproved }, "群众甲→群众候二"},
		"two leave, and two wait":          {func(l []Invitee) { l[1].Confirmation = Withdrew; l[2].Category, l[2].Confirmation = "群众", Withdrew }, "群众甲→群众候一 无类甲→群众候二"},
		"the place is that of their new":   {func(l []Invitee) { l[1].Category, l[1].Confirmation = "记者", Withdrew }, "群众甲→记者候一"},
		"same day, then by order of entry": {func(l []Invitee) { l[1].Confirmation = Withdrew; l[4].DecidedOn = l[5].DecidedOn }, "群众甲→群众候二"},
	} {
		after := slices.Clone(before)
		c.change(after)
		if got := spell(Vacancies(before, after)); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
	same := []Invitee{{ID: "b", Position: 2, Vetting: VettingWaiting}, {ID: "a", Position: 1, Vetting: VettingWaiting}, {ID: "c", Position: 3, Vetting: VettingWaiting}}
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
	v := Vacancy{person("王 伟", "", VettingApproved, 1), person("李　芳", "", VettingWaiting, 1)}
	if got, want := v.Words(), "王 伟（未分类）空出名额。候补第一位：李芳。"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestOnlyWhatIsNotFilledInWantsNoReason(t *testing.T) {
	for _, k := range ObjectionKinds {
		o := Objection{Kind: k.Code}
		if want := k.Code != ObjectionIncomplete; o.WantsReason() != want || WantReason([]Objection{{Kind: ObjectionIncomplete}, o}) != want {
			t.Errorf("%s wants a reason: %v", k.Code, o.WantsReason())
		}
	}
	if WantReason(nil) {
		t.Error("nothing wants a reason")
	}
}
