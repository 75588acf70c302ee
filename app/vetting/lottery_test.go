package vetting

import (
	"openday/app"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestTheProtocolOfADraw(t *testing.T) {
	who := func(id, name string) app.Invitee { return app.Invitee{ID: id, Person: app.Person{Name: name}} }
	// The lots are those that printf 'seed\nb' | sha256sum and so on give.
	groups := RunLottery("seed", []LotteryGroup{
		{Category: "群众代表", Places: 2, Candidates: []app.Invitee{who("c", "欧阳修文"), who("b", "张三"), who("a", "李芳")}},
		{Places: 3, Candidates: []app.Invitee{who("b", "张三")}},
	})
	r := Lottery{Seed: "seed", At: time.Date(2026, 9, 24, 15, 4, 0, 0, app.Zone), By: "王", Groups: groups}
	if got := r.Selected(); !slices.Equal(got, []string{"a", "b", "b"}) {
		t.Errorf("drawn are %v", got)
	}
	if got := r.NotSelected(); !slices.Equal(got, []string{"c"}) {
		t.Errorf("left are %v", got)
	}
	want := strings.ReplaceAll(`随机抽取记录

活动：政务开放日
时间：2026年9月24日 星期四 15:04
操作人：王
随机种子：seed
方法：对每名候选人，计算“随机种子、换行符（LF）、候选人编号”连成的文本（UTF-8）的 SHA-256 值；各类别内按该值由小到大排列，取前若干名。

类别：群众代表　候选 3 人　抽取 2 人
次序	结果	姓名	候选人编号	SHA-256
1	抽中	李*	a	1095c393
2	抽中	张*	b	966be68f
3	未抽中	欧阳**	c	a17d26e8

类别：（未分类）　候选 1 人　抽取 1 人
次序	结果	姓名	候选人编号	SHA-256
1	抽中	张*	b	966be68f
`, "\n", "\r\n")
	var got []string
	for _, line := range strings.SplitAfter(r.Protocol(app.Event{Title: "政务开放日"}), "\r\n") {
		if cells := strings.Split(line, "\t"); len(cells) == 5 && len(cells[4]) == 66 {
			cells[4] = cells[4][:8] + "\r\n"
			line = strings.Join(cells, "\t")
		}
		got = append(got, line)
	}
	if diff := cmp.Diff(want, strings.Join(got, "")); diff != "" {
		t.Error(diff)
	}
	if got, want := r.Record(), "种子 seed；群众代表：抽取 2 人，候选 3 人；候选编号 a b c；抽中编号 a b; 未分类：抽取 1 人，候选 1 人；候选编号 b；抽中编号 b"; got != want {
		t.Errorf("recorded is %q, want %q", got, want)
	}
}

func TestAGroupWithoutPlacesIsInNoDraw(t *testing.T) {
	who := func(id, name string) app.Invitee { return app.Invitee{ID: id, Person: app.Person{Name: name}} }
	r := Lottery{Seed: "seed", Groups: RunLottery("seed", []LotteryGroup{
		{Category: "甲", Places: 1, Candidates: []app.Invitee{who("a", "李芳"), who("b", "张三")}},
		{Category: "乙", Candidates: []app.Invitee{who("c", "王伟"), who("d", "赵六")}},
	})}
	if got := slices.Concat(r.Selected(), r.NotSelected()); !slices.Equal(got, []string{"a", "b"}) {
		t.Errorf("in the draw were %v", got)
	}
	if strings.Contains(r.Protocol(app.Event{}), "乙") || strings.Contains(r.Record(), "乙") {
		t.Error("a group that was left alone stands in the protocol")
	}
	if g := r.Groups[0]; !slices.Equal(g.Names(true), []string{"李芳"}) || !slices.Equal(g.Names(false), []string{"张三"}) {
		t.Errorf("the names are %v and %v", g.Names(true), g.Names(false))
	}
}
