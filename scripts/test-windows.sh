#!/usr/bin/env bash
# Tries openday.exe on Wine: its commands beside those of the Linux program, and its window. What it saw stays in out/windows/.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/screen.sh
. scripts/on-system.sh

seen=out/windows
rm -rf "$seen"
mkdir -p "$seen/linux" "$seen/wine"
export WINEPREFIX=$PWD/out/wine WINEDEBUG=-all FYNE_SCALE=1 OPENDAY_LANG=zh
at_exit 'wineserver -k 2>/dev/null; screen_stop'
screen_start 1366x768

fail() {
  echo "test-windows: $*" >&2
  exit 1
}

# both WANTED_STATUS ARG...: the same command on both; @EVENT stands for the event's id, @OUT for the system's folder.
declare -A event
both() {
  local wanted=$1 system
  shift
  for system in linux wine; do
    local args=("${@//@EVENT/${event[$system]-}}")
    args=("${args[@]//@OUT/$seen/$system}")
    on "$system" "${args[@]}"
    [[ $status == "$wanted" ]] || fail "$system: openday ${args[*]}: exit status $status, not $wanted: $(tail -n 3 "$seen/$system/messages.txt")"
    declare -g "${system}_output=$output"
  done
}

number=0
for workbook in assets/samples/plan*.xlsx; do
  number=$((number + 1))
  both 0 import "$workbook"
  event[linux]=$(tail -n 1 <<<"$linux_output")
  event[wine]=$(tail -n 1 <<<"$wine_output")
  for paper in sign-in summary plan agenda run-sheet cards badges letters ledger; do
    both 0 print "$paper" --event @EVENT --out "@OUT/$number-$paper.pdf"
    for system in linux wine; do
      pdftotext -layout "$seen/$system/$number-$paper.pdf"
      [[ -s $seen/$system/$number-$paper.txt ]] || fail "$system: the $paper of $workbook has no text"
    done
    diff -u "$seen/linux/$number-$paper.txt" "$seen/wine/$number-$paper.txt" >&2 ||
      fail "the $paper of $workbook reads differently on Windows"
  done
  both 0 export --event @EVENT --out "@OUT/$number.xlsx"
  both 0 check --event @EVENT
  for roster in assets/samples/roster-*; do
    both 0 roster "$roster" --event @EVENT
    [[ $linux_output == "$wine_output" ]] || fail "the verdicts on $roster are different on Windows: $wine_output"
  done
done
[[ $number -gt 0 ]] || fail "no sample workbook in assets/samples"

both 0 events
[[ $(wc -l <<<"$linux_output") == $(wc -l <<<"$wine_output") ]] || fail "events: different on Windows: $wine_output"
both 0 doctor
both 0 backup "@OUT/copy.db"
both 0 restore "@OUT/copy.db"
both 2 print no-such-paper --event @EVENT --out "@OUT/none.pdf"
both 2 import "@OUT/no-such-file.xlsx"
[[ ! -e $seen/wine/none.pdf ]] || fail "a failed print left a file behind"
echo "test-windows: the commands agree"

# picture PNG PROGRAM...: opens the window over a system's data file, takes its picture, and gives where it stands in $X and $Y.
picture() {
  local png=$1 file=$2 program window
  shift 2
  XDG_CONFIG_HOME=$PWD/$seen/config "$@" --data "$file" --lang zh >"$png.log" 2>&1 </dev/null &
  program=$!
  window=$(screen_window 120) || fail "no window: $(tail -n 3 "$png.log")"
  screen_steady 60
  xdotool key --window "$window" Escape # the first start of a system asks who is at the desk
  screen_steady 60
  screen_shot "$png"
  eval "$(xdotool getwindowgeometry --shell "$window" | grep -E '^[XY]=')"
  kill -0 "$program" 2>/dev/null || fail "the window closed by itself: $(tail -n 3 "$png.log")"
  kill "$program"
  wait "$program" 2>/dev/null || true
}

# Fyne draws letters by itself, so the heads of the tabs must look the same, wherever the frame puts them.
picture "$seen/window-linux.png" "$seen/linux/openday.db" ./openday
convert "$seen/window-linux.png" -crop "260x34+$X+$((Y + 82))" +repage "$seen/tabs.png"
(($(identify -format %k "$seen/tabs.png") > 10)) || fail "the Linux window has no tabs to compare with: $seen/tabs.png"
picture "$seen/window.png" "$seen/wine/openday.db" scripts/on-wine.sh openday.exe
left=$((X > 40 ? X - 40 : 0)) top=$((Y + 82 > 60 ? Y + 82 - 60 : 0))
convert "$seen/window.png" -crop "340x150+$left+$top" +repage "$seen/around.png"
compare -metric RMSE -subimage-search "$seen/around.png" "$seen/tabs.png" null: 2>"$seen/compare.txt" || true
awk -F'[()]' '{ exit !($2 != "" && $2 < 0.03) }' "$seen/compare.txt" ||
  fail "the window on Wine shows other tabs than on Linux ($(<"$seen/compare.txt")): $seen/window.png"
echo "test-windows: the window opens in Chinese, see $seen/window.png"
