"""Makes one weight of the screen font.

Usage: subset.py NOTO.ttf WENKAI.ttf OUT.ttf|OUT.otf

Kept from Noto Sans SC: the 8,105 characters of the official list (Unihan's
kTGH), GB 2312, the frequent characters of Big5 (names from Taiwan, Hong Kong
and Macao), every ideograph above U+FFFF that it has, Latin with the letters of
pinyin, punctuation, symbols and full-width forms. What Noto lacks and LXGW
WenKai has of ideographs (𠮷 among them) is merged in, so that such names show
without any font of the system. Hinting and layout tables are dropped: the
screen needs neither, and they are half of the file.

An .otf holds the same outlines in PostScript form: Fyne reads such a font in a
twentieth of the time and half the memory, since it leaves the outlines alone
until they are drawn. What draws the charts takes TrueType alone.
"""
import bz2
import glob
import os
import sys
import tempfile

from fontTools import merge, subset
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.ttLib import TTFont

noto_path, wenkai_path, out = sys.argv[1:]


def official():
    """The 8,105 characters of 通用规范汉字表, as Debian's unicode-data has them."""
    found = set()
    for name in glob.glob("/usr/share/unicode/Unihan_*.txt.bz2"):
        with bz2.open(name, "rt", encoding="utf-8") as lines:
            for line in lines:
                if line.startswith("U+") and "\tkTGH\t" in line:
                    found.add(int(line.split()[0][2:], 16))
    if len(found) != 8105:
        sys.exit(f"the official list has 8105 characters, unicode-data gave {len(found)}")
    return found


def charset(encoding, leads, trails):
    """The characters of a two-byte encoding within a range of lead bytes."""
    found = set()
    for lead in leads:
        for trail in trails:
            try:
                found.update(map(ord, bytes([lead, trail]).decode(encoding)))
            except UnicodeDecodeError:
                pass
    return found


def ideograph(c):
    return 0x3400 <= c <= 0x9FFF or 0xF900 <= c <= 0xFAFF or 0x20000 <= c <= 0x3FFFF


SYMBOLS = [(0x20, 0x7E), (0xA0, 0x17F), (0x1CD, 0x1DC), (0x2C6, 0x2DD), (0x370, 0x3FF), (0x400, 0x45F), (0x1E3E, 0x1E3F),
           (0x2000, 0x206F), (0x20AC, 0x20AC), (0x2100, 0x218F), (0x2190, 0x21FF), (0x2200, 0x22FF), (0x2300, 0x23FF),
           (0x2460, 0x24FF), (0x2500, 0x25FF), (0x2600, 0x26FF), (0x2700, 0x27BF), (0x3000, 0x33FF), (0xFE10, 0xFE6F), (0xFF00, 0xFFEF)]

noto_has = set(TTFont(noto_path).getBestCmap())
wenkai_has = set(TTFont(wenkai_path).getBestCmap())
wanted = official()
wanted |= charset("gb2312", range(0xA1, 0xF8), range(0xA1, 0xFF))
wanted |= charset("big5", range(0xA4, 0xC7), [*range(0x40, 0x7F), *range(0xA1, 0xFF)])
wanted |= {c for c in noto_has if c >= 0x20000}
for low, high in SYMBOLS:
    wanted |= set(range(low, high + 1))
extra = {c for c in wenkai_has - noto_has if ideograph(c)}


def cut(path, chars, to):
    options = subset.Options()
    options.hinting = False
    options.layout_features = []
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    options.notdef_outline = True
    options.glyph_names = False
    options.drop_tables += ["GSUB", "GPOS", "GDEF", "BASE", "STAT", "vhea", "vmtx", "gasp", "DSIG"]
    font = subset.load_font(path, options)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=chars)
    cutter.subset(font)
    subset.save_font(font, to, options)


def postscript(font):
    """Puts a TrueType font's outlines into PostScript form, curve by curve."""
    glyphs = font.getGlyphSet()
    strings = {}
    for name in font.getGlyphOrder():
        pen = T2CharStringPen(glyphs[name].width, glyphs)
        glyphs[name].draw(pen)
        strings[name] = pen.getCharString()
    for table in ("glyf", "loca"):
        del font[table]
    name = font["name"].getDebugName(6)
    font.sfntVersion = "OTTO"
    FontBuilder(font=font).setupCFF(name, {"FullName": name}, strings, {})
    maxp = font["maxp"]
    maxp.tableVersion = 0x00005000
    for field in set(vars(maxp)) - {"tableTag", "tableVersion", "numGlyphs"}:
        delattr(maxp, field)


with tempfile.TemporaryDirectory() as scratch:
    parts = [os.path.join(scratch, "noto.ttf"), os.path.join(scratch, "wenkai.ttf")]
    cut(noto_path, wanted & noto_has, parts[0])
    cut(wenkai_path, extra, parts[1])
    noto = TTFont(parts[0])
    font = merge.Merger().merge(parts)
    # The merger mixes what the two fonts say of themselves; the first one's word holds.
    for table, fields in {
        "hhea": ["ascent", "descent", "lineGap"],
        "OS/2": ["sTypoAscender", "sTypoDescender", "sTypoLineGap", "usWinAscent", "usWinDescent", "usWeightClass", "fsSelection"],
        "head": ["macStyle", "created", "modified", "fontRevision"],
    }.items():
        for field in fields:
            setattr(font[table], field, getattr(noto[table], field))
    font["name"] = noto["name"]
    # The reserved font name of the sources is not used for the changed version (OFL, condition 3).
    for record in font["name"].names:
        if record.nameID in (1, 3, 4, 6):
            style = "Bold" if noto["OS/2"].usWeightClass >= 600 else "Regular"
            text = {1: "OpenDay Screen", 3: "OpenDay Screen " + style, 4: "OpenDay Screen " + style, 6: "OpenDayScreen-" + style}[record.nameID]
            font["name"].setName(text, record.nameID, record.platformID, record.platEncID, record.langID)
    font["post"].formatType = 3.0
    if out.endswith(".otf"):
        postscript(font)
    font.recalcTimestamp = False
    font.save(out)

has = set(TTFont(out).getBestCmap())
missing = (wanted & noto_has | extra) - has
if missing:
    sys.exit("lost on the way: " + "".join(map(chr, sorted(missing))))
print(f"{out}: {len(has)} characters, {os.path.getsize(out)} bytes")
