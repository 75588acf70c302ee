#!/usr/bin/env bash
# The first day of a new user, really done: from an empty file to the printed sign-in sheet and the entered attendance, with the
# facts of a water bureau's plan. Every key, click and pasted text is counted; what cannot be pasted is counted by its characters.
#   scripts/first-day.sh PROGRAM FOLDER    writes numbered pictures and actions.txt to the folder
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/screen.sh
program=$(realpath "$1") folder=$2
mkdir -p "$folder"
rm -f "$folder"/*.png "$folder"/*.pdf
work=$(mktemp -d)
at_exit 'screen_stop; rm -rf "$work"'
screen_start 1366x768
export OPENDAY_DATA=$work/openday.db XDG_CONFIG_HOME=$work/config FYNE_SCALE=1

actions=0 typed=0 pictures=0
: >"$folder/actions.txt"
settle() { sleep "${1:-0.4}"; }
press() { # KEY...: each is an action
  for key in "$@"; do
    xdotool key --clearmodifiers "$key"
    ((++actions))
    settle 0.15
  done
}
write() { # a text that is typed: an action, and its characters
  xdotool type --delay 15 -- "$1"
  ((++actions, typed += ${#1}))
  settle 0.2
}
paste() { # a text as the office's document has it: an action
  printf '%s' "$1" | xclip -selection clipboard
  settle 0.15
  xdotool key --clearmodifiers ctrl+v
  ((++actions))
  settle 0.3
}
picture() {
  settle 0.8
  ((++pictures))
  screen_shot "$(printf '%s/%02d %s.png' "$folder" "$pictures" "$1")"
}
report() { # WHAT: what was counted since the last report
  awk -v what="$1" -v a="$actions" -v c="$typed" 'BEGIN { printf "%s: %d actions, %d characters, %.1f minutes\n", what, a, c, a * 1.5 / 60 + c / 100 }' | tee -a "$folder/actions.txt"
  actions=0 typed=0
}

screen_open "$work/log" "$program" --lang zh
screen_steady
picture 首次打开
paste 赵丽 # who works here
press Return
settle 1
press Escape # the tour
settle 1
picture 空白

# The event, by its form. What the office's document says is pasted as it stands there.
press ctrl+n
paste 市水务局2026年政府开放日
press Tab Tab
paste 市水务局
press Tab Tab
paste 《市人民政府办公室关于做好2026年政府开放日工作的通知》（市政办〔2026〕12号）
press Tab
paste 坚持以人民为中心，进一步推进政务公开，让群众走进水务、了解水务、支持水务。
press Tab
paste 展示城乡供水、防汛抗旱和河湖治理的工作，听取群众的意见建议，改进工作作风。
picture 基本信息
press ctrl+Next
write "2026.12.22 8:30"
press Tab
write "12:00"
press Tab Tab Tab Tab
paste $'第一水厂\n城东污水处理厂\n滨河水闸管理所\n水质监测中心\n市水务局三楼会议室'
picture 时间地点
press ctrl+Next
write 10
press Tab Tab Tab Tab
paste $'类别\t名额\t最低比例\t占用名额\n劳动模范\t\t\t\n群众代表\t\t1/3\t\n离退休老干部\t\t\t\n道德模范\t\t\t\n政务公开监督员\t\t\t\n创业者\t\t\t\n企事业单位职工\t\t\t\n新闻媒体记者\t\t\t否'
picture 邀请名额
press ctrl+Next
paste $'职务\t姓名\t单位职务\n组长\t周建国\t局长\n副组长\t李海燕\t副局长\n副组长\t王志强\t副局长\n成员\t陈明\t办公室主任\n成员\t刘芳\t供水科科长'
picture 组织机构
press ctrl+Next Tab
write "2026.12.17 17:00"
press Tab Tab
paste 赵丽
press Tab
paste 0953-2034567
press Tab
paste swj@example.gov.cn
picture 报名
press ctrl+Next Tab
paste $'政府门户网站\n政务新媒体\n电视台\n报纸\n宣传栏'
press Tab
paste $'高度重视，加强领导。各科室要把政府开放日活动作为推进政务公开的重要举措，明确责任，抓好落实。\n精心组织，周密安排。各参观点要提前做好准备，确定讲解人员，确保活动安全有序。\n广泛宣传，营造氛围。充分利用各类媒体，扩大活动的影响。'
picture 注意事项与宣传
press ctrl+s
settle 1.5
picture 已保存
report "the event's form"

# The agenda, as it stands in the document.
press ctrl+3
paste $'8:30—8:50 在市水务局门前集合乘车\n8:50—9:20 参观第一水厂，了解饮用水处理\n9:30—10:00 参观城东污水处理厂\n10:10—10:30 参观滨河水闸管理所\n10:40—11:00 参观水质监测中心\n11:10—11:50 座谈交流，听取意见建议\n11:50—12:00 发放水务便民手册'
picture 粘贴议程
press Return
settle 1.5
picture 议程
report "the agenda of seven items"

# Fifteen people, from a list that a unit sent.
press ctrl+2
people='姓名	性别	联系电话	单位	职务	类别'
surnames=(周 孙 郑 吴 冯 陈 褚 卫 蒋 沈 韩 杨 朱 秦 尤) given=(文海 立红 小兰 子明 秀英 志强 雨桐 海燕 建国 淑珍 晓东 丽华 国庆 玉梅 春生)
for i in "${!surnames[@]}"; do
  people+=$'\n'"${surnames[i]}${given[i]}	$([[ $((i % 2)) == 0 ]] && echo 男 || echo 女)	1380953$((1001 + i))	$([[ $i -lt 5 ]] && echo 和平社区居委会 || echo 市第三中学)	$([[ $i -lt 5 ]] && echo 居民代表 || echo 教师)	$([[ $i -lt 5 ]] && echo 群众代表 || echo 企事业单位职工)"
done
paste "$people"
settle 1.5
picture 粘贴名单
press ctrl+Return
settle 2
picture 名单
report "fifteen people from a list"
press ctrl+a alt+a
settle 1
picture 超出人数时先问
paste 经局办公会同意，邀请范围扩大到15人
press Return
settle 1.5
picture 审核通过
report "their vetting"

# The sign-in sheet, as it goes to the printer.
press ctrl+shift+3
settle 4
picture 签到表
press Escape
settle 1
report "the sign-in sheet"

# The attendance, from the sheet in its order.
press ctrl+t
settle 1.5
picture 登记出席
press space space space space space space space 2 space space space 3 space space space
picture 出席已登记
report "the attendance of fifteen people"
