#!/usr/bin/env bash
# Makes the two weights of the screen font, ScreenRegular.ttf and ScreenBold.otf, and copies their licence.
# Needs Debian's npm, python3, fonttools, fonts-lxgw-wenkai and unicode-data, and the npm registry.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
npm pack --silent @expo-google-fonts/noto-sans-sc@0.4.3
tar xzf expo-google-fonts-noto-sans-sc-0.4.3.tgz
wenkai=/usr/share/fonts/truetype/lxgw-wenkai
/usr/bin/python3 "$here/subset.py" package/400Regular/NotoSansSC_400Regular.ttf $wenkai/LXGWWenKai-Regular.ttf "$here/ScreenRegular.ttf"
/usr/bin/python3 "$here/subset.py" package/700Bold/NotoSansSC_700Bold.ttf $wenkai/LXGWWenKai-Bold.ttf "$here/ScreenBold.otf"
{
  echo "ScreenRegular.ttf and ScreenBold.otf are made by make.sh from Noto Sans SC (npm @expo-google-fonts/noto-sans-sc 0.4.3) and, for the"
  echo "characters that it lacks, LXGW WenKai (Debian fonts-lxgw-wenkai). Both, and so these files, stand under the SIL Open Font License 1.1:"
  echo
  echo "LXGW WenKai: Copyright 2021-2022 lxgw, with Reserved Font Names '霞鹜' and 'LXGW'"
  echo "Noto Sans SC: $(cat package/LICENSE_FONT)"
} > "$here/OFL.txt"
