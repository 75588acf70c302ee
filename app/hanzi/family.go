package hanzi

// families are the usual surnames of one character, those of the old list of the
// hundred surnames among them.
var families = func() map[rune]bool {
	all := map[rune]bool{}
	for _, r := range `王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔
白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文庞樊兰殷施陶洪翟安颜倪严牛温芦季俞章鲁葛伍韦申尤毕聂丛焦向柳邢路岳齐沿梅莫庄辛管祝左涂谷祁时舒
耿牟卜詹关苗凌费纪靳盛童欧甄项曲成游阳裴席卫查屈鲍位覃霍翁隋植甘景薄单包司柏宁柯阮桂闵解强柴华车冉房边辜吉饶刁瞿戚丘古米池滕晋苑邬臧畅宫来苟全褚廉
简娄盖符奚木穆党燕郎邸冀谈姬屠连郜晏栾郁商蒙计喻揭窦迟宇敖糜鄢冷卓花仇艾蓝都巩稽井练仲乐虞卞封竺冼原官衣楚佟栗匡宗应台巫鞠僧桑荆谌银沙伏岑习胥保和蔺
水云昌凤酆廉郇昝闻狄伯滑贝皮卡元平湛禹明茅粟麻危支万房裘缪干宣贲杭诸钮嵇羊於惠芮羿储汲松井富乌巴弓牧隗山宓蓬郗班仰秋伊栾暴厉戎祖束幸韶印宿怀蒲从鄂索咸籍
能双莘贡劳逄扶堵宰郦雍却璩濮寿通扈浦尚农别慕茹宦鱼容慎戈庾终暨居衡步满弘国寇广禄阙东殳沃利蔚越夔隆师厍晁勾融訾阚那空毋乜养须丰巢相后红权逯益桓公仉督法钦归海帅缑亢况有佘佴赏墨哈谯笪年爱言福肖付代邝朴么展勐芈
張劉陳楊趙黃吳孫羅鄭謝韓馮蕭許鄧傅蘇盧蔣賈葉閻鍾範譚鄒陸顧龍萬錢湯賀賴龔龐蘭顏嚴溫蘆韋聶齊莊塗紀關費歐項陽衛單寧閔華車邊饒晉鄔宮婁蓋黨談連欒竇遲` {
		if r != '\n' {
			all[r] = true
		}
	}
	return all
}()

// IsFullName reports whether a text looks like the whole name of one person: two to
// four Chinese characters that begin with a usual surname, or with a compound one and
// then up to five; or parts joined by ·.
func IsFullName(text string) bool {
	name := CleanName(text)
	parts := clusters(name)
	dots := 0
	for i, p := range parts {
		switch r := firstRune(p); {
		case r == '·' && i > 0 && i < len(parts)-1:
			dots++
		case !IsHan(r):
			return false
		}
	}
	if dots > 0 {
		return true
	}
	surname, _ := SplitName(name)
	if len([]rune(surname)) > 1 {
		return len(parts) <= 5
	}
	return len(parts) >= 2 && len(parts) <= 4 && families[firstRune(name)]
}
