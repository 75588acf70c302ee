package wording

import (
	"fmt"
	"strconv"
	"strings"

	"openday/app"
	"openday/app/figures"
)

// None stands in sentences, tables and charts for a number that is not given, and
// for a share of nothing.
const None = "—"

// Percent writes a part of a whole as 58.3%, and none where the whole is nothing.
// Only all of it is 100%, and only nothing is 0%.
func Percent(part, whole int) string {
	if whole == 0 {
		return None
	}
	tenths := (2000*part + whole) / (2 * whole)
	if part < whole {
		tenths = min(tenths, 999)
	}
	if part > 0 {
		tenths = max(tenths, 1)
	}
	return strings.TrimSuffix(fmt.Sprintf("%d.%d", tenths/10, tenths%10), ".0") + "%"
}

// Rate writes a share of opinions.
func Rate(s app.Share) string { return Percent(s.Num, s.Den) }

// Given writes a number, none where it is not given.
func Given(n int) string {
	if n == app.NoNumber {
		return None
	}
	return strconv.Itoa(n)
}

// Attended says who came, in a unit such as 人. What is nobody is not named, so that
// the numbers always add up to 应到.
func Attended(f figures.Figures, unit string) string {
	count := func(name string, n int) string {
		if n == 0 {
			return ""
		}
		return fmt.Sprintf("，%s%d%s", name, n, unit)
	}
	text := fmt.Sprintf("应到%d%s，实到%d%s", f.Approved, unit, f.Came, unit)
	if f.Substituted > 0 {
		text += fmt.Sprintf("（其中由他人替代%d%s）", f.Substituted, unit)
	}
	text += count("请假", f.Excused) + count("缺席", f.Absent) + count("未登记", f.Unknown)
	if f.WalkIns > 0 {
		text += fmt.Sprintf("；另有临时参加%d%s", f.WalkIns, unit)
	}
	return text + "。"
}

// Handled says how many opinions there are and how far they have come, the rates
// first; that there are none where there are None.
func Handled(f figures.Figures) string {
	if f.Opinions == 0 {
		return "未收到意见建议。"
	}
	text := fmt.Sprintf("共收集意见建议%d条", f.Opinions)
	if f.Merged > 0 {
		text += fmt.Sprintf("（另有%d条内容相同，合并办理）", f.Merged)
	}
	text += fmt.Sprintf("，已办结%d条，办结率%s，按期办结率%s，满意率%s", f.Handled, Rate(f.HandledRate()), Rate(f.OnTimeRate()), Rate(f.SatisfiedRate()))
	var among []string
	if f.OnSpot > 0 {
		among = append(among, fmt.Sprintf("现场解答%d条", f.OnSpot))
	}
	if f.Replied > 0 {
		among = append(among, fmt.Sprintf("已答复提出人%d条", f.Replied))
	}
	text += Wrapped("（其中", strings.Join(among, "，"), "）")
	for _, open := range []struct {
		name    string
		n, late int
	}{{"正在办理", f.InProgress, f.InProgressLate}, {"待交办", f.Unassigned, f.UnassignedLate}} {
		if open.n > 0 {
			text += fmt.Sprintf("；%s%d条", open.name, open.n)
		}
		if open.late > 0 {
			text += fmt.Sprintf("，其中超期%d条", open.late)
		}
	}
	return text + "。"
}

// Counted writes tallies in a sentence: 采纳3条，部分采纳3条.
func Counted(tallies []figures.Tally, unit string) string {
	parts := make([]string, len(tallies))
	for i, t := range tallies {
		parts[i] = fmt.Sprintf("%s%d%s", t.Name, t.Opinions, unit)
	}
	return strings.Join(parts, "，")
}
