#!/usr/bin/env bash
# Makes the pictures of the four tabs and of the preview, in Chinese and in English, at 1366×768: docs/screenshots/. The
# sample event is added by scripts/crowd, which sets its dates round today: imported, it would be years overdue.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/screen.sh

work=$(mktemp -d)
at_exit 'screen_stop; rm -rf "$work"'
screen_start 1366x768
mkdir -p docs/screenshots
export OPENDAY_DATA=$work/openday.db XDG_CONFIG_HOME=$work/config FYNE_SCALE=1
go build -o "$work/crowd" ./scripts/crowd
"$work/crowd" -sample "$OPENDAY_DATA"
event=$(./openday events | cut -f 1)

tabs=(events invitees agenda feedback)
for language in zh en; do
  begin_with "$event"
  screen_open "$work/log" ./openday --lang "$language"
  screen_steady
  for i in "${!tabs[@]}"; do
    xdotool key --clearmodifiers "ctrl+$((i + 1))"
    screen_steady
    if [[ ${tabs[i]} == feedback ]]; then
      xdotool mousemove 300 306 click 1 # the second opinion
      screen_steady 4
    fi
    screen_shot "docs/screenshots/${tabs[i]}-$language.png"
  done
  xdotool key --clearmodifiers ctrl+shift+p
  sleep 3 # the pages are set and drawn in the background
  screen_steady
  screen_shot "docs/screenshots/preview-$language.png"
  screen_close
done
ls -l docs/screenshots
