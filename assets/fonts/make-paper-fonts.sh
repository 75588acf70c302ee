#!/bin/sh
# Makes the fonts of the papers, assets/fonts/paper, anew.
#
# Needs npm, bzip2 and the Debian packages fonttools, fonts-lxgw-wenkai and
# unicode-data. Sources, all under the SIL Open Font License:
#   Noto Sans SC, Noto Serif SC   npm @expo-google-fonts, version below
#   LXGW WenKai                   Debian fonts-lxgw-wenkai
#
# The two regular fonts keep every Chinese character that they have. The bold
# ones and WenKai keep 通用规范汉字表 (8,105 characters, field kTGH of Unihan),
# because a rarer character may stand in another weight; WenKai also keeps what
# Noto lacks, such as 𠮷. Korean syllables, layout rules and screen hints go.
# WenKai's licence reserves the names LXGW and 霞鹜 to unmodified copies, so its
# subset is called OpenDay Kai.
set -eu
version=0.4.3
here=$(cd "$(dirname "$0")" && pwd)
out=$here/paper
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

other="U+0020-007E,U+00A0-024F,U+0250-036F,U+0370-04FF,U+1E00-1EFF,U+2000-2BFF,U+2E80-33FF,U+FE10-FE6F,U+FF00-FFEF"
all="$other,U+3400-4DBF,U+4E00-9FFF,U+F900-FAFF,U+10000-3FFFF"
common=$(bzcat /usr/share/unicode/Unihan_*.txt.bz2 | awk '$1 ~ /^U/ && $2 == "kTGH" { print $1 }' | sort -u | tr '\n' ',')
test "$(printf %s "$common" | tr ',' '\n' | wc -l)" -eq 8105

subset() { # source, name, characters
	pyftsubset "$1" --output-file="$out/$2" --unicodes="$3" --no-hinting --layout-features= \
		--drop-tables+=GSUB,GPOS,GDEF,BASE,vhea,vmtx,VORG,STAT,DSIG,gasp \
		--name-IDs=0,1,2,3,4,5,6,13,14 --no-glyph-names --notdef-outline
}

mkdir -p "$out"
npm pack --silent "@expo-google-fonts/noto-sans-sc@$version" "@expo-google-fonts/noto-serif-sc@$version" >/dev/null
for family in sans:Sans serif:Serif; do
	folder=${family%:*} name=Noto${family#*:}SC
	tar xzf "expo-google-fonts-noto-$folder-sc-$version.tgz"
	subset "package/400Regular/${name}_400Regular.ttf" "$name-Regular.ttf" "$all"
	subset "package/700Bold/${name}_700Bold.ttf" "$name-Bold.ttf" "$other,$common"
	cp package/LICENSE_FONT "$out/$name-LICENSE.txt"
	rm -r package
done

wenkai=/usr/share/fonts/truetype/lxgw-wenkai/LXGWWenKai-Regular.ttf
lacking=$(/usr/bin/python3 - "$wenkai" "$out/NotoSansSC-Regular.ttf" "$out/NotoSerifSC-Regular.ttf" <<'END'
import sys
from fontTools.ttLib import TTFont
characters = lambda path: set(TTFont(path, lazy=True).getBestCmap())
wenkai, sans, serif = map(characters, sys.argv[1:])
print(",".join("U+%04X" % c for c in sorted(wenkai - (sans & serif)) if not 0xAC00 <= c <= 0xD7FF and not 0xE000 <= c <= 0xF8FF))
END
)
subset "$wenkai" OpenDayKai-Regular.ttf "$other,$common,$lacking"
/usr/bin/python3 - "$out/OpenDayKai-Regular.ttf" <<'END'
import sys
from fontTools.ttLib import TTFont
font = TTFont(sys.argv[1], recalcTimestamp=False)
names = font["name"]
for record in list(names.names):
    new = {1: "OpenDay Kai", 2: "Regular", 3: "OpenDay Kai Regular", 4: "OpenDay Kai Regular", 6: "OpenDayKai-Regular"}.get(record.nameID)
    if record.nameID == 0 or record.nameID >= 13:
        continue
    if record.langID not in (0, 0x409) or new is None:
        names.names.remove(record)
    else:
        record.string = new
font.save(sys.argv[1])
END
cp /usr/share/doc/fonts-lxgw-wenkai/copyright "$out/OpenDayKai-LICENSE.txt"
