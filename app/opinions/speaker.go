package opinions

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"openday/app/hanzi"
)

// nobody is how people write that who spoke gave no name.
var nobody = regexp.MustCompile(`^(匿名|佚名|无名氏?|不记名|未署名|未留名|不愿(具|透露)(姓)?名.{0,2}|姓名不详|匿名(群众|居民|市民|网友|用户|者|人士))$`)

var (
	inBrackets = regexp.MustCompile(`^(.+?)\s*[（(【\[]\s*([^（）()【】\[\]]+?)\s*[）)】\]]$`)
	saying     = regexp.MustCompile(`(同志)?(发言|表示|提出|认为|反映|建议|提议|提到|希望|说|问|谈|称)(道|到|说|意见|问题)?$`)
	unitEnding = regexp.MustCompile(`(公司|集团|社区|居委会|村委会|委员会|管委会|中心|医院|学校|中学|小学|大学|学院|幼儿园|街道|街道办|办事处|政府|派出所|局|厂|店|所|站|村|组|银行|协会|商会|学会|事务所|合作社|小区|办|科|处|队|镇|乡|街|报|报社|电视台|工会|妇联|团委)$`)
	roleEnding = regexp.MustCompile(`(代表|委员|居民|村民|市民|群众|业主|商户|企业家|记者|党员|志愿者|职工|员工|学生|家长|教师|老师|医生|律师|干部|监督员|主任|书记|经理|负责人|队长|组长|会长|校长|网格员|个体户|劳模|劳动模范|道德模范|老干部|创业者)$`)
	role       = regexp.MustCompile(`^(与会|参会|参观|到场|部分|多位|几位|有的|一位|一名|某|热心|当地|附近|周边|外来)?(群众|居民|村民|市民|业主|商户|代表|委员|学生|家长|网友|志愿者|老人|职工|员工|记者|党员|干部|媒体|监督员|参观者|来宾|嘉宾|访客|教师|企业|人员)(代表)?(们)?[A-Za-z0-9一二三四五六七八九十甲乙丙丁①-⑳]{0,2}$|^(群众|居民|村民|市民|业主|商户|人大|政协|党员|企业|学生|家长|教师|职工|媒体|青年|妇女|老年)(代表|委员)[A-Za-z0-9一二三四五六七八九十甲乙丙丁]{0,2}$`)
	titled     = regexp.MustCompile(`^(\p{Han}{1,2})(先生|女士|小姐|同志|老师|主任|书记|代表|委员|经理|总|校长|院长|医生|师傅|阿姨|大爷|大妈|大姐|大哥|奶奶|爷爷|叔叔|叔|姐|哥|老板|教授|工|局长|科长|处长|站长|会长|秘书长|队长|所长|厂长|董事长|理事长|律师|警官|某|某某)$`)
	familiar   = regexp.MustCompile(`^[老小](\p{Han})$`)
	placeLike  = regexp.MustCompile(`^\p{Han}{2,}(区|路|街|道|村|镇|乡|局|厅|所|站|场|馆|厂|校|部|科|办|处|市|县|省|港|巷|弄|店|社|组|队)$`)
	apart      = regexp.MustCompile(`[\s　,，/／|｜·•—–-]+`)
)

// topics are words that begin like a name with a usual surname and say what an
// opinion is about: 安全：….
var topics = strings.Fields(`
安全 安置 安排 卫生 文化 文体 文明 水质 水务 水电 水费 水压 水环境 路灯 路面 路况 路口 路网 车位 车辆 车站 党建 党务 时间 时限 关于 关键 高铁 高考 高空 高峰
高龄 平安 平台 平时 方面 方案 方便 方式 方向 强调 程序 广场 广告 石材 金融 温馨 温暖 和谐 古树 古建 田间 林业 林地 林木 江边 江河 海洋 海绵 宣传 经济 管理 管网
管道 农业 农村 农民 农田 农贸 步道 步行 都是 空气 空调 空间 能源 双减 利民 利用 全部 全体 全民 全年 全区 全面 通行 通知 通讯 通风 通信 施工 游客 游览 应急 应该
应当 应对 常态 项目 相关 相信 相邻 容貌 扶贫 扶梯 别的 国家 国土 满意 满足 广泛 年轻 年底 权益 商业 商圈 商场 班车 班级 支持 支部 支付 红绿灯 牧业 鱼塘 景观
景区 幸福 居住 居家 包装 单位 单行 曲线 阳台 阳光 黄线 白天 马路 马上 龙头 毛病 雷雨 解决 解释 解答 种植 查询 查处 焦点 左边 连通 成本 成立 成效 池塘 祝愿 暴雨
花园 花草 花坛 蓝天 井盖 计划 台账 台阶 台风 宿舍 师资 巩固 丰富 归还 后续 后勤 后期 养老 养殖 养护 须知 言论 爱心 爱护 福利 付费 代办 况且 有关 有人 有些 桥梁
桂花 包括 充电 房屋 房产 邻里 季节 段落 尚未 常见 常规 明确 明年 明显 冷链 易腐 元旦 万一 万众 干净 干部 车间 舒适 相比 习惯 游泳 谷物 米面 布局 计生 伏天 成人
纪律 祝福 蓝图 麻烦 强化 路边 危险 危房 盛夏 林荫 刁难 高温 高速 高层 高中 夏季 田径 田园 胡同 万物 支援 管护 经费 经营 房租 干扰 解困 应聘 宗旨 宗教 丁字 宣讲
单车 洪水 洪涝 包容 诸如 左右 石油 程度 陆地 荣誉 惠民 甄别 曲折 家政 封闭 井水 段位 富裕 焦虑 牧场 山地 山体 谷底 车库 蓬勃 全程 班子 秋季 仲裁 暴力 厉害 符合
景点 司法 薄弱 台灯 从业 从严 池子 能力 双方 双向 闻名 党员 贡献 申请 申报 堵车 却是 牛羊 寿命 通道 边界 浦东 尚可 农作物 温度 别墅 庄稼 充分 连接 连续 习俗
鱼类 容易 向上 古代 易地 慎重 戈壁 终于 终点 居民 居委 衡量 步骤 都市 耿直 满分 弘扬 国有 国际 文件 文旅 广大 东侧 东门 利益 越来越 隆重 师生 融合 融资 冷暖
辛苦 那么 那里 简单 简化 空地 曾经 毋庸 沙滩 养成 鞠躬 须要 丰收 巢湖 关心 关注 关爱 相互 查看 后面 红色 红利 游玩 权利 盖子 益智 公交 公园 公共 公开 公示 公厕
公路 公平 公司`)

// Known is what is known of an event, to tell by it who and what is meant.
type Known struct {
	Names      []string // of the invitees
	Units      []string // theirs
	Stops      []string // of the agenda
	Categories []string // of opinions
}

// reader reads opinions by what is known.
type reader struct {
	of map[int]map[string]bool // by the column that is filled so: the texts, as names are compared
}

func (k Known) reader() reader {
	r := reader{map[int]map[string]bool{}}
	for column, list := range map[int][]string{speaker: k.Names, unit: k.Units, stop: k.Stops, category: k.Categories} {
		r.of[column] = make(map[string]bool, len(list))
		for _, text := range list {
			if key := hanzi.NameKey(text); key != "" {
				r.of[column][key] = true
			}
		}
	}
	return r
}

// who reads a text that may say who spoke: 王秀兰, 王秀兰（幸福社区）, 幸福社区王秀兰,
// 人大代表 王秀兰, 王女士, 匿名.
func (k reader) who(text string) (name, unit string, ok bool) {
	text = strings.Trim(hanzi.CleanName(text), "：:，, 　")
	if text == "" || utf8.RuneCountInString(text) > 40 {
		return "", "", false
	}
	if name, ok := k.speaker(text); ok {
		return name, "", true
	}
	if p := inBrackets.FindStringSubmatch(text); p != nil {
		if name, ok := k.speaker(p[1]); ok {
			return name, p[2], true
		}
		if name, unit, ok := k.unitAndName(p[1]); ok {
			return name, strings.TrimSpace(unit + " " + p[2]), true
		}
		if name, ok := k.speaker(p[2]); ok && unitEnding.MatchString(p[1]) {
			return name, p[1], true
		}
	}
	if plain := saying.ReplaceAllString(text, ""); plain != text && plain != "" {
		if name, unit, ok := k.who(plain); ok {
			return name, unit, true
		}
	}
	return k.unitAndName(text)
}

// unitAndName reads a unit, or what somebody is, before a name or behind it.
func (k reader) unitAndName(text string) (name, unit string, ok bool) {
	if parts := apart.Split(text, 4); len(parts) > 1 && len(parts) < 4 {
		last := len(parts) - 1
		if name, ok := k.speaker(parts[last]); ok && k.unitLike(parts[0]) {
			return name, strings.Join(parts[:last], " "), true
		}
		if name, ok := k.speaker(parts[0]); ok && k.unitLike(parts[1]) {
			return name, strings.Join(parts[1:], " "), true
		}
	}
	runes := []rune(text)
	for _, n := range []int{3, 2, 4} {
		if n >= len(runes) {
			continue
		}
		before, last := string(runes[:len(runes)-n]), string(runes[len(runes)-n:])
		if _, certain := k.speaker(last); certain && k.unitLike(before) {
			return last, before, true
		}
	}
	return "", "", false
}

// unitLike reports whether a text looks like a unit, or what somebody is.
func (k reader) unitLike(text string) bool {
	return unitEnding.MatchString(text) || roleEnding.MatchString(text) || k.of[unit][hanzi.NameKey(text)]
}

// speaker reads a text that may be who spoke, without a unit; nobody is "".
func (k reader) speaker(text string) (name string, ok bool) {
	text = strings.TrimSpace(text)
	switch {
	case nobody.MatchString(text):
		return "", true
	case k.of[speaker][hanzi.NameKey(text)], role.MatchString(text):
		return text, true
	case k.of[unit][hanzi.NameKey(text)], k.of[stop][hanzi.NameKey(text)], k.of[category][hanzi.NameKey(text)], vocabulary.stop.MatchString(text), vocabulary.category.MatchString(text), vocabulary.channel.MatchString(text):
		return "", false
	}
	if p := titled.FindStringSubmatch(text); p != nil && (hanzi.IsFullName(p[1]+"某") || hanzi.IsSurname(p[1])) {
		return text, true
	}
	if p := familiar.FindStringSubmatch(text); p != nil && hanzi.IsSurname(p[1]) {
		return text, true
	}
	if !hanzi.IsFullName(text) || placeLike.MatchString(text) {
		return "", false
	}
	for _, topic := range topics {
		if strings.HasPrefix(text, topic) {
			return "", false
		}
	}
	return text, true
}

// said is a line as it names who spoke, and what that was.
type said struct {
	name, unit, rest string
	named            bool
}

// saidIn reads 姓名：内容.
func (k reader) saidIn(line string) said {
	at := strings.IndexAny(line, "：:")
	if at < 0 {
		return said{rest: line}
	}
	_, width := utf8.DecodeRuneInString(line[at:])
	rest := strings.TrimSpace(line[at+width:])
	if strings.HasPrefix(rest, "//") {
		return said{rest: line}
	}
	name, unit, ok := k.who(line[:at])
	if !ok {
		return said{rest: line}
	}
	return said{name, unit, rest, true}
}
