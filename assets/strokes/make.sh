#!/bin/sh
# Makes order.txt and counts.bin, the tables behind the order of names by
# strokes (see make.py for what they hold), from
#   npm package cnchar-order (MIT, see LICENSE.cnchar): stroke sequences;
#   Debian package unicode-data (see LICENSE.unicode): stroke counts
#   (kTotalStrokes) and places in the official table of characters (kTGH);
#   hand.txt: sequences written down for this program.
# official.txt, which the tests of app/hanzi hold the order against, is the
# official table itself. Needs npm, apt-get, dpkg and python3.
set -eu
cd "$(dirname "$0")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
(cd "$work" && npm pack --silent cnchar-order@3.2.6 >/dev/null && tar xzf cnchar-order-*.tgz &&
	apt-get -qq download unicode-data && dpkg -x unicode-data_*.deb unicode)
cp "$work/package/LICENSE" LICENSE.cnchar
cp "$work/unicode/usr/share/doc/unicode-data/copyright" LICENSE.unicode
python3 make.py "$work/package/cnchar.order.min.js" "$work/unicode/usr/share/unicode" hand.txt \
	order.txt counts.bin ../../app/hanzi/testdata/official.txt
