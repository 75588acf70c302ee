package onday

import (
	"fmt"
	"strings"
	"testing"

	"openday/app"
	"openday/app/paper"
	"openday/app/paper/papertest"
)

// What is remembered of a sheet is what stands on it, line by line.
func TestLinesAreThoseOfTheSheet(t *testing.T) {
	d := papertest.WithIDs(papertest.Gathering(papertest.Person("甲一", "第二中学", ""), papertest.Person("乙二", "第一中学", "党员代表"), papertest.Person("丙三", "第二中学", "群众代表"), papertest.Person("待审", "", "")))
	d.Invitees[3].Vetting = app.VettingPending
	d.Event.Quotas = []app.Quota{{Category: "群众代表", Number: 1}, {Category: "党员代表", Number: 2}}
	for _, c := range []struct {
		o    SignInOptions
		want string
	}{
		{SignInOptions{Sort: paper.OrderEntry, Group: paper.GroupNone, BlankRows: 1, Phone: paper.PhoneNone}, "1 1 甲一, 2 2 乙二, 3 3 丙三, 4  "},
		{SignInOptions{Sort: paper.OrderStroke, Group: paper.GroupNone, Phone: paper.PhoneNone}, "1 2 乙二, 2 3 丙三, 3 1 甲一"},
		{SignInOptions{Sort: paper.OrderEntry, Group: paper.GroupCategory, BlankRows: 2, Phone: paper.PhoneNone}, "1 3 丙三 群众代表, 2 2 乙二 党员代表, 3 1 甲一 未填类别, 4   临时参加, 5   临时参加"},
		{SignInOptions{Sort: paper.OrderEntry, Group: paper.GroupUnit, Phone: paper.PhoneNone}, "1 1 甲一 第二中学, 2 3 丙三 第二中学, 3 2 乙二 第一中学"},
	} {
		lines := SignInLines(d, c.o)
		var got, printed []string
		for i, l := range lines {
			text := fmt.Sprintf("%d %s %s", l.Number, l.ID, l.Text)
			if l.Group != "" {
				text += " " + l.Group
			}
			got = append(got, text)
			if l.Group != "" && (i == 0 || lines[i-1].Group != l.Group) {
				printed = append(printed, l.Group)
			}
			printed = append(printed, fmt.Sprint(l.Number)+l.Text)
		}
		if strings.Join(got, ", ") != c.want {
			t.Errorf("%+v: %q, want %q", c.o, strings.Join(got, ", "), c.want)
		}
		papertest.InOrder(t, signIn(t, d, c.o).Text, append([]string{"备注"}, printed...)...)
	}
	if lines := SignInLines(papertest.Gathering(), SignInOptions{Sort: paper.OrderEntry, Group: paper.GroupUnit, Phone: paper.PhoneNone}); len(lines) != rowsOfEmptySheet || lines[0].Number != 1 || lines[0].Group != "" {
		t.Errorf("%v", lines)
	}
}
