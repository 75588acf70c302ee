package hanzi

import (
	"strings"
	"unicode/utf8"
)

// compound are the surnames of more than one character in use today, with
// their readings.
var compound = readings(`
欧阳 ōu yáng  歐陽 ōu yáng  司马 sī mǎ  司馬 sī mǎ  诸葛 zhū gě  諸葛 zhū gě  上官 shàng guān  夏侯 xià hóu
东方 dōng fāng  東方 dōng fāng  皇甫 huáng fǔ  尉迟 yù chí  尉遲 yù chí  公孙 gōng sūn  公孫 gōng sūn
慕容 mù róng  司徒 sī tú  司空 sī kōng  司寇 sī kòu  令狐 líng hú  长孙 zhǎng sūn  長孫 zhǎng sūn  宇文 yǔ wén
端木 duān mù  轩辕 xuān yuán  軒轅 xuān yuán  独孤 dú gū  獨孤 dú gū  南宫 nán gōng  南宮 nán gōng  西门 xī mén
西門 xī mén  东郭 dōng guō  東郭 dōng guō  百里 bǎi lǐ  呼延 hū yán  申屠 shēn tú  公羊 gōng yáng  澹台 tán tái
澹臺 tán tái  淳于 chún yú  单于 chán yú  單于 chán yú  太史 tài shǐ  太叔 tài shū  万俟 mò qí  萬俟 mò qí
钟离 zhōng lí  鍾離 zhōng lí  鲜于 xiān yú  鮮于 xiān yú  赫连 hè lián  赫連 hè lián  濮阳 pú yáng  濮陽 pú yáng
宗政 zōng zhèng  闾丘 lǘ qiū  閭丘 lǘ qiū  亓官 qí guān  子车 zǐ jū  颛孙 zhuān sūn  顓孫 zhuān sūn  巫马 wū mǎ
公西 gōng xī  公冶 gōng yě  公良 gōng liáng  漆雕 qī diāo  乐正 yuè zhèng  樂正 yuè zhèng  壤驷 rǎng sì
拓跋 tuò bá  拓拔 tuò bá  夹谷 jiá gǔ  宰父 zǎi fǔ  谷梁 gǔ liáng  榖梁 gǔ liáng  段干 duàn gān  南门 nán mén
羊舌 yáng shé  微生 wēi shēng  左丘 zuǒ qiū  第五 dì wǔ  梁丘 liáng qiū  纳兰 nà lán  納蘭 nà lán  完颜 wán yán
完顏 wán yán  耶律 yē lǜ  叶赫 yè hè  葉赫 yè hè  那拉 nà lā  闻人 wén rén  聞人 wén rén  仲孙 zhòng sūn
叔孙 shū sūn  季孙 jì sūn  屠岸 tú àn  贺兰 hè lán  賀蘭 hè lán  爱新觉罗 ài xīn jué luó  愛新覺羅 ài xīn jué luó
`)

// single are the characters that are read their own way as a surname.
var single = readings(`
单 shàn  單 shàn  解 xiè  曾 zēng  覃 qín  仇 qiú  查 zhā  区 ōu  區 ōu  朴 piáo  盖 gě  蓋 gě  任 rén  华 huà  華 huà
乐 yuè  樂 yuè  燕 yān  翟 zhái  缪 miào  繆 miào  冼 xiǎn  洗 xiǎn  晁 cháo  郇 xún  秘 bì  宓 mì  种 chóng  员 yùn
員 yùn  贠 yùn  隗 wěi  尉 wèi  折 shé  黑 hè  盛 shèng  召 shào  祭 zhài  繁 pó  能 nài  谌 chén  諶 chén  撒 sǎ  万 wàn
葛 gě  沈 shěn  瀋 shěn  石 shí  宁 nìng  甯 nìng  寧 nìng  那 nā  曲 qū  车 chē  車 chē  藏 zāng  柏 bǎi  薄 bó  费 fèi  費 fèi
阚 kàn  闞 kàn  纪 jǐ  紀 jǐ  过 guō  過 guō  应 yīng  應 yīng  句 gōu  干 gān  相 xiàng  莘 shēn  殷 yīn  於 yū  俞 yú
佘 shé  教 jiào  都 dū  臧 zāng  贾 jiǎ  賈 jiǎ  夏 xià  谷 gǔ  强 qiáng  強 qiáng  粘 nián  隽 juàn  叶 yè  葉 yè  迟 chí
呙 guō  禚 zhuó  訾 zī  昝 zǎn  乜 niè  长 cháng  重 chóng  少 shào  幺 yāo  观 guàn  觀 guàn  冯 féng  馮 féng  郝 hǎo
牟 mù  钻 zuān  卜 bǔ  卡 qiǎ  适 kuò  褚 chǔ  逄 páng  逯 lù  麻 má  佴 nài  行 xíng  车 chē  奇 qí  哈 hǎ  祝 zhù  丁 dīng
`)

// readings reads a table of words each followed by one syllable a character.
func readings(table string) map[string][]string {
	all := map[string][]string{}
	fields := strings.Fields(table)
	for i := 0; i < len(fields); {
		n := len([]rune(fields[i]))
		all[fields[i]] = fields[i+1 : i+1+n]
		i += 1 + n
	}
	return all
}

// longestSurname is the number of characters of the longest compound surname.
const longestSurname = 4

// SplitName takes a person's name apart. A compound surname is one where a
// given name is left after it: 欧阳修 is 欧阳 and 修, while 欧阳 alone is 欧 and 阳. Names
// that are not plain Chinese ones (with a ·, in Latin letters, a single
// character) have no surname and are all given name.
func SplitName(name string) (surname, given string) {
	name = CleanName(name)
	parts := clusters(name)
	if len(parts) < 2 {
		return "", name
	}
	for _, p := range parts {
		if !IsHan(firstRune(p)) {
			return "", name
		}
	}
	for n := min(longestSurname, len(parts)-1); n > 1; n-- {
		surname = strings.Join(parts[:n], "")
		if compound[surname] != nil {
			return surname, strings.Join(parts[n:], "")
		}
	}
	return parts[0], strings.Join(parts[1:], "")
}

// usual are the surnames that nine of ten people have.
var usual = func() map[rune]bool {
	all := map[rune]bool{}
	for _, r := range `
王李张刘陈杨黄赵 吴周徐孙马朱胡郭 何林罗高郑梁谢宋 唐许韩冯邓曹彭曾
肖萧田董袁潘于蒋 蔡余杜叶程苏魏吕 丁任沈姚卢姜崔钟 谭陆汪范金石廖贾
夏韦付傅方白邹孟 熊秦邱丘江尹薛闫 阎段雷侯龙史陶黎 贺顾毛郝龚邵万钱
严覃武戴莫孔向汤 常温康施文牛樊葛 邢安齐易乔伍庞颜 倪庄聂章鲁岳翟殷
詹申欧耿关兰焦俞 左柳甘祝包宁尚符 舒阮柯纪梅童凌毕 单季裴霍涂成苗谷
曲盛冉翁蓝骆路游 辛靳欧管柴蒙鲍华 喻祁蒲房滕屈饶解 牟艾尤阳时穆农司
卓古吉缪简车项连 芦麦褚娄窦戚岑景 党宫费卜冷晏席卫 米柏宗代桂全佟应
臧闵苟邬边卞姬师 仇栾隋商刁沙荣巫 寇桑郎甄丛仲虞敖 巩明佘池查麻苑迟
邝` {
		all[r] = true
	}
	return all
}()

// IsSurname reports whether a text is a surname that many people have, or a
// compound one.
func IsSurname(text string) bool {
	return compound[text] != nil || usual[firstRune(text)] && utf8.RuneCountInString(text) == 1
}
