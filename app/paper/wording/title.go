package wording

import (
	"math"
	"strings"
	"unicode"

	"openday/app"
	"openday/app/paper/typeset"
)

// Measurer returns the width of a text in one line, mm.
type Measurer interface {
	Width(role typeset.Role, size float64, text string) float64
}

// whole are words of titles that no line's end divides.
var whole = []string{
	"政务服务", "政务公开", "政府信息公开", "政府开放日", "开放日", "开放周", "开放月", "数字化", "信息化", "建设", "管理局", "服务局", "人民政府", "办事处", "街道", "委员会",
	"活动", "方案", "总结", "报告", "工作", "实施", "情况", "台账", "意见建议", "办理", "签到表", "通知", "公告", "服务", "中心", "管理", "民政", "水务", "教育", "卫生", "健康",
	"应急", "财政", "税务", "公安", "司法", "行政", "审批", "执法", "综合", "城市", "城管", "乡村振兴", "乡村", "振兴", "开发区", "经济", "技术", "高新区", "园区", "社区", "居民",
	"村民", "代表", "群众", "企业", "营商环境", "走进", "体验", "参观", "主题", "系列", "年度", "汇总", "筹备", "交通", "运输", "自然资源", "规划", "生态环境", "市场", "监督",
	"人力资源", "社会保障", "住房", "文化", "旅游", "体育", "农业", "农村", "退役军人", "事务", "医疗", "保障", "发展", "改革", "科技", "工业", "公共资源", "交易", "热线", "便民",
	"标准化", "规范化建设", "改造", "治理", "发布", "座谈会", "议程", "联合", "共同", "举办", "开展", "关于", "一网通办", "高质量", "人民", "政府",
}

// The words after and before which a reader would break a title.
var (
	goodEnds   = []string{"局", "府", "处", "委", "会", "办", "厅", "镇", "乡", "街道", "年", "年度", "日", "暨", "的", "和", "与", "关于", "”", "》", "：", "，"}
	goodBegins = []string{"“", "《", "活动", "政府开放日", "政务"}
)

// Title breaks a title that is wider than the text of its page where a reader
// would: never in a word or a name of the event's own, in two lines before three,
// which make a trapezium or a lozenge. A line's end that is there already stays.
func Title(doc Measurer, title string, e app.Event, role typeset.Role, size float64, page typeset.Page) string {
	room := page.TextWidth()
	if strings.Contains(title, "\n") || doc.Width(role, size, title) <= room {
		return title
	}
	runes := []rune(title)
	costs := breakCosts(title, runes, append([]string{e.Organiser, e.Theme}, append(e.CoOrganisers, e.Sites...)...))
	wide := make([]float64, len(runes)+1)
	for i, r := range runes {
		wide[i+1] = wide[i] + doc.Width(role, size, string(r))
	}
	fits := func(from, to int) bool { return wide[to]-wide[from] <= room }
	best, at := math.Inf(1), []int(nil)
	take := func(cost float64, breaks ...int) {
		if cost < best {
			best, at = cost, breaks
		}
	}
	n := len(runes)
	share := func(from, to int) float64 { return (wide[to] - wide[from]) / room }
	for i := 1; i < n; i++ {
		if fits(0, i) && fits(i, n) {
			take(costs[i]+4*math.Abs(share(0, i)-share(i, n)), i)
		}
	}
	if best >= brokenWord {
		for i := 1; i < n; i++ {
			for j := i + 1; fits(0, i) && j < n; j++ {
				if !fits(i, j) || !fits(j, n) {
					continue
				}
				a, b, c := share(0, i), share(i, j), share(j, n)
				cost := costs[i] + costs[j] + 2*(math.Abs(a-b)+math.Abs(b-c)) + 3
				if b < a && b < c { // an hourglass
					cost += 4
				}
				take(cost, i, j)
			}
		}
	}
	if at == nil {
		return title // the lines of so long a title are made equally long
	}
	var lines []string
	from := 0
	for _, to := range append(at, n) {
		lines = append(lines, strings.TrimSpace(string(runes[from:to])))
		from = to
	}
	return strings.Join(lines, "\n")
}

// brokenWord is the cost of a break within a word.
const brokenWord = 100.0

// breakCosts returns how badly a line may end before each character of a title.
func breakCosts(title string, runes []rune, names []string) []float64 {
	costs := make([]float64, len(runes)+1)
	offset := make([]int, 0, len(runes)+1) // of each character in bytes
	for i := range title {
		offset = append(offset, i)
	}
	offset = append(offset, len(title))
	const longestName = 14 // characters; a longer one is broken within
	depth := 0
	for i := 1; i < len(runes); i++ {
		before, after := title[:offset[i]], title[offset[i]:]
		costs[i] = 2
		for _, end := range goodEnds {
			if strings.HasSuffix(before, end) {
				costs[i] = 0
			}
		}
		for _, begin := range goodBegins {
			if strings.HasPrefix(after, begin) {
				costs[i] = math.Min(costs[i], 0.5)
			}
		}
		a, b := runes[i-1], runes[i]
		if strings.ContainsRune("“《（〈‘", a) {
			depth++
		}
		if strings.ContainsRune("”》）〉’", a) {
			depth = max(0, depth-1)
		}
		if depth > 0 {
			costs[i] += brokenWord
		}
		western := func(r rune) bool { return r < 0x250 && (unicode.IsLetter(r) || unicode.IsDigit(r)) }
		if western(a) && western(b) || unicode.IsDigit(a) && strings.ContainsRune("年月日届期次", b) || strings.ContainsRune("，、。：；”》）〉’！？—～·", b) || strings.ContainsRune("—～·第", a) {
			costs[i] += 2 * brokenWord
		} else if b == '第' && strings.ContainsRune("年届", a) { // 二〇二六年第三季度
			costs[i] += 8
		}
	}
	guard := func(word string, cost float64) {
		if n := len([]rune(word)); n < 2 || n > longestName {
			return
		}
		for from := 0; ; {
			i := strings.Index(title[from:], word)
			if i < 0 {
				return
			}
			from += i
			for k, o := range offset {
				switch {
				case o > from && o < from+len(word):
					costs[k] += cost
				case o == from+len(word):
					costs[k] -= math.Min(1, costs[k]) // a word is over
				}
			}
			from += len(word)
		}
	}
	for _, word := range whole {
		guard(word, brokenWord)
	}
	for _, name := range names {
		guard(strings.TrimSpace(name), brokenWord)
	}
	return costs
}
