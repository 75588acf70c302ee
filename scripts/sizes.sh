#!/usr/bin/env bash
# Makes pictures of all tabs, the preview and dialogs in the sizes and scales of offices' screens, over a data file of sixty
# events, 300 and 5,000 invitees and 2,000 opinions: out/sizes/SIZE/, and out/sizes/beside/ with the target pictures at the left.
#   scripts/sizes.sh [SIZE...]    SIZE: WIDTHxHEIGHT[@PERCENT][-en]; all of them if none is named
# TARGETS names the folder of the target pictures (NN-name.png); without it none are put beside.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/screen.sh

sizes=("$@")
[[ $# -gt 0 ]] || sizes=(1024x700 1366x768 1366x768@125 1920x1080 2560x1440 1920x1080@200 1366x768-en 1024x700-en)
program=${PROGRAM:-./openday}
work=$(mktemp -d)
at_exit 'screen_stop; rm -rf "$work"'
mkdir -p out/sizes/beside
go build -o "$work/crowd" ./scripts/crowd
export OPENDAY_DATA=$work/openday.db XDG_CONFIG_HOME=$work/config
"$work/crowd" "$OPENDAY_DATA"
event_of() { "$program" events | grep -F "$1" | head -n 1 | cut -f 1; }
held=$(event_of 梧桐街道) coming=$(event_of 万人进机关)
held_initials=wtjd

press() {
  local key
  for key; do
    xdotool key --clearmodifiers "$key"
    sleep 0.15
  done
  screen_steady 5
}

# shot NAME [TARGET]: a picture, and beside it the target picture.
shot() {
  screen_shot "$folder/$1.png"
  [[ -z ${2-} || -z ${TARGETS-} ]] || convert "$TARGETS/$2.png" "$folder/$1.png" -background gray50 -gravity north +append "out/sizes/beside/$name-$1.png"
}

# The whole round: each tab, the preview, dialogs, and the menus.
round() {
  sleep 1 # what is due is reckoned in the background
  screen_steady
  shot today 09-today
  # The event by its name's initials: where it stands in the list depends on what else is running.
  press ctrl+1 ctrl+f
  xdotool type --delay 60 "$held_initials"
  screen_steady 5
  press Down Down
  shot event 01-events
  press ctrl+2
  shot invitees 02b-invitees-rest
  press ctrl+f Down space Down space
  shot invitees-chosen 02-invitees
  press ctrl+t
  shot attendance
  press Escape ctrl+r
  shot vetting
  press Escape ctrl+n
  shot invitee-form
  press Escape ctrl+3
  shot agenda 03-agenda
  press ctrl+4
  shot opinions
  press ctrl+f Down Down
  shot opinion "$feedback"
  press Return
  shot opinion-form
  press Escape ctrl+Return
  shot step 06-step-dialog
  press Escape ctrl+g
  shot figures 11-figures
  press Escape ctrl+u
  shot urge
  press Escape ctrl+k
  shot check
  press Escape ctrl+m
  shot several
  press Escape alt+t
  shot print-menu 07-print-menu
  press Escape ctrl+shift+3
  sleep 4 # the pages are set and drawn in the background
  screen_steady
  shot preview 05-preview
  press Escape
}

for name in "${sizes[@]}"; do
  folder=out/sizes/$name language=zh percent=100 size=${name%-en}
  [[ $name != *-en ]] || language=en
  [[ $size != *@* ]] || percent=${size#*@}
  size=${size%@*}
  feedback=04-feedback
  [[ $name != 1024x700* ]] || feedback=10-feedback-1024
  [[ $name != 1366x768@125* ]] || feedback=10b-feedback-1093x560
  mkdir -p "$folder"
  screen_start "$size"
  FYNE_SCALE=$(awk -v p="$percent" 'BEGIN { print p / 100 }')
  export FYNE_SCALE
  begin_with "$held"
  screen_open "$work/log" "$program" --lang "$language"
  screen_steady
  round
  screen_close
  begin_with "$coming"
  screen_open "$work/log" "$program" --lang "$language"
  screen_steady
  press ctrl+2
  shot invitees-5000 02b-invitees-rest
  screen_close
  OPENDAY_DATA=$work/none/openday.db
  mkdir -p "$work/none"
  begin_with ""
  screen_open "$work/log" "$program" --lang "$language"
  screen_steady
  shot empty 08-empty
  screen_close
  OPENDAY_DATA=$work/openday.db
  screen_stop
done
