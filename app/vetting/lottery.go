package vetting

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"time"

	"openday/app"
	"openday/app/hanzi"
	"openday/app/words"
)

// Lot is what one candidate has in a lottery.
type Lot struct {
	ID       string            // of the candidate
	Value    [sha256.Size]byte // the smallest lots win
	Selected bool
}

// CastLots selects some of the candidates by lot. A candidate's lot is the SHA-256
// of the seed, a line break and the candidate's id; the candidates with the
// smallest lots are selected. It is nobody's choice who that is, everybody who has
// the seed and the ids comes to the same result, and the order in which the
// candidates come does not matter. It returns the lots, the smallest first.
func CastLots(seed string, candidates []string, places int) []Lot {
	lots := make([]Lot, len(candidates))
	for i, id := range candidates {
		lots[i] = Lot{ID: id, Value: sha256.Sum256([]byte(seed + "\n" + id))}
	}
	slices.SortFunc(lots, func(a, b Lot) int { return bytes.Compare(a.Value[:], b.Value[:]) })
	for i := range lots {
		lots[i].Selected = i < places
	}
	return lots
}

// LotteryGroup is a category with its places and those who may get one.
type LotteryGroup struct {
	Category   string
	Places     int
	Candidates []app.Invitee
}

// Lottery is a random selection as it is recorded.
type Lottery struct {
	Seed   string
	At     time.Time
	By     string
	Groups []LotteryOutcome
}

// LotteryOutcome is what came of the lottery in one category.
type LotteryOutcome struct {
	LotteryGroup
	Lots []Lot
}

// Selected returns the ids of those selected in all groups.
func (r Lottery) Selected() []string { return r.ids(true) }

// NotSelected returns the ids of those not selected in all groups.
func (r Lottery) NotSelected() []string { return r.ids(false) }

func (r Lottery) ids(selected bool) []string {
	var ids []string
	for _, g := range r.Groups {
		for _, l := range g.Lots {
			if l.Selected == selected {
				ids = append(ids, l.ID)
			}
		}
	}
	return ids
}

// RunLottery selects in every group that has places. A group for which nobody is
// drawn is left alone: its candidates were in no lottery.
func RunLottery(seed string, groups []LotteryGroup) []LotteryOutcome {
	var all []LotteryOutcome
	for _, g := range groups {
		if g.Places <= 0 {
			continue
		}
		ids := make([]string, len(g.Candidates))
		for j, v := range g.Candidates {
			ids[j] = v.ID
		}
		all = append(all, LotteryOutcome{g, CastLots(seed, ids, g.Places)})
	}
	return all
}

// Protocol writes the lottery so that anybody can repeat it. It names people
// masked; it is a paper, hence always Chinese.
func (r Lottery) Protocol(e app.Event) string {
	var b strings.Builder
	fmt.Fprintf(&b, "随机抽取记录\r\n\r\n活动：%s\r\n时间：%s\r\n操作人：%s\r\n随机种子：%s\r\n", e.Title, app.LongTime(r.At), r.By, r.Seed)
	b.WriteString("方法：对每名候选人，计算“随机种子、换行符（LF）、候选人编号”连成的文本（UTF-8）的 SHA-256 值；各类别内按该值由小到大排列，取前若干名。\r\n")
	for _, g := range r.Groups {
		fmt.Fprintf(&b, "\r\n类别：%s　候选 %d 人　抽取 %d 人\r\n", cmp.Or(g.Category, "（未分类）"), len(g.Candidates), min(g.Places, len(g.Candidates)))
		b.WriteString("次序\t结果\t姓名\t候选人编号\tSHA-256\r\n")
		name := map[string]string{}
		for _, v := range g.Candidates {
			name[v.ID] = hanzi.MaskName(v.Person.Name)
		}
		for i, l := range g.Lots {
			result := "未抽中"
			if l.Selected {
				result = "抽中"
			}
			fmt.Fprintf(&b, "%d\t%s\t%s\t%s\t%s\r\n", i+1, result, name[l.ID], l.ID, hex.EncodeToString(l.Value[:]))
		}
	}
	return b.String()
}

// Names returns the names of a group's candidates who were selected, or of those
// who were not, in the order of their lots.
func (g LotteryOutcome) Names(selected bool) []string {
	name := map[string]string{}
	for _, v := range g.Candidates {
		name[v.ID] = v.Person.Name
	}
	var names []string
	for _, l := range g.Lots {
		if l.Selected == selected {
			names = append(names, name[l.ID])
		}
	}
	return names
}

// Record says the lottery in a line of the audit list: numbers and ids, no names.
func (r Lottery) Record() string {
	var groups []string
	for _, g := range r.Groups {
		candidates := make([]string, len(g.Candidates))
		for i, v := range g.Candidates {
			candidates[i] = v.ID
		}
		slices.Sort(candidates)
		var selected []string
		for _, l := range g.Lots {
			if l.Selected {
				selected = append(selected, l.ID)
			}
		}
		groups = append(groups, words.T("%s: %d of %d; candidates %s; drawn %s",
			cmp.Or(g.Category, words.T("no category|of an invitee")), len(selected), len(candidates), strings.Join(candidates, " "), strings.Join(selected, " ")))
	}
	return words.T("seed %s; %s", r.Seed, strings.Join(groups, "; "))
}
