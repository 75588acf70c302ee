#!/usr/bin/env bash
# Makes a Windows installer around a program, and signs both where a certificate is given (sign.sh).
#   nsis.sh VERSION PROGRAM.exe INSTALLER.exe [-DQUICK]     VERSION: 1.2.3.4, of the program; -DQUICK: large, but made in a second
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$here/../..
version=$1 program=$(realpath "$2") installer=$(realpath -m "$3")

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$(dirname "$installer")"
# The panel beside the first page, twice as large as it is shown at 100 %, so that it is sharp at 200 %.
convert -size 328x628 gradient:'#2d74c4'-'#174a85' \( "$root/assets/icon/icon.png" -resize 220x220 \) \
  -gravity center -geometry +0-60 -composite "bmp3:$work/panel.bmp"
# makensis takes UTF-8 for granted only where the locale has it.
LC_ALL=C.UTF-8 makensis -V2 -WX -INPUTCHARSET UTF8 "-DVERSION=$version" "-DPROGRAM=$program" "-DOUTPUT=$work/installer.exe" \
  "-DICON=$root/assets/icon/icon.ico" "-DPANEL=$work/panel.bmp" "-DLICENSE=$root/LICENSE" "-DSIGN=$here/sign.sh" "${@:4}" "$here/openday.nsi"
mv -f "$work/installer.exe" "$installer"
