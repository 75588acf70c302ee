#!/usr/bin/env bash
# Tries what `make installer` put into dist/: installs on a fresh Wine, upgrades, uninstalls, with the data of a clerk in
# between; the portable .zip; the signatures. What it saw stays in out/installer/.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/screen.sh

seen=$PWD/out/installer
rm -rf "$seen"
mkdir -p "$seen/home"
home=$HOME
# Wine puts desktop and menu entries into the home folder as well.
export WINEPREFIX=$seen/wine WINEDEBUG=-all HOME=$seen/home FYNE_SCALE=1
unset OPENDAY_DATA OPENDAY_LANG OPENDAY_CERT OPENDAY_CERT_PASSWORD OPENDAY_TIMESTAMP
at_exit 'wineserver -k 2>/dev/null; screen_stop'

fail() {
  echo "test-installer: $*" >&2
  exit 1
}
step() { echo "test-installer: $*"; }

# status WANTED PROGRAM ARG...: a Windows program, to its end
status() {
  local wanted=$1 got=0
  shift
  scripts/on-wine.sh "$@" >"$seen/output.txt" 2>>"$seen/messages.txt" </dev/null || got=$?
  [[ $got == "$wanted" ]] || fail "$*: exit status $got, not $wanted: $(tail -n 3 "$seen/messages.txt")"
}

# gone FILE: waits until a file is no longer there
gone() {
  local deadline=$((SECONDS + 60))
  while [[ -e $1 ]]; do
    ((SECONDS < deadline)) || fail "$1 is still there"
    sleep 0.2
  done
}

value() { # NAME: of the entry in Apps & features
  scripts/on-wine.sh reg query 'HKCU\Software\Microsoft\Windows\CurrentVersion\Uninstall\OpenDay' /v "$1" 2>/dev/null |
    tr -d '\r' | sed -n "s/^ *$1 *REG_[A-Z]* *//p"
}

newest=$(ls dist/OpenDay-*-setup.exe)
portable=$(ls dist/OpenDay-*-portable.zip)
linux=$(ls dist/openday-*-linux-*.tar.xz)
for file in "$newest" "$portable" "$linux"; do
  size=$(stat -c %s "$file")
  step "$(basename "$file") has $((size / 1000)) kB"
  ((size <= 60 * 1000 * 1000)) || fail "$file is larger than 60 MB"
done

# The older version is another program to look at and the same one to run: some bytes after its end.
{ cat openday.exe && echo older; } >"$seen/older.exe"
openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj "/CN=OpenDay test" -addext extendedKeyUsage=codeSigning \
  -keyout "$seen/key.pem" -out "$seen/certificate.pem" 2>>"$seen/messages.txt"
openssl pkcs12 -export -inkey "$seen/key.pem" -in "$seen/certificate.pem" -passout 'pass:käse 1' -out "$seen/certificate.pfx"
cp openday.exe "$seen/unsigned.exe"
! OPENDAY_CERT=$seen/certificate.pfx OPENDAY_CERT_PASSWORD=wrong scripts/installer/sign.sh "$seen/unsigned.exe" 2>>"$seen/messages.txt" ||
  fail "a wrong password signs"
cmp -s openday.exe "$seen/unsigned.exe" || fail "a failed signing changed the program"
export OPENDAY_CERT=$seen/certificate.pfx OPENDAY_CERT_PASSWORD='käse 1'
scripts/installer/sign.sh "$seen/older.exe" 2>>"$seen/messages.txt"
scripts/installer/nsis.sh 0.0.9.0 "$seen/older.exe" "$seen/older-setup.exe" -DQUICK >>"$seen/messages.txt" 2>&1
unset OPENDAY_CERT OPENDAY_CERT_PASSWORD
signed() {
  osslsigncode verify -CAfile "$seen/certificate.pem" -in "$1" >"$seen/verify.txt" 2>&1 || fail "$1 is not signed: $(tail -n 3 "$seen/verify.txt")"
}
signed "$seen/older.exe"
signed "$seen/older-setup.exe"

screen_start 1024x768
status 0 winecfg -v win7
status 5 "$newest" /S
[[ -z $(value DisplayVersion) ]] || fail "something was installed on a Windows that is too old"
status 0 winecfg -v win10
status 0 "$seen/older-setup.exe" /S
user=$(echo "$WINEPREFIX"/drive_c/users/*/AppData/Local)
[[ -d $user ]] || fail "no folder $user"
program=$user/Programs/OpenDay data=$user/OpenDay
links=("${user%/Local}/Roaming/Microsoft/Windows/Start Menu/Programs/政务开放日.lnk" "${user%/AppData/Local}/Desktop/政务开放日.lnk")
cmp "$seen/older.exe" "$program/openday.exe" || fail "the older version is not installed"
signed "$program/uninstall.exe"
for link in "${links[@]}"; do
  [[ -f $link ]] || fail "no entry $link"
  LC_ALL=C grep -aqF 'Programs\OpenDay\openday.exe' "$link" || fail "$link leads elsewhere"
done
[[ $(value DisplayVersion) == 0.0.9.0 && $(value DisplayName) == *OpenDay* && -n $(value Publisher) ]] ||
  fail "Apps & features has no entry for version 0.0.9.0: $(value DisplayVersion)"
(($(value EstimatedSize) > $(stat -c %s openday.exe) / 1024)) || fail "Apps & features has no size: $(value EstimatedSize)"
step "the silent installation stands: files, entries, Apps & features"

status 0 "$program/openday.exe" import "$(ls assets/samples/plan*.xlsx | head -n 1)"
event=$(tr -d '\r' <"$seen/output.txt" | tail -n 1)
[[ -n $event && -f $data/openday.db ]] || fail "the import made no event in $data"
has_event() {
  status 0 "$1" events
  grep -qF "$event" "$seen/output.txt" || fail "the event $event is lost: $(<"$seen/output.txt")"
}
has_event "$program/openday.exe"

# While the window is open nothing may change.
scripts/on-wine.sh start /wait /unix "${links[0]}" >>"$seen/messages.txt" 2>&1 </dev/null &
screen_window 120 >/dev/null || fail "the start entry opens no window"
screen_steady 60
screen_shot "$seen/started.png"
status 3 "$newest" /S
status 3 "$program/uninstall.exe" /S "_?=$(scripts/on-wine.sh winepath -w "$program" 2>/dev/null | tr -d '\r')"
cmp "$seen/older.exe" "$program/openday.exe" || fail "the program was changed while it ran"
status 0 taskkill /f /im openday.exe
step "a running program is left alone"

rm "${links[1]}"
status 0 "$newest" /S '/D=C:\elsewhere'
cmp -s "$seen/older.exe" "$program/openday.exe" && fail "the upgrade left the older program"
cmp openday.exe "$program/openday.exe" || fail "the upgrade installed another program than openday.exe"
[[ ! -e $WINEPREFIX/drive_c/elsewhere ]] || fail "the upgrade put a second program elsewhere"
[[ ! -e $program/openday.exe.new ]] || fail "the upgrade left openday.exe.new behind"
[[ -f ${links[0]} && ! -e ${links[1]} ]] || fail "the upgrade lost the start entry, or brought back a desktop entry that was removed"
[[ $(value DisplayVersion) != 0.0.9.0 && -n $(value DisplayVersion) ]] || fail "Apps & features still shows the older version"
has_event "$program/openday.exe"
status 4 "$seen/older-setup.exe" /S
cmp openday.exe "$program/openday.exe" || fail "an older installer replaced a newer program"
step "the upgrade keeps the event, an older installer is refused"

# Wine has no Chinese fonts of Windows: any font of the system that has the characters stands in.
font=$(fc-list :lang=zh-cn family | head -n 1 | cut -d, -f1)
for name in 'Microsoft YaHei UI' 'MS Shell Dlg' Tahoma; do
  status 0 reg add 'HKCU\Software\Wine\Fonts\Replacements' /v "$name" /d "${font:-DejaVu Sans}" /f
done
# page PNG TITLE PROGRAM ARG...: the first page of an installer that shows itself, and leaves it by Esc
page() {
  local png=$1 title=$2 window deadline=$((SECONDS + 120))
  shift 2
  scripts/on-wine.sh "$@" >>"$seen/messages.txt" 2>&1 </dev/null &
  until window=$(xdotool search --onlyvisible --name "$title" 2>/dev/null | tail -n 1) && [[ -n $window ]]; do
    ((SECONDS < deadline)) || fail "no window called $title"
    sleep 0.2
  done
  screen_steady 60
  screen_shot "$seen/$png"
  wineserver -k
  wineserver -w
}
page install-zh.png '政务开放日' "$newest" /LANG=2052
page install-en.png 'OpenDay Setup' "$newest" /LANG=1033
page uninstall-zh.png '政务开放日' "$program/uninstall.exe" /LANG=2052

before=$(cksum <"$data/openday.db")
status 0 "$program/uninstall.exe" /S
gone "$program"
for link in "${links[@]}"; do gone "$link"; done
[[ -z $(value DisplayVersion) ]] || fail "Apps & features still has the program"
[[ $(cksum <"$data/openday.db") == "$before" && -f $data/openday.db.key ]] || fail "uninstalling touched the data"
status 0 "$newest" /S
has_event "$program/openday.exe"
step "the silent uninstallation leaves the data, and a new installation finds it"

mkdir "$seen/便携 版"
unzip -q "$portable" -d "$seen/便携 版"
beside="$seen/便携 版/OpenDay"
before=$(cksum <"$data/openday.db")
status 0 "$beside/openday.exe" events
! grep -qF "$event" "$seen/output.txt" || fail "the portable program reads the data of the installed one"
status 0 "$beside/openday.exe" import "$(ls assets/samples/plan*.xlsx | tail -n 1)"
event=$(tr -d '\r' <"$seen/output.txt" | tail -n 1)
[[ -f $beside/data/openday.db && $(cksum <"$data/openday.db") == "$before" ]] || fail "the portable program keeps its data elsewhere"
mv "$beside" "$seen/moved"
has_event "$seen/moved/openday.exe"
step "the portable program keeps its data beside itself"

mkdir "$seen/linux"
tar -xJf "$linux" -C "$seen/linux" --strip-components=1
"$seen/linux/bin/openday" --help >"$seen/output.txt"
[[ -s $seen/output.txt && -s $seen/linux/share/applications/openday.desktop && -s $seen/linux/share/mime/packages/openday.xml && -s $seen/linux/share/icons/hicolor/512x512/apps/openday.png ]] ||
  fail "the Linux archive is not whole"
wineserver -k || true
screen_stop
HOME=$home scripts/test-desk.sh "$newest" # it builds with Go's own caches
step "all done; pictures in out/installer/ and out/desk/"
