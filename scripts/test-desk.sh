#!/usr/bin/env bash
# A clerk's first day with the installer, on a fresh Wine: installs silently, starts from the Start menu, loads the sample
# event, looks at its sign-in sheet, prints it on a CUPS queue, opens a hand-over file by double-click, uninstalls silently.
# The printed page is measured against the paper itself. Pictures of every step stay in out/desk/.
#   test-desk.sh OpenDay-VERSION-setup.exe
# Needs root, which CUPS's PDF backend wants: as root or through sudo.
set -euo pipefail
setup=$(realpath "$1")
cd "$(dirname "$0")/.."
. scripts/screen.sh
. scripts/queue.sh
if [[ $(id -u) -ne 0 ]]; then exec sudo --preserve-env=PATH,GOFLAGS,GOCACHE,GOMODCACHE "$0" "$setup"; fi

seen=$PWD/out/desk
rm -rf "$seen"
mkdir -p "$seen/home"
at_exit 'wineserver -k 2>/dev/null; queue_stop; screen_stop'
fail() {
  echo "test-desk: $*" >&2
  screen_shot "$seen/failed.png" || true
  exit 1
}
step() { echo "test-desk: $*"; }

queue_start PDF
# Wine puts desktop and menu entries into the home folder as well.
export WINEPREFIX=$seen/wine WINEDEBUG=-all HOME=$seen/home FYNE_SCALE=1 OPENDAY_LANG=zh
unset OPENDAY_DATA OPENDAY_PASSPHRASE
screen_start 1366x768

# run PROGRAM ARG...: a Windows program, to its end; what it prints in $output
run() {
  output=$(scripts/on-wine.sh "$@" 2>>"$seen/messages.txt" </dev/null | tr -d '\r'; exit "${PIPESTATUS[0]}") ||
    fail "$*: exit status $?: $(tail -n 3 "$seen/messages.txt")"
}

# opens FILE SECONDS: as a double-click does; goes on when its window is there and rests, or SECONDS after it came
opens() {
  scripts/on-wine.sh start /wait /unix "$1" >>"$seen/messages.txt" 2>&1 </dev/null &
  opened=$!
  window=$(screen_window 180) || fail "$1 opens no window"
  xdotool windowfocus "$window"
  screen_steady "$2"
}

# presses KEY: and waits until the picture is another and has come to rest
presses() {
  local before deadline=$((SECONDS + 90))
  before=$(cksum <"$screen_dir/Xvfb_screen0")
  xdotool key "$1"
  while [[ $(cksum <"$screen_dir/Xvfb_screen0") == "$before" ]]; do
    ((SECONDS < deadline)) || fail "nothing happens on $1"
    sleep 0.1
  done
  screen_steady 60
}

# closes: asks the window to close, as its cross does
closes() {
  run taskkill /im openday.exe
  wait "$opened" || fail "the window ended with exit status $?"
}

# kind: what a double-click on an .openday file is, as the registry has it
kind() {
  scripts/on-wine.sh reg query 'HKCU\Software\Classes\.openday' /ve 2>/dev/null | tr -d '\r' | sed -n 's/.*REG_SZ *//p'
}

run winecfg -v win10
run "$setup" /S
user=$(echo "$WINEPREFIX"/drive_c/users/*/AppData/Local)
program=$user/Programs/OpenDay/openday.exe data=$user/OpenDay
start="${user%/Local}/Roaming/Microsoft/Windows/Start Menu/Programs/政务开放日.lnk"
[[ -f $program && -f $start ]] || fail "the program is not installed"
run reg query "HKCU\\Software\\Classes\\$(kind)\\shell\\open\\command" /ve
[[ -n $(kind) && $output == *openday.exe* ]] || fail "the registry does not know .openday: $output"
step "installed silently, and the registry knows .openday"

opens "$start" 90
screen_shot "$seen/1-started.png"
for _ in 1 2 3; do presses Return; done # through the tour
screen_shot "$seen/2-tour.png"
presses Return
screen_shot "$seen/3-sample.png"
step "started from the Start menu, and the sample event is loaded"

presses ctrl+shift+3
deadline=$((SECONDS + 180))
until [[ -n $(find "$data/pdfium" -type f -print -quit 2>/dev/null) ]]; do
  ((SECONDS < deadline)) || fail "the preview does not come up"
  sleep 0.2
done
screen_steady 90
screen_shot "$seen/4-preview.png"
queue_mark
xdotool key Return
deadline=$((SECONDS + 90))
until dialog=$(xdotool search --onlyvisible --name '^(Print|打印)$' 2>/dev/null | tail -n 1) && [[ -n $dialog ]]; do
  ((SECONDS < deadline)) || fail "the print dialog of Windows does not come"
  sleep 0.2
done
xdotool windowfocus "$dialog"
screen_steady 30
screen_shot "$seen/5-print-dialog.png"
xdotool key Return
queue_printed "$seen/printed.pdf" || fail "the sheet is not printed"
screen_steady 30
screen_shot "$seen/6-printed.png"
pdftoppm -r 150 -png -f 1 -singlefile "$seen/printed.pdf" "$seen/7-page"
presses Escape
closes
step "looked at and printed from the window"

run "$program" events
event=$(head -n 1 <<<"$output" | cut -f 1)
run "$program" print sign-in --event "$event" --out "$seen/wanted.pdf"
count=$(pdfinfo "$seen/wanted.pdf" | sed -n 's/^Pages: *//p')
[[ $(pdfinfo "$seen/printed.pdf" | sed -n 's/^Pages: *//p') == "$count" ]] || fail "not all of the $count pages were printed"
for ((page = 1; page <= count; page++)); do
  same_page "$seen/wanted.pdf" "$page" "$seen/printed.pdf" "$page" || fail "page $page is not at its size and place"
done
step "the printed sheet is at its size and place"

echo 'a passphrase of some length' >"$seen/passphrase.txt"
run "$program" handover --out "$seen/交接.openday" --passphrase-file "$seen/passphrase.txt"
# Older Wines look for file types among those of the machine alone, where Windows looks among those of the person first.
for key in .openday "$(kind)"; do run reg copy "HKCU\\Software\\Classes\\$key" "HKLM\\Software\\Classes\\$key" /s /f; done
opens "$seen/交接.openday" 30 # the caret in the question never rests
screen_shot "$seen/8-handover.png"
presses Escape
closes
step "a double-click opens a hand-over file"

before=$(cksum <"$data/openday.db")
run "${program%/*}/uninstall.exe" /S
deadline=$((SECONDS + 60))
while [[ -e ${program%/*} ]]; do
  ((SECONDS < deadline)) || fail "${program%/*} is still there"
  sleep 0.2
done
[[ ! -e $start && -z $(kind) ]] || fail "the entry or the file type is still there: $(kind)"
[[ $(cksum <"$data/openday.db") == "$before" && -f $data/openday.db.key ]] || fail "uninstalling touched the data"
step "uninstalled silently, the data is still there; pictures in out/desk/"
