package app

import (
	"fmt"
	"strings"
	"testing"
	"unicode"
)

func TestWhatWasCleanedIsNamed(t *testing.T) {
	for _, c := range []struct {
		given Invitee
		want  []string
	}{
		{Invitee{Person: Person{Name: "张　三", Phone: "１３８ 0013 8000", IDNumber: "11010519491231002x"}, Unit: "三中"}, nil},
		{Invitee{Person: Person{Name: "阿依•古丽"}}, []string{"姓名“阿依•古丽”已按“阿依·古丽”收入。"}},
		{Invitee{Person: Person{Name: "⾼⻓⻘"}, Unit: "⽂化中⼼"}, []string{"姓名“⾼⻓⻘”已按“高长青”收入。", "单位“⽂化中⼼”已按“文化中心”收入。"}},
		{Invitee{Person: Person{Name: "陈\u200c志强\u3164"}}, []string{"姓名中看不见的字符已去掉：U+200C U+3164。"}},
		{Invitee{Person: Person{Name: "张\ue863"}}, []string{"姓名“张\ue863”已按“张䶮”收入。"}},
		{Invitee{Person: Person{Name: "张三", IDNumber: "身份证：11010519491231002×"}}, []string{"身份证号“身份证：11010519491231002×”已按“11010519491231002X”收入。"}},
		{Invitee{Person: Person{Name: "张三", Phone: "138－0013－8000"}}, nil},
		{Invitee{Person: Person{Name: "张三", Phone: "一三八零零一三八零零零（微信同号）"}}, []string{"联系电话“一三八零零一三八零零零（微信同号）”已按“13800138000”收入。"}},
		{Invitee{Person: Person{Name: "张三", Phone: "无"}}, []string{"联系电话“无”按没有处理。"}},
	} {
		if got := c.given.Mended(c.given.Tidied()); fmt.Sprintf("%+q", got) != fmt.Sprintf("%+q", c.want) {
			t.Errorf("%+v: %q, want %q", c.given, got, c.want)
		}
	}
}

func TestWordsBesideATelephoneGoToTheNote(t *testing.T) {
	v := Invitee{Person: Person{Name: "张三", Phone: "13800138000（微信同号）"}, Note: "素食"}.Tidied()
	if v.Person.Phone != "13800138000" || v.Note != "素食；微信同号" {
		t.Errorf("%q %q", v.Person.Phone, v.Note)
	}
	if again := v.Tidied(); again != v {
		t.Errorf("%+v", again)
	}
	if p := (Person{Phone: "13800138000（微信同号）"}).Tidied(); p.Phone != "13800138000（微信同号）" {
		t.Errorf("%q", p.Phone)
	}
	if long := (Invitee{Person: Person{Phone: strings.Repeat("长", longestPhone+1)}}).Tidied(); long.Note != "" || len(long.Validate()) == 0 {
		t.Errorf("%+v", long)
	}
}

// ruin puts control characters into every text of an entity.
func ruin[T any](l Fields[T], v *T) {
	const ruined = " 甲\x01乙\r\n丙\t丁\u2028戊 "
	for _, f := range l {
		switch place := f.Place(v).(type) {
		case *string:
			*place = ruined
		case *[]string:
			*place = []string{ruined, ruined}
		}
	}
}

// checkPlain looks for control characters that are left.
func checkPlain[T any](t *testing.T, name string, l Fields[T]) {
	t.Helper()
	v := new(T)
	ruin(l, v)
	l.Plain(v)
	for _, f := range l {
		var texts []string
		switch place := f.Place(v).(type) {
		case *string:
			texts = []string{*place}
		case *[]string:
			texts = *place
		}
		for _, text := range texts {
			if f.Kind == KindOwn || f.Kind == KindID || f.Kind == KindLink {
				continue
			}
			want := "甲乙 丙 丁 戊"
			if f.Kind == KindProse {
				want = "甲乙\n丙 丁\n戊"
			}
			if text != want {
				t.Errorf("%s.%s (%s): %q", name, f.Go, f.Kind, text)
			}
		}
	}
}

func TestNoControlCharacterIsLeftInAText(t *testing.T) {
	checkPlain(t, "Event", EventFields)
	checkPlain(t, "Invitee", GuestFields)
	checkPlain(t, "Person", PersonFields)
	checkPlain(t, "AgendaItem", AgendaFields)
	checkPlain(t, "Feedback", FeedbackFields)
	checkPlain(t, "Department", DepartmentFields)
	checkPlain(t, "Photo", PhotoFields)
	e := Event{Leaders: []Leader{{Name: "张\x01三"}}, Notices: []string{"\x02", "带\t伞"}}
	leaders := e.Leaders
	EventFields.Plain(&e)
	if e.Leaders[0].Name != "张三" || leaders[0].Name != "张\x01三" || len(e.Notices) != 1 || e.Notices[0] != "带 伞" {
		t.Errorf("%+q %+q %q", e.Leaders, leaders, e.Notices)
	}
	plain := Invitee{Person: Person{Name: " 张  三"}, Note: "一\n二"}
	if v := plain; true {
		if GuestFields.Plain(&v); v != plain {
			t.Errorf("%+v", v)
		}
	}
}

func TestTheCheckOffersToTidy(t *testing.T) {
	d := Dossier{
		Event:    Event{ID: "e", Title: "开放日"},
		Invitees: []Invitee{{ID: "1", Person: Person{Name: "张三"}}, {ID: "2", Person: Person{Name: "阿依•古丽"}}},
		Agenda:   []AgendaItem{{ID: "3", Content: "参观"}},
		Feedback: []Feedback{{ID: "4", Content: "路灯\x01不亮"}},
	}
	untidy, n := d.Untidy()
	if n != 2 || untidy.Event.ID != "" || len(untidy.Invitees) != 1 || untidy.Invitees[0].Person.Name != "阿依·古丽" || len(untidy.Agenda) > 0 || untidy.Feedback[0].Content != "路灯不亮" {
		t.Errorf("%d: %+v", n, untidy)
	}
	find := func(d Dossier) (found []Finding) {
		for _, f := range Check(d, Timetable{}, nil, Date(2026, 1, 1)) {
			if f.Tidies {
				found = append(found, f)
			}
		}
		return found
	}
	if found := find(d); len(found) != 1 || found[0].ID != "2" || found[0].Topic != TopicInvitees || !strings.Contains(found[0].Message, "2 条") {
		t.Errorf("%+v", found)
	}
	d.Invitees[1].Person.Name, d.Feedback[0].Content = "阿依·古丽", "路灯不亮"
	if found := find(d); len(found) > 0 {
		t.Errorf("%+v", found)
	}
	d.Event.Title = "开放\t日"
	if found := find(d); len(found) != 1 || found[0].Topic != TopicEvents || strings.ContainsFunc(found[0].Message, unicode.IsControl) {
		t.Errorf("%+v", found)
	}
}

func TestVersionsThatDifferInSpellingAloneAreTheSame(t *testing.T) {
	for _, c := range []struct {
		a, b Person
		want bool
	}{
		{Person{Name: "阿依•古丽", Phone: "138 0013 8000", IDNumber: "11010519491231002x"}, Person{Name: "阿依·古丽", Phone: "+86 13800138000", IDNumber: "11010519491231002X"}, true},
		{Person{Name: "张三", Phone: "13800138000"}, Person{Name: "张三", Phone: "13800138001"}, false},
		{Person{Name: "张三"}, Person{Name: "张三", Phone: "13800138000"}, false},
		{Person{Name: "张三"}, Person{Name: "张四"}, false},
	} {
		e := personRecords
		if got := e.sameButForSpelling(e.recordOf(&c.a), e.recordOf(&c.b)); got != c.want {
			t.Errorf("%+v and %+v are the same: %v", c.a, c.b, got)
		}
	}
}
