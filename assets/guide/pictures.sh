#!/usr/bin/env bash
# Makes the guide's pictures by driving the program with the sample event at 1.5 times the size of a plain screen, and
# cuts each to what the text beside it speaks of. The program is built first; the date of the day is in the pictures.
#   assets/guide/pictures.sh
# Needs: what scripts/setup.sh installs for the groups screen and test.
set -euo pipefail
cd "$(dirname "$0")/../.."
. scripts/screen.sh

work=$(mktemp -d)
at_exit 'screen_stop; rm -rf "$work"'
screen_start 1536x960
export OPENDAY_DATA=$work/openday.db XDG_CONFIG_HOME=$work/config FYNE_SCALE=1.5
shots=${SHOTS:-$work}

start() {
  screen_open "$work/log" ./openday --lang zh
  screen_steady 6
}

press() {
  for key; do
    xdotool key --clearmodifiers "$key"
    sleep 0.2
  done
  screen_steady 4
}

click() {
  xdotool mousemove "$1" "$2" click 1
  screen_steady 4
}

# shot NAME GEOMETRY: a part of the screen, in few colours, as a picture of the guide.
shot() {
  screen_shot "$shots/$1.png"
  crop "$shots/$1.png" "$@"
}

crop() {
  convert "$1" -crop "$3" +repage -bordercolor "#b4bcc8" -border 1 -dither None -colors 96 -strip -define png:compression-level=9 "png8:assets/guide/$2.png"
}

start
press Escape # who is at the desk
shot tour 1536x960+0+0
press Escape
shot first 1056x500+480+270
screen_close
go build -o "$work/crowd" ./scripts/crowd
"$work/crowd" -sample "$OPENDAY_DATA"
event=$(./openday events | head -n 1 | cut -f 1)
begin_with "$event"
start
press ctrl+1 ctrl+f Down Down
sleep 1 # what is due is reckoned in the background
screen_steady 4
shot bar 1536x190+0+0
shot events 1536x842+0+118
press ctrl+shift+n
shot new-event 904x490+318+236
press Escape ctrl+F11
shot deadlines 1056x735+480+118
press ctrl+k
shot check 1440x682+49+142
press Escape ctrl+2
shot invitees 1536x842+0+118
press ctrl+3
shot agenda 1536x842+0+118
press ctrl+t
shot attendance 1536x842+0+118
press ctrl+4
press ctrl+f Down End
shot opinions 1536x842+0+118
press ctrl+shift+k
shot recovery 904x476+318+244
press Escape
click 1340 55 # 打印
shot print-menu 317x925+1219+35
press Escape ctrl+shift+3
sleep 2
screen_steady 4
shot preview 1536x960+0+0
press Escape ctrl+shift+c
shot handover 856x880+340+40
screen_close

event=$(./openday events | head -n 1 | cut -f 1)
./openday print sign-in --event "$event" --out "$work/sign-in.pdf" --sort stroke --blank-rows 2
./openday print summary --event "$event" --out "$work/summary.pdf"
for paper in sign-in summary; do pdftoppm -r 110 -f 1 -singlefile -png "$work/$paper.pdf" "$work/$paper"; done
crop "$work/sign-in.png" sign-in 909x640+0+0
crop "$work/summary.png" summary 909x860+0+0

start
press ctrl+2
iconv -f GB18030 -t UTF-8 assets/samples/roster-gb18030.csv | tr ',' '\t' | xclip -selection clipboard
press ctrl+shift+v
sleep 2
shot roster 1462x890+36+34
click 1401 875 # 导入
sleep 1
press ctrl+r
shot vetting 1474x892+29+28
screen_close
ls -l assets/guide
