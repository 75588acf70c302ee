package app

import (
	"fmt"
	"strings"
	"testing"
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
