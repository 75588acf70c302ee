#!/usr/bin/env bash
# Puts into dist/ what a person downloads: the Windows installer, the portable .zip, and the Linux .tar.xz, from the
# openday.exe and the openday that stand in the tree.
set -euo pipefail
cd "$(dirname "$0")/../.."

version=$(scripts/version.sh)
IFS=+ read -r version build <<<"$version"
arch=$(go env GOARCH)
rm -rf dist
mkdir dist
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

windows=$work/OpenDay
mkdir "$windows"
cp openday.exe "$windows/"
scripts/installer/sign.sh "$windows/openday.exe"
scripts/installer/nsis.sh "$version.$build" "$windows/openday.exe" "dist/OpenDay-$version-setup.exe"

# Notepad of older systems tells UTF-8 by its mark, and lines by CR LF.
printf '\xef\xbb\xbf' | cat - scripts/installer/portable.txt | sed 's/$/\r/' >"$windows/portable.txt"
sed 's/$/\r/' LICENSE >"$windows/LICENSE.txt"
(cd "$work" && zip -q -X -9 -r portable.zip OpenDay)
mv "$work/portable.zip" "dist/OpenDay-$version-portable.zip"

linux=$work/openday-$version
install -D openday "$linux/bin/openday"
install -D -m 644 scripts/installer/openday.desktop "$linux/share/applications/openday.desktop"
install -D -m 644 scripts/installer/openday-mime.xml "$linux/share/mime/packages/openday.xml"
install -D -m 644 assets/icon/icon.png "$linux/share/icons/hicolor/512x512/apps/openday.png"
install -D -m 644 LICENSE "$linux/share/doc/openday/LICENSE"
tar -C "$work" --owner=0 --group=0 -cJf "dist/openday-$version-linux-$arch.tar.xz" "openday-$version"

for made in dist/*; do echo "made $made, $(($(stat -c %s "$made") / 1000000)) MB"; done
