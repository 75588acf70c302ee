package masking

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"openday/app/hanzi"
)

// The forms of what tells who somebody is or where they live, in texts as they are
// compared: narrow and in capital letters.
// measure is what a number counts.
var measure = regexp.MustCompile(`[元万亿吨米平公人次户件%％㎡]`)

var (
	emailForm = regexp.MustCompile(`[A-Z0-9][A-Z0-9._%+-]*\s?@\s?[A-Z0-9-]+(?:\.[A-Z0-9-]+)+`)
	// The account stands in the group.
	accountForm = regexp.MustCompile(`(?:微信号?|微信账号|薇信|V信|\bVX|WECHAT|WEIXIN|\bWX|QQ|扣扣|抖音号?|快手号?|支付宝)(?:号码?|账号|ID)?[是为]?[:\s(]*([A-Z0-9][A-Z0-9_-]{4,})`)
	ownAccount  = regexp.MustCompile(`((?:WXID|WEIXIN)_[A-Z0-9_-]+)`)
	plateForm   = regexp.MustCompile(`[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼使领]([A-Z][·•.\s-]?[A-Z0-9]{4,5}[A-Z0-9挂学警港澳])`)

	// A flat is told by its building, its entrance and its door, of which at least
	// two stand together, or by figures alone behind the name of an estate.
	houseForm  = regexp.MustCompile(`(?:[0-9零〇一二三四五六七八九十百A-Z]{1,5}\s?(?:号院?|弄|巷))?(?:[0-9零〇一二三四五六七八九十百A-Z]{1,5}\s?(?:幢|栋|号楼|座|单元|门洞|层|楼|室|户)){1,5}(?:\d{3,4})?`)
	estateForm = regexp.MustCompile(`(?:小区|花园|家园|新村|公寓|苑|府|[幢栋座])\s*(\d{1,3}[-－—–]\d{1,4}(?:[-－—–]\d{1,4})?室?|\d{3,4}室?)`)
	livesForm  = regexp.MustCompile(`(?:家住|住在|住址|家庭地址|现住)[^，。；,;\n]{0,20}?([0-9零〇一二三四五六七八九十百A-Z]{1,5}\s?号)`)
	housePart  = regexp.MustCompile(`幢|栋|号楼|座|单元|门洞|层|楼|室|户`)

	dayForm  = regexp.MustCompile(`(?:19|20)\d{2}\s?[-/.－—–]\s?\d{1,2}\s?[-/.－—–]\s?\d{1,2}`)
	timeForm = regexp.MustCompile(`\d{1,2}:[0-5]\d(?::[0-5]\d)?`)

	// Who speaks, at the beginning of a line.
	openingForm = regexp.MustCompile(`(?m)(?:^|[。；;])[\s　]*((?:\p{Han}[\s　]?){2,4}(?:[·•]\p{Han}{1,4})?)(?:\([^()\n]{0,16}\))?[\s　]*:`)

	bracketed = regexp.MustCompile(`[（(\[【][^）)\]】]*[）)\]】]`)
)

// titles are words for people that stand behind their names.
var titles = []string{"先生", "女士", "同志", "老师", "师傅", "代表", "委员", "书记", "主任", "居民", "大爷", "大妈", "阿姨"}

// noSpeakers are words before a colon that look like names.
var noSpeakers = strings.Fields(`
时间 地点 单位 任务 方案 计划 安全 平安 党员 管理 管网 水电 文明 明确 成效 成果 成绩 高度 和谐 路灯 车辆 车位 金额 项目 项目名 房屋 房产 施工 施策 方面
方法 方向 方式 汇报 汇总 温馨提示 温馨 常见 常态 强化 强调 高空 高层 高峰 黄线 黄灯 石材 石桥 江边 江河 马路 马上 牛奶 安排 安置 安保 安装 包括 包装
史料 全部 全体 全面 全市 金融 元旦 经费 经办 经济 关于 关键 关注 白天 班车 班次 毛病 易错 向上 向下 沙石 沙尘 支出 支持 解决 解答 解释 应急 应当 曲线
司机 司法 申请 申报 申诉 陈述 陈旧 宣传 宣讲 诸位 左侧 左边 右侧 于是 余下 余额 何时 何地 何人 时限 时段 时候 季度 季节 路面 路段 路口 路线 路况 连续
连接 联系人 卫生 卫浴 成员 成本 成立 严重 严禁 严格 华东 严查 万元 万人 麦田 雷雨 云平台 云南 云端 苏州 杭州 徐州 常州 郑州 温州 滕州 池塘 池边 乐器 乐园
`)

// found returns where a form, or a group of it, stands in a text.
func found(form *regexp.Regexp, group int, plain []rune, each func(from, to int)) {
	text := string(plain)
	for _, m := range form.FindAllStringSubmatchIndex(text, -1) {
		if m[2*group] >= 0 {
			from := utf8.RuneCountInString(text[:m[2*group]])
			each(from, from+utf8.RuneCountInString(text[m[2*group]:m[2*group+1]]))
		}
	}
}

// figuresIn returns where letters and figures stand in a part of a text.
func figuresIn(plain []rune, from, to int) []int {
	var at []int
	for i := from; i < to; i++ {
		if r := plain[i]; r >= 'A' && r <= 'Z' || hanzi.Figures(r) != "" || r == '十' || r == '百' {
			at = append(at, i)
		}
	}
	return at
}

// hideForms hides e-mail addresses, accounts, number plates and where somebody
// lives.
func (m *Masker) hideForms(plain []rune, hide func([]int)) {
	all := func(from, to int) { hide(figuresIn(plain, from, to)) }
	found(emailForm, 0, plain, all)
	found(accountForm, 1, plain, func(from, to int) {
		for i := from; i < to; i++ {
			hide([]int{i})
		}
	})
	found(ownAccount, 1, plain, func(from, to int) {
		for i := from; i < to; i++ {
			hide([]int{i})
		}
	})
	found(plateForm, 1, plain, func(from, to int) {
		if len(strings.Trim(string(plain[from:to]), "ABCDEFGHJKLMNPQRSTUVWXYZ·•.- ")) > 1 {
			all(from, to)
		}
	})
	found(houseForm, 0, plain, func(from, to int) {
		text := string(plain[from:to])
		parts := len(housePart.FindAllString(text, -1))
		if strings.ContainsAny(strings.ReplaceAll(text, "号楼", ""), "号弄巷") {
			parts++
		}
		if parts > 1 && strings.ContainsAny(text, "幢栋元室户洞") {
			all(from, to)
		}
	})
	found(estateForm, 1, plain, all)
	found(livesForm, 1, plain, all)
}

// hideOpening hides the given names of who speaks at the beginning of a line.
func (m *Masker) hideOpening(plain []rune, hide func([]int)) {
	found(openingForm, 1, plain, func(from, to int) {
		var at []int
		name := ""
		for i := from; i < to; i++ {
			if !parts(plain[i]) {
				name += string(plain[i])
				at = append(at, i)
			}
		}
		for _, title := range titles {
			if rest, has := strings.CutSuffix(name, title); has && utf8.RuneCountInString(rest) > 1 {
				name = rest
			}
		}
		surname, given := hanzi.SplitName(name)
		n := utf8.RuneCountInString(given)
		if !hanzi.IsSurname(surname) || n < 1 || n > 2 || slices.Contains(noSpeakers, name) {
			return
		}
		kept := utf8.RuneCountInString(surname)
		hide(at[kept : kept+n])
	})
}

// momentsIn tells which characters of a text belong to a date or a time of day of
// some forms.
func momentsIn(plain []rune, forms ...*regexp.Regexp) []bool {
	in := make([]bool, len(plain))
	if !slices.ContainsFunc(plain, unicode.IsDigit) {
		return in
	}
	for _, form := range forms {
		found(form, 0, plain, func(from, to int) {
			if from > 0 && unicode.IsDigit(plain[from-1]) || to < len(plain) && unicode.IsDigit(plain[to]) {
				return
			}
			if form == timeForm && (from > 0 && plain[from-1] == ':' || to < len(plain) && plain[to] == ':') {
				return
			}
			for i := from; i < to; i++ {
				in[i] = true
			}
		})
	}
	return in
}

// letStand shows what the event itself tells everybody.
func (m *Masker) letStand(runes, plain []rune, hidden []bool) {
	if len(m.published) == 0 && m.places == "" {
		return
	}
	show := func(at []int) {
		for _, i := range at {
			hidden[i] = false
		}
	}
	for _, run := range numberRuns(runes) {
		for from := 0; from < len(run.text); from++ {
			for number := range m.published {
				end := from + len(number)
				if end <= len(run.text) && run.text[from:end] == number &&
					(from == 0 || !isFigure(run.text[from-1]) || run.at[from] > run.at[from-1]+1) &&
					(end == len(run.text) || !isFigure(run.text[end]) || run.at[end] > run.at[end-1]+1) {
					show(run.at[from:end])
				}
			}
		}
	}
	found(emailForm, 0, plain, func(from, to int) {
		if m.published[string(foldedName(string(plain[from:to])))] {
			show(figuresIn(plain, from, to))
		}
	})
	found(houseForm, 0, plain, func(from, to int) {
		if strings.Contains(m.places, string(foldedName(string(plain[from:to])))) {
			show(figuresIn(plain, from, to))
		}
	})
}

// isAmount reports whether figures, with nothing between them, count something.
func isAmount(runes []rune, at []int) bool {
	const most = 10 // figures
	last := at[len(at)-1]
	return len(at) <= most && last-at[0] == len(at)-1 && last+1 < len(runes) && measure.MatchString(string(runes[last+1]))
}

// Left returns what is left in a text that was masked and may still tell who
// somebody is, so that a person looks at it before it is published: long figures
// that are neither dates, amounts nor what the event tells everybody, and where
// something is in a house.
func (m *Masker) Left(masked string) []string {
	runes := []rune(masked)
	plain := plainly(runes)
	days := momentsIn(plain, dayForm, timeForm)
	var all []string
	say := func(from, to int) {
		if piece := strings.TrimSpace(string(runes[from:to])); !slices.Contains(all, piece) {
			all = append(all, piece)
		}
	}
	for _, run := range numberRuns(runes) {
		for from := 0; from < len(run.text); from++ {
			to := from
			for to < len(run.text) && isFigure(run.text[to]) && !days[run.at[to]] {
				to++
			}
			const long = 7
			if digits := run.text[from:to]; len(digits) >= long && !m.published[digits] && !isAmount(runes, run.at[from:to]) {
				say(run.at[from], run.at[to-1]+1)
			}
			from = max(from, to)
		}
	}
	for _, form := range []*regexp.Regexp{emailForm, houseForm} {
		found(form, 0, plain, func(from, to int) {
			piece := string(foldedName(string(plain[from:to])))
			if strings.Contains(m.places, piece) || m.published[piece] || form == houseForm && !strings.ContainsAny(piece, "幢栋元室户洞") {
				return
			}
			say(from, to)
		})
	}
	return all
}
