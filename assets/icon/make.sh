#!/bin/sh
# Draws icon.png (512 px) and icon.ico: an open door in a white frame on
# official blue, with light coming through. Shapes only, no font. Needs
# ImageMagick.
set -eu
cd "$(dirname "$0")"
convert -size 2048x2048 xc:none \
	-fill '#1f5fa8' -draw 'roundrectangle 64,64 1983,1983 360,360' \
	-fill white -draw 'roundrectangle 560,360 1488,1640 48,48' \
	-fill '#ffd978' -draw 'rectangle 680,480 1368,1640' \
	-fill '#fff3cf' -draw 'polygon 680,1640 1368,1640 1368,1240 1064,1500' \
	-fill '#174a85' -draw 'polygon 680,480 1064,640 1064,1500 680,1640' \
	-fill '#2d74c4' -draw 'polygon 724,548 1020,670 1020,1470 724,1576' \
	-fill '#ffd978' -draw 'circle 964,1090 1008,1090' \
	-fill white -draw 'roundrectangle 340,1620 1708,1690 35,35' \
	-resize 512x512 -strip -define png:exclude-chunks=date,time PNG32:icon.png
convert icon.png -define icon:auto-resize=256,128,64,48,32,24,16 icon.ico
