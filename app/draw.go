package app

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"time"

	"openday/app/hanzi"
	"openday/app/words"
)

// DrawLot is what one candidate draws.
type DrawLot struct {
	ID    string            // of the candidate
	Lot   [sha256.Size]byte // the smallest lots win
	Drawn bool
}

// DrawLots draws some of the candidates by lot. A candidate's lot is the SHA-256
// of the seed, a line break and the candidate's id; the candidates with the
// smallest lots are drawn. It is nobody's choice who that is, everybody who has
// the seed and the ids comes to the same result, and the order in which the
// candidates are given does not matter. The lots are given smallest first.
func DrawLots(seed string, candidates []string, places int) []DrawLot {
	lots := make([]DrawLot, len(candidates))
	for i, id := range candidates {
		lots[i] = DrawLot{ID: id, Lot: sha256.Sum256([]byte(seed + "\n" + id))}
	}
	slices.SortFunc(lots, func(a, b DrawLot) int { return bytes.Compare(a.Lot[:], b.Lot[:]) })
	for i := range lots {
		lots[i].Drawn = i < places
	}
	return lots
}

// DrawGroup is what is drawn of one category.
type DrawGroup struct {
	Category   string
	Places     int
	Candidates []Invitee
}

// DrawResult is a draw as it is recorded.
type DrawResult struct {
	Seed   string
	At     time.Time
	By     string
	Groups []DrawnGroup
}

// DrawnGroup is the result for one category.
type DrawnGroup struct {
	DrawGroup
	Lots []DrawLot
}

// Drawn returns the ids of those drawn in all groups.
func (r DrawResult) Drawn() []string { return r.ids(true) }

// Left returns the ids of those not drawn in all groups.
func (r DrawResult) Left() []string { return r.ids(false) }

func (r DrawResult) ids(drawn bool) []string {
	var ids []string
	for _, g := range r.Groups {
		for _, l := range g.Lots {
			if l.Drawn == drawn {
				ids = append(ids, l.ID)
			}
		}
	}
	return ids
}

// DrawGroups draws every group.
func DrawGroups(seed string, groups []DrawGroup) []DrawnGroup {
	all := make([]DrawnGroup, len(groups))
	for i, g := range groups {
		ids := make([]string, len(g.Candidates))
		for j, v := range g.Candidates {
			ids[j] = v.ID
		}
		all[i] = DrawnGroup{g, DrawLots(seed, ids, g.Places)}
	}
	return all
}

// Protocol writes the draw so that anybody can repeat it. It names people
// masked; it is a paper, hence always Chinese.
func (r DrawResult) Protocol(e Event) string {
	var b strings.Builder
	fmt.Fprintf(&b, "随机抽取记录\r\n\r\n活动：%s\r\n时间：%s\r\n操作人：%s\r\n随机种子：%s\r\n", e.Title, LongTime(r.At), r.By, r.Seed)
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
			if l.Drawn {
				result = "抽中"
			}
			fmt.Fprintf(&b, "%d\t%s\t%s\t%s\t%s\r\n", i+1, result, name[l.ID], l.ID, hex.EncodeToString(l.Lot[:]))
		}
	}
	return b.String()
}

// Record says the draw in a line of the audit list: numbers and ids, no names.
func (r DrawResult) Record() string {
	var groups []string
	for _, g := range r.Groups {
		candidates := make([]string, len(g.Candidates))
		for i, v := range g.Candidates {
			candidates[i] = v.ID
		}
		slices.Sort(candidates)
		var drawn []string
		for _, l := range g.Lots {
			if l.Drawn {
				drawn = append(drawn, l.ID)
			}
		}
		groups = append(groups, words.T("%s: %d of %d; candidates %s; drawn %s",
			cmp.Or(g.Category, words.T("no category|of an invitee")), len(drawn), len(candidates), strings.Join(candidates, " "), strings.Join(drawn, " ")))
	}
	return words.T("seed %s; %s", r.Seed, strings.Join(groups, "; "))
}
